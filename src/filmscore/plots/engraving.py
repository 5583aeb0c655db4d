"""Engraved music: what the engraver (Verovio, verovio.org) makes of a score, as a drawing that needs nothing else.

Measures are CSS pixels. Letters are outlines, ids come from the contents, colours are those of whoever shows the
drawing: the same music is the same drawing, byte for byte, on every machine.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ..errors import FilmScoreError
from .lettering import music_sign, outlines, width

STAFF = 34.0  #: from the lowest line of a staff to the highest
_FULL = 72.0  #: the same at the engraver's scale of 100
_HALF = 155.0  # half a note head in the units of the font
_TALL = 60_000  #: of the engraver's page: all systems stand on one
_ONE_AT_A_TIME = threading.Lock()  # the engraver keeps things between calls
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_PLACED = re.compile(r"translate\((-?[\d.]+),? (-?[\d.]+)\) scale\((-?[\d.]+)")


@dataclass(frozen=True)
class Staff:
    """A staff of a system: its number from the top, its highest and lowest line."""

    number: int
    top: float
    bottom: float


@dataclass(frozen=True)
class Drawing:
    """Engraved music as the inside of an SVG.

    Attributes
    ----------
    inside : str
        Elements that may be put into a ``<g>``.
    width, height : float
    systems : tuple of tuple of Staff
        From top to bottom.
    heads : dict
        Id of a note -> middle of its head, and where the note begins at the left (its accidental, if it has one) and
        ends at the right (its dots).
    rests : dict
        The same of the rests.
    times : tuple of (float, tuple of str, tuple of str)
        Quarter lengths from the beginning, ids of the notes that begin there, and of those that end.
    """

    inside: str = field(repr=False)
    width: float
    height: float
    systems: tuple[tuple[Staff, ...], ...]
    heads: dict[str, tuple[float, float, float, float]] = field(repr=False)
    rests: dict[str, tuple[float, float, float, float]] = field(default_factory=dict, repr=False)
    times: tuple[tuple[float, tuple[str, ...], tuple[str, ...]], ...] = field(default=(), repr=False)


def engrave(score: str, room: float, seed: int, *, staff: float = STAFF) -> Drawing:
    """Engrave a score.

    Parameters
    ----------
    score : str
        MEI or MusicXML.
    room : float
        The width that lines are broken to; a short line stays short.
    seed : int
        For the ids; it is part of them, so that several drawings can stand on one page.
    staff : float
        Height of a staff.

    Raises
    ------
    FilmScoreError
        If the engraver cannot read the score.
    """
    scale = staff / _FULL
    with _ONE_AT_A_TIME:
        svg, times = _drawn(score, room / scale, seed or 1)
    stamps = ((float(one["qstamp"]), _own(one.get("on", ()), seed), _own(one.get("off", ()), seed)) for one in times)
    return replace(_read(svg, scale, seed), times=tuple(stamps))


def _drawn(score: str, room: float, seed: int) -> tuple[str, Any]:
    """What the engraver draws, and when each note sounds."""
    import verovio

    verovio.enableLog(verovio.LOG_OFF)
    verovio.setDefaultResourcePath(str(Path(verovio.__file__).with_name("data")))  # else only the first thread has it
    tool = verovio.toolkit()
    tool.setOptions({
        "scale": 100, "pageWidth": max(round(room), 400), "pageHeight": _TALL, "adjustPageHeight": True,
        "adjustPageWidth": False, "breaks": "auto", "header": "none", "footer": "none", "xmlIdSeed": seed,
        "pageMarginLeft": 0, "pageMarginRight": 0, "pageMarginTop": 0, "pageMarginBottom": 0, "smuflTextFont": "none",
        "minLastJustification": 0.9, "spacingSystem": 6, "mnumInterval": 0, "condenseFirstPage": True,
        "justifyVertically": False, "font": "Leipzig", "lyricTopMinMargin": 3.0, "spacingLinear": 0.3,
        "spacingNonLinear": 0.55,
    })  # fmt: skip
    if not tool.loadData(score) or not tool.getPageCount():
        raise FilmScoreError("This music cannot be engraved: the engraver does not understand it.")
    times = tool.renderToTimemap({"includeRests": False, "includeMeasures": False})
    return tool.renderToSVG(1), json.loads(times) if isinstance(times, str) else times


def _own(ids: Any, seed: int) -> tuple[str, ...]:
    return tuple(f"{prefix(seed)}{one}" for one in ids)


def prefix(seed: int) -> str:
    """What the ids of a drawing begin with."""
    return f"e{seed:x}-"


def _read(svg: str, scale: float, seed: int) -> Drawing:
    """The engraver's drawing in our measures, its letters as outlines."""
    for space, address in (("", "http://www.w3.org/2000/svg"), ("xlink", "http://www.w3.org/1999/xlink")):
        ElementTree.register_namespace(space, address)
    root = ElementTree.fromstring(svg)
    page = next(one for one in root.iter(f"{_SVG}svg") if one.get("class") == "definition-scale")
    music = next(one for one in page if one.get("class") == "page-margin")
    _, _, wide, high = (float(n) for n in (page.get("viewBox") or "").split())
    down = float(re.findall(r"-?[\d.]+", music.get("transform") or "0 0")[1])
    unit = scale / 10  # CSS pixels in one of the engraver's
    found: dict[str, dict[str, tuple[float, float, float, float]]] = {"note": {}, "rest": {}, "mRest": {}}
    for one in music.iter(f"{_SVG}g"):
        kind = next((kind for kind in found if kind in (one.get("class") or "").split()), "")
        place = _head(one) if kind and one.get("id") else None
        if place:
            x, y, left, end = place
            found[kind][f"{prefix(seed)}{one.get('id')}"] = (x * unit, (y + down) * unit, left * unit, end * unit)
    systems = []
    right = 0.0
    for system in (one for one in music.iter(f"{_SVG}g") if one.get("class") == "system"):
        staves: dict[int, Staff] = {}
        for measure in (one for one in system.iter(f"{_SVG}g") if one.get("class") == "measure"):
            for number, staff in enumerate(one for one in measure if (one.get("class") or "").startswith("staff")):
                drawn = [re.findall(r"-?[\d.]+", p.get("d") or "") for p in staff if p.tag == f"{_SVG}path"]
                if drawn:
                    right = max(right, *(float(n[2]) for n in drawn))
                    staves.setdefault(number, Staff(number, (float(drawn[0][1]) + down) * unit,
                                                    (float(drawn[-1][1]) + down) * unit))  # fmt: skip
        systems.append(tuple(staves.values()))
    _letters(music)
    for one in [*root.iter()]:
        if one.get("id"):
            one.set("id", f"{prefix(seed)}{one.get('id')}")
        if one.get(_HREF):
            one.set("href", f"#{prefix(seed)}{(one.get(_HREF) or '')[1:]}")
            del one.attrib[_HREF]
    _tidy(music)
    parts = [ElementTree.tostring(one, encoding="unicode") for one in [*root.findall(f"{_SVG}defs"), music]]
    inside = "".join(re.sub(r' xmlns(:\w+)?="[^"]*"', "", re.sub(r">\s+<", "><", part)).strip() for part in parts)
    drawing = f'<g transform="scale({unit:.6g})" fill="currentColor" stroke="currentColor">{inside}</g>'
    return Drawing(drawing, min((right + 40) * unit, wide * unit), high * unit, tuple(systems), found["note"],
                   found["rest"] | found["mRest"])  # fmt: skip


def _head(note: Any) -> tuple[float, float, float, float] | None:
    """Middle of a note's head, where its accidental begins and where its dots end, in the engraver's units."""
    at = next((_PLACED.match(use.get("transform") or "") for use in note.iter(f"{_SVG}use")), None)
    if not at:
        return None
    half = _HALF * float(at[3])
    signs = [
        _PLACED.match(use.get("transform") or "")
        for group in note.iter(f"{_SVG}g")
        if group.get("class") == "accid"
        for use in group.iter(f"{_SVG}use")
    ]
    dots = [float(dot.get("cx") or 0) for dot in note.iter(f"{_SVG}ellipse")]
    left = min([float(at[1]), *(float(sign[1]) for sign in signs if sign)])
    return float(at[1]) + half, float(at[2]), left, max([float(at[1]) + 2 * half, *dots])


def _tidy(music: Any) -> None:
    """Leave out what is not seen."""
    for parent in [*music.iter()]:
        for one in [*parent]:
            kind = one.get("class") or ""
            mere = "ilestone" in kind and len(one) <= 1 and not one.findall(f".//{_SVG}use")
            if mere or (one.tag == f"{_SVG}g" and not len(one) and kind not in {"note", "rest"}):
                parent.remove(one)


def _letters(music: Any) -> None:
    """Every text as outlines; signs of music in it too."""
    for parent in [*music.iter()]:
        for place, one in enumerate([*parent]):
            if one.tag == f"{_SVG}text":
                face = _style_of(parent)
                drawn = _outlined(one, face)
                parent[place] = ElementTree.fromstring(f'<g xmlns="http://www.w3.org/2000/svg">{drawn}</g>')


def _style_of(group: Any) -> str:
    kind = (group.get("class") or "").split()
    bold = {"ending", "fing", "reh", "tempo"} & set(kind)
    slanted = {"dir", "dynam", "mNum"} & set(kind)
    return "serif" + (" bold" if bold else "") + (" italic" if slanted else "")


def _outlined(text: Any, face: str) -> str:
    runs: list[tuple[str, float, str, str]] = []

    def walk(one: Any, size: float, family: str, face: str) -> None:
        size = float((one.get("font-size") or f"{size}px").removesuffix("px"))
        family = one.get("font-family") or family
        if one.get("font-style") in {"italic", "normal"}:
            face = face.replace(" italic", "") + (" italic" if one.get("font-style") == "italic" else "")
        if one.get("font-weight") in {"bold", "normal"}:
            slanted = " italic" in face
            face = "serif" + (" bold" if one.get("font-weight") == "bold" else "") + (" italic" if slanted else "")
        if one.text and one.text.strip("\n"):
            runs.append((re.sub(r"\s+", " ", one.text), size, family, face))
        for child in one:
            walk(child, size, family, face)
            if child.tail and child.tail.strip():
                runs.append((re.sub(r"\s+", " ", child.tail), size, family, face))

    walk(text, 0.0, "", face)
    runs = [run for run in runs if run[0] != " " or run is not runs[-1]]
    anchor = next((one.get("text-anchor") for one in text.iter() if one.get("text-anchor")), "start")
    x, y = (next((one.get(axis) for one in text.iter() if one.get(axis)), "0") for axis in "xy")
    total = sum(_wide(*run) for run in runs)
    left = float(x) - {"middle": 0.5, "end": 1.0}.get(anchor or "", 0.0) * total
    made = []
    for words, size, _, style in runs:
        for piece in re.findall(r"[\ue000-\uf8ff]|[^\ue000-\uf8ff]+", words):
            if "\ue000" <= piece <= "\uf8ff":
                drawn, wide = music_sign(ord(piece), left, float(y), size)
            else:
                drawn, wide = outlines(piece, left, float(y), size, style), width(piece, size, style)
            made.append(drawn)
            left += wide
    return "".join(made)


def _wide(words: str, size: float, family: str, face: str) -> float:
    return sum(
        music_sign(ord(piece), 0, 0, size)[1] if "\ue000" <= piece <= "\uf8ff" else width(piece, size, face)
        for piece in re.findall(r"[\ue000-\uf8ff]|[^\ue000-\uf8ff]+", words)
    )
