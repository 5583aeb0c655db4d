"""06.2: seven motifs from a drawer, and what is the matter with each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.motif import Motif
from . import measure
from .asking import EIGHT, FAMILY, SHORT, STAYS, TWO, Ask, count, key_of, listed, long, notes, settle

DRAWER = {
    "A": "D4:3/2 E4:1/2 F#4:1 G4:1",
    "B": "E4 B4 A4 D5",
    "C": "D4:1 F4:1/2 E4:1/2 A4:2 G4:1 Bb4:1/2 A4:1/2 D4:2 C4:1 E4:1 D4:2",
    "D": "A3:1 F4:1/2 E5:1/2 B5:2",
    "E": "A4 G4 C5 D5:1/2 G5:1/2 E5",
    "F": "C5:1/2 G4:3/2 Ab4:1/2 G4:1/2 C4:1",
    "G": "Eb5:1/2 Bb4:3/2 Cb5:1/2 Bb4:1/2 Eb4:1",
}
WORDS = ("scale", "no rhythm", "too long", "too wide", "famous", "same tune", "in order")
_RIGHT = dict(zip("ABCDE", WORDS, strict=False))
_ALSO = {
    "scale": ("scale fragment", "a scale", "steps", "steps only"),
    "no rhythm": ("even", "all equal", "rhythm", "norhythm", "no rhythm of its own"),
    "too long": ("long", "length"),
    "too wide": ("wide", "compass", "not hummable"),
    "famous": ("a famous opening", "promenade", "mussorgsky", "pictures", "quote"),
    "same tune": ("twin", "transposed", "transposition", "same", "the same tune", "key only"),
    "in order": ("ok", "fine", "good", "nothing", "none", "right"),
}


def hunt(answer: Any) -> str:
    """Each of the seven with its fault; F and G are one tune, so either may be the one that came first."""
    given = _read(answer)
    settle([_all_one(given)])
    settle([_wrong(letter, given[letter], right) for letter, right in _RIGHT.items() if given[letter] != right])
    settle([_twins(given["F"], given["G"])])
    return (
        "Seven of seven. D cannot be sung, C cannot be kept, B cannot be tapped, A could be anyone, E is somebody, and "
        "G is F.\n\nWhat is left is one motif: a fourth down, and a short note before the long one. Sing it once more "
        "before you write your own, and then forget it."
    )


def _read(answer: Any) -> dict[str, str]:
    form = f'{{"A": "…", "B": "…", …}} with one of these for each: {listed([f"“{word}”" for word in WORDS])}.'
    if isinstance(answer, list | tuple) and len(answer) == len(DRAWER):
        answer = dict(zip(DRAWER, answer, strict=True))
    if not isinstance(answer, Mapping):
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {form}")
    rows = {key_of(key).upper(): value for key, value in list(answer.items())[:50]}
    missing = [letter for letter in DRAWER if rows.get(letter) in (None, "")]
    if missing:
        raise FilmScoreError(f"There is no word for {listed(missing)} yet: {form}")
    return {letter: _word(rows[letter], letter, form) for letter in DRAWER}


def _word(value: Any, letter: str, form: str) -> str:
    said = key_of(value).strip(" .,;!?") if isinstance(value, str) else ""
    said = re.sub(r" (as|of|like) [a-g]$", "", said)
    for word in WORDS:
        if said in (word, *_ALSO[word]):
            return word
    raise FilmScoreError(f"{letter}: {shown(value, 40)} is none of the words. {form}")


def _all_one(given: Mapping[str, str]) -> Ask | None:
    if len(set(given.values())) > 1:
        return None
    word = given["A"]
    return Ask(
        "one word for all",
        f"You wrote “{word}” seven times. They have seven different stories; sing A and then D.",
        STAYS,
    )


def _wrong(letter: str, word: str, right: str) -> Ask:
    motif = Motif(DRAWER[letter])
    about, words, look = {
        "A": (
            "scale fragment",
            "Sing its pitches alone: where have you heard them before, and where not?",
            EIGHT,
        ),
        "B": (
            "no rhythm",
            "Tap it on the table. Which of the notes was the long one?",
            TWO,
        ),
        "C": (
            "too long",
            "Its line and its rhythm are its own. Add up its lengths: two bars of 4/4 hold 8 beats, it has "
            f"{count(measure.beats(motif))}.",
            SHORT,
        ),
        "D": (
            "too wide to hum",
            f"Sing it, do not play it. From {motif.pitches[0]} to {motif.pitches[-1]} there are how many octaves?",
            "The hum test",
        ),
        "E": (
            "a famous opening",
            "There is nothing wrong with its notes; somebody else wrote them. You have met them in the lesson, a whole "
            "tone lower. Count its beats: where would a bar line stand?",
            STAYS,
        ),
    }[letter]
    if word == "in order":
        said = f"You found {letter}, {notes(motif)}, in order. "
    elif word == "same tune":
        said = f"You say that {letter}, {notes(motif)}, is the tune of another letter. "
    else:
        said = f"You say of {letter}, {notes(motif)}: “{word}”. "
    said += _answered(word, motif)
    return Ask(f"not seen: {about}", said + words, look)


def _answered(word: str, motif: Motif) -> str:
    """What speaks against the word given, counted in the motif itself."""
    steps = " ".join(f"{step:+d}" for step in motif.intervals)
    return {
        "scale": f"A scale has no step as wide as {measure.named(measure.widest(motif))}. ",
        "no rhythm": f"Its lengths are {long(motif)}, not all equal. ",
        "too long": f"It lasts {count(measure.beats(motif))} beats; two bars of 4/4 hold 8. ",
        "too wide": f"It spans {motif.compass} semitones; a twelfth is {measure.TWELFTH}. ",
        "famous": "It is the opening of no piece that this course knows. ",
        "same tune": f"No other of the seven goes {steps} semitones. ",
        "in order": "",
    }[word]


def lowered(text: str) -> str:
    """A sentence to stand after a colon."""
    return text[:1].lower() + text[1:]


def _twins(first: str, second: str) -> Ask | None:
    if {first, second} == {"same tune", "in order"}:
        return None
    one, other = Motif(DRAWER["F"]), Motif(DRAWER["G"])
    both = f"You say of F, {notes(one)}: “{first}”, and of G, {notes(other)}: “{second}”. "
    if first == second == "in order":
        return Ask(
            "distinct by key only",
            both
            + "Each of them is in order. Play them one after the other, and listen to the steps, not to the height.",
            FAMILY,
        )
    if first == second == "same tune":
        return Ask(
            "both called a copy",
            both + "They share a tune, yes. But one of them has to have been there first, and that one is in order.",
            FAMILY,
        )
    wrong, word, motif = ("F", first, one) if first not in ("same tune", "in order") else ("G", second, other)
    return Ask(
        "a fault that is not there",
        f"{both}For {wrong}: {lowered(_answered(word, motif))}Play F and G one after the other: what have they in "
        "common?",
        FAMILY,
    )


HINTS = (
    "Sing each before you look at it. What you cannot sing, cannot tap, or have sung before, is half of the seven.",
    "Count for C: the numbers behind the colons, and 1 where there is none. For E say the lengths aloud: one one one, "
    "half half one.",
    "One of the seven is in order. If you are left with two that seem to be, look at the steps between their notes.",
)
