"""07.7: one statement that contradicts what we see. It has to be known, and known again, or nothing is contradicted."""

from __future__ import annotations

from typing import Any

from ....errors import FilmScoreError, shown
from ....music.leitmotif import LeitmotifPlan
from ....picture.film import open_film
from ...reasons import alike, ask_for_more, quoted, thin, words_of
from .asking import IRONY, ORDER, Ask, beside, fields, settle
from .part import part
from .plan import ONLY_MUSIC, changed, name_of, plan_of
from .survive import kept

FORM = '{"plan": my_plan with one fs.Statement(…, irony=True), "means": "…", "picture": "…"}'
NAMES = ("plan", "means", "picture")


def ironic(answer: Any) -> str:
    """One statement marked as irony: stated plain before, still recognisable, and against its picture."""
    if isinstance(answer, LeitmotifPlan):
        raise FilmScoreError(f"The plan is the first of three parts: {FORM}")
    given = fields(answer, NAMES, FORM)
    plan = plan_of(given["plan"])
    for name in NAMES[1:]:
        if not isinstance(given[name], str):
            raise FilmScoreError(f"“{name}” is to be a sentence between quotation marks, not {shown(given[name], 40)}.")
    settle([_marked(plan)])
    index = next(i for i, one in enumerate(plan.statements) if one.irony)
    settle([_known(plan, index)])
    settle([_again(plan, index), _placed(plan, index), *_words(plan, index, given["means"], given["picture"])])
    one = plan.statements[index]
    film = open_film(one.film or "")
    frame = one.frame or 0
    near = min(film.events, key=lambda event: abs(event.frame - frame), default=None)
    there = f" (nearest to it: “{near.label}” on {near.frame})" if near is not None else ""
    heard = "plain" if not changed(plan, index) else f"still to be known by {_hold(plan, index)}"
    return (
        f"{name_of(plan, index)}, frame {frame} of {film.title}{there}: {quoted(one.motif)} comes {heard}, saying "
        f"{quoted(given['means'], 80)}, while we see {quoted(given['picture'], 80)}\n\n"
        "Whether that is bitter, funny or only odd a check cannot hear. Play it to somebody who has heard the plain "
        "statement, and watch their face."
    )


def _marked(plan: LeitmotifPlan) -> Ask | None:
    count = sum(one.irony for one in plan.statements)
    if count == 1:
        return None
    if not count:
        all_ = len(plan.statements)
        have = "Your one statement is not marked" if all_ == 1 else f"None of your {all_} statements is marked"
        return Ask(
            "irony that nobody marked",
            f"{have}. Say that you mean it: fs.Statement(…, irony=True).",
            IRONY,
        )
    return Ask(
        "irony everywhere",
        f"{count} of your {len(plan.statements)} statements are marked as irony. Who contradicts always is soon "
        "believed. Keep the one that hurts most.",
        IRONY,
    )


def _known(plan: LeitmotifPlan, index: int) -> Ask | None:
    motif = plan.statements[index].motif
    before = [i for i in plan.of(motif) if i < index]
    if any(not changed(plan, i) for i in before):
        return None
    have = "It is the first time we hear it" if not before else "Before it, the tune was only heard bent"
    return Ask(
        "developed before it is known",
        f"{name_of(plan, index)} turns {quoted(motif)} against its own meaning. {have}, so it has no meaning yet to be "
        "turned. Put a plain statement before it, where the tune means what it says.",
        ORDER,
    )


def _again(plan: LeitmotifPlan, index: int) -> Ask | None:
    plain, heard = plan.motifs[plan.statements[index].motif], plan.motif_at(index)
    if kept(heard, plain) != "neither" or part(heard, plain):
        return None
    return Ask(
        "contradicted by a stranger",
        f"{name_of(plan, index)}: neither contour nor rhythm of {quoted(plan.statements[index].motif)} is left, and no "
        "piece of it. The more "
        "you bend it, the less it is the tune whose promise is broken here. What could you leave as it was?\n\n"
        f"{beside(heard, plain, 'Plain', whole=True)}",
        IRONY,
    )


def _hold(plan: LeitmotifPlan, index: int) -> str:
    plain, heard = plan.motifs[plan.statements[index].motif], plan.motif_at(index)
    found = kept(heard, plain)
    lines = {"both": "its line and its rhythm", "contour": "its line", "rhythm": "its rhythm"}
    parts = {"whole": "what stands in it whole", "middle": "three notes and more from its middle"}
    which = part(heard, plain)
    return lines.get(found) or parts.get(which) or f"its {which}"


def _placed(plan: LeitmotifPlan, index: int) -> Ask | None:
    one = plan.statements[index]
    if one.film is not None and one.frame is not None:
        return None
    return Ask(
        "irony without a picture",
        f"{name_of(plan, index)} has no {'film' if one.film is None else 'frame'} yet. Irony needs a picture to "
        'disagree with: film="the-log", frame=1440.',
        IRONY,
    )


def _words(plan: LeitmotifPlan, index: int, means: str, picture: str) -> list[Ask | None]:
    reason = plan.statements[index].reason
    asks: list[Ask | None] = []
    for text, name, question in (
        (means, "means", "What has the tune come to mean by then? Say whose, or of what."),
        (picture, "picture", "What do we see while it sounds? Name somebody or something that is there."),
    ):
        if kind := thin(text, also=ONLY_MUSIC):
            asks.append(
                Ask(f"no words: {name}", f"“{name}”: {ask_for_more(kind, text, question, beside='picture')}", IRONY)
            )
    if not asks and (alike(means, picture) or set(words_of(means)) == set(words_of(picture))):
        asks.append(
            Ask(
                "it agrees with the picture",
                f"What the tune means and what we see are the same words, {quoted(means)}. Then the music agrees. "
                "Irony needs two sentences that cannot both be true.",
                IRONY,
            )
        )
    if kind := thin(reason, also=ONLY_MUSIC):
        question = f"{name_of(plan, index)}: what do we understand because the two disagree, that neither says alone?"
        asks.append(Ask(f"no reason: {kind}", ask_for_more(kind, reason, question, beside="scene"), IRONY))
    return asks


HINTS = (
    "Finish the sentence: *The tune promises …, and we see ….* If both halves can be true at once, look for another "
    "scene.",
    "The colder the picture, the warmer the tune may stay. Bending it to the picture takes the quarrel away.",
    "Mark the statement with irony=True, give it its film and its frame, and put a plain statement before it in the "
    "list.",
)
