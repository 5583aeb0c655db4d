"""What is remembered from render to render, and that nobody can hear that it was."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pretty_midi
import pytest

from filmscore.errors import FilmScoreError
from filmscore.sound import engine, reuse
from filmscore.sound.answering import BLOCK, Answering, reach
from filmscore.sound.events import Control, Note, Track
from filmscore.sound.hall import reverberate
from filmscore.sound.readings import READINGS, Readings

FONT = Path(pretty_midi.__file__).parent / "TimGM6mb.sf2"
RATE = 48000
SECONDS = 9.0


@pytest.fixture(autouse=True)
def forgetful():
    reuse.MEMORY.clear()
    yield
    reuse.MEMORY.clear()


def cue():
    rng = np.random.default_rng(4)
    parts = (
        ("Violins", "strings", 48, "strings", 62), ("Harp", "keys", 46, "harp", 55), ("Flute", "winds", 73, "", 72),
        ("Piano", "keys", 0, "", 48), ("Timpani", "percussion", 47, "timpani", 43),
    )  # fmt: skip
    tracks = []
    for number, (name, stem, program, patch, low) in enumerate(parts):
        notes = [Note(t, t + 0.45, int(low + rng.integers(0, 9)), int(rng.integers(50, 110)))
                 for t in np.arange(0.1, SECONDS - 2, 0.5)]  # fmt: skip
        controls = [Control(t, "expression", 90 + 30 * np.sin(t)) for t in np.arange(0, SECONDS, 0.5)]
        if name == "Piano":
            controls += [Control(2.0, "pedal", 127), Control(3.7, "pedal", 0)]
        if name == "Flute":
            controls += [Control(4.0, "modulation", 0), Control(6.0, "modulation", 90), Control(7.0, "bend", 0.0),
                         Control(7.3, "bend", 1.0), Control(8.0, "bend", 0.0)]  # fmt: skip
        tracks.append(
            Track(name, stem, 0, program, notes, controls, patch=patch, pan=number / 5 - 0.4, early=5.0 * number)
        )
    return tracks


def render(tracks, **more):
    return engine.render(tracks, SECONDS, FONT, **more)


def equal(one, two):
    return one.names == two.names and all(np.array_equal(one[name], two[name]) for name in one)


def test_all_of_it_is_found_again_and_is_the_same():
    first = render(cue())
    assert reuse.MEMORY.found == 0 and reuse.MEMORY.missed
    reuse.MEMORY.missed = 0
    assert equal(first, render(cue()))
    assert reuse.MEMORY.missed == 0 and reuse.MEMORY.found


def changes():
    def notes(number, change):
        def edit(tracks):
            made = [change(n) if 5.0 <= n.start < 6.0 else n for n in tracks[number].notes]
            return [*tracks[:number], replace(tracks[number], notes=made), *tracks[number + 1 :]]

        return edit

    def controls(number, change):
        def edit(tracks):
            made = [change(c) for c in tracks[number].controls]
            return [*tracks[:number], replace(tracks[number], controls=made), *tracks[number + 1 :]]

        return edit

    for number in range(5):
        yield f"pitch {number}", notes(number, lambda n: replace(n, pitch=n.pitch + 1))
    yield "velocity", notes(0, lambda n: replace(n, velocity=n.velocity + 5))
    yield "length", notes(3, lambda n: replace(n, end=n.end + 0.2))
    yield "moved by a sample", notes(2, lambda n: replace(n, start=n.start + 1 / RATE))
    yield "swell", controls(0, lambda c: replace(c, value=c.value - 9) if 5 <= c.time < 5.6 else c)
    yield "pedal", controls(3, lambda c: replace(c, time=c.time + 0.4) if c.kind == "pedal" else c)
    yield "gain", lambda tracks: [replace(tracks[0], gain_db=-3.0), *tracks[1:]]
    yield "place", lambda tracks: [tracks[0], replace(tracks[1], pan=0.9, early=31.0), *tracks[2:]]


@pytest.mark.parametrize(("what", "edit"), list(changes()), ids=[what for what, _ in changes()])
def test_a_change_sounds_as_in_a_fresh_render(what, edit):
    before = render(cue())
    mended = render(edit(cue()))
    reuse.MEMORY.clear()
    fresh = render(edit(cue()))
    assert equal(mended, fresh)
    assert not equal(before, fresh), "the change is heard"


def test_only_what_a_change_reaches_is_made_again():
    render(cue())
    tracks = cue()
    late = [replace(n, pitch=n.pitch + 2) if n.start > 6.4 else n for n in tracks[2].notes]
    reuse.MEMORY.found = reuse.MEMORY.missed = 0
    render([*tracks[:2], replace(tracks[2], notes=late), *tracks[3:]])
    assert 0 < reuse.MEMORY.missed <= 6, "the last blocks of one stem of four"


def test_room_font_and_length_are_part_of_the_name():
    stage = render(cue())
    dry = render(cue(), hall="dry")
    assert not equal(stage, dry)
    shorter = engine.render(cue(), SECONDS - 0.3, FONT)
    reuse.MEMORY.clear()
    assert equal(shorter, engine.render(cue(), SECONDS - 0.3, FONT)) and equal(dry, render(cue(), hall="dry"))


def test_what_is_handed_out_may_be_written_into():
    first = render(cue())
    kept = first["strings"].copy()
    first["strings"][:] = 0.0
    again = render(cue())
    assert np.array_equal(again["strings"], kept)


def test_it_is_bounded_and_can_be_switched_off(monkeypatch):
    monkeypatch.setenv(reuse.VARIABLE, "0")
    render(cue())
    assert reuse.MEMORY.nbytes == 0
    monkeypatch.setenv(reuse.VARIABLE, "30")
    for gain in range(4):
        render([replace(t, gain_db=float(gain)) for t in cue()])
        assert 0 < reuse.MEMORY.nbytes <= 30 << 20
    monkeypatch.setenv(reuse.VARIABLE, "lots")
    with pytest.raises(FilmScoreError, match="megabytes, like 160"):
        render(cue())


def test_readings_are_bounded():
    render(cue())
    assert 0 < READINGS.nbytes <= READINGS.limit
    small = Readings(limit=1)
    from filmscore.sound.sampler import Sampler
    from filmscore.sound.soundfont import GUARD, SoundFont

    sampler = Sampler(SoundFont(FONT))
    voices = sampler.soundings(cue()[3], RATE)
    for voice in voices:
        layer = voice._layer
        key, reading = small.get(layer.data, GUARD, layer.voice, layer.row, voice._moving.still(layer), 4800)
        reading.piece(0, 100)
        small.grown(key, reading)
    assert len(small._kept) == 1
    small.room_for(1 << 30)
    for voice in voices:
        layer = voice._layer
        key, reading = small.get(layer.data, GUARD, layer.voice, layer.row, voice._moving.still(layer), 4800)
        reading.piece(0, 100)
        small.grown(key, reading)
    assert len(small._kept) > 1
    small.room_for(1)
    assert len(small._kept) == 1, "what is too much now is forgotten"


def test_a_cue_in_memory_is_read_once_and_one_on_disk_takes_less(monkeypatch):
    from filmscore.sound import readings, streaming

    read, samples = readings.read, []
    monkeypatch.setattr(readings, "read", lambda out, *more: (samples.append(len(out)), read(out, *more))[1])
    steady = [replace(track, controls=[]) for track in cue()]  # what bends is read for its own note alone
    READINGS.clear()
    render(steady)
    assert sum(samples) > 0 and READINGS.limit == readings.WIDE
    samples.clear()
    reuse.MEMORY.clear()
    render(steady)
    assert not samples, "made again, from what was read"
    monkeypatch.setattr(streaming, "IN_MEMORY", 0)
    render(steady)
    assert READINGS.limit == readings.KEPT and READINGS.nbytes <= readings.KEPT


def test_the_room_answers_in_blocks_as_in_one_piece():
    rng = np.random.default_rng(2)
    sent = np.zeros((2, 9 * BLOCK), np.float32)
    sent[:, : 2 * BLOCK + 77] = rng.normal(0, 0.1, (2, 2 * BLOCK + 77))
    sent[:, 8 * BLOCK : 8 * BLOCK + 500] = 0.3
    for name in ("stage", "hall"):
        room = Answering(name)
        blocks = [room.hear(sent[:, i * BLOCK : (i + 1) * BLOCK])[0] for i in range(9)]
        made = np.concatenate([np.zeros((2, BLOCK), np.float32) if b is None else b for b in blocks], axis=1)
        whole = reverberate(sent, name)[:, : made.shape[1]]
        assert np.abs(made - whole).max() < 1e-5 * np.abs(whole).max()
        assert blocks[2 + reach(name)] is not None and blocks[7] is None, "silent once the room has died away"
        again = Answering(name)
        for one, other in zip(
            blocks, again.hear(sent[:, : 5 * BLOCK], 5) + again.hear(sent[:, 5 * BLOCK :], 4), strict=True
        ):
            assert (one is None and other is None) or np.array_equal(one, other), "however many at a time"
    assert Answering("dry").hear(sent[:, : 2 * BLOCK], 2) == [None, None]
