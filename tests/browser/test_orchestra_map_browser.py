"""The Orchestra map as a learner meets it: heard under the finger, a chord pulled to players, weighed, and kept."""

from __future__ import annotations

import pytest
from lab import in_kernel
from lab import settled as lab_settled
from readable import can_be_read
from widget_page import mount

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.pitch import Pitch
from filmscore.sound import audition
from filmscore.widgets import marks, orchestra_page

CHORD = "Eb3 Bb3 G4 D5"

#: what is struck from now on: by whom, which note, and how many voices sounded already
LISTEN = """() => {
    window.struck = [];
    const strike = p.sound.struck.bind(p.sound);
    p.sound.struck = (id, pitch, when, velocity, seconds) => {
        const voice = strike(id, pitch, when, velocity, seconds);
        struck.push([id, pitch, Math.round(velocity)]);
        return voice;
    };
}"""


#: a touch at a place, and the highest peak of the second after it
LOUDEST = """async ([x, y]) => {
    const line = p.axis.line('Horn');
    p.sound.stop();
    await new Promise((done) => setTimeout(done, 900));
    const sounds = await p.sound.touch(line.row.name, p.axis.pitchAt(line, x), p.axis.strengthAt(line, y));
    let peak = 0;
    for (let i = 0; sounds && i < 40; i++) {
        await new Promise((done) => setTimeout(done, 25));
        peak = Math.max(peak, p.sound.desk.peak('notes'));
    }
    return peak;
}"""


@pytest.fixture
def shown(window, monkeypatch):
    """A page with the widget on it: `shown()`; `page.map` is the widget.

    Every instrument takes the engine seconds, the first time; so it sounds only where that is asked for.
    """

    def mute(*_, **__):
        raise FilmScoreError("it is silent in this test")

    def show(chord=CHORD, players=None, *, film=None, width=1120, dark=False, context=None, sounds=False, **options):
        if not sounds:
            monkeypatch.setattr(audition, "audition", mute)
        widget = fs.orchestra_map(
            film, at=1440 if film else None, chord=chord, players=players, dynamic="f", name="here"
        )
        page = mount(window(width, context, **options), widget, ".fsp-om", dark=dark, origin="http://map.test/")
        page.map = widget
        page.evaluate(LISTEN)
        return page

    return show


def midi(note):
    return Pitch.read(note).midi


def spot(page, name, note, height=0.5):
    """Where a note lies on somebody's row, which is brought within what is seen of the map."""
    return page.evaluate(
        """([name, midi, height]) => {
            const line = p.axis.line(name);
            p.axis.reveal(line);
            const box = line.lane.getBoundingClientRect();
            const { low, high } = p.axis.range;
            return [box.left + box.width * (midi - low + 0.5) / (high - low + 1), box.top + box.height * height];
        }""",
        [name, midi(note), height],
    )


def bead(page, note):
    box = page.locator(f".fsp-om-bead[data-note='{note}']").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, start, end):
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()


def give(page, note, name, at=None):
    """Pull a bead to a row; the row is brought into sight first, for that moves what is on the page."""
    to = spot(page, name, at or note.replace("♭", "b").replace("♯", "#"))
    drag(page, bead(page, note), to)


def status(page):
    return page.locator(".fsp-om-status").inner_text()


def laid(page):
    return page.evaluate(
        "Object.fromEntries(p.seats.map(({ said, dots }) => [said, dots.map((d) => d.note).join(' ')]))"
    )


def settled(page):
    """Wait until Python has what is laid."""
    page.wait_for_function("() => state.kept.copy.counter === p.steps.keeper.copy.counter")


WAY = [("E♭3", "Bassoon"), ("E♭3", "Clarinet"), ("D5", "Flute"), ("D5", "Oboe"), ("G4", "Horn"), ("B♭3", "Horn")]
SUMS = {
    "flute": "D5", "oboe": "D5", "clarinet": "Eb3", "bassoon": "Eb3", "horn 1": "G4", "horn 2": "Bb3",
}  # fmt: skip


# ---------------------------------------------------------------- a chord is given out


def test_a_chord_pulled_to_players_is_weighed_and_taken_back_step_by_step(shown):
    page = shown()
    assert page.locator(".fsp-om-finding").inner_text() == "Nobody plays yet."
    for note, name in WAY:
        give(page, note, name)
    assert laid(page) == SUMS
    assert page.locator(".fsp-om-finding").inner_text() == "Even: 2 to 2 a note."
    assert page.locator(".fsp-om-units").all_text_contents() == ["2", "2", "2", "2"]
    assert "Horn 2 has B♭3, which weighs 2. Even: 2 to 2 a note." in status(page)
    settled(page)
    assert page.map.chord == SUMS and page.map.balance.verdict == "even"
    assert page.locator(".fsp-code").inner_text() == page.map.code
    for _ in WAY:
        page.get_by_role("button", name="Undo").click()
    assert laid(page) == {} and page.locator(".fsp-om-finding").inner_text() == "Nobody plays yet."


def test_the_same_by_keys_alone(shown):
    page = shown()
    page.locator(".fsp-om-lane[tabindex='0']").focus()
    for note, name in WAY:
        page.keyboard.press("/")
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        page.keyboard.press("g")
        page.keyboard.press(str(["D5", "G4", "B♭3", "E♭3"].index(note) + 1))
        page.keyboard.press("Escape")
    assert laid(page) == SUMS
    page.keyboard.press("Delete")
    assert laid(page) == {**{k: v for k, v in SUMS.items() if k[:4] != "horn"}, "horn": "G4"}
    page.keyboard.press("Control+z")
    page.keyboard.press("2")
    assert page.evaluate("p.dynamic") == "p" and "p. Leans: " in status(page)
    page.keyboard.press("Enter")
    settled(page)
    assert page.map.tune == ("horn 2",) and "horn 2" in page.locator(".fsp-om-tune").first.inner_text()


def test_the_same_by_taps_where_it_is_narrow(shown):
    page = shown(width=420, has_touch=True)
    assert page.locator(".fsp-om-row:visible").count() == 1
    for note, name in WAY:
        page.evaluate("name => p.goTo(p.axis.line(name), false)", name)
        page.locator(f".fsp-om-bead[data-note='{note}']").tap()
        page.touchscreen.tap(*spot(page, name, "C4"))
    assert laid(page) == SUMS
    assert page.locator(".fsp-om-short").inner_text() == "even: D5 2, G4 2, B♭3 2, E♭3 2"
    page.get_by_role("button", name="All of them").tap()
    assert page.locator(".fsp-om-row:visible").count() == len(orchestra_page.rows())
    page.evaluate("p.axis.reveal(p.axis.line('Tuba'))")
    page.locator(".fsp-om-name", has_text="Tuba").tap()
    assert page.locator(".fsp-om-row:visible").all_text_contents()[0].startswith("Tuba")


def test_what_cannot_be_had_snaps_back_and_what_is_extreme_stays(shown):
    page = shown("F#3 B4")
    give(page, "F♯3", "Violin")
    assert laid(page) == {} and "lies below the violin's lowest open string: G3 is the lowest note there is" in status(
        page
    )
    give(page, "F♯3", "Violin", "F#4")
    assert laid(page) == {"violins I": "F#4"}
    give(page, "B4", "Horn")
    assert laid(page)["horn"] == "B4" and "Extreme: B4 lies above A4" in status(page)
    assert page.locator(".fsp-om-strained").inner_text() == "B4"
    assert any("B4 lies above A4" in text for text in page.locator(".fsp-om-remarks li").all_text_contents())


def test_a_note_is_pulled_by_octaves_to_another_row_and_out(shown):
    page = shown(players={"flute": "D5", "oboe": ""})

    def pull(to):
        box = page.locator(".fsp-om-dot").bounding_box()
        drag(page, (box["x"] + 8, box["y"] + 8), to)

    pull(spot(page, "Flute", "C6"))
    assert laid(page) == {"flute": "D6", "oboe": ""}, "to the octave nearest to the hand"
    assert page.locator(".fsp-om-idle button").all_text_contents() == ["oboe"]
    pull(spot(page, "Oboe", "D5"))
    assert laid(page) == {"oboe": "D5"}, "who sat there without a note has it"
    box = page.locator(".fsp-om-dot").bounding_box()
    pull((box["x"], 4))
    assert laid(page) == {}


def test_while_it_is_pulled_its_other_octaves_are_shown_and_escape_lets_it_go(shown):
    page = shown(["D5"])
    page.mouse.move(*bead(page, "D5"))
    page.mouse.down()
    page.mouse.move(*spot(page, "Flute", "D6"), steps=5)
    assert page.locator(".fsp-om-ghost").inner_text() == "D6"
    low, high = fs.instrument("flute").span()
    assert page.locator(".fsp-om-well").count() == len([m for m in range(low, high + 1) if m % 12 == 2]) - 1
    page.mouse.move(*spot(page, "Flute", "D3"), steps=3)
    assert page.locator(".fsp-om-ghost.fsp-om-out").inner_text() == "D3 out"
    page.mouse.up()
    assert laid(page) == {} and page.locator(".fsp-om-ghost, .fsp-om-carried").count() == 0


def test_a_chord_is_written_added_to_and_refused_in_words(shown):
    page = shown(None)
    field = page.get_by_label("A chord or notes")
    field.fill("Dm")
    field.press("Enter")
    page.wait_for_function("() => p.chord.length === 4")
    assert page.evaluate("p.chord") == [
        Pitch.read(n).name for n in reversed(fs.orchestra_map(chord="Dm", name="x").notes)
    ]
    field.fill("Hm")
    field.press("Enter")
    page.wait_for_function("() => document.querySelector('.fsp-om-wrong').textContent")
    assert field.get_attribute("aria-invalid") == "true" and page.evaluate("p.chord.length") == 4
    field.fill("C8 D9")
    page.get_by_role("button", name="+ note").click()
    assert "outside the map" in page.locator(".fsp-om-wrong").inner_text()
    field.fill("Bb5")
    page.get_by_role("button", name="+ note").click()
    assert page.evaluate("p.chord[0]") == "B♭5" and page.locator(".fsp-om-wrong").inner_text() == ""
    give(page, "B♭5", "Flute")
    page.get_by_role("button", name="Take B♭5 out of the chord").click()
    assert laid(page) == {"flute": ""} and page.evaluate("p.chord.length") == 4


def test_a_moment_of_a_score_is_chosen_and_who_plays_stays(shown):
    page = shown(fs.chorale(), {"flute": ""})
    moments = page.map.desk["moments"]
    first = page.evaluate("p.chord")
    page.get_by_role("button", name="The next moment").click()
    assert page.evaluate("p.chord") == [Pitch.read(note).name for note in reversed(moments[1]["notes"])] != first
    page.get_by_label("Moment", exact=True).select_option(str(len(moments) - 1))
    assert status(page).startswith("Bar 8") and page.locator(".fsp-om-idle button").all_text_contents() == ["flute"]
    page.get_by_role("button", name="Undo").click()
    assert page.get_by_label("Moment", exact=True).input_value() == "1"


def test_a_tune_is_crowned_and_what_covers_it_is_marked(shown):
    page = shown("D5 C5", {"flute": "D5", "trumpet": "C5"})
    page.locator(".fsp-om-dot", has_text="D5").click()
    page.get_by_role("button", name="flute has the tune").click()
    assert "The flute is covered: 1 against 4 at C5." in page.locator(".fsp-om-finding").inner_text()
    assert "above the tune" in page.locator(".fsp-om-over").inner_text()
    assert page.locator(".fsp-om-scale").first.inner_text().startswith("D5")
    settled(page)
    assert page.map.balance.finding.startswith(page.locator(".fsp-om-finding").inner_text())


# ---------------------------------------------------------------- heard


def test_a_touch_sounds_by_its_height_and_a_stroke_glides_one_note_at_a_time(shown):
    page = shown(None, sounds=True)
    page.mouse.move(*spot(page, "Horn", "C4", 0.85))
    page.mouse.down()
    page.wait_for_function("() => struck.length === 1", timeout=60_000)
    page.wait_for_function("() => p.sound.desk.peak('notes') > 1e-3", timeout=8000)
    page.mouse.move(*spot(page, "Horn", "G4", 0.85), steps=20)
    page.wait_for_function("() => struck.length === 8")
    page.mouse.up()
    assert page.evaluate("struck") == [["Horn/p", pitch, 100] for pitch in range(60, 68)]
    assert page.evaluate("p.sound.under !== null && p.sound.voices.size === 0"), "one voice, and no other"
    soft = page.evaluate(LOUDEST, [*spot(page, "Horn", "C4", 0.85)])
    loud = page.evaluate(LOUDEST, [*spot(page, "Horn", "C4", 0.15)])
    assert [one[0] for one in page.evaluate("struck.slice(8)")] == ["Horn/p", "Horn/f"]
    assert loud > 2 * soft > 2e-3, "more than 6 dB between the lower third of a row and its upper third"
    assert page.locator(".fsp-om-focus .fsp-om-lane").get_attribute("aria-valuetext").startswith("G4, ")
    assert "written D5" in page.locator(".fsp-om-focus .fsp-om-lane").get_attribute("aria-valuetext")


def test_everybody_shown_who_has_it_plays_in_the_order_of_the_score(shown):
    page = shown(None)
    page.evaluate("void (p.sound.touch = async (name, pitch) => (struck.push([name, pitch]), true))")
    page.evaluate("void (window.told = [], p.axis.sounds = (name) => told.push(name))")
    page.get_by_role("radio", name="Brass").click()
    page.clock.install()
    box = spot(page, "Trumpet", "A4")
    page.keyboard.down("Alt")
    page.mouse.click(*box)
    page.keyboard.up("Alt")
    wanted = [t.name for t in orchestra_page.rows() if t.family == "brass" and t.extreme and t.reach("A4") != "out"]
    for _ in wanted:
        page.clock.run_for(1200)
        page.wait_for_timeout(20)
    assert page.evaluate("struck") == [[name, 69] for name in wanted] and len(wanted) > 3
    assert [name for name in page.evaluate("told") if name] == wanted


def test_the_chord_sounds_as_it_is_given_out(shown):
    page = shown(players={"flute": "D5", "2 horns": "Bb3 G4"}, sounds=True)
    page.get_by_role("button", name="The chord", exact=True).click()
    page.wait_for_function("() => p.sound.what === 'chord'", timeout=90_000)
    struck = page.evaluate("struck.map(([id, pitch]) => [id, pitch])")
    assert sorted(struck) == [["Flute/f", 74], ["Horn/f", 58], ["Horn/f", 67]]
    page.wait_for_function("() => p.sound.desk.peak('notes') > 1e-3", timeout=8000)
    page.keyboard.press("Escape")
    assert page.evaluate("p.sound.what") == ""


def test_without_its_sound_the_map_says_so_and_goes_on(shown):
    page = shown(players={"flute": "D5"})
    page.get_by_role("button", name="The chord", exact=True).click()
    page.wait_for_function("() => document.querySelector('.fsp-om-status').textContent.includes('There is no sound')")
    give(page, "G4", "Oboe")
    assert laid(page) == {"flute": "D5", "oboe": "G4"}


# ---------------------------------------------------------------- kept


def test_it_is_there_again_after_a_reload_and_goes_on_without_a_kernel(shown):
    page = shown()
    give(page, "D5", "Flute")
    settled(page)
    page.evaluate("window.gone = true")
    give(page, "G4", "Horn")
    assert page.locator(".fsp-om-finding").inner_text().startswith("Leans: G4 is 2 times as strong as D5")
    page.wait_for_function("() => p.steps.keeper.silent", timeout=6000)
    assert "The kernel does not answer" in page.locator(".fsp-kept").inner_text() and page.map.chord == {"flute": "D5"}
    again = shown(["C4"], context=page.context)
    assert laid(again) == {"flute": "D5", "horn": "G4"}
    again.wait_for_function("() => state.kept.copy.marks.length === 3")
    assert again.map.chord == {"flute": "D5", "horn": "G4"} and again.map.path.name == "here.map.json"
    again.get_by_role("button", name="Start again").click()
    assert laid(again) == {} and again.evaluate("p.chord") == ["C4"]


# ---------------------------------------------------------------- phrases side by side


def phrases(page):
    """What each phrase is called, how loud it is and how many notes it has, as it stands on its tab."""
    return page.locator(".fsp-om-tabs .fsp-choice").all_inner_texts()


def test_phrases_side_by_side_by_hand_and_by_keys(shown):
    page = shown()
    give(page, "D5", "Flute")
    page.get_by_role("button", name="+ phrase").click()
    assert "Phrase B, a copy of A" in status(page)
    give(page, "G4", "Horn")
    page.locator(".fsp-om-lane[tabindex='0']").focus()
    page.keyboard.press("2")
    settled(page)
    assert page.map.phrases == {"A": {"flute": "D5"}, "B": {"flute": "D5", "horn": "G4"}} and page.map.phrase == "B"
    page.get_by_role("radio", name="Phrase A, f, 1 note").check(force=True)
    assert laid(page) == {"flute": "D5"} and page.evaluate("p.dynamic") == "f"
    page.locator(".fsp-om-lane[tabindex='0']").focus()
    page.keyboard.press("PageDown")
    assert laid(page) == {"flute": "D5", "horn": "G4"} and status(page).startswith("Phrase B, p.")
    page.keyboard.press("PageDown")
    assert "B is the last phrase" in status(page)
    page.keyboard.press("PageUp")
    page.keyboard.press("Control+z")  # p, in B
    assert page.evaluate("[p.phrase, p.dynamic]") == ["B", "f"], "what is undone is seen"
    page.keyboard.press("Control+Shift+z")
    assert page.evaluate("[p.phrase, p.dynamic]") == ["B", "p"]
    page.get_by_role("button", name="Remove phrase B").click()
    assert page.evaluate("p.phrase") == "A" and page.get_by_role("button", name="Remove phrase").count() == 0
    page.get_by_role("button", name="Undo").click()
    settled(page)
    assert page.map.phrases["B"] == {"flute": "D5", "horn": "G4"}
    again = shown(context=page.context)
    assert again.evaluate("p.phrase") == "B" and [text.split()[0] for text in phrases(again)] == ["A", "B"]


def test_music_has_a_tab_for_each_phrase_and_its_moments_stay_in_it(shown):
    page = shown(fs.chorale(), ["flute"])
    assert [text.split()[0] for text in phrases(page)] == ["A", "B", "C", "D"]
    page.get_by_role("radio", name="Phrase C").check(force=True)
    assert page.get_by_label("Moment", exact=True).locator("option:checked").inner_text().startswith("C, bar 5, beat 1")
    page.get_by_role("button", name="The next moment").click()
    give(page, page.evaluate("p.chord[0]"), "Flute")
    settled(page)
    assert list(page.map.plan) == ["C"] and page.map.plan["C"]["soprano"] == "flute"


def test_two_copies_that_went_apart_are_both_kept(shown):
    page = shown()
    page.evaluate("window.gone = true")
    give(page, "D5", "Oboe")
    elsewhere = page.map.kept["copy"]
    more = [*elsewhere["marks"], {"what": "dot", "key": "k7", "who": "Tuba", "seat": 1, "note": "Eb3", "tune": False}]
    one = marks.following(elsewhere, more, "page-9")
    page.map._heard_marks({"type": "marks", "how": "do", "copy": marks.following(one, more, "page-9")})
    page.evaluate("kept => { state.kept = kept; p.steps.keeper.hear(); }", page.map.kept)
    assert laid(page) == {"tuba": "Eb3"}
    page.evaluate("window.gone = false")
    page.locator(".fsp-aside-one").get_by_role("button", name="Keep both").click()
    assert laid(page) == {"oboe": "D5"} and page.locator(".fsp-aside").is_hidden()
    settled(page)
    assert page.map.phrases == {"A": {"tuba": "Eb3"}, "B": {"oboe": "D5"}}


def test_what_is_kept_and_another_chord_of_the_cell_are_both_kept(shown):
    page = shown(["C4", "E4"])
    give(page, "C4", "Horn")
    settled(page)
    again = shown(["D4", "A4"], ["flute"], context=page.context)
    assert laid(again) == {"horn": "C4"}
    assert "belongs to another chord. The cell asks for D4 A4." in again.locator(".fsp-aside").inner_text()
    again.get_by_role("button", name="Keep both").click()
    assert again.evaluate("[p.phrase, p.chord]") == ["B", ["A4", "D4"]] and again.locator(".fsp-aside").is_hidden()
    again.get_by_role("button", name="Undo").click()
    assert laid(again) == {"horn": "C4"} and phrases(again)[0].startswith("A")
    again.get_by_role("button", name="Leave it").wait_for(state="hidden")


# ---------------------------------------------------------------- the look


def test_the_band_of_speech_is_drawn_by_its_frequencies(shown):
    page = shown()
    low, high = page.evaluate(
        """() => {
            const box = document.querySelector('.fsp-om-speech').getBoundingClientRect();
            const grid = document.querySelector('.fsp-om-grid').getBoundingClientRect();
            const { low, high } = p.axis.range;
            return [box.left, box.right].map((x) => low + (x - grid.left) / grid.width * (high - low + 1) - 0.5);
        }"""
    )
    assert [round(440 * 2 ** ((m - 69) / 12)) for m in (low, high)] == [85, 255]


@pytest.mark.parametrize(("width", "dark"), [(1120, False), (780, True), (420, True), (420, False)])
def test_it_can_be_read_by_everybody(shown, width, dark):
    page = shown(players={**SUMS, "trumpet": "", "harp": "D5 G4"}, width=width, dark=dark)
    page.get_by_role("button", name="+ phrase").click()
    page.evaluate("document.querySelectorAll('.fsp-om details').forEach((one) => (one.open = true))")
    page.wait_for_timeout(300)
    reached = ":is(button, .fsp-choice, summary, .fsp-om-search, .fsp-om-write):not(.fsp-om-row *)"
    can_be_read(page, ".fsp-om", reached, 44 if width == 420 else 24)


def test_the_picture_runs_while_the_chord_sounds(shown):
    page = shown(["D5"], {"flute": "D5"}, film="first-bloom", sounds=True)
    page.locator(".fsp-tn-picture[data-ready]").wait_for(timeout=30_000)
    page.get_by_role("button", name="The chord, with the picture").click()
    page.wait_for_function("() => p.picture.frame > 1450", timeout=90_000)
    page.keyboard.press("Escape")
    page.wait_for_function("() => p.picture.frame === 1440")


def test_in_a_notebook_a_still_stays_and_what_is_laid_is_in_the_kernel(lab, server):
    cell = 'import filmscore as fs\nlaid = fs.orchestra_map(chord="D5 G4", players={"flute": "D5"}, name="lab")\nlaid'
    one = lab()
    one.open(server.write("orchestra.ipynb", cell))
    root = one.ready()
    assert one.page.locator(".jp-OutputArea-output img").first.is_hidden(), "the still gives way to the live view"
    one.page.evaluate(
        "(() => { const p = document.querySelector('.fsp-om').fsp; p.give(p.axis.line('Horn').row, 'G4', null); })()"
    )
    one.page.wait_for_function(
        "() => document.querySelector('.fsp-kept').textContent.includes('my-marks/lab.map.json')"
    )
    lab_settled(one)
    assert in_kernel(one, "laid.chord") == "{'flute': 'D5', 'horn': 'G4'}"
    root.locator(".fsp-om-lane[tabindex='0']").focus()
    one.page.keyboard.press("d")
    one.page.keyboard.press("d")
    assert root.count() == 1, "no letter here is a command of the notebook"
