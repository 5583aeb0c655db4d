"""The plain facts of a performance: notes, control curves and the tracks that carry them.

This is all that passes between the musician (`filmscore.sound.performance`) and the instrument
(`filmscore.sound.sampler`). Times are seconds from the start of the cue, so neither side has to know
about beats. Everything is checked where it is made: a wrong note is named here, with its value,
instead of turning up as a silence in the mix.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isfinite

from ..errors import FilmScoreError

#: what a control may be, with the lowest and highest value it takes and the value it has untouched
CONTROLS: dict[str, tuple[float, float, float]] = {
    "expression": (0.0, 127.0, 127.0),
    "volume": (0.0, 127.0, 100.0),
    "pan": (0.0, 127.0, 64.0),
    "pedal": (0.0, 127.0, 0.0),
    "modulation": (0.0, 127.0, 0.0),
    "bend": (-48.0, 48.0, 0.0),
}

#: no cue lasts a day; a time beyond this is a slip of units (frames or samples given as seconds)
LONGEST = 4 * 3600.0

#: how far a track may be turned up or down, in dB; more than this is a slip of units too
LOUDEST = 60.0


def _number(what: str, value: object) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise FilmScoreError(f"{what} must be a number, not {value!r}") from None
    if not isfinite(number):
        raise FilmScoreError(f"{what} must be a finite number, not {value!r}")
    return number


def _within(what: str, value: object, low: float, high: float, hint: str = "") -> float:
    number = _number(what, value)
    if not low <= number <= high:
        raise FilmScoreError(f"{what} is {number:g}; it must lie between {low:g} and {high:g}{hint}")
    return number


def _second(what: str, value: object) -> float:
    return _within(what, value, 0.0, LONGEST, " seconds from the start of the cue")


@dataclass(frozen=True, slots=True)
class Note:
    """One note as it is played: when, which pitch, how hard.

    Parameters
    ----------
    start, end : float
        Seconds from the start of the cue: the attack, and the moment the key is let go. What rings
        after `end` (release, pedal, hall) belongs to the instrument.
    pitch : float
        MIDI pitch, 60.0 is middle C; a fraction is a microtone (60.5 lies between C and C sharp).
    velocity : float
        How hard it is played, 1 to 127.

    Raises
    ------
    FilmScoreError
        When a value is no number or out of range, or the note ends before it starts.

    Examples
    --------
    >>> Note(0.0, 1.5, 60, 80).seconds
    1.5
    >>> Note(2.0, 1.0, 60, 80)
    Traceback (most recent call last):
        ...
    filmscore.errors.FilmScoreError: this note ends at 1 s, before it starts at 2 s; give end >= start
    """

    start: float
    end: float
    pitch: float
    velocity: float

    def __post_init__(self) -> None:
        start, end = _second("the start of a note", self.start), _second("the end of a note", self.end)
        if end < start:
            raise FilmScoreError(f"this note ends at {end:g} s, before it starts at {start:g} s; give end >= start")
        _within("the pitch of a note", self.pitch, 0.0, 127.0, " (MIDI numbers; 60 is middle C)")
        _within("the velocity of a note", self.velocity, 1.0, 127.0, "; leave a silent note out")

    @property
    def seconds(self) -> float:
        """How long the key is held, in seconds."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Control:
    """One point of a control curve.

    Expression, volume, pan, modulation and bend move in straight lines from point to point and hold the last
    value; before the first point they have the value of that first point. The pedal is a switch: down from 64.

    Parameters
    ----------
    time : float
        Seconds from the start of the cue.
    kind : str
        `"expression"`, `"volume"`, `"pan"`, `"pedal"`, `"modulation"` (0 to 127; pan 64 is the centre)
        or `"bend"` (semitones).
    value : float
        The value at that time.

    Raises
    ------
    FilmScoreError
        When the kind is unknown or the value out of its range.

    Examples
    --------
    >>> Control(0.0, "expression", 40).kind
    'expression'
    """

    time: float
    kind: str
    value: float

    def __post_init__(self) -> None:
        if self.kind not in CONTROLS:
            raise FilmScoreError(f"there is no control {self.kind!r}; the controls are {', '.join(CONTROLS)}")
        _second(f"the time of a {self.kind} point", self.time)
        low, high, _ = CONTROLS[self.kind]
        _within(f"a {self.kind} value", self.value, low, high, " semitones" if self.kind == "bend" else "")


@dataclass(frozen=True)
class Track:
    """One player or section: a sound of the font, what it plays, and where it sits in the mix.

    Parameters
    ----------
    name : str
        What it is called in messages, for example `"Violins I"`.
    stem : str
        The stem it is mixed into, for example `"strings"`.
    bank, program : int
        The sound, as General MIDI counts: bank 0, program 48 is the string ensemble; bank 128 holds the drums.
    notes : iterable of Note
    controls : iterable of Control, optional
    gain_db : float, optional
        Level of the track, dB.
    pan : float, optional
        Place between left (-1) and right (1).
    send_db : float, optional
        How much goes to the hall, dB; `float("-inf")` sends nothing.
    early : float, optional
        Milliseconds after the sound itself at which the hall begins to answer: a player near by is heard alone
        for longer (`filmscore.sound.stage`).
    patch : str, optional
        How it is played where the font's own preset falls short, a name of `filmscore.sound.layers.PATCHES`.

    Raises
    ------
    FilmScoreError
        When a value is out of range or something that is no note stands among the notes.

    Examples
    --------
    >>> harp = Track("Harp", "soloist", 0, 46, [Note(0, 2, 60, 70)])
    >>> harp.end
    2
    """

    name: str
    stem: str
    bank: int
    program: int
    notes: Iterable[Note] = ()
    controls: Iterable[Control] = ()
    gain_db: float = 0.0
    pan: float = 0.0
    send_db: float = -12.0
    early: float = 0.0
    patch: str = ""
    end: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for what, text in (("name", self.name), ("stem", self.stem)):
            if not isinstance(text, str) or not text.strip():
                raise FilmScoreError(f"the {what} of a track must be a word, not {text!r}")
        for what, value, high in (("bank", self.bank, 16383), ("program", self.program, 127)):
            if int(_within(f"the {what} of track {self.name!r}", value, 0, high)) != value:
                raise FilmScoreError(f"the {what} of track {self.name!r} must be a whole number, not {value!r}")
        _within(f"gain_db of track {self.name!r}", self.gain_db, -LOUDEST * 2, LOUDEST, " dB")
        _within(f"pan of track {self.name!r}", self.pan, -1.0, 1.0, " (left to right)")
        if self.send_db != float("-inf"):
            _within(f"send_db of track {self.name!r}", self.send_db, -LOUDEST * 2, LOUDEST, ' dB, or float("-inf")')
        _within(f"early of track {self.name!r}", self.early, 0.0, 200.0, " milliseconds")
        if not isinstance(self.patch, str):
            raise FilmScoreError(f"the patch of track {self.name!r} must be a name, not {self.patch!r}")
        for name, kind in (("notes", Note), ("controls", Control)):
            things = tuple(getattr(self, name))
            for thing in things:
                if not isinstance(thing, kind):
                    raise FilmScoreError(f"{name} of track {self.name!r} must be {kind.__name__}s, not {thing!r}")
            object.__setattr__(self, name, things)
        object.__setattr__(self, "end", max((note.end for note in self.notes), default=0.0))
