"""The Tonnetz as a learner meets it: clicked, stroked and walked by keys, heard with what is held, told, and kept."""

from __future__ import annotations

import pytest
from lab import in_kernel
from lab import settled as lab_settled
from readable import can_be_read
from widget_page import mount

import filmscore as fs
from filmscore.look import contrast
from filmscore.music.harmony.conventions import CONVENTIONS
from filmscore.widgets import net_walk


@pytest.fixture
def net(window):
    """A page with the widget on it: `net()`; `page.net` is the widget."""

    def show(path=None, *, film="first-bloom", width=1060, dark=False, context=None, home=None, **options):
        span = {"start": 1056, "end": 1152} if film else {}
        widget = fs.tonnetz(film, path=path, home=home, name="here", **span)
        page = mount(window(width, context, **options), widget, ".fsp-tn", dark=dark, origin="http://net.test/")
        page.net = widget
        page.evaluate(LISTEN)
        return page

    return show


#: what is struck from now on: under the finger, and along the path
LISTEN = """() => {
    window.touched = [];
    window.struck = [];
    const touch = p.sound.struck.bind(p.sound);
    p.sound.struck = (player, pitch, when) => {
        touched.push(pitch);
        return touch(player, pitch, when);
    };
    const sound = p.sound.sound.bind(p.sound);
    p.sound.sound = (note) => {
        struck.push([note.pitch, note.beat, note.beats]);
        sound(note);
    };
}"""


def spot(page, name, which=0):
    """Where the middle of a triad's triangle is on the page."""
    return page.evaluate(
        """([name, which]) => {
            const at = p.net.cells.flatMap((c, i) => p.net.triads[c.triad].plain === name ? [i] : []);
            const near = at.sort((a, b) => Math.hypot(...mid(a)) - Math.hypot(...mid(b)))[which];
            const box = p.drawing.element.getBoundingClientRect();
            const [x, y] = p.drawing.middle(near);
            return [box.left + x * box.width / p.drawing.width, box.top + y * box.height / p.drawing.height];
            function mid(i) {
                const nodes = p.net.cells[i].corners.map((one) => p.net.nodes[one]);
                return [nodes.reduce((s, n) => s + n.x, 0) / 3, nodes.reduce((s, n) => s + n.y, 0) / 3];
            }
        }""",
        [name, which],
    )


def click(page, *names):
    for name in names:
        page.mouse.click(*spot(page, name))


def path(page):
    return page.evaluate("p.mark.path")


def settled(page):
    """Wait until Python has the path of the page."""
    page.wait_for_function("() => state.kept.copy.marks[0]?.path === p.mark.path")


def told(page):
    return page.locator(".fsp-tn-told").inner_text()


# ---------------------------------------------------------------- under the finger


def test_a_click_sounds_and_adds_and_what_is_common_is_held(net):
    page = net()
    click(page, "Dm")
    page.wait_for_function("() => touched.length === 3", timeout=20_000)
    page.wait_for_function("() => p.sound.desk.peak('notes') > 1e-3", timeout=5000)
    click(page, "G")
    page.wait_for_function("() => touched.length === 5")
    assert page.evaluate("touched") == [62, 65, 69, 67, 71], "D sounds on and is not struck again"
    assert page.evaluate("[...p.sound.under.keys()].sort()") == [62, 67, 71]
    assert page.locator(".fsp-tn-held .fsp-tn-one").all_text_contents() == ["D", "D"], "wherever D stands"
    assert page.locator(".fsp-status").inner_text() == "2: G. From Dm, LRP = F, or PRL; 4 semitones in all; D is held."
    settled(page)
    assert page.net.path == ("Dm", "G") and page.net.moves == ("F",)
    click(page, "G")
    assert page.locator(".fsp-status").inner_text() == "G again: hold it longer with beats."
    assert path(page) == "Dm G"
    page.wait_for_function("() => p.sound.under.size === 0", timeout=5000)
    assert page.locator(".fsp-tn-heard").count() == 0


def test_a_stroke_over_a_point_is_one_step_with_its_compound_name(net):
    page = net()
    page.mouse.move(*spot(page, "Dm"))
    page.mouse.down()
    page.mouse.move(*spot(page, "G"), steps=12)
    page.mouse.up()
    assert path(page) == "Dm G", "over the D, without the triads beside it"
    assert page.locator(".fsp-tn-move").all_text_contents() == ["F"]
    page.mouse.move(*spot(page, "G"))
    page.mouse.down()
    for name in ("Gm", "Bb", "Dm"):
        page.mouse.move(*spot(page, name), steps=6)
    page.mouse.up()
    assert path(page) == "Dm G Gm Bb Dm"
    page.keyboard.press("Control+z")
    assert path(page) == "Dm G", "a stroke is one step"
    page.keyboard.press("Control+Shift+z")
    assert path(page) == "Dm G Gm Bb Dm"
    page.mouse.move(*spot(page, "Dm"))
    page.mouse.down()
    page.mouse.move(*spot(page, "Am"))  # one leap, as a fast hand makes it
    page.mouse.up()
    assert path(page) == "Dm G Gm Bb Dm F Am", "what lies between was passed all the same"


def test_a_triad_lights_wherever_it_stands(net):
    page = net("Dm G")
    lit = page.evaluate("p.drawing.faces.flatMap((f, i) => f.element.matches('.fsp-tn-walked') ? [i] : [])")
    names = [page.evaluate("i => p.triadAt(i).plain", at) for at in lit]
    assert sorted(names) == ["Dm", "G", "G"], "Dm stands once in the window, G twice"
    assert page.locator(".fsp-tn-here").count() == 1 and page.locator(".fsp-tn-twin").count() == 1
    dashed = page.locator(".fsp-tn-twin .fsp-tn-rim").evaluate("one => getComputedStyle(one).strokeDasharray")
    thick = page.locator(".fsp-tn-here .fsp-tn-rim").evaluate("one => parseFloat(getComputedStyle(one).strokeWidth)")
    assert dashed != "none" and thick >= 3
    here = page.locator(".fsp-tn-here").get_attribute("data-cell")
    page.mouse.click(*spot(page, "Dm"))
    page.mouse.click(*spot(page, "G", 1))
    there = page.locator(".fsp-tn-here").get_attribute("data-cell")
    assert there != here and page.locator(".fsp-tn-twin").get_attribute("data-cell") == here, "the one that was clicked"
    assert page.evaluate("p.mark.places").split()[-1] == there
    assert page.root.get_by_text("What leaves at an edge stands again elsewhere on the map.").count() == 1


def test_a_long_touch_makes_home_and_adds_nothing(net):
    page = net("Dm G")
    page.mouse.move(*spot(page, "Dm"))
    page.mouse.down()
    page.wait_for_function("() => p.mark.home === 'Dm'", timeout=3000)
    page.mouse.up()
    assert path(page) == "Dm G"
    assert page.locator(".fsp-tn-at-home .fsp-tn-home").count() == 2, "a double edge"
    settled(page)
    page.wait_for_function("() => state.kept.copy.marks[0].home === 'Dm'")
    assert page.net.home == "Dm" and [pair.by for pair in page.net.pairs] == ["tonic"]


def test_a_path_is_full_at_sixteen(net):
    page = net("Dm G Dm G Dm G Dm G Dm G Dm G Dm G Dm G")
    click(page, "Dm")
    assert "16 triads at most" in page.locator(".fsp-status").inner_text() and path(page).count(" ") == 15


def there(page, name, number):
    """Which of the triangles of a triad has the path's triad of this number, from 0."""
    for which in range(3):
        at = spot(page, name, which)
        cell = page.evaluate("([x, y]) => document.elementFromPoint(x, y).closest('[data-cell]').dataset.cell", at)
        if int(cell) == page.evaluate("p.cells")[number]:
            return which
    raise AssertionError(f"{name} stands nowhere as number {number}")


LONG = "Dm F C Em G Bm D F#m A C#m E G#m B Ebm F# Bbm"


def test_a_long_path_draws_its_last_lines_and_those_of_the_triad_looked_at(net):
    page = net(LONG)
    shown = (
        "p.drawing.lines.filter(({ parts }) => parts.every((one) => getComputedStyle(one).display !== 'none')).length"
    )
    assert page.evaluate("p.drawing.lines.length") == 15 and page.evaluate(shown) == 5
    assert page.evaluate("p.drawing.element.lastElementChild.matches('.fsp-tn-tags')"), "nothing covers a number"
    numbers = page.locator(".fsp-tn-tags .fsp-tn-number").all_text_contents()
    assert sorted(int(one) for text in numbers for one in text.split()) == list(range(1, 17))
    page.mouse.move(*spot(page, "Em", there(page, "Em", 3)))
    assert page.evaluate(shown) == 7, "the line that comes to it, and the one that goes on"
    page.mouse.move(2, 2)
    assert page.evaluate(shown) == 5
    page.evaluate("p.following = 3, p.showNet()")
    assert page.evaluate("p.drawing.lines.map(({ parts }) => getComputedStyle(parts[0]).display !== 'none')") == [
        True, True, True, *[False] * 12,
    ], "while it plays, those that lead to what sounds"  # fmt: skip
    page.evaluate("p.following = -1, p.set({ path: 'Dm F C Em', places: '' }, '')")
    assert page.evaluate(shown) == page.evaluate("p.drawing.lines.length") == 3, "of a short one, all"


@pytest.mark.parametrize("dark", [False, True])
def test_an_arrow_stands_out_on_the_triangle_that_sounds(net, dark):
    page = net("Dm G", dark=dark)
    arrow, ground = page.evaluate(
        """() => {
            const { fill, stroke, strokeWidth, paintOrder } = getComputedStyle(document.querySelector('.fsp-tn-arrow'));
            const probe = document.querySelector('.fsp-tn').appendChild(document.createElement('i'));
            probe.style.color = 'var(--fsp-ground)';
            return [{ fill, stroke, wide: parseFloat(strokeWidth), order: paintOrder }, getComputedStyle(probe).color];
        }"""
    )
    assert arrow["stroke"] == ground != arrow["fill"] and arrow["wide"] >= 2 and arrow["order"].startswith("stroke")


def test_a_finger_that_begins_on_a_triangle_plays_and_any_other_scrolls(net):
    page = net(width=420, has_touch=True, is_mobile=True)
    page.evaluate("document.querySelector('.fsp-tn-scroller').scrollIntoView({ block: 'center' })")
    page.evaluate("document.querySelector('.fsp-tn-scroller').scrollLeft = 100")
    page.wait_for_timeout(300)
    hand = page.context.new_cdp_session(page)

    def stroke(start, end):
        points = [[a + (b - a) * i / 8 for a, b in zip(start, end, strict=True)] for i in range(9)]
        for kind, (x, y) in zip(["touchStart", *["touchMove"] * 8], points, strict=True):
            hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
            page.wait_for_timeout(20)
        hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(100)

    before = page.evaluate("[scrollY, document.querySelector('.fsp-tn-scroller').scrollLeft]")
    stroke(spot(page, "Dm"), spot(page, "Bb"))
    assert path(page) == "Dm Bb"
    assert page.evaluate("[scrollY, document.querySelector('.fsp-tn-scroller').scrollLeft]")[0] == before[0]
    frame = page.locator(".fsp-tn-under").bounding_box()
    x, y = frame["x"] + 40, frame["y"] + 6
    stroke((x, y), (x, y - 160))
    assert page.evaluate("scrollY") > before[0] + 40 and path(page) == "Dm Bb"


# ---------------------------------------------------------------- by keys


def test_keys_alone_rock_between_two_triads_and_hear_them(net):
    page = net()
    page.keyboard.press("Tab")
    focus = "document.activeElement.getAttribute('aria-label')"
    for _ in range(40):
        if page.evaluate("p.within"):
            break
        page.keyboard.press("Tab")
    assert page.locator('.fsp-tn-cell[tabindex="0"]').count() == 1, "one stop in the net"
    assert page.evaluate(focus).startswith("D major.")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focus) == "D minor. D, F, A."
    rings = "p.drawing.faces.flatMap(({ ring }, i) => (getComputedStyle(ring).stroke === 'none' ? [] : [i]))"
    assert page.evaluate(rings) == [page.evaluate("p.focus")], "and it is seen where the focus is"
    page.keyboard.press("Enter")
    page.wait_for_function("() => touched.length === 3", timeout=20_000)
    assert path(page) == "", "Enter lets it be heard and adds nothing"
    page.keyboard.press("Space")
    page.keyboard.press("f")
    assert path(page) == "Dm G"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focus).startswith("B minor. Shares B and D with G major. L.")
    page.keyboard.press("f")
    page.keyboard.press("f")
    page.keyboard.press("t")
    page.wait_for_timeout(50)
    assert path(page) == "Dm G Dm G" and page.evaluate("p.mark.home") == "G", "home is the triad last reached"
    page.keyboard.press("k")
    page.wait_for_function("() => struck.some(([, beat]) => beat === 0)", timeout=20_000)
    page.wait_for_function("() => document.querySelector('.fsp-tn-now')?.textContent.includes('Dm')")
    page.wait_for_function("() => struck.length === 9", timeout=10_000)
    held = [note for note in page.evaluate("struck") if note[0] % 12 == 2]
    assert held == [[62, 0, 8]], "D is struck once for the whole path"
    page.keyboard.press("Escape")
    assert page.evaluate("p.sound.what") == ""
    page.keyboard.press("Delete")
    assert path(page) == ""
    assert page.locator(".fsp-tn-labels").is_hidden() and page.locator(".fsp-tn-asked").is_hidden(), "no label is left"
    page.keyboard.press("u")
    assert path(page) == "Dm G Dm G"
    page.keyboard.press("Backspace")
    assert path(page) == "Dm G Dm"
    settled(page)
    assert page.net.path == ("Dm", "G", "Dm")


def test_every_letter_goes_on_by_its_move_and_the_list_by_the_shortest(net):
    page = net("D")
    for letter in "plrsnfh":
        page.evaluate("p.set({ path: 'D', places: '' }, '')")
        page.root.get_by_role("button", name=f"{letter.upper()}, ", exact=False).first.click()
        assert net_walk.triads_of(path(page)) == (fs.Triad("D"), fs.Triad("D").transform(letter.upper())), letter
    page.evaluate("p.set({ path: 'D', places: '' }, '')")
    page.keyboard.press("g")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Shortest way to"
    page.root.get_by_label("Shortest way to").select_option(label="A♭")
    said = page.locator(".fsp-tn-rows").inner_text()
    assert "D to A♭: 4 edges, 6 semitones in all; no note is held." in said
    ways = page.locator(".fsp-tn-rows button").all_inner_texts()
    assert ways == [f"Walk {' '.join(row)}" for row in fs.Triad("D").paths("Ab")]
    page.locator(".fsp-tn-rows button").first.hover()
    assert page.locator(".fsp-tn-ghost").count() == 4
    page.locator(".fsp-tn-rows button").first.click()
    steps = fs.Triad("D").steps(fs.Triad("D").paths("Ab")[0])
    assert [fs.Triad(one) for one in path(page).split()] == list(steps)
    page.keyboard.press("Control+z")
    assert path(page) == "D", "the way is one step"


# ---------------------------------------------------------------- what is told


def test_both_orders_stand_and_home_decides_which_is_first(net):
    page = net("Dm G")
    labels = page.locator(".fsp-tn-labels li")
    assert labels.all_inner_texts() == [
        "m5M\nfrom Dm, first in the order of time",
        "M7m\nfrom G, second in the order of time",
    ]
    assert "Which of the two is home?" in told(page) and "if Dm is home: studied" in told(page)
    page.root.get_by_role("button", name="G is home").click()
    assert labels.all_inner_texts() == [
        "M7m\nfrom G, heard as home; second in the order of time",
        "m5M\nfrom Dm, first in the order of time",
    ]
    assert "Which of the two" not in told(page)
    assert page.locator(".fsp-tn-said").inner_text() == "Nothing is reported of this pair here. That is room for you."
    page.evaluate("p.setHome(p.net.triads.findIndex((t) => t.plain === 'Eb'))")
    assert "Home is E♭, and neither of these two." in told(page) and labels.count() == 2


def test_no_convention_stands_without_its_but_in_the_same_size(net):
    page = net()
    rows = {one.label for one in CONVENTIONS}
    for pair in ("Dm G", "D Ab", "A Dm", "C Abm", "Dm G#m", "C D"):
        page.evaluate("path => p.set({ path, places: '' }, '')", pair)
        reports = page.evaluate(
            """[...document.querySelectorAll('.fsp-tn-reported')].map((one) => {
                const but = one.nextElementSibling;
                const size = (which) => getComputedStyle(which).fontSize;
                const sourced = one.querySelector('cite').textContent.length > 20;
                return [but?.className, but?.textContent.slice(0, 5), size(one) === size(but), sourced];
            })"""
        )
        one, other = map(fs.Triad, pair.split())
        there = {fs.mnx(first=one, second=other).label, fs.mnx(first=other, second=one).label} & rows
        assert len(reports) == len(there) >= 1, pair
        assert reports == [["fsp-tn-but", "But: ", True, True]] * len(there), pair


def test_the_bass_is_added_and_said_to_leap(net):
    page = net("Dm G")
    page.root.get_by_label("with a bass").check()
    assert page.locator(".fsp-status").inner_text().startswith("The cello adds the roots. It leaps: 5 semitones in all")
    page.root.get_by_role("button", name="Hear the path").click()
    page.wait_for_function("() => struck.length === 7", timeout=20_000)
    assert [note[0] for note in page.evaluate("struck") if note[0] < 53] == [38, 43]
    settled(page)
    assert page.net.voicing.notes_of("cello") == ("D2", "G2")


# ---------------------------------------------------------------- with the picture


def test_the_picture_runs_with_the_path_and_the_changes_stand_under_it(net):
    page = net("Dm G")
    page.wait_for_selector(".fsp-tn-picture[data-ready]", timeout=20_000)
    assert "Changes on 1056, 1104; it ends on 1152." in page.locator(".fsp-tn-picture").inner_text()
    marks = page.evaluate(
        "[...document.querySelectorAll('.fsp-tn-segment')].map((one) => [one.textContent, one.style.left])"
    )
    assert marks == [["Dm", "0%"], ["G", "50%"]]
    page.root.get_by_role("button", name="With the picture").click()
    page.wait_for_function("() => p.picture.running && p.sound.position() > 1", timeout=20_000)
    apart = page.evaluate(
        """async () => {
            const found = [];
            for (let i = 0; i < 8; i++) {
                await new Promise((done) => setTimeout(done, 120));
                found.push(p.picture.picture.video.currentTime - p.picture.seconds(p.sound.position()));
            }
            return found;
        }"""
    )
    print("picture ahead of the sound, s:", [round(one, 3) for one in apart])
    assert sorted(map(abs, apart))[4] < 0.15
    page.wait_for_function("() => document.querySelector('.fsp-tn-now')?.textContent.includes('G')", timeout=10_000)
    assert 1104 <= page.evaluate("p.picture.frame") < 1152
    page.wait_for_function("() => p.sound.what === ''", timeout=10_000)
    assert page.evaluate("p.picture.frame") == 1056 and page.evaluate("p.picture.picture.video.paused")
    page.root.get_by_label("Beats a triad").select_option("3")
    assert "The path goes on 48 frames after this shot." in page.locator(".fsp-tn-picture").inner_text()
    settled(page)
    page.wait_for_function("() => state.kept.copy.marks[0].beats === '3'")
    assert page.net.frames == (1056, 1128)


#: a video that comes when `arrive()` is called, as on a slow line
LATE = """() => {
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "src");
    const later = { get, set(url) { window.arrive = () => set.call(this, url); } };
    Object.defineProperty(HTMLVideoElement.prototype, "src", later);
}"""


def test_a_picture_that_comes_late_goes_on_from_where_the_path_is(net, chromium):
    slow = chromium.new_context(viewport={"width": 1060, "height": 1000})
    slow.add_init_script(f"({LATE})()")
    page = net("Dm G", context=slow)
    video = "p.picture.picture.video"
    page.evaluate("p.hearPath('picture')")
    page.wait_for_function(
        "() => p.sound.what === 'picture' && p.sound.position() > 0.7 && window.arrive", timeout=20_000
    )
    assert not page.evaluate("p.picture.picture.ready") and page.evaluate("p.picture.frame") > 1056
    page.evaluate("arrive()")
    page.wait_for_function(f"() => !{video}.paused && !{video}.seeking && p.sound.position() > 1.6", timeout=10_000)
    apart = page.evaluate(
        f"""async () => {{
            const found = [];
            for (let i = 0; i < 6; i++) {{
                await new Promise((done) => setTimeout(done, 120));
                found.push({video}.currentTime - p.picture.seconds(p.sound.position()));
            }}
            return found;
        }}"""
    )
    print("late picture ahead of the sound, s:", [round(one, 3) for one in apart])
    assert sorted(map(abs, apart))[3] < 0.15
    page.wait_for_function("() => p.sound.what === ''", timeout=10_000)
    page.wait_for_function(f"() => {video}.paused && Math.abs({video}.currentTime - 44) < 0.03", timeout=5000)


def test_a_picture_that_comes_after_the_path_was_stopped_stands(net, chromium):
    slow = chromium.new_context(viewport={"width": 1060, "height": 1000})
    slow.add_init_script(f"({LATE})()")
    page = net("Dm G", context=slow)
    page.evaluate("p.hearPath('picture')")
    page.wait_for_function(
        "() => p.sound.what === 'picture' && p.sound.position() > 0.3 && window.arrive", timeout=20_000
    )
    page.evaluate("p.sound.stop()")
    page.evaluate("arrive()")
    page.wait_for_selector(".fsp-tn-picture[data-ready]", timeout=10_000)
    page.wait_for_timeout(400)
    assert page.evaluate("p.picture.picture.video.paused")
    assert abs(page.evaluate("p.picture.picture.video.currentTime") - 44) < 0.03


def test_the_step_that_sounds_is_the_one_that_is_told(net):
    page = net("Dm G E")
    title = page.locator(".fsp-tn-step h3")
    assert title.inner_text() == "The step from G to E"
    page.root.get_by_label("Beats a triad").select_option("1")
    page.evaluate("p.hearPath('path')")
    page.wait_for_function("() => p.following === 1", timeout=20_000)
    assert title.inner_text() == "The step from Dm to G" and "m5M" in told(page)
    page.wait_for_function("() => p.following === 2", timeout=5000)
    assert title.inner_text() == "The step from G to E"
    page.evaluate("p.sound.stop(), p.hearPath('path')")
    page.wait_for_function("() => p.following === 0", timeout=5000)
    assert title.inner_text() == "The step from Dm to G", "the one it goes on with"
    page.evaluate("p.sound.stop()")
    assert title.inner_text() == "The step from G to E"


def test_without_a_film_there_is_the_net_alone(net):
    page = net("C Em", film=None)
    assert page.locator(".fsp-tn-picture").count() == 0
    assert page.root.get_by_role("button", name="With the picture").count() == 0
    page.keyboard.press("Tab")
    page.locator(".fsp-tn-cell[tabindex='0']").focus()
    page.keyboard.press("Shift+K")
    page.wait_for_function("() => p.sound.what === 'path'", timeout=20_000)


# ---------------------------------------------------------------- kept


def test_a_reload_a_kernel_that_is_gone_and_undo_from_the_kernel(net):
    page = net("Dm")
    click(page, "G")
    settled(page)
    assert page.net.undo()
    page.evaluate("kept => { state.kept = kept; p.steps.keeper.hear(); }", page.net.kept)
    assert path(page) == "Dm"
    page.evaluate("window.gone = true")
    click(page, "F", "C")
    page.wait_for_function("() => p.steps.keeper.silent", timeout=6000)
    assert "The kernel does not answer" in page.locator(".fsp-kept").inner_text()
    assert page.net.path == ("Dm",) and path(page) == "Dm F C"
    again = net("Am", context=page.context)
    assert path(again) == "Dm F C"
    again.wait_for_function("() => state.kept.copy.marks[0].path === 'Dm F C'")
    assert again.net.path == ("Dm", "F", "C")
    assert again.locator(".fsp-code").inner_text() == again.net.code
    again.root.get_by_role("button", name="Start again").click()
    assert path(again) == "Am"


# ---------------------------------------------------------------- the look


@pytest.mark.parametrize(("width", "dark"), [(1060, False), (760, True), (420, True), (420, False)])
def test_it_can_be_read_by_everybody(net, width, dark):
    page = net("Dm G Gm", width=width, dark=dark, home="Dm")
    page.evaluate("document.querySelectorAll('.fsp-tn details').forEach((one) => (one.open = true))")
    page.wait_for_timeout(300)
    can_be_read(page, ".fsp-tn", ".fsp-tn :is(button, select, summary, .fsp-tn-check)", 40 if width == 420 else 28)
    edge = page.evaluate("p.drawing.element.getBoundingClientRect().width / p.drawing.width * 88")
    assert edge * 0.577 >= 40, "a triangle holds a finger's circle"


def painted(page, selector):
    """Colour of words and of what lies behind them, as drawn, for every triangle or note."""
    return page.evaluate(
        """selector => {
            const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
            const hex = (colour) => {
                pen.clearRect(0, 0, 1, 1);
                pen.fillStyle = colour;
                pen.fillRect(0, 0, 1, 1);
                const values = [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
                return '#' + values.map((v) => v.toString(16).padStart(2, '0')).join('').toUpperCase();
            };
            return [...document.querySelectorAll(selector)].flatMap((one) => {
                const ground = one.querySelector('.fsp-tn-face, .fsp-tn-circle');
                const name = one.dataset.cell && p.drawing.faces[one.dataset.cell].name;
                const fill = (which) => hex(getComputedStyle(which).fill);
                const words = name ? [name] : [...one.querySelectorAll('.fsp-tn-one, .fsp-tn-two')];
                return words.map((text) => [fill(text), fill(ground), text.textContent]);
            });
        }""",
        selector,
    )


@pytest.mark.parametrize("dark", [False, True])
def test_names_stand_out_whatever_lies_behind_them(net, dark):
    page = net("Dm G", dark=dark, home="Dm")
    page.wait_for_timeout(300)
    at_rest = painted(page, ".fsp-tn-cell, .fsp-tn-knot")
    page.evaluate("p.hearCell(p.cells[0])")
    page.wait_for_function("() => document.querySelector('.fsp-tn-heard')", timeout=20_000)
    page.wait_for_timeout(400)  # until the colours have changed
    heard = painted(page, ".fsp-tn-heard, .fsp-tn-sounds")
    assert page.locator(".fsp-tn-heard .fsp-tn-light:visible").count() == 0, "no light over light words"
    assert len(at_rest) == 42 + 32 + 7 and len(heard) >= 4
    low = [(round(contrast(a, b), 2), a, b, name) for a, b, name in at_rest + heard if contrast(a, b) < 4.5]
    assert low == []
    ground = {b for _, b, _ in at_rest}
    assert len(ground) >= 4, "major, minor, on the path, notes: each has its ground"


def test_nothing_pulses_where_that_is_wished(net):
    moving = "document.getAnimations().filter((one) => one.animationName === 'fsp-tn-wave').length"
    page = net(reduced_motion="no-preference")
    click(page, "Dm")
    page.wait_for_function(f"() => {moving} >= 3", timeout=20_000)
    calm = net(reduced_motion="reduce")
    click(calm, "Dm")
    calm.wait_for_function("() => touched.length === 3", timeout=20_000)
    assert calm.locator(".fsp-tn-struck").count() == 0 and calm.evaluate(moving) == 0


def test_in_a_notebook_a_still_stays_and_the_path_is_in_the_kernel(lab, server):
    cell = 'import filmscore as fs\nnet = fs.tonnetz("first-bloom", path="Dm G", start=1056, end=1152, name="lab")\nnet'
    one = lab()
    one.open(server.write("tonnetz.ipynb", cell))
    root = one.ready()
    assert one.page.locator(".jp-OutputArea-output img").first.is_hidden(), "the still gives way to the live view"
    one.page.locator(".fsp-tn-picture[data-ready]").wait_for(timeout=30_000)
    root.get_by_role("button", name="L, leading-tone exchange").click()
    one.page.wait_for_function(
        "() => document.querySelector('.fsp-tn').fsp.steps.keeper.where.includes('my-marks/lab.net.json')"
    )
    lab_settled(one)
    assert in_kernel(one, "net.path") == "('Dm', 'G', 'Bm')"
    one.page.wait_for_function(
        "() => document.querySelector('.fsp-tn').fsp.sound.desk.peak('notes') > 1e-3", timeout=20_000
    )
    one.page.keyboard.press("d")
    one.page.keyboard.press("d")
    assert root.count() == 1, "no letter here is a command of the notebook"
