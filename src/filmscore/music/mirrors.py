"""Mirrors of a motif: upside down, from its end, and both."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Self

from ..errors import FilmScoreError, shown
from .keys import Key
from .line import Line
from .pitch import Pitch, natural, placed


class Mirrors(Line):
    """Inversion, retrograde, and both at once."""

    def invert(self, key: str | None = None, axis: str | None = None) -> Self:
        """Mirror the line: what went up goes down.

        Without a key, every interval is kept exactly (chromatic inversion; a key the motif may know is given up).
        With a key, steps of its scale are kept, so the mirror stays in the key (diatonic inversion). Minor is the
        natural scale of the signature. A note that the scale does not have keeps its alteration mirrored: a leading
        note raised by a semitone becomes a degree lowered by one, and leans towards the axis as before. An axis that
        the scale does not have stays where it is all the same. Where a chromatic mirror would take several double
        signs, all of it but the axis is spelled with the next letters instead, and sounds alike.

        Parameters
        ----------
        key : str, optional
            ``"D"`` is D major, ``"d"`` D minor.
        axis : str, optional
            The note that stays where it is, with its octave; the first note of the motif, if it is left out.

        Raises
        ------
        FilmScoreError
            There is no such key or pitch, or the mirror leads outside C0 to G9.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("C4 E4 G4").invert().pitches
        ('C4', 'A♭3', 'F3')
        >>> Motif("C4 E4 G4").invert(key="C").pitches
        ('C4', 'A3', 'F3')
        """
        made, told, arguments, scale = self._mirrored(key, axis)
        return self._sounding("invert", f"inverted {told}", arguments, made, key=scale)

    def retrograde(self, what: str = "both") -> Self:
        """From its end to its beginning.

        Rests are part of the rhythm: they are turned with it. So are the bar lines, which stay between the notes they
        were between: as far as the end lay before a bar line, so far after one it begins. Turned twice, it is again
        what it was. With the pitches alone turned, it begins where it began.

        Parameters
        ----------
        what : {'both', 'pitch', 'rhythm'}
            ``"pitch"`` turns the pitches and leaves rhythm and rests; ``"rhythm"`` turns lengths and rests, and the
            pitches come in their order.

        Raises
        ------
        FilmScoreError
            `what` is none of these.

        Examples
        --------
        >>> from filmscore import Motif
        >>> tune = Motif("C4:2 D4 R E4")
        >>> tune.retrograde(), tune.retrograde("pitch"), tune.retrograde("rhythm")
        (Motif('E4 R D4 C4:2'), Motif('E4:2 D4 R C4'), Motif('C4 R D4 E4:2'))
        >>> Motif("G4 C5:3", meter="4/4", begins=4).retrograde()  # the upbeat is now the note after the bar line
        Motif('C5:3 G4', meter='4/4', begins=2)
        """
        if not isinstance(what, str) or what not in ("both", "pitch", "rhythm"):
            raise FilmScoreError(f"{shown(what)} cannot be turned round: 'both', 'pitch' or 'rhythm'.")
        names, durations = self.names, self.durations
        if what == "both":
            names, durations = names[::-1], durations[::-1]
        elif what == "pitch":
            names = _filled(names, self.pitches[::-1])
        else:
            names, durations = _filled(names[::-1], self.pitches), durations[::-1]
        told = {
            "both": "played backwards",
            "pitch": "with its pitches backwards, in the same rhythm",
            "rhythm": "with its rhythm backwards, on the same pitches",
        }[what]
        arguments = {} if what == "both" else {"what": what}
        begins = self.begins if what == "pitch" else self._turned
        return self._made("retrograde", told, arguments, names=names, durations=durations, begins=begins)

    def retrograde_inversion(self, key: str | None = None, axis: str | None = None) -> Self:
        """Mirror the line, and play it from its end, rests and lengths too.

        Parameters
        ----------
        key, axis : str, optional
            As for `invert`; the axis is the first note as it was before.

        Raises
        ------
        FilmScoreError
            As for `invert`.

        Examples
        --------
        >>> from filmscore import Motif
        >>> Motif("C4 E4:2 G4").retrograde_inversion(key="C")
        Motif('F3 A3:2 C4', key='C major')
        """
        made, told, arguments, scale = self._mirrored(key, axis)
        lines = iter(made)
        names = tuple(next(lines).name if name else None for name in self.names)
        return self._made(
            "retrograde_inversion", f"inverted {told} and played backwards", arguments,
            names=names[::-1], durations=self.durations[::-1], key=scale, begins=self._turned,
        )  # fmt: skip

    @property
    def _turned(self) -> Fraction:
        """The beat it begins on when time runs the other way: a place before a bar line lies as far after one."""
        if self.meter is None:  # no bar is known, so none is turned
            return self.begins
        return 1 - (self.begins - 1 + self.beats) % -self._meter.length

    def _mirrored(self, key: str | None, axis: str | None) -> tuple[list[Pitch], str, dict[str, Any], str | None]:
        centre = self._pitches[0] if axis is None else self._axis(axis)
        arguments: dict[str, Any] = {} if axis is None else {"axis": centre.name}
        if key is None:
            made = [placed(2 * centre.step - p.step, 2 * centre.midi - p.midi) for p in self._pitches]
            return _readable(made, centre), f"about {centre.name}", arguments, None
        scale = Key.read(key)
        off = 2 * scale.offset(centre)  # where the axis is altered, its letter is mirrored about the altered note
        made = [
            scale.at(2 * centre.step - p.step, (off if (p.step - centre.step) % 7 == 0 else 0) - scale.offset(p))
            for p in self._pitches
        ]
        return made, f"in {scale.name} about {centre.name}", {"key": scale.name} | arguments, scale.name

    def _axis(self, axis: object) -> Pitch:
        try:
            return Pitch.read(axis)
        except FilmScoreError as error:
            raise FilmScoreError(
                f"The axis is the note that stays where it is, such as {self.pitches[0]!r}. {error}"
            ) from None


def _readable(line: list[Pitch], axis: Pitch) -> list[Pitch]:
    """A line of several double signs a letter higher or lower, all but its axis, if that has fewer; else as it is."""
    if sum(abs(pitch.alter) > 1 for pitch in line) < 2:
        return line
    ways = [line, *([p if p == axis else _respelled(p, by) for p in line] for by in (1, -1))]
    return min(ways, key=lambda way: sum(abs(pitch.alter) > 1 for pitch in way))


def _respelled(pitch: Pitch, by: int) -> Pitch:
    """The same sound from the next letter; as it was where there is none in reach."""
    made = Pitch(pitch.step + by, pitch.midi - natural(pitch.step + by))
    return made if abs(made.alter) <= 2 and 0 <= made.step < 70 else pitch


def _filled(names: tuple[str | None, ...], pitches: tuple[str, ...]) -> tuple[str | None, ...]:
    line = iter(pitches)
    return tuple(next(line) if name else None for name in names)
