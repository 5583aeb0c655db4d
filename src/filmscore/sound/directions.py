"""Directions: what words and signs over the notes ask of a player."""

from __future__ import annotations

import bisect
import re
from typing import Any

from .page import elements
from .palette import Voice

#: words that change the way of playing: what is done with the hand or the lips, and what is put on the instrument.
#: The first that fits counts, so what undoes a way ("arco") stands after the ways ("arco, sul pont.")
WORDS = (
    (r"\bpizz", "pizzicato"),
    (r"\bcol legno(?! tratt)", "col legno"),
    (r"\bsul pont|\bs\. ?p\.|\bam steg|\bchevalet", "sul ponticello"),
    (r"\bsul tasto|\bs\. ?t\.|\bflautando|\bam griffbrett|\bsur la touche", "sul tasto"),
    (r"\barmoni|\bharm(on)?\.|\bharmonics|\bflageolet", "harmonic"),
    (r"\bflz|\bflatt|\bfrull|\bflutter", "flutter"),
    (r"\bmm\b|bocca chiusa|\boh?\b|\boo+h?\b", "closed"),
    (r"\bspicc|\bd[eé]tach", "detached"),
    (r"\barco\b|\baa*h\b|\bord\b|\bnat\b|modo ord|\bnaturale", ""),
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
    "StrongAccent": "marcato",
    "StringHarmonic": "harmonic",
    "Harmonic": "harmonic",
    "Pizzicato": "pizzicato",
    "SnapPizzicato": "snap",
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
    """Words over a part that ask for nothing a performance knows, by beat: they are not played, and it says so."""
    known = [pattern for table in (WORDS, MUTES, DESKS) for pattern, _ in table]
    return [
        (beat, element.content.strip())
        for element, beat, *_ in elements(part)
        if "TextExpression" in element.classes
        and element.content
        and element.content.strip()
        and not any(re.search(pattern, element.content.casefold()) for pattern in known)
    ]


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


def marks_of(element: Any) -> frozenset[str]:
    """The marks over a note that change its length or weight."""
    marks = {_ARTICULATIONS[type(a).__name__] for a in element.articulations if type(a).__name__ in _ARTICULATIONS}
    if any(type(e).__name__ == "Fermata" for e in element.expressions):
        marks.add("fermata")
    return frozenset(marks)
