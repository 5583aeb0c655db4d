"""The instruments, by name, and the table of them all."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ...errors import FilmScoreError, shown
from ...tables import as_html, as_text
from ..pitch import Interval, Pitch
from .instrument import Instrument, Register
from .names import in_english, nearest, several

#: the order of a score; a file for each
FILES = ("woodwinds", "brass", "percussion", "keys", "voices", "soloists", "strings", "synths")

#: what a family is called where people read of it, in the order of the map: keys are more than keyboards
CALLED = {
    "woodwinds": "woodwinds", "brass": "brass", "percussion": "percussion", "keys": "harp, keys, guitars",
    "choir": "voices", "strings": "strings", "soloist": "soloists", "synths": "synths",
}  # fmt: skip

RANGES = "Ranges as in MuseScore's list of instruments (amateur and professional; musescore.org); "
BOOK = (
    "characters as orchestration books teach them, after Nikolai Rimsky-Korsakov, Principles of Orchestration "
    "(translated by Edward Agate, Édition Russe de Musique 1922). Breath, bow and dynamics are rules of thumb."
)

_NUMBERS = r"(?:\bno\.?\s*)?(?:\d+(?:\s*[-–&+,]\s*\d+)*|I{1,3}|IV|VI{0,3})"
#: at the end of a name: which of several
NUMBER = re.compile(rf"\s*{_NUMBERS}$")
#: in a name: what sounds where C is read
KEY = re.compile(r"\s+in\s+(?P<letter>[A-Ga-g])(?P<sign>[\s-]*(?:flat|sharp|♭|♯|#|b)?)(?=\s|$)")
#: a number before the key goes behind it: "Horn 2 in F"
_NUMBER_FIRST = re.compile(rf"\s+(?P<number>{_NUMBERS})(?P<key>{KEY.pattern})")

#: words that mean several players, or different ones in a choir and in an orchestra
_SEVERAL = {
    "basses": "'basses' are singers in a choir and double basses in an orchestra. Say 'bass voices' or "
    "'double basses'.",
    "strings": "Strings are five sections: violins I, violins II, violas, cellos, double basses. Ask for one of them.",
    "choir": "A choir is four kinds of voices: soprano, alto, tenor, bass. Ask for one of them.",
    "chorus": "A chorus is four kinds of voices: soprano, alto, tenor, bass. Ask for one of them.",
    "brass": "Brass are several instruments: horn, trumpet, trombone, tuba … Ask for one, or fs.instruments('brass').",
    "woodwinds": "Woodwinds are several instruments: flute, oboe, clarinet, bassoon … Ask for one, or "
    "fs.instruments('woodwinds').",
    "percussion": "Percussion is many instruments: timpani, snare drum, marimba … Ask for one, or "
    "fs.instruments('percussion').",
}
#: a name is offered for another if they are so much alike (difflib's ratio)
_ALIKE = 0.7


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
    text = in_english(" ".join(name.split()))
    low = text.casefold()
    if low in _SEVERAL or several(low):
        raise FilmScoreError(_SEVERAL.get(low) or several(low))
    other = _in_another_key(text)
    if other:
        raise FilmScoreError(other)
    words = [known(word) for word in re.split(r"[\s-]+", low)]
    kin = words[-1:] if words[-1] else words  # a bass flute is a flute, an oboe d'amore an oboe
    close = [_index()[one] for one in difflib.get_close_matches(low, _index(), n=3, cutoff=_ALIKE)]
    near = dict.fromkeys(nearest(low) or [one.said for one in (*kin, *close) if one is not None])
    if near:
        meant = f"Did you mean {' or '.join(near)}? fs.instruments() lists them all."
    else:
        families = dict.fromkeys(one.family for one in every())
        meant = f"fs.instruments() lists them all, fs.instruments('brass') a family: {', '.join(families)}."
    raise FilmScoreError(f"No instrument is known here as {shown(name)}. {meant}")


def known(name: object) -> Instrument | None:
    """The instrument a name or a part's name means; None if nobody knows.

    >>> [known(one).name for one in ("Horn in F 2", "violins II", "Trumpets", "Clarinet in A 1", "solo cello")]
    ['Horn', 'Violin', 'Trumpet', 'A clarinet', 'Cello']
    >>> [known(one).name for one in ("Vln. I", "Corni in Fa 1-2", "Klarinette in B", "Petite flûte", "Cb.")]
    ['Violin', 'Horn', 'Clarinet', 'Piccolo', 'Double bass']
    """
    if isinstance(name, Instrument):
        return name
    if not isinstance(name, str):
        return None
    for text in _plain(name):
        for tried in _tries(text):
            if tried in _index():
                return _index()[tried]
        key = KEY.search(text)
        if key is None:
            continue
        for tried in _tries(KEY.sub("", text)):
            if tried in _index() and _index()[tried].key == _key(key):
                return _index()[tried]
    english = in_english(name)
    return known(english) if english != name else None


def _plain(name: str) -> Iterator[str]:
    """A name as it stands, without a remark, and without its number, which goes behind the key."""
    text = " ".join(name.split())
    for one in dict.fromkeys((text, re.sub(r"\s*\(.*?\)|,.*$", "", text))):
        moved = _NUMBER_FIRST.sub(lambda found: f"{found['key']} {found['number']}", one)
        yield from dict.fromkeys((one, moved, NUMBER.sub("", moved)))


def _tries(text: str) -> Iterator[str]:
    """A name in small letters, without "solo", in the singular."""
    low = text.casefold().replace("-flat", " flat").replace("♭", " flat").replace("bb ", "b flat ").strip()
    low = " ".join(low.split())
    for one in dict.fromkeys((text.casefold(), low, low.removeprefix("solo "), low.removeprefix("bass drum "))):
        if one in _SEVERAL:
            continue
        yield one
        if one.removesuffix("s") != "basse":
            yield one.removesuffix("s")
        yield one.replace("double basse", "double bass").removesuffix("s")


def _key(found: re.Match[str]) -> str:
    """The key of a name as `Instrument.key` has it: "B♭"."""
    sign = found["sign"].strip(" -")
    return found["letter"].upper() + {"": "", "flat": "♭", "b": "♭", "♭": "♭"}.get(sign, "♯")


def _in_another_key(text: str) -> str:
    """What to say of an instrument this course has in another key; empty if it is not that."""
    for one in _plain(text):
        key = KEY.search(one)
        tool = known(KEY.sub("", one)) if key else None
        if key is None or tool is None:
            continue
        last = tool.said.split()[-1]
        kin = [f"{other.said} ({other.key})" for other in every() if other.said.split()[-1] == last
               and (other.key != "C" or other.name[1] == " ")]  # fmt: skip
        here = f"Here are: {', '.join(kin)}." if kin else f"The {tool.said} here is written {tool.reads}."
        return (f"No {tool.said} in {_key(key)} is known here, and another key is another instrument: its page would "
                f"be wrong. {here}")  # fmt: skip
    return ""


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
    blown = (float(row["breath"]) or None) if "breath" in row and "unpitched" not in row else None
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
            if not -len(self.rows) <= name < len(self.rows):
                raise FilmScoreError(f"There is no instrument {name} in this table: it has {len(self.rows)}, from 0.")
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
        return as_text(self._HEAD, map(self._cells, self.rows))

    def _repr_html_(self) -> str:
        return as_html(self._HEAD, map(self._cells, self.rows), f"{len(self.rows)} instruments, sounding pitch")


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
