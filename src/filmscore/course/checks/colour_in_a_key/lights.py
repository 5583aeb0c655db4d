"""08.6: one tune under three harmonies, and what may be predicted of them.

That a version is what it claims to be is a matter of its notes. The order is held against `affect.order`, and only
where that is sure, by the line that the lesson draws: a pair that it hardly tells apart belongs under *no bet*, and
just below the line a bet is let pass and told so.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from ....errors import FilmScoreError, shown
from ....music.harmony.affect import Ordering
from ....music.harmony.affect import order as predicted
from ....music.harmony.chords import Chord
from ....music.motif import Motif
from ...verdict import Untouched
from .asking import COUNTED, Ask, blank, heard, listed, rows, settle
from .bets import CLOUDS, DAY, NAMES, OWN, bet_asks, bets_of, holds, order_of, outcome
from .chords import row
from .light_kinds import LEADING, MAJOR, MINOR, PHRYGIAN, SIGNS, Light, alike, clouds, day, outside, own

TUNE = "G4:1 D5:3 A4:2 D5:2 G4:1 A4:1 D5:2 G4:4"
KEY = "G"
FORM = '{"day": "G … … G", "clouds": "…", "own": "…", "is": "…", "order": ["…", "…", "…"], "no bet": []}'
MOST = 8  # chords in four bars, two a bar

_ALSO = {"aeolian": "minor", "natural minor": "minor", "g minor": "minor", "harmonic minor": "minor"}


def lights(answer: Any) -> str:
    """Three versions that are what they are called, and a prediction that does not claim more than there is."""
    parts = rows(answer, (*NAMES, "is", "order", "no bet"), FORM)
    if all(blank(parts[name]) or _as_shown(parts[name]) for name in NAMES):
        raise Untouched("The three lights are not written yet.")
    settle([_missing(parts)])
    settle([heard(_readable, name, parts[name]) for name in NAMES])
    made = {name: _light(name, parts[name]) for name in NAMES}
    third = _third(parts["is"])
    settle([alike(made)])
    settle([day(made[DAY]), clouds(made[CLOUDS]), own(made[OWN], third)])
    said, bets = order_of(parts["order"]), bets_of(parts["no bet"])
    found = predicted({name: light.made for name, light in made.items()}, key=KEY)
    settle(bet_asks(said, bets, found))
    return _passed(made, third, found, *outcome(said, bets, found))


# ---------------------------------------------------------------- reading


def _as_shown(value: Any) -> bool:
    return isinstance(value, str) and "…" in value


def _missing(parts: Mapping[str, Any]) -> Ask | None:
    open_ = [name for name, value in parts.items() if name != "no bet" and blank(value)]
    if not open_ and isinstance(parts["order"], list | tuple) and any(blank(name) for name in parts["order"]):
        open_ = ["order"]
    if not open_:
        return None
    quoted = listed([f"“{name}”" for name in open_])
    return Ask("a line is empty", f"There is nothing under {quoted} yet.", COUNTED)


def _light(name: str, value: Any) -> Light:
    """A row of chords laid under the tune, all of one length."""
    words = value.replace("|", " ") if isinstance(value, str) else value
    chords = row(_by_halves(name, words) if _timed(words) else words, name)
    settle([_fits(name, chords)])
    return Light(name, chords, Motif(TUNE, key=KEY, meter="4/4", name="the tune").harmonise(chords))


def _readable(name: str, value: Any) -> None:
    _light(name, value)


def _timed(value: Any) -> bool:
    """Whether lengths stand behind the chords: G:4 C:8."""
    words = value.split() if isinstance(value, str) else value if isinstance(value, list | tuple) else ()
    return any(isinstance(word, str) and ":" in word for word in words[:MOST])


def _by_halves(name: str, value: Any) -> list[str]:
    """Chords with their lengths, as the harmoniser writes them, as one chord for each half bar."""
    halves: list[str] = []
    for word in value.split() if isinstance(value, str) else value:
        symbol, _, beats = str(word).partition(":")
        if beats not in ("2", "4", "6", "8", "10", "12", "14", "16"):
            settle(
                [
                    Ask(
                        "chords do not fit the tune",
                        f"{name}: behind {shown(word, 20)} stands no number of half bars. A half bar has two "
                        "beats: G:2, a whole one four: G:4.",
                        COUNTED,
                    )
                ]
            )
        halves += [symbol] * (int(beats) // 2)
    if len(halves) != MOST:
        settle(
            [
                Ask(
                    "chords do not fit the tune",
                    f"{name}: your lengths make {2 * len(halves)} beats; the tune has {2 * MOST}.",
                    COUNTED,
                )
            ]
        )
    return halves


def _fits(name: str, chords: tuple[Chord, ...]) -> Ask | None:
    about, count = "chords do not fit the tune", len(chords)
    if count > MOST:
        return Ask(about, f"{name}: {count} chords for four bars. Two a bar are {MOST}.", COUNTED)
    if count not in (MOST // 2, MOST):
        return Ask(
            about,
            f"{name}: {count} chord{'' if count == 1 else 's'} for four bars. Write four or eight, one or two a bar; "
            "one that lasts longer stands twice.",
            COUNTED,
        )
    return None


def _third(value: Any) -> str:
    said = " ".join(value[:40].casefold().split()).removesuffix(" mode") if isinstance(value, str) else ""
    said = _ALSO.get(said, said.removeprefix("g "))
    if said not in SIGNS:
        quoted = listed([f'"{name}"' for name in SIGNS])
        raise FilmScoreError(f"“is” says which light your own one is, one of {quoted}; this is {shown(value, 40)}.")
    return said


def _passed(made: Mapping[str, Light], third: str, found: Ordering, came: str, under: list[str]) -> str:
    chances = []
    for one, other in combinations([placed.name for placed in found.valence], 2):
        chances.append(holds(one, other, found.chance(other, one)))
    said = [
        f"Three lights on one tune, and your own is {third if third == 'minor' else third.capitalize()}. {came}: "
        f"{'; '.join(chances)}. Which of them the film wants, no number says.",
        *under,
    ]
    if remark := _remark(made, third):
        said.append(remark)
    leaning = [(note, symbol) for note, symbol, role in made[CLOUDS].made.roles if role is None]
    if leaning:
        note, symbol = leaning[0]
        said.append(f"In “clouds” {note[:-1]} leans against {symbol}: heard that way?")
    return "\n\n".join(said)


def _remark(made: Mapping[str, Light], third: str) -> str:
    """What was let pass and may be worth knowing."""
    for chord in made[CLOUDS].chords:
        if note := outside(chord, MAJOR | MINOR | {LEADING}):
            if not outside(chord, PHRYGIAN):
                return f"In “clouds” {chord} is from Phrygian: its note {note} is in neither G major nor G minor."
            return (
                f"In “clouds” {chord} has the note {note}, in neither G major nor G minor: it is a colour, and no loan."
            )
    if third == "minor" and LEADING in made[OWN].sounds:
        return "In “own” the F♯ is the leading tone, from harmonic minor: it pulls home."
    if third == "phrygian":
        return "In “own” the tune keeps its A, and the chords have A♭: where the two meet, it rubs."
    return ""


HINTS = (
    "Begin at the ends: G, or G minor, in bar 1 and bar 4. Then one chord for each bar between.",
    "Bar 2 has A and D, bar 3 mostly D. A note that is not in the chord leans on it; that is allowed, and you hear it.",
    "Count for how long the third, sixth and seventh degree are low in each. Where two of yours hardly differ in that, "
    "put them under *no bet*.",
)
