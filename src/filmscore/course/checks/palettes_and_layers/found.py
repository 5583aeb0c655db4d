"""12.7: a sound that was not music this morning, and what it does now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....errors import FilmScoreError
from ....music.cues.palettes import FILM
from ....picture.film import film_names, open_film
from ...asking import seconds as in_seconds
from ...beside import recording_named
from ...reasons import denied, for_a_person, vocabulary
from ...verdict import Untouched
from .asking import (
    SPEECH,
    STREET,
    Ask,
    all_fields,
    blank,
    listed,
    number,
    quoted,
    reason,
    role_of,
    sentence,
    settle,
    shown,
)

if TYPE_CHECKING:
    from ....sound.found import FoundSound

OURS = ("rain", "street", "kitchen")
NAMES = ("sound", "was", "made", "role", "from", "because")
FORM = (
    '{"sound": "…", "was": "…", "made": "pulse", "pattern": "X..x..x.", "bars": 4, "bpm": 80, "seconds": 12, "tuned": '
    '"", "role": "…", "from": 1404, "because": "…"}'
)
#: a bar of eighths; the shortest recording, and how much of one is listened to, seconds
BAR, SHORTEST, LISTENED = 8, 5.0, 60.0
FITS = {"pulse": ("motion", "accent", "line"), "bed": ("pad", "foundation")}

_EFFECT = re.compile(
    r"\b(?:we|you|one) (?:can )?sees? (?:it|(?:\w+ ){0,2}(?:rain|street|kitchen|cups?|steps))\b"
    r"|\b(?:matches|fits|illustrates|shows) the (?:picture|scene|rain|street|image)|\bsound effects?\b",
    re.I,
)
_MEANT = re.compile(r"\b(?:all the same(?! to (?:me|us))|although|even though|nevertheless|on purpose)\b", re.I)
_THEIRS = re.compile(
    r"\b(?:youtube|spotify|soundcloud|splice|tiktok|netflix|freesound|sample packs?|soundtrack)\b"
    r"|\ba song\b(?! (?:thrush|bird|sparrow))|\bofficial (?:audio|video|music|version|trailer|recording|soundtrack)\b",
    re.I,
)
#: words of the task: a source or a reason made of nothing else is none
TOLD = vocabulary(
    "sound sounds found recording recorded pulse bed role roles frame frames seconds pattern bars eighths motion "
    "accent line pad foundation outside music made"
)


def outside(answer: Any) -> str:
    """A sound, heard for what is in it, made into a pulse or a bed, and given a job."""
    if isinstance(answer, Mapping) and blank(answer.get("sound")):
        raise Untouched("No sound is chosen yet.")
    given = all_fields(answer, NAMES, FORM)
    more = {str(key).strip().casefold(): value for key, value in list(answer.items())[:30]}
    made, role = _made(given["made"]), role_of(given["role"], "role")
    settle([_theirs(given), _effect(given, role), _fits(made, role)])
    frames = _pattern(more) if made == "pulse" else _bed(more)
    start = given["from"]
    digits = isinstance(start, str) and start.strip().isdecimal() and len(start) < 9
    first = open_film(FILM).frame(int(start) if digits else start, "from")
    settle([_was(given["was"]), *_shape(made, more), _ends(made, first, frames)])
    heard = _heard(given["sound"])
    settle([
        _good(heard, made, given["because"]),
        reason(given["because"], "because", 8, "Who on these stairs could be making that sound?", STREET, hints=HINTS,
               told=TOLD),
    ])  # fmt: skip
    return _passed(heard, made, role, first, frames, more)


def _made(value: Any) -> str:
    text = value.strip(" .").casefold().removeprefix("a ") if isinstance(value, str) else ""
    if text not in FITS:
        raise FilmScoreError(f"“made” is “pulse” or “bed”, not {shown(value, 40)}.")
    return text


def _theirs(given: Mapping[str, Any]) -> Ask | None:
    text = f"{given['was']}; {Path(str(given['sound'])[:200]).name}"[:400]
    found = next((one for one in _THEIRS.finditer(text) if not denied(text, one.start())), None)
    if found is None:
        return None
    return Ask(
        "somebody else's recording",
        f"You took it from {quoted(found[0], 30)}: then it is not found, it is somebody's. Record your own door. It "
        "takes a minute.",
        STREET,
    )


def _effect(given: Mapping[str, Any], role: str) -> Ask | None:
    text = sentence(given["because"], "because")
    if role and not any(not denied(text[:400], one.start()) for one in _EFFECT.finditer(text[:400])):
        return None
    said = f"because {quoted(text, 50)}" if role else "and give it no role"
    return Ask(
        "found means effect",
        f"You use {shown(given['sound'], 30)}, {said}. That is a sound effect, and somebody else is paid for it. What "
        "does it do as *music*: floor, feet, air?",
        STREET,
    )


def _fits(made: str, role: str) -> Ask | None:
    if not role or role in FITS[made]:
        return None
    if made == "bed":
        words = f"A bed has no beginnings. You give it {role}. Who is running?"
    else:
        words = f"A pulse is a row of strokes. You give it {role}. What goes on between two of them?"
    return Ask("a bed that runs" if made == "bed" else "a pulse that holds", words, STREET)


def _was(value: Any) -> Ask | None:
    return reason(value, "was", 3, "What made the sound, and with what?", STREET, about="a sound without a source",
                  told=TOLD)  # fmt: skip


def _cell(value: Any) -> str:
    text = re.sub(r"[\s|]", "", value[:400]) if isinstance(value, str) else ""
    if not text or re.fullmatch(r"[Xx.]+", text) is None:
        raise FilmScoreError(
            f"“pattern” is a row of eighths, X strong, x weak, . none, such as “X..x..x.”, not {shown(value, 40)}."
        )
    return text


def _pattern(more: Mapping[str, Any]) -> int:
    """How many frames the pulse lasts."""
    _cell(more.get("pattern"))
    bars, bpm = number(more.get("bars"), "bars"), number(more.get("bpm"), "bpm")
    if bars != int(bars) or not 1 <= bars <= 20:
        raise FilmScoreError(f"“bars” is a whole number from 1 to 20, not {bars:g}.")
    if not 40 <= bpm <= 240:
        raise FilmScoreError(f"“bpm” lies from 40 to 240 here; {bpm:g} does not.")
    return round(Fraction(int(bars) * 4 * 60) / Fraction(bpm) * open_film(FILM).rate.fps)


def _bed(more: Mapping[str, Any]) -> int:
    """How many frames the bed lasts."""
    from ....music.pitch import Pitch

    long = number(more.get("seconds"), "seconds")
    if not 1 <= long <= 120:
        raise FilmScoreError(f"“seconds” lies from 1 to 120; {long:g} does not.")
    tuned = more.get("tuned") or ""
    for note in tuned.split()[:12] if isinstance(tuned, str) else list(tuned)[:12]:
        try:
            Pitch.read(note)
        except FilmScoreError as why:
            raise FilmScoreError(f"“tuned”: {why}") from None
    return round(long * open_film(FILM).rate.fps)


def _shape(made: str, more: Mapping[str, Any]) -> list[Ask | None]:
    if made == "bed":
        return []
    cell = _cell(more.get("pattern"))
    if len(cell) % BAR:
        return [
            Ask("a pattern without its bar", f"“{cell}”: {len(cell)} signs. A bar of 4/4 has {BAR} eighths.", STREET)
        ]
    if "." not in cell:
        return [
            Ask(
                "a pattern that is full",
                f"“{cell}”: {len(cell)} of {len(cell)} are struck. What could the ear wait for, if one were missing?",
                STREET,
            )
        ]
    if not cell.strip("."):
        return [Ask("a pattern that is empty", f"“{cell}”: nothing is struck. On which eighth does it lean?", STREET)]
    return []


def _ends(made: str, first: int, frames: int) -> Ask | None:
    film = open_film(FILM)
    if first + frames <= film.frames:
        return None
    return Ask(
        "over the end of the film",
        f"From {first} your {made} lasts {in_seconds(frames, film)}, until {first + frames}; the film has "
        f"{film.frames:,} frames. On which may it stop?",
        STREET,
    )


def _heard(value: Any) -> FoundSound:
    name = value.strip().casefold() if isinstance(value, str) else ""
    return _ours(name) if name in OURS else _listen(value)


@lru_cache(maxsize=len(OURS))
def _ours(name: str) -> FoundSound:
    return _listen(name)


def _listen(value: Any) -> FoundSound:
    from ....sound.found import found_sound  # librosa is heavy, and waits until something is listened to

    if not isinstance(value, str) or len(value) > 1000:
        raise FilmScoreError(f"“sound” is one of {listed(OURS)}, or the name of your file, not {shown(value, 40)}.")
    name = value.strip()  # ours, a film's guide, or a file of theirs: in a grader that is no path to anybody else's
    ours = name.casefold() in (*OURS, *film_names())
    heard = found_sound(name if ours else recording_named(name), part=(0.0, LISTENED))
    if heard.seconds < SHORTEST:
        raise FilmScoreError(
            f"“sound”: {heard.seconds:.1f} s of it; {SHORTEST:g} at least are needed to hear what it does."
        )
    return heard


def _good(heard: FoundSound, made: str, because: Any) -> Ask | None:
    from ....sound.found import EVEN

    if heard.good_for in (made, "both") or _against_it(because):
        return None
    many = len(heard.strokes)
    if made == "pulse":
        return Ask(
            "a pulse of rain",
            f"In {heard.seconds:.0f} s of {heard.name} {many} beginnings stand out, {many / heard.seconds:.1f} a "
            "second. If they are struck again, which is the beat? (If you mean it, say in “because” why a pulse all "
            "the same.)",
            STREET,
        )
    return Ask(
        "a bed of steps",
        f"{heard.name[:1].upper()}{heard.name[1:]} is {heard.steady:.0%} even, and a bed wants {EVEN:.0%}: what sticks "
        "out comes back in it as a stumble. What of it could be struck again? (If you mean it, say in “because” why a "
        "bed all the same.)",
        STREET,
    )


def _against_it(because: Any) -> bool:
    """Whether the author says that it is meant, against what was heard."""
    return isinstance(because, str) and _MEANT.search(because[:600]) is not None


def _passed(heard: FoundSound, made: str, role: str, first: int, frames: int, more: Mapping[str, Any]) -> str:
    told = (
        f"{heard.name[:1].upper()}{heard.name[1:]} as a {made}, {role}, from {first} to {first + frames}. It was heard "
        f"as good for {'both' if heard.good_for == 'both' else f'a {heard.good_for}'}."
    )
    if made == "pulse" and (frame := _in_speech(first, frames, more)) is not None:
        told += f"\n\nA stroke falls on {frame}, in the child's line. Did you mean that?"
    return f"{told}\n\n{for_a_person('was', 'because')}"


def _in_speech(first: int, frames: int, more: Mapping[str, Any]) -> int | None:
    """The frame of the first stroke in the child's line."""
    cell = _cell(more.get("pattern"))
    each = 30 / Fraction(number(more.get("bpm"), "bpm")) * open_film(FILM).rate.fps  # frames in an eighth
    strokes = (first + round(n * each) for n in range(int(frames / each)) if cell[n % len(cell)] != ".")
    return next((frame for frame in strokes if SPEECH[0] <= frame < SPEECH[1]), None)


HINTS = (
    "Play it, and tap. If your finger finds something to hit, it has strokes.",
    "`fs.found_sound(…).told` says how many strokes stand out and how even it is. More than five a second are a bed.",
    "The reason is about the film: who in the stairwell could be making that sound?",
)
