"""What the benchmarks share: clocks, fonts, FluidSynth's program, and where results are put."""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path

from filmscore.sound import engine, readings, reuse
from filmscore.sound.synth.bank import BANK

#: each benchmark leaves its results here, for the report
RESULTS = Path(__file__).parents[1] / "build" / "benchmarks"

RATE = 48000


@dataclass(frozen=True)
class Row:
    """One line of the report.

    Attributes
    ----------
    what : str
    ours, beside : str
        What was measured, with its unit, and what stands beside it.
    ratio : float or None
    floor : float or None
        The ratio (or figure) that must not be passed.
    met : bool or None
    """

    what: str
    ours: str
    beside: str = ""
    ratio: float | None = None
    floor: float | None = None
    met: bool | None = None


def row(what: str, ours: str, beside: str = "", ratio: float | None = None, floor: float | None = None) -> Row:
    """A line whose verdict follows from ratio and floor."""
    return Row(what, ours, beside, ratio, floor, None if ratio is None or floor is None else ratio <= floor)


def keep(name: str, title: str, means: str, rows: list[Row]) -> None:
    """Print the rows, and leave them for the report."""
    print(f"{title}\n{means}")
    for r in rows:
        ratio = "" if r.ratio is None else f"{r.ratio:.3g}"
        floor = "" if r.floor is None else f" (at most {r.floor:g}: {'met' if r.met else 'NOT met'})"
        print(f"  {r.what}: {r.ours}{' | ' + r.beside if r.beside else ''}{' | ' + ratio if ratio else ''}{floor}")
    RESULTS.mkdir(parents=True, exist_ok=True)
    made = {"title": title, "means": means, "turns": turns(), "rows": [asdict(r) for r in rows]}
    (RESULTS / f"{name}.json").write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def small_font() -> Path:
    """The font every installation has: TimGM6mb, as pretty_midi brings it."""
    found = find_spec("pretty_midi")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "TimGM6mb.sf2"


def fonts() -> list[Path]:
    """The default font, and FluidR3 where it is installed."""
    better = Path("/usr/share/sounds/sf2/FluidR3_GM.sf2")
    return [small_font(), *([better] if better.exists() else [])]


def forget() -> None:
    """Forget all that was rendered and read before, so that the next render is a first one."""
    reuse.MEMORY.clear()
    readings.READINGS.clear()
    BANK.clear()
    engine._font.cache_clear()


def clocked(work: Callable[[], object]) -> tuple[float, float]:
    """Wall seconds and CPU seconds of something done in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def ran(command: list[str], **more: object) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and the most memory (MB) of a program that is run."""
    wall = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)  # type: ignore[call-overload]
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} failed: {' '.join(command)}")
    size = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return time.perf_counter() - wall, used.ru_utime + used.ru_stime, size


def fluidsynth(midi: Path, wav: Path, font: Path, polyphony: int | None = None) -> list[str]:
    """The command that renders one stereo mix, with reverb and without chorus."""
    voices = ["-o", f"synth.polyphony={polyphony}"] if polyphony else []
    return ["fluidsynth", "-niq", "-R1", "-C0", "-r", "48000", "-O", "float", "-T", "wav", *voices, "-F", str(wav),
            str(font), str(midi)]  # fmt: skip


def has_fluidsynth() -> bool:
    """Whether the program is there to be measured beside."""
    return shutil.which("fluidsynth") is not None


def median(turns: list[tuple[float, ...]], column: int) -> float:
    """Median of one column."""
    return statistics.median(turn[column] for turn in turns)


def most_memory() -> float:
    """The most memory this process has had, MB."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(size) / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def turns() -> int:
    """How many times each thing is measured: five, or what FILMSCORE_BENCH_TURNS says."""
    return int(os.environ.get("FILMSCORE_BENCH_TURNS", "5"))
