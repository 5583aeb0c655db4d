"""Quizzes: read with every fault named, judged without ever raising, and judged alike in Python and in the page."""

import base64
import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from pages import in_node
from pagescripts import needs_node

import filmscore as fs
from filmscore.course import quiz as quizzing
from filmscore.course.question import unmarked
from filmscore.course.quiz import card, find_quiz, quizzes
from filmscore.course.quiz_file import read_quizzes
from filmscore.errors import FilmScoreError
from filmscore.widgets.quiz_card import QuizCard

ROOT = Path(__file__).parents[1]

CHOICE = """
[[quiz]]
id = "99.a"
objective = "99.O1"
kind = "choice"
ask = "Where does *he* see it?"
look = "99, Cut and turn"
[[quiz.option]]
say = "908"
misconception = "a cut is a turn"
feedback = "You chose the cut. Watch **his** shoulders."
[[quiz.option]]
say = "936"
right = true
feedback = "He stops."
[[quiz.option]]
say = "The picture's first frame"
misconception = "music begins with the film"
feedback = "Nobody has seen anything yet."
look = "99, Before the first note"
"""

SEVERAL = """
[[quiz]]
id = "99.b"
objective = "99.O2"
kind = "several"
ask = "Which are must-hits?\\n\\nThere may be more than one."
[[quiz.option]]
say = "the bloom"
right = true
feedback = "The story turns here."
[[quiz.option]]
say = "a wide shot"
misconception = "every cut must be hit"
feedback = "A cut is the editor's."
[[quiz.option]]
say = "the hands touch"
right = true
feedback = "Without it there is no film."
[[quiz.option]]
say = "the lamp flickers"
misconception = "what moves must be hit"
feedback = "It moves, and means nothing."
"""

ORDER = """
[[quiz]]
id = "99.c"
objective = "99.O3"
kind = "order"
ask = "In the order of the work:"
[[quiz.option]]
say = "spot"
feedback = "First you decide where."
[[quiz.option]]
say = "write"
feedback = "Then what."
misconception = "writing before spotting"
[[quiz.option]]
say = "mix"
feedback = "Last, how loud."
[[quiz.option]]
say = "deliver"
feedback = "Then it leaves the house."
"""

NUMBER = """
[[quiz]]
id = "99.d"
objective = "99.O1"
kind = "number"
ask = "On which frame?"
unit = "frames"
otherwise = "Nothing happens there."
[[quiz.range]]
from = 930
to = 942
right = true
feedback = "On the turn."
[[quiz.range]]
from = 900
to = 930
misconception = "a cut is a turn"
feedback = "On the cut."
[[quiz.range]]
to = 0
misconception = "before the film"
feedback = "The film counts from 0."
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of four small quizzes, which `fs.quiz` finds."""
    monkeypatch.setenv("FILMSCORE_WORK", str(tmp_path / "work"))
    place = tmp_path / "quizzes"
    place.mkdir()
    (place / "99_small.toml").write_text(CHOICE + SEVERAL + ORDER + NUMBER, encoding="utf-8")
    real = quizzing.find_quiz
    monkeypatch.setattr(quizzing, "find_quiz", lambda quiz_id: real(quiz_id, place))
    return place


def told(verdict):
    return verdict.status, verdict.misconception, verdict.look


# ---------------------------------------------------------------- judging


@pytest.mark.parametrize(
    ("quiz_id", "answer", "expected"),
    [
        ("99.a", "b", ("passed", "", "")),
        ("99.a", " B) ", ("passed", "", "")),
        ("99.a", ["b"], ("passed", "", "")),
        ("99.a", "a", ("not-yet", "a cut is a turn", "99, Cut and turn")),
        ("99.a", "c", ("not-yet", "music begins with the film", "99, Before the first note")),
        ("99.a", "ab", ("not-yet", "unreadable", "99, Cut and turn")),
        ("99.a", "d", ("not-yet", "unreadable", "99, Cut and turn")),
        ("99.a", 2, ("not-yet", "unreadable", "99, Cut and turn")),
        ("99.a", "", ("not-attempted", "", "")),
        ("99.a", None, ("not-attempted", "", "")),
        ("99.b", "ac", ("passed", "", "")),
        ("99.b", "c, a", ("passed", "", "")),
        ("99.b", {"c", "a"}, ("passed", "", "")),
        ("99.b", ("a", "c"), ("passed", "", "")),
        ("99.b", np.array(["a", "c"]), ("passed", "", "")),
        ("99.b", "a", ("not-yet", "not all found", "")),
        ("99.b", "abc", ("not-yet", "every cut must be hit", "")),
        ("99.b", "bd", ("not-yet", "every cut must be hit", "")),
        ("99.b", "aa", ("not-yet", "unreadable", "")),
        ("99.d", 936, ("passed", "", "")),
        ("99.d", np.int64(930), ("passed", "", "")),
        ("99.d", "936.0", ("passed", "", "")),
        ("99.d", "936 frames", ("passed", "", "")),
        ("99.d", "936Frame.", ("passed", "", "")),
        ("99.d", "0,936", ("not-yet", "somewhere else", "")),
        ("99.d", "107,892 frames", ("not-yet", "somewhere else", "")),
        ("99.d", "936 s", ("not-yet", "unreadable", "")),
        ("99.d", 942, ("not-yet", "somewhere else", "")),
        ("99.d", 929.9, ("not-yet", "a cut is a turn", "")),
        ("99.d", -1, ("not-yet", "before the film", "")),
        ("99.d", float("nan"), ("not-yet", "unreadable", "")),
        ("99.d", True, ("not-yet", "unreadable", "")),
        ("99.d", "nine", ("not-yet", "unreadable", "")),
    ],
)
def test_each_answer_has_its_verdict(folder, quiz_id, answer, expected):
    verdict = fs.quiz(quiz_id, answer)
    assert told(verdict) == expected, verdict
    assert verdict.points == int(expected[0] == "passed") and verdict.worth == 1


def test_several_says_how_far_one_has_got_but_not_what_is_missing(folder):
    assert fs.quiz("99.b", "a").message == "One of your choices holds; one more is to be found."
    assert fs.quiz("99.b", "b").message.endswith("None of your choices holds; two more are to be found.")
    assert fs.quiz("99.b", "abcd").message.endswith("Two of your choices hold.")
    for answer in ("a", "ab", "abd"):
        assert "Without it there is no film" not in fs.quiz("99.b", answer).message


def test_an_order_is_given_in_the_letters_shown(folder):
    question = find_quiz("99.c", folder)
    said = {option.say: option.letter for option in question.options}
    right = "".join(said[word] for word in ("spot", "write", "mix", "deliver"))
    assert question.key == right and right not in ("abcd", "dcba")
    assert fs.quiz("99.c", right).status == "passed"
    wrong = said["write"] + said["spot"] + said["mix"] + said["deliver"]
    verdict = fs.quiz("99.c", list(wrong))
    assert verdict.misconception == "writing before spotting"
    assert verdict.message.startswith("Look at the first place again. “write” comes too early.")
    late = said["spot"] + said["write"] + said["deliver"] + said["mix"]
    assert fs.quiz("99.c", late).misconception == "too early: deliver"
    assert fs.quiz("99.c", late).message.startswith("The first two stand. Look at the next.")
    for partial in (right[:2], right + right[0], right[0] * 4):
        assert fs.quiz("99.c", partial).misconception == "unreadable"


class Hostile:
    def __repr__(self):
        raise RuntimeError("no")

    @property
    def answer(self):
        raise SystemExit


KNOT: list = []
KNOT.append(KNOT)
ODD = [
    Hostile(),
    [Hostile()],
    KNOT,
    "x" * 1_000_000,
    10**400,
    itertools.count(),
    b"b",
    object,
    lambda: 1,
    {},
    [],
    ...,
    1j,
]


@pytest.mark.parametrize("answer", ODD, ids=lambda a: type(a).__name__)
def test_no_answer_raises(folder, answer):
    for quiz_id in quizzes(folder):
        verdict = fs.quiz(quiz_id, answer)
        assert verdict.status != "passed" and len(repr(verdict)) < 600


def test_the_record_of_progress_is_told(folder, monkeypatch):
    from filmscore.course import evidence

    told = []
    monkeypatch.setattr(evidence, "record", lambda *words, **more: told.append((*words, more["kind"])))
    fs.quiz("99.a", "a")
    shown = fs.quiz("99.d")
    shown.answer = "936"
    assert told == [("99.a", "99.O1", "not-yet", 0, 1, "quiz"), ("99.d", "99.O1", "passed", 1, 1, "quiz")]
    assert shown.verdict.status == "passed"


def test_an_unknown_question_names_the_known(folder):
    for unknown in ("99.z", None, [], 3):
        with pytest.raises(FilmScoreError, match=r"99\.a"):
            fs.quiz(unknown)


# ---------------------------------------------------------------- the card


def test_the_card_in_words_does_not_tell_the_answer(folder):
    shown = fs.quiz("99.a")
    assert isinstance(shown, QuizCard)
    assert repr(shown).splitlines() == [
        "Question 99.a. Where does he see it?",
        "  a  908",
        "  b  936",
        "  c  The picture's first frame",
        'Answer on the card, or in code: fs.quiz("99.a", …) with one letter, a to c.',
    ]
    assert repr(shown) == repr(fs.quiz("99.a")), "it never varies"
    state = json.dumps(shown.get_state(["sealed", "answer"]))
    for secret in ("right", "He stops", "a cut is a turn"):
        assert secret not in state
    assert "He stops." in base64.b64decode(shown.sealed).decode()


def test_a_card_that_is_closed_is_gone_altogether(folder):
    made = fs.quiz("99.a")
    its = made.layout
    assert its.comm is not None and repr(made) == made.alt
    made.close()
    assert made.comm is None and its.comm is None, "its layout is a widget too"


def test_a_card_is_an_answer_too(folder):
    shown = fs.quiz("99.a")
    assert fs.quiz("99.a", shown).status == "not-attempted"
    shown.answer = "b"
    assert fs.quiz("99.a", shown).status == "passed"


def test_a_forged_answer_does_no_harm(folder):
    shown = fs.quiz("99.b")
    for forged in ("zzz", "a" * 10_000, "<script>"):
        shown.answer = forged
        assert shown.verdict.status == "not-yet"


def every_answer(question):
    letters = "".join(option.letter for option in question.options)
    match question.kind:
        case "choice":
            return list(letters)
        case "several":
            return ["".join(part) for n in range(1, len(letters) + 1) for part in itertools.combinations(letters, n)]
        case "order":
            return ["".join(part) for part in itertools.permutations(letters)][:720]
        case _:
            edges = {edge for part in question.ranges for edge in (part.low, part.high) if abs(edge) < 1e12}
            return [f"{edge + step:.15g}" for edge in sorted(edges) for step in (-0.5, 0, 0.5)]


@needs_node
def test_the_page_says_what_python_says(folder):
    """Every possible answer to every question, the course's own included."""
    asked = [*quizzes(folder).values(), *quizzes().values()]
    pairs = [(question.to_data(), answer) for question in asked for answer in ["", *every_answer(question)]]
    judge = (ROOT / "src/filmscore/widgets/static/quiz_judge.js").as_uri()
    reply = "console.log(JSON.stringify(GIVEN.map(([question, answer]) => judge(question, answer))));"
    said = in_node(f'import {{ judge }} from "{judge}"; {reply}', *pairs)
    verdicts = [question.judge(answer) for question in asked for answer in ["", *every_answer(question)]]
    assert len(said) == len(verdicts) > 50
    for (data, answer), page, verdict in zip(pairs, said, verdicts, strict=True):
        ours = {"status": verdict.status, "message": verdict.message, "look": verdict.look}
        theirs = {**page, "message": unmarked(page["message"]), "look": unmarked(page["look"])}
        assert theirs == ours, (data["id"], answer)


# ---------------------------------------------------------------- reading


def broken(old, new, text=CHOICE):
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (broken('id = "99.a"\n', ""), r"quiz number 1: id: is missing"),
        (broken('"99.a"', '"99a"'), r"quiz 99a: id: is '99a'"),
        (broken('objective = "99.O1"\n', ""), r"quiz 99\.a: objective: is missing"),
        (broken('"99.O1"', '"03.O1"'), r"objective: is '03\.O1'.*same lesson"),
        (broken('"choice"', '"riddle"'), r"kind: is 'riddle'; there are choice, several, order, number"),
        (broken("ask =", "asks ="), r"asks: there is no such field"),
        (broken('"Where does *he* see it?"', "3"), r"ask: is 3; write a text"),
        (broken('misconception = "a cut is a turn"\n', ""), r"quiz 99\.a: option 1 misconception: is missing"),
        (broken('feedback = "You chose the cut. Watch **his** shoulders."\n', ""), r"option 1 feedback: is missing"),
        (broken('feedback = "He stops."', 'feedback = " "'), r"option 2 feedback: is ' '"),
        (broken("right = true\n", 'misconception = "x"\n'), r"option: none is right"),
        (broken("right = true", 'right = "yes"'), r"option 2 right: is 'yes'; write true"),
        (broken("right = true", 'right = true\nmisconception = "x"'), r"option 2 misconception: what is right"),
        (broken('say = "936"', 'say = "908"'), r"option: two options say the same: '908'"),
        (broken('say = "936"', 'sya = "936"'), r"option 2 sya: there is no such field"),
        (broken('look = "99, Cut', 'unit = "x"\nlook = "99, Cut'), r"unit: does not belong to .*'choice'"),
        (CHOICE.split("[[quiz.option]]")[0], r"option: needs 2 or more"),
        (CHOICE + CHOICE, r"quiz 99\.a: id: this id is already taken"),
        (
            broken('misconception = "a cut is a turn"', "", CHOICE).replace("misconception = ", "right = true #"),
            "option 1",
        ),
        (SEVERAL.replace("misconception", "right = true #"), r"all are right"),
        (broken('say = "mix"', 'say = "mix"\nright = true', ORDER), r"written in the right order"),
        (broken('otherwise = "Nothing happens there."\n', "", NUMBER), r"quiz 99\.d: otherwise: is missing"),
        (broken("from = 930", "from = 943", NUMBER), r"range 1 from: from 943 to 942 holds no number"),
        (broken("from = 930", 'from = "soon"', NUMBER), r"range 1 from: from 'soon'"),
        (broken("to = 930", "to = 931", NUMBER), r"range: two ranges hold 930"),
        (broken("right = true", 'misconception = "x"', NUMBER), r"range: none is right"),
        (broken("to = 0\n", "", NUMBER), r"range 3 from"),
        ("[[quiz]", r"cannot be read"),
        ("[[question]]\nid = 3", r"only \[\[quiz\]\] stands at the top of a quiz file, not question"),
        ("quiz = 3", r"only \[\[quiz\]\]"),
        (
            "[[quiz]]\nid='99.a'\nobjective='99.O1'\nkind='choice'\nask='x'\noption=[3, 4]",
            r"option 1 : is 3, not a table",
        ),
    ],
)
def test_a_fault_names_file_quiz_and_field(tmp_path, text, says):
    path = tmp_path / "99_small.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FilmScoreError, match=rf"^99_small\.toml.*{says}"):
        read_quizzes(path)


def test_two_files_may_not_share_an_id(tmp_path):
    for name in ("99_one.toml", "99_two.toml"):
        (tmp_path / name).write_text(CHOICE, encoding="utf-8")
    with pytest.raises(FilmScoreError, match=r"99_two\.toml, quiz 99\.a: id: another file"):
        quizzes(tmp_path)


def test_paragraphs_and_line_breaks_are_read_as_meant(tmp_path):
    path = tmp_path / "99_small.toml"
    path.write_text(CHOICE.replace('"He stops."', '"""\nHe\n  stops.\n\nThen he looks.\n"""'), encoding="utf-8")
    assert read_quizzes(path)[0].options[1].feedback == "He stops.\n\nThen he looks."


# ---------------------------------------------------------------- the course's own questions


@pytest.mark.parametrize("question", quizzes().values(), ids=quizzes())
def test_the_courses_questions_are_fair(question):
    """Every answer hears something of its own, and every wrong option is a mistake of its own."""
    said = [part.feedback for part in (*question.options, *question.ranges)]
    assert len(set(said)) == len(said)
    mistakes = [part.misconception for part in question.options if part.misconception]
    assert len(set(mistakes)) == len(mistakes)
    assert repr(card(question)) == str(question)
