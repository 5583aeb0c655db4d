"""Which notebooks are as the course shipped them: what need not be saved, and may be replaced.

    python -m filmscore.course.shipped            write the list anew; part of every change to a notebook
    python -m filmscore.course.shipped --check    only say whether it is up to date

The list holds a digest of the cells of each notebook: their kinds, their text and the pictures pasted into them. What
they put out does not count, nor how often a cell has run, so running a lesson is not changing it. A notebook that is
not on the list, or not as it says, is the student's. The list is a file of its own and `make notebooks` leaves it
alone, so that a student who tries that command does not by it turn their own work into ours.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from .. import work

FOLDERS = ("lessons", "exercises", "solutions")
NAME = "shipped.json"


def digest(data: bytes) -> str | None:
    """What a notebook's cells say, in sixteen letters; None if this is no notebook.

    Examples
    --------
    >>> a = b'{"cells": [{"cell_type": "code", "source": ["x = 1"], "outputs": []}]}'
    >>> b = b'{"cells": [{"cell_type": "code", "source": "x = 1", "outputs": [1], "execution_count": 3}]}'
    >>> digest(a) == digest(b), digest(b"{}")
    (True, None)
    """
    try:
        cells = json.loads(data)["cells"]
        told = [[cell["cell_type"], _text(cell["source"]), cell.get("attachments") or {}] for cell in cells]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode("utf8")).hexdigest()[:16]


def _text(source: Any) -> str:
    return source if isinstance(source, str) else "".join(source)


@lru_cache
def known() -> dict[str, str]:
    """The list: path in the course's folder -> digest."""
    file = files("filmscore.course") / NAME
    return dict(json.loads(file.read_text(encoding="utf8"))) if file.is_file() else {}


def is_as_shipped(name: str, data: bytes) -> bool:
    """Whether a notebook of the course stands as it was shipped. Where it cannot be told: no.

    Parameters
    ----------
    name : str
        Its path in the course's folder, ``lessons/03_spotting.ipynb``.
    data : bytes
        What is in the file.
    """
    return name in known() and known()[name] == digest(data)


def find(course: Path) -> dict[str, str]:
    """The list as it should be for the notebooks in a folder."""
    from .notebooks import find as notebooks

    places = [course / folder for folder in FOLDERS if (course / folder).is_dir()]
    found = {path.relative_to(course).as_posix(): digest(path.read_bytes()) for path in notebooks(places)}
    return {name: made for name, made in sorted(found.items()) if made}


def main(words: list[str] | None = None) -> int:
    """Write the list beside this module, or with ``--check`` only compare."""
    parser = argparse.ArgumentParser(prog="python -m filmscore.course.shipped", description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; only say whether it is up to date")
    given = parser.parse_args(words)
    wanted = find(work.course())
    file = Path(__file__).with_name(NAME)
    if given.check:
        stale = sorted({name for name, _ in wanted.items() ^ known().items()})
        print("up to date" if not stale else f"not up to date: {', '.join(stale)}")
        return int(bool(stale))
    work.write(file, json.dumps(wanted, indent=1) + "\n")
    known.cache_clear()
    print(f"{file.name}: {len(wanted)} notebooks")
    return 0


if __name__ == "__main__":
    sys.exit(main())
