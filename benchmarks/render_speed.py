"""How long the engine takes for a dense cue, and the FluidSynth program for the same notes.

    python benchmarks/render_speed.py [font]

The cue: 60 seconds, 16 parts, some 5,700 notes, expression moving in every part; ours makes six stems with a
hall, FluidSynth one dry mix. Medians of three runs, warm; CPU seconds, FluidSynth's with
its start and font, and with polyphony enough to steal no voices.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import mido
import numpy as np

from filmscore.sound import engine
from filmscore.sound.events import Control, Note, Track
from filmscore.sound.fonts import find_font
from filmscore.sound.soundfont import SoundFont

#: name, stem, program, lowest pitch, notes a second, sounding together
PARTS = (
    ("Piccolo", "woodwinds", 72, 79, 4, 1), ("Flutes", "woodwinds", 73, 72, 4, 1),
    ("Oboes", "woodwinds", 68, 67, 5, 1), ("Clarinets", "woodwinds", 71, 60, 6, 1),
    ("Bassoons", "woodwinds", 70, 43, 4, 1), ("Horns", "brass", 60, 48, 1, 4),
    ("Trumpets", "brass", 56, 60, 2, 3), ("Trombones", "brass", 57, 45, 1, 3),
    ("Tuba", "brass", 58, 33, 2, 1), ("Timpani", "percussion", 47, 40, 3, 1),
    ("Harp", "keys", 46, 48, 8, 1), ("Choir", "choir", 52, 55, 1, 4),
    ("Violins I", "strings", 48, 67, 8, 2), ("Violins II", "strings", 48, 60, 8, 2),
    ("Violas", "strings", 48, 52, 6, 1), ("Basses", "strings", 48, 31, 2, 2),
)  # fmt: skip
SECONDS = 60


def dense_cue() -> list[Track]:
    """The cue, the same on every machine."""
    rng = np.random.default_rng(7)
    tracks = []
    for number, (name, stem, program, low, rate, together) in enumerate(PARTS):
        notes = []
        for step in range(SECONDS * rate):
            start = step / rate
            for pitch in low + rng.choice(17, together, replace=False):
                notes.append(Note(start, start + 0.95 / rate, int(pitch), int(rng.integers(40, 120))))
        swell = [Control(t, "expression", 90 + 35 * np.sin(t / 3 + number)) for t in np.arange(0, SECONDS, 0.25)]
        tracks.append(Track(name, stem, 0, program, notes, swell, gain_db=-6, pan=(number - 7.5) / 10))
    return tracks


def midi(tracks: list[Track], path: Path) -> None:
    """Write the notes for FluidSynth, one channel a part."""
    file = mido.MidiFile(ticks_per_beat=2400)
    for number, track in enumerate(tracks):
        channel = (number if number < 9 else number + 1) % 16  # 9 is the drums'
        events = [(0.0, mido.Message("program_change", channel=channel, program=track.program))]
        for note in track.notes:
            key = int(note.pitch)
            strength = int(note.velocity)
            events.append((note.start, mido.Message("note_on", channel=channel, note=key, velocity=strength)))
            events.append((note.end, mido.Message("note_off", channel=channel, note=key)))
        for c in track.controls:
            events.append((c.time, mido.Message("control_change", channel=channel, control=11, value=int(c.value))))
        made, now = mido.MidiTrack(), 0
        for at, message in sorted(events, key=lambda event: event[0]):
            made.append(message.copy(time=round(at * 4800) - now))
            now = round(at * 4800)
        file.tracks.append(made)
    file.save(path)


def main() -> None:
    """Measure and print."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else find_font()
    tracks = dense_cue()
    print(f"{len(tracks)} parts, {sum(len(t.notes) for t in tracks)} notes, {SECONDS} s, font {path.name}")
    font = SoundFont(path)
    walls, cpus = [], []
    for turn in range(4):
        wall, cpu = time.perf_counter(), time.process_time()
        stems = engine.render(tracks, SECONDS + 3, font)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        if turn:
            walls.append(wall)
            cpus.append(cpu)
        else:
            print(f"first run   wall {wall:5.2f} s, CPU {cpu:5.2f} s")
    ours = statistics.median(cpus)
    wall = statistics.median(walls)
    print(f"{len(stems)} stems + hall  wall {wall:5.2f} s, CPU {ours:5.2f} s, peak {stems.peak_db:+.1f} dB")
    dry = []
    for _ in range(3):
        cpu = time.process_time()
        engine.render(tracks, SECONDS + 3, font, hall="dry")
        dry.append(time.process_time() - cpu)
    print(f"{len(stems)} stems, dry    CPU {statistics.median(dry):5.2f} s; memory at most "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")  # fmt: skip
    if shutil.which("fluidsynth") is None:
        print("the fluidsynth program is not installed: no comparison")
        return
    with tempfile.TemporaryDirectory() as folder:
        notes, wav = Path(folder) / "cue.mid", Path(folder) / "cue.wav"
        midi(tracks, notes)
        used = []
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                ["fluidsynth", "-niq", "-R0", "-C0", "-r", "48000", "-O", "float", "-T", "wav", "-F", str(wav),
                 "-o", "synth.dynamic-sample-loading=1", "-o", "synth.polyphony=4096", str(path), str(notes)],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        theirs = statistics.median(used)
    print(f"fluidsynth, one dry mix  CPU {theirs:5.2f} s; ours dry takes {statistics.median(dry) / theirs:.2f}, "
          f"with stems and hall {ours / theirs:.2f} of it")  # fmt: skip


if __name__ == "__main__":
    main()
