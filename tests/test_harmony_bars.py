"""Bars as they are jotted down: what goes on is held, what rests is struck again, and sums are counted."""

from fractions import Fraction as F
from itertools import pairwise

import pytest

import filmscore as fs
from filmscore.music.harmony.moments import passage

LOG = [
    "E2:4", "E2+B3:4", "E2+B3+F#4:3 E2+Bb3+G4:1", "E2+Bb3+G4+C#5:2 E2+Bb3+G#4+C#5:2",
    "E2+Bb3+G#4+D5:2 E2+B3+A4+D#5:2", "E2+B3+A4+Bb4+D#5:7/4 R:9/4", "R:4", "R:5/2 E2+A5+D#6:3/2", "E2+A5+D#6:4",
    "E2+A5+D#6:2 E2:1 R:1",
]  # fmt: skip


def test_what_goes_on_is_held_and_what_rests_is_struck_again():
    made = fs.bars_of(LOG)
    low = [(note.start, note.beats) for note in made.notes if note.pitch.name == "E2"]
    assert low == [(0, F(87, 4)), (F(61, 2), F(17, 2))]
    assert made.beats == 40 and len(made) == 10 and len(made.notes) == 15
    sounding = [
        ("+".join(pitch.name for pitch in moment.pitches), moment.beats) for moment in made.moments if moment.pitches
    ]
    assert sounding[:3] == [("E2", 4), ("E2+B3", 4), ("E2+B3+F♯4", 3)]
    assert fs.bars_of("C4:4 | C4:4").notes[0].beats == 8
    assert fs.bars_of("C#4:4 | Db4:4").notes[0].beats == 8  # one key of the piano


def test_lines_do_not_overlap_and_go_to_what_is_near():
    made = fs.bars_of(LOG)
    assert len(made.lines) == 5  # as many as ever sound at once
    for line in made.lines:
        row = [note for note in made.notes if note.part == line]
        assert all(one.start + one.beats <= two.start for one, two in pairwise(row))
    two = fs.bars_of("B3+D#5:2 B3+E5:2 | G3+E5:4")
    assert [n.pitch.name for n in two.notes if n.part == "line 1"] == ["D♯5", "E5"]
    assert [n.pitch.name for n in two.notes if n.part == "line 2"] == ["B3", "G3"]


def test_the_score_says_the_same_as_the_bars():
    made = fs.bars_of(LOG, key="e", bpm=60)
    score = made.to_music21()
    back = passage(score)
    assert sorted((n.pitch.midi, n.start, n.beats) for n in back.notes) == sorted(
        (n.pitch.midi, n.start, n.beats) for n in made.notes
    )
    assert back.bpm == 60 and [number for number, _ in back.bars] == list(range(1, 11))
    assert made.passage.key == "E minor" and passage(made) == made.passage


def test_other_meters_and_one_text():
    made = fs.bars_of("| D3+A3:3 | D3+B3:1.5 R:3/2 |", meter="3/4")
    assert made.text == ("D3+A3:3", "D3+B3:1.5 R:3/2") and made.beats == 6
    assert made.passage.bars == ((1, 0), (2, 3))


def test_it_is_heard_and_seen():
    made = fs.bars_of(LOG, key="e", bpm=60)
    assert fs.play(made).seconds == pytest.approx(40, abs=0.1)
    drawn = fs.show(made)
    assert "10 bars of 4/4: 15 notes in 5 lines" in drawn.text and "Line 5: bass clef" in drawn.text


@pytest.mark.parametrize(
    ("bars", "options", "said"),
    (
        (["E2:4", "E2:3 R:2"], {}, r"Bar 2 has 5 beats \(3 \+ 2\), and a bar of 4/4 has 4"),
        (["E2:4", ""], {}, r"Bar 2 has 0 beats \(nothing\)"),
        (["E2"], {}, "says no length"),
        (["E2:x"], {}, "no number of beats"),
        (["H2:4"], {}, "'H2' in 'H2:4' is no note"),
        (["E2+E:4"], {}, "Bar 1, 'E2\\+E:4'"),
        (["R:4"], {}, "silent throughout"),
        ([], {}, "No bars"),
        ("", {}, "No bars"),
        (["R:4"] * 300, {}, "300 bars"),
        (5, {}, "no list of bars"),
        ([4], {}, "no list of bars"),
        (["E2:4"], {"bpm": 0}, "bpm is 0"),
        (["E2:4"], {"key": "H"}, "no key"),
    ),
)
def test_bad_bars(bars, options, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        fs.bars_of(bars, **options)


# suspense, of these bars: every way to break a promise is found, though it lasts a beat


def of(*changed, **options):
    bars = list(LOG)
    for number, text in changed:
        bars[number - 1] = text
    asked = {"pedal": 4, "density": (0, 6), "withhold": "Em", "leading_tone": True, "stop_before": (10, 4)}
    return fs.suspense(fs.bars_of(bars), key="e", **{**asked, **options})


def test_the_log_keeps_its_word():
    found = of()
    assert found.kept and "The last note ends on bar 10, beat 4." in found["stops"].told
    assert "1 beat before" in of(stop_before=11)["stops"].told


@pytest.mark.parametrize(
    ("changed", "broken"),
    (
        ((5, "E2+Bb3+G#4+D5:2 E2+B3+A4+D#5:1 E2+B3+G4+E5:1"), {"withheld", "no cadence", "leading tone"}),
        ((5, "E2+B3+A4+D#5:2 E2+B3+G4+E5:2"), {"withheld", "no cadence", "leading tone"}),
        ((5, "E2+B3+A4+D#5:2 E2+B3+G#4+E5:2"), {"no cadence", "leading tone"}),
        ((5, "E2+Bb3+G#4+D5:2 E2+G4+B4:1/2 E2+B3+A4+D#5:3/2"), {"withheld"}),
        ((3, "E2+B3+F#4:3 D2+Bb3+G4:1"), {"pedal"}),
        ((10, "E2+A5+D#6:4"), {"stops"}),
    ),
)
def test_each_broken_promise_is_found(changed, broken):
    assert {rule.name for rule in of(changed).broken} == broken


def test_what_does_not_break_it():
    drone = ["E2+B4:4"] * 4 + ["E2+C5:4"] * 4 + ["E2+B4:4", "E2+B4:3 R:1"]
    alto = ["E4:4", "E4+B4:4", "E4+C5:4", "E4+D#5:4"] * 2 + ["E4+B4:4", "E4:3 R:1"]
    late = ["R:4", "R:4", *LOG[:6], "R:4", "R:4"]
    for bars in (drone, alto, late):
        assert fs.suspense(fs.bars_of(bars), key="e", pedal=4, withhold="Em", stop_before=(10, 4)).kept
    alone = fs.suspense(fs.bars_of(["E2:4"] * 9 + ["E2:3 R:1"]), key="e", pedal=4)
    assert [rule.name for rule in alone.broken] == ["pedal"]  # nothing moves over it


def test_silence_parts_a_dominant_from_home():
    bars = ["B2+A3+D#4:4", "R:4", "R:4", "E2+G3+B3:4"]
    assert fs.suspense(fs.bars_of(bars), key="e", pedal=None)["no cadence"].kept
    bars = ["B2+A3+D#4:4", "E2+G3+B3:4"]
    assert not fs.suspense(fs.bars_of(bars), key="e", pedal=None)["no cadence"].kept
    assert fs.suspense(fs.bars_of(["E2:2 F2:2", "E2+B3:4"]), key="e", pedal=None)["no cadence"].kept


def test_a_leading_tone_may_not_slip_home_in_another_part():
    score = fs.Motif("D#5:4 F#5:4").against(fs.Motif("B3:4 E5:4")).to_music21()
    assert not fs.suspense(score, key="e", pedal=None, leading_tone=True)["leading tone"].kept
    low = fs.Motif("D#5:4 F#5:4").against(fs.Motif("B3:4 E4:4")).to_music21()
    assert fs.suspense(low, key="e", pedal=None, leading_tone=True)["leading tone"].kept


def test_what_passes_in_a_quarter_of_a_beat_is_no_close():
    quick = ["E2+B3+G#4+C#5:3 B2+A3+D#4+F#4:1/4 E2+G3+B3:1/4 E2+C4+F4:1/2"]
    slow = ["E2+B3+G#4+C#5:2 B2+A3+D#4+F#4:1/2 E2+G3+B3:1/2 E2+C4+F4:1"]
    assert [fs.suspense(fs.bars_of(bars), key="e", pedal=None).kept for bars in (quick, slow)] == [True, False]
