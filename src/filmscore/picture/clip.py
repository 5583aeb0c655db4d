"""A clip of the student's own, made into a film that the player can play.

The original is only read. Beside the notebook, in ``my-clips/``, lie a picture of the size the course works in, the
clip's sound, a still of each shot, and a timeline: what one of the course's films has. It is made once for each clip
and found again.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import chain, count, pairwise
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import numpy as np

from .. import work
from ..errors import FilmScoreError
from .cuts import Cuts, find_cuts
from .film import Event, Film, Shot, write_timeline
from .timecode import RateLike
from .video import Video, opened, read_time

CLIPS = "my-clips"
WIDTH, HEIGHT = 854, 480  # every film of the course has this size; bars fill what is over
LONGEST = 20 * 60  # seconds: the player holds a picture in memory, and a cue is never so long
SOUND_RATE = 48_000
BLOCK = 48_000  # samples written at a time: the Vorbis writer fails on very long pieces

#: degrees a telephone says it was held at, counter-clockwise -> what turns the picture upright
_UPRIGHT = {
    90: [("transpose", "cclock")],
    180: [("hflip", ""), ("vflip", "")],
    270: [("transpose", "clock")],
}


def film_from_video(path: str | Path, rate: RateLike | None, start: str | None, title: str | None) -> Film:
    """See `Film.from_video`."""
    path = Path(path)
    video = read_time(path, rate, start)
    seconds = float(video.frames / video.rate.fps)
    if seconds > LONGEST:
        raise FilmScoreError(
            f"{path.name} lasts {seconds / 60:.0f} minutes; the player takes {LONGEST // 60}. Export the scene you "
            "want to score by itself: spotting is done reel by reel."
        )
    folder = work.here() / CLIPS / _folder_name(video)
    if not (folder / "timeline.otio").is_file():
        _make(video, folder, title or path.stem)
    return Film.from_timeline(folder / "timeline.otio")


def _folder_name(video: Video) -> str:
    """A name that changes when the clip, or how it is read, does."""
    digest = hashlib.sha256(f"{video.rate} {video.start}".encode())
    with video.path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    plain = re.sub(r"[^a-z0-9]+", "-", video.path.stem.lower()).strip("-")[:40] or "clip"
    return f"{plain}-{digest.hexdigest()[:8]}"


def _make(video: Video, folder: Path, title: str) -> None:
    """Write a clip's folder: all of it, or nothing."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(mkdtemp(prefix=".making-", dir=folder.parent))
    except OSError as error:
        raise FilmScoreError(f"No room for the clip in {folder.parent}: {error.strerror or error}.") from error
    try:
        thumbs = _picture(video, half / "picture.mp4")
        _sound(video, half / "guide.ogg")
        film = _film(video, find_cuts(thumbs), folder, title)
        _stills(film, half)
        write_timeline(film, half / "timeline.otio")
        half.chmod(0o755)  # a temporary folder is for its owner alone
        _move(half, folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _move(half: Path, folder: Path) -> None:
    """Put the finished folder in its place; what lies there and is not whole is set aside."""
    try:
        if folder.exists() and not (folder / "timeline.otio").is_file():
            folder.rename(next(name for n in count(1) if not (name := Path(f"{folder}.aside-{n}")).exists()))
        half.replace(folder)
    except OSError as error:
        if (folder / "timeline.otio").is_file():
            return  # another kernel has made the same meanwhile
        raise FilmScoreError(f"The clip cannot be put into {folder}: {error.strerror or error}.") from error


def _film(video: Video, cuts: Cuts, folder: Path, title: str) -> Film:
    bounds = (0, *cuts.hard, video.frames)
    shots = [Shot(f"Shot {n}", a, b) for n, (a, b) in enumerate(pairwise(bounds), 1)]
    slow = [Event(a, "doubtful", f"slow change to {b}: a fade?") for a, b in cuts.doubtful]
    return Film(
        name=f"my-{folder.name}",
        title=title,
        rate=video.rate,
        frames=video.frames,
        start=video.start,
        shots=tuple(shots),
        events=tuple(slow),
        logline=video.note or "A clip of your own.",
        path=folder,
    )


def _frames(video: Video) -> Iterator[Any]:
    """The pictures of the film, one a frame, each of the course's size."""
    with opened(video.path) as box:
        stream = box.streams.video[0]
        stream.thread_type = "AUTO"
        at, sized = 0, None
        wanted = iter(video.shows)
        want = next(wanted)
        for number, sized in enumerate(_fit(box.decode(stream), stream)):
            while want == number:
                yield sized
                at += 1
                want = next(wanted, -1)
        if at < video.frames and (sized is None or video.frames - at > 2):
            raise FilmScoreError(
                f"{video.path.name} breaks off: {at} of its {video.frames} frames can be read. Export it again, or "
                "copy it again if it came over a network."
            )
        for _ in range(video.frames - at):  # a decoder may keep the last picture or two to itself
            yield sized


def _fit(pictures: Iterable[Any], stream: Any) -> Iterator[Any]:
    """Each picture through the filters; a deinterlacer gives the first when it has seen the second."""
    from av.error import BlockingIOError, EOFError

    graph = None
    for picture in chain(pictures, (None,)):
        if graph is None:
            if picture is None:
                return
            graph = _fitted(stream, picture)
        graph.push(picture)
        while True:
            try:
                yield graph.pull()
            except (BlockingIOError, EOFError):
                break


def _fitted(stream: Any, picture: Any) -> Any:
    """Turned upright, made progressive, scaled to fit, with bars where it is narrower or lower."""
    from av.filter import Graph

    graph = Graph()
    steps: list[tuple[str, str]] = []
    if picture.interlaced_frame:
        steps.append(("yadif", ""))
    steps += _UPRIGHT.get(picture.rotation % 360, [])
    fit = f"{WIDTH}:{HEIGHT}:force_original_aspect_ratio=decrease:force_divisible_by=2"
    steps += [("scale", "iw*max(sar\\,0.01):ih"), ("setsar", "1"), ("scale", fit), ("pad", f"{WIDTH}:{HEIGHT}:-1:-1")]
    steps.append(("format", "yuv420p"))
    last = graph.add_buffer(template=stream)
    for name, options in (*steps, ("buffersink", "")):
        node = graph.add(name, options) if options else graph.add(name)
        last.link_to(node)
        last = node
    graph.configure()
    return graph


def _picture(video: Video, path: Path) -> Any:
    """Write the picture, without sound; every frame made small comes back, for finding the cuts."""
    import av

    thumbs = np.empty((video.frames, 18, 32, 3), np.uint8)
    with av.open(str(path), "w", options={"movflags": "+faststart"}) as box:
        stream = box.add_stream("libx264", rate=video.rate.fps)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.gop_size = video.rate.base  # a key frame each second: the player jumps about
        stream.options = {"crf": "23", "preset": "veryfast"}
        stream.time_base = 1 / video.rate.fps
        for n, frame in enumerate(_frames(video)):
            thumbs[n] = frame.reformat(width=32, height=18, format="rgb24").to_ndarray()
            out = frame.reformat(format="yuv420p")
            out.pts, out.time_base, out.pict_type = n, 1 / video.rate.fps, 0
            box.mux(stream.encode(out))
        box.mux(stream.encode(None))
    return thumbs


def _sound(video: Video, path: Path) -> None:
    """Write the clip's sound; its sample 0 is frame 0, and it is as long as the picture."""
    import soundfile

    total = round(video.frames / video.rate.fps * SOUND_RATE)
    with soundfile.SoundFile(path, "w", SOUND_RATE, 2, format="OGG", subtype="VORBIS") as out:
        left = total
        for block in _samples(video):
            for at in range(0, min(len(block), left), BLOCK):
                out.write(block[at : min(at + BLOCK, left)])
            left -= min(len(block), left)
            if not left:
                return
        while left:  # a clip without sound, or with sound that ends before the picture
            out.write(np.zeros((min(left, BLOCK), 2), np.float32))
            left -= min(left, BLOCK)


def _samples(video: Video) -> Iterator[Any]:
    """The sound from the first picture on, stereo float32."""
    from av.audio.resampler import AudioResampler

    with opened(video.path) as box:
        if not box.streams.audio:
            return
        stream = box.streams.audio[0]
        resampler = AudioResampler(format="flt", layout="stereo", rate=SOUND_RATE)
        skip: int | None = None
        for heard in box.decode(stream):
            if skip is None:  # sound that begins late is preceded by silence, early sound is cut
                begins = (heard.pts or 0) * heard.time_base if heard.time_base else 0
                skip = round((video.begins - begins) * SOUND_RATE)
                if skip < 0:
                    yield np.zeros((-skip, 2), np.float32)
                    skip = 0
            for piece in resampler.resample(heard):
                block = piece.to_ndarray().reshape(-1, 2)
                drop = min(skip, len(block))
                skip -= drop
                yield block[drop:]


def _stills(film: Film, folder: Path) -> None:
    """One picture of each shot, from its middle."""
    import av

    (folder / "stills").mkdir()
    middles = {(shot.start + shot.end) // 2: number for number, shot in enumerate(film.shots, 1)}
    with av.open(str(folder / "picture.mp4")) as box:
        for n, frame in enumerate(box.decode(video=0)):
            if n in middles:
                frame.to_image().save(folder / "stills" / f"{middles[n]:02d}.jpg", quality=85)
