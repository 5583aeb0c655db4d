"""Motifs: a few notes that can be told apart from any others.

A motif is a value: pitches with their lengths in beats (quarter lengths), and where in the bar they begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .fragments import Fragments
from .growth import Growth
from .lineage import TRANSFORMATIONS
from .mirrors import Mirrors
from .pitch import as_music21 as as_music21
from .pitch import midi_of as midi_of
from .pitch import spelled as spelled
from .pitch_moves import PitchMoves
from .time_moves import TimeMoves
from .written import Written

if TYPE_CHECKING:
    from .counterpoint import Together
    from .harmony.chords import Chord
    from .line import Line
    from .setting import Harmonised


class Motif(PitchMoves, Mirrors, TimeMoves, Fragments, Growth, Written):
    """A short tune.

    Two motifs are equal if their notes as spelled, their lengths, meter and place in the bar are; key, name, player and
    lineage do not count.

    Parameters
    ----------
    notes : str, an iterable of such words, or a Motif
        Words of ``pitch:beats``; ``R`` is a rest, and a note without a length lasts one beat. At most 500 notes.
    key : str, optional
        ``"D"`` is D major, ``"d"`` or ``"D minor"`` D minor.
    meter : str, optional
        ``"3/4"``.
    begins : number, optional
        The beat of the bar on which its first note or rest falls, in quarter lengths, from 1: 4 is a pickup of one
        quarter in 4/4. 1 if it is left out.
    name : str, optional
        Whose motif it is: ``"Jon"``.

    Attributes
    ----------
    names : tuple of str or None
        Pitches as printed (``F♯4``); None for a rest.
    durations : tuple of Fraction
        Beats (quarter lengths), one for each note or rest.
    key : str or None
        As it is written: ``"D minor"``.
    meter : str or None
    begins : Fraction
    name : str or None
    player : str or None
        Who plays it, if that was said with `played_by`.
    lineage : tuple of Step
        What was done to it since it was made.

    Raises
    ------
    FilmScoreError
        If a word is no note, with its place; or there is no such key, meter or beat.

    Examples
    --------
    >>> tune = Motif("D4 A4:1/2 F#4:1/2 E5:2")
    >>> tune.midi, tune.intervals, tune.contour
    ((62, 69, 66, 76), (7, -3, 10), 'zigzag')
    >>> mirrored = tune.invert(key="D").augment(2)
    >>> mirrored.told
    'inverted in D major about D4, then twice as slow'
    >>> mirrored.code()
    "fs.Motif('D4 A4:1/2 F♯4:1/2 E5:2').invert(key='D major').augment(2)"
    """

    def __init__(
        self,
        notes: str | Iterable[str] | Line,
        *,
        key: str | None = None,
        meter: str | None = None,
        begins: int | float | str | Fraction | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(notes, key=key, meter=meter, begins=begins, name=name)

    def transformed(self, steps: str | Sequence[Any]) -> Any:
        """Do several things in a row, given as data.

        Parameters
        ----------
        steps : sequence
            Names in `TRANSFORMATIONS`, or lists of a name and its arguments; a mapping at the end holds named ones:
            ``["invert", ("augment", 2), ("invert", {"key": "D"})]``. Steps of a `lineage` will do.

        Returns
        -------
        Motif
            Or what the last step makes: `harmonise` and `against` make no motif.

        Raises
        ------
        FilmScoreError
            There is no such transformation, or it does not take these arguments.

        Examples
        --------
        >>> Motif("C4 E4 G4").transformed(["invert", ("augment", 2)])
        Motif('C4:2 A♭3:2 F3:2')
        """
        made: Any = self
        if not isinstance(steps, Iterable) or isinstance(steps, Mapping | Set):  # neither holds an order of steps
            raise FilmScoreError(f"{shown(steps)} is no list of steps: write ['invert', ('augment', 2)].")
        for step in [steps] if isinstance(steps, str) else steps:
            operation, positional, named = _step(step)
            if not isinstance(made, Motif):
                raise FilmScoreError(f"{operation} needs a motif, and the step before it makes none: let that be last.")
            try:
                made = getattr(made, operation)(*positional, **named)
            except TypeError:
                raise FilmScoreError(
                    f"{operation} does not take {shown((*positional, *named.items()))}: it is called as in "
                    f"{TRANSFORMATIONS[operation].example}."
                ) from None
        return made

    def harmonise(self, chords: str | Iterable[str | Chord], beats: Any = None) -> Harmonised:
        """The same tune over chosen chords.

        Parameters
        ----------
        chords : str, or iterable of str or Chord
            Symbols: ``"Dm Gm A7 Dm"``; ``"F/A"`` has its bass after the stroke, ``"D|C"`` is one chord over another.
        beats : number or sequence of numbers, optional
            Beats that each chord lasts. If it is left out, the length of the tune is shared out evenly.

        Returns
        -------
        Harmonised
            With `melody`, `chords`, `roles`, and `told`: what every note is in its chord.

        Raises
        ------
        FilmScoreError
            A symbol is not known, with its place; or the chords end before the tune.

        Examples
        --------
        >>> dark = Motif("E4 G4").harmonise("C Am")
        >>> dark.told
        'E4 is the third of C; G4 leans against Am'
        """
        from .setting import harmonise

        return harmonise(self, chords, beats)

    def against(self, other: Motif | str, offset: int | float | str | Fraction = 0) -> Together:
        """Sound it together with another motif.

        Parameters
        ----------
        other : Motif, or what makes one
        offset : number
            Beats after the beginning of this motif at which the other begins; with a minus, before it.

        Returns
        -------
        Together
            With both lines, `clashes`, and `told`.

        Raises
        ------
        FilmScoreError
            The other is no motif, or the offset no number.

        Examples
        --------
        >>> Motif("C4 D4 E4").against("C5 C5 F5").told
        'The first and the second sound together for 3 of 3 beats. Bar 1, beat 2: D4 of the first and C5 of the second
        rub: a minor seventh. Bar 1, beat 3: E4 of the first and F5 of the second rub: a minor ninth.'
        """
        from .counterpoint import against

        return against(self, other, offset)

    def parts(self) -> dict[str, Any]:
        """All it takes to make it again, as plain data: the motif it came from, and the steps.

        Examples
        --------
        >>> Motif("D4 A4").augment(2).parts()["steps"]
        [('augment', {'n': 2})]
        """
        plain = self.origin
        return {
            "notes": plain.text, "key": plain.key, "meter": plain.meter, "begins": plain.begins, "name": plain.name,
            "steps": [(step.operation, dict(step.arguments)) for step in self.lineage],
        }  # fmt: skip

    @classmethod
    def from_parts(cls, notes: str, steps: Sequence[Any] = (), **told: Any) -> Motif:
        """The motif that `parts` told of.

        Raises
        ------
        FilmScoreError
            There is no such motif, or more than a hundred steps.
        """
        if len(steps) > 100:
            raise FilmScoreError(f"These are {len(steps)} steps; after a hundred nobody knows where a motif came from.")
        if told.get("begins") == 1:
            told["begins"] = None
        made = cls(notes, **told).transformed(steps)
        if not isinstance(made, cls):
            raise FilmScoreError("The last of these steps makes no motif.")
        return made


def _step(step: Any) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    if hasattr(step, "operation") and hasattr(step, "arguments"):
        operation, positional, named = step.operation, (), dict(step.arguments)
    elif isinstance(step, str):
        operation, positional, named = step, (), {}
    elif isinstance(step, list | tuple) and step and isinstance(step[0], str):
        operation, rest = step[0], list(step[1:])
        named = dict(rest.pop()) if rest and isinstance(rest[-1], dict) else {}
        positional = tuple(rest)
    else:
        raise FilmScoreError(f"{shown(step)} is no step: write a name, such as 'invert', or ('augment', 2).")
    if operation not in TRANSFORMATIONS:
        raise FilmScoreError(f"There is no transformation {shown(operation)}: {', '.join(TRANSFORMATIONS)} there are.")
    return operation, positional, named
