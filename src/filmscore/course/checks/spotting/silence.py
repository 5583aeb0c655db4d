"""03.5: one silence in First Bloom, planned and defended."""

from __future__ import annotations

from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.film import Film, open_film
from ....picture.spotting import Silence, Spotting
from ...asking import Ask, held, seconds
from ...reasons import ask_for_more, quoted, thin, vocabulary
from .asking import QUIET, settle, spotting_of
from .points import NEAR, happenings, span
from .whole import filing

#: said of silence everywhere
_OF_SILENCE = vocabulary(
    """
    absence break breathe contrast dramatically effective highlight highlights intense louder pause peaceful powerful
    quiet rest silence silences silent stronger suspense suspenseful tense without
    """
)
#: words for what the music gains from it
_OF_MUSIC = vocabulary(
    """
    accent after afterwards before bigger bloom chord chords choir climax comeback contrast crescendo drop entrance
    entry following fresh hit horn larger later loud louder melody orchestra prepare prepares rest return returns
    stronger theme tutti
    """
)


def defend(answer: Any) -> str:
    """A second or longer, where music could have played, with what is heard or done instead."""
    film = open_film("first-bloom")
    silences, spotting = _silences(answer, film)
    settle([_how_many(silences, spotting)])
    tried: list[tuple[Silence, list[Ask]]] = [(s, [ask for ask in _asks(s, film) if ask]) for s in silences]
    good = [silence for silence, asks in tried if not asks]
    in_the_way = [ask for ask in filing(spotting) if ask.about == "music in the silence"] if spotting else []
    if not good:
        fewest: list[Ask] = min((asks for _, asks in tried), key=len)
        settle(fewest)
    settle(in_the_way)
    return "\n\n".join(_passed(max(good, key=_length), film, len(silences)))


def _silences(answer: Any, film: Film) -> tuple[list[Silence], Spotting | None]:
    answer = held(answer)
    triple = list(answer) if isinstance(answer, list | tuple) and len(answer) in (2, 3) else []
    if triple and isinstance(triple[-1], str) and all(isinstance(a, int | str) for a in triple):
        answer = Silence(*triple)  # written as (936, 1056, "…")
    if isinstance(answer, str | int | float | bool):
        raise FilmScoreError(
            f"{shown(answer)} is no silence. It has an in point, an out point and a reason: "
            'fs.Silence(start, end, "…").'
        )
    try:
        spotting = spotting_of(answer, "first-bloom")
    except FilmScoreError as why:
        if "is no spotting" not in str(why):
            raise
        raise FilmScoreError(f'{shown(answer)} is no silence: fs.Silence(start, end, "…") makes one.') from None
    return list(spotting.silences), spotting if spotting.cues else None


def _length(silence: Silence) -> int:
    start, end = span(silence)
    return end - start


def _how_many(silences: list[Silence], spotting: Spotting | None) -> Ask | None:
    if silences:
        return None
    rest = " A gap between two cues is not one yet: it has no reason." if spotting and len(spotting.cues) > 1 else ""
    return Ask(
        "silence is what is left over",
        f"There is no planned silence in this answer.{rest} Say it like a cue, with in, out and why: "
        'fs.Silence(start, end, "…").',
        QUIET,
    )


def _asks(silence: Silence, film: Film) -> list[Ask | None]:
    start, end = span(silence)
    named = f"Your silence from {start} to {end}"
    if _length(silence) < film.rate.fps:
        return [
            Ask(
                "a rest is a silence",
                f"{named} lasts {seconds(end - start, film)}. A composer would write that as a rest, and nobody would "
                "hear that the music had stopped. A silence takes a second to be heard as one. Where does yours really "
                "begin?",
                QUIET,
            )
        ]
    if 2 * _length(silence) > film.frames:
        return [
            Ask(
                "silence everywhere",
                f"{named} takes {seconds(end - start, film)} of {seconds(film.frames, film)}. That may be the right "
                "film, but it defends nothing: choose the part of it where music would have been welcome, and leave "
                "that out on purpose.",
                QUIET,
            )
        ]
    if not any(_within(silence, film)) and thin(silence.reason, also=_OF_SILENCE | _OF_MUSIC):
        return [
            Ask(
                "silence is what is left over",
                f"{named}: nothing on my list happens in it, and nobody speaks. What do *you* hear or see there that "
                "music would cover? Put it into the reason, or take the silence where not playing costs you something.",
                QUIET,
            )
        ]
    return [_reason(silence, film, named)]


def _reason(silence: Silence, film: Film, named: str) -> Ask | None:
    text = silence.reason
    question = (
        f"{named}: what do we hear in it, and what does the audience do there that they could not do with "
        "music playing?"
    )
    if thin(text) in ("none", "prompt", "letters", "again", "gives-up", "one-word"):
        return Ask("a silence without a reason", ask_for_more(thin(text), text, question), QUIET)
    if thin(text, also=_OF_SILENCE):
        return Ask("silence is strong by itself", ask_for_more("any-film", text, question, beside="silence"), QUIET)
    if thin(text, also=_OF_SILENCE | _OF_MUSIC):
        return Ask(
            "a silence serves the music",
            f"{quoted(text)} That defends the music around it, and every composer has thought it. {question}",
            QUIET,
        )
    return None


def _within(silence: Silence, film: Film) -> tuple[list[str], list[str]]:
    """What happens and what is said in a silence."""
    start, end = span(silence)
    return (
        [f"{mark.frame}, {mark.label}" for mark in happenings(film) if start - NEAR <= mark.frame < end],
        [f"“{line.text}”" for line in film.lines if line.start < end and start < line.end],
    )


def _passed(silence: Silence, film: Film, count: int) -> list[str]:
    start, end = span(silence)
    happens, spoken = _within(silence, film)
    holds = "; ".join([*happens[:2], *spoken[:2]])
    said = [
        f"{start} to {end}: {seconds(end - start, film)} in which music could have played "
        f"{f'({holds}) ' if holds else ''}and does not.",
        f"You say: {quoted(silence.reason, 160)} To test it, play the place twice, once with any cue under it. If the "
        "sentence is no longer true the second time, the silence is defended.",
    ]
    if count > 1:
        said.append(f"You have planned {count} silences; this is the one that answers the task best.")
    return said


HINTS = (
    "Look for a place where your hand wants to write something, and where the film already does it: by a sound, by a "
    "line, or by making us wait.",
    "Play it with the guide sound only, and write down three things you hear. With music playing, which of the three "
    "would be gone?",
    "Finish two sentences: “In it we hear …” and “Instead of being told, the audience …” Name a person or a thing of "
    "this film in each.",
)
