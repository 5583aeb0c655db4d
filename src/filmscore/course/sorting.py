"""Answers that sort things: ``{936: "must: he stops", 1030: "leave"}``, a word from a list and, after it, why."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from ..errors import FilmScoreError, shown

MOST = 200  #: things to sort; nobody is asked for more than a dozen


def sorted_into(
    answer: Any, kinds: Sequence[str], key_of: Callable[[Any], int], keys: str
) -> dict[int, tuple[str, str]]:
    """The answer as ``{key: (kind, what was written after it)}``.

    Parameters
    ----------
    answer : dict, or list of pairs
    kinds : the words to choose from; their first letters in capitals or not, with or without a mark after them
    key_of : makes a key of what the student wrote, or raises
    keys : what a key is, for the message

    Raises
    ------
    FilmScoreError
        It has another form, or another word; the message says which.

    Examples
    --------
    >>> sorted_into({936: "Must: he stops", "1030": "leave"}, ("must", "may", "leave"), int, "a frame")
    {936: ('must', 'he stops'), 1030: ('leave', '')}
    """
    example = f'{{1: "{kinds[0]}", 2: "{kinds[1]}", …}}'
    if isinstance(answer, list | tuple) and answer and all(isinstance(p, list | tuple) and len(p) == 2 for p in answer):
        pairs = [tuple(pair) for pair in answer]
    elif isinstance(answer, dict):
        pairs = list(answer.items())
    else:
        raise FilmScoreError(
            f"The answer has the form {example}: {keys}, a colon, and one of the words {_or(kinds)}. This is "
            f"{shown(answer)}."
        )
    if len(pairs) > MOST:
        raise FilmScoreError(f"There are {len(pairs):,} things in this answer. Sort the ones in the table, once each.")
    found: dict[int, tuple[str, str]] = {}
    for key, value in pairs:
        place = key_of(key)
        said = _kind(value, kinds, key)
        if place in found and found[place] != said:
            raise FilmScoreError(
                f"{place} is in your answer twice, as {found[place][0]} and as {said[0]}. Which is it?"
            )
        found[place] = said
    return found


def _kind(value: Any, kinds: Sequence[str], key: Any) -> tuple[str, str]:
    parts = re.match(r"\W*(\w+)[\s:;,.–—-]*(.*)", value, re.S) if isinstance(value, str) else None
    word = parts[1].casefold() if parts else ""
    found = next((kind for kind in kinds if word in {kind, kind.rstrip("s"), f"{kind}s"}), None)
    if found is None or parts is None:
        raise FilmScoreError(
            f"Beside {shown(key, 30)} stands {shown(value)}. It begins with one of the words {_or(kinds)}; what comes "
            "after a colon is yours."
        )
    return found, parts[2].strip()


def _or(kinds: Sequence[str]) -> str:
    quoted = [f'"{kind}"' for kind in kinds]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"
