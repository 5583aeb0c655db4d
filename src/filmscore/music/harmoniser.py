"""One tune and what may stand under it: six colours, what major borrows, a pedal; and each version as it is heard.

The tune of lesson 08 has D, A and E, and no third: it agrees with a promise and with a vigil. What stands under it
decides. So the tune is given once and never changes here; a `Light` is all that lies under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from ..errors import FilmScoreError, shown
from .chord_symbols import Chord as LaidChord
from .chord_symbols import read_symbol
from .harmony.chords import Chord
from .harmony.colours import Reharmonised, reharmonise
from .harmony.palettes_of_chords import COLOURS
from .harmony.scales import Scale, scale
from .harmony.voicing import Voicing, laid
from .keys import Key
from .laying import PEDALS, REGISTERS, SPACINGS, Laying
from .loans import Loan, Slot, loans_under
from .meter import Meter
from .motif import Motif
from .pitch import Pitch

#: the colours from the brightest scale down, each with one degree lower than its neighbour, and what it is called
STOPS = {
    "lydian": "Lydian", "major": "major", "mixolydian": "Mixolydian", "dorian": "Dorian", "aeolian": "minor",
    "phrygian": "Phrygian",
}  # fmt: skip
MOST_BARS = 8
MOST_SLOTS = 32

#: of a double bass: lower than that the chords cannot be moved
LOWEST = Pitch.read("E1")
_ROOM = 60  # MIDI: chords can be led below that
_VOICES = ("upper", "middle", "inner", "lower", "bass")


@dataclass(frozen=True)
class Light:
    """What stands under the tune once.

    Attributes
    ----------
    colour : str
        One of `STOPS`.
    chords : tuple of str
        A symbol for each slot, without the pedal.
    pedal, spacing : str
    register : int
        Semitones, one of `REGISTERS`.
    """

    colour: str
    chords: tuple[str, ...]
    pedal: str = "none"
    spacing: str = "close"
    register: int = 0


class Ground:
    """What may stand under a tune.

    Parameters
    ----------
    tune : Motif
        At most eight bars.
    key : str, optional
        Where home is; the tune's own key if left out. It is never guessed.
    beats : number, optional
        How long a chord lasts: half a bar where the tune has four bars or fewer and the bar can be halved, else a bar.

    Raises
    ------
    FilmScoreError
        There is nothing to harmonise, it is too long, or nobody said where home is.

    Examples
    --------
    >>> ground = Ground(Motif("D4:3/2 A4:1/2 E5:2 D5 A4:3", key="D", meter="4/4"))
    >>> ground.row("major"), ground.loans["iv"].costs
    (('D', 'A', 'D', 'D'), (None, 2.0, 1.0, None))
    >>> cloud = ground.version(Light("major", ("D", "D", "Gm", "D")))
    >>> [chord.names for chord in cloud.chords]
    [('D2', 'F♯3', 'A3', 'D4'), ('G2', 'G3', 'B♭3', 'D4'), ('D2', 'F♯3', 'A3', 'D4')]
    """

    def __init__(self, tune: Motif | str, key: str | None = None, beats: Any = None) -> None:
        self.tune = tune = tune if isinstance(tune, Motif) else Motif(tune)
        if not tune.midi:
            raise FilmScoreError("This melody has only rests: there is nothing to harmonise.")
        named = key if key is not None else tune.key
        if named is None:
            raise FilmScoreError("Nobody has said where home is for this tune: name it, key='D'. It is never guessed.")
        self.key = Key.read(named)
        self.meter = Meter.read(tune.meter or "4/4")
        bar = self.meter.length
        lead_in = tune.begins - 1
        bars = -(-(tune.beats + lead_in) // bar)
        if bars > MOST_BARS:
            last = sum(start < MOST_BARS * bar - lead_in for _, start, _ in tune.notes)
            raise FilmScoreError(
                f"This tune has {bars} bars; the harmoniser holds eight. Give it a part: tune.cell(1, {last})."
            )
        self.slots = self._slots(beats, bars)
        self._rows: dict[str, tuple[str, ...]] = {}

    def _slots(self, beats: Any, bars: int) -> tuple[Slot, ...]:
        from .line import ratio

        bar, lead_in = self.meter.length, self.tune.begins - 1
        if beats is None:
            halved = bars <= 4 and (bar / self.meter.pulse) % 2 == 0
            each = bar / 2 if halved else bar
        else:
            each = ratio(beats, "the length of a chord")
            if each <= 0 or ((bar / each).denominator != 1 and (each / bar).denominator != 1):
                raise FilmScoreError(
                    f"beats is {shown(beats)}: chords that last that long do not fill bars of {bar} beats evenly."
                )
        count = -(-(self.tune.beats + lead_in % each) // each)  # reckoned first: a tiny length would be millions
        if count > MOST_SLOTS:
            raise FilmScoreError(f"That would be {count} chords; {MOST_SLOTS} can be handled: make them longer.")
        edges = [Fraction(0)]
        while edges[-1] < self.tune.beats:
            into = (edges[-1] + lead_in) % each
            edges.append(min(edges[-1] + each - into, self.tune.beats))
        found = []
        for start, end in pairwise(edges):
            at = start + lead_in
            found.append(Slot(start, end - start, int(at // bar) + 1, int(at % bar // each)))
        return tuple(found)

    # ---- which chords

    @property
    def tonic(self) -> str:
        """The note of home."""
        return self.key.tonic

    @property
    def first_colour(self) -> str:
        """Where it begins: plain major, or minor for a tune in minor."""
        return "aeolian" if self.key.minor else "major"

    def scale(self, colour: str) -> Scale:
        """The scale a colour lives in."""
        return scale(f"{self.tonic} {COLOURS[_stop(colour)].scale}")

    def home(self, colour: str) -> Key:
        """The key whose numerals name the chords of a colour."""
        return self.key._replace(minor=COLOURS[_stop(colour)].minor)

    def row(self, colour: str) -> tuple[str, ...]:
        """The chords a colour puts under the tune by itself, one for each slot; a pedal is another matter.

        A single chord is home.
        """
        if colour not in self._rows and len(self.slots) == 1:
            home = self.home(colour)
            self._rows[colour] = (Chord(home.tonic + ("m" if home.minor else "")).symbol,)
        if colour not in self._rows:
            # which chords fit is a matter of note names; a tune for a bass would leave those who lead voices no room
            lift = max(0, -(-(_ROOM - min(self.tune.midi)) // 12))
            tune = self.tune.register(lift) if lift else self.tune
            found = reharmonise(tune, _stop(colour), key=self.tonic, beats=self._each)
            chords = [(one.start, one.start + one.beats, one.symbol.split("/")[0]) for one in found.chords]
            self._rows[colour] = tuple(
                next(symbol for start, end, symbol in chords if start <= slot.start < end) for slot in self.slots
            )
        return self._rows[colour]

    @property
    def _each(self) -> Fraction:
        return max(slot.beats for slot in self.slots)

    def menu(self, colour: str) -> tuple[str, ...]:
        """Symbols of the chords a colour allows, in the order of their degrees."""
        chords = [chord for chord, _ in COLOURS[_stop(colour)].chords(self.tonic)]
        return tuple(dict.fromkeys(chord.symbol for chord in sorted(chords, key=self._degree)))

    def _degree(self, chord: Chord) -> tuple[int, int]:
        return (chord.root_class - self._tonic_class) % 12, len(chord.pitch_classes)

    @cached_property
    def _tonic_class(self) -> int:
        return Pitch.read(f"{self.tonic}4").midi % 12

    @cached_property
    def loans(self) -> dict[str, Loan]:
        """What major may borrow, by its numeral. The first chord and the last are home, and not replaced."""
        return loans_under(self.tune, self.tonic, self.slots)

    @cached_property
    def symbols(self) -> tuple[str, ...]:
        """All chords that can be chosen, whatever the colour."""
        mine = [symbol for colour in STOPS for symbol in (*self.menu(colour), *self.row(colour))]
        return tuple(dict.fromkeys([*mine, *(loan.chord.symbol for loan in self.loans.values())]))

    @cached_property
    def laying(self) -> Laying:
        """How the chords lie."""
        return Laying(self.tonic, min(self.tune.midi), self.symbols)

    def over(self, symbol: str, pedal: str) -> str:
        """A chord's symbol with what is held below it."""
        return symbol if pedal == "none" else Chord(symbol).over(self.laying.pedal_note(pedal)).symbol

    # ---- what is made of it

    def plain(self, colour: str | None = None) -> Light:
        """A colour as it comes."""
        colour = colour or self.first_colour
        return Light(colour, self.row(colour))

    def held(self, light: Light) -> list[tuple[str, Slot]]:
        """Chords and how long they last; one that comes again at once is held."""
        found, at = [], 0
        for symbol, run in groupby(light.chords):
            row = self.slots[at : at + len(list(run))]
            at += len(row)
            found.append((symbol, row[0]._replace(beats=row[-1].end - row[0].start)))
        return found

    def version(self, light: Light) -> Reharmonised:
        """The tune over these chords, as it is laid here: to be played, looked at, ordered, sketched."""
        held = self.held(light)
        columns = [
            (
                self.laying.bass(symbol, light.register, light.pedal),
                *self.laying.upper(symbol, light.spacing, light.register),
            )
            for symbol, _ in held
        ]
        symbols = [self.over(symbol, light.pedal) for symbol, _ in held]
        chords = tuple(
            LaidChord(symbol, tuple(dict.fromkeys(p.name for p in column)), slot.start, slot.beats)
            for symbol, column, (_, slot) in zip(symbols, columns, held, strict=True)
        )
        roles = []
        for name, start, _ in self.tune.notes:
            symbol = max((one for one in chords if one.start <= start), key=lambda one: one.start).symbol
            roles.append((name, symbol, read_symbol(symbol).role(Pitch.read(name))))
        home = self.home(light.colour)
        led = self._led(columns, symbols, [slot.beats for _, slot in held], home)
        return Reharmonised(self.tune, chords, tuple(roles), light.colour, home.name, led, self.outside(light.colour))

    def _led(self, columns: Sequence[Sequence[Pitch]], symbols: list[str], beats: list[Fraction], home: Key) -> Voicing:
        """The chords as voices; where only some have four notes above the bass, two voices share one in the others."""
        four = any(len(column) == 5 for column in columns)
        voices = _VOICES if four else tuple(voice for voice in _VOICES if voice != "inner")
        rows = []
        for column in columns:
            bass, low, *rest = column
            rows.append([p.name for p in ((bass, low, low, *rest) if four and len(rest) == 2 else column)])
        ranges = {voice: ("C0", "C8") for voice in voices}
        return laid(rows, symbols, voices, ranges, beats=beats, key=home.name, meter=str(self.meter))

    def remarks(self, light: Light) -> tuple[str, ...]:
        """Style notes on the voices; of one that only shares a note with its neighbour nothing is said."""
        many = [len(self.laying.upper(symbol, light.spacing, light.register)) for symbol, _ in self.held(light)]
        kinds = ("foreign", "missing", "bass")
        return tuple(
            str(one)
            for one in self.version(light).remarks
            if one.kind not in kinds
            and many[one.chord] == many[max(one.chord - 1, 0)]
            and not ("inner" in one.voices and many[one.chord] == 3)
        )

    def outside(self, colour: str) -> tuple[str, ...]:
        """Notes of the tune that the scale of a colour has not."""
        inside = set(self.scale(colour).pitch_classes)
        return tuple(
            dict.fromkeys(p.name[:-1] for p in map(Pitch.read, self.tune.pitches) if p.midi % 12 not in inside)
        )

    def facts(self, light: Light) -> str:
        """What it is in a few words: "major, D held, close"."""
        pedal = "" if light.pedal == "none" else f"{self.laying.pedal_note(light.pedal)} held"
        far = {7: "a fifth", 12: "an octave"}.get(abs(light.register), "")
        moved = f"{far} {'higher' if light.register > 0 else 'lower'}" if far else ""
        return ", ".join(filter(None, (STOPS[light.colour], pedal, light.spacing, moved)))

    def words(self, light: Light) -> str:
        """The chords with their beats: "D:4 Gm:2 D:2"."""
        return " ".join(f"{self.over(symbol, light.pedal)}:{slot.beats}" for symbol, slot in self.held(light))

    def code(self, light: Light, tune: str) -> str:
        """The Python that puts these symbols under the tune, chords only; `tune` is the Python of that."""
        held = self.held(light)
        symbols = " ".join(self.over(symbol, light.pedal) for symbol, _ in held)
        beats = ", ".join(str(s.beats) if s.beats.denominator == 1 else f'"{s.beats}"' for _, s in held)
        return f'{tune}.harmonise("{symbols}", beats=[{beats}])'

    def read(self, colour: Any, chords: Any, pedal: Any, spacing: Any, register: Any) -> Light:
        """A light that somebody wrote down.

        Raises
        ------
        FilmScoreError
            One of these cannot be had under this tune.
        """
        row = tuple(chords) if isinstance(chords, Iterable) else ()
        strange = next((one for one in row if one not in self.symbols), None)
        if strange is not None or len(row) != len(self.slots):
            wrong = f"{shown(strange)} is no chord that may stand here" if strange is not None else f"{len(row)} chords"
            raise FilmScoreError(f"{wrong}: this tune has {len(self.slots)} places, for {', '.join(self.symbols)}.")
        for value, known in ((pedal, PEDALS), (spacing, SPACINGS), (register, REGISTERS)):
            if value not in known or isinstance(value, bool):
                raise FilmScoreError(f"{shown(value)} is none of {', '.join(map(str, known))}.")
        return Light(_stop(colour), row, pedal, spacing, register)


def _stop(colour: Any) -> str:
    if not isinstance(colour, str) or colour not in STOPS:
        raise FilmScoreError(f"The colour {shown(colour)} has no stop here: {', '.join(STOPS)} have one.")
    return colour
