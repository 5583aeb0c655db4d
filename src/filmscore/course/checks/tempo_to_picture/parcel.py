"""05.7: Last Parcel, two maps round a silence. Any pair that meets the nine hits within a frame is a right answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.tempo import TempoMap
from .asking import MAP, SEARCH, Ask, fields, key_of, listed, number, off_by, settle, signed, tidy
from .bloom import bar_numbers, one_beat_bars
from .measure import (
    FASTEST,
    FPS,
    FRAME,
    chance,
    constant,
    errors,
    is_map,
    jumps,
    last_frame,
    place,
    spacing,
    tempi,
    to_beat,
    to_line,
    worst,
)

CHASE = {257: "the vault", 376: "the crates", 495: "the tram", 697: "the door"}
AFTER = {1116: "the leap", 1259: "the splash", 1404: "the knock", 1548: "the box"}
WHISTLE, DOOR, PHONE, BOX = 96, 697, 900, 1548
HALVES = {"chase": (WHISTLE, "the whistle", CHASE), "after": (PHONE, "the phone", AFTER)}
FORM = '{"chase": fs.TempoMap(…), "after": fs.TempoMap(…), "on bar lines": [495, …]}'


def parcel(answer: Any) -> str:
    """Each hit within a frame of a beat, what is declared within a frame of a bar line, and nothing in the dark."""
    maps, declared, marked = _parts(answer)
    settle(_starts(maps))
    settle(_tempo_asks(maps))
    settle([*(ask for name, tempo in maps.items() for ask in _hits(name, tempo)), *_ends(maps)])
    settle(one_beat_bars(tempo, BOX) for tempo in maps.values())
    settle([*(ask for tempo in maps.values() for ask in _leaps(tempo, marked)), *_lines(maps, declared)])
    return "\n\n".join(_passed(maps, declared))


def _parts(answer: Any) -> tuple[dict[str, TempoMap], list[int], set[int]]:
    if isinstance(answer, TempoMap):
        settle(
            [
                Ask(
                    "one map for two chases",
                    f"One map, from {answer.start}. Between the door and the phone nobody plays for eight seconds, "
                    f"so nothing has to be in time across them: two maps are free of each other. {FORM}",
                    MAP,
                )
            ]
        )
    if isinstance(answer, list | tuple) and len(answer) >= 2:
        answer = dict(zip(("chase", "after", "on bar lines"), answer, strict=False))
    if not isinstance(answer, Mapping):
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {FORM}")
    given = {key_of(key): value for key, value in list(answer.items())[:100]}
    two = fields(answer, ("chase", "after"), FORM)
    maps = {name: is_map(getattr(tempo, "answer", tempo)) for name, tempo in two.items()}
    lines = given.get("on bar lines", given.get("downbeats", ()))
    if not isinstance(lines, list | tuple | set):
        lines = [lines]
    frames = [int(number(frame, "frame on a bar line")) for frame in list(lines)[:50]]
    return maps, sorted(set(frames)), bar_numbers(given.get("marked", ()))


def _off(name: str, tempo: TempoMap) -> dict[int, float]:
    return {hit: to_beat(tempo, hit) for hit in HALVES[name][2]}


def _said(name: str, off: Mapping[int, float]) -> str:
    return listed([f"{HALVES[name][2][hit]} ({hit}) {signed(e)}" for hit, e in off.items()])


def _starts(maps: dict[str, TempoMap]) -> Iterator[Ask]:
    if maps["chase"].start >= DOOR > maps["after"].start:
        yield Ask(
            "the maps have changed places",
            f"The two maps have changed places: “chase” begins on {maps['chase'].start}, and “after” on "
            f"{maps['after'].start}.",
            MAP,
        )
        return
    for name, (frame, what, hits) in HALVES.items():
        tempo = maps[name]
        if abs(tempo.start - frame) <= FRAME or (
            # an earlier start is a pick-up, if the first beat of the chase still falls on its frame
            tempo.start < frame
            and tempo.start > (DOOR + FPS if name == "after" else -1)
            and abs(to_beat(tempo, frame)) <= FRAME
            and worst(list(_off(name, tempo).values())) <= FRAME
        ):
            continue
        if tempo.start >= min(hits):
            yield Ask(
                "begins after a hit",
                f"“{name}” begins on {tempo.start}, and its first hit is {min(hits)}.",
                MAP,
            )
            continue
        moved = {hit: to_beat(_moved(tempo, frame), hit) for hit in hits}
        right = worst(list(moved.values())) <= FRAME
        yield Ask(
            "forgets the start",
            f"“{name}” begins on frame {tempo.start}; {what} is on {frame}. "
            + (
                "The tempo is right: from there every hit would be met. As it stands everything comes "
                f"{off_by(tempo.start - frame)} too {'late' if tempo.start > frame else 'early'}, by a "
                "constant."
                if right
                else f"A map needs the frame of its first beat: fs.TempoMap(start={frame})."
            ),
            MAP,
        )


def _moved(tempo: TempoMap, start: int) -> TempoMap:
    """The same music from another frame."""
    return TempoMap(start, tempo.rate, stretches=tempo.stretches)


def _tempo_asks(maps: dict[str, TempoMap]) -> Iterator[Ask]:
    for name, tempo in maps.items():
        hits = HALVES[name][2]
        gap = min(spacing(tempo, hit) for hit in hits)
        if gap >= 60 * FPS / FASTEST - 1e-6:
            continue
        own = worst(list(_off(name, tempo).values()))
        yield Ask(
            "a fast tempo hits everything",
            f"“{name}” has a beat every {off_by(gap)}, {tidy(1440 / gap)} BPM, and is {off_by(own)} off at the worst. "
            f"Of {len(hits)} frames picked with closed eyes *the worst* would be "
            f"{tidy(chance(gap, len(hits)), 1)} off on average. The number is small because the beats are many. Find "
            "a tempo somebody can tap.",
            SEARCH,
        )


def _ends(maps: dict[str, TempoMap]) -> Iterator[Ask]:
    end = last_frame(maps["chase"])
    bar = 4 * spacing(maps["chase"], DOOR)
    if end < DOOR - FRAME - 0.01:
        yield Ask(
            "the map ends too early",
            f"“chase” ends on frame {tidy(end, 1)}, and the door shuts on {DOOR}. What is beyond the end of a map is "
            "nobody's plan: add the bars that are missing.",
            MAP,
        )
    elif end > DOOR + max(bar, FPS):
        yield Ask(
            "the click runs on in the dark",
            f"“chase” goes on to frame {tidy(end, 1)}, {tidy((end - DOOR) / FPS, 1)} s behind the door. She is "
            "holding her breath in there, and the drummer is not. End the map where the music ends.",
            MAP,
        )
    end = last_frame(maps["after"])
    if end < BOX - FRAME - 0.01:
        yield Ask(
            "the map ends too early",
            f"“after” ends on frame {tidy(end, 1)}, and the box is opened on {BOX}. Add the bars that are missing.",
            MAP,
        )


def _hits(name: str, tempo: TempoMap) -> Iterator[Ask]:
    off = _off(name, tempo)
    if worst(list(off.values())) <= FRAME + 0.01:
        return
    bars = tempi(tempo, max(off))
    bpm = bars[0][1] if bars else 0
    if (late := constant(list(off.values()))) is not None:
        yield Ask(
            "forgets the start",
            f"In “{name}” every hit is off by the same: {_said(name, off)}. The tempo is right; {off_by(late)} "
            f"{'is' if tidy(abs(late), 1) == '1' else 'are'} missing or too many where it begins.",
            MAP,
        )
    elif 169 <= bpm <= 170.5:
        yield Ask(
            "one tempo for the whole film",
            f"{tidy(bpm)} BPM is the best that one tempo can do for all nine hits of this film. In “{name}” alone: "
            f"{_said(name, off)}. Search between its own two ends, and leave the other half out.",
            SEARCH,
        )
    elif bpm > 0 and worst([_steady(bpm * 24 / 25, name, hit) for hit in off]) <= FRAME:
        yield Ask(
            "25 frames a second",
            f"“{name}” at {tidy(bpm)} BPM: {_said(name, off)}. "
            + (
                "150 is the song of 05.3; or is it a beat of ten frames, and a minute 1500 frames long? This film has "
                "1440."
                if name == "chase" and abs(bpm - 150) < 0.005
                else "Was the beat in frames right, and the minute 1500 frames long? This film has 1440."
            ),
            MAP,
        )
    else:
        far = max(off, key=lambda hit: abs(off[hit]))
        yield Ask(
            "a hit is missed",
            f"“{name}” at {tidy(bpm)} BPM: {_said(name, off)}. Asked is a frame or less; the furthest is "
            f"{HALVES[name][2][far]}.",
            SEARCH,
        )


def _steady(bpm: float, name: str, hit: int) -> float:
    return errors(bpm, HALVES[name][0], [hit])[0]


def _leaps(tempo: TempoMap, marked: set[int]) -> Iterator[Ask]:
    for before, bar, was, now in jumps(tempo, last_frame(tempo)):
        if bar not in marked:
            yield Ask(
                "a leap of tempo nobody marked",
                f"From bar {before} to bar {bar} the tempo goes from {tidy(was, 1)} to {tidy(now, 1)}. More than 10 "
                "% "
                f'is heard as a new tempo: if it is meant, add "marked": [{bar}].',
                MAP,
            )
            return


def _lines(maps: dict[str, TempoMap], declared: list[int]) -> Iterator[Ask]:
    known = {
        **{hit: ("chase", what) for hit, what in CHASE.items()},
        **{hit: ("after", what) for hit, what in AFTER.items()},
    }
    if not declared:
        yield Ask(
            "no hit is worth a bar line",
            "“on bar lines” is empty. A beat in the middle of a bar is a gift, a bar line is a promise: which of "
            "the hits shall be a *one*?",
            MAP,
        )
        return
    if len(declared) == 1:
        yield Ask(
            "one promise",
            f"{declared[0]}: one promise is an accent. Two or three make a shape: which other hit shall be a *one*?",
            MAP,
        )
    elif not any(frame in CHASE for frame in declared) or not any(frame in AFTER for frame in declared):
        empty, hits = ("after", AFTER) if any(frame in CHASE for frame in declared) else ("chase", CHASE)
        if all(frame in known for frame in declared):
            yield Ask(
                "a half without a bar line",
                f"You promise {listed([str(n) for n in declared])}, and nothing in “{empty}”: its bars are free to "
                f"fall anywhere. Which of {listed([str(n) for n in hits])} shall be a *one*?",
                MAP,
            )
    for frame in declared:
        if frame not in known:
            near = min(known, key=lambda hit: abs(hit - frame))
            yield Ask(
                "no hit on that frame",
                f"You promise a bar line on {frame}. No hit is there; the nearest is {near}, {known[near][1]}.",
                MAP,
            )
            continue
        name, what = known[frame]
        off = to_line(maps[name], frame)
        if abs(off) > FRAME + 0.01:
            tempo = maps[name]
            yield Ask(
                "a promise the bars do not keep",
                f"You promise {what} ({frame}) a bar line. In your map it is {place(tempo, frame, FRAME)} "
                f"(bar|beat), and the nearest line is {signed(off)}. Take the promise back, or change a bar before it.",
                MAP,
            )


def _passed(maps: dict[str, TempoMap], declared: list[int]) -> list[str]:
    said = []
    for name, tempo in maps.items():
        off = _off(name, tempo)
        bars = tempi(tempo, max(off)) or [(1, 60 * FPS / spacing(tempo, min(off)))]
        gap = max(spacing(tempo, hit) for hit in off)
        said.append(
            f"“{name}”, {tidy(bars[0][1])} BPM from {tempo.start}: {_said(name, off)}. By chance *the worst* would be "
            f"{tidy(chance(gap, len(off)), 1)} off."
        )
    dark = (maps["after"].start - max(last_frame(maps["chase"]), DOOR)) / FPS
    said.append(
        f"Between them {tidy(dark, 1)} s without a click. On a bar line, as promised: "
        f"{listed([str(n) for n in declared])}."
    )
    bar, beat = place(maps["after"], BOX, FRAME).split("|")
    if beat == "1":
        said.append(
            f"The box opens on the one of bar {bar}. The cake deserves the first real chord; you have kept it a place."
        )
    return said


HINTS = (
    "Work on one half at a time, each from its own first frame. The door is the end of one and no business of the "
    "other.",
    "fs.find_tempo with the four hits of one half lists the best tempi with their errors. If two are equally good, ask "
    "which of them puts the tram and the door on the first beat of a bar of four.",
    "From the first frame to the door, and from the phone to the box, count beats: both numbers can be made to "
    "divide by four. Then .bars(…) takes a whole number of bars.",
)
