"""Cadences: where a row of chords comes to rest, half-way, or nowhere; and what that means at a cut.

Play G7 and then C, and stop. Nobody waits for more. Play C and then G7, and stop: everybody does. An editor who trims
eight frames after the first finds the sentence whole; after the second the picture carries the question on.

The kinds are those of common practice (Walter Piston, *Harmony*, Norton 1941); the closes without a leading tone are
told by their own names. Chords alone count here. Rhythm, melody and silence make a stop too, and can unmake one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, overload

from ...errors import FilmScoreError
from ..keys import Key
from .chords import Chord, chords_of
from .numerals import home_of, numeral_of

#: what a stop at each kind says to whoever cuts the picture
AT_A_CUT = {
    "closed": "The ear hears a full stop: right for an end. Where the scene goes on, nobody can leave here unheard.",
    "plagal": "It settles without insisting, an amen: a gentle end, and still an end.",
    "half": "It stops on the dominant: a comma, and everybody waits. The next shot may answer.",
    "deceptive": "Home was promised, another chord came: the turn is heard. Put it where the story turns.",
    "open": "Nothing has been promised or closed: the editor can cut here, or go round again.",
    "none": "The harmony stays, or is back home without being led there: no cadence, so nothing marks this point.",
}

#: home after a chord that neither promised it nor settles into it by habit
_BY_COLOUR = (
    "Home comes by colour: no leading tone promised it, and no habit says that it closes. A long note and a rest can "
    "make an end of it. Stop there: does anybody wait?"
)


@dataclass(frozen=True)
class Cadence:
    """What is heard at one point of a row of chords.

    Attributes
    ----------
    place : int
        The chord that is arrived at, from 0.
    kind : {"closed", "open", "deceptive", "plagal", "half", "none"}
    manner : str
        Which way of it: "authentic", "over an inversion", "♭VII–I", "Phrygian", "minor plagal" …; where home comes
        from a major chord on the second or the lowered sixth degree, which is no cadence by habit and may be heard as
        one, "by colour"; empty if there is no special name.
    chords : tuple of Chord
        The one before and the one arrived at; at the beginning the same twice.
    numerals : tuple of str
    key : str
    """

    place: int
    kind: str
    manner: str
    chords: tuple[Chord, Chord]
    numerals: tuple[str, str]
    key: str

    @property
    def closes(self) -> bool:
        """Whether the ear takes it for an end."""
        return self.kind in ("closed", "plagal")

    @property
    def at_a_cut(self) -> str:
        """What a stop here says to whoever cuts the picture."""
        return _BY_COLOUR if self.kind == "none" and self.manner else AT_A_CUT[self.kind]

    @property
    def told(self) -> str:
        """It in words, for somebody who looks for a place to cut."""
        name = "Home" if self.kind == "none" and self.manner else self.kind[0].upper() + self.kind[1:]
        way = f" ({self.manner})" if self.manner else ""
        if self.place == 0:
            return f"Chord 1, {self.chords[1]} ({self.numerals[1]} in {self.key}): the beginning."
        return (
            f"Chord {self.place + 1}, {self.chords[0]} to {self.chords[1]} ({self.numerals[0]}–{self.numerals[1]} in "
            f"{self.key}). {name}{way}. {self.at_a_cut}"
        )

    def __str__(self) -> str:
        return self.told


@dataclass(frozen=True, repr=False)
class Cadences(Sequence[Cadence]):
    """What is heard at every chord of a row. Made by `find`."""

    all: tuple[Cadence, ...]

    @overload
    def __getitem__(self, i: int) -> Cadence: ...
    @overload
    def __getitem__(self, i: slice) -> tuple[Cadence, ...]: ...
    def __getitem__(self, i: Any) -> Any:
        return self.all[i]

    def __len__(self) -> int:
        return len(self.all)

    def __iter__(self) -> Iterator[Cadence]:
        return iter(self.all)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind at each chord."""
        return tuple(one.kind for one in self.all)

    def of_kind(self, *kinds: str) -> tuple[Cadence, ...]:
        """Those of some kinds: ``.of_kind("closed", "plagal")``.

        Raises
        ------
        FilmScoreError
            There is no such kind.
        """
        for kind in kinds:
            if kind not in AT_A_CUT:
                raise FilmScoreError(f"There is no kind of cadence {kind!r}: {', '.join(AT_A_CUT)} there are.")
        return tuple(one for one in self.all if one.kind in kinds)

    @property
    def cuts(self) -> tuple[int, ...]:
        """Places at which music can be left without having ended: open ones, half and deceptive ones.

        The first chord is none of them: nothing has been heard yet that could be left.
        """
        return tuple(one.place for one in self.all if one.place and one.kind in ("open", "half", "deceptive"))

    @property
    def told(self) -> str:
        """Every point in words."""
        return "\n".join(one.told for one in self.all)

    def __repr__(self) -> str:
        return self.told


def find(chords: str | Iterable[Any], key: str | Key) -> Cadences:
    """What each point of a row of chords is: an end, a comma, a turn, or open.

    Parameters
    ----------
    chords : str or list
        ``"C F G7 C"``.
    key : str or Key
        The key they are heard in.

    Returns
    -------
    Cadences
        One for each chord; the first is where the row begins.

    Raises
    ------
    FilmScoreError
        There are no chords, one is none, or there is no such key.

    Examples
    --------
    >>> find("C F G7 C", "C").kinds
    ('none', 'open', 'half', 'closed')
    >>> find("C G7 Am Fm C", "C").kinds
    ('none', 'half', 'deceptive', 'open', 'plagal')
    >>> print(find("A♭ B♭ C", "C")[2].told)
    Chord 3, B♭ to C (♭VII–I in C major). Closed (♭VI–♭VII–I, no leading tone). The ear hears a full stop: right for an
    end. Where the scene goes on, nobody can leave here unheard.
    """
    row, home = chords_of(chords), Key.read(key)
    tonic = home_of(home).tonic.midi % 12
    found = []
    for place, chord in enumerate(row):
        before = row[place - 1] if place else chord
        earlier = row[place - 2] if place > 1 else None
        kind, manner = _kind(before, chord, earlier, tonic, home.minor) if place else _first(chord, tonic)
        numerals = (_numeral(before, home), _numeral(chord, home))
        found.append(Cadence(place, kind, manner, (before, chord), numerals, home.name))
    return Cadences(tuple(found))


def _first(chord: Chord, tonic: int) -> tuple[str, str]:
    if _is_home(chord, tonic):
        return "none", ""
    return ("half", "") if _is_dominant(chord, tonic) else ("open", "")


def _kind(before: Chord, now: Chord, earlier: Chord | None, tonic: int, minor: bool) -> tuple[str, str]:
    if before == now or set(before.pitch_classes) == set(now.pitch_classes):
        return "none", ""
    leads = _is_dominant(before, tonic) or _is_leading(before, tonic)
    degree = (before.root_class - tonic) % 12
    if _is_home(now, tonic):
        if before.bass_class == now.bass_class == tonic:
            return "none", ""  # home was there all the time, below
        turned = now.inversion not in (0, None) or (now.suffix is None and now.bass_class != tonic)
        if leads and turned:
            return "open", "home over an inversion, so not quite there"
        if leads:
            rooted = degree == 7 and before.inversion == 0
            return "closed", "authentic" if rooted else "authentic, lighter: not V in root position"
        return ("none", "") if turned else _without_leading_tone(before, degree, earlier, tonic)
    degree_now = (now.root_class - tonic) % 12
    if leads and degree_now in (8, 9) and tonic in now.pitch_classes and now.inversion == 0:
        return "deceptive", "V–vi" if degree_now == 9 else "V–VI" if minor else "V–♭VI"
    if _is_dominant(now, tonic):
        phrygian = minor and degree == 5 and before.minor and before.inversion == 1 and now.inversion == 0
        if leads:
            return "none", ""
        turned = now.inversion not in (0, None)
        return "half", "Phrygian" if phrygian else "over an inversion, so hardly a stop" if turned else ""
    return "open", ""


def _without_leading_tone(before: Chord, degree: int, earlier: Chord | None, tonic: int) -> tuple[str, str]:
    """How the tonic is reached from a chord that has no leading tone in it."""
    major = before.minor is False
    if degree == 5 and before.minor is not None:
        return "plagal", "minor plagal" if before.minor else ""
    if degree == 2 and before.suffix == "ø7":  # iv with a note more below: the lowered sixth degree goes down too
        return "plagal", "minor plagal, from iiø7"
    if degree in (2, 8) and major:
        return "none", "by colour"
    if degree == 2 and before.minor and tonic in before.pitch_classes and before.inversion == 1:
        return "plagal", "ii over the fourth degree"
    if degree == 10 and major:
        came = earlier is not None and (earlier.root_class - tonic) % 12 == 8 and earlier.minor is False
        return "closed", "♭VI–♭VII–I, no leading tone" if came else "♭VII–I, no leading tone"
    if degree == 1 and major:
        return "closed", "Phrygian, from a semitone above"
    if degree == 7 and before.minor is not False:
        return "closed", "modal, without a leading tone" if before.minor else "from a fifth without its third"
    return "none", ""


def _is_home(chord: Chord, tonic: int) -> bool:
    """The tonic chord, whatever is added; a major one with a minor seventh is on its way, a suspended one waits.

    Its fifth may be left out where root and third are all there is.
    """
    numbers = {(n - tonic) % 12 for n in chord.pitch_classes}
    if numbers in ({0, 3}, {0, 4}):
        return chord.bass_class in chord.pitch_classes
    stands = chord.root_class == tonic and not chord.layers and {0, 7} <= numbers
    return stands and not {4, 10} <= numbers and (chord.minor is not None or chord.suffix == "5")


def _is_dominant(chord: Chord, tonic: int) -> bool:
    """V, with or without its seventh and what is piled on it; over a tonic pedal it is none that stops anything."""
    numbers = {(n - tonic) % 12 for n in chord.pitch_classes}
    suspended = chord.suffix in ("7sus4", "9sus4")
    stands = chord.root_class == (tonic + 7) % 12 and chord.bass_class != tonic
    return stands and (11 in numbers or suspended) and not chord.layers


def _is_leading(chord: Chord, tonic: int) -> bool:
    """The diminished chords on the leading tone; over a tonic pedal they lead nowhere that was not home."""
    on = (tonic + 11) % 12
    if chord.bass_class == tonic:
        return False
    whole = chord.suffix == "°7" and on in chord.pitch_classes
    return whole or (chord.root_class == on and chord.suffix in ("°", "ø7"))


def _numeral(chord: Chord, home: Key) -> str:
    return numeral_of(chord, home) if chord.layers or chord.suffix is not None else str(chord)


#: under this name it is at hand as `filmscore.find_cadences`
find_cadences = find
