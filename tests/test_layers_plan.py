"""Layers on paper: what any two share, lanes of the fundamentals, ranges of the players, and the picture of it."""

import pytest

import filmscore as fs
from filmscore.course.checks.palettes_and_layers.crowd import GIVEN as STAIRS
from filmscore.errors import FilmScoreError


def test_what_two_layers_share_is_counted_in_semitones_with_both_ends():
    plan = fs.layer_plan({"warm pad": ("pad", "A3 E4"), "english horn": ("line", "D4 A4"), "flute": ("line", "A4 A4")})
    both = plan.shared("warm pad", "english horn")
    assert (both.semitones, both.low, both.high, both.share) == (3, "D4", "E4", 3 / 8)
    assert plan.shared("english horn", "warm pad").share == both.share
    assert plan.shared("flute", "english horn").share == 1.0, "one note, and the other has it too"
    assert plan.shared("flute", "warm pad").told == "flute and warm pad share nothing"
    assert [{pair.one, pair.other} for pair in plan.crowded] == [
        {"english horn", "flute"},
        {"warm pad", "english horn"},
    ]


def test_a_third_of_the_narrower_one_is_not_yet_crowded():
    plan = fs.layer_plan({"cello": ("pad", "C3 E3"), "viola": ("line", "D#3 A3")})  # two of five
    assert plan.shared("cello", "viola").share == pytest.approx(0.4) and len(plan.crowded) == 1
    plan = fs.layer_plan({"cello": ("pad", "C3 F3"), "viola": ("line", "E3 A3")})  # two of six
    assert plan.shared("cello", "viola").share == pytest.approx(1 / 3) and plan.crowded == ()


def test_the_crowded_stairwell_and_one_that_is_cleared():
    plan = fs.layer_plan(STAIRS)
    assert [one.name for one in plan.having("foundation")] == ["double bass", "tuba", "sub bass"]
    assert plan.missing == ("accent",) and len(plan.crowded) == 7
    assert plan.shared("double bass", "sub bass").semitones == 0
    cleared = fs.layer_plan({
        "double bass": ("foundation", "D2 A2"), "warm pad": ("pad", "D3 A3"), "english horn": ("line", "D4 A4"),
        "harp": ("motion", "D5 A5"),
    })  # fmt: skip
    assert cleared.crowded == () and "no pairs in the same place" in cleared.told
    assert [pair.share for pair in cleared.pairs] == [0.0] * 6


def test_lanes_are_those_of_the_fundamentals():
    plan = fs.layer_plan(STAIRS)
    assert [lane.name for lane in plan["sub bass"].lanes] == ["sub"]  # 36.7 to 55 Hz
    assert [lane.name for lane in plan["double bass"].lanes] == ["bass"]  # 73 to 110 Hz
    assert [lane.name for lane in plan["violin"].lanes] == ["low middle", "middle"]  # 349 to 523 Hz


def test_who_cannot_play_it_is_named():
    plan = fs.layer_plan({"violin": ("pad", "F3 C4"), "flute": ("line", "A6 C7"), "tuba": ("foundation", "D2 A2")})
    assert [one.lies for one in plan.layers] == ["out", "extreme", "well"]
    assert "lowest open string" in plan["violin"].trouble and plan["violin"].trouble in plan.told
    assert plan["tuba"].trouble == ""


def test_a_drum_has_a_role_and_no_notes():
    plan = fs.layer_plan({"taiko": ("accent", ""), "cello": ("line", "D3 A3")})
    assert plan["taiko"].notes == "no pitch" and plan["taiko"].lanes == () and plan.pairs == ()
    assert plan.rows()[0][-1] == "nobody"
    assert "no pitch" in fs.show(plan).text


@pytest.mark.parametrize(
    ("layers", "says"),
    [
        ({}, "names its layers"),
        (["cello"], "names its layers"),
        ({"celo": ("pad", "D3 A3")}, "Did you mean"),
        ({"cello": ("bass", "D3 A3")}, "cello: 'bass' is no role"),
        ({"cello": (["pad"], "D3 A3")}, r"cello: \['pad'\] is no role"),
        ({"cello": "pad"}, "cello: 'pad' is no layer"),
        ({"cello": ("pad", "D3")}, "'D3' are not a lowest and a highest"),
        ({"cello": ("pad", ("D3", "A3"))}, "write two, 'D3 A3'"),
        ({"cello": ("pad", "A3 D3")}, "A3 lies above D3"),
        ({"cello": ("pad", "H3 A4")}, "no note name"),
        ({"taiko": ("accent", "D2 D2")}, "has no pitch"),
    ],
)
def test_what_is_no_plan_is_refused(layers, says):
    with pytest.raises(FilmScoreError, match=says):
        fs.layer_plan(layers)
    plan = fs.layer_plan({"cello": ("pad", "D3 A3")})
    with pytest.raises(FilmScoreError, match="no layer 'tuba'"):
        plan["tuba"]
    for role in ("bass", ["pad"]):
        with pytest.raises(FilmScoreError, match="is no role"):
            plan.having(role)


def test_two_notes_may_have_a_comma_between():
    assert fs.layer_plan({"cello": ("pad", "D3, A3")})["cello"].notes == "D3 to A3"


def test_the_picture_says_who_is_in_the_same_place():
    text = fs.show(fs.layer_plan(STAIRS)).text
    assert text.startswith("7 layers, 7 pairs in the same place.")
    assert "violin, pad: F4 to C5, shares most with warm pad" in text
