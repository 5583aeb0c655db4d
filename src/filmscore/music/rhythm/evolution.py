"""How an ostinato grows: one parameter at a time, each on a curve that was declared before a note was written.

What stays the same lets the rest be heard as change. So the course has a house rule, which is a rule of work and no
finding: one parameter at a time, and at most one move in any four bars.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..cues.notation import DYNAMICS

EASES = ("even", "late", "early")


@dataclass(frozen=True)
class Parameter:
    """Something of an ostinato that can change.

    Attributes
    ----------
    told : str
    low, high : float
        Between which its values lie.
    plain : float
        What it is if nothing is declared.
    whole : bool
        Whether its values are whole numbers.
    """

    told: str
    low: float
    high: float
    plain: float
    whole: bool = False


#: parameter -> what it is and how far it goes. Players are counted from the first; plain is all of them
PARAMETERS: dict[str, Parameter] = {
    "density": Parameter("share of the cell's strokes that are played, accents first", 0.05, 1.0, 1.0),
    "register": Parameter("octaves above where it stands", -3, 3, 0, True),
    "pitch": Parameter("semitones above where it stands", -24, 24, 0, True),
    "dynamics": Parameter("how loud, from ppp to fff", 0, len(DYNAMICS) - 1, 4, True),
    "players": Parameter("how many play, in the order they were named", 1, 40, 40, True),
    "length": Parameter("share of its time a note is held: short below 0.6", 0.1, 1.0, 0.5),
    "accents": Parameter("share of the accents that are marked", 0.0, 1.0, 1.0),
    "rotation": Parameter("steps later in itself that the cell begins", -256, 256, 0, True),
}


@dataclass(frozen=True)
class Evolution:
    """One declared change. Made by `Ostinato.evolve`.

    Attributes
    ----------
    parameter : str
    curve : tuple of float
        Values the line goes through, evenly spaced.
    every : int
        Bars from one change to the next.
    bars : (int, int) or None
        The bar of the first change and the bar by which the last is done.
    ease : str
    """

    parameter: str
    curve: tuple[float, ...]
    every: int
    bars: tuple[int, int] | None = None
    ease: str = "even"

    def at(self, share: float) -> float:
        """Its value at a share of the way, 0 to 1."""
        eased = {"even": share, "late": share**2, "early": share**0.5}[self.ease]
        place = eased * (len(self.curve) - 1)
        left = min(int(place), len(self.curve) - 2)
        value = self.curve[left] + (self.curve[left + 1] - self.curve[left]) * (place - left)
        return float(round(value)) if PARAMETERS[self.parameter].whole else round(value, 12)

    @property
    def told(self) -> str:
        """What was declared, in words."""
        way = " to ".join(value_words(self.parameter, value) for value in self.curve)
        where = f", bars {self.bars[0]} to {self.bars[1]}" if self.bars else ""
        how = "" if self.ease == "even" else f", {self.ease}"
        pace = "every bar" if self.every == 1 else f"every {self.every} bars"
        return f"{self.parameter} goes from {way}, a step {pace}{where}{how}"

    @property
    def typed(self) -> str:
        """The call of `Ostinato` that declares it.

        >>> Evolution("dynamics", (2.0, 5.0), 4).typed, Evolution("density", (0.5, 1.0), 2, (5, 9), "late").typed
        ("evolve('dynamics', ('p', 'f'))", "evolve('density', (0.5, 1), every=2, bars=(5, 9), ease='late')")
        """
        own = PARAMETERS[self.parameter]
        values = tuple(
            DYNAMICS[round(v)] if self.parameter == "dynamics" else int(v) if own.whole or v == int(v) else v
            for v in self.curve
        )
        more = f", every={self.every}" * (self.every != 4) + f", bars={self.bars}" * (self.bars is not None)
        return f"evolve({self.parameter!r}, {values!r}{more}" + f", ease={self.ease!r}" * (self.ease != "even") + ")"


def value_words(parameter: str, value: float) -> str:
    """A value as a table shows it.

    >>> value_words("dynamics", 3.0), value_words("register", 1.0), value_words("density", 0.625)
    ('mp', '1', '0.62')
    """
    if parameter == "dynamics":
        return DYNAMICS[round(value)]
    return f"{value:.0f}" if PARAMETERS[parameter].whole else f"{value:.2f}"
