"""06.6: what each motif stands for, where the ear meets it, and where it comes again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.film import Film, open_film
from ...asking import apart_words, seconds
from ...reasons import ask_for_more, quoted, thin, vocabulary, words_of
from .asking import MEET, Ask, fields, held, key_of, listed, quote, sentence, settle

FILM = "last-parcel"
FORM = '{"the guard": {"stands for": "…", "first": 96, "again": [495]}, …}'
#: nobody learns two motifs within so many frames, two seconds
TOGETHER = 48
#: a second meeting so soon is still the first: the motif may not even have ended
AFTER = 48
#: who or what can be seen, from which frame to which, and what one calls it; the guard is gone after his splash
SEEN = {
    "Pia": (0, 1728, vocabulary("pia pias courier runner heroine")),
    "the parcel": (0, 1728, vocabulary("parcel parcels box package")),
    "the guard": (80, 1372, vocabulary("guard guards guardian whistle officer policeman pursuer chaser watchman")),
    "the child": (1404, 1728, vocabulary("child kid boy girl birthday")),
    "the cake": (1548, 1728, vocabulary("cake candle")),
}
_MOODS = vocabulary(
    """
    action adventure anger anxiety bravery chase comedy courage danger dread energy excitement fear freedom fun
    happiness hope hurry innocence joy kindness loneliness love menace mystery panic power relief rush sadness
    sorrow speed stress surprise suspense tenderness thrill threat urgency warmth wonder
    """
)

#: names for anybody's music and anybody's part in a story
_ANYBODY = vocabulary(
    "character characters figure hero heroine leitmotif main melody motif motifs person plot protagonist story theme "
    "themes tune"
)


def meet(answer: Any) -> str:
    """Each of three stands for something in this film, is met with it, and comes again."""
    film = open_film(FILM)
    rows = _read(answer, film)
    settle([_number(rows)])
    settle(ask for name, row in rows.items() for ask in _stands(name, row))
    settle([*_twins(rows)])
    settle(ask for name, row in rows.items() for ask in _places(name, row, film))
    settle([*_at_once(rows)])
    order = sorted(rows, key=lambda name: rows[name]["first"])
    told = ", then ".join(f"{quote(name)} on {rows[name]['first']}" for name in order)
    waits = {name: min(rows[name]["again"]) - rows[name]["first"] for name in rows}
    longest = max(waits, key=lambda name: waits[name])
    return (
        f"The ear meets {told}. Each comes again; {quote(longest)} has to be remembered longest, "
        f"{seconds(waits[longest], film)}. A motif that must wait so long should be the plainest of the three.\n\n"
        "Whether they *are* Pia, or the guard, the audience decides at the second meeting. Lesson 07 plans the third."
    )


def _read(answer: Any, film: Film) -> dict[str, dict[str, Any]]:
    answer = held(answer)
    if not isinstance(answer, Mapping):
        raise FilmScoreError(f"{shown(answer)} is not the form of this answer: {FORM}.")
    rows: dict[str, dict[str, Any]] = {}
    for key, value in list(answer.items())[:12]:
        name = str(key)[:60]
        row = fields(value, ("stands for", "first", "again"), FORM)
        again = row["again"] if isinstance(row["again"], list | tuple | set) else [row["again"]]
        rows[name] = {
            "stands for": sentence(row["stands for"], "stands for"),
            "first": film.frame(row["first"], f"first entry of “{name}”"),
            "again": sorted(film.frame(one, f"return of “{name}”") for one in list(again)[:50]),
            "before": _before(value),
        }
    return rows


def _before(row: Mapping[Any, Any]) -> str:
    """Why a motif is heard before its object is seen, if the student says so."""
    said = {key_of(key): value for key, value in list(row.items())[:20]}.get("before it is seen", "")
    return said if isinstance(said, str) else ""


def _number(rows: Mapping[str, Any]) -> Ask | None:
    if len(rows) == 3:
        return None
    names = f": {listed([quote(name) for name in rows])}" if rows else ""
    return Ask(
        "not three",
        f"{len(rows) or 'No'} motif{'' if len(rows) == 1 else 's'} in this table{names}. It is for the three of 06.5, "
        "one row each.",
        MEET,
    )


def _stands(name: str, row: Mapping[str, Any]) -> Iterator[Ask]:
    text = row["stands for"]
    kind = thin(text, also=_MOODS | _ANYBODY)
    if kind == "one-word":
        yield Ask(
            "a name, not yet an association",
            f"{quote(name)} stands for {quoted(text)}. That is who or what it is. What about it can the picture not "
            "say, and the notes can? “…, who …”",
            MEET,
        )
    elif kind and set(words_of(text)) & _MOODS:
        yield Ask(
            "a mood, not somebody",
            f"{quote(name)} stands for {quoted(text)}. That could stand in any film. Whose is it here, and what would "
            "we miss of this person or thing if the notes did not come back?",
            MEET,
        )
    elif kind:
        question = (
            f"What does {quote(name)} stand for in this film? Name somebody or something one can see, and what about "
            "it the picture cannot say."
        )
        yield Ask(f"no association: {kind}", ask_for_more(kind, text, question, beside="motif"), MEET)


def _twins(rows: Mapping[str, Mapping[str, Any]]) -> Iterator[Ask]:
    names = list(rows)
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            if words_of(rows[one]["stands for"]) == words_of(rows[other]["stands for"]):
                yield Ask(
                    "two motifs for one thing",
                    f"{quote(one)} and {quote(other)} stand for the same: {quoted(rows[one]['stands for'])} Then one "
                    "of them is enough. What has no notes yet?",
                    MEET,
                )


def _places(name: str, row: Mapping[str, Any], film: Film) -> Iterator[Ask]:
    first, again = row["first"], row["again"]
    if first >= film.frames or any(frame >= film.frames for frame in again):
        yield Ask(
            "outside the film",
            f"{quote(name)} comes on {max([first, *again])}; the last frame of the film is {film.frames - 1}.",
            MEET,
        )
        return
    yield from _unseen(name, row)
    yield from _in_a_line(name, row, film)
    if not again:
        yield Ask(
            "met once",
            f"{quote(name)} is heard on {first} and never again. Then it was a moment, not a motif. Where would "
            "somebody who knows it by then be glad, or afraid, to hear it?",
            MEET,
        )
        return
    if again[0] <= first:
        yield Ask(
            "again before first",
            f"{quote(name)} comes “again” on {again[0]}, and “first” on {first}, "
            f"{'the same frame' if again[0] == first else apart_words(first, again[0])}. Which of the two is the "
            "meeting?",
            MEET,
        )
    elif again[0] - first < AFTER:
        yield Ask(
            "again at once",
            f"{quote(name)} comes on {first} and again on {again[0]}, {seconds(again[0] - first, film)} later. The "
            "first has hardly ended. Where, after something else, would it be *remembered*?",
            MEET,
        )


def _unseen(name: str, row: Mapping[str, Any]) -> Iterator[Ask]:
    """The first statement stands with its object; who wants it earlier says why."""
    whose = (what for word in words_of(f"{name} {row['stands for']}") for what in SEEN if word in SEEN[what][2])
    what = next(whose, None)  # the one it is called after, or the one named first
    if what is None or SEEN[what][0] <= row["first"] < SEEN[what][1]:
        return
    begins, ends, _ = SEEN[what]
    early = row["first"] < begins
    if early and not thin(row["before"]):
        return
    when = f"{what} is first seen on {begins}" if early else f"{what} was last seen before {ends}"
    yield Ask(
        "met without its object",
        f"You let us meet {quote(name)} on {row['first']}, in the shot “{_shot(row['first'])}”; {when}. The ear gives "
        "new notes to whoever is in the picture. Who is it then? (If you mean it, add “before it is seen” with the "
        "reason.)",
        MEET,
    )


def _shot(frame: int) -> str:
    return next((shot.name for shot in open_film(FILM).shots if shot.start <= frame < shot.end), "the black")


def _in_a_line(name: str, row: Mapping[str, Any], film: Film) -> Iterator[Ask]:
    for line in film.lines:
        if line.start <= row["first"] < line.end:
            yield Ask(
                "met under a line",
                f"{quote(name)} is first heard on {row['first']}, inside {line.who.title()}’s “{line.text}” "
                f"({line.start} to {line.end}). Words take the ear; what is new in the music goes by. Before it, or "
                "after?",
                MEET,
            )


def _at_once(rows: Mapping[str, Mapping[str, Any]]) -> Iterator[Ask]:
    order = sorted(rows, key=lambda name: rows[name]["first"])
    for one, other in pairwise(order):
        gap = rows[other]["first"] - rows[one]["first"]
        if gap < TOGETHER:
            yield Ask(
                "two meetings at once",
                f"{quote(one)} is met on {rows[one]['first']} and {quote(other)} on {rows[other]['first']}, "
                f"{re.sub(r' s$', ' seconds', seconds(gap, open_film(FILM)))} apart. The ear takes them for one tune. "
                "Which of the two can wait for a better place?",
                MEET,
            )


HINTS = (
    "Watch the film without music and stop where each of the three is first alone in the picture, or in charge of it.",
    "For “stands for”, finish: “These notes are …, who …”. A name, then a verb. Not what we should feel.",
    "For “again”, look where the thing itself is not to be seen, or where somebody should think of it. That is where a "
    "motif can do what a picture cannot.",
)
