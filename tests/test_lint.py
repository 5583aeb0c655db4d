"""Each rule for a notebook can be broken, and says so when it is."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from filmscore import FilmScoreError
from filmscore.course import lint
from filmscore.course.check import tasks
from filmscore.course.lessons import Assessment, Lesson
from filmscore.course.rules import goals, way
from filmscore.course.rules.cells import paste_faults

GOALS = {"09.O1": "Name two chords of dread", "09.O2": "Write one cue, and defend it"}
DREAD = Lesson("09", "Dread", "09_dread", 30, ("08",), GOALS)
ITEMS = {
    "09.a": Assessment("09.a", "09.O1", "quiz"),
    "09.1": Assessment("09.1", "09.O2", "check"),
}
FILLER = "The lamp is dark and nobody has moved since the gull came down on the rail. " * 8  # 128 words


def good_lesson():
    """A lesson with nothing wrong."""
    text, code = new_markdown_cell, new_code_cell
    cells = [
        text("# Dread\n\n09.O1 and 09.O2, in 30 minutes. Before this: lesson 08.", id="title"),
        code("import filmscore as fs", id="import"),
        text("## Listen\n\nPredict: does the music know?\n\n![The dome opens above Jon](../docs/dome.png)", id="ask"),
        code('fs.watch("first-bloom", start=1030, end=1416)', id="play-it"),
        text("It does not.\n\n**Term.** *Dread* is waiting.", id="explain"),
        code('fs.quiz("09.a")', id="quick"),
        code('fs.check("09.1", None)', id="try-it"),
    ]
    cells += [text(f"{FILLER}", id=f"story-{n}") for n in range(7)]
    cells += [code(f"{n} + 1", id=f"count-{n}") for n in range(6)]
    cells.append(text("## What you can do now\n\nWait.\n\n### Sources\n\n- A. Author, *Fear*, 1994.", id="summary"))
    for cell in cells:
        if cell.id == "play-it":
            cell.outputs = [
                new_output("display_data", data={"image/png": "iV", "text/plain": "The dome at frame 1056"})
            ]
    return new_notebook(cells=cells, metadata={"filmscore": DREAD.metadata})


@pytest.fixture
def course(tmp_path):
    """A course with this one lesson, one picture and its licence."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "dome.png").write_bytes(b"png")
    (tmp_path / "docs" / "stray.png").write_bytes(b"png")
    used = {"09.a": {"lessons/09_dread.ipynb"}, "09.1": {"solutions/09_dread/09_dread.ipynb"}}
    return lint.Course(tmp_path, {"09": DREAD}, ITEMS, used, ("docs/dome.png",))


def faults(book, course, path="lessons/09_dread.ipynb"):
    nbformat.validate(book)
    return lint.faults(book, Path(path), course)


def test_a_good_lesson_has_no_faults(course):
    assert faults(good_lesson(), course) == []


def by_id(book, name):
    return next(cell for cell in book.cells if cell.id == name)


def source(name, text):
    return lambda book: by_id(book, name).update(source=text)


def add(name, text):
    return lambda book: by_id(book, name).update(source=by_id(book, name).source + text)


def swap(name, old, new):
    def change(book):
        cell = by_id(book, name)
        assert old in cell.source
        cell.source = cell.source.replace(old, new)

    return change


def drop(*names):
    return lambda book: book.update(cells=[cell for cell in book.cells if cell.id not in names])


def output(kind, **data):
    return lambda book: by_id(book, "count-1").update(outputs=[new_output(kind, **data)])


def shown(alt):
    picture = new_output(
        "display_data",
        data={"image/png": "i", "text/plain": "The dome at frame 1056"},
        metadata={"image/png": {"alt": alt}},
    )
    return lambda book: by_id(book, "count-1").update(outputs=[picture])


def told(**changes):
    return lambda book: book.metadata.filmscore.update(changes)


def more(book):
    book.cells[7:7] = [new_markdown_cell(FILLER, id=f"more-{n}") for n in range(19)]


def far_between(book):
    """Twenty minutes of reading between the first check and the second."""
    quick = by_id(book, "try-it")
    book.cells.remove(quick)
    book.cells.insert(-1, quick)
    book.cells[7:7] = [new_markdown_cell(FILLER, id=f"more-{n}") for n in range(17)]


def far_from_the_end(book):
    book.cells[-1:-1] = [new_markdown_cell(FILLER, id=f"more-{n}") for n in range(17)]


BREAKS = [
    # headings
    (add("ask", "\n# Again"), "one H1"),
    (source("title", "## Dread\n\n09.O1 and 09.O2, in 30 minutes. Before this: lesson 08."), "one H1"),
    (swap("ask", "## ", "#### "), "ask: heading 'Listen' jumps from level 1 to 4"),
    (swap("title", "# Dread", "## First\n\n# Dread"), "title: the first heading is not the H1"),
    # what it promises
    (lambda b: b.metadata.pop("filmscore"), "metadata.filmscore.lesson is None; the syllabus says '09'"),
    (told(lesson="08"), "lesson is '08'"),
    (told(title="Fear"), "title is 'Fear'; the syllabus says 'Dread'"),
    (told(minutes=25), "minutes is 25; the syllabus says 30"),
    (told(prerequisites=[]), "prerequisites is []"),
    (told(objectives={**GOALS, "09.O1": "Hear it"}), "objectives is {'09.O1': 'Hear it'"),
    (swap("title", "09.O1 and ", ""), "09.O1 is nowhere in the text"),
    (swap("title", "30 minutes", "a while"), "does not say that it takes 30 minutes"),
    (swap("title", "lesson 08", "nothing"), "does not say that lesson 08 comes before it"),
    # ids
    (lambda b: by_id(b, "ask").update(id="3f9a1c0de2"), "an id says what the cell is"),
    (lambda b: by_id(b, "ask").update(id="Ask_1"), "an id says what the cell is"),
    (lambda b: b.update(nbformat_minor=4, cells=[]), "knows no cell ids"),
    # text cells
    (swap("ask", "The dome opens above Jon", "C1"), "alt text is 'C1'"),
    (swap("ask", "The dome opens above Jon", ""), "alt text is ''"),
    (swap("ask", "The dome opens above Jon", "my nice dome.png"), "the name of its file, 'my nice dome.png'"),
    (add("ask", '\n<img src="../docs/dome.png">'), "alt text is ''"),
    (add("ask", '\n<img alt="dome.png" src="../docs/dome.png">'), "the name of its file"),
    (add("ask", "\n<svg width='1'></svg>"), "alt text is ''"),
    (add("ask", FILLER + FILLER + FILLER), "words without a pause; 260"),
    (source("count-1", "  "), "count-1: empty cell"),
    # what is copied out of a text
    (add("ask", "\n```python\nlater = [0, −30]\n```"), "a form to be copied that is not Python: invalid character '−'"),
    (add("ask", "\n```python\nnew = {**old, “curves”: 1}\n```"), "a form to be copied that is not Python"),
    (add("ask", "\n```python\nhalf = {**old, 'curves': {…}}\n```"), "a form to be copied that is not Python"),
    (
        add("ask", "\nWrite `[0, −30, 0]`."),
        "`[0, −30, 0]` has a sign of print in it; what is copied has to be `[0, -30, 0]`",
    ),
    (add("ask", "\nWrite `fs.play(“C4”)`."), 'what is copied has to be `fs.play("C4")`'),
    # material
    (add("ask", '\n<audio src="a.ogg"></audio>'), "<audio> plays what the course cannot answer for"),
    (add("ask", '\n<iframe src="x"></iframe>'), "<iframe> plays"),
    (add("ask", "\n[hear it](https://www.youtube.com/watch?v=1)"), "youtube.com: music and films of others"),
    (add("ask", "\n<https://open.spotify.com/track/1>"), "spotify.com: music and films"),
    (source("count-1", "display(Audio('x'))"), "Audio plays what the course cannot answer for"),
    (source("count-1", "IPython.display.YouTubeVideo('x')"), "YouTubeVideo plays"),
    (source("count-1", "fs.play('https://youtu.be/x')"), "https://youtu.be/x: music and films"),
    (add("ask", "\n![The dome opens again](https://a.org/b.png)"), "fetched from the network"),
    (add("ask", '\n<img alt="The dome opens again" src="https://a.org/b.png">'), "fetched from the network"),
    (add("ask", "\n![The dome opens again](../docs/stray.png)"), "../docs/stray.png has no licence record"),
    (add("ask", "\n![The dome opens again](../docs/gone.png)"), "../docs/gone.png is not in the repository"),
    (add("ask", '\n<img alt="The dome opens again" src="../docs/stray.png">'), "has no licence record"),
    (source("count-1", 'fs.play("../docs/theme.ogg")'), "../docs/theme.ogg is not in the repository"),
    (lambda b: by_id(b, "ask").update(attachments={"a.png": {"image/png": "iV"}}), "pasted into the cell"),
    # code
    (source("play-it", 'fs.watch("first-bloom");'), "trailing ;"),
    (source("play-it", 'fs.watch("first-bloom");  # plays'), "trailing ;"),
    (source("count-1", "\n".join(["x = 1"] * 21)), "21 lines; 20 are the most"),
    (source("count-1", "widgets.interact(f, x=3)"), "interact gives another output"),
    (source("count-1", "out = Output()"), "Output() gives another output"),
    (source("count-1", "clear_output()"), "clear_output gives another output"),
    (source("count-1", "from music21 import *"), "import *: name what you use"),
    (source("count-1", "%matplotlib inline\nx = 1"), "%matplotlib does not belong"),
    (source("count-1", "x ="), "not Python"),
    (source("count-1", 'fs.quiz("09.z")'), 'fs.quiz("09.z"): there is no such quiz'),
    (source("count-1", 'fs.hint("09.7")'), 'fs.hint("09.7"): there is no such task'),
    (source("count-1", 'fs.quiz("09.1")'), 'fs.quiz("09.1"): that is a task'),
    (source("count-1", 'fs.check("09.a", 1)'), 'fs.check("09.a"): that is a quiz'),
    (source("count-1", "fs.check(task, 1)"), "write the id itself"),
    # outputs
    (output("display_data", data={"image/png": "iVBO"}), "no text beside it"),
    (output("display_data", data={"image/svg+xml": "<svg/>", "text/plain": "plot"}), "no text beside it"),
    (
        output("display_data", data={"image/png": "i", "text/plain": "<Figure size 640x480 with 1 Axes>"}),
        "a bare figure",
    ),
    (shown("dome.png"), "the name of its file"),
    (shown(""), "alt text is ''"),
    (
        output("display_data", data={"text/html": "<img src='x'>", "text/plain": "a b c"}),
        "in an output, a picture's alt",
    ),
    (output("execute_result", data={"text/plain": "<Film object at 0x7f3a5c1d2e80>"}), "memory address"),
    (output("stream", name="stderr", text="UserWarning: loud"), "on stderr"),
    (output("error", ename="ValueError", evalue="", traceback=[]), "saved with an error"),
    # the way through
    (source("play-it", "1 + 1"), "nothing to hear within the first three code cells"),
    (swap("ask", "Predict", "Note"), "nowhere is something predicted, then run, then explained"),
    (add("title", "\n\n**Term.** *Dread* is waiting."), "title: a term before anything has been heard"),
    (drop("story-1", "story-2", "story-3"), "words; a lesson has 800 to 3200"),
    (more, "words; a lesson has 800 to 3200"),
    (drop("count-1", "count-2"), "cells; a lesson has 20 to 60"),
    (
        lambda b: [by_id(b, f"count-{n}").update(source="a = 1\nb = 2\nc = 3\nd = 4") for n in range(6)],
        "half of the code cells are longer than 4 lines",
    ),
    (far_between, "from quick to try-it it is about"),
    (far_from_the_end, "to the end it is about"),
    (lambda b: [add("count-1", "\nfs.check('09.1', 1)" * 7)(b)], "minutes; 30 are promised"),
    # sources
    (swap("summary", "### Sources", "### Thanks"), "no section Sources"),
    (swap("summary", "- A. Author, *Fear*, 1994.", "Many."), "the section Sources names none"),
    (swap("summary", ", 1994", ""), "a source without a year, a link or a licence: 'A. Author, *Fear*.'"),
]


@pytest.mark.parametrize(("change", "fault"), BREAKS, ids=[f"{n}-{fault[:40]}" for n, (_, fault) in enumerate(BREAKS)])
def test_each_rule_can_be_broken(course, change, fault):
    book = good_lesson()
    change(book)
    said = lint.faults(book, Path("lessons/09_dread.ipynb"), course)
    assert any(fault in line for line in said), said


def test_what_hints_show_can_be_copied():
    assert {task.id: said for task in tasks().values() for hint in task.hints if (said := [*paste_faults(hint)])} == {}


def test_two_cells_of_one_id(course):
    book = good_lesson()
    by_id(book, "explain").id = "ask"
    assert "ask: two cells have this id" in lint.faults(book, Path("lessons/09_dread.ipynb"), course)


# ---------------------------------------------------------------- objectives and what assesses them


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("Understand dread", "nobody can watch you 'understand'; say what one would see: explain, predict"),
        ("understand dread", "'understand'"),
        ("Know two chords", "'know'"),
        ("Learn to wait", "'learn'"),
        ("Appreciate silence", "'appreciate'"),
        ("Be aware of the cut", "'be aware'"),
        ("Be familiar with stems", "'be familiar'"),
        ("Write one cue and understand why", "'understand'"),
        ("Write one cue, then get to know it", "'get to know'"),
        ("Ponder two chords", "begins with 'Ponder', which is not among the verbs"),
        ("Dread", "begins with 'Dread'"),
        ("", "begins with ''"),
    ],
)
def test_a_verb_nobody_can_watch(goal, said):
    assert said in goals.verb_fault("09.O1", goal)


@pytest.mark.parametrize(
    "goal", ["Write one cue", "Give in and out points to the frame, with reasons", "Set a knowing tone"]
)
def test_a_verb_one_can_watch(goal):
    assert goals.verb_fault("09.O1", goal) == ""


def with_(course, **changes):
    return lint.Course(**{**vars(course), **changes})


def lesson_with(**changes):
    return {"09": Lesson(**{**{name: getattr(DREAD, name) for name in DREAD.__slots__}, **changes})}


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"lessons": {}}, "lesson 09 is not in course/syllabus.toml"),
        ({"lessons": lesson_with(notebook="09_fear")}, "the syllabus calls this notebook '09_fear'"),
        ({"lessons": lesson_with(objectives={"09.O1": "Understand it", "09.O2": "Write"})}, "nobody can watch you"),
        ({"lessons": lesson_with(objectives={"09.O1": "Write it"})}, "two to five objectives, this has 1"),
        ({"assessments": {"09.a": ITEMS["09.a"]}}, "objective 09.O2 is assessed by no task and no quiz"),
        (
            {"assessments": {**ITEMS, "09.2": Assessment("09.2", "09.O7", "check")}},
            "09.2 is for objective '09.O7', which lesson 09 does not have",
        ),
        ({"assessments": {**ITEMS, "09.b": Assessment("09.b", "09.O1", "quiz")}}, "quiz 09.b stands in no notebook"),
        ({"used": {}}, "09.1 stands in no notebook"),
    ],
)
def test_the_syllabus_the_tasks_and_the_notebook_hold_together(course, changes, fault):
    said = faults(good_lesson(), with_(course, **changes))
    assert any(fault in line for line in said), said


# ---------------------------------------------------------------- what is no fault


@pytest.mark.parametrize(
    "change",
    [
        source("count-1", "a = 1; b = 2"),
        source("count-1", '"a sentence; with a pause"'),
        source("count-1", "a = None\n### BEGIN SOLUTION\n" + "a = 1\n" * 30 + "### END SOLUTION"),
        source("count-1", 'spotting.to_csv("my-notes.csv")'),
        source("count-1", 'stems.write("my-cue.ogg")'),
        add("explain", "\n```python\n# not a heading\n```"),
        add("explain", "\n```python\nplans = {'A': '…: …', 'B': '−5'}  # early – late\n```"),
        add("explain", "\n`two at once: …`, `fs.TempoMap(…)`, `fs.play('−5')`, and 3 − 2 in a text"),
        add("explain", "\n[the score](00_start_here.ipynb)"),
        swap("summary", "*Fear*, 1994", "notes on *Fear*, example.com"),
        swap("summary", "A. Author, *Fear*, 1994.", "*Dread* was made for this course: CC BY 4.0."),
    ],
)
def test_what_is_allowed(course, change):
    book = good_lesson()
    change(book)
    assert faults(book, course) == []


def test_exercises_are_held_to_less_than_lessons(course):
    book = new_notebook(cells=[new_code_cell('fs.check("09.9", None)', id="try-it")])
    assert faults(book, course, "exercises/09_dread/09_dread.ipynb") == []
    said = faults(book, course, "solutions/09_dread/09_dread.ipynb")
    assert any("there is no such task" in line for line in said) and any("one H1" in line for line in said)


# ---------------------------------------------------------------- time


@pytest.mark.parametrize(
    ("code", "seconds"),
    [
        ('fs.watch("first-bloom", start=0, end=240)', 20),  # ten seconds, twice
        ('fs.watch("first-bloom", start=1680)', 20),
        ('fs.watch("first-bloom")', 160),
        ("fs.watch(film)", 120),
        ('fs.spotting_desk("first-bloom", start=0, end=240)', 30),
        ('fs.quiz("09.a")', 60),
        ('fs.check("09.1", x)', 240),
        ("1 + 1", 0),
    ],
)
def test_how_long_a_cell_takes(code, seconds):
    assert way.minutes(new_code_cell(code)) * 60 == pytest.approx(seconds)


def test_a_quick_check_may_be_a_question_that_unfolds():
    folded = "<details><summary><b>Quick check.</b> Which bar?</summary>\n\nBar 11.\n</details>"
    assert way.is_check(new_markdown_cell(folded))
    assert not way.is_check(new_markdown_cell("<details><summary>What we hear there</summary></details>"))


# ---------------------------------------------------------------- from the command line


@pytest.fixture
def folder(tmp_path, monkeypatch, course):
    (tmp_path / "lessons").mkdir()
    nbformat.write(good_lesson(), tmp_path / "lessons" / "09_dread.ipynb")
    monkeypatch.setenv("FILMSCORE_COURSE", str(tmp_path))
    monkeypatch.setattr(lint, "course", lambda root: course)
    return tmp_path


def test_an_author_runs_it(folder, capsys):
    assert lint.main([]) == 0
    told = capsys.readouterr().out
    assert told.startswith("lessons/09_dread.ipynb: in order (9") and "2 checks)" in told
    book = good_lesson()
    swap("ask", "## ", "### ")(book)
    nbformat.write(book, folder / "lessons" / "09_dread.ipynb")
    assert lint.main([str(folder / "lessons" / "09_dread.ipynb")]) == 1
    assert "\n  ask: heading 'Listen' jumps from level 1 to 3\n" in capsys.readouterr().out


def test_what_is_no_notebook_counts_as_a_fault(folder, capsys):
    (folder / "lessons" / "10_x.ipynb").write_text("{")
    assert lint.main([str(folder / "lessons" / "10_x.ipynb")]) == 1
    assert "not a notebook" in capsys.readouterr().out


def test_a_notebook_elsewhere_is_not_the_courses(folder, tmp_path_factory):
    stray = tmp_path_factory.mktemp("else") / "a.ipynb"
    nbformat.write(good_lesson(), stray)
    with pytest.raises(FilmScoreError, match="not in the folder of the course"):
        lint.main([str(stray)])


def test_the_course_knows_where_its_tasks_stand():
    here = lint.course(Path(__file__).parent.parent)
    assert "lessons/00_start_here.ipynb" in here.used["00.1"]
    assert any(record.startswith("docs/") for record in here.licensed)
