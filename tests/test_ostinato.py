"""Ostinatos by arithmetic: reading, rotation, the bar, the frame, and growth."""

from fractions import Fraction
from math import lcm

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.rhythm.build import players_of
from filmscore.music.rhythm.cell import Stroke
from filmscore.music.rhythm.evolution import PARAMETERS

CELL = fs.Ostinato("D3> A3 D3 E-3> D3 A3")


@pytest.mark.parametrize(
    ("notes", "more", "pattern", "beats"),
    [
        ("D3> A3 D3", {}, "Xxx", Fraction(3, 2)),
        ("D3^ . D3:1 r D3+A3>", {}, "X.x-.X", 3),
        ("X..x|x---", {"pitch": "D3+A3", "step": "sixteenth"}, "X..xx---", 2),
        ([("D3", 1), None, ("D3:1", 0), "A3>"], {}, "X.x-X", Fraction(5, 2)),
        (fs.Motif("D4:1 R:1/2 A4:3/2"), {}, "x-.x--", 3),
        ("D3> D3 D3", {"step": "1/3"}, "Xxx", 1),
    ],
)
def test_a_cell_reads_every_way_of_writing_it(notes, more, pattern, beats):
    cell = fs.Ostinato(notes, **more)
    assert (cell.pattern, cell.beats) == (pattern, beats)
    again = fs.Ostinato(cell.text, step=cell.step)
    assert again == cell


@pytest.mark.parametrize(
    ("notes", "more", "says"),
    [
        ("D3> H3 A3", {}, "'H3'"),
        ("D3 A", {}, "'A'"),
        ("", {}, "no notes in this cell"),
        ("R R R", {}, "Nothing is struck"),
        ("D3:1/3", {}, "step='1/6'"),
        ("X..x", {}, "pitch='D3'"),
        ("X..x", {"pitch": 5}, "no note to strike"),
        ("D3 A3", {"pitch": "D3"}, "pitches of their own"),
        ("-x", {"pitch": "D3"}, "nothing was struck before"),
        ({"D3": 1}, {}, "is no cell"),
        (5, {}, "is no cell"),
        ([("D3", 4)], {}, "0 is plain"),
        ("D3 A3", {"meter": "4/5"}, "is no meter"),
        ("D3 A3", {"step": 0}, "more than 0"),
        ("D3 " * 300, {}, "256 are the most"),
    ],
)
def test_what_is_no_cell_is_refused_with_the_way_out(notes, more, says):
    with pytest.raises(FilmScoreError, match=says):
        fs.Ostinato(notes, **more)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=16).filter(any), st.integers(-40, 40), st.integers(-40, 40))
@settings(max_examples=60, deadline=None)
def test_rotation_is_arithmetic_on_the_steps(signs, n, m):
    words = ["R" if s == 0 else "D3" + ["", "", ">", "^"][s] for s in signs]
    cell = fs.Ostinato(words)
    size = len(signs)
    turned = cell.rotate(n)
    assert turned.pattern == "".join(cell.pattern[(k + n) % size] for k in range(size))
    assert turned.rotate(m) == cell.rotate(n + m)
    assert cell.rotate(size) == cell
    assert len(turned.strokes) == len(cell.strokes)


def test_a_held_note_keeps_its_length_when_it_is_turned_over_the_end():
    cell = fs.Ostinato("D3:3/2 A3").rotate(1)
    assert cell.pattern == "--xx"
    assert [(s.at, s.steps) for s in cell.strokes] == [(2, 1), (3, 3)]
    first = list(cell.struck(Fraction(4)))
    assert [float(at) for at, _ in first] == [1.0, 1.5, 3.0, 3.5]


@pytest.mark.parametrize("size", [1, 3, 5, 6, 7, 8, 10, 16])
@pytest.mark.parametrize("meter", ["4/4", "3/4", "5/4", "7/8", "6/8"])
def test_it_is_home_after_the_least_common_multiple(size, meter):
    cell = fs.Ostinato(["D3>", *["D3"] * (size - 1)], meter)
    found = cell.against()
    eighths = int(fs.Ostinato("D3", meter).bar * 2)
    assert found.bars == lcm(size, eighths) // eighths
    assert found.turns == lcm(size, eighths) // size
    assert [int(p) for p in found.phases] == [bar * eighths % size for bar in range(found.bars)]
    assert sum(len(bar) for bar in found.accents) == found.turns
    assert found.shifts == bool(eighths % size and size % eighths)


def test_three_against_four_by_hand():
    found = CELL.against("4/4")
    assert found.bars == 3
    assert [[float(1 + at) for at in bar] for bar in found.accents] == [[1, 2.5, 4], [1.5, 3, 4.5], [2, 3.5]]
    assert found.downbeats == (1,)
    assert found.patterns == 3
    assert found.off_beat == pytest.approx(4 / 8)  # 2.5, 1.5, 4.5 and 3.5
    assert "never shifts" in CELL.against("3/4").told
    assert CELL.phase(2) == 2 and CELL.phase(2, "7/8") == 1
    with pytest.raises(FilmScoreError, match="no bar 0"):
        CELL.phase(0)


def test_accents_meet_the_frame_where_the_bars_do():
    tempo = fs.TempoMap(96).bars(15, "4/4", bpm=144)
    found = CELL.meets([257, 376, 495], tempo, bar=2)  # home every three bars: 256, 376, 496
    assert [row.accent for row in found.rows] == [256, 376, 496]
    assert [row.error for row in found.rows] == [-1, 0, 1]
    assert found.met == 3 and found.best == 0
    assert found.frames[:3] == (136, 151, 166)  # every three eighths, of five frames each
    late = CELL.rotate(1).meets([257, 376, 495], tempo, bar=2)
    assert late.met == 0 and late.rotations[5][0] == 3 and late.best in (2, 5)
    assert late.told.endswith("Rotated by 2 or 5 (1 before its beginning), the cell would meet 3.")
    film = fs.open_film("last-parcel")
    for whole in (film, "last-parcel", fs.Spotting(film, hits=[fs.Hit(e.frame, e.label) for e in film.events])):
        assert [row.frame for row in CELL.meets(whole, tempo).rows] == [96, 257, 376, 495, 697]
    assert CELL.meets([97, 101], tempo).told.startswith("1 of 2 hits is met by an accent within 1 frame;")
    for wrong, says in (([], "no hits"), ("96", "no film '96'"), (96, "hits are a list"), (["96"], "is no frame"),
                        ([257, 5000], "frame 5000 lies outside this map, which goes from 96 to 696")):  # fmt: skip
        with pytest.raises(FilmScoreError, match=says):
            CELL.meets(wrong, tempo)
    with pytest.raises(FilmScoreError, match="no accents"):
        fs.Ostinato("D3 D3").meets([96], tempo)
    with pytest.raises(FilmScoreError, match="is a TempoMap"):
        CELL.meets([96], 144)


def test_thinning_takes_the_weak_first_and_keeps_the_accents():
    full = fs.Ostinato("D3 D3> D3 D3 D3 D3 D3 D3")
    assert full.thin(0.125).pattern == ".X......"
    assert full.thin(0.25).pattern == "xX......"
    assert full.thin(0.375).pattern == "xX..x..."
    assert full.thin(1.0) == full
    plan = CELL.evolve("density", (1 / 3, 2 / 3), bars=(2, 2)).plan(4)
    assert [len(CELL.thin(plan.at("density", bar)).strokes) for bar in (1, 2)] == [2, 4], "two thirds of six are four"
    for share in (0, 1.2, "half", True):
        with pytest.raises(FilmScoreError, match="no share"):
            full.thin(share)


def test_parameters_take_turns_and_end_where_they_were_meant_to():
    cell = CELL.evolve("density", (0.25, 1)).evolve("dynamics", ("p", "f")).evolve("pitch", (0, 3, 12), every=2)
    plan = cell.plan(24)
    assert list(plan.changes) == [5, 9, 11, 15, 19, 21]
    assert plan.crowded == ()
    assert [plan.at("density", bar) for bar in (4, 5, 24)] == [0.25, 0.625, 1.0]
    assert plan.at("dynamics", 1) == 2 and plan.at("dynamics", 24) == 5
    assert [plan.at("pitch", bar) for bar in (1, 11, 21)] == [0, 3, 12]
    assert plan.at("register", 3) == 0  # never declared: plain


def test_two_at_once_are_said_and_a_flat_plan_too():
    both = CELL.evolve("density", (0.2, 1), bars=(5, 13)).evolve("players", (1, 4), bars=(5, 13))
    assert both.plan(16).crowded == (5, 9, 13)
    assert "More than one at once in bar 5 (density and players), bar 9 (" in both.plan(16).told
    assert both.plan(16).at("density", 4) == pytest.approx(0.2)
    assert CELL.plan(8).flat and "nobody listens" in CELL.plan(8).told


def test_a_curve_may_wait_and_be_declared_again_for_later_bars():
    cell = CELL.evolve("pitch", (0, 6), every=1, bars=(2, 4)).evolve("pitch", (6, 0), every=1, bars=(7, 8))
    assert [cell.plan(9).at("pitch", bar) for bar in range(1, 10)] == [0, 2, 4, 6, 6, 6, 3, 0, 0]
    late = CELL.evolve("density", (0.2, 1.0), ease="late").plan(17)
    even = CELL.evolve("density", (0.2, 1.0)).plan(17)
    assert late.at("density", 5) < even.at("density", 5)
    assert late.at("density", 17) == even.at("density", 17) == 1.0


@pytest.mark.parametrize(
    ("arguments", "more", "says"),
    [
        (("colour", (0, 1)), {}, "no 'colour'"),
        (("density", (0, 1)), {}, "from 0.05 to 1.00"),
        (("density", (0.5,)), {}, "two values"),
        (("density", 0.5), {}, "two values"),
        (("dynamics", ("soft", "f")), {}, "no dynamic"),
        (("register", (0, 0.5)), {}, "whole numbers"),
        (("density", (0.2, 1)), {"every": 0}, "every 1 to 64"),
        (("density", (0.2, 1)), {"bars": (5, 2)}, "no length"),
        (("density", (0.2, 1)), {"ease": "slow"}, "'even'"),
    ],
)
def test_a_change_that_cannot_be_is_refused(arguments, more, says):
    with pytest.raises(FilmScoreError, match=says):
        CELL.evolve(*arguments, **more)


def test_loudness_is_what_people_call_dynamics():
    assert CELL.evolve("loudness", ("p", "f")) == CELL.evolve("dynamics", ("p", "f"))
    assert CELL.evolve("length of notes", (0.3, 0.9)) == CELL.evolve("length", (0.3, 0.9))


def test_every_parameter_has_a_plain_value_in_its_range():
    for name, own in PARAMETERS.items():
        assert own.low <= own.plain <= own.high, name


@pytest.mark.parametrize("size", [16, 24, 32])
def test_a_cell_of_whole_bars_never_shifts(size):
    found = fs.Ostinato(["D3>", *["D3"] * (size - 1)]).against()
    assert not found.shifts and found.turns == 1 and found.bars == size // 8
    assert f"is {size // 8} bars of 4/4 long: bar {size // 8 + 1} begins as bar 1 does. It never shifts." in found.told


def test_what_a_cell_does_is_said_as_people_say_it():
    assert "against bars of 3.5: it is home again after 6 bars, 7 times round" in CELL.against("7/8").told
    assert "goes twice into a bar" in fs.Ostinato("D3> D3 D3 D3").against().told
    assert "3 bars, twice round" in fs.Ostinato(["D3>", *["D3"] * 11]).against().told
    assert "pitch goes from 0 to 6, a step every bar" in CELL.evolve("pitch", (0, 6), every=1).told


def test_values_compare_and_print_as_code():
    grown = (
        CELL.evolve("density", (1 / 3, 1)).evolve("dynamics", ("p", "ff"), every=2, bars=(3, 9), ease="late")
        .evolve("rotation", (0, -2)).leave((487, 545, "C1", "Bb3", "the tram's"), "last-parcel")
    )  # fmt: skip
    for one in (CELL, grown, fs.Ostinato("D3 R A3", "7/8", step="1/3")):
        assert eval(repr(one), {"Ostinato": fs.Ostinato}) == one
    assert fs.Ostinato(CELL, "3/4").meter == "3/4"
    assert CELL.strokes[0] == Stroke(0, 1, CELL.strokes[0].pitches, 1)
    assert CELL.accent(2).accents == (1,)
    with pytest.raises(FilmScoreError, match="Nothing is struck on step 2"):
        fs.Ostinato("D3 R D3").accent(2)
    assert CELL.transpose("m3").transpose("-m3") == CELL
    assert CELL.transpose(12).compass == ("D4", "A4")


def test_short_hand_is_what_was_struck():
    from filmscore.music.cues.notation import bar_sums

    assert CELL.written(1) == "D3:1/2> A3. D3. Eb3> D3. A3. D3> A3."
    assert CELL.written(3).split(" | ")[2] == CELL.written(1, first=3).replace(":1/2", "")
    assert CELL.written(1, swell="p <").startswith("p < D3")
    assert fs.Ostinato("R D3").written(1, swell="mp").startswith("R:1/2 mp D3")
    for cell in (fs.Ostinato("D3:5/2 R A3"), fs.Ostinato("D3:3 A3:1/2", "3/4"), fs.Ostinato("D3 R R R R", "5/4")):
        assert set(bar_sums(cell.written(5))) <= {cell.bar, None}


def test_who_plays_is_named():
    assert players_of(["cello", "viola"]) == [("cello", "all"), ("viola", "all")]
    for wrong, says in (([], "Nobody plays"), ({"cello": "loud"}, "'loud'"), (3, "Nobody plays"), ([4], "no player")):
        with pytest.raises(FilmScoreError, match=says):
            players_of(wrong)
