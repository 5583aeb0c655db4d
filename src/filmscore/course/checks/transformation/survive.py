"""07.4: seven versions of one tune. What has each kept, and who would still know it?

What is kept is a fact. What listeners make of it is a prediction. Only what research contradicts is asked about:
Dowling (1978) found that contour carries a tune through transposition; Dowling (1972), that mirrors and retrogrades are
known again more often than by guessing, and far from always. Between "some" and "none" is room.
"""

from __future__ import annotations

import re
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.motif import Motif
from ...verdict import Untouched
from .asking import KNOWN, Ask, listed, settle

#: the tune of this task: another than in 07.2, so that no version is an answer there
HEARD = "G4:1 E5:1/2 D5:1/2 B4:3/2 C5:1/2"
#: what the exercise plays, under letters
VERSIONS = {
    "A": "C4:1 A4:1/2 G4:1/2 E4:3/2 F4:1/2",
    "B": "G4:1 B3:1/2 C4:1/2 E4:3/2 D4:1/2",
    "C": "C5:1/2 B4:3/2 D5:1/2 E5:1/2 G4:1",
    "D": "G4:2 E5:1 D5:1 B4:3 C5:1",
    "E": "G4 E5 D5 B4 C5",
    "F": "G4:1 Eb5:1/2 D5:1/2 Bb4:3/2 C5:1/2",
    "G": "C5:1 B4:1/2 D5:1/2 E5:3/2 G4:1/2",
}
#: what was done to each, told once the answer is right
DONE = {
    "A": "a fifth down",
    "B": "mirrored",
    "C": "backwards",
    "D": "twice as slow",
    "E": "in even notes",
    "F": "in minor",
    "G": "its pitches backwards in its own rhythm",
}
MIRRORED = "B"  #: the version with which the mirror of research can be compared
SUREST = "A"  #: of the versions that keep both; of minor and of slower notes only the craft is sure
KEPT = ("both", "contour", "rhythm", "neither")
GUESS = ("survives", "may", "lost")


def ups_and_downs(motif: Motif) -> tuple[int, ...]:
    """1 for every step up, −1 for down, 0 for a repeated note.

    >>> ups_and_downs(Motif("C5 G4 A4 A4"))
    (-1, 1, 0)
    """
    return tuple((i > 0) - (i < 0) for i in motif.intervals)


def in_proportion(one: Motif, other: Motif) -> bool:
    """Whether two rhythms are one, perhaps faster or slower.

    >>> in_proportion(Motif("C5:3 G4:1"), Motif("C5:3/2 G4:1/2"))
    True
    """
    if len(one.durations) != len(other.durations):
        return False
    return len({a / b for a, b in zip(one.durations, other.durations, strict=True)}) == 1


def kept(version: Motif, tune: Motif) -> str:
    """Which of contour and rhythm a version has kept: ``both contour rhythm neither``."""
    contour, rhythm = ups_and_downs(version) == ups_and_downs(tune), in_proportion(version, tune)
    return {(True, True): "both", (True, False): "contour", (False, True): "rhythm"}.get((contour, rhythm), "neither")


def seven(answer: Any) -> str:
    """What each version keeps, exactly; and a prediction that does not contradict it."""
    given = _given(answer)
    facts = {name: kept(Motif(line), Motif(HEARD)) for name, line in VERSIONS.items()}
    asks: list[Ask | None] = [_fact(name, given[name][0], facts[name]) for name in given]
    asks += [_guess(name, given[name][1], facts[name]) for name in given if given[name][0] == facts[name]]
    if missing := [name for name in VERSIONS if name not in given]:
        asks.append(Ask("unsorted", f"Nothing said yet of {listed(missing)}.", KNOWN))
    settle(asks)
    told = listed([f"{name} {what}" for name, what in DONE.items()])
    said = [
        f"That is what was done: {told}.",
        "Your predictions agree with what is kept. Now test them on somebody: sing or play them the tune twice, then "
        "one version, and ask *have you heard this before?* One listener outweighs this check.",
    ]
    if given["E"][1] != "survives":
        said.append("Of E you are careful. Try it with a tune everybody knows, in even notes; rhythm carries much.")
    return "\n\n".join(said)


def _given(answer: Any) -> dict[str, tuple[str, str]]:
    form = '{"A": "both: survives", …}'
    if isinstance(answer, list | tuple) and all(isinstance(a, str) for a in answer) and len(answer) == len(VERSIONS):
        answer = dict(zip(VERSIONS, answer, strict=True))
    if not isinstance(answer, dict):
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {form}")
    given: dict[str, tuple[str, str]] = {}
    for key, value in list(answer.items())[:50]:
        name = str(key)[:9].strip().upper()
        if name not in VERSIONS:
            raise FilmScoreError(f"There is no version {shown(key, 30)}; they are called A to G.")
        words = list(value) if isinstance(value, list | tuple) else [value]
        if len(words) > 2 or not all(isinstance(word, str) for word in words):
            raise FilmScoreError(f"Beside {name} stands {shown(value, 40)}: write two words, as in {form}.")
        found = re.findall(r"[^\W\d_]+", " ".join(words)[:200].casefold())
        if found:
            first, _, second = (words[0], "", words[1]) if len(words) == 2 else words[0].partition(":")
            given[name] = (_one(name, _spoken(first), KEPT), _one(name, _spoken(second or first), GUESS))
    if not given:
        raise Untouched("No version has its two words yet.")
    return given


def _spoken(text: str) -> list[str]:
    """The words of one part of an answer, without those it denies: *not rhythm, contour* says contour."""
    return re.findall(r"[^\W\d_]+", re.sub(r"\b(?:not|no)\s+(?:the\s+)?[^\W\d_]+", " ", text[:200].casefold()))


def _one(name: str, found: list[str], allowed: tuple[str, ...]) -> str:
    chosen = [word for word in allowed if any(f in {word, word.rstrip("s"), f"{word}s"} for f in found)]
    if allowed is GUESS and "may" in chosen and found[found.index("may") + 1 : found.index("may") + 2] != ["or"]:
        return "may"  # it may survive, it may be lost
    if allowed is KEPT and "neither" in chosen and "both" not in chosen:
        return "neither"  # neither contour nor rhythm
    if allowed is KEPT and {"contour", "rhythm"} <= set(chosen):
        return "both"
    if len(chosen) == 1:
        return chosen[0]
    quoted = ", ".join(f'"{word}"' for word in allowed[:-1]) + f' or "{allowed[-1]}"'
    said = f"there are two of them, {listed(chosen)}" if chosen else "there is none"
    raise FilmScoreError(f"{name} is to have one of the words {quoted}; in {' '.join(found)[:60]!r} {said}.")


def _fact(name: str, said: str, fact: str) -> Ask | None:
    if said == fact:
        return None
    version, tune = Motif(VERSIONS[name]), Motif(HEARD)
    contour = said in ("both", "contour")
    about, words = _UNSEEN.get((name, said), ("", ""))
    if about:
        return Ask(about, f"{name}: you say “{said}”. {words}", KNOWN)
    if contour != (fact in ("both", "contour")):
        return Ask(
            "another contour" if contour else "a contour not seen",
            f"{name}: you say “{said}”. The tune goes {_arrows(tune)}, this one {_arrows(version)}. Is that the same "
            "way up and down?",
            KNOWN,
        )
    return Ask(
        "another rhythm" if said in ("both", "rhythm") else "a rhythm not heard",
        f"{name}: you say “{said}”. The tune's lengths are {_lengths(tune)}, here they are {_lengths(version)}. Tap "
        "both. One rhythm, faster or slower, or two?",
        KNOWN,
    )


_UNSEEN = {
    ("D", "contour"): (
        "slower is another rhythm",
        "Every length is doubled, 1 to 2, 1/2 to 1. Tap the tune slowly: which long, which short has changed "
        "places? A rhythm is how lengths stand to each other.",
    ),
    ("C", "both"): (
        "backwards keeps all",
        "It has the same notes, and that is another matter: in which order do they come?",
    ),
    ("C", "rhythm"): (
        "pitches reversed but not rhythm",
        "Tap it: its long note comes second. Where did the tune have it?",
    ),
    ("F", "rhythm"): (
        "another interval is another contour",
        "Two notes are a semitone lower. Does the line go up anywhere that it went down before? Contour is direction, "
        "not distance.",
    ),
    ("A", "rhythm"): (
        "moved is changed",
        "All of it lies a fifth lower. Contour is which way the line goes from note to note, not where it lies.",
    ),
    ("A", "neither"): ("moved is changed", "All of it lies a fifth lower. From note to note, what has changed?"),
}


def _guess(name: str, guess: str, fact: str) -> Ask | None:
    if fact == "both" and guess != "survives" and (name == SUREST or guess == "lost"):
        return Ask(
            "trusts the eye",
            f"{name}: it keeps contour and rhythm both, and you predict “{guess}”. Hum the tune, then play {name} "
            "without looking. Have you met?",
            KNOWN,
        )
    if fact == "neither" and guess == "survives":
        return Ask(
            "backwards is heard",
            f"{name}: neither contour nor rhythm is kept, and you predict “{guess}”. You can see on paper what was "
            "done to it. Somebody in a cinema has no paper, and hears it once. In Dowling's experiment of 1972 people "
            "did better than guessing with such lines, and far from always. Which weaker word fits that?",
            KNOWN,
        )
    if fact == "rhythm" and guess == "survives" and name != MIRRORED:
        return Ask(
            "a rhythm alone is heard as the tune",
            f"{name}: only the rhythm is kept, and you predict “survives”. Its line is neither the tune's nor the "
            "tune's upside down: who knows it again knows it by tapping. Many tunes could go in these lengths. Which "
            "weaker word fits that?",
            KNOWN,
        )
    if fact == "rhythm" and guess == "survives":
        return Ask(
            "a mirror is heard as what it mirrors",
            f"{name}: only the rhythm is kept, and you predict “survives”. In Dowling's experiment of 1972 people did "
            "better than chance with mirrors, and far from always. Which weaker word fits that?",
            KNOWN,
        )
    return None


def _arrows(motif: Motif) -> str:
    return " ".join({1: "↑", -1: "↓", 0: "→"}[step] for step in ups_and_downs(motif))


def _lengths(motif: Motif) -> str:
    return ", ".join(str(beats) for beats in motif.durations)


HINTS = (
    "Contour first: draw an arrow for every step, up or down, and compare arrows. Then rhythm: tap it, and compare "
    "long and short, not fast and slow.",
    "Two of the seven have the tune's notes in another order. Two have its rhythm and not its arrows.",
    "A prediction follows from what is kept: with both a listener has everything to hold on to, with neither hardly a "
    "thing. In between say “may”, or how brave you are.",
)
