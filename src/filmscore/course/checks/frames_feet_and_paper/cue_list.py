"""04.7: what a spotting session decided, written as a master cue list."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from ....picture.film import open_film
from ....picture.spotting import Spotting, id_key
from ...asking import Ask, heard, listed
from ...verdict import Untouched
from .asking import FEET, LIST, NAME, NUMBERS, settle
from .cue_rows import Row, faults, rows_of
from .reading import empty, label, seconds_of_length

FILM, REEL = "last-parcel", 2
#: what was decided, in the order of the film: number, in and out as frames, and what it is
BRIEF = {
    "2m1s": (0, 96, "the song"),
    "2m2": (96, 697, "the chase"),
    "2m3": (900, 1259, "the phone"),
    "2m3A": (1404, 1452, "the note at the door"),
    "2m4": (1548, 1728, "the box"),
}
AFTERTHOUGHT = "2m3A"
_POINT = 18  #: frames within which a wrong point is still known for the one that was meant


def cue_list(answer: Any) -> str:
    """Five cues: filed so that nobody has to ask, and the five that were decided on."""
    film = open_film(FILM)
    if isinstance(answer, Spotting) and answer.film.name != FILM:
        settle(
            [
                Ask(
                    "another film",
                    f"This is a list for {answer.film.title}. The session was about {film.title}.",
                    LIST,
                )
            ]
        )
    rows = rows_of(answer)
    if all(empty(row.end) for row in rows):
        raise Untouched("This is the list as you copied it. Which cue is in the first row, and where is it out?")
    settle([_half_written(rows), *_fractions(rows)])
    settle([heard(_unreadable, row, part) for row in rows for part in ("in", "out", "length")])
    settle([_another_reel(rows)])  # alone: with the hours wrong, nothing else in the list means much
    settle(fault.ask for fault in faults(rows, film.rate, REEL))
    points = [(row, *_points(row)) for row in rows]
    settle([*_decided(points), *_order(points), *_numbers(points)])
    total = sum(end - start for _, start, end in points)
    return (
        f"Five cues, {float(total / film.rate.fps):.1f} s of music in {float(film.seconds):g} s of film. No two of "
        "them share a picture, each is called by one name, and each length is out minus in. "
        f"{AFTERTHOUGHT} stands where it plays, and nobody had to write a new number on a part that was copied already."
    )


def _half_written(rows: list[Row]) -> Ask | None:
    for row in rows:
        for side, value in (("in", row.start), ("out", row.end), ("length", row.length)):
            if empty(value) and (side, value) != ("length", None):  # a Spotting has none to give
                return Ask("a gap left open", f"{row.number} has no {side} yet.", LIST)
    return None


def _fractions(rows: list[Row]) -> list[Ask]:
    """Frames or feet where a label is asked for."""
    return [
        Ask(
            "another unit than a label",
            f"{row.number}: you wrote {value} for its {side}. In the list stand labels, whatever unit people spoke in: "
            "an editor types them into her machine.",
            NAME,
        )
        for row in rows
        for side, value in (("in", row.start), ("out", row.end))
        if type(value) in (int, float) or (isinstance(value, str) and re.fullmatch(r"[\d.]+(\s*\+\s*\d+)?", value))
    ]


def _unreadable(row: Row, part: str) -> None:
    """Raises if one of the three cannot be read, in the words of whoever tried to."""
    if part != "length":
        label(row.start if part == "in" else row.end, open_film(FILM).rate, f"{row.number}, {part}")
    elif row.length is not None:
        seconds_of_length(row.length, row.number)


def _points(row: Row) -> tuple[int, int]:
    """In and out as frames of the film."""
    film = open_film(FILM)
    start, end = (label(value, film.rate, row.number) - film.start for value in (row.start, row.end))
    return start, end


def _another_reel(rows: list[Row]) -> Ask | None:
    """Labels that lie outside the film: a clock that begins at midnight, or at one."""
    film = open_film(FILM)
    for row in rows:
        for side, value in (("in", row.start), ("out", row.end)):
            point = label(value, film.rate, f"{row.number}, {side}")
            if not film.start <= point <= film.start + film.frames:
                hour = point.seconds // 3600 == film.start.seconds // 3600
                return Ask(
                    "beyond the film" if hour else "counted from midnight",
                    f"{row.number} goes {side} at {point}. The film runs from {film.start} to "
                    f"{film.start + film.frames}"
                    + ("." if hour else ": its first picture is at two o'clock, since this is reel 2."),
                    NAME,
                )
    return None


def _decided(points: list[tuple[Row, int, int]]) -> list[Ask | None]:
    """Each cue of the session is there, in and out where it was decided."""
    asks: list[Ask | None] = []
    taken: set[int] = set()
    for start, end, what in BRIEF.values():
        place = min(
            (i for i in range(len(points)) if i not in taken),
            key=lambda i: abs(points[i][1] - start) + abs(points[i][2] - end),
            default=None,
        )
        row = points[place] if place is not None else None
        if row is None or min(abs(row[1] - start), abs(row[2] - end)) > _POINT:
            asks.append(Ask("a cue is missing", f"The session decided on {what}. Which row is it?", LIST))
            continue
        assert place is not None
        taken.add(place)
        for side, given, right in (("in", row[1], start), ("out", row[2], end)):
            asks.append(_point(row[0], side, given, right, what))
    extra = [points[i][0].number for i in range(len(points)) if i not in taken]
    if extra and len(taken) == len(BRIEF):
        asks.append(Ask("a cue nobody decided", f"What is {listed(extra)}? The session decided on five cues.", LIST))
    return asks


#: (what, side) -> wrong frame -> the mistake that leads there
_MISREAD = {
    ("the phone", "in"): {
        round(56.4 * 16): ("feet and frames read as a decimal number", "56+04 is 56 feet and four frames.", FEET),
        round(56.04 * 16): ("feet and frames read as a decimal number", "56+04 is 56 feet and four frames.", FEET),
    },
    ("the phone", "out"): {
        52 * 24 + 12: ("the first frame is counted as one", "The notes say 52 seconds and 11 frames.", NAME),
        round(52.11 * 24): ("a label read as a decimal number", "52 seconds and 11 frames are not 52.11 s.", NAME),
    },
    ("the box", "in"): {
        64 * 24 + 5: ("a decimal number read as a label", "64.5 s are 64 seconds and a half, not five frames.", NAME),
    },
    ("the note at the door", "in"): {
        round(87.12 * 16): ("feet and frames read as a decimal number", "87+12: twelve frames of sixteen.", FEET),
    },
    ("the note at the door", "out"): {
        round(90.12 * 16): ("feet and frames read as a decimal number", "90+12: twelve frames of sixteen.", FEET),
    },
}


def _point(row: Row, side: str, given: int, right: int, what: str) -> Ask | None:
    if given == right:
        return None
    film = open_film(FILM)
    said = f"{row.number}, {what}: you have it go {side} at {film.start + given}, frame {given}."
    if known := _MISREAD.get((what, side), {}).get(given):
        return Ask(known[0], f"{said} {known[1]}", known[2])
    if side == "out" and given == right - 1:
        return Ask(
            "the out frame is the last with music",
            f"{said} That would be its last picture with music. Out is the first without: where one cue is out, the "
            "next may come in.",
            LIST,
        )
    if abs(given - right) == 1:
        return Ask(
            "the first frame is counted as one", f"{said} It is one frame beside it; frame 0 is {film.start}.", NAME
        )
    side_of = "early" if given < right else "late"
    return Ask("another point", f"{said} That is too {side_of}. What do the notes say, and in which unit?", LIST)


def _order(points: list[tuple[Row, int, int]]) -> list[Ask | None]:
    for (one, start, _), (other, later, _) in pairwise(points):
        if later < start:
            return [
                Ask(
                    "rows in the order they were spoken of",
                    f"{other.number} stands below {one.number} and comes in before it. A cue list goes down the page "
                    "as the film does, whoever thought of it last.",
                    LIST,
                )
            ]
    return []


def _numbers(points: list[tuple[Row, int, int]]) -> list[Ask | None]:
    """The numbers that had been given out, and one that came after."""
    wanted = {(start, end): (number, what) for number, (start, end, what) in BRIEF.items()}
    asks: list[Ask | None] = []
    for row, start, end in points:
        number, what = wanted.get((start, end), ("", ""))
        if not number or id_key(row.number) == id_key(number):
            continue
        bare = re.sub(r"s$", "", row.number, flags=re.I)
        said = f"You call {what} {row.number}."
        if number.endswith("s") and id_key(bare) == id_key(number[:-1]):
            asks.append(
                Ask("source is score", f"{said} The market can hear it. How does this production mark that?", NUMBERS)
            )
        elif row.number.casefold().endswith("s") and id_key(bare) == id_key(number):
            asks.append(Ask("score is source", f"{said} Nobody in the film can hear it: what is the s for?", NUMBERS))
        elif number == AFTERTHOUGHT and re.fullmatch(r"2m0*3[b-z]", row.number, re.I):
            asks.append(
                Ask(
                    "a second letter without a first",
                    f"{said} A second letter where no first one is, and somebody will look for the first.",
                    NUMBERS,
                )
            )
        elif number == AFTERTHOUGHT and id_key(row.number) == id_key("2m4"):
            asks.append(
                Ask(
                    "everything behind it is renumbered",
                    f"{said} That number is on the copyist's desk for the box. What do you write for a cue that comes "
                    "between two numbers which are gone already?",
                    NUMBERS,
                )
            )
        elif number == AFTERTHOUGHT:
            asks.append(
                Ask(
                    "numbered in the order of writing",
                    f"{said} It was decided last, but it plays between the phone and the box. A number says where in "
                    "the film a cue stands, not when somebody thought of it.",
                    NUMBERS,
                )
            )
        else:
            asks.append(
                Ask(
                    "another number",
                    f"{said} The first four were numbered in the order of the film, from 1, and the fifth came after. "
                    "Which of the four is it?",
                    NUMBERS,
                )
            )
    return asks


HINTS = (
    "Turn everything into frames of the reel first, on paper, and only then into labels. The film begins at "
    "02:00:00:00, and 24 frames make a second.",
    "A length is out minus in, rounded to a second, half a second up; `fs.Timecode` subtracts for you: "
    'fs.Timecode("02:00:29:01", "24") - fs.Timecode("02:00:04:00", "24") gives frames.',
    "Put the rows in the order of the film. Number the four that were decided first, as if the fifth had never been "
    "said. Then put the fifth where it plays, under the number before it with a letter behind.",
)
