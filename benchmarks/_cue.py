"""The dense cue of the benchmarks: the same on every machine, as tracks and as a MIDI file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import mido
import numpy as np

from filmscore.sound.events import Control, Note, Track

#: name, stem, program, lowest pitch, notes a second, sounding together, patch
PARTS = (
    ("Piccolo", "woodwinds", 72, 79, 4, 1, ""), ("Flutes", "woodwinds", 73, 72, 4, 1, ""),
    ("Oboes", "woodwinds", 68, 67, 5, 1, ""), ("Clarinets", "woodwinds", 71, 60, 6, 1, ""),
    ("Bassoons", "woodwinds", 70, 43, 4, 1, ""), ("Horns", "brass", 60, 48, 1, 4, "horn"),
    ("Trumpets", "brass", 56, 60, 2, 3, "trumpet"), ("Trombones", "brass", 57, 45, 1, 3, "trombone"),
    ("Tuba", "brass", 58, 33, 2, 1, "tuba"), ("Timpani", "percussion", 47, 40, 3, 1, "timpani"),
    ("Harp", "keys", 46, 48, 8, 1, "harp"), ("Choir", "choir", 52, 55, 1, 4, "choir ah"),
    ("Violins I", "strings", 48, 67, 8, 2, "strings"), ("Violins II", "strings", 48, 60, 8, 2, "strings"),
    ("Violas", "strings", 48, 52, 6, 1, "strings"), ("Basses", "strings", 48, 31, 2, 2, "strings"),
)  # fmt: skip
SECONDS = 60


def dense_cue(seconds: int = SECONDS, parts: int = 16, patched: bool = False) -> list[Track]:
    """Sixteen parts (or another number of them), some 95 notes a second, expression moving in all of them.

    `patched` lets our own synths play where a font falls short, as the course's palette does.
    """
    rng = np.random.default_rng(7)
    tracks = []
    for number in range(parts):
        name, stem, program, low, rate, together, patch = PARTS[number % len(PARTS)]
        notes = []
        for step in range(seconds * rate):
            start = step / rate
            for pitch in low + rng.choice(17, together, replace=False):
                notes.append(Note(start, start + 0.95 / rate, int(pitch), int(rng.integers(40, 120))))
        swell = [Control(t, "expression", 90 + 35 * np.sin(t / 3 + number)) for t in np.arange(0, seconds, 0.25)]
        tracks.append(
            Track(name, stem, 0, program, notes, swell, gain_db=-6, pan=(number % 16 - 7.5) / 10,
                  patch=patch if patched else "")
        )  # fmt: skip
    return tracks


def edited(tracks: list[Track], parts: range, bar: tuple[float, float] = (30.0, 32.0)) -> list[Track]:
    """The cue with one bar a semitone higher in some of its parts."""
    return [
        replace(t, notes=[replace(n, pitch=n.pitch + 1) if bar[0] <= n.start < bar[1] else n for n in t.notes])
        if number in parts else t
        for number, t in enumerate(tracks)
    ]  # fmt: skip


def midi(tracks: list[Track], path: Path) -> None:
    """Write the notes for other synthesisers, one channel a part."""
    file = mido.MidiFile(ticks_per_beat=2400)
    for number, track in enumerate(tracks):
        channel = (number if number < 9 else number + 1) % 16  # 9 is the drums'
        events = [(0.0, mido.Message("program_change", channel=channel, program=track.program))]
        for note in track.notes:
            key, strength = int(note.pitch), int(note.velocity)
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
