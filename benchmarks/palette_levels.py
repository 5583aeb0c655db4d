"""At what level our own sounds sit, beside the presets they stand in for.

    python benchmarks/palette_levels.py [--write] [name ...]

Each patch is measured on every third of an octave of its range, at velocity 90 (brass: 112), without a room: the
loudest 0.4 s, weighted as hearing is (ITU-R BS.1770). What stands in for a preset of the small font sits where that
preset sat; what plays along makes both together as loud as the preset was; the edge of loud brass stays a few dB below
its preset. What no font has sits at a distance from the strings; ways of playing no font has, from the ordinary one.
`--write` puts the corrections into src/filmscore/sound/levels.py.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pretty_midi
from scipy.signal import lfilter

from filmscore.sound import engine
from filmscore.sound.events import Note, Track
from filmscore.sound.instruments import INSTRUMENTS
from filmscore.sound.layers import Patch, ordinary_db
from filmscore.sound.levels import BESIDE, LEVELS
from filmscore.sound.patches import PATCHES
from filmscore.sound.stems import RATE
from filmscore.sound.synth import SynthPlayer

SMALL = Path(pretty_midi.__file__).parent / "TimGM6mb.sf2"
TARGET_FILE = Path(__file__).parents[1] / "src/filmscore/sound/levels.py"

#: dB above the strings of the small font, for what no font has
OF_OUR_OWN = {
    "crotales": -2.0, "hand drum": 1.0, "tam-tam": 2.0, "solo voice": 0.0, "solo voice oo": -2.0, "theremin": -1.0,
    "duduk": 0.0, "warm pad": 0.0, "glass pad": -2.0, "arp": -1.0, "saw bass": 1.0, "sub bass": 0.0, "fm bass": 1.0,
    "pulse": -2.0, "braam": 5.0, "impact": 5.0, "sub drop": 2.0, "riser": 2.0, "whoosh": 2.0, "wind": -4.0,
    "col legno": -6.0, "harmonics": -4.0,
}  # fmt: skip
#: dB from the ordinary sound of the same player, for ways of playing that no font has
WAYS = {"sul ponticello": -2.5, "sul tasto": -4.0, "con sordino": -4.0, "muted horn": -4.0, "muted trombone": -3.0}
#: ways of playing that lie at a distance of their own from the strings, and go up and down with them
LIKEWISE = ("harmonics", "col legno")
#: patches that no instrument has as its ordinary sound: whose range they are measured over
COUSINS = {
    "pizzicato": (28, 88), "tremolo strings": (28, 88), "slow strings": (28, 88),
    "harmonics": (60, 96), "col legno": (28, 88), "choir oo": (41, 79), "choir ah": (41, 79),
    "solo voice oo": (55, 79), "horn": (41, 77), "trombone": (28, 71),
    "muted horn": (41, 77), "muted trombone": (28, 71), "muted trumpet": (52, 80), "strings": (28, 88),
    **{
        f"{who} {way}{more}": span
        for way in ("sul ponticello", "sul tasto", "con sordino")
        for who, more, span in (
            ("strings", "", (28, 88)), ("strings", " tremolo", (28, 88)), ("solo violin", "", (55, 88)),
            ("solo viola", "", (48, 79)), ("solo cello", "", (36, 67)), ("solo bass", "", (28, 62)),
        )
    },
}  # fmt: skip
#: dB below the preset at which the edge of loud brass joins in, and the hammer of a piano
EDGES = {"horn": 6.0, "trumpet": 5.5, "trombone": 5.0, "tuba": 8.0, "piano": 7.0}
#: the strings of the small font lie 6 to 8 dB below those of others; here, they and their ways come half of it nearer
STRINGS_DB = 3.0
#: no edge is turned up beyond this: the high strings of a piano have few partials, and they are not to outshine them
HIGHEST_EDGE = {"piano": -19.0}
LONG = {"riser": 4.0, "whoosh": 2.0, "wind": 4.0, "warm pad": 3.0, "glass pad": 3.0, "braam": 3.0, "tam-tam": 3.0}


def loudest(sound: np.ndarray) -> float:
    """Level of the loudest 0.4 s, dB, K-weighted (coefficients of BS.1770 at 48 kHz)."""
    shelf = lfilter(
        [1.53512485958697, -2.69169618940638, 1.19839281085285], [1, -1.69065929318241, 0.73248077421585], sound, axis=0
    )
    heard = lfilter([1, -2, 1], [1, -1.99004745483398, 0.99007225036621], shelf, axis=0)
    power = np.concatenate([[0.0], np.cumsum((heard**2).sum(axis=1))])
    window = min(int(0.4 * RATE), len(sound))
    return float(10 * np.log10((power[window:] - power[:-window]).max() / window + 1e-20))


def preset(font: Path, at: tuple[int, int], pitch: float, velocity: float, seconds: float) -> np.ndarray:
    track = Track("a", "a", *at, [Note(0, seconds, pitch, velocity)])
    return engine.render([track], seconds + 2, font, "dry")["a"].astype(float)


def ours(patch: Patch, pitch: float, velocity: float, seconds: float) -> float:
    """Level of our own layers, the mean of five notes: no two are quite alike."""
    levels = []
    for start in (0.0, 0.1, 0.2, 0.3, 0.4):
        dry, wet = (np.zeros((2, int((seconds + 2.5) * RATE)), np.float32) for _ in range(2))
        track = Track("a", "a", 0, 0, [Note(start, start + seconds, pitch, velocity)])
        for layer in patch.layers:
            SynthPlayer(layer.synth, layer.gain_db, layer.transpose).render(track, dry, wet)
        levels.append(loudest(dry.T.astype(float)))
    return float(np.mean(levels))


def range_of(name: str) -> tuple[int, int]:
    found = [(i.low, i.high) for i in INSTRUMENTS if i.voice.sound.patch == name]
    return COUSINS.get(name) or (min(low for low, _ in found), max(high for _, high in found))


def corrections(name: str, patch: Patch) -> tuple[tuple[float, float], ...]:
    """Points (pitch, dB) at which a patch sits where it should."""
    low, high = range_of(name)
    strings = loudest(preset(SMALL, (0, 48), 60, 90, 1.5))
    seconds = LONG.get(name, 1.5)
    made = []
    for pitch in sorted({int(p) for p in np.linspace(low, high, 1 + max(1, (high - low) // 4))}):
        lift = STRINGS_DB if "strings" in name else 0.0
        velocity = 112 if patch.dynamics else 90
        level = ours(patch, pitch, velocity, seconds)
        way = next((word for word in WAYS if word in name and patch.always), "")
        if way:
            # as far from the ordinary sound as the way of playing is, whatever share of it is the recording's
            small = loudest(preset(SMALL, patch.preset, pitch, velocity, seconds))
            power = 10 ** ((small + lift + WAYS[way]) / 10) - 10 ** ((small + (patch.font_db or -99.0)) / 10)
            decibels = 10 * np.log10(power) - level
        elif patch.always:
            decibels = strings + OF_OUR_OWN[name] - level
        else:
            small = preset(SMALL, patch.preset, pitch, velocity, seconds)
            if patch.font_db is None:
                decibels = loudest(small) - level
            elif name in EDGES:
                decibels = min(loudest(small) - EDGES[name] - level, HIGHEST_EDGE.get(name, 40.0))
            else:  # both together as loud as the preset was
                power = 10 ** (loudest(small) / 10) * (10 ** (lift / 10) - 10 ** (patch.font_db / 10))
                decibels = 10 * np.log10(power) - level
        made.append((float(pitch), round(float(decibels), 1)))
    return tuple(made)


def main() -> None:
    """Measure and print, or write."""
    names = [word for word in sys.argv[1:] if not word.startswith("-")] or list(PATCHES)
    made, beside = dict(LEVELS), dict(BESIDE)
    font = engine.sampler_for(SMALL).font
    for name in names:
        made[name] = corrections(name, PATCHES[name])
        patch = replace(PATCHES[name], levels=made[name])
        if any(word in name for word in (*WAYS, *LIKEWISE)):
            beside[name] = round(ordinary_db(patch, font, patch.preset), 1)
        print(f"{name:16}", " ".join(f"{pitch:.0f}:{decibels:+.1f}" for pitch, decibels in patch.levels), flush=True)
    if "--write" in sys.argv:
        lines = [f"    {name!r}: {made[name]!r},".replace("'", '"') for name in PATCHES if name in made]
        text = TARGET_FILE.read_text(encoding="utf-8")
        head = text[: text.index("BESIDE:")]
        sat = [f'    "{name}": {beside[name]!r},' for name in PATCHES if name in beside]
        head += "BESIDE: dict[str, float] = {\n" + "\n".join(sat) + "\n}\n#: corrections over the range\n"
        TARGET_FILE.write_text(
            head + "LEVELS: dict[str, tuple[tuple[float, float], ...]] = {\n" + "\n".join(lines) + "\n}\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
