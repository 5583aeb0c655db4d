"""Lines of notes before they are engraved: what sounds at once, in which key, meter and clef; and the same in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..errors import FilmScoreError, shown
from ..music.counterpoint import Together
from ..music.keys import Key
from ..music.motif import Motif, midi_of
from ..music.setting import Harmonised
from .note_values import Bar, Event, Value, bars
from .signature import Meter, meter

ORDER = "FCGDAEB"  #: in which sharps are added; flats the other way round
_STEPS = "CDEFGAB"
_NAME = re.compile(r"([A-G])(♯|♭♭|♭|𝄪|)(-?\d+)")
_ALTER = {"": 0, "♯": 1, "𝄪": 2, "♭": -1, "♭♭": -2}


@dataclass(frozen=True)
class Line:
    """One line of notes, chords and rests, without gaps.

    Attributes
    ----------
    events : tuple of Event
    name : str
        What stands at the left of it.
    key : str or None
        ``"D"``, ``"d"`` or ``"D minor"``.
    meter : str or None
    begins : Fraction
        Beat of the bar its first event falls on, from 1.
    player : str or None
        Who plays it, for the clef.
    harmony : tuple of (Fraction, str)
        Chord symbols and the beats they stand over, from the first event.
    meant : str or None
        The key it was thought in, where that has more signs than a staff has room for and `key` stands for it.
    """

    events: tuple[Event, ...]
    name: str = ""
    key: str | None = None
    meter: str | None = None
    begins: Fraction = Fraction(1)
    player: str | None = None
    harmony: tuple[tuple[Fraction, str], ...] = field(default=())
    meant: str | None = None

    @property
    def time(self) -> Meter | None:
        """Its meter, read."""
        return meter(self.meter)

    def bars(self, length: int = 0) -> list[Bar]:
        """It as written bars, at least so many."""
        return bars(self.events, self.time, self.begins, length)


def line_of(motif: Motif, name: str | None = None) -> Line:
    """A motif as a line; its own name, unless another is given."""
    return printable(
        Line(
            _events(motif), str(name or motif.name or ""), motif.key, motif.meter, Fraction(motif.begins), motif.player
        )
    )


def lines_of(x: Motif | Together | Harmonised) -> tuple[Line, ...]:
    """What sounds at once, a line each and all from the same beginning; 4/4 is counted where no meter is named."""
    if isinstance(x, Motif):
        return (line_of(x),)
    if isinstance(x, Together):
        time = x.first.meter or x.second.meter or "4/4"
        bar = (meter(time) or Meter(4, 4)).bar
        early = x.lines[0][1]
        begins = (x.first.begins - 1 - early) % bar + 1
        return tuple(
            printable(
                Line(_events(one, start, x.beats), one.name or name, one.key or x.first.key, time, begins, one.player)
            )
            for (one, start), name in zip(x.lines, ("First", "Second"), strict=True)
        )
    tune = x.melody
    chords = tuple(Event(chord.start, chord.beats, tuple(chord.names)) for chord in x.chords)
    symbols = tuple((chord.start, chord.symbol) for chord in x.chords)
    time, begins = tune.meter or "4/4", Fraction(tune.begins)
    over = Line(_events(tune, Fraction(0), x.beats), tune.name or "Tune", tune.key, time, begins, tune.player, symbols)
    return printable(over), printable(Line(chords, "Chords", tune.key, time, begins))


def _events(motif: Motif, start: Fraction = Fraction(0), until: Fraction = Fraction(0)) -> tuple[Event, ...]:
    """A motif's notes and rests, with a rest before them from the beginning, and one after them to the end."""
    made = [Event(Fraction(0), start)] if start else []
    for pitch, beats in zip(motif.names, motif.durations, strict=True):
        made.append(Event(start, beats, (pitch,) if pitch else ()))
        start += beats
    if start < until:
        made.append(Event(start, until - start))
    return tuple(made)


def fifths(key: str | None) -> int:
    """Sharps of a key signature, or flats as a negative number.

    >>> fifths("D"), fifths("d"), fifths("B♭ major"), fifths("F# minor"), fifths(None)
    (2, -1, -2, 3, 0)
    """
    if key is None:
        return 0
    count = Key.read(key).fifths
    if abs(count) > 7:
        raise FilmScoreError(
            f"{key} would need {abs(count)} signs, more than a staff has room for: spell it otherwise."
        )
    return count


def printable(line: Line) -> Line:
    """A line in a key of more than seven signs, spelled in the key that sounds alike, as it is printed: D♭ minor, which
    would need eight flats, as C♯ minor.

    >>> from filmscore.music.motif import Motif
    >>> line = line_of(Motif("Db4 Fb4 Ab4", key="Db minor"))
    >>> line.key, [event.names for event in line.events]
    ('C♯ minor', [('C♯4',), ('E4',), ('G♯4',)])
    """
    if line.key is None or abs(count := Key.read(line.key).fifths) <= 7:
        return line
    by = -12 if count > 0 else 12
    minor = Key.read(line.key).minor
    events = tuple(replace(event, names=tuple(_moved(n, by, 0) for n in event.names)) for event in line.events)
    key = _class(count + by + 3 * minor) + (" minor" if minor else " major")
    return replace(line, events=events, key=key, meant=Key.read(line.key).name)


def transposed(line: Line, semitones: int) -> Line:
    """A line in another key, spelled with as few signs as its notes allow.

    >>> from filmscore.music.motif import Motif
    >>> [event.names for event in transposed(line_of(Motif("C4 E4 G4")), 1).events]
    [('D♭4',), ('F4',), ('A♭4',)]
    """
    up = 7 * semitones % 12  # how far the interval lies along the line of fifths; twelve less is spelled the other way
    places = [_along(name) for event in line.events for name in event.names]
    own = fifths(line.key) if line.key else None

    def cost(by: int) -> float:
        signs = sum(max(0, -1 - (place + by), place + by - 5) for place in places) / max(len(places), 1)
        return signs + (abs(own + by) * 1.5 if own is not None else 0)

    by = min((up, up - 12), key=cost)
    events = tuple(replace(event, names=tuple(_moved(n, by, semitones) for n in event.names)) for event in line.events)
    key = None
    if own is not None:
        minor = Key.read(line.key).minor
        key = _class(own + by + 3 * minor) + (" minor" if minor else " major")
    return replace(line, events=events, key=key, harmony=(), meant=None)


def _along(name: str) -> int:
    """Where a pitch lies on the line of fifths; C is 0, G is 1, F is -1."""
    step, alter, _ = split(name)
    return ORDER.index(step) - 1 + 7 * alter


def _class(place: int) -> str:
    alter, letter = divmod(place + 1, 7)
    return ORDER[letter] + {0: "", 1: "♯", 2: "𝄪", -1: "♭", -2: "♭♭"}[alter]


def _moved(name: str, by: int, semitones: int) -> str:
    place = _along(name) + by
    if not -15 <= place <= 19:  # beyond double signs: the plain neighbour
        place -= 12 if place > 0 else -12
    written = _class(place)
    alter = _ALTER[written[1:]]
    octave = (midi_of(name) + semitones - alter) // 12 - 1
    return f"{written}{octave}"


def clef_of(line: Line) -> tuple[str, str]:
    """Attributes of the clef under which a line needs fewest ledger lines, and its name."""
    heights = [_height(name) for event in line.events for name in event.names] or [35]
    choices = {
        ("G", "treble"): 30, ("F", "bass"): 18, ("C", "alto"): 24, ("G+", "treble, an octave higher"): 37,
        ("F-", "bass, an octave lower"): 11,
    }  # the lowest line of each, in steps from C0  # fmt: skip

    def ledgers(lowest: int) -> int:
        return sum(max(0, lowest - h, h - lowest - 8) // 2 for h in heights)

    viola = (line.player or "").lower() == "viola"
    usual = [("C", "alto"), ("G", "treble")] if viola else [("G", "treble"), ("F", "bass")]
    best = min(usual, key=lambda c: ledgers(choices[c]))
    if ledgers(choices[best]) > 3 * len(heights):
        best = min(choices, key=lambda c: ledgers(choices[c]))
    shape, name = best
    at = {"G": 2, "F": 4, "C": 3}[shape[0]]
    far = {"+": ' clef.dis="8" clef.dis.place="above"', "-": ' clef.dis="8" clef.dis.place="below"'}.get(shape[1:], "")
    return f'clef.shape="{shape[0]}" clef.line="{at}"{far}', name


def split(name: str) -> tuple[str, int, int]:
    """Letter, alteration and octave of a pitch as it is printed."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise FilmScoreError(f"{shown(name)} is no note that can be engraved.")
    return found[1], _ALTER[found[2]], int(found[3])


def _height(name: str) -> int:
    step, _, octave = split(name)
    return 7 * octave + _STEPS.index(step)


def in_words(line: Line, most: int = 32) -> str:
    """A line as it is read aloud: clef, key and meter, then bar by bar the notes with their beats."""
    about = [f"{clef_of(line)[1]} clef"]
    if line.key:
        about.append(Key.read(line.key).name + (f" (which is how {line.meant} is printed)" if line.meant else ""))
    about.append(line.meter if line.meter else "no meter")
    its = line.bars()
    read = []
    for bar in its[:most]:
        notes = ", ".join(_told(value, line) for value in bar.values if not value.before)
        held = bool(bar.values) and bar.values[0].before
        notes = ", ".join(["held over", notes] if held and notes else ["held over"] if held else [notes])
        read.append(f"{_place(bar, line)}: {notes}.")
    more = f" And {len(its) - most} more bars." if len(its) > most else ""
    head = f"{line.name}: " if line.name else ""
    return f"{head}{', '.join(about)}. " + " ".join(read) + more


def _place(bar: Bar, line: Line) -> str:
    if line.time is None:
        return "Notes" if bar.number == 1 else "On"
    return "Pickup" if bar.number == 0 else f"Bar {bar.number}"


def _told(value: Value, line: Line) -> str:
    beats = line.events[value.event].beats if value.event is not None else value.beats
    what = "–".join(sorted(value.names, key=midi_of)) or "rest"
    if not value.names:
        beats = value.beats
    return f"{what} ({beats})"
