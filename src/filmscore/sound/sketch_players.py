"""Who plays a sketch: the short names a learner calls players by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import FilmScoreError, shown
from .instruments import entry_for
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

#: the stem of keyboards has the harp and all that is plucked like a guitar; who they are, by the palette's names
_WITH_KEYS = "keys"
_AMONG = {"harp": r"^harp$", "guitars": r"guitar|plucked bass|banjo|sitar|koto|shamisen"}
_ORDER = ("keys", *_AMONG)


def stem_labels(people: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """What a fader is called whose stem's name is not its players': a harp or a guitar is no keyboard.

    Parameters
    ----------
    people : iterable of (str, iterable of str)
        For each player the stem, and the names the score has for them.

    Returns
    -------
    dict of str to str
        Stem to label, where the two differ.

    Examples
    --------
    >>> stem_labels([("keys", ["nylon guitar"])]), stem_labels([("keys", ["Piano"]), ("keys", ["Harp"])])
    ({'keys': 'guitars'}, {'keys': 'keys, harp'})
    >>> stem_labels([("keys", ["Celesta"]), ("brass", ["Horn"])])
    {}
    """
    found = {_kind(names) for stem, names in people if stem == _WITH_KEYS}
    label = ", ".join(kind for kind in _ORDER if kind in found)
    return {_WITH_KEYS: label} if label and label != _WITH_KEYS else {}


def _kind(names: Iterable[str]) -> str:
    name = next((entry.name for one in names if (entry := entry_for(one)) is not None), "").casefold()
    return next((kind for kind, pattern in _AMONG.items() if re.search(pattern, name)), _WITH_KEYS)


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
