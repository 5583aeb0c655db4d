"""A tempo map as the code that makes it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from .segments import Meter, Stretch

if TYPE_CHECKING:
    from .tempo import TempoMap


def code(tempo: TempoMap, name: str, quote: str) -> str:
    """The expression that makes an equal map.

    Parameters
    ----------
    tempo : TempoMap
    name : str
        What the class is called there.
    quote : str
        The quotation mark round text.
    """
    made = f"{name}(start={tempo.start}, rate={quote}{tempo.rate.name}{quote})"
    meter, bpm, into = Meter(4, 4), None, Fraction(0)
    for stretch in tempo.stretches:
        made += _call(stretch, meter, bpm, into, quote)
        meter, bpm = stretch.meter, bpm if stretch.bpm is None else stretch.to or stretch.bpm
        into = Fraction(0) if stretch.pickup else (into + stretch.beats) % meter.length
    return made + "".join(f".lock({lock.bar}, {lock.frame})" for lock in tempo.locks)


def _call(s: Stretch, meter: Meter, bpm: Fraction | None, into: Fraction, quote: str) -> str:
    named = f"{quote}{s.meter}{quote}"
    anew = f", meter={named}" if s.meter != meter else ""
    match s.kind:
        case "hold":
            return f".hold({_number(s.seconds)})"
        case "free":
            return f".free({_number(s.beats)}, {_number(s.seconds)}{anew})"
        case "ramp":
            curve = f", curve={quote}time{quote}" if s.curve == "time" else ""
            return f".ramp({_number(s.beats)}, bpm=({_number(s.bpm)}, {_number(s.to)}){curve}{anew})"
    if s.pickup:
        return f".pickup({_number(s.beats)}, {named}, bpm={_number(s.bpm)})"
    bars, rest = divmod(s.beats, s.meter.length)
    if into or rest:
        return f".steady({_number(s.beats)}, bpm={_number(s.bpm)}{anew})"
    return f".bars({bars}, {named}" + (")" if s.bpm == bpm else f", bpm={_number(s.bpm)})")


def _number(x: Fraction | None) -> str:
    assert x is not None
    return str(x.numerator) if x.denominator == 1 else repr(float(x))
