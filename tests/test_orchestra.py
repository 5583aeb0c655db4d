"""The instruments against independent tables, the balance against Rimsky-Korsakov's equations, and what players say."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from music21 import converter, instrument, interval, pitch, stream

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.cues.notation import Staff, build_score
from filmscore.music.harmony.ranges import RANGES
from filmscore.music.orchestra import catalogue
from filmscore.music.orchestra.balance import balance
from filmscore.music.orchestra.catalogue import every, known
from filmscore.music.orchestra.instrument import DYNAMICS
from filmscore.music.orchestra.playability import playability, stopped
from filmscore.music.orchestra.players import player
from filmscore.music.orchestra.weights import units
from filmscore.music.pitch import Pitch
from filmscore.sound.instruments import INSTRUMENTS, entry_for

#: sounding MIDI, comfortable and extreme, and semitones from the written note to the sounding one: copied by hand from
#: MuseScore's list of instruments, not from the catalogue
TABLE = {
    "piccolo": (74, 105, 74, 108, 12), "flute": (60, 93, 59, 98, 0), "alto flute": (55, 88, 55, 91, -5),
    "oboe": (58, 87, 58, 96, 0), "english horn": (52, 81, 52, 83, -7), "clarinet": (50, 89, 50, 94, -2),
    "bass clarinet": (37, 75, 34, 82, -14), "bassoon": (34, 69, 34, 76, 0), "contrabassoon": (22, 57, 22, 60, -12),
    "alto saxophone": (49, 82, 49, 87, -9), "tenor saxophone": (44, 77, 44, 82, -14), "horn": (41, 69, 31, 77, -7),
    "trumpet": (52, 80, 52, 85, -2), "C trumpet": (54, 82, 54, 85, 0), "flugelhorn": (52, 79, 52, 82, -2),
    "trombone": (40, 71, 36, 74, 0), "bass trombone": (32, 68, 27, 72, 0), "cimbasso": (26, 64, 24, 72, 0),
    "tuba": (28, 58, 22, 72, 0), "timpani": (38, 60, 36, 62, 0), "xylophone": (65, 96, 60, 108, 12),
    "marimba": (45, 96, 36, 96, 0), "vibraphone": (53, 89, 48, 96, 0), "glockenspiel": (79, 108, 76, 108, 24),
    "crotales": (84, 108, 84, 108, 24), "tubular bells": (60, 79, 53, 79, 0), "harp": (23, 104, 23, 104, 0),
    "piano": (21, 108, 21, 108, 0), "violin": (55, 88, 55, 103, 0), "viola": (48, 79, 48, 93, 0),
    "cello": (36, 67, 36, 90, 0), "double bass": (28, 62, 24, 67, -12), "soprano": (60, 79, 60, 84, 0),
    "alto": (55, 74, 52, 77, 0), "tenor": (48, 69, 48, 72, 0), "baritone": (43, 64, 41, 65, 0),
    "bass": (41, 60, 38, 62, 0), "nylon guitar": (40, 83, 40, 83, -12), "bass guitar": (28, 65, 28, 67, -12),
    "duduk": (66, 81, 64, 84, 0), "theremin": (36, 96, 21, 108, 0),
    "celesta": (60, 108, 48, 113, 12),  # five octaves; MuseScore's is the longest instrument
}  # fmt: skip

#: music21's classes, which know the transposition and the lowest written note of many; where it is silent or counts
#: another instrument (a low C horn, an extended bassoon) it is left out
MUSIC21 = {
    "piccolo": instrument.Piccolo, "flute": instrument.Flute, "oboe": instrument.Oboe,
    "english horn": instrument.EnglishHorn, "clarinet": instrument.Clarinet, "alto saxophone": instrument.AltoSaxophone,
    "soprano saxophone": instrument.SopranoSaxophone, "tenor saxophone": instrument.TenorSaxophone,
    "bassoon": instrument.Bassoon, "trumpet": instrument.Trumpet, "trombone": instrument.Trombone,
    "violin": instrument.Violin, "viola": instrument.Viola, "cello": instrument.Violoncello, "horn": instrument.Horn,
    "nylon guitar": instrument.Guitar, "bass guitar": instrument.ElectricBass,
}  # fmt: skip

PITCHED = [one for one in every() if one.comfortable]


def score(*staves: Staff, bars: int = 1, tempo: int = 60, title: str = "A cue") -> stream.Score:
    return build_score(title, staves, ("4/4",) * bars, marks={1: "A"}, tempo=tempo)


def kinds(remarks) -> list[str]:
    return [one.kind for one in remarks]


# ---- the instruments


@pytest.mark.parametrize("name", TABLE)
def test_ranges_and_transpositions_are_those_of_an_independent_table(name):
    tool = fs.instrument(name)
    assert (*tool.span(), *tool.span("extreme"), tool.transposition.semitones) == TABLE[name]


@pytest.mark.parametrize("name", MUSIC21)
def test_transpositions_and_lowest_notes_agree_with_music21(name):
    tool, other = fs.instrument(name), MUSIC21[name]()
    moves = other.transposition.semitones if other.transposition else 0
    if "guitar" not in name:  # music21 writes guitars where they sound
        assert tool.transposition.semitones == moves
        assert name == "nylon guitar" or tool.transposition.steps == (
            other.transposition.generic.staffDistance if other.transposition else 0
        )
    lowest = pitch.Pitch(str(other.lowestNote)).midi + moves
    if name not in ("horn", "flute", "trombone"):  # pedal notes, and the B of a longer foot
        assert tool.span("extreme")[0] == lowest
    assert tool.span("extreme")[0] <= lowest <= tool.span()[0] or name == "horn"


@pytest.mark.parametrize("tool", PITCHED, ids=lambda one: one.name)
def test_registers_cover_the_extreme_range_without_a_gap(tool):
    edges = [(Pitch.read(r.low).midi, Pitch.read(r.high).midi) for r in tool.registers]
    assert (edges[0][0], edges[-1][1]) == tool.span("extreme")
    assert all(b[0] == a[1] + 1 for a, b in pairwise(edges)) and all(a <= b for a, b in edges)
    assert all(DYNAMICS.index(r.soft) <= DYNAMICS.index(r.loud) and r.character for r in tool.registers)
    low, high = tool.span()
    assert tool.span("extreme")[0] <= low < high <= tool.span("extreme")[1]


@pytest.mark.parametrize("tool", every(), ids=lambda one: one.name)
def test_every_instrument_says_what_a_player_needs(tool):
    groups = {"strings", "choir", "brass"}
    assert tool.doubles_well and all(known(one) or one in groups for one in tool.doubles_well)
    assert tool.clefs and tool.agility and tool.source and len(set(tool.also)) == len(tool.also)
    blown = tool.family in ("woodwinds", "brass", "choir", "soloist") and tool.name not in ("Bagpipes", "Harmonica")
    assert (tool.breath is not None) == blown
    assert (tool.bow is not None) == (tool.family == "strings")
    assert bool(tool.unpitched) == (tool.comfortable is None)
    assert tool.name in tool.told and (not tool.breath or "breath" in tool.told)
    assert fs.instrument(tool.name) is tool and all(fs.instrument(name) is tool for name in tool.also)


@given(st.sampled_from(PITCHED), st.integers(36, 103))
def test_written_and_sounding_are_each_others_way_back(tool, midi):
    name = pitch.Pitch(midi).nameWithOctave.replace("-", "b")
    there = tool.written(name)
    assert Pitch.read(tool.sounding(there)) == Pitch.read(name)
    assert Pitch.read(there).midi == midi - tool.transposition.semitones
    moved = pitch.Pitch(pitch.Pitch(midi).nameWithOctave)
    ours = interval.Interval(tool.transposition.name)
    assert Pitch.read(there).midi == ours.reverse().transposePitch(moved).midi


@given(st.sampled_from(PITCHED), st.integers(0, 127))
def test_a_verdict_is_where_the_note_lies_and_says_why(tool, midi):
    verdict, (low, high), (least, most) = tool.reach(midi), tool.span(), tool.span("extreme")
    inside, wide = low <= midi <= high, least <= midi <= most
    assert verdict == ("comfortable" if inside else "extreme" if wide else "out")
    assert verdict.hard == (midi < least and bool(tool.floor))
    assert tool.said in verdict.told and (verdict == "out") == (tool.register(midi) is None)


def test_verdicts_in_words():
    assert fs.instrument("violin").reach("F#3").told.startswith("F♯3 lies below the violin's lowest open string")
    assert fs.instrument("bass guitar").reach("D1").hard and not fs.instrument("soprano").reach("B3").hard
    high = fs.instrument("horn").reach("C5")
    assert high == "extreme" and "above A4" in high.told and "risky" in high.told


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Horn in F 2", "Horn"), ("violins II", "Violin"), ("Clarinet in A", "A clarinet"), ("HORNS 3-4", "Horn"),
        ("cor anglais", "English horn"), ("Trumpet in C 1", "C trumpet"), ("Harp, left hand", "Harp"),
        ("Contrabass", "Double bass"), ("B♭ clarinet 2", "Clarinet"), ("Bass voices", "Bass"),
        ("violoncellos", "Cello"), ("Bass drum", "Bass drum"), ("2nd violins", "Violin"),
        ("Clarinet 1 in A", "A clarinet"), ("Horn 2 in F", "Horn"),
        ("Trumpet in B-flat", "Trumpet"), ("clarinet in E flat", "E flat clarinet"), ("muted horn", "Muted horn"),
    ],
)  # fmt: skip
def test_names_as_scores_write_them(name, meant):
    assert fs.instrument(name).name == meant


@pytest.mark.parametrize("name", ["horrn", "violla", "trumpett"])
def test_unknown_names_are_answered_with_the_nearest(name):
    with pytest.raises(FilmScoreError, match=r"Did you mean .*(horn|viola|trumpet)"):
        fs.instrument(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [("horn in E flat", r"No horn in E♭ .*horn \(F\)"), ("trumpet in D", r"No trumpet in D .*C trumpet \(C\)"),
     ("trombone in B flat", "written as it sounds"), ("clarinet in G", r"clarinet \(B♭\), A clarinet \(A\)")],
)  # fmt: skip
def test_another_key_is_another_instrument(name, words):
    with pytest.raises(FilmScoreError, match=words):
        fs.instrument(name)
    assert known(name) is None


def test_instruments_say_in_which_key_they_read():
    keys = {"horn": "F", "clarinet": "B♭", "A clarinet": "A", "alto saxophone": "E♭", "flute": "C", "double bass": "C"}
    assert {name: fs.instrument(name).key for name in keys} == keys


@pytest.mark.parametrize(
    ("name", "words"),
    [("basses", "singers in a choir and double basses"), ("strings", "five sections"), ("choir", "four kinds"),
     ("Brass", r"fs\.instruments\('brass'\)")],
)  # fmt: skip
def test_a_word_for_several_is_asked_about(name, words):
    with pytest.raises(FilmScoreError, match=words):
        fs.instrument(name)


@pytest.mark.parametrize("name", ["brushes", "bansuri", "gadulka"])
def test_nothing_far_off_is_offered(name):
    with pytest.raises(FilmScoreError, match="woodwinds, brass, percussion") as caught:
        fs.instrument(name)
    assert "Did you mean" not in str(caught.value)


def test_the_palette_and_the_catalogue_know_each_others_names():
    table = fs.palette()
    groups = {"Strings", "Choir", "Basses"}  # these are asked about
    assert [entry.name for entry in INSTRUMENTS if known(entry.name) is None and entry.name not in groups] == []
    assert [one.name for one in every() if entry_for(one.name) is None] == []
    assert table["cornet"].name == "Trumpet" and table["felt piano"].name == "Piano"
    with pytest.raises(FilmScoreError, match="has no 'kazoo'"):
        table["kazoo"]


def test_a_muted_horn_sounds_muted():
    plain, muted = entry_for("Horn in F 1").voice, entry_for("Muted horn").voice
    assert muted.sound == plain.techniques["muted"] != plain.sound and muted.seat == plain.seat


@pytest.mark.parametrize("name", ["", "   ", None, 7, [], "zzzz"])
def test_what_is_no_name_is_refused(name):
    with pytest.raises(FilmScoreError, match=r"no name of an instrument|No instrument is known"):
        fs.instrument(name)


@pytest.mark.parametrize("name", ["snare drum", "drum kit", "tam-tam", "riser"])
def test_percussion_without_pitch_has_no_range_and_says_so(name):
    with pytest.raises(FilmScoreError, match="has no range"):
        fs.instrument(name).reach("C4")
    with pytest.raises(FilmScoreError, match="has no range"):
        balance({name: "C4"}, "f")


def test_the_table_of_instruments():
    table = fs.instruments()
    assert len(table) == len(every()) >= 70 and table["horn"].name == "Horn"
    assert repr(table).count("\n") == len(table) and table._repr_html_().count("<tr>") == len(table) + 1
    assert [one.name for one in fs.instruments("strings")] == ["Violin", "Viola", "Cello", "Double bass"]
    with pytest.raises(FilmScoreError, match="no family 'wind'"):
        fs.instruments("wind")
    with pytest.raises(FilmScoreError, match="not in this table"):
        fs.instruments("strings")["horn"]


def test_families_come_in_the_order_of_a_score():
    families = list(dict.fromkeys(one.family for one in every()))
    assert families == ["woodwinds", "brass", "percussion", "keys", "choir", "soloist", "strings", "synths"]
    assert [one.family for one in every()] == sorted((one.family for one in every()), key=families.index)


def test_the_sources_name_the_translation_that_was_read():
    assert all("1913" not in one.source for one in every()) and "1922" in fs.instrument("flute").source
    assert "1922" in fs.section_sizes.__doc__ and "1913" not in fs.section_sizes.__doc__


def test_a_tenor_reads_an_octave_that_the_clef_carries():
    tenor = fs.instrument("tenor")
    assert tenor.written("C4") == "C4" and "8 below carries the octave" in tenor.reads
    assert fs.instrument("bass voice").reads == "as it sounds"


def test_ranges_are_said_once():
    for entry in INSTRUMENTS:
        tool = known(entry.name)
        if tool is not None and tool.comfortable:
            assert (entry.low, entry.high) == tool.span(), entry.name
    assert all(RANGES[one.said] == one.comfortable for one in PITCHED)


def test_the_catalogue_reads_no_music_library(tmp_path):
    import subprocess
    import sys

    code = "import sys, filmscore as fs; fs.instrument('horn'); print({'music21', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "set()"


# ---- balance


@pytest.mark.parametrize(
    ("left", "right"),
    [("trumpet", "trombone"), ("trumpet", "tuba"), ("trumpet", "2 horns"), ("horn", "2 clarinets"), ("horn", "2 oboes"),
     ("horn", "2 flutes"), ("horn", "2 bassoons"), ("violins I", "2 flutes"), ("4 flutes", "trumpet")],
)  # fmt: skip
def test_rimsky_korsakovs_equations_in_forte(left, right):
    assert units(left, "f") == units(right, "f") > 0


@pytest.mark.parametrize("who", ["flute", "horn", "trumpet", "tuba", "violins II", "double basses"])
def test_in_piano_all_winds_and_each_section_are_one(who):
    assert units(who, "p") == 1


def test_the_arithmetic_is_shown_and_adds_up():
    made = balance({"2 flutes": "E5 G5", "horn": "C4", "violins I": "C5 E5"}, "f")
    assert {w.note: w.units for w in made.notes} == {"C4": 2, "C5": 1, "E5": 2, "G5": 1}
    assert "E5: 1 of 2 flutes, 1 × 1 + violins I in 2, 2 ÷ 2 = 2" in made.told
    assert made.ratio == 2 and made.verdict == "leans"  # G5 has one, C and E have two at their strongest octave


def test_a_flute_over_a_trumpet_and_what_would_mend_it():
    covered = balance({"flute": "E5", "trumpet": "C5"}, "f", tune="flute")
    assert (covered.verdict, covered.ratio) == ("covered", Fraction(1, 4)) and "4 times as many" in covered.told
    assert balance({"2 flutes": "E5", "trumpet": "C5"}, "f", tune="2 flutes").verdict == "close"
    assert balance({"4 flutes": "E5", "trumpet": "C5"}, "f", tune="4 flutes").verdict == "carries"
    assert balance({"flute": "E5", "trumpet": "C5"}, "p", tune="flute").verdict == "carries"


def test_a_trombone_on_the_root_does_not_help_a_flute():
    chord = {"flute": "D4", "2 horns": "F#3 A3", "trombone": "D3"}
    made = balance(chord, "ff", tune="flute")
    assert made.verdict == "covered" and made.ratio == Fraction(1, 4) and "against 4 at D3." in made.told
    assert "or D3, F♯3 and A3 marked softer" in made.told, "each note that is stronger than the tune"
    both = balance(chord, "ff", tune=["flute", "trombone"])
    assert both.verdict == "carries" and both.ratio == Fraction(5, 2)


def test_octaves_above_a_tune_help_it():
    low = {"horn": "E4", "trumpet": "C4"}
    assert balance(low, "f", tune="horn").ratio == Fraction(1, 2)
    assert balance({**low, "flute": "E5", "2 oboes": "E6"}, "f", tune="horn").ratio == Fraction(5, 4)


def test_numbers_do_not_carry_what_a_register_has_not():
    forced = balance({"4 flutes": "E4", "trumpet": "C4"}, "ff", tune="4 flutes")
    assert forced.ratio == 1 and forced.verdict == "close"
    assert "would carry by numbers, 4 against 4 at C4; but ff on E4 is more than they have" in forced.told
    assert balance({"4 flutes": "E6", "trumpet": "C4"}, "ff", tune="4 flutes").verdict == "carries"
    mixed = {"4 flutes": "E4", "trumpet": "C4", "trombone": "E4"}  # the trombone carries it alone
    assert balance(mixed, "ff", tune=["4 flutes", "trombone"]).verdict == "carries"


@pytest.mark.parametrize(
    ("chord", "tune", "words"),
    [({"4 flutes": "E5", "horn": "C4"}, "4 flutes", "The 4 flutes carry: 4 against 2"),
     ({"violins I": "E5", "horn": "C4"}, "violins I", "The violins I carry: 2"),
     ({"Violin I": "E5", "horn": "C4"}, "Violin I", "The Violin I carries: 2"),
     ({"violins I": "E5", "trumpet": "C4"}, "violins I", "2 times as many sections"),
     ({"flute": "E5", "oboe": "E5", "horn": "C4"}, ["flute", "oboe"], "The flute and the oboe carry: 2")],
)  # fmt: skip
def test_what_is_said_of_several(chord, tune, words):
    assert words in balance(chord, "f", tune=tune).told


def test_one_note_is_compared_with_nothing_and_octaves_are_said():
    assert "Nothing to compare: C4 alone is counted" in balance({"4 violins": "E4", "horn": "C4"}, "f").told
    assert (
        "each tone at its strongest octave" in balance({"flute": "C5", "oboe": "C6", "2 clarinets": "E4 G4"}, "f").told
    )
    assert "a note." in balance({"flute": "C5", "oboe": "E5"}, "f").told


def test_a_register_is_not_judged_at_its_border():
    flute, bassoon = fs.instrument("flute"), fs.instrument("bassoon")
    low = next(r for r in flute.registers if r.name == "low")
    assert flute.lacks(low.high, "ff") == "loudness", "neither side has it"
    assert flute.lacks(low.high, "f") == "" and flute.lacks("F#4", "f") == "loudness"
    assert bassoon.lacks("F4", "f") == "" and bassoon.lacks("F4", "ff") == "loudness"
    assert bassoon.lacks("F#2", "pp") == "" and bassoon.lacks("F2", "pp") == "softness"
    assert flute.lacks("C3", "ff") == "", "it is not there at all"


def test_halfway_at_mezzo_forte():
    assert units("trumpet", "mf") == Fraction(5, 2) and units("flute", "mf") == 1
    assert "halfway" in balance({"flute": "E5", "horn": "C5"}, "mf").told


def test_a_low_flute_cannot_be_forced_and_a_low_oboe_not_softened():
    assert any("more than it has" in one for one in balance({"flute": "D4"}, "ff").remarks)
    assert any("softer than it can be" in one for one in balance({"oboe": "C4"}, "pp").remarks)
    assert not balance({"flute": "D5"}, "f").remarks


def test_who_has_no_number_is_named_and_not_counted():
    made = balance({"harp": "C4", "solo violin": "E5", "oboe": "G4", "timpani": "C3", "alto saxophone": "C5"}, "f")
    assert [who for who, _ in made.unweighed] == ["harp", "solo violin", "timpani", "alto saxophone"]
    assert sum(w.units for w in made.notes) == 1


@pytest.mark.parametrize(
    ("chord", "dynamic", "words"),
    [({}, "f", "no chord given"), ("C4", "f", "no chord given"), ({"flute": ""}, "f", "has no note"),
     ({"flute": "C5"}, "loud", "dynamic is 'loud'"), ({"flute": "C5"}, None, "dynamic is None"),
     ({"flute": "C5 E5"}, "f", "cannot share out 2 notes"), ({"3 horns": "C4 E4"}, "f", "cannot share out"),
     ({"kazoo": "C5"}, "f", "No instrument is known"), ({"flute": "H5"}, "f", "no note name")],
)  # fmt: skip
def test_chords_that_cannot_be_weighed(chord, dynamic, words):
    with pytest.raises(FilmScoreError, match=words):
        balance(chord, dynamic)


def test_a_moment_of_a_score_is_weighed_with_its_own_marks():
    made = balance(score(Staff("Flute", "Fl.", "Flute", "f E5:4"), Staff("Trumpet", "T.", "Trumpet", "f C5:2 G4:2")),
                   at=(1, 3))  # fmt: skip
    assert made.dynamic == "f" and {w.note: w.units for w in made.notes} == {"E5": 1, "G4": 4}
    with pytest.raises(FilmScoreError, match="no bar 9"):
        balance(score(Staff("Flute", "Fl.", "Flute", "f E5:4")), at=(9, 1))
    with pytest.raises(FilmScoreError, match="say which moment"):
        balance(score(Staff("Flute", "Fl.", "Flute", "f E5:4")))


def test_shared_staves_count_who_plays():
    shared = score(Staff("Horns in F 1-2", "Hn.", "Horn", 'f "a_2" C4:4 | "1." C4:4'), bars=2)
    assert balance(shared, at=(1, 1)).notes[0].units == 4 and balance(shared, at=(2, 1)).notes[0].units == 2


def test_section_sizes():
    assert fs.section_sizes("full") == {
        "violins I": (16, 16), "violins II": (14, 14), "violas": (12, 12), "cellos": (10, 10), "double basses": (8, 10),
    }  # fmt: skip
    assert fs.section_sizes("small")["cellos"] == (3, 3)
    assert fs.section_sizes("full").told.startswith("Full strings: 16 violins I")
    assert fs.section_sizes()._repr_html_().count("<tr>") == 6 and "4–6" in fs.section_sizes()._repr_html_()
    with pytest.raises(FilmScoreError, match="no orchestra of size 'tiny'"):
        fs.section_sizes("tiny")
    assert player("2 violins").section is False and player("violin").section is True


# ---- what players would say


@pytest.mark.parametrize(("music", "said"), [("p (C5:4~ | C5:4~ | C5:4)", True), ("p (C5:4 | D5:4) | (C5:4)", False),
                                             ("p C5:4~ | C5:4~ | C5:1 R:1 C5:2", True)])  # fmt: skip
def test_a_breath_lasts_eight_seconds(music, said):
    found = playability(score(Staff("Clarinet", "Cl.", "Clarinet", music), bars=3)).of("breath")
    assert bool(found) is said
    if said:
        assert "without a place to breathe" in found[0].told and found[0].bar == 1


def test_breath_goes_by_the_clock():
    line = Staff("Oboe", "Ob.", "Oboe", "p (C5:4 | D5:4)")
    assert not playability(score(line, bars=2), bpm=120).of("breath")
    assert playability(score(line, bars=2), bpm=40).of("breath")


def test_strings_do_not_breathe():
    held = Staff("Viola", "Vla.", "Viola", "p C4:4~ | C4:4~ | C4:4~ | C4:4", "AltoClef")
    assert not playability(score(held, bars=4)).of("breath")


def test_notes_out_of_reach_and_at_the_edge():
    made = playability(score(Staff("Violin I", "Vln.", "Violin", "p F#3:2 A6:2")))
    low, high = made.of("range")
    assert low.hard and "F♯3" in low.told and not high.hard and "A6" in high.told


def test_notes_out_of_reach_are_told_once():
    found = playability(score(Staff("Horn", "Hn.", "Horn", "f C6:1 C6:1 C6:1 D6:1"))).of("range")
    assert len(found) == 1 and found[0].told.startswith("D6 lies above") and "4 notes lie so" in found[0].told
    both = playability(score(Staff("Violin I", "V.", "Violin", "p F3:1 C8:1 F#3:1 A6:1"))).of("range")
    assert [one.hard for one in both] == [True, False, False]


@pytest.mark.parametrize(
    ("name", "kind", "music", "said"),
    [("Bassoon", "Bassoon", "pp Bb1:4", "softer than it can be"), ("Flute", "Flute", "ff D4:1 E4:1 D4:2", "3 notes"),
     ("Bassoon", "Bassoon", "mf Bb1:4", ""), ("Bassoon", "Bassoon", "pp Bb3:4", ""), ("Oboe", "Oboe", "p E4:4", ""),
     ("Clarinet", "Clarinet", "f Ab4:4", ""), ("Clarinet", "Clarinet", "f G4:3 E4:1", "more than"),
     ("Clarinet", "Clarinet", "f G4:1 C5:3", ""), ("Bassoon", "Bassoon", "pp C2:1 C4:3", "softer than")],
)  # fmt: skip
def test_a_register_without_the_dynamic(name, kind, music, said):
    found = playability(score(Staff(name, "X.", kind, music))).of("register")
    assert bool(found) is bool(said)
    if said:
        assert len(found) == 1 and said in found[0].told and not found[0].hard


def test_quick_leaps_of_brass_and_any_of_a_choir():
    leap = "mf C3:1/4 G4:1/4 C3:1/2 R:3"
    assert playability(score(Staff("Horn", "Hn.", "Horn", leap), tempo=100)).of("leap")
    assert not playability(score(Staff("Horn", "Hn.", "Horn", "mf C3:2 G4:2"))).of("leap")
    assert playability(score(Staff("Alto", "A.", "Alto", "mf A3:2 C5:2"))).of("leap")


def test_divided_strings():
    def said(name, music, size="medium"):
        return [one.told for one in playability(score(Staff(name, "S.", "Violin", music)), size=size).of("divisi")]

    assert 'write "div."' in said("Violin I", "p E4+G4:4")[0]
    assert not said("Violin I", 'p "div." E4+G4:4')
    assert "soloists" in said("Violin II", 'p "div._a_4" G3+D4+B4+G5:4', "small")[0]


def test_the_last_word_holds_of_how_strings_share():
    def said(music, kind):
        return playability(fs.scored({"violins I": music})).of(kind)

    assert not said('"non_div." G3+D4:4 "div." G3+A3:4', "chord")
    assert said('"div." G3+D4:4 "non_div." G3+A3:4', "chord")
    assert said('"div." C4+E4:4 "unis." C4:4 C4+E4:4', "divisi")[0].bar == 3


def test_double_stops_need_strings_of_their_own():
    strings = fs.instrument("violin").strings
    assert "lowest string" in stopped(strings, [55, 57])
    assert stopped(strings, [55, 62]) == stopped(strings, [62, 71]) == "" and stopped(strings, [55, 88])
    chord = playability(score(Staff("Solo violin", "V.", "Violin", "p G3+A3:4"))).of("chord")
    assert chord[0].hard


def test_one_wind_plays_one_note():
    assert playability(score(Staff("Flute", "Fl.", "Flute", "p C5+E5:4"))).of("chord")[0].hard
    assert not playability(score(Staff("Flutes 1-2", "Fl.", "Flute", "p C5+E5:4"))).of("chord")


@pytest.mark.parametrize(
    ("who", "most", "why"),
    [
        ("harp", "C2+E2+G2+C3+E3+G3+C4+E4", "9 notes at once, and eight fingers"),
        ("marimba", "C3+G3+E4+C5", "four mallets"),
        ("nylon guitar", "E2+B2+E3+G3+B3+E4", "has 6 strings"),
    ],
)
def test_hands_hold_so_many_notes(who, most, why):
    assert not playability(fs.scored({who: f"{most}:4"})).of("chord")
    assert why in playability(fs.scored({who: f"{most}+C6:4"})).of("chord")[0].told


@pytest.mark.parametrize("who", ["bagpipes", "harmonica"])
def test_what_needs_no_breath_is_not_asked_for_one(who):
    assert fs.instrument(who).breath is None
    assert not playability(fs.scored({who: "A4:20"}, dynamic="f", bpm=60)).of("breath")


def test_four_drums_end_at_an_a():
    (found,) = playability(fs.scored({"timpani": "A3 C4 B3:2"}, bpm=60)).of("drums")
    assert "C4 lies above the four usual drums, D2 to A3" in found.told


@pytest.mark.parametrize(
    ("music", "words"),
    [("mf C4+C#5:4", "at once"), ("mf C4:1/4 C#4:1/4 C4:1/2 R:3", "a pedal needs"), ("mf C4:4", "")],
)
def test_harp_pedals(music, words):
    found = playability(score(Staff("Harp", "Hp.", "Harp", music), tempo=90)).of("pedals")
    assert bool(found) is bool(words)
    if words:
        assert words in found[0].told and found[0].hard is (words == "at once")


def test_two_pedals_of_one_foot_take_twice_as_long():
    far = "mf C4+B3:1 C#4+B3:1/2 R:1/2 C#4+Bb3:2"
    one_foot = playability(score(Staff("Harp", "Hp.", "Harp", "mf C4+B3:1/2 C#4+Bb3:1/2 R:3"), tempo=50)).of("pedals")
    two_feet = playability(score(Staff("Harp", "Hp.", "Harp", "mf C4+G3:1/2 C#4+G#3:1/2 R:3"), tempo=50)).of("pedals")
    assert len(one_foot) == 1 and "left foot" in one_foot[0].told and not two_feet
    assert not playability(score(Staff("Harp", "Hp.", "Harp", far), tempo=50)).of("pedals")


def test_a_pedal_that_could_be_set_long_before_takes_nobodys_time():
    """D is free from 0 s and wanted at 9, C from 8.4 s: the foot sets D first, at leisure."""
    early = "mf D4:1 C4:37/5 C4:3/5 C#4+D#4:3"
    assert not playability(fs.scored({"harp": early}, bpm=60)).of("pedals")
    late = "mf D4:1 C4:36/5 C4+D4:4/5 C#4+D#4:3"
    (found,) = playability(fs.scored({"harp": late}, bpm=60)).of("pedals")
    assert "in 0.8 s beside 1 more of the left foot" in found.told


def test_a_foot_has_time_between_two_changes():
    """What is wanted last may be set between two that are wanted sooner."""
    free = "mf B4+C4+D4:1 A4:1 A4+C4:1/2 C#4+D#4+A4:1/2 Bb4+A4:1"
    assert not playability(fs.scored({"harp": free}, bpm=40)).of("pedals")


def test_one_remark_for_a_passage_and_not_one_for_every_note():
    run = "C4:1/4 C#4:1/4 D4:1/4 D#4:1/4 E4:1/4 F4:1/4 F#4:1/4 G4:1/4 " * 4
    harp = playability(fs.scored({"harp": f"{run} R:16 C5:1/4 C#5:1/4 C5:2"}, bpm=120)).of("pedals")
    assert [(one.bar, one.hard) for one in harp] == [(1, False), (7, False)]
    assert "more like it up to bar 2" in harp[0].told and harp[1].told.endswith("1 more like it in this bar.")
    horn = playability(fs.scored({"horn": "C3:1/4 F4:1/4 C3:1/4 F4:1/4 R:3 R:8 C3:1/4 F4:1/4"}, bpm=100)).of("leap")
    assert [one.bar for one in horn] == [1, 4]
    assert horn[0].told.endswith("2 more like it in this bar.") and "more" not in horn[1].told
    both = playability(fs.scored({"harp": "C4+C#4:1 C4:1/4 C#4:1/4 C4+C#4:2"}, bpm=120)).of("pedals")
    assert [one.hard for one in both].count(True) == 1, "what cannot be played at all is not hidden among the rest"


@pytest.mark.parametrize(
    ("who", "notes", "hard"),
    [("violin", "E4+F4", False), ("viola", "A3+Bb3", False), ("cello", "D3+Eb3", True), ("violin", "G3+Ab3", True)],
)
def test_a_minor_second_is_a_double_stop_under_the_chin(who, notes, hard):
    chord = playability(fs.scored({f"solo {who}": f"p {notes}:4"})).of("chord")
    assert [one.hard for one in chord] == [True] * hard


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("first horn player", "horn?"), ("octave violin", "violin?"), ("slide trumpet", "trumpet"),
    ],
)  # fmt: skip
def test_a_kin_that_stands_in_a_name_is_offered(asked, offered):
    with pytest.raises(FilmScoreError, match=rf"Did you mean .*{offered}"):
        fs.instrument(asked)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: fs.instruments()[999], "no instrument 999"),
        (lambda: fs.section_sizes([]), "no orchestra of size"),
        (lambda: fs.playability(fs.scored({"flute": "C5"}), size=[]), "no orchestra of size"),
    ],
)
def test_what_is_no_size_and_no_place_is_said_so(ask, said):
    with pytest.raises(FilmScoreError, match=said):
        ask()


def test_timpani_have_four_pitches_and_need_time_for_a_fifth():
    four, fifth = "mf D2:1 G2:1 A2:1 C3:1", "mf D2:1 G2:1 A2:1 C3:1 | E3:4"
    assert not playability(score(Staff("Timpani", "T.", "Timpani", four, "BassClef"))).of("drums")
    found = playability(score(Staff("Timpani", "T.", "Timpani", fifth, "BassClef"), bars=2)).of("drums")
    assert len(found) == 1 and "E3 has no drum ready" in found[0].told
    assert "soonest, B♭2 to F3, had A2 until" in found[0].told, "a drum that has the note, and not the oldest one"
    high = playability(score(Staff("Timpani", "T.", "Timpani", "mf G3:1 A3:1 G#3:1 R:1", "BassClef"))).of("drums")
    assert len(high) == 2 and all("D3 to A3" in one.told for one in high), "one drum of the four has these"
    far = playability(score(Staff("Timpani", "T.", "Timpani", "mf D2:1 A3:1 Eb2:1 D2:1", "BassClef"))).of("drums")
    assert not far, "the second drum goes down to E♭2 at need"
    rested = "mf D2:1 G2:1 A2:1 C3:1 | R*2 | E3:4"
    assert not playability(score(Staff("Timpani", "T.", "Timpani", rested, "BassClef"), bars=4)).of("drums")


@pytest.mark.parametrize(
    ("dynamic", "note", "said"),
    [("mf", "A2:4", True), ("p", "A2:4", False), ("mf", "A4:4", False), ("mf", "A2:1 B2:1 A2:1 B2:1", False)],
)
def test_held_trombones_lie_where_people_speak(dynamic, note, said):
    held = Staff("Trombone", "Tbn.", "Trombone", f"{dynamic} {note}", "BassClef")
    assert bool(playability(score(held)).of("speech")) is said


def test_what_the_stand_lacks():
    bare = converter.parse("tinynotation: 4/4 c'4 d' e' f'")
    bare.partName = "Horn"
    told = [one.told for one in playability(bare).of("stand")]
    assert any("no tempo" in one for one in told) and any("no dynamic" in one for one in told)
    assert any("a perfect fifth higher" in one for one in told)
    full = score(Staff("Horn in F", "Hn.", "Horn", "p C4:4"))
    assert not playability(full).of("stand")
    assert any("no title" in str(one) for one in playability(score(Staff("Oboe", "O.", "Oboe", "p C5:4"), title="")))


def test_long_rests_want_a_cue_and_long_scores_want_letters():
    oboe = Staff("Oboe", "Ob.", "Oboe", "p " + "C5:4 | " * 17 + "C5:4")
    late = score(Staff("Flute", "Fl.", "Flute", "R*17 | p C5:4"), oboe, bars=18)
    told = playability(late).of("stand")
    assert [one.part for one in told if "small notes" in one.told] == ["Flute"]
    unmarked = build_score("x", [Staff("Oboe", "Ob.", "Oboe", "p " + "C5:4 | " * 19 + "C5:4")], ("4/4",) * 20, marks={},
                           tempo=60)  # fmt: skip
    assert any("rehearsal marks" in one.told for one in playability(unmarked).of("stand"))


def test_letters_that_stand_together_do_not_help_who_is_lost_later():
    oboe = [Staff("Oboe", "Ob.", "Oboe", "p " + "C5:4 | " * 39 + "C5:4")]

    def said(*marks):
        made = build_score("x", oboe, ("4/4",) * 40, marks={bar: "A" for bar in marks}, tempo=60)
        return [(one.bar, one.told) for one in playability(made).of("stand") if "rehearsal" in one.told]

    assert not said(9, 17, 33)
    ((bar, told),) = said(1, 2, 3)
    assert bar == 3 and "3 rehearsal marks, 38 bars without one from bar 3 on" in told


def test_a_cue_before_one_entry_is_none_before_the_next():
    flute = 'R*17 | p "cue_Ob." C5:4 | R*17 | C5:4'
    oboe = Staff("Oboe", "Ob.", "Oboe", "p " + "C5:4 | " * 35 + "C5:4")
    told = playability(score(Staff("Flute", "Fl.", "Flute", flute), oboe, bars=36)).of("stand")
    assert [one.bar for one in told if "small notes" in one.told] == [36]


def test_a_tune_and_a_cue_of_a_film_are_looked_at_too():
    long = playability(fs.Motif("C5:12", name="oboe"), bpm=60)
    assert long.of("breath") and long.of("breath")[0].part == "oboe"
    whole = playability(fs.film_cues("first-bloom")[0])
    assert whole.of("speech") and not [one for one in whole if one.hard]


def test_a_harmonic_is_no_high_note():
    assert playability(score(Staff("Violin I", "V.", "Violin", "p A6:4"))).of("range")
    assert not playability(score(Staff("Violin I", "V.", "Violin", "p A6:4o"))).of("range")


def test_what_cannot_be_looked_at():
    with pytest.raises(FilmScoreError, match="is no score"):
        playability("C4 D4")
    with pytest.raises(FilmScoreError, match="Nobody has a note"):
        playability(stream.Score([stream.Part()]))
    with pytest.raises(FilmScoreError, match="bpm is 0"):
        playability(score(Staff("Oboe", "Ob.", "Oboe", "p C5:4")), bpm=0)
    with pytest.raises(FilmScoreError, match="no orchestra of size"):
        playability(score(Staff("Oboe", "Ob.", "Oboe", "p C5:4")), size="huge")


def test_data_files_hold_no_unknown_key():
    import tomllib
    from pathlib import Path

    allowed = {
        "name", "also", "comfortable", "extreme", "transposition", "clefs", "gm", "breath", "bow", "leap", "agility",
        "doubles", "registers", "source", "family", "weight", "floor", "strings", "unpitched", "instrument",
    }  # fmt: skip
    for file in catalogue.FILES:
        data = tomllib.loads((Path(catalogue.__file__).parent / "data" / f"{file}.toml").read_text(encoding="utf-8"))
        keys = set(data) | {key for row in data["instrument"] for key in row}
        assert keys <= allowed, json.dumps(sorted(keys - allowed))


@pytest.mark.parametrize(
    ("who", "note"),
    [("soprano", "A4"), ("alto", "E4"), ("tenor", "A3"), ("bass", "D3"), ("viola", "B4"), ("cello", "C4")],
)
def test_choirs_and_strings_are_soft_where_they_are_at_home(who, note):
    assert not playability(fs.scored({who: f"{note}:4"}, dynamic="pp")).of("register")
