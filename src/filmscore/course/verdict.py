"""What a check says: passed, not yet, or not attempted; with words, points and a form for machines.

One verdict serves three readers. A learner sees it in the notebook. nbgrader gives marks for a cell
that does not raise, so a verdict that is not a pass raises there. The tests read the JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from .. import look
from ..errors import shown

MIME = "application/vnd.filmscore.check+json"

STATUSES = ("passed", "not-yet", "not-attempted")
WORDS = {"passed": "Passed", "not-yet": "Not yet", "not-attempted": "Not attempted"}
_COLOURS = {"passed": look.VERDICT["good"], "not-yet": look.VERDICT["near"], "not-attempted": look.SILENCE}

LONGEST = 1600  #: characters of a message, whatever a student's value has put into it
LONGEST_VALUE = 120  #: characters of the student's own value


class _Nothing:
    """Stands for "no value given", where None could be one."""


_NOTHING = _Nothing()


class NotYet(Exception):
    """Raised by a check: the answer is not there yet, and this is where to look.

    Parameters
    ----------
    *paragraphs : str
        What a good teacher would say; the first begins with what the student did.
    misconception : str
        A short, steady name for the mistake, such as ``"a cut is a turn"``. Not shown; it lets tests
        and teachers tell one mistake from another.
    look : str
        Where the matter stands: a lesson and its section, ``"03, Cut and turn"``.
    yours : anything
        The student's own value, if the words do not quote it.

    Examples
    --------
    >>> why = NotYet("You put the entry at 908, on the cut.", "Watch Jon's shoulders.", misconception="a cut is a turn")
    >>> why.misconception
    'a cut is a turn'
    """

    def __init__(self, *paragraphs: str, misconception: str = "", look: str = "", yours: Any = _NOTHING) -> None:
        super().__init__("\n\n".join(paragraphs))
        self.misconception = misconception
        self.look = look
        self.yours = "" if yours is _NOTHING else shown(yours, LONGEST_VALUE)


class Untouched(Exception):
    """Raised by a check: this is the half-written answer as the lesson left it, so nothing has been tried."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of one check or quiz.

    Attributes
    ----------
    id : str
        Which task, such as ``"00.1"``.
    status : {'passed', 'not-yet', 'not-attempted'}
    message : str
        What a good teacher would say now; paragraphs are separated by an empty line.
    points, worth : int
        Reached, and reachable.
    misconception : str
        Which mistake was named, if one was.
    look : str
        Where to look: a lesson and its section, or a hint.
    yours : str
        The student's own value, shortened.
    """

    id: str
    status: str
    message: str
    points: int
    worth: int
    misconception: str = ""
    look: str = ""
    yours: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The message in paragraphs, then the student's value and where to look."""
        message = self.message if len(self.message) <= LONGEST else self.message[: LONGEST - 1] + "…"
        said = [" ".join(part.split()) for part in message.split("\n\n") if part.strip()]
        if self.yours:
            said.append(f"Your answer: {self.yours}")
        if self.look:
            said.append(f"Where to look: {self.look}")
        return said

    def __repr__(self) -> str:
        return "\n".join([f"{self.id} {WORDS[self.status]}. {self.paragraphs[0]}", *self.paragraphs[1:]])

    def to_data(self) -> dict[str, Any]:
        """The verdict for machines: what was named only appears if there is something to name."""
        data = {"name": self.id, "status": self.status, "points": self.points, "max": self.worth}
        named = {"misconception": self.misconception, "look": self.look, "yours": self.yours}
        return {**data, **{key: value for key, value in named.items() if value}}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        first, *more = (escape(part) for part in self.paragraphs)
        rest = "".join(f'<div style="margin-top:.4em">{part}</div>' for part in more)
        html = (
            f'<div style="border-left:4px solid {_COLOURS[self.status]};padding:.4em .8em;margin:.2em 0">'
            f"<b>{escape(self.id)} {WORDS[self.status]}.</b> {first}{rest}</div>"
        )
        return {"text/plain": repr(self), "text/html": html, MIME: self.to_data()}
