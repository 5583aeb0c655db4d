"""Touched strings: which harmonic sounds where a finger touches a string and does not stop it.

A page says it in two ways. A small circle stands over the note that sounds. A diamond head stands where the finger
touches: over a stopped note, that note is the string; alone, the string is an open one, and of several the nearest
below, unless words name another ("sul G", "IV"). So LilyPond's Notation Reference, "Harmonics" (2.3.1), and the school
books on orchestration have it. A diamond that no open string answers is taken for the note that sounds.
"""

from __future__ import annotations

import re

#: semitones from the string to what sounds, by the interval to the touched place; nodes of the second to the sixth part
ABOVE = {3: 31, 4: 28, 5: 24, 7: 19, 9: 28, 12: 12, 16: 28, 19: 19, 24: 24, 28: 28}

#: words that name a string, and how they name it: by its open note, or by its number from the highest
NAMES_A_STRING = (
    r"\bsul(?:la|l')? ?(?P<note>re|mi|la|sol|do|[a-g])\b|^\s*(?:corde )?(?P<number>iv|i{1,3}|vi?)[.ª°]?\s*$"
)
_ITALIAN = {"do": "c", "re": "d", "mi": "e", "sol": "g", "la": "a"}
_NUMBERS = ("i", "ii", "iii", "iv", "v", "vi")
_CLASSES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}


def natural(touched: float, strings: tuple[float, ...]) -> tuple[float, float] | None:
    """What an open string sounds where it is touched, and the string; None if it is no place of any of them.

    Parameters
    ----------
    touched : float
        MIDI pitch of the diamond, as it sounds when the string is stopped there.
    strings : tuple of float
        MIDI pitches of the open strings it may be played on.

    Examples
    --------
    >>> natural(67, (55, 62, 69, 76))  # G4 on a violin: a fourth over the D string
    (86.0, 62.0)
    >>> natural(67, (55,)), natural(66, (55,))
    ((67.0, 55.0), None)
    """
    for string in sorted(strings, reverse=True):
        above = ABOVE.get(round(touched - string)) if (touched - string) % 1 == 0 else None
        if above is not None:
            return float(string + above), float(string)
    return None


def chosen(words: str, strings: tuple[float, ...]) -> tuple[float, ...] | None:
    """The strings that words leave to choose from; None where they name none.

    >>> chosen("sul G", (55, 62, 69, 76)), chosen("IV", (55, 62, 69, 76)), chosen("dolce", (55, 62))
    ((55,), (55,), None)
    """
    found = re.search(NAMES_A_STRING, words.casefold())
    if found is None:
        return None
    if found["number"]:
        place = _NUMBERS.index(found["number"])
        high_first = sorted(strings, reverse=True)
        return (high_first[place],) if place < len(high_first) else None
    wanted = _CLASSES[_ITALIAN.get(found["note"], found["note"])]
    return tuple(string for string in strings if round(string) % 12 == wanted) or None
