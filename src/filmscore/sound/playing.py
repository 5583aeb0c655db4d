"""How one written note is played: when, how long, how hard, in how many strokes.

Each decision is kept with its reason (`Account`), so that a performance can say afterwards what it did.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .dynamics import Loudness
from .events import Note
from .ornaments import QUICK, TRILL, WHITE, run
from .palette import STRUCK, Sound, Voice
from .reading import Played
from .together import LOOSE_SECTION, chance, joined, moments, tell

if TYPE_CHECKING:
    from ..picture.tempo import TempoMap

#: velocity: largest difference from what is written
UNEVEN = 4.0

#: seconds between the notes of a rolled chord, of a grace note before its beat, and lost to a breath mark
ROLL, GRACE, BREATH = 0.045, 0.09, 0.15

#: how much of a change in level a swelling instrument makes by weight of attack (and so by brightness);
#: the rest is made by expression, which can still move while the note sounds
ATTACK_SHARE = 0.4
#: a struck note has only its attack; its dynamic range is narrower than that of a bow or a breath
STRUCK_SHARE = 0.75

#: seconds a note rings on where it is let ring: as good as gone, of strings and bars. Who rings so long or longer when
#: nobody damps them (a harp, a gong) is let ring anyway
LET_RING, RINGS = 6.0, 2.0

#: what a mark over a note adds to its weight, dB
WEIGHTS = {"accent": 2.5, "marcato": 4.0, "snap": 4.0, "harmonic": -3.0}
#: part of its written length a note is held
SHORTER = {"staccatissimo": 0.3, "staccato": 0.5, "marcato": 0.85, "portato": 0.8}


@dataclass
class Account:
    """What was done with one written note, and why.

    Attributes
    ----------
    part : str
    bar : int
    beat : float
        Quarter lengths from the beginning of the bar.
    pitch : float
        Sounding, as a MIDI pitch.
    reasons : list of str
    notes : list of Note
        What is played for it.
    beats : float
        Its written length, in quarter lengths.
    name : str
        The pitch as the score spells it, sounding.
    """

    part: str
    bar: int
    beat: float
    pitch: float
    reasons: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    beats: float = 0.0
    name: str = ""


class Clock:
    """The tempo map, asked once for each beat: all parts of a score ask for the same ones."""

    def __init__(self, tempo: TempoMap) -> None:
        self.tempo = tempo
        self._known: dict[float, float] = {}

    def seconds(self, beat: float) -> float:
        """Seconds from beat 0 of the map to a beat; after a hold that stands on it."""
        known = self._known.get(beat)
        if known is None:
            known = self._known[beat] = float(self.tempo.seconds_at(beat))
        return known

    def release(self, beat: float, fermata: bool = False) -> float:
        """Seconds at which a note is let go: a hold on its last beat is silence, unless a fermata stands there."""
        return self.seconds(beat) if fermata or not self.holds(beat) else self.seconds(max(beat - 1e-7, 0.0))

    def holds(self, beat: float) -> bool:
        """Whether the map waits on a beat."""
        return self.seconds(beat) - self.seconds(max(beat - 1e-7, 0.0)) >= 1e-3


@dataclass(frozen=True)
class Player:
    """One part at one way of playing: all that its notes have in common."""

    name: str
    voice: Voice
    sound: Sound
    struck: bool
    loudness: Loudness
    clock: Clock
    starts: list[float]
    held: frozenset[float]
    humanise: bool

    def play(self, note: Played) -> Account:
        """Play one written note."""
        account = Account(self.name, note.bar, note.in_bar, note.pitch, beats=note.beats, name=note.name)
        say = account.reasons.append
        at_hit = any(abs(note.beat - h) < 1e-6 for h in self.held)
        recorded = self.voice.players > 1
        late = moments(note.people, *self._identity(note)) if self.humanise else [0.0]
        shift = stop = 0.0
        if self.humanise and not at_hit:
            section = chance(self.name, "section") * LOOSE_SECTION
            shift = section + (sum(late) / len(late) if recorded else late[0])
            stop = section + (max(late) if recorded else late[0])
            say(tell(late, shift, recorded))
        elif at_hit:
            say("on a hit: not moved")
        lead = self.sound.lead / 1000
        if lead:
            say(f"begins {lead * 1000:.0f} ms ahead: this sound speaks slowly")
        room = self.clock.seconds(note.beat) >= note.graces * GRACE  # before the first frame there is no time for any
        before = note.grace if room else note.grace - note.graces if note.grace else -note.graces
        start = self.clock.seconds(note.beat) + shift - lead + note.roll * ROLL - before * GRACE
        if note.roll:
            say(f"rolled: {note.roll * ROLL * 1000:.0f} ms after the lowest")
        end = self.clock.release(note.beat + note.beats, "fermata" in note.marks) + (0.0 if self.struck else stop)
        if note.grace:
            end = start + GRACE
            if room:
                say(f"grace note: {before * GRACE * 1000:.0f} ms before the beat")
            else:
                say(f"grace note: {-before * GRACE * 1000:.0f} ms into the beat, for there is no time before it")
        elif not room:
            say(f"{note.graces * GRACE * 1000:.0f} ms late: its grace notes take the beat, with no time before it")
        start = max(start, 0.0)
        end = start + max(self._length(note, end - start, say), 0.03)
        level = self.loudness.at(note.beat)
        weight = self._weight(note, level, say)
        if self.humanise:
            weight += self._chance(note, "weight") * UNEVEN
        if note.ornament is not None or note.partner is not None:
            account.notes = self._strokes(note, start, end, say)
        elif note.slide is not None and not glides(self.voice):
            account.notes = self._run(note, start, weight, say)
        else:
            account.notes = [Note(start, end, note.pitch, velocity(weight))]
        if not recorded and len(late) > 1:
            account.notes = joined(account.notes, late, self.name)
        return account

    # ---- how long

    def _length(self, note: Played, full: float, say: Callable[[str], None]) -> float:
        """Seconds a note is held."""
        marks = note.marks
        if "damped" in marks:
            return full
        mark = next((m for m in SHORTER if m in marks), None)
        if mark in ("staccato", "staccatissimo") and "tenuto" not in marks:
            say(f"{mark}: {SHORTER[mark]:.0%} of its length")
            return full * SHORTER[mark]
        if "fermata" in marks:
            held = "held to the end of the pause"
            if not self.clock.holds(note.beat + note.beats):
                held = "the tempo map does not wait here (.hold makes it), so it lasts as long as it is written"
            say(f"fermata: {held}")
        if "l.v." in marks and not self.struck:
            say("l.v.: bowed, blown or sung, it has nothing to let ring, and lasts as it is written")
        if self.struck:
            if "l.v." in marks:
                rings = self.voice.ring if self.voice.ring >= RINGS else LET_RING
                say(f"l.v.: left to ring {rings:g} s longer")
                return full + rings
            if self.voice.ring:
                say(f"left to ring {self.voice.ring:g} s longer")
            return full + self.voice.ring
        if "fermata" in marks:
            return full
        if "breath" in marks:
            say(f"a breath: {BREATH * 1000:.0f} ms shorter")
            return max(full - BREATH, 0.5 * full)
        if note.slide is not None:
            return full
        if note.slurred_on:
            say(f"slurred: {self.voice.legato:.0f} ms into the next note")
            return full + self.voice.legato / 1000
        if "tenuto" in marks and mark is None:
            say("tenuto: its whole length")
            return full
        if mark is not None or "staccato" in marks:
            share = SHORTER["portato"] if mark in ("staccato", "staccatissimo") or mark is None else SHORTER[mark]
            say(f"{'portato' if mark != 'marcato' else mark}: {share:.0%} of its length")
            return full * share
        followed = bisect.bisect_left(self.starts, note.beat + note.beats - 1e-6)
        soon = followed < len(self.starts) and self.starts[followed] - (note.beat + note.beats) < 0.26
        if not soon:
            return full
        # a bow changes, a player breathes: a short gap before a note that follows at once, none into silence
        gap = min(0.05, 0.12 * full)
        say(f"a bow or a tongue changes: {gap * 1000:.0f} ms of air before what follows")
        return max(full - gap, 0.5 * full)

    # ---- how hard

    def _weight(self, note: Played, level: float, say: Callable[[str], None] | None = None) -> float:
        """Velocity from the level, the mark over the note and its place in the phrase.

        In General MIDI a velocity v is 40·log10(v/127) dB. A swelling note takes only a part of its level that way:
        the rest is expression.
        """
        told = [(f"level {level:.0f} dB below the loudest", level * (STRUCK_SHARE if self.struck else ATTACK_SHARE))]
        if note.arch:
            told.append((f"within its phrase {1.5 * note.arch:+.1f} dB", 1.5 * note.arch))
        told += [(f"{mark} {gain:+g} dB", gain) for mark, gain in WEIGHTS.items() if mark in note.marks]
        if note.technique == "harmonic" and "harmonic" not in note.marks:
            told.append((f"harmonic {WEIGHTS['harmonic']:+g} dB", WEIGHTS["harmonic"]))
        if note.grace:
            told.append(("grace note -3 dB", -3.0))
        if note.desks > 1:
            fewer = -10.0 * math.log10(note.desks)
            told.append((f"divisi, one of {note.desks} groups {fewer:+.0f} dB", fewer))
        if say is not None:
            for words, _ in told:
                say(words)
        return 127.0 * float(10.0 ** (sum(gain for _, gain in told) / 40.0))

    # ---- in how many strokes

    def _strokes(self, note: Played, start: float, end: float, say: Callable[[str], None]) -> list[Note]:
        """Trills, rolls, tremoli, turns: one written note as many."""
        ornament = note.ornament
        steps = ornament.steps if ornament is not None else (0.0,)
        name = ornament.name if ornament is not None else "tremolo"
        written = self.clock.release(note.beat + note.beats, False)
        whole = max(written - start, 0.03)
        if note.partner is not None:
            steps, name = (0.0, note.partner - note.pitch), "tremolo between two notes"
        if ornament is not None and not ornament.goes_round:
            quick = min(QUICK, 0.8 * whole / len(steps))
            times = [start + i * quick for i in range(len(steps))]
            say(f"{name}: {len(steps)} notes, the last one held")
        elif ornament is not None and ornament.division:
            count = max(1, round(note.beats / ornament.division))
            # counted strokes lie on the map, ramps and all
            times = [
                start + self.clock.seconds(note.beat + note.beats * i / count) - self.clock.seconds(note.beat)
                for i in range(count)
            ]
            say(f"{name}: {count} counted strokes")
        else:
            # everybody can go to and fro between two keys; to repeat one as fast takes a bow, a tongue or two sticks
            rate = TRILL if name == "trill" else self.voice.roll or (TRILL if note.partner is not None else 0.0)
            if not rate:
                say(f"{name}: this instrument cannot, and holds the note")
                return [Note(start, end, note.pitch, velocity(self._weight(note, self.loudness.at(note.beat))))]
            count = max(len(steps), round(whole * rate))
            count += name == "trill" and count % 2 == 0  # a trill comes home to its main note
            times = [start + i * whole / count for i in range(count)]
            say(f"{name}: {count} strokes, {rate:g} a second")
        made = []
        for i, time in enumerate(times):
            step = (times[i + 1] if i + 1 < len(times) else max(end, time + 0.03)) - time
            counted = ornament is not None and (ornament.division or not ornament.goes_round)
            if i and self.humanise and not counted:
                # by a part of what lies between two strokes; the last one rings for much longer than that
                time += self._chance(note, "stroke", i) * 0.12 * whole / len(times)
            force = self._weight(note, self.loudness.at(float(self.clock.tempo.beat_at(time)))) - 2.0 * (i % 2)
            if self.humanise:
                force += self._chance(note, "force", i) * UNEVEN
            last = i == len(times) - 1
            until = end if last else time + max(step * 1.05, 0.12 if self.struck else step)
            if not math.isnan(steps[i % len(steps)]):
                made.append(Note(time, max(until, time + 0.03), note.pitch + steps[i % len(steps)], velocity(force)))
        return made

    def _run(self, note: Played, start: float, weight: float, say: Callable[[str], None]) -> list[Note]:
        """A glissando over strings or keys: every one on the way."""
        assert note.slide is not None
        goal, over = note.pitch + note.slide.semitones, note.slide.over
        if "harp" in self.name.casefold():  # seven strings to the octave, tuned by the pedals to the key
            over = "diatonic"
        elif over not in ("white", "black", "diatonic"):  # a hand runs over white keys, or over black ones
            over = "black" if all(round(p) % 12 not in WHITE for p in (note.pitch, goal)) else "white"
        pitches = [note.pitch, *run(note.pitch, goal, over, note.slide.keys)]
        whole = max(self.clock.release(note.beat + note.beats, False) - start, 0.03)
        say(f"glissando: {len(pitches)} notes")
        step = whole / len(pitches)
        return [
            Note(start + i * step, start + (i + 1) * step + self.voice.ring, pitch, velocity(weight))
            for i, pitch in enumerate(pitches)
        ]

    def _chance(self, note: Played, *what: object) -> float:
        return chance(*self._identity(note), *what)

    def _identity(self, note: Played) -> tuple[object, ...]:
        return self.name, note.bar, round(note.in_bar, 4), round(note.pitch, 2), note.grace


def velocity(weight: float) -> float:
    """A velocity that can be played."""
    return round(min(max(weight, 1.0), 127.0))


def glides(voice: Voice) -> bool:
    """Whether the pitch of a note of this voice can slide on while it sounds: a finger, a slide, a pedal."""
    return voice.kind != STRUCK or voice.glides


def is_struck(voice: Voice, technique: str) -> bool:
    """Whether a note of this voice can no longer swell once it has begun."""
    return voice.kind == STRUCK or "pizzicato" in technique or "col legno" in technique
