"""12.3: the signature in five cues: there often enough to be known, bent at least once, and once missing."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations, pairwise
from typing import Any

from ....music.cues.palettes import MOTIF
from ....music.find_motif import find_motif
from ....music.findings import Place
from ....music.motif import Motif
from ....music.rhythm.signature import ENOUGH
from ...verdict import Untouched
from .asking import KNOWN, Ask, blank, heard, line_of, listed, right_so_far, rows, settle, shown

CUES = ("1m1", "1m2", "1m3", "1m4", "1m5")
FORM = '{"1m1": "D4:3/2 A4 …", "1m2": "…", …}, a line of notes for each of 1m1 to 1m5'
#: a shorter line is no cue here
FEWEST = 4


@lru_cache(maxsize=1)
def tune() -> Motif:
    """The tune of the lesson."""
    return Motif(MOTIF, key="d", meter="4/4", name="The parcel")


def in_five(answer: Any) -> str:
    """Five lines, and the tune looked for in each."""
    given = rows(answer, list(CUES), FORM)
    if all(blank(value) for value in given.values()):
        raise Untouched("No cue has a line yet.")
    lines: dict[str, Motif] = {}
    empty = [f"“{name}”" for name in CUES if blank(given[name])]
    asks = [heard(_read, name, given[name], lines) for name in CUES if not blank(given[name])]
    settle(
        [*asks, Ask("a cue is empty", f"Nothing stands under {listed(empty)} yet.", KNOWN) if empty else None],
        right_so_far(len(lines), len(CUES), "lines"),
    )
    found = {name: place_in(line) for name, line in lines.items()}
    has = [name for name, place in found.items() if place]
    settle([_often(lines, has), _bent(found)])
    return _passed(lines, found)


def _read(name: str, value: Any, lines: dict[str, Motif]) -> Ask | None:
    line = line_of(value, name)
    if len(line.pitches) < FEWEST:
        return Ask(
            "a line too short",
            f"{name}: {len(line.pitches)} notes in {shown(str(value), 40)}. {FEWEST} at least are a line.",
            KNOWN,
        )
    lines[name] = line
    return None


def place_in(line: Motif) -> Place | None:
    """Where the tune is in a line, of several the place that chance is least likely to make; None if it is not."""
    found = find_motif(tune(), line)
    return min(found, key=lambda place: place.chance) if len(found) else None


def bent(place: Place) -> bool:
    """Whether it is another form there, and not only another pitch."""
    return place.form != "plain" or place.speed != 1 or "changed" in place.transformation


def _often(lines: dict[str, Motif], has: list[str]) -> Ask | None:
    if len(has) == len(CUES):
        return Ask(
            "a signature in everything",
            "It is in all five. What is never missing cannot be missed. In which of them should nobody think of the "
            "parcel?",
            KNOWN,
        )
    if len(has) >= ENOUGH * len(CUES):
        return None
    near = next((ask for name, line in lines.items() if name not in has and (ask := _nearly(name, line))), None)
    without = [name for name in CUES if name not in has]
    times = ("never", "once", "twice")[len(has)]
    return near or Ask(
        "a signature too rare",
        f"Found in {len(has)} of 5, {len(has) / len(CUES):.0%}. Without it: {listed(without)}. A viewer meets it "
        f"{times}. Where would they have needed it?",
        KNOWN,
    )


def _nearly(name: str, line: Motif) -> Ask | None:
    """What to say of a line in which an ear may know the tune, and the count does not."""
    own, its = tune(), line.midi
    if _steps(its) == _steps(own.midi[: len(its)]) and len(its) < len(own.midi):
        return _beginning(name, line, len(its))
    if any(own.durations == line.durations[i : i + len(own.midi)] for i in range(len(line.names))):
        if len(set(its)) == 1:
            return Ask(
                "rhythm alone",
                f"{name} has our rhythm and one note. A drum can play a signature; this count reads pitches.",
                KNOWN,
            )
        if (changed := _other_mode(line)) is not None:
            return Ask(
                "another mode taken for the same",
                f"In {name} the letters are ours, and {changed} of the notes {'is' if changed == 1 else 'are'} a "
                "semitone away: the tune in another mode. The count looks for exact intervals and does not see it, "
                "though an ear may. Keep it, and let another cue carry the form that is counted.",
                KNOWN,
            )
    head = next((n for n in (5, 4, 3) if _steps(its[:n]) == _steps(own.midi[:n])), 0)
    return _beginning(name, line, head) if head else None


def _beginning(name: str, line: Motif, notes: int) -> Ask:
    return Ask(
        "a beginning is enough",
        f"In {name} you have its first {notes} notes, {' '.join(line.pitches[:notes])}. A viewer may know them; so few "
        "are in many tunes, and this count cannot tell yours from chance. Write all six, or let that cue be one "
        "without.",
        KNOWN,
    )


def _steps(midi: Any) -> list[int]:
    return [b - a for a, b in pairwise(midi)]


def _other_mode(line: Motif) -> int | None:
    """How many notes of the tune have the same letter and another accidental; None if it is another tune."""
    ours, theirs = tune().pitches, line.pitches
    if len(theirs) != len(ours) or [one[0] for one in ours] != [one[0] for one in theirs]:
        return None
    apart = [abs(a - b) for a, b in zip(tune().midi, line.midi, strict=True)]
    return sum(apart) if apart and max(apart) == 1 else None


def _bent(found: dict[str, Place | None]) -> Ask | None:
    there = {name: place for name, place in found.items() if place}
    if not there or any(bent(place) for place in there.values()):
        return None
    told = ", ".join(f"{name} {place.transformation}" for name, place in there.items())
    return Ask(
        "transposed only",
        f"{told}. Each time it is as it was, at one pitch or another. Pia is not the same at the box as at the market. "
        "What has happened to the tune?",
        KNOWN,
    )


def _passed(lines: dict[str, Motif], found: dict[str, Place | None]) -> str:
    has = {name: place for name, place in found.items() if place}
    told = "; ".join(f"{name} {place.transformation}" for name, place in has.items())
    without = listed([name for name in CUES if name not in has])
    copies = next(((a, b) for a, b in combinations(lines, 2) if lines[a] == lines[b]), None)
    more = f"\n\n{copies[0]} and {copies[1]} are the same to the note. Is it the same scene?" if copies else ""
    return (
        f"In {len(has)} of 5, {len(has) / len(CUES):.0%}: {told}. Without it: {without}, so that it can be missed "
        f"there.{more}"
    )


HINTS = (
    "Three of five, and not all: which cue is the one where nobody should think of the parcel?",
    "Forms that are told from chance: twice as slow or fast, upside down, backwards, another rhythm on the same notes "
    "(lesson 07).",
    "A cut-off beginning is too short to be told from chance. Six notes, or count only those cues that have them.",
)
