"""Our own synths: in tune, without clicks, the same every time, and as bright as they are played."""

from __future__ import annotations

import time

import numpy as np
import pytest

from filmscore.errors import FilmScoreError
from filmscore.sound.events import Control, Note, Track
from filmscore.sound.patches import PATCHES
from filmscore.sound.stems import RATE
from filmscore.sound.synth import FM, Grains, Modal, Pluck, Subtractive, SynthPlayer
from filmscore.sound.synth.bank import BANK, LENGTH, SEAM, Bank, read
from filmscore.sound.synth.blocks import BLOCK, envelope, hertz_of, low_pass, wave

BELL = Modal(modes=((1.0, 0.0, 3.0), (2.76, -3.0, 1.5), (5.4, -6.0, 0.8)), stick_hz=2500.0)
TONES = {"subtractive": Subtractive(), "fm": FM(), "pluck": Pluck(), "modal": BELL}
ALL = {**TONES, "grains": Grains(), "wide": Subtractive(voices=5, detune_cents=9.0, width=1.0, noise_db=-20.0)}
LAYERS = [(name, layer) for name, patch in PATCHES.items() for layer in patch.layers]


def cents_off(sound, hertz):
    """How far the strongest partial near a frequency lies from it."""
    n = min(len(sound), 2 * RATE)
    size = 1 << 20
    spectrum = np.abs(np.fft.rfft(sound[:n] * np.hanning(n), size))
    low, high = int(hertz * 0.96 * size / RATE), int(hertz * 1.04 * size / RATE) + 2
    peak = low + int(spectrum[low:high].argmax())
    a, b, c = np.log(spectrum[peak - 1 : peak + 2])
    return 1200 * np.log2((peak + 0.5 * (a - c) / (a - 2 * b + c)) * RATE / size / hertz)


def centroid(sound):
    power = (np.abs(np.fft.rfft(sound, axis=1)) ** 2).sum(axis=0)
    return float((np.fft.rfftfreq(sound.shape[1], 1 / RATE) * power).sum() / power.sum())


@pytest.mark.parametrize("pitch", [33, 45.5, 60, 72.25, 88, 100, 104])
@pytest.mark.parametrize("name", TONES)
def test_in_tune_within_two_cents(name, pitch):
    sound = TONES[name].note(pitch, 2.5, 100)[0].astype(float)
    assert abs(cents_off(sound, hertz_of(pitch))) < 2.0


@pytest.mark.parametrize("damping", [0.0, 0.1, 0.5])
@pytest.mark.parametrize("pitch", [28, 60, 96])
def test_a_string_is_in_tune_however_it_is_damped(pitch, damping):
    sound = Pluck(damping=damping, decay_s=6.0).note(pitch, 3.0, 100)[0].astype(float)
    assert abs(cents_off(sound, hertz_of(pitch))) < 2.0


@pytest.mark.parametrize("hertz", [110.0, 440.0, 1760.0])
@pytest.mark.parametrize("synth", ["string", "mode"])
def test_dies_away_as_fast_as_it_says(synth, hertz):
    pitch = 69 + 12 * np.log2(hertz / 440)
    made = (
        Pluck(decay_s=1.6, decay_oct=1.0, damping=0.3) if synth == "string"
        else Modal(modes=((1.0, 0.0, 1.6),), decay_oct=1.0)
    )  # fmt: skip
    sound = made.note(pitch, 2.0, 100)[0].astype(float)
    time_ = np.arange(len(sound)) / RATE
    carrier = sound * np.exp(-2j * np.pi * hertz * time_)  # the fundamental alone
    level = [20 * np.log10(abs(carrier[int(t * RATE) : int((t + 0.1) * RATE)].mean())) for t in (0.2, 0.9)]
    assert level[0] - level[1] == pytest.approx(60.0 * 0.7 / 1.6, abs=1.2)


@pytest.mark.parametrize("number", range(len(LAYERS)), ids=[f"{name} {i}" for i, (name, _) in enumerate(LAYERS)])
def test_no_clicks(number):
    name, layer = LAYERS[number]
    for pitch, seconds in ((40, 0.02), (62, 0.4)):
        sound = layer.synth.note(pitch, seconds, 127, seed=3)
        peak = float(np.abs(sound).max())
        assert np.isfinite(sound).all() and peak > 0
        # begins and ends at nothing, seen from the loudest sample
        assert float(np.abs(sound[:, 0]).max()) < 2e-3 * peak, name
        assert float(np.abs(sound[:, -1]).max()) < 1e-3 * peak, name
        ending = np.abs(np.diff(sound[:, -480:], axis=1)).max()
        assert float(ending) < 3e-3 * peak, name


@pytest.mark.parametrize("pitch", [36, 60, 84, 96, 103.3])
@pytest.mark.parametrize(
    "synth",
    [Subtractive(wave=w, cutoff_hz=40_000, vibrato_cents=0) for w in ("saw", "square", "reed")]
    + [FM(index=5), FM(index=25), FM(index=8, modulator=3)],
    ids=["saw", "square", "reed", "fm 5", "fm 25", "fm ratio 3"],
)
def test_no_aliasing_above_minus_sixty(synth, pitch):
    sound = synth.note(pitch, 2.0, 127)[0].astype(float)[RATE // 2 : RATE // 2 + 65536]
    spectrum = np.abs(np.fft.rfft(sound * np.blackman(len(sound))))
    hertz = np.fft.rfftfreq(len(sound), 1 / RATE)
    base = hertz_of(pitch)
    stray = (np.abs(hertz - np.round(hertz / base) * base) > 8) & (hertz > 25)
    assert 20 * np.log10(spectrum[stray].max() / spectrum.max()) < -60


@pytest.mark.parametrize("name", ALL)
def test_the_same_note_is_the_same_samples(name):
    one, two, other = (ALL[name].note(55, 0.7, 90, seed=s) for s in (7, 7, 8))
    assert np.array_equal(one, two)
    assert one.dtype == np.float32 and one.shape[0] in (1, 2)
    assert not np.array_equal(one, other)
    short = ALL[name].note(55, 0.7, 90, seed=7, limit=4000)
    assert short.shape[1] == 4000
    assert np.allclose(short[:, :3500], one[:, :3500], atol=1e-6), "a note cut short is the same note"


@pytest.mark.parametrize("name", ["subtractive", "fm", "pluck", "modal", "wide"])
def test_harder_is_brighter_and_louder(name):
    soft, loud = (ALL[name].note(76, 0.6, v)[:, : RATE // 5] for v in (35, 120))
    assert centroid(loud) > 1.1 * centroid(soft)
    gain = 20 * np.log10(np.sqrt((loud**2).mean() / (soft**2).mean()))
    assert 15 < gain < 40  # 21.4 dB by the velocity alone


@pytest.mark.parametrize("name", ["subtractive", "fm"])
def test_expression_brightens_while_it_sounds(name):
    swell = np.concatenate([np.full(375, 0.3), np.full(2000, 1.0)])
    sound = ALL[name].note(52, 2.0, 110, swell=swell)
    half = 375 * BLOCK
    assert centroid(sound[:, 2 * half : 3 * half]) > 1.15 * centroid(sound[:, half // 4 : half])


@pytest.mark.parametrize("name", TONES)
def test_bends(name):
    sound = TONES[name].note(60, 2.0, 100, cents=np.full(3000, 150.0))
    assert abs(cents_off(sound[0].astype(float), hertz_of(61.5))) < 3.0


def test_a_riser_rises():
    from filmscore.sound.patches import RISER

    sound = RISER.note(60, 4.0, 110)
    early, late = sound[:, RATE // 2 : RATE], sound[:, 3 * RATE : 7 * RATE // 2]
    assert centroid(late) > 3 * centroid(early)
    assert np.sqrt((late**2).mean() / (early**2).mean()) > 3


def test_waves_hold_only_what_fits():
    for hertz in (55.0, 880.0, 7000.0):
        spectrum = np.abs(np.fft.rfft(wave("saw", hertz)[:-1]))
        highest = int(np.flatnonzero(spectrum > 1e-3)[-1])
        assert highest * hertz <= 19_000 < (highest + 1) * hertz


def test_the_envelope_goes_where_it_says():
    curve = envelope(2 * RATE, 1.0, 0.1, 0.5, 0.25, 0.3)
    at = lambda second: float(curve[round(second * RATE / BLOCK)])  # noqa: E731
    assert at(0.1) == pytest.approx(1.0, abs=0.02)
    assert at(0.99) == pytest.approx(0.25, abs=0.01)
    assert at(1.3) == pytest.approx(0.25e-3, rel=0.1)


@pytest.mark.parametrize(
    "make, words",
    [
        (lambda: Subtractive(wave="tooth"), "wave of a Subtractive is 'tooth'; there are saw"),
        (lambda: Subtractive(cutoff_hz=float("nan")), "cutoff_hz of a Subtractive is nan"),
        (lambda: Subtractive(voices=0), "voices of a Subtractive is 0; give a number from 1 to 16"),
        (lambda: FM(index=99), "index of a FM is 99; give a number from 0 to 30"),
        (lambda: Pluck(decay_s="long"), "decay_s of a Pluck is 'long'"),
        (lambda: Modal(modes=()), "a Modal needs modes"),
        (lambda: Modal(modes=((1.0, 0.0, -1.0),)), r"a mode of a Modal is .* not \(1.0, 0.0, -1.0\)"),
        (lambda: Grains(rate=0), "rate of a Grains is 0"),
        (lambda: FM().note(128, 1.0), "pitch of a note is 128"),
        (lambda: FM().note(60, float("nan")), "seconds of a note is nan"),
        (lambda: FM().note(60, 1.0, 0), "velocity of a note is 0"),
    ],
)
def test_bad_parameters_are_refused(make, words):
    with pytest.raises(FilmScoreError, match=words):
        make()


# ---- sections, recorded once for each pitch


def straight(synth, pitch, seconds, seed):
    """The same note made afresh: a bend too small to be one keeps it out of the bank."""
    return synth.note(pitch, seconds, 100, seed=seed, cents=np.full(2, 1e-9))


@pytest.mark.parametrize("name", ["strings", "tremolo strings", "choir ah", "horn", "trumpet", "arp"])
def test_a_section_from_the_bank_sounds_as_one_made_afresh(name):
    synth = PATCHES[name].layers[0].synth
    for pitch in (53, 72):
        kept, fresh = ([make(synth, pitch, 0.8, 977 * k) for k in range(16)]
                       for make in (lambda s, p, t, k: s.note(p, t, 100, seed=k), straight))  # fmt: skip
        power = [np.mean([np.square(n, dtype=float).mean() for n in notes]) for notes in (kept, fresh)]
        assert abs(10 * np.log10(power[0] / power[1])) < 0.8
        colour = [np.mean([centroid(n) for n in notes]) for notes in (kept, fresh)]
        assert abs(np.log2(colour[0] / colour[1])) < 0.08
        alike = np.corrcoef(kept[0][0], kept[1][0])[0, 1]
        assert abs(alike) < 0.9, "no two notes are read from one place"


def test_a_section_is_recorded_once_for_a_pitch_and_a_long_or_bent_note_is_not_read():
    synth = Subtractive(voices=3, detune_cents=11.3, width=0.5)
    BANK.clear()
    for seed in range(5):
        synth.note(60, 0.5, 90 + seed, seed=seed)
    once = BANK.nbytes
    assert once == 2 * 2 * LENGTH
    synth.note(61, 0.5)
    assert BANK.nbytes == 2 * once
    for seconds, cents in ((3.0, None), (0.5, np.full(3, 20.0))):
        synth.note(62, seconds, cents=cents)
    Subtractive().note(63, 0.5)
    assert BANK.nbytes == 2 * once


def test_what_the_bank_has_kept_decides_nothing(monkeypatch):
    synth = PATCHES["strings"].layers[0].synth
    once = synth.note(67, 0.7, 90, seed=4)
    BANK.clear()
    assert np.array_equal(synth.note(67, 0.7, 90, seed=4), once)
    monkeypatch.setattr(BANK, "limit", 1)  # none fits: each pitch drives the last one out
    for pitch in (66, 68, 67):
        last = synth.note(pitch, 0.7, 90, seed=4)
    assert np.array_equal(last, once) and BANK.nbytes <= 4 * LENGTH


def test_a_recording_closes_on_itself():
    made = np.tile(np.sin(2 * np.pi * 441.3 / RATE * np.arange(LENGTH + SEAM, dtype=np.float32)), (1, 1))
    bank = Bank()
    recording, step = bank.get("sine", lambda: made.astype(np.float32))
    out = np.zeros((1, 4800), np.float32)
    read(out, recording, step, LENGTH - 2400)
    assert np.abs(np.diff(out[0])).max() < 1.5 * 2 * np.pi * 441.3 / RATE
    assert np.array_equal(out[0, 2400:], recording[0, :2400] * np.float32(step))


def test_the_filter_goes_in_straight_lines_between_its_points():
    """Beside the same filter with its numbers worked out for every sample."""
    samples = 6400
    sound = np.random.default_rng(2).standard_normal((2, samples)).astype(np.float32)
    cutoff = 2000 * 2 ** np.sin(np.arange(samples // BLOCK + 1) * 0.1)
    made, wanted = sound.copy(), np.zeros((2, samples))
    low_pass(made, cutoff, 0.9)
    g = np.interp(np.arange(samples) / BLOCK, np.arange(len(cutoff)), np.tan(np.pi * cutoff / RATE))
    for channel in range(2):
        one = two = 0.0
        for i in range(samples):
            middle = (one + g[i] * (float(sound[channel, i]) - two)) / (1 + g[i] * (g[i] + 1 / 0.9))
            low = two + g[i] * middle
            one, two = 2 * middle - one, 2 * low - two
            wanted[channel, i] = low
    assert 10 * np.log10(np.square(made - wanted).mean() / np.square(wanted).mean()) < -75


# ---- the player


def played(synth, notes, controls=(), seconds=3.0, **more):
    dry, wet = (np.zeros((2, int(seconds * RATE)), np.float32) for _ in range(2))
    SynthPlayer(synth).render(Track("a", "a", 0, 0, notes, controls, **more), dry, wet)
    return dry, wet


@pytest.mark.parametrize("name", ALL)
def test_a_note_alone_sounds_as_in_its_bar(name):
    notes = [Note(0.25 * i, 0.25 * i + 0.2, 50 + 3 * i, 60 + 8 * i) for i in range(5)]
    swell = [Control(0.0, "expression", 60), Control(1.2, "expression", 120)]
    whole, _ = played(ALL[name], notes, swell)
    alone = sum(played(ALL[name], [note], swell)[0] for note in notes)
    assert np.allclose(whole, alone, atol=2e-6)


def test_silence_for_no_notes():
    dry, wet = played(Pluck(), [], [Control(0, "expression", 90)])
    assert not dry.any() and not wet.any()
    late, _ = played(Pluck(), [Note(5, 6, 60, 90)])
    assert not late.any(), "a note after the end"


def test_levels_follow_the_controls():
    def level(velocity=127, **controls):
        points = [Control(0, kind, value) for kind, value in controls.items()]
        dry, _ = played(Subtractive(effort_oct=0.0), [Note(0, 1, 60, velocity)], points)
        return 20 * np.log10(np.sqrt((dry**2).mean()))

    assert level(64) - level(127) == pytest.approx(40 * np.log10(64 / 127), abs=0.1)
    assert level(expression=64) - level() == pytest.approx(40 * np.log10(64 / 127), abs=0.1)
    assert level(volume=50) - level() == pytest.approx(40 * np.log10(50 / 100), abs=0.1)


def test_place_send_and_early_answer():
    dry, wet = played(Pluck(), [Note(0, 1, 60, 90)], pan=-1.0, send_db=-6.0, early=20.0)
    assert np.abs(dry[1]).max() < 0.02 * np.abs(dry[0]).max()
    late = round(0.020 * RATE)
    assert not wet[:, :late].any()
    assert np.allclose(wet[0, late:RATE], dry[0, : RATE - late] * 10 ** (-6 / 20), atol=1e-6)
    _, none = played(Pluck(), [Note(0, 1, 60, 90)], send_db=float("-inf"))
    assert not none.any()


def test_the_wheel_makes_a_vibrato_and_the_pedal_holds():
    steady, _ = played(FM(), [Note(0, 2, 69, 90)])
    shaken, _ = played(FM(), [Note(0, 2, 69, 90)], [Control(0, "modulation", 127)])
    difference = np.abs(np.fft.rfft(shaken[0])) - np.abs(np.fft.rfft(steady[0]))
    hertz = np.fft.rfftfreq(shaken.shape[1], 1 / RATE)
    beside = np.abs(np.abs(hertz - 440) - 5.2) < 0.5
    assert difference[beside].max() > 50
    dry, _ = played(Pluck(release_s=0.05), [Note(0, 0.2, 48, 90)])
    held, _ = played(Pluck(release_s=0.05), [Note(0, 0.2, 48, 90)],
                     [Control(0, "pedal", 127), Control(2.0, "pedal", 0)])  # fmt: skip
    assert np.abs(held[:, RATE : 3 * RATE // 2]).max() > 100 * np.abs(dry[:, RATE : 3 * RATE // 2]).max()


@pytest.mark.parametrize("name", ["harp", "pizzicato", "timpani", "trumpet", "pulse", "saw bass", "solo voice"])
def test_quick_enough(name):
    notes = [Note(0.2 * i, 0.2 * i + 0.19, 45 + i % 24, 90) for i in range(300)]
    for layer in PATCHES[name].layers:
        layer.synth.note(60, 0.1)
        spent = []
        for _ in range(2):
            start = time.process_time()
            played(layer.synth, notes, seconds=63.0)
            spent.append(time.process_time() - start)
        assert min(spent) < 2.0  # half a second and less where nobody else is at work
