"""Ramps, holds, free time and pick-ups, against integrals that were taken another way."""

import itertools
import json
import math
import pickle
import time
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from tempo_maps import BPM, CURVES, PAIRS, jumps, maps

import filmscore as fs
from filmscore.picture.segments import Stretch

CALM = settings(deadline=None, max_examples=60)


def test_the_two_ramps_of_the_books():
    by_beats = fs.TempoMap().ramp(8, bpm=(60, 120), curve="beats")
    by_time = fs.TempoMap().ramp(8, bpm=(60, 120), curve="time")
    assert by_beats.seconds == pytest.approx(8 * math.log(2), abs=1e-12)
    assert by_time.seconds == pytest.approx(16 / 3, abs=1e-12)
    assert by_beats.bpm_at(4) == 90.0
    assert by_time.bpm_at(by_time.beat_at(8 / 3)) == pytest.approx(90, abs=1e-9)
    assert fs.TempoMap().steady(4, bpm=60).ramp(8, bpm=120) == fs.TempoMap().steady(4, bpm=60).ramp(8, bpm=(60, 120))


@CALM
@given(PAIRS, st.sampled_from([0.5, 4, 32, 400]), st.floats(0, 1))
def test_a_ramp_over_beats_is_the_integral_of_its_pace(pair, beats, part):
    tempo = fs.TempoMap().ramp(beats, bpm=pair)
    a, b = (float(x) for x in pair)
    seconds, _ = quad(lambda u: 60 / (a + (b - a) * u / beats), 0, beats * part, epsabs=1e-11, epsrel=1e-13)
    assert tempo.seconds_at(beats * part) == pytest.approx(seconds, abs=1e-9)


@CALM
@given(PAIRS, st.sampled_from([0.5, 4, 32, 400]), st.floats(0, 1))
def test_a_ramp_over_time_is_the_integral_of_its_tempo(pair, beats, part):
    tempo = fs.TempoMap().ramp(beats, bpm=pair, curve="time")
    a, b = (float(x) for x in pair)
    length = tempo.seconds
    played, _ = quad(lambda t: (a + (b - a) * t / length) / 60, 0, length * part, epsabs=1e-11, epsrel=1e-13)
    assert tempo.beat_at(length * part) == pytest.approx(played, abs=1e-9)
    assert tempo.seconds_at(played) == pytest.approx(length * part, abs=1e-8)


@CALM
@given(BPM, st.floats(-15, -2), st.booleans())
def test_tempi_that_hardly_differ_are_stable(bpm, exponent, up):
    """Against forty digits: the naive formula loses half of its own here."""
    a = float(bpm)
    b = a * (1 + (1 if up else -1) * 10**exponent)
    assume(30 <= b <= 1000)
    tempo = fs.TempoMap().ramp(400, bpm=(a, b))
    with localcontext() as context:
        context.prec = 40
        x, y = Decimal(a), Decimal(b)
        exact = Decimal(24000) / x if x == y else Decimal(24000) / (y - x) * (y / x).ln()
    assert tempo.seconds == pytest.approx(float(exact), rel=1e-13)
    assert tempo.beat_at(tempo.seconds_at(123.0)) == pytest.approx(123, abs=1e-9)


def test_equal_tempi_are_a_steady_stretch():
    assert fs.TempoMap().ramp(8, bpm=(60, 60.0), curve="time") == fs.TempoMap().steady(8, bpm=60)


def test_ten_minutes_do_not_drift():
    """300 ramps there and back, each boundary summed with 50 digits."""
    tempo, exact = fs.TempoMap(), Decimal(0)
    with localcontext() as context:
        context.prec = 50
        for a, b in [(97, 131), (131, 97)] * 150:
            tempo = tempo.ramp(4, bpm=(a, b))
            exact += Decimal(240) / (b - a) * (Decimal(b) / Decimal(a)).ln()
    assert tempo.seconds > 600
    assert abs(tempo.seconds - float(exact)) < 1e-9
    assert abs(tempo.seconds_at(np.array([1200.0]))[0] - float(exact)) < 1e-9


@CALM
@given(maps())
def test_any_map_is_the_integral_of_the_tempo_it_tells(tempo):
    """`bpm_at`, summed up by quadrature between the places where it jumps, with the holds added."""
    seconds = 0.0
    for segment in tempo.segments:
        if segment.kind == "hold":
            seconds += float(segment.length)
            continue
        first, last = float(segment.beat), float(segment.beat + segment.beats)
        # a hair inside: on the boundary itself the next tempo counts
        inside = 1e-7 * (last - first)
        part, _ = quad(lambda u: 60 / tempo.bpm_at(u), first, last - inside, epsabs=1e-10, limit=200)
        seconds += part + inside * 60 / float(segment.bpm_end)
        hold = max((float(s.length) for s in tempo.segments if s.kind == "hold" and float(s.beat) == last), default=0.0)
        assert tempo.seconds_at(last) == pytest.approx(seconds + hold, abs=1e-7)


def test_numbers_of_numpy_are_numbers():
    tempo = fs.TempoMap(np.int64(480)).steady(np.int32(3), bpm=np.float32(62.5)).ramp(np.float64(4), bpm=np.int64(90))
    assert repr(tempo) == "TempoMap(start=480, rate='24').steady(3, bpm=62.5).ramp(4, bpm=(62.5, 90))"
    assert tempo.seconds_at(np.float32(2)) == tempo.seconds_at(np.array(2)) == 1.92
    assert tempo.bar_beat(np.int64(4)) == (2, 1.0)


@CALM
@given(maps(), st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_there_and_back(tempo, parts):
    beats = np.array(parts) * tempo.beats
    for some, tolerance in ((beats, 1e-8), (np.linspace(-3, tempo.beats + 3, 50), 1e-8)):
        assert tempo.beat_at(tempo.seconds_at(some)) == pytest.approx(some, abs=tolerance)
        assert tempo.beat_of_frame(tempo.frame_at(some)) == pytest.approx(some, abs=tolerance)
    for beat in beats:
        bar, within = tempo.bar_beat(float(beat))
        assert tempo.beat_of_bar(bar, within) == pytest.approx(beat, abs=1e-8)


@CALM
@given(maps(), st.lists(st.floats(-5, 200), min_size=1, max_size=20))
def test_arrays_and_single_values_agree(tempo, beats):
    many = np.array(beats)
    for look in (tempo.seconds_at, tempo.beat_at, tempo.frame_at, tempo.beat_of_frame, tempo.bpm_at):
        assert look(many) == pytest.approx([look(b) for b in beats], abs=1e-8, rel=1e-12)
    bars, within = tempo.bar_beat(many)
    ones = [tempo.bar_beat(b) for b in beats]
    for bar, beat, one in zip(bars, within, ones, strict=True):
        assert tempo.beat_of_bar(max(one.bar, 1), 1) + one.beat == pytest.approx(
            tempo.beat_of_bar(max(int(bar), 1), 1) + beat, abs=1e-8
        )
    lines = np.arange(1, 30)
    assert tempo.frame_of_bar(lines) == pytest.approx([tempo.frame_of_bar(int(n)) for n in lines], abs=1e-8)


@CALM
@given(maps())
def test_time_never_goes_back(tempo):
    beats = np.linspace(-2, tempo.beats + 2, 500)
    assert (np.diff(tempo.seconds_at(beats)) > 0).all()
    assert (np.diff(tempo.beat_at(np.linspace(-2, tempo.seconds + 2, 500))) >= 0).all()


@CALM
@given(maps())
def test_time_is_smooth_but_for_holds(tempo):
    """A beat's end is the next beat's beginning, except where time was asked to pass."""
    for segment, after in itertools.pairwise(tempo.segments):
        if float(after.beat) not in jumps(tempo) and segment.beats > 0.01:
            near = tempo.seconds_at(float(after.beat) - 1e-7)
            assert near == pytest.approx(tempo.seconds_at(float(after.beat)), abs=1e-6)


@CALM
@given(maps())
def test_the_code_it_prints_makes_it_again(tempo):
    assert eval(repr(tempo), {"TempoMap": fs.TempoMap}) == tempo
    again = eval(tempo.code(), {"fs": fs})
    assert again == tempo and hash(again) == hash(tempo) and again.segments == tempo.segments


def test_the_code_is_the_code_that_was_written():
    line = (
        'fs.TempoMap(start=96, rate="25").pickup(0.5, "6/8", bpm=90).bars(4, "6/8")'
        '.ramp(6, bpm=(90, 72.5), curve="time").hold(1.5).free(3, 4.25)'
        '.bars(2, "3/4", bpm=fs.Click("12-3").bpm_at("25")).steady(7, bpm=80, meter="5/4")'
    )
    tempo = eval(line, {"fs": fs})
    assert tempo.code() == line.replace('fs.Click("12-3").bpm_at("25")', "121.21212121212122")


def test_a_hold_lets_time_pass_and_no_beat():
    tempo = fs.TempoMap(start=100).bars(1, "4/4", bpm=60).hold(2).bars(1, "4/4")
    assert (tempo.beats, tempo.seconds) == (8.0, 10.0)
    assert tempo.seconds_at(np.array([3.999, 4, 5])) == pytest.approx([3.999, 6, 7])
    assert tempo.beat_at(5) == 4.0 and tempo.bar_beat(tempo.beat_at(5.999)) == (2, 1.0)
    assert (tempo.frame_of_bar(2), tempo.frame_at(8)) == (100 + 6 * 24, 340.0)
    assert tempo.hold(1).hold(0.5) == tempo.hold(1.5)
    assert tempo.hold(3).seconds_at(8) == 13.0, "a hold at the end holds the end"


def test_three_thirds_before_a_hold_are_after_it():
    tempo = fs.TempoMap().steady(1, bpm=60).hold(2).steady(1, bpm=60)
    third = 0.1 + 0.2 + 0.7 - 1e-16
    assert tempo.seconds_at(third) == tempo.seconds_at(np.array([third]))[0] == 3.0


def test_free_time_has_its_seconds_and_an_average():
    tempo = fs.TempoMap().bars(2, "4/4", bpm=96).free(4, 5).bars(1, "4/4")
    assert tempo.seconds == 5 + 5 + 2.5
    assert tempo.bpm_at(9) == 48.0 and tempo.bpm_at(12) == 96.0
    assert tempo.segments[1].kind == "free"


def test_a_pick_up_is_the_end_of_bar_0():
    tempo = fs.TempoMap(start=480).pickup(1, "4/4", bpm=60).bars(4, "4/4")
    assert tempo.bar_beat(0) == (0, 4.0)
    assert (tempo.beat_of_bar(1), tempo.frame_of_bar(1), tempo.frame_of_bar(5)) == (1.0, 504.0, 504.0 + 16 * 24)
    assert next(tempo.bar_lines()) == (1, 1.0)
    assert tempo.beat_of_bar(0, 4) == 0.0


def test_a_tempo_counts_quarters_unless_told():
    jig = fs.TempoMap().bars(2, "6/8", bpm=60, unit="dotted quarter")
    assert jig == fs.TempoMap().bars(2, "6/8", bpm=90) == fs.TempoMap().bars(2, "6/8", bpm=60, unit="beat")
    assert jig.seconds == 4.0 and jig.bpm_at(1, unit="beat") == 60.0
    march = fs.TempoMap().bars(2, "2/2", bpm=(60, 120), unit="half").bars(1, "4/4", bpm=60)
    assert march.bpm_at(np.array([0, 8]), unit="beat") == pytest.approx([60, 60])


def test_a_click_is_a_tempo():
    tempo = fs.TempoMap(rate="24").bars(2, "4/4", bpm=fs.Click("12-3"))
    assert tempo.frame_at(8) == 99.0
    assert fs.TempoMap(rate="23.976").bars(2, "4/4", bpm=fs.Click("12-3")).frame_at(8) == 99.0


@CALM
@given(BPM, st.sampled_from([1, 8, 31.5]), st.floats(0.001, 0.999), CURVES)
def test_a_ramp_that_has_to_end_on_a_frame_does(bpm, beats, part, curve):
    before = fs.TempoMap(start=7, rate="29.97df").bars(3, "3/4", bpm=bpm)
    first, last = (before.ramp(beats, bpm=to, curve=curve).frame_at(9 + beats) for to in (999.9, 1.001))
    frame = round(first + (last - first) * part)
    assume(first < frame < last)
    tempo = before.ramp_to(beats, frame=frame, curve=curve)
    assert abs(tempo.frame_at(9 + beats) - frame) < 1e-6
    assert tempo.stretches[-1].to is None or tempo.stretches[-1].curve == curve


def test_the_end_tempo_is_said_in_few_digits():
    tempo = fs.TempoMap().ramp_to(8, bpm=60, frame=128, curve="time")
    assert repr(tempo) == "TempoMap(start=0, rate='24').ramp(8, bpm=(60, 120), curve='time')"
    assert fs.TempoMap().ramp_to(8, bpm=60, frame=192) == fs.TempoMap().steady(8, bpm=60)


def test_the_ramp_that_cannot_be_names_the_frames_that_can():
    before = fs.TempoMap().bars(4, "4/4", bpm=60)
    for curve in ("beats", "time"):
        with pytest.raises(fs.FilmScoreError, match=r"Choose a frame from \d+ to \d+") as error:
            before.ramp_to(8, frame=400, curve=curve)
        first, last = (int(n) for n in str(error.value).rpartition("from ")[2].split(",")[0].split(" to "))
        for frame in (first, last):
            assert before.ramp_to(8, frame=frame, curve=curve).frame_at(24) == pytest.approx(frame, abs=1e-6)
        for frame in (first - 1, last + 1):
            with pytest.raises(fs.FilmScoreError):
                before.ramp_to(8, frame=frame, curve=curve)


def test_a_hundred_thousand_values_at_once():
    tempo = fs.TempoMap().pickup(1, "3/4", bpm=90).bars(2, "3/4")
    for _ in range(10):
        tempo = tempo.ramp(9, bpm=(90, 140)).hold(1).ramp(9, bpm=(140, 90), curve="time").bars(2, "3/4")
    values = np.random.default_rng(1).uniform(-5, 400, 100_000)
    for look in (tempo.seconds_at, tempo.beat_at, tempo.frame_at, tempo.beat_of_frame, tempo.bpm_at, tempo.bar_beat):
        times = []
        for _ in range(5):
            began = time.process_time()
            look(values)
            times.append(time.process_time() - began)
        assert min(times) < 0.05, look.__name__


def test_what_has_an_order_needs_no_names():
    tempo = fs.TempoMap(start=480)
    assert tempo.bars(4, "4/4", 60) == tempo.bars(4, "4/4", bpm=60)
    assert tempo.ramp(8, (60, 120)) == tempo.ramp(8, bpm=(60, 120))
    assert tempo.bars(4, "4/4", 60).ramp_to(8, 1000) == tempo.bars(4, "4/4", 60).ramp_to(8, frame=1000)
    assert tempo.bars(4, "4/4", "12-3") == tempo.bars(4, "4/4", fs.Click("12-3")) != tempo.bars(4, "4/4", 116)


WRONG = [
    (lambda t: t.ramp(8, bpm=(60,)), "from one tempo to another"),
    (lambda t: t.ramp(8, bpm=(0, 60)), "0 beats a minute cannot be played"),
    (lambda t: t.ramp(8, bpm=(60, 1001)), "1001 beats a minute"),
    (lambda t: t.ramp(8, bpm=(60, float("nan"))), "must be a number"),
    (lambda t: t.ramp(0, bpm=(60, 90)), "longer than 0 beats"),
    (lambda t: t.ramp(8, bpm=(60, 90), curve="bars"), "no curve 'bars'"),
    (lambda t: t.ramp(8, bpm=(60, 60), curve="bars"), "no curve 'bars'"),
    (lambda t: t.ramp(8, bpm=(60, 90), unit="crotchet"), "'crotchet' is no note"),
    (lambda t: t.steady(4, bpm=800, unit="half"), "1600 beats a minute"),
    (lambda t: t.steady(100_001, bpm=60), "100,000"),
    (lambda t: t.steady(2, bpm=60, meter="waltz"), "no meter"),
    (lambda t: t.hold(0), "more than 0"),
    (lambda t: t.hold(-1), "more than 0"),
    (lambda t: t.hold("a bit"), "length of the hold"),
    (lambda t: t.free(0, 2), r"\.hold\(seconds\)"),
    (lambda t: t.free(4, 0), "more than 0"),
    (lambda t: t.free(11), r"needs its length: free\(8, 11.5\)"),
    (lambda t: t.ramp(8), r"the tempo it goes to: ramp\(8, bpm=\(60, 120\)\)"),
    (lambda t: t.steady(4, bpm="12-9"), "Did you mean 13-1"),
    (lambda t: t.pickup(1, "4/4", bpm=60), "put it first"),
    (lambda t: fs.TempoMap().pickup(4, "4/4", bpm=60), "less than 4 quarters"),
    (lambda t: fs.TempoMap().hold(2), "begins with a beat"),
    (lambda t: fs.TempoMap().steady(4), "needs a tempo"),
    (lambda t: fs.TempoMap().free(4, 3).bars(1, "4/4"), "need a tempo"),
    (lambda t: t.steady(1, bpm=60).ramp(4, bpm=(60, 80), meter="3/4"), "cannot change to 3/4 here"),
    (lambda t: t.ramp_to(8, frame=10.5), "frame to end on"),
    (lambda t: t.bpm_at(0, unit="minim"), "'minim' is no note"),
    (lambda t: t.seconds_at([1, float("nan")]), "must be a number or an array"),
    (lambda t: t.frame_of_bar([1, 1.5]), "whole numbers"),
    (lambda t: t.frame_of_bar([0, 1]), "whole numbers from 1"),
    (lambda t: fs.TempoMap(stretches=["4/4"]), "made of stretches"),
    (lambda t: fs.TempoMap(locks=[3]), "pairs of a bar and a frame"),
]


@pytest.mark.parametrize(("make", "said"), WRONG)
def test_what_cannot_be_is_refused_in_words(make, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        make(fs.TempoMap().bars(2, "4/4", bpm=60))


def test_a_map_travels_whole():
    """As a graded answer does: by its parts, and by pickle."""
    from filmscore.course.answers import pack, plain, unpack

    tempo = fs.TempoMap(480, "29.97df").pickup(1, "3/4", bpm=90.5).bars(4, "3/4").ramp(9, bpm=(90, 140), curve="time")
    tempo = tempo.hold(2).free(3, 4).bars(2, "6/8").lock(3, 700).lock(5, 860)
    arrived = unpack(json.loads(json.dumps(pack(plain(tempo)[0]))))
    assert arrived == tempo == pickle.loads(pickle.dumps(tempo))
    assert arrived.segments == tempo.segments


def test_a_forged_map_costs_no_time():
    huge = Fraction(10**390, 10**200 + 1)
    meter = fs.TempoMap().meter
    for part in ({"beats": huge, "bpm": 60}, {"beats": 4, "bpm": 1 / huge}, {"beats": 10**400, "bpm": 60}):
        with pytest.raises(fs.FilmScoreError):
            Stretch(meter=meter, **part)
    began = time.process_time()
    odd = [Stretch(Fraction(4 + n, 7 + n), meter, 60 + n / 7) for n in range(40)]
    many = [Stretch(s.beats, meter, 30 + (n * 7919 % 270) + 0.1234567) for n in range(100) for s in odd]
    assert fs.TempoMap(stretches=many).seconds > 600
    with pytest.raises(fs.FilmScoreError, match="500 locks"):
        fs.TempoMap(stretches=many, locks=[(n, n * 50) for n in range(2, 600)])
    assert time.process_time() - began < 4


@pytest.mark.parametrize("value", [0.1, 92.5, Fraction(1280, 11), Fraction(11520000, 99099), 1 / 3, 87.65432101234, 3])
def test_a_number_is_kept_as_what_it_is(value):
    kept = fs.TempoMap().steady(4, bpm=value if value > 1 else 60 + value).stretches[0].bpm
    assert float(kept) == float(value if value > 1 else 60 + value)
    if isinstance(value, Fraction):
        assert kept == value
