"""05.5: an accelerando, as long as its curve makes it."""

from __future__ import annotations

import math
from typing import Any

from .asking import RAMP, Ask, close, fields, number, settle, tidy
from .measure import FPS

BEATS, FROM, TO = 16, 72, 144
#: linear in beats: the integral of 60 / (bpm at beat b) over the beats
IN_BEATS = 60 * BEATS / (TO - FROM) * math.log(TO / FROM)
#: linear in time: the mean tempo holds exactly
IN_TIME = 60 * BEATS / ((FROM + TO) / 2)
APART = (IN_BEATS - IN_TIME) * FPS


def two_ramps(answer: Any) -> str:
    """16 beats from 72 to 144: seconds of both curves, and the frames between their ends."""
    form = '{"linear in beats": seconds, "linear in time": seconds, "frames apart": …}'
    given = fields(answer, ("linear in beats", "linear in time", "frames apart"), form)
    beats, time, apart = (number(value, name) for name, value in given.items())
    settle([_both(beats, time)])
    settle([_beats(beats), _time(time), _apart(apart)])
    return (
        f"{IN_BEATS:.3f} s and {IN_TIME:.3f} s: one marking on the page, and two ends {APART:.1f} frames apart. The "
        "ramp that is straight over the beats spends longer among its slow beats, so it is the longer of the two. "
        "Ask which one a program means before you write *accel.* over a hit."
    )


def _both(beats: float, time: float) -> Ask | None:
    if close(beats, IN_TIME, 0.006) and close(time, IN_BEATS, 0.006):
        return Ask(
            "the two curves are swapped",
            f"You have {tidy(beats, 3)} s for the ramp linear in beats and {tidy(time, 3)} s for the one linear in "
            "time. The numbers are right and have changed places: which of the two spends more time at the slow end?",
            RAMP,
        )
    return None


def _wrong(seconds: float, right: float) -> Ask | None:
    """Mistakes that either length can be."""
    if close(seconds, right, 0.05) and close(seconds, round(seconds, 1), 1e-9):
        return Ask("rounded too far", f"{tidy(seconds, 3)} s: rounded too far. Hundredths, please.", RAMP)
    for value, about, words in (
        (60 * BEATS / FROM, "the first tempo kept", f"is 16 beats at {FROM}, as if nobody had speeded up"),
        (60 * BEATS / TO, "the last tempo kept", f"is 16 beats at {TO}, as if it had been that fast from the start"),
        (
            60 * BEATS * (1 / FROM + 1 / TO) / 2,
            "the mean of the two lengths",
            "is half-way between 16 slow beats and 16 fast ones. It is the tempo that goes evenly, not the length "
            "of a beat",
        ),
        (
            60 * BEATS / math.sqrt(FROM * TO),
            "the geometric mean",
            f"is {BEATS} beats at the geometric mean of {FROM} and {TO}. Neither of these two ramps has that for its "
            "mean",
        ),
        (
            60 / FROM * BEATS / math.log(TO / FROM) * (1 - FROM / TO),
            "the same percentage with every beat",
            "is a ramp that grows by the same *percentage* with every beat; asked is the same number of BPM",
        ),
        (
            8 * math.log(2),
            "the lesson's ramp",
            "belongs to the lesson's ramp, 60 to 120 over 8 beats. Here there are 16, from 72 to 144",
        ),
        (
            16 / 3,
            "the lesson's ramp",
            "belongs to the lesson's ramp, 60 to 120 over 8 beats. Here there are 16, from 72 to 144",
        ),
        (IN_BEATS * FPS, "frames, not seconds", "is in frames. Asked are seconds"),
        (IN_TIME * FPS, "frames, not seconds", "is in frames. Asked are seconds"),
        (
            60 * (BEATS - 1) / ((FROM + TO) / 2),
            "fifteen beats",
            "is 15 beats long. Sixteen beats end where the seventeenth begins",
        ),
    ):
        if close(seconds, value, 0.006 if value < 100 else 0.2):
            return Ask(about, f"{tidy(seconds, 3)} {words}.", RAMP)
    return None


def _beats(seconds: float) -> Ask | None:
    if close(seconds, IN_BEATS, 0.006):
        return None
    if close(seconds, IN_TIME, 0.006):
        return Ask(
            "ramp length from the mean tempo",
            f"{tidy(seconds, 3)} s is 16 beats at {(FROM + TO) // 2}, the mean of the two tempi. That is right for a "
            "ramp linear in *time*. Linear in beats there are as many slow beats as quick ones, and slow beats take "
            "longer: is the whole longer or shorter?",
            RAMP,
        )
    return _wrong(seconds, IN_BEATS) or Ask(
        "another length",
        f"You have {tidy(seconds, 3)} s for the ramp linear in beats. Build it in a box of your own, and ask the map: "
        ".ramp(…).seconds",
        RAMP,
    )


def _time(seconds: float) -> Ask | None:
    if close(seconds, IN_TIME, 0.006):
        return None
    if close(seconds, IN_BEATS, 0.006):
        return Ask(
            "one curve for both",
            f"{tidy(seconds, 3)} s is the ramp linear in beats. If the tempo rises evenly with every *second*, its "
            "mean is the mean of first and last.",
            RAMP,
        )
    return _wrong(seconds, IN_TIME) or Ask(
        "another length",
        f"You have {tidy(seconds, 3)} s for the ramp linear in time. Its mean tempo is the mean of first and last: "
        "how long are 16 beats at that?",
        RAMP,
    )


def _apart(frames: float) -> Ask | None:
    if close(abs(frames), APART, 0.16):
        return None
    if close(abs(frames), APART / FPS, 0.006):
        return Ask(
            "seconds, not frames", f"{tidy(frames, 3)} is the difference in seconds. In frames it is × 24.", RAMP
        )
    if close(abs(frames), APART / FPS * 25, 0.06):
        return Ask("25 frames a second", f"{tidy(frames)} counts 25 frames a second; this film shows 24.", RAMP)
    if close(abs(frames), round(APART), 1e-9):
        return Ask("rounded too far", f"{tidy(frames)} frames: rounded too far. A tenth of one, please.", RAMP)
    return Ask(
        "another difference",
        f"You have {tidy(frames)} frames between the two ends. Take one length from the other, then × 24.",
        RAMP,
    )


HINTS = (
    "Make both maps in a box of your own, fs.TempoMap().ramp(…), and ask each for its .seconds. The lesson has the "
    "line.",
    "Only one of the two has a mean tempo of 108. Say aloud what runs evenly in it: the beats, or the seconds?",
    "For the third number: which ends later, and by how many twenty-fourths of a second?",
)
