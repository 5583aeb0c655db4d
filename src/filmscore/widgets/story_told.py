"""What Python works out for the page of *Motif through the story*: how each statement sounds, and what is counted."""

from __future__ import annotations

from typing import Any

from ..errors import FilmScoreError
from ..music.leitmotif import LeitmotifPlan
from ..music.leitmotif_stack import line_of
from ..music.motif import Motif, midi_of
from .story_marks import stack_text

Notes = list[list[Any]]


def notes(motif: Motif, start: float = 0) -> Notes:
    """The sounding notes: beat they begin on (from 0), beats, MIDI pitch, name."""
    return [
        [start + float(at), float(beats), midi, name]
        for (name, at, beats), midi in zip(motif.notes, motif.midi, strict=True)
    ]


def line(made: Any) -> dict[str, Any]:
    """What sounds, as the page draws and plays it: the motif's own notes, and those beside it."""
    motif = line_of(made)
    start, beside = 0.0, []
    if hasattr(made, "chords"):
        for chord in made.chords:
            beside += [
                [float(chord.start), float(chord.beats), midi_of(name), name] for name in dict.fromkeys(chord.names)
            ]
    elif hasattr(made, "second"):
        (_, first), (other, second) = made.lines
        start, beside = float(first), notes(other, float(second))
    return {
        "notes": notes(motif, start),
        "beside": beside,
        "beats": float(made.beats),
        "pitches": " ".join(motif.pitches),
    }


def worked_out(plan: LeitmotifPlan, keys: list[str]) -> dict[str, Any]:
    """All that is told of a plan; `keys` are those of its marks."""
    lines: dict[str, Any] = {}
    for index, one in enumerate(plan.statements):
        name = f"{one.motif}|{stack_text(one.transformation)}"
        if name not in lines:
            lines[name] = _statement(plan, index)
    return {
        "lines": lines,
        "remarks": {key: _remarks(plan, index) for index, key in enumerate(keys)},
        "criteria": {motif: _criteria(plan, motif) for motif in plan.motifs},
        "problems": plan.problems(),
        "told": plan.told,
    }


def _statement(plan: LeitmotifPlan, index: int) -> dict[str, Any]:
    steps = [
        {"told": s.told, "keeps": s.keeps, "gives_up": s.gives_up, "reading": s.reading, "recognised": s.recognised}
        for s in plan.steps(index)
    ]
    told: dict[str, Any] = {"steps": steps, "form": plan.treatment(index), "wrong": "", "distance": None}
    try:
        told |= line(plan.sounding_at(index))
    except FilmScoreError as error:
        return {**told, "wrong": str(error)}
    try:
        told["distance"] = [round(value, 4) for value in plan.distances(index)]
    except FilmScoreError:  # a single note has no distance from anything
        told["distance"] = None
    return told


def _criteria(plan: LeitmotifPlan, motif: str) -> dict[str, Any]:
    try:
        rows = [{"name": one.name, "met": one.met, "told": one.told} for one in plan.criteria(motif)]
    except FilmScoreError as error:  # a motif of one note can be compared with nothing
        rows = [{"name": "criteria", "met": False, "told": str(error)}]
    found = plan.order(motif)
    return {"rows": rows, "order": {"kept": found.kept, "told": found.told}}


def _remarks(plan: LeitmotifPlan, index: int) -> dict[str, str]:
    """Where a statement is in its film, and whether it lies well for who plays it."""
    return {"at": _at(plan, index), "range": _range(plan, index)}


def _at(plan: LeitmotifPlan, index: int) -> str:
    one = plan.statements[index]
    if one.film is None:
        return ""
    from ..picture.film import open_film

    film = open_film(one.film)
    return film.title if one.frame is None else f"{film.title} {film.timecode(one.frame)}"


def _range(plan: LeitmotifPlan, index: int) -> str:
    from ..sound.names import pitch_name
    from ..sound.note_bank import instrument

    try:
        who = instrument(plan.played_by(index))
        midi = plan.motif_at(index).midi
    except FilmScoreError:
        return ""
    outside = sum(not who.low <= pitch <= who.high for pitch in midi)
    if not outside:
        return ""
    said = "1 note lies" if outside == 1 else f"{outside} notes lie"
    return (
        f"{said} outside the comfortable range of the {who.name.lower()}, {pitch_name(who.low)} to "
        f"{pitch_name(who.high)}: move it by an octave, or give it to another player."
    )
