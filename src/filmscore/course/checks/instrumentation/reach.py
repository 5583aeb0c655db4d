"""11.2: twelve phrases. What lies well, what lies at an extreme, what is not there; and who could have it instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.orchestra.catalogue import instrument
from ....music.orchestra.instrument import Instrument
from ....music.pitch import Pitch
from ...asking import line_by_line, right_so_far
from .asking import REACH, Ask, a_line_is_empty, player_of, rows, settle

#: player -> the phrase, sounding
PHRASES = {
    "violin": "D4 A3 F#3 A3",
    "viola": "G3 E3 C3 G3",
    "cello": "D4 F4 A4 G4",
    "double bass": "A1 F1 D1 A1",
    "piccolo": "D5 E5 C5 D5",
    "flute": "G4 E4 C4 G4",
    "oboe": "C4 B3 A3 C4",
    "clarinet": "A3 F3 D3 A3",
    "bassoon": "G4 A4 C5 A4",
    "horn": "G4 A4 B4 G4",
    "trumpet": "G3 E3 D3 G3",
    "trombone": "B2 G2 E2 B2",
}
DONE = "violin"
OPEN = tuple(name for name in PHRASES if name != DONE)
FORM = '{"violin": "out: F#3, viola", "viola": "…", …}'

_WORDS = {
    "comfortable": "comfortable comfort ok okay good fine well easy yes",
    "extreme": "extreme hard difficult professional risky",
    "out": "out impossible no never",
}
_SAID = {said: word for word, some in _WORDS.items() for said in some.split()}
_FORM = re.compile(r"\W*([A-Za-z]+)[\s:;,.(→–—-]*([A-Ga-g](?:##|bb|#|♯|b|♭)?\d)?[\s:;,.)→–—]*(.*)", re.S)
_OCTAVE = re.compile(
    r"([+\-−–]|up|higher|down|lower)?\s*(8(?:va|vb)?|(?:(?:by )?(?:an? |one ))?octave)\s*(up|higher|down|lower)?", re.I
)


@dataclass(frozen=True)
class Said:
    """One line as it was written: a word, the note that decides it, and who or what mends it."""

    word: str
    note: Pitch | None
    mend: str


def twelve(answer: Any) -> str:
    """A word for each phrase, the note that decides it, and for what is out a way out."""
    given = rows(answer, list(PHRASES), FORM)
    asks, right = line_by_line(
        given, OPEN, _asked, lambda left: a_line_is_empty(left, REACH),
        untouched="The violin is done; eleven are to come.",
    )  # fmt: skip
    settle(asks, right_so_far(right, len(OPEN), "phrases"))
    return (
        "All of them. Three are not there at all, below a string or a lowest fingering; four are a professional's, "
        "and three of those four are high notes that tire. At the top ask the player; at the bottom there is nobody to "
        "ask."
    )


def _asked(name: str, value: Any) -> Ask | None:
    said, tool = _said(name, value), instrument(name)
    told = f"{name}: you have “{said.word}”."
    right, note = worst(name)
    if said.word != right:
        return Ask(*_wrong(tool, name, said.word, right), REACH)
    if right == "comfortable":
        return None
    if said.note is None:
        return Ask("no note named", f"{told} So it is. Which of its notes is it?", REACH)
    if said.note.midi != note.midi:
        return _another(tool, name, said.note, right)
    return _mended(tool, name, said) if right == "out" else None


def _said(name: str, value: Any) -> Said:
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value[:6]):
        value = ", ".join(value[:6])
    parts = _FORM.fullmatch(value[:120]) if isinstance(value, str) else None
    word = _SAID.get(parts[1].casefold()) if parts else None
    if parts is None or word is None:
        raise FilmScoreError(
            f"“{name}”: {shown(value, 40)} begins with none of the three words. Write comfortable, extreme or out; "
            "after a colon the note that decides it."
        )
    return Said(word, Pitch.read(parts[2]) if parts[2] else None, parts[3].strip(" .,;:→"))


def phrase(name: str) -> list[Pitch]:
    """The notes of a player's phrase."""
    return [Pitch.read(note) for note in PHRASES[name].split()]


def worst(name: str) -> tuple[str, Pitch]:
    """The word for a phrase, and the note that decides it."""
    tool, order = instrument(name), ("comfortable", "extreme", "out")
    note = max(phrase(name), key=lambda one: order.index(tool.reach(one.name)))
    return str(tool.reach(note.name)), note


def _wrong(tool: Instrument, name: str, said: str, right: str) -> tuple[str, str]:
    head = f"{name}: you have “{said}” for {PHRASES[name]}."
    lowest = min(phrase(name), key=lambda one: one.midi)
    if name == "double bass":
        return _bass(head, said)
    if name == "clarinet":
        return "the written range for the sounding one", (
            f"{head} Its lowest *written* note is E3. What sounds when it reads that?"
        )
    if right == "out":
        question = "Where is its last key, or its lowest fingering?"
        if name == "piccolo":
            question = "It sounds an octave above what it reads: which note is the lowest on its page?"
        return "low is only hard", (
            f"{head} At the top a good player finds more. At the bottom there is an end. {question}"
        )
    if right == "comfortable":
        return "the lowest note is a hard note", (
            f"{head} {lowest.name} is "
            f"{'its lowest string, open' if tool.strings else 'the last that lies well there'}. What would be hard in "
            "it?"
        )
    if said == "out":
        return "high is impossible", (
            f"{head} Professionals have all four. It is a question of *why*, not of *whether*: the word for that?"
        )
    return "the extreme range is the range", (
        f"{head} A soloist's, yes. Would a good amateur play the highest of them four times in a cue?"
    )


def _bass(head: str, said: str) -> tuple[str, str]:
    if said == "out":
        return "four strings are all there are", (
            f"{head} On four strings, yes. Some basses have an extension or a fifth string. What is the word for that?"
        )
    return "the bass read as written", (
        f"{head} These notes *sound*. The lowest of four strings sounds E1, and is printed E2."
    )


def _another(tool: Instrument, name: str, note: Pitch, right: str) -> Ask:
    if note.midi not in {one.midi for one in phrase(name)}:
        return Ask(
            "a note of another phrase",
            f"{name}: “{right}” is right, and {note.name} does not stand in {PHRASES[name]}.",
            REACH,
        )
    return Ask(
        "another note of the phrase",
        f"{name}: “{right}” is right, and {note.name} is “{tool.reach(note.name)}”. Which of the four is worst off?",
        REACH,
    )


def _mended(tool: Instrument, name: str, said: Said) -> Ask | None:
    if not said.mend:
        return Ask(
            "no way out",
            f"{name}: “out” at {PHRASES[name]}, true. And who plays it instead? Name another player, or the octave.",
            REACH,
        )
    if moved := _OCTAVE.fullmatch(said.mend[:24]):
        down = any((word or "").lower() in ("-", "−", "–", "down", "lower", "8vb") for word in moved.groups())
        there = [one.midi + (-12 if down else 12) for one in phrase(name)]
        other, way = tool, "an octave down" if down else "an octave up"
    else:
        other, there, way = player_of(said.mend, name).instrument, [one.midi for one in phrase(name)], ""
    if other.comfortable is None:
        return Ask("mended by somebody without pitch", f"{name}: the {other.said} has no pitch to play it at.", REACH)
    worst_of = max(there, key=lambda midi: ("comfortable", "extreme", "out").index(other.reach(midi)))
    if (verdict := other.reach(worst_of)) == "comfortable":
        return None
    where = way or f"to the {other.said}"
    return Ask("mended into the next trouble", f"{name}: you give it {where}. That is “{verdict}” there.", REACH)


HINTS = (
    "Look for the lowest note of each phrase first: strings have an open string, winds a lowest fingering. Which of "
    "the twelve lie under those?",
    "Four are extreme: one low, for a bass with an extension, and three high. Those belong to instruments that sing "
    "up there, and tire.",
    "For what is out ask the neighbour in the score who is larger: the whole phrase as it stands. Or an octave, if the "
    "shot takes it.",
)
