"""07.1, in the lesson: Jon's steps upside down in D, of which the first two notes are written."""

from __future__ import annotations

from typing import Any

from ....music.motif import Motif
from ...verdict import Untouched
from .asking import MIRROR, Ask, beside, notes, same, settle, shifted, spelling, unwritten, words_of_notes

JON = "D3 B2 C#3 A2 D3:2"
GIVEN = "D3 F#3"
RIGHT = "D3 F#3 E3 G3 D3:2"

#: what people write in its place, and what it is
_KNOWN = {
    "D3 F3 Eb3 G3 D3": (
        "chromatic where diatonic was asked",
        "You counted semitones: three down became three up, and so on. That is an exact mirror, and F and E♭ are not "
        "in D major. Asked is the mirror *in D*: count steps of the scale.",
    ),
    "D3 F#3 Eb3 G3 D3": (
        "chromatic where diatonic was asked",
        "F♯ is a step of D major and E♭ is not. D down to C♯ is *one step of the scale*. Which is the next step of D "
        "major above D?",
    ),
    "D3 F#3 G3 B3 F#3": (
        "a step up stays a step up",
        "From B2 Jon goes *up* a step to C♯3. You went up as well. In a mirror up is down, every time.",
    ),
    "D3 F#3 C#3 A2 D3": (
        "copied from the original",
        "After F♯3 you went back to Jon's own notes. The mirror holds to the end: from B2 he goes up a step, so the "
        "mirror goes down one.",
    ),
    "D3 A2 C#3 B2 D3": (
        "backwards where a mirror was asked",
        "You read Jon's notes from the end. That turns time about; a mirror turns up and down about, note by note.",
    ),
    "D3 F#3 E3 G3 D4": (
        "the end in another octave",
        "D is right, and an octave too high. From A2 Jon goes up a fourth; from G3 a fourth *down* is which D?",
    ),
    "D3 F#3 E3 G3 G3": ("the end is not mirrored", "From A2 Jon goes up a fourth, home. Yours stays on G3."),
    "D3 F#3 E3 G3 A3": (
        "the end is not mirrored",
        "From A2 Jon goes *up* a fourth, home to D. You went up too. Where is the fourth below G3?",
    ),
    "D3 F#3 E3 G#3 D3": (
        "chromatic where diatonic was asked",
        "G♯3 is not in D major. C♯3 down to A2 is a third of that scale, so the mirror goes up a third of it from E3.",
    ),
}


def mirror(answer: Any) -> str:
    """The diatonic inversion of five notes about the first."""
    yours, right = notes(answer, "my_mirror"), Motif(RIGHT)
    given = Motif(GIVEN)
    if same(yours, given, rhythm=False):
        raise Untouched("D3 and F♯3 stand there, as the colleague left them. Three notes are to come.")
    settle([_asked(yours, right)])
    said = [
        "D3 · F♯3 · E3 · G3 · D3: every step of Jon's the other way, and still in D. He came down to it; this gets up "
        "and comes home."
    ]
    if yours.durations != right.durations:
        said.append("Its rhythm is Jon's: the last note lasts two beats.")
    if note := spelling(yours, right):
        said.append(note)
    return "\n\n".join(said)


def _asked(yours: Motif, right: Motif) -> Ask | None:
    if None in yours.names:
        return Ask(
            "a rest came in",
            f"There is a rest among your notes, {' · '.join(words_of_notes(yours)[:9])}. Jon has none, and a mirror "
            "makes none. Which note belongs there?",
            MIRROR,
        )
    if len(yours.names) != 5:
        count = len(yours.names)
        return Ask(
            "another number of notes",
            f"You have {count} note{'' if count == 1 else 's'}: {' · '.join(map(str, yours.pitches[:8]))}. Jon has "
            "five, and his mirror has one for each.",
            MIRROR,
        )
    if same(yours, right, rhythm=False):
        if yours.durations == right.durations or unwritten(yours):
            return None
        return Ask(
            "the rhythm changed too",
            f"The pitches are right. {beside(yours, right)}\n\nA mirror turns up and down about; how long the notes "
            "last stays as it was.",
            MIRROR,
        )
    if same(yours, Motif(JON), rhythm=False):
        return Ask("nothing done", "These are Jon's own five notes, the right way up.", MIRROR)
    for known, (about, words) in _KNOWN.items():
        if same(yours, Motif(known), rhythm=False):
            return Ask(about, f"{words}\n\n{beside(yours, right, lengths=False)}", MIRROR)
    moved = shifted(yours.midi, right.midi)
    if moved is not None:
        octaves, rest = divmod(abs(moved), 12)
        octave = f"{abs(moved)} semitone{'' if abs(moved) == 1 else 's'}"
        if not rest:
            octave = "an octave" if octaves == 1 else f"{octaves} octaves"
        return Ask(
            "another axis",
            f"Your line is the mirror, {octave} {'too high' if moved > 0 else 'too low'}. The mirror lies on D3: the "
            "first note stays where it is.",
            MIRROR,
        )
    return Ask(
        "another note",
        f"{beside(yours, right, lengths=False)}\n\nUp to the bracket it is the mirror. Which step does Jon take "
        "there, up or down, and how many steps of D major?",
        MIRROR,
    )


HINTS = (
    "Write Jon's steps as arrows with numbers: D3 to B2 is ↓2, two steps of the scale. B2 to C♯3 is ↑1. And so on.",
    "Turn every arrow about and keep its number. Then walk from D3 by your arrows, in D major: D E F♯ G A B C♯.",
    "The first and the last note of Jon's are the same. So are those of his mirror.",
)
