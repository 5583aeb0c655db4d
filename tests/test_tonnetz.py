"""The Tonnetz without a browser: what the page is told, what is sung, what is kept, and that page and kernel agree."""

import io
import json
import re
import time
from fractions import Fraction
from itertools import cycle, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, in_node, in_our_look, module, one_module
from pagescripts import STATIC, needs_node
from PIL import Image

import filmscore as fs
from filmscore import look
from filmscore.errors import FilmScoreError
from filmscore.music.harmony.conventions import CONVENTIONS
from filmscore.music.harmony.net import net as window
from filmscore.music.harmony.net import path_of
from filmscore.widgets import bundle, net_page, net_told, net_walk
from filmscore.widgets.net_still import still
from filmscore.widgets.page import WIDTH

pytestmark = pytest.mark.usefixtures("work")


TRIADS = [t["plain"] for t in net_page.told()["triads"]]
paths = st.lists(st.sampled_from(TRIADS), min_size=1, max_size=16).map(
    lambda row: [one for i, one in enumerate(row) if i == 0 or one != row[i - 1]]
)


def made(path="Dm G Dm G", **options):
    return fs.tonnetz("first-bloom", path=path, **{"start": 1056, "end": 1152, "name": "here", **options})


# ---- what the page is told


def test_every_edge_of_the_page_is_p_l_or_r_and_the_point_above_the_third_is_s():
    told = net_page.told()
    names = [fs.Triad(t["plain"]) for t in told["triads"]]
    assert len(told["nodes"]) == 32 and len(told["cells"]) == 42 and len(set(names)) == 24
    window_ends = 0
    for cell in told["cells"]:
        triad = names[cell["triad"]]
        assert [told["nodes"][at]["pitch"] for at in cell["corners"]] == list(triad.pitch_classes)
        for move, to in cell["over"].items():
            there = told["cells"][to]
            assert names[there["triad"]] == triad.transform(move), (str(triad), move)
            shared = set(cell["corners"]) & set(there["corners"])
            window_ends += len(shared) != {"P": 2, "L": 2, "R": 2, "S": 1}[move]
            assert there["over"][move] in [i for i, c in enumerate(told["cells"]) if c["triad"] == cell["triad"]]
    ends = 2 * 7 + 3 * 2 + 2 * 7  # P above and below, L or R at the sides of three rows, points above and below
    assert window_ends == ends, "where the window ends, and only there, the same triad inside it"


def test_notes_are_drawn_where_fifths_and_thirds_lie_and_by_names_a_triangle_wants():
    told = net_page.told()
    at = {(round(n["x"], 3), round(n["y"], 3)): n for n in told["nodes"]}
    for (x, y), node in at.items():
        right, up = at.get((x + 1, y)), at.get((round(x + 0.5, 3), round(y - 0.866, 3)))
        assert right is None or (right["pitch"] - node["pitch"]) % 12 == 7
        assert up is None or (up["pitch"] - node["pitch"]) % 12 == 4
    names = {name for node in told["nodes"] for name in node["names"]}
    assert not names & {"E♯", "B♯", "C♭", "F♭"} and {"F♯", "G♭", "B♭"} <= names
    written = {note for t in told["triads"] for note in t["notes"]}
    assert names <= written


def test_what_two_triads_are_to_each_other_is_what_the_library_says():
    told = net_page.told()
    for one in map(fs.Triad, ("D", "F#m", "Bb", "Cm")):
        for other in map(fs.Triad, TRIADS):
            if one == other:
                continue
            pair = fs.mnx(first=one, second=other)
            found = told["relations"][pair.label]
            assert found["rows"] == list(pair.moves) and found["semitones"] == pair.distance
            letters = [m for m in "PLRSNFH" if one.transform(m) == other]
            assert found["move"] == (letters[0] if letters else "")
    assert len(told["relations"]) == 46


# ---- what is sung


@given(paths)
def test_voices_go_as_little_as_they_can_and_hold_what_is_common(path):
    triads = net_walk.triads_of(path)
    chords = net_walk.voices_of(triads)
    for triad, chord in zip(triads, chords, strict=True):
        assert {p % 12 for p in chord} == set(triad.pitch_classes) and list(chord) == sorted(chord)
    for (one, a), (other, b) in pairwise(zip(triads, chords, strict=True)):
        moved = sum(abs(x - y) for x, y in zip(a, b, strict=True))
        near_an_edge = min(a) < net_walk.LOW + 6 or max(a) > net_walk.HIGH - 6
        assert moved == one.distance(other) or near_an_edge, (str(one), str(other), a, b)
        assert all(net_walk.LOW - 6 <= pitch <= net_walk.HIGH + 6 for pitch in b)


def test_d_stays_between_dm_and_g_for_every_pair_with_a_common_note():
    assert net_walk.voices_of(net_walk.triads_of("Dm G Dm")) == [(62, 65, 69), (62, 67, 71), (62, 65, 69)]
    for one in map(fs.Triad, TRIADS):
        for other in map(fs.Triad, TRIADS):
            if one == other or not one.common(other) or one.distance(other) > 4:
                continue
            a, b = net_walk.voices_of((one, other))
            assert {p % 12 for p in set(a) & set(b)} == set(one.pitch_classes) & set(other.pitch_classes), (one, other)


@pytest.mark.parametrize("path", ["Dm G Dm", "D Dm F Fm Ab", "C Abm E Ebm", "Dm Bb F"])
def test_the_search_over_the_whole_path_finds_nothing_shorter(path):
    voices, start = ["violin I", "violin II", "viola"], [str(n) for n in fs.Triad(path.split()[0]).pitches]
    wide = dict.fromkeys(voices, ("E3", "B5"))
    led = fs.lead(path, voices, wide, start=start, bass=False)
    assert net_walk.voicing(net_walk.triads_of(path), Fraction(2)).movement == led.movement


def test_the_voicing_is_what_sounds_and_needs_no_remark_on_its_bass():
    net = made("Dm G B♭ F♯m")
    voicing = net.voicing
    assert [[fs.Motif(n).midi[0] for n in voicing.at(i)] for i in range(4)] == [
        list(chord) for chord in net_walk.voices_of(net.triads)
    ]
    assert voicing.voices == ("violin I", "violin II", "viola") and set(voicing.beats) == {2}
    assert "asks for" not in voicing.told and [str(c) for c in voicing.chords] == ["Dm", "G/D", "B♭/D", "F♯m/C♯"]
    Page(net).change(bass=True)
    assert net.bass and net.voicing.notes_of("cello") == ("D2", "G2", "B♭2", "F♯2")
    with pytest.raises(FilmScoreError, match="path is empty"):
        _ = made(None, name="nothing").voicing


# ---- what it answers


def test_home_decides_how_pairs_are_told():
    net = made("Dm G Dm E♭")
    assert net.home is None and [p.label for p in net.pairs] == ["m5M", "M7m", "m1M"]
    assert {p.by for p in net.pairs} == {"time"}
    Page(net).change(home="G")
    assert [(p.label, p.by) for p in net.pairs] == [("M7m", "tonic"), ("M7m", "tonic"), ("m1M", "time")]
    assert net.moves == ("F", "F", fs.Triad("Dm").paths("Eb")[0])


def test_the_answer_is_plain_data_and_the_code_makes_the_same():
    net = made("Dm B♭ F♯m", home="Dm", beats="3/2")
    assert net.answer == {"home": "Dm", "path": ["Dm", "Bb", "F#m"], "start": 1056, "beats": "3/2"}
    assert json.loads(json.dumps(net.answer)) == net.answer
    again = eval(net.code.replace('"here"', '"again"'), {"fs": fs})
    assert again.answer == net.answer and again.frames == (1056, 1092, 1128)
    assert again.code == net.code.replace('"here"', '"again"')
    bare = fs.tonnetz(name="bare")
    assert (bare.path, bare.frames, bare.start, bare.code) == ((), (), None, 'fs.tonnetz(name="bare")')
    assert fs.tonnetz(path=net, name="other").path == net.path


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"path": "Dm H"}, "Triad 2: 'H' is no triad"),
        ({"path": "Dm G7"}, "no major or minor triad"),
        ({"path": "Dm Dm"}, "Dm again"),
        ({"path": "Dm G " * 9}, "from 2 to 16"),
        ({"path": 7}, "7 is no path"),
        ({"beats": 0}, "more than 0 beats"),
        ({"beats": "x"}, "beats is a number"),
        ({"beats": True}, "beats is a number"),
        ({"home": "X"}, "'X' is no triad"),
        ({"film": None, "start": 4}, "name it"),
        ({"start": 1152, "end": 1056}, "too short"),
        ({"film": "no-such"}, "no-such"),
        ({"name": "a/b"}, "cannot be a file"),
        ({"name": 0}, "cannot be a file"),
        ({"name": []}, "cannot be a file"),
        ({"path": {}}, "{} is no path"),
        ({"path": {"Dm", "G"}}, "is no path"),
        ({"path": 0}, "0 is no path"),
    ],
)
def test_what_it_refuses(options, says):
    with pytest.raises(FilmScoreError, match=re.escape(says)):
        fs.tonnetz(**{"film": "first-bloom", **options})


def test_a_path_is_refused_before_all_of_it_is_read():
    read = []

    def endless():
        for name in cycle(("Dm", "G")):
            read.append(name)
            yield name

    for of in (lambda path: fs.tonnetz(path=path, name="endless"), path_of):
        read.clear()
        with pytest.raises(FilmScoreError, match="from 2 to 16 triads, and this has more"):
            of(endless())
        assert len(read) == 17
    began = time.process_time()
    with pytest.raises(FilmScoreError, match="and this has 1000000"):
        fs.tonnetz(path="Dm G " * 500_000, name="long")
    assert time.process_time() - began < 10, "the names are counted before they are looked at"


# ---- what is kept


def test_a_step_is_kept_told_and_undone(work):
    net, twin = made(), made()
    page = Page(net)
    page.change(path="Dm G Dm G Am", places="")
    page.change(home="Dm")
    assert net.path == twin.path == ("Dm", "G", "Dm", "G", "Am") and twin.home == "Dm"
    assert net.file == work / "my-marks" / "here.net.json"
    kept = json.loads(net.file.read_text(encoding="utf-8"))
    assert kept["marks"][0]["path"] == "Dm G Dm G Am"
    assert net.undo() and net.undo() and net.path == ("Dm", "G", "Dm", "G") and net.redo()
    net.close(), twin.close()
    assert made("C").path == ("Dm", "G", "Dm", "G", "Am"), "what is kept is shown, not what is given"


@pytest.mark.parametrize(
    "fields",
    [
        {"path": "Dm H"},
        {"path": "Dm Dm"},
        {"path": "C " * 17},
        {"path": 4},
        {"home": "Q"},
        {"beats": "0"},
        {"what": "hit"},
    ],
)
def test_a_path_that_makes_no_sense_is_left_out(fields):
    net = made()
    Page(net).change(**fields)
    assert net.messages and net.path == () and net.alt


@pytest.mark.parametrize(
    "message", [None, 7, [], {}, {"type": "x"}, {"type": "marks"}, {"type": "send"}, {"type": "send", "id": "1"}]
)
def test_whatever_the_page_says_nothing_is_raised(message):
    net = made()
    Page(net).say(message)
    net.set_state({"kept": {}})
    assert net.path == ("Dm", "G", "Dm", "G") and net.messages


def test_notes_and_picture_are_sent_and_nothing_else():
    net = made()
    item, data = net._part("strings")
    assert item["mime"] == "audio/ogg" and data[:4] == b"OggS"
    item, data = net._part("mp4")
    assert item["mime"] == "video/mp4" and data[4:8] == b"ftyp"
    with pytest.raises(FilmScoreError):
        net._part("../secret")
    with pytest.raises(FilmScoreError, match="no picture"):
        fs.tonnetz(name="bare")._part("mp4")
    sent = []
    net.send = lambda message, parts=(): sent.append(message["name"])
    net._give_now([("a", "strings"), ("b", "nobody")])
    assert sent == ["a"]


# ---- what is told


def test_what_leaves_at_an_edge_stands_again_elsewhere():
    """As the line under the map says; and right and left show no common row, so it must not say that they are one."""
    said = (STATIC / "tonnetz.js").read_text(encoding="utf-8")
    assert "What leaves at an edge stands again elsewhere on the map." in said and "right edge is its left" not in said
    net = window()
    outward = [(one, move) for one in net.triangles for move in "PLR" if net.neighbour(one, move) is None]
    assert outward and all(net.places(one.triad.transform(move)) for one, move in outward)
    for r, up in {(one.r, one.up) for one in net.triangles}:
        row = sorted((one for one in net.triangles if (one.r, one.up) == (r, up)), key=lambda one: one.q)
        assert (row[-1].triad.root + 7) % 12 != row[0].triad.root, "a fifth on to the right is not the left of the row"


@pytest.mark.parametrize("row", CONVENTIONS, ids=lambda row: row.label)
def test_no_convention_without_what_speaks_against_it(row):
    tonic, other = row.triads.split("–")
    net = fs.tonnetz(path=[tonic, other], home=tonic, name="told")
    lines = net_told.lines(net)
    at = next(i for i, line in enumerate(lines) if row.reported in line)
    assert row.source in lines[at] and lines[at].startswith(row.label) and row.certainty in lines[at]
    assert lines[at + 1].startswith(f"But: {row.counter}") and row.caution in lines[at + 1]
    assert row.counter_source[1:] in lines[at + 1]
    net.close()
    away = fs.tonnetz(path=[tonic, other], home=other, name="told from the other end")
    if fs.mnx(tonic=other, other=tonic).label not in {c.label for c in CONVENTIONS}:
        assert net_told.NOTHING in net_told.lines(away), "from the other end it is another pair"


def test_a_path_that_goes_on_after_the_shot_says_how_far():
    assert "The path goes on" not in made("Dm G", name="fits").alt, "it ends where the shot does"
    shot = made("Dm G Dm", name="one more")
    assert net_told.lines(shot)[0].endswith("1056, 1104, 1152. The path goes on 48 frames after this shot.")
    film = made("Dm G Dm G", start=1889, end=None, name="past the end")
    assert film.frames[-1] == 2033 > film.film.frames == 1920
    assert "The path goes on 161 frames after the film." in film.alt
    fraction = made("Dm G Dm", beats="33/24", name="by less than a beat")
    assert "The path goes on 3 frames after this shot" in fraction.alt


def test_films_stand_by_themselves_after_what_is_reported():
    uncanny = " ".join(net_told.lines(made("C Abm", home="C", name="uncanny")))
    assert "for the uncanny: death, magic. For example: long before film, Wagner's Parsifal." in uncanny
    assert ", in long before" not in uncanny


def test_both_labels_stand_and_the_one_that_applies_first():
    said = net_told.lines(made("Dm G"))
    assert "Dm to G: m5M from Dm, heard first; M7m from G, heard second." in said and "No home is chosen." in said
    assert any(line.startswith("m5M, if Dm is home,") for line in said)
    home = net_told.lines(made("Dm G", home="G", name="home"))
    assert "Dm to G: M7m from G, heard as home and second; m5M from Dm, heard first." in home
    assert home[-1] == net_told.NOTHING
    alike = net_told.lines(made("D Ab", name="alike"))
    assert sum("outer space" in line for line in alike) == 1 and "from D and from A♭ alike" in " ".join(alike)


def test_the_still_is_small_always_alike_and_has_the_path():
    net = made(home="Dm")
    first = still(net)
    assert len(first) < 90_000
    image = Image.open(io.BytesIO(first)).convert("RGB")
    assert image.width == 2 * WIDTH
    cue = look.rgb(look.CUE)

    def inked(png):
        colours = Image.open(io.BytesIO(png)).convert("RGB").getcolors(100_000)
        return sum(n for n, c in colours if sum(abs(a - b) for a, b in zip(c, cue, strict=True)) < 30)

    empty = still(made(None, name="empty"))
    assert empty == still(made(None, name="empty too")), "always alike"
    assert inked(first) > 2000 > inked(empty), "the path is drawn"
    assert "Path: Dm G Dm G, 2 beats each at 60, on frames 1056, 1104, 1152, 1200." in net.alt
    assert "LRP = F" in net.alt and repr(net) == net.alt
    assert "no path yet" in fs.tonnetz(name="bare").alt


def test_the_script_is_whole_and_the_look_names_no_colour():
    one_module(bundle.script("tonnetz.js"))
    in_our_look((STATIC / "tonnetz.css").read_text(encoding="utf-8"))
    for name in ("tonnetz.js", *(p.name for p in STATIC.glob("net_*.js"))):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert not re.search(r"#[0-9a-fA-F]{6}\b|rgba?\(", text) and len(text.splitlines()) <= 320


# ---- page and kernel say the same


@needs_node
def test_the_page_sings_what_the_kernel_sings():
    rows = []

    @settings(max_examples=150, database=None)
    @given(paths)
    def gather(path):
        rows.append(path)

    gather()
    script = (
        f"import {{ voiced, basses }} from {module('net_voices.js')}; import {{ triadOf }} from {module('net.js')};"
        "const [triads, rows] = GIVEN; console.log(JSON.stringify(rows.map((row) => {"
        "const walk = row.map((name) => triads[triadOf(name)]); return [voiced(walk), basses(walk)]; })));"
    )
    sung = in_node(script, net_page.told()["triads"], rows)
    assert len(rows) > 50
    for row, (chords, roots) in zip(rows, sung, strict=True):
        walk = net_walk.triads_of(row)
        assert [tuple(c) for c in chords] == net_walk.voices_of(walk), row
        assert roots == [c[0] for c in net_walk.voices_of(walk, bass=True)]


@needs_node
def test_the_page_writes_the_code_and_the_words_of_the_kernel():
    nets = [
        made("Dm G Dm G"), made("B♭ F♯m", home="Bb", beats="1/2", name="b"), fs.tonnetz(name="Ü"),
        fs.tonnetz("the-log", path="Em", beats=3, name="c"), made("Gb Bbm", name="d"),
    ]  # fmt: skip
    script = (
        f"import {{ cleaned, code }} from {module('walk.js')};"
        f"import {{ labelOf, moveWords, relationOf, triadOf }} from {module('net.js')};"
        "const [rows, net] = GIVEN; const one = net.triads[2];"
        "console.log(JSON.stringify([rows.map(([marks, call]) => [code(cleaned(marks), call), cleaned(marks)]),"
        "net.triads.filter((to) => to !== one).map((to) => [labelOf(one, to), moveWords(relationOf(net, one, to))]),"
        "net.triads.map((to) => triadOf(to.plain))]));"
    )
    codes, words, order = in_node(script, [[n.kept["copy"]["marks"], n.desk["call"]] for n in nets], net_page.told())
    for net, (code, kept) in zip(nets, codes, strict=True):
        assert code == net.code and kept == net.kept["copy"]["marks"]
    assert order == list(range(24))
    assert len(words) == 23
    for label, told in words:
        pair = next(
            fs.mnx(first="D", second=t) for t in TRIADS if t != "D" and fs.mnx(first="D", second=t).label == label
        )
        step = fs.tonnetz(path=[pair.one, pair.other], name="w").walk.steps[0]
        assert told in net_told.moved(step), (told, net_told.moved(step))


@needs_node
def test_a_note_in_common_is_struck_once():
    script = (
        f"import {{ sung }} from {module('net_voices.js')}; import {{ triadOf }} from {module('net.js')};"
        "const [triads] = GIVEN; const of = (row) => row.split(' ').map((name) => triads[triadOf(name)]);"
        "console.log(JSON.stringify([sung(of('Dm G Dm G'), 2, false), sung(of('Dm D G'), 1.5, true)]));"
    )
    rock, bass = in_node(script, net_page.told()["triads"])
    held = [note for note in rock["notes"] if note["pitch"] % 12 == 2]
    assert [(n["beat"], n["beats"]) for n in held] == [(0, 8)], "D sounds once and lasts"
    assert len(rock["notes"]) == 1 + 2 * 4 and rock["length"] == 8
    assert [s["beat"] for s in rock["starts"]] == [0, 2, 4, 6]
    low = [n for n in bass["notes"] if n["pitch"] < 53]
    assert [(n["pitch"], n["beat"], n["beats"]) for n in low] == [(38, 0, 3), (43, 3, 1.5)]


@needs_node
def test_a_stroke_over_a_point_joins_two_and_one_over_edges_all():
    told = net_page.told()

    def cell(q, r, up):
        return next(i for i, one in enumerate(window().triangles) if (one.q, one.r, one.up) == (q, r, up))

    dm, g = cell(0, -1, False), cell(-1, 0, True)
    script = (
        f"import {{ passed, centre, cellAt, beside }} from {module('net.js')};"
        "const [net, dm, g, far] = GIVEN; const clear = { circle: 0.235, edge: 0.035 };"
        "const go = (a, b) => passed(net, centre(net, a), centre(net, b), clear);"
        "const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];"
        "const middles = net.cells.map((_, i) => cellAt(net, ...centre(net, i), clear));"
        "console.log(JSON.stringify([go(dm, g), go(dm, far), middles,"
        "net.nodes.map(({ x, y }) => cellAt(net, x, y, clear)), cellAt(net, 99, 0, clear),"
        "net.cells.map((one, i) => keys.map((key) => beside(net, i, key)))]));"
    )
    far = told["cells"][told["cells"][dm]["over"]["L"]]["over"]["R"]
    over_point, over_edges, middles, knots, outside, arrows = in_node(script, told, dm, g, far)
    assert over_point == [dm, g], "over the D, without the triads beside it"
    assert over_edges == [dm, told["cells"][dm]["over"]["L"], far]
    assert middles == list(range(42)) and set(knots) == {-1} and outside == -1
    for at, ways in enumerate(arrows):
        here, order = told["cells"][at]["over"], "RLSP" if told["cells"][at]["up"] else "LRPS"
        assert ways == [here[move] for move in order]


def test_lengths_are_exact():
    assert made(beats=Fraction(1, 3)).answer["beats"] == "1/3"
    assert made(beats=1.5, name="x").beats == Fraction(3, 2)
