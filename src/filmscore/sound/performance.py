"""The performance: a score and a tempo map become notes that somebody plays.

`perform` walks the music21 score itself. A MIDI export of it would lose what matters here: hairpins, slurs, an exact
tempo, the second horn. The work is done in this order:

1. which sound plays a part, and how it has to be handled (`filmscore.sound.palette`);
2. notes, with ties joined, at sounding pitch, grace notes and arpeggios in their place;
3. how loud it is at every moment: dynamics and hairpins as one line per part;
4. how each note is played: length, connection, weight, the arch of its phrase;
5. what keeps it from being a machine: small differences in time and weight, the same every time, and none in
   time where the music meets the picture.

Beats become seconds by the tempo map and by nothing else.
"""

from __future__ import annotations

import bisect
import hashlib
import itertools
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .dynamics import Loudness
from .events import Control, Note, Track
from .palette import PALETTE, STRUCK, Sound, Voice, voice_for
from .reading import Line, Played, parts_of, players, read_part, stops

if TYPE_CHECKING:
    from ..picture.tempo import TempoMap
    from .stems import Stems

#: seconds: largest shift of a note that no hit depends on, and of one section against the others
LOOSE, LOOSE_SECTION = 0.008, 0.004
#: velocity: largest difference from what is written
UNEVEN = 4.0

#: seconds between the notes of a rolled chord, and of a grace note before its beat
ROLL, GRACE = 0.045, 0.09

#: how much of a change in level a swelling instrument makes by weight of attack (and so by brightness);
#: the rest is made by expression, which can still move while the note sounds
ATTACK_SHARE = 0.4
#: a struck note has only its attack; its dynamic range is narrower than that of a bow or a breath
STRUCK_SHARE = 0.75


@dataclass(frozen=True)
class Performance:
    """A score as it is played: tracks, and the map they were laid on.

    Attributes
    ----------
    tracks : tuple of Track
    tempo : TempoMap
    seconds : float
        From the first frame of the cue to the end of its last note as played.
    """

    tracks: tuple[Track, ...]
    tempo: TempoMap
    seconds: float

    def render(
        self, font: str | os.PathLike[str] | None = None, *, seconds: float | None = None, hall: str = "stage"
    ) -> Stems:
        """Play it with a SoundFont (the best one here, if none is named) into stems.

        Parameters
        ----------
        font : path, optional
        seconds : float, optional
            Length of every stem; until the last sound has died away if left out.
        hall : str
            The room.
        """
        from .engine import render

        return render(self.tracks, seconds=seconds, font=font, hall=hall, start=self.tempo.start)

    @property
    def notes(self) -> int:
        """How many notes are played."""
        return sum(1 for track in self.tracks for _ in track.notes)

    def __repr__(self) -> str:
        return f"<Performance: {self.notes} notes, {len(self.tracks)} tracks, {self.seconds:.1f} s>"


def perform(
    score: Any,
    tempo_map: TempoMap,
    *,
    hits: Iterable[Any] = (),
    palette: Sequence[tuple[str, Voice]] = PALETTE,
    humanise: bool = True,
) -> Performance:
    """Play a score along a tempo map.

    Parameters
    ----------
    score : music21.stream.Score or Part
        In written or in sounding pitch; music21 knows which.
    tempo_map : TempoMap
        Beat 0 of the score is beat 0 of the map.
    hits : iterable of Hit or int, optional
        Frames the music meets, as `spotting.hits` has them. Notes that begin there are not moved by a millisecond.
    palette : sequence of (pattern, Voice)
        Which sound plays what; `filmscore.sound.palette.PALETTE` if left out.
    humanise : bool
        False plays exactly what is written.

    Raises
    ------
    FilmScoreError
        If the score holds nothing to play, or a part for which no sound is known.

    Examples
    --------
    >>> from music21 import converter
    >>> from filmscore.picture.tempo import TempoMap
    >>> tune = converter.parse("tinynotation: 4/4 d'4 e'4 c#''2")
    >>> perform(tune, TempoMap(480).bars(1, "4/4", bpm=60)).notes
    3
    """
    parts = parts_of(score)
    if not parts:
        raise FilmScoreError(f"{score!r} has no part to perform: give a music21 Score or Part with notes in it.")
    if not hasattr(tempo_map, "beat_of_frame"):
        raise FilmScoreError(
            f"tempo_map must be a TempoMap, not {shown(tempo_map)}: TempoMap().bars(4, '4/4', bpm=60) makes one."
        )
    if isinstance(hits, str) or not isinstance(hits, Iterable):
        raise FilmScoreError(f"hits is a list of frames or Hits, not {shown(hits)}.")
    held = {float(tempo_map.beat_of_frame(getattr(h, "frame", h))) for h in hits}
    found = players(parts)
    tracks: list[Track] = []
    for names, program, staves in found:
        voice = voice_for(names, program, palette)
        line = Line()
        for staff in staves:
            read_part(staff, line, voice)
        tracks += _play(names[0], line, voice, tempo_map, held, humanise)
    tracks = [t for t in tracks if t.notes]
    if not tracks:
        raise FilmScoreError("This score holds rests only: there is nothing to perform.")
    return Performance(tuple(tracks), tempo_map, max(t.end for t in tracks))


# ---- how it is played


def _play(name: str, line: Line, voice: Voice, tempo: TempoMap, held: set[float], humanise: bool) -> list[Track]:
    loudness = Loudness(line.marks, line.hairpins, stops(line.notes))
    groups: dict[str, list[Played]] = defaultdict(list)
    for note in sorted(line.notes, key=lambda n: (n.beat, -n.grace, n.pitch)):
        groups[note.technique if note.technique in voice.techniques else ""].append(note)
    starts = sorted({n.beat for n in line.notes if not n.grace})
    section = (_chance(name, "section") * LOOSE_SECTION) if humanise else 0.0
    tracks = []
    for technique, notes in groups.items():
        sound = voice.techniques[technique] if technique else voice.sound
        struck = voice.kind == STRUCK or technique == "pizzicato"
        played: list[Note] = []
        for note in notes:
            played += _notes(name, note, sound, struck, voice, loudness, tempo, starts, held, section, humanise)
        controls = [] if struck else _expression(loudness, tempo, notes, sound)
        controls = _damp(controls, notes, played, tempo)
        controls += [c for down, up in line.pedals for c in _pedal(tempo, down, up)]
        for number, layer in enumerate((sound, *(voice.layers if not technique else ()))):
            label = " ".join(w for w in (name, technique, f"layer {number + 1}" if number else "") if w)
            gain = voice.gain_db + layer.gain_db
            tracks.append(
                Track(
                    label,
                    voice.stem,
                    layer.bank,
                    layer.program,
                    played,
                    sorted(controls, key=lambda c: c.time),
                    gain_db=gain,
                    pan=voice.pan,
                    send_db=voice.send_db,
                )
            )
    return tracks


def _notes(
    name: str,
    note: Played,
    sound: Sound,
    struck: bool,
    voice: Voice,
    loudness: Loudness,
    tempo: TempoMap,
    starts: list[float],
    held: set[float],
    section: float,
    humanise: bool,
) -> list[Note]:
    """The note or notes that one written note becomes (a roll or a trill is many)."""
    at_hit = any(abs(note.beat - h) < 1e-6 for h in held)
    identity = (name, note.bar, round(note.in_bar, 4), round(note.pitch, 2), note.grace)
    shift = 0.0 if at_hit or not humanise else section + _chance(*identity, "time") * LOOSE
    start = tempo.seconds_at(note.beat) + shift - sound.lead / 1000 + note.roll * ROLL - note.grace * GRACE
    end = tempo.seconds_at(note.beat + note.beats) + (0.0 if struck else shift)
    if note.grace:
        end = start + GRACE
    start = max(start, 0.0)
    end = start + max(_length(note, start, end, voice, struck, starts, tempo), 0.03)
    weight = _weight(note, loudness.at(note.beat), struck)
    if humanise:
        weight += _chance(*identity, "weight") * UNEVEN
    strokes = _strokes(note, voice)
    if not strokes:
        return [Note(start, end, note.pitch, _velocity(weight))]
    rate, other = strokes
    made = []
    written = tempo.seconds_at(note.beat + note.beats)
    count = max(1, round((written - start) * rate))
    step = (written - start) / count
    for i in range(count):
        time = start + i * step
        if i and humanise:
            time += _chance(*identity, "stroke", i) * 0.12 * step
        softer = 0.0 if i % 2 == 0 else -2.0
        force = _weight(note, loudness.at(float(tempo.beat_at(time))), struck) + softer
        if humanise:
            force += _chance(*identity, "force", i) * UNEVEN
        until = end if i == count - 1 else time + max(step * 1.05, 0.12 if struck else step)
        made.append(Note(time, max(until, time + 0.03), note.pitch + (other if i % 2 else 0.0), _velocity(force)))
    return made


def _length(
    note: Played, start: float, end: float, voice: Voice, struck: bool, starts: list[float], tempo: TempoMap
) -> float:
    """Seconds a note is held."""
    full = end - start
    if "damped" in note.marks:
        return full
    if "staccatissimo" in note.marks:
        return full * 0.3
    if "staccato" in note.marks and "tenuto" not in note.marks:
        return full * 0.5
    if struck:
        return full + voice.ring
    if "fermata" in note.marks:
        return full
    if note.slurred_on:
        return full + voice.legato / 1000
    if "tenuto" in note.marks:
        return full
    if "portato" in note.marks or "staccato" in note.marks:
        return full * 0.8
    followed = bisect.bisect_left(starts, note.beat + note.beats - 1e-6)
    soon = followed < len(starts) and starts[followed] - (note.beat + note.beats) < 0.26
    # a bow changes, a player breathes: a short gap before a note that follows at once, none into silence
    return max(full - min(0.05, 0.12 * full), 0.5 * full) if soon else full


def _strokes(note: Played, voice: Voice) -> tuple[float, float] | None:
    """Strokes a second, and semitones to the neighbour, of a roll, an unmeasured tremolo or a trill."""
    if "trill" in note.marks or "half trill" in note.marks:
        return 11.0, 1.0 if "half trill" in note.marks else 2.0
    if "tremolo" in note.marks and note.technique != "tremolo" and voice.roll:
        return voice.roll, 0.0
    return None


def _weight(note: Played, level: float, struck: bool) -> float:
    """Velocity from the level, the mark over the note and its place in the phrase.

    In General MIDI a velocity v is 40·log10(v/127) dB. A swelling note takes only a part of its level that way:
    the rest is expression.
    """
    share = STRUCK_SHARE if struck else ATTACK_SHARE
    decibels = level * share + 1.5 * note.arch
    if "accent" in note.marks:
        decibels += 2.5
    if "marcato" in note.marks:
        decibels += 4.0
    if "harmonic" in note.marks:
        decibels -= 3.0
    if note.grace:
        decibels -= 3.0
    return 127.0 * float(10.0 ** (decibels / 40.0))


def _velocity(weight: float) -> float:
    return round(min(max(weight, 1.0), 127.0))


def _expression(loudness: Loudness, tempo: TempoMap, notes: list[Played], sound: Sound) -> list[Control]:
    """The part of the level that expression makes, from the first note to the last: dB as 40·log10(x/127)."""
    first, last = notes[0].beat, max(n.beat + n.beats for n in notes)
    ahead = sound.lead / 1000
    corners = [b for b in loudness.corners() if first < b < last]
    points: list[Control] = []
    beats = sorted({first, last, *corners, *(b - 1e-3 for b in corners if b - 1e-3 > first)})
    fine: list[float] = []
    for a, b in itertools.pairwise(beats):
        n = max(1, int((b - a) / 0.125))
        fine += [a + (b - a) * i / n for i in range(n)]
    for beat in [*fine, last]:
        level = loudness.at(beat) * (1.0 - ATTACK_SHARE)
        time = max(tempo.seconds_at(beat) - ahead, 0.0)
        value = 127.0 * float(10.0 ** (level / 40.0))
        if points and time <= points[-1].time:
            continue
        points.append(Control(time, "expression", round(value, 2)))
    return points


def _damp(controls: list[Control], notes: list[Played], played: list[Note], tempo: TempoMap) -> list[Control]:
    """Close the sound where a note is stopped by hand: a drum, a string or a room of voices would ring on."""
    for end in sorted({tempo.seconds_at(n.beat + n.beats) for n in notes if "damped" in n.marks}):
        again = min((n.start for n in played if n.start > end - 0.06), default=None)
        before = [c for c in controls if c.time <= end]
        value = before[-1].value if before else 127.0
        after = [c for c in controls if again is not None and c.time > again]
        closed = [Control(max(end - 0.03, 0.0), "expression", value), Control(end + 0.05, "expression", 0.0)]
        if again is not None and again > end + 0.07:
            next_value = next((c.value for c in controls if c.time > again - 0.02), value)
            closed += [Control(again - 0.02, "expression", 0.0), Control(again - 0.01, "expression", next_value)]
        controls = [*(c for c in before if c.time < end - 0.03), *closed, *after]
    return controls


def _pedal(tempo: TempoMap, down: float, up: float) -> list[Control]:
    """Down just after the harmony is struck, up just before the next: the pedal of a good pianist."""
    start, end = tempo.seconds_at(down), tempo.seconds_at(up)
    return [Control(start + 0.02, "pedal", 127.0), Control(max(end - 0.01, start + 0.03), "pedal", 0.0)]


# ---- not a machine


def _chance(*identity: object) -> float:
    """A number from -1 to 1 that belongs to a note: the same for the same note, in whatever company it is played."""
    digest = hashlib.blake2b("|".join(map(str, identity)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / (1 << 63) - 1.0
