"""What somebody asks of a voicing, read and looked at: notes, pedals, a tune on top, lengths."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError, shown
from ..line import ratio
from ..motif import Motif
from ..pitch import Pitch
from .chord_text import placed_note
from .chords import Chord
from .leading_style import Remark

if TYPE_CHECKING:
    from .voicing import Voicing


def against(i: int, chord: Chord, names: tuple[str, ...], column: list[Pitch]) -> Iterable[Remark]:
    """What a column of notes has that its chord has not, and the other way round."""
    wanted = {*chord.pitch_classes, chord.bass_class}
    for voice, pitch in zip(names, column, strict=True):
        if pitch.midi % 12 not in wanted:
            yield Remark("foreign", i, (voice,), f"{chord}: the {voice} has {pitch.name}, which is not in the chord.")
    has = {pitch.midi % 12 for pitch in column}
    gone = [n for n, number in zip(chord.notes, chord.pitch_classes, strict=True) if number not in has]
    if gone:
        yield Remark("missing", i, (), f"{chord}: nobody has {' or '.join(gone)}.")
    lowest = min(column, key=lambda p: p.midi)
    if lowest.midi % 12 != chord.bass_class:
        yield Remark(
            "bass", i, (names[-1],), f"{chord}: {lowest.name} lies lowest, and the chord asks for {chord.bass}."
        )


def column_of(given: Any, i: int, names: tuple[str, ...]) -> list[Pitch]:
    """The notes of a chord as somebody gave them, from the top down."""
    words = given.split() if isinstance(given, str) else given
    if not isinstance(words, list | tuple) or len(words) != len(names):
        count = len(words) if isinstance(words, list | tuple) else 0
        raise FilmScoreError(
            f"Chord {i + 1} has {count} notes ({shown(given)}), and there are {len(names)} voices: write one for each, "
            f"from the {names[-1]} up."
        )
    return [Pitch.read(word) for word in reversed(words)]


def reached(voice: str, pitch: Pitch, reach: tuple[Pitch, Pitch], where: str) -> None:
    """Refuse a note that lies outside the range of its voice."""
    low, high = reach
    if not low.midi <= pitch.midi <= high.midi:
        side = "below" if pitch.midi < low.midi else "above"
        raise FilmScoreError(
            f"{where}: {pitch.name} lies {side} what the {voice} reaches ({low.name} to {high.name}). Give the note to "
            f"another voice, move it by an octave, or say ranges={{{voice!r}: (…, …)}}."
        )


def pedal_of(pedal: object, voice: str, reach: tuple[Pitch, Pitch]) -> list[Pitch] | None:
    """The pitches a pedal may have; None if there is none."""
    if pedal is None:
        return None
    if isinstance(pedal, str) and pedal.strip()[-1:].isdigit():
        found = [Pitch.read(pedal)]
    else:
        if not isinstance(pedal, str) or placed_note(pedal.strip()) is None:
            raise FilmScoreError(f"{shown(pedal)} is no note for a pedal: write 'C', or 'C2'.")
        found = [Pitch.read(f"{pedal.strip()}{octave}") for octave in range(1, 7)]
    fits = [pitch for pitch in found if reach[0].midi <= pitch.midi <= reach[1].midi]
    if not fits:
        reached(voice, found[len(found) // 2], reach, f"The pedal {pedal}")
    return fits or None


def one_pedal(options: list[list[tuple[Pitch, ...]]]) -> list[list[tuple[Pitch, ...]]]:
    """Of all layings those over one and the same pedal, not now here and now there."""
    lowest = [{way[-1].midi for way in some} for some in options]
    shared = set.intersection(*lowest) or lowest[0]
    chosen = max(shared, key=lambda midi: sum(way[-1].midi == midi for some in options for way in some))
    return [[way for way in some if way[-1].midi == chosen] or some for some in options]


def top_of(top: Any, row: tuple[Chord, ...], voice: str, reach: tuple[Pitch, Pitch]) -> list[Pitch] | None:
    """The notes the top voice is given, one for each chord."""
    if top is None:
        return None
    names = top.pitches if isinstance(top, Motif) else top.split() if isinstance(top, str) else list(top)
    if len(names) != len(row):
        raise FilmScoreError(f"top has {len(names)} notes, and there are {len(row)} chords: write one for each.")
    pitches = [Pitch.read(name) for name in names]
    for chord, pitch in zip(row, pitches, strict=True):
        reached(voice, pitch, reach, str(chord))
    return pitches


def alike(
    like: Voicing, row: tuple[Chord, ...], names: tuple[str, ...], options: list[list[tuple[Pitch, ...]]]
) -> list[list[tuple[Pitch, ...]]]:
    """Of all layings those that another voicing has, where it has the same chord in the same place."""
    if getattr(like, "voices", None) != names:
        raise FilmScoreError(
            f"like is {shown(like)}: a voicing for the same voices is wanted, {', '.join(names)}, as fs.lead makes it."
        )
    found = []
    for i, (chord, some) in enumerate(zip(row, options, strict=True)):
        same = i < len(like.chords) and like.chords[i] == chord
        there = tuple(pitches[i].midi for pitches in like._pitches) if same else ()
        found.append([way for way in some if tuple(p.midi for p in way) == there] or some)
    return found


def start_of(
    start: Any, chord: Chord, names: tuple[str, ...], reach: dict[str, tuple[Pitch, Pitch]]
) -> tuple[Pitch, ...]:
    """The notes the first chord is given, from the top down."""
    column = column_of(start, 0, names)
    for voice, pitch in zip(names, column, strict=True):
        reached(voice, pitch, reach[voice], str(chord))
        if pitch.midi % 12 not in {*chord.pitch_classes, chord.bass_class}:
            raise FilmScoreError(
                f"start gives the {voice} {pitch.name}, which is not in {chord} ({' '.join(chord.notes)})."
            )
    for (above, high), (below, low) in pairwise(zip(names, column, strict=True)):
        if high.midi < low.midi:
            raise FilmScoreError(f"start has the {below} ({low.name}) above the {above} ({high.name}): lowest first.")
    return tuple(column)


def beats_of(beats: Any, count: int) -> tuple[Fraction, ...]:
    """How long each of so many chords lasts."""
    if isinstance(beats, Iterable) and not isinstance(beats, str):
        made = [ratio(one, "a length") for one in beats]
        if len(made) != count:
            raise FilmScoreError(f"There are {count} chords and {len(made)} lengths: write one for each chord.")
    else:
        made = [ratio(beats, "the length of a chord")] * count
    if min(made) <= 0 or max(made) > 64:
        raise FilmScoreError("A chord lasts more than 0 beats, and 64 at most.")
    return tuple(made)
