"""Writes docs/benchmarks.md from what the benchmarks left."""

from __future__ import annotations

import importlib.metadata as metadata
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from ._measuring import RESULTS

TARGET = Path(__file__).parents[1] / "docs" / "benchmarks.md"

#: in the order of the document
ORDER = (
    "render_speed", "where_time_goes", "edited_bar", "length_and_parts", "first_sound", "onsets", "fluidsynth_table",
)  # fmt: skip

OTHERS = """## Benchmarks with tables of their own

`make bench` runs these too; they print their figures.

- `find_tempo`: the proven tempo search beside a fine grid in numpy, never worse, and how many times as fast.
- `find_motif`: how soon a motif and its transformations are found in a full score.
- `palette_levels`: at what level the course's own sounds sit beside the presets they stand in for.
- `player`: click to sound and picture against sound in the cue player, in a real browser.
- `fluidsynth_table`: the full table of level, spectrum and onset, preset by preset (`--all` for all 128).
"""


def machine() -> str:
    """What it was measured on."""
    name = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), name)
    return f"{name}, {os.cpu_count()} cores, {platform.system()}"


def versions() -> str:
    """What took part."""
    found = [f"Python {platform.python_version()}"]
    for package in ("numpy", "scipy", "numba", "soundfile", "pretty_midi", "music21", "librosa"):
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            continue
    if shutil.which("fluidsynth"):
        said = subprocess.run(["fluidsynth", "--version"], capture_output=True, text=True, check=False).stdout
        found.append(next((line.strip() for line in said.splitlines() if "version" in line), "FluidSynth"))
    return ", ".join(found)


def table(rows: list[dict]) -> str:
    """The rows of one benchmark."""
    lines = ["| what | ours | beside | ratio | at most | |", "|---|---:|---|---:|---:|---|"]
    for r in rows:
        ratio = "" if r["ratio"] is None else f"{r['ratio']:.3g}"
        floor = "" if r["floor"] is None else f"{r['floor']:g}"
        verdict = {True: "met", False: "**not met**", None: ""}[r["met"]]
        lines.append(f"| {r['what']} | {r['ours']} | {r['beside']} | {ratio} | {floor} | {verdict} |")
    return "\n".join(lines)


def _how(name: str, found: dict) -> str:
    """The command, and how many turns its medians were taken of."""
    times = found.get("turns")
    return f"`python -m benchmarks.{name}`" + ("" if times in (None, 5) else f" (medians of {times})")


def main() -> None:
    """Write the document."""
    parts = [
        "# Benchmarks",
        "Written by `make bench`. Ratios are taken in one run, ours and the other by turns, and are medians of five "
        "turns (or of as many as is said). Seconds depend on the machine and on what else it was doing, ratios much "
        "less. Beside ours stands what one would otherwise take for the same work.",
        f"Machine: {machine()}.  \nVersions: {versions()}.",
    ]
    missing = [name for name in ORDER if not (RESULTS / f"{name}.json").exists()]
    if missing:
        parts.append(f"Not measured for this edition: {', '.join(f'`{name}`' for name in missing)}.")
    for name in ORDER:
        path = RESULTS / f"{name}.json"
        if not path.exists():
            continue
        found = json.loads(path.read_text(encoding="utf-8"))
        parts += [f"## {found['title']}", found["means"], table(found["rows"]), _how(name, found)]
    parts.append(OTHERS.strip())
    notes = Path(__file__).with_name("notes.md")
    if notes.exists():
        parts.append(notes.read_text(encoding="utf-8").strip())
    TARGET.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    print(f"written: {TARGET}")


if __name__ == "__main__":
    sys.exit(main())
