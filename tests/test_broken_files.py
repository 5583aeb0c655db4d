"""Sound files that somebody's recorder or download left behind: heard, or refused in words, wherever sound is taken."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

import filmscore as fs
from filmscore.sound.broken_off import broken_off
from filmscore.sound.recording import recording

RATE = 48000
TONE = 0.3 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE) * np.linspace(1, 0.2, RATE)

#: everything that takes the path of a sound file
TAKERS = {"listen": fs.listen, "play": fs.play, "show": fs.show, "found": fs.found_sound, "loudness": fs.loudness}


def written(folder, name, sound=TONE, rate=RATE, **more):
    path = folder / name
    soundfile.write(path, sound, rate, **more)
    return path


def changed(folder, name, change, **more):
    path = written(folder, name, **more)
    path.write_bytes(change(path.read_bytes()))
    return path


def a_third(data):
    return data[: len(data) // 3]


def with_size(size):
    """The length of a WAV as a program leaves it that never came back to fill it in."""
    return lambda data: data[:40] + struct.pack("<I", size) + data[44:]


def with_a_hole(data):
    return data[: len(data) // 2] + bytes(600) + data[len(data) // 2 + 600 :]


def without_a_page(data):
    pages = [at for at in range(len(data)) if data[at : at + 4] == b"OggS"]
    return data[: pages[-2]] + data[pages[-1] :]


#: name of a file: what was done to it, and what is said of it
BROKEN = {
    "cut.wav": (a_third, "cut.wav breaks off at 0.3 s of 1.0"),
    "cut.aiff": (a_third, "cut.aiff breaks off at 0.3 s of 1.0"),
    "cut.ogg": (a_third, "cut.ogg breaks off at"),
    "cut.flac": (a_third, "cut.flac cannot be read to its end"),
    "hole.ogg": (with_a_hole, "hole.ogg is damaged"),
    "page.ogg": (without_a_page, "page.ogg is damaged"),
    "head.wav": (lambda data: data[:44], "head.wav breaks off before its first sample"),
    "unfinished.wav": (with_size(0), "unfinished.wav does not say how long it is"),
    "words.wav": (lambda data: b"this is no sound at all\n" * 20, "words.wav cannot be read as sound"),
    "nothing.wav": (lambda data: b"", "nothing.wav is an empty file"),
}


@pytest.fixture(scope="module", params=BROKEN)
def broken(request, tmp_path_factory):
    change, told = BROKEN[request.param]
    sound = np.tile(TONE, 8) if request.param.endswith("ogg") else TONE
    return changed(tmp_path_factory.mktemp("broken"), request.param, change, sound=sound), told


@pytest.mark.parametrize("taker", TAKERS)
def test_what_was_cut_off_or_is_no_sound_is_refused_in_words(broken, taker):
    path, told = broken
    with pytest.raises(fs.FilmScoreError, match=told.replace(".", r"\.")):
        TAKERS[taker](path)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("whole.wav", {}),
        ("whole.aiff", {}),
        ("whole.ogg", {}),
        ("whole.flac", {}),
        ("deep.wav", {"subtype": "PCM_24"}),
        ("shallow.wav", {"subtype": "PCM_U8"}),
        ("float.wav", {"subtype": "FLOAT"}),
        ("telephone.wav", {"rate": 8000}),
    ],
)
def test_what_is_whole_is_heard_by_all(tmp_path, name, more):
    rate = more.get("rate", RATE)
    path = written(tmp_path, name, TONE[:: RATE // rate], **more)
    assert recording(path).seconds == pytest.approx(1.0)
    assert not fs.listen(path).silent and fs.play(path).seconds == pytest.approx(1.0)
    assert fs.loudness(path).integrated == pytest.approx(fs.loudness(TONE).integrated, abs=0.5)


@pytest.mark.parametrize(
    "change", [lambda data: data[:-2], lambda data: data[:-1], with_size(0xFFFFFFFF), with_size(0x7FFFFFFF)]
)
def test_a_sample_at_the_end_and_an_open_end_are_no_fault(tmp_path, change):
    path = changed(tmp_path, "nearly.wav", change)
    assert recording(path).seconds == pytest.approx(1.0, abs=0.001)
    assert fs.play(path).seconds == pytest.approx(1.0, abs=0.001)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("taker", TAKERS)
def test_a_sample_that_is_no_number_is_told_with_its_second(tmp_path, bad, taker):
    sound = TONE.copy()
    sound[RATE // 2] = bad
    path = written(tmp_path, "hurt.wav", sound, subtype="FLOAT")
    with pytest.raises(fs.FilmScoreError, match=r"hurt\.wav holds a sample that is no number .* at 0\.500 s"):
        TAKERS[taker](path)


def test_one_sample_is_measured_and_neither_played_nor_taken_for_a_sound(tmp_path):
    path = written(tmp_path, "one.wav", np.array([0.5]))
    assert "1 sample" in repr(fs.show(path))
    with pytest.raises(fs.FilmScoreError, match=r"one\.wav has 1 sample, 0\.021 ms: less than 1 ms is not heard"):
        fs.play(path)
    with pytest.raises(fs.FilmScoreError, match=r"one lasts 0\.021 ms: give 10 ms at least"):
        fs.found_sound(path)


def test_none_of_the_sounds_that_come_with_the_course_is_broken():
    paths = [path for ending in ("ogg", "wav", "flac") for path in Path(fs.__path__[0]).rglob(f"*.{ending}")]
    assert len(paths) > 20
    for path in paths:
        about = soundfile.info(path)
        assert broken_off(path, about.frames / about.samplerate, about.samplerate) == "", path
