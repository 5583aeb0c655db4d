"""What can be done to the pitches of a motif; the rhythm stays."""

from __future__ import annotations

import contextlib
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Self, SupportsIndex

from ..errors import FilmScoreError, shown
from .keys import Key
from .line import Line
from .pitch import Interval, Pitch, natural

_ORDINAL = {3: "third", 6: "sixth", 7: "seventh"}
_COUNTED = dict(enumerate(("none", "one", "two", "three", "four", "five", "six")))

#: no number of notes, steps or times is as great
FAR = 10**6


class PitchMoves(Line):
    """Operations on pitches."""

    def transpose(self, interval: str | int) -> Self:
        """Every note up or down by the same interval; a key goes along.

        Parameters
        ----------
        interval : str or int
            ``"M3"``, ``"-P5"``; or semitones. Of the two spellings that a number of semitones has, the one with fewer
            signs is taken for the whole motif, else the usual one.

        Raises
        ------
        FilmScoreError
            It is no interval, or leads outside C0 to G9.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 F#4 A4", key="D").transpose("-m3")
        Motif('B3 D♯4 F♯4', key='B major')
        >>> Motif("C4 E4 G4").transpose(6).pitches
        ('F♯4', 'A♯4', 'C♯5')
        """
        move = self._interval(interval)
        key = None if self.key is None else Key.read(self.key).moved(move).name
        kept = interval.strip() if isinstance(interval, str) else interval
        told = _moved_by(move, interval)
        return self._sounding("transpose", told, {"interval": kept}, [p.up(move) for p in self._pitches], key=key)

    def transpose_in(self, key: str, steps: int) -> Self:
        """Every note up or down by steps of a scale; a note that the key does not have keeps its alteration.

        Minor is the natural scale of the signature, so a raised leading note stays raised on its new degree.

        Parameters
        ----------
        key : str
            ``"D"`` is D major, ``"d"`` or ``"D minor"`` D minor.
        steps : int
            2 is a third up, -1 a second down.

        Raises
        ------
        FilmScoreError
            There is no such key; steps is no whole number; or it leads outside C0 to G9.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("C4 E4 G4").transpose_in("C", 1).pitches
        ('D4', 'F4', 'A4')
        """
        scale, steps = Key.read(key), whole(steps, "steps of the scale")
        told = f"{_by_steps(steps)} in {scale.name}"
        made = [scale.at(p.step + steps, scale.offset(p)) for p in self._pitches]
        return self._sounding("transpose_in", told, {"key": scale.name, "steps": steps}, made, key=scale.name)

    def to_mode(self, mode: str, key: str | None = None) -> Self:
        """From major to minor, or back, over the same tonic.

        Into minor, thirds, sixths and sevenths of the major scale are lowered, each by a semitone; a seventh that rises
        to the tonic at once stays the leading note, as it does in harmonic minor, however often it is repeated first.
        Each seventh is judged by the note that follows it: where one rises to the tonic and a later one falls, the
        later one alone is lowered. Into major, those of the minor scale are raised, and what is raised already stays.
        All other notes stay. `told` names the degrees that changed, and how many of several did.

        Parameters
        ----------
        mode : {'minor', 'major'}
            Capitals do not matter.
        key : str, optional
            The key it is in now, of which the tonic counts; its own, if it knows one.

        Raises
        ------
        FilmScoreError
            There is no such mode, no key is known, or it is in that mode already.

        Examples
        --------
        >>> from filmscore import Motif
        >>> tune = Motif("D4 F#4 A4 B4 C#5 D5", key="D").to_mode("minor")
        >>> tune.pitches, tune.told
        (('D4', 'F4', 'A4', 'B♭4', 'C♯5', 'D5'), 'turned to D minor, third and sixth lowered')
        """
        mode = mode.strip().lower() if isinstance(mode, str) else mode
        if not isinstance(mode, str) or mode not in ("minor", "major"):
            raise FilmScoreError(f"{shown(mode)} is no mode that is known here: 'minor' or 'major'.")
        here = self._key(key, "to_mode('minor', key='D')")
        if key is None and here.minor == (mode == "minor"):
            raise FilmScoreError(
                f"This motif is in {here.name} already: to_mode('{'major' if here.minor else 'minor'}') changes it."
            )
        there = here._replace(minor=mode == "minor")
        old = here._replace(minor=not there.minor)
        pitches, made = self._pitches, []
        changed: dict[int, int] = {}
        leading = 0
        for i, p in enumerate(pitches):
            degree = there.degree(p.step)
            if degree in _ORDINAL and old.offset(p) == 0:
                after = next((q for q in pitches[i + 1 :] if q != p), None)
                if there.minor and degree == 7 and after is not None and _rises_to_tonic(there, p, after):
                    leading += 1
                else:
                    changed[degree] = changed.get(degree, 0) + 1
                    p = there.at(p.step)
            made.append(p)
        names = [_ORDINAL[degree] for degree in sorted(changed)]
        if leading and 7 in changed:
            names[-1] += f" ({_COUNTED.get(changed[7], changed[7])} of {_COUNTED.get(n := leading + changed[7], n)})"
        which = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
        way = "lowered" if there.minor else "raised"
        told = f"turned to {there.name}, {f'{which} {way}' if names else 'which changes none of its notes'}"
        arguments = {"mode": mode} | ({} if key is None else {"key": old.name})
        return self._sounding("to_mode", told, arguments, made, key=there.name)

    def register(self, octaves: int) -> Self:
        """Up, or down with a minus, by whole octaves.

        Raises
        ------
        FilmScoreError
            It is no whole number, or leads outside C0 to G9.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("D4 A4").register(-2).pitches
        ('D2', 'A2')
        """
        octaves = whole(octaves, "octaves")
        made = [p.up(Interval(7 * octaves, 12 * octaves)) for p in self._pitches]
        many = {1: "an octave", 2: "two octaves", 3: "three octaves"}.get(abs(octaves), f"{abs(octaves)} octaves")
        told = f"{many} {'higher' if octaves > 0 else 'lower'}" if octaves else "in the same octave"
        return self._sounding("register", told, {"octaves": octaves}, made)

    def expand(self, by: int = 1, key: str | None = None) -> Self:
        """Every step and leap wider, from the first note on; a repeated note stays repeated.

        Parameters
        ----------
        by : int
            Steps of the scale of `key`; without a key, semitones, spelled as such an interval mostly is.
        key : str, optional

        Raises
        ------
        FilmScoreError
            by is not 1 to 12, there is no such key, or it leads outside C0 to G9.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("C4 D4 C4 G4").expand(key="C").pitches
        ('C4', 'E4', 'C4', 'A4')
        """
        return self._resized("expand", by, key, lambda size, by: size + by)

    def contract(self, by: int = 1, key: str | None = None) -> Self:
        """Every step and leap narrower, from the first note on; the least that is left of one is a single step.

        Parameters
        ----------
        by : int
            Steps of the scale of `key`; without a key, semitones, spelled as such an interval mostly is.
        key : str, optional

        Raises
        ------
        FilmScoreError
            by is not 1 to 12, or there is no such key.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("C4 E4 C4 G4").contract(key="C").pitches
        ('C4', 'D4', 'C4', 'F4')
        """
        return self._resized("contract", by, key, lambda size, by: max(1, size - by))

    # ---- beneath

    def _key(self, key: str | None, example: str) -> Key:
        """The key that was named, or the motif's own."""
        if key is None and self.key is None:
            raise FilmScoreError(f"No key is known, and here it matters: name it, as in {example}.")
        return Key.read(key if key is not None else self.key)

    def _interval(self, interval: object) -> Interval:
        if isinstance(interval, str):
            return Interval.read(interval)
        semitones = whole(interval, "semitones")
        if abs(semitones) > 127:
            raise FilmScoreError(f"{semitones} semitones lead outside everything that can be played: 127 at most.")
        ways = [Interval.of(semitones), Interval.of(semitones, other=True)]
        line = self._pitches if self.key is None else (*self._pitches, _tonic(Key.read(self.key)))
        return min(ways, key=lambda way: sum(abs(_sign(p, way)) ** 2 for p in line))

    def _resized(self, operation: str, by: int, key: str | None, sized: Callable[[int, int], int]) -> Self:
        by = whole(by, "steps")
        if not 1 <= by <= 12:
            raise FilmScoreError(f"by is {by}: 1 to 12 steps are wanted; the other direction has a method of its own.")
        way = {"expand": "wider", "contract": "narrower"}[operation]
        arguments: dict[str, Any] = {"by": by}
        made = [self._pitches[0]]
        if key is None:
            told = f"every interval {way} by {by} semitone{'s' * (by > 1)}"
            for size in self.intervals:
                move = sized(abs(size), by) * (1 if size > 0 else -1) if size else 0
                made.append(made[-1].up(Interval.of(move)))
            return self._sounding(operation, told, arguments, made, key=None)
        scale = Key.read(key)
        told = f"every interval {way} by {by} step{'s' * (by > 1)} of {scale.name}"
        step = self._pitches[0].step
        for before, after in zip(self._pitches, self._pitches[1:], strict=False):
            size = after.step - before.step
            step += sized(abs(size), by) * (1 if size > 0 else -1) if size else 0
            made.append(scale.at(step, scale.offset(after)))
        return self._sounding(operation, told, arguments | {"key": scale.name}, made, key=scale.name)


def whole(value: object, what: str) -> int:
    """A whole number; 2.0 and Fraction(2) are one."""
    if isinstance(value, float | Fraction) and -FAR < value < FAR and value % 1 == 0:
        return int(value)
    if isinstance(value, SupportsIndex) and not isinstance(value, bool):  # numpy's whole numbers too
        with contextlib.suppress(TypeError):  # an array has an index only if it is a number
            if abs(found := operator.index(value)) < FAR:
                return found
    raise FilmScoreError(f"{shown(value)} is no whole number of {what}: write 1, 2 or -1.")


def _rises_to_tonic(key: Key, seventh: Pitch, after: Pitch) -> bool:
    return after.midi - seventh.midi == 1 and key.degree(after.step) == 1


def _tonic(key: Key) -> Pitch:
    return Pitch(35 + key.letter, key.alter)


def _sign(pitch: Pitch, way: Interval) -> int:
    """The sign a pitch would get, three for anything that nobody reads."""
    alter = pitch.midi + way.semitones - natural(pitch.step + way.steps)
    return alter if abs(alter) <= 2 else 3


def _moved_by(move: Interval, given: object) -> str:
    if move == (0, 0):
        return "left at its pitch"
    way = "down" if move.semitones < 0 or (move.semitones == 0 and move.steps < 0) else "up"
    if isinstance(given, str):
        return f"{way} by {move.words}"
    many = abs(move.semitones)
    return f"{way} by {many} semitone{'s' * (many != 1)}"


def _by_steps(steps: int) -> str:
    if not steps:
        return "left on its degrees"
    return f"{'up' if steps > 0 else 'down'} {abs(steps)} step{'s' * (abs(steps) > 1)}"
