"""What is read of a score's harmony: chords, pairs, changes of key, and all of it as a table and in words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ...tables import as_html, as_text
from .chords import Chord
from .key_reading import KeySpan
from .pairs import Pair
from .pedals import Pedal

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
        What sounds, from the bass up; with those that are foreign to the chord.
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
    plain : bool
        Both are triads of the key.
    """

    bar: int
    pair: Pair
    changes: int
    by_tonic: Pair | None
    plain: bool = False

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


def _number(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.2f}".rstrip("0")
