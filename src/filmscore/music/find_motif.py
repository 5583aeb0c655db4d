"""Where does a motif come back in a score, bent or whole, and how sure can one be that it is no accident?"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from .distinctness import in_words, moved, paced
from .findings import BELIEVED, Findings, Place, good
from .likeness import line_of
from .motif_forms import Form, chance_table, forms_of, stock_of
from .score_lines import ScoreLine, lines_of

if TYPE_CHECKING:
    from .motif import Motif


def find_motif(motif: Motif, score: Any, transformed: bool = True) -> Findings:
    """Find a motif in a score, as it stands and bent.

    A place is scored by the share of its intervals and of its changes of length that agree; wrong notes are allowed as
    far as chance would not make as many good places. That limit, the threshold, is worked out from the score itself
    and falls with the length of the motif: of three notes all must be right, of twelve some may be wrong. It rests on
    the expectation value of sequence searches (S. Karlin and S. F. Altschul, *Proceedings of the National Academy of
    Sciences* 87 (1990), 2264–2268); chance here is the same score in the same rhythms, the intervals of each line in
    any order.

    Plain statements that are right in every note are reported even where chance would make them too; `Place.chance`
    says so. Notes put in between (ornaments) are not seen through. In a part with chords the top and the bottom line
    are searched; repeats are not played out; ties are joined; no motif is heard across more than four beats of silence.

    Parameters
    ----------
    motif : Motif
        Of at least three notes.
    score : music21 stream, path, FilmCue or Motif
        A path names a file that music21 reads, such as MusicXML. A longer motif is searched for a shorter one.
    transformed : bool
        If false, only the motif as it stands, transposed or not, in its own lengths.

    Returns
    -------
    Findings
        A sequence of `Place`, in the order of the score.

    Raises
    ------
    FilmScoreError
        If the motif has fewer than three notes, or the score is none or cannot be read.

    Examples
    --------
    >>> import filmscore as fs
    >>> ask = fs.Motif("A3:1/2 F#4:3/2 E4:2 D4")
    >>> tune = fs.Motif("G4 G4 A3:1/2 F#4:3/2 E4:2 D4 C5 B4 G5:1 E4:3 F#4:4 G#4:2 A4")
    >>> [(p.bar, p.beat, p.transformation) for p in fs.find_motif(ask, tune) if p.score == 1]
    [(1, Fraction(3, 1), 'as it stands')]
    """
    line_of(motif, 3, "be found again")
    lines = tuple(lines_of(score))
    forms = tuple(forms_of(motif, transformed))
    stocks = [stock_of(line) for line in lines]
    found: list[tuple[float, int, Place]] = []
    thresholds, chance = {}, 0.0
    for rank, form in enumerate(forms):
        table = chance_table(form, stocks)
        enough = (k for k, expected in enumerate(table) if k >= form.least and expected <= BELIEVED)
        limit = next(enough, form.questions + 1)
        if rank == 0:
            limit = min(limit, form.questions)
        thresholds[form.name] = limit / form.questions
        chance += table[limit] if limit <= form.questions else 0.0
        for line, stock in zip(lines, stocks, strict=True):
            for i, agreed in zip(*good(form, stock, thresholds[form.name]), strict=True):
                place = _place(form, line, int(i), int(agreed) / form.questions, table[int(agreed)])
                if transformed or place.speed == 1:
                    found.append((place.chance, rank, place))
    return Findings(_apart(found), thresholds, chance, lines, forms)


def _place(form: Form, line: ScoreLine, i: int, score: float, chance: float) -> Place:
    import numpy as np

    n = len(form)
    bar, beat = line.where[i]
    here = line.pitch[i : i + n].astype(int)
    moves = line.step[i : i + n].astype(int) if form.steps else here
    wrong = int((np.diff(moves) != np.array(form.intervals)).sum())
    shifts = (moves - np.array(form.pitches)).tolist()  # the one most notes agree on, whatever the first does
    semitones = (int(here[0]) if form.steps else _most(shifts)) - form.first
    others = n - shifts.count(_most(shifts))
    lengths = np.append(np.diff(line.start[i : i + n]), line.sounds[i + n - 1])
    ratios = [Fraction(x / y).limit_denominator(24) for x, y in zip(lengths, form.lengths, strict=True)]
    speed = _most(ratios) or Fraction(1)
    words = [form.told] if form.told else []
    if form.name == "in the scale" and (moves[0] - form.letter) % 7 == 0:
        words = ["with other accidentals, as in another mode"]
    if semitones:
        words.append(moved(semitones))
    if speed != 1 and not form.free:
        words.append(paced(speed))
    if wrong:
        words.append(f"{in_words(others, 'note')} changed")
    if round(score * form.questions) < form.questions - wrong:
        words.append("its rhythm changed")
    return Place(
        line.part,
        bar,
        Fraction(beat).limit_denominator(96),
        form.name,
        ", ".join(words) or "as it stands",
        score,
        chance,
        semitones,
        speed,
        float(line.start[i]),
        float(line.start[i + n - 1] + line.sounds[i + n - 1] - line.start[i]),
    )


def _most(values: list[Any]) -> Any:
    """The value that comes most often, of several the first."""
    return max(dict.fromkeys(values), key=values.count)


def _apart(found: list[tuple[float, int, Place]]) -> tuple[Place, ...]:
    """Of finds in one part that lie over each other by more than half, the one that chance is least likely to make.

    The whole motif, even with a note wrong, comes before its head.
    """
    kept: dict[str, list[Place]] = {}
    for _, _, place in sorted(found, key=lambda f: (f[2].form == "head", f[0], f[1], f[2].start)):
        there = kept.setdefault(place.part, [])
        if not any(_shared(place, other) > 0.5 for other in there):
            there.append(place)
    order = {part: number for number, part in enumerate(dict.fromkeys(f[2].part for f in found))}
    return tuple(sorted((p for there in kept.values() for p in there), key=lambda p: (p.start, order[p.part])))


def _shared(a: Place, b: Place) -> float:
    """How much two places lie over each other, as a share of the shorter."""
    return (min(a.start + a.beats, b.start + b.beats) - max(a.start, b.start)) / min(a.beats, b.beats)
