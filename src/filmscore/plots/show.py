"""`show`: look at anything the course works with."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown

if TYPE_CHECKING:
    from .house import Shown

#: type (module and name in it) -> the function that draws it (module and name); neither is imported before it is needed
_DRAWN_BY: dict[str, str] = {
    "picture.tempo_fit.TempoFits": "plots.fits.tempo_fits",
    "picture.tempo_fit.TempoFit": "plots.fits.tempo_fit",
    "picture.two_tempi.TwoTempiFits": "plots.fits.two_tempi_fits",
    "picture.two_tempi.TwoTempi": "plots.fits.two_tempi",
    "picture.tempo.TempoMap": "plots.tempo.tempo_map",
    "sound.stems.Stems": "plots.sound.sound",
    "sound.library.FilmCue": "plots.sound.sound",
    "sound.recording.Recording": "plots.sound.sound",
    "numpy.ndarray": "plots.sound.sound",
    "pathlib.Path": "plots.sound.sound",
    "sound.loudness.Loudness": "plots.sound.loudness",
    "sound.listen.Heard": "plots.listening.heard",
    "sound.speech.UnderDialogue": "plots.listening.under_dialogue",
    "picture.comparison.Comparison": "plots.tempo.comparison",
    "music.rhythm.ostinato.Ostinato": "plots.rhythm.ostinato",
    "music.rhythm.against.Against": "plots.rhythm.against",
    "music.rhythm.meeting.Meeting": "plots.rhythm.meeting",
    "music.rhythm.plan.Plan": "plots.rhythm.plan",
    "music.rhythm.momentum.Momentum": "plots.rhythm.momentum",
    "sound.layering.Layers": "plots.layering.layers",
    "sound.layer_plan.LayerPlan": "plots.layering.plan",
    "sound.programming.Programmed": "plots.programming.programmed",
    "sound.found.FoundSound": "plots.listening.found",
    "music.harmony.affect.Ordering": "plots.harmony.ordering",
    "music.harmony.tension.Tension": "plots.harmony.tension",
    "music.leitmotif.LeitmotifPlan": "plots.story.plan",
    "music.motif.Motif": "plots.score.motif",
    "music.motif_map.MotifMap": "plots.motifs.motif_map",
    "music.counterpoint.Together": "plots.score.together",
    "music.setting.Harmonised": "plots.score.together",
    "music.harmony.voicing.Voicing": "plots.voices.voicing",
    "music.orchestra.instrument.Instrument": "plots.orchestra.instrument",
    "music.orchestra.catalogue.Instruments": "plots.orchestra.instruments",
    "music.orchestra.balance.Balance": "plots.orchestra.balance",
    "music.orchestra.orchestration.Orchestration": "plots.orchestra.orchestration",
    "music.orchestra.players.Sections": "plots.orchestra.sections",
    "music.harmony.chords.Chord": "plots.voices.chord",
    "music.harmony.scales.Scale": "plots.voices.scale",
    "music.harmony.triads.Triad": "plots.voices.triad",
    "music.harmony.pairs.Pair": "plots.voices.pair",
    "music.harmony.bars.Bars": "plots.voices.bars",
}


#: how the name of a sound file ends: such a name is drawn as what is in the file
_SOUNDS = (".wav", ".flac", ".ogg", ".mp3", ".aif", ".aiff")


def show(x: Any, **options: Any) -> Shown:
    """Draw something and say in words what the drawing shows.

    Parameters
    ----------
    x : TempoFits, TempoFit, TwoTempiFits, TwoTempi, TempoMap, Comparison, or a list of tempo maps
        Several maps are laid over each other. Or a sound (Stems, a cue, an array, the path of a file), or what was
        measured of one: Loudness, Heard, UnderDialogue. Or notes, which are engraved: a Motif, a list of motifs, a
        dict of motifs by their names, a motif with its chords or against another, anything written that music21 has.
        Or harmony: a Chord or a Triad, or a list of them, a Pair, a Scale, the Voicing that `fs.lead` makes, bars.
        Or rhythm: an Ostinato, what it does against a meter or meets on a film, its plan, what `fs.momentum` measured.
        Or the Layers of a cue, on paper or as they sound, a motif that was programmed, a found sound.
    hits : list or Spotting, optional
        For tempo maps: frames to be met, drawn with how far the nearest beat is off. For what `listen` heard: where
        the film turns.
    names : list of str, optional
        For several maps or motifs: what they are called.
    beside : Motif, optional
        For a motif: another one to compare it with; the notes that differ are marked and said.
    closed : bool, optional
        For a Voicing: all voices on two staves.
    width : float, optional
        For notes: pixels a line of music may be wide.
    film : Film or its name, optional
        For a sound: its lines of dialogue are drawn.
    rate : int, optional
        For an array of samples: how many a second, 48000 if left out.

    Returns
    -------
    Shown
        A picture with its description as alternative text. ``.save("tempo.png")`` writes it to a file.

    Raises
    ------
    FilmScoreError
        If there is no picture of such a thing.

    Examples
    --------
    >>> import filmscore as fs
    >>> fs.show(fs.TempoMap(start=480).bars(12, "4/4", bpm=60))
    Tempo map: 12 bars, 48 s from frame 480. ...
    """
    from . import house

    draw = _drawing(x)
    if draw is None:
        kinds = ", ".join(name.rsplit(".", 1)[1] for name in _DRAWN_BY)
        raise FilmScoreError(
            f"There is no picture of {shown(x)}. fs.show draws: {kinds}, lists of tempo maps, lists and dicts of "
            "motifs, and scores of music21."
        )
    with house.style():
        try:
            return draw(x, **options)
        except TypeError as error:
            if options and "unexpected keyword argument" in str(error):
                raise FilmScoreError(f"fs.show cannot use {', '.join(options)} for a {type(x).__name__}.") from None
            raise


def _drawing(x: Any) -> Callable[..., Shown] | None:
    if isinstance(x, list | tuple) and x and all(type(one).__name__ == "TempoMap" for one in x):
        return _load("plots.tempo.tempo_maps")
    if (
        isinstance(x, list | tuple)
        and x
        and all(type(one).__module__.endswith((".harmony.chords", ".harmony.triads")) for one in x)
    ):
        return _load("plots.voices.chords")
    if isinstance(x, str) and x.casefold().endswith(_SOUNDS):
        return _load("plots.sound.sound")
    if _motifs(x):
        return _load("plots.score.motifs")
    if type(x).__module__.partition(".")[0] == "music21":
        return _load("plots.score.stream")
    here = __name__.partition(".")[0]
    for kind in type(x).__mro__:
        name = f"{kind.__module__}.{kind.__qualname__}".removeprefix(f"{here}.")
        if name in _DRAWN_BY:
            return _load(_DRAWN_BY[name])
    return None


def _motifs(x: Any) -> bool:
    """Whether these are motifs, one after another or by their names."""
    several = list(x.values()) if isinstance(x, dict) else list(x) if isinstance(x, list | tuple) else []
    return any(kind.__name__ == "Motif" for one in several for kind in type(one).__mro__)


def _load(name: str) -> Callable[..., Shown]:
    module, function = name.rsplit(".", 1)
    return getattr(import_module(f"..{module}", __package__), function)
