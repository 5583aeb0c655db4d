"""08.5: two chords for each of three frames of *First Bloom*, and where a colleague's row has ended.

What a pair of chords is, `find_cadences` says; which of the kinds a place can bear follows from what happens there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.harmony.cadences import Cadence, find_cadences
from ....music.harmony.chords import Chord
from ...verdict import Untouched
from .asking import CUT, Ask, blank, heard, listed, rows, settle
from .chords import row, told

KEY = "D"
LEAVE, TURN, END = "816", "936", "1872"
#: a colleague's row, and the key it is in
ROW, ROW_KEY = "F Dm Gm C7 Dm Bbm F Db Eb F", "F"
FORM = f'{{"{LEAVE}": "… …", "{TURN}": "… …", "{END}": "… …", "ends": […]}}'
_HOME_CLASS = 2  # D


def closes() -> tuple[int, ...]:
    """The chords of the colleague's row, from 1, after which it has ended.

    >>> closes()
    (7, 10)
    """
    return tuple(one.place + 1 for one in find_cadences(ROW, ROW_KEY) if one.closes)


def cuts(answer: Any) -> str:
    """A place to leave, a turn, an end; and the two ends of a row."""
    given = rows(answer, (LEAVE, TURN, END, "ends"), FORM)
    if all(blank(value) for value in given.values()):
        raise Untouched("None of the three frames has its chords yet.")
    judged = ((LEAVE, _leave), (TURN, _turn), (END, _end))
    settle([*(heard(_pair_asked, frame, given[frame], ask) for frame, ask in judged), heard(_ends, given["ends"])])
    pairs = {frame: _pair(frame, given[frame]) for frame, _ in judged}
    said = [
        "Three frames, and three kinds of stop: on 816 she can leave, on 936 a promise is turned, and on 1872 it is "
        "over. The colleague's row ends twice, the second time without any leading tone."
    ]
    said += filter(None, (_mirror_leave(*pairs[LEAVE]), _mirror_turn(*pairs[TURN]), _mirror_end(*pairs[END])))
    return "\n\n".join(said[:3])


# ---------------------------------------------------------------- reading


def _pair(frame: str, value: Any) -> tuple[Chord, Chord]:
    found = row(value, frame)
    if len(found) != 2:
        raise FilmScoreError(
            f"“{frame}” is to be two chords with a space between them, 'Em A', not {shown(value, 40)}."
        )
    return found[0], found[1]


def _pair_asked(frame: str, value: Any, ask: Any) -> Ask | None:
    if blank(value):
        return Ask("a line is empty", f"No chords stand under “{frame}” yet.", CUT)
    found = row(value, frame)
    if len(found) == 1:
        return Ask(
            "one chord is no step",
            f"{frame}: “{found[0]}” alone. What it says depends on the chord before it: write both.",
            CUT,
        )
    if len(found) > 2:
        return Ask(
            "more than two chords",
            f"{frame}: you wrote {told(found)}. Write the last two only, the one before the frame and the one on it.",
            CUT,
        )
    before, on = found
    return ask(before, on, _kind(before, on))


def _kind(before: Chord, on: Chord) -> Cadence:
    return find_cadences([before, on], KEY)[1]


def _promises(chord: Chord) -> bool:
    """Whether home is expected after it: with home it makes an authentic close."""
    return find_cadences([chord, Chord(KEY)], KEY)[1].manner.startswith("authentic")


def _at_home(chord: Chord) -> bool:
    return chord.root_class == _HOME_CLASS and not {(n - _HOME_CLASS) % 12 for n in chord.pitch_classes} & {10}


def _in_c(before: Chord, on: Chord) -> bool:
    """The commonest wrong key, that of the task above: dominant and home of C."""
    return (before.root_class, on.root_class) == (7, 0) and before.suffix in ("7", "") and on.suffix == ""


def _words(before: Chord, on: Chord) -> str:
    return f"{before} – {on}"


# ---------------------------------------------------------------- the three frames


def _leave(before: Chord, on: Chord, found: Cadence) -> Ask | None:
    said = f"{LEAVE}: {_words(before, on)}"
    if _in_c(before, on) and before.suffix:
        return Ask(
            "another key", f"{said} is a full stop in C. The film's cue is in D: what makes one wait there?", CUT
        )
    if found.kind == "plagal":
        return Ask("an amen is no end", f"{said} settles, softly, and it settles. Play it and stop. Do you wait?", CUT)
    if found.kind == "closed" and _promises(before):
        return Ask(
            "a closed cadence at an edit point",
            f"{said} closes, on the cut. It will sound finished, and what follows sounds like a new piece; yet "
            "the tip has not moved. Which of your two chords would you keep?",
            CUT,
        )
    if found.kind == "closed":
        return Ask(
            "no dominant, no close",
            f"{said}: there is no A7 in it, and it closes all the same ({found.manner}). Play it and stop. "
            "Do you wait?",
            CUT,
        )
    if found.kind == "none" and _at_home(on) and before != on and not _at_home(before):
        return Ask(
            "home without being led there",
            f"{said} comes home, though nothing led there: no stop, and no question either. What would leave one open?",
            CUT,
        )
    if found.kind == "none" and not _promises(on):
        return Ask(
            "nothing moves",
            f"{said}: the harmony stays, so nothing marks the cut. That can be right, and then it is no cadence. Which "
            "chord would the ear wait on?",
            CUT,
        )
    return None


def _turn(before: Chord, on: Chord, found: Cadence) -> Ask | None:
    said = f"{TURN}: {_words(before, on)}"
    if not _promises(before):
        if _promises(on):
            return Ask(
                "the promise on the frame",
                f"{said}: the promise *falls* on {TURN}. It has to come before, and be broken there.",
                CUT,
            )
        if _in_c(before, on):
            return Ask(
                "another key", f"{said} is a sentence in C. The film's cue is in D: what makes one wait for D?", CUT
            )
        return Ask(
            "a surprise without a promise",
            f"{said}: {on} may be a good stranger, but nobody was waiting for D. What makes people wait for D?",
            CUT,
        )
    if _promises(on):
        return Ask(
            "waiting is turning",
            f"{said}: the question stays what it was. That may be a fine suspense before {TURN}; on the frame "
            "something has been decided.",
            CUT,
        )
    if _at_home(on):
        if on.inversion == 0:
            return Ask(
                "an arrival needs a close",
                f"{said}: he gets what he came for. The promise is kept, and this frame is about its not being kept.",
                CUT,
            )
        return Ask(
            "an inversion is a deception",
            f"{said}: that is home, on another foot. He would stop, and be content. Which chord is not home?",
            CUT,
        )
    return None


def _end(before: Chord, on: Chord, found: Cadence) -> Ask | None:
    if found.closes or found.manner == "by colour":
        return None
    said = f"{END}: {_words(before, on)}"
    if _at_home(on) and on.inversion not in (0, None):
        return Ask(
            "closed over an inversion",
            f"{said}: home with {on.bass} below is nearly home. There are two seconds left for it to sit down.",
            CUT,
        )
    if _at_home(on):
        return Ask(
            "home without being led there",
            f"{said} is home, and nothing has led there. Which chord lets you hear that it ends: one that promises, or "
            "one that settles?",
            CUT,
        )
    if _in_c(before, on):
        return Ask("another key", f"{said} is a sentence in C. The film's cue is in D: where is home?", CUT)
    if _promises(before):
        return Ask(
            "a turn at the end",
            f"{said} promises home and goes past it. Forty-eight frames later it is dark. Did you mean another film to "
            "begin?",
            CUT,
        )
    return Ask(
        "open at the end",
        f"{said} waits. For forty-eight frames of fade there is time to wait, and then it is dark. Did you mean the "
        "film to go on?",
        CUT,
    )


def _mirror_leave(before: Chord, on: Chord) -> str:
    if _kind(before, on).kind != "deceptive":
        return ""
    return f"On 816 your {_words(before, on)} is heard as a turn, and the picture has one on 936. Do you want two?"


def _mirror_turn(before: Chord, on: Chord) -> str:
    if _kind(before, on).kind == "deceptive":
        return ""
    if on.bass_class == _HOME_CLASS != on.root_class:
        return (
            f"On 936 your {_words(before, on)} has D in the bass: it keeps the promise that the chord breaks. Put "
            f"{on.root} below and compare."
        )
    home = Chord(KEY).pitch_classes
    names = [note for note, number in zip(on.notes, on.pitch_classes, strict=True) if number in home]
    has = (
        f"{on} has {listed(names)} in common with the home that was promised"
        if names
        else f"{on} has none of the notes of home, D, F♯ and A, so nothing of the promise is left in it"
    )
    return (
        f"On 936 {_words(before, on)} turns the promise: {has}. Many books keep the name *deceptive* for Bm and B♭ in "
        "root position, which have D itself in them; compare yours with one of these."
    )


def _mirror_end(before: Chord, on: Chord) -> str:
    if _kind(before, on).manner == "by colour":
        return (
            f"{_words(before, on)} comes home by its colour, and nothing in it leads there. Many films end so. Play it "
            "and stop: do you wait?"
        )
    return f"{_words(before, on)} at the end of this film is D minor: did you mean that?" if on.minor else ""


# ---------------------------------------------------------------- the colleague's row


def _ends(value: Any) -> Ask | None:
    if blank(value):
        return Ask("a line is empty", "Under “ends” stands no number yet. Play the row: where has it ended?", CUT)
    given, right = _numbers(value), closes()
    if given == right:
        return None
    yours = f"“ends”: you have {listed([str(n) for n in given])}."
    names = ROW.replace("Bbm", "B♭m").replace("Db", "D♭").replace("Eb", "E♭").split()
    if tuple(n + 1 for n in given) == right or 0 in given:
        return Ask("counted from 0", f"{yours} You count from 0. In this row the first chord is 1.", CUT)
    for number in given:
        if number in right:
            continue
        about, words = _NO_END.get(number, ("an open place", "there the row is on its way. Do you wait?"))
        return Ask(about, f"{yours} Chord {number} is {names[number - 1]}: {words}", CUT)
    about, words = _MISSED[next(n for n in right if n not in given)]
    return Ask(about, f"{yours} {words}", CUT)


_NO_END = {
    1: ("where it begins it has ended", "home, and nothing has led there yet."),
    4: ("the dominant closes", "everybody is waiting there."),
    5: ("a deception closes", "C7 had promised F, and another chord came."),
    6: ("a dark chord is an end", "dark is no stop. Where does it go?"),
}
_MISSED = {
    7: (
        "an amen is no end",
        "There is another end before it, without any dominant: which chord comes home by the fourth degree?",
    ),
    10: (
        "only the dominant closes",
        "There is another end after it, without any C in it. Play the last three chords and stop. Do you wait?",
    ),
}


def _numbers(value: Any) -> tuple[int, ...]:
    if isinstance(value, str):
        value = re.findall(r"\d+", value[:200]) or [value]
    if isinstance(value, int | float):
        value = [value]
    if not isinstance(value, Iterable) or isinstance(value, dict | bytes):
        raise FilmScoreError(f"“ends” is to be a list of numbers from 1 to 10, not {shown(value, 40)}.")
    return tuple(sorted({_number(one) for one in value}))


def _number(value: Any) -> int:
    number = int(value) if isinstance(value, str) and value.strip().isdecimal() and len(value) < 9 else value
    if (
        isinstance(number, bool)
        or not isinstance(number, int | float)
        or not 0 <= number <= 10
        or number != int(number)
    ):
        raise FilmScoreError(f"In “ends” stands {shown(value, 40)}: the chords of the row are numbered 1 to 10.")
    return int(number)


HINTS = (
    "Play your two chords and stop. Do you wait? Then she can cut.",
    "The dominant of D is A, with or without its seventh. What it promises is D. A turn needs the promise first.",
    "There are ends without a dominant: by the fourth degree, and from B♭ by way of C. Look in the colleague's row for "
    "what these are in F.",
)
