"""A sketch: a few notes laid on a film, heard at once, long before there is a score.

A `Sketch` costs nothing until somebody listens. Then its notes are performed and rendered like any
other music, with the instruments found on this computer.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from ..music.motif import Motif, as_music21
from ..picture.film import Film, open_film
from ..picture.spotting import Cue, Hit, Spotting
from ..picture.tempo import TempoMap
from ..picture.timecode import Timecode

if TYPE_CHECKING:
    from .stems import EncodedStem, Stems

#: who can play a sketch -> the name of the part, as the palette knows it, and how loud it is asked to play
PLAYERS = {
    "celesta": ("Celesta", "mf"),
    "harp": ("Harp", "mf"),
    "piano": ("Piano", "mp"),
    "horn": ("Horn", "mf"),
    "cello": ("Solo cello", "mf"),
    "strings": ("Strings", "mf"),
    "choir": ("Choir", "mf"),
}


#: where a sketch sits beside a voice at -24 LUFS: mean level while its notes last, and no peak above, both in dB of
#: full scale. Fonts differ by 20 dB from player to player; four notes of a learner should not.
LEVEL, HIGHEST_PEAK = -26.0, -3.0

#: seconds a sketch may ring on after the film has ended
TAIL = 2.0


class Sketch:
    """A motif, laid on a frame of a film, for one kind of player.

    Made by `sketch`; `filmscore.watch` plays it. A hit is a point of the picture that the music should meet: a sketch
    of one note is laid on such a point, and the note is its hit. The notes of a longer one are music, not hits.

    Attributes
    ----------
    attacks : tuple of int
        The frames on which its notes begin, as far as the film lasts.
    """

    def __init__(self, motif: Motif, film: Film, at: int, bpm: float, played_by: str, hits: bool | None = None) -> None:
        self.motif = motif
        self.film = film
        self.played_by = played_by
        self.font = ""  # known once it has been played
        self.tempo = TempoMap(start=at, rate=film.rate).steady(motif.beats, bpm=bpm)
        end = min(film.frames, round(self.tempo.frame_at(motif.beats)))
        notes = [(frame, name) for frame, name in self._attacks() if frame < film.frames]
        self.attacks = tuple(frame for frame, _ in notes)
        if hits is None:
            met = [Hit(frame, "the note") for frame in self.attacks] if len(motif.pitches) == 1 else []
        else:
            met = [Hit(frame, name) for frame, name in notes] if hits else []
        self.spotting = Spotting(
            film,
            cues=[Cue("sketch", at, max(end, at + 1), reason=f"a sketch for {played_by}")],
            hits=met,
        )

    @property
    def start(self) -> int:
        """The frame on which it begins."""
        return self.tempo.start

    def __repr__(self) -> str:
        return f"Sketch({' '.join(self.motif.pitches)} from frame {self.start} of {self.film.title}, {self.played_by})"

    @property
    def families(self) -> dict[str, str]:
        """The stem it will be, and its family."""
        from .palette import voice_for

        stem = voice_for(PLAYERS[self.played_by][0]).stem
        return {stem: stem}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its stems."""
        return tuple(self.families)

    def score(self) -> Any:
        """The sketch as a music21 score."""
        from music21 import dynamics, instrument, note, stream

        name, dynamic = PLAYERS[self.played_by]
        part = stream.Part(id=name)
        part.partName = name
        player = instrument.Instrument(name)
        player.instrumentName = name
        part.insert(0, player)
        part.insert(0, dynamics.Dynamic(dynamic))
        for pitch, beats in zip(self.motif.names, self.motif.durations, strict=True):
            sounding = note.Rest() if pitch is None else note.Note(as_music21(pitch))
            sounding.quarterLength = beats
            part.append(sounding)
        whole = stream.Score([part])
        whole.makeNotation(inPlace=True)
        return whole

    def render(self) -> Stems:
        """Play it, with the instruments found on this computer, at the level of `LEVEL`."""
        import numpy as np

        from .performance import perform
        from .stems import Stems

        performance = perform(self.score(), self.tempo)
        left = float((self.film.frames - self.start) / self.film.rate.fps) + TAIL  # beyond it nobody will hear it
        played = performance.render(seconds=left if performance.seconds > left else None)
        self.font = played.font
        mix = played.mix()
        notes = mix[: round(self.tempo.seconds * played.rate)].astype(np.float64)
        loud = float(np.sqrt(np.mean(np.sum(notes**2, axis=1)))) if notes.size else 0.0
        peak = float(np.abs(mix).max(initial=0.0))
        gain = min(10 ** (LEVEL / 20) / loud, 10 ** (HIGHEST_PEAK / 20) / peak) if loud and peak else 1.0
        return Stems(
            {name: played[name] * np.float32(gain) for name in played},
            start=self.start,
            font=played.font,
            notes=played.notes,
            families=played.families,
        )

    def encode(self) -> list[EncodedStem]:
        """Its stems as a browser plays them."""
        return self.render().encode()

    def _attacks(self) -> Iterable[tuple[int, str]]:
        beat = Fraction(0)
        for pitch, beats in zip(self.motif.names, self.motif.durations, strict=True):
            if pitch is not None:
                yield round(self.tempo.frame_at(beat)), pitch
            beat += beats


def sketch(
    notes: str | Iterable[str] | Motif | None,
    *,
    at: int | str | Timecode,
    film: str | Film = "first-bloom",
    bpm: float = 60,
    played_by: str = "celesta",
    hits: bool | None = None,
) -> Sketch | None:
    """Lay a few notes on a film, to hear what they do there.

    Parameters
    ----------
    notes : Motif, or what makes one
        ``"D4 A4 D5 E5"``; lengths in beats after a colon. None is an empty page: no music.
    at : int or timecode label
        The frame on which the first note falls.
    film : Film or its name
    bpm : float
        Beats a minute; at 60 a beat is 24 frames of a film at 24.
    played_by : {'celesta', 'harp', 'piano', 'horn', 'cello', 'strings', 'choir'}
    hits : bool, optional
        Whether its notes are points that the picture and the music share: diamonds in the player, with streamers and
        the notes' names. If not given, a sketch of one note is laid on such a point, without its name; a sketch of
        more is a line of music: ticks in the player's row *Music*, no names, and nothing over the picture.

    Returns
    -------
    Sketch, or None for an empty page

    Raises
    ------
    FilmScoreError
        If a note cannot be read, the frame lies outside the film, or nobody of that name plays here, or
        `hits` is neither True, False nor None.

    Examples
    --------
    >>> sketch("D4 A4 D5 E5", at=1056)
    Sketch(D4 A4 D5 E5 from frame 1056 of First Bloom, celesta)
    >>> sketch("D5", at=1056).spotting.hits[0].frame, sketch("D4 A4", at=1056).attacks
    (1056, (1056, 1080))
    """
    film = open_film(film)
    if hits is not None and not isinstance(hits, bool):
        raise FilmScoreError(f"hits says whether a sketch's notes are hits: True, False or None, not {shown(hits)}.")
    if not isinstance(played_by, str) or played_by not in PLAYERS:
        raise FilmScoreError(f"Nobody here plays {shown(played_by)}. You may ask for {', '.join(PLAYERS)}.")
    frame = film.frame(at, "frame of the first note")
    if frame >= film.frames:
        raise FilmScoreError(f"Frame {frame} is the end of {film.title}: there is no picture left to play to.")
    if notes is None or (isinstance(notes, str) and not notes.strip()):
        return None
    return Sketch(Motif(notes), film, frame, bpm, played_by, hits)
