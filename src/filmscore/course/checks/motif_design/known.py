"""What a motif may be taken for: a tune that everybody knows, or a chord that everybody has."""

from __future__ import annotations

from ....music.known import Resemblance, sounds_like
from ....music.motif import Motif


def famous(motif: Motif) -> str:
    """Whose opening a listener would hear in it, with its source; ``""`` if nobody's.

    Examples
    --------
    >>> famous(Motif("R:1/2 A4:1/2 A4:1/2 A4:1/2 F4:2"))
    'the Fifth Symphony (Ludwig van Beethoven, ...'
    >>> famous(Motif("A3:1/2 F#4:3/2 E4:2"))
    ''
    """
    return next((f"{like.what} ({like.source})" for like in _claimed(motif) if like.kind == "opening"), "")


def chord(motif: Motif) -> str:
    """The chord whose notes it goes through, in words; ``""`` if it is more than one chord.

    Examples
    --------
    >>> chord(Motif("D4 F4:1/2 A4:1/2 D5:2"))
    'a broken minor triad'
    """
    return next((like.what for like in _claimed(motif) if like.kind == "arpeggio"), "")


def _claimed(motif: Motif) -> list[Resemblance]:
    return [like for like in sounds_like(motif) if like.claimed] if len(motif.pitches) > 2 else []
