"""09.6: a cluster, an octatonic sonority and a pile of fourths over one low E."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.pitch import Pitch, class_name
from ...asking import fields, heard
from ...verdict import Untouched
from .asking import MOST, SOUNDS, Ask, blank, listed, settle

NAMES = ("cluster", "octatonic", "quartal")
FORM = '{"cluster": "E2 …", "octatonic": "…", "quartal": "…"}'
LOW = Pitch.read("E2")

#: the three octatonic scales by their pitch classes
SCALES = tuple(frozenset((n + at) % 12 for at in (0, 1, 3, 4, 6, 7, 9, 10)) for n in range(3))


#: what stands in the lesson, by what sounds above the E
OF_THE_LESSON = {
    "cluster": frozenset((11, 0, 1)), "octatonic": frozenset((7, 10, 2, 5)), "quartal": frozenset((9, 2, 7)),
}  # fmt: skip


def three(answer: Any) -> str:
    """Three sonorities, each held to its rule by what it sounds."""
    if isinstance(answer, dict) and answer and all(blank(value) for value in list(answer.values())[:30]):
        raise Untouched("No sound is written yet.")
    given = fields(answer, NAMES, FORM)
    asks = [heard(_asked, name, given[name]) for name in NAMES]
    settle(asks)
    cluster, octatonic, quartal = (_notes(given[name], name) for name in NAMES)
    gaps = [b.midi - a.midi for a, b in pairwise(cluster[1:])]
    return (
        f"The cluster has {_count(gaps.count(1), 'semitone')} and {_count(gaps.count(2), 'tone')} in it: the more "
        f"semitones, the more it beats. The octatonic one, {_row(octatonic)}, belongs to a scale without a home. The "
        f"pile, {_row(quartal)}, goes by fourths above its E, and no fourth says which of its notes is the "
        "root.\n\nPlay the three again, and leave each as long as it can stand."
    )


def _asked(name: str, value: Any) -> Ask | None:
    if blank(value):
        return Ask("not all written", f"Nothing stands under “{name}” yet.", SOUNDS)
    notes = _notes(value, name)
    if not notes or notes[0].midi != LOW.midi:
        low = notes[0].name if notes else "nothing"
        return Ask("the E is not below", f"“{name}”: your lowest note is {low}. The E2 stays below everything.", SOUNDS)
    return _RULES[name](notes[1:]) or _new(name, notes[1:])


def _new(name: str, notes: list[Pitch]) -> Ask | None:
    """Whether it is another than the lesson's."""
    if {note.midi % 12 for note in notes} != OF_THE_LESSON[name]:
        return None
    return Ask(
        "copied from the lesson",
        f"“{name}”: {_row(notes)} is the one of the lesson. It keeps the rule; now build another that does.",
        SOUNDS,
    )


def _notes(value: Any, name: str) -> list[Pitch]:
    """The notes of one sonority, the lowest first; one that stands twice counts once more than once."""
    if isinstance(value, str):
        words: Sequence[Any] = [word for word in re.split(r"[\s,;+·]+", value[:400]) if word]
    elif isinstance(value, list | tuple):
        words = value
    else:
        raise FilmScoreError(f'“{name}” is to be notes between quotation marks, "E2 …", not {shown(value, 40)}.')
    if len(words) > MOST:
        raise FilmScoreError(f"“{name}” has {len(words):,} notes; five are enough here.")
    try:
        return sorted((Pitch.read(word) for word in words), key=lambda note: note.midi)
    except FilmScoreError as why:
        raise FilmScoreError(f"“{name}”: {why}") from None


def _cluster(notes: list[Pitch]) -> Ask | None:
    if len(notes) != 4:
        return _number("cluster", notes, "four")
    gaps = [(b.midi - a.midi, a, b) for a, b in pairwise(notes)]
    wrong = next((gap for gap in gaps if not 1 <= gap[0] <= 2), None)
    if wrong is None:
        return None
    apart, a, b = wrong
    if apart == 0:
        return Ask("one note twice", f"“cluster”: {b.name} stands twice. Four different ones are asked.", SOUNDS)
    if len({note.midi % 12 for note in notes}) == 4 and _close(notes):
        return Ask(
            "a cluster scattered over octaves",
            f"“cluster”: as names your four are neighbours; as you wrote them, {_row(notes)}, they lie "
            f"{notes[-1].midi - notes[0].midi} semitones apart. Put the flat of a hand on the keys: where is each "
            "then?",
            SOUNDS,
        )
    return Ask(
        "a hole in the cluster",
        f"“cluster”: from {a.name} to {b.name} there are {apart} semitones. In a cluster no key is left out between "
        "two neighbours, or one.",
        SOUNDS,
    )


def _close(notes: list[Pitch]) -> bool:
    """Whether the notes would be a cluster if they were put into one octave."""
    row = sorted({note.midi % 12 for note in notes})
    around = [*row, *(n + 12 for n in row)]
    return any(all(1 <= b - a <= 2 for a, b in pairwise(around[i : i + len(row)])) for i in range(len(row)))


def _octatonic(notes: list[Pitch]) -> Ask | None:
    above = {note.midi % 12: note for note in notes if note.midi % 12 != LOW.midi % 12}
    whole = {LOW.midi % 12, *above}
    dim = next((four for n in range(3) if (four := {n, n + 3, n + 6, n + 9}) <= whole), None)
    if dim:
        names = [_class(above.get(n, LOW)) for n in sorted(dim, key=lambda n: (n - LOW.midi) % 12)]
        return Ask(
            "a diminished seventh",
            f"“octatonic”: {' '.join(names)} is a whole diminished seventh, every second note of the scale. Leave one "
            "of them out, and take a note between.",
            SOUNDS,
        )
    if not any(whole <= scale for scale in SCALES):
        return _strange(above, whole)
    if len(above) != 4 or len(notes) != 4:
        have = " ".join(_class(note) for note in above.values()) or "none"
        return Ask(
            "another number of notes",
            f"“octatonic”: above the E you have {have}: {_count(len(above), 'different note')}"
            f"{', and an octave' if len(notes) > len(above) else ''}. Four are asked.",
            SOUNDS,
        )
    return None


def _strange(above: dict[int, Pitch], whole: set[int]) -> Ask:
    best = max((scale for scale in SCALES if LOW.midi % 12 in scale), key=lambda scale: len(whole & scale))
    off = [_class(note) for number, note in above.items() if number not in best]
    names = " ".join(_class(note) for note in above.values())
    if len({number % 2 for number in whole}) == 1:
        return Ask(
            "whole tones for octatonic",
            f"“octatonic”: E {names} are whole tones, all of them. An octatonic scale has a semitone at every other "
            "step.",
            SOUNDS,
        )
    return Ask(
        "another scale",
        f"“octatonic”: no octatonic scale holds all of E {names}. In the one that has most of them, {listed(off)} "
        f"{'is' if len(off) == 1 else 'are'} missing. From E it goes semitone, tone, semitone, tone, or tone first.",
        SOUNDS,
    )


def _quartal(notes: list[Pitch]) -> Ask | None:
    if len(notes) != 3:
        return _number("quartal", notes, "three")
    wrong = next(((b.midi - a.midi, a, b) for a, b in pairwise(notes) if b.midi - a.midi != 5), None)
    if wrong is None:
        return None
    apart, a, b = wrong
    said = f"“quartal”: from {a.name} to {b.name} there are {_count(apart, 'semitone')}"
    if apart == 6:
        words = ", one too many. On the white keys one fourth is too wide."
        return Ask("an augmented fourth in the pile", said + words, SOUNDS)
    if apart == 7:
        words = ": a fifth. A pile of fifths has the same names from its other end, and another sound."
        return Ask("fifths for fourths", said + words, SOUNDS)
    if apart in (3, 4):
        return Ask("thirds for fourths", f"{said}: a third. That pile is a chord one knows.", SOUNDS)
    return Ask("no fourth", f"{said}. A perfect fourth has five.", SOUNDS)


def _number(name: str, notes: list[Pitch], wanted: str) -> Ask:
    have = _row(notes) or "nothing"
    return Ask(
        "another number of notes",
        f"“{name}”: above the E you have {have}. {wanted.capitalize()} notes are asked.",
        SOUNDS,
    )


def _row(notes: Sequence[Pitch]) -> str:
    return " · ".join(note.name for note in notes[:12])


def _class(note: Pitch) -> str:
    return class_name(note.step, note.alter)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'s' if number > 1 else ''}"


_RULES = {"cluster": _cluster, "octatonic": _octatonic, "quartal": _quartal}

HINTS = (
    "For the cluster take a hand's width of neighbouring keys.",
    "An octatonic scale on E goes semitone, tone, semitone, tone. A diminished seventh takes every second note of "
    "it; take two neighbours somewhere.",
    "A perfect fourth has five semitones. Count them: on the white keys one fourth, F to B, has six.",
)
