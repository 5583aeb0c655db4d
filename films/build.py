"""Build a film: `python -m films.build first_bloom` renders its shots, keeps them, and encodes the picture.

Rendered shots lie under build/films/ and are drawn anew only when their source changes; a full build then writes
picture.mp4, picture.webm and stills to src/filmscore/picture/films/<film>/. A film that names `VERSIONS` (modules
that say how it was cut again) gets those encoded from the same kept shots.
"""

import argparse
import importlib
import importlib.util
import math
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from filmscore.errors import FilmScoreError

LIMIT = 6_000_000  # bytes each picture file may weigh, as the player loads it whole; a film may set a LIMIT of its own
TELL_EVERY = 240  # frames between two lines of progress


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


def limit_of(film) -> int:
    """The bytes each picture file of a film may weigh: its own `LIMIT`, or the usual one."""
    return getattr(film, "LIMIT", LIMIT)


def first_tries(film) -> tuple[int, int]:
    """The qualities to begin with, MP4 and WebM: the film's own `CRF` where finer ones are known to be too heavy."""
    return getattr(film, "CRF", (23, 34))


def counted(frames: Iterator, total: int, name: str, say: Callable[[str], None] = print) -> Iterator:
    """The same frames; tells now and then how many are done and left, and the seconds still to go."""
    began = time.perf_counter()
    for done, frame in enumerate(frames, 1):
        yield frame
        if done % TELL_EVERY == 0 or done == total:
            rest = (total - done) * (time.perf_counter() - began) / done
            say(f"{name}: {done} frames done, {total - done} left, {rest:.0f} s to go")
            sys.stdout.flush()


def coarser(crf: int, size: int, limit: int) -> int:
    """The next quality to try for a file that came out too heavy: even steps, never further than it must be.

    Both encoders halve a file within 5 to 10 steps; assuming 5 cannot overshoot, so the file that fits is the same
    as if every second step had been tried.

    Examples
    --------
    >>> coarser(23, 6_100_000, 6_000_000), coarser(23, 12_000_000, 6_000_000)
    (25, 27)
    """
    return crf + 2 * max(1, int(2.5 * math.log2(size / limit)))


def encode_to_fit(encode: Callable, shots, path: Path, crf: int, limit: int = LIMIT) -> None:
    """Encode the film, a few steps coarser each time it comes out heavier than `limit`."""
    from films.toolkit.render import frames_of

    total = shots[-1].end - shots[0].start
    while True:
        encode(counted(frames_of(shots), total, path.name), path, [shot.start for shot in shots], crf=crf)
        size = path.stat().st_size
        print(f"wrote {path}: {size / 1e6:.2f} MB at crf {crf}", flush=True)
        if size <= limit:
            return
        crf = coarser(crf, size, limit)


def join_to_fit(encode: Callable, cuts: dict[Path, list], crf: int, limit: int, scratch: Path) -> None:
    """Encode several cuts of one film at one quality, piece by piece, coarser until the heaviest is within `limit`.

    `cuts` holds the pieces of each file to write. Pieces that cuts have in common are encoded once.
    """
    from films.toolkit.join import encoded, join

    while True:
        heaviest = 0
        for path, pieces in cuts.items():
            done, total, began = 0, sum(map(len, pieces)), time.perf_counter()
            for piece in pieces:
                encoded(piece, encode, path.suffix, crf, scratch)
                done += len(piece)
                rest = (total - done) * (time.perf_counter() - began) / done
                print(f"{path.name}: {done} frames done, {total - done} left, {rest:.0f} s to go", flush=True)
            join([encoded(piece, encode, path.suffix, crf, scratch) for piece in pieces], path)
            heaviest = max(heaviest, path.stat().st_size)
            print(f"wrote {path}: {path.stat().st_size / 1e6:.2f} MB at crf {crf}", flush=True)
        if heaviest <= limit:
            return
        crf = coarser(crf, heaviest, limit)


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
    versions = [importlib.import_module(name) for name in getattr(film, "VERSIONS", ())]
    drawn = [*shots, *(shot for version in versions for shot in version.ADDED)]
    known = [shot.number for shot in drawn]
    chosen = numbers(options.strip or options.shots) if options.strip or options.shots else known
    for n in chosen:
        if n not in known:
            raise FilmScoreError(f"{film.TITLE} has no shot {n}; its shots are {min(known)} to {max(known)}")
    wanted = [shot for shot in drawn if shot.number in chosen]
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
        limit, (mp4, webm) = limit_of(film), first_tries(film)
        if not versions:
            encode_to_fit(encode_mp4, shots, folder / "picture.mp4", mp4, limit)
            encode_to_fit(encode_webm, shots, folder / "picture.webm", webm, limit)
            return
        cuts = {folder: whole(shots), **{version.FOLDER: version.pieces() for version in versions}}
        for version in versions:
            keep_stills_of(version)
        for encode, name, crf in ((encode_mp4, "picture.mp4", mp4), (encode_webm, "picture.webm", webm)):
            join_to_fit(encode, {place / name: pieces for place, pieces in cuts.items()}, crf, limit, scratch)


def whole(shots) -> list:
    """A film's shots as pieces to encode, one for each."""
    from films.toolkit.join import Piece
    from films.toolkit.render import cached

    return [Piece(((cached(shot), 0, shot.end - shot.start),)) for shot in shots]


def keep_stills_of(version) -> None:
    """One frame of each shot of another version, four fifths into it."""
    from films.toolkit.sheet import save_jpeg

    for number, piece in enumerate(version.pieces(), 1):
        wanted = len(piece) * 4 // 5
        picture = next(picture for f, picture in enumerate(piece.frames()) if f == wanted)
        save_jpeg(picture, version.FOLDER / "stills" / f"{number:02d}.jpg", 70)


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
