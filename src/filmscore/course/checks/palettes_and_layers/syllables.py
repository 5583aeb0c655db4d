"""Which syllables say nothing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from ....errors import FilmScoreError, shown
from ...reasons import vocabulary

#: an open vowel, alone or with a soft consonant before or after it; or a closed mouth
_VOWEL = r"(?:a+h?|e+h?|i+h?|o+h?|u+h?|oo+h?|ee+|ae|oe|ue|aw|ow)"
_PLAIN = re.compile(rf"(?:[hmnldb]?{_VOWEL}(?:m+|n+|ng)?|(?:[wy]|sh){_VOWEL}|h?m+|h?n+|ng)", re.I)
#: the same in words
COUNTS = "a vowel, alone or after h, l, m, n, d, b, w, y or sh (ah, loo, nee, wah), or a closed mouth (mm, ng)"
#: syllables of that form that are words of English
_WORDS = vocabulary(
    "an am no do he me be hi lo in on him ham hem hen men man mum mom nun noon doom dim dam den din don dun long lung "
    "ban bin bun boon bee lee moon bang hang hung we woo wee woe wow ye yo yaw she shoo shoe show how now low law bow "
    "down dawn lawn town ow awe owe yow"
)
#: vowels that are one to the ear, however they are written
_SAME = {"aa": "a", "ii": "ee", "i": "ee", "u": "oo", "uu": "oo"}


def syllables(value: Any) -> list[str]:
    """The syllables of a line, as they were written, in small letters.

    >>> syllables("Ah-ah, oo mm"), syllables(["la", "la"])
    (['ah', 'ah', 'oo', 'mm'], ['la', 'la'])

    Raises
    ------
    FilmScoreError
        It is no line of syllables.
    """
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value[:40]):
        value = " ".join(value[:40])
    if not isinstance(value, str):
        raise FilmScoreError(f"“syllables” are a line between quotation marks, not {shown(value, 40)}.")
    return re.findall(r"[^\W\d_]+", value[:200].casefold())


def words_among(some: list[str]) -> list[str]:
    """Those that say something, or sound like a language one ought to know.

    >>> words_among("ah oo mm la ng".split()), words_among("go home lit tle one".split())
    ([], ['go', 'home', 'lit', 'tle', 'one'])
    """
    return [one for one in some if one in _WORDS or not _PLAIN.fullmatch(one)]


def colours(some: list[str]) -> list[str]:
    """The vowel of each syllable by what one hears: *ah* and *a* are one, *doo* and *du*, and a closed mouth is one.

    >>> colours("ah a la mm hm oo doo du".split())
    ['a', 'a', 'a', '', '', 'oo', 'oo', 'oo']
    """
    vowels = (re.sub(r"(.)\1+", r"\1\1", re.sub(r"[^aeiou]", "", one)) for one in some)
    return [vowel if one.endswith("uh") else _SAME.get(vowel, vowel) for one, vowel in zip(some, vowels, strict=True)]


def changes(some: list[str]) -> int:
    """How often the vowel becomes another one from a note to the next.

    >>> changes("ah oo ee oh ah oo".split()), changes("ah ah ah ah ah mm".split())
    (5, 1)
    """
    return sum(one != then for one, then in pairwise(colours(some)))
