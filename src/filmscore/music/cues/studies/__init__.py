"""Two studies on two films: eight bars of wonder, ten of dread. They are pages to learn from, not the films' own music.

Nothing here needs music21 until a score is asked for.

>>> study_of("wonder").FILM, study_of("dread").TEMPO.frame_of_bar(11)
('first-bloom', 1440.0)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ....errors import FilmScoreError, shown

if TYPE_CHECKING:
    from music21 import stream

#: in the order they are taught
STUDIES = ("wonder", "dread")


def study_of(name: str) -> Any:
    """The module of a study: what it is called, where it lies on its film, what it means to meet, and its notes.

    Raises
    ------
    FilmScoreError
        There is no such study.
    """
    word = name.strip().casefold() if isinstance(name, str) else ""
    if word not in STUDIES:
        raise FilmScoreError(f"There is no study {shown(name)}: {' and '.join(map(repr, STUDIES))} there are.")
    return import_module(f".{word}", __name__)


def score_of(name: str) -> stream.Score:
    """The notes of a study, as a music21 score in written pitch.

    Raises
    ------
    FilmScoreError
        There is no such study.
    """
    made: stream.Score = study_of(name).score()
    return made
