"""07.6: one motif through a story. Its order, its cues, its changes and its reasons; never its beauty."""

from __future__ import annotations

import re
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.leitmotif import BROKEN, MOVED, PLAIN, VARIED, LeitmotifPlan
from ....music.leitmotif_criteria import MORE_THAN, cues
from ....music.motif import Motif
from ...reasons import alike, ask_for_more, quoted, thin, vocabulary
from ..motif_design.known import chord, famous, quotes
from .asking import KNOWN, ORDER, Ask, beside, listed, settle
from .part import part
from .survive import kept

BENT = 2  #: statements at least that are not exact
FEWEST, LONGEST = 3, 32  #: notes and beats of a motif; two bars are eight beats, and slow ones are allowed

#: what a reason may not be made of alone: names of what is done, who does it, and moods
ONLY_MUSIC = vocabulary(
    """
    augmentation augmented augment backwards bar bars beat beats bright brighter cello celesta chord chords chromatic
    contrast dark darker diatonic different diminish diminished diminution exact faster flute fragment half harp head
    high higher horn instrument interval intervals inversion invert inverted key leitmotif low lower loud louder major
    meter minor mirror mirrored mode motif note notes octave orchestra original ostinato piano pitch plain quiet
    recognise recognised repeat repeated repetition retrograde reverse reversed rhythm second sequence shorter slow
    slower soft softer statement strings tempo theme third time times transform transformation transformed transpose
    transposed transposition tune twice variation varied vary version violin waltz
    """
)
FORM = 'fs.LeitmotifPlan(motifs={"…": fs.Motif("…")}, statements=[fs.Statement("…", "…", reason="…"), …])'


def plan_of(answer: Any) -> LeitmotifPlan:
    """The plan in an answer: itself, or what a widget holds.

    Raises
    ------
    FilmScoreError
        It is none.
    """
    answer = getattr(answer, "answer", answer) if not isinstance(answer, LeitmotifPlan | dict | list) else answer
    if isinstance(answer, LeitmotifPlan):
        return answer
    raise FilmScoreError(f"{shown(answer, 60)} is no plan: {FORM}. The widget's *Copy the code* gives that line.")


def arc(answer: Any) -> str:
    """More than three cues, two of them bent at least, plain before bent, and a reason for each."""
    plan = plan_of(answer)
    settle([_empty(plan)])
    main = plan.main or ""
    places = plan.of(main)
    settle([_motif(plan.motifs[main], main) or _own(plan, main), *(_broken(plan, i) for i in places)])
    asks = [_order(plan, main), _cues(plan, places), _bent(plan, places), _lost(plan, places)]
    asks += [_reason(plan, i) for i in places]
    asks += [_one_for_all(plan, places)]
    settle(asks)
    return "\n\n".join(_passed(plan, main, places))


def _empty(plan: LeitmotifPlan) -> Ask | None:
    if plan.motifs and plan.statements:
        return None
    what = "no motif in it" if not plan.motifs else "no statement in it"
    return Ask(
        "an empty plan", f"There is {what} yet. Begin with the scene in which the motif is first heard, plain.", ORDER
    )


def _motif(motif: Motif, name: str) -> Ask | None:
    count = len(motif.pitches)
    if count < FEWEST:
        return Ask(
            "too short to change",
            f"{quoted(name)} has {count} note{'' if count == 1 else 's'}. What is left of it when two things change? "
            f"{FEWEST} notes at least.",
            ORDER,
        )
    if motif.beats > LONGEST:
        return Ask(
            "too long to come back",
            f"{quoted(name)} lasts {float(motif.beats):g} beats. Which four notes would you keep when the door slams?",
            ORDER,
        )
    steps = [abs(step) for step in motif.intervals]
    one_way = len({step > 0 for step in motif.intervals}) == 1
    if count > 3 and one_way and min(steps) > 0 and max(steps) <= 2 and len(set(motif.durations)) == 1:
        return Ask(
            "a scale belongs to nobody",
            f"{quoted(name)}, {' · '.join(motif.pitches[:8])}, is a piece of a scale in even notes. It could be "
            "anybody's; give it one leap or one rhythm, and it can come back as itself.",
            ORDER,
        )
    return None


def _own(plan: LeitmotifPlan, main: str) -> Ask | None:
    """Whether it could be taken for somebody else: a known opening, a chord, another motif of the plan."""
    motif = plan.motifs[main]
    declared = " ".join([main, motif.name or "", plan.title, *(one.reason for one in plan.statements)])
    if (found := famous(motif)) and not quotes(motif, declared):
        return Ask(
            "a famous opening",
            f"{quoted(main)}, {' · '.join(motif.pitches[:8])}: people will hear {found} in it, and its story in yours. "
            "If you want that, name it: call the motif by it, or say it in a reason. If not, which note is yours?",
            ORDER,
        )
    if not found and (found := chord(motif)):
        return Ask(
            "a chord, note by note",
            f"{quoted(main)}, {' · '.join(motif.pitches[:8])}, is {found}, as every bugle has it. Which note that is "
            "not in the chord would make it somebody's?",
            ORDER,
        )
    distinct = plan.criteria(main).distinctiveness
    return None if distinct else Ask("taken for another motif", f"{distinct.told} Which of them should change?", ORDER)


def _broken(plan: LeitmotifPlan, index: int) -> Ask | None:
    if plan.treatment(index) != BROKEN:
        return None
    try:
        plan.motif_at(index)
    except FilmScoreError as why:
        said = re.sub(rf"^{re.escape(name_of(plan, index))}:? *", "", str(why))
        return Ask("cannot be played", f"{name_of(plan, index)} cannot be made: {said}", ORDER)
    return None


def changed(plan: LeitmotifPlan, index: int) -> bool:
    """Whether a statement is more than exact: other intervals, another rhythm, other chords, another tune beside it."""
    return plan.treatment(index) == VARIED


def _order(plan: LeitmotifPlan, main: str) -> Ask | None:
    places = plan.of(main)
    first = places[0]
    if not changed(plan, first):
        return None
    plain = next((i for i in places if not changed(plan, i)), None)
    later = f"Plain it comes only in {name_of(plan, plain)}." if plain is not None else "Plain it comes nowhere."
    return Ask(
        "developed before it is known",
        f"{name_of(plan, first)} is the first time anybody hears {quoted(main)}, and there it is changed already: "
        f"{_done(plan, first)}. {later} Who hears that takes it for the tune itself: there is no association yet to "
        f"transform. Where could it be stated as it is, before that?\n\n"
        f"{beside(plan.motif_at(first), plan.motifs[main], 'Plain', whole=True)}",
        ORDER,
    )


def _cues(plan: LeitmotifPlan, places: tuple[int, ...]) -> Ask | None:
    groups = cues(plan, plan.main or "")
    if len(groups) > MORE_THAN:
        return None
    crowded = [group for group in groups if len(group) > 1]
    words = f"{_count(len(places), 'statement')} in {_count(len(groups), 'cue')}"
    if crowded:
        group = max(crowded, key=len)
        return Ask(
            "one scene counted as many",
            f"{words}: {name_of(plan, group[0])} holds {len(group)} of them. To come back a tune must have been away; "
            f"within one scene it only goes on. More than {MORE_THAN} *cues* are asked. Where else does the story "
            "speak of the same thing?",
            ORDER,
        )
    return Ask(
        "too few cues",
        f"{words}. Lehman's catalogue asks for more than {MORE_THAN}: a tune that comes two or three times may be "
        "chance, or a memory. Which other scene is about the same thing?",
        ORDER,
    )


def _bent(plan: LeitmotifPlan, places: tuple[int, ...]) -> Ask | None:
    bent = [i for i in places if changed(plan, i)]
    if len(bent) >= BENT:
        return None
    moved = [i for i in places if plan.treatment(i) == MOVED and i not in bent]
    players = {plan.played_by(i).casefold() for i in places} - {""}
    have = f"{len(bent)} of {len(places)} statements {'is' if len(bent) == 1 else 'are'} changed in notes or rhythm"
    if moved:
        return Ask(
            "transposition alone",
            f"{have}; {listed([name_of(plan, i) for i in moved])} only {'lies' if len(moved) == 1 else 'lie'} higher "
            "or lower. A listener hears the same tune again, which is good, and hears that nothing has happened to it. "
            f"Change intervals or rhythm in {BENT} at least.",
            KNOWN,
        )
    if len(players) > 1:
        return Ask(
            "new colours only",
            f"{have}. The players change ({listed(sorted(players))}), the tune does not. Colour says who is looking; "
            f"what has happened to the tune in between? Bend {BENT} at least.",
            KNOWN,
        )
    return Ask(
        "all statements exact",
        f"{have}. It comes back as it was, like a signature. What has the story done to it by then? Bend {BENT} at "
        "least.",
        KNOWN,
    )


def _lost(plan: LeitmotifPlan, places: tuple[int, ...]) -> Ask | None:
    """More than half of the statements beyond recognition: nothing recurs for an ear."""
    plain = plan.motifs[plan.main or ""]
    lost = [i for i in places if kept(plan.motif_at(i), plain) == "neither" and not part(plan.motif_at(i), plain)]
    if 2 * len(lost) <= len(places):
        return None
    return Ask(
        "nobody hears that it came back",
        f"{listed([name_of(plan, i) for i in lost])}: neither contour nor rhythm is left of the tune there. On paper "
        "it recurs. Which one thing would you leave alone, so that an ear can hold on to it?\n\n"
        f"{beside(plan.motif_at(lost[0]), plain, 'Plain', whole=True)}",
        KNOWN,
    )


def _reason(plan: LeitmotifPlan, index: int) -> Ask | None:
    text = plan.statements[index].reason
    kind = thin(text, also=ONLY_MUSIC)
    if not kind:
        return None
    done = "as it is" if not changed(plan, index) else _done(plan, index)
    if kind == "any-film" and not thin(text):
        return Ask(
            "the reason names what is done",
            f"{name_of(plan, index)}: {quoted(text)} tells what you do to the notes. That can be seen. What has "
            "happened to somebody, so that the tune comes like this?",
            ORDER,
        )
    question = f"{name_of(plan, index)}, {done}: what would this scene lose without the tune, or with it unchanged?"
    return Ask(f"no reason: {kind}", ask_for_more(kind, text, question, beside="scene"), ORDER)


def _one_for_all(plan: LeitmotifPlan, places: tuple[int, ...]) -> Ask | None:
    for n, i in enumerate(places):
        for j in places[n + 1 :][:50]:
            if alike(plan.statements[i].reason, plan.statements[j].reason):
                return Ask(
                    "one reason for all",
                    f"{name_of(plan, i)} and {name_of(plan, j)} have the same words, "
                    f"{quoted(plan.statements[i].reason)}. What is different by the second time?",
                    ORDER,
                )
    return None


def _done(plan: LeitmotifPlan, index: int) -> str:
    return listed([step.told for step in plan.steps(index)]) or "as it is"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def name_of(plan: LeitmotifPlan, index: int) -> str:
    """A statement by its scene, or by its number."""
    scene = plan.statements[index].scene.strip()
    return quoted(scene, 40) if scene else f"Statement {index + 1}"


def _passed(plan: LeitmotifPlan, main: str, places: tuple[int, ...]) -> list[str]:
    heard_in, bent = cues(plan, main), [i for i in places if changed(plan, i)]
    exact = len(places) - len(bent)
    said = [
        f"{quoted(main)} is heard in {len(heard_in)} cues: {_count(exact, 'time')} exact, {_count(len(bent), 'time')} "
        f"bent, and plain first, in {name_of(plan, places[0])}. Each statement has its reason."
    ]
    lines = [i for i in bent if len(plan.motif_at(i).pitches) > 1]  # of one note nothing can be measured
    far = max(lines, key=lambda i: sum(plan.distances(i)), default=None)
    if far is not None and any(gone := plan.distances(far)):  # under other chords the line may be as it was
        said.append(
            f"Furthest from home it is in {name_of(plan, far)} ({_done(plan, far)}): pitch {gone.pitch:.2f}, contour "
            f"{gone.contour:.2f}, rhythm {gone.rhythm:.2f}, where 0 is alike and 1 unlike. Is that the scene in which "
            "the story is furthest from where it began?"
        )
    if plan.treatment(places[-1]) == PLAIN and len(places) > 1:
        said.append("And it ends as it began. Is it the same to us by then?")
    return said


HINTS = (
    "Begin with one sentence on what the motif stands for; a thing, a wish or a debt does better than a mood. Then "
    "look for the scenes that speak of it.",
    "State it whole and plain where its meaning can be seen. Bend it where the meaning is threatened, broken or grown.",
    "Read only the reasons, top to bottom: do they tell the story of that one thing? A reason that names what you do "
    "to the notes is waiting for the name of a person.",
)
