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
_MEI = "{http://www.music-encoding.org/ns/mei}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_MARKS = {f"{_MEI}{name}" for name in ("reh", "tempo", "dir")}
_NUMBER = "data-n"  # of a staff, in the engraver's drawing
_HREF = "{http://www.w3.org/1999/xlink}href"
_PLACED = re.compile(r"translate\((-?[\d.]+),? (-?[\d.]+)\) scale\((-?[\d.]+)")


@dataclass(frozen=True)
class Staff:
    """A staff of a system: its number in the score from the top, from 0, and its highest and lowest line.

    A staff that rests for a whole system may be left out of it, so the numbers of a system can have gaps.
    """

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


def engrave(
    score: str, room: float, seed: int, *, staff: float = STAFF, condense: bool = True, before: float = 0.0
) -> Drawing:
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
    condense : bool
        Whether a staff that rests for a whole system is left out of it; only where names say which are there.
    before : float
        Room at the left of the music into which marks over its first bars may reach.

    Raises
    ------
    FilmScoreError
        If the engraver cannot read the score.
    """
    scale = staff / _FULL
    with _ONE_AT_A_TIME:
        svg, times = _drawn(score, room / scale, seed or 1, condense)
    stamps = ((float(one["qstamp"]), _own(one.get("on", ()), seed), _own(one.get("off", ()), seed)) for one in times)
    return replace(_read(svg, scale, seed, before), times=tuple(stamps))


def _drawn(score: str, room: float, seed: int, condense: bool) -> tuple[str, Any]:
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
        "condense": "auto" if condense else "none", "svgAdditionalAttribute": ["staff@n"], "justifyVertically": False,
        "font": "Leipzig", "lyricTopMinMargin": 3.0, "spacingLinear": 0.3,
        "spacingNonLinear": 0.55, "systemDivider": "none",
    })  # fmt: skip
    if not tool.loadData(score) or not tool.getPageCount():
        raise FilmScoreError("This music cannot be engraved: the engraver does not understand it.")
    svg = tool.renderToSVG(1)
    mended = _seen(svg, tool.getMEI()) if condense else None
    if mended is not None and tool.loadData(mended):
        svg = tool.renderToSVG(1)
    times = tool.renderToTimemap({"includeRests": False, "includeMeasures": False})
    return svg, json.loads(times) if isinstance(times, str) else times


def _seen(svg: str, score: str) -> str | None:
    """The score with its marks on staves that are drawn; None if they are.

    Rehearsal marks, tempo and words for everybody hang on one staff, mostly the top one. Where that is left out of a
    system, the engraver would drop them in a heap over its first bar.
    """
    top: dict[str, tuple[set[str], str]] = {}
    for system in (one for one in ElementTree.fromstring(svg).iter(f"{_SVG}g") if one.get("class") == "system"):
        bars = [one for one in system.iter(f"{_SVG}g") if one.get("class") == "measure"]
        numbers = {n for bar in bars for one in bar.iter(f"{_SVG}g") if (n := one.get(_NUMBER))}
        if numbers:
            top |= {bar.get("id") or "": (numbers, min(numbers, key=int)) for bar in bars}
    moved: dict[str, str] = {}
    for bar in ElementTree.fromstring(score).iter(f"{_MEI}measure"):
        numbers, first = top.get(bar.get(_ID) or "", (set(), ""))
        for one in bar:
            if one.tag in _MARKS and first and one.get("staff") not in numbers:
                moved[one.get(_ID) or ""] = first
    if not moved:
        return None
    return re.sub(
        r'(<(?:reh|tempo|dir) xml:id="([^"]+)"[^>]*? staff=")[^"]*',
        lambda found: found[1] + moved[found[2]] if found[2] in moved else found[0],
        score,
    )


def _own(ids: Any, seed: int) -> tuple[str, ...]:
    return tuple(f"{prefix(seed)}{one}" for one in ids)


def prefix(seed: int) -> str:
    """What the ids of a drawing begin with."""
    return f"e{seed:x}-"


def _read(svg: str, scale: float, seed: int, before: float) -> Drawing:
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
            for staff in (one for one in measure if (one.get("class") or "").startswith("staff")):
                number = int(staff.get(_NUMBER) or 1) - 1
                drawn = [re.findall(r"-?[\d.]+", p.get("d") or "") for p in staff if p.tag == f"{_SVG}path"]
                if drawn:
                    right = max(right, *(float(n[2]) for n in drawn))
                    staves.setdefault(number, Staff(number, (float(drawn[0][1]) + down) * unit,
                                                    (float(drawn[-1][1]) + down) * unit))  # fmt: skip
        systems.append(tuple(staves[number] for number in sorted(staves)))
    right = max(right, _letters(music, -before / unit, wide) - 40)
    for one in [*root.iter()]:
        one.attrib.pop(_NUMBER, None)
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
            # the engraver's own marks of where a section or a new meter begins, drawn as a dot
            mere = ("ilestone" in kind or "placeholder" in kind) and len(one) <= 1 and not one.findall(f".//{_SVG}use")
            if mere or (one.tag == f"{_SVG}g" and not len(one) and kind not in {"note", "rest"}):
                parent.remove(one)


def _letters(music: Any, low: float, high: float) -> float:
    """Every text as outlines, signs of music in it too; and where the words over the music end at the right.

    Marks that stand over a place and are longer than the music beside it are moved back onto the page.
    """
    right = 0.0
    for parent in [*music.iter()]:
        for place, one in enumerate([*parent]):
            if one.tag != f"{_SVG}text":
                continue
            drawn, first, last = _outlined(one, _style_of(parent))
            parent[place] = ElementTree.fromstring(f'<g xmlns="http://www.w3.org/2000/svg">{drawn}</g>')
            if parent.get("class") not in {"reh", "tempo", "dir"}:
                continue
            for box in parent.findall(f"{_SVG}rect"):
                x, long = float(box.get("x") or 0) - 10, float(box.get("width") or 0) + 20
                first, last = min(first, x), max(last, x + long)
            move = max(low - first, 0.0) or max(min(high - last, 0.0), low - first)
            if move:
                parent.set("transform", f"translate({move:g} 0)")
            right = max(right, last + move)
    return right


def _style_of(group: Any) -> str:
    kind = (group.get("class") or "").split()
    bold = {"ending", "fing", "reh", "tempo"} & set(kind)
    slanted = {"dir", "dynam", "mNum"} & set(kind)
    return "serif" + (" bold" if bold else "") + (" italic" if slanted else "")


def _outlined(text: Any, face: str) -> tuple[str, float, float]:
    """A text as outlines, and where it begins and ends."""
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
    left = first = float(x) - {"middle": 0.5, "end": 1.0}.get(anchor or "", 0.0) * total
    made = []
    for words, size, _, style in runs:
        for piece in re.findall(r"[\ue000-\uf8ff]|[^\ue000-\uf8ff]+", words):
            if "\ue000" <= piece <= "\uf8ff":
                drawn, wide = music_sign(ord(piece), left, float(y), size)
            else:
                drawn, wide = outlines(piece, left, float(y), size, style), width(piece, size, style)
            made.append(drawn)
            left += wide
    return "".join(made), first, left


def _wide(words: str, size: float, family: str, face: str) -> float:
    return sum(
        music_sign(ord(piece), 0, 0, size)[1] if "\ue000" <= piece <= "\uf8ff" else width(piece, size, face)
        for piece in re.findall(r"[\ue000-\uf8ff]|[^\ue000-\uf8ff]+", words)
    )
