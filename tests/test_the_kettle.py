"""The Kettle as it ships: picture, sound and words on their frames; one colour, no score; and the painter's brushes.

What every film must be is held in test_films.py; here is what only this one must be.
"""

import sys
from itertools import pairwise
from pathlib import Path

import film_checks as checks
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # films/ is build code beside the package

from films.the_kettle import LIMIT, guide, mouths, waltz, words
from films.toolkit import sound as snd
from films.toolkit import voice
from filmscore.picture.film import open_film

FILM = open_film("the-kettle")
OFF, WHISTLE, LIFT, BLACK = 212, 1180, 1308, 1440
ON_PICTURE = ("picture_mp4", "picture_webm")


def part(frames: np.ndarray, left: int, top: int, right: int, bottom: int) -> np.ndarray:
    """A part of the pictures, given in pixels of the visible picture (854 x 400)."""
    return frames[:, top // 4 : bottom // 4, left // 4 : right // 4]


@pytest.fixture(scope="module")
def luma():
    pytest.importorskip("av", reason="PyAV reads the encoded films: pip install 'filmscore[video]'")
    return checks.luma(FILM)


@pytest.fixture(scope="module")
def ogg():
    return checks.guide_sound(FILM)


@pytest.fixture(scope="module")
def ambience():
    n = snd.at(FILM.frames)
    return guide.rain(n) + guide.air(n)


# ---------------------------------------------------------------- picture


@pytest.mark.parametrize("name", ON_PICTURE)
def test_it_is_light(name):
    assert getattr(FILM, name).stat().st_size <= LIMIT == 3_600_000


@pytest.mark.parametrize("name", ON_PICTURE)
def test_every_cut_is_on_its_frame_and_there_is_no_other(luma, name):
    spots = checks.changes(FILM, name)
    assert checks.cuts(spots, least=0.08, times=3) == [shot.start for shot in FILM.shots[1:]]
    inside = np.delete(spots, [0, *(shot.start for shot in FILM.shots[1:])])
    assert inside.max() < 0.045  # what moves within a shot moves little


def test_the_twins_show_the_same_picture(luma):
    other = checks.luma(FILM, "picture_webm")
    for frame in range(12, FILM.frames, 97):
        assert np.abs(luma[frame] - other[frame]).mean() < 0.02, frame


@pytest.mark.parametrize("name", ON_PICTURE)
def test_212_the_dial_goes_dark(luma, name):
    dial = part(checks.luma(FILM, name), 372, 206, 548, 242).mean((1, 2))
    assert dial[OFF - 1] > dial[OFF + 2] + 0.3
    assert dial[OFF] < (dial[OFF - 1] + dial[OFF + 2]) / 2
    assert np.ptp(dial[172:OFF]) < 0.05  # it was steady until then
    assert dial[OFF + 2 : 299].max() < 0.45


def test_212_a_hand_is_on_the_key(luma):
    key = part(luma, 440, 60, 640, 170)
    moved = np.abs(np.diff(key[176:300], axis=0)).mean((1, 2))  # moved[k]: from frame 176 + k to the next
    assert moved[:8].max() < 0.004  # nobody
    assert moved[10:28].max() > 0.02  # it comes
    assert moved[40:66].max() < 0.006  # it stays


@pytest.mark.parametrize("name", ON_PICTURE)
def test_1308_the_kettle_is_lifted_and_nobody_moved_before(luma, name):
    shown = checks.luma(FILM, name)
    belly = part(shown, 580, 208, 604, 224).mean((1, 2))  # the light on its side; afterwards the cooker behind it
    assert belly[LIFT - 1] > belly[LIFT + 4] + 0.12
    assert belly[LIFT] < belly[LIFT - 1] - 0.03
    assert np.ptp(belly[LIFT - 14 : LIFT]) < 0.03
    nora = part(shown, 460, 90, 530, 290)
    waits = np.abs(np.diff(nora[WHISTLE:1290], axis=0)).mean((1, 2))
    lifts = np.abs(np.diff(nora[1294 : LIFT + 2], axis=0)).mean((1, 2))
    assert waits.max() < 0.008 and lifts.max() > 1.5 * waits.max()  # a key frame a second shimmers a little


def test_steam_grows_with_the_whistle(luma):
    above = part(luma, 610, 110, 680, 190)
    early, late = above[1150:1176].mean(), above[1280:1304].mean()
    assert late > early + 0.02


@pytest.mark.parametrize("name", ON_PICTURE)
def test_1440_black_then_the_title_then_black(luma, name):
    shown = checks.luma(FILM, name)
    assert shown[BLACK - 1].mean() > 0.2
    assert shown[BLACK:1462].max() < 0.03
    lit = (shown[1500:1550] > 0.25).mean((1, 2))
    assert lit.min() > 0.002 and lit.max() < 0.06
    assert shown[FILM.frames - 1].max() < 0.03


def test_blue_is_the_only_colour(luma):
    shown = checks.picture(FILM)
    for frame in range(6, BLACK, 18):
        assert checks.vivid(shown[frame], 0, 45).mean() < 0.002 and checks.vivid(shown[frame], 1, 25).mean() < 0.002
        assert checks.vivid(shown[frame], 2, 30).mean() < 0.25
    for frame, least in ((60, 8), (330, 300), (480, 300), (1170, 8), (1360, 2000), (1430, 2000)):
        assert checks.vivid(shown[frame], 2, 30).sum() > least, frame
    for frame in (190, 760, 1020):
        assert checks.vivid(shown[frame], 2, 30).sum() < 4, frame


def test_no_flashes(luma):
    assert checks.flashing(checks.linear(luma[:, ::2, ::2])) < 0.05


# ---------------------------------------------------------------- sound


def test_the_whistle_swells_without_a_step_back(ogg):
    """Second by second, and its note with it: upwards, then settled."""
    piece = checks.span(ogg, WHISTLE, LIFT).mean(1)
    seconds = [snd.level(piece[k * snd.RATE : (k + 1) * snd.RATE]) for k in range(5)]
    assert all(b > a + 1.5 for a, b in pairwise(seconds)), seconds
    last = snd.level(piece[-snd.RATE :])
    assert last - seconds[0] >= 15
    where, rise = checks.steepest(ogg, WHISTLE)
    assert abs(where - WHISTLE) <= 1 and rise > 5

    def note(start: float, end: float) -> float:
        power = np.abs(np.fft.rfft(checks.span(ogg, start, end).mean(1) * np.hanning(snd.at(end) - snd.at(start)))) ** 2
        f = np.fft.rfftfreq(snd.at(end) - snd.at(start), 1 / snd.RATE)
        inside = (f > 900) & (f < 3000)
        return float(f[inside][np.argmax(power[inside])])

    notes = [note(f, f + 8) for f in (1212, 1232, 1258, 1284, 1298)]
    assert notes[0] < notes[1] < notes[2] < notes[4]
    assert abs(notes[4] / notes[3] - 1) < 0.03 < abs(notes[1] / notes[0] - 1)


def test_the_whistle_stops_dead(ogg):
    """Forty decibels within a frame, in the part of the spectrum that is the whistle's."""
    own = snd.band(checks.span(ogg, LIFT - 24, LIFT + 24).mean(1), 2300, 2750, 4)
    before = snd.level(own[snd.at(18) : snd.at(24)])
    assert before - snd.level(own[snd.at(25) : snd.at(26)]) >= 40
    assert before - snd.level(own[snd.at(26) : snd.at(33)]) >= 40  # and it does not come back


def test_the_radio_plays_until_its_key_goes_down_and_never_again(ogg):
    voice_of_it = snd.band(checks.span(ogg, 150, 300).mean(1), 400, 1200, 3)

    def at(start, end):
        return snd.level(voice_of_it[snd.at(start - 150) : snd.at(end - 150)])

    assert at(176, OFF) - at(OFF + 3, OFF + 10) > 18
    assert at(OFF - 4, OFF) - at(OFF + 2, OFF + 4) > 12
    for start, end in ((226, 300), (440, 516), (640, 700), (862, 900), (1030, 1056), (1465, 1500)):
        assert checks.tonal_peak(checks.span(ogg, start, end)) < 9, (start, end)
    assert checks.tonal_peak(checks.span(ogg, 172, 208)) > 15  # a meter that hears no waltz would prove nothing


@pytest.mark.parametrize("line", FILM.lines, ids=lambda line: line.text)
def test_a_line_stands_clear_of_the_rain(ogg, ambience, line):
    said, rest = (checks.span(x, line.start, line.end) for x in (ogg, ambience))
    assert min(checks.clearance(said, rest).values()) > 12
    assert snd.level(checks.span(ogg, line.end, line.end + 6)) < snd.level(said) - 12
    assert " ".join(phrase.text for phrase in guide.DELIVERY[line.start]) == line.text


def test_the_two_voices_lie_apart(ogg):
    from scipy import signal

    def middle(line):
        piece = signal.resample_poly(checks.span(ogg, line.start, line.end).mean(1), 1, 2)
        f0, voiced = voice.pitch_track(piece, snd.RATE // 2)
        return float(np.median(f0[voiced > 0.6]))

    tom, *nora = (middle(line) for line in FILM.lines)
    assert 75 < tom < 135 < 155 < min(nora) and max(nora) < 250


# of the clock's beats the first two: the others are made as they are
SINGLE = [effect for effect in guide.EFFECTS if effect.label != "the clock" or effect.frame <= guide.TICKS[1]]


@pytest.mark.parametrize("effect", SINGLE, ids=lambda effect: f"{effect.frame} {effect.label}")
def test_every_effect_starts_on_its_frame(effect):
    """Alone, in its room: within 30 dB of its highest level no later than a frame after its first sample."""
    alone = np.zeros((snd.at(6 + 140), 2))
    snd.place(alone, guide.effect_sound(effect), 6)
    assert not np.any(alone[: snd.at(6)])
    assert 6 <= snd.onset(alone) / snd.FRAME <= 7


@pytest.mark.parametrize("effect", [e for e in guide.EFFECTS if e.strong], ids=lambda e: f"{e.frame} {e.label}")
def test_strong_effects_are_heard_on_their_frame_in_the_file(ogg, effect):
    where, rise = checks.steepest(ogg, effect.frame)
    assert abs(where - effect.frame) <= 1 and rise > 5


def test_the_clock_is_heard_when_the_radio_has_stopped(ogg):
    for frame in guide.TICKS[:3]:
        where, rise = checks.steepest(ogg, frame, reach=4, low=1200, high=6000)
        assert abs(where - frame) <= 1 and rise > 4, frame
    assert {b - a for a, b in pairwise(guide.TICKS)} == {24}


def test_there_is_room_for_music_and_silence_at_the_end(ogg):
    for start, end in ((226, 300), (440, 516), (700, 770), (900, 945), (1010, 1050), (1465, 1500)):
        assert -60 < snd.loudness(checks.span(ogg, start, end)) < -38, (start, end)
    assert np.max(np.abs(checks.span(ogg, guide.END_OF_SOUND, FILM.frames))) < 1e-4
    jump, unspoken = checks.clicks(checks.span(ogg, 0, 1250), FILM.lines)  # a loud high note is fast by itself
    assert jump < 0.3 and unspoken < 0.14
    assert checks.clicks(checks.span(ogg, LIFT + 1, FILM.frames))[0] < 0.1


def test_the_file_is_what_the_script_makes(ogg, ambience):
    """The whistle and the rain round it, made again: the same sound as in the file (Vorbis is not bit-exact)."""
    fresh = guide.whistle(len(ogg)) + ambience
    a, b = checks.span(ogg, 1200, LIFT), checks.span(fresh, 1200, LIFT)
    assert checks.alike(a, b) > 0.97 and snd.level(a) == pytest.approx(snd.level(b), abs=0.5)


def test_the_waltz_is_one_and_is_cut_before_it_comes_home():
    tune, under = waltz.bars(waltz.MELODY), waltz.bars(waltz.HARMONY)
    assert len(tune) == len(under) == len(waltz.SECOND.split()) == 32
    assert all(sum(float(length) for length in bar[1::2]) == 3 for bar in tune)
    bar = int(waltz.CUT_BEAT // 3)
    assert under[bar][0] == "C3" and under[bar + 1][0] == "F2"  # the dominant; the tonic it does not reach
    assert tune[bar + 1] == ["F5", "3"] and waltz.OFF == OFF
    assert waltz.CUT_BEAT * 60 / waltz.BPM > OFF / 24  # it was playing before the film begins


def test_the_radio_makes_it_tinny():
    rng = np.random.default_rng(4)
    x = snd.noise(2 * snd.RATE, rng, 3)
    y = waltz.through_the_set(x, rng)

    def share(z, low, high):
        return snd.level(snd.band(z, low, high, 4)) - snd.level(z)

    assert share(y, None, 200) < share(x, None, 200) - 15 and share(y, 6000, None) < share(x, 6000, None) - 12
    assert share(y, 500, 3000) > share(x, 500, 3000)


# ---------------------------------------------------------------- words


def test_captions_tell_what_is_heard_when_it_is_heard():
    heard = {effect.frame for effect in guide.EFFECTS} | {0, WHISTLE, LIFT}
    sounds = [cue for cue in checks.captions(FILM) if not cue.who]
    assert {round(cue.start * 24) for cue in sounds} <= heard
    assert {OFF, WHISTLE, LIFT} <= {round(cue.start * 24) for cue in sounds}


def test_committed_words_are_those_of_the_script():
    from films import guide as builder

    assert FILM.captions.read_text(encoding="utf-8") == builder.webvtt(FILM, words.SOUNDS)
    assert FILM.description.read_text(encoding="utf-8") == builder.describe(FILM, words.SUMMARY, words.PASSAGES)


def test_the_timeline_is_that_of_the_script():
    from films.the_kettle import timeline

    assert timeline.FILM == FILM


@pytest.mark.skipif(not voice.available(), reason="needs espeak-ng")
def test_mouths_move_with_the_voice():
    for line in FILM.lines[:2]:
        assert mouths.OPEN[line.start] == pytest.approx(guide.lips(line), abs=0.02)
        assert len(mouths.OPEN[line.start]) <= line.end - line.start
    assert set(mouths.OPEN) == {line.start for line in FILM.lines if "O.S." not in line.who}


# ---------------------------------------------------------------- the brushes


@pytest.fixture
def wash():
    pytest.importorskip("skia", reason='films are drawn with skia: pip install "filmscore[films]"')
    from films.toolkit import wash

    return wash


def test_the_page_comes_out_of_the_grade_as_it_was_painted(wash):
    from films.toolkit.canvas import BAR
    from films.toolkit.grade import grade

    page = wash.Page()
    page.canvas.clear(0xFF7A7F87)
    shown = grade(page.light())
    assert np.abs(shown[200:280, 387:467].mean((0, 1)) - (0x7A, 0x7F, 0x87)).max() < 6  # the paper is uneven
    assert not shown[:BAR].any() and not shown[-BAR:].any()


def test_a_frame_is_drawn_twice_alike(wash):
    from films.the_kettle import shot_09

    first, second = shot_09.frame(1500), shot_09.frame(1500)
    assert np.array_equal(first, second) and first.max() > 0.2
    assert not shot_09.frame(1450).any()


def test_a_cutout_bends_where_it_is_bent_and_nowhere_else(wash):
    def square(c):
        c.drawRect((20, 20, 80, 80), wash.paint("#ffffff"))

    thing = wash.cutout(square, 120, 120, loose=0.0, pool=0.0, marks=0.0)

    def draw(*bends):
        page = wash.Page()
        thing.draw(page.canvas, bends)
        page.surface.flushAndSubmit()
        return page.pixels[:120, :140, 0].astype(int)

    still, moved = draw(), draw((100, 60, 15, 9, 0))
    assert moved[60, 104] > 200 > 50 > still[60, 104]
    assert abs(moved[:, :40] - still[:, :40]).max() < 12


def test_a_tapered_stroke_has_its_widths_and_round_ends(wash):
    bounds = wash.taper([(20, 50), (60, 50), (100, 50)], [10, 20, 30]).getBounds()
    assert (bounds.left(), bounds.right()) == pytest.approx((15, 115), abs=1.5)
    assert bounds.height() == pytest.approx(30, abs=1.5)


def test_the_brush_keeps_areas_and_loses_specks(wash):
    picture = np.full((60, 90, 3), 0.3, np.float32)
    picture[:, 45:] = 0.7
    picture[30, 20] = 1.0
    out = wash.simplify(picture, 3)
    assert out[30, 20].max() < 0.45
    assert out[10, 10] == pytest.approx(0.3, abs=0.01) and out[50, 80] == pytest.approx(0.7, abs=0.01)
    assert abs(out[45, 41] - out[45, 48]).min() > 0.3  # the edge stands


def test_steam_is_where_it_was_asked_for_and_the_same_again(wash):
    def draw(strength):
        page = wash.Page()
        wash.steam(page.canvas, 400, 300, 57, height=120, width=40, strength=strength)
        page.surface.flushAndSubmit()
        return page.pixels[..., :3].astype(int)

    some = draw(0.9)
    assert np.array_equal(some, draw(0.9)) and not draw(0).any()
    rows, columns = np.nonzero(some.sum(2) > 20)
    assert rows.min() >= 180 and rows.max() <= 301 and columns.min() >= 358 and columns.max() <= 442


def test_rain_keeps_to_its_pane(wash):
    page = wash.Page()
    page.canvas.clear(0xFF808080)
    wash.rain_on_glass(page.canvas, (100, 50, 300, 250), 33, count=60, size=8)
    page.surface.flushAndSubmit()
    touched = np.argwhere((page.pixels[..., 0].astype(int) - 0x80) != 0)
    assert len(touched) > 300
    assert touched.min(0).tolist() >= [50, 100] and (touched.max(0) <= (250, 300)).all()


def test_paper_is_even_on_the_whole(wash):
    assert wash.paper().mean() == pytest.approx(1, abs=0.01) and 0.005 < wash.paper().std() < 0.05


def test_colours_mix(wash):
    assert wash.mix("#204060", "#204060", 0.3) == "#204060" and wash.shade("#ffffff", 0.5) >> 24 == 128
