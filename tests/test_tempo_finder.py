"""The Tempo finder without a browser: its map, its errors, what it keeps, what it shrugs off; page and kernel agree."""

import io
import json
import math
import random
import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import Page, in_node, in_our_look, module, one_module
from pagescripts import STATIC, needs_node
from PIL import Image

import filmscore as fs
from filmscore import look
from filmscore.course import restore
from filmscore.errors import FilmScoreError
from filmscore.picture.chance import expected_max, share_max
from filmscore.picture.tempo_fit import verdict
from filmscore.widgets import marks, plan
from filmscore.widgets.still import still
from filmscore.widgets.tempo_finder import TempoFinder

pytestmark = pytest.mark.usefixtures("work")

FILM = "first-bloom"
HITS = [1056, 1440, 1704]


def music(start=480, end=1920):
    return {"what": "music", "key": "k1", "start": start, "end": end}


def stretch(bpm, bars=0, meter="4/4", **more):
    plain = {"what": "stretch", "key": "k9", "bars": bars, "meter": meter, "bpm": bpm, "to": None}
    return {**plain, "curve": "beats", "hold": 0, **more}


def lock(bar, frame):
    return {"what": "lock", "key": "k9", "bar": bar, "frame": frame}


# ---- what it holds


def test_it_begins_with_one_steady_tempo_through_every_hit():
    finder = fs.tempo_finder(FILM, hits=HITS, start=480, low=40, high=80)
    assert finder.tempo == fs.TempoMap(start=480, rate="24").bars(16, "4/4", bpm=60) == finder.answer
    assert finder.tempo.frame_at(finder.tempo.beats) > finder.film.frames >= finder.tempo.frame_of_bar(16)
    assert eval(finder.code) == finder.tempo
    assert repr(finder).startswith(
        "Tempo finder: First Bloom. Music from frame 480 to 1920: 4/4 at 60. Hits: 1056 (bar 7 beat 1,"
    )
    assert not finder.path.exists(), "nothing is written before the first step"
    assert finder.path.name == "first-bloom.tempo.json"


def test_hits_come_from_the_list_the_spotting_or_the_film():
    assert [hit.frame for hit in fs.tempo_finder(FILM, name="a").hits] == HITS
    spotted = fs.Spotting(
        FILM, cues=[fs.Cue("4m1", 936, 1500)], hits=[fs.Hit(1440, "hands", weight=3), fs.Hit(1056, early=0, late=4)]
    )
    finder = fs.tempo_finder(FILM, spotting=spotted, name="b")
    assert [(h.frame, h.weight, h.early, h.late) for h in finder.hits] == [(1056, 1, 0, 4), (1440, 3, 1, 2)]
    assert plan.music(finder.kept["copy"]["marks"]) == music(936, 1500), (
        "it starts and ends with the cue of its first hit"
    )
    desk = fs.spotting_desk(FILM, spotting=spotted, name="desk")
    assert fs.tempo_finder(FILM, spotting=desk, name="c").hits == finder.hits
    labels = fs.tempo_finder(FILM, hits=["04:00:44:00", fs.Timecode("04:01:00:00", "24")], name="d")
    assert [hit.frame for hit in labels.hits] == [1056, 1440]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"hits": []}, "no hit to meet"),
        ({"hits": 1056}, "a list of frames"),
        ({"hits": [5000]}, "5000"),
        ({"hits": [True]}, "True"),
        ({"spotting": 5}, "must be a Spotting"),
        ({"spotting": fs.Spotting("last-parcel", hits=[96])}, "of Last Parcel, the finder of First Bloom"),
        ({"spotting": fs.Spotting(FILM)}, "holds none"),
        ({"spotting": fs.Spotting(FILM), "hits": [1]}, "not both"),
        ({"start": 1920}, "cannot start at 1920"),
        ({"start": "nowhere"}, "nowhere"),
        ({"low": 100, "high": 100}, "no range"),
        ({"low": 0}, "from 10 to 600"),
        ({"high": "fast"}, "'fast'"),
        ({"meter": "four"}, "no meter"),
        ({"name": "../../x"}, "cannot be a file"),
        ({"hits": range(1000)}, "too many"),
    ],
)
def test_what_cannot_be_a_finder_is_refused(wrong, why):
    with pytest.raises(FilmScoreError, match=re.escape(why)):
        fs.tempo_finder(FILM, **wrong)


def test_a_film_without_hits_says_what_to_give():
    film = fs.open_film(FILM)
    bare = type(film)(**{**{f: getattr(film, f) for f in film.__dataclass_fields__}, "events": ()})
    with pytest.raises(FilmScoreError, match=r"give hits=\[…\]"):
        fs.tempo_finder(bare)


# ---- what the page makes of it


def test_stretches_and_locks_become_the_map_that_code_would_make():
    finder = fs.tempo_finder(FILM, hits=HITS)
    page = Page(finder)
    page.put(music(), stretch(60, 12), stretch(60, 1, "3/4"), stretch(60))
    assert finder.tempo == fs.TempoMap(480, "24").bars(12, bpm=60).bars(1, "3/4").bars(3, "4/4")
    page.put(
        music(),
        stretch(60, 4),
        stretch(60, 4, to=90, curve="time"),
        stretch(90, 2, hold=1.5),
        stretch(84),
        lock(11, 1440),
    )
    made = fs.TempoMap(480, "24").bars(4, bpm=60).ramp(16, bpm=(60, 90), curve="time").hold(1.5).bars(2, bpm=90)
    tempo = finder.tempo
    assert tempo == made.bars(len(list(tempo.bar_lines())) - 10, bpm=84).lock(11, 1440)
    assert tempo.frame_of_bar(11) == 1440 and tempo.locks == ((11, 1440),)
    assert eval(finder.code) == tempo and finder.kept["code"] == finder.code
    assert finder.messages == ()


def test_the_last_stretch_goes_on_until_the_music_ends():
    for end in range(1057, 1920, 7):
        film = fs.open_film(FILM)
        for more in ([], [lock(6, 700 + end // 8)], [lock(3, 600), lock(40, 1900)]):
            made = plan.to_tempo([music(480, end), stretch(96, 2), stretch(90), *more], film)
            over = made.frame_at(made.beats)
            assert over > end - 1e-6 and (over - end <= 4 * 60 / 90 * 24 + 1e-6 or len(more) == 2)


def test_errors_are_those_of_the_nearest_beat_by_brute_force():
    finder = fs.tempo_finder("last-parcel", hits=[100, 257, 376, 495, 697, 900, 1116])
    rng = random.Random(5)
    for _ in range(40):
        parts = (stretch(rng.uniform(50, 160), rng.randrange(1, 9)), stretch(rng.uniform(50, 200), 3, "3/4"))
        one = [music(rng.randrange(0, 100), 1700), *parts, stretch(rng.uniform(60, 180))]
        Page(finder).put(*one, how="do")
        tempo = finder.tempo
        beats = [tempo.frame_at(b) for b in range(math.ceil(tempo.beats) + 1)]
        for hit, error in zip(finder.hits, finder.errors, strict=True):
            assert abs(error) == pytest.approx(min(abs(b - hit.frame) for b in beats), abs=1e-6)


def test_fits_are_the_searchs_own_and_cover_only_what_the_music_does():
    finder = fs.tempo_finder("last-parcel", low=90, high=140)
    music_ = plan.music(finder.kept["copy"]["marks"])
    best = finder.fits[0]
    assert best.bpm == fs.find_tempo(finder.hits, 90, 140, start=music_["start"], rate="24")[0].bpm
    Page(finder).put(music(music_["start"], 1700), stretch(float(best.bpm)))
    assert max(map(abs, finder.errors)) == pytest.approx(best.max_error, abs=1e-6)
    Page(finder).put(music(600, 1000), stretch(100))
    assert len(finder.fits[0].errors) == 2, "two of the hits lie between 600 and 1000"
    Page(finder).put(music(1, 50), stretch(100))
    with pytest.raises(FilmScoreError, match="no hit lies"):
        _ = finder.fits


def test_the_page_is_told_the_best_with_its_proof(monkeypatch):
    finder = fs.tempo_finder("last-parcel", low=90, high=140)
    sent = []
    monkeypatch.setattr(TempoFinder, "send", lambda self, content, buffers=None: sent.append(content))
    page = Page(finder)
    page.say({"type": "find", "id": 7, "criterion": "rms"})
    [answer] = sent
    assert (answer["type"], answer["id"], answer["why"]) == ("found", 7, "")
    wanted = fs.find_tempo(finder.hits, 90, 140, start=96, rate="24", criterion="rms")
    assert [one["bpm"] for one in answer["fits"]] == [float(fit.bpm) for fit in wanted[: len(answer["fits"])]]
    assert answer["proof"] == str(wanted.proof)
    json.dumps(answer)
    page.put(music(0, 40), stretch(90))
    page.say({"type": "find", "id": 8, "criterion": "max"})
    assert sent[-1]["fits"] == [] and "no hit" in sent[-1]["why"]
    for bad in (
        {"type": "find"},
        {"type": "find", "id": "x", "criterion": "max"},
        {"type": "find", "id": 1, "criterion": "luck"},
    ):
        page.say(bad)
    assert len(sent) == 2 and len(finder.messages) == 4


# ---- keeping: the desk's own way


def test_it_outlives_the_kernel_and_undoes_across(work):
    finder = fs.tempo_finder(FILM, hits=HITS)
    page = Page(finder)
    first = finder.tempo
    page.put(music(), stretch(72))
    page.put(music(), stretch(72), lock(5, 900))
    assert json.loads(finder.path.read_text())["format"] == "filmscore tempo marks 1"
    finder.close()
    again = fs.tempo_finder(FILM, hits=HITS)
    assert again.tempo.locks == ((5, 900),) and again.undo() is False
    page = Page(again)
    page.put(music(), stretch(80), lock(5, 900))
    assert again.undo() and again.tempo.bpm_at(100) == 72 and again.redo() and again.tempo.bpm_at(100) == 80
    assert first.bpm_at(0) == 120


def test_copies_that_went_apart_are_both_kept():
    finder = fs.tempo_finder(FILM, hits=HITS)
    page, other = Page(finder), Page(finder)
    page.put(music(), stretch(72))
    other.copy = marks.following(marks.following(other.copy, [], "page-2"), [music(), stretch(99)], "page-2")
    other.say({"type": "marks", "how": "do", "copy": other.copy})
    assert finder.tempo.bpm_at(0) == 99
    [aside] = finder.path.parent.glob("*.aside-*")
    assert aside.name == "first-bloom.aside-1.tempo.json" and '"bpm": 72' in aside.read_text()


def test_a_restored_tempo_is_told_how_to_open(tmp_path):
    finder = fs.tempo_finder(FILM, hits=HITS, name="mine")
    Page(finder).put(music(), stretch(72))
    call = restore._call(finder.path, finder.path.read_bytes())
    assert call == 'fs.tempo_finder("first-bloom", name="mine")'
    assert eval(call).tempo == finder.tempo
    beside = restore._beside(finder.path, b"other", set())
    assert beside.name == "mine (restored).tempo.json"


def test_a_spotting_and_a_tempo_of_one_name_keep_apart():
    desk, finder = fs.spotting_desk(FILM), fs.tempo_finder(FILM, hits=HITS)
    Page(finder).put(music(), stretch(72))
    assert finder.path.is_file() and not desk.path.exists() and finder.desk["store"] != desk.desk["store"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"marks": 5}', '{"marks": [], "film": "first-bloom", "frames": 1920}']
)
def test_a_damaged_file_is_set_aside_or_left_alone(work, text):
    path = work / "my-marks" / "first-bloom.tempo.json"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    try:
        finder = fs.tempo_finder(FILM, hits=HITS)
    except FilmScoreError as error:
        assert "left as it is" in str(error) and path.read_text() == text
        return
    Page(finder).put(music(), stretch(72))
    assert [one.read_text() for one in path.parent.glob("*.damaged-*")] == [text]


NONSENSE = [
    None,
    5,
    [],
    {},
    {"type": "marks"},
    {"type": "marks", "copy": {"marks": [{"what": "stretch"}]}},
    {"type": "marks", "copy": {"film": FILM, "frames": 1920, "marks": []}},
    {"type": "marks", "copy": {"film": FILM, "frames": 1920, "marks": [music()]}},
    {"type": "marks", "copy": {"film": FILM, "frames": 1920, "marks": [stretch(60)]}},
    {"type": "marks", "copy": {"film": FILM, "frames": 1920, "marks": [music(), music(), stretch(60)]}},
    {"type": "marks", "copy": {"film": FILM, "frames": 1920, "marks": [music(), stretch(float("nan"))]}},
    {"type": "marks", "copy": {"film": FILM, "frames": 1920, "marks": [music(), stretch(60, meter="3/0")]}},
    {"type": "marks", "copy": {"film": FILM, "frames": 1920, "marks": [music(), stretch(60), lock(400, 481)]}},
    {"type": "marks", "copy": {"film": "last-parcel", "frames": 1728, "marks": [music(), stretch(60)]}},
]


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_ignored_and_noted(nonsense):
    finder = fs.tempo_finder(FILM, hits=HITS)
    before = finder.tempo
    Page(finder).say(nonsense)
    assert finder.tempo == before and len(finder.messages) >= 1 and not finder.path.exists()


json_like = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers(-5, 3000) | st.sampled_from(["4/4", "time", "stretch"]),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(["what", "start", "end", "bars", "bpm", "to", "hold", "bar", "frame", "meter"]), inside
        )
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(json_like, max_size=6), st.integers(0, 6))
def test_whatever_comes_makes_a_map_or_is_refused(raw, where):
    film = fs.open_film(FILM)
    raw[where:where] = [music(), stretch(90, 3), stretch(60)]
    try:
        made, _ = plan.cleaned(raw, film)
    except FilmScoreError:
        return
    assert plan.cleaned(made, film) == (made, [])
    assert plan.to_tempo(made, film).frame_at(0) == plan.music(made)["start"]


# ---- what it shows


def test_the_still_shows_hits_music_and_bars():
    finder = fs.tempo_finder(FILM, hits=HITS, start=480)
    first = still(finder)
    assert first == still(finder)
    Page(finder).put(music(), stretch(60, 12), stretch(60, 1, "3/4"), stretch(60))
    second = still(finder)
    assert second != first
    pixels = np.asarray(Image.open(io.BytesIO(second)).convert("RGB")).reshape(-1, 3).astype(int)
    for colour in (look.CUE, look.HIT):
        assert (np.abs(pixels - look.rgb(colour)) <= 6).all(axis=1).sum() > 100


def test_the_words_say_what_is_late_and_what_the_music_leaves_out():
    finder = fs.tempo_finder(
        FILM, hits=[fs.Hit(100, "too soon"), fs.Hit(1056, "bloom"), 1440], start=480, low=40, high=80
    )
    Page(finder).put(music(470), stretch(60, 2), stretch(60, 1, to=66), stretch(66, hold=1), lock(6, 950))
    text = repr(finder)
    assert "100 too soon (outside the music)" in text and "Locked: bar 6 on 950" in text
    assert "2 bars of 4/4 at 60, 1 bar of 4/4 from 60 to 66 over beats, a hold of 1 s, then 4/4 at 66" in text
    assert re.search(r"1056 bloom \(bar \d+ beat \d, [\d.]+ frames (late|early)\)", text)


def test_the_scripts_and_styles_follow_the_rules():
    script = TempoFinder._esm
    one_module(script)
    for name in ("tempo", "fits", "plan", "keeping"):
        assert script.count(f"const $core_{name} = (") == 1
    assert script.count("innerHTML") == 1, "the icons, which are ours; what a learner writes is text"
    in_our_look((STATIC / "tempo_finder.css").read_text(encoding="utf-8"))


# ---- page and kernel say the same


def random_plan(rng, frames):
    """Marks of any kind of map that can be played."""
    start = rng.randrange(0, 200)
    many = rng.randrange(1, 6)
    parts = []
    for i in range(many):
        bpm = rng.choice([60, 96, 117.5, rng.uniform(50, 160)])
        to = rng.uniform(50, 160) if rng.random() < 0.5 else None
        meter = rng.choice(["4/4", "3/4", "2/4", "5/4", "6/8", "7/8", "2/2"])
        hold = rng.choice([0, 0, 0.5, 1.25]) if i else 0
        parts.append(stretch(bpm, rng.randrange(1, 7), meter, to=to, curve=rng.choice(["beats", "time"]), hold=hold))
    locks, bar, frame = [], 1, start
    for _ in range(rng.randrange(0, 4)):
        step = rng.randrange(1, 6)
        bar, frame = bar + step, frame + step * rng.randrange(70, 130)
        locks.append(lock(bar, frame))
    return [music(start, rng.randrange(start + 1, frames)), *parts, *locks]


@needs_node
def test_page_and_kernel_lay_the_same_beats_and_judge_alike():
    film = fs.open_film("last-parcel")
    rng = random.Random(11)
    cases = []
    while len(cases) < 150:
        try:
            made, wrong = plan.cleaned(random_plan(rng, film.frames), film)
        except FilmScoreError:
            continue  # a lock that asks for a tempo nobody plays
        at, at_frames = [rng.uniform(-3, 90) for _ in range(12)], [rng.randrange(0, film.frames) for _ in range(12)]
        cases.append({"marks": made, "wrong": wrong, "at": at, "frames": at_frames})
    script = f"""
        import * as plan from {module("plan.js")};
        import * as tempo from {module("tempo.js")};
        import * as fits from {module("fits.js")};
        const [cases] = GIVEN;
        const film = {{ frames: {film.frames}, fps: 24 }};
        const out = cases.map(({{ marks, at, frames }}) => {{
          const read = plan.read(marks, film);
          const map = tempo.tempoMap(read, 24);
          const hits = frames.map((frame) => ({{ frame, label: "", must: true, weight: 1, early: 1, late: 2 }}));
          const whole = fits.fit(map, hits, read.end, false);
          const {{ beats, end, warning }} = tempo.gridOf(map);
          return {{
            marks: plan.write(read), bars: map.bars, beats: map.beats,
            frames: at.map((beat) => tempo.frameAt(map, beat)),
            back: frames.map((frame) => tempo.beatOfFrame(map, frame)),
            tempi: at.map((beat) => tempo.tempoAt(map, beat)),
            grid: beats.map(({{ frame, bar, beat, between }}) => [frame, bar, beat, Boolean(between)]), end, warning,
            met: whole.met.map(({{ error, verdict, gap }}) => [error, verdict, gap]),
            chance: whole.chance, share: whole.share, max: whole.max,
          }};
        }});
        console.log(JSON.stringify(out));
    """
    from filmscore.widgets.scene import grid
    from filmscore.widgets.tempo_finder import _error

    verdicts = set()
    for case, there in zip(cases, in_node(script, cases), strict=True):
        tempo = plan.to_tempo(case["marks"], film)
        assert there["marks"] == case["marks"]
        assert there["beats"] == pytest.approx(tempo.beats, abs=1e-9)
        for beat, frame, bpm in zip(case["at"], there["frames"], there["tempi"], strict=True):
            if beat <= tempo.beats:
                assert frame == pytest.approx(tempo.frame_at(beat), abs=1e-6)
            if 0 <= beat < tempo.beats:
                assert bpm == pytest.approx(tempo.bpm_at(beat), rel=1e-9)
        mine = grid(tempo)
        assert len(mine["beats"]) == len(there["grid"])
        for beat, (frame, bar, count, between) in zip(mine["beats"], there["grid"], strict=True):
            assert (beat["bar"], beat["beat"], beat.get("between", False)) == (bar, count, between)
            assert beat["frame"] == pytest.approx(frame, abs=6e-4)
        assert mine["end"] == pytest.approx(there["end"], abs=6e-4)
        assert mine["warning"] == pytest.approx(there["warning"], abs=6e-4)
        about, gaps = plan.music(case["marks"]), []
        for frame, beat, (error, said, gap) in zip(case["frames"], there["back"], there["met"], strict=True):
            over = frame > tempo.frame_at(tempo.beats)
            if not over:
                assert beat == pytest.approx(tempo.beat_of_frame(frame), abs=1e-6)
            assert error == pytest.approx(_error(tempo, case["marks"], frame), abs=1e-6) or over
            outside = frame < about["start"] - 2 or frame > about["end"]
            assert said == ("outside" if outside else verdict(error, fs.Hit(frame)))
            verdicts.add(said)
            gaps += [] if outside else [gap]
        if gaps:
            assert there["chance"] == pytest.approx(expected_max(gaps), rel=1e-9)
            assert there["share"] == pytest.approx(share_max(there["max"], gaps), rel=1e-9)
    assert verdicts == {"hit", "near", "miss", "outside"}


def test_the_ramps_last_what_an_independent_sum_says():
    film = fs.open_film("last-parcel")
    for curve, seconds in (("beats", 8 * math.log(2)), ("time", Fraction(16, 3))):
        made = plan.to_tempo([music(0, 1500), stretch(60, 2, to=120, curve=curve), stretch(120)], film)
        assert made.frame_at(8) / 24 == pytest.approx(float(seconds), abs=1e-9)
