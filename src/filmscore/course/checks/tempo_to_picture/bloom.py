"""05.6: a map of First Bloom that meets three frames, by the way its author says.

Every exact map is accepted. What is asked is that the frames are met, that the map does what its author says it does,
and that there is a reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.tempo import TempoMap
from ...reasons import ask_for_more, quoted, thin, vocabulary
from .asking import BEND, MAP, Ask, fields, key_of, listed, off_by, sentence, settle, signed, tidy
from .measure import (
    FASTEST,
    bars_until,
    chance,
    constant,
    is_map,
    jumps,
    last_frame,
    longer,
    odd_bars,
    place,
    ramps,
    single_beats,
    spacing,
    stands,
    steady,
    tempi,
    to_beat,
    to_line,
    worst,
)

START = 480
HITS = {1056: "the bloom", 1440: "the hands", 1704: "the lights"}
#: how many beats are too many, if one was and an odd bar has so many more
_WORDS = {1: "two", 2: "three", 3: "four"}
EXACT = 0.5  #: frames: nearer than this no picture can show
WAYS = {
    "meter": "a bar of another length",
    "step": "another tempo from one bar on",
    "ramp": "a tempo that changes gradually",
    "move": "the bars stay, and what meets the frame moves to another beat",
    "hold": "time stands still, or goes free, between two hits",
    "steady": "one tempo, one meter, nothing else",
}
#: words that are about the arithmetic, so no reason for it
_COUNTING = vocabulary(
    """
    accelerando bars beats bpm click exact exactly faster frames hit hits later lights line lines map meet meets meter
    meters metre metres ramp slower steady step tempo tempi tempos three four
    """
)
_ALIAS = {"metre": "meter", "meter change": "meter", "metre change": "meter", "3/4": "meter", "moving": "move",
          "moving the music": "move", "move the music": "move", "tempo step": "step", "fermata": "hold",
          "pause": "hold", "free": "hold", "free time": "hold", "free timing": "hold"}  # fmt: skip


def bloom(answer: Any) -> str:
    """Bar lines (or beats, if the music moves) on 1056, 1440 and 1704, as declared, with a reason."""
    tempo, way, because, marked = _parts(answer)
    settle([_start(tempo, way), _long_enough(tempo), _fast(tempo)])
    settle([_hits(tempo, way)])
    settle([one_beat_bars(tempo, max(HITS))])
    settle([_declared(tempo, way), *_leaps(tempo, marked), _reason(way, because)])
    return "\n\n".join(_passed(tempo, way, because))


def _parts(answer: Any) -> tuple[TempoMap, str, str, set[int]]:
    form = '{"map": fs.TempoMap(…), "by": "meter", "because": "…"}'
    if isinstance(answer, TempoMap):
        raise FilmScoreError(f"This is the map, the first of three parts: {form}")
    given = fields(answer, ("map", "by", "because"), form)
    tempo = is_map(getattr(given["map"], "answer", given["map"]))
    way = key_of(given["by"])
    way = _ALIAS.get(way, way)
    if way not in WAYS:
        raise FilmScoreError(f"{shown(given['by'], 30)} is none of the ways: {', '.join(WAYS)}.")
    marked = {key_of(k): v for k, v in list(answer.items())[:100]}.get("marked", ())
    return tempo, way, sentence(given["because"], "because"), bar_numbers(marked)


def bar_numbers(value: Any) -> set[int]:
    """The bars a student marked as meant: a number, or a list of them."""
    listing = value if isinstance(value, list | tuple | set) else [value]
    return {int(v) for v in list(listing)[:500] if isinstance(v, int | float) and abs(v) < 1e6}


def _start(tempo: TempoMap, way: str) -> Ask | None:
    if tempo.start >= min(HITS):
        return Ask("begins after the first hit", f"Your map begins on {tempo.start}, and the bloom is on 1056.", MAP)
    bar = tempo.bar_beat(tempo.beat_of_frame(START + EXACT)).bar
    lead = START - tempo.start
    if not lead or (lead > 0 and abs(to_line(tempo, START)) <= EXACT and (bar <= 1 or lead < _bar_on(tempo, START))):
        return None  # bar 1 on its frame, behind a pick-up, a pause or part of a bar, or without
    moved = TempoMap(START, tempo.rate, stretches=tempo.stretches)
    measure = to_beat if way == "move" else to_line
    late, mended = (worst([measure(m, hit) for hit in HITS]) > EXACT for m in (tempo, moved))
    if late and not mended:
        return Ask(
            "forgets the start",
            f"Bar 1 of your map lies on frame {tempo.start}. The lamps go down on {START}: with the same bars and "
            f"the same tempo everything you planned is {signed(-lead)}, by a constant. Where does a map take its "
            "first frame from?",
            MAP,
        )
    return Ask(
        "begins elsewhere",
        f"Your map begins on {tempo.start}. The lamps go down on {START}: "
        + ("what is heard in between?" if lead < 0 else "bar 1 is to begin there, with a pick-up at most before it."),
        MAP,
    )


def _bar_on(tempo: TempoMap, frame: int) -> float:
    """Frames that the bar lasts whose line lies nearest to a frame."""
    bar = tempo.bar_beat(tempo.beat_of_frame(frame + EXACT)).bar
    return float(tempo.frame_of_bar(bar + 1) - tempo.frame_of_bar(bar))


def one_beat_bars(tempo: TempoMap, until: float) -> Ask | None:
    """Where bars of one beat make every beat a bar line. A few of them, to give way, are no such thing."""
    singles, bars = single_beats(tempo, until)
    if singles < 2 or 4 * singles < bars:
        return None
    said = "Your bars have one beat each" if singles == bars else f"{singles} of your {bars} bars have one beat"
    return Ask(
        "bars of one beat",
        f"{said}: every beat is a *one*, so none is. Group them as a player would count.",
        MAP,
    )


def _long_enough(tempo: TempoMap) -> Ask | None:
    end = last_frame(tempo)
    short = [hit for hit in HITS if end < hit - EXACT]
    if not short:
        return None
    return Ask(
        "the map ends too early",
        f"Your map ends on frame {tidy(end, 1)}, before {listed([f'{HITS[h]} ({h})' for h in short])}. What lies "
        "beyond its end is nobody's plan. Add the bars that are missing.",
        MAP,
    )


def _fast(tempo: TempoMap) -> Ask | None:
    gaps = [spacing(tempo, hit) for hit in HITS]
    bpm = 1440 / min(gaps)
    if bpm <= FASTEST + 1e-6:
        return None
    return Ask(
        "a fast tempo hits everything",
        f"At {tidy(bpm)} BPM a beat lasts {off_by(min(gaps))}. Of three frames picked with closed eyes *the "
        f"worst* would be {tidy(chance(min(gaps), 3), 1)} off, on average: your hits are met because everything is. "
        "Who could tap it?",
        MAP,
    )


def _hits(tempo: TempoMap, way: str) -> Ask | None:
    measure = to_beat if way == "move" else to_line
    off = {hit: measure(tempo, hit) for hit in HITS}
    if worst(list(off.values())) <= EXACT:
        return None
    what = "beats" if way == "move" else "bar lines"
    said = listed([f"{HITS[hit]} ({hit}) {signed(e)}" for hit, e in off.items()])
    odd = odd_bars(tempo, 1704)
    lights_only = max(abs(off[1056]), abs(off[1440])) <= EXACT
    if lights_only and not odd and steady(tempo, 1800):
        gap = spacing(tempo, 1440)
        return Ask(
            "the lights come inside a bar",
            f"Your bar line nearest to the lights is on {tidy(1704 + off[1704], 1)}; they come on 1704, so the music "
            f"is {signed(off[1704])}. From the hands it is 264 frames, {tidy(264 / gap, 1)} beats of {tidy(gap, 1)}, "
            "and your bars do not come out at that. What could give way: a bar, the tempo, or the place of the "
            "chord?",
            BEND,
        )
    if len(odd) == 1 and lights_only and (more := longer(tempo, odd[0])):
        known = more in _WORDS and abs(spacing(tempo, 1440) - 24) < 1e-6
        return Ask(
            "a longer bar, not a shorter one",
            f"Your odd bar, {odd[0]}, is *longer*; "
            + (f"a beat too many became {_WORDS[more]}" if known else "what was over became more")
            + f". At the lights (1704) your nearest {what[:-1]} is {signed(off[1704])}.",
            BEND,
        )
    if len(odd) == 1 and odd[0] < 11 and not lights_only and not longer(tempo, odd[0]):
        return Ask(
            "the odd bar is in the wrong place",
            f"Bar {odd[0]} is your short one. It brings forward everything behind it, also what was right: {said}. "
            "Between which two hits is a beat too many?",
            BEND,
        )
    if constant(list(off.values())) is not None:
        return Ask(
            "forgets the start",
            f"All three are off by the same: {said}. The tempo is right, and so are the bars. It is the first frame "
            "that is not.",
            MAP,
        )
    if worst(list(off.values())) < 3:
        return Ask(
            "a tempo rounded too early",
            f"Nearly: {said}. Asked is the frame itself, within half of one. If you rounded a tempo, keep its "
            "fraction: Python will divide for you, bpm=1440/22 for instance.",
            MAP,
        )
    return Ask("misses a frame", f"Measured to your nearest {what}: {said}. Asked is half a frame or less.", BEND)


def _declared(tempo: TempoMap, way: str) -> Ask | None:
    odd, even, ramp = odd_bars(tempo, 1704), steady(tempo, 1704), ramps(tempo, 1704)
    on_lines = worst([to_line(tempo, hit) for hit in HITS]) <= EXACT
    does = []
    if odd:
        does.append("meter")
    if ramp:
        does.append("ramp")
    elif not even:
        does.append("step")
    if any(stands(tempo, bar) for bar in bars_until(tempo, 1704)):
        does.append("hold")
    if not on_lines:
        does.append("move")
    if not does:
        does = ["steady"]
    if way in does:
        return None
    return Ask(
        "the map does something else",
        f"You say “{way}”, {WAYS[way]}. What the map does is {listed([f'“{d}”, {WAYS[d]}' for d in does])}. Change "
        "the word or the map, whichever is not what you meant.",
        BEND,
    )


def _leaps(tempo: TempoMap, marked: set[int]) -> Iterator[Ask]:
    for before, bar, was, now in jumps(tempo, 1800):
        if bar not in marked:
            yield Ask(
                "a leap of tempo nobody marked",
                f"From bar {before} to bar {bar} the tempo goes from {tidy(was, 1)} to {tidy(now, 1)}, "
                f"{abs(now / was - 1):.0%} in one bar. More than 10 % is heard as a new tempo. If it is meant, say "
                f'so: "marked": [{bar}]. If not, spread it over more bars.',
                BEND,
            )
            return


def _reason(way: str, because: str) -> Ask | None:
    kind = thin(because, also=_COUNTING)
    if not kind:
        return None
    question = (
        f"Why “{way}” and none of the others? Say what somebody in the film, or somebody listening, has from it that "
        "a bar more or a slower tempo would have taken."
    )
    return Ask(f"no reason: {kind}", ask_for_more(kind, because, question, beside="map"), BEND)


def _passed(tempo: TempoMap, way: str, because: str) -> list[str]:
    places = [f"{HITS[hit]} on {place(tempo, hit)}" for hit in HITS]
    bpm = (tempi(tempo, 1704) or [(1, 1440 / spacing(tempo, START))])[0][1]
    said = [f"{listed(places)} (bar|beat), each within half a frame, beginning at {tidy(bpm)} BPM by way of “{way}”."]
    odd = odd_bars(tempo, 1704)
    if way == "meter" and odd:
        even = tempo.bar_beat(tempo.beat_of_frame(1704) + 1e-3).bar - odd[-1] - 1
        which = f"Bar {odd[0]} is the odd one. "
        if len(odd) > 1:
            few = f"Your odd bars are {listed([str(bar) for bar in odd])}. "
            which = few if len(odd) < 9 else f"{len(odd)} bars are not as long as bar 1. "
        said.append(
            which
            + (
                "Play it and count along: does it stumble, or breathe?"
                if len(odd) > 1 or abs(to_line(tempo, 1704)) > EXACT or tempo.frame_of_bar(odd[0]) < 1440 - EXACT
                else f"Behind it the bars are even again for {even} bar{'s' * (even > 1)} before the lights, so nobody "
                "will feel cheated there; they may have stumbled earlier."
                if even > 0
                else "It stands right before the lights, and makes us wait for them."
                if longer(tempo, odd[0])
                else "It stands right before the lights, so they come in early, by one breath."
            )
        )
    if bpm > 130:
        said.append(
            f"{tidy(bpm)} is exact and quick. A player would feel every second or fourth of these beats; then the "
            "odd bar comes back as an odd beat."
        )
    said.append(f"You say: {quoted(because, 120)} Hear it with clicks before you believe it.")
    return said


HINTS = (
    "Three distances: from 480 to the bloom, from there to the hands, from there to the lights. Write each in beats "
    "of 24 frames, then in bars of four. Only one is not whole.",
    "Three bars of four have a beat too many, and there are three bars it can be taken from. Or leave all bars "
    "alone and let the last stretch go a little faster: how many frames has each of its twelve beats then?",
    "For “because”, play the two you hesitated between with fs.click_track and count aloud over the hands. What did "
    "your voice do in one and not in the other?",
)
