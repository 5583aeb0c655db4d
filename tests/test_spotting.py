"""Spotting as data: order, overlaps, lengths, coverage, entries inside lines, the master cue list."""

import csv
import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import filmscore as fs
from filmscore.picture.film import write_timeline
from filmscore.picture.spotting import id_key, minutes

FILM = "first-bloom"


def spotting(*cues, **more):
    return fs.Spotting(FILM, cues=[fs.Cue(*cue, reason="because") for cue in cues], **more)


def kinds(s):
    return [problem.kind for problem in s.problems()]


def test_ids_sort_as_people_number():
    s = spotting(("4m10", 1800, 1900), ("4m2", 700, 800), ("4m1s", 300, 400), ("4m1", 0, 100), ("4m2A", 810, 900))
    assert [cue.id for cue in s.cues] == ["4m1", "4m1s", "4m2", "4m2A", "4m10"]


@given(st.lists(st.from_regex(r"[1-9]m[1-9][0-9]?[A-C]?s?", fullmatch=True)))
def test_the_order_of_ids_is_an_order(ids):
    assert sorted(sorted(ids, key=id_key)[::-1], key=id_key) == sorted(ids, key=id_key)


def test_frames_and_labels_are_taken_alike():
    by_label = fs.Spotting(
        FILM,
        cues=[fs.Cue("4m1", "04:00:20:00", "04:01:20:00", reason="r")],
        hits=["04:00:44:00", fs.Hit(1440, "hands")],
        silences=[fs.Silence("04:00:00:00", 480)],
    )
    assert by_label.cues[0].start == 480
    assert [hit.frame for hit in by_label.hits] == [1056, 1440]
    assert by_label == fs.Spotting(
        FILM,
        cues=[fs.Cue("4m1", 480, 1920, reason="r")],
        hits=[1056, fs.Hit(1440, "hands")],
        silences=[fs.Silence(0, 480)],
    )


def test_overlaps_and_coverage_count_frames_once():
    s = spotting(("4m1", 0, 480), ("4m2", 456, 960))
    assert [(one.id, other.id, frames) for one, other, frames in s.overlaps()] == [("4m1", "4m2", 24)]
    assert s.coverage == 0.5
    assert kinds(s) == ["overlap"]
    touching = spotting(("4m1", 0, 480), ("4m2", 480, 960))  # half-open: they meet, they do not overlap
    assert touching.overlaps() == [] and touching.problems() == []


def test_three_cues_over_each_other_are_three_overlaps():
    assert len(spotting(("4m1", 0, 400), ("4m2", 100, 300), ("4m3", 200, 500)).overlaps()) == 3


@pytest.mark.parametrize(("start", "inside"), [(1247, False), (1248, False), (1249, True), (1295, True), (1296, False)])
def test_entries_inside_a_line(start, inside):
    s = spotting(("4m1", start, 1920))
    assert bool(s.entries_in_lines()) is inside
    assert ("into-line" in kinds(s)) is inside


def test_an_entry_over_a_line_can_be_meant():
    s = fs.Spotting(FILM, cues=[fs.Cue("4m1", 1260, 1920, reason="r", over_line=True)])
    assert s.problems() == []


def test_the_message_shows_the_students_value():
    [problem] = spotting(("4m1", 1260, 1920)).problems()
    assert "12 frames into Mara's line" in problem.message


def test_lengths_are_real_time():
    assert spotting(("4m1", 480, 1920)).length("4m1") == 60
    with pytest.raises(fs.FilmScoreError, match="4m1"):
        spotting(("4m1", 480, 1920)).length("4m7")


def test_hit_density_counts_hits_under_music():
    s = spotting(("4m1", 480, 960), hits=[480, 600, 720, 959, 960, 1440])
    assert s.hit_density == 2.0  # four hits in twenty seconds
    assert spotting(hits=[480]).hit_density == 0.0


def test_other_questions():
    assert kinds(spotting(("4m1", 600, 700), ("4m2", 100, 200))) == ["order"]
    assert kinds(spotting(("4m1", 100, 200), ("4M1", 400, 440))) == ["same-id"]
    assert kinds(spotting(("4m1", 100, 200), silences=[fs.Silence(150, 300)])) == ["in-silence"]
    assert kinds(fs.Spotting(FILM, cues=[fs.Cue("4m1", 100, 200)])) == ["no-reason"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: fs.Cue("", 0, 10),
        lambda: fs.Cue(11, 0, 10),
        lambda: fs.Cue("4m1", 0, 10, kind="background"),
        lambda: spotting(("4m1", 480, 480)),
        lambda: spotting(("4m1", 960, 480)),
        lambda: spotting(("4m1", 0, 1921)),
        lambda: spotting(("4m1", "01:00:00:00", 1920)),
        lambda: fs.Spotting(FILM, hits=[2000]),
        lambda: fs.Spotting(FILM, hits=[None]),
        lambda: fs.Spotting(FILM, hits=[480.5]),
        lambda: fs.Spotting(FILM, cues=["4m1"]),
        lambda: fs.Spotting(FILM, silences=[(0, 10)]),
        lambda: fs.Spotting("no-film"),
        lambda: fs.Spotting(FILM, cues=fs.Cue("4m1", 0, 10)),
        lambda: fs.Spotting(FILM, hits=1056),
        lambda: fs.Spotting(FILM, hits="04:00:44:00"),
        lambda: fs.Spotting(FILM, cues=None),
        lambda: fs.Cue("4m1", 0, 10, reason=None),
        lambda: fs.Hit(480, label=None),
        lambda: fs.Silence(0, 10, reason=3),
        lambda: fs.Hit(480, weight=-1),
        lambda: fs.Hit(480, weight=float("nan")),
        lambda: fs.Hit(480, early=-1),
    ],
)
def test_what_cannot_be_is_refused(make):
    with pytest.raises(fs.FilmScoreError):
        make()


def test_ten_thousand_hits_are_only_many():
    s = spotting(("4m1", 0, 1920), hits=[i % 1920 for i in range(10_000)])
    assert len(s.hits) == 10_000 and s.hit_density == 1250.0


def test_the_master_cue_list_prints_in_columns():
    s = fs.Spotting(
        FILM,
        cues=[fs.Cue("4m1", 480, 1056, reason="she waits", enters_on="lights down"), fs.Cue("4m2", 1056, 1920)],
        hits=[fs.Hit(840, must=False), fs.Hit(936), fs.Hit(1056)],
    )
    assert repr(s.table()).splitlines() == [
        "Cue  Kind   In           Out          Length  Enters on    Leaves on  Hits  Reason",
        "4m1  score  04:00:20:00  04:00:44:00  0:24    lights down             1+1   she waits",
        "4m2  score  04:00:44:00  04:01:20:00  0:36                            1+0",
    ]


def test_text_in_the_table_is_escaped():
    s = fs.Spotting(FILM, cues=[fs.Cue("4m1", 0, 10, reason="<script>alert(1)</script>\nline two")])
    assert "<script>" not in s.table()._repr_html_()
    assert len(repr(s.table()).splitlines()) == 2


def test_csv_is_read_by_another_reader_and_never_overwritten(tmp_path):
    s = fs.Spotting(FILM, cues=[fs.Cue("4m1", 480, 1920, reason='she says "wait", twice — ♯')])
    path = s.to_csv(tmp_path / "cues.csv")
    [row] = list(csv.DictReader(path.open(newline="", encoding="utf-8")))
    assert (row["Cue"], row["In"], row["Length"]) == ("4m1", "04:00:20:00", "1:00")
    assert row["Reason"] == 'she says "wait", twice — ♯'
    before = path.read_bytes()
    with pytest.raises(fs.FilmScoreError, match="exists already"):
        s.to_csv(path)
    assert path.read_bytes() == before
    with pytest.raises(fs.FilmScoreError, match="cannot be written"):
        s.to_csv(tmp_path / "no" / "folder.csv")


def test_cue_sheets_round_half_up():
    assert [minutes(Fraction(s)) for s in ("52.5", "51.5", "59.5", "0.4")] == ["0:53", "0:52", "1:00", "0:00"]


# ---- as data, as code

WORDS = st.text(max_size=30)
FRAMES = st.integers(0, 1919)
SPANS = st.tuples(FRAMES, FRAMES).map(lambda ends: (min(ends), max(ends) + 1))
CUES = st.builds(
    lambda id, span, **more: fs.Cue(id, *span, **more),
    id=st.text(min_size=1, max_size=8).filter(str.strip),
    span=SPANS,
    kind=st.sampled_from(["score", "source", "song"]),
    reason=WORDS,
    enters_on=WORDS,
    leaves_on=WORDS,
    over_line=st.booleans(),
)
HITS = st.builds(
    fs.Hit,
    frame=FRAMES,
    label=WORDS,
    must=st.booleans(),
    weight=st.floats(0, 1e300) | st.integers(0, 9),
    early=st.integers(0, 50),
    late=st.integers(0, 50),
)
SILENCES = st.builds(lambda span, reason: fs.Silence(*span, reason), SPANS, WORDS)
SPOTTINGS = st.builds(
    lambda **parts: fs.Spotting(FILM, **parts),
    cues=st.lists(CUES, max_size=4),
    hits=st.lists(HITS, max_size=4),
    silences=st.lists(SILENCES, max_size=3),
)


@given(SPOTTINGS)
def test_the_code_makes_the_same_again(s):
    code = s.code()
    assert eval(code, {"fs": fs}) == s
    assert eval(code.encode("utf-8").decode("utf-8"), {"fs": fs}) == s, "it can be written to a file"


@given(SPOTTINGS)
def test_the_data_makes_the_same_again_even_by_way_of_json(s):
    assert fs.Spotting.from_data(s.to_data()) == s
    assert fs.Spotting.from_data(json.loads(json.dumps(s.to_data()))) == s


def test_code_is_short_where_it_can_be():
    assert fs.Spotting(FILM).code() == 'fs.Spotting("first-bloom")'
    s = fs.Spotting(
        FILM, hits=[fs.Hit(936, must=False), fs.Hit(1056, "bloom", weight=2.0)], silences=[fs.Silence(0, 9)]
    )
    assert s.code() == (
        "fs.Spotting(\n"
        '    "first-bloom",\n'
        '    hits=[fs.Hit(936, must=False), fs.Hit(1056, "bloom", weight=2)],\n'
        "    silences=[fs.Silence(0, 9)],\n"
        ")"
    )


def test_long_code_is_broken_where_a_musician_would_look():
    reason = "without it the corridor is a corridor and the waiting is only somebody standing still in it"
    s = fs.Spotting(FILM, cues=[fs.Cue("4m1", 480, 936), fs.Cue("4m2", 936, 1920, reason=reason, over_line=True)])
    assert s.code().splitlines() == [
        "fs.Spotting(",
        '    "first-bloom",',
        "    cues=[",
        '        fs.Cue("4m1", 480, 936),',
        "        fs.Cue(",
        '            "4m2", 936, 1920,',
        f'            reason="{reason}",',
        "            over_line=True,",
        "        ),",
        "    ],",
        ")",
    ]


def test_a_film_of_ones_own_is_read_from_its_timeline(tmp_path):
    film = fs.open_film(FILM)
    mine = replace(film, name="mine", path=tmp_path / "mine")
    assert fs.Spotting(mine).code() == "fs.Spotting(film)", "it was never written anywhere"
    mine.path.mkdir()
    write_timeline(mine, mine.path / "timeline.otio")
    read = fs.Film.from_timeline(mine.path / "timeline.otio")
    s = fs.Spotting(read, hits=[1056])
    assert eval(s.code(), {"fs": fs}) == s
    assert fs.Spotting.from_data(s.to_data(), film=read) == s
    with pytest.raises(fs.FilmScoreError, match="marks of"):
        fs.Spotting.from_data(s.to_data(), film=FILM)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (None, "not None"),
        ([], "a dict with film"),
        ({}, "no film None"),
        ({"film": FILM, "cue": []}, "no 'cue'"),
        ({"film": FILM, "cues": "4m1"}, "are a list"),
        ({"film": FILM, "cues": ["4m1"]}, "as data is a dict"),
        ({"film": FILM, "cues": [{"id": "4m1", "start": 5}]}, "needs its end"),
        ({"film": FILM, "hits": [{"frame": 5, "must": True, "colour": 1}]}, "no 'colour'"),
        ({"film": FILM, "hits": [{"frame": 5000}]}, "outside First Bloom"),
        ({"film": FILM, "silences": [{"start": 9, "end": 3}]}, "must be later"),
    ],
)
def test_data_that_is_no_spotting_is_refused_with_the_reason(data, why):
    with pytest.raises(fs.FilmScoreError, match=why):
        fs.Spotting.from_data(data)
