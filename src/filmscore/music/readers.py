"""A motif from what others write, and for them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .keys import Key
from .line import MOST_NOTES, Line
from .meter import Meter
from .pitch import Pitch, as_music21, natural

if TYPE_CHECKING:
    from music21 import stream

#: played lengths with a denominator beyond this are no written ones: they are moved to the nearest grid place
_WRITTEN = 64
_GRID = 24

#: a gap this short, in beats, between two notes of a MIDI file is articulation and no rest
_BREATH = Fraction(1, 8)

#: what music21 calls a part without a name
_NAMELESS = "MusicXML Part"


def from_music21(music: Any, chords: str) -> dict[str, Any]:
    """What a passage of music21 says, as the parts of a motif; see `Motif.from_music21`."""
    if str(type(music).__module__).partition(".")[0] != "music21" or not getattr(music, "isStream", False):
        raise FilmScoreError(
            f"{shown(music)} is no stream of music21. Give a part, or a passage of one: part.measures(1, 2)."
        )
    if not isinstance(chords, str) or chords not in ("refuse", "top"):
        raise FilmScoreError(f"chords is {shown(chords)}: 'refuse' or 'top'.")
    parts = list(music.parts) if hasattr(music, "parts") else []
    if len(parts) > 1:
        names = ", ".join(str(part.partName or part.id) for part in parts[:6])
        raise FilmScoreError(
            f"This score has {len(parts)} parts ({names}), and a motif is one line: choose one, as in score.parts[0]."
        )
    part = parts[0] if parts else music
    tied = _tied(part)
    flat = part.flatten()
    sounding = [n for n in flat.notes if not n.duration.isGrace]  # grace notes take no time
    if len(sounding) > MOST_NOTES:
        raise FilmScoreError(
            f"These are {len(sounding)} notes, and a motif has {MOST_NOTES} at most: choose a passage, as in "
            "part.measures(1, 2)."
        )
    spans: list[tuple[str, Fraction, Fraction]] = []
    for one, joins in zip(sounding, (n.id in tied for n in sounding), strict=True):
        name = _named(one, chords)
        start, beats = _exact(one.offset), _exact(one.quarterLength)
        if joins and spans and spans[-1][0] == name and spans[-1][1] + spans[-1][2] == start:
            spans[-1] = (name, spans[-1][1], spans[-1][2] + beats)
            continue
        if spans and spans[-1][1] + spans[-1][2] > start:
            raise FilmScoreError(
                f"{name} {_where(one)} begins while {spans[-1][0]} still sounds, and a motif is one line: choose one "
                "voice."
            )
        spans.append((name, start, beats))
    if not spans:
        raise FilmScoreError("Nothing sounds in this music: choose a passage with notes.")
    signature = _in_force(part, flat, "TimeSignature")
    title = getattr(part, "partName", None)
    found: dict[str, Any] = {"notes": _with_rests(spans), "name": title if title and title != _NAMELESS else None}
    home = _in_force(part, flat, "Key")
    if home is not None:
        found["key"] = f"{home.tonic.name.replace('-', 'b')} {home.mode}" if home.mode in ("major", "minor") else None
    if signature is not None:
        found["meter"] = str(Meter.read(signature.ratioString))
        bar = Meter.read(found["meter"]).length
        first = sounding[0].getContextByClass("Measure")
        place = spans[0][1] + _exact(getattr(part, "paddingLeft", 0))
        if first is not None and first in list(part.recurse().getElementsByClass("Measure")):
            place = spans[0][1] - _exact(first.getOffsetInHierarchy(part)) + _exact(first.paddingLeft)
        found["begins"] = place % bar + 1
    return found


def _in_force(part: Any, flat: Any, what: str) -> Any:
    """A signature within a passage; for a bar taken by itself, the one that holds there."""
    within = next(iter(flat.getElementsByClass(what)), None)
    return part.getContextByClass(what) if within is None else within


def _tied(part: Any) -> set[Any]:
    """Notes that go on with the one before them."""
    return {n.id for n in part.recurse().notes if n.tie is not None and n.tie.type in ("stop", "continue")}


def _named(one: Any, chords: str) -> str:
    if one.isChord or not hasattr(one, "pitch"):
        pitches = sorted(getattr(one, "pitches", ()), key=lambda p: p.ps)
        if not pitches:
            raise FilmScoreError(f"{shown(one)} {_where(one)} has no pitch, and a motif is made of pitches.")
        if chords == "refuse" and len(pitches) > 1:
            raise FilmScoreError(
                f"{' '.join(p.nameWithOctave for p in pitches)} {_where(one)} is a chord, and a motif is one line. "
                "With chords='top' its highest note is taken."
            )
        pitch = pitches[-1]
    else:
        pitch = one.pitch
    if pitch.ps % 1:
        raise FilmScoreError(
            f"{pitch.nameWithOctave} {_where(one)} lies between two keys of the piano; a motif knows no quarter tones: "
            "choose the nearer key."
        )
    step, alter = 7 * pitch.implicitOctave + "CDEFGAB".index(pitch.step), int(pitch.alter)
    while abs(alter) > 2:  # past double signs
        after = step + (1 if alter > 0 else -1)
        step, alter = after, alter + natural(step) - natural(after)
    return Pitch.read(_typed(step, alter)).name


def _typed(step: int, alter: int) -> str:
    return f"{'CDEFGAB'[step % 7]}{'#' * alter}{'b' * -alter}{step // 7}"


def _where(one: Any) -> str:
    number = getattr(one, "measureNumber", None)
    beat = _exact(one.offset) if number is None else None
    return f"(bar {number})" if beat is None else f"(beat {beat + 1})"


def _exact(value: Any) -> Fraction:
    """Quarter lengths of music21, which keeps thirds as fractions or near them, and finer ones as floats."""
    near = Fraction(value).limit_denominator(10080)
    return near if abs(float(near) - float(value)) < 1e-6 else Fraction(value)


def _with_rests(spans: list[tuple[str, Fraction, Fraction]]) -> list[str]:
    """Spans in order as a motif is typed, rests where nothing sounds."""
    words: list[str] = []
    end = spans[0][1]
    for name, start, beats in spans:
        if start > end:
            words.append(f"R:{start - end}")
        words.append(f"{name}:{beats}")
        end = start + beats
    return words


# ---------------------------------------------------------------- MIDI


def from_midi(path: Any, track: int | None) -> dict[str, Any]:
    """What a MIDI file says, as the parts of a motif; see `Motif.from_midi`."""
    import mido

    if not isinstance(path, str | os.PathLike):  # a whole number would be taken for an open file, and closed
        raise FilmScoreError(f"{shown(path)} is no path of a MIDI file: write its name, 'theme.mid'.")
    try:
        file = mido.MidiFile(path)
    except FileNotFoundError:
        raise FilmScoreError(f"There is no file {shown(str(path))}: look at its name and folder.") from None
    except Exception as error:  # mido raises whatever the bytes make it stumble over
        raise FilmScoreError(f"{shown(str(path))} cannot be read as a MIDI file ({type(error).__name__}).") from None
    lines = [(i, _played(list(t), file.ticks_per_beat)) for i, t in enumerate(file.tracks)]
    heard = [(i, notes) for i, notes in lines if notes]
    if not heard:
        raise FilmScoreError(f"Nothing sounds in {shown(str(path))}.")
    if track is None and len(heard) > 1:
        raise FilmScoreError(
            f"{shown(str(path))} has notes in the tracks {', '.join(str(i) for i, _ in heard)}, and a motif is one "
            f"line: choose one, as in from_midi(path, track={heard[0][0]})."
        )
    chosen = heard[0] if track is None else next(((i, n) for i, n in heard if i == track), None)
    if chosen is None:
        raise FilmScoreError(f"Track {shown(track)} has no notes; {', '.join(str(i) for i, _ in heard)} have.")
    notes = chosen[1]
    if len(notes) > MOST_NOTES:
        raise FilmScoreError(f"These are {len(notes)} notes, and a motif has {MOST_NOTES} at most: cut out a passage.")
    signs = [m for t in file.tracks for m in t if m.is_meta]
    home = next((_key_of(m.key) for m in signs if m.type == "key_signature"), None)
    meter = next((f"{m.numerator}/{m.denominator}" for m in signs if m.type == "time_signature"), None)
    spans: list[tuple[str, Fraction, Fraction]] = []
    for (start, end, midi), after in zip(notes, [*notes[1:], None], strict=True):
        if after is not None and after[0] <= start:
            raise FilmScoreError(
                f"Two notes begin at once on beat {start + 1}, and a motif is one line: leave one of them out."
            )
        if after is not None and end > after[0]:
            if end - after[0] > _BREATH:
                raise FilmScoreError(
                    f"On beat {after[0] + 1} a note begins while another still sounds: choose one line."
                )
            end = after[0]
        if after is not None and 0 < after[0] - end < _BREATH:
            end = after[0]
        spans.append((_near(midi, home), start, end - start))
    found: dict[str, Any] = {"notes": _with_rests(spans), "meter": meter, "key": home.name if home else None}
    if meter:
        found["begins"] = spans[0][1] % Meter.read(meter).length + 1
    return found


def _played(track: list[Any], ticks: int) -> list[tuple[Fraction, Fraction, int]]:
    """Notes of a track as (start, end, MIDI pitch) in beats."""
    at, open_, found = 0, {}, []
    for message in track:
        at += message.time
        if message.type == "note_on" and message.velocity > 0:
            open_[message.channel, message.note] = at
        elif message.type in ("note_on", "note_off"):
            start = open_.pop((message.channel, message.note), None)
            if start is not None and at > start:
                found.append((_grid(start, ticks), _grid(at, ticks), message.note))
    return sorted((start, max(end, start + Fraction(1, _GRID)), midi) for start, end, midi in found)


def _grid(at: int, ticks: int) -> Fraction:
    beat = Fraction(at, ticks)
    return beat if beat.denominator <= _WRITTEN else Fraction(round(beat * _GRID), _GRID)


def _key_of(text: str) -> Key:
    return Key.read(text.replace("m", " minor"))


def _near(midi: int, home: Key | None) -> str:
    """A name for a key of the piano: the one that is nearest, on the line of fifths, to the middle of the key.

    This is the one place where a name has to be found for a number, since a MIDI file has no spelling.
    """
    middle = 2 + (home.fifths if home else 0)  # D, the middle of the white keys, and from there
    if home is not None and home.minor:
        middle += 1  # towards the raised sixth and seventh
    ways = []
    for step in range((midi // 12 - 1) * 7 - 1, (midi // 12 - 1) * 7 + 8):
        alter = midi - natural(step)
        if abs(alter) <= 2 and 0 <= step < 70:
            ways.append(Pitch(step, alter))
    if not ways:
        raise FilmScoreError(f"MIDI note {midi} lies outside C0 to G9, everything that can be played.")
    return min(ways, key=lambda p: (abs(p.fifths - middle), -p.fifths)).name


# ---------------------------------------------------------------- for others


def to_music21(motif: Line, *, player: str | None = None, chords: Sequence[Sequence[str]] = ()) -> stream.Part:
    """A part with bars; see `Motif.to_music21`.

    Parameters
    ----------
    motif : Motif
    player : str, optional
        Who plays it; its own player, if it is left out.
    chords : sequence of sequences of str
        What sounds in place of each of its notes, as music21 spells it.
    """
    from music21 import chord, instrument, key, meter, note, stream, tie

    part = stream.Part(id=motif.name or "motif")
    if motif.name:
        part.partName = motif.name
    player = player or motif.player
    if player:
        plays = instrument.Instrument(player)
        plays.instrumentName = player
        part.insert(0, plays)
    bar = motif._meter.length
    before = motif.begins - 1
    measure = stream.Measure(number=0 if before else 1)
    measure.paddingLeft = before
    measure.insert(0, meter.TimeSignature(str(motif._meter)))
    if motif.key is not None and abs(Key.read(motif.key).fifths) <= 7:  # beyond, signs stand with the notes
        home = Key.read(motif.key)
        measure.insert(0, key.Key(home.tonic.replace("♯", "#").replace("♭", "-"), "minor" if home.minor else "major"))
    at, opens, laid = before, before, iter(chords)
    for name, beats in zip(motif.names, motif.durations, strict=True):
        cuts = _cuts(at, at + beats, bar)
        sounds = next(laid) if chords and name else [as_music21(name)] if name else []
        for i, (first, last) in enumerate(pairwise(cuts)):
            if first > opens and first % bar == 0:
                part.append(measure)
                measure, opens = stream.Measure(number=measure.number + 1), first
            one: Any = note.Rest()
            if sounds:
                one = note.Note(sounds[0]) if len(sounds) == 1 else chord.Chord(sounds)
            one.quarterLength = last - first
            if name is not None and len(cuts) > 2:
                one.tie = tie.Tie("start" if i == 0 else "stop" if i == len(cuts) - 2 else "continue")
            measure.insert(first - opens, one)
        at += beats
    part.append(measure)
    return part


def _cuts(start: Fraction, end: Fraction, bar: Fraction) -> list[Fraction]:
    """A span cut at the bar lines within it."""
    lines = [bar * n for n in range(int(start // bar) + 1, int(-(-end // bar)))]
    return [start, *lines, end]
