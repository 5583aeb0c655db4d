"""Balance: who is as loud as whom, counted in Rimsky-Korsakov's units.

Play a chord with a trumpet on C5 and a flute on E5, both *forte*: the E is gone. Give the E to four flutes and it is
back. Rimsky-Korsakov put such rules into numbers, one table for *forte* and one for *piano*; here they are added up
note by note.

Source: Nikolai Rimsky-Korsakov, *Principles of Orchestration*, translated by Edward Agate (Édition Russe de Musique
1922), chapter 1, on comparing the resonance of the groups. He calls his figures approximate, and so are these: they say
nothing of register, hall or microphone. What the numbers cannot say, the remarks do. Notes an octave apart strengthen
one another, he says; so a chord tone counts as strong as its strongest octave, and a tune with its players' octaves and
whoever doubles it above. What lies an octave below it and is nobody's tune is the chord's: a trombone on the root does
not help a flute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ..pitch import Pitch
from .players import Player, player
from .weights import level_of, share

if TYPE_CHECKING:
    from music21 import stream

#: how many times as strong as the weakest note the strongest may be, for a chord that is "even", and one that "leans"
EVEN, LEANS = Fraction(3, 2), Fraction(2)

_LOUD = ("Xylophone", "Glockenspiel", "Crotales", "Tubular bells", "Timpani")
_SOFT = ("Celesta", "Piano", "Harp", "Harpsichord")


@dataclass(frozen=True)
class Weight:
    """How strong one note of a chord is.

    Attributes
    ----------
    note : str
    units : Fraction
    sum : str
        The arithmetic: "2 flutes, 2 × 1".
    players : tuple of str
    """

    note: str
    units: Fraction
    sum: str
    players: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Balance:
    """A chord given to players, weighed. Made by `fs.balance`.

    Attributes
    ----------
    dynamic : str
    notes : tuple of Weight
        From low to high.
    unweighed : tuple of (str, str)
        Players Rimsky-Korsakov gives no number for, and what he or common sense says of them.
    tune : tuple of str
        The players whose note has to be heard.
    remarks : tuple of str
        What the numbers do not say: registers that cannot be forced or softened, notes out of reach.
    forced : tuple of (str, str, Fraction)
        Note, player and units of those who are asked for more than their register has: they weigh in the numbers.
    """

    dynamic: str
    notes: tuple[Weight, ...]
    unweighed: tuple[tuple[str, str], ...] = ()
    tune: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    forced: tuple[tuple[str, str, Fraction], ...] = ()

    @property
    def counted(self) -> list[Weight]:
        """The notes that have a number, from low to high."""
        return [one for one in self.notes if one.units]

    @property
    def ratio(self) -> Fraction:
        """The strongest note against the weakest tone of the chord; with a tune, it against the strongest other."""
        if not self.counted:
            return Fraction(1)
        if self.tune:
            own, rival = self.against
            return own / rival.units if rival else Fraction(1)
        strong, weak = self.extremes
        return strong.units / weak.units

    @property
    def extremes(self) -> tuple[Weight, Weight]:
        """The strongest note, and the weakest chord tone at its strongest octave."""
        best: dict[int, Weight] = {}
        for one in self.counted:
            tone = Pitch.read(one.note).midi % 12
            if tone not in best or one.units > best[tone].units:
                best[tone] = one
        return max(best.values(), key=lambda w: w.units), min(best.values(), key=lambda w: w.units)

    @property
    def own_notes(self) -> list[Weight]:
        """The tune: its players' notes of the tone they have on top, and whoever has that tone above them."""
        named = [w for w in self.counted if set(self.tune) & set(w.players)]
        tone = Pitch.read(named[-1].note).midi % 12
        mine = [w for w in named if Pitch.read(w.note).midi % 12 == tone]
        lowest = Pitch.read(mine[0].note).midi
        above = [w for w in self.counted if Pitch.read(w.note).midi % 12 == tone and Pitch.read(w.note).midi > lowest]
        return list(dict.fromkeys([*mine, *above]))

    @property
    def against(self) -> tuple[Fraction, Weight | None]:
        """What the tune weighs with its octaves, and the strongest note of the others."""
        own = self.own_notes
        others = [w for w in self.counted if w not in own]
        return sum((w.units for w in own), Fraction(0)), max(others, key=lambda w: w.units, default=None)

    @property
    def by_numbers_alone(self) -> bool:
        """Whether a tune carries only if people force what their register has not."""
        own, rival = self.against
        heights = {w.note for w in self.own_notes}
        lost = sum((units for note, _, units in self.forced if note in heights), Fraction(0))
        return rival is not None and lost > 0 and own >= rival.units > own - lost

    @property
    def verdict(self) -> str:
        """ "even", "leans" or "uneven"; with a tune "carries", "close" or "covered".

        A tune that would carry by its number of players, if only their register had the dynamic, is "close".
        """
        if self.tune:
            if self.ratio >= 1:
                return "close" if self.by_numbers_alone else "carries"
            return "close" if self.ratio >= Fraction(1, 2) else "covered"
        return "even" if self.ratio <= EVEN else "leans" if self.ratio <= LEANS else "uneven"

    @property
    def told(self) -> str:
        """The arithmetic, the verdict, and what the numbers do not say."""
        from .weighing import told

        return told(self)

    @property
    def finding(self) -> str:
        """The verdict in a sentence, and the table it was counted by."""
        from .weighing import finding

        return finding(self)

    def __repr__(self) -> str:
        return self.told

    def to_music21(self) -> stream.Score:
        """The chord for four beats, each player on a staff; `fs.play` plays it."""
        from .scored import scored

        lines: dict[str, list[str]] = {}
        for one in self.notes:
            for who in one.players:
                lines.setdefault(who, []).append(one.note)
        return scored({who: f"{'+'.join(notes)}:4" for who, notes in lines.items()}, dynamic=self.dynamic).to_music21()


def balance(
    chord: Mapping[str, Any] | Iterable[tuple[str, Any]] | Any, dynamic: str | None = None, *,
    tune: str | Iterable[str] | None = None, at: tuple[int, float] | None = None,
) -> Balance:  # fmt: skip
    """Weigh a chord given to players.

    Parameters
    ----------
    chord : mapping, list of pairs, or a score of music21
        Who plays what, sounding: ``{"2 flutes": "E5", "horn": "C4", "violins I": "G5 C6"}``. Several notes are shared
        out among the players, or the section is divided. Of a score, what sounds at one moment, see `at`.
    dynamic : str
        ``"pp"`` to ``"ff"``. Rimsky-Korsakov has a table for *piano* and one for *forte*; *mf* is counted halfway.
        For a score it may be left out: its own marks are read.
    tune : str or list of str, optional
        The player, or all players, whose note has to be heard above the others: ``"flute"``, ``["flute", "horn"]``
        for a tune in octaves.
    at : (int, float), optional
        For a score: bar and beat, counted from 1.

    Returns
    -------
    Balance
        `.told` shows the arithmetic; `.verdict`, `.ratio`, `.notes`.

    Raises
    ------
    FilmScoreError
        Nobody plays, somebody is not known or cannot play so many notes, or the dynamic is none.

    Examples
    --------
    >>> made = balance({"flute": "E5", "trumpet": "C5"}, "f", tune="flute")
    >>> made.verdict, made.ratio
    ('covered', Fraction(1, 4))
    >>> print(balance({"4 flutes": "E5", "trumpet": "C5"}, "f").told)
    E5: 4 flutes, 4 × 1 = 4
    C5: trumpet, 1 × 4 = 4
    Even: 4 to 4 a note. Forte: woodwind 1, horn 2, trumpet, trombone or tuba 4, a section of strings 2.
    """
    if getattr(chord, "isStream", False):
        from .moment import sounding_at

        chord, marked = sounding_at(chord, at)
        dynamic = dynamic or marked
    elif at is not None:
        raise FilmScoreError("at is a moment of a score: leave it out for a chord that is written down.")
    level = level_of(dynamic)
    given = _given(chord)
    have_it = _named(tune, [who.said for who, _ in given])
    parts: dict[Pitch, list[tuple[Player, Fraction, str]]] = {}
    unweighed: dict[str, str] = {}
    remarks: list[str] = []
    forced: list[tuple[str, str, Fraction]] = []
    for who, notes in given:
        for pitch in notes:
            brings, arithmetic = share(who, notes, level)
            parts.setdefault(pitch, []).append((who, brings, arithmetic))
            remarks += _register(who, pitch, level)
            if who.instrument.lacks(pitch.name, level) == "loudness":
                forced.append((pitch.name, who.said, brings))
        if not who.instrument.weight or (who.instrument.weight == "section" and not who.section):
            unweighed[who.said] = why_not(who)
    rows = tuple(
        Weight(
            pitch.name, sum((u for _, u, _ in some), Fraction(0)),
            " + ".join(text for _, units, text in some if units), tuple(who.said for who, _, _ in some),
        )
        for pitch, some in sorted(_by_sound(parts).items(), key=lambda pair: pair[0].midi)
    )  # fmt: skip
    if have_it and not set(have_it) - set(unweighed):
        raise FilmScoreError(f"The tune cannot be weighed: {unweighed[have_it[0]]}")
    return Balance(level, rows, tuple(unweighed.items()), have_it, tuple(dict.fromkeys(remarks)), tuple(forced))


def _named(tune: Any, there: list[str]) -> tuple[str, ...]:
    """Who has the tune, as they are called in the chord."""
    if tune is None:
        return ()
    asked = [tune] if isinstance(tune, str) or not isinstance(tune, Iterable) else list(tune)
    for one in asked:
        if one not in there:
            raise FilmScoreError(f"The tune is given to {shown(one)}, who has no note here: {', '.join(there)} play.")
    return tuple(dict.fromkeys(asked))


def _register(who: Player, pitch: Pitch, level: str) -> Iterable[str]:
    tool = who.instrument
    if tool.comfortable is None:
        return
    verdict = tool.reach(pitch.name)
    if verdict != "comfortable":
        yield verdict.told
    here, missing = tool.register(pitch.name), tool.lacks(pitch.name, level)
    if here is None or not missing:
        return
    where = f"{pitch.name} lies in the {tool.possessive} {here.name} register, good for {here.soft} to {here.loud}"
    why = "more than it has" if missing == "loudness" else "softer than it can be"
    yield f"{where}: {level} is {why}. {here.character}"


def why_not(who: Player) -> str:
    """Why Rimsky-Korsakov gives somebody no number, and what to make of that."""
    name = who.instrument.name
    if who.instrument.weight == "section":
        return "A solo string or a few desks are no section; Rimsky-Korsakov counts whole ones."
    if name in _LOUD:
        return "Rimsky-Korsakov gives no number: its ringing stroke prevails over the other groups."
    if name in _SOFT:
        return "Rimsky-Korsakov gives no number: its sound dies away, and held chords easily cover it."
    return "Rimsky-Korsakov gives no number for it; trust an ear."


def _given(chord: Any) -> list[tuple[Player, list[Pitch]]]:
    pairs = list(chord.items()) if isinstance(chord, Mapping) else None
    if pairs is None and isinstance(chord, Iterable) and not isinstance(chord, str):
        pairs = list(chord)
    if not pairs or not all(isinstance(one, list | tuple) and len(one) == 2 for one in pairs):
        raise FilmScoreError(
            f"{shown(chord)} is no chord given to players: write who plays what, {{'2 flutes': 'E5', 'horn': 'C4'}}."
        )
    made = []
    for text, notes in pairs:
        who = player(text)
        if who.instrument.comfortable is None:
            who.instrument.span()  # says that it has no pitch
        names = notes.split() if isinstance(notes, str) else list(notes) if isinstance(notes, list | tuple) else []
        if not names:
            raise FilmScoreError(f"{who.said} has no note: write one or several, 'C5' or 'C5 E5'.")
        pitches = [Pitch.read(name) for name in names]
        many = who.section or who.instrument.family in ("keys", "percussion", "synths", "choir")
        if not many and who.instrument.weight != "section" and who.count % len(pitches):
            raise FilmScoreError(
                f"{who.said} cannot share out {len(pitches)} notes ({' '.join(p.name for p in pitches)}) evenly: write "
                f"each player with a note, or '{len(pitches)} {who.instrument.said}s'."
            )
        made.append((who, pitches))
    return made


def _by_sound(parts: dict[Pitch, list[Any]]) -> dict[Pitch, list[Any]]:
    """Notes that sound alike are one, whatever their names."""
    made: dict[int, tuple[Pitch, list[Any]]] = {}
    for pitch, some in parts.items():
        made.setdefault(pitch.midi, (pitch, []))[1].extend(some)
    return dict(made.values())
