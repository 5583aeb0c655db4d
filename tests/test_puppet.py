"""Paper puppets and thrown bits: feet stay where they stand, bones keep their length, frames come in any order."""

import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("skia", reason='films are drawn with skia: pip install "filmscore[films]"')
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # films/ is build code beside the package

import itertools

from films.toolkit import particles, puppet

BUILD = puppet.Build()


def length(a, b) -> float:
    return float(np.hypot(b[0] - a[0], b[1] - a[1]))


@pytest.mark.parametrize("target", [(3, 20), (30, 12), (-14, 25), (0.5, 0.5), (200, 10)])
@pytest.mark.parametrize("bend", [1, -1])
def test_two_bones_keep_their_length_and_reach_what_they_can(target, bend):
    middle, end = puppet.reach((0, 0), target, 23, 21, bend)
    assert length((0, 0), middle) == pytest.approx(23, abs=0.01)
    assert length(middle, end) == pytest.approx(21, abs=0.01)
    if 2.1 < length((0, 0), target) < 43:
        assert end == pytest.approx(target, abs=0.01)
    else:
        assert length((0, 0), end) == pytest.approx(44 if length((0, 0), target) > 43 else 2, abs=0.1)


def test_a_knee_folds_forward_and_an_elbow_back():
    knee, _ = puppet.reach((0, 0), (0, 30), 20, 20, 1)
    elbow, _ = puppet.reach((0, 0), (0, 30), 20, 20, -1)
    assert knee[0] > 1 and elbow[0] < -1


@pytest.mark.parametrize(("cycle", "stance"), [(puppet.run, puppet.STANCE_RUN), (puppet.walk, puppet.STANCE_WALK)])
def test_a_standing_foot_stays_where_it_stands(cycle, stance):
    """As the body travels, the foot goes back under it exactly as fast; in the air it is lifted."""
    ground = 130.0
    places = [cycle(p, BUILD, ground).near_foot[0] + p * ground for p in np.linspace(0.005, stance - 0.005, 12)]
    assert np.ptp(places) < 1e-6
    assert cycle(stance / 3, BUILD, ground).near_foot[1] == pytest.approx(-BUILD.ankle)
    assert cycle((1 + stance) / 2, BUILD, ground).near_foot[1] < -BUILD.ankle - 4


@pytest.mark.parametrize("cycle", [puppet.run, puppet.walk])
def test_a_cycle_closes_and_the_far_side_is_half_a_turn_behind(cycle):
    first, again = cycle(0.0, BUILD, 120.0), cycle(1.0, BUILD, 120.0)
    assert np.allclose(first.near_foot, again.near_foot) and first.hip == pytest.approx(again.hip)
    assert np.allclose(cycle(0.2, BUILD, 120.0).near_foot, cycle(0.7, BUILD, 120.0).far_foot)
    steps = [np.array(cycle(p, BUILD, 120.0).near_foot) for p in np.linspace(0, 1, 241)]
    assert max(np.abs(b - a)[:2].max() for a, b in itertools.pairwise(steps)) < 4  # no jump anywhere


def test_a_runner_is_lowest_just_after_contact():
    heights = [puppet.run(p, BUILD, 120.0).hip[1] for p in np.arange(0, 0.5, 0.02)]
    assert 0.06 <= 0.02 * int(np.argmax(heights)) <= 0.2


def test_legs_of_a_posed_puppet_have_their_length():
    j = puppet.joints(puppet.run(0.3, BUILD, 120.0), BUILD)
    for hip, knee, ankle in (j.near_leg, j.far_leg):
        assert length(hip, knee) == pytest.approx(BUILD.thigh, abs=0.05)
        assert length(knee, ankle) == pytest.approx(BUILD.shin, abs=0.05)
    assert j.head[1] < j.neck[1] < j.waist[1] < j.hip[1] < 0


def test_hands_reach_what_they_are_told():
    j = puppet.joints(puppet.Pose(), BUILD, ((12.0, -60.0), None))
    assert j.near_arm[2] == pytest.approx((12.0, -60.0), abs=0.01)


def test_key_poses_are_met_and_mixed():
    low, high = puppet.Pose(hip=(0, -30)), puppet.Pose(hip=(0, -50), lean=20)
    keys = puppet.Poses((10, low), (20, high), (30, low, "in"))
    assert (keys(0), keys(10), keys(20), keys(99)) == (low, low, high, low)
    assert keys(15).hip[1] == pytest.approx(-40) and keys(15).lean == pytest.approx(10)
    assert keys(22).hip[1] < -49  # it gathers speed


def test_a_streamer_hangs_in_still_air_and_trails_in_wind():
    hanging = puppet.streamer(40, (0, 0), lambda f: (0, 0), length=30)
    trailing = puppet.streamer(40, (0, 0), lambda f: (-12, 0), length=30)
    assert hanging[-1][1] == pytest.approx(30) and abs(hanging[-1][0]) < 0.5
    assert trailing[-1][0] < -20
    for points in (hanging, trailing):
        assert sum(length(a, b) for a, b in itertools.pairwise(points)) == pytest.approx(30)


def test_what_trails_follows_later():
    """The wind turns at 20: a frame after, the root has turned and the tip has not."""
    points = puppet.streamer(22, (0, 0), lambda f: (-12, 0) if f < 20 else (12, 0), length=35, lag=1.3, flutter=0)
    steps = np.diff(np.array(points), axis=0)
    assert steps[0][0] > 0 > steps[-1][0]


BURST = particles.Burst(100, (50, 60), 40, floor=90, seed=4)


def test_nothing_is_thrown_before_its_frame_and_all_is_gone_at_last():
    assert BURST.bits(99.9) == []
    assert len(BURST.bits(100)) == 40
    assert all(x == pytest.approx(50) and y == pytest.approx(60) for x, y, *_ in BURST.bits(100))
    assert BURST.bits(131) == []


def test_thrown_bits_fall_and_rest_on_the_floor():
    assert max(y for _, y, *_ in BURST.bits(125)) == 90
    assert BURST.bits(112) == BURST.bits(112)
    higher = particles.Burst(100, (50, 60), 40, weight=0.0, seed=4).bits(110)
    assert np.mean([b[1] for b in BURST.bits(110)]) > np.mean([b[1] for b in higher])


@pytest.mark.parametrize("draw", ["sparks", "splinters", "drops", "dust", "rain"])
def test_every_kind_draws_something_and_the_same_twice(draw):
    from films.toolkit.canvas import layer

    arguments = {"splinters": (BURST, 106, (0xFFFFFFFF,)), "rain": (106, (0, 0, 200, 200), 60)}.get(draw, (BURST, 106))
    one, two = (layer(lambda c: getattr(particles, draw)(c, *arguments), 200, 200) for _ in "ab")
    assert one[..., 3].max() > 0.05 and np.array_equal(one, two)
