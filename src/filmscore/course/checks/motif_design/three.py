"""06.5: three motifs for *Last Parcel*, kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.cues.first_bloom.theme import THEME
from ....music.distinctness import distinctness
from ....music.motif import Motif
from . import measure
from .asking import FAMILY, Ask, count, held, key_of, listed, motif_of, notes, quote, settle
from .faults import pairs, problem

FORM = '{"Pia": "G4:2 …", "the guard": "…", "the parcel": "…"}'
MANY = 3
#: where a student says whose tune one of them quotes
QUOTING = "quoting"
#: what the lesson plays, by what it calls them there
LESSONS = {
    "the last bar before the door": Motif("D4:1/2 A4:1 G4:1/2 A4:1 F4:1"),
    "the four heavy notes": Motif("D3 D3 C#3:1/2 G2:3/2"),
    "the pen of The Log": Motif("E4:3/2 F4:1/4 E4:1/4 Bb3:2"),
    "the theme of First Bloom": Motif(THEME.replace("|", " ")),
}


def three(answer: Any) -> str:
    """Three that fit two bars and a voice, each with a line and a rhythm, no two of them neighbours."""
    motifs, quoting = read(answer)
    settle([_number(motifs)])
    settle([problem(name, motif, quoting=quoting.get(key_of(name), "")) for name, motif in motifs.items()])
    settle(pairs(motifs))
    settle(_lessons(name, motif) for name, motif in motifs.items())
    rows = [
        f"{quote(name)}: {count(measure.beats(motif))} beats, {motif.compass} semitones wide, its widest "
        f"step {measure.named(measure.widest(motif))}."
        for name, motif in motifs.items()
    ]
    nearest = min(combinations(motifs, 2), key=lambda two: _least(motifs[two[0]], motifs[two[1]]))
    apart = distinctness(motifs[nearest[0]], motifs[nearest[1]])
    return (
        f"{' '.join(rows)}\n\nThe nearest two are {listed([quote(name) for name in nearest])}: {apart.contour:.2f} "
        f"apart in line and {apart.rhythm:.2f} in rhythm. That they can be told apart is measured. Whether anybody "
        "wants to hear them again is not: play each to somebody once, and ask for it back after supper."
    )


def _least(one: Motif, other: Motif) -> float:
    apart = distinctness(one, other)
    return min(apart.contour, apart.rhythm)


def read(answer: Any) -> tuple[dict[str, Motif], dict[str, str]]:
    """The student's motifs by name, and whose tunes they say they quote.

    Raises
    ------
    FilmScoreError
        It is no table of motifs.
    """
    answer = held(answer)
    if (
        isinstance(answer, list | tuple) and answer and any(" " in str(one).strip() for one in answer)
    ):  # not one word each
        answer = {f"motif {i}": one for i, one in enumerate(answer[:20], 1)}
    if not isinstance(answer, Mapping):
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {FORM}.")
    rows = list(answer.items())[:20]
    said: Any = next((value for key, value in rows if key_of(key) == QUOTING), {})
    if not isinstance(said, Mapping):
        raise FilmScoreError(
            f'“{QUOTING}” says which motif is whose: {{"the guard": "Dies irae"}}, not {shown(said, 40)}.'
        )
    quoting = {key_of(key): str(value)[:200] for key, value in list(said.items())[:20] if value}
    rows = [(str(key), value) for key, value in rows if key_of(key) != QUOTING]
    empty = [key for key, value in rows if value is None or value == ""]
    if empty:
        raise FilmScoreError(f"There are no notes for {listed([quote(name) for name in empty])} yet: {FORM}.")
    return {name: motif_of(value, name) for name, value in rows}, quoting


def _lessons(name: str, motif: Motif) -> Ask | None:
    """Whether it is one the lesson has played: good to learn from, and taken."""
    for called, theirs in LESSONS.items():
        if measure.piece(motif, theirs):
            more = len(motif.pitches) - len(theirs.pitches)
            if more:
                where = f"{called} stands in it, note for note" if more > 0 else f"it is a piece of {called}"
                return Ask(
                    "a piece of another motif",
                    f"{quote(name)}, {notes(motif)}: you know it from the lesson; {where}. It is taken. Keep the leap "
                    "or the rhythm, and what would you do with the other half?",
                    FAMILY,
                )
            return Ask(
                "the lesson's motif",
                f"{quote(name)}, {notes(motif)}: you know it from the lesson, where it was {called}. It is a motif, "
                "and it is taken. Keep what you like in it, the leap or the rhythm; what would you do with the other "
                "half?",
                FAMILY,
            )
    return None


def _number(motifs: Mapping[str, Motif]) -> Ask | None:
    number = len(motifs)
    if number == MANY:
        return None
    names = listed([quote(name) for name in motifs]) if motifs else ""
    no = "no"
    if number < MANY:
        return Ask(
            "fewer than three",
            f"There {'is one motif' if number == 1 else f'are {number or no} motifs'} "
            f"here{': ' * bool(number)}{names}. The film has somebody who runs, somebody who runs after her, and what "
            "she carries. Who is missing?",
            FAMILY,
        )
    return Ask(
        "more than three",
        f"{number} motifs in 72 seconds: {names}. An audience that meets a new one every {72 // number} seconds keeps "
        "none. Which three would the film not be the same without?",
        FAMILY,
    )


HINTS = (
    "Write the rhythms first, all three, and tap them. Who runs, who tramps, who waits? Only then give them pitches.",
    "If two lines are too near, turn one of them: let one begin with its leap and the other end with it.",
    "fs.distinctness(one, other).told says in words what two of them share, and fs.motif_map shows the nearest "
    "neighbours.",
)
