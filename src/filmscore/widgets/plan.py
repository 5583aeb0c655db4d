"""What is kept of a tempo that is sought: where the music starts and ends, its stretches, and the bars that are locked.

Plain marks, as those of the Spotting desk are, so that they are kept and undone the same way: one ``music``, then the
``stretch`` marks in the order they are played, then the ``lock`` marks by bar. A stretch is so many bars of a meter at
a tempo, or on the way from one tempo to another; the last goes on until the music ends.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..errors import FilmScoreError, shown
from ..picture.film import Film
from ..picture.tempo import Meter, TempoMap
from .marks import Mark

SLOWEST, FASTEST = 10, 600  #: quarters a minute, as in the page: outside nobody plays
LONGEST_HOLD = 120  # seconds
MOST_BARS = 2000
MOST_STRETCHES = 400
_TOUCH = 1e-6  # bars: 7.2 s at 100 BPM is on the bar


def begun(start: int, end: int, bpm: float, meter: str) -> list[Mark]:
    """The marks of one steady tempo."""
    return [{"what": "music", "key": "k1", "start": start, "end": end}, _steady("k2", bpm, meter)]


def _steady(key: str, bpm: float, meter: str) -> Mark:
    return {
        "what": "stretch",
        "key": key,
        "bars": 0,
        "meter": meter,
        "bpm": bpm,
        "to": None,
        "curve": "beats",
        "hold": 0,
    }


def cleaned(raw: Any, film: Film) -> tuple[list[Mark], list[str]]:
    """Marks that make a tempo map, and what is wrong with the others.

    Raises
    ------
    FilmScoreError
        What is left makes no map.
    """
    if not isinstance(raw, list):
        raise FilmScoreError(f"marks are a list, not {shown(raw)}")
    wrong: list[str] = []
    kinds: dict[str, list[Mark]] = {"music": [], "stretch": [], "lock": []}
    for number, one in enumerate(raw[: MOST_STRETCHES * 3], 1):
        try:
            mark = _mark(one, film)
        except FilmScoreError as error:
            wrong.append(f"mark {number}: {error}")
            continue
        kinds[mark["what"]].append(mark)
    if len(kinds["music"]) != 1 or not 1 <= len(kinds["stretch"]) <= MOST_STRETCHES:
        raise FilmScoreError(
            f"a tempo needs one start and at least one stretch: {wrong[0] if wrong else 'none is here'}"
        )
    [music] = kinds["music"]
    last = kinds["stretch"][-1]
    last.update(bars=0, to=None)
    for one in kinds["stretch"][:-1]:
        one["bars"] = one["bars"] or 1
    kinds["stretch"][0]["hold"] = 0
    locks: list[Mark] = []
    for lock in sorted(kinds["lock"], key=lambda one: one["bar"]):
        before = locks[-1] if locks else {"bar": 1, "frame": music["start"]}
        if lock["bar"] <= before["bar"] or lock["frame"] <= before["frame"]:
            wrong.append(f"the lock of bar {lock['bar']} on {lock['frame']}: it is not after bar {before['bar']}")
        else:
            locks.append(lock)
    marks = [music, *kinds["stretch"], *locks]
    marks = [{"what": mark.pop("what"), "key": f"k{number}", **mark} for number, mark in enumerate(marks, 1)]
    to_tempo(marks, film)
    return marks, wrong


def _mark(one: Any, film: Film) -> Mark:
    what = one.get("what") if isinstance(one, Mapping) else None
    if what == "music":
        start = _whole(one.get("start"), "the start", 0, film.frames - 1)
        return {"what": what, "start": start, "end": _whole(one.get("end"), "the end", start + 1, film.frames)}
    if what == "lock":
        bar = _whole(one.get("bar"), "the bar", 2, MOST_BARS)
        return {"what": what, "bar": bar, "frame": _whole(one.get("frame"), "the frame", 1, 10 * film.frames)}
    if what != "stretch":
        raise FilmScoreError(f"a mark is music, a stretch or a lock, not {shown(one)}")
    to = one.get("to")
    return {
        "what": what,
        "bars": _whole(one.get("bars"), "the bars", 0, MOST_BARS),
        "meter": str(Meter.read(one.get("meter"))),
        "bpm": _number(one.get("bpm"), "the tempo", SLOWEST, FASTEST),
        "to": None if to is None else _number(to, "the tempo", SLOWEST, FASTEST),
        "curve": "time" if one.get("curve") == "time" else "beats",
        "hold": _number(one.get("hold", 0), "the hold", 0, LONGEST_HOLD),
    }


def _whole(value: Any, what: str, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise FilmScoreError(f"{what} is a whole number from {least} to {most}, not {shown(value)}")
    return value


def _number(value: Any, what: str, least: float, most: float) -> float:
    if type(value) not in (int, float) or not least <= value <= most:
        raise FilmScoreError(f"{what} is a number from {least} to {most}, not {shown(value)}")
    return value


# ---- the map


def music(marks: list[Mark]) -> Mark:
    """Where it starts and ends."""
    return next(mark for mark in marks if mark["what"] == "music")


def stretches(marks: list[Mark]) -> list[Mark]:
    """In the order they are played."""
    return [mark for mark in marks if mark["what"] == "stretch"]


def locks(marks: list[Mark]) -> list[Mark]:
    """By bar."""
    return [mark for mark in marks if mark["what"] == "lock"]


def meter_of(marks: list[Mark], bar: int) -> Meter:
    """The meter a bar is in."""
    first, meter = 1, Meter(4, 4)
    for one in stretches(marks):
        if first > bar:
            break
        meter, first = Meter.read(one["meter"]), first + one["bars"]
        if not one["bars"]:
            break
    return meter


def to_tempo(marks: list[Mark], film: Film) -> TempoMap:
    """The map the marks amount to.

    Its last stretch goes on until a bar line lies past the end of the music. A lock changes the tempo between the lock
    before it (or the start) and its bar; what comes after goes on as written.
    """
    about = music(marks)
    last = stretches(marks)[-1]
    least = 1 + sum(one["bars"] for one in stretches(marks))  # the bar the last stretch begins with
    whole = max([1, *(lock["bar"] - least for lock in locks(marks))])
    tempo = _written(marks, film, whole)
    bar = float(Meter.read(last["meter"]).length) * 60 / last["bpm"] * float(film.rate.fps)
    more = math.floor((about["end"] - tempo.frame_at(tempo.beats)) / bar + _TOUCH) + 1
    locked = any(lock["bar"] == least + whole for lock in locks(marks))
    total = min(max(whole + more, whole if locked else 1), MOST_BARS)
    return tempo if total == whole else _written(marks, film, total)


def _written(marks: list[Mark], film: Film, bars: int) -> TempoMap:
    tempo = TempoMap(start=music(marks)["start"], rate=film.rate)
    for one in stretches(marks):
        if one["hold"]:
            tempo = tempo.hold(one["hold"])
        count, meter = one["bars"] or bars, Meter.read(one["meter"])
        if one["to"] in (None, one["bpm"]):
            tempo = tempo.bars(count, meter, bpm=one["bpm"])
        else:
            tempo = tempo.bars(count, meter, bpm=(one["bpm"], one["to"]), curve=one["curve"])
    for lock in locks(marks):
        tempo = tempo.lock(lock["bar"], lock["frame"])
    return tempo
