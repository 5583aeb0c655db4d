"""What a full page of a film score asks for beyond a single mark: rows of graces, rolls, words, rounds, changes."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from music21 import articulations, bar, chord, dynamics, expressions, instrument, key, note, spanner, stream, tie
from test_performance import BARE, PLAIN, STRIKE, TEMPO, expression_db, measured, notes, quarter

from filmscore.errors import FilmScoreError
from filmscore.picture.tempo import TempoMap
from filmscore.sound.palette import PALETTE, STRUCK, Sound, Voice
from filmscore.sound.performance import perform
from filmscore.sound.playing import GRACE

#: one bar of four, a wait of two seconds, and another bar
WAITING = TempoMap(0).steady(8, bpm=60).hold(2.0).steady(4, bpm=60)


def with_line(line, *elements, of=(0, -1), **more):
    """Bars of these elements with a line from one of their notes to another."""
    made = measured(*elements, **more)
    there = list(made.recurse().notes)
    made.insert(0, line(there[of[0]], there[of[1]]))
    return made


def bends(played):
    """Of every track that slides: when its pitch begins to move, when it has arrived, and how far."""
    moved = [[c for c in t.controls if c.kind == "bend"] for t in played.tracks]
    return [(b[0].time, b[-1].time, b[-1].value) for b in moved if b]


# ---- ties


def tied(*signs):
    first, second = quarter("A4", 4), quarter("A4", 4)
    first.tie, second.tie = tie.Tie("start"), tie.Tie("stop")
    for sign in signs:
        (second.articulations if isinstance(sign, articulations.Articulation) else second.expressions).append(sign)
    return first, second


def test_what_stands_at_the_end_of_a_tied_note_is_done_at_its_end():
    held = measured(*tied(expressions.Fermata()), quarter("B4", 4))
    assert notes(held, tempo=WAITING)[0].end == pytest.approx(10.0)
    breathed = measured(*tied(articulations.BreathMark()), quarter("B4", 4))
    assert notes(breathed)[0].end == pytest.approx(7.85)


def test_a_tied_note_slides_from_where_the_line_is_drawn():
    made = with_line(spanner.Glissando, *tied(), quarter("E5", 4), of=(1, 2))
    assert bends(perform(made, TEMPO, palette=BARE, **PLAIN)) == [(pytest.approx(4.8), 8.0, 7.0)]


def test_a_tie_goes_on_where_the_page_divides_into_voices():
    made = stream.Part(id="Viola")
    plain, divided = stream.Measure(number=1), stream.Measure(number=2)
    long, goes_on = tied()
    plain.append(long)
    for element in (quarter("C5", 4), goes_on):
        divided.insert(0, stream.Voice([element]))
    divided.rightBarline = "final"
    made.append([plain, divided])
    assert [(n.pitch, n.end) for n in notes(made) if n.pitch == 69] == [(69, 8.0)]


def test_a_fermata_that_the_map_does_not_know_is_not_said_to_be_held():
    long = quarter("A4", 4)
    long.expressions.append(expressions.Fermata())
    score = measured(long, quarter("B4", 4))
    reasons = perform(score, TEMPO, palette=BARE).explain(1).rows[0][-1]
    assert any("does not wait here" in reason for reason in reasons)
    assert not any("pause" in reason for reason in reasons)


# ---- grace notes


def grace(name, **more):
    return quarter(name, 0.5).getGrace(**more)


def test_graces_before_a_rest_and_at_the_end_stay_where_they_stand():
    rest = measured(quarter("A4", 2), grace("B4"), note.Rest(quarterLength=2), quarter("C5", 4))
    assert [(round(n.start, 3), n.pitch) for n in notes(rest)] == [(0, 69), (2 - GRACE, 71), (4, 72)]
    bar_ = stream.Measure([quarter("A4", 4)])
    bar_.append(grace("B4"))
    assert [n.pitch for n in notes(stream.Part([bar_]))] == [69, 71]


def test_graces_before_the_first_frame_take_the_beat_one_after_another():
    played = notes(measured(grace("E4"), grace("F4"), quarter("A4", 4)))
    assert [n.start for n in played] == [pytest.approx(GRACE * i) for i in range(3)]
    assert [n.pitch for n in played] == [64, 65, 69]


def test_an_appoggiatura_takes_half_of_the_note_it_leans_on():
    played = notes(measured(grace("B4", appoggiatura=True), quarter("A4", 4)))
    assert [(n.start, n.pitch) for n in played] == [(0.0, 71), (2.0, 69)]
    assert played[0].end > 2.0, "it is slurred to the note"


# ---- rolled chords and slides


@pytest.mark.parametrize(("kind", "order"), [("normal", 1), ("up", 1), ("down", -1), ("non-arpeggio", 0)])
def test_a_roll_goes_where_its_arrow_points(kind, order):
    rolled = chord.Chord(["C3", "E3", "G3"], quarterLength=4)
    rolled.expressions.append(expressions.ArpeggioMark(kind))
    played = notes(measured(rolled, name="Harp"), palette=STRIKE)
    gaps = [later.start - one.start for one, later in pairwise(played)]
    assert all(gap > 0.04 for gap in gaps) if order else gaps == [0, 0]
    assert [n.pitch for n in played] == [48, 52, 55][:: order or 1]


def test_a_roll_over_two_staves_is_one_roll():
    staves = [stream.PartStaff(id=f"Harp {n}") for n in (1, 2)]
    for staff, names in zip(staves, (["C4", "E4"], ["C2", "G2"]), strict=True):
        staff.partName = "Harp"
        staff.append(chord.Chord(names, quarterLength=4))
    whole = stream.Score(staves)
    whole.insert(0, expressions.ArpeggioMarkSpanner(*(staff.notes.first() for staff in staves)))
    played = notes(whole, palette=STRIKE)
    assert [n.pitch for n in played] == [36, 43, 60, 64]
    assert len({round(n.start, 3) for n in played}) == 4


def test_a_harp_slides_over_the_strings_of_its_key():
    made = with_line(spanner.Glissando, key.KeySignature(-5), quarter("D-4", 2), quarter("D-6", 2), name="Harp")
    assert {round(n.pitch) % 12 for n in notes(made, palette=STRIKE)} == {1, 3, 5, 6, 8, 10, 0}


def test_hands_run_over_white_keys_or_black_ones():
    for ends, keys in ((("C4", "C5"), {0, 2, 4, 5, 7, 9, 11}), (("F#4", "F#5"), {6, 8, 10, 1, 3})):
        made = with_line(spanner.Glissando, *(quarter(name, 2) for name in ends), name="Piano")
        assert {round(n.pitch) % 12 for n in notes(made, palette=STRIKE)} == keys


def test_what_is_plucked_once_slides_on_its_string_and_a_drum_by_its_pedal():
    plucked = with_line(spanner.Glissando, quarter("C4", 2), quarter("G4", 2))
    plucked.insert(0, expressions.TextExpression("pizz."))
    drum = with_line(spanner.Glissando, quarter("C3", 2), quarter("G3", 2), name="Timpani", player=instrument.Timpani())
    for score in (plucked, drum):
        played = perform(score, TEMPO, **PLAIN)
        assert played.notes == 2
        assert bends(played) == [(pytest.approx(0.4, abs=0.01), pytest.approx(2.0), 7.0)]


def test_chords_slide_note_by_note():
    chords = [chord.Chord(names, quarterLength=2) for names in (["C4", "E4"], ["D4", "G4"])]
    played = perform(with_line(spanner.Glissando, *chords), TEMPO, palette=BARE, **PLAIN)
    assert sorted(far for _, _, far in bends(played)) == [2.0, 3.0]


def test_chords_tremble_with_chords_of_another_size():
    two = [chord.Chord(names, quarterLength=1) for names in (["C4", "E4"], ["F4", "A4", "C5"])]
    played = notes(with_line(expressions.TremoloSpanner, *two, name="Piano"), palette=STRIKE)
    assert {n.pitch for n in played} == {60, 64, 65, 69, 72}
    assert {n.pitch for n in played if n.start < 0.01} == {60, 64, 72} and len(played) > 20


def test_a_buzzed_roll_is_a_roll():
    buzz = expressions.Tremolo()
    buzz.numberOfMarks = 0
    long = quarter("C4", 4)
    long.expressions.append(buzz)
    played = perform(measured(long, name="Snare drum", player=instrument.SnareDrum()), TEMPO)
    assert played.notes == 48, "twelve strokes a second"


def test_the_last_stroke_of_a_roll_comes_when_it_is_due():
    rings = ((r".*", Voice("percussion", Sound(0, 47), STRUCK, ring=8.0, roll=10.0)),)
    for pitch in range(40, 60):
        rolled = quarter("A4", 2)
        rolled.pitch.ps = pitch
        rolled.expressions.append(expressions.Tremolo())
        strokes = [n.start for n in notes(measured(rolled, name="Timpani"), palette=rings, humanise=True)]
        assert all(0.07 < later - one < 0.13 for one, later in pairwise(strokes))


def test_a_trill_comes_home():
    long = quarter("A4", 4)
    long.expressions.append(expressions.Trill())
    assert notes(measured(long))[-1].pitch == 69


# ---- dynamics


def level_at(score, *beats):
    (track,) = perform(score, TEMPO, palette=BARE, **PLAIN).tracks
    return [expression_db(track, beat) for beat in beats]


def test_a_crescendo_into_a_sudden_piano_grows():
    for last in (3, 4):
        made = with_line(dynamics.Crescendo, *(quarter() for _ in range(8)), of=(0, last))
        bar_ = made.getElementsByClass("Measure")
        bar_[0].insert(0, dynamics.Dynamic("mf"))
        bar_[1].insert(0, dynamics.Dynamic("p"))
        before, near, after = level_at(made, 0, 3.9, 5)
        assert near > before > after


@pytest.mark.parametrize(("word", "mark", "up"), [("cresc. poco a poco", "f", 1), ("dim.", "pp", -1)])
def test_hairpins_may_be_words(word, mark, up):
    made = measured(*(quarter() for _ in range(8)))
    bars = made.getElementsByClass("Measure")
    bars[0].insert(0, dynamics.Dynamic("mp"))
    bars[0].insert(0, expressions.TextExpression(word))
    bars[1].insert(3, dynamics.Dynamic(mark))
    first, middle, last = level_at(made, 0, 3.5, 7.5)
    assert (middle - first) * up > 1 and (last - middle) * up > 1
    reasons = [r for a in perform(made, TEMPO, palette=BARE).accounts for r in a.reasons]
    assert not any("printed" in reason for reason in reasons)


def test_a_hairpin_may_end_inside_a_note():
    made = measured(quarter("A4", 4))
    (bar_,) = made.getElementsByClass("Measure")
    ends = [spanner.SpannerAnchor(), spanner.SpannerAnchor()]
    bar_.insert(0, dynamics.Dynamic("p"))
    bar_.insert(2, ends[0])
    bar_.insert(4, ends[1])
    made.insert(0, dynamics.Crescendo(bar_.notes.first(), ends[0]))
    made.insert(0, dynamics.Diminuendo(*ends))
    first, middle, last = level_at(made, 0, 2, 3.99)
    assert middle - first > 2 and middle - last > 2


def test_both_hairpins_over_one_note_are_a_swell():
    made = with_line(dynamics.Crescendo, quarter("A4", 4))
    made.insert(0, dynamics.Diminuendo(next(iter(made.recurse().notes))))
    first, middle, last = level_at(made, 0, 2, 3.99)
    assert middle - first > 2 and middle - last > 2


def test_the_loudest_marks_are_loud_and_unknown_ones_are_told():
    made = measured(quarter("A4", 4), quarter("A4", 4), quarter("A4", 4))
    for bar_, mark in zip(made.getElementsByClass("Measure"), ("f", "ffff", "pfz"), strict=True):
        bar_.insert(0, dynamics.Dynamic(mark))
    played = perform(made, TEMPO, palette=BARE, **PLAIN)
    soft, loud, _ = (n.velocity for n in played.tracks[0].notes)
    assert loud > soft
    assert any("“pfz” is printed here" in reason for reason in played.explain(3).rows[0][-1])


def test_marks_over_a_note_that_nobody_plays_are_told():
    fallen = quarter("A4", 4)
    fallen.articulations = [articulations.Falloff(), articulations.UpBow()]
    reasons = perform(measured(fallen), TEMPO, palette=BARE).explain(1).rows[0][-1]
    assert [r for r in reasons if "printed" in r] == [
        "“falloff” is printed here, and changes nothing in how it is played"
    ]


# ---- words and signs of the hand


@pytest.mark.parametrize("back", ["ord.", "ordinario", "norm.", "normale", "nat.", "arco"])
def test_a_way_of_playing_ends_where_the_page_says_so(back):
    score = measured(quarter("A4", 4), quarter("A4", 4))
    for bar_, words in zip(score.getElementsByClass("Measure"), ("sul pont.", back), strict=True):
        bar_.insert(0, expressions.TextExpression(words))
    starts = {t.name: round(t.notes[0].start) for t in perform(score, TEMPO, **PLAIN).tracks}
    assert starts == {"Violin I sul ponticello": 0, "Violin I": 4}


def test_a_cross_over_a_string_is_the_left_hand():
    stopped = quarter("A4", 4)
    stopped.articulations = [articulations.Stopped()]
    assert [t.name for t in perform(measured(stopped), TEMPO).tracks] == ["Violin I pizzicato"]
    horn = measured(stopped, name="Horn", player=instrument.Horn())
    assert [t.name for t in perform(horn, TEMPO).tracks] == ["Horn muted"]


def test_a_slur_is_over_its_own_voice():
    above, below = [quarter("A4") for _ in range(4)], [quarter("C4") for _ in range(4)]
    bar_ = stream.Measure([stream.Voice(above), stream.Voice(below)])
    for voice in bar_.voices:
        bar_.setElementOffset(voice, 0)
    made = stream.Part([bar_])
    made.insert(0, spanner.Slur(above[0], above[-1]))
    played = notes(made)
    assert [n.end > 1 for n in played if n.start == 0 and n.pitch == 69] == [True]
    assert [n.end > 1 for n in played if n.start == 0 and n.pitch == 60] == [False]


# ---- the pedal


def pedals(score):
    (track,) = perform(score, TEMPO, palette=STRIKE, **PLAIN).tracks
    return [(round(c.time, 2), c.value > 64) for c in track.controls if c.kind == "pedal"]


def test_a_change_of_pedal_lets_the_old_harmony_go():
    made = measured(*(quarter() for _ in range(4)), name="Piano")
    (bar_,) = made.getElementsByClass("Measure")
    change = expressions.PedalBounce()
    bar_.insert(2, change)
    line = expressions.PedalMark()
    line.addSpannedElements([bar_.notes.first(), change, bar_.notes.last()])
    made.insert(0, line)
    assert pedals(made) == [(0.02, True), (1.99, False), (2.02, True), (3.99, False)]


def test_the_soft_pedal_holds_nothing():
    made = with_line(expressions.PedalMark, *(quarter() for _ in range(4)), name="Piano")
    line = next(iter(made.getElementsByClass("PedalMark")))
    assert pedals(made)
    line.pedalType = expressions.PedalType.Soft
    assert not pedals(made)


# ---- rounds


def test_every_round_has_the_lines_of_the_page():
    made = measured(*(quarter(name) for name in ("C4", "D4", "E4", "F4")), quarter("G4", 4))
    first = made.getElementsByClass("Measure")[0]
    there = list(first.notes)
    first.insert(0, dynamics.Dynamic("p"))
    first.insert(3, dynamics.Dynamic("f"))
    high = spanner.Ottava(type="8va", transposing=True)
    high.addSpannedElements(there)
    for line in (spanner.Slur(there[0], there[-1]), dynamics.Crescendo(there[0], there[-1]), high):
        made.insert(0, line)
    first.leftBarline, first.rightBarline = bar.Repeat(direction="start"), bar.Repeat(direction="end")
    played = notes(stream.Score([made]))
    rounds = [
        [(n.start - at, round(n.seconds, 6), n.pitch, n.velocity) for n in played if at <= n.start < at + 4]
        for at in (0, 4)
    ]
    assert rounds[0] == rounds[1] and [n.pitch for n in played[:2]] == [72, 74]
    assert rounds[0][0][-1] < rounds[0][1][-1] < rounds[0][3][-1]


def test_a_repeated_part_at_sounding_pitch_stays_there():
    made = measured(quarter("C4", 4), name="Clarinet", player=instrument.Clarinet())
    made.getElementsByClass("Measure")[0].rightBarline = bar.Repeat(direction="end")
    made.atSoundingPitch = True
    assert [n.pitch for n in notes(stream.Score([made]))] == [60, 60]


# ---- players


def test_a_score_at_sounding_pitch_says_so_for_its_parts():
    whole = stream.Score([measured(quarter("C4", 4), name="Clarinet", player=instrument.Clarinet())])
    assert [n.pitch for n in notes(whole)] == [58]
    whole.atSoundingPitch = True
    assert [n.pitch for n in notes(whole)] == [60]


def test_a_player_who_takes_up_another_instrument_sounds_like_it():
    made = measured(quarter("C4", 4), quarter("C4", 4), name="Clarinet", player=instrument.Clarinet())
    made.getElementsByClass("Measure")[1].insert(0, instrument.BassClarinet())
    played = perform(made, TEMPO, **PLAIN)
    assert [(t.name, t.notes[0].pitch) for t in played.tracks] == [("Clarinet", 58), ("Clarinet, Bass clarinet", 46)]
    assert played.explain(2).rows[0][0] == "Clarinet, Bass clarinet"


def test_forty_players_of_one_name_are_forty_people():
    score = stream.Score([measured(quarter(), quarter(), name="Violin I") for _ in range(40)])
    played = perform(score, TEMPO, palette=BARE)
    assert len({t.name for t in played.tracks}) == len({t.notes[1].start for t in played.tracks}) == 40


def test_a_drum_that_only_music21_knows_is_a_key_of_the_kit():
    rattle = instrument.UnpitchedPercussion()
    rattle.instrumentName, rattle.percMapPitch = "Hyoshigi", 75
    (track,) = perform(measured(note.Unpitched(), name="Hyoshigi", player=rattle), TEMPO).tracks
    assert (track.bank, track.notes[0].pitch) == (128, 75)


# ---- what cannot be played


@pytest.mark.parametrize(
    ("palette", "said"),
    [(None, "a list of"), ("strings", "a list of"), ([], "a list of"), ([("a", 3)], "a pattern and a Voice"),
     ([("(", PALETTE[0][1])], "no pattern")],
)  # fmt: skip
def test_a_palette_that_is_none_is_refused(palette, said):
    with pytest.raises(FilmScoreError, match=said):
        perform(measured(quarter()), TEMPO, palette=palette)


def test_a_note_that_cannot_sound_is_named_with_its_place():
    far = quarter("A4", 4)
    far.pitch.ps = 200
    with pytest.raises(FilmScoreError, match="Violin I, bar 2, beat 1: the pitch of a note is 200"):
        perform(measured(quarter("A4", 4), far), TEMPO)


def test_a_chord_without_notes_is_a_rest():
    assert len(notes(measured(chord.Chord([], quarterLength=4), quarter()))) == 1


def test_humanise_is_yes_or_no():
    with pytest.raises(FilmScoreError, match="True or False"):
        perform(measured(quarter()), TEMPO, humanise="no")


def test_a_voice_may_slide_although_it_is_struck():
    slides = ((r".*", Voice("keys", Sound(0, 47), STRUCK, ring=2.0, glides=True)),)
    made = with_line(spanner.Glissando, quarter("C3", 2), quarter("G3", 2))
    ((_, arrived, far),) = bends(perform(made, TEMPO, palette=slides, **PLAIN))
    assert (arrived, far) == (2.0, 7.0) and not math.isclose(arrived, 4.0), "not only when it has died away"
