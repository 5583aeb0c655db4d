"""Lines over several notes: slurs, hairpins, pedals, lines of 8va, glissandi, tremolo between two notes."""

from __future__ import annotations

from typing import Any

from .page import elements


def slurs_of(part: Any) -> dict[int, tuple[Any, float, bool]]:
    """Slur, place in the phrase (0 at its ends, 1 in the middle) and whether it is the slur's last note, by note."""
    found: dict[int, tuple[Any, float, bool]] = {}
    order = [(e, beat) for e, beat, *_ in elements(part) if "NotRest" in e.classes and not e.duration.isGrace]
    index = {id(e): i for i, (e, _) in enumerate(order)}
    for slur in part.recurse().getElementsByClass("Slur"):
        ends = [index[id(e)] for e in slur.getSpannedElements() if id(e) in index]
        if len(ends) < 2:
            continue
        first, last = min(ends), max(ends)
        start, span = order[first][1], max(order[last][1] - order[first][1], 1e-9)
        for i in range(first, last + 1):
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


def slides_of(part: Any) -> dict[int, tuple[float, str]]:
    """Where a glissando from a note leads, and over which keys."""
    found = {}
    for line in part.recurse().getElementsByClass("Glissando"):
        ends = line.getSpannedElements()
        if len(ends) == 2 and all(hasattr(e, "pitch") for e in ends):
            found[id(ends[0])] = (float(ends[1].pitch.ps - ends[0].pitch.ps), str(line.slideType))
    return found


def pairs_of(part: Any) -> dict[int, tuple[float, float] | None]:
    """Two notes in tremolo: of the first, the other's pitch and the beat on which both end; of the second, nothing."""
    found: dict[int, tuple[float, float] | None] = {}
    spans = list(part.recurse().getElementsByClass("TremoloSpanner"))
    if not spans:
        return found
    ends = {id(e): beat + float(e.duration.quarterLength) for e, beat, *_ in elements(part)}
    for span in spans:
        two = span.getSpannedElements()
        if len(two) == 2 and all(hasattr(e, "pitch") for e in two) and id(two[1]) in ends:
            found[id(two[0])] = (float(two[1].pitch.ps), ends[id(two[1])])
            found[id(two[1])] = None
    return found
