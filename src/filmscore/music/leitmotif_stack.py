"""A stack of transformations as plain data: read, applied to a motif, and told step by step.

The data is what a plan, a file and a page can hold: ``["invert", ("augment", 2), ("invert", {"key": "D"})]``. A name is
that of a method of `Motif`; numbers and words after it are its arguments, a mapping at the end holds the named ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown

if TYPE_CHECKING:
    from .motif import Motif

#: one step: its name, then its arguments; named ones stand in a mapping at the end
Operation = tuple[Any, ...]

MOST_STEPS = 24  # in a stack: nobody hears more
_PLAIN = (bool, int, float, str, type(None))


@dataclass(frozen=True)
class Told:
    """One step of a stack in words.

    Attributes
    ----------
    operation : str
    told : str
        What it does, as it stands in a sentence.
    keeps, gives_up : str
        What of the motif is still there after it, and what is not.
    reading : str
        What it is usually taken to mean.
    recognised : str
        How well listeners know the motif again.
    source : str
    """

    operation: str
    told: str
    keeps: str
    gives_up: str
    reading: str = ""
    recognised: str = ""
    source: str = ""


def operations() -> tuple[str, ...]:
    """The names of all transformations, in the order of their table."""
    from .lineage import TRANSFORMATIONS

    return tuple(TRANSFORMATIONS)


def read_stack(given: Any) -> tuple[Operation, ...]:
    """A stack as data of one form.

    Parameters
    ----------
    given : str, list or Motif
        One name; a list of names and of tuples ``(name, argument, …)``; or a motif that knows where it came from.

    Raises
    ------
    FilmScoreError
        A step is no transformation; the message names the nearest ones.

    Examples
    --------
    >>> read_stack(["invert", ("augment", Fraction(3, 2))])
    (('invert',), ('augment', '3/2'))
    """
    if given is None:
        return ()
    if hasattr(given, "lineage"):
        if not given.lineage:
            raise FilmScoreError(
                f"{shown(given)} does not know how it came from the plain form. For the plain form leave the "
                'transformation out; for another write what is done to it, ["invert", ("augment", 2)].'
            )
        return tuple(_step((step.operation, *_arguments(step.operation, step.arguments))) for step in given.lineage)
    if isinstance(given, str):
        return (_step(given),) if given.strip() else ()
    if isinstance(given, Mapping) or not isinstance(given, Iterable):
        raise FilmScoreError(
            f'A transformation is a list such as ["invert", ("augment", 2)], or a Motif made from the plain one, '
            f"not {shown(given)}."
        )
    steps = list(given)
    if len(steps) > 1 and isinstance(steps[0], str) and not any(map(_like_a_step, steps[1:])):
        steps = [tuple(steps)]  # ("augment", 2): one step, the list around it forgotten
    if len(steps) > MOST_STEPS:
        raise FilmScoreError(f"{len(steps)} transformations on one motif are too many: at most {MOST_STEPS}.")
    return tuple(_step(one) for one in steps)


def _like_a_step(word: Any) -> bool:
    """Whether this can be meant as a step, perhaps a misspelled one, and not as an argument of the step before."""
    if isinstance(word, str):
        return bool(get_close_matches(_name(word), operations(), 1, 0.7))
    return isinstance(word, tuple | list) and bool(word) and isinstance(word[0], str)


def _name(word: str) -> str:
    return "_".join(word.replace("-", " ").split()).casefold()


def _arguments(operation: str, given: Mapping[str, Any]) -> tuple[Any, ...]:
    """A lineage names all its arguments; those that are written without their names go first."""
    from .lineage import TRANSFORMATIONS

    named = dict(given)
    bare = []
    for name in TRANSFORMATIONS[operation].bare:
        if name not in named:
            break
        bare.append(named.pop(name))
    return (*bare, named) if named else tuple(bare)


def _step(one: Any) -> Operation:
    words = (one,) if isinstance(one, str) else tuple(one) if isinstance(one, tuple | list) else ()
    if not words or not isinstance(words[0], str):
        raise FilmScoreError(
            f'One step is a name, "invert", or a name with what it needs, ("augment", 2); not {shown(one)}.'
        )
    name = _name(words[0])
    known = operations()
    if name not in known:
        near = get_close_matches(name, known, n=3, cutoff=0.5)
        first = f"Did you mean {' or '.join(map(repr, near))}? " if near else ""
        raise FilmScoreError(f"{shown(words[0])} is no transformation. {first}There are {', '.join(known)}.")
    arguments = list(words[1:])
    named = arguments.pop() if arguments and isinstance(arguments[-1], Mapping) else {}
    if not all(isinstance(key, str) and key.isidentifier() for key in named):
        raise FilmScoreError(f"In {shown(one)} the named arguments must have names: {{'key': 'D'}}.")
    made = {key: _argument(value, one) for key, value in named.items() if value is not None}
    return (name, *(_argument(value, one) for value in arguments), *([made] if made else []))


def _argument(value: Any, step: Any) -> Any:
    """An argument that a file can hold; a fraction is written as its text."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else str(value)
    if isinstance(value, list | tuple):
        return [_argument(one, step) for one in value]
    if isinstance(value, _PLAIN):
        return value
    raise FilmScoreError(f"In {shown(step)} the argument {shown(value)} is no number, word or list of them.")


def sounding(motif: Motif, stack: Iterable[Operation], others: Mapping[str, Motif] | None = None) -> Any:
    """All that sounds after the steps of a stack: a motif, or what `Motif.harmonise` or `Motif.against` makes of it.

    Parameters
    ----------
    others : mapping of str to Motif, optional
        Motifs that ``("against", name)`` may ask for by their names.

    Raises
    ------
    FilmScoreError
        A step cannot be taken: an argument is missing, or the line leaves what can be played. The message says which.
    """
    made: Any = motif
    for number, step in enumerate(stack, 1):
        made = _taken(made, step, number, others or {})
    return made


def line_of(made: Any) -> Motif:
    """The motif's own line in what sounds."""
    for part in ("melody", "first"):
        made = getattr(made, part, made)
    return made


def _taken(motif: Any, step: Operation, number: int, others: Mapping[str, Motif]) -> Any:
    name, positional, named = parts(step)
    if name == "against" and positional and positional[0] in others:
        positional = (others[positional[0]], *positional[1:])
    try:
        if not hasattr(motif, "transformed"):
            raise FilmScoreError("the step before it adds other notes to the motif, so it has to be the last")
        return motif.transformed([(name, *positional, *([named] if named else []))])
    except FilmScoreError as error:
        raise FilmScoreError(f"step {number}, {written(step)}, cannot be taken: {error}") from None


def parts(step: Operation) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """A step's name, its arguments, and its named arguments."""
    named = step[-1] if len(step) > 1 and isinstance(step[-1], Mapping) else {}
    positional = step[1:-1] if named else step[1:]
    return step[0], tuple(positional), dict(named)


def written(step: Operation) -> str:
    """A step as a plan writes it.

    >>> written(("augment", 2)), written(("invert",))
    ('("augment", 2)', '"invert"')
    """
    if len(step) == 1:
        return _quoted(step[0])
    return f"({', '.join(_quoted(value) for value in step)})"


def quoted(text: str) -> str:
    """A text as Python has it, always in double quotation marks, as a page writes it too."""
    return json.dumps(text, ensure_ascii=False)


def _quoted(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(key)}: {_quoted(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_quoted, value)) + "]"
    return repr(value)


def told_steps(motif: Motif, stack: Iterable[Operation], others: Mapping[str, Motif] | None = None) -> tuple[Told, ...]:
    """Each step in words, with what it keeps and gives up; those after one that cannot be taken are told by name."""
    from .lineage import TRANSFORMATIONS, effect

    said = []
    now: Any = motif
    for number, step in enumerate(stack, 1):
        about = TRANSFORMATIONS[step[0]]
        try:
            now = None if now is None else _taken(now, step, number, others or {})
        except FilmScoreError:
            now = None
        taken = getattr(now, "lineage", ())
        keeps, gives_up = effect(step[0], taken[-1].arguments if taken else {})
        words = _words(now, step, about.title)
        said.append(Told(step[0], words, keeps, gives_up, about.reading, about.recognised, about.source))
    return tuple(said)


def _words(made: Any, step: Operation, title: str) -> str:
    if getattr(made, "lineage", ()):
        return str(made.lineage[-1].told)
    if made is not None and step[0] == "harmonise":
        return f"over {' '.join(chord.symbol for chord in made.chords)}"
    if made is not None and step[0] == "against":
        return f"against {made.second.name or 'another line'}"
    _, positional, named = parts(step)
    return ", ".join([title, *map(str, (*positional, *named.values()))])
