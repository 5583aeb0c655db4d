"""Film scoring in notebooks: picture, music and sound on one timeline.

`import filmscore as fs` is all a lesson needs. Names load when they are first used, so that a
notebook opens at once: music21, matplotlib, librosa and numba are heavy, and most cells need none.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

#: public name -> module that defines it, in the order of the work
_HOME = {
    "FilmScoreError": "errors",
    "Rate": "picture.timecode",
    "Timecode": "picture.timecode",
    "Film": "picture.film",
    "open_film": "picture.film",
    "Hit": "picture.spotting",
    "Cue": "picture.spotting",
    "Silence": "picture.spotting",
    "Spotting": "picture.spotting",
    "two_pop": "picture.leader",
    "TempoMap": "picture.tempo",
    "Click": "picture.click",
    "find_tempo": "picture.find_tempo",
    "find_two_tempi": "picture.two_tempi",
    "Motif": "music.motif",
    "distinctness": "music.distinctness",
    "sounds_like": "music.known",
    "motif_map": "music.motif_map",
    "find_motif": "music.find_motif",
    "Statement": "music.leitmotif",
    "LeitmotifPlan": "music.leitmotif",
    "Triad": "music.harmony.triads",
    "mnx": "music.harmony.pairs",
    "Pair": "music.harmony.pairs",
    "Chord": "music.harmony.chords",
    "chord_in": "music.harmony.numerals",
    "scale": "music.harmony.scales",
    "reharmonise": "music.harmony.colours",
    "read_harmony": "music.harmony.reading",
    "tension": "music.harmony.tension",
    "mixture": "music.harmony.mixture",
    "lead": "music.harmony.voicing",
    "laid": "music.harmony.voicing",
    "find_cadences": "music.harmony.cadences",
    "Ostinato": "music.rhythm.ostinato",
    "momentum": "music.rhythm.momentum",
    "signature": "music.rhythm.signature",
    "raised_fourth": "music.harmony.raised_fourth",
    "predict_order": "music.harmony.affect",
    "convention": "music.harmony.conventions",
    "conventions": "music.harmony.conventions",
    "bars_of": "music.harmony.bars",
    "suspense": "music.harmony.suspense",
    "instrument": "music.orchestra.catalogue",
    "instruments": "music.orchestra.catalogue",
    "six_colours": "music.cues.six_colours",
    "balance": "music.orchestra.balance",
    "section_sizes": "music.orchestra.players",
    "chorale": "music.cues.chorale",
    "playability": "music.orchestra.playability",
    "parts": "music.orchestra.parts",
    "concert": "music.orchestra.parts",
    "save_musicxml": "music.orchestra.parts",
    "orchestra_map": "widgets.orchestra_map",
    "orchestrate": "music.orchestra.orchestrate",
    "scored": "music.orchestra.scored",
    "distribute": "music.orchestra.distribute",
    "Stems": "sound.stems",
    "perform": "sound.performance",
    "palette": "sound.palette",
    "sketch": "sound.sketch",
    "click_track": "sound.clicks",
    "film_cues": "sound.library",
    "study": "sound.library",
    "four_palettes": "sound.four_palettes",
    "Mixer": "sound.mix",
    "layers": "sound.layering",
    "layer_plan": "sound.layer_plan",
    "found_sound": "sound.found",
    "programme": "sound.programming",
    "loud_places": "sound.loud_places",
    "loudness": "sound.loudness",
    "under_dialogue": "sound.speech",
    "listen": "sound.listen",
    "spotting_notes": "delivery.notes",
    "timing_notes": "delivery.notes",
    "cue_list": "delivery.notes",
    "watch": "widgets.cue_player",
    "play": "widgets.note_player",
    "spotting_desk": "widgets.spotting_desk",
    "tempo_finder": "widgets.tempo_finder",
    "motif_bench": "widgets.motif_bench",
    "motif_story": "widgets.motif_story",
    "tonnetz": "widgets.tonnetz",
    "ostinato_machine": "widgets.ostinato_machine",
    "layer_painter": "widgets.layer_painter",
    "mood_harmoniser": "widgets.mood_harmoniser",
    "timecode_clock": "widgets.timecode_clock",
    "show": "plots.show",
    "check": "course.check",
    "hint": "course.check",
    "quiz": "course.quiz",
    "progress": "course.progress",
    "save_work": "course.save",
    "restore_work": "course.restore",
    "doctor": "course.doctor",
}

__all__ = ["__version__", *_HOME]


def __getattr__(name: str) -> Any:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'filmscore' has no name {name!r}; dir(filmscore) lists them")
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})


if TYPE_CHECKING:  # what editors and mypy see; at run time __getattr__ does the same, later
    from .course.check import check as check
    from .course.check import hint as hint
    from .course.doctor import doctor as doctor
    from .course.progress import progress as progress
    from .course.quiz import quiz as quiz
    from .course.restore import restore_work as restore_work
    from .course.save import save_work as save_work
    from .delivery.notes import cue_list as cue_list
    from .delivery.notes import spotting_notes as spotting_notes
    from .delivery.notes import timing_notes as timing_notes
    from .errors import FilmScoreError as FilmScoreError
    from .music.cues.chorale import chorale as chorale
    from .music.cues.six_colours import six_colours as six_colours
    from .music.distinctness import distinctness as distinctness
    from .music.find_motif import find_motif as find_motif
    from .music.harmony.affect import predict_order as predict_order
    from .music.harmony.bars import bars_of as bars_of
    from .music.harmony.cadences import find_cadences as find_cadences
    from .music.harmony.chords import Chord as Chord
    from .music.harmony.colours import reharmonise as reharmonise
    from .music.harmony.conventions import convention as convention
    from .music.harmony.conventions import conventions as conventions
    from .music.harmony.mixture import mixture as mixture
    from .music.harmony.numerals import chord_in as chord_in
    from .music.harmony.pairs import Pair as Pair
    from .music.harmony.pairs import mnx as mnx
    from .music.harmony.raised_fourth import raised_fourth as raised_fourth
    from .music.harmony.reading import read_harmony as read_harmony
    from .music.harmony.scales import scale as scale
    from .music.harmony.suspense import suspense as suspense
    from .music.harmony.tension import tension as tension
    from .music.harmony.triads import Triad as Triad
    from .music.harmony.voicing import laid as laid
    from .music.harmony.voicing import lead as lead
    from .music.known import sounds_like as sounds_like
    from .music.leitmotif import LeitmotifPlan as LeitmotifPlan
    from .music.leitmotif import Statement as Statement
    from .music.motif import Motif as Motif
    from .music.motif_map import motif_map as motif_map
    from .music.orchestra.balance import balance as balance
    from .music.orchestra.catalogue import instrument as instrument
    from .music.orchestra.catalogue import instruments as instruments
    from .music.orchestra.distribute import distribute as distribute
    from .music.orchestra.orchestrate import orchestrate as orchestrate
    from .music.orchestra.parts import concert as concert
    from .music.orchestra.parts import parts as parts
    from .music.orchestra.parts import save_musicxml as save_musicxml
    from .music.orchestra.playability import playability as playability
    from .music.orchestra.players import section_sizes as section_sizes
    from .music.orchestra.scored import scored as scored
    from .music.rhythm.momentum import momentum as momentum
    from .music.rhythm.ostinato import Ostinato as Ostinato
    from .music.rhythm.signature import signature as signature
    from .picture.click import Click as Click
    from .picture.film import Film as Film
    from .picture.film import open_film as open_film
    from .picture.find_tempo import find_tempo as find_tempo
    from .picture.leader import two_pop as two_pop
    from .picture.spotting import Cue as Cue
    from .picture.spotting import Hit as Hit
    from .picture.spotting import Silence as Silence
    from .picture.spotting import Spotting as Spotting
    from .picture.tempo import TempoMap as TempoMap
    from .picture.timecode import Rate as Rate
    from .picture.timecode import Timecode as Timecode
    from .picture.two_tempi import find_two_tempi as find_two_tempi
    from .plots.show import show as show
    from .sound.clicks import click_track as click_track
    from .sound.found import found_sound as found_sound
    from .sound.four_palettes import four_palettes as four_palettes
    from .sound.layer_plan import layer_plan as layer_plan
    from .sound.layering import layers as layers
    from .sound.library import film_cues as film_cues
    from .sound.library import study as study
    from .sound.listen import listen as listen
    from .sound.loud_places import loud_places as loud_places
    from .sound.loudness import loudness as loudness
    from .sound.mix import Mixer as Mixer
    from .sound.palette import palette as palette
    from .sound.performance import perform as perform
    from .sound.programming import programme as programme
    from .sound.sketch import sketch as sketch
    from .sound.speech import under_dialogue as under_dialogue
    from .sound.stems import Stems as Stems
    from .widgets.cue_player import watch as watch
    from .widgets.layer_painter import layer_painter as layer_painter
    from .widgets.mood_harmoniser import mood_harmoniser as mood_harmoniser
    from .widgets.motif_bench import motif_bench as motif_bench
    from .widgets.motif_story import motif_story as motif_story
    from .widgets.note_player import play as play
    from .widgets.orchestra_map import orchestra_map as orchestra_map
    from .widgets.ostinato_machine import ostinato_machine as ostinato_machine
    from .widgets.spotting_desk import spotting_desk as spotting_desk
    from .widgets.tempo_finder import tempo_finder as tempo_finder
    from .widgets.timecode_clock import timecode_clock as timecode_clock
    from .widgets.tonnetz import tonnetz as tonnetz
