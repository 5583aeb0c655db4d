"""How far apart two motifs are that have nothing to do with each other, and how far one and its variation.

    python benchmarks/distinctness.py [--pairs 4000]

From these tables come the thresholds in `filmscore.music.distinctness`: fewer than one pair of unrelated motifs in
a hundred is as near as TOO_NEAR, and one in twenty as near as AKIN. The motifs are made as beginners make them: four
to eight notes of one major key, more steps than leaps, plain lengths. They stand for no style, and nobody listened to
them: what a threshold says is "nearer than chance", no more.
"""

from __future__ import annotations

import argparse
import random
from fractions import Fraction

import numpy as np

from filmscore.music.distinctness import AKIN, ALIKE, TOO_NEAR, distinctness
from filmscore.music.motif import Motif

SCALE = ("C", "D", "E", "F", "G", "A", "B")
STEPS = (-4, -3, -2, -1, -1, -1, 0, 1, 1, 1, 2, 3, 4)
LENGTHS = ("1/2", "1/2", "1/2", "1", "1", "1", "3/2", "2")

Notes = list[tuple[int, Fraction]]  # degrees of the scale, 0 is C4, and beats


def made(rng: random.Random) -> Notes:
    """A motif of its own."""
    at, notes = rng.randint(0, 7), []
    for _ in range(rng.randint(4, 8)):
        notes.append((at, Fraction(rng.choice(LENGTHS))))
        at = min(14, max(-3, at + rng.choice(STEPS)))
    return notes


def motif(notes: Notes, lowered: tuple[int, ...] = ()) -> Motif:
    """As a value; degrees of the scale in `lowered` are flattened."""
    return Motif([f"{SCALE[d % 7]}{'b' if d % 7 in lowered else ''}{4 + d // 7}:{beats}" for d, beats in notes])


def variations(notes: Notes, rng: random.Random) -> dict[str, Motif]:
    """What a composer might take for a new motif and a listener for the old one."""
    i = rng.randrange(len(notes))
    degree, beats = notes[i]
    other = [Fraction(x) for x in LENGTHS if Fraction(x) != beats]
    nudge = rng.choice((-2, -1, 1, 2))
    changed = [*notes[:i], (degree + nudge, beats), *notes[i + 1 :]]
    longer = [*notes[:i], (degree, rng.choice(other)), *notes[i + 1 :]]
    inner = rng.randrange(1, len(notes))
    return {
        "transposed, another tempo": motif([(d + 7, b / 2) for d, b in notes]),
        "one note changed": motif(changed),
        "one length changed": motif(longer),
        "a note and a length": motif([*changed[:inner], (changed[inner][0], rng.choice(other)), *changed[inner + 1 :]]),
        "a note split in two": motif([*notes[:i], (degree, beats / 2), (degree + nudge, beats / 2), *notes[i + 1 :]]),
        "the last note left out": motif(notes[:-1]),
        "a step up the scale": motif([(d + 1, b) for d, b in notes]),
        "in minor": motif(notes, lowered=(2, 5, 6)),
        "another rhythm": motif([(d, Fraction(rng.choice(LENGTHS))) for d, _ in notes]),
        "upside down": motif([(-d, b) for d, b in notes]),
        "backwards": motif(notes[::-1]),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pairs", type=int, default=4000)
    pairs = options.parse_args().pairs
    rng = random.Random(1987)
    apart = [distinctness(motif(made(rng)), motif(made(rng))) for _ in range(pairs)]
    values = {
        "pitch": [d.pitch for d in apart],
        "contour": [d.contour for d in apart],
        "rhythm": [d.rhythm for d in apart],
        "together": [d.distance for d in apart],
    }
    marks = (1, 5, 25, 50, 75, 95)
    print(f"{pairs} pairs of unrelated motifs, percentiles")
    print(f"{'':12}" + "".join(f"{mark:>7}" for mark in marks))
    for name, found in values.items():
        print(f"{name:12}" + "".join(f"{value:7.2f}" for value in np.percentile(found, marks)))
    print("\ncorrelation of the measures: " + ", ".join(
        f"{a}/{b} {np.corrcoef(values[a], values[b])[0, 1]:.2f}"
        for a, b in (("pitch", "contour"), ("pitch", "rhythm"), ("contour", "rhythm"))
    ))  # fmt: skip
    unrelated = np.array(values["together"])
    print(f"\nTOO_NEAR {TOO_NEAR}: {np.mean(unrelated <= TOO_NEAR):.1%} of unrelated pairs at or below it")
    print(f"AKIN {AKIN}: {np.mean(unrelated <= AKIN):.1%}")
    for name, limit in ALIKE.items():
        print(f"ALIKE {name} {limit}: {np.mean(np.array(values[name]) <= limit):.1%}")
    found: dict[str, list[float]] = {}
    for _ in range(pairs // 4):
        notes = made(rng)
        for name, varied in variations(notes, rng).items():
            found.setdefault(name, []).append(distinctness(motif(notes), varied).distance)
    print(f"\n{'variation':28}{'median':>8}{'95 %':>8}{'too near':>10}{'or akin':>10}")
    for name, its in found.items():
        near = np.array(its)
        print(
            f"{name:28}{np.median(near):8.2f}{np.percentile(near, 95):8.2f}"
            f"{np.mean(near <= TOO_NEAR):10.0%}{np.mean(near <= AKIN):10.0%}"
        )


if __name__ == "__main__":
    main()
