"""Is everything here that the course needs? `python -m filmscore doctor`, or `fs.doctor()` in a notebook.

Each check ends in a word and, where something is missing, in what to do about it. Nothing is changed, apart
from a file that is written and deleted again to see whether work can be saved.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np

from ..errors import FilmScoreError
from ..picture.film import FILMS, film_names
from ..sound.fonts import VARIABLE, find_font, grade, how_to_improve

#: what the course cannot do without, by the name pip knows it by
PACKAGES = (
    "numpy", "scipy", "numba", "soundfile", "librosa", "music21", "matplotlib",
    "opentimelineio", "anywidget", "ipywidgets", "jupyterlab", "verovio",
)  # fmt: skip

#: room needed to save projects, stems and a film's worth of undo, in bytes
ROOM = 200 * 2**20


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether it works, what was found, and what to do if it does not."""

    name: str
    works: bool
    found: str
    way_out: str = ""


@dataclass(frozen=True, repr=False)
class Report:
    """What the doctor found.

    The report prints the same on every machine where the course works; `details` holds what differs.

    Attributes
    ----------
    checks : tuple of Check
    """

    checks: tuple[Check, ...]

    @property
    def works(self) -> bool:
        """Whether all that is needed works."""
        return all(check.works for check in self.checks)

    @property
    def details(self) -> str:
        """All findings of this machine, as text to print."""
        lines = ["Film scoring course: a look at this machine", ""]
        for check in self.checks:
            first, *more = check.found.splitlines()
            lines.append(f"{'ok  ' if check.works else 'NOT '} {check.name:10s} {first}")
            lines += [f"{'':15s} {line}" for line in more]
            if check.way_out:
                lines.append(f"{'':15s} {check.way_out}")
        lines += ["", "All that is needed works." if self.works else "Something needs your hand: see NOT above."]
        return "\n".join(lines)

    def __repr__(self) -> str:
        rows = [f"{c.name:10s} {'ready' if c.works else 'NOT READY: ' + c.way_out}" for c in self.checks]
        last = "All that is needed works." if self.works else "Something needs your hand."
        return "\n".join([*rows, last])


def doctor() -> Report:
    """Look at Python, packages, font, sound, films, browser and saving.

    Returns
    -------
    Report
        `print(doctor().details)` shows what was found.
    """
    checks: tuple[tuple[str, Callable[[], Check]], ...] = (
        ("Python", _python), ("Packages", _packages), ("Font", _font), ("Sound", _sound),
        ("Films", _films), ("Browser", _browser), ("Saving", _saving),
    )  # fmt: skip
    made = []
    for name, check in checks:
        try:
            made.append(check())
        except Exception as error:  # a doctor does not faint: whatever broke is a finding
            what = f"{type(error).__name__}: {error}"[:200]
            made.append(Check(name, False, what, "Set the course up again: make lab"))
    return Report(tuple(made))


def _python() -> Check:
    version = platform.python_version()
    works = (3, 11) <= sys.version_info[:2] <= (3, 13)
    found = f"{version} on {platform.system()} ({platform.machine()}), {os.cpu_count()} cores"
    return Check("Python", works, found, "" if works else "Use Python 3.11, 3.12 or 3.13: make lab sets it up")


def _packages() -> Check:
    there, missing = [], []
    for name in PACKAGES:
        try:
            there.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    rows = [", ".join(there[i : i + 4]) for i in range(0, len(there), 4)] or ["none"]
    if missing:
        rows.append("missing: " + ", ".join(missing))
    return Check("Packages", not missing, "\n".join(rows), f"pip install {' '.join(missing)}" if missing else "")


def _font() -> Check:
    try:
        path = find_font()
    except FilmScoreError as error:
        return Check("Font", False, str(error), how_to_improve())
    quality = grade(path)
    found = f"{quality.name}: {quality.word}\n{path}\ngood: {quality.good}\nbad: {quality.bad}"
    return Check("Font", True, found, how_to_improve() if quality.could_be_better else "")


def _sound() -> Check:
    """Play a note, and listen: does it start on its sample, and is it loud enough?"""
    started = time.perf_counter()
    from ..sound import engine, voices
    from ..sound.events import Note, Track
    from ..sound.stems import RATE

    track = Track("check", "keys", 0, 0, [Note(0.5, 1.0, 60, 90)])
    try:
        engine.render([track], seconds=1.5)
        first = time.perf_counter() - started
        started = time.perf_counter()
        mix = engine.render([track], seconds=1.5).mix()
    except FilmScoreError as error:
        return Check("Sound", False, str(error), how_to_improve())
    again = time.perf_counter() - started
    heard = np.flatnonzero(np.abs(mix).max(axis=1) > 1e-4)
    if not len(heard):
        way = f"Try another font: unset {VARIABLE}"
        return Check("Sound", False, "a piano note was played, but nothing is heard", way)
    peak = 20 * np.log10(float(np.abs(mix).max()))
    hits = sum(voices.play.stats.cache_hits.values())
    cache = "warm" if hits else "cold: compiled now, the next start is quicker"
    found = (
        f"a piano note: starts at {heard[0] / RATE:.4f} s (written 0.5), peak {peak:.1f} dB\n"
        f"first note after {first:.1f} s, the next after {again:.2f} s; compiled code was {cache}"
    )
    works = 0.499 <= heard[0] / RATE <= 0.53
    return Check("Sound", works, found, "" if works else "The note starts at the wrong time: please report it")


#: the two pictures of a film: file, codec, and the bytes such a file has near its beginning
_PICTURES = (("picture.mp4", "H.264", b"ftyp", 4), ("picture.webm", "WebM", b"\x1aE\xdf\xa3", 0))


def _films() -> Check:
    films = [FILMS / name for name in film_names()]
    if not films:
        return Check("Films", False, f"no film in {FILMS}", "Get the course again: its films are missing")
    rows, works = [], True
    for film in films:
        parts = []
        for name, codec, mark, at in _PICTURES:
            path = film / name
            try:
                with path.open("rb") as file:
                    right = file.read(12)[at : at + len(mark)] == mark
                parts.append(f"{codec} {path.stat().st_size / 1e6:.1f} MB" if right else f"{name} is damaged")
            except OSError as error:
                right = False
                parts.append(f"{name}: {error.strerror}")
            works = works and right
        rows.append(f"{film.name}: {', '.join(parts)}")
    return Check("Films", works, "\n".join(rows), "" if works else "Get the course again, or rebuild: make films")


def _browser() -> Check:
    found = (
        "H.264 plays in Chrome, Edge, Firefox and Safari; WebM where H.264 is missing\n"
        "(Chromium, Firefox on bare Linux). Sound is Ogg Vorbis: Safari plays it from 18.4"
    )
    return Check("Browser", True, found)


def _saving() -> Check:
    folder = Path.cwd()
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".filmscore-", suffix=".test") as file:
            file.write(b"\0" * 4096)
            file.flush()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        way = "Open the course from a folder of your own"
        return Check("Saving", False, f"cannot write in {folder}: {error.strerror}", way)
    works = free > ROOM
    found = f"{folder} can be written, {free / 2**30:.1f} GB free"
    return Check("Saving", works, found, "" if works else "Make room: 200 MB or more")
