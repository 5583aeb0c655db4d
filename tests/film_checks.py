"""What the tests of any film need: its picture read back from the files, its sound measured, its words parsed.

Measures only: what they must come to is said in each film's own tests, and for all films in test_films.py.
Frames count from 0. Pictures are read at a quarter of their size without the black bars; sound is stereo at 48 kHz.
"""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from filmscore.picture.film import Film

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # films/ is build code beside the package

from films.toolkit import sound as snd

BAR = 40  # rows of black above and below the picture
MB = 1_000_000
KINDS = (("picture_mp4", "h264"), ("picture_webm", "vp9"))  # the attribute of a film, and the codec in that file


# ---------------------------------------------------------------- picture


@dataclass(frozen=True)
class FileFacts:
    """What a picture file says of itself."""

    codec: str
    size: tuple[int, int]
    rate: Fraction
    has_sound: bool
    bytes: int


def file_facts(path: Path) -> FileFacts:
    """Open a picture file and read its head."""
    import av

    with av.open(str(path)) as file:
        stream = file.streams.video[0]
        context = stream.codec_context
        rate = Fraction(stream.average_rate)
        size = (context.width, context.height)
        return FileFacts(context.name, size, rate, bool(file.streams.audio), path.stat().st_size)


@lru_cache(maxsize=2)
def picture(film: Film, name: str = "picture_mp4") -> np.ndarray:
    """Every frame as RGB at a quarter of its size, without the black bars: (frames, 100, 213, 3), uint8."""
    import av

    frames = []
    with av.open(str(getattr(film, name))) as file:
        stream = file.streams.video[0]
        stream.thread_type = "AUTO"
        for frame in file.decode(stream):
            small = frame.reformat(width=213, height=120, format="rgb24").to_ndarray()
            frames.append(small[BAR // 4 : -BAR // 4])
    return np.stack(frames)


def frame_count(path: Path) -> int:
    """How many pictures a file holds, counted without decoding them."""
    import av

    with av.open(str(path)) as file:
        return sum(1 for packet in file.demux(video=0) if packet.size)


def some_frames(film: Film, name: str, wanted: Sequence[int]) -> dict[int, np.ndarray]:
    """A few frames of a long file, as `picture` gives them: goes to the key frame before each and reads from there."""
    import av

    found = {}
    with av.open(str(getattr(film, name))) as file:
        stream = file.streams.video[0]
        for n in wanted:
            at = n / film.rate.fps
            file.seek(int(at / stream.time_base), stream=stream)
            for frame in file.decode(stream):
                if round(frame.pts * stream.time_base * film.rate.fps) == n:
                    small = frame.reformat(width=213, height=120, format="rgb24").to_ndarray()
                    found[n] = small[BAR // 4 : -BAR // 4]
                    break
    return found


@lru_cache(maxsize=2)
def luma(film: Film, name: str = "picture_mp4") -> np.ndarray:
    """Brightness as the eye weighs the screen's values, 0 to 1: (frames, 100, 213)."""
    return (picture(film, name) @ np.array([0.2126, 0.7152, 0.0722], np.float32) / 255).astype(np.float32)


@lru_cache(maxsize=2)
def changes(film: Film, name: str = "picture_mp4") -> np.ndarray:
    """For each frame the mean change of brightness from the frame before; 0 for frame 0."""
    light = luma(film, name)
    return np.array([0.0, *(float(np.abs(b - a).mean()) for a, b in pairwise(light))])


def cuts(spots: np.ndarray, least: float = 0.012, times: float = 2.5) -> list[int]:
    """Frames at which `changes` jump: more than `least`, and `times` more than in two frames on either side."""
    found = []
    for frame in range(2, len(spots) - 2):
        around = max(spots[frame - 2], spots[frame - 1], spots[frame + 1], spots[frame + 2])
        if spots[frame] > least and spots[frame] > times * around:
            found.append(frame)
    return found


def stands_out(values: np.ndarray, frame: int, before: int = 10, after: int = 2) -> float:
    """How many times the largest value in `frame` and the `after` next is that of the `before` frames ahead of it.

    With `changes`: the visible change at a frame. About 1 where nothing begins.
    """
    quiet = float(np.max(values[frame - before : frame]))
    return float(np.max(values[frame : frame + after + 1])) / max(quiet, 1e-6)


def vivid(shown: np.ndarray, channel: int, over: int = 8) -> np.ndarray:
    """Where one channel (0 red, 1 green, 2 blue) is more than `over` (of 255) above both others."""
    shown = shown.astype(int)
    first, second = (shown[..., k] for k in range(3) if k != channel)
    return (shown[..., channel] > first + over) & (shown[..., channel] > second + over)


def swings(light: np.ndarray, size: float = 0.1) -> np.ndarray:
    """For each pixel and frame, whether a change of luminance of `size` against the last direction is complete.

    Follows WCAG 2.3.1: relative luminance, opposing changes of 10 % where the darker state is below 0.8.
    """
    low = high = light[0].copy()
    direction = np.zeros(light.shape[1:], np.int8)
    found = np.zeros(light.shape, bool)
    for n, now in enumerate(light):
        low, high = np.minimum(low, now), np.maximum(high, now)
        up = (now - low >= size) & (low < 0.8) & (direction <= 0)
        down = (high - now >= size) & (now < 0.8) & (direction >= 0)
        found[n] = up | down
        direction = np.where(up, 1, np.where(down, -1, direction)).astype(np.int8)
        low, high = np.where(found[n], now, low), np.where(found[n], now, high)
    return found


def flashing(light: np.ndarray, fps: int = 24) -> float:
    """The largest part of the picture that flashes more than three times within a second; `light` is linear."""
    found = swings(light)
    worst = 0.0
    window = np.zeros(light.shape[1:], np.int16)
    for n in range(len(found)):
        window += found[n]
        if n >= fps:
            window -= found[n - fps]
        worst = max(worst, float((window > 6).mean()))  # a flash is a pair of opposing changes
    return worst


def linear(shown: np.ndarray) -> np.ndarray:
    """Screen brightness (`luma`) as relative luminance, the way WCAG defines it."""
    return np.where(shown <= 0.04045, shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4).astype(np.float32)


# ---------------------------------------------------------------- sound


@lru_cache(maxsize=2)
def guide_sound(film: Film) -> np.ndarray:
    """The guide sound as it ships, decoded: (samples, 2)."""
    import soundfile

    samples, rate = soundfile.read(film.guide, always_2d=True)
    assert rate == snd.RATE, f"{film.guide} is at {rate} Hz, not {snd.RATE}"
    return samples


def span(x: np.ndarray, start: float, end: float) -> np.ndarray:
    """The samples from one frame to another."""
    return x[snd.at(start) : snd.at(end)]


def steepest(x: np.ndarray, frame: float, reach: int = 5, low: float | None = None, high: float | None = None):
    """Where in ±`reach` frames the level rises most (frame), and by how many dB: 40 ms after against 80 ms before.

    `low` and `high` (Hz) listen to a part of the spectrum only.
    """
    piece = span(x, frame - reach - 4, frame + reach + 4).mean(1)
    if low or high:
        piece = snd.band(piece, low, high)
    power = np.concatenate([[0], np.cumsum(piece**2)])
    at = np.arange(snd.at(4), len(piece) - snd.at(4), 48)
    after, before = 1920, 3840
    rise = (power[at + after] - power[at]) / after / ((power[at] - power[at - before]) / before + 1e-12)
    best = int(np.argmax(rise))
    return frame - reach - 4 + at[best] / snd.FRAME, 10 * np.log10(rise[best])


def clicks(x: np.ndarray, lines=()) -> tuple[float, float]:
    """The largest jump from one sample to the next: anywhere, and where nobody speaks (a t is fast by itself)."""
    jump = np.abs(np.diff(x, axis=0)).max(1)
    anywhere = float(jump.max())
    for line in lines:
        jump[snd.at(line.start - 1) : snd.at(line.end)] = 0
    return anywhere, float(jump.max())


def clearance(line_and_all: np.ndarray, rest: np.ndarray, octaves=(500, 1000, 2000, 4000)) -> dict[int, float]:
    """By how many dB speech stands above everything else in each octave that carries it (mono or stereo alike)."""
    said, other = (x if x.ndim == 1 else x.mean(1) for x in (line_and_all, rest))
    return {
        hz: snd.level(snd.band(said, hz / 1.41, hz * 1.41)) - snd.level(snd.band(other, hz / 1.41, hz * 1.41))
        for hz in octaves
    }


def tonal_peak(x: np.ndarray, low: float = 60, high: float = 6000) -> float:
    """How far the strongest line of a spectrum stands above its surroundings, in dB: a held note gives 15 and more."""
    from scipy import signal

    f, power = signal.welch(x if x.ndim == 1 else x.mean(1), snd.RATE, nperseg=1 << 14)
    db = 10 * np.log10(power[(f > low) & (f < high)] + 1e-20)
    return float(np.max(db - signal.medfilt(db, 41)))


def alike(a: np.ndarray, b: np.ndarray) -> float:
    """Correlation of two sounds of equal length, 1 for the same: Vorbis does not keep samples, but it keeps this."""
    a, b = a.ravel(), b.ravel()
    return float(a @ b / np.sqrt((a @ a) * (b @ b)))


# ---------------------------------------------------------------- words

TIME = r"(\d{2}):([0-5]\d):([0-5]\d)\.(\d{3})"


@dataclass(frozen=True)
class Caption:
    """One caption: exact seconds, who speaks ("" for a sound), the text."""

    start: Fraction
    end: Fraction
    who: str
    text: str


def captions(film: Film) -> list[Caption]:
    """The captions of a film, by a small strict reader of WebVTT; notes are left out."""
    blocks = re.split(r"\n{2,}", film.captions.read_text(encoding="utf-8").rstrip("\n"))
    assert blocks[0] == "WEBVTT", f"{film.captions} begins with {blocks[0]!r}"
    cues = []
    for block in blocks[1:]:
        if block.startswith("NOTE"):
            continue
        head, *lines = block.split("\n")
        match = re.fullmatch(f"{TIME} --> {TIME}", head)
        assert match, f"{head!r} is no time of a caption"
        assert lines and all(line.strip() and "-->" not in line for line in lines), block
        h1, m1, s1, ms1, h2, m2, s2, ms2 = map(int, match.groups())
        body = "\n".join(lines)
        speaker = re.fullmatch(r"<v ([^>]+)>([^<]*)</v>", body)
        assert speaker or "<" not in body, body
        start, end = 3600 * h1 + 60 * m1 + s1 + Fraction(ms1, 1000), 3600 * h2 + 60 * m2 + s2 + Fraction(ms2, 1000)
        cues.append(Caption(start, end, speaker[1] if speaker else "", speaker[2] if speaker else body))
    return cues


def spoken_faults(film: Film) -> list[str]:
    """Where the captions and the timeline's lines do not agree: words, speaker, and times to half a millisecond."""
    spoken = [cue for cue in captions(film) if cue.who]
    if len(spoken) != len(film.lines):
        return [f"{len(spoken)} spoken captions for {len(film.lines)} lines"]
    faults = []
    for cue, line in zip(spoken, film.lines, strict=True):
        near = all(
            abs(time - frame / film.rate.fps) <= Fraction(1, 2000)
            for time, frame in ((cue.start, line.start), (cue.end, line.end))
        )
        if not near or (cue.who.upper(), cue.text) != (line.who, line.text):
            faults.append(f"{cue} against {line}")
    return faults


def reading_faults(film: Film) -> list[str]:
    """Captions that overlap, lie outside the film, stand less than a second, or are too long to be read in time."""
    cues, faults = captions(film), []
    for before, after in pairwise(cues):
        if after.start < before.end:
            faults.append(f"{after.text!r} begins before {before.text!r} ends")
    for cue in cues:
        long = cue.end - cue.start
        if cue.start < 0 or cue.end > film.seconds:
            faults.append(f"{cue.text!r} lies outside the film")
        if long < 1 or len(cue.text) > 20 * long:
            faults.append(
                f"{cue.text!r} stands {float(long):.2f} s: 20 letters a second can be read, and a second at least"
            )
        if not cue.who and not re.fullmatch(r"\[[^\[\]]+\]", cue.text):
            faults.append(f"{cue.text!r} is a sound and has no brackets")
    return faults


def passages(film: Film) -> list[tuple[int, str]]:
    """The passages of the audio description: (frame from which it is spoken, text)."""
    text = film.description.read_text(encoding="utf-8")
    return [(film.frame(label), said) for label, said in re.findall(r"^\*\*([\d:]+)\*\* (.+)$", text, re.M)]


def description_faults(film: Film, words_a_second: float = 3.0) -> list[str]:
    """What is wrong with an audio description: title, summary, headings, passages outside their shot or too long.

    Passages never begin on a line and leave time to say them before the next passage or line.
    """
    text = film.description.read_text(encoding="utf-8")
    title, summary, *_ = text.split("\n\n")
    faults = [] if title == f"# {film.title}: audio description" else [f"the title is {title!r}"]
    if not 30 <= len(summary.split()) <= 90:
        faults.append(f"the summary has {len(summary.split())} words, not 30 to 90")
    headings = [(int(n), name) for n, name in re.findall(r"^## (\d+)\. (.+)$", text, re.M)]
    if headings != [(n, shot.name) for n, shot in enumerate(film.shots, 1)]:
        return [*faults, f"the headings are {headings}"]
    for shot, section in zip(film.shots, re.split(r"^## .+$", text, flags=re.M)[1:], strict=True):
        said = [film.frame(label) for label in re.findall(r"^\*\*([\d:]+)\*\*", section, re.M)]
        if not said or not all(shot.start <= frame < shot.end for frame in said):
            faults.append(f"{shot.name!r} ({shot.start} to {shot.end}) is told at {said}")
    told = passages(film)
    walls = sorted([frame for frame, _ in told] + [line.start for line in film.lines] + [film.frames])
    for frame, words in told:
        room = (next(wall for wall in walls if wall > frame) - frame) / float(film.rate.fps)
        if film.line_at(frame) is not None:
            faults.append(f"{words!r} is told over a line")
        if len(words.split()) / room > words_a_second:
            faults.append(f"{words!r} has {len(words.split())} words for {room:.2f} s")
    return faults


def licence_faults(film: Film) -> list[str]:
    """Files of a film's folder that its LICENCE.md does not name, and what else it must say and does not."""
    path = film.path / "LICENCE.md"
    if not path.is_file():
        return [f"{film.title} has no LICENCE.md"]
    text = path.read_text(encoding="utf-8")
    owed = [f.name + "/" * f.is_dir() for f in sorted(film.path.iterdir()) if f.name != path.name] + ["CC BY 4.0"]
    if film.lines:
        owed.append("espeak-ng")  # its speech is synthesised
    return [f"LICENCE.md does not name {name}" for name in owed if name not in text]
