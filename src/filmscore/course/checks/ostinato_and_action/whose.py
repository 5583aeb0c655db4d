"""10.5: six notes, and three places that belong to somebody else."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ....errors import FilmScoreError, shown
from ....music.orchestra.catalogue import instrument
from ....music.pitch import Pitch
from ....music.rhythm.room import SPEECH, Slot
from ...asking import frames, line_by_line, listed, rows, stands_so_far
from .asking import BEAT, ROOM, Ask, clauses, settle

FORM = '{"A": "free", "B": "…: …", …}, a line for each of A to F'

#: who has which register, and when
OWNERS: dict[str, Slot] = {
    "tram": Slot(487, 545, Pitch.read("C1"), Pitch.read("A3"), "the weight of the tram"),
    "bell": Slot(462, 545, Pitch.read("C5"), Pitch.read("G6"), "the bell of the tram"),
    "words": Slot(1452, 1500, Pitch.read(SPEECH[0]), Pitch.read(SPEECH[1]), "the child, “Is it for me?”"),
}
_CALLED = {
    "tram": r"\btram(?!'?s? bell)|\bweight\b", "bell": r"\bbell\b",
    "words": r"\b(?:words?|child|line|speech|voice|dialogue|talk)\b",
}  # fmt: skip

FREE, SHORT = "free", "short"
_FREE = re.compile(r"\b(?:free|nobody|none|no one|fine|ok|nobody's)\b")
#: where a note is said to be beside a place, or between two
_BESIDE = r"\b(?:below|above|under|over|between|before|after|beside|outside|clear of|out of)\s+(?:both\s+)?"
_BESIDE_PLACES = re.compile(_BESIDE + r"(?:the\s+)?[\w']+(?:\s[a-g]\d)?(?:\s(?:and|or)\s(?:the\s+)?[\w']+)?")
_SHORT = re.compile(r"\b(?:short|shorter|stops?|sooner|cut)\b")
_NOTE = re.compile(r"(?<![A-Za-z])([A-Ga-g](?:#|♯|b|♭)?-?\d)(?!\d)")


class Note(NamedTuple):
    """One of the six: who plays what, from which frame, for how many frames."""

    player: str
    name: str
    start: int
    length: int

    @property
    def end(self) -> int:
        """The first frame without it."""
        return self.start + self.length


NOTES = {
    "A": Note("cello", "D2", 500, BEAT // 2),
    "B": Note("violin", "A5", 470, BEAT // 2),
    "C": Note("viola", "A4", 500, BEAT // 2),
    "D": Note("cello", "A2", 480, BEAT // 2),
    "E": Note("clarinet", "E4", 1470, BEAT // 2),
    "F": Note("cello", "C3", 480, 2 * BEAT),
}


def together(slot: Slot, note: Note) -> bool:
    """Whether a note sounds in any of the frames of a place."""
    return note.start < slot.end and note.end > slot.start


def owner(note: Note, name: str | None = None) -> str:
    """Whose place a note stands in, as it is or in another octave; nothing if it is free.

    >>> owner(NOTES["C"]), owner(NOTES["C"], "A5")
    ('', 'bell')
    """
    high = Pitch.read(name or note.name).midi
    held = (who for who, slot in OWNERS.items() if together(slot, note) and slot.low.midi <= high <= slot.high.midi)
    return next(held, "")


def six(answer: Any) -> str:
    """Six lines: free, or whose place it is and where the note can go."""
    given = rows(answer, tuple(NOTES), FORM)
    asks, right = line_by_line(
        given, NOTES, _asked, lambda left: Ask("unsorted", f"Nothing said yet of {listed(left)}.", ROOM),
        untouched="Nothing is said of any note yet.",
    )  # fmt: skip
    settle(asks, stands_so_far(right, "six"))
    said = [
        "C stands between the two, and D is over two frames before the weight comes: neither is in anybody's way. A "
        "place has two sides, frames and register, and a note is in it only if both say so."
    ]
    for row, note in NOTES.items():
        name = _note_in(given[row])
        if name and instrument(note.player).reach(name) == "extreme":
            said.append(f"{row}: {instrument(note.player).reach(name).told}")
    return "\n\n".join(said[:3])


def _note_in(text: str) -> str:
    found = _NOTE.search(text)
    return found[1][:1].upper() + found[1][1:] if found else ""


def _asked(row: str, value: Any) -> Ask | None:
    if not isinstance(value, str):
        raise FilmScoreError(f"{row}: a few words are asked, “{FREE}” or “tram: D5”, not {shown(value, 30)}.")
    text, note = value[:100], NOTES[row]
    mine, right = _said(text), owner(note)
    here = f"{row}, {note.player} {note.name}"
    if mine is None:
        raise FilmScoreError(f"{row}: {shown(value, 30)} is neither “{FREE}” nor one of {listed(list(OWNERS))}.")
    if not mine:
        return _let_stand(here, note, right) if right else None
    if not right:
        return _free(here, note, mine)
    if mine != right:
        return _another(here, note, mine)
    return _cure(here, note, right, text)


def _said(text: str) -> str | None:
    """Whose place an answer names; nothing if it says that the note is free, None if it says neither.

    >>> _said("tram: D4"), _said("below the bell, free"), _said("not in the tram"), _said("not free")
    ('tram', '', '', None)
    """
    small = text.casefold()
    parts = clauses(small)
    free = any(_FREE.search(part) and not denied for part, denied in parts)
    claimed = _place(" : ".join(_BESIDE_PLACES.sub(" ", part) for part, denied in parts if not denied))
    if free and not claimed:
        return ""
    cured = bool(_NOTE.search(small) or _shorter(small))
    if free and not cured:
        return ""
    if claimed or cured:
        return claimed or _place(" : ".join(part for part, denied in parts if not denied)) or None
    denied_place = _place(" : ".join(part for part, denied in parts if denied))
    return "" if denied_place and not any(_SHORT.search(part) for part, _ in parts) else None


def _place(text: str) -> str:
    return next((who for who, words in _CALLED.items() if re.search(words, text)), "")


def _shorter(text: str) -> bool:
    """Whether it is to be shorter, and that is not denied."""
    return any(_SHORT.search(part) and not denied for part, denied in clauses(text.casefold()))


def _let_stand(here: str, note: Note, right: str) -> Ask:
    slot = OWNERS[right]
    if note.start < slot.start:
        return Ask(
            "only the attack counts",
            f"{here}: struck on {note.start}, {frames(slot.start - note.start)} before {slot.why}, and held for "
            f"{frames(note.length)}. In which frames does it sound?",
            ROOM,
        )
    about = {
        "tram": ("low notes under the tram", "Which notes does it need, and is this one of them?"),
        "bell": ("a small note is in nobody's way", "How high is it, and is this note within?"),
        "words": ("an effect has room, a child has none", "Between which notes does the course keep clear of speech?"),
    }[right]
    return Ask(
        about[0], f"{here}: you let it stand. At {note.start} there is {slot.why}, from {slot.start}. {about[1]}", ROOM
    )


def _free(here: str, note: Note, mine: str) -> Ask:
    slot = OWNERS[mine]
    if not together(slot, note):
        when = f"it is over on {note.end}" if note.end <= slot.start else f"it is struck on {note.start}"
        edge = f"comes on {slot.start}" if note.end <= slot.start else f"is over on {slot.end}"
        return Ask("the room begins before its frame", f"{here}: {when}. When does {slot.why} begin?" if
                   note.end <= slot.start else f"{here}: {when}, and {slot.why} {edge}.", ROOM)  # fmt: skip
    return Ask(
        "everything stops for a tram",
        f"{here}: at {note.start} there is {slot.why}, that is true. Where is {note.name}: among its notes, above or "
        "below?",
        ROOM,
    )


def _another(here: str, note: Note, mine: str) -> Ask:
    slot = OWNERS[mine]
    if not together(slot, note):
        return Ask(
            "another's place",
            f"{here}: {slot.why} has the frames from {slot.start} to {slot.end}. The note sounds from {note.start} to "
            f"{note.end}. Who is there then?",
            ROOM,
        )
    return Ask(
        "another's place",
        f"{here}: {slot.why} is there, and has {slot.low.name} to {slot.high.name}. Is {note.name} one of these?",
        ROOM,
    )


def _cure(here: str, note: Note, right: str, text: str) -> Ask | None:
    slot, name = OWNERS[right], _note_in(text)
    if not name:
        if not _shorter(text):
            return Ask("a fault without its cure", f"{here}: in the way, yes. Where can it go?", ROOM)
        if note.start < slot.start:
            return None
        return Ask(
            "shorter is enough anywhere",
            f"{here}: it is struck on {note.start}, inside. However short it is, its attack is there. Another floor?",
            ROOM,
        )
    new, player = Pitch.read(name), instrument(note.player)
    if new.midi % 12 != Pitch.read(note.name).midi % 12:
        return Ask("another note", f"{here}: you made it {new.name}. The same note in another octave is asked.", ROOM)
    if new.midi == Pitch.read(note.name).midi:
        return Ask("nothing moved", f"{here}: {new.name} is where it stands. Up or down?", ROOM)
    still = owner(note, name)
    if still == right:
        up = new.midi > Pitch.read(note.name).midi
        letter = new.name.rstrip("0123456789-")
        return Ask(
            "one octave is enough",
            f"{here}: {new.name} is still within, {slot.low.name} to {slot.high.name}. "
            + (
                f"Which {letter} is the first above {slot.high.name}?"
                if up
                else "Is there a way out in that direction?"
            ),
            ROOM,
        )
    if still:
        there = OWNERS[still]
        return Ask(
            "out of one room into another",
            f"{here}: {new.name} is clear of {slot.why}, and stands in {there.why}: {there.low.name} to "
            f"{there.high.name}. What lies between the two?",
            ROOM,
        )
    reach = player.reach(name)
    if reach == "out":
        return Ask("a free place nobody can play", f"{here}: {new.name} would be free. {reach.told}", ROOM)
    return None


HINTS = (
    "Two questions for each: in which frames does it sound, and how high is it? It stands in the way only if both "
    "say so.",
    "A beat has ten frames. When is each note over?",
    "One octave may not be enough: from D2, where is the first D above A3? And who is above C5?",
)
