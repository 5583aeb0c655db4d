"""How an ostinato grows: the house rule, what of a plan is heard, the page that meets a film, and its table."""

import math

import pytest

import filmscore as fs
from filmscore.errors import FilmScoreError

CELL = fs.Ostinato("D3> A3 D3 E-3> D3 A3")
OPENING = CELL.rotate(-2)
TEMPO = fs.TempoMap(96).bars(15, "4/4", bpm=144)
HITS = [257, 376, 495]
TRAM = (487, 545, "C1", "A3", "the tram")


# ---- the house rule


def test_moves_that_come_too_soon_are_found():
    soon = (
        CELL.evolve("density", (1 / 3, 1), bars=(5, 5)).evolve("players", (1, 4), bars=(7, 7))
        .evolve("dynamics", ("p", "f"), bars=(11, 11))
    )  # fmt: skip
    plan = soon.plan(15)
    assert (plan.close(), plan.close(2), plan.close(5), plan.crowded) == ((7,), (), (7, 11), ())
    assert plan.told == "3 changes in 15 bars. Too soon after the move before: bar 7 (2 bars). The house rule is 4."
    assert CELL.evolve("pitch", (0, 5), every=1, bars=(3, 5)).plan(8).close() == (4, 5), "one parameter hurries as well"
    apart = CELL.evolve("register", (0, 1, 2), bars=(4, 8)).evolve("density", (0.5, 1), bars=(12, 12))
    assert apart.plan(15).close() == () and apart.plan(15).told == "3 changes in 15 bars."
    for wrong in (0, "4", 2.5):
        with pytest.raises(FilmScoreError, match="bar"):
            plan.close(wrong)


def test_bar_1_has_the_first_value_and_no_move():
    plan = CELL.evolve("density", (1 / 3, 1), bars=(1, 9)).plan(15)
    assert plan.at("density", 1) == pytest.approx(1 / 3) and plan.at("density", 9) == 1
    assert list(plan.changes) == [5, 9]
    stuck = CELL.evolve("density", (1 / 3, 1), bars=(1, 1)).plan(8)
    assert stuck.flat and "in bar 1 it begins" in stuck.told


def test_what_was_declared_for_later_is_told():
    late = CELL.evolve("density", (1 / 3, 1), bars=(20, 24)).plan(15)
    assert late.flat and "Density never moves: bar 20 lies after the last, bar 15." in late.told
    short = CELL.evolve("density", (1 / 3, 1)).evolve("pitch", (0, 3)).plan(6)
    assert list(short.changes) == [5] and "Pitch never moves: 6 bars are over before its turn comes." in short.told
    assert "never moves" not in CELL.evolve("density", (1 / 3, 1)).plan(5).told


# ---- what is heard


@pytest.mark.parametrize(
    ("declared", "players", "why"),
    [
        (("density", (0.34, 0.36)), None, "Density in bar 5 is not heard: it comes to the same strokes."),
        (("density", (1 / 3, 1)), {"cello": "accents"}, "it comes to the same strokes"),
        (("rotation", (0, 6)), None, "it comes to the same step"),
        (("accents", (0.9, 1)), None, "it comes to the same accents"),
        (("length", (0.4, 0.55)), None, "on paper it is the same length"),
        (("players", (1, 4)), ["cello"], "Players in bar 5 is not heard: only 1 is named."),
        (("players", (1, 2)), {"cello": "all", "viola": "gaps"}, "who comes or goes has nothing to play"),
    ],
)
def test_a_move_nobody_can_hear_is_no_move(declared, players, why):
    grown = CELL.evolve(*declared, bars=(5, 5)).evolve("dynamics", ("p", "f"), bars=(5, 5))
    plan = grown.plan(8, players)
    assert plan.changes == {5: (declared[0], "dynamics")} and plan.moves == {5: ("dynamics",)}
    assert plan.crowded == () and why in plan.told
    assert f"({declared[0]}: not heard)" in repr(plan)
    assert CELL.evolve(*declared, bars=(5, 5)).plan(8, players).flat


def test_what_is_heard_is_not_called_idle():
    band = {"cello": "all", "viola": "weak", "violin I": "accents", "hand drum": "accents"}
    grown = OPENING.evolve("density", (1 / 3, 1)).evolve("players", (1, 4)).evolve("dynamics", ("p", "f"))
    plan = grown.plan(15, band)
    assert plan.moves == plan.changes == {5: ("density",), 9: ("players",), 13: ("dynamics",)}
    assert (plan.idle, plan.silent, plan.folded, plan.close()) == ({}, {}, {}, ())
    assert CELL.evolve("register", (0, 1)).plan(8, ["violin"]).idle == {}


def test_who_never_plays_and_who_cannot_follow_is_said():
    plan = CELL.evolve("players", (1, 2)).plan(8, {"cello": "all", "viola": "gaps", "violin": "weak"})
    assert plan.silent == {
        "viola": "it plays the gaps, and this cell has none",
        "violin": "the plan never has so many players",
    }
    thin = CELL.evolve("density", (1 / 3, 1)).plan(8, {"cello": "all", "viola": "gaps"})
    assert thin.silent == {}, "while the cello plays a third, there are gaps"
    high = CELL.evolve("register", (0, 3)).plan(15, ["cello"])
    assert (high.moves, list(high.idle)) == ({5: ("register",), 9: ("register",)}, [13])
    assert "Register in bar 13 is not heard: out of reach, it is brought back by octaves to where it was." in high.told
    assert high.folded == {"cello": tuple(range(9, 16))}
    assert "The cello cannot follow in bars 9 to 15: what is out of reach comes back by octaves." in high.told
    heights = [bar.high for bar in fs.momentum(CELL.evolve("register", (0, 3)).build(15, "cello"), TEMPO).bars]
    assert heights[12] == heights[11], "and so it is on the page"
    assert "silent" not in CELL.plan(8).told


# ---- the page that meets a film


@pytest.mark.parametrize(
    ("grown", "players", "met"),
    [
        (OPENING, None, 3),
        (OPENING.evolve("rotation", (0, 2)), None, 0),
        (OPENING.evolve("accents", (0, 0)), None, 0),
        (OPENING.leave((487, 545, "C1", "C8")), "cello", 2),
        (OPENING.transpose("-P8").leave(TRAM), "contrabassoon", 2),
        (OPENING.transpose("-P8").leave(TRAM), ["contrabassoon", "cello"], 3),
        (OPENING, {"cello": "weak"}, 0),
    ],
)
def test_it_meets_what_the_page_meets(grown, players, met):
    found = grown.meets(HITS, TEMPO, players=players)
    assert found.met == met
    page = grown.build(15, players or "cello", tempo=TEMPO)
    measured = fs.momentum(page, TEMPO, hits=HITS)
    assert measured.caught == met
    if players is not None:
        assert found.frames == measured.accents
        assert [(r.accent, r.verdict) for r in found.rows if r.verdict == "hit"] == [
            (r.accent, r.verdict) for r in measured.met if r.verdict == "hit"
        ]


def test_room_that_is_not_counted_is_told_and_no_accent_is_no_number():
    left = OPENING.leave(TRAM).meets(HITS, TEMPO)
    assert left.told.endswith("is not counted: say who plays, players=['cello'].")
    assert "not counted" not in OPENING.leave(TRAM).meets(HITS, TEMPO, players="cello").told
    bare = OPENING.meets(HITS, TEMPO, players={"cello": "weak"})
    assert bare.frames == () and all(math.isnan(row.error) and row.verdict == "miss" for row in bare.rows)
    assert bare.chance == 0 and "none" in repr(bare) and "nan" not in repr(bare)
    drawn = fs.show(bare)
    assert "257: no accent" in drawn.text and "nan" not in drawn.text


# ---- a table


HALF = {
    "cell": "D3> A3 D3 E-3> D3 A3", "rotate": -2, "players": {"cello": "all"}, "every": 2,
    "evolve": [("density", (1 / 3, 1)), ("players", (1, 4), (5, 5)),
               {"parameter": "dynamics", "curve": ("p", "f"), "bars": [9, 9], "ease": "late"}],
    "room": [TRAM, "last-parcel"], "bars": 15, "curves": {"density": "up"},
}  # fmt: skip


def test_a_table_is_an_ostinato():
    by_hand = (
        OPENING.evolve("density", (1 / 3, 1), every=2).evolve("players", (1, 4), every=2, bars=(5, 5))
        .evolve("dynamics", ("p", "f"), every=2, bars=(9, 9), ease="late").leave(TRAM, "last-parcel")
    )  # fmt: skip
    assert fs.Ostinato.of(HALF) == by_hand
    assert fs.Ostinato.of({"cell": CELL.text}) == CELL == fs.Ostinato.of({"cell": CELL, "rotate": None, "room": None})
    assert fs.Ostinato.of({"cell": "X..x", "pitch": "D3", "meter": "7/8"}) == fs.Ostinato("X..x", "7/8", pitch="D3")
    assert fs.Ostinato.of({"cell": "D3>", "room": TRAM}) == fs.Ostinato("D3>").leave(TRAM)
    assert fs.Ostinato.of({"cell": "D3>", "evolve": ("pitch", (0, 3))}) == fs.Ostinato("D3>").evolve("pitch", (0, 3))


@pytest.mark.parametrize(
    ("line", "value", "says"),
    [
        ("cell", None, '"cell"'),
        ("cell", "D3> H3", "“cell”: .*H3"),
        ("rotate", "two", "“rotate”: .*'two'"),
        ("evolve", "density", "“evolve”: 'density' is no list"),
        ("evolve", [("density", (0.5, 1)), ("colour", (0, 1))], "“evolve, row 2”: .*no 'colour'"),
        ("evolve", [("density",)], "“evolve, row 1”: .*is no move"),
        ("evolve", [{"parameter": "density"}], "“evolve, row 1”: .*parameter and curve"),
        ("every", 0, "“evolve, row 1”: .*every 1 to 64"),
        ("room", [(487, 545, "C1")], "“room”: .*is no room"),
        ("room", 7, "“room”: 7 is no room"),
        ("rotation", 2, "no line 'rotation'"),
    ],
)
def test_a_table_that_cannot_be_read_names_its_line(line, value, says):
    with pytest.raises(FilmScoreError, match=says):
        fs.Ostinato.of({**HALF, line: value})


def test_what_is_no_table_is_refused():
    for wrong in (CELL, "D3> A3", None, [("cell", "D3")]):
        with pytest.raises(FilmScoreError, match="is no table"):
            fs.Ostinato.of(wrong)
