"""A small film to test the player with: every frame carries its own number, every beat a click.

Bits of the frame number are squares along the top, dark or less dark (no flashes); a grey bar moves below. So a
screenshot, or a pixel read from the video, says which frame is really on screen.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from filmscore.picture.film import Event, Film, Line, Shot, write_timeline
from filmscore.picture.spotting import Cue, Hit, Spotting
from filmscore.picture.tempo import TempoMap
from filmscore.picture.timecode import Rate, Timecode

SAMPLE_RATE = 48_000
BITS = 10
WIDTH, HEIGHT, SQUARE = 320, 180, 32


def make_film(folder: Path, frames: int = 288, name: str = "test-film") -> Film:
    """Draw the film, its guide track and its timeline into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    film = Film(
        name=name,
        title="The Counter",
        rate=Rate("24"),
        frames=frames,
        start=Timecode("01:00:00:00", "24"),
        shots=(
            Shot("A bar", 0, frames // 2, "A grey bar crosses."),
            Shot("The bar, later", frames // 2, frames, "It has moved on."),
        ),
        lines=(Line(60, 108, "BAR", "I am on my way."),),
        events=(Event(96, "must", "the line ends"), Event(180, "soft", "a third is left")),
        logline="A bar crosses the screen.",
        path=folder,
    )
    write_timeline(film, folder / "timeline.otio")
    (folder / "description.md").write_text(
        "# The Counter\n\nA grey bar crosses a dark screen, once.\n", encoding="utf-8"
    )
    _video(folder / "picture.mp4", "libx264", {"crf": "20", "preset": "ultrafast", "bf": "0"}, frames)
    _video(
        folder / "picture.webm", "libvpx-vp9", {"crf": "30", "b": "0", "deadline": "realtime", "cpu-used": "8"}, frames
    )
    rng = np.random.default_rng(4)
    noise = rng.normal(0, 0.02, (frames * SAMPLE_RATE // 24, 2)).astype(np.float32)
    (folder / "guide.ogg").write_bytes(ogg(noise))
    return Film.from_timeline(folder / "timeline.otio")


def picture(frame: int, frames: int) -> np.ndarray:
    """One frame, (height, width, 3) uint8."""
    image = np.full((HEIGHT, WIDTH, 3), 40, np.uint8)
    for bit in range(BITS):
        image[:SQUARE, bit * SQUARE : (bit + 1) * SQUARE] = 150 if frame >> bit & 1 else 20
    at = round(frame / frames * (WIDTH - 20))
    image[90:150, at : at + 20] = 140
    return image


def _video(path: Path, codec: str, options: dict[str, str], frames: int) -> None:
    import av

    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=24, options={**options, "g": "24"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        stream.thread_count = 1
        for frame in range(frames):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture(frame, frames), format="rgb24")))
        out.mux(stream.encode())


def ogg(sound: np.ndarray) -> bytes:
    """Ogg Vorbis of float sound (n, 2)."""
    import soundfile

    data = io.BytesIO()
    with soundfile.SoundFile(data, "w", SAMPLE_RATE, 2, format="OGG", subtype="VORBIS") as file:
        for start in range(0, len(sound), SAMPLE_RATE):
            file.write(sound[start : start + SAMPLE_RATE])
    return data.getvalue()


@dataclass(frozen=True)
class Encoded:
    """A stem as it goes over the wire."""

    name: str
    family: str
    mime: str
    data: bytes


class Tones:
    """Stems that are told apart by pitch: one steady tone each, so that silence is silence."""

    def __init__(self, pitches: dict[str, tuple[str, float]], seconds: float, start: int = 0) -> None:
        self.pitches, self.seconds, self.start = pitches, seconds, start
        self.names = tuple(pitches)
        self.families = {name: family for name, (family, _) in pitches.items()}

    def encode(self) -> list[Encoded]:
        time = np.arange(round(self.seconds * SAMPLE_RATE)) / SAMPLE_RATE
        made = []
        for name, (family, pitch) in self.pitches.items():
            swell = 0.2 + 0.1 * np.sin(2 * np.pi * (0.2 + pitch / 4000) * time)
            sound = (swell * np.sin(2 * np.pi * pitch * time)).astype(np.float32)
            made.append(Encoded(name, family, "audio/ogg", ogg(np.stack([sound, sound], axis=1))))
        return made


TEMPO = TempoMap(start=48, rate="24").bars(2, "4/4", bpm=60).bars(1, "2/4")


def spotting(film: Film) -> Spotting:
    """One cue from frame 48 to the end, a must-hit on its second bar and a may-hit."""
    return Spotting(
        film,
        cues=[Cue("1m1", 48, film.frames, reason="so that there is something to hear")],
        hits=[Hit(96, "third beat"), Hit(144, "bar two"), Hit(180, "a third is left", must=False)],
    )


def musics() -> dict[str, Tones]:
    """Two musics with different stems."""
    return {
        "Low": Tones({"strings": ("strings", 220.0), "harp": ("keys", 440.0)}, 9.0, start=48),
        "High": Tones({"flute": ("woodwinds", 880.0)}, 9.0, start=48),
    }
