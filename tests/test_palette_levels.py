"""The palette in balance: every voice within the band of its family, with each font on this machine."""

from __future__ import annotations

import statistics
from dataclasses import replace

import numpy as np
import pytest
from music21 import dynamics, note, stream
from test_palette import LARGE, SMALL, loudest

from filmscore.picture.tempo import TempoMap
from filmscore.sound import engine
from filmscore.sound.dynamics import LEVELS
from filmscore.sound.instruments import INSTRUMENTS
from filmscore.sound.patches import PATCHES
from filmscore.sound.performance import perform
from filmscore.sound.trims import BANDS, PLAYERS, SYNTHS

#: that of the strings is the zero of all the others
SECTIONS = ("Violins I", "Violins II", "Violas", "Cellos", "Double basses")

#: FluidR3 recorded its timpani 8 dB below everybody else's
KNOWN = {("FluidR3_GM", "Timpani"): -16.0}

#: no two notes of a section are equally loud: half of what four of one pitch lie apart with the small font, dB
SPREAD = 1.0


@pytest.fixture(scope="module")
def tracks():
    """Everybody plays one note in the middle of their range, mf, each into a stem of their own."""
    page = stream.Score()
    for entry in INSTRUMENTS:
        part = stream.Part(id=entry.name)
        part.partName = entry.name
        part.insert(0, dynamics.Dynamic("mf"))
        part.insert(0, note.Note((entry.low + entry.high) // 2, quarterLength=2))
        page.insert(0, part)
    played = perform(page, TempoMap(240).bars(1, "4/4", bpm=80), humanise=False).tracks
    names = sorted((entry.name for entry in INSTRUMENTS), key=len, reverse=True)
    alone = [replace(t, stem=next(n for n in names if f"{t.name} ".startswith(f"{n} "))) for t in played]
    later = [(t, 0.1 * k) for t in alone if t.stem in SECTIONS for k in (1, 2, 3)]
    return alone + [
        replace(t, stem=f"{t.stem} {by}", notes=[replace(n, start=n.start + by, end=n.end + by) for n in t.notes])
        for t, by in later
    ]


@pytest.mark.parametrize("path", [SMALL, *LARGE], ids=lambda p: p.stem)
def test_every_voice_lies_within_the_band_of_its_family(tracks, path):
    stems = engine.render(tracks, 1.5, path, "dry")
    level = {name: float(loudest(stems[name].astype(float))) for name in {t.stem for t in tracks}}
    strings = statistics.median(level[name] for name in level if name.startswith(SECTIONS))
    out = {}
    for entry in INSTRUMENTS:
        low, high = BANDS["soloist" if entry.voice.seat.startswith("soloist") else entry.voice.stem]
        low = KNOWN.get((path.stem, entry.name), low)
        if not low - SPREAD <= level[entry.name] - strings <= high + SPREAD:
            out[entry.name] = round(level[entry.name] - strings, 1)
    assert not out, f"dB from the strings: {out}"


def test_a_soloist_is_heard_over_strings_one_mark_softer():
    assert BANDS["soloist"][0] >= LEVELS["mp"] - LEVELS["mf"] - 0.5
    assert set(PLAYERS) <= {entry.name for entry in INSTRUMENTS} and set(SYNTHS) <= set(PATCHES)
    assert np.abs([*PLAYERS.values(), *SYNTHS.values()]).max() <= 7.0, "more than that is another sound"
