"""One melody in another light: chords of a chosen colour under notes that stay.

Sing a fifth up, D to A, and stop. Put D major under it, then D minor, then B♭: the two notes have not moved, and have
been three different things. What changes a scene most cheaply is what stands under the tune.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from ...errors import FilmScoreError, shown
from ..chord_symbols import Chord as LaidChord
from ..keys import Key
from ..line import ratio
from ..meter import Meter, strength
from ..motif import Motif
from ..pitch import Interval, Pitch
from ..setting import Harmonised
from .chords import Chord
from .leading_style import Remark
from .moments import passage
from .palettes_of_chords import COLOURS, Colour, home_chord
from .scales import scale
from .tension import home_of
from .voicing import Voicing, lead

#: what a beat of a note costs that is none of the chord's; and one that lies a semitone above one of them
_FOREIGN, _RUBS = 1.0, 1.8
#: what it costs to stay on a chord, and not to begin or end at home
_STAYS, _AWAY = 0.5, 4.0
#: not to begin there weighs more: nobody hears a departure from nowhere
_AWAY_FIRST = 12.0
#: and to go elsewhere than by thirds where the colour wants thirds
_NO_THIRD = 4.0
_MOST = 128

#: who takes the chords under the tune, and how far they may go
_UNDER = {"upper": ("C3", "C5"), "middle": ("A2", "A4"), "lower": ("D2", "E4"), "bass": ("D1", "D4")}


@dataclass(frozen=True)
class Reharmonised(Harmonised):
    """A tune over the chords of a colour. It plays, and can be looked at, as what `Motif.harmonise` gives.

    Attributes
    ----------
    colour : str
    key : str
        Where home is.
    voicing : Voicing
        The chords as the voices have them, with its style notes; its top voice is the lowest note of the tune there.
    outside : tuple of str
        Notes of the tune that are not in the scale of the colour.
    """

    colour: str
    key: str
    voicing: Voicing
    outside: tuple[str, ...]

    @property
    def symbols(self) -> tuple[str, ...]:
        """The chords as symbols, one for each stretch."""
        return tuple(chord.symbol for chord in self.chords)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Style notes on the voices under the tune."""
        return tuple(remark for remark in self.voicing.remarks if "tune" not in remark.voices)

    @property
    def told(self) -> str:
        """The colour, its chords, and how each note of the tune is heard."""
        way = COLOURS[self.colour]
        said = f"{self.colour.capitalize()} in {self.key}: {way.told}. {' | '.join(self.symbols)}."
        marks = {frozenset(chord.pitch_classes) for chord in way.marks(Key.read(self.key).tonic)}
        own = [c for c in dict.fromkeys(map(Chord, self.symbols)) if frozenset(c.pitch_classes) in marks]
        if own and len(own) < len(set(self.symbols)):
            said += f" What makes it that here: {', '.join(chord.symbol for chord in own)}."
        if self.outside:
            said += f" The tune keeps {' and '.join(self.outside)}, which this colour does not have."
        return f"{said}\n{super().told}."

    def __repr__(self) -> str:
        return f"Reharmonised({self.colour} in {self.key}: {' | '.join(self.symbols)})"


class _Slot(NamedTuple):
    start: Fraction
    beats: Fraction
    notes: tuple[tuple[Pitch, float], ...]  # with what each weighs
    lowest: Pitch


def reharmonise(melody: Motif | str, colour: str, *, key: str | None = None, beats: Any = None) -> Reharmonised:
    """Put chords of a colour under a melody, one to a bar; the melody stays as it is, note for note.

    Every way through the chords of the colour is weighed: what the melody has on strong beats should be in the chord,
    nothing should rub a semitone above it, the passage should begin and end at home, and at least one chord must sound
    that makes the colour what it is; where there are too few chords for all three, it ends elsewhere. The best way is
    taken and led to four voices under the tune.

    Parameters
    ----------
    melody : Motif or str
    colour : str
        One of `COLOURS`: ``"lydian"``, ``"aeolian"``, ``"mixture"``, ``"pedal"``, ``"chromatic thirds"``, ``"quartal"``
        and others.
    key : str, optional
        Where home is; if left out, the melody's own key. Where the tune does not fit the colour there and does fit it
        on another degree, that one is taken, unless `key` is given: a tune in D major is a tune in B aeolian as well.
    beats : number, optional
        How long each chord lasts; a bar if left out.

    Returns
    -------
    Reharmonised

    Raises
    ------
    FilmScoreError
        There is no such colour (the nearest is offered), no melody, or a length that cannot be.

    Examples
    --------
    >>> tune = Motif("D4:3/2 A4:1/2 E5:2 D5 A4:3 D5:4", key="D", meter="4/4")
    >>> found = reharmonise(tune, "aeolian")
    >>> found.key, found.melody == tune, len(found.chords)
    ('D minor', True, 3)
    """
    tune = melody if isinstance(melody, Motif) else Motif(melody)
    way = _colour(colour)
    if not tune.midi:
        raise FilmScoreError("This melody has only rests: there is nothing to harmonise.")
    tonic, outside = _home(tune, way, key)
    slots = _slots(tune, beats)
    chosen = _best(way, tonic, slots)
    if way.pedal:
        chosen = [chord.over(tonic) for chord in chosen]
    top = [slot.lowest.name for slot in slots]
    reach = {"tune": (min(top, key=_midi), max(top, key=_midi)), **_UNDER}
    if reach["tune"][0] == reach["tune"][1]:
        reach["tune"] = (reach["tune"][0], Pitch.read(reach["tune"][1]).up(Interval.read("M2")).name)
    led = lead(
        chosen,
        ["tune", *_UNDER],
        reach,
        top=top,
        beats=[slot.beats for slot in slots],
        meter=tune.meter,
        style="chorale",
    )
    laid, roles = [], []
    for i, slot in enumerate(slots):
        names = tuple(dict.fromkeys(led.at(i)[:-1]))
        laid.append(LaidChord(chosen[i].symbol, names, slot.start, slot.beats))
    for name, start, _ in tune.notes:
        i = max(n for n, slot in enumerate(slots) if slot.start <= start)
        roles.append((name, chosen[i].symbol, _role(chosen[i], Pitch.read(name))))
    home = Key.read(tonic)._replace(minor=way.minor)
    return Reharmonised(tune, tuple(laid), tuple(roles), way.name, home.name, led, outside)


def _midi(name: str) -> int:
    return Pitch.read(name).midi


def _colour(name: object) -> Colour:
    words = " ".join(name.lower().replace("_", " ").split()) if isinstance(name, str) else ""
    words = {"minor": "aeolian", "ionian": "major", "plain": "major", "thirds": "chromatic thirds"}.get(words, words)
    if words not in COLOURS:
        close = difflib.get_close_matches(words, list(COLOURS), n=1)
        meant = f" Did you mean {close[0]!r}?" if close else ""
        raise FilmScoreError(f"There is no colour {shown(name)}.{meant} There are: {', '.join(COLOURS)}.")
    return COLOURS[words]


def _home(tune: Motif, way: Colour, key: str | None) -> tuple[str, tuple[str, ...]]:
    """The tonic, and what of the tune is not in the colour's scale there."""
    home = home_of(passage(tune), key)
    if way.scale is None:
        return home.tonic, ()
    here = _outside(tune, f"{home.tonic} {way.scale}")
    if not here or key is not None:
        return home.tonic, here
    # where else do its notes all belong? the relative degrees, nearest to home on the line of fifths
    fifths = home.fifths + (3 if home.minor else 0)
    others = sorted(range(-5, 7), key=lambda by: (abs(by), by))
    for by in others:
        tonic = _at_fifths(fifths + by)
        if tonic is not None and not _outside(tune, f"{tonic} {way.scale}"):
            return tonic, ()
    return home.tonic, here


def _at_fifths(fifths: int) -> str | None:
    names = ("G♭", "D♭", "A♭", "E♭", "B♭", "F", "C", "G", "D", "A", "E", "B", "F♯", "C♯", "G♯")
    return names[fifths + 6] if -6 <= fifths < len(names) - 6 else None


def _outside(tune: Motif, name: str) -> tuple[str, ...]:
    inside = set(scale(name).pitch_classes)
    return tuple(dict.fromkeys(p.name[:-1] for p in map(Pitch.read, tune.pitches) if p.midi % 12 not in inside))


def _slots(tune: Motif, beats: Any) -> list[_Slot]:
    meter = Meter.read(tune.meter or "4/4")
    each = meter.length if beats is None else ratio(beats, "the length of a chord")
    if not 0 < each <= 64:
        raise FilmScoreError(f"beats is {shown(beats)}: a chord lasts more than 0 beats, and 64 at most.")
    lead_in = tune.begins - 1
    edges = [Fraction(0)]
    first = each - lead_in % each if lead_in % each else each
    while edges[-1] < tune.beats:
        edges.append(min(edges[-1] + (first if len(edges) == 1 else each), tune.beats))
    if len(edges) - 1 > _MOST:
        raise FilmScoreError(f"That would be {len(edges) - 1} chords; {_MOST} are led at once: make them longer.")
    found: list[_Slot] = []
    held = Pitch.read(tune.pitches[0])
    for start, end in pairwise(edges):
        notes = []
        for name, at, long in tune.notes:
            inside = min(at + long, end) - max(at, start)
            if inside > 0:
                weak = strength(meter, max(at, start) + lead_in)
                notes.append((Pitch.read(name), float(inside) * (1.5 if weak <= 1 else 1.0)))
        held = min((p for p, _ in notes), key=lambda p: p.midi) if notes else held
        found.append(_Slot(start, end - start, tuple(notes), held))
    return found


def _best(way: Colour, tonic: str, slots: Sequence[_Slot]) -> list[Chord]:
    """The cheapest way through the colour's chords that has at least one of its own marks in it."""
    choice = way.chords(tonic)
    home = home_chord(way, tonic)
    marks = set(way.marks(tonic))
    # (cost, chord before, whether it was marked) for each chord, with and without a mark so far
    table: list[dict[tuple[int, bool], tuple[float, tuple[int, bool] | None]]] = []
    for i, slot in enumerate(slots):
        row: dict[tuple[int, bool], tuple[float, tuple[int, bool] | None]] = {}
        edge = i in (0, len(slots) - 1)
        for c, (chord, own) in enumerate(choice):
            cost = own + _fit(chord, slot)
            away = _AWAY_FIRST if i == 0 else _AWAY
            cost += away * (edge and home in (one for one, _ in choice) and chord != home)
            if edge and way.name == "quartal":
                cost += away * (chord.root != tonic) * 0.5
            marked = chord in marks
            if i == 0:
                row[c, marked] = (cost, None)
                continue
            for (b, seen), (so_far, _) in table[-1].items():
                total = so_far + cost + _change(way, choice[b][0], chord)
                if total < row.get((c, seen or marked), (float("inf"), None))[0]:
                    row[c, seen or marked] = (total, (b, seen))
        table.append(row)
    ends = [state for state in table[-1] if state[1]] or list(table[-1])
    state: tuple[int, bool] | None = min(ends, key=lambda one: (table[-1][one][0], one[0]))
    row_: list[Chord] = []
    for level in reversed(table):
        assert state is not None
        row_.append(choice[state[0]][0])
        state = level[state][1]
    return row_[::-1]


def _fit(chord: Chord, slot: _Slot) -> float:
    sounds = set(chord.pitch_classes)
    cost = 0.0
    for pitch, weight in slot.notes:
        number = pitch.midi % 12
        if number not in sounds:
            rubs = (number - 1) % 12 in sounds
            cost += weight * (_RUBS if rubs else _FOREIGN)
    return cost


def _change(way: Colour, one: Chord, two: Chord) -> float:
    if one == two:
        return _STAYS
    if way.thirds:
        by = (two.root_class - one.root_class) % 12
        chromatic = by in (3, 4, 8, 9) and one.minor == two.minor
        return 0.0 if chromatic else _NO_THIRD
    return 0.0


def _role(chord: Chord, pitch: Pitch) -> str | None:
    for name, number in zip(chord.interval_names, chord.pitch_classes, strict=True):
        if number == pitch.midi % 12:
            return _ROLES[(int(name.lstrip("PMmAd")) - 1) % 7]
    return None


_ROLES = {0: "root", 1: "ninth", 2: "third", 3: "fourth", 4: "fifth", 5: "sixth", 6: "seventh"}
