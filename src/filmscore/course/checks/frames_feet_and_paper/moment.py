"""04.1: one moment in four units."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ....picture.timecode import Rate, Timecode
from ...asking import heard
from ...verdict import Untouched
from .asking import FEET, settle
from .reading import empty, keyed
from .sums import A_FOOT, Slip, Sum, open_gaps

R24 = Rate("24")

#: the cut to Jon at the door, by its label; the reel begins at four o'clock
LABEL, REEL = "04:00:37:20", "04:00:00:00"
_CUT = Timecode(LABEL, R24) - Timecode(REEL, R24)

MOMENT = {
    "frame": Sum(
        "frames",
        R24,
        _CUT,
        "Take the seconds of the label, 24 frames for each, and add the frames that stand behind the last colon.",
        slips=(
            Slip(
                Timecode(LABEL, R24).frame,
                "counted from midnight",
                "That is counted from midnight, where 00:00:00:00 would be. This reel begins at 04:00:00:00, and its "
                "first picture is frame 0.",
            ),
            Slip(37 * 25 + 20, "25 frames a second", "That is 25 frames a second; this film shows 24."),
            Slip(37 * 30 + 20, "30 frames a second", "That is 30 frames a second; this film shows 24."),
            Slip(
                37 * 24, "the frames of the label are left out", "Those are the whole seconds. What of the 20 frames?"
            ),
            Slip(
                round(Fraction("37.20") * 24),
                "a label read as a decimal number",
                "That would be 37.20 seconds. The 20 behind the colon are frames, not hundredths.",
            ),
        ),
    ),
    "seconds": Sum(
        "seconds",
        R24,
        Fraction(_CUT, 24),
        "Divide your frame by the 24 that are shown in each second.",
        slips=(
            Slip(
                Fraction("37.2"),
                "a label read as a decimal number",
                "That is the label with a point in it. 20 frames of 24: is that more than half a second, or less?",
            ),
            Slip(Fraction(37), "the frames of the label are left out", "And the 20 frames behind them?"),
            Slip(
                Timecode(LABEL, R24).seconds,
                "counted from midnight",
                "So long after midnight it is; how long after the reel's first picture, which is labelled 04:00:00:00?",
            ),
            Slip(Fraction(_CUT, 25), "25 frames a second", "That is 25 frames a second; this film shows 24."),
            Slip(Fraction(_CUT, 30), "30 frames a second", "That is 30 frames a second; this film shows 24."),
        ),
    ),
    "feet": Sum(
        "feet",
        R24,
        _CUT,
        "Divide your frame by 16. The whole number is feet, and what is left over is frames.",
        look=FEET,
        slips=(
            Slip(
                divmod(_CUT, 24),
                "24 frames a foot",
                "That is 24 frames to a foot, and so it looks like the label again. A second has 24; a foot has 16.",
                FEET,
            ),
            Slip(
                divmod(_CUT, 40),
                "the other gauge",
                "That is 40 frames to a foot, which is 16 mm. This reel is 35 mm: 16 frames.",
                FEET,
            ),
        ),
    ),
}


def moment(answer: Any) -> str:
    """04.1: the frame, the seconds and the feet of one label."""
    form = '{"frame": 1030, "seconds": 42.92, "feet": "64+06"}'
    if isinstance(answer, dict):
        answer = {key: value for key, value in answer.items() if key != "label"}
    given = keyed(answer, tuple(MOMENT), form)
    left = [name for name in MOMENT if empty(given.get(name))]
    if len(left) == len(MOMENT):
        raise Untouched(f"This is the moment as you found it: {LABEL}, and three gaps. Which frame of the reel is it?")
    asks = [heard(MOMENT[name].ask, f"“{name}”", value) for name, value in given.items() if name not in left]
    settle([*asks, open_gaps(left)])
    feet, rest = divmod(_CUT, A_FOOT)
    return (
        f"Frame {_CUT}, {_CUT / 24:.2f} s, {feet}+{rest:02d} feet: one picture, four names. A composer "
        "plays to the seconds, an editor finds the label, a projectionist would have counted the feet."
    )


HINTS = (
    "The reel begins at 04:00:00:00. How many seconds and frames after that is the label?",
    "Whole seconds times 24, and the frames added: that is the frame. Everything else is made from it: divide it by "
    "24 for seconds, by 16 for feet.",
    "A division by 16 that does not come out even leaves some frames over. They stand behind the plus, with two "
    "digits. Multiply back: feet times 16 and the rest must be your frame again.",
)
