"""First Bloom, guide sound: who is heard, what is heard, and where. No music.

The story in sound: outside there is no air, so there is next to nothing. Inside the dome the machines breathe badly.
Machines fall away one after another (480), until what is left is a lamp, a sleeper and the glass; then small living
sounds come up in the space: soil, petals, breath, cloth. The power key hums as long as it could still end all this,
and stops when it lies in the soil (1480).

Four buses: dialogue, steps, effects, ambience. Times are frames. `python -m films.guide first_bloom` writes the files.
"""

import zlib
from dataclasses import dataclass

import numpy as np

from films.first_bloom import foley
from films.first_bloom.timeline import FILM
from films.toolkit import sound as snd
from films.toolkit.sound import FRAME, RATE, Stereo
from films.toolkit.voice import Phrase, Voice, breath_in, speak

SEED = 1056
QUALITY = 0.45  # of the Vorbis file
LINE_LUFS = -24.0
END_OF_SOUND = 1900  # from here to the last frame: nothing
CASCADE = (480, 484, 488, 492, 495, 498)  # the rows of lamps go out, near to far; one lamp stays
LIGHTS = (  # the other domes as they catch (`valley.DARK`): frame, metres to the right, metres away
    (1704, -118, 168),
    (1728, 150, 262),
    (1752, 78, 96),
    (1764, -284, 318),
    (1776, 338, 128),
    (1782, -14, 452),
    (1788, -412, 96),
    (1794, 292, 486),
    (1800, -196, 640),
    (1806, -560, 452),
    (1810, 566, 372),
    (1815, 64, 812),
    (1820, -410, 880),
    (1824, 402, 742),
    (1829, -720, 742),
    (1835, 742, 806),
    (1841, -96, 1150),
    (1847, 246, 1236),
    (1853, -640, 1216),
    (1860, 616, 1290),
)
KEY_STOPS = 1480

VOICES = {
    "JON": Voice("en-us+m3", 34, 92, formants=0.96, breath=0.14, tilt=0.5, jitter=0.16, warmth=1.5, presence=1.5),
    "MARA": Voice("en-gb-x-rp+f2", 42, 176, formants=0.965, breath=0.26, tilt=0.8, jitter=0.2, warmth=-1, presence=2.5),
}

# How each line is said, keyed by its first frame: phrases in one breath, melody in semitones from the voice's middle.
DELIVERY: dict[int, tuple[Phrase, ...]] = {
    240: (  # tired, already decided; her name is a plea
        Phrase("Two years.", 112, ((0, 2.5), (0.35, 1.5), (1, -3)), 0.40),
        Phrase("Pull the plug,", 130, ((0, 0), (0.25, 2), (0.6, -0.5), (1, -1.5)), 0.14, 0.5),
        Phrase("Mara.", 112, ((0, 1.5), (0.4, 0.5), (1, -4)), 0.0, -2.0),
    ),
    336: (Phrase("One more night.", 98, ((0, 0.5), (0.3, 3), (0.55, 1.0), (0.75, 1.5), (1, -3.5))),),
    1248: (Phrase("You didn't pull it.", 94, ((0, 2), (0.25, 3.5), (0.6, 0.5), (1, -2.5))),),
    1320: (Phrase("I forgot how.", 97, ((0, 0), (0.4, 1.5), (0.7, 0.5), (1, -4))),),
}
WET = {240: -9.0, 336: -11.0, 1248: -12.0, 1320: -11.0}  # dB of room around each line
PAN = {240: -0.12, 336: 0.12, 1248: -0.06, 1320: 0.15}


Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Effect:
    """One sound on one frame.

    `peak` is dBFS before the room, `wet` dB of room around it (None: close and dry, or already stereo), `pan` -1 left
    to 1 right. A `strong` effect can be found on its frame in the finished mix, the others on their own bus.
    """

    frame: int
    label: str
    make: foley.Maker
    peak: float
    pan: float = 0.0
    wet: float | None = -12.0
    bus: str = "effects"
    strong: bool = False


def dice(*key: object) -> np.random.Generator:
    """Chance that is the same on every run and in every order: each sound has its own."""
    return np.random.default_rng([SEED, zlib.crc32(repr(key).encode())])


def distance(x: float, y: float) -> tuple[float, float]:
    """What distance leaves of a far light, which stands x metres to the right and y away: its peak in dBFS, its pan."""
    return -33 - 10 * float(np.log10(np.hypot(x, y) / 205)), x / (abs(x) + y)


STEPS_IN = ((212, -22, -0.25), (226, -22, -0.15))  # frame, dBFS, pan: where his feet meet the floor
STEPS_OUT = ((440, -22, -0.2), (454, -24, -0.35), (468, -31, -0.5))  # the last of them out of sight
TICKS = (  # of the cooling glass: frame, lowest Hz, dBFS, pan
    (609, 2600, -34, -0.6),
    (637, 3300, -38, 0.5),
    (668, 2900, -35, 0.1),
    (687, 4100, -39, -0.3),
    (728, 2400, -33, 0.7),
    (741, 3700, -38, -0.7),
    (779, 3000, -35, 0.3),
    (803, 2700, -37, -0.15),
)
SLEEP = (  # as her back rises and falls: frame, outward?, dBFS
    (615, True, -39),
    (645, False, -41),
    (675, True, -38),
    (705, False, -40),
    (734, True, -38),
    (764, False, -41),
    (794, True, -40),
)

EFFECTS: tuple[Effect, ...] = (
    Effect(206, "glass creaks", foley.creak(0.7, 20, 34, (880, 1730, 3120)), -37, -0.5, -4),
    Effect(197, "her hands in the tray", foley.sift, -36, 0.15, -14),
    *(Effect(f, "footsteps come", foley.step(), peak, pan, -8, "steps") for f, peak, pan in STEPS_IN),
    Effect(246, "the key is raised", foley.jingle, -43, -0.1, -12),
    Effect(322, "cloth as she turns", foley.cloth(0.6), -36, 0.12),
    Effect(352, "glass creaks", foley.creak(0.5, 31, 22, (1010, 1990, 3470)), -41, 0.6, -4),
    Effect(386, "the key sinks", foley.jingle, -38, -0.12, -12),
    Effect(404, "coat as he turns", foley.cloth(0.9, 2400), -33, -0.12),
    *(Effect(f, "footsteps leave", foley.step(), peak, pan, -6, "steps") for f, peak, pan in STEPS_OUT),
    Effect(460, "cloth as she sinks", foley.cloth(0.45, 2600), -32, 0.1),
    Effect(471, "the pail takes her weight", foley.pail, -23, 0.1, -14, strong=True),
    Effect(480, "lamps go down", foley.relay, -15.5, 0.0, -7, strong=True),
    Effect(480, "hum collapses", foley.power_down, -25, wet=None),
    *(
        Effect(f, "relay", foley.relay, p, pan, -4)
        for f, p, pan in zip(CASCADE[1:], (-20, -22, -24, -26, -28), (-0.45, 0.4, -0.3, 0.25, -0.15), strict=True)
    ),
    *(Effect(f, "glass tick", foley.glass(low), peak, pan, -5) for f, low, peak, pan in TICKS),
    *(
        Effect(f, "she breathes out" if out else "she breathes in", foley.breath(1.2, out, 0.97), peak, 0.1, -14)
        for f, out, peak in SLEEP
    ),
    Effect(696, "cloth as her head turns", foley.cloth(0.6, 2400), -39, 0.1),
    Effect(840, "soil cracks", foley.soil, -23, 0.05, None, strong=True),
    Effect(870, "soil cracks", lambda rng: snd.grains(0.5, 16, rng, hz=(600, 4200), crowd=1.7), -32, 0.1, None),
    Effect(893, "footsteps behind the door", foley.step(behind_door=True), -37, -0.2, -6, "steps"),
    Effect(905, "footsteps behind the door", foley.step(behind_door=True), -36, -0.2, -6, "steps"),
    Effect(908, "door opens", foley.door, -19, -0.2, -10, strong=True),
    Effect(917, "footsteps", foley.step(), -18, -0.2, -12, "steps", strong=True),
    Effect(929, "last footstep", foley.step(1.1), -18, -0.15, -12, "steps", strong=True),
    Effect(938, "he catches his breath", foley.breath(0.45, size=0.9), -38, -0.15, -14),
    Effect(950, "and lets it go", foley.breath(0.7, True, 0.9), -41, -0.15, -14),
    Effect(962, "the key sinks", foley.jingle, -35, -0.15, -12),
    Effect(1056, "petals open", foley.petals, -23, wet=None, strong=True),
    Effect(1170, "she wakes with a breath", foley.breath(0.7, size=0.97), -29, -0.1, -12),
    Effect(1192, "and lets it go", foley.breath(1.2, True, 0.97), -36, -0.1, -12),
    Effect(1232, "cloth as she turns", foley.cloth(0.6, 3000), -36, -0.05),
    Effect(1304, "the key comes up", foley.jingle, -42, 0.1, -12),
    Effect(1374, "coat as he lowers himself", foley.cloth(1.2, 2400, 0.5), -33, 0.12),
    Effect(1392, "his foot finds room", foley.step(0.6), -31, 0.12, -10),
    Effect(1418, "sleeves move", foley.cloth(0.85, 3200, 0.6), -33, 0.0, None),
    Effect(1440, "hands touch", foley.hands, -21, 0.0, -16, strong=True),
    Effect(1452, "his hand closes", foley.cloth(0.9, 3000, 0.5), -38, 0.0, None),
    Effect(1472, "key laid in the soil", foley.key_down, -21, 0.2, -14, strong=True),
    Effect(KEY_STOPS, "the key's hum stops", foley.tick, -38, 0.2, None),
    *(
        Effect(f, "a far light", foley.far_light(k), *distance(x, y), wet=None, strong=k == 0)
        for k, (f, x, y) in enumerate(LIGHTS)
    ),
)


# ---------------------------------------------------------------- ambience


def outside(n: int) -> Stereo:
    """No air: only what comes up through the ground, at the edge of hearing."""
    rumble = snd.band(snd.noise(n, dice("outside"), 6, channels=2), 22, 75, 4)
    shape = (
        (0, -200),
        (1, -61),
        (191, -61),
        (192.5, -200),
        (1535, -200),
        (1537, -60),
        (1872, -60),
        (1896, -110),
        (1900, -200),
    )
    return rumble / np.sqrt(np.mean(rumble**2)) * snd.curve_db(shape, n, FRAME)[:, None]


def ventilation(n: int) -> Stereo:
    """Tired fans: broad low air that surges and nearly fails; less of it at every turn of the story."""
    rng = dice("ventilation")
    air = snd.band(snd.noise(n, rng, 4.5, channels=2), 45, 1100)
    air += 0.35 * snd.band(snd.noise(n, rng, 3, channels=2), 300, 2600)
    air /= np.sqrt(np.mean(air**2))
    surge = 1 + 0.16 * snd.drift(n, rng, 0.5) + 0.07 * snd.drift(n, rng, 6)
    shape = (
        (0, -200),
        (191.5, -200),
        (192.5, -47.5),
        (478, -47.5),
        (504, -49),
        (600, -50),
        (640, -55),
        (812, -56),
        (816, -54),
        (906, -54),
        (908, -49),
        (930, -49),
        (940, -53),
        (1030, -53),
        (1056, -56),
        (1152, -54),
        (1416, -54),
        (1420, -56),
        (1535.5, -57),
        (1536.5, -200),
    )
    return air * (surge * snd.curve_db(shape, n, FRAME))[:, None]


def lamps(n: int) -> Stereo:
    """Each lamp is a rasp of noise a hundred times a second, not a tone; each is gone a moment after its relay."""
    out = np.zeros((n, 2))
    for k, off in enumerate((*CASCADE, 1536)):
        rng, lit = dice("lamp", k), snd.at(off + 7)
        rasp = np.sin(np.pi * (100 + 0.3 * k) * np.arange(lit) / RATE + rng.uniform(0, 3)) ** 6 + 0.15
        x = snd.band(rng.standard_normal(lit), 1100 + 150 * k, 4600) * rasp
        x += 1.6 * snd.band(rng.standard_normal(lit), 85, 330) * rasp
        x *= snd.gain(-60 if k < len(CASCADE) else -62) / np.sqrt(np.mean(x**2))
        flicker = np.clip(1 + 0.25 * snd.drift(lit, rng, 5), 0.2, None)
        shape: Points
        if off < 1536:
            shape = ((0, -200), (191.5, -200), (192.5, 0), (off, 0), (off + 3, -18), (off + 7, -200))
        else:  # the last lamp: close while she sits by it, thin while she sleeps, under everything afterwards
            shape = (
                (0, -200),
                (191.5, -200),
                (192.5, -4),
                (500, 0),
                (512, 4),
                (598, 3),
                (660, -5),
                (906, -6),
                (908, 0),
                (1050, -2),
                (1060, -7),
                (1535.5, -8),
                (1536.5, -200),
            )
        side = (0, -0.7, 0.7, -0.4, 0.45, -0.2, 0.1)[k]
        out[:lit] += np.outer(x * flicker * snd.curve_db(shape, lit, FRAME), snd.panned(side))
    return out


def key_hum(n: int) -> Stereo:
    """The power key is live in his hand: a small rough buzz that stops between two frames."""
    rng = dice("key")
    t = np.arange(n) / RATE
    x = snd.band(rng.standard_normal(n), 420, 1400) * (np.abs(np.sin(np.pi * 47 * t)) ** 3 + 0.1)
    x *= snd.gain(0) / np.sqrt(np.mean(x**2)) * (1 + 0.15 * snd.drift(n, rng, 3))
    shape = (
        (0, -200),
        (191.5, -200),
        (192.5, -58),
        (430, -58),
        (456, -72),
        (460, -200),
        (907.5, -200),
        (908.5, -58),
        (944, -56),
        (966, -62),
        (1029, -62),
        (1030, -66),
        (1151, -66),
        (1152, -62),
        (1415.5, -62),
        (1416.5, -50),
        (KEY_STOPS, -49),
        (KEY_STOPS + 0.3, -200),
    )
    return np.outer(x * snd.curve_db(shape, n, FRAME), [0.9, 1.1])


# ---------------------------------------------------------------- buses and mix


def effect_sound(effect: Effect, dome: Stereo | None = None) -> Stereo:
    """One effect as it stands in the film, from its first sample on: at its level, in its place, in its room."""
    x = effect.make(dice(effect.frame, effect.label))
    x = snd.to_peak(x, effect.peak)
    if x.ndim == 2:
        return x
    if effect.wet is None:
        return snd.in_room(x, np.zeros((1, 2)), -120, effect.pan)
    return snd.in_room(x, the_dome() if dome is None else dome, effect.wet, effect.pan)


def the_dome() -> Stereo:
    """The room everybody is in: foley.glass, nine metres to the wall, three quarters of a second."""
    return snd.room(dice("dome"), t60=0.75, size=9, dark=4200)


def effects(n: int, bus: str) -> Stereo:
    """All effects of one bus. Jon's steps are over, room and all, when he has stopped (936)."""
    out, dome = np.zeros((n, 2)), the_dome()
    for effect in EFFECTS:
        if effect.bus == bus:
            snd.place(out, effect_sound(effect, dome), effect.frame)
    if bus == "steps":
        out *= snd.curve(((0, 1), (932, 1), (936, 0), (FILM.frames, 0)), n, FRAME)[:, None]
    return out


def dialogue(n: int) -> Stereo:
    """Every line on its first frame, each at `LINE_LUFS`; a small breath before each."""
    out, dome = np.zeros((n, 2)), the_dome()
    for line in FILM.lines:
        rng, voice = dice("line", line.start), VOICES[line.who]
        said = speak(DELIVERY[line.start], voice, rng)
        bus = np.zeros((n, 2))
        snd.place(bus, snd.in_room(said, dome, WET[line.start], PAN[line.start]), line.start)
        region = slice(snd.at(line.start), snd.at(line.end))
        bus *= snd.gain(LINE_LUFS - snd.loudness(bus[region]))
        air = snd.to_peak(breath_in(0.4, rng, size=0.9 if line.who == "JON" else 1.0), -43)
        snd.place(bus, snd.in_room(air, dome, -14, PAN[line.start]), line.start - 11)
        out += bus
    return out


def buses(with_dialogue: bool = True) -> dict[str, Stereo]:
    """The four buses, each as long as the film: dialogue, steps, effects, ambience."""
    n = snd.at(FILM.frames)
    made = {"dialogue": dialogue(n)} if with_dialogue else {}
    made["steps"], made["effects"] = effects(n, "steps"), effects(n, "effects")
    made["ambience"] = outside(n) + ventilation(n) + lamps(n) + key_hum(n)
    return made


def mix(made: dict[str, Stereo]) -> Stereo:
    """The guide track: the sum of the buses, nothing below 20 Hz, faded with the picture and silent from frame 1900."""
    whole = snd.band(np.sum(list(made.values()), axis=0), 20, None)
    fade = snd.curve_db(((0, 0), (1872, 0), (1893, -40), (END_OF_SOUND, -120), (FILM.frames, -120)), len(whole), FRAME)
    return whole * fade[:, None]
