# The work is done by tasks.py, which needs only Python; this file saves typing.
# Words for a task go in ARGS:  make test ARGS="lesson 00"   make lab ARGS=--no-browser
# A film by NAME:          make films NAME=first_bloom

PYTHON ?= $(shell command -v python3 || command -v python)

TASKS := lab test notebooks release films cues bench lint doctor clean

.PHONY: help $(TASKS)
help:
	@$(PYTHON) tasks.py --help

$(TASKS):
	@$(PYTHON) tasks.py $@ $(NAME) $(ARGS)
