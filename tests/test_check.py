"""Checks: every answer gets a verdict in words, the right ones pass, each wrong one hears its own mistake."""

import enum
import importlib
import itertools
import json
import re
import time
from collections import namedtuple
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import filmscore as fs
from filmscore.course import check as chain
from filmscore.course.answers import MOST_ITEMS, Unreadable, pack, plain, unpack
from filmscore.course.check import Task, check, hint, judge, tasks
from filmscore.course.verdict import LONGEST, MIME, NotYet, Verdict

ACCEPT = {
    "00.1": [
        "D5 A5 F#5 E5",
        ["C4", "C4", "C4", "C4"],
        np.array(["C4", "C4", "C4", "C4"]),
        fs.Motif("C4 E4 G4 C5"),
        "Eb4 E♭4 E-4 D#4",
        "A0 C8 A0 C8",
        "c4, e4, g4, b4",
        "R C4:2 D4 E4 F4",
    ]
}

REJECT = {
    "00.1": [
        ("D5 A5 F#5", "3 notes.*1 more"),
        ("C4 D4 E4 F4 G4", "5 notes.*1 fewer"),
        ("C D E F", "needs an octave"),
        ("H4 C4 D4 E4", "German"),
        ("do re mi fa", "no note name"),
        ("C9 D9 E9 F9", "above the keys"),
        ("C0 D0 E0 F0", "below the keys"),
        ("R R R R", "rests only"),
        (1056, "no list of notes"),
        ([60, 64, 67, 71], "60 is no note name"),
    ]
}


@pytest.fixture(autouse=True)
def own_work(tmp_path, monkeypatch):
    monkeypatch.setenv("FILMSCORE_WORK", str(tmp_path))
    monkeypatch.setattr(chain, "_given", {})


def test_every_task_has_both_lists():
    """Those of lesson 00 stand here; a lesson's own tests, test_checks_*.py, hold the others."""
    for kind, here in (("accept", ACCEPT), ("reject", REJECT)):
        held = [*here, *itertools.chain.from_iterable(getattr(lesson, kind) for lesson in lessons())]
        assert sorted(held) == sorted(tasks()), f"each task once in a list of what its tests {kind}"


def lessons():
    """What the tests of each lesson's checks accept and reject."""
    for path in sorted(Path(__file__).parent.glob("test_checks_*.py")):
        yield importlib.import_module(path.stem).TestAnswers


@pytest.mark.parametrize(("task", "answer"), [(t, a) for t, answers in ACCEPT.items() for a in answers])
def test_right_answers_pass(task, answer):
    verdict = check(task, answer)
    assert (verdict.status, verdict.points) == ("passed", verdict.worth), verdict
    assert not verdict.look and not verdict.misconception


@pytest.mark.parametrize(("task", "answer", "says"), [(t, a, s) for t, pairs in REJECT.items() for a, s in pairs])
def test_wrong_answers_hear_their_own_mistake(task, answer, says):
    verdict = check(task, answer)
    assert (verdict.status, verdict.points) == ("not-yet", 0)
    assert re.search(says, verdict.message), verdict.message
    assert verdict.look, "it says where to look"


class Widget:
    """What a check knows of a widget: it holds an answer."""

    def __init__(self, answer):
        self.answer = answer


@pytest.mark.parametrize("blank", [None, ..., "", "  \n", Widget(None), Widget("")])
@pytest.mark.parametrize("task", sorted(tasks()))
def test_a_blank_is_not_a_mistake(task, blank):
    assert check(task, blank).status == "not-attempted"


def test_a_widget_hands_over_what_it_holds():
    assert check("00.1", Widget("D5 A5 F#5 E5")).status == "passed"
    assert check("00.1", Widget("D5 A5")).message == check("00.1", "D5 A5").message


# ---------------------------------------------------------------- answers nobody thought of


class Hostile:
    def __repr__(self):
        raise RuntimeError("no")

    def __iter__(self):
        raise RuntimeError("no")

    @property
    def __class__(self):
        raise RuntimeError("no")


class Endless:
    def __iter__(self):
        while True:
            yield "C4"

    def __len__(self):
        while True:
            pass


class Liar(list):
    def __iter__(self):
        return itertools.count()


class Leaver:
    @property
    def answer(self):
        raise SystemExit


def knot():
    held = [1]
    held.append({"again": held})
    return held


def stairs():
    step = []
    for _ in range(100_000):
        step = [step]
    return step


ODD = {
    "hostile": Hostile,
    "hostile in a list": lambda: [Hostile()],
    "object": object,
    "function": lambda: lambda: 1,
    "class": lambda: Widget,
    "module": lambda: re,
    "endless iteration": Endless,
    "a list that lies": lambda: Liar([1]),
    "a widget that leaves": Leaver,
    "recursive": knot,
    "deep": stairs,
    "generator": lambda: (n for n in "CDEF"),
    "endless generator": itertools.count,
    "huge text": lambda: "C4 " * 5_000_000,
    "huge list": lambda: ["C4"] * 2_000_000,
    "huge range": lambda: range(10**12),
    "huge array": lambda: np.zeros((3000, 1000)),
    "array": lambda: np.arange(12.0).reshape(3, 4),
    "array of nothing": lambda: np.array([]),
    "object array": lambda: np.array([Hostile(), None], dtype=object),
    "ten thousand hits": lambda: [fs.Hit(n) for n in range(10_000)],
    "ten thousand notes": lambda: ["C4"] * 10_000,
    "not a number": lambda: float("nan"),
    "bytes": lambda: b"\xff" * 1000,
    "tables": lambda: [{"frame": n, "label": "x"} for n in range(1000)],
    "named tuple": lambda: namedtuple("At", "a b")(1, 2),
    "not implemented": lambda: NotImplemented,
    "very long number": lambda: 10**5000,
}


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("task", sorted(tasks()))
def test_no_answer_raises_or_takes_long(task, kind):
    answer = ODD[kind]()
    check(task, "warm")  # what is loaded once is not the answer's fault
    began = time.perf_counter()
    verdict = check(task, answer)
    text = repr(verdict) + verdict._repr_mimebundle_()["text/html"]
    assert time.perf_counter() - began < 2
    assert verdict.status == "not-yet"
    assert verdict.message and verdict.misconception and len(text) < 3 * LONGEST
    assert "Traceback" not in text


@pytest.mark.parametrize("task", sorted(tasks()))
@settings(max_examples=60, deadline=None)
@given(
    answer=st.recursive(
        st.one_of(st.text(), st.integers(), st.floats(), st.binary(), st.none(), st.fractions()),
        lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner), st.tuples(inner, inner)),
        max_leaves=8,
    )
)
def test_no_data_raises(task, answer):
    verdict = judge(tasks()[task], answer)
    assert verdict.message and len(repr(verdict)) < 2 * LONGEST


def test_the_mistakes_with_the_form_of_an_answer_are_told_apart():
    named = {
        kind: check("00.1", ODD[kind]()).misconception
        for kind in ("recursive", "deep", "generator", "huge list", "function")
    }
    assert named["recursive"] == "holds itself" and named["deep"] == "too deep"
    assert named["generator"] == "read once" and named["huge list"] == "too much"
    counted = Task("99.2", "99.O1", 1, lambda answer: f"{sum(1 for _ in answer)} notes", ("Count.",), "some notes")
    assert judge(counted, ODD["endless iteration"]()).misconception == "endless"
    assert "four notes, such as" in check("00.1", ODD["generator"]()).message


# ---------------------------------------------------------------- what a verdict says


def entry(answer):
    if answer == 908:
        raise NotYet(
            "You put the entry at 908, on the cut.",
            "Watch Jon's shoulders: what changes there, and what changes 28 frames later?",
            misconception="a cut is a turn",
            look="03, Cut and turn",
            yours=answer,
        )
    if answer != 936:
        raise NotYet(f"You wrote {answer}.", misconception="elsewhere", yours=answer)
    return "He saw it.\n\nThe harp belongs to Jon."


ENTRY = Task("99.1", "99.O1", 3, entry, ("Watch the door.",), "a whole frame, such as 480")


def test_a_mistake_is_named_shown_and_followed_by_where_to_look():
    verdict = judge(ENTRY, 908)
    assert repr(verdict).splitlines() == [
        "99.1 Not yet. You put the entry at 908, on the cut.",
        "Watch Jon's shoulders: what changes there, and what changes 28 frames later?",
        "Your answer: 908",
        "Where to look: 03, Cut and turn",
    ]
    bundle = verdict._repr_mimebundle_()
    assert bundle[MIME] == {
        "name": "99.1",
        "status": "not-yet",
        "points": 0,
        "max": 3,
        "misconception": "a cut is a turn",
        "look": "03, Cut and turn",
        "yours": "908",
    }
    assert bundle["text/html"].count("<div") == 4


def test_without_a_place_to_look_there_is_the_hint():
    assert judge(ENTRY, 12).look == 'a hint, fs.hint("99.1")'


def test_a_pass_may_have_paragraphs_too():
    assert repr(judge(ENTRY, 936)) == "99.1 Passed. He saw it.\nThe harp belongs to Jon."


def test_what_a_student_wrote_is_escaped_and_cut():
    for answer in ("<img/onerror=alert(1)>", "<b>" * 5000):
        for task in (ENTRY, tasks()["00.1"]):
            bundle = judge(task, answer)._repr_mimebundle_()
            assert "<img" not in bundle["text/html"] and "<b><b>" not in bundle["text/html"]
            assert len(bundle["text/html"]) < 8 * LONGEST and len(bundle["text/plain"]) < 2 * LONGEST


def test_what_is_not_named_is_not_in_the_json():
    assert Verdict("00.1", "not-attempted", "Nothing.", 0, 1).to_data() == {
        "name": "00.1",
        "status": "not-attempted",
        "points": 0,
        "max": 1,
    }


def test_the_contour_is_named():
    assert "rising" in check("00.1", "C4 E4 G4 C5").message
    assert "falling" in check("00.1", "C5 G4 E4 C4").message


# ---------------------------------------------------------------- who else is told


def test_under_nbgrader_only_a_pass_is_silent(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check("00.1", "D5 A5 F#5 E5")
    for answer in (None, "D5 A5"):
        with pytest.raises(AssertionError, match=r"00\.1"):
            check("00.1", answer)


def test_the_record_of_progress_is_told(monkeypatch):
    from filmscore.course import evidence

    told = []
    monkeypatch.setattr(evidence, "record", lambda *words, **more: told.append((*words, more)))
    check("00.1", "D5 A5 F#5 E5")
    check("00.1", "D5")
    check("00.1")
    assert told == [
        ("00.1", "00.O3", "passed", 1, 1, {"kind": "check"}),
        ("00.1", "00.O3", "not-yet", 0, 1, {"kind": "check"}),
        ("00.1", "00.O3", "not-attempted", 0, 1, {"kind": "check"}),
    ]


def test_hints_come_one_by_one_say_when_they_end_and_begin_again():
    check("00.1", "D5")
    said = [hint("00.1") for _ in range(5)]
    assert [text.partition(":")[0] for text in said[:3]] == ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3"]
    assert said[3] == "That was the last of 3 hints for 00.1. Ask once more to begin again with the first."
    assert said[4] == said[0]


def test_a_task_not_tried_yet_spends_no_hint(monkeypatch):
    monkeypatch.setattr(chain, "_tried", set())
    monkeypatch.setattr(chain, "_given", {})
    check("00.1")  # a blank is no try
    assert hint("00.1").startswith("Try 00.1 first")
    assert hint("00.1").startswith("Hint 1 of 3")


@pytest.mark.parametrize("task", tasks().values(), ids=tasks())
def test_every_task_says_what_it_takes_and_has_two_hints(task):
    assert task.form and task.worth > 0 and re.fullmatch(r"\d\d\.O\d", task.objective)
    assert len(task.hints) >= 2 and all(text.strip().endswith((".", "?", ")", "…")) for text in task.hints)


@pytest.mark.parametrize("call", [check, hint])
def test_an_unknown_task_names_the_known(call):
    for unknown in ("99.9", None, [], {}):
        with pytest.raises(fs.FilmScoreError, match=r"00\.1"):
            call(unknown)


# ---------------------------------------------------------------- answers as data


TRAVELLERS = [
    936,
    -0.5,
    True,
    None,
    "04:00:39:00",
    [936, [1, 2.5]],
    (1, "two"),
    {"in": 936, 3: (Fraction(1, 3),)},
    {1, 2},
    fs.Timecode("00:10:00;00", "29.97df"),
    fs.Rate("24"),
    fs.Hit(1056, "bloom", must=False),
    fs.Cue("4m1", 936, "04:01:20:00", reason="he saw it"),
    fs.Silence(0, 480, "two people argue"),
    fs.Motif("D4 A4:1/2 R:1/3 E♭5:2"),
    fs.TempoMap(start=480, rate="24").bars(2, "3/4", bpm=Fraction(200, 3)).steady(4, bpm=60),
    fs.Spotting("first-bloom", cues=[fs.Cue("4m1", 936, 1920)], hits=[1056], silences=[fs.Silence(0, 480, "wait")]),
]


@pytest.mark.parametrize("answer", TRAVELLERS, ids=lambda value: type(value).__name__)
def test_an_answer_travels_as_json_and_arrives_as_it_was(answer):
    arrived = unpack(json.loads(json.dumps(pack(plain(answer)[0]))))
    assert type(arrived) is type(answer) and arrived == answer


def test_not_a_number_travels_too():
    assert np.isnan(unpack(pack(float("nan"))))
    assert unpack(pack(float("-inf"))) == float("-inf")


def test_only_known_kinds_are_made(tmp_path):
    assert repr(unpack(pack(Hostile))) == "a 'type'"
    assert repr(unpack({"is": "Popen", "of": ["touch", str(tmp_path / "x")]})).startswith("a ")
    for kind, of in (("Cue", ["", 1, 2]), ("Rate", {}), ("dict", 3), ("float", "x"), ("Spotting", [1])):
        with pytest.raises((Unreadable, fs.FilmScoreError)):
            unpack({"is": kind, "of": of})


def test_arrays_and_subclasses_become_plain():
    Pair = namedtuple("Pair", "a b")
    data, known = plain([np.int16(3), Pair(np.float64(1.5), "x"), {"at": np.array([1, 2])}, range(3)])
    assert known and data == [3, (1.5, "x"), {"at": [1, 2]}, [0, 1, 2]]
    assert type(data[0]) is int and type(data[1]) is tuple
    with pytest.raises(Unreadable):
        plain(range(MOST_ITEMS + 1))


# ---------------------------------------------------------------- the notebook and the grader agree


def in_numpy(value):
    """The same answer as somebody computes it who works with numpy."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float | str):
        return {int: np.int64, float: np.float64, str: np.str_}[type(value)](value)
    if isinstance(value, list | tuple):
        return type(value)([in_numpy(v) for v in value])
    if isinstance(value, dict):
        return {in_numpy(k): in_numpy(v) for k, v in value.items()}
    if isinstance(value, fs.Silence):
        return fs.Silence(in_numpy(value.start), in_numpy(value.end), in_numpy(value.reason))
    if isinstance(value, fs.Hit):
        return fs.Hit(in_numpy(value.frame), in_numpy(value.label), must=value.must, weight=in_numpy(value.weight))
    return value


def every_accepted():
    for listed in (ACCEPT, *(lesson.accept for lesson in lessons())):
        for task, answers in listed.items():
            yield from ((task, answer) for answer in answers)


@pytest.mark.parametrize("dress", [lambda answer: answer, in_numpy], ids=["as written", "in numpy"])
@pytest.mark.parametrize(("task", "answer"), list(every_accepted()))
def test_the_grader_agrees_with_the_notebook(task, answer, dress):
    answer = dress(answer)
    here = judge(tasks()[task], answer)
    there = judge(tasks()[task], unpack(json.loads(json.dumps(pack(plain(answer)[0])))))
    assert here.status == "passed"
    assert there == here


class Frame(enum.IntEnum):
    BLOOM = 1056


class Says(str):
    """A text that answers for itself."""

    def __str__(self):
        return "C4"

    __repr__ = __len__ = __eq__ = __hash__ = None


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (np.float64(1056.5), float),
        (np.str_("leave"), str),
        (np.bool_(True), bool),
        (Frame.BLOOM, int),
        (type("Mine", (float,), {})(2.5), float),
        (type("Mine", (Fraction,), {})(1, 3), Fraction),
        (type("Mine", (bytes,), {})(b"x"), bytes),
    ],
)
def test_a_derived_kind_becomes_the_plain_one(answer, kind):
    data, known = plain({"at": [answer]})
    assert type(data["at"][0]) is kind and known


def test_what_a_text_says_of_itself_is_not_asked():
    data, _ = plain(Says("D5"))
    assert type(data) is str and data == "D5"


def test_objects_of_the_course_are_read_inside():
    data, _ = plain([fs.Silence(np.int64(936), np.int64(1056)), fs.Hit(Frame.BLOOM, weight=np.float64(2))])
    assert [type(v) for v in (data[0].start, data[0].end, data[1].frame, data[1].weight)] == [int, int, int, float]
    arrived = unpack(json.loads(json.dumps(pack(data))))
    assert arrived == data
    with pytest.raises(Unreadable, match="characters of text"):
        plain(fs.Silence(936, 1056, "his hand " * 100_000))


@pytest.mark.parametrize("text", ["1e10000000", "1/0", "9" * 401, "1_000", " 3/4", "3/4\n", 12, "٣"])
def test_a_forged_fraction_is_refused_at_once(text):
    began = time.perf_counter()
    with pytest.raises(Unreadable):
        unpack({"is": "Fraction", "of": text})
    assert time.perf_counter() - began < 0.5
    assert unpack(pack(Fraction(-3, 4))) == Fraction(-3, 4)
