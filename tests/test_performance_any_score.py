"""Any small score: nothing raises, every note begins where the map says, and every sound dies away."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from music21 import articulations, chord, dynamics, expressions, instrument, meter, note, spanner, stream
from test_performance import BARE

from filmscore.picture.tempo import TempoMap
from filmscore.sound.performance import perform

PLAYERS = (instrument.Violin, instrument.Horn, instrument.Timpani, instrument.Harp, instrument.Piano, instrument.Flute)
MARKS = (
    articulations.Staccato,
    articulations.Tenuto,
    articulations.Accent,
    articulations.StrongAccent,
    articulations.BreathMark,
)
SIGNS = (expressions.Trill, expressions.Turn, expressions.Mordent, expressions.Tremolo, expressions.Fermata)
LENGTHS = (0.25, 1 / 3, 0.5, 1.0, 1.5, 3.0)
WORDS = ("pizz.", "arco", "con sord.", "div.", "sul pont.", "senza sord.")


@st.composite
def maps(draw):
    tempo = TempoMap(480)
    for kind in draw(st.lists(st.sampled_from(["steady", "ramp", "hold"]), min_size=1, max_size=4)):
        bpm = st.integers(40, 200)
        if kind == "steady":
            tempo = tempo.steady(draw(st.integers(1, 6)), bpm=draw(bpm))
        elif kind == "ramp":
            curve = draw(st.sampled_from(["beats", "time"]))
            tempo = tempo.ramp(draw(st.integers(1, 6)), bpm=(draw(bpm), draw(bpm)), curve=curve)
        elif tempo.beats:
            tempo = tempo.hold(draw(st.floats(0.25, 2.0)))
    return tempo.steady(40, bpm=draw(st.integers(60, 140)))


@st.composite
def parts(draw):
    player = draw(st.sampled_from(PLAYERS))()
    made = stream.Part()
    made.partName = player.instrumentName
    made.append(player)
    made.append(meter.TimeSignature("4/4"))
    line = []
    for _ in range(draw(st.integers(1, 7))):
        length = draw(st.sampled_from(LENGTHS))
        pitches = draw(st.lists(st.integers(40, 84), max_size=3, unique=True))
        if not pitches:
            made.append(note.Rest(quarterLength=length))
            continue
        sound = note.Note(pitches[0]) if len(pitches) == 1 else chord.Chord(pitches)
        sound.quarterLength = length
        sound.articulations = [kind() for kind in draw(st.lists(st.sampled_from(MARKS), max_size=2, unique=True))]
        sound.expressions = [kind() for kind in draw(st.lists(st.sampled_from(SIGNS), max_size=1))]
        made.append(sound)
        line.append(sound)
    beats = int(made.quarterLength) + 1
    for beat in draw(st.lists(st.integers(0, beats), max_size=2)):
        made.insert(beat, dynamics.Dynamic(draw(st.sampled_from(["pp", "mf", "ff", "sfz", "fp"]))))
    for beat in draw(st.lists(st.integers(0, beats), max_size=2)):
        made.insert(beat, expressions.TextExpression(draw(st.sampled_from(WORDS))))
    if len(line) > 1 and draw(st.booleans()):
        made.insert(0, draw(st.sampled_from([spanner.Slur, dynamics.Crescendo, spanner.Glissando]))(line[:2]))
    return made


scores = st.lists(parts(), min_size=1, max_size=3).filter(lambda made: any(len(p.recurse().notes) for p in made))


def score_of(made):
    score = stream.Score()
    for part in made:
        score.insert(0, part)
    return score


@settings(max_examples=80, deadline=None)
@given(scores, maps())
def test_every_note_begins_where_the_map_says(made, tempo):
    played = perform(score_of(made), tempo, palette=BARE, humanise=False)
    written = sorted(
        tempo.seconds_at(float(e.getOffsetInHierarchy(part)))
        for part in made
        for e in part.recurse().notes
        for _ in getattr(e, "notes", [e])
    )
    begun = sorted(a.notes[0].start for a in played.accounts)
    assert begun == pytest.approx(written, abs=1e-6)
    for track in played.tracks:
        for one in track.notes:
            assert one.end > one.start and 1 <= one.velocity <= 127
        assert all(math.isfinite(c.value) for c in track.controls)


@settings(max_examples=60, deadline=None)
@given(scores, maps())
def test_people_stay_within_a_hundredth_of_a_second_and_do_it_twice_alike(made, tempo):
    first, again = (perform(score_of(made), tempo, palette=BARE) for _ in range(2))
    plain = perform(score_of(made), tempo, palette=BARE, humanise=False)
    for a, b, c in zip(first.accounts, again.accounts, plain.accounts, strict=True):
        assert a.notes == b.notes
        assert abs(a.notes[0].start - c.notes[0].start) < 0.0125


@settings(max_examples=6, deadline=None)
@given(scores, maps())
def test_any_score_sounds_and_dies_away(made, tempo):
    stems = perform(score_of(made), tempo).render()
    mix = stems.mix()
    assert np.isfinite(mix).all() and np.abs(mix).max() > 1e-4
    assert stems.peak_db == pytest.approx(20 * np.log10(np.abs(mix).max()), abs=0.01), "nothing is clipped silently"
    assert np.abs(mix[-480:]).max() < 1e-3, "the tail ends"
    assert np.abs(np.diff(mix, axis=0)).max() < 0.5


def test_forty_parts_are_forty_tracks():
    score = stream.Score()
    for number in range(40):
        part = stream.Part(id=f"Player {number}")
        part.partName = f"Violin {number + 1} solo"
        part.append(instrument.Violin())
        part.append(note.Note("A4", quarterLength=4))
        score.insert(0, part)
    played = perform(score, TempoMap().bars(1, bpm=60))
    assert len(played.tracks) == 40 and played.notes == 40
