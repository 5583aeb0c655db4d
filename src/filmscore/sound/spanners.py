"""Lines over several notes: slurs, hairpins, pedals, lines of 8va, glissandi, tremolo between two notes."""

from __future__ import annotations

from itertools import pairwise, zip_longest
from typing import Any

from .page import elements, height


def slurs_of(part: Any) -> dict[int, tuple[Any, float, bool]]:
    """Slur, place in the phrase (0 at its ends, 1 in the middle) and whether it is the slur's last note, by note."""
    found: dict[int, tuple[Any, float, bool]] = {}
    order = [
        (e, beat, lane) for e, beat, _, _, lane in elements(part) if "NotRest" in e.classes and not e.duration.isGrace
    ]
    index = {id(e): i for i, (e, *_) in enumerate(order)}
    for slur in part.recurse().getElementsByClass("Slur"):
        ends = [index[id(e)] for e in slur.getSpannedElements() if id(e) in index]
        if len(ends) < 2:
            continue
        first, last = min(ends), max(ends)
        lanes = {order[i][2] for i in ends}  # what another voice plays meanwhile is not under this slur
        start, span = order[first][1], max(order[last][1] - order[first][1], 1e-9)
        for i in range(first, last + 1):
            if order[i][2] in lanes:
                x = (order[i][1] - start) / span
                found.setdefault(id(order[i][0]), (slur, 4 * x * (1 - x), i == last))
    return found


def octaves_of(part: Any) -> dict[int, float]:
    """Semitones that lines of 8va and 8vb move the notes under them, where the notes stand as written."""
    moved: dict[int, float] = {}
    for line in part.recurse().getElementsByClass("Ottava"):
        if line.transposing:
            for element in line.getSpannedElements():
                moved[id(element)] = moved.get(id(element), 0.0) + float(line.interval().semitones)
    return moved


def slides_of(part: Any) -> dict[int, tuple[Any, str]]:
    """The note or chord that a glissando from a note or chord leads to, and over which keys."""
    found = {}
    for line in part.recurse().getElementsByClass("Glissando"):
        ends = line.getSpannedElements()
        if len(ends) == 2 and all("NotRest" in e.classes for e in ends):
            found[id(ends[0])] = (ends[1], str(line.slideType))
    return found


def pairs_of(part: Any) -> dict[int, tuple[list[tuple[float, float]], float] | None]:
    """Two notes or chords in tremolo: of the first, its pitches and theirs, and when both end; of the second, nothing.

    Where one chord has more notes than the other, what is left over takes turns with a pause (NaN).
    """
    found: dict[int, tuple[list[tuple[float, float]], float] | None] = {}
    spans = list(part.recurse().getElementsByClass("TremoloSpanner"))
    if not spans:
        return found
    ends = {id(e): beat + float(e.duration.quarterLength) for e, beat, *_ in elements(part)}
    for span in spans:
        two = span.getSpannedElements()
        if len(two) == 2 and all("NotRest" in e.classes for e in two) and id(two[1]) in ends:
            one, other = (sorted(height(n) for n in getattr(e, "notes", None) or [e]) for e in two)
            both = [
                (other[k] if a is None else a, float("nan") if a is None or b is None else b)
                for k, (a, b) in enumerate(zip_longest(one, other))
            ]
            found[id(two[0])] = (both, ends[id(two[1])])
            found[id(two[1])] = None
    return found


def reach(places: list[tuple[float, float]]) -> tuple[float, float]:
    """Beats from which and to which a line goes, by where what it spans begins and ends.

    What begins last ends it: a line may stop in the middle of a note that it began under.
    """
    latest = max(start for start, _ in places)
    return min(start for start, _ in places), max(end for start, end in places if start == latest)


def pedals_of(part: Any) -> list[tuple[float, float]]:
    """Beats between which the sustaining pedal is down: a change on the way parts one stretch from the next."""
    beats = {id(e): (beat, beat + float(e.duration.quarterLength)) for e, beat, *_ in elements(part)}
    found = []
    for mark in part.recurse().getElementsByClass("PedalMark"):
        if mark.pedalType is not None and mark.pedalType.value in ("soft", "silent"):
            continue  # una corda softens, and holds nothing
        spanned = [e for e in mark.getSpannedElements() if id(e) in beats]
        if not spanned:
            continue
        first, last = reach([beats[id(e)] for e in spanned])
        changes = sorted({beats[id(e)][0] for e in spanned if "PedalBounce" in e.classes})
        corners = [first, *(b for b in changes if first < b < last), last]
        found += list(pairwise(corners))
    return found


def rolled(element: Any, heights: list[float]) -> list[int]:
    """Place of each of a chord's notes in the roll: all 0 where they are struck together.

    A roll over several staves goes on from one into the next.
    """
    marks = [e for e in element.expressions if "ArpeggioMark" in type(e).__name__]
    across = element.getSpannerSites("ArpeggioMarkSpanner")
    if not marks and not across:
        return [0] * len(heights)
    mark = (across or marks)[0]
    if mark.type == "non-arpeggio":
        return [0] * len(heights)
    around = mark.getSpannedElements() if across else [element]
    own = sorted(height(n) for n in getattr(element, "notes", None) or [element])
    order = sorted(height(n) for e in around for n in getattr(e, "notes", None) or [e])
    places = [order.index(h) if mark.type != "down" else len(order) - 1 - order.index(h) for h in own]
    return places if len(places) == len(heights) else list(range(len(heights)))
