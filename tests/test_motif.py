"""Motifs read from what people write, and the line they draw."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmscore.errors import FilmScoreError
from filmscore.music.motif import Motif, midi_of

WRITTEN = {"C4": 60, "A0": 21, "C8": 108, "F#4": 66, "G♭4": 66, "E-4": 63, "Eb4": 63, "b3": 59, "B#3": 60, "Fx4": 67}


@pytest.mark.parametrize(("name", "midi"), WRITTEN.items())
def test_names_people_write(name, midi):
    assert midi_of(name) == midi


def test_names_agree_with_music21():
    music21 = pytest.importorskip("music21")
    for step in "CDEFGAB":
        for sign in ("", "#", "-", "##", "--"):
            for octave in (1, 4, 7):
                assert midi_of(f"{step}{sign}{octave}") == music21.pitch.Pitch(f"{step}{sign}{octave}").midi


def test_lengths_and_rests():
    tune = Motif("D4 A4:1/2, R:0.5 E5:2")
    assert tune.pitches == ("D4", "A4", "E5")
    assert tune.durations == (1, Fraction(1, 2), Fraction(1, 2), 2)
    assert tune.beats == 4
    assert eval(repr(tune)) == tune == Motif(["D4", "A4:1/2", "R:1/2", "E5:2"]) == Motif(tune)


@pytest.mark.parametrize(
    ("notes", "contour"),
    [
        ("C4 C4 C4 C4", "level"),
        ("C4 E4 E4 G4", "rising"),
        ("G4 E4 C4 B3", "falling"),
        ("C4 E4 G4 E4", "arch"),
        ("C5 G4 G4 E5", "valley"),
        ("C4 G4 E4 C5", "zigzag"),
        ("C4", "level"),
    ],
)
def test_the_line_it_draws(notes, contour):
    assert Motif(notes).contour == contour


@given(st.lists(st.integers(21, 108), min_size=1, max_size=12), st.integers(0, 7))
def test_a_line_keeps_its_shape_when_it_moves(line, shift):
    def motif(midi):
        names = ("C", "C#", "D", "E-", "E", "F", "F#", "G", "A-", "A", "B-", "B")
        return Motif([f"{names[m % 12]}{m // 12 - 1}" for m in midi])

    here, there = motif(line), motif([m + shift for m in line])
    assert here.midi == tuple(line)
    assert (here.contour, here.intervals) == (there.contour, there.intervals)


WORDS = ("", "   ", "R", "do re mi", "H4", "C", "C44", "C4:0", "C4:-1", "C4:x", "C4:1/0", "C4:nan", "C4:99999", "G#9")
OTHERS = (4, None, [60], [None], ["C4", 3], b"C4", "C4" * 10_000)


@pytest.mark.parametrize("notes", [*WORDS, *OTHERS])
def test_what_is_no_tune_is_refused_in_few_words(notes):
    with pytest.raises(FilmScoreError) as why:
        Motif(notes)
    assert len(str(why.value)) < 300
