"""`quiz`: one question of a lesson, shown as a card or answered in code."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .check import remember
from .question import Quiz
from .quiz_file import read_quizzes
from .verdict import Verdict

if TYPE_CHECKING:
    from ..widgets.quiz_card import QuizCard

FOLDER = Path(__file__).parent / "quizzes"


@lru_cache
def quizzes(folder: Path = FOLDER) -> dict[str, Quiz]:
    """Every quiz of a folder's files, by id.

    Raises
    ------
    FilmScoreError
        A file holds a quiz that is not whole, or an id stands in two files.
    """
    known: dict[str, Quiz] = {}
    for path in sorted(folder.glob("*.toml")):
        for quiz in read_quizzes(path):
            if quiz.id in known:
                raise FilmScoreError(f"{path.name}, quiz {quiz.id}: id: another file has a quiz with this id.")
            known[quiz.id] = quiz
    return known


def find_quiz(quiz_id: str, folder: Path = FOLDER) -> Quiz:
    """The quiz of that id.

    Raises
    ------
    FilmScoreError
        If there is none; the message lists those there are.
    """
    known = quizzes(folder)
    if not isinstance(quiz_id, str) or quiz_id not in known:
        there = f"The questions: {', '.join(sorted(known))}." if known else "There are none yet."
        raise FilmScoreError(f"There is no question {shown(quiz_id)}. {there}")
    return known[quiz_id]


_SHOW = object()


def quiz(quiz_id: str, answer: Any = _SHOW) -> QuizCard | Verdict:
    """A question of a lesson: shown as a card, or answered here.

    Parameters
    ----------
    quiz_id : str
        For example ``"03.a"``.
    answer : optional
        A letter for one choice, letters for several or for an order (``"cab"``), or a number. Without it
        the card is shown.

    Returns
    -------
    QuizCard or Verdict

    Raises
    ------
    FilmScoreError
        If there is no such question. An answer never raises, whatever it is.
    """
    question = find_quiz(quiz_id)
    if answer is _SHOW:
        return card(question)
    verdict = question.judge(answer)
    remember(question.objective, verdict, "quiz")
    return verdict


def card(question: Quiz) -> QuizCard:
    """The card of a question; what is answered on it is judged and remembered here too."""
    from ..widgets.quiz_card import QuizCard

    def heard(answer: str) -> Verdict:
        verdict = question.judge(answer)
        remember(question.objective, verdict, "quiz")
        return verdict

    return QuizCard(question.to_data(), str(question), heard)
