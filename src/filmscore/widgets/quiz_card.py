"""A question as a card: options, *Check*, and words for every answer.

The card judges by itself, in the page, so it works while the kernel is busy and after it is gone; the kernel
is told the answer when it can be.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from . import bundle, rerun
from .showing import InWords


class QuizCard(InWords, anywidget.AnyWidget):
    """A question to answer in the notebook. Made by `fs.quiz`.

    Attributes
    ----------
    answer : str
        What was last answered: letters or a number, empty before the first answer.
    verdict : object or None
        What was said to it.
    """

    _esm = bundle.script("quiz.js")
    _css = bundle.style("box.css", "quiz.css")

    #: the question with its feedback, wrapped so that nobody reads the answer by accident in a saved notebook
    sealed = traitlets.Unicode("").tag(sync=True)
    answer = traitlets.Unicode("").tag(sync=True)

    def __init__(self, question: dict[str, Any], text: str, heard: Callable[[str], Any]) -> None:
        self._text = text
        self._tell = heard
        self.verdict: Any = None
        wrapped = base64.b64encode(json.dumps(question, ensure_ascii=False).encode()).decode()
        super().__init__(sealed=wrapped)
        self.observe(self._answered, "answer")
        rerun.replace(self)

    def _answered(self, change: Any) -> None:
        if change["new"]:
            self.verdict = self._tell(change["new"])

    @property
    def alt(self) -> str:
        """The question in words, with its options."""
        return self._text
