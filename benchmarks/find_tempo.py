"""The proven search for a tempo beside a grid of a thousandth of a beat a minute, laid in numpy.

    python benchmarks/find_tempo.py [--sets 10]

Never worse, and how many times as fast. The plain grid is what one would write: all tempi and all hits at once. The
tuned one goes through it in pieces that stay in the processor's own memory, which is as quick as numpy makes it. All
are measured in processor time, the best of a few runs, the median over the sets.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

import filmscore as fs

STEP = 0.001


def grid(hits: np.ndarray, low: float, high: float, piece: int = 10**12) -> tuple[float, float]:
    """The least greatest error on the grid and the seconds it takes to find, in pieces of so many numbers."""
    began = time.process_time()
    beats = 1440 / np.arange(low, high + STEP / 2, STEP)
    least, size = np.inf, max(1, min(piece // len(hits), len(beats)))
    for i in range(0, len(beats), size):
        beat = beats[i : i + size, None]
        count = hits / beat
        least = min(least, float((np.abs(count - np.rint(count)) * beat).max(axis=1).min()))
    return least, time.process_time() - began


def search(hits: list[int], low: float, high: float, criterion: str = "max") -> tuple[float, float]:
    """The least error by the search and the seconds it takes, exact fractions and all."""
    began = time.process_time()
    best = fs.find_tempo(hits, low, high, criterion=criterion).best
    took = time.process_time() - began
    return best.max_error if criterion == "max" else best.rms, took


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sets", type=int, default=10)
    sets = options.parse_args().sets
    rng = np.random.default_rng(6)
    fs.find_tempo([100, 200], 60, 70)  # what is loaded once
    print("hits    range    search  plain grid  times as fast  tuned grid  times as fast   grid is worse by (frames)")
    for count in (3, 6, 9, 12, 25, 50, 100, 200):
        low, high = 40.0, 240.0
        ours, plain, tuned, worse = [], [], [], []
        for _ in range(sets):
            hits = np.sort(1 + rng.choice(1900, count, replace=False))
            error, took = min(search(hits.tolist(), low, high) for _ in range(3))
            by_grid, its = min(grid(hits, low, high) for _ in range(2))
            tuned.append(min(grid(hits, low, high, 50_000) for _ in range(2))[1])
            assert error <= by_grid + 1e-9, f"worse than the grid: {hits.tolist()}"
            ours.append(took)
            plain.append(its)
            worse.append(by_grid - error)
        a, b, c = np.median(ours), np.median(plain), np.median(tuned)
        times = f"{a * 1000:6.1f} ms  {b * 1000:7.1f} ms  {b / a:13.0f}  {c * 1000:7.1f} ms  {c / a:13.0f}"
        print(f"{count:4}  {low:.0f}–{high:.0f}  {times}   {max(worse):.4f}")
    hits = np.sort(1 + rng.choice(2880, 200, replace=False)).tolist()
    for criterion in ("max", "rms"):
        print(f"200 hits in two minutes, 40–240 BPM, {criterion}: {search(hits, 40, 240, criterion)[1]:.2f} s")
    few = np.sort(60 + rng.choice(1900, 12, replace=False)).tolist()
    began = time.process_time()
    fs.find_tempo(few, 60, 180, start=(12, 60))
    print(f"12 hits from any of 49 frames, 60–180 BPM: {time.process_time() - began:.2f} s")


if __name__ == "__main__":
    main()
