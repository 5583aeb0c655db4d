"""What a video file says of its own time: rate, length, first timecode; and whether that can be believed.

A file names a frame rate in its header and gives each picture a time of its own. The two can disagree, the header
can be silent, and the steps can be uneven: telephones record as the light allows. A wrong rate puts every hit of a
score in the wrong place, so what is not certain is asked for, with what would follow from a wrong answer.

Reading needs PyAV: the extra ``filmscore[video]``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError
from .timecode import Rate, RateLike, Timecode

if TYPE_CHECKING:
    from av.container import InputContainer

#: rates by speed; at 29.97 and 59.94 only an embedded timecode or the student can say whether labels drop
_SPEEDS = {Rate(name).fps: name for name in ("23.976", "24", "25", "30", "50", "60")} | {
    Rate("29.97df").fps: "29.97",
    Rate("59.94df").fps: "59.94",
}
#: containers that hold pictures and no times
_TIMELESS = ("h264", "hevc", "m4v", "mjpeg", "mpegvideo", "dnxhd", "obu")
_STEP = Fraction(1, 2000)  #: seconds by which rounding inside a file may move a picture


@dataclass(frozen=True)
class Video:
    """The time of a video file.

    Attributes
    ----------
    path : Path
    rate : Rate
    start : Timecode
        Embedded in the file, given, or zero.
    frames : int
        Length at `rate`.
    shows : tuple of int
        For each frame of the film, the number of the picture in the file that it shows. 0, 1, 2 … unless the file's
        steps are uneven.
    begins : Fraction
        Time of the first picture in the file, in seconds: its sound may begin earlier or later.
    note : str
        What was done about the file's time, in a sentence; empty when nothing had to be.
    """

    path: Path
    rate: Rate
    start: Timecode
    frames: int
    shows: tuple[int, ...]
    begins: Fraction
    note: str = ""


@contextmanager
def opened(path: Path) -> Iterator[InputContainer]:
    """The file, open for reading; whatever is wrong with it becomes one kind of error.

    Raises
    ------
    FilmScoreError
        PyAV is not installed, or the file is missing, empty, damaged, or no video.
    """
    try:
        import av
    except ImportError:
        raise FilmScoreError(
            'Reading a clip of your own needs PyAV. Install it with: pip install "filmscore[video]"'
        ) from None
    if not path.is_file():
        raise FilmScoreError(f"There is no file {str(path)!r}. The path is read from the notebook's folder.")
    if path.stat().st_size == 0:
        raise FilmScoreError(f"{path.name} is empty: 0 bytes. Copy or export it again.")
    try:
        with av.open(str(path)) as box:
            if not box.streams.video:
                kind = "only sound" if box.streams.audio else "no picture"
                raise FilmScoreError(f"{path.name} holds {kind}. A film needs a video track.")
            yield box
    except av.error.FFmpegError as error:
        raise FilmScoreError(
            f"{path.name} cannot be read as a video ({error.strerror or error}). It may be damaged or cut short: "
            "does it play to its end elsewhere? Export it again as MP4 (H.264)."
        ) from error


def read_time(path: Path, rate: RateLike | None = None, start: str | None = None) -> Video:
    """Find a file's rate, length and first timecode, or say why they cannot be known.

    Parameters
    ----------
    path : Path
    rate : Rate or its name, optional
        Needed only where the file is silent, contradicts itself, or has uneven steps; refused where the file is
        certain of another.
    start : timecode label, optional
        The label of frame 0, instead of the one in the file.

    Raises
    ------
    FilmScoreError
        As `opened`; or the rate has to be given, or cannot be the one given.
    """
    asked = None if rate is None else Rate(rate)
    with opened(path) as box:
        stream = box.streams.video[0]
        timeless = box.format.name.split(",")[0] in _TIMELESS
        times = _times(box, stream)
        header = stream.average_rate or stream.guessed_rate
        label = start or _timecode(box)
    if len(times) < 2:
        raise FilmScoreError(f"{path.name} holds {len(times)} picture{'s' * (len(times) != 1)}: not a film yet.")
    note = ""
    if timeless:
        if asked is None:
            raise FilmScoreError(_ask(path, len(times), "does not say how fast it runs", ("24", "25")))
        its_rate, steady = asked, True
    else:
        its_rate, steady, note = _decide(path, times, Fraction(header or 0), asked, label)
    shows = tuple(range(len(times))) if steady else _laid(times, its_rate.fps)
    if not steady:
        held, lost = len(shows) - len(set(shows)), len(times) - len(set(shows))
        note += f" Laid on {its_rate}: {_count(held, 'frame')} repeated, {_count(lost, 'picture')} left out."
    return Video(
        path=path,
        rate=its_rate,
        start=Timecode(label, its_rate) if label else Timecode.from_frame(0, its_rate),
        frames=len(shows),
        shows=shows,
        begins=times[0],
        note=note.strip(),
    )


def _times(box: InputContainer, stream: Any) -> list[Fraction]:
    """When each picture is shown, in seconds, in order."""
    base = Fraction(stream.time_base or 0)
    stamps, silent = [], 0
    for packet in box.demux(stream):
        if packet.size == 0 or packet.is_discard:
            continue
        if packet.pts is None:
            silent += 1
        else:
            stamps.append(packet.pts * base)
    if not stamps:  # a stream without times: only their number is known
        return [Fraction(n) for n in range(silent)]
    return sorted(stamps)


def _decide(
    path: Path, times: list[Fraction], header: Fraction, asked: Rate | None, label: str | None
) -> tuple[Rate, bool, str]:
    """The rate, whether each picture is one frame of it, and what to say about it."""
    fits = [fps for fps in _SPEEDS if _on_grid(times, fps)]
    said = next((fps for fps in _SPEEDS if abs(fps - header) < Fraction(1, 100)), None)
    if not fits:
        usual = (len(times) - 1) / (times[-1] - times[0])
        uneven = f"{path.name} has a variable frame rate, {float(usual):.2f} pictures a second on average"
        if _on_grid(times, usual):
            uneven = f"{path.name} runs at {float(usual):g} pictures a second, which is no rate of film or video"
        if asked is None:
            raise FilmScoreError(
                f"{uneven}. Frames need a steady rate: give one, rate='24' or rate='30', and each frame "
                "will show the picture of its moment; some are then repeated or left out."
            )
        return asked, False, uneven + "."
    fps = said if said in fits else fits[0]
    if len(fits) > 1 and said not in fits and asked is None:
        raise FilmScoreError(_ask(path, len(times), "is too short to tell its rate", [_SPEEDS[f] for f in fits[:2]]))
    if said is not None and said not in fits:
        if asked is None:
            told = f"says {_SPEEDS[said]} in its header, but its pictures come at {_SPEEDS[fps]}"
            raise FilmScoreError(_ask(path, len(times), told, (_SPEEDS[said], _SPEEDS[fps])))
        fits = [*fits, said]
    if asked is not None:
        if asked.fps not in fits:
            raise FilmScoreError(
                f"{path.name} runs at {_SPEEDS[fps]}, not at {asked}: its pictures say so. "
                f"{_consequence(len(times), fps, asked.fps)} Leave rate= out."
            )
        return asked, True, ""
    return Rate(_named(path, fps, label)), True, ""


def _on_grid(times: list[Fraction], fps: Fraction) -> bool:
    """Whether every picture stands where its number says, but for rounding inside the file."""
    first = times[0]
    rounding = max((t.denominator for t in times[:50]), default=1)
    slack = Fraction(1, rounding) + _STEP
    return all(abs(t - first - n / fps) <= slack for n, t in enumerate(times))


def _laid(times: list[Fraction], fps: Fraction) -> tuple[int, ...]:
    """For each frame of a steady rate, the last picture that has begun by the middle of the frame."""
    last_step = times[-1] - times[-2]
    length = max(1, round((times[-1] - times[0] + last_step) * fps))
    shows, at = [], 0
    for n in range(length):
        middle = times[0] + (n + Fraction(1, 2)) / fps
        while at + 1 < len(times) and times[at + 1] <= middle:
            at += 1
        shows.append(at)
    return tuple(shows)


def _timecode(box: InputContainer) -> str | None:
    """The timecode of the first frame, where the file carries one."""
    for place in (*box.streams, box):
        label = place.metadata.get("timecode")
        if label:
            return str(label)
    return None


def _named(path: Path, fps: Fraction, label: str | None) -> str:
    """The rate's name; for 29.97 and 59.94 the timecode's last separator says which kind."""
    name = _SPEEDS[fps]
    if name not in ("29.97", "59.94"):
        return name
    if label is None:
        raise FilmScoreError(
            f"{path.name} runs at {name} and carries no timecode, so nothing says how its frames are labelled. "
            f"Give rate='{name}df' (drop-frame: the labels keep up with the clock) or rate='{name}ndf' (every label "
            "used: after an hour they are 3.6 s behind). With the wrong one a cue spotted by its label is that far off."
        )
    return name + ("df" if ";" in label or "." in label else "ndf")


def _ask(path: Path, frames: int, why: str, rates: Any) -> str:
    one, other = rates
    return (
        f"{path.name} {why}. Ask whoever made it, then give rate={one!r} or rate={other!r}. "
        f"{_consequence(frames, _speed(one), _speed(other))}"
    )


def _speed(name: str) -> Fraction:
    return next(fps for fps, known in _SPEEDS.items() if known == name)


def _consequence(frames: int, fps: Fraction, other: Fraction) -> str:
    """What a wrong rate does to a score, in seconds at the film's end."""
    one, two = frames / fps, frames / other
    side = "late" if two > one else "early"
    return (
        f"Its {_count(frames, 'picture')} last {float(one):.2f} s at {_SPEEDS[fps]} and {float(two):.2f} s at "
        f"{_SPEEDS[other]}: with the wrong rate a hit at the end comes {float(abs(two - one)):.2f} s {side}."
    )


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
