"""In points and out points: what they fall on, and what a director would ask about them.

Within twelve frames, half a second, the eye gives a sound to the thing beside it. Outside that, the point needs a
reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....picture.film import Film
from ....picture.spotting import Cue, Hit, Silence
from ...asking import Ask, apart_words, frames, seconds
from ...reasons import alike, ask_for_more, quoted, thin
from .asking import IN, LINE, OUT

NEAR = 12  #: frames within which a point meets something
ON = 2  #: frames within which a point is *on* a cut or a first word
JUST_AFTER = 48  #: frames after a line in which an entry looks like filling the gap it left

#: turns that the lesson points out and the timeline does not list
_TURNS = {"first-bloom": ((1170, "Mara wakes with a breath"), (1232, "Mara begins to turn to Jon"))}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happens on one frame of the film."""

    frame: int
    label: str


def happenings(film: Film) -> list[Mark]:
    """What happens in a film, in order: the listed events, and the turns the lesson names."""
    listed = [Mark(event.frame, event.label) for event in film.events]
    return sorted([*listed, *(Mark(*turn) for turn in _TURNS.get(film.name, ()))], key=lambda mark: mark.frame)


def nearest(film: Film, frame: int) -> Mark:
    """What happens next to a frame; of two as near, the later (one hears what comes, not what was)."""
    return min(happenings(film), key=lambda mark: (abs(mark.frame - frame), mark.frame < frame))


def meets(film: Film, frame: int) -> Mark | None:
    """What happens within `NEAR` frames."""
    mark = nearest(film, frame)
    return mark if abs(mark.frame - frame) <= NEAR else None


def cut_at(film: Film, frame: int) -> str:
    """The name of the shot that a frame cuts to, if it is on a cut (`ON` frames either way)."""
    return next((shot.name for shot in film.shots[1:] if abs(shot.start - frame) <= ON), "")


def reason_of(cue: Cue) -> str:
    """Why the reason of a cue is no reason yet (see `reasons.thin`); also ``echo``: it repeats `enters_on`."""
    kind = thin(cue.reason)
    return kind or ("echo" if alike(cue.reason, cue.enters_on) else "")


def span(of: Cue | Silence) -> tuple[int, int]:
    """In and out of a cue or silence that has its place in a film: whole frames."""
    return of.start, of.end  # type: ignore[return-value]


def at(hit: Hit) -> int:
    """The frame of a hit that has its place in a film."""
    return hit.frame  # type: ignore[return-value]


def entry(cue: Cue, film: Film) -> Ask | None:
    """What to ask about where a cue comes in, if anything."""
    start, _ = span(cue)
    line = next((line for line in film.lines if line.start < start < line.end), None)
    if line and not cue.over_line:
        into = frames(start - line.start)
        return Ask(
            "enters inside a line",
            f"{cue.id} comes in at {start}, {into} into {line.who.title()}'s “{line.text}” A new sound takes the ear, "
            f"and takes the words with it. Before {line.start} or from {line.end} it takes nothing. If you mean it, "
            "write over_line=True, and the reason says why.",
            LINE,
        )
    if reason_of(cue) == "" or (meets(film, start) and not line):
        return None
    if line:
        return Ask(
            "over a line without a reason",
            ask_for_more(
                reason_of(cue),
                cue.reason,
                f"{cue.id} comes in at {start} over {line.who.title()}'s “{line.text}”, and you say that you mean it. "
                "What do we gain for the words we lose?",
            ),
            LINE,
        )
    mark, shot = nearest(film, start), cut_at(film, start)
    if shot:
        return Ask(
            "a cut is a turn",
            f"{cue.id} comes in at {start}, on the cut to “{shot}”. {_turn(mark, start)} What changes at {start}: the "
            "picture, or the story?",
            IN,
        )
    if start <= ON:
        return Ask(
            "music begins with the film",
            f"{cue.id} comes in with the first picture, at {start}, before anybody has done anything. The first thing "
            f"that happens is at {mark.frame}: {mark.label}. What would be missing if we only heard the place until "
            "then?",
            IN,
        )
    before = next((line for line in film.lines if line.end <= start <= line.end + JUST_AFTER), None)
    if before:
        return Ask(
            "music fills the gap a line leaves",
            f"{cue.id} comes in at {start}, {frames(start - before.end)} after {before.who.title()}'s “{before.text}” "
            f"A pause after a line belongs to whoever has to answer. {_turn(mark, start)} What would the music say in "
            "the pause? Put it into the reason, or wait.",
            IN,
        )
    return Ask(
        "enters on nothing",
        f"{cue.id} comes in at {start}. Within {NEAR} frames of that nothing listed happens. {_turn(mark, start)} What "
        "do you see at your frame? Step through it, and move the entry or say it in the reason.",
        IN,
    )


def _turn(mark: Mark, start: int) -> str:
    return f"The nearest thing that happens is at {mark.frame}, {apart_words(start, mark.frame)}: {mark.label}."


def leaving(cue: Cue, film: Film) -> Ask | None:
    """What to ask about where a cue goes out, if anything."""
    _, end = span(cue)
    if thin(cue.leaves_on, enough=1) == "" or end >= film.frames - NEAR:
        return None
    line = next((line for line in film.lines if line.start < end < line.end), None)
    if line:
        return Ask(
            "leaves inside a line",
            f"{cue.id} goes out at {end}, {frames(end - line.start)} into {line.who.title()}'s “{line.text}” An ear "
            f"follows what leaves. Out before {line.start}, or under the whole line: which? Or say in leaves_on what "
            "it goes out on.",
            OUT,
        )
    if meets(film, end):
        return None
    speaks = next((line for line in film.lines if 0 <= line.start - end <= NEAR), None)
    said = f" You wrote {quoted(cue.leaves_on, 40)} in leaves_on." if cue.leaves_on.strip() else ""
    if speaks:
        ahead = "as" if speaks.start == end else f"{frames(speaks.start - end)} before"
        return Ask(
            "out on the first word",
            f"{cue.id} goes out at {end}, {ahead} {speaks.who.title()} begins “{speaks.text}” A "
            "silence that begins there throws its light on the line. If that is what you want, say it in "
            f"leaves_on.{said}",
            OUT,
        )
    if shot := cut_at(film, end):
        return Ask(
            "the cut takes it out",
            f"{cue.id} goes out at {end}, on the cut to “{shot}”. A cut hides an exit well, which is a use; what has "
            f"ended in the story by then? Write it in leaves_on.{said}",
            OUT,
        )
    mark = nearest(film, end)
    return Ask(
        "it runs out",
        f"{cue.id} goes out at {end}, and nothing listed happens within {NEAR} frames (the nearest: {mark.label}, at "
        f"{mark.frame}). What does it go out on? leaves_on is where you say it.{said}",
        OUT,
    )


def length(cue: Cue, film: Film) -> Ask | None:
    """A cue of less than a second is a slip of the pen, or a stinger that has not said so."""
    start, end = span(cue)
    if end - start >= film.rate.fps:
        return None
    return Ask(
        "too short for a cue",
        f"{cue.id} runs from {start} to {end}: {frames(end - start)}, {seconds(end - start, film)}. That is shorter "
        "than one breath of the film. Is the out point the one you meant? The out point is the first frame without "
        "music.",
        OUT,
    )


def entry_said(cue: Cue, film: Film, *, beside: bool = True) -> str:
    """A word on an entry that stands: what it meets and how far from it; `beside`, which cut it let pass."""
    start, _ = span(cue)
    mark = meets(film, start)
    line = film.line_at(start)
    if line and start > line.start:
        return f"{cue.id} comes in at {start} over {line.who.title()}'s line, on purpose."
    if mark:
        off = mark.frame - start
        where = (
            f"on “{mark.label}”" if not off else f"{frames(abs(off))} {'before' if off > 0 else 'after'} “{mark.label}”"
        )
        cut = next((s for s in film.shots[1:] if ON < abs(s.start - mark.frame) <= JUST_AFTER), None)
        passed = f" The cut beside it, at {cut.start}, you leave to the editor." if cut and beside else ""
        return f"{cue.id} comes in at {start}, {where}.{passed}"
    if shot := cut_at(film, start):
        return f"{cue.id} comes in at {start}, on the cut to “{shot}”: it belongs to the new picture, and you say why."
    return f"{cue.id} comes in at {start}, where nothing is listed; your reason carries it."
