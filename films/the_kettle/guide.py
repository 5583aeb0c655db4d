"""The Kettle, guide sound: who is heard, what is heard, and where. No score; the radio plays until somebody stops it.

The story in sound: a waltz that belongs to a dead woman's kitchen, cut off; then a clock, rain, and a man's wet shoes.
Three lines. A kettle says what they do not: it swells for five seconds and nobody moves; then it stops dead.

Four buses: dialogue, radio, effects, ambience. Times are frames. `python -m films.guide the_kettle` writes the files.
"""

import zlib
from dataclasses import dataclass
from functools import cache

import numpy as np

from films.the_kettle import foley
from films.the_kettle.timeline import FILM
from films.toolkit import sound as snd
from films.toolkit.sound import FRAME, Stereo
from films.toolkit.voice import Phrase, Voice, breath_in, speak

SEED = 1308
QUALITY = 0.45  # of the Vorbis file
LINE_LUFS = -24.0
OFF, WHISTLE, LIFT, BLACK = 212, 1180, 1308, 1440
END_OF_SOUND = 1572  # from here to the last frame: nothing

VOICES = {
    "TOM": Voice("en-gb-x-rp+m7", 30, 104, formants=0.93, breath=0.16, tilt=0.6, jitter=0.16, warmth=1.5, presence=2.5),
    "NORA": Voice(
        "en-gb-x-rp+f4", 44, 192, formants=1.0, breath=0.24, tilt=0.6, jitter=0.18, warmth=-0.5, presence=3.0
    ),
}

# How each line is said, keyed by its first frame: phrases in one breath, melody in semitones from the voice's middle.
DELIVERY: dict[int, tuple[Phrase, ...]] = {
    360: (
        Phrase("You kept the blue cups.", 118, ((0, 0.5), (0.3, 2.0), (0.65, 1.5), (1, -3.0))),
    ),  # not quite a question
    540: (  # the first half flat, the second only for herself
        Phrase("She kept them.", 132, ((0, 2.5), (0.25, 1.0), (1, -2.5)), 0.38),
        Phrase("I just didn't stop her.", 144, ((0, -0.5), (0.3, 1.0), (0.6, 0.0), (1, -4.0)), 0.0, -1.0),
    ),
    948: (  # said from across the kitchen, to nobody
        Phrase("She kept your room,", 148, ((0, 0.5), (0.45, 1.0), (0.8, 2.2), (1, 0.5)), 0.05),
        Phrase("too.", 132, ((0, 0.0), (0.4, -0.5), (1, -3.5))),
    ),
}
WET = {360: -9.0, 540: -13.0, 948: -8.0}  # dB of room around each line
PAN = {360: 0.22, 540: -0.05, 948: -0.22}


@dataclass(frozen=True)
class Effect:
    """One sound on one frame.

    `peak` is dBFS before the room, `wet` dB of room around it (None: close and dry), `pan` -1 left to 1 right. A
    `strong` effect can be found on its frame in the finished mix, the others on their own bus.
    """

    frame: int
    label: str
    make: foley.Maker
    peak: float
    pan: float = 0.0
    wet: float | None = -12.0
    strong: bool = False


def dice(*key: object) -> np.random.Generator:
    """Chance that is the same on every run and in every order: each sound has its own."""
    return np.random.default_rng([SEED, zlib.crc32(repr(key).encode())])


STEPS = (304, 319, 334)  # Tom's feet on the tiles; the picture puts them down on these frames
TICKS = tuple(range(224, BLACK, 24))  # the wall clock, a beat a second; it was there before, under the waltz


def _tick_level(frame: int) -> float:
    """The clock is loudest when the radio has just stopped, and nearer in the wide shots."""
    if frame < 300:
        return -33.0
    return -38.0 if frame < 516 else -41.0 if frame < 1140 else -39.0


EFFECTS: tuple[Effect, ...] = (
    Effect(0, "water runs into the kettle", foley.running_water(117), -25, -0.15, -10),
    Effect(110, "the tap is turned", foley.tap_turns, -27, -0.15, -10),
    Effect(127, "a drop", foley.drip, -32, -0.12, -8),
    Effect(130, "the kettle leaves the sink", foley.enamel(0.6), -20, -0.1, -9, strong=True),
    Effect(187, "a sleeve", foley.cloth(0.6), -37, 0.35, -14),
    Effect(OFF, "the radio's key", foley.switch, -17, 0.08, -12),
    Effect(266, "the sleeve goes", foley.cloth(0.9, 2600, 0.5), -39, 0.35, -14),
    *(Effect(f, "a step", foley.step(), -20 + 0.5 * k, 0.42, -8, strong=True) for k, f in enumerate(STEPS)),
    Effect(340, "wet wool settles", foley.cloth(0.7, 2200, 0.3, 0.4), -33, 0.42, -10),
    Effect(426, "the coat, as he looks down", foley.cloth(0.8, 2000, 0.4, 0.3), -37, 0.42, -9),
    Effect(434, "she breathes out", foley.breath(0.9, True, 0.98), -42, -0.3, -14),
    Effect(636, "and the rest of it", foley.breath(1.0, True, 0.98), -40, -0.05, -16),
    Effect(772, "the coat, as he turns", foley.cloth(0.9, 2200, 0.4, 0.4), -34, 0.1, -16),
    Effect(797, "he breathes in, and keeps it", foley.breath(0.5, size=0.9), -37, 0.05, -16),
    Effect(822, "he swallows", foley.swallow, -36, 0.05, -18),
    Effect(857, "and lets it go", foley.breath(0.9, True, 0.9), -41, 0.05, -16),
    Effect(1008, "his sleeve", foley.cloth(1.3, 2200, 0.6, 0.5), -35, 0.25, -16),
    Effect(1058, "a finger on the mark", foley.finger(0.2), -31, 0.1, -18),
    Effect(1077, "along it", foley.finger(0.6, True), -38, 0.15, -18),
    Effect(1105, "and up, over bare paint", foley.finger(0.95, True), -38, 0.1, -18),
    Effect(1140, "the kettle simmers", foley.simmer(LIFT - 1140), -33, 0.18, -9),
    Effect(1294, "her sleeve", foley.cloth(0.45), -40, 0.1, -10),
    Effect(1318, "the hot ring ticks", foley.metal_tick, -31, 0.2, -8),
    Effect(1334, "the spout on the rim of a cup", foley.cup_touch, -30, -0.2, -14),
    Effect(1340, "tea runs into the first cup", foley.running_water(43), -26, -0.2, -14, strong=True),
    Effect(1392, "and into the second", foley.running_water(39), -26, 0.15, -14, strong=True),
    Effect(1452, "the kettle is set down", foley.enamel(1.0, 0.8), -24, 0.2, -9, strong=True),
    *(Effect(f, "the clock", foley.clock(k % 2 == 1), _tick_level(f), 0.3, -7) for k, f in enumerate(TICKS)),
)  # fmt: skip


# ---------------------------------------------------------------- the room


@cache
def the_kitchen() -> Stereo:
    """Tiles, glass and plaster, four metres across: half a second, and early."""
    return snd.room(dice("kitchen"), t60=0.52, size=3.0, dark=5200)


def effect_sound(effect: Effect, room: Stereo | None = None) -> Stereo:
    """One effect as it stands in the film, from its first sample on."""
    x = snd.to_peak(effect.make(dice(effect.frame, effect.label)), effect.peak)
    if effect.wet is None:
        return snd.in_room(x, np.zeros((1, 2)), -120, effect.pan)
    return snd.in_room(x, the_kitchen() if room is None else room, effect.wet, effect.pan)


def rain(n: int) -> Stereo:
    """Rain on the window and the yard behind it; nearer where the shot is nearer to the glass."""
    rng = dice("rain")
    fall = snd.band(snd.noise(n, rng, 3.2, channels=2), 250, 7500)
    fall /= np.sqrt(np.mean(fall**2))
    fall *= (1 + 0.10 * snd.drift(n, rng, 0.35))[:, None]
    panes = np.zeros((n, 2))
    for c in (0, 1):
        panes[:, c] = snd.grains(n / snd.RATE, int(n / snd.RATE * 26), rng, hz=(1100, 5200))[:n]
    panes /= np.sqrt(np.mean(panes**2))
    where = (
        (0, 0), (167.5, 0), (168.5, 1), (299.5, 1), (300.5, -3), (515.5, -3), (516.5, 1.5), (699.5, 1.5), (700.5, -5),
        (899.5, -5), (900.5, -6), (1139.5, -6), (1140.5, 0), (1331.5, 0), (1332.5, -1), (1439, -1), (1444, -2),
        (1584, -2),
    )  # fmt: skip
    return (fall * snd.gain(-52.5) + panes * snd.gain(-57.5)) * snd.curve_db(where, n, FRAME)[:, None]


def air(n: int) -> Stereo:
    """The stillness of the house: low, wide, without a note in it."""
    x = snd.band(snd.noise(n, dice("air"), 5, channels=2), 35, 420)
    return x / np.sqrt(np.mean(x**2)) * snd.gain(-58)


def radio(n: int) -> Stereo:
    """The waltz from its loudspeaker: across the room in the wide, close in the close-up; off at 212, in one frame."""
    from films.the_kettle import waltz

    said = waltz.on_air(dice("radio"))
    out = np.zeros((n, 2))
    for start, end, level, wet, pan in ((0, 168, -35.5, -5.0, -0.28), (168, OFF, -31.0, -12.0, -0.05)):
        piece = said[snd.at(start) : snd.at(end)]
        piece = snd.soften(piece * snd.gain(level) / np.sqrt(np.mean(piece**2)), 0.002, 0.002)
        here = snd.in_room(piece, the_kitchen(), wet, pan)
        here[len(piece) :] *= snd.decay(len(here) - len(piece), 0.16)[:, None]  # nothing hangs on after the key
        snd.place(out, here, start)
    return out


def whistle(n: int) -> Stereo:
    """The kettle's whistle with its room, stopped dead: a few milliseconds into 1308 nothing of it is left."""
    out = np.zeros((n, 2))
    x = foley.whistle(LIFT - WHISTLE + 1, -42.5, -19.5)(dice("whistle"))
    snd.place(out, snd.in_room(x, the_kitchen(), -13, 0.2), WHISTLE)
    return out * snd.curve(((0, 1), (LIFT, 1), (LIFT + 0.15, 0), (FILM.frames, 0)), n, FRAME)[:, None]


def effects(n: int) -> Stereo:
    """All effects."""
    out = np.zeros((n, 2))
    for effect in EFFECTS:
        piece = effect_sound(effect)
        if effect.label == "the kettle simmers":
            piece = piece[: snd.at(LIFT - effect.frame + 3)]
            piece[-snd.at(3) :] *= np.linspace(1, 0, snd.at(3))[:, None]
        snd.place(out, piece, effect.frame)
    return out


def said(line) -> np.ndarray:
    """A line as it is spoken, dry."""
    return speak(DELIVERY[line.start], VOICES[line.who.split()[0]], dice("line", line.start))


def lips(line) -> tuple[float, ...]:
    """How far the speaker's mouth is open on each frame of a line, 0 to 1, as the voice has it: what `mouths` holds."""
    x = snd.band(said(line), 250, 3500)
    frames = [snd.level(x[k * FRAME : (k + 1) * FRAME]) for k in range(-(-len(x) // FRAME))]
    top = max(frames)
    heights = [min(1.0, max(0.0, (v - top + 24) / 22)) for v in frames]
    eased = np.convolve(np.pad(heights, 1), (0.22, 0.56, 0.22), "valid")
    return tuple(round(float(v), 2) for v in eased)


def dialogue(n: int) -> Stereo:
    """Every line on its first frame, each at `LINE_LUFS`; a small breath before each."""
    out = np.zeros((n, 2))
    for line in FILM.lines:
        who, bus = line.who.split()[0], np.zeros((n, 2))
        snd.place(bus, snd.in_room(said(line), the_kitchen(), WET[line.start], PAN[line.start]), line.start)
        bus *= snd.gain(LINE_LUFS - snd.loudness(bus[snd.at(line.start) : snd.at(line.end)]))
        before = snd.to_peak(breath_in(0.4, dice("breath", line.start), size=0.9 if who == "TOM" else 1.0), -44)
        snd.place(bus, snd.in_room(before, the_kitchen(), -14, PAN[line.start]), line.start - 12)
        out += bus
    return out


def buses(with_dialogue: bool = True, with_radio: bool = True) -> dict[str, Stereo]:
    """The buses, each as long as the film: dialogue, radio, whistle, effects, ambience."""
    n = snd.at(FILM.frames)
    made = {"dialogue": dialogue(n)} if with_dialogue else {}
    if with_radio:
        made["radio"] = radio(n)
    made["whistle"], made["effects"], made["ambience"] = whistle(n), effects(n), rain(n) + air(n)
    return made


def mix(made: dict[str, Stereo]) -> Stereo:
    """The guide track: the sum of the buses, nothing below 20 Hz; it fades under the title and ends in silence."""
    whole = snd.band(np.sum(list(made.values()), axis=0), 20, None)
    points = ((0, 0), (1500, 0), (1560, -40), (END_OF_SOUND, -120), (FILM.frames, -120))
    return whole * snd.curve_db(points, len(whole), FRAME)[:, None]
