"""From shot modules to frames: find a film's shots, render each once, keep it until its source changes."""

import ast
import hashlib
import importlib
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from filmscore.errors import FilmScoreError

from .encode import read_lossless, write_lossless
from .grade import grade

ROOT = Path(__file__).resolve().parents[2]  # the folder that holds films/
ALWAYS = ("films.toolkit.canvas", "films.toolkit.grade")  # every frame goes through these two


@dataclass(frozen=True)
class Shot:
    """One shot of a film: its module `films.<film>.shot_NN` and its half-open span of film frames."""

    film: str
    number: int
    start: int
    end: int

    @property
    def module(self) -> str:
        return f"films.{self.film}.shot_{self.number:02d}"

    @property
    def source(self) -> Path:
        return path_of(self.module)

    @property
    def missing(self) -> bool:
        return not self.source.exists()

    def __str__(self) -> str:
        return f"shot {self.number:02d} [{self.start}, {self.end})"


def path_of(module: str) -> Path:
    """Where the source of a module under films/ lies."""
    base = ROOT.joinpath(*module.split("."))
    return base / "__init__.py" if base.is_dir() else base.with_suffix(".py")


def film_names() -> list[str]:
    """The films there are: the folders of films/ that hold a shot."""
    return sorted(p.name for p in (ROOT / "films").iterdir() if p.is_dir() and any(p.glob("shot_*.py")))


def find_film(name: str):
    """The package of a film, by folder or by title ("first_bloom", "first-bloom").

    Raises
    ------
    FilmScoreError
        When there is no such film; the message names those there are.
    """
    folder = name.strip().lower().replace("-", "_").replace(" ", "_")
    if folder not in film_names():
        raise FilmScoreError(f"no film called {name!r} in films/; there is: {', '.join(film_names())}")
    return importlib.import_module(f"films.{folder}")


def shots_of(film) -> list[Shot]:
    """The shots of a film's package, in the order of the film."""
    folder = film.__name__.rsplit(".", 1)[-1]
    return [Shot(folder, number, *span) for number, span in sorted(film.SHOTS.items())]


def imports_of(module: str) -> set[str]:
    """The modules under films/ that a module's source imports, anywhere in it."""
    path = path_of(module)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = package.split(".")
                base = ".".join([*parts[: len(parts) - node.level + 1], *([base] if base else [])])
            found |= {base} | {f"{base}.{a.name}" for a in node.names}
    return {m for m in found if m.startswith("films.") and path_of(m).exists()}


def cache_key(module: str) -> str:
    """A short hash of everything under films/ that decides how a shot looks: a change there renders it anew."""
    todo, seen = {module, *ALWAYS}, set()
    while todo:
        seen |= todo
        todo = set().union(*(imports_of(m) for m in todo)) - seen
    digest = hashlib.sha256()
    for name in sorted(seen):
        code = ast.dump(ast.parse(path_of(name).read_text("utf-8")))  # comments and line breaks cost nothing
        digest.update(f"{name}\0{code}\0".encode())
    return digest.hexdigest()[:12]


def load(shot: Shot):
    """Import the shot's module, and see that it spans the frames the film gives it."""
    module = importlib.import_module(shot.module)
    if (shot.start, shot.end) != (module.START, module.END):
        raise FilmScoreError(
            f"{shot.module} says START, END = {module.START}, {module.END}, but the film gives it "
            f"{shot.start}, {shot.end}: make the two agree"
        )
    return module


def picture(module, f: int) -> np.ndarray:
    """Film frame f of a shot's module, graded: uint8 (H, W, 3)."""
    exposure = getattr(module, "EXPOSURE", 1.0)
    return grade(module.frame(f), exposure=exposure(f) if callable(exposure) else exposure, seed=f)


def _work(args: tuple[str, int]) -> np.ndarray:
    name, f = args
    return picture(importlib.import_module(name), f)


def render(shot: Shot, jobs: int = 1) -> Iterator[np.ndarray]:
    """The frames of a shot, one after another, drawn by one or more processes."""
    load(shot)
    work = [(shot.module, f) for f in range(shot.start, shot.end)]
    if jobs == 1:
        yield from map(_work, work)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(_work, work, chunksize=4)


def cached(shot: Shot) -> Path:
    """Where the shot's frames are kept, as its source stands now."""
    name = f"shot_{shot.number:02d}-{cache_key(shot.module)}.mkv"
    return ROOT / "build" / "films" / shot.film / name


def ensure(shot: Shot, jobs: int = 1, say: Callable[[str], None] = print) -> Path:
    """Render the shot unless it is kept already; older versions of it are thrown away."""
    path = cached(shot)
    if path.exists():
        say(f"{shot}: kept ({path.name})")
        return path
    total, began = shot.end - shot.start, time.perf_counter()

    def counted() -> Iterator[np.ndarray]:
        for done, frame in enumerate(render(shot, jobs), 1):
            yield frame
            if done % 12 == 0 or done == total:
                rate = done / (time.perf_counter() - began)
                say(f"{shot}: {done}/{total}  {rate:.2f} frames/s  {(total - done) / rate:.0f} s to go")
                sys.stdout.flush()

    write_lossless(counted(), path)
    for old in path.parent.glob(f"shot_{shot.number:02d}-*.mkv"):
        if old != path and ".part" not in old.name:
            old.unlink()
    return path


def stills(shot: Shot, wanted: tuple[int, ...]) -> list[np.ndarray]:
    """Some film frames of a shot: read from the kept ones if there are any, else drawn."""
    path = cached(shot)
    if not path.exists():
        module = load(shot)
        return [picture(module, f) for f in wanted]
    kept = {f: frame for f, frame in enumerate(read_lossless(path), shot.start) if f in wanted}
    return [kept[f] for f in wanted]


def frames_of(shots: list[Shot]) -> Iterator[np.ndarray]:
    """Every frame of the film, from the kept shots."""
    for shot in shots:
        yield from read_lossless(cached(shot))
