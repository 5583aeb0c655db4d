"""11.1 and 11.3: what has to be printed, so that this sounds; and a page read back. Sound decides, and the lengths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ....music.motif import Motif
from ....music.orchestra.catalogue import instrument
from ....music.orchestra.instrument import Instrument
from ...asking import line_by_line, right_so_far
from .asking import (
    PAGE,
    Ask,
    a_line_is_empty,
    blank,
    dotted,
    heard,
    line_of,
    pitches,
    rows,
    same,
    settle,
    shifted,
    spelling,
    words_of_notes,
)

#: 11.1: what is to sound, and the page that is done
CHORD, HERS = "G3 C4 D4", "D4 G4 A4"
THREE = ("clarinet", "cello", "double bass")
FORM_1 = '{"horn": "D4 G4 A4", "clarinet": "…", "cello": "…", "double bass": "…"}'

#: 11.3
LINE = "C4:2 D4:1 Eb4:1 F4:2 Eb4:1 Db4:1"
FIVE = ("horn", "clarinet", "bass clarinet", "nylon guitar", "trombone")
BACK, READ = "the horn sounds", "B4:2 A4:1 G4:1 E5:4"
FORM_3 = '{"horn": "G4:2 …", "clarinet": "…", …, "the horn sounds": "…"}'

#: who else's page somebody may have copied
_NEIGHBOURS = {"horn": "clarinet", "clarinet": "horn", "bass clarinet": "clarinet"}


def three(answer: Any) -> str:
    """Three pages beside the colleague's."""
    given = rows(answer, ["horn", *THREE], FORM_1)
    right = Motif(CHORD)
    asks, _ = line_by_line(
        given, THREE, lambda name, page: page_ask(name, page, right, False), lambda left: a_line_is_empty(left, PAGE),
        untouched="The horn's page is hers; three are open.",
    )  # fmt: skip
    settle([heard(_hers, given["horn"])])
    settle(asks)
    said = "Three pages, and G C D comes out of all of them. Only the cello reads what it sounds."
    return _with_spelling(said, {name: given[name] for name in THREE}, right)


def _hers(value: Any) -> Ask | None:
    if blank(value) or line_of(value, "horn").midi == Motif(HERS).midi:
        return None
    return Ask(
        "the colleague's page was changed",
        f"You changed the colleague's horn to {_names(line_of(value, 'horn'))}. It was right: {HERS} on the page, "
        f"{CHORD} in the room. Put it back, and write the other three.",
        PAGE,
    )


def five(answer: Any) -> str:
    """Five pages for one line, and one page read back."""
    given = rows(answer, [*FIVE, BACK], FORM_3)
    line = Motif(LINE)
    asks, right = line_by_line(
        dict.fromkeys(given) if _as_shown(given) else given, [*FIVE, BACK],
        lambda name, page: _read_back(page) if name == BACK else page_ask(name, page, line),
        lambda left: a_line_is_empty(left, PAGE), untouched="No page is written yet.",
    )  # fmt: skip
    settle(asks, right_so_far(right, len(FIVE) + 1, "lines"))
    said = (
        "Five pages, one sound. Up against the horn by a fifth and against the clarinet by a tone, each sign with it; "
        "the trombone, whatever its name in the shop, reads what it sounds."
    )
    if _in_bass_clef(given["bass clarinet"]):
        said += " Your bass clarinet reads in the bass clef, the German way; say so on the part, for both ways exist."
    return _with_spelling(said, {name: given[name] for name in FIVE}, line)


def _as_shown(given: Mapping[str, Any]) -> bool:
    """As the exercise shows it: the first page begun, the others open."""
    first, *others = given.values()
    return isinstance(first, str) and first.strip(" …") == "G4:2" and all(blank(value) for value in others)


def _in_bass_clef(value: Any) -> bool:
    return isinstance(value, str) and "bass clef" in value[:200].casefold()


def _written(value: Any, name: str) -> Motif:
    if _in_bass_clef(value):
        at = value.casefold().find("bass clef")
        value = (value[:at] + value[at + 9 :]).strip(" ,;:()")
    return line_of(value, name)


def page_ask(name: str, value: Any, right: Motif, rhythm: bool = True) -> Ask | None:
    """What to ask of a player's page, on which `right` is to be printed so that it sounds.

    Parameters
    ----------
    name : str
        The player, as messages name them.
    value : Any
        The page as it was written.
    right : Motif
        What is to sound.
    rhythm : bool
        Whether lengths are judged.
    """
    tool, page = instrument(name), _written(value, name)
    low_clef = tool.name == "Bass clarinet" and _in_bass_clef(value)
    played = [n + tool.transposition.semitones + 12 * low_clef for n in page.midi]
    if len(page.midi) != len(right.midi):
        kind = "a note is missing" if len(page.midi) < len(right.midi) else "a note too many"
        count = f"{len(page.midi)} note{'' if len(page.midi) == 1 else 's'}"
        return Ask(kind, f"{name}: your page has {count}; the line has {len(right.midi)}.", PAGE)
    if played == list(right.midi):
        return _lengths(name, page, right) if rhythm else None
    return Ask(*_mistake(name, tool, page, right), PAGE)


def _lengths(name: str, page: Motif, right: Motif) -> Ask | None:
    if same(Motif([*words_of_notes(page)]), Motif([*words_of_notes(page, lengths=False)])) and len(page.midi) > 1:
        if page.durations != right.durations:
            return Ask(
                "no lengths", f"{name}: every note stands right, and no length is written. The line has some.", PAGE
            )
        return None
    wrong = next((i for i, (a, b) in enumerate(zip(page.durations, right.durations, strict=False)) if a != b), None)
    if wrong is None and len(page.durations) == len(right.durations):
        return None
    wrong = wrong or 0
    beats = page.durations[wrong]
    return Ask(
        "lengths",
        f"{name}, note {wrong + 1}: you have {beats} beat{'' if beats == 1 else 's'} there. Pitch moves to another "
        "place on the page; lengths do not.",
        PAGE,
    )


def _mistake(name: str, tool: Instrument, page: Motif, right: Motif) -> tuple[str, str]:
    kind = tool.said
    off, gap = tool.transposition.semitones, shifted(page.midi, right.midi)
    mine, heard_ = _names(page), _names_sounding(page, tool)
    if gap is None:
        return _not_parallel(name, tool, page, right)
    if off == 0:
        return _needs_none(name, kind, mine, gap)
    if gap == 0:
        return _as_it_sounds(name, tool, mine, heard_)
    if gap == off:
        return "transposed the wrong way", (
            f"{name}: {mine} lies under the notes that are to sound. The {kind} itself goes down from its page; that "
            f"makes twice: {heard_}. Which way must you lean against it?"
        )
    if off % 12 == 0:
        if gap % 12:
            return "another interval", f"{name}: it moves by octaves alone. Which letters stay on the page?"
        return "right letters, another octave", f"{name}: the letters are right, and your page sounds {heard_}."
    near = _NEIGHBOURS.get(kind)
    if near and gap == -instrument(near).transposition.semitones:
        return _neighbours_page(name, kind, near, mine, heard_)
    if (gap + off) % 12 == 0:
        return "right letters, another octave", (
            f"{name}: the letters are right, and {mine} sounds {heard_}. Which octave is asked for?"
        )
    return "another interval", (
        f"{name}: reading {mine}, it sounds {heard_}. When it reads C, what sounds? Lean by that, the other way."
    )


def _needs_none(name: str, kind: str, mine: str, gap: int) -> tuple[str, str]:
    if kind == "trombone":
        return "its name in the shop", (
            f"{name}: you moved it to {mine}. People call it a B♭ trombone; in an orchestra, what does it read?"
        )
    about = "right letters, another octave" if gap % 12 == 0 else "everything transposes"
    return about, f"{name}: you moved it, to {mine}. Does its name have an *in* in it?"


def _as_it_sounds(name: str, tool: Instrument, mine: str, sounds: str) -> tuple[str, str]:
    if tool.transposition.semitones % 12 == 0:
        about = "an octave forgotten" if tool.family == "strings" else "only winds transpose"
        return about, f"{name}: printed so, it sounds {sounds}. Its name does not say that it moves. By how much?"
    where = "that is what you heard on 612." if tool.name == "Horn" else "which way do you have to lean against that?"
    return "written as it sounds", (
        f"{name}: {mine} is what is to *sound*. Reading it, the player sounds {sounds}: {where}"
    )


def _neighbours_page(name: str, kind: str, near: str, mine: str, sounds: str) -> tuple[str, str]:
    if kind == "bass clarinet":
        return "an octave forgotten", (
            f"{name}: in a treble-clef part {mine} sounds {sounds}. It lies under the clarinet, and reads in the same "
            "clef: how much further must you lean?"
        )
    return f"the {near}'s page", (
        f"{name}: {mine} is the {near}'s page. The {near} is in {_key(near)}, this one in {_key(kind)}: how far is it "
        f"from C down to {_key(kind)}?"
    )


def _key(name: str) -> str:
    return {"horn": "F", "clarinet": "B♭"}[name]


def _not_parallel(name: str, tool: Instrument, page: Motif, right: Motif) -> tuple[str, str]:
    """Notes that do not lie equally far from those that are to sound: the first that strays, and how."""
    gaps = [a - b for a, b in zip(page.midi, right.midi, strict=True)]
    usual = -tool.transposition.semitones
    strays = [i for i, gap in enumerate(gaps) if gap != usual]
    i = strays[0]
    steps = {a.step - b.step for a, b in zip(pitches(page), pitches(right), strict=True)}
    mine, want = pitches(page)[i].name, pitches(right)[i].name
    if steps == {-tool.transposition.steps}:
        many = "" if len(strays) == 1 else f" (So are {len(strays) - 1} more.)"
        off = gaps[i] - usual
        about = "the key left at home" if len(strays) > 1 else "a fifth by letters"
        if tool.name != "Horn" and len(strays) == 1:
            about = "an interval by letters"
        return about, (
            f"{name}: note {i + 1} is {mine}, for {want}. The letter is right and the note is "
            f"{'a semitone' if abs(off) == 1 else f'{abs(off)} semitones'} too {'high' if off > 0 else 'low'}.{many} "
            "The signs move too: from every note it is equally far."
        )
    if len(strays) == len(gaps):
        return "another line", f"{name}: {_names(page)} is another line than {_names(right)}, wherever it is put."
    return "one note strays", (
        f"{name}: note {i + 1} is {mine}, for {want}. The others lie {abs(usual)} semitones "
        f"{'above' if usual > 0 else 'from'} the line; and this one?"
        if usual
        else f"{name}: note {i + 1} is {mine}, where {want} is to sound."
    )


def _read_back(value: Any) -> Ask | None:
    line, page = line_of(value, BACK), Motif(READ)
    horn = instrument("horn")
    wanted = [n + horn.transposition.semitones for n in page.midi]
    if list(line.midi) == wanted:
        return _lengths(BACK, line, page)
    if len(line.midi) != len(wanted):
        return Ask("a note is missing", f"“{BACK}”: you have {len(line.midi)} notes; the page has four.", PAGE)
    gap, mine = shifted(line.midi, page.midi), _names(line)
    if gap == -horn.transposition.semitones:
        return Ask(
            "read back the wrong way", f"“{BACK}”: you went up, to {mine}. The player reads C, and what sounds?", PAGE
        )
    if gap == 0:
        return Ask("written as it sounds", f"“{BACK}”: {mine} is the page. What comes out of the bell?", PAGE)
    if [n % 12 for n in line.midi] == [n % 12 for n in wanted]:
        return Ask(
            "the contour lost",
            f"“{BACK}”: the letters are right. Compare the ways: on the page the last note goes *up*, and yours, "
            f"{mine}?",
            PAGE,
        )
    return Ask(
        "read back by another interval",
        f"“{BACK}”: you have {mine}. From what a horn reads to what it sounds is the same way for every note.",
        PAGE,
    )


def _names(line: Motif) -> str:
    return dotted([pitch.name for pitch in pitches(line)[:8]])


def _names_sounding(page: Motif, tool: Instrument) -> str:
    return dotted([tool.sounding(name) for name in page.pitches[:8]])


def _with_spelling(said: str, given: Mapping[str, Any], right: Motif) -> str:
    for name, value in given.items():
        tool, page = instrument(name), _written(value, name)
        wanted = Motif([tool.written(name) for name in right.pitches])
        if page.midi == wanted.midi and (told := spelling(page, wanted)):
            return f"{said}\n\n{told}"
    return said


HINTS_1 = (
    "Say what happens when each of them reads C. The clarinet in B♭ sounds B♭, a tone lower; so which way do you lean?",
    "One of the three reads what it sounds: its name has no *in*, and it is none of those that move by an octave.",
    "The double bass moves by an octave alone, and the letters stay. Would its page lie above the sound, or below?",
)
HINTS_3 = (
    "Write under each note what the player must read. For the horn, five letters up, counting the one you begin on.",
    "Then count semitones: seven for the horn at every note, from E♭ as from C. For the clarinet two; an octave more "
    "for the lower one.",
    "Reading back, go the other way. And one of the five reads what it sounds.",
)
