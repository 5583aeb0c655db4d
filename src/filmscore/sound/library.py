"""The library: the course's own cues, rendered and ready to play.

A cue is kept three times: as notes (`filmscore.music.cues`), as sound (`sound/rendered/<film>/<cue>`), and
as the decision behind it (tempo map and hits). What ships was rendered by this package's own performance
and engine; `python -m films.cues <film>` makes it again. Studies are cues for a page of a film that are not offered
with it: they lie in a folder of their own, and `python -m films.cues studies` makes them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError
from ..music.cues.studies import study_of
from ..picture.film import Film, open_film
from ..picture.timecode import whole_frame

if TYPE_CHECKING:
    from music21 import stream

    from ..picture.spotting import Spotting
    from ..picture.tempo import TempoMap
    from .performance import Performance
    from .stems import EncodedStem, Stems

#: where rendered cues are kept: a folder per film, in it a folder per cue
RENDERED = Path(__file__).parent / "rendered"

#: the folder of the studies among them: no film has that name
STUDIES = "studies"

#: the file that describes a rendered cue
INDEX = "cue.json"

_MIME = {".ogg": "audio/ogg", ".flac": "audio/flac", ".wav": "audio/wav"}


@dataclass(frozen=True)
class FilmCue:
    """One of the course's cues: what it is, where it lies, and its sound.

    Attributes
    ----------
    id, title : str
    film : str
        Name of the film it was written for.
    note : str
        What this reading does to the picture, in a sentence.
    start : int
        Frame of the film on which its first sample sounds.
    tempo : TempoMap
    hits : tuple of Hit
        The frames it means to meet.
    folder : Path
        Where its sound is kept.
    samples : int
        Length of every stem, at 48 kHz.
    font : str
        The SoundFont it was rendered with.
    spans : tuple of (int, int)
        The frames between which its notes lie; empty where it fills the film from its start.
    silences : tuple of Silence
        Where it is silent on purpose.
    """

    id: str
    title: str
    film: str
    note: str
    start: int
    tempo: TempoMap = field(repr=False)
    hits: tuple[Any, ...] = field(repr=False)
    folder: Path = field(repr=False)
    samples: int
    font: str
    _files: tuple[tuple[str, str, str], ...] = field(repr=False)
    spans: tuple[tuple[int, int], ...] = ()
    silences: tuple[Any, ...] = field(default=(), repr=False)
    _notes: str = field(default="", repr=False)  # the module of its score, where that is not the film's

    @property
    def seconds(self) -> float:
        """Length of every stem in seconds, the tail included."""
        return self.samples / 48000

    @property
    def stem_names(self) -> tuple[str, ...]:
        """Names of its stems, in the order of the mix."""
        return tuple(name for name, _, _ in self._files)

    @property
    def spotting(self) -> Spotting:
        """The spotting of the film with this cue in it."""
        from ..picture.spotting import Cue, Spotting

        film = open_film(self.film)
        end = min(film.frames, self.start + round(self.samples / 48000 * float(film.rate.fps)))
        reel = int(str(film.start)[:2])  # the course counts a film's reel by its first hour
        cues = [
            Cue(f"{reel}m{number}", first, min(last, film.frames), reason=self.note, over_line=not self.spans)
            for number, (first, last) in enumerate(self.spans or ((self.start, end),), start=1)
            if first < film.frames
        ]
        return Spotting(film, cues=cues, hits=self.hits, silences=self.silences)

    def later(self, frames: int) -> FilmCue:
        """The same recording laid so many frames later on the film, or earlier; its hits stay where they are.

        Examples
        --------
        >>> film_cues("first-bloom")[0].later(24).start
        504
        """
        from ..picture.tempo import TempoMap

        by, old = whole_frame(frames, "number of frames"), self.tempo
        locks = [(bar, frame + by) for bar, frame in old.locks]
        tempo = TempoMap(old.start + by, old.rate, stretches=old.stretches, locks=locks)
        spans = tuple((first + by, last + by) for first, last in self.spans)
        silences = tuple(replace(one, start=one.start + by, end=one.end + by) for one in self.silences)
        return replace(self, start=self.start + by, tempo=tempo, spans=spans, silences=silences)

    def encoded(self) -> list[EncodedStem]:
        """Its stems as files a browser plays, undecoded.

        Raises
        ------
        FilmScoreError
            If a file is missing.
        """
        from .stems import EncodedStem

        return [
            EncodedStem(name, family, _MIME[Path(file).suffix], _bytes(self.folder / file))
            for name, family, file in self._files
        ]

    def stems(self) -> Stems:
        """Its stems decoded, for measuring and mixing.

        Raises
        ------
        FilmScoreError
            If a file is missing, damaged, or not as long as it was rendered.
        """
        from .stems import Stems, decode_sound

        sounds = {}
        for name, _, file in self._files:
            path = self.folder / file
            sounds[name] = decode_sound(_bytes(path), str(path))
            if len(sounds[name]) != self.samples:
                raise FilmScoreError(
                    f"{path} has {len(sounds[name])} samples where the cue has {self.samples}: "
                    f"{_again(self.folder.parent.name)}"
                )
        return Stems(sounds, start=self.start, font=self.font, families={n: f for n, f, _ in self._files})

    def score(self) -> stream.Score:
        """Its notes, as a music21 score in written pitch."""
        made: stream.Score = (import_module(self._notes) if self._notes else _package(self.film)).score_of(self.id)
        return made

    def perform(self) -> Performance:
        """Its notes as they are played: what the rendering was made from."""
        from .performance import perform

        return perform(self.score(), self.tempo, hits=self.hits)


def film_cues(film: str | Film) -> tuple[FilmCue, ...]:
    """The course's own cues for one of its films, in the order they are offered.

    Parameters
    ----------
    film : str or Film
        For example `"first-bloom"`.

    Raises
    ------
    FilmScoreError
        If there is no such film, it has no cues, or their rendering is missing or damaged.

    Examples
    --------
    >>> [cue.id for cue in film_cues("first-bloom")]
    ['score', 'piano', 'ominous']
    >>> film_cues("first-bloom")[0].start
    480
    """
    return _cues(open_film(film).name)


def film_cue(film: str | Film, cue_id: str) -> FilmCue:
    """One cue of a film by its id.

    Raises
    ------
    FilmScoreError
        If the film has no such cue; the message lists those it has.
    """
    cues = film_cues(film)
    for cue in cues:
        if cue.id == cue_id:
            return cue
    raise FilmScoreError(f"{open_film(film).title} has no cue {cue_id!r}; it has {', '.join(c.id for c in cues)}.")


def study(name: str) -> FilmCue:
    """A study on a page of a film: as sound with its stems, as a score, and with its decisions.

    Parameters
    ----------
    name : {"wonder", "dread", "chase"}
        In harmony "wonder", eight bars of First Bloom, from 480, and "dread", ten bars of The Log, from 480. In rhythm
        "chase", fifteen bars of Last Parcel, from the whistle on 96 to the door on 697.

    Returns
    -------
    FilmCue
        `fs.watch` plays it on its film; `.score()` is the page, which `fs.show`, `fs.read_harmony`, `fs.suspense` and
        `fs.momentum` take.

    Raises
    ------
    FilmScoreError
        There is no such study, or its sound is missing or damaged.

    Examples
    --------
    >>> study("wonder").film, study("dread").spans, study("chase").spans
    ('first-bloom', ((480, 1002), (1212, 1416)), ((96, 697),))
    """
    made = study_of(name)
    return _study(made.__name__.rpartition(".")[2])


@lru_cache
def _study(name: str) -> FilmCue:
    made = study_of(name)
    index = read_index(RENDERED / STUDIES / name, STUDIES)
    return FilmCue(
        name, made.TITLE, made.FILM, made.NOTE, made.TEMPO.start, made.TEMPO, made.HITS, RENDERED / STUDIES / name,
        index["samples"], index["font"]["name"],
        tuple((s["name"], s["family"], s["file"]) for s in index["stems"]),
        made.SPANS, made.SILENCES, study_of.__module__,
    )  # fmt: skip


@lru_cache
def _cues(film: str) -> tuple[FilmCue, ...]:
    package = _package(film)
    cues = []
    for cue_id, (title, note) in package.CUES.items():
        folder = RENDERED / film / cue_id
        index = read_index(folder, film)
        cues.append(
            FilmCue(
                cue_id,
                title,
                film,
                note,
                package.TEMPO.start,
                package.TEMPO,
                package.HITS,
                folder,
                index["samples"],
                index["font"]["name"],
                tuple((s["name"], s["family"], s["file"]) for s in index["stems"]),
            )
        )
    return tuple(cues)


def _package(film: str) -> Any:
    try:
        return import_module(f"filmscore.music.cues.{film.replace('-', '_')}")
    except ModuleNotFoundError:
        raise FilmScoreError(f"The course has no cues of its own for the film {film!r}.") from None


def read_index(folder: Path, film: str) -> dict[str, Any]:
    """What is said of a rendered cue in its folder.

    Raises
    ------
    FilmScoreError
        It is missing or damaged; `film` is what renders it again.
    """
    path = folder / INDEX
    try:
        index = json.loads(path.read_text(encoding="utf-8"))
        for stem in index["stems"]:
            if Path(stem["file"]).name != stem["file"] or Path(stem["file"]).suffix not in _MIME:
                raise ValueError(f"no sound file: {stem['file']!r}")
            stem["name"], stem["family"]
        if not isinstance(index["samples"], int) or index["samples"] <= 0:
            raise ValueError(f"samples: {index['samples']!r}")
        index["font"]["name"]
    except OSError as error:
        raise FilmScoreError(f"{path}: {error.strerror}: {_again(film)}") from None
    except (ValueError, KeyError, TypeError) as error:
        raise FilmScoreError(f"{path} is damaged ({error}): {_again(film)}") from None
    return dict(index)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FilmScoreError(f"{path}: {error.strerror}: install the package again, or render its cues anew.") from None


def _again(film: str) -> str:
    return f"install the package again, or render the cues with `python -m films.cues {film.replace('-', '_')}`."
