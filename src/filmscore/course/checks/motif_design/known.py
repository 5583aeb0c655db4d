"""What a motif may be taken for: a tune that everybody knows, or a chord that everybody has."""

from __future__ import annotations

import unicodedata

from ....music.known import Resemblance, sounds_like
from ....music.motif import Motif
from ...reasons import vocabulary, words_of

#: words of the list of openings that name no piece
_NO_NAME = vocabulary(
    "century first from main minor mode opening ostinato performed piano poem published scene sequence suite theme"
)


def famous(motif: Motif) -> str:
    """Whose opening a listener would hear in it, with its source; ``""`` if nobody's.

    Examples
    --------
    >>> famous(Motif("R:1/2 A4:1/2 A4:1/2 A4:1/2 F4:2"))
    'the Fifth Symphony (Ludwig van Beethoven, ...'
    >>> famous(Motif("A3:1/2 F#4:3/2 E4:2"))
    ''
    """
    return next((f"{like.what} ({_flat(like.source)})" for like in _openings(motif)), "")


def quotes(motif: Motif, declared: str) -> bool:
    """Whether what a student declares names an opening that is heard in it: a word of its title or its composer.

    Examples
    --------
    >>> fate = Motif("R:1/2 A4:1/2 A4:1/2 A4:1/2 F4:2")
    >>> quotes(fate, "Beethoven's Fifth"), quotes(fate, "Star Wars")
    (True, False)
    """
    said = _names(declared)
    return any(said & _names(f"{like.what} {like.source}") for like in _openings(motif))


def chord(motif: Motif) -> str:
    """The chord whose notes it goes through, in words; ``""`` if it is more than one chord.

    Examples
    --------
    >>> chord(Motif("D4 F4:1/2 A4:1/2 D5:2"))
    'a broken minor triad'
    """
    return next((like.what for like in _claimed(motif) if like.kind == "arpeggio"), "")


def _openings(motif: Motif) -> list[Resemblance]:
    return [like for like in _claimed(motif) if like.kind == "opening"]


def _names(text: str) -> set[str]:
    """The words of a text that could name a piece, without accents and without an s at their end."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
    return {word.rstrip("s") for word in words_of(plain) if len(word) > 3 and word not in _NO_NAME}


def _flat(source: str) -> str:
    """A source without brackets of its own, to stand in brackets."""
    return source.replace(" (", ", ").replace(")", "")


def _claimed(motif: Motif) -> list[Resemblance]:
    return [like for like in sounds_like(motif) if like.claimed] if len(motif.pitches) > 2 else []
