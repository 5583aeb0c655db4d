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

import itertools
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .directions import nearest, pieces_of
from .dynamics import Loudness
from .events import Control, Note, Track
from .explaining import Explanation, explain
from .flutter import fluttered
from .page import held_by
from .palette import PALETTE, Sound, Voice, checked, voice_for
from .playing import ATTACK_SHARE, Account, Clock, Player, glides, is_struck
from .reading import Line, Played, parts_of, players, read_part, stops
from .repeats import played_out
from .soloists import by_player
from .together import share_out

if TYPE_CHECKING:
    from ..picture.tempo import TempoMap
    from .stems import Stems


@dataclass(frozen=True)
class Performance:
    """A score as it is played: tracks, and the map they were laid on.

    Attributes
    ----------
    tracks : tuple of Track
    tempo : TempoMap
    seconds : float
        From the first frame of the cue to the end of its last note as played.
    accounts : tuple of Account
        Every written note with what was done to it, and why.
    """

    tracks: tuple[Track, ...]
    tempo: TempoMap
    seconds: float
    accounts: tuple[Account, ...] = field(default=(), repr=False, compare=False)

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

        stems = render(self.tracks, seconds=seconds, font=font, hall=hall, start=self.tempo.start)
        stems.tempo = self.tempo
        return stems

    def explain(self, bar: int, part: str | None = None) -> Explanation:
        """What was done to the notes of a bar, and why.

        Parameters
        ----------
        bar : int
            As the score counts them.
        part : str, optional
            Only this part: its name, or the beginning of it.

        Raises
        ------
        FilmScoreError
            If there is no such part, or nothing is played in that bar; it says what there is.
        """
        return explain(self.accounts, bar, part)

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
        In written or in sounding pitch: an instrument with a transposition reads what stands there, unless its part
        says `atSoundingPitch`; one without (music21's own celesta, contrabassoon, guitar) sounds what stands there.
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
        If the score holds nothing to play, a part for which no sound is known, or a note that nobody can play.

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
        raise FilmScoreError(f"{shown(score)} has no part to perform: give a music21 Score or Part with notes in it.")
    if not hasattr(tempo_map, "beat_of_frame"):
        raise FilmScoreError(
            f"tempo_map must be a TempoMap, not {shown(tempo_map)}: TempoMap().bars(4, '4/4', bpm=60) makes one."
        )
    if isinstance(hits, str) or not isinstance(hits, Iterable):
        raise FilmScoreError(f"hits is a list of frames or Hits, not {shown(hits)}.")
    held = {float(tempo_map.beat_of_frame(getattr(h, "frame", h))) for h in hits}
    palette = checked(palette)
    if not isinstance(humanise, bool):
        raise FilmScoreError(f"humanise is True or False, not {shown(humanise)}.")
    score = played_out(score)
    parts = parts_of(score)
    found = players(parts)
    tracks: list[Track] = []
    accounts: list[Account] = []
    clock = Clock(tempo_map)
    for names, program, staves in found:
        changes = held_by(staves[0])
        for turn, (since, player) in enumerate(changes):
            voice, name = voice_for(names, program, palette), names[0]
            if turn:
                called = player.instrumentName or player.partName or names[0]
                voice, name = voice_for([called, *names], player.midiProgram, palette), f"{names[0]}, {called}"
            line = Line()
            for staff in staves:
                read_part(staff, line, voice, player if len(changes) > 1 else None)
            until = changes[turn + 1][0] if turn + 1 < len(changes) else float("inf")
            line.notes = [note for note in line.notes if since <= note.beat < until]
            for called, own, who in by_player(name, line, voice, palette):
                share_out(own.notes, who, called)
                made, told = _play(called, own, who, clock, frozenset(held), humanise)
                tracks += made
                accounts += told
    tracks = [t for t in tracks if t.notes]
    if not tracks:
        raise FilmScoreError("This score holds rests only: there is nothing to perform.")
    return Performance(tuple(tracks), tempo_map, max(t.end for t in tracks), tuple(accounts))


# ---- how it is played


def _play(
    name: str, line: Line, voice: Voice, clock: Clock, held: frozenset[float], humanise: bool
) -> tuple[list[Track], list[Account]]:
    loudness = Loudness(line.marks, line.hairpins, stops(line.notes))
    # a way of playing is a track of its own; so is a note that slides, for the pitch of a whole track bends
    groups: dict[tuple[str, int], list[Played]] = defaultdict(list)
    for number, note in enumerate(sorted(line.notes, key=lambda n: (n.beat, -n.grace, n.pitch)), start=1):
        technique = nearest(note.technique, voice)
        slides = note.slide is not None and glides(voice)
        groups[technique, number if slides else 0].append(note)
    # a bar played alone does not know whether notes follow or a rest: it ends as if notes did, here as well as there
    starts = sorted({n.beat for n in line.notes if not n.grace} | line.bars)
    tracks, accounts = [], []
    for (technique, slide), notes in groups.items():
        sound = voice.techniques[technique] if technique else voice.sound
        struck = is_struck(voice, technique)
        player = Player(name, voice, sound, struck, loudness, clock, starts, held, humanise)
        told = [_told(player, note) for note in notes]
        for note, account in zip(notes, told, strict=True):
            lost = [piece for piece in pieces_of(note.technique) if piece not in pieces_of(technique)]
            if technique:
                account.reasons.append(f"played {technique}")
            if lost:
                instead = f"played {technique} without it" if technique else "played in the ordinary way"
                account.reasons.append(f"{', '.join(lost)}: this palette has no such sound; {instead}")
            account.reasons += note.told
            account.reasons += [
                f"“{words}” is printed here, and changes nothing in how it is played" for words in note.unread
            ]
        played = [n for account in told for n in account.notes]
        controls = [] if struck else _expression(loudness, clock, notes, sound)
        if sound.flutter_hz:
            controls = fluttered(controls, played, sound)
        controls = _damp(controls, notes, played, clock)
        if slide:
            controls += _bend(notes[0], told[0], clock)
        controls += [c for down, up in line.pedals for c in _pedal(clock, down, up)]
        for number, layer in enumerate((sound, *(voice.layers if not technique else ()))):
            words = (name, technique, "sliding" if slide else "", f"layer {number + 1}" if number else "")
            tracks.append(
                Track(
                    " ".join(w for w in words if w),
                    voice.stem,
                    layer.bank,
                    layer.program,
                    played,
                    sorted(controls, key=lambda c: c.time),
                    gain_db=voice.gain_db + layer.gain_db,
                    pan=voice.pan,
                    send_db=voice.send_db,
                    early=voice.early,
                    patch=layer.patch,
                )
            )
        accounts += told
    return tracks, sorted(accounts, key=lambda a: (a.bar, a.beat))


def _told(player: Player, note: Played) -> Account:
    """A note as it is played; what cannot be, is named with its place on the page."""
    try:
        return player.play(note)
    except FilmScoreError as error:
        raise FilmScoreError(f"{player.name}, bar {note.bar}, beat {note.in_bar + 1:g}: {error}") from None


def _bend(note: Played, account: Account, clock: Clock) -> list[Control]:
    """A slide of the finger, the slide or the pedal: it leaves late, and arrives with the next note."""
    assert note.slide is not None
    far = note.slide.semitones
    account.reasons.append(f"glissando: the pitch moves {far:+g} semitones")
    # what rings on has arrived long before it has died away
    last = min(account.notes[-1].end, max(clock.release(note.beat + note.beats), account.notes[0].start + 0.03))
    first = min(max(clock.seconds(note.slide.beat), account.notes[0].start), last)
    return [
        Control(first + 0.2 * (last - first), "bend", 0.0),
        Control(last, "bend", min(max(far, -48.0), 48.0)),
    ]


def _expression(loudness: Loudness, clock: Clock, notes: list[Played], sound: Sound) -> list[Control]:
    """The part of the level that expression makes, from the first note to the last: dB as 40·log10(x/127)."""
    first, last = notes[0].beat, max(n.beat + n.beats for n in notes)
    ahead = sound.lead / 1000
    corners = [b for b in loudness.corners() if first < b < last]
    points: list[Control] = []
    beats = sorted({first, last, *corners, *(b - 1e-3 for b in corners if b - 1e-3 > first)})
    fine: list[float] = []
    for a, b in itertools.pairwise(beats):
        still = abs(loudness.at(a) - loudness.at(b - 1e-6)) < 1e-6  # a line that does not move needs its ends only
        n = 1 if still else max(1, int((b - a) / 0.125))
        fine += [a + (b - a) * i / n for i in range(n)]
    for beat in [*fine, last]:
        level = loudness.at(beat) * (1.0 - ATTACK_SHARE)
        time = max(clock.seconds(beat) - ahead, 0.0)
        value = 127.0 * float(10.0 ** (level / 40.0))
        if points and time <= points[-1].time:
            continue
        points.append(Control(time, "expression", round(value, 2)))
    return points


def _damp(controls: list[Control], notes: list[Played], played: list[Note], clock: Clock) -> list[Control]:
    """Close the sound where a note is stopped by hand: a drum, a string or a room of voices would ring on."""
    for end in sorted({clock.seconds(n.beat + n.beats) for n in notes if "damped" in n.marks}):
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


def _pedal(clock: Clock, down: float, up: float) -> list[Control]:
    """Down just after the harmony is struck, up just before the next: the pedal of a good pianist."""
    start, end = clock.seconds(down), clock.seconds(up)
    return [Control(start + 0.02, "pedal", 127.0), Control(max(end - 0.01, start + 0.03), "pedal", 0.0)]
