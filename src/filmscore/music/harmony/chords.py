"""Chords by name: roots, kinds, basses, and how their notes are spelled.

A chord symbol says three things: on which note it stands (the root), what is built there (the kind), and what lies at
the bottom (the bass). Play C–E–G, then the same with E below: the colour stays, the floor has moved. That is C/E.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ..pitch import Interval, Pitch, natural
from .chord_text import above, home_octave, placed_note, readable
from .chord_text import is_cluster as is_cluster
from .chord_value import ChordValue
from .triads import Triad

if TYPE_CHECKING:
    from ..keys import Key
    from .scales import Scale


class Chord(ChordValue):
    """A chord: what it stands on, what it is made of, what lies below.

    Two chords are equal if they sound alike over the same bass: C♯ is D♭, and C6 is Am7/C. Each keeps the name and the
    spelling it came by.

    Parameters
    ----------
    symbol : str, list of str, Chord or Triad
        ``"Fm7/C"``; a chord over another, ``"D|C"``; or notes, the lowest first: ``"F G# C"``, ``["F3", "A♭3", "C4"]``.

    Raises
    ------
    FilmScoreError
        There is no such chord (the nearest are offered), or fewer than two notes in it.

    Examples
    --------
    >>> chord = Chord("Fm7/C")
    >>> chord.notes, chord.kind, chord.inversion
    (('F', 'A♭', 'C', 'E♭'), 'minor seventh', 2)
    >>> Chord("F G# C").symbol, Chord("F G# C").notes, Chord("F G# C") == Chord("Fm")
    ('Fm', ('F', 'G♯', 'C'), True)
    >>> Chord("D|C").notes
    ('C', 'E', 'G', 'D', 'F♯', 'A')
    """

    # ---- other chords

    def _at(self, root: Pitch) -> Chord:
        """The same chord on another root, every interval kept as it is spelled."""
        if self.layers:
            by, made = above(self._root, root), object.__new__(type(self))
            made._lay(*(layer._at(home_octave(layer._root.up(by))) for layer in self.layers))
            return made
        return self._made(home_octave(root), self._shape, self._bass, self._kind, (), None)

    def transpose(self, interval: str | int) -> Chord:
        """The chord so far above, or below with a minus: ``"M3"``, ``"-P5"``, or semitones.

        >>> Chord("Fm7/C").transpose("M2"), Chord("C").transpose(-1)
        (Chord('Gm7/D'), Chord('B'))
        """
        by = Interval.of(interval) if isinstance(interval, int) else Interval.read(interval)
        there = self._root.up(Interval(by.steps % 7, by.semitones - 12 * (by.steps // 7)))
        return self._at(readable(there) if isinstance(interval, int) else there)

    def over(self, bass: str) -> Chord:
        """The same chord over another bass: a pedal, or an inversion.

        >>> Chord("D").over("C"), Chord("C").over("E").inversion
        (Chord('D/C'), 1)

        Raises
        ------
        FilmScoreError
            That is no note.
        """
        below = placed_note(bass.strip()) if isinstance(bass, str) else None
        if below is None:
            raise FilmScoreError(f"{shown(bass)} is no note for a bass: write 'C' or 'F#', without an octave.")
        layers = (self.layers[0], self.layers[1].over(bass)) if self.layers else ()
        return self._made(self._root, self._shape, above(self._root, below), self._kind, layers, None)

    @classmethod
    def cluster(cls, low: str, high: str, scale: str | Scale | None = None) -> Chord:
        """All the notes from one up to another: every semitone, or the notes of a scale.

        The flat of a hand on the keys. Chromatic it is a blur with weight; from a scale it is mist with a colour.

        >>> Chord.cluster("C", "E").notes, Chord.cluster("F", "C", "C lydian").notes
        (('C', 'D♭', 'D', 'E♭', 'E'), ('F♯', 'G', 'A', 'B', 'C'))

        Raises
        ------
        FilmScoreError
            One of them is no note, or fewer than three notes lie there.
        """
        from .scales import cluster_notes

        notes = [placed_note(one.strip()) if isinstance(one, str) else None for one in (low, high)]
        if notes[0] is None or notes[1] is None:
            raise FilmScoreError(
                f"A cluster goes from a note to a note, 'C' to 'E', not {shown(low)} to {shown(high)}."
            )
        found = cluster_notes(notes[0], notes[1], scale)
        if len(found) < 3:
            raise FilmScoreError(f"Only {len(found)} notes lie from {low} to {high}: a cluster has three at least.")
        return cls._made(found[0], tuple(above(found[0], one) for one in found), Interval(0, 0), None, (), None)

    def common(self, other: Chord | str) -> tuple[str, ...]:
        """The notes that both have, as this one spells them.

        >>> Chord("Fm").common("Ab"), Chord("C").common("F#")
        (('A♭', 'C'), ())
        """
        theirs = Chord(other).pitch_classes
        return tuple(name for name, number in zip(self.notes, self.pitch_classes, strict=True) if number in theirs)

    def distance(self, other: Chord | str) -> int:
        """Semitones that the voices move in all, if each goes where the sum is least and no note is left out.

        There are as many voices as notes in the larger chord; several may meet on one note of the smaller. Octaves and
        the bass do not count.

        >>> Chord("C").distance("Fm"), Chord("G7").distance("C"), Chord("C").distance("C")
        (2, 4, 0)
        """
        one, two = sorted((self.pitch_classes, Chord(other).pitch_classes), key=len)
        reached = {0: 0}  # which notes of the smaller chord are met already -> semitones so far
        for note in two:
            further: dict[int, int] = {}
            for met, so_far in reached.items():
                for i, target in enumerate(one):
                    apart = min((note - target) % 12, (target - note) % 12)
                    now = met | 1 << i
                    further[now] = min(further.get(now, so_far + apart), so_far + apart)
            reached = further
        return reached[(1 << len(one)) - 1]

    # ---- in a key

    def numeral(self, key: str | Key | Scale) -> str:
        """What it is in a key: ``"iv6"``, ``"♭VI"``. See `chord_in` for how numerals are written.

        >>> Chord("Fm/Ab").numeral("C"), Chord("Ab").numeral("C"), Chord("D/C").numeral("C")
        ('iv6', '♭VI', 'II/1')
        """
        from .numerals import numeral_of

        return numeral_of(self, key)

    def spelling(self, written: str | Iterable[str] | Chord) -> str:
        """What there is to say on the spelling of somebody's notes for this chord; empty if they are spelled as here.

        >>> Chord("Fm").spelling("F G# C"), Chord("Fm").spelling("F Ab C")
        ('Fm is F A♭ C: the G♯ you wrote sounds right.', '')

        Raises
        ------
        FilmScoreError
            Those notes are another chord.
        """
        name, mine = self.called or self.symbol, " ".join(_all_notes(self).values())
        other = [theirs for theirs, _ in spelled_beside(self, written)]
        if not other:
            return ""
        what = other[0] if len(other) == 1 else f"{', '.join(other[:-1])} and {other[-1]}"
        sound = "sounds" if len(other) == 1 else "sound"
        return f"{name} is {mine}: the {what} you wrote {sound} right."

    @property
    def easier(self) -> Chord:
        """The same sound on the root whose notes need the fewest signs: for a player's part, not for a theory paper.

        >>> Chord("Bbb").easier, Chord("Dbm").easier.notes, Chord("Fm").easier
        (Chord('A'), ('C♯', 'E', 'G♯'), Chord('Fm'))
        """
        steps = (self._root.step, self._root.step - 1, self._root.step + 1)
        roots = [Pitch(28 + s % 7, (self._root.midi - natural(28 + s % 7) + 6) % 12 - 6) for s in steps]
        ways = [self, *(self._at(root) for root in roots[1:] if abs(root.alter) < 2)]
        return min(ways, key=lambda way: sum(_dear(tone) for tone in way._tones))


def _dear(tone: Pitch) -> int:
    """How hard a note is to read: a sign, a sign on a note that has its own key, a double sign."""
    return abs(tone.alter) + (readable(tone) != tone) * 3


def spelled_beside(wanted: str | Chord, written: str | Iterable[str] | Chord) -> tuple[tuple[str, str], ...]:
    """Notes of somebody's chord that sound right and have another letter than the chord that was wanted.

    Parameters
    ----------
    wanted : str or Chord
        As it should be spelled: ``fs.chord_in("C", "iv")``.
    written : str, list of str or Chord
        As somebody wrote it; the order does not matter.

    Returns
    -------
    tuple of (str, str)
        For each such note what was written and what was wanted, in the order of the chord; empty if all are spelled
        alike.

    Raises
    ------
    FilmScoreError
        Those notes are another chord.

    Examples
    --------
    >>> spelled_beside("Fm", "F G# C"), spelled_beside("Fm", "C F Ab")
    ((('G♯', 'A♭'),), ())
    """
    right = wanted if isinstance(wanted, Chord) else Chord(wanted)
    mine, theirs = _all_notes(right), _all_notes(Chord(written))
    if set(mine) != set(theirs):
        name = right.called or right.symbol
        raise FilmScoreError(f"{' '.join(theirs.values())} is another chord: {name} is {' '.join(mine.values())}.")
    return tuple((theirs[number], mine[number]) for number in mine if theirs[number] != mine[number])


def _all_notes(chord: Chord) -> dict[int, str]:
    """Number and name of every note, a strange bass last."""
    return {**dict(zip(chord.pitch_classes, chord.notes, strict=True)), **(
        {} if chord.bass_class in chord.pitch_classes else {chord.bass_class: chord.bass}
    )}  # fmt: skip


def chords_of(chords: str | Iterable[Any]) -> tuple[Chord, ...]:
    """A row of chords: symbols with spaces between ("|" by itself is a bar line), a list of symbols and chords, or what
    has chords: a `Voicing`, a tune that was harmonised.

    >>> chords_of("Dm G7 | C")
    (Chord('Dm'), Chord('G7'), Chord('C'))

    Raises
    ------
    FilmScoreError
        There are none, or one of them is no chord; its place is said.
    """
    if isinstance(chords, Chord | Triad):
        return (Chord(chords),)
    has = getattr(chords, "chords", None)
    if isinstance(has, tuple):
        return tuple(Chord(one if isinstance(one, Chord) else one.symbol) for one in has)
    words = split_chords(chords) if isinstance(chords, str) else chords
    if not isinstance(words, Iterable):
        raise FilmScoreError(f"{shown(chords)} is no list of chords: write their symbols, 'Dm G7 C'.")
    found = []
    for place, word in enumerate(words, start=1):
        try:
            found.append(Chord(word))
        except FilmScoreError as error:
            raise FilmScoreError(f"Chord {place}: {error}") from None
    if not found:
        raise FilmScoreError("There are no chords here yet: write their symbols with spaces between, 'Dm G7 C'.")
    return tuple(found)


def split_chords(text: str) -> list[str]:
    """The symbols in a line of them; "|" by itself, or at an end of a word, is a bar line.

    >>> split_chords("Dm G7 | C, D|C |F|")
    ['Dm', 'G7', 'C', 'D|C', 'F']
    """
    return [word.strip("|") for word in re.split(r"[\s,]+", text) if word.strip("|")]
