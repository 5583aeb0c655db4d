"""The Motif bench as a student meets it: notes drawn, typed, stepped, tapped, heard, and there when all is lost."""

from __future__ import annotations

import json

import pytest
from lab import in_kernel
from readable import barriers, cut, scrolls_sideways, small
from widget_page import mount

import filmscore as fs

#: loudest sample of the next third of a second
PEAK = """async () => {
  let most = 0;
  for (let i = 0; i < 16; i++) {
    most = Math.max(most, p.sound.desk.peak());
    await new Promise((done) => setTimeout(done, 20));
  }
  return most;
}"""


@pytest.fixture
def bench(window):
    """`bench(...)` shows a page with a bench on it; options are the bench's and the window's."""

    def show(*, width=1100, dark=False, touch=False, context=None, **options):
        given = {"Jon": "D4 A4:1/2 F#4:1/2 E5:2", "the bloom": "A4:1/2 B4:1/2 D5 F#5:2", "Mara": None}
        widget = fs.motif_bench("first-bloom", **{"motifs": given, "key": "D", **options})
        browser = window(width, context, has_touch=touch, is_mobile=touch)
        page = mount(browser, widget, ".fsp-mb", dark=dark, origin="http://bench.test/")
        page.bench = widget
        return page

    return show


def spot(page, beat, pitch):
    """Where on the screen a beat and a pitch lie."""
    return page.evaluate(
        """([beat, pitch]) => {
          const { rows, row, scale } = p.grid.measure();
          const box = p.grid.svg.getBoundingClientRect();
          return [box.left + 52 + beat * 10080 * scale, box.top + 22 + (rows.indexOf(pitch) + 0.5) * row];
        }""",
        [beat, pitch],
    )


def drag(page, start, *to):
    page.mouse.move(*start)
    page.mouse.down()
    for x, y in to:
        page.mouse.move(x, y, steps=6)
    page.mouse.up()


def notes(page):
    return page.evaluate("() => p.mark.notes")


def tab(page, name):
    page.root.get_by_role("tab", name=name, exact=True).click()


def settled(page):
    """All that was sent has been answered."""
    page.wait_for_function("() => !p.steps.keeper.pending && state.kept.copy.counter === p.steps.keeper.copy.counter")


def test_a_note_drawn_is_a_note_heard_and_a_motif_in_the_kernel(bench):
    page = bench()
    tab(page, "Mara")
    page.evaluate(
        """() => {
          window.struck = [];
          const was = p.sound.try.bind(p.sound);
          p.sound.try = (pitch) => (struck.push(pitch), was(pitch));
        }"""
    )
    drag(page, spot(page, 0.1, 62), spot(page, 1.4, 62))  # D4, from beat 1 to the middle of beat 2
    assert notes(page) == "D4:3/2"
    assert page.evaluate(PEAK) > 0.01, "it sounds as it is drawn"
    drag(page, spot(page, 1.6, 69), spot(page, 1.6, 71))  # down on A4, let go on B4
    assert notes(page) == "D4:3/2 B4:1/2"
    assert page.evaluate("() => struck") == [62, 69, 71], "every pitch the hand comes to"
    settled(page)
    motif = page.bench.motifs["Mara"]
    assert motif.pitches == ("D4", "B4") and [float(beats) for beats in motif.durations] == [1.5, 0.5]
    assert page.bench.motif == motif, "the open tab is the motif"


def test_drag_moves_lengthens_and_makes_way_and_each_drag_is_one_step(bench):
    page = bench()
    drag(page, spot(page, 0.3, 62), spot(page, 0.8, 64), spot(page, 0.3, 66))
    assert notes(page) == "F#4 A4:1/2 F#4:1/2 E5:2"
    end = spot(page, 1.48, 69)
    drag(page, end, spot(page, 2.02, 69))
    assert notes(page) == "F#4 A4 E5:2", "what it covers makes way"
    drag(page, spot(page, 3, 76), spot(page, 5, 74))
    assert notes(page) == "F#4 A4 R:2 D5:2"
    for wanted in ("F#4 A4 E5:2", "F#4 A4:1/2 F#4:1/2 E5:2", "D4 A4:1/2 F#4:1/2 E5:2"):
        page.root.get_by_role("button", name="Undo").click()
        assert notes(page) == wanted
    page.keyboard.press("Shift+U")
    assert notes(page) == "F#4 A4:1/2 F#4:1/2 E5:2"
    settled(page)
    assert page.bench.motif.pitches == ("F♯4", "A4", "F♯4", "E5")


def test_the_line_is_redrawn_and_the_rhythm_stays(bench):
    page = bench()
    page.root.get_by_role("radio", name="Redraw the line").check()
    drag(page, spot(page, 0.0, 78), spot(page, 4.0, 62))
    text = notes(page)
    starts = page.evaluate("() => p.notes.map((note) => note.start)")
    assert [word.partition(":")[2] for word in text.split()] == ["", "1/2", "1/2", "2"] and starts == [
        0,
        10080,
        15120,
        20160,
    ]
    heights = page.evaluate("() => p.score().notes.map((note) => note.pitch)")
    assert heights == sorted(heights, reverse=True) and len(set(heights)) == 4
    page.keyboard.press("u")
    assert notes(page) == "D4 A4:1/2 F#4:1/2 E5:2", "one stroke, one step"


def test_letters_write_rests_lengths_and_triplets(bench):
    page = bench()
    tab(page, "Mara")
    page.root.get_by_role("application").focus()
    page.keyboard.type("3d6a")  # a quarter, then dotted
    page.keyboard.type("62rf27ccc")  # not dotted; eighth rest, F sharp of D major, then triplets
    assert notes(page) == "D4 A3:3/2 R:1/2 F#3:1/2 C#3:1/3 C#3:1/3 C#3:1/3"
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    assert notes(page) == "D4 A3:3/2 R:1/2 F#3:1/2 C#3:1/3"
    page.keyboard.press("Home")
    for key in ("ArrowUp", "Shift+ArrowUp", "+", ".", "Shift+ArrowRight"):
        page.keyboard.press(key)
    assert notes(page).startswith("F5:3/2 A3"), notes(page)
    assert page.evaluate("() => p.mark.at") == "1/2"
    page.keyboard.press("Delete")
    assert notes(page).startswith("A3")


def test_what_is_typed_is_drawn_and_what_makes_no_sense_is_marked(bench):
    page = bench()
    area = page.root.get_by_label("The notes as text")
    area.fill("C5 B4:1/2 H4:2 A")
    assert notes(page) == "D4 A4:1/2 F#4:1/2 E5:2", "nothing is lost to a slip"
    assert page.locator(".fsp-mb-under mark").all_text_contents() == ["H4", "A"]
    said = page.locator(".fsp-mb-wrong li").all_text_contents()
    assert said[0].startswith("H4 at character 11: the note that German calls H") and "needs an octave" in said[1]
    assert area.get_attribute("aria-invalid") == "true"
    marked, typed = (page.locator(one).first.bounding_box() for one in (".fsp-mb-under mark", ".fsp-mb-text"))
    assert (
        typed["x"] < marked["x"] < typed["x"] + typed["width"]
        and typed["y"] < marked["y"] < typed["y"] + typed["height"]
    )
    area.fill("C5 B4:1/2 B4:2")
    assert notes(page) == "C5 B4:1/2 B4:2" and page.locator(".fsp-mb-wrong li").count() == 0
    assert page.evaluate("() => document.querySelectorAll('.fsp-mb-note').length") == 3
    page.keyboard.press("Space")
    assert not page.evaluate("() => p.sound.running"), "a space typed is a space"


def test_the_rhythm_lane_and_the_tapped_rhythm(bench):
    page = bench()
    page.locator(".fsp-mb-cell").nth(1).click()
    assert notes(page) == "D4:1/2 D4:1/2 A4:1/2 F#4:1/2 E5:2"
    page.locator(".fsp-mb-cell").nth(1).click()
    assert notes(page) == "D4 A4:1/2 F#4:1/2 E5:2"
    page.evaluate("() => { p.set('bpm', 100); p.set('bars', 1); }")
    page.keyboard.press("t")
    taps = page.evaluate(
        """async () => {  // at beats 0, 1, 1.5 and 3
          const wait = (beat) => new Promise((done) => {
            const look = () => (p.sound.running && p.sound.position() >= beat ? done() : setTimeout(look, 1));
            look();
          });
          const how = { key: " ", bubbles: true, cancelable: true };
          const key = (type) => document.activeElement.dispatchEvent(new KeyboardEvent(type, how));
          for (const beat of [0, 1, 1.5, 3]) {
            await wait(beat);
            key("keydown");
            await wait(beat + 0.3);
            key("keyup");
          }
          return p.taps.length;
        }"""
    )
    assert taps == 4
    page.wait_for_function("() => !p.taps", timeout=8000)
    assert notes(page) == "D4 A4:1/2 F#4:3/2 E5:1/2", "pitches in their order, to the new rhythm"
    page.keyboard.press("u")
    assert notes(page) == "D4 A4:1/2 F#4:1/2 E5:2"


def test_it_plays_round_and_changes_under_the_hand(bench):
    page = bench()
    page.root.get_by_label("Loop").check()
    page.evaluate("() => p.set('bpm', 240)")
    page.root.get_by_role("application").focus()
    page.keyboard.press("Space")
    page.wait_for_function("() => p.sound.running && p.sound.position() > 0.2")
    assert page.evaluate(PEAK) > 0.02
    assert page.locator(".fsp-mb-playhead").is_visible()
    page.evaluate("() => p.set('bars', 1)")
    page.wait_for_function("() => p.sound.position() > 8.2", timeout=6000)
    assert page.evaluate("() => p.sound.inside()") < 4
    page.root.get_by_role("radio", name="The rhythm alone").check()
    assert page.evaluate("() => p.sound.running && new Set(p.sound.score.notes.map((note) => note.pitch)).size") == 1
    page.root.get_by_role("radio", name="The line alone").check()
    assert page.evaluate("() => p.sound.score.notes.map((note) => note.beats)") == [1, 1, 1, 1]
    page.root.get_by_role("button", name="Stop").click()
    assert not page.evaluate("() => p.sound.running") and page.locator(".fsp-mb-playhead").is_hidden()


def test_the_map_and_the_listener_answer_while_a_note_is_held(bench):
    page = bench(motifs={"Jon": "D4 A4:1/2 F#4:1/2 E5:2", "other": "D4 A4:1/2 F#4:1/2 B4:2"})
    assert "I would take this for other" in page.locator(".fsp-mb-remarks").inner_text()
    assert page.locator(".fsp-mb-verdict").inner_text() == "too near"
    page.mouse.move(*spot(page, 3, 76))
    page.mouse.down()
    page.mouse.move(*spot(page, 3, 71), steps=8)
    assert "I hear other" in page.locator(".fsp-mb-remarks").inner_text(), "before the hand lets go"
    page.mouse.up()
    page.root.get_by_label("The notes as text").fill("C5 B4 C5 A4 B4 G4")
    page.get_by_text("Dies irae").wait_for(timeout=4000)
    page.evaluate("() => { window.gone = true; }")
    page.root.get_by_label("The notes as text").fill("C5:3 B4:1/4 C5:1/4 G4:3/2")
    assert "waits for the kernel" in page.root.inner_text()
    assert page.locator(".fsp-mb-verdict").inner_text() == "apart", "the map does not wait"


def test_tabs_names_and_what_they_stand_for(bench):
    page = bench()
    page.root.get_by_label("What it stands for").fill("he who came to pull the plug")
    page.root.get_by_label("Name").fill("Jon's key")
    page.root.get_by_role("tab", name="Jon's key").press("ArrowRight")
    assert page.root.get_by_label("Name").input_value() == "the bloom"
    page.root.get_by_role("button", name="Copy", exact=True).click()
    page.root.get_by_label("Name").fill("Mara")
    assert "called Mara already" in page.locator(".fsp-mb-said").inner_text()
    settled(page)
    assert page.bench.stands_for == {
        "Jon's key": "he who came to pull the plug",
        "the bloom": "",
        "Mara": "",
        "the bloom 2": "",
    }
    page.root.get_by_role("button", name="Remove motif").click()
    page.root.get_by_role("button", name="New motif").click()
    assert page.root.get_by_role("tab").all_text_contents() == ["Jon's key", "the bloom", "Mara", "Motif 4"]
    assert page.locator(".fsp-mb-tab[aria-selected=true]").inner_text() == "Motif 4"


def test_a_reload_and_a_kernel_that_is_gone_lose_nothing(bench):
    page = bench()
    page.root.get_by_role("application").focus()
    page.keyboard.press("End")
    page.keyboard.type("3d")
    settled(page)
    page.evaluate("() => { window.gone = true; }")
    page.keyboard.type("e")
    wanted = notes(page)
    assert wanted == "D4 A4:1/2 F#4:1/2 E5:2 D5 E5"
    assert page.bench.motif.pitches[-1] == "D5", "the kernel has not heard of the last note"
    page.bench.close()
    page = bench(context=page.context)
    assert notes(page) == wanted
    settled(page)
    assert page.bench.motif.pitches[-1] == "E5", "the browser had it"
    kept = json.loads(page.bench.path.read_text(encoding="utf-8"))
    assert kept["marks"][0]["notes"] == wanted


def test_undo_from_the_kernel_is_seen(bench):
    page = bench()
    page.root.get_by_role("application").focus()
    page.keyboard.type("c")
    settled(page)
    assert page.bench.undo()
    page.evaluate(
        """kept => {
          state.kept = kept;
          p.steps.keeper.hear();
        }""",
        page.bench.kept,
    )
    assert notes(page) == "D4 A4:1/2 F#4:1/2 E5:2"


def test_key_meter_and_pickup(bench):
    page = bench()
    page.root.get_by_role("combobox", name="Key").select_option("d")
    assert page.evaluate("() => p.mark.notes") == "D4 A4:1/2 F#4:1/2 E5:2"
    rows = page.evaluate("() => p.grid.rows()")
    assert 66 in rows and 65 in rows, "a note outside the key keeps its row"
    page.root.get_by_label("Notes outside the key").check()
    assert len(page.evaluate("() => p.grid.rows()")) == 25
    page.root.get_by_label("Pickup").check()
    drag(page, spot(page, 3.1, 69), spot(page, 3.9, 69))
    settled(page)
    assert float(page.bench.motif.begins) == 4 and page.bench.motif.key == "D minor"
    page.root.get_by_role("combobox", name="Meter").select_option("3/4")
    settled(page)
    assert page.bench.motif.meter == "3/4"


def test_the_text_twin_and_the_code(bench):
    page = bench()
    page.root.get_by_text("The notes and the keys in words").click()
    rows = page.locator(".fsp-words tbody").first.locator("tr").all_inner_texts()
    assert rows[1].split("\t") == ["bar 1 beat 2", "A4", "eighth note (1/2)"]
    label = page.root.get_by_role("application").get_attribute("aria-label")
    assert label.startswith("Jon: 4 notes, zigzag, D4 A4 F♯4 E5.")
    assert page.locator(".fsp-code").inner_text().strip() == page.bench.code


@pytest.mark.parametrize(("dark", "width"), [(False, 1100), (True, 420)])
def test_axe_finds_nothing_and_nothing_is_cut(bench, dark, width):
    page = bench(dark=dark, width=width, touch=width < 500)
    page.root.get_by_text("The notes and the keys in words").click()
    page.root.get_by_label("The notes as text").fill("D4 H4")
    found = barriers(page, ".fsp-mb", unsure=True)
    # words in a drawing: no tool sees what lies under them; they are the theme's own ink on its own ground
    # (and the words under the field, which only carry its marks, are drawn in no colour)
    assert [one for one in found if not one[1].startswith(("<text", '<div class="fsp-mb-under"', "<mark"))] == []
    assert not scrolls_sideways(page)
    assert cut(page, ".fsp-mb :is(button, label, p, li, th, td)") == []
    if width < 500:
        low = small(page, ".fsp-mb-panel :is(button, select), .fsp-mb-tab", 44)
        assert low == [], "a finger needs 44 pixels"


def test_in_a_notebook_what_is_drawn_is_in_the_kernel_and_a_still_stays(lab, server):
    server.forget_marks()
    one = lab()
    one.open(
        server.write("bench.ipynb", "import filmscore as fs\nbench = fs.motif_bench('first-bloom', key='D')\nbench")
    )
    root = one.ready()
    root.get_by_role("application").focus()
    one.page.keyboard.type("3dfa")
    one.page.wait_for_function("() => document.querySelector('.fsp-root').fsp.mark.notes.split(' ').length === 3")
    one.page.wait_for_timeout(600)
    assert in_kernel(one, "bench.motif.pitches") == "('D4', 'F♯4', 'A4')"
    assert one.page.locator(".jp-OutputArea-child img").count() == 1
    assert not one.page.locator(".jp-OutputArea-child img").is_visible(), "the live bench stands in its place"
    one.command("docmanager:save")
    kept = server.folder / "my-marks" / "first-bloom.motifs.json"
    assert json.loads(kept.read_text(encoding="utf-8"))["marks"][0]["notes"] == "D4 F#4 A4"
