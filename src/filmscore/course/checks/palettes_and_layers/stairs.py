"""12.5: seven layers in one stairwell. Who goes, who moves, and who can then be heard?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ....errors import FilmScoreError
from ....music.pitch import Pitch
from ...reasons import for_a_person
from ...verdict import Untouched
from .asking import (
    CROWD,
    JOBS,
    PADS,
    SPEECH,
    Ask,
    blank,
    fields,
    listed,
    player_of,
    role_of,
    roles,
    sentence,
    settle,
    shown,
)
from .crowd import GIVEN, does_now, why

if TYPE_CHECKING:
    from ....sound.layer_plan import LayerPlan, Planned, Shared

FORM = '{"layers": {"double bass": ("foundation", "D2 A2"), …}, "without": [], "why": "…"}'
NAMES = ("layers", "without", "why")
#: how many layers stay
LEAST, MOST = 3, 5
#: roles whose spans must part; what is quick is told from what is slow
APART = ("foundation", "pad", "line")
#: where no pad may have a note while somebody speaks: a rule of this course
VOICE = (Pitch.read("C4"), Pitch.read("C6"))


def clear(answer: Any) -> str:
    """Three to five layers, each in a place of its own."""
    if isinstance(answer, Mapping) and "layers" in answer and _unchanged(answer["layers"]):
        raise Untouched("All seven still stand where they stood.")
    if isinstance(answer, Mapping) and answer.get("without", 0) is None:
        answer = {**answer, "without": []}
    given = fields(answer, NAMES, FORM)
    plan = _plan(given["layers"])
    without = _without(given["without"])
    settle([_moved(plan), _most(plan)])
    settle([_floor(plan), _pads(plan), _line(plan)])
    settle([_renamed(plan, given["why"]), _roles(plan, without)])
    settle([*_crowded(plan), _speech(plan), *_reach(plan), _lowest(plan, without), _least(plan)])
    settle([why(given["why"], plan, HINTS)])
    return _passed(plan, without)


def _unchanged(layers: Any) -> bool:
    return isinstance(layers, Mapping) and (
        not layers or {name: tuple(one) for name, one in layers.items() if isinstance(one, list | tuple)} == GIVEN
    )


def _plan(layers: Any) -> LayerPlan:
    from ....sound.layer_plan import layer_plan  # measures sound elsewhere, and so waits until it is asked

    if not isinstance(layers, Mapping) or len(layers) > 20:
        raise FilmScoreError(f"“layers” is the table of the task with what you leave of it, not {shown(layers, 40)}.")
    named = {player_of(name, "layers").instrument.name: name for name in GIVEN}
    made = {}
    for name, one in layers.items():
        own = named.get(player_of(name, "layers").instrument.name)
        if own is None:
            raise FilmScoreError(f"There is no {shown(name, 30)} in this stairwell: {listed(list(GIVEN))} there are.")
        if not isinstance(one, list | tuple) or len(one) != 2 or blank(one[0]):
            raise FilmScoreError(f'{own}: write its role and its two notes, ("pad", "D3 A3"), not {shown(one, 40)}.')
        made[own] = (role_of(one[0], own), _notes(one[1]))
    if not made:
        raise FilmScoreError("Nothing is left in “layers”: silence is a fine answer to another question.")
    return layer_plan(made)


def _notes(value: Any) -> Any:
    if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value[:3]):
        return " ".join(value[:3])
    return re.sub(r"\s*(?:,|–|-(?=[A-Ga-g])|\bto\b)\s*", " ", value[:60]) if isinstance(value, str) else value


def _without(value: Any) -> list[str]:
    if isinstance(value, str):
        value = [one for one in re.split(r"[\s,;]+|\band\b", value[:80]) if one]
    if not isinstance(value, list | tuple | set) or len(value) > 9:
        raise FilmScoreError(f'“without” is a list of roles, ["accent"], or [], not {shown(value, 40)}.')
    return [role_of(one, "without") for one in value]


def _moved(plan: LayerPlan) -> Ask | None:
    """Only octaves are free, and the two ends move together."""
    for one in plan.layers:
        low, high = (Pitch.read(note) for note in GIVEN[one.name][1].split())
        if (
            one.low
            and one.high
            and ((one.low.midi - low.midi) % 12 or one.high.midi - one.low.midi != high.midi - low.midi)
        ):
            return Ask(
                "notes changed",
                f"{one.name}: you made {GIVEN[one.name][1]} into {one.low.name} {one.high.name}. Only octaves are "
                "free, both notes by the same: the chords stay.",
                CROWD,
            )
    return None


def _most(plan: LayerPlan) -> Ask | None:
    if len(plan.layers) <= MOST:
        return None
    return Ask(
        "too many layers",
        f"{len(plan.layers)} layers are left, {MOST} at most may stay. Which would nobody miss?",
        PADS,
    )


def _least(plan: LayerPlan) -> Ask | None:
    if len(plan.layers) >= LEAST:
        return None
    left = listed([one.name for one in plan.layers])
    return Ask(
        "everybody is sent home",
        f"{left}: that is all you leave, and it is quiet, not clear. {LEAST} at least stay. Who could, an octave away "
        "from the child?",
        CROWD,
    )


def _floor(plan: LayerPlan) -> Ask | None:
    floors = plan.having("foundation")
    if len(floors) < 2:
        return None
    for one in floors:
        if len(same := [other for other in floors if other.notes == one.notes]) > 1:
            return Ask(
                "three basses in one octave",
                f"{listed([other.name for other in same])} stand on the same {one.notes}. A floor is one. Which goes "
                "up, or home?",
                CROWD,
            )
    names = [one.name for one in floors]
    return Ask(
        "the octave as an alibi",
        f"{listed(names)} are foundation, an octave apart. The second partial of the lower lies exactly where the "
        "upper begins. Doubling can be meant; this cue has room for one. Which of them does a laptop play?",
        CROWD,
    )


def _pads(plan: LayerPlan) -> Ask | None:
    pads = [one.name for one in plan.having("pad")]
    if len(pads) < 3:
        return None
    return Ask("five pads", f"Pads: {listed(pads)}. What would be lost with one?", PADS)


def _line(plan: LayerPlan) -> Ask | None:
    lines = [one.name for one in plan.having("line")]
    if len(lines) == 1:
        return None
    if not lines:
        return Ask("nobody is followed", "Nobody is line. Whom does one follow up these stairs?", JOBS)
    return Ask("two lines", f"{listed(lines)} are both line. One is followed at a time: which?", JOBS)


def _renamed(plan: LayerPlan, because: Any) -> Ask | None:
    """A layer that got another label and stayed where it was: does it do anything else now, and has it room for it?"""
    for one in plan.layers:
        role, notes = GIVEN[one.name]
        if one.role == role or one.notes != " to ".join(notes.split()):
            continue
        said = (
            f"You made {one.name} {one.role}; it still has {notes}, where it was {role} before. The label has changed."
        )
        near = [{pair.one, pair.other} - {one.name} for pair in plan.crowded if one.name in (pair.one, pair.other)]
        if near and one.role in ("motion", "accent"):
            other = near[0].pop()
            return Ask(
                "another role on paper",
                f"{said} Has the sound? The {other} is in the same place. Move one of them, or send one home.",
                JOBS,
            )
        if not does_now(one.name, sentence(because, "why")):
            return Ask(
                "another role on paper",
                f"{said} Has the sound? Move it, or say in “why” what the {one.name} does there now.",
                JOBS,
            )
    return None


def _roles(plan: LayerPlan, without: list[str]) -> Ask | None:
    open_ones = [role for role in plan.missing if role not in without]
    if open_ones:
        named = f", and `without` names {listed(without)}" if without else ", and `without` is empty"
        return Ask(
            "a role missing without a word",
            f"{listed([one.name for one in plan.layers])} are left. Nobody is {listed(open_ones)}{named}. Leaving out "
            "is a decision: name it.",
            JOBS,
        )
    if both := [role for role in without if role not in plan.missing]:
        return Ask(
            "left out and there",
            f"`without` names {both[0]}, and {plan.having(both[0])[0].name} is {both[0]}. Which is it?",
            JOBS,
        )
    return None


def _crowded(plan: LayerPlan) -> list[Ask | None]:
    return [
        _shared(pair, plan) for pair in plan.crowded if all(plan[one].role in APART for one in (pair.one, pair.other))
    ]


def _shared(pair: Shared, plan: LayerPlan) -> Ask:
    one, other = plan[pair.one], plan[pair.other]
    return Ask(
        "half an octave is an octave",
        f"{one.name}, {one.notes}, and {other.name}, {other.notes}, share {pair.low} to {pair.high}: {pair.semitones} "
        f"of {min(len(one.span), len(other.span))} semitones. A third of the narrower one is the measure. How far is "
        "far enough?",
        PADS,
    )


def _speech(plan: LayerPlan) -> Ask | None:
    for one in plan.having("pad"):
        if one.span and one.span[0] <= VOICE[1].midi and one.span[-1] >= VOICE[0].midi:
            return Ask(
                "a pad across the speech",
                f"{one.name} holds {one.notes} from 1404 to 1692. The child speaks from {SPEECH[0]} to {SPEECH[1]}. "
                "Held notes beside a voice want another octave. Which is empty?",
                PADS,
            )
    return None


def _reach(plan: LayerPlan) -> list[Ask | None]:
    return [
        Ask("out of reach after the move", f"{one.name} at {one.notes}: {one.trouble} Another octave?", CROWD)
        for one in plan.layers
        if one.trouble
    ]


def _lowest(plan: LayerPlan, without: list[str]) -> Ask | None:
    lowest = min((one for one in plan.layers if one.low), key=_low, default=None)
    if lowest is None or lowest.low is None or "foundation" in without or _low(lowest) < VOICE[0].midi:
        return None
    return Ask(
        "everything moved up",
        f"Your lowest note is {lowest.low.name}. Who is the floor? If nobody, say so in `without`.",
        CROWD,
    )


def _low(one: Planned) -> int:
    return one.low.midi if one.low else 128


def _passed(plan: LayerPlan, without: list[str]) -> str:
    gone = [name for name in GIVEN if name not in {one.name for one in plan.layers}]
    told = "; ".join(f"{one.role}, {one.name}, {one.notes}" for one in plan.layers)
    line = plan.having("line")[0]
    asked = []
    if line.span and line.span[-1] >= VOICE[0].midi and line.span[0] <= VOICE[1].midi:
        asked.append(
            f"Your {line.name} plays {line.notes} while the child speaks, {SPEECH[0]} to {SPEECH[1]}. A line may; did "
            "you mean that?"
        )
    if near := [pair for pair in plan.crowded if "motion" in (plan[pair.one].role, plan[pair.other].role)]:
        asked.append(f"{near[0].told[:1].upper()}{near[0].told[1:]}: quick and slow are told apart.")
    missing = f" Nobody is {listed([r for r in roles() if r in without])}, and you said so." if without else ""
    return f"{told[:1].upper()}{told[1:]}. {listed(gone)[:1].upper()}{listed(gone)[1:]} went home.{missing}" + "".join(
        f"\n\n{one}" for one in [*asked[:1], for_a_person("why")]
    )


HINTS = (
    "First the floor: three stand on it. Who stays?",
    "Then the air. Where is the child's voice, and where is none? A held note beside a line wants another octave.",
    "Two spans of a fifth that share D4 to A4 share all of it. One octave between them, and they share nothing.",
)
