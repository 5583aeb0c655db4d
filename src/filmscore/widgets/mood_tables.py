"""What the page of the Mood harmoniser is told first: what may stand under the tune, laid; films; players."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from ..music.harmoniser import LOWEST, STOPS, Ground, Light
from ..music.harmony.affect import EFFECTS, LISTENERS, SLACK, SURE
from ..music.harmony.chords import Chord
from ..music.harmony.palettes_of_chords import COLOURS
from ..music.laying import PEDALS, SPACINGS
from ..music.leitmotif import motif_code
from ..music.loans import LOANS
from ..music.pitch import Pitch
from ..picture.film import Film

#: laid for these registers; an octave away from one of them it is the same notes
_LAID = (-7, 0, 7)


def tables(ground: Ground) -> dict[str, Any]:
    """The tune, its boxes, colours, chords and loans, and the model of the prediction: plain data."""
    return {
        "tune": _tune(ground),
        "slots": [[float(s.start), float(s.beats), s.bar, s.part] for s in ground.slots],
        "tonic": Pitch.read(f"{ground.tonic}4").midi % 12,
        "home": ground.tonic,
        "colours": {colour: _colour(ground, colour) for colour in STOPS},
        "lowered": [_lowered(ground, a, b) for a, b in pairwise(STOPS)],
        "chords": {symbol: _chord(ground, symbol) for symbol in ground.symbols},
        "pedals": {
            pedal: {"note": ground.laying.pedal_note(pedal), **_bass(ground, ground.tonic, pedal)}
            for pedal in PEDALS[1:]
        },
        "loans": [
            {
                "id": numeral, "symbol": loan.chord.symbol, "costs": list(loan.costs), "changed": list(loan.changed),
                "sounds": loan.sounds, "refused": loan.refused,
            }
            for numeral, loan in ((numeral, ground.loans[numeral]) for numeral in LOANS)
        ],
        "limits": {"low": LOWEST.midi, "lowest": LOWEST.name, "high": max(ground.tune.midi),
                   "highest": max(ground.tune.pitches, key=lambda name: Pitch.read(name).midi)},
        "model": {"effects": {cue: list(pair) for cue, pair in EFFECTS.items()}, "slack": SLACK,
                  "listeners": LISTENERS, "sure": SURE},
    }  # fmt: skip


def _tune(ground: Ground) -> dict[str, Any]:
    tune = ground.tune
    return {
        "notes": [
            [float(start), float(beats), midi, name]
            for (name, start, beats), midi in zip(tune.notes, tune.midi, strict=True)
        ],
        "beats": float(tune.beats),
        "exact": [str(slot.beats) for slot in ground.slots],
        "bar": float(ground.meter.length),
        "lead": float(tune.begins - 1),
        "code": motif_code(tune),
        "name": tune.name or "the tune",
        "text": " ".join(tune.pitches),
    }


def _colour(ground: Ground, colour: str) -> dict[str, Any]:
    home, here = ground.home(colour), ground.scale(colour)
    menu = ground.menu(colour)
    return {
        "name": STOPS[colour],
        "told": COLOURS[colour].told,
        "scale": list(here.notes),
        "row": list(ground.row(colour)),
        "menu": list(menu),
        "home": home.name,
        "numerals": {symbol: Chord(symbol).numeral(home) for symbol in ground.symbols},
        "outside": list(ground.outside(colour)),
    }


def _lowered(ground: Ground, above: str, below: str) -> dict[str, Any]:
    """The one degree in which two neighbours differ."""
    pairs = zip(ground.scale(above).notes, ground.scale(below).notes, strict=True)
    degree, (high, low) = next((i + 1, pair) for i, pair in enumerate(pairs) if pair[0] != pair[1])
    return {"degree": degree, "high": high, "low": low}


def _chord(ground: Ground, symbol: str) -> dict[str, Any]:
    chord = Chord(symbol)
    kind = chord.kind.removesuffix(" triad")
    return {
        "notes": list(chord.notes),
        "classes": list(chord.pitch_classes),
        "said": f"{chord.root} {kind}" + (f" over {chord.bass}" if chord.inversion else ""),
        "over": {pedal: ground.over(symbol, pedal) for pedal in PEDALS},
        "bass": _bass(ground, symbol, "none"),
        "upper": {
            spacing: {
                str(register): [p.name for p in ground.laying.upper(symbol, spacing, register)] for register in _LAID
            }
            for spacing in SPACINGS
        },
    }


def _bass(ground: Ground, symbol: str, pedal: str) -> dict[str, str]:
    return {str(register): ground.laying.bass(symbol, register, pedal).name for register in _LAID}


#: where a harmony can be tried: film and the frame on which the tune begins
_SHOTS = (("first-bloom", 612), ("the-kettle", 1440), ("first-bloom", 1536), ("the-log", 724))


def shots(film: Film, at: int) -> list[dict[str, Any]]:
    """The scenes of the menu, the one that was asked for first."""
    from ..picture.film import film_names, open_film

    there = set(film_names())
    rows: list[tuple[Film, int]] = [(film, at)]
    rows += [(open_film(name), frame) for name, frame in _SHOTS if name in there and (name, frame) != (film.name, at)]
    return [_shot(one, frame) for one, frame in rows]


def _shot(film: Film, at: int) -> dict[str, Any]:
    shot = next((one for one in film.shots if one.start <= at < one.end), None)
    where = f", {shot.name}" if shot and shot.name else ""
    return {"id": f"{film.name} {at}", "film": film.name, "at": at, "label": f"{film.title}{where} ({at})",
            "seen": f"{shot.note}" if shot else ""}  # fmt: skip


def films(rows: Iterable[dict[str, Any]], given: Film) -> dict[str, dict[str, Any]]:
    """What the page needs to know of each film: its rate, its length, what is said, and where picture and sound are."""
    from ..picture.film import open_film
    from .cue_player import media_of

    found = {}
    for name in dict.fromkeys(row["film"] for row in rows):
        film = given if name == given.name else open_film(name)
        found[name] = {
            "title": film.title,
            "rate": {"num": film.rate.fps.numerator, "den": film.rate.fps.denominator, "nominal": film.rate.base,
                     "drop": film.rate.drop},
            "origin": film.start.frame,
            "frames": film.frames,
            "lines": [{"start": n.start, "end": n.end, "who": n.who, "text": n.text} for n in film.lines],
            "media": media_of(film),
        }  # fmt: skip
    return found


def players() -> list[dict[str, Any]]:
    """Who may play the tune, or the chords: those of `fs.sketch` whose notes a page has."""
    from ..sound.note_bank import INSTRUMENTS
    from ..sound.sketch_players import PLAYERS

    return [
        {"id": one.id, "name": one.name, "family": one.family, "low": one.low, "high": one.high}
        for one in INSTRUMENTS
        if one.id in PLAYERS
    ]


def told(ground: Ground, light: Light) -> dict[str, Any]:
    """What Python works out for a version: at most two style notes, and how it ends."""
    from ..music.harmony.cadences import find

    symbols = [ground.over(symbol, light.pedal) for symbol, _ in ground.held(light)]
    last = find(symbols, ground.home(light.colour))[-1]
    manner = f", {last.manner}" if last.manner else ""
    name = f"{last.kind.capitalize()}{manner}"
    if last.kind == "none":
        name = f"Home{manner}" if manner else "No cadence"
    return {"remarks": list(ground.remarks(light)[:2]), "stop": f"{name}. {last.at_a_cut}"}
