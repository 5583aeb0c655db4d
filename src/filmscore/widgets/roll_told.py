"""What a small player plays, in words: for those who do not see it, and for a notebook that is only read."""

from __future__ import annotations

from fractions import Fraction

from ..sound.names import pitch_name
from .roll import Roll, RollNote, Strip

#: so many notes are named in the text of a saved notebook
_TOLD = 32


def told(music: Roll | Strip) -> str:
    """Music in words: what it is, who plays, how long, and the first notes of it."""
    if isinstance(music, Strip):
        return f"Player: {music.title}. {music.seconds:.1f} s, {music.facts}."
    names = list(dict.fromkeys(part.name for part in music.parts))
    who = f"the {names[0][:1].lower()}{names[0][1:]}" if len(names) == 1 else ", ".join(names)
    low, high = min(music.notes, key=lambda n: n.pitch), max(music.notes, key=lambda n: n.pitch)
    many = f"{len(music.notes)} notes from {low.name} to {high.name}" if len(music.notes) > 1 else f"1 note, {low.name}"
    head = (
        f"Player: {music.title}, played by {who} at {music.bpm:g} BPM. "
        f"{many}, {_count(music.beats)}, {music.seconds:.1f} s."
    )
    lines = " ".join(_line(beat, notes, music) for beat, notes in list(_chords(music.notes).items())[:_TOLD])
    more = len(_chords(music.notes)) - _TOLD
    return "\n".join([head, lines + (f" And {more} more." if more > 0 else ""), *music.remarks])


def _chords(notes: tuple[RollNote, ...]) -> dict[Fraction, list[RollNote]]:
    """Notes that begin together, by the sixteenth of a beat they begin on."""
    made: dict[Fraction, list[RollNote]] = {}
    for note in notes:
        made.setdefault(_near(note.beat), []).append(note)
    return made


def _near(beats: float) -> Fraction:
    return min((Fraction(round(beats * parts), parts) for parts in (12, 16)), key=lambda f: abs(float(f) - beats))


def _line(beat: Fraction, notes: list[RollNote], music: Roll) -> str:
    longest = max(music.long(note) for note in notes)
    names = ", ".join(dict.fromkeys(n.name or pitch_name(n.pitch) for n in sorted(notes, key=lambda n: n.pitch)))
    return f"Beat {round(float(beat + 1), 2):g}: {names} for {_count(longest)}."


def _count(beats: float) -> str:
    said = f"{round(beats, 2):g}"
    return f"{said} beat{'' if said == '1' else 's'}"
