"""The Ostinato machine without a browser: what it answers, what is kept, its still, and that page and kernel agree."""

import io
import json
import random
import re

import pytest
from pages import Page, in_node, in_our_look, module, one_module
from pagescripts import STATIC, needs_node
from PIL import Image

import filmscore as fs
from filmscore import look
from filmscore.errors import FilmScoreError
from filmscore.music.rhythm.build import on_the_page
from filmscore.music.rhythm.meeting import met_by
from filmscore.music.rhythm.players import reach_of
from filmscore.music.rhythm.room import slots_of
from filmscore.widgets import bundle, ostinato_marks, ostinato_page
from filmscore.widgets.ostinato_still import still
from filmscore.widgets.page import WIDTH

HITS = [257, 376, 495]
TRAM = (487, 545, "C1", "A3", "the tram")
CHASE = fs.TempoMap(start=96).bars(15, "4/4", bpm=144)
WALKS = "D3> A3 D3 Eb3> D3 A3"


pytestmark = pytest.mark.usefixtures("work")


def made(cell=WALKS, **options):
    return fs.ostinato_machine(cell, **{"hits": HITS, "name": "here", **options})


def pages_alike(one, other):
    def struck(score):
        return [
            (part.partName, n.offset + m.offset, n.quarterLength, str(n.pitches if n.isNote else ""))
            for part in score.parts for m in part.getElementsByClass("Measure") for n in m.notesAndRests
        ]  # fmt: skip

    return struck(one) == struck(other)


# ---- what it is to begin with


def test_the_defaults_are_those_of_the_lesson():
    machine = fs.ostinato_machine()
    assert machine.answer == {
        "cell": WALKS, "rotate": 0, "players": {"cello": "all"}, "evolve": [], "every": 4, "room": [], "bars": 15,
    }  # fmt: skip
    assert machine.film.name == "last-parcel" and [h.frame for h in machine.hits] == [96, 257, 376, 495]
    assert machine.desk["silence"] == 697, "the door is a silence, and no hit"
    assert machine.tempo.frame_of_bar(5) == 256 and machine.copies == {} and not machine.desk["keeps"]
    assert machine.desk["hits"][1] == {"frame": 257, "label": "vault", "must": False}


def test_a_cell_comes_as_text_as_an_ostinato_or_as_a_table():
    cell = fs.Ostinato(WALKS).rotate(-2).evolve("density", (1 / 3, 1)).evolve("players", (1, 2)).leave(TRAM)
    machine = made(cell, players=["cello", "viola"])
    assert machine.ostinato.strokes == cell.strokes and machine.ostinato.free == cell.free
    assert machine.plan.values == {n: v for n, v in cell.plan(15).values.items()}
    assert machine.plan.changes == cell.plan(15).changes == {5: ("density",), 9: ("players",), 13: ("density",)}
    table = machine.answer
    again = made(table, name="again")
    assert again.answer == table and again.ostinato == machine.ostinato
    assert again.players == {"cello": "all", "viola": "all"}
    assert made("", name="empty").ostinato.text == "D3 R R R R R"
    assert made("C4 D4 E4", name="three", tempo=fs.TempoMap(96).bars(8, "3/4", bpm=120), hits=[96]).bars == 8


def test_a_note_held_over_the_end_is_drawn_whole_where_the_cell_begins_elsewhere():
    cell = fs.Ostinato("D3:1> A3 D3").rotate(1)
    machine = made(cell)
    assert machine._mark["cell"] == "A3 D3 D3:1>" and machine._mark["rotate"] == -1
    assert machine.ostinato.strokes == cell.strokes and cell.strokes[-1].at + 2 > cell.size


def test_what_cannot_be_used_is_told_in_words():
    for wrong, said in (
        ({"cell": 3}, "no cell"), ({"cell": "D3 H"}, "H"), ({"players": ["gong of doom"]}, "gong of doom"),
        ({"bars": 0}, "from 1 to 64"), ({"tempo": 144}, "TempoMap"), ({"film": "casablanca"}, "casablanca"),
        ({"room": [(5, 1, "C1", "C2")]}, "no length"), ({"hits": [9000]}, "9000"), ({"players": []}, "Nobody plays"),
        ({"cell": {"cell": WALKS, "rotate": "two"}}, "rotate"), ({"name": "a/b"}, "a/b"),
    ):  # fmt: skip
        with pytest.raises(FilmScoreError, match=said):
            fs.ostinato_machine(**wrong)


# ---- what it answers


def test_answer_code_and_machine_are_one():
    machine = made(
        {
            "cell": "D3^ R A3:1 Eb3>", "rotate": -2, "room": [TRAM, (462, 545, "C5", "G6", "its bell")],
            "evolve": [("density", (0.34, 1), (5, 5)), ("dynamics", ("p", "f"), (9, 9)), ("register", (1, 1))],
            "players": {"cello": "all", "hand drum": "accents", "violin I": "gaps"},
        }
    )  # fmt: skip
    names = {"fs": fs}
    exec(machine.code, names)
    assert names["cell"] == machine.ostinato and names["cell"].changes and len(names["cell"].free) == 2
    assert names["tempo"].frame_of_bar(5) == 256 and pages_alike(names["page"], machine.score)
    assert fs.Ostinato.of(machine.answer) == machine.ostinato and "curves" not in machine.answer
    assert len(machine.code.splitlines()) == 3
    odd = made("D3> A3 R", name="odd", tempo=fs.TempoMap(96).bars(9, "7/8", bpm=150), hits=[96])
    exec(odd.code, names)
    assert names["cell"] == odd.ostinato and names["cell"].meter == "7/8" and '"7/8"' in odd.code
    assert odd.answer["meter"] == "7/8" and fs.Ostinato.of(odd.answer) == odd.ostinato


def test_the_page_the_meeting_and_the_momentum_are_the_domains():
    low = fs.Ostinato(WALKS).rotate(-2).transpose("-P8")
    machine = made(low, room=[TRAM], players=["cello", "contrabassoon"])
    assert machine.meeting.met == 3 and machine.momentum.caught == 3 and machine.momentum.intruders == ()
    Page(machine).change(room=[{**machine._mark["room"][0], "on": False}])
    assert len(machine.momentum.intruders) == 22 and machine.ostinato.free == ()
    alone = made(low, room=[TRAM], players=["contrabassoon"], name="low")
    assert [row.verdict for row in alone.meeting.rows] == ["hit", "hit", "miss"]


def test_sentences_for_those_who_do_not_see_it():
    machine = made({"cell": WALKS, "rotate": -2}, room=[TRAM])
    assert machine.alt == (
        "Ostinato machine: Last Parcel. A cell of six eighths, accents on 3 and 6, over 15 bars; home in bars 2, 5, 8, "
        "11 and 14; 3 of 3 hits met. Left free: the tram. Kept as here."
    )
    assert "no accent, so no hit can be met" in made("D3 A3", name="plain").alt
    assert "home in none of the 15 bars" in made({"cell": "D3> A3 D3 A3 R R R R", "rotate": 1}, name="never").alt


def test_a_player_for_whom_nothing_is_left_is_told_and_stops_nothing():
    sparse = {"cell": "D3> R R R R R R R R R R R R R R R", "players": ["cello", "flute"], "evolve": []}
    machine = made(sparse, name="sparse")
    Page(machine).change(lanes={"players": [[1, 1], [2, 2], [3, 1]]})
    assert "The flute is silent throughout" in machine.plan.told and "The flute is silent" in machine.alt


# ---- kept


def test_a_step_is_kept_and_found_again_and_without_a_name_nothing_is(work):
    machine = made()
    page = Page(machine)
    page.change(rotate=-2, lanes={"density": [[1, 0.5], [5, 1]]})
    assert machine.answer["rotate"] == -2 and machine.answer["evolve"] == [("density", (0.5, 1.0), (5, 5))]
    kept = json.loads(machine.path.read_text())
    assert machine.path.name == "here.ostinato.json" and kept["marks"][0]["rotate"] == -2
    assert machine.undo() and machine.answer["rotate"] == 0 and machine.redo()
    assert made().answer["rotate"] == -2, "what is kept comes before what is given"
    page.put(page.copy["marks"][0], {**page.copy["marks"][0], "key": "k2", "copy": "A"})
    page.change(rotate=1)
    assert machine.copies["A"] == fs.Ostinato(WALKS).rotate(-2).evolve("density", (0.5, 1), bars=(5, 5))
    before = sorted(work.rglob("*"))
    loose = fs.ostinato_machine(WALKS, hits=HITS)
    Page(loose).change(rotate=3)
    loose._heard(None, {"type": "aside", "copy": page.copy}, [])
    assert loose.answer["rotate"] == 3 and loose.messages and sorted(work.rglob("*")) == before


def test_marks_that_make_no_sense_are_left_out_and_said():
    machine = made()
    for wrong in (
        {"cell": "H3"}, {"meter": "4"}, {"players": [["nobody at all", "all"]]}, {"players": []}, {"copy": "Q"},
        {"lanes": {"density": [[1, 7]]}}, {"room": [{"start": 9, "end": 3, "low": "C1", "high": "C2"}]},
    ):  # fmt: skip
        rows, said = ostinato_marks.cleaned([{**machine._mark, **wrong}], 15)
        assert rows == [] and len(said) == 1 and said[0].startswith("ostinato 1: "), wrong
    rows, said = ostinato_marks.cleaned(
        [{**machine._mark, "rotate": "x", "rows": 4, "lanes": {"density": [[1, 1], [99, 0.5]], "speed": [[1, 2]]}}], 15
    )
    assert said == [] and (rows[0]["rotate"], rows[0]["rows"], rows[0]["lanes"]) == (0, "scale", {})
    machine._heard(None, {"type": "curves"}, [])
    machine._heard(None, {"type": "marks"}, [b"x"])
    assert len(machine.messages) == 2


def test_a_part_is_told_or_refused_in_words():
    machine = made()
    assert machine._part("mp4 ")[0]["mime"] == "video/mp4" and machine._part("guide ")[0]["mime"] == "audio/ogg"
    assert machine._part("piano")[0]["name"] == "piano"
    for what in ("music Q", "kazoo"):
        with pytest.raises(FilmScoreError):
            machine._part(what)


def test_the_players_own_page_is_played_at_the_loudness_of_all_sketches_and_over_at_the_silence():
    import numpy as np
    import soundfile

    from filmscore.sound.loudness import loudness

    tempo = fs.TempoMap(start=656).bars(1, "4/4", bpm=144)
    machine = made("D3> A3 D3 A3", tempo=tempo, hits=[656])
    item, data = machine._part("music ")
    assert item["mime"] == "audio/ogg" and machine._part("music ")[1] is data, "played once"
    sound, rate = soundfile.read(io.BytesIO(data))
    assert rate == 48000 and machine.desk["silence"] == 697
    assert abs(loudness(sound.astype(np.float32)).integrated + 26) < 1.0
    after = sound[round((701 - 656) / 24 * rate) :]
    assert len(after) == 0 or np.abs(after).max() < 1e-3, "nothing sounds after the door"


# ---- the still and the script


def test_the_still_shows_cell_bars_boxes_and_lanes():
    machine = made({"cell": WALKS, "rotate": -2, "evolve": [("density", (0.5, 1))]}, room=[TRAM])
    picture = Image.open(io.BytesIO(still(machine)))
    assert picture.width == 2 * WIDTH

    def inked(colour, of=picture):
        rows = of.convert("RGB").getcolors(1_000_000)
        return sum(n for n, c in rows if sum(abs(a - b) for a, b in zip(c, look.rgb(colour), strict=True)) < 30)

    low = made(fs.Ostinato(WALKS).transpose("-P8"), name="low", room=[TRAM])
    Page(low).change(room=[{**low._mark["room"][0], "on": False}])
    other = Image.open(io.BytesIO(still(low)))
    assert inked(look.FAMILY["strings"]) > 2000
    assert inked(look.CUE) > 200 > inked(look.CUE, other), "a lane that moves is drawn"
    assert inked(look.VERDICT["off"], other) > 100 > inked(look.VERDICT["off"]), "what stands in a box is struck red"


def test_the_script_is_whole_and_the_look_names_no_colour():
    one_module(bundle.script("ostinato_machine.js"))
    in_our_look((STATIC / "ostinato_machine.css").read_text(encoding="utf-8"))
    for path in [*STATIC.glob("ostinato_*.js"), *STATIC.glob("core/ostinato*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"#[0-9a-fA-F]{6}\b|rgba?\(", text) and len(text.splitlines()) <= 300, path.name


# ---- page and kernel say the same


READ = "const [DATA] = GIVEN;"
PLAYERS = ("cello", "viola", "violin I", "contrabassoon", "flute", "hand drum", "strings", "bass trombone")


def some_mark(dice):
    """A mark as a hand might have made it."""
    meter, step = dice.choice(["3/4", "4/4", "5/4", "7/8", "6/8"]), dice.choice(["1/2", "1/2", "1/4", "1/3"])
    size, words, at = dice.randint(3, 32), [], 0
    unit = fs.Ostinato("D3", step=step).step
    while at < size:
        long = min(dice.choice([1, 1, 1, 1, 2, 3]), size - at)
        pitches = "+".join(dice.sample(["D2", "A2", "D3", "Eb3", "F#3", "A3", "C4", "G4"], dice.choice([1, 1, 1, 2])))
        note = f"{pitches}:{long * unit}{dice.choice(['', '', '>', '^'])}"
        words += [note] if at == 0 or dice.random() < 0.7 else ["R"] * long
        at += long
    bars = dice.randint(3, 9)
    lanes = {}
    for name, values in {
        "density": [0.2, 1 / 3, 0.5, 2 / 3, 0.666667, 1], "players": [1, 2, 3, 4], "dynamics": [2, 4, 6],
        "register": [-1, 0, 1, 2], "length": [0.3, 0.5, 0.7, 1],
        "pitch": [-5, 0, 3, 7], "accents": [0, 0.5, 5 / 6, 1], "rotation": [0, 1, 5, -3],
    }.items():  # fmt: skip
        if dice.random() < 0.4:
            at = sorted(dice.sample(range(2, bars + 1), min(dice.randint(0, 3), bars - 1)))
            lanes[name] = [[bar, dice.choice(values)] for bar in [1, *at]]
    room = []
    for _ in range(dice.randint(0, 3)):
        start = dice.randint(96, 500)
        low, high = dice.choice([("C1", "A3"), ("C4", "C6"), ("A0", "D3"), ("D2", "Bb4")])
        about = {"why": "", "on": dice.random() < 0.7, "given": False}
        room.append({"start": start, "end": start + dice.randint(10, 90), "low": low, "high": high, **about})
    shares = ["all", "all", "accents", "weak", "gaps"]
    players = [[name, dice.choice(shares)] for name in dice.sample(PLAYERS, dice.randint(1, 4))]
    raw = {
        "what": "ostinato", "key": "k1", "copy": "", "cell": " ".join(words), "meter": meter, "step": step,
        "rows": "all", "rotate": dice.randint(-32, 32), "lanes": lanes, "players": players, "room": room, "origin": "",
    }  # fmt: skip
    [mark], wrong = ostinato_marks.cleaned([raw], bars)
    assert not wrong
    return mark, bars


def cell_as_the_kernel_has_it(mark, bars):
    cell = ostinato_marks.ostinato_of(mark)
    against = cell.against()
    home = [n for n in range(1, bars + 1) if (cell.phase(n) + mark["rotate"]) % cell.size == 0]
    return {"walks": against.shifts, "bars": against.bars, "home": home}


def page_as_the_kernel_has_it(mark, bars, hits):
    cell = ostinato_marks.ostinato_of(mark)
    plan = cell.plan(bars, dict(mark["players"]))
    boxes = [slots_of((b["start"], b["end"], b["low"], b["high"], ""))[0] for b in mark["room"]]
    page, accents, inside = [], set(), [0] * len(boxes)
    for number, (name, share) in enumerate(mark["players"]):
        pitched = reach_of(name).pitched
        for note in on_the_page(cell, plan, name, share, number, CHASE):
            heights = [p.midi for p in note.pitches] if pitched else [71]
            loud = plan.at("dynamics", int(note.beat // cell.bar) + 1)
            page.append([round(float(note.beat), 6), number, round(float(note.beats), 6), heights, note.accent, loud])
            start, end = (float(CHASE.frame_at(beat)) for beat in (note.beat, note.beat + note.beats))
            accents |= {start} if note.accent else set()
            for i, box in enumerate(boxes):
                inside[i] += pitched and any(box.reached(start, end, height) for height in heights)
    return {
        "page": sorted(page), "inside": inside, "crowded": list(plan.crowded), "close": list(plan.close()),
        "verdicts": [row.verdict for row in met_by([(hit, "") for hit in hits], sorted(accents), CHASE, 1)],
        "idle": sorted(f"{bar} {name}" for bar, names in plan.idle.items() for name in names),
    }  # fmt: skip


@needs_node
def test_the_page_plays_and_judges_as_the_kernel_does():
    dice = random.Random(10)
    rows = [some_mark(dice) for _ in range(200)]
    pages = 50  # of them with all that is played; the cells alone of the others
    hits = [100, 257, 376, 495]
    names = sorted({name for mark, _ in rows for name, _ in mark["players"]})
    desk = made().desk
    told = {
        **{name: desk[name] for name in ("params", "dynamics", "ring", "tempo")}, "second": 24,
        "reach": {name: ostinato_page.reach(name) for name in names}, "times": ostinato_page.times(CHASE, 60.0),
    }  # fmt: skip
    script = READ + (
        f"import {{ cleaned, code, madeOf }} from {module('ostinato_mark.js')};"
        f"import {{ against, homes, textOf }} from {module('ostinato.js')};"
        f"import {{ judged }} from {module('ostinato_page.js')};"
        "const { told, hits, rows, pages } = DATA;"
        "const plain = Object.fromEntries(Object.entries(told.params).map(([n, one]) => [n, one.plain]));"
        "const out = rows.map(([mark, bars], i) => { const all = { ...told, bars };"
        " const made = madeOf(mark, bars); const way = against(made.cell);"
        " const cell = { code: code(mark, all), clean: cleaned([mark], all), text: textOf(made.cell),"
        " walks: way.walks, bars: way.bars, home: homes(made.cell, made.turn, bars) };"
        " if (i >= pages) return cell;"
        " const now = judged(made, { ...told, plain }, hits.map((frame) => ({ frame, label: '' })), 1);"
        " const six = (x) => Math.round(x * 1e6) / 1e6;"
        " return { ...cell, inside: now.inside.map((one) => one.length),"
        " page: now.page.map((n) => [six(n.beat), n.part, six(n.beats), n.midi, n.accent, n.level]),"
        " verdicts: now.meeting.rows.map((r) => r.verdict), crowded: now.crowded,"
        " close: now.close.map(([, b]) => b), idle: [...now.unheard.keys()].sort() }; });"
    )
    out = in_node(
        f"{script}\nconsole.log(JSON.stringify(out));", {"told": told, "hits": hits, "rows": rows, "pages": pages}
    )
    said = {"idle": 0, "crowded": 0, "inside": 0, "miss": 0, "hit": 0}
    for number, ((mark, bars), page) in enumerate(zip(rows, out, strict=True)):
        kernel = cell_as_the_kernel_has_it(mark, bars)
        if number < pages:
            kernel |= page_as_the_kernel_has_it(mark, bars, hits)
            for name in ("idle", "crowded"):
                said[name] += len(kernel[name])
            said["inside"] += sum(kernel["inside"])
            for verdict in ("hit", "miss"):
                said[verdict] += kernel["verdicts"].count(verdict)
        for name, wanted in kernel.items():
            assert page[name] == wanted, (name, mark, bars)
        assert page["code"] == ostinato_marks.code(mark, bars, CHASE.code())
        assert page["clean"] == [mark] and page["text"] == mark["cell"]
    assert min(said.values()) > 10, f"the dice had something to say: {said}"


@needs_node
def test_the_frames_of_a_tempo_that_changes_are_those_of_the_map():
    tempo = fs.TempoMap(start=96).bars(4, "4/4", bpm=144).bars(1, "4/4", bpm=(144, 96)).bars(3, "3/4", bpm=90)
    beats = [0, 0.5, 7.25, 16, 16.25, 20, 24.9]
    script = READ + (
        f"import {{ beatAt, frameAt }} from {module('ostinato_page.js')};"
        "const out = DATA.beats.map((b) => [frameAt(DATA.times, b), beatAt(DATA.times, frameAt(DATA.times, b))]);"
    )
    found = in_node(
        f"{script}\nconsole.log(JSON.stringify(out));", {"times": ostinato_page.times(tempo, 25.0), "beats": beats}
    )
    for beat, (frame, back) in zip(beats, found, strict=True):
        assert abs(frame - tempo.frame_at(beat)) < 1e-3 and abs(back - beat) < 1e-4
