"""03.4: First Bloom spotted whole. Also what every whole spotting is asked, here and in the tasks after it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ....picture.spotting import Cue, Spotting
from ...asking import Ask, frames, listed, seconds
from ...reasons import alike, ask_for_more, quoted
from .asking import IN, MANY, MUST, NOTES, QUIET, settle, spotting_of
from .must import A_MINUTE, allowed
from .points import NEAR, at, cut_at, entry, entry_said, happenings, leaving, length, meets, reason_of, span

WALL = 0.9  #: from here on it is one piece of music with a film beside it
DENSE = 3.0  #: hits in ten seconds of music, must and may; above it the music follows every movement
TOGETHER = 12  #: must-hits nearer than this are one accent to the ear
A_SILENCE = 24


def whole(answer: Any) -> str:
    """In and out points that meet something or have a reason; few hits; somewhere to be quiet."""
    spotting = spotting_of(answer, "first-bloom")
    settle([_empty(spotting)])
    settle([*filing(spotting), *points(spotting), *_reasons(spotting), wall(spotting), *hits(spotting, needed=True)])
    return "\n\n".join(_passed(spotting))


def _empty(spotting: Spotting) -> Ask | None:
    if spotting.cues:
        return None
    if spotting.hits or spotting.silences:
        return Ask(
            "hits without a cue",
            f"There are {len(spotting.hits)} hits and {len(spotting.silences)} silences here, and no cue. A hit is met "
            "by music, and a silence is a gap in it. Where does the first cue come in?",
            IN,
        )
    return Ask(
        "no cue",
        "This spotting is empty. No music at all would be a decision too, but First Bloom says little, and Mara never "
        "says what she hopes. Mark one entry: where does something begin that nobody says aloud?",
        IN,
    )


def filing(spotting: Spotting) -> Iterator[Ask]:
    """What could not be played or filed as it stands."""
    place = {"overlap": IN, "same-id": NOTES, "order": NOTES, "in-silence": QUIET}
    name = {
        "overlap": "two cues at once",
        "same-id": "one number for two cues",
        "order": "numbers out of order",
        "in-silence": "music in the silence",
    }
    more = {
        "overlap": "Which of the two has the floor?",
        "same-id": "Give one of them the next number, or a letter: 4m1A.",
        "order": "",
        "in-silence": "Which of the two did you mean?",
    }
    for problem in spotting.problems():
        if problem.kind in place:
            yield Ask(name[problem.kind], f"{problem.message} {more[problem.kind]}".strip(), place[problem.kind])


def points(spotting: Spotting) -> Iterator[Ask | None]:
    """What to ask about each cue's in and out."""
    for cue in spotting.cues:
        yield length(cue, spotting.film)
        yield entry(cue, spotting.film)
        yield leaving(cue, spotting.film)


def _reasons(spotting: Spotting) -> Iterator[Ask]:
    """Each cue has a reason of its own; a cue whose entry is asked about already is not asked twice."""
    asked = {cue.id for cue in spotting.cues if entry(cue, spotting.film)}
    for cue in spotting.cues:
        if cue.id not in asked and (ask := why(cue)):
            yield ask
    yield from same_reason(spotting.cues)


def why(cue: Cue) -> Ask | None:
    """What to ask about a cue's reason, if anything."""
    if not (kind := reason_of(cue)):
        return None
    start, end = span(cue)
    question = f"What changes if {cue.id} ({start} to {end}) is removed? Say it of a person or a thing in this film."
    if kind == "echo":
        return Ask(
            "where is not why",
            f"{quoted(cue.reason)} stands under enters_on and under reason. It says where. {question}",
            NOTES,
        )
    return Ask(f"no reason: {kind}", ask_for_more(kind, cue.reason, question), NOTES)


def same_reason(cues: tuple[Cue, ...]) -> Iterator[Ask]:
    """Two cues with one reason: one of them is not needed, or has not been thought about."""
    for i, one in enumerate(cues):
        for other in cues[i + 1 :]:
            if alike(one.reason, other.reason):
                yield Ask(
                    "one reason for all",
                    f"{one.id} and {other.id} have the same reason, {quoted(one.reason)} If that is true, which of the "
                    "two could go?",
                    NOTES,
                )
                return


def wall(spotting: Spotting) -> Ask | None:
    """Music nearly everywhere, and no silence planned."""
    film = spotting.film
    if spotting.coverage < WALL or any(span(s)[1] - span(s)[0] >= A_SILENCE for s in spotting.silences):
        return None
    marks = [0, *(mark.frame for mark in happenings(film)), film.frames]
    gap, a, b = max((b - a, a, b) for a, b in pairwise(marks))
    talk = [f"“{line.text}”" for line in film.lines if a <= line.start < b]
    spoken = f"; somebody says {listed(talk)}" if talk else "."
    return Ask(
        "wall to wall",
        f"Your music covers {spotting.coverage:.0%} of the film: {seconds(spotting.music_frames, film)} of "
        f"{seconds(film.frames, film)}, with {len(film.events)} listed events in it. From {a} to {b}, "
        f"{seconds(gap, film)}, none of them falls{spoken} What does the audience learn from the music there? Take it "
        "out where you find no answer, or plan one silence of a second or more.",
        QUIET,
    )


def hits(spotting: Spotting, *, needed: bool = False) -> Iterator[Ask]:
    """Few enough, far enough apart, and inside the music that is to meet them."""
    film, musts = spotting.film, [hit for hit in spotting.hits if hit.must]
    count = len(musts)
    if count > allowed(film):
        yield Ask(
            "catches everything",
            f"{count:,} must-hits in {float(film.seconds):g} seconds; {A_MINUTE} a minute is the rule here, "
            f"{allowed(film)} in this film. In your music that makes {spotting.hit_density:.1f} hits in ten seconds. "
            "Music that meets everything follows each movement (Mickey-Mousing), and no tempo is left free. Make "
            f"{count - allowed(film):,} of them may-hits: which first?",
            MUST,
        )
        return
    if needed and not musts:
        inside = [e for e in film.events if e.kind == "must" and music_within(spotting, e.frame, e.frame + 1)]
        over = f"Does your music pass over “{inside[0].label}” at {inside[0].frame} without a sign? " if inside else ""
        yield Ask(
            "nothing must be met",
            f"There is no must-hit in this spotting. {over}Mark at least the one frame inside your music that would be "
            "missed.",
            MUST,
        )
    if len(spotting.hits) > MANY or spotting.hit_density > DENSE:
        yield Ask(
            "catches everything",
            f"{len(spotting.hits):,} hits, must and may: {spotting.hit_density:.1f} in ten seconds of your music. A "
            f"may-hit is a gift, and nobody gives that many. Where it stands above {DENSE:g}, music tends to mimic the "
            "picture (Mickey-Mousing). Which of them would you not notice if they were gone?",
            MUST,
        )
        return
    for one, other in pairwise(musts):
        if at(other) - at(one) < TOGETHER:
            yield Ask(
                "two musts in one place",
                f"The must-hits at {one.frame} and {other.frame} are {frames(at(other) - at(one))} apart. "
                "To the ear that is one accent, and the second comes late. Which of the two is it for?",
                MUST,
            )
            break
    on_the_out = [at(hit) for hit in musts if any(at(hit) == span(c)[1] for c in spotting.cues)]
    outside = [at(hit) for hit in musts if not music_within(spotting, at(hit), at(hit) + 1)]
    if lone := [n for n in outside if n in on_the_out]:
        yield Ask(
            "a hit without music",
            f"On the must-hit at {lone[0]} your music stops: {lone[0]} is the first frame without it. Then the silence "
            "meets it, and leaves_on is the place to say so. Take the hit away, or let the music go on past it.",
            MUST,
        )
        return
    if outside and spotting.cues:
        yield Ask(
            "a hit without music",
            f"The must-hit{'' if len(outside) == 1 else 's'} at {listed([str(n) for n in outside])}: no cue of yours "
            "plays there, so nothing can meet it. Does a cue reach that far, or is it the silence that meets it? Then "
            "it is no hit.",
            MUST,
        )
    for hit in musts:
        if not hit.label.strip() and not meets(film, at(hit)):
            cut = cut_at(film, at(hit))
            where = f"it is the cut to “{cut}”" if cut else f"within {NEAR} frames of it nothing listed happens"
            yield Ask(
                "a must on nothing",
                f"The must-hit at {hit.frame} has no label, and {where}. What is there that would be missed? Its label "
                "is the place to say it.",
                MUST,
            )
            break


def _passed(spotting: Spotting) -> list[str]:
    film, cues = spotting.film, spotting.cues
    must = sum(hit.must for hit in spotting.hits)
    said = [
        f"{len(cues)} cue{'' if len(cues) == 1 else 's'}, {seconds(spotting.music_frames, film)} of music in "
        f"{seconds(film.frames, film)} of film ({spotting.coverage:.0%}). "
        + " ".join(entry_said(cue, film, beside=cue is cues[0]) for cue in cues[:3])
        + (f" And {len(cues) - 3} more." if len(cues) > 3 else ""),
        f"{must} must and {len(spotting.hits) - must} may: {spotting.hit_density:.1f} hits in ten seconds of music.",
    ]
    start, end = longest_rest(spotting)
    spoken = [line for line in film.lines if start <= line.start and line.end <= end]
    planned = any(span(s)[0] < end and start < span(s)[1] for s in spotting.silences)
    if end > start:
        said.append(
            f"The longest stretch without music is {start} to {end}, {seconds(end - start, film)}. "
            + (
                f"In it, {listed(sorted({f'{line.who.title()}' for line in spoken}))} may speak alone. "
                if spoken
                else ""
            )
            + ("You have planned a part of it." if planned else "Is it a decision? 03.5 asks.")
        )
    under = [line for line in film.lines if any(span(c)[0] < line.end and line.start < span(c)[1] for c in cues)]
    if under:
        said.append(
            f"Your music plays under {listed([f'“{line.text}”' for line in under])} Write that into the notes: low, "
            "held, and nothing new while they speak, or out of the way."
        )
    return said


def longest_rest(spotting: Spotting) -> tuple[int, int]:
    """The longest stretch of the film without music; (0, 0) if there is none."""
    at, best = 0, (0, 0)
    for start, end in [*sorted(span(cue) for cue in spotting.cues), (spotting.film.frames, spotting.film.frames)]:
        if start - at > best[1] - best[0]:
            best = (at, start)
        at = max(at, end)
    return best


def music_within(spotting: Spotting, start: int, end: int) -> Cue | None:
    """The first cue that plays anywhere between two frames."""
    return next((cue for cue in spotting.cues if span(cue)[0] < end and start < span(cue)[1]), None)


HINTS = (
    "Before any frame: say in one sentence what nobody in this film says aloud. Music comes in where that begins, and "
    "goes out where somebody says it, or no longer needs to.",
    "Step through the half second round each of your in points. On a cut the picture changes all at once; on a turn "
    "somebody does something new. Look also for the loudest thing that happens while nobody cuts.",
    "For every cue write leaves_on before you write reason. If you cannot say what it goes out on, move the out point "
    "until you can: an event, the end of a thought, a sound that takes over. Keep your musts to the three or four you "
    "named in 03.3.",
)
