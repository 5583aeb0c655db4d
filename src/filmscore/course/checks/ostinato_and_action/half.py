"""10.6: fifteen bars from the whistle to the door, measured on the page they make."""

from __future__ import annotations

from typing import Any

from ...asking import listed
from .asking import settle, stretched
from .half_asks import asks_of, struck_by
from .half_read import DOOR, HITS, ROOM, Half, half_of

#: struck without a pitch, and as high as a bell
METAL = frozenset(("triangle", "cymbals", "tambourine", "shaker"))


def first_half(answer: Any) -> str:
    """Fifteen bars by their facts and by what their author declared; then what may not have been meant."""
    half = half_of(answer)
    settle(asks_of(half))
    met = [f"{one.error:+.0f}" for one in half.measured.met]
    moves = [f"{' and '.join(names)} in bar {bar}" for bar, names in half.plan.moves.items()]
    said = [
        f"{listed(list(HITS.values())).capitalize()}: {listed(met)} frames; luck would have met "
        f"{half.cell.meets(list(HITS), half.tempo).chance:.1f} of the three. What moves: {listed(moves)}. "
        + " ".join(f"{name.capitalize()}: {way}." for name, way in half.curves.items())
        + f" The last note is over on {half.measured.ends:.0f}; the door shuts on {DOOR}."
    ]
    return "\n\n".join([*said, *_mirrors(half)[:3]])


def _mirrors(half: Half) -> list[str]:
    """What stands there and may not have been meant; nobody is refused for it."""
    said = [
        f"The {name} is silent from bar 1 to bar 15: {why}. Did you mean that?"
        for name, why in half.plan.silent.items()
    ]
    if how := stretched(half.cell):
        said.append(how)
    if high := struck_by(half, ROOM[1], METAL):
        said.append(
            f"The {high[0][0]} is struck in {ROOM[1].why}, {ROOM[1].start} to {ROOM[1].end}: it has no note, and is as "
            "high. Did you mean that?"
        )
    if half.sounding == 2:
        said.append("Two players drive all of it. Who could stand in for one of them for three bars?")
    weight = ROOM[0]
    low = [one.start for one in half.heard if one.attack.heights and min(one.attack.heights) <= weight.high.midi]
    if low and max(low) < weight.end:
        said.append(f"After {weight.end}, when the tram has passed, nothing low comes back. Did you mean that?")
    return said


HINTS = (
    "Begin with the cell and its rotation alone, and show where its accents meet the three. Then the players, then one "
    "line of “evolve” after the other.",
    "Under the tram somebody must keep the accent of bar 11, between A3 and C5. Who of yours can play there?",
    "If a curve is not what you said, look at the first five bars: a line that begins at the top cannot go up.",
)
