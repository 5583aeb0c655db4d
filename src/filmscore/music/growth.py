"""What makes more of a motif, or less: sequence, ornament and reduction, ostinato, another player."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Self

from ..errors import FilmScoreError, shown
from .keys import Key, Scale, as_written
from .line import MOST_NOTES, Line
from .meter import on_a_beat, strength
from .pitch import Interval, Pitch
from .pitch_moves import whole

#: nothing shorter is put between the notes of a motif: a 32nd
SMALL = Fraction(1, 8)

#: leaps that passing notes fill, in steps from letter to letter: a third to a fifth
_FILLED = range(2, 5)

_Piece = tuple[Pitch, Fraction]
_Between = Callable[["Key | Scale", Pitch, Fraction, "Pitch | None"], "list[_Piece] | None"]


class Growth(Line):
    """Operations that change how many notes there are, or who plays them."""

    def sequence(self, times: int, step: str | int, key: str | None = None) -> Self:
        """Say it again and again, each time higher or lower.

        Parameters
        ----------
        times : int
            How often it is heard altogether, 2 or more.
        step : str or int
            An interval, ``"M2"`` or ``"-m3"``, for an exact sequence; a whole number counts steps of the scale of
            `key`, or of the motif's own key.
        key : str, optional

        Raises
        ------
        FilmScoreError
            times is less than 2; no key is known for steps; it leads outside C0 to G9, or has more than 500 notes.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("C4 E4 D4", key="C").sequence(2, 1).pitches
        ('C4', 'E4', 'D4', 'D4', 'F4', 'E4')
        """
        times = _times(times, 2)
        arguments: dict[str, Any] = {"times": times}
        lines = [list(self._pitches)]
        if isinstance(step, str):
            move = Interval.read(step)
            for n in range(1, times):
                lines.append([p.up(Interval(n * move.steps, n * move.semitones)) for p in lines[0]])
            arguments["step"] = step.strip()
            told, own = f"{'down' if step.strip().startswith('-') else 'up'} by {move.words}", self.key
        else:
            steps = whole(step, "steps of the scale")
            if key is None and self.key is None:
                raise FilmScoreError(
                    "Steps are counted in a key, and none is known: name it, as in sequence(3, 1, key='D'), or give an "
                    "interval such as 'M2'."
                )
            scale = Key.read(key or self.key)
            for n in range(1, times):
                lines.append([scale.at(p.step + n * steps, scale.offset(p)) for p in lines[0]])
            arguments["step"] = steps
            told = f"{'up' if steps >= 0 else 'down'} {abs(steps)} step{'s' * (abs(steps) != 1)} of {scale.name}"
            own = scale.name
            if key is not None:
                arguments["key"] = scale.name
        names: list[str | None] = []
        for pitches in lines:
            line = iter(pitches)
            names += [next(line).name if name else None for name in self.names]
        return self._made(
            "sequence", f"heard {_often(times)}, each time {told}", arguments,
            names=tuple(names), durations=self.durations * times, key=own,
        )  # fmt: skip

    def ornament(self, kind: str = "neighbour", key: str | None = None) -> Self:
        """Put small notes between its notes; its own stay on the beats where they were, and the last stays plain.

        Parameters
        ----------
        kind : {'neighbour', 'passing', 'turn', 'repeat', 'approach'}
            ``"neighbour"`` touches the note above and comes back; ``"passing"`` fills thirds, fourths and fifths step
            by step; ``"turn"`` goes round the note, above and below; ``"repeat"`` says it twice; ``"approach"`` leads
            to the next note from the step below.
        key : str, optional
            Whose steps are used; its own, if it knows one. Without any, a letter that the motif uses has the sign it
            has there, and all others are natural.

        Raises
        ------
        FilmScoreError
            There is no such kind, or no note is long enough, or no leap of the right size, for it.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 F4:2", key="d").ornament("passing")
        Motif('D4:1/2 E4:1/2 F4:2', key='D minor')
        >>> Motif("D4 A4:2", key="d").ornament("turn").pitches
        ('D4', 'E4', 'D4', 'C4', 'D4', 'A4')
        """
        if not isinstance(kind, str) or kind not in _KINDS:
            raise FilmScoreError(f"There is no ornament {shown(kind)}: {', '.join(_KINDS)} there are.")
        home = Key.read(key or self.key) if key or self.key else as_written(self._pitches)
        names: list[str | None] = []
        durations: list[Fraction] = []
        changed, pitches, i = 0, self._pitches, 0
        for name, beats in zip(self.names, self.durations, strict=True):
            pieces = None
            if name:
                after = pitches[i + 1] if i + 1 < len(pitches) else None
                pieces = None if after is None else _KINDS[kind](home, pitches[i], beats, after)
                i += 1
            if pieces is None or min(length for _, length in pieces) < SMALL:
                names.append(name)
                durations.append(beats)
                continue
            changed += 1
            names += [pitch.name for pitch, _ in pieces]
            durations += [length for _, length in pieces]
        if not changed:
            why = "no leap from a third to a fifth is left" if kind == "passing" else "no note is long enough"
            raise FilmScoreError(f"There is no place for the ornament {kind!r}: {why}, and the last note stays plain.")
        arguments = {"kind": kind} | ({} if key is None else {"key": Key.read(key).name})
        told = f"ornamented with {_TOLD[kind]}"
        return self._made("ornament", told, arguments, names=tuple(names), durations=tuple(durations))

    def reduce(self) -> Self:
        """Leave the skeleton: the notes on the weakest places go, and those before them last longer.

        First go notes between the beats, unless one sounds on into the next beat. Where there are none, those on the
        weakest beats of the bar go. The first note always stays. A motif that names no meter is read in 4/4.

        Raises
        ------
        FilmScoreError
            Nothing can go: it is bare already.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4:1/2 E4:1/2 F4 G4 A4").reduce().text
        'D4 F4 G4 A4'
        >>> Motif("D4 F4 G4 A4").reduce().text
        'D4:2 G4:2'
        """
        meter, at = self._meter, self.begins - 1
        places = [(at + start, at + start + beats) for _, start, beats in self.notes]
        pulse = meter.pulse
        weak = {
            n for n, (start, end) in enumerate(places)
            if n and not on_a_beat(meter, start) and end <= (start // pulse + 1) * pulse
        }  # fmt: skip
        if not weak:
            levels = [strength(meter, start) for start, _ in places]
            weakest = max(levels[1:], default=0)
            weak = {n for n, level in enumerate(levels) if n and level == weakest and weakest > min(levels)}
        if not weak:
            raise FilmScoreError("This motif is bare already: all of its notes stand on places of the same strength.")
        names: list[str | None] = []
        durations: list[Fraction] = []
        n = -1
        for name, beats in zip(self.names, self.durations, strict=True):
            n += name is not None
            if name is not None and n in weak:
                durations[-1] += beats
                continue
            names.append(name)
            durations.append(beats)
        told = f"reduced to {len(places) - len(weak)} of its {len(places)} notes"
        return self._made("reduce", told, {}, names=tuple(names), durations=tuple(durations))

    def ostinato(self, times: int | None = None, bars: int | None = None) -> Self:
        """Repeat it without a change, end to end.

        Parameters
        ----------
        times : int, optional
            How often it is heard, 2 or more; a length that is no whole number of bars shifts against the bar line.
        bars : int, optional
            Instead: how many bars are filled; the last round is cut at the bar line. A pickup comes on top. A motif
            that names no meter is read in 4/4.

        Raises
        ------
        FilmScoreError
            Both or neither are given, or it would have more than 500 notes.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4:1/2 A4:1/2 R", meter="4/4").ostinato(bars=1).text
        'D4 A4:1/2 A4:1/2 R D4'
        """
        if (times is None) == (bars is None):
            raise FilmScoreError(
                "Say either how often it is heard, ostinato(times=4), or what it fills, ostinato(bars=2)."
            )
        if times is not None:
            times = _times(times, 2)
            return self._made(
                "ostinato", f"repeated to be heard {_often(times)}", {"times": times},
                names=self.names * times, durations=self.durations * times,
            )  # fmt: skip
        bars = whole(bars, "bars")
        if not 1 <= bars <= MOST_NOTES:
            raise FilmScoreError(f"An ostinato fills 1 to {MOST_NOTES} bars, not {bars}.")
        bar = self._meter.length
        end = bars * bar + (1 - self.begins) % bar
        rounds = int(-(-end // self.beats))
        if rounds * len(self.pitches) > 2 * MOST_NOTES:
            raise FilmScoreError(f"That would make more than {MOST_NOTES} notes: fill fewer bars.")
        names, durations, at = [], [], Fraction(0)
        for name, beats in zip(self.names * rounds, self.durations * rounds, strict=True):
            if at < end:
                names.append(name)
                durations.append(min(beats, end - at))
            at += beats
        if not any(names):
            raise FilmScoreError(f"It rests for longer than {bars} bars: fill more.")
        told = f"repeated to fill {bars} bar{'s' * (bars > 1)}"
        return self._made("ostinato", told, {"bars": bars}, names=tuple(names), durations=tuple(durations))

    def played_by(self, player: str) -> Self:
        """Give it to a player; who is known depends on what plays it.

        Parameters
        ----------
        player : str
            ``"horn"``, ``"celesta"``, ``"cello"``: as `filmscore.play` and `filmscore.sketch` know them.

        Raises
        ------
        FilmScoreError
            It is no name.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4").played_by("horn").player
        'horn'
        """
        if not isinstance(player, str) or not 0 < len(player.strip()) <= 80:
            raise FilmScoreError(f"{shown(player)} is no player: name one, such as 'horn' or 'celesta'.")
        player = player.strip()
        return self._made("played_by", f"played by the {player}", {"player": player}, player=player)


def _neighbour(home: Key | Scale, pitch: Pitch, beats: Fraction, _: Pitch | None) -> list[_Piece]:
    return [(pitch, beats / 2), (home.at(pitch.step + 1), beats / 4), (pitch, beats / 4)]


def _turn(home: Key | Scale, pitch: Pitch, beats: Fraction, _: Pitch | None) -> list[_Piece]:
    above, below = home.at(pitch.step + 1), home.at(pitch.step - 1)
    return [(pitch, beats / 2), *((p, beats / 8) for p in (above, pitch, below, pitch))]


def _repeat(_: Key | Scale, pitch: Pitch, beats: Fraction, __: Pitch | None) -> list[_Piece]:
    return [(pitch, beats / 2)] * 2


def _passing(home: Key | Scale, pitch: Pitch, beats: Fraction, after: Pitch | None) -> list[_Piece] | None:
    assert after is not None
    way = after.step - pitch.step
    if abs(way) not in _FILLED:
        return None
    between = [home.at(step) for step in range(pitch.step, after.step, 1 if way > 0 else -1)][1:]
    return [(pitch, beats / 2), *((p, beats / 2 / len(between)) for p in between)]


def _approach(home: Key | Scale, pitch: Pitch, beats: Fraction, after: Pitch | None) -> list[_Piece]:
    assert after is not None
    return [(pitch, beats * 3 / 4), (home.at(after.step - 1), beats / 4)]


_KINDS: dict[str, _Between] = {
    "neighbour": _neighbour, "passing": _passing, "turn": _turn, "repeat": _repeat, "approach": _approach,
}  # fmt: skip
_TOLD = {
    "neighbour": "neighbour notes", "passing": "passing notes", "turn": "turns", "repeat": "repeated notes",
    "approach": "notes that lead up to the next",
}  # fmt: skip


def _times(times: object, least: int) -> int:
    times = whole(times, "times")
    if times < least:
        raise FilmScoreError(f"{times} is too few: it is heard {least} times at least.")
    if times > MOST_NOTES:
        raise FilmScoreError(f"{times} times is more than anybody listens to: {MOST_NOTES} at most.")
    return times


def _often(times: int) -> str:
    return {2: "twice", 3: "three times", 4: "four times"}.get(times, f"{times} times")
