"""First Bloom as it ships: read back from the encoded files, frame by frame, and held to its timeline."""

from functools import lru_cache

import numpy as np
import pytest

import filmscore as fs

av = pytest.importorskip("av", reason="PyAV reads the encoded films: pip install 'filmscore[video]'")

FILM = fs.open_film("first-bloom")
BAR = 40  # rows of black above and below the picture
MB = 1_000_000


@lru_cache
def picture(name: str = "picture_mp4") -> np.ndarray:
    """Every frame as RGB at a quarter of its size, without the black bars: (frames, 100, 213, 3), uint8."""
    frames = []
    with av.open(str(getattr(FILM, name))) as file:
        stream = file.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in file.decode(stream):
            small = frame.reformat(width=213, height=120, format="rgb24").to_ndarray()
            frames.append(small[BAR // 4 : -BAR // 4])
    return np.stack(frames)


@lru_cache
def luma(name: str = "picture_mp4") -> np.ndarray:
    """Brightness as the eye weighs the screen's values, 0 to 1: (frames, 100, 213)."""
    return (picture(name) @ np.array([0.2126, 0.7152, 0.0722], np.float32) / 255).astype(np.float32)


@lru_cache
def blue(name: str = "picture_mp4") -> np.ndarray:
    """How much bluer than red each picture is on the whole, 0 to 1."""
    shown = picture(name).astype(np.float32) / 255
    return (shown[..., 2] - shown[..., 0]).mean((1, 2))


def change(frame: int) -> float:
    """Mean change of brightness from the frame before."""
    return float(np.abs(luma()[frame] - luma()[frame - 1]).mean())


@pytest.mark.parametrize(("name", "codec"), [("picture_mp4", "h264"), ("picture_webm", "vp9")])
def test_both_files_hold_the_whole_film_and_no_sound(name, codec):
    path = getattr(FILM, name)
    assert path.stat().st_size <= 6 * MB
    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        assert stream.codec_context.name.startswith(codec) or codec in stream.codec_context.name
        assert (stream.codec_context.width, stream.codec_context.height) == (854, 480)
        assert stream.average_rate == 24
        assert not file.streams.audio
    assert len(picture(name)) == FILM.frames


def test_the_twins_show_the_same_picture():
    for frame in range(12, FILM.frames, 97):
        assert np.abs(luma()[frame] - luma("picture_webm")[frame]).mean() < 0.02, frame


def test_every_cut_is_on_its_frame_and_there_is_no_other():
    """A cut is where the picture differs from the one before far more than its neighbours do."""
    spots = np.array([0.0, *(change(frame) for frame in range(1, FILM.frames))])
    cuts = []
    for frame in range(2, FILM.frames - 2):
        around = max(spots[frame - 2], spots[frame - 1], spots[frame + 1], spots[frame + 2])
        if spots[frame] > 0.012 and spots[frame] > 2.5 * around:
            cuts.append(frame)
    assert cuts == [shot.start for shot in FILM.shots[1:]]


def test_480_the_lamps_begin_to_go_down():
    level = luma().mean((1, 2))
    before = np.abs(np.diff(level[470:480])).max()
    assert level[480] < level[479] - 2 * before
    assert level[505] < 0.6 * level[479]
    assert np.all(np.diff(level[479:500]) < 0.002)  # down, never flickering up


def test_840_the_tip_moves_and_nothing_before_it():
    quiet = max(change(frame) for frame in range(830, 840))
    assert max(change(frame) for frame in range(840, 843)) > 1.5 * quiet
    green = picture()[900].astype(int)
    assert ((green[..., 1] > green[..., 0] + 8) & (green[..., 1] > green[..., 2] + 8)).sum() > 20
    early = picture()[838].astype(int)
    assert ((early[..., 1] > early[..., 0] + 8) & (early[..., 1] > early[..., 2] + 8)).sum() < 4


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


def swings(light: np.ndarray, size: float = 0.1) -> np.ndarray:
    """For each pixel and frame, whether a change of luminance of `size` against the last direction is complete.

    Follows WCAG 2.3.1: relative luminance, opposing changes of 10 % where the darker state is below 0.8.
    """
    low = high = light[0].copy()
    direction = np.zeros(light.shape[1:], np.int8)
    found = np.zeros(light.shape, bool)
    for n, now in enumerate(light):
        low, high = np.minimum(low, now), np.maximum(high, now)
        up = (now - low >= size) & (low < 0.8) & (direction <= 0)
        down = (high - now >= size) & (now < 0.8) & (direction >= 0)
        found[n] = up | down
        direction = np.where(up, 1, np.where(down, -1, direction)).astype(np.int8)
        low, high = np.where(found[n], now, low), np.where(found[n], now, high)
    return found


def flashing(light: np.ndarray, fps: int = 24) -> float:
    """The largest part of the picture that flashes more than three times within a second."""
    found = swings(light)
    worst = 0.0
    window = np.zeros(light.shape[1:], np.int16)
    for n in range(len(found)):
        window += found[n]
        if n >= fps:
            window -= found[n - fps]
        worst = max(worst, float((window > 6).mean()))  # a flash is a pair of opposing changes
    return worst


def test_the_flash_meter_sees_flashes():
    strobe = np.zeros((48, 10, 10), np.float32)
    strobe[::3, :, :4] = 0.5
    assert flashing(strobe) == pytest.approx(0.4)
    assert flashing(np.repeat(np.linspace(0, 1, 48, dtype=np.float32)[:, None, None], 10, 2)) == 0


def test_no_flashes():
    small = luma()[:, ::2, ::2]
    linear = np.where(small <= 0.04045, small / 12.92, ((small + 0.055) / 1.055) ** 2.4).astype(np.float32)
    assert flashing(linear) < 0.25
