"""09.7: ten bars of The Log in which nothing lands, held to the film and to what their author declares."""

from __future__ import annotations

from typing import Any

from ...asking import frames
from .asking import DREAD, SHOCK, Ask, settle
from .promises import cadence, density, pedal, stops, withheld
from .ten_bars import BAR, BARS, BEAT, GULL, LAMP, NEAR, QUIET, START, Plan, bars_said, begins, floors, plan_of, row


def ten_bars(answer: Any) -> str:
    """Nothing on the gull or the lamp, no close, and each promise kept."""
    plan = plan_of(answer)
    settle([_count(plan)])
    settle(
        [
            _both(plan) or _gull(plan),
            lamp := _lamp(plan),
            pedal(plan),
            withheld(plan),
            cadence(plan),
            density(plan),
            None if lamp else stops(plan),  # who moves the end for the lamp will say anew where it is
        ]
    )
    return "\n\n".join(_mirror(plan))


def _count(plan: Plan) -> Ask | None:
    count = len(plan.bars)
    if count < BARS:
        return Ask(
            "too few bars",
            f"You have {count} bar{'' if count == 1 else 's'}, which reach to {START + count * BAR * BEAT}. Ten reach "
            f"to {LAMP}; a bar of silence is R:4.",
            DREAD,
        )
    if count > BARS and not _on_the_lamp(plan):
        return Ask("a bar for the lamp", f"Bar 11 begins on {LAMP}. That one is the lamp's; ten are yours.", DREAD)
    return None


def _on_the_lamp(plan: Plan) -> bool:
    """Whether anything sounds on the lamp or after it."""
    return START + BEAT * plan.end > LAMP


def _both(plan: Plan) -> Ask | None:
    first, second = plan.beginning(GULL), plan.beginning(LAMP, 1)
    if not first or not second:
        return None
    return Ask(
        "the shock spent twice",
        f"{row(second)} {begins(second)} on {LAMP}, and {row(first)} {begins(first)} with the gull. You spent the "
        "shock: there it says *be afraid* of a bird. What is left for the lamp?",
        SHOCK,
    )


def _gull(plan: Plan) -> Ask | None:
    on = [note for note in plan.bars.notes if abs(START + BEAT * note.start - GULL) <= NEAR]
    if not on:
        return None
    frame, names = plan.frame(on[0].start), [note.pitch.name for note in on]
    near = "with the gull" if frame == GULL else f"{frames(abs(round(frame) - GULL))} from the gull"
    return Ask(
        "an accent on the gull",
        f"On {frame}, {near}, {row(names)} {begins(names)}. Ivo laughs at himself there. Whom should the music "
        "believe?",
        SHOCK,
    )


def _lamp(plan: Plan) -> Ask | None:
    if on := plan.beginning(LAMP, 0):
        return Ask(
            "an accent on the lamp",
            f"{row(on)} {begins(on)} on {LAMP}: the lamp and the music startle together, and "
            "each is half as strange. Which frame could be the last with music?",
            SHOCK,
        )
    end = plan.frame(plan.end)
    if end <= LAMP - QUIET:
        return None
    if end > LAMP:
        still = [note.pitch.name for note in plan.bars.notes if START + BEAT * (note.start + note.beats) > LAMP]
        return Ask(
            "plays on through the lamp",
            f"On {LAMP} {row(still)} still {'sounds' if len(still) == 1 else 'sound'}. Everybody looks at the lamp. "
            "Which frame could be the last with music?",
            DREAD,
        )
    if end == LAMP:
        return Ask(
            "cut off on the lamp",
            f"Your last note ends on {LAMP}, on the lamp: that is a cut, and a cut is an accent. Half a beat of "
            "nothing first.",
            DREAD,
        )
    return Ask(
        "too late for a silence",
        f"Your last note ends on {end}: {frames(round(LAMP - end))} before the lamp. {QUIET} at least, so that the ear "
        "notices that it is alone.",
        DREAD,
    )


def _mirror(plan: Plan) -> list[str]:
    floor, _, beats, _ = max(floors(plan), key=lambda run: run[2])
    said = [
        f"Nothing on the gull, nothing on the lamp. {floor} stays for {bars_said(beats / BAR)}, {plan.withheld} never "
        f"sounds, and the last note ends on {plan.frame(plan.end)}, {frames(round(LAMP - plan.frame(plan.end)))} "
        "before the lamp."
    ]
    said.append(_one_thing(plan))
    return said


def _one_thing(plan: Plan) -> str:
    """The one question worth asking of bars that keep their promises, the most audible first."""
    begun = plan.begun()
    if begun[1] == max(begun.values()) and not any(begun[bar] for bar in begun if bar > 1):
        return f"All your voices are there at {START}. What is left to come in at 742?"
    if sounding := [
        m for m in plan.moments if START + BEAT * m.start < 1130 and START + BEAT * (m.start + m.beats) > 1003 + NEAR
    ]:
        low = sounding[0].pitches[0].name
        return f"The lamp dies on 1003, and your {low} goes on in the black: did you mean that?"
    if at := [
        name for frame, name in ((742, "the pen"), (912, "the flicker"), (1211, "the line")) if plan.beginning(frame)
    ]:
        return f"Something begins with {' and with '.join(at)}. Can you say what changes there, in one sentence?"
    return "No note begins with the pen (742), the flicker (912) or the line (1211). Do the changes have a cause?"


HINTS = (
    "Begin with one low note for ten bars. Then take it away where the film wants silence.",
    "Let one upper note move at a time, by a semitone. Which chord of your key would say “home next”? You may write "
    "it. You may not answer it.",
    "Count the frames of your first bar: 480, 504, 528, 552. The gull is between the third and the fourth. At the "
    "end, count back from 1440.",
)
