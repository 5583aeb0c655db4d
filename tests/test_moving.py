"""Control curves drawn stretch by stretch: the values are those of the whole curve, wherever a stretch begins."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmscore.sound.events import Control, Note, Track
from filmscore.sound.fonts import find_font
from filmscore.sound.moving import BLOCK, Moving
from filmscore.sound.sampler import Sampler
from filmscore.sound.soundfont import SoundFont

SECONDS = 20
BLOCKS = SECONDS * 48000 // BLOCK


@pytest.fixture(scope="module")
def layers():
    sampler = Sampler(SoundFont(find_font()))
    return [layer for velocity in (30, 101) for layer in sampler.layers(0, 48, 60, velocity)]


def moving():
    swell = [Control(t / 4, "expression", 60 + 50 * np.sin(t / 3)) for t in range(SECONDS * 4)]
    swell += [Control(t, "pan", 20 + 5 * t) for t in range(SECONDS)]
    swell += [Control(t / 2, "modulation", 3 * t) for t in range(SECONDS * 2)]
    return Moving(Track("Violins", "strings", 0, 48, [Note(0, SECONDS, 60, 80)], swell, pan=0.2), BLOCKS)


@settings(max_examples=30, deadline=None)
@given(first=st.integers(0, SECONDS * 48000 - 2), length=st.integers(1, 6 * 48000))
def test_a_stretch_has_the_values_of_the_whole(layers, first, length):
    for layer in layers:
        whole, part = moving().curves(layer, 0, SECONDS * 48000), moving().curves(layer, first, first + length)
        assert whole.since == 0 and part.since % BLOCK == 0 and part.since <= max(first - BLOCK, 0)
        for name in ("attenuation", "pan", "cutoff"):
            a, b = getattr(whole, name), getattr(part, name)
            if len(a) == 1:
                assert (b == a).all()
                continue
            at = part.since // BLOCK
            assert (b == a[at : at + len(b)]).all(), name
            assert at + len(b) >= min((first + length) // BLOCK + 2, BLOCKS), "what a voice may ask for is there"


def test_the_floor_is_never_above_the_curve(layers):
    for layer in layers:
        one = moving()
        lowest = one.curves(layer, 0, SECONDS * 48000).attenuation.min()
        assert one.least(layer) <= lowest + 1e-3
        assert one.least(layer) >= lowest - 5.0, "and near it, or voices would be played long after they are over"


def test_what_stands_still_is_one_value_and_what_bends_the_pitch_is_known(layers):
    quiet = Moving(Track("Violins", "strings", 0, 48, [Note(0, 1, 60, 80)], []), BLOCKS)
    for layer in layers:
        curves = quiet.curves(layer, 48000, 96000)
        assert [len(c) for c in (curves.attenuation, curves.pan, curves.cutoff)] == [1, 1, 1]
        assert quiet.still(layer) is not None
        assert moving().still(layer) is None, "vibrato follows the wheel"


def test_many_stretches_are_not_kept(layers):
    one = moving()
    for at in range(0, SECONDS * 48000 - 48000, 4800):
        one.curves(layers[0], at, at + 48000)
    assert sum(c.attenuation.nbytes for c in one._curves.values()) < 1_000_000
