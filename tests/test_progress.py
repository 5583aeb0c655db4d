"""Progress as a learner sees it: in words, as a picture, merged from another machine."""

import base64
import io
import json
import re

import pytest
from PIL import Image

import filmscore as fs
from filmscore.course import evidence, lessons, progress
from filmscore.course.lessons import Assessment
from filmscore.course.progress_still import still

ITEMS = [
    Assessment("03.b", "03.O1", "quiz"),
    Assessment("03.c", "03.O2", "quiz"),
    Assessment("03.1", "03.O1", "check"),
    Assessment("03.4", "03.O1", "check"),
    Assessment("03.5", "03.O2", "check"),
    Assessment("03.a", "03.O3", "quiz"),
]


@pytest.fixture(autouse=True)
def mine(tmp_path, monkeypatch):
    """An empty folder of the student's own, and a lesson 03 whose tasks stay as they are here."""
    monkeypatch.setenv("FILMSCORE_WORK", str(tmp_path))
    monkeypatch.setattr(evidence, "trouble", "")
    monkeypatch.setattr(lessons, "assessments", lambda: {one.id: one for one in ITEMS})
    return tmp_path


def tried(*events):
    for task, objective, status in events:
        evidence.record(task, objective, status, 1, 1)


def words(number="03"):
    return repr(progress.progress(number)).splitlines()


def test_nothing_is_done_yet():
    assert words() == [
        "03 Spotting",
        "03.O1 give in and out points to the frame, with reasons: not tried yet: quiz 03.b, 03.1, 03.4",
        "03.O2 plan and defend a silence: not tried yet: quiz 03.c, 03.5",
        "03.O3 tell must-hits from may-hits: not tried yet: quiz 03.a",
        "03.O4 read a script page for music before there is picture: nothing is checked here, you are the judge",
        "03.O5 write spotting notes: nothing is checked here, you are the judge",
        "Next: quiz 03.b, for 03.O1.",
    ]


def test_what_was_done_stands_behind_its_objective():
    tried(("03.5", "03.O2", "passed"), ("03.1", "03.O1", "not-yet"), ("03.1", "03.O1", "passed"))
    told = words()
    assert told[2] == "03.O2 plan and defend a silence: passed 03.5; not tried yet: quiz 03.c"
    assert told[1].endswith(": passed 03.1 (2 tries); not tried yet: quiz 03.b, 03.4")
    tried(("03.4", "03.O1", "not-yet"))
    assert words()[1].endswith(": passed 03.1 (2 tries); tried, not yet: 03.4; not tried yet: quiz 03.b")
    assert words()[-1] == "Next: 03.4 again, for 03.O1."


def test_a_later_failure_takes_nothing_away():
    tried(("03.5", "03.O2", "passed"), ("03.5", "03.O2", "not-yet"))
    assert "passed 03.5 (2 tries)" in words()[2]


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], "not begun"),
        ([("03.b", "passed")], "begun"),
        ([("03.1", "not-yet")], "begun"),
        ([("03.1", "passed")], "shown in part"),
        ([("03.1", "passed"), ("03.4", "not-yet"), ("03.b", "passed")], "shown in part"),
        ([("03.1", "passed"), ("03.4", "passed")], "shown"),
    ],
)
def test_an_objective_is_shown_by_its_tasks_not_by_its_quizzes(events, state):
    tried(*((task, "03.O1", status) for task, status in events))
    assert progress.progress("03").lessons["03"][0].state == state


def test_where_there_is_no_task_the_quizzes_count():
    tried(("03.a", "03.O3", "passed"))
    rows = progress.progress("03").lessons["03"]
    assert [row.state for row in rows[2:]] == ["shown", "yours to judge", "yours to judge"]


def test_the_same_file_gives_the_same_words_and_the_same_picture():
    tried(("03.5", "03.O2", "passed"))
    one, two = progress.progress(), progress.progress()
    assert repr(one) == repr(two)
    draw = [still(lessons.lesson("03"), p.lessons["03"], "Next.") for p in (one, two)]
    assert draw[0] == draw[1]


def test_all_is_done():
    tried(*((one.id, one.objective, "passed") for one in ITEMS))
    assert words()[-1] == "All that is checked here is passed."


def test_no_lesson_of_that_number():
    with pytest.raises(fs.FilmScoreError, match=r"no lesson '3'. The lessons: 00, 03"):
        progress.progress("3")


def test_it_never_speaks_in_percentages():
    tried(("03.5", "03.O2", "passed"))
    assert "%" not in repr(progress.progress())


# ---------------------------------------------------------------- the picture


def shown_by(monkeypatch, it):
    """What a notebook would be given to show."""
    given = []
    monkeypatch.setattr("IPython.display.display", lambda data, **more: given.append((data, more.get("metadata"))))
    it._ipython_display_()
    return given


def test_one_picture_for_each_lesson_with_its_words_as_alt_text(monkeypatch):
    given = shown_by(monkeypatch, progress.progress())
    titles = [f"{one.number} {one.title}" for one in lessons.lessons().values()]
    assert titles[:2] == ["00 Start here", "03 Spotting"]
    assert [data["text/plain"].splitlines()[0] for data, _ in given] == titles
    for data, metadata in given:
        assert metadata["image/png"]["alt"] == data["text/plain"]
        picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
        assert picture.width == 2 * metadata["image/png"]["width"]


def test_the_table_says_the_same_and_can_be_read_aloud(monkeypatch):
    tried(("03.5", "03.O2", "passed"), ("03.1", "03.O1", "not-yet"))
    html = shown_by(monkeypatch, progress.progress("03"))[0][0]["text/html"]
    assert html.count('<th scope="row"') == 5 and html.count('<th scope="col"') == 2
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
    assert "03.O2 Plan and defend a silence shown quiz 03.c not tried yet 03.5 passed" in plain
    assert "03.1 tried, not yet" in plain and plain.rstrip().endswith("Next: 03.1 again, for 03.O1.")
    assert not re.search(r"font-size:(\d|10)px", html)
    assert html == shown_by(monkeypatch, progress.progress("03"))[0][0]["text/html"]


def edge(*events):
    """The strip at the left of the rows, where an objective's state is drawn."""
    tried(*events)
    rows = progress.progress("03").lessons["03"]
    picture = Image.open(io.BytesIO(still(lessons.lesson("03"), rows, "Next."))).convert("RGB")
    return {colour for _, colour in picture.crop((32, 130, 40, picture.height - 100)).getcolors(100_000)}


def test_the_picture_follows_the_record():
    def green(colours):
        return any(g > r + 40 and g > b + 40 for r, g, b in colours)

    assert not green(edge())
    assert green(edge(("03.5", "03.O2", "passed")))


def test_many_tasks_and_long_words_stay_inside_the_picture(monkeypatch):
    many = [Assessment(f"03.{n}", "03.O1", "check") for n in range(1, 24)]
    monkeypatch.setattr(lessons, "assessments", lambda: {one.id: one for one in many})
    rows = progress.progress("03").lessons["03"]
    picture = Image.open(io.BytesIO(still(lessons.lesson("03"), rows, "Next: 03.1, for 03.O1."))).convert("L")
    edge = picture.crop((picture.width - 24, 0, picture.width, picture.height))
    assert edge.getextrema()[0] == 255, "nothing is drawn in the margin"
    assert picture.height > 23 / 3 * 36 * 2


def test_signs_of_music_are_letters_in_the_picture():
    rows = progress.progress("03").lessons["03"]
    sharp, box = (still(lessons.lesson("03"), rows, f"Next: F{sign}.") for sign in ("♯", "\uffff"))
    assert sharp != box, "not the box that stands for a letter nobody has"


# ---------------------------------------------------------------- from another machine


def test_merging_another_machines_file(mine, monkeypatch, tmp_path_factory):
    tried(("03.5", "03.O2", "passed"), ("03.1", "03.O1", "not-yet"))
    laptop = tmp_path_factory.mktemp("laptop")
    monkeypatch.setenv("FILMSCORE_WORK", str(laptop))
    tried(("03.1", "03.O1", "passed"), ("03.4", "03.O1", "not-yet"))
    other = evidence.path()
    untouched = other.read_bytes()
    monkeypatch.setenv("FILMSCORE_WORK", str(mine))
    told = repr(progress.progress("03").merge(other))
    assert told.startswith("Merged my-progress.json: 1 task new and 1 task known better.")
    assert "passed 03.1 (2 tries); tried, not yet: 03.4; not tried yet: quiz 03.b" in told
    assert repr(progress.progress().merge(str(other))).startswith("Merged my-progress.json: nothing new in it.")
    assert other.read_bytes() == untouched


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "there is no file"),
        (b"{", "cannot be read"),
        (b'{"filmscore": {"file": "x", "format": 1}}', "no progress"),
    ],
)
def test_what_is_no_record_is_refused_and_yours_stays(mine, content, said):
    tried(("03.5", "03.O2", "passed"))
    before = evidence.path().read_bytes()
    other = mine / "other.json"
    if content is not None:
        other.write_bytes(content)
    with pytest.raises(fs.FilmScoreError, match=said):
        progress.progress().merge(other)
    assert evidence.path().read_bytes() == before
    assert content is None or other.read_bytes() == content, "another's file is never set aside"


def test_a_damaged_record_is_told_of(mine):
    evidence.path().write_text("{")
    tried(("03.5", "03.O2", "passed"))
    assert "kept as my-progress (damaged).json, unchanged; a new one was begun" in repr(progress.progress())
    (mine / "my-progress (damaged).json").unlink()
    assert "damaged" not in repr(progress.progress())


def test_trouble_is_told_of(mine, monkeypatch):
    evidence.path().write_text(json.dumps({"filmscore": {"file": "progress", "format": 99}}))
    tried(("03.5", "03.O2", "passed"))
    told = repr(progress.progress("03"))
    assert "Your record cannot be shown: a later version" in told and "The last try could not be kept" in told


def test_tasks_of_another_version_are_kept_and_named():
    tried(("99.1", "99.O1", "passed"))
    assert repr(progress.progress()).endswith("this version of the course has no such task: 99.1")


# ---------------------------------------------------------------- the syllabus it reads


def test_the_syllabus_and_the_notebooks_agree_about_lesson_00():
    lesson = lessons.lesson("00")
    assert lesson.metadata["objectives"]["00.O3"].startswith("Write four notes")
    assert (lesson.minutes, lesson.prerequisites) == (30, ())


GOOD = '[[lesson]]\nnumber = "07"\ntitle = "T"\nnotebook = "07_t"\nminutes = 30\nobjectives = { "07.O1" = "Name it" }\n'


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("= 30", '= "30"'), "minutes are a whole number"),
        (("= 30", "= 500"), "minutes are a whole number"),
        (('"07"', '"7"'), "two digits"),
        (('"07_t"', '"08_t"'), "07_like_this"),
        (('"T"', '""'), "title is ''"),
        (("07.O1", "07.O2"), "objectives are called 07.O1"),
        (('"Name it"', '""'), "an objective is a sentence"),
        (("minutes", 'prerequisites = ["03"]\nminutes'), "stands on 03"),
        (("title", "colour = 1\ntitle"), "what is colour"),
        (("[[lesson]]", "[[lesson"), "not TOML"),
    ],
)
def test_a_syllabus_that_does_not_hold_together(change, said):
    assert lessons.read(GOOD)["07"].title == "T"
    with pytest.raises(fs.FilmScoreError, match=said):
        lessons.read(GOOD.replace(*change))


def test_two_lessons_of_one_number():
    with pytest.raises(fs.FilmScoreError, match="two lessons 07"):
        lessons.read(GOOD + GOOD)
