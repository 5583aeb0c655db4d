"""The small player in a browser: notes where they should be, keys that sound at once, loops without a seam."""

from __future__ import annotations

import base64
import json
from itertools import pairwise

import numpy as np
import pytest
import readable
from lab import in_kernel
from music21 import note, stream
from readable import barriers, scrolls_sideways
from widget_page import bare

from filmscore.music.motif import Motif
from filmscore.sound import note_bank
from filmscore.widgets import bundle
from filmscore.widgets.note_player import play

SCALE = "C4:1/2 D4:1/2 E4:1/2 F4:1/2 G4:1/2 A4:1/2 B4:1/2 C5:1/2"

#: a page that answers like a kernel
HARNESS = """
window.mount = (plan, parts, gone) => {
  const heard = [];
  window.asked = [];
  const model = {
    get: () => plan,
    on: (name, call) => heard.push(call),
    off: (name, call) => heard.splice(heard.indexOf(call), 1),
    send: (message) => {
      asked.push(message.what);
      if (gone) return;
      const part = parts[message.what];
      const { id } = message;
      const answer = part ? { type: "media", id, items: [part.item] } : { type: "refused", id, why: "nobody plays it" };
      setTimeout(() => said(answer, part ? [bytes(part)] : []), 5);
    },
  };
  const bytes = (part) => new DataView(Uint8Array.from(atob(part.data), (one) => one.charCodeAt(0)).buffer);
  const said = (message, views) => [...heard].forEach((call) => call(message, views));
  window.give = (name, part) => said({ type: "gift", name, items: [part.item] }, [bytes(part)]);
  widget.initialize({ model });
  window.model = model;
  window.leaving = new AbortController();
  widget.render({ model, el: document.getElementById("widget"), signal: leaving.signal });
  window.p = document.querySelector(".fsp-np").fsp;
};
"""


def parts_of(player, *more):
    """What the kernel would send, as JSON has it."""
    made = {}
    for what in [*(what for _, what in player.plan["first"]), *more]:
        item, data = player._part(what)
        made[what] = {"item": item, "data": base64.b64encode(data).decode()}
    return made


@pytest.fixture
def small(window):
    """A page with one small player on it, and no notebook: `small("C4 E4")`."""

    def show(x, *, dark=False, gone=False, width=800, more=(), ready=True, **options):
        player = play(x, **options)
        given = (player.plan, parts_of(player, *more), gone)
        page = bare(window(width), player._esm, player._css, HARNESS, *given, dark=dark)
        if ready and not gone:
            page.wait_for_selector(".fsp-np[data-ready]")
        page.root = page.locator(".fsp-np")
        return page

    return show


def faults(page):
    return barriers(page, ".fsp-np", unsure=True)


def press_play(page):
    page.root.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("() => p.running")


# ---------------------------------------------------------------- sound

#: a player's notes through the page's own `strike`, in an offline context: where each begins
OFFLINE = """async ([notes, id, seconds, script]) => {
    const { strike } = await import(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    const context = new OfflineAudioContext(1, seconds * 48000, 48000);
    const player = p.players.get(id), sampled = p.plan.velocity;
    for (const note of notes) strike(context, context.destination, player, { sampled, ...note });
    const sound = (await context.startRendering()).getChannelData(0);
    return [...sound];
}"""


def offline(page, notes, who, seconds):
    script = bundle.script("note_voice.js")
    return np.array(page.evaluate(OFFLINE, [notes, who, seconds, script]))


def test_a_scale_begins_where_it_is_written_to_two_milliseconds(small):
    page = small(SCALE, bpm=120)
    times = [0.1 + 0.25 * i for i in range(8)]
    late = []
    for when, pitch in zip(times, (60, 62, 64, 65, 67, 69, 71, 72), strict=True):
        sound = offline(page, [{"when": when, "pitch": pitch, "velocity": 90, "seconds": 0.2}], "piano", 3)
        loud = np.abs(sound) > np.abs(sound).max() * 0.01
        late.append(1000 * (np.argmax(loud) / 48000 - when))
    print("late by, ms:", np.round(late, 2))
    assert max(map(abs, late)) < 2, late


def test_what_the_player_hands_over_is_on_the_beat(small):
    page = small(SCALE, bpm=120, loop=True)
    page.evaluate(
        """() => {
            window.starts = [];
            const start = AudioBufferSourceNode.prototype.start;
            AudioBufferSourceNode.prototype.start = function (when, ...more) {
                starts.push(when);
                return start.call(this, when, ...more);
            };
        }"""
    )
    press_play(page)
    page.wait_for_function("() => starts.length >= 18", timeout=10_000)
    zero = page.evaluate("() => p.zero")
    starts = np.array(page.evaluate("starts")[:18])
    assert np.abs(starts - (zero + 0.25 * np.arange(18))).max() < 1e-6, "twice round and no seam"


def test_pitch_and_level_are_those_of_the_note(small):
    page = small("A4", more=("flute",))
    page.root.get_by_label("Played by").select_option("flute")
    page.wait_for_function("() => p.players.has('flute')")
    for pitch, hertz in ((69, 440.0), (70, 466.16), (81, 880.0)):
        sound = offline(page, [{"when": 0, "pitch": pitch, "velocity": 80, "seconds": 1.5}], "flute", 2)[12000:60000]
        spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
        near = slice(int(hertz * 0.9), int(hertz * 1.1))
        assert abs(near.start + np.argmax(spectrum[near]) - hertz) < 0.012 * hertz, "within a fifth of a semitone"
    loud, soft = (
        np.sqrt(np.mean(offline(page, [{"when": 0, "pitch": 69, "velocity": v, "seconds": 1.5}], "flute", 2) ** 2))
        for v in (120, 40)
    )
    assert 17 < 20 * np.log10(loud / soft) < 24


def test_a_held_note_goes_round_without_a_seam(small):
    """Strings for seven seconds and a half: nothing at a seam is rougher than the sound itself is."""
    page = small("C4", played_by="strings")
    sound = offline(page, [{"when": 0, "pitch": 60, "velocity": 80, "seconds": 7.5}], "strings", 8)[24000:345600]
    level = 20 * np.log10(np.sqrt(np.mean(sound.reshape(-1, 4800) ** 2, axis=1)))
    print("held strings, dB from", level.min().round(1), "to", level.max().round(1))
    assert level.max() - level.min() < 14, "it neither swells nor stops"
    rough = np.abs(np.diff(sound, 2))
    print("roughest place, times the mean:", (rough.max() / np.sqrt(np.mean(rough**2))).round(1))
    assert rough.max() < 12 * np.sqrt(np.mean(rough**2)), "no click"


def test_a_released_note_falls_silent(small):
    page = small("C4", played_by="strings")
    sound = offline(page, [{"when": 0, "pitch": 60, "velocity": 80, "seconds": 0.5}], "strings", 3)
    assert np.abs(sound[-24000:]).max() < 1e-4 < np.abs(sound[9600:24000]).max()


KEY = """async () => {
    const root = document.querySelector('.fsp-np');
    const start = performance.now();
    root.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyA', key: 'a', bubbles: true }));
    while (p.desk.peak() < 1e-3 && performance.now() - start < 3000) await new Promise(done => setTimeout(done, 0));
    const took = performance.now() - start;
    root.dispatchEvent(new KeyboardEvent('keyup', { code: 'KeyA', key: 'a', bubbles: true }));
    return took;
}"""


def test_a_key_sounds_at_once(small):
    page = small(SCALE)
    page.root.locator(".fsp-np-key").first.click()  # opens the sound
    page.wait_for_timeout(2500)
    took = []
    for _ in range(7):
        took.append(page.evaluate(KEY))
        page.wait_for_timeout(1800)
    print("key to sound, ms:", [round(t, 1) for t in took])
    assert np.median(took) < 30, took


# ---------------------------------------------------------------- what one does with it


def test_a_note_is_called_what_its_score_calls_it_until_it_is_moved(small):
    part = stream.Part([note.Note("D-3", quarterLength=8)])
    part.partName = "Cello"
    page = small(part, bpm=60)
    press_play(page)
    page.wait_for_function("() => document.querySelector('.fsp-np-sounds').innerText === 'D♭3'")
    page.root.get_by_label("Transpose").fill("1")
    page.wait_for_function("() => document.querySelector('.fsp-np-sounds').innerText === 'D3'")
    page.root.get_by_role("button", name="Pause").click()


def test_play_pause_seek_and_the_end(small):
    page = small("C4:1/4 D4:1/4", bpm=120)
    press_play(page)
    page.wait_for_function("() => !p.running && p.at === 0", timeout=5000)
    assert page.root.get_by_role("button", name="Play", exact=True).count() == 1
    page = small(SCALE, bpm=60)
    page.root.get_by_label("Position").fill("2")
    press_play(page)
    page.wait_for_function("() => p.shownAt() > 2.3")
    assert page.locator(".fsp-np-sounds").inner_text() in {"G4", "A4"}
    page.root.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(300)
    assert page.evaluate("p.voices.length") == 0 and page.evaluate("p.desk.peak()") < 1e-3
    assert 2.2 < page.evaluate("p.at") < 3.5
    page.root.get_by_role("button", name="Back to start").click()
    assert page.evaluate("p.at") == 0


def test_tempo_key_and_player_change_while_it_plays_and_no_note_is_lost_or_doubled(small):
    page = small(SCALE, bpm=120, loop=True, more=("flute",))
    page.evaluate(
        """() => {
            window.heardNotes = [];
            const sound = p.sound.bind(p);
            p.sound = (note, index, at, when, beats) => {
                heardNotes.push({ index, at, when, shift: p.shift });
                sound(note, index, at, when, beats);
            };
        }"""
    )
    press_play(page)
    page.wait_for_timeout(700)
    page.root.get_by_label("Tempo").fill("90")
    page.wait_for_timeout(500)
    page.root.get_by_label("Transpose").fill("5")
    page.wait_for_timeout(500)
    page.root.get_by_label("Played by").select_option("flute")
    page.wait_for_function("() => p.chosen === 'flute'")
    page.wait_for_timeout(900)
    page.root.get_by_role("button", name="Pause").click()
    notes = page.evaluate("heardNotes")
    last = {}
    for n in notes:
        last[round(n["at"], 4)] = n
    ats = sorted(last)
    assert ats == [0.5 * i for i in range(len(ats))], "every note, none twice but those taken back"
    whens = [last[at]["when"] for at in ats]
    assert all(b > a for a, b in pairwise(whens))
    assert page.locator(".fsp-np-value").all_inner_texts() == ["90 BPM", "+5"]
    assert last[ats[-1]]["shift"] == 5


def test_notes_outside_the_range_are_said(small):
    page = small("C4 E4", more=("celesta",))
    page.root.get_by_label("Played by").select_option("celesta")
    page.wait_for_function("() => p.players.has('celesta')")
    page.root.get_by_label("Transpose").fill("-3")
    assert page.locator(".fsp-np-said").inner_text() == (
        "1 note lies outside the comfortable range of the celesta, C4 to G♯7.".replace("G♯7", "A♭7")
    )
    page.root.get_by_label("Transpose").fill("0")
    assert page.locator(".fsp-np-said").inner_text() == ""


def test_an_instrument_that_does_not_come_is_said(small):
    page = small("C4 E4")
    page.root.get_by_label("Played by").select_option("horn")
    page.wait_for_function("() => document.querySelector('.fsp-np-said').textContent.includes('nobody plays it')")


def test_leaving_the_loop_plays_on_to_the_end_and_doubles_nothing(small):
    page = small("C4:1/2 E4:1/2 G4:1/2 C5:1/2", bpm=60, loop=True)
    page.evaluate(
        """() => {
            window.begun = [];
            const sound = p.sound.bind(p);
            p.sound = (note, index, at, when, beats) => {
                begun.push({ beat: note.beat, loop: p.loop, from: p.at });
                sound(note, index, at, when, beats);
            };
        }"""
    )
    press_play(page)
    page.wait_for_function("() => p.position() > 2.6", timeout=10_000)
    page.root.get_by_label("Loop").uncheck()
    page.wait_for_function("() => !p.running", timeout=10_000)
    after = [one for one in page.evaluate("begun") if not one["loop"]]
    assert after and 0.6 < after[0]["from"] < 1.5, "in the second round"
    assert [one["beat"] for one in after] == [b for b in (0.0, 0.5, 1.0, 1.5) if b >= after[0]["from"]]


def test_one_plays_at_a_time(small):
    page = small(SCALE, loop=True)
    press_play(page)
    page.evaluate(
        """() => {
            const hub = globalThis[Symbol.for('filmscore.hub.1')];
            hub.sounding.pause();
        }"""
    )
    assert page.evaluate("p.running") is False


def test_a_recording_plays_loops_and_stops(small):
    tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(24000) / 48000)  # 220 whole waves: a loop has no step
    page = small(tone, loop=True)
    assert page.locator(".fsp-np-keys, .fsp-np-select").count() == 0
    assert page.evaluate("p.buffer.length") == 24000
    press_play(page)
    page.wait_for_timeout(1300)
    assert page.evaluate("p.running") and page.evaluate("p.desk.peak()") > 0.3
    page.root.get_by_label("Loop").uncheck()
    page.wait_for_function("() => !p.running", timeout=3000)
    page.wait_for_timeout(200)
    assert page.evaluate("p.desk.peak()") < 1e-3


def test_leaving_stops_everything(small):
    page = small(SCALE, loop=True)
    press_play(page)
    page.evaluate("leaving.abort()")
    assert page.evaluate("[p.running, p.voices.length, globalThis[Symbol.for('filmscore.hub.1')].bytes.size]") == [
        False,
        0,
        0,
    ]


# ---------------------------------------------------------------- keys and readers


def test_keys_play_and_stay_out_of_the_notebook(small):
    page = small(SCALE)
    page.evaluate("() => { window.got = []; document.addEventListener('keydown', event => got.push(event.key)); }")
    page.root.get_by_role("button", name="C4, key A").focus()
    page.keyboard.down("d")
    page.wait_for_function("() => p.row.held.size === 1")
    assert page.locator(".fsp-np-down").get_attribute("aria-label") == "E4, key D"
    page.keyboard.up("d")
    assert page.evaluate("p.row.held.size") == 0 and page.locator(".fsp-np-down").count() == 0
    page.keyboard.press("x")
    assert page.locator(".fsp-np-octave").inner_text() == "from C5"
    for key in ("d", "d", "b", "ArrowRight", "Escape", "Control+s"):
        page.keyboard.press(key)
    assert page.evaluate("got") == ["Escape", "Control", "s"]
    page.keyboard.down("a")
    page.wait_for_function("() => p.row.held.size === 1")
    page.evaluate("document.activeElement.blur()")
    assert page.evaluate("p.row.held.size") == 0, "a key let go elsewhere does not hang"


def test_a_reader_can_use_every_part(small):
    page = small(SCALE)
    for role, name in (("slider", "Position"), ("slider", "Tempo"), ("slider", "Transpose"), ("combobox", "Played by")):
        assert page.root.get_by_role(role, name=name).count() == 1
    assert page.root.get_by_role("slider", name="Transpose").get_attribute("aria-valuetext") == "as written"
    page.root.get_by_text("The notes and the keys in words").click()
    rows = page.root.locator(".fsp-np-scroll tbody tr")
    assert rows.count() == 8 and rows.nth(1).inner_text().split() == ["1.5", "D4", "0.5", "Piano"]
    page.root.get_by_label("Transpose").fill("2")
    assert rows.nth(1).inner_text().split()[1] == "E4"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("what", ["notes", "sound"])
def test_no_barriers(small, what, dark):
    page = small(SCALE if what == "notes" else np.sin(np.arange(9600) / 9), dark=dark)
    if what == "notes":
        page.root.get_by_text("The notes and the keys in words").click()
    assert faults(page) == []


def test_nothing_is_cut_off_on_a_narrow_page(small):
    page = small(SCALE, width=360)
    page.root.get_by_text("The notes and the keys in words").click()
    assert not scrolls_sideways(page)
    assert readable.small(page, ".fsp-np :is(button, select, summary)", 28, 28) == []


def test_the_roll_is_drawn_and_lights_up(small):
    page = small(SCALE, bpm=60)
    ink = """() => {
        const c = document.querySelector('.fsp-np canvas');
        return [...c.getContext('2d').getImageData(0, 0, c.width, c.height).data].reduce((a, b) => a + b, 0);
    }"""
    page.wait_for_function("() => document.querySelector('.fsp-np canvas').width > 300")
    before = page.evaluate(ink)
    assert before > 0
    press_play(page)
    page.wait_for_function("() => p.view.now.size === 1")
    page.wait_for_timeout(60)
    assert page.evaluate(ink) != before


# ---------------------------------------------------------------- the engraved page

JON = Motif(
    "A4 D4 F#4:1/3 G4:1/3 A4:1/3 B4:3/2 C5:1/2 C5:3 R Bb4:2/3 A4:2/3 G4:2/3 F4:2 D4:2 E4:2 G4:2 A4:4",
    key="D", meter="4/4", begins=4, name="Jon",
)  # fmt: skip


def lit(page):
    return page.locator(".fsp-np-paper .fsp-np-on").evaluate_all("all => all.map(one => one.id.split('-')[1])")


def paper(page, button=True):
    if button:
        page.root.get_by_role("button", name="Score").click()
    page.wait_for_selector(".fsp-np-paper svg")
    return page.locator(".fsp-np-paper")


def test_the_score_lights_up_note_by_note(small):
    page = small(JON, bpm=60)
    assert page.locator(".fsp-np-paper svg").count() == 0 and page.locator(".fsp-np canvas").is_visible()
    paper(page)
    assert page.locator(".fsp-np canvas").is_hidden()
    assert page.root.get_by_role("button", name="Score").get_attribute("aria-pressed") == "true"
    page.evaluate("p.seek(1)")
    press_play(page)
    page.wait_for_function("() => document.querySelectorAll('.fsp-np-on').length")
    assert lit(page) == ["l0e1b1p0"]
    assert page.locator(".fsp-np-marks rect").count() == 1, "told by shape too"
    before = page.locator(".fsp-np-playhead").bounding_box()["x"]
    page.wait_for_function("() => document.querySelector('.fsp-np-on')?.id.includes('l0e2')")
    assert page.locator(".fsp-np-playhead").bounding_box()["x"] > before
    where = page.locator(".fsp-np-on .notehead").bounding_box()
    mark = page.locator(".fsp-np-marks rect").bounding_box()
    assert mark["x"] < where["x"] and mark["x"] + mark["width"] > where["x"] + where["width"]
    assert mark["y"] < where["y"] and mark["y"] + mark["height"] > where["y"] + where["height"]
    page.root.get_by_role("button", name="Pause").click()
    page.wait_for_function("() => !document.querySelector('.fsp-np-on')")
    page.root.get_by_role("button", name="Roll").click()
    assert page.locator(".fsp-np canvas").is_visible() and page.locator(".fsp-np-paper").is_hidden()


def test_a_click_on_a_note_goes_there_and_so_do_the_arrows(small):
    page = small(JON, view="score")
    sheet = paper(page, button=False)
    page.locator('[id$="l0e6b1p0"] .notehead').click()
    assert page.evaluate("p.at") == 4.5
    sheet.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("p.at") == 5
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("p.at") == 3
    page.keyboard.press("End")
    assert page.evaluate("p.at") == 21, "the last that is written"
    page.keyboard.press("Home")
    assert page.evaluate("p.at") == 0
    assert sheet.get_attribute("aria-valuetext") == "Pickup, beat 4 of 6"
    page.keyboard.press("Space")
    page.wait_for_function("() => p.running")


def test_transposed_the_page_is_engraved_anew_and_says_so_until_it_is(small):
    page = small(JON, view="score", more=("score/736/-2",))
    paper(page, button=False)
    first = page.locator(".fsp-np-paper svg").inner_html()
    said = page.root.get_by_label("Transpose").evaluate("""box => {
        box.value = "-2";
        box.dispatchEvent(new Event("input", { bubbles: true }));
        return document.querySelector(".fsp-np-gap").textContent;  // at once: the new page may be here in a moment
    }""")
    assert said == "Written a tone higher than it sounds."
    page.wait_for_function("() => p.score.page.shift === -2")
    assert page.locator(".fsp-np-gap").inner_text() == ""
    assert page.locator(".fsp-np-paper svg").inner_html() != first
    assert page.locator(".fsp-np-paper .keyAccid").count() == 0, "D major became C major"
    page.root.get_by_label("Transpose").fill("3")  # of that page the kernel has none
    page.wait_for_function("() => document.querySelector('.fsp-np-gap').textContent.includes('There is no page')")
    assert "Written a fourth lower than it sounds." in page.locator(".fsp-np-gap").inner_text()
    page.evaluate("p.seek(1)")
    press_play(page)
    page.wait_for_function("() => document.querySelectorAll('.fsp-np-on').length")


def test_a_page_that_does_not_come_is_waited_for_aloud(small):
    page = small(JON, view="score", gone=True)
    page.wait_for_function(
        "() => document.querySelector('.fsp-np-gap').textContent.includes('when the kernel is free')"
    )


def test_the_page_follows_the_music_and_the_window(small):
    page = small(Motif(" ".join(["C5 D5 E5 F5"] * 24), meter="4/4"), view="score", width=420)
    sheet = paper(page, button=False)
    assert page.evaluate("p.score.page.width") <= 388
    assert sheet.evaluate("one => one.scrollHeight > one.clientHeight && one.scrollTop === 0")
    page.evaluate("p.seek(80)")
    page.wait_for_function("() => document.querySelector('.fsp-np-paper').scrollTop > 100")
    page.wait_for_timeout(600)
    line, box = page.locator(".fsp-np-playhead").bounding_box(), sheet.bounding_box()
    assert box["y"] <= line["y"] and line["y"] + line["height"] <= box["y"] + box["height"]
    page.set_viewport_size({"width": 900, "height": 900})
    page.wait_for_function("() => p.score.page.width > 500")
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_barriers_in_the_score(small, dark):
    page = small(JON, dark=dark, view="score", width=420)
    paper(page, button=False)
    assert faults(page) == []


def test_who_is_in_no_menu_is_in_that_of_their_player(small):
    page = small("C4 E4:2", played_by="trombone")
    menu = page.root.get_by_label("Played by")
    assert menu.input_value() == "trombone" and menu.locator("option").count() == len(note_bank.INSTRUMENTS) + 1
    assert menu.locator("option:checked").inner_text() == "Trombone"
    press_play(page)
    page.wait_for_function("() => document.querySelector('.fsp-np').fsp.desk.peak() > 1e-3")


def test_what_the_kernel_gives_unasked_ends_the_wait_for_its_answer(small):
    """A kernel that runs cells answers nobody; what it gave before them may come after the page has asked."""
    page = small("C4 E4", gone=True)
    page.wait_for_function("() => asked.includes('piano')")
    assert not page.locator(".fsp-np[data-ready]").count()
    given = parts_of(play("C4 E4"))
    for name, what in page.evaluate("p.plan.first"):
        page.evaluate("([name, part]) => give(name, part)", [name, given[what]])
    page.wait_for_selector(".fsp-np[data-ready]")
    press_play(page)
    page.wait_for_function("() => p.desk.peak() > 1e-3")
    page.root.get_by_role("button", name="Score").click()
    page.locator(".fsp-np-paper svg").wait_for()


# ---------------------------------------------------------------- in JupyterLab


def test_in_a_notebook_the_notes_come_while_the_kernel_is_busy(lab, server, tmp_path):
    folder = note_bank.cache_folder()
    setup = (
        f"import os\nos.environ['FILMSCORE_CACHE'] = {str(folder)!r}\nimport filmscore as fs\nfs.play('D4 A4 D5 E5')"
    )
    name = server.write("play.ipynb", setup, "import time\ntime.sleep(20)\ndone = True")
    note_bank.sampled("piano")
    one = lab()
    one.open(name)
    page = one.page
    page.root = page.locator(".fsp-np")
    page.root.wait_for(timeout=40_000)
    page.locator(".fsp-np[data-ready]").wait_for(timeout=15_000)
    assert "busy" in page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status")
    page.root.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_function("() => document.querySelector('.fsp-np').fsp.desk.peak() > 1e-3")
    assert page.locator(".jp-OutputArea-child img").first.is_hidden(), "the still gives way"
    page.root.get_by_role("button", name="Score").click()
    page.locator(".fsp-np-paper svg").wait_for(timeout=5000)
    assert "busy" in page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status")
    page.root.get_by_role("button", name="Roll").click()
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'", timeout=40_000
    )
    page.root.get_by_label("Played by").select_option("celesta")
    page.wait_for_function("() => document.querySelector('.fsp-np').fsp.players.has('celesta')", timeout=40_000)
    assert in_kernel(one, "done") == "True"
    one.command("notebook:enter-command-mode")
    cells = page.locator(".jp-Cell").count()
    page.root.get_by_role("button", name="Play", exact=True).or_(page.root.get_by_role("button", name="Pause")).focus()
    for key in ("d", "d", "a", "b"):
        page.keyboard.press(key)
    assert page.locator(".jp-Cell").count() == cells
    one.command("docmanager:save")
    page.wait_for_timeout(1500)
    saved = json.loads((server.folder / name).read_text(encoding="utf-8"))
    outputs = saved["cells"][0]["outputs"]
    assert "image/png" in outputs[0]["data"] and "played by the piano" in "".join(outputs[0]["data"]["text/plain"])
