"""The cue player as a learner meets it: in JupyterLab, in Chromium, with mouse, keys and ears."""

from __future__ import annotations

import re
import time

import pytest
import testfilm
from lab import in_kernel, peak, press_play, until
from readable import barriers, cut, outside, small

SHOW = "player = watch(film, cues=musics, spotting=spotting, tempo=testfilm.TEMPO)\nplayer"


@pytest.fixture(scope="module")
def setup(tmp_path_factory):
    """The first cell of every notebook here: the test film and two musics."""
    film = testfilm.make_film(tmp_path_factory.mktemp("film"))
    return (
        "import testfilm\nfrom filmscore.picture.film import Film\nfrom filmscore.widgets.cue_player import watch\n"
        f"film = Film.from_timeline({str(film.path / 'timeline.otio')!r})\n"
        "musics, spotting = testfilm.musics(), testfilm.spotting(film)"
    )


@pytest.fixture
def opened(lab, server, setup):
    """A notebook with one player, ready to play."""

    def run(*cells, **window):
        one = lab(**window)
        one.open(server.write("player.ipynb", setup, *(cells or (SHOW,))))
        one.root = one.ready()
        return one

    return run


FRAME_ON_SCREEN = """(() => {
    const canvas = document.createElement('canvas'); canvas.width = 320; canvas.height = 180;
    const pen = canvas.getContext('2d');
    const before = p.exact(); pen.drawImage(p.picture.video, 0, 0, 320, 180);
    let frame = 0;
    for (let bit = 0; bit < 10; bit++) if (pen.getImageData(bit * 32 + 16, 16, 1, 1).data[0] > 85) frame |= 1 << bit;
    return [frame, before];
})()"""


def test_play_sounds_soon_runs_true_and_in_step(opened):
    lab = opened()
    assert lab.js("[hub.context, hub.contexts]") == [None, 0], "no sound system before the first click"
    lab.js("p.seek(60)")
    lab.page.evaluate(
        """() => {
            const p = document.querySelector('.fsp-root').fsp;
            const look = () => {
                if (p.desk.running && p.desk.peak() > 1e-3) window.heard = performance.now();
                else setTimeout(look, 2);
            };
            look();
        }"""
    )
    press_play(lab)
    lab.page.wait_for_function("() => window.heard")
    assert lab.js("window.heard - p.marks.click") < 250

    first, second = (
        lab.js("[performance.now() / 1000, p.desk.position()]") for _ in (0, lab.page.wait_for_timeout(2000))
    )
    elapsed = (second[1] - first[1]) / (second[0] - first[0])
    lab.page.wait_for_timeout(1500)
    later = lab.js("[performance.now() / 1000, p.desk.position()]")
    assert (later[1] - first[1]) / (later[0] - first[0]) == pytest.approx(1.0, abs=0.01), elapsed

    for _ in range(8):
        frame, heard = lab.js(FRAME_ON_SCREEN)
        assert abs(frame - heard) <= 2, "the picture that is on screen belongs to the sound that is heard"
        lab.page.wait_for_timeout(130)
    offsets = lab.page.evaluate(
        """async () => {
            const p = document.querySelector('.fsp-root').fsp, out = [];
            for (let i = 0; i < 40; i++) {
                out.push(p.picture.video.currentTime - p.desk.position());
                await new Promise(done => setTimeout(done, 20));
            }
            return out;
        }"""
    )
    assert sorted(abs(o) for o in offsets)[37] < 1 / 24
    assert lab.js("p.timeline.playhead.getBoundingClientRect().x") > lab.root.bounding_box()["x"]


def test_mute_silences_exactly_one_stem_and_solo_all_but_one(opened):
    lab = opened()
    lab.js("p.seek(60)")
    press_play(lab)
    channels = ("Low/strings", "Low/harp", "guide")
    lab.page.wait_for_timeout(300)
    assert all(peak(lab, c) > 0.01 for c in channels)
    mute = lab.root.get_by_role("button", name="Mute strings")
    mute.click()
    lab.page.wait_for_timeout(200)
    assert [peak(lab, c) > 0.01 for c in channels] == [False, True, True]
    assert peak(lab, "Low/strings") < 1e-4
    assert mute.get_attribute("aria-pressed") == "true"
    mute.click()
    lab.root.get_by_role("button", name="Solo strings").click()
    lab.page.wait_for_timeout(200)
    assert [peak(lab, c) > 0.01 for c in channels] == [True, False, True], "dialogue is safe from solo"
    lab.root.get_by_role("button", name="Solo strings").click()
    lab.root.get_by_role("slider", name="Level of strings").focus()
    before = lab.js("p.mixer.strips.map(s => s.level)")
    for _ in range(12):
        lab.page.keyboard.press("ArrowLeft")
    assert lab.js("p.mixer.strips.map(s => s.level)") == [level - 12 * (i == 1) for i, level in enumerate(before)]
    lab.page.wait_for_timeout(150)
    assert lab.js("p.desk.channels.get('Low/strings').level.gain.value") == pytest.approx(10 ** (-12 / 20), abs=0.01)


def test_mouse_and_keys_move_through_the_film(opened):
    lab = opened()
    slider = lab.root.get_by_role("slider", name="Position in the film")
    box = slider.bounding_box()
    lab.page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + 10)
    assert abs(lab.js("p.frame") - 72) <= 1
    lab.page.mouse.click(box["x"] + box["width"] * 97.5 / 288, box["y"] + 10)
    assert lab.js("p.frame") == 96, "a click beside a hit is on it"

    def key(name):
        lab.page.keyboard.press(name)
        return lab.js("p.frame")

    slider.focus()
    assert [key("Home"), key("End"), key("Home")] == [0, 288, 0]
    assert [key("h"), key("h"), key("h"), key("Shift+H")] == [96, 144, 180, 144]
    assert [key("ArrowRight"), key("ArrowLeft"), key("PageUp"), key("PageDown")] == [168, 144, 240, 144]
    assert [key("Shift+ArrowRight"), key("Shift+ArrowLeft"), key("Shift+ArrowLeft")] == [145, 144, 143]
    lab.root.get_by_role("button", name="Next hit").click()
    lab.root.get_by_role("button", name="One frame on").click()
    assert lab.js("p.frame") == 145
    until(lab, "!p.picture.video.seeking && Math.abs(p.picture.video.currentTime - 145 / 24) < 0.01")
    assert lab.js(FRAME_ON_SCREEN)[0] == 145
    assert lab.root.locator(".fsp-timecode").inner_text() == "01:00:06:01"
    assert lab.root.locator(".fsp-barbeat").inner_text() == "2|1"
    assert "Frame 145, 01:00:06:01, bar 2 beat 1, shot: The bar, later" in slider.get_attribute("aria-valuetext")
    lab.root.get_by_role("button", name="Back to start").click()
    slider.focus()
    key(" ")
    until(lab, "p.desk.running && p.now() > 6")
    assert key(" ") > 6
    assert lab.js("p.desk.running") is False
    key("End")
    key("Shift+ArrowLeft")
    key(" ")
    until(lab, "!p.desk.running && !p.starting && p.frame === 288")
    assert lab.root.get_by_role("button", name="Play", exact=True).is_visible(), "at the end it stops by itself"


def test_dragging_the_playhead_scrubs_and_goes_on(opened):
    lab = opened()
    press_play(lab)
    box = lab.root.get_by_role("slider", name="Position in the film").bounding_box()
    lab.page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 10)
    lab.page.mouse.down()
    lab.page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 10, steps=6)
    assert lab.js("p.desk.running") is False, "silent while it is held"
    lab.page.mouse.up()
    until(lab, "p.desk.running && p.now() >= 115 && p.now() < 160")


def test_keys_stay_in_the_player_and_tab_leaves_it(opened):
    lab = opened()
    cells = lab.page.locator(".jp-Cell").count()
    for place in (
        lab.root.get_by_role("button", name="Mute strings"),
        lab.root.get_by_role("slider", name="Position in the film"),
    ):
        place.focus()
        for name in ("d", "d", "a", "b", "x", "m", "1", "Shift+Enter", "z"):
            lab.page.keyboard.press(name)
        lab.page.wait_for_timeout(200)
    assert lab.page.locator(".jp-Cell").count() == cells
    assert lab.page.locator(".jp-MarkdownCell").count() == 0
    for direction in ("Tab", "Shift+Tab"):
        lab.root.get_by_role("button", name="Back to start").focus()
        presses = 0
        while lab.js("p.root.contains(document.activeElement)") and presses < 60:
            lab.page.keyboard.press(direction)
            presses += 1
        assert 0 < presses < 60, f"{direction} must lead out"


def test_another_music_goes_on_where_the_film_is(opened):
    lab = opened()
    lab.js("p.seek(60)")
    press_play(lab)
    lab.page.wait_for_timeout(400)
    assert lab.js("[...hub.sounds.things.keys()].some(k => k.endsWith('flute'))") is False, (
        "sent when chosen, not before"
    )
    before = lab.js("[performance.now() / 1000, p.desk.position()]")
    lab.root.get_by_role("radio", name="High").check()
    until(lab, "p.desk.peak('High/flute') > 0.01", 8000)
    lab.page.wait_for_timeout(150)
    after = lab.js("[performance.now() / 1000, p.desk.position()]")
    assert after[1] - before[1] == pytest.approx(after[0] - before[0], abs=0.03)
    assert peak(lab, "Low/strings") < 1e-4
    assert sorted(lab.js("p.desk.voices.map(v => v.channel)")) == ["High/flute", "guide"]
    assert lab.js("hub.sources") == 2
    assert lab.root.get_by_role("button", name="Solo flute").is_visible()
    lab.root.get_by_role("radio", name="High").press("ArrowRight")
    lab.page.wait_for_timeout(200)
    assert lab.js("p.desk.voices.map(v => v.channel)") == ["guide"], "no music: the words go on alone"
    assert lab.js("p.desk.running") is True


def test_captions_streamers_and_punches(opened):
    lab = opened()
    caption = lab.root.locator(".fsp-caption")
    lab.js("p.seek(59)")
    assert not caption.is_visible()
    lab.js("p.seek(60)")
    assert caption.inner_text() == "BAR: I am on my way."
    lab.root.get_by_label("Captions").uncheck()
    assert not caption.is_visible()

    def ink(x, y=0.5):
        """Colour of the overlay, as a share of width and height."""
        return lab.js(
            "(c => [...c.getContext('2d').getImageData("
            f"Math.round(c.width * {x}), Math.round(c.height * {y}), 1, 1).data])(p.picture.canvas)"
        )

    lab.js("p.seek(24)")
    red, green, blue, alpha = ink(0.5)
    assert alpha > 200 and green > red + 80 and green > blue + 80, "green, half way, a second before the cue"
    lab.js("p.seek(48)")
    assert ink(0.5)[3] > 200, "the punch, on its frame"
    lab.js("p.seek(120)")
    assert min(ink(0.5)) > 230, "white into an ordinary hit"
    lab.js("p.seek(264)")
    red, green, _, alpha = ink(0.5)
    assert alpha > 200 and red > green + 80, "red into the end"
    lab.root.get_by_label("Flash").uncheck()
    lab.js("p.seek(96)")
    assert ink(0.5)[3] == 0, "a ring instead of a disc"
    lab.root.get_by_label("Streamers").uncheck()
    lab.js("p.seek(120)")
    assert ink(0.5)[3] == 0


def test_the_kernel_learns_where_we_are_and_shrugs_off_nonsense(opened):
    lab = opened()
    lab.js("p.seek(99)")
    lab.page.wait_for_timeout(600)
    assert in_kernel(lab, "player.frame") == "99"
    for nonsense in (
        "{type: 'position', frame: NaN, cue: 'Low'}",
        "{type: 'position', frame: -5, cue: 'Low'}",
        "{type: 'dance'}",
    ):
        lab.js(f"p.model.send({nonsense})")
    lab.page.wait_for_timeout(600)
    assert in_kernel(lab, "player.frame") == "99"
    assert in_kernel(lab, "len(player.messages)") == "3"


def test_a_player_is_ready_while_later_cells_still_run(opened):
    lab = opened("watch(film, cues={})", "import time\ntime.sleep(25)")
    assert (
        lab.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status") == "busy"
    )
    press_play(lab)
    until(lab, "p.now() > 12")
    lab.command("notebook:interrupt-kernel")


def test_running_a_cell_again_leaks_nothing(opened):
    lab = opened()
    widgets = in_kernel(lab, "len(__import__('ipywidgets').widgets.widget._instances)")
    for _ in range(4):
        press_play(lab)
        lab.page.wait_for_timeout(200)
        lab.js("p.root.dataset.old = ''")
        lab.command("notebook:run-all-cells")
        lab.page.locator(".fsp-root[data-ready]:not([data-old])").wait_for(timeout=30_000)
        lab.root = lab.ready()
    lab.page.wait_for_timeout(300)
    assert lab.js("[hub.players.size, hub.sources, hub.contexts, hub.awake.length, hub.sounding]") == [1, 0, 1, 1, None]
    assert lab.js("hub.sounds.size") == 3
    assert in_kernel(lab, "len(__import__('ipywidgets').widgets.widget._instances)") == widgets
    lab.command("notebook:clear-all-cell-outputs")
    lab.page.locator(".fsp-root").wait_for(state="detached")
    lab.page.wait_for_timeout(200)
    assert (
        lab.js("[hub.players.size, hub.sources, hub.awake.length, hub.bytes.size, hub.sounds.size, hub.stills.size]")
        == [0] * 6
    )


def test_players_share_one_page_one_sounds_two_keep_their_sound(opened):
    lab = opened(*[SHOW] * 3, height=2000)
    for number in (0, 1, 2):
        lab.page.locator(".fsp-root").nth(number).scroll_into_view_if_needed()
        lab.page.wait_for_function(f"() => document.querySelectorAll('.fsp-root')[{number}].fsp.marks.ready > 0")
    assert lab.js("hub.awake.length") == 2
    assert lab.js("hub.bytes.things.size") == 2 + 3, "one picture and one guide for the page, and each music"
    first, second = lab.page.locator(".fsp-root").nth(0), lab.page.locator(".fsp-root").nth(1)
    first.get_by_role("button", name="Play", exact=True).click()
    until(lab, "p.desk.running", 8000)
    second.get_by_role("button", name="Play", exact=True).click()
    lab.page.wait_for_function("() => document.querySelectorAll('.fsp-root')[1].fsp.desk.running")
    assert [lab.js("p.desk.running", n) for n in (0, 1, 2)] == [False, True, False]
    assert lab.js("hub.contexts") == 1


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing(opened, theme):
    lab = opened()
    lab.command("apputils:change-theme", theme=theme)
    lab.page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{str('Light' in theme).lower()}'")
    lab.page.wait_for_timeout(500)
    lab.root.locator("summary").click()
    lab.js("p.seek(70)")
    assert barriers(lab.page, ".fsp-root") == []


def test_reduced_motion_leaves_the_numbers(opened):
    lab = opened(reduced_motion="reduce")
    assert [lab.root.get_by_label(name).is_checked() for name in ("Streamers", "Flash", "Grain", "Captions")] == [
        False,
        False,
        False,
        True,
    ]
    assert not lab.root.locator(".fsp-grain").is_visible()
    lab.js("p.seek(60)")
    press_play(lab)
    lab.page.wait_for_timeout(900)
    strip = lab.root.get_by_role("group", name="strings")
    assert re.fullmatch(r"−\d+ dB", strip.locator(".fsp-peak").inner_text())
    assert not strip.locator(".fsp-meter i").is_visible()


@pytest.mark.parametrize("width", [420, 320])
def test_narrow_windows_lose_nothing(opened, width):
    lab = opened()
    lab.page.evaluate(f"() => document.querySelector('.fsp-root').style.width = '{width}px'")
    lab.page.wait_for_timeout(300)
    parts = "button, label, input, .fsp-clock *, .fsp-strip *, .fsp-title, .fsp-screen, .fsp-timeline"
    assert outside(lab.page, ".fsp-root", parts) == []
    assert cut(lab.page, ".fsp-root :is(.fsp-label, .fsp-name, .fsp-tick-label):not([title], [title] *)") == []
    assert small(lab.page, ".fsp-root :is(button, label, input[type=range])", 28) == []


def test_a_saved_notebook_shows_the_still(opened, server):
    lab = opened()
    assert lab.page.locator(".jp-OutputArea-output img").first.is_visible() is False, "not beside the living player"
    lab.command("docmanager:save")
    saved = server.folder / "player.ipynb"
    for _ in range(50):
        text = saved.read_text(encoding="utf-8")
        if "image/jpeg" in text:
            break
        time.sleep(0.1)
    assert "widgets" not in text[text.rindex('"metadata"') :]
    server.stop_kernels()
    lab.open("player.ipynb", run=False)
    image = lab.page.locator(".jp-OutputArea-output img").first
    image.wait_for(timeout=20_000)
    assert image.is_visible()
    assert image.evaluate("e => [e.naturalWidth, e.width]") == [1536, 768]
    assert lab.page.locator(".fsp-root").count() == 0


def test_a_browser_without_h264_gets_the_other_picture(lab, server, setup):
    one = lab()
    one.page.add_init_script(
        "const can = HTMLMediaElement.prototype.canPlayType;"
        "HTMLMediaElement.prototype.canPlayType = function (kind) {"
        " return kind.includes('mp4') ? '' : can.call(this, kind); };"
    )
    one.open(server.write("webm.ipynb", setup, SHOW))
    one.root = one.ready()
    assert one.js("[...hub.bytes.things.keys()].filter(k => k.includes('picture')).map(k => k.split('/')[1])") == [
        "picture.webm"
    ]
    one.js("p.seek(145)")
    until(one, "!p.picture.video.seeking && p.picture.video.currentTime > 6")
    assert one.js(FRAME_ON_SCREEN)[0] == 145


def test_without_a_sound_system_the_film_still_plays(lab, server, setup):
    one = lab()
    one.page.add_init_script(
        "Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' });"
        "AudioContext.prototype.resume = () => new Promise(() => {});"
    )
    one.open(server.write("silent.ipynb", setup, SHOW))
    one.root = one.ready()
    press_play(one)
    until(one, "p.now() > 24", 8000)
    assert "no sound output" in one.root.get_by_role("status").inner_text()
    one.js("p.pause()")
    assert one.js("p.frame") > 24


def test_damaged_sound_is_said_and_the_rest_plays(opened):
    broken = (
        "class Broken(testfilm.Tones):\n"
        "    def encode(self):\n"
        "        return [testfilm.Encoded('harp', 'keys', 'audio/ogg', b'not a sound')]\n"
        "watch(film, cues={'Broken': Broken({'harp': ('keys', 440.0)}, 9.0)})"
    )
    lab = opened(broken)
    assert "The music could not be loaded" in lab.root.get_by_role("status").inner_text()
    press_play(lab)
    until(lab, "p.now() > 12")
    assert peak(lab, "guide") > 0.01
