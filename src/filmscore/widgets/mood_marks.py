"""What the Mood harmoniser keeps: three versions and the scene beside them, looked at wherever they come from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.harmoniser import Ground, Light
from .marks import Mark, read_each
from .own_shelf import OwnShelf

VERSIONS = ("k1", "k2", "k3")  #: keys of the three cards
SCENE = "k4"
#: what may be said before a version is played, and that it was played without
SAID = ("", "darker", "brighter", "no telling", "skipped")
_MOST = 8
_LONGEST = 400


@dataclass(frozen=True)
class Tune:
    """Whose marks they are: a tune's, by all that makes it this one and no other."""

    name: str
    frames: int = 0

    @classmethod
    def of(cls, ground: Ground) -> Tune:
        """The tune of a ground, with its home and its boxes: chords for other boxes would fit no box here."""
        tune = ground.tune
        told = [
            tune.text,
            ground.tonic,
            str(ground.meter),
            str(tune.begins),
            [str(slot.beats) for slot in ground.slots],
        ]
        return cls(f"tune {hashlib.sha256(json.dumps(told).encode()).hexdigest()[:10]}")


class TuneShelf(OwnShelf):
    """Where the versions of one tune are kept. What is kept there of another tune is put aside, never written over."""

    WHOSE = "tune"


def version(key: str, light: Light, filled: bool = False) -> Mark:
    """A version as a mark."""
    return {
        "what": "version", "key": key, "filled": filled, "colour": light.colour, "chords": " ".join(light.chords),
        "yours": "", "loans": "", "pedal": light.pedal, "spacing": light.spacing, "register": light.register,
        "said": "", "said_of": "",
    }  # fmt: skip


def starting(ground: Ground, shot: str, tune_by: str, chords_by: str) -> list[Mark]:
    """What there is to begin with: version 1 plain, two empty cards, and the scene."""
    plain = ground.plain()
    made = [version(key, plain, filled=key == VERSIONS[0]) for key in VERSIONS]
    return [*made, {"what": "scene", "key": SCENE, "shot": shot, "tune_by": tune_by, "chords_by": chords_by,
                    "against": VERSIONS[0]}]  # fmt: skip


def cleaned(raw: Any, ground: Ground, given: list[Mark], players: tuple[str, ...]) -> tuple[list[Mark], list[str]]:
    """The four marks, those that make sense as they came and the others as they were given; and what was wrong."""
    found, wrong = read_each(raw, _MOST, "version", lambda one, _: _mark(one, ground, players))
    by_key = {mark["key"]: mark for mark in found}
    marks = []
    for mark in given:
        kept = by_key.get(mark["key"])
        marks.append(kept if kept is not None and kept["what"] == mark["what"] else dict(mark))
    if not marks[0]["filled"]:
        marks[0] = {**marks[0], "filled": True}
    scene = marks[-1]
    if not next(mark["filled"] for mark in marks if mark["key"] == scene["against"]):
        marks[-1] = {**scene, "against": VERSIONS[0]}
    return marks, wrong


def _mark(one: Any, ground: Ground, players: tuple[str, ...]) -> Mark:
    what = one.get("what") if isinstance(one, Mapping) else None
    if what == "scene":
        shot, against = _text(one.get("shot")), one.get("against")
        if not shot or against not in VERSIONS:
            raise FilmScoreError(f"{shown(one)} is no scene")
        by = {name: one.get(name) for name in ("tune_by", "chords_by")}
        strange = next((who for who in by.values() if who not in players), None)
        if strange is not None:
            raise FilmScoreError(f"nobody of the name {shown(strange)} plays here")
        return {"what": what, "key": SCENE, "shot": shot, **by, "against": against}
    if what != "version" or one.get("key") not in VERSIONS:
        raise FilmScoreError(f"{shown(one)} is no version")
    light = ground.read(
        one.get("colour"), _text(one.get("chords")).split(), one.get("pedal"), one.get("spacing"), one.get("register")
    )
    said = one.get("said")
    return {
        **version(one["key"], light, one.get("filled") is True),
        "yours": _boxes(one.get("yours"), len(ground.slots)),
        "loans": _loans(one.get("loans"), ground),
        "said": said if said in SAID else "",
        "said_of": _text(one.get("said_of")) if said in SAID[1:] else "",
    }


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")[: _LONGEST * 4]


def _boxes(value: Any, count: int) -> str:
    found = {int(word) for word in _text(value).split() if word.isdecimal() and int(word) < count}
    return " ".join(map(str, sorted(found)))


def _loans(value: Any, ground: Ground) -> str:
    found = []
    for word in _text(value).split():
        numeral, _, box = word.rpartition(":")
        if numeral in ground.loans and box.isdecimal() and int(box) < len(ground.slots):
            found.append(f"{numeral}:{int(box)}")
    return " ".join(found)


def to_light(mark: Mark) -> Light:
    """What a version's mark stands for."""
    return Light(mark["colour"], tuple(mark["chords"].split()), mark["pedal"], mark["spacing"], mark["register"])


def filled(marks: list[Mark]) -> dict[str, Light]:
    """The versions there are, by the numbers of their cards."""
    return {mark["key"][1:]: to_light(mark) for mark in marks if mark["what"] == "version" and mark["filled"]}


def sounding(mark: Mark) -> str:
    """All of a version that is heard, as one text; as in the page."""
    return "|".join((mark["chords"], mark["pedal"], mark["spacing"], str(mark["register"])))
