"""12.6: six notes programmed by hand, and held to the goal their author names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ....errors import FilmScoreError
from ...reasons import for_a_person, vocabulary
from ...verdict import Untouched
from .asking import FEELING, Ask, blank, fields, number, quoted, reason, sentence, settle, shown, words_of
from .follow import tune

NAMES = ("goes to", "expression", "slurs", "later", "because")
FORM = '{"goes to": 2, "expression": [six numbers], "slurs": ["1-3", …], "later": [six numbers], "because": "…"}'
NOTES, BPM = 6, 66
#: words of the task: a reason made of nothing else is none
TOLD = vocabulary(
    "six note notes goal expression curve bow bowed bows early late later milliseconds tune cello solo goes begins "
    "list number numbers"
)

#: a curve spans so much, of 127; one bow holds so many quarters; milliseconds that are felt, and that are too many
LEAST_SPAN, BOW, FELT, MOST, MOST_LAST = 20, Fraction(6), 10, 120, 250
#: what `fs.programme` draws by itself for this tune on a solo cello at 66, as the lesson shows it
MACHINE = {"later": (0, -35, -72, -53, 28, 171), "expression": (63, 87, 76, 70, 61, 54)}
#: words of somebody who would rather not arrive
_HOLDS = re.compile(
    r"\b(?:hesita|unwilling|holds?\b|holding|held|dread|afraid|reluctan|fear|drag|resist|waits?\b|waiting|waited|linger"
    r"|delay|puts? (?:it )?off|shrinks?|(?:not|never|nt) (?:quite |yet |really )?(?:want|wish|dare|like)"
    r"|(?:doesn|didn|don|wouldn|won)t (?:quite |yet |really )?(?:want|wish|dare|like))"
)
#: and what turns them into their contrary
_NOT_HELD = re.compile(
    r"\b(?:not|never|no|nobody|nothing|without|isnt|doesnt|dont|didnt|hardly)(?: \w+){0,2}? "
    r"(?:hesita|unwilling|hold|held|dread|afraid|reluctan|fear|drag|resist|wait|linger|delay|shrink)\w*"
)


def six(answer: Any) -> str:
    """A goal, a curve that stands on it, bows, and time that leans."""
    if isinstance(answer, dict) and all(blank(answer.get(name)) for name in ("expression", "slurs", "later")):
        raise Untouched("Nothing is drawn yet.")
    given = fields(answer, NAMES, FORM)
    goal = _goal(given["goes to"])
    curve, later = (_six(given[name], name) for name in ("expression", "later"))
    slurs = _slurs(given["slurs"])
    settle([_copied("later", later), _copied("expression", curve)])
    settle([_curve(curve, goal), _bows(slurs), _time(later, goal, given["because"])])
    question = "Where do these six notes go, and why there?"
    settle([reason(given["because"], "because", 6, question, FEELING, hints=HINTS, told=TOLD)])
    said = _said(later)
    top = f"{tune().pitches[goal - 1]}, note {goal}"
    first = "\n\nYour phrase begins at its goal. Everything is coming back: did you mean that?" if goal == 1 else ""
    return (
        f"To {top}: from {min(curve):g} up to {max(curve):g}, {len(slurs)} bow{'s' * (len(slurs) != 1)}, {said} ms. It "
        f"leans where you say that it leans.{first}\n\n{for_a_person('because')}"
    )


def _goal(value: Any) -> int:
    found = number(value, "goes to")
    if found not in range(1, NOTES + 1):
        raise FilmScoreError(f"“goes to” is one of the six notes, 1 to 6, not {shown(value, 20)}.")
    return int(found)


def _six(value: Any, what: str) -> list[float]:
    if isinstance(value, str):
        value = re.findall(r"[+\-−–]?\d+(?:\.\d+)?", value[:200])
    if not isinstance(value, list | tuple) or len(value) != NOTES:
        many = f"{len(value)} stand there" if isinstance(value, list | tuple) else f"not {shown(value, 40)}"
        raise FilmScoreError(f"“{what}” is a list of six numbers, one for each note; {many}.")
    return [number(one, what) for one in value]


def _slurs(value: Any) -> list[tuple[int, int]]:
    if isinstance(value, str):
        value = re.findall(r"\d+\s*[-–]\s*\d+", value[:100]) or [value]
    if not isinstance(value, list | tuple) or len(value) > 9:
        raise FilmScoreError(f'“slurs” is a list of notes bowed together, ["1-3", "4-6"], not {shown(value, 40)}.')
    made = []
    for one in value:
        parts = [str(n) for n in one] if isinstance(one, list | tuple) else re.split(r"[-–]", str(one)[:20])
        if len(parts) != 2 or not all(re.fullmatch(r"\s*[1-6]\s*", n) for n in parts) or int(parts[0]) >= int(parts[1]):
            raise FilmScoreError(
                f'“slurs”: {shown(one, 20)} is no bow over the six notes; write "1-3", first and last.'
            )
        made.append((int(parts[0]), int(parts[1])))
    return sorted(made)


def _copied(what: str, values: Sequence[float]) -> Ask | None:
    if any(abs(a - b) > 1 for a, b in zip(values, MACHINE[what], strict=True)):
        return None
    return Ask(
        "the machine's own hand",
        f"“{what}”: {_row(values)}. That is what the machine drew in the lesson. It knows the highest note, and "
        "nothing of Pia. Where would you go?",
        FEELING,
    )


# ---- the curve


def _curve(curve: Sequence[float], goal: int) -> Ask | None:
    if bad := [one for one in curve if not 0 <= one <= 127]:
        return Ask("out of the scale", f"“expression”: {bad[0]:g}. The scale goes from 0 to 127.", FEELING)
    low, high = min(curve), max(curve)
    if high - low < LEAST_SPAN:
        return Ask(
            "flat",
            f"From {low:g} to {high:g}: nobody will hear it. How soft is the softest place you could bear?",
            FEELING,
        )
    values = sorted(set(curve))
    if len(values) == 2:
        return _switch(curve, values)
    tops = [n for n in range(1, NOTES + 1) if curve[n - 1] == high]
    if goal not in tops:
        return Ask(
            "the top is elsewhere",
            f"You go to note {goal}, and your curve is highest on note {tops[0]}. Which of the two did you mean?",
            FEELING,
        )
    return _summits(curve, goal)


def _switch(curve: Sequence[float], values: Sequence[float]) -> Ask:
    if sum(one == values[1] for one in curve) == 1:
        return Ask(
            "velocity for expression",
            f"One note has {values[1]:g}, and five have {values[0]:g}. Where in the two bars does the cello know that "
            "it will?",
            FEELING,
        )
    return Ask(
        "a switch for a curve",
        f"Two values, {values[0]:g} and {values[1]:g}: that is a switch. A bow is on its way. What lies between?",
        FEELING,
    )


def _summits(curve: Sequence[float], goal: int) -> Ask | None:
    """Up to the goal and down from it; once on each side it may stay where it is."""
    before, after = curve[:goal], curve[goal - 1 :]
    up = [b - a for a, b in pairwise(before)]
    down = [a - b for a, b in pairwise(after)]
    if all(step >= 0 for step in up + down) and up.count(0) <= 1 and down.count(0) <= 1:
        return None
    wrong = next((n for n, step in enumerate(up, 1) if step < 0), None)
    back = next((goal + n for n, step in enumerate(down, 1) if step < 0), None)
    if wrong is None and back is None:
        return Ask(
            "a curve that stands still", f"{_row(curve)}: for three notes nothing happens. Where is it going?", FEELING
        )
    other = wrong if wrong is not None else back
    return Ask(
        "two tops",
        f"Your goal is note {goal}, {curve[goal - 1]:g}; and note {other}, {curve[(other or 1) - 1]:g}, is another top "
        "of the curve. Two goals in two bars: which one is on the way to the other?",
        FEELING,
    )


def _row(values: Sequence[float]) -> str:
    return " ".join(f"{one:g}" for one in values)


# ---- bows and time


def _bows(slurs: Sequence[tuple[int, int]]) -> Ask | None:
    if not slurs:
        return Ask("every note alone", "Nothing is bowed together. Which notes belong to one breath?", FEELING)
    for (a, b), (c, d) in pairwise(slurs):
        if c <= b:
            return Ask(
                "slurs that cross", f"“{a}-{b}” and “{c}-{d}” both hold note {c}. Where does the arm turn?", FEELING
            )
    for a, b in slurs:
        beats = sum(tune().durations[a - 1 : b], Fraction(0))
        if beats > BOW:
            return Ask(
                "one bow for all",
                f"“{a}-{b}” is {float(beats):g} quarters, {float(beats) * 60 / BPM:.1f} s at {BPM}. Where would an arm "
                "turn?",
                FEELING,
            )
    return None


def _time(later: Sequence[float], goal: int, because: Any) -> Ask | None:
    for n, one in enumerate(later, 1):
        if abs(one) > (MOST_LAST if n == NOTES else MOST):
            return Ask(
                "another rhythm",
                f"Note {n} is {abs(one):g} ms {'late' if one > 0 else 'early'}; at {BPM} an eighth is "
                f"{30000 / BPM:.0f}. That is no feeling, it is another rhythm. What is the least that would be felt?",
                FEELING,
            )
    if len(set(later)) == 1:
        said = f"All six are {later[0]:+g} ms." if later[0] else "All six are 0: the machine's own time."
        return Ask(
            "everybody late by the same",
            f"{said} Nobody hears it but the editor. Which of the six leans, and which waits?",
            FEELING,
        )
    if max(map(abs, later)) < FELT:
        return Ask(
            "too little to be felt", f"{_said(later)} ms: under {FELT} nobody feels it. Where do you lean?", FEELING
        )
    signs = [one > 0 for one in later if one]
    if len(signs) >= NOTES - 1 and all(a != b for a, b in pairwise(signs)):
        return Ask(
            "dice",
            f"{_said(later)}: to and fro. That is what *humanise* does. A person is early for a reason. Where are you "
            "going?",
            FEELING,
        )
    return _lean(later, goal, because)


def _lean(later: Sequence[float], goal: int, because: Any) -> Ask | None:
    before, after = later[:goal], later[goal:]
    if not after or sum(before) / len(before) <= sum(after) / len(after):
        return None
    text = sentence(because, "because")
    if _HOLDS.search(_NOT_HELD.sub("", " ".join(words_of(text[:400])))):
        return None
    return Ask(
        "late towards, early after",
        f"You hold back before note {goal} and hurry after it: {_said(later)}. It can be done; it then sounds as if "
        f"you had not wanted to arrive. Your reason says {quoted(text, 50)}. If that is meant, say in “because” who "
        f"waits, or does not want to arrive; if not, let the notes up to {goal} be earlier (−) than those after it.",
        FEELING,
    )


def _said(later: Sequence[float]) -> str:
    return " ".join(f"{one:+g}" if one else "0" for one in later)


HINTS = (
    "Sing it. On which note would you run out of reasons to go on? The goal is before it.",
    "The curve has one top, and it stands on your goal. How far is the lowest from the highest?",
    "On towards the goal, back at the end. Under ten milliseconds nobody will feel it; over a hundred and twenty it is "
    "another rhythm, but on the last note.",
)
