"""Our sampler beside FluidSynth, preset by preset: level, spectrum, onset.

    python -m benchmarks.fluidsynth_table [font] [--all] [--velocities 40,80,120] [--keys 60]

Both play the same notes dry, one after the other, and each note is compared by itself. A level difference that
is the same everywhere is only a matter of gain; what counts is the spread about it. Needs the `fluidsynth`
program.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import mido
import numpy as np
import soundfile

from filmscore.sound import engine
from filmscore.sound.events import Control, Note, Track
from filmscore.sound.fonts import find_font
from filmscore.sound.soundfont import SoundFont

RATE = 48000
#: one note every 3 s: 1.5 s held, the rest for its release
SLOT, HELD = 3.0, 1.5
#: presets a film score lives on
ORCHESTRA = (
    0, 8, 9, 11, 12, 14, 19, 40, 42, 43, 45, 46, 47, 48, 49, 52, 56, 57, 58, 60, 61, 68, 70, 71, 73, 75, 89, 91,
)  # fmt: skip


@dataclass(frozen=True)
class Played:
    """A note to compare: sound, pitch, strength, and controllers (MIDI number to value) set before it."""

    program: int
    key: int
    velocity: int
    bank: int = 0
    controllers: tuple[tuple[int, int], ...] = ()
    bend: float = 0.0
    held: float = HELD


def fluidsynth(font: Path, played: list[Played], slot: float = SLOT) -> np.ndarray:
    """Play notes with FluidSynth, one per slot; float64 of shape (notes, samples, 2)."""
    ticks = 4800  # a second: 120 beats a minute, 2400 ticks a beat
    file = mido.MidiFile(ticks_per_beat=2400)
    track = mido.MidiTrack()
    file.tracks.append(track)
    events: list[tuple[float, mido.Message]] = []
    names = {1: 0, 7: 100, 10: 64, 11: 127, 64: 0}
    for number, note in enumerate(played):
        at = number * slot
        channel = 9 if note.bank == 128 else 0
        before = max(at - 0.1, 0.0)
        if note.bank != 128:
            events.append((before, mido.Message("control_change", channel=channel, control=0, value=note.bank)))
        events.append((before, mido.Message("program_change", channel=channel, program=note.program)))
        # 120: all sound off, or a long release would be heard under the next note
        for control, value in {120: 0, **names, **dict(note.controllers)}.items():
            events.append((before, mido.Message("control_change", channel=channel, control=control, value=value)))
        wheel = max(-8192, min(8191, round(note.bend / 2 * 8192)))
        events.append((before, mido.Message("pitchwheel", channel=channel, pitch=wheel)))
        events.append((at, mido.Message("note_on", channel=channel, note=note.key, velocity=note.velocity)))
        events.append((at + note.held, mido.Message("note_off", channel=channel, note=note.key)))
    events.sort(key=lambda event: event[0])
    now = 0
    for at, message in events:
        tick = round(at * ticks)
        track.append(message.copy(time=tick - now))
        now = tick
    track.append(mido.MetaMessage("end_of_track", time=round(slot * ticks)))
    with tempfile.TemporaryDirectory() as folder:
        midi, wav = Path(folder) / "notes.mid", Path(folder) / "notes.wav"
        file.save(midi)
        subprocess.run(
            ["fluidsynth", "-niq", "-R0", "-C0", "-r", str(RATE), "-g", "0.2", "-O", "float", "-T", "wav",
             "-o", "synth.dynamic-sample-loading=1", "-o", "synth.polyphony=1024", "-F", str(wav), str(font),
             str(midi)],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        sound, _ = soundfile.read(wav, dtype="float64", always_2d=True)
    return _slots(sound, len(played), slot)


def ours(font: SoundFont, played: list[Played], slot: float = SLOT) -> np.ndarray:
    """The same with our sampler."""
    names = {1: "modulation", 7: "volume", 10: "pan", 11: "expression", 64: "pedal"}
    tracks = []
    for number, note in enumerate(played):
        at = number * slot
        controls = [Control(0.0, names[control], value) for control, value in note.controllers]
        if note.bend:
            controls.append(Control(0.0, "bend", note.bend))
        notes = [Note(0.0, note.held, note.key, note.velocity)]
        stems = engine.render([Track("one", "one", note.bank, note.program, notes, controls)], slot, font, "dry",
                              brighten=False)  # fmt: skip
        tracks.append((at, stems["one"]))
    return np.stack([sound.astype(np.float64) for _, sound in tracks])


def _slots(sound: np.ndarray, count: int, slot: float) -> np.ndarray:
    length = round(slot * RATE)
    sound = np.pad(sound, ((0, max(0, count * length - len(sound))), (0, 0)))
    return sound[: count * length].reshape(count, length, 2)


def level(sound: np.ndarray) -> float:
    """Root mean square over both sides, dB."""
    return 10 * float(np.log10(np.mean(sound**2) + 1e-20))


def bands(sound: np.ndarray, count: int = 24) -> np.ndarray:
    """Energy in `count` bands even on the mel scale, 50 Hz to 12 kHz, dB."""
    power = sum(np.abs(np.fft.rfft(sound[:, side])) ** 2 for side in (0, 1))
    mel = 2595 * np.log10(1 + np.fft.rfftfreq(len(sound), 1 / RATE) / 700)
    edges = np.linspace(*(2595 * np.log10(1 + np.array([50.0, 12000.0]) / 700)), count + 1)
    sums = np.array([power[(mel >= a) & (mel < b)].sum() for a, b in pairwise(edges)])
    return 10 * np.log10(sums + 1e-12)


def spectrum_error(a: np.ndarray, b: np.ndarray, floor: float = 50.0) -> float:
    """Mean absolute difference of the band spectra in dB, level taken out, bands `floor` dB below the top left out."""
    one, two = bands(a), bands(b)
    heard = one > one.max() - floor
    difference = two[heard] - one[heard]
    weight = 10 ** (one[heard] / 20)
    return float(np.mean(np.abs(difference - np.average(difference, weights=weight))))


def onset(sound: np.ndarray) -> int:
    """First sample above -40 dB of the note's own peak in its first half second."""
    size = np.abs(sound[: RATE // 2]).max(axis=1)
    return int(np.argmax(size > size.max() * 0.01))


def main() -> None:
    """Print the table."""
    from benchmarks._measuring import Row, keep

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("font", nargs="?", type=Path)
    parser.add_argument("--all", action="store_true", help="all 128 presets, not only the orchestra's")
    parser.add_argument("--velocities", default="40,80,120")
    parser.add_argument("--keys", default="60")
    options = parser.parse_args()
    if shutil.which("fluidsynth") is None:
        sys.exit("the fluidsynth program is not installed: nothing to compare with")
    path = options.font or find_font()
    font = SoundFont(path)
    velocities = [int(v) for v in options.velocities.split(",")]
    programs = [p for p in (range(128) if options.all else ORCHESTRA) if (0, p) in font.presets]
    keys = [int(k) for k in options.keys.split(",")]
    played = [Played(p, key, v) for key in keys for p in programs for v in velocities]
    reference, made = fluidsynth(path, played), ours(font, played)
    rows = {}
    for note, a, b in zip(played, reference, made, strict=True):
        if level(a) > -100:
            rows[note] = level(b) - level(a), spectrum_error(a, b), (onset(b) - onset(a)) / RATE * 1000
    middle = float(np.median([row[0] for row in rows.values()]))
    print(f"{font.name}: {len(rows)} notes; ours is {middle:+.2f} dB against FluidSynth at gain 0.2 (taken out below)")
    print("key preset" + " " * 22 + "".join(f"  v{v}: level spectrum onset" for v in velocities))
    for key in keys:
        for p in programs:
            cells = [rows.get(Played(p, key, v)) for v in velocities]
            text = "".join(
                f"{'(silent)':>27s}" if c is None else f"  {c[0] - middle:+9.2f} {c[1]:8.2f} {c[2]:+6.2f}"
                for c in cells
            )
            print(f"{key:3d} {p:3d} {font.presets[0, p][:24]:24s}{text}")
    kept = []
    for v in velocities:
        level_v = np.array([row[0] for note, row in rows.items() if note.velocity == v])
        shape_v = np.array([row[1] for note, row in rows.items() if note.velocity == v])
        worst = np.abs(level_v - middle).max()
        print(f"velocity {v:3d}: level spread (std) {level_v.std():.2f} dB, worst {worst:.2f}; spectrum "
              f"median {np.median(shape_v):.2f} dB, 90 % under {np.percentile(shape_v, 90):.2f}, "
              f"worst {shape_v.max():.2f}")  # fmt: skip
        kept.append(Row(f"{font.name}, velocity {v}: level, spread over {len(level_v)} notes",
                        f"{level_v.std():.2f} dB", f"worst {worst:.2f} dB"))  # fmt: skip
        kept.append(Row(f"{font.name}, velocity {v}: spectrum, median difference", f"{np.median(shape_v):.2f} dB",
                        f"90 % under {np.percentile(shape_v, 90):.2f} dB, worst {shape_v.max():.2f} dB"))  # fmt: skip
    keep("fluidsynth_table", "Level and spectrum beside FluidSynth",
         f"The presets a film score lives on, note by note and dry, at velocities {options.velocities}. Ours lies "
         f"{middle:+.2f} dB beside FluidSynth's gain of 0.2, which is taken out; what counts is the spread about it. "
         "The spectrum is compared in 24 bands, with the level taken out.", kept)  # fmt: skip


if __name__ == "__main__":
    main()
