"""Directions: what words and signs over the notes ask of a player."""

from __future__ import annotations

import bisect
import re
from typing import Any

from .page import elements
from .palette import Voice

#: words that change the way of playing: what is done with the hand or the lips, and what is put on the instrument
WORDS = (
    (r"\bpizz", "pizzicato"),
    (r"\barco\b", ""),
    (r"\bcol legno", "col legno"),
    (r"\bsul pont|\bs\.? ?p\.", "sul ponticello"),
    (r"\bsul tasto|\bflautando", "sul tasto"),
    (r"\barmoni|\bharm(on)?\.|\bharmonics", "harmonic"),
    (r"\bflz|\bfrull|\bflutter", "flutter"),
    (r"\bmm\b|bocca chiusa|\boh?\b", "closed"),
    (r"\bah\b", ""),
    (r"\bspicc|\bd[eé]tach", "detached"),
    (r"\bord\b|\bnat\b|modo ord", ""),
)
MUTES = (
    (r"\bsenza sord|\bopen\b|mutes? off|\bvia sord", ""),
    (r"\bcon sord|\bmuted?\b|\bstopped\b|\bgestopft|\bbouch", "muted"),
)
DESKS = (
    (r"\bunis|\btutti\b|\bnon div", 1),
    (r"\bdiv(\.|isi)? ?(a|in|à)? ?3", 3),
    (r"\bdiv(\.|isi)? ?(a|in|à)? ?4", 4),
    (r"\bdiv", 2),
)
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


def technique_of(way: str, mute: str, voice: Voice) -> str:
    """The way of playing; with a mute, the muted sound where the palette has one for it."""
    both = f"{mute} {way}".strip()
    return both if both in voice.techniques or not way else way


def marks_of(element: Any) -> frozenset[str]:
    """The marks over a note that change its length or weight."""
    marks = {_ARTICULATIONS[type(a).__name__] for a in element.articulations if type(a).__name__ in _ARTICULATIONS}
    if any(type(e).__name__ == "Fermata" for e in element.expressions):
        marks.add("fermata")
    return frozenset(marks)
