"""TinyNotation, the short hand of music21, read and written exactly.

`4/4 c4 e8 f#8~ f#4 trip{c8 d8 e8} r4`: a letter, small from middle C up (c' an octave higher, C an octave lower), `#`
or `-`, then 1, 2, 4, 8 … for the note value, with dots; what is left out is as before. `~` ties to the next note.
(The grammar is described in the music21 User's Guide, M. S. Cuthbert, chapter 16.)
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from ..errors import FilmScoreError, shown
from .line import LONGEST_NOTE, MOST_NOTES, Line, marked
from .meter import Meter
from .pitch import Pitch

if TYPE_CHECKING:
    from .motif import Motif

_NOTE = re.compile(
    r"(?P<letter>[A-G]{1,4}|[a-g]|r)(?P<high>'*)(?P<sign>##|#|--|-|n|)"
    r"(?P<value>1|2|4|8|16|32|64|128|256)?(?P<dots>\.{0,3})(?P<tie>~?)"
)
_METER = re.compile(r"\d{1,3}/\d{1,2}")
#: what opens a group -> what its lengths are multiplied with
_GROUPS = {"trip{": Fraction(2, 3), "quad{": Fraction(3, 4)}
_DOTS = {0: Fraction(1), 1: Fraction(3, 2), 2: Fraction(7, 4), 3: Fraction(15, 8)}
_HELP = "A note is a letter and a value, such as c4, f#8, e-2. or r4"

Words = list[tuple[str | None, Fraction]]


def read_tiny(text: object) -> tuple[Words, str | None]:
    """Names with their lengths, ties joined, and the meter, if there is one.

    Raises
    ------
    FilmScoreError
        Something is no TinyNotation; the place is marked.
    """
    if not isinstance(text, str):
        raise FilmScoreError(f"{shown(text)} is no text. TinyNotation looks like '4/4 c4 e8 f#8 g2'.")
    if len(text) > 20_000:
        raise FilmScoreError(f"This text has {len(text):,} characters; a motif is a few notes.")
    start = re.match(r"\s*tinynotation:", text, re.IGNORECASE)
    reader = _Reader(text)
    for token in re.finditer(r"trip\{|quad\{|\}|[^\s{}]+|\{", text[start.end() :] if start else text):
        shift = start.end() if start else 0
        reader.take(token[0], token.start() + shift, token.end() + shift)
    return reader.ended(), reader.meter


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.meter: str | None = None
        self.words: Words = []
        self.value = Fraction(1)
        self.factor = Fraction(1)
        self.opened: tuple[int, int] | None = None
        self.tie: tuple[int, int] | None = None

    def refuse(self, why: str, start: int, end: int) -> FilmScoreError:
        return FilmScoreError(f"{why}\n{marked(self.text, start, end)}")

    def take(self, token: str, start: int, end: int) -> None:
        if token in _GROUPS:
            if self.opened:
                raise self.refuse(
                    "A group within a group is more than is read here: close the first with }.", start, end
                )
            self.factor, self.opened = _GROUPS[token], (start, end)
        elif token == "}":
            if not self.opened:
                raise self.refuse("Here a group ends that never began.", start, end)
            self.factor, self.opened = Fraction(1), None
        elif _METER.fullmatch(token):
            if self.words or self.meter:
                raise self.refuse("A motif has one meter, and it stands before the first note.", start, end)
            try:
                self.meter = str(Meter.read(token))
            except FilmScoreError as error:
                raise self.refuse(str(error), start, end) from None
        else:
            self.note(token, start, end)

    def note(self, token: str, start: int, end: int) -> None:
        match = _NOTE.fullmatch(token)
        if match is None or len(set(match["letter"])) > 1:
            raise self.refuse(f"{shown(token)}: {_wrong(token)}.", start, end)
        if match["value"]:
            self.value = Fraction(4, int(match["value"])) * _DOTS[len(match["dots"])]
        elif match["dots"]:
            raise self.refuse(f"{shown(token)}: a dot needs the note value before it, as in c4.", start, end)
        beats = self.value * self.factor
        name = self.named(match, token, start, end)
        if self.tie:
            if name is None or name != self.words[-1][0]:
                raise self.refuse("A tie leads to a note of the same pitch, and here another follows.", *self.tie)
            self.words[-1] = (name, self.words[-1][1] + beats)
        elif name is None and self.words and self.words[-1][0] is None:
            self.words[-1] = (None, self.words[-1][1] + beats)
        else:
            self.words.append((name, beats))
        if self.words[-1][1] > LONGEST_NOTE:
            raise self.refuse(f"This lasts more than {LONGEST_NOTE} beats.", start, end)
        if len(self.words) > 2 * MOST_NOTES:
            raise self.refuse(f"This is more than a motif: {MOST_NOTES} notes at most.", start, end)
        if match["tie"] and name is None:
            raise self.refuse("A rest cannot be tied: write its whole length.", start, end)
        self.tie = (start, end) if match["tie"] else None

    def named(self, match: re.Match[str], token: str, start: int, end: int) -> str | None:
        letter = match["letter"]
        if letter == "r":
            if match["sign"] or match["high"]:
                raise self.refuse(f"{shown(token)}: a rest has no pitch.", start, end)
            return None
        octave = 4 - len(letter) if letter.isupper() else 4 + len(match["high"])
        if letter.isupper() and match["high"]:
            raise self.refuse(f"{shown(token)}: a high mark stands with a small letter.", start, end)
        try:
            return Pitch.read(f"{letter[0].upper()}{match['sign'].replace('n', '')}{octave}").name
        except FilmScoreError as error:
            raise self.refuse(str(error), start, end) from None

    def ended(self) -> Words:
        if self.opened:
            raise self.refuse("This group is never closed: put } after its last note.", *self.opened)
        if self.tie:
            raise self.refuse("This tie leads nowhere: the note it goes to is missing.", *self.tie)
        if not self.words:
            raise FilmScoreError("There are no notes here yet. TinyNotation looks like '4/4 c4 e8 f#8 g2'.")
        return self.words


def _wrong(token: str) -> str:
    if re.match(r"[hH]", token):
        return "the note that German calls H is b here"
    if token[0] in "<(":
        return "chords and brackets are not read: a motif is one line"
    if re.search(r"[_=*\[\]]", token):
        return "words, names and marks are not read here: leave the note alone"
    if re.match(r"[a-g]'*#*-*\d+$", token):
        return "note values are 1, 2, 4, 8, 16, 32, 64, 128 and 256"
    if re.match(r"[a-g][#-]+'", token):
        return "the mark for the octave stands before the sign, as in c'#4"
    if re.match(r"[a-g]b", token):
        return "a flat is written with a minus here, e-4"
    return f"this is no TinyNotation. {_HELP}"


# ---------------------------------------------------------------- writing


def to_tiny(motif: Line | Motif) -> str:
    """A motif as TinyNotation; see `Motif.to_tiny`."""
    words: list[str] = [motif.meter] if motif.meter else []
    group = False
    for name, beats in zip(motif.names, motif.durations, strict=True):
        factor = Fraction(1)
        pieces = _pieces(beats)
        if not pieces:
            factor, pieces = Fraction(2, 3), _pieces(beats * 3 / 2)
        if not pieces:
            raise FilmScoreError(
                f"A length of {beats} beats has no sign in TinyNotation, which knows halves, thirds and their sums: "
                "repr(motif) writes everything."
            )
        if (factor != 1) != group:
            words.append("trip{" if factor != 1 else "}")
            group = factor != 1
        what = "r" if name is None else _letter(name)
        tie = "" if name is None else "~"
        words += [f"{what}{piece}{tie}" for piece in pieces[:-1]] + [f"{what}{pieces[-1]}"]
    text = " ".join([*words, "}"] if group else words)
    return text.replace("{ ", "{").replace(" }", "}")


def _pieces(beats: Fraction) -> list[str]:
    """Note values, dotted or tied, that make a length up, the longest first; nothing if none do."""
    if beats.denominator & (beats.denominator - 1) or beats.denominator > 64:
        return []
    found, left = [], beats
    values: list[tuple[Fraction, str]] = []
    for n in (1, 2, 4, 8, 16, 32, 64, 128, 256):
        values += [(Fraction(4, n) * 3 / 2, f"{n}."), (Fraction(4, n), str(n))]
    for value, sign in values:
        while left >= value:
            found.append(sign)
            left -= value
    return [] if left else found


def _letter(name: str) -> str:
    pitch = Pitch.read(name)
    sign = "#" * pitch.alter + "-" * -pitch.alter
    if pitch.octave >= 4:
        return f"{pitch.letter.lower()}{chr(39) * (pitch.octave - 4)}{sign}"
    return f"{pitch.letter * (4 - pitch.octave)}{sign}"
