"""Roman numerals: a chord as its place in a key, so that it can be carried to any other.

Play F A♭ C in C major: iv, the chord of a cloud over the sun. In D that cloud is G B♭ D, and still iv.

What a numeral says is the chord itself, as in Stefan Kostka and Dorothy Payne, *Tonal Harmony* (McGraw-Hill): capitals
are major, small letters minor, and a seventh is major only if it says so (IVmaj7; IV7 has the minor one). A ♭ or ♯ sets
the root against the major scale on the tonic, so that ♭VI in C is A♭ in C major and in C minor alike; without a sign
the root is the one the key has, VI in C minor being the same A♭.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from ...errors import FilmScoreError, shown
from ..keys import Key
from ..pitch import Interval, Pitch, natural
from .chord_kinds import KINDS, ChordKind
from .chord_text import above, placed_note
from .chords import Chord
from .scales import Scale, scale

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
_NUMERAL = re.compile(r"(bb|b|##|#|n|)(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(?![IVXivx])(.*)")
_BELOW = re.compile(r"(.*?)(?:/| over )(bb|b|##|#|n|)([1-7])")
_OF = re.compile(r"(.*?)(?:/| of )((?:bb|b|##|#|n|)[IViv]+)")
_FOURTHS = re.compile(r"(?<=[IVivjMoø°+])(6/4|6/5|4/3|4/2)")
_MAJOR = (0, 2, 4, 5, 7, 9, 11)
_SHARP, _FLAT = {0: "", 1: "♯", 2: "♯♯"}, {0: "", 1: "♭", 2: "♭♭"}
_EXAMPLES = "'iv', '♭VI', 'V7', 'iiø7', 'vii°7', 'N6', 'iv6', 'V65', 'V7/V', 'II/1' (II over the tonic)"

#: figures of the bass, by inversion
_TRIADS = {"6": 1, "64": 2}
_SEVENTHS = {"65": 1, "43": 2, "42": 3, "2": 3}


class _Home(NamedTuple):
    """What numerals count from: a tonic, and how far each degree of its scale lies from the major scale there."""

    tonic: Pitch
    offsets: tuple[int, ...]
    name: str
    minor: bool

    def at(self, degree: int, offset: int) -> Pitch:
        """The note on a degree (from 0), so many semitones above the major scale's."""
        step = self.tonic.step + degree
        pitch = Pitch(step, self.tonic.midi + _MAJOR[degree] + offset - natural(step))
        if abs(pitch.alter) > 2:  # nobody writes triple signs
            over = step + (1 if pitch.alter > 0 else -1)
            pitch = Pitch(over, pitch.midi - natural(over))
        return Pitch(28 + pitch.step % 7, pitch.alter)


def home_of(key: str | Key | Scale) -> _Home:
    """A key or a scale of seven notes, ready to be counted from.

    Raises
    ------
    FilmScoreError
        There is no such key, or its scale has no seven degrees.
    """
    if isinstance(key, str):
        key = _key_or_scale(key)
    if isinstance(key, Key):
        return _Home(Pitch(28 + key.letter, key.alter), _offsets(key.minor), key.name, key.minor)
    if not isinstance(key, Scale):
        raise FilmScoreError(f"{shown(key)} is no key: write 'C', 'C minor', or a scale, 'D lydian'.")
    letters = [interval.steps for interval in key.intervals]
    if letters != list(range(7)):
        raise FilmScoreError(
            f"{key.name} has {len(letters)} notes, not one on each of seven letters, so its chords have no numerals: "
            "take a key ('C minor') or a mode ('D lydian')."
        )
    offsets = tuple(interval.semitones - at for interval, at in zip(key.intervals, _MAJOR, strict=True))
    tonic = placed_note(key.tonic)
    assert tonic is not None
    return _Home(tonic, offsets, key.name, offsets[2] < 0 and offsets[5] < 0)


def _key_or_scale(text: str) -> Key | Scale:
    try:
        return Key.read(text)
    except FilmScoreError:
        if len(text.split()) < 2:
            raise
        return scale(text)


def _offsets(minor: bool) -> tuple[int, ...]:
    return (0, 0, -1, 0, 0, -1, -1) if minor else (0,) * 7


def chord_in(key: str | Key | Scale, numeral: str) -> Chord:
    """The chord that a Roman numeral means in a key.

    Parameters
    ----------
    key : str, Key or Scale
        ``"C"``, ``"C minor"``, or a mode: ``"D lydian"``.
    numeral : str
        Capitals for a major third, small letters for a minor one; ``°``, ``ø`` and ``+`` (or ``o``, ``ø``, ``aug``);
        ``7``, ``maj7``, ``add9``, ``sus4`` … as in chord symbols. Figures for inversions: ``6 64 65 43 42``; an added
        sixth is ``add6``. ``N6`` is the Neapolitan, ``It6 Fr6 Ger6`` are the augmented sixths, ``V7/V`` is the dominant
        of the dominant, ``II/1`` is II over the tonic. In a minor key ``VI`` and ``VII`` stand on the degrees of its
        signature, ``vii°`` on the leading tone; ``♭VI`` is the same as ``VI`` there.

    Raises
    ------
    FilmScoreError
        There is no such key, or that is no numeral; the nearest is offered.

    Examples
    --------
    >>> chord_in("C", "iv").notes, chord_in("A major", "♭VI").notes, chord_in("C minor", "N6")
    (('F', 'A♭', 'C'), ('F', 'A', 'C'), Chord('D♭/F'))
    >>> chord_in("C minor", "vii°7").notes, chord_in("D lydian", "II").notes, chord_in("C", "V65/V")
    (('B', 'D', 'F', 'A♭'), ('E', 'G♯', 'B'), Chord('D7/F♯'))
    """
    home = home_of(key)
    if not isinstance(numeral, str) or not numeral.strip():
        raise FilmScoreError(f"{shown(numeral)} is no numeral: write {_EXAMPLES}.")
    found = _read(home, _plain(numeral), numeral)
    return Chord._made(
        found._root, found._shape, found._bass, found._kind, found.layers, f"{numeral.strip()} in {home.name}"
    )


def _plain(numeral: str) -> str:
    text = unicodedata.normalize("NFKC", numeral.strip())  # figures set high or low
    for sign, letter in (("♭", "b"), ("♯", "#"), ("♮", "n"), ("º", "°"), ("−", "-")):
        text = text.replace(sign, letter)
    return text


def _read(home: _Home, text: str, asked: str) -> Chord:
    if "|" in text:
        upper, _, lower = text.partition("|")
        made = object.__new__(Chord)
        made._lay(_read(home, upper, asked), _read(home, lower, asked))
        return made
    text = _FOURTHS.sub(lambda figures: figures[1].replace("/", ""), text)
    below = _BELOW.fullmatch(text)
    if below is not None:
        chord = _read(home, below[1].strip(), asked)
        bass = _degree(home, below[2], int(below[3]) - 1)
        return Chord._made(chord._root, chord._shape, above(chord._root, bass), chord._kind, chord.layers, None)
    of = _OF.fullmatch(text)
    if of is not None and of[1]:
        target = _read(home, of[2], asked)
        minor = target.minor or False
        there = _Home(target._root, _offsets(minor), target.symbol, minor)
        return _read(there, of[1], asked)
    named = _named(home, text)
    if named is not None:
        return named
    match = _NUMERAL.fullmatch(text)
    rest = re.sub(r"[\s()]", "", match[3]) if match else ""
    small = bool(match) and match is not None and match[2].islower()
    kind, turn = _ways().get((small, rest), (None, 0))
    if match is None or kind is None:
        raise FilmScoreError(f"{shown(asked)} is no numeral that is known here.{_instead(text)} Write {_EXAMPLES}.")
    degree = _ROMAN.index(match[2].upper())
    raised = home.minor and not match[1] and degree in (5, 6) and kind.suffix in ("°", "°7", "ø7")
    root = home.at(degree, 0) if raised else _degree(home, match[1], degree)
    return Chord._made(root, kind.intervals, _in_octave(kind.intervals[turn]), kind, (), None)


def _named(home: _Home, text: str) -> Chord | None:
    """The Neapolitan and the augmented sixths."""
    match = re.fullmatch(r"N(6|64|)|(It|Fr|Ger|Gr)\+?(6|65|43|)", text)
    if match is None:
        return None
    if match[2] is None:
        kind, turn = KINDS[""], {"6": 1, "64": 2, "": 0}[match[1]]
        return Chord._made(home.at(1, -1), kind.intervals, _in_octave(kind.intervals[turn]), kind, (), None)
    kind = KINDS[{"Gr": "Ger"}.get(match[2], match[2]) + "6"]
    return Chord._made(home.at(5, -1), kind.intervals, Interval(0, 0), kind, (), None)


def _degree(home: _Home, sign: str, degree: int) -> Pitch:
    own = home.offsets[degree]
    by = {"": None, "n": 0}.get(sign, sign.count("#") - sign.count("b"))
    if by is None:
        offset = own
    elif by == 0:
        offset = 0
    elif by * own > 0:  # ♭VI in minor: the sign is said once more
        offset = by if abs(by) >= abs(own) else own
    else:
        offset = own + by
    return home.at(degree, offset)


def _in_octave(interval: Interval) -> Interval:
    return Interval(interval.steps % 7, interval.semitones - 12 * (interval.steps // 7))


def _small(kind: ChordKind) -> bool:
    return any(i.steps == 2 and i.semitones == 3 for i in kind.intervals)


def _mark(kind: ChordKind) -> str:
    """What stands behind the numeral: the suffix, its m gone into the small letters."""
    if kind.suffix in ("6", "m6"):
        return "add6"
    if kind.suffix in ("It6", "Fr6", "Ger6"):  # away from their own place: II(It6)
        return f"({kind.suffix})"
    small = _small(kind) and kind.suffix.startswith("m") and not kind.suffix.startswith("maj")
    return kind.suffix[1:] if small else kind.suffix


@cache
def _ways() -> dict[tuple[bool, str], tuple[ChordKind, int]]:
    """(small letters, what stands behind) -> kind and inversion."""
    made: dict[tuple[bool, str], tuple[ChordKind, int]] = {}
    for kind in KINDS.values():
        small, mark = _small(kind), _mark(kind).strip("()").replace("♭", "b").replace("♯", "#")
        marks = {mark, mark.replace("°", "o"), mark.replace("maj", "M"), mark.replace("+", "aug")}
        if kind.suffix in ("", "m", "°", "+"):
            marks |= {mark.replace("°", "dim")}
            figures = _TRIADS
        else:
            figures = _SEVENTHS if kind.suffix.endswith("7") else {}
        for one in marks:
            made.setdefault((small, one), (kind, 0))
            for figure, turn in figures.items():
                made.setdefault((small, one.removesuffix("7") + figure), (kind, turn))
        if kind.suffix[:1] in ("°", "ø"):  # capitals with a circle are read all the same
            for one in marks:
                made.setdefault((False, one), (kind, 0))
        if kind.suffix == "ø7":
            made[True, "ø"] = (kind, 0)
    return made


def numeral_of(chord: Chord, key: str | Key | Scale) -> str:
    """See `Chord.numeral`."""
    home = home_of(key)
    if chord.layers:
        return "|".join(numeral_of(layer, key) for layer in chord.layers)
    kind = chord._kind
    if kind is None:
        raise FilmScoreError(f"{chord.symbol} has no kind that a numeral could name; tell it by its notes.")
    root, degree, offset = _nearest(home, chord._root)
    if kind.suffix == "" and (degree, offset) in _AS_BORROWED and home.offsets[degree] != 1:
        root, degree, offset = _flat(root), degree + 1, -1
    small = _small(kind)
    if kind.suffix == "" and (degree, offset) == (1, -1) and chord.inversion == 1:
        return "N6"
    if kind.suffix in ("It6", "Fr6", "Ger6") and (degree, offset) == (5, -1) and chord.inversion == 0:
        return kind.suffix
    roman = _ROMAN[degree].lower() if small else _ROMAN[degree]
    body = _sign(home, degree, offset, kind) + roman + _mark(kind)
    if chord.inversion == 0:
        return body
    figures = {"": _TRIADS, "m": _TRIADS, "°": _TRIADS, "+": _TRIADS}.get(kind.suffix)
    if figures is None and kind.suffix.endswith("7"):
        figures = _SEVENTHS
    figure = next((f for f, turn in (figures or {}).items() if turn == chord.inversion), None)
    if figure is not None:
        return body.removesuffix("7") + figure
    _, below, lowered = _nearest(home, root.up(chord._bass))
    return f"{body}/{_sign(home, below, lowered, None)}{below + 1}"


#: major triads on raised degrees that every ear takes for the borrowed ones a letter above: G♯ in C is ♭VI
_AS_BORROWED = {(0, 1), (1, 1), (4, 1), (5, 1)}


def _flat(pitch: Pitch) -> Pitch:
    """The same key of the piano by the letter above."""
    return Pitch(28 + (pitch.step + 1) % 7, (pitch.midi - natural(28 + (pitch.step + 1) % 7) + 6) % 12 - 6)


def _nearest(home: _Home, pitch: Pitch) -> tuple[Pitch, int, int]:
    """A pitch as degree and semitones against the major scale; respelled where that would take more than one sign."""
    ways = []
    for step in (pitch.step, pitch.step + 1, pitch.step - 1):
        same = Pitch(28 + step % 7, (pitch.midi - natural(28 + step % 7) + 6) % 12 - 6)
        degree = (same.step - home.tonic.step) % 7
        offset = (same.midi - home.tonic.midi - _MAJOR[degree] + 6) % 12 - 6
        ways.append((max(abs(offset), 1), step != pitch.step, same, degree, offset))
    ways.sort(key=lambda way: way[:2])
    return ways[0][2:]


def _sign(home: _Home, degree: int, offset: int, kind: ChordKind | None) -> str:
    """The signs before a numeral; with some that could be left out, where a reader might doubt."""
    own = stands = home.offsets[degree]
    if home.minor and degree in (5, 6) and kind is not None:
        if kind.suffix in ("°", "°7", "ø7"):
            stands = 0  # without a sign these are on the raised degrees
        elif _small(kind) and offset == own:
            return _FLAT[-own]
    if offset == stands:
        return ""
    by = offset if own * offset > 0 else offset - own
    return _SHARP[by] if by > 0 else _FLAT[-by]


def _instead(text: str) -> str:
    bare = text.lstrip("b#n")
    whole = [
        f"{roman.lower() if small else roman}{mark}"
        for roman in _ROMAN
        for small, mark in _ways()
        if not re.search("M|t6|r6", mark)
    ]
    close = difflib.get_close_matches(bare, whole, n=2, cutoff=0.6)
    return f" Did you mean {' or '.join(repr(one) for one in close)}?" if close else ""
