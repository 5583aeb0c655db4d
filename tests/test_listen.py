"""Listening: onsets, tempo, pitches, colour and sections of sounds whose answer is known; and what is no sound."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

import filmscore as fs
from filmscore.sound import features
from filmscore.sound.stems import Stems

RATE = 48000

#: a warning would stand in red under a learner's cell
pytestmark = pytest.mark.filterwarnings("error::UserWarning")


def notes(places, hertz, seconds=None, rate=RATE, decay=6.0, level=0.4):
    """Plucked tones at places (seconds)."""
    long = seconds or places[-1] + 1.5
    x = np.zeros(round(long * rate))
    time = np.arange(round(1.4 * rate)) / rate
    for place, hz in zip(places, np.broadcast_to(hertz, len(places)), strict=True):
        one = level * np.sin(2 * np.pi * hz * time) * np.exp(-decay * time) * np.clip((1.4 - time) / 0.5, 0, 1)
        at = round(place * rate)
        x[at : at + len(one)] += one[: max(len(x) - at, 0)]
    return x


@pytest.mark.parametrize("rate", [48000, 44100, 22050, 8000])
def test_onsets_are_found_where_they_are(rate):
    places = np.array([0.3, 0.9, 1.513, 2.1, 2.81, 3.5, 4.2, 4.94, 5.7])
    heard = fs.listen(notes(places, 300 + 40 * np.arange(9), rate=rate), rate)
    assert len(heard.onsets) == len(places)
    assert np.abs(heard.onsets - places).max() < 0.03


@pytest.mark.parametrize("bpm", [60, 72.5, 90, 100, 120, 131.3, 160])
def test_the_tempo_or_its_octave_is_heard_and_both_are_named(bpm):
    heard = fs.listen(notes(0.2 + np.arange(24) * 60 / bpm, 440.0, decay=12))
    named = {tempo.name: tempo.bpm for tempo in heard.tempi}
    assert any(value == pytest.approx(bpm, rel=0.005) for value in named.values())
    assert heard.tempo == pytest.approx(
        bpm * round(heard.tempo / bpm) if heard.tempo > bpm * 0.7 else bpm / 2, rel=0.005
    )
    if "twice as fast" in named:
        assert named["twice as fast"] == pytest.approx(2 * heard.tempo)
    assert all(0 <= tempo.strength <= 1 for tempo in heard.tempi)


def test_no_pulse_is_no_tempo():
    assert fs.listen(notes(np.array([0.2, 1.9]), 400.0, seconds=6)).tempo is None
    assert fs.listen(0.1 * np.sin(np.arange(RATE * 8) * 0.05)).tempo is None


@pytest.mark.parametrize(("hertz", "name"), [(261.63, "C"), (440.0, "A"), (311.13, "E♭"), (1479.98, "F♯")])
def test_pitch_classes(hertz, name):
    heard = fs.listen(0.2 * np.sin(2 * np.pi * hertz * np.arange(RATE * 3) / RATE))
    assert heard.strongest(1) == (name,) and heard.chroma.max() > 0.8 and heard.chroma.sum() == pytest.approx(1)


def test_a_chord_has_its_pitches():
    chord = sum(0.1 * np.sin(2 * np.pi * hz * np.arange(RATE * 3) / RATE) for hz in (261.63, 311.13, 392.0))
    assert set(fs.listen(chord).strongest(3)) == {"C", "E♭", "G"}


def test_colour_of_tones_and_noise():
    tone = fs.listen(0.2 * np.sin(2 * np.pi * 2000 * np.arange(RATE * 2) / RATE)).colour()
    noise = fs.listen(np.random.default_rng(0).normal(0, 0.1, RATE * 2)).colour()
    assert tone["centroid"] == pytest.approx(2000, rel=0.02) and tone["flatness"] < 0.01
    assert noise["centroid"] == pytest.approx(12000, rel=0.05) and noise["flatness"] > 0.4
    assert noise["bandwidth"] == pytest.approx(24000 / np.sqrt(12), rel=0.05) and tone["bandwidth"] < 500


def test_sections_fall_where_the_music_changes():
    """A B A of 12 s each: a soft low chord, a loud high one, the first again."""
    rng = np.random.default_rng(0)
    soft = notes(np.arange(0, 12, 0.5), 220.0, 12, level=0.03) + rng.normal(0, 1e-4, 12 * RATE)
    loud = notes(np.arange(0, 12, 0.25), 1318.5, 12, level=0.3) + rng.normal(0, 0.02, 12 * RATE)
    heard = fs.listen(np.concatenate([soft, loud, soft]))
    assert [section.label for section in heard.sections] == ["A", "B", "A"]
    assert [section.start for section in heard.sections] == pytest.approx([0, 12, 24], abs=0.6)
    assert heard.sections[-1].end == 36
    assert "louder" in heard.sections[1].words and "brighter" in heard.sections[1].words
    assert "softer" in heard.sections[2].words and "like 0 s" in heard.sections[2].words


def test_one_thing_throughout_is_one_section():
    assert len(fs.listen(notes(np.arange(0.2, 19, 0.5), 440.0, 20)).sections) == 1


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**31), st.sampled_from([4000, 8000, 16000, 48000]), st.floats(0.001, 9), st.booleans())
def test_whatever_is_heard_holds_together(seed, rate, seconds, stereo):
    rng = np.random.default_rng(seed)
    n = max(round(seconds * rate), 1)
    sound = (
        rng.normal(0, 1, (n, 2 if stereo else 1))
        * 10 ** (np.interp(np.arange(n), [0, n / 2, n], rng.uniform(-3, -0.5, 3)))[:, None]
    )
    heard = fs.listen(sound, rate)
    assert np.all(np.diff(heard.onsets) > 0) and np.all((heard.onsets >= 0) & (heard.onsets <= heard.end))
    assert heard.sections[0].start == 0 and heard.sections[-1].end == pytest.approx(n / rate)
    for before, after in zip(heard.sections, heard.sections[1:], strict=False):
        assert before.end == after.start and before.start < before.end
    assert len(heard.times) == len(heard.level) == len(heard.centroid) == len(heard.pitch_classes)
    assert heard.text() and repr(heard)


# ---------------------------------------------------------------- what the course ships


def test_first_blooms_score_is_heard_as_it_was_written():
    """60 BPM, the bloom 24 s in, the hands at 40 s; D and A."""
    heard = fs.listen(fs.film_cues("first-bloom")[0])
    assert any(tempo.bpm == pytest.approx(60, abs=0.2) for tempo in heard.tempi)
    starts = [section.start for section in heard.sections]
    for second in (24.0, 40.0):
        assert min(abs(start - second) for start in starts) < 0.6
    assert heard.strongest(1) == ("D",) and heard.frame == 480


# ---------------------------------------------------------------- what it is given


def test_silence_and_almost_nothing():
    heard = fs.listen(np.zeros((RATE, 2)))
    assert heard.silent and heard.tempo is None and not heard.sections and "silence" in repr(heard)
    assert "nothing reaches" in heard.text() and np.isnan(heard.colour()["centroid"])
    assert fs.listen(np.full(3, 0.5)).end == 3 / RATE


def test_opposed_channels_are_heard_and_it_is_said():
    """A stereo recording with one plug the wrong way round cancels in mono, and is no silence."""
    x = notes(np.arange(0.25, 8, 0.5), 440.0)
    for channels in ([x, -x], [0.5 * x, -0.52 * x]):
        heard = fs.listen(np.stack(channels, axis=1))
        assert round(heard.tempo) == 120 and heard.strongest(1) == ("A",) and "channels are opposed" in heard.text()
    assert "opposed" not in fs.listen(np.stack([x, 0 * x], axis=1)).text()


def test_a_constant_is_no_sound_and_is_told():
    heard = fs.listen(np.full(3 * RATE, 0.5))
    assert heard.silent and "+50 % of full scale off the middle" in heard.text()
    leaning = fs.listen(notes(np.array([0.5, 1.5, 2.5]), 440.0) - 0.2)
    assert leaning.strongest(1) == ("A",) and leaning.colour()["centroid"] > 400
    assert "-20 % of full scale" in leaning.text() and len(leaning.onsets) == 3


def test_mono_low_rates_and_parts_are_noted():
    text = fs.listen(notes(np.array([0.2, 0.8]), 300.0, rate=8000), 8000).text()
    assert "One channel" in text and "nothing above 4000 Hz" in text
    x = notes(np.arange(0.25, 10, 0.5), 440.0, 12)
    part = fs.listen(x, part=(4, 8))
    assert (part.start, part.end) == (4, 8) and np.all((part.onsets >= 4) & (part.onsets < 8)) and len(part.onsets) == 8
    assert part.sections[0].start == 4 and part.times.min() >= 4


def test_a_long_recording_is_looked_at_in_parts(monkeypatch):
    """What is heard is the same, and what it takes does not grow with the length: ten minutes took 3 GB at once."""
    x = notes(np.arange(0.25, 12, 0.5), 440.0 * 2 ** (np.arange(24) / 12), 13).astype(np.float32)

    def heard(at_once):
        monkeypatch.setattr(features, "AT_ONCE", at_once)
        tracemalloc.start()
        pitches = features.pitches(x, 22050, np.arange(0, 28, 0.05))
        taken = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return (*features.onsets(x, 22050, 256), *features.colours(x, RATE), pitches), taken

    (whole, most), (parts, least) = heard(10**6), heard(40)
    for a, b in zip(whole, parts, strict=True):
        assert a == pytest.approx(b, abs=1e-6, rel=1e-5, nan_ok=True)
    assert least < most / 4


def test_hours_are_heard_in_a_stated_part(tmp_path):
    path = tmp_path / "evening.flac"
    with soundfile.SoundFile(path, "w", 8000, 1, "PCM_16") as file:
        for _ in range(90):  # an hour and a half
            file.write(np.random.default_rng(1).normal(0, 0.05, 60 * 8000))
    heard = fs.listen(path, part=(5000, 5010))
    assert (heard.start, heard.end) == (5000, 5010)
    with pytest.raises(fs.FilmScoreError, match="600 s at most"):
        fs.listen(path, part=(0, 5400))
    from filmscore.sound.listen import _part
    from filmscore.sound.recording import recording

    start, end, said = _part(recording(path), None)
    assert (start, end) == (0, 600) and "90 minutes long" in said[0] and "part=(600, 1200)" in said[0]


@pytest.mark.parametrize("kind", ["wav", "flac", "ogg", "mp3"])
def test_recordings_of_your_own(tmp_path, kind):
    path = tmp_path / f"hum.{kind}"
    soundfile.write(path, notes(np.arange(0.25, 6, 0.5), 440.0, 7, 44100), 44100)
    heard = fs.listen(str(path))
    assert heard.tempo == pytest.approx(120, rel=0.01) and heard.strongest(1) == ("A",) and heard.name == path.name


@pytest.mark.parametrize("part", [(3, 3), (5, 2), (-1, 2), (99, 100), "all", (1,), (0, float("nan"))])
def test_parts_that_are_none(part):
    with pytest.raises(fs.FilmScoreError, match="part"):
        fs.listen(np.ones(RATE * 4), part=part)


def test_what_is_no_sound(tmp_path):
    (tmp_path / "poem.mp3").write_text("Rain.\n" * 99)
    for x, words in (
        (tmp_path / "poem.mp3", "cannot be read as sound"),
        (tmp_path / "gone.wav", "no file"),
        (Stems({}), "empty"),
        (None, "is no sound"),
        (np.full(99, np.inf), "NaN or infinite"),
    ):
        with pytest.raises(fs.FilmScoreError, match=words):
            fs.listen(x)


def test_librosa_comes_late():
    code = "import sys; from filmscore.sound import listen, mix, loudness, speech; print('librosa' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
