"""Chords by name, by notes and by numeral: spelling by arithmetic, sound against music21, every way round and back."""

from __future__ import annotations

import copy
import pickle
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from music21 import chord as m21chord
from music21 import harmony as m21harmony
from music21 import interval as m21interval
from music21 import key as m21key
from music21 import pitch as m21pitch
from music21 import roman

import filmscore as fs
from filmscore.course.answers import plain
from filmscore.errors import FilmScoreError
from filmscore.music.harmony.chord_kinds import _WRITTEN, KINDS, kind_of
from filmscore.music.harmony.chords import Chord, chords_of, is_cluster, spelled_beside
from filmscore.music.harmony.numerals import chord_in
from filmscore.music.harmony.triads import Triad
from filmscore.music.motif import Motif
from filmscore.music.pitch import midi_of

ROOTS = [letter + sign for letter in "CDEFGAB" for sign in ("", "#", "b")]
KEYS = [
    f"{tonic} major" for tonic in ["C", "G", "D", "A", "E", "B", "F#", "C#", "F", "Bb", "Eb", "Ab", "Db", "Gb", "Cb"]
]
KEYS += [
    f"{tonic} minor" for tonic in ["A", "E", "B", "F#", "C#", "G#", "D#", "A#", "D", "G", "C", "F", "Bb", "Eb", "Ab"]
]
#: our suffix -> the figure music21 has for the same kind
THEIRS = {
    "": "", "m": "m", "°": "dim", "+": "+", "7": "7", "maj7": "maj7", "m7": "m7", "mmaj7": "mM7", "ø7": "ø7",
    "°7": "o7", "+7": "+7", "+maj7": "+M7", "sus4": "sus", "sus2": "sus2", "6": "6", "m6": "m6", "9": "9",
    "maj9": "M9", "m9": "m9", "mmaj9": "mM9", "m11": "m11",
}  # fmt: skip

symbols = st.builds("{}{}".format, st.sampled_from(ROOTS), st.sampled_from(list(KINDS)))
over = st.sampled_from(ROOTS)


def theirs(name: str) -> str:
    return name.replace("𝄪", "##").replace("♯", "#").replace("♭", "-")


def number(name: str) -> int:
    return m21pitch.Pitch(theirs(name)).pitchClass


# ---------------------------------------------------------------- kinds


@pytest.mark.parametrize("suffix", KINDS)
def test_every_kind_on_every_root_is_spelled_by_its_intervals(suffix):
    for root in ROOTS:
        chord = Chord(root + suffix)
        assert number(chord.root) == chord.root_class == number(root.replace("b", "-"))
        for note, name, up in zip(chord.notes, chord.interval_names, chord.intervals, strict=True):
            apart = m21interval.Interval(
                m21pitch.Pitch(theirs(chord.root) + "3"), m21interval.Interval(name).transposePitch(
                    m21pitch.Pitch(theirs(chord.root) + "3")))  # fmt: skip
            assert m21interval.Interval(name).semitones == up
            if abs(apart.pitchEnd.alter) <= 2:  # beyond, the neighbour's letter is written
                assert theirs(note) == apart.pitchEnd.name, (root, suffix)
            assert number(note) == apart.pitchEnd.pitchClass


@pytest.mark.parametrize("suffix", THEIRS)
def test_music21_builds_the_same_chord(suffix):
    for root in ("C", "F#", "Bb", "E"):
        sounding = m21harmony.ChordSymbol(root.replace("b", "-") + THEIRS[suffix])
        assert {p.pitchClass for p in sounding.pitches} == set(Chord(root + suffix).pitch_classes), (root, suffix)


@pytest.mark.parametrize(
    ("notes", "name"),
    [("C E G", "major triad"), ("A C E", "minor triad"), ("B D F A", "half-diminished seventh chord"),
     ("B D F Ab", "diminished seventh chord"), ("C Eb G B", "minor-augmented tetrachord"),
     ("C E G B", "major seventh chord"), ("G B D F", "dominant seventh chord"), ("C E G#", "augmented triad"),
     ("Ab3 C4 D4 F#4", "French augmented sixth chord"), ("C F Bb", "quartal trichord")],
)  # fmt: skip
def test_music21_calls_what_we_recognise_by_the_same_name(notes, name):
    heard = m21chord.Chord(notes.replace("b", "-").split())
    assert heard.commonName == name, "music21 calls it otherwise now: look again"
    ours = Chord(notes)
    words = {"minor-augmented tetrachord": "minor-major seventh", "French augmented sixth chord": "French sixth",
             "quartal trichord": "quartal chord"}  # fmt: skip
    assert ours.kind == words.get(name, name.removesuffix(" chord"))


def test_the_hitchcock_chord_is_a_minor_triad_with_a_major_seventh():
    for written in ("Cmmaj7", "Cm(maj7)", "CmM7", "C minor-major seventh", "C-Δ7", "C Eb G B"):
        assert Chord(written).intervals == (0, 3, 7, 11) and Chord(written).symbol == "Cmmaj7", written


def test_every_way_of_writing_leads_to_a_kind_there_is():
    assert set(_WRITTEN.values()) <= set(KINDS)
    for written, suffix in _WRITTEN.items():
        assert kind_of(written) is KINDS[suffix], written
        assert Chord("E" + written).suffix == suffix, written
    assert Chord("CM7") != Chord("Cm7"), "capital and small letters are two things"


@given(symbols, over)
@settings(max_examples=150, deadline=None)
def test_a_symbol_that_is_printed_is_read_again(symbol, bass):
    chord = Chord(symbol).over(bass)
    again = Chord(chord.symbol)
    assert (
        again == chord
        and again.notes == chord.notes
        and again.bass_class == chord.bass_class
        and again.kind == chord.kind
    )
    assert hash(again) == hash(chord) and Chord(chord.pitches) == chord
    assert chord.pitches[0][:-1] == chord.bass and (chord.inversion == 0 or again.bass == chord.bass)


@given(symbols, st.integers(0, 11))
@settings(max_examples=150, deadline=None)
def test_transposing_keeps_the_kind_and_adds_to_every_note(symbol, by):
    chord = Chord(symbol)
    there = chord.transpose(by)
    assert there.kind == chord.kind and there.intervals == chord.intervals
    assert there.pitch_classes == tuple((n + by) % 12 for n in chord.pitch_classes)
    assert there.transpose(-by) == chord
    assert chord.transpose("P8") == chord and chord.transpose("P8").notes == chord.notes


# ---------------------------------------------------------------- by its notes


@given(symbols, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_notes_are_recognised_whatever_their_order_and_spelling(symbol, random):
    chord = Chord(symbol)
    notes = list(chord.notes)
    random.shuffle(notes)
    heard = Chord(notes)
    assert set(heard.pitch_classes) == set(chord.pitch_classes) and heard.bass == notes[0]
    assert set(heard.notes) == set(notes), "each keeps the spelling it was given"
    assert heard.kind != "unnamed"
    respelled = [m21pitch.Pitch(number(note)).name.replace("-", "b") for note in notes]
    assert Chord(respelled) == heard, "enharmonic equals are equal by sound"


def test_what_sounds_alike_over_the_same_bass_is_equal():
    assert Chord("C#") == Chord("Db") and Chord("C6") == Chord("Am7/C") != Chord("Am7")
    assert Chord("C") != Chord("C/E") and Chord("C#").notes != Chord("Db").notes
    assert Chord("G#dim7") == Chord("Abdim7") and Chord("C") != "C"
    assert len({Chord("F#m"), Chord("Gbm"), Chord("F# A C#")}) == 1


def test_the_lowest_note_is_the_bass_wherever_it_is_written():
    assert Chord("G4 E3 C4").symbol == "C/E" and Chord(["C4", "E4", "G3"]).inversion == 2
    assert Chord("A♭ C F").symbol == "Fm/A♭"


def test_a_spelling_that_says_what_it_means_decides_between_chords_that_sound_alike():
    assert Chord("A♭ C E♭ F♯").kind == "German sixth" and Chord("A♭ C E♭ G♭").kind == "dominant seventh"
    assert Chord("C E A♭").root == "A♭" and Chord("C E G♯").root == "C"
    assert Chord("C E♭ F♯ A").root == "F♯" and Chord("C E♭ G♭ B𝄫").root == "C"


def test_spelling_is_told_and_is_no_error():
    iv = chord_in("C", "iv")
    assert iv.spelling("F G# C") == "iv in C major is F A♭ C: the G♯ you wrote sounds right."
    assert iv.spelling("F A♭ C") == "" == iv.spelling("C4 F4 A♭3")
    assert "G♯ and D♯ you wrote sound right" in Chord("Fm7").spelling("F G# C D#")
    with pytest.raises(FilmScoreError, match="F A C is another chord: iv in C major is F A♭ C"):
        iv.spelling("F A C")
    assert Chord("C/D").spelling("D C E G") == ""


def test_clusters_polychords_and_piles():
    assert Chord("C Db D").kind == "cluster" and Chord("B C D").kind == "cluster"
    assert Chord.cluster("C", "E").pitch_classes == (0, 1, 2, 3, 4)
    assert Chord.cluster("F#", "A").notes == ("F♯", "G", "A♭", "A")
    assert Chord.cluster("D", "A", "D whole-tone").notes == ("D", "E", "F♯", "G♯")
    assert not is_cluster((0, 4, 7)) and is_cluster(range(12))
    poly = Chord("D|C")
    assert poly.kind == "polychord" and set(poly.pitch_classes) == {0, 2, 4, 6, 7, 9} and poly.bass == "C"
    assert poly.layers == (Chord("D"), Chord("C")) and poly.transpose("M2").symbol == "E|D"
    assert Chord("F#|C/E").bass == "E" and poly.over("E").symbol == "D|C/E"
    assert Chord("Cquartal4").pitches == ("C3", "F3", "B♭3", "E♭4")
    assert Chord("Cquintal").pitches == ("C3", "G3", "D4") and Chord("C F Bb").symbol == "Cquartal"


def test_chords_are_values_that_copy_and_travel():
    for symbol in ("Fm7/C", "D|C", "C·D♭·D"):
        chord = Chord(symbol)
        assert pickle.loads(pickle.dumps(chord)) == copy.deepcopy(chord) == Chord(chord) == chord
    with pytest.raises(AttributeError):
        Chord("C").called = "x"
    assert (
        Chord(Triad("F#m")).triad == Triad("F#m") and Chord("C7").triad is None and Chord("Fm/C").triad == Triad("Fm")
    )


@given(symbols, over)
@settings(max_examples=60, deadline=None)
def test_an_answer_makes_the_same_chord_again_spelling_and_all(symbol, bass):
    for chord in (Chord(symbol).over(bass), Chord([m21pitch.Pitch(n).name.replace("-", "b") for n in range(0, 9, 4)])):
        again = Chord(chord.answer)
        assert again == chord and set(again.notes) == set(chord.notes) and again.bass == chord.bass
        assert plain(chord) == (chord.answer, True), "a check is given plain data"


def test_a_tune_is_harmonised_with_chords_of_all_kinds():
    tune = Motif("E5 G5 F5 E5")
    over = tune.harmonise([Chord("C"), "D|C", Chord("Cquartal"), Chord("F G# C")])
    assert [c.symbol for c in over.chords] == ["C", "D|C", "Cquartal", "Fm"]
    assert [c.chord.kind for c in over.chords] == ["major triad", "polychord", "quartal chord", "minor triad"]
    pile = [midi_of(name) for name in over.chords[2].names[1:]]
    assert [b - a for a, b in pairwise(pile)] == [5, 5], "a pile of fourths stays one"
    assert over.told.startswith("E5 is the third of C; G5 is the fifth of D|C; F5 is the fourth of Cquartal")
    assert chords_of(over) == tuple(Chord(c.symbol) for c in over.chords) and chords_of(fs.lead("C F")) == chords_of(
        "C F"
    )
    assert len(tune.harmonise("C | Fm |").chords) == 2 and len(tune.harmonise("D|C Fm").chords) == 2
    with pytest.raises(FilmScoreError, match="Did you mean 'Cmaj7'"):
        tune.harmonise("Cmja7")
    with pytest.raises(FilmScoreError, match="5 is no chord symbol"):
        tune.harmonise(["C", 5])


def test_distance_is_the_least_of_all_ways_to_pair_the_notes():
    """By exhaustive search: every note of the larger goes somewhere, every note of the smaller is met."""
    names = ["C", "Cm", "F#", "Abm", "G7", "Dø7", "B°7", "Emaj7", "Asus4", "D|C"]
    for one, two in product(names, repeat=2):
        small, large = sorted((Chord(one).pitch_classes, Chord(two).pitch_classes), key=len)
        ways = (
            sum(min((a - b) % 12, (b - a) % 12) for a, b in zip(large, to, strict=True))
            for to in product(small, repeat=len(large))
            if set(to) == set(small)
        )
        assert Chord(one).distance(two) == min(ways), (one, two)
    for one, two in product(Triad("C").cycle("LR"), repeat=2):
        assert Chord(one).distance(Chord(two)) == one.distance(two)


# ---------------------------------------------------------------- numerals


FIGURES = ["I", "ii", "iii", "IV", "V", "vi", "viio", "I6", "ii6", "IV64", "V7", "V65", "V43", "V42", "viio7", "viio6"]
MIXED = ["i", "iv", "iv6", "v", "bVI", "bVII", "bIII", "bII", "iiø7", "V7/V", "V65/ii", "viio7/vi", "I+", "V/IV"]
IN_MINOR = ["i", "iio", "III", "iv", "v", "V", "VI", "VII", "viio", "viio7", "i6", "iv64", "iiø7", "V7", "V65", "V7/iv"]


@pytest.mark.parametrize("key", KEYS)
def test_music21_finds_the_same_chord_in_every_key(key):
    tonic, mode = key.split()
    home = m21key.Key(tonic.replace("b", "-"), mode)
    for figure in [*FIGURES, *MIXED] if mode == "major" else IN_MINOR:
        heard = roman.RomanNumeral(
            figure, home, sixthMinor=roman.Minor67Default.QUALITY, seventhMinor=roman.Minor67Default.QUALITY
        )
        if figure == "v" and mode == "minor":
            heard = roman.RomanNumeral("v", home, seventhMinor=roman.Minor67Default.FLAT)
        ours = chord_in(key, figure)
        assert set(ours.pitch_classes) == {p.pitchClass for p in heard.pitches}, (key, figure, ours)
        assert ours.bass_class == heard.bass().pitchClass, (key, figure)
        written = {p.name for p in heard.pitches if abs(p.alter) <= 2}
        assert written <= {theirs(n) for n in ours.notes}, (key, figure, ours.notes)


@pytest.mark.parametrize("key", [*KEYS, "D lydian", "E phrygian", "A dorian", "G mixolydian", "B locrian"])
def test_a_numeral_leads_back_to_the_chord_on_every_root(key):
    for root, suffix in product(ROOTS, ("", "m", "°", "ø7", "m6")):
        chord = Chord(root + suffix)
        for turned in (chord, chord.over(chord.notes[1])):
            assert chord_in(key, turned.numeral(key)) == turned, (turned, turned.numeral(key))


@pytest.mark.parametrize("key", ["C major", "F# minor"])
def test_a_numeral_leads_back_to_every_kind_in_every_inversion(key):
    for root, suffix in product(ROOTS, KINDS):
        chord = Chord(root + suffix)
        for turned in (chord, *(chord.over(note) for note in chord.notes[1:]), chord.over("Bb")):
            assert chord_in(key, turned.numeral(key)) == turned, (turned, turned.numeral(key))


def test_borrowed_chords_are_spelled_as_the_parallel_key_spells_them():
    assert chord_in("C", "♭VI").notes == ("A♭", "C", "E♭") == chord_in("C minor", "VI").notes
    assert chord_in("C", "bVI") == chord_in("C minor", "♭VI"), "the sign may be said in minor too"
    assert chord_in("E", "iv").notes == ("A", "C", "E") and chord_in("E", "bVII").notes == ("D", "F♯", "A")
    assert chord_in("Db", "iv").notes == ("G♭", "B♭♭", "D♭") and chord_in("Db", "bVI").notes == ("B♭♭", "D♭", "F♭")
    assert chord_in("C", "N6").symbol == "D♭/F" == chord_in("C minor", "N6").symbol
    assert chord_in("A minor", "V").notes == ("E", "G♯", "B") and chord_in("A minor", "♯vi").notes == ("F♯", "A", "C♯")
    assert [chord_in("C", n).notes[-1] for n in ("It6", "Fr6", "Ger6")] == ["F♯"] * 3


def test_numerals_say_what_they_are_printed_with():
    assert Chord("Ab").numeral("C") == "♭VI" and Chord("Ab").numeral("C minor") == "VI"
    assert Chord("Abm").numeral("C minor") == "♭vi" and Chord("B°7").numeral("C minor") == "vii°7"
    assert Chord("Bb").numeral("C minor") == "VII" and Chord("D/C").numeral("C") == "II/1"
    assert Chord("Cmaj7/B").numeral("C") == "Imaj42" and Chord("Db/F").numeral("C") == "N6"
    assert chord_in("C", "V⁶₅") == chord_in("C", "V6/5") == chord_in("C", "V65") == Chord("G7/B")
    assert chord_in("C", "II over 1") == chord_in("C", "II/1") and chord_in("F", "II|I").symbol == "G|F"
    assert chord_in("C", "IVmaj7") == chord_in("C", "IVM7") == Chord("Fmaj7") != chord_in("C", "IV7")
    assert chord_in("c", "vi°").root == "A" and chord_in("c", "vi").root == "A♭"


# ---------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("given", "said"),
    [("", "no chord here yet"), ("Cmja7", "Did you mean 'Cmaj7'"), ("dm", "Did you mean 'Dm'"), ("H7", "German"),
     ("C/X", "'X', is no note"), ("C|", "one chord over one other"), ("C|D|E", "one chord over one other"),
     ("Xm", "is no chord"), (5, "is no chord"), (None, "is no chord"), ([], "no note in this chord"),
     (["C"], "only C"), ("C C", "only C"), (["C", "Q"], "'Q' is no note"), (["C", 4], "4 is no note"),
     ("C13b", "Did you"),
     ("Fm7" * 400, "is no chord")],
)  # fmt: skip
def test_a_chord_there_is_not_says_so(given, said):
    with pytest.raises(FilmScoreError, match=said) as caught:
        Chord(given)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("key", "numeral", "said"),
    [("C", "VIII", "Did you mean 'VII"), ("C", "", "no numeral"), ("C", 4, "no numeral"), ("C", "iv7b", "Did you mean"),
     ("Q", "I", "no key 'Q'"), ("C octatonic", "I", "has 8 notes"), ("C lidian", "I", "lydian"), (7, "I", "is no key"),
     ("C", "V/Q", "no numeral"), ("C", "II/9", "no numeral")],
)  # fmt: skip
def test_a_numeral_there_is_not_says_so(key, numeral, said):
    with pytest.raises(FilmScoreError, match=said):
        chord_in(key, numeral)


def test_rows_of_chords_say_which_is_wrong():
    assert [str(c) for c in chords_of("Dm G7 | C")] == ["Dm", "G7", "C"]
    assert chords_of(["C E G", Triad("Fm"), Chord("D|C")])[1] == Chord("Fm")
    for bad, said in ((("C Foo"), "Chord 2"), ("", "no chords here"), ([], "no chords here"), (5, "no list of chords")):
        with pytest.raises(FilmScoreError, match=said):
            chords_of(bad)
    with pytest.raises(FilmScoreError, match="no note for a bass"):
        Chord("C").over("H")
    with pytest.raises(FilmScoreError, match="three at least"):
        Chord.cluster("C", "Db")
    with pytest.raises(FilmScoreError, match="no kind that a numeral"):
        Chord("C D♭ D").numeral("C")


def test_public_names():
    assert fs.Chord is Chord and fs.chord_in is chord_in
    assert "Minor without the weight" in fs.Chord("Am7").told and fs.Chord("C/D").told.count("none of its notes") == 1


def test_letters_that_are_not_its_own_are_told():
    assert spelled_beside("Fm", "C G# F") == (("G♯", "A♭"),)
    assert spelled_beside(fs.chord_in("E♭", "♭VI"), "B D# F#") == (("B", "C♭"), ("D♯", "E♭"), ("F♯", "G♭"))
    assert spelled_beside("Fm", "Ab C F") == () == spelled_beside("D/C", ["C", "D", "F#", "A"])
    with pytest.raises(fs.FilmScoreError, match="another chord: Fm is F A♭ C"):
        spelled_beside("Fm", "F A C")
    assert fs.Chord("F G# C").told.endswith("On paper its notes have the letters F A♭ C.")
    assert "On paper" not in fs.Chord("Fm").told + fs.Chord("F Ab C").told + fs.Chord("C D Eb E").told


def test_a_player_is_offered_the_easier_letters():
    assert fs.chord_in("D♭", "♭VI").notes == ("B♭♭", "D♭", "F♭")
    assert fs.chord_in("D♭", "♭VI").easier.notes == ("A", "C♯", "E")
    assert fs.Chord("Fm7/C").easier == fs.Chord("Fm7/C") and fs.Chord("Abm").easier.notes == ("G♯", "B", "D♯")
    for name in ("Bbb", "Dbm7", "G#", "E#°7", "Cb/Eb"):
        assert fs.Chord(name).easier == fs.Chord(name)  # it sounds the same over the same bass
        assert not {"♭♭", "𝄪"} & {note[1:] for note in fs.Chord(name).easier.notes}


def test_a_borrowed_chord_is_called_by_its_name_however_it_is_spelled():
    for tonic in ("C", "D", "E", "A♭", "B♭", "F#"):
        for row in fs.mixture(tonic):
            if row.chord.suffix == "" and row.numeral != "II":
                for other in (row.chord, row.chord.easier):
                    assert other.numeral(tonic) == row.numeral, (tonic, other)
    assert fs.Chord("G#").numeral("C") == "♭VI" and fs.Chord("D#").numeral("C minor") == "III"
    assert fs.Chord("F#").numeral("C") == "♯IV" and fs.Chord("G#m").numeral("C") == "♯v"


def test_the_table_of_mixture_is_a_table_and_knows_the_neapolitan():
    table = fs.mixture("D")
    assert table["N6"].chord == fs.Chord("Eb/G") and table["N6"].numeral == "N6" and table["N6"].changed == ("E♭", "B♭")
    page = table._repr_html_()
    assert page.count("<tr>") == 1 + len(table) and "♭VI" in page and "G B♭ D" in page
    with pytest.raises(fs.FilmScoreError, match="N6"):
        table["xx"]


def test_a_cluster_is_pointed_out():
    with pytest.raises(fs.FilmScoreError, match=r"Chord\.cluster"):
        fs.Chord("Ecluster")
