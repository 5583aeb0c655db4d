"""An ostinato: a cell that comes again and again, and so makes everything else audible as change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError
from ...picture.segments import Meter
from .declared import evolution, of_table
from .pattern import bars_of, whole_number
from .plan import Plan, planned
from .room import slots_of
from .turning import Turning

if TYPE_CHECKING:
    from music21 import stream

    from ...picture.tempo import TempoMap
    from .against import Against
    from .meeting import Meeting


class Ostinato(Turning):
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

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Ostinato:
        """An ostinato from a table, as an exercise or the Ostinato machine gives it.

        Parameters
        ----------
        table : mapping
            "cell", the notes; and where they are wanted "meter", "step", "pitch", "name"; "rotate", in steps; "evolve",
            a list of moves, each what, the curve and if you like the first and the last bar, or these by name; "every",
            bars between moves; "room", as `leave` takes it, or a list of such. "players", "bars" and "curves" may stand
            in it, and are for `build`.

        Raises
        ------
        FilmScoreError
            A line is missing, has no such name or cannot be read; the message says which.

        Examples
        --------
        >>> Ostinato.of({"cell": "D3> A3 D3", "rotate": -1, "evolve": [("density", (0.5, 1))], "players": "cello"})
        Ostinato('D3 D3> A3', '4/4').evolve('density', (0.5, 1))
        """
        return of_table(cls, table)

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

    def meets(self, hits: Any, tempo: TempoMap, *, bar: int = 1, tolerance: int = 1, players: Any = None) -> Meeting:
        """Where its accents come to lie on a film, and how far each hit is from the nearest.

        What `evolve` declared is counted with it. Room takes notes from players as far as they reach, so it is counted
        where `players` says who plays: then it is the accents of the page that `build` would make.

        Parameters
        ----------
        hits : list of Hit or int, Spotting, Film or its name
            Frames of the film, within the map; of a Film or a Spotting, what happens while the map lasts.
        tempo : TempoMap
        bar : int
            The bar in which the cell begins, on the first beat.
        tolerance : int
            Frames by which an accent may miss and still be felt to meet it.
        players : str, list or mapping, optional
            As `build` takes them.

        Raises
        ------
        FilmScoreError
            The cell has no accent, there are no hits, or one lies outside the map.
        """
        from .meeting import meeting

        return meeting(self, hits, tempo, bar, tolerance, players)

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
            The bar of its first change, and the bar by which the last is done; from `every` bars on if left out. In bar
            1 it has its first value, so no change can be there.
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

    def plan(self, bars: int, players: Any = None) -> Plan:
        """What every parameter is in every bar, what changes where, and which of the changes nobody hears.

        Parameters
        ----------
        bars : int
        players : str, list or mapping, optional
            As `build` takes them: then it says as well who never plays, and who cannot follow.

        Examples
        --------
        >>> Ostinato("D3> A3 D3").evolve("players", (1, 4)).plan(8, ["cello"]).told
        'Nothing that can be heard changes in 8 bars: whatever it is, after four bars nobody listens to it. Players in
        bar 5 is not heard: only 1 is named.'
        """
        from .heard import heard

        return heard(self, planned(self.changes, bars_of(bars)), players)

    def leave(self, *room: Any) -> Ostinato:
        """Leave room free: for speech, for effects.

        A note struck in it is moved by an octave, or by two, to where the player has it easily; one that is held into
        it is written shorter, and may ring for the five frames of an eighth at 144. Who has no such octave is silent,
        and so is, for the time of the leap, who must leap by more than an octave.

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
            Its name, or the cell as it is typed, if left out.

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
        """For a piano: the cell until it is home again, at most eight bars; or until all it declared has moved.

        Room that is left free is not counted, for it lies on frames of a film; nor who joins, for it is one player.
        """
        home = min(max(self.against().bars, 1), 8)
        turns = [change.every for change in self.changes if change.bars is None]
        ends = [change.bars[1] + change.every - 1 for change in self.changes if change.bars is not None]
        grown = max([sum(turns) + turns[-1] if turns else 0, *ends])
        return self._with(free=()).build(min(max(home, grown), 64), "piano")

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
