"""The Mood harmoniser: a tune that stays, chords that change, and a prediction made before hearing them (lesson 08)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from ..music.harmoniser import Ground
from ..music.motif import Motif
from ..picture.film import Film, open_film
from . import bundle, mood_marks, mood_tables
from .answering import Part, film_part, sampled_notes
from .kept_widget import KeptWidget
from .marks import Mark

if TYPE_CHECKING:
    from ..music.harmony.affect import Ordering
    from ..music.harmony.colours import Reharmonised
    from ..picture.timecode import Timecode

#: who may begin with the tune, the first in whose comfortable range it lies; and who has the chords
_TUNE_BY, _CHORDS_BY = ("horn", "piano", "strings"), "strings"
_LEAST = 24  # frames of picture that can be told from a still
_SLOWEST, _FASTEST = 20, 240
_MOST_KNOWN = 2000  # versions of which is remembered what was told
#: how loud every version is; low enough that no peak has to be held down
LOUDNESS, PEAK = -26.0, -1.0


def mood_harmoniser(
    melody: Motif | str | None = None,
    *,
    film: str | Film = "first-bloom",
    at: int | str | Timecode = 612,
    key: str | None = None,
    bpm: float = 60,
    beats: Any = None,
    name: str | None = None,
) -> MoodHarmoniser:
    """Put other chords under a tune that does not change, and hear them with the picture.

    One of six colours is chosen on a slider, chords are borrowed, held over a pedal, taken one by one, spaced, moved;
    the tune stays, note for note. Before a changed version is played one says which way the prediction will go: darker
    or brighter. Three versions can be kept side by side; all are played equally loud. What is made is kept at once, in
    the notebook's folder and in the browser.

    Parameters
    ----------
    melody : Motif or str, optional
        At most eight bars; the eight bars of lesson 08 if left out.
    film : str or Film
    at : int, label or Timecode
        The frame on which the tune begins.
    key : str, optional
        Where home is, ``"D"`` or ``"D minor"``; the tune's own key if left out. It is never guessed.
    bpm : float
        Quarters a minute, 20 to 240, the same for all versions.
    beats : number, optional
        How long a chord lasts; half a bar if the tune has four bars or fewer, else a bar.
    name : str, optional
        Under which the versions are kept, ``my-marks/<name>.harmony.json``; the tune's name if not given.

    Returns
    -------
    MoodHarmoniser

    Raises
    ------
    FilmScoreError
        There is nothing to harmonise, the tune has more than eight bars, nobody said where home is, or there is no such
        film or frame.

    Examples
    --------
    >>> tune = Motif("D4:3/2 A4:1/2 E5:2 D5 A4:3", key="D", meter="4/4", name="the tune")
    >>> harmoniser = mood_harmoniser(tune, name="an example")
    >>> harmoniser.answer, harmoniser.version.symbols
    ({'1': 'D:2 A:2 D:4'}, ('D', 'A', 'D'))
    """
    if melody is None:
        from ..music.cues.six_colours import melody as eight_bars

        melody = eight_bars()
    ground = Ground(melody, key, beats)
    picture = open_film(film)
    frame = picture.frame(at, "frame on which the tune begins")
    if frame >= picture.frames:
        raise FilmScoreError(f"Frame {frame} is the end of {picture.title}: there is no picture left to play to.")
    if picture.frames - frame < _LEAST:
        left = picture.frames - frame
        raise FilmScoreError(
            f"From frame {frame} on {left} frame{'s are' if left > 1 else ' is'} left of {picture.title}, too few to "
            f"be seen: begin at {picture.frames - _LEAST} or before."
        )
    if isinstance(bpm, bool) or not isinstance(bpm, int | float) or not _SLOWEST <= bpm <= _FASTEST:
        raise FilmScoreError(f"bpm is {shown(bpm)}: quarters a minute, {_SLOWEST} to {_FASTEST}.")
    return MoodHarmoniser(ground, picture, frame, float(bpm), _file_name(ground.tune.name) if name is None else name)


def _first_player(tune: Motif, menu: list[dict[str, Any]]) -> str:
    """Who has the tune to begin with."""
    reach = {one["id"]: (one["low"], one["high"]) for one in menu}
    fits = (one for one in _TUNE_BY if reach[one][0] <= min(tune.midi) and max(tune.midi) <= reach[one][1])
    return next(fits, _TUNE_BY[0])


def _file_name(title: str | None) -> str:
    words = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in title or "").split()
    return " ".join(words)[:80].strip() or "mood"


class MoodHarmoniser(KeptWidget):
    """One tune in other lights. Made by `mood_harmoniser`.

    Attributes
    ----------
    tune : Motif
        It never changes.
    path : Path
        The file the versions are kept in; it is there from the first step on.
    """

    _invites = "Run this cell to open the harmoniser."
    _called = "harmoniser"
    _esm = bundle.script("mood_harmoniser.js")
    _css = bundle.style("box.css", "player.css", "spotting_desk.css", "mood_harmoniser.css")

    def __init__(self, ground: Ground, film: Film, at: int, bpm: float, name: str) -> None:
        from ..sound.note_bank import VELOCITY, bank_key

        self.tune = ground.tune
        self._ground, self._film, self._at, self._bpm = ground, film, at, bpm
        self._opened = mood_marks.VERSIONS[0]
        self._worked_out: dict[str, Any] = {}
        shots = mood_tables.shots(film, at)
        menu = mood_tables.players()
        given = mood_marks.starting(ground, shots[0]["id"], _first_player(ground.tune, menu), _CHORDS_BY)
        playing = tuple(one["id"] for one in menu)

        def clean(raw: Any, _: Any) -> tuple[list[Mark], list[str]]:
            return mood_marks.cleaned(raw, ground, given, playing)

        tune: Any = mood_marks.Tune.of(ground)
        shelf = mood_marks.TuneShelf(tune, name, "harmony", clean, "fs.mood_harmoniser")
        desk, kept = self._begin(tune, shelf, given)
        super().__init__(
            desk={
                **desk,
                **mood_tables.tables(ground),
                "title": self._title,
                "bpm": bpm,
                "shots": shots,
                "films": mood_tables.films(shots, film),
                "menu": menu,
                "bank": bank_key(),
                "velocity": VELOCITY,
                "loudness": LOUDNESS,
                "peak": PEAK,
            },
            kept=kept,
        )

    @property
    def _title(self) -> str:
        return f"Mood harmoniser: {self.tune.name or 'a tune'}"

    # ---- what the student has

    @property
    def version(self) -> Reharmonised:
        """The version that is open, as it is laid there: it plays, can be looked at, sketched and ordered."""
        return self._ground.version(self._light)

    @property
    def versions(self) -> dict[str, Reharmonised]:
        """The versions there are, by the numbers of their cards."""
        return {name: self._ground.version(light) for name, light in mood_marks.filled(self._copy["marks"]).items()}

    @property
    def order(self) -> Ordering:
        """Which of the versions is predicted to be heard as darker, and how surely.

        Raises
        ------
        FilmScoreError
            There is one version only.
        """
        from ..music.harmony.affect import order

        versions = self.versions
        if len(versions) < 2:
            raise FilmScoreError("There is one version only: open a second card and change something in it.")
        return order({f"version {name}": one for name, one in versions.items()}, key=self._ground.tonic)

    @property
    def said(self) -> dict[str, str]:
        """What was predicted before a version was played, by its number: "darker", "brighter" or "no telling"."""
        return {
            mark["key"][1:]: mark["said"]
            for mark in self._copy["marks"]
            if mark["what"] == "version" and mark["said"] not in ("", "skipped")
        }

    @property
    def answer(self) -> dict[str, str]:
        """The chords of each version with their beats, as `fs.check` takes them: ``{"1": "D:4 Gm:2 D:2"}``.

        How they are spaced and how high they lie is not in it, and is not judged.
        """
        return {name: self._ground.words(light) for name, light in mood_marks.filled(self._copy["marks"]).items()}

    @property
    def code(self) -> str:
        """The Python that puts the open version's chords under the tune: chords only.

        They are laid anew there. `version` has them as they lie here, with their spacing and register.
        """
        return self._ground.code(self._light, str(self.desk["tune"]["code"]))

    @property
    def _light(self) -> Any:
        versions = mood_marks.filled(self._copy["marks"])
        return versions.get(self._opened[1:], versions["1"])

    @property
    def alt(self) -> str:
        """The harmoniser in words: the tune, each version with its chords, and what is predicted of their order."""
        answers = self.answer
        rows = " ".join(f"Version {name}: {chords}." for name, chords in answers.items())
        predicted = f" {self.order.told.splitlines()[0]}" if len(answers) > 1 else ""
        return (
            f"{self._title}, {' '.join(self.tune.pitches)}, with {self._film.title} from frame {self._at}. {rows}"
            f"{predicted} Kept as {self._shelf.name}."
        )

    def _besides_the_copy(self, copy: dict[str, Any]) -> dict[str, Any]:
        marks: list[Mark] = copy["marks"]
        filled = {mood_marks.sounding(mark): mark for mark in marks if mark["what"] == "version" and mark["filled"]}
        if len(self._worked_out) > _MOST_KNOWN:
            self._worked_out.clear()
        for name, mark in filled.items():
            if name not in self._worked_out:
                self._worked_out[name] = mood_tables.told(self._ground, mood_marks.to_light(mark))
        return {"told": {name: self._worked_out[name] for name in filled}}

    # ---- in the notebook

    def _still(self) -> tuple[bytes, int]:
        """What a saved notebook shows."""
        from .mood_still import still
        from .page import WIDTH

        return still(self), WIDTH

    def give(self) -> Any:
        """Send picture, voices and notes before the page asks, in the background."""
        scene = self._copy["marks"][-1]
        notes = [(f"notes/{self.desk['bank']}/{scene[by]}", scene[by]) for by in ("tune_by", "chords_by")]
        media = self.desk["films"][self._film.name]["media"]
        parts = [(media[kind], f"{kind} {self._film.name}") for kind in ("mp4", "guide") if media[kind]]
        return self._give([*dict.fromkeys(notes), *parts])

    # ---- what the page says; whatever it is, nothing is raised

    def _heard_besides(self, kind: Any, content: Mapping[str, Any]) -> bool:
        known = kind == "open" and content.get("key") in mood_marks.VERSIONS
        if known:
            self._opened = content["key"]
        return known

    def _part(self, what: str) -> Part:
        kind, _, name = what.partition(" ")
        if not name:
            return sampled_notes(what)
        if name not in self.desk["films"]:
            raise FilmScoreError(f"{shown(name)} is no film of this harmoniser.")
        return film_part(self._film if name == self._film.name else open_film(name), kind)
