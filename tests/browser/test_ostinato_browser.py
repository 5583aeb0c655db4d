"""The Ostinato machine as a learner meets it: struck, turned, grown, given room; heard, compared, and kept."""

from __future__ import annotations

import pytest
from lab import in_kernel
from lab import settled as lab_settled
from readable import can_be_read
from widget_page import mount

import filmscore as fs
from filmscore.look import contrast

HITS = [257, 376, 495]
TRAM = (487, 545, "C1", "A3", "the tram")
WALKS = "D3> A3 D3 Eb3> D3 A3"


@pytest.fixture
def machine(window):
    """A page with the widget on it: `machine()`; `page.machine` is the widget."""

    def show(cell=WALKS, *, width=1080, dark=False, context=None, touch=None, name="here", **options):
        widget = fs.ostinato_machine(cell, **{"hits": HITS, "name": name, **options})
        browser = window(width, context, **(touch or {}))
        page = mount(browser, widget, ".fsp-ot", dark=dark, origin="http://ostinato.test/")
        page.machine = widget
        page.wait_for_function("() => p.strip.width !== 640")  # it has been laid out
        return page

    return show


def spot(page, step, note):
    """The middle of a place of the grid: step from 1, note as it is printed."""
    return page.locator(f'.fsp-ot-spot[aria-label^="step {step}, {note},"]')


def cell(page):
    return page.evaluate("p.mark.cell")


def meter(page, name):
    return page.locator(".fsp-ot-meter", has=page.locator(f'dt:text-is("{name}")')).locator("dd").inner_text()


def status(page):
    return page.locator(".fsp-ot-status").inner_text()


def settled(page):
    """Wait until Python has what the page has."""
    page.wait_for_function("() => state.kept.copy.counter === p.steps.keeper.copy.counter", timeout=8000)


# ---------------------------------------------------------------- the grid


def test_a_cell_is_made_by_the_pointer_alone(machine):
    page = machine("")
    assert cell(page) == "D3 R R R R R" and "nothing leans: no hit can be met" in meter(page, "hits met")
    spot(page, 1, "D3").click()
    assert cell(page).startswith("D3> R") and "accent" in spot(page, 1, "D3").get_attribute("aria-label")
    spot(page, 3, "F3").click()
    spot(page, 4, "G3").click()
    spot(page, 4, "G3").click()
    spot(page, 4, "G3").click()
    assert cell(page) == "D3> R F3 G3^ R R"
    spot(page, 4, "G3").click()
    assert cell(page) == "D3> R F3 R R R", "plain, accent, heavy, empty"
    box = spot(page, 3, "F3").bounding_box()
    x, y = box["x"] + box["width"] - 3, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 2 * box["width"] - 8, y, steps=6)
    page.mouse.up()
    assert cell(page) == "D3> R F3:3/2 R", "its right edge holds it over more steps"
    x = box["x"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 2 * box["height"], steps=6)
    page.mouse.up()
    assert cell(page) == "D3> R A3:3/2 R", "dragged in its column, two rows up"
    page.keyboard.press("Control+z")
    assert cell(page) == "D3> R F3:3/2 R", "a drag is one step"
    page.keyboard.press("Control+Shift+z")
    page.get_by_role("button", name="+", exact=True).click()
    assert cell(page) == "D3> R A3:3/2 R R"
    settled(page)
    assert page.machine.ostinato.text == "D3> R A3:3/2 R R"


def test_a_cell_is_made_by_keys_alone(machine):
    page = machine("")
    page.locator('.fsp-ot-spot[tabindex="0"]').focus()
    assert page.locator('.fsp-ot-spot[tabindex="0"]').count() == 1, "one tab stop"
    for key in ("a", "ArrowRight", "ArrowRight", "ArrowUp", "Space", "Shift+ArrowRight", "Shift+ArrowUp", "a"):
        page.keyboard.press(key)
    assert cell(page) == "D3> R F3:1> R R"
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "step 3, F3, accent, held 2 steps"
    for key in ("Shift+ArrowLeft", "+", "-", "-", "-"):
        page.keyboard.press(key)
    assert cell(page) == "D3> R F3> R"
    page.keyboard.press("Delete")
    assert cell(page) == "D3> R R R"
    page.keyboard.press("Home")
    page.keyboard.press("Delete")
    assert cell(page) == "D3> R R R" and "last note" in status(page)
    page.keyboard.press("r")
    assert page.evaluate("p.grid.rows.length") >= 24


# ---------------------------------------------------------------- against bars and film


def test_turned_by_two_it_is_home_on_the_vault_and_eight_steps_sit(machine):
    page = machine()
    assert page.locator(".fsp-ot-hits").get_attribute("aria-label").count("missed") == 3, (
        "the right cell, the wrong end"
    )
    brackets = "[...document.querySelectorAll('.fsp-ot-turn')].map((one) => one.getAttribute('d')).join()"
    before = page.evaluate(brackets)
    page.locator('.fsp-ot-spot[tabindex="0"]').focus()
    page.keyboard.press(",")
    assert "begins on step 6: one before its beginning" in status(page)
    page.keyboard.press(",")
    assert "begins on step 5: two before its beginning. Home in bars 2, 5, 8, 11, 14." in status(page)
    assert before != page.evaluate(brackets), "the brackets move"
    assert "home in bars 2, 5, 8, 11 and 14" in meter(page, "the cell") and "walks" in meter(page, "the cell")
    assert meter(page, "hits met").endswith("3 of 3 (luck would meet 0.6)") and "✓" in meter(page, "hits met")
    settled(page)
    assert page.machine.meeting.met == 3 and page.machine.answer["rotate"] == -2
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert "sits" in meter(page, "the cell") and "✓" not in meter(page, "the cell")
    for _ in range(2):
        page.keyboard.press("-")
    page.keyboard.press("Home")
    for step in (2, 3, 5, 6):
        page.evaluate(f"p.grid.lean({step - 1}, 1)")
    said = meter(page, "hits met")
    assert "luck would meet 1.8 of 3" in said and "✓" not in said


def test_moves_too_near_at_once_or_unheard_are_told_and_not_refused(machine):
    page = machine({"cell": WALKS, "rotate": -2, "evolve": [("density", (0.34, 0.36), (5, 5))]})
    assert page.locator(".fsp-ot-hollow").count() == 1 and "1 not heard" in meter(page, "plan")
    assert "the same strokes" in page.locator(".fsp-ot-row-density").inner_text()
    lane = page.locator('.fsp-ot-lane[aria-label^="register"]')
    lane.focus()
    for key in ("ArrowRight",) * 4 + ("ArrowUp",):
        page.keyboard.press(key)
    assert lane.get_attribute("aria-valuetext") == "bar 5: +1, it moves here"
    page.locator('.fsp-ot-lane[aria-label^="loudness"]').focus()
    for key in ("ArrowRight",) * 4 + ("Enter",):
        page.keyboard.press(key)
    assert "two at once in bar 5" in meter(page, "plan")
    assert page.locator(".fsp-ot-lane-word", has_text="two at once").count() == 2
    page.keyboard.press("Delete")
    for key in ("ArrowRight",) * 2 + ("ArrowDown",):
        page.keyboard.press(key)
    assert "2 bars from 5 to 7" in meter(page, "plan")
    assert page.locator(".fsp-ot-lane-word", has_text="2 bars: house rule, four").count() == 1
    settled(page)
    assert page.machine.plan.close() == (7,) and page.machine.plan.moves == {5: ("register",), 7: ("dynamics",)}


def test_a_lane_is_drawn_by_the_pointer(machine):
    page = machine()
    lane = page.locator('.fsp-ot-lane[aria-label^="density"]')
    lane.scroll_into_view_if_needed()
    box = lane.bounding_box()
    at = page.evaluate("[1, 6, 9].map((bar) => p.strip.barX(bar) + 8)")
    page.mouse.click(box["x"] + at[0], box["y"] + box["height"] / 2)
    first = page.evaluate("p.mark.lanes.density")
    assert len(first) == 1 and first[0][0] == 1 and 0.3 < first[0][1] < 0.7
    page.mouse.click(box["x"] + at[1], box["y"] + 12)
    assert page.evaluate("p.mark.lanes.density[1]") == [6, 1]
    page.mouse.move(box["x"] + at[1] - 8, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + at[2] - 8, box["y"] + 12, steps=8)
    page.mouse.up()
    assert page.evaluate("p.mark.lanes.density.map(([bar]) => bar)") == [1, 9], "a step is dragged to another bar line"
    page.keyboard.press("Control+z")
    assert page.evaluate("p.mark.lanes.density[1]") == [6, 1]


def test_low_notes_stand_in_the_trams_room_until_it_is_left_free(machine):
    low = fs.Ostinato(WALKS).transpose("-P8")
    page = machine({"cell": low.text, "rotate": -2}, room=[TRAM], players=["cello", "contrabassoon"])
    tick = page.get_by_role("checkbox", name="left free")
    tick.uncheck()
    assert "22 notes in it" in meter(page, "room") and page.locator(".fsp-ot-intruder").count() == 22
    assert "22 notes in it !" in page.locator(".fsp-ot-boxes").inner_text()
    tick.check()
    assert "0 notes in it" in meter(page, "room") and page.locator(".fsp-ot-intruder").count() == 0
    assert "3 of 3" in meter(page, "hits met"), "the cello has the accent on 496, from another floor"
    page.get_by_role("button", name="Without the cello").click()
    assert "tram near-miss: accent lost, the room took it" in meter(page, "hits met")
    page.locator(".fsp-ot-room").scroll_into_view_if_needed()
    box = page.locator(".fsp-ot-room").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 60, steps=5)
    page.mouse.up()
    page.get_by_label("Whose room it is").fill("a whistle")
    page.keyboard.press("Tab")
    drawn = page.evaluate("p.mark.room[1]")
    assert drawn["why"] == "a whistle" and drawn["on"] and not drawn["given"]
    page.locator('[data-place="move 1"]').focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    moved = page.evaluate("p.mark.room[1]")
    assert (moved["start"] - drawn["start"], moved["end"] - drawn["end"]) == (10, 20), "by a beat, and its end by two"
    settled(page)
    assert [slot.why for slot in page.machine.ostinato.free] == ["the tram", "a whistle"]


# ---------------------------------------------------------------- heard


def test_the_cell_sounds_at_once_and_a_page_with_the_picture_ends_at_the_door(machine):
    tempo = fs.TempoMap(start=656).bars(1, "4/4", bpm=144)
    page = machine("D3> A3 D3 A3", tempo=tempo, hits=[656])
    page.wait_for_function("() => p.cellSound.players.size > 0", timeout=20_000)
    page.evaluate("""() => {
        window.addEventListener('keydown', () => (window.pressed = p.cellSound.desk.clock()), { capture: true });
        return p.cellSound.desk.open();
    }""")
    page.locator('.fsp-ot-spot[tabindex="0"]').focus()
    page.keyboard.press("c")
    page.wait_for_function("() => p.cellSound.what === 'cell' && p.cellSound.desk.peak('notes') > 1e-3", timeout=3000)
    assert 0 < page.evaluate("p.cellSound.zero - pressed") < 0.25, "within a quarter of a second"
    page.locator(".fsp-ot-sounding").first.wait_for(timeout=3000)  # the step that sounds is seen
    page.keyboard.press("c")
    assert page.evaluate("p.cellSound.what") == ""
    page.locator(".fsp-ot-scroll").focus()
    page.keyboard.press("Space")
    page.wait_for_function("() => p.sound.running", timeout=20_000)
    page.wait_for_function("() => p.sound.real.size === 1", timeout=60_000)
    over = page.evaluate("""async () => {
        const [take] = await Promise.all([...p.sound.takes.values()]);
        const samples = take.buffer.getChannelData(0);
        const from = Math.round((take.early + (701 - 656) / 24) * 48000);
        let [before, after] = [0, 0];
        samples.forEach((one, i) => {
            if (i < from) before = Math.max(before, Math.abs(one));
            else after = Math.max(after, Math.abs(one));
        });
        return [before, after];
    }""")
    assert over[0] > 0.01 and over[1] < 1e-3, "nothing after the silence"
    page.evaluate("p.sound.stop()")
    bank = page.evaluate("""async () => {
        p.sound.takes.clear();
        p.sound.real.clear();
        const take = await p.sound.record(p.score(""));
        const samples = take.buffer.getChannelData(0);
        const from = Math.round((take.early + (702 - 656) / 24) * 48000);
        return Math.max(0, ...samples.subarray(from).map(Math.abs));
    }""")
    assert bank < 1e-3, "the page's own notes neither"


def test_a_copy_is_compared_at_the_same_bar_and_as_loud(machine):
    page = machine({"cell": WALKS, "rotate": -2})
    page.evaluate("p.sound.tune = async () => {}")  # the players are another test
    page.locator('.fsp-ot-spot[tabindex="0"]').focus()
    page.keyboard.press("1")
    page.locator('.fsp-ot-lane[aria-label^="loudness"]').focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.locator('.fsp-ot-spot[tabindex="0"]').focus()
    page.keyboard.press("k")
    page.wait_for_function("() => p.sound.running && p.frame > 100", timeout=30_000)
    zero = page.evaluate("p.sound.desk.zero")
    before = page.evaluate("p.sound.desk.position()")
    page.keyboard.press("x")
    page.wait_for_function("() => p.heard === 'A' && p.sound.takes.size === 2", timeout=20_000)
    assert page.evaluate("p.sound.desk.zero") == zero, "it goes on"
    assert page.evaluate("p.sound.desk.position()") > before
    assert "hearing A" in page.locator(".fsp-ot-hear").first.inner_text()
    loud = page.evaluate("""async () => {
        const made = await Promise.all([...p.sound.takes.values()]);
        return made.map(({ buffer }) => {
            let sum = 0;
            const samples = buffer.getChannelData(0);
            for (const one of samples) sum += one * one;
            return 10 * Math.log10(sum / samples.length);
        });
    }""")
    assert abs(loud[0] - loud[1]) < 0.5, "softer on the page, as loud to compare"
    page.keyboard.press("k")
    settled(page)
    assert page.machine.copies["A"] == fs.Ostinato(WALKS).rotate(-2)
    assert page.machine.answer["evolve"] == [("dynamics", ("pp", "pp"))]


# ---------------------------------------------------------------- kept


def test_it_is_kept_restored_and_another_cell_is_asked_about(machine):
    page = machine()
    page.locator('.fsp-ot-spot[tabindex="0"]').focus()
    page.keyboard.press(",")
    settled(page)
    again = machine(context=page.context)
    assert again.evaluate("p.mark.rotate") == -1 and not again.locator(".fsp-ot-asked").is_visible()
    other = machine("C4> E4 G4", context=page.context)
    asked = other.locator(".fsp-ot-asked")
    assert "another cell" in asked.inner_text() and cell(other) == WALKS
    asked.get_by_role("button", name="Keep both").click()
    settled(other)
    assert cell(other) == "C4> E4 G4" and other.machine.copies["A"] == fs.Ostinato(WALKS).rotate(-1)
    assert not asked.is_visible()
    loose = machine(name=None, context=page.context)
    assert "Nothing is kept" in loose.locator(".fsp-kept").inner_text() and loose.evaluate("p.mark.rotate") == 0


def test_it_goes_on_while_the_kernel_is_gone_and_says_what_it_lacks(machine):
    page = machine("D3> " + "A3 " * 39, hits=[])
    assert "This cell has 40 steps; the grid shows 32." in page.root.inner_text()
    page.evaluate("window.gone = true")
    page.locator('.fsp-ot-spot[tabindex="0"]').focus()
    page.keyboard.press("Space")
    assert "edited in code" in status(page) and cell(page).count("A3") == 39
    page.keyboard.press(",")
    assert "begins on step 40" in status(page) and "no hits in these bars" in meter(page, "hits met")


# ---------------------------------------------------------------- for everybody


@pytest.mark.parametrize(("width", "dark"), [(1080, False), (420, True)])
def test_it_can_be_read_by_everybody(machine, width, dark):
    table = {"cell": WALKS, "rotate": -2, "evolve": [("density", (0.34, 0.36), (5, 5)), ("players", (1, 2), (7, 7))]}
    page = machine(table, width=width, dark=dark, room=[TRAM], players=["cello", "viola"])
    page.evaluate("document.querySelectorAll('.fsp-ot details').forEach((one) => (one.open = true))")
    can_be_read(page, ".fsp-ot", ".fsp-ot :is(button, select, summary, .fsp-ot-tick)", 40 if width == 420 else 28)
    inks = page.evaluate(
        """() => {
            const two = (value) => Math.round(value).toString(16).padStart(2, '0');
            const hex = (rgb) => '#' + rgb.match(/[\\d.]+/g).slice(0, 3).map(two).join('');
            const style = (one) => getComputedStyle(one);
            const ground = hex(style(document.querySelector('.fsp-ot')).backgroundColor);
            const words = [...document.querySelectorAll('.fsp-ot svg text')].map((one) => hex(style(one).fill));
            const lines = [hex(style(document.querySelector('.fsp-ot-spot')).borderTopColor)];
            return { ground, words: [...new Set(words)], lines };
        }"""
    )
    assert inks["words"] and all(contrast(one, inks["ground"]) >= 4.5 for one in inks["words"])
    assert all(contrast(one, inks["ground"]) >= 3 for one in inks["lines"])
    if width == 420:
        assert page.locator(".fsp-ot-lane:visible").count() == 1
        page.get_by_role("button", name="players", exact=True).click()
        assert page.locator(".fsp-ot-lane:visible").get_attribute("aria-label").startswith("players")
        assert page.evaluate("p.strip.element.scrollWidth > p.strip.element.clientWidth"), "the bars scroll"


def test_in_a_notebook_a_still_stays_and_the_cell_is_in_the_kernel(lab, server):
    code = f'import filmscore as fs\nm = fs.ostinato_machine("{WALKS}", hits={HITS}, name="lab")\nm'
    one = lab()
    one.open(server.write("ostinato.ipynb", code))
    root = one.ready()
    assert one.page.locator(".jp-OutputArea-output img").first.is_hidden(), "the still gives way to the live view"
    one.page.locator(".fsp-ot[data-picture]").wait_for(timeout=30_000)
    root.locator('.fsp-ot-spot[tabindex="0"]').focus()
    for key in (",", ",", "d", "d"):
        one.page.keyboard.press(key)
    assert root.count() == 1, "no letter here is a command of the notebook"
    one.page.wait_for_function(
        "() => document.querySelector('.fsp-ot').fsp.steps.keeper.where.includes('my-marks/lab.ostinato.json')"
    )
    lab_settled(one)
    assert in_kernel(one, "m.answer['rotate']") == "-2"
    one.page.keyboard.press("c")
    one.page.wait_for_function(
        "() => document.querySelector('.fsp-ot').fsp.cellSound.desk.peak('notes') > 1e-3", timeout=20_000
    )
