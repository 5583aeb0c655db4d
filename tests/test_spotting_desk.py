"""The Spotting desk without a browser: what it holds, what it keeps, what it shrugs off."""

import csv
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, in_node, in_our_look, module, one_module
from pagescripts import STATIC, needs_node

import filmscore as fs
from filmscore import look
from filmscore.errors import FilmScoreError
from filmscore.widgets import keeping, marks
from filmscore.widgets.spotting_desk import SpottingDesk
from filmscore.widgets.still import still

pytestmark = pytest.mark.usefixtures("work")

FILM = "first-bloom"


def cue(start, end=None, key="k1", **more):
    return {"what": "cue", "key": key, "start": start, "end": end, **more}


def hit(frame, key="k9", **more):
    return {"what": "hit", "key": key, "frame": frame, **more}


# ---- what it holds


def test_it_opens_empty_and_says_so():
    desk = fs.spotting_desk(FILM)
    assert repr(desk) == "Spotting desk: First Bloom. No marks yet. Kept as first-bloom."
    assert desk.spotting == fs.Spotting(FILM) == desk.answer
    assert desk.code == 'fs.Spotting("first-bloom")'
    assert not desk.path.exists(), "nothing is written before the first mark"
    assert desk.cues == ("No music",)


def test_marks_become_a_spotting_a_table_and_code(tmp_path):
    desk = fs.spotting_desk(FILM)
    Page(desk).put(
        cue(936, 1920, key="k1", reason="she was waiting"),
        cue(100, 200, key="k2"),
        hit(1056, label="bloom", must=False),
        {"what": "silence", "key": "k3", "start": 200, "end": 480, "reason": "let them speak"},
    )
    assert desk.spotting == fs.Spotting(
        FILM,
        cues=[fs.Cue("4m1", 100, 200), fs.Cue("4m2", 936, 1920, reason="she was waiting")],
        hits=[fs.Hit(1056, "bloom", must=False)],
        silences=[fs.Silence(200, 480, "let them speak")],
    )
    assert eval(desk.code, {"fs": fs}) == desk.spotting
    assert "4m2" in repr(desk.table())
    rows = list(csv.DictReader(desk.to_csv(tmp_path / "cues.csv").open(newline="", encoding="utf-8")))
    assert [row["Cue"] for row in rows] == ["4m1", "", "4m2"]
    assert repr(desk) == (
        "Spotting desk: First Bloom. Marks: 4m1 100–200, 4m2 936–1920, hit 1056 bloom (may), silence 200–480. "
        "Kept as first-bloom."
    )


def test_a_cue_without_an_out_point_runs_to_the_films_end_and_stays_open_in_the_file():
    desk = fs.spotting_desk(FILM)
    Page(desk).put(cue(480))
    assert [(c.start, c.end) for c in desk.spotting.cues] == [(480, 1920)]
    assert json.loads(desk.path.read_text())["marks"][0]["end"] is None


def test_overlapping_cues_are_a_spotting_with_a_problem():
    desk = fs.spotting_desk(FILM)
    Page(desk).put(cue(100, 900, reason="r"), cue(800, 1000, key="k2", reason="r"))
    assert [p.kind for p in desk.spotting.problems()] == ["overlap"]


def test_ids_go_round_those_that_were_given():
    film = fs.open_film(FILM)
    named = [cue(0, 5, key="k1"), cue(10, 15, key="k2", id="4M1"), cue(20, 25, key="k3")]
    made, wrong = marks.cleaned(named, film)
    assert wrong == [] and list(marks.numbered(made, film).values()) == ["4m2", "4M1", "4m3"]


def test_starting_marks_are_shown_until_some_are_kept():
    given = fs.Spotting(FILM, cues=[fs.Cue("4m1", 480, 936), fs.Cue("4m2", 936, 1920)], hits=[1056])
    desk = fs.spotting_desk(FILM, spotting=given)
    assert desk.spotting == given
    assert [m["id"] for m in desk.kept["copy"]["marks"] if m["what"] == "cue"] == ["", ""], "numbered by themselves"
    Page(desk).put(hit(5))
    assert fs.spotting_desk(FILM, spotting=given).spotting == fs.Spotting(FILM, hits=[5])
    odd = fs.Spotting(FILM, cues=[fs.Cue("4m7", 480, 936)], hits=[fs.Hit(9, "x", weight=2.5, early=0)])
    assert fs.spotting_desk(FILM, name="other", spotting=odd).spotting == odd


CALLS = [
    ({"start": 900, "end": 900}, "ends at frame 900"),
    ({"spotting": 936}, "must be a Spotting"),
    ({"name": "../../etc/passwd"}, "cannot be a file's"),
    ({"name": ""}, "cannot be a file's"),
    ({"name": 5}, "cannot be a file's"),
    ({"name": "a/b"}, "cannot be a file's"),
    ({"name": "x" * 200}, "cannot be a file's"),
    ({"cues": {"Mine": "D4"}}, "cannot be heard"),
]


@pytest.mark.parametrize(("wrong", "why"), CALLS)
def test_what_cannot_be_a_desk_is_refused(wrong, why):
    with pytest.raises(FilmScoreError, match=why):
        fs.spotting_desk(FILM, **wrong)


# ---- undo


def test_undo_and_redo_follow_the_pages_own():
    desk = fs.spotting_desk(FILM)
    page = Page(desk)
    assert desk.undo() is False and desk.redo() is False
    page.put(hit(1))
    page.put(hit(2))
    page.put(hit(3))
    page.put(hit(4), how="again")
    page.put(hit(2), how="undo")  # in the page
    assert desk.undo() is True
    assert [h.frame for h in desk.spotting.hits] == [1], "not the undoing undone"
    assert desk.kept["how"] == "undo", "the page takes the same step"
    assert desk.redo() and desk.redo()
    assert [h.frame for h in desk.spotting.hits] == [4], "a drag is one step"
    assert desk.redo() is False
    assert json.loads(desk.path.read_text())["marks"][0]["frame"] == 4


# ---- keeping


def test_marks_outlive_the_kernel(work):
    desk = fs.spotting_desk(FILM, name="spotting 03")
    Page(desk).put(cue(480, 936, reason="♯ <b>why</b> \ud800"))
    assert desk.path == work / "my-marks" / "spotting 03.spotting.json"
    again = fs.spotting_desk(FILM, name="spotting 03")
    assert again.spotting == desk.spotting
    assert again.kept["found"] is True
    there = [path.name for path in desk.path.parent.iterdir() if not path.name.endswith(".lock")]
    assert there == ["spotting 03.spotting.json"], "no scraps"


def test_two_desks_of_one_name_hold_the_same_marks():
    one, two, other = fs.spotting_desk(FILM), fs.spotting_desk(FILM), fs.spotting_desk(FILM, name="other")
    Page(one).put(hit(936))
    assert two.spotting == one.spotting != other.spotting
    assert two.kept["copy"] == one.kept["copy"]


def test_a_copy_that_was_under_way_does_not_undo_a_later_one():
    desk = fs.spotting_desk(FILM)
    page = Page(desk)
    page.put(hit(1))
    early = page.copy
    page.put(hit(2))
    page.say({"type": "marks", "how": "do", "copy": early})
    assert [h.frame for h in desk.spotting.hits] == [2]


def test_copies_that_went_apart_are_both_kept():
    desk = fs.spotting_desk(FILM)
    Page(desk).put(hit(1))
    here, there = Page(desk, "here"), Page(desk, "there")
    here.put(hit(2))
    there.put(hit(30))
    there.put(hit(31))
    assert [h.frame for h in desk.spotting.hits] == [31], "the one with more steps"
    aside = [json.loads(p.read_text())["marks"][0]["frame"] for p in desk.path.parent.glob("*.aside-*")]
    assert 2 in aside, "and the other beside it"
    page = Page(desk)
    page.say({"type": "aside", "copy": {**page.copy, "marks": [hit(77)]}})
    page.say({"type": "aside", "copy": {**page.copy, "marks": [hit(77)]}})
    frames = [json.loads(p.read_text())["marks"][0]["frame"] for p in desk.path.parent.glob("*aside*")]
    assert frames.count(77) == 1


def asides(desk):
    return [json.loads(path.read_text())["marks"] for path in sorted(desk.path.parent.glob("*.aside-*"))]


def frames(desk):
    return [mark["frame"] for mark in json.loads(desk.path.read_text())["marks"]]


def test_marks_put_under_a_desk_that_is_open_are_not_lost():
    desk = fs.spotting_desk(FILM)
    page = Page(desk)
    page.put(hit(1))
    restored = marks.following(marks.start(desk.film, []), [hit(936, label="from the laptop")], "page-laptop")
    desk._shelf.write(restored)  # as restore_work does, which knows of no desk
    page.put(hit(1), hit(2, key="k10"))
    assert frames(desk) == [1, 2]
    [aside] = asides(desk)
    assert (aside[0]["frame"], aside[0]["label"]) == (936, "from the laptop")
    assert "first-bloom.aside-1" in desk.kept["said"] and "first-bloom.aside-1" in desk.messages[-1]
    assert marks.follows(json.loads(desk.path.read_text()), restored), "it has met the other now"
    page.put(hit(3))
    assert frames(desk) == [3] and len(asides(desk)) == 1, "and is told of it once"


def test_two_kernels_with_one_name_lose_nothing_of_each_others():
    one, two = fs.spotting_desk(FILM), fs.spotting_desk(FILM)
    for desk, frame, writer in ((one, 1, "page-1"), (two, 2, "page-2"), (one, 3, "page-1"), (two, 4, "page-2")):
        keeping.opened.clear()  # each is alone in its kernel
        keeping.opened.add(desk)
        Page(desk, writer).put(hit(frame))
    assert frames(two) == [4]
    assert sorted(marks[0]["frame"] for marks in asides(one)) == [1, 2, 3]
    keeping.opened.add(one)


def test_what_is_undone_in_the_kernel_spares_the_others_marks_too():
    desk = fs.spotting_desk(FILM)
    Page(desk).put(hit(1))
    desk._shelf.write(marks.following(marks.start(desk.film, []), [hit(936)], "page-laptop"))
    assert desk.undo()
    assert frames(desk) == [] and asides(desk)[0][0]["frame"] == 936


def test_the_same_marks_from_elsewhere_are_no_other_copy():
    desk = fs.spotting_desk(FILM)
    page = Page(desk)
    page.put(hit(936))
    same = json.loads(desk.path.read_text())["marks"]
    desk._shelf.write(marks.following(marks.start(desk.film, []), same, "page-laptop"))
    page.put(*same, how="again")
    assert asides(desk) == []


def test_marks_of_another_film_put_under_an_open_desk_are_not_written_over():
    desk = fs.spotting_desk(FILM)
    page = Page(desk)
    page.put(hit(1))
    foreign = json.dumps({**json.loads(desk.path.read_text()), "film": "the-kettle"})
    desk.path.write_text(foreign)
    page.put(hit(2))
    assert desk.path.read_text() == foreign
    assert "marks of 'the-kettle'" in desk.kept["trouble"]
    assert [h.frame for h in desk.spotting.hits] == [2], "they go on in the desk and in the page"


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"marks": 5}', "\x00\xff", "[" * 100_000, '{"marks"'])
def test_a_damaged_file_is_set_aside_and_never_overwritten(text):
    first = fs.spotting_desk(FILM)
    first.path.parent.mkdir(parents=True)
    first.path.write_bytes(text.encode("latin-1"))
    desk = fs.spotting_desk(FILM)
    assert "set aside" in desk.kept["said"] and "damaged" in desk.messages[0]
    Page(desk).put(hit(936))
    aside = desk.path.with_name("first-bloom.damaged-1.spotting.json")
    assert aside.read_bytes() == text.encode("latin-1")
    desk.path.write_text("{")
    fs.spotting_desk(FILM)
    assert aside.read_bytes() == text.encode("latin-1")
    assert desk.path.with_name("first-bloom.damaged-2.spotting.json").read_text() == "{"


def test_of_a_file_with_one_bad_mark_the_rest_is_kept_and_so_is_the_file():
    desk = fs.spotting_desk(FILM)
    Page(desk).put(hit(936), cue(480, 500))
    data = json.loads(desk.path.read_text())
    data["marks"].append({"what": "cue", "start": 9, "end": 3})
    desk.path.write_text(json.dumps(data))
    again = fs.spotting_desk(FILM)
    assert again.spotting == desk.spotting
    assert "out point must be later" in again.kept["said"]
    assert len(json.loads(desk.path.with_name("first-bloom.damaged-1.spotting.json").read_text())["marks"]) == 3


def test_marks_of_another_film_are_refused_and_left_alone():
    desk = fs.spotting_desk(FILM)
    Page(desk).put(hit(936))
    data = {**json.loads(desk.path.read_text()), "film": "the-kettle"}
    desk.path.write_text(json.dumps(data))
    with pytest.raises(FilmScoreError, match=r"marks of 'the-kettle'.*name="):
        fs.spotting_desk(FILM)
    assert json.loads(desk.path.read_text()) == data
    desk.path.write_text(json.dumps({**data, "film": FILM, "frames": 100}))
    with pytest.raises(FilmScoreError, match="100 frames"):
        fs.spotting_desk(FILM)


def test_a_disk_that_cannot_be_written_is_said_and_the_marks_go_on(work):
    desk = fs.spotting_desk(FILM)
    work.mkdir(parents=True)
    (work / "my-marks").write_text("a file where the folder should be")
    Page(desk).put(hit(936))
    assert [h.frame for h in desk.spotting.hits] == [936]
    assert "could not be written" in desk.kept["trouble"]


# ---- what it shrugs off


def copy_of(desk, **more):
    return {
        "type": "marks",
        "how": "do",
        "copy": {**desk.kept["copy"], "counter": 5, "writer": "w", "seen": {"w": 5}, **more},
    }


@pytest.mark.parametrize(
    "nonsense",
    [
        {"type": "marks"},
        {"type": "marks", "copy": None},
        {"type": "marks", "copy": [1, 2]},
        {"type": "marks", "copy": {"marks": {}}},
        {"type": "aside", "copy": "x" * 10**6},
        {"type": "marks", "copy": {"marks": [], "film": "the-kettle", "frames": 5}},
        {"type": ["marks"]},
        {"type": "dance"},
    ],
)
def test_nonsense_is_ignored_and_noted(nonsense):
    desk = fs.spotting_desk(FILM)
    Page(desk).say(nonsense)
    assert desk.spotting == fs.Spotting(FILM)
    [note] = desk.messages
    assert note.startswith("ignored") and len(note) < 300


BAD = [
    None,
    5,
    "x",
    [],
    {},
    {"what": "cue"},
    {"what": "cue", "start": 5, "end": 5},
    {"what": "cue", "start": 5, "end": 3},
    {"what": "cue", "start": True, "end": 9},
    {"what": "cue", "start": 5.5, "end": 9},
    {"what": "cue", "start": float("nan")},
    {"what": "cue", "start": 5, "end": "9"},
    {"what": "hit", "frame": -1},
    {"what": "hit", "frame": 10**30},
    {"what": "silence", "start": 1920},
    {"what": ["cue"], "start": 5},
]


@pytest.mark.parametrize("bad", BAD)
def test_a_mark_that_makes_no_sense_is_left_out_and_the_rest_is_kept(bad):
    desk = fs.spotting_desk(FILM)
    Page(desk).say(copy_of(desk, marks=[hit(1, key="k1"), bad, hit(2, key="k2")]))
    assert [h.frame for h in desk.spotting.hits] == [1, 2]
    assert "left out mark 2" in desk.messages[0]
    assert "Left out" in desk.kept["said"]


def test_odd_fields_become_plain_ones():
    desk = fs.spotting_desk(FILM)
    odd = {"id": 7, "kind": "noise", "reason": {"a": 1}, "over_line": "yes", "extra": "<script>"}
    Page(desk).say(
        copy_of(desk, marks=[cue(1, 5, key="<b>", **odd), hit(5, key="<b>", weight="x", early=-1, label="\ud800a")])
    )
    assert desk.spotting == fs.Spotting(FILM, cues=[fs.Cue("4m1", 1, 5)], hits=[fs.Hit(5, "\ufffda")])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("4m1\r\nA\u2028B", "4m1 A B"),
        ("\x85 a\n\nb\ufeff", "a b"),
        ("x" * 50, "x" * 20),
        ("x" * 19 + " y", "x" * 19),
        ("😀" * 30, "😀" * 20),
    ],
)
def test_a_cues_number_is_a_word_on_one_line(text, kept):
    desk = fs.spotting_desk(FILM)
    Page(desk).say(copy_of(desk, marks=[cue(5, 9, id=text)]))
    assert desk.spotting.cues[0].id == kept
    assert len(desk.code.splitlines()) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = [
    "what",
    "key",
    "start",
    "end",
    "frame",
    "label",
    "must",
    "weight",
    "early",
    "id",
    "kind",
    "reason",
    "over_line",
]
FIELD = st.sampled_from(FIELDS)
VALUE = JSON | st.sampled_from(["cue", "hit", "silence", 480, 936, None])
MARKS = st.lists(st.dictionaries(FIELD, VALUE, max_size=8) | JSON, max_size=5)


@settings(max_examples=300)
@given(MARKS)
def test_whatever_comes_makes_a_spotting(raw):
    film = fs.open_film(FILM)
    made, wrong = marks.cleaned(raw, film)
    assert len(made) + len(wrong) == len(raw)
    spotted = marks.to_spotting(made, film)
    assert eval(spotted.code(), {"fs": fs}) == spotted
    assert marks.cleaned(json.loads(json.dumps(made)), film) == (made, []), "what was looked at once stays as it is"


def test_ten_thousand_marks_are_only_many():
    desk = fs.spotting_desk(FILM)
    Page(desk).put(*(hit(i % 1920, key=f"k{i}") for i in range(10_000)))
    assert len(desk.spotting.hits) == 10_000
    assert len(repr(desk)) < 1000


# ---- as the player


def test_it_is_still_the_player():
    desk = fs.spotting_desk(FILM, start=870, end=1100)
    assert desk.scene["cues"][0]["hits"] == [], "the film's own events would give the answers away"
    assert (desk.scene["first"], desk.scene["last"], desk.scene["marking"]) == (870, 1100, True)
    Page(desk).say({"type": "position", "frame": 936, "cue": "No music"})
    assert desk.frame == 936
    assert "frames 870 to 1100" in repr(desk)
    assert "marking" not in fs.watch(FILM, cues={}).scene


def test_the_still_shows_the_marks():
    import io

    import numpy as np
    from PIL import Image

    desk = fs.spotting_desk(FILM)
    empty = still(desk)
    Page(desk).put(cue(480, 936), hit(1056))
    marked = still(desk)
    assert marked == still(desk) != empty
    pixels = np.asarray(Image.open(io.BytesIO(marked)).convert("RGB")).reshape(-1, 3).astype(int)
    for colour in (look.CUE, look.HIT):
        assert (np.abs(pixels - look.rgb(colour)) <= 6).all(axis=1).sum() > 100


def test_the_scripts_and_styles_follow_the_rules():
    script = SpottingDesk._esm
    one_module(script)
    for name in ("marks", "keeping", "facts", "cuelist"):
        assert script.count(f"const $core_{name} = (") == 1
    assert script.count("innerHTML") == 1, "the icons, which are ours; what a learner writes is text"
    in_our_look((STATIC / "spotting_desk.css").read_text(encoding="utf-8"))


# ---- page and kernel say the same


@needs_node
def test_page_and_kernel_hand_out_the_same(tmp_path):
    film = fs.open_film(FILM)
    reasons = ["", 'she says "wait", twice', "two\nlines\r\nand\ttabs \\ ♯ 😀 \u2028 \x7f \x00", "long " * 60]
    raw = [
        *(
            cue(100 * i, 100 * i + 50 + i, key=f"k{i + 1}", reason=text, id="4m10" if i == 1 else "")
            for i, text in enumerate(reasons)
        ),
        *(
            cue(1200 + i, 1300, key=f"k{60 + i}", id=text)
            for i, text in enumerate(["a\r\nb", "\x85c\u2028 \ufeff", "\xa0d\x1f", "😀" * 30, "e" * 19 + " f", "\n"])
        ),
        hit(5, key="k80", weight=10**9, early=10**9, late=10**9 - 1),
        cue(1500, key="k20", kind="source", over_line=True, enters_on="the door", leaves_on="a, b"),
        *(
            hit(40 * i, key=f"k{30 + i}", label="hit, " * (i % 3), must=i % 2 == 0, weight=1 + i / 2, early=i % 3)
            for i in range(20)
        ),
        {"what": "silence", "key": "k90", "start": 900, "end": 936, "reason": "breath"},
        {"what": "silence", "key": "k91", "start": 1900, "end": None, "reason": ""},
    ]
    made, wrong = marks.cleaned(raw, film)
    assert wrong == []
    spotted = marks.to_spotting(made, film)
    script = (
        f"import {{ cleaned }} from {module('marks.js')};\n"
        f"import {{ code, csv }} from {module('cuelist.js')};\n"
        f"const film = {{ title: 'First Bloom', frames: 1920, origin: {film.start.frame}, reel: 4,"
        " rate: { num: 24, den: 1, nominal: 24, drop: false } };\n"
        "const { marks, dropped } = cleaned(GIVEN[0], film);\n"
        "const line = code(marks, film, '\"first-bloom\"');\n"
        "console.log(JSON.stringify([marks, dropped, line, csv(marks, film)]));\n"
    )
    there, dropped, code, text = in_node(script, raw)
    assert (there, dropped) == (made, 0)
    assert code == spotted.code()
    assert text.encode() == spotted.to_csv(tmp_path / "cues.csv").read_bytes()
