"""Build a film: `python -m films.build first_bloom` renders its shots, keeps them, and encodes the picture.

Rendered shots lie under build/films/ and are drawn anew only when their source changes; a full build then writes
picture.mp4, picture.webm and stills to src/filmscore/picture/films/<film>/.
"""

import argparse
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path

from filmscore.errors import FilmScoreError

LIMIT = 6_000_000  # bytes a film's picture may weigh: the player loads it whole


def need_tools() -> None:
    """See that the drawing and encoding libraries are installed, before anything imports them."""
    lacking = [name for name in ("skia", "av") if importlib.util.find_spec(name) is None]
    if lacking:
        raise FilmScoreError(f'drawing films needs {" and ".join(lacking)}: pip install "filmscore[films]"')


def numbers(text: str) -> list[int]:
    """`"5,7"` as numbers."""
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise FilmScoreError(f"{text!r} is not a list of numbers such as 5,7") from None


def stills_of(module) -> tuple[int, ...]:
    """The frames that show a shot best: its own choice (`STILLS`), or one early and one late."""
    span = module.END - module.START
    return getattr(module, "STILLS", (module.START + span // 4, module.START + span * 4 // 5))[:2]


def draw_stills(shots, path: Path) -> None:
    """Two frames of each shot that can be drawn, on one sheet."""
    from films.toolkit.render import load, stills
    from films.toolkit.sheet import contact_sheet

    frames = []
    for shot in shots:
        if shot.missing:
            print(f"{shot}: SKIPPED, {shot.source.name} does not exist yet")
            continue
        try:
            wanted = stills_of(load(shot))
        except ImportError as error:
            print(f"{shot}: SKIPPED, it cannot be imported: {error}")
            continue
        labels = [f"shot {shot.number}, frame {f}" for f in wanted]
        frames += zip(labels, stills(shot, wanted), strict=True)
        print(f"{shot}: drawn", flush=True)
    contact_sheet(frames, path)
    print(f"wrote {path}")


def draw_frames(film, shots, chosen: list[int], folder: Path) -> None:
    """Single frames, each as a PNG."""
    from films.toolkit.render import load, picture
    from films.toolkit.sheet import save_png

    for f in chosen:
        shot = next((s for s in shots if s.start <= f < s.end), None)
        if shot is None:
            raise FilmScoreError(f"{film.TITLE} has no frame {f}: it runs from 0 to {film.FRAMES - 1}")
        save_png(picture(load(shot), f), folder / f"frame_{f:04d}.png")
        print(f"wrote {folder / f'frame_{f:04d}.png'}")


def draw_strip(shot, path: Path) -> None:
    """Eight frames across one shot, on one sheet: how it moves."""
    from films.toolkit.render import stills
    from films.toolkit.sheet import contact_sheet

    at = tuple(shot.start + round(k * (shot.end - 1 - shot.start) / 7) for k in range(8))
    contact_sheet([(f"frame {f}", p) for f, p in zip(at, stills(shot, at), strict=True)], path, columns=2, scale=0.75)
    print(f"wrote {path}")


def encode_to_fit(encode: Callable, shots, path: Path, crf: int) -> None:
    """Encode the film, a step coarser each time it comes out too heavy."""
    from films.toolkit.render import frames_of

    while True:
        encode(frames_of(shots), path, [shot.start for shot in shots], crf=crf)
        size = path.stat().st_size
        print(f"wrote {path}: {size / 1e6:.2f} MB at crf {crf}", flush=True)
        if size <= LIMIT:
            return
        crf += 2


def keep_stills(shots, folder: Path) -> None:
    """One frame of each shot as JPEG, for pages that show the film and cannot play it."""
    from films.toolkit.render import frames_of, load
    from films.toolkit.sheet import save_jpeg

    wanted = {stills_of(load(shot))[-1]: shot for shot in shots}
    for f, picture in enumerate(frames_of(shots), shots[0].start):
        if f in wanted:
            save_jpeg(picture, folder / f"{wanted[f].number:02d}.jpg")
    print(f"wrote {len(wanted)} stills to {folder}", flush=True)


def build(options: argparse.Namespace) -> None:
    """Do what the command line asks for.

    Raises
    ------
    FilmScoreError
        When a tool, the film, a shot or a frame does not exist.
    """
    need_tools()
    from films.toolkit import render
    from films.toolkit.encode import encode_mp4, encode_webm

    film = render.find_film(options.film)
    shots = render.shots_of(film)
    scratch = render.ROOT / "build" / "films" / shots[0].film
    if options.stills:
        draw_stills(shots, render.ROOT / "docs" / f"contact_{shots[0].film}.jpg")
        return
    if options.frames:
        draw_frames(film, shots, numbers(options.frames), scratch)
        return
    chosen = numbers(options.strip or options.shots) if options.strip or options.shots else list(film.SHOTS)
    for n in chosen:
        if n not in film.SHOTS:
            raise FilmScoreError(f"{film.TITLE} has no shot {n}; its shots are {min(film.SHOTS)} to {max(film.SHOTS)}")
    wanted = [shot for shot in shots if shot.number in chosen]
    missing = [shot.source.name for shot in wanted if shot.missing]
    if missing:
        raise FilmScoreError(f"cannot draw {film.TITLE}: {', '.join(missing)} is not written yet")
    if options.strip:
        for shot in wanted:
            draw_strip(shot, scratch / f"strip_{shot.number:02d}.png")
        return
    for shot in wanted:
        render.ensure(shot, options.jobs)
    if not options.shots:
        folder = render.ROOT / "src" / "filmscore" / "picture" / "films" / film.NAME
        keep_stills(shots, folder / "stills")
        encode_to_fit(encode_mp4, shots, folder / "picture.mp4", 23)
        encode_to_fit(encode_webm, shots, folder / "picture.webm", 34)


def main(argv: list[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m films.build", description="Render a film's shots and encode it.")
    parser.add_argument("film", help="the film's folder, for example first_bloom")
    parser.add_argument("--shots", metavar="5,7", default="", help="render these shots only; nothing is encoded")
    parser.add_argument("--stills", action="store_true", help="two frames a shot: docs/contact_<film>.jpg")
    parser.add_argument("--strip", metavar="5,7", default="", help="eight frames across each of these shots, as sheets")
    parser.add_argument("--frames", metavar="840,1056", default="", help="single frames as PNG under build/films/")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes draw (1)")
    options = parser.parse_args(argv)
    try:
        build(options)
    except FilmScoreError as error:
        print(f"films.build: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
