"""Last Parcel, guide sound: who is heard, what is heard, and where. No music.

The story in sound: a market of many voices; a whistle; feet, and everything that falls over. At 697 a door shuts and
the world is a breath, boots, a whisper; the telephone (900) breaks it. Wood, glass, stone, water; then a stairwell in
which three knocks are loud, and a match.

Buses: dialogue, steps, effects, ambience. Times are frames of the film. `Mix` places them; version 2 gives it another
place for every frame, so that effects go with their pictures while the ambience runs on.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from films.last_parcel import speech
from films.last_parcel.effects import EFFECTS, Effect, footsteps
from films.last_parcel.timeline import FILM
from films.toolkit import sound as snd
from films.toolkit.sound import FRAME, RATE, Stereo
from filmscore.picture.film import Film

SEED = 1548
QUALITY = 0.1  # of the Vorbis file
LINE_LUFS = -24.0


def dice(*key: object) -> np.random.Generator:
    """Chance that is the same on every run and in every order: each sound has its own."""
    return np.random.default_rng([SEED, zlib.crc32(repr(key).encode())])


ROOMS = {  # t60, size in metres, low-pass of the tail
    "street": (0.5, 12, 3600),
    "shed": (0.22, 2.2, 3800),
    "canal": (0.7, 26, 3000),
    "stairs": (1.25, 4.5, 4200),
}


def rooms() -> dict[str, Stereo]:
    """The responses of the film's rooms."""
    return {name: snd.room(dice(name), t60=t, size=s, dark=d) for name, (t, s, d) in ROOMS.items()}


# ---------------------------------------------------------------- the mix


@dataclass(frozen=True)
class Mix:
    """The guide sound of one cut: which film, and where a frame of the first version lies in it (None: nowhere)."""

    film: Film
    moved: Callable[[int], int | None]
    added: tuple[Effect, ...] = ()  # on frames of this cut

    @property
    def length(self) -> int:
        return snd.at(self.film.frames)

    @cached_property
    def effects(self) -> tuple[Effect, ...]:
        """All effects on the frames of this cut; those whose picture is gone are left out."""
        moved = ((effect, self.moved(effect.frame)) for effect in (*EFFECTS, *footsteps()))
        rows = [replace(effect, frame=frame) for effect, frame in moved if frame is not None]
        return tuple(sorted((*rows, *self.added), key=lambda e: e.frame))

    def levels(self, points: tuple[tuple[int, float], ...]) -> np.ndarray:
        """A line of levels (frame of the first version, dB) in this cut, as factors."""
        kept = [(self.moved(f), db) for f, db in points]
        return snd.curve_db([(f, db) for f, db in kept if f is not None], self.length, FRAME)

    def bus(self, name: str) -> Stereo:
        """All effects of one bus."""
        out, halls = np.zeros((self.length, 2)), rooms()
        for effect in self.effects:
            if effect.bus == name:
                snd.place(out, effect_sound(effect, halls), effect.frame)
        return out

    def dialogue(self) -> Stereo:
        """Both lines on their first frames, each at `LINE_LUFS`."""
        out, halls = np.zeros((self.length, 2)), rooms()
        said = {"PIA": (speech.whisper, "shed", -20.0, 0.04), "CHILD": (speech.question, "stairs", -17.0, 0.2)}
        for line in self.film.lines:
            make, room, wet, pan = said[line.who]
            bus = np.zeros((self.length, 2))
            snd.place(bus, snd.in_room(make(dice("line", line.who)), halls[room], wet, pan), line.start)
            region = slice(snd.at(line.start), snd.at(line.end))
            out += bus * snd.gain(LINE_LUFS - snd.loudness(bus[region]))
        return out

    def ambience(self) -> Stereo:
        """What goes on by itself: the market, the city, the shed's stillness, the canal, the stairwell."""
        n = self.length
        out = market(n) * self.levels(MARKET)[:, None]
        out += air(n, "city", 4.5, 60, 900) * self.levels(CITY)[:, None]
        out += air(n, "shed", 5.0, 40, 500) * self.levels(SHED)[:, None]
        out += canal(n) * self.levels(CANAL)[:, None]
        return out + air(n, "stairs", 5.0, 50, 700) * self.levels(STAIRS)[:, None]

    def buses(self, with_dialogue: bool = True) -> dict[str, Stereo]:
        """The four buses, each as long as the film."""
        made = {"dialogue": self.dialogue()} if with_dialogue else {}
        return {**made, "steps": self.bus("steps"), "effects": self.bus("effects"), "ambience": self.ambience()}

    def mixed(self, made: dict[str, Stereo]) -> Stereo:
        """The guide track: the sum of the buses, nothing below 20 Hz, out with the last frames."""
        whole = snd.band(np.sum(list(made.values()), axis=0), 20, None)
        end = self.film.frames
        return whole * snd.curve_db(((0, 0), (end - 20, 0), (end - 1, -60), (end, -120)), len(whole), FRAME)[:, None]


def effect_sound(effect: Effect, halls: dict[str, Stereo] | None = None) -> Stereo:
    """One effect as it stands in the film, from its first sample on: at its level, in its place, in its room."""
    x = snd.to_peak(effect.make(dice(effect.label, effect.peak, effect.pan)), effect.peak)
    if x.ndim == 2:
        return x
    if effect.wet is None:
        return snd.in_room(x, np.zeros((1, 2)), -120, effect.pan)
    return snd.in_room(x, (rooms() if halls is None else halls)[effect.room], effect.wet, effect.pan)


# ---------------------------------------------------------------- ambience
# (frame of the first version, dB); where a frame has been cut out the line runs straight on

MARKET = (
    (0, -49),
    (40, -43),
    (180, -42),
    (340, -42),
    (440, -45),
    (470, -50),
    (560, -57),
    (696, -60),
    (699, -80),
    (925, -82),
    (930, -140),
    (940, -200),
)
CITY = (
    (0, -200),
    (430, -200),
    (470, -54),
    (560, -50),
    (690, -50),
    (697, -51),
    (700, -78),
    (899, -78),
    (950, -66),
    (984, -60),
    (996, -52),
    (1371, -52),
    (1372, -70),
    (1727, -72),
)
SHED = ((0, -200), (696, -200), (699, -66), (712, -66), (899, -66), (984, -64), (996, -200))
CANAL = ((0, -200), (975, -200), (996, -49), (1092, -46), (1371, -46), (1373, -120), (1400, -200))
STAIRS = ((0, -200), (1371, -200), (1373, -57), (1434, -57), (1450, -55), (1727, -56))


def air(n: int, name: str, tilt: float, low: float, high: float) -> Stereo:
    """Still air of a place, RMS 1."""
    x = snd.band(snd.noise(n, dice("air", name), tilt, channels=2), low, high)
    return x / np.sqrt(np.mean(x**2))


def market(n: int) -> Stereo:
    """Many people talk and nobody says anything: throats of chance, formants of chance, at the pace of syllables."""
    out = np.zeros((n, 2))
    for k in range(11):
        rng = dice("murmur", k)
        low = rng.uniform(95, 150) if k % 2 else rng.uniform(170, 250)
        pitch = low * 2 ** (0.22 * snd.drift(n, rng, 2.2))
        voice = 2 * ((np.cumsum(pitch) / RATE) % 1.0) - 1 + 0.5 * rng.standard_normal(n)
        mouth = np.zeros(n)
        for f1, f2 in ((320, 2100), (480, 1600), (640, 1150), (420, 880)):
            share = np.clip(snd.drift(n, rng, 4.5), 0, None)
            mouth += share * (snd.band(voice, f1 * 0.85, f1 * 1.18, 1) + 0.5 * snd.band(voice, f2 * 0.9, f2 * 1.12, 1))
        talks = np.clip(snd.drift(n, rng, 0.5) + 0.4, 0, 1) * np.clip(0.4 + 0.8 * snd.drift(n, rng, 5.2), 0, None)
        far = snd.band(mouth * talks, 150, rng.uniform(1200, 2600))
        out += np.outer(far / np.sqrt(np.mean(far**2)), snd.panned(rng.uniform(-0.9, 0.9)))
    rng = dice("market things")
    for _ in range(46):  # crockery, a pan, a crate set down
        hit = snd.modes(0.2, tuple((rng.uniform(700, 4200), -4.0 * j, rng.uniform(0.03, 0.12)) for j in range(3)), rng)
        place = int(rng.uniform(0, n - len(hit)))
        out[place : place + len(hit)] += np.outer(hit * rng.uniform(1, 5), snd.panned(rng.uniform(-0.9, 0.9)))
    fry = (
        snd.band(snd.noise(n, rng, 0, channels=2), 2500, 8000)
        * np.clip(0.5 + 0.5 * snd.drift(n, rng, 0.4), 0, None)[:, None]
    )
    out += 0.5 * fry
    return out / np.sqrt(np.mean(out**2))


def canal(n: int) -> Stereo:
    """Water against stone and a hull, a wide night behind it."""
    rng = dice("canal")
    out = 0.7 * snd.band(snd.noise(n, rng, 4, channels=2), 60, 900)
    for c in (0, 1):
        lap = snd.band(snd.noise(n, rng, 3), 250, 1900) * np.clip(snd.drift(n, rng, 1.1), 0, None) ** 1.6
        out[:, c] += 1.1 * lap
    return out / np.sqrt(np.mean(out**2))


FIRST = Mix(FILM, lambda f: f)


def buses(with_dialogue: bool = True) -> dict[str, Stereo]:
    """The buses of the film as first cut."""
    return FIRST.buses(with_dialogue)


def mix(made: dict[str, Stereo]) -> Stereo:
    """The guide track of the film as first cut."""
    return FIRST.mixed(made)
