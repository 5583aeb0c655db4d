"""Our sampler beside FluidSynth, note by note: where the program is installed.

FluidSynth is what people tune their fonts with, so a preset should come out as it does there: level, spectrum,
onset, release, bend, vibrato, pedal, pan. `benchmarks/fluidsynth_table.py` prints the same comparison at length.
"""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from filmscore.sound import fonts
from filmscore.sound.soundfont import SoundFont

pytestmark = pytest.mark.skipif(
    shutil.which("fluidsynth") is None, reason="FluidSynth is not installed: the sampler was not compared with it"
)

_PATH = Path(__file__).parents[1] / "benchmarks" / "fluidsynth_table.py"
_SPEC = importlib.util.spec_from_file_location("fluidsynth_table", _PATH)
table = importlib.util.module_from_spec(_SPEC)
sys.modules["fluidsynth_table"] = table
_SPEC.loader.exec_module(table)
Played, RATE = table.Played, table.RATE

#: FluidSynth starts a note on the next of its blocks of 64 samples, and so up to 1.4 ms late
BLOCK = 64

PROGRAMS = (0, 11, 40, 45, 46, 47, 48, 52, 56, 60, 61, 68, 71, 73)
VELOCITIES = (40, 80, 120)


def _installed() -> list[Path]:
    best: dict[str, Path] = {}
    for path in fonts.found():
        best.setdefault(fonts.grade(path).name, path)
    return list(best.values())


@pytest.fixture(scope="module", params=_installed(), ids=lambda path: path.stem)
def font(request) -> SoundFont:
    return SoundFont(request.param)


def both(font: SoundFont, played: list, slot: float = 2.2) -> tuple[np.ndarray, np.ndarray]:
    return table.fluidsynth(font.path, played, slot), table.ours(font, played, slot)


def test_presets_have_the_level_and_spectrum_they_have_there(font):
    # what is Vorbis takes both players long to decode: every other preset of those
    programs = PROGRAMS[1::2] if font.path.suffix == ".sf3" else PROGRAMS
    played = [Played(p, 60, v, held=1.2) for p in programs for v in VELOCITIES]
    theirs, ours = both(font, played)
    rows = {
        note: (table.level(b) - table.level(a), table.spectrum_error(a, b), (table.onset(a) - table.onset(b)) / RATE)
        for note, a, b in zip(played, theirs, ours, strict=True)
        if table.level(a) > -100
    }
    assert len(rows) >= len(played) - 3, "presets with nothing on this key"
    middle = np.median([row[0] for row in rows.values()])
    for velocity in VELOCITIES:
        level, shape, onset = np.array([row for note, row in rows.items() if note.velocity == velocity]).T
        assert level.std() < 0.6 and np.abs(level - middle).max() < 1.5, f"level at velocity {velocity}"
        assert np.median(shape) < 0.3 and np.percentile(shape, 85) < 1.0, f"spectrum at velocity {velocity}"
        assert np.median(onset) == pytest.approx(BLOCK / RATE, abs=0.5e-3), "onset: its block and no more"


@pytest.fixture(scope="module")
def strings() -> SoundFont:
    """The small font, which is always there, for what belongs to the player and not to the font."""
    return SoundFont(next(path for path in fonts.found() if path.name == "TimGM6mb.sf2"))


@pytest.fixture(scope="module")
def gestures(strings):
    """Everything one can do to a note, played by both in one go."""
    played = {
        "plain": Played(73, 60, 100, held=1.2),
        "bent": Played(73, 60, 100, bend=1.0, held=1.2),
        "vibrato": Played(73, 60, 100, controllers=((1, 127),), held=1.2),
        "expression": Played(73, 60, 100, controllers=((11, 64),), held=1.2),
        "volume": Played(73, 60, 100, controllers=((7, 40),), held=1.2),
        "left": Played(73, 60, 100, controllers=((10, 0),), held=1.2),
        "half right": Played(73, 60, 100, controllers=((10, 96),), held=1.2),
        "short": Played(73, 60, 100, held=0.3),
        "drum": Played(0, 38, 100, bank=128, held=0.3),
        "pedal": Played(73, 60, 100, controllers=((64, 127),), held=0.3),
    }
    theirs, ours = both(strings, list(played.values()))
    return {name: (a, b) for name, a, b in zip(played, theirs, ours, strict=True)}


def pitch(sound: np.ndarray) -> float:
    """Of the strongest partial, Hz, by a parabola over its three bins."""
    part = sound[12000:50000].sum(axis=1)
    size = np.log(np.abs(np.fft.rfft(part * np.hanning(len(part)))) + 1e-12)
    top = int(size.argmax())
    a, b, c = size[top - 1 : top + 2]
    return (top + 0.5 * (a - c) / (a - 2 * b + c)) * RATE / len(part)


def test_bend(gestures):
    theirs, ours = (pitch(g) for g in gestures["bent"])
    plain = pitch(gestures["plain"][1])
    assert 1200 * np.log2(ours / theirs) == pytest.approx(0, abs=1)
    assert 1200 * np.log2(ours / plain) == pytest.approx(100, abs=1)


def test_vibrato(gestures):
    def wobble(sound: np.ndarray) -> float:
        """Deviation of the partial's instantaneous frequency over a second, cents."""
        from scipy.signal import butter, hilbert, sosfiltfilt

        centre = pitch(sound)
        band = butter(2, [centre * 0.8, centre * 1.25], "band", fs=RATE, output="sos")
        phase = np.unwrap(np.angle(hilbert(sosfiltfilt(band, sound[:52000].sum(axis=1)))))
        hertz = np.diff(phase)[14000:48000] * RATE / 2 / np.pi
        return float(np.std(1200 * np.log2(hertz / hertz.mean())))

    theirs, ours = (wobble(g) for g in gestures["vibrato"])
    assert theirs > 1.5 * wobble(gestures["plain"][1])
    assert ours == pytest.approx(theirs, rel=0.1)


@pytest.mark.parametrize("name", ["expression", "volume"])
def test_controllers_of_level(gestures, name):
    changes = [table.level(g) - table.level(p) for g, p in zip(gestures[name], gestures["plain"], strict=True)]
    assert changes[0] < -3 and changes[1] == pytest.approx(changes[0], abs=0.15)


@pytest.mark.parametrize("name", ["left", "half right"])
def test_pan_law(gestures, name):
    def sides(sound: np.ndarray) -> np.ndarray:
        return 10 * np.log10((sound**2).sum(axis=0) / (sound**2).sum() + 1e-4)

    theirs, ours = (sides(g) for g in gestures[name])
    assert ours == pytest.approx(theirs, abs=0.25)


@pytest.mark.parametrize("name", ["short", "drum"])
def test_release(gestures, name):
    """When the note has died away by 30 dB from its loudest 10 ms."""

    def dead(sound: np.ndarray) -> float:
        power = (sound**2).sum(axis=1)[: len(sound) // 480 * 480].reshape(-1, 480).mean(axis=1)
        return float(np.flatnonzero(power > power.max() * 1e-3)[-1]) / 100

    theirs, ours = (dead(g) for g in gestures[name])
    assert ours == pytest.approx(theirs, abs=max(0.03, 0.05 * theirs))


def test_pedal_holds_as_long(gestures):
    for when in (0.6, 1.0, 2.0):
        part = slice(round(when * RATE) - 4800, round(when * RATE) + 4800)
        changes = [
            table.level(held[part]) - table.level(short[:12000])
            for held, short in zip(gestures["pedal"], gestures["short"], strict=True)
        ]
        assert changes[1] == pytest.approx(changes[0], abs=1.0), f"at {when} s"
