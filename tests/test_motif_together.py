"""A motif over chords, two motifs at once, and how a motif travels in an answer."""

import pickle
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motif_lines import motifs

from filmscore.course.answers import Foreign, Unreadable, pack, plain, unpack
from filmscore.errors import FilmScoreError
from filmscore.music.chord_symbols import read_symbol
from filmscore.music.motif import Motif
from filmscore.music.pitch import Pitch

quick = settings(max_examples=15, deadline=None)


@pytest.mark.parametrize(
    ("symbol", "tones"),
    [("Dm", "D F A"), ("A7", "A C♯ E G"), ("Bbmaj7", "B♭ D F A"), ("F#dim", "F♯ A C"), ("Cø", "C E♭ G♭ B♭"),
     ("Ab+", "A♭ C E"), ("Esus4", "E A B"), ("C6", "C E G A"), ("F♯m7", "F♯ A C♯ E"), ("Bdim7", "B D F A♭"),
     ("C/E", "C E G"), ("Gadd9", "G B D A"), ("DmMaj7", "D F A C♯")],
)  # fmt: skip
def test_chord_symbols(symbol, tones):
    chord = read_symbol(symbol)
    assert " ".join(p.name[:-1] for p in chord.tones) == tones
    assert chord.role(chord.root) == "root"


def test_chord_symbols_as_music21_reads_them():
    m21 = pytest.importorskip("music21")
    for symbol in ("C", "Dm", "A7", "Fmaj7", "Gm7", "Bdim", "Eaug"):
        theirs = {p.midi % 12 for p in m21.harmony.ChordSymbol(symbol).pitches}
        assert {p.midi % 12 for p in read_symbol(symbol).tones} == theirs


SYMBOLS = ("C", "Dm", "Em7", "F", "G7", "A7/C#", "Bb", "F#m7", "Abmaj7", "Bdim7", "Esus4")


@quick
@given(motifs(), st.lists(st.sampled_from(SYMBOLS), min_size=1, max_size=6))
def test_chords_carry_the_tune(tune, symbols):
    over = tune.harmonise(" ".join(symbols))
    assert over.melody == tune and over.beats == tune.beats
    assert [chord.symbol for chord in over.chords] == symbols
    assert sum(chord.beats for chord in over.chords) == tune.beats
    for chord in over.chords:
        symbol = read_symbol(chord.symbol)
        midi = [Pitch.read(name).midi for name in chord.names]
        assert midi[0] == min(midi) and midi[0] % 12 == symbol.bass.midi % 12
        assert {m % 12 for m in midi[1:]} == {p.midi % 12 for p in symbol.tones}
        assert max(midi) <= 72 and midi[0] >= 24 and max(midi[1:]) - min(midi[1:]) <= 12
    for (name, symbol, role), pitch in zip(over.roles, tune.pitches, strict=True):
        assert name == pitch and role == read_symbol(symbol).role(Pitch.read(pitch))


def test_the_same_notes_mean_something_else():
    tune = Motif("E4 G4", key="C", meter="4/4", name="Jon")
    assert tune.harmonise("C").told == "E4 is the third of C; G4 is the fifth of C"
    assert tune.harmonise("Am").told == "E4 is the fifth of Am; G4 leans against Am"
    assert tune.harmonise("C Em", beats=[1, 2]).beats == 3
    with pytest.raises(FilmScoreError) as why:
        tune.harmonise("Dm | Gx | A7")
    assert str(why.value).endswith("    Dm | Gx | A7\n         ^^")


def test_a_setting_as_a_score():
    pytest.importorskip("music21")
    score = Motif("D4 A4 R F4", meter="3/4", begins=3, name="Jon").harmonise("Dm Gm").to_music21()
    tune, chords = score.parts
    assert tune.partName == "Jon" and len(chords.recurse().getElementsByClass("Chord")) == 3  # one tied over the bar
    assert tune.duration.quarterLength == chords.duration.quarterLength == 4


# ---------------------------------------------------------------- counterpoint


@pytest.mark.parametrize(
    ("first", "second", "offset", "kinds"),
    [
        ("C4 E4 G4", "E4 G4 B4", 0, []),
        ("C4 D4", "C5 C5", 0, ["dissonance"]),
        ("C4 C4", "Db5 C5", 0, ["dissonance"]),
        ("F4:2", "B4:2", 0, ["dissonance"]),
        ("C4 D4", "G4 A4", 0, ["parallel"]),
        ("C4 D4", "C5 D5", 0, ["parallel"]),
        ("C4 D4", "G4 F4", 0, []),  # contrary motion
        ("C4:2", "E4 D4:1/2 C4:1/2", 0, ["dissonance"]),  # D stands on a beat
        ("C4:2", "E4:1/2 D4:1/2 C4", 0, []),  # D passes between two
        ("C4:2", "E4 D4", 5, []),
        ("C4:2 D4", "Db5", -3, []),
        ("C4:4", "R:1/2 D5 E5:5/2", 0, ["dissonance"]),  # off the beat, but held through one
        ("C4 F4", "G4 C5", 0, ["parallel"]),
        ("C4 F4", "F4 Bb4", 0, []),  # fourths are let pass
    ],
)
def test_where_two_lines_rub(first, second, offset, kinds):
    pair = Motif(first).against(second, offset)
    assert [clash.kind for clash in pair.clashes] == kinds
    assert all(clash.told in pair.told for clash in pair.clashes)


def test_a_clash_says_where():
    pair = Motif("G4 C5 D5:2", meter="3/4", begins=3, name="Jon").against(Motif("Bb4:3", name="the bloom"), offset=1)
    (one,) = pair.clashes
    assert (one.beat, one.bar, one.first, one.second) == (1, 1, "C5", "B♭4")
    assert one.told == "Bar 1, beat 1: C5 of Jon and B♭4 of the bloom rub: a major second."
    assert pair.told.startswith("Jon and the bloom sound together for 3 of 4 beats.")


@quick
@given(motifs(meter="4/4"), motifs(meter="3/4"), st.integers(-6, 9))
def test_either_way_round_they_rub_alike(first, second, offset):
    m21 = pytest.importorskip("music21")
    pair = first.against(second, Fraction(offset, 2))
    (one, early), (other, late) = pair.lines
    assert min(early, late) == 0 and late - early == Fraction(offset, 2)
    assert pair.beats == max(early + one.beats, late + other.beats)
    for clash in pair.clashes:
        assert clash.first in first.pitches and clash.second in second.pitches and 0 <= clash.beat < pair.beats
    shared = sum(
        max(Fraction(0), min(early + a + x, late + b + y) - max(early + a, late + b))
        for _, a, x in first.notes
        for _, b, y in second.notes
    )
    assert (f"for {shared} of {pair.beats} beats" in pair.told) if shared else "never" in pair.told
    score = pair.to_music21()
    assert all(float(part.duration.quarterLength) == pytest.approx(float(pair.beats)) for part in score.parts)
    assert isinstance(score, m21.stream.Score)


# ---------------------------------------------------------------- travel


@quick
@given(motifs(), st.sampled_from([None, "d", "Bb"]))
def test_a_motif_travels_with_all_it_knows(tune, key):
    tune = Motif(tune, key=key, name="Jon")
    bent = tune.retrograde().augment("3/2").played_by("horn")
    for one in (tune, bent):
        there = unpack(pack(plain({"Jon": one})[0]))["Jon"]
        assert there == one == pickle.loads(pickle.dumps(one))
        for part in ("key", "meter", "begins", "name", "player", "lineage", "told"):
            assert getattr(there, part) == getattr(one, part)
        assert there.code() == one.code()


def test_a_motif_handed_in_before_there_were_keys_is_read():
    assert unpack({"is": "Motif", "of": ["D4:1 R:1/2 A4:1"]}) == Motif("D4 R:1/2 A4")


@pytest.mark.parametrize(
    "parts",
    [
        {"notes": "D4", "steps": [["__class__", {}]]}, {"notes": "D4", "steps": [["ostinato", {"times": 10**9}]]},
        {"notes": "D4", "steps": [["harmonise", {"chords": "C"}]]},
        {"notes": "D4", "steps": [["head", {"n": 1}]] * 101},
        {"notes": "D4", "flavour": "sour"}, {"notes": 3}, {"steps": []}, {"notes": "D4", "steps": 7},
    ],
)  # fmt: skip
def test_forged_motifs_are_only_wrong_answers(parts):
    data = pack(parts)
    try:
        found = unpack({"is": "Motif", "of": data})
    except (Unreadable, FilmScoreError):
        return
    assert isinstance(found, Foreign)
