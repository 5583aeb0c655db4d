"""The question card as a learner meets it: mouse, keys, a screen reader's tree, and a kernel that is busy or gone."""

from __future__ import annotations

import json
import re

import pytest
from lab import in_kernel
from readable import barriers, scrolls_sideways, small
from widget_page import bare

from filmscore.course.quiz_file import read_quizzes
from filmscore.widgets.quiz_card import QuizCard

SMALL = """
[[quiz]]
id = "99.a"
objective = "99.O1"
kind = "choice"
ask = "Jon comes through the door with the power key in his hand. If the music may enter **once**, on which frame?"
look = "99, Cut and turn"
[[quiz.option]]
say = "908, with the cut to the door"
misconception = "a cut is a turn"
feedback = "You chose 908, the cut. Watch *Jon's shoulders*: what changes there, and what changes 28 frames later?"
[[quiz.option]]
say = "936, where he stops"
right = true
feedback = "At 936 nothing is cut, and something is over: he has seen it. Music that enters here says so."
[[quiz.option]]
say = "870, to be on the safe side"
misconception = "music prepares"
feedback = "At 870 nobody has seen anything. The music would know more than the film."
[[quiz]]
id = "99.b"
objective = "99.O2"
kind = "several"
ask = "Which of these would the audience miss? Choose every must-hit."
[[quiz.option]]
say = "the bloom opens"
right = true
feedback = "The story turns here."
[[quiz.option]]
say = "the cut to the closed bud"
misconception = "every cut must be hit"
feedback = "A cut is the editor's. Nobody misses a chord on it."
[[quiz.option]]
say = "the hands touch"
right = true
feedback = "Everything before leads here."
[[quiz]]
id = "99.c"
objective = "99.O3"
kind = "order"
ask = "Put the work in its order."
[[quiz.option]]
say = "spot the film"
feedback = "First you decide where, and why."
[[quiz.option]]
say = "write the cue"
feedback = "Then what is heard there."
[[quiz.option]]
say = "mix it under the lines, which takes an ear for speech and for how long a word is and how soon it is over"
feedback = "Last, how loud."
[[quiz]]
id = "99.d"
objective = "99.O1"
kind = "number"
ask = "On which frame does the cue go out?"
unit = "frames"
otherwise = "Nothing changes on that frame. Two seconds are forty-eight frames."
[[quiz.range]]
from = 1200
to = 1201
right = true
feedback = "1248 minus 48 is 1200, and 1200 is the first frame without music."
[[quiz.range]]
from = 1199
to = 1200
misconception = "the out point sounds"
feedback = "1199 is the last frame that sounds. The out point is the first that does not."
"""

KINDS = {"choice": "99.a", "several": "99.b", "order": "99.c", "number": "99.d"}


@pytest.fixture(scope="module")
def questions(tmp_path_factory):
    """The four small questions, and the file they stand in."""
    path = tmp_path_factory.mktemp("quizzes") / "99_small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return {quiz.id: quiz for quiz in read_quizzes(path)}, path


HARNESS = """
const bytes = (data) => btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(data))));
window.mount = (question, gone) => {
  const state = { sealed: bytes(question), answer: "" }, heard = {}, sent = [];
  const model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; heard[`change:${name}`]?.(); },
    on: (name, call) => { heard[name] = call; },
    off: (name) => { delete heard[name]; },
    save_changes: () => { if (gone) throw new Error("the comm is closed"); sent.push(state.answer); },
  };
  Object.assign(window, { model, sent });
  const el = document.getElementById("widget");
  el.replaceChildren();
  window.leave = widget.render({ model, el });
};
"""


@pytest.fixture
def card(window, questions):
    """A page with one card on it, and no notebook: `card("order")`."""

    def show(kind, *, dark=False, gone=False, width=800):
        given = (questions[0][KINDS[kind]].to_data(), gone)
        page = bare(window(width), QuizCard._esm, QuizCard._css, HARNESS, *given, dark=dark)
        page.root = page.locator(".fsp-quiz")
        return page

    return show


def said(page):
    return page.locator(".fsp-feedback").inner_text()


def press(page):
    page.get_by_role("button", name="Check", exact=True).click()


def faults(page):
    return barriers(page, ".fsp-quiz", unsure=True)


def order_of(page):
    return page.evaluate("() => [...document.querySelectorAll('.fsp-place')].map(line => line.dataset.letter).join('')")


# ---------------------------------------------------------------- each kind


def test_one_choice(card):
    page = card("choice")
    press(page)
    assert said(page).startswith("No answer yet.") and page.evaluate("sent.length") == 0
    page.get_by_label("908").check()
    press(page)
    assert said(page).split("\n\n")[:2] == [
        "Not yet.",
        "You chose 908, the cut. Watch Jon's shoulders: what changes there, and what changes 28 frames later?",
    ]
    assert "Where to look: 99, Cut and turn" in said(page) and "as often as you like" in said(page)
    page.get_by_label("936").check()
    assert "fsp-old" in page.locator(".fsp-feedback").get_attribute("class"), "what was said is not about this answer"
    press(page)
    assert said(page).startswith("Right.") and "Where to look" not in said(page)
    assert page.evaluate("sent") == ["a", "b"]
    assert page.locator(".fsp-feedback em").count() == 0


def test_several_choices(card):
    page = card("several")
    page.get_by_label("the bloom").check()
    press(page)
    assert "One of your choices holds; one more is to be found." in said(page)
    page.get_by_label("the cut").check()
    press(page)
    assert "b: A cut is the editor's." in said(page) and "Everything before" not in said(page)
    page.get_by_label("the cut").uncheck()
    page.get_by_label("the hands").check()
    press(page)
    assert said(page).startswith("Right.")
    assert page.evaluate("sent") == ["a", "ab", "ac"]


def test_a_number(card):
    page = card("number")
    field = page.get_by_role("spinbutton")
    field.fill("1199")
    field.press("Enter")
    assert "1199 is the last frame that sounds" in said(page)
    field.fill("3.5")
    press(page)
    assert "Nothing changes on that frame" in said(page)
    field.fill("1200")
    press(page)
    assert said(page).startswith("Right.")
    field.fill("")
    press(page)
    assert said(page).startswith("No answer yet.")
    assert page.evaluate("sent") == ["1199", "3.5", "1200"]


def test_an_order_by_buttons_keeps_the_focus_and_says_where_one_is(card, questions):
    page = card("order")
    key = questions[0]["99.c"].key
    for place, letter in enumerate(key):
        while order_of(page)[place] != letter:
            line = page.locator(f".fsp-place[data-letter={letter}]")
            up = line.get_by_role("button", name=re.compile("^Move up"))
            up.focus()
            page.keyboard.press("Enter")
            assert up.evaluate("node => node === document.activeElement")
    assert re.search(r": now \d of 3\.$", page.locator("[aria-live=polite].fsp-aloud").inner_text())
    press(page)
    assert said(page).startswith("Right.") and page.evaluate("sent") == [key]
    first = page.locator(".fsp-place").first.get_by_role("button", name=re.compile("^Move up"))
    assert first.get_attribute("aria-disabled") == "true"
    first.click(force=True)
    assert order_of(page) == key


def test_an_order_by_dragging(card):
    page = card("order")
    before = order_of(page)
    lines = page.locator(".fsp-place")
    first, last = lines.first.bounding_box(), lines.last.bounding_box()
    page.mouse.move(first["x"] + 80, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(first["x"] + 80, first["y"] + 60, steps=4)
    page.mouse.move(last["x"] + 80, last["y"] + last["height"] - 4, steps=8)
    page.mouse.up()
    assert order_of(page) == before[1:] + before[0]
    page.mouse.move(200, 200)
    assert order_of(page) == before[1:] + before[0], "it is let go"
    assert page.locator(".fsp-held").count() == 0
    press(page)
    assert "comes too early" in said(page) or said(page).startswith("Right.")


def test_by_keyboard_alone(card):
    page = card("choice")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.get_by_label("908").is_checked()
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("936").is_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert said(page).startswith("Right.")


def test_keys_pressed_on_the_card_are_not_the_notebooks(card):
    page = card("choice")
    page.evaluate("() => { window.got = []; document.addEventListener('keydown', event => got.push(event.key)); }")
    page.get_by_label("908").focus()
    for key in ("d", "d", "ArrowDown", "Enter", "x", "Escape", "Control+s"):
        page.keyboard.press(key)
    assert page.evaluate("got") == ["Escape", "Control", "s"]


def test_a_screen_reader_is_told(card):
    page = card("choice")
    group = page.get_by_role("group", name=re.compile("Question 99.a.*on which frame"))
    assert group.get_by_role("radio").count() == 3
    assert page.get_by_role("status").count() == 1
    page = card("order")
    assert page.get_by_role("list").get_by_role("listitem").count() == 3
    assert page.get_by_role("button", name="Move down: write the cue").count() == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_no_barriers(card, kind, dark):
    page = card(kind, dark=dark)
    assert faults(page) == []
    if kind == "number":
        page.get_by_role("spinbutton").fill("7")
    elif kind != "order":
        page.locator("input").nth(1).check()
    press(page)
    assert faults(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_cut_off_on_a_narrow_page(card, kind):
    page = card(kind, width=340)
    press(page)
    assert not scrolls_sideways(page)
    assert small(page, ".fsp-quiz button, .fsp-option, .fsp-number", 28, 28) == []


def test_without_a_kernel_it_answers_all_the_same(card):
    page = card("choice", gone=True)
    page.get_by_label("936").check()
    press(page)
    assert said(page).startswith("Right.")


def test_an_answer_given_elsewhere_is_shown(card):
    page = card("several")
    page.evaluate("() => model.set('answer', 'ac')")
    assert page.get_by_label("the bloom").is_checked() and page.get_by_label("the hands").is_checked()
    assert said(page).startswith("Right.")


# ---------------------------------------------------------------- in JupyterLab


def test_in_a_notebook_with_a_busy_kernel_and_with_none(lab, server, questions):
    setup = "from pathlib import Path\nfrom filmscore.course import quiz\n"
    setup += f"q = quiz.find_quiz('99.a', Path({str(questions[1].parent)!r}))"
    name = server.write("quiz.ipynb", f"{setup}\nshown = quiz.card(q)\nshown", "import time\ntime.sleep(4)")
    one = lab()
    one.open(name)
    page = one.page
    page.root = page.locator(".fsp-quiz")
    page.root.wait_for(timeout=40_000)
    page.get_by_label("908").check()
    press(page)
    assert said(page).startswith("Not yet."), "at once, while the kernel is busy"
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'", timeout=20_000
    )
    assert in_kernel(one, "shown.answer, shown.verdict.misconception") == "('a', 'a cut is a turn')"
    one.command("notebook:enter-command-mode")
    cells = page.locator(".jp-Cell").count()
    page.get_by_label("936").focus()
    for key in ("d", "d", "a", "b"):
        page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == cells
    server.stop_kernels()
    page.get_by_label("936").check()
    press(page)
    assert said(page).startswith("Right.")
    saved = json.loads((server.folder / name).read_text(encoding="utf-8"))
    assert "He has seen" not in json.dumps(saved)
