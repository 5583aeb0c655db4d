"""Edit decision lists (CMX 3600): the plain text in which editors have handed over a cut since the 1970s.

OpenTimelineIO reads them. Two things it does not do, and a course must: an EDL does not say its frame rate, so the
rate is asked for; and labels that cannot exist at that rate are refused here, by line, before anything is counted.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import FilmScoreError
from .timecode import Rate, RateLike, Timecode

if TYPE_CHECKING:
    from opentimelineio.schema import Timeline

_LABEL = re.compile(r"\b\d{2}:\d{2}:\d{2}[:;.]\d{2}\b")
_RECORD_IN = 2  # of the four labels of an event: source in, source out, record in, record out


def read_edl(path: Path, rate: RateLike | None) -> Timeline:
    """Read an EDL; its earliest record-in label becomes the timeline's start.

    Parameters
    ----------
    path : Path
    rate : Rate or its name

    Raises
    ------
    FilmScoreError
        The rate is missing or contradicts the list's own ``FCM`` line, a label does not exist, or there is no event.
    """
    import opentimelineio as otio

    text = path.read_text(encoding="utf-8", errors="replace")
    drop = re.search(r"^FCM:\s*(NON[- ])?DROP", text, re.MULTILINE | re.IGNORECASE)
    if rate is None:
        kind = "'29.97df'" if drop and not drop[1] else "'24' or '25'"
        raise FilmScoreError(
            f"{path.name} is an EDL and does not say its frame rate. Ask the editor, then give it: rate={kind}. "
            "With 25 for 24 every label after the first second would name another frame."
        )
    its_rate = Rate(rate)
    if drop and bool(drop[1]) == its_rate.drop:
        says = "non-drop-frame" if drop[1] else "drop-frame"
        raise FilmScoreError(f"{path.name} says that its labels are {says} ({drop[0]}), so its rate is not {its_rate}.")
    lines, origin = [], None
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\d+\s", line):
            labels = [_exists(label, its_rate, path, number) for label in _LABEL.findall(line)]
            if len(labels) == 4 and (origin is None or labels[_RECORD_IN].frame < origin.frame):
                origin = labels[_RECORD_IN]
            for old, label in zip(_LABEL.findall(line), labels, strict=True):
                line = line.replace(old, str(label))
        lines.append(line)
    if origin is None:
        raise FilmScoreError(f"{path.name} holds no event, such as: 001  REEL  V  C  00:00:00:00 00:00:05:00 …")
    fps = its_rate.fps.numerator / its_rate.fps.denominator
    timeline = otio.adapters.read_from_string("\n".join(lines), "cmx_3600", rate=fps, ignore_timecode_mismatch=True)
    timeline.global_start_time = otio.opentime.RationalTime(origin.frame, fps)
    return timeline


def _exists(label: str, rate: Rate, path: Path, line: int) -> Timecode:
    """A label as a timecode; with the separator of its rate, whichever the list uses."""
    try:
        return Timecode(label[:8] + (";" if rate.drop else ":") + label[9:], rate)
    except FilmScoreError as error:
        raise FilmScoreError(f"{path.name}, line {line}: {error}") from None
