"""The Log, guide sound: who is heard, what is heard, and where. No music.

The story in sound: a sea far below, wind, and above everything a clockwork that has turned the lens all night. A nib
belongs to Ivo until it does not (660, 742). The clockwork drags and stops with the lamp (1003); then there is nothing
but a man breathing. When the light comes back (1440) the clockwork does not.

Three buses: dialogue, effects, ambience. Times are frames. `python -m films.guide the_log` writes the files.
"""

import zlib
from dataclasses import dataclass

import numpy as np

from films.the_log import foley
from films.the_log.timeline import FILM
from films.toolkit import sound as snd
from films.toolkit.sound import FRAME, Stereo
from films.toolkit.voice import Phrase, Voice, breath_in, speak

SEED = 1003
QUALITY = 0.45  # of the Vorbis file
LINE_LUFS = -24.0
STOP = 1003  # the lamp dies, and the clockwork with it
LAUGHS = (586, 594, 602, 610, 618, 626)  # his shoulders jump

VOICES = {
    "IVO": Voice(
        "en-gb-scotland+m7", 18, 78, formants=0.925, breath=0.24, tilt=0.9, jitter=0.26, warmth=2.0, presence=2.5
    )
}
DELIVERY: dict[int, tuple[Phrase, ...]] = {
    300: (  # he reads it out as he has read a thousand of them
        Phrase("Fourteenth.", 104, ((0, 1.5), (0.3, 1.0), (1, -2.5)), 0.34),
        Phrase("Lamp failed at four.", 118, ((0, 0.5), (0.25, 1.5), (0.6, 0.0), (1, -3.5))),
    ),
    420: (Phrase("Today's the thirteenth.", 124, ((0, 0.5), (0.2, 2.5), (0.5, 1.0), (0.75, 2.0), (1, -2.5))),),
}
FIRST = {300: 9.0, 420: 0.0}  # dB given to the first consonant: the f he reads with is fainter than its vowel
WET = {300: -13.0, 420: -13.0}
PAN = {300: -0.10, 420: -0.10}


@dataclass(frozen=True)
class Effect:
    """One sound on one frame.

    `peak` is dBFS before the room, `wet` dB of `room` around it (None: close and dry), `pan` -1 left to 1 right. A
    `strong` effect can be found on its frame in the finished mix, the others when they are alone.
    """

    frame: int
    label: str
    make: foley.Maker
    peak: float
    pan: float = 0.0
    wet: float | None = -10.0
    room: str = "study"
    strong: bool = False


def dice(*of: object) -> np.random.Generator:
    """Chance that belongs to one thing in the film: the same at every build."""
    return np.random.default_rng([SEED, *(zlib.crc32(str(part).encode()) for part in of)])


BREATHS = (
    (1012, False, -31.0),
    (1029, True, -33.0),
    (1049, False, -31.5),
    (1067, True, -33.0),
    (1087, False, -30.5),
    (1104, True, -32.0),
)

EFFECTS: tuple[Effect, ...] = (
    Effect(124, "he writes", foley.nib(2.1), -31, 0.15, -14),
    Effect(178, "the nib is dipped", foley.knock((2210, 0, 0.06), (3890, -4, 0.05), (6120, -9, 0.03)), -36, 0.3, -12),
    Effect(191, "he writes", foley.nib(2.2), -31, 0.15, -14),
    Effect(250, "his sleeve on the desk", foley.cloth(0.5), -36, 0.2, None),
    Effect(264, "the page turns", foley.page, -17, 0.0, -14, strong=True),
    Effect(288, "his sleeve comes back", foley.cloth(0.5, 2600), -40, 0.2, None),
    Effect(486, "a finger on wet ink", foley.cloth(0.25, 5200, 0.2), -37, 0.1, None),
    Effect(540, "the gull strikes", foley.strike, -8.5, -0.45, -9, strong=True),
    Effect(542, "his breath", foley.gasp, -27, 0.25, -14),
    Effect(543, "the chair", foley.creak(0.30, 55, 26, (310, 690, 1270)), -29, 0.25, -10),
    Effect(546, "wings on the pane", foley.wings, -21, -0.45, -10),
    *(Effect(f, "he laughs", foley.chuckle, -27.5 - 0.9 * k, 0.3, -14) for k, f in enumerate(LAUGHS)),
    Effect(636, "he breathes out", foley.breath(0.5, True), -35, 0.3, -14),
    Effect(
        655, "the pen is laid down", foley.knock((840, 0, 0.05), (1710, -3, 0.04), (3300, -8, 0.03)), -28, -0.15, -12
    ),
    Effect(660, "a nib scratches", foley.nib(2.1, 1.35, 1.5), -21, 0.05, -8, strong=True),
    Effect(690, "the chair, as he rises", foley.creak(0.45, 30, 18, (290, 640, 1180)), -33, -0.1, -10),
    Effect(742, "the pen moves", foley.nib(0.42, 1.6, 1.8), -21, 0.1, None, strong=True),
    Effect(762, "the pen writes", foley.nib(2.0, 1.2, 1.8), -21, 0.1, None),
    Effect(815, "the pen writes", foley.nib(3.0, 1.35, 1.9), -19, 0.1, None),
    Effect(912, "the lamp gutters", foley.gutter(), -17, 0.1, -8, "lantern", strong=True),
    Effect(930, "it gutters again", foley.gutter(0.7), -23, 0.1, -8, "lantern"),
    Effect(948, "and again", foley.gutter(1.1), -19, 0.1, -8, "lantern"),
    Effect(952, "his sleeve as he shields his eyes", foley.cloth(0.6, 2400), -36, -0.3, -12, "lantern"),
    Effect(972, "it sinks", foley.gutter(0.8), -21, 0.1, -8, "lantern"),
    Effect(1003, "the lamp dies", foley.out_goes, -17, 0.1, None, strong=True),
    *(
        Effect(f, "he breathes out" if out else "he breathes in", foley.breath(0.62, out), peak, -0.05, None)
        for f, out, peak in BREATHS
    ),
    Effect(1120, "a matchbox", foley.matchbox, -33, 0.1, -16),
    Effect(1130, "a match", foley.match, -13.5, 0.1, -14, strong=True),
    Effect(1150, "he breathes in", foley.breath(0.5, False), -37, 0.0, -16),
    Effect(1164, "he breathes out", foley.breath(0.6, True), -38, 0.0, -16),
    Effect(1184, "his sleeve as he bends down", foley.cloth(0.7, 2600), -37, 0.1, -14),
    Effect(1211, "his breath stops", foley.gasp, -27, 0.0, -16, strong=True),
    Effect(1290, "a line is drawn", foley.drawn_line, -29, 0.0, None),
    Effect(1391, "cloth as he turns", foley.cloth(0.75, 4200, 0.25), -20, 0.05, -12, strong=True),
    Effect(1395, "a board gives", foley.creak(0.40, 28, 15, (220, 470, 930)), -28, -0.1, -8),
    Effect(1413, "the match goes out", foley.out_goes, -37, 0.1, None),
    Effect(1440, "the red lamp takes fire", foley.ignition, -11, 0.05, None, strong=True),
    Effect(
        1464,
        "the lens strains and does not turn",
        foley.creak(1.1, 17, 9, (178, 391, 843, 1531)),
        -31,
        0.05,
        -6,
        "lantern",
    ),
)


# ---------------------------------------------------------------- ambience


def sea(n: int) -> Stereo:
    """Water on rock, far below: long breaths of it, near outside, a murmur through the walls inside."""
    rng = dice("sea")
    low, high = snd.noise(n, rng, 4.5, channels=2), snd.noise(n, rng, 2.0, channels=2)
    wave = np.clip(0.75 + 0.32 * snd.drift(n, rng, 0.22), 0.25, None)
    hiss = np.clip(0.5 + 0.6 * snd.drift(n, rng, 0.30), 0.05, None) ** 1.5
    water = snd.band(low, 45, 420) / 0.6 * wave[:, None]
    foam = snd.band(high, 500, 3400) * hiss[:, None]
    water /= np.sqrt(np.mean(water**2))
    foam /= np.sqrt(np.mean(foam**2))
    near = (
        (0, -46),
        (119.5, -46),
        (120.5, -53),
        (895, -53),
        (896, -47),
        (1000, -47),
        (STOP + 1, -80),
        (STOP + 3, -200),
        (1423.5, -200),
        (1424.5, -47),
        (1572, -46),
        (1583, -80),
        (1584, -200),
    )
    spray = (
        (0, -56),
        (119.5, -56),
        (120.5, -72),
        (895, -72),
        (896, -62),
        (1000, -62),
        (STOP + 1, -90),
        (STOP + 3, -200),
        (1423.5, -200),
        (1424.5, -57),
        (1572, -56),
        (1583, -80),
        (1584, -200),
    )
    return water * snd.curve_db(near, n, FRAME)[:, None] + foam * snd.curve_db(spray, n, FRAME)[:, None]


def wind(n: int) -> Stereo:
    """Air round a tower: no whistle, only weight; it leans on the window and goes round the lantern."""
    rng = dice("wind")
    air = snd.band(snd.noise(n, rng, 3.2, channels=2), 130, 1250)
    air /= np.sqrt(np.mean(air**2))
    gust = np.clip(0.8 + 0.35 * snd.drift(n, rng, 0.35) + 0.1 * snd.drift(n, rng, 2.5), 0.15, None)
    shape = (
        (0, -49),
        (119.5, -49),
        (120.5, -62),
        (535, -62),
        (560, -59),
        (648, -60),
        (723, -57),
        (895.5, -59),
        (896.5, -51),
        (1000, -51),
        (STOP + 1, -80),
        (STOP + 3, -200),
        (1423.5, -200),
        (1424.5, -52),
        (1572, -50),
        (1583, -80),
        (1584, -200),
    )
    return air * (gust * snd.curve_db(shape, n, FRAME))[:, None]


def clockwork(n: int) -> Stereo:
    """The lens turns: a beat every nine frames, and the roll of its carriage; from 960 it drags, at 1003 it stops."""
    rng = dice("clockwork")
    beats = np.zeros(n)
    frame, gap = 2.0, 9.0
    while frame < STOP - 1:
        x = snd.to_peak(foley.escapement(rng))
        k = snd.at(frame)
        beats[k : k + len(x)] += x[: n - k]
        gap = 9.0 if frame < 960 else gap * 1.14
        frame += gap
    roll = snd.band(snd.noise(n, rng, 4, channels=1), 60, 330) * np.clip(0.8 + 0.4 * snd.drift(n, rng, 2.7), 0.1, None)
    roll /= np.sqrt(np.mean(roll**2))
    # heard through the floor of the lamp room; muffled below, plain beside it
    muffled, plain = snd.band(beats, 60, 620), beats
    inside = ((0, -46), (119.5, -46), (120.5, -40), (895, -40), (896, -200), (1584, -200))
    beside = ((0, -200), (895.5, -200), (896.5, -27), (STOP - 0.5, -27), (STOP + 0.3, -200), (1584, -200))
    rumble = (
        (0, -66),
        (119.5, -66),
        (120.5, -60),
        (895.5, -60),
        (896.5, -45),
        (960, -45),
        (1000, -52),
        (STOP + 0.5, -200),
        (1584, -200),
    )
    mono = muffled * snd.curve_db(inside, n, FRAME) + plain * snd.curve_db(beside, n, FRAME)
    mono += roll * snd.curve_db(rumble, n, FRAME)
    return np.outer(mono, snd.panned(0.08))


def flames(n: int) -> Stereo:
    """The oil lamp's breath on the desk, the great burner's upstairs, then a match."""
    rng = dice("flames")
    x = snd.band(rng.standard_normal(n), 180, 2400) * np.clip(0.6 + 0.5 * snd.drift(n, rng, 11), 0.05, None)
    x /= np.sqrt(np.mean(x**2))
    shape = (
        (0, -200),
        (119.5, -200),
        (120.5, -66),
        (895.5, -66),
        (896.5, -55),
        (911, -55),
        (914, -62),
        (920, -56),
        (950, -63),
        (960, -58),
        (1000, -66),
        (STOP, -70),
        (STOP + 0.5, -200),
        (1129.5, -200),
        (1150, -58),
        (1191, -60),
        (1368, -60),
        (1390, -60),
        (1396, -54),
        (1412, -62),
        (1414, -200),
        (1584, -200),
    )
    return np.outer(x * snd.curve_db(shape, n, FRAME), [1.0, 1.05])


# ---------------------------------------------------------------- buses and mix


def rooms() -> dict[str, Stereo]:
    """The two rooms: planks and books below, iron and glass above."""
    return {
        "study": snd.room(dice("study"), t60=0.42, size=3.2, dark=3800),
        "lantern": snd.room(dice("lantern"), t60=0.95, size=3.6, dark=7500),
    }


def effect_sound(effect: Effect, spaces: dict[str, Stereo] | None = None) -> Stereo:
    """One effect as it stands in the film, from its first sample on: at its level, in its place, in its room."""
    x = snd.to_peak(effect.make(dice(effect.frame, effect.label)), effect.peak)
    if effect.wet is None:
        return snd.in_room(x, np.zeros((1, 2)), -120, effect.pan)
    return snd.in_room(x, (spaces or rooms())[effect.room], effect.wet, effect.pan)


def effects(n: int) -> Stereo:
    """All effects; what is still ringing at 1003 is cut with the lamp."""
    out, spaces = np.zeros((n, 2)), rooms()
    dying = snd.curve(((0, 1), (STOP - 1, 1), (STOP, 0), (n / FRAME, 0)), n, FRAME)
    before = np.zeros((n, 2))
    for effect in EFFECTS:
        snd.place(before if effect.frame < STOP else out, effect_sound(effect, spaces), effect.frame)
    return out + before * dying[:, None]


def dialogue(n: int) -> Stereo:
    """Every line on its first frame, each at `LINE_LUFS`; a small breath before each."""
    out, space = np.zeros((n, 2)), rooms()["study"]
    for line in FILM.lines:
        rng = dice("line", line.start)
        said = speak(DELIVERY[line.start], VOICES[line.who], rng)
        said *= snd.curve_db(((0, FIRST[line.start]), (2.4, FIRST[line.start]), (3.0, 0)), len(said), FRAME)
        bus = np.zeros((n, 2))
        snd.place(bus, snd.in_room(said, space, WET[line.start], PAN[line.start]), line.start)
        bus *= snd.gain(LINE_LUFS - snd.loudness(bus[snd.at(line.start) : snd.at(line.end)]))
        air = snd.to_peak(breath_in(0.4, rng, size=0.9), -43)
        snd.place(bus, snd.in_room(air, space, -14, PAN[line.start]), line.start - 11)
        out += bus
    return out


def buses(with_dialogue: bool = True) -> dict[str, Stereo]:
    """The three buses, each as long as the film: dialogue, effects, ambience."""
    n = snd.at(FILM.frames)
    made = {"dialogue": dialogue(n)} if with_dialogue else {}
    made["effects"] = effects(n)
    made["ambience"] = sea(n) + wind(n) + clockwork(n) + flames(n)
    return made


def mix(made: dict[str, Stereo]) -> Stereo:
    """The guide track: the sum of the buses, nothing below 20 Hz, its last half second drawn to nothing."""
    whole = snd.band(np.sum(list(made.values()), axis=0), 20, None)
    end = FILM.frames
    fade = snd.curve_db(((0, 0), (end - 14, 0), (end - 3, -40), (end - 1, -120), (end, -120)), len(whole), FRAME)
    start = snd.curve(((0, 0), (4, 1), (end, 1)), len(whole), FRAME)
    return whole * (fade * start)[:, None]
