"""First Bloom: three readings of one minute of picture, on one tempo map.

Nothing here needs music21 until a score is asked for.

>>> TEMPO.frame_of_bar(7), TEMPO.frame_of_bar(11), TEMPO.frame_of_bar(14)
(1056.0, 1440.0, 1704.0)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ....errors import FilmScoreError
from ....picture.spotting import Hit
from ....picture.tempo import TempoMap

if TYPE_CHECKING:
    from music21 import stream

FILM = "first-bloom"

#: Bar 1 at frame 480. The bar of three brings the lights in a breath early: with four they would be at 1728.
TEMPO = TempoMap(start=480, rate="24").bars(12, "4/4", bpm=60).bars(1, "3/4").bars(3, "4/4")

#: The meter of every bar, as the scores are written.
METERS = ("4/4",) * 12 + ("3/4",) + ("4/4",) * 3

HITS = (
    Hit(480, "lamp down", must=False, early=2, late=4),
    Hit(840, "green tip", must=False, weight=0.5, early=6, late=6),
    Hit(936, "Jon stops", must=False, weight=0.5, early=2, late=4),
    Hit(1056, "bloom"),
    Hit(1440, "hands"),
    Hit(1704, "lights"),
)

#: id → title and one sentence on what the reading does
CUES = {
    "score": (
        "The score",
        "Three notes ask. At the bloom, 1056, the horn asks again; on Mara, 1152, it answers, and D major opens into "
        "B flat without leaving the note D.",
    ),
    "piano": (
        "Solo piano",
        "One player in the room with them: the same tune on the same frames, and now the film is about two people and "
        "hardly about the stars.",
    ),
    "ominous": (
        "Ominous",
        "The same frames, another film: minor where there was major, the swell breaks off on 1056, and what opens, "
        "opens into silence.",
    ),
}


def score_of(cue_id: str) -> stream.Score:
    """The notes of one of the three cues, as a music21 score in written pitch.

    Raises
    ------
    FilmScoreError
        If there is no such cue.
    """
    if cue_id not in CUES:
        raise FilmScoreError(f"First Bloom has no cue {cue_id!r}; it has {', '.join(CUES)}.")
    made: stream.Score = import_module(f".{cue_id}", __name__).score()
    return made
