"""Locked bars, and two maps beside each other."""

import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tempo_maps import STEPS, maps

import filmscore as fs

PLAIN = fs.TempoMap(start=480, rate="24").bars(16, "4/4", bpm=96)


def test_a_bar_goes_to_its_frame_and_the_rest_follows():
    moved = PLAIN.lock(9, 984)
    assert (moved.frame_of_bar(1), moved.frame_of_bar(9)) == (480, 984)
    assert moved.bpm_at(np.array([0, 31.9])) == pytest.approx([Fraction(32 * 60 * 24, 504)] * 2)
    assert moved.bpm_at(32) == 96 and moved.frame_of_bar(17) == 984 + 480
    assert moved.locks == ((9, 984),) and PLAIN.locks == ()


def test_the_shape_is_kept_and_so_are_seconds():
    tempo = fs.TempoMap().bars(2, "4/4", bpm=60).ramp(8, bpm=(60, 120)).hold(1.5).free(4, 3).bars(1, "4/4", bpm=90)
    moved = tempo.lock(6, 400)
    before, after = tempo.segments, moved.segments
    assert [s.kind for s in after] == ["steady", "ramp", "hold", "free", "steady"]
    assert after[1].bpm_end / after[1].bpm == 2 and after[1].bpm == after[0].bpm
    assert (after[2].length, after[3].length) == (Fraction(3, 2), 3)
    assert moved.frame_of_bar(6) == 400 and after[4].bpm == before[4].bpm
    ratio = (400 / 24 - 4.5) / (tempo.seconds_at(20) - 4.5)
    assert after[0].length / before[0].length == pytest.approx(ratio, rel=1e-12)


def test_a_bar_between_two_locks_moves_alone():
    both = PLAIN.lock(9, 984).lock(5, 720)
    assert [both.frame_of_bar(b) for b in (1, 5, 9)] == [480, 720, 984]
    assert both == PLAIN.lock(5, 720).lock(9, 984)
    assert both.lock(5, 730).locks == ((5, 730), (9, 984)), "locked again it moves"
    assert both.unlock(5) == PLAIN.lock(9, 984)


def test_growth_after_a_lock_is_in_the_written_tempo():
    grown = PLAIN.lock(17, 1500).bars(2, "4/4")
    assert grown == PLAIN.bars(2, "4/4").lock(17, 1500)
    assert grown.frame_of_bar(19) == 1500 + 120


def test_a_lock_inside_a_ramp_cuts_it():
    tempo = fs.TempoMap().ramp(16, bpm=(60, 120), curve="time")
    line = tempo.frame_of_bar(3)
    moved = tempo.lock(3, round(line) + 10)
    assert moved.frame_of_bar(3) == round(line) + 10
    assert moved.frame_of_bar(5) - moved.frame_of_bar(3) == pytest.approx(tempo.frame_of_bar(5) - line, abs=1e-9)
    assert moved.beat_at(moved.seconds_at(np.linspace(0, 16, 99))) == pytest.approx(np.linspace(0, 16, 99), abs=1e-9)


def test_a_hold_before_the_bar_belongs_before_it():
    tempo = fs.TempoMap().bars(2, "4/4", bpm=60).hold(2).bars(2, "4/4").lock(3, 300)
    assert tempo.frame_of_bar(3) == 300 and tempo.seconds_at(8) == 12.5
    assert float(tempo.segments[0].length) == 10.5 and tempo.segments[1].length == 2


@settings(deadline=None, max_examples=80)
@given(
    maps(steps=st.lists(STEPS, min_size=1, max_size=4)),
    st.lists(st.tuples(st.integers(1, 30), st.floats(0.5, 2)), min_size=1, max_size=8),
)
def test_any_run_of_locks_keeps_the_earlier_ones(tempo, wishes):
    locked = {}
    for bar, stretch in wishes:
        near = tempo.start + (tempo.frame_of_bar(bar) - tempo.start) * stretch
        try:
            tempo = tempo.lock(bar, round(near))
        except fs.FilmScoreError as error:
            assert re.search(rf"(?i)\bbar {bar}\b", str(error)), "it names the bar, or the lock that hinders it"
        else:
            locked[bar] = round(near)
        assert dict(tempo.locks) == locked
        for one, frame in locked.items():
            assert tempo.frame_of_bar(one) == frame
    assume(locked)
    beats = np.linspace(0, tempo.beats, 200)
    assert (np.diff(tempo.frame_at(beats)) > 0).all()
    assert tempo.beat_of_frame(tempo.frame_at(beats)) == pytest.approx(beats, abs=1e-7)
    assert eval(repr(tempo), {"TempoMap": fs.TempoMap}) == tempo


def test_the_frames_a_lock_names_can_be_had():
    with pytest.raises(fs.FilmScoreError, match=r"It can lie on the frames \d+ to \d+") as error:
        PLAIN.lock(9, 490)
    first, last = (int(n) for n in str(error.value).rpartition("frames ")[2].rstrip(".").split(" to "))
    assert PLAIN.lock(9, first).frame_of_bar(9) == first and PLAIN.lock(9, last).frame_of_bar(9) == last
    for frame in (first - 1, last + 1):
        with pytest.raises(fs.FilmScoreError):
            PLAIN.lock(9, frame)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: PLAIN.lock(9, 470), "before the music in front of it begins"),
        (lambda: PLAIN.lock(9, 490), "would go at 4608 beats"),
        (lambda: PLAIN.lock(9, 10**6), "would go at 0.046"),
        (lambda: PLAIN.lock(9, 984).lock(12, 980), "with bar 9 on frame 984"),
        (lambda: PLAIN.lock(9, 984).lock(5, 1000), "Bar 9 cannot be locked to frame 984 with bar 5"),
        (lambda: PLAIN.lock(1, 500), r"TempoMap\(start"),
        (lambda: PLAIN.lock(0, 500), "no bar 0"),
        (lambda: PLAIN.lock(18, 5000), "are 2 to 17"),
        (lambda: PLAIN.lock(9.5, 984), "whole number"),
        (lambda: PLAIN.lock(9, "01:00:00:00"), "whole number"),
        (lambda: fs.TempoMap().lock(2, 100), "no bars yet"),
        (lambda: PLAIN.unlock(9), "not locked"),
        (lambda: fs.TempoMap().free(8, 5).lock(2, 100), "inside free time"),
        (lambda: fs.TempoMap().free(4, 5).bars(1, "4/4", bpm=60).lock(2, 100), "end on frame 120"),
    ],
)
def test_a_lock_that_cannot_be_is_refused(make, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        make()


def test_free_time_that_ends_there_anyway_may_be_locked():
    assert fs.TempoMap().free(4, 5).bars(1, "4/4", bpm=60).lock(2, 120).frame_of_bar(2) == 120


# ---- beside another


def test_two_maps_are_compared_bar_by_bar():
    other = fs.TempoMap(start=482).bars(18, "4/4", bpm=96).lock(9, 984)
    found = PLAIN.compare(other)
    assert len(found) == 16 and [r.bar for r in found] == [*range(1, 17)]
    assert found[0] == (1, 480, 482, 2) and found[8] == (9, 960, 984, 24)
    assert found.largest == found[8]
    assert found.ends == (1440, 1584)
    assert "bar        one" in str(found) and "24.00 frames later" in str(found)
    back = other.compare(PLAIN)
    assert [r.difference for r in back] == [-r.difference for r in found]
    assert "24.00 frames earlier" in str(back)
    assert repr(PLAIN.compare(PLAIN)) == "<Comparison of 16 bars; furthest apart: nothing>"


def test_what_cannot_be_compared():
    for other, said in (
        (fs.TempoMap(rate="25").bars(2, "4/4", bpm=60), "different frames"),
        ("4/4", "another TempoMap"),
        (fs.TempoMap(), "no beats yet"),
    ):
        with pytest.raises(fs.FilmScoreError, match=said):
            PLAIN.compare(other)
