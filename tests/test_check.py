"""Checks: every answer gets a verdict in words, the right ones pass, each wrong one hears its own mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import filmscore as fs
from filmscore.course.check import check, hint, tasks

ACCEPT = {
    "00.1": [
        "D5 A5 F#5 E5",
        ["C4", "C4", "C4", "C4"],
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


def test_every_task_has_both_lists():
    assert set(ACCEPT) == set(REJECT) == set(tasks())


@pytest.mark.parametrize(("task", "answer"), [(t, a) for t, answers in ACCEPT.items() for a in answers])
def test_right_answers_pass(task, answer):
    verdict = check(task, answer)
    assert (verdict.status, verdict.points) == ("passed", verdict.worth), verdict


@pytest.mark.parametrize(("task", "answer", "says"), [(t, a, s) for t, pairs in REJECT.items() for a, s in pairs])
def test_wrong_answers_hear_their_own_mistake(task, answer, says):
    import re

    verdict = check(task, answer)
    assert (verdict.status, verdict.points) == ("not-yet", 0)
    assert re.search(says, verdict.message), verdict.message


@pytest.mark.parametrize("blank", [None, ..., "", "  \n"])
@pytest.mark.parametrize("task", sorted(ACCEPT))
def test_a_blank_is_not_a_mistake(task, blank):
    assert check(task, blank).status == "not-attempted"


class Hostile:
    def __repr__(self):
        raise RuntimeError("no")

    def __iter__(self):
        raise RuntimeError("no")


@pytest.mark.parametrize("task", sorted(ACCEPT))
@given(
    answer=st.one_of(
        st.text(),
        st.integers(),
        st.floats(),
        st.lists(st.text()),
        st.dictionaries(st.text(), st.integers()),
        st.binary(),
    )
)
def test_no_answer_raises(task, answer):
    verdict = check(task, answer)
    assert verdict.message and len(verdict.message) < 400


@pytest.mark.parametrize("answer", [Hostile(), [Hostile()], object(), lambda: 1])
def test_no_object_raises(answer):
    assert check("00.1", answer).status == "not-yet"


def test_what_a_student_wrote_is_escaped():
    bundle = check("00.1", "<img/onerror=alert(1)>")._repr_mimebundle_()
    assert "<img" not in bundle["text/html"]
    assert bundle["application/vnd.filmscore.check+json"] == {
        "name": "00.1",
        "status": "not-yet",
        "points": 0,
        "max": 1,
    }


def test_the_contour_is_named():
    assert "rising" in check("00.1", "C4 E4 G4 C5").message
    assert "falling" in check("00.1", "C5 G4 E4 C4").message


def test_under_nbgrader_only_a_pass_is_silent(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check("00.1", "D5 A5 F#5 E5")
    for answer in (None, "D5 A5"):
        with pytest.raises(AssertionError, match=r"00\.1"):
            check("00.1", answer)


def test_hints_go_round():
    said = [hint("00.1") for _ in range(4)]
    assert len(set(said)) == 3 and said[0] == said[3]


@pytest.mark.parametrize("call", [check, hint])
def test_an_unknown_task_names_the_known(call):
    for unknown in ("99.9", None, [], {}):
        with pytest.raises(fs.FilmScoreError, match=r"00\.1"):
            call(unknown)
