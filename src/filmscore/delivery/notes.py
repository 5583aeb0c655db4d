"""The three papers of a spotting: spotting notes, timing notes, master cue list.

Spotting notes keep what was agreed in the spotting session. Timing notes (breakdown notes) are for the one who
writes a cue: what is on the screen, and how long after its first note. The master cue list is for everybody else.
All three come from the same `Spotting`, so they cannot contradict each other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from ..errors import FilmScoreError, shown
from ..picture.cue_list import COLUMNS, CueList, hundredths, in_order, minutes, span
from ..picture.film import Film
from ..picture.spotting import Cue, Hit, Spotting
from ..picture.timecode import Rate, Timecode
from .breakdown import Moment, moments
from .paper import Block, Paper

ROUNDED = "Lengths are real time, each rounded half up to the second."


def cue_list(spotting: Spotting) -> Paper:
    """The master cue list: one row a cue or planned silence, with totals.

    In and out are timecode; the out frame is the first without music. Lengths are minutes and seconds of real time,
    rounded half up. Totals are added in frames and rounded once: rounded lengths do not add up. Cues stand in the
    order of their numbers; where the film plays them in another, a note says so. Lesson 04.

    Parameters
    ----------
    spotting : Spotting
        Or what holds one, such as a Spotting desk.

    Returns
    -------
    Paper

    Raises
    ------
    FilmScoreError
        It is no spotting.

    Examples
    --------
    >>> from filmscore.picture.spotting import Cue, Hit, Spotting
    >>> cue_list(Spotting("first-bloom", cues=[Cue("4m1", 480, 1920, enters_on="lights down")], hits=[Hit(1056)]))
    Master cue list of First Bloom
    <BLANKLINE>
    Cue  Kind   In           Out          Length  Enters on    Leaves on  Hits  Reason
    4m1  score  04:00:20:00  04:01:20:00  1:00    lights down             1+0
    <BLANKLINE>
    1 cue, 1:00 of music: 1440 frames, 60.00 s. Music on 75 % of the film.
    Lengths are real time, each rounded half up to the second. Hits are must-hits + may-hits.
    """
    spotting = _spotting(spotting)
    return Paper(
        title=f"Master cue list of {spotting.film.title}",
        columns=COLUMNS,
        rows=tuple(CueList(spotting).rows()),
        facts=_film_facts(spotting.film),
        notes=(*_totals(spotting), *_played_first(spotting), f"{ROUNDED} Hits are must-hits + may-hits."),
        blocks=(
            Block("Cue", ("Cue", "Kind"), 10),
            Block("In, out", ("In", "Out"), 14),
            Block("Length", ("Length",), 9),
            Block("Hits", ("Hits",), 7),
            Block("Enters on", ("Enters on",), 17),
            Block("Leaves on", ("Leaves on",), 17),
            Block("Reason", ("Reason",), 26),
        ),
    )


def spotting_notes(spotting: Spotting) -> Paper:
    """The spotting notes: each cue with where it comes in and goes out, what for, what it meets, what is said under it.

    Beneath stand the totals and whatever is still to be settled with the director (`Spotting.problems`). Lesson 04.

    Parameters
    ----------
    spotting : Spotting
        Or what holds one, such as a Spotting desk.

    Returns
    -------
    Paper

    Raises
    ------
    FilmScoreError
        It is no spotting.

    Examples
    --------
    >>> from filmscore.picture.spotting import Cue, Hit, Spotting
    >>> notes = spotting_notes(Spotting("first-bloom", cues=[Cue("4m1", 480, 1920)], hits=[Hit(1056, "bloom")]))
    >>> notes.column("Must meet"), notes.notes[-1]
    (('04:00:44:00 bloom',), 'To settle: 4m1 gives no reason: what changes if it is removed?')
    """
    spotting = _spotting(spotting)
    film = spotting.film
    told = ("Comes in on", "Goes out on", "What for", "Must meet", "May meet", "Said under it")
    rows = []
    for one in in_order(spotting):
        start, end = span(one)
        when = str(film.timecode(start)), str(film.timecode(end)), minutes(_seconds(end - start, film))
        spoken = "\n".join(
            f"{film.timecode(line.start)} {line.who}: “{line.text}”"
            for line in film.lines
            if line.start < end and start < line.end
        )
        if isinstance(one, Cue):
            under = [hit for hit in spotting.hits if start <= _frame(hit) < end]
            met = [_met((hit for hit in under if hit.must is must), film) for must in (True, False)]
            rows.append((one.id, one.kind, *when, one.enters_on, one.leaves_on, one.reason, *met, spoken))
        else:
            rows.append(("", "silence", *when, "", "", one.reason, "", "", spoken))
    music = [span(cue) for cue in spotting.cues]
    outside = [hit for hit in spotting.hits if not any(start <= _frame(hit) < end for start, end in music)]
    stray = [f"Hits with no music under them: {_met(outside, film).replace(chr(10), '; ')}."] if outside else []
    return Paper(
        title=f"Spotting notes for {film.title}",
        columns=("Cue", "Kind", "In", "Out", "Length", *told),
        rows=tuple(rows),
        facts=_film_facts(film),
        notes=(*_totals(spotting), ROUNDED, *stray, *(f"To settle: {problem}" for problem in spotting.problems())),
        blocks=(
            Block("Cue", ("Cue", "Kind"), 11),
            Block("In, out, length", ("In", "Out", "Length"), 18),
            Block("Notes", told, 71, labelled=True),
        ),
    )


def timing_notes(spotting: Spotting, cue_id: str | Cue) -> Paper:
    """The timing notes of one cue: all that happens in it, timed from its first frame.

    Seconds are real time, rounded half up to a hundredth: at 29.97 a label says less than has passed. Where the film
    runs at 24, footage counts from 0+00 on the cue's first frame, 16 frames to a foot of 35 mm and 40 of 16 mm.
    Shots, lines and events are the film's, hits the spotting's; a hit on the frame of an event is one row. Lesson 04.

    Parameters
    ----------
    spotting : Spotting
        Or what holds one, such as a Spotting desk.
    cue_id : str or Cue

    Returns
    -------
    Paper

    Raises
    ------
    FilmScoreError
        It is no spotting, it has no such cue, or two of that name.

    Examples
    --------
    >>> from filmscore.picture.spotting import Cue, Hit, Spotting
    >>> s = Spotting("first-bloom", cues=[Cue("4m1", 924, 1068)], hits=[Hit(1056, "bloom")])
    >>> for row in timing_notes(s, "4m1").rows[-2:]:
    ...     print(*row, sep=" | ")
    5.50 | 132 | 04:00:44:00 | 8+04 | 3+12 | must-hit | bloom opens
    6.00 | 144 | 04:00:44:12 | 9+00 | 3+24 | music out |
    """
    spotting = _spotting(spotting)
    cue, film = _cue(spotting, cue_id), spotting.film
    start, end = span(cue)
    on_film = film.rate == Rate("24")
    feet = ("35 mm", "16 mm") if on_film else ()

    def row(moment: Moment) -> tuple[str, ...]:
        frames = moment.frame - start
        past = Timecode.from_frame(frames, film.rate)
        length = (past.feet("35mm"), past.feet("16mm")) if on_film else ()
        label = str(film.timecode(moment.frame))
        return (hundredths(_seconds(frames, film)), str(frames), label, *length, moment.kind, moment.words)

    columns = ("Seconds", "Frames", "Timecode", *feet, "What", "On the screen")
    widths = (11, 10, 14, 8, 8, 11, 38) if on_film else (11, 10, 14, 11, 54)
    length = f"{hundredths(_seconds(end - start, film))} s, {end - start} frames"
    facts = [
        ("Cue", f"{cue.id} ({cue.kind})"),
        ("In", str(film.timecode(start))),
        ("Out", str(film.timecode(end))),
        ("Length", length),
        ("What for", cue.reason),
    ]
    notes = [
        "Seconds are real time from the cue's first frame, rounded half up to a hundredth. "
        f"A frame lasts {hundredths(1 / film.rate.fps, 4)} s, so no two frames share a hundredth."
    ]
    if on_film:
        notes.append("Footage counts from 0+00 on the cue's first frame: 35 mm has 16 frames a foot, 16 mm has 40.")
    return Paper(
        title=f"Timing notes for {cue.id}, {film.title}",
        columns=columns,
        rows=tuple(map(row, moments(spotting, cue))),
        facts=(*_film_facts(film), *((name, words) for name, words in facts if words)),
        notes=tuple(notes),
        blocks=tuple(
            Block(name, (name,), width, numbers=name in ("Seconds", "Frames"))
            for name, width in zip(columns, widths, strict=True)
        ),
    )


def _totals(spotting: Spotting) -> list[str]:
    """Added in frames, rounded once."""
    film, cues = spotting.film, spotting.cues
    if not cues:
        return ["No cues yet."]
    lengths = [_seconds(end - start, film) for start, end in map(span, cues)]
    frames = sum(end - start for start, end in map(span, cues))
    whole = minutes(_seconds(frames, film))
    share = math.floor(Fraction(100 * spotting.music_frames, film.frames) + Fraction(1, 2))
    told = [
        f"{len(cues)} cue{'s' if len(cues) > 1 else ''}, {whole} of music: {frames} frames, "
        f"{hundredths(_seconds(frames, film))} s. Music on {share} % of the film."
    ]
    kinds = {cue.kind: sum(end - start for start, end in (span(c) for c in cues if c.kind == cue.kind)) for cue in cues}
    if len(kinds) > 1:
        told.append("By kind: " + ", ".join(f"{kind} {minutes(_seconds(n, film))}" for kind, n in kinds.items()) + ".")
    if frames != spotting.music_frames:
        told.append(f"Cues overlap: {frames - spotting.music_frames} of these frames are counted twice.")
    added = minutes(Fraction(sum(math.floor(length + Fraction(1, 2)) for length in lengths)))
    if added != whole:
        told.append(f"The total is added in frames and rounded once; the rounded lengths would come to {added}.")
    return told


def _played_first(spotting: Spotting) -> list[str]:
    """Where the numbers do not go up with the film: the list stands by number, so a reader would not see it."""
    pairs = zip(spotting.cues, spotting.cues[1:], strict=False)
    return [f"{other.id} plays before {one.id}." for one, other in pairs if span(other)[0] < span(one)[0]]


def _film_facts(film: Film) -> tuple[tuple[str, str], ...]:
    rate = film.rate
    pulled = "" if rate.fps.denominator == 1 else f" ({rate.fps} frames a second)"
    kind = ", drop-frame" if rate.drop else ", non-drop" if rate.name.endswith("ndf") else ""
    return (
        ("Film", film.title),
        ("Rate", f"{rate.name.removesuffix('df').removesuffix('n')}{kind}{pulled or ' frames a second'}"),
        ("Frame 0 is", str(film.start)),
        ("Film length", f"{minutes(film.seconds)}, {film.frames} frames"),
    )


def _spotting(given: Spotting) -> Spotting:
    held = given if isinstance(given, Spotting) else getattr(given, "spotting", None)
    if not isinstance(held, Spotting):
        raise FilmScoreError(f"Paper is made from a spotting, fs.Spotting(…), not from {shown(given)}.")
    return held


def _cue(spotting: Spotting, wanted: str | Cue) -> Cue:
    name = wanted.id if isinstance(wanted, Cue) else wanted
    if not isinstance(name, str):
        raise FilmScoreError(f"A cue is asked for by its id, such as '1m1', not by {shown(name)}.")
    found = [cue for cue in spotting.cues if cue.id.casefold() == name.strip().casefold()]
    if len(found) > 1:
        raise FilmScoreError(f"Two cues are called {name}: give one of them another number first.")
    if not found:
        listed = ", ".join(cue.id for cue in spotting.cues) or "none"
        raise FilmScoreError(f"There is no cue {shown(name)} in this spotting. Its cues: {listed}.")
    return found[0]


def _met(hits: Iterable[Hit], film: Film) -> str:
    return "\n".join(f"{film.timecode(_frame(hit))} {hit.label}".rstrip() for hit in hits)


def _frame(hit: Hit) -> int:
    return hit.frame  # type: ignore[return-value]  # a frame, once placed in a film


def _seconds(frames: int, film: Film) -> Fraction:
    return Fraction(frames) / film.rate.fps
