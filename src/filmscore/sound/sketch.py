"""A sketch: notes laid on a film, heard at once, long before there is a score.

A `Sketch` costs nothing until somebody listens. Then its notes are performed and rendered like any
other music, with the instruments found on this computer, and brought to one loudness: two sketches are compared by
what they say, not by which is louder.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from ..picture.film import Film, open_film
from ..picture.spotting import Cue, Hit, Spotting
from ..picture.tempo import TempoMap
from ..picture.timecode import Timecode
from .marked_tempo import BPM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .loudness import Loudness
    from .performance import Performance
    from .sketched import Sketched
    from .stems import EncodedStem, Stems

#: where a sketch sits beside a voice at -24 LUFS: integrated loudness (ITU-R BS.1770) in LUFS, the same for all,
#: and no true peak above, in dBTP. It lies low enough that no instrument's peak forces a sketch below the others.
LEVEL, HIGHEST_PEAK = -26.0, -1.0

#: seconds a sketch may ring on after the film has ended
TAIL = 2.0

#: frames from the one on which music is to be over: the first from which, the second by which what still rings goes to
#: nothing. Not at once: a hall that is cut off is heard as a fault
ENDING = (-1, 4)


class Sketch:
    """Notes, laid on a frame of a film, with who plays them.

    Made by `sketch`; `filmscore.watch` plays it. A hit is a point of the picture that the music should meet: a sketch
    of one note or chord is laid on such a point, and is its hit. The notes of a longer one are music, not hits.

    Attributes
    ----------
    attacks : tuple of int
        The frames on which something begins, as far as the film lasts.
    tempo : TempoMap
    until : int or None
        The frame on which it is to be over.
    font : str
        The SoundFont it was played with, once somebody has listened.
    """

    def __init__(
        self,
        notes: Sketched,
        film: Film,
        at: int,
        bpm: float | None,
        hits: bool | None = None,
        until: int | None = None,
    ) -> None:
        self.film = film
        self.until = until
        self.font = ""
        self._notes = notes
        self.tempo = _tempo(notes, TempoMap(start=at, rate=film.rate), bpm)
        last = film.frames if until is None else until
        end = min(last, round(self.tempo.frame_at(notes.beats)))
        met = [(round(self.tempo.frame_at(beat)), name) for beat, name in notes.starts]
        met = [(frame, name) for frame, name in met if frame < last]
        self.attacks = tuple(dict.fromkeys(frame for frame, _ in met))
        if hits is None:
            alone = len(notes.starts) == 1
            marks = [Hit(frame, f"the {notes.what}") for frame, _ in met] if alone else []
        else:
            marks = [Hit(frame, name) for frame, name in met] if hits else []
        self.spotting = Spotting(
            film,
            cues=[Cue("sketch", at, max(end, at + 1), reason=f"a sketch for {notes.players}")],
            hits=marks,
        )

    @property
    def start(self) -> int:
        """The frame on which it begins."""
        return self.tempo.start

    @property
    def counted(self) -> str:
        """How much begins in it, in words: "4 notes", "3 chords"."""
        count = len(self.attacks)
        return f"{count} {self._notes.what}{'' if count == 1 else 's'}"

    def __repr__(self) -> str:
        return f"Sketch({self._notes.text} from frame {self.start} of {self.film.title}, {self._notes.players})"

    @property
    def families(self) -> dict[str, str]:
        """The stems it will be, each with its family."""
        return {stem: stem for stem in self._notes.stems}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its stems."""
        return self._notes.stems

    @property
    def labels(self) -> Mapping[str, str]:
        """What those stems are called whose names are not their players': a guitar's is "guitars", not "keys"."""
        return self._notes.labels

    def score(self) -> Any:
        """The sketch as a music21 score."""
        return self._notes.page()

    def perform(self) -> Performance:
        """Its notes as they are played."""
        from .palette import PALETTE
        from .performance import perform

        voice = self._notes.voice
        return perform(self.score(), self.tempo, palette=PALETTE if voice is None else ((".*", voice),))

    def render(self) -> Stems:
        """Play it, with the instruments found on this computer, at the loudness of `LEVEL`."""
        return self._rendered(self.perform())

    @property
    def ends(self) -> float | None:
        """Seconds from its first sample to the frame on which it is to be over; None if it rings out."""
        return None if self.until is None else float((self.until - self.start) / self.film.rate.fps)

    def _rendered(self, performance: Performance) -> Stems:
        import numpy as np

        from .loudness import loudness
        from .stems import Stems

        left = self._left
        played = performance.render(seconds=left if performance.seconds > left else None)
        if self.until is not None:
            played = ended(played, self.film, self.until)
        self.font = played.font
        gain = 10 ** (_gain(loudness(played)) / 20)
        return Stems(
            {name: played[name] * np.float32(gain) for name in played},
            start=self.start,
            font=played.font,
            notes=played.notes,
            families=played.families,
        )

    @property
    def _left(self) -> float:
        """Seconds from its beginning after which nobody will hear it."""
        if self.until is not None:
            return float((self.until + ENDING[1] - self.start) / self.film.rate.fps)
        return float((self.film.frames - self.start) / self.film.rate.fps) + TAIL

    def encode(self) -> list[EncodedStem]:
        """Its stems as a browser plays them: rendered now, or as they come with the package."""
        from .sketches import kept

        performance = self.perform()
        whole = self.until is not None or performance.seconds <= self._left
        known = kept(performance, self.film, self.start, self.ends) if whole else None
        if known is None:
            return self._rendered(performance).encode()
        self.font = known.font
        sounds = {stem.name: stem for stem in known.encoded()}
        return [sounds[name] for name in self.names]


def ended(stems: Stems, film: Film, until: int) -> Stems:
    """Stems that are over on a frame of the film: what still rings then is faded within `ENDING`."""
    from .mix import MIX, Mixer

    return Mixer(stems, film).fade_out(MIX, until + ENDING[0], until + ENDING[1]).render()


def _gain(measured: Loudness) -> float:
    """What brings it to `LEVEL`, dB, or as near to it as its peak allows; silence stays as it is."""
    return min(measured.to_target(LEVEL), HIGHEST_PEAK - measured.true_peak) if isfinite(measured.integrated) else 0.0


def _tempo(notes: Sketched, tempo: TempoMap, bpm: float | None) -> TempoMap:
    """The map it is played along: at the asked tempo, else its own, else a beat a second."""
    stretches = notes.tempi or ((notes.beats, BPM),)
    for number, (beats, own) in enumerate(stretches):
        rate = own
        if bpm is not None:  # a score that changes its tempo still does, around the one that was asked for
            rate = bpm * own / stretches[0][1] if number else bpm
        tempo = tempo.steady(beats, bpm=rate, meter=None if number else notes.meter)
    return tempo


def sketch(
    notes: Any,
    *,
    at: int | str | Timecode,
    film: str | Film = "first-bloom",
    bpm: float | None = None,
    played_by: str | None = None,
    over: str | None = None,
    hits: bool | None = None,
    until: int | str | Timecode | None = None,
) -> Sketch | None:
    """Lay notes on a film, to hear what they do there.

    All sketches are equally loud (integrated loudness, ITU-R BS.1770), so that two of them can be compared.

    Parameters
    ----------
    notes : Motif, str, list, or something of music21; or what `Motif.harmonise`, `.against` and `fs.lead` make
        ``"D4 A4 D5 E5"``, lengths in beats after a colon, is a tune. A list of pitches, ``["D3", "F3", "A3"]``, is a
        chord; a list of such lists, or of `Chord`, is one chord after another, two beats each. A `Harmonised` is a tune
        and its chords, a `Voicing` what its voices have. In a row of chords, in a `Voicing` and in bars (`fs.bars_of`,
        or ``["E2:4", "E2+B3:4"]``) a note that goes on is held. A score of music21 keeps its players,
        dynamics and tempo. None is an empty page: no music.
    at : int or timecode label
        The frame on which the first beat falls.
    film : Film or its name
    bpm : float, optional
        Beats a minute; the score's own if it has one, else 60, at which a beat is 24 frames of a film at 24.
    played_by : str, optional
        ``"celesta"``, ``"horn"``, ``"strings"`` … or any instrument of `fs.palette`. If left out, the player that the
        motif was given to, else a celesta; chords have a piano, bars strings, voices and scores their own players.
    over : str, optional
        Who plays the chords under a tune; strings if left out.
    hits : bool, optional
        Whether its notes are points that the picture and the music share: diamonds in the player, with streamers and
        the notes' names. If not given, a sketch of one note is laid on such a point, without its name; a sketch of
        more is a line of music: ticks in the player's row *Music*, no names, and nothing over the picture.
    until : int or timecode label, optional
        The frame on which it is to be over, such as that of a door. What still rings in the hall then is gone within
        four frames, and no note begins there or later. If left out it rings out.

    Returns
    -------
    Sketch, or None for an empty page

    Raises
    ------
    FilmScoreError
        If a note cannot be read, a frame lies outside the film, the sketch is to be over before it begins, nobody of
        that name plays here, or `hits` is neither True, False nor None.

    Examples
    --------
    >>> sketch("D4 A4 D5 E5", at=1056)
    Sketch(D4 A4 D5 E5 from frame 1056 of First Bloom, celesta)
    >>> sketch("D5", at=1056).spotting.hits[0].frame, sketch("D4 A4", at=1056).attacks
    (1056, (1056, 1080))
    >>> sketch([["D3", "A3", "F#4"], ["D3", "B3", "G4"]], at=1536, played_by="strings").counted
    '2 chords'
    """
    film = open_film(film)
    if hits is not None and not isinstance(hits, bool):
        raise FilmScoreError(f"hits says whether a sketch's notes are hits: True, False or None, not {shown(hits)}.")
    frame = film.frame(at, "frame of the first note")
    if frame >= film.frames:
        raise FilmScoreError(f"Frame {frame} is the end of {film.title}: there is no picture left to play to.")
    last = None if until is None else film.frame(until, "frame on which the sketch is over")
    if last is not None and last <= frame:
        raise FilmScoreError(f"A sketch from frame {frame} cannot be over on {last}: until is a later frame.")
    from .sketch_players import player_of
    from .sketched import read

    for name in (played_by, over):
        if name is not None:
            player_of(name)  # an empty page is no reason to let a wrong name pass
    if notes is None or (isinstance(notes, str) and not notes.strip()):
        return None
    return Sketch(read(notes, played_by, over), film, frame, bpm, hits, last)
