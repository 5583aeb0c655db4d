"""The Motif bench without a browser: what it holds, keeps and shrugs off, and that page and kernel agree."""

import ast
import io
import json
import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, in_node, in_our_look, module, one_module
from pagescripts import STATIC, needs_node

import filmscore as fs
from filmscore import look
from filmscore.course.answers import plain
from filmscore.errors import FilmScoreError
from filmscore.music.likeness import contour_distance, line_of, pitch_distance, rhythm_distance
from filmscore.widgets import bench_ear, bench_marks, bundle, keeping
from filmscore.widgets.bench_still import still
from filmscore.widgets.motif_bench import MotifBench
from filmscore.widgets.page import WIDTH

pytestmark = pytest.mark.usefixtures("work")

JON = "D4 A4:1/2 F#4:1/2 E5:2"
BLOOM = "C5:3 B4:1/4 C5:1/4 G4:3/2"


def evaluated(code):
    """What the code makes, after a look that it is nothing but motifs."""
    tree = ast.parse(code, mode="eval")
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert all(ast.unparse(call) == "fs.Motif" for call in calls)
    return eval(compile(tree, "code", "eval"), {"fs": fs})


# ---- what it holds


def test_motifs_given_are_motifs_held():
    given_ = {"Jon": fs.Motif(JON, key="D", meter="4/4", name="Jon"), "the bloom": BLOOM, "Mara": None}
    bench = fs.motif_bench("first-bloom", motifs=given_, key="D")
    assert bench.motif == given_["Jon"] and bench.motif.name == "Jon" and bench.motif.key == "D major"
    assert list(bench.motifs) == ["Jon", "the bloom"]
    assert bench.answer == bench.motifs
    assert bench.motifs["the bloom"].durations == (3, Fraction(1, 4), Fraction(1, 4), Fraction(3, 2))
    assert bench.stands_for == {"Jon": "", "the bloom": "", "Mara": ""}
    assert fs.motif_bench(motifs=bench, name="again").motifs == bench.motifs


def test_an_empty_bench_says_what_to_do():
    bench = fs.motif_bench(name="empty")
    assert bench.motifs == {} and bench.code == "{}"
    with pytest.raises(FilmScoreError, match="'Motif 1' has no notes yet: draw one"):
        bench.motif  # noqa: B018
    assert "no notes yet" in bench.alt and bench.desk["fresh"] == {"meter": "4/4", "bars": 2, "tonality": "C"}


def test_names_alone_are_empty_tabs():
    bench = fs.motif_bench(motifs=["Jon", "the bloom"], name="tabs", meter="6/8", bars=3)
    assert [(m["name"], m["notes"], m["meter"], m["bars"]) for m in bench.kept["copy"]["marks"]] == [
        ("Jon", "", "6/8", 3),
        ("the bloom", "", "6/8", 3),
    ]


@pytest.mark.parametrize(
    ("notes", "options", "begins", "pickup"),
    [
        ("G4 E4", {}, 1, False),
        ("G4 E4", {"begins": 4, "meter": "4/4"}, 4, True),
        ("G4 E4", {"begins": 2, "meter": "4/4"}, 2, False),
        ("R:1/2 G4 E4", {}, Fraction(3, 2), False),
        ("G4 E4", {"begins": "3", "meter": "3/4"}, 3, True),
    ],
)
def test_a_motif_begins_where_it_began(notes, options, begins, pickup):
    bench = fs.motif_bench(motifs={"m": fs.Motif(notes, **options)}, name="begins")
    assert (bench.motif.begins, bench.kept["copy"]["marks"][0]["pickup"]) == (begins, pickup)
    assert bench.motif.pitches == ("G4", "E4")
    assert evaluated(bench.code) == bench.motifs


LETTERS = st.builds("{}{}{}".format, st.sampled_from("ABCDEFG"), st.sampled_from(["", "#", "b"]), st.integers(2, 6))
LENGTHS = st.sampled_from(["1", "2", "3", "1/2", "1/4", "3/2", "1/3", "2/3", "1/6", "3/4", "1/5", "1/7"])
WORDS = st.lists(st.tuples(st.one_of(LETTERS, st.just("R")), LENGTHS), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(WORDS, st.sampled_from(["4/4", "3/4", "6/8", "7/8", "2/2"]), st.sampled_from(["", "D", "eb", "F#"]))
def test_what_is_drawn_comes_back_as_code(words, meter, key):
    if all(name == "R" for name, _ in words):
        return
    motif = fs.Motif(" ".join(f"{name}:{length}" for name, length in words), meter=meter, key=key or None)
    mark = bench_marks.from_motif("a", motif, 1, meter, 2, "")
    assert bench_marks.cleaned([mark], None) == ([mark], [])
    again = evaluated(bench_marks.code([mark]))["a"]
    assert again == bench_marks.to_motif(mark)
    assert again.pitches == motif.pitches and again.midi == motif.midi and again.key == motif.key


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"film": "no-such"}, "no-such"),
        ({"bars": 0}, "bars is a whole number from 1 to 16, not 0"),
        ({"bars": True}, "not True"),
        ({"meter": "4/3"}, "'4/3' cannot be drawn"),
        ({"meter": 4}, "4 cannot be drawn"),
        ({"key": "H"}, "'H' is no key"),
        ({"key": "G#"}, "8 signs"),
        ({"name": "a/b"}, "'a/b' cannot be a file's"),
        ({"motifs": "Jon"}, "motifs names them"),
        ({"motifs": {}}, "0 motifs"),
        ({"motifs": {1: JON}}, "1 is no name"),
        ({"motifs": {"x" * 41: JON}}, "40 characters at most"),
        ({"motifs": {"Jon": JON, " Jon": JON}}, "Two motifs are called 'Jon'"),
        ({"motifs": {"Jon": "H4"}}, "H4"),
        ({"motifs": {"Jon": 4}}, "4"),
        ({"motifs": {"Jon": "R R"}}, "rests only"),
        ({"motifs": {"Jon": "C4:1/11"}}, "'Jon' cannot lie on the bench: a length of 1/11"),
        ({"motifs": {"Jon": " ".join(["C4"] * 65)}}, "65 notes; a bench holds 64"),
        ({"motifs": {"Jon": "C4:64 C4"}}, "17 bars"),
        ({"motifs": {"Jon": "C0"}}, "C1 to G7"),
    ],
)
def test_bad_input_says_which_and_how(options, message):
    with pytest.raises(FilmScoreError, match=re.escape(message)):
        fs.motif_bench(**{"name": "bad", **options})


def test_an_answer_travels_as_plain_data():
    bench = fs.motif_bench(motifs={"Jon": JON}, key="D", name="answer")
    answer, known = plain(bench)
    assert known and list(answer) == ["Jon"]


# ---- what it keeps


def test_what_the_page_draws_is_on_disk_and_in_every_bench_of_the_name(work):
    bench, other = (fs.motif_bench("first-bloom", name="mine") for _ in range(2))
    assert not bench.path.exists()
    Page(bench).change(notes="C5 B4:1/2 C5:1/2", name="Jon", stands="the key in his hand")
    for one in (bench, other, fs.motif_bench("first-bloom", name="mine", motifs={"never": JON})):
        assert one.motifs == {"Jon": fs.Motif("C5 B4:1/2 C5:1/2", meter="4/4")}
        assert one.stands_for == {"Jon": "the key in his hand"}
    kept = json.loads((work / "my-marks" / "mine.motifs.json").read_text(encoding="utf-8"))
    assert kept["marks"][0]["notes"] == "C5 B4:1/2 C5:1/2" and kept["film"] == "first-bloom"


def test_undo_and_redo_from_the_kernel():
    bench = fs.motif_bench(name="undo")
    page = Page(bench)
    page.change(notes="C4")
    page.change(notes="C4 E4")
    page.change("again", notes="C4 F4")
    assert bench.undo() and bench.motif.pitches == ("C4",)
    assert bench.kept["how"] == "undo"
    assert bench.redo() and bench.motif.pitches == ("C4", "F4")
    assert not bench.redo() and bench.undo() and bench.undo() and not bench.undo()
    assert bench.motifs == {}


def test_the_open_tab_is_the_motif():
    bench = fs.motif_bench(motifs={"Jon": JON, "the bloom": BLOOM}, name="open")
    second = bench.kept["copy"]["marks"][1]["key"]
    Page(bench).say({"type": "open", "key": second})
    assert bench.motif.name == "the bloom" and bench.desk["open"] == second
    Page(bench).say({"type": "open", "key": "k99"})
    assert bench.motif.name == "Jon", "a motif that is gone: the first"


def test_a_bench_of_another_film_keeps_its_own():
    Page(fs.motif_bench("first-bloom", name="mine")).change(notes="C4")
    with pytest.raises(FilmScoreError, match=r"fs\.motif_bench"):
        fs.motif_bench("last-parcel", name="mine")


def test_a_damaged_file_is_put_aside(work):
    path = work / "my-marks" / "motifs.motifs.json"
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")
    bench = fs.motif_bench()
    assert bench.motifs == {} and "damaged" in bench.kept["said"]
    assert len(list(path.parent.glob("motifs.damaged-*"))) == 1


def test_copies_that_went_apart_lose_nothing(work):
    bench = fs.motif_bench(name="apart")
    one, other = Page(bench, "page-1"), Page(bench, "page-2")
    one.change(notes="C4")
    other.change(notes="D4")
    other.change(notes="D4 E4")
    assert bench.motif.pitches == ("D4", "E4")
    (aside,) = (work / "my-marks").glob("apart.aside-*")
    assert json.loads(aside.read_text(encoding="utf-8"))["marks"][0]["notes"] == "C4"


@pytest.mark.parametrize(
    ("one", "why"),
    [
        (None, "a motif is wanted"),
        ({"what": "hit"}, "a motif is wanted"),
        ({"meter": "4/0"}, "cannot be drawn"),
        ({"notes": "Q4"}, "Q4"),
        ({"at": "-1", "notes": "C4"}, "its first note"),
        ({"at": "1/0", "notes": "C4"}, "its first note"),
        ({"at": "1/11", "notes": "C4"}, "1/11"),
        ({"notes": "C4:64 C4:64"}, "32 bars"),
    ],
)
def test_marks_that_make_no_sense_are_left_out(one, why):
    good = bench_marks.blank(1, "4/4", 2, "D") | {"notes": "C4"}
    odd = {**good, "name": "odd", **one} if one else one
    kept, wrong = bench_marks.cleaned([good, odd], None)
    assert [mark["name"] for mark in kept] == ["Motif 1"]
    assert len(wrong) == 1 and why in wrong[0]


def test_notes_written_by_hand_are_kept_as_the_page_writes_them():
    by_hand = bench_marks.blank(1, "4/4", 2, "D") | {"notes": "r:0.5 d4  E♭4:2/4, F♯4:1 R R:2", "at": "1"}
    (mark,), wrong = bench_marks.cleaned([by_hand], None)
    assert wrong == [] and (mark["notes"], mark["at"]) == ("D4 Eb4:1/2 F#4", "3/2")


def test_odd_fields_are_mended():
    good = bench_marks.blank(1, "4/4", 2, "D") | {"notes": "C4:9", "at": "1/2"}
    odd = {
        **good,
        "bars": 10**9,
        "bpm": float("nan"),
        "player": "kazoo",
        "tonality": "H",
        "stands": 4,
        "name": "\x00",
        "key": "x",
    }
    _, (mended,) = None, bench_marks.cleaned([odd], None)[0]
    assert mended == {**good, "bars": 3, "tonality": "", "name": "Motif", "key": "k1"}
    two, _ = bench_marks.cleaned([good, good], None)
    assert [(mark["key"], mark["name"]) for mark in two] == [("k1", "Motif 1"), ("k2", "Motif 1 2")]


FIELDS = st.sampled_from(["type", "copy", "marks", "what", "key", "id", "notes"])
JUNK = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(JUNK, st.sampled_from(["marks", "aside", "open", "send", "position"]))
def test_whatever_the_page_sends_nothing_breaks(junk, kind):
    bench = fs.motif_bench(motifs={"Jon": JON}, name="junk")
    bench._heard(None, {"type": kind, "copy": junk, "key": junk, "id": junk, "what": junk}, [])
    bench._heard(None, junk, [])
    bench._heard(None, {"type": kind}, [b"x"])
    bench.set_state({"kept": {}})
    assert bench.motif == fs.Motif(JON, meter="4/4")
    assert bench.messages


# ---- what a listener says


def test_the_kernel_tells_what_a_motif_reminds_of():
    bench = fs.motif_bench(motifs={"doom": "C5 B4 C5 A4 B4 G4", "Jon": JON}, name="heard")
    heard = [bench.kept["heard"][mark["key"]] for mark in bench.kept["copy"]["marks"]]
    assert heard[0]["notes"] == "C5 B4 C5 A4 B4 G4" and any("Dies irae" in text for text in heard[0]["said"])
    assert heard[1] == {"notes": JON, "said": []}
    page = Page(bench)
    page.change(notes="C4 D4 E4 F4 G4")
    assert any("scale" in text for text in bench.kept["heard"]["k1"]["said"])
    assert any("scale" in text for text in bench.remarks["doom"])


def test_remarks_on_neighbours_and_on_one():
    bench = fs.motif_bench(
        motifs={"Jon": JON, "copy": "E4 B4:1/2 G#4:1/2 F#5:2", "far": BLOOM, "one": "C4"}, name="ear"
    )
    assert bench.remarks["Jon"][0].startswith("I hear copy.")
    assert bench.remarks["far"] == [] and "One note" in bench.remarks["one"][0]
    assert "I hear Jon." in bench.alt and bench.alt.startswith("Motif bench. Jon: D4 A4:1/2")


# ---- what a saved notebook shows


def test_the_still_is_small_and_always_alike():
    from PIL import Image

    marks_ = [
        bench_marks.from_motif(f"motif {i}", fs.Motif(notes, meter="4/4", begins=begins), i, "4/4", 2, "D")
        | {"stands": "the " * i}
        for i, (notes, begins) in enumerate([(JON, 4), (BLOOM, 1), ("C2 G6", 1), ("C4", 1)] * 3, 1)
    ]
    remarks = {mark["name"]: ["A relative of everybody: they share their line. Change it."] for mark in marks_}
    first = still("Motif bench: First Bloom", marks_, remarks)
    assert first == still("Motif bench: First Bloom", marks_, remarks) and len(first) < 60_000
    image = Image.open(io.BytesIO(first))
    assert image.width == 2 * WIDTH
    one = Image.open(io.BytesIO(still("B", marks_[:1], {}))).convert("RGB")
    keys = look.rgb(look.FAMILY["keys"])
    near = min((sum(abs(a - b) for a, b in zip(c, keys, strict=True)), n) for n, c in one.getcolors(100_000))
    assert near[0] < 20 and near[1] > 2000, "the notes are drawn in the colour of their player"
    assert still("Empty", [bench_marks.blank(1, "4/4", 2, "C")], {})


def test_the_script_is_whole_and_the_look_names_no_colour():
    one_module(bundle.script("motif_bench.js"))
    in_our_look((STATIC / "motif_bench.css").read_text(encoding="utf-8"))
    assert issubclass(MotifBench, keeping.Keeping)


# ---- page and kernel say the same


TUNES = [
    JON, BLOOM, "C5 B4 C5 A4 B4 G4", "E4 B4:1/2 G#4:1/2 F#5:2", "C4 E4 G4:2", "G4:1/3 G4:1/3 G4:1/3 Eb4:3", "C4 D4",
    "D4 R:1/2 A4:1/2 F#4:5/4 E5:2 D5:1/7 C5", "A3:3 A5:1/4 B5:1/4 E5:1/2", "C4 C4:2 C4:1/2", "F4 E4 D4 C4 B3 A3 G3:9",
]  # fmt: skip


@needs_node
def test_the_measures_of_the_page_are_those_of_the_library():
    lines = [line_of(fs.Motif(tune)) for tune in TUNES]
    script = (
        f"import {{ lineOf, distances }} from {module('likeness.js')}; import {{ read }} from {module('motif.js')};"
        f"const lines = {json.dumps(TUNES)}.map((text) => lineOf(read(text, 0).notes));"
        "console.log(JSON.stringify(lines.flatMap((a) => lines.map((b) => { const d = distances(a, b);"
        " return [d.pitch, d.contour, d.rhythm]; }))));"
    )
    expected = [
        [pitch_distance(a.midi, b.midi), contour_distance(a.midi, b.midi), rhythm_distance(a.lengths, b.lengths)]
        for a in lines
        for b in lines
    ]
    for found, wanted in zip(in_node(script), expected, strict=True):
        assert found == pytest.approx(wanted, abs=1e-6)


@needs_node
def test_the_page_says_what_the_kernel_says():
    from filmscore.music.distinctness import AKIN, ALIKE, TOO_NEAR

    bench = fs.motif_bench(motifs={f"m{i}": tune for i, tune in enumerate(TUNES)}, name="same")
    limits = {"tooNear": TOO_NEAR, "akin": AKIN, "alike": ALIKE}
    assert bench.desk["limits"] == limits
    script = (
        f"import {{ nearness, pairsOf, remarks }} from {module('ear.js')};"
        f"import {{ cleaned, code, notesOf }} from {module('motifs.js')};"
        f"const marks = cleaned({json.dumps(bench.kept['copy']['marks'])});"
        "const tunes = marks.map((mark) => ({ ...mark, notes: notesOf(mark) }));"
        f"const pairs = pairsOf(tunes, {json.dumps(limits)});"
        "const named = (key) => tunes.find((tune) => tune.key === key).name;"
        "const said = tunes.map((tune) => [...pairs"
        ".filter((pair) => pair.verdict !== 'apart' && (pair.a === tune.key || pair.b === tune.key))"
        ".map((pair) => nearness(pair, named(pair.a === tune.key ? pair.b : pair.a))), ...remarks(tune)]);"
        "console.log(JSON.stringify([code(marks), marks, said]));"
    )
    code, read, said = in_node(script)
    assert code == bench.code and read == bench.kept["copy"]["marks"]
    famous = {name: set(bench_ear._famous(tune)) for name, tune in zip(bench.motifs, TUNES, strict=True)}
    kernel = [[text for text in list_ if text not in famous[name]] for name, list_ in bench.remarks.items()]
    assert said == kernel


@needs_node
def test_keys_and_names_with_quotes_are_written_alike():
    names = ['the "bloom"', "Müller \\ Söhne", "тук", "a\tb"]
    raw = [
        {**bench_marks.blank(i, meter, 2, key), "name": name, "notes": "C4 E4:1/3", "at": at, "pickup": i % 2 == 0}
        for i, (name, key, meter, at) in enumerate(
            zip(names, ["", "eb", "F#", "Cb"], ["6/8", "7/8", "4/4", "3/4"], ["5/2", "0", "7", "1/3"], strict=True), 1
        )
    ]
    made, wrong = bench_marks.cleaned(raw, None)
    assert wrong == []
    script = (
        f"import {{ cleaned, code }} from {module('motifs.js')};"
        f"const marks = cleaned({json.dumps(raw)}); console.log(JSON.stringify([marks, code(marks)]));"
    )
    assert in_node(script) == [made, bench_marks.code(made)]
    assert [motif.begins for motif in evaluated(bench_marks.code(made)).values()] == [
        Fraction(7, 2), 1, 4, Fraction(4, 3)
    ]  # fmt: skip


def test_a_listener_grants_an_upbeat_and_hears_a_rhythm():
    def said(text, **about):
        return bench_ear.alone(fs.Motif(text, meter="4/4", **about), Fraction(4))

    assert said("D4 A4:8", begins=4) == [] and "two bars" in said("D4 A4:17/2", begins=4)[0]
    assert "two bars" in said("D4 A4:8")[0]
    assert said("G4:1/2 G4:1/2 G4:1/2 Eb4:2") == [], "short, short, short, long is a rhythm"
    assert "like a clock" in said("C4 E4 D4 G4")[0]
