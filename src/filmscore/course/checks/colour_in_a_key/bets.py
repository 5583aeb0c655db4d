"""08.6: a predicted order and the pairs nobody should bet on: as they are written, and as the library finds them."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.harmony.affect import SURE, Ordering
from .asking import COUNTED, Ask, blank, listed

DAY, CLOUDS, OWN = NAMES = ("day", "clouds", "own")
#: at `SURE`, the library's own line, a pair must stand right; up to `COIN` it belongs under *no bet*; between the two a
#: bet passes and is told that it lay under the line
COIN = 0.8


def order_of(value: Any) -> tuple[str, ...]:
    """The three names, the darkest first."""
    names = re.findall(r"[a-z]+", value[:200].casefold()) if isinstance(value, str) else value
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise FilmScoreError(f'“order” is to be ["…", "…", "…"], the darkest first, not {shown(value, 40)}.')
    found = tuple(name.strip().casefold() for name in names)
    if sorted(found) != sorted(NAMES):
        raise FilmScoreError(
            f"“order” is to have each of {listed([f'“{name}”' for name in NAMES])} once, the darkest first; this is "
            f"{shown(value)}."
        )
    return found


def bets_of(value: Any) -> set[frozenset[str]]:
    """The pairs under *no bet*, whichever way they were written."""
    if blank(value):
        return set()
    told_ = [value] if isinstance(value, str) else value
    if not isinstance(told_, list | tuple | set | frozenset) or len(told_) > 20:
        raise FilmScoreError(f'“no bet” is to be a list of pairs, [["own", "day"]], or [], not {shown(value, 40)}.')
    named = [_named(one) for one in told_]
    if len(named) == 2 and all(len(names) == 1 for names in named):  # one pair, without its own brackets
        named = [[*named[0], *named[1]]]
    if len(named) == 1 and len(named[0]) == len(NAMES) == len(set(named[0])):
        return {frozenset(pair) for pair in combinations(NAMES, 2)}
    for names in named:
        if len(names) != 2 or names[0] == names[1]:
            raise FilmScoreError(
                f"In “no bet” stands {shown(value)}: write each pair in brackets of its own, "
                '[["own", "day"], ["own", "clouds"]].'
            )
    return {frozenset(names) for names in named}


def _named(one: Any) -> list[str]:
    text = (
        " ".join(one)
        if isinstance(one, list | tuple | set | frozenset) and all(isinstance(o, str) for o in one)
        else one
    )
    if not isinstance(text, str):
        raise FilmScoreError(
            f"In “no bet” stands {shown(one, 40)}: a pair is two of the names, such as “own” and “day”."
        )
    words = re.findall(r"[a-z]+", text[:200].casefold())
    return [word for word in words if word in NAMES]


def bet_asks(said: tuple[str, ...], bets: set[frozenset[str]], found: Ordering) -> list[Ask | None]:
    """What to ask where a sure pair stands the other way, or somebody bets on a coin."""
    rank, pairs = _ranks(said), _pairs(found)
    sure = [pair for pair in pairs if pair[2] >= SURE]
    turned = [pair for pair in sure if rank[pair[0]] > rank[pair[1]]]
    if len(bets) == len(pairs) and sure:
        return [Ask(
            "nothing is ever sure",
            f"You bet on none of the three pairs. Then the prediction would be worth nothing; {holds(*sure[0])}.",
            COUNTED,
        )]  # fmt: skip
    if len(sure) > 1 and turned == sure:
        return [Ask(
            "brightest first",
            f"You wrote {listed(said)}, and every sure pair is turned about. Asked is the darkest first.",
            COUNTED,
        )]  # fmt: skip
    asks: list[Ask | None] = []
    for low, high, chance in turned:
        asks.append(Ask(
            "a sure pair the other way",
            f"You put “{high}” under “{low}”. {holds(low, high, chance)}. For how much of the time are third, "
            f"sixth and seventh low in each of the two?",
            COUNTED,
        ))  # fmt: skip
    for low, high, chance in sure:
        if frozenset((low, high)) in bets and (low, high, chance) not in turned:
            asks.append(Ask(
                "a bet left lying",
                f"You would not bet on “{low}” and “{high}”: {holds(low, high, chance)}. Which degrees are low in one "
                "of "
                "them and high in the other?",
                COUNTED,
            ))  # fmt: skip
    for low, high, chance in pairs:
        if chance <= COIN and frozenset((low, high)) not in bets:
            asks.append(Ask(
                "sure of a coin",
                f"You bet on “{said[min(rank[low], rank[high])]}” under “{said[max(rank[low], rank[high])]}”: "
                f"{holds(low, high, chance)}. What is counted hardly differs in the two. Where does such a pair "
                "belong?",
                COUNTED,
            ))  # fmt: skip
    return asks


def outcome(said: tuple[str, ...], bets: set[frozenset[str]], found: Ordering) -> tuple[str, list[str]]:
    """What the order that was written came to: how the prediction is introduced, and each bet that lay under the line.

    It is *as you predicted* only if every pair that was bet on stands as the library has it.
    """
    rank, as_said, under = _ranks(said), True, []
    for low, high, chance in _pairs(found):
        if frozenset((low, high)) in bets:
            continue
        stands = rank[low] < rank[high]
        as_said = as_said and stands
        if chance < SURE:
            first, second = (low, high) if stands else (high, low)
            other_way = "" if stands else ", the other way round"
            under.append(
                f"You bet on “{first}” under “{second}”. The prediction has {_hundred(chance)} of 100{other_way}: "
                f"below {_hundred(SURE)} the lesson says *not told apart*, so the pair belongs under *no bet*."
            )
    return ("As you predicted" if as_said else "The prediction has it otherwise than you"), under


def _ranks(said: tuple[str, ...]) -> dict[str, int]:
    return {name: place for place, name in enumerate(said)}


def _pairs(found: Ordering) -> list[tuple[str, str, float]]:
    """Each pair as the library has it: the darker, the brighter, and in what share of the weightings."""
    pairs = []
    for one, other in combinations(NAMES, 2):
        low, high = (one, other) if found.chance(other, one) >= 0.5 else (other, one)
        pairs.append((low, high, found.chance(high, low)))
    return pairs


def holds(low: str, high: str, chance: float) -> str:
    """How sure a pair is: *“own” lies under “day” in 97 of 100 weightings*."""
    return f"“{low}” lies under “{high}” in {_hundred(chance)} of 100 weightings"


def _hundred(chance: float) -> str:
    return "more than 99" if chance > 0.995 else str(round(100 * chance))
