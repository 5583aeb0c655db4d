"""11.8: the chorale's four lines given to players, phrase by phrase. Of players, sums and the film, facts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from ....music.orchestra.balance import why_not
from ....music.orchestra.distribute import distribute
from ....music.orchestra.playability import playability
from ....music.orchestra.weights import units
from ....picture.film import open_film
from .asking import FOUR, PAGE, REACH, SIX, STAND, SUMS, Ask, heard, listed, lost_register, settle, where
from .pages import page_ask
from .plan_read import DIVISIONS, FILM, PHRASES, VOICES, Plan, Task, chorale_score, frame_of, plan_of

MOST, LEAST = 16, 5
#: the bars of B
SPEECH_BARS = (3, 4)
#: families whose players may have several notes at once
SEVERAL = ("keys", "synths", "percussion")
#: the tune against the strongest other line, at the least; at this much more it is mostly its loudest player
ENOUGH, MOSTLY = Fraction(1, 2), 3


def eight_bars(answer: Any) -> str:
    """Who has which line in each phrase, a dynamic each, and one page."""
    plan = plan_of(answer)
    settle([*_empty(plan), _count(plan), *_twice(plan)])
    settle([*_lies(plan), *_tune(plan), _grows(plan)])
    settle([heard(_written, plan)])
    remarks = playability(distribute(chorale_score(), plan.table))
    settle([*_speech(plan, remarks), *_breath(remarks), *_tuned(remarks)])
    return _passed(plan)


# ---- the form


def _empty(plan: Plan) -> Iterator[Ask]:
    for phrase in PHRASES:
        bare = [voice for voice in VOICES if not plan.of(phrase, voice)]
        if len(bare) == len(VOICES):
            yield Ask("a line is nobody's", f"{phrase}: nobody has anything yet.", FOUR)
        elif bare:
            yield Ask(
                "a line is nobody's",
                f"{phrase}: nobody has the {listed(bare)}. All four lines are asked for, in each phrase.",
                FOUR,
            )
        elif not plan.levels.get(phrase):
            yield Ask("no dynamic", f"{phrase}: there is no dynamic. Nobody can enter without one.", STAND)


def _count(plan: Plan) -> Ask | None:
    people = sum(one.count for one in plan.people.values())
    names = listed(list(plan.people)[:6]) + (" …" if len(plan.people) > 6 else "")
    if people < LEAST:
        return Ask(
            "too few players", f"{people} play: {names}. With four lines, who can ever rest? Five at least.", FOUR
        )
    if people > MOST:
        return Ask(
            "too many players", f"{people} play; {MOST} at most. A section is one here. Who has least to do?", FOUR
        )
    return None


def _twice(plan: Plan) -> Iterator[Ask]:
    """One player on two lines of a phrase."""
    for phrase in PHRASES:
        tasks = plan.tasks[phrase]
        for who in dict.fromkeys(task.who for task in tasks):
            lines = [task.line for task in tasks if task.who == who]
            if len(lines) == 1 or all(task.divided for task in tasks if task.who == who):
                continue
            if plan.people[who].section:
                each = DIVISIONS.get(who.casefold(), 0) // len(lines)
                yield Ask(
                    "divisi",
                    f"{phrase}: the {who} have {listed(lines)}"
                    f"{f', about {each} players to a line' if each else ''}. Write “{who} div.” on each line if you "
                    "mean it.",
                    STAND,
                )
            elif plan.people[who].instrument.family in SEVERAL:
                yield Ask(
                    "one player, two lines",
                    f"{phrase}: {who} has {listed(lines)} at once. Two hands have two notes; here it is one line to a "
                    "player. Who takes the other?",
                    STAND,
                )
            else:
                yield Ask(
                    "one player, two notes",
                    f"{phrase}: {who} has {listed(lines)} at once, and plays one note at a time."
                    if len(set(lines)) > 1
                    else f"{phrase}: {who} stands under {lines[0]} more than once. Who was meant to join?",
                    STAND,
                )


# ---- each player


def _lies(plan: Plan) -> Iterator[Ask]:
    """Of every player the note that is furthest out, and registers without the dynamic."""
    for phrase in PHRASES:
        for task in plan.tasks[phrase]:
            if ask := _reach(plan, phrase, task) or _register(plan, phrase, task):
                yield ask


def _reach(plan: Plan, phrase: str, task: Task) -> Ask | None:
    tool = plan.people[task.who].instrument
    order = ("comfortable", "extreme", "out")
    low, high = tool.span()
    notes = plan.notes(phrase, task)
    note = max(notes, key=lambda n: (order.index(tool.reach(n.name)), max(low - n.midi, n.midi - high)))
    reach = tool.reach(note.name)
    if reach == "comfortable":
        return None
    side = "down" if note.midi < low else "up"
    moved = f", {'an octave' if abs(task.octaves) == 1 else 'two octaves'} {'up' if task.octaves > 0 else 'down'},"
    had = f"{_has(plan, task)} the {task.line}{moved if task.octaves else ''}"
    head = f"{phrase}: {had} and it goes {side} to {note.name}."
    if reach.hard and tool.family == "strings":
        words = f"That lies below the lowest open string, {tool.strings[0]}. Which strings have it?"
        return Ask("what a sampler plays can be played", f"{head} {words}", REACH)
    words = f"For the {tool.said} that is “{reach}”. Another octave, or another line?"
    return Ask("out of comfort", f"{head} {words}", REACH)


def _has(plan: Plan, task: Task) -> str:
    """ "flute has", "violins II have"."""
    many = plan.people[task.who].section and any(word.endswith("s") and word != "bass" for word in task.who.split())
    return f"{task.who} {'have' if many else 'has'}"


def _register(plan: Plan, phrase: str, task: Task) -> Ask | None:
    """Most notes of a phrase in a register that has not the dynamic."""
    tool, level = plan.people[task.who].instrument, plan.levels[phrase]
    notes = plan.notes(phrase, task)
    lost = [(note, found) for note in notes if (found := lost_register(tool, note, level))]
    if 2 * len(lost) <= len(notes):
        return None
    note, register = lost[0]
    return Ask(
        f"no {level} in that register",
        f"{phrase}: {_has(plan, task)} the {task.line}. {where(tool, note, register)}; *{level}* is asked. Another "
        "octave, somebody else, or another dynamic?",
        SIX,
    )


# ---- the sums


def _sum(plan: Plan, phrase: str, voice: str) -> Fraction:
    """The units of a line in a phrase; a section that divides has half on each line."""
    level, total = plan.levels[phrase], Fraction(0)
    for task in plan.of(phrase, voice):
        lines = sum(one.who == task.who for one in plan.tasks[phrase])
        total += units(plan.people[task.who], level) / lines
    return total


def _tune(plan: Plan) -> Iterator[Ask]:
    for phrase in PHRASES:
        tune = _sum(plan, phrase, VOICES[0])
        other = max(VOICES[1:], key=lambda voice: _sum(plan, phrase, voice))
        rival = _sum(plan, phrase, other)
        if 0 < tune < ENOUGH * rival:  # whom Rimsky-Korsakov gives no number is not weighed here either
            names = listed([task.who for task in plan.of(phrase, VOICES[0])])
            yield Ask(
                "the tune is covered",
                f"{phrase}: the soprano has {_number(tune)} ({names}), the {other} {_number(rival)}. Half at least: "
                "more people on the tune, or fewer, or softer ones, under it?",
                SUMS,
            )


def _grows(plan: Plan) -> Ask | None:
    before, there = (sum((_sum(plan, p, v) for v in VOICES), Fraction(0)) for p in ("B", "C"))
    if there > before:
        return None
    return Ask(
        "everything from bar 1",
        f"C has {_number(there)} units, and B has {_number(before)}. What is left to come in with C?",
        FOUR,
    )


# ---- the room, and the film


def _speech(plan: Plan, remarks: Any) -> Iterator[Ask]:
    line = next(line for line in open_film(FILM).lines if line.start > frame_of(Fraction(8)))
    for remark in remarks.of("speech"):
        if remark.bar in SPEECH_BARS:
            at = frame_of(4 * (remark.bar - 1) + remark.beat - 1)
            yield Ask(
                "held where people speak",
                f"B: the {remark.part[0].lower()}{remark.part[1:]} "
                f"{'hold' if remark.part.endswith('s') else 'holds'} low notes, *{plan.levels['B']}*, from {at} on, "
                f"and {line.who.title()} speaks from {line.start} to {line.end}. Softer, elsewhere, or gone by then?",
                STAND,
            )


def _breath(remarks: Any) -> Iterator[Ask]:
    for remark in remarks.of("breath"):
        yield Ask("no place to breathe", f"{remark.part}: {remark.told}", STAND)


def _tuned(remarks: Any) -> Iterator[Ask]:
    """Drums and pedals that have no time to change."""
    for kind in ("drums", "pedals"):
        for remark in remarks.of(kind)[:1]:
            yield Ask("no time to tune", f"{remark.part}, bar {remark.bar}: {remark.told}", STAND)


def _written(plan: Plan) -> Ask | None:
    name, page = plan.written
    if not name:
        return Ask(
            "nothing printed", "“written” is empty: phrase A on the page of one transposing player of yours.", PAGE
        )
    task = next((one for one in plan.tasks["A"] if one.who.casefold() == name.casefold()), None)
    if task is None:
        return Ask("a page for somebody who rests", f"written: {name} has nothing in A. Whose page is it?", PAGE)
    tool = plan.people[task.who].instrument
    if not tool.transposition.semitones:
        return Ask(
            "nothing to transpose",
            f"written: the {tool.said} reads what it sounds. Take another of yours.",
            PAGE,
        )
    found = page_ask(name, page, plan.motif("A", task.line, task.octaves))
    if found is None:
        return None
    for voice in VOICES:
        if voice != task.line and page_ask(name, page, plan.motif("A", voice, task.octaves)) is None:
            return Ask(
                "the page of another line", f"written: that is the {voice}; {name} has the {task.line} in A.", PAGE
            )
    return Ask(found.about, f"written, {found.words}", PAGE)


# ---- on a pass


def _passed(plan: Plan) -> str:
    people = {phrase: list(dict.fromkeys(task.who for task in plan.tasks[phrase])) for phrase in PHRASES}
    rows = [f"{p}: " + ", ".join(f"{voice} {_number(_sum(plan, p, voice))}" for voice in VOICES) for p in ("B", "C")]
    said = [f"It can be played. In units, {rows[0]}. {rows[1]}."]
    new = [who for who in people["C"] if who not in people["B"]]
    if not new:
        said.append("C has the people of B, asked for more. Who else is in the room?")
    else:
        said.append(f"In C {listed(new)} come{'s' if len(new) == 1 else ''} in that B had not.")
    said += list(_questions(plan, people))[:1]
    return "\n\n".join(said)


def _questions(plan: Plan, people: dict[str, list[str]]) -> Iterator[str]:
    for phrase in PHRASES:
        rival = max(VOICES[1:], key=lambda voice: _sum(plan, phrase, voice))
        if _sum(plan, phrase, VOICES[0]) == 0 < _sum(plan, phrase, rival):
            who = plan.of(phrase, VOICES[0])[0].who
            yield (
                f"The tune of {phrase} is with the {who}, whom the sums do not weigh. {why_not(plan.people[who])} The "
                f"{rival} beside it has {_number(_sum(plan, phrase, rival))}. Will it be heard?"
            )
    tune = _sum(plan, "C", VOICES[0])
    if tune >= MOSTLY * max(_sum(plan, "C", voice) for voice in VOICES[1:]):
        strong = max(plan.of("C", VOICES[0]), key=lambda task: units(plan.people[task.who], plan.levels["C"])).who
        yield f"The tune of C has {_number(tune)}; it will be heard as {strong}, with others. Did you mean that?"
    low = plan.of("C", "bass")
    if {"cello", "double bass"} <= {plan.people[t.who].instrument.said for t in low} and not any(
        t.octaves for t in low
    ):
        yield "Cellos and double basses are in unison in C; an octave down, the basses are the floor. Did you mean it?"
    if always := [who for who in plan.people if all(who in people[phrase] for phrase in PHRASES)]:
        yield f"{listed(always)} never rest{'s' if len(always) == 1 else ''}. Did you mean that?"


def _number(value: Fraction) -> str:
    return f"{float(value):.3g}"


HINTS = (
    "Begin with C, the fullest: somebody on all four lines, then doubles. Then take people away for A, B and D.",
    "Fill a table of lines and units for C: a section 2, a horn 2, a woodwind 1, a trumpet 4. Which line is strongest? "
    "If it is not the soprano, who could move?",
    "fs.instrument(name).reach(note), for the highest and the lowest note of each line. For the page: which way does "
    "your player read?",
)
