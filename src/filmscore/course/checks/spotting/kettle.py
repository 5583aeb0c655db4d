"""03.7: The Kettle, a film that may want no score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ....picture.spotting import Cue, Silence, Spotting
from ...asking import Ask, frames, seconds
from ...reasons import ask_for_more, quoted, thin
from .asking import OUT, PAGE, QUIET, settle, spotting_of
from .points import ON, entry, leaving, length, span
from .whole import filing, hits, music_within, same_reason, why

RADIO_OFF = 212
WHISTLE, LIFTED = 1180, 1308
CUPS = 1332  #: from here on the scene has been played, and a cue may come in
ROOM = 12


def kettle(answer: Any) -> str:
    """No score at all, or one from the cups on; earlier music must answer the question, and leave the whistle alone."""
    spotting = spotting_of(answer, "the-kettle")
    settle([_nothing_decided(spotting)])
    asks: list[Ask | None] = [*filing(spotting), *_source(spotting), *_score(spotting)]
    settle([*asks, *same_reason(spotting.cues), *hits(spotting)])
    return "\n\n".join(_passed(spotting))


def _score_cues(spotting: Spotting) -> list[Cue]:
    return [cue for cue in spotting.cues if cue.kind != "source"]


def _defended(spotting: Spotting) -> list[Silence]:
    """Silences of a second or more, with a reason."""
    long = [s for s in spotting.silences if span(s)[1] - span(s)[0] >= spotting.film.rate.fps]
    return [s for s in long if not thin(s.reason)]


def _nothing_decided(spotting: Spotting) -> Ask | None:
    if _score_cues(spotting) or _defended(spotting):
        return None
    if spotting.silences:
        text = max(spotting.silences, key=lambda s: len(s.reason)).reason
        question = "What do we hear in your silence, and what would music have told us too early?"
        return Ask("a silence without a reason", ask_for_more(thin(text) or "one-word", text, question), QUIET)
    what = "The radio is on your list, and no score." if spotting.cues else "Your list is empty."
    return Ask(
        "silence is what is left over",
        f"{what} That may be the best score this film can have, and an empty list does not say that anybody decided "
        "it. Put it down "
        'as a decision: silences=[fs.Silence(start, end, "…")], with what we hear instead.',
        QUIET,
    )


def _source(spotting: Spotting) -> Iterator[Ask]:
    """The waltz is the radio's: from the first frame to the hand on the switch."""
    for cue in spotting.cues:
        start, end = span(cue)
        if cue.kind == "source":
            if start >= RADIO_OFF:
                yield Ask(
                    "source from nowhere",
                    f"{cue.id} is source from {start}, and the radio was switched off at {RADIO_OFF}. Who in that "
                    "kitchen is playing it?",
                    PAGE,
                )
            elif abs(end - RADIO_OFF) > ON:
                yield Ask(
                    "source goes on after it is switched off" if end > RADIO_OFF else "the source stops by itself",
                    f"{cue.id}, the radio, goes out at {end}. Nora's hand is on the switch at {RADIO_OFF}, "
                    f"{frames(abs(end - RADIO_OFF))} {'before' if end > RADIO_OFF else 'after'} that: it is a hard "
                    "out, to the frame, and everybody sees it.",
                    OUT,
                )
        elif start < RADIO_OFF and end <= RADIO_OFF + ROOM:
            yield Ask(
                "source is score",
                f"{cue.id} runs from {start} to {end} as {cue.kind}. What plays there comes from the radio, and Nora "
                "can hear it: that is "
                'kind="source", and its number usually ends in s.',
                PAGE,
            )
        elif start < RADIO_OFF:
            yield Ask(
                "two musics at once",
                f"{cue.id} comes in at {start}, while the radio plays its waltz until {RADIO_OFF}. Nora hears one of "
                "the two and we hear both. Which of them would you like us to listen to?",
                PAGE,
            )


def _score(spotting: Spotting) -> Iterator[Ask | None]:
    film = spotting.film
    silences = [span(s) for s in _defended(spotting)]
    kept = any(start <= WHISTLE + ROOM and end >= LIFTED - ROOM for start, end in silences)
    for cue in _score_cues(spotting):
        start, end = span(cue)
        if start < RADIO_OFF:
            continue  # asked about already
        yield length(cue, film)
        if start < LIFTED and end > WHISTLE:
            under = min(end, LIFTED) - max(start, WHISTLE)
            yield Ask(
                "sad piano over the kettle",
                f"{cue.id} plays from {start} to {end}, and {seconds(under, film)} of it over the whistle ({WHISTLE} "
                f"to {LIFTED}). The kettle is already the crescendo: it begins, it grows, it stops dead. What would "
                "the audience learn from the piano?",
                QUIET,
            )
        elif start < CUPS:
            yield from _early(cue, kept)
        else:
            yield why(cue)
        yield entry(cue, film) if start < CUPS else None
        yield leaving(cue, film)


def _early(cue: Cue, kept: bool) -> Iterator[Ask]:
    start, _ = span(cue)
    asked = (
        f"{cue.id} comes in at {start}. Between the radio ({RADIO_OFF}) and the cups ({CUPS}) two people do not say a "
        "thing, and a kettle says it for them. What would the audience learn from your music that they cannot see?"
    )
    if lacking := thin(cue.reason):
        yield Ask("sad piano", ask_for_more(lacking, cue.reason, f"{asked} The reason is where you answer."), QUIET)
    elif not kept:
        yield Ask(
            "sad piano",
            f"{cue.id} comes in at {start}, and you say why: {quoted(cue.reason, 80)} That can be heard out on one "
            f"condition: the kettle keeps its scene. Plan a silence that holds {WHISTLE} to {LIFTED}, with what we "
            "hear in it.",
            QUIET,
        )


def _passed(spotting: Spotting) -> list[str]:
    film, score = spotting.film, _score_cues(spotting)
    said = []
    radio = next((cue for cue in spotting.cues if cue.kind == "source"), None)
    if radio:
        said.append(f"{radio.id} is the radio's, in on the first picture and out at {span(radio)[1]} by Nora's hand.")
    if not score:
        said.append(
            "No score. What plays is a radio, a clock, two voices and a kettle, and the loudest bar of it is the one "
            f"after the whistle. You say: {quoted(max(_defended(spotting), key=lambda s: len(s.reason)).reason, 140)} "
            "A director can answer that sentence; an empty list she cannot."
        )
    for cue in score[:3]:
        start, _ = span(cue)
        if start >= 1440 - ROOM:
            said.append(
                f"{cue.id} comes in at {start}, with the black: the scene stays untouched, and what you write is the "
                "first word after it."
            )
        elif start >= CUPS:
            said.append(
                f"{cue.id} comes in at {start}, {seconds(start - LIFTED, film)} after the whistle has stopped. You "
                f"say: {quoted(cue.reason, 100)} Listen whether the room was silent long enough before it."
            )
        else:
            said.append(
                f"{cue.id} comes in at {start}, where this film questions every note, and you have an answer: "
                f"{quoted(cue.reason, 100)} Your silence leaves {WHISTLE} to {LIFTED} to the kettle. Play it both ways "
                "to somebody who has not read your reason."
            )
    if not music_within(spotting, RADIO_OFF, CUPS):
        said.append(f"From {RADIO_OFF} to {CUPS}, {seconds(CUPS - RADIO_OFF, film)}, you leave the film alone.")
    return said


HINTS = (
    "Watch it once with your eyes shut. Write down every sound, and beside each how loud it is. You have drawn the "
    "score the film already has.",
    "The waltz is music too: who plays it, from which frame, and who ends it? Step through the shot of the radio until "
    "the hand turns.",
    "If you want music of your own, look at what is left when the whistle has stopped. And if you want none, that is a "
    "decision with an in point, an out point and a reason, like any other: fs.Silence(…).",
)
