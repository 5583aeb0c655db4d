"""04.2, numbers 1 to 4: labels, seconds and feet where a second is a second."""

from __future__ import annotations

from fractions import Fraction

from ....picture.timecode import Rate
from .asking import FEET
from .sums import A_FOOT, Slip, Sum, label_at

R24, R25 = Rate("24"), Rate("25")

FILM = {
    1: Sum(
        "frames",
        R24,
        72 * 24 + 9,
        "Turn the minute and the twelve into seconds first, then 24 for each, then the nine.",
        slips=(
            Slip(72 * 25 + 9, "25 frames a second", "That is 25 frames a second; the question says 24."),
            Slip(72 * 30 + 9, "30 frames a second", "That is 30 frames a second; the question says 24."),
            Slip(72 * 24, "the frames of the label are left out", "Those are the whole seconds. What of the nine?"),
            Slip(
                round(Fraction("72.09") * 24),
                "a label read as a decimal number",
                "That would be 72.09 seconds. The 09 are nine frames, not nine hundredths.",
            ),
            Slip(
                112 * 24 + 9,
                "a minute of a hundred seconds",
                "That would be 112 seconds. 01:12 is a minute and twelve.",
            ),
        ),
    ),
    2: Sum(
        "label",
        R25,
        label_at(9030, R25),
        "How many whole seconds of 25 frames are in 9030, and how many frames are left over?",
        slips=(
            Slip(label_at(9030, R24), "24 frames a second", "That is 24 frames a second, not 25."),
            Slip(label_at(9030, Rate("30")), "30 frames a second", "That is 30 frames a second, not 25."),
            Slip(
                "00:06:01:02",
                "tenths of a second read as frames",
                "9030 ÷ 25 is 361.2, and the .2 is a fifth of a second. How many frames of 25 are that?",
            ),
            Slip(
                "00:06:01:20",
                "tenths of a second read as frames",
                "9030 ÷ 25 is 361.2, and .20 of a second is not twenty frames. How many of 25 is it?",
            ),
        ),
    ),
    3: Sum(
        "feet",
        R24,
        int(Fraction("90.5") * 24),
        "First the frames, 24 a second; then 16 to a foot, and what is left over.",
        look=FEET,
        slips=(
            Slip(
                divmod(int(Fraction("90.5") * 24), 40),
                "the other gauge",
                "That is 40 frames to a foot, which is 16 mm. The question says 35.",
                FEET,
            ),
            Slip((90, 12), "24 frames a foot", "That is 24 frames to a foot. A second has 24; a foot has 16.", FEET),
            Slip(
                divmod(90 * 24 + 5, A_FOOT),
                "a decimal number read as a label",
                "That is 90 seconds and five frames. Half a second is how many frames of 24?",
            ),
            Slip(divmod(90 * 24, A_FOOT), "the half second is left out", "Those are 90 seconds. And the half?"),
            Slip(divmod(int(Fraction("90.5") * 25), A_FOOT), "25 frames a second", "That is 25 frames a second."),
        ),
    ),
    4: Sum(
        "seconds",
        R24,
        Fraction(214 * A_FOOT + 5, 24),
        "First the frames: 16 for each foot, and five more. Then 24 to a second.",
        look=FEET,
        slips=(
            Slip(
                Fraction("214.05") * A_FOOT / 24,
                "feet and frames read as a decimal number",
                "That would be 214.05 feet. The 05 are five frames of sixteen.",
                FEET,
            ),
            Slip(
                Fraction("214.5") * A_FOOT / 24,
                "feet and frames read as a decimal number",
                "That would be 214 feet and a half. The 05 are five frames of sixteen.",
                FEET,
            ),
            Slip(
                Fraction(214 * 40 + 5, 24),
                "the other gauge",
                "That is 40 frames to a foot, which is 16 mm. The question says 35.",
                FEET,
            ),
            Slip(
                Fraction(214 * A_FOOT + 5),
                "frames for seconds",
                "Those are the frames. 24 of them make a second.",
                FEET,
            ),
            Slip(Fraction(214 * A_FOOT + 5, 25), "25 frames a second", "That is 25 frames a second, not 24."),
            Slip(Fraction(214 * A_FOOT, 24), "the frames are left out", "Those are 214 feet. And the five frames?"),
        ),
    ),
}
