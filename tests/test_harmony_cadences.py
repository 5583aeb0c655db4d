"""What each point of a row of chords is to an ear, and to whoever cuts the picture."""

from __future__ import annotations

from itertools import product

import pytest

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.harmony.cadences import AT_A_CUT, find
from filmscore.music.harmony.chords import Chord
from filmscore.music.harmony.numerals import chord_in

#: row of numerals in major -> the kind at its last chord, and a word of its manner
IN_MAJOR = [
    ("I V I", "closed", "authentic"), ("I V7 I", "closed", "authentic"), ("V65 I", "closed", "lighter"),
    ("vii°7 I", "closed", "lighter"), ("vii° I", "closed", "lighter"), ("V7 Imaj7", "closed", ""),
    ("V7 I6", "open", "inversion"), ("V7sus4 I", "closed", ""), ("♭VI ♭VII I", "closed", "♭VI–♭VII–I"),
    ("♭VII I", "closed", "no leading tone"), ("♭II I", "closed", "Phrygian"), ("v I", "closed", "modal"),
    ("IV I", "plagal", ""), ("iv I", "plagal", "minor plagal"), ("ii65 I", "plagal", "fourth degree"),
    ("iiø7 I", "plagal", "minor plagal"), ("iiø65 I", "plagal", "minor plagal"),
    ("V vi", "deceptive", "V–vi"), ("V7 ♭VI", "deceptive", "V–♭VI"), ("vii°7 vi", "deceptive", ""),
    ("I V", "half", ""), ("ii V7", "half", ""), ("V7/V V", "half", ""), ("Ger6 V", "half", ""),
    ("I IV", "open", ""), ("V IV", "open", ""), ("I ♭VII", "open", ""), ("V V7/IV", "open", ""),
    ("V Isus4", "open", ""),
    ("I I", "none", ""), ("I I6", "none", ""), ("iii I", "none", ""), ("V V7", "none", ""),
    ("♭VI I", "none", "by colour"), ("II I", "none", "by colour"), ("II/1 I", "none", ""), ("I64 V", "half", ""),
]  # fmt: skip
IN_MINOR = [
    ("i V i", "closed", "authentic"), ("V7 i", "closed", "authentic"), ("V7 I", "closed", "authentic"),
    ("vii°7 i", "closed", "lighter"), ("VII i", "closed", "no leading tone"), ("v i", "closed", "modal"),
    ("V VI", "deceptive", "V–VI"), ("iv i", "plagal", "minor plagal"), ("iv6 V", "half", "Phrygian"),
    ("iv V", "half", ""),
    ("N6 V", "half", ""), ("i VI", "open", ""), ("V7 i7", "closed", ""), ("VI i", "none", "by colour"),
    ("iiø7 i", "plagal", "minor plagal"),
]  # fmt: skip


@pytest.mark.parametrize("tonic", ["C", "F#", "E♭", "B"])
@pytest.mark.parametrize(("mode", "rows"), [("major", IN_MAJOR), ("minor", IN_MINOR)])
def test_each_kind_in_any_key(tonic, mode, rows):
    key = f"{tonic} {mode}"
    for numerals, kind, manner in rows:
        last = find([chord_in(key, one) for one in numerals.split()], key)[-1]
        assert (last.kind, manner in last.manner) == (kind, True), (key, numerals, last.kind, last.manner)
        assert last.place == len(numerals.split()) - 1 and last.key.startswith(tonic[0])


def test_home_by_colour_is_not_denied():
    """♭VI–I and II–I are no habit, and may close: that is asked. Where home never went, nothing is asked."""
    for chords in ("D Bb D", "D E D"):
        last = find(chords, "D")[-1]
        assert last.told.endswith("Stop there: does anybody wait?") and "no cadence" not in last.told
    assert "no cadence" in find("D E/D D", "D")[-1].told and "no cadence" in find("D F#m D", "D")[-1].told


def test_spelling_does_not_change_what_is_heard():
    assert find("C G# Bb C", "C").kinds == find("C Ab A# C", "C").kinds
    assert find("B#m", "C")[0].kind == "none"


def test_every_pair_of_chords_is_one_of_the_kinds_and_is_told():
    names = [
        "C",
        "Cm",
        "F",
        "Fm",
        "G",
        "G7",
        "Gm",
        "Am",
        "Ab",
        "Bb",
        "Db",
        "D",
        "B°",
        "B°7",
        "Cmaj7",
        "C7",
        "Csus4",
        "Gsus4",
        "D|C",
        "C·D♭·D",
        "Cquartal",
        "F/C",
        "C/E",
    ]
    for one, two in product(names, repeat=2):
        last = find([one, two], "C")[-1]
        assert last.kind in AT_A_CUT and last.told.endswith(last.at_a_cut)
        assert last.closes == (last.kind in ("closed", "plagal"))
        if Chord(two).root != "C":
            assert not last.closes, (one, two)


def test_where_an_editor_can_leave():
    row = find("C F G7 C Am G Am Fm C", "C")
    assert row.kinds == ("none", "open", "half", "closed", "open", "half", "deceptive", "open", "plagal")
    assert row.cuts == (1, 2, 4, 5, 6, 7) and [one.place for one in row.of_kind("closed", "plagal")] == [3, 8]
    assert len(row) == len(row.told.splitlines()) == 9 and row[3] is list(row)[3] and row[-2:] == row.all[-2:]
    assert "Chord 4, G7 to C (V7–I in C major). Closed (authentic). The ear hears a full stop" in row.told
    assert fs.find_cadences is find
    for bad, key, said in (
        ("", "C", "no chords"),
        ("C", "Q", "no key"),
        ("C Foo", "C", "Chord 2"),
        (5, "C", "no list"),
    ):
        with pytest.raises(FilmScoreError, match=said):
            find(bad, key)
    with pytest.raises(FilmScoreError, match="no kind of cadence 'big'"):
        row.of_kind("big")


def test_over_a_tonic_that_stays_below_nothing_closes_and_nothing_stops():
    assert find("C G/C C", "C").kinds == ("none", "open", "none")
    assert find("D A/D D E/D D", "D").kinds == ("none", "open", "none", "open", "none")
    assert find("C F/C C", "C").kinds == ("none", "open", "none")
    assert find("C B°7/C C", "C").kinds == ("none", "open", "none")
    assert find("C G C", "C").kinds[-1] == "closed" == find("C G/B C", "C").kinds[-1]


def test_home_may_be_without_its_fifth_and_no_other_chord_may():
    for last in (["D3", "D4", "F#4"], ["D3", "F4"]):
        assert find(["Em/G", "A7", Chord(last)], "D")[-1].kind == "closed"
    assert find(["Em/G", "A7", Chord(["F#3", "D4"])], "D")[-1].manner.startswith("home over an inversion")
    assert find(["A7", Chord(["D3", "G4"])], "D")[-1].kind == "open"
    assert find(["A7", Chord(["D3", "F#4", "C#5", "G4"])], "D")[-1].kind == "open"


def test_a_half_cadence_over_an_inversion_is_called_weak():
    row = find("D E/D A/C#", "D")
    assert (row[2].kind, "hardly a stop" in row[2].told) == ("half", True)
    assert find("D E A", "D")[2].manner == ""


def test_where_nothing_has_been_heard_nothing_can_be_left():
    assert find("Bm G A Bm", "D").cuts == (1, 2, 3) and find("A7 D", "D").cuts == ()
