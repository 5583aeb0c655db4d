"""A motif over chords: the same tune, another truth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .chord_symbols import Chord, read_symbol, voiced
from .harmony import chords as harmony
from .line import marked, ratio
from .pitch import Pitch, as_music21

if TYPE_CHECKING:
    from music21 import stream

    from .motif import Motif


@dataclass(frozen=True)
class Harmonised:
    """A tune and its chords.

    Attributes
    ----------
    melody : Motif
    chords : tuple of Chord
        Laid for a keyboard, each with its symbol, notes, start and length.
    roles : tuple of (str, str, str or None)
        For each note of the tune: the note, the symbol of the chord it is heard with, and what it is there: "third", or
        None for a note the chord does not have.
    """

    melody: Motif
    chords: tuple[Chord, ...]
    roles: tuple[tuple[str, str, str | None], ...]

    @property
    def beats(self) -> Fraction:
        """Length of the whole."""
        return max(self.melody.beats, self.chords[-1].start + self.chords[-1].beats)

    @property
    def told(self) -> str:
        """How each note is heard: "D4 is the root of Dm; A4 is the fifth of Dm; E4 leans against Dm"."""
        return "; ".join(
            f"{note} is the {role} of {_printed(symbol)}" if role else f"{note} leans against {_printed(symbol)}"
            for note, symbol, role in self.roles
        )

    def __repr__(self) -> str:
        return f"Harmonised({self.melody.text} over {' '.join(_printed(chord.symbol) for chord in self.chords)})"

    def to_music21(self) -> stream.Score:
        """A score of two parts, the tune and the chords, with the symbols above."""
        from music21 import stream

        from .motif import Motif
        from .readers import to_music21

        tune = to_music21(self.melody)
        tune.partName = tune.partName or "Tune"
        bass = Motif(
            " ".join(f"{chord.names[0]}:{chord.beats}" for chord in self.chords),
            key=self.melody.key, meter=self.melody.meter, begins=self.melody.begins, name="Chords",
        )  # fmt: skip
        return stream.Score([tune, to_music21(bass, chords=[
            [as_music21(name) for name in chord.names] for chord in self.chords
        ])])  # fmt: skip


def _printed(symbol: str) -> str:
    """A symbol as `Chord` prints it: B♭ for Bb."""
    return harmony.Chord(symbol).symbol


def harmonise(motif: Motif, chords: str | Iterable[str | harmony.Chord], beats: Any = None) -> Harmonised:
    """See `Motif.harmonise`."""
    text = chords if isinstance(chords, str) else ""
    words: list[Any] = harmony.split_chords(chords) if isinstance(chords, str) else _listed(chords)
    if not words:
        raise FilmScoreError("There are no chords here yet: write their symbols with spaces between, 'Dm Gm A7 Dm'.")
    symbols, at = [], 0
    for word in words:
        at = text.find(str(word), at) if text else 0
        try:
            symbols.append(read_symbol(word))
        except FilmScoreError as error:
            raise FilmScoreError(f"{error}\n{marked(text, at, at + len(word))}" if text else str(error)) from None
        at += len(str(word))
    lengths = _lengths(motif, len(words), beats)
    starts = [sum(lengths[:i], Fraction(0)) for i in range(len(lengths))]
    laid = voiced(symbols, min(motif.midi))
    made = tuple(
        Chord(symbol.text, names, start, length)
        for symbol, names, start, length in zip(symbols, laid, starts, lengths, strict=True)
    )
    roles = []
    for name, start, _ in motif.notes:
        i = max((i for i, s in enumerate(starts) if s <= start), default=0)
        roles.append((name, symbols[i].text, symbols[i].role(Pitch.read(name))))
    return Harmonised(motif, made, tuple(roles))


def _listed(chords: object) -> list[Any]:
    if not isinstance(chords, Iterable):
        raise FilmScoreError(f"{shown(chords)} is no list of chords: write their symbols, 'Dm Gm A7 Dm'.")
    words = list(chords)
    for word in words:
        if not isinstance(word, str | harmony.Chord):
            raise FilmScoreError(f"{shown(word)} is no chord symbol: write text, such as 'Dm'.")
    return words


def _lengths(motif: Motif, count: int, beats: Any) -> list[Fraction]:
    """Beats for each chord: as given, or the motif shared out evenly."""
    if beats is None:
        return [motif.beats / count] * count
    if isinstance(beats, Iterable) and not isinstance(beats, str):
        lengths = [ratio(one, "a length") for one in beats]
        if len(lengths) != count:
            raise FilmScoreError(f"There are {count} chords and {len(lengths)} lengths: write one for each chord.")
    else:
        lengths = [ratio(beats, "the length of a chord")] * count
    if min(lengths) <= 0 or max(lengths) > 64:
        raise FilmScoreError("A chord lasts more than 0 beats, and 64 at most.")
    if sum(lengths) < motif.beats:
        raise FilmScoreError(
            f"The chords last {sum(lengths)} beats, and the tune {motif.beats}: its end would have no chord. Make them "
            "longer, or write one more."
        )
    return lengths
