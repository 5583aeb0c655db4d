"""Ornaments and strokes: the many notes that one written note becomes.

Everything here is plain data: moments as parts of the written note (0 its beginning, 1 its end) and steps in
semitones from its pitch. How fast and how loud is the performance's to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: strokes a second of a trill
TRILL = 11.0
#: seconds of each quick note of a mordent or a turn
QUICK = 0.075
#: pitch classes of the white keys
WHITE = frozenset({0, 2, 4, 5, 7, 9, 11})


@dataclass(frozen=True, slots=True)
class Ornament:
    """What is to be done with a note.

    Parameters
    ----------
    name : str
        As a player calls it: `"trill"`, `"turn"`, `"mordent"`, `"measured tremolo"`, `"tremolo"`.
    steps : tuple of float
        Semitones from the written pitch, in the order they are played. A trill and a tremolo go round and round;
        the others are played once and their last note is held.
    division : float
        Quarter lengths of each stroke of a measured tremolo; 0 where strokes are not counted.
    """

    name: str
    steps: tuple[float, ...]
    division: float = 0.0

    @property
    def goes_round(self) -> bool:
        """Whether it fills the note's length."""
        return self.name in ("trill", "tremolo", "measured tremolo")


def read_ornament(element: Any) -> Ornament | None:
    """The ornament over a note or chord of music21; None if it has none.

    The neighbour is the one the key signature gives, unless the sign carries an accidental of its own.

    Examples
    --------
    >>> from music21 import expressions, note
    >>> sung = note.Note("E4")
    >>> sung.expressions.append(expressions.Trill())
    >>> read_ornament(sung)
    Ornament(name='trill', steps=(0.0, 1.0), division=0.0)
    """
    for sign in element.expressions:
        name = type(sign).__name__
        if name == "Tremolo":
            return _tremolo(element, sign.numberOfMarks)
        if "Trill" in name and "Extension" not in name:
            return Ornament("trill", (0.0, _neighbour(element, sign, 2.0)))
        if "Mordent" in name:
            below = "Inverted" not in name  # music21's names: the sign with the stroke through it goes down
            return Ornament("mordent", (0.0, _neighbour(element, sign, -2.0 if below else 2.0), 0.0))
        if "Turn" in name:
            above, beneath = _both(element, sign)
            order = (beneath, 0.0, above, 0.0) if "Inverted" in name else (above, 0.0, beneath, 0.0)
            return Ornament("turn", order)
    return None


def _tremolo(element: Any, marks: int) -> Ornament:
    """Three strokes through a stem are as fast as one can; fewer are counted: one halves a quarter, two quarter it."""
    if marks >= 3 or not marks:  # none at all is how music21 has the sign of a buzzed roll
        return Ornament("tremolo", (0.0,))
    flags = {"eighth": 1, "16th": 2, "32nd": 3}.get(element.duration.type, 0)
    return Ornament("measured tremolo", (0.0,), 1.0 / 2 ** (marks + flags))


def _neighbour(element: Any, sign: Any, otherwise: float) -> float:
    return _steps(element, sign, (otherwise,))[0]


def _both(element: Any, sign: Any) -> tuple[float, float]:
    above, beneath = _steps(element, sign, (2.0, -2.0))
    return above, beneath


def _steps(element: Any, sign: Any, otherwise: tuple[float, ...]) -> tuple[float, ...]:
    """Semitones to the ornament's other pitches, as the key has them."""
    from music21 import exceptions21, expressions

    whole = {"HalfStep": 1.0, "WholeStep": 2.0}
    said = next((size for word, size in whole.items() if word in type(sign).__name__), None)
    if said is not None:
        return tuple(said if step > 0 else -said for step in otherwise)
    written = element if hasattr(element, "pitch") else getattr(element, "notes", (None,))[-1]
    if written is None or not hasattr(written, "pitch"):
        return otherwise
    try:
        sign.resolveOrnamentalPitches(written, keySig=element.getContextByClass("KeySignature"))
        return tuple(float(other.ps - written.pitch.ps) for other in sign.ornamentalPitches) or otherwise
    except (exceptions21.Music21Exception, expressions.ExpressionException):
        return otherwise


def keys_at(element: Any, moves: float = 0.0) -> frozenset[int]:
    """Pitch classes, as they sound, of the key signature a note stands in; those of C where there is none."""
    from music21 import pitch

    signature = element.getContextByClass("KeySignature")
    if signature is None:
        return frozenset(WHITE)
    names = (pitch.Pitch(step) for step in "CDEFGAB")
    bent = ((n.ps, signature.accidentalByStep(n.step)) for n in names)
    return frozenset(round(ps + (sign.alter if sign is not None else 0.0) + moves) % 12 for ps, sign in bent)


def run(first: float, last: float, kind: str, within: frozenset[int] = frozenset()) -> list[float]:
    """The pitches between two others: the notes a glissando passes on an instrument that has no place between them.

    Parameters
    ----------
    first, last : float
        MIDI pitches, neither of which is among those given back.
    kind : str
        `"white"`, `"black"` or `"diatonic"` keys; anything else passes every semitone.
    within : frozenset of int, optional
        Pitch classes of a key, for a diatonic run; those of C if left out.

    Examples
    --------
    >>> run(60, 67, "white")
    [62.0, 64.0, 65.0]
    """
    step = 1 if last > first else -1
    between = range(round(first) + step, round(last), step)
    chosen = {"white": WHITE, "diatonic": within or WHITE, "black": frozenset(range(12)) - WHITE}
    keys = chosen.get(kind, frozenset(range(12)))
    return [float(pitch) for pitch in between if pitch % 12 in keys]
