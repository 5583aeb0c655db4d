"""The *Mood harmoniser* as a learner meets it: something said, one thing changed, heard with the picture, and kept."""

from __future__ import annotations

import base64
import json

import numpy as np
import pytest
from lab import in_kernel
from readable import barriers, can_be_read, cut, small
from widget_page import mount

import filmscore as fs

TUNE = fs.Motif("D4:3/2 A4:1/2 E5:2 D5 A4:3", key="D", meter="4/4", name="the tune")

P = "const p = document.querySelector('.fsp-mh').fsp;"
#: every video waits until the test lets it come
LATE = """window.late = [];
const { get, set } = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'src');
const later = function (value) { window.late.push(() => set.call(this, value)); };
Object.defineProperty(HTMLMediaElement.prototype, 'src', { get, set: later });"""
#: what a finger or a key can reach
REACHED = ".fsp-mh button, .fsp-mh select, .fsp-mh input[type=range]"


@pytest.fixture
def mood(window):
    """A page with the widget on it: `mood()`; `page.mood` is the widget."""

    def show(tune=TUNE, *, width=1000, dark=False, context=None, bpm=120, **options):
        widget = fs.mood_harmoniser(tune, name="here", film="the-kettle", at=1440, bpm=bpm)
        page = mount(window(width, context, **options), widget, ".fsp-mh", dark=dark, origin="http://mood.test/")
        page.mood = widget
        return page

    return show


def taken(page):
    """Wait until Python has seen the last step."""
    page.wait_for_function("() => p.steps.keeper.copy.counter === window.state.kept.copy.counter")


def button(page, name):
    return page.root.get_by_role("button", name=name, exact=True)


def said(page):
    return page.locator(".fsp-mh-status").inner_text()


def bars(page):
    """What is seen of the prediction: its words, and where each mark stands."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.fsp-mh-rows')].map((one) => one.getAttribute('aria-label'))
            .concat([...document.querySelectorAll('.fsp-mh-middle')].map((one) => one.style.left))"""
    )


def colour(page, name):
    """Move the slider with the keys until it says a name."""
    slider = page.root.get_by_role("slider", name="Colour")
    slider.focus()
    page.keyboard.press("Home")
    for _ in range(6):
        if slider.get_attribute("aria-valuetext").startswith(name):
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"no stop is called {name}")


# ---------------------------------------------------------------- saying, changing, hearing


def test_something_is_said_before_a_changed_version_is_heard(mood):
    page = mood()
    assert page.locator(".fsp-mh-say").is_hidden(), "of one version there is nothing to say"
    assert "version 1: nothing to compare with yet" in bars(page)[0], "no number of one version"
    button(page, "Version 2").click()
    assert "begins as version 1. Change one thing." in said(page)
    assert page.locator(".fsp-mh-say").is_hidden(), "it is alike so far"
    button(page, "iv").click()
    assert "Bar 2, first half: G minor, iv, with B♭ from the minor. Three notes differ from version 1." in said(page)
    before = bars(page)
    assert "version 2: say first" in before[0] and page.locator(".fsp-mh-middle").count() == 0, "one alone lies nowhere"
    button(page, "Play").click()
    assert page.evaluate("document.activeElement.textContent") == "darker" and not page.evaluate("p.sound.running")
    assert "First say which way" in said(page)
    button(page, "darker").click()
    page.wait_for_function("() => p.sound.running && p.sound.desk.peak() > 1e-3", timeout=20_000)
    verdict = page.locator(".fsp-mh-verdict").inner_text()
    assert verdict.startswith("You said darker. The prediction") and " of 100" in verdict
    assert "version 2 −" in bars(page)[0] and said(page) == "", "nothing is told while it plays"
    share = page.mood.order.chance("version 1", "version 2")
    assert f"{round(share * 100)} of 100" in verdict, "as Python reckons"
    assert page.mood.said == {"2": "darker"}
    button(page, "Stop").click()
    button(page, "Play").click()
    page.wait_for_function("() => p.sound.running", timeout=20_000)
    page.keyboard.press("p")
    assert not page.evaluate("p.sound.running"), "another version waits for another word"
    assert page.locator(".fsp-mh-say").is_visible() and "say first" in bars(page)[0]
    button(page, "Play without saying").click()
    page.wait_for_function("() => p.sound.running", timeout=20_000)
    assert not page.locator(".fsp-mh-verdict").inner_text().startswith("You said")
    assert page.mood.said == {}


def test_another_picture_moves_no_bar(mood):
    page = mood()
    page.evaluate("p.open('k2')")
    colour(page, "Minor")
    page.evaluate("p.sayAndPlay('darker')")
    before, notes = bars(page), page.locator(".fsp-mh-svg").evaluate("(one) => one.outerHTML")
    page.root.get_by_label("Shot", exact=True).select_option(label="The Log, The pen (724)")
    page.wait_for_function("() => p.film.name === 'the-log' && p.film.picture.ready", timeout=30_000)
    assert bars(page) == before
    assert "Another picture. The notes are the same, and so is the prediction." in said(page)
    assert page.locator(".fsp-mh-svg").evaluate("(one) => one.outerHTML") == notes
    assert page.locator(".fsp-mh-place").inner_text().startswith("Frame 724 ·")
    page.wait_for_function("() => Math.abs(p.film.picture.video.currentTime - 724 / 24) < 0.05")
    assert page.locator(".fsp-mh-say").is_hidden(), "what was said is still about these notes"


def test_picture_and_sound_run_together_and_round(mood):
    page = mood(bpm=240)
    page.wait_for_function("() => p.film.picture.ready", timeout=30_000)
    page.locator(".fsp-mh-screen").click()
    page.wait_for_function("() => p.sound.running && !p.film.picture.video.paused", timeout=20_000)
    page.wait_for_selector(".fsp-mh-now")
    page.wait_for_selector(".fsp-mh-playhead:not([hidden])", state="attached")
    apart = page.evaluate("Math.abs(p.film.picture.video.currentTime - p.sound.desk.position())")
    assert apart < 0.25
    began = page.evaluate(
        """() => {
            p.starts = 0;
            const run = p.film.run.bind(p.film);
            p.film.run = (...all) => { p.starts++; run(...all); };
            return p.sound.desk.zero;
        }"""
    )
    page.wait_for_function("() => p.starts >= 1", timeout=15_000)
    assert page.evaluate("p.sound.desk.zero") > began, "round and round"
    page.root.get_by_label("Round and round").uncheck()
    page.wait_for_function("() => !p.sound.running", timeout=15_000)
    assert page.evaluate("p.film.picture.video.paused") and "Frame 1440" in page.locator(".fsp-mh-place").inner_text()


def test_a_picture_that_comes_late_joins_what_is_heard(mood, chromium):
    context = chromium.new_context(viewport={"width": 1000, "height": 1000})
    context.add_init_script(LATE)
    page = mood(bpm=40, context=context)
    page.wait_for_function("() => window.late.length === 1", timeout=30_000)
    assert "The music can be heard already" in page.root.inner_text()
    page.evaluate("p.toggle()")
    page.wait_for_function("() => p.sound.running && p.sound.desk.position() > p.sound.from + 1", timeout=20_000)
    page.evaluate("window.late.forEach((go) => go())")
    page.wait_for_function("() => p.film.picture.ready && !p.film.picture.video.paused", timeout=10_000)
    page.wait_for_timeout(500)
    apart = "p.film.picture.video.currentTime - p.sound.desk.position()"
    assert page.evaluate(f"p.sound.running && Math.abs({apart})") < 0.25
    before = page.evaluate("p.film.picture.video.currentTime")
    page.wait_for_timeout(400)
    assert page.evaluate("p.film.picture.video.currentTime") > before + 0.15, "it runs"
    page.evaluate("p.sound.stop()")
    page.wait_for_function("() => Math.abs(p.film.picture.video.currentTime - 1440 / 24) < 0.05")


def test_a_picture_that_comes_after_the_music_has_ended_stands_where_it_begins(mood, chromium):
    context = chromium.new_context(viewport={"width": 420, "height": 1000})
    context.add_init_script(LATE)
    page = mood(context=context)
    page.wait_for_function("() => window.late.length === 1", timeout=30_000)
    page.evaluate("p.toggle()")
    page.wait_for_function("() => p.sound.running", timeout=20_000)
    page.evaluate("p.sound.stop(); window.late.forEach((go) => go())")
    page.wait_for_function("() => Math.abs(p.film.picture.video.currentTime - 1440 / 24) < 0.05", timeout=10_000)
    page.wait_for_timeout(300)
    assert page.evaluate("p.film.picture.video.paused")


def test_on_a_narrow_page_the_prediction_is_seen_where_it_was_asked_for(mood):
    page = mood(width=420)
    page.evaluate("p.open('k2')")
    colour(page, "Minor")
    places = page.evaluate(
        """() => ['.fsp-mh-say', '.fsp-mh-telling', '.fsp-mh-rows', '.fsp-mh-score']
            .map((one) => document.querySelector(one).getBoundingClientRect())
            .map(({ top, bottom }) => [top, bottom])"""
    )
    (question, _), (_, telling), (valence, seen), (score, _) = places
    assert telling < valence < seen < score and seen - question < 700, "question and answer on one screen"


def test_the_other_version_is_heard_at_the_same_place(mood):
    page = mood(bpm=40)
    page.evaluate("p.open('k2')")
    colour(page, "Minor")
    page.evaluate("p.sayAndPlay('darker')")
    page.wait_for_function("() => p.sound.running && p.sound.desk.position() > p.sound.from + 0.3", timeout=20_000)
    zero = page.evaluate("p.sound.desk.zero")
    page.keyboard.press("c")
    page.wait_for_function("() => p.other && p.sound.desk.voices.filter((one) => one.channel === 'music').length === 1")
    assert page.evaluate("p.sound.desk.zero") == zero, "in the middle of it"
    assert page.evaluate("p.compare.getAttribute('aria-pressed')") == "true"
    assert page.evaluate("p.sound.takes.size") >= 2
    page.keyboard.press("c")
    page.wait_for_function("() => !p.other && p.sound.running")
    assert page.evaluate("p.sound.desk.zero") == zero
    page.keyboard.press("Space")
    assert not page.evaluate("p.sound.running")


def test_any_two_versions_are_equally_loud(mood):
    page = mood()
    rows = page.evaluate(
        """async () => {
            const coded = (data) => {
                const bytes = new Uint8Array(Float32Array.from(data).buffer);
                let text = '';
                const many = 0x8000;
                for (let i = 0; i < bytes.length; i += many)
                    text += String.fromCharCode(...bytes.subarray(i, i + many));
                return btoa(text);
            };
            const out = [];
            for (const [changes, tune, chords] of [
                [{}, 'horn', 'strings'], [{ colour: 'aeolian', chords: 'Dm C Dm Dm' }, 'horn', 'strings'],
                [{ register: -7, spacing: 'open', pedal: 'home' }, 'piano', 'harp'],
                [{ spacing: 'wide' }, 'celesta', 'choir'],
            ]) {
                const played = { tune_by: tune, chords_by: chords };
                p.steps.keep(p.now.map((mark) => mark.what === 'scene' ? { ...mark, ...played } : mark));
                const take = await p.sound.take(p.score({ ...p.version, ...changes }));
                out.push([0, 1].map((channel) => coded(take.buffer.getChannelData(channel))));
            }
            return out;
        }"""
    )
    loud, peaks = [], []
    for channels in rows:
        both = np.stack([np.frombuffer(base64.b64decode(one), dtype="<f4") for one in channels], axis=1)
        loud.append(fs.loudness(both, 48000).integrated)
        peaks.append(float(np.abs(both).max()))
    assert max(loud) - min(loud) < 0.5, loud
    assert np.mean(loud) == pytest.approx(-26, abs=0.3) and max(peaks) < 0.9


# ---------------------------------------------------------------- every control, by hand and by key


def test_every_control_by_mouse(mood):
    page = mood()
    button(page, "Version 2").click()
    button(page, "Bar 1, second half: next chord up").click()
    assert page.evaluate("p.version.chords") == "D A7 D D" and page.locator(".fsp-mh-dot").inner_text() == "yours"
    button(page, "Bar 1, second half: next chord down").click()
    page.root.get_by_role("radio", name="home (D)").check()
    assert page.locator(".fsp-mh-symbol").all_inner_texts() == ["D", "A/D", "D", "D"]
    page.root.get_by_role("radio", name="open", exact=True).check()
    page.root.get_by_label("Chords played by").select_option(label="Choir")
    assert "Who plays is not counted." in said(page)
    for name in ("♭VI", "♭VII"):
        button(page, name).click()
    assert button(page, "♭VI").get_attribute("aria-pressed") == "true"
    assert page.evaluate("p.version.loans") == "♭VI:2" and "finds no box that is free" in said(page)
    button(page, "♭VI").click()
    assert page.evaluate("p.version.chords") == "D A D D" and "given back" in said(page)
    taken(page)
    assert page.mood.version.symbols == ("D", "A/D", "D")
    assert [fs.Chord(c.symbol).symbol for c in page.mood.version.chords] == ["D", "A/D", "D"]
    radios = page.root.get_by_role("radio", name="compare with")
    assert [radios.nth(i).is_enabled() for i in range(2)] == [True, False], "the open one is no measure of itself"
    button(page, "Version 1").click()
    assert [radios.nth(i).is_enabled() for i in range(2)] == [False, True]
    radios.nth(1).check()
    assert page.evaluate("p.scene.against") == "k2"
    page.keyboard.press("2")
    assert page.evaluate("p.opened") == "k2" and not radios.nth(1).is_enabled()
    assert "Version 2" in page.evaluate("document.activeElement.textContent"), "the hand is still on that card"
    button(page, "Reset version 2").click()
    assert page.evaluate("[p.opened, p.scene.against]") == ["k1", "k1"] and "empty again; Undo" in said(page)
    button(page, "Undo").click()
    assert page.evaluate("p.find('k2').pedal") == "home"
    button(page, "Redo").click()
    assert page.evaluate("p.find('k2').filled") is False
    button(page, "Start again").click()
    taken(page)
    assert page.mood.answer == {"1": "D:2 A:2 D:4"}


def test_every_control_by_keys(mood):
    page = mood()
    page.locator(".fsp-mh-chord").first.focus()
    page.keyboard.press("2")
    assert page.evaluate("p.opened") == "k2"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Chord in bar 1, second half"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("p.version.chords") == "D G D D"
    assert page.evaluate("document.activeElement.getAttribute('aria-valuetext')") == "G major, IV, yours"
    assert "Bar 1, second half: G major." in said(page)
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("p.version.chords") == "D G D Em"
    page.keyboard.press("p")
    assert page.evaluate("p.version.pedal") == "home" and "D is held below" in said(page)
    for _ in range(3):
        page.keyboard.press("z")
    assert page.evaluate("[p.version.chords, p.version.pedal]") == ["D A D D", "none"]
    page.keyboard.press("Shift+Z")
    page.keyboard.press("Control+z")
    assert page.evaluate("p.version.chords") == "D A D D"
    colour(page, "Phrygian")
    assert (
        page.root.get_by_role("slider", name="Colour").get_attribute("aria-valuetext")
        == "Phrygian: second degree E flat"
    )
    assert "One degree lower than minor, the second: E → E♭." in page.locator(".fsp-mh-wide .fsp-note").inner_text()
    assert "The tune keeps E, which Phrygian does not have" in page.locator(".fsp-mh-rubs").inner_text()
    assert button(page, "iv").get_attribute("aria-disabled") == "true"
    button(page, "iv").click(force=True)
    assert page.evaluate("p.version.loans") == "" and "Only major borrows here" in said(page)
    colour(page, "Lydian")
    assert (
        page.root.get_by_role("slider", name="Colour").get_attribute("aria-valuetext")
        == "Lydian: fourth degree G sharp"
    )
    assert "Try the pedal on home." in page.locator(".fsp-mh-wide .fsp-note").inner_text()
    page.root.get_by_role("slider", name="Register of the chords").focus()
    page.keyboard.press("Home")
    assert "below E1, where the double basses end" in said(page) and page.evaluate("p.version.register") == 0
    assert page.root.get_by_role("slider", name="Register of the chords").input_value() == "2", "it goes back"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("p.version.register") == 7 and "The chords a fifth higher." in said(page)
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.textContent") == "darker"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => p.sound.running", timeout=20_000)
    assert page.evaluate("p.version.said") == "brighter"
    page.keyboard.press("Escape")
    assert not page.evaluate("p.sound.running")
    page.keyboard.press("1")
    taken(page)
    assert page.evaluate("p.opened") == "k1" and page.mood.version.symbols == ("D", "A", "D")
    order = page.evaluate(
        """() => [...document.querySelectorAll('.fsp-mh-body > *')].map((one) => one.className.split(' ')[0])"""
    )
    assert order == ["fsp-mh-film", "fsp-mh-telling", "fsp-mh-score", "fsp-mh-controls", "fsp-mh-bars", "fsp-mh-cards"]


def test_after_a_reset_the_hand_is_on_that_card_and_undo_is_at_hand(mood):
    page = mood()
    page.evaluate("p.open('k2')")
    colour(page, "Minor")
    button(page, "Reset version 2").focus()
    page.keyboard.press("Enter")
    assert "empty again; Undo" in said(page)
    assert page.evaluate("document.activeElement === p.cards.cards[1].open")
    page.keyboard.press("z")
    assert page.evaluate("p.find('k2').filled"), "as it was told"


def test_what_was_counted_and_told_long_ago_is_let_go(mood):
    page = mood()
    sizes = page.evaluate(
        """() => {
            const all = Object.keys(p.data.chords);
            const dice = (i, n) => all[Math.floor(i / all.length ** n) % all.length];
            const row = (i) => [0, 1, 2].map((n) => dice(i, n)).join(' ') + ' D';
            for (let i = 0; i < 500; i++) p.cues({ ...p.version, chords: row(i) });
            const mine = Object.keys(window.state.kept.told);
            for (let i = 0; i < 500; i++) {
                const names = [...mine, `chords ${i}`];
                const now = Object.fromEntries(names.map((name) => [name, { remarks: [], stop: '' }]));
                window.state.kept = { ...window.state.kept, told: now };
                p.hearPython();
            }
            return [Object.keys(p.measured).length, Object.keys(p.told).length, mine.every((name) => name in p.told)];
        }"""
    )
    assert sizes == [200, 200, True], "what is shown now is kept"


def test_two_hundred_changes_leave_the_tune_alone(mood):
    page = mood()
    tune = [[float(at), float(long), midi] for (_, at, long), midi in zip(TUNE.notes, TUNE.midi, strict=True)]
    page.evaluate("window.gone = true")  # Python is told of the last
    odd = page.evaluate(
        """(tune) => {
            let seed = 8;
            const dice = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
            const wrong = [];
            for (let i = 0; i < 200; i++) {
                const [range, register] = document.querySelectorAll('.fsp-mh-range-input');
                const turn = (input) => { input.value = dice(6); input.dispatchEvent(new Event('input')); };
                const click = (selector) => {
                    const all = [...document.querySelectorAll(selector)].filter((one) => one.offsetParent);
                    if (all.length) all[dice(all.length)].click();
                };
                const kinds = ['step', 'toggle', 'choice input', 'card-open', 'against input'];
                const acts = [() => turn(range), () => turn(register), () => p.buttons.undo.click()];
                [...acts, ...kinds.map((kind) => () => click(`.fsp-mh-${kind}`))][dice(8)]();
                const { lines } = p.score(p.version);
                const heard = lines[0].notes.map(({ start, beats, midi }) => [start, beats, midi]);
                const under = lines[1].notes.every(({ midi, beats }) => midi >= 24 && midi <= 90 && beats > 0);
                const same = JSON.stringify(heard) === JSON.stringify(tune);
                if (!same || !under) wrong.push([i, heard, p.version]);
            }
            return wrong;
        }""",
        tune,
    )
    assert odd == []
    page.evaluate("window.gone = false; p.open('k3'); p.step({ version: { ...p.version, yours: '0' }, said: '' })")
    taken(page)
    assert page.mood.tune == TUNE and all(one.melody == TUNE for one in page.mood.versions.values())
    assert page.mood.messages == (), "Python takes each of them"
    opened = page.evaluate("[p.opened, p.out.element.querySelector('code').textContent]")
    assert eval(opened[1], {"fs": fs}).melody == TUNE and opened[1] == page.mood.code
    assert page.root.get_by_text("The chords only, as code").count() == 1, "it promises no spacing and no register"


# ---------------------------------------------------------------- keeping


def test_a_busy_kernel_is_not_waited_for(mood):
    page = mood()
    page.wait_for_function("() => p.sound.bank.players.size === 2", timeout=20_000)
    page.evaluate("window.gone = true")
    page.evaluate("p.open('k2')")
    colour(page, "Dorian")
    assert page.locator(".fsp-mh-ends").inner_text() == "How it ends: that waits for the kernel."
    button(page, "darker").click()
    page.wait_for_function("() => p.sound.running && p.sound.desk.peak() > 1e-3", timeout=20_000)
    assert "The prediction: darker than version 1" in page.locator(".fsp-mh-verdict").inner_text()
    page.evaluate("p.sound.stop()")
    page.wait_for_function(
        "() => document.querySelector('.fsp-kept').textContent.includes('The kernel does not answer')"
    )
    page.evaluate("window.gone = false")
    page.keyboard.press("p")
    taken(page)
    page.wait_for_function("() => !document.querySelector('.fsp-mh-ends').textContent.includes('waits')")
    assert page.mood.answer["2"] == page.evaluate("p.find('k2').chords").split()[0] + ":2" + page.mood.answer["2"][4:]


def test_a_reload_finds_the_versions_in_the_browser(mood):
    page = mood()
    page.evaluate("window.gone = true")  # the kernel never hears of it
    page.evaluate("p.open('k3')")
    button(page, "♭VII").click()
    button(page, "brighter").click()
    page.evaluate("p.sound.stop()")
    again = mood(context=page.context)
    taken(again)
    assert again.mood.answer["3"] == "D:2 C:2 D:4" and again.mood.said == {"3": "brighter"}, "and the kernel is told"
    kept = json.loads(again.mood.path.read_text(encoding="utf-8"))["marks"]
    assert kept[2]["loans"] == "♭VII:1" and kept[3]["against"] == "k1"
    other = mood(fs.Motif("G4:2 D5:2 A4:4", key="G", meter="4/4"), context=page.context)
    assert other.mood.answer.keys() == {"1"} and "belongs to another tune. Both are kept" in said(other)


def test_in_a_notebook_it_opens_beside_its_still(lab, server):
    server.forget_marks()
    cell = (
        "import filmscore as fs\n"
        "tune = fs.Motif('D4:3/2 A4:1/2 E5:2 D5 A4:3', key='D', meter='4/4', name='the tune')\n"
        "harmoniser = fs.mood_harmoniser(tune, film='the-kettle', at=1440, name='lesson')\nharmoniser"
    )
    one = lab()
    one.open(server.write("mood.ipynb", cell))
    root = one.ready()
    assert one.page.locator(".jp-OutputArea-output img").first.is_hidden(), "the still gives way to the live view"
    root.get_by_role("button", name="Version 2", exact=True).click()
    root.get_by_role("button", name="iv", exact=True).click()
    root.get_by_role("button", name="darker").click()
    one.page.wait_for_function(
        f"() => {{ {P} return p.sound.running && p.sound.desk.peak() > 1e-3; }}",
        timeout=30_000,
    )
    one.page.wait_for_function(
        f"() => {{ {P} return p.steps.keeper.copy.counter === p.model.get('kept').copy.counter; }}",
        timeout=20_000,
    )
    assert in_kernel(one, "harmoniser.answer['2'], harmoniser.said") == "('D:2 A:2 Gm:2 D:2', {'2': 'darker'})"
    assert "Gm" in in_kernel(one, "harmoniser.code")
    one.page.evaluate("document.querySelector('.fsp-mh').fsp.sound.stop()")
    one.page.evaluate("document.querySelector('.fsp-root').dataset.old = ''")
    one.command("notebook:run-all-cells")
    one.page.locator(".fsp-root[data-ready]:not([data-old])").wait_for(timeout=60_000)
    assert "D:2 A:2 Gm:2 D:2" in in_kernel(one, "harmoniser.alt"), "kept and found again"


# ---------------------------------------------------------------- the look


@pytest.mark.parametrize(("width", "dark"), [(1000, False), (800, True), (420, True)])
def test_it_can_be_read_by_everybody(mood, width, dark):
    page = mood(fs.mood_harmoniser().tune if width == 420 else TUNE, width=width, dark=dark)
    page.evaluate("p.open('k2')")
    colour(page, "Phrygian")
    page.evaluate("document.querySelectorAll('.fsp-mh details').forEach((one) => (one.open = true))")
    page.wait_for_timeout(100)
    assert barriers(page, ".fsp-mh") == []
    page.evaluate("p.predicted('skipped'); p.sound.stop()")
    page.wait_for_timeout(300)
    can_be_read(page, ".fsp-mh", f"{REACHED}, .fsp-mh-chord", 28)
    assert small(page, f"{REACHED}, .fsp-mh-chord", 28, 28) == []
    assert cut(page, ".fsp-mh-symbol, .fsp-mh-stops span, .fsp-mh-value") == [], "no label is cut off"


def test_a_finger_finds_room_and_nothing_moves_where_rest_is_wished(mood):
    page = mood(width=420, reduced_motion="reduce", has_touch=True, is_mobile=True)
    page.evaluate("p.open('k2')")
    colour(page, "Minor")
    assert small(page, f"{REACHED}, .fsp-mh-choice span, .fsp-mh-tick", 40) == []
    page.evaluate(
        """() => {
            p.draws = 0;
            const moved = p.sound.part.moved;
            p.sound.part.moved = (at) => { p.draws++; moved(at); };
        }"""
    )
    page.evaluate("p.sayAndPlay('darker')")
    page.wait_for_function("() => p.sound.running", timeout=20_000)
    for _ in range(6):
        page.evaluate("p.sound.stop(); p.start(false)")
        page.wait_for_function("() => p.sound.running", timeout=20_000)
    page.evaluate("p.draws = 0")
    page.wait_for_timeout(1500)
    assert 3 <= page.evaluate("p.draws") <= 16, "ten a second, however often it was stopped"
    page.evaluate("p.sound.stop()")
    assert page.evaluate("getComputedStyle(document.querySelector('.fsp-mh-range')).transitionDuration") == "0s"
