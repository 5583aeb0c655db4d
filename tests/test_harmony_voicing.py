"""Chords given to voices: the closest way by exhaustive search, ranges, remarks, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from music21 import note, voiceLeading

import filmscore as fs
from filmscore.course.answers import plain
from filmscore.errors import FilmScoreError
from filmscore.music.harmony import voicing_search
from filmscore.music.harmony.chords import Chord, chords_of
from filmscore.music.harmony.leading_style import doubled, is_parallel, remarks_on
from filmscore.music.harmony.ranges import RANGES, ranges_of, voices_of
from filmscore.music.harmony.voicing import laid, lead
from filmscore.music.pitch import Pitch, midi_of
from filmscore.widgets.roll_read import read

NAMES = ["C", "Am", "F", "G7", "Dm7", "Fm", "A♭", "E♭/G", "D/C", "B°7", "Cmmaj7", "D♭", "F♯m", "Esus4", "B♭/D"]
TIGHT = {"soprano": ("G4", "E5"), "alto": ("B3", "A4"), "tenor": ("D3", "E4"), "bass": ("G2", "G3")}


def by_hand(chord: Chord, voices, ranges) -> list[tuple[int, ...]]:
    """All layings, from the top down, by trying every note of every range."""
    numbers = {*chord.pitch_classes, chord.bass_class}
    spans = [range(midi_of(ranges[v][0]), midi_of(ranges[v][1]) + 1) for v in voices]
    return [
        way
        for way in product(*([m for m in span if m % 12 in numbers] for span in spans))
        if way[-1] % 12 == chord.bass_class
        and all(a >= b for a, b in pairwise(way))
        and numbers == {m % 12 for m in way}
    ]


@pytest.mark.parametrize("row", ["C F C", "C Fm A♭", "Am E♭/G D♭", "G7 C Am", "C F♯m", "Dm7 G7 C", "B°7 C"])
def test_no_other_way_through_the_chords_moves_less(row):
    chords, voices = chords_of(row), voices_of("SATB")
    every = [by_hand(chord, voices, TIGHT) for chord in chords]
    assert all(every) and max(map(len, every)) > 2
    least = min(
        sum(abs(a - b) for one, two in pairwise(way) for a, b in zip(one, two, strict=True)) for way in product(*every)
    )
    led = lead(row, ranges=TIGHT)
    assert led.movement == least == sum(led.steps)
    assert lead(row, ranges=TIGHT, style="chorale").movement >= least


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6), st.sampled_from(["SATB", "strings", "SAB", "TTBB"]),
       st.sampled_from(["closest", "chorale"]))  # fmt: skip
@settings(max_examples=30, deadline=None)
def test_every_voicing_lies_in_range_with_all_its_notes_as_they_are_spelled(row, voices, style):
    names = voices_of(voices)
    if len(names) < 4:
        row = [name for name in row if len({*Chord(name).pitch_classes, Chord(name).bass_class}) == 3] or ["C"]
    led = lead(row, voices, style=style)
    assert led.voices == names and len(led) == len(row)
    for i, chord in enumerate(led.chords):
        column = led.at(i)
        heard = [midi_of(name) for name in column]
        assert heard == sorted(heard), "no voices cross"
        assert {n[:-1] for n in column} == {*chord.notes, chord.bass}
        assert column[0][:-1] == chord.bass
        for voice, midi in zip(reversed(names), heard, strict=True):
            low, high = ranges_of(names)[voice]
            assert low.midi <= midi <= high.midi
    assert not {r.kind for r in led.remarks} & {"crossing", "missing", "foreign", "range"}


@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_search_counts_the_remarks_that_are_told(row, random):
    """The prices of the search and the sentences of the remarks are written apart: they must agree."""
    chords, voices = chords_of(row), voices_of("SATB")
    options = [voicing_search.ways(c, voices, ranges_of(voices), None, None) for c in chords]
    way = [random.choice(some) for some in options]
    prices = {"semitone": 0, "parallel": 1, "leap": 100, "gap": 10_000, "thick": 0, "double": 10**6, "overlap": 10**8}
    cost = 0.0
    for i, (chord, one) in enumerate(zip(chords, way, strict=True)):
        here = np.array([[p.midi for p in one]])
        alone = voicing_search._alone(np, here, chord, prices, 11, 60.0)[0]
        flat = voicing_search._alone(np, here, chord, dict.fromkeys(prices, 0), 11, 60.0)[0]
        cost += alone - flat
        if i:
            before = np.array([[p.midi for p in way[i - 1]]])
            cost += voicing_search._change(np, before, here, prices)[0, 0]
    lines = [[one[v] for one in way] for v in range(4)]
    told = remarks_on(chords, voices, lines, 11)
    kinds = {"parallel fifths": 1, "parallel octaves": 1, "leap": 100, "spacing": 10_000, "doubling": 10**6,
             "overlap": 10**8}  # fmt: skip
    assert round(cost) == sum(kinds.get(remark.kind, 0) for remark in told)


def test_music21_hears_the_same_parallels():
    notes = [60, 62, 64, 65, 67, 69, 71, 72, 74, 76]
    found = {7: 0, 0: 0}
    for low, then_low, high, then_high in product(notes[:6], notes[:6], notes[3:], notes[3:]):
        together = (then_low > low) == (then_high > high)  # music21 counts fifths and octaves by contrary motion too
        if high < low or then_high < then_low or not together:
            continue
        theirs = voiceLeading.VoiceLeadingQuartet(*map(note.Note, (high, then_high, low, then_low)))
        ours = is_parallel(high, low, then_high, then_low)
        if (high - low) % 12 == 7 and (then_high - then_low) % 12 == 7:
            assert (ours == 7) == theirs.parallelFifth(), (low, then_low, high, then_high)
        if (high - low) % 12 == 0 and (then_high - then_low) % 12 == 0:
            assert (ours == 0) == theirs.parallelUnisonOrOctave(), (low, then_low, high, then_high)
        if ours is not None:
            found[ours] += 1
    assert found[7] > 20 and found[0] > 10


def test_a_chorale_has_few_remarks_and_moves_a_little_more():
    row = "C Am F G7 C Fm C D♭/F G7 C"
    closest, chorale = lead(row, key="C"), lead(row, key="C", style="chorale")
    assert len(chorale.remarks) < len(closest.remarks) or chorale.remarks == ()
    assert closest.movement <= chorale.movement
    assert not [r for r in chorale.remarks if "parallel" in r.kind]


def test_a_pedal_stays_while_all_else_moves():
    led = lead("C D Fm B♭ C", voices="string orchestra", pedal="C")
    assert set(led.notes_of("double bass")) == {led.notes_of("double bass")[0]}
    assert [str(c) for c in led.chords] == ["C", "D/C", "Fm/C", "B♭/C", "C"]
    for i, chord in enumerate(led.chords):
        assert set(chord.notes) <= {name[:-1] for name in led.at(i)[1:]} | {"C"}
    assert lead("C D", voices="strings", pedal="C3").notes_of("cello") == ("C3", "C3")
    with pytest.raises(FilmScoreError, match=r"pedal C7: C7 lies above what the bass reaches"):
        lead("C", pedal="C7")
    with pytest.raises(FilmScoreError, match="pedal"):
        lead("C", pedal=7)


def test_a_tune_on_top_keeps_its_notes_even_those_the_chord_has_not():
    tune = fs.Motif("E5:2 F5:1 D5:1 C5:4", key="C", meter="4/4")
    led = lead("C Fm G7 C", top=tune, key="C")
    assert led.notes_of("soprano") == tune.pitches and led.beats == tune.durations
    leans = lead("C F", top="D5 F5")
    assert leans.notes_of("soprano")[0] == "D5" and {n[:-1] for n in leans.at(0)} == {"C", "D", "E", "G"}
    with pytest.raises(FilmScoreError, match="F: A5 lies above what the soprano reaches"):
        lead("C F C", top="G5 A5 B4")
    with pytest.raises(FilmScoreError, match="top has 1 notes"):
        lead("C F", top=["C5"])


def test_a_given_start_is_kept():
    led = lead("C F", start="C3 G3 E4 C5")
    assert led.at(0) == ("C3", "G3", "E4", "C5") and led.steps == (8,)
    for start, said in (("C3 G3 E4 F4", "gives the soprano F4"), ("C3 G3 E4", "has 3 notes"), ("C3 C4 G3 C5", "above"),
                        ("C1 G3 E4 C5", "C1 lies below what the bass")):  # fmt: skip
        with pytest.raises(FilmScoreError, match=said):
            lead("C F", start=start)


def test_where_voices_are_few_the_fifth_goes_first_and_then_too_few_is_said():
    three = lead("G7 C", voices="SAB", ranges={"bass": ("F2", "C4")})
    assert {n[0] for n in three.at(0)} == {"G", "B", "F"}
    nine = lead("Cmaj9", voices="SATB").at(0)
    assert {n[0] for n in nine} == {"C", "E", "B", "D"}
    with pytest.raises(FilmScoreError, match=r"C13 has 6 notes \(C E G B♭ D A\), and 2 voices"):
        lead("C13", voices="SB")


# ---------------------------------------------------------------- what somebody wrote


@pytest.mark.parametrize(
    ("notes", "kind", "voices"),
    [(["C3 G3 E4 C5", "D3 A3 F4 D5"], "parallel fifths", ("tenor", "bass")),
     (["C3 G3 E4 C5", "D3 A3 F4 D5"], "parallel octaves", ("soprano", "bass")),
     (["C3 G3 E4 C5", "C3 G3 C5 E5"], "leap", ("alto",)),
     (["C3 E3 G3 E5"], "spacing", ("soprano", "alto")),
     (["C3 E3 A4 C4"], "crossing", ("soprano", "alto")),
     (["C3 G3 E4 C5", "F3 A3 C5 F5"], "overlap", None),
     (["F2 A2 G3 C5"], "low and close", ("tenor", "bass")),
     (["G2 B3 B4 D5"], "doubling", ("alto", "tenor"))],
)  # fmt: skip
def test_each_style_note_names_its_voices(notes, kind, voices):
    given = laid(notes, ranges={"tenor": ("A2", "C5"), "alto": ("G3", "E5"), "soprano": ("A3", "A5")}, key="C")
    found = [r for r in given.remarks if r.kind == kind]
    if kind == "overlap":
        assert not found, "C5 where the soprano was is no overlap yet"
        found = [r for r in laid(["C3 G3 E4 C5", "F3 A3 D5 F5"], "C F6/F", ranges={"alto": ("G3", "E5")}).remarks
                 if r.kind == "overlap"]  # fmt: skip
        assert found
    elif kind == "parallel fifths":
        assert voices in [r.voices for r in found]
    else:
        assert [r.voices for r in found] == [voices], [str(r) for r in given.remarks]
    for remark in found:
        assert all(voice in remark.told for voice in remark.voices) and str(given.chords[0]) in given.told


def test_notes_that_do_not_fit_their_chord_are_remarked_on():
    given = laid(["C3 G3 E4 C5", "F3 A3 F4 C5"], "C Fm")
    assert [(r.kind, r.voices) for r in given.remarks if r.kind in ("foreign", "missing", "bass")] == [
        ("foreign", ("tenor",)), ("missing", ())]  # fmt: skip
    assert [r.kind for r in laid(["E3 G3 E4 C5"], "C").remarks] == ["bass"]
    assert laid(["C3 G3 E4 C5"]).chords == (Chord("C"),) and laid(["C3 G#3 F4 C5"], "Fm/C").remarks == ()


@pytest.mark.parametrize(
    ("args", "said"),
    [((["C3 G3 E4"],), "Chord 1 has 3 notes"), ((["C1 G3 E4 C5"],), r"C \(chord 1\): C1 lies below what the bass"),
     ((["C3 G3 E4 C5", "C3 G3 E4 C7"],), r"C \(chord 2\): C7 lies above what the soprano"), (([],), "no notes here"),
     ((5,), "are no chords"), (("C3 G3",), "are no chords"), ((["C3 G3 E4 C5"], "C F"), "1 chords in notes and 2"),
     (([7],), "Chord 1 has 0 notes"), ((["C3 G3 E4 H5"],), "no note name")],
)  # fmt: skip
def test_what_cannot_be_laid_says_so(args, said):
    with pytest.raises(FilmScoreError, match=said):
        laid(*args)


@pytest.mark.parametrize(
    ("args", "said"),
    [({"chords": "E", "ranges": {"bass": ("C3", "D3")}}, r"E: the bass has no E, the lowest note, between C3 and D3"),
     ({"chords": "C", "ranges": {"alto": ("C♯4", "D4")}}, r"C: the alto has no note of it between C♯4 and D4"),
     ({"chords": "C", "voices": ["bass", "soprano", "alto"]}, "from the top down"),
     ({"chords": "C", "ranges": {v: ("C3", "G3") for v in ("soprano", "alto", "tenor")}}, None),
     ({"chords": "C", "voices": "SAX"}, "'SAX' are no voices"),
     ({"chords": "C", "voices": ["violin", "kazoo"]}, "kazoo"),
     ({"chords": "C", "voices": ["violin", "celo"]}, "Did you mean cello"), ({"chords": "C Foo"}, "Chord 2"),
     ({"chords": ""}, "no chords here"), ({"chords": "C", "style": "x"}, "'closest' or 'chorale'"),
     ({"chords": "C F", "beats": [1]}, "2 chords and 1 lengths"), ({"chords": "C", "beats": 0}, "more than 0"),
     ({"chords": "C", "ranges": {"viol": ("C3", "D3")}}, "no such voice"), ({"chords": "C", "voices": "S"}, "1 voices"),
     ({"chords": "C", "voices": 5}, "0 voices"), ({"chords": ["C"] * 200}, "more than the 128"),
     ({"chords": "C", "ranges": {"alto": ("D4", "C4")}}, "not above it"), ({"chords": "C", "key": "Q"}, "no key"),
     ({"chords": "C", "ranges": {"alto": "high"}}, "lowest and highest"), ({"chords": "C", "meter": "4"}, "meter")],
)  # fmt: skip
def test_what_cannot_be_led_says_so(args, said):
    if said is None:
        assert set(lead(**args).at(0)[1:]) <= {"C3", "E3", "G3"}, "voices may meet in a narrow place"
        return
    with pytest.raises(FilmScoreError, match=said):
        lead(**args)


def test_ranges_are_of_notes_that_exist_and_in_order():
    for name, (low, high) in RANGES.items():
        assert Pitch.read(low).midi < Pitch.read(high).midi, name
    assert voices_of("TTBB") == ("tenor 1", "tenor 2", "bass 1", "bass 2")
    kazoo = ranges_of(("violin I", "kazoo"), {"kazoo": "C3-C5"})
    assert kazoo["violin I"][0].name == "G3" and kazoo["kazoo"][1].name == "C5"


def test_doublings_that_pull_one_way():
    assert doubled(Chord("G7"), 11) == [(5, "its seventh"), (11, "the leading tone")]
    assert doubled(Chord("C"), 11) == [] == doubled(Chord("Am"), None)


# ---------------------------------------------------------------- heard and seen


def test_it_plays_voice_by_voice_and_is_engraved():
    led = lead("C Fm/A♭ G7 C", key="C", beats=[2, 2, 3, 1])
    score = led.to_music21()
    assert [p.partName for p in score.parts] == ["Soprano", "Alto", "Tenor", "Bass"]
    for part, voice in zip(score.parts, led.voices, strict=True):
        heard = [n for n in part.flatten().notes if n.tie is None or n.tie.type == "start"]
        assert [n.pitch.midi for n in heard] == [midi_of(name) for name in led.notes_of(voice)]
    roll = read(led)
    assert len(roll.parts) == 4 and roll.beats == 8
    assert len(roll.notes) == sum(len(line) for line in led.sung) == 14, "a C and an F stay through two chords"
    tied = led.to_music21(tied=True).parts["Alto"].flatten().notes
    assert [(n.pitch.midi, n.tie and n.tie.type) for n in tied][1:3] == [(65, "start"), (65, "stop")]
    shown = fs.show(led)
    assert "Soprano" in str(shown) and "From the bass up, C:" in str(shown)
    assert fs.show(led, closed=True) is not None and fs.show(led.chords[1]) is not None
    assert fs.show(list(led.chords)) is not None and fs.show(fs.scale("E♭ octatonic")) is not None
    with pytest.raises(FilmScoreError, match="closed"):
        fs.show(led, closed="yes")


def test_chords_and_scales_play():
    assert [n.pitch for n in read(Chord("Fm7/C")).notes] == [48, 51, 53, 56]
    assert len(read([Chord("C"), Chord("Fm")]).notes) == 6
    assert [n.name for n in read(fs.scale("C lydian")).notes][:4] == ["C4", "D4", "E4", "F♯4"]


def test_an_answer_is_plain_and_is_laid_again():
    led = lead("C Am F G7 C", key="C")
    again = laid(led.answer, led.chords, key="C")
    assert again.lines == led.lines and again.remarks == led.remarks and plain(led) == (led.answer, True)
    assert led.line("soprano").pitches == led.notes_of("soprano") and led.line("bass").key == "C major"
    with pytest.raises(FilmScoreError, match="no voice 'horn'"):
        led.notes_of("horn")


def test_a_player_nobody_knows_is_a_piano():
    led = lead("C F", voices=["kazoo", "viola", "cello"], ranges={"kazoo": "C4-C6"})
    assert read(led).parts[0].instrument == "piano" and read(led).parts[2].instrument in ("cello", "strings")


def test_lengths():
    assert lead("C F", beats="3/2").beats == (Fraction(3, 2),) * 2 and lead("C F").beats == (4, 4)


def test_two_versions_differ_where_they_should_and_nowhere_else():
    first = fs.lead("D G A7 D", style="chorale")
    second = fs.lead("D G A7 Bm", style="chorale", like=first)
    assert second.answer[:3] == first.answer[:3] and second.answer[3] != first.answer[3]
    middle = fs.lead("D Gm A7 D", style="chorale", like=first)
    assert [one == two for one, two in zip(first.answer, middle.answer, strict=True)] == [True, False, True, True]
    assert fs.lead("D G A7 D A7 D", like=first).answer[:4] == first.answer
    for wrong in (fs.lead("D G", voices="strings"), "D G", 5):
        with pytest.raises(fs.FilmScoreError, match="a voicing for the same voices"):
            fs.lead("D G", like=wrong)


def test_without_a_bass_each_voice_goes_to_its_nearest_note():
    three = {"voices": ["violin 1", "violin 2", "viola"], "start": "D4 F4 A4", "bass": False}
    for row, last in (("Dm D", "D4 F♯4 A4"), ("Dm Bb", "D4 F4 B♭4"), ("Dm F", "C4 F4 A4")):
        led = fs.lead(row, **three)
        assert led.answer[-1] == last and led.movement <= 2
    pole = fs.lead(fs.Triad("D").steps("HH"), ["violin 1", "violin 2", "viola"], start="D4 F#4 A4", bass=False)
    assert pole.steps == (3, 3) and pole.answer[0] == pole.answer[2]
    assert fs.lead("C/E G/D", ["violin 1", "viola", "cello"], bass=False).movement == 3
    with pytest.raises(fs.FilmScoreError, match="pedal='D'"):
        fs.lead("C G", bass="D")


def test_a_bass_that_stays_stays_where_it_is():
    tune = fs.Motif("D4:3/2 A4:1/2 E5:2 D5 A4:3", key="D", meter="4/4")
    lays = {row: [c.names for c in tune.harmonise(row, beats=[4, 2, 2]).chords] for row in (
        "D Em/D D", "D E/D D", "D Gm/D D")}  # fmt: skip
    for under in lays.values():
        assert {names[0] for names in under} == {"D2"}
    assert lays["D Em/D D"][1] == ("D2", "E3", "G3", "B3") and lays["D E/D D"][1] == ("D2", "E3", "G♯3", "B3")


def test_a_tune_over_chords_prints_as_chords_print():
    found = fs.Motif("D4 A4").harmonise("Bb D")
    assert found.told == "D4 is the third of B♭; A4 is the fifth of D" and "B♭ D" in repr(found)
