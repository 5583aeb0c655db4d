"""What an orchestrator is handed, as lines from the top down: chords, notes, a voicing, or a score of a few parts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...errors import FilmScoreError, shown
from ..harmony.chords import Chord, chords_of
from ..harmony.triads import Triad
from ..harmony.voicing import Voicing, lead
from ..meter import Meter
from ..pitch import Pitch
from .assigning import Line
from .page import BPM, Clock, as_score, lines_of

#: letters of voices for so many lines
_VOICES = {1: "S", 2: "SB", 3: "SAB", 4: "SATB", 5: "SSATB", 6: "SSATTB", 7: "SSAATTB", 8: "SSAATTBB"}
#: lines a chord is laid in, where there are more players than that and it has no more notes
LINES = 4
#: lines a score may have
MOST_LINES = 8
_ORDER = ("top", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
#: beats a common note is held through before it is struck again, and those a chord may last
HELD, LONGEST = 8, 64


def lines_from(
    passage: Any, players: int, chordal: bool, beats: Any, key: str | None, meter: str
) -> tuple[list[Line], str | None, str, float]:
    """Lines from the top down, the key, the meter and the tempo.

    Raises
    ------
    FilmScoreError
        There is nothing in it, or it is nothing that can be given to players.
    """
    Meter.read(meter)
    if isinstance(passage, Voicing):
        return _of_voicing(passage), key or passage.key, passage.meter or meter, BPM
    if getattr(passage, "isStream", False) or (
        callable(getattr(passage, "to_music21", None)) and not hasattr(passage, "chords")
        and not isinstance(passage, Chord | Triad)
    ):  # fmt: skip
        return _of_score(passage, key, meter)
    bare = passage.strip() if isinstance(passage, str) else passage
    if bare is None or (isinstance(bare, str | list | tuple) and not len(bare)):
        raise FilmScoreError("The passage is empty: give a chord such as 'Cmaj9', notes, a voicing or a score.")
    notes = _notes(passage)
    if notes is not None:
        if len(notes) > MOST_LINES:
            raise FilmScoreError(f"{len(notes)} notes: up to {MOST_LINES} different ones are given out here.")
        length = _length(beats)
        return [Line(_name(i, len(notes)), ((n, length),)) for i, n in enumerate(notes)], key, meter, BPM
    count = max(players, MOST_LINES) if chordal else players  # a keyboard has fingers enough
    made = _of_voicing(_laid(passage, count, beats, key, meter))
    if len(made) != 4:  # beyond four, "soprano 2" and "tenor 1" say little
        made = [one._replace(name=_name(i, len(made), "voice")) for i, one in enumerate(made)]
    return made, key, meter, BPM


def _notes(passage: Any) -> list[str] | None:
    """The notes of one chord, from the top down; None if it is something else."""
    words = passage.split() if isinstance(passage, str) else passage
    if not isinstance(words, list | tuple) or not all(isinstance(w, str) and w.strip()[-1:].isdigit() for w in words):
        return None
    try:
        found = [Pitch.read(word) for word in words]
    except FilmScoreError:
        return None  # C7 is a note and a chord; C6 and C7 together are notes, Dm7 is none
    if isinstance(passage, str) and len(found) == 1:
        return None  # "C7" by itself is the chord
    return [p.name for p in sorted(found, key=lambda p: -p.midi)]


def _length(beats: Any) -> Fraction:
    """How long one chord lasts."""
    given = beats[0] if isinstance(beats, list | tuple) and len(beats) == 1 else beats
    number = isinstance(given, int | float | Fraction) and not isinstance(given, bool)
    if not number or not 0 < given <= LONGEST:
        raise FilmScoreError(f"beats is {shown(beats)}: a chord lasts more than 0 beats, and {LONGEST} at most.")
    return Fraction(given)


def _laid(passage: Any, players: int, beats: Any, key: str | None, meter: str) -> Voicing:
    row = chords_of(passage)
    most = max(len(set(chord.pitch_classes)) for chord in row)
    count = max(2, min(players, max(LINES, most), MOST_LINES))
    problem: FilmScoreError | None = None
    for voices in range(count, max(count, min(players, MOST_LINES)) + 1):
        try:
            return lead(row, _VOICES[voices], beats=beats, key=key, meter=meter, style="chorale")
        except FilmScoreError as error:
            problem = error
    assert problem is not None
    raise problem


def _of_voicing(x: Voicing) -> list[Line]:
    made = []
    for i, names in enumerate(x.lines):
        notes: list[tuple[str | None, Fraction]] = []
        for name, beats in zip(names, x.beats, strict=True):
            last = notes[-1] if notes else None
            if i and last and last[0] == name and last[1] + beats <= HELD:  # a common note is held
                notes[-1] = (name, last[1] + beats)
            else:
                notes.append((name, beats))
        made.append(Line(x.voices[i], tuple(notes)))
    return made


def _of_score(score: Any, key: str | None, meter: str) -> tuple[list[Line], str | None, str, float]:
    score = as_score(score)
    parts = lines_of(score)
    if len(parts) > MOST_LINES:
        raise FilmScoreError(f"This score has {len(parts)} parts already; up to {MOST_LINES} lines are given out here.")
    whole = max(n.end for part in parts for n in part.notes)
    made = []
    for i, part in enumerate(parts):
        notes: list[tuple[str | None, Fraction]] = []
        at = Fraction(0)
        for start, found in part.onsets.items():
            if len(found) > 1 or start < at:
                raise FilmScoreError(
                    f"{part.name} has several notes at once in bar {part.place(start)[0]}, and a line has one: write "
                    "each line as a part."
                )
            if start > at:
                notes.append((None, start - at))
            notes.append((found[0].name, found[0].beats))
            at = found[0].end
        if at < whole:
            notes.append((None, whole - at))
        made.append(Line(part.name.lower() or _name(i, len(parts)), tuple(notes), tuple(part.slurs)))
    signature = next(iter(score.recurse().getElementsByClass("TimeSignature")), None)
    sign = next(iter(score.recurse().getElementsByClass("KeySignature")), None)
    clock = Clock(score)
    named = key or (sign.asKey("major").tonic.name.replace("-", "b") if sign is not None else None)
    return made, named, signature.ratioString if signature is not None else meter, clock.marks[0][1]


def _name(i: int, count: int, what: str = "note") -> str:
    if i == 0:
        return f"top {what}"
    return "bass" if i == count - 1 else f"{_ORDER[i]} {what} from the top"
