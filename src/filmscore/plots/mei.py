"""Lines of notes as the engraver reads them: staves, accidentals, beams, ties and tuplets, in the MEI format.

MEI is the format of the Music Encoding Initiative (music-encoding.org, version 5).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

from .notation import ORDER, Line, clef_of, fifths, split
from .note_values import VALUES, Bar, Value
from .signature import Meter

_SIGN = {0: "n", 1: "s", 2: "x", -1: "f", -2: "ff"}


def seed_of(*what: object) -> int:
    """A number made of contents: what is engraved twice has the same ids twice."""
    return int.from_bytes(hashlib.sha256(repr(what).encode()).digest()[:4], "big") & 0x7FFFFFFF


def mei(lines: Sequence[Line], together: bool = False, fill: bool = True) -> str:
    """Lines as one score, a staff each.

    Ids tell the line and the event: ``l0e3p0`` is the first written piece of the fourth event of the first line.

    Parameters
    ----------
    lines : sequence of Line
    together : bool
        Whether they sound at once: then one line joins their bar lines.
    fill : bool
        Whether a line that ends before another has rests to the end, or nothing.
    """
    first = lines[0]
    written = [line.bars() for line in lines]
    if len(lines) > 1:
        most = max(map(len, written))
        ends = [len(one) for one in written]
        written = [line.bars(most) if line.time else one for line, one in zip(lines, written, strict=True)]
    else:
        ends = [len(written[0])]
    time = first.time
    signature = f' meter.count="{time.count}" meter.unit="{time.unit}"' if time else ""
    count = fifths(first.key)
    staves = "".join(
        f'<staffDef n="{i + 1}" lines="5" keysig="{_keysig(fifths(line.key))}" {clef_of(line)[0]}/>'
        for i, line in enumerate(lines)
    )
    group = ' symbol="bracket" bar.thru="true"' if together and len(lines) > 1 else ""
    body = []
    for number in range(max(map(len, written))):
        staff = []
        for i, (line, its) in enumerate(zip(lines, written, strict=True)):
            if number >= ends[i] and not fill:
                layer = "<mSpace/>"
            elif number < len(its):
                layer = _layer(its[number], line, i)
            else:
                layer = "<mSpace/>"
            staff.append(f'<staff n="{i + 1}"><layer n="1">{layer}</layer></staff>')
        bar = next(its[number] for its in written if number < len(its))
        last = number == max(map(len, written)) - 1
        right = ("end" if last else "single") if time else ("single" if last else "invis")
        over = "".join(_harmony(line, written[i], number, i + 1) for i, line in enumerate(lines))
        body.append(f'<measure n="{bar.number}" right="{right}"{_short(bar, time)}>{"".join(staff)}{over}</measure>')
    return (
        '<mei xmlns="http://www.music-encoding.org/ns/mei" meiversion="5.0"><meiHead><fileDesc><titleStmt><title/>'
        "</titleStmt><pubStmt/></fileDesc></meiHead><music><body><mdiv><score>"
        f'<scoreDef keysig="{_keysig(count)}"{signature}><staffGrp{group}>{staves}</staffGrp></scoreDef>'
        f"<section>{''.join(body)}</section></score></mdiv></body></music></mei>"
    )


def _short(bar: Bar, time: Meter | None) -> str:
    return ' metcon="false"' if time is None or bar.length != time.bar else ""


def _keysig(count: int) -> str:
    return f"{abs(count)}{'s' if count > 0 else 'f'}" if count else "0"


def _harmony(line: Line, its: list[Bar], number: int, staff: int) -> str:
    """Chord symbols that fall into a bar."""
    if not line.harmony or number >= len(its):
        return ""
    first = its[0].offset if its[0].number == 0 else (line.begins - 1) % (line.time.bar if line.time else 4)
    start = sum((bar.length for bar in its[:number]), Fraction(0)) + its[0].offset
    bar = its[number]
    unit = line.time.unit if line.time else 4
    found = ""
    for beat, words in line.harmony:
        at = beat + first - start + (bar.offset if number == 0 else 0)
        if bar.offset <= at < bar.offset + bar.length:
            stamp = float((at - (bar.offset if bar.number == 0 else 0)) * unit / 4 + 1)
            found += f'<harm staff="{staff}" tstamp="{stamp:g}">{escape(words)}</harm>'
    return found


def _layer(bar: Bar, line: Line, number: int) -> str:
    time = line.time
    if time and len(bar.values) == 1 and not bar.values[0].names and bar.values[0].beats == time.bar:
        event = bar.values[0].event
        return "<mRest/>" if event is None else f'<mRest xml:id="l{number}e{event}b{bar.number}p0"/>'
    signs = _accidentals(bar, fifths(line.key))
    pieces: dict[int, int] = {}
    made: list[tuple[Value, str]] = []
    for i, value in enumerate(bar.values):
        made.append((value, _one(value, signs[i], f"l{number}b{bar.number}v{i}", number, pieces, bar.number)))

    def beamed(some: list[tuple[Value, str]], group: Callable[[Value], object]) -> str:
        """Flags of one group become beams."""
        text, of = "", None
        run: list[str] = []
        for value, xml in [*some, (None, "")]:
            can = value is not None and bool(value.names) and value.base <= Fraction(1, 2)
            mine = group(value) if can and value is not None else None
            if run and (not can or mine != of):
                text += f"<beam>{''.join(run)}</beam>" if len(run) > 1 else run[0]
                run = []
            if can:
                run.append(xml)
                of = mine
            else:
                text += xml
        return text

    def beat(value: Value) -> object:
        if time is None:
            return value.at // 1
        return time.group(value.at)

    out, plain = "", []
    position = 0
    while position < len(made):
        value = made[position][0]
        if value.tuplet is None:
            plain.append(made[position])
            position += 1
            continue
        out += beamed(plain, beat)
        plain = []
        inside = [one for one in made[position:] if one[0].tuplet == value.tuplet]
        start, end, num, of = value.tuplet
        whole = all(v.names and v.base <= Fraction(1, 2) for v, _ in inside)
        notes = beamed(inside, (lambda _: 0) if end - start <= 1 else beat)
        hidden = "false" if whole and end - start <= 1 else "true"
        out += f'<tuplet num="{num}" numbase="{of}" bracket.visible="{hidden}">{notes}</tuplet>'
        position += len(inside)
    return out + beamed(plain, beat)


def _one(value: Value, signs: Sequence[str], own: str, line: int, pieces: dict[int, int], bar: int) -> str:
    """A note, chord or rest as MEI writes it."""
    length = f'dur="{VALUES[value.base]}"' + (f' dots="{value.dots}"' if value.dots else "")
    if value.event is not None:
        piece = pieces.get(value.event, 0)
        pieces[value.event] = piece + 1
        own = f"l{line}e{value.event}b{bar}p{piece}"
    if not value.names:
        return f"<rest xml:id={quoteattr(own)} {length}/>"
    tie = {(False, True): ' tie="i"', (True, True): ' tie="m"', (True, False): ' tie="t"'}.get(
        (value.before, value.after), ""
    )
    notes = []
    for i, (name, sign) in enumerate(zip(value.names, signs, strict=True)):
        step, _, octave = split(name)
        mine = f"{own}n{i}" if len(value.names) > 1 else own
        how = "" if len(value.names) > 1 else f" {length}"
        notes.append(f'<note xml:id="{mine}" pname="{step.lower()}" oct="{octave}"{how}{sign}{tie}/>')
    if len(notes) == 1:
        return notes[0]
    return f'<chord xml:id="{own}" {length}>{"".join(notes)}</chord>'


def _accidentals(bar: Bar, count: int) -> list[list[str]]:
    """For each pitch of a bar the sign before it, or the one it has without a sign of its own."""
    sharp = set(ORDER[:count]) if count > 0 else set()
    flat = set(ORDER[count:]) if count < 0 else set()
    now: dict[tuple[str, int], int] = {}
    made = []
    for value in bar.values:
        signs = []
        for name in value.names:
            step, alter, octave = split(name)
            usual = now.get((step, octave), (step in sharp) - (step in flat))
            ges = f' accid.ges="{_SIGN[alter]}"' if alter else ""
            if alter == usual or value.before:  # a tie carries the sign with it
                signs.append(ges)
            else:
                signs.append(f' accid="{_SIGN[alter]}"')
                now[step, octave] = alter
        made.append(signs)
    return made
