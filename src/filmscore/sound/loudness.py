"""Loudness as a broadcaster measures it: ITU-R BS.1770, EBU R 128, Tech 3341 and 3342.

A meter cuts the sound into blocks of 0.4 s, one every 0.1 s, and asks of each how loud it is to an ear. Blocks
of silence are left out of the average, and so are blocks far below the rest: what counts is the sound a
listener would turn the volume for.
"""

from __future__ import annotations

import html
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError
from .chain import number
from .recording import recording
from .weighting import OFFSET, SLICE, k_weighting, slices

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOMENTARY = 0.4  #: seconds of a momentary window, and of a gating block
SHORT_TERM = 3.0  #: seconds of a short-term window
HOP = 0.1  #: seconds from one gating block to the next
SILENCE_GATE = -70.0  #: LUFS; blocks under it never count
GATE = 10.0  #: LU; blocks further than this under the average of the rest do not count
RANGE_GATE = 20.0  #: the same for the loudness range

#: what becomes of a block
COUNTED, QUIET, SILENT = "counted", "too quiet", "silence"


@dataclass(frozen=True)
class Loudness:
    """What the meter read. Made by `loudness`.

    Attributes
    ----------
    integrated : float
        LUFS over all blocks that count; -inf for silence.
    range : float
        Loudness range (LRA) in LU; NaN under 3 s and for silence.
    true_peak : float
        dBTP, four times oversampled; -inf for silence.
    momentary, short_term : numpy.ndarray
        LUFS of the last 0.4 s and of the last 3 s, every 10 ms from the first whole window on. Empty where the
        sound is shorter than one window.
    momentary_times, short_term_times : numpy.ndarray
        Seconds at which each window ends: when a meter would show it.
    blocks : numpy.ndarray
        LUFS of each gating block; block n begins at 0.1 n seconds.
    verdicts : tuple of str
        Of each block: ``"counted"``, ``"too quiet"`` (10 LU under the rest) or ``"silence"`` (under -70 LUFS).
    gate : float
        LUFS of the relative gate; NaN where every block is silence.
    seconds : float
    channels : int
    name : str
        What was measured.
    notes : tuple of str
        What to know before comparing these figures with others.
    """

    integrated: float
    range: float
    true_peak: float
    momentary: NDArray[np.float64] = field(repr=False)
    short_term: NDArray[np.float64] = field(repr=False)
    blocks: NDArray[np.float64] = field(repr=False)
    verdicts: tuple[str, ...] = field(repr=False)
    gate: float
    seconds: float
    channels: int
    name: str
    notes: tuple[str, ...] = ()

    @property
    def momentary_times(self) -> NDArray[np.float64]:
        """When each momentary window ends, seconds."""
        return MOMENTARY + SLICE * np.arange(len(self.momentary), dtype=np.float64)

    @property
    def short_term_times(self) -> NDArray[np.float64]:
        """When each short-term window ends, seconds."""
        return SHORT_TERM + SLICE * np.arange(len(self.short_term), dtype=np.float64)

    @property
    def max_momentary(self) -> float:
        """Loudest 0.4 s, LUFS; -inf where there is none."""
        return float(self.momentary.max(initial=-np.inf))

    @property
    def max_short_term(self) -> float:
        """Loudest 3 s, LUFS; -inf where there is none."""
        return float(self.short_term.max(initial=-np.inf))

    def to_target(self, target: float = -23.0) -> float:
        """The gain, dB, that brings it to a loudness.

        What the gates leave out changes with the level, so the difference alone may miss by a few tenths.

        Raises
        ------
        FilmScoreError
            It is silent: no gain makes silence louder; or the target is no loudness between -70 and 0 LUFS.
        """
        target = number(target, "the target", SILENCE_GATE, 0.0, "LUFS")
        if not np.isfinite(self.integrated):
            raise FilmScoreError(f"{self.name} is silent (-inf LUFS): no gain brings it to {target:g} LUFS")
        gain = target - self.integrated
        for _ in range(8 * bool(len(self.blocks))):
            gain += target - integrated_of(self.blocks + gain)
        return gain

    def __repr__(self) -> str:
        lra = "no range" if np.isnan(self.range) else f"range {self.range:.1f} LU"
        return f"<Loudness of {self.name}: {_lufs(self.integrated)}, {lra}, true peak {_db(self.true_peak)} dBTP>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        rows = "".join(
            f"<tr><th scope='row'>{html.escape(a)}</th><td>{html.escape(b)}</td></tr>" for a, b in self.rows()
        )
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self.notes)
        caption = f"<caption>Loudness of {html.escape(self.name)}</caption>"
        return {"text/plain": self.text(), "text/html": f"<table>{caption}<tbody>{rows}</tbody></table>{notes}"}

    def rows(self) -> list[tuple[str, str]]:
        """The figures with their names and units, as a table has them."""
        return [
            ("integrated", _lufs(self.integrated)),
            ("range", "none" if np.isnan(self.range) else f"{self.range:.1f} LU"),
            ("loudest 3 s", _lufs(self.max_short_term) if len(self.short_term) else "none: shorter than 3 s"),
            ("loudest 0.4 s", _lufs(self.max_momentary) if len(self.momentary) else "none: shorter than 0.4 s"),
            ("true peak", f"{_db(self.true_peak)} dBTP"),
            ("length", f"{self.seconds:.1f} s"),
        ]

    def text(self) -> str:
        """The figures and notes in lines of text."""
        lines = [f"Loudness of {self.name}", *(f"  {what:<14}{value}" for what, value in self.rows())]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])

    def explain(self) -> str:
        """Which blocks the two gates left out, where, and why; in words.

        Examples
        --------
        >>> tone = 0.1 * np.sin(2 * np.pi * 1000 * np.arange(96000) / 48000)
        >>> print(loudness(np.concatenate([tone, np.zeros(48000)])).explain())
        The meter heard 27 blocks of 0.4 s, one every 0.1 s.
        Silence: 6 blocks under -70 LUFS count for nothing (beginning from 2.1 to 2.6 s).
        The 21 blocks left have an average of -23.6 LUFS, so the second gate lies 10 LU below it, at -33.6 LUFS.
        Too quiet: 1 block under that gate counts for nothing either (beginning at 2.0 s): a listener sets the volume
        by the rest.
        The 20 blocks that count give -23.3 LUFS.
        """
        if not len(self.blocks):
            return f"No gate was used: {self.seconds:.2f} s is shorter than one block of 0.4 s."
        verdicts = np.array(self.verdicts)
        silent, quiet, counted = (int((verdicts == v).sum()) for v in (SILENT, QUIET, COUNTED))
        lines = [f"The meter heard {_blocks(len(verdicts))} of 0.4 s, one every 0.1 s."]
        if silent == len(verdicts):
            return f"{lines[0]}\nAll of them are under -70 LUFS: silence, and silence has no loudness (-inf LUFS)."
        where = self._where(SILENT)
        lines.append(
            f"Silence: {_blocks(silent)} under -70 LUFS {_count(silent)} for nothing ({where})."
            if silent
            else "Silence: no block is under -70 LUFS."
        )
        lines.append(
            f"The {_blocks(quiet + counted)} left have an average of {self.gate + GATE:.1f} LUFS, so the second gate "
            f"lies 10 LU below it, at {self.gate:.1f} LUFS."
        )
        lines.append(
            f"Too quiet: {_blocks(quiet)} under that gate {_count(quiet)} for nothing either ({self._where(QUIET)}): "
            "a listener sets the volume by the rest."
            if quiet
            else "Too quiet: none of them lies under that gate."
        )
        return "\n".join([*lines, f"The {_blocks(counted)} that {_count(counted)} give {_lufs(self.integrated)}."])

    def _where(self, verdict: str, most: int = 4) -> str:
        """Where blocks of a kind begin and end, as spans of seconds."""
        spans = []
        for kind, run in groupby(range(len(self.verdicts)), key=self.verdicts.__getitem__):
            members = list(run)
            if kind == verdict:
                first, last = members[0] * HOP, members[-1] * HOP
                spans.append(f"at {first:.1f} s" if first == last else f"from {first:.1f} to {last:.1f} s")
        shown = "beginning " + ", ".join(spans[:most])
        more = len(spans) - most
        return shown if more <= 0 else f"{shown} and in {more} more {'place' if more == 1 else 'places'}"


def loudness(x: Any, rate: int | None = None) -> Loudness:
    """Measure loudness: integrated, range, the two curves, and the true peak.

    Parameters
    ----------
    x : array, Stems, a cue of the library, Film, Recording, or path of a sound file
        Shape (samples,) or (samples, channels), full scale 1.0. Of stems the mix is measured, of a film its guide.
        Files of any length: they are read in blocks.
    rate : int, optional
        Samples a second of an array; 48000 if left out.

    Returns
    -------
    Loudness

    Raises
    ------
    FilmScoreError
        It is no sound, empty, or has 4, 7 or 8 channels.

    Examples
    --------
    A sine of 1 kHz at -23 dBFS in both channels is what the scale is set by:

    >>> tone = 10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * np.arange(5 * 48000) / 48000)
    >>> measured = loudness(np.stack([tone, tone], axis=1))
    >>> round(measured.integrated, 1), round(measured.true_peak, 1)
    (-23.0, -23.0)
    """
    sound = recording(x, rate)
    energy, edges, peak = slices(sound)
    momentary = _windows(energy, edges, MOMENTARY)
    short_term = _windows(energy, edges, SHORT_TERM)
    blocks = momentary[:: round(HOP / SLICE)]
    integrated, gate, verdicts = _gated(blocks)
    notes = []
    if not len(blocks):
        # the energy of the clip as it is: a stinger has a level too, but none to compare with a programme's
        integrated = _level(float(energy.sum()) / sound.samples)
        notes.append(
            f"Too short for the standard: {sound.seconds:.2f} s, and one block lasts 0.4 s. "
            "The figure is the level of the whole clip, with no gate."
        )
    elif not len(short_term):
        notes.append(f"Shorter than 3 s ({sound.seconds:.2f} s): no short-term loudness and no range.")
    if sound.channels == 1 and np.isfinite(integrated):
        notes.append("One channel. Played from two loudspeakers it is 3.0 LU louder than this.")
    return Loudness(
        integrated=integrated,
        range=_range(short_term[:: round(HOP / SLICE)]),
        true_peak=20.0 * float(np.log10(peak)) if peak else -np.inf,
        momentary=momentary,
        short_term=short_term,
        blocks=blocks,
        verdicts=verdicts,
        gate=gate,
        seconds=sound.seconds,
        channels=sound.channels,
        name=sound.name,
        notes=tuple(notes),
    )


def level_of(x: NDArray[np.float64], rate: int, skip: int = 0) -> float:
    """Loudness of all of a sound, with no gate, LUFS: for spans whose silences belong to them.

    The first `skip` samples are heard, so that the filters have settled, and not counted.

    >>> round(level_of(np.full((48000, 1), 0.5) * np.sin(0.13 * np.arange(48000))[:, None], 48000), 1)
    -9.0
    """
    from scipy.signal import sosfilt

    weighted = sosfilt(k_weighting(rate), x, axis=0)[skip:]
    return _level(float((weighted**2).sum()) / max(len(weighted), 1))


def integrated_of(blocks: NDArray[np.float64]) -> float:
    """Integrated loudness of gating blocks, LUFS: what `Loudness.blocks` gave, made louder or softer meanwhile.

    >>> round(integrated_of(np.array([-23.0, -23.0, -60.0, -90.0])), 1)
    -23.0
    """
    return _gated(blocks)[0]


def _windows(energy: NDArray[np.float64], edges: NDArray[np.int64], seconds: float) -> NDArray[np.float64]:
    """Loudness of every whole window of a length, one each slice, LUFS."""
    n = round(seconds / SLICE)
    # the last slice may be cut short by the end of the sound; a window needs whole ones
    whole = len(energy)
    if whole and edges[-1] - edges[-2] < np.floor(np.median(np.diff(edges))):
        whole -= 1
    if whole < n:
        return np.zeros(0)
    total = np.concatenate([[0.0], np.cumsum(energy[:whole])])
    sums = total[n:] - total[:-n]
    # a running sum leaves dust of about 1e-16 of all before it where there is silence
    sums[sums < total[-1] * 1e-15] = 0.0
    power = sums / (edges[n : whole + 1] - edges[: whole + 1 - n])
    with np.errstate(divide="ignore"):
        made: NDArray[np.float64] = OFFSET + 10.0 * np.log10(power)
    return made


def _gated(blocks: NDArray[np.float64]) -> tuple[float, float, tuple[str, ...]]:
    heard = blocks > SILENCE_GATE
    if not heard.any():
        return -np.inf, np.nan, (SILENT,) * len(blocks)
    gate = _mean(blocks[heard]) - GATE
    counted = heard & (blocks > gate)
    verdicts = np.where(counted, COUNTED, np.where(heard, QUIET, SILENT))
    return _mean(blocks[counted]), gate, tuple(str(v) for v in verdicts)


def _range(windows: NDArray[np.float64]) -> float:
    heard = windows[windows > SILENCE_GATE]
    if not len(heard):
        return np.nan
    heard = heard[heard > _mean(heard) - RANGE_GATE]
    low, high = np.percentile(heard, [10, 95])
    return float(high - low)


def _mean(levels: NDArray[np.float64]) -> float:
    return 10.0 * float(np.log10(np.mean(10.0 ** (levels / 10.0))))


def _level(power: float) -> float:
    return OFFSET + 10.0 * float(np.log10(power)) if power > 0 else -np.inf


def _lufs(value: float) -> str:
    return f"{_db(value)} LUFS"


def _db(value: float) -> str:
    return "-inf" if value == -np.inf else f"{value:.1f}"


def _blocks(n: int) -> str:
    return "1 block" if n == 1 else f"{n} blocks"


def _count(n: int) -> str:
    return "counts" if n == 1 else "count"
