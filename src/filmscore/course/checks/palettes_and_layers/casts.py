"""12.4: one tune for four rooms: who has it, from which note, and for voices on which syllables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ....errors import FilmScoreError
from ....music.orchestra.instrument import Instrument
from ....music.orchestra.players import Player
from ....music.pitch import Pitch
from ...asking import line_by_line
from ...reasons import for_a_person, thin, vocabulary
from .asking import (
    DOOR,
    ROOMS,
    WORDS,
    Ask,
    blank,
    listed,
    pitch_of,
    player_of,
    quoted,
    reason,
    right_so_far,
    rows,
    sentence,
    settle,
    shown,
    words_of,
)
from .syllables import COUNTS, changes, syllables, words_among

CASTS = ("orchestral", "electronic", "hybrid", "voiced")
PARTS = {
    "orchestral": ("line", "from"), "electronic": ("line", "from"), "hybrid": ("line", "from", "because"),
    "voiced": ("line", "from", "syllables"),
}  # fmt: skip
FORM = (
    '{"orchestral": {"line": "…", "from": "D4"}, …, "hybrid": {"line": ["…", "…"], "from": ["…", "…"], "because": '
    '"…"}, "voiced": {"line": "…", "from": "…", "syllables": "…"}}'
)
#: the tune goes a fifth up from where it begins, and has six notes
FIFTH, NOTES = 7, 6
#: no note has a higher number than this
HIGHEST = 127

#: keys and guitars with a plug
_PLUGGED = ("Electric piano", "Electric guitar", "Bass guitar", "Hammond organ", "Clavinet")
_BIGGER = vocabulary(
    "bigger full fuller rich richer modern massive huge wide wider fat fatter together both than alone "
    # what the task says of the two
    "breathes bow bows strikes machine "
    # what both do at once is no gift of one to the other
    "once same unison tune line melody notes theme doubles double doubled doubling share shares carry sing sings having"
)


_GIVES_NOTHING = re.compile(r"\b(?:gives?|lends?|adds?|brings?|does)(?: \w+)? nothing\b(?! but| except)", re.I)


@dataclass(frozen=True)
class Sings:
    """Who has the tune in one room, and from which note."""

    player: Player
    note: Pitch

    @property
    def tool(self) -> Instrument:
        """What is known of the player."""
        return self.player.instrument


def four(answer: Any) -> str:
    """Four casts of one tune."""
    asks, right = line_by_line(
        rows(answer, list(CASTS), FORM), CASTS, _asked,
        lambda left: Ask("a room is empty", f"Nobody plays yet in {listed(left)}.", ROOMS),
        untouched="Nobody has the tune yet.", empty=_empty,
    )  # fmt: skip
    settle(asks, right_so_far(right, len(CASTS), "casts"))
    return (
        "Four rooms, one tune, and everybody reaches both ends of it. Play two of them side by side: if the box in the "
        "second is the box of the first, one of the two casts is working for nothing.\n\n" + for_a_person("because")
    )


def _empty(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_empty(one) for one in list(value.values())[:9])
    if isinstance(value, list | tuple):
        return all(blank(one) for one in value[:9])
    return blank(value)


def _asked(name: str, value: Any) -> Ask | None:
    parts = rows(value, list(PARTS[name]), FORM)
    many = 2 if name == "hybrid" else 1
    people, notes = (_several(parts[part], many, f"{name}, {part}") for part in ("line", "from"))
    if any(blank(one) for one in people):
        return Ask("nobody plays", f"{name}: who has the tune? {many} asked.", ROOMS)
    if any(blank(one) for one in notes):
        return Ask("no first note", f"{name}: on which note does the tune begin? Write it with its octave.", ROOMS)
    cast = [
        Sings(player_of(who, name), pitch_of(note, f"{name}, from")) for who, note in zip(people, notes, strict=True)
    ]
    kind = {"hybrid": _hybrid, "voiced": _voiced}.get(name)
    ask = kind(cast, parts) if kind else _kind(name, cast[0])
    return ask or next((found for one in cast if (found := _reach(name, one))), None)


def _several(value: Any, many: int, what: str) -> list[Any]:
    found = list(value[:9]) if isinstance(value, list | tuple) else [value]
    if len(found) != many:
        raise FilmScoreError(f"“{what}” has {'two places' if many == 2 else 'one place'}, not {shown(value, 40)}.")
    return found


def acoustic(tool: Instrument) -> bool:
    """Whether it breathes, bows, strikes or plucks without a plug."""
    return tool.family != "synths" and tool.name not in _PLUGGED


def _kind(name: str, one: Sings) -> Ask | None:
    said, tool = one.player.said, one.tool
    if name == "electronic" and acoustic(tool):
        return Ask(
            "electronic is anything amplified",
            f"electronic: a {said} in front of a microphone is still a {said}. Which of the players has neither breath "
            "nor bow?",
            ROOMS,
        )
    if name == "orchestral" and (not acoustic(tool) or tool.family == "choir"):
        who = "sings" if tool.family == "choir" else "has a plug"
        return Ask(
            "the wrong room", f"orchestral: the {said} {who}. Who in an orchestra breathes, bows or strikes?", DOOR
        )
    return None


def _hybrid(cast: list[Sings], parts: Mapping[str, Any]) -> Ask | None:
    kinds = [acoustic(one.tool) for one in cast]
    names = [one.player.said for one in cast]
    if kinds[0] == kinds[1]:
        both = "breathe, bow or strike" if kinds[0] else "have a plug"
        return Ask(
            "hybrid means two of a kind",
            f"hybrid: {listed(names)} both {both}. One that does and one that does not: what could the second lend?",
            ROOMS,
        )
    if blank(parts["because"]):
        return Ask("hybrid with no need", f"hybrid: why {listed(names)}? “because” is empty.", ROOMS)
    text = sentence(parts["because"], "because")
    unnamed = [one.player.said for one in cast if not _named(one, text)]
    own = {word for name in names for word in words_of(name)}
    if unnamed or thin(text, also=own | _BIGGER) == "any-film":
        return Ask(
            "hybrid with no need",
            f"hybrid: {quoted(text, 60)}. Take away the {(unnamed or names)[-1]}: what, in words, is missing? Say of "
            "each what it does.",
            ROOMS,
        )
    if _GIVES_NOTHING.search(text[:600]):
        return Ask(
            "hybrid with no need",
            f"hybrid: {quoted(text, 60)}. Then one of them is working for nothing. Whom would you send home, or what "
            "could it give?",
            ROOMS,
        )
    return reason(
        text, "because", 6, "Without the one, what could the other not do?", ROOMS, about="hybrid with no need",
        hints=HINTS,
    )  # fmt: skip


def _named(one: Sings, text: str) -> bool:
    """Whether a reason speaks of a player: by a word of the name, or by what it has and the other has not."""
    words = set(words_of(text))
    own = {word for word in words_of(f"{one.player.said} {one.tool.name}") if word not in ("solo", "the")}
    has = {
        "strings": {"bow", "bowed", "string", "strings", "arm"}, "woodwinds": {"breath", "breathes", "wind", "reed"},
        "brass": {"breath", "breathes", "brass"}, "choir": {"voice", "voices", "breath", "singer", "sings"},
        "soloist": {"breath", "voice", "breathes"}, "percussion": {"stroke", "strikes", "struck", "hand"},
        "keys": {"stroke", "hammer", "plucked", "string", "strings", "fingers"},
        "synths": {"machine", "synth", "synthesiser", "synthesizer", "electronics", "electronic"},
    }[one.tool.family]  # fmt: skip
    return bool(words & (own | has | ({"machine", "electric", "electronic"} if not acoustic(one.tool) else set())))


def _voiced(cast: list[Sings], parts: Mapping[str, Any]) -> Ask | None:
    one = cast[0]
    if one.tool.family != "choir" and one.tool.name != "Solo voice":
        return Ask(
            "a voice that is none",
            f"voiced: the {one.player.said} is no voice. Soprano, alto, tenor, baritone or bass?",
            WORDS,
        )
    if blank(parts["syllables"]):
        return Ask("no syllables", "voiced: on what do they sing? A syllable for each of the six notes.", WORDS)
    some = syllables(parts["syllables"])
    said = quoted(" ".join(some), 50)
    if bad := words_among(some):
        return Ask(
            "lyrics under dialogue",
            f"voiced: you let them sing {said}, and the child speaks from 1452 to 1500. {quoted(bad[0], 20)} is a "
            f"word, or sounds like one. Which of the two sentences should be understood? What counts: {COUNTS}.",
            WORDS,
        )
    if len(some) != NOTES:
        return Ask(
            "a syllable for a phrase",
            f"voiced: {said} {'is' if len(some) == 1 else 'are'} {len(some)}; the tune has six notes. If one vowel is "
            "meant throughout, write it six times. Where does the mouth close?",
            WORDS,
        )
    if changes(some) == NOTES - 1:
        return Ask(
            "a new vowel on every note",
            f"voiced: {said}: the vowel changes {NOTES - 1} times on six notes, on each new one, and that is nearly a "
            "text. On which of the notes does it change, and why there?",
            WORDS,
        )
    return None


def _reach(name: str, one: Sings) -> Ask | None:
    said, tool, note = one.player.said, one.tool, one.note
    if tool.comfortable is None:
        raise FilmScoreError(f"{name}: the {said} has no pitch, and the tune has six.")
    if note.name[0] != "D" or note.midi % 12 != 2:
        return Ask(
            "transposed by another interval",
            f"{name}: from {note.name} it is the same tune in another key; then all that lies under it must move. Only "
            "the octave is free here.",
            ROOMS,
        )
    if note.midi + FIFTH > HIGHEST:
        return Ask(
            "out of range", f"{name}: from {note.name} the tune goes on above every note. An octave down?", ROOMS
        )
    ends = tool.reach(note.midi), tool.reach(note.midi + FIFTH)
    if ends == ("comfortable", "comfortable"):
        return None
    if ends[0] == "comfortable":
        return Ask(
            "in range at one end only",
            f"{name}: {note.name} is comfortable for the {said}, and the tune goes on, a fifth up. {ends[1].told} Both "
            "ends, please.",
            ROOMS,
        )
    return Ask(
        "out of range",
        f"{name}: the {said} from {note.name}: that is “{ends[0]}”. {ends[0].told} The tune may move by an octave.",
        ROOMS,
    )


HINTS = (
    "The tune spans a fifth, D up to A. Ask `fs.instrument(…).reach(…).told` about both ends.",
    "Hybrid: finish the sentence “without the machine the bow could not …”.",
    "Sing your syllables at 80 a minute. If anybody in the room asks what it means, change it.",
)
