"""Ember Caves, guide sound: the game's own sounds, each on the frame on which it happens. No music.

Nearly everything is taken from what the game recorded: his footsteps and the other's, swings, parries, blows. The story
in sound: water and one pair of boots; then a second pair of feet that does not keep step, and stops when he looks;
steel, breath and growl; the hit, after which the lamp itself can hardly be heard; ash; at last only drops and a flame.

Four buses: dialogue, steps, effects, ambience. Times are frames. `python -m films.guide ember_caves` writes the files.
"""

import zlib
from dataclasses import dataclass
from functools import cache

import numpy as np

from films.ember_caves import breath, foley, game
from films.ember_caves.timeline import FILM
from films.toolkit import sound as snd
from films.toolkit.sound import FRAME, Stereo
from films.toolkit.voice import Phrase, Voice, breath_in, speak

SEED = 961
QUALITY = 0.42  # of the Vorbis file
LINE_LUFS = -24.0
HEARD = 343  # before this frame the other's steps are too far to hear
LAST = 2136  # from here to the end the cave fades

VOICES = {
    "LAMPLIGHTER": Voice(
        "en-gb+m3", 38, 112, formants=0.97, breath=0.30, tilt=0.6, jitter=0.2, warmth=0.5, presence=2.5
    )
}
DELIVERY: dict[int, tuple[Phrase, ...]] = {
    120: (  # to the flame: once as an order, once as a prayer
        Phrase("Stay lit.", 128, ((0, 1.5), (0.4, 2.5), (1, -2.5)), 0.26),
        Phrase("Stay lit.", 118, ((0, 0.5), (0.4, 0.0), (1, -5)), 0.0, -2.0),
    ),
}
WET = {120: -15.0}
PAN = {120: -0.05}


@dataclass(frozen=True)
class Effect:
    """One sound on one frame.

    `peak` is dBFS before the room, `wet` dB of cave around it, `pan` -1 left to 1 right. A `strong` effect can be found
    on its frame in the finished mix, the others on their own bus.
    """

    frame: int
    label: str
    make: foley.Maker
    peak: float
    pan: float = 0.0
    wet: float = -12.0
    bus: str = "effects"
    strong: bool = False


def dice(*key: object) -> np.random.Generator:
    """Chance that is the same on every run and in every order: each sound has its own."""
    return np.random.default_rng([SEED, zlib.crc32(repr(key).encode())])


def apart(f: int) -> float:
    """How far away it is on a frame, in metres."""
    row = game.played().rows[min(f, game.FRAMES - 1) * game.PER_FRAME + game.PER_FRAME // 2]
    return abs(row[0] - row[game.COLUMNS.index("enemy_x")])


def side(f: int) -> float:
    """Where it is heard: to the left of him, less so when it is near."""
    return -min(0.75, 0.15 + apart(f) / 16)


def his_steps() -> list[Effect]:
    """His boots, as the game counts them."""
    return [
        Effect(h.frame, "footstep", foley.step(0.9 + 0.1 * (h.what == "left")), -26, 0.02, -9, "steps")
        for h in game.happenings("step", "lamplighter")
    ]


def its_steps() -> list[Effect]:
    """The other's feet, from the frame on which they come within hearing: far and dull first, then claws."""
    found = []
    for h in game.happenings("step", "follower"):
        if h.frame >= HEARD:
            near = float(np.clip(1 - apart(h.frame) / 20, 0, 1))
            first = h.frame == HEARD
            peak = -19.0 if first else -26 + 4 * near
            found.append(Effect(h.frame, "the second footsteps", foley.claw_step(near), peak, side(h.frame),
                                -3 - 7 * near, "steps", first))  # fmt: skip
    return found


def fight() -> list[Effect]:
    """What the game records of the fight, each with its sound."""
    found = []
    for h in game.happenings("growl"):
        found.append(Effect(h.frame, "growl", foley.growl(1.05, 27, 44, 0.6), -13, side(h.frame), -8, strong=True))
    for h in game.happenings("leap"):
        found.append(Effect(h.frame, "it leaps", foley.gust(0.5, 1500, 0.5), -23, -0.3, -10))
    for h in game.happenings("input"):
        if h.what in ("swing", "heavy"):
            early = round(game.WINDUP[h.what] * 0.5 * game.FPS)
            peak = -21 if h.what == "swing" else -18
            found.append(Effect(h.frame, "cloak as he winds up", foley.cloth(0.4, 3800), -33, 0.05, -14))
            found.append(Effect(h.frame + early, "the staff cuts the air", foley.swing(0.36), peak, 0.0, -12))
        elif h.what == "guard":
            found.append(Effect(h.frame, "he raises the staff", foley.cloth(0.3, 3800), -34, 0.05, -14))
        elif h.what == "rise":
            found.append(Effect(h.frame, "he gets up", foley.cloth(1.0, 2600), -31, 0.05, -14))
            found.append(Effect(h.frame + 5, "the staff takes his weight", foley.planted, -24, 0.0, -10))
    for h in game.happenings("parry"):
        found.append(Effect(h.frame, "parry", foley.clang, -11, -0.1, -9, strong=True))
    for h in game.happenings("strike", what="swing"):
        found.append(Effect(h.frame, "the staff strikes it", foley.strike(), -11, -0.2, -10, strong=True))
        found.append(Effect(h.frame + 5, "it cries", foley.growl(0.5, 52, 88, 1.0), -20, -0.3, -8))
    for h in game.happenings("hit"):
        found.append(Effect(h.frame, "he is struck", foley.hurt, -8, 0.05, -9, strong=True))
        found.append(Effect(h.frame + 12, "he falls, the lantern with him", foley.fall, -19, 0.1, -9))
    for h in game.happenings("death"):
        found.append(Effect(h.frame, "it falls apart", foley.death, -8.5, -0.15, -8, strong=True))
        found.append(Effect(h.frame + 30, "the lamp takes the ash", foley.flare(2.6), -22, 0.0, -12))
    return found


def near_growl(f: int) -> bool:
    """He holds his breath when it rears."""
    return any(-14 < f - h.frame < 14 for h in game.happenings("growl"))


def body() -> list[Effect]:
    """Cloak, lantern and breath between the blows."""
    found = [
        Effect(79, "the flame is plucked at", foley.flutter, -25, 0.1, -14),
        Effect(79, "a draught", foley.gust(3.2, 700), -33, 0.3, -6),
        Effect(100, "sleeve as he cups the flame", foley.cloth(0.5, 3400), -33, 0.05, -14),
    ]
    for h in game.happenings("turn"):
        found.append(Effect(h.frame, "cloak as he turns", foley.cloth(0.6), -31, 0.0, -14))
    walk = game.happenings("step", "lamplighter")
    for h in walk[::2]:
        found.append(Effect(h.frame + 4, "the lantern's ring", foley.squeak, -45, 0.15, -14))
    for f, out, seconds, deep in breath.breaths():
        loud = -61 + 1100 * deep  # dBFS: only deep breaths are heard
        if loud > -46 and 343 < f < 2100 and not near_growl(f) and f + 24 * seconds * 0.85 < 2130:
            label = "he breathes out" if out else "he breathes in"
            found.append(Effect(f, label, foley.breath(seconds * 0.85, out), min(loud, -27.0), 0.03, -16))
    return found


def haven() -> list[Effect]:
    """The end: the staff is set down, a long breath, drops in the pool."""
    still = next(h.frame for h in game.happenings("state", what="safe"))
    found = [
        Effect(still, "the staff is set down", foley.planted, -17, 0.02, -8, strong=True),
        Effect(still + 9, "he lets his breath go", foley.breath(1.5, True), -33, 0.03, -12),
    ]
    for k, (f, metres, _) in enumerate(game.DROPS):
        found.append(Effect(f, "a drop in the pool", foley.drop(1.15), (-23, -27)[k % 2], (metres - 38) / 12, -3))
    return found


EFFECTS: tuple[Effect, ...] = tuple(
    sorted([*his_steps(), *its_steps(), *fight(), *body(), *haven()], key=lambda effect: effect.frame)
)


# ---------------------------------------------------------------- ambience


def _mood(points) -> np.ndarray:
    return snd.curve(points, snd.at(FILM.frames), FRAME)


def cave_air(n: int) -> Stereo:
    """The air of a large hollow place; less of it while the cave holds its breath."""
    rng = dice("air")
    low = snd.band(snd.noise(n, rng, 5, channels=2), 35, 260)
    wind = snd.band(snd.noise(n, rng, 3, channels=2), 180, 1100)
    x = low / np.sqrt(np.mean(low**2)) + 0.5 * wind / np.sqrt(np.mean(wind**2))
    x *= (1 + 0.2 * snd.drift(n, rng, 0.4))[:, None]
    db = _mood(((0, -53), (330, -53), (400, -57), (744, -57), (1409, -56), (1500, -53), (1805, -54), (2160, -54)))
    return x * (10 ** (db / 20))[:, None]


def lamp_hiss(n: int) -> Stereo:
    """The lamp: a thin hiss and now and then a pop, as loud as it is bright."""
    rng = dice("lamp")
    rows = game.played().rows[game.PER_FRAME // 2 :: game.PER_FRAME]
    flame = np.array([row[game.COLUMNS.index("flame")] for row in rows])
    flame = np.interp(np.arange(n) / FRAME, np.arange(len(flame)), flame)
    hiss = snd.band(rng.standard_normal(n), 3000, 9500) + 0.5 * snd.band(rng.standard_normal(n), 600, 1800)
    hiss *= (1 + 0.18 * snd.drift(n, rng, 9)) / np.sqrt(np.mean(hiss**2))
    out = np.outer(hiss * snd.gain(-59) * flame**1.5, snd.panned(0.06))
    for f in np.cumsum(rng.uniform(9, 46, 90)):
        if f < LAST - 10:
            pop = snd.to_peak(foley.crackle(rng), -46 + rng.uniform(-6, 3) + 4 * flame[snd.at(f)])
            snd.place(out, np.outer(pop, snd.panned(0.06)), f)
    return out


def walls(frame: float) -> bool:
    """True near a listed event or the line: nothing else may begin there."""
    lines = any(line.start - 8 < frame < line.end + 2 for line in FILM.lines)
    return lines or any(abs(frame - event.frame) < 9 for event in FILM.events)


def drips() -> list[Effect]:
    """Water, near and far, all through the cave; fewer while it is not alone."""
    rng, found, f = dice("drips"), [], 20.0
    while f < LAST - 30:
        thin = 2.0 if 343 < f < 1409 else 1.0
        if not walls(f) and not any(abs(f - d[0]) < 12 for d in game.DROPS):
            far = rng.random()
            found.append(Effect(round(f), "a drip", foley.drop(rng.uniform(0.6, 1.3)), -30 - 11 * far,
                                float(rng.uniform(-0.8, 0.8)), -6 + 6 * far, "ambience"))  # fmt: skip
        f += rng.uniform(16, 52) * thin
    return found


# ---------------------------------------------------------------- buses and mix


@cache
def the_cave() -> Stereo:
    """The room everything is in: wet stone, twelve metres to the wall, two and a half seconds."""
    return snd.room(dice("cave"), t60=2.4, size=12, dark=3200, early=12)


def effect_sound(effect: Effect) -> Stereo:
    """One effect as it stands in the film, from its first sample on: at its level, in its place, in the cave."""
    x = snd.to_peak(effect.make(dice(effect.frame, effect.label)), effect.peak)
    return snd.in_room(x, the_cave(), effect.wet - 5, effect.pan)


def effects(n: int, bus: str) -> Stereo:
    """All effects of one bus."""
    out = np.zeros((n, 2))
    for effect in (*EFFECTS, *drips()):
        if effect.bus == bus:
            snd.place(out, effect_sound(effect), effect.frame)
    return out


def dialogue(n: int) -> Stereo:
    """The line on its first frame at `LINE_LUFS`; a small breath before it."""
    out = np.zeros((n, 2))
    for line in FILM.lines:
        rng = dice("line", line.start)
        said = speak(DELIVERY[line.start], VOICES[line.who], rng)
        bus = np.zeros((n, 2))
        snd.place(bus, snd.in_room(said, the_cave(), WET[line.start] - 5, PAN[line.start]), line.start)
        region = slice(snd.at(line.start), snd.at(line.end))
        bus *= snd.gain(LINE_LUFS - snd.loudness(bus[region]))
        air = snd.to_peak(breath_in(0.35, rng, size=0.95), -42)
        snd.place(bus, snd.in_room(air, the_cave(), -20, PAN[line.start]), line.start - 10)
        out += bus
    return out


def buses(with_dialogue: bool = True) -> dict[str, Stereo]:
    """The four buses, each as long as the film: dialogue, steps, effects, ambience."""
    n = snd.at(FILM.frames)
    made = {"dialogue": dialogue(n)} if with_dialogue else {}
    made["steps"], made["effects"] = effects(n, "steps"), effects(n, "effects")
    made["ambience"] = cave_air(n) + lamp_hiss(n) + effects(n, "ambience")
    return made


def mix(made: dict[str, Stereo]) -> Stereo:
    """The guide track: the sum of the buses, nothing below 20 Hz, faded over the last second."""
    whole = snd.band(np.sum(list(made.values()), axis=0), 20, None)
    fade = snd.curve_db(((0, 0), (LAST, 0), (2150, -30), (2159, -120), (2160, -120)), len(whole), FRAME)
    return whole * fade[:, None]
