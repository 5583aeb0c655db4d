"""What keeps a motif from being remembered, or from being told from its neighbour: one question for each fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from ....music.distinctness import distinctness
from ....music.motif import Motif
from . import measure
from .asking import EIGHT, FAMILY, HUM, SHORT, STAYS, TWO, Ask, count, long, notes, quote, ways
from .known import chord, famous, quotes


def problem(name: str, motif: Motif, *, quoting: str = "") -> Ask | None:
    """The weightiest thing to ask about one motif, or None.

    Parameters
    ----------
    name : str
        What the student calls it.
    motif : Motif
    quoting : str
        Whose tune it is, where the student declares one.
    """
    return next(_problems(quote(name), motif, quoting), None)


def _problems(name: str, motif: Motif, quoting: str) -> Iterator[Ask]:
    yield from _size(name, motif)
    found = famous(motif)
    if found and quoting:  # a quotation is as it is, whatever its line and rhythm
        if not quotes(motif, quoting):
            yield Ask(
                "another source declared",
                f"{name}, {notes(motif)}: you say {quote(quoting)}; we hear {found}. Whose story do you want in your "
                "film?",
                STAYS,
            )
        return
    if found:  # that it is somebody's weighs more than what else it is
        yield Ask(
            "a famous opening",
            f"{name}, {notes(motif)}: people will hear {found} in it, and bring its story into your film. If you want "
            "that, say so; if it came by itself, which note would make it yours?",
            STAYS,
        )
    yield from _line(name, motif)
    if measure.even(motif):
        yield Ask(
            "no rhythm",
            f"{name}, {notes(motif)}: every note is as long as the next. Tap it on the table, without the pitches: "
            "could anybody say which tune that was?",
            TWO,
        )


def _size(name: str, motif: Motif) -> Iterator[Ask]:
    number = len(motif.pitches)
    if number == 1:
        yield Ask(
            "one note",
            f"{name} is one note, {motif.pitches[0]}. A note alone has no way up or down and no rhythm; any other "
            "sound of the same player would do. What comes after it?",
            STAYS,
        )
    if number == 2:
        yield Ask(
            "two notes",
            f"{name} has two notes, {notes(motif)}: an interval, and everybody owns it. What do they lead to?",
            STAYS,
        )
    beats, room = measure.beats(motif), measure.room(motif)
    if beats > room or number > measure.MANY:
        bar = measure.bar(motif)
        fast = f"{number} notes" if beats <= room else f"{count(beats)} beats, {number} notes"
        yield Ask(
            "too long",
            f"{name} has {fast}; two bars of {count(bar)} hold {count(measure.BARS * bar)} beats. Which four notes "
            "would you keep when the door slams?",
            SHORT,
        )
    wide = motif.compass
    if wide > measure.TWELFTH:
        low, high = (motif.pitches[motif.midi.index(edge(motif.midi))] for edge in (min, max))
        yield Ask(
            "too wide to hum",
            f"{name} goes from {low} to {high}, {wide} semitones. A voice that is not trained has about a twelfth, "
            f"{measure.TWELFTH}. Sing it: where do you have to change to another octave?",
            HUM,
        )


def _line(name: str, motif: Motif) -> Iterator[Ask]:
    if not any(motif.intervals):
        has = "neither a line nor a rhythm yet" if measure.even(motif) else f"a rhythm, {long(motif)}, and no line yet"
        yield Ask(
            "all on one note",
            f"{name}, {notes(motif)}, stays on {motif.pitches[0]}: you have {has}. Which of these notes should be the "
            "one that leaves?",
            TWO,
        )
    elif measure.steps_only(motif) and measure.one_way(motif):
        way = "up" if max(motif.intervals) > 0 else "down"
        yield Ask(
            "scale fragment",
            f"{name}, {notes(motif)}, goes {way} by steps: it could belong to anyone. Give it one leap, and see that "
            "its rhythm is its own. Which of the notes deserves the leap?",
            EIGHT,
        )
    elif measure.steps_only(motif):
        yield Ask(
            "steps only",
            f"{name}, {notes(motif)}: no step is wider than a whole tone, so the ear has nothing to hold it by. Where "
            "would one wider step surprise, and still be sung?",
            STAYS,
        )
    elif found := chord(motif):
        yield Ask(
            "a chord, note by note",
            f"{name}, {notes(motif)}, is {found}: it goes through the notes of one chord, as every bugle does. Which "
            "note that is not in the chord would make it a tune?",
            STAYS,
        )


def pairs(motifs: Mapping[str, Motif]) -> list[Ask]:
    """What to ask about each two of a family."""
    found = (_pair(quote(a), motifs[a], quote(b), motifs[b]) for a, b in combinations(motifs, 2))
    return [ask for ask in found if ask]


def _pair(mine: str, one: Motif, theirs: str, other: Motif) -> Ask | None:
    both = f"{mine}, {notes(one)}, and {theirs}, {notes(other)}"
    rhythm, line = measure.same_rhythm(one, other), measure.same_line(one, other)
    if rhythm and measure.same_steps(one, other):
        return _one_tune(both, one, other)
    if rhythm:
        more = " They even go up and down together." if line else " Only the pitches differ."
        return Ask(
            "one rhythm for two",
            f"{both}: both go {long(one)}.{more} Under speech or a tram the rhythm is what gets through. Tap both: "
            "who is it?",
            TWO,
        )
    if line:
        return Ask(
            "one line for two",
            f"{both}: both go {ways(one)}. Only the rhythm tells them apart, and in another tempo that is soon gone. "
            "Which of the two should turn the other way, and where?",
            TWO,
        )
    if part := measure.piece(one, other):
        inner, outer = (mine, theirs) if part is one else (theirs, mine)
        return Ask(
            "a piece of another motif",
            f"{both}: {inner} stands in {outer}, note for note. Whoever hears it will hear that the other has begun. "
            "A piece of a motif is a fine thing for later, in lesson 07; which notes could be its own?",
            FAMILY,
        )
    apart = distinctness(one, other)
    if "rhythm" in apart.shared:
        return Ask(
            "too near in rhythm",
            f"{both}: their rhythms, {long(one)} and {long(other)}, are nearly one ({apart.rhythm:.2f} apart, where 0 "
            "is the same and 1 has nothing in common). Tap both: which note could one of them hold?",
            FAMILY,
        )
    if "contour" in apart.shared:
        return Ask(
            "too near in line",
            f"{both}: their lines, {ways(one)} and {ways(other)}, are nearly one ({apart.contour:.2f} apart, where 0 "
            "is the same and 1 has nothing in common). Draw both in the air: where could they part?",
            FAMILY,
        )
    if apart.verdict in ("the same", "too near"):
        return Ask("too near", f"{both}: {apart.told} Which of the two should change, and what?", FAMILY)
    return None


def _one_tune(both: str, one: Motif, other: Motif) -> Ask:
    moved = other.midi[0] - one.midi[0]
    if moved:
        where = f"{measure.named(moved)} {'higher' if moved > 0 else 'lower'}"
        return Ask(
            "distinct by key only",
            f"{both}: the second is the first, {where}. Nobody remembers the key of a tune, only its steps: a "
            "transposition is not a new motif. What else can change?",
            FAMILY,
        )
    if measure.lengths(one)[:-1] != measure.lengths(other)[:-1]:
        return Ask(
            "distinct by speed only",
            f"{both}: the same tune at another speed. That will be worth a lot when the story changes, in lesson 07. "
            "It is no second motif yet.",
            FAMILY,
        )
    return Ask("the same motif twice", f"{both}: these are one motif with two names. Who is it about?", FAMILY)
