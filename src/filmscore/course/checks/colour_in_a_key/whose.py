"""08.3: six rows in C with an F♯ in each. Is it a colour over home, or is it bringing a chord on G?"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ....errors import FilmScoreError, shown
from ....music.pitch import class_name, natural, pitch_class
from ...verdict import Untouched
from .asking import LOOKS_UP, WHOSE, Ask, blank, listed, rows, settle


class Row(NamedTuple):
    """A row of chords: what its F♯ is, and the bass under the chord that comes after the first of them."""

    chords: str
    word: str
    bass: str


LYDIAN, LEADING = "lydian", "on its way"
ROWS = {
    "A": Row("C D/C Am/C D/C", LYDIAN, "C"),
    "B": Row("C Am D7 G", LEADING, "G"),
    "C": Row("C F#°7 G7 C", LEADING, "G"),
    "D": Row("C D7/C G/C C", LYDIAN, "C"),
    "E": Row("Am D7 G C", LEADING, "G"),
    "F": Row("C D7/C G/B C", LEADING, "B"),
}
FORM = '{"A": "lydian: C", "B": "on its way: …", …}, a line for each of A to F'

#: what somebody thinks who writes the other word; each row has its own trap
_OTHER_WORD = {
    "A": (
        "no return, no Lydian",
        "Home does not come back as a chord, and the row stops on F♯. And what does the bass do? A colour may stay as "
        "long as it likes.",
    ),
    "B": (
        "a raised fourth is Lydian",
        "There is an F♯, and the row stops on a chord of G. Does the bass still say C when it has come?",
    ),
    "C": (
        "a raised fourth is Lydian",
        "There the F♯ is itself the bass. A colour needs a floor to be a colour over.",
    ),
    "D": (
        "where the note goes decides",
        "D7 does call for G, and a chord of G comes, as it does in F. Sing the bass under that chord in both. Whose "
        "home is it?",
    ),
    "E": (
        "a raised fourth is Lydian",
        "There is an F♯ in the second chord, and a chord on G comes after it. What does the bass say by then?",
    ),
    "F": (
        "a pedal for a moment is a pedal",
        "C lies below *while* F♯ sounds. And in the chord after?",
    ),
}
#: another bass, by row
_OTHER_BASS = {
    ("A", "D"): ("the chord's letter for the bass", "D is the name of the chord with F♯, over C. Asked is the next."),
    ("A", "A"): (
        "the root for the bass",
        "the chord is A minor, and you were asked for its bass. What stands behind the stroke?",
    ),
    ("D", "D"): ("the chord's letter for the bass", "D is the name of the chord with F♯, over C. Asked is the next."),
    ("D", "G"): (
        "the root for the bass",
        "the chord is G's, and you were asked for its bass. What stands behind the stroke?",
    ),
    ("F", "G"): (
        "the root for the bass",
        "the chord is G's, and you were asked for its bass. What stands behind the stroke?",
    ),
    ("F", "C"): (
        "the goal for the next chord",
        "C is where the row ends. Which chord comes *next* after the one with F♯, and on what does it stand?",
    ),
}


def whose(answer: Any) -> str:
    """The word for each row and the bass by which one knows it."""
    given = _given(answer)
    settle([_all_one(given)], _stands(given))
    asks = [_asked(name, said) for name, said in given.items()]
    if missing := [name for name in ROWS if name not in given]:
        asks.append(Ask("unsorted", f"Nothing is said yet of {listed(missing)}.", WHOSE))
    settle(asks, _stands(given))
    return (
        "Six of six, and you asked the bass. In A and D the floor of C holds until the next chord has come, so F♯ was "
        "a colour, in D even under a chord of G. In the other four such a chord has come and the bass has gone with "
        "it: twice after a plain D7, once out of the bass, and once, in F, although C lay below at first."
    )


class Said(NamedTuple):
    """What somebody says of a row: the word as it was read, the bass, and the word as it stands there."""

    word: str
    bass: str
    wrote: str

    @property
    def quoted(self) -> str:
        """The writer's own words, and how they were read where that is another word."""
        own = " ".join(self.wrote.split())
        return f"“{own}”" if own.casefold() == self.word else f"“{own}”, which is read as “{self.word}”"


def _stands(given: dict[str, Said]) -> str:
    right = [name for name, said in given.items() if said[:2] == (ROWS[name].word, ROWS[name].bass)]
    return f"{listed(right)} are right." if 1 < len(right) < len(ROWS) else ""


def _all_one(given: dict[str, Said]) -> Ask | None:
    words = {said.word for said in given.values()}
    if len(given) < len(ROWS) or len(words) > 1:
        return None
    wrote = {said.wrote.casefold() for said in given.values()}
    what = f"“{words.pop()}”" if wrote == words else f"what is read as “{words.pop()}”"
    return Ask(
        "one word for all",
        f"Six times {what}. Two rows begin alike and part at the third chord: play D, then F.",
        WHOSE,
    )


def _asked(name: str, said: Said) -> Ask | None:
    word, bass, _ = said
    right = ROWS[name]
    if word != right.word:
        about, question = _OTHER_WORD[name]
        return Ask(about, f"{name}, {right.chords}: you write {said.quoted}. {question}", WHOSE)
    if not bass:
        return Ask(
            "the bass is missing",
            f"{name}: “{word}” is right. After a colon belongs the bass by which you know it: the lowest note of the "
            "chord after the first one with F♯.",
            WHOSE,
        )
    if _sound(bass) == _sound(right.bass):
        return None
    about, question = _OTHER_BASS.get((name, bass), ("", ""))
    if not about and bass in ("F♯", "G♭"):
        about, question = "the F♯ for the bass", "F♯ is what you are asking about. What lies lowest in the chord after?"
    if not about and bass == "C" and right.chords.endswith(" C"):
        about, question = (
            "the goal for the next chord",
            "C is where the row ends. Which chord comes *next* after the one with F♯?",
        )
    if not about:
        about, question = (
            "another bass",
            f"find the first chord with F♯ in {right.chords}; the next one is it. What lies lowest there?",
        )
    return Ask(about, f"{name}: “{word}” is right, and you write {bass} for the bass. {_capital(question)}", LOOKS_UP)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sound(note: str) -> int:
    found = pitch_class(note)
    assert found is not None
    return (natural(found[0]) + found[1]) % 12


def _given(answer: Any) -> dict[str, Said]:
    if isinstance(answer, list | tuple) and len(answer) == len(ROWS) and all(isinstance(one, str) for one in answer):
        answer = dict(zip(ROWS, answer, strict=True))
    if isinstance(answer, dict):
        answer = {key.strip().upper() if isinstance(key, str) else key: value for key, value in answer.items()}
    given = {name: _read(name, value) for name, value in rows(answer, list(ROWS), FORM).items() if not _open(value)}
    if not given:
        raise Untouched("No row has its two words yet.")
    return given


def _open(value: Any) -> bool:
    """Nothing yet, or the bass that the form shows with dots before it."""
    return blank(value) or (isinstance(value, str) and value.strip()[:1] in ("…", "."))


def _read(name: str, value: Any) -> Said:
    if isinstance(value, list | tuple) and len(value) == 2 and all(isinstance(part, str) for part in value):
        value = ": ".join(value)
    if not isinstance(value, str):
        raise FilmScoreError(f"Beside {name} stands {shown(value, 40)}: write a word and a bass note, as in {FORM}.")
    first, mark, after = value[:200].partition(":")
    if not mark:
        parts = re.fullmatch(r"(.*?\w)[\s,;–-]+([A-Ga-g](?:#|♯|b|♭)?\d?)", first.strip())
        first, after = (parts[1], parts[2]) if parts else (first, "")
    return Said(_word(name, first), _bass(name, after), first.strip())


def _word(name: str, text: str) -> str:
    said = " ".join(re.findall(r"[^\W\d_]+", text.casefold()))
    if re.search(r"\bnot\b", said):
        raise FilmScoreError(f"{name}: {shown(text.strip(), 40)} says what it is not. Write “{LYDIAN}” or “{LEADING}”.")
    lydian = re.search(r"\b(lydian|colou?r)\b", said)
    leading = re.search(r"\b(way|lead\w*|passing|through|secondary|dominant)\b", said)
    if bool(lydian) == bool(leading):
        raise FilmScoreError(
            f"{name} is to have one of the words “{LYDIAN}” or “{LEADING}”, a colon and a note; this is "
            f"{shown(text.strip(), 40)}."
        )
    return LYDIAN if lydian else LEADING


def _bass(name: str, text: str) -> str:
    if blank(text):
        return ""
    found = re.fullmatch(r"\W*(?:bass\s+|over\s+)?([A-Ga-g](?:##|#|♯|bb|b|♭)?)(?:-?\d)?\W*", text)
    note = pitch_class(found[1][0].upper() + found[1][1:]) if found else None
    if note is None:
        raise FilmScoreError(
            f"{name}: after the colon belongs one bass note, such as C, not {shown(text.strip(), 40)}."
        )
    return class_name(*note)


HINTS = (
    "Sing the bass, not the F♯. Where does it stand when the next chord has come?",
    "F♯ goes up to G in D as it does in F. In D, C is still below; in F it is not.",
    "In one row the pedal is let go after one chord. Which chord has come then, and on which foot does it stand?",
)
