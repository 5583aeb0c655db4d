"""Random tempo maps for the property tests of `filmscore.TempoMap`."""

from fractions import Fraction

from hypothesis import strategies as st

import filmscore as fs

METERS = st.sampled_from(["4/4", "3/4", "6/8", "5/4", "2/2", "7/8"])
BPM = st.one_of(
    st.integers(30, 300),
    st.floats(30, 300).map(lambda x: round(x, 3)),
    st.floats(30, 300),
    st.fractions(30, 300, max_denominator=2000),
)
#: two tempi that may be far apart, equal, or so near that a careless formula divides nothing by nothing
PAIRS = st.one_of(
    st.tuples(BPM, BPM),
    BPM.map(lambda b: (b, b)),
    st.tuples(BPM, st.floats(-14, -3)).map(lambda p: (p[0], float(p[0]) * (1 + 10 ** p[1]))),
)
CURVES = st.sampled_from(["beats", "time"])
STEPS = st.one_of(
    st.tuples(st.just("bars"), st.integers(1, 6), METERS, BPM),
    st.tuples(st.just("ramp"), st.sampled_from([1, 2.5, 8, Fraction(16, 3)]), PAIRS, CURVES),
    st.tuples(st.just("steady"), st.sampled_from([0.5, 3, Fraction(1, 3), 7.25]), BPM),
    st.tuples(st.just("hold"), st.floats(0.04, 4)),
    st.tuples(st.just("free"), st.integers(1, 9), st.floats(0.5, 9)),
)


def step(tempo, kind, *said):
    """A map with one more stretch; bars of another meter, as far as they may begin here."""
    if kind == "bars":
        count, meter, bpm = said
        _, into = tempo.bar_beat(tempo.beats) if tempo.stretches else (1, 1.0)
        return tempo.bars(count, meter if into == 1.0 else tempo.meter, bpm=bpm)
    if kind == "ramp":
        return tempo.ramp(said[0], bpm=said[1], curve=said[2])
    if kind == "steady":
        return tempo.steady(said[0], bpm=said[1])
    return getattr(tempo, kind)(*said)


STARTS = st.integers(0, 5000)
UP_TO_SIX = st.lists(STEPS, max_size=6)


@st.composite
def maps(draw, start=STARTS, steps=UP_TO_SIX):
    """A map that begins with bars or a pick-up, then anything."""
    tempo = fs.TempoMap(start=draw(start), rate=draw(st.sampled_from(["24", "25", "23.976", "29.97df"])))
    if draw(st.booleans()):
        tempo = tempo.pickup(draw(st.sampled_from([1, 0.5])), "3/4", bpm=draw(BPM)).bars(1, "3/4")
    else:
        tempo = tempo.bars(draw(st.integers(1, 4)), draw(METERS), bpm=draw(BPM))
    for one in draw(steps):
        tempo = step(tempo, *one)
    return tempo


def jumps(tempo):
    """The beats of a map on which time jumps: its holds."""
    return [float(s.beat) for s in tempo.segments if s.kind == "hold"]
