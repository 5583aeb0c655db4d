"""Scores of music21, made ready for the engraver, and read aloud."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.orchestra.page_names import named, over_the_page, part_of

#: so many bars of a part are read aloud, and so many parts
_BARS, _PARTS = 16, 8
_HOLDS = ("KeySignature", "TimeSignature", "Clef")


def musicxml(x: Any) -> tuple[str, tuple[str | None, ...]]:
    """MusicXML of anything that music21 can write down, and the names of its staves.

    Parameters
    ----------
    x : music21 object
        A score, part, measure, note, chord or scale.

    Returns
    -------
    str
        Without names (they are written beside the staves) and without the day it was made.
    tuple of str or None
        A name for each staff; empty where the part has none, None where the staff is one more of the part above.

    Raises
    ------
    FilmScoreError
        If there is nothing in it to engrave.
    """
    from music21.musicxml.m21ToXml import GeneralObjectExporter

    if hasattr(x, "getPitches") and getattr(x, "tonic", None) is not None:
        x = _scale(x)
    if hasattr(x, "recurse") and not list(x.recurse().notesAndRests):
        raise FilmScoreError("There is no note in this score yet, so there is nothing to engrave.")
    whole, x = x, _begun(x)
    try:
        text = GeneralObjectExporter(x).parse().decode("utf-8")
    except Exception as error:
        raise FilmScoreError(f"{shown(whole)} cannot be engraved: {error}.") from error
    text = named(text)
    text = re.sub(r"<identification>.*?</identification>", "", text, flags=re.DOTALL)
    text = re.sub(r"<(movement-title|work-title|credit-words)>.*?</\1>", "", text, flags=re.DOTALL)
    names: list[str | None] = []
    for part in re.findall(r"<score-part .*?</score-part>", text, flags=re.DOTALL):
        name = re.search(r"<part-name[^>]*>(.*?)</part-name>", part, flags=re.DOTALL)
        found = (name[1] if name else "").strip()
        plain = re.sub(r"&amp;", "&", found)
        staves = max((int(n) for n in re.findall(r"<staves>(\d+)</staves>", part_of(text, part))), default=1)
        names.append("" if re.fullmatch(r"(P?[0-9a-f]{6,}|Music21 .*|Part \d+)?", plain) else plain)
        names += [None] * (staves - 1)
    text = re.sub(r"<part-name[^>]*>.*?</part-name>", "<part-name />", text, flags=re.DOTALL)
    text = re.sub(r"<part-abbreviation[^>]*>.*?</part-abbreviation>", "", text, flags=re.DOTALL)
    text = re.sub(r"<direction>(?=\s*<direction-type>\s*<words)", '<direction placement="above">', text)
    return _numbered(text), tuple(names)


def _begun(x: Any) -> Any:
    """Some bars of a score with clef, key and meter in the first of them, so that the key's signs stand once.

    music21 lays what holds at the beginning of an excerpt beside its bars, where its own accidentals do not see it.
    """
    parts = list(getattr(x, "parts", None) or [x])
    if not any(list(part.getElementsByClass(_HOLDS)) and _first(part) for part in parts if hasattr(part, "recurse")):
        return x
    x = copy.deepcopy(x)
    for part in list(getattr(x, "parts", None) or [x]):
        first = _first(part)
        for one in list(part.getElementsByClass(_HOLDS)) if first else ():
            part.remove(one)
            if not first.getElementsByClass(one.classes[0]):
                first.insert(0, one)
    return x


def _first(part: Any) -> Any:
    return part.getElementsByClass("Measure").first()


def _numbered(text: str) -> str:
    """Parts are numbered: the names music21 gives them change from run to run."""
    for i, one in enumerate(dict.fromkeys(re.findall(r'<score-part id="([^"]*)"', text))):
        text = text.replace(f'id="{one}"', f'id="Q{i + 1}"')
    return re.sub(r'(<score-instrument id=|<midi-instrument id=|<instrument id=)"[^"]*"', r'\1"I"', text)


def _scale(x: Any) -> Any:
    from music21 import note, stream

    part = stream.Part()
    for pitch in x.getPitches():
        part.append(note.Note(pitch))
    return part


def in_words(x: Any, names: Sequence[str | None]) -> str:
    """A score read aloud: part by part, bar by bar, the notes with their beats."""
    if not hasattr(x, "recurse"):
        return f"Engraved: {', '.join(_name(p) for p in getattr(x, 'pitches', ()) or [x] if hasattr(p, 'step'))}."
    parts = list(getattr(x, "parts", None) or []) or [x]
    called = _called(names) if len(names) == len(parts) else [name for name in names if name]
    bars = max((len(_bars(part)) for part in parts), default=0)
    head = f"Score of {len(parts)} parts, {bars} bars." if len(parts) > 1 else f"{bars} bar{'s' * (bars != 1)}."
    head = " ".join([*(f"{words}." for words in over_the_page(x) if words), head])
    lines = []
    for number, part in enumerate(parts[:_PARTS]):
        name = called[number] if number < len(called) else ""
        name = name or (f"Part {number + 1}" if len(parts) > 1 else "")
        its = _bars(part)
        read = " ".join(
            f"{'Pickup' if bar.number == 0 else f'Bar {bar.number or i + 1}'}: {_notes(bar)}."
            for i, bar in enumerate(its[:_BARS])
        )
        more = f" And {len(its) - _BARS} more bar{'s' * (len(its) > _BARS + 1)}." if len(its) > _BARS else ""
        lines.append((f"{name}: " if name else "") + read + more)
    if len(parts) > _PARTS:
        lines.append(f"And {len(parts) - _PARTS} more part{'s' * (len(parts) > _PARTS + 1)}.")
    return "\n".join([head, *lines])


def _called(names: Sequence[str | None]) -> list[str]:
    """What the staves are called where each is read by itself: "Harp", "Harp, staff 2"."""
    called: list[str] = []
    for number in range(len(names)):
        first = next((i for i in range(number, -1, -1) if names[i] is not None), 0)
        one = names[first] or ""
        called.append(f"{one}, staff {number - first + 1}" if one and number > first else one)
    return called


def _bars(part: Any) -> list[Any]:
    its = list(part.getElementsByClass("Measure"))
    return its or list(part.makeMeasures().getElementsByClass("Measure")) or [part]


def _notes(bar: Any) -> str:
    found = []
    for one in bar.recurse().notesAndRests:
        if getattr(one, "tie", None) is not None and one.tie.type in {"stop", "continue"}:
            found.append("held over")
            continue
        pitches = getattr(one, "pitches", ())
        what = "rest" if one.isRest else "–".join(_name(p) for p in sorted(pitches, key=lambda p: p.ps)) or "a stroke"
        beats = Fraction(one.quarterLength).limit_denominator(96)
        found.append(f"{what} ({beats if beats else 'grace'})")
    return ", ".join(found) or "rest"


def _name(pitch: Any) -> str:
    sign = {0: "", 1: "♯", 2: "𝄪", -1: "♭", -2: "♭♭"}.get(int(pitch.accidental.alter) if pitch.accidental else 0, "")
    return f"{pitch.step}{sign}{pitch.implicitOctave}"
