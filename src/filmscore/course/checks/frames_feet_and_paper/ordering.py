"""04.3: five moments from five people, each in a unit of its own. Which comes first?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ....errors import FilmScoreError, shown
from ...asking import Ask, listed
from .asking import FEET, NAME, settle
from .reading import typed

#: letter -> who says it, what they wrote, and the frame of the reel it is (24 a second, 35 mm but where it says 16)
MOMENTS = {
    "A": ("the composer", "frame 1056", 1056),
    "B": ("the editor", "04:00:43:22, in a reel that begins at 04:00:00:00", 43 * 24 + 22),
    "C": ("the projectionist", "65+09 feet of 35 mm", 65 * 16 + 9),
    "D": ("the director's stopwatch", "43.25 seconds", int(Fraction("43.25") * 24)),
    "E": ("the archive", "26+10 feet of 16 mm", 26 * 40 + 10),
}
RIGHT = "".join(sorted(MOMENTS, key=lambda letter: MOMENTS[letter][2]))


def _order(**changed: Fraction | int) -> str:
    """The order somebody reaches who takes one of them for another frame."""
    frames = {letter: Fraction(frame) for letter, (_, _, frame) in MOMENTS.items()} | changed
    return "".join(sorted(MOMENTS, key=lambda letter: frames[letter]))


#: order -> the mistake behind it
SLIPS = {
    _order(B=Fraction("43.22") * 24): Ask(
        "a label read as a decimal number",
        "You have B first. Is that 43.22 seconds? In a label the last two digits are frames, and 22 of 24 are nearly "
        "the whole second.",
        NAME,
    ),
    _order(B=43 * 25 + 22): Ask(
        "25 frames a second",
        "You have B last, after frame 1056. At 25 or 30 frames a second it would be; this reel has 24.",
        NAME,
    ),
    _order(D=43 * 24 + 25): Ask(
        "a decimal number read as a label",
        "You have D last. 43.25 on a stopwatch are 43 seconds and a quarter of one, not 25 frames.",
        NAME,
    ),
    _order(E=26 * 16 + 10): Ask(
        "the other gauge",
        "You have E first. Did you take 16 frames to the foot? On 16 mm the frames are smaller, and 40 of them fill "
        "one.",
        FEET,
    ),
    _order(C=65 * 40 + 9): Ask(
        "the other gauge",
        "You have C last. Did you take 40 frames to the foot? That is 16 mm; on 35 mm a foot has 16.",
        FEET,
    ),
    _order(C=Fraction("65.9") * 16): Ask(
        "feet and frames read as a decimal number",
        "You have C after the editor's B. Is that 65.9 feet? The 09 are nine frames of sixteen, a little more than "
        "half a foot.",
        FEET,
    ),
    _order(E=Fraction("26.1") * 40): Ask(
        "feet and frames read as a decimal number",
        "You have E before C. Is that 26.1 feet? The 10 are ten frames of forty, a quarter of a foot.",
        FEET,
    ),
    RIGHT[::-1]: Ask("the last one first", f"You wrote {RIGHT[::-1]}: that begins with the latest.", NAME),
}


def ordered(answer: Any) -> str:
    """The five letters, the earliest first."""
    given = _letters(answer)
    missing = [letter for letter in MOMENTS if letter not in given]
    if missing:
        settle(
            [
                Ask(
                    "a moment left out",
                    f"You wrote {given or 'no letter'}. Of the five moments {listed(missing)} "
                    f"{'is' if len(missing) == 1 else 'are'} not in it.",
                    NAME,
                )
            ]
        )
    if given != RIGHT:
        settle([SLIPS.get(given) or _first_wrong(given)])
    frames = ", ".join(f"{letter} {MOMENTS[letter][2]}" for letter in given)
    return (
        f"In frames of the reel: {frames}. C and E are one frame apart, and the one that looks so much shorter is the "
        "later: 16 mm runs through the projector at two fifths of the feet."
    )


def _letters(answer: Any) -> str:
    parts = answer
    if isinstance(answer, list | tuple) and len(answer) <= 20 and all(isinstance(part, str) for part in answer):
        parts = "".join(answer)
    if not isinstance(parts, str) or len(parts) > 60:
        raise FilmScoreError(f'The answer is five letters, the earliest first, such as "ABCDE", not {shown(answer)}.')
    letters = re.sub(r"[\s,;.<>→/|-]+", "", typed(parts)).upper()
    if set(letters) - set(MOMENTS) or len(set(letters)) < len(letters):
        raise FilmScoreError(
            f"The answer is the letters {listed(list(MOMENTS))}, each once, the earliest first, not {shown(answer)}."
        )
    return letters


def _first_wrong(given: Iterable[str]) -> Ask:
    """Two neighbours that stand the wrong way round."""
    one, other = next((a, b) for a, b in pairwise(given) if MOMENTS[a][2] > MOMENTS[b][2])
    return Ask(
        "two moments the wrong way round",
        f"You have {one} ({MOMENTS[one][1]}) before {other} ({MOMENTS[other][1]}). Which frame of the reel is each of "
        "the two? Turn both into frames, and compare those.",
        FEET if {one, other} & {"C", "E"} else NAME,
    )


HINTS = (
    "One unit for all five: frames from the beginning of the reel.",
    "Seconds times 24. Feet times 16 on 35 mm, times 40 on 16 mm, and what stands behind the plus is added as it is.",
    "Two of the five lie on neighbouring pictures. If none of yours do, read the one in feet once more: behind a plus "
    "there are never tenths.",
)
