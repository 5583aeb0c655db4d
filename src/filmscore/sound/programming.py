"""A motif played by a machine, and the same programmed with feeling: what differs, measured note by note.

Three things make a mock-up breathe: a line of expression that goes somewhere, articulation that says which notes belong
together, and time that is a person's. Each can be switched on alone, so that each can be heard alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from ..music.motif import Motif
from ..music.orchestra.catalogue import instrument, known
from ..tables import as_html, as_text
from .breathing import ByHand, by_hand, lined, moved, played
from .palette import voice_for
from .phrasing import page_of, peak_of, tempo_of
from .playing import is_struck

if TYPE_CHECKING:
    from .palette import Voice
    from .performance import Performance
    from .stems import Stems

#: what can be shaped
SHAPES = {
    "expression": "a swell to the peak of the phrase and away from it",
    "articulation": "slurs, a bow or a breath at a time, each note on into the next",
    "time": "a little on towards the peak, a little back at the end, and nobody to the millisecond",
}

#: what is left of it for a player whose notes can no longer change once they are struck
STRUCK = {
    "expression": "each note struck as hard as the swell stands there; inside a note nothing can be drawn",
    "articulation": "slurs, within which the weights rise and fall a little; what is struck rings on by itself",
}

#: both are heard at the same loudness, LUFS
LUFS = -24.0


@dataclass(frozen=True)
class Programmed:
    """A motif, plain and shaped. Made by `programme`.

    Attributes
    ----------
    motif : Motif
    player : str
    shape : tuple of str
        What was shaped.
    plain, shaped : Performance
    peak : int
        The note, from 0, that the phrase goes to.
    hand : ByHand
        What was shaped by hand.
    struck : bool
        Whether the player strikes or plucks, so that no note can change once it has begun.
    """

    motif: Motif
    player: str
    shape: tuple[str, ...]
    plain: Performance
    shaped: Performance
    peak: int
    hand: ByHand = field(repr=False)
    struck: bool
    _scores: tuple[Any, Any] = field(repr=False, compare=False)

    def score(self, which: str = "shaped") -> Any:
        """The notes of "plain" or "shaped", as a music21 score."""
        return self._scores[_which(which)]

    @property
    def title(self) -> str:
        """What players and meters call it."""
        return f"{self.player[:1].upper()}{self.player[1:]}, {' and '.join(self.shape) or 'plain'}"

    def stems(self, which: str = "shaped") -> Stems:
        """The sound of "plain" or "shaped", both at the same loudness."""
        from .loudness import loudness
        from .stems import Stems

        made = (self.plain, self.shaped)[_which(which)].render()
        gain = 10 ** (loudness(made).to_target(LUFS) / 20)
        return Stems({name: made[name] * gain for name in made}, font=made.font, families=made.families,
                     tempo=made.tempo)  # fmt: skip

    @property
    def curve(self) -> tuple[tuple[float, float], ...]:
        """The line of expression of the shaped one: seconds, and a controller from 0 to 127; empty if struck."""
        points = [(c.time, c.value) for track in self.shaped.tracks for c in track.controls if c.kind == "expression"]
        return tuple(sorted(points))

    _COLUMNS = ("note", "plain at", "shaped at", "later by", "lasts", "shaped", "weight", "shaped weight")

    def rows(self) -> list[tuple[str, ...]]:
        """A row for each note: when, how long and how hard, plain and shaped."""
        made: list[tuple[str, ...]] = []
        pairs = zip(self.motif.pitches, played(self.plain), played(self.shaped), strict=True)
        for name, one, other in pairs:
            made.append((
                name, f"{one.start:.2f} s", f"{other.start:.2f} s", f"{1000 * (other.start - one.start):+.0f} ms",
                f"{one.end - one.start:.2f} s", f"{other.end - other.start:.2f} s", f"{one.velocity:.0f}",
                f"{other.velocity:.0f}",
            ))  # fmt: skip
        return made

    @property
    def told(self) -> str:
        """What was shaped, in words, and which notes nobody has."""
        if not self.shape:
            return " ".join(["Nothing is shaped: both are the machine.", *self._out])
        if len(self.motif.pitches) == 1 and not self.hand.told:
            return " ".join(["One note goes nowhere: a phrase that can be shaped has two or more.", *self._out])
        words = {**SHAPES, **(STRUCK if self.struck else {}), **self.hand.told}
        what = "; ".join(f"{name}: {words[name]}" for name in self.shape)
        name = self.motif.pitches[self.peak]
        goes = f"The phrase goes to {name}, note {self.peak + 1}."
        return " ".join([f"{what[:1].upper()}{what[1:]}.", goes, *self._out])

    @property
    def _out(self) -> list[str]:
        """What speaks against the notes, if the player is known: a machine plays what nobody can."""
        player = known(self.player)
        if player is None:
            return []
        if player.comfortable is None:
            return [f"The {player.said} has no pitch: the notes are struck, the tune is not heard."]
        reached = {name: player.reach(name) for name in self.motif.pitches}
        out = [reach.told for reach in reached.values() if reach == "out"]
        return [f"{out[0]} The machine plays it all the same."] if out else []

    def __repr__(self) -> str:
        return f"{self.told}\n{as_text(self._COLUMNS, self.rows(), right=self._COLUMNS[1:])}"

    def _repr_html_(self) -> str:
        return as_html(self._COLUMNS, self.rows(), self.told)


def programme(
    motif: Motif | str,
    played_by: str = "cello",
    *,
    bpm: float = 66,
    shape: Iterable[str] | str = tuple(SHAPES),
    expression: Sequence[float] | None = None,
    slurs: Sequence[str] | None = None,
    later: Sequence[float] | None = None,
) -> Programmed:
    """Play a motif as a machine does, and programme it with feeling: as the machine guesses it, or as you draw it.

    Parameters
    ----------
    motif : Motif, or what makes one
    played_by : str
        An instrument of the palette: ``"cello"``, ``"solo violin"``, ``"horn"``.
    bpm : float
        Quarters a minute.
    shape : list of {'expression', 'articulation', 'time'}
        What is shaped; all of it if left out.
    expression : list of float, optional
        Your own line, in place of the machine's: for each note, 0 to 127, where the line stands when it begins. It
        goes straight from one to the next. The phrase then goes to the highest of them.
    slurs : list of str, optional
        Your own bows or breaths, by the numbers of the notes: ``["1-3", "4-6"]``.
    later : list of float, optional
        Your own time: for each note how many milliseconds later it comes, or earlier, below 0. The beat stays even and
        nothing else is moved.

    Returns
    -------
    Programmed
        With `.plain` and `.shaped` to render, `.stems("plain")`, `.curve`, and what differs in a table.

    Raises
    ------
    FilmScoreError
        It is no motif, nobody of that name plays here, there is no such thing to shape, or what is shaped by hand does
        not fit the notes.

    Examples
    --------
    >>> made = programme("D4:3/2 A4:3/2 G4 F4:3/2 E4:1/2 D4:2", "cello")
    >>> made.peak, made.told
    (1, 'Expression: a swell to the peak of the phrase and away from it; articulation: slurs, a bow or a breath at a
    time, each note on into the next; time: a little on towards the peak, a little back at the end, and nobody to the
    millisecond. The phrase goes to A4, note 2.')
    >>> mine = programme("D4 A4:2 G4", "cello", shape=[], expression=[60, 100, 70], later=[0, -30, 40])
    >>> [row[3] for row in mine.rows()], [value for _, value in mine.curve]
    (['+0 ms', '-30 ms', '+40 ms'], [60.0, 100.0, 70.0, 70.0])
    """
    from .performance import perform

    line = _line(motif)
    asked = _asked(shape)
    voice = _voice(played_by)
    hand = by_hand(len(line.pitches), expression, slurs, later)
    drawn = tuple(name for name in SHAPES if name in asked or name in hand.told)
    peak = peak_of(line)
    if hand.expression is not None:
        peak = hand.expression.index(max(hand.expression))
    left = tuple(name for name in drawn if name not in hand.told)  # what the machine shapes
    plain = page_of(line, played_by, peak, ())
    shaped = page_of(line, played_by, peak, left, hand.slurs)
    made = perform(shaped, tempo_of(line, bpm, peak, "time" in left), humanise="time" in left)
    struck = is_struck(voice, "")
    if hand.later is not None:
        made = moved(made, hand.later)
    if hand.expression is not None:
        made = lined(made, hand.expression, struck)
    mechanical = perform(plain, tempo_of(line, bpm, peak, False), humanise=False)
    return Programmed(line, played_by, drawn, mechanical, made, peak, hand, struck, (plain, shaped))


def _line(motif: Motif | str) -> Motif:
    if isinstance(motif, Motif):
        return motif
    try:
        return Motif(motif)
    except FilmScoreError as error:
        raise FilmScoreError(f"{shown(motif)} is no tune to programme, such as 'D4:3/2 A4 G4'. {error}") from None


def _asked(shape: Iterable[str] | str) -> list[str]:
    if not isinstance(shape, Iterable):
        raise FilmScoreError(f"{shown(shape)} cannot be shaped: {', '.join(SHAPES)} can.")
    asked = [shape] if isinstance(shape, str) else list(shape)
    for one in asked:
        if not isinstance(one, str) or one not in SHAPES:
            raise FilmScoreError(f"{shown(one)} cannot be shaped: {', '.join(SHAPES)} can.")
    return asked


def _voice(played_by: str) -> Voice:
    if not isinstance(played_by, str) or not played_by.strip():
        raise FilmScoreError(f"{shown(played_by)} is no player: write the name of an instrument, 'cello'.")
    try:
        return voice_for(played_by)
    except FilmScoreError:
        instrument(played_by)  # says which names are near, if nobody knows this one
        raise


def _which(which: str) -> int:
    if which not in ("plain", "shaped"):
        raise FilmScoreError(f"There is 'plain' and 'shaped', not {shown(which)}.")
    return int(which == "shaped")
