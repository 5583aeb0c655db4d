"""What a chord is, before anything is done with it: root, kind, bass, spelled notes, and what they tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from ...errors import FilmScoreError, shown
from ..pitch import Interval, Pitch, as_music21, class_name
from .chord_kinds import ChordKind, kind_of
from .chord_text import (
    EXAMPLE,
    NOTE,
    SYMBOL,
    above,
    higher,
    in_octave,
    instead,
    is_cluster,
    next_over,
    placed_note,
    recognised,
)
from .triads import Triad

if TYPE_CHECKING:
    import music21


class ChordValue:
    """The value beneath `Chord`, which says what its parts are."""

    _root: Pitch  # in the octave of middle C
    _shape: tuple[Interval, ...]
    _bass: Interval  # above the root, within an octave
    _kind: ChordKind | None
    #: the upper and the lower chord of a polychord
    layers: tuple[Any, ...]
    #: what it was asked for by, if that was a numeral: "iv in C major"
    called: str | None

    def __init__(self, symbol: str | Iterable[str] | ChordValue | Triad) -> None:
        if isinstance(symbol, ChordValue):
            self._set(symbol._root, symbol._shape, symbol._bass, symbol._kind, symbol.layers, symbol.called)
        elif isinstance(symbol, Triad):
            self._set_symbol(symbol.name)
        elif isinstance(symbol, str):
            self._read(symbol.strip())
        elif isinstance(symbol, Iterable):
            self._set_notes(list(symbol))
        else:
            raise FilmScoreError(f"{shown(symbol)} is no chord. {EXAMPLE}")

    def _set(
        self, root: Pitch, shape: tuple[Interval, ...], bass: Interval, kind: ChordKind | None,
        layers: tuple[Any, ...] = (), called: str | None = None,
    ) -> None:  # fmt: skip
        if bass.semitones % 12 == 0:  # the root itself, however it was written
            bass = Interval(0, 0)
        own = (("_root", root), ("_shape", shape), ("_bass", bass), ("_kind", kind), ("layers", layers))
        for name, value in (*own, ("called", called)):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a chord is a value and does not change: make another one")

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self._root, self._shape, self._bass, self._kind, self.layers, self.called)

    @classmethod
    def _made(cls, *parts: Any) -> Self:
        """A chord of the parts that `_set` takes."""
        chord = object.__new__(cls)
        chord._set(*parts)
        return chord

    # ---- reading

    def _read(self, text: str) -> None:
        if not text:
            raise FilmScoreError(f"There is no chord here yet. {EXAMPLE}")
        if "|" in text:
            self._set_layers([part.strip() for part in text.split("|")], text)
            return
        words = re.split(r"[\s,·]+", text)
        if len(words) > 1 and all(NOTE.fullmatch(word) for word in words):
            self._set_notes(words)
        else:
            self._set_symbol(text)

    def _set_symbol(self, text: str) -> None:
        match = SYMBOL.fullmatch(text.replace("6/9", "69"))
        root = placed_note(match[1]) if match else None
        kind = kind_of(match[2]) if match else None
        if match is None or root is None or kind is None:
            raise FilmScoreError(f"{shown(text)} is no chord that is known here.{instead(text)} {EXAMPLE}")
        bass = placed_note(match[3]) if match[3] else root
        assert bass is not None
        self._set(root, kind.intervals, above(root, bass), kind)

    def _set_layers(self, parts: list[str], text: str) -> None:
        if len(parts) != 2 or not all(parts):
            raise FilmScoreError(f"{shown(text)}: a polychord is one chord over one other: 'D|C'.")
        self._lay(type(self)(parts[0]), type(self)(parts[1]))

    def _lay(self, upper: ChordValue, lower: ChordValue) -> None:
        taken = set(lower.pitch_classes)
        added = [above(lower._root, tone) for tone in upper._tones if tone.midi % 12 not in taken]
        self._set(lower._root, (*lower._shape, *map(higher, added)), lower._bass, None, (upper, lower))

    def _set_notes(self, words: list[Any]) -> None:
        found: list[tuple[Pitch, int | None]] = []
        for word in words:
            match = NOTE.fullmatch(word.strip()) if isinstance(word, str) else None
            if match is None:
                raise FilmScoreError(f"{shown(word)} is no note of a chord: write 'F', 'G#', 'Ab', or 'Ab3'.")
            note = placed_note(match[1])
            assert note is not None
            found.append((note, int(match[2]) if match[2] else None))
        octaves = [octave for _, octave in found]
        if octaves and None not in octaves:  # the lowest is the bass, wherever it was written
            found.sort(key=lambda one: one[0].midi + 12 * (one[1] or 0))
        notes: list[Pitch] = []
        for note, _ in found:
            if all((note.midi - other.midi) % 12 for other in notes):
                notes.append(note)
        if len(notes) < 2:
            many = "no note" if not notes else f"only {class_name(notes[0].step, notes[0].alter)}"
            raise FilmScoreError(f"There is {many} in this chord: write two different notes at least, 'F A♭ C'.")
        self._set(*recognised(notes))

    # ---- the value

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ChordValue):
            return NotImplemented
        return self._sound == other._sound

    def __hash__(self) -> int:
        return hash(self._sound)

    @property
    def _sound(self) -> tuple[int, frozenset[int]]:
        return self.bass_class, frozenset((*self.pitch_classes, self.bass_class))

    def __repr__(self) -> str:
        return f"Chord({self.symbol!r})"

    def __str__(self) -> str:
        return self.symbol

    @cached_property
    def _tones(self) -> tuple[Pitch, ...]:
        return tuple(self._root.up(interval) for interval in self._shape)

    @property
    def symbol(self) -> str:
        """As it is printed: B♭maj7/D. A chord without a name is its notes: C·D♭·G."""
        if self.layers:
            return "|".join(layer.symbol for layer in self.layers)
        if self._kind is None:
            return "·".join(self.notes)
        under = "" if self.inversion == 0 else f"/{self.bass}"
        return f"{self.root}{self._kind.suffix}{under}"

    @property
    def root(self) -> str:
        """The note it stands on: A♭."""
        return class_name(self._root.step, self._root.alter)

    @property
    def root_class(self) -> int:
        """The root as a number, 0 for C to 11."""
        return self._root.midi % 12

    @property
    def bass(self) -> str:
        """The note at the bottom."""
        below = self._root.up(self._bass)
        return class_name(below.step, below.alter)

    @property
    def bass_class(self) -> int:
        """The bass as a number, 0 for C to 11."""
        return (self._root.midi + self._bass.semitones) % 12

    @property
    def kind(self) -> str:
        """What is built on the root: "minor seventh", "polychord", "cluster"; "unnamed" where there is no word."""
        if self.layers:
            return "polychord"
        if self._kind is not None:
            return self._kind.name
        return "cluster" if is_cluster(self.pitch_classes) else "unnamed"

    @property
    def suffix(self) -> str | None:
        """The kind as a symbol has it: "m7"; None where there is no such sign."""
        return self._kind.suffix if self._kind else None

    @property
    def sounds(self) -> str:
        """What the ear knows its kind by."""
        if self.layers:
            return "two rooms at once: the ear goes on hearing both"
        if self._kind is not None:
            return self._kind.sounds
        return "a band of sound more than a chord" if self.kind == "cluster" else "no common name: listen"

    @property
    def notes(self) -> tuple[str, ...]:
        """Its notes as they are spelled, root first; a bass that is none of them is not among them."""
        return tuple(class_name(tone.step, tone.alter) for tone in self._tones)

    @property
    def pitch_classes(self) -> tuple[int, ...]:
        """Its notes as numbers, 0 for C to 11, in the order of `notes`."""
        return tuple(tone.midi % 12 for tone in self._tones)

    @property
    def intervals(self) -> tuple[int, ...]:
        """Semitones from the root up to each note."""
        return tuple(interval.semitones for interval in self._shape)

    @property
    def interval_names(self) -> tuple[str, ...]:
        """The same as they are spelled: ``('P1', 'm3', 'P5', 'm7')``."""
        return tuple(interval.name for interval in self._shape)

    @property
    def inversion(self) -> int | None:
        """0 with the root at the bottom, 1 with the third (or what stands second), 2, 3; None over a strange bass."""
        numbers = [interval.semitones % 12 for interval in self._shape]
        below = self._bass.semitones % 12
        return numbers.index(below) if below in numbers else None

    @property
    def triad(self) -> Triad | None:
        """The major or minor triad it is, for P, L, R and the pairs; None if it is neither."""
        return Triad(f"{self.root}{self.suffix}") if self.suffix in ("", "m") else None

    @property
    def minor(self) -> bool | None:
        """Whether its third is minor; None if it has none."""
        thirds = {i.semitones % 12 for i in self._shape if i.steps % 7 == 2}
        return None if not thirds else 4 not in thirds

    @property
    def pitches(self) -> tuple[str, ...]:
        """Its notes laid close together from the bass up, to be played.

        >>> from filmscore.music.harmony.chords import Chord
        >>> Chord("Fm7/C").pitches, Chord("Equartal").pitches
        (('C3', 'E♭3', 'F3', 'A♭3'), ('E3', 'A3', 'D4'))
        """
        bass = self._root.up(self._bass)
        laid = [in_octave(bass, 3)]
        order = self._shape if self.inversion == 0 or self.layers else sorted(
            self._shape, key=lambda i: (i.semitones - self._bass.semitones) % 12
        )  # fmt: skip
        for interval in order:
            tone = self._root.up(interval)
            if (tone.midi - bass.midi) % 12:
                laid.append(next_over(tone, laid[-1]))
        return tuple(pitch.name for pitch in laid)

    def to_music21(self) -> music21.chord.Chord:
        """It as a whole note in music21, laid as in `pitches`."""
        from music21 import chord

        return chord.Chord([as_music21(name) for name in self.pitches], quarterLength=4)

    @property
    def answer(self) -> str | list[str]:
        """It as plain data, from which `Chord` makes it again: its symbol, or its notes where those say more."""
        bass = [] if self.inversion == 0 else [self.bass]
        plain = type(self)(self.symbol)
        if (plain.notes, plain.bass) == (self.notes, self.bass):
            return self.symbol
        return [*bass, *(note for note in self.notes if note not in bass)]

    @property
    def told(self) -> str:
        """What it is, and what the ear knows it by.

        >>> from filmscore.music.harmony.chords import Chord
        >>> Chord("Fm7/C").told
        'Fm7/C is F A♭ C E♭, a minor seventh, second inversion (C below). Minor without the weight: dusk, not night.'
        """
        article = "an" if self.kind[0].lower() in "aeiou" else "a"
        what = "a chord without a common name" if self.kind == "unnamed" else f"{article} {self.kind}"
        turned = {1: ", first inversion", 2: ", second inversion", 3: ", third inversion"}.get(self.inversion or 0, "")
        under = turned and f"{turned} ({self.bass} below)"
        if self.inversion is None:
            under = f" over {self.bass}, which is none of its notes"
        by_ear = self.sounds[0].upper() + self.sounds[1:]
        return f"{self.symbol} is {' '.join(self.notes)}, {what}{under}. {by_ear}.{self._spelled()}"

    def _spelled(self) -> str:
        """A word on the letters, where it was given by notes and they are not those of its kind."""
        plain = self._kind.intervals if self._kind is not None else self._shape
        right = {i.semitones % 12: class_name(*self._root.up(i)) for i in plain}
        if all(right.get(i.semitones % 12) == note for i, note in zip(self._shape, self.notes, strict=True)):
            return ""
        return f" On paper its notes have the letters {' '.join(right.values())}."


def _again(cls: type[ChordValue], *parts: Any) -> ChordValue:
    return cls._made(*parts)
