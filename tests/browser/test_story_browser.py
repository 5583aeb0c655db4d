"""*Motif through the story* as a learner meets it: a motif bent, seen and heard, put in order, undone, and kept."""

from __future__ import annotations

import json

import pytest
from lab import in_kernel
from readable import can_be_read
from widget_page import mount

import filmscore as fs

JON = fs.Motif("D4 A4:1/2 F#4:1/2 E5:2", key="D", meter="4/4", name="Jon")
BLOOM = fs.Motif("G4:3/2 A4:1/2 B4 R D5", name="the bloom")


def given(many=3):
    scenes = [
        fs.Statement("The door", "Jon", reason="he is in", film="first-bloom", frame=936),
        fs.Statement("The flower", "the bloom", reason="warmth"),
        fs.Statement("The log", "Jon", ["invert"], reason="against him", film="the-log", frame=600),
    ]
    more = [fs.Statement(f"scene {n}", "Jon", [("augment", n % 3 + 1)], reason="on") for n in range(3, many)]
    return fs.LeitmotifPlan({"Jon": JON, "the bloom": BLOOM}, [*scenes, *more][:many], title="Three films")


@pytest.fixture
def story(window):
    """A page with the widget on it: `story()`; `page.story` is the widget."""

    def show(plan=None, *, width=1000, dark=False, context=None, **options):
        widget = fs.motif_story(plan or given(), name="here")
        page = mount(window(width, context, **options), widget, ".fsp-st", dark=dark, origin="http://story.test/")
        page.story = widget
        return page

    return show


def choose(page, name):
    page.root.get_by_role("button", name=name).first.click()


def taken(page):
    """Wait until Python has seen the last step."""
    page.wait_for_function("() => !p.late")


def boxes(page, kind="fsp-st-note"):
    return page.evaluate(
        """kind => [...document.querySelectorAll(`.${kind}`)]
            .map((box) => ['x', 'y', 'width'].map((name) => Number(box.getAttribute(name))))""",
        kind,
    )


def add(page, title, **fields):
    page.root.get_by_label("Add a transformation", exact=True).select_option(label=title)
    for label, value in fields.items():
        page.root.get_by_label(label, exact=True).select_option(label=value)
    page.root.get_by_role("button", name="Add it").click()


#: what is struck from now on: pitch, and when, in seconds from the first
LISTEN = """() => {
    window.struck = [];
    const sound = p.sound.sound.bind(p.sound);
    p.sound.sound = (note) => {
        struck.push([note.pitch, note.beat, note.who]);
        sound(note);
    };
}"""


# ---------------------------------------------------------------- shaping and hearing


def test_a_transformation_changes_the_line_and_what_is_heard(story):
    page = story()
    assert [box[0] for box in boxes(page)] == [pytest.approx(box[0], abs=0.5) for box in boxes(page, "fsp-st-plain")]
    add(page, "augmentation", **{"As long": "twice"})
    taken(page)
    page.wait_for_function("() => document.querySelector('.fsp-st-step-name')?.textContent === 'twice as slow'")
    slow = boxes(page)
    ratio = [b[2] / (a[2] + 1) for a, b in zip(boxes(page, "fsp-st-plain"), slow, strict=True)]
    assert all(1.8 < r < 2.2 for r in ratio), "twice as wide as the plain line in the same drawing"
    assert page.story.plan.motif_at(0) == JON.augment(2)
    page.evaluate(LISTEN)
    page.root.get_by_role("button", name="Hear it here").click()
    page.wait_for_function("() => struck.length === 4", timeout=20_000)
    assert [tuple(one[:2]) for one in page.evaluate("struck")] == [(62, 0), (69, 2), (66, 3), (76, 4)]
    page.wait_for_function("() => p.sound.desk.peak() > 1e-3", timeout=5000)
    assert page.locator(".fsp-st-now").count() >= 1, "the sounding note is marked"
    page.root.get_by_role("button", name="Stop").click()
    assert page.evaluate("p.sound.what") == ""
    page.root.get_by_role("button", name="Hear it plain").click()
    page.wait_for_function("() => struck.length === 8", timeout=5000)
    assert [one[1] for one in page.evaluate("struck")[4:]] == [0, 1, 1.5, 2]


def test_the_whole_arc_is_heard_in_order_each_by_its_player(story):
    page = story()
    choose(page, "3. The log")
    page.root.get_by_label("Played by").select_option("horn")
    taken(page)
    page.evaluate(LISTEN)
    page.evaluate("p.setTempo(200)")
    page.root.get_by_role("button", name="Hear the whole arc").click()
    page.wait_for_function("() => struck.length === 12", timeout=30_000)
    heard = page.evaluate("struck")
    assert [one[0] for one in heard] == [*JON.midi, *BLOOM.midi, *JON.invert().midi]
    assert heard[4][1] == 5 and heard[8][1] == 11, "one after another, a beat between"
    assert {one[2] for one in heard[:8]} == {"piano"} and {one[2] for one in heard[8:]} == {"horn"}
    page.wait_for_function("() => p.sound.what === ''", timeout=10_000)


def test_chords_sound_with_the_line(story):
    page = story()
    page.root.get_by_label("Add a transformation", exact=True).select_option(label="reharmonisation")
    page.root.get_by_label("Chords", exact=True).fill("Dm Gm")
    page.root.get_by_label("Chords", exact=True).press("Enter")
    taken(page)
    page.wait_for_selector(".fsp-st-beside")
    page.evaluate(LISTEN)
    page.root.get_by_role("button", name="Hear it here").click()
    page.wait_for_function("() => struck.length > 8", timeout=20_000)


def test_the_stack_is_put_in_another_order_and_taken_apart(story):
    page = story()
    choose(page, "3. The log")
    add(page, "augmentation", **{"As long": "twice"})
    add(page, "head motif")
    taken(page)
    page.wait_for_function("() => document.querySelectorAll('.fsp-st-step').length === 3")
    assert [s[0] for s in page.story.plan.statements[2].transformation] == ["invert", "augment", "head"]
    page.root.get_by_role("button", name="Earlier: head motif, 3").click()
    taken(page)
    assert [s[0] for s in page.story.plan.statements[2].transformation] == ["invert", "head", "augment"]
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Earlier: head motif, 3", "in hand"
    page.keyboard.press("Enter")
    taken(page)
    assert [s[0] for s in page.story.plan.statements[2].transformation] == ["head", "invert", "augment"]
    page.root.get_by_role("button", name="Remove: inversion").click()
    taken(page)
    assert [s[0] for s in page.story.plan.statements[2].transformation] == ["head", "augment"]
    said = page.locator(".fsp-st-step").first.inner_text()
    assert "Keeps the beginning, by which it is known." in said and "Gives up how it went on." in said


def test_undo_and_redo_go_through_all_of_it(story):
    page = story()
    before = page.story.plan
    add(page, "retrograde")
    page.root.get_by_label("Irony: the music contradicts what we see").check()
    page.root.get_by_label("Why here, and why like this?").fill("he lies")
    page.keyboard.press("Escape")
    page.locator(".fsp-st-scene").first.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("n")
    taken(page)
    after = page.story.plan
    assert [one.scene for one in after.statements] == ["The flower", "The door", "", "The log"]
    assert after.statements[1].irony and after.statements[1].reason == "he lies" and after.statements[2].motif == "Jon"
    for _ in range(5):
        page.keyboard.press("u")
    taken(page)
    assert page.story.plan == before
    assert page.get_by_role("button", name="Undo").get_attribute("aria-disabled") == "true"
    for _ in range(5):
        page.keyboard.press("Control+y")
    taken(page)
    assert page.story.plan == after
    assert page.story.undo() and page.story.redo(), "the kernel has seen every step"


def test_a_word_being_typed_is_one_step(story):
    page = story()
    field = page.root.get_by_label("Scene", exact=True)
    field.fill("")
    field.press_sequentially("A long corridor")
    page.wait_for_function("() => p.steps.history.past.length === 1")
    page.locator(".fsp-st-scene").first.focus()
    page.keyboard.press("u")
    assert page.evaluate("p.now[0].scene") == "The door"


def test_keys_alone_shape_hear_and_remove(story):
    page = story()
    page.locator(".fsp-st-scene").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.closest('li').innerText").startswith("3. The log")
    page.keyboard.press("t")
    page.keyboard.type("retrograde")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    taken(page)
    assert page.story.plan.statements[2].transformation == (("invert",), ("retrograde", "both"))
    page.locator(".fsp-st-chosen .fsp-st-scene").focus()
    page.keyboard.press("Space")
    page.wait_for_function("() => p.sound.what === 'here'", timeout=20_000)
    page.keyboard.press("a")
    page.wait_for_function("() => p.sound.what === 'arc'")
    page.keyboard.press("a")
    assert page.evaluate("p.sound.what") == ""
    page.keyboard.press("Delete")
    taken(page)
    assert [one.scene for one in page.story.plan.statements] == ["The door", "The flower"]
    assert page.evaluate("document.activeElement.closest('li').innerText").startswith("2. The flower")
    page.keyboard.press("Delete")
    page.keyboard.press("Delete")
    taken(page)
    assert len(page.story.plan) == 0 and page.get_by_text("Nothing is stated yet. Begin").first.is_visible()
    assert page.evaluate("document.activeElement.innerText").startswith("New statement")
    page.keyboard.press("Enter")
    taken(page)
    assert page.story.plan.statements == (fs.Statement("", "Jon"),)


def test_what_python_counts_is_shown_beside(story):
    page = story(given(3))
    evidence = page.locator(".fsp-st-evidence li")
    assert "Recurrence: not yet. 2 statements in 2 cues: The door, The log." in evidence.nth(1).inner_text()
    choose(page, "1. The door")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    taken(page)
    page.wait_for_function("() => document.querySelector('.fsp-st-evidence').innerText.includes('new theme')")
    assert "Plain before bent: not yet." in evidence.nth(4).inner_text()
    assert "An inversion heard before the plain form is a new theme" in page.locator(".fsp-st-problems").inner_text()
    choose(page, "1. The flower")
    page.wait_for_function(
        "() => document.querySelector('.fsp-st-counted').innerText.includes('the bloom as a leitmotif')"
    )


def test_the_arc_in_numbers(story):
    page = story()
    page.get_by_text("The arc in numbers").first.click()
    rows = page.locator(".fsp-st-table tbody tr")
    assert rows.nth(2).locator("td").all_inner_texts() == [
        "3", "The log", "Jon", "inverted about D4", "1.00", "1.00", "0.00",
    ]  # fmt: skip
    add(page, "transposition", By="a fifth up")
    taken(page)
    page.wait_for_function("() => document.querySelector('.fsp-st-table tbody').innerText.includes('fifth')")
    assert rows.nth(0).locator("td").all_inner_texts()[4:] == ["0.00", "0.00", "0.00"], "no new motif"


def test_wrong_fields_say_so_and_change_nothing(story):
    page = story()
    page.root.get_by_label("Add a transformation", exact=True).select_option(label="head motif")
    page.root.get_by_label("Notes", exact=True).fill("many")
    page.root.get_by_role("button", name="Add it").click()
    assert "a whole number from 1 to 64 is wanted, not many" in page.locator(".fsp-st-adding .fsp-wrong").inner_text()
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    page.root.get_by_label("Frame", exact=True).fill("99999")
    page.root.get_by_label("Frame", exact=True).press("Tab")
    assert "A frame from 0 to" in page.locator(".fsp-st-form .fsp-wrong").inner_text()
    assert page.story.plan == given() and page.evaluate("p.now[0].frame") == 936
    page.root.get_by_label("Add a transformation", exact=True).select_option(label="change of register")
    for _ in range(4):
        page.root.get_by_label("Octaves", exact=True).select_option(label="2 up")
        page.root.get_by_role("button", name="Add it").click()
    taken(page)
    page.wait_for_function("() => document.querySelector('.fsp-st-waiting').textContent.includes('cannot be taken')")
    assert "cannot be made" in page.locator(".fsp-st-chosen").inner_text()


def test_a_learners_words_stay_words(story):
    page = story()
    page.root.get_by_label("Scene", exact=True).fill("<img src=x onerror=alert(1)> & \"'")
    page.root.get_by_label("Why here, and why like this?").fill("</script><b>")
    taken(page)
    assert page.locator(".fsp-st img, .fsp-st-scenes b").count() == 0
    assert page.story.plan.statements[0].scene.startswith("<img src=x")
    assert eval(page.evaluate("p.out.element.querySelector('code').textContent"), {"fs": fs}) == page.story.plan


# ---------------------------------------------------------------- keeping


def test_a_busy_kernel_is_waited_for_and_what_was_asked_for_is_kept(story):
    page = story()
    page.evaluate("window.gone = true")
    add(page, "retrograde")
    add(page, "augmentation", **{"As long": "twice"})
    assert page.locator(".fsp-st-waiting").inner_text() == "Python is working this line out."
    assert "not worked out yet" in page.locator(".fsp-st-chosen").inner_text()
    page.wait_for_function(
        "() => document.querySelector('.fsp-st-waiting').textContent.includes('What you asked for is kept')"
    )
    page.root.get_by_role("button", name="Hear it here").click()
    assert "Python has not worked this line out yet" in page.locator(".fsp-status").inner_text()
    assert len(boxes(page, "fsp-st-plain")) == 4 and not boxes(page), "the plain line is still there"
    assert '("augment", 2)' in page.evaluate("p.out.element.querySelector('code').textContent")
    page.evaluate("window.gone = false")
    page.root.get_by_label("Irony: the music contradicts what we see").check()
    taken(page)
    page.wait_for_function("() => document.querySelectorAll('.fsp-st-note').length === 4")
    assert page.story.plan.motif_at(0) == JON.retrograde().augment(2)


def test_a_reload_finds_the_plan_in_the_browser(story, chromium):
    page = story()
    page.evaluate("window.gone = true")  # the kernel never hears of it
    add(page, "inversion")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('filmscore.plan/')).length") == 1
    again = story(context=page.context)
    taken(again)
    assert again.story.plan.motif_at(0) == JON.invert(), "and the kernel is told"
    assert json.loads(again.story.path.read_text(encoding="utf-8"))["marks"][0]["steps"] == '[["invert"]]'


def test_in_a_notebook_it_is_kept_over_a_restart(lab, server):
    server.forget_marks()
    cell = (
        "import filmscore as fs\n"
        "plan = fs.LeitmotifPlan({'Jon': fs.Motif('D4 A4:1/2 F#4:1/2 E5:2')}, [fs.Statement('The door', 'Jon')])\n"
        "story = fs.motif_story(plan, name='lesson')\nstory"
    )
    one = lab()
    one.open(server.write("story.ipynb", cell))
    root = one.ready()
    assert one.page.locator(".jp-OutputArea-output img").first.is_hidden(), "the still gives way to the live view"
    root.get_by_label("Add a transformation", exact=True).select_option(label="augmentation")
    root.get_by_role("button", name="Add it").click()
    one.page.wait_for_function("() => !document.querySelector('.fsp-st').fsp.late", timeout=20_000)
    assert in_kernel(one, "repr(story.plan.motif_at(0))").count("D4:2") == 1
    one.command("kernelmenu:restart")
    one.page.get_by_role("button", name="Confirm Kernel Restart").click()
    root.get_by_label("Add a transformation", exact=True).select_option(label="inversion")
    root.get_by_role("button", name="Add it").click()  # while there is nobody to tell
    one.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'", timeout=40_000
    )
    one.page.evaluate("document.querySelector('.fsp-root').dataset.old = ''")
    one.command("notebook:run-all-cells")
    one.page.locator(".fsp-root[data-ready]:not([data-old])").wait_for(timeout=60_000)
    one.page.wait_for_function("() => !document.querySelector('.fsp-st').fsp.late", timeout=20_000)
    assert "augment" in in_kernel(one, "story.code") and "invert" in in_kernel(one, "story.code")


# ---------------------------------------------------------------- the look


@pytest.mark.parametrize("width", [1200, 800, 420])
@pytest.mark.parametrize("dark", [False, True])
def test_it_can_be_read_by_everybody(story, width, dark):
    page = story(width=width, dark=dark)
    choose(page, "3. The log")
    page.evaluate("document.querySelectorAll('.fsp-st details').forEach((one) => (one.open = true))")
    page.wait_for_timeout(100)
    can_be_read(page, ".fsp-st", ".fsp-st :is(button, select, input:not([type=checkbox]))", 28)


def test_two_hundred_statements_stay_quick(story):
    page = story(given(200))
    assert page.locator(".fsp-st-column").count() == 200
    took = page.evaluate(
        """() => {
            const start = performance.now();
            p.next(1);
            p.write({ irony: true }, "", "");
            return performance.now() - start;
        }"""
    )
    print("a step among two hundred, ms:", round(took))
    assert took < 400
    taken(page)
    assert page.story.plan.statements[1].irony


def test_what_moves_by_itself_rests_where_that_is_wished(story):
    page = story(reduced_motion="reduce")
    assert page.evaluate("p.sound.drawing.calm.matches")
    page.root.get_by_role("button", name="Hear it here").click()
    page.wait_for_function("() => p.sound.what === 'here'", timeout=20_000)
    page.wait_for_function("() => document.querySelector('.fsp-st-now') !== null", timeout=5000)
