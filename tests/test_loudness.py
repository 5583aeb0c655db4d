"""Loudness against the signals of EBU Tech 3341 and 3342, against pyloudnorm, and against arithmetic."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

import filmscore as fs
from filmscore.sound.loudness import COUNTED, QUIET, SILENT, Loudness, _windows, loudness
from filmscore.sound.stems import Stems
from filmscore.sound.weighting import PeakMeter, k_weighting

RATES = (48000, 44100, 8000, 96000)


def sine(parts, rate=48000, hz=1000.0, channels=2):
    """A sine in phase with itself through (seconds, dBFS) parts; None is silence."""
    n = [round(seconds * rate) for seconds, _ in parts]
    level = np.concatenate([np.full(k, 0.0 if db is None else 10 ** (db / 20)) for k, (_, db) in zip(n, parts)])  # noqa: B905
    one = level * np.sin(2 * np.pi * hz * np.arange(len(level)) / rate)
    return np.repeat(one[:, None], channels, axis=1)


# ---------------------------------------------------------------- Tech 3341: integrated

INTEGRATED = {
    1: ([(20, -23)], -23.0),
    2: ([(20, -33)], -33.0),
    3: ([(10, -36), (60, -23), (10, -36)], -23.0),
    4: ([(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)], -23.0),
    5: ([(20, -26), (20.1, -20), (20, -26)], -23.0),
}


@pytest.mark.parametrize("rate", [48000, 44100])
@pytest.mark.parametrize("case", INTEGRATED)
def test_tech_3341_integrated(case, rate):
    parts, expected = INTEGRATED[case]
    assert loudness(sine(parts, rate), rate).integrated == pytest.approx(expected, abs=0.1)


@pytest.mark.parametrize("lfe", [False, True])
def test_tech_3341_case_6_has_five_channels_and_an_lfe_that_does_not_count(lfe):
    one = sine([(20, 0)])[:, :1]
    levels = 10 ** (np.array([-28.0, -28.0, -24.0, -30.0, -30.0]) / 20)
    sound = one * levels
    if lfe:
        sound = np.concatenate([sound[:, :3], 0.5 * one, sound[:, 3:]], axis=1)
    assert loudness(sound).integrated == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("rate", RATES)
def test_a_full_scale_sine_in_one_channel_reads_minus_3_01(rate):
    assert loudness(sine([(5, 0)], rate, 997, 1), rate).integrated == pytest.approx(-3.01, abs=0.02)


def test_the_weighting_is_the_one_printed_in_bs_1770():
    shelf = [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585]
    high_pass = [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621]
    assert k_weighting(48000) == pytest.approx(np.array([shelf, high_pass]), abs=2e-8)


# ---------------------------------------------------------------- Tech 3341: short-term and momentary


def test_tech_3341_case_9_short_term_is_steady():
    read = loudness(sine([(1.34, -20), (1.66, -30)] * 5))
    assert np.abs(read.short_term + 23.0).max() <= 0.1


@pytest.mark.parametrize("n", range(20))
def test_tech_3341_case_10_short_term_catches_three_seconds_wherever_they_begin(n):
    assert loudness(sine([(n * 0.15, None), (3, -23), (1, None)])).max_short_term == pytest.approx(-23.0, abs=0.1)


def test_tech_3341_case_11_short_term_follows():
    steps = [-38 + n for n in range(20)]
    parts = [part for n, db in enumerate(steps) for part in ((n * 0.15, None), (3, db), (3 - n * 0.15, None))]
    read = loudness(sine(parts))
    for n, db in enumerate(steps):
        inside = (read.short_term_times > 6 * n) & (read.short_term_times <= 6 * n + 6)
        assert read.short_term[inside].max() == pytest.approx(db, abs=0.1)


def test_what_is_soft_after_hours_of_loud_is_no_silence():
    """Ten hours of full scale and then -62 LUFS, in slices as the meter sums them."""
    slices = np.concatenate([np.full(3_600_000, 480.0), np.full(1000, 480 * 10 ** ((-62 + 0.691) / 10))])
    read = _windows(slices, np.arange(len(slices) + 1) * 480, 3.0)
    assert read[-1] == pytest.approx(-62, abs=0.01)


def test_tech_3341_case_12_momentary_is_steady():
    read = loudness(sine([(0.18, -20), (0.22, -30)] * 25))
    assert np.abs(read.momentary[read.momentary_times >= 1.0] + 23.0).max() <= 0.1


@pytest.mark.parametrize("n", range(20))
def test_tech_3341_case_13_momentary_catches_400_ms_wherever_they_begin(n):
    assert loudness(sine([(n * 0.02, None), (0.4, -23), (1, None)])).max_momentary == pytest.approx(-23.0, abs=0.1)


def test_tech_3341_case_14_momentary_follows():
    steps = [-38 + n for n in range(20)]
    parts = [part for n, db in enumerate(steps) for part in ((n * 0.02, None), (0.4, db), (0.4 - n * 0.02, None))]
    read = loudness(sine(parts))
    for n, db in enumerate(steps):
        inside = (read.momentary_times > 0.8 * n + 1e-6) & (read.momentary_times <= 0.8 * n + 0.8 + 1e-6)
        assert read.momentary[inside].max() == pytest.approx(db, abs=0.1)


# ---------------------------------------------------------------- true peak

#: Tech 3341 15 to 19: (part of the rate, phase in degrees, amplitude, dBTP)
PEAKS = {
    15: (4, 0.0, 0.5, -6.0),
    16: (4, 45.0, 0.5, -6.0),
    17: (6, 60.0, 0.5, -6.0),
    18: (8, 67.5, 0.5, -6.0),
    19: (4, 45.0, 1.41, 3.0),
}


def tapered(x, ends=2400):
    """Without a sudden start, which would have a peak of its own."""
    ramp = 0.5 - 0.5 * np.cos(np.pi * (np.arange(ends) + 0.5) / ends)
    x = x.copy()
    x[:ends] *= ramp
    x[-ends:] *= ramp[::-1]
    return x


@pytest.mark.parametrize("rate", [48000, 44100])
@pytest.mark.parametrize("case", PEAKS)
def test_tech_3341_true_peak(case, rate):
    part, phase, amplitude, expected = PEAKS[case]
    tone = amplitude * np.sin(2 * np.pi * np.arange(rate) / part + np.radians(phase))
    read = loudness(tapered(tone), rate)
    assert expected - 0.4 <= read.true_peak <= expected + 0.2
    # and nearer than the standard asks: the samples alone are off by up to 3 dB
    assert read.true_peak == pytest.approx(20 * np.log10(amplitude), abs=0.05)


@pytest.mark.parametrize("offset", [0.0, 0.25, 0.5, 0.75])
def test_a_band_limited_click_peaks_between_the_samples(offset):
    """Like cases 20 to 23: the same peak of 0 dBTP, a quarter of a sample later each time."""
    at = 2000 + offset
    time = np.arange(4000) - at
    click = np.sinc(time / 2) * np.exp(-((time / 400) ** 2))
    assert loudness(click).true_peak == pytest.approx(0.0, abs=0.1)


def test_true_peak_against_a_fourier_interpolation():
    rng = np.random.default_rng(4)
    noise = np.fft.irfft(np.fft.rfft(rng.normal(0, 0.1, 48000)) * (np.arange(24001) < 20000))
    fine = np.fft.irfft(np.pad(np.fft.rfft(noise), (0, 24000 * 15)), 48000 * 16) * 16
    assert loudness(tapered(noise)).true_peak == pytest.approx(
        20 * np.log10(np.abs(fine[50000:-50000]).max()), abs=0.15
    )


@pytest.mark.parametrize("size", [1, 37, 1000, 16384, 48000])
def test_true_peak_does_not_depend_on_the_blocks(size):
    rng = np.random.default_rng(7)
    sound = rng.normal(0, 0.2, (48000, 2))
    sound[30000:] *= 3
    whole = PeakMeter(2)
    whole.hear(sound)
    cut = PeakMeter(2)
    for at in range(0, len(sound), size) if size > 1 else [*range(0, 300), None]:
        if at is None:
            cut.hear(sound[300:])
        else:
            cut.hear(sound[at : at + size])
    assert cut.finish() == pytest.approx(whole.finish(), abs=1e-12)


# ---------------------------------------------------------------- Tech 3342: range

RANGE = {
    1: ([(20, -20), (20, -30)], 10),
    2: ([(20, -20), (20, -15)], 5),
    3: ([(20, -40), (20, -20)], 20),
    4: ([(20, -50), (20, -35), (20, -20), (20, -35), (20, -50)], 15),
}


@pytest.mark.parametrize("case", RANGE)
def test_tech_3342_range(case):
    parts, expected = RANGE[case]
    assert loudness(sine(parts)).range == pytest.approx(expected, abs=1)


# ---------------------------------------------------------------- a second opinion


@pytest.mark.parametrize("seed", range(4))
def test_pyloudnorm_agrees(seed):
    rng = np.random.default_rng(seed)
    level = 10 ** (np.interp(np.arange(12 * 48000), np.arange(13) * 48000, rng.uniform(-50, -10, 13)) / 20)
    sound = np.cumsum(rng.normal(0, 1, (12 * 48000, 2)), axis=0)
    sound = np.diff(sound, axis=0, prepend=0) * 0.3 * level[:, None]
    exact = pyloudnorm.Meter(48000, "DeMan")
    read = loudness(sound)
    assert read.integrated == pytest.approx(exact.integrated_loudness(sound), abs=0.02)
    assert read.integrated == pytest.approx(pyloudnorm.Meter(48000).integrated_loudness(sound), abs=0.15)
    silence = np.zeros((72000, 2))  # which it adds by itself
    assert loudness(np.concatenate([sound, silence])).range == pytest.approx(exact.loudness_range(sound), abs=0.5)


# ---------------------------------------------------------------- what must hold of any sound


@settings(max_examples=15, deadline=None)
@given(
    st.integers(0, 2**31),
    st.floats(-30, 12),
    st.sampled_from([4000, 8000, 22050, 44100, 48000]),
    st.floats(0.05, 4),
    st.sampled_from([1, 2, 3, 5, 6]),
)
def test_turning_it_up_turns_every_figure_up(seed, db, rate, seconds, channels):
    rng = np.random.default_rng(seed)
    sound = rng.normal(0, 0.05, (max(round(seconds * rate), 1), channels))
    before, after = loudness(sound, rate), loudness(sound * 10 ** (db / 20), rate)
    assert after.integrated - before.integrated == pytest.approx(db, abs=0.05)
    assert after.true_peak - before.true_peak == pytest.approx(db, abs=1e-6)
    assert before.true_peak >= 20 * np.log10(np.abs(sound).max()) - 1e-9
    assert len(before.momentary) == len(after.momentary)
    assert (seconds * rate < 1) or np.isnan(before.range) == (len(before.short_term) == 0)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**31), st.integers(1, 200000))
def test_silence_around_it_changes_no_integrated_loudness_much(seed, silence):
    sound = np.random.default_rng(seed).normal(0, 0.1, (96000, 2))
    around = np.concatenate([np.zeros((silence, 2)), sound, np.zeros((silence, 2))])
    # the blocks that straddle an edge count in part
    assert loudness(around).integrated == pytest.approx(loudness(sound).integrated, abs=1.0)


def test_every_block_has_a_verdict_and_the_counted_give_the_figure():
    read = loudness(sine([(5, -20), (5, -40), (5, None)]))
    assert len(read.verdicts) == len(read.blocks) == round((15 - 0.4) / 0.1) + 1
    assert {read.verdicts[10], read.verdicts[70], read.verdicts[120]} == {COUNTED, QUIET, SILENT}
    kept = read.blocks[np.array(read.verdicts) == COUNTED]
    assert 10 * np.log10(np.mean(10 ** (kept / 10))) == pytest.approx(read.integrated)
    assert np.all(kept > read.gate)


def test_the_gating_is_explained_with_places():
    told = loudness(sine([(5, -20), (5, -40), (5, None)])).explain()
    assert "147 blocks" in told and "under -70 LUFS" in told and "10 LU below" in told
    assert "from 5.0 to" in told and "from 10.0 to" in told  # a block that is half tone is under the gate
    assert "no block is under -70" in loudness(sine([(2, -20)])).explain()


# ---------------------------------------------------------------- the edges


def test_silence_has_no_loudness_and_is_no_error():
    read = loudness(np.zeros((48000 * 5, 2)))
    assert read.integrated == read.true_peak == read.max_short_term == -np.inf and np.isnan(read.range)
    assert "silence" in read.explain() and "-inf LUFS" in repr(read) and "no range" in repr(read)
    with pytest.raises(fs.FilmScoreError, match="silent"):
        read.to_target(-23)


@pytest.mark.parametrize("samples", [1, 100, 19199])
def test_a_clip_shorter_than_a_block_says_so(samples):
    tone = sine([(1, -20)])[:samples] + 0.01
    read = loudness(tone)
    assert np.isfinite(read.integrated) and not len(read.blocks) and np.isnan(read.range)
    assert "Too short for the standard" in read.text() and "no gate" in read.text()
    assert "shorter than one block" in read.explain()


def test_one_block_exactly():
    assert len(loudness(np.ones(19200)).blocks) == 1
    assert "Shorter than 3 s" in loudness(np.ones(19200)).text()


def test_mono_says_what_two_loudspeakers_would_add():
    one, two = loudness(sine([(3, -20)], channels=1)), loudness(sine([(3, -20)]))
    assert two.integrated - one.integrated == pytest.approx(3.01, abs=0.01)
    assert "3.0 LU louder" in one.text() and "3.0 LU" not in two.text()
    assert loudness(sine([(3, -20)])[:, 0]).integrated == one.integrated


def test_whole_numbers_are_scaled():
    x = sine([(2, -20)])
    assert loudness((x * 32767).astype(np.int16)).integrated == pytest.approx(loudness(x).integrated, abs=0.01)
    assert loudness((x * 2**31).astype(np.int32)).integrated == pytest.approx(loudness(x).integrated, abs=0.01)


def test_stems_are_measured_as_their_mix():
    x = sine([(2, -23)]).astype(np.float32)
    assert loudness(Stems({"a": x / 2, "b": x / 2})).integrated == pytest.approx(-23.0, abs=0.05)


def test_to_target_is_the_gain():
    x = sine([(3, -30)])
    gain = loudness(x).to_target(-23)
    assert loudness(x * 10 ** (gain / 20)).integrated == pytest.approx(-23, abs=0.01)


@pytest.mark.parametrize("kind", ["wav", "flac", "ogg", "mp3", "aiff"])
def test_files(tmp_path, kind):
    path = tmp_path / f"tone.{kind}"
    soundfile.write(path, sine([(4, -23)], 44100), 44100)
    read = fs.loudness(path)
    assert isinstance(read, Loudness) and read.integrated == pytest.approx(-23.0, abs=0.15) and read.name == path.name
    assert fs.loudness(str(path)).integrated == read.integrated


def test_a_long_file_is_read_in_blocks(tmp_path, monkeypatch):
    """Twenty minutes at 8 kHz, of which never more than ten seconds are held."""
    path = tmp_path / "long.wav"
    with soundfile.SoundFile(path, "w", 8000, 1) as file:
        for n in range(120):
            file.write(sine([(10, -20 if n % 2 else -30)], 8000, channels=1)[:, 0])
    longest = []
    read = soundfile.SoundFile.read
    monkeypatch.setattr(
        soundfile.SoundFile, "read", lambda self, frames=-1, **kw: longest.append(frames) or read(self, frames, **kw)
    )
    made = loudness(path)
    assert made.seconds == 1200 and made.integrated == pytest.approx(-25.6, abs=0.1)
    assert max(longest) <= 80000 and len(longest) >= 120


def test_blocks_do_not_change_the_figures(tmp_path):
    x = np.random.default_rng(1).normal(0, 0.1, (25 * 48000 + 17, 2)).astype(np.float32)
    path = tmp_path / "x.wav"
    soundfile.write(path, x, 48000, subtype="FLOAT")
    whole, cut = loudness(x), loudness(path)
    assert np.allclose(whole.momentary, cut.momentary, atol=1e-6) and whole.true_peak == pytest.approx(cut.true_peak)


BAD = {
    "no number": (None, None, "is no sound"),
    "words": ([["a"]], None, "is no sound"),
    "empty": (np.zeros((0, 2)), None, "empty"),
    "empty stems": (Stems({}), None, "empty"),
    "turned": (np.zeros((2, 48000)), None, r"x\.T"),
    "cube": (np.zeros((2, 3, 4)), None, "shape"),
    "four channels": (np.zeros((48000, 4)), None, "4 channels"),
    "not a number": (np.full((48000, 2), np.nan), None, "NaN"),
    "rate of nothing": (np.zeros((48000, 2)), 0, "no rate of sound"),
    "rate in words": (np.zeros((48000, 2)), "48k", "number of samples"),
    "rate against the stems": (Stems({"a": np.zeros((10, 2))}), 44100, "leave the rate out"),
    "no file": ("nowhere.wav", None, "no file 'nowhere.wav'"),
    "a folder": (".", None, "folder"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_refused(case):
    x, rate, words = BAD[case]
    with pytest.raises(fs.FilmScoreError, match=words):
        loudness(x, rate)


def test_files_that_are_no_sound(tmp_path):
    for name, data, words in (
        ("empty.wav", b"", "no bytes"),
        ("letter.wav", b"Dear Mara, the light is out.\n" * 20, "cannot be read as sound"),
        ("song.m4a", b"\0\0\0\x20ftypM4A " + bytes(400), "export it as WAV"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(fs.FilmScoreError, match=words):
            loudness(tmp_path / name)
    soundfile.write(tmp_path / "none.wav", np.zeros((0, 2)), 48000)
    with pytest.raises(fs.FilmScoreError, match="not one sample"):
        loudness(tmp_path / "none.wav")


def test_a_file_that_breaks_off_is_told(tmp_path):
    path = tmp_path / "cut.flac"
    soundfile.write(path, np.random.default_rng(0).normal(0, 0.1, (480000, 2)), 48000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(fs.FilmScoreError, match=r"breaks off|cannot be read"):
        loudness(path)


# ---------------------------------------------------------------- what the course ships


@pytest.mark.parametrize(
    ("cue", "lufs", "peak"), [("score", -21.5, -4.8), ("piano", -21.5, -3.7), ("ominous", -21.5, -2.9)]
)
def test_first_blooms_cues(cue, lufs, peak):
    read = fs.loudness(fs.film_cues("first-bloom")[["score", "piano", "ominous"].index(cue)])
    assert read.integrated == pytest.approx(lufs, abs=0.2)
    assert read.true_peak == pytest.approx(peak, abs=0.2)


def test_the_explanation_of_a_shipped_cue_leaves_out_its_quiet_beginning():
    read = fs.loudness(fs.film_cues("first-bloom")[1])
    assert "Too quiet" in read.explain() and read.verdicts[-1] == SILENT


@pytest.mark.parametrize("target", [None, "x", float("nan"), float("inf"), -200.0, True, 12.0])
def test_a_target_is_a_loudness(target):
    measured = loudness(0.1 * np.sin(np.arange(48000) / 9))
    with pytest.raises(fs.FilmScoreError, match="the target is"):
        measured.to_target(target)


@pytest.mark.parametrize(
    "sound", [np.full(48000, 1e30), np.full(48000, 20000, np.int64)], ids=["huge", "whole numbers"]
)
def test_samples_in_another_unit_are_refused(sound):
    with pytest.raises(fs.FilmScoreError, match=r"full scale is 1\.0"):
        loudness(sound)


def test_a_rate_is_a_whole_number():
    with pytest.raises(fs.FilmScoreError, match="whole number of samples"):
        loudness(np.zeros(48000), 44100.5)
