"""An instrument's compass as a tune: register after register, from the lowest comfortable note up."""

from __future__ import annotations

from ..motif import Motif
from ..pitch import Pitch
from .instrument import Instrument

#: notes of a register, at most
NOTES = 5


def compass(tool: Instrument) -> Motif:
    """A few rising notes in each register that has comfortable ones, with a rest between two registers.

    Raises
    ------
    FilmScoreError
        It has no pitch.

    Examples
    --------
    >>> from filmscore import instrument
    >>> made = compass(instrument("horn"))
    >>> made.names[:5], made.name
    (('F2', 'G2', 'A2', 'B2', None), 'Horn: low, centre, high')
    """
    low, high = tool.span()
    words: list[str] = []
    named: list[str] = []
    for register in tool.registers:
        first, last = (max(low, Pitch.read(register.low).midi), min(high, Pitch.read(register.high).midi))
        names = _naturals(first, last)
        if not names:
            continue
        if words:
            words.append("R:1")
        words += [f"{name}:1/2" for name in names[:-1]] + [f"{names[-1]}:1"]
        named.append(register.name)
    return Motif(" ".join(words), name=f"{tool.name}: {', '.join(named)}" if len(named) > 1 else tool.name)


def _naturals(first: int, last: int) -> list[str]:
    """Notes without a sign from one MIDI pitch to another, evenly chosen, both ends among them."""
    row = [f"{letter}{midi // 12 - 1}" for midi in range(first, last + 1)
           for letter in ["C D EF G A B"[midi % 12]] if letter != " "]  # fmt: skip
    if len(row) <= NOTES:
        return row
    return [row[round(i * (len(row) - 1) / (NOTES - 1))] for i in range(NOTES)]
