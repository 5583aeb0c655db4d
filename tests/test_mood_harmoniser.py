"""The *Mood harmoniser* without a browser: how chords lie, what it keeps, and that the page reckons as Python does."""

from __future__ import annotations

import io
import json
import random
from itertools import pairwise

import numpy as np
import pytest
from pages import Page, in_node
from pagescripts import STATIC, needs_node

import filmscore as fs
from filmscore import look
from filmscore.music.harmoniser import STOPS, Ground, Light
from filmscore.music.harmony.affect import order
from filmscore.music.laying import PEDALS, REGISTERS, SPACINGS
from filmscore.music.pitch import Pitch
from filmscore.sound import note_bank
from filmscore.widgets import mood_marks, mood_still, page

pytestmark = pytest.mark.usefixtures("work")

TUNE = fs.Motif("D4:3/2 A4:1/2 E5:2 D5 A4:3", key="D", meter="4/4", name="the tune")


@pytest.fixture(scope="module")
def ground():
    return Ground(TUNE)


def write(page, **changes):
    """Other fields of the versions with these keys, in one step."""
    page.put(*({**mark, **changes.get(mark["key"], {})} for mark in page.copy["marks"]))


def column(ground, light, place=0):
    return [Pitch.read(name).midi for name in ground.version(light).chords[place].names]


# ---- how chords lie


def test_home_light_and_dark_differ_in_one_note_however_they_lie(ground):
    for spacing in SPACINGS:
        for register in REGISTERS:
            bright, dark = (
                column(ground, Light("major", (home,) * 4, "none", spacing, register)) for home in ("D", "Dm")
            )
            assert len(set(bright) - set(dark)) == 1 and len(set(dark) - set(bright)) == 1, (spacing, register)
            (gone,), (came,) = set(bright) - set(dark), set(dark) - set(bright)
            assert gone - came == 1 and gone % 12 == 6, "F sharp comes down to F"


def test_a_chord_has_its_own_notes_its_bass_lowest_and_is_laid_by_itself(ground):
    for symbol in ground.symbols:
        chord = fs.Chord(symbol)
        alone = column(ground, Light("major", (symbol,) * 4))
        assert {note % 12 for note in alone} == set(chord.pitch_classes), symbol
        assert min(alone) % 12 == chord.bass_class, symbol
        beside = ground.version(Light("major", ("A7", symbol, "E♭", "D"))).chords
        if symbol not in ("A7", "E♭"):
            assert [Pitch.read(name).midi for name in beside[1].names] == alone, f"{symbol} lies as before"


def test_a_pedal_moves_the_bass_alone_and_spacing_leaves_it(ground):
    for symbol in ground.symbols:
        plain, held = (ground.laying.upper(symbol, "close", 0) for _ in range(2))
        assert plain == held
        for spacing in SPACINGS:
            row = column(ground, Light("major", (symbol,) * 4, "home", spacing))
            assert row[0] == Pitch.read("D2").midi == min(row)
            free = column(ground, Light("major", (symbol,) * 4, "none", spacing))
            assert free[0] == column(ground, Light("major", (symbol,) * 4))[0], "the bass stays"
    assert (
        ground.over("Em", "home") == "Em/D" and ground.over("D", "home") == "D" and ground.over("G", "fifth") == "G/A"
    )


def test_spacing_spreads_and_an_octave_is_the_same_notes(ground):
    spans = []
    for spacing in SPACINGS:
        upper = [pitch.midi for pitch in ground.laying.upper("Gm", spacing, 0)]
        spans.append(upper[-1] - upper[0])
        for register in (-12, 12):
            moved = column(ground, Light("major", ("Gm",) * 4, "none", spacing, register))
            assert moved == [note + register for note in column(ground, Light("major", ("Gm",) * 4, "none", spacing))]
    assert spans[0] < 12 < spans[1] <= spans[2] + 2
    means = [np.mean(column(ground, Light("major", ("D",) * 4, "none", "close", r))) for r in REGISTERS]
    assert means == sorted(means)


def test_each_stop_of_the_slider_lowers_one_degree(ground):
    for above, below in pairwise(STOPS):
        pairs = list(zip(ground.scale(above).notes, ground.scale(below).notes, strict=True))
        apart = [(a, b) for a, b in pairs if a != b]
        assert len(apart) == 1 and (Pitch.read(f"{apart[0][0]}4").midi - Pitch.read(f"{apart[0][1]}4").midi) % 12 == 1
    assert [ground.row(colour)[0] for colour in STOPS] == ["D", "D", "D", "Dm", "Dm", "Dm"]
    assert "E" in ground.row("lydian") and "/" not in "".join(ground.row("lydian")), "its pedal is a control of its own"


def test_loans_go_where_they_cost_least_and_say_why_not(ground):
    assert ground.loans["iv"].costs == (None, 2.0, 1.0, None) and ground.loans["iv"].changed == ("B♭",)
    assert ground.loans["N6"].costs[1] is None, "E over E flat rubs"
    stubborn = Ground(fs.Motif("B4:4 B4:4 B4:4 B4:4", key="D", meter="4/4"), beats=4)
    assert "iv would rub" in stubborn.loans["iv"].refused and "B♭ under B" in stubborn.loans["iv"].refused
    assert "first chord and the last are home" in Ground(fs.Motif("D4:4 A4", key="D"), beats=4).loans["♭VI"].refused


def test_a_version_is_the_tune_over_its_chords(ground):
    light = Light("major", ("D", "D", "Gm", "D"), "home")
    version = ground.version(light)
    assert version.melody == TUNE and version.symbols == ("D", "Gm/D", "D")
    assert [float(chord.beats) for chord in version.chords] == [4, 2, 2]
    assert ground.words(light) == "D:4 Gm/D:2 D:2"
    assert eval(ground.code(light, "tune"), {"tune": TUNE}).melody == TUNE
    assert ground.outside("phrygian") == ("E",) and ground.outside("aeolian") == ()
    four = ground.remarks(Light("lydian", ("D", "Dmaj7", "E", "D"), "home"))
    assert not any("inner" in text for text in four), "a voice that shares a note is no voice to remark on"


def test_a_pickup_and_three_four_have_boxes_that_follow_the_bar():
    upbeat = Ground(fs.Motif("A4 D5:2 E5:2 D5:3", key="D", meter="4/4", begins=4))
    assert [(slot.bar, slot.part, float(slot.beats)) for slot in upbeat.slots] == [
        (1, 1, 1), (2, 0, 2), (2, 1, 2), (3, 0, 2), (3, 1, 1),
    ]  # fmt: skip
    assert [float(slot.beats) for slot in Ground(fs.Motif("A4:3 D5:3", key="d", meter="3/4")).slots] == [3, 3]
    assert Ground(fs.Motif("A4:3 D5:3", key="d", meter="3/4")).first_colour == "aeolian"


@pytest.mark.parametrize(("low", "key"), [("C2", "C"), ("G3", "Db"), ("A5", "g#"), ("E4", "Cb")])
def test_any_key_and_any_register_of_the_tune_will_do(low, key):
    ground = Ground(fs.Motif(f"{low}:4 {low}:4 {low}:4 {low}:4", meter="4/4"), key, 4)
    for symbol in ground.symbols:
        for spacing in SPACINGS:
            for register in REGISTERS:
                upper = ground.laying.upper(symbol, spacing, register)
                assert all(ground.laying.bass(symbol, register, pedal).midi <= upper[0].midi for pedal in PEDALS)
    for colour in STOPS:
        assert ground.version(ground.plain(colour)).melody.pitches[0] == low


@pytest.mark.parametrize(
    ("tune", "more", "why"),
    [
        (
            fs.Motif("D4:4 " * 12, key="D", meter="4/4"),
            {},
            r"has 12 bars; the harmoniser holds eight.*tune.cell\(1, 8\)",
        ),
        (fs.Motif("D4 E4"), {}, "where home is .* It is never guessed"),
        ("R R", {"key": "D"}, "rests only"),
        (TUNE, {"beats": 3}, "do not fill bars of 4"),
        (TUNE, {"beats": "many"}, "length of a chord"),
        (TUNE, {"key": "H"}, "no key"),
        (TUNE, {"film": "first-bloom", "at": 1920}, "no picture left"),
        (TUNE, {"film": "casablanca"}, "casablanca"),
        (TUNE, {"bpm": 0}, "20 to 240"),
        (TUNE, {"bpm": True}, "20 to 240"),
        (TUNE, {"name": "a/b"}, "cannot be a file's"),
        (TUNE, {"name": 0}, "name 0 cannot be a file's"),
        (TUNE, {"name": []}, "cannot be a file's"),
        (fs.Motif("D4:1/2 " * 64, key="D", meter="4/4"), {"beats": "1/2"}, "64 chords; 32 can be handled"),
    ],
)
def test_what_cannot_be_harmonised_is_told(tune, more, why):
    with pytest.raises(fs.FilmScoreError, match=why):
        fs.mood_harmoniser(tune, **more)


def test_a_single_chord_is_home():
    for key, major, minor in (("D", "D", "Dm"), ("Bb", "B♭", "B♭m"), ("f#", "F♯", "F♯m")):
        one = Ground(fs.Motif("D4", key=key))
        assert [one.row(colour) for colour in STOPS] == [(major,)] * 3 + [(minor,)] * 3
        assert one.version(one.plain()).melody.pitches == ("D4",)
    lesson = Ground(TUNE, beats=8)
    assert len(lesson.slots) == 1 and lesson.words(lesson.plain()) == "D:8"


def test_chords_too_short_are_refused_before_they_are_laid_out(monkeypatch):
    made = []
    monkeypatch.setattr("filmscore.music.harmoniser.min", lambda *all: made.append(1) or min(*all), raising=False)
    with pytest.raises(fs.FilmScoreError, match="80000 chords; 32 can be handled"):
        Ground(TUNE, beats="1/10000")
    assert len(made) <= 32, "none of them was made"
    upbeat = fs.Motif("A4 D5:2 E5:2 D5:3", key="D", meter="4/4", begins=4)
    with pytest.raises(fs.FilmScoreError, match="64 chords"):
        Ground(upbeat, beats="1/8")
    assert len(Ground(upbeat, beats="1/2").slots) == 16


# ---- what it holds and keeps


def test_it_begins_plain_with_the_eight_bars_if_nothing_is_said():
    harmoniser = fs.mood_harmoniser()
    assert harmoniser.tune.beats == 32 and harmoniser.path.name == "Eight bars.harmony.json"
    assert not harmoniser.path.exists() and harmoniser.answer.keys() == {"1"} and harmoniser.said == {}
    assert len(harmoniser.desk["slots"]) == 8
    json.dumps([harmoniser.desk, harmoniser.kept])  # plain data, as the page gets it
    with pytest.raises(fs.FilmScoreError, match="one version only"):
        _ = harmoniser.order
    assert harmoniser.desk["shots"][0]["label"] == "First Bloom, Stars wheel (612)"


def test_what_the_page_does_is_held_kept_and_found_again():
    harmoniser = fs.mood_harmoniser(TUNE, name="kept")
    page = Page(harmoniser)
    write(page, k2={"filled": True, "chords": "D D Gm D", "loans": "iv:2", "said": "darker", "said_of": "x"})
    write(page, k3={"filled": True, "colour": "aeolian", "chords": "Dm Dm Gm Dm", "yours": "1 2"})
    page.say({"type": "open", "key": "k2"})
    assert harmoniser.messages == ()
    assert harmoniser.answer == {"1": "D:2 A:2 D:4", "2": "D:4 Gm:2 D:2", "3": "Dm:4 Gm:2 Dm:2"}
    assert harmoniser.said == {"2": "darker"} and harmoniser.version.symbols == ("D", "Gm", "D")
    assert eval(harmoniser.code, {"fs": fs}).melody == TUNE and harmoniser.code.endswith('"D Gm D", beats=[4, 2, 2])')
    assert [one.name for one in harmoniser.order.valence] == ["version 3", "version 2", "version 1"]
    told = harmoniser.kept["told"][mood_marks.sounding(harmoniser._copy["marks"][1])]
    assert told["stop"].startswith("Plagal, minor plagal. It settles"), "in the words of the cut"
    assert "Version 2: D:4 Gm:2 D:2." in repr(harmoniser) and "version 3, version 2, version 1" in harmoniser.alt
    again = fs.mood_harmoniser(TUNE, name="kept")
    assert again.answer == harmoniser.answer and again.said == {"2": "darker"}
    assert harmoniser.undo() and harmoniser.answer.keys() == {"1", "2"}
    assert again.answer.keys() == {"1", "2"}, "two of one name hold the same"
    assert harmoniser.redo() and again.answer.keys() == {"1", "2", "3"}


def test_another_tune_under_the_same_name_keeps_both(work):
    one = fs.mood_harmoniser(TUNE, name="lesson")
    write(Page(one), k1={"chords": "D D D D"})
    one.close()
    other = fs.mood_harmoniser(fs.Motif("G4:4 D5:4", key="G", meter="4/4"), name="lesson")
    said = other.kept["said"]
    assert "belongs to another tune. Both are kept" in said and "lesson.other-tune-1.harmony.json" in said
    write(Page(other), k1={"chords": "G G G D"})
    kept = json.loads((work / "my-marks" / "lesson.other-tune-1.harmony.json").read_text(encoding="utf-8"))
    assert kept["marks"][0]["chords"] == "D D D D" and other.answer == {"1": "G:6 D:2"}
    assert fs.mood_harmoniser(TUNE, name="lesson", beats=4).answer["1"].count(":") < 3, "other boxes are another matter"


def test_marks_that_make_no_sense_are_left_out_and_told(ground):
    given = mood_marks.starting(ground, "first-bloom 612", "horn", "strings")
    changed = [dict(mark) for mark in given]
    changed[0] |= {"chords": "D X D D"}
    changed[1] |= {"filled": True, "register": 5}
    changed[3] |= {"tune_by": "kazoo"}
    read, wrong = mood_marks.cleaned(
        [*changed, 5, {"what": "version", "key": "k9"}], ground, given, ("horn", "strings")
    )
    assert read == given and len(wrong) == 5
    assert "'X' is no chord that may stand here" in wrong[0] and "5 is none of -12" in wrong[1] and "kazoo" in wrong[2]
    changed = [dict(mark) for mark in given]
    changed[1] |= {"filled": True, "yours": "2 9 x 1", "loans": "iv:2 vii:1 ♭VI:9", "said": "sad", "said_of": "y"}
    changed[3] |= {"against": "k3"}
    read, wrong = mood_marks.cleaned(changed, ground, given, ("horn", "strings"))
    assert (read[1]["yours"], read[1]["loans"], read[1]["said"], read[1]["said_of"]) == ("1 2", "iv:2", "", "")
    assert read[3]["against"] == "k1", "an empty card is no comparison"


def test_nonsense_from_the_page_changes_nothing():
    harmoniser = fs.mood_harmoniser(TUNE, name="calm")
    before = harmoniser.answer
    page = Page(harmoniser)
    for content in (None, 5, {"type": "dance"}, {"type": "marks"}, {"type": "open", "key": "k7"}, {"type": "send"}):
        page.say(content)
    page.say({"type": "open", "key": "k1"}, [b"x"])
    harmoniser.set_state({"desk": {}})
    assert harmoniser.answer == before and len(harmoniser.messages) == 8
    for what in ("mp4 casablanca", "dance first-bloom", "kazoo"):
        with pytest.raises(fs.FilmScoreError):
            harmoniser._part(what)
    item, data = harmoniser._part("guide the-kettle")
    assert item["mime"] == "audio/ogg" and data[:4] == b"OggS"
    item, data = harmoniser._part("horn")
    assert item["name"] == "horn" and data[:4] == b"OggS"


def test_the_still_holds_what_is_seen_at_rest():
    from PIL import Image

    harmoniser = fs.mood_harmoniser(TUNE, name="still")
    write(Page(harmoniser), k2={"filled": True, "chords": "D D Gm D"})
    made = mood_still.still(harmoniser)
    assert made == mood_still.still(harmoniser), "always alike"
    with Image.open(io.BytesIO(made)) as image:
        assert image.width == 2 * page.WIDTH and image.format == "JPEG"
        picture = np.asarray(image.convert("L").crop((40, 160, 800, 440)), dtype=float)
        assert picture.std() > 10, "the film is in it"
        notes = np.asarray(image.convert("RGB").crop((140, 560, 1500, 900)), dtype=int)
    brass = np.array(look.rgb(look.FAMILY["brass"]))
    assert (np.abs(notes - brass).sum(axis=2) < 60).sum() > 500, "and the tune"


def test_the_look_names_no_colour_and_every_class_is_ours():
    css = (STATIC / "mood_harmoniser.css").read_text(encoding="utf-8")
    assert "#" not in css and "rgb" not in css
    for path in STATIC.glob("mood_*.js"):
        text = path.read_text(encoding="utf-8")
        assert "#" not in text, path.name
        assert len(text.splitlines()) <= 320, path.name


def test_what_sounds_is_drawn_by_one_helper():
    for path in STATIC.glob("*_sound.js"):
        assert "requestAnimationFrame" not in path.read_text(encoding="utf-8"), f"{path.name}: drawing.js does that"


# ---- the page reckons as Python does


def test_it_opens_where_there_is_picture_and_with_a_player_who_has_the_notes():
    with pytest.raises(fs.FilmScoreError, match=r"5 frames are left of First Bloom.*begin at 1896"):
        fs.mood_harmoniser(TUNE, at=1915)
    low = fs.Motif("D3 A3 D4 A3", key="D", meter="4/4")
    reach = {one.id: range(one.low, one.high + 1) for one in note_bank.INSTRUMENTS}
    for number, tune in enumerate((TUNE, low)):
        scene = fs.mood_harmoniser(tune, at=1896, name=f"player {number}").kept["copy"]["marks"][-1]
        assert all(midi in reach[scene["tune_by"]] for midi in tune.midi), scene["tune_by"]
        assert scene["tune_by"] == ("piano", "horn")[number]


def lights(ground):
    """The six colours as they come, over each pedal, and thirty more by chance."""
    dice = random.Random(8)
    made = [Light(colour, ground.row(colour), pedal) for colour in STOPS for pedal in PEDALS]
    for _ in range(30):
        row = tuple(dice.choice(ground.symbols) for _ in ground.slots)
        made.append(
            Light(dice.choice(list(STOPS)), row, dice.choice(PEDALS), dice.choice(SPACINGS), dice.choice(REGISTERS))
        )
    return made


@needs_node
def test_the_page_lays_counts_and_orders_as_python_does(ground):
    harmoniser = fs.mood_harmoniser(TUNE, name="page")
    rows = lights(ground)
    sent = [mood_marks.version("k1", light, filled=True) for light in rows]
    core = {name: (STATIC / f"core/{name}.js").as_uri() for name in ("mood", "affect")}
    made = in_node(
        f"import {{ code, sounding, signature }} from {json.dumps(core['mood'])};"
        f"import {{ measure, order }} from {json.dumps(core['affect'])};"
        f"const [data, marks] = {json.dumps([harmoniser.desk, sent])};"
        "const cues = marks.map((mark) => measure(sounding(mark, data), data.tonic));"
        "const named = Object.fromEntries(cues.map((one, i) => [`v${i}`, one]));"
        "const found = order(named, data.model);"
        "const few = order(Object.fromEntries(Object.entries(named).slice(0, 3)), data.model).on('valence');"
        "console.log(JSON.stringify({"
        "  few: Object.fromEntries(few.map((one) => [one.name, one])),"
        "  code: marks.map((mark) => code(mark, data)), signature: marks.map(signature), cues,"
        "  notes: marks.map((mark) => sounding(mark, data).map(({ start, beats, midi }) => [start, beats, midi])),"
        "  valence: found.on('valence'),"
        "  chance: cues.map((_, i) => cues.map((_, j) =>"
        "    ['valence', 'arousal'].map((on) => found.chance(`v${i}`, `v${j}`, on)))),"
        "}));"
    )
    versions = {f"v{i}": ground.version(light) for i, light in enumerate(rows)}
    for i, light in enumerate(rows):
        version = versions[f"v{i}"]
        laid = [(float(c.start), float(c.beats), Pitch.read(n).midi) for c in version.chords for n in c.names]
        tune = [(float(s), float(b), Pitch.read(n).midi) for n, s, b in TUNE.notes]
        assert sorted(map(tuple, made["notes"][i])) == sorted(tune + laid), light
        assert made["code"][i] == ground.code(light, harmoniser.desk["tune"]["code"])
        assert made["signature"][i] == mood_marks.sounding(sent[i])
    names = list(versions)
    whole = {one["name"]: one for one in made["valence"]}
    mean = np.mean([one["middle"] for one in whole.values()])
    assert mean == pytest.approx(0, abs=1e-9) and all(
        one["low"] < one["middle"] < one["high"] for one in whole.values()
    )
    few = order({name: versions[name] for name in names[:3]}, key="D")
    page = made["few"]
    for one in few.valence:
        assert [page[one.name][part] for part in ("low", "middle", "high")] == pytest.approx(
            [one.low, one.middle, one.high], abs=0.005
        )
    found = {}
    for first in range(0, len(names), 24):  # so many can be ordered at once
        some = names[first : first + 24]
        found[first] = order({name: versions[name] for name in some}, key="D")
        for name in some:
            mine, theirs = found[first].cues[name], made["cues"][names.index(name)]
            for cue in ("mode", "register", "dissonance"):
                assert theirs[cue] == pytest.approx(getattr(mine, cue), abs=1e-6), (name, cue)
        for a in some:
            for b in some:
                shares = made["chance"][names.index(a)][names.index(b)]
                for on, share in zip(("valence", "arousal"), shares, strict=True):
                    assert share == pytest.approx(found[first].chance(a, b, on), abs=0.005), (a, b, on)
