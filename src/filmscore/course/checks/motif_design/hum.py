"""06.7: a motif for Jon, and the hum test."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.cues.first_bloom.theme import THEME
from ....music.motif import Motif
from . import measure
from .asking import HUM, Ask, fields, key_of, long, motif_of, notes, settle, ways
from .faults import pairs, problem

FORM = '{"written": "D4:2 …", "waited": 20, "sung": "D4:2 …"}'
#: minutes: less is remembering the sound, not the motif
WAIT = 10
#: what the course's own theme is called here
OURS = "the film's theme"
_UNITS: dict[str, int | Fraction] = {
    **dict.fromkeys(("second", "sec", "s"), Fraction(1, 60)),
    **dict.fromkeys(("minute", "min", "m"), 1),
    **dict.fromkeys(("hour", "h"), 60),
    "day": 1440,
    "night": 480,
}


def hum(answer: Any) -> str:
    """A motif apart from the film's own, that came back as it was written."""
    given = fields(answer, ("written", "waited", "sung"), FORM)
    written = motif_of(given["written"], "written")
    sung = motif_of(given["sung"], "sung")
    minutes = _minutes(given["waited"])
    quoting = {key_of(k): v for k, v in list(answer.items())[:20]}.get("quoting", "")
    settle([problem("written", written, quoting=quoting if isinstance(quoting, str) else "")])
    settle(pairs({"written": written, OURS: Motif(THEME.replace("|", " "))}))
    settle([_waited(minutes)])
    settle([_came_back(written, sung)])
    moved = sung.midi[0] - written.midi[0]
    key = (
        f"You sang it a {measure.size(moved)} {'higher' if moved > 0 else 'lower'}: nobody remembers a key, and nobody "
        "needs to. "
        if moved
        else ""
    )
    return (
        f"It came back after {_told(minutes)}: {notes(sung)}. {key}Its steps and its rhythm are what you wrote, and "
        f"beside {OURS} both are its own.\n\nThe check takes your word for it. The next test cannot be typed: sing it "
        "to somebody, talk about the weather, and ask for it."
    )


def _minutes(value: Any) -> Fraction:
    if isinstance(value, bool):
        raise FilmScoreError(f"“waited”: asked is a number of minutes, not {shown(value)}.")
    if isinstance(value, int | float | Fraction) and 0 <= value < 10**7:
        return Fraction(value)
    if isinstance(value, str):
        text = value[:60].casefold().replace(",", ".").replace("½", ".5")
        text = re.sub(r"\b(a|an|one|over)\b", "1", text)
        if found := re.search(r"(\d+(?:\.\d+)?)\s*([a-z]*)", text):
            unit = found[2].rstrip("s") or ("s" if found[2] == "s" else "min")
            if unit in _UNITS and len(found[1]) < 8:
                return Fraction(found[1]) * _UNITS[unit]
    raise FilmScoreError(f"“waited”: asked is a number of minutes, such as 20, not {shown(value, 40)}.")


def _told(minutes: Fraction) -> str:
    if minutes >= 120:
        return f"{float(minutes / 60):.0f} hours"
    return f"{float(minutes):.0f} minutes"


def _waited(minutes: Fraction) -> Ask | None:
    if minutes >= WAIT:
        return None
    told = "at once" if minutes == 0 else f"after {float(minutes):.2g} minute{'' if minutes == 1 else 's'}"
    return Ask(
        "nothing waited",
        f"You sang it {told}. By then the sound has hardly left your ears: that shows what you heard, not what you "
        f"keep. Put it away for {WAIT} minutes at least, with other music or talk in between, and sing it then.",
        HUM,
    )


def _came_back(written: Motif, sung: Motif) -> Ask | None:
    rhythm, line = measure.same_rhythm(written, sung), measure.same_line(written, sung)
    if rhythm and measure.same_steps(written, sung):
        return None
    lines = f"You wrote {notes(written)}, and sang {notes(sung)}. "
    if len(sung.pitches) != len(written.pitches):
        gone = len(written.pitches) - len(sung.pitches)
        few = f"{abs(gone)} note{'' if abs(gone) == 1 else 's'}"
        what = f"{few} did not come back" if gone > 0 else f"{few} came by {'itself' if gone == -1 else 'themselves'}"
        return Ask(
            "another number of notes came back",
            f"{lines}{what}. Was it missed? If the shorter one is whole, write that down as the "
            "motif, and test it again.",
            HUM,
        )
    if rhythm and line:
        at = next(i for i, (a, b) in enumerate(zip(written.intervals, sung.intervals, strict=True)) if a != b)
        a, b = written.intervals[at], sung.intervals[at]
        return Ask(
            "a step has changed",
            f"{lines}The rhythm came back and so did the line. Between notes {at + 1} and {at + 2} you wrote a "
            f"{measure.size(a)} and sang a {measure.size(b)}. Your ear has mended something. Which of the two is "
            "better? Write that one, and test it again.",
            HUM,
        )
    if rhythm:
        return Ask(
            "the line did not come back",
            f"{lines}The rhythm is all there; the line is another: {ways(written)} became {ways(sung)}. The rhythm is "
            "the motif already. Could the line be simpler, with one turn less?",
            HUM,
        )
    if line:
        return Ask(
            "the rhythm did not come back",
            f"{lines}The line is all there; the rhythm became {long(sung)}, from {long(written)}. Which of the two "
            "did your body want? Write that one, and test it again.",
            HUM,
        )
    return Ask(
        "something else came back",
        f"{lines}Neither the line nor the rhythm is the one you wrote. That is what the test is for. Is what you sang "
        "the better motif? If so, test that.",
        HUM,
    )


HINTS = (
    "Begin with the rhythm of a sentence he might say: “I forgot how.” Speak it, tap it, then give it pitches.",
    "The film's theme reaches up at once, short to long. Let his do something else first: stay, or fall.",
    "To write down what you sang without an ear for pitches: play your first note, sing on, and find the next note on "
    "the keys of fs.play by trying. The lengths you can tap.",
)
