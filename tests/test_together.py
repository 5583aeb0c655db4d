"""How closely the players of a part keep together: alone, two on a staff, sections, divided sections."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from statistics import fmean, pstdev

import pytest
from music21 import chord, dynamics, expressions
from test_performance import BARE, STRIKE, TEMPO, measured, quarter

from filmscore.errors import FilmScoreError
from filmscore.sound.handling import Sound, Voice
from filmscore.sound.palette import voice_for
from filmscore.sound.performance import perform
from filmscore.sound.together import LOOSE, OUT_OF_TUNE


def of(players):
    return ((r".*", replace(BARE[0][1], players=players)),)


def played(score, players=1, **more):
    return [a.notes for a in perform(score, TEMPO, palette=of(players), **more).accounts]


def late(score, players):
    """Seconds by which each note of quarters begins after its beat."""
    return [notes[0].start - beat for beat, notes in enumerate(played(score, players))][1:]


def with_words(score, *words):
    for beat, text in words:
        score.insert(beat, expressions.TextExpression(text))
    return score.makeMeasures() if not score.hasMeasures() else score


def quarters(count=64, name="Violin I"):
    return measured(*(quarter() for _ in range(count)), name=name)


def test_the_more_play_the_steadier_they_begin_together():
    alone, eight, sixteen = (pstdev(late(quarters(), players)) for players in (1, 8, 16))
    assert alone == pytest.approx(LOOSE / 3**0.5, rel=0.2)
    assert eight == pytest.approx(alone / 8**0.5, rel=0.35)
    assert sixteen == pytest.approx(alone / 4, rel=0.35) and sixteen < eight


def test_the_more_play_the_longer_after_the_first_the_last_of_them_stops():
    score = quarters()
    lengths = [
        fmean(n.end - n.start for notes in played(score, players)[:-1] for n in notes) for players in (1, 2, 8, 16)
    ]
    assert all(fewer + 0.0005 < more for fewer, more in pairwise(lengths))
    assert lengths[-1] - lengths[0] < LOOSE


def test_strings_are_as_many_as_in_a_full_orchestra_and_divided_they_are_half():
    assert [voice_for(name).players for name in ("Violin I", "Violin II", "Viola", "Cello", "Double bass")] == [
        16, 14, 12, 10, 8,
    ]  # fmt: skip
    assert [voice_for(name).players for name in ("Flute", "Solo cello", "Timpani", "Piano")] == [1, 1, 1, 1]
    score = measured(chord.Chord(["A4", "C5"], quarterLength=2), chord.Chord(["A4", "C5"], quarterLength=2))
    score.measure(1).insert(0, expressions.TextExpression("div."))
    told = str(perform(score, TEMPO, palette=of(16)).explain(1))
    assert [int(n) for n in re.findall(r": (\d+) play", told)] == [8, 8, 8, 8]


@pytest.mark.parametrize(("name", "many"), [("Violin I", 16), ("8 Violins I", 8), ("Violins I", 16), ("Sopranos", 12)])
def test_explain_says_how_many_play(name, many):
    told = str(perform(quarters(4, name=name), TEMPO).explain(1))
    assert f"{many} play, the first -" in told and "a section begins where they do on average" in told


def test_two_on_one_staff_are_two_notes_of_their_own_moment_and_tuning():
    one = played(quarters(8, name="Flutes 1-2"), humanise=False)
    two = played(quarters(8, name="Flutes 1-2"))
    assert [len(notes) for notes in one] == [1] * 8 and [len(notes) for notes in two] == [2] * 8
    apart = [b.start - a.start for a, b in two]
    assert max(map(abs, apart)) <= 2 * LOOSE and len({round(t, 5) for t in apart}) == 8
    off = {round(b.pitch - a.pitch, 9) for a, b in two}
    assert len(off) == 1 and 0 < abs(off.pop()) <= OUT_OF_TUNE, "each keeps a tuning"
    assert "2 play" in str(perform(quarters(4, name="Flutes 1-2"), TEMPO).explain(1))


def test_words_over_a_shared_staff_say_who_plays():
    score = quarters(12, name="Flute")
    for bar, text in ((1, "a 2"), (2, "1."), (3, "a2")):
        score.measure(bar).insert(0, expressions.TextExpression(text))
    assert [len(notes) for notes in played(score)] == [2] * 4 + [1] * 4 + [2] * 4
    assert "changes nothing" not in str(perform(score, TEMPO, palette=of(1)).explain(1))


def test_who_has_a_note_of_their_own_does_not_double_the_other():
    score = measured(chord.Chord(["A4", "C5"], quarterLength=1), quarter(), name="Flutes 1-2")
    score.measure(1).insert(0, dynamics.Dynamic("mf"))
    assert [len(notes) for notes in played(score)] == [1, 1, 2]


def test_on_a_hit_the_first_is_there_and_a_bar_alone_is_the_same():
    score = quarters(8, name="Horns 1-4")
    met = played(score, hits=[480 + 5 * 24])
    assert met[5][0].start == 5.0 and len(met[5]) == 4
    assert all(abs(n.start - 5.0) <= 2 * LOOSE for n in met[5])
    assert met[4] == played(score)[4] == played(quarters(6, name="Horns 1-4"))[4]


def test_what_is_struck_by_two_is_struck_twice():
    notes = perform(quarters(4, name="2 snare drums"), TEMPO, palette=STRIKE).tracks[0].notes
    assert len(notes) == 8 and len({n.start for n in notes}) == 8


@pytest.mark.parametrize("players", [0, -1, 1.5, True, "two"])
def test_a_voice_has_a_number_of_players(players):
    with pytest.raises(FilmScoreError, match="players"):
        Voice("strings", Sound(0, 48), players=players)
