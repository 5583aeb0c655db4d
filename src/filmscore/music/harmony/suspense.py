"""Suspense as rules that can be checked: a pedal that stays, no cadence, as many notes as were declared, an arrival
withheld.

Hold a low D. Over it let two violins move by semitones and never land. Nothing has happened, and nobody in the room can
look away: the ear has been promised an end and does not get it. None of these rules makes suspense; each is a promise
that a cue kept or broke, and the report says which, and where.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ...errors import FilmScoreError, shown
from ...tables import as_html, as_text
from .moments import passage, trimmed
from .reading import HarmonyReading, read_harmony
from .suspense_rules import Rule as Rule
from .suspense_rules import density_rule, leading_rule, no_cadence_rule, pedal_rule, stops_rule, withheld_rule
from .tension import home_of

_COLUMNS = ("Rule", "Kept", "What was found")


@dataclass(frozen=True)
class Suspense:
    """What `check` found.

    Attributes
    ----------
    rules : tuple of Rule
    density : dict of int to int
        Notes that begin in each bar.
    harmony : HarmonyReading
    """

    rules: tuple[Rule, ...]
    density: dict[int, int]
    harmony: HarmonyReading

    @property
    def kept(self) -> bool:
        """Whether every rule that was asked for is kept."""
        return all(rule.kept for rule in self.rules)

    @property
    def broken(self) -> tuple[Rule, ...]:
        """The rules that are not kept."""
        return tuple(rule for rule in self.rules if not rule.kept)

    def __getitem__(self, name: str) -> Rule:
        for rule in self.rules:
            if rule.name == name:
                return rule
        raise FilmScoreError(
            f"No rule {shown(name)} was asked for: {', '.join(rule.name for rule in self.rules)} were."
        )

    @property
    def told(self) -> str:
        """Every rule in a line."""
        return "\n".join(map(str, self.rules))

    @property
    def _rows(self) -> list[tuple[str, ...]]:
        return [(rule.name, "yes" if rule.kept else "no", rule.told) for rule in self.rules]

    def __repr__(self) -> str:
        return as_text(_COLUMNS, self._rows)

    def _repr_html_(self) -> str:
        return as_html(_COLUMNS, self._rows, "What the cue withholds")


def check(
    score: Any, *, key: str | None = None, pedal: float | None = 4, cadence: bool = False,
    density: int | tuple[int, int] | str | None = None, withhold: str | bool | None = None, leading_tone: bool = False,
    stop_before: int | tuple[int, Any] | None = None, bars: tuple[int, int] | None = None, beats: int | Fraction = 4,
) -> Suspense:  # fmt: skip
    """Check what a cue withholds.

    Parameters
    ----------
    score : str, list, Motif, Harmonised, Voicing, cue, music21 stream or path
    key : str, optional
        Where home would be. If left out, the key the music names or is longest in.
    pedal : number, optional
        A low note must be held, or struck again and again, for so many bars while the chords above it change. None
        asks for none.
    cadence : bool
        False: there must be no close on the tonic, between chords or between any two moments; silence of more than a
        bar parts them. True does not ask.
    density : int, (int, int) or "thinning", optional
        At most so many notes begin in a bar; from so many to so many; or fewer in the last third than in the first.
    withhold : str or True, optional
        A chord that must never sound, at no moment, such as ``"D"``; True is the tonic chord.
    leading_tone : bool
        True: no leading tone may go on to the tonic, in its own part or where another part takes the tonic up next to
        it at once.
    stop_before : int or (int, beat), optional
        A bar, or a bar and a beat, from which on nothing may sound: the cut-off before the reveal.
    bars : (int, int), optional
        Only these bars.
    beats : number
        How long each chord lasts, if chords are given.

    Returns
    -------
    Suspense

    Raises
    ------
    FilmScoreError
        There are no notes; a number, a chord or a bar is none.

    Examples
    --------
    >>> found = check("Dm E°/D C#°7/D Bb+/D", key="d", pedal=4)
    >>> found.kept, check("Dm Gm A7 Dm", key="d", pedal=None)["no cadence"].bar
    (True, 4)
    """
    whole = passage(score, beats)
    if bars is not None:
        if not isinstance(bars, list | tuple) or len(bars) != 2 or not all(isinstance(bar, int) for bar in bars):
            raise FilmScoreError(f"bars is {shown(bars)}: write the first and the last, such as (1, 8).")
        whole = trimmed(whole, *bars)
    home = home_of(whole, key)
    _positive(pedal, "pedal")
    read = read_harmony(whole, key=home.name, pedal=2.0 if pedal is None else min(2.0, float(pedal)))
    count = {n: sum(start <= note.start < end for note in whole.notes) for n, start, end in whole.bar_spans()}
    rules: list[Rule] = []
    if pedal is not None:
        rules.append(pedal_rule(read, whole, float(pedal)))
    if not cadence:
        rules.append(no_cadence_rule(read, whole, home))
    if density is not None:
        rules.append(density_rule(count, density))
    if withhold:
        rules.append(withheld_rule(read, whole, home, withhold))
    if leading_tone:
        rules.append(leading_rule(whole, home))
    if stop_before is not None:
        rules.append(stops_rule(whole, stop_before))
    if not rules:
        raise FilmScoreError("No rule is asked for: give pedal, density, withhold or another one.")
    return Suspense(tuple(rules), count, read)


def _positive(value: Any, what: str) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction) or not 0 < value <= 1000:
        raise FilmScoreError(f"{what} is {shown(value)}: a number of bars is wanted, such as 4; None asks for none.")


#: under this name it is at hand as `filmscore.suspense`
suspense = check
