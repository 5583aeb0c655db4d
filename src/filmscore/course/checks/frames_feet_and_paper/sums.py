"""A sum with one right answer, and the wrong ones that people reach by a mistake with a name."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ....picture.timecode import Rate, Timecode
from ...asking import Ask, listed
from .asking import DROP, FEET, NAME, yours
from .reading import Footage, exists, footage, label, number

A_FOOT = 16  #: frames of 35 mm film
RIGHT = Fraction(1, 200)  #: seconds; timing notes go to a hundredth, and a rounded one lies as near as this
CLOSE = Fraction(1, 100)  #: seconds; as near as this, a known mistake is still known for what it is


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong answer, the mistake that leads to it, and what to say after the student's own value."""

    value: Any
    about: str
    words: str
    look: str = NAME


@dataclass(frozen=True, slots=True)
class Sum:
    """One conversion: what is asked for, at which rate, and the answer.

    Attributes
    ----------
    want : {'frames', 'seconds', 'label', 'feet'}
    right : int, Fraction, str
        Frames, seconds, a label, or feet as frames of 35 mm.
    look : str
        Section of the lesson to read when nobody knows the mistake.
    aim : str
        The question that is asked when nobody knows the mistake.
    product : bool
        It is found by multiplying, not by counting from a first frame: one beside it is no slip in counting.
    """

    want: str
    rate: Rate
    right: Any
    aim: str
    look: str = NAME
    slips: tuple[Slip, ...] = field(default=())
    product: bool = False

    def ask(self, name: str, given: Any) -> Ask | None:
        """What to ask about an answer, if anything; `name` is what the sum is called in the answer."""
        return _WANTS[self.want](self, name, given)


def _slip(this: Sum, name: str, written: str, same: Callable[[Any], bool]) -> Ask | None:
    for slip in this.slips:
        if same(slip.value):
            return Ask(slip.about, f"{name}: you wrote {written}. {slip.words}", slip.look)
    return None


def _unknown(this: Sum, name: str, written: str, side: str) -> Ask:
    return Ask("another sum", f"{name}: you wrote {written}, which is {side}. {this.aim}", this.look)


def _side(given: Any, right: Any, words: tuple[str, str] = ("too few", "too many")) -> str:
    return words[given > right]


def _frames(this: Sum, name: str, given: Any) -> Ask | None:
    value, right = number(given, name, of="frames"), Fraction(this.right)
    if value == right:
        return None
    written = yours(given)
    if known := _slip(this, name, written, lambda slip: value == slip):
        return known
    if this.product and abs(value - right) == 1:
        return _unknown(this, name, written, _side(value, right, ("one too few", "one too many")))
    if value == right + 1:
        return Ask(
            "the first frame is counted as one",
            f"{name}: you wrote {written}, one too many. The first frame of all is frame 0, as a newborn child is not "
            "yet one.",
            NAME,
        )
    if value == right - 1:
        return Ask(
            "one taken away for nothing",
            f"{name}: you wrote {written}, one too few. Counting begins at 0 on both sides, so nothing has to be taken "
            "away.",
            NAME,
        )
    if value.denominator != 1:
        return Ask(
            "a part of a frame",
            f"{name}: you wrote {written}. Frames are pictures: there are whole ones only. Is it a label that you read "
            "as a decimal number, or a rate that was rounded?",
            NAME,
        )
    return _unknown(this, name, written, _side(value, right))


def _seconds(this: Sum, name: str, given: Any) -> Ask | None:
    value, right = number(given, name, of="seconds"), Fraction(this.right)
    if abs(value - right) <= RIGHT:
        return None
    written = yours(given)
    if known := _slip(this, name, written, lambda slip: abs(value - slip) <= CLOSE):
        return known
    if abs(value - right) <= CLOSE:
        return Ask(
            "rounded the wrong way",
            f"{name}: you wrote {written}, a hundredth beside it. Work out one figure more, then round: half a "
            "hundredth goes up, less goes down.",
            this.look,
        )
    if value in {Fraction(part(right * n), n) for n in (1, 10) for part in (math.floor, _half_up)}:
        return Ask(
            "rounded too early",
            f"{name}: you wrote {written}. That is right as far as it goes. Timing notes go to a hundredth of a "
            "second, which is a quarter of a frame: two places behind the point.",
            this.look,
        )
    return _unknown(this, name, written, _side(value, right, ("too short", "too long")))


def _half_up(value: Fraction) -> int:
    return math.floor(value + Fraction(1, 2))


def _label(this: Sum, name: str, given: Any) -> Ask | None:
    if meant := exists(given, this.rate):
        return Ask(
            "a label that does not exist",
            f"{name}: you wrote {yours(given)}. No picture has that label: it is one of the two left out at the start "
            f"of its minute. Did you mean {meant}? And is that the one asked for?",
            DROP,
        )
    value, right = label(given, this.rate, name), Timecode(this.right, this.rate)
    if value == right:
        return None
    written = str(value)
    if known := _slip(this, name, written, lambda slip: written == slip):
        return known
    if abs(value - right) == 1 and this.rate.drop:  # label and count part ways here, so neither explains the other
        return Ask(
            "the first frame is counted as one", f"{name}: you wrote {written}, one picture beside it. {this.aim}", DROP
        )
    if abs(value - right) == 1:
        return Ask(
            "the first frame is counted as one",
            f"{name}: you wrote {written}, the picture next to it. Frame 0 has the label that ends in 00, and from "
            "there both count together.",
            NAME,
        )
    return _unknown(this, name, written, _side(value.frame, right.frame, ("too early", "too late")))


def _feet(this: Sum, name: str, given: Any) -> Ask | None:
    value, right = footage(given, name), this.right
    if value.decimal is not None:
        return _decimal_feet(this, name, value)
    if known := _slip(this, name, value.written, lambda slip: (value.feet, value.frames) == slip):
        return known
    if value.frames >= A_FOOT:
        return Ask(
            "a foot holds any number of frames",
            f"{name}: you wrote {value.written}. A foot of 35 mm has 16 frames, so the number after the plus runs from "
            "00 to 15. What is behind yours: hundredths of a foot, or frames enough for another foot?",
            FEET,
        )
    count = value.count(A_FOOT)
    if count == right:
        return None
    if abs(count - right) == 1:
        return Ask(
            "the first frame is counted as one",
            f"{name}: you wrote {value.written}, one frame beside it. The first frame of all is 0+00.",
            FEET,
        )
    return _unknown(this, name, value.written, _side(count, right, ("too short", "too long")))


def _decimal_feet(this: Sum, name: str, value: Footage) -> Ask:
    """A decimal number where feet and frames are asked for, whether it is a true length or not."""
    assert value.decimal is not None
    if value.decimal == this.right and value.decimal >= A_FOOT:
        return Ask(
            "frames for feet",
            f"{name}: you wrote {value.written}. So many frames it is; how many feet do they fill, and how many frames "
            "are left?",
            FEET,
        )
    part = value.decimal - int(value.decimal)
    true = "The length is right, its form is not. " if value.count(A_FOOT) == this.right else ""
    return Ask(
        "feet and frames read as a decimal number",
        f"{name}: you wrote {value.written}. {true}Film is not counted in tenths of a foot: behind the plus stand "
        f"frames, from 00 to 15. How many frames are {float(part):g} of a foot?"
        if part
        else f"{name}: you wrote {value.written}. Which frame of that foot? It stands behind a plus, from 00 to 15.",
        FEET,
    )


_WANTS = {"frames": _frames, "seconds": _seconds, "label": _label, "feet": _feet}


def open_gaps(left: list[Any]) -> Ask | None:
    """What to say of answers that are not there yet."""
    if not left:
        return None
    names = listed([f"“{name}”" if isinstance(name, str) else str(name) for name in left])
    return Ask("a gap left open", f"Still open: {names}.", NAME)


def label_at(frames: int, rate: Rate) -> str:
    """The label of a frame counted from 00:00:00:00."""
    return str(Timecode.from_frame(frames, rate))
