"""How the checks of lesson 04 speak: the student's own value first, then the sum that leads to it, two at a time."""

from __future__ import annotations

from typing import Any

from ....errors import shown
from ...asking import settling

#: sections of the lesson, by what they are about
NAME = "A frame has a name and a number"
FEET = "Feet"
CLOCK = "When a second is not a second"
DROP = "Labels are dropped, pictures are not"
POP = "The pop"
NUMBERS = "A number for every cue"
LIST = "The list"

settle = settling("04")


def yours(value: Any) -> str:
    """The student's value as it is quoted back: text without its marks.

    >>> yours("00:01:00;00"), yours(1738)
    ('00:01:00;00', '1738')
    """
    if isinstance(value, str):
        text = " ".join(value.split())
        return text if len(text) <= 40 else f"{text[:39]}…"
    return shown(value, 40)
