"""03.1: one cue of First Bloom, half written by a colleague."""

from __future__ import annotations

from typing import Any

from ....picture.film import Film
from ....picture.spotting import Cue
from ...asking import Ask, frames
from ...reasons import ask_for_more, quoted, thin
from ...verdict import Untouched
from .asking import IN, NOTES, settle, spotting_of
from .points import cut_at, entry, entry_said, length, reason_of, span

SEES_FLOWER, SEES_JON = 1170, 1232
ROOM = 12  #: frames before the turn within which an entry is still on it; as many settle a new sound
FIRST_WORD, ANSWERED = 1248, 1320  #: Mara's first word; Jon's answer, after which both have spoken


def one_cue(answer: Any) -> str:
    """The entry meets the turn the colleague described, and has a reason and a thing it enters on."""
    spotting = spotting_of(answer, "first-bloom")
    settle([_one(spotting.cues)])
    cue, film = spotting.cues[0], spotting.film
    _touched(cue)
    asks = [_place(cue, film), _reason(cue), _enters_on(cue), length(cue, film)]
    asks.append(None if asks[0] else entry(cue, film))
    settle(asks)
    start, _ = span(cue)
    later = (
        f"Your colleague thought of a place before the first word; at {start} “You didn't pull it.” has been said, so "
        "your cue answers it. Tell her."
        if start > FIRST_WORD
        else f"Mara speaks {frames(FIRST_WORD - start)} later: "
        + (
            "a soft beginning has settled by then, a hard one not."
            if FIRST_WORD - start >= ROOM
            else "nothing you write has settled by then. Is there an earlier frame of the same turn?"
        )
    )
    return "\n\n".join(
        [
            entry_said(cue, film),
            later,
            f"Without it, you say: {quoted(cue.reason, 120)} Read that aloud after playing the place with the sound "
            "off. If you believe it, it stands.",
        ]
    )


def _one(cues: tuple[Cue, ...]) -> Ask | None:
    if len(cues) == 1:
        return None
    if not cues:
        return Ask("no cue", 'There is no cue in this. The task is one: fs.Cue("4m1", …).', IN)
    return Ask(
        "more than one cue",
        f"There are {len(cues)} cues here, and this task is one of them. Keep the rest for the exercise.",
        IN,
    )


def _touched(cue: Cue) -> None:
    if span(cue)[0] == 0 and not cue.enters_on.strip() and not cue.reason.strip():
        raise Untouched(
            f"This is {cue.id} as your colleague left it: it comes in at 0, on nothing, for no reason. Three gaps are "
            "yours: the frame, what it enters on, and what changes if it is removed."
        )


def _place(cue: Cue, film: Film) -> Ask | None:
    """Mara has seen Jon, and nobody has spoken yet: between the turn of her head and the first word."""
    start, _ = span(cue)
    if SEES_JON - ROOM <= start < FIRST_WORD - 2 or FIRST_WORD < start < ANSWERED:
        return None
    if start >= ANSWERED:
        return Ask(
            "another half of the film",
            f"You bring it in at {start}. By then both have spoken; your colleague wrote: before she says a word to "
            "him. Which frame of “She wakes” is that?",
            IN,
        )
    if start >= FIRST_WORD - 2:
        return Ask(
            "music enters with the line",
            f"You bring it in at {start}, with her first word: {FIRST_WORD}. Two things begin at once, and the ear "
            "takes the new one. By then she has found him already. On which frame does her head begin to move?",
            IN,
        )
    if cut_at(film, start) == "She wakes":
        return Ask(
            "a cut is a turn",
            f"You bring it in at {start}, on the cut to Mara. The picture is new; Mara is asleep, and does not know "
            "that Jon is there. Go on from there a frame at a time: where does she know?",
            IN,
        )
    if abs(start - SEES_FLOWER) <= ROOM:
        return Ask(
            "the first movement is the turn",
            f"You bring it in at {start}, as she wakes. Something does turn there, but what she sees is the flower. "
            "Your colleague wrote: Mara has seen Jon. Which movement of hers is that?",
            IN,
        )
    if start < 1152:
        about = film.shot_at(start).name
        return Ask(
            "another half of the film",
            f"You bring it in at {start}, in “{about}”. Mara is not awake before {SEES_FLOWER}, and your colleague's "
            "cue is the part where she has seen Jon. Which frame of “She wakes” is that?",
            IN,
        )
    return Ask(
        "before she has seen him",
        f"You bring it in at {start}. She is awake, her face is still turned to the flower: “Mara has seen Jon” is not "
        "true yet. Step on until her head moves.",
        IN,
    )


def _reason(cue: Cue) -> Ask | None:
    if not (kind := reason_of(cue)):
        return None
    question = (
        f"What changes if {cue.id} is removed? Name somebody in this film, and what we would not know about them."
    )
    if kind == "echo":
        return Ask(
            "where is not why",
            f"{quoted(cue.reason)} stands in both places. It says where {cue.id} comes in. {question}",
            NOTES,
        )
    return Ask(f"no reason: {kind}", ask_for_more(kind, cue.reason, question), NOTES)


def _enters_on(cue: Cue) -> Ask | None:
    if not (kind := thin(cue.enters_on, enough=1)):
        return None
    question = (
        f"What do you see at {span(cue)[0]} that {cue.id} enters on? Two or three words are enough for enters_on."
    )
    return Ask("enters on is empty", ask_for_more(kind, cue.enters_on, question), NOTES)


HINTS = (
    "Run the player from 1152 with the sound off and watch only her head. It moves twice before she speaks.",
    "The first time she moves it is the flower she sees. Your colleague wrote *Mara has seen Jon*: find the second, "
    "and step through it with the small arrows.",
    "For the reason, cover the picture and finish this: “Without music here we would think that Mara …” For enters_on, "
    "say what a person in the next room would need to be told: who does what.",
)
