"""Where the time of the dense cue goes: how much is played, and what a sample of it costs step by step.

python -m benchmarks.where_time_goes
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from filmscore.sound import engine, readings, reuse
from filmscore.sound.soundfont import GUARD
from filmscore.sound.soundings import Voiced
from filmscore.sound.voices import STATE, play

from ._cue import SECONDS, dense_cue
from ._measuring import Row, clocked, forget, keep, row, small_font


def voiced() -> list[Voiced]:
    """Every voice of the cue, as the engine prepares it."""
    sampler = engine.sampler_for(small_font(), None)
    length = SECONDS * engine.RATE
    return [sounding for track in dense_cue() for sounding in sampler.soundings(track, length)]


def nanoseconds(work: Callable[[], object], samples: int) -> float:
    """The least CPU nanoseconds a sample, of five times."""
    took = []
    for _ in range(5):
        before = time.thread_time()
        work()
        took.append(time.thread_time() - before)
    return min(took) / samples * 1e9


def one_voice(filtered: bool) -> tuple[float, float]:
    """Reading a recording, and playing what was read: ns a sample each, of a violin's long note."""
    from filmscore.sound.events import Note, Track

    sampler = engine.sampler_for(small_font(), None)
    note = Track("Violins", "strings", 0, 48 if filtered else 73, [Note(0.0, 5.0, 72, 100)])
    long: Voiced = sampler.soundings(note, 6 * engine.RATE)[0]
    layer, moving, samples = long._layer, long._moving, 4 * engine.RATE
    curves, bends = moving.curves(layer, 0, samples), moving.bends(layer, 0, samples)
    delay = int(layer.voice.delay)

    def read() -> readings.Reading:
        made = readings.Reading(layer.data, GUARD, layer.row, bends, delay, long._off)
        made.piece(0, samples)
        return made

    piece = read().piece(0, samples)
    out = np.zeros((2, samples), np.float32)

    def played() -> None:
        play(out, 0, piece, 0, -1, layer.row, curves.attenuation, curves.pan, curves.cutoff, 0, long._off, long._cut,
             0.5, np.zeros(STATE))  # fmt: skip

    return nanoseconds(read, samples), nanoseconds(played, samples)


def main() -> None:
    """Measure."""
    tracks, font = dense_cue(), small_font()
    engine.render(tracks, SECONDS, font)  # compiled
    voices = voiced()
    samples = sum(one.until - one.start for one in voices)
    released = sum(max(one.until - one.start - one._off, 0) for one in voices)
    forget()
    _, first = clocked(lambda: engine.render(tracks, SECONDS, font))
    reuse.MEMORY.clear()
    _, second = clocked(lambda: engine.render(tracks, SECONDS, font))
    reuse.MEMORY.clear()
    _, dry = clocked(lambda: engine.render(tracks, SECONDS, font, "dry"))
    rows: list[Row] = [
        row("notes of the cue", f"{sum(len(t.notes) for t in tracks)}"),
        row("voices, and their samples", f"{len(voices)}, {samples / 1e6:.0f} million"),
        row("of these in their release", f"{released / samples:.0%}"),
        row("first render: CPU", f"{first:.2f} s, {first / samples * 1e9:.1f} ns a sample"),
        row("again, recordings still read: CPU", f"{second:.2f} s", f"first {first:.2f} s", second / first),
        row("without the room: CPU", f"{dry:.2f} s", f"with it {second:.2f} s", dry / second),
    ]
    for what, filtered in (("string ensemble, with its filter", True), ("flute", False)):
        reading, playing = one_voice(filtered)
        rows.append(row(f"{what}: reading a recording at its pitch", f"{reading:.1f} ns a sample"))
        rows.append(row(f"{what}: filter, envelope and mix", f"{playing:.1f} ns a sample"))
    keep("where_time_goes", "Where the time goes",
         f"The dense cue with {font.stem}, rendered once each way. A recording is read at a pitch once and kept; every "
         "note of that pitch goes through a filter and an envelope of its own.", rows)  # fmt: skip


if __name__ == "__main__":
    main()
