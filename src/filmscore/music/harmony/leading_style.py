"""What a listener with a score would remark on the leading of voices. Habits of a style, told as such: no errors.

The habits are those of four-part writing as it is taught (Walter Piston, *Harmony*, Norton 1941): independent voices
avoid parallel fifths and octaves, move little, and lie no more than an octave apart except above the bass. Films break
them with open eyes: a choir of horns that moves in one block is all parallels, and means it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from ..pitch import Pitch
from .chords import Chord

#: beyond so many semitones a step of an upper voice, or of the lowest, is a leap worth a word
LEAP, BASS_LEAP = 7, 12
#: below C3, thirds and seconds between neighbours are heard as thickness
LOW, CLOSE = 48, 5
APART = 12


@dataclass(frozen=True)
class Remark:
    """A style note.

    Attributes
    ----------
    kind : str
        "parallel fifths", "parallel octaves", "leap", "spacing", "low and close", "crossing", "overlap", "doubling",
        "missing", "foreign", "bass".
    chord : int
        Which chord it is about, from 0; for what happens between two, the second.
    voices : tuple of str
    told : str
    """

    kind: str
    chord: int
    voices: tuple[str, ...]
    told: str

    def __str__(self) -> str:
        return self.told


def remarks_on(
    chords: Sequence[Chord], voices: Sequence[str], lines: Sequence[Sequence[Pitch]], leading: int | None = None
) -> tuple[Remark, ...]:
    """All remarks, chord by chord.

    Parameters
    ----------
    chords : sequence of Chord
    voices : sequence of str
        From the top down.
    lines : sequence of sequences of Pitch
        For each voice, its pitch in each chord.
    leading : int, optional
        The leading tone of the key as a number from 0 for C, if a key is known.
    """
    found: list[Remark] = []
    for i, chord in enumerate(chords):
        now = [line[i] for line in lines]
        if i:
            before = [line[i - 1] for line in lines]
            found += _between(i, f"{chords[i - 1]} to {chord}", voices, before, now)
        found += _within(i, chord, voices, now, leading)
    return tuple(found)


def _between(i: int, where: str, voices: Sequence[str], before: Sequence[Pitch], now: Sequence[Pitch]) -> list[Remark]:
    found = []
    lowest = len(voices) - 1
    for a, b in combinations(range(len(voices)), 2):
        interval = is_parallel(before[a].midi, before[b].midi, now[a].midi, now[b].midi)
        if interval is None:
            continue
        kind = "parallel fifths" if interval == 7 else "parallel octaves"
        steps = f"{before[b].name}–{before[a].name}, then {now[b].name}–{now[a].name}"
        found.append(Remark(kind, i, (voices[a], voices[b]), (
            f"{where}: {voices[a]} and {voices[b]} go in {kind} ({steps}). As two voices they melt into one; as a "
            "block of sound that may be what you want."
        )))  # fmt: skip
    for v, voice in enumerate(voices):
        by = abs(now[v].midi - before[v].midi)
        if by > (BASS_LEAP if v == lowest else LEAP):
            found.append(Remark("leap", i, (voice,), (
                f"{where}: the {voice} leaps {before[v].to(now[v]).words}, {before[v].name} to {now[v].name}. An ear "
                "that follows this voice will notice."
            )))  # fmt: skip
    for a, b in pairwise(range(len(voices))):
        if now[b].midi > before[a].midi or now[a].midi < before[b].midi:
            found.append(Remark("overlap", i, (voices[a], voices[b]), (
                f"{where}: {voices[b]} and {voices[a]} pass each other's places, so the ear may follow the wrong one."
            )))  # fmt: skip
    return found


def _within(i: int, chord: Chord, voices: Sequence[str], now: Sequence[Pitch], leading: int | None) -> list[Remark]:
    found = []
    for a, b in pairwise(range(len(voices))):
        gap = now[a].midi - now[b].midi
        pair = (voices[a], voices[b])
        if gap < 0:
            found.append(Remark("crossing", i, pair, f"{chord}: {voices[b]} ({now[b].name}) lies above {voices[a]} "
                                f"({now[a].name}): the voices cross."))  # fmt: skip
        if gap > APART and b < len(voices) - 1:
            found.append(Remark("spacing", i, pair, f"{chord}: between {voices[a]} ({now[a].name}) and {voices[b]} "
                                f"({now[b].name}) there is more than an octave: a hole in the sound."))  # fmt: skip
        if 0 < gap < CLOSE and now[b].midi < LOW:
            found.append(Remark("low and close", i, pair, (
                f"{chord}: {voices[a]} and {voices[b]} lie {now[b].to(now[a]).words} apart below C3 ({now[b].name}, "
                f"{now[a].name}): it will sound thick."
            )))  # fmt: skip
    for number, why in doubled(chord, leading):
        who = [v for v, pitch in enumerate(now) if pitch.midi % 12 == number]
        if len(who) > 1:
            names = " and ".join(voices[v] for v in who)
            found.append(Remark("doubling", i, tuple(voices[v] for v in who), (
                f"{chord}: {names} both have {now[who[0]].letter}{now[who[0]].name[1:-1]}, {why}: it wants to move one "
                "way, and two voices would go there together."
            )))  # fmt: skip
    return found


def is_parallel(a: int, b: int, then_a: int, then_b: int) -> int | None:
    """7 if two voices go in parallel fifths, 0 in octaves or unisons, None if in neither; MIDI numbers.

    >>> is_parallel(67, 60, 69, 62), is_parallel(72, 60, 60, 48), is_parallel(67, 60, 67, 60)
    (7, 0, None)
    """
    if a == then_a or b == then_b or (then_a > a) != (then_b > b):
        return None
    interval = (a - b) % 12
    return interval if interval in (0, 7) and (then_a - then_b) % 12 == interval else None


def doubled(chord: Chord, leading: int | None) -> list[tuple[int, str]]:
    """Notes of a chord that are better not doubled, as pitch classes, and why."""
    kept = []
    for name, number in zip(chord.interval_names, chord.pitch_classes, strict=True):
        if name in ("m7", "d7", "A6") or (name == "M7" and number != leading):
            kept.append((number, "its seventh" if name != "A6" else "its sixth"))
    if leading is not None and leading in chord.pitch_classes:
        kept.append((leading, "the leading tone"))
    return kept
