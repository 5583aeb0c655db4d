"""The 24 triads under all moves, against music21 and arithmetic; pairs, paths and cycles by exhaustive search."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from music21 import chord as m21chord
from music21.analysis import neoRiemannian

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.harmony.pairs import classes, mnx
from filmscore.music.harmony.triads import MOVES, Triad

MAJOR = ("C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
MINOR = ("Cm", "C#m", "Dm", "Ebm", "Em", "Fm", "F#m", "Gm", "G#m", "Am", "Bbm", "Bm")
ALL = [Triad(name) for name in (*MAJOR, *MINOR)]
#: moves as arithmetic on (root, mode): how far the root goes from major and from minor, in semitones
BY_NUMBER = {"P": (0, 0), "L": (4, -4), "R": (-3, 3), "S": (1, -1), "N": (5, -5), "F": (7, -7), "H": (8, -8)}
SCALE = {0: "C", 1: "C", 2: "D", 3: "D", 4: "E", 5: "F", 6: "F", 7: "G", 8: "G", 9: "A", 10: "A", 11: "B"}


def test_the_names_are_all_24_triads_of_three_sounding_pitches():
    assert len({(t.root, t.minor) for t in ALL}) == len(set(ALL)) == 24
    for triad in ALL:
        heard = m21chord.Chord([name.replace("♯", "#").replace("♭", "-") for name in triad.notes])
        assert heard.isMinorTriad() if triad.minor else heard.isMajorTriad(), triad
        assert {p.pitchClass for p in heard.pitches} == set(triad.pitch_classes)


@pytest.mark.parametrize("move", MOVES)
def test_every_move_on_every_triad_is_the_arithmetic_and_undoes_itself(move):
    for triad in ALL:
        there = triad.transform(move)
        assert there.minor != triad.minor
        assert there.root == (triad.root + BY_NUMBER[move][triad.minor]) % 12, (triad, there)
        assert there.transform(move) == triad


@pytest.mark.parametrize("move", "PLRSN")
def test_music21_agrees(move):
    theirs = getattr(neoRiemannian, {"P": "P", "L": "L", "R": "R", "S": "S", "N": "N"}[move], None)
    for triad in ALL:
        chord = m21chord.Chord([p + 60 for p in triad.pitch_classes])
        answer = theirs(chord) if theirs else neoRiemannian.LRP_combinations(chord, MOVES[move][1])
        assert {p.pitchClass for p in answer.pitches} == set(triad.transform(move).pitch_classes), (triad, move)


def test_other_ways_round_lead_to_the_same_triad():
    for triad in ALL:
        for letter, ways in {
            "S": ("LPR", "RPL"),
            "N": ("RLP", "PLR"),
            "F": ("LRP", "PRL"),
            "H": ("LPL", "PLP"),
        }.items():
            assert {triad.transform(way) for way in ways} == {triad.transform(letter)}


def test_P_L_and_R_keep_two_notes_as_they_are_spelled_and_move_the_third_by_a_step():
    for triad, move in product(ALL, "PLR"):
        there = triad.transform(move)
        assert len(set(triad.pitch_classes) & set(there.pitch_classes)) == 2
        assert triad.distance(there) == (2 if move == "R" else 1)
    assert Triad("E").transform("L").notes == ("G♯", "B", "D♯")
    assert Triad("Eb").transform("P").notes == ("E♭", "G♭", "B♭")


def test_no_triad_needs_more_than_seven_signs_nor_a_double_one():
    for triad in ALL:
        for moves in ("".join(way) for n in range(4) for way in product("PLRSNFH", repeat=n)):
            there = triad.transform(moves)
            assert abs(there.key.fifths) <= 7 and there.name != "C♭", (triad, moves, there)
            assert not any("𝄪" in note or "♭♭" in note for note in there.notes)


def test_paths_are_the_shortest_there_are_and_lead_there():
    lengths = Counter()
    for here in ALL:
        landing: dict = {}
        for way in ("".join(letters) for n in range(6) for letters in product("LPR", repeat=n)):
            landing.setdefault(here.transform(way), []).append(way)
        for there in ALL:
            shortest = len(landing[there][0])
            assert list(here.paths(there)) == [way for way in landing[there] if len(way) == shortest]
            lengths[shortest] += 1
    assert lengths == {0: 24, 1: 72, 2: 144, 3: 192, 4: 120, 5: 24}


def test_moves_that_do_not_lead_there_say_what_they_reach():
    with pytest.raises(FilmScoreError, match="reach only C, E, A♭, Cm, Em, G♯m, not G"):
        Triad("C").paths("G", using="PL")
    with pytest.raises(FilmScoreError, match="reach only C, not G"):
        Triad("C").paths("G", using="")


@pytest.mark.parametrize(("moves", "length"), [("PL", 6), ("PR", 8), ("LR", 24), ("P", 2), ("PLR", 6), ("S", 2)])
def test_cycles_come_back(moves, length):
    for triad in ALL:
        way = triad.cycle(moves)
        assert len(way) == length and way[0] == triad
    assert len(set(Triad("C").cycle("LR"))) == 24


def test_the_cycles_fill_their_collections():
    hexatonic = {frozenset(n for t in triad.cycle("PL") for n in t.pitch_classes) for triad in ALL}
    octatonic = {frozenset(n for t in triad.cycle("PR") for n in t.pitch_classes) for triad in ALL}
    assert len(hexatonic) == 4 and all(len(notes) == 6 for notes in hexatonic)
    assert len(octatonic) == 3 and all(len(notes) == 8 for notes in octatonic)
    assert frozenset({0, 3, 4, 7, 8, 11}) in hexatonic and frozenset({0, 1, 3, 4, 6, 7, 9, 10}) in octatonic


#: label, other triad to a tonic C or Cm, notes in common, semitones moved, one of the shortest rows of moves
PAIRS = [
    ("M2M", "C", "D", 0, 6, "LRLR"), ("M4m", "C", "Em", 2, 1, "L"), ("M5m", "C", "Fm", 1, 2, "RLP"),
    ("m5M", "Cm", "F", 1, 4, "LRP"), ("M6M", "C", "F#", 0, 6, "PRPR"), ("M8M", "C", "Ab", 1, 2, "PL"),
    ("m2M", "Cm", "D", 0, 5, None), ("m6m", "Cm", "F#m", 0, 6, "RPRP"), ("m8m", "Cm", "G#m", 1, 2, "LP"),
    ("m11M", "Cm", "B", 1, 2, "LPR"), ("M8m", "C", "Abm", 0, 3, "PLP"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "tonic", "other", "held", "moved", "moves"), PAIRS)
def test_the_pairs_films_are_told_to_use(label, tonic, other, held, moved, moves):
    pair = mnx(tonic=tonic, other=other)
    assert (pair.label, len(pair.common), pair.distance) == (label, held, moved)
    assert moves is None or moves in pair.moves
    assert mnx(first=other, second=tonic).label == pair.reversed.label
    assert pair.label in pair.told and "heard as the tonic" in pair.told


def test_there_are_24_classes_and_every_pair_belongs_to_one():
    assert len(set(classes())) == 24
    for one, other in product(ALL, ALL):
        if one != other:
            pair = mnx(first=one, second=other)
            assert len({pair.label, pair.reversed.label} & set(classes())) == 1
            assert (pair.semitones + pair.reversed.semitones) % 12 == 0


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("C+", "no major or minor triad"), ("Bdim", "no major or minor triad"), ("C7", "no major or minor triad"),
        ("H", "is no triad"), ("", "is no triad"), (None, "is no triad"), (7, "is no triad"), ("Cmm", "is no triad"),
        ("C/E", "no major or minor triad"), (["C"], "is no triad"),
    ],
)  # fmt: skip
def test_what_is_no_triad_is_said_so(wrong, says):
    with pytest.raises(FilmScoreError, match=says):
        Triad(wrong)


def test_what_is_no_move_or_no_pair_is_said_so():
    with pytest.raises(FilmScoreError, match=r"no move 'X'.*P \(parallel\)"):
        Triad("C").transform("PX")
    with pytest.raises(FilmScoreError, match="as letters"):
        Triad("C").transform(3)
    with pytest.raises(FilmScoreError, match="needs moves"):
        Triad("C").cycle("")
    with pytest.raises(FilmScoreError, match="in which order"):
        mnx(tonic="C", second="D")
    with pytest.raises(FilmScoreError, match="in which order"):
        mnx()
    with pytest.raises(FilmScoreError, match="the same triad"):
        mnx(first="C#", second="Db")


def test_a_cycle_keeps_one_root_where_only_the_mode_changes():
    for name in ("C", "F", "E", "G", "Am", "Ebm"):
        for moves in ("PR", "PL", "RP", "LP"):
            way = fs.Triad(name).cycle(moves)
            for one, two in zip(way, (*way[1:], way[0]), strict=True):
                if one.root == two.root:
                    assert one.key.tonic == two.key.tonic, (name, moves, one, two)


def test_triads_and_pairs_are_heard_and_seen():
    assert fs.Triad("F#m").pitches == ("F♯4", "A4", "C♯5")
    assert len(fs.play(fs.Triad("F#m")).music.notes) == 3
    assert len(fs.play(fs.Triad("D").steps("PL")).music.notes) == 7, "D and A are held over the first step"
    pair = fs.mnx(tonic="Dm", other="G")
    assert isinstance(pair, fs.Pair) and pair.voicing.movement == pair.distance == 4
    assert len(fs.play(pair).music.notes) == 6
    assert fs.show(pair).text.startswith(pair.told)
    assert "F♯m is F♯ A C♯" in fs.show(fs.Triad("F#m")).text
    assert "B♭ is B♭ D F" in fs.show(fs.Triad("D").steps("PL")).text
    assert fs.read_harmony(pair).symbols == ("Dm", "G/D")


@pytest.mark.parametrize("one", fs.Triad("C").cycle("LR"), ids=str)
def test_a_pair_moves_no_further_than_it_must(one):
    for other in ("C", "F#m", "Ab", "Bbm", "E"):
        if fs.Triad(other) != one:
            pair = fs.mnx(first=one, second=other)
            assert pair.voicing.movement == pair.distance
