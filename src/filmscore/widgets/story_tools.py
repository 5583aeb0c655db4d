"""What the page needs in order to put a transformation on the stack: its name, what is known of it, and its fields."""

from __future__ import annotations

from typing import Any

from ..look import FAMILY
from ..music.lineage import TRANSFORMATIONS

Field = dict[str, Any]


def _number(name: str, label: str, value: int, low: int, high: int) -> Field:
    return {"name": name, "label": label, "kind": "number", "value": value, "low": low, "high": high}


def _choice(name: str, label: str, value: str | int, *options: tuple[str | int, str]) -> Field:
    return {"name": name, "label": label, "kind": "choice", "value": value, "options": [list(one) for one in options]}


def _text(name: str, label: str, value: str, hint: str, *, needed: bool = False, many: bool = False) -> Field:
    kind = "list" if many else "text"
    return {"name": name, "label": label, "kind": kind, "value": value, "hint": hint, "needed": needed}


_KEY = _text("key", "In the key of", "", "D, or d for D minor; empty: semitone by semitone")
_AXIS = _text("axis", "About", "", "a note, D4; empty: its first note")
_RATIOS = ((2, "twice"), ("3/2", "one and a half times"), (3, "three times"), (4, "four times"))
_INTERVALS = tuple(
    (f"{sign}{name}", f"{words} {way}")
    for sign, way in (("", "up"), ("-", "down"))
    for name, words in (
        ("m2", "a semitone"), ("M2", "a tone"), ("m3", "a minor third"), ("M3", "a major third"), ("P4", "a fourth"),
        ("A4", "a tritone"), ("P5", "a fifth"), ("m6", "a minor sixth"), ("M6", "a major sixth"),
    )
)  # fmt: skip
_MOVED = (("M2", "a tone higher"), ("m2", "a semitone higher"), ("m3", "a minor third higher"),
          ("-M2", "a tone lower"), ("-m2", "a semitone lower"), ("-m3", "a minor third lower"))  # fmt: skip

#: the fields of each transformation; one that is not here needs nothing to be said
_FIELDS: dict[str, tuple[Field, ...]] = {
    "transpose": (_choice("interval", "By", "P5", *_INTERVALS),),
    "transpose_in": (_text("key", "In the key of", "", "D, or d for D minor", needed=True),
                     _number("steps", "Steps", 2, -7, 7)),
    "to_mode": (_choice("mode", "To", "minor", ("minor", "minor"), ("major", "major")),
                _text("key", "From the key of", "", "D; empty: the motif's own")),
    "invert": (_KEY, _AXIS),
    "retrograde": (_choice("what", "Of", "both", ("both", "pitches and rhythm"), ("pitch", "pitches alone"),
                           ("rhythm", "rhythm alone")),),
    "retrograde_inversion": (_KEY, _AXIS),
    "augment": (_choice("n", "As long", 2, *_RATIOS),),
    "diminish": (_choice("n", "As fast", 2, *_RATIOS),),
    "in_meter": (_choice("meter", "To", "3/4", *((m, m) for m in ("3/4", "4/4", "2/4", "6/8", "5/4", "7/8"))),),
    "with_rhythm": (_text("rhythm", "Beats, note by note", "", "1 1/2 1/2 2", needed=True, many=True),),
    "head": (_number("n", "Notes", 3, 1, 64),),
    "tail": (_number("n", "Notes", 3, 1, 64),),
    "cell": (_number("first", "From note", 2, 1, 64), _number("last", "to note", 3, 1, 64)),
    "truncate": (_choice("beats", "After beats", 2, *((n, str(n)) for n in ("1/2", 1, "3/2", 2, 3, 4, 6, 8))),),
    "sequence": (_number("times", "Times", 3, 2, 8), _choice("step", "Each", "M2", *_MOVED),
                 _text("key", "In the key of", "", "D; empty: the exact interval")),
    "expand": (_choice("by", "Every step by", 1, (1, "1 semitone"), (2, "2 semitones"), (3, "3 semitones")),),
    "contract": (_choice("by", "Every step by", 1, (1, "1 semitone"), (2, "2 semitones"), (3, "3 semitones")),),
    "register": (_choice("octaves", "Octaves", -1, (2, "2 up"), (1, "1 up"), (-1, "1 down"), (-2, "2 down")),),
    "ostinato": (_number("times", "Times", 4, 2, 16),),
    "harmonise": (_text("chords", "Chords", "", "Dm Gm A7 Dm", needed=True),),
    "against": (_text("other", "The other", "", "C5:2 D5; or the name of a motif of this plan", needed=True),
                _number("offset", "Enters after beats", 0, 0, 16)),
}  # fmt: skip


def tools(without: tuple[str, ...] = ("played_by",)) -> list[dict[str, Any]]:
    """All transformations for the menu; who plays is asked apart."""
    return [
        {
            "name": one.name,
            "title": one.title,
            "told": one.told,
            "keeps": one.keeps,
            "gives_up": one.gives_up,
            "reading": one.reading,
            "recognised": one.recognised,
            "bare": list(one.bare),
            "fields": [dict(field) for field in _FIELDS.get(one.name, ())],
        }
        for one in TRANSFORMATIONS.values()
        if one.name not in without
    ]


def players() -> list[dict[str, Any]]:
    """Who can play in the page."""
    from ..sound.note_bank import INSTRUMENTS

    return [
        {"id": one.id, "name": one.name, "family": one.family if one.family in FAMILY else "keys"}
        for one in INSTRUMENTS
    ]
