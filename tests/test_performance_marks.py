"""The rarer marks of a score: strokes, ornaments, slides, drums, repeats; and what a performance says of itself."""

from __future__ import annotations

from itertools import pairwise

import pytest
from music21 import articulations, bar, chord, dynamics, expressions, instrument, key, note, spanner, stream
from test_performance import BARE, PLAIN, STRIKE, TEMPO, expression_db, measured, notes, part, quarter

from filmscore.errors import FilmScoreError
from filmscore.picture.tempo import TempoMap
from filmscore.sound.dynamics import LEVELS, Loudness
from filmscore.sound.ornaments import run
from filmscore.sound.palette import PALETTE, STRUCK, Sound, Voice
from filmscore.sound.performance import perform

# ---- strokes of the dynamics


def test_a_sforzato_is_back_where_it_was_within_a_beat():
    line = Loudness([(0, "p"), (2, "sfz")])
    assert line.at(1.9) == LEVELS["p"] and line.at(2) > LEVELS["mf"]
    assert line.at(2.2) < line.at(2) and line.at(3) == LEVELS["p"]


def test_forte_piano_falls_and_stays():
    line = Loudness([(0, "f"), (2, "fp")])
    assert line.at(2) == LEVELS["f"] and line.at(3) == line.at(7) == LEVELS["p"]


def test_a_stroke_never_makes_a_loud_place_softer():
    line = Loudness([(0, "fff"), (2, "sf")])
    assert line.at(2) == LEVELS["fff"]


def test_a_stroke_is_heard_in_the_expression_of_a_held_note():
    score = part(quarter("A4", 4), quarter("A4", 4))
    score.insert(0, dynamics.Dynamic("p"))
    score.insert(4, dynamics.Dynamic("sfz"))
    track = perform(score.makeMeasures(), TEMPO, palette=BARE, **PLAIN).tracks[0]
    assert expression_db(track, 4.0) > expression_db(track, 3.9) + 6
    assert expression_db(track, 5.0) == pytest.approx(expression_db(track, 3.9), abs=0.2)


# ---- ornaments


def test_a_trill_takes_its_neighbour_from_the_key():
    sung = quarter("E4", 4)
    sung.expressions.append(expressions.Trill())
    flat = part((0, key.KeySignature(2)), (0, sung))
    assert {n.pitch for n in notes(flat.makeMeasures())} == {64, 66}
    natural = quarter("E4", 4)
    natural.expressions.append(expressions.Trill())
    assert {n.pitch for n in notes(measured(natural))} == {64, 65}


@pytest.mark.parametrize(
    ("sign", "pitches"),
    [
        (expressions.Turn, [66, 64, 62, 64]),
        (expressions.InvertedTurn, [62, 64, 66, 64]),
        (expressions.Mordent, [64, 62, 64]),
        (expressions.InvertedMordent, [64, 66, 64]),
    ],
)
def test_turns_and_mordents_are_quick_and_their_last_note_is_held(sign, pitches):
    sung = quarter("E4", 4)
    sung.expressions.append(sign())
    made = notes(part((0, key.KeySignature(2)), (0, sung)).makeMeasures())
    assert [n.pitch for n in made] == pitches
    assert made[-1].start < 0.35 and made[-1].end == pytest.approx(4.0)
    assert all(n.seconds < 0.12 for n in made[:-1])


def _strokes(marks):
    sign = expressions.Tremolo()
    sign.numberOfMarks = marks
    return sign


@pytest.mark.parametrize(("marks", "length", "count"), [(1, 1.0, 2), (2, 1.0, 4), (1, 0.5, 2), (2, 4.0, 16)])
def test_few_strokes_through_a_stem_are_counted(marks, length, count):
    played = quarter("A4", length)
    played.expressions.append(_strokes(marks))
    made = notes(measured(played), tempo=TempoMap(0).bars(4, "4/4", bpm=60))
    assert [n.start for n in made] == pytest.approx([i * length / count for i in range(count)])


def test_counted_strokes_follow_the_tempo():
    played = quarter("A4", 4)
    played.expressions.append(_strokes(1))
    tempo = TempoMap(0).steady(2, bpm=60).steady(6, bpm=120)
    made = notes(measured(played), tempo=tempo)
    assert [n.start for n in made] == pytest.approx([0, 0.5, 1, 1.5, 2, 2.25, 2.5, 2.75])


def test_tremolo_between_two_notes_sounds_both_for_the_length_of_both():
    first, second = quarter("C4", 2), quarter("E4", 2)
    score = part(first, second)
    score.insert(0, expressions.TremoloSpanner([first, second]))
    made = notes(score.makeMeasures())
    assert {n.pitch for n in made} == {60, 64}
    assert made[-1].end == pytest.approx(4.0) and len(made) >= 30
    assert [n.pitch for n in made[:4]] == [60, 64, 60, 64]


def test_who_cannot_tremble_holds_the_note():
    plain = ((r".*", Voice("soloist", Sound(0, 40))),)
    played = quarter("A4", 4)
    played.expressions.append(expressions.Tremolo(numberOfMarks=3))
    assert len(notes(measured(played), palette=plain)) == 1


# ---- slides


def test_a_bowed_slide_bends_to_the_next_note_and_bends_nothing_else():
    first, second, other = quarter("C4", 2), quarter("G4", 2), quarter("E5", 4)
    score = part(first, second, other)
    score.insert(0, spanner.Glissando([first, second]))
    played = perform(score.makeMeasures(), TEMPO, palette=BARE, **PLAIN)
    sliding = [t for t in played.tracks if any(c.kind == "bend" for c in t.controls)]
    assert [len(t.notes) for t in sliding] == [1] and sliding[0].notes[0].pitch == 60
    bends = [(c.time, c.value) for c in sliding[0].controls if c.kind == "bend"]
    assert bends[0][1] == 0 and bends[-1] == (pytest.approx(2.0), 7.0)


def test_a_harp_slides_over_its_strings():
    first, second = quarter("C4", 1), quarter("C5", 3)
    score = part(first, second, name="Harp", player=instrument.Harp())
    score.insert(0, spanner.Glissando([first, second]))
    made = notes(score.makeMeasures(), palette=STRIKE)
    assert [n.pitch for n in made] == [60, 62, 64, 65, 67, 69, 71, 72]
    assert made[-1].start == pytest.approx(1.0) and made[1].start > 0.1


@pytest.mark.parametrize(
    ("first", "last", "keys", "between"),
    [(60, 64, "chromatic", [61, 62, 63]), (64, 60, "white", [62]), (60, 64, "black", [61, 63]), (60, 60, "white", [])],
)
def test_runs(first, last, keys, between):
    assert run(first, last, keys) == between


# ---- pitch


def test_touched_harmonics_sound_where_they_sound():
    touched = chord.Chord(["A3", "D4"], quarterLength=4)
    touched.notes[1].notehead = "diamond"
    assert [n.pitch for n in notes(measured(touched))] == [57 + 24]


def test_an_octave_line_moves_what_stands_under_it():
    high, after = quarter("C5", 2), quarter("C5", 2)
    score = part(high, after)
    score.insert(0, spanner.Ottava(high, type="8va"))
    assert [n.pitch for n in notes(score.makeMeasures())] == [84, 72]


def test_drums_are_known_by_their_instrument_or_their_line():
    kick, snare, plain = (note.Unpitched(quarterLength=1) for _ in range(3))
    kick.storedInstrument, snare.storedInstrument = instrument.BassDrum(), instrument.SnareDrum()
    plain.displayStep, plain.displayOctave = "G", 5
    score = part(kick, snare, plain, name="Drum kit", player=instrument.Percussion())
    assert [n.pitch for n in notes(score.makeMeasures())] == [35, 38, 42]


def test_a_divided_section_plays_each_note_with_fewer_people():
    both = [chord.Chord(["A4", "C5"], quarterLength=4) for _ in range(2)]
    score = part(*both)
    score.insert(4, expressions.TextExpression("div."))
    made = notes(score.makeMeasures())
    assert made[0].velocity > made[2].velocity + 10  # 3 dB of 40·log10


# ---- length


def test_a_breath_is_taken_from_the_note_before_it():
    breathed = quarter("A4", 4)
    breathed.articulations.append(articulations.BreathMark())
    assert notes(measured(breathed, quarter("A4", 4)))[0].end == pytest.approx(3.85)


def test_a_pause_in_the_map_is_silence_and_a_fermata_fills_it():
    tempo = TempoMap(0).steady(4, bpm=60).hold(2.0).steady(4, bpm=60)
    plain = measured(quarter("A4", 4), quarter("A4", 4))
    assert [(n.start, n.end) for n in notes(plain, tempo=tempo)] == [(0, pytest.approx(3.95)), (6, pytest.approx(10))]
    held = quarter("A4", 4)
    held.expressions.append(expressions.Fermata())
    assert notes(measured(held, quarter("A4", 4)), tempo=tempo)[0].end == pytest.approx(6.0)


# ---- repeats


def _two_bars(*, times):
    made = stream.Part(id="Violin I")
    for number, name in enumerate(("C4", "D4"), start=1):
        measure = stream.Measure(number=number)
        measure.append(quarter(name, 4))
        made.append(measure)
    if times:
        made.getElementsByClass("Measure")[0].leftBarline = bar.Repeat(direction="start")
        made.getElementsByClass("Measure")[0].rightBarline = bar.Repeat(direction="end", times=times)
    return made


def test_repeats_are_played():
    assert [n.pitch for n in notes(_two_bars(times=0))] == [60, 62]
    assert [n.pitch for n in notes(_two_bars(times=2))] == [60, 60, 62]
    assert [round(n.start) for n in notes(_two_bars(times=2))] == [0, 4, 8]


def test_repeats_that_lead_nowhere_are_refused():
    from music21 import repeat

    lost = _two_bars(times=0)
    lost.getElementsByClass("Measure")[1].append(repeat.DalSegno())
    with pytest.raises(FilmScoreError, match="write the bars out"):
        perform(lost, TEMPO, palette=BARE)


# ---- what it says of itself


def test_it_explains_a_bar():
    stressed = quarter("A4", 1)
    stressed.articulations = [articulations.Staccato(), articulations.Accent()]
    score = measured((0, expressions.TextExpression("con sord.")), (0, stressed), (1, quarter("B4", 3)))
    told = perform(score, TEMPO, hits=[480], palette=BARE).explain(1)
    first, second = told.rows
    assert first[:3] == ("Violin I", 1.0, "A4") and first[4] == pytest.approx(0.5)
    assert (
        "staccato: 50% of its length" in first[-1]
        and "accent +2.5 dB" in first[-1]
        and "on a hit: not moved" in first[-1]
    )
    assert any("muted: this palette has no such sound" in reason for reason in second[-1])
    assert "beat 2     B4" in str(told) and repr(told) == str(told)


def test_a_muted_sound_is_used_where_there_is_one():
    palette = ((r".*", Voice("brass", Sound(0, 56), techniques={"muted": Sound(0, 59)})),)
    score = part(quarter("A4", 4), quarter("A4", 4), quarter("A4", 4), name="Trumpet", player=instrument.Trumpet())
    score.insert(4, expressions.TextExpression("con sord."))
    score.insert(8, expressions.TextExpression("senza sord."))
    played = perform(score.makeMeasures(), TEMPO, palette=palette, **PLAIN)
    assert {t.program: [round(n.start) for n in t.notes] for t in played.tracks} == {56: [0, 8], 59: [4]}


@pytest.mark.parametrize(
    ("bar", "part_", "said"), [(9, None, "between bars 1 and 1"), ("1", None, "whole number"), (1, "Tuba", "Violin I")]
)
def test_what_cannot_be_explained_is_said(bar, part_, said):
    played = perform(measured(quarter()), TEMPO, palette=BARE)
    with pytest.raises(FilmScoreError, match=said):
        played.explain(bar, part_)


def test_every_written_note_is_accounted_for():
    score = measured(*(quarter() for _ in range(8)))
    played = perform(score, TEMPO, palette=PALETTE)
    assert len(played.accounts) == 8
    assert sum(len(a.notes) for a in played.accounts) == played.notes
    assert all(a.reasons for a in played.accounts)


def test_struck_techniques_do_not_swell():
    palette = ((r".*", Voice("strings", Sound(0, 48), techniques={"col legno": Sound(0, 45)})),)
    score = part(quarter("A4", 4))
    score.insert(0, expressions.TextExpression("col legno battuto"))
    (track,) = perform(score.makeMeasures(), TEMPO, palette=palette, **PLAIN).tracks
    assert not track.controls and palette[0][1].kind != STRUCK


# ---- words over the notes


def played_as(*words, beats=4.0, name="Violin I", marks=(), tremolo=False):
    """What a note is played with under some words, and what is said of it."""
    sung = quarter("A4", beats)
    sung.articulations = list(marks)
    if tremolo:
        sung.expressions.append(expressions.Tremolo(numberOfMarks=3))
    score = part(sung, name=name)
    for text in words:
        score.insert(0, expressions.TextExpression(text))
    whole = score.makeMeasures()
    whole.partName = name
    made = perform(whole, TEMPO, **PLAIN)
    return made.tracks[0], made.accounts[0].reasons


@pytest.mark.parametrize(
    ("text", "name", "patch"),
    [
        ("sul pont.", "Violin I", "strings sul ponticello"), ("am Steg", "Viola", "strings sul ponticello"),
        ("arco, sul tasto", "Violoncello", "strings sul tasto"), ("con sord.", "Violin II", "strings con sordino"),
        ("mit Dämpfer", "Solo violin", "solo violin con sordino"), ("gestopft", "Horn in F", "muted horn"),
        ("con sordino", "Trombone", "muted trombone"), ("with mute", "Trumpet in C", "muted trumpet"),
        ("senza sord.", "Horn in F", "horn"), ("sul pont. -> ord.", "Violin I", "strings sul ponticello"),
        ("armonico", "Violin I", "harmonics"), ("ord.", "Violin I", "slow strings"), ("ooh", "Sopranos", "choir oo"),
    ],
)  # fmt: skip
def test_words_choose_the_sound(text, name, patch):
    track, reasons = played_as(text, name=name)
    assert track.patch == patch
    assert not any("no such sound" in reason or "changes nothing" in reason for reason in reasons)


def test_what_is_printed_together_is_played_together():
    track, _ = played_as("con sord.", tremolo=True)
    assert track.patch == "strings con sordino tremolo" and len(track.notes) == 1
    track, _ = played_as("sul pont.", tremolo=True)
    assert track.patch == "strings sul ponticello tremolo"
    track, reasons = played_as("pizz.", tremolo=True)
    assert track.patch == "pizzicato" and len(track.notes) > 12 and any("strokes" in r for r in reasons)
    track, reasons = played_as("sul pont.", tremolo=True, name="Solo violin")
    assert track.patch == "solo violin sul ponticello" and len(track.notes) > 12


def test_what_cannot_be_played_is_said():
    track, reasons = played_as("con sord.", "pizz.")
    assert track.patch == "pizzicato"
    assert any(r == "muted: this palette has no such sound; played pizzicato without it" for r in reasons)
    _, reasons = played_as("con sord.", name="Flute")
    assert any("muted: this palette has no such sound; played in the ordinary way" in r for r in reasons)
    _, reasons = played_as("dolce", "col legno tratto")
    assert {r for r in reasons if "changes nothing" in r} == {
        f"“{words}” is printed here, and changes nothing in how it is played" for words in ("dolce", "col legno tratto")
    }


def test_words_that_say_nothing_are_told_once():
    score = part(quarter("A4", 1), quarter("B4", 1), (2, expressions.TextExpression("poco a poco")), quarter("C5", 1),
                 quarter("D5", 1))  # fmt: skip
    told = [a.reasons for a in perform(score.makeMeasures(), TEMPO, **PLAIN).accounts]
    assert [sum("poco a poco" in r for r in reasons) for reasons in told] == [0, 0, 1, 0]


def test_a_flutter_is_read_and_breaks_the_level():
    track, reasons = played_as("flz.", name="Flute")
    values = [c.value for c in track.controls if c.kind == "expression"]
    drops = sum(b < 0.8 * a for a, b in pairwise(values))
    assert drops == pytest.approx(4 * 25, abs=3) and "played flutter" in reasons


@pytest.mark.parametrize("sign", [articulations.StringHarmonic, articulations.Harmonic])
def test_a_ring_over_a_note_is_a_harmonic(sign):
    track, reasons = played_as(marks=[sign()])
    assert track.patch == "harmonics" and sum("-3 dB" in r for r in reasons) == 1
