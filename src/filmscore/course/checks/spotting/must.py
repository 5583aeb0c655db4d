"""03.3: twelve frames of First Bloom, to be sorted into must, may and leave."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.film import Film, open_film
from ....picture.spotting import Hit, Spotting
from ...asking import Ask, frames, held, listed, seconds
from ...reasons import alike, ask_for_more, quoted, thin, vocabulary
from ...sorting import sorted_into
from .asking import MANY, MUST, settle

KINDS = ("must", "may", "leave")

#: the frames to sort, and what one sees there
EVENTS = {480: "the lamps go down", 840: "the green tip moves", 936: "Jon stops", 1056: "the bloom opens",
          1440: "the hands touch", 1704: "the first of the other lights", 1872: "the fade begins"}  # fmt: skip
CUTS = {456: "the cut to the one tray", 908: "the cut to Jon at the door", 1030: "the cut to the closed bud",
        1152: "the cut to Mara", 1536: "the cut to the crane shot"}  # fmt: skip
CANDIDATES = dict(sorted({**EVENTS, **CUTS}.items()))

#: a cut, and what turns shortly after it; hitting both takes the surprise from the second
PAIRS = ((456, 480), (908, 936), (1030, 1056))
#: what the script itself calls a must
MUSTS = (1056, 1440, 1704)

A_MINUTE = 5  #: must-hits in a minute of film at the most; a working rule, not a law
SNAP = 6  #: frames by which a mark made on the desk may lie beside the frame in the table
#: words that only say that the picture changes
_ONLY_PICTURE = vocabulary(
    """
    camera change changed changes close closeup cutting edit editor hit image looks see sees
    visual view wide
    """
)


def allowed(film: Film) -> int:
    """How many must-hits a film of this length can carry."""
    return int(A_MINUTE * film.seconds / 60)


def must_or_may(answer: Any) -> str:
    """Few musts, each with what would be missed; the script's own may be given up for a reason."""
    film = open_film("first-bloom")
    given = _given(answer, film)
    musts = {n: text for n, (kind, text) in given.items() if kind == "must"}
    settle([_number(musts, film)])
    asks: list[Ask | None] = [_pair(cut, turn) for cut, turn in PAIRS if cut in musts and turn in musts]
    asks += [_cuts(musts)]
    asks += [_why(n, text) for n, text in musts.items()]
    asks += [_given_up(n, *given[n]) for n in MUSTS if n in given and n not in musts]
    asks += [_same(musts)]
    if missing := [n for n in CANDIDATES if n not in given]:
        asks.append(Ask("unsorted", f"Not sorted yet: {', '.join(map(str, missing))}.", MUST))
    settle(asks)
    return "\n\n".join(_passed(given, musts, film))


def _given(answer: Any, film: Film) -> dict[int, tuple[str, str]]:
    answer = held(answer)
    if isinstance(answer, Spotting):
        answer = list(answer.hits)
    elif isinstance(answer, Hit):
        answer = [answer]
    if isinstance(answer, list | tuple) and answer and all(isinstance(hit, Hit) for hit in answer):
        if len(answer) > MANY:
            settle([_flood(len(answer), film)])
        hits = {_candidate(hit.frame, film): ("must", hit.label) if hit.must else ("may", "") for hit in answer}
        return {n: hits.get(n, ("leave", "")) for n in CANDIDATES}
    return sorted_into(answer, KINDS, lambda key: _candidate(key, film), "a frame of the table")


def _flood(count: int, film: Film) -> Ask:
    return Ask(
        "catches everything",
        f"{count:,} hits in {float(film.seconds):g} seconds: one every {float(film.seconds) / count:.2g} s. No tempo "
        "meets them, and if one did, the music would follow every movement: Mickey-Mousing. Twelve frames are in the "
        "table. Which of them would be missed?",
        MUST,
    )


def _candidate(key: Any, film: Film) -> int:
    if isinstance(key, str) and key.strip().isdecimal() and len(key.strip()) < 9:
        key = int(key)
    frame = film.frame(key, "frame")
    near = min(CANDIDATES, key=lambda n: abs(n - frame))
    if abs(near - frame) > SNAP:
        raise FilmScoreError(
            f"{shown(key, 30)} is not in the table; the nearest there is {near}, {CANDIDATES[near]}. Sort the twelve "
            "of the table here; your own finds belong into 03.4."
        )
    return near


def _number(musts: dict[int, str], film: Film) -> Ask | None:
    most, count = allowed(film), len(musts)
    if not musts:
        return Ask(
            "nothing must be met",
            "You have no must-hit at all. Then the music may pass over all twelve, the bloom included, and the film "
            "loses nothing? Ask it of each: if the music does nothing here, does the scene lose its sense?",
            MUST,
        )
    if count <= most:
        return None
    gaps = sorted((b - a, a, b) for a, b in pairwise(sorted(musts)))
    gap, a, b = gaps[0]
    return Ask(
        "catches everything",
        f"You have {count} must-hits in {float(film.seconds):g} seconds, {10 * count / float(film.seconds):.1f} in ten "
        f"seconds; the closest two, {a} and {b}, lie {seconds(gap, film)} apart. Music that meets everything follows "
        "each movement (Mickey-Mousing), and has nothing left for the one frame it is about. Five a minute is the "
        f"rule here: {most} in this film. Which {count - most} would you give up first?",
        MUST,
    )


def _pair(cut: int, turn: int) -> Ask:
    return Ask(
        "hits the cut and the turn",
        f"You must meet both {cut} and {turn}, {frames(turn - cut)} apart: {CANDIDATES[cut]}, and then "
        f"{CANDIDATES[turn]}. Once the music has spoken at {cut}, what is new at {turn}? One of the two would be "
        "missed. Which?",
        MUST,
    )


def _cuts(musts: dict[int, str]) -> Ask | None:
    cuts = [n for n in musts if n in CUTS]
    if len(cuts) < 2 or 2 * len(cuts) < len(musts):
        return None
    return Ask(
        "a cut is a turn",
        f"{len(cuts)} of your {len(musts)} musts are cuts: {listed(list(map(str, cuts)))}. There the editor changes "
        "the view. Play each with the sound off and look at the people: is anybody different after it?",
        MUST,
    )


def _why(n: int, text: str) -> Ask | None:
    kind = thin(text, also=_ONLY_PICTURE)
    if not kind:
        return None
    what = f"{n}, {CANDIDATES[n]}"
    if n in CUTS:
        return Ask(
            "a cut is a turn",
            ask_for_more(
                kind,
                text,
                f"You must meet {what}. What changes there: the picture, or the story? If it is the story, say what.",
            ),
            MUST,
        )
    if n == 840:
        return Ask(
            "what moves must be hit",
            ask_for_more(
                kind,
                text,
                f"You must meet {what}: a few millimetres in a dark shot. What would be missed if the music only kept "
                "going?",
            ),
            MUST,
        )
    if n == 1872:
        return Ask(
            "a fade is a point",
            ask_for_more(
                kind,
                text,
                f"You must meet {what}. A fade is 48 frames long; which of them could be missed, and by whom?",
            ),
            MUST,
        )
    question = (
        f"{what}, is a must of yours. What would be missed if the music passed over it? Write it after the word: "
        "“must: …”"
    )
    return Ask("a must without a loss", ask_for_more(kind, text, question), MUST)


def _given_up(n: int, kind: str, text: str) -> Ask | None:
    lacking = thin(text, also=_ONLY_PICTURE)
    if not lacking:
        return None
    question = (
        f"You put {n}, {CANDIDATES[n]}, under “{kind}”. Play it with a beat that falls anywhere else: does the scene "
        f"keep its sense? If it does, write why after the word: “{kind}: …”"
    )
    return Ask("gives up what the film is about", ask_for_more(lacking, text, question), MUST)


def _same(musts: dict[int, str]) -> Ask | None:
    for i, (a, one) in enumerate(musts.items()):
        for b, other in list(musts.items())[i + 1 :]:
            if alike(one, other):
                return Ask(
                    "one reason for all",
                    f"{a} and {b} have the same words, {quoted(one)} A loss belongs to one frame. What is lost at {b} "
                    f"that is not lost at {a}?",
                    MUST,
                )
    return None


def _passed(given: dict[int, tuple[str, str]], musts: dict[int, str], film: Film) -> list[str]:
    order = sorted(musts)
    count = len(order)
    said = [
        f"{count} must-hit{'' if count == 1 else 's'} ({listed([str(n) for n in order])}): "
        + (
            f"one every {float(film.seconds) / count:.0f} seconds. "
            if count > 1
            else "the whole film is built towards it. "
        )
        + (
            f"The closest two lie {seconds(min(b - a for a, b in pairwise(order)), film)} apart, so a tempo has room "
            "to breathe."
            if count > 1
            else "Every tempo can meet one frame."
        )
    ]
    for n in order:
        if n in CUTS:
            said.append(
                f"{n} is a cut, and you meet it: {quoted(musts[n], 80)} Hear in 03.4 whether it is the story one "
                "notices there."
            )
    for n in MUSTS:
        kind, text = given.get(n, ("must", ""))
        if kind != "must":
            said.append(
                f"The script calls {n} a must. You give it up: {quoted(text, 80)} Keep that for the director; she will "
                "ask."
            )
    mays = [n for n, (kind, _) in given.items() if kind == "may"]
    if mays:
        said.append(
            f"{listed([str(n) for n in sorted(mays)])}: may. Where the tempo of lesson 05 brings one of them, take it "
            "as a gift."
        )
    return said


HINTS = (
    "Take one frame away at a time. Hum anything steady over the scene and pass over the frame without a sign: do you "
    "feel cheated? Only then it is a must.",
    "Five of the twelve are cuts, and three of those have a turn 24 to 28 frames behind them. Of such a pair at most "
    "one is a must.",
    "After “must:” finish the sentence “if the music passes over it, we would not …” with something that only this "
    "film has: a person, a thing, what one of them has just understood.",
)
