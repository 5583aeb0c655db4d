"""The sampler: pitch, time, envelopes, controllers, and what must not be heard (clicks)."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from soundfont_maker import RATE, Font, Wave, pair, simple, steady, tone, write

from filmscore.errors import FilmScoreError
from filmscore.sound import engine
from filmscore.sound.events import Control, Note, Track
from filmscore.sound.generators import Gen
from filmscore.sound.sampler import ATTENUATION_SCALE, Sampler
from filmscore.sound.soundfont import SoundFont

#: a looped sine of 480 Hz, ten periods of 100 samples
SINE = Wave(tone(480, 0.1), loop=(1000, 3000))


@pytest.fixture
def play(tmp_path):
    """Play notes of a font made for the test; dry, at the middle, float64."""
    count = iter(range(100))

    def _play(font: Font, notes, controls=(), seconds=1.0, **track) -> np.ndarray:
        path = write(tmp_path / f"{next(count)}.sf2", font)
        notes = [notes] if isinstance(notes, Note) else notes
        made = Track("test", "test", track.pop("bank", 0), track.pop("program", 0), notes, controls, **track)
        return engine.render([made], seconds, path, "dry", brighten=False)["test"].astype(np.float64)

    return _play


def frequency(sound: np.ndarray) -> float:
    """Of a steady tone, from its zero crossings."""
    mono = sound.mean(axis=1)
    at = np.flatnonzero((mono[:-1] < 0) & (mono[1:] >= 0))
    exact = at + mono[at] / (mono[at] - mono[at + 1])
    return RATE * (len(exact) - 1) / (exact[-1] - exact[0])


def db(sound: np.ndarray) -> float:
    return 10 * np.log10((sound**2).mean() + 1e-30)


def at(sound: np.ndarray, seconds: float, width: float = 0.01) -> float:
    """Level around a moment, dB."""
    return db(sound[round((seconds - width / 2) * RATE) : round((seconds + width / 2) * RATE)])


# ---------------------------------------------------------------------- time


@pytest.mark.parametrize("start", [0.0, 0.1, 0.123456, 0.5000104, 0.50001041])
def test_the_first_sample_lies_where_it_is_written(play, start):
    sound = play(simple(steady()), Note(start, start + 0.2, 60, 127))
    assert np.flatnonzero(np.abs(sound[:, 0]) > 0)[0] == int(np.floor(start * RATE + 0.5))


def test_render_is_the_same_every_time(tmp_path):
    font = SoundFont(write(tmp_path / "a.sf2", simple(SINE, [(Gen.SAMPLE_MODES, 1)])))
    rng = np.random.default_rng(1)
    tracks = [
        Track(
            str(n), str(n % 3), 0, 0, [Note(t, t + 0.3, int(rng.integers(40, 80)), 80) for t in rng.uniform(0, 1, 20)]
        )
        for n in range(6)
    ]
    one, two = engine.render(tracks, 2.0, font), engine.render(tracks, 2.0, font)
    for name in one:
        assert np.array_equal(one[name], two[name])
    assert np.array_equal(engine.render(tracks[::3], 2.0, font)["0"], one["0"]), "a stem does not hear its neighbours"


# ---------------------------------------------------------------------- pitch


@pytest.mark.parametrize(
    ("generators", "pitch", "cents"),
    [
        ([], 60, 0),
        ([], 72, 1200),
        ([], 60.5, 50),
        ([], 59.5, -50),
        ([(Gen.COARSE_TUNE, -7)], 60, -700),
        ([(Gen.FINE_TUNE, 30)], 60, 30),
        ([(Gen.ROOT_KEY, 48)], 60, 1200),
        ([(Gen.SCALE_TUNING, 50)], 72, 600),
        ([(Gen.SCALE_TUNING, 0)], 80, 0),
        ([(Gen.KEY, 67)], 40, 700),
    ],
)
def test_pitch(play, generators, pitch, cents):
    sound = play(simple(SINE, [*generators, (Gen.SAMPLE_MODES, 1)]), Note(0, 1, pitch, 100))
    assert 1200 * np.log2(frequency(sound[4800:40000]) / 480) == pytest.approx(cents, abs=0.5)


def test_sample_rate_and_correction(play):
    wave = Wave(tone(480, 0.1, rate=24000), rate=24000, loop=(500, 1500), correction=-20)
    sound = play(simple(wave, [(Gen.SAMPLE_MODES, 1)]), Note(0, 1, 60, 100))
    assert 1200 * np.log2(frequency(sound[4800:40000]) / 480) == pytest.approx(-20, abs=0.5)


def test_bend_moves_in_a_line(play):
    bends = [Control(0.2, "bend", 0), Control(0.4, "bend", 12)]
    sound = play(simple(SINE, [(Gen.SAMPLE_MODES, 1)]), Note(0, 1, 60, 100), bends)
    assert frequency(sound[2000:9000]) == pytest.approx(480, rel=1e-3)
    assert frequency(sound[round(0.29 * RATE) : round(0.31 * RATE)]) == pytest.approx(480 * 2**0.5, rel=0.01)
    assert frequency(sound[24000:40000]) == pytest.approx(960, rel=1e-3)


def test_interpolation_is_clean(play):
    sound = play(simple(SINE, [(Gen.SAMPLE_MODES, 1)]), Note(0, 1, 67, 127))[4800:40000, 0]
    spectrum = np.abs(np.fft.rfft(sound * np.blackman(len(sound)))) ** 2
    peak = int(spectrum.argmax())
    rest = np.delete(spectrum, range(peak - 60, peak + 61)).sum()
    assert 10 * np.log10(rest / spectrum.sum()) < -70, "distortion of a transposed tone"


# ---------------------------------------------------------------------- envelopes


def test_volume_envelope(play):
    shape = [
        *((gen, -3986) for gen in (Gen.VOL_ENV_DELAY, Gen.VOL_ENV_ATTACK, Gen.VOL_ENV_HOLD)),  # 0.1 s
        *((Gen.VOL_ENV_DECAY, 0), (Gen.VOL_ENV_SUSTAIN, 200), (Gen.VOL_ENV_RELEASE, 0), (Gen.SAMPLE_MODES, 1)),
    ]
    sound = play(simple(steady(), shape), Note(0, 1.0, 60, 127), seconds=2.5)
    left = sound[:, 0]
    full = np.abs(left).max()
    assert np.flatnonzero(left)[0] / RATE == pytest.approx(0.1, abs=2e-3), "delay"
    assert left[round(0.15 * RATE)] / full == pytest.approx(0.5, abs=0.01), "attack: a line of amplitude"
    assert left[round(0.2 * RATE)] / full == pytest.approx(1.0, abs=0.01)
    assert left[round(0.29 * RATE)] / full == pytest.approx(1.0, abs=0.01), "hold"
    assert 20 * np.log10(left[round(0.4 * RATE)] / full) == pytest.approx(-9.6, abs=0.2), "decay: 96 dB a second"
    assert 20 * np.log10(left[round(0.9 * RATE)] / full) == pytest.approx(-19.2, abs=0.2), "sustain"
    fall = 20 * np.log10(left[round(1.3 * RATE)] / left[round(1.1 * RATE)])
    assert fall == pytest.approx(-19.2, abs=0.2), "release: 96 dB a second"


@pytest.mark.parametrize("cents", [-1200, 0, 2400])
def test_a_release_lies_on_its_curve(play, cents):
    font = simple(steady(), [(Gen.VOL_ENV_RELEASE, cents), (Gen.SAMPLE_MODES, 1)])
    left = play(font, Note(0, 0.5, 60, 127), seconds=1.6)[24000:72000, 0]
    exact = left[0] * 10 ** (-4.8 * np.arange(len(left)) / (2 ** (cents / 1200) * RATE))
    heard = exact > 1e-3
    assert heard.sum() > 9000 and np.abs(left / exact - 1)[heard].max() < 1e-3, "lines between points of the curve"


def test_key_changes_the_length_of_the_decay(play):
    shape = [(Gen.VOL_ENV_DECAY, 0), (Gen.VOL_ENV_SUSTAIN, 900), (Gen.KEY_TO_VOL_ENV_DECAY, 100),
             (Gen.SAMPLE_MODES, 1), (Gen.SCALE_TUNING, 0)]  # fmt: skip
    falls = []
    for key in (60, 72):
        left = play(simple(steady(), shape), Note(0, 1.0, key, 127))[:, 0]
        falls.append(20 * np.log10(left[round(0.3 * RATE)] / left[round(0.2 * RATE)]))
    assert falls[0] == pytest.approx(-9.6, abs=0.2) and falls[1] == pytest.approx(-19.2, abs=0.2)


def test_modulation_envelope_and_oscillators(play):
    base = [(Gen.SAMPLE_MODES, 1)]
    swept = [*base, (Gen.MOD_ENV_ATTACK, -1200), (Gen.MOD_ENV_TO_PITCH, 1200)]
    sound = play(simple(SINE, swept), Note(0, 1, 60, 100))
    assert frequency(sound[30000:45000]) == pytest.approx(960, rel=2e-3)
    assert frequency(sound[11000:13000]) == pytest.approx(480 * 2 ** (1 + 40 / 96 * np.log10(0.5)), rel=0.01)
    # 8.176 Hz * 2^(-1) is an oscillation of 4.09 Hz; tremolo of 60 cB is 6 dB up and down
    waving = [*base, (Gen.MOD_LFO_RATE, -1200), (Gen.MOD_LFO_TO_VOLUME, 60)]
    left = play(simple(steady(0.3), waving), Note(0, 1, 60, 127))[2000:45000, 0]
    assert 20 * np.log10(left.max() / left.min()) == pytest.approx(12, abs=0.3)
    assert (np.argmax(left) + 2000) / RATE % (1 / 4.088) == pytest.approx(0.25 / 4.088, abs=3e-3)


def test_modulation_wheel_is_vibrato(play):
    font = simple(SINE, [(Gen.SAMPLE_MODES, 1), (Gen.VIB_LFO_RATE, -600)])
    depths = []
    for wheel in (0, 64, 127):
        mono = play(font, Note(0, 1, 60, 100), [Control(0, "modulation", wheel)]).mean(axis=1)
        up = np.flatnonzero((mono[:-1] < 0) & (mono[1:] >= 0))[5:-5]
        times = up + mono[up] / (mono[up] - mono[up + 1])
        periods = np.convolve(np.diff(times), np.ones(3) / 3, "valid")
        depths.append(1200 * np.log2(periods.max() / periods.min()) / 2)
    assert depths[0] < 0.5 and depths[1] == pytest.approx(25, abs=2) and depths[2] == pytest.approx(50, abs=3)


def test_filter(play):
    noise = np.random.default_rng(5).uniform(-0.5, 0.5, RATE)
    wave = Wave(noise, loop=(10, RATE - 10))
    open_, closed, humped = (
        play(simple(wave, [(Gen.SAMPLE_MODES, 1), (Gen.SCALE_TUNING, 0), *more]), Note(0, 1, 60, 127))[4800:45000, 0]
        for more in ([], [(Gen.FILTER, 8700)], [(Gen.FILTER, 8700), (Gen.FILTER_Q, 120)])
    )  # 8700 cents: 1244.5 Hz

    def ratio(sound, frequency_):
        spectra = [np.abs(np.fft.rfft(s * np.hanning(len(s)))) ** 2 for s in (sound, open_)]
        hz = np.fft.rfftfreq(len(sound), 1 / RATE)
        band = (hz > frequency_ / 1.03) & (hz < frequency_ * 1.03)
        return 10 * np.log10(spectra[0][band].sum() / spectra[1][band].sum())

    assert ratio(closed, 150) == pytest.approx(0, abs=0.2)
    assert ratio(closed, 1244.5) == pytest.approx(-3, abs=0.5)
    assert ratio(closed, 4 * 1244.5) == pytest.approx(-24.5, abs=1.0)
    assert ratio(humped, 150) == pytest.approx(-6, abs=0.3), "a hump of 12 dB lowers the whole by 6"
    assert ratio(humped, 1244.5) == pytest.approx(-6 + 12 - 3, abs=0.8)


@pytest.mark.parametrize("cents", [3000, 8700, 12800])
@pytest.mark.parametrize("start", [0.0, 0.100_02])  # blocks of other lengths where the cue is cut into stretches
def test_a_filter_that_stands_is_the_textbooks(play, cents, start):
    from scipy.signal import lfilter

    noise = np.random.default_rng(6).uniform(-0.5, 0.5, 9 * RATE)
    wave = Wave(noise, loop=(10, 9 * RATE - 10))
    note = Note(start, start + 7.003, 60, 127)
    given, got = (
        play(simple(wave, [(Gen.SAMPLE_MODES, 1), (Gen.SCALE_TUNING, 0), *more]), note, seconds=7.5)[:, 0]
        for more in ([], [(Gen.FILTER, cents)])
    )
    omega = 2 * np.pi * 8.175798915643707 * 2 ** (cents / 1200) / RATE
    alpha = np.sin(omega) / (2 * 10 ** (-3.01 / 20))
    b, a = (1 - np.cos(omega)) / 2 * np.array([1, 2, 1]), np.array([1 + alpha, -2 * np.cos(omega), 1 - alpha])
    sustained = slice(RATE // 2, 7 * RATE)  # the attack is drawn after the filter, and forgotten by then
    expected = lfilter(b / a[0], a / a[0], given)
    assert np.abs(got - expected)[sustained].max() < 3e-6 * np.abs(expected[sustained]).max() + 1e-9


# ---------------------------------------------------------------------- loudness and place


def test_velocity_volume_expression(play):
    font = simple(steady(), [(Gen.SAMPLE_MODES, 1)])
    loud = at(play(font, Note(0, 1, 60, 127)), 0.5)
    expected = -40 * np.log10(127 / 64)
    assert at(play(font, Note(0, 1, 60, 64)), 0.5) - loud == pytest.approx(expected, abs=0.05)
    soft = play(font, Note(0, 1, 60, 127), [Control(0, "expression", 64)])
    assert at(soft, 0.5) - loud == pytest.approx(expected, abs=0.05)
    soft = play(font, Note(0, 1, 60, 127), [Control(0, "volume", 50)])
    assert at(soft, 0.5) - loud == pytest.approx(40 * np.log10(50 / 100), abs=0.05)
    assert at(play(font, Note(0, 1, 60, 127), gain_db=-7), 0.5) - loud == pytest.approx(-7, abs=0.05)


def test_a_swell_has_no_steps(play):
    swell = [Control(0.0, "expression", 20), Control(1.0, "expression", 127)]
    left = play(simple(steady(), [(Gen.SAMPLE_MODES, 1)]), Note(0, 1, 60, 127), swell)[4800:45000, 0]
    steps = np.diff(left)
    assert (steps > -1e-6).all() and steps.max() < 5 * steps.mean()


def test_attenuation_counts_for_two_fifths(play):
    plain = at(play(simple(steady(), [(Gen.SAMPLE_MODES, 1)]), Note(0, 1, 60, 127)), 0.5)
    made = [(Gen.SAMPLE_MODES, 1), (Gen.ATTENUATION, 100)]
    assert at(play(simple(steady(), made), Note(0, 1, 60, 127)), 0.5) - plain == pytest.approx(
        -10 * ATTENUATION_SCALE, abs=0.05
    )


@pytest.mark.parametrize(("pan", "angle"), [(-1, 0), (-0.5, 22.5), (0, 45), (0.5, 67.5), (1, 90)])
def test_pan_keeps_the_power(play, pan, angle):
    font = simple(steady(), [(Gen.SAMPLE_MODES, 1)])
    middle = play(font, Note(0, 0.9, 60, 127))[20000]
    power = (middle**2).sum()
    by_track = play(font, Note(0, 0.9, 60, 127), pan=pan)[20000]
    by_curve = play(font, Note(0, 0.9, 60, 127), [Control(0, "pan", 64 + 63.5 * pan if pan < 1 else 127)])[20000]
    for left, right in (by_track, by_curve):
        assert np.degrees(np.arctan2(right, left)) == pytest.approx(angle, abs=0.7)
        assert left**2 + right**2 == pytest.approx(power, rel=1e-3)


def test_stereo_recordings_stay_left_and_right(play):
    zones = [([(Gen.PAN, -500), (Gen.SAMPLE, 0)], []), ([(Gen.PAN, 500), (Gen.SAMPLE, 1)], [])]
    font = Font([steady(0.5), steady(0.25)], [zones], [(0, 0, [([(Gen.INSTRUMENT, 0)], [])])])
    left, right = play(font, Note(0, 0.9, 60, 127))[2000]
    assert left / right == pytest.approx(2, rel=1e-3)


# ---------------------------------------------------------------------- notes, pedal, loops, classes


def test_loop_modes(play):
    """2,000 samples that loop on their second half, then 2,000 of another level."""
    data = np.concatenate([np.full(2000, 0.5), np.full(2000, 0.25)])
    long = [(Gen.VOL_ENV_RELEASE, 2400), (Gen.ATTENUATION, 0)]
    wave = Wave(data, loop=(1000, 2000))
    once = play(simple(wave, long), Note(0, 0.5, 60, 127))[:, 0]
    full = once[1000]
    assert once[3000] == pytest.approx(full / 2, rel=1e-2) and not once[4000:].any()
    always = play(simple(wave, [*long, (Gen.SAMPLE_MODES, 1)]), Note(0, 0.5, 60, 127))[:, 0]
    assert always[40000] > 0.1 * full
    # let go at sample 23,520, on place 1,520 of the recording: 2,480 samples are left of it
    until = play(simple(wave, [*long, (Gen.SAMPLE_MODES, 3)]), Note(0, 0.49, 60, 127))[:, 0]
    assert until[23500] == pytest.approx(full, rel=1e-2), "held: it loops"
    assert until[24400] / until[23900] == pytest.approx(0.5, rel=0.05), "let go: it plays on to its end"
    assert until[25900] > 0 and not until[26010:].any()


def test_sample_offsets(play):
    data = np.concatenate([np.zeros(1000), np.full(40000, 0.5)])
    sound = play(simple(Wave(data), [(Gen.START, 990)]), Note(0, 0.5, 60, 127))
    assert np.flatnonzero(np.abs(sound[:, 0]) > 1e-3)[0] < 50
    late = play(simple(Wave(data), [(Gen.START_COARSE, 1)]), Note(0, 0.5, 60, 127))
    assert np.flatnonzero(late[:, 0])[-1] == pytest.approx(41000 - 32768, abs=40)
    short = play(simple(Wave(data), [(Gen.END, -30000)]), Note(0, 0.5, 60, 127))
    assert np.flatnonzero(short[:, 0])[-1] == pytest.approx(11000, abs=2)


def test_pedal(play):
    font = simple(steady(), [(Gen.SAMPLE_MODES, 1), (Gen.VOL_ENV_RELEASE, -3600)])
    pedal = [Control(0.1, "pedal", 127), Control(0.6, "pedal", 0)]
    held = play(font, Note(0, 0.3, 60, 127), pedal)
    assert at(held, 0.55) == pytest.approx(at(held, 0.25), abs=0.01) and at(held, 0.9) < -150
    after = play(font, Note(0.65, 0.7, 60, 127), pedal)
    assert at(after, 0.9) < -150, "a note after the pedal is not held"
    forever = play(font, Note(0, 0.3, 60, 127), pedal[:1])
    assert at(forever, 0.9) == pytest.approx(at(forever, 0.25), abs=0.01)


def test_the_last_note_rings_out(tmp_path):
    path = write(tmp_path / "a.sf2", simple(steady(), [(Gen.SAMPLE_MODES, 1), (Gen.VOL_ENV_RELEASE, 1200)]))
    track = Track("a", "a", 0, 0, [Note(0, 0.5, 60, 127)])
    stems = engine.render([track], font=path, hall="dry")
    assert 1.9 < stems.seconds < 2.6
    assert np.abs(stems["a"][-4800:]).max() < 1e-3
    assert engine.render([track], font=path, hall="dry", tail=0.25).seconds == 0.75


def test_exclusive_class_cuts_without_a_click(play):
    """An open hi-hat of class 1 is cut by the closed one; what begins together does not cut."""
    wave = Wave(tone(480, 0.2), loop=(1000, 3000))
    common = [(Gen.EXCLUSIVE_CLASS, 1), (Gen.SAMPLE_MODES, 1)]
    zones = [([(Gen.KEY_RANGE, pair(n, n)), *common, (Gen.ROOT_KEY, n), (Gen.SAMPLE, 0)], []) for n in (42, 46)]
    font = Font([wave], [zones], [(128, 0, [([(Gen.INSTRUMENT, 0)], [])])])
    sound = play(font, [Note(0, 0.9, 46, 100), Note(0.5, 0.51, 42, 1)], bank=128)
    assert at(sound, 0.4) > -40 and at(sound, 0.6) < -60
    assert np.abs(np.diff(sound[:, 0], 2)).max() < 1.5 * np.abs(np.diff(sound[5000:20000, 0], 2)).max()
    together = play(font, [Note(0, 0.9, 46, 100), Note(0, 0.9, 42, 1)], bank=128)
    assert at(together, 0.6) == pytest.approx(at(sound, 0.4), abs=0.1)


@pytest.mark.parametrize("mode", [0, 1, 3])
def test_notes_begin_and_end_without_clicks(play, mode):
    """A click is a jump: more curvature than the tone itself has anywhere."""
    wave = Wave(tone(481.3, 0.35, level=0.8), loop=(1000, 12965))  # ends somewhere in mid-wave
    sound = play(simple(wave, [(Gen.SAMPLE_MODES, mode)]), [Note(0.1, 0.3037, 60, 127), Note(0.5, 0.5, 60, 127)])[:, 0]
    own = np.abs(np.diff(sound[6000:12000], 2)).max()
    onset = np.abs(np.diff(sound, 2))
    assert onset.max() < 6 * own


def test_key_and_velocity_ranges(play):
    zones = [
        ([(Gen.VELOCITY_RANGE, pair(1, 64)), (Gen.SAMPLE_MODES, 1), (Gen.SAMPLE, 0)], []),
        ([(Gen.VELOCITY_RANGE, pair(65, 127)), (Gen.SAMPLE_MODES, 1), (Gen.SAMPLE, 1), (Gen.VELOCITY, 127)], []),
    ]
    font = Font([steady(0.5), steady(-0.5)], [zones], [(0, 0, [([(Gen.INSTRUMENT, 0)], [])])])
    assert play(font, Note(0, 0.9, 60, 64))[5000, 0] > 0 > play(font, Note(0, 0.9, 60, 65))[5000, 0]
    assert play(font, Note(0, 0.9, 60, 64.4))[5000, 0] > 0
    levels = {v: at(play(font, Note(0, 0.9, 60, v)), 0.5) for v in (70, 127)}
    assert levels[70] == pytest.approx(levels[127], abs=1e-6), "the velocity the font fixes counts"


# ---------------------------------------------------------------------- fallbacks, bad input


def test_missing_sounds_are_replaced_and_said(tmp_path):
    zone = [([(Gen.INSTRUMENT, 0)], [])]
    made = Font([steady()], [[([(Gen.SAMPLE_MODES, 1), (Gen.SAMPLE, 0)], [])]],
                [(0, 0, zone), (0, 42, zone), (0, 60, zone), (8, 60, zone), (128, 0, zone)])  # fmt: skip
    sampler = Sampler(SoundFont(write(tmp_path / "a.sf2", made)))
    assert sampler.find(0, 60) == (0, 60) and not sampler.notes
    assert sampler.find(3, 60) == (0, 60)
    assert sampler.find(0, 40) == (0, 42), "of its own family"
    assert sampler.find(0, 7) == (0, 0)
    assert sampler.find(0, 100) == (0, 60), "the nearest, where the family is empty"
    assert sampler.find(128, 48) == (128, 0)
    assert len(sampler.notes) == 5 and "bank 3" in sampler.notes[0] and "preset 40" in sampler.notes[1]
    track = Track("a", "a", 0, 41, [Note(0, 0.1, 60, 80)])
    stems = engine.render([track], 0.5, sampler.font, "dry")
    assert len(stems.notes) == 1 and "preset 41" in stems.notes[0] and np.abs(stems["a"]).max() > 0


def test_a_font_without_drums_says_so(tmp_path):
    font = SoundFont(write(tmp_path / "a.sf2", simple(steady())))
    with pytest.raises(FilmScoreError, match="nothing to play in bank 128"):
        engine.render([Track("a", "a", 128, 0, [Note(0, 0.1, 38, 80)])], 0.5, font)


NAN = float("nan")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Note(2, 1, 60, 80), "ends at 1 s, before it starts at 2 s"),
        (lambda: Note(NAN, 1, 60, 80), "finite number, not nan"),
        (lambda: Note(0, "1 s", 60, 80), "must be a number, not '1 s'"),
        (lambda: Note(-0.1, 1, 60, 80), "is -0.1; it must lie between 0"),
        (lambda: Note(0, 1e9, 60, 80), "must lie between 0 and 14400"),
        (lambda: Note(0, 1, 128, 80), "pitch of a note is 128"),
        (lambda: Note(0, 1, 60, 0), "velocity of a note is 0.*leave a silent note out"),
        (lambda: Control(0, "breath", 3), "no control 'breath'; the controls are expression"),
        (lambda: Control(0, "volume", 128), "volume value is 128"),
        (lambda: Control(0, "bend", NAN), "finite"),
        (lambda: Track("", "a", 0, 0), "name of a track must be a word"),
        (lambda: Track("a", "a", 0, 128), "program of track 'a' is 128"),
        (lambda: Track("a", "a", 0, 3.5), "must be a whole number, not 3.5"),
        (lambda: Track("a", "a", 0, 0, [60]), "notes of track 'a' must be Notes, not 60"),
        (lambda: Track("a", "a", 0, 0, pan=1.5), "pan of track 'a' is 1.5"),
        (lambda: Track("a", "a", 0, 0, gain_db=NAN), "finite"),
        (lambda: engine.render(["strings"]), "plays Tracks, not 'strings'"),
        (lambda: engine.render([], hall="cave"), "no room 'cave'; there are: stage, hall, dry"),
        (lambda: engine.render([], seconds=-1), "seconds=-1 must be"),
        (lambda: engine.render([], seconds=NAN), "seconds=nan must be"),
        (lambda: engine.render([], font="/nowhere.sf2"), "nowhere.sf2 cannot be opened"),
    ],
)
def test_bad_input(make, words):
    with pytest.raises(FilmScoreError, match=words):
        make()


def test_edges_that_are_no_errors(play, tmp_path):
    assert engine.render([]).seconds == 0.0
    font = simple(SINE, [(Gen.SAMPLE_MODES, 1)])
    silent = play(font, [])
    assert len(silent) == RATE and not silent.any()
    assert np.isfinite(play(font, [Note(0, 1, 0, 1), Note(0, 1, 127, 127), Note(0.99, 2, 60, 127)])).all()
    assert not play(font, Note(5, 6, 60, 80)).any(), "a note after the end"
    only_controls = play(font, [], [Control(0, "expression", 5), Control(0, "expression", 50)])
    assert not only_controls.any()
    quiet = play(font, Note(0, 1, 60, 80), send_db=float("-inf"))
    assert np.abs(quiet).max() > 0


def test_soft_playing_is_darker_where_the_font_only_gets_quieter(tmp_path):
    saw = np.concatenate([np.linspace(-0.5, 0.5, 200)] * 20)
    path = write(tmp_path / "a.sf2", simple(Wave(saw, loop=(200, 3800)), [(Gen.SAMPLE_MODES, 1)]))

    def dull(velocity, brighten, expression=127):
        track = Track("a", "a", 0, 0, [Note(0, 1, 60, velocity)], [Control(0, "expression", expression)])
        sound = engine.render([track], 1.0, path, "dry", brighten=brighten)["a"][:, 0]
        spectrum = np.abs(np.fft.rfft(sound)) ** 2
        return 10 * np.log10(spectrum[5000:].sum() / spectrum.sum())

    assert dull(30, False) == pytest.approx(dull(120, False), abs=0.2)
    assert dull(30, None) < dull(120, None) - 3
    assert dull(120, None, expression=40) < dull(120, None) - 2
    assert dull(127, None) == pytest.approx(dull(127, False), abs=0.5)


def test_a_swell_is_bright_also_where_the_font_shapes_with_velocity(tmp_path):
    saw = np.concatenate([np.linspace(-0.5, 0.5, 200)] * 20)
    by_touch, by_expression = (0x0102, 8, -2000, 0, 0), (0x018B, 8, -600, 0, 0)

    def bright(modulators, velocity, expression):
        wave = Wave(saw, loop=(200, 3800))
        path = write(tmp_path / f"{len(modulators)}.sf2", simple(wave, [(Gen.SAMPLE_MODES, 1)], modulators))
        track = Track("a", "a", 0, 0, [Note(0, 1, 60, velocity)], [Control(0, "expression", expression)])
        sound = engine.render([track], 1.0, path, "dry")["a"][:, 0]
        spectrum = np.abs(np.fft.rfft(sound)) ** 2
        return 10 * np.log10(spectrum[5000:].sum() / spectrum.sum())

    assert bright([by_touch], 127, 40) < bright([by_touch], 127, 127) - 6
    assert bright([by_touch], 127, 100) < bright([by_touch], 127, 127) - 0.3
    own = [by_touch, by_expression]
    assert bright(own, 127, 40) > bright(own, 127, 127) - 3, "a font that swells by itself is left as it is"


def test_warm_compiles_once_in_the_background():
    one, two = engine.warm(), engine.warm()
    assert one is two and isinstance(one, threading.Thread) and one.daemon
    one.join(60)
    assert not one.is_alive()
