"""The sketches of a lesson, found by running it: what its cells give to `fs.watch`.

So what ships is what the lesson plays, to the note; `tests/test_cues.py` asks whether it still is.
"""

import json
from contextlib import ExitStack, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import filmscore
from filmscore.errors import FilmScoreError
from filmscore.sound.sketch import Sketch

LESSONS = Path(__file__).parent.parent / "lessons"

#: what a lesson shows, asks and plays beside its sketches: not wanted here
_QUIET = ("show", "play", "quiz", "check", "hint", "progress", "save_work", "restore_work")


def sketches_of(number):
    """A name, a title and the sketch, for every sketch that a lesson plays, in its order.

    A name is that of its cell and of its choice in the player: ``room-watch-first``.

    Raises
    ------
    FilmScoreError
        There is no such lesson, or one of its cells does not run.
    """
    path = next(iter(sorted(LESSONS.glob(f"{number}_*.ipynb"))), None)
    if path is None:
        raise FilmScoreError(f"There is no lesson {number} in {LESSONS}.")
    found, there, cell = [], {}, {}

    def watch(film=None, cues=None, **_):
        for title, one in (cues or {}).items():
            if isinstance(one, Sketch):
                found.append(("-".join([cell["id"], *title.casefold().split()]), title, one))

    with ExitStack() as stack:
        for name in _QUIET:
            stack.enter_context(patch.object(filmscore, name, lambda *_, **__: None))
        stack.enter_context(patch.object(filmscore, "watch", watch))
        stack.enter_context(redirect_stdout(StringIO()))
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            try:
                exec("".join(cell["source"]), there)
            except Exception as error:
                raise FilmScoreError(f"{path.name}, cell {cell['id']}: {error}") from error
    return found
