"""Reading harmony: chords, pedals, pairs and keys of passages that were made to have them."""

import random

import pytest
from music21 import chord as m21chord
from music21 import converter, instrument, key, note, stream, tie

import filmscore as fs
from filmscore.music.harmony.chords import Chord, chords_of
from filmscore.music.harmony.moments import passage, trimmed
from filmscore.music.harmony.suspense import check


def test_it_reads_back_the_chords_it_was_given():
    random.seed(8)
    kinds = ("", "m", "7", "m7", "maj7", "°", "mmaj7")
    for _ in range(12):
        row = []
        while len(row) < 8:
            symbol = random.choice("CDEFGAB") + random.choice(kinds)
            if not row or not {*Chord(symbol).pitch_classes} >= {*Chord(row[-1]).pitch_classes}:
                row.append(symbol)
        read = fs.read_harmony(" ".join(row), pedal=100)
        heard = {float(one.start): one.chord for one in read.chords}
        right = sum(heard.get(4.0 * i) == Chord(symbol) for i, symbol in enumerate(row))
        assert right >= 7, (row, read.symbols)


def test_arpeggios_and_passing_notes_are_one_chord():
    tune = fs.Motif("C4:1/2 E4:1/2 G4:1/2 C5:1/2 G4:1/2 F4:1/2 E4:1/2 C4:1/2 F3 A3 C4 F4", meter="4/4")
    assert fs.read_harmony(tune).symbols == ("C", "F")


def test_transposing_parts_ties_grace_notes_and_empty_bars():
    part = stream.Part([instrument.Clarinet()])
    held = note.Note("D5", quarterLength=4)
    measures = [stream.Measure(number=n) for n in (1, 2, 3)]
    held.tie = tie.Tie("start")
    measures[0].append(held)
    again = note.Note("D5", quarterLength=2)
    again.tie = tie.Tie("stop")
    measures[1].append([again, note.Note("E5", quarterLength=2).getGrace(), note.Rest(quarterLength=2)])
    measures[2].append(note.Rest(quarterLength=4))
    part.append(measures)
    part.atSoundingPitch = False
    whole = passage(stream.Score([part]))
    assert [(n.pitch.name, n.start, n.beats) for n in whole.notes] == [("C5", 0, 6)]
    assert whole.moments[-1].pitches == ()


def test_a_file_is_read(tmp_path):
    path = tmp_path / "four.musicxml"
    fs.Motif("D4:4 E4:4").harmonise("D A7").to_music21().write("musicxml", path)
    assert fs.read_harmony(path).symbols[0] == "D"
    assert fs.read_harmony(str(path)).symbols == fs.read_harmony(converter.parse(path)).symbols


def test_a_pedal_is_found_with_its_length_and_not_where_there_is_none():
    read = fs.read_harmony("D E/D Gm/D C#°7/D D A Bm", key="D")
    (pedal,) = [p for p in read.pedals if p.below]
    assert (pedal.note, pedal.start, pedal.bars) == ("D", 0, 5)
    assert 0 < pedal.foreign < 1
    assert [str(chord) for chord in pedal.chords][:3] == ["D", "E", "Gm"]
    assert not [p for p in fs.read_harmony("D G A D G A", key="D").pedals if p.below]
    assert fs.read_harmony("D D D D").pedals == ()  # nothing changes over it


def test_a_pedal_may_be_struck_and_lie_at_the_top():
    low, high = stream.Part(), stream.Part()
    for symbol in ("C4 E4 G4", "D4 F4 A4", "B3 D4 G4", "C4 E4 G4"):
        high.append(m21chord.Chord(symbol.split(), quarterLength=4))
        for _ in range(4):
            low.append([note.Note("C2", quarterLength=0.5), note.Rest(quarterLength=0.5)])
    struck = fs.read_harmony(stream.Score([high, low]))
    assert [p.note for p in struck.pedals if p.below and p.bars > 3.5] == ["C"]
    top = stream.Part([note.Note("C6", quarterLength=16)])
    above = fs.read_harmony(stream.Score([top, high]))
    (pedal,) = [p for p in above.pedals if not p.below]
    assert pedal.note == "C" and pedal.foreign > 0.4


@pytest.mark.parametrize("by", range(0, 12, 5))
def test_the_mode_change_is_where_it_is(by):
    row = [str(chord.transpose(by)) for chord in chords_of("D G A7 D D G Dm Gm A7 Dm Gm Dm")]
    (change,) = fs.read_harmony(row).changes
    assert change.same_tonic and change.bar == 7
    assert change.before.endswith("major") and change.after.endswith("minor")


def test_one_borrowed_chord_is_no_new_key():
    read = fs.read_harmony("C F C Fm C G7 C Am F G C C")
    assert len(read.keys) == 1 and read.mode_changes == ()
    assert [one.numeral for one in read.chords][3] == "iv"


def test_pairs_are_labelled_in_time_and_from_the_tonic():
    read = fs.read_harmony("C Ab C Ab C", key="C")
    (pair,) = read.pairs
    assert (pair.pair.label, pair.changes, pair.by_tonic.label) == ("M8M", 4, "M8M")
    other = fs.read_harmony("Ab C C C C", key="C").pairs[0]
    assert (other.pair.label, other.by_tonic.label) == ("M4M", "M8M")
    assert fs.read_harmony("C G7 C").pairs == ()  # a seventh chord is no triad


def test_bars_can_be_chosen_and_keep_their_numbers():
    read = fs.read_harmony("C F G C Am", bars=(2, 3))
    assert [(one.bar, str(one)) for one in read.chords] == [(2, "F"), (3, "G")]
    with pytest.raises(fs.FilmScoreError, match="bars 1 to 2"):
        trimmed(passage("C F"), 7, 9)


@pytest.mark.parametrize(
    ("what", "said"),
    ((5, "no harmony to read"), (None, "no harmony"), ("", "no chord"), ("Xm", "no chord"), (stream.Score(),
    "no notes"),
     ("missing.musicxml", "no file"), ([], "no chords")),
)  # fmt: skip
def test_what_cannot_be_read_is_told(what, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        fs.read_harmony(what)


def test_other_bad_input():
    for options, said in (
        ({"pedal": 0}, "pedal is 0"),
        ({"bars": 3}, "bars is 3"),
        ({"key": "H"}, "no key"),
        ({"beats": 0}, "beats is 0"),
        ({"every_pair": 3}, "every_pair is True or False"),
    ):
        with pytest.raises(fs.FilmScoreError, match=said):
            fs.read_harmony("C F", **options)


# suspense


SKETCH = "Dm C#°7/D Ebmaj7b5/D C°7/D C#°7/D G#°7/D"


def test_a_sketch_that_withholds_keeps_every_rule():
    found = check(SKETCH, key="d", pedal=6, density=(3, 5), withhold="D", leading_tone=True, stop_before=7)
    assert found.kept and len(found.rules) == 6 and found.broken == ()


@pytest.mark.parametrize(
    ("row", "options", "rule", "bar"),
    (
        (SKETCH.replace("C°7/D", "C°7"), {"pedal": 6}, "pedal", 1),
        (SKETCH + " A7 Dm", {"pedal": None}, "no cadence", 8),
        ("Dm Bb Gm Dm", {"pedal": None}, "no cadence", 4),
        (SKETCH, {"density": 3}, "density", 2),
        (SKETCH, {"density": "thinning"}, "density", None),
        (SKETCH + " D", {"withhold": "D"}, "withheld", 7),
        (SKETCH, {"withhold": True}, "withheld", 1),
        (SKETCH, {"stop_before": (6, 3)}, "stops", 6),
    ),
)
def test_a_broken_rule_says_where(row, options, rule, bar):
    found = check(row, key="d", **options)
    assert not found[rule].kept and not found.kept
    assert found[rule].bar == bar


def test_a_leading_tone_that_goes_home_is_heard_in_its_own_part():
    home = fs.Motif("C#5:4 D5:4").against(fs.Motif("A3:4 F3:4"))
    score = home.to_music21() if hasattr(home, "to_music21") else None
    assert score is not None
    assert not check(score, key="d", pedal=None, leading_tone=True)["leading tone"].kept
    away = fs.Motif("C#5:4 Bb4:4").against(fs.Motif("A3:4 D4:4")).to_music21()
    assert check(away, key="d", pedal=None, leading_tone=True)["leading tone"].kept


def test_rules_that_cannot_be_asked_for():
    for options, said in (
        ({"density": "much"}, "density is 'much'"), ({"density": (5, 2)}, "density is"), ({"pedal": -1}, "pedal is -1"),
        ({"stop_before": "x"}, "stop_before"), ({"withhold": "Hm"}, "no chord"), ({"pedal": None, "cadence": True},
        "No rule"),
    ):  # fmt: skip
        with pytest.raises(fs.FilmScoreError, match=said):
            check(SKETCH, **options)
    with pytest.raises(fs.FilmScoreError, match="No rule 'density'"):
        check(SKETCH)["density"]


def test_music21_key_objects_do_not_get_in_the_way():
    part = stream.Part([key.Key("D"), m21chord.Chord(["D4", "F#4", "A4"], quarterLength=4)])
    assert fs.read_harmony(part).symbols == ("D",)


# what is heard by itself, and what is called by its name


def test_two_notes_are_given_no_third():
    read = fs.read_harmony(fs.bars_of(["E3+D#5:4", "C3+E4:4", "E3+B4:4", "D3+B4:4", "E3+C5:4"]), key="e")
    assert [str(one) for one in read.chords] == ["E·D♯", "C", "E5", "Bm/D", "C/E"]
    one_after_another = fs.read_harmony(fs.Motif("E2:2 F2:2", meter="4/4"))
    assert [one.chord for one in one_after_another.chords] == [None]


def test_a_note_that_lies_long_is_heard_alone():
    read = fs.read_harmony(fs.bars_of(["E2:4", "E2+B3:4", "E2+B3+F#4:4", "E2+Bb3+G4+C#5:4"]), key="e")
    assert [(one.bar, str(one)) for one in read.chords] == [(1, "E"), (2, "E5"), (3, "Esus2"), (4, "E°7")]
    assert read.chords[0].chord is None and read.chords[2].numeral == "Isus2"
    assert read.chords[2].notes == ("E", "B", "F♯") or read.chords[2].notes == ("E", "F♯", "B")


def test_a_chord_that_could_stand_on_its_bass_is_called_by_it():
    for names, symbol in (("E B F#", "Esus2"), ("E G Bb C#", "E°7"), ("C E G#", "C+"), ("E A B", "Esus4")):
        notes = "+".join(f"{name}{3 + i}" for i, name in enumerate(names.split()))
        assert fs.read_harmony(fs.bars_of([f"{notes}:4"]), key="e").symbols == (symbol,)
    assert fs.read_harmony("C/E", key="C").symbols == ("C/E",)


def test_what_has_no_name_is_told_by_all_its_notes():
    read = fs.read_harmony(fs.bars_of("C4+C#4+D4:4 | C4+D4+E4+F4+G4:4"), key="C")
    assert read.symbols == ("C·C♯·D", "C·D·E·F·G")


def test_a_mode_that_was_said_is_kept():
    bars = fs.bars_of(["E2+G#3+B3:4", "E2+B3+D#4+A4:4", "E2+G#3+B3:4"])
    assert [span.key for span in fs.read_harmony(bars, key="e").keys] == ["E minor"]
    assert [span.key for span in fs.read_harmony(bars, key="E minor").keys] == ["E minor"]
    assert [span.key for span in fs.read_harmony(bars, key="E").keys] == ["E major"]
    assert [span.key for span in fs.read_harmony("Dm Gm A Dm", key="D").keys] == ["D minor"]
    assert [span.key for span in fs.read_harmony("Dm Gm A Dm", key="D major").keys] == ["D major"]


def test_a_chord_ends_where_its_notes_end():
    """The wonder study: a high D stays alone from bar 5, beat 4 on, and nothing lies below it till bar 6, beat 3."""
    read = fs.read_harmony(fs.study("wonder"))
    rows = [(c.bar, str(c.beat), str(c.beats), str(c)) for c in read.chords if 4 <= c.bar <= 6]
    assert rows == [
        (4, "1", "3", "Dm"), (4, "4", "1", "G"), (5, "1", "3", "Dm"), (5, "4", "3", "D"), (6, "3", "2", "D5"),
    ]  # fmt: skip
    assert not [p for p in read.pedals if p.below], "the G of the harp is struck below, and then nothing is"
    assert "B♮, the raised sixth, for" in read.told and "E♭, the lowered second, for" in read.told


def test_the_raised_sixth_is_told_where_it_is_not_on_its_way():
    assert "B♮, the raised sixth" in fs.read_harmony("Dm G Dm G Dm", key="d").told
    assert "raised" not in fs.read_harmony("Dm G A7 Dm", key="d").told


def test_a_pedal_has_the_chords_that_the_table_has():
    bars = fs.bars_of(["D3+A3+F4:4", "D3+A3:4", "D3+B3+G4:4", "D3+A3+F4:4", "A2+E4+C#5:4"])
    read = fs.read_harmony(bars, key="d")
    (pedal,) = [p for p in read.pedals if p.below]
    over = [one.chord for one in read.chords if one.chord and one.start < pedal.start + pedal.beats]
    assert [chord.root for chord in pedal.chords] == [chord.root for chord in over]
    assert {chord.bass for chord in over} == {"D"}


def test_notes_of_one_chord_over_its_root_are_no_pedal():
    held = fs.bars_of(["D3+A3+F4:4", "D3+A3:4", "D3+F4:4", "D3+A3+F4:4"])
    assert not [p for p in fs.read_harmony(held, key="d").pedals if p.below]
    line = fs.bars_of(["D3+A3:4", "D3+B3:4", "D3+C4:4"])
    (pedal,) = [p for p in fs.read_harmony(line, key="d").pedals if p.below]
    assert pedal.bars == 3 and pedal.foreign == 1


def test_notes_are_told_from_the_bass_up():
    read = fs.read_harmony("C/E Dm7/C", key="C")
    assert [one.notes for one in read.chords] == [("E", "G", "C"), ("C", "D", "F", "A")]


def test_plain_steps_are_no_news():
    assert fs.read_harmony("C F G C", key="C").pairs == ()
    assert len(fs.read_harmony("C F G C", key="C", every_pair=True).pairs) == 3
    assert fs.read_harmony("Am E Am", key="a").pairs == ()  # the dominant belongs to it
    assert [one.pair.label for one in fs.read_harmony("Dm G Dm", key="d").pairs] == ["m5M"]


ROWS = {  # the rows of a page in C: what each raised fourth is, and the bass that answers it
    "C D/C C D/C": ["colour C", "colour None"], "C D7 G7 C": ["leading G"], "C F#°7 G7 C": ["leading G"],
    "C Bm/C D/C C": ["colour C", "colour C"], "Am D7 G C": ["leading G"], "C D/C G/B C": ["leading B"],
    "C D/C D7 G": ["leading D", "leading G"], "C D7 C/G G7": ["leading G"], "C D7 F C": ["open F"],
    "C D": ["open None"], "C Gb F C": [], "C F G C": [],
}  # fmt: skip


@pytest.mark.parametrize("by", (0, 3, 6, 10))
@pytest.mark.parametrize(("row", "roles"), ROWS.items())
def test_whose_is_the_raised_fourth(row, roles, by):
    up = {0: "P1", 3: "m3", 6: "d5", 10: "m7"}[by]
    moved = [chord.transpose(up) for chord in chords_of(row)]
    found = fs.raised_fourth(moved, Chord("C").transpose(up).root)
    told = [f"{one.role} {None if one.bass is None else (Chord(one.bass).root_class - by) % 12}" for one in found]
    numbers = {"C": 0, "D": 2, "F": 5, "G": 7, "B": 11, "None": None}
    assert told == [f"{role} {numbers[bass]}" for role, bass in (one.split() for one in roles)]
    assert all(one.chord == moved[one.place] and str(one) == one.told for one in found)


def test_a_reading_tells_a_colour_from_a_leading_tone():
    def outside(row):
        return fs.read_harmony(row, key="C").keys[0].told

    assert "F♯, the raised fourth, for" in outside("C D/C C D/C C")
    assert "F♯, the leading tone of G, for" in outside("C D7 G7 C")
    assert "F♯, the raised fourth, also as leading tone of G" in outside("C D7 G7 C D/C C")
