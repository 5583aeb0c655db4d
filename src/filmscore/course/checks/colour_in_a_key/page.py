"""08.4: a page in Lydian over a pedal, in a key of the student's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from ....errors import FilmScoreError, shown
from ....music.harmony.chords import Chord
from ....music.harmony.scales import Scale, scale
from ....music.pitch import natural, pitch_class
from ...verdict import Untouched
from .asking import LOOKS_UP, WHOSE, Ask, blank, listed, rows, settle
from .chords import row, told

FORM = '{"key": "…", "chords": "… …/… …", "ends": "home"}'
#: eight chords of 36 frames from 1536 on end before the last fade of the film
FEWEST, MOST = 4, 8
_TAKEN = (0, 2)  # C and D, by sound
_HOME, _OPEN = "home", "open"
_ENDS = {_HOME: ("home", "at home", "closed", "tonic"), _OPEN: ("open", "open ended", "away")}


class Page(NamedTuple):
    """A page as it was read."""

    scale: Scale
    chords: tuple[Chord, ...]
    ends: str

    @property
    def home(self) -> int:
        """The tonic, 0 for C to 11."""
        return self.scale.pitch_classes[0]

    @property
    def raised(self) -> int:
        """The fourth that is raised."""
        return (self.home + 6) % 12

    @property
    def fourth(self) -> int:
        """The plain one."""
        return (self.home + 5) % 12


def page(answer: Any) -> str:
    """A pedal on home from first to last, all of it in the Lydian scale, its fourth heard, and an end as declared."""
    made = _given(answer)
    places = [place for place, chord in enumerate(made.chords, 1) if made.raised in chord.pitch_classes]
    settle([_number(made)])
    settle([_pedal(made) or _nothing_raised(made, places) or _strangers(made)])
    settle([_first(made), _end(made)])
    raised = made.scale.notes[3]
    where = listed(list(dict.fromkeys(str(made.chords[place - 1]) for place in places)))
    said = [
        f"It looks up: {told(made.chords)}, and {made.scale.tonic} below all of it. The raised fourth of "
        f"{made.scale.tonic} is {raised}; it sounds in {where}."
    ]
    if made.ends == _HOME:
        said.append("You come back home, as you said. On a picture that goes on rising, compare it with the same page "
                    "without its last chord.")  # fmt: skip
    else:
        said.append("You leave it open, as you said: the picture may go on rising.")
    if spelled := _spelling(made):
        said.append(spelled)
    return "\n\n".join(said)


def _given(answer: Any) -> Page:
    parts = rows(answer, ("key", "chords", "ends"), FORM)
    if blank(parts["chords"]) or (_as_shown(parts["chords"]) and blank(parts["key"])):
        raise Untouched("The page is still empty.")
    asks = [
        Ask("a line is empty", f"There is nothing under “{name}” yet.", LOOKS_UP)
        for name, value in parts.items()
        if blank(value)
    ]
    settle(asks)
    home = _key(parts["key"])
    return Page(home, row(parts["chords"], "chords"), _end_word(parts["ends"]))


def _as_shown(chords: Any) -> bool:
    return isinstance(chords, str) and not re.search(r"[A-Ga-g]", chords)


def _key(value: Any) -> Scale:
    words = re.sub(r"[\s_]+", " ", value).strip() if isinstance(value, str) else ""
    found = re.fullmatch(
        r"([A-Ga-g](?:##|#|♯|bb|b|♭)?)(?:[ -]?(sharp|flat)\b)?[ -]*(lydian|major|maj|ionian)?", words, re.I
    )
    if found is None and re.fullmatch(r"[A-Ga-g]\S*[ -]*(m|min|minor|dorian|aeolian|phrygian|mixolydian)", words):
        settle([Ask(
            "another scale than Lydian",
            f"Your key is {shown(value, 30)}. Lydian is a major scale with its fourth raised: write its tonic alone.",
            LOOKS_UP,
        )])  # fmt: skip
    tonic = (
        found[1][0].upper() + found[1][1:] + {"sharp": "#", "flat": "b"}.get((found[2] or "").lower(), "")
        if found
        else ""
    )
    note = pitch_class(tonic) if tonic else None
    if note is None:
        raise FilmScoreError(
            f"“key” is to be the note that stays and is home, such as 'F' or 'Ab', not {shown(value, 40)}."
        )
    if (natural(note[0]) + note[1]) % 12 in _TAKEN:
        which = "the lesson" if (natural(note[0]) + note[1]) % 12 == 2 else "the task above"
        settle([Ask(
            "the lesson's own key",
            f"You chose {scale(f'{tonic} lydian').tonic}: in that key it stands in {which}. Carry it to a key in which "
            "you have to look for the fourth.",
            LOOKS_UP,
        )])  # fmt: skip
    return scale(f"{tonic} lydian")


def _end_word(value: Any) -> str:
    said = " ".join(re.findall(r"[a-z]+", value[:60].casefold())) if isinstance(value, str) else ""
    kind = next((kind for kind, words in _ENDS.items() if said in words), None)
    if kind is None:
        raise FilmScoreError(f'“ends” is to be "{_HOME}" or "{_OPEN}", not {shown(value, 40)}.')
    return kind


def _number(made: Page) -> Ask | None:
    count = len(made.chords)
    if FEWEST <= count <= MOST:
        return None
    many = "one chord" if count == 1 else f"{count} chords"
    if count < FEWEST:
        return Ask("too short", f"You have {many}. From four on one can hear that the floor stays.", LOOKS_UP)
    return Ask(
        "too long", f"You have {many}; a page here has {MOST} at most. Which would the crane not miss?", LOOKS_UP
    )


def _pedal(made: Page) -> Ask | None:
    basses = [chord.bass_class for chord in made.chords]
    tonic = made.scale.tonic
    if set(basses) == {made.home}:
        return None
    first = made.chords[0].bass
    if len(set(basses)) == 1:
        return Ask(
            "a pedal, but not on home",
            f"Your pedal is {first}, and you say that home is {tonic}. Over another note than home a key waits: that "
            "is another effect. Which of the two did you mean?",
            LOOKS_UP,
        )
    held = next(place for place, bass in enumerate(basses) if bass != made.home)
    if held >= 2:
        last = ", the last one" if held == len(basses) - 1 else ""
        return Ask(
            "the pedal is let go",
            f"The pedal {tonic} holds for {held} chords and is let go at {made.chords[held]}, chord {held + 1}{last}. "
            "What must stand behind its stroke?",
            WHOSE,
        )
    return Ask(
        "no pedal",
        f"Your bass goes {' · '.join(chord.bass for chord in made.chords)}. Over a bass that goes along, "
        f"{told(made.chords)} is a key going round. Which note is to stay?",
        LOOKS_UP,
    )


def _nothing_raised(made: Page, places: Sequence[int]) -> Ask | None:
    if places:
        return None
    return Ask(
        "nothing raised",
        f"No chord of {told(made.chords)} has the raised fourth of {made.scale.tonic}, so the ear takes it for plain "
        f"{made.scale.tonic} major. Write the scale, raise its fourth, and look which of its triads has that note.",
        LOOKS_UP,
    )


def _strangers(made: Page) -> Ask | None:
    own = set(made.scale.pitch_classes)
    for place, chord in enumerate(made.chords, 1):
        for number, note in zip(chord.pitch_classes, chord.notes, strict=True):
            if number in own:
                continue
            if number == made.fourth:
                return Ask(
                    "both fourths",
                    f"Chord {place}, {chord}, has the note {note}: the plain fourth. It takes back what the raised "
                    "one says. "
                    "Which chord of the Lydian scale could stand there?",
                    LOOKS_UP,
                )
            return Ask(
                "a note outside the scale",
                f"Chord {place}, {chord}, has the note {note}, which is not in {made.scale.tonic} Lydian. Write that "
                "scale out and look "
                "which of its notes stands in that place.",
                LOOKS_UP,
            )
    return None


def _is_home(made: Page, chord: Chord) -> bool:
    numbers = {(number - made.home) % 12 for number in chord.pitch_classes}
    return chord.root_class == made.home and (4 in numbers or numbers == {0, 7}) and 6 not in numbers


def _first(made: Page) -> Ask | None:
    chord = made.chords[0]
    if made.raised in chord.pitch_classes:
        return Ask(
            "the raised note before home",
            f"You begin with {chord}, which has the raised fourth in it. Nobody knows yet from where it is raised.",
            LOOKS_UP,
        )
    if not _is_home(made, chord):
        return Ask(
            "home is not shown",
            f"You begin with {chord}. Before anything leaves the ground, the ear wants the ground: which chord is home "
            f"in {made.scale.tonic}?",
            LOOKS_UP,
        )
    return None


def _end(made: Page) -> Ask | None:
    last = made.chords[-1]
    at_home = _is_home(made, last)
    if at_home == (made.ends == _HOME) or (made.ends == _HOME and last.root_class == made.home):
        return None
    other = "home" if at_home else "away from home"
    return Ask(
        "ends otherwise than declared",
        f"You declared “{made.ends}” and stop on {last}, {other}. Which of the two did you mean?",
        LOOKS_UP,
    )


def _spelling(made: Page) -> str:
    right = dict(zip(made.scale.pitch_classes, made.scale.notes, strict=True))
    odd = {
        note: right[number]
        for chord in made.chords
        for number, note in [*zip(chord.pitch_classes, chord.notes, strict=True), (chord.bass_class, chord.bass)]
        if right.get(number, note) != note
    }
    if not odd:
        return ""
    given, belongs = next(iter(odd.items()))
    more = f" So it is with {len(odd) - 1} more." if len(odd) > 1 else ""
    return f"It sounds right. On spelling: you have {given} where {made.scale.tonic} Lydian has {belongs}.{more}"


HINTS = (
    "Write the scale first: the major scale on your tonic, its fourth a semitone up. B♭ has an E♭; B♭ Lydian has E.",
    "Which of its triads has that note? The major one on the second degree, for one. Put the tonic below every chord: "
    "a stroke and the note.",
    "A pedal is a note, not a chord: the last chord needs it too.",
)
