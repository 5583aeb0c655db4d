"""What a check says: passed, not yet, or not attempted; with words, points and a form for machines.

One verdict serves three readers. A learner sees it in the notebook. nbgrader gives marks for a cell
that does not raise, so a verdict that is not a pass raises there. The tests read the JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from .. import look

MIME = "application/vnd.filmscore.check+json"

STATUSES = ("passed", "not-yet", "not-attempted")
_WORDS = {"passed": "Passed", "not-yet": "Not yet", "not-attempted": "Not attempted"}
_COLOURS = {"passed": look.VERDICT["good"], "not-yet": look.VERDICT["near"], "not-attempted": look.SILENCE}


class NotYet(Exception):
    """Raised by a check: the answer is not there yet, and this is where to look."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of one check.

    Attributes
    ----------
    id : str
        Which task, such as ``"00.1"``.
    status : {'passed', 'not-yet', 'not-attempted'}
    message : str
        What a good teacher would say now.
    points, worth : int
        Reached, and reachable.
    """

    id: str
    status: str
    message: str
    points: int
    worth: int

    def __repr__(self) -> str:
        return f"{self.id} {_WORDS[self.status]}. {self.message}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        colour = _COLOURS[self.status]
        html = (
            f'<div style="border-left:4px solid {colour};padding:.4em .8em;margin:.2em 0">'
            f"<b>{escape(self.id)} {_WORDS[self.status]}.</b> {escape(self.message)}</div>"
        )
        return {
            "text/plain": repr(self),
            "text/html": html,
            MIME: {"name": self.id, "status": self.status, "points": self.points, "max": self.worth},
        }
