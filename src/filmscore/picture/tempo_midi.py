"""A tempo map as the tempo track of a MIDI file, and back.

A MIDI file counts ticks, and a tempo is a whole number of microseconds a quarter. Rounding alone would let a cue of
ten minutes drift, so every event is chosen from where the file has come to by then, not from where it should be:

- a ramp is cut into steps so short that a straight line is nowhere 0.25 ms off, and each step ends on time;
- a steady stretch has its one nearest tempo, and where that has gone 0.4 ms astray, one beat that mends it;
- a hold is a very slow end of the beat before it, because a tick more would move every bar line.
"""

from __future__ import annotations

import math
import os
import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .exact import plain
from .segments import Meter, Segment, Stretch
from .timecode import Rate, RateLike, Timecode, whole_frame

if TYPE_CHECKING:
    from .tempo import TempoMap

#: ticks in a quarter: halves, thirds and fifths of a sixteenth are whole
TICKS = 960
#: microseconds a quarter that fit in a MIDI tempo
MOST = (1 << 24) - 1
#: seconds: how far a step of a ramp may bend away from the map, and a steady stretch go astray before it is mended
BEND, ASTRAY = Fraction(1, 4000), Fraction(4, 10000)

_HOME = re.compile(r"beat 0 on frame (-?\d{1,9}) at ([0-9a-z.]{2,8})(, up-beat)?")


@dataclass
class _Writer:
    """Tempo events so far: at which tick the file has come, and at which second."""

    tick: int = 0
    seconds: Fraction = Fraction(0)
    events: list[tuple[int, int]] = field(default_factory=list)

    def until(self, tick: int, micros: int) -> None:
        """Go on to a tick at a tempo."""
        if tick <= self.tick:
            return
        if not self.events or self.events[-1][1] != micros:
            self.events.append((self.tick, micros))
        self.seconds += Fraction(micros * (tick - self.tick), TICKS * 1_000_000)
        self.tick = tick

    def arrive(self, tick: int, seconds: Fraction) -> None:
        """Go on to a tick so as to be there on time."""
        if tick > self.tick:
            wanted = (seconds - self.seconds) * 1_000_000 * TICKS / (tick - self.tick)
            self.until(tick, min(max(math.floor(wanted + Fraction(1, 2)), 1), MOST))


def write(
    tempo: TempoMap, path: str | os.PathLike[str], name: str = "Tempo", origin: str | Timecode | None = None
) -> Path:
    """Write a map; see `filmscore.TempoMap.to_midi`."""
    import mido

    if not tempo.segments:
        raise tempo._empty()
    events = [(tick, mido.MetaMessage("set_tempo", tempo=micros)) for tick, micros in tempo_events(tempo)]
    events += [
        (tick, mido.MetaMessage("time_signature", numerator=meter.beats, denominator=meter.unit))
        for tick, meter in _signatures(tempo)
    ]
    events += [
        (_tick(tempo.beat_of_bar(bar)), mido.MetaMessage("marker", text=f"bar {bar} on frame {frame}"))
        for bar, frame in tempo.locks
    ]
    home = f"beat 0 on frame {tempo.start} at {tempo.rate.name}" + (", up-beat" if tempo.stretches[0].pickup else "")
    first = [mido.MetaMessage("track_name", name=_latin(name)), mido.MetaMessage("text", text=home)]
    offset = _offset(tempo, origin)
    if offset is not None:
        first.append(mido.MetaMessage("smpte_offset", **offset))
    track, now = mido.MidiTrack(first), 0
    for tick, message in sorted(events, key=lambda event: (event[0], event[1].type == "set_tempo")):
        track.append(message.copy(time=tick - now))
        now = tick
    track.append(mido.MetaMessage("end_of_track", time=_tick(tempo.beats) - now))
    target = Path(path)
    try:
        mido.MidiFile(type=1, ticks_per_beat=TICKS, tracks=[track]).save(target)
    except OSError as error:
        raise FilmScoreError(f"The MIDI file {target} cannot be written: {error.strerror}.") from None
    return target


def tempo_events(tempo: TempoMap) -> list[tuple[int, int]]:
    """Ticks and the microseconds a quarter from each of them on."""
    writer = _Writer()
    segments = tempo.segments
    for i, s in enumerate(segments):
        if s.kind == "hold":
            continue
        end, after = _tick(s.beat + s.beats), s.seconds + s.length
        held = segments[i + 1].length if i + 1 < len(segments) and segments[i + 1].kind == "hold" else Fraction(0)
        slow = _slow_ticks(s, held) if held else 0
        if s.kind == "ramp":
            _ramp(writer, s, end - slow)
        else:
            _steady(writer, s, end - slow)
        if held:
            writer.arrive(end, after + held)
    return writer.events


def _tick(beat: Fraction | float) -> int:
    return math.floor(beat * TICKS + Fraction(1, 2))


def _slow_ticks(s: Segment, held: Fraction) -> int:
    """Ticks that a hold takes from the end of the beat before it: a thirty-second, or as many as it needs."""
    own = 60_000_000 / s.bpm_end
    need = math.ceil(held * 1_000_000 * TICKS / (MOST - min(own, Fraction(MOST, 2))))
    slow = max(TICKS // 8, need)
    if slow > min(TICKS, int(s.beats * TICKS)):
        raise FilmScoreError(
            f"A hold of {plain(held)} s is too long for MIDI, whose slowest quarter lasts 16.7 s and which has "
            f"{plain(min(s.beats, Fraction(1)))} quarters of music before it to hold. Write the music before and after "
            "it as two maps."
        )
    return slow


def _ramp(writer: _Writer, s: Segment, end: int) -> None:
    while writer.tick < end:
        u = max(Fraction(writer.tick, TICKS) - s.beat, Fraction(0))
        bpm = float(s.bpm_in(u))
        # a beat lasts 60 / bpm, so time bends by 60 · slope / bpm² and a chord over h is off by an eighth of h² of it
        slope = abs(float((s.bpm_end - s.bpm) / (s.beats if s.curve == "beats" else s.length)))
        bend = 60 * slope / bpm**2 if s.curve == "beats" else 3600 * slope / bpm**3
        step = math.sqrt(8 * float(BEND) / bend) if bend else 1.0
        tick = min(end, writer.tick + max(4, int(min(step, 1.0) * TICKS)))
        if end - tick < 8:
            tick = end
        writer.arrive(tick, s.seconds + s.seconds_in(min(Fraction(tick, TICKS) - s.beat, s.beats)))


def _steady(writer: _Writer, s: Segment, end: int) -> None:
    exact = 60_000_000 / s.bpm
    micros = math.floor(exact + Fraction(1, 2))
    if micros > MOST:
        raise FilmScoreError(
            f"{float(s.bpm):.3g} beats a minute is too slow for MIDI, whose slowest quarter lasts 16.7 s (3.58 beats a "
            "minute)."
        )

    def due(tick: int) -> Fraction:
        return s.seconds + s.seconds_in(Fraction(tick, TICKS) - s.beat)

    while writer.tick < end:
        off = writer.seconds - due(writer.tick)
        drift = (micros - exact) / TICKS / 1_000_000  # seconds a tick
        if abs(off) <= ASTRAY and abs(off + drift * (end - writer.tick)) <= ASTRAY:
            writer.until(end, micros)
        elif abs(off) < ASTRAY / 2 and drift:
            room = ASTRAY - off if drift > 0 else ASTRAY + off
            writer.until(min(end, writer.tick + max(TICKS, math.floor(room / abs(drift)))), micros)
        else:
            beat = min(end, writer.tick + TICKS)
            writer.arrive(beat, due(beat))


def _signatures(tempo: TempoMap) -> list[tuple[int, Meter]]:
    found: list[tuple[int, Meter]] = []
    first = tempo.segments[0]
    begin = first.beat
    if first.into_bar:  # a bar of its own length, or every bar line after it would be wrong
        rest = first.meter.length - first.into_bar
        unit = next((u for u in (4, 8, 16, 32) if (rest * u / 4).denominator == 1), None)
        if unit is None:
            raise FilmScoreError(f"A pick-up of {plain(rest)} quarters cannot be written as a MIDI time signature.")
        found.append((0, Meter(int(rest * unit / 4), unit)))
        found.append((_tick(rest), first.meter))
        begin = rest
    for s in tempo.segments:
        if s.beat >= begin and (not found or found[-1][1] != s.meter):
            found.append((_tick(s.beat), s.meter))
    too_many = next((meter for _, meter in found if meter.beats > 255), None)
    if too_many is not None:
        raise FilmScoreError(f"A meter of {too_many} cannot be written to MIDI: it counts up to 255 beats in a bar.")
    return found


def _latin(text: str) -> str:
    """Text as MIDI holds it."""
    return str(text).encode("latin-1", "replace").decode("latin-1")


def _offset(tempo: TempoMap, origin: str | Timecode | None) -> dict[str, Any] | None:
    """The SMPTE offset of beat 0; none if the music begins before the first label."""
    rate = tempo.rate
    zero = Timecode(origin, rate) if origin is not None else Timecode.from_frame(0, rate)
    if zero.frame + tempo.start < 0:
        return None
    label = str(zero + tempo.start)
    hours, minutes, seconds, frames = (int(part) for part in re.split("[:;]", label))
    halves = rate.base > 30  # MIDI knows rates up to 30: two frames of 60 are one of 30
    counted = {24: 24, 25: 25, 30: 29.97 if rate.drop else 30}[rate.base // 2 if halves else rate.base]
    return {
        "frame_rate": counted,
        "hours": hours,
        "minutes": minutes,
        "seconds": seconds,
        "frames": frames // 2 if halves else frames,
        "sub_frames": 50 * (frames % 2) if halves else 0,
    }


# ---- reading


def read(cls: Any, path: str | os.PathLike[str], start: int | None, rate: RateLike | None) -> TempoMap:
    """Read a map; see `filmscore.TempoMap.from_midi`."""
    import mido

    try:
        file = mido.MidiFile(path)
    except OSError as error:
        reason = error.strerror or str(error) or "it is no MIDI file"
        raise FilmScoreError(f"{shown(str(path))} cannot be read as MIDI: {reason}.") from None
    except Exception as error:  # whatever a damaged file makes of its reader
        raise FilmScoreError(f"{shown(str(path))} cannot be read as MIDI: {type(error).__name__} {error}.") from None
    if file.type == 2 or not 0 < file.ticks_per_beat < 0x8000:
        raise FilmScoreError(f"{shown(str(path))} counts no beats (type {file.type}): it has no tempo map.")
    tempi, meters, home, end = _gathered(file)
    its_rate = Rate(rate if rate is not None else home[1] if home else "24")
    its_start = whole_frame(start, "start") if start is not None else int(home[0]) if home else 0
    if not end:
        raise FilmScoreError(f"{shown(str(path))} has no length: nothing in it comes after tick 0.")
    stretches = []
    ticks = sorted({0, *(t for t in (*tempi, *meters) if t < end)})
    micros, meter, pickup = 500_000, Meter(4, 4), bool(home and home[2])
    for tick, until in zip(ticks, [*ticks[1:], end], strict=True):
        micros, meter = tempi.get(tick, micros), meters.get(tick, meter)
        beats = Fraction(until - tick, file.ticks_per_beat)
        up = pickup and tick < min((t for t in meters if t), default=0)
        its_meter = meters[min(t for t in meters if t)] if up else meter
        stretches.append(Stretch(beats, its_meter, _bpm(micros, its_rate), pickup=up and not tick))
    made: TempoMap = cls(its_start, its_rate, stretches=stretches)
    return made


def _gathered(file: Any) -> tuple[dict[int, int], dict[int, Meter], Any, int]:
    tempi: dict[int, int] = {}
    meters: dict[int, Meter] = {}
    home: Any = None
    end = 0
    for track in file.tracks:
        tick = 0
        for message in track:
            tick += message.time
            if message.type == "set_tempo":
                tempi[tick] = message.tempo
            elif message.type == "time_signature":
                meters[tick] = Meter.read(f"{message.numerator}/{message.denominator}")
            elif message.type == "text" and home is None:
                match = _HOME.fullmatch(message.text)
                home = match.groups() if match else None
        end = max(end, tick)
    return tempi, meters, home, end


def _bpm(micros: int, rate: Rate) -> Fraction:
    """The plainest tempo that MIDI would write as this: 110, not 109.9999; a click of eighths, if it is one."""
    if micros <= 0:
        raise FilmScoreError("A quarter of 0 microseconds stands in this MIDI file: no tempo is that fast.")
    exact = Fraction(60_000_000, micros)
    eighths = round(480 * rate.fps / exact)
    plainer = [Fraction(round(exact * d), d) for d in (1, 2, 4)] + ([480 * rate.fps / eighths] if eighths else [])
    plainer += [Fraction(round(exact * d), d) for d in (10, 100)]
    return next((b for b in plainer if b and math.floor(60_000_000 / b + Fraction(1, 2)) == micros), exact)
