"""The tempo map: beats, bars and frames, both ways."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import filmscore as fs

BLOOM = fs.TempoMap(start=480, rate="24").bars(12, "4/4", bpm=60).bars(1, "3/4").bars(3, "4/4")


@pytest.mark.parametrize(("bar", "frame"), [(1, 480), (7, 1056), (11, 1440), (13, 1632), (14, 1704), (16, 1896)])
def test_first_bloom_meets_its_frames(bar, frame):
    assert BLOOM.frame_of_bar(bar) == frame
    assert BLOOM.bar_beat(BLOOM.beat_of_frame(frame)) == (bar, 1.0)


def test_length_in_beats_and_seconds():
    assert (BLOOM.beats, BLOOM.seconds) == (63.0, 63.0)
    assert len(BLOOM.segments) == 3


def test_the_code_it_prints_makes_it_again():
    odd = fs.TempoMap(start=96, rate="25").steady(4, bpm=Fraction(1280, 11)).bars(2, "6/8", bpm=92.5).bars(1, "5/4")
    short = fs.TempoMap().bars(1, "3/4", bpm=60).steady(1, bpm=60)
    for tempo in (BLOOM, odd.steady(2.5, bpm=80), short, short.steady(1, bpm=90)):
        assert eval(repr(tempo), {"TempoMap": fs.TempoMap}) == tempo


def test_a_map_never_changes():
    start = fs.TempoMap().bars(1, "4/4", bpm=60)
    longer = start.bars(1, "4/4", bpm=120)
    assert start.beats == 4.0 and longer.beats == 8.0


def test_a_click_and_its_frames():
    """A 12-3 click is 12 3/8 frames a beat; after 8 beats it is exactly 99 frames on."""
    tempo = fs.TempoMap(rate="24").steady(16, bpm=Fraction(1440 * 8, 99))
    assert tempo.frame_at(8) == 99.0


def test_real_time_at_2997():
    assert fs.TempoMap(rate="29.97df").steady(4, bpm=60).frame_at(4) == pytest.approx(4 * 30000 / 1001, abs=1e-12)


def test_meters_in_eighths_and_bars():
    tempo = fs.TempoMap().bars(2, "6/8", bpm=90).bars(1, "7/8").bars(2, "4/4", bpm=120)
    assert tempo.bar_beat(3) == (2, 1.0)
    assert tempo.bar_beat(4.5) == (2, 4.0)  # beats of a 6/8 bar are eighths
    assert tempo.bar_beat(6) == (3, 1.0)
    assert tempo.beat_of_bar(4) == 9.5
    assert tempo.beat_of_bar(3, 7) == 9.0
    assert [bar for bar, _ in tempo.bar_lines()] == [1, 2, 3, 4, 5]


def test_a_tempo_may_change_inside_a_bar_but_a_meter_may_not():
    tempo = fs.TempoMap().steady(6, bpm=60).steady(4, bpm=120)
    assert tempo.bar_beat(6) == (2, 3.0)
    assert tempo.beat_of_bar(2) == 4.0 and tempo.beat_of_bar(3) == 8.0
    assert list(tempo.bar_lines()) == [(1, 0.0), (2, 4.0), (3, 8.0)]
    with pytest.raises(fs.FilmScoreError, match=r"2 of 4 quarters.*\.steady\(2"):
        tempo.bars(1, "3/4")
    assert tempo.steady(2, bpm=120).bars(1, "3/4").bar_beat(12) == (4, 1.0)


def test_arrays_give_arrays():
    beats = np.array([[0, 24], [40, 51]])
    assert np.array_equal(BLOOM.frame_at(beats), [[480, 1056], [1440, 1704]])
    assert np.array_equal(BLOOM.beat_at(BLOOM.seconds_at(beats)), beats)


def test_it_goes_on_beyond_its_ends():
    assert BLOOM.seconds_at(-1) == -1.0
    assert BLOOM.seconds_at(70) == 70.0
    assert BLOOM.bar_beat(64).bar == 17


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.sampled_from(["4/4", "3/4", "6/8", "5/4"]), st.integers(40, 240)), min_size=1
    ),
    st.floats(0, 200, allow_nan=False),
)
def test_there_and_back(stretches, beat):
    tempo = fs.TempoMap(start=100)
    for count, meter, bpm in stretches:
        tempo = tempo.bars(count, meter, bpm=bpm)
    assert tempo.beat_at(tempo.seconds_at(beat)) == pytest.approx(beat, abs=1e-7)
    assert tempo.beat_of_frame(tempo.frame_at(beat)) == pytest.approx(beat, abs=1e-7)
    bar, within = tempo.bar_beat(beat)
    assert tempo.beat_of_bar(bar, within) == pytest.approx(beat, abs=1e-7)


@pytest.mark.parametrize(
    "make",
    [
        lambda: fs.TempoMap().steady(4, bpm=0),
        lambda: fs.TempoMap().steady(4, bpm=-60),
        lambda: fs.TempoMap().steady(4, bpm=float("nan")),
        lambda: fs.TempoMap().steady(4, bpm="60"),
        lambda: fs.TempoMap().steady(0, bpm=60),
        lambda: fs.TempoMap().steady(-1, bpm=60),
        lambda: fs.TempoMap().bars(4, "4/4"),
        lambda: fs.TempoMap().bars(0, "4/4", bpm=60),
        lambda: fs.TempoMap().bars(2, "4/5", bpm=60),
        lambda: fs.TempoMap().bars(2, "waltz", bpm=60),
        lambda: fs.TempoMap().bars(1.5, "4/4", bpm=60),
        lambda: fs.TempoMap(start=1.5),
        lambda: fs.TempoMap(rate="26"),
        lambda: fs.TempoMap().seconds_at(0),
        lambda: fs.TempoMap().frame_of_bar(1),
        lambda: BLOOM.frame_of_bar(0),
        lambda: BLOOM.frame_at("bar 7"),
        lambda: BLOOM.frame_at(None),
    ],
)
def test_what_cannot_be_is_refused(make):
    with pytest.raises(fs.FilmScoreError):
        make()
