"""Single notes to choose a player by: as soft or loud as the player is, and no two instruments levelled.

The bank of notes (`filmscore.sound.note_bank`) makes every instrument equally loud, so that a tune can go from one to
the next. Whoever chooses an instrument wants the opposite: a flute low down is to be as weak beside a trumpet as it is
in a score. Here a note has the velocity, the expression and the gain the performance would give it at a dynamic
(`filmscore.sound.playing`), and nothing is evened out afterwards.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import FilmScoreError, shown
from ..music.orchestra.catalogue import known
from ..music.orchestra.weights import level_of
from .dynamics import LEVELS
from .fonts import find_font
from .handling import STRUCK
from .instruments import DRUMS
from .note_bank import kept, of_the_orchestra, there
from .note_sampling import Instrument, SampledInstrument, pitches, put_together, sounded
from .playing import ATTACK_SHARE, STRUCK_SHARE, velocity

#: the dynamics a page loads to have soft and loud; what lies between is made of these
STRENGTHS = ("p", "f")

#: notes that are played for one question; a whole instrument has no more than twice as many
MOST = 16

#: keys of a drum kit that are worth a button each, by General MIDI's map of percussion
KIT = {36: "bass drum", 38: "snare", 42: "hi-hat", 46: "open hi-hat", 45: "low tom", 48: "high tom", 49: "crash",
       51: "ride"}  # fmt: skip


def audition(
    name: str, wanted: Iterable[int] | None = None, dynamic: str = "mf", font: str | os.PathLike[str] | None = None
) -> SampledInstrument:
    """Notes of one instrument at one dynamic, at their true level.

    Parameters
    ----------
    name : str
        Any instrument of `fs.instruments` or `fs.palette`; strings are sections unless they are called solo.
    wanted : iterable of int, optional
        Sounding MIDI pitches, at most 16; of a drum kit its keys. Left out: every fourth semitone of the extreme
        range, which is kept on disk for the next time. Where that is kept already it is what comes, whatever was
        asked for.
    dynamic : str
        ``"ppp"`` to ``"fff"``.
    font : path, optional
        The best one on this machine, if it is left out.

    Returns
    -------
    SampledInstrument
        As of the bank: `data` is Ogg Vorbis, mono, 48 kHz; `samples` say where each pitch lies, and where it may be
        looped; `index()` is all but the sound, as JSON has it. Its `id` ends in the dynamic, "trombone.f". What lies
        between two samples is the nearest one, bent.

    Raises
    ------
    FilmScoreError
        Nobody of that name plays here, there is no such dynamic, or a pitch is none.

    Examples
    --------
    >>> loud = audition("trombone", [48, 60], "f")
    >>> loud.id, len(loud.samples) >= 2
    ('trombone.f', True)
    """
    level = level_of(dynamic)
    player = of_the_orchestra(" ".join(name.split()).casefold()) if isinstance(name, str) and name.strip() else None
    if player is None:
        raise FilmScoreError(f"Nobody here plays {shown(name)}: fs.instruments() and fs.palette() list who does.")
    path = find_font() if font is None else Path(font)
    player = replace(player, id=f"{player.id}.{level}")
    if wanted is None:
        return kept(player.id, path, lambda: _played(player, _range(player), level, path))
    pitched = _asked(wanted)
    return there(player.id, path) or _played(player, pitched, level, path)


def _asked(wanted: Iterable[int]) -> list[int]:
    found = sorted(set(wanted)) if isinstance(wanted, Iterable) and not isinstance(wanted, str | bytes) else []
    if not 1 <= len(found) <= MOST or not all(type(one) is int and 0 <= one <= 127 for one in found):
        raise FilmScoreError(
            f"{shown(wanted)} are no notes to try: up to {MOST} MIDI pitches from 0 to 127 are, such as [48, 60]."
        )
    return found


def _range(player: Instrument) -> list[int]:
    """What stands for the whole instrument: its extreme range; a kit's drums; or the one sound there is."""
    if player.voice.sound.bank == DRUMS and player.low < player.high:
        return sorted(KIT)
    tool = known(player.name)
    low, high = tool.span("extreme") if tool is not None and tool.extreme else (player.low, player.high)
    return pitches(replace(player, low=low, high=high)) if low < high else [low]


def _played(player: Instrument, wanted: Sequence[int], level: str, font: Path) -> SampledInstrument:
    voice, below = player.voice, LEVELS[level]
    struck = voice.kind == STRUCK
    force = velocity(127 * 10 ** (below * (STRUCK_SHARE if struck else ATTACK_SHARE) / 40))
    swell = None if struck else 127 * 10 ** (below * (1 - ATTACK_SHARE) / 40)
    heard = sounded(voice, wanted, force, font, expression=swell, gain_db=voice.gain_db)
    return put_together(player, font, wanted, heard, [1.0] * len(wanted))
