"""What stands before a staff, in English: "Hn. in F 1-2", "Corni in Fa", "2 Klarinetten in B", "Vc. solo".

The table (`data/names.toml`) has the names of one orchestra in four languages, and how they are cut short. A name is
put into English only if all of it is understood: the instrument, its key as its language counts keys (a German B is B
flat, an Italian Fa is F), its number. What is left over makes it another name.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "data" / "names.toml"

_NUMBER = r"(?:\d+(?:[-–&+,/]\d+)*|i{1,3}|iv|vi{0,3})"
_ORDINAL = re.compile(rf"(?P<number>{_NUMBER})(?:st|nd|rd|th|er|ers|e|ª|°|º)?", re.IGNORECASE)
_FIRST = {"first": "1", "second": "2", "erste": "1", "zweite": "2", "primi": "1", "secondi": "2"}
#: what stands behind a name and is none: "Horn (con sord.)", "Flute, off stage"
_REMARK = re.compile(r"\s*\(.*\)|,\s*[^\W\d].*")
#: letters of the languages that do not say C, D, E
_SYLLABLES = {"do": "C", "ut": "C", "re": "D", "ré": "D", "mi": "E", "fa": "F", "sol": "G", "la": "A", "si": "B"}
_GERMAN = {"b": "B flat", "h": "B", "es": "E flat", "as": "A flat", "des": "D flat", "ges": "G flat", "fis": "F sharp",
           "cis": "C sharp", "gis": "G sharp", "dis": "D sharp"}  # fmt: skip
_SIGNS = {"♭": "flat", "b": "flat", "bémol": "flat", "bemolle": "flat", "bem": "flat", "flat": "flat", "♯": "sharp",
          "#": "sharp", "dièse": "sharp", "diesis": "sharp", "sharp": "sharp"}  # fmt: skip

#: what is one instrument here and another there
_SEVERAL = {
    ("tr", "tromb"): "a trumpet in one score and a trombone, a triangle or a drum in another: write which",
    ("tb",): "a trombone in one score and a tuba in another: write which",
    ("tamb",): "a tambourine in one score and a snare drum (tamburo) in another: write which",
    ("viol",): "a violin in one score and a viola in another: write which",
    ("br",): "the violas (Bratschen) in one score and the brass in another: write which",
    ("bar",): "a baritone who sings or a baritone horn: write baritone or euphonium",
    ("b sax",): "a baritone saxophone in one score and a bass in another: write which",
    ("c cl",): "a snare drum (caisse claire) in one score and a clarinet in another: write which",
    ("basso", "bassi"): "singers in a choir and double basses in an orchestra: write bass voices or double basses",
    ("s", "a", "t", "b"): "a voice where four of a choir stand together, and nothing alone: write soprano, alto, tenor "
                          "or bass voice",
}  # fmt: skip
#: who comes nearest to an instrument that nobody here plays
_NEAREST = {
    ("oboe d'amore", "oboe da caccia", "ob. d'am", "ob. d'am.", "ob. da cacc."): ("oboe", "english horn"),
    ("heckelphone", "heckelphon", "bass oboe", "baritone oboe", "taille"): ("english horn",),
    ("basset horn", "corno di bassetto", "bassetthorn", "cor de basset"): ("clarinet", "bass clarinet"),
    ("alto clarinet", "contralto clarinet", "contrabass clarinet"): ("bass clarinet",),
    ("bass flute", "flauto basso", "bassflöte"): ("alto flute",),
    ("bass saxophone",): ("baritone saxophone",),
    ("wagner tuba", "wagnertuba", "wagner tuben"): ("horn", "euphonium"),
    ("natural horn", "corno da caccia"): ("horn",),
    ("bass trumpet", "tromba bassa"): ("trombone",),
    ("contrabass trombone", "alto trombone"): ("bass trombone", "trombone"),
    ("ophicleide", "serpent", "contrabass tuba", "sousaphone", "kontrabasstuba"): ("tuba",),
    ("alto horn", "tenor horn", "saxhorn", "althorn"): ("euphonium", "flugelhorn"),
    ("clarino", "natural trumpet", "cornetto", "zink"): ("trumpet",),
    ("viola d'amore",): ("viola",),
    ("viola da gamba", "gamba", "viol da gamba"): ("cello",),
    ("theorbo", "archlute", "lute", "oud", "vihuela"): ("nylon guitar",),
    ("clavichord", "spinet", "virginal"): ("harpsichord",),
    ("keyboard glockenspiel",): ("glockenspiel", "celesta"),
    ("bass marimba",): ("marimba",),
}


def several(low: str) -> str:
    """What to say of a short name that means different instruments; empty for any other.

    >>> several("tamb.")
    "'tamb.' is a tambourine in one score and a snare drum (tamburo) in another: write which."
    """
    bare = re.sub(rf"(\s+{_NUMBER})?$", "", low).replace(".", " ").strip()
    told = next((words for names, words in _SEVERAL.items() if " ".join(bare.split()) in names), "")
    return f"{low!r} is {told}." if told else ""


def nearest(low: str) -> list[str]:
    """Who comes nearest to an instrument that is not here, best first; empty where this table does not know it either.

    >>> nearest("oboe d'amore 1"), nearest("kazoo")
    (['oboe', 'english horn'], [])
    """
    bare = re.sub(rf"(\s+in\s+\w+)?(\s+{_NUMBER})?$", "", low.replace("’", "'")).strip()
    return list(next((kin for names, kin in _NEAREST.items() if bare in names), ()))


class _Known(NamedTuple):
    """A name of the table: in English, and the languages it belongs to ("short" for all of them)."""

    english: str
    tongues: frozenset[str]


@cache
def _table() -> dict[str, _Known]:
    made: dict[str, _Known] = {}
    for english, row in tomllib.loads(_FILE.read_text(encoding="utf-8")).items():
        for tongue, names in row.items():
            for name in names:
                tongues = made[name].tongues if name in made else frozenset()
                assert name not in made or made[name].english == english, (
                    f"{name} is {made[name].english} and {english}"
                )
                made[name] = _Known(english, tongues | {tongue})
    return made


@lru_cache(maxsize=4096)
def in_english(name: str) -> str:
    """The name of a part in English; the same again where it is that already, or is not understood.

    Examples
    --------
    >>> [in_english(one) for one in ("Vln. I", "Hn. in F 1-2", "Corni in Fa", "Klarinette in B", "Vc. solo")]
    ['Violin I', 'Horn in F 1-2', 'Horn in F', 'Clarinet in B flat', 'Solo cello']
    >>> in_english("Cor anglais"), in_english("Horn of plenty"), in_english("Glass pad")
    ('Cor anglais', 'Horn of plenty', 'Glass pad')
    """
    remark = _REMARK.search(name)
    if remark is not None and remark.start():
        before = name[: remark.start()]
        return f"{in_english(before)}{remark[0]}" if in_english(before) != before else name
    text = re.sub(r"(?<=\d)\s*[,.+/&]\s*(?=\d)", "-", name.replace("’", "'"))
    words = re.sub(r"\.(?=[^\s-])", ". ", text).split()
    plain = [word.rstrip(".").casefold() for word in words]
    front, plain = _front([word for word in plain if word])
    for length in range(min(len(plain), 4), 0, -1):
        found = _table().get(" ".join(plain[:length]))
        rest = _rest(plain[length:], found.tongues) if found is not None else None
        if found is not None and rest is not None:
            key, number, solo = rest
            if front and number:
                return name
            many, order = (front, "") if front.isdigit() and words[0].isdigit() else ("", front)
            called = f"{found.english[0].lower()}{found.english[1:]}" if solo else found.english
            return " ".join(w for w in (many, "Solo" if solo else "", called, key, number or order) if w)
    return name


def _front(words: list[str]) -> tuple[str, list[str]]:
    """A number before a name, and what follows it: "1. Violine", "2 Flöten", "Erste Violinen"."""
    if len(words) > 1:
        found = _ORDINAL.fullmatch(words[0])
        number = _FIRST.get(words[0]) or (found["number"].upper() if found else "")
        if number:
            return number, words[1:]
    return "", words


def _rest(words: list[str], tongues: frozenset[str]) -> tuple[str, str, bool] | None:
    """Key, number and whether it plays alone, of what follows a name; None if it is anything else."""
    key = number = ""
    solo, left = False, list(words)
    while left:
        word = left.pop(0)
        if word in ("in", "en", "à") and left and not key:
            note, sign = left.pop(0), ""
            if left and left[0] in _SIGNS:
                sign = left.pop(0)
            key = _key(note, sign, tongues)
            if not key:
                return None
        elif word == "solo" and not solo:
            solo = True
        elif (found := _ORDINAL.fullmatch(word)) and not number:
            number = found["number"].upper()
        else:
            return None
    return key, number, solo


def _key(note: str, sign: str, tongues: frozenset[str]) -> str:
    """A key in English, with "in" before it; empty if it is none."""
    if not sign and note[:-1] in _SYLLABLES and note[-1] in _SIGNS:
        note, sign = note[:-1], note[-1]
    if not sign and len(note) == 2 and note[0] in "abcdefg" and note[1] in "b♭#♯":
        note, sign = note[0], note[1]
    flat = _SIGNS.get(sign, "")
    if not flat and note in _GERMAN and (tongues == {"de"} or len(note) > 1):
        return f"in {_GERMAN[note]}"
    letter = _SYLLABLES.get(note) or (note.upper() if note in tuple("abcdefg") else "")
    return f"in {letter} {flat}".rstrip() if letter else ""
