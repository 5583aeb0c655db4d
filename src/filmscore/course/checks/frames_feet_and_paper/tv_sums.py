"""04.2, numbers 5 to 10: pulled rates, where a label names a picture and does not time it."""

from __future__ import annotations

from fractions import Fraction

from ....picture.timecode import Rate, Timecode
from .asking import CLOCK, DROP
from .sums import Slip, Sum, label_at

R23976, DF, NDF = Rate("23.976"), Rate("29.97df"), Rate("29.97ndf")

_HALF_HOUR = int(1800 * DF.fps)  # whole pictures; the half hour ends a twentieth of a picture later

ON_AIR = {
    5: Sum(
        "seconds",
        R23976,
        Timecode("01:00:00:00", R23976).seconds,
        "How many pictures has an hour of these labels, and how long does each of them last?",
        look=CLOCK,
        slips=(
            Slip(
                Fraction(3600),
                "the label is the time",
                "That is what the label says. Each of its 86,400 pictures lasts a little longer than a 24th of a "
                "second: a thousandth longer. How much is a thousandth of an hour?",
                CLOCK,
            ),
            Slip(
                Fraction(3600 * 1000, 1001),
                "the wrong way round",
                "So the hour of labels would be over before the hour is. Do 23.976 pictures a second need more time "
                "for 86,400 pictures than 24 do, or less?",
                CLOCK,
            ),
            Slip(
                Fraction(86400) / Fraction("23.98"),
                "23.98 taken at its word",
                "23.98 and 23.976 are short names. The rate is 24000/1001, and in an hour the difference is more than "
                "half a second.",
                CLOCK,
            ),
            Slip(Fraction(86400), "frames for seconds", "Those are the pictures. How long do they last?", CLOCK),
        ),
    ),
    6: Sum(
        "frames",
        R23976,
        Fraction("500.5") * R23976.fps,
        "Seconds times pictures a second; and pictures a second are 24000/1001 here.",
        look=CLOCK,
        product=True,
        slips=(
            Slip(
                Fraction("500.5") * 24,
                "23.976 rounded to 24",
                "That is 24 a second, a thousandth more than are shown. In eight minutes it is half a second: a chord "
                "that you put there would come late, and nobody would know why.",
                CLOCK,
            ),
            Slip(
                12002,
                "23.98 taken at its word",
                "That is 23.98 a second. The short names are rounded; the rate is 24000/1001, which comes out even "
                "here.",
                CLOCK,
            ),
            Slip(
                11999,
                "23.976 taken at its word",
                "You took 23.976 at its word, and lost a picture. The rate is 24000/1001, and with it the sum comes "
                "out even.",
                CLOCK,
            ),
            Slip(
                12024,
                "the wrong way round",
                "That is more than 24 a second would give. Does 23.976 give more pictures, or fewer?",
                CLOCK,
            ),
        ),
    ),
    7: Sum(
        "seconds",
        NDF,
        Timecode("00:10:00:00", NDF).seconds,
        "Every label is used here, so ten minutes have 18,000 pictures. How long does each last?",
        look=CLOCK,
        slips=(
            Slip(
                Fraction(600),
                "the label is the time",
                "That is what the label says. No label is left out here (NDF), so it runs behind the clock: 3.6 s in "
                "an hour, and in ten minutes?",
                CLOCK,
            ),
            Slip(
                Fraction(600 * 1000, 1001),
                "the wrong way round",
                "So the labels would be faster than the clock. 18,000 pictures at 29.97 a second: more than 600 "
                "seconds, or less?",
                CLOCK,
            ),
            Slip(Fraction(18000), "frames for seconds", "Those are the pictures. How long do they last?", CLOCK),
        ),
    ),
    8: Sum(
        "frames",
        DF,
        Timecode("00:12:50;00", DF).frame,
        "Count the labels as if all were there, 30 a second. Then take away those that were left out: in which of the "
        "minutes 1 to 12?",
        look=DROP,
        slips=(
            Slip(
                770 * 30,
                "×30 for 29.97",
                "That is 30 for each second, as if every label were there. Two are left out at the start of every "
                "minute but each tenth: kept up for an hour, your sum is 108 pictures off, 3.6 s.",
                DROP,
            ),
            Slip(
                770 * 30 - 24,  # and what is left of 770 × 29.97 when the part of a picture is cut off
                "drops at the tenth minute too",
                "Did you take away two for each of the twelve minutes? Minute 10 keeps all its labels. Or did you "
                "multiply by 29.97? A label is no clock: count the labels.",
                DROP,
            ),
            Slip(
                770 * 30 - 26,
                "drops at minute 0 and minute 10 too",
                "You took away two for each minute from 0 to 12. Two of those keep all their labels.",
                DROP,
            ),
            Slip(
                770 * 30 + 22,
                "labels put in, not left out",
                "You added the labels. They are left out: the label runs ahead of the count of pictures, so there are "
                "fewer pictures than labels say.",
                DROP,
            ),
            Slip(
                770 * 30 - 11,
                "one label a minute",
                "You took away one label for each minute. It is two, ;00 and ;01.",
                DROP,
            ),
            Slip(
                round(770 * Fraction("29.97")),
                "the label is the time, times 29.97",
                "You took the label for a clock, and multiplied by 29.97. It nearly is one, and nearly is not on a "
                "cue list: count the labels instead.",
                DROP,
            ),
            Slip(
                770 * Fraction("29.97"),
                "the label is the time, times 29.97",
                "You took the label for a clock, and multiplied by 29.97; that leaves you with a part of a picture. "
                "Count the labels instead.",
                DROP,
            ),
        ),
    ),
    9: Sum(
        "label",
        DF,
        label_at(5000, DF),
        "Minute 0 has 1,800 pictures, minutes 1 to 9 have 1,798 each. In which minute is picture 5000, and what do "
        "the labels of that minute begin with?",
        look=DROP,
        slips=(
            Slip(
                "00:02:46;20",
                "×30 for 29.97",
                "That is 5000 ÷ 30, with no label left out on the way. The picture has come past two minutes that "
                "begin with ;02.",
                DROP,
            ),
            Slip(
                "00:02:46;22",
                "one minute forgotten",
                "You stepped over the labels of one minute. How many minutes that begin with ;02 has it come past?",
                DROP,
            ),
            Slip(
                "00:02:46;16",
                "labels taken away, not stepped over",
                "You went back by the labels that are left out. The pictures go on without them, so the label comes "
                "out later, not earlier.",
                DROP,
            ),
            Slip("00:03:28;08", "24 frames a second", "That is 24 a second. At 29.97 a label counts to ;29.", DROP),
        ),
    ),
    10: Sum(
        "frames",
        DF,
        _HALF_HOUR,
        "Seconds of the clock times pictures a second, 30000/1001; what is not a whole picture has not been shown.",
        look=CLOCK,
        product=True,
        slips=(
            Slip(
                1800 * 30,
                "×30 for 29.97",
                "That is ×30, more than half an hour can show. How long would 54,000 of them last?",
                CLOCK,
            ),
            Slip(
                round(1800 * 30 * Fraction(1001, 1000)),
                "the wrong way round",
                "That is more than 30 a second would give. Does 29.97 give more pictures, or fewer?",
                CLOCK,
            ),
            Slip(_HALF_HOUR + 1, "rounded up", "The last of those has only begun. Whole ones only.", CLOCK),
            Slip(
                _HALF_HOUR - 54,
                "drop-frame taken off a second time",
                "You took off 108 an hour once by the rate and once more for the labels. Leaving out a label takes "
                "away no picture.",
                DROP,
            ),
            Slip(1800 * 24, "24 frames a second", "That is 24 a second; the question says 29.97."),
        ),
    ),
}
