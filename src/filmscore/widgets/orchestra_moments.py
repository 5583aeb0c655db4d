"""What is written for the Orchestra map, read: a chord, or music in a few lines with its moments and phrases."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.harmony.chords import Chord
from ..music.harmony.voicing import Voicing
from ..music.meter import Meter
from ..music.orchestra.distribute import phrases_of
from ..music.orchestra.passages import lines_from
from ..music.pitch import Pitch
from .orchestra_page import HIGHEST, LOWEST

MOST_NOTES = 12  #: of a chord, as in the page
FIRST = "A"  #: the phrase that is meant where none is named, as in the page
CALLED = re.compile(r"\w[\w .-]{0,11}")  #: what a phrase may be called, as in the page
_VOICES = 4  # lines a chord's symbol is laid in
_PLAIN = str.maketrans({"♯": "#", "♭": "b", "𝄪": "##", "𝄫": "bb"})


def plain(name: str) -> str:
    """A note as code writes it.

    >>> plain("E♭4")
    'Eb4'
    """
    return Pitch.read(name).name.translate(_PLAIN)


def chord_of(chord: Any) -> list[str]:
    """The notes of a chord as code writes them, from below, each once.

    Raises
    ------
    FilmScoreError
        It is no chord, or has too many notes.

    Examples
    --------
    >>> chord_of("D5 G4 Bb3 Eb3"), chord_of(["C4", "B#3", "E4"])
    (['Eb3', 'Bb3', 'G4', 'D5'], ['C4', 'E4'])
    >>> chord_of("Dm")
    ['D3', 'A3', 'F4', 'D5']
    """
    if chord is None or (isinstance(chord, str | list | tuple) and not chord):
        return []
    names = _written(chord)
    if names is None:
        lines, *_ = lines_from(chord, _VOICES, False, 4, None, "4/4")
        if any(len(line.notes) != 1 for line in lines):
            raise FilmScoreError(
                f"chord is {shown(chord)}: one chord is wanted, its notes, ['Eb3', 'Bb3', 'G4', 'D5'], or its symbol, "
                "'Dm'."
            )
        names = [name for line in lines for name, _ in line.notes if name]
    found = {pitch.midi: plain(pitch.name) for pitch in reversed([Pitch.read(name) for name in names])}
    outside = next((name for midi, name in found.items() if not LOWEST <= midi <= HIGHEST), None)
    if outside is not None:
        raise FilmScoreError(f"{outside} lies outside the map, which goes from A0 to C8: choose another octave.")
    if len(found) > MOST_NOTES:
        raise FilmScoreError(f"A chord of {len(found)} different notes is too much for one map: {MOST_NOTES} at most.")
    return [name for _, name in sorted(found.items())]


def moments_of(music: Any) -> list[dict[str, Any]]:
    """Of a score of a few lines, or a voicing: every moment at which a note begins or ends, and what sounds there.

    Returns
    -------
    list of dict
        Bar and beat as people count them, notes as code writes them, from below, what its phrase is called, and who
        of the music's lines has which note; none if it is no such music.

    Raises
    ------
    FilmScoreError
        It has too many lines, or several notes at once in one of them.

    Examples
    --------
    >>> import filmscore as fs
    >>> one = moments_of(fs.lead("Dm G", voices="SATB"))[1]
    >>> one["bar"], one["beat"], one["phrase"], one["notes"]
    (2, '1', 'A', ['G3', 'B3', 'D4', 'G4'])
    >>> one["lines"]
    {'soprano': 'G4', 'alto': 'D4', 'tenor': 'B3', 'bass': 'G3'}
    """
    sounds = getattr(music, "isStream", False) or isinstance(music, Voicing) or hasattr(music, "given")
    if not sounds:
        return []
    lines, _, meter, _ = lines_from(music, _VOICES, False, 4, None, "4/4")
    bar = Fraction(Meter.read(meter).length)
    spans = []
    for line in lines:
        at = Fraction(0)
        for name, beats in line.notes:
            spans += [(at, at + beats, name, line.name)] if name else []
            at += beats
    phrases = phrases_of(music, lines, bar)
    made: list[dict[str, Any]] = []
    for at in sorted({start for start, *_ in spans} | {one.start for one in phrases}):
        having = {line: plain(name) for start, end, name, line in spans if start <= at < end}
        notes = chord_of(list(having.values()))
        phrase = next((_called(one.name, place) for place, one in enumerate(phrases) if one.start <= at < one.end), "")
        if notes and (not made or made[-1]["notes"] != notes or made[-1]["phrase"] != phrase):
            made.append(
                {"bar": int(at // bar) + 1, "beat": str(at % bar + 1), "notes": notes, "phrase": phrase,
                 "lines": having}
            )  # fmt: skip
    return made


def _called(name: str, place: int) -> str:
    """A phrase of the music by the name its tab has; by a letter, if its own is none a tab can have."""
    said = name.upper() if len(name) == 1 else name
    return said if CALLED.fullmatch(said) else chr(ord(FIRST) + place)


def _written(chord: Any) -> list[str] | None:
    """Notes that are written out with their octaves; None if it is something else."""
    if isinstance(chord, Chord):
        return None
    words = chord.replace(",", " ").split() if isinstance(chord, str) else chord
    if not isinstance(words, list | tuple) or not words:
        return None
    named = all(isinstance(word, str) and word.strip()[-1:].isdigit() for word in words)
    if isinstance(chord, str) and len(words) == 1:
        return None  # C7 is the chord
    return [str(word) for word in words] if named else None
