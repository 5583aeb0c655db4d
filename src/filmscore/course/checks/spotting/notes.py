"""03.6: spotting notes that somebody can work from who was not in the room.

What a machine can hold against notes: whether they are complete and agree with themselves. Every field filled, numbers
in the text that are the cue's numbers, an answer that names something in the list. Whether they are good notes is
for a reader, and the exercise gives that reader a rubric.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.film import Film
from ....picture.spotting import Spotting
from ...asking import Ask, apart_words, held, listed
from ...reasons import alike, ask_for_more, quoted, thin, vocabulary, words_of
from .asking import NOTES, settle, spotting_of
from .points import NEAR, happenings, span
from .whole import filing, same_reason, why

PARTS = ("spotting", "avoid", "director")
#: an instrument or an instruction is no purpose, and a likeness is none either
_HOW = vocabulary(
    """
    allegro adagio andante bpm cello cellos celesta choir chord chords clarinet drums fast flute forte guitar harmonic
    harp horn horns instrument instruments key legato loud major melody minor orchestra pad pads percussion piano
    pianissimo quiet slow soft softly solo string strings synth tempo theme tremolo trumpet viola violin violins
    woodwind woodwinds
    """
)
_TIMECODE = re.compile(r"\b\d\d:\d\d:\d\d[:;]\d\d\b")
_FRAME = re.compile(r"(?<![\d:;.])\d{3,4}(?![\d:;]|\.\d)")


def notes(answer: Any) -> str:
    """Complete, at one with the spotting they belong to, and with an answer for the director."""
    spotting, avoid, director = _parts(answer)
    settle([_no_cue(spotting)])
    settle(
        [
            *filing(spotting),
            *_fields(spotting),
            *_purposes(spotting),
            *same_reason(spotting.cues),
            *_agreeing(spotting),
            *_labels(spotting),
            *_avoiding(spotting, avoid),
            _to_the_director(spotting, director),
        ]
    )
    return "\n\n".join(_passed(spotting, avoid, director))


def _parts(answer: Any) -> tuple[Spotting, Any, Any]:
    form = 'Notes have three parts: {"spotting": …, "avoid": {"4m1": "…"}, "director": "…"}.'
    answer = held(answer)
    if isinstance(answer, Spotting):
        raise FilmScoreError(f"This is the cue list, the first of three parts. {form}")
    if not isinstance(answer, Mapping):
        raise FilmScoreError(f"{shown(answer)} is not the form of these notes. {form}")
    given = {str(key).strip().casefold()[:20]: value for key, value in list(answer.items())[:100]}
    missing = [part for part in PARTS if part not in given or given[part] is None]
    if missing:
        raise FilmScoreError(f"There is no {listed([f'“{part}”' for part in missing])} in these notes yet. {form}")
    return spotting_of(given["spotting"], "first-bloom"), given["avoid"], given["director"]


def _no_cue(spotting: Spotting) -> Ask | None:
    return (
        None
        if spotting.cues
        else Ask("no cue", "The spotting in these notes has no cue. Put in the one you passed 03.4 with.", NOTES)
    )


def _fields(spotting: Spotting) -> Iterator[Ask]:
    """Every cue says what it comes in on and what it goes out on."""
    for name, about in (("enters_on", "comes in at"), ("leaves_on", "goes out at")):
        empty = [cue for cue in spotting.cues if thin(getattr(cue, name), enough=1)]
        if empty:
            cue = empty[0]
            others = f" The same is open for {listed([c.id for c in empty[1:]])}." if empty[1:] else ""
            text = getattr(cue, name)
            question = (
                f"{cue.id} {about} {span(cue)[name == 'leaves_on']}: on what? Whoever conforms the music after a recut "
                f"looks for the thing, not for the number. {name} says it in two or three words.{others}"
            )
            yield Ask(f"{name} is empty", ask_for_more(thin(text, enough=1), text, question), NOTES)


def _purposes(spotting: Spotting) -> Iterator[Ask]:
    for cue in spotting.cues:
        if ask := why(cue):
            yield ask
        elif thin(cue.reason, also=_HOW):
            yield Ask(
                "a note prescribes the music",
                f"The reason of {cue.id} says how it should sound: {quoted(cue.reason)} If the cut changes, what has "
                "to survive? Say what it is for; the composer finds the instrument.",
                NOTES,
            )


def _agreeing(spotting: Spotting) -> Iterator[Ask]:
    """Numbers in the words are the numbers of the cue."""
    film = spotting.film
    for cue in spotting.cues:
        for name, frame in zip(("enters_on", "leaves_on"), span(cue), strict=True):
            text = getattr(cue, name)
            for said, there in _points_in(text, film):
                if abs(there - frame) > NEAR:
                    yield Ask(
                        "the note and the number disagree",
                        f"{name} of {cue.id} says {said}; its {'in' if name == 'enters_on' else 'out'} point is "
                        f"{frame}, {apart_words(there, frame)}. An editor who finds two numbers calls you, or takes "
                        "the wrong one. Which holds?",
                        NOTES,
                    )
                    break


def _points_in(text: str, film: Film) -> Iterator[tuple[str, int]]:
    """Frames and labels written in a text, and the event whose name it bears."""
    text = text[:1000]
    for label in _TIMECODE.findall(text):
        try:
            yield label, film.frame(label)
        except FilmScoreError:
            continue
    for number in _FRAME.findall(_TIMECODE.sub(" ", text)):
        if int(number) <= film.frames:
            yield number, int(number)
    named = [mark for mark in happenings(film) if alike(mark.label, text)]
    for mark in named:
        yield f"“{mark.label}”, which is at {mark.frame}", mark.frame


def _labels(spotting: Spotting) -> Iterator[Ask]:
    bare = [hit.frame for hit in spotting.hits if hit.must and not hit.label.strip()]
    if bare:
        yield Ask(
            "a number is a note",
            f"Must-hit{'' if len(bare) == 1 else 's'} without a label: {listed([str(n) for n in bare[:4]])}. In the "
            "notes it is the name that counts (“bloom opens”): after a recut the number is wrong and the name still "
            "right.",
            NOTES,
        )


def _avoiding(spotting: Spotting, avoid: Any) -> Iterator[Ask]:
    ids = [cue.id for cue in spotting.cues]
    if isinstance(avoid, str) and len(ids) == 1:
        avoid = {ids[0]: avoid}
    if not isinstance(avoid, Mapping):
        yield Ask(
            "what to avoid is missing",
            f'“avoid” has one line a cue: {{{ids[0]!r}: "…"}}. This is {shown(avoid, 40)}.',
            NOTES,
        )
        return
    lines = {str(key).strip(): value for key, value in list(avoid.items())[:200]}
    strange = [key for key in lines if key not in ids]
    if strange:
        yield Ask(
            "notes for another list",
            f"“avoid” speaks of {listed([shown(key, 12) for key in strange[:3]])}; your spotting has {listed(ids)}. "
            "Notes and list must use the same numbers.",
            NOTES,
        )
    empty = [i for i in ids if not isinstance(lines.get(i), str) or thin(lines[i])]
    if empty:
        text = lines.get(empty[0])
        kind = thin(text) if isinstance(text, str) else "none"
        question = (
            f"What should {listed(empty)} keep away from? The one thing a composer might do here with the best of "
            "intentions, and that would spoil this scene."
        )
        yield Ask("what to avoid is missing", ask_for_more(kind, text or "", question), NOTES)
    else:
        twins = [(a, b) for i, a in enumerate(ids) for b in ids[i + 1 :] if alike(lines[a], lines[b])]
        if twins:
            a, b = twins[0]
            yield Ask(
                "one warning for all",
                f"{a} and {b} are to avoid the same thing: {quoted(lines[a])} Then it belongs to the whole film. What "
                f"is the trap of {b} alone?",
                NOTES,
            )


def _to_the_director(spotting: Spotting, director: Any) -> Ask | None:
    """The director asks what could go; the answer names it."""
    names = [cue.id for cue in spotting.cues]
    frames = [str(hit.frame) for hit in spotting.hits if hit.must]
    if not isinstance(director, str) or thin(director):
        text = director if isinstance(director, str) else ""
        return Ask(
            "the director is not answered",
            ask_for_more(
                thin(text),
                text,
                "The director asks: if one thing on your list had to go, which, and what would the film lose? Name a "
                f"cue ({listed(names[:4])}) or a must-hit, and what would be lost with it.",
                beside="list",
            ),
            NOTES,
        )
    if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", director[:4000], re.I) for name in (*names, *frames)):
        return None
    said = set(words_of(director))
    if any((label := set(words_of(hit.label))) and label <= said for hit in spotting.hits if hit.must):
        return None
    return Ask(
        "the director is not answered",
        f"You answer the director: {quoted(director, 80)} She asked which. Name one of "
        f"{listed([*names[:4], *frames[:4]])}, so that she can find it on the list.",
        NOTES,
    )


def _passed(spotting: Spotting, avoid: Any, director: str) -> list[str]:
    cue = max(spotting.cues, key=lambda c: span(c)[1] - span(c)[0])
    warning = avoid if isinstance(avoid, str) else next(v for k, v in avoid.items() if str(k).strip() == cue.id)
    purpose = cue.reason.strip().rstrip(".")
    return [
        f"Complete, and at one with itself: {len(spotting.cues)} cue{'' if len(spotting.cues) == 1 else 's'}, each "
        "with what it enters on, what it leaves on, what it is for and what it should avoid.",
        f"The longest, as a composer would read it: “{cue.id}, in {span(cue)[0]} on {cue.enters_on.strip()[:60]}, out "
        f"{span(cue)[1]} on {cue.leaves_on.strip()[:60]}. {purpose[:160]}. Avoid: {warning.strip()[:120]}”",
        "Whether somebody could write from it, no machine can say. Give it to a person who does not know the film, and "
        "use the rubric below.",
    ]


HINTS = (
    "Read your list aloud to somebody on the telephone. Where you say “you know, where he …”, that is what enters_on "
    "or leaves_on should say.",
    "For “avoid”, ask what you would write here on a lazy day. The director has heard that before, too.",
    "For the director, choose the thing you would miss least, and call it by its number. Then be honest about the "
    "loss: whose face would mean less without it?",
)
