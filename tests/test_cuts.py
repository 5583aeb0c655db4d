"""Cuts: all the hard ones, none on pans, flashes or noise; slow changes are doubtful, never cuts."""

import numpy as np
import pytest
from clips import scene

from filmscore import FilmScoreError, open_film
from filmscore.picture.cuts import find_cuts

SIZE = (18, 32)


def still(seed, frames):
    return scene(seed, SIZE)[None].repeat(frames, 0)


def pan(seed, frames, step):
    """The camera swings across a wide picture, `step` columns a frame."""
    wide = np.concatenate([scene(seed + k, SIZE) for k in range(2 + frames * step // SIZE[1])], 1)
    return np.stack([wide[:, n * step : n * step + SIZE[1]] for n in range(frames)])


def noisy(thumbs, level=3, seed=0):
    rng = np.random.default_rng(seed)
    return (thumbs + rng.normal(0, level, thumbs.shape)).clip(0, 255).astype(np.uint8)


def mix(one, other, frames):
    shares = (np.arange(frames) + 1) / (frames + 1)
    return np.stack([(one * (1 - s) + other * s).astype(np.uint8) for s in shares])


def join(*parts):
    return np.concatenate(parts)


@pytest.mark.parametrize("lengths", [(40, 40), (30, 12, 30), (20, 6, 6, 40), (50, 24, 12, 6, 24)])
def test_every_hard_cut_is_found_on_its_frame(lengths):
    film = noisy(join(*(still(k, n) for k, n in enumerate(lengths))))
    assert find_cuts(film).hard == tuple(np.cumsum(lengths)[:-1])


@pytest.mark.parametrize("step", [1, 3, 6])
def test_a_pan_is_no_cut(step):
    film = noisy(join(still(1, 30), pan(1, 40, step), pan(1, 40, step)[-1:].repeat(30, 0)))
    assert find_cuts(film).hard == ()


@pytest.mark.parametrize("step", [1, 2])
def test_a_cut_into_a_moving_shot_is_found(step):
    film = noisy(join(still(8, 40), pan(20, 40, step)))
    assert find_cuts(film).hard == (40,)


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_a_flash_goes_back_and_is_no_cut(frames):
    white = np.full((frames, *SIZE, 3), 250, np.uint8)
    assert find_cuts(noisy(join(still(2, 30), white, still(2, 30)))).hard == ()


def test_a_flash_on_a_cut_leaves_one_cut():
    white = np.full((1, *SIZE, 3), 250, np.uint8)
    hard = find_cuts(join(still(2, 30), white, still(3, 30))).hard
    assert len(hard) <= 2 and all(n in (30, 31) for n in hard)


@pytest.mark.parametrize("frames", [12, 24, 48])
@pytest.mark.parametrize("to_black", [True, False])
def test_fades_and_dissolves_are_doubtful_and_no_cuts(frames, to_black):
    one = scene(4, SIZE)
    other = np.zeros_like(one) if to_black else scene(5, SIZE)
    film = noisy(join(one[None].repeat(40, 0), mix(one, other, frames), other[None].repeat(40, 0)), 1)
    found = find_cuts(film)
    assert found.hard == ()
    assert len(found.doubtful) == 1
    start, end = found.doubtful[0]
    assert start <= 40 + frames // 4 and end >= 40 + 3 * frames // 4, "the middle of the fade lies inside"
    assert start >= 40 - frames - 8 and end <= 40 + 2 * frames + 8


def test_a_pan_is_not_doubtful_either():
    assert find_cuts(noisy(join(still(1, 30), pan(1, 60, 3)))).doubtful == ()


def test_dark_shots_are_told_apart():
    dark = [(scene(k, SIZE) // 24).astype(np.uint8) for k in (11, 12)]
    film = join(dark[0][None].repeat(30, 0), dark[1][None].repeat(30, 0))
    assert find_cuts(film).hard == (30,)


@pytest.mark.parametrize("frames", [0, 1, 2])
def test_too_few_frames_have_no_cut(frames):
    assert find_cuts(still(1, 5)[:frames]) == find_cuts(still(1, 1))


def test_the_wrong_shape_is_refused():
    with pytest.raises(FilmScoreError, match=r"\(n, height, width, 3\)"):
        find_cuts(np.zeros((10, 18, 32), np.uint8))


def test_a_real_film_gives_its_own_cuts():
    av = pytest.importorskip("av")
    film = open_film("first-bloom")
    with av.open(str(film.picture_mp4)) as box:
        small = [frame.reformat(width=32, height=18, format="rgb24").to_ndarray() for frame in box.decode(video=0)]
    found = find_cuts(np.stack(small))
    assert found.hard == tuple(shot.start for shot in film.shots[1:])
    assert found.doubtful[-1][0] <= 1880 < found.doubtful[-1][1], "the fade at the end"
