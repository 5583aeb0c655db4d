"""A short hand for writing a part as text, bar by bar, the way a sketch is written.

    mf < A3:1/2 (F#4:3/2 E4:2 | G4:1/2 A4:3/2 > G4:1/2 E4 D4:1) p | R:4

reads: crescendo from *mf*; A3 for half a quarter; a slur from F♯4; a bar line; and so on. Every bar is
counted against its meter, so a sketch that does not add up is refused with the part, the bar and the sum.

=============  =======================================================================================
`A4:3/2`       pitch and length in quarters; the length may be left out when it is the one before
`D2+A2:4`      a chord
`R:1`, `R*3`   a rest; three whole bars of rest
`g:E4`         a grace note before the next note
`( … )`        slur: the bracket stands before its first and after its last note
`~`            tied to the next note
`.` `_` `>` `^`  after the length: staccato, tenuto, accent, marcato
`o` `&` `@`    harmonic (written where it sounds), arpeggio, fermata
`%` `=`        tremolo or roll, trill
`pp` … `ff`    dynamics
`<` `>` `!`    hairpins, ended by the next dynamic or by `!`
`Ped` `*`      sustain pedal down and up
`"con_sord."`  words over the next note
=============  =======================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ...errors import FilmScoreError

if TYPE_CHECKING:
    from music21 import instrument, stream

DYNAMICS = ("ppp", "pp", "p", "mp", "mf", "f", "ff", "fff")

_NOTE = re.compile(
    r"(?P<open>\(*)(?P<what>R|[A-G](?:##|#|bb|b|)\d(?:\+[A-G](?:##|#|bb|b|)\d)*)"
    r"(?::(?P<length>\d+(?:/\d+)?))?(?P<marks>[~.)_>^o&@%=]*)$"
)
_GRACE = re.compile(r"g:(?P<what>[A-G](?:##|#|bb|b|)\d)$")
_BARS = re.compile(r"R\*(?P<bars>\d+)$")


@dataclass(frozen=True)
class Staff:
    """One line of a score.

    Parameters
    ----------
    name, short : str
        As printed on the first page and on the later ones.
    instrument : str
        Name of a music21 instrument class, such as `"Horn"`.
    music : str
        The part in short hand, sounding pitch.
    clef : str
        Name of a music21 clef class, such as `"BassClef"`.
    group : str
        Staves that follow each other and name the same group are bracketed.
    player : str
        Staves of one player (harp, piano) are braced under this name.
    moves : str
        Interval from written to sounding pitch, where music21 does not know it (celesta: `"P8"`).
    """

    name: str
    short: str
    instrument: str
    music: str
    clef: str = "TrebleClef"
    group: str = ""
    player: str = ""
    moves: str = ""


def strings(violins_1: str, violins_2: str, violas: str, cellos: str, basses: str) -> list[Staff]:
    """The five staves of a string section, bracketed."""
    return [
        Staff("Violin I", "Vln. I", "Violin", violins_1, group="Strings"),
        Staff("Violin II", "Vln. II", "Violin", violins_2, group="Strings"),
        Staff("Viola", "Vla.", "Viola", violas, "AltoClef", group="Strings"),
        Staff("Cello", "Vc.", "Violoncello", cellos, "BassClef", group="Strings"),
        Staff("Double bass", "Cb.", "Contrabass", basses, "BassClef", group="Strings"),
    ]


def harp(right: str, left: str) -> list[Staff]:
    """The two staves of a harp, braced."""
    return [
        Staff("Harp, right hand", "Hp.", "Harp", right, player="Harp"),
        Staff("Harp, left hand", "Hp.", "Harp", left, "BassClef", player="Harp"),
    ]


@dataclass
class _Open:
    """What has been begun and not yet ended while a part is read."""

    slurs: list[list[Any]] = field(default_factory=list)
    hairpin: tuple[str, list[Any]] | None = None
    pedal: list[Any] | None = None
    words: list[str] = field(default_factory=list)
    dynamic: str = ""
    graces: list[str] = field(default_factory=list)
    length: Fraction = Fraction(1)


def spelled(name: str) -> str:
    """A pitch as people write it, in music21's spelling.

    >>> spelled("Bb3"), spelled("F#4")
    ('B-3', 'F#4')
    """
    return name[0] + name[1:].replace("b", "-")


def bar_sums(music: str) -> list[Fraction | None]:
    """Quarter lengths in each bar of a part in short hand; a whole-bar rest is None.

    >>> [str(s) for s in bar_sums("A4:1/2 F#5:3/2 E5:2 | R*2 | D4:3")]
    ['4', 'None', 'None', '3']
    """
    sums: list[Fraction | None] = []
    length = Fraction(1)
    for bar in music.split("|"):
        tokens = bar.split()
        whole = _BARS.match(tokens[0]) if len(tokens) == 1 else None
        if whole:
            sums += [None] * int(whole["bars"])
            continue
        total = Fraction(0)
        for token in tokens:
            match = _NOTE.match(token)
            if match:
                length = Fraction(match["length"]) if match["length"] else length
                total += length
        sums.append(total)
    return sums


def build_part(staff: Staff, meters: Sequence[str], *, key: int = 0) -> stream.Part:
    """A music21 part, at sounding pitch, from a staff in short hand.

    Parameters
    ----------
    staff : Staff
    meters : sequence of str
        The meter of every bar.
    key : int
        Sharps of the key signature (flats are negative).

    Raises
    ------
    FilmScoreError
        If a bar does not add up, there are too many or too few, or a word is unknown.
    """
    from music21 import bar, interval, meter, stream
    from music21 import clef as m21clef
    from music21 import key as m21key

    _check_bars(staff, meters)
    part = stream.PartStaff(id=staff.name) if staff.player else stream.Part(id=staff.name)
    player = instrument_of(staff)
    if staff.moves:
        player.transposition = interval.Interval(staff.moves)
    part.insert(0, player)
    part.partName, part.partAbbreviation = staff.player or staff.name, staff.short
    state = _Open()
    bars = _expand(staff.music)
    before = ""
    for number, (text, signature) in enumerate(zip(bars, meters, strict=True), start=1):
        measure = stream.Measure(number=number)
        if number == 1:
            measure.insert(0, getattr(m21clef, staff.clef)())
            if staff.clef != "PercussionClef":
                measure.insert(0, m21key.KeySignature(key))
        if signature != before:
            measure.insert(0, meter.TimeSignature(signature))
            before = signature
        _fill(measure, text, Fraction(signature) * 4, state, part, f"{staff.name}, bar {number}")
        part.append(measure)
    _close_hairpin(part, state)
    part.getElementsByClass("Measure")[-1].rightBarline = bar.Barline("final")
    if state.slurs:
        raise FilmScoreError(f"{staff.name}: a slur is opened and never closed.")
    part.atSoundingPitch = True
    return part


def instrument_of(staff: Staff) -> instrument.Instrument:
    """The music21 instrument of a staff, carrying the staff's printed names."""
    from music21 import instrument

    kind = getattr(instrument, staff.instrument, None)
    if kind is None:
        raise FilmScoreError(f"{staff.name}: music21 has no instrument {staff.instrument!r}.")
    player = kind()
    player.partName, player.partAbbreviation = staff.player or staff.name, staff.short
    return player


def build_score(
    title: str,
    staves: Sequence[Staff],
    meters: Sequence[str],
    *,
    key: int = 0,
    marks: dict[int, str],
    tempo: int,
    heading: str = "",
) -> stream.Score:
    """A score in written pitch, ready to print, from staves in short hand.

    Parameters
    ----------
    title : str
    staves : sequence of Staff
        From top to bottom.
    meters : sequence of str
        The meter of every bar.
    key : int
        Sharps of the key signature in sounding pitch; with none of them, nobody gets one by being transposed.
    marks : dict of int to str
        Rehearsal marks by bar.
    tempo : int
        Quarters a minute, printed over bar 1.
    heading : str
        Words over the first bar.
    """
    from music21 import expressions, layout, metadata, stream
    from music21 import tempo as m21tempo

    score = stream.Score()
    score.metadata = metadata.Metadata(title=title, composer="The film-scoring course authors")
    score.metadata.copyright = "© The film-scoring course authors, CC BY 4.0"
    groups: dict[tuple[str, str], list[Any]] = {}
    for row, staff in enumerate(staves):
        part = build_part(staff, meters, key=key)
        if row == 0:
            first = part.getElementsByClass("Measure")
            first[0].insert(0, m21tempo.MetronomeMark(number=tempo))
            if heading:
                over = _words_above(heading)
                over.groups.append("heading")  # for everybody: fs.parts prints it over each part
                first[0].insert(0, over)
            for bar, words in marks.items():
                first[bar - 1].insert(0, expressions.RehearsalMark(words))
        part.toWrittenPitch(inPlace=True)
        if not key:
            _open(part)
        score.insert(0, part)
        if staff.group or staff.player:
            groups.setdefault((staff.group, staff.player), []).append(part)
    for (_, player), parts in groups.items():
        if player:
            score.insert(
                0, layout.StaffGroup(parts, name=player, abbreviation=parts[0].partAbbreviation, symbol="brace")
            )
        else:
            score.insert(0, layout.StaffGroup(parts, symbol="bracket", barTogether=True))
    return score


def _open(part: Any) -> None:
    """Take away the key signature that is left of a transposition: in open key the signs stand at the notes."""
    for measure in part.getElementsByClass("Measure"):
        for old in list(measure.getElementsByClass("KeySignature")):
            if old.sharps:
                measure.remove(old)


# ---- reading


def _expand(music: str) -> list[str]:
    bars: list[str] = []
    for bar in music.split("|"):
        tokens = bar.split()
        whole = _BARS.match(tokens[0]) if len(tokens) == 1 else None
        bars += [""] * int(whole["bars"]) if whole else [bar]
    return bars


def _check_bars(staff: Staff, meters: Sequence[str]) -> None:
    sums = bar_sums(staff.music)
    if len(sums) != len(meters):
        raise FilmScoreError(f"{staff.name} has {len(sums)} bars where the cue has {len(meters)}.")
    for number, (total, signature) in enumerate(zip(sums, meters, strict=True), start=1):
        if total is not None and total != Fraction(signature) * 4:
            raise FilmScoreError(
                f"{staff.name}, bar {number}: {float(total):g} quarters where {signature} holds "
                f"{float(Fraction(signature) * 4):g}."
            )


def _fill(measure: Any, text: str, length: Fraction, state: _Open, part: Any, where: str) -> None:
    from music21 import dynamics, note

    tokens = text.split()
    if not tokens:
        _close_hairpin(part, state)
        rest = note.Rest(quarterLength=length)
        rest.fullMeasure = True
        measure.insert(0, rest)
        return
    offset = Fraction(0)
    for token in tokens:
        if token in DYNAMICS:
            _close_hairpin(part, state)
            state.dynamic = token
        elif token in ("<", ">"):
            _close_hairpin(part, state)
            state.hairpin = (token, [])
        elif token == "!":
            _close_hairpin(part, state)
        elif token == "Ped":
            state.pedal = []
        elif token == "*":
            _close_pedal(part, state, where)
        elif token.startswith('"'):
            state.words.append(token.strip('"').replace("_", " "))
        elif grace := _GRACE.match(token):
            state.graces.append(grace["what"])
        elif match := _NOTE.match(token):
            if match["length"]:
                state.length = Fraction(match["length"])
            for words in state.words:
                measure.insert(offset, _words_above(words))
            if state.dynamic and match["what"] == "R":
                raise FilmScoreError(f"{where}: {state.dynamic!r} stands on a rest; end a hairpin there with '!'.")
            if state.dynamic:
                measure.insert(offset, dynamics.Dynamic(state.dynamic))
            for name in state.graces:
                measure.insert(offset, note.Note(spelled(name), type="eighth").getGrace())
            state.words, state.dynamic, state.graces = [], "", []
            element = _sound(match, state.length, where)
            measure.insert(offset, element)
            _span(element, match, state, part, where)
            offset += state.length
        else:
            raise FilmScoreError(f"{where}: {token!r} is no note, rest or mark of the short hand.")


def _words_above(words: str) -> Any:
    from music21 import expressions

    text = expressions.TextExpression(words)
    text.placement = "above"
    return text


def _sound(match: re.Match[str], length: Fraction, where: str) -> Any:
    from music21 import articulations, chord, expressions, note, tie

    what, marks = match["what"], match["marks"]
    element: Any
    if what == "R":
        element = note.Rest(quarterLength=length)
    elif "+" in what:
        element = chord.Chord([spelled(p) for p in what.split("+")], quarterLength=length)
    else:
        element = note.Note(spelled(what), quarterLength=length)
    if what == "R" and set(marks) - {"@", ")"}:
        raise FilmScoreError(f"{where}: a rest cannot carry {marks!r}.")
    kinds = {
        ".": articulations.Staccato,
        "_": articulations.Tenuto,
        ">": articulations.Accent,
        "^": articulations.StrongAccent,
        "o": articulations.StringHarmonic,
    }
    for mark in marks:
        if mark in kinds:
            element.articulations.append(kinds[mark]())
        elif mark == "&":
            element.expressions.append(expressions.ArpeggioMark())
        elif mark == "@":
            element.expressions.append(expressions.Fermata())
        elif mark == "%":
            element.expressions.append(expressions.Tremolo(numberOfMarks=3))
        elif mark == "=":
            element.expressions.append(expressions.Trill())
        elif mark == "~":
            element.tie = tie.Tie("start")
    return element


def _span(element: Any, match: re.Match[str], state: _Open, part: Any, where: str) -> None:
    from music21 import spanner

    state.slurs += [[] for _ in match["open"]]
    sounding = match["what"] != "R"
    for slur in state.slurs:
        if sounding:
            slur.append(element)
    for _ in range(match["marks"].count(")")):
        if not state.slurs:
            raise FilmScoreError(f"{where}: a slur is closed that was not opened.")
        part.insert(0, spanner.Slur(state.slurs.pop()))
    if state.hairpin:
        state.hairpin[1].append(element)
    if state.pedal is not None:
        state.pedal.append(element)
    if sounding:
        _finish_tie(element, part)


def _finish_tie(element: Any, part: Any) -> None:
    """Turn a tie's second note into a stop (or a continue), pitch by pitch."""
    from music21 import tie

    before = getattr(part, "_last_sound", None)
    part._last_sound = element
    if before is None or before.tie is None or before.tie.type not in ("start", "continue"):
        return
    if {p.nameWithOctave for p in before.pitches} & {p.nameWithOctave for p in element.pitches}:
        element.tie = tie.Tie("continue" if element.tie is not None else "stop")


def _close_hairpin(part: Any, state: _Open) -> None:
    from music21 import dynamics

    if state.hairpin:
        sign, elements = state.hairpin
        kind = dynamics.Crescendo if sign == "<" else dynamics.Diminuendo
        if elements:
            part.insert(0, kind(elements[0], elements[-1]) if len(elements) > 1 else kind(elements[0]))
    state.hairpin = None


def _close_pedal(part: Any, state: _Open, where: str) -> None:
    from music21 import expressions

    if state.pedal is None:
        raise FilmScoreError(f"{where}: the pedal is lifted, but it was not down.")
    if state.pedal:
        mark = expressions.PedalMark(state.pedal)
        mark.pedalType, mark.pedalForm = expressions.PedalType.Sustain, expressions.PedalForm.Symbol
        part.insert(0, mark)
    state.pedal = None
