"""A motif plain and shaped: by the machine, by hand, and by players who strike; and the picture of it."""

from itertools import pairwise

import numpy as np
import pytest

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.plots import house
from filmscore.plots.programming import programmed as drawn
from filmscore.sound.breathing import played
from filmscore.sound.programming import SHAPES

TUNE = "D4:3/2 A4:3/2 G4 R F4:3/2 E4:1/2 D4:2"
PARCEL = "D3:3/2 A3:3/2 G3 F3:3/2 Eb3:3/2 D3:1/2"
BREATH = {"expression": [62, 104, 90, 80, 72, 58], "slurs": ["1-3", "4–6"], "later": [0, -30, -20, 0, 30, 90]}


def starts(performance):
    return [note.start for note in played(performance)]


def test_plain_is_the_machine_and_shaped_is_not():
    made = fs.programme(TUNE, "solo cello", bpm=60)
    plain, shaped = played(made.plain), played(made.shaped)
    assert len({round(n.velocity) for n in plain}) == 1 and len({round(n.velocity) for n in shaped}) > 3
    assert made.motif.pitches[made.peak] == "A4"
    weights = [n.velocity for n in shaped]
    assert weights[made.peak] == max(weights) and weights[0] < weights[made.peak] and weights[-1] < weights[made.peak]
    curve = [value for _, value in made.curve]
    assert max(curve) > 1.3 * curve[0] and max(curve) > 1.3 * curve[-1]
    assert [c.value for t in made.plain.tracks for c in t.controls if c.kind == "expression"] != curve
    assert len(made.rows()) == 6 and "note 2" in made.told


def test_each_shape_can_be_heard_alone():
    only = {name: fs.programme(TUNE, "solo cello", bpm=60, shape=name) for name in SHAPES}
    still = starts(only["expression"].plain)
    moved = starts(only["time"].shaped)
    assert starts(only["expression"].shaped) == still
    assert np.abs(np.array(moved) - still).max() > 0.05
    assert moved[1] < still[1] and moved[-1] > still[-1]  # on towards the peak, back at the end
    long = {name: [n.end - n.start for n in played(p.shaped)] for name, p in only.items()}
    assert long["articulation"][0] > long["expression"][0]  # slurred on into the next
    assert long["articulation"][-1] == long["expression"][-1], "nothing is said of the last note, nothing is done to it"
    assert fs.programme(TUNE, shape=[]).told.startswith("Nothing is shaped")


def test_your_own_shape_is_played_as_it_is_drawn():
    made = fs.programme(PARCEL, "solo cello", **BREATH)
    plain, shaped = played(made.plain), played(made.shaped)
    assert [round(1000 * (b.start - a.start)) for a, b in zip(plain, shaped, strict=True)] == BREATH["later"]
    still = fs.programme(PARCEL, "solo cello", **{**BREATH, "slurs": []})
    assert {n.velocity for n in played(still.shaped)} == {n.velocity for n in plain}, "only what was drawn is shaped"
    line = dict(made.curve)
    assert [line[n.start] for n in shaped] == BREATH["expression"]
    assert made.peak == 1 and "The phrase goes to A3, note 2" in made.told
    assert "slurred 1–3, 4–6" in made.told and "from -30 to +90 ms" in made.told
    joined = [shaped[i].end >= shaped[i + 1].start for i in range(5)]
    assert joined == [True, True, False, True, True]  # a bow ends with note 3
    assert all(a.end < b.start for a, b in pairwise(plain)), "the machine lifts after every note"


def test_one_thing_may_be_drawn_and_the_rest_left_to_the_machine():
    made = fs.programme(PARCEL, "solo cello", shape=["articulation"], later=[0, 0, 0, 0, 0, 200])
    assert made.shape == ("articulation", "time") and max(abs(v - made.curve[0][1]) for _, v in made.curve) < 0.01
    assert starts(made.shaped)[:5] == starts(made.plain)[:5]
    assert starts(made.shaped)[5] - starts(made.plain)[5] == pytest.approx(0.2)
    assert fs.programme(PARCEL, "solo cello", shape=[], slurs=[]).told.startswith("Articulation: by hand, nothing")


def test_what_is_drawn_is_heard():
    """The note under the top of the line is the loudest, wherever that is."""
    for top in (1, 4):
        values = [40.0] * 6
        values[top] = 127.0
        made = fs.programme(PARCEL, "solo cello", shape=[], expression=values)
        stems = made.stems()
        sound = stems["soloist"].mean(axis=1)
        power = [float((sound[round(n.start * 48000) :][:9600] ** 2).mean()) for n in played(made.shaped)]
        assert int(np.argmax(power)) == top
        assert fs.loudness(stems).integrated == pytest.approx(-24.0, abs=0.2)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"expression": [62, 104]}, "2 numbers: give one for each of the 6"),
        ({"expression": "loud"}, "no list"),
        ({"expression": [0, 0, 200, 0, 0, 0]}, "expression of note 3 is 200"),
        ({"expression": [0, 0, "mf", 0, 0, 0]}, "note 3 is 'mf'"),
        ({"slurs": ["1-3", "3-5"]}, "both hold note 3"),
        ({"slurs": ["3-9"]}, "no two of the notes 1 to 6"),
        ({"slurs": ["1 to 3"]}, "is no slur"),
        ({"slurs": 3}, "which notes are one bow"),
        ({"later": [-20, 0, 0, 0, 0, 0]}, "first note would come 20 ms before"),
        ({"later": [0, 1500, -500, 0, 0, 0]}, "Note 3, -500 ms, would begin before note 2"),
        ({"later": [0, 9000, 0, 0, 0, 0]}, "from -2000 to 2000"),
        ({"shape": "pitch"}, "cannot be shaped"),
        ({"shape": 5}, "cannot be shaped"),
    ],
)
def test_what_cannot_be_drawn_is_said(given, says):
    with pytest.raises(FilmScoreError, match=says):
        fs.programme(PARCEL, "solo cello", **given)


def test_who_strikes_has_no_line_inside_a_note_and_says_so():
    made = fs.programme(TUNE, "piano")
    assert made.struck and made.curve == ()
    assert "inside a note nothing can be drawn" in made.told and "a swell to" not in made.told
    drawn = fs.programme(TUNE, "piano", shape=[], expression=[20, 110, 90, 70, 50, 30])
    assert [n.velocity for n in played(drawn.shaped)] == [20, 110, 90, 70, 50, 30]


def test_notes_nobody_has_are_named():
    assert "A4 lies" not in fs.programme(TUNE, "cello").told
    assert "double bass" in fs.programme("D6 A6 G6", "double bass").told
    assert "The machine plays it all the same" in fs.programme("D6 A6 G6", "double bass", shape=[]).told


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("H4",), "no tune to programme.*German"),
        (("hello",), "no tune to programme, such as 'D4"),
        ((TUNE, ""), "no player"),
        ((TUNE, "celo"), "Did you mean.*cello"),
        ((TUNE, "kazzoo"), "No instrument is known"),
    ],
)
def test_neither_tune_nor_player(arguments, says):
    with pytest.raises(FilmScoreError, match=says):
        fs.programme(*arguments)


def test_numbers_of_an_array_are_numbers():
    drawn = fs.programme("D4 E4 F4", "cello", shape=[], expression=np.array([40, 90, 60]), later=np.zeros(3))
    assert [value for _, value in drawn.curve] == [40, 90, 60, 60]


def test_of_one_note_nothing_is_claimed():
    assert fs.programme("D4").told == "One note goes nowhere: a phrase that can be shaped has two or more."


def test_there_is_plain_and_shaped():
    made = fs.programme("D4")
    with pytest.raises(FilmScoreError, match="'plain' and 'shaped'"):
        made.score("best")


def test_the_picture_says_where_it_goes_and_what_is_late():
    text = fs.show(fs.programme(PARCEL, "solo cello", **BREATH)).text
    assert text.startswith("To A3, note 2, 30 ms early; the last note 90 ms late.")
    assert "104 at" in text
    assert "how hard each note is struck" in fs.show(fs.programme(TUNE, "piano")).text
    assert fs.show(fs.programme(TUNE, shape=[])).text.startswith("Cello: the machine, twice.")


def test_no_name_of_a_note_lies_on_the_block_of_another(monkeypatch):
    kept = []
    monkeypatch.setattr(house, "finish", lambda fig, text: kept.append(fig))
    drawn(fs.programme(PARCEL, "solo cello"))
    fig = kept[0]
    fig.canvas.draw()
    ax = fig.axes[0]
    names = [one.get_window_extent() for one in ax.texts]
    blocks = [one.get_window_extent() for one in ax.patches]
    assert len(names) == 6 and len(blocks) == 12
    assert not [one for one in names for other in blocks if one.overlaps(other)]
