"""One instrument: how far it reaches, how it is written, what it is like low and high, what a player needs.

Pitches are sounding unless they are called written. Books differ at the edges by a tone or two, so a note is
"comfortable", "extreme" or "out", never right or wrong; only what lies below the lowest string or fingering is a fact.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import FilmScoreError, shown
from ..pitch import Interval, Pitch

#: from the softest to the loudest
DYNAMICS = ("ppp", "pp", "p", "mp", "mf", "f", "ff", "fff")


class Reach(str):
    """ "comfortable", "extreme" or "out", and why.

    Attributes
    ----------
    told : str
        The reason in a sentence.
    hard : bool
        Whether the note cannot be had at all: it lies below the lowest string or fingering.

    Examples
    --------
    >>> import filmscore as fs
    >>> low = fs.instrument("violin").reach("F#3")
    >>> low, low.hard
    ('out', True)
    >>> print(low.told)
    F♯3 lies below the violin's lowest open string: G3 is the lowest note there is.
    """

    told: str
    hard: bool

    def __new__(cls, verdict: str, told: str, hard: bool = False) -> Reach:
        made = super().__new__(cls, verdict)
        made.told, made.hard = told, hard
        return made


@dataclass(frozen=True)
class Register:
    """A part of an instrument's range with a character of its own.

    Attributes
    ----------
    name : str
    low, high : str
        Its lowest and highest note, sounding.
    soft, loud : str
        The dynamics it is good for: from `soft` to `loud`.
    character : str
        What it sounds like.
    """

    name: str
    low: str
    high: str
    soft: str
    loud: str
    character: str

    def holds(self, midi: int) -> bool:
        """Whether a note lies in it."""
        return Pitch.read(self.low).midi <= midi <= Pitch.read(self.high).midi


@dataclass(frozen=True, repr=False)
class Instrument:
    """An instrument of the orchestra, or near it. Made by `fs.instrument`.

    Attributes
    ----------
    name : str
    family : str
        "woodwinds", "brass", "percussion", "keys", "choir", "soloist", "strings" or "synths".
    comfortable, extreme : tuple of (str, str), or None
        Lowest and highest note, sounding, as a list gives them for amateurs and for professionals (`source`). Such a
        list is cautious here and bold there: to this one the cellos' A4 is extreme, which every section sings, and the
        clarinet's F6 is not. None without a pitch.
    transposition : Interval
        From the written note to the sounding one: a perfect fifth down for the horn.
    clefs : tuple of str
        The clefs its parts are written in, the usual one first.
    registers : tuple of Register
        From low to high; together they cover the extreme range.
    breath : float or None
        Seconds one breath lasts at a medium loudness; None for what does not blow. A rule of thumb.
    bow : tuple of (float, float), or None
        Seconds one stroke of the bow lasts, softly and loudly. A rule of thumb.
    agility : str
        What is quick and what is not.
    leap : int or None
        Semitones; a wider leap between short notes earns a remark.
    doubles_well : tuple of str
        Who sounds well with it, in unison or octaves.
    strings : tuple of str
        Its open strings, sounding.
    gm : int or None
        Program of General MIDI, from 0, to fall back on.
    weight : str
        Its place in Rimsky-Korsakov's balance: "woodwind", "horn", "heavy" (brass), "section" (of strings), or "".
    floor : str
        What its lowest note is, where that is a fact of its making: "lowest open string".
    unpitched : str
        For what has no pitch: what it is.
    source : str
    also : tuple of str
        Other names it answers to.

    Examples
    --------
    >>> import filmscore as fs
    >>> horn = fs.instrument("horn")
    >>> horn.comfortable, horn.reach("C5"), horn.written("C4"), horn.sounding("C4")
    (('F2', 'A4'), 'extreme', 'G4', 'F3')
    """

    name: str
    family: str
    comfortable: tuple[str, str] | None
    extreme: tuple[str, str] | None
    transposition: Interval
    clefs: tuple[str, ...]
    registers: tuple[Register, ...]
    breath: float | None
    bow: tuple[float, float] | None
    agility: str
    leap: int | None
    doubles_well: tuple[str, ...]
    strings: tuple[str, ...]
    gm: int | None
    weight: str
    floor: str
    unpitched: str
    source: str
    also: tuple[str, ...] = ()

    # ---- how far it reaches

    def span(self, which: str = "comfortable") -> tuple[int, int]:
        """Lowest and highest note as MIDI numbers, of the "comfortable" or the "extreme" range.

        Raises
        ------
        FilmScoreError
            It has no pitch, or `which` is neither.
        """
        if which not in ("comfortable", "extreme"):
            raise FilmScoreError(f"which is {shown(which)}: 'comfortable' or 'extreme'.")
        pair = self.comfortable if which == "comfortable" else self.extreme
        if pair is None:
            raise FilmScoreError(
                f"The {self.said} has no range: it is {self.unpitched}, and its staff says which sound, not which "
                "pitch. Ask for an instrument with pitch, such as 'timpani'."
            )
        return Pitch.read(pair[0]).midi, Pitch.read(pair[1]).midi

    def reach(self, note: str | int) -> Reach:
        """Whether a note lies well.

        Parameters
        ----------
        note : str or int
            Sounding: ``"F#3"``, or a MIDI number.

        Returns
        -------
        Reach
            "comfortable", "extreme" or "out"; `.told` is the reason.

        Raises
        ------
        FilmScoreError
            The instrument has no pitch, or the note is none.
        """
        low, high = self.span()
        least, most = self.span("extreme")
        midi, name = _note(note)
        assert self.comfortable and self.extreme
        if midi < least:
            if self.floor:
                return Reach("out", f"{name} lies below the {self.possessive} {self.floor}: {self.extreme[0]} is the "
                             "lowest note there is.", hard=True)  # fmt: skip
            return Reach("out", f"{name} lies below {self.extreme[0]}, the lowest note the {self.said} is asked for.")
        if midi > most:
            return Reach("out", f"{name} lies above {self.extreme[1]}, the highest note the {self.said} is asked for; "
                         "books differ by a tone or two, and a player's word goes before any book.")  # fmt: skip
        here = self.register(midi)
        sounds = f" ({here.name}): {here.character[0].lower()}{here.character[1:]}" if here else "."
        if low <= midi <= high:
            return Reach("comfortable", f"{name} lies well for the {self.said}{sounds}")
        side = "below" if midi < low else "above"
        edge = self.comfortable[0] if midi < low else self.comfortable[1]
        return Reach("extreme", f"{name} lies {side} {edge}, where the {self.said} is comfortable; a professional has "
                     f"it{sounds}")  # fmt: skip

    def register(self, note: str | int) -> Register | None:
        """The register a note lies in; None outside all of them."""
        midi, _ = _note(note)
        return next((one for one in self.registers if one.holds(midi)), None)

    def lacks(self, note: str | int, dynamic: str) -> str:
        """What a dynamic asks of a note that its register has not: "softness", "loudness", or "" if it has it.

        A register's dynamics are a rule of thumb, and no player changes at one key: a note beside a register that has
        the dynamic is given it.

        Raises
        ------
        FilmScoreError
            The dynamic or the note is none.

        Examples
        --------
        >>> import filmscore as fs
        >>> bassoon = fs.instrument("bassoon")
        >>> bassoon.lacks("B♭1", "pp"), bassoon.lacks("F♯2", "pp"), fs.instrument("flute").lacks("D4", "ff")
        ('softness', '', 'loudness')
        """
        if dynamic not in DYNAMICS:
            raise FilmScoreError(f"dynamic is {shown(dynamic)}: one of {', '.join(DYNAMICS)} is wanted.")
        midi, _ = _note(note)
        level = DYNAMICS.index(dynamic)
        near = [r for r in (self.register(one) for one in (midi, midi - 1, midi + 1) if 0 <= one <= 127) if r]
        if not near or self.register(midi) is None:
            return ""
        if all(level < DYNAMICS.index(one.soft) for one in near):
            return "softness"
        return "loudness" if all(level > DYNAMICS.index(one.loud) for one in near) else ""

    # ---- how it is written

    def written(self, sounding: str) -> str:
        """The note a player reads, to make this one sound.

        >>> import filmscore as fs
        >>> fs.instrument("clarinet").written("B♭3"), fs.instrument("double bass").written("E1")
        ('C4', 'E2')
        """
        return Pitch.read(sounding).up(-self.transposition).name

    def sounding(self, written: str) -> str:
        """The note that sounds when a player reads this one."""
        return Pitch.read(written).up(self.transposition).name

    # ---- in words

    @property
    def said(self) -> str:
        """Its name inside a sentence: "horn", "A clarinet", "C trumpet"."""
        return self.name if self.name[1] == " " else f"{self.name[0].lower()}{self.name[1:]}"

    @property
    def possessive(self) -> str:
        """ "violin's", "timpani's"."""
        return f"{self.said}'" if self.said.endswith("s") else f"{self.said}'s"

    @property
    def key(self) -> str:
        """What sounds when it reads C: "F" for a horn in F, "C" for what sounds as it is written, or octaves off it."""
        return Pitch.read("C4").up(self.transposition).name.rstrip("-0123456789")

    @property
    def reads(self) -> str:
        """How its part is written, in words."""
        if self.unpitched:
            return "percussion clef"
        if self.transposition == Interval(0, 0):
            octave = "8vb" in self.clefs[0]
            return "as it sounds, in a treble clef whose 8 below carries the octave" if octave else "as it sounds"
        side = "higher" if self.transposition.semitones < 0 else "lower"
        words = {14: "two octaves", 12: "an octave and a major sixth"}.get(abs(self.transposition.steps))
        return f"{words or self.transposition.words} {side} than it sounds"

    @property
    def told(self) -> str:
        """All that is known of it, in words."""
        rows = [f"{self.name}, {self.family}."]
        if self.comfortable and self.extreme:
            rows.append(
                f"Sounds {self.comfortable[0]} to {self.comfortable[1]} with comfort, {self.extreme[0]} to "
                f"{self.extreme[1]} at the extremes. Written {self.reads} ({', '.join(self.clefs)} clef)."
            )
        else:
            rows.append(f"Without pitch: {self.unpitched}.")
        rows += [f"{r.name}, {r.low} to {r.high}, {r.soft} to {r.loud}: {r.character}" for r in self.registers]
        if self.breath:
            rows.append(f"One breath lasts about {self.breath:g} s.")
        if self.bow:
            rows.append(f"One bow lasts about {self.bow[0]:g} s softly, {self.bow[1]:g} s loudly.")
        rows.append(self.agility)
        if self.doubles_well:
            rows.append(f"Doubles well with {', '.join(self.doubles_well)}.")
        rows.append(f"Source: {self.source}")
        return "\n".join(rows)

    def __repr__(self) -> str:
        if self.comfortable is None or self.extreme is None:
            return f"Instrument: {self.name} ({self.family}), without pitch"
        return (
            f"Instrument: {self.name} ({self.family}), sounds {'–'.join(self.comfortable)} with comfort, "
            f"{'–'.join(self.extreme)} at the extremes, written {self.reads}"
        )


def _note(note: str | int) -> tuple[int, str]:
    """A note's MIDI number and its printed name."""
    if isinstance(note, int) and not isinstance(note, bool):
        if not 0 <= note <= 127:
            raise FilmScoreError(f"{note} is no MIDI number of a note: 0 to 127 are, 60 is middle C.")
        names = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")
        return note, f"{names[note % 12]}{note // 12 - 1}"
    pitch = Pitch.read(note)
    return pitch.midi, pitch.name
