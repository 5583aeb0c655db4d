"""Engraved scores: motifs by themselves, under each other and beside each other, and scores of music21."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.motif import Motif
from ..music.orchestra.page_names import over_the_page
from . import beside as compare
from .engraving import Drawing, engrave, prefix
from .mei import mei, seed_of
from .notation import Line, in_words, line_of, lines_of
from .score21 import in_words as stream_in_words
from .score21 import musicxml
from .sheet import MARGIN, NOTE, WIDTH, Row, Score, lay_out, music_room, name_room, printed

LEAST, MOST = 280, 1200  #: width that may be asked for
_PIECE = re.compile(r"b\d+(p\d+)?(n\d+)?$")  # in an id: of which bar, which piece and which note of its event
_SYSTEMS = 40  #: a picture of more lines is no picture


def motif(x: Motif, *, beside: Any = None, names: Sequence[str] | None = None, width: float = WIDTH) -> Score:
    """One motif; or two beside each other, the notes that differ marked."""
    wide = _width(width)
    if beside is None:
        if names is not None:
            raise FilmScoreError(
                "names go with several motifs, or with beside=; one motif has its own: Motif(…, name='Jon')."
            )
        return lines([line_of(x)], wide)
    return two(x, _motif(beside, "beside"), names, wide)


def motifs(x: Sequence[Any] | Mapping[str, Any], *, names: Sequence[str] | None = None, width: float = WIDTH) -> Score:
    """Several motifs under each other, each with its name."""
    wide = _width(width)
    if isinstance(x, Mapping):
        if names is not None:
            raise FilmScoreError("These motifs have their names already: leave names out.")
        pairs = [(str(name), _motif(one, f"{name!r}")) for name, one in x.items()]
    else:
        if names is not None and (isinstance(names, str) or len(names) != len(x)):
            raise FilmScoreError(f"{len(x)} motifs need {len(x)} names, not {shown(names)}.")
        pairs = [(str(names[i]) if names else "", _motif(one, f"number {i + 1}")) for i, one in enumerate(x)]
    return lines([line_of(one, name or None) for name, one in pairs], wide)


def together(x: Any, *, width: float = WIDTH) -> Score:
    """Two motifs at once, or a motif and its chords."""
    return lines(lines_of(x), _width(width), together=True)


def lines(x: Sequence[Line], wide: float = WIDTH, together: bool = False) -> Score:
    """Lines of notes: under each other, or sounding together as one score."""
    names = [line.name for line in x]
    room = music_room(names, wide)
    groups = [list(x)] if together else [[line] for line in x]
    rows = [Row(drawn(group, room, number, together), tuple(line.name for line in group))
            for number, group in enumerate(groups)]  # fmt: skip
    text = "\n".join(in_words(line) for line in x)
    return printed(lay_out(rows, wide), text)


def drawn(group: Sequence[Line], room: float, number: int = 0, together: bool = False, fill: bool = True) -> Drawing:
    """Lines as one drawing."""
    text = mei(group, together, fill)
    return _small_enough(engrave(text, room, seed_of(text, round(room), number)))


def _small_enough(drawing: Drawing) -> Drawing:
    if len(drawing.systems) > _SYSTEMS:
        raise FilmScoreError(
            f"This music fills {len(drawing.systems)} lines; up to {_SYSTEMS} are engraved at once: show some bars of "
            "it, as score.measures(1, 16) of music21 or the head of a motif."
        )
    return drawing


def two(mine: Motif, theirs: Motif, names: Sequence[str] | None, wide: float) -> Score:
    """Two motifs, beat under beat where their meters allow, with marks round the notes that differ."""
    if names is not None and (isinstance(names, str) or len(names) != 2):
        raise FilmScoreError(f"Two motifs need two names, such as ['yours', 'the plan'], not {shown(names)}.")
    own = [str(one) for one in names] if names else [getattr(mine, "name", None) or "the first",
                                                     getattr(theirs, "name", None) or "the second"]  # fmt: skip
    if own[0] == own[1]:
        own = [f"{own[0]} (1)", f"{own[1]} (2)"]
    a, b = line_of(mine, own[0]), line_of(theirs, own[1])
    found = compare.differences(a, b)
    said = compare.told(a, b, found, (own[0], own[1]))
    room = music_room(own, wide)
    aligned = (a.meter, a.begins) == (b.meter, b.begins) and a.meter is not None
    groups = [[a, b]] if aligned and wide >= 400 else [[a], [b]]
    rows, at = [], 0
    for number, group in enumerate(groups):
        text = mei(group, fill=False)
        seed = seed_of(text, round(room), number)
        drawing = _small_enough(engrave(text, room, seed))
        kinds_of = {
            f"{prefix(seed)}l{i}e{event}": difference.kind
            for i in range(len(group))
            for difference in found
            if (event := (difference.mine, difference.theirs)[at + i]) is not None
        }
        drawing, over = _marked(drawing, kinds_of)
        rows.append(Row(drawing, tuple(line.name for line in group), over))
        at += len(group)
    kinds = [kind for kind in compare.KINDS if any(one.kind == kind for one in found)]
    inner = wide - 2 * MARGIN
    under, high = compare.legend(kinds, NOTE, inner) if kinds else ("", 0.0)
    words, high = compare.sentences(said, NOTE, inner, high)
    return printed(lay_out(rows, wide, under + words, high), "\n".join([said, in_words(a), in_words(b)]))


def _marked(drawing: Drawing, kinds_of: Mapping[str, str]) -> tuple[Drawing, str]:
    """All notes and rests of some events in the colour of their mark, and the marks; what is tied on has several."""
    marks: list[str] = []
    colours: dict[str, str] = {}
    for own, (x, y, left, right) in [*drawing.heads.items(), *drawing.rests.items()]:
        kind = kinds_of.get(_PIECE.sub("", own))
        if kind is not None:
            marks.append(compare.mark(x, y, kind, left, right))
            colours[own] = compare.KINDS[kind][2]

    def coloured(found: re.Match[str]) -> str:
        colour = colours.get(found[1])
        return found[0] + (f' color="{colour}" fill="{colour}" stroke="{colour}"' if colour else "")

    return replace(drawing, inside=re.sub(r'<g id="([^"]+)"', coloured, drawing.inside)), "".join(marks)


def stream(x: Any, *, width: float = WIDTH) -> Score:
    """What music21 has: a score, a part, some bars, a chord, a scale."""
    wide = _width(width)
    text, names = musicxml(x)
    title, words = over_the_page(x)
    called = () if words in names[:1] else names  # a part says over its page whose it is, not beside every staff
    column = name_room(called, wide)
    seed = seed_of(text, round(wide))
    drawing = _small_enough(engrave(text, music_room(called, wide), seed, condense=column > 0, before=column))
    return printed(lay_out([Row(drawing, called)], wide, title=title, words=words), stream_in_words(x, names))


def _motif(x: Any, where: str) -> Motif:
    if isinstance(x, Motif):
        return x
    if isinstance(x, str) and re.search(r"[A-Ga-g]", x):
        return Motif(x)
    raise FilmScoreError(f"{where} is {shown(x)}: a motif is wanted, such as fs.Motif('D4 A4 F#4 E5:2').")


def _width(width: Any) -> float:
    if isinstance(width, bool) or not isinstance(width, int | float) or not LEAST <= width <= MOST:
        raise FilmScoreError(f"width is {shown(width)}: a number of pixels from {LEAST} to {MOST} is wanted.")
    return float(width)
