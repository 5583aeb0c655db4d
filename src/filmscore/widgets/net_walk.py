"""A walk through the Tonnetz as the page holds it: triads in a row, how they are sung, and the code that makes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from typing import Any

from ..errors import FilmScoreError, shown
from ..music.harmony.chords import split_chords
from ..music.harmony.net import MOST, Path, path_of
from ..music.harmony.triads import Triad
from ..music.harmony.voicing import Voicing, laid
from ..music.pitch import Pitch
from .marks import Mark, read_each

LONGEST = 16  #: beats of a triad
LOW, HIGH, MIDDLE = 53, 81, 66  #: where three upper strings are at ease, MIDI, as in the page
BASS_LOW, BASS_HIGH, BASS_FIRST = 36, 50, 43  #: of the cello that has the roots
_VOICES = ("violin I", "violin II", "viola")
_PLAIN = str.maketrans({"♯": "#", "♭": "b", "𝄪": "##", "𝄫": "bb"})


@dataclass(frozen=True)
class Bare:
    """A net without a film, for what is kept."""

    name: str = ""
    frames: int = 0


def plain(triad: Triad) -> str:
    """The name as code writes it.

    >>> plain(Triad("B♭ minor"))
    'Bbm'
    """
    return triad.name.translate(_PLAIN)


def triads_of(path: Any) -> tuple[Triad, ...]:
    """The triads of what is given as a path: names in a line or a list, a `Path`, none at all.

    Raises
    ------
    FilmScoreError
        One is no triad, there are too many, or one stands twice in a row.
    """
    path = getattr(path, "path", path)  # another net will do
    if path is None:
        return ()
    if isinstance(path, Path):
        path = path.triads
    if not isinstance(path, str | Iterable) or isinstance(path, Mapping | Set | bytes):  # those have no order
        raise FilmScoreError(f"{shown(path)} is no path: write the names of triads, 'Dm G Dm G'.")
    words = split_chords(path) if isinstance(path, str) else list(islice(path, MOST + 1))  # it may never end
    if len(words) < 2:
        return tuple(map(Triad, words))
    return path_of(path if isinstance(path, str) else words).triads


def length_of(beats: Any) -> Fraction:
    """How long each triad lasts.

    Raises
    ------
    FilmScoreError
        It is no number, or none a triad can last.
    """
    try:
        if isinstance(beats, bool):
            raise TypeError
        made = Fraction(beats).limit_denominator(64)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        raise FilmScoreError(f"beats is a number, how long each triad lasts, not {shown(beats)}.") from None
    if not 0 < made <= LONGEST:
        raise FilmScoreError(f"A triad lasts more than 0 beats and {LONGEST} at most, not {shown(beats)}.")
    return made


# ---- as a mark


def mark_of(triads: Sequence[Triad], home: Triad | None, beats: Fraction) -> Mark:
    """The mark of a walk; the page finds the triangles."""
    return {
        "what": "walk", "key": "k1", "path": " ".join(map(plain, triads)), "places": "",
        "home": plain(home) if home else "", "beats": str(beats), "bass": False,
    }  # fmt: skip


def cleaned(raw: Any, _: Any) -> tuple[list[Mark], list[str]]:
    """Marks that make sense, and of the others what is wrong with them."""
    return read_each(raw, 1, "path", lambda one, _: _mark(one))


def _mark(one: Any) -> Mark:
    if not isinstance(one, Mapping) or one.get("what") != "walk" or not isinstance(one.get("path"), str):
        raise FilmScoreError(f"a path is wanted, not {shown(one)}")
    triads = triads_of(one["path"])
    home = one.get("home")
    made = mark_of(triads, Triad(home) if isinstance(home, str) and home else None, length_of(one.get("beats", 2)))
    places = one.get("places")
    known = isinstance(places, str) and re.fullmatch(r"\d{1,2}( \d{1,2})*", places) and len(places.split())
    return made | {"places": places if known == len(triads) else "", "bass": one.get("bass") is True}


def path_in(mark: Mark) -> tuple[Triad, ...]:
    """The triads of a mark."""
    return tuple(map(Triad, mark["path"].split()))


def home_in(mark: Mark) -> Triad | None:
    """The triad heard as home."""
    return Triad(mark["home"]) if mark["home"] else None


def code(mark: Mark, film: str, start: int | None, end: int | None, name: str) -> str:
    """The Python that makes the same net, as the page writes it."""
    beats = mark["beats"]
    parts = [
        json.dumps(film) if film else "",
        f"path={json.dumps(mark['path'])}" if mark["path"] else "",
        f"start={start}" if film and start is not None else "",
        f"end={end}" if film and end is not None else "",
        "" if beats == "2" else f"beats={json.dumps(beats) if '/' in beats else beats}",
        f"home={json.dumps(mark['home'])}" if mark["home"] else "",
        f"name={json.dumps(name, ensure_ascii=False)}",
    ]
    return f"fs.tonnetz({', '.join(filter(None, parts))})"


# ---- as it is sung


def led(before: Sequence[int], triad: Triad) -> tuple[int, ...]:
    """The three voices of the next triad, from the lowest up, each going to a near note; as in the page.

    They move as little as they can together, then each, then they stay in the middle.

    >>> led((62, 65, 69), Triad("Bb")), led((62, 65, 69), Triad("G"))
    ((62, 65, 70), (62, 67, 71))
    """
    near = [[p for p in range(one - 6, one + 7) if p % 12 in triad.pitch_classes] for one in before]
    ways = [w for w in product(*near) if w[0] < w[1] < w[2] and len({p % 12 for p in w}) == 3]

    def cost(way: tuple[int, ...]) -> tuple[int, ...]:
        steps = [abs(p - one) for p, one in zip(way, before, strict=True)]
        outside = way[0] < LOW or way[2] > HIGH
        return outside, sum(steps), max(steps), abs(sum(way) - 3 * MIDDLE), *way

    return min(ways, key=cost)


def voices_of(triads: Sequence[Triad], *, bass: bool = False) -> list[tuple[int, ...]]:
    """What sounds in each triad, MIDI from the lowest up; with a bass, its root first."""
    chords: list[tuple[int, ...]] = []
    for triad in triads:
        root, third, fifth = triad.pitch_classes
        first = (60 + root, 60 + root + (third - root) % 12, 60 + root + (fifth - root) % 12)
        chords.append(led(chords[-1], triad) if chords else first)
    if not bass:
        return chords
    low = BASS_FIRST
    made = []
    for triad, chord in zip(triads, chords, strict=True):
        roots = [p for p in range(BASS_LOW, BASS_HIGH + 1) if p % 12 == triad.root]
        low = min(roots, key=lambda p: abs(p - low))
        made.append((low, *chord))
    return made


def voicing(triads: Sequence[Triad], beats: Fraction, *, bass: bool = False) -> Voicing:
    """What sounds, as a `Voicing`.

    Raises
    ------
    FilmScoreError
        There is no triad yet.
    """
    if not triads:
        raise FilmScoreError("The path is empty, so nothing sounds yet: click a triad, or give path='Dm G'.")
    columns, symbols = [], []
    for triad, chord in zip(triads, voices_of(triads, bass=bass), strict=True):
        names = [_spelled(pitch, triad) for pitch in chord]
        columns.append(" ".join(names))
        low = names[0].rstrip("0123456789")
        symbols.append(plain(triad) + ("" if chord[0] % 12 == triad.root else f"/{low}"))
    return laid(columns, symbols, [*_VOICES, "cello"] if bass else list(_VOICES), beats=beats)


def _spelled(midi: int, triad: Triad) -> str:
    """A sounding note by the name it has in its triad."""
    name = triad.notes[triad.pitch_classes.index(midi % 12)].translate(_PLAIN)
    near = midi // 12 - 1
    return next(f"{name}{o}" for o in (near - 1, near, near + 1) if o >= 0 and Pitch.read(f"{name}{o}").midi == midi)
