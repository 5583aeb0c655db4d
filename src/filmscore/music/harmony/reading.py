"""Reading a score's harmony: its chords, its pairs of triads, its pedal points, and where the mode changes.

Play the bar first, then read. What a listener calls a chord depends on what came before; what is told here is one
reading, the one that leaves least unexplained, and it says where it is unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ...errors import FilmScoreError, shown
from ...tables import as_html, as_text
from ..keys import Key
from .chord_reading import Stretch, stretches
from .chords import Chord
from .key_reading import KeySpan, keys_of
from .moments import Moment, Passage, passage, trimmed
from .pairs import Pair, mnx
from .pedals import Pedal, pedals, without
from .triads import Triad

_COLUMNS = ("Bar", "Beat", "Beats", "Chord", "In the key", "Notes")


@dataclass(frozen=True)
class HeardChord:
    """A chord of a score.

    Attributes
    ----------
    bar : int
    beat : Fraction
        Of the bar, counted in quarter lengths from 1.
    start, beats : Fraction
        In quarter lengths from the beginning.
    chord : Chord or None
        None where nothing sounds, or one note alone.
    numeral : str
        What it is in the key of its bar.
    notes : tuple of str
        What sounds, the notes that last longest first; with those that are foreign to the chord.
    """

    bar: int
    beat: Fraction
    start: Fraction
    beats: Fraction
    chord: Chord | None
    numeral: str
    notes: tuple[str, ...]

    def __str__(self) -> str:
        return str(self.chord) if self.chord else " ".join(self.notes) or "silence"


@dataclass(frozen=True)
class HeardPair:
    """Two triads that follow each other, or rock to and fro.

    Attributes
    ----------
    bar : int
        Where the second of them first sounds.
    pair : Pair
        In the order they are heard.
    changes : int
        How often it goes from one to the other without anything between: 1, or more if it dwells there.
    by_tonic : Pair or None
        The same pair told from the triad that is the tonic, if one of them is.
    """

    bar: int
    pair: Pair
    changes: int
    by_tonic: Pair | None

    @property
    def told(self) -> str:
        """The pair in a sentence."""
        rocks = f", {self.changes} changes to and fro" if self.changes > 1 else ""
        tonic = f"; {self.by_tonic.label} told from the tonic {self.by_tonic.one}" if self.by_tonic else ""
        return f"Bar {self.bar}: {self.pair.one}–{self.pair.other} is {self.pair.label}{rocks}{tonic}."


@dataclass(frozen=True)
class KeyChange:
    """A place where the key changes, or only its mode.

    Attributes
    ----------
    bar : int
        The first bar of the new key.
    before, after : str
    same_tonic : bool
        Only the mode has changed.
    told : str
    """

    bar: int
    before: str
    after: str
    same_tonic: bool
    told: str


@dataclass(frozen=True)
class HarmonyReading:
    """What `read_harmony` reads.

    Attributes
    ----------
    chords : tuple of HeardChord
    pairs : tuple of HeardPair
    pedals : tuple of Pedal
    keys : tuple of KeySpan
    changes : tuple of KeyChange
        Where the key changes; `mode_changes` are those on the same tonic.
    """

    chords: tuple[HeardChord, ...]
    pairs: tuple[HeardPair, ...]
    pedals: tuple[Pedal, ...]
    keys: tuple[KeySpan, ...]
    changes: tuple[KeyChange, ...]

    @property
    def mode_changes(self) -> tuple[KeyChange, ...]:
        """Where major turns into minor, or minor into major, on the same tonic."""
        return tuple(change for change in self.changes if change.same_tonic)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The chords as symbols, silence left out."""
        return tuple(str(one.chord) for one in self.chords if one.chord is not None)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The chords as a table has them."""
        return [
            (
                str(c.bar),
                _number(c.beat),
                _number(c.beats),
                str(c.chord) if c.chord else "–",
                c.numeral,
                " ".join(c.notes),
            )
            for c in self.chords
        ]

    @property
    def told(self) -> str:
        """Keys, changes, pedals and pairs, a line for each."""
        said = [span.told for span in self.keys]
        said += [change.told for change in self.changes]
        said += [pedal.told for pedal in self.pedals] or ["No pedal of two bars or more."]
        said += [pair.told for pair in self.pairs]
        return "\n".join(said)

    def __repr__(self) -> str:
        return f"{as_text(_COLUMNS, self.rows, right=('Bar', 'Beats'))}\n{self.told}"

    def _repr_html_(self) -> str:
        from html import escape

        lines = "".join(f"<li>{escape(line)}</li>" for line in self.told.splitlines())
        return f"{as_html(_COLUMNS, self.rows, 'Chords, as they are heard')}<ul>{lines}</ul>"


def read_harmony(
    score: Any,
    *,
    key: str | None = None,
    bars: tuple[int, int] | None = None,
    beats: int | Fraction = 4,
    pedal: float = 2,
) -> HarmonyReading:
    """Read the harmony of a score.

    Parameters
    ----------
    score : str, list, Motif, Harmonised, Voicing, cue, music21 stream or path
        ``"C D/C Fm C"`` will do; or a score, as `passage` takes it.
    key : str, optional
        Its tonic, if that is known: then only major and minor on it are told apart.
    bars : (int, int), optional
        Read only these.
    beats : number
        How long each chord lasts, if chords are given.
    pedal : number
        How many bars a note must be held to be told as a pedal.

    Returns
    -------
    HarmonyReading

    Raises
    ------
    FilmScoreError
        It cannot be read, or has no notes; there are no such bars; the key is none.

    Examples
    --------
    >>> read = read_harmony("D E/D D Gm/D D Gm/D Dm Bb", key="D")
    >>> print(read.pedals[0])
    D is held below from bar 1 for 7 bars; over it: D, E, D, Gm, D, Gm, Dm.
    >>> [(pair.bar, pair.pair.label, pair.changes) for pair in read.pairs]
    [(2, 'M2M', 2), (4, 'M5m', 3), (7, 'm7m', 1), (8, 'm8M', 1)]
    """
    whole = passage(score, beats)
    if bars is not None:
        if not isinstance(bars, list | tuple) or len(bars) != 2 or not all(isinstance(bar, int) for bar in bars):
            raise FilmScoreError(f"bars is {shown(bars)}: write the first and the last, such as (1, 8).")
        whole = trimmed(whole, *bars)
    if isinstance(pedal, bool) or not isinstance(pedal, int | float | Fraction) or not 0 < pedal <= 1000:
        raise FilmScoreError(f"pedal is {shown(pedal)}: a number of bars is wanted, such as 2.")
    spans = keys_of(whole, key)
    held = pedals(whole, float(pedal))
    heard = [_heard(whole, one, spans) for one in _chords(whole, [p for p in held if p.below])]
    return HarmonyReading(tuple(heard), tuple(_pairs(heard, spans)), tuple(held), tuple(spans), tuple(_changes(spans)))


def _chords(whole: Passage, held: Sequence[Pedal]) -> list[Stretch]:
    """The chords; over a pedal, what stands above it is read by itself."""
    groups: list[tuple[Pedal | None, list[Moment]]] = []
    for moment in whole.moments:
        over = [p for p in held if p.start <= moment.start < p.start + p.beats]
        pedal = max(over, key=lambda p: p.beats, default=None)
        if not groups or groups[-1][0] is not pedal:
            groups.append((pedal, []))
        groups[-1][1].append(moment)
    found: list[Stretch] = []
    for pedal, moments in groups:
        if pedal is None:
            found += stretches(moments)
            continue
        number = Chord([pedal.note, "C" if pedal.note not in ("C", "B♯", "D♭♭") else "G"]).bass_class
        upper = [m._replace(pitches=without(m.pitches, number, True) or m.pitches) for m in moments]
        for one in stretches(upper, number):
            chord = one.chord.over(pedal.note) if one.chord is not None else None
            notes = one.notes if pedal.note in one.notes else (*one.notes, pedal.note)
            found.append(Stretch(one.start, one.beats, chord, notes))
    return found


def _heard(whole: Passage, one: Stretch, spans: Sequence[KeySpan]) -> HeardChord:
    bar, beat = whole.place(one.start)
    numeral = "" if one.chord is None else _numeral(one.chord, _key_at(spans, one.start))
    return HeardChord(bar, beat, one.start, one.beats, one.chord, numeral, one.notes)


def _key_at(spans: Sequence[KeySpan], at: Fraction) -> str:
    return next((span.key for span in reversed(spans) if span.start <= at), spans[0].key)


def _numeral(chord: Chord, key: str) -> str:
    if chord.suffix is None:
        return ""
    try:
        return chord.numeral(key)
    except FilmScoreError:  # some kinds have no numeral
        return ""


def _pairs(heard: Sequence[HeardChord], spans: Sequence[KeySpan]) -> list[HeardPair]:
    """Triads that follow each other directly; to and fro between the same two counts as one pair."""
    found: list[HeardPair] = []
    last: tuple[HeardChord, Triad] | None = None
    for one in heard:
        triad = one.chord.triad if one.chord is not None else None
        if triad is None:
            last = None
            continue
        if last is not None and last[1] != triad:
            before = found[-1] if found else None
            if (before is not None and before.pair.one == triad and before.pair.other == last[1]) or (
                before is not None and before.changes > 1 and before.pair.one == last[1] and before.pair.other == triad
            ):
                found[-1] = HeardPair(before.bar, before.pair, before.changes + 1, before.by_tonic)
            else:
                found.append(
                    HeardPair(one.bar, mnx(first=last[1], second=triad), 1, _by_tonic(last[1], triad, spans, one))
                )
        last = (one, triad)
    return found


def _by_tonic(one: Triad, other: Triad, spans: Sequence[KeySpan], heard: HeardChord) -> Pair | None:
    """The pair told from the triad on the tonic of its bar; where both stand on it, from the one in the bar's mode."""
    key = Key.read(_key_at(spans, heard.start))
    home = Triad(key.tonic).root
    on = [triad for triad in (one, other) if triad.root == home]
    if not on:
        return None
    tonic = next((triad for triad in on if triad.minor == key.minor), on[0])
    return mnx(tonic=tonic, other=other if tonic is one else one)


def _changes(spans: Sequence[KeySpan]) -> list[KeyChange]:
    found = []
    for one, two in pairwise(spans):
        a, b = Key.read(one.key), Key.read(two.key)
        same = Triad(a.tonic) == Triad(b.tonic)
        told = f"Bar {two.first}: {one.key} gives way to {two.key}."
        if same:
            third, other = a.at(28 + (a.letter + 2) % 7), b.at(28 + (b.letter + 2) % 7)
            told = f"Bar {two.first}: {one.key} turns {b.name.split()[1]}; {third.name[:-1]} becomes {other.name[:-1]}."
        found.append(KeyChange(two.first, one.key, two.key, same, told))
    return found


def _number(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0")
