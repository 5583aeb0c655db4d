"""05.4: clicks in frames and eighths, as in the click books."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from ....errors import FilmScoreError, shown
from .asking import BOOK, Ask, close, ended, fields, number, settle, tidy

CLICK, FRAMES = "13-5", 13.625
TEMPO = 100  #: 14.4 frames; the nearest eighth is 14-3
START, COUNT, STEP = 480, 9, 12.5

#: 14⅜ and 14 3/8
_EIGHTHS = {sign: n for n, sign in enumerate("⅛¼⅜½⅝¾⅞", 1)}
_MIXED = re.compile(r"([0-9]{1,3})\s*(?:\+\s*)?([⅛¼⅜½⅝¾⅞]|(?<=[\s+])(?:[1-7]\s*/\s*8|[13]\s*/\s*4|1\s*/\s*2))")
_CLICK = re.compile(r"(\d{1,3})\s*(?:[-–−‑/ ]\s*(\d{1,2}))?")


def click_book(answer: Any) -> str:
    """13-5 in BPM, 100 BPM as a click, and the frame of a ninth click."""
    form = '{"bpm of 13-5": …, "click for 100": "…", "ninth click": …}'
    given = fields(answer, ("bpm of 13-5", "click for 100", "ninth click"), form)
    settle(
        [
            _bpm(number(given["bpm of 13-5"], "bpm of 13-5")),
            _click(given["click for 100"]),
            _ninth(number(given["ninth click"], "frame of the ninth click")),
        ]
    )
    return (
        "13-5 is 13⅝ frames, 105.69 BPM. For 100 the book has 14-3, which is 100.17: after a minute it is a tenth "
        "of a second ahead, and nobody in the room has 100 anyway, everybody has 14-3. And the ninth click of a "
        "12-4 lies eight clicks after the first: 480 + 8 × 12.5 = 580."
    )


def _bpm(bpm: float) -> Ask | None:
    if close(bpm, 1440 / FRAMES, 0.051):
        return None
    for value, about, words in (
        (
            1440 / 13.5,
            "eighths read as tenths",
            "is a click of 13.5 frames. The number behind the dash counts eighths of a frame, not tenths",
        ),
        (1500 / FRAMES, "25 frames a second", "is 13⅝ frames at 25 a second. Click books count film: 24"),
        (1800 / FRAMES, "30 frames a second", "is 13⅝ frames at 30 a second. Click books count film: 24"),
        (60 / FRAMES, "frames as seconds", "is 60 ÷ 13.625: that takes frames for seconds. A minute has 1440 of them"),
        (
            1440 / 13,
            "the eighths left out",
            "is 13-0. Five eighths of a frame are small; over a minute of film they come to five beats",
        ),
        (80, "frames and eighths added", "is a click of 18 frames: the 5 counts eighths of a frame, not frames"),
        (1440 / (13 + 5 / 16), "sixteenths for eighths", "takes the 5 for sixteenths of a frame. They are eighths"),
        (
            24 * FRAMES,
            "multiplied, not divided",
            "is 24 × 13⅝, frames times frames. A longer click is a slower tempo, so you divide",
        ),
        (FRAMES, "frames are no tempo", "is the click in frames. How many of those go into a minute, 1440 frames?"),
    ):
        if close(bpm, value, 0.06):
            return Ask(about, ended(f"{tidy(bpm, 3)} {words}"), BOOK)
    return Ask(
        "another tempo",
        f"You have {tidy(bpm)} BPM for 13-5. Write it as a number of frames first; then 1440 ÷ it.",
        BOOK,
    )


def _click(value: Any) -> Ask | None:
    frames, eighths = _read(value)
    whole = frames + eighths / 8
    name = f"{frames}-{eighths}"
    if (frames, eighths) == (14, 3):
        return None
    if eighths > 7:
        return Ask(
            "no such eighth",
            f"{name}: an eighth runs from 0 to 7; {eighths} of them are {eighths // 8} frame{'s' * (eighths > 15)} "
            f"and {eighths % 8}.",
            BOOK,
        )
    bpm = 1440 / whole if whole else 0
    if (frames, eighths) == (14, 4):
        return Ask(
            "tenths written as eighths",
            "1440 ÷ 100 is 14.4, and you wrote 14-4. Behind the dash stand eighths, and 14-4 is 14.5 frames, "
            f"{tidy(bpm)} BPM. How many eighths are nearest to four tenths?",
            BOOK,
        )
    if (frames, eighths) == (14, 0):
        return Ask(
            "the eighths left out", "14-0 is 102.86 BPM. 1440 ÷ 100 is 14.4: what is left goes in eighths.", BOOK
        )
    if (frames, eighths) == (15, 0):
        return Ask("25 frames a second", "15-0 is 100 BPM at 25 frames a second, and 96 at 24.", BOOK)
    return Ask(
        "another click",
        f"{name} is {tidy(whole, 3)} frames, {tidy(bpm)} BPM. You want the click nearest to 1440 ÷ 100 frames.",
        BOOK,
    )


def _read(value: Any) -> tuple[int, int]:
    """Frames and eighths, from a text or from `Click` itself."""
    if isinstance(value, str) and (match := _MIXED.fullmatch(value.strip()[:20])):
        return int(match[1]), _EIGHTHS.get(match[2]) or round(8 * Fraction(match[2].replace(" ", "")))
    if isinstance(value, str) and (match := _CLICK.fullmatch(value.strip()[:20])) and match[2] is not None:
        return int(match[1]), int(match[2])
    if type(value).__name__ == "Click":
        return _read(str(value))
    if isinstance(value, str) and re.fullmatch(r"\d+[.,]\d+", value.strip()[:20]):
        value = float(value.strip().replace(",", "."))
    if isinstance(value, float) and close(value, 14.4, 0.001):
        settle(
            [
                Ask(
                    "frames with tenths",
                    "14.4 is right in frames. A click book has no tenths: write frames, a dash, eighths.",
                    BOOK,
                )
            ]
        )
    if isinstance(value, float | Fraction) and close(float(value), 14.375, 0.001):
        return 14, 3
    if isinstance(value, float) and 2 < value < 1000 and value % 1:
        settle(
            [
                Ask(
                    "frames with tenths",
                    f"{tidy(value, 3)} is written in frames with tenths. Behind the dash stand eighths: how many of "
                    "them are nearest?",
                    BOOK,
                )
            ]
        )
    raise FilmScoreError(
        f'{shown(value, 30)} is no click. Write frames, a dash and eighths between quotation marks, such as "20-2".'
    )


def _ninth(frame: float) -> Ask | None:
    right = START + (COUNT - 1) * STEP
    if close(frame, right, 0.01):
        return None
    for value, about, words in (
        (
            START + COUNT * STEP,
            "the first beat counted as one",
            "lies nine clicks after the first. The first click *is* 480, so how many more are there to the ninth?",
        ),
        (
            START + (COUNT - 1) * 12.4,
            "eighths read as tenths",
            "comes from a click of 12.4 frames. 12-4 is 12 and four eighths",
        ),
        (
            START + COUNT * 12.4,
            "eighths read as tenths",
            "comes from a click of 12.4 frames. 12-4 is 12 and four eighths",
        ),
        (
            START + (COUNT - 1) * 12,
            "the eighths left out",
            "comes from clicks of 12 frames: the four eighths are missing, eight times",
        ),
        (START + (COUNT - 1) * 16, "frames and eighths added", "comes from a click of 16 frames: the 4 counts eighths"),
        ((COUNT - 1) * STEP, "forgets the start", "is how long it takes. The first click lies on frame 480"),
        (COUNT * STEP, "forgets the start", "is nine clicks from nothing. The first click lies on frame 480"),
    ):
        if close(frame, value, 0.06):
            return Ask(about, ended(f"{tidy(frame)} {words}"), BOOK)
    return Ask(
        "another frame",
        f"You have {tidy(frame)} for the ninth click. The first lies on {START}; from it count clicks of 12½ frames.",
        BOOK,
    )


HINTS = (
    "Read the dash aloud: thirteen frames *and* five eighths of a frame. An eighth of a frame is 0.125.",
    "Frames and tempo are two ends of one fraction: 1440 ÷ frames = BPM, 1440 ÷ BPM = frames. Only then turn what "
    "stands behind the point into eighths.",
    "Put nine fingers on the table and count the gaps between them.",
)
