"""What the checks of lesson 03 share: the sections they point to, and how a spotting is read."""

from __future__ import annotations

from typing import Any

from ....errors import FilmScoreError, shown
from ....picture.film import open_film
from ....picture.spotting import Cue, Hit, Silence, Spotting
from ...asking import Ask, AskBack, held, settling

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

settle = settling("03")


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
            "03",
            [
                Ask(
                    "another film",
                    f"This is a spotting of {answer.film.title}. The task is about {_title(film)}: "
                    f"fs.Spotting({film!r}, …).",
                )
            ],
        )
    for things, name in ((answer.cues, "cues"), (answer.silences, "silences")):
        if len(things) > MANY:
            seconds = float(answer.film.seconds)
            raise AskBack(
                "03",
                [
                    Ask(
                        f"too many {name}",
                        f"{len(things)} {name} in {seconds:g} seconds: that is one every {seconds / len(things):.2g} "
                        f"seconds. A film of this length has one to six. Which would you keep?",
                        IN,
                    )
                ],
            )
    return answer


def _title(film: str) -> str:
    return film.replace("-", " ").title()
