"""The paper of a spotting: notes, timing notes, cue list, as table, text, CSV and page."""

import csv
import html.parser
import io
import random
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest

import filmscore as fs
from filmscore.delivery.paper import Block, Paper
from filmscore.delivery.paper_page import page
from filmscore.errors import FilmScoreError
from filmscore.picture.cue_list import hundredths
from filmscore.picture.film import Event, Film, Line, Shot

PARCEL = fs.Spotting(
    "last-parcel",
    cues=[
        fs.Cue("2m1", 96, 620, reason="faster than her courage", enters_on="the whistle", leaves_on="quiet"),
        fs.Cue("2m2s", 700, 740, kind="source", reason="a radio behind the third door"),
        fs.Cue("2m3", 760, 1700, reason="the parcel is somebody's year", enters_on="the bell", over_line=True),
    ],
    hits=[fs.Hit(96, "whistle"), fs.Hit(257, "vault", must=False), fs.Hit(376, "crates"), fs.Hit(650, "a stray")],
    silences=[fs.Silence(620, 700, "her breath is the music")],
)  # fmt: skip


def film(rate="29.97df", frames=40_000, **more):
    start = "01:00:00;00" if fs.Rate(rate).drop else "01:00:00:00"
    shots = more.pop("shots", (Shot("All of it", 0, frames),))
    return Film("trial", "A Trial", fs.Rate(rate), frames, fs.Timecode(start, rate), shots, **more)


def by_decimals(frames, rate, places):
    """Seconds by another arithmetic than the course's own."""
    exact = Decimal(frames) * fs.Rate(rate).fps.denominator / Decimal(fs.Rate(rate).fps.numerator)
    return str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


# ---- master cue list


def test_the_cue_list_says_what_the_spottings_own_table_says(tmp_path):
    paper = fs.cue_list(PARCEL)
    assert list(paper.rows) == list(PARCEL.table().rows())
    assert paper.to_csv(tmp_path / "a.csv").read_bytes() == PARCEL.to_csv(tmp_path / "b.csv").read_bytes()
    assert repr(PARCEL.table()) in repr(paper)
    assert paper.title == "Master cue list of Last Parcel"
    assert paper.column("Cue") == ("2m1", "", "2m2s", "2m3")
    assert ("Rate", "24 frames a second") in paper.facts and ("Frame 0 is", "02:00:00:00") in paper.facts
    with pytest.raises(FilmScoreError, match=r"'Tempo'.*Cue, Kind, In"):
        paper.column("Tempo")


def test_totals_are_added_before_they_are_rounded():
    """Three cues of 1.5 s are 4.5 s, 0:05; each is written 0:02, and three of those would be 0:06."""
    cues = [fs.Cue(f"1m{n}", 100 * n, 100 * n + 36) for n in (1, 2, 3)]
    paper = fs.cue_list(fs.Spotting(film("24"), cues=cues))
    assert paper.column("Length") == ("0:02",) * 3
    assert paper.notes[0].startswith("3 cues, 0:05 of music: 108 frames, 4.50 s.")
    assert "the rounded lengths would come to 0:06" in paper.notes[1]


@pytest.mark.parametrize("rate", ["23.976", "24", "25", "29.97df", "29.97ndf", "59.94df"])
def test_totals_of_many_cues_by_another_arithmetic(rate):
    chance = random.Random(rate)
    for _ in range(40):
        at, cues = 0, []
        for n in range(chance.randint(1, 12)):
            at += chance.randint(0, 400)
            length = chance.randint(1, 2000)
            cues.append(fs.Cue(f"1m{n + 1}", at, at + length, kind=chance.choice(["score", "source", "song"])))
            at += length
        paper = fs.cue_list(fs.Spotting(film(rate), cues=cues))
        frames = sum(cue.end - cue.start for cue in cues)
        whole = int(by_decimals(frames, rate, 0))
        assert (
            f", {whole // 60}:{whole % 60:02d} of music: {frames} frames, {by_decimals(frames, rate, 2)} s."
            in paper.notes[0]
        )
        rounded = sum(int(by_decimals(cue.end - cue.start, rate, 0)) for cue in cues)
        assert any("rounded once" in note for note in paper.notes) == (rounded != whole)


def test_what_overlaps_is_said():
    paper = fs.cue_list(fs.Spotting(film("24"), cues=[fs.Cue("1m1", 0, 100), fs.Cue("1m2", 76, 200)]))
    assert "Cues overlap: 24 of these frames are counted twice." in paper.notes
    assert fs.cue_list(fs.Spotting(film())).notes[0] == "No cues yet."


def test_numbers_that_do_not_go_up_with_the_film_are_said():
    cues = [fs.Cue("2m4", 200, 300), fs.Cue("2m5", 50, 150), fs.Cue("2m6", 400, 500)]
    paper = fs.cue_list(fs.Spotting(film("24"), cues=cues))
    assert paper.column("Cue") == ("2m4", "2m5", "2m6") and "2m5 plays before 2m4." in paper.notes
    straight = fs.cue_list(fs.Spotting(film("24"), cues=[cues[1], cues[2]]))
    assert not any("plays before" in note for note in straight.notes)


# ---- spotting notes


def test_spotting_notes():
    paper = fs.spotting_notes(PARCEL)
    first = dict(zip(paper.columns, paper.rows[0], strict=True))
    assert first == {
        "Cue": "2m1", "Kind": "score", "In": "02:00:04:00", "Out": "02:00:25:20", "Length": "0:22",
        "Comes in on": "the whistle", "Goes out on": "quiet", "What for": "faster than her courage",
        "Must meet": "02:00:04:00 whistle\n02:00:15:16 crates", "May meet": "02:00:10:17 vault", "Said under it": "",
    }  # fmt: skip
    assert paper.rows[1][:2] == ("", "silence") and paper.column("What for")[1] == "her breath is the music"
    assert paper.column("Said under it")[3].split("\n") == [
        "02:00:30:20 PIA: “Please don't ring.”",
        "02:01:00:12 CHILD: “Is it for me?”",
    ]
    assert "Hits with no music under them: 02:00:27:02 a stray." in paper.notes
    assert not any(note.startswith("To settle") for note in paper.notes)


def test_what_is_open_stands_beneath():
    spotted = fs.Spotting("first-bloom", cues=[fs.Cue("4m1", 250, 480)])
    notes = fs.spotting_notes(spotted).notes
    assert [n for n in notes if n.startswith("To settle: ")] == [f"To settle: {p}" for p in spotted.problems()]
    assert len(spotted.problems()) == 2


# ---- timing notes


def test_timing_notes_have_all_that_happens():
    paper = fs.timing_notes(PARCEL, "2m1")
    assert paper.columns == ("Seconds", "Frames", "Timecode", "35 mm", "16 mm", "What", "On the screen")
    rows = [(row[0], row[3], row[5], row[6].split(". ")[0]) for row in paper.rows]
    assert rows == [
        ("0.00", "0+00", "music in", "the whistle"),
        ("0.00", "0+00", "shot", "The whistle"),
        ("0.00", "0+00", "must-hit", "whistle: chase starts"),
        ("3.50", "5+04", "cut", "Through the stalls"),
        ("6.71", "10+01", "may-hit", "vault"),
        ("10.50", "15+12", "cut", "Looking back"),
        ("11.67", "17+08", "must-hit", "crates"),
        ("15.58", "23+06", "cut", "The tram"),
        ("16.63", "24+15", "event", "tram near-miss"),
        ("21.83", "32+12", "music out", "quiet"),
    ]
    assert ("Length", "21.83 s, 524 frames") in paper.facts
    assert "rounded half up to a hundredth" in paper.notes[0] and "16 frames a foot, 16 mm has 40" in paper.notes[1]
    lines = [row[-1] for row in fs.timing_notes(PARCEL, "2M3").rows if row[5] == "line"]
    assert lines == ["PIA is speaking: “Please don't ring.” (to 1.67)", "CHILD: “Is it for me?” (to 30.83)"]


def test_a_line_that_outlasts_the_music_and_the_edges_of_a_cue():
    lines = (Line(90, 110, "A", "Before."), Line(110, 130, "B", "Over the end."), Line(120, 140, "C", "After."))
    events = (
        Event(99, "x", "too soon"),
        Event(100, "x", "first"),
        Event(119, "x", "last"),
        Event(120, "x", "too late"),
    )
    shots = (Shot("One", 0, 100), Shot("Two", 100, 120), Shot("Three", 120, 400))
    spotted = fs.Spotting(
        film("24", 400, lines=lines, events=events, shots=shots),
        cues=[fs.Cue("1m1", 100, 120)], hits=[fs.Hit(119, "the end"), fs.Hit(120, "after it")],
    )  # fmt: skip
    assert [(row[1], row[5], row[6]) for row in fs.timing_notes(spotted, "1m1").rows] == [
        ("0", "music in", ""),
        ("0", "cut", "Two"),
        ("0", "line", "A is speaking: “Before.” (to 0.42)"),
        ("0", "event", "first"),
        ("10", "line", "B: “Over the end.” (goes on after the music)"),
        ("19", "must-hit", "the end: last"),
        ("20", "music out", ""),
    ]


@pytest.mark.parametrize("rate", ["23.976", "24", "25", "29.97df", "29.97ndf", "30", "59.94df"])
def test_times_to_a_hundredth_by_another_arithmetic(rate):
    chance = random.Random(rate)
    start = 1234
    hits = sorted({chance.randint(start, 39_000) for _ in range(400)})
    spotted = fs.Spotting(film(rate), cues=[fs.Cue("1m1", start, 39_500)], hits=hits)
    paper = fs.timing_notes(spotted, "1m1")
    rows = [row for row in paper.rows if "must-hit" in row]
    assert [row[0] for row in rows] == [by_decimals(hit - start, rate, 2) for hit in hits]
    assert [row[2] for row in rows] == [str(spotted.film.start + hit) for hit in hits]
    assert ("35 mm" in paper.columns) == (rate == "24"), "only film at 24 is measured in feet"
    if rate == "24":
        for hit, row in zip(hits, rows, strict=True):
            for cell, per_foot in ((row[3], 16), (row[4], 40)):
                feet, frames = map(int, cell.split("+"))
                assert feet * per_foot + frames == hit - start and frames < per_foot


def test_half_a_hundredth_goes_up():
    assert [hundredths(Fraction(n, 200)) for n in (1, 3, 5)] == ["0.01", "0.02", "0.03"]
    with_halves = fs.Spotting(film("24"), cues=[fs.Cue("1m1", 0, 50)], hits=[fs.Hit(3)])
    assert [row[0] for row in fs.timing_notes(with_halves, "1m1").rows if row[5] == "must-hit"] == ["0.13"], "0.125 s"


@pytest.mark.parametrize("wanted", ["9m9", "", None, 3])
def test_no_such_cue(wanted):
    with pytest.raises(FilmScoreError, match=r"2m1, 2m2s, 2m3|by its id"):
        fs.timing_notes(PARCEL, wanted)


def test_two_cues_of_one_name_have_no_timing_notes():
    spotted = fs.Spotting(film(), cues=[fs.Cue("1m1", 0, 10), fs.Cue("1M1", 20, 30)])
    with pytest.raises(FilmScoreError, match="Two cues are called 1m1"):
        fs.timing_notes(spotted, "1m1")


@pytest.mark.parametrize("make", [fs.cue_list, fs.spotting_notes, lambda given: fs.timing_notes(given, "2m1")])
def test_what_holds_a_spotting_does_as_well(make):
    assert make(SimpleNamespace(spotting=PARCEL)) == make(PARCEL)
    for given in (None, "last-parcel", 3, SimpleNamespace(spotting=3)):
        with pytest.raises(FilmScoreError, match="Paper is made from a spotting"):
            make(given)


# ---- as text, CSV, table and page


class Text(html.parser.HTMLParser):
    """The words of some HTML, and the elements and attributes it uses."""

    def __init__(self, text):
        super().__init__()
        self.words, self.used, self.open = [], set(), []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.used |= {tag, *(name for name, _ in attrs)}
        if tag not in ("br", "meta", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


PAPERS = {"notes": fs.spotting_notes(PARCEL), "timing": fs.timing_notes(PARCEL, "2m3"), "cues": fs.cue_list(PARCEL)}


@pytest.mark.parametrize("name", PAPERS)
def test_text_table_and_page_say_the_same(name):
    paper = PAPERS[name]
    text, table, printed = repr(paper), Text(paper._repr_html_()), Text(page(paper))
    assert table.used <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "b", "br", "p", "style", "scope"}
    assert "script" not in printed.used and not re.search(r"https?:|url\(", page(paper))
    for words in (
        " ".join(text.split()),
        " ".join("".join(table.words).split()),
        " ".join("".join(printed.words).split()),
    ):
        assert paper.title in words
        for row in paper.rows:
            for cell in row:
                assert all(" ".join(line.split()) in words for line in cell.split("\n"))
        assert all(note in words for note in paper.notes)
    assert all(line == line.rstrip() for line in text.split("\n"))


def test_what_is_written_in_a_spotting_is_text_everywhere():
    nasty = '<script>alert(1)</script> & "quotes" \\ }'
    spotted = fs.Spotting(
        film("24", 400, events=(Event(20, "x", nasty),)),
        cues=[fs.Cue(nasty, 0, 100, reason=nasty, enters_on=nasty)], hits=[fs.Hit(3, nasty)],
    )  # fmt: skip
    for paper in (fs.cue_list(spotted), fs.spotting_notes(spotted), fs.timing_notes(spotted, nasty)):
        for made in (page(paper), paper._repr_html_()):
            assert "<script" not in made and "alert(1)" in made
            assert "script" not in Text(made).used
        style = page(paper).split("<style>")[1].split("</style>")[0]
        assert style.count("{") == style.count("}")


def test_csv_is_read_by_another_reader(tmp_path):
    for name, paper in PAPERS.items():
        path = paper.to_csv(tmp_path / f"{name}.csv")
        head, *rows = csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""))
        assert (tuple(head), [tuple(row) for row in rows]) == (paper.columns, list(paper.rows))


@pytest.mark.parametrize("way", ["to_csv", "to_html"])
def test_nothing_is_written_over_unasked(way, tmp_path):
    path = tmp_path / "paper"
    path.write_text("somebody's")
    write = getattr(PAPERS["cues"], way)
    with pytest.raises(FilmScoreError, match="left as it is: choose another name, or say overwrite=True"):
        write(path)
    assert path.read_text() == "somebody's"
    assert write(path, overwrite=True) == path
    first = path.read_bytes()
    assert b"2m2s" in first
    path.unlink()
    assert write(path).read_bytes() == first, "the same, new or written over"
    with pytest.raises(FilmScoreError, match="cannot be written"):
        write(tmp_path / "no" / "folder")
    with pytest.raises(FilmScoreError, match="name of a file"):
        write("  ")


def test_a_paper_without_a_layout_shows_each_column_for_itself():
    paper = Paper("Reel 1", ("A", "B"), (("x", "y"),))
    assert [block.heading for block in paper.layout()] == ["A", "B"]
    assert repr(paper) == "Reel 1\n\nA  B\nx  y"
    assert paper.cell(("x\nz", "y"), Block("AB", ("A", "B"), 1, labelled=True)) == [("A", "x"), ("", "z"), ("B", "y")]
