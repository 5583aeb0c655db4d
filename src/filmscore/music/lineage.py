"""What is done to a motif, as data: each step knows what it keeps, what it gives up, and the Python that does it.

`TRANSFORMATIONS` is the one table behind the plan, the benches and the lessons. What a listener makes of a step is
told as the convention it is: film music has habits, no laws.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Any

_STULL = (
    "a kind of thematic change described by M. Bribitzer-Stull, Understanding the Leitmotif, Cambridge University "
    "Press 2015; how well it is recognised is a judgement of the craft"
)
_DOWLING_72 = (
    "W. J. Dowling, Recognition of melodic transformations: inversion, retrograde, and retrograde inversion, "
    "Perception & Psychophysics 12 (1972), 417–421"
)
_DOWLING_78 = (
    "W. J. Dowling, Scale and contour: two components of a theory of memory for melodies, "
    "Psychological Review 85 (1978), 341–354"
)
_DOWLING_71 = (
    "W. J. Dowling and D. S. Fujitani, Contour, interval, and pitch recognition in memory for melodies, "
    "Journal of the Acoustical Society of America 49 (1971), 524–531"
)
_LERDAHL = "F. Lerdahl and R. Jackendoff, A Generative Theory of Tonal Music, MIT Press 1983"
_CRAFT = "a habit of the craft; no experiment is claimed for it"


@dataclass(frozen=True)
class Transformation:
    """One way of changing a motif.

    Attributes
    ----------
    name : str
        The method of `Motif`.
    title : str
        What it is called in a list.
    told : str
        What it does, in a sentence.
    keeps, gives_up : str
        In a listener's terms.
    reading : str
        What it often stands for in film; a convention.
    recognised : str
        How far listeners still hear the motif: "surely", "mostly", "hardly" or "depends", and why.
    source : str
        Where that is from: an experiment, a book, or the craft alone.
    example : str
        A call, as it is written for a motif of four notes.
    bare : tuple of str
        Arguments that are written without their names.
    """

    name: str
    title: str
    told: str
    keeps: str
    gives_up: str
    reading: str
    recognised: str
    source: str
    example: str
    bare: tuple[str, ...] = ()


_ROWS = (
    Transformation(
        "transpose", "transposition", "Every note moves up or down by the same interval.",
        "every interval, the line and the rhythm", "the pitches themselves",
        "a new place, or new energy: the same person somewhere else",
        "surely: few listeners remember pitches, most remember how a tune moves", _DOWLING_78,
        "transpose('M3')", ("interval",),
    ),
    Transformation(
        "transpose_in", "transposition within the key", "Every note moves by the same number of steps of the scale.",
        "the line, the rhythm and the key", "the exact size of some intervals: major thirds turn minor and back",
        "the same thought from another side, while the harmony stays at home",
        "mostly: line and rhythm stay, and small changes of size pass unnoticed in a key", _DOWLING_78,
        "transpose_in('C', 2)", ("key", "steps"),
    ),
    Transformation(
        "to_mode", "change of mode", "Third, sixth and seventh degree pass from major to minor, or back.",
        "the line, the rhythm and the tonic", "the colour: thirds, sixths and sevenths change their size",
        "a change of fortune, for better or for worse",
        "mostly: the line and rhythm carry it", _STULL,
        "to_mode('minor', 'C')", ("mode",),
    ),
    Transformation(
        "invert", "inversion", "What went up goes down, and as far: the line is mirrored about one note, the axis.",
        "the rhythm and the size of every step", "the direction of the line; with it, most of what is remembered",
        "a mirror, an enemy, a mask",
        "hardly by its pitches; a rhythm of its own helps much", _DOWLING_72,
        "invert()",
    ),
    Transformation(
        "retrograde", "retrograde", "It is played from its end to its beginning.",
        "the notes and the lengths", "their order, and with it the beginning by which a tune is known",
        "undoing, time that runs backwards",
        "hardly: of the three mirrors that were tried, turning back was among the hard ones", _DOWLING_72,
        "retrograde()", ("what",),
    ),
    Transformation(
        "retrograde_inversion", "retrograde inversion", "It is mirrored, and played from its end.",
        "the sizes of the steps, in reverse order", "direction, order and rhythm as they were known",
        "a secret relation: seen on paper, felt at most",
        "hardly: the hardest of the three mirrors that were tried", _DOWLING_72,
        "retrograde_inversion()",
    ),
    Transformation(
        "augment", "augmentation", "Every note and rest lasts so many times as long.",
        "the pitches, and how the lengths compare", "its pace",
        "grandeur, death, memory",
        "mostly, while it still moves as one line; stretched very far it falls into single notes", _STULL,
        "augment(2)", ("n",),
    ),
    Transformation(
        "diminish", "diminution", "Every note and rest lasts a part of its length.",
        "the pitches, and how the lengths compare", "its weight",
        "urgency, play, a chase",
        "mostly", _STULL,
        "diminish(2)", ("n",),
    ),
    Transformation(
        "in_meter", "change of meter", "Bar lines and strong beats stay with their notes; other lengths give way.",
        "the pitches, and which notes are strong", "the exact rhythm",
        "another dance: the march becomes a waltz, the hero goes to a ball",
        "mostly: the line stays, the accents stay where they were", _CRAFT,
        "in_meter('3/4')", ("meter",),
    ),
    Transformation(
        "with_rhythm", "new rhythm", "The same pitches in other lengths.",
        "the pitches and their order", "the rhythm, by which many a motif is known first",
        "the same person in other clothes",
        "depends: a tune known by its rhythm is lost, one known by a leap is not", _CRAFT,
        "with_rhythm('3/2 1/2 1 2')", ("rhythm",),
    ),
    Transformation(
        "head", "head motif", "Only the first notes.",
        "the beginning, by which it is known", "how it went on",
        "a call-back: one thought of somebody, no more",
        "mostly, once the whole is known", _STULL,
        "head(2)", ("n",),
    ),
    Transformation(
        "tail", "tail", "Only the last notes.",
        "how it ends", "the beginning, by which it is known",
        "what is left when somebody has gone",
        "depends on how much the ending is its own", _CRAFT,
        "tail(2)", ("n",),
    ),
    Transformation(
        "cell", "fragment", "Only some notes from within.",
        "a turn of the line", "beginning or end, or both",
        "threat, pieces of a memory; a cell is what ostinatos are made of",
        "depends on how much the cell is its own", _STULL,
        "cell(2, 3)", ("first", "last"),
    ),
    Transformation(
        "truncate", "truncation", "It breaks off.",
        "everything up to that moment", "the ending that the ear waits for",
        "an interruption, a memory that fades",
        "surely, as far as it goes", _STULL,
        "truncate(1)", ("beats",),
    ),
    Transformation(
        "sequence", "sequence", "It is said again and again, each time higher or lower.",
        "line and rhythm of the motif", "its length: it becomes a passage",
        "growth, a climb, effort",
        "surely: it comes several times", _CRAFT,
        "sequence(2, 'M2')", ("times", "step"),
    ),
    Transformation(
        "expand", "expansion of intervals", "Every step and leap grows by the same amount.",
        "the rhythm and the direction of every step", "the sizes of the steps, and the compass",
        "something familiar grown out of shape",
        "depends: the contour stays, yet a tune known well is heard as distorted", _DOWLING_71,
        "expand()", ("by",),
    ),
    Transformation(
        "contract", "contraction of intervals", "Every step and leap shrinks by the same amount, to one step at least.",
        "the rhythm and the direction of every step", "the sizes of the steps, and the compass",
        "fear, confinement: it no longer dares to leap",
        "depends: the contour stays, yet a tune known well is heard as distorted", _DOWLING_71,
        "contract()", ("by",),
    ),
    Transformation(
        "ornament", "ornamentation", "Small notes are put between the notes, off the beat.",
        "its own notes, where they were: the skeleton on the strong beats", "plainness, and some of its rhythm",
        "vanity, age, tenderness, a fiddler who knows the tune",
        "mostly: the skeleton is heard through it", _LERDAHL,
        "ornament('neighbour')", ("kind",),
    ),
    Transformation(
        "reduce", "reduction", "The notes on the weakest places go; those before them last longer.",
        "the skeleton on the strong beats", "the small notes and the quick rhythm",
        "a memory: what is left is what mattered",
        "mostly, if its character was not in the small notes", _LERDAHL,
        "reduce()",
    ),
    Transformation(
        "register", "change of register", "It moves by whole octaves.",
        "every interval, the line, the rhythm, the names of the notes", "its height",
        "a child, a giant, a distance",
        "surely", _CRAFT,
        "register(-1)", ("octaves",),
    ),
    Transformation(
        "played_by", "change of instrument", "Somebody else plays it.",
        "every note and every length", "its voice",
        "who is looking: the tune is the person, the instrument is the light",
        "surely", _STULL,
        "played_by('horn')", ("player",),
    ),
    Transformation(
        "ostinato", "ostinato", "It is repeated without a change, end to end.",
        "every note and every length", "the silence after it: it becomes ground for something else",
        "a machine, a heartbeat, obsession",
        "surely at first; then the ear stops listening, which is its use", _CRAFT,
        "ostinato(times=2)",
    ),
    Transformation(
        "harmonise", "reharmonisation", "The same tune over chosen chords.",
        "every note and every length", "what the notes mean: each is heard against its chord",
        "corruption or redemption: the same words, another truth",
        "surely, with another feeling", _STULL,
        "harmonise('C')", ("chords",),
    ),
    Transformation(
        "against", "counterpoint with another motif", "It sounds together with another motif.",
        "both tunes", "the attention that each had alone",
        "a meeting, a fight, a marriage",
        "mostly, if one moves while the other rests and each has its own height", _CRAFT,
        "against('C5:2 D5', offset=1)", ("other",),
    ),
)  # fmt: skip

#: name of the method -> what is known of it, in the order of a plan
TRANSFORMATIONS: Mapping[str, Transformation] = MappingProxyType({row.name: row for row in _ROWS})


#: what is kept and given up where an argument makes it another matter than the table says
_IN_KEY = {
    "invert": (
        "the rhythm, the key, and the steps as the scale counts them",
        "the direction of the line and the exact size of some steps; with them, most of what is remembered",
    ),
    "retrograde_inversion": (
        "the key, and the steps as the scale counts them, in reverse order",
        "direction, order and rhythm as they were known, and the exact size of some steps",
    ),
}
_IN_PART = {
    "pitch": ("the rhythm, and which notes there are", "the order of the notes, and with it the line"),
    "rhythm": ("the notes in their order, and so the line", "the rhythm, by which many a motif is known first"),
}


def effect(operation: str, arguments: Mapping[str, Any] = MappingProxyType({})) -> tuple[str, str]:
    """What a transformation keeps and what it gives up, called with these arguments.

    >>> effect("retrograde")[1], effect("retrograde", {"what": "rhythm"})[0]
    ('their order, and with it the beginning by which a tune is known', 'the notes in their order, and so the line')
    """
    row = TRANSFORMATIONS[operation]
    if operation in _IN_KEY and arguments.get("key") is not None:
        return _IN_KEY[operation]
    if operation == "retrograde" and arguments.get("what") in _IN_PART:
        return _IN_PART[arguments["what"]]
    return row.keeps, row.gives_up


@dataclass(frozen=True)
class Step:
    """One transformation that was made.

    Attributes
    ----------
    operation : str
        A name in `TRANSFORMATIONS`.
    arguments : mapping
        What it was called with, as plain values: text, whole numbers, and fractions as text ("3/2").
    told : str
        What happened, as part of a sentence: "inverted in D major about D4".
    """

    operation: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    told: str = ""

    @property
    def keeps(self) -> str:
        """What of the motif is still heard."""
        return effect(self.operation, self.arguments)[0]

    @property
    def gives_up(self) -> str:
        """What of the motif is gone."""
        return effect(self.operation, self.arguments)[1]

    @property
    def code(self) -> str:
        """The call: ``augment(2)``."""
        bare = TRANSFORMATIONS[self.operation].bare
        words, named = [], False
        for name, value in self.arguments.items():
            named = named or name not in bare
            words.append(f"{name}={value!r}" if named else repr(value))
        return f"{self.operation}({', '.join(words)})"

    def __str__(self) -> str:
        return self.told


def sentence(steps: tuple[Step, ...]) -> str:
    """The steps as one sentence; "as it was made" where there are none."""
    return ", then ".join(step.told for step in steps) or "as it was made"


def kept(value: Fraction) -> int | str:
    """A number as a step keeps it: whole, or a fraction as text.

    >>> kept(Fraction(2)), kept(Fraction(3, 2))
    (2, '3/2')
    """
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
