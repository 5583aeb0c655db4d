"""Directions: what words and signs over the notes ask of a player."""

from __future__ import annotations

import bisect
import re
from typing import Any

from .dynamics import LEVELS, STROKES
from .page import elements
from .palette import Voice
from .touched import NAMES_A_STRING, chosen

#: words that change the way of playing: what is done with the hand or the lips, and what is put on the instrument.
#: The first that fits counts, so what undoes a way ("arco") stands after the ways ("arco, sul pont.")
WORDS = (
    (r"\bpizz", "pizzicato"),
    (r"\bcol legno(?! tratt)|\bc\. ?l\.", "col legno"),
    (r"\b(sul )?pont(icello|\b)|\bs\. ?p\.|\bam steg|\bchevalet", "sul ponticello"),
    (r"\bsul tasto|\bs\. ?t\.|\bflaut(ando|ato|\.)|\bam griffbrett|\bsur la touche", "sul tasto"),
    (r"\barmoni|\bharm(on)?\.|\bharmonics|\bflag(eolet|\.)", "harmonic"),
    (r"\bflz|\bflatt|\bfrull|\bflutt", "flutter"),
    (r"\bmm\b|bocca chiusa|\boh?\b|\boo+h?\b", "closed"),
    (r"\bspicc|\bd[eé]tach", "detached"),
    (r"\barco\b|\baa*h\b|\bord(inario)?\b|\bnorm(ale?)?\b|\bnat(urale)?\b", ""),
)
MUTES = (
    (r"\bsenza sord|\bopen\b|mutes? off|\bvia sord|\b(without|no|remove|ohne) (mute|d[aä]mpf)|\bsans sourd", ""),
    (r"\bcon sord|\bsord\.|\bmuted?\b|\bstopped\b|\bgestopft|\bbouch|\bmit d[aä]mpf|\bsourdine", "muted"),
)
DESKS = (
    (r"\bunis|\btutti\b|\bnon div", 1),
    (r"\bdiv(\.|isi)? ?(a|in|à)? ?3", 3),
    (r"\bdiv(\.|isi)? ?(a|in|à)? ?4", 4),
    (r"\bdiv", 2),
)
#: how many of those who share a staff play: both, or one of them
PEOPLE = (
    *((rf"^(a|à|zu) ?{number}\b", number) for number in range(2, 9)),
    (r"^[1-8]\.|\bsolo\b", 1),
    (r"\bunis|\btutti\b", 0),
)
#: who of a section plays: one, or all
ALONE = (
    (r"\btutti\b|\bgli altri\b|\ble altre\b|\btous\b|\balle\b|\bsoli\b|\bdiv|\bunis", False),
    (r"\bsol[oa]\b|\b(one|1) player\b", True),
)
#: how notes without a mark of their own follow one another, until other words are printed
TOUCHES = (
    (r"\bnon leg(ato|\.)|\bmarc(ato|\.)|\bspicc|\bd[eé]tach|\bportato|\bten(uto|\.)", ""),
    (r"\bord(inario|\.)|\bnat(urale|\.)", ""),
    (r"\blegat(o|issimo)\b|\bleg\.", "legato"),
    (r"\bstacc(ato|\.|\b)", "staccato"),
)
#: an unmeasured tremolo in words
TREMBLES = (
    (r"\b(non|senza|no) trem|\bpizz|\bord(inario)?\b|\bnorm(ale?)?\b|\bnat(urale)?\b|\bcol legno batt", False),
    (r"\btrem(olo|\.|\b)", True),
)
#: what is struck or plucked rings on: one note, or ("sempre") all until it is damped
RINGS = (
    (r"\bnon l\.? ?v\b|\bsecc[oa]\b|^sec\b|\bdamp|\b[eé]touff|\babd[aä]mpf", ""),
    (r"\bsempre (l\.? ?v\b|lasciar|laissez)|(\bl\.? ?v\.?|vibrare|vibrer|klingen lassen|let (it )?ring) sempre", "on"),
    (r"\bl\. ?v\b|^lv\b|\blasciar? vibrare|\blaissez vibrer|\bklingen lassen|\blet (it )?ring", "once"),
)
#: what is meant by a word that is itself the answer
NAMED = object()
#: which string is played on
STRINGS = ((NAMES_A_STRING, NAMED),)
#: words for a hairpin: up or down from here to the next mark
SWELLS = (
    (r"\bcresc", 1),
    (r"\bdim(in(uendo)?)?\b|\bdecresc|\bmorendo|\bsmorz|\bcalando|\bperdendo|\bal? niente", -1),
)
#: what a way of playing is made of, in the order in which it is said: "muted sul ponticello tremolo"
_PIECES = (
    "muted", "pizzicato", "col legno", "sul ponticello", "sul tasto", "harmonic", "flutter", "closed", "detached",
    "tremolo",
)  # fmt: skip
_ARTICULATIONS = {
    "Staccato": "staccato",
    "Staccatissimo": "staccatissimo",
    "Spiccato": "staccato",
    "Tenuto": "tenuto",
    "Accent": "accent",
    "Stress": "accent",
    "StrongAccent": "marcato",
    "StringHarmonic": "harmonic",
    "Harmonic": "harmonic",
    "Pizzicato": "pizzicato",
    "SnapPizzicato": "snap",
    "NailPizzicato": "pizzicato",
    "DetachedLegato": "portato",
    "BreathMark": "breath",
    "Caesura": "breath",
    "Stopped": "stopped",
}


def said_in(part: Any, table: tuple[tuple[str, Any], ...]) -> list[tuple[float, Any]]:
    """What the words over a part ask for, by beat."""
    said = []
    for element, beat, *_ in elements(part):
        if "TextExpression" in element.classes:
            words = (element.content or "").casefold()
            meant = next((m for pattern, m in table if re.search(pattern, words)), None)
            if meant is not None:
                said.append((beat, words.strip() if meant is NAMED else meant))
    return said


def at(said: list[tuple[float, Any]], beat: float, otherwise: Any) -> Any:
    """What was asked for last at a beat."""
    place = bisect.bisect_right([b for b, _ in said], beat + 1e-9) - 1
    return said[place][1] if place >= 0 else otherwise


class Said:
    """All that words over a part ask of its player, at any beat."""

    def __init__(self, part: Any) -> None:
        tables: dict[str, tuple[tuple[str, Any], ...]] = {
            "way": WORDS, "mute": MUTES, "desks": DESKS, "people": PEOPLE, "alone": ALONE, "touch": TOUCHES,
            "rings": RINGS, "string": STRINGS,
        }  # fmt: skip
        self._said = {name: said_in(part, table) for name, table in tables.items()}
        trembles = said_in(part, TREMBLES)
        # over strokes through a stem the word says that they are not counted: of that note, not of those after it
        drawn = {beat for e, beat, *_ in elements(part) if trembles and _has_strokes(e)}
        self._trembles = [(beat, on) for beat, on in trembles if not on or beat not in drawn]

    def technique(self, beat: float) -> tuple[str, str]:
        """What is done with the hand or the lips, and what is put on the instrument."""
        return str(at(self._said["way"], beat, "")), str(at(self._said["mute"], beat, ""))

    def desks(self, beat: float) -> int:
        """Groups a section is divided into."""
        return int(at(self._said["desks"], beat, 1))

    def people(self, beat: float) -> int:
        """How many of those who share a staff play; 0 where nothing is said."""
        return int(at(self._said["people"], beat, 0))

    def alone(self, beat: float) -> bool:
        """Whether one player of a section plays."""
        return bool(at(self._said["alone"], beat, False))

    def touch(self, beat: float) -> str:
        """How notes without a mark follow one another: "legato", "staccato" or nothing said."""
        return str(at(self._said["touch"], beat, ""))

    def trembles(self, beat: float) -> bool:
        """Whether notes tremble although no strokes are drawn."""
        return bool(at(self._trembles, beat, False))

    def rings(self, beat: float, end: float) -> bool:
        """Whether a note from one beat to another is left to ring: by a word over it, or until further notice."""
        for since, how in reversed(self._said["rings"]):
            if how == "once" and beat - 1e-6 <= since < end - 1e-6:
                return True
            if how != "once" and since <= beat + 1e-6:
                return bool(how == "on")
        return False

    def strings(self, beat: float, open_strings: tuple[float, ...]) -> tuple[float, ...]:
        """The open strings that may be meant: the one that is named, or all."""
        return chosen(str(at(self._said["string"], beat, "")), open_strings) or open_strings


def _has_strokes(element: Any) -> bool:
    return any(type(sign).__name__ == "Tremolo" for sign in getattr(element, "expressions", ()))


def unread_in(part: Any, section: bool = False) -> list[tuple[float, str]]:
    """Words and marks over a part that a performance knows nothing of, by beat: it says that it does not play them.

    A section that was recorded as one cannot send all of its players but one away.
    """
    tables: tuple[tuple[tuple[str, Any], ...], ...] = (WORDS, MUTES, DESKS, SWELLS)
    known = [pattern for table in (tables if section else (*tables, PEOPLE)) for pattern, _ in table]
    for table in (ALONE, TOUCHES, TREMBLES, RINGS):
        asked = any(meant for _, meant in said_in(part, table))
        known += [pattern for pattern, meant in table if meant or asked]  # what ends what never began does nothing
    found = []
    for element, beat, *_ in elements(part):
        words = ""
        if "TextExpression" in element.classes:
            words = (element.content or "").strip()
            if any(re.search(pattern, words.casefold()) for pattern in known):
                continue
        elif "Dynamic" in element.classes and element.value not in LEVELS and element.value not in STROKES:
            words = str(element.value or "").strip()
        if words:
            found.append((beat, words))
    return found


def swells_in(part: Any, marks: list[tuple[float, str]], hairpins: list[tuple[float, float, int]]) -> list[Any]:
    """Hairpins that are written as words: each goes on to the next mark, hairpin or word, or for two bars of four.

    Parameters
    ----------
    part : music21.stream.Part
    marks : list of (float, str)
        Dynamics of the part, by beat.
    hairpins : list of (float, float, int)
        Those that are drawn.

    Returns
    -------
    list of (float, float, int)
        From which beat to which, and 1 up or -1 down.
    """
    said = said_in(part, SWELLS)
    corners = sorted({b for b, _ in (*marks, *said)} | {first for first, *_ in hairpins})
    made = []
    for beat, sign in said:
        after = next((b for b in corners if b > beat + 1e-6), None)
        if not any(abs(first - beat) < 1e-6 for first, *_ in hairpins):  # "cresc." over a drawn hairpin says it twice
            made.append((beat, beat + 8.0 if after is None else after, sign))
    return made


def pieces_of(technique: str) -> list[str]:
    """What a way of playing is made of.

    Examples
    --------
    >>> pieces_of("muted sul ponticello tremolo")
    ['muted', 'sul ponticello', 'tremolo']
    """
    return [piece for piece in _PIECES if piece in technique]


def nearest(technique: str, voice: Voice) -> str:
    """The sound a player has that keeps most of a way of playing and adds nothing to it; empty for the ordinary one.

    What cannot all be had at once is given up from the outside in: the mute first, what the bow does last.

    Examples
    --------
    >>> from filmscore.sound.palette import voice_for
    >>> nearest("muted pizzicato", voice_for("Violin I")), nearest("flutter", voice_for("Violin I"))
    ('pizzicato', '')
    """
    if technique in voice.techniques:
        return technique
    asked = pieces_of(technique)
    best: tuple[str, ...] = ()
    for name in voice.techniques:
        has = tuple(pieces_of(name))
        if has and set(has) <= set(asked):
            best = max(best, has, key=lambda made: (len(made), [_PIECES.index(piece) for piece in reversed(made)]))
    return next((name for name in voice.techniques if best and tuple(pieces_of(name)) == best), "")


def unplayed(element: Any) -> tuple[str, ...]:
    """Marks over a note that a performance knows nothing of; fingerings and bowings ask for no other sound."""
    return tuple(
        re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(a).__name__).lower()
        for a in element.articulations
        if type(a).__name__ not in _ARTICULATIONS and "TechnicalIndication" not in a.classes
    )


def marks_of(element: Any) -> frozenset[str]:
    """The marks over a note that change its length or weight."""
    marks = {_ARTICULATIONS[type(a).__name__] for a in element.articulations if type(a).__name__ in _ARTICULATIONS}
    if any(type(e).__name__ == "Fermata" for e in element.expressions):
        marks.add("fermata")
    return frozenset(marks)
