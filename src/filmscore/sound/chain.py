"""The links of a mixing chain, each plain data: what it does, its settings in dB, Hz and milliseconds, and its words.

A link either works on one sound by itself (a filter, a room), or it is a hand on a fader: a curve of gain over time. A
compressor on several stems is a hand on all their faders at once, so what the stems do together stays their sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from ..errors import FilmScoreError, shown
from . import hall as rooms
from .answering import BLOCK, Answering
from .curves import drawn, followed, peaks
from .stems import RATE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    #: a link at work on one sound, which goes on from piece to piece
    Running = Callable[[NDArray[np.float32]], NDArray[np.float32]]

#: a compressor hears the highest sample of so many milliseconds, so that a low note does not make it flutter
HEARS = 10

KINDS = ("low shelf", "high shelf", "peak", "high pass", "low pass")


def number(value: object, what: str, low: float, high: float, unit: str) -> float:
    """A setting that lies in its range, or an error that says which one does not."""
    ok = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    if not ok or not low <= float(value) <= high:  # type: ignore[arg-type]  # also catches NaN
        raise FilmScoreError(f"{what} is {shown(value)}; it lies between {low:g} and {high:g} {unit}".rstrip())
    return float(value)  # type: ignore[arg-type]


def decibels(value: object, what: str, low: float = -60.0, high: float = 24.0) -> float:
    """A gain in dB; -inf closes the fader."""
    if isinstance(value, float) and value == -np.inf:
        return -np.inf
    return number(value, what, low, high, "dB (or -inf, which is off)")


def said(db: float) -> str:
    """A gain as a mixer says it: ``+3 dB``, ``-2.5 dB``, ``off``."""
    return "off" if db == -np.inf else f"{db:+g} dB" if db else "0 dB"


@dataclass(frozen=True)
class Gain:
    """A fader that stays where it is."""

    name: ClassVar[str] = "gain"
    db: float

    def words(self) -> str:
        """What it does."""
        if self.db == -np.inf:
            return "off"
        return f"{'up' if self.db > 0 else 'down'} {abs(self.db):g} dB" if self.db else "as it is"


@dataclass(frozen=True)
class Ride:
    """A fader that moves: from each frame on towards its level, in `glide` ms.

    `points` are (frame, dB), by frame; before the first the fader stands at `first`.
    """

    name: ClassVar[str] = "ride"
    points: tuple[tuple[int, float], ...]
    glide: float = 50.0
    first: float = 0.0

    def words(self) -> str:
        """What it does."""
        moves = ", ".join(f"{said(db)} from frame {frame}" for frame, db in self.points)
        return f"ridden from {said(self.first)}: {moves} (each move takes {self.glide:g} ms)"


@dataclass(frozen=True)
class Fade:
    """From silence up, or down to silence, between two frames: a quarter of a cosine, even to the ear."""

    name: ClassVar[str] = "fade"
    start: int
    end: int
    out: bool

    def words(self) -> str:
        """What it does."""
        return f"fades {'out' if self.out else 'in'} from frame {self.start} to {self.end}"


@dataclass(frozen=True)
class Eq:
    """One band of an equaliser: a biquad of second order.

    `hz` is the corner of a shelf or pass and the middle of a peak, `db` its height (passes have none), `q` how
    narrow it is; 0.71 is flat up to the corner.
    """

    name: ClassVar[str] = "eq"
    kind: str
    hz: float
    db: float = 0.0
    q: float = 0.71

    def words(self) -> str:
        """What it does."""
        place = f"{self.hz / 1000:g} kHz" if self.hz >= 1000 else f"{self.hz:g} Hz"
        if self.kind.endswith("pass"):
            return f"{self.kind} at {place} (Q {self.q:g})"
        return f"{self.kind} {said(self.db)} at {place} (Q {self.q:g})"

    def biquad(self) -> NDArray[np.float64]:
        """Coefficients for `scipy.signal.sosfilt`, shape (1, 6), at 48 kHz; by Bristow-Johnson's formulas."""
        a = 10.0 ** (self.db / 40.0)
        w = 2.0 * np.pi * self.hz / RATE
        cos, alpha = np.cos(w), np.sin(w) / (2.0 * self.q)
        if self.kind == "peak":
            b, d = [1 + alpha * a, -2 * cos, 1 - alpha * a], [1 + alpha / a, -2 * cos, 1 - alpha / a]
        elif self.kind.endswith("pass"):
            sign = 1 if self.kind == "low pass" else -1
            b = [(1 - sign * cos) / 2, sign * (1 - sign * cos), (1 - sign * cos) / 2]
            d = [1 + alpha, -2 * cos, 1 - alpha]
        else:
            # a low shelf is a high shelf with the axis of frequency turned round
            c = cos if self.kind == "low shelf" else -cos
            turn = 1 if self.kind == "low shelf" else -1
            root = 2 * np.sqrt(a) * alpha
            b = [
                a * ((a + 1) - (a - 1) * c + root),
                turn * 2 * a * ((a - 1) - (a + 1) * c),
                a * ((a + 1) - (a - 1) * c - root),
            ]
            d = [(a + 1) + (a - 1) * c + root, turn * -2 * ((a - 1) + (a + 1) * c), (a + 1) + (a - 1) * c - root]
        return np.array([[*b, *d]]) / d[0]

    def response(self, hz: object) -> NDArray[np.float64]:
        """Its gain at frequencies, dB.

        >>> Eq("peak", 2000, -4, 1.0).response([20, 2000]).round(2).tolist()
        [-0.0, -4.0]
        """
        from scipy.signal import sosfreqz

        _, h = sosfreqz(self.biquad(), worN=np.asarray(hz, float), fs=RATE)
        return np.asarray(20.0 * np.log10(np.maximum(np.abs(h), 1e-12)))

    def running(self) -> Running:
        """This band for one sound, which is given to it piece by piece, each of shape (samples, 2)."""
        from scipy.signal import sosfilt

        band, state = self.biquad(), np.zeros((1, 2, 2))

        def hear(piece: NDArray[np.float32]) -> NDArray[np.float32]:
            nonlocal state
            made, state = sosfilt(band, piece.astype(np.float64), axis=0, zi=state)
            return np.asarray(made, np.float32)

        return hear


@dataclass(frozen=True)
class Send:
    """A send to a room; what comes back stays with the stem it came from, tail and all."""

    name: ClassVar[str] = "send"
    room: str
    db: float = -12.0
    delay: float = 0.0

    def words(self) -> str:
        """What it does."""
        after = f", {self.delay:g} ms later" if self.delay else ""
        return f"sends {said(self.db)} to the {self.room}{after} (tail {rooms.seconds_of(self.room):.1f} s)"

    @property
    def tail(self) -> int:
        """Samples the room rings on."""
        if self.db == -np.inf:
            return 0
        return round((rooms.seconds_of(self.room) + self.delay / 1000.0) * RATE)

    def running(self) -> Running:
        """The room for one sound, which is given to it piece by piece: whole blocks of `answering.BLOCK`, but the last.

        What comes back is the sound with the room in it; the last pieces must leave room for the tail.
        """
        if self.db == -np.inf:
            return lambda piece: piece
        room, loud = Answering(self.room), np.float32(10.0 ** (self.db / 20.0))
        held = np.zeros((round(self.delay * RATE / 1000.0), 2), np.float32)  # what comes back later than this piece

        def hear(piece: NDArray[np.float32]) -> NDArray[np.float32]:
            nonlocal held
            blocks = -(-len(piece) // BLOCK)
            sent = np.zeros((2, blocks * BLOCK), np.float32)
            sent[:, : len(piece)] = piece.T * loud
            answers = room.hear(sent, blocks)
            back = [np.zeros((BLOCK, 2), np.float32) if answer is None else answer.T for answer in answers]
            queue = np.concatenate([held, *back])
            held = queue[len(piece) : len(piece) + len(held)]
            return piece + queue[: len(piece)]

        return hear


@dataclass(frozen=True)
class Compress:
    """A compressor: above `threshold`, `ratio` dB more going in are 1 dB more coming out.

    `attack` and `release` are the milliseconds in which nine tenths of a change are made; `knee` is the width, dB,
    over which it sets in. It hears the highest sample of the last 10 ms, so a release begins 10 ms after the sound.
    """

    name: ClassVar[str] = "compressor"
    threshold: float = -18.0
    ratio: float = 2.0
    attack: float = 20.0
    release: float = 250.0
    knee: float = 6.0
    makeup: float = 0.0

    def words(self) -> str:
        """What it does."""
        up = f", {self.makeup:+g} dB after" if self.makeup else ""
        return (
            f"compressed {self.ratio:g}:1 above {self.threshold:g} dBFS (attack {self.attack:g} ms, "
            f"release {self.release:g} ms, knee {self.knee:g} dB{up})"
        )

    def gain_for(self, level: object) -> NDArray[np.float64]:
        """Gain for a steady level, dB in and dB out: the compressor's curve, without make-up.

        >>> Compress(threshold=-20, ratio=4, knee=0).gain_for([-16, -12]).tolist()
        [-3.0, -6.0]
        """
        over = np.asarray(level, float) - self.threshold
        slope = 1.0 / self.ratio - 1.0
        if self.knee <= 0:
            return slope * np.maximum(over, 0.0)
        into = np.clip(over + self.knee / 2, 0.0, self.knee)
        return np.where(over > self.knee / 2, slope * over, slope * into**2 / (2 * self.knee))

    def follow(self, level: NDArray[np.float64]) -> NDArray[np.float64]:
        """Gain of every millisecond, dB with make-up, from the highest sample of each (`curves.peaks`)."""
        from scipy.ndimage import maximum_filter1d

        level = maximum_filter1d(level, HEARS, origin=(HEARS - 1) // 2)  # this millisecond and the nine before it
        wanted = self.gain_for(20.0 * np.log10(np.maximum(level, 1e-6)))
        return followed(wanted, self.attack, self.release) + self.makeup

    def curve(self, heard: NDArray[np.float32]) -> NDArray[np.float32]:
        """Factor for every sample, from what it hears, shape (samples, 2)."""
        return drawn(self.follow(peaks(heard)), len(heard))


@dataclass(frozen=True)
class Duck:
    """Room for speech: down by `depth` dB while somebody speaks.

    By ``"lines"``, from the film's own list of lines: a hand that knows the script, down in `attack` ms before each
    line, up again in `release` ms after it; gaps of up to `hold` ms are not worth coming up for. By ``"guide"``,
    from the level of the guide between 300 and 4000 Hz: a side-chain, which moves only when it hears something as
    loud as `threshold` dBFS, and takes effects for speech.
    """

    name: ClassVar[str] = "duck"
    depth: float = 6.0
    attack: float = 250.0
    release: float = 800.0
    by: str = "lines"
    hold: float = 1000.0
    threshold: float = -40.0

    def words(self) -> str:
        """What it does."""
        if self.by == "guide":
            return (
                f"down {self.depth:g} dB while the guide speaks louder than {self.threshold:g} dBFS (attack "
                f"{self.attack:g} ms, release {self.release:g} ms)"
            )
        return (
            f"down {self.depth:g} dB under each line ({self.attack:g} ms down before it, {self.release:g} ms up after "
            f"it; gaps up to {self.hold:g} ms stay down)"
        )


Link = Gain | Ride | Fade | Eq | Send | Compress | Duck
