"""Who plays a sketch: the short names a learner calls players by."""

from __future__ import annotations

from ..errors import FilmScoreError, shown
from .palette import voice_for

#: who plays a sketch by a short name -> the part, as the palette knows it, and how loud it is asked to play
PLAYERS = {
    "celesta": ("Celesta", "mf"),
    "harp": ("Harp", "mf"),
    "piano": ("Piano", "mp"),
    "flute": ("Flute", "mf"),
    "oboe": ("Oboe", "mf"),
    "clarinet": ("Clarinet", "mf"),
    "horn": ("Horn", "mf"),
    "trumpet": ("Trumpet", "mf"),
    "violin": ("Solo violin", "mf"),
    "cello": ("Solo cello", "mf"),
    "strings": ("Strings", "mf"),
    "choir": ("Choir", "mf"),
    "timpani": ("Timpani", "mf"),
}


def player_of(name: object) -> str:
    """A player by a short name, or any instrument of the palette.

    Raises
    ------
    FilmScoreError
        Nobody of that name plays here.

    Examples
    --------
    >>> player_of("Solo cello"), player_of("strings"), player_of("Bassoon")
    ('cello', 'strings', 'Bassoon')
    """
    word = name.strip().casefold() if isinstance(name, str) else ""
    for short, (part, _) in PLAYERS.items():
        if word in (short, part.casefold()):
            return short
    try:
        voice_for(word or ())
    except FilmScoreError:
        raise FilmScoreError(
            f"Nobody here plays {shown(name)}. You may ask for {', '.join(PLAYERS)}, or for any instrument of "
            "fs.palette()."
        ) from None
    return str(name).strip()
