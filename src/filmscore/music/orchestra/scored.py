"""Who plays what, written out: a score from a line of text for each player."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ...errors import FilmScoreError, shown
from ..keys import Key
from ..meter import Meter
from ..pitch import Pitch
from ..typed import marked, read_length
from .instrument import DYNAMICS
from .orchestration import MOST_PLAYERS, Given, Notes, Orchestration, in_score_order
from .page import BPM
from .players import Player, player
from .weights import level_of

_EXAMPLE = "write notes with their beats, 'D4:2 E4:1 R:1'; '+' between notes that sound at once"
_WORD = re.compile(r'"[^"]*"|[^\s,|]+')


def scored(
    lines: Mapping[str, Any], *, dynamic: str = "mf", key: str | None = None, meter: str = "4/4",
    bpm: float | None = None,
) -> Orchestration:  # fmt: skip
    """A score in which exactly this player has exactly these notes.

    Parameters
    ----------
    lines : mapping of str to str
        Who plays what, sounding: ``{"horn": "D4:2 E4:1 R:1", "violas": "F#3:8"}``. A length in beats follows a colon;
        without one a note lasts a beat. R rests, ``"G4+B4:4"`` sounds at once, ``"(D4:2 E4:2)"`` is slurred,
        ``"p D4:4 f E4:4"`` has dynamics of its own, and ``'"div." G4+B4:4'`` a word over the staff. Bar lines may be
        written and are not counted. A Motif is a line too.
    dynamic : str
        For all who have none of their own.
    key : str, optional
        ``"E♭"``, ``"D minor"``, for the page.
    meter : str
    bpm : float, optional
        Quarters a minute, 96 if left out.

    Returns
    -------
    Orchestration
        Every line as long as the longest, to the end of its last bar.

    Raises
    ------
    FilmScoreError
        Nobody has a note, a player is not known or has no pitch, or a word is no note; it says whose, and where.

    Examples
    --------
    >>> made = scored({"horn": "D4:2 E4:1 R:1", "violas": "F#3:4"}, dynamic="p", bpm=60)
    >>> made.at(1), made.balance().verdict
    ({'horn': 'D4', 'violas': 'F♯3'}, 'even')
    >>> made.to_music21().parts[0].recurse().notes[0].nameWithOctave  # the horn reads a fifth higher
    'A4'
    """
    level = level_of(dynamic)
    bar = Meter.read(meter).length
    if key is not None:
        Key.read(key)
    tempo = _tempo(bpm)
    if not isinstance(lines, Mapping) or not lines:
        raise FilmScoreError(f"{shown(lines)} gives nobody anything: write who plays what, {{'horn': 'D4:2 E4:1'}}.")
    if len(lines) > MOST_PLAYERS:
        raise FilmScoreError(f"{len(lines)} players: up to {MOST_PLAYERS} are told apart here.")
    read = [(_somebody(name), _read(name, text)) for name, text in lines.items()]
    longest = max(line.beats for _, line in read)
    whole = -(-longest // bar) * bar
    rows = [(who, _given(who, line, whole)) for who, line in read]
    if not any(name for _, one in rows for name, _ in one.notes):
        raise FilmScoreError("These are rests only: write a note for somebody.")
    return Orchestration(in_score_order(rows), level, key, meter, tempo)


def _tempo(bpm: object) -> float:
    if bpm is None:
        return BPM
    if isinstance(bpm, bool) or not isinstance(bpm, int | float | Fraction) or not 20 <= bpm <= 400:
        raise FilmScoreError(f"bpm is {shown(bpm)}: a number of quarters a minute from 20 to 400 is wanted.")
    return float(bpm)


def _somebody(name: object) -> Player:
    who = player(name)  # type: ignore[arg-type]
    who.instrument.span()  # says that it has no pitch
    return who


@dataclass
class _Line:
    """A line while it is read."""

    notes: list[tuple[str | None, Fraction]] = field(default_factory=list)
    slurs: list[tuple[Fraction, Fraction]] = field(default_factory=list)
    dynamics: list[tuple[Fraction, str]] = field(default_factory=list)
    words: list[tuple[Fraction, str]] = field(default_factory=list)
    beats: Fraction = Fraction(0)


def _read(name: str, text: Any) -> _Line:
    text = getattr(text, "text", text)  # a motif
    if isinstance(text, list | tuple) and all(isinstance(one, str) for one in text):
        text = " ".join(text)
    if not isinstance(text, str) or not text.strip():
        raise FilmScoreError(f"{name} has {shown(text)}: {_EXAMPLE}.")
    line = _Line()
    opened: list[Fraction] = []
    for found in _WORD.finditer(text):
        word = found[0]
        try:
            _take(word, line, opened)
        except FilmScoreError as error:
            raise FilmScoreError(f"{name}: {error}\n{marked(text, found.start(), found.end())}") from None
    if opened:
        raise FilmScoreError(f"{name}: a slur is opened and never closed: write ) after its last note.")
    return line


def _take(word: str, line: _Line, opened: list[Fraction]) -> None:
    """A word of a line: a dynamic, words to be printed, or a note with the slurs that begin and end with it."""
    if word.startswith('"'):
        line.words.append((line.beats, word.strip('"').replace("_", " ")))
        return
    if word in DYNAMICS:
        line.dynamics.append((line.beats, word))
        return
    opened += [line.beats] * (len(word) - len(word.lstrip("(")))
    bare = word.strip("()")
    note, _, length = bare.partition(":")
    beats = read_length(length, word) if length else Fraction(1)
    if note.upper() == "R":
        line.notes.append((None, beats))
    else:
        names = [Pitch.read(one).name for one in note.split("+")]
        line.notes.append((" ".join(sorted(names, key=lambda n: Pitch.read(n).midi)), beats))
    line.beats += beats
    for _ in range(len(word) - len(word.rstrip(")"))):
        if not opened:
            raise FilmScoreError("a slur is closed that was not opened: write ( before its first note.")
        line.slurs.append((opened.pop(), line.beats))


def _given(who: Player, line: _Line, whole: Fraction) -> Given:
    notes: Notes = tuple(line.notes)
    if line.beats < whole:
        notes = (*notes, (None, whole - line.beats))
    heights = [Pitch.read(one) for name, _ in notes if name for one in name.split()]
    low, high = (f(heights, key=lambda p: p.midi).name if heights else "" for f in (min, max))
    span = low if low == high else f"{low} to {high}"
    return Given(
        who.said, "own", notes,
        f"its own line, {span}" if span else "rests only", tuple(sorted(line.slurs)), tuple(line.dynamics),
        tuple(line.words),
    )  # fmt: skip
