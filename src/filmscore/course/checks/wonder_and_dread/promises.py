"""What the author of ten bars promised, and whether the bars keep it: the second half of 09.7."""

from __future__ import annotations

from itertools import pairwise

from ....music.harmony.chords import Chord
from ....music.harmony.moments import Moment
from ....music.harmony.suspense import check
from .asking import DREAD, Ask
from .ten_bars import BAR, PEDAL, Plan, bars_said, floors, row

#: a declared density above this is none
MOST_NOTES = 16


def pedal(plan: Plan) -> Ask | None:
    """Whether one low note stays as long as was declared, and something changes over it."""
    if plan.pedal < PEDAL:
        return Ask(
            "a pedal too short to be one",
            f"You declare a pedal of {bars_said(plan.pedal)}. Four at least: it is heard as a floor only when what is "
            "over it has moved.",
            DREAD,
        )
    runs = list(floors(plan))
    name, start, beats, _ = max(runs, key=lambda run: run[2])
    if any(run[2] >= plan.pedal * BAR and run[3] > 1 for run in runs):
        return None
    if beats >= plan.pedal * BAR:
        return Ask(
            "one note is no pedal",
            f"{name} stays for {bars_said(beats / BAR)}, and nothing changes over it. A pedal is heard against "
            "something. Give it one voice that moves by semitones.",
            DREAD,
        )
    after = next((m for m in plan.moments if m.start >= start + beats), None)
    place = plan.bars.passage.place(start + beats)[0]
    then = (
        f"In bar {place} the bass goes to {after.pitches[0].name}. Could an upper voice go instead?"
        if after and after.start - start - beats <= BAR / 2
        else f"In bar {place} it stops."
    )
    return Ask(
        "the pedal leaves",
        f"You promise a pedal of {bars_said(plan.pedal)}; {name} stays for {bars_said(beats / BAR)}. {then}",
        DREAD,
    )


def withheld(plan: Plan) -> Ask | None:
    """Whether it is the chord that is waited for, and whether it sounds after all, in any moment, however short."""
    home = Chord(plan.key.tonic).root_class
    if plan.withheld.root_class != home:
        return Ask(
            "nobody waits for it",
            f"You withhold {plan.withheld}, in {plan.key.name}. Who would have been waiting for it? Withhold the chord "
            "that everything leads to.",
            DREAD,
        )
    for moment in plan.moments:
        if _arrives(moment, plan.withheld):
            beats = moment.beats
            return Ask(
                "the withheld chord arrives",
                f"You withhold {plan.withheld}, and bar {plan.bars.passage.place(moment.start)[0]} has it on frame "
                f"{plan.frame(moment.start)}, for {beats} beat{'' if beats == 1 else 's'}. One beat is a second here. "
                "What could stand there that only promises it?",
                DREAD,
            )
    return None


def _arrives(moment: Moment, chord: Chord) -> bool:
    """Whether a moment is heard as a chord: all of it, all and more over its root, or its root and third alone."""
    sound, wanted = {pitch.midi % 12 for pitch in moment.pitches}, set(chord.pitch_classes)
    if sound == wanted:
        return True
    root = chord.root_class
    third = {n for n in wanted if (n - root) % 12 in (3, 4)}
    low = min(moment.pitches, key=lambda pitch: pitch.midi).midi % 12 == root
    return low and (wanted < sound or (sound < wanted and root in sound and bool(third & sound)))


def cadence(plan: Plan) -> Ask | None:
    """Whether home is reached."""
    closes = _close(plan) or _read_close(plan)
    if closes is None:
        return None
    return Ask(
        "a cadence",
        f"{closes} The ear hears a full stop, in a scene that goes on. Keep the first chord; where else could it go?",
        DREAD,
    )


def _close(plan: Plan) -> str | None:
    """A dominant with its leading tone and then home, side by side, however short they are."""
    tonic = Chord(f"{plan.key.tonic}{'m' if plan.key.minor else ''}").root_class
    homes = [{(tonic + n) % 12 for n in (0, third, 7)} for third in (3, 4)]
    for before, now in pairwise(plan.moments):
        if now.start != before.start + before.beats:
            continue  # silence between them: what was said before it is left open
        pulls = {pitch.midi % 12 for pitch in before.pitches}
        lands = {pitch.midi % 12 for pitch in now.pitches}
        if not {(tonic + 7) % 12, (tonic + 11) % 12} <= pulls or tonic not in lands:
            continue
        third = any(lands <= home and lands & (home - {tonic, (tonic + 7) % 12}) for home in homes)
        if third or (any(lands <= home for home in homes) and _led(before, now, tonic)):
            place = f"Bar {plan.bars.passage.place(now.start)[0]}, frame {plan.frame(now.start)}"
            return (
                f"{place}: {row([p.name for p in before.pitches])} goes to {row([p.name for p in now.pitches])}, home."
            )
    return None


def _led(before: Moment, now: Moment, tonic: int) -> bool:
    """Whether the leading tone goes up to the tonic."""
    there, here = {p.midi for p in before.pitches}, {p.midi for p in now.pitches}
    return any(midi % 12 == (tonic + 11) % 12 and midi + 1 in here - there for midi in there)


def _read_close(plan: Plan) -> str | None:
    """A close that is heard when passing notes are left out."""
    rule = check(plan.bars, key=plan.key.name, pedal=None)["no cadence"]
    return None if rule.kept else rule.told


def density(plan: Plan) -> Ask | None:
    """Whether the number that was declared holds anything back, and whether more notes begin in a bar."""
    if plan.most > MOST_NOTES:
        return Ask(
            "a promise that promises nothing",
            f"You declare {plan.most} notes a bar at most. {MOST_NOTES} is four on every beat, and that withholds "
            "nothing. How many will you really need?",
            DREAD,
        )
    for bar, count in plan.begun().items():
        if count > plan.most:
            return Ask(
                "denser than declared",
                f"Bar {bar}: {count} notes begin, and you declared {plan.most}. Hold one over, or declare what you "
                "mean. A note that stands in the next chord too is held, and does not count.",
                DREAD,
            )
    return None


def stops(plan: Plan) -> Ask | None:
    """Whether the last note ends where its author says."""
    end = plan.frame(plan.end)
    if abs(end - plan.stops) <= 1:
        return None
    return Ask(
        "stops on another frame than said",
        f"You say that the music stops on {plan.stops}; the last note of your bars ends on {end}. Which do you mean?",
        DREAD,
    )
