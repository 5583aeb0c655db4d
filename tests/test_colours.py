"""One melody in other light: the tune stays, the chords are the colour's, and the six shipped colours hold."""

import re
from fractions import Fraction
from itertools import pairwise

import pytest

import filmscore as fs
from filmscore.music.cues.six_colours import BPM, COLOURS, METERS, chords_in, melody, score_of
from filmscore.music.harmony.affect import order
from filmscore.music.harmony.chords import Chord
from filmscore.music.harmony.colours import COLOURS as WAYS
from filmscore.music.harmony.moments import passage
from filmscore.music.harmony.scales import scale
from filmscore.sound.instruments import INSTRUMENTS
from filmscore.sound.performance import perform

TUNE = melody()
WALTZ = fs.Motif("F#4 G4 A4 D5:2 C#5 B4 A4:2 F#4 E4 D4:2", key="D", meter="3/4")
CHROMATIC = fs.Motif("C4 Db4 E4 F#4 G4 Ab4 B4 C5", key="C", meter="4/4")


@pytest.mark.parametrize("colour", WAYS)
@pytest.mark.parametrize("tune", (TUNE, WALTZ, CHROMATIC), ids=("eight bars", "waltz", "chromatic"))
def test_the_melody_stays_and_the_colour_is_heard(tune, colour):
    made = fs.reharmonise(tune, colour)
    assert made.melody == tune
    assert sum(chord.beats for chord in made.chords) == tune.beats == made.beats
    assert len(made.roles) == len(tune.pitches)
    way, tonic = WAYS[colour], made.key.split()[0]
    marks = {frozenset(chord.pitch_classes) for chord in way.marks(tonic)}
    heard = [Chord(symbol) for symbol in made.symbols]
    assert any(frozenset(chord.pitch_classes) in marks for chord in heard)
    allowed = {frozenset(chord.pitch_classes) for chord, _ in way.chords(tonic)}
    assert all(frozenset(chord.pitch_classes) in allowed for chord in heard)
    for chord, symbol in zip(made.chords, heard, strict=True):
        low = fs.Motif([name for name in chord.names]).midi
        assert {n % 12 for n in low} <= {*symbol.pitch_classes, symbol.bass_class}
        assert low[0] % 12 == symbol.bass_class and low[0] == min(low)


def test_a_pedal_colour_keeps_its_bass_and_a_modal_one_its_scale():
    for colour in ("lydian", "pedal"):
        assert {chord.names[0][:-1] for chord in fs.reharmonise(TUNE, colour).chords} == {"D"}
    inside = set(scale("D minor").pitch_classes)
    for symbol in fs.reharmonise(TUNE, "aeolian").symbols:
        assert set(Chord(symbol).pitch_classes) <= inside


def test_a_tune_that_does_not_fit_moves_its_home_unless_a_key_is_given():
    moved = fs.reharmonise(WALTZ, "aeolian")
    assert (moved.key, moved.outside) == ("B minor", ())
    stays = fs.reharmonise(WALTZ, "aeolian", key="D")
    assert stays.key == "D minor" and set(stays.outside) == {"F♯", "C♯", "B"}
    assert "F♯" in stays.told


def test_chromatic_thirds_go_by_thirds_out_of_the_key():
    roots = [Chord(symbol) for symbol in fs.reharmonise(TUNE, "chromatic thirds").symbols]
    changes = [(b.root_class - a.root_class) % 12 for a, b in pairwise(roots) if a != b]
    assert changes and set(changes) <= {3, 4, 8, 9}


def test_a_pickup_and_shorter_chords():
    tune = fs.Motif("A4 D5:2 E5:2 D5:3", key="D", meter="4/4", begins=4)
    made = fs.reharmonise(tune, "mixture")
    assert [chord.start for chord in made.chords] == [0, 1, 5]
    assert [chord.beats for chord in fs.reharmonise(TUNE, "quartal", beats=2).chords] == [Fraction(2)] * 16
    assert made.to_music21().parts[0].flatten().notes[0].pitch.nameWithOctave == "A4"


@pytest.mark.parametrize(
    ("call", "said"),
    (
        (lambda: fs.reharmonise(TUNE, "lidian"), "Did you mean 'lydian'"),
        (lambda: fs.reharmonise(TUNE, 3), "no colour 3"),
        (lambda: fs.reharmonise(fs.Motif("R R"), "major"), "rests only"),
        (lambda: fs.reharmonise(TUNE, "major", beats=0), "more than 0 beats"),
        (lambda: fs.reharmonise(TUNE, "major", beats="1/8"), "longer"),
        (lambda: score_of("lydan"), "no colour 'lydan'"),
        (lambda: chords_in(None), "no colour None"),
    ),
)
def test_bad_input_is_told(call, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        call()


# the six colours that the course keeps as notes


def test_the_tune_is_its_own_and_has_no_third():
    assert fs.sounds_like(TUNE) == []
    assert {name[:-1] for name in TUNE.pitches} == {"D", "A", "E"}
    assert TUNE.compass <= 16 and TUNE.beats == 4 * len(METERS)


@pytest.fixture(scope="module")
def scores():
    return {colour: score_of(colour) for colour in COLOURS}


def under(score, start, beats):
    """Pitch classes of every part but the tune's and the celesta's."""
    whole = passage(score)
    tune = whole.notes[0].part
    notes = [
        n
        for n in whole.notes
        if n.part not in (tune, "Celesta") and n.start < start + beats and n.start + n.beats > start
    ]
    return {n.pitch.midi % 12 for n in notes}, min(n.pitch.midi for n in notes) % 12


@pytest.mark.parametrize("colour", COLOURS)
def test_each_colour_keeps_the_tune_and_has_the_chords_it_names(scores, colour):
    whole = passage(scores[colour])
    tune = [(n.pitch.name, n.start, n.beats) for n in whole.notes if n.part == whole.notes[0].part]
    assert tune == list(TUNE.notes)
    assert len(whole.bars) == 8 and whole.bpm == BPM == 60, "as it is laid on First Bloom and comes rendered"
    at = 0
    for symbol, beats in chords_in(colour):
        chord = Chord(symbol)
        sounds, lowest = under(scores[colour], at, beats)
        assert sounds == {*chord.pitch_classes, chord.bass_class}, (symbol, at)
        assert lowest == chord.bass_class
        at += beats
    assert at == 32


def test_the_six_differ_in_kind(scores):
    read = {colour: fs.read_harmony(scores[colour], key="D") for colour in COLOURS}
    longest = {c: max((p.bars for p in r.pedals if p.below), default=0) for c, r in read.items()}
    assert longest["lydian"] == longest["pedal"] == 8 and longest["aeolian"] < 2 and longest["quartal"] < 2
    assert any(note == "G♯" for note, _, _ in read["lydian"].keys[0].outside)
    assert read["aeolian"].keys[0].key == "D minor" and len(read["aeolian"].keys) == 1
    assert read["mixture"].mode_changes
    assert len({chords for chords in (tuple(chords_in(c)) for c in COLOURS)}) == 6
    found = order(scores, key="D")
    assert found.chance("lydian", "aeolian") > 0.95 and found.chance("lydian", "pedal") > 0.95


@pytest.mark.parametrize("colour", COLOURS)
def test_the_engine_plays_them_and_every_player_can(scores, colour):
    tempo = fs.TempoMap(start=0, rate="24").bars(8, "4/4", bpm=BPM)
    played = perform(scores[colour], tempo, humanise=False)
    whole = passage(scores[colour])
    assert 29 <= played.seconds < 36
    for part in {note.part for note in whole.notes}:
        assert any(part in track.name and track.notes for track in played.tracks)
        player = next(one for one in INSTRUMENTS if re.search(one.pattern, part.lower()))
        own = [note.pitch.midi for note in whole.notes if note.part == part]
        assert player.low <= min(own) and max(own) <= player.high, part


SHORT = fs.Motif("D4:3/2 A4:1/2 E5:2 D5 A4:3", key="D", meter="4/4")


@pytest.mark.parametrize("colour", [name for name, way in WAYS.items() if name not in ("phrygian", "whole-tone")])
def test_a_short_passage_begins_at_home_whatever_follows(colour):
    for beats in (4, 2):
        made = fs.reharmonise(SHORT, colour, key="D", beats=beats)
        assert Chord(made.symbols[0]).root == "D" and len(made.symbols) == 8 // beats


def test_what_is_told_of_a_colour_sounds():
    made = fs.reharmonise(TUNE, "mixture")
    said = made.told.split("\n")[0]
    assert "iv and ♭VI" not in said
    marks = {frozenset(chord.pitch_classes) for chord in WAYS["mixture"].marks("D")}
    own = [symbol for symbol in made.symbols if frozenset(Chord(symbol).pitch_classes) in marks]
    assert own and f"What makes it that here: {', '.join(dict.fromkeys(own))}." in said


def test_a_chord_that_fits_two_notes_does_not_stand_for_the_whole_colour():
    symbols = fs.reharmonise(TUNE, "mixture").symbols
    assert max(symbols.count(one) for one in set(symbols) - {"D"}) <= 2 and "Gm" in symbols
