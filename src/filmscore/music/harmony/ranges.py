"""How far voices and players reach without strain, sounding: what the catalogue of the orchestra says, by voice."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from ...errors import FilmScoreError, shown
from ..orchestra.catalogue import every, known
from ..pitch import Pitch

#: name -> lowest and highest note
RANGES: dict[str, tuple[str, str]] = {one.said: one.comfortable for one in every() if one.comfortable}

_LETTERS = {"S": "soprano", "M": "mezzo-soprano", "A": "alto", "T": "tenor", "R": "baritone", "B": "bass"}
_GROUPS = {
    "strings": ("violin 1", "violin 2", "viola", "cello"), "string quartet": ("violin 1", "violin 2", "viola", "cello"),
    "string orchestra": ("violin 1", "violin 2", "viola", "cello", "double bass"),
    "string trio": ("violin", "viola", "cello"), "brass": ("trumpet", "horn 1", "horn 2", "trombone", "tuba"),
    "horns": ("horn 1", "horn 2", "horn 3", "horn 4"), "trombones": ("trombone 1", "trombone 2", "bass trombone"),
    "woodwinds": ("flute", "oboe", "clarinet", "bassoon"),
}  # fmt: skip
MOST_VOICES = 8


def voices_of(voices: str | Iterable[str]) -> tuple[str, ...]:
    """Names of voices from the top down: letters ("SATB", "SSA", "TTBB"), a group ("strings"), or names.

    >>> voices_of("SATB"), voices_of(["violin", "viola", "cello"]), voices_of("SSA")[:2]
    (('soprano', 'alto', 'tenor', 'bass'), ('violin', 'viola', 'cello'), ('soprano 1', 'soprano 2'))

    Raises
    ------
    FilmScoreError
        They are not known, fewer than two, or more than eight.
    """
    if isinstance(voices, str):
        group = _GROUPS.get(voices.strip().lower())
        if group is None and (not voices.strip() or set(voices.strip()) - set(_LETTERS)):
            raise FilmScoreError(
                f"{shown(voices)} are no voices: write letters, 'SATB', one of {', '.join(map(repr, _GROUPS))}, or a "
                "list of names from the top down, ['violin', 'viola', 'cello']."
            )
        names = list(group or (_LETTERS[letter] for letter in voices.strip()))
    else:
        names = [str(name).strip() for name in voices] if isinstance(voices, Iterable) else []
    if not 2 <= len(names) <= MOST_VOICES:
        raise FilmScoreError(f"{len(names)} voices cannot be led here: from two to {MOST_VOICES} can.")
    for name in [one for one in dict.fromkeys(names) if names.count(one) > 1]:
        count = 0
        for i, one in enumerate(names):
            if one == name:
                count += 1
                names[i] = f"{name} {count}"
    return tuple(names)


def ranges_of(voices: tuple[str, ...], ranges: Mapping[str, Any] | None = None) -> dict[str, tuple[Pitch, Pitch]]:
    """The lowest and highest note of each voice.

    Parameters
    ----------
    voices : tuple of str
    ranges : mapping, optional
        For voices that should keep to others than the usual: ``{"soprano": ("E4", "A5")}``, or ``"E4-A5"``.

    Raises
    ------
    FilmScoreError
        A voice is not known and has no range; or a range is none.
    """
    given = dict(ranges or {})
    made = {}
    for voice in voices:
        bare = re.sub(r"\s*(\d+|I{1,3}|IV)$", "", voice)
        own = given.pop(voice, given.get(bare))
        player = known(bare)
        usual = player.comfortable if player else None
        if own is None and usual is None:
            close = difflib.get_close_matches(bare.lower(), RANGES, n=2)
            meant = f" Did you mean {' or '.join(close)}?" if close else ""
            raise FilmScoreError(
                f"How far {shown(voice)} reaches is not known here.{meant} Say it: ranges={{{voice!r}: ('C3', 'C5')}}."
            )
        low, high = _range(voice, own if own is not None else usual)
        made[voice] = (low, high)
    left = [name for name in given if not any(re.sub(r"\s*\d+$", "", voice) == name for voice in voices)]
    if left:
        raise FilmScoreError(
            f"There is a range for {shown(left[0])}, and no such voice: {', '.join(voices)} there are."
        )
    return made


def _range(voice: str, given: Any) -> tuple[Pitch, Pitch]:
    pair = re.split(r"\s*[-–]\s*|\s+to\s+", given.strip()) if isinstance(given, str) else given
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise FilmScoreError(f"The range of the {voice} is {shown(given)}: write its lowest and highest, ('C3', 'C5').")
    low, high = (Pitch.read(one) for one in pair)
    if low.midi >= high.midi:
        raise FilmScoreError(f"The range of the {voice} goes from {low.name} up to {high.name}, which is not above it.")
    return low, high
