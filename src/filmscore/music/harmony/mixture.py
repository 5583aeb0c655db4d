"""Modal mixture: chords borrowed from the same tonic's other scales.

Play C, F, C. Now C, F minor, C: nothing has left the key but one note, A, which has come down to A♭, and the light has
changed. The chord is borrowed from C minor. Every key can borrow so; the table says what from where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...errors import FilmScoreError, shown
from ...tables import as_html
from ..keys import Key
from .chords import Chord
from .numerals import chord_in
from .scales import Scale, scale

_COLUMNS = ("Numeral", "Chord", "Notes", "New", "From", "What the ear knows it by")

#: numeral, the scale of the same tonic it comes from, what the ear knows it by
_IN_MAJOR = (
    ("i", "minor", "the whole picture turns round: same place, other weather"),
    ("iiø7", "minor", "the same sigh as iv, with a longer way to go"),
    ("♭III", "minor", "a step aside into a brighter room that is not ours"),
    ("iv", "minor", "a cloud over the sun: tender, and something is over"),
    ("v", "minor", "the dominant without its pull: it will not insist"),
    ("♭VI", "minor", "the floor goes down a third and it is wide there: wonder, memory"),
    ("♭VII", "minor", "the heroic way round the leading tone; before I it closes like a gate of stone"),
    ("vii°7", "harmonic minor", "alarm borrowed from the minor key"),
    ("♭II", "phrygian", "the Neapolitan, a semitone above home: weight, fate; N6 has its third below"),
    ("II", "lydian", "over the tonic it looks up: flight, wonder"),
)
_IN_MINOR = (
    ("I", "major", "minor that ends in light (the Picardy third, at an end)"),
    ("ii", "dorian", "minor with a window open"),
    ("IV", "dorian", "one raised note, and there is hope or a road"),
    ("V", "harmonic minor", "minor that wants home: the leading tone pulls"),
    ("vii°7", "harmonic minor", "the alarm"),
    ("♯vi", "major", "the relative minor of another life"),
    ("♯iii", "major", "the major key's third degree: far, and pale"),
    ("♭II", "phrygian", "the Neapolitan, a semitone above home: weight, fate; N6 has its third below"),
)


@dataclass(frozen=True)
class Borrowed:
    """A chord of the mixture.

    Attributes
    ----------
    numeral : str
        As `chord_in` reads it.
    chord : Chord
    source : Scale
        The scale it comes from, on the same tonic.
    changed : tuple of str
        Its notes that the key itself does not have.
    sounds : str
        What the ear knows it by.
    """

    numeral: str
    chord: Chord
    source: Scale
    changed: tuple[str, ...]
    sounds: str

    @property
    def told(self) -> str:
        """It in a sentence."""
        own = " and ".join(self.changed)
        return (
            f"{self.numeral} is {self.chord} ({' '.join(self.chord.notes)}), from {self.source.name}: {own} "
            f"{'is' if len(self.changed) == 1 else 'are'} new. {self.sounds[0].upper()}{self.sounds[1:]}."
        )


@dataclass(frozen=True, repr=False)
class Mixture:
    """What a key can borrow: a sequence of `Borrowed`, by its numerals too. Made by `mixture`."""

    key: str
    rows: tuple[Borrowed, ...]

    def __iter__(self) -> Iterator[Borrowed]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, which: int | str) -> Borrowed:
        if isinstance(which, int):
            return self.rows[which]
        plain = str(which).replace("b", "♭").replace("#", "♯")
        found = next((row for row in self.rows if row.numeral == plain), None)
        if found is None and plain in ("N", "N6"):  # the Neapolitan: ♭II, its third below
            row = next(row for row in self.rows if row.numeral == "♭II")
            found = replace(row, numeral=plain, chord=chord_in(self.key, plain))
        if found is None:
            known = ", ".join(row.numeral for row in self.rows)
            raise FilmScoreError(
                f"{shown(which)} is not in this table of {self.key}: {known}, N6. fs.chord_in finds any other."
            )
        return found

    def of(self, chord: Chord | str) -> Borrowed | None:
        """The row of a chord, whatever its inversion and spelling; None if it is not borrowed here.

        >>> mixture("C").of("Fm/C").numeral, mixture("C").of("G#").numeral, mixture("C").of("F")
        ('iv', '♭VI', None)
        """
        theirs = set(Chord(chord).pitch_classes)
        return next((row for row in self.rows if set(row.chord.pitch_classes) == theirs), None)

    @property
    def table(self) -> list[dict[str, str]]:
        """Rows as plain data: numeral, chord, notes, from, new, sounds."""
        return [
            {
                "numeral": row.numeral, "chord": str(row.chord), "notes": " ".join(row.chord.notes),
                "from": row.source.name, "new": " ".join(row.changed), "sounds": row.sounds,
            }
            for row in self.rows
        ]  # fmt: skip

    @property
    def told(self) -> str:
        """Every row in a sentence."""
        return "\n".join(row.told for row in self.rows)

    def __repr__(self) -> str:
        width = max(len(row.numeral) for row in self.rows)
        lines = (f"  {r.numeral:<{width}}  {r.chord!s:<5} {' '.join(r.chord.notes)}" for r in self.rows)
        return "\n".join([f"What {self.key} can borrow:", *lines])

    def _repr_html_(self) -> str:
        rows = [(r["numeral"], r["chord"], r["notes"], r["new"], r["from"], r["sounds"]) for r in self.table]
        return as_html(_COLUMNS, rows, f"What {self.key} can borrow")


def mixture(key: str | Key) -> Mixture:
    """The chords that a key can borrow from the other scales on its tonic.

    Parameters
    ----------
    key : str or Key
        ``"C"`` or ``"C minor"``.

    Raises
    ------
    FilmScoreError
        There is no such key.

    Examples
    --------
    >>> table = mixture("A")
    >>> table["iv"].chord.notes, table["♭VI"].chord, table["iv"].changed
    (('D', 'F', 'A'), Chord('F'), ('F',))
    >>> print(table["♭VI"].told)
    ♭VI is F (F A C), from A minor: F and C are new. The floor goes down a third and it is wide there: wonder, memory.
    """
    home = Key.read(key)
    own = scale(f"{home.tonic} {'minor' if home.minor else 'major'}")
    rows = []
    for numeral, source, sounds in _IN_MINOR if home.minor else _IN_MAJOR:
        chord = chord_in(home, numeral)
        new = zip(chord.notes, chord.pitch_classes, strict=True)
        changed = tuple(name for name, number in new if number not in own.pitch_classes)
        rows.append(Borrowed(numeral, chord, scale(f"{home.tonic} {source}"), changed, sounds))
    return Mixture(home.name, tuple(rows))
