"""Can two motifs be told apart by ear? Three measures, one verdict, in a listener's words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from .likeness import (
    Line,
    contour_distance,
    line_of,
    pitch_distance,
    pitch_edits,
    rhythm_distance,
    rhythm_edits,
)

if TYPE_CHECKING:
    from .motif import Motif

#: Means of the three measures. Of unrelated motifs fewer than one pair in a hundred is as near as TOO_NEAR and one in
#: twenty as near as AKIN; in each measure fewer than one in twenty is ALIKE. Of motifs with one note and one length
#: changed, all are TOO_NEAR. `benchmarks/distinctness.py` makes the pairs and prints the tables.
TOO_NEAR, AKIN = 0.40, 0.50
ALIKE = {"pitch": 0.5, "contour": 0.25, "rhythm": 0.35}

_VERDICTS = ("the same", "too near", "akin", "apart")


@dataclass(frozen=True)
class Distinctness:
    """How far two motifs are apart; each measure runs from 0, alike, to 1, unlike.

    Attributes
    ----------
    pitch : float
        Notes that must be changed, put in or left out, at the transposition where they are fewest, as a share.
    contour : float
        Share of the pairs of notes that disagree which of the two is higher.
    rhythm : float
        The same as for pitch, with lengths, at the tempo where the lines fit best.
    distance : float
        The mean of the three.
    notes_apart, lengths_apart : int
        How many notes and how many lengths differ.
    nearest_transposition : int
        Semitones by which the first is moved to meet the second best.
    tempo : Fraction
        How many times as long the second takes for the same rhythm: 2 is twice as slow.
    verdict : str
        ``the same``, ``too near``, ``akin`` or ``apart``.
    told : str
        What a listener would say, in a sentence or two.
    """

    pitch: float
    contour: float
    rhythm: float
    notes_apart: int
    lengths_apart: int
    nearest_transposition: int
    tempo: Fraction
    names: tuple[str, str] = ("the first", "the second")

    @property
    def distance(self) -> float:
        """The mean of pitch, contour and rhythm."""
        return (self.pitch + self.contour + self.rhythm) / 3

    @property
    def verdict(self) -> str:
        """``the same``, ``too near``, ``akin`` or ``apart``."""
        limits = (0.0, TOO_NEAR, AKIN)
        return next((v for v, limit in zip(_VERDICTS, limits, strict=False) if self.distance <= limit), "apart")

    @property
    def shared(self) -> tuple[str, ...]:
        """Which of pitch, contour and rhythm are more alike than chance would have them."""
        return tuple(name for name, limit in ALIKE.items() if getattr(self, name) <= limit)

    @property
    def told(self) -> str:
        """What a listener would say of the two."""
        one, other = self.names
        count = _apart(self.notes_apart, self.lengths_apart)
        first = f"T{one[1:]}" if one.startswith("the ") else one
        match self.verdict:
            case "the same":
                return f"{first} and {other} are one motif{_moved(self)}. A listener hears the same tune again."
            case "too near":
                return f"{first} is {count} apart from {other}: a listener will confuse them."
            case "akin":
                what = _listed(self.shared)
                why = f"they share their {what}" if what else "they are alike in a little of everything"
                return (
                    f"{first} and {other} sound like relatives: {why}. Good if one comes from the other; "
                    "if not, change what they share."
                )
        what = _listed(self.shared)
        but = f" They share their {what}, though." if what else ""
        return f"{first} and {other} can be told apart: {count} between them.{but}"

    def __repr__(self) -> str:
        measures = f"pitch={self.pitch:.2f}, contour={self.contour:.2f}, rhythm={self.rhythm:.2f}"
        return f"Distinctness({measures}: {self.verdict})"


def distinctness(a: Motif, b: Motif) -> Distinctness:
    """Compare two motifs in pitch, contour and rhythm.

    Transposition makes no new motif, nor does a change of tempo alone. What else may be done to a motif (turned upside
    down, played backwards) does: few listeners know it again (W. J. Dowling, "Recognition of melodic transformations",
    *Perception & Psychophysics* 12 (1972), 417–421).

    Parameters
    ----------
    a, b : Motif
        Of at least two notes each. Their names, if they have any, are used in the sentence.

    Returns
    -------
    Distinctness
        The measures with where they come from are described in `filmscore.music.likeness`.

    Raises
    ------
    FilmScoreError
        If one of the two is no motif, or has one note only.

    Examples
    --------
    >>> import filmscore as fs
    >>> ask = fs.Motif("D4 A4:1/2 F#4:1/2 E5:2")
    >>> fs.distinctness(ask, fs.Motif("G4:2 D5 B4 A5:4")).told
    'The first and the second are one motif, five semitones higher and twice as slow. A listener hears the same tune...'
    >>> near = fs.distinctness(ask, fs.Motif("D4 A4:1/2 F#4:1/2 D5:2"))
    >>> near.notes_apart, near.verdict
    (1, 'too near')
    """
    one, other = line_of(a), line_of(b)
    names = _name(a, "the first"), _name(b, "the second")
    return measured(one, other, names if names[0] != names[1] else ("the first", "the second"))


def measured(one: Line, other: Line, names: tuple[str, str] = ("the first", "the second")) -> Distinctness:
    """The same of two lines that have been read already."""
    notes, moved = pitch_edits(one.midi, other.midi)
    lengths, tempo = rhythm_edits(one.lengths, other.lengths)
    return Distinctness(
        pitch_distance(one.midi, other.midi),
        contour_distance(one.midi, other.midi),
        rhythm_distance(one.lengths, other.lengths),
        notes,
        lengths,
        moved,
        tempo,
        names,
    )


def _name(motif: Motif, otherwise: str) -> str:
    return str(getattr(motif, "name", None) or otherwise)


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(count: int, thing: str) -> str:
    """A small number with its thing: one note, two notes."""
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{number} {thing}{'' if count == 1 else 's'}"


def fraction(x: Fraction) -> str:
    """A beat or a factor as a musician writes it.

    >>> fraction(Fraction(5, 2)), fraction(Fraction(3)), fraction(Fraction(7, 5))
    ('2½', '3', '7/5')
    """
    whole, rest = divmod(x, 1)
    signs = {Fraction(1, 2): "½", Fraction(1, 4): "¼", Fraction(3, 4): "¾", Fraction(1, 3): "⅓", Fraction(2, 3): "⅔"}
    if not rest:
        return str(whole)
    return f"{whole or ''}{signs[rest]}" if rest in signs else str(x)


def moved(semitones: int) -> str:
    """A transposition in words.

    >>> moved(12), moved(-5), moved(24)
    ('an octave higher', 'five semitones lower', 'two octaves higher')
    """
    octaves, rest = divmod(abs(semitones), 12)
    by = in_words(abs(semitones), "semitone") if rest else "an octave" if octaves == 1 else in_words(octaves, "octave")
    return f"{by} {'higher' if semitones > 0 else 'lower'}"


def paced(speed: Fraction) -> str:
    """A change of speed in words: 2 is twice as slow, 1/2 twice as fast."""
    by = max(speed, 1 / speed)
    return f"{'twice' if by == 2 else f'{fraction(by)} times'} as {'slow' if speed > 1 else 'fast'}"


def _apart(notes: int, lengths: int) -> str:
    told = [in_words(n, thing) for n, thing in ((notes, "note"), (lengths, "length")) if n]
    return " and ".join(told) or "nothing but the size of some intervals"


def _moved(found: Distinctness) -> str:
    told = []
    if found.nearest_transposition:
        told.append(moved(found.nearest_transposition))
    if found.tempo != 1:
        told.append(paced(found.tempo))
    return f", {' and '.join(told)}" if told else ""


def _listed(words: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
