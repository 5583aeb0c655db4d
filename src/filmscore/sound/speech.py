"""Music under speech: how far below each line it lies, and how much of the speech it covers.

Both are measured on the guide as it is heard, effects and rooms included. Being understood is not only a matter of
level: speech is understood mostly by what lies between 1 and 4 kHz, where its consonants are, so the music is also
laid beside the speech band by band and moment by moment.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import FilmScoreError
from ..picture.film import Film, Line, open_film
from ..picture.timecode import whole_frame
from .loudness import level_of, loudness
from .recording import Recording, recording
from .stems import RATE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: where the words are, Hz
SPEECH_BAND = (1000.0, 4000.0)

#: octaves that carry speech, by their middle, Hz
OCTAVES = (250, 500, 1000, 2000, 4000)

#: the course's own rule: a line is clear when the music lies this many LU below it and covers no more than this share;
#: when it lies nearer, or covers more, than the second pair, it covers the line
CLEAR = (12.0, 0.10)
COVERED = (6.0, 0.35)

#: speech counts as there within this many dB of its loudest moment, and as heard this many dB above the music
PRESENT, HEARD = 30.0, 3.0

#: samples that the meter hears before a line begins: held music does not start there with a click
RUN_UP = RATE // 2

VERDICTS = {"good": "clear", "near": "close", "off": "covered"}


@dataclass(frozen=True)
class LineLevel:
    """One line of dialogue and the music under it.

    Attributes
    ----------
    line : Line
    speech : float
        Loudness of the guide in the line, LUFS, gated like a programme.
    music : float
        Loudness of the music in the same frames, LUFS, not gated; -inf for none.
    octaves : dict of int to float
        Middle of each octave, Hz, to how far the speech stands above the music there, dB.
    bands : dict of int to float
        The same in bands as wide as the ear's own (ERB) between 1 and 4 kHz.
    covered : float
        Share of the speech between 1 and 4 kHz, 0 to 1, that does not stand 3 dB above the music, cell by cell of
        10 ms and one band of the ear. A proxy for being understood, no measurement of it.
    """

    line: Line
    speech: float
    music: float
    octaves: dict[int, float]
    bands: dict[int, float]
    covered: float

    @property
    def ratio(self) -> float:
        """Speech above music, LU; inf where there is no music, -inf where there is music and no speech."""
        return np.inf if self.music == -np.inf else self.speech - self.music

    @property
    def verdict(self) -> str:
        """``"good"``, ``"near"`` or ``"off"``, by the course's own rule."""
        if self.ratio >= CLEAR[0] and self.covered <= CLEAR[1]:
            return "good"
        return "off" if self.ratio < COVERED[0] or self.covered > COVERED[1] else "near"

    @property
    def nearest(self) -> int:
        """The octave, Hz, in which the music comes nearest to the speech."""
        return min(self.octaves, key=self.octaves.__getitem__)

    def words(self) -> str:
        """What there is to say about this line."""
        if self.speech == -np.inf:
            return "nothing is heard of this line in the guide"
        if self.music == -np.inf:
            return "clear: no music under it"
        hz = self.nearest
        place = f"nearest at {hz / 1000:g} kHz" if hz >= 1000 else f"nearest at {hz} Hz"
        share = f"{100 * self.covered:.0f} % of its 1–4 kHz is covered"
        side = "below" if self.ratio >= 0 else "above"
        return f"{VERDICTS[self.verdict]}: music {abs(self.ratio):.1f} LU {side}, {place}; {share}"


class UnderDialogue:
    """Every line of a film against the music: made by `under_dialogue`. A sequence of `LineLevel`, in film order."""

    def __init__(self, film: Film, music: str, lines: tuple[LineLevel, ...]) -> None:
        self.film, self.music, self.lines = film, music, lines

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, n: int) -> LineLevel:
        return self.lines[n]

    def __iter__(self) -> Iterator[LineLevel]:
        return iter(self.lines)

    @property
    def worst(self) -> LineLevel | None:
        """The line the music comes nearest to; None for a film without lines.

        Lines of which nothing is heard in the guide are passed over while there are others.
        """
        heard = [level for level in self.lines if level.speech > -np.inf]
        return min(heard or self.lines, key=lambda level: level.ratio, default=None)

    def rows(self) -> list[tuple[str, ...]]:
        """A row for each line: frames, speaker, LUFS of speech and music, LU between them, words."""
        return [
            (
                f"{level.line.start}–{level.line.end}",
                level.line.who,
                _db(level.speech),
                _db(level.music),
                _db(level.ratio),
                level.words(),
            )
            for level in self.lines
        ]

    def table(self) -> str:
        """The rows in lines of text."""
        if not self.lines:
            return f"Nobody speaks in {self.film.title}: there is nothing to make room for."
        rows = [COLUMNS, *self.rows()]
        wide = [max(len(row[n]) for row in rows) for n in range(len(COLUMNS) - 1)]
        return "\n".join(
            "  ".join([*(cell.ljust(w) for cell, w in zip(row, wide, strict=False)), row[-1]]).rstrip() for row in rows
        )

    def __repr__(self) -> str:
        worst = self.worst
        told = "nobody speaks" if worst is None else f"at worst {_db(worst.ratio)} LU, line at {worst.line.start}"
        return f"<Under dialogue of {self.film.title}: {told}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        def cells(row: tuple[str, ...], tag: str) -> str:
            return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag.split()[0]}>" for cell in row) + "</tr>"

        body = "".join(cells(row, "td") for row in self.rows())
        caption = f"<caption>{html.escape(self.music)} under the lines of {html.escape(self.film.title)}</caption>"
        page = f"<table>{caption}<thead>{cells(COLUMNS, 'th scope=col')}</thead><tbody>{body}</tbody></table>"
        return {"text/plain": self.table(), "text/html": page if self.lines else f"<p>{html.escape(self.table())}</p>"}


COLUMNS = ("frames", "who", "speech LUFS", "music LUFS", "LU between", "in words")


def under_dialogue(film: Film | str, music: Any, *, start: int | None = None) -> UnderDialogue:
    """Measure the music under every line of a film.

    Parameters
    ----------
    film : Film or its name
        Its guide is what the music is measured against.
    music : Stems, a cue of the library, array, or path of a sound file
        48 kHz.
    start : int, optional
        Frame of the film on which the music begins; stems and cues know theirs.

    Raises
    ------
    FilmScoreError
        The film has no guide, the music no start, or another rate.

    Examples
    --------
    >>> measured = under_dialogue("first-bloom", np.zeros((48000, 2)), start=480)
    >>> len(measured), measured[0].words()
    (4, 'clear: no music under it')
    """
    film = open_film(film)
    guide, sound, first = _both(film, music, start)
    made = []
    for line in film.lines:
        span = (_sample(film, line.start), _sample(film, line.end))
        said, played = _cut(guide, *span), _cut(sound, span[0] - first, span[1] - first)
        lead = _cut(sound, span[0] - first - RUN_UP, span[1] - first)
        octaves, bands, covered = _bands(said, played)
        speech = loudness(said, RATE).integrated
        made.append(LineLevel(line, speech, level_of(lead, RATE, RUN_UP), octaves, bands, covered))
    return UnderDialogue(film, sound.name, tuple(made))


def programme(film: Film | str, music: Any, *, start: int | None = None) -> NDArray[np.float32]:
    """The film as it is heard: guide and music together, the guide untouched.

    Parameters
    ----------
    film, music, start
        As in `under_dialogue`.

    Returns
    -------
    numpy.ndarray
        float32 of shape (samples, 2), as long as the film; music outside it is left out.
    """
    film = open_film(film)
    guide, sound, first = _both(film, music, start)
    length = _sample(film, film.frames)
    return (_cut(guide, 0, length) + _cut(sound, -first, length - first)).astype(np.float32)


def _both(film: Film, music: Any, start: int | None) -> tuple[Recording, Recording, int]:
    if not film.guide.is_file():
        raise FilmScoreError(f"{film.title} has no guide sound at {film.guide}: there is no speech to measure against")
    guide, sound = recording(film), recording(music)
    for heard in (guide, sound):
        if heard.rate != RATE:
            raise FilmScoreError(f"{heard.name} has {heard.rate} samples a second; the film's sound works at {RATE}")
        if heard.channels > 2:
            raise FilmScoreError(f"{heard.name} has {heard.channels} channels; give mono or stereo")
    start = sound.start if start is None else whole_frame(start, "start of the music")
    if start is None:
        raise FilmScoreError(
            f"{sound.name} does not say where it begins: start=480 puts it on frame 480 of {film.title}"
        )
    return guide, sound, _sample(film, start)


def _sample(film: Film, frame: int) -> int:
    return int((Fraction(frame) / film.rate.fps * RATE + Fraction(1, 2)) // 1)


def _cut(sound: Recording, first: int, end: int) -> NDArray[np.float64]:
    """Samples `first` to `end` as stereo, silence where there are none."""
    made = np.zeros((max(end - first, 1), 2))
    low, high = max(first, 0), min(end, sound.samples)
    if high > low:
        made[low - first : high - first] = np.concatenate(list(sound.blocks(first=low, last=high)))
    return made


def erb_edges(low: float = SPEECH_BAND[0], high: float = SPEECH_BAND[1]) -> NDArray[np.float64]:
    """Edges, Hz, of bands as wide as those of the ear (Glasberg and Moore's ERB scale), from `low` to `high`.

    >>> erb_edges().round().astype(int).tolist()[:3]
    [1000, 1146, 1310]
    """
    first, last = (21.4 * np.log10(1.0 + 0.00437 * hz) for hz in (low, high))
    steps = np.linspace(first, last, round(last - first) + 1)
    return np.asarray((10.0 ** (steps / 21.4) - 1.0) / 0.00437)


def _bands(said: NDArray[np.float64], played: NDArray[np.float64]) -> tuple[dict[int, float], dict[int, float], float]:
    window, hop = 1536, 480
    spectra = [_spectrum(x, window, hop) for x in (said, played)]
    frequency = np.fft.rfftfreq(2048, 1 / RATE)

    def powers(edges: list[tuple[float, float]]) -> list[NDArray[np.float64]]:
        places = [(frequency >= low) & (frequency < high) for low, high in edges]
        return [np.stack([spectrum[:, place].sum(axis=1) for place in places], axis=1) for spectrum in spectra]

    def between(edges: list[tuple[float, float]], names: list[int]) -> dict[int, float]:
        voice, other = (power.sum(axis=0) for power in powers(edges))
        with np.errstate(divide="ignore", invalid="ignore"):
            above = np.where(other > 0, 10.0 * (np.log10(voice) - np.log10(other)), np.inf)
        return {name: float(db) for name, db in zip(names, above, strict=True)}

    octaves = between([(hz / np.sqrt(2), hz * np.sqrt(2)) for hz in OCTAVES], list(OCTAVES))
    edges = erb_edges()
    narrow = list(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True))
    bands = between(narrow, [round(np.sqrt(low * high)) for low, high in narrow])
    voice, other = powers(narrow)
    there = voice > voice.max(initial=0.0) * 10.0 ** (-PRESENT / 10.0)
    covered = there & (voice < other * 10.0 ** (HEARD / 10.0))
    return octaves, bands, float(covered.sum() / there.sum()) if there.any() else 0.0


def _spectrum(x: NDArray[np.float64], window: int, hop: int) -> NDArray[np.float64]:
    """Power of both channels together, as the meter adds them: what comes from the sides covers speech as well."""
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(x, ((0, window), (0, 0))), window, axis=0)[::hop]
    return np.asarray((np.abs(np.fft.rfft(frames * np.hanning(window), 2048, axis=2)) ** 2).sum(axis=1))


def _db(value: float) -> str:
    return "none" if np.isinf(value) else f"{value:.1f}"
