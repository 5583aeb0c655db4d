"""Found sound: a recording of anything, heard for what is in it, and made into a pulse or a bed.

What begins clearly can be struck again where the music wants it: a pulse. What goes on without beginning can go on for
as long as it is needed: a bed. librosa hears which is which (`filmscore.sound.listen`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError, shown
from ..picture.film import film_names, open_film
from ..picture.timecode import whole_frame
from .found_made import GRAIN, cell_of, faded, rung, struck, woven
from .found_places import PLACES
from .listen import Heard, listen
from .loudness import loudness
from .recording import recording
from .stems import RATE, Stems

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ..music.rhythm.ostinato import Ostinato
    from ..picture.tempo import TempoMap

#: strokes a second that are still told apart, and how even a sound must be to be a bed
CROWD, EVEN = 5.0, 0.85

#: what a pulse and a bed come to, LUFS: a pulse may be heard, a bed should be missed when it stops
PULSE_LUFS, BED_LUFS = -26.0, -34.0

#: so much is listened to, seconds
MOST = 120.0
#: less has neither strokes nor a colour, seconds
SHORTEST = 0.01


@dataclass(frozen=True)
class FoundSound:
    """A recording that was listened to. Made by `found_sound`.

    Attributes
    ----------
    name : str
    heard : Heard
        Onsets, tempo, colour, sections.
    samples : numpy.ndarray
        float32, 48 kHz, shape (samples, 2).
    """

    name: str
    heard: Heard
    samples: NDArray[np.float32] = field(repr=False)

    @property
    def seconds(self) -> float:
        """Length in seconds."""
        return len(self.samples) / RATE

    @property
    def strokes(self) -> tuple[float, ...]:
        """Seconds of the onsets that stand out: what a pulse would be made of, the strongest first."""
        strong = self.heard.strengths >= 0.25
        order = np.argsort(-self.heard.strengths[strong], kind="stable")
        return tuple(float(t) for t in self.heard.onsets[strong][order])

    @property
    def steady(self) -> float:
        """How even it is, 0 to 1: the share of its moments within 6 dB of its middle level."""
        level = self.heard.level
        return float((np.abs(level - np.median(level)) <= 6.0).mean()) if len(level) else 0.0

    @property
    def good_for(self) -> str:
        """ "pulse", "bed", or "both"; of what is good for neither, "bed", and `told` says so."""
        pulse = len(self.strokes) >= 2 and len(self.strokes) / self.seconds < CROWD
        return "both" if pulse and self._even else "pulse" if pulse else "bed"

    @property
    def _even(self) -> bool:
        return self.steady >= EVEN

    @property
    def told(self) -> str:
        """What was heard, and what it is good for."""
        bright, many = self.heard.colour()["centroid"], len(self.strokes) / self.seconds
        if many >= CROWD:
            beat = ", too many to be told apart"
        elif self.heard.tempo:
            beat = f", in a beat of their own, about {self.heard.tempo:.0f} a minute"
        else:
            beat = ", in no beat of their own: a pattern can give them one" if len(self.strokes) > 1 else ""
        even = "" if self._even else f"; a bed wants {EVEN:.0%}"
        good = {"both": "both a pulse and a bed"}.get(self.good_for, f"a {self.good_for}")
        if self.good_for == "bed" and not self._even:
            good = "neither as it is: choose a part of it, part=(2, 6)"
        return (
            f"{self.name}: {self.seconds:.1f} s, brightness {bright:.0f} Hz. {self._counted}, "
            f"{many:.1f} a second{beat}. {self.steady:.0%} of it is even{even}. Good for {good}."
        )

    @property
    def _counted(self) -> str:
        """How many strokes there are, as it is said."""
        return "1 stroke stands out" if len(self.strokes) == 1 else f"{len(self.strokes)} strokes stand out"

    @property
    def title(self) -> str:
        """What players and meters call it."""
        return self.name[:1].upper() + self.name[1:]

    def stems(self) -> Stems:
        """The recording as it is, for `fs.play` and meters."""
        return Stems({self.name: self.samples}, families={self.name: "soloist"})

    def __repr__(self) -> str:
        return self.told

    def pulse(
        self,
        pattern: str | Ostinato = "X.x.x.x.",
        *,
        bars: int = 4,
        bpm: float = 120,
        tempo: TempoMap | None = None,
        lufs: float = PULSE_LUFS,
    ) -> Stems:
        """Its strokes, struck where a pattern says: the strongest on the accents, the others in turn on the rest.

        Parameters
        ----------
        pattern : str or Ostinato
            A row of crosses in eighths, or an ostinato, whose pitches are not asked for.
        bars : int
        bpm : float
            Quarters a minute, where there is no map.
        tempo : TempoMap, optional
            Beat 0 of the pattern is its beat 0.
        lufs : float
            Its loudness.

        Returns
        -------
        Stems
            One stem, named after the recording. Where it is good for a bed only, its `.notes` say so.

        Raises
        ------
        FilmScoreError
            Nothing in it begins clearly enough to be struck, or the pattern is none.
        """
        from ..picture.tempo import TempoMap as Map

        if len(self.strokes) < 2:
            raise FilmScoreError(
                f"In {self.name} nothing begins clearly enough to be struck again ({self._counted}): make a bed of "
                "it, .bed(20)."
            )
        cell = cell_of(pattern)
        count = whole_frame(bars, "number of bars")
        if not 1 <= count <= 200:
            raise FilmScoreError(f"{count} bars cannot be made: from 1 to 200 can.")
        if tempo is not None and not hasattr(tempo, "seconds_at"):
            raise FilmScoreError(f"tempo is a TempoMap, not {shown(tempo)}: fs.TempoMap(96).bars(4, '4/4', bpm=80).")
        clock = tempo if tempo is not None else Map().bars(count, cell.meter, bpm=bpm)
        made = struck(self.samples, self.strokes[:8], self.heard.onsets, cell, count, clock)
        return self._stems(made, "pulse", lufs, clock)

    def bed(self, seconds: float, *, tuned: str | Sequence[str] = (), lufs: float = BED_LUFS) -> Stems:
        """Its even moments, woven over each other for as long as it takes.

        Parameters
        ----------
        seconds : float
            1 to 600.
        tuned : str or list of str, optional
            Notes it is made to ring in, ``"D3 A3"``: rain becomes a chord.
        lufs : float
            Its loudness.

        Raises
        ------
        FilmScoreError
            The length is none, a note is none, or the recording is too short to weave with.
        """
        number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
        if not number or not 1 <= seconds <= 600:
            raise FilmScoreError(f"A bed of {shown(seconds)} seconds cannot be made: from 1 to 600 can.")
        if self.seconds < 2 * GRAIN:
            raise FilmScoreError(
                f"{self.name} lasts {self.seconds:.1f} s; a bed is woven from {2 * GRAIN:g} s: record more of it."
            )
        made = woven(self.samples, self.heard, round(float(seconds) * RATE))
        if tuned:
            if not isinstance(tuned, str | Sequence):
                raise FilmScoreError(f"tuned is {shown(tuned)}: write the notes it is to ring in, tuned='D3 A3'.")
            made = rung(made, tuned.replace(",", " ").split() if isinstance(tuned, str) else list(tuned))
        return self._stems(faded(made), "bed", lufs, None)

    def _stems(self, made: NDArray[np.float64], kind: str, lufs: float, tempo: TempoMap | None) -> Stems:
        if isinstance(lufs, bool) or not isinstance(lufs, int | float) or not -70 <= lufs <= 0:
            raise FilmScoreError(f"lufs is {shown(lufs)}: a loudness from -70 to 0 is wanted, such as {PULSE_LUFS:g}.")
        measured = loudness(made, RATE).integrated
        if np.isfinite(measured):
            made = made * 10 ** ((lufs - measured) / 20)
        top = float(np.abs(made).max(initial=0.0))
        if top > 0.9:
            made = made * (0.9 / top)
        name = f"{self.name} {kind}"
        family = "percussion" if kind == "pulse" else "synths"
        start = None if tempo is None else tempo.start
        suits = self._even if kind == "bed" else self.good_for != "bed"
        notes = () if suits else (self._against(kind),)
        return Stems({name: made.astype(np.float32)}, families={name: family}, tempo=tempo, start=start, notes=notes)

    def _against(self, kind: str) -> str:
        """Why a pulse or a bed of it may not be what is heard."""
        if kind == "pulse":
            instead = " It is good for a bed." if self._even else ""
            return (
                f"A pulse of {self.name}: {len(self.strokes)} beginnings stand out in {self.seconds:.0f} s, so many "
                f"that none of them counts.{instead}"
            )
        return f"A bed of {self.name}: {self.steady:.0%} of it is even, and what is not comes back in the bed."


def found_sound(x: Any, rate: int | None = None, *, part: Sequence[float] | None = None, name: str = "") -> FoundSound:
    """Listen to a recording of anything, to make music of it.

    Parameters
    ----------
    x : path, array, Film, or "rain", "street", "kitchen"
        Your own recording (WAV, FLAC, Ogg, MP3, AIFF), the guide of a film (or the film's name), or one of three places
        of ours.
    rate : int, optional
        Samples a second of an array; 48000 if left out.
    part : (float, float), optional
        From which second to which; the first two minutes if left out.
    name : str, optional
        What to call it.

    Returns
    -------
    FoundSound
        `.pulse(pattern, …)` strikes its strokes in a pattern, `.bed(seconds)` weaves its even moments; `.told` says
        which it is good for.

    Raises
    ------
    FilmScoreError
        It is no sound, cannot be read, or is silent.

    Examples
    --------
    >>> street = found_sound("street")
    >>> street.good_for, round(street.heard.tempo)
    ('pulse', 108)
    >>> street.pulse("X..x..x.", bars=2, bpm=144)
    <Stems of 3.9 s: street pulse>
    """
    if not isinstance(name, str):
        raise FilmScoreError(f"{shown(name)} is no name for a recording: write a word or a few, name='my door'.")
    word = x.strip().casefold() if isinstance(x, str) else ""
    if word in PLACES:
        sound, name = recording(PLACES[word](), RATE), name or word
    else:
        if word in film_names() and not Path(x).exists():
            x = open_film(word)
        sound = recording(x, rate)
        name = name or sound.name.rsplit(".", 1)[0]
    if part is None and sound.seconds > MOST:
        part = (0.0, MOST)
    start, end = (0.0, sound.seconds) if part is None else _span(part, sound.seconds)
    samples = sound.read(start, end)
    samples = samples[:, :2] if samples.shape[1] > 1 else np.repeat(samples, 2, axis=1)
    if sound.rate != RATE:
        from scipy.signal import resample_poly

        common = int(np.gcd(RATE, sound.rate))
        samples = resample_poly(samples, RATE // common, sound.rate // common, axis=0)
    if end - start < SHORTEST:
        raise FilmScoreError(
            f"{name} lasts {1000 * (end - start):.2g} ms: give {1000 * SHORTEST:g} ms at least, for less has neither "
            "strokes nor a colour."
        )
    heard = listen(samples, RATE)
    if heard.silent:
        raise FilmScoreError(f"{name} is silent from {start:g} to {end:g} s: choose another part, part=(10, 20).")
    return FoundSound(name, replace(heard, name=name), samples.astype(np.float32))


def _span(part: Any, seconds: float) -> tuple[float, float]:
    try:
        start, end = (float(value) for value in part)
    except (TypeError, ValueError):
        raise FilmScoreError(f"a part is two times in seconds, part=(10, 40), not {shown(part)}") from None
    if not 0 <= start < end or start >= seconds:
        raise FilmScoreError(f"the part from {start:g} to {end:g} s does not lie in a recording of {seconds:.1f} s")
    return start, min(end, seconds)
