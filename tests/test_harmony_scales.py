"""Scales against music21 and against their own arithmetic; what a key can borrow."""

from __future__ import annotations

from itertools import pairwise

import pytest
from music21 import pitch as m21pitch
from music21 import scale as m21scale

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.harmony.chords import Chord
from filmscore.music.harmony.mixture import mixture
from filmscore.music.harmony.scales import _WRITTEN, SCALES, scale, scales_with

TONICS = [letter + sign for letter in "CDEFGAB" for sign in ("", "#", "b")]
SPELLED = {
    "major": m21scale.MajorScale, "minor": m21scale.MinorScale, "dorian": m21scale.DorianScale,
    "phrygian": m21scale.PhrygianScale, "lydian": m21scale.LydianScale, "mixolydian": m21scale.MixolydianScale,
    "locrian": m21scale.LocrianScale, "harmonic minor": m21scale.HarmonicMinorScale,
    "melodic minor": m21scale.MelodicMinorScale,
}  # fmt: skip


def theirs(name: str) -> str:
    return name.replace("𝄪", "##").replace("♯", "#").replace("♭", "-")


@pytest.mark.parametrize("kind", SPELLED)
def test_music21_spells_the_seven_note_scales_alike(kind):
    for tonic in TONICS:
        up = SPELLED[kind](tonic.replace("b", "-")).getPitches(direction=m21scale.Direction.ASCENDING)[:7]
        ours = scale(f"{tonic} {kind}")
        assert [p.pitchClass for p in up] == list(ours.pitch_classes), (tonic, kind)
        for p, note in zip(up, ours.notes, strict=True):
            assert p.name == theirs(note) or abs(p.alter) > 2, (tonic, kind)


def test_music21_has_the_same_symmetrical_collections():
    for tonic in TONICS:
        root = tonic.replace("b", "-")
        whole = {p.pitchClass for p in m21scale.WholeToneScale(root).getPitches()}
        assert whole == set(scale(f"{tonic} whole-tone").pitch_classes)
        found = {frozenset(p.pitchClass for p in m21scale.OctatonicScale(root, mode).getPitches()) for mode in (1, 2)}
        ours = {frozenset(scale(f"{tonic} {name}").pitch_classes) for name in ("octatonic", "octatonic 2")}
        assert ours == found
    assert scale("C octatonic").pitch_classes == (0, 1, 3, 4, 6, 7, 9, 10)
    assert scale("C hexatonic").pitch_classes == (0, 3, 4, 7, 8, 11)


@pytest.mark.parametrize("kind", SCALES)
def test_every_scale_on_every_tonic_goes_up_and_fills_the_octave(kind):
    for tonic in TONICS:
        one = scale(f"{tonic} {kind}")
        assert sum(one.steps) == 12 and min(one.steps) > 0 and len(set(one.pitch_classes)) == len(one.notes)
        assert one.pitch_classes == tuple(m21pitch.Pitch(theirs(n)).pitchClass for n in one.notes)
        assert theirs(one.notes[0]) == tonic.replace("b", "-") == theirs(one.tonic)
        assert scale(one.name) == one and one.tonic in one
        if len(one.notes) == 7:
            assert len({note[0] for note in one.notes}) == 7 or "lydian" in kind, "one of each letter"
        tune = one.motif()
        assert tune.midi == tune.midi[::-1] and all(b > a for a, b in pairwise(tune.midi[: len(one.notes) + 1]))


def test_limited_transpositions():
    forms = {kind: scale(f"C {kind}").forms for kind in SCALES}
    assert forms["octatonic"] == 3 and forms["hexatonic"] == 4 and forms["whole-tone"] == 2 and forms["chromatic"] == 1
    assert {n for kind, n in forms.items() if len(SCALES[kind].intervals) in (5, 7)} == {12}


def test_the_chords_of_a_scale():
    assert [str(c) for c in scale("C major").chords()] == ["C", "Dm", "Em", "F", "G", "Am", "B°"]
    assert [str(c) for c in scale("C major").chords(sevenths=True)][4:] == ["G7", "Am7", "Bø7"]
    assert [str(c) for c in scale("A harmonic minor").chords()] == ["Am", "B°", "C+", "Dm", "E", "F", "G♯°"]
    assert str(scale("D lydian").chords()[1]) == "E"
    octatonic, hexatonic = scale("C octatonic").chords(), scale("C hexatonic").chords()
    assert set(octatonic) == {Chord(n) for n in ["C", "Cm", "Eb", "Ebm", "F#", "F#m", "A", "Am"]}
    assert set(hexatonic) == {Chord(n) for n in ["C", "Cm", "E", "Em", "Ab", "Abm"]}
    assert scale("C whole-tone").chords() == ()
    with pytest.raises(FilmScoreError, match="no seven degrees"):
        scale("C octatonic").chords(sevenths=True)


def test_names_and_written_ways():
    for written, kind in _WRITTEN.items():
        assert scale(f"E {written}").kind == kind, written
    assert scale("E flat lydian").name == "E♭ lydian" and scale("f# minor scale").name == "F♯ minor"
    assert scale("d").kind == "minor" and scale("D").kind == "major" and scale(scale("D")) == scale("D")
    assert scale("C lydian").colour == ("F♯",) and scale("D phrygian").colour == ("E♭",)
    assert "Its own colour: F♯." in scale("C lydian").told and "only 3 of its kind" in scale("C octatonic").told
    assert (
        scale("C#") == scale("Db") != scale("D")
        and "G♭" in scale("D major")
        and "G" in scale("C")
        and 3 not in scale("C")
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [("C lidian", "Did you mean 'lydian'"), ("X major", "is no scale"), ("", "is no scale"), (None, "is no scale"),
     (4, "no scale"),
     ("C zzz", "There are: major")],
)  # fmt: skip
def test_a_scale_there_is_not_says_so(given, said):
    with pytest.raises(FilmScoreError, match=said):
        scale(given)


def test_a_note_outside_the_key_does_not_decide_by_itself():
    names = [one.name for one in scales_with(["C", "D", "E", "F#", "G", "A", "B"])]
    assert {"C lydian", "G major", "E minor", "D mixolydian"} <= set(names)
    assert scales_with(["C", "F#"], tonic="C")[0].kind == "whole-tone"
    with pytest.raises(FilmScoreError, match="'H' is no note"):
        scales_with(["H"])


# ---------------------------------------------------------------- mixture


def test_what_c_major_borrows():
    table = {row.numeral: row.chord.notes for row in mixture("C")}
    assert table == {
        "i": ("C", "E♭", "G"), "iiø7": ("D", "F", "A♭", "C"), "♭III": ("E♭", "G", "B♭"), "iv": ("F", "A♭", "C"),
        "v": ("G", "B♭", "D"), "♭VI": ("A♭", "C", "E♭"), "♭VII": ("B♭", "D", "F"), "vii°7": ("B", "D", "F", "A♭"),
        "♭II": ("D♭", "F", "A♭"), "II": ("D", "F♯", "A"),
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["major", "minor"])
def test_in_every_key_a_borrowed_chord_comes_from_the_scale_it_is_said_to(mode):
    for tonic in ["C", "C#", "Db", "D", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "Bb", "B"]:
        own = set(scale(f"{tonic} {mode}").pitch_classes)
        for row in mixture(f"{tonic} {mode}"):
            assert set(row.chord.pitch_classes) <= set(row.source.pitch_classes), (tonic, row)
            assert row.source.tonic == scale(tonic).tonic
            new = {n for n, i in zip(row.chord.notes, row.chord.pitch_classes, strict=True) if i not in own}
            assert new == set(row.changed) and new, "nothing in the table belongs to the key already"
            for note, number in zip(row.chord.notes, row.chord.pitch_classes, strict=True):
                spelled = row.source.notes[row.source.pitch_classes.index(number)]
                assert note == spelled, "spelled as the scale it comes from"


def test_the_table_is_found_in_and_told():
    table = fs.mixture("A minor")
    assert table["IV"].chord == Chord("D") and table.of("D/F#") is table["IV"] and table.of("Dm") is None
    assert table["bII"].chord == Chord("Bb") and len(table) == len(table.table) == len(table.told.splitlines())
    assert (
        table[0].numeral == "I" and "C♯ is new" in table["I"].told and repr(table).startswith("What A minor can borrow")
    )
    with pytest.raises(FilmScoreError, match="not in this table of A minor"):
        table["xi"]
    with pytest.raises(FilmScoreError, match="no key"):
        mixture("Q")
