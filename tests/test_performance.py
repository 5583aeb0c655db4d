"""The performance stage: what stands on the page is what is played, when, how long and how loud."""

from __future__ import annotations

import itertools
import math

import pytest
from music21 import (
    articulations,
    bar,
    chord,
    duration,
    dynamics,
    expressions,
    instrument,
    key,
    meter,
    note,
    spanner,
    stream,
    tie,
)

from filmscore.errors import FilmScoreError
from filmscore.picture.spotting import Hit
from filmscore.picture.tempo import TempoMap
from filmscore.sound.dynamics import Loudness
from filmscore.sound.palette import PALETTE, STRUCK, Sound, Voice, voice_for
from filmscore.sound.performance import perform
from filmscore.sound.playing import UNEVEN
from filmscore.sound.together import LOOSE, LOOSE_SECTION

TEMPO = TempoMap(480).bars(8, "4/4", bpm=60)
PLAIN = {"humanise": False}
#: a voice without head start or overlap, so that times can be compared with the page
BARE = (
    (
        r".*",
        Voice(
            "strings",
            Sound(0, 48),
            legato=50.0,
            roll=10.0,
            techniques={"pizzicato": Sound(0, 45), "tremolo": Sound(0, 44)},
        ),
    ),
)
STRIKE = ((r".*", Voice("keys", Sound(0, 46), STRUCK, ring=2.0)),)


def part(*elements, name="Violin I", player=None):
    """A part of 4/4 bars from elements in order; pairs (offset, element) are put where they say."""
    made = stream.Part(id=name)
    made.partName = name
    made.insert(0, player or instrument.Violin())
    made.insert(0, meter.TimeSignature("4/4"))
    for element in elements:
        if isinstance(element, tuple):
            made.insert(*element)
        else:
            made.append(element)
    return made


def measured(*elements, **more):
    flat = part(*elements, **more)
    made = flat.makeMeasures()
    made.partName = flat.partName
    return made


def notes(score, palette=BARE, tempo=TEMPO, **more):
    played = perform(score, tempo, palette=palette, **{**PLAIN, **more})
    return sorted((n for t in played.tracks for n in t.notes), key=lambda n: (n.start, n.pitch))


def quarter(name="A4", length=1.0):
    return note.Note(name, quarterLength=length)


def expression_db(track, time):
    """Level of the expression curve at a time, as the engine reads it."""
    points = [(c.time, c.value) for c in track.controls if c.kind == "expression"]
    before = [p for p in points if p[0] <= time] or points[:1]
    after = [p for p in points if p[0] >= time] or points[-1:]
    (t0, v0), (t1, v1) = before[-1], after[0]
    value = v0 if t1 == t0 else v0 + (v1 - v0) * (time - t0) / (t1 - t0)
    return 40 * math.log10(value / 127)


# ---- when


def test_onsets_follow_the_map_and_nothing_else():
    tempo = TempoMap(0).bars(1, "4/4", bpm=60).bars(1, "4/4", bpm=120)
    score = measured(*(quarter() for _ in range(8)))
    assert [n.start for n in notes(score, tempo=tempo)] == pytest.approx([0, 1, 2, 3, 4, 4.5, 5, 5.5])


def test_offset_of_the_bar_counts_when_bars_differ():
    bars = stream.Part(id="Violin I")
    bars.insert(0, instrument.Violin())
    for number, count in ((1, 4), (2, 3), (3, 4)):
        one = stream.Measure(number=number)
        one.append(meter.TimeSignature(f"{count}/4"))
        for _ in range(count):
            one.append(quarter())
        bars.append(one)
    tempo = TempoMap(0).bars(1, "4/4", bpm=60).bars(1, "3/4").bars(1, "4/4")
    assert [n.start for n in notes(bars, tempo=tempo)][7] == pytest.approx(7.0)


def test_two_voices_in_one_bar():
    one = stream.Measure(number=1)
    upper, lower = stream.Voice(id="1"), stream.Voice(id="2")
    upper.append([quarter("E5", 2), quarter("F5", 2)])
    lower.append([quarter("C4", 4)])
    one.insert(0, upper)
    one.insert(0, lower)
    whole = stream.Part(id="Violin I")
    whole.insert(0, instrument.Violin())
    whole.append(one)
    assert [(n.start, n.pitch) for n in notes(whole)] == [(0, 60), (0, 76), (2, 77)]


def test_ties_are_one_note_through_a_bar_line():
    first, second = quarter("D4", 4), quarter("D4", 2)
    first.tie, second.tie = tie.Tie("start"), tie.Tie("stop")
    made = notes(measured(first, second))
    assert len(made) == 1
    assert made[0].end == pytest.approx(6.0)


def test_one_tied_note_of_a_chord_goes_on_alone():
    first, second = chord.Chord(["C4", "G4"], quarterLength=2), chord.Chord(["C4", "A4"], quarterLength=2)
    first.notes[0].tie, second.notes[0].tie = tie.Tie("start"), tie.Tie("stop")
    made = notes(measured(first, second))
    assert [(n.pitch, n.start) for n in made] == [(60, 0), (67, 0), (69, 2)]


def test_same_pitch_without_a_tie_is_struck_again():
    assert len(notes(measured(quarter("D4", 4), quarter("D4", 4)))) == 2


def test_head_start_moves_a_slow_sound_before_the_beat_but_not_before_the_cue():
    slow = ((r".*", Voice("strings", Sound(0, 49, lead=90.0))),)
    starts = [n.start for n in notes(measured(quarter(), quarter()), palette=slow)]
    assert starts == pytest.approx([0.0, 0.91])


# ---- which pitch


@pytest.mark.parametrize(
    ("player", "written", "sounding"),
    [
        (instrument.Horn(), "C5", 65),
        (instrument.Clarinet(), "C5", 70),
        (instrument.Contrabass(), "E3", 40),
        (instrument.BassClarinet(), "C4", 46),
        (instrument.Flute(), "C5", 72),
    ],
)
def test_transposing_instruments_sound_where_they_sound(player, written, sounding):
    score = measured(quarter(written, 4), name=player.instrumentName, player=player)
    assert notes(score)[0].pitch == sounding
    score.atSoundingPitch = True  # the same note in a score in C
    assert notes(score)[0].pitch == note.Note(written).pitch.midi


def test_transposition_survives_a_round_trip_through_musicxml():
    from music21 import converter
    from music21.musicxml.m21ToXml import GeneralObjectExporter

    horn = measured(quarter("G4", 4), name="Horn in F", player=instrument.Horn())
    horn.atSoundingPitch = True
    score = stream.Score([horn])
    again = converter.parse(GeneralObjectExporter(score).parse().decode(), format="musicxml")
    assert notes(score)[0].pitch == notes(again)[0].pitch == 67


def test_microtones_stay():
    high = quarter("A4", 4)
    high.pitch.microtone = 50
    assert notes(measured(high))[0].pitch == pytest.approx(69.5)


# ---- how long


@pytest.mark.parametrize(
    ("mark", "share"),
    [
        (articulations.Staccato, 0.5),
        (articulations.Staccatissimo, 0.3),
        (articulations.Tenuto, 1.0),
    ],
)
def test_lengths(mark, share):
    first = quarter()
    first.articulations.append(mark())
    made = notes(measured(first, quarter("B4")))
    assert made[0].seconds == pytest.approx(share, abs=1e-6)


def test_slurred_notes_overlap_and_separate_notes_do_not():
    line = [quarter(p) for p in ("A4", "B4", "C5", "D5")]
    score = part(*line)
    score.insert(0, spanner.Slur(line[:3]))
    made = notes(score.makeMeasures())
    assert made[0].end == pytest.approx(made[1].start + 0.05)
    assert made[1].end == pytest.approx(made[2].start + 0.05)
    assert made[2].end < made[3].start, "the slur ends here: the bow changes"


def test_last_note_before_a_rest_keeps_its_length():
    made = notes(measured(quarter("A4", 2), note.Rest(quarterLength=2), quarter("A4", 4)))
    assert made[0].end == pytest.approx(2.0)


def test_struck_notes_ring_and_dots_stop_them():
    dry = quarter()
    dry.articulations.append(articulations.Staccato())
    made = notes(measured(dry, quarter()), palette=STRIKE)
    assert made[0].seconds == pytest.approx(0.5)
    assert made[1].seconds == pytest.approx(3.0)


def test_fermata_grows_only_where_the_map_holds():
    held = quarter("A4", 1)
    held.expressions.append(expressions.Fermata())
    slow = TempoMap(0).steady(1, bpm=30).steady(3, bpm=60)
    assert notes(measured(held, quarter()))[0].seconds == pytest.approx(1.0)
    assert notes(measured(held, quarter()), tempo=slow)[0].seconds == pytest.approx(2.0)


def test_a_dot_at_the_end_of_a_long_note_closes_the_sound():
    first, last = quarter("A4", 3), quarter("A4", 1)
    first.tie, last.tie = tie.Tie("start"), tie.Tie("stop")
    last.articulations.append(articulations.Staccato())
    played = perform(measured(first, last, note.Rest(quarterLength=4), quarter("A4", 4)), TEMPO, palette=BARE, **PLAIN)
    track = played.tracks[0]
    assert track.notes[0].end == pytest.approx(4.0)
    assert expression_db(track, 3.9) > -20
    assert next(c.value for c in track.controls if 4.0 < c.time < 4.2) == 0
    assert expression_db(track, 8.1) > -20, "and is open again for the next note"


# ---- how loud


def test_marks_are_levels_in_order():
    levels = [Loudness([(0, mark)]).at(0) for mark in ("ppp", "pp", "p", "mp", "mf", "f", "ff")]
    assert levels == sorted(levels)
    assert 20 < levels[-1] - levels[1] < 30


def test_hairpin_goes_to_the_mark_at_its_end_and_stays_there():
    line = Loudness([(0, "p"), (4, "f")], [(0, 4, 1)])
    assert line.at(0) == pytest.approx(Loudness([(0, "p")]).at(0))
    assert line.at(3.999) == pytest.approx(line.at(4), abs=0.01)
    assert line.at(9) == line.at(4) == Loudness([(0, "f")]).at(0)


def test_hairpin_without_a_goal_goes_a_step_up_or_two_down():
    assert Loudness([(0, "p")], [(0, 4, 1)]).at(4) == Loudness([(0, "mp")]).at(0)
    assert Loudness([(0, "mf")], [(0, 4, -1)]).at(4) == Loudness([(0, "p")]).at(0)
    assert Loudness([(0, "f")], [(0, 4, -1)], fades=[4]).at(4) == Loudness([(0, "pp")]).at(0)


def test_two_hairpins_make_a_swell():
    line = Loudness([(0, "p")], [(0, 2, 1), (2, 4, -1)])
    assert line.at(2) > line.at(0) and line.at(2) > line.at(4)


def test_expression_and_velocity_share_a_crescendo():
    line = [quarter("A4", 4), quarter("A4", 4)]
    score = part(*line)
    score.insert(0, dynamics.Dynamic("pp"))
    score.insert(4, dynamics.Dynamic("f"))
    score.insert(0, dynamics.Crescendo(line[0]))
    track = perform(score.makeMeasures(), TEMPO, palette=BARE, **PLAIN).tracks[0]
    assert track.notes[1].velocity - track.notes[0].velocity > 20
    rise = [expression_db(track, t) for t in (0.0, 1.0, 2.0, 3.0, 3.9)]
    assert all(b - a > 1.5 for a, b in itertools.pairwise(rise)), rise
    # together they are the levels on the page
    loud = expression_db(track, 4.5) + 40 * math.log10(track.notes[1].velocity / 127)
    soft = expression_db(track, 0.0) + 40 * math.log10(track.notes[0].velocity / 127)
    assert loud - soft == pytest.approx(19.5, abs=0.5)


def test_struck_instruments_have_velocity_only():
    score = part(quarter())
    score.insert(0, dynamics.Dynamic("p"))
    track = perform(score.makeMeasures(), TEMPO, palette=STRIKE, **PLAIN).tracks[0]
    assert not [c for c in track.controls if c.kind == "expression"]


@pytest.mark.parametrize("mark", [articulations.Accent, articulations.StrongAccent])
def test_accents_weigh_more(mark):
    stressed = quarter()
    stressed.articulations.append(mark())
    made = notes(measured(quarter(), stressed))
    assert made[1].velocity > made[0].velocity + 5


def test_the_middle_of_a_phrase_is_a_little_louder():
    line = [quarter(p) for p in ("A4", "B4", "C5", "B4")]
    score = part(*line)
    score.insert(0, spanner.Slur(line))
    v = [n.velocity for n in notes(score.makeMeasures())]
    assert v[0] < v[1] and v[3] < v[2] and v[1] - v[0] < 12


# ---- ways of playing


def test_words_and_signs_change_the_sound():
    line = [quarter("A4", 4) for _ in range(4)]
    line[3].expressions.append(expressions.Tremolo(numberOfMarks=3))
    score = part(*line)
    score.insert(4, expressions.TextExpression("pizz."))
    score.insert(8, expressions.TextExpression("arco"))
    played = perform(score.makeMeasures(), TEMPO, palette=BARE, **PLAIN)
    where = {t.program: [round(n.start) for n in t.notes] for t in played.tracks}
    assert where == {48: [0, 8], 45: [4], 44: [12]}


def test_a_roll_is_many_strokes_that_follow_the_crescendo():
    drum = quarter("D2", 4)
    drum.expressions.append(expressions.Tremolo(numberOfMarks=3))
    score = part(drum, quarter("D2", 4), name="Timpani", player=instrument.Timpani())
    score.insert(0, dynamics.Dynamic("pp"))
    score.insert(4, dynamics.Dynamic("f"))
    score.insert(0, dynamics.Crescendo(drum))
    made = notes(score.makeMeasures(), palette=PALETTE)
    roll = [n for n in made if n.start < 3.99]
    assert 40 < len(roll) < 60
    assert roll[-1].velocity > roll[0].velocity + 30


def test_a_trill_alternates_with_its_neighbour():
    sung = quarter("A4", 2)
    sung.expressions.append(expressions.Trill())
    assert [n.pitch for n in notes(measured(sung, note.Rest(quarterLength=2)))][:4] == [69, 71, 69, 71]


def test_grace_notes_come_before_the_beat():
    grace = note.Note("G4", type="eighth").getGrace()
    made = notes(measured((0, quarter("C4", 1)), (1, grace), (1, quarter("A4", 3))))
    little, main = next(n for n in made if n.pitch == 67), next(n for n in made if n.pitch == 69)
    assert main.start == pytest.approx(1.0)
    assert 0.05 < main.start - little.start < 0.15


def test_arpeggio_rises_from_the_beat():
    harp = chord.Chord(["D4", "F#4", "A4"], quarterLength=4)
    harp.expressions.append(expressions.ArpeggioMark())
    made = notes(measured(harp), palette=STRIKE)
    assert [n.pitch for n in made] == [62, 66, 69]
    assert made[0].start == 0 and 0.02 < made[1].start < 0.08 < made[2].start < 0.15


def test_pedal_goes_down_after_the_chord_and_up_before_the_next():
    line = [quarter("C4", 2), quarter("E4", 2), quarter("D4", 4)]
    score = part(*line, name="Piano", player=instrument.Piano())
    score.insert(0, expressions.PedalMark(line[:2]))
    track = perform(score.makeMeasures(), TEMPO, **PLAIN).tracks[0]
    pedal = [(c.time, c.value) for c in track.controls if c.kind == "pedal"]
    assert [v for _, v in pedal] == [127, 0]
    assert 0 < pedal[0][0] < 0.1 and 3.9 < pedal[1][0] < 4.0


# ---- not a machine


def humanised(score, **more):
    return perform(score, TEMPO, palette=BARE, **more).tracks[0].notes


def test_differences_are_small_the_same_each_time_and_absent_at_hits():
    score = measured(*(quarter() for _ in range(16)))
    loose, again = humanised(score), humanised(score)
    assert loose == again
    moved = [n.start - i for i, n in enumerate(loose)]
    assert 0 < max(map(abs, moved[1:])) <= LOOSE + LOOSE_SECTION <= 0.012
    assert len({round(m, 6) for m in moved}) > 8
    plain = humanised(score, humanise=False)
    assert 0 < max(abs(a.velocity - b.velocity) for a, b in zip(loose, plain, strict=True)) <= UNEVEN + 1
    met = humanised(score, hits=[Hit(480 + 5 * 24, "here")])
    assert met[5].start == 5.0 and loose[5].start != 5.0


def test_one_bar_alone_is_the_same_bar():
    whole = measured(*(quarter(p) for p in ("A4", "B4", "C5", "D5") * 3))
    alone = stream.Part(id="Violin I")
    alone.partName = "Violin I"
    alone.insert(0, instrument.Violin())
    bar_two = whole.measure(2)
    alone.insert(4.0, bar_two)
    wide, narrow = humanised(whole), humanised(alone)
    assert wide[4:8] == narrow


def test_a_bar_before_a_rest_is_the_same_bar_alone():
    whole = measured(quarter("A4", 4), quarter("B4", 4), note.Rest(quarterLength=4), quarter("A4", 4))
    alone = stream.Part([instrument.Violin()], id="Violin I")
    alone.partName = "Violin I"
    alone.insert(4.0, whole.measure(2))
    assert humanised(whole)[1:2] == humanised(alone)


def test_two_parts_are_not_shifted_alike():
    first = measured(*(quarter() for _ in range(8)))
    second = measured(*(quarter() for _ in range(8)), name="Violin II")
    a, b = humanised(first), humanised(second)
    assert [n.start for n in a] != [n.start for n in b]


# ---- whole scores and bad ones


def test_two_staves_of_one_player_are_one_track():
    made = stream.Score()
    for hand in ("right", "left"):
        staff = stream.PartStaff(id=f"Harp {hand}")
        staff.partName = "Harp"
        staff.insert(0, instrument.Harp())
        staff.append(quarter("D4", 4))
        made.insert(0, staff)
    assert [t.name for t in perform(made, TEMPO).tracks] == ["Harp"]


def test_every_instrument_of_the_palette_finds_its_stem():
    expected = {
        "Violin I": "strings",
        "Double bass": "strings",
        "Contrabassoon": "woodwinds",
        "Bass": "choir",
        "Tenor": "choir",
        "Bass clarinet": "woodwinds",
        "Bass drum": "percussion",
        "Solo cello": "soloist",
        "English Horn": "woodwinds",
        "Horn in F 1": "brass",
        "Harp": "keys",
        "Harpsichord": "keys",
        "Piano": "keys",
        "Celesta": "keys",
    }
    assert {name: voice_for(name, program=6).stem for name in expected} == expected


def test_an_unknown_instrument_falls_back_on_its_program_or_says_so():
    assert voice_for("Erhu", program=110).stem == "strings"
    with pytest.raises(FilmScoreError, match="Erhu"):
        voice_for("Erhu")


def test_a_tune_without_an_instrument_is_played_on_the_piano():
    tune = stream.Part([quarter("D4", 4)])
    assert [(t.program, t.stem) for t in perform(tune, TEMPO).tracks] == [(0, "keys")]


def test_nothing_to_play_is_said():
    with pytest.raises(FilmScoreError, match="no part"):
        perform(stream.Score(), TEMPO)
    with pytest.raises(FilmScoreError, match="rests only"):
        perform(stream.Score([measured(note.Rest(quarterLength=4))]), TEMPO)


def test_chord_symbols_bar_lines_and_keys_make_no_sound():
    from music21 import harmony

    score = part((0, key.Key("D")), (0, harmony.ChordSymbol("D")), (0, quarter("D4", 4)))
    score.append(bar.Barline("final"))
    assert [n.pitch for n in notes(score.makeMeasures())] == [62]


def test_triplets_fall_in_thirds():
    third = [note.Note("A4", duration=duration.Duration(1 / 3)) for _ in range(3)]
    assert [n.start for n in notes(measured(*third))] == pytest.approx([0, 1 / 3, 2 / 3], abs=1e-6)
