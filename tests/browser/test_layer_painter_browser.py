"""The Layer painter as a learner meets it: muted and soloed while it plays, given roles, chosen by bars, blind."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from lab import in_kernel
from readable import can_be_read, scrolls_sideways, small
from tones import tone
from widget_page import mount

import filmscore as fs
from filmscore.look import contrast
from filmscore.sound.roles import ROLES
from filmscore.sound.stems import Stems

TEMPO = fs.TempoMap(start=1404, rate="24").bars(4, "4/4", bpm=240)  # four bars of a second


#: two in one lane, one elsewhere; from bar 3 on that one goes up
SOUNDS = {"organ": tone(100), "tuba": tone(105), "flute": tone(700, last=2.0) + tone(6000, first=2.0)}
FAMILIES = {"organ": "synths", "tuba": "brass", "flute": "woodwinds"}

#: what a finger or a key can reach
REACHED = ".fsp-lp :is(button, select, summary)"


@pytest.fixture(scope="module")
def measured():
    return fs.layers(Stems(SOUNDS, start=1404, families=FAMILIES, tempo=TEMPO))


@pytest.fixture
def painter(window, measured):
    """A page with the widget on it: `painter()`; `page.painter` is the widget."""

    def show(roles=None, *, width=1060, dark=False, film=None, context=None, told=True, blind=False, **options):
        stems = Stems(SOUNDS, start=1404, families=FAMILIES, tempo=TEMPO)
        span = {"start": 1404, "end": 1500} if film else {}
        widget = fs.layer_painter(stems, roles, film=film, blind=blind, name="here", **span)
        if told:
            widget._measured = measured  # the same sounds: measured once for all tests
            widget.tell()
        page = mount(window(width, context, **options), widget, ".fsp-lp", dark=dark, origin="http://layers.test/")
        page.painter = widget
        page.evaluate(LISTEN)
        return page

    return show


#: what is said from now on
LISTEN = "() => { window.said = []; const say = p.say.bind(p); p.say = (text) => { said.push(text); say(text); }; }"


def said(page):
    return page.locator(".fsp-status").inner_text()


def told(page):
    return page.locator(".fsp-lp-told").inner_text()


def under(page):
    return page.locator(".fsp-lp-under").count()


def focus(page, number=0):
    page.evaluate("number => p.rows.focus(number, true)", number)


# ---------------------------------------------------------------- mute and solo


def test_mute_one_of_two_and_nobody_is_covered(painter):
    page = painter()
    assert "organ" in told(page) and "in each other's way" in told(page)
    assert under(page) == 8, "both, in four bars"
    assert page.locator(".fsp-lp-under").first.get_attribute("title") == "shares with tuba, 100%"
    page.get_by_role("button", name="Mute organ").click()
    assert under(page) == 0 and "Nobody is in anybody's way" in told(page)
    assert page.evaluate("said") == ["Organ muted. One collision less."], "once"
    page.wait_for_timeout(250)
    assert page.painter.muted == ("organ",) and page.painter.collisions == ()
    page.get_by_role("button", name="Mute organ").click()
    assert under(page) == 8 and said(page) == "All sound. One collision more."


def test_a_solo_silences_the_others_and_mute_is_stronger(painter):
    page = painter()
    page.get_by_role("button", name="Solo flute").click()
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => p.desk.running && p.desk.peak('Layers/flute') > 0.1", timeout=10_000)
    page.wait_for_timeout(300)
    peaks = page.evaluate("['organ', 'tuba', 'flute'].map((one) => p.desk.peak(`Layers/${one}`))")
    assert peaks[0] < 1e-4 and peaks[1] < 1e-4 < 0.1 < peaks[2], "80 dB under full scale"
    assert "One layer sounds" in told(page)
    page.get_by_role("button", name="Mute flute").click()
    page.wait_for_timeout(300)
    assert page.evaluate("p.desk.peak('Layers/flute')") < 1e-4
    assert told(page).count("Nobody sounds.") == 1


def test_all_held_is_to_compare_and_clicked_is_to_stay(painter):
    page = painter()
    page.get_by_role("button", name="Mute organ").click()
    every = page.get_by_role("button", name="All", exact=True)
    box = every.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    assert under(page) == 8
    page.wait_for_timeout(450)
    page.mouse.up()
    assert under(page) == 0 and page.evaluate("p.rows.muted") == ["organ"]
    every.click()
    assert page.evaluate("p.rows.muted") == [] and under(page) == 8
    focus(page)
    page.keyboard.press("m")
    page.keyboard.down("q")
    assert under(page) == 8
    page.keyboard.up("q")
    assert under(page) == 0


# ---------------------------------------------------------------- by keys


def test_keys_alone_mute_solo_choose_a_role_bars_and_play(painter):
    page = painter()
    page.keyboard.press("Tab")
    for _ in range(30):
        if page.evaluate("document.activeElement.matches('.fsp-lp-block')"):
            break
        page.keyboard.press("Tab")
    assert page.locator('.fsp-lp-block[tabindex="0"]').count() == 1, "one stop"
    label = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(label) == "Organ, layer 1 of 3. Lives in 60 Hz to 150 Hz."
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    value = page.evaluate("document.activeElement.getAttribute('aria-valuetext')")
    assert re.fullmatch(r"organ, bass, bar 2, −1[123] dB, shares with tuba, \d+%", value), value
    assert page.locator(".fsp-lp-arrow").count() == 1 and page.locator(".fsp-lp-looked").count() == 1
    page.locator(".fsp-lp-cell").last.hover()
    assert page.locator(".fsp-lp-cellwords").inner_text().startswith("Flute, air, bar 4, ")
    page.mouse.move(2, 2)
    assert page.locator(".fsp-lp-cellwords").inner_text().startswith("Organ, bass, bar 2, "), "that in focus again"
    page.keyboard.press("c")
    assert page.evaluate(label).startswith("Tuba, layer 2 of 3.")
    page.keyboard.press("c")
    assert page.evaluate(label).startswith("Organ, ")
    page.keyboard.press("m")
    assert page.evaluate(label).endswith("Muted.") and page.evaluate("p.rows.muted") == ["organ"]
    page.keyboard.press("a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+S")
    assert page.evaluate("p.rows.soloed") == ["flute"]
    page.keyboard.press("Shift+S")
    assert page.evaluate("p.rows.soloed") == []
    page.keyboard.press("4")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_timeout(300)
    assert page.painter.roles == {"flute": "line"} and page.painter.selection == (1, 2)
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    assert page.painter.selection == (1, 2, 3, 4)
    page.keyboard.press("Space")
    page.wait_for_function("() => p.desk.running", timeout=10_000)
    page.keyboard.press("Space")
    assert not page.evaluate("p.desk.running")
    page.keyboard.press("Control+z")
    assert said(page) == "Undone." and page.evaluate("p.roles") == {}


# ---------------------------------------------------------------- bars


def test_bars_chosen_show_their_own_levels_and_collisions(painter):
    page = painter()
    first = page.locator(".fsp-lp-bar").nth(0).bounding_box()
    third = page.locator(".fsp-lp-bar").nth(2).bounding_box()
    page.mouse.click(first["x"] + 8, first["y"] + 8)
    middle, bright = (
        page.locator(".fsp-lp-row")
        .filter(has=page.get_by_role("button", name="Mute flute"))
        .locator(".fsp-lp-sum i")
        .all()[3:6:2]
    )
    assert re.search(r"middle: −1[1-4] dB", middle.get_attribute("title")) and "empty" in bright.get_attribute("title")
    assert told(page).count("Bar 1, bass") == 1
    page.mouse.click(third["x"] + 8, third["y"] + 8)
    assert re.search(r"bright: −1[1-4] dB", bright.get_attribute("title"))
    page.mouse.move(first["x"] + 8, first["y"] + 8)
    page.mouse.down()
    page.mouse.move(third["x"] + 8, third["y"] + 8, steps=4)
    page.mouse.up()
    page.wait_for_timeout(250)
    assert page.painter.selection == (1, 2, 3) and "Bars 1–3, bass" in told(page)
    assert page.evaluate("p.range") == [0, 72]
    heights = page.evaluate("[...document.querySelectorAll('.fsp-lp-bar')].map((one) => one.title)")
    assert heights[0] == "bar 1: one collision"


def test_the_numbers_of_the_page_are_those_of_the_measurement(painter, measured):
    page = painter()
    level = page.evaluate("p.lanesTold.level")
    for name in measured.names:
        assert np.abs(np.array(level[name]) - measured.lanes[name]).max() < 0.1
    focus(page, 2)
    page.keyboard.press("Home")
    for _ in range(3):
        page.keyboard.press("PageUp")
    value = page.evaluate("document.activeElement.getAttribute('aria-valuetext')")
    assert f"−{abs(round(measured.lanes['flute'][0, 3]))} dB" in value


# ---------------------------------------------------------------- with the film


def test_the_span_plays_with_the_picture_to_its_last_frame_and_the_words_stay(painter):
    page = painter(film="last-parcel")
    assert page.evaluate("[p.scene.first, p.scene.last, p.now()]") == [1404, 1500, 1404]
    page.get_by_role("button", name="Solo flute").click()
    strips = page.evaluate("p.rows.strips.map(({ name, mute, solo, safe }) => [name, mute, solo, Boolean(safe)])")
    assert strips[0] == ["guide", False, False, True], "dialogue is safe from solo"
    assert page.get_by_role("button", name="Solo Dialogue").count() == 0
    page.evaluate("p.seek(1476)")
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => p.desk.running", timeout=20_000)
    assert page.evaluate("p.desk.channel('guide').level.gain.value") > 0.9
    page.wait_for_function("() => !p.desk.running", timeout=10_000)
    assert page.evaluate("p.frame") == 1500 and page.evaluate("p.picture.ready")
    starts = page.evaluate("p.reel.music.map(({ start }) => start * 24)")
    assert starts == [pytest.approx(1404)] * 3
    share = page.evaluate("parseFloat(p.stage.style.getPropertyValue('--fsp-at'))")
    assert share == 100
    assert page.locator(".fsp-lp-line").count() >= 1


def test_a_loop_goes_round_in_the_bars_chosen(painter):
    page = painter()
    page.evaluate("p.chooseBars(1, 1)")
    page.get_by_role("button", name="Loop").click()
    focus(page)
    page.keyboard.press("Enter")
    page.wait_for_function("() => p.desk.running", timeout=10_000)
    assert 24 <= page.evaluate("p.now()") <= 40, "from the bar chosen"
    page.evaluate("window.most = 0, window.watch = setInterval(() => (most = Math.max(most, p.now())), 10)")
    page.wait_for_timeout(1800)
    assert page.evaluate("p.desk.running") and page.evaluate("most") < 60, "round again, not on into the next bar"


def test_rounds_follow_the_clock_of_the_sound_and_not_the_drawing(painter):
    page = painter()
    page.evaluate("p.chooseBars(1, 1)")
    page.get_by_role("button", name="Loop").click()
    page.evaluate(
        """() => {
            const start = AudioBufferSourceNode.prototype.start;
            window.starts = [];
            AudioBufferSourceNode.prototype.start = function (when, offset) {
                starts.push([when, offset]);
                start.call(this, when, offset);
            };
            window.requestAnimationFrame = () => 0; // as in a page that is hidden
        }"""
    )
    page.evaluate("p.playFrom()")
    page.wait_for_function("() => p.desk.turns >= 2", timeout=10_000, polling=50)
    starts = page.evaluate("starts")
    rounds = sorted({when for when, _ in starts})
    assert {round(offset, 6) for _, offset in starts} == {1.0}, "each from the bar chosen"
    assert [b - a for a, b in pairwise(rounds)] == pytest.approx([1.0] * (len(rounds) - 1), abs=1e-9), "no seam"
    assert 24 <= page.evaluate("p.now()") <= 48
    page.get_by_role("button", name="Loop").click()
    page.wait_for_function("() => p.now() > 52", timeout=5000, polling=50)
    page.evaluate("p.pause()")
    page.wait_for_function("() => p.desk.voices.length === 0", timeout=5000, polling=50)


# ---------------------------------------------------------------- roles and the question


def test_a_role_by_hand_is_kept_and_shown_and_doubted(painter):
    page = painter({"organ": "foundation"})
    assert page.locator(".fsp-lp-filled").all_inner_texts() == ["foundation: organ"]
    page.get_by_label("Role of tuba").select_option("motion")
    page.wait_for_timeout(100)
    assert page.painter.roles == {"organ": "foundation", "tuba": "motion"}
    assert "declared motion: " in page.locator(".fsp-lp-facts").nth(1).inner_text()
    assert "Did you mean that?" in told(page)
    assert (
        'fs.layers(stems, {"organ": "foundation", "tuba": "motion"}, tempo=tempo)' in page.locator("pre").inner_text()
    )
    again = painter(context=page.context)
    assert again.get_by_label("Role of tuba").input_value() == "motion"
    again.close()
    page.get_by_role("button", name="Undo").click()
    page.wait_for_timeout(100)
    assert page.painter.roles == {"organ": "foundation"} and page.get_by_label("Role of tuba").input_value() == ""


def test_which_would_you_miss_is_answered_after_a_bar_without(painter):
    page = painter()
    question = page.locator(".fsp-lp-question")
    assert question.get_by_role("button").all_inner_texts() == ["organ", "tuba", "flute", "Listen without saying"]
    question.get_by_role("button", name="flute").click()
    page.wait_for_timeout(100)
    assert page.painter.said == "flute" and "mute it for a bar" in question.inner_text()
    page.get_by_role("button", name="Mute flute").click()
    assert "You said flute. Without" not in question.inner_text(), "not before it is missing"
    page.get_by_role("button", name="Play").click()
    page.wait_for_function("() => p.desk.running && p.desk.position() > 0.5", timeout=10_000)
    assert "Without it" not in question.inner_text()
    page.wait_for_function(
        "() => document.querySelector('.fsp-lp-missed').textContent.includes('Without it')", timeout=5000
    )
    assert "the cue has nothing above 400 Hz" in question.inner_text()
    assert page.evaluate("p.desk.position()") < 1.6


# ---------------------------------------------------------------- blind, and while it is measured


def test_blind_nothing_on_the_page_gives_a_layer_away(painter):
    page = painter(blind=True)
    page.get_by_role("button", name="Mute B").click()
    page.get_by_label("Role of A").select_option("line")
    html = page.evaluate(
        """() => {
            const copy = document.querySelector('.fsp-lp').cloneNode(true);
            const alike = 'option, .fsp-lp-chips, .fsp-words table, .fsp-lp-names'; // the five roles and the lanes
            copy.querySelectorAll(alike).forEach((one) => one.remove());
            return copy.outerHTML;
        }"""
    )
    text = re.sub(r"fsp-[\w-]+", "", html)
    for word in (*SOUNDS, *FAMILIES.values(), *(role for role in ROLES if role != "line")):
        assert not re.search(rf"\b{word}\b", text), word
    assert page.locator(".fsp-name").all_inner_texts() == ["A", "B", "C"]
    assert page.locator(".fsp-lp-consent button").filter(visible=True).all_inner_texts() == ["Show the names"]
    assert "attacks a second" in page.locator(".fsp-lp-facts").first.inner_text()
    page.get_by_role("button", name="Show the names").click()
    assert "cannot be hidden again" in page.locator(".fsp-lp-consent").inner_text()
    page.get_by_role("button", name="Not yet").click()
    assert page.locator(".fsp-name").first.inner_text() == "A"
    page.get_by_role("button", name="Show the names").click()
    page.get_by_role("button", name="Show them").click()
    page.wait_for_function("() => document.querySelector('.fsp-name').textContent.includes(': ')")
    shown = page.locator(".fsp-name").all_inner_texts()
    assert [one[:3] for one in shown] == ["A: ", "B: ", "C: "] and {one[3:] for one in shown} == set(SOUNDS)
    assert page.locator(".fsp-lp-consent").is_hidden()


def test_while_it_is_measured_one_can_listen_and_mute(painter):
    page = painter(told=False)
    assert page.locator(".fsp-lp-waiting").count() == 3 and "being measured" in told(page)
    page.get_by_role("button", name="Mute organ").click()
    assert said(page) == "Organ muted." and under(page) == 0
    page.get_by_role("button", name="Mute organ").click()
    page.painter.tell()
    page.evaluate("p.steps.keeper.tell({ type: 'heard', muted: [], soloed: [], bars: null })")
    page.wait_for_function("() => p.lanesTold")
    assert under(page) == 8 and page.locator(".fsp-lp-waiting").count() == 0


# ---------------------------------------------------------------- seen


@pytest.mark.parametrize(("width", "dark"), [(1060, False), (420, True)])
def test_it_is_seen_and_reached_by_everybody(painter, width, dark):
    page = painter({"organ": "foundation", "tuba": "foundation"}, width=width, dark=dark, film="last-parcel")
    assert not scrolls_sideways(page)
    page.evaluate("p.chooseBars(0, 1)")
    can_be_read(page, ".fsp-lp", REACHED, 40 if width == 420 else 24)
    if width == 420:
        assert small(page, REACHED, 40, 40) == []
    colours = page.evaluate(
        """() => {
            const of = (one, what) => getComputedStyle(document.querySelector(`.fsp-lp${one}`))[what];
            return [of('-block', 'boxShadow'), of('', 'backgroundColor'), of('-tick', 'color'), of('-chip', 'color')];
        }"""
    )
    edge, ground, tick, chip = (
        "#" + "".join(f"{int(n):02X}" for n in re.findall(r"\d+", text)[:3]) for text in colours
    )
    assert contrast(edge, ground) >= 3 and contrast(tick, ground) >= 4.5 and contrast(chip, ground) >= 4.5


def test_a_long_cue_scrolls_inside_itself_and_stays_together(painter, window):
    tempo = fs.TempoMap(start=0, rate="24").bars(12, "2/4", bpm=360)
    widget = fs.layer_painter({"a": tone(100), "b": tone(700)}, tempo=tempo, name="long")
    widget.tell()
    page = mount(window(420), widget, ".fsp-lp", origin="http://layers.test/")
    assert not scrolls_sideways(page)
    places = "[...document.querySelectorAll('.fsp-lp-scroll')].map((one) => Math.round(one.scrollLeft))"
    page.evaluate("document.querySelectorAll('.fsp-lp-rows .fsp-lp-scroll')[0].scrollLeft = 90")
    page.wait_for_function(f"() => {places}.every((one) => one === 90)")
    assert len(page.evaluate(places)) == 4, "two layers, frames and bars"


def test_in_a_notebook_the_still_is_drawn_anew_and_roles_are_in_the_kernel(lab, server):
    cell = (
        "import numpy as np\nimport filmscore as fs\ntime = np.arange(96000) / 48000\n"
        "tones = {name: np.sin(2 * np.pi * hz * time) / 4 for name, hz in (('a', 100), ('b', 105))}\n"
        "painter = fs.layer_painter(tones, name='lab')\npainter"
    )
    one = lab()
    one.open(server.write("layers.ipynb", cell))
    root = one.ready()
    one.page.locator(".fsp-lp[data-measured]").wait_for(timeout=60_000)
    still = one.page.locator(".jp-OutputArea-output img").first
    assert still.is_hidden(), "it gives way to the live view"
    long = int(in_kernel(one, "len(painter._still()[0])"))
    one.page.wait_for_function(
        "long => atob(document.querySelector('.jp-OutputArea-output img').src.split(',')[1]).length === long", arg=long
    )
    root.get_by_label("Role of a").select_option("pad")
    root.get_by_role("button", name="Mute b").click()
    one.page.wait_for_timeout(500)
    assert in_kernel(one, "painter.roles, painter.muted, painter.collisions") == "({'a': 'pad'}, ('b',), ())"
