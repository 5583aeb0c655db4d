"""What music21 has, on a roll: notes, chords and scales as they stand, parts and scores as they are performed."""

from __future__ import annotations

import copy
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from ..errors import FilmScoreError, shown
from ..plots.note_values import Event
from ..sound.names import pitch_name
from .roll import (
    BPM,
    MOST_NOTES,
    Part,
    Roll,
    RollNote,
    chords,
    no_sound,
    plain,
    read_pitch,
    solo,
    written_of,
)


def of_music21(x: Any, bpm: float | None, played_by: str | None, *, own: bool = False) -> Roll:
    """A note, chord, scale, part or score of music21; with `own`, each part by its own player, else by one near it."""
    if hasattr(x, "getPitches") and hasattr(x, "tonic"):
        return _scale(x, bpm or BPM, played_by)
    if getattr(x, "isNote", False) or getattr(x, "isChord", False):
        beats = float(x.quarterLength) or 1.0
        notes = [plain(0.0, beats, *read_pitch(p)) for p in sorted(x.pitches, key=lambda p: p.ps)]
        if not notes:
            raise FilmScoreError("This chord has no notes in it yet.")
        event = Event(Fraction(0), Fraction(beats).limit_denominator(64), tuple(n.name for n in notes))
        return Roll("–".join(n.name for n in notes), tuple(notes), solo(played_by), beats, float(bpm or BPM),
                    written=written_of([event]))  # fmt: skip
    if hasattr(x, "nameWithOctave"):
        return chords([[x]], bpm or BPM, played_by)
    if not hasattr(x, "recurse"):
        raise FilmScoreError(no_sound(x))
    return _score(x, bpm, played_by, own)


def _scale(x: Any, bpm: float, played_by: str | None) -> Roll:
    """Up and down again, for the way down may be another."""
    if getattr(x, "tonic", None) is None:
        raise FilmScoreError(f"{shown(x)} has no tonic: give it one, as in music21.scale.MinorScale('D').")
    up = x.getPitches()
    from music21.scale import Direction

    down = x.getPitches(up[0], up[-1], direction=Direction.DESCENDING)
    down = sorted(down, key=lambda p: -p.ps)[1:]
    pitches = [*up, *down]
    notes = [plain(0.5 * i, 0.5 if i < len(pitches) - 1 else 1.0, *read_pitch(p)) for i, p in enumerate(pitches)]
    beats = float(np.ceil(0.5 * (len(pitches) - 1) + 1))
    half = Fraction(1, 2)
    events = [Event(half * i, half if i < len(pitches) - 1 else 2 * half, (n.name,)) for i, n in enumerate(notes)]
    return Roll(f"Scale: {x.name}", tuple(notes), solo(played_by), beats, float(bpm), written=written_of(events))


def _score(x: Any, bpm: float | None, played_by: str | None, own: bool) -> Roll:
    from ..picture.tempo import TempoMap
    from ..sound.marked_tempo import marked_tempi
    from ..sound.palette import PALETTE
    from ..sound.performance import perform
    from ..sound.repeats import played_out

    whole = played_out(x)
    length = Fraction(whole.highestTime).limit_denominator(960)
    if not length or not list(whole.recurse().notes):
        raise FilmScoreError("There is no note in this score yet, so there is nothing to play.")
    if sum(1 for _ in whole.recurse().notes) > MOST_NOTES:
        raise FilmScoreError(
            f"This score has more than {MOST_NOTES} notes: play some bars of it, score.measures(1, 40)."
        )
    marks = marked_tempi(whole, length, BPM)
    base = float(bpm or marks[0][1])
    tempo = TempoMap(0, rate="24")
    for beats, written in marks:
        tempo = tempo.steady(beats, bpm=written * base / marks[0][1])
    still = tuple((pattern, _at_once(voice)) for pattern, voice in PALETTE)
    performance = perform(_named(whole), tempo, palette=still)
    long = {id(n): account.beats for account in performance.accounts if len(account.notes) == 1 for n in account.notes}
    called = {id(n): account.name for account in performance.accounts for n in account.notes
              if n.pitch == account.pitch}  # fmt: skip
    beat = base / 60
    parts: list[Part] = []
    notes: list[RollNote] = []
    unpitched = False
    for track in performance.tracks:
        if " layer " in track.name:
            continue
        if track.bank == 128:
            unpitched = True
            continue
        times = [c.time for c in track.controls if c.kind == "expression"]
        levels = [c.value for c in track.controls if c.kind == "expression"]
        one = Part("Piano" if track.name == "part" else track.name, *_player(track, played_by, own), pan=track.pan)
        number = len(parts)
        parts.append(one)
        for n in track.notes:
            at, end = (np.interp([n.start, n.end], times, levels) / 127) if times else (1.0, 1.0)
            notes.append(RollNote(
                round(n.start * beat, 5), round(n.seconds * beat, 5), round(float(n.pitch), 3),
                round(min(max(n.velocity * float(at), 1.0), 127.0), 1),
                round(min(max(n.velocity * float(end), 1.0), 127.0), 1), number,
                called.get(id(n)) or pitch_name(round(float(n.pitch), 2)),
                long.get(id(n), 0.0),
            ))  # fmt: skip
    if played_by is not None and len(parts) == 1:
        parts = [replace(parts[0], name=solo(played_by)[0].name)]
    if not notes:
        raise FilmScoreError("This score has unpitched percussion only; fs.perform(score, tempo).render() plays it.")
    notes.sort(key=lambda n: (n.beat, n.pitch))
    first = next(iter(getattr(whole, "parts", None) or [whole]))
    measures = first.getElementsByClass("Measure")
    bars = tuple(round(float(tempo.seconds_at(float(m.offset))) * beat, 5) for m in measures)
    first_bar = int(getattr(measures.first(), "number", 1) or 0) if bars else 1
    title = getattr(getattr(x, "metadata", None), "title", None)
    title = title or (f"Score of {len(parts)} parts" if len(parts) > 1 else parts[0].name)
    remarks = (
        ("Unpitched percussion is left out here; fs.perform(score, tempo).render() plays it.",) if unpitched else ()
    )
    seconds = float(tempo.seconds_at(float(length)))
    stamps = [sum((b for b, _ in marks[:i]), Fraction(0)) for i in range(len(marks) + 1)]
    clock = tuple((float(q), round(float(tempo.seconds_at(float(q))) * beat, 5)) for q in stamps)
    return Roll(str(title), tuple(notes), tuple(parts), round(seconds * beat, 5), base, bars, first_bar, 0.0, remarks,
                written=whole, clock=clock)  # fmt: skip


def _at_once(voice: Any) -> Any:
    """A voice that begins on the beat: how early a sound must begin is the bank's own affair."""
    ways = {name: replace(sound, lead=0.0) for name, sound in voice.techniques.items()}
    return replace(voice, sound=replace(voice.sound, lead=0.0), techniques=ways)


def _named(whole: Any) -> Any:
    """The score in parts: loose notes become a piano's."""
    if getattr(whole, "parts", None) or "Part" in whole.classes or "Opus" in whole.classes:
        return whole
    from music21 import stream

    part = stream.Part(id="Piano")
    for element in whole:
        part.insert(element.offset, copy.deepcopy(element))
    part.partName = "Piano"
    return part


def _player(track: Any, played_by: str | None, own: bool) -> tuple[str, str]:
    """Who of the bank plays a track, and the family it is shown in."""
    from ..look import FAMILY
    from ..sound.note_bank import INSTRUMENTS, instrument, section

    if played_by is not None or own:
        player = instrument(played_by) if played_by is not None else section(track.name)
        return player.id, player.family
    family = track.stem if track.stem in FAMILY else "soloist"
    for one in INSTRUMENTS:
        if track.bank == 0 and one.voice.sound.program == track.program and one.id != "strings":
            return one.id, family
    middle = float(np.mean([n.pitch for n in track.notes]))
    by_family = {
        "woodwinds": "flute" if middle >= 72 else "clarinet",
        "brass": "trumpet" if middle >= 64 else "horn",
        "strings": "harp" if track.program == 45 else "strings",
        "choir": "choir",
        "percussion": "timpani" if middle < 60 else "celesta",
        "keys": "celesta" if 8 <= track.program <= 15 else "piano",
        "synths": "strings",
        "soloist": "violin" if middle >= 62 else "cello",
    }
    return by_family[family], family
