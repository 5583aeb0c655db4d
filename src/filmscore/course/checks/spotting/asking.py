"""How the checks of lesson 03 speak: in questions, the weightiest first, and no more than two at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.film import Film, open_film
from ....picture.spotting import Cue, Hit, Silence, Spotting
from ...verdict import NotYet

#: sections of the lesson, by what they are about
PAGE = "The page before the picture"
IN = "Where does the music go in?"
OUT = "Where does it come out?"
MUST = "Must and may"
LINE = "Under a line"
QUIET = "The decision not to play"
NOTES = "Spotting notes"

#: more than this in a film of a minute is not read one by one: each would be compared with each
MANY = 60


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to ask the student: the misconception it is about, the words, and where the lesson speaks of it."""

    about: str
    words: str
    look: str = ""


class AskBack(NotYet):
    """The answer is not there yet; `asks` are the questions, of which the message speaks the first two."""

    def __init__(self, asks: Sequence[Ask]) -> None:
        self.asks = tuple(asks)
        said = [ask.words for ask in asks[:2]]
        if left := len(asks) - 2:
            said += [f"({left} more {'question waits' if left == 1 else 'questions wait'} behind these.)"] * (left > 0)
        places = dict.fromkeys(ask.look for ask in asks[:2] if ask.look)
        super().__init__(
            *said,
            misconception=asks[0].about,
            look="lesson 03, " + " and ".join(f"“{place}”" for place in places) if places else "",
        )


def settle(asks: Iterable[Ask | None]) -> None:
    """Go on if there is nothing to ask; else raise `AskBack`."""
    found = [ask for ask in asks if ask]
    if found:
        raise AskBack(found)


def held(answer: Any) -> Any:
    """What a widget holds (its `answer`); anything else as it is."""
    kinds = (Spotting, Cue, Hit, Silence, str, int, float, list, tuple, dict, set)
    return answer if isinstance(answer, kinds) else getattr(answer, "answer", answer)


def spotting_of(answer: Any, film: str) -> Spotting:
    """The student's spotting of `film`, in whichever of its forms it came.

    A `Spotting`, the desk that holds one, its data, one cue or silence, or a list of cues, hits and silences.

    Raises
    ------
    FilmScoreError, AskBack
        It is none of these, or of another film, or holds more than anyone could have meant.
    """
    answer = held(answer)
    if isinstance(answer, dict) and hasattr(Spotting, "from_data") and "film" in answer:
        answer = Spotting.from_data(answer)
    if isinstance(answer, Cue | Hit | Silence):
        answer = [answer]
    if isinstance(answer, list | tuple) and answer and all(isinstance(a, Cue | Hit | Silence) for a in answer):
        answer = Spotting(
            open_film(film),
            cues=[a for a in answer if isinstance(a, Cue)],
            hits=[a for a in answer if isinstance(a, Hit)],
            silences=[a for a in answer if isinstance(a, Silence)],
        )
    if not isinstance(answer, Spotting):
        raise FilmScoreError(
            f"{shown(answer)} is no spotting. Write fs.Spotting({film!r}, cues=[fs.Cue(…)]), or mark it on the "
            "Spotting desk and paste the line it prints."
        )
    if answer.film.name != film:
        raise AskBack(
            [
                Ask(
                    "another film",
                    f"This is a spotting of {answer.film.title}. The task is about {_title(film)}: "
                    f"fs.Spotting({film!r}, …).",
                )
            ]
        )
    for things, name in ((answer.cues, "cues"), (answer.silences, "silences")):
        if len(things) > MANY:
            seconds = float(answer.film.seconds)
            raise AskBack(
                [
                    Ask(
                        f"too many {name}",
                        f"{len(things)} {name} in {seconds:g} seconds: that is one every {seconds / len(things):.2g} "
                        f"seconds. A film of this length has one to six. Which would you keep?",
                        IN,
                    )
                ]
            )
    return answer


def _title(film: str) -> str:
    return film.replace("-", " ").title()


def frames(n: int) -> str:
    """A number of frames in words: ``1 frame``, ``28 frames``."""
    return f"{n} frame{'' if n == 1 else 's'}"


def apart_words(here: int, there: int) -> str:
    """How far `there` lies from `here`: ``28 frames later``.

    >>> apart_words(908, 936), apart_words(936, 908)
    ('28 frames later', '28 frames earlier')
    """
    return f"{frames(abs(there - here))} {'later' if there > here else 'earlier'}"


def seconds(n: int, film: Film) -> str:
    """A number of frames as seconds of this film: ``1.2 s``, ``5 s``."""
    return f"{float(n / film.rate.fps):.1f}".removesuffix(".0") + " s"


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else "none"
