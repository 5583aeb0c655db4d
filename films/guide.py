"""Build a film's guide track and its words: `python -m films.guide first_bloom`.

Writes `guide.ogg`, `captions.vtt` and `description.md` into the film's folder. Speech needs espeak-ng on the machine.
Vorbis files differ from run to run in their bytes; what they hold, decoded, does not.
"""

import argparse
import importlib
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from filmscore.errors import FilmScoreError
from filmscore.picture.film import Film

Caption = tuple[int, int, str]  # first frame, out frame, text


def clock(frame: int, fps: Fraction) -> str:
    """A frame as WebVTT writes time, to the nearest millisecond.

    Examples
    --------
    >>> clock(1057, Fraction(24))
    '00:00:44.042'
    """
    ms = (2000 * frame + fps) // (2 * fps)  # round half up, in whole numbers
    minutes, ms = divmod(int(ms), 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{ms // 1000:02d}.{ms % 1000:03d}"


def webvtt(film: Film, sounds: Iterable[Caption]) -> str:
    """Lines (with their speakers) and sounds (in brackets) of a film in one WebVTT text, in the order of the film.

    Raises
    ------
    FilmScoreError
        Where two captions would be on the screen at once, or one ends before it begins.
    """
    cues = [(line.start, line.end, f"<v {line.who.title()}>{line.text}</v>") for line in film.lines]
    cues = sorted([*cues, *((start, end, f"[{text}]") for start, end, text in sounds)])
    for (_, out, before), (start, _, text) in pairwise(cues):
        if start < out:
            raise FilmScoreError(f"the caption {text!r} begins at frame {start}, while {before!r} stands until {out}")
    parts = ["WEBVTT", f"NOTE {film.title}: what is said and heard. Times run from the film's first frame."]
    for start, end, text in cues:
        if end <= start:
            raise FilmScoreError(f"the caption {text!r} ends at frame {end}, before it begins at {start}")
        parts.append(f"{clock(start, film.rate.fps)} --> {clock(end, film.rate.fps)}\n{text}")
    return "\n\n".join(parts) + "\n"


def describe(film: Film, summary: str, passages: Sequence[tuple[int, str]]) -> str:
    """The audio description as Markdown: a summary, then every passage under the timecode it is spoken from."""
    parts = [f"# {film.title}: audio description", summary]
    shot = None
    for frame, text in passages:
        if film.shot_at(frame) is not shot:
            shot = film.shot_at(frame)
            parts.append(f"## {film.shots.index(shot) + 1}. {shot.name}")
        parts.append(f"**{film.timecode(frame)}** {text}")
    return "\n\n".join(parts) + "\n"


def build(name: str, folder: Path | None = None) -> Path:
    """Make the three files of one film; each is written aside first, so a failure leaves the old one whole.

    Returns
    -------
    Path
        The folder they are in.
    """
    from films.toolkit import sound

    try:
        guide = importlib.import_module(f"films.{name}.guide")
        words = importlib.import_module(f"films.{name}.words")
    except ModuleNotFoundError as error:
        if not str(error.name).startswith("films"):
            raise
        raise FilmScoreError(f"no film {name!r} with a guide track: say the folder's name, as in first_bloom") from None
    film, began = guide.FILM, time.perf_counter()
    folder = folder or film.path
    print(f"{film.title}: speech, effects, ambience …", flush=True)
    whole = guide.mix(guide.buses())
    peak = sound.true_peak(whole)
    print(f"  {len(whole) / sound.RATE:g} s, {sound.loudness(whole):.1f} LUFS, {peak:.1f} dBTP")
    if peak > -3:
        raise FilmScoreError(f"the guide track of {film.title} peaks at {peak:.1f} dBTP; keep it under -3")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        sound.write_ogg(Path(aside) / "guide.ogg", whole, quality=guide.QUALITY)
        (Path(aside) / "captions.vtt").write_text(webvtt(film, words.SOUNDS), encoding="utf-8")
        text = describe(film, words.SUMMARY, words.PASSAGES)
        (Path(aside) / "description.md").write_text(text, encoding="utf-8")
        for file in sorted(Path(aside).iterdir()):
            size = file.stat().st_size
            file.replace(folder / file.name)
            print(f"  {file.name}: {size / 1000:,.0f} kB")
    print(f"  done in {time.perf_counter() - began:.0f} s")
    return folder


def main(argv: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m films.guide", description="Build a film's guide track and words.")
    parser.add_argument("film", help="the film's folder, for example first_bloom")
    try:
        name = parser.parse_args(argv).film
        build(name)
        for version in getattr(importlib.import_module(f"films.{name}"), "VERSIONS", ()):
            build(version.removeprefix("films."))
    except FilmScoreError as error:
        print(f"films.guide: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
