"""Last Parcel, version 2: the editor has taken the crates out and holds the dark one breath longer.

`CHANGES` is the one source: the timeline, the change list, the pictures and the sound of version 2 follow from it.
`python -m films.build last_parcel` encodes it from the frames that are kept for the film.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from filmscore.errors import FilmScoreError
from filmscore.picture.film import Event, Film, Line, Shot, write_timeline

from ..timeline import FILM as FIRST

FOLDER = FIRST.path / "version-2"


@dataclass(frozen=True)
class Change:
    """One change of the cut: half-open spans of frames in the old version and in the new one."""

    old_in: int
    old_out: int
    new_in: int
    new_out: int
    what: str
    note: str

    @property
    def longer(self) -> int:
        """By how many frames the film grows here (below 0: it loses them)."""
        return (self.new_out - self.new_in) - (self.old_out - self.old_in)


CHANGES = (
    Change(376, 424, 376, 376, "delete", "the crates go"),
    Change(900, 900, 852, 888, "insert", "darkness held before the phone"),
)
FRAMES = FIRST.frames + sum(change.longer for change in CHANGES)


def old_frame(new: int) -> int | None:
    """The frame of the film that a frame of version 2 shows; None where the picture is new.

    Examples
    --------
    >>> old_frame(375), old_frame(376), old_frame(860), old_frame(888)
    (375, 424, None, 900)
    """
    if not 0 <= new < FRAMES:
        raise FilmScoreError(f"version 2 has no frame {new}: it runs from 0 to {FRAMES - 1}")
    shift = 0
    for change in CHANGES:
        if new < change.new_in:
            break
        if new < change.new_out:
            return None
        shift -= change.longer
    return new + shift


def new_frame(old: int) -> int | None:
    """Where a frame of the film is in version 2; None if it was cut out.

    Examples
    --------
    >>> new_frame(375), new_frame(400), new_frame(495), new_frame(900), new_frame(1728)
    (375, None, 447, 888, 1716)
    """
    shift = 0
    for change in CHANGES:
        if old < change.old_in:
            break
        if old < change.old_out:
            return None
        shift += change.longer
    return old + shift


def _moved(frame: int) -> int:
    found = new_frame(frame)
    if found is None:
        raise FilmScoreError(f"frame {frame} of {FIRST.title} is not in version 2: it was cut out")
    return found


def _shots() -> tuple[Shot, ...]:
    """The shots as they are now: where frames went out of the middle of one, two are left."""
    rows = []
    for shot in FIRST.shots:
        gaps = [c for c in CHANGES if c.longer < 0 and shot.start < c.old_in and c.old_out < shot.end]
        edges = [shot.start, *(edge for gap in gaps for edge in (gap.old_in, gap.old_out)), shot.end]
        for part, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
            name = shot.name if part == 0 else f"{shot.name}, close"
            note = (
                shot.note
                if not gaps
                else ("She looks back: the guard is near.", "Close: she runs on; a light comes nearer.")[part]
            )
            rows.append(Shot(name, _moved(start), _moved(end - 1) + 1, note))
    return tuple(rows)


FILM = replace(
    FIRST,
    name="last-parcel-v2",
    title="Last Parcel, version 2",
    frames=FRAMES,
    shots=_shots(),
    lines=tuple(Line(_moved(line.start), _moved(line.end), line.who, line.text) for line in FIRST.lines),
    events=tuple(Event(_moved(e.frame), e.kind, e.label) for e in FIRST.events if new_frame(e.frame) is not None),
    path=FOLDER,
)
SHOTS = {n: (shot.start, shot.end) for n, shot in enumerate(FILM.shots, 1)}


def change_list() -> str:
    """The changes as an editor hands them over: frames and labels, old and new, as CSV."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(
        (
            "change",
            "old_in",
            "old_out",
            "new_in",
            "new_out",
            "frames",
            "old_in_tc",
            "old_out_tc",
            "new_in_tc",
            "new_out_tc",
            "what",
        )
    )
    for c in CHANGES:
        labels = [str(FIRST.start + f) for f in (c.old_in, c.old_out, c.new_in, c.new_out)]
        rows.writerow((c.what, c.old_in, c.old_out, c.new_in, c.new_out, f"{c.longer:+d}", *labels, c.note))
    return out.getvalue()


def edl(film: Film, source: Callable[[int], int | None]) -> str:
    """A film as a CMX 3600 list: reel R002 holds the picture as first cut, R002A what was drawn later.

    `source` gives the frame of reel R002 that a frame of the film shows, None for what is new.
    """
    lines, number = [f"TITLE: {film.title.upper()}", "FCM: NON-DROP FRAME", ""], 0
    for shot in film.shots:
        start = shot.start
        while start < shot.end:  # an event is a run of frames that follow each other in one source
            first, end = source(start), start + 1
            while end < shot.end and source(end) == (None if first is None else first + end - start):
                end += 1
            number += 1
            reel, begins = ("R002A", 0) if first is None else ("R002", first)
            codes = (film.start + f for f in (begins, begins + end - start, start, end))
            lines.append(f"{number:03d}  {reel:<8} V     C        " + " ".join(str(code) for code in codes))
            lines.append(f"* FROM CLIP NAME: {shot.name.upper()}")
            start = end
    return "\n".join(lines) + "\n"


def write(folder: Path = FOLDER) -> None:
    """Timeline and change list of version 2, and the EDL of both versions, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_timeline(FILM, folder / "timeline.otio")
    (folder / "changes.csv").write_text(change_list(), encoding="utf-8")
    (folder / "version-1.edl").write_text(edl(FIRST, lambda f: f), encoding="utf-8")
    (folder / "version-2.edl").write_text(edl(FILM, old_frame), encoding="utf-8")


def _added():
    from films.toolkit.render import Shot as Rendered

    return (Rendered("last_parcel", 12, 900, 936),)


def __getattr__(name: str):
    if name == "ADDED":  # the shots drawn for this version alone; named late, as drawing needs more than reading
        return _added()
    raise AttributeError(name)


def pieces() -> list:
    """The shots of version 2 as pieces to encode: runs of the kept shots, and the darkness drawn for it."""
    from films import last_parcel
    from films.toolkit.join import Piece
    from films.toolkit.render import cached, shots_of

    shots, (held,) = shots_of(last_parcel), _added()
    kept = {shot: cached(shot) for shot in (*shots, held)}
    made = []
    for shot in FILM.shots:
        runs, start = [], shot.start
        while start < shot.end:
            first, end = old_frame(start), start + 1
            while end < shot.end and old_frame(end) == (None if first is None else first + end - start):
                end += 1
            if first is None:
                runs.append((kept[held], 0, end - start))
            else:
                source = next(shot for shot in shots if shot.start <= first < shot.end)
                runs.append((kept[source], first - source.start, first - source.start + end - start))
            start = end
        made.append(Piece(tuple(runs)))
    return made
