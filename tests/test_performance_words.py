"""Words and heads that change who plays, where a string is touched, and how notes follow one another."""

from __future__ import annotations

import math

import pytest
from music21 import articulations, chord, expressions, instrument, interval, note, stream, tie
from test_performance import BARE, PLAIN, TEMPO, measured, part, quarter

import filmscore as fs
from filmscore.sound.performance import perform
from filmscore.sound.playing import LET_RING
from filmscore.sound.touched import natural


def diamond(name, *signs, length=4.0):
    made = quarter(name, length)
    made.notehead = "diamond"
    made.articulations = list(signs)
    return made


def told(*elements, words=(), name="Violin I", player=None, **more):
    """Tracks and accounts of a part with words over it, each a text or a pair of a beat and a text."""
    made = part(*elements, name=name, player=player or instrument.Violin())
    for word in words:
        beat, text = word if isinstance(word, tuple) else (0.0, word)
        made.insert(beat, expressions.TextExpression(text))
    whole = made.makeMeasures()
    whole.partName = name
    played = perform(whole, TEMPO, **{**PLAIN, **more})
    return played.tracks, played.accounts


def said(accounts, words):
    return [account for account in accounts if any(words in reason for reason in account.reasons)]


# ---- a diamond alone


@pytest.mark.parametrize(
    ("touched", "words", "sounds"),
    [
        ("G4", (), "D6"),  # a fourth over the D string
        ("G4", ("sul G",), "G4"),  # the middle of the G string
        ("G4", ("IV",), "G4"),
        ("A4", (), "A5"),  # a fifth over the D string
        ("D5", (), "A6"),  # a fourth over the A string
        ("B5", ("sul mi",), "B6"),  # a fifth over the E string
        ("F#4", (), "F#6"),  # a third over the D string
        ("A#5", (), "A#5"),  # no open string has a harmonic there
    ],
)
def test_a_diamond_alone_is_where_an_open_string_is_touched(touched, words, sounds):
    tracks, accounts = told(diamond(touched), words=words)
    assert [(t.patch, [n.pitch for n in t.notes]) for t in tracks] == [("harmonics", [note.Note(sounds).pitch.ps])]
    (account,) = said(accounts, "harmonic at")
    assert not said(accounts, "changes nothing")
    assert account.pitch == note.Note(sounds).pitch.ps


def test_a_double_bass_is_touched_where_it_sounds_and_each_of_two_diamonds_is_a_string():
    tracks, accounts = told(diamond("G3"), name="Double bass", player=instrument.Contrabass())
    assert tracks[0].notes[0].pitch == 62 and said(accounts, "touched on the open string D2, it sounds D4")
    both = chord.Chord(["G4", "D5"], quarterLength=4)
    for one in both.notes:
        one.notehead = "diamond"
    tracks, _ = told(both)
    assert sorted(n.pitch for n in tracks[0].notes) == [86, 93]


def test_a_circle_and_a_sign_that_says_so_stand_where_it_sounds():
    sign = articulations.StringHarmonic()
    sign.pitchType = "sounding"
    ringed = quarter("A5", 4)
    ringed.articulations = [articulations.StringHarmonic()]
    for one in (ringed, diamond("A5", sign)):
        tracks, accounts = told(one)
        assert (tracks[0].patch, tracks[0].notes[0].pitch, accounts[0].name) == ("harmonics", 81, "A5")


def test_an_artificial_harmonic_with_what_sounds_in_small_is_one_note_and_says_what_it_is():
    touched = chord.Chord(["A3", "D4", "A5"], quarterLength=4)
    touched.notes[1].notehead = "diamond"
    tracks, accounts = told(touched)
    assert [n.pitch for n in tracks[0].notes] == [81]
    assert said(accounts, "A3 is stopped and touched at D4, which sounds A5")


def test_who_has_no_strings_plays_a_diamond_as_a_note_and_says_so():
    tracks, accounts = told(diamond("G4"), name="Flute", player=instrument.Flute())
    assert tracks[0].notes[0].pitch == 67 and said(accounts, "a diamond head")


def test_every_place_of_a_string_answers_with_its_part():
    """A string touched where it is divided sounds the part of its series that has a node there."""
    for interval_up, above in {3: 31, 4: 28, 5: 24, 7: 19, 9: 28, 12: 12, 16: 28, 19: 19, 24: 24}.items():
        assert natural(55 + interval_up, (55.0,)) == (55 + above, 55)
        part_of_series = round(2 ** (above / 12))
        nodes = [12 * math.log2(part_of_series / (part_of_series - k)) for k in range(1, part_of_series)]
        assert min(abs(interval_up - place) for place in nodes) < 0.35


# ---- who plays


def test_solo_is_one_player_of_the_section_until_tutti():
    four = [quarter("A4", 4) for _ in range(3)]
    tracks, accounts = told(*four, words=((4.0, "solo, espr."), (8.0, "tutti")))
    assert {t.name: (t.patch, t.stem, [n.start for n in t.notes]) for t in tracks} == {
        "Violin I": ("slow strings", "strings", [0.0, 7.91]),
        "Violin I, solo": ("solo violin", "strings", [3.98]),
    }
    assert len(said(accounts, "solo: one player of the section")) == 1
    assert not said(accounts, "changes nothing")


def test_a_soloist_plays_pizzicato_as_well_and_a_wind_is_one_player_already():
    tracks, _ = told(quarter("A3", 4), words=("pizz.", "solo"), name="Violas", player=instrument.Viola())
    assert [(t.name, t.patch) for t in tracks] == [("Violas, solo pizzicato", "pizzicato")]
    tracks, accounts = told(quarter("A4", 4), words=("solo",), name="Oboe", player=instrument.Oboe())
    assert [t.name for t in tracks] == ["Oboe"] and said(accounts, "one plays here already")
    tracks, accounts = told(quarter("A4", 4), words=("solo",), palette=BARE)
    assert [t.name for t in tracks] == ["Violin I"] and said(accounts, "no such soloist")


# ---- how


def test_trem_in_words_trembles_until_ord():
    four = [quarter("A4", 4) for _ in range(3)]
    tracks, accounts = told(*four, words=((4.0, "trem."), (8.0, "ord.")))
    assert {t.patch: [n.start for n in t.notes] for t in tracks} == {
        "slow strings": [0.0, 7.91], "tremolo strings": [3.96],
    }  # fmt: skip
    assert not said(accounts, "changes nothing")
    tracks, _ = told(quarter("A4", 4), words=("tremolo",), name="Mandolin", player=instrument.Mandolin())
    assert len(tracks[0].notes) > 12


def test_trem_over_drawn_strokes_is_said_of_those_alone():
    drawn, after = quarter("A4", 4), quarter("A4", 4)
    drawn.expressions.append(expressions.Tremolo(numberOfMarks=3))
    tracks, _ = told(drawn, after, words=("trem.",))
    assert [t.patch for t in tracks] == ["tremolo strings", "slow strings"]


def test_legato_in_words_binds_what_follows_at_once():
    three = [quarter("A4", 2), quarter("B4", 2), quarter("C5", 2), note.Rest(quarterLength=2), quarter("D5", 4)]
    tracks, accounts = told(*three, words=("legato",), palette=BARE)
    assert [n.end for n in tracks[0].notes][:3] == pytest.approx([2.05, 4.05, 6.0])
    assert len(said(accounts, "slurred")) == 2
    plain, _ = told(*three, words=("non legato",), palette=BARE)
    assert plain[0].notes[0].end < 2.0


def test_stacc_in_words_shortens_short_notes_without_a_mark_until_legato():
    long, kept = quarter("A4", 2), quarter("B4", 1)
    kept.articulations = [articulations.Tenuto()]
    tracks, _ = told(
        quarter("A4"), kept, long, quarter("C5", 1), words=("sempre stacc.", (4.0, "legato")), palette=BARE
    )
    lengths = [round(n.seconds, 2) for n in tracks[0].notes]
    assert lengths == [0.5, 1.0, 1.95, 1.0]


@pytest.mark.parametrize("how", ["tie", "word"])
def test_what_is_let_vibrate_rings_on(how):
    first, second = quarter("C2"), quarter("C3")
    if how == "tie":
        first.tie = tie.Tie("let-ring")
    words = ("l.v.",) if how == "word" else ()
    tracks, accounts = told(first, second, words=words, name="Piano", player=instrument.Piano())
    rung, plain = tracks[0].notes
    assert rung.end == pytest.approx(1.0 + LET_RING) and plain.end == 2.0
    assert [account.pitch for account in said(accounts, "l.v.: left to ring")] == [36]
    tracks, accounts = told(quarter("C4"), quarter("D4"), words=("l.v.",))
    assert said(accounts, "nothing to let ring")


def test_sempre_l_v_goes_on_until_it_is_damped():
    four = [quarter("C2") for _ in range(4)]
    tracks, _ = told(*four, words=("l.v. sempre", (2.0, "secco")), name="Piano", player=instrument.Piano())
    assert [round(n.seconds) for n in tracks[0].notes] == [1 + LET_RING, 1 + LET_RING, 1, 1]


def test_what_ends_a_thing_that_never_began_is_told():
    _, accounts = told(quarter("A4", 4), words=("marcato",))
    assert said(accounts, "“marcato” is printed here, and changes nothing")


# ---- names


def test_notes_are_called_what_the_score_calls_them():
    score = measured(quarter("D-3"), quarter("C#3"), quarter("B#3"), quarter("F##3"), name="Cello")
    played = perform(score, TEMPO, **PLAIN)
    assert [row[2] for row in played.explain(1).rows] == ["D♭3", "C♯3", "B♯3", "F𝄪3"]
    assert [n.name for n in fs.play(score).music.notes] == ["D♭3", "C♯3", "B♯3", "F𝄪3"]
    assert "D♭3" in fs.play(score).alt and "C♯3 for" in fs.play(score).alt


def test_a_transposing_part_is_called_by_what_sounds():
    horn = instrument.Horn()
    score = measured(quarter("B-4"), quarter("D#4"), name="Horn in F", player=horn)
    assert [row[2] for row in perform(score, TEMPO, **PLAIN).explain(1).rows] == ["E♭4", "G♯3"]
    bass = measured(quarter("G-3"), name="Double bass", player=instrument.Contrabass())
    assert [n.name for n in fs.play(bass).music.notes] == ["G♭2"]
    own = instrument.Clarinet()
    own.transposition = interval.Interval("d-4")  # an instrument in an unlikely key is still read
    odd = stream.Part([own, note.Note("C4")])
    assert fs.play(odd).music.notes[0].pitch == 56 and fs.play(odd).music.notes[0].name in ("G♯3", "A♭3")
