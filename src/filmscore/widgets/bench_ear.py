"""What a listener says of the motifs on a bench: the same remarks as in the page, and those that need the library."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from ..music.motif import Motif
from . import bench_marks
from .marks import Mark

TWELFTH = 19  #: semitones: wider than that, few can hum it

_SHARED = {"pitch": "notes", "contour": "line", "rhythm": "rhythm"}


class Ear:
    """Remarks on motifs."""

    def heard(self, mark: Mark) -> dict[str, Any]:
        """What the page is told of a motif: what it reminds a listener of, and of which notes that is said."""
        return {"notes": mark["notes"], "said": list(_famous(mark["notes"]))}

    def remarks(self, marks: list[Mark]) -> dict[str, list[str]]:
        """What is said of each motif with notes, by its name."""
        played = [(mark, bench_marks.to_motif(mark)) for mark in marks if mark["notes"]]
        return {
            mark["name"]: [
                *(text for other, tune in played if other is not mark and (text := near(motif, tune, other["name"]))),
                *alone(motif, bench_marks.bar_of(mark["meter"])),
                *_famous(mark["notes"]),
            ]
            for mark, motif in played
        }


def near(motif: Motif, other: Motif, name: str) -> str:
    """What is said of a motif that is not apart from another; empty if it is."""
    from ..music.distinctness import distinctness

    if min(len(motif.pitches), len(other.pitches)) < 2:
        return ""
    found = distinctness(motif, other)
    words = [_SHARED[what] for what in found.shared]
    what = " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
    match found.verdict:
        case "the same":
            return f"I hear {name}. The same tune higher, lower, faster or slower is no new motif."
        case "too near":
            are = "are" if len(words) > 1 or words[:1] == ["notes"] else "is"
            why = f": their {what} {are} too much alike" if what else ""
            return f"I would take this for {name}{why}. Change one of the two."
        case "akin":
            why = f": they share their {what}" if what else ""
            return f"A relative of {name}{why}. Good if one comes from the other; if not, change what they share."
    return ""


def alone(motif: Motif, bar: Fraction) -> list[str]:
    """What is said of a motif by itself, as the page says it."""
    from ..music.likeness import line_of

    if len(motif.pitches) == 1:
        return ["One note. I cannot tell where it wants to go."]
    said = []
    upbeat = (1 - motif.begins) % bar  # before the first bar line; the two bars come after it
    if motif.beats > 2 * bar + upbeat:
        said.append("Longer than two bars. Which four notes would you keep when the door slams?")
    low, high = min(motif.midi), max(motif.midi)
    if high - low > TWELFTH:
        names = [motif.pitches[motif.midi.index(pitch)] for pitch in (low, high)]
        said.append(f"Wider than a twelfth, from {names[0]} to {names[1]}. I cannot hum that.")
    lengths = line_of(motif).lengths
    many = len(motif.pitches)
    if many > 2 and len(set(lengths)) == 1:
        said.append(
            "One note follows the other like a clock. Nothing in the rhythm to remember: give one of them more time, "
            "or less."
        )
    steps = motif.intervals
    if many > 2 and not any(steps):
        said.append("The same pitch again and again. I remember the rhythm, if it has one.")
    return said


@lru_cache(maxsize=512)
def _famous(notes: str) -> tuple[str, ...]:
    """Plain scales, broken chords and openings that many know, where these notes are near enough to them."""
    from ..music.known import sounds_like

    motif = Motif(notes)
    return tuple(like.told for like in sounds_like(motif) if like.claimed) if len(motif.pitches) > 2 else ()
