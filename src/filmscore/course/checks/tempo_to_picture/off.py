"""05.3: how far off a tempo is, in frames: each hit, the largest, and the root of the mean square."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .asking import ERRORS, Ask, alike, close, fields, listed, number, numbers, settle, signed, tidy
from .measure import FPS, chance, errors, rms, worst

START, BPM = 96, 150
HITS = (257, 376, 495, 697)
NAMES = ("the vault", "the crates", "the tram", "the door")


def how_far(answer: Any) -> str:
    """Four signed errors of 150 BPM from 96, their largest, and their RMS."""
    given = fields(answer, ("errors", "max", "rms"), '{"errors": [vault, crates, tram, door], "max": …, "rms": …}')
    theirs = numbers(given["errors"], len(HITS), "errors")
    right = errors(BPM, START, HITS)
    settle([_each(theirs, right)])
    settle([_largest(number(given["max"], "max"), right), _root(number(given["rms"], "rms"), right)])
    beat = 60 * FPS / BPM
    return (
        f"{listed([f'{n} {signed(e)}' for n, e in zip(NAMES, right, strict=True)])}: {tidy(worst(right), 1)} frames "
        f"at the most, {tidy(rms(right))} RMS. Now the sobering part. Of four frames picked with closed eyes *the "
        f"worst* would be {tidy(chance(beat, 4), 1)} off, on average. For these hits {BPM} is worse than "
        "no plan at all."
    )


def _each(theirs: Sequence[float], right: Sequence[float]) -> Ask | None:
    if alike(theirs, right, 0.051):
        return None
    beat = 60 * FPS / BPM
    spans = [hit - START for hit in HITS]
    before = [(d // beat) * beat - d for d in spans]
    shown = listed([tidy(v) for v in theirs])
    if alike(theirs, [-e for e in right], 0.051):
        return Ask(
            "early and late are swapped",
            f"{shown}: the sizes are right, every sign is turned. Plus is music that comes *late*: its beat falls on "
            "a later frame than the hit. Which comes first at the vault, the beat or her hands?",
            ERRORS,
        )
    if alike([abs(v) for v in theirs], [abs(e) for e in right], 0.051):
        if min(theirs) >= 0:
            return Ask(
                "an error without a side",
                f"{shown}: the sizes are right. One of the four comes early. An ear forgives two frames late sooner "
                "than two early, so the sign matters: minus is early.",
                ERRORS,
            )
        wrong = next(i for i, (a, b) in enumerate(zip(theirs, right, strict=True)) if not close(a, b, 0.051))
        return Ask(
            "early and late are swapped",
            f"The sizes are right; at {NAMES[wrong]} you wrote {tidy(theirs[wrong])}. Is the nearest beat before "
            f"{HITS[wrong]} or after it?",
            ERRORS,
        )
    beats = [round(d / beat) for d in spans]
    for values, what, within in (
        (beats, "beats", 0.01),
        ([n + 1 for n in beats], "beats, counted from one", 0.01),
        ([d / beat for d in spans], "the hits in beats", 0.06),
        ([START + n * beat for n in beats], "the frames of the beats", 0.51),
        ([n * beat for n in beats], "the frames of the beats, counted from the whistle", 0.51),
        (HITS, "the frames of the hits", 0.51),
        (spans, "the frames from the whistle to the hits", 0.51),
    ):
        if alike(theirs, values, within):
            return Ask(
                "places, not errors",
                f"{shown}: these are {what}. The error is the frame of the beat − the frame of the hit.",
                ERRORS,
            )
    if alike(theirs, [round(e) for e in right], 0.01) or alike(theirs, [int(e) for e in right], 0.01):
        return Ask(
            "rounded too early",
            f"{shown} are whole frames. Keep the tenths until the end: the RMS is made of them.",
            ERRORS,
        )
    if alike(theirs, [e / FPS for e in right], 0.006):
        return Ask("seconds, not frames", f"{shown} are seconds. An editor asks for frames: × 24.", ERRORS)
    if alike(theirs, [e / FPS * 1000 for e in right], 1):
        return Ask("milliseconds, not frames", f"{shown} are milliseconds. One frame is 41.7 of them.", ERRORS)
    if alike(theirs, [e / beat for e in right], 0.011):
        return Ask(
            "parts of a beat, not frames",
            f"{shown} are parts of a beat. A beat of {BPM} BPM has {tidy(beat)} frames: multiply.",
            ERRORS,
        )
    if alike(theirs, errors(BPM, START, HITS, 25), 0.051):
        return Ask(
            "25 frames a second",
            f"{shown}: that is a beat of 10 frames, {BPM} BPM at 25 frames a second. This film shows 24, so the beat "
            f"is 1440 ÷ {BPM}.",
            ERRORS,
        )
    if alike(theirs, before, 0.051) or alike(theirs, [-e for e in before], 0.051):
        return Ask(
            "the last beat, not the nearest",
            f"{shown}: you always took the beat before the hit. After {tidy(spans[2])} frames the tram is "
            f"{tidy(spans[2] / beat)} beats on: which whole number is nearer?",
            ERRORS,
        )
    wrong = next(i for i, (a, b) in enumerate(zip(theirs, right, strict=True)) if not close(a, b, 0.051))
    return Ask(
        "another distance",
        f"At {NAMES[wrong]} you wrote {tidy(theirs[wrong])}. From {START} to {HITS[wrong]} are {spans[wrong]} "
        f"frames, or {tidy(spans[wrong] / beat)} beats of {tidy(beat)}. On which frame is the nearest whole beat?",
        ERRORS,
    )


def _largest(theirs: float, right: Sequence[float]) -> Ask | None:
    if close(abs(theirs), worst(right), 0.051):
        return None
    said = "the largest of the four sizes, whichever side it is on"
    if close(theirs, sum(abs(e) for e in right), 0.11) or close(theirs, sum(right), 0.11):
        return Ask("the sum, not the largest", f"{tidy(theirs)} is the four together. Asked is {said}.", ERRORS)
    if any(close(abs(theirs), abs(e), 0.051) for e in right):
        return Ask("not the largest", f"{tidy(theirs)} is one of your errors, and another is larger: {said}.", ERRORS)
    return Ask("not the largest", f"You wrote {tidy(theirs)} for the maximum. It is {said}.", ERRORS)


def _root(theirs: float, right: Sequence[float]) -> Ask | None:
    n, squares = len(right), sum(e * e for e in right)
    if close(theirs, rms(right), 0.0105) or close(theirs, round(rms(right), 1), 1e-6):
        return None
    for value, about, words in (
        (
            sum(map(abs, right)) / n,
            "the mean, not the RMS",
            "is the mean of the sizes. RMS squares first: large errors count for more",
        ),
        (
            sum(right) / n,
            "early cancels late",
            "is the mean with signs: there early pays for late. Squares have no sign",
        ),
        (
            squares / n,
            "the root is missing",
            "is the mean of the squares, and its unit is frames times frames. One step is left",
        ),
        (
            squares**0.5,
            "not divided by the number of hits",
            "is the root of the sum. Divide by how many hits there are, then take the root",
        ),
        (
            (squares / (n + 1)) ** 0.5,
            "the start counted as a hit",
            "divides by five. The whistle is where the click begins, so it is no test of it: four hits",
        ),
        (
            (squares / (n - 1)) ** 0.5,
            "divided by one too few",
            "divides by three, as statisticians do for a sample. These are all the hits there are: four",
        ),
        (rms([round(e) for e in right]), "rounded too early", "comes from whole frames. Square the tenths too"),
        (worst(right), "the maximum twice", "is the maximum again. RMS hears all four"),
    ):
        if close(theirs, value, 0.0105):
            return Ask(about, f"{tidy(theirs)} {words}.", ERRORS)
    return Ask(
        "another RMS",
        f"You wrote {tidy(theirs)} for the RMS. Square each error, take the mean of the four squares, then the root.",
        ERRORS,
    )


HINTS = (
    "A beat of 150 BPM lasts 1440 ÷ 150 frames. Divide each distance from 96 by it: the nearest whole number is the "
    "beat that will be heard as the hit.",
    "Error = frame of that beat minus frame of the hit. If the beat comes after the hit the music is late, and the "
    "number is positive.",
    "RMS goes backwards through its name: square, mean, root. Every square is positive, so no error hides another.",
)
