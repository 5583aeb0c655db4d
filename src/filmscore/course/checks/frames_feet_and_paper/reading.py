"""What a student writes for a number, a label, a length of film or a length of time, read with goodwill.

Nothing here judges. A value is read if a person would have understood it; else the error says what form was asked for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.timecode import Rate, Timecode
from .asking import yours

LONGEST = 60  #: characters of a value that is read; a label has eleven
BIGGEST = 10**12
_NUMBER = re.compile(r"([-+]?[\d\s]*\.?\d+)\s*(?:(s|sec|secs|seconds?)|(f|fr|frames?|pictures?|labels?))?\.?", re.I)
_THOUSANDS = re.compile(r"(?<=\d)(?<!\b0),(?=\d{3}(?!\d))")  # but "0,875" is a decimal number
_FEET = re.compile(r"(\d+)\s*(?:ft|feet|foot|')?\s*\+\s*(\d*)\s*(?:f|fr|frames?)?\s*(?:ft|feet|foot)?\.?", re.I)
_LABEL = re.compile(r"(\d{1,2}):(\d{1,2}):(\d{1,2})[:;](\d{1,2})")
_LENGTH = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2}(?:\.\d+)?)")


def typed(text: str) -> str:
    """Text as it would be on a plain keyboard: full-width figures, letters and colons made plain.

    >>> typed(" ００：０１：００；０２ ")
    '00:01:00;02'
    """
    return unicodedata.normalize("NFKC", text).strip()


def number(value: Any, what: str, of: str = "") -> Fraction:
    """A number, given as one or as text: ``1737``, ``"3603.6"``, ``"3603,6 s"``.

    Parameters
    ----------
    of : {'', 'frames', 'seconds'}
        What is asked for, where the other unit would be a mistake. Frames are whole, so a comma before three figures
        marks thousands in them; in seconds it may be a decimal comma, unless there is a point as well.

    >>> number("3603,6 s", "the seconds"), number("3,603.6", "the seconds")
    (Fraction(18018, 5), Fraction(18018, 5))
    >>> number("107,892 frames", "the frames", of="frames"), number("142,875", "the seconds")
    (Fraction(107892, 1), Fraction(1143, 8))
    """
    if isinstance(value, int | float | Fraction) and not isinstance(value, bool):
        if -BIGGEST < value < BIGGEST:  # no number that is none, and none without end
            return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)
    elif isinstance(value, str) and len(value) <= LONGEST:
        text = typed(value)
        if of == "frames" or "." in text:
            text = _THOUSANDS.sub("", text)
        found = _NUMBER.fullmatch(text.replace(",", "."))
        if found and ((found[2] and of == "frames") or (found[3] and of == "seconds")):
            want, is_one = ("a count", "a length of time") if of == "frames" else ("seconds", "a count")
            raise FilmScoreError(f"{what}: you wrote {shown(value)}. That is {is_one}; what is asked for is {want}.")
        if found and len(found[1]) < 20:
            return Fraction(re.sub(r"\s", "", found[1]))
    raise FilmScoreError(f"{what}: a number is asked for, and you wrote {shown(value)}.")


def exists(text: Any, rate: Rate) -> str:
    """Empty if a label could name a frame; else the first label of its minute, when it is one of those left out.

    >>> exists("00:01:00;00", Rate("29.97df")), exists("00:10:00;00", Rate("29.97df"))
    ('00:01:00;02', '')
    """
    found = _LABEL.fullmatch(typed(text)) if isinstance(text, str) and len(text) <= LONGEST else None
    if not found or not rate.left_out:
        return ""
    hours, minutes, seconds, frames = map(int, found.groups())
    if seconds or frames >= rate.left_out or minutes % 10 == 0:
        return ""
    return f"{hours:02d}:{minutes:02d}:00;{rate.left_out:02d}"


def label(value: Any, rate: Rate, what: str) -> Timecode:
    """A label of this rate, given as text or as a timecode.

    Raises
    ------
    FilmScoreError
        It is no label, or names no frame. Labels that drop-frame leaves out are for the caller: see `exists`.
    """
    if isinstance(value, Timecode):
        return Timecode(value, rate)
    if isinstance(value, int | float | Fraction) and not isinstance(value, bool):
        raise FilmScoreError(
            f"{what}: a label is asked for, such as {Timecode.from_frame(0, rate)}, and you wrote the number "
            f"{shown(value, 40)}. A label stands between quotation marks."
        )
    if not isinstance(value, str) or len(value) > LONGEST:
        raise FilmScoreError(
            f"{what}: a label is asked for, such as {Timecode.from_frame(0, rate)}, not {shown(value)}."
        )
    value = typed(value)
    parts = value.count(":") + 1
    if parts in (2, 3) and re.fullmatch(r"\d{1,2}(:\d{1,2})+", value):
        raise FilmScoreError(
            f"{what}: you wrote {value}. A label is four numbers: hours, minutes, seconds, frames. Yours has "
            f"{'two' if parts == 2 else 'three'}."
        )
    try:
        return Timecode(value, rate)
    except FilmScoreError as error:
        raise FilmScoreError(f"{what}: {error}") from None


@dataclass(frozen=True, slots=True)
class Footage:
    """A length of film as it was written: feet and frames, or one decimal number."""

    feet: int = 0
    frames: int = 0
    decimal: Fraction | None = None
    written: str = ""

    def count(self, a_foot: int) -> Fraction:
        """Frames in it."""
        return self.decimal * a_foot if self.decimal is not None else Fraction(self.feet * a_foot + self.frames)


def footage(value: Any, what: str) -> Footage:
    """Feet and frames, ``"64+06"``; a decimal number is read too, so that somebody can be told what it means.

    >>> footage("64+6", "the cut").count(16), footage("64.5 feet", "the cut").decimal
    (Fraction(1030, 1), Fraction(129, 2))
    """
    if isinstance(value, list | tuple) and len(value) == 2 and all(type(part) is int for part in value):
        value = f"{value[0]}+{value[1]}"
    bare = value
    if isinstance(value, str) and len(value) <= LONGEST:
        bare = typed(value)
        found = _FEET.fullmatch(bare)
        if found and len(found[1]) < 10 and 0 < len(found[2]) < 10:
            return Footage(int(found[1]), int(found[2]), written=yours(value))
        bare = re.sub(r"\s*(ft|feet|foot|')\.?$", "", bare, flags=re.I)
    try:
        return Footage(decimal=number(bare, what), written=yours(value))
    except FilmScoreError:
        raise FilmScoreError(
            f"{what}: a length of film is asked for, feet and frames with a plus between them and in quotation marks, "
            f'such as "30+00". You wrote {shown(value)}.'
        ) from None


def seconds_of_length(value: Any, what: str) -> Fraction:
    """A length in minutes and seconds, ``"1:05"``, or a number of seconds.

    >>> seconds_of_length("1:05", "2m1"), seconds_of_length(65, "2m1")
    (Fraction(65, 1), Fraction(65, 1))
    """
    if isinstance(value, str) and len(value) <= LONGEST and (found := _LENGTH.fullmatch(typed(value))):
        hours, minutes, rest = found.groups()
        return Fraction(rest) + 60 * int(minutes) + 3600 * int(hours or 0)
    try:
        return number(value, what, of="seconds")
    except FilmScoreError:
        raise FilmScoreError(
            f'{what}: its length is minutes and seconds, such as "0:25", not {shown(value)}.'
        ) from None


def keyed(answer: Any, keys: tuple[Any, ...], form: str) -> dict[Any, Any]:
    """The answer as ``{key: value}``, for these keys; a list of as many is taken in their order.

    Raises
    ------
    FilmScoreError
        It has another form, or a key nobody asked for.
    """
    if isinstance(answer, list | tuple) and len(answer) == len(keys):
        return dict(zip(keys, answer, strict=True))
    if not isinstance(answer, dict):
        raise FilmScoreError(f"The answer has the form {form}. This is {shown(answer)}.")
    names = {_folded(key): key for key in keys}
    found: dict[Any, Any] = {}
    for key, value in answer.items():
        name = names.get(_folded(key)) if isinstance(key, int | str) else None
        if name is None:
            raise FilmScoreError(
                f"There is {shown(key, 40)} in your answer, and nobody asked for it. Asked for: "
                f"{', '.join(str(key) for key in keys)}."
            )
        found[name] = value
    return found


def _folded(key: int | str) -> str:
    return str(key).strip().casefold() if type(key) is int or (isinstance(key, str) and len(key) < 100) else ""


def empty(value: Any) -> bool:
    """Whether a gap has been left as it was: nothing, an empty text, or one with no digit and no letter in it."""
    return value is None or value is Ellipsis or (isinstance(value, str) and not re.search(r"\w", value))
