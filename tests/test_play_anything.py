"""What `fs.play` takes and what it answers: numbers that are pitches, numbers that are sound, and what is neither."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from music21 import chord, note, pitch

import filmscore as fs
from filmscore.widgets.roll import Strip

NAN, INF = float("nan"), float("inf")


def names(x):
    return [(n.beat, n.name) for n in fs.play(x).music.notes]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ([60.5], ["C4+50"]),
        ((60.0, 64.0, 67.0), ["C4", "E4", "G4"]),
        ([60.5, 64], ["C4+50", "E4"]),
        ([Fraction(121, 2)], ["C4+50"]),
        ([np.float32(60.5)], ["C4+50"]),
        ([np.int64(60), np.uint8(64)], ["C4", "E4"]),
        (np.array([60, 64, 67]), ["C4", "E4", "G4"]),
        (np.array([60.5]), ["C4+50"]),
        (np.array(["C4", "E-4"]), ["C4", "E♭4"]),
        (range(60, 63), ["C4", "C♯4", "D4"]),
        ([note.Note("D-4"), pitch.Pitch("F4"), "A4"], ["D♭4", "F4", "A4"]),
    ],
)
def test_a_few_numbers_past_full_scale_are_pitches(given, named):
    assert names(given) == [(0.0, name) for name in named]


def test_lists_of_numbers_and_chords_of_music21_are_chords_one_after_another():
    assert names([[60, 64.5], (67.0,)]) == [(0.0, "C4"), (0.0, "E4+50"), (2.0, "G4")]
    assert names([chord.Chord("E4 C4"), chord.Chord("G4")]) == [(0.0, "C4"), (0.0, "E4"), (2.0, "G4")]


@pytest.mark.parametrize(
    "given",
    [[0.25] * 4800, np.zeros(4800), [[0.1, -0.1]] * 4800, [0.5, -1.25] * 2400, np.full(4800, 8192, np.int16),
     np.full(4800, 32, np.int8)],
)  # fmt: skip
def test_many_numbers_within_full_scale_are_sound(given):
    made = fs.play(given).music
    assert isinstance(made, Strip) and made.seconds == pytest.approx(0.1)
    assert float(np.abs(made.sound[0]).max()) <= 1.25


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], "list is empty"),
        ((), "list is empty"),
        ([[]], "no notes in it"),
        ([[[]]], r"\[\] is no pitch"),
        ([[["C4"]]], "is no pitch"),
        ([200], "200 is no pitch"),
        ([128.0], "128.0 is no pitch"),
        ([-1], "-1 is no pitch"),
        ([NAN], "nan is no pitch"),
        ([60, INF], "inf is no pitch"),
        ([1e300] * 100, "is no pitch"),
        ([10**30], "is no pitch"),
        ([True], "True is no pitch"),
        (["C4", None], "None is no pitch"),
        ([60, 1j], "1j is no pitch"),
        ([0.1, -0.2], "2 samples, 0.042 ms: less than 1 ms is not heard"),
        (np.zeros(1), "1 sample, 0.021 ms"),
        ([0] * 5000, "5000 numbers, and a chord has 128 pitches at most"),
        (note.Note(ps=200), "cannot be heard"),
        (pitch.Pitch(ps=-3), "cannot be heard"),
        ([pitch.Pitch(ps=200)], "cannot be heard"),
        (np.array(3.0), "has shape"),
        (np.zeros((2, 2, 2)), "has shape"),
        (np.zeros(0), "empty"),
        (np.zeros(48, bool), "is no sound"),
        (np.array([None]), "is no sound"),
        (np.full(4800, NAN), "no number"),
        (None, "cannot be played"),
        (True, "cannot be played"),
        (60, "cannot be played"),
        (60.5, "cannot be played"),
        ({60, 64}, "cannot be played"),
        ({}, "cannot be played"),
        (b"abc", "cannot be played"),
        (..., "cannot be played"),
        (object(), "cannot be played"),
        ("", "no notes here yet"),
        ("H4", "German"),
    ],
)
def test_what_is_neither_is_answered_in_words(given, told):
    with pytest.raises(fs.FilmScoreError, match=told):
        fs.play(given)


@pytest.mark.parametrize("bpm", [NAN, 0, -1, 10**400, True, "x", 1j, np.complex64(96), None])
def test_a_tempo_is_a_number_of_beats_or_is_answered(bpm):
    if bpm is None:
        assert fs.play("C4", bpm=bpm).music.bpm == 96
        return
    with pytest.raises(fs.FilmScoreError, match="bpm is"):
        fs.play("C4", bpm=bpm)


def test_a_file_in_a_folder_is_a_file_whatever_its_ending(tmp_path):
    import soundfile

    path = tmp_path / "rain"
    soundfile.write(path, np.zeros(4800), 48000, format="WAV")
    assert fs.play(str(path)).seconds == pytest.approx(0.1)
    assert [n.beats for n in fs.play("C4:1/2 D4:1/2").music.notes] == pytest.approx([0.46, 0.46])
