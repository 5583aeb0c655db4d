"""The click track as sound, measured."""

import numpy as np
import pytest
from scipy.signal import hilbert

import filmscore as fs
from filmscore.sound.clicks import ACCENT_PITCH, PITCH
from filmscore.sound.stems import RATE

VARIED = (
    fs.TempoMap(480)
    .bars(2, "4/4", bpm=fs.Click("12-3"))
    .ramp(8, bpm=(116, 75.3))
    .hold(1.37)
    .bars(2, "3/4", bpm=97.3)
    .free(6, 5.1)
    .bars(2, "6/8", bpm=133)
    .ramp(8, bpm=(133, 60), curve="time", meter="2/4")
)


def onsets(sound):
    """Where sound begins after silence, in samples: it knows nothing of the map.

    The level passes a tenth of the click's own peak within a quarter of a millisecond of its beginning.
    """
    level = np.abs(hilbert(sound.astype(float)))
    loud = np.flatnonzero(np.abs(sound) > 1e-4)
    firsts = loud[np.concatenate([[True], np.diff(loud) > 0.01 * RATE])]
    found = []
    for first in firsts:
        one = level[first : first + int(0.03 * RATE)]
        found.append(first + int(np.argmax(one > 0.1 * one.max())))
    return np.array(found)


def pitch(sound, onset):
    """Hz of the strongest part of the first 20 ms."""
    part = sound[onset : onset + 960] * np.hanning(960)
    return float(np.argmax(np.abs(np.fft.rfft(part, 1 << 16)))) * RATE / (1 << 16)


def test_every_click_begins_within_a_millisecond_of_its_beat():
    track = fs.click_track(VARIED)
    ticks = VARIED.clicks(warning=1)
    found = track.start / 24 + onsets(track["clicks"][:, 0]) / RATE
    wanted = np.array([t.frame for t in ticks]) / 24
    assert len(found) == len(wanted), "no click more, none less: no edit clicks, none in holds and free time"
    assert np.abs(found - wanted).max() < 0.001
    assert np.ptp(found - wanted) < 0.0003, "and what there is, is the slope of the attack, the same for all"


def test_a_click_may_fall_between_two_samples():
    """The same click a half and a quarter of a sample later, found again by its phase."""
    tempo = fs.TempoMap().steady(9, bpm=60 * RATE / (0.25 + RATE / 2))
    sound = fs.click_track(tempo, warning=0, accent=False)["clicks"][:, 0].astype(float)
    spectra = []
    for n in range(9):
        first = n * RATE // 2
        spectra.append(np.fft.rfft(sound[first : first + 2048]))
    bin_ = round(PITCH * 2048 / RATE)
    late = -np.angle(np.array(spectra)[:, bin_] / spectra[0][bin_]) / (2 * np.pi * bin_ / 2048)
    assert late == pytest.approx(0.25 * np.arange(9), abs=0.02)


def test_downbeats_have_another_pitch_and_are_louder():
    sound = fs.click_track(VARIED, level_db=-6)["clicks"][:, 0]
    for onset, tick in zip(onsets(sound), VARIED.clicks(warning=1), strict=True):
        assert abs(pitch(sound, onset) - (ACCENT_PITCH if tick.accent else PITCH)) < 40, tick
        peak = 20 * np.log10(np.abs(sound[onset : onset + 1000]).max())
        assert peak == pytest.approx(-6 if tick.accent else -9, abs=0.2)


def test_without_accents_all_are_alike():
    sound = fs.click_track(VARIED, accent=False)["clicks"][:, 0]
    found = onsets(sound)
    assert max(pitch(sound, o) for o in found) < PITCH + 40
    assert all(np.abs(sound[o : o + 1000]).max() == pytest.approx(10 ** (-12 / 20), rel=0.02) for o in found)


def test_it_is_a_stem_like_any_other():
    track = fs.click_track(VARIED)
    assert track.names == ("clicks",) and track.families == {"clicks": "percussion"}
    assert track["clicks"].shape == (track.samples, 2) and track["clicks"].dtype == np.float32
    assert track.start == 430, "the first warning click is on 430.5"
    assert track.start / 24 + track.seconds == pytest.approx(VARIED.frame_at(VARIED.beats) / 24, abs=2 / RATE)
    assert -12.1 < track.peak_db <= -11.99
    assert len(track.encode("flac")[0].data) > 1000


def test_warning_bars_may_come_before_the_film():
    track = fs.click_track(fs.TempoMap(10).bars(1, "4/4", bpm=60), warning=2)
    assert track.start == 10 - 8 * 24
    assert len(onsets(track["clicks"][:, 0])) == 12
    assert fs.click_track(VARIED, warning=0).start == 480


def test_a_click_is_short_and_nothing_of_it_folds_back():
    sound = fs.click_track(fs.TempoMap().steady(1, bpm=60), warning=0, level_db=0)["clicks"][:, 0].astype(float)
    heard = np.flatnonzero(np.abs(sound) > 1e-5)
    assert 0.010 < np.ptp(heard) / RATE < 0.030
    assert heard[0] <= 1 and abs(sound[0]) < 1e-6, "from silence, without a step"
    spectrum = np.abs(np.fft.rfft(sound))
    frequency = np.fft.rfftfreq(len(sound), 1 / RATE)
    assert 20 * np.log10(spectrum[frequency > 12000].max() / spectrum.max()) < -80
    assert 20 * np.log10(spectrum[frequency < 40].max() / spectrum.max()) < -20, "no thump"


def test_the_player_takes_it():
    film = fs.open_film("first-bloom")
    tempo = fs.TempoMap(480, film.rate).bars(2, "4/4", bpm=60)
    scene = fs.watch(film, stems=fs.click_track(tempo), tempo=tempo).scene
    assert scene["cues"][0]["stems"] == [{"name": "clicks", "family": "percussion"}]
    assert scene["cues"][0]["start"] == 384


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: fs.click_track(fs.TempoMap()), "no beats yet"),
        (lambda: fs.click_track(fs.TempoMap().free(8, 6)), "all of it is free time"),
        (lambda: fs.click_track("60"), "made of a TempoMap"),
        (lambda: fs.click_track(VARIED, level_db=1), "-120 to 0"),
        (lambda: fs.click_track(VARIED, level_db=float("nan")), "-120 to 0"),
        (lambda: fs.click_track(VARIED, level_db="loud"), "-120 to 0"),
        (lambda: fs.click_track(VARIED, warning=-1), "0 to 16"),
    ],
)
def test_what_cannot_be_clicked_is_refused(make, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        make()
