"""04.5: where the 2-pop goes, on four deliveries, one strip of film, and in between."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ....picture.timecode import Rate, Timecode
from ...asking import Ask, frames, heard, listed
from ...verdict import Untouched
from .asking import DROP, FEET, POP, settle, yours
from .reading import empty, exists, footage, keyed, label, number

A_FOOT = 16


@dataclass(frozen=True, slots=True)
class Delivery:
    """A programme, by its rate and the label of its first picture."""

    rate: Rate
    first: str

    @property
    def start(self) -> Timecode:
        """The first picture."""
        return Timecode(self.first, self.rate)

    @property
    def pop(self) -> Timecode:
        """Two seconds of pictures before it."""
        return self.start - 2 * self.rate.base


DELIVERIES = {
    "A": Delivery(Rate("24"), "01:00:00:00"),
    "B": Delivery(Rate("25"), "10:00:00:00"),
    "C": Delivery(Rate("29.97df"), "01:00:00;00"),
    "D": Delivery(Rate("29.97df"), "01:44:00;02"),
}
FIRST_FEET, POP_FEET = 12, 9
BETWEEN = 47
KEYS = (*DELIVERIES, "E", "F")


def pops(answer: Any) -> str:
    """Four labels, a length of film and a count."""
    given = keyed(answer, KEYS, '{"A": "…", …, "F": 0}')
    left = [key for key in KEYS if empty(given.get(key))]
    if len(left) == len(KEYS):
        raise Untouched("No pop has been placed yet. Begin with A.")
    asks = [heard(_ask, key, given[key]) for key in KEYS if key not in left]
    good = sum(ask is None for ask in asks)
    settle(
        [*asks, Ask("a gap left open", f"Still open: {listed(left)}.", POP) if left else None],
        f"{good} of {len(KEYS)} stand." if good else "",
    )
    return (
        "All of them. Whoever lays your music against the picture moves your pop onto theirs, hears one beep in place "
        f"of two, and need not ask. In D the pop is {DELIVERIES['D'].pop}: sixty pictures before one whose minute "
        "begins with ;02."
    )


def _ask(key: str, value: Any) -> Ask | None:
    if key == "E":
        return _feet(value)
    if key == "F":
        return _between(value)
    return _label(key, DELIVERIES[key], value)


def _label(key: str, delivery: Delivery, value: Any) -> Ask | None:
    rate, start, right = delivery.rate, delivery.start, delivery.pop
    if meant := exists(value, rate):
        return Ask(
            "a label that does not exist",
            f"{key}: you wrote {yours(value)}. No such label; did you mean {meant}? And is that two seconds before "
            f"{start}?",
            DROP,
        )
    given = label(value, rate, key)
    off = given - right
    if off == 0:
        return None
    said, two = f"{key}: you wrote {given}.", 2 * rate.base
    known = {
        2 * two: ("the pop after the picture", f"{said} By then the film has been running for two seconds."),
        two: ("the pop on the first picture", f"{said} That is the first picture itself. What comes before it?"),
        two - 2: (
            "two frames for two seconds",
            f"{said} That is two frames before the first picture. The pop has its name from the 2 of the leader, which "
            "counts seconds.",
        ),
        -two: ("four seconds", f"{said} That is four seconds before the first picture."),
        rate.base: ("one second", f"{said} That is one second before the first picture; the name of the pop says two."),
        1: (
            "the pop a frame late",
            f"{said} That is {frames(two - 1)} before the first picture. Labels count from zero: the second begins "
            "with 00, not 01.",
        ),
        -1: (
            "the pop a frame early",
            f"{said} That is {frames(two + 1)} before the first picture. Did you begin to count with the first picture "
            "as one?",
        ),
        two - 48: (
            "two seconds counted at 24",
            f"{said} That is 48 frames before the first picture. Two seconds are 48 frames of film; how many at "
            f"{rate.name.removesuffix('df')}?",
        ),
    }
    if found := known.get(off):
        return Ask(*found, POP)
    if off == 2 and str(start).endswith(f";{rate.left_out:02d}"):
        return Ask(
            "two seconds taken from the label",
            f"{said} You took 2 from the seconds of {start}, and on the way there is a minute that begins with ;02. "
            f"Two labels are not there, so this is {frames(two - 2)} before the first picture.",
            DROP,
        )
    if abs(off) == 2:
        return Ask(
            "the pop two frames off",
            f"{said} That is {frames(two - off)} before the first picture, two {'short of' if off > 0 else 'more than'}"
            " two seconds. Labels count from zero: a second runs from 00 to the last before the next 00.",
            POP,
        )
    side = "after it" if given > start else f"{frames(start - given)} before it"
    return Ask(
        "somewhere else",
        f"{said} The first picture is {start}, and your pop lies {side}. How many frames are two seconds at "
        f"{rate.name.removesuffix('df')}?",
        POP,
    )


def _feet(value: Any) -> Ask | None:
    given = footage(value, "E")
    if given.decimal is not None and given.decimal.denominator == 1:
        count = given.decimal * A_FOOT
    elif given.decimal is not None:
        return Ask(
            "feet and frames read as a decimal number",
            f"E: you wrote {given.written}. Behind a plus stand frames, from 00 to 15; there are no tenths of a foot.",
            FEET,
        )
    elif given.frames >= A_FOOT:
        return Ask(
            "a foot holds any number of frames",
            f"E: you wrote {given.written}. A foot has 16 frames, so 00 to 15 stand behind the plus.",
            FEET,
        )
    else:
        count = given.count(A_FOOT)
    right, first = POP_FEET * A_FOOT, FIRST_FEET * A_FOOT
    if count == right:
        return None
    said = f"E: you wrote {given.written}."
    known = {
        first - 2 * A_FOOT: ("feet for seconds", f"{said} That is two feet before. How many frames are two seconds?"),
        first + 3 * A_FOOT: ("the pop after the picture", f"{said} By then the film has been running for a while."),
        first - 2: ("two frames for two seconds", f"{said} That is two frames before the first picture."),
        first: ("the pop on the first picture", f"{said} That is the first picture itself."),
        first - right: ("how far for where", f"{said} That is how far it is. Where does the counter stand there?"),
        right + 1: ("the pop a frame late", f"{said} That is 47 frames before the first picture; two seconds are 48."),
        right - 1: ("the pop a frame early", f"{said} That is 49 frames before the first picture; two seconds are 48."),
    }
    found = known.get(int(count), ("somewhere else", f"{said} Two seconds are 48 frames. How many feet is that?"))
    return Ask(*found, FEET)


def _between(value: Any) -> Ask | None:
    count = number(value, "F", of="frames")
    if count == BETWEEN:
        return None
    said = f"F: you wrote {yours(value)}."
    known = {
        48: (
            "the pop's own frame is counted",
            f"{said} From the pop to the first picture it is 48 steps. The pop itself lasts one frame and is none of "
            "those between.",
        ),
        49: ("both ends are counted", f"{said} That counts the pop's frame and the first picture too."),
        46: ("taken away twice", f"{said} One frame is the pop's own; the first picture was never among the 48."),
        2: ("seconds for frames", f"{said} Those are the seconds. How many frames?"),
    }
    other = ("another count", f"{said} Put your finger on the picture after the pop and count from there.")
    return Ask(*known.get(int(count) if count.denominator == 1 else -1, other), POP)


HINTS = (
    "The label of the pop is the label of the first picture with two seconds less, wherever no label is missing on the "
    "way.",
    "Only one of the four programmes begins near a label that is missing. There go back in pictures, not in numbers: "
    "thirty to a second, and the minute before it ends in 59;29.",
    "On film, divide: how many feet are 48 frames, at sixteen to the foot? For F draw five frames on paper, call the "
    "first the pop and the last the picture, and see how many lie between and how many steps lead there.",
)
