"""06.7: a motif for Jon, and the hum test."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.cues.first_bloom.theme import THEME
from ....music.motif import Motif
from . import measure
from .asking import HUM, Ask, count, fields, key_of, long, motif_of, notes, settle, ways
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
_TO_TWELVE = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: str(number) for number, word in enumerate(re.split(" ", _TO_TWELVE))} | {
    "a": "1", "an": "1", "fifteen": "15", "eighteen": "18", "twenty": "20", "thirty": "30", "forty": "40",
    "fifty": "50", "sixty": "60", "ninety": "90",
}  # fmt: skip
_HALF = r"(?:hour|minute|day)"
#: how one says a time, and how it is counted; in this order
_SAID = (
    (r"\b(?:overnight|over night|all night|a (?:whole )?night|the (?:whole )?night)\b", "1 night"),
    (r"\b(?:about|nearly|almost|at least|some|whole|full|good)\b", " "),
    (r"\b(?:a )?quarter (?:of an )?hour\b", "15 minutes"),
    (r"\bthree quarters of an hour\b", "45 minutes"),
    (rf"(\S+) ({_HALF})s? and a half\b", r"\1 \2 0.5 \2"),
    (rf"(\S+) and a half ({_HALF})s?\b", r"\1 \2 0.5 \2"),
    (r"\b(?:a )?half(?: of)?(?: an?)?\b", "0.5"),
)
#: of a range, the shorter: 10 to 15 minutes, an hour or two
_RANGE = r"(\d+(?:\.\d+)?(?: (?:hour|minute|day)s?)?)\s*(?:-|–|to|or)\s*\d+(?:\.\d+)?"


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
        f"You sang it {measure.named(moved)} {'higher' if moved > 0 else 'lower'}: nobody remembers a key, and nobody "
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
        raise FilmScoreError(f"“waited” is a number of minutes, such as 20, not {shown(value)}.")
    if isinstance(value, int | float | Fraction) and 0 <= value < 10**7:
        return Fraction(value)
    if isinstance(value, str):
        text = re.sub(r"(\d*)\s*½", lambda half: f"{half[1] or 0}.5", value[:60].casefold().replace(",", "."))
        text = re.sub(r"\bhalf-an?-", "half a ", re.sub(r"(?<=ty)-", " ", text))  # twenty-five, half-an-hour
        for said, counted in _SAID:
            text = re.sub(said, counted, text)
        text = re.sub(r"[a-z]+", lambda word: _NUMBERS.get(word[0], word[0]), text)
        text = re.sub(_RANGE, r"\1", text)
        parts = re.findall(r"(\d+(?:\.\d+)?)\s*([a-z]*)", text)
        units = [unit.rstrip("s") or ("s" if unit else "min") for _, unit in parts]
        if (
            parts
            and ":" not in text
            and text.strip()[0] not in "-−"
            and all(u in _UNITS for u in units)
            and all(len(n) < 8 for n, _ in parts)
        ):
            return sum((Fraction(n) * _UNITS[u] for (n, _), u in zip(parts, units, strict=True)), Fraction(0))
    raise FilmScoreError(f"“waited” is a number of minutes, such as 20, not {shown(value, 40)}.")


def _told(minutes: Fraction) -> str:
    if minutes >= 120:
        return f"{count(Fraction(round(minutes / 30), 2))} hours"
    return f"{float(minutes):.0f} minutes"


def _waited(minutes: Fraction) -> Ask | None:
    if minutes >= WAIT:
        return None
    told = (
        "at once" if minutes == 0 else f"after {math.floor(minutes * 100) / 100:g} minute{'' if minutes == 1 else 's'}"
    )
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
            f"{lines}The rhythm came back and so did the line. Between notes {at + 1} and {at + 2} you wrote "
            f"{measure.named(a)} and sang {measure.named(b)}. Your ear has mended something. Which of the two is "
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
