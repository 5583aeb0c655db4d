"""Studies, pages to learn from, not the films' own music: eight bars of wonder, ten of dread, fifteen of a chase.

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

#: in the order they are taught, each with its module
_HOMES = {"wonder": ".wonder", "dread": ".dread", "chase": "..chase"}
STUDIES = tuple(_HOMES)


def study_of(name: str) -> Any:
    """The module of a study: what it is called, where it lies on its film, what it means to meet, and its notes.

    Raises
    ------
    FilmScoreError
        There is no such study.
    """
    word = name.strip().casefold() if isinstance(name, str) else ""
    if word not in STUDIES:
        names = ", ".join(map(repr, STUDIES))
        raise FilmScoreError(f"There is no study {shown(name)}: {names} there are.")
    return import_module(_HOMES[word], __name__)


def score_of(name: str) -> stream.Score:
    """The notes of a study, as a music21 score in written pitch.

    Raises
    ------
    FilmScoreError
        There is no such study.
    """
    made: stream.Score = study_of(name).score()
    return made
