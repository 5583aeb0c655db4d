"""Directions: what words and signs over the notes ask of a player."""

from __future__ import annotations

import bisect
import re
from typing import Any

from .dynamics import LEVELS, STROKES
from .page import elements
from .palette import Voice

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
            meant = next((m for pattern, m in table if re.search(pattern, element.content.casefold())), None)
            if meant is not None:
                said.append((beat, meant))
    return said


def at(said: list[tuple[float, Any]], beat: float, otherwise: Any) -> Any:
    """What was asked for last at a beat."""
    place = bisect.bisect_right([b for b, _ in said], beat + 1e-9) - 1
    return said[place][1] if place >= 0 else otherwise


def unread_in(part: Any) -> list[tuple[float, str]]:
    """Words and marks over a part that a performance knows nothing of, by beat: it says that it does not play them."""
    known = [pattern for table in (WORDS, MUTES, DESKS, SWELLS) for pattern, _ in table]
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
