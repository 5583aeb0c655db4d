"""The Tempo finder as a learner meets it: a tempo dragged, heard, locked, undone, and still there on return."""

from __future__ import annotations

import ast
import json

import pytest
import testfilm
from lab import again, in_kernel, press, press_play, until
from readable import barriers, outside, small

SHOW = (
    "finder = fs.tempo_finder(film, start=48, hits="
    "[fs.Hit(96, 'first', weight=2), fs.Hit(157, 'second', must=False), fs.Hit(250, 'third')])\nfinder"
)
KEPT = "p.steps.keeper.taken.counter === p.steps.keeper.copy.counter"
SLIDER = "Tempo, beats a minute"


@pytest.fixture(scope="module")
def setup(tmp_path_factory):
    """The first cell of every notebook here."""
    film = testfilm.make_film(tmp_path_factory.mktemp("film"))
    return f"import filmscore as fs\nfilm = fs.Film.from_timeline({str(film.path / 'timeline.otio')!r})"


@pytest.fixture
def opened(lab, server, setup):
    """A notebook with one finder, ready to play; nothing kept from before."""
    server.forget_marks()

    def run(*cells, **window):
        one = lab(**window)
        one.open(server.write("finder.ipynb", setup, *(cells or (SHOW,))))
        one.root = one.ready()
        return one

    return run


def python_errors(lab):
    until(lab, KEPT)
    return ast.literal_eval(in_kernel(lab, "list(finder.errors)"))


def test_a_dragged_tempo_changes_the_errors_to_what_python_says(opened):
    lab = opened()
    box = lab.root.get_by_role("slider", name=SLIDER).bounding_box()
    middle = box["y"] + 40
    lab.page.mouse.move(box["x"] + box["width"] * 0.5, middle)
    lab.page.mouse.down()
    seen = []
    for share in (0.45, 0.4, 0.3, 0.22, 0.25):
        lab.page.mouse.move(box["x"] + box["width"] * share, middle, steps=4)
        bpm = lab.js("p.plan.stretches[0].bpm")
        assert bpm == pytest.approx(60 + 120 * share, abs=0.3)
        beat = 60 / bpm * 24
        for hit, error in zip((96, 157, 250), lab.js("p.fit.met.map(m => m.error)"), strict=True):
            count = round((hit - 48) / beat)
            assert error == pytest.approx(48 + count * beat - hit, abs=1e-6), "live, while the hand still holds it"
        seen.append(lab.root.locator(".fsp-hit-off").all_inner_texts())
    assert len({tuple(texts) for texts in seen}) == 5, "and every one of them is shown"
    lab.page.mouse.up()
    assert python_errors(lab) == pytest.approx(lab.js("p.fit.met.map(m => m.error)"), abs=1e-9)
    assert lab.js("p.steps.history.past.length") == 1, "a whole drag is one step"
    assert (
        lab.root.get_by_role("slider", name=SLIDER)
        .get_attribute("aria-valuetext")
        .startswith("90 beats a minute: Largest")
    )
    words = lab.root.locator(".fsp-hit-verdict").all_inner_texts()
    assert words == lab.js("p.fit.met.map(m => m.verdict)")
    assert lab.js("p.curveOf.points.every((one, i) => i === 0 || one.bpm > p.curveOf.points[i - 1].bpm)")


RECORD = """async () => {
    const p = document.querySelector('.fsp-root').fsp;
    const context = p.desk.context;
    const code = `registerProcessor('onsets', class extends AudioWorkletProcessor {
        process([[samples]]) {
            this.quiet ??= 1e9;
            for (let i = 0; samples && i < samples.length; i++) {
                if (Math.abs(samples[i]) > 0.02) {
                    if (this.quiet > 0.03 * sampleRate) this.port.postMessage((currentFrame + i) / sampleRate);
                    this.quiet = 0;
                } else this.quiet += 1;
            }
            return true;
        }
    })`;
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })));
    const node = new AudioWorkletNode(context, 'onsets', { channelCount: 1, channelCountMode: 'explicit' });
    p.desk.channel('clicks').level.connect(node);
    window.onsets = [];
    node.port.onmessage = ({ data }) => window.onsets.push(data);
}"""


def onsets(lab):
    """Seconds in the film at which clicks began, as the sound system played them."""
    return lab.js("onsets.map(t => t - p.desk.zero + p.desk.from)")


def near_all(heard, wanted):
    return max(min(abs(one - other) for other in wanted) for one in heard)


def test_clicks_sound_on_the_beats_and_follow_the_hand(opened):
    lab = opened()
    press_play(lab)
    lab.page.evaluate(RECORD)
    lab.js("p.pause()")
    lab.js("p.setTempo(120)")
    lab.js("p.seek(0)")
    lab.page.wait_for_timeout(200)
    lab.js("onsets.length = 0")
    lab.page.keyboard.press("Escape")
    press_play(lab)
    lab.page.wait_for_function("() => document.querySelector('.fsp-root').fsp.desk.position() > 4.2", timeout=15_000)
    heard = [t for t in onsets(lab) if t < 3.75]  # the ninth is due on 4
    wanted = [frame / 24 for frame in range(0, 96, 12)]  # a bar counted in from 0, the first beat on frame 48
    assert [round(t * 2) for t in heard] == list(range(8)), heard
    assert max(abs(a - b) for a, b in zip(heard, wanted, strict=True)) < 0.005
    # another tempo while it plays: what was laid out ahead is taken back
    lab.js("p.setTempo(100)")
    changed = lab.js("p.desk.position()")
    lab.page.wait_for_function("() => document.querySelector('.fsp-root').fsp.desk.position() > 7.5", timeout=15_000)
    later = [t for t in onsets(lab) if changed + 0.3 < t < 7.3]
    wanted = [2 + i * 0.6 for i in range(12)]
    assert near_all(later, wanted) < 0.005 and near_all([t for t in wanted if changed + 0.3 < t < 7.3], later) < 0.005
    lab.js("p.view.boxes.clicks.click()")
    off = lab.js("p.desk.position()")
    lab.page.wait_for_timeout(1800)
    assert [t for t in onsets(lab) if t > off + 0.1] == []
    lab.js("p.pause()")


def test_a_click_begins_at_once_and_the_downbeat_stands_out(opened):
    lab = opened()
    press_play(lab)
    lab.js("p.pause()")
    ticks = lab.page.evaluate(
        """async () => {
            const p = document.querySelector('.fsp-root').fsp;
            const out = {};
            for (const kind of ['down', 'beat', 'warning']) {
                const context = new OfflineAudioContext(1, 48000, 48000);
                const source = context.createBufferSource();
                source.buffer = p.clicks.tick(context, kind);
                source.connect(context.destination);
                source.start(0.25);
                const samples = (await context.startRendering()).getChannelData(0);
                const first = samples.findIndex(x => Math.abs(x) > 0.02);
                let crossings = 0;
                for (let i = first + 1; i < first + 480; i++)
                    if ((samples[i] > 0) !== (samples[i - 1] > 0)) crossings++;
                out[kind] = [first / 48000, samples.reduce((a, b) => Math.max(a, Math.abs(b)), 0), crossings];
            }
            return out;
        }"""
    )
    assert {round(first, 4) for first, _, _ in ticks.values()} == {0.25}
    assert ticks["down"][1] > ticks["beat"][1] * 1.3
    assert ticks["down"][2] > ticks["beat"][2] > ticks["warning"][2], "told apart by pitch"
    assert max(peak for _, peak, _ in ticks.values()) <= 0.26, "-12 dB: no click hurts"


def line_of(lab, bar):
    line = lab.root.locator(f'[data-mark="bar {bar}"]')
    line.scroll_into_view_if_needed()
    at = line.bounding_box()
    return at["x"] + at["width"] / 2, at["y"] + 4


def test_a_bar_line_dragged_to_a_frame_stays_through_later_locks(opened):
    lab = opened()
    lab.js("p.setTempo(120)")
    pixels = lab.js("p.timeline.slider.clientWidth") / 288

    def drag(bar, frames):
        x, y = line_of(lab, bar)
        lab.page.mouse.move(x, y)
        lab.page.mouse.down()
        lab.page.mouse.move(x + frames * pixels, y, steps=6)
        lab.page.mouse.up()

    drag(2, 10)
    assert lab.js("p.plan.locks") == [{"bar": 2, "frame": 106}]
    assert lab.js("p.frame") == 106, "the picture goes with the hand"
    drag(4, -12)
    first, second = lab.js("p.plan.locks")
    assert first == {"bar": 2, "frame": 106} and second == {"bar": 4, "frame": 190}
    drag(3, 3)
    assert [one["frame"] for one in lab.js("p.plan.locks")] == [106, 151, 190]
    until(lab, KEPT)
    assert in_kernel(lab, "[finder.tempo.frame_of_bar(b) for b in (2, 3, 4)]") == "[106.0, 151.0, 190.0]"
    assert python_errors(lab) == pytest.approx(lab.js("p.fit.met.map(m => m.error)"), abs=1e-6)
    press(lab, "u", "u")
    assert lab.js("p.plan.locks") == [{"bar": 2, "frame": 106}]
    press(lab, "Shift+U", "Control+z", "Control+y")
    assert len(lab.js("p.plan.locks")) == 2
    drag(1, -24)
    assert lab.js("p.plan.start") == 24 and lab.js("p.plan.locks[0].frame") == 106


def test_everything_by_keyboard_and_told_in_words(opened):
    lab = opened()
    status = lab.root.locator(".fsp-status")
    lab.root.get_by_role("slider", name=SLIDER).focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowLeft", "PageDown"):
        lab.page.keyboard.press(key)
    assert lab.js("p.plan.stretches[0].bpm") == pytest.approx(120 + 2 - 0.1 - 5)
    assert lab.js("p.frame") == 0, "the strip's arrows do not seek"
    assert "Largest error" in status.inner_text()
    press(lab, "+", "+", "-")
    assert lab.js("p.plan.stretches[0].bpm") == pytest.approx(117.9)
    press(lab, "t")
    lab.page.keyboard.type("96")
    lab.page.keyboard.press("Enter")
    assert lab.js("p.plan.stretches[0].bpm") == 96
    press(lab, "i", at=36)
    assert lab.js("p.plan.start") == 36 and "starts on frame 36" in status.inner_text()
    press(lab, "n", "n")
    assert lab.js("p.bar") == 3 and status.inner_text() == "Bar 3, frame 156."
    press(lab, "l", at=157)
    assert (
        lab.js("p.plan.locks") == [{"bar": 3, "frame": 157}] and "Bar 3 is locked on frame 157" in status.inner_text()
    )
    press(lab, ",", ",", "Shift+Period")
    assert lab.js("p.plan.locks[0].frame") == 165
    press(lab, "Delete")
    assert lab.js("p.plan.locks") == [] and "free again" in status.inner_text()
    press(lab, "c")
    assert lab.js("p.clicks.on") is False
    press(lab, "h")
    assert "Bar" in status.inner_text() and "Frame" in status.inner_text()
    cells = lab.page.locator(".jp-Cell").count()
    press(lab, "d", "d", "x", "a", "b")
    assert lab.page.locator(".jp-Cell").count() == cells
    until(lab, "p.best.length > 0", 20_000)
    assert "Exact" in lab.root.locator(".fsp-found").inner_text()
    best = float(in_kernel(lab, "float(fs.find_tempo(finder.hits, 60, 180, start=36, rate='24')[0].bpm)"))
    assert lab.js("p.plan.stretches[0].bpm") == best
    assert python_errors(lab) == pytest.approx(lab.js("p.fit.met.map(m => m.error)"), abs=1e-9)


def test_stretches_are_added_and_taken_away_again(opened):
    lab = opened()
    lab.js("p.setTempo(120)")
    bars = lab.root.get_by_role("region", name="Bars")

    def add(what, **fields):
        bars.get_by_label("From this bar").select_option(label=what)
        for name, value in fields.items():
            field = bars.get_by_label(name.replace("_", " "), exact=True)
            field.select_option(value) if value in ("3/4", "time") else field.fill(value)
        bars.get_by_role("button", name="Add").click()

    bars.get_by_label("Bar", exact=True).fill("2")
    bars.get_by_label("Bar", exact=True).press("Enter")
    add("another meter", meter="3/4")
    add("a hold before it", seconds="0.5")
    bars.get_by_label("Bar", exact=True).fill("3")
    bars.get_by_label("Bar", exact=True).press("Enter")
    add("a ramp", BPM="90", up_to_bar="5", straight_over="time")
    until(lab, KEPT)
    assert ast.literal_eval(in_kernel(lab, "finder.code")) == lab.root.locator(".fsp-code").text_content()
    assert (
        in_kernel(
            lab,
            "finder.tempo == fs.TempoMap(48, '24').bars(1, bpm=120).hold(0.5).bars(1, '3/4')"
            ".bars(2, '4/4', bpm=(120, 90), curve='time').bars(1, bpm=90)",
        )
        == "True"
    ), in_kernel(lab, "finder.code")
    assert python_errors(lab) == pytest.approx(lab.js("p.fit.met.map(m => m.error)"), abs=1e-6)
    texts = lab.root.locator(".fsp-stretch-go").all_inner_texts()
    assert texts[2] == "bars 3–4 4/4, 120 to 90 BPM over time"
    bars.get_by_role("button", name="Remove the stretch: bar 2").click()
    assert len(lab.js("p.plan.stretches")) == 3
    press(lab, "u")
    assert len(lab.js("p.plan.stretches")) == 4
    bars.get_by_label("up to bar").fill("2")
    bars.get_by_role("button", name="Add").click()
    assert "ends at a later bar" in lab.root.locator(".fsp-status").inner_text()


def test_it_is_there_after_a_reload_and_when_the_kernel_is_gone(opened, server):
    lab = opened()
    lab.js("p.setTempo(88)")
    until(lab, KEPT)
    assert lab.root.locator(".fsp-kept").inner_text() == (
        "The tempo is kept in my-marks/test-film.tempo.json and in this browser."
    )
    lab.command("docmanager:save")
    lab.page.wait_for_timeout(800)
    lab.open("finder.ipynb", run=False)
    again(lab)
    assert lab.js("p.plan.stretches[0].bpm") == 88
    server.stop_kernels()
    lab.page.wait_for_timeout(1500)
    lab.js("p.chooseBar(3)")
    lab.js("p.lock(157)")
    assert lab.js("p.fit.met[1].error") == pytest.approx(0, abs=1e-9), "errors go on without a kernel"
    lab.page.wait_for_timeout(3500)
    assert "The kernel does not answer" in lab.root.locator(".fsp-kept").inner_text()
    lab.open("finder.ipynb", run=True)
    again(lab)
    assert lab.js("p.plan.locks") == [{"bar": 3, "frame": 157}]
    until(lab, KEPT)
    assert in_kernel(lab, "finder.tempo.frame_of_bar(3)") == "157.0"
    kept = json.loads((server.folder / "my-marks" / "test-film.tempo.json").read_text())
    assert kept["marks"][-1]["frame"] == 157
    lab.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [lab.js("p.data.store"), '{"marks": 5}'])
    lab.js("p.root.dataset.old = ''")
    lab.command("notebook:run-all-cells")
    again(lab)
    assert lab.js("p.plan.locks") == [{"bar": 3, "frame": 157}], "the file has it"


def test_streamers_run_to_the_hits_and_a_flutter_counts_down(opened):
    lab = opened()
    assert lab.js("p.signs.filter(s => s.kind === 'hit').map(s => s.frame)") == [96, 157, 250]
    assert lab.js("p.signs.find(s => s.kind === 'start').frame") == 48
    lab.js("p.view.boxes.flutter.click()")
    lab.js("p.seek(90)")
    painted = """(() => {
        const { canvas } = p.picture;
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        let count = 0;
        for (let i = 3; i < data.length; i += 4) if (data[i] > 40) count++;
        return count;
    })()"""
    with_flutter = lab.js(painted)
    lab.js("p.view.boxes.flutter.click()")
    without = lab.js(painted)
    assert with_flutter > without > 0, "the marks of the flutter, over the streamer"


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing(opened, theme):
    lab = opened()
    lab.command("apputils:change-theme", theme=theme)
    lab.page.wait_for_function(f"() => document.body.dataset.jpThemeLight === '{str('Light' in theme).lower()}'")

    lab.js("p.chooseBar(3)")
    lab.js("p.lock(157)")
    lab.js("p.chooseBar(2)")
    lab.js("p.add('meter', { meter: '3/4', on: false })")
    lab.js("p.askBest('max')")
    until(lab, "p.best.length > 0", 20_000)
    for state in ("one tempo", "stretches"):
        if state == "stretches":
            lab.js("p.toHit(1)")
            press(lab, "u")
        lab.page.wait_for_timeout(400)
        assert barriers(lab.page, ".fsp-root") == [], state


@pytest.mark.parametrize("width", [420, 320])
def test_narrow_windows_lose_nothing(opened, width):
    lab = opened()
    lab.js("p.chooseBar(3)")
    lab.js("p.lock(157)")
    lab.js("p.chooseBar(2)")
    lab.js("p.add('ramp', { bpm: 90, until: 4, curve: 'time' })")
    lab.js("p.chooseBar(2)")
    lab.page.evaluate(f"() => document.querySelector('.fsp-root').style.width = '{width}px'")
    lab.page.wait_for_timeout(400)
    parts = ":is(button, label, input, select, p, td, th, .fsp-stretch *, .fsp-code)"
    assert outside(lab.page, ".fsp-root", f"{parts}:not(.fsp-hidden, .fsp-hidden *, thead *)") == []
    assert small(lab.page, ".fsp-root :is(button, select, input[type=text])", 28) == []


def test_tab_leads_through_every_field_and_out(opened):
    lab = opened()
    for direction in ("Tab", "Shift+Tab"):
        lab.root.get_by_role("slider", name=SLIDER).focus()
        presses = 0
        while lab.js("p.root.contains(document.activeElement)") and presses < 120:
            lab.page.keyboard.press(direction)
            presses += 1
        assert 0 < presses < 120, f"{direction} must lead out"


def test_reduced_motion_flutters_nothing(opened):
    lab = opened(reduced_motion="reduce")
    lab.js("p.view.boxes.flutter.click()")
    lab.js("p.view.boxes.streamers.checked && p.view.boxes.streamers.click()")
    lab.js("p.seek(90)")
    assert lab.js("p.picture.dirty") is False
