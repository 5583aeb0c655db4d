"""03.2: the page of The Kettle, read for music before there is picture."""

from __future__ import annotations

import re
from typing import Any

from ....errors import FilmScoreError, shown
from ...asking import Ask
from ...reasons import ask_for_more, quoted, thin
from ...sorting import sorted_into
from .asking import LINE, PAGE, QUIET, settle

_NAMES_IT = re.compile(r"whistle|kettle|steam", re.IGNORECASE)

KINDS = ("enter", "leave", "effects", "source")
NUMBERS = range(1, 8)

#: moment -> what the page itself allows; *enter?* is allowed with a reason after it
ALLOWED: dict[int, tuple[str, ...]] = {
    1: ("source",),
    2: ("leave", "effects"),
    3: ("leave",),
    4: ("leave", "enter?"),
    5: ("effects",),
    6: ("leave", "effects", "enter?"),
    7: ("leave", "enter"),
}

#: (moment, what was written) -> (misconception, what to say); a moment alone is for every other wrong word
_SAID: dict[tuple[int, str] | int, tuple[str, str]] = {
    (1, "enter"): (
        "source is score",
        "At 1 you bring in a cue. The page has music there already, from the radio, and Nora can hear it. Score is the "
        "music only we hear. What would the two do to each other?",
    ),
    (1, "effects"): (
        "a radio is an effect",
        "At 1 you let a sound effect carry it. It is a sound of the room, yes; but it is a waltz. Music that somebody "
        "in the story can hear, and switch off, has a name of its own on the page's margin.",
    ),
    (1, "leave"): (
        "source is nobody's business",
        "At 1 you leave it alone, and yet music is playing: read the line again. Somebody has to choose that waltz, "
        "and license it. What is it called when the music is in the room?",
    ),
    (2, "enter"): (
        "silence is a hole",
        "At 2 you bring in a cue as the radio goes off. The page says what is heard instead, in two words: “A clock.” "
        "Nora turned music off. Who in that kitchen wants it back?",
    ),
    (2, "source"): (
        "source goes on after it is switched off",
        "At 2 you write source. The source ends on that line, by her hand. What does the page let us hear after the "
        "click?",
    ),
    (3, "enter"): (
        "music says what the line withholds",
        "At 3 you bring in a cue. They are talking about cups in order not to talk about her. If music tells us what "
        "they mean, the cups are only cups. What is left to the two actors?",
    ),
    (3, "effects"): (
        "every moment needs a sound",
        "At 3 you give it to the effects. Which? The page names none there: two people speak and are silent. That is "
        "enough for some moments.",
    ),
    (3, "source"): (
        "source goes on after it is switched off",
        "At 3 you write source, but the radio has been off since 2, and the page turns on no other. Who would be "
        "playing?",
    ),
    (4, "effects"): (
        "every moment needs a sound",
        "At 4 you give it to the effects. Pencil marks make no sound, and the page adds none. Is it a moment to enter, "
        "or to leave?",
    ),
    (4, "source"): (
        "source goes on after it is switched off",
        "At 4 you write source, but the radio has been off since 2, and nobody has touched it. What would be playing?",
    ),
    (5, "enter"): (
        "sad piano over the kettle",
        "At 5 you bring in a cue. Read what the page does there: a whistle that starts and swells, and two people who "
        "do not move. The kettle is already the crescendo. What would the audience learn from the piano?",
    ),
    (5, "leave"): (
        "a sound effect is only noise",
        "At 5 you leave it alone. It is not alone: one sound begins, grows and fills the room, as the page orders. If "
        "that is what carries the moment, say so; somebody has to record it well.",
    ),
    (5, "source"): (
        "every sound of the room is source",
        "At 5 you write source. The whistle is in the room, but source means music that somebody in the story hears as "
        "music. A kettle that whistles is what, on a cue sheet?",
    ),
    (6, "source"): (
        "every sound of the room is source",
        "At 6 you write source. What stops there is a whistle. Would Nora call it music?",
    ),
    (7, "effects"): (
        "every moment needs a sound",
        "At 7 you give it to the effects. The page has gone to black: there is no room left to make a sound in.",
    ),
    (7, "source"): (
        "source goes on after it is switched off",
        "At 7 you write source. On black there is no radio in the picture. If you want the waltz back it is "
        "score now, for only we can hear it: write “enter: …”, and say what for.",
    ),
}  # fmt: skip

_ASK_WHY = {
    4: "At 4 you bring in a cue. It is the page's great temptation: a mark that stops at twelve. What would music "
    "tell us that the pencil does not? If there is something, write it after the word: “enter: …”",
    6: "At 6 you bring in a cue as the whistle stops. That is the one silence the page has built for, and a first note "
    "would end it. What for? Write it after the word: “enter: …”",
}


def page(answer: Any) -> str:
    """Where the page itself decides, the answer is one; where taste does, an entry needs its reason."""
    given = sorted_into(answer, KINDS, _moment, "a moment of the page, 1 to 7")
    missing = [n for n in NUMBERS if n not in given]
    asks: list[Ask | None] = []
    if set(kind for kind, _ in given.values()) == {"enter"} and len(given) > 3:
        asks.append(
            Ask(
                "wall to wall",
                f"You enter at {', '.join(map(str, sorted(given)))}: everywhere. A cue that is always there can no "
                "longer come in. If you had one entry on this page, which would you keep?",
                PAGE,
            )
        )
    elif set(kind for kind, _ in given.values()) == {"leave"} and len(given) > 3:
        asks.append(
            Ask(
                "leaving alone is deafness",
                "You leave everything alone, and for the score that is a strong answer. But read the page once more "
                "with your ears: at two numbers it writes down a sound that carries the moment, and one of them is "
                "music.",
                PAGE,
            )
        )
    else:
        asks += [_about(n, *given[n]) for n in NUMBERS if n in given]
    if missing:
        asks.append(Ask("unsorted", f"Not sorted yet: {', '.join(map(str, missing))}.", PAGE))
    settle(asks)
    return "\n\n".join(_passed(given))


def _moment(key: Any) -> int:
    if isinstance(key, str):
        key = key.strip().rstrip(".:)")
        key = int(key) if key.isdecimal() and len(key) < 4 else key
    if isinstance(key, bool) or not isinstance(key, int | float) or key not in NUMBERS:
        raise FilmScoreError(f"{shown(key, 30)} is no number of the page. Its moments are 1 to 7, in the margin.")
    return int(key)


def _about(n: int, kind: str, text: str) -> Ask | None:
    allowed = ALLOWED[n]
    if kind in allowed:
        return None
    if (n, kind) == (5, "leave") and _NAMES_IT.search(text):
        return None  # left to the whistle, in as many words
    if f"{kind}?" in allowed:
        lacking = thin(text)
        if not lacking:
            return None
        said = _ASK_WHY[n] if lacking == "none" else ask_for_more(lacking, text, _ASK_WHY[n])
        return Ask("sad piano" if n == 4 else "silence is a hole", said, QUIET)
    about, words = _SAID[n, kind]
    return Ask(about, words, LINE if n == 3 else PAGE)


def _passed(given: dict[int, tuple[str, str]]) -> list[str]:
    entries = [n for n, (kind, _) in given.items() if kind == "enter"]
    said = [
        "You heard what the page wrote: a waltz that belongs to the radio, a clock after it, and a whistle that does "
        "what a crescendo would."
    ]
    if not entries:
        said.append("And you found no place for a cue. That is an answer, and for this page a strong one.")
    elif entries == [7]:
        said.append(
            "You keep quiet until the black. Whatever you write there will be the first thing the score has said."
        )
    else:
        own = "; ".join(
            f"at {n}, {quoted(given[n][1], 80)}" if given[n][1].strip() else f"at {n}" for n in sorted(entries)
        )
        said.append(
            f"You bring music in {own}. It is not what everybody would do, and you have said what it is for. Keep that "
            "sentence: the film will ask for it again, on the frame."
        )
    return said


HINTS = (
    "Go through the page with a pencil, and underline only what makes a sound: half a dozen things. One of them is "
    "music.",
    "For each number ask in this order: is music already playing in the room? Does some other sound do the work? Would "
    "music say what the people are holding back? Only if you answered no three times is there a place to enter.",
    "At two numbers taste decides and the page does not. If you write “enter” there, go on after a colon: “enter: …”, "
    "and say what the audience would learn.",
)
