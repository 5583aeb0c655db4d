"""What the page of the Ostinato machine is told once: frames of beats, players, hits and boxes; and its sound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from ..music.cues.notation import DYNAMICS
from ..music.rhythm import room as rooms
from ..music.rhythm.evolution import PARAMETERS
from ..music.rhythm.meeting import hits_of
from ..music.rhythm.players import DRUMS, SECTIONS, reach_of
from ..picture.spotting import Hit
from .cue_player import media_of
from .scene import shot_data

if TYPE_CHECKING:
    from ..music.rhythm.ostinato import Ostinato
    from ..picture.film import Film
    from ..picture.tempo import TempoMap
    from .answering import Part
    from .marks import Mark

MOST_BARS = 64  #: as in the page
TOLERANCE = 1  #: frames by which an accent may miss a hit and still be felt to meet it
_FINE = 24  #: places of a beat at which the frames of a tempo that changes are told
_AFTER = 8  #: the part of the music's length that is shown after it

#: who of the notes that come with the package stands in for a family in the page: they are there at once
_STAND_INS = {"strings": "strings", "choir": "strings", "soloist": "strings", "woodwinds": "horn", "brass": "horn"}


def bars_in(tempo: TempoMap, cell: Ostinato, bars: Any) -> int:
    """How many bars are built: as asked, else as many of the cell's as the map holds."""
    if bars is None:
        return min(MOST_BARS, max(1, int(tempo.beats / cell.bar)))
    if type(bars) is not int or not 1 <= bars <= MOST_BARS:
        raise FilmScoreError(f"bars is a whole number from 1 to {MOST_BARS}, not {shown(bars)}.")
    return bars


def end_of(tempo: TempoMap, beats: Any) -> float:
    """The frame on which the last bar is over."""
    return float(tempo.frame_at(beats))


def silence_in(film: Film, tempo: TempoMap) -> int | None:
    """The frame of the event that begins a silence, if it is the map's end."""
    last = tempo.frame_at(tempo.beats)
    found = [e.frame for e in film.events if "silence" in e.label.casefold() and tempo.start < e.frame <= last + 2]
    return found[-1] if found else None


def hits_in(film: Film, tempo: TempoMap, hits: Any) -> tuple[Hit, ...]:
    """The hits with what happens on them: as given, else the film's, without its last if that is a silence."""
    about = {event.frame: event for event in film.events}
    if hits is None:
        silent = silence_in(film, tempo)
        rows = [(frame, label) for frame, label in hits_of(film, tempo) if frame != silent]
    else:
        rows = hits_of(hits, tempo) if hits else []
    made = []
    for frame, label in rows:
        event = about.get(frame)
        made.append(Hit(frame, label or (event.label if event else ""), must=event is None or event.kind == "must"))
    return tuple(made)


def boxes(film: Film, tempo: TempoMap, bars: int, cell: Ostinato, room: Any) -> list[tuple[rooms.Slot, bool]]:
    """The boxes there are to begin with: the cell's own, what is given, and the film's lines while the music lasts."""
    last = end_of(tempo, bars * cell.bar)
    lines = [slot for slot in rooms.slots_of(film) if slot.start < last and slot.end > tempo.start]
    found = [*cell.free, *(rooms.rooms_of(room) if room else ()), *lines]
    return [(slot, True) for slot in dict.fromkeys(found)]


def times(tempo: TempoMap, beats: float) -> list[list[float]]:
    """Beats with their frames, close enough that a line from one to the next is the map."""
    at = {0.0, float(beats), float(tempo.beats)}
    for segment in tempo.segments:
        first, last = float(segment.beat), float(segment.beat + segment.beats)
        at |= {first, last}
        if segment.kind != "steady":
            at |= {first + n / _FINE for n in range(int((last - first) * _FINE) + 1)}
    return [[beat, float(tempo.frame_at(beat))] for beat in sorted(at)]


def told(film: Film, tempo: TempoMap, bars: int, hits: Iterable[Hit], marks: Sequence[Mark]) -> dict[str, Any]:
    """All that the page works with and does not keep."""
    from ..sound.note_bank import VELOCITY, bank_key
    from ..sound.sketch import HIGHEST_PEAK, LEVEL
    from .ostinato_marks import ostinato_of

    cell = ostinato_of(marks[-1])
    last = end_of(tempo, bars * cell.bar)
    silence = silence_in(film, tempo)
    shown_to = min(film.frames, round(max(last, silence or 0) + (last - tempo.start) / _AFTER))
    lines = [{"start": line.start, "end": line.end, "who": line.who, "text": line.text} for line in film.lines]
    menu = names()
    more = [name for mark in marks for name, _ in mark["players"] if name not in menu]
    return {
        "shot": {**shot_data(film, tempo.start, shown_to), "lines": lines, "media": media_of(film)},
        "bars": bars, "times": times(tempo, float(bars * cell.bar)), "silence": silence, "tolerance": TOLERANCE,
        "ring": rooms.RING,
        "hits": [{"frame": hit.frame, "label": hit.label, "must": hit.must} for hit in hits],
        "params": {
            name: {"low": one.low, "high": one.high, "plain": one.plain, "whole": one.whole, "told": one.told}
            for name, one in PARAMETERS.items()
        },
        "dynamics": list(DYNAMICS), "menu": menu, "reach": {name: reach(name) for name in [*menu, *more]},
        "tempo": tempo.code(), "bank": bank_key(), "velocity": VELOCITY, "loudness": LEVEL, "peak": HIGHEST_PEAK,
    }  # fmt: skip


def names() -> list[str]:
    """The players of the menu, by families, as `Ostinato.build` takes them."""
    from ..music.orchestra.catalogue import instruments

    found = [one.name for one in instruments()]
    found[found.index("Violin") : found.index("Violin") + 1] = ["Violin I", "Violin II"]
    return list(dict.fromkeys([_small(name) for name in [*found, *SECTIONS, *sorted(DRUMS)]]))


def _small(name: str) -> str:
    """A name as it is typed: its first letter small, unless it is a note's."""
    return name if name[1:2] in ("♭", " ") else name[:1].lower() + name[1:]


def reach(name: str) -> dict[str, Any]:
    """How far a player goes, and who of the note bank plays for them in the page."""
    from ..music.orchestra.catalogue import known

    far = reach_of(name)
    player = known(name)
    who = _STAND_INS.get(player.family if player else name.casefold(), "piano")
    return {"low": far.low, "high": far.high, "easy": far.easy, "pitched": far.pitched, "who": who}


def played(score: Any, film: Film, tempo: TempoMap, silence: int | None) -> Part:
    """A page as its players play it, over at the silence, at the loudness of all sketches; one sound."""
    from ..sound.sketch import sketch
    from ..sound.stems import encode_sound

    made = sketch(score, at=tempo.start, film=film, until=silence)
    if made is None:
        raise FilmScoreError("There is nothing on this page to play.")
    if len(tempo.segments) > 1:
        made.tempo = tempo  # a page says one tempo; the map knows the others
    stems = made.render()
    item = {"name": "music", "family": "", "mime": "audio/ogg", "font": stems.font or ""}
    return item, encode_sound(stems.mix())
