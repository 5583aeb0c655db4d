"""A score with its repeats written out, and the lines over its notes in every round."""

from __future__ import annotations

import copy
from typing import Any

from ..errors import FilmScoreError


def played_out(score: Any) -> Any:
    """The score with its repeats and endings written out; the same score where it has none.

    Slurs, hairpins, pedals, glissandi and lines of 8va stand over the notes of every round, not of one alone.

    Raises
    ------
    FilmScoreError
        If its repeats cannot be followed (a *D.S.* without a sign, an ending that never began).
    """
    streams = list(getattr(score, "parts", None) or [score])
    marks = ("RepeatMark", "RepeatExpression", "RepeatBracket")
    if not any(next(iter(part.recurse().getElementsByClass(kind)), None) for part in streams for kind in marks):
        return score
    try:
        whole = score.expandRepeats()
    except Exception as problem:  # music21 raises several kinds, and plain errors too
        raise FilmScoreError(
            f"The repeats of this score cannot be followed ({problem}): look for a sign without its partner, "
            "or write the bars out."
        ) from None
    made = list(getattr(whole, "parts", None) or [whole])
    for before, after in zip(streams, made, strict=False):
        after.atSoundingPitch = before.atSoundingPitch
    _span_again(score, whole, streams, made)
    return whole


def _span_again(score: Any, whole: Any, streams: list[Any], made: list[Any]) -> None:
    """Put every line of the page over each round of its notes: music21 leaves it over one of them."""
    lines = [(line, home) for one, home in zip(streams, made, strict=False) for line in _lines(one.recurse())]
    if streams[0] is not score:
        lines += [(line, whole) for line in _lines(score)]
    if not lines:
        return
    wanted = {id(e) for line, _ in lines for e in line.getSpannedElements()}
    rounds: dict[int, list[tuple[float, Any]]] = {}
    for element in whole.recurse():
        origin = element
        while origin is not None and id(origin) not in wanted:
            origin = origin.derivation.origin
        if origin is not None:
            rounds.setdefault(id(origin), []).append((float(element.getOffsetInHierarchy(whole)), element))
    for line in _lines(list(whole.recurse())):
        whole.remove(line, recurse=True)
    for line, home in lines:
        ends = line.getSpannedElements()
        if not ends:
            continue
        places = [float(e.getOffsetInHierarchy(score)) for e in ends]
        for start, _ in rounds.get(id(ends[0]), []):
            # the notes of one round are as far apart as they are on the page
            found = [_at(rounds.get(id(e), []), start + x - places[0]) for e, x in zip(ends, places, strict=True)]
            if all(e is not None for e in found):
                again = copy.deepcopy(line)
                for old in again.getSpannedElements():
                    again.spannerStorage.remove(old)
                again.addSpannedElements(found)
                home.insert(0, again)


def _lines(elements: Any) -> list[Any]:
    return [e for e in elements if "Spanner" in e.classes and "RepeatBracket" not in e.classes]


def _at(rounds: list[tuple[float, Any]], place: float) -> Any:
    """The one of a note's rounds that begins at a place; None if none does."""
    return next((element for start, element in rounds if abs(start - place) < 1e-6), None)
