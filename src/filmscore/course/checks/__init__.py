"""The checks, one module a lesson; each has `TASKS`."""
