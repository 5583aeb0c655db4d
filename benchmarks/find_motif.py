"""How fast a motif is found in a long score, how many planted ones are found, and how often chance is taken for one.

    python benchmarks/find_motif.py

Random scores: every part walks about a scale, more steps than leaps, in plain lengths, so that scales and even quavers
turn up by themselves. In them a motif is planted, plain and bent; what is found elsewhere is a false find.
"""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter
from collections.abc import Callable

from music21 import note, stream

from filmscore.music.find_motif import find_motif
from filmscore.music.motif import Motif
from filmscore.music.score_lines import lines_of

Bars = list[list[tuple[str, float]]]

SCALE = "CDEFGAB"
PATTERNS = ((1, 1, 1, 1), (2, 1, 1), (0.5,) * 8, (1, 0.5, 0.5, 1, 1), (1.5, 0.5, 1, 1), (0.5, 0.5, 1, 2), (2, 2))

TUNES = {
    4: Motif("A3:1/2 F#4:3/2 E4:2 D4"),
    6: Motif("D4 A4:1/2 F#4:1/2 E5:3/2 C#5:1/2 B4:2"),
    8: Motif("G4:3/2 E4:1/2 C5 B4:1/2 D5:1/2 A4:3/2 F4:1/2 G4:2"),
    12: Motif("E4:1/2 G4:1/2 B4 A4:3/2 F#4:1/2 D5 C#5:1/2 A4:1/2 B4:2 E5 D5:1/2 G4:1/2"),
}


def walk(bars: int, rng: random.Random, patterns: tuple[tuple[float, ...], ...] = PATTERNS) -> Bars:
    """One part: bars of note names and lengths."""
    at, part = rng.randint(24, 40), []
    for _ in range(bars):
        bar = []
        for beats in rng.choice(patterns):
            at = min(45, max(18, at + rng.choice((-3, -2, -1, -1, -1, 0, 1, 1, 1, 2, 3))))
            bar.append((f"{SCALE[at % 7]}{at // 7}", float(beats)))
        part.append(bar)
    return part


def bent(motif: Motif, rng: random.Random) -> dict[str, list[tuple[str, float]]]:
    """A motif plain and bent, worked out by hand here so that the search has no say in it: name → notes."""
    plain = list(zip(motif.midi, map(float, motif.durations), strict=True))
    letters = [7 * int(name[-1]) + SCALE.index(name[0]) for name in motif.pitches]
    up, wrong = rng.choice((-5, -3, 2, 4, 7)), rng.randrange(len(plain))
    by, first = rng.choice((-2, -1, 1, 2, 3)), plain[0][0]

    def named(notes: list[tuple[int, float]]) -> list[tuple[str, float]]:
        return [(note.Note(pitch).nameWithOctave, beats) for pitch, beats in notes]

    out = list(plain)
    out[wrong] = (plain[wrong][0] + rng.choice((-2, -1, 1, 2)), plain[wrong][1])
    return {
        "plain": named(plain),
        "transposed": named([(p + up, b) for p, b in plain]),
        "in the scale": [
            (f"{SCALE[(s + by) % 7]}{(s + by) // 7}", b) for s, (_, b) in zip(letters, plain, strict=True)
        ],
        "inverted": named([(2 * first - p, b) for p, b in plain]),
        "retrograde": named(plain[::-1]),
        "augmented": named([(p, 2 * b) for p, b in plain]),
        "diminished": named([(p, b / 2) for p, b in plain]),
        "new rhythm": named([(p, rng.choice((0.5, 1.0, 1.5, 2.0))) for p, _ in plain]),
        "one note wrong": named(out),
    }


def score_with(parts: list[Bars], planted: dict[int, tuple[int, list[tuple[str, float]]]]) -> stream.Score:
    """The parts as a score; in part `i` so many bars in, notes take the place of what stood there."""
    score = stream.Score()
    for number, bars in enumerate(parts):
        part = stream.Part(id=f"part {number}")
        part.partName = f"part {number}"
        bars = [list(bar) for bar in bars]
        if number in planted:
            at, notes = planted[number]
            whole = sum(beats for _, beats in notes)
            over = int(-(-whole // 4))
            bars[at : at + over] = [[*notes, ("", 4 * over - whole)] if 4 * over > whole else notes, *[[]] * (over - 1)]
        for count, bar in enumerate(bars):
            measure = stream.Measure(number=count + 1)
            at_beat = 0.0
            for name, beats in bar:
                measure.insert(
                    at_beat, note.Note(name, quarterLength=beats) if name else note.Rest(quarterLength=beats)
                )
                at_beat += beats
            part.insert(4.0 * count, measure)
        score.insert(0, part)
    return score


def planted_score(
    motif: Motif, rng: random.Random, bars: int = 60, forms: tuple[str, ...] = ()
) -> tuple[stream.Score, dict[str, str]]:
    """A random score with one form of the motif in each of its first parts, and as many parts without: part → form."""
    its = {name: notes for name, notes in bent(motif, rng).items() if not forms or name in forms}
    planted = {i: (rng.randrange(2, bars - 8), notes) for i, notes in enumerate(its.values())}
    parts = [walk(bars, rng) for _ in range(2 * len(its))]
    where = {f"part {i}": name for i, name in enumerate(its)}
    score = score_with(parts, planted)
    score.metadata = None
    score.planted = {f"part {i}": at + 1 for i, (at, _) in planted.items()}
    return score, where


def main() -> None:
    rng = random.Random(20)
    print("200 bars, 20 parts; CPU seconds, best of 3: reading the score, and all (reading and nine forms)")
    for what, patterns in (("mixed", PATTERNS), ("quavers", ((0.5,) * 8,))):
        big = score_with([walk(200, rng, patterns) for _ in range(20)], {})
        notes = sum(len(line) for line in lines_of(big))
        for n, motif in TUNES.items():
            reading = min(_timed(lambda big=big: lines_of(big)) for _ in range(3))
            whole = min(_timed(lambda motif=motif, big=big: find_motif(motif, big)) for _ in range(3))
            found = find_motif(motif, big)
            print(
                f"{what:8} {notes} notes, motif of {n:2}: {reading:.2f} {whole:.2f}   "
                f"threshold {found.threshold:.2f}, {len(found)} found"
            )
    print("\nplanted in random scores of 18 parts, 60 bars (20 scores each)")
    print("notes  threshold  recall  precision  chance said  false finds made  missed")
    for n, motif in TUNES.items():
        hit = wrong = told = 0
        missed: Counter[str] = Counter()
        thresholds, chances = [], []
        for seed in range(20):
            score, where = planted_score(motif, random.Random(seed))
            found = find_motif(motif, score)
            thresholds.append(found.threshold)
            chances.append(found.chance)
            at = {part: place for place in found for part in [place.part] if _there(place, score)}
            told += len(found)
            wrong += sum(not _there(place, score) for place in found)
            hit += len(at)
            missed.update(name for part, name in where.items() if part not in at)
        total = 20 * len(where)
        print(
            f"{n:5}{statistics.mean(thresholds):11.2f}{hit / total:8.0%}{1 - wrong / max(told, 1):11.0%}"
            f"{statistics.mean(chances):13.2f}{wrong / 20:18.2f}  {dict(missed)}"
        )


def _timed(what: Callable[[], object]) -> float:
    began = time.process_time()
    what()
    return time.process_time() - began


def _there(place: object, score: stream.Score) -> bool:
    return getattr(place, "bar", 0) == score.planted.get(getattr(place, "part", ""), -1)


if __name__ == "__main__":
    main()
