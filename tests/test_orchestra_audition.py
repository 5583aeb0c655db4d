"""Single notes to choose a player by: true levels, as the performance would play them."""

from __future__ import annotations

import numpy as np
import pytest

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.picture.tempo import TempoMap
from filmscore.sound import note_bank
from filmscore.sound.audition import KIT, audition
from filmscore.sound.stems import RATE, decode_sound


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A cache of our own, empty."""
    monkeypatch.setenv(note_bank.VARIABLE, str(tmp_path))
    return tmp_path


def level(sound) -> float:
    """Power of the second second, dB."""
    middle = np.asarray(sound, np.float64)[RATE // 2 : 3 * RATE // 2]
    return float(10 * np.log10(np.mean(middle**2)))


def note(made, pitch):
    sample = next(one for one in made.samples if one.pitch == pitch)
    sound = decode_sound(made.data)
    return sound[round(sample.start * RATE) : round(sample.end * RATE)].mean(axis=1)


def performed(name, pitch, dynamic):
    """The same note from the performance, from where it begins to sound."""
    score = fs.scored({name: f"{pitch}:4"}, dynamic=dynamic, bpm=60).to_music21()
    sound = fs.perform(score, TempoMap(0).bars(2, "4/4", bpm=60), humanise=False).render(seconds=4.0).mix()
    return sound.mean(axis=1)


@pytest.mark.parametrize(("name", "pitch", "midi", "dynamic"), [("flute", "E4", 64, "f"), ("trumpet", "C5", 72, "p")])
def test_a_note_is_as_loud_as_the_performance_plays_it(name, pitch, midi, dynamic):
    assert abs(level(note(audition(name, [midi], dynamic), midi)) - level(performed(name, pitch, dynamic))) < 1.5


def test_nobody_is_levelled():
    low, loud = audition("flute", [62], "f"), audition("trumpet", [72], "f")
    assert level(note(loud, 72)) - level(note(low, 62)) > 1.5, "1.9 dB with the small font, 4.6 with a large one"
    soft = audition("trumpet", [72], "p")
    assert level(note(loud, 72)) - level(note(soft, 72)) > 6


def test_a_few_notes_are_made_and_a_whole_instrument_is_kept(folder, monkeypatch):
    few = audition("trombone", [48, 60], "f")
    assert [one.pitch for one in few.samples] == [48, 60] and few.id == "trombone.f" and not list(folder.rglob("*.ogg"))
    asked = []
    from filmscore.sound import audition as module

    played = module._played
    monkeypatch.setattr(module, "_played", lambda *a: asked.append(a[1]) or played(*a))
    whole = audition("crotales", None, "p")
    assert (whole.samples[0].pitch, whole.samples[-1].pitch) == fs.instrument("crotales").span("extreme")
    assert audition("crotales", [90], "p") == whole == audition("Crotales", None, "p") and len(asked) == 1


def test_drums_are_keys():
    kit = audition("drum kit", None, "f")
    assert [one.pitch for one in kit.samples] == sorted(KIT) and all(one.loop is None for one in kit.samples)
    peaks = {key: 20 * np.log10(np.abs(note(kit, key)).max()) for key in KIT}
    assert min(peaks.values()) > -45, "every one of them sounds"


@pytest.mark.parametrize(
    ("name", "wanted", "dynamic", "words"),
    [("kazoo", [60], "f", "Nobody here plays"), ("flute", [60], "loud", "dynamic is"), ("flute", [], "f", "no notes"),
     ("flute", range(40, 80), "f", "no notes"), ("flute", [200], "f", "no notes"), ("flute", "C4", "f", "no notes"),
     (None, [60], "f", "Nobody here plays")],
)  # fmt: skip
def test_what_cannot_be_tried(name, wanted, dynamic, words):
    with pytest.raises(FilmScoreError, match=words):
        audition(name, wanted, dynamic)
