"""First Bloom as it ships: read back from the encoded files, frame by frame, and held to its timeline."""

from functools import lru_cache

import film_checks as checks
import numpy as np
import pytest

import filmscore as fs

pytest.importorskip("av", reason="PyAV reads the encoded films: pip install 'filmscore[video]'")

FILM = fs.open_film("first-bloom")


def picture(name: str = "picture_mp4") -> np.ndarray:
    return checks.picture(FILM, name)


def luma(name: str = "picture_mp4") -> np.ndarray:
    return checks.luma(FILM, name)


@lru_cache
def blue() -> np.ndarray:
    """How much bluer than red each picture is on the whole, 0 to 1."""
    shown = picture().astype(np.float32) / 255
    return (shown[..., 2] - shown[..., 0]).mean((1, 2))


def change(frame: int) -> float:
    """Mean change of brightness from the frame before."""
    return float(checks.changes(FILM)[frame])


@pytest.mark.parametrize(("name", "codec"), checks.KINDS)
def test_both_files_hold_the_whole_film_and_no_sound(name, codec):
    facts = checks.file_facts(getattr(FILM, name))
    assert facts.bytes <= 6 * checks.MB
    assert codec in facts.codec
    assert (facts.size, facts.rate, facts.has_sound) == ((854, 480), 24, False)
    assert len(picture(name)) == FILM.frames


def test_the_twins_show_the_same_picture():
    for frame in range(12, FILM.frames, 97):
        assert np.abs(luma()[frame] - luma("picture_webm")[frame]).mean() < 0.02, frame


def test_every_cut_is_on_its_frame_and_there_is_no_other():
    """A cut is where the picture differs from the one before far more than its neighbours do."""
    cuts = checks.cuts(checks.changes(FILM))
    assert cuts == [shot.start for shot in FILM.shots[1:]]


def test_480_the_lamps_begin_to_go_down():
    level = luma().mean((1, 2))
    before = np.abs(np.diff(level[470:480])).max()
    assert level[480] < level[479] - 2 * before
    assert level[505] < 0.6 * level[479]
    assert np.all(np.diff(level[479:500]) < 0.002)  # down, never flickering up


def test_840_the_tip_moves_and_nothing_before_it():
    assert checks.stands_out(checks.changes(FILM), 840) > 1.5
    assert checks.vivid(picture()[900], 1).sum() > 20  # green
    assert checks.vivid(picture()[838], 1).sum() < 4


def test_936_he_stops():
    walking = np.mean([change(frame) for frame in range(926, 936)])
    standing = np.mean([change(frame) for frame in range(938, 948)])
    assert standing < 0.6 * walking


def test_1056_the_bud_opens_into_blue():
    steady = blue()[1040:1056]
    assert blue()[1058] > steady.max() + 3 * steady.std()
    assert blue()[1056] >= blue()[1055]
    assert blue()[1130] > steady.mean() + 0.05
    assert luma()[1130].max() > 0.85  # its heart is nearly white


def test_blue_is_kept_from_the_viewer_until_the_bloom():
    """Inside the dome nothing glows blue before the flower does."""
    shown = picture().astype(int)
    for frame in [*range(200, 600, 20), *range(820, 1030, 20)]:
        vivid = (shown[frame][..., 2] > 110) & (shown[frame][..., 2] > shown[frame][..., 0] + 70)
        assert vivid.mean() < 0.002, frame


def test_1440_the_hands_meet():
    """They come together up to 1440, and then the closing is slow: the picture calms down."""
    coming = np.mean([change(frame) for frame in range(1424, 1438)])
    meeting = np.mean([change(frame) for frame in range(1441, 1447)])
    assert meeting < coming


def test_1704_the_first_of_the_other_lights():
    """A new blue point, where it was dark."""
    shown = picture().astype(int)
    before = shown[1690:1704, ..., 2].max(0)
    for frame in range(1690, 1704):
        assert (shown[frame, ..., 2] > before + 1).sum() == 0
    assert (shown[1706, ..., 2] > before + 25).sum() >= 1
    lit = [int((shown[frame, ..., 2] > before + 40).sum()) for frame in (1706, 1740, 1770, 1800, 1860)]
    assert lit == sorted(lit) and lit[-1] > 4 * lit[0]


def test_1872_it_fades_to_black():
    level = luma().mean((1, 2))
    assert np.all(np.diff(level[1872:1919]) < 0.0015)
    assert level[1895] < 0.75 * level[1871]
    assert luma()[1919].max() < 0.02


def test_the_flash_meter_sees_flashes():
    strobe = np.zeros((48, 10, 10), np.float32)
    strobe[::3, :, :4] = 0.5
    assert checks.flashing(strobe) == pytest.approx(0.4)
    assert checks.flashing(np.repeat(np.linspace(0, 1, 48, dtype=np.float32)[:, None, None], 10, 2)) == 0


def test_no_flashes():
    assert checks.flashing(checks.linear(luma()[:, ::2, ::2])) < 0.25
