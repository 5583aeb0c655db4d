"""The player as a still: what a saved notebook shows where nothing can play.

It holds what the live player shows at rest: a frame of the film, the timeline, the mix. It is drawn at twice
the size it is shown at, on the light ground, and always alike.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..look import CUE, DIALOGUE, FAMILY, HIT, LIGHT, PICTURE_GROUND, SILENCE, SMALLEST_TEXT, rgb, tint
from .letters import write
from .page import SCALE, UNIT, WIDTH, Page, fitting, picture, wide
from .scene import Choice, grid

if TYPE_CHECKING:
    from PIL.Image import Image

    from ..picture.film import Film
    from .cue_player import CuePlayer

MARGIN = 12
PICTURE_WIDTH = 480  # px, as shown
GUTTER = 52
ROW = 28

#: lanes of the timeline, top to bottom, with their heights
LANES = {"Time": 24, "Shots": 28, "Lines": 28, "Hits": 28, "Music": 28, "Bars": 24}


def still(player: CuePlayer) -> bytes:
    """A JPEG of the player at rest, `WIDTH` pixels wide at twice that resolution.

    The frame of the film is its still of the shot with the first must-hit, or of a sketch's first note; without a still
    there is a slate with the title.
    """
    first, last = player._span
    choices = player._at_rest()
    page = PlayerPage(player.film, choices, first, last, player._title)
    return page.draw()


class PlayerPage(Page):
    """The sheet of one player, with what is drawn on it."""

    def __init__(self, film: Film, choices: tuple[Choice, ...], first: int, last: int, title: str) -> None:
        self.film, self.choices, self.choice = film, choices, choices[0]
        self.first, self.last, self.title = first, last, title
        self.picture_height = round(PICTURE_WIDTH * 480 / 854)
        self.top = 40 + self.picture_height + MARGIN
        self.lanes = {name: height for name, height in LANES.items() if self.used(name)}
        super().__init__(self.top + sum(self.lanes.values()) + MARGIN)

    def draw(self) -> bytes:
        self.head(self.title, " · ".join(choice.label for choice in self.choices), margin=MARGIN)
        self.mix()
        self.timeline()
        return self.jpeg(self.picture(), MARGIN, 40)

    def used(self, lane: str) -> bool:
        """A lane that stays empty whatever music is chosen takes no room."""
        first, last = self.first, self.last
        spans: dict[str, list[tuple[float, float]]] = {
            "Lines": [(line.start, line.end) for line in self.film.lines],
            "Hits": [(hit.frame, hit.frame + 1) for choice in self.choices for hit in choice.hits],
            "Music": [
                *((e.start, e.end) for c in self.choices for e in c.entries),
                *((s.start, s.end) for c in self.choices for s in c.silences),
            ],
            "Bars": [(c.tempo.start, c.tempo.frame_at(c.tempo.beats)) for c in self.choices if c.tempo],
        }
        return lane not in spans or any(end > first and start < last for start, end in spans[lane])

    # ---- parts

    def picture(self) -> Image:
        # at rest it shows what it is about: the first frame the music must meet, or the first note of a sketch
        about = next(
            (hit.frame for hit in self.choice.hits if hit.must and self.first <= hit.frame < self.last),
            next((note for note in self.choice.notes if self.first <= note < self.last), self.first),
        )
        return picture(self.film.still(about), PICTURE_WIDTH, self.picture_height) or self.slate()

    def slate(self) -> Image:
        """What stands for a frame that has no still: the title and the place."""
        from PIL import Image, ImageDraw

        slate = Image.new("RGB", (PICTURE_WIDTH * SCALE, self.picture_height * SCALE), PICTURE_GROUND)
        pen, middle = ImageDraw.Draw(slate), PICTURE_WIDTH / 2
        for words, up in ((self.title, 25), (str(self.film.timecode(self.first)), -5)):
            at = (middle * SCALE, (self.picture_height / 2 - up) * SCALE)
            write(pen, at, fitting(words, 18, PICTURE_WIDTH - 32), 18 * SCALE, LIGHT["line"], "ma", 0)
        return slate

    def mix(self) -> None:
        left = MARGIN + PICTURE_WIDTH + MARGIN
        rows = [("Dialogue", DIALOGUE)] if self.film.guide.is_file() else []
        rows += [(name, FAMILY.get(family, LIGHT["quiet"])) for name, family in self.choice.faders]
        rows.append(("Master", LIGHT["quiet"]))
        room = self.picture_height // ROW
        if len(rows) > room:
            rows = [*rows[: room - 1], (f"and {len(rows) - room + 1} more", LIGHT["quiet"])]
        for index, (name, colour) in enumerate(rows):
            y = 40 + index * ROW
            self.box(left, y + 4, left + 4, y + ROW - 4, colour)
            self.text(left + 12, y + 7, name, 12, LIGHT["ink"], room=108)
            right = WIDTH - MARGIN
            self.box(left + 128, y + 13, right - 36, y + 15, LIGHT["line"])
            knob = left + 128 + (right - 36 - left - 128) * 48 / 54  # 0 dB on the fader
            self.disc(knob, y + 14, 5, colour)
            self.text(right, y + 7, "0 dB", SMALLEST_TEXT, LIGHT["quiet"], anchor="ra")

    def timeline(self) -> None:
        y = self.top
        left, right = MARGIN + GUTTER, WIDTH - MARGIN
        self.box(MARGIN, y, left, y + sum(self.lanes.values()), LIGHT["panel"])
        draw = {
            "Time": self.times,
            "Shots": self.shots,
            "Lines": self.lines,
            "Hits": self.hits,
            "Music": self.music,
            "Bars": self.bars,
        }
        for name, height in self.lanes.items():
            self.text(MARGIN + 8, y + height / 2 - 7, name, SMALLEST_TEXT, LIGHT["quiet"])
            draw[name](y, height)
            self.box(MARGIN, y, right, y + 0.5, LIGHT["line"])
            y += height
        self.box(MARGIN, y, right, y + 0.5, LIGHT["line"])
        for x in (MARGIN, left, right):
            self.box(x, self.top, x + 0.5, y, LIGHT["line"])
        self.box(left - 1, self.top, left + 1, y, LIGHT["ink"])  # the playhead, at rest

    def times(self, y: float, height: float) -> None:
        second = self.film.rate.base
        every = (
            next((s for s in (1, 2, 5, 10, 20, 30, 60, 120, 300, 600) if self.wide(s * second) >= 92), 1200) * second
        )
        origin = self.film.start.frame
        for frame in range(-(-(origin + self.first) // every) * every - origin, self.last, every):
            x = self.x(frame)
            self.box(x, y, x + 0.5, y + height, LIGHT["line"])
            if self.wide(self.last - frame) > 80:
                self.text(x + 4, y + 5, str(self.film.timecode(frame)), SMALLEST_TEXT, LIGHT["quiet"])

    def shots(self, y: float, height: float) -> None:
        for shot in self.film.shots:
            if span := self.span(shot.start, shot.end):
                self.box(span[0], y, span[0] + 0.5, y + height, LIGHT["line"])
                self.text(span[0] + 5, y + 7, shot.name, SMALLEST_TEXT, LIGHT["ink"], room=span[1] - span[0] - 8)

    def lines(self, y: float, height: float) -> None:
        for line in self.film.lines:
            if span := self.span(line.start, line.end):
                fill = tint(DIALOGUE, LIGHT["ground"], 0.18)
                self.frame(span[0], y + 4, span[1], y + height - 4, fill, DIALOGUE, radius=9)
                room = span[1] - span[0] - 14
                who = line.who if wide(line.who, SMALLEST_TEXT) <= room else line.who[:1]
                self.text((span[0] + span[1]) / 2, y + 7, who, SMALLEST_TEXT, LIGHT["ink"], anchor="ma")

    def hits(self, y: float, height: float) -> None:
        hits = [h for h in self.choice.hits if self.first <= h.frame <= self.last]
        taken = self.x(self.first)
        for index, hit in enumerate(hits):
            x, middle = self.x(hit.frame), y + height / 2
            points = [(x, middle - 7), (x + 7, middle), (x, middle + 7), (x - 7, middle)]
            fill = HIT if hit.must else LIGHT["ground"]
            self.polygon(points, fill, HIT, thick=1.5)
            room = self.wide((hits[index + 1].frame if index + 1 < len(hits) else self.last) - hit.frame) - 22
            wish = wide(hit.label, SMALLEST_TEXT)
            before = wish > room and x - taken - 15 >= wish  # the next hit is too near: the label stands before its own
            if before:
                self.text(x - 11, y + 7, hit.label, SMALLEST_TEXT, LIGHT["ink"], anchor="ra")
            else:
                self.text(x + 11, y + 7, hit.label, SMALLEST_TEXT, LIGHT["ink"], room=room)
            taken = x + (8 if before else 11 + min(wish, max(room, 0)))

    def music(self, y: float, height: float) -> None:
        for silence in self.choice.silences:
            if span := self.span(silence.start, silence.end):
                self.hatch(span[0], y + 4, span[1], y + height - 4)
        for entry in self.choice.entries:
            if span := self.span(entry.start, entry.end):
                self.frame(span[0], y + 4, span[1], y + height - 4, tint(CUE, LIGHT["ground"], 0.18), CUE)
                self.box(span[0], y + 4, span[0] + 4, y + height - 4, CUE)
                self.text(span[0] + 9, y + 7, entry.id, SMALLEST_TEXT, LIGHT["ink"], room=span[1] - span[0] - 14)
        for note in self.choice.notes:
            if self.first <= note < self.last:
                self.box(self.x(note), y + height - 9, self.x(note) + 2, y + height - 4, CUE)

    def bars(self, y: float, height: float) -> None:
        beats: list[dict[str, Any]] = (grid(self.choice.tempo) or {"beats": []})["beats"]
        firsts = [b for b in beats if b["beat"] == 1 and self.first <= b["frame"] < self.last]
        near = min((self.wide(b["frame"] - a["frame"]) for a, b in pairwise(firsts)), default=99)
        every = 1
        while near * every < 24:
            every *= 2
        for index, beat in enumerate(firsts):
            x = self.x(beat["frame"])
            self.box(x, y, x + 0.5, y + height, LIGHT["line"])
            if index % every == 0 and self.wide(self.last - beat["frame"]) > 18:
                self.text(x + 4, y + 5, str(beat["bar"]), SMALLEST_TEXT, LIGHT["ink"])

    # ---- tools

    def x(self, frame: float) -> float:
        return MARGIN + GUTTER + self.wide(frame - self.first)

    def wide(self, frames: float) -> float:
        return frames * (WIDTH - 2 * MARGIN - GUTTER) / (self.last - self.first)

    def span(self, start: int, end: int) -> tuple[float, float] | None:
        """Left and right of what is shown of a span, if any of it is."""
        start, end = max(start, self.first), min(end, self.last)
        return (self.x(start), self.x(end)) if end > start else None

    def hatch(self, left: float, top: float, right: float, bottom: float) -> None:
        from PIL import Image, ImageDraw

        size = (round((right - left) * UNIT), round((bottom - top) * UNIT))
        patch = Image.new("RGB", size, LIGHT["ground"])
        pen = ImageDraw.Draw(patch)
        for x in range(-size[1], size[0], 8 * UNIT):
            pen.line([(x, size[1]), (x + size[1], 0)], rgb(SILENCE), UNIT)
        pen.rectangle([0, 0, size[0] - 1, size[1] - 1], outline=rgb(SILENCE), width=UNIT)
        self.image.paste(patch, (round(left * UNIT), round(top * UNIT)))
