"""What to ask of fifteen bars for the first half of Last Parcel, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator

from ....music.orchestra.catalogue import known
from ....music.rhythm.momentum import CURVES
from ....music.rhythm.room import RING, Slot
from ...asking import frames, listed
from ...asking_notes import LOW_DRUMS
from .asking import (
    BAR,
    CELL,
    DOOR,
    FRAME,
    GROW,
    HOME,
    ROOM,
    Ask,
    every,
    of_the_lesson,
    once,
    period,
    times,
    walks,
    written_out,
)  # fmt: skip
from .half_read import BARS, HITS, Half, Heard
from .half_read import DOOR as SHUT
from .half_read import ROOM as PLACES

#: accents among the strokes, and hits that luck may meet, beyond which meeting them says nothing
SHARE, LUCK = 3 / 5, 1.5
#: strokes a beat, the later by the earlier, from which on it is a change in a thin texture too
RATIO = 4 / 3
BETWEEN = 24  #: eighths from hit to hit
EARLIEST = 656  #: the bar line of bar 15: the music is to reach it


def asks_of(half: Half) -> Iterator[Ask | None]:
    """Everything that is not as it was asked for, or as its author declared it."""
    yield _walks(half)
    yield _own(half)
    yield _pitched(half)
    yield _accents(half)
    yield from _hits(half)
    yield from _plan(half)
    for place in PLACES:
        yield _place(half, place)
    yield _end(half)
    yield from _curves(half)
    yield _drum(half)
    yield _players(half)


def _walks(half: Half) -> Ask | None:
    size = period(half.cell)
    if walks(size):
        return None
    here = f"{written_out(half.cell)}{size} step{'s' * (size > 1)} in bars of eight"
    if size % BETWEEN == 0:
        return Ask(
            "a cell that never shifts",
            f"{here}: the accents fall in the same place of {every(size)}. They can meet the three, and they never "
            f"slip against the bar. What else goes into {BETWEEN}, and is not made of whole bars?",
            HOME,
        )
    return Ask(
        "a cell that never shifts",
        f"{here}: the accents fall in the same place of {every(size)}. Whatever they meet at the tram, they meet in "
        f"bars without one just so. {BETWEEN} eighths lie between the hits: what goes in, and not into eight?",
        HOME,
    )


def _own(half: Half) -> Ask | None:
    cell = once(half.cell.rotate(-half.turned))
    how = of_the_lesson(cell)
    if not how:
        return None
    return Ask(
        "the lesson's cell",
        f"“{cell.text}” is the cell of the lesson, {how}. That one has been heard. Yours of 10.2, or another?",
        CELL,
    )


def _pitched(half: Half) -> Ask | None:
    if any(one.attack.heights for one in half.heard):
        return None
    names = listed([name for name, _ in half.players])
    return Ask(
        "a rhythm without its notes",
        f"No note of “{half.cell.text}” is heard: {names} {'has' if len(half.players) == 1 else 'have'} none. Who in "
        "the street can play them?",
        CELL,
    )


def _accents(half: Half) -> Ask | None:
    count, strokes = len(half.cell.accents), len(half.cell.strokes)
    if not count:
        return Ask("nothing leans", f"No accent stands in {half.cell.pattern}, so no hit can be met.", CELL)
    luck = half.cell.meets(list(HITS), half.tempo).chance
    if luck > LUCK:
        return Ask(
            "chance called craft",
            f"{count} of {strokes} strokes have an accent: accents as dense as yours would meet {luck:.1f} of the "
            "three wherever they lay. Take away those that fall on nothing.",
            FRAME,
        )
    if count <= SHARE * strokes:
        return None
    many = "every stroke of yours has one" if count == strokes else f"{count} of your {strokes} strokes have one"
    return Ask(
        "everything matters",
        f"An accent is heard against notes without: {many}. Which could do without, or what could stand between?",
        CELL,
    )


def _hits(half: Half) -> Iterator[Ask]:
    lost = [one for one in half.measured.met if one.verdict != "hit"]
    if not lost or not half.cell.accents:
        return
    bare = {one.frame: one for one in half.cell.meets(list(HITS), half.tempo).rows}
    taken = [one for one in lost if bare[one.frame].verdict == "hit"]
    if taken:
        frame = taken[0].frame
        inside = any(place.start - RING <= frame < place.end for place in half.grown.free)
        names = listed([name for name, _ in half.players])
        yield Ask(
            "the room took the hit" if inside else "growth took the hit",
            f"Your cell has an accent on {bare[frame].accent:.0f}, at {HITS[frame]}, and on your page nobody plays it: "
            + (
                f"in the room you leave there is no place left for {names}. Who of yours can play between A3 and C5?"
                if inside
                else f"{names} do not have it in bar {_bar(half, frame)}. Who joins when, and who plays the accents?"
            ),
            ROOM if inside else GROW,
        )
        return
    off = [f"{one.frame} is {frames(round(abs(one.error)))} off" for one in lost]
    begins = [bar for bar in range(1, BARS + 1) if (BAR * (bar - 1) + half.turned) % half.cell.size == 0]
    where = f"in bars {listed([str(bar) for bar in begins])}" if begins else "on no bar line"
    bars = listed([str(_bar(half, frame)) for frame in HITS])
    yield Ask(
        "begun on the wrong step",
        f"{len(HITS) - len(lost)} of the three are met: {listed(off)}. Step 1 of your cell is {where}; the hits are on "
        f"the first beats of bars {bars}. How far must it turn, or which step should lean?",
        FRAME,
    )


def _bar(half: Half, frame: int) -> int:
    """The bar whose first beat a hit is on."""
    return round((frame - half.tempo.start) / 40) + 1


def _plan(half: Half) -> Iterator[Ask]:
    plan, first, last = half.plan, half.measured.bars[0], half.measured.bars[-1]
    moving = [name for name in CURVES if name not in half.measured.flat]
    if plan.flat or not moving:
        curve = " ".join(f"{value:.1f}" for value in half.measured.curve("density"))
        nothing = "" if not half.grown.changes else " What “evolve” declares changes nothing that is struck."
        yield Ask(
            "everything at maximum from bar 1",
            f"Nothing grows.{nothing} Bar 1 has {first.density:.1f} strokes a beat from {first.players} at once, and "
            f"bar {last.bar} has {last.density:.1f} from {last.players}; bar by bar {curve}. What could bar 1 do "
            "without?",
            GROW,
        )
        return
    if plan.crowded:
        bar = plan.crowded[0]
        yield Ask(
            "two at once",
            f"In bar {bar} {' and '.join(plan.moves[bar])} move together, and are heard as one. Which of them is "
            "that bar's?",
            GROW,
        )
    if plan.close():
        bars = listed([str(bar) for bar in plan.moves])
        yield Ask(
            "too soon",
            f"You move in bars {bars}. Four bars, 160 frames, are the least from move to move: which would you give "
            "up?",
            GROW,
        )


def standing_in(half: Half, place: Slot) -> list[Heard]:
    """What is struck in a place, or held into it by more than an eighth."""
    return [
        one for one in half.heard if any(place.reached(one.start, one.end, height) for height in one.attack.heights)
    ]


def _place(half: Half, place: Slot) -> Ask | None:
    found = standing_in(half, place)
    if not found:
        return None
    weight = "weight" in place.why
    struck = [one for one in found if one.start >= place.start]
    if not struck:
        held, start, end = found[0]
        return Ask(
            "only the attack counts",
            f"Your {held.part.casefold()} has a note that is struck on {start:.0f} and sounds until {end:.0f}: "
            f"{frames(round(min(end, place.end) - place.start))} into {place.why}. Shorter, or sooner?",
            ROOM,
        )
    first = struck[0]
    many = f"{len(struck)} note{'s' if len(struck) > 1 else ''} of yours"
    return Ask(
        "low notes under the tram" if weight else "the bell forgotten",
        f"In {place.why}, {place.start} to {place.end}, {place.low.name} to {place.high.name}, "
        f"{'stand' if len(struck) > 1 else 'stands'} {many}, the first by the {first.attack.part.casefold()} on "
        f"{first.start:.0f}. "
        + ("Who must keep the accent of bar 11, and who may leave?" if weight else "Who could stay below it?"),
        ROOM,
    )


def struck_by(half: Half, place: Slot, names: frozenset[str]) -> list[tuple[str, Heard]]:
    """What players of these names strike while a place is somebody else's, pitch or none, each with who it is."""
    found = ((known(one.attack.part), one) for one in half.heard if place.start <= one.start < place.end)
    return [(who.said, one) for who, one in found if who and who.said in names]


def _drum(half: Half) -> Ask | None:
    tram = PLACES[0]
    found = struck_by(half, tram, LOW_DRUMS)
    if not found:
        return None
    name, first = found[0]
    return Ask(
        "low notes under the tram",
        f"A {name} has no note, and it is as low as {tram.why}: from {tram.start} to {tram.end} yours is struck "
        f"{times(len(found)) if len(found) > 1 else 'once'}, first on {first.start:.0f}. Which smaller drum would "
        "leave the ground to the tram?",
        ROOM,
    )


def _end(half: Half) -> Ask | None:
    over = half.measured.ends
    if over > SHUT:
        late = frames(round(over - SHUT))
        if half.bars > BARS:
            return Ask(
                "the music shuts the door",
                f"Your last note is over on {over:.0f}, {late} into the dark. Which bar begins at the door?",
                DOOR,
            )
        return Ask("the last note rings on", f"A note is held until {over:.0f}, {late} after the door has shut.", DOOR)
    if over <= EARLIEST or half.bars < BARS:
        return Ask(
            "the door comes to a silence",
            f"Your last note is over on {over:.0f}, and she runs until {SHUT}. That can be meant; here the door is to "
            "be what ends it. How many bars are there from the whistle?",
            DOOR,
        )
    return None


def _curves(half: Half) -> Iterator[Ask]:
    for name, said in half.curves.items():
        first, last = half.change(name)
        least = CURVES[name].least
        grown, fallen = last - first >= least, first - last >= least
        if name == "density":  # where little is struck, less than that is heard
            grown, fallen = grown or last >= RATIO * first, fallen or first >= RATIO * last
        way = "up" if grown else "down" if fallen else "level"
        if way == said:
            continue
        begin = {"up": "Where could it begin?", "down": "Where could it end?"}.get(said, "Which do you mean?")
        spoken = f"You say {name} “{said}”. Bars 1 to 5 have {first:.1f}, the last five {last:.1f}: {way}"
        if name == "force" and said == "up" and way == "level":
            yield Ask(
                "more players are no louder notes",
                f"{spoken}. More may play than at the start, and each note is marked as loud as before. Is “level” "
                "what you mean, or is there a move to come?",
                GROW,
            )
            continue
        if name == "high" and half.plan.folded:
            yield Ask(
                "out of reach comes back",
                f"{spoken}. You move the register; a player who cannot follow is folded back by an octave. A higher "
                "player, or another word?",
                GROW,
            )
            continue
        yield Ask(
            "a promise not kept",
            f"{spoken}{'' if way != 'level' else f', by the course (from {least:g} on it is a change)'}. {begin}",
            GROW,
        )


def _players(half: Half) -> Ask | None:
    if half.sounding >= 2:
        return None
    return Ask(
        "one player alone",
        "One player is heard in all fifteen bars. Who else is in the street? Two at least.",
        GROW,
    )
