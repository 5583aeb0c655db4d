"""The Spotting desk as a learner meets it: marks made live, moved, undone, and there when all else was lost."""

from __future__ import annotations

import ast
import csv
import json

import pytest
import testfilm
from lab import again, in_kernel, press, press_play, until
from readable import barriers, outside, small

SHOW = "desk = fs.spotting_desk(film)\ndesk"
SPANS = "p.steps.now.map(m => m.what === 'hit' ? m.frame : [m.start, m.end])"


@pytest.fixture(scope="module")
def setup(tmp_path_factory):
    """The first cell of every notebook here."""
    film = testfilm.make_film(tmp_path_factory.mktemp("film"))
    return (
        "import testfilm\nimport filmscore as fs\n"
        f"film = fs.Film.from_timeline({str(film.path / 'timeline.otio')!r})\nmusics = testfilm.musics()"
    )


@pytest.fixture
def opened(lab, server, setup):
    """A notebook with one desk, ready to play; nothing kept from before."""
    server.forget_marks()

    def run(*cells, **window):
        one = lab(**window)
        one.open(server.write("desk.ipynb", setup, *(cells or (SHOW,))))
        one.root = one.ready()
        return one

    return run


def kept(server, name="test-film"):
    return json.loads((server.folder / "my-marks" / f"{name}.spotting.json").read_text(encoding="utf-8"))


def test_a_mark_made_live_lies_on_the_frame_that_sounded(opened):
    lab = opened()
    press_play(lab)
    lab.page.evaluate(
        """() => {
            const p = document.querySelector('.fsp-root').fsp;
            window.clock = [];
            addEventListener('keydown', event => {
                const late = (performance.now() - event.timeStamp) / 1000;
                window.clock.push((p.desk.position() - late) * 24);
            }, { capture: true });
        }"""
    )
    for key in ("i", "h", "Shift+H", "o", "s", "s"):
        lab.page.wait_for_timeout(470)
        lab.page.keyboard.press(key)
    assert lab.js("p.desk.running") is True, "marking does not stop the film"
    hits, cue, silence = (lab.js(f"p.steps.now.filter(m => m.what === '{w}')") for w in ("hit", "cue", "silence"))
    # Shift goes down on its own first; the clock was read then as well
    clock = lab.js("clock")
    heard = [clock[0], clock[1], clock[3], *clock[4:]]
    marked = [
        cue[0]["start"],
        hits[0]["frame"],
        hits[1]["frame"],
        cue[0]["end"],
        silence[0]["start"],
        silence[0]["end"],
    ]
    off = [abs(mark - at) for mark, at in zip(marked, heard, strict=True)]
    assert max(off) <= 1.5, off
    assert [hit["must"] for hit in hits] == [True, False]
    until(lab, "!p.desk.running || p.now() > 0")
    lab.js("p.pause()")
    lab.page.wait_for_timeout(300)
    assert in_kernel(lab, "[(c.start, c.end) for c in desk.spotting.cues]") == str([(marked[0], marked[3])])


FRAME_ON_SCREEN = """(() => {
    const canvas = document.createElement('canvas'); canvas.width = 320; canvas.height = 180;
    const pen = canvas.getContext('2d');
    pen.drawImage(p.picture.video, 0, 0, 320, 180);
    let frame = 0;
    for (let bit = 0; bit < 10; bit++) if (pen.getImageData(bit * 32 + 16, 16, 1, 1).data[0] > 85) frame |= 1 << bit;
    return frame;
})()"""


def test_a_nudge_moves_the_mark_by_a_frame_and_shows_that_frame(opened):
    lab = opened()
    press(lab, "h", at=150)
    for keys, frame in ((",", 149), (",", 148), (".", 149)):
        press(lab, keys)
        assert lab.js(SPANS) == [frame]
        until(lab, f"!p.picture.video.seeking && Math.abs(p.picture.video.currentTime - {frame} / 24) < 0.01")
        assert lab.js(FRAME_ON_SCREEN) == frame
    press(lab, "Shift+Comma")
    assert lab.js(SPANS) == [139]
    press(lab, "u")
    assert lab.js(SPANS) == [149]
    press(lab, "Control+z", "Control+z")
    assert lab.js(SPANS) == [149]
    press(lab, "i", at=20)
    press(lab, "o", at=60)
    press(lab, ".")
    assert lab.js("p.steps.now.find(m => m.what === 'cue')")["end"] == 61, "what was marked last is what moves"
    press(lab, "e", ",")
    assert lab.js("p.steps.now.find(m => m.what === 'cue')")["start"] == 19
    assert lab.js("p.frame") == 19


def test_keys_undo_and_redo_every_step_and_type_nothing_elsewhere(opened):
    lab = opened()
    cells = lab.page.locator(".jp-Cell").count()
    press(lab, "i", at=20)
    press(lab, "i", at=60)
    press(lab, "o", at=90)
    press(lab, "s", at=100)
    press(lab, "s", at=120)
    press(lab, "h", at=140)
    whole = [[20, 60], [60, 90], [100, 120], 140]
    assert lab.js(SPANS) == whole, "a cue that is open goes out where the next comes in"
    press(lab, "Delete")
    assert lab.js(SPANS) == whole[:-1]
    press(lab, *"uuuuuuu")
    assert lab.js(SPANS) == []
    press(lab, *["Shift+U"] * 6)
    assert lab.js(SPANS) == whole
    press(lab, "Control+z", "Control+z", "Control+y")
    assert lab.js(SPANS)[-1] == [100, 120]
    press(lab, "d", "d", "x", "a", "b")
    assert lab.page.locator(".jp-Cell").count() == cells
    lab.page.wait_for_timeout(300)
    assert in_kernel(lab, "desk.undo()") == "True"
    until(lab, "p.steps.now.at(-1).end === null")
    assert in_kernel(lab, "desk.redo()") == "True"
    until(lab, "p.steps.now.at(-1).end === 120")


def test_every_key_has_a_button(opened):
    lab = opened()
    lab.js("p.seek(30)")
    for name in ("Music in", "Must-hit", "+1", "−1", "Undo"):
        lab.root.locator(".fsp-mark-button").get_by_text(name, exact=True).click()
    lab.js("p.seek(50)")
    lab.root.locator(".fsp-mark-button").get_by_text("Music out", exact=True).click()
    lab.root.locator(".fsp-mark-button").get_by_text("Silence", exact=True).click()
    assert lab.root.locator(".fsp-mark-button").get_by_text("Silence ends").is_visible()
    assert lab.js("p.steps.now.map(m => m.what)") == ["cue", "hit", "silence"]
    assert lab.js("p.steps.now[0].end") == 50
    lab.page.keyboard.press(" ")
    until(lab, "p.desk.running")  # the keys are back with the film after a click


def grab(lab, selector, share):
    box = lab.root.locator(selector).first.bounding_box()
    return box["x"] + box["width"] * share, box["y"] + box["height"] / 2


def test_the_pointer_drags_body_and_ends_and_a_click_only_chooses(opened):
    lab = opened()
    press(lab, "i", at=96)
    press(lab, "o", at=192)
    press(lab, "h", at=240)
    pixels = lab.js("p.timeline.slider.clientWidth") / 288
    cue, hit = ".fsp-timeline .fsp-cue", ".fsp-timeline .fsp-hit"

    def drag(selector, share, frames, nudge=0):
        x, y = grab(lab, selector, share)
        lab.page.mouse.move(x + nudge, y)
        lab.page.mouse.down()
        lab.page.mouse.move(x + nudge + frames * pixels, y, steps=8)
        lab.page.mouse.up()

    drag(cue, 0.5, 24)
    assert lab.js(SPANS) == [[120, 216], 240]
    drag(cue, 0, -24, nudge=3)
    assert lab.js(SPANS) == [[96, 216], 240]
    assert lab.js("p.frame") == 96, "the picture goes with the hand"
    drag(cue, 1, 12, nudge=-3)
    assert lab.js(SPANS) == [[96, 228], 240]
    drag(hit, 0.5, 10)
    assert lab.js(SPANS) == [[96, 228], 250]
    drag(cue, 0.5, 500)
    assert lab.js(SPANS) == [[156, 288], 250], "it stops at the film's end"
    press(lab, *"uuuuu")
    assert lab.js(SPANS) == [[96, 192], 240], "each drag is one step"
    x, y = grab(lab, cue, 0.5)
    lab.page.mouse.click(x, y)
    assert lab.js(SPANS) == [[96, 192], 240]
    assert lab.js("p.picked.key") == lab.js("p.steps.now[0].key")
    assert lab.root.locator(".fsp-form").is_visible()
    lab.page.keyboard.press("Delete")
    assert lab.js(SPANS) == [240]


def test_marks_are_written_about_and_markup_stays_text(opened, server):
    lab = opened()
    press(lab, "i", at=96)
    press(lab, "o", at=192)
    press(lab, "r")
    absurd = "<img src=x onerror=\"document.title='broken'\"> & “why”"
    lab.page.keyboard.type(absurd)
    assert lab.js("p.desk.running") is False and lab.js("p.steps.now.length") == 1, "letters are letters"
    form = lab.root.locator(".fsp-form")
    form.get_by_label("Enters on").fill("the bar turns")
    form.get_by_label("Number").fill("1m7")
    form.get_by_label("Number").press("Enter")
    form.get_by_label("Enters over a line, and is meant to").check()
    form.get_by_label("In", exact=True).fill("01:00:02:12")
    form.get_by_label("In", exact=True).press("Enter")
    form.get_by_label("Out", exact=True).fill("20")
    form.get_by_label("Out", exact=True).press("Enter")
    assert "must be later" in form.get_by_role("alert").inner_text()
    assert form.get_by_label("Out", exact=True).input_value() == "192", "what was there stays"
    assert "On the first frame" not in lab.root.locator(".fsp-facts").inner_text()
    assert "In on the first frame of Bar’s line." in lab.root.locator(".fsp-facts").inner_text()
    lab.page.wait_for_timeout(700)
    assert in_kernel(lab, "[c.reason for c in desk.spotting.cues]") == repr([absurd])
    assert in_kernel(lab, "eval(desk.code) == desk.spotting") == "True"
    assert lab.root.locator(".fsp-code").text_content() == ast.literal_eval(in_kernel(lab, "desk.code"))
    assert lab.page.title() != "broken" and lab.root.locator(".fsp-marklist img").count() == 0
    with lab.page.expect_download() as waiting:
        lab.root.get_by_role("button", name="Download the cue list (CSV)").click()
    path = server.folder / "downloaded.csv"
    waiting.value.save_as(path)
    assert waiting.value.suggested_filename == "test-film-cues.csv"
    [row] = list(csv.DictReader(path.open(newline="", encoding="utf-8")))
    assert (row["Cue"], row["Reason"], row["Enters on"]) == ("1m7", absurd, "the bar turns")
    (server.folder / "theirs.csv").unlink(missing_ok=True)
    in_kernel(lab, "desk.to_csv('theirs.csv')")
    assert (server.folder / "theirs.csv").read_bytes() == path.read_bytes()


def test_marks_are_there_after_a_reload_and_after_the_kernel_is_killed(opened, server):
    lab = opened()
    press(lab, "i", at=96)
    until(lab, "p.steps.keeper.taken.counter === p.steps.keeper.copy.counter")
    assert lab.root.locator(".fsp-kept").inner_text() == (
        "Marks are kept in my-marks/test-film.spotting.json and in this browser."
    )
    assert [mark["start"] for mark in kept(server)["marks"]] == [96]
    lab.command("docmanager:save")
    lab.page.wait_for_timeout(800)
    lab.open("desk.ipynb", run=False)  # the kernel lives: its widget comes back by itself
    again(lab)
    assert lab.js(SPANS) == [[96, None]]

    server.stop_kernels()
    lab.page.wait_for_timeout(1500)
    press(lab, "o", at=192)
    press(lab, "h", at=200)
    assert lab.js(SPANS) == [[96, 192], 200], "marking goes on without a kernel"
    assert [mark.get("end") for mark in kept(server)["marks"]] == [None]
    lab.page.wait_for_timeout(3500)
    assert "The kernel does not answer" in lab.root.locator(".fsp-kept").inner_text()

    lab.open("desk.ipynb", run=True)
    again(lab)
    assert lab.js(SPANS) == [[96, 192], 200]
    until(lab, "p.steps.keeper.taken.counter === p.steps.keeper.copy.counter")
    assert len(kept(server)["marks"]) == 2, "and the file has them again"
    assert in_kernel(lab, "len(desk.spotting.hits)") == "1"
    assert lab.root.locator(".fsp-aside-one").count() == 0


def test_marking_goes_on_while_the_kernel_is_busy(opened, server):
    lab = opened(SHOW, "import time\ntime.sleep(6)")
    press(lab, "h", at=100)
    press(lab, ".", ".")
    assert lab.js(SPANS) == [102]
    assert '"frame":102' in lab.js("localStorage.getItem(p.data.store)"), "in the browser at once"
    until(lab, "p.steps.keeper.taken.counter === p.steps.keeper.copy.counter", 15_000)
    assert [mark["frame"] for mark in kept(server)["marks"]] == [102]


def test_copies_that_went_apart_lose_nothing(opened, server):
    lab = opened()
    press(lab, "i", at=96)
    until(lab, "p.steps.keeper.taken.counter === p.steps.keeper.copy.counter")
    server.stop_kernels()
    lab.page.wait_for_timeout(1000)
    press(lab, "o", at=192)  # only this browser knows
    elsewhere = kept(server)  # and meanwhile, in another browser
    elsewhere |= {
        "counter": 50,
        "writer": "elsewhere",
        "seen": {**elsewhere["seen"], "elsewhere": 50},
        "marks": [{"what": "hit", "key": "k1", "frame": 7}],
    }
    path = server.folder / "my-marks" / "test-film.spotting.json"
    path.write_text(json.dumps(elsewhere))
    lab.open("desk.ipynb", run=True)
    again(lab)
    assert lab.js(SPANS) == [7], "the one with more steps"
    aside = lab.root.locator(".fsp-aside-one")
    assert "1 cue" in aside.inner_text()
    lab.page.wait_for_timeout(500)
    assert len(list(path.parent.glob("test-film.aside-*"))) == 1, "on disk as well"
    aside.get_by_role("button", name="Bring back").click()
    assert lab.js(SPANS) == [[96, 192]]
    assert "1 hit" in lab.root.locator(".fsp-aside-one").inner_text(), "and nothing is lost the other way round"
    until(lab, "p.steps.keeper.taken.counter === p.steps.keeper.copy.counter")
    assert [mark["what"] for mark in kept(server)["marks"]] == ["cue"]


def test_nothing_kept_makes_no_sense_of_a_damaged_browser_store(opened):
    lab = opened()
    press(lab, "h", at=100)
    store = lab.js("p.data.store")
    for text in ("{", "[]", "5", '{"marks": 5}', "<script>"):
        lab.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [store, text])
        lab.js("p.root.dataset.old = ''")
        lab.command("notebook:run-all-cells")
        again(lab)
        assert lab.js(SPANS) == [100], "the file has them"
    assert lab.page.evaluate("key => localStorage.getItem(key + ':damaged')", store) == "<script>"


def test_a_browser_that_keeps_nothing_says_so(lab, server, setup):
    one = lab()
    one.page.add_init_script(
        "const set = Storage.prototype.setItem; Storage.prototype.setItem = function (key, text) {"
        " if (key.startsWith('filmscore')) throw new DOMException('full', 'QuotaExceededError');"
        " set.call(this, key, text); }"
    )
    one.open(server.write("full.ipynb", setup, "desk = fs.spotting_desk(film, name='full')\ndesk"))
    one.root = one.ready()
    press(one, "h", at=100)
    until(one, "p.steps.keeper.taken.counter === p.steps.keeper.copy.counter")
    assert one.root.locator(".fsp-kept").inner_text() == (
        "Marks are kept in my-marks/full.spotting.json. Not in this browser: its room for pages is full."
    )


def test_ten_thousand_marks_can_still_be_moved(opened):
    many = "[fs.Hit(i % 288, f'hit {i}') for i in range(10_000)]"
    lab = opened(f"desk = fs.spotting_desk(film, name='many', spotting=fs.Spotting(film, hits={many}))\ndesk")
    assert lab.js("p.steps.now.length") == 10_000
    assert lab.root.locator(".fsp-mark").count() <= 40
    spent = lab.js(
        "(() => { const t = performance.now(); p.toHit(1); p.nudge(1, false); return performance.now() - t; })()"
    )
    assert spent < 8000  # ms for two steps, on a machine that does other things as well
    lab.root.get_by_role("button", name="Later marks").click()
    assert "41 to 80 of 10000" in lab.root.locator(".fsp-pages").inner_text()
    until(lab, "p.steps.keeper.taken.counter === p.steps.keeper.copy.counter", 20_000)
    assert in_kernel(lab, "len(desk.spotting.hits)") == "10000"


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing(opened, theme):
    lab = opened()
    lab.command("apputils:change-theme", theme=theme)
    lab.page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{str('Light' in theme).lower()}'")
    press(lab, "i", at=20)
    press(lab, "h", at=60)
    press(lab, "s", at=100)
    press(lab, "Shift+H", at=150)

    seen = set()
    for key in ("k1", "k2", "k3", "k4"):
        lab.js(f"p.pick('{key}', 'start')")
        if key == "k1":
            lab.root.get_by_label("Out", exact=True).fill("nonsense")
            lab.root.get_by_label("Out", exact=True).press("Enter")
        lab.page.wait_for_timeout(400)
        assert barriers(lab.page, ".fsp-root") == [], key
        seen.add(key)
    assert len(seen) == 4


def test_tab_leads_through_every_field_and_out(opened):
    lab = opened()
    press(lab, "i", at=20)
    for direction in ("Tab", "Shift+Tab"):
        lab.root.locator(".fsp-mark-head").first.focus()
        names, presses = set(), 0
        while lab.js("p.root.contains(document.activeElement)") and presses < 80:
            names.add(lab.js("document.activeElement.dataset.field ?? document.activeElement.type"))
            lab.page.keyboard.press(direction)
            presses += 1
        assert 0 < presses < 80, f"{direction} must lead out"
        if direction == "Tab":
            assert {"start", "end", "reason", "enters_on", "leaves_on", "id", "checkbox", "select-one"} <= names


@pytest.mark.parametrize("width", [420, 320])
def test_narrow_windows_lose_nothing(opened, width):
    lab = opened()
    press(lab, "i", at=20)
    press(lab, "o", at=96)
    press(lab, "h", at=60)
    press(lab, "s", at=150)
    lab.js("p.pick('k1', 'end')")
    lab.page.evaluate(f"() => document.querySelector('.fsp-root').style.width = '{width}px'")
    lab.page.wait_for_timeout(400)
    parts = "button, label, input, select, textarea, p, .fsp-mark *, .fsp-code"
    assert outside(lab.page, ".fsp-root", parts) == []
    assert small(lab.page, ".fsp-root :is(button, select, textarea, input[type=text])", 28) == []
