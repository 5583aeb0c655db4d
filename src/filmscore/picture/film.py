"""A film: its picture, and what happens in it on which frame.

A film is a folder with an OpenTimelineIO timeline, the picture, the guide sound, captions and a
description. In the timeline the shots are clips on one video track, and what is said and what happens
are markers on that track. Frames inside a film count from 0; spans are half-open, so the out frame is
the first frame that is no longer in.
"""

from __future__ import annotations

import bisect
import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from os import PathLike
from pathlib import Path
from typing import Any

from ..errors import FilmScoreError, shown
from .timecode import Rate, RateLike, Timecode, whole_frame
from .trace import Trace, read_trace

FILMS = Path(__file__).parent / "films"
_KEY = "filmscore"  # our corner of the timeline's metadata


@dataclass(frozen=True, slots=True)
class Shot:
    """One shot: frames `start` up to, but not including, `end`."""

    name: str
    start: int
    end: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of dialogue: who speaks, from which frame to which."""

    start: int
    end: int
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on one frame; `kind` is the script's word for it (must, turn, soft, …)."""

    frame: int
    kind: str
    label: str


@dataclass(frozen=True)
class Film:
    """A film and its timeline.

    Attributes
    ----------
    name, title, logline : str
        `name` is how `open_film` knows it.
    rate : Rate
    frames : int
        Length. The film is frames 0 to `frames` - 1.
    start : Timecode
        The label of frame 0.
    shots, lines, events : tuple
        In the order of the film.
    path : Path
        The folder it was read from.

    Examples
    --------
    >>> film = open_film("first-bloom")
    >>> film.frames, str(film.start)
    (1920, '04:00:00:00')
    >>> film.shot_at(1056).name
    'The bud'
    """

    name: str
    title: str
    rate: Rate
    frames: int
    start: Timecode
    shots: tuple[Shot, ...]
    lines: tuple[Line, ...] = ()
    events: tuple[Event, ...] = ()
    logline: str = ""
    path: Path = field(default=Path(), compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "rate", Rate(self.rate))
        object.__setattr__(self, "start", Timecode(self.start, self.rate))
        _check_timeline(self)

    @classmethod
    def from_timeline(cls, path: str | Path, rate: RateLike | None = None) -> Film:
        """Read a film from an OpenTimelineIO file or an edit decision list (CMX 3600).

        Parameters
        ----------
        path : path of an ``.otio`` or ``.edl`` file
        rate : Rate or its name, optional
            Needed for an EDL, which does not say it; and where a timeline was not made by this course and
            runs at 29.97 or 59.94, since a timeline does not say whether its labels drop.

        Raises
        ------
        FilmScoreError
            If the file is missing, damaged, or holds no picture; or if its shots leave gaps.
        """
        if not isinstance(path, str | PathLike):
            raise FilmScoreError(f"A timeline is given by its path, not as {shown(path)}.")
        return _read(Path(path), rate)

    @classmethod
    def from_video(
        cls,
        path: str | Path,
        *,
        rate: RateLike | None = None,
        start: str | None = None,
        title: str | None = None,
    ) -> Film:
        """Make a film of a clip of your own, to spot and to play like the others.

        The clip is only read. A picture of the course's size, its sound and a timeline are written to ``my-clips/``
        beside the notebook. Hard cuts become shots; slow changes become events of the kind ``doubtful``.
        Needs PyAV, the extra ``filmscore[video]``.

        Parameters
        ----------
        path : path of the clip
        rate : Rate or its name, optional
            Only where the file is silent about its rate, contradicts itself, or has uneven steps.
        start : timecode label, optional
            The label of frame 0, where the file's own is missing or wrong.
        title : str, optional
            The file's name if not given.

        Raises
        ------
        FilmScoreError
            The file is missing, damaged, without a picture or too long; or its rate must be given, and the
            message says what a wrong one would do.

        Examples
        --------
        >>> Film.from_video("my_scene.mp4")  # doctest: +SKIP
        Film('my_scene': 1440 frames at 24, 60 s from 00:00:00:00; 9 shots, 0 lines, 0 events)
        """
        if not isinstance(path, str | PathLike):
            raise FilmScoreError(f"A clip is given by its path, not as {shown(path)}.")
        from .clip import film_from_video

        return film_from_video(path, rate, start, title)

    def __repr__(self) -> str:
        return (
            f"Film({self.title!r}: {self.frames} frames at {self.rate}, {float(self.seconds):g} s from {self.start}; "
            f"{len(self.shots)} shots, {len(self.lines)} lines, {len(self.events)} events)"
        )

    @property
    def seconds(self) -> Fraction:
        """Length in real time, exact."""
        return Fraction(self.frames) / self.rate.fps

    def frame(self, point: int | str | Timecode, what: str = "frame") -> int:
        """A point of the film as its frame number: a number, a label or a timecode, taken alike.

        The out frame of the film itself (its length) is a valid point.

        >>> open_film("first-bloom").frame("04:00:20:00")
        480
        """
        if isinstance(point, str) and point.strip().isdecimal():
            raise FilmScoreError(
                f"The {what} {point!r} stands in quotation marks. A frame is a number: take them away, {point.strip()}."
                f" In quotation marks belongs a label, such as '{self.start}'."
            )
        if isinstance(point, str | Timecode):
            n = Timecode(point, self.rate).frame - self.start.frame
            shown = f"{point} (frame {n})"
        else:
            n = whole_frame(point, what, labels=True)
            shown = str(n)
        if not 0 <= n <= self.frames:
            raise FilmScoreError(
                f"The {what} {shown} is outside {self.title}, which runs from frame 0 ({self.start}) "
                f"to {self.frames} ({self.start + self.frames})."
            )
        return n

    def timecode(self, point: int | str | Timecode) -> Timecode:
        """The label of a frame of this film."""
        return self.start + self.frame(point)

    def shot_at(self, point: int | str | Timecode) -> Shot:
        """The shot that is on the screen at a frame."""
        n = min(self.frame(point), self.frames - 1)
        return self.shots[bisect.bisect_right([shot.start for shot in self.shots], n) - 1]

    def still(self, point: int | str | Timecode) -> Path:
        """A picture of the shot that is on the screen at a frame, for pages that cannot play it."""
        return self.path / "stills" / f"{self.shots.index(self.shot_at(point)) + 1:02d}.jpg"

    def line_at(self, point: int | str | Timecode) -> Line | None:
        """The line being spoken at a frame, if any."""
        n = self.frame(point)
        return next((line for line in self.lines if line.start <= n < line.end), None)

    @property
    def picture_mp4(self) -> Path:
        """The picture in H.264."""
        return self.path / "picture.mp4"

    @property
    def picture_webm(self) -> Path:
        """The same picture in VP9, for browsers without H.264."""
        return self.path / "picture.webm"

    @property
    def guide(self) -> Path:
        """Dialogue and effects, no music; sample 0 is frame 0."""
        return self.path / "guide.ogg"

    @property
    def captions(self) -> Path:
        """What is said and heard, as WebVTT."""
        return self.path / "captions.vtt"

    @property
    def description(self) -> Path:
        """What is seen, in words."""
        return self.path / "description.md"

    @property
    def trace(self) -> Trace | None:
        """What the game recorded, for a film of a game; None for any other film.

        >>> open_film("first-bloom").trace is None
        True
        """
        path = self.path / "trace.json"
        return _trace(path) if path.is_file() else None


def film_names() -> list[str]:
    """The films that come with the course."""
    return sorted(path.parent.name for path in FILMS.glob("*/timeline.otio"))


def film_versions(name: str) -> list[int]:
    """The versions of a film that come with the course: 1, and those it was cut again to.

    Examples
    --------
    >>> film_versions("first-bloom")
    [1]
    """
    again = (path.parent.name for path in (FILMS / name).glob("version-*/timeline.otio"))
    return sorted([1, *(int(folder.removeprefix("version-")) for folder in again)])


def open_film(name: str | Film, version: int | None = None) -> Film:
    """Open one of the course's films.

    Parameters
    ----------
    name : str
        For example ``"first-bloom"``; the title does as well. A film that was cut again may be asked for by the
        name of that version, ``"last-parcel-v2"``.
    version : int, optional
        Which cut of it; the first unless the name says otherwise.

    Raises
    ------
    FilmScoreError
        If there is no such film, or no such version of it; the message lists those there are.
    """
    if isinstance(name, Film):
        if version is None:
            return name
        name = name.name
    names = film_names()
    key = "-".join(name.replace("_", " ").replace("-", " ").lower().split()) if isinstance(name, str) else ""
    base, _, number = key.rpartition("-v")
    if key not in names and base in names and number.isdecimal():
        key, version = base, int(number) if version is None else version
    if key in names:
        there = film_versions(key)
        if version is None or (version in there and not isinstance(version, bool)):
            return _shipped(key, version or 1)
        raise FilmScoreError(f"There is no version {shown(version)} of {key}; there is {', '.join(map(str, there))}.")
    near = difflib.get_close_matches(key, names, 1)
    meant = f" Did you mean {near[0]!r}?" if near else ""
    raise FilmScoreError(f"There is no film {shown(name)}. The films here: {', '.join(names)}.{meant}")


@lru_cache
def _shipped(name: str, version: int) -> Film:
    folder = FILMS / name if version == 1 else FILMS / name / f"version-{version}"
    return _read(folder / "timeline.otio", None)


@lru_cache
def _trace(path: Path) -> Trace:
    return read_trace(path)


def _read(path: Path, rate: RateLike | None) -> Film:
    if not path.is_file():
        raise FilmScoreError(f"There is no timeline at {path}.")
    try:
        return _parse(path, rate)
    except FilmScoreError:
        raise
    except Exception as error:  # the library raises a dozen kinds; to a reader they are one
        raise FilmScoreError(
            f"{path} cannot be read as a timeline with a picture track ({type(error).__name__}: {error}). "
            "Nothing was changed; export it again as .otio, with the shots as clips on the first video track."
        ) from error


def _parse(path: Path, rate: RateLike | None) -> Film:
    import opentimelineio as otio

    if path.suffix.lower() == ".edl":
        from .edl import read_edl

        timeline = read_edl(path, rate)
    else:
        timeline = otio.adapters.read_from_file(str(path))
    track = timeline.video_tracks()[0]
    clips = [item for item in track if isinstance(item, otio.schema.Clip | otio.schema.Gap)]
    fps = clips[0].duration().rate
    ours = timeline.metadata.get(_KEY, {})
    its_rate = Rate(rate or ours.get("rate") or _named_rate(fps, path))
    if abs(float(its_rate.fps) - fps) > 0.005:
        raise FilmScoreError(f"{path} runs at {fps:g} frames a second, not at {its_rate}: read it without a rate.")

    def frame(time: Any) -> int:
        return round(time.value_rescaled_to(its_rate.fps.numerator / its_rate.fps.denominator))

    shots: list[Shot] = []
    lines, events = [], []
    for clip in clips:
        span = clip.range_in_parent()
        start = frame(span.start_time)
        name = clip.name or ("Black" if isinstance(clip, otio.schema.Gap) else f"Shot {len(shots) + 1}")
        shots.append(Shot(name, start, start + frame(span.duration), clip.metadata.get(_KEY, {}).get("note", "")))
    for marker in track.markers:
        start, length = frame(marker.marked_range.start_time), frame(marker.marked_range.duration)
        about = marker.metadata.get(_KEY, {})
        if "who" in about:
            lines.append(Line(start, start + length, about["who"], marker.name))
        else:
            events.append(Event(start, about.get("kind", "mark"), marker.name))
    origin = timeline.global_start_time
    return Film(
        name=ours.get("name") or path.stem,
        title=timeline.name or path.stem,
        rate=its_rate,
        frames=frame(track.duration()),
        start=Timecode.from_frame(0 if origin is None else frame(origin), its_rate),
        shots=tuple(shots),
        lines=tuple(sorted(lines, key=lambda line: line.start)),
        events=tuple(sorted(events, key=lambda event: event.frame)),
        logline=ours.get("logline", ""),
        path=path.parent,
    )


def write_timeline(film: Film, path: str | Path) -> None:
    """Write a film's timeline as OpenTimelineIO, so that `Film.from_timeline` and editors can read it."""
    import opentimelineio as otio

    fps = film.rate.fps.numerator / film.rate.fps.denominator

    def span(start: int, end: int) -> Any:
        return otio.opentime.TimeRange(
            otio.opentime.RationalTime(start, fps), otio.opentime.RationalTime(end - start, fps)
        )

    timeline = otio.schema.Timeline(film.title, global_start_time=otio.opentime.RationalTime(film.start.frame, fps))
    timeline.metadata[_KEY] = {"name": film.name, "rate": film.rate.name, "logline": film.logline}
    track = otio.schema.Track("picture", kind=otio.schema.TrackKind.Video)
    media = otio.schema.ExternalReference(film.picture_mp4.name, span(0, film.frames))
    for shot in film.shots:
        clip = otio.schema.Clip(shot.name, media, span(shot.start, shot.end))
        clip.metadata[_KEY] = {"note": shot.note}
        track.append(clip)
    for line in film.lines:
        track.markers.append(
            otio.schema.Marker(line.text, span(line.start, line.end), color="GREEN", metadata={_KEY: {"who": line.who}})
        )
    for event in film.events:
        track.markers.append(
            otio.schema.Marker(
                event.label, span(event.frame, event.frame), color="RED", metadata={_KEY: {"kind": event.kind}}
            )
        )
    timeline.tracks.append(track)
    otio.adapters.write_to_file(timeline, str(path))


def _named_rate(fps: float, path: Path) -> str:
    """The name of a rate that a timeline gives as a float (23.976, 23.98 and 23.976023976 are one rate)."""
    for name in ("23.976", "24", "25", "30", "50", "60"):
        if abs(float(Rate(name).fps) - fps) < 0.005:
            return name
    for kind in ("29.97", "59.94"):
        if abs(float(Rate(kind + "df").fps) - fps) < 0.005:
            raise FilmScoreError(
                f"{path} runs at {kind}, and a timeline does not say whether its labels drop. "
                f"Ask the editor, then read it with rate='{kind}df' or rate='{kind}ndf'."
            )
    raise FilmScoreError(f"{path} runs at {fps:g} frames a second, which is no rate of film or video known here.")


def _check_timeline(film: Film) -> None:
    """A timeline is usable when its shots follow each other without gaps and everything lies inside."""

    def wrong(problem: str) -> FilmScoreError:
        return FilmScoreError(f"The timeline of {film.title!r} is damaged: {problem}. Nothing was changed.")

    if not film.shots:
        raise wrong("it has no shots")
    at = 0
    for shot in film.shots:
        if shot.start != at or shot.end <= shot.start:
            raise wrong(f"the shot {shot.name!r} runs from {shot.start} to {shot.end}, but the one before ends at {at}")
        at = shot.end
    if at != film.frames:
        raise wrong(f"its shots end at frame {at}, but the film has {film.frames}")
    spans: Sequence[tuple[str, int, int]] = [
        *((f"the line {line.text!r}", line.start, line.end) for line in film.lines),
        *((f"the event {event.label!r}", event.frame, event.frame + 1) for event in film.events),
    ]
    for what, start, end in spans:
        if not 0 <= start < end <= film.frames:
            raise wrong(f"{what} lies at {start} to {end}, outside frames 0 to {film.frames}")
