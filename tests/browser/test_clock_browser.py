"""The Timecode clock as a learner meets it: running, going to a label, by keys, aloud; and the paper on paper."""

from __future__ import annotations

import re

import pytest
from lab import in_kernel
from readable import barriers, cut, scrolls_sideways, small
from widget_page import bare

import filmscore as fs
from filmscore.delivery.paper_page import page as paper_page

HARNESS = """
window.mount = (state, gone) => {
  const heard = {}, sent = [];
  const model = {
    get: (name) => state[name],
    set: (name, value) => { state[name] = value; heard[`change:${name}`]?.(); },
    on: (name, call) => { heard[name] = call; },
    off: (name) => { delete heard[name]; },
    save_changes: () => { if (gone) throw new Error("the comm is closed"); sent.push(state.place); },
  };
  Object.assign(window, { model, sent });
  window.leave = widget.render({ model, el: document.getElementById("widget") });
};
"""


@pytest.fixture
def clock(window):
    """A page with one clock on it, and no notebook: `clock("29.97df", 1800)`."""

    def show(rate="29.97df", at=None, *, dark=False, gone=False, width=820, **options):
        made = fs.timecode_clock(rate, at)
        given = ({"rates": made.rates, "place": made.place}, gone)
        page = bare(window(width, **options), made._esm, made._css, HARNESS, *given, dark=dark)
        page.wait_for_timeout(60)  # the strip learns how wide it is
        return page

    return show


def label(page):
    return page.locator(".fsp-tc-label .fsp-tc-big").inner_text()


def wall(page):
    return page.locator(".fsp-tc-wall .fsp-tc-big").inner_text()


def go(page, text):
    page.get_by_label("Go to a label or a frame").fill(text)
    page.get_by_role("button", name="Go", exact=True).click()


def said(page):
    return page.locator(".fsp-tc-said").inner_text()


def aloud(page):
    return page.locator("[aria-live=polite].fsp-tc-aloud").inner_text()


def faults(page, root=".fsp-tc"):
    return barriers(page, root, unsure=True)


def test_over_the_seam_by_single_frames(clock):
    page = clock()
    assert (label(page), wall(page)) == ("00:00:59;29", "00:01:00.027")
    assert page.locator(".fsp-tc-out s").all_inner_texts() == [";00", ";01"]
    assert "Between pictures 1799 and 1800 no picture is missing." in page.locator(".fsp-tc-seam").inner_text()
    page.get_by_role("button", name=re.compile("^One frame on")).click()
    assert (label(page), wall(page)) == ("00:01:00;02", "00:01:00.060")
    pictures = [int(re.sub(r"\D", "", text)) for text in page.locator(".fsp-tc-picture").all_inner_texts()]
    assert pictures == list(range(pictures[0], pictures[0] + len(pictures))), "each picture, none missing"
    here = page.locator(".fsp-tc-cell.fsp-tc-here")
    assert here.count() == 1 and here.locator(".fsp-tc-tag").inner_text() == ";02"
    seam = page.locator(".fsp-tc-out").bounding_box()
    assert abs(seam["x"] + seam["width"] / 2 - here.bounding_box()["x"]) < 2, "they stand over the seam"
    assert page.evaluate("sent.at(-1)") == {"rate": "29.97df", "frame": 1800}


def test_a_label_that_does_not_exist_is_refused_with_the_one_meant(clock):
    page = clock("29.97df", 0)
    go(page, "00:01:00;00")
    assert "did you mean that?" in said(page) and "No picture is missing." in said(page)
    assert page.get_by_label("Go to a label").get_attribute("aria-invalid") == "true"
    assert label(page) == "00:00:00;00", "it stays where it was"
    page.get_by_role("button", name="Go to 00:01:00;02").click()
    assert label(page) == "00:01:00;02" and said(page).startswith("00:01:00;02 is frame 1800.")
    assert page.get_by_label("Go to a label").get_attribute("aria-invalid") is None
    go(page, "107892")
    assert label(page) == "01:00:00;00" and page.evaluate("sent.at(-1).frame") == 107892
    go(page, "noon")
    assert "no timecode label" in said(page) and page.locator(".fsp-tc-said button").count() == 0


def test_the_same_moment_at_another_rate(clock):
    page = clock("29.97df", "01:00:00;00")
    assert page.locator(".fsp-tc-apart").inner_text().startswith("The label is 0.11 frames (0.004 s) ahead")
    page.get_by_label("Rate").select_option("29.97ndf")
    assert label(page) == "00:59:56:12", "the same picture, without the labels that were left out"
    assert page.locator(".fsp-tc-box.fsp-tc-skips").count() == 0
    page.get_by_label("Rate").select_option("24")
    assert label(page) == "00:59:59:23" and page.evaluate("sent.at(-1).rate") == "24"


@pytest.mark.parametrize("times", [1, 60, 3600])
def test_it_runs_as_fast_as_it_says(clock, times):
    page = clock("29.97df", 0)
    if times > 1:
        page.locator(f"input[type=radio][value='{times}']").check(force=True)
    began = page.evaluate("performance.now()")
    page.get_by_role("button", name="Run the clock").click()
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="Stop the clock").click()
    passed = (page.evaluate("performance.now()") - began) / 1000
    ran = float(page.locator(".fsp-tc-facts dd").nth(1).inner_text()) / times
    assert 0.6 < ran <= passed + 0.05
    at = fs.Timecode.from_frame(page.evaluate("sent.at(-1).frame"), "29.97df")
    assert label(page) == str(at)
    assert aloud(page).startswith(f"{at}, clock on the wall {wall(page)}.")
    still = label(page)
    page.wait_for_timeout(200)
    assert label(page) == still


def test_it_stops_at_the_end_of_the_day_and_begins_again(clock):
    page = clock("29.97df", "23:59:50;00")
    page.locator("input[type=radio][value='60']").check(force=True)
    page.get_by_role("button", name="Run the clock").click()
    page.get_by_role("button", name="Run the clock").wait_for()
    assert label(page) == "23:59:59;29" and wall(page) == "23:59:59.880"
    page.get_by_role("button", name="Run the clock").click()
    page.wait_for_timeout(150)
    assert label(page) < "00:10"


def test_less_motion_leaves_the_numbers(clock):
    page = clock("29.97df", 0, reduced_motion="reduce")
    page.evaluate("""() => { window.seen = new Set(); window.strips = 0;
        new MutationObserver(() => seen.add(document.querySelector('.fsp-tc-big').textContent))
          .observe(document.querySelector('.fsp-tc-big'), { childList: true, characterData: true, subtree: true });
        new MutationObserver(() => strips++).observe(document.querySelector('.fsp-tc-film'), { childList: true }); }""")
    page.get_by_role("button", name="Run the clock").click()
    page.wait_for_timeout(1300)
    assert 2 <= page.evaluate("seen.size") <= 5 and page.evaluate("strips") == 0


def test_by_keys_alone_and_none_reaches_the_notebook(clock):
    page = clock("29.97df", 0)
    page.evaluate("() => { window.got = []; document.addEventListener('keydown', event => got.push(event.key)); }")
    slider = page.get_by_role("slider")
    slider.focus()
    for key, there in [
        ("ArrowRight", "00:00:00;01"), ("Shift+ArrowRight", "00:00:01;01"), ("ArrowLeft", "00:00:01;00"),
        ("End", "00:00:59;29"), ("ArrowRight", "00:01:00;02"), ("PageUp", "00:01:59;29"), ("Home", "00:01:00;02"),
        ("PageDown", "00:00:00;00"), ("ArrowLeft", "00:00:00;00"),
    ]:  # fmt: skip
        page.keyboard.press(key)
        assert label(page) == there, key
        assert slider.get_attribute("aria-valuetext") == there and aloud(page).startswith(there)
    page.keyboard.press("Space")
    page.wait_for_timeout(200)
    page.keyboard.press("Space")
    assert label(page) > "00:00:00;00"
    page.get_by_role("button", name=re.compile("^One frame on")).focus()
    for key in ("d", "d", "x", "ArrowUp"):
        page.keyboard.press(key)
    page.get_by_label("Go to a label or a frame").focus()
    page.keyboard.type("a1800")
    page.keyboard.press("Home")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    assert label(page) == "00:01:00;02"
    assert [key for key in page.evaluate("got") if key != "Shift"] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("rate", ["29.97df", "25"])
def test_no_barriers(clock, dark, rate):
    page = clock(rate, dark=dark)
    assert faults(page) == []
    go(page, "00:01:00;00")
    assert said(page)
    assert faults(page) == []


@pytest.mark.parametrize("width", [320, 360, 420, 700])
@pytest.mark.parametrize(("rate", "at"), [("59.94df", 3600), ("60", "23:59:59:59")])
def test_nothing_is_cut_off_on_a_narrow_page(clock, width, rate, at):
    page = clock(rate, at, width=width)
    go(page, "00:01:00;00")
    assert not scrolls_sideways(page)
    assert cut(page, ".fsp-tc *:not(svg, svg *, .fsp-tc-aloud, .fsp-tc-aloud *, select, select *)") == []
    inside = page.locator(".fsp-tc").bounding_box()
    for tags in page.locator(".fsp-tc-out").all():
        box = tags.bounding_box()
        assert inside["x"] <= box["x"] and box["x"] + box["width"] <= inside["x"] + inside["width"]
    assert small(page, ".fsp-tc :is(button, select, input)", 28, 28) == []


def test_without_a_kernel_it_goes_on(clock):
    page = clock("29.97df", 0, gone=True)
    go(page, "00:01:00;02")
    assert label(page) == "00:01:00;02"
    page.get_by_role("button", name="Run the clock").click()
    page.wait_for_timeout(150)
    page.get_by_role("button", name="Stop the clock").click()
    assert label(page) > "00:01:00;02"


def test_code_moves_it(clock):
    page = clock("29.97df", 0)
    page.evaluate("() => model.set('place', { rate: '25', frame: 90000 })")
    assert label(page) == "01:00:00:00" and page.get_by_label("Rate").input_value() == "25"


# ---------------------------------------------------------------- in JupyterLab


def test_in_a_notebook(lab, server):
    name = server.write("clock.ipynb", "import filmscore as fs\nclock = fs.timecode_clock('29.97df', 1799)\nclock")
    one = lab()
    one.open(name)
    page = one.page
    page.locator(".fsp-tc").wait_for(timeout=40_000)
    still = page.locator("img[alt^='Timecode clock at 29.97df']")
    still.wait_for(state="hidden")
    page.get_by_role("button", name=re.compile("^One frame on")).click()
    assert label(page) == "00:01:00;02"
    page.wait_for_function("() => document.querySelector('.fsp-tc')")
    for _ in range(20):
        if in_kernel(one, "(clock.frame, str(clock.answer))") == "(1800, '00:01:00;02')":
            break
        page.wait_for_timeout(100)
    assert in_kernel(one, "(clock.frame, str(clock.answer))") == "(1800, '00:01:00;02')"
    in_kernel(one, "clock.go('00:02:00;02')")
    page.wait_for_function("() => document.querySelector('.fsp-tc-label .fsp-tc-big').textContent === '00:02:00;02'")


# ---------------------------------------------------------------- the paper


def printed(chromium, text, tmp_path, paper):
    """The page as a PDF: how many sheets, and of what size in points."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_content(text)
    data = page.pdf(path=tmp_path / f"{paper}.pdf", format=paper)
    context.close()
    sheets = len(re.findall(rb"/Type\s*/Page\b", data))
    return sheets, {
        tuple(round(float(v)) for v in box.split()[2:]) for box in re.findall(rb"/MediaBox\s*\[([^\]]+)\]", data)
    }


@pytest.fixture(scope="module")
def papers():
    """A long list and a short one."""
    words = "the reason goes on for a while, so that a row has some lines " * 2
    cues = [fs.Cue(f"2m{n}", 28 * n, 28 * n + 20, reason=words, enters_on="a door opens") for n in range(1, 60)]
    spotted = fs.Spotting("last-parcel", cues=cues, hits=[fs.Hit(14 * n, f"hit {n}") for n in range(1, 110)])
    one = fs.Spotting("last-parcel", cues=[fs.Cue("2m1", 96, 620, reason=words)], hits=[fs.Hit(376, "crates")])
    return {
        "notes": fs.spotting_notes(spotted), "cues": fs.cue_list(spotted),
        "timing": fs.timing_notes(one, "2m1"), "short": fs.cue_list(one),
    }  # fmt: skip


@pytest.mark.parametrize(("paper", "size"), [("A4", (596, 843)), ("Letter", (612, 792))])
def test_it_prints_on_the_paper_there_is(chromium, papers, tmp_path, paper, size):
    for name, made in papers.items():
        sheets, sizes = printed(chromium, paper_page(made), tmp_path, paper)
        assert all(abs(a - b) <= 1 for box in sizes for a, b in zip(box, size, strict=True)) and sizes
        assert (sheets == 1) == (name in ("short", "timing")), name


@pytest.mark.parametrize("name", ["notes", "cues", "timing", "short"])
def test_the_page_for_the_printer(chromium, papers, name):
    """As wide as paper between its margins, nothing is cut off; on a screen and aloud it has no barriers."""
    context = chromium.new_context(viewport={"width": 1000, "height": 800})
    page = context.new_page()
    page.set_content(paper_page(papers[name]))
    assert faults(page, "html") == []
    page.emulate_media(media="print")
    for millimetres in (180, 185):  # A4 and Letter, less the margins
        page.set_viewport_size({"width": round(millimetres / 25.4 * 96), "height": 900})
        assert not scrolls_sideways(page) and cut(page, "th, td, dd") == []
        printed = page.evaluate(
            """() => [
                [...document.querySelectorAll('th')].filter(one => one.getClientRects()[0].height > 30).length,
                getComputedStyle(document.querySelector('tbody tr')).breakInside,
                getComputedStyle(document.querySelector('thead')).display]"""
        )
        assert printed == [0, "avoid", "table-header-group"]
    context.close()
