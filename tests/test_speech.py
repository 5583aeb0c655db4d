"""Music against speech: known levels under known lines, band by band."""

from __future__ import annotations

import numpy as np
import pytest

import filmscore as fs
from filmscore.sound.recording import recording
from filmscore.sound.speech import erb_edges, programme, under_dialogue
from filmscore.sound.stems import RATE, Stems

FILM = fs.open_film("first-bloom")
FILMS = ["ember-caves", "first-bloom", "last-parcel", "the-kettle", "the-log"]


def guide():
    return recording(FILM).read()


def tone(hz, db, seconds=80.0):
    one = 10 ** (db / 20) * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)
    return np.repeat(one[:, None], 2, axis=1)


@pytest.mark.parametrize("name", FILMS)
def test_every_line_of_the_guides_is_at_its_level(name):
    measured = under_dialogue(name, np.zeros((100, 2)), start=0)
    assert len(measured) == len(fs.open_film(name).lines) > 0
    for level in measured:
        assert level.speech == pytest.approx(-24.0, abs=0.4)
        assert level.music == -np.inf and level.verdict == "good" and level.words() == "clear: no music under it"


def test_music_of_a_known_level_lies_where_it_should():
    """A 1 kHz sine at -36 dBFS in both channels is -36 LUFS, wherever it is cut."""
    for level in under_dialogue(FILM, tone(1000, -36), start=0):
        assert level.music == pytest.approx(-36.0, abs=0.05)
        assert level.ratio == pytest.approx(level.speech + 36.0, abs=0.05)
        assert level.nearest == 1000


@pytest.mark.parametrize("db", [-6.0, -12.0, -20.0])
def test_the_guide_against_itself_turned_down(db):
    """Its own copy as music: the same in every band, so the ratio and each band are the gain."""
    measured = under_dialogue(FILM, guide() * 10 ** (db / 20), start=0)
    for level in measured:
        assert level.ratio == pytest.approx(-db, abs=1.0)  # speech is gated, music is not
        assert all(value == pytest.approx(-db, abs=1e-6) for value in [*level.octaves.values(), *level.bands.values()])
        assert level.covered == 0.0


def test_what_covers_speech_is_what_lies_in_its_band():
    low = under_dialogue(FILM, tone(100, -20), start=0)
    rng = np.random.default_rng(1)
    spectrum = np.fft.rfft(rng.normal(0, 1, 80 * RATE))
    hertz = np.fft.rfftfreq(80 * RATE, 1 / RATE)
    hiss = np.fft.irfft(np.where((hertz > 1000) & (hertz < 4000), spectrum, 0))
    hiss = np.repeat((hiss / hiss.std() * 10 ** (-32 / 20))[:, None], 2, axis=1)
    high = under_dialogue(FILM, hiss, start=0)
    for below, inside in zip(low, high, strict=True):
        assert below.music > inside.music - 3, "the low tone is no softer"
        assert below.covered < 0.05 and inside.covered > 0.25
    assert {level.verdict for level in high} == {"off"}


def test_what_comes_from_the_sides_covers_speech_as_well():
    """The same noise in the middle, opposed, and unlike in left and right: one level, and one shadow on the speech."""
    rng = np.random.default_rng(0)
    middle, sides = rng.normal(0, 0.01, (80 * RATE, 1)), rng.normal(0, 0.01, (80 * RATE, 2))
    first, *others = (under_dialogue(FILM, x, start=0)[2] for x in (middle * [1, 1], middle * [1, -1], sides))
    for other in others:
        assert other.ratio == pytest.approx(first.ratio, abs=0.1)
        assert other.covered == pytest.approx(first.covered, abs=0.03)
        assert all(other.octaves[hz] == pytest.approx(first.octaves[hz], abs=0.5) for hz in first.octaves)


def test_more_music_never_covers_less():
    shares = [under_dialogue(FILM, tone(2000, db), start=0)[2].covered for db in (-60, -45, -30, -15)]
    assert shares == sorted(shares) and shares[-1] > shares[0]


@pytest.mark.parametrize(
    ("cue", "music"), [("score", (-35.7, -41.0)), ("piano", (-38.7, -38.7)), ("ominous", (-41.7, -40.5))]
)
def test_first_blooms_cues_leave_room(cue, music):
    shipped = fs.film_cues(FILM)[["score", "piano", "ominous"].index(cue)]
    measured = under_dialogue(FILM, shipped)
    assert [level.music for level in measured[2:4] if True] == pytest.approx(music, abs=0.3)
    assert measured[0].music == -np.inf, "the cue starts at 480, after the first lines"
    assert all(level.ratio > 11.7 and level.covered < 0.05 for level in measured)


def test_the_mixer_is_heard_in_the_ratio():
    shipped = fs.film_cues(FILM)[0].stems()
    before, after = under_dialogue(FILM, shipped), under_dialogue(FILM, fs.Mixer(shipped, FILM).duck("mix", 6).render())
    for a, b in zip(before[2:], after[2:], strict=True):
        assert b.ratio - a.ratio == pytest.approx(6.0, abs=0.05)


def test_the_programme_is_guide_and_music():
    made = programme(FILM, np.full((RATE, 2), 0.25), start=480)
    assert made.shape == (FILM.frames * 2000, 2)
    assert np.abs(made[:960000] - guide()[:960000]).max() < 1e-6
    assert np.abs(made[960000 : 960000 + RATE] - guide()[960000 : 960000 + RATE] - 0.25).max() < 1e-6
    late = programme(FILM, np.ones((RATE * 10, 2)), start=1910)
    assert late.shape == made.shape, "music after the film is left out"


def test_rows_and_words():
    measured = under_dialogue(FILM, Stems({"a": tone(1000, -30)}, start=0))
    assert len(measured.rows()) == 4 and measured.worst in list(measured)
    table = measured.table()
    assert "240–312" in table and "JON" in table and "nearest at 1 kHz" in table
    assert "<td>JON</td>" in measured._repr_mimebundle_()["text/html"]
    loud = under_dialogue(FILM, tone(1000, -10), start=0)
    assert "LU above" in loud[0].words() and loud[0].words().startswith("covered")


def test_bands_are_those_of_the_ear():
    edges = erb_edges()
    assert edges[0] == pytest.approx(1000) and edges[-1] == pytest.approx(4000)
    wide = 24.7 * (4.37 * np.sqrt(edges[1:] * edges[:-1]) / 1000 + 1)  # Glasberg and Moore, 1990
    assert np.diff(edges) == pytest.approx(wide, rel=0.06)


def test_what_is_refused(tmp_path):
    with pytest.raises(fs.FilmScoreError, match="start=480"):
        under_dialogue(FILM, np.zeros((100, 2)))
    with pytest.raises(fs.FilmScoreError, match="44100 samples a second"):
        under_dialogue(FILM, recording(np.zeros((100, 2)), 44100), start=0)
    silent = fs.Film(
        "x", "X", "24", 24, "00:00:00:00", (fs.open_film("first-bloom").shots[0].__class__("a", 0, 24),), path=tmp_path
    )
    with pytest.raises(fs.FilmScoreError, match="no guide sound"):
        under_dialogue(silent, np.zeros((100, 2)), start=0)
