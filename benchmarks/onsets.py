"""Clicks along a ramp from 60 to 180: how far from where the map has them do they sound?

    python -m benchmarks.onsets

A font is made for it, whose one recording begins at full level. FluidSynth plays the same beats from a MIDI file that
has the ramp as four tempo events a beat.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import mido
import numpy as np
import soundfile

import filmscore as fs
from filmscore.sound import engine
from filmscore.sound.events import Note, Track
from filmscore.sound.generators import Gen

from ._measuring import RATE, Row, fluidsynth, has_fluidsynth, keep, ran, row

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

BEATS, STEPS = 64, 4


def onsets(sound: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """The first sample of each click above a hundredth of its peak, seconds."""
    size = np.abs(sound).max(axis=1)
    found = []
    for at in expected:
        low = max(round((at - 0.1) * RATE), 0)
        piece = size[low : low + round(0.2 * RATE)]
        found.append((low + int(np.argmax(piece > 0.01 * piece.max()))) / RATE)
    return np.array(found)


def main() -> None:
    """Measure."""
    import soundfont_maker

    rows: list[Row] = []
    tempo = fs.TempoMap(0).bars(1, "4/4", bpm=60).ramp(BEATS, 180)
    expected = np.array([float(tempo.seconds_at(beat)) for beat in range(4, 4 + BEATS)]) + 0.5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wave = soundfont_maker.Wave(np.cos(2 * np.pi * 2000 * np.arange(2400) / RATE) * 0.8)
        font = soundfont_maker.write(folder / "click.sf2", soundfont_maker.simple(wave, [(Gen.SAMPLE_MODES, 0)]))
        track = Track("clicks", "one", 0, 0, [Note(t, t + 0.05, 60, 127) for t in expected])
        stems = engine.render([track], expected[-1] + 1, font, "dry")
        away = np.abs(onsets(stems["one"], expected) - expected) * 1000
        beside = ""
        if has_fluidsynth():
            file, made = mido.MidiFile(ticks_per_beat=960), mido.MidiTrack()
            file.tracks.append(made)
            half = mido.second2tick(0.5, 960, 500_000)
            made.append(mido.Message("program_change", program=0, time=0))
            now, clicks = 0, [(beat * 960, "click") for beat in range(4, 4 + BEATS)]
            marks = [(beat * 960 // STEPS, "tempo") for beat in range((4 + BEATS) * STEPS)]
            wait = round(half)
            for tick, kind in sorted([*clicks, *marks], key=lambda e: (e[0], e[1] == "click")):
                gap, now = tick - now + wait, tick
                wait = 0
                if kind == "tempo":
                    a, b = (float(tempo.seconds_at((tick + more) / 960)) for more in (0, 960 // STEPS))
                    made.append(mido.MetaMessage("set_tempo", tempo=round((b - a) * STEPS * 1e6), time=gap))
                else:
                    made.append(mido.Message("note_on", note=60, velocity=127, time=gap))
                    made.append(mido.Message("note_off", note=60, time=0))
            made.append(mido.MetaMessage("end_of_track", time=1920))
            file.save(folder / "ramp.mid")
            ran(fluidsynth(folder / "ramp.mid", folder / "ramp.wav", font))
            sound, _ = soundfile.read(folder / "ramp.wav", always_2d=True)
            found = onsets(sound, expected)
            theirs = np.abs(found - expected) * 1000
            beside = f"FluidSynth: at most {theirs.max():.2f} ms, mean {theirs.mean():.2f} ms"
        rows.append(row("furthest onset from the map, ms", f"{away.max():.3f} ms (mean {away.mean():.3f})", beside,
                        float(away.max()), 0.1))  # fmt: skip
    keep("onsets", "Onsets under a ramp", f"{BEATS} clicks while the tempo goes from 60 to 180.", rows)


if __name__ == "__main__":
    main()
