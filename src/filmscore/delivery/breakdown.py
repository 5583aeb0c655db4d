"""What happens in a cue, frame by frame, in words: the rows of the timing notes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..picture.cue_list import hundredths, span
from ..picture.film import Shot
from ..picture.spotting import Cue, Spotting

#: things on one frame stand in this order
KINDS = ("music in", "shot", "cut", "line", "event", "may-hit", "must-hit", "music out")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something on one frame of the film: its kind, one of `KINDS`, and what happens."""

    frame: int
    kind: str
    words: str


def moments(spotting: Spotting, cue: Cue) -> list[Moment]:
    """All that happens from the first frame of a cue to the first frame after it, in order.

    A hit on the frame of an event takes its words over; what was going on when the music comes in stands on its
    first frame.
    """
    film = spotting.film
    start, end = span(cue)
    hits = [hit for hit in spotting.hits if start <= hit.frame < end]  # type: ignore[operator]
    met = {hit.frame for hit in hits}
    events: dict[int, list[str]] = {}
    for event in film.events:
        events.setdefault(event.frame, []).append(event.label)

    found = [Moment(start, "music in", cue.enters_on), Moment(end, "music out", cue.leaves_on)]
    for shot in film.shots:
        if start < shot.start < end:
            found.append(Moment(shot.start, "cut", _shot(shot)))
        elif shot.start <= start < shot.end:
            found.append(Moment(start, "cut" if shot.start == start and start else "shot", _shot(shot)))
    for line in film.lines:
        said = f"“{line.text}”"
        to_end = f"to {hundredths(Fraction(line.end - start) / film.rate.fps)}"
        until = to_end if line.end <= end else "goes on after the music"
        if start <= line.start < end:
            found.append(Moment(line.start, "line", f"{line.who}: {said} ({until})"))
        elif line.start < start < line.end:
            found.append(Moment(start, "line", f"{line.who} is speaking: {said} ({until})"))
    for frame, labels in events.items():
        if start <= frame < end and frame not in met:
            found += [Moment(frame, "event", label) for label in labels]
    for hit in hits:
        frame = int(hit.frame)  # type: ignore[arg-type]
        seen = "; ".join(events.get(frame, []))
        words = f"{hit.label}: {seen}" if seen and hit.label not in seen else seen or hit.label
        found.append(Moment(frame, "must-hit" if hit.must else "may-hit", words))
    return sorted(found, key=lambda moment: (moment.frame, KINDS.index(moment.kind)))


def _shot(shot: Shot) -> str:
    return f"{shot.name}. {shot.note}" if shot.note else shot.name
