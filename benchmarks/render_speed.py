"""A dense cue of a minute: six stems, the room and the mix, beside one stereo mix by FluidSynth.

    python -m benchmarks.render_speed

Every turn forgets what was rendered before, font and all; FluidSynth's program is measured with its start and its
font. FluidSynth steals voices above 256 unless it is told otherwise, ours never does: so it is measured both ways.
"""

from __future__ import annotations

import tempfile
from importlib.util import find_spec
from pathlib import Path

from filmscore.sound import engine

from ._cue import SECONDS, dense_cue, midi
from ._measuring import Row, clocked, fluidsynth, fonts, forget, has_fluidsynth, keep, median, ran, row, turns


def rendered(patched: bool, font: Path) -> tuple[float, float]:
    """Wall and CPU seconds of a first render of the cue and its mix."""
    forget()
    tracks = dense_cue(patched=patched)
    return clocked(lambda: engine.render(tracks, SECONDS + 3, font).mix())


def by_pretty_midi(notes: Path, font: Path) -> tuple[float, float]:
    """pretty_midi's way: a mono mix through pyfluidsynth, with the reading of the file."""
    import pretty_midi

    return clocked(lambda: pretty_midi.PrettyMIDI(str(notes)).fluidsynth(48000, synthesizer=str(font)))


def measured(font: Path, notes: Path, wav: Path) -> list[Row]:
    """All of it with one font, one thing after the other in each turn."""
    rendered(False, font)  # compiled, and in the system's cache
    plain, patched, theirs, whole, pretty = [], [], [], [], []
    for _ in range(turns()):
        plain.append(rendered(False, font))
        if has_fluidsynth():
            theirs.append(ran(fluidsynth(notes, wav, font)))
        patched.append(rendered(True, font))
        if has_fluidsynth():
            whole.append(ran(fluidsynth(notes, wav, font, 4096)))
        if find_spec("fluidsynth"):
            pretty.append(by_pretty_midi(notes, font))
    name, made = font.stem, []
    cpu, wall = median(plain, 1), median(plain, 0)
    sounds = (("the font's own sounds", plain, 1.0, 0.6), ("with our synths where the font is weak", patched, 1.0, 0.6))
    if not theirs:
        return [row(f"{name}, {how}: CPU", f"{median(m, 1):.2f} s", "FluidSynth is not installed")
                for how, m, _, _ in sounds]  # fmt: skip
    for how, mine, most, most_wall in sounds:
        for what, column, floor in (("CPU", 1, most), ("wall", 0, most_wall)):
            a, b = median(mine, column), median(theirs, column)
            made.append(row(f"{name}, {how}: {what}", f"{a:.2f} s", f"FluidSynth {b:.2f} s", a / b, floor))
    b = median(whole, 1)
    made.append(row(f"{name}, FluidSynth with no stolen voices: CPU", f"{cpu:.2f} s", f"{b:.2f} s", cpu / b))
    if pretty:
        for what, column, a, floor in (("CPU", 1, cpu, 0.8), ("wall", 0, wall, None)):
            b = median(pretty, column)
            made.append(row(f"{name}, pretty_midi.fluidsynth: {what}", f"{a:.2f} s", f"{b:.2f} s", a / b, floor))
    else:
        made.append(Row(f"{name}, pretty_midi.fluidsynth", f"{cpu:.2f} s", "not measured: needs pyfluidsynth"))
    return made


def main() -> None:
    """Measure with each font."""
    tracks = dense_cue()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        notes, wav = Path(folder) / "cue.mid", Path(folder) / "cue.wav"
        midi(tracks, notes)
        for font in fonts():
            rows += measured(font, notes, wav)
    keep("render_speed", "Rendering a dense cue",
         f"{len(tracks)} parts, {sum(len(t.notes) for t in tracks)} notes, {SECONDS} s. Ours: six stems, room and mix, "
         "reading the font included. FluidSynth: one stereo mix with reverb, by its command line, 256 voices as it "
         "comes. A ratio of 0.5 means half the time.", rows)  # fmt: skip


if __name__ == "__main__":
    main()
