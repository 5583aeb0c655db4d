"""Render a film's cues: `python -m films.cues first_bloom` performs the notes and ships the stems.

`python -m films.cues studies` does the same for the studies, which belong to no film's own music,
`python -m films.cues six-colours` for the eight bars in six colours as a lesson lays them on First Bloom, at 60, and
`python -m films.cues lesson-10` for every sketch that lesson 10 gives to `fs.watch`: they are found by running it.
`python -m films.cues palettes` is for one motif in four palettes, whose stems are its roles.

    --font PATH       the SoundFont to play them with (MuseScore General if it is on this machine)
    --only score      one cue
    --check           render, compare with what ships, write nothing

Every cue is brought to the same working level. Music alone has no loudness target, but the readings of one scene
should be compared by what they say, not by which is louder.
"""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from filmscore.errors import FilmScoreError
from filmscore.music.cues import palettes, six_colours, studies
from filmscore.sound import four_palettes, sketch, sketches
from filmscore.sound.by_role import by_role, families_by_role
from filmscore.sound.library import INDEX, RENDERED, STUDIES
from filmscore.sound.stems import FAMILIES, RATE, replace_file

LOUDNESS = -21.5  # LUFS of a cue alone; the programme with dialogue is balanced later
BESIDE = sketch.LEVEL  # LUFS of what is compared with the sketches that learners lay beside it
PEAK = -1.5  # dBTP it may reach
TAIL = 2.0  # seconds a cue may ring on after the picture has ended
FADE = 1.5  # seconds over which that tail goes to nothing
QUALITY = 0.5


@dataclass(frozen=True)
class Work:
    """One cue to be rendered; `seconds` is how long it may sound, None as long as it does."""

    id: str
    title: str
    note: str
    film: str
    tempo: Any
    hits: tuple[Any, ...]
    score: Callable[[], Any]
    loudness: float
    seconds: float | None = None
    until: int | None = None  # the frame on which it is over, as for a sketch
    laid: sketch.Sketch | None = None  # the sketch it is, if it is one
    roles: dict[str, tuple[str, ...]] | None = None  # the parts of each of its stems, where those are not families

    def perform(self) -> Any:
        """Its notes as they are played."""
        from filmscore.sound.performance import perform

        made = self.laid.perform() if self.laid else perform(self.score(), self.tempo, hits=self.hits)
        return made if self.roles is None else by_role(made, self.roles)

    @property
    def families(self) -> dict[str, str]:
        """Stems that are called otherwise, and their families."""
        return {} if self.roles is None else families_by_role(self.roles)

    @property
    def ends(self) -> float | None:
        """Seconds after which it is over, as `sketches.fingerprint` takes them."""
        return None if self.until is None else (self.until - self.tempo.start) / float(self.tempo.rate.fps)


# Why MuseScore General: it holds first and second violins, violas, celli and basses as sections of their own, with two
# layers of dynamics each, and a piano with several; in FluidR3 one string ensemble plays all five parts.
FONTS = (
    Path("/usr/share/sounds/sf3/MuseScore_General_Full.sf3"),
    Path("/usr/share/sounds/sf3/MuseScore_General.sf3"),
    Path("/usr/share/sounds/sf2/FluidR3_GM.sf2"),
)
CREDITS = {
    "MuseScore_General": (
        "S. Christian Collins (adaptation), Michael Cowgill (mono version of Fluid), Frank Wen (Fluid R3 GM); "
        "strings from Versilian Studios Chamber Orchestra 2 CE by Sam Gossner, Simon Dalzell and Elan "
        "Hickler; Splendid Grand piano",
        "MIT; parts CC0 or public domain",
    ),
    "FluidR3_GM": ("Frank Wen and contributors", "MIT"),
}


def true_peak(mix):
    """Highest level between samples as well, in dBTP (four times oversampled, ITU-R BS.1770-4, annex 2)."""
    from scipy.signal import resample_poly

    return 20 * np.log10(max(float(np.abs(resample_poly(mix, 4, 1, axis=0)).max()), 1e-9))


def works(name):
    """The folder of a film's cues, or of the studies; what they are music for; and the cues."""
    from filmscore.picture.film import open_film

    if name == STUDIES:
        made = [(one, studies.study_of(one)) for one in studies.STUDIES]
        return STUDIES, "the studies", [
            Work(one, study.TITLE, study.NOTE, study.FILM, study.TEMPO, study.HITS, study.score, BESIDE,
                 **over(study.TEMPO, getattr(study, "SILENCE", None)))
            for one, study in made
        ]  # fmt: skip
    if name.startswith(sketches.LESSON):
        from .lesson_sketches import sketches_of

        once = {}  # what a lesson plays in two of its cells is one rendering
        for row in sketches_of(name.removeprefix(sketches.LESSON)):
            once.setdefault(sketches.fingerprint(row[2].perform(), row[2].ends), row)
        return name, f"lesson {name.removeprefix(sketches.LESSON)}", [
            Work(one, title, repr(laid), laid.film.name, laid.tempo, (), laid.score, BESIDE,
                 **over(laid.tempo, laid.until), laid=laid)
            for one, title, laid in once.values()
        ]  # fmt: skip
    if name == sketches.FOLDER:
        return name, "the six colours", [
            Work(colour.replace(" ", "-"), title, note, "first-bloom", laid.tempo, (), laid.score, BESIDE)
            for colour, (title, note) in six_colours.COLOURS.items()
            for laid in [sketch.sketch(six_colours.six_colours(colour), at=480, bpm=60)]
        ]  # fmt: skip
    if name == four_palettes.FOLDER:
        return name, "the four palettes", [
            Work(one, title, note, palettes.FILM, palettes.TEMPO, palettes.HITS,
                 lambda one=one: palettes.score_of(one), BESIDE, roles=palettes.ROLES[one])
            for one, (title, note) in palettes.PALETTES.items()
        ]  # fmt: skip
    film = open_film(name)
    package = import_module(f"filmscore.music.cues.{film.name.replace('-', '_')}")
    seconds = (film.frames - package.TEMPO.start) / float(film.rate.fps) + TAIL
    return film.name, film.title, [
        Work(one, title, note, film.name, package.TEMPO, package.HITS,
             lambda one=one: package.score_of(one), LOUDNESS, seconds)
        for one, (title, note) in package.CUES.items()
    ]  # fmt: skip


def over(tempo, until):
    """When a work is over, and for how long its stems last then: the fade of their tail lies behind it."""
    if until is None:
        return {}
    return {"until": until, "seconds": (until + sketch.ENDING[1] - tempo.start) / float(tempo.rate.fps) + TAIL}


def finished(stems, length=None, loudness=LOUDNESS):
    """Stems in the order of the mix, at working level, faded out where the tail ends; and the gain in dB."""
    from pyloudnorm import Meter

    order = [*(name for name in FAMILIES if name in stems), *(name for name in stems if name not in FAMILIES)]
    sounds = {name: np.array(stems[name][:length], np.float32) for name in order}
    n = round(FADE * RATE)
    ramp = (0.5 + 0.5 * np.cos(np.pi * np.arange(1, n + 1) / n)).astype(np.float32)
    for sound in sounds.values():
        sound[-n:] *= ramp[:, None]
    mix = np.sum(list(sounds.values()), axis=0, dtype=np.float64)
    gain = min(loudness - Meter(RATE).integrated_loudness(mix), PEAK - true_peak(mix))
    gain = round(float(gain), 1)
    return {name: sound * np.float32(10 ** (gain / 20)) for name, sound in sounds.items()}, gain


def credit(font):
    """Name, authors and licence of a font on record; others are refused, for what they make is shipped."""
    for known, (authors, licence) in CREDITS.items():
        if font.stem.startswith(known):
            return {"name": known.replace("_", " "), "authors": authors, "licence": licence}
    raise FilmScoreError(f"{font.name} is not a font whose licence is on record; use one of {', '.join(CREDITS)}.")


def ship(folder, work, sounds, gain, font, performance):
    """Write the stems of one cue and the file that describes them."""
    from filmscore.sound.stems import encode_sound

    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for name, sound in sounds.items():
        replace_file(folder / f"{name}.ogg", encode_sound(sound, "ogg", QUALITY))
        rows.append({"name": name, "family": work.families.get(name, name), "file": f"{name}.ogg"})
    for old in folder.glob("*.ogg"):
        if old.stem not in sounds:
            old.unlink()
    index = {
        "id": work.id,
        "title": work.title,
        "note": work.note,
        "film": work.film,
        "start": work.tempo.start,
        "performance": sketches.fingerprint(performance, work.ends),
        "rate": RATE,
        "samples": len(next(iter(sounds.values()))),
        "gain_db": gain,
        "hall": "stage",
        "font": font,
        "licence": "Music © The film-scoring course authors, CC BY 4.0",
        "stems": rows,
    }
    replace_file(folder / INDEX, (json.dumps(index, indent=2, ensure_ascii=False) + "\n").encode())


def licence_record(what, cues, font):
    """The licence record of a film's rendered cues, or of the studies."""
    cues = ", ".join(f"*{work.title}* (`{work.id}/`)" for work in cues)
    return (
        f"# Music of {what}: licence record\n\n"
        f"Cues: {cues}.\n\n"
        "| what | who | licence |\n|---|---|---|\n"
        "| composition, orchestration and this rendering | © The film-scoring course authors | CC BY 4.0 |\n"
        f"| sounds: SoundFont {font['name']} | {font['authors']} | {font['licence']} |\n"
        "| hall | synthesised by the package | BSD-3-Clause |\n\n"
        "The scores are notes in `filmscore/music/cues/`; `python -m films.cues` renders them again. No recording "
        "by others and no sample library is contained here; the SoundFont was played, not copied.\n"
    )


def difference(old, new):
    """Level of the difference of two cues below the first, in dB, for `--check`."""
    worst = -np.inf
    for name in new:
        a, b = old[name].astype(float), new[name].astype(float)
        if len(a) != len(b):
            return 0.0
        rest, whole = np.sqrt(((a - b) ** 2).mean()), np.sqrt((a**2).mean())
        worst = max(worst, 20 * np.log10(max(rest, 1e-12) / max(whole, 1e-12)))
    return worst


def known(name, work, performance):
    """The cue that ships, for `--check`."""
    from filmscore.picture.film import open_film
    from filmscore.sound.library import film_cue, study

    if name == STUDIES:
        return study(work.id)
    if name == four_palettes.FOLDER:
        return four_palettes.four_palettes(work.id)
    if name != sketches.FOLDER and work.laid is None:
        return film_cue(name, work.id)
    shipped = sketches.kept(performance, open_film(work.film), work.tempo.start, work.ends)
    if shipped is None:
        raise FilmScoreError(f"What ships of {work.id} was made from other notes: render it again.")
    return shipped


def main(arguments=None):
    parser = argparse.ArgumentParser(
        prog="films.cues", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("film")
    parser.add_argument("--font", type=Path)
    parser.add_argument("--only")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)

    from filmscore.picture.film import open_film

    name, what, cues = works(options.film)
    path = options.font or next((f for f in FONTS if f.exists()), None)
    if path is None:
        raise FilmScoreError("No free SoundFont found: install musescore-general-soundfont, or give --font PATH.")
    font = credit(path)
    same = True
    for work in cues:
        if options.only not in (None, work.id):
            continue
        performance = work.perform()
        stems = performance.render(path, seconds=work.seconds)
        if work.until is not None:
            stems = sketch.ended(stems, open_film(work.film), work.until)
        sounds, gain = finished(stems, None if work.seconds is None else round(work.seconds * RATE), work.loudness)
        if options.check:
            shipped = known(name, work, performance)
            apart = difference(shipped.stems(), sounds)
            same &= apart < -15
            print(f"{work.id}: the new rendering differs from the one that ships by {apart:.1f} dB")
            continue
        folder = RENDERED / name / work.id
        ship(folder, work, sounds, gain, font, performance)
        size = sum(f.stat().st_size for f in folder.iterdir())
        print(f"{work.id}: {performance.notes} notes, {', '.join(sounds)}; {gain:+.1f} dB; {size / 1e6:.2f} MB")
    if not options.check:
        replace_file(RENDERED / name / "LICENCE.md", licence_record(what, cues, font).encode())
    return 0 if same else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except FilmScoreError as error:
        sys.exit(f"films.cues: {error}")
