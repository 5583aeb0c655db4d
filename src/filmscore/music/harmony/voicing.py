"""Chords given to voices: who takes which note, so that each moves as little as it can.

Play C–E–G, then F–A–C with the whole hand moved up: two blocks. Then keep the C, and let E and G go up a step to F and
A: one sound that opens. That is voice leading. What is moved least is heard most easily as one thing that changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ..keys import Key
from ..meter import Meter
from ..motif import Motif
from ..pitch import Pitch
from .chords import Chord, chords_of
from .holding import held
from .leading_style import Remark, remarks_on
from .ranges import ranges_of, voices_of
from .voicing_given import against, alike, beats_of, column_of, one_pedal, pedal_of, reached, start_of, top_of
from .voicing_search import STYLES, closest, ways

if TYPE_CHECKING:
    from music21 import stream

#: so many chords are led at once
MOST_CHORDS = 128


@dataclass(frozen=True)
class Voicing:
    """Chords as voices sing them. Made by `lead` and `laid`.

    Attributes
    ----------
    chords : tuple of Chord
    voices : tuple of str
        From the top down.
    lines : tuple of tuple of str
        For each voice, the note it has in each chord.
    beats : tuple of Fraction
        How long each chord lasts.
    key, meter : str or None
    """

    chords: tuple[Chord, ...]
    voices: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    beats: tuple[Fraction, ...]
    key: str | None = None
    meter: str | None = "4/4"
    _foreign: tuple[Remark, ...] = field(default=(), repr=False)

    def notes_of(self, voice: str) -> tuple[str, ...]:
        """The notes of one voice, one for each chord.

        Raises
        ------
        FilmScoreError
            There is no such voice.
        """
        if voice not in self.voices:
            raise FilmScoreError(f"There is no voice {shown(voice)}: {', '.join(self.voices)} there are.")
        return self.lines[self.voices.index(voice)]

    def at(self, place: int) -> tuple[str, ...]:
        """The notes of one chord, the lowest voice first; `place` counts from 0."""
        return tuple(line[place] for line in reversed(self.lines))

    def line(self, voice: str) -> Motif:
        """One voice as a tune."""
        notes = self.notes_of(voice)
        text = " ".join(f"{name}:{beats}" for name, beats in zip(notes, self.beats, strict=True))
        return Motif(text, key=self.key, meter=self.meter, name=voice[0].upper() + voice[1:])

    @property
    def answer(self) -> list[str]:
        """It as plain data, as `laid` takes it: for each chord its notes, the lowest first."""
        return [" ".join(self.at(i)) for i in range(len(self))]

    @cached_property
    def _pitches(self) -> tuple[tuple[Pitch, ...], ...]:
        return tuple(tuple(Pitch.read(name) for name in line) for line in self.lines)

    @property
    def steps(self) -> tuple[int, ...]:
        """Semitones that all voices together move at each change of chord."""
        return tuple(
            sum(abs(line[i + 1].midi - line[i].midi) for line in self._pitches) for i in range(len(self.chords) - 1)
        )

    @property
    def movement(self) -> int:
        """Semitones that all voices move from beginning to end."""
        return sum(self.steps)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """Style notes: parallels, leaps, gaps, crossings, doublings. Habits of a style, no errors."""
        leading = None
        if self.key is not None:
            leading = (Key.read(self.key).at(28 + Key.read(self.key).letter).midi - 1) % 12
        return self._foreign + remarks_on(self.chords, self.voices, self._pitches, leading)

    @property
    def told(self) -> str:
        """The whole in words: each chord with its notes, how much moves, and the remarks."""
        laid = "; ".join(f"{chord}: {' '.join(self.at(i))}" for i, chord in enumerate(self.chords))
        far = f"{self.movement} semitone{'' if self.movement == 1 else 's'}"
        moved = f" The voices move {far} in all." if len(self.chords) > 1 else ""
        said = "".join(f"\n{remark}" for remark in self.remarks)
        return f"From the {self.voices[-1]} up, {laid}.{moved}{said}"

    def __repr__(self) -> str:
        return f"Voicing({' '.join(str(chord) for chord in self.chords)}, for {', '.join(self.voices)})"

    def __len__(self) -> int:
        return len(self.chords)

    @property
    def sung(self) -> tuple[tuple[tuple[str, Fraction, Fraction], ...], ...]:
        """Each voice from the top down as it sounds: names, beginnings and beats; a note that comes again is held."""
        return tuple(
            tuple((pitch.name, start, end - start) for _, pitch, start, end in held(
                ({pitch.midi: pitch}, beats) for pitch, beats in zip(line, self.beats, strict=True)
            ))
            for line in self._pitches
        )  # fmt: skip

    def to_music21(self, *, tied: bool = False) -> stream.Score:
        """A score with a part for each voice; with `tied`, a note that comes again in its voice is held."""
        from music21 import instrument, stream

        from ..readers import to_music21

        parts = []
        for voice, line in zip(self.voices, self.sung, strict=True):
            tune = self.line(voice)
            if tied:
                tune = Motif(" ".join(f"{n}:{b}" for n, _, b in line), key=self.key, meter=self.meter, name=tune.name)
            part = to_music21(tune)
            plays = instrument.Instrument(part.partName)
            plays.instrumentName, plays.midiProgram = part.partName, 0  # a piano, where nobody knows such a player
            part.insert(0, plays)
            parts.append(part)
        return stream.Score(parts)


def lead(
    chords: str | Iterable[Any], voices: str | Iterable[str] = "SATB", ranges: Mapping[str, Any] | None = None, *,
    start: str | Sequence[str] | None = None, top: Motif | Sequence[str] | None = None, pedal: str | None = None,
    beats: Any = None, key: str | None = None, meter: str | None = "4/4", style: str = "closest",
    like: Voicing | None = None, bass: bool = True,
) -> Voicing:  # fmt: skip
    """Give chords to voices so that they move as little as they can.

    Parameters
    ----------
    chords : str or list
        ``"C Am F G7"``, or chords and symbols in a list. The lowest voice has the bass that each names, so it leaps
        where roots do, unless `bass` is False.
    voices : str or list of str
        ``"SATB"``, ``"strings"``, or names from the top down; at most eight.
    ranges : mapping, optional
        ``{"soprano": ("E4", "A5")}``; if left out, what each reaches with comfort.
    start : list of str, optional
        The notes of the first chord, the lowest first: the others follow from it.
    top : Motif or list of str, optional
        The note of the top voice for each chord. It need not be one of the chord's.
    pedal : str, optional
        A note that the lowest voice holds throughout, whatever the chords are: ``"C"`` or ``"C2"``.
    beats : number or list of numbers
        How long each chord lasts; as the notes of `top`, if that is a motif, else 4 beats.
    key, meter : str, optional
        For the page; with a key, a doubled leading tone is remarked on.
    style : {"closest", "chorale"}
        "closest": the smallest sum of semitones over the whole row; where several are equal, the one with the fewest
        remarks. "chorale": a parallel, a leap or a gap weighs as much as several semitones, so there are few. All ways
        to lay each chord are tried while there are no more than some hundreds, as for four voices; for a crowd of
        players those with the most even spacing.
    like : Voicing, optional
        Another voicing for the same voices: a chord that both have in the same place is laid as there. For two versions
        that are to differ in one chord and in nothing else.
    bass : bool
        False: the lowest voice may take any note of the chord, as all others do, so that each goes to its nearest. For
        upper voices, of which some stay while others move.

    Returns
    -------
    Voicing
        It plays (`fs.play`) and can be looked at (`fs.show`); `remarks` are its style notes.

    Raises
    ------
    FilmScoreError
        A chord cannot be laid in these ranges: the voice and the chord are named; or there are too few voices for it.

    Examples
    --------
    >>> led = lead("C Am F G7 C", key="C", style="chorale")
    >>> led.notes_of("bass"), led.remarks
    (('C3', 'A2', 'F2', 'G2', 'C3'), ())
    >>> lead("C D/C Fm C", pedal="C", voices=["violin", "viola", "cello"]).notes_of("cello")
    ('C3', 'C3', 'C3', 'C3')
    >>> lead("Dm Bb F", ["violin 1", "violin 2", "viola"], start="D4 F4 A4", bass=False).answer
    ['D4 F4 A4', 'D4 F4 B♭4', 'C4 F4 A4']
    >>> first = lead("D G A7 D", style="chorale")
    >>> lead("D G A7 Bm", style="chorale", like=first).answer[:3] == first.answer[:3]
    True
    """
    row, names = chords_of(chords), voices_of(voices)
    if len(row) > MOST_CHORDS:
        raise FilmScoreError(
            f"{len(row)} chords are more than the {MOST_CHORDS} that are led at once: lead them in parts."
        )
    if style not in STYLES:
        raise FilmScoreError(f"style is {shown(style)}: {' or '.join(map(repr, STYLES))}.")
    reach = ranges_of(names, ranges)
    if not isinstance(bass, bool):
        raise FilmScoreError(f"bass is True or False, not {shown(bass)}; a note that stays below is pedal='D'.")
    if beats is None:
        beats = top.durations if isinstance(top, Motif) and None not in top.names else 4
    held = pedal_of(pedal, names[-1], reach[names[-1]])
    above = top_of(top, row, names[0], reach[names[0]])
    if held is not None:
        row = tuple(chord.over(held[0].name.rstrip("0123456789")) for chord in row)
    asked = [(chord.symbol, chord.notes, above[i] if above else None) for i, chord in enumerate(row)]
    found = {
        one: ways(chord, names, reach, held, one[2], free=not bass)
        for one, chord in dict(zip(asked, row, strict=True)).items()
    }
    options = [found[one] for one in asked]  # a chord that comes again is laid once
    if held is not None and len(held) > 1:  # one pedal, not now here and now there
        options = one_pedal(options)
    if like is not None:
        options = alike(like, row, names, options)
    if start is not None:
        options[0] = [start_of(start, row[0], names, reach)]
    leading = None if key is None else (Key.read(key).at(28 + Key.read(key).letter).midi - 1) % 12
    chosen = closest(row, options, style, leading)
    lines = tuple(tuple(column[v].name for column in chosen) for v in range(len(names)))
    written = None if meter is None else str(Meter.read(meter))
    return Voicing(row, names, lines, beats_of(beats, len(row)), None if key is None else Key.read(key).name, written)


def laid(
    notes: Iterable[Any], chords: str | Iterable[Any] | None = None, voices: str | Iterable[str] = "SATB",
    ranges: Mapping[str, Any] | None = None, *, beats: Any = 4, key: str | None = None, meter: str | None = "4/4",
) -> Voicing:  # fmt: skip
    """A voicing somebody wrote, to be heard and remarked on.

    Parameters
    ----------
    notes : list
        For each chord its notes, the lowest voice first: ``["C3 G3 E4 C5", "F3 A3 F4 C5"]``.
    chords : str or list, optional
        What the chords are meant to be; if left out, what they sound as.
    voices, ranges, beats, key, meter
        As for `lead`.

    Returns
    -------
    Voicing
        A note that is not in its chord, and one that is missing, stand among the remarks.

    Raises
    ------
    FilmScoreError
        A chord has not one note for each voice, or a note lies outside the range of its voice: both are named.

    Examples
    --------
    >>> for remark in laid(["C3 G3 E4 C5", "D3 A3 F4 D5"]).remarks:
    ...     print(remark.kind, "–", *remark.voices)
    parallel octaves – soprano bass
    parallel fifths – tenor bass
    """
    names = voices_of(voices)
    reach = ranges_of(names, ranges)
    if isinstance(notes, str) or not isinstance(notes, Iterable):
        raise FilmScoreError(f"{shown(notes)} are no chords: write a list, the notes of a chord each, ['C3 G3 E4 C5'].")
    columns = [column_of(one, i, names) for i, one in enumerate(notes)]
    if not columns:
        raise FilmScoreError("There are no notes here yet: write one chord or more, ['C3 G3 E4 C5'].")
    row = chords_of(chords) if chords is not None else tuple(Chord([p.name for p in reversed(c)]) for c in columns)
    if len(row) != len(columns):
        raise FilmScoreError(f"There are {len(columns)} chords in notes and {len(row)} symbols: write as many.")
    for i, (chord, column) in enumerate(zip(row, columns, strict=True)):
        for voice, pitch in zip(names, column, strict=True):
            reached(voice, pitch, reach[voice], f"{chord} (chord {i + 1})")
    foreign = [
        r for i, (chord, column) in enumerate(zip(row, columns, strict=True)) for r in against(i, chord, names, column)
    ]
    lines = tuple(tuple(column[v].name for column in columns) for v in range(len(names)))
    written = None if meter is None else str(Meter.read(meter))
    return Voicing(
        row,
        names,
        lines,
        beats_of(beats, len(row)),
        None if key is None else Key.read(key).name,
        written,
        tuple(foreign),
    )
