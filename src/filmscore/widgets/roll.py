"""What a small player plays: notes on a roll, or a recording as a strip; and notes by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np

from ..errors import FilmScoreError, shown
from ..music.counterpoint import Together
from ..music.harmony.bars import Bars
from ..music.harmony.holding import held
from ..music.motif import Motif, midi_of, spelled
from ..music.setting import Harmonised
from ..plots.notation import Line, lines_of, printable
from ..plots.note_values import Event
from ..sound.names import pitch_name

#: beats a minute where nothing says otherwise
BPM = 96.0

#: how hard notes without a performance are played; beats of air before the next, the same after long notes and short,
#: so that those which end together are let go together
VELOCITY, GAP = 84, 0.04

#: beats a chord lasts
CHORD = 2

#: more notes than this are no small player's business; longer recordings neither (seconds)
MOST_NOTES, LONGEST = 20_000, 600.0

#: recordings up to this long are sent without loss (seconds)
SHORT = 20.0

#: lows and highs of a recording's strip
PEAKS = 480

_SIGNS = {"#": "♯", "##": "𝄪", "b": "♭", "bb": "♭♭"}


@dataclass(frozen=True)
class RollNote:
    """A note: where it begins and how long it sounds, in beats; MIDI pitch; velocity at its beginning and its end.

    `written` is the length on the page where the note is played shorter or longer; 0 where `beats` tells it.
    """

    beat: float
    beats: float
    pitch: float
    velocity: float
    until: float
    part: int
    name: str
    written: float = 0.0


@dataclass(frozen=True)
class Part:
    """Who plays: name, instrument of the bank, family, place on the stage from -1 to 1."""

    name: str
    instrument: str
    family: str
    pan: float = 0.0


@dataclass(frozen=True)
class Roll:
    """Notes to be played.

    Attributes
    ----------
    title : str
    notes : tuple of RollNote
        In the order of their beginnings.
    parts : tuple of Part
    beats : float
        Length; a loop begins again here.
    bpm : float
        Quarter notes a minute at the beginning.
    bars : tuple of float
        Beats on which bars begin, where there are bars.
    first_bar : int
        Number of the first of them; an upbeat is often bar 0.
    gap : float
        Beats by which a note ends before its written length does; 0 where lengths are those of a performance.
    remarks : tuple of str
        What cannot be heard here, and where it can.
    written : tuple of Line, music21 stream or None
        What is engraved of it.
    clock : tuple of (float, float)
        Written quarter lengths and the beats they are played on, where the two part; straight lines in between.
    """

    title: str
    notes: tuple[RollNote, ...]
    parts: tuple[Part, ...]
    beats: float
    bpm: float
    bars: tuple[float, ...] = ()
    first_bar: int = 1
    gap: float = GAP
    remarks: tuple[str, ...] = field(default=())
    written: Any = field(default=None, repr=False, compare=False)
    clock: tuple[tuple[float, float], ...] = field(default=(), repr=False)

    @property
    def seconds(self) -> float:
        """Length at its own tempo."""
        return self.beats * 60 / self.bpm

    def long(self, note: RollNote) -> float:
        """The written length of a note, in beats."""
        return note.written or note.beats + min(self.gap, note.beats)


@dataclass(frozen=True)
class Strip:
    """A recording to be played: its name, length in seconds, the sound, lows and highs to draw, and facts in words."""

    title: str
    seconds: float
    sound: Any = field(repr=False, compare=False)
    peaks: tuple[tuple[float, float], ...] = field(repr=False)
    facts: str = ""


def no_sound(x: object) -> str:
    """What to say of something that makes no sound."""
    return (
        f"{shown(x)} cannot be played. A motif, notes such as 'D4 A4 D5', a chord such as ['C4', 'E4', 'G4'], a scale "
        "or score of music21, Stems, an array of samples and the path of a sound file can."
    )


def solo(played_by: str | None) -> tuple[Part, ...]:
    """One player, of that name or a piano."""
    from ..sound.note_bank import instrument

    player = instrument(played_by or "piano")
    return (Part(player.name, player.id, player.family),)


def tune(motif: Motif, bpm: float, played_by: str | None) -> Roll:
    """A motif, for one player: who is named, else its own, else a piano."""
    return of_lines(lines_of(motif), bpm, played_by, motif.name or "")


def together(x: Together | Harmonised, bpm: float, played_by: str | None) -> Roll:
    """Two motifs at once, or a motif and its chords."""
    lines = lines_of(x)
    if isinstance(x, Harmonised):
        return of_lines(lines, bpm, played_by, f"{lines[0].name} over {' '.join(chord.symbol for chord in x.chords)}")
    return of_lines(lines, bpm, played_by, f"{lines[0].name} and {lines[1].name}")


def of_lines(lines: Sequence[Line], bpm: float, played_by: str | None, title: str = "") -> Roll:
    """Lines that sound at once, each played by its own player."""
    notes, parts = [], []
    for number, line in enumerate(lines):
        (part,) = solo(played_by or line.player)
        parts.append(replace(part, name=f"{line.name} ({part.name.lower()})") if len(lines) > 1 else part)
        for event in line.events:
            for name in event.names:
                own = plain(float(event.start), float(event.beats), midi_of(name), name)
                soft = len(event.names) > 1 and len(lines) > 1  # a chord leaves room for the tune
                velocity = VELOCITY - 14 * soft
                notes.append(replace(own, part=number, velocity=velocity, until=velocity))
    notes.sort(key=lambda n: (n.beat, n.pitch))
    beats = max(line.events[-1].start + line.events[-1].beats for line in lines)
    named = " ".join(n.name for n in notes[:12]) + (" …" if len(notes) > 12 else "")
    bars, first_bar = _bars(lines[0], beats)
    return Roll(title or named, tuple(notes), tuple(parts), float(beats), float(bpm), bars, first_bar,
                written=tuple(lines))  # fmt: skip


def jotted(x: Bars, bpm: float | None, played_by: str | None) -> Roll:
    """Bars as they were jotted down: what goes on is held, and no note rings into the next."""
    notes = tuple(plain(float(n.start), float(n.beats), n.pitch.midi, n.pitch.name) for n in x.notes)
    long = float(x.beats) / len(x)
    starts = tuple(long * i for i in range(len(x)))
    title = re.sub(r"(?<![A-Za-z])([A-Ga-g])(##?|bb?)(?=-?\d)", lambda m: m[1] + _SIGNS[m[2]], " | ".join(x.text))
    return Roll(title if len(title) <= 60 else f"{title[:59].rstrip()}…", notes, solo(played_by), float(x.beats),
                float(bpm or x.bpm or BPM), starts, written=tuple(_line(x, name) for name in x.lines))  # fmt: skip


def _line(x: Bars, name: str) -> Line:
    """One line of jotted bars, its rests written out."""
    events, at = [], Fraction(0)
    for note in (n for n in x.notes if n.part == name):
        if note.start > at:
            events.append(Event(at, note.start - at))
        events.append(Event(note.start, note.beats, (note.pitch.name,)))
        at = note.start + note.beats
    if at < x.beats:
        events.append(Event(at, x.beats - at))
    return printable(Line(tuple(events), name.capitalize(), x.key, x.meter))


def _bars(line: Line, beats: Fraction) -> tuple[tuple[float, ...], int]:
    """Beats on which bars begin, the first of them perhaps before the first note; and that bar's number."""
    if line.time is None:
        return (), 1
    written = line.bars()
    late = (line.begins - 1) % line.time.bar
    count = max(len(written), 1)
    starts = [float(i * line.time.bar - late) for i in range(count)]
    return tuple(start for start in starts if start < beats), written[0].number


def plain(beat: float, beats: float, pitch: float, name: str) -> RollNote:
    """A note as it is written, with a little air before the next."""
    return RollNote(beat, beats - min(GAP, beats / 2), pitch, VELOCITY, VELOCITY, 0, name)


def chords(chords: Iterable[Sequence[Any]], bpm: float, played_by: str | None, title: str = "") -> Roll:
    """Chords, one after another; a note that stands in the next one too is held."""
    events, row, beat = list[Event](), list[tuple[dict[float, str], Fraction]](), 0
    for chord in chords:
        if not chord:
            raise FilmScoreError("One of these chords has no notes in it: take it away, or write its notes.")
        seen: dict[float, str] = {}
        for one in chord:
            pitch, name = read_pitch(one)
            seen.setdefault(pitch, name)
        row.append((seen, Fraction(CHORD)))
        events.append(Event(Fraction(beat), Fraction(CHORD), tuple(name for _, name in sorted(seen.items()))))
        beat += CHORD
    notes = [plain(float(start), float(end - start), pitch, name) for pitch, name, start, end in held(row)]
    named = ", ".join("–".join(event.names) for event in events[: 16 // CHORD])
    return Roll(title or named + (" …" if beat > 16 else ""), tuple(notes), solo(played_by), float(beat), float(bpm),
                written=written_of(events))  # fmt: skip


def written_of(events: Sequence[Event]) -> tuple[Line, ...] | None:
    """Notes as a line to be engraved; None where a pitch lies between the keys."""
    if any("+" in name or re.search(r"\d-", name) for event in events for name in event.names):
        return None
    return (Line(tuple(events)),)


def read_pitch(one: Any) -> tuple[float, str]:
    """A pitch as somebody gives it: its MIDI number and its name."""
    if isinstance(one, str):
        return midi_of(one), spelled(one.strip())
    one = getattr(one, "pitch", one) if getattr(one, "isNote", False) else one
    if hasattr(one, "ps") and hasattr(one, "nameWithOctave"):  # a pitch of music21
        if not 0 <= one.ps <= 127:
            raise FilmScoreError(f"{shown(str(one))} cannot be heard: from C-1 to G9 there are pitches, 0 to 127.")
        return float(one.ps), pitch_name(float(one.ps)) if one.ps % 1 else _spelled21(one)
    number = isinstance(one, int | float | Fraction | np.integer | np.floating) and not isinstance(one, bool)
    if number and 0 <= one <= 127:
        return (int(one), pitch_name(int(one))) if one % 1 == 0 else (float(one), pitch_name(float(one)))
    raise FilmScoreError(
        f"{shown(one)} is no pitch. Write its name and octave, as in 'F#4', or its MIDI number, 0 to 127 (C4 is 60)."
    )


def _spelled21(pitch: Any) -> str:
    sign = {0: "", 1: "♯", 2: "𝄪", -1: "♭", -2: "♭♭"}.get(int(pitch.alter), "")
    return f"{pitch.step}{sign}{pitch.implicitOctave}"
