"""The net of triads: every edge is a move, every triad is in the window, and a path tells its steps from both ends."""

import math
from itertools import pairwise

import pytest

import filmscore as fs
from filmscore.music.harmony.net import Triangle, drawn_at, net, number_at, path_of, step_of
from filmscore.music.harmony.triads import MOVES, Triad

WINDOW = net()
ALL = fs.Triad("C").cycle("LR")


def test_the_window_has_every_triad_and_no_more_than_it_should():
    assert (len(WINDOW.nodes), len(WINDOW.triangles)) == (32, 42)
    assert {one.triad for one in WINDOW.triangles} == set(ALL) and len(ALL) == 24
    assert sum(len(WINDOW.places(triad)) for triad in ALL) == 42
    assert net() is WINDOW


@pytest.mark.parametrize("triangle", WINDOW.triangles, ids=lambda t: f"{t.triad}@{t.q},{t.r}")
def test_each_triangle_has_its_notes_and_its_edges(triangle: Triangle):
    corners = [WINDOW.node(*corner) for corner in triangle.corners]
    assert tuple(node.number for node in corners) == triangle.triad.pitch_classes
    for node, name in zip(corners, triangle.triad.notes, strict=True):
        assert name in node.names
    assert triangle.up is not triangle.triad.minor
    for move in "PLR":
        there = WINDOW.neighbour(triangle, move)
        if there is None:
            assert WINDOW.triangle(*triangle.over(move)) is None
            continue
        assert there.triad == triangle.triad.transform(move)
        assert WINDOW.neighbour(there, move) == triangle
        assert set(triangle.edge(move)) == set(there.edge(move)) == set(triangle.corners) & set(there.corners)
    x, y = triangle.middle
    assert all(math.dist((x, y), drawn_at(*corner)) == pytest.approx(1 / math.sqrt(3)) for corner in triangle.corners)


def test_its_right_edge_is_its_left():
    for q in range(-5, 6):
        for r in range(-4, 5):
            assert number_at(q, r) == number_at(q, r + 3) == number_at(q + 4, r - 1)
            assert (number_at(q + 1, r) - number_at(q, r)) % 12 == 7
            assert (number_at(q, r + 1) - number_at(q, r)) % 12 == 4
            assert (number_at(q + 1, r - 1) - number_at(q, r)) % 12 == 3


def test_notes_are_named_as_their_triangles_need_them():
    white = {"C", "D", "E", "F", "G", "A", "B"}
    for node in WINDOW.nodes:
        assert node.names and not {"E♯", "B♯", "C♭", "F♭"} & set(node.names)
        assert all(fs.Motif(f"{name}4").midi[0] % 12 == node.number for name in node.names)
        assert len(node.names) == 1 or not white & set(node.names)
    assert WINDOW.node(0, 1).names == ("F♯", "G♭") and WINDOW.node(-2, -1).names == ("A♭",)
    assert WINDOW.node(0, 0).at == (0, 0) and WINDOW.node(0, 1).at[1] < 0  # thirds go up the screen


def test_a_way_takes_the_nearest_place():
    way = WINDOW.way(["D", "Dm", "F", "Am"])
    assert [one.triad.name for one in way] == ["D", "Dm", "F", "Am"]
    for one, two in pairwise(way):
        assert len(set(one.corners) & set(two.corners)) == 2  # over an edge, never across the window
    assert len(WINDOW.places("B♭")) == 1 and len(WINDOW.places("D")) == 2


def test_a_step_is_told_from_both_ends():
    step = step_of("Dm", "G", home="Dm")
    assert (step.letter, step.moves, step.held, step.semitones) == ("F", ("LRP", "PRL"), ("D",), 4)
    assert (step.by_tonic.label, step.pair.label, step.pair.reversed.label) == ("m5M", "m5M", "M7m")
    back = step_of("G", "Dm", home="Dm")
    assert (back.by_tonic.label, back.pair.label) == ("m5M", "M7m")
    assert step_of("Dm", "G").by_tonic is None is step_of("Dm", "G", home="C").by_tonic
    assert step.told == "Dm to G: F, which is LRP; D is held, 4 semitones in all."
    assert step_of("D", "Dm").told == "D to Dm: P; D and A are held, 1 semitone in all."
    assert step_of("D", "Ab").told == "D to A♭: PRPR or RPRP; no note is held, 6 semitones in all."


@pytest.mark.parametrize("one", ALL, ids=str)
def test_every_step_leads_where_it_says(one):
    for other in ALL:
        if other != one:
            step = step_of(one, other)
            assert one.transform(step.letter) == other
            assert all(one.transform(row) == other for row in step.moves)
            assert len(step.letter) == 1 or step.letter == step.moves[0]


def test_a_path():
    path = path_of("Dm G Dm | G", home="Dm")
    assert path.names == ("Dm", "G", "Dm", "G") and path.moves == ("F", "F", "F")
    assert [pair.by for pair in path.pairs] == ["tonic"] * 3 and len(path.told.splitlines()) == 3
    assert [pair.by for pair in path_of([fs.Triad("C"), "Em"]).pairs] == ["time"]
    for bad, said in (
        ("Dm", "from 2 to 16 triads, and this has 1"),
        ("C Em " * 9, "and this has 18"),
        ("C C", "Triad 2: C again"),
        ("C Hm", "Triad 2: 'Hm' is no triad"),
        ("C C7", "Triad 2"),
        (5, "no path"),
    ):
        with pytest.raises(fs.FilmScoreError, match=said):
            path_of(bad)
    with pytest.raises(fs.FilmScoreError, match="goes over no edge"):
        WINDOW.neighbour(WINDOW.triangles[0], "S")


def test_a_letter_is_told_by_the_row_the_lesson_gives():
    for letter, (_, row) in MOVES.items():
        if len(row) > 1:
            other = Triad("D").transform(letter)
            assert f"{letter}, which is {row};" in step_of("D", other).told
