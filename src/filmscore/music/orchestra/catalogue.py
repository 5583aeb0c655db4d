"""The instruments, by name, and the table of them all."""

from __future__ import annotations

import difflib
import html
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ...errors import FilmScoreError, shown
from ..pitch import Interval, Pitch
from .instrument import Instrument, Register

#: the order of a score; a file for each
FILES = ("woodwinds", "brass", "percussion", "keys", "voices", "strings", "synths")

RANGES = "Ranges as in MuseScore's list of instruments (amateur and professional; musescore.org); "
BOOK = (
    "characters as orchestration books teach them, after Nikolai Rimsky-Korsakov, Principles of Orchestration "
    "(Édition Russe de Musique 1913). Breath, bow and dynamics are rules of thumb."
)

_NUMBER = re.compile(r"\s*(?:no\.?\s*)?(?:\d+(?:\s*[-–&+,]\s*\d+)*|I{1,3}|IV|VI{0,3})(?:\s+in\s+\S+(?:\s+flat)?)?$")
_KEY = re.compile(r"\s+in\s+[A-Ga-g](?:\s+flat|♭|b)?(?=\s|$)")


def instrument(name: str | Instrument) -> Instrument:
    """What is known of an instrument.

    Parameters
    ----------
    name : str
        ``"horn"``, ``"Horn in F 2"``, ``"cor anglais"``, ``"Violin I"``; capitals do not matter.

    Raises
    ------
    FilmScoreError
        It is not known here; the nearest names are offered.

    Examples
    --------
    >>> flute = instrument("flute")
    >>> flute.reach("C4").told
    'C4 lies well for the flute (low): soft, breathy, dark. It cannot be forced.'
    >>> flute.register("C4").loud, flute.breath, instrument("celesta").written("C5")
    ('mf', 8.0, 'C4')
    >>> instrument("cor anglais")
    Instrument: English horn (woodwinds), sounds E3–A5 with comfort, E3–B5 at the extremes, written a perfect fifth ...
    """
    found = known(name)
    if found is not None:
        return found
    if not isinstance(name, str) or not name.strip():
        raise FilmScoreError(f"{shown(name)} is no name of an instrument: write one, such as 'horn'.")
    close = difflib.get_close_matches(name.strip().casefold(), _index(), n=3, cutoff=0.5)
    near = dict.fromkeys(_index()[one].said for one in close)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    raise FilmScoreError(f"No instrument is known here as {shown(name)}.{meant} fs.instruments() lists them all.")


def known(name: object) -> Instrument | None:
    """The instrument a name or a part's name means; None if nobody knows.

    >>> [known(one).name for one in ("Horn in F 2", "violins II", "Trumpets", "Clarinet in A 1", "solo cello")]
    ['Horn', 'Violin', 'Trumpet', 'A clarinet', 'Cello']
    """
    if isinstance(name, Instrument):
        return name
    if not isinstance(name, str):
        return None
    text = " ".join(name.split())
    for tried in _tries(text):
        if tried in _index():
            return _index()[tried]
    return None


def _tries(text: str) -> Iterator[str]:
    """A name as it stands, without its number, without its key, in the singular, without "solo" or a remark."""
    bare = re.sub(r"\s*\(.*?\)|,.*$", "", text)
    for one in dict.fromkeys((text, bare)):
        numberless = _NUMBER.sub("", one)
        for two in dict.fromkeys((one, numberless, _KEY.sub("", numberless))):
            low = two.casefold().replace("♭", " flat").replace("bb ", "b flat ").strip()
            low = " ".join(low.split())
            for three in dict.fromkeys(
                (two.casefold(), low, low.removeprefix("solo "), low.removeprefix("bass drum "))
            ):
                yield three
                yield three.removesuffix("s")
                yield three.replace("double basse", "double bass").removesuffix("s")


@cache
def _index() -> dict[str, Instrument]:
    made: dict[str, Instrument] = {}
    for one in every():
        for name in (one.name, *one.also):
            made.setdefault(name.casefold(), one)
    return made


@cache
def every() -> tuple[Instrument, ...]:
    """All instruments, in the order of a score."""
    found: list[Instrument] = []
    for file in FILES:
        text = (Path(__file__).parent / "data" / f"{file}.toml").read_text(encoding="utf-8")
        data = tomllib.loads(text)
        rows = data.pop("instrument")
        found += [_made({**data, **row}) for row in rows]
    return tuple(found)


def _made(row: dict[str, Any]) -> Instrument:
    blown = float(row["breath"]) if "breath" in row and "unpitched" not in row else None
    comfortable, extreme = (tuple(row[k]) if k in row else None for k in ("comfortable", "extreme"))
    registers = _registers(row.get("registers", []), extreme) if extreme else ()
    about = row.get("source", "")
    bow = (float(row["bow"][0]), float(row["bow"][1])) if "bow" in row else None
    return Instrument(
        row["name"], row["family"], comfortable, extreme, Interval.read(row.get("transposition", "P1")),
        tuple(row["clefs"]), registers, blown, bow, row["agility"], row.get("leap"), tuple(row.get("doubles", ())),
        tuple(row.get("strings", ())), row.get("gm"), row.get("weight", ""), row.get("floor", ""),
        row.get("unpitched", ""), f"{about} {BOOK[0].upper()}{BOOK[1:]}".strip() if about else RANGES + BOOK,
        tuple(row.get("also", ())),
    )  # fmt: skip


def _registers(rows: list[list[str]], extreme: tuple[str, ...]) -> tuple[Register, ...]:
    """Registers are written by where they begin; each ends a semitone below the next."""
    begins = [start or extreme[0] for _, start, _, _ in rows]
    ends = [Pitch.read(start).up(Interval.read("-m2")).name for start in begins[1:]] + [extreme[1]]
    return tuple(
        Register(
            name, Pitch.read(low).name, Pitch.read(high).name, dynamic.split("-")[0], dynamic.split("-")[1], character
        )
        for (name, _, dynamic, character), low, high in zip(rows, begins, ends, strict=True)
    )


class Instruments:
    """A table of instruments, in the order of a score; iterate for them, or ask for one by its name."""

    _HEAD = ("instrument", "family", "comfortable", "extreme", "written", "breath or bow", "doubles well with")

    def __init__(self, rows: Iterable[Instrument]) -> None:
        self.rows = tuple(rows)

    def __iter__(self) -> Iterator[Instrument]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str | int) -> Instrument:
        if isinstance(name, int):
            return self.rows[name]
        found = instrument(name)
        if found not in self.rows:
            raise FilmScoreError(f"{found.name} is not in this table; fs.instruments() has it.")
        return found

    def _cells(self, one: Instrument) -> tuple[str, ...]:
        air = f"{one.breath:g} s a breath" if one.breath else ""
        air = f"{one.bow[0]:g} s a bow in p, {one.bow[1]:g} s in f" if one.bow else air
        spans = ["–".join(pair) if pair else "no pitch" for pair in (one.comfortable, one.extreme)]
        return (one.name, one.family, *spans, one.reads, air or "–", ", ".join(one.doubles_well[:3]))

    def __repr__(self) -> str:
        table = [self._HEAD, *(self._cells(one) for one in self.rows)]
        wide = [max(len(line[n]) for line in table) for n in range(len(self._HEAD))]
        return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, wide, strict=True)).rstrip() for line in table)

    def _repr_html_(self) -> str:
        def line(cells: Iterable[str], tag: str, more: str = "") -> str:
            return "<tr>" + "".join(
                f'<{tag}{more} style="text-align:left">{html.escape(c)}</{tag}>' for c in cells) + "</tr>"  # fmt: skip

        body = "".join(line(self._cells(one), "td") for one in self.rows)
        head = line(self._HEAD, "th", ' scope="col"')
        return (f"<table><caption>{len(self.rows)} instruments, sounding pitch</caption><thead>{head}</thead>"
                f"<tbody>{body}</tbody></table>")  # fmt: skip


def instruments(family: str | None = None) -> Instruments:
    """The table of all instruments.

    Parameters
    ----------
    family : str, optional
        Only these: "woodwinds", "brass", "percussion", "keys", "choir", "soloist", "strings" or "synths".

    Raises
    ------
    FilmScoreError
        There is no such family.

    Examples
    --------
    >>> [one.name for one in instruments("strings")]
    ['Violin', 'Viola', 'Cello', 'Double bass']
    >>> instruments()["horn"].clefs
    ('treble', 'bass')
    """
    if family is None:
        return Instruments(every())
    families = tuple(dict.fromkeys(one.family for one in every()))
    if family not in families:
        raise FilmScoreError(f"There is no family {shown(family)}: {', '.join(families)} there are.")
    return Instruments(one for one in every() if one.family == family)
