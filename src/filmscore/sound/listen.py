"""Listening as a machine does it: onsets, tempo, pitch classes, colour and sections of a cue or a recording.

The figures come from librosa, which is imported when something is listened to, not before. They describe; a listener
decides. A tempo is named together with its double and its half, because both may be what a foot taps.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError, shown
from . import loading
from .recording import Recording, recording
from .sections import Section, sections

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: how much is listened to when nothing else is asked for, seconds; longer recordings are heard in a stated part
LONGEST = 600.0

#: onsets and pitches are looked for at this rate, or at the recording's own where that is lower
ANALYSIS_RATE = 22050

#: seconds heard before a part begins, so that what already sounds there is not taken for a beginning
RUN_UP = 0.5

#: quieter than this all through counts as silence, dB below full scale
SILENT_DB = -70.0

#: channels mixed to one that have less than this share of the power of one of them cancel each other
OPPOSED = 0.05

#: a mean further off the middle than this share of full scale is no sound, but a fault of the recording
OFF_MIDDLE = 0.01

#: under this many seconds, or with fewer onsets, no tempo is named
SHORTEST_FOR_TEMPO, FEWEST_FOR_TEMPO = 3.0, 4

#: tempi that are looked for, BPM
TEMPI = (30.0, 240.0)

PITCH_CLASSES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")


@dataclass(frozen=True)
class Tempo:
    """A tempo something may be heard in.

    Attributes
    ----------
    bpm : float
    name : str
        ``"as heard"``, ``"twice as fast"`` or ``"half as fast"``.
    strength : float
        How well the onsets fall on it, 0 to 1.
    """

    bpm: float
    name: str
    strength: float


@dataclass(frozen=True)
class Heard:
    """What was heard. Made by `listen`; all times are seconds from the beginning of the recording.

    Attributes
    ----------
    name : str
    start, end : float
        The part that was listened to.
    onsets, strengths : numpy.ndarray
        Where something begins to sound, and how strongly (the strongest is 1).
    tempi : tuple of Tempo
        Likeliest first, its octaves after it; empty where there is no steady pulse to find.
    chroma : numpy.ndarray
        Weight of the twelve pitch classes from C, which sum to 1; all 0 for silence.
    times : numpy.ndarray
        The moments of the five curves below.
    level, centroid, bandwidth, flatness : numpy.ndarray
        dB below full scale, of all channels mixed to one; Hz; Hz; 0 (tones) to 1 (noise). NaN in silence for the last
        three.
    pitch_classes : numpy.ndarray
        Chroma at each of `times`, shape (times, 12).
    sections : tuple of Section
    frame : int or None
        Frame of the film on which second 0 sounds, where that is known.
    notes : tuple of str
        What to know of the recording: cut, mono, of low rate, silent, its channels opposed, off the middle.
    """

    name: str
    start: float
    end: float
    onsets: NDArray[np.float64] = field(repr=False)
    strengths: NDArray[np.float64] = field(repr=False)
    tempi: tuple[Tempo, ...]
    chroma: NDArray[np.float64] = field(repr=False)
    times: NDArray[np.float64] = field(repr=False)
    level: NDArray[np.float64] = field(repr=False)
    centroid: NDArray[np.float64] = field(repr=False)
    bandwidth: NDArray[np.float64] = field(repr=False)
    flatness: NDArray[np.float64] = field(repr=False)
    pitch_classes: NDArray[np.float64] = field(repr=False)
    sections: tuple[Section, ...]
    frame: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def tempo(self) -> float | None:
        """The likeliest tempo, BPM; None where no pulse was found."""
        return self.tempi[0].bpm if self.tempi else None

    @property
    def silent(self) -> bool:
        """Whether there was nothing to hear."""
        return not self.chroma.any() and not len(self.onsets)

    def strongest(self, n: int = 4) -> tuple[str, ...]:
        """The `n` pitch classes that sound most, by name."""
        order = np.argsort(-self.chroma, kind="stable")[:n]
        return tuple(PITCH_CLASSES[k] for k in order if self.chroma[k] > 0)

    def colour(self) -> dict[str, float]:
        """Middle value of centroid and bandwidth (Hz) and of flatness, where it sounds; NaN for silence."""
        curves = {"centroid": self.centroid, "bandwidth": self.bandwidth, "flatness": self.flatness}
        return {
            name: float(np.nanmedian(curve)) if np.isfinite(curve).any() else np.nan for name, curve in curves.items()
        }

    def rows(self) -> list[tuple[str, str]]:
        """What was heard, as a table has it."""
        if self.silent:
            return [("heard", "silence"), ("part", f"{self.start:.1f} to {self.end:.1f} s")]
        colour = self.colour()
        first = self.tempi[0] if self.tempi else None
        others = ", ".join(f"{t.bpm:.1f} {t.name}" for t in self.tempi[1:])
        pulse = "no steady pulse" if first is None else f"{first.bpm:.1f} BPM" + (f" (or {others})" if others else "")
        return [
            ("part", f"{self.start:.1f} to {self.end:.1f} s"),
            ("onsets", f"{len(self.onsets)}, {len(self.onsets) / max(self.end - self.start, 1e-9):.1f} a second"),
            ("tempo", pulse),
            ("pitch classes", " ".join(self.strongest())),
            ("brightness", f"{colour['centroid']:.0f} Hz, spread {colour['bandwidth']:.0f} Hz"),
            ("noise", f"flatness {colour['flatness']:.3f}"),
            *((f"section {s.label}", f"{s.start:.1f} to {s.end:.1f} s: {s.words}") for s in self.sections),
        ]

    def text(self) -> str:
        """The rows and notes in lines of text."""
        lines = [f"Heard in {self.name}", *(f"  {what:<15}{value}" for what, value in self.rows())]
        return "\n".join([*lines, *(f"  {note}" for note in self.notes)])

    def __repr__(self) -> str:
        if self.silent:
            return f"<Heard in {self.name}: silence>"
        pulse = "no steady pulse" if self.tempo is None else f"about {self.tempo:.0f} BPM"
        counts = [
            f"{n} {what}{'s' * (n != 1)}" for n, what in ((len(self.onsets), "onset"), (len(self.sections), "section"))
        ]
        return f"<Heard in {self.name}: {counts[0]}, {pulse}, {counts[1]}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        told = ((html.escape(what), html.escape(value)) for what, value in self.rows())
        rows = "".join(f"<tr><th scope='row'>{what}</th><td>{value}</td></tr>" for what, value in told)
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self.notes)
        caption = f"<caption>Heard in {html.escape(self.name)}</caption>"
        return {"text/plain": self.text(), "text/html": f"<table>{caption}<tbody>{rows}</tbody></table>{notes}"}


def listen(x: Any, rate: int | None = None, *, part: Sequence[float] | None = None) -> Heard:
    """Listen to a cue, to stems or to a recording of your own.

    Parameters
    ----------
    x : array, Stems, a cue of the library, Film, or path of a sound file
        Of stems and cues the mix is heard, of a film its guide; WAV, FLAC, Ogg, MP3 and AIFF are read.
    rate : int, optional
        Samples a second of an array; 48000 if left out.
    part : (float, float), optional
        From which second to which. Left out: all of it, or the first ten minutes of what is longer, and the notes
        say so.

    Returns
    -------
    Heard

    Raises
    ------
    FilmScoreError
        It is no sound or empty; the part has no length, lies outside, or is longer than ten minutes.

    Examples
    --------
    >>> clicks = np.zeros(48000 * 8)
    >>> clicks[::24000] = 0.9
    >>> heard = listen(clicks)
    >>> round(heard.tempo), [round(t.bpm) for t in heard.tempi[1:]]
    (120, [240, 60])
    """
    sound = recording(x, rate)
    start, end, notes = _part(sound, part)
    librosa = loading.librosa()

    lead, own = min(start, RUN_UP), sound.rate
    early, opposed = _mono(sound, start - lead, end)
    if sound.channels == 1:
        notes.append("One channel: there is no left and right to hear.")
    if opposed:
        notes.append(
            "Its channels are opposed: where one pushes, the other pulls, and mixed to one they cancel. "
            "The louder one was heard alone."
        )
    offset = float(early.mean())
    if abs(offset) > OFF_MIDDLE and end - start > RUN_UP:
        notes.append(
            f"It stands {100 * offset:+.0f} % of full scale off the middle all the time (a DC offset): nobody hears "
            "that, and it takes room from what is heard. It was taken out first."
        )
        early = early - np.float32(offset)
    mono = early[round(lead * own) :]
    if own < ANALYSIS_RATE:
        notes.append(f"{own} samples a second: nothing above {own // 2} Hz was recorded, so it can only sound dull.")
    loudest = float(np.abs(mono).max(initial=0.0))
    if loudest < 10 ** (SILENT_DB / 20):
        none = np.zeros(0)
        notes.append(f"Silence: nothing reaches {SILENT_DB:g} dBFS.")
        return Heard(
            sound.name, start, end, none, none, (), np.zeros(12), none, none, none, none, none, np.zeros((0, 12)), (),
            sound.start, tuple(notes),
        )  # fmt: skip
    rate_ = min(own, ANALYSIS_RATE)
    narrow = librosa.resample(early, orig_sr=own, target_sr=rate_) if own != rate_ else early
    narrow = np.pad(narrow, (0, max(2048 - len(narrow), 0)))
    from .features import colours, onsets, pitches

    hop = 256 if rate_ > 12000 else 96  # about 12 ms from one look to the next
    envelope, found, strengths = onsets(narrow, rate_, hop)
    found = found - lead
    inside = (found >= 0) & (found < end - start)
    found, strengths = found[inside], strengths[inside]
    tempi: tuple[Tempo, ...] = ()
    if end - start >= SHORTEST_FOR_TEMPO and len(found) >= FEWEST_FOR_TEMPO:
        from .pulse import tempi as pulses

        tempi = tuple(Tempo(*row) for row in pulses(envelope, rate_ / hop, *TEMPI))
    level, centroid, bandwidth, flatness, times = colours(mono, own)
    chroma = pitches(narrow[round(lead * rate_) :], rate_, times)
    weight = 10.0 ** (level / 10.0)
    total = (chroma * weight[:, None]).sum(axis=0)
    return Heard(
        name=sound.name,
        start=start,
        end=end,
        onsets=found + start,
        strengths=strengths,
        tempi=tempi,
        chroma=total / total.sum() if total.any() else total,
        times=times + start,
        level=level,
        centroid=centroid,
        bandwidth=bandwidth,
        flatness=flatness,
        pitch_classes=chroma,
        sections=sections(times + start, start, end, level, centroid, flatness, chroma, found + start),
        frame=sound.start,
        notes=tuple(notes),
    )


def _part(sound: Recording, part: Sequence[float] | None) -> tuple[float, float, list[str]]:
    if part is None:
        if sound.seconds <= LONGEST:
            return 0.0, sound.seconds, []
        note = (
            f"{sound.name} is {sound.seconds / 60:.0f} minutes long: the first {LONGEST / 60:.0f} were heard. "
            "part=(600, 1200) hears the next."
        )
        return 0.0, LONGEST, [note]
    try:
        start, end = (float(value) for value in part)
    except (TypeError, ValueError):
        raise FilmScoreError(f"a part is two times in seconds, part=(10, 40), not {shown(part)}") from None
    if not 0 <= start < end or start >= sound.seconds:
        raise FilmScoreError(
            f"the part from {start:g} to {end:g} s does not lie in {sound.name}, which lasts {sound.seconds:.1f} s"
        )
    end = min(end, sound.seconds)
    if end - start > LONGEST:
        raise FilmScoreError(f"a part of {end - start:.0f} s is too long to hear at once; take {LONGEST:.0f} s at most")
    return start, end, []


def _mono(sound: Recording, start: float, end: float) -> tuple[NDArray[np.float32], bool]:
    """All channels mixed to one; where they cancel each other, the loudest of them, and True."""
    first, last = round(start * sound.rate), min(round(end * sound.rate), sound.samples)
    last = max(last, first + 1)
    parts, mixed, each = [], 0.0, np.zeros(sound.channels)
    for block in sound.blocks(first=first, last=last):
        one = block.mean(axis=1)
        mixed += float((one**2).sum())
        each += (block**2).sum(axis=0)
        parts.append(one.astype(np.float32))
    opposed = mixed < OPPOSED * float(each.mean())
    if opposed:
        loudest = int(each.argmax())
        parts = [block[:, loudest].astype(np.float32) for block in sound.blocks(first=first, last=last)]
    return np.concatenate(parts), opposed
