"""Pictures of sound: each is a PNG that says in words what it shows, and what it draws is where it should be."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
import soundfile
from PIL import Image

import filmscore as fs
from filmscore.look import CUE, DIALOGUE, HIT, rgb
from filmscore.plots import house, sound
from filmscore.sound.speech import UnderDialogue, under_dialogue
from filmscore.sound.stems import Stems

RATE = 48000


def tone(hz, seconds=4.0, db=-20.0):
    return np.repeat(
        (10 ** (db / 20) * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE))[:, None], 2, 1
    )


def pixels(shown):
    return np.asarray(Image.open(io.BytesIO(shown.png)).convert("RGB")).astype(int)


def columns_of(shown, colour, tolerance=24):
    """Where along the width a colour stands, as parts of it."""
    picture = pixels(shown)
    there = (np.abs(picture - np.array(rgb(colour))).max(axis=2) < tolerance).any(axis=0)
    return np.flatnonzero(there) / picture.shape[1]


def checked(shown):
    assert shown.png.startswith(b"\x89PNG") and shown.width == house.WIDTH and len(shown.png) < 150_000
    assert "\n" not in shown.text and len(shown.text) > 20 and repr(shown) == shown.text
    picture = pixels(shown)
    assert picture.shape[1] == 2 * house.WIDTH
    for edge in (picture[:, :6], picture[:, -6:], picture[:6], picture[-6:]):
        assert edge.min() > 200, "nothing is cut off at the edge"
    return shown


def test_a_sound_has_its_power_where_it_lies():
    made = checked(fs.show(tone(1000)))
    assert "most of its power lies around 1 kHz" in made.text and "4.0 s" in made.text and "-20.0 dBFS" in made.text
    assert "99" in made.text.split("% of its power")[0] or "100" in made.text.split("% of its power")[0]


def test_the_spectrogram_is_the_same_read_in_blocks(tmp_path):
    x = np.concatenate([tone(200, 12), tone(3000, 12)])
    path = tmp_path / "x.wav"
    soundfile.write(path, x, RATE, subtype="FLOAT")
    from filmscore.sound.recording import recording

    whole, cut = (sound._pictures(r, 24.0) for r in (recording(x), recording(path)))
    assert np.allclose(whole[0], cut[0], atol=1e-6)
    assert np.allclose(np.maximum(whole[1], -80), np.maximum(cut[1], -80), atol=1e-2)
    assert whole[1][:, -1].min() < -50, "the end is no click"
    # the row of 200 Hz is strong in the first half, that of 3 kHz in the second
    rows = [int(np.log2(hz / sound.LOW) / np.log2(sound.HIGH / sound.LOW) * sound._ROWS) for hz in (200, 3000)]
    image = whole[1]
    half = image.shape[1] // 2
    for row, (here, there) in zip(rows, ((slice(9, half - 9), slice(half + 9, -9)),) * 2, strict=True):
        if row == rows[1]:
            here, there = there, here
        assert image[row - 1 : row + 2, here].max(axis=0).min() > image[row - 1 : row + 2, there].max() + 40


def test_lines_of_dialogue_stand_where_they_are_said():
    film = fs.open_film("first-bloom")
    made = checked(fs.show(Stems({"a": tone(300, 80)}, start=0), film=film))
    assert "4 lines of dialogue: JON from 10.0 to 13.0 s" in made.text
    left, wide = 56 / 600, (600 - 56 - 84) / 600
    where = columns_of(made, DIALOGUE)
    bars = where[where < 1]  # the two lines of the speech band cross the whole
    assert len(bars)
    picture = pixels(made)
    green = np.abs(picture - np.array(rgb(DIALOGUE))).max(axis=2) < 24
    rows = np.flatnonzero((green.sum(axis=1) > 10) & (green.sum(axis=1) < 0.5 * wide * 1200))
    spans = np.flatnonzero(green[rows[len(rows) // 2]]) / 1200
    assert spans.min() == pytest.approx(left + wide * 10 / 80, abs=0.004)


def test_silence_and_scraps_of_sound():
    assert "is silent" in checked(fs.show(np.zeros((RATE, 2)))).text
    for samples in (1, 2, 300, 5000):
        checked(fs.show(0.1 * np.ones(samples)))


def test_what_opposed_channels_hold_is_drawn():
    made = fs.show(np.stack([tone(1000)[:, 0], -tone(1000)[:, 0]], axis=1))
    assert "most of its power lies around 1 kHz" in made.text


def test_a_constant_has_no_pitch():
    assert "nothing that moves. Highest -6.0 dBFS" in checked(fs.show(np.full((RATE, 2), 0.5))).text


@pytest.mark.parametrize(("hertz", "words"), [(28, "31.5 Hz"), (14000, "16 kHz")])
def test_the_lowest_and_the_highest_octave_have_their_names(hertz, words):
    assert f"most of its power lies around {words}" in fs.show(tone(hertz)).text


def test_an_array_says_its_rate():
    slow = fs.show(tone(1000)[::6], rate=8000)
    assert "most of its power lies around 1 kHz. 4.0 s;" in slow.text


def test_a_file_of_your_own(tmp_path):
    path = tmp_path / "rain.wav"
    soundfile.write(path, np.random.default_rng(0).normal(0, 0.1, 16000), 8000)
    assert checked(fs.show(path)).text.startswith("rain.wav: most of its power")


def test_the_name_of_a_file_is_as_good_as_its_path(tmp_path):
    path = tmp_path / "rain.wav"
    soundfile.write(path, tone(440, 0.5), RATE)
    assert fs.show(str(path)).text == fs.show(path).text
    with pytest.raises(fs.FilmScoreError, match="there is no file"):
        fs.show(str(tmp_path / "sun.wav"))


def test_loudness_shows_its_gates():
    made = checked(fs.show(fs.loudness(np.concatenate([tone(1000, 5), tone(1000, 5, -45), np.zeros((5 * RATE, 2))]))))
    assert "35 % of its blocks count" in made.text.replace("34 %", "35 %") and "integrated" not in made.text
    assert "True peak -20.0 dBTP" in made.text and "second gate lies 10 LU below" in made.text
    assert columns_of(made, CUE).size


@pytest.mark.parametrize("x", [np.zeros((RATE, 2)), np.ones(100), tone(500, 1.0), tone(500, 0.4)])
def test_loudness_of_little(x):
    checked(fs.show(fs.loudness(x)))


def listened(start=480):
    rng = np.random.default_rng(0)
    x = np.concatenate([tone(220, 8, -40), tone(1760, 8, -12)]) + rng.normal(0, 1e-4, (16 * RATE, 2))
    return fs.listen(Stems({"a": x}, start=start))


def test_the_listeners_map():
    made = checked(fs.show(listened(), hits=[fs.Hit(576, "the lamp"), fs.Hit(672, "bloom", must=False), 9000]))
    assert "2 sections" in made.text and "section B" in made.text and "louder" in made.text
    assert "Hits: the lamp at 4.0 s; bloom at 8.0 s." in made.text
    where = columns_of(made, HIT)
    expected = [(84 + (600 - 84 - 16) * t / 16) / 600 for t in (4, 8)]
    assert all(np.abs(where - place).min() < 0.004 for place in expected)
    assert not columns_of(checked(fs.show(listened())), HIT).size


def test_the_map_of_silence_and_of_noise():
    assert "silence" in checked(fs.show(fs.listen(np.zeros(RATE)))).text
    checked(fs.show(fs.listen(np.random.default_rng(0).normal(0, 0.1, RATE))))


@pytest.mark.parametrize(
    ("start", "hits", "words"),
    [
        (None, [480], "which frame it begins"),
        (480, "bloom", "frames, Hits or a spotting"),
        (480, [2.5], "a frame or a Hit"),
    ],
)
def test_hits_that_cannot_be_laid_on_it(start, hits, words):
    with pytest.raises(fs.FilmScoreError, match=words):
        fs.show(listened(start), hits=hits)


def test_music_under_dialogue():
    film = fs.open_film("first-bloom")
    close = checked(fs.show(under_dialogue(film, tone(1000, 80, -12), start=0)))
    assert "LU louder than the line" in close.text and "covered" in close.text
    assert "No music under the lines" in checked(fs.show(under_dialogue(film, np.zeros((9, 2)), start=0))).text
    fine_lines = under_dialogue(film, fs.film_cues(film)[2])
    fine = checked(fs.show(fine_lines))
    line = replace(fine_lines[3], speech=-np.inf)
    nothing = fs.show(UnderDialogue(film, "music", (line,)))
    assert "No line of First Bloom is heard" in nothing.text and "nothing is heard of this line" in nothing.text
    assert (
        f"Music comes within {min(line.ratio for line in fine_lines):.1f} LU" in fine.text
        and "frame 1248 MARA: clear" in fine.text
    )
