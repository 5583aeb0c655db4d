"""An ostinato: a cell that comes again and again, and so makes everything else audible as change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ...picture.segments import Meter
from ..meter import strength
from ..pitch import Interval
from .evolution import Plan, evolution, planned
from .pattern import Pattern, bars_of, whole_number
from .room import slots_of

if TYPE_CHECKING:
    from music21 import stream

    from ...picture.tempo import TempoMap
    from .against import Against
    from .meeting import Meeting


class Ostinato(Pattern):
    """A cell with accents, set against a meter.

    A value: every method gives a new one. Two are equal if their strokes, step, meter, changes and free room are.

    Parameters
    ----------
    notes : str, iterable, Motif or Ostinato
        ``"D3> D3 A3 D3"``: a note to a step, ``>`` an accent, ``^`` a heavy one, ``R`` a rest, ``D3:1`` a note of one
        beat. Or a row of crosses, ``"X..x..x."``, with `pitch`. Or steps, ``[("D3", 1), ("D3", 0), None]``. A Motif is
        taken with its lengths and no accents.
    meter : str
        The bar it is counted in, ``"4/4"``.
    step : str or number
        Length of one step in beats (quarter lengths), or its name: ``"eighth"``, ``"sixteenth"``.
    pitch : str, optional
        What a row of crosses strikes; ``"D3+A3"`` is two notes at once.
    name : str, optional

    Attributes
    ----------
    strokes : tuple of Stroke
    size : int
        Steps in the cell.
    step : Fraction
        Quarter lengths.
    meter : str
    changes : tuple of Evolution
        What `evolve` declared.
    free : tuple of Slot
        What `leave` left free.

    Raises
    ------
    FilmScoreError
        A word is no step, with its place; or there is no such meter or length.

    Examples
    --------
    >>> cell = Ostinato("D3> A3 D3 E-3> D3 A3")
    >>> cell.pattern, cell.beats, cell.density
    ('XxxXxx', Fraction(3, 1), Fraction(2, 1))
    >>> cell.against("4/4").told
    'A cell of 3 beats against bars of 4: it is home again after 3 bars, 4 times round. On the bar lines fall its steps
    1, 3 and 5.'
    >>> cell.rotate(1).pattern
    'xxXxxX'
    """

    # ---- turning it

    def rotate(self, steps: int) -> Ostinato:
        """The same cell begun so many steps later in itself; with a minus, earlier.

        >>> Ostinato("D3> A3 D3 C4").rotate(1).text, Ostinato("D3> A3 D3 C4").rotate(-1).text
        ('A3 D3 C4 D3>', 'C4 D3> A3 D3')

        Raises
        ------
        FilmScoreError
            It is no whole number.
        """
        by = whole_number(steps, "steps to rotate by")
        turned = (stroke._replace(at=(stroke.at - by) % self.size) for stroke in self.strokes)
        return self._with(strokes=tuple(sorted(turned)))

    def transpose(self, interval: str | int) -> Ostinato:
        """The same cell higher or lower: an interval as it is spelled, ``"m3"``, ``"-P8"``, or semitones.

        >>> Ostinato("D3> A3 D3 E-3").transpose("m3").text
        'F3> C4 F3 G♭3'
        """
        by = Interval.of(interval) if type(interval) is int else Interval.read(interval)
        moved = (s._replace(pitches=tuple(p.up(by) for p in s.pitches)) for s in self.strokes)
        return self._with(strokes=tuple(moved))

    def accent(self, *steps: int) -> Ostinato:
        """The same notes with accents on these steps, counted from 1, and on no others.

        >>> Ostinato("D3 D3 D3 D3 D3 D3 D3 D3").accent(1, 4, 7).pattern
        'XxxXxxXx'

        Raises
        ------
        FilmScoreError
            Nothing is struck on one of them.
        """
        struck = {stroke.at + 1 for stroke in self.strokes}
        for step in steps:
            if whole_number(step, "step") not in struck:
                raise FilmScoreError(f"Nothing is struck on step {shown(step)} of {self.pattern}: choose one that is.")
        return self._with(strokes=tuple(s._replace(accent=int(s.at + 1 in steps)) for s in self.strokes))

    def thin(self, share: float) -> Ostinato:
        """The same cell with only this share of its strokes, at least one: accents stay longest, then strong places.

        >>> Ostinato("D3> D3 A3 D3 C4> D3 A3 D3").thin(0.5).pattern
        'X.x.X.x.'

        Raises
        ------
        FilmScoreError
            The share is no number above 0 and up to 1.
        """
        if isinstance(share, bool) or not isinstance(share, int | float | Fraction) or not 0 < share <= 1:
            raise FilmScoreError(f"{shown(share)} is no share of the cell: a number above 0 and up to 1 is wanted.")
        meter = Meter.read(self.meter)
        order = sorted(self.strokes, key=lambda s: (-s.accent, strength(meter, s.at * self.step), s.at))
        kept = set(order[: max(1, ceil(share * len(order) - 1e-9))])
        return self._with(strokes=tuple(s for s in self.strokes if s in kept))

    # ---- against the bar and the frame

    def phase(self, bar: int, meter: str | None = None) -> Fraction:
        """The step of the cell, from 0, that a bar line meets; half a step if it falls between two.

        >>> cell = Ostinato("D3> A3 D3 E-3> D3 A3")
        >>> [int(cell.phase(bar)) for bar in (1, 2, 3, 4)]
        [0, 2, 4, 0]
        """
        number = whole_number(bar, "bar")
        if number < 1:
            raise FilmScoreError(f"Bars are counted from 1; there is no bar {number}.")
        length = Meter.read(meter or self.meter).length
        return (number - 1) * length / self.step % self.size

    def against(self, meter: str | None = None) -> Against:
        """Laid against a meter: when it is home again, and where its accents fall until then.

        Parameters
        ----------
        meter : str, optional
            Another than its own.
        """
        from .against import against

        return against(self, meter or self.meter)

    def meets(self, hits: Any, tempo: TempoMap, *, bar: int = 1, tolerance: int = 1) -> Meeting:
        """Where its accents come to lie on a film, and how far each hit is from the nearest.

        Parameters
        ----------
        hits : list of Hit or int, Spotting or Film
            Frames of the film; of a Film, its events from the first beat of the map to its end.
        tempo : TempoMap
        bar : int
            The bar in which the cell begins, on the first beat.
        tolerance : int
            Frames by which an accent may miss and still be felt to meet it.
        """
        from .meeting import meeting

        return meeting(self, hits, tempo, bar, tolerance)

    # ---- growing

    def evolve(
        self,
        parameter: str,
        curve: Any,
        *,
        every: int = 4,
        bars: tuple[int, int] | None = None,
        ease: str = "even",
    ) -> Ostinato:
        """Declare a change: one parameter, on a curve, a step of it every so many bars.

        Parameters
        ----------
        parameter : {'density', 'register', 'pitch', 'dynamics', 'players', 'length', 'accents', 'rotation'}
            `filmscore.music.rhythm.evolution.PARAMETERS` says what each is, and its unit.
        curve : sequence
            The value it begins with, the value it ends with, and any on the way: ``(0.25, 1)``, ``("p", "f")``.
        every : int
            Bars from one change to the next. Several parameters without `bars` take turns, so only one changes at once.
        bars : (int, int), optional
            The bar of its first change, and the bar by which the last is done; from `every` bars on if left out.
        ease : {'even', 'late', 'early'}
            Whether it moves evenly, waits and then hurries, or hurries first.

        Raises
        ------
        FilmScoreError
            There is no such parameter, a value is out of its range, or the bars have no length.

        Examples
        --------
        >>> cell = Ostinato("D3> D3 A3 D3 C4> D3 A3 D3").evolve("density", (0.25, 1)).evolve("players", (1, 3))
        >>> print(cell.plan(16))
        bars   density  players  what changes
        1–4       0.25        1  it begins
        5–8       0.62        1  density
        9–12      0.62        3  players
        13–16     1.00        3  density
        """
        return self._with(changes=(*self.changes, evolution(parameter, curve, every, bars, ease)))

    def plan(self, bars: int) -> Plan:
        """What every parameter is in every bar, and what changes where."""
        return planned(self.changes, bars_of(bars))

    def leave(self, *room: Any) -> Ostinato:
        """Leave room free: for speech, for effects.

        Parameters
        ----------
        *room : Film, name of a film, Slot, or (start, end, low, high, why)
            Frames of the film and the lowest and highest note of the register that is left free in them; of a film, its
            lines, with the register of speech. `fs.loud_places` measures where its effects are.

        Raises
        ------
        FilmScoreError
            It is no room: its end does not come after its start, or its register is upside down.

        Examples
        --------
        >>> Ostinato("D3> A3").leave((462, 560, "C1", "B2", "the tram")).free[0].told
        'frames 462–560, C1 to B2: the tram'
        """
        return self._with(free=(*self.free, *(slot for one in room for slot in slots_of(one))))

    # ---- written and played

    def build(
        self,
        bars: int,
        players: str | Iterable[str] | Mapping[str, str] = "cello",
        *,
        tempo: TempoMap | None = None,
        bpm: float | None = None,
        title: str = "",
    ) -> stream.Score:
        """The build-up, written out for players: what `evolve` declared happens, what `leave` left free stays empty.

        Parameters
        ----------
        bars : int
        players : str, list or mapping
            Names as the palette knows them, in the order in which they join in. A mapping says what each plays of the
            cell: ``"all"``, ``"accents"``, ``"weak"`` (all but the accents), ``"gaps"`` (where nothing is struck).
        tempo : TempoMap, optional
            Beat 0 of the score is its beat 0. Needed if room is to be left free.
        bpm : float, optional
            Quarters a minute, where there is no map; 120.
        title : str

        Returns
        -------
        music21.stream.Score
            At sounding pitch. Notes no player of theirs can reach are moved by octaves; `fs.play`, `fs.show` and
            `fs.perform` take it.

        Raises
        ------
        FilmScoreError
            Nobody plays, a player is not known, or there is room to leave free and no tempo map.
        """
        from .build import build

        return build(self, bars_of(bars), players, tempo, bpm, title)

    def to_music21(self) -> stream.Score:
        """The cell until it is home again, at most eight bars, for a piano."""
        whole = self.against().bars
        return self.build(min(max(whole, 1), 8), "piano", title=self.name or "")

    def written(self, bars: int, *, first: int = 1, swell: str = "") -> str:
        """So many bars in the short hand of the course's scores (`filmscore.music.cues.notation`).

        Parameters
        ----------
        bars : int
        first : int
            The bar, counted from where the cell began, with which the text begins: its phase goes on.
        swell : str
            What stands before the first note, ``"p <"``; rests have no dynamic, so it comes after those.

        >>> Ostinato("D3> A3 D3").written(1, swell="p")
        'p D3:1/2> A3. D3. D3> A3. D3. D3> A3.'
        """
        from .page import short_hand

        words = short_hand(self, bars_of(bars), whole_number(first, "first bar")).split(" ")
        place = next((i for i, word in enumerate(words) if word[0] not in "R|"), 0)
        return " ".join([*words[:place], *swell.split(), *words[place:]])
