"""How closely the players of one part keep together.

Everybody comes in a little early or late, each in their own way. How far that is heard depends on how many play:

- one player alone has nothing but their own unevenness;
- two flutes on one staff are two notes: each at its own moment, each at its own tuning, together 3 dB louder;
- a section that was recorded as one sounds once. It comes in where its members do on average, so sixteen are
  steadier than eight, by the square root of two; and it stops when the last of them stops, which is later the more
  there are. How far apart they are in between lies in the recording, and no font has it for another number.

Rudolf Rasch measured 30 to 50 ms between the players of trios (Synchronization in performed ensemble music,
Acustica 43, 1979, 121-131). Those here are closer (`LOOSE`): that is our choice, so that what is set to a frame stays
there. So is how far they differ in tuning (`OUT_OF_TUNE`). Strings are as many as in a full orchestra
(`filmscore.music.orchestra.players.SIZES`, after Rimsky-Korsakov), unless the part says otherwise.

Every number here belongs to a note by what it is, not by when it is asked for: a bar played alone is the same bar.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import FilmScoreError
from ..music.orchestra.players import player

if TYPE_CHECKING:
    from .events import Note
    from .handling import Voice
    from .reading import Played

#: seconds: largest shift of a player where no hit depends on it, and of one part against the others
LOOSE, LOOSE_SECTION = 0.008, 0.004
#: semitones: how far the second and every further player of one part may be off the first
OUT_OF_TUNE = 0.05
#: more players than these of one staff are heard as no more
MOST = 8


def chance(*identity: object) -> float:
    """A number from -1 to 1 that belongs to a note: the same for the same note, in whatever company it is played."""
    digest = hashlib.blake2b("|".join(map(str, identity)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / (1 << 63) - 1.0


def moments(people: int, *identity: object) -> list[float]:
    """Seconds by which each player of a note comes in late, or early below 0.

    Examples
    --------
    >>> alone, section = moments(1, "Flute", 1), moments(16, "Flute", 1)
    >>> len(section), section[0] == alone[0], max(section) <= LOOSE
    (16, True, True)
    """
    return [chance(*identity, "time", *([k] if k else [])) * LOOSE for k in range(people)]


def tell(late: list[float], shift: float, recorded: bool) -> str:
    """What is said of them."""
    if len(late) == 1:
        return f"{shift * 1000:+.0f} ms: people do not play together to the millisecond"
    apart = f"the first {min(late) * 1000:+.0f} ms, the last {max(late) * 1000:+.0f} ms"
    if recorded:
        return f"{shift * 1000:+.0f} ms: {len(late)} play, {apart}; a section begins where they do on average"
    return f"{shift * 1000:+.0f} ms: {len(late)} play, {apart}; each of them is heard"


def joined(notes: list[Note], late: list[float], name: str) -> list[Note]:
    """What further players of the same part add to the notes of the first.

    Parameters
    ----------
    notes : list of Note
        Of the first.
    late : list of float
        Seconds by which each player is late, the first included.
    name : str
        Of the part: its players keep their tuning throughout.
    """
    made = list(notes)
    for number, after in enumerate(late[1:], start=1):
        off, moved = chance(name, "tuning", number) * OUT_OF_TUNE, after - late[0]
        made += [
            replace(
                note,
                start=max(note.start + moved, 0.0),
                end=max(note.end + moved, max(note.start + moved, 0.0) + 0.03),
                pitch=min(max(note.pitch + off, 0.0), 127.0),
            )
            for note in notes
        ]
    return made


def counted_in(name: str) -> int:
    """How many a part's name counts; 0 if it counts nobody.

    Examples
    --------
    >>> [counted_in(name) for name in ("2 flutes", "Horns in F 1-4", "8 violins I", "Violins 1-2", "Tam-tam")]
    [2, 4, 8, 0, 0]
    """
    try:
        who = player(name)
    except FilmScoreError:
        return 0
    return who.count if who.count > 1 and not who.section else 0


def share_out(notes: list[Played], voice: Voice, name: str) -> None:
    """Set how many play each note of a part: of its section, or of the players its name or a word counts."""
    counted = min(counted_in(name), 40)
    if voice.players > 1:
        for note in notes:
            note.people = max(1, round((counted or voice.players) / note.desks))
        return
    if not counted and not any(note.people > 1 for note in notes):
        for note in notes:
            note.people = 1
        return
    inorder = sorted(notes, key=lambda note: note.beat)
    starts, longest = [note.beat for note in inorder], max(note.beats for note in notes)
    for note in notes:
        asked = min(note.people or counted or 1, MOST)
        # what stands under and over it, in a chord or in another voice of the staff, has players of its own
        near = inorder[bisect_left(starts, note.beat - longest) : bisect_right(starts, note.beat)]
        beside = sum(o.grace == note.grace and (note.beat < o.beat + o.beats or o.beat == note.beat) for o in near)
        note.people = max(1, asked // beside)
        if asked > 1:
            note.desks = 1
