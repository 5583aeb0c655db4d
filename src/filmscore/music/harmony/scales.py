"""Scales and modes: which notes a passage lives on, and what that does to a picture.

Hold a C below and play C D E F G on top; then the same with F♯. The second looks up. That one note is the whole
difference between the major scale and the Lydian mode.

The octatonic, hexatonic and whole-tone scales come back to themselves before the octave is over: there are three, four
and two of each (Olivier Messiaen, *Technique de mon langage musical*, Leduc 1944, calls such modes "of limited
transposition"). "Acoustic" is Ernő Lendvai's name (*Béla Bartók: An Analysis of his Music*, Kahn & Averill 1971) for
the scale that lies near the overtones.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ...errors import FilmScoreError, shown
from ..pitch import Interval, Pitch, class_name, natural, pitch_class

if TYPE_CHECKING:
    from music21 import stream

    from ..motif import Motif
    from .chords import Chord


class ScaleKind(NamedTuple):
    """A kind of scale: its notes as intervals above the first, and what the ear knows it by."""

    name: str
    intervals: tuple[Interval, ...]
    sounds: str


def _kind(name: str, intervals: str, sounds: str) -> ScaleKind:
    return ScaleKind(name, tuple(Interval.read(one) for one in intervals.split()), sounds)


SCALES: dict[str, ScaleKind] = {kind.name: kind for kind in (
    _kind("major", "P1 M2 M3 P4 P5 M6 M7", "plain daylight"),
    _kind("dorian", "P1 M2 m3 P4 P5 M6 m7", "minor with a window open: the raised sixth"),
    _kind("phrygian", "P1 m2 m3 P4 P5 m6 m7", "a semitone presses on the tonic from above"),
    _kind("lydian", "P1 M2 M3 A4 P5 M6 M7", "major that looks up: flight, wonder, also a raised eyebrow"),
    _kind("mixolydian", "P1 M2 M3 P4 P5 M6 m7", "major that has come in from outdoors"),
    _kind("minor", "P1 M2 m3 P4 P5 m6 m7", "the lamp turned down, and no leading tone that pulls"),
    _kind("locrian", "P1 m2 m3 P4 d5 m6 m7", "no floor: its own fifth is diminished"),
    _kind("harmonic minor", "P1 M2 m3 P4 P5 m6 M7", "minor that wants home: the wide step below the leading tone"),
    _kind("melodic minor", "P1 M2 m3 P4 P5 M6 M7", "minor on its way up"),
    _kind("harmonic major", "P1 M2 M3 P4 P5 m6 M7", "major with one shadow in it"),
    _kind("phrygian dominant", "P1 m2 M3 P4 P5 m6 m7",
          "a major third over a pressed second; films have long used it as a label for 'elsewhere', which says more "
          "about the films than about any place"),
    _kind("acoustic", "P1 M2 M3 A4 P5 M6 m7", "Lydian above, Mixolydian below: things that glow by themselves"),
    _kind("lydian augmented", "P1 M2 M3 A4 A5 M6 M7", "bright beyond what is comfortable"),
    _kind("octatonic", "P1 m2 m3 M3 A4 P5 M6 m7",
          "semitone, tone, semitone, tone: it turns in a circle and has no home; magic, menace, machines"),
    _kind("octatonic tone-semitone", "P1 M2 m3 P4 d5 m6 M6 M7",
          "the same circle begun with the tone: the scale over a diminished chord"),
    _kind("hexatonic", "P1 m3 M3 P5 m6 M7", "three major and three minor triads that share it: the uncanny"),
    _kind("hexatonic semitone-third", "P1 m2 M3 P4 A5 M6", "the same six-note circle begun with the semitone"),
    _kind("whole-tone", "P1 M2 M3 A4 A5 m7", "no semitone anywhere, so nothing leads: dream, water, dizziness"),
    _kind("major pentatonic", "P1 M2 M3 P5 M6", "nothing in it can clash: children, open country, beginnings"),
    _kind("minor pentatonic", "P1 m3 P4 P5 m7", "nothing clashes, and it is dusk: blues, plainness"),
    _kind("chromatic", "P1 m2 M2 m3 M3 P4 A4 P5 m6 M6 m7 M7", "all the keys: no colour, or every one"),
)}  # fmt: skip

_WRITTEN = {
    "ionian": "major", "maj": "major", "aeolian": "minor", "natural minor": "minor", "min": "minor",
    "melodic minor ascending": "melodic minor", "jazz minor": "melodic minor", "lydian dominant": "acoustic",
    "overtone": "acoustic", "octatonic semitone-tone": "octatonic", "octatonic 1": "octatonic",
    "octatonic half-whole": "octatonic", "half-whole": "octatonic", "octatonic 2": "octatonic tone-semitone",
    "octatonic whole-half": "octatonic tone-semitone", "whole-half": "octatonic tone-semitone",
    "diminished": "octatonic tone-semitone", "hexatonic 1": "hexatonic", "hexatonic third-semitone": "hexatonic",
    "augmented": "hexatonic", "hexatonic 2": "hexatonic semitone-third", "whole tone": "whole-tone",
    "wholetone": "whole-tone", "pentatonic": "major pentatonic", "pentatonic major": "major pentatonic",
    "pentatonic minor": "minor pentatonic", "lydian-augmented": "lydian augmented",
}  # fmt: skip

_NAME = re.compile(r"([A-Ga-g](?:#|♯|b|♭|-(?=\s)|\s+sharp|\s+flat|))(?:[\s_]+(.*))?", re.DOTALL)


@dataclass(frozen=True, repr=False)
class Scale:
    """A scale on a note. Made by `scale`.

    Two scales are equal if they have the same tonic and the same notes by sound.

    Attributes
    ----------
    kind : str
        "lydian".
    intervals : tuple of Interval
        Of its notes above the first, spelled.
    sounds : str
        What the ear knows it by.
    """

    _tonic: Pitch
    kind: str
    intervals: tuple[Interval, ...]
    sounds: str

    def __eq__(self, other: object) -> bool:
        return self.pitch_classes == other.pitch_classes if isinstance(other, Scale) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.pitch_classes)

    def __repr__(self) -> str:
        return f"Scale({self.name!r})"

    def __contains__(self, note: object) -> bool:
        found = pitch_class(note.rstrip("0123456789")) if isinstance(note, str) else None
        return found is not None and (natural(found[0]) + found[1]) % 12 in self.pitch_classes

    @property
    def _tones(self) -> tuple[Pitch, ...]:
        return tuple(self._tonic.up(interval) for interval in self.intervals)

    @property
    def tonic(self) -> str:
        """Its first note."""
        return class_name(self._tonic.step, self._tonic.alter)

    @property
    def name(self) -> str:
        """As it is written: D lydian."""
        return f"{self.tonic} {self.kind}"

    @property
    def notes(self) -> tuple[str, ...]:
        """Its notes as they are spelled, from the tonic up."""
        return tuple(class_name(tone.step, tone.alter) for tone in self._tones)

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        """Its notes as numbers, 0 for C to 11."""
        return tuple(tone.midi % 12 for tone in self._tones)

    @property
    def steps(self) -> tuple[int, ...]:
        """Semitones from each note to the next, the last one back to the tonic: they make 12."""
        up = [interval.semitones for interval in self.intervals]
        return tuple(b - a for a, b in zip(up, [*up[1:], 12], strict=True))

    @property
    def interval_names(self) -> tuple[str, ...]:
        """Its notes above the first as intervals: ``('P1', 'M2', 'M3', 'A4' …)``."""
        return tuple(interval.name for interval in self.intervals)

    @property
    def forms(self) -> int:
        """How many there are that differ in their notes: 12 of most, 3 of the octatonic, 4 hexatonic, 2 whole-tone."""
        return len({frozenset((n + by) % 12 for n in self.pitch_classes) for by in range(12)})

    @property
    def answer(self) -> str:
        """It as plain data: its name."""
        return self.name

    def motif(self, beats: str = "1/2") -> Motif:
        """It as a tune, up and down, to be played and seen.

        >>> scale("C whole-tone").motif().pitches[:7]
        ('C4', 'D4', 'E4', 'F♯4', 'G♯4', 'B♭4', 'C5')
        """
        from ..motif import Motif

        up = [tone.name for tone in (*self._tones, Pitch(self._tonic.step + 7, self._tonic.alter))]
        return Motif([f"{name}:{beats}" for name in [*up, *reversed(up[:-1])]], name=self.name)

    def to_music21(self) -> stream.Part:
        """It as a tune, up and down, in music21."""
        from ..readers import to_music21

        return to_music21(self.motif())

    def chords(self, sevenths: bool = False) -> tuple[Chord, ...]:
        """The chords that can be built of its notes.

        Of a scale with seven letters: the triad on each degree in turn, or the seventh chord, spelled as the scale is.
        Of any other: every major and minor triad in it, from the tonic up.

        >>> scale("C lydian").chords()[:4]
        (Chord('C'), Chord('D'), Chord('Em'), Chord('F♯°'))
        >>> [str(chord) for chord in scale("C octatonic").chords()]
        ['C', 'Cm', 'E♭', 'E♭m', 'F♯', 'F♯m', 'A', 'Am']

        Raises
        ------
        FilmScoreError
            Seventh chords are asked for of a scale that has no seven degrees.
        """
        from .chord_text import readable
        from .chords import Chord

        seven = [interval.steps for interval in self.intervals] == list(range(7))
        if sevenths and not seven:
            raise FilmScoreError(f"{self.name} has no seven degrees to build sevenths on: ask for its triads.")
        if not seven:
            roots = [readable(tone) for tone in self._tones]
            names = [f"{class_name(r.step, r.alter)}{mode}" for r in roots for mode in ("", "m")]
            return tuple(c for c in map(Chord, names) if set(c.pitch_classes) <= set(self.pitch_classes))
        reach = (0, 2, 4, 6) if sevenths else (0, 2, 4)
        return tuple(Chord([self.notes[(degree + up) % 7] for up in reach]) for degree in range(7))

    @property
    def colour(self) -> tuple[str, ...]:
        """The notes in which it differs from the major or the natural minor scale, whichever is nearer.

        >>> scale("C lydian").colour, scale("D dorian").colour, scale("C major").colour
        (('F♯',), ('B',), ())
        """
        sets = {mode: {i.semitones for i in SCALES[mode].intervals} for mode in ("major", "minor")}
        up = [interval.semitones % 12 for interval in self.intervals]
        near = min(sets.values(), key=lambda plain: len(set(up) ^ plain))
        return tuple(note for note, at in zip(self.notes, up, strict=True) if at not in near)

    @property
    def told(self) -> str:
        """What it is, and what the ear knows it by."""
        turns = "" if self.forms == 12 else f" There are only {self.forms} of its kind."
        colour = self.colour
        own = ""
        if 0 < len(colour) <= 2:
            own = f" Its own colour: {' and '.join(colour)}."
        by_ear = self.sounds[0].upper() + self.sounds[1:]
        return f"{self.name} is {' '.join(self.notes)}. {by_ear}.{own}{turns}"


def scale(name: str) -> Scale:
    """The scale of that name: a tonic and a kind.

    Parameters
    ----------
    name : str
        ``"D lydian"``, ``"C harmonic minor"``, ``"E♭ octatonic"`` (semitone first; ``"E♭ octatonic tone-semitone"`` the
        other way round), ``"C hexatonic"``, ``"C whole-tone"``, ``"G minor pentatonic"``, ``"F acoustic"``; ``"D"``
        alone is major, ``"d"`` minor.

    Raises
    ------
    FilmScoreError
        There is no such scale; the nearest are offered.

    Examples
    --------
    >>> scale("D lydian").notes, scale("D lydian").steps
    (('D', 'E', 'F♯', 'G♯', 'A', 'B', 'C♯'), (2, 2, 2, 1, 2, 2, 1))
    >>> scale("C octatonic").forms, "G♭" in scale("C octatonic")
    (3, True)
    """
    if isinstance(name, Scale):
        return name
    words = " ".join(name.split()) if isinstance(name, str) else ""
    match = _NAME.fullmatch(words)
    if match is None:
        raise FilmScoreError(f"{shown(name)} is no scale. Write a tonic and a kind: 'D lydian', 'C minor', 'F major'.")
    tonic = pitch_class(re.sub(r"\s+sharp", "#", re.sub(r"\s+flat", "b", match[1])))
    assert tonic is not None
    asked = (match[2] or ("minor" if match[1][0].islower() else "major")).lower().removesuffix(" scale")
    asked = asked.removesuffix(" mode")
    kind = SCALES.get(_WRITTEN.get(asked, asked)) or SCALES.get(asked.replace("-", " "))
    if kind is None:
        close = difflib.get_close_matches(asked, [*SCALES, *_WRITTEN], n=2, cutoff=0.5)
        meant = f" Did you mean {' or '.join(repr(one) for one in close)}?" if close else ""
        raise FilmScoreError(f"There is no scale called {shown(asked)} here.{meant} There are: {', '.join(SCALES)}.")
    return Scale(Pitch(28 + tonic[0], tonic[1]), kind.name, kind.intervals, kind.sounds)


def scales_with(notes: Iterable[str], tonic: str | None = None) -> tuple[Scale, ...]:
    """The scales that have all of these notes, those with fewest others first.

    With a tonic, only those on it; without one, on every note given. One note outside a key decides little by itself:
    F♯ in C is Lydian if it stays, and the leading tone of G if it goes there.

    >>> [one.name for one in scales_with(["C", "D", "E", "F#", "G"], tonic="C")]
    ['C lydian', 'C acoustic', 'C chromatic']

    Raises
    ------
    FilmScoreError
        One of them is no note.
    """
    numbers, names = set(), []
    for note in [*notes, *([tonic] if tonic else [])]:
        found = pitch_class(note.rstrip("0123456789")) if isinstance(note, str) else None
        if found is None:
            raise FilmScoreError(f"{shown(note)} is no note: write 'F' or 'F#'.")
        numbers.add((natural(found[0]) + found[1]) % 12)
        names.append(class_name(*found))
    on = dict.fromkeys(names[-1:] if tonic else names)
    fit = [
        one for name in on for kind in SCALES for one in [scale(f"{name} {kind}")] if numbers <= set(one.pitch_classes)
    ]
    return tuple(sorted(fit, key=lambda one: len(one.intervals)))


def cluster_notes(low: Pitch, high: Pitch, of: str | Scale | None) -> list[Pitch]:
    """The notes from one up to another, in the octave of middle C; see `Chord.cluster`."""
    span = (high.midi - low.midi) % 12
    if of is not None:
        its = scale(of) if isinstance(of, str) else of
        found = [tone for tone in its._tones if (tone.midi - low.midi) % 12 <= span]
        found.sort(key=lambda tone: (tone.midi - low.midi) % 12)
        return [Pitch(28 + tone.step % 7, tone.alter) for tone in found]
    notes = [low]
    for up in range(1, span):
        midi = low.midi + up
        plain = next((s for s in range(low.step, low.step + 9) if natural(s) == midi), None)
        above = next(s for s in range(low.step, low.step + 10) if natural(s) > midi)
        notes.append(Pitch(28 + (plain if plain is not None else above) % 7, 0 if plain is not None else -1))
    return [*notes, Pitch(28 + high.step % 7, high.alter)] if span else notes
