"""The motifs of the Motif bench as they are kept: one mark for each, looked at piece by piece, and as `Motif` values.

A mark holds a motif's notes as text, with where the first of them lies on the grid; so a bench with no notes yet can be
kept as well, and a person can read the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.motif import Motif
from .marks import Mark, read_each

MOST_MOTIFS, MOST_NOTES, MOST_BARS = 24, 64, 16  #: as in the page
LONGEST_NAME, LONGEST_TEXT = 40, 400  #: characters, as in the page
SLOWEST, FASTEST = 30, 240  #: quarters a minute, as in the page
LOWEST, HIGHEST = 24, 103  #: MIDI, as in the page: C1 to G7
_TICKS = 10080  # of a quarter: lengths that are no multiple of it cannot be drawn
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_METER = re.compile(r"([1-9]|1[0-9]|2[0-4])/(1|2|4|8|16)")
_TONALITY = re.compile(r"([A-Ga-g])(#|♯|b|♭|-|)(?: (major|minor))?")
_ASCII = str.maketrans({"♯": "#", "♭": "b"})


@dataclass(frozen=True)
class Bench:
    """Whose motifs these are: a film's, or nobody's in particular."""

    name: str = ""
    frames: int = 0


def bar_of(meter: str) -> Fraction:
    """Length of a bar in quarters; of no meter that can be drawn, an error."""
    match = _METER.fullmatch(meter) if isinstance(meter, str) else None
    bar = Fraction(4 * int(match[1]), int(match[2])) if match else Fraction(0)
    if not 0 < bar <= 12:
        raise FilmScoreError(f"The meter {shown(meter)} cannot be drawn: write beats in a bar and their value, '3/4'.")
    return bar


def tonality(key: Any) -> str:
    """A key as marks hold it, ``"D"`` or ``"d"``; empty for none."""
    if key is None or key == "":
        return ""
    match = _TONALITY.fullmatch(key.strip()) if isinstance(key, str) else None
    if match is None:
        raise FilmScoreError(f"{shown(key)} is no key: 'D' is D major, 'd' or 'D minor' is D minor.")
    minor = match[3] == "minor" if match[3] else match[1].islower()
    letter = match[1].lower() if minor else match[1].upper()
    sign = match[2].translate(_ASCII).replace("-", "b")
    fifths = "FCGDAEB".index(letter.upper()) - 1 + 7 * {"": 0, "#": 1, "b": -1}[sign] - (3 if minor else 0)
    if abs(fifths) > 7:
        raise FilmScoreError(f"{shown(key)} would need {abs(fifths)} signs; nobody writes that key.")
    return letter + sign


def blank(number: int, meter: str, bars: int, key: str) -> Mark:
    """A motif with no notes yet."""
    return {
        "what": "motif", "key": f"k{number}", "name": f"Motif {number}", "stands": "", "notes": "", "at": "0",
        "pickup": False, "bars": bars, "meter": meter, "tonality": key, "player": "piano", "bpm": 96,
    }  # fmt: skip


def from_motif(name: str, motif: Motif, number: int, meter: str, bars: int, key: str) -> Mark:
    """The mark of a motif; one that begins in the second half of a bar gets a pickup bar to lie in."""
    if not motif.pitches:
        raise FilmScoreError(f"The motif {shown(name)} has no notes.")
    meter = motif.meter or meter
    bar = bar_of(meter)
    notes, silence = _written(motif)
    at = (motif.begins - 1 + silence) % bar
    mark = {
        **blank(number, meter, bars, tonality(motif.key) or key),
        "name": name,
        "notes": notes,
        "at": str(at),
        "pickup": at > 0 and at >= bar / 2,
        "player": _player(getattr(motif, "player", None)),
    }
    try:
        made = _mark(mark, [])
    except FilmScoreError as error:
        raise FilmScoreError(f"The motif {shown(name)} cannot lie on the bench: {error}") from None
    return {"what": "motif", "key": f"k{number}", **made}


def _written(motif: Motif) -> tuple[str, Fraction]:
    """Its notes as the page writes them, and the rest before the first, which only moves it; one at the end is none."""
    words: list[str] = []
    silence = Fraction(0)
    for pitch, beats in zip(motif.names, motif.durations, strict=True):
        if pitch is None and not words:
            silence += beats
        else:
            words.append((pitch or "R").translate(_ASCII).replace("𝄪", "##") + ("" if beats == 1 else f":{beats}"))
    while words[-1].startswith("R"):
        words.pop()
    return " ".join(words), silence


def cleaned(raw: Any, _: Any) -> tuple[list[Mark], list[str]]:
    """Marks that make sense, and of the others what is wrong with them."""
    return read_each(
        raw,
        MOST_MOTIFS,
        "motif",
        lambda one, before: {"what": "motif", **_mark(one, [mark["name"] for mark in before])},
    )


def _mark(one: Any, taken: list[str]) -> Mark:
    if not isinstance(one, Mapping) or one.get("what") != "motif":
        raise FilmScoreError(f"a motif is wanted, not {shown(one)}")
    meter = one.get("meter")
    bar = bar_of(meter)  # type: ignore[arg-type]
    at = _at(one.get("at"))
    notes = _text(one.get("notes"), 2000).strip()
    pickup = one.get("pickup") is True
    end = at
    if notes:
        motif = Motif(notes)
        if len(motif.pitches) > MOST_NOTES:
            raise FilmScoreError(f"it has {len(motif.pitches)} notes; a bench holds {MOST_NOTES}, a motif a handful")
        if any(not LOWEST <= pitch <= HIGHEST for pitch in motif.midi):
            raise FilmScoreError("it leaves the bench, which goes from C1 to G7: choose another octave")
        odd = next((beats for beats in motif.durations if _TICKS % beats.denominator), None)
        if odd is not None:
            raise FilmScoreError(f"a length of {odd} cannot be drawn: write halves, thirds or quarters of a beat")
        notes, silence = _written(motif)
        at += silence
        end = at + Motif(notes).beats
    needed = max(1, -(-end // bar) - (1 if pickup else 0))
    if needed > MOST_BARS:
        raise FilmScoreError(f"it takes {needed} bars; the bench has {MOST_BARS}, and a motif is two at most")
    bars = one.get("bars")
    bpm = one.get("bpm")
    return {
        "name": _free(_text(one.get("name"), LONGEST_NAME).strip() or "Motif", taken),
        "stands": _text(one.get("stands"), LONGEST_TEXT),
        "notes": notes,
        "at": str(at) if notes else "0",
        "pickup": pickup,
        "bars": max(bars if type(bars) is int and 1 <= bars <= MOST_BARS else 2, needed),
        "meter": meter,
        "tonality": _tonality(one.get("tonality")),
        "player": _player(one.get("player")),
        "bpm": bpm if type(bpm) in (int, float) and SLOWEST <= bpm <= FASTEST else 96,  # type: ignore[operator]
    }


def _at(value: Any) -> Fraction:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,3}(/\d{1,5})?", value) or value.endswith("/0"):
        raise FilmScoreError(f"the place of its first note is a fraction of a beat, not {shown(value)}")
    at = Fraction(value)
    if _TICKS % at.denominator:
        raise FilmScoreError(f"its first note cannot be drawn at beat {at}")
    return at


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str):
        return ""
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a pair cannot be sent or written
    return _BREAKS.sub(" ", whole)[:most]


def _tonality(value: Any) -> str:
    try:
        return tonality(value)
    except FilmScoreError:
        return ""


def _player(value: Any) -> str:
    from ..sound.note_bank import instrument

    try:
        return instrument(value).id
    except FilmScoreError:
        return "piano"


def _free(name: str, taken: list[str]) -> str:
    return next(n for n in (name, *(f"{name} {i}" for i in range(2, MOST_MOTIFS + 2))) if n not in taken)


# ---- as motifs


def begins(mark: Mark) -> Fraction:
    """The beat of its bar on which a motif begins, from 1, in quarters."""
    return Fraction(mark["at"]) % bar_of(mark["meter"]) + 1


def to_motif(mark: Mark) -> Motif:
    """The value a mark stands for."""
    return Motif(
        mark["notes"], key=mark["tonality"] or None, meter=mark["meter"], begins=begins(mark), name=mark["name"]
    )


def code(marks: list[Mark]) -> str:
    """The Python that makes them all, a dictionary; as the page writes it."""
    lines = [f"    {_quoted(mark['name'])}: {_code(mark)},\n" for mark in marks if mark["notes"]]
    return "{\n" + "".join(lines) + "}" if lines else "{}"


def _code(mark: Mark) -> str:
    on = begins(mark)
    more = [
        f"key={_quoted(mark['tonality'])}" if mark["tonality"] else "",
        f"meter={_quoted(mark['meter'])}",
        "" if on == 1 else f"begins={on}" if on.denominator == 1 else f"begins={_quoted(str(on))}",
        f"name={_quoted(mark['name'])}",
    ]
    return f"fs.Motif({', '.join([_quoted(mark['notes']), *filter(None, more)])})"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
