"""Reading a score's harmony: its chords, its pairs of triads, its pedal points, and where the mode changes.

Play the bar first, then read. What a listener calls a chord depends on what came before; what is told here is one
reading, the one that leaves least unexplained, and it says where it is unsure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ...errors import FilmScoreError, shown
from ..keys import Key
from .chord_reading import Stretch, dyad, from_bass, stretches
from .chords import Chord
from .heard import HarmonyReading as HarmonyReading
from .heard import HeardChord, HeardPair, KeyChange
from .key_reading import KeySpan, keys_of
from .moments import Moment, Passage, passage, trimmed
from .pairs import Pair, mnx
from .pedals import Pedal, pedals, without
from .raised_fourth import raised_fourth
from .scales import scale
from .triads import Triad


def read_harmony(
    score: Any,
    *,
    key: str | None = None,
    bars: tuple[int, int] | None = None,
    beats: int | Fraction = 4,
    pedal: float = 2,
    every_pair: bool = False,
) -> HarmonyReading:
    """Read the harmony of a score.

    Parameters
    ----------
    score : str, list, Motif, Harmonised, Voicing, cue, music21 stream or path
        ``"C D/C Fm C"`` will do; or a score, as `passage` takes it.
    key : str, optional
        Its tonic, if that is known: with "D" only major and minor on it are told apart; with "d", "D minor" or "D
        major" all is told in that key.
    bars : (int, int), optional
        Read only these.
    beats : number
        How long each chord lasts, if chords are given.
    pedal : number
        How many bars a note must be held to be told as a pedal.
    every_pair : bool
        Label every two triads in a row. If False, those of which one at least is outside the key: what V–I is called
        there is no news.

    Returns
    -------
    HarmonyReading

    Raises
    ------
    FilmScoreError
        It cannot be read, or has no notes; there are no such bars; the key is none.

    Examples
    --------
    >>> read = read_harmony("D E/D D Gm/D D Gm/D Dm Bb", key="D")
    >>> print(read.pedals[0])
    D is held below from bar 1 for 7 bars; over it: D, E, D, Gm, D, Gm, Dm.
    >>> [(pair.bar, pair.pair.label, pair.changes) for pair in read.pairs]
    [(2, 'M2M', 2), (4, 'M5m', 3)]
    """
    whole = passage(score, beats)
    if bars is not None:
        if not isinstance(bars, list | tuple) or len(bars) != 2 or not all(isinstance(bar, int) for bar in bars):
            raise FilmScoreError(f"bars is {shown(bars)}: write the first and the last, such as (1, 8).")
        whole = trimmed(whole, *bars)
    if isinstance(pedal, bool) or not isinstance(pedal, int | float | Fraction) or not 0 < pedal <= 1000:
        raise FilmScoreError(f"pedal is {shown(pedal)}: a number of bars is wanted, such as 2.")
    if not isinstance(every_pair, bool):
        raise FilmScoreError(f"every_pair is True or False, not {shown(every_pair)}.")
    spans = keys_of(whole, key)
    held = pedals(whole, float(pedal))
    found = _chords(whole, [p for p in held if p.below])
    heard = [_heard(whole, one, spans) for one in found]
    held = [_agreeing(whole, one, found) for one in held]
    pairs = tuple(one for one in _pairs(heard, spans) if every_pair or not one.plain)
    spans = [_on_their_way(span, heard) for span in spans]
    return HarmonyReading(tuple(heard), pairs, tuple(held), tuple(spans), tuple(_changes(spans)))


def _chords(whole: Passage, held: Sequence[Pedal]) -> list[Stretch]:
    """The chords; over a pedal, what stands above it is read by itself."""
    groups: list[tuple[Pedal | None, list[Moment]]] = []
    for moment in whole.moments:
        over = [p for p in held if p.start <= moment.start < p.start + p.beats]
        pedal = max(over, key=lambda p: p.beats, default=None)
        if not groups or groups[-1][0] is not pedal:
            groups.append((pedal, []))
        groups[-1][1].append(moment)
    found: list[Stretch] = []
    for pedal, moments in groups:
        if pedal is None:
            found += stretches(moments)
            continue
        number = pedal.number
        upper = [m._replace(pitches=without(m.pitches, number, True) or m.pitches) for m in moments]
        for one in stretches(upper, number):
            inside = (m for m in moments if one.start <= m.start < one.start + one.beats)
            together = any(len({pitch.midi % 12 for pitch in m.pitches}) > 1 for m in inside)
            found.append(_over(one, pedal.note, together))
    return found


def _over(one: Stretch, pedal: str, together: bool) -> Stretch:
    """A stretch with the pedal below it, and called by the pedal where it can stand on that.

    `together` says whether it ever sounds with the pedal, and not only in its gaps.
    """
    above = tuple(note for note in one.notes if note != pedal)
    chord = None if one.chord is None else from_bass(one.chord.over(pedal))
    if len(above) == 1 and together:
        chord = dyad((pedal, *above))
    elif chord is not None and (len(above) == 2 or chord.suffix is None):
        whole = Chord((pedal, *above))  # a chord on the pedal if there is one; else its notes, if it has no name
        chord = whole if chord.suffix is None or (whole.inversion == 0 and whole.suffix is not None) else chord
    return Stretch(one.start, one.beats, chord, (pedal, *above) if one.notes else ())


def _agreeing(whole: Passage, pedal: Pedal, found: Sequence[Stretch]) -> Pedal:
    """A pedal with the chords that the table has over it."""
    if not pedal.below:
        return pedal
    inside = [one for one in found if pedal.start <= one.start < pedal.start + pedal.beats and one.chord is not None]
    chords = [one.chord.over(one.chord.root) for one in inside if one.chord is not None]
    return pedal.over([chord for i, chord in enumerate(chords) if not i or chord != chords[i - 1]],
                      whole.where(pedal.start))  # fmt: skip


def _heard(whole: Passage, one: Stretch, spans: Sequence[KeySpan]) -> HeardChord:
    bar, beat = whole.place(one.start)
    numeral = "" if one.chord is None else _numeral(one.chord, _key_at(spans, one.start))
    return HeardChord(bar, beat, one.start, one.beats, one.chord, numeral, one.notes)


def _key_at(spans: Sequence[KeySpan], at: Fraction) -> str:
    return next((span.key for span in reversed(spans) if span.start <= at), spans[0].key)


def _numeral(chord: Chord, key: str) -> str:
    if chord.suffix is None:
        return ""
    try:
        return chord.numeral(key)
    except FilmScoreError:  # some kinds have no numeral
        return ""


def _pairs(heard: Sequence[HeardChord], spans: Sequence[KeySpan]) -> list[HeardPair]:
    """Triads that follow each other directly; to and fro between the same two counts as one pair."""
    found: list[HeardPair] = []
    last: tuple[HeardChord, Triad] | None = None
    for one in heard:
        triad = one.chord.triad if one.chord is not None else None
        if triad is None:
            last = None
            continue
        if last is not None and last[1] != triad:
            before = found[-1] if found else None
            if (before is not None and before.pair.one == triad and before.pair.other == last[1]) or (
                before is not None and before.changes > 1 and before.pair.one == last[1] and before.pair.other == triad
            ):
                found[-1] = replace(before, changes=before.changes + 1)
            else:
                pair, own = mnx(first=last[1], second=triad), _own_triads(_key_at(spans, one.start))
                by_tonic, plain = _by_tonic(last[1], triad, spans, one), {last[1], triad} <= own
                found.append(HeardPair(one.bar, pair, 1, by_tonic, plain))
        last = (one, triad)
    return found


def _by_tonic(one: Triad, other: Triad, spans: Sequence[KeySpan], heard: HeardChord) -> Pair | None:
    """The pair told from the triad on the tonic of its bar; where both stand on it, from the one in the bar's mode."""
    key = Key.read(_key_at(spans, heard.start))
    home = Triad(key.tonic).root
    on = [triad for triad in (one, other) if triad.root == home]
    if not on:
        return None
    tonic = next((triad for triad in on if triad.minor == key.minor), on[0])
    return mnx(tonic=tonic, other=other if tonic is one else one)


def _own_triads(name: str) -> set[Triad]:
    """The triads of a key; in minor the dominant with its leading tone too."""
    key = Key.read(name)
    kinds = ("minor", "harmonic minor") if key.minor else ("major",)
    row = (chord for kind in kinds for chord in scale(f"{key.tonic} {kind}").chords())
    return {chord.triad for chord in row if chord.triad is not None}


def _on_their_way(span: KeySpan, heard: Sequence[HeardChord]) -> KeySpan:
    """A span whose raised fourth is called what it is: a colour, or the leading tone of the fifth degree."""
    row = [one.chord for one in heard if one.chord is not None and span.start <= one.start < span.start + span.beats]
    roles = {one.role for one in raised_fourth(row, span.key)} if row else set()
    if "leading" not in roles:
        return span
    goal = Key.read(span.key).at(32 + Key.read(span.key).letter).name[:-1]
    name = f"leading tone of {goal}" if roles == {"leading"} else f"raised fourth, also as leading tone of {goal}"
    outside = tuple((note, name if what == "raised fourth" else what, share) for note, what, share in span.outside)
    return replace(span, outside=outside)


def _changes(spans: Sequence[KeySpan]) -> list[KeyChange]:
    found = []
    for one, two in pairwise(spans):
        a, b = Key.read(one.key), Key.read(two.key)
        same = Triad(a.tonic) == Triad(b.tonic)
        told = f"Bar {two.first}: {one.key} gives way to {two.key}."
        if same:
            third, other = a.at(28 + (a.letter + 2) % 7), b.at(28 + (b.letter + 2) % 7)
            told = f"Bar {two.first}: {one.key} turns {b.name.split()[1]}; {third.name[:-1]} becomes {other.name[:-1]}."
        found.append(KeyChange(two.first, one.key, two.key, same, told))
    return found
