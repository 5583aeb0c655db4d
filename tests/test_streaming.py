"""Long cues: made stretch by stretch, kept on disk, and no different for it."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pretty_midi
import pytest
from test_reuse import cue, equal

from filmscore.errors import FilmScoreError
from filmscore.sound import engine, reuse, streaming, stretches
from filmscore.sound.events import Note, Track
from filmscore.sound.loudness import loudness
from filmscore.sound.stems import Stems

FONT = Path(pretty_midi.__file__).parent / "TimGM6mb.sf2"
RATE = 48000


@pytest.fixture(autouse=True)
def afresh(monkeypatch):
    monkeypatch.setenv(reuse.VARIABLE, "0")


@pytest.fixture
def on_disk(monkeypatch):
    monkeypatch.setattr(streaming, "IN_MEMORY", 0)


def test_stretches_join_without_a_seam(monkeypatch):
    whole = engine.render(cue(), 9.0, FONT)
    for stretch, shortest in ((1, 1), (3, 2), (7, 24)):
        for module in (stretches, engine):
            monkeypatch.setattr(module, "STRETCH", stretch)
        monkeypatch.setattr(engine, "SHORTEST_RUN", shortest)
        monkeypatch.setattr(engine.os, "cpu_count", lambda: 16)  # stems of few tracks are cut into runs
        assert equal(engine.render(cue(), 9.0, FONT), whole), f"stretches of {stretch} blocks"


def test_no_click_at_a_join(monkeypatch):
    monkeypatch.setattr(stretches, "STRETCH", 1)
    note = Track("Pad", "synths", 0, 73, [Note(0.0, 9.0, 60, 90)])
    sound = engine.render([note], 10.0, FONT, "dry")["synths"][:, 0]
    jumps = np.abs(np.diff(sound, 3))
    joins = [i * stretches.BLOCK for i in range(2, 12)]
    usual = np.percentile(jumps[RATE : 8 * RATE], 99.9)
    assert max(jumps[j - 4 : j + 4].max() for j in joins) < 2 * usual


def test_on_disk_it_is_the_same(on_disk, monkeypatch, tmp_path):
    disk = engine.render(cue(), None, FONT)
    assert all(store.on_disk for store in disk._stores)
    mix, peak, loud = disk.mix(), disk.peak_db, loudness(disk).integrated
    back = Stems.read(disk.write(tmp_path / "stems", "wav"))
    monkeypatch.setattr(streaming, "IN_MEMORY", 1 << 40)
    memory = engine.render(cue(), None, FONT)
    assert not memory._stores or not any(store.on_disk for store in memory._stores)
    assert equal(disk, memory) and equal(back, memory)
    assert np.array_equal(mix, memory.mix()) and peak == memory.peak_db
    assert loud == pytest.approx(loudness(memory).integrated, abs=1e-9)
    disk["strings"][:10] = 0.25
    assert float(disk["strings"][3, 0]) == 0.25, "as writable as any"


def test_no_room_on_disk_is_said(monkeypatch):
    def full(*_args, **_more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(streaming.tempfile, "TemporaryFile", full)
    with pytest.raises(FilmScoreError, match="TMPDIR"):
        streaming.Store(48000, on_disk=True)


MEMORY = """
import json, resource, sys
from filmscore.sound import engine, streaming
from filmscore.sound.events import Note, Track
streaming.IN_MEMORY = 0
tracks = [
    Track(str(n), f"stem {n}", 0, 48, [Note(t, t + 1.5, 55 + n, 80) for t in range(0, int(sys.argv[1]) - 2, 2)])
    for n in range(4)
]
stems = engine.render(tracks, float(sys.argv[1]), sys.argv[2], "stage")
stems.peak_db
print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="pages are let go of, and memory counted, as on Linux")
def test_memory_does_not_grow_with_length():
    def used(seconds):
        command = [sys.executable, "-c", MEMORY, str(seconds), str(FONT)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    short, long = used(60), used(180)
    four_stems = 4 * 120 * RATE * 8 / (1 << 20)  # what the two minutes more would take
    assert long - short < 0.25 * four_stems, f"{short:.0f} MB for one minute, {long:.0f} MB for three"
