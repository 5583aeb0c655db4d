"""The palette: which sound plays an instrument, where it sits on the stage, and how it has to be handled.

Names are those of the score (`"Violin I"`, `"Horn in F 2"`), matched from the most particular to the most
general, so a part the palette has never heard of still finds its family, and at worst its General MIDI program.
Sections of the strings live in banks 20 to 50 of MuseScore General; a font without them plays bank 0 instead. Where
a font falls short, a patch stands in (`filmscore.sound.layers`); `palette` shows what plays what on this machine.

`lead` is the head start a sound needs. A bowed section or a choir speaks slowly: measured with single notes,
it reaches half of its level 60 to 200 ms after the key. Struck on the beat it is heard late, so it begins before it.
The figures stay a little under the measured ones: too early is noticed sooner than too late.
"""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING

from ..errors import FilmScoreError, shown
from .handling import STRUCK, SUSTAINED, Sound, Voice
from .instruments import INSTRUMENTS, entry_for, is_called
from .layers import falls_short, patch_named
from .score_order import group_of, place_of
from .stage import place

if TYPE_CHECKING:
    from .sampler import Sampler

__all__ = ["PALETTE", "STRUCK", "SUSTAINED", "Palette", "Sound", "Voice", "palette", "seated", "voice_for"]

#: patterns over the name of a part, from the particular to the general, and the voice each one gets
PALETTE: tuple[tuple[str, Voice], ...] = tuple((entry.pattern, entry.voice) for entry in INSTRUMENTS)


def seated(plan: str = "american") -> tuple[tuple[str, Voice], ...]:
    """The palette with everybody in the seats of a plan, to perform with.

    Parameters
    ----------
    plan : {"american", "antiphonal"}

    Raises
    ------
    FilmScoreError
        When there is no such plan.

    Examples
    --------
    >>> voice_for("Violin II", palette=seated("antiphonal")).pan > 0
    True
    """
    made = []
    for pattern, voice in PALETTE:
        if voice.seat:
            before, now = place(voice.seat), place(voice.seat, plan)
            send = round(voice.send_db + now.send_db - before.send_db, 2)
            voice = replace(voice, pan=now.pan, early=now.early, send_db=send)
        made.append((pattern, voice))
    place("middle", plan)  # says so if there is no such plan, even where nobody has a seat
    return tuple(made)


def checked(palette: object) -> tuple[tuple[str, Voice], ...]:
    """A palette to perform with, or an error that says what is wrong with it.

    >>> len(checked(PALETTE)) == len(PALETTE)
    True
    """
    rows = tuple(palette) if isinstance(palette, Iterable) and not isinstance(palette, str) else ()
    if not rows:
        raise FilmScoreError(
            f"a palette is a list of (pattern, Voice), such as seated('antiphonal'), not {shown(palette)}"
        )
    for row in rows:
        if not isinstance(row, tuple) or len(row) != 2 or not isinstance(row[1], Voice):
            raise FilmScoreError(
                f'a line of a palette is a pattern and a Voice, ("violin", Voice(…)), not {shown(row)}'
            )
        try:
            re.compile(row[0])
        except (re.error, TypeError) as error:
            raise FilmScoreError(f"{shown(row[0])} is no pattern for names of parts: {error}") from None
    return rows


#: General MIDI families, for instruments the patterns do not know
_FAMILIES = (
    "keys",
    "percussion",
    "keys",
    "keys",
    "keys",
    "strings",
    "choir",
    "brass",
    "woodwinds",
    "woodwinds",
    "synths",
    "synths",
    "synths",
    "strings",
    "percussion",
    "synths",
)
#: programs that belong elsewhere than their family, and all that are plucked or struck
_ELSEWHERE = {
    46: "keys", 47: "percussion", 48: "strings", 49: "strings", 50: "strings", 51: "strings", 55: "synths",
    104: "keys", 105: "keys", 106: "keys", 107: "keys", 108: "percussion", 109: "soloist", 111: "woodwinds",
}  # fmt: skip
_STRUCK_PROGRAMS = frozenset([*range(16), *range(24, 40), 45, 46, 47, *range(104, 109), *range(112, 120)])


def voice_for(
    names: str | Iterable[str], program: int | None = None, palette: Iterable[tuple[str, Voice]] = PALETTE
) -> Voice:
    """The voice of a part.

    Parameters
    ----------
    names : str or iterable of str
        The names a part goes by, the most particular first (`"Solo cello"`, then `"Violoncello"`).
    program : int, optional
        General MIDI program, for a name that is not known.
    palette : iterable of (pattern, Voice)
        Patterns are regular expressions over lower-case names; the first that fits wins.

    Raises
    ------
    FilmScoreError
        If nothing fits and there is no program to fall back on.

    Examples
    --------
    >>> voice_for("Horn in F 2").stem, voice_for("English Horn").stem, voice_for("Bass").stem
    ('brass', 'woodwinds', 'choir')
    >>> voice_for("Kantele", program=46).kind
    'struck'
    """
    wanted = [names] if isinstance(names, str) else list(names) if isinstance(names, Iterable) else [names]
    if not all(isinstance(name, str) for name in wanted):
        raise FilmScoreError(f"a part goes by a name or by names, 'Horn in F 2', not {shown(names)}")
    if program is not None and (not isinstance(program, Real) or isinstance(program, bool) or not isfinite(program)):
        raise FilmScoreError(f"a program of General MIDI is a number from 0 to 127, not {shown(program)}")
    entries = tuple(palette)
    for name in wanted:
        for pattern, voice in entries:
            if is_called(name, pattern):
                return voice
    if program is None:
        raise FilmScoreError(
            f"No sound is known for {' / '.join(wanted) or 'a part without a name'}: name the part after its "
            "instrument, or give its instrument a midiProgram."
        )
    program = min(max(int(program), 0), 127)
    stem = _ELSEWHERE.get(program, _FAMILIES[program // 8])
    kind = STRUCK if program in _STRUCK_PROGRAMS else SUSTAINED
    return Voice(stem, Sound(0, program), kind, ring=1.0 if kind == STRUCK else 0.0)


@dataclass(frozen=True, slots=True)
class Row:
    """One instrument of the palette, with the font it is played with.

    Attributes
    ----------
    name, stem : str
    sound : str
        The font's preset, with or without a synth beside it; where a synth plays alone, the name of its patch.
    how : str
        `"font"`, `"font and synth"` or `"synth"`.
    why : str
        What the font lacks; empty where it plays alone or the sound is nobody's but ours.
    low, high : int
        Comfortable range, sounding MIDI pitches; the same twice for something without pitch.
    ways : tuple of str
        Other ways of playing it has sounds for, as words over the notes ask for them.
    """

    name: str
    stem: str
    sound: str
    how: str
    why: str
    low: int
    high: int
    ways: tuple[str, ...] = ()

    @property
    def group(self) -> str:
        """Its place on the page of a score: `"Woodwinds"`, `"Brass"`, at the end `"Synths"`."""
        return group_of(self.name)

    @property
    def range(self) -> str:
        """The range as names of notes; a dash for something without pitch."""
        return "–" if self.low == self.high else f"{_name(self.low)}–{_name(self.high)}"


class Palette:
    """Every instrument, and what plays it with one font. A table in a notebook; iterate for its rows."""

    def __init__(self, font: str, rows: Iterable[Row]) -> None:
        self.font = font
        self.rows = tuple(rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> Row:
        for row in self.rows:
            if row.name.casefold() == str(name).casefold():
                return row
        entry = entry_for(str(name))  # "cornet" is played by the trumpet
        for row in self.rows:
            if entry is not None and row.name == entry.name:
                return row
        raise FilmScoreError(f"the palette has no {name!r}; it has {', '.join(row.name for row in self.rows)}")

    _HEAD = ("instrument", "stem", "range", "played by", "how", "ways of playing")

    def _cells(self, rows: Iterable[Row]) -> list[tuple[str, ...]]:
        return [(row.name, row.stem, row.range, row.sound, f"{row.how} ({row.why})" if row.why else row.how,
                 ", ".join(row.ways)) for row in rows]  # fmt: skip

    def __repr__(self) -> str:
        table = [self._HEAD, *self._cells(self.rows)]
        widths = [max(len(line[column]) for line in table) for column in range(len(self._HEAD))]
        lines = ["  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in table]
        return "\n".join([f"The palette with {self.font}", *lines])

    def _repr_html_(self) -> str:
        # the heading of a group says what the stem would; a range is read in one piece
        kept = [column for column in range(len(self._HEAD)) if self._HEAD[column] != "stem"]
        styles = ["text-align:left;white-space:nowrap" if self._HEAD[column] == "range" else "text-align:left"
                  for column in kept]  # fmt: skip

        def line(cells: tuple[str, ...], tag: str, more: str = "") -> str:
            put = (f'<{tag}{more} style="{style}">{html.escape(cells[column])}</{tag}>'
                   for column, style in zip(kept, styles, strict=True))  # fmt: skip
            return f"<tr>{''.join(put)}</tr>"

        bodies = []
        for group, rows in groupby(self.rows, key=lambda row: row.group):
            over = f'<th scope="rowgroup" colspan="{len(kept)}" style="text-align:left">{html.escape(group)}</th>'
            bodies.append(f"<tbody><tr>{over}</tr>{''.join(line(cells, 'td') for cells in self._cells(rows))}</tbody>")
        head = line(self._HEAD, "th", ' scope="col"')
        title = html.escape(f"The palette with {self.font}")
        return f"<table><caption>{title}</caption><thead>{head}</thead>{''.join(bodies)}</table>"


def palette(font: str | os.PathLike[str] | None = None) -> Palette:
    """Every instrument of the course, and what plays it.

    Parameters
    ----------
    font : path, optional
        The best font on this machine if it is left out.

    Returns
    -------
    Palette
        A table in the order of a score: instrument, stem, comfortable range, the sound that plays it, whether that is
        the font's own, one of ours, or both, and the ways of playing that words over the notes may ask for.

    Raises
    ------
    FilmScoreError
        When the font cannot be used.

    Examples
    --------
    >>> table = palette()
    >>> table["Braam"].how, table["Harp"].range
    ('synth', 'B0–G♯7')
    """
    from .directions import pieces_of
    from .engine import sampler_for

    sampler = sampler_for(font)
    rows = (
        Row(entry.name, entry.voice.stem, *_played(entry.voice.sound, sampler), entry.low, entry.high,
            tuple(sorted(way for way in entry.voice.techniques if len(pieces_of(way)) == 1)))
        for entry in sorted(INSTRUMENTS, key=lambda entry: place_of(entry.name))
    )  # fmt: skip
    return Palette(sampler.font.name, rows)


def _played(sound: Sound, sampler: Sampler) -> tuple[str, str, str]:
    """What plays a sound, how, and why not the font alone."""
    patch = patch_named(sound.patch) if sound.patch else None
    if patch is not None and patch.always:
        return sound.patch, "synth", ""
    found = sampler.find(sound.bank, sound.program)
    preset = sampler.font.presets[found]
    why = falls_short(patch, sampler.font, found) if patch is not None else ""
    if patch is None or not why:
        return preset, "font", ""
    if patch.font_db is None:
        return sound.patch, "synth", why
    return preset, "font and synth", why


_NAMES = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "G♯", "A", "B♭", "B")


def _name(pitch: int) -> str:
    return f"{_NAMES[pitch % 12]}{pitch // 12 - 1}"
