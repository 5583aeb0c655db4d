"""What 07.2 and 07.3 share: one tune, an operation, the right notes, and the wrong ones that people write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ....music.motif import Motif
from ...asking import key_of
from ...verdict import Untouched
from .asking import Ask, beside, fields, listed, notes, same, settle, shifted, spelling, unwritten

#: the tune of both tasks, in C major
TUNE = "C5:3/2 G4:1/2 A4:1/2 E5:1/2 D5:1"


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing to do to the tune.

    Attributes
    ----------
    name : str
        As it stands in the answer.
    right : str
        The notes it gives.
    look : str
        The lesson's section.
    known : mapping
        Notes that are wrong in a way one knows: what the mistake is called, and what to say.
    whole : tuple of str
        Mistakes at which both lines are shown to their ends, because the difference is the lesson.
    timed : bool
        Whether the operation changes lengths, so that they cannot be left out.
    makes : str
        How many notes it makes, where these are not as many as the tune's.
    ask : str
        The question for a note that is wrong in no way one knows.
    """

    name: str
    right: str
    look: str
    ask: str
    known: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    whole: tuple[str, ...] = ()
    timed: bool = False
    makes: str = ""

    @property
    def line(self) -> Motif:
        """The right notes; where an operation leaves the rhythm alone, in the tune's own."""
        right, tune = Motif(self.right), Motif(TUNE)
        if self.timed:
            return right
        return Motif([f"{name}:{beats}" for name, beats in zip(right.names, tune.durations, strict=True)])


def judged(answer: Any, operations: tuple[Operation, ...], form: str) -> tuple[dict[str, Motif], str]:
    """The lines of an answer, each judged; and what to say of their spelling.

    Raises
    ------
    NotYet, Untouched, FilmScoreError
        A line is not what its operation makes, nothing has been written, or it cannot be read.
    """
    names = tuple(operation.name for operation in operations)
    if isinstance(answer, Mapping) and not any(_written(v) for v in list(answer.values())[:50]):
        raise Untouched("No line has notes yet.")
    left = [name for name in names if isinstance(answer, Mapping) and not _written(_by_name(answer, name))]
    given = fields(answer, tuple(name for name in names if name not in left), form)
    lines = {name: notes(value, name) for name, value in given.items()}
    asks = [_asked(operation, lines[operation.name]) for operation in operations if operation.name in lines]
    if left:
        asks.append(Ask("a line is empty", f"Nothing stands under {listed([f'“{name}”' for name in left])} yet."))
    settle(asks)
    said = [spelling(lines[o.name], o.line) for o in operations]
    return lines, "\n\n".join(dict.fromkeys(filter(None, said)))


def _written(value: Any) -> bool:
    return not (value is None or value is Ellipsis or value == "" or (isinstance(value, str) and not value.strip()))


def _by_name(answer: Mapping[Any, Any], name: str) -> Any:
    return next((v for k, v in list(answer.items())[:100] if key_of(k) == key_of(name)), None)


def _asked(operation: Operation, yours: Motif) -> Ask | None:
    right, tune, what = operation.line, Motif(TUNE), f"“{operation.name}”: "
    rhythm = operation.timed or not unwritten(yours)
    if same(yours, right, rhythm=rhythm):
        return None
    if None in yours.names:
        return _ask("a rest came in", "the tune has no rest, and nothing asked here makes one.", operation, yours)
    if unwritten(yours) and operation.timed and same(yours, right, rhythm=False):
        return Ask(
            "lengths left out",
            f"{what}the pitches are right. Here the lengths are half of the answer: write them behind a colon, as in "
            "C5:3/2.",
            operation.look,
        )
    for known, (about, words) in operation.known.items():
        if same(yours, Motif(known), rhythm=operation.timed):
            return _ask(about, words, operation, yours)
    if same(yours, tune, rhythm=rhythm):
        return Ask("nothing done", f"{what}that is the tune itself, as it was.", operation.look)
    if len(yours.names) != len(right.names):
        count = len(yours.names)
        return Ask(
            "another number of notes",
            f"{what}{count} note{'' if count == 1 else 's'}, {' · '.join(map(str, yours.pitches[:9]))}"
            f"{' …' * (count > 9)}. This operation makes "
            f"{operation.makes or f'{len(right.names)} notes, one for each of the tune'}.",
            operation.look,
        )
    if same(yours, right, rhythm=False):
        return _ask("the rhythm is another", "the pitches are right, the lengths are not.", operation, yours)
    return _elsewhere(operation, yours, right) or _ask("another note", operation.ask, operation, yours)


def _elsewhere(operation: Operation, yours: Motif, right: Motif) -> Ask | None:
    """The right line on another note, in another octave or about another axis."""
    moved = shifted(yours.midi, right.midi)
    if moved is None and all((a - b) % 12 == 0 for a, b in zip(yours.midi, right.midi, strict=True)):
        return _ask("right letters in another octave", _leapt(yours, right), operation, yours)
    if moved is None:
        return _in_key(operation, yours, right)
    side = "high" if moved > 0 else "low"
    if moved % 12 == 0:
        octaves = abs(moved) // 12
        much = "an octave" if octaves == 1 else f"{octaves} octaves"
        return _ask("another octave", f"all of it lies {much} too {side}.", operation, yours)
    much = f"{abs(moved)} semitone{'' if abs(moved) == 1 else 's'}"
    if "mirrored" in operation.name:
        words = f"the line is a mirror, {much} too {side}. The mirror lies on the first note, C5, which stays itself."
        return _ask("about another axis", words, operation, yours)
    return _ask("from another note", f"all of it lies {much} too {side}.", operation, yours)


def _leapt(yours: Motif, right: Motif) -> str:
    """Which notes have the right letter and lie an octave or more away."""
    pairs = list(zip(yours.pitches, yours.midi, right.midi, strict=True))
    said = []
    for side, off in (("below", [n for n, a, b in pairs if a > b]), ("above", [n for n, a, b in pairs if a < b])):
        if off:
            are = "belong" if len(off) > 1 else "belongs"
            said.append(f"{listed(list(dict.fromkeys(off)))} {are} {side}")
    return f"the letters are right; {', and '.join(said)}. Which way does the line go there, and how far?"


def _in_key(operation: Operation, yours: Motif, right: Motif) -> Ask | None:
    """The right line moved by steps of C major, where the operation is one in C."""
    if not operation.name.endswith("in C") or any(len(name) > 2 for name in (*yours.pitches, *right.pitches)):
        return None
    moved = shifted([_step(name) for name in yours.pitches], [_step(name) for name in right.pitches])
    if moved is None:
        return None
    if "mirrored" not in operation.name:
        much = f"{abs(moved)} step{'' if abs(moved) == 1 else 's'} of the scale"
        return _ask(
            "from another note", f"all of it lies {much} too {'high' if moved > 0 else 'low'}.", operation, yours
        )
    half, odd = divmod(_step("C5") * 2 + moved, 2)
    axis = f"{_named(half)} and {_named(half + 1)}, between the two" if odd else _named(half)
    words = f"it is a mirror in C, about {axis}. Asked is the one about the first note, C5, which stays where it is."
    return _ask("about another axis", words, operation, yours)


def _step(name: str) -> int:
    """A white key counted in steps of C major."""
    return 7 * int(name[1:]) + "CDEFGAB".index(name[0])


def _named(step: int) -> str:
    return f"{'CDEFGAB'[step % 7]}{step // 7}"


def _ask(about: str, words: str, operation: Operation, yours: Motif) -> Ask:
    right = operation.line
    # lengths are shown where they matter: in an operation on time, or where they were changed and should not be
    shown = operation.timed or (same(yours, right, rhythm=False) and not unwritten(yours))
    lines = beside(yours, right, whole=about in operation.whole, lengths=shown)
    return Ask(about, f"“{operation.name}”: {words}\n\n{lines}", operation.look)


def scaled(motif: Motif, by: Fraction) -> str:
    """The notes with every length multiplied.

    >>> scaled(Motif("C5:3/2 G4:1/2"), Fraction(2))
    'C5:3 G4:1'
    """
    return " ".join(f"{name}:{beats * by}" for name, beats in zip(motif.names, motif.durations, strict=True))
