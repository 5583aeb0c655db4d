"""A class handed in its notebooks: nbgrader, set up for this course, gives each what it deserves.

Made-up people: who solved it, who never began, who was wrong, whose code is broken, endless, loud or gone, who copied
or deleted cells, and who tried to mark themselves.
"""

import json
import shutil
import sys
import time
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

pytest.importorskip("nbgrader", reason="nbgrader is not installed: pip install -e '.[instructor]'")

from graded_cells import marked

from filmscore.course import grade, notebooks, sandbox
from filmscore.course.release import assignments, exercise_of
from filmscore.errors import FilmScoreError

ROOT = Path(__file__).parents[1]
NAME = "90_class"
RIGHT = 'notes = "D5 A5 F#5 E5"'
ALSO_RIGHT = 'again = ["C4", "D4", "E4", "F4"]'

pytestmark = pytest.mark.slow


def assignment():
    def answer(name, source):
        cell = f"{name} = None\n### BEGIN SOLUTION\n{source}\n### END SOLUTION"
        return new_code_cell(cell, id=name, metadata=marked(name, solution=True))

    def check(name):
        line = f'fs.check("00.1", {name})'
        return new_code_cell(
            line, id=f"check-{name}", metadata=marked(f"check-{name}", grade=True, locked=True, points=1)
        )

    words = "### BEGIN SOLUTION\nBecause he saw it before we did.\n### END SOLUTION"
    why = marked("why", grade=True, solution=True, points=2, cell_type="markdown")
    cells = [
        new_code_cell("import filmscore as fs", id="import"),
        *(answer("notes", RIGHT), check("notes")),
        *(answer("again", ALSO_RIGHT), check("again")),
        new_markdown_cell(words, id="why", metadata=why),
    ]
    return new_notebook(cells=cells, metadata={"filmscore": {"lesson": "90"}})


# ---------------------------------------------------------------- what each did with it


def wrote(book, notes=RIGHT, again=ALSO_RIGHT):
    by_id = {cell.id: cell for cell in book.cells}
    by_id["notes"].source = f"notes = None\n{notes}"
    by_id["again"].source = f"again = None\n{again}"
    return by_id


def solved(book):
    wrote(book)["why"].source = "He saw it."


def untouched(book):
    pass


def half_wrong(book):
    wrote(book, notes='notes = "D5 A5"')


def all_wrong(book):
    wrote(book, notes="import itertools\nnotes = itertools.cycle('C4')", again="again = object()")


def syntax_error(book):
    wrote(book, notes='notes = "D5 A5')


def endless_loop(book):
    wrote(book, notes="while True:\n    pass")


def copied_cells(book):
    by_id = wrote(book)
    for at, name in ((1, "notes"), (2, "check-notes")):
        twin = deepcopy(by_id[name])
        twin.id = f"{name}-copy"
        book.cells.insert(at, twin)
    book.cells[1].source = "notes = 'wrong'"


def deleted_checks(book):
    wrote(book)
    book.cells = [cell for cell in book.cells if not cell.id.startswith("check-")]


def huge_output(book):
    book.cells.append(new_markdown_cell(HARMFUL))
    loud = "display(HTML('A' * 5_000_000))\nfor n in range(60_000): print('D5 A5', n)"
    script = "display(HTML('<script>sto' + 'len()</script>'))"
    wrote(
        book,
        notes=f"from IPython.display import HTML, display\n{RIGHT}\n{loud}",
        again=f"{script}\n{ALSO_RIGHT}",
    )


HARMFUL = """He *saw* it. <script>stolen(1)</script>

<img src=x onerror="stolen(2)"> <iframe src="https://example.org"></iframe> <a href="javascript:stolen(3)">here</a>
<style>body { display: none }</style> <form action="https://example.org"><input name="score"></form>

$\\href{javascript:stolen(4)}{x}$"""


def warned(book):
    noisy = "class Loud:\n    @property\n    def answer(self):\n        warnings.warn('loud')\n        return given"
    wrote(book, notes=f"import warnings\nwarnings.warn('loud')\ngiven = 'D5 A5 F#5 E5'\n{noisy}\nnotes = Loud()")


def wrote_beside(book):
    wrote(book)
    book.cells.append(new_markdown_cell("My letter: he saw it before we did."))


def kernel_gone(book):
    wrote(book, again="import os\nos._exit(0)")


def edited_checks(book):
    by_id = wrote(book, notes="notes = 1")
    by_id["check-notes"].source = "print('passed')"
    by_id["check-notes"].metadata.nbgrader.update(points=100, solution=True)
    by_id["check-notes"].metadata.tags = ["skip-execution"]
    del by_id["check-again"].metadata["nbgrader"]
    by_id["why"].metadata.nbgrader = "nonsense"


ATTACKS = {
    "rebinds_names": (
        "import os\nos.environ.pop('NBGRADER_EXECUTION', None)\n"
        "fs.check = lambda *given: None\n"
        "class fs:\n    check = staticmethod(lambda *given: None)"
    ),
    "patches_the_judge": (
        "import filmscore.course.check as c, filmscore.course.verdict as v, filmscore.course.checks.start_here as s\n"
        "c.check = c.judge = c._judged = lambda *given: None\n"
        "c.tasks = lambda: {}\n"
        "v.Verdict.status = 'passed'\n"
        "s.four_notes = lambda answer: 'passed'\n"
        "object.__setattr__(s.TASKS[0], 'judge', lambda answer: 'passed')"
    ),
    "replaces_the_modules": (
        "import sys, types\n"
        "for name in list(sys.modules):\n"
        "    if name.startswith('filmscore'):\n"
        "        sys.modules[name] = types.ModuleType(name)\n"
        "sys.modules['filmscore.course.answers'].carry = lambda answer: None\n"
        "get_ipython().showtraceback = lambda *a, **k: None"
    ),
    "forges_a_verdict": (
        "import filmscore.course.answers as a\nfrom IPython.display import display\n"
        "said = {'name': '00.1', 'status': 'passed', 'points': 1, 'max': 1}\n"
        "a.carry = lambda answer: display({'application/vnd.filmscore.check+json': said,"
        " 'application/vnd.filmscore.answer+json': said}, raw=True)"
    ),
}


def rebound(code):
    def change(book):
        wrote(book, notes=f"{code}\nnotes = 3", again="again = 3")

    return change


#: student -> what they did, points of the two checks
CLASS = {
    "solved": (solved, (1, 1)),
    "untouched": (untouched, (0, 0)),
    "half_wrong": (half_wrong, (0, 1)),
    "all_wrong": (all_wrong, (0, 0)),
    "syntax_error": (syntax_error, (0, 1)),
    "endless_loop": (endless_loop, (0, 1)),
    "copied_cells": (copied_cells, (1, 1)),
    "deleted_checks": (deleted_checks, (1, 1)),
    "huge_output": (huge_output, (1, 1)),
    "warned": (warned, (1, 1)),
    "wrote_beside": (wrote_beside, (1, 1)),
    "kernel_gone": (kernel_gone, (1, 0)),
    "edited_checks": (edited_checks, (0, 1)),
    **{name: (rebound(code), (0, 0)) for name, code in ATTACKS.items()},
}


@pytest.fixture(scope="module")
def marking(tmp_path_factory):
    """The marking folder after the whole class has been graded."""
    base = tmp_path_factory.mktemp("class")
    source, handed_in, place = base / "solutions", base / "handed-in", base / "marking"
    (source / NAME).mkdir(parents=True)
    (source / NAME / f"{NAME}.ipynb").write_text(notebooks.text_of(assignment()), encoding="utf8")
    handed_in.mkdir()
    for student, (change, _) in CLASS.items():
        book = exercise_of(assignment(), NAME)
        change(book)
        nbformat.write(book, handed_in / f"{student}_{NAME}-Copy1.ipynb")
    words = ["--in", str(place), "--solutions", str(source)]
    assert grade.main(["assign", NAME, *words, "--kernels", "open"]) == 0
    with (place / "nbgrader_config.py").open("a") as file:
        file.write("c.Execute.timeout = 10\n")
    assert grade.main(["collect", NAME, str(handed_in), *words]) == 0
    assert grade.main(["run", NAME, *words]) == 0, "nobody's notebook stops the class"
    assert not (place / "feedback").exists(), "before somebody has read the words a page would be wrong"
    assert grade.main(["feedback", NAME, *words]) == 0
    return place


@pytest.fixture(scope="module")
def rows(marking):
    return {row["student"]: row for row in grade.marks(NAME, marking)}


@pytest.mark.parametrize("student", CLASS)
def test_each_gets_the_points_they_deserve(rows, student):
    row = rows[student]
    assert (row["check-notes"], row["check-again"]) == CLASS[student][1]
    assert row["of"] == 4, "two checks, and two points for words"


def test_words_are_left_to_a_person(rows):
    assert rows["solved"]["to read"] == "why", "somebody wrote something"
    assert rows["untouched"]["to read"] == "" and rows["untouched"]["why"] == 0
    assert rows["wrote_beside"]["to read"] == "why (empty)", "words in a cell of their own are not lost"


def graded(marking, student):
    path = marking / "autograded" / student / NAME / f"{NAME}.ipynb"
    book = nbformat.read(path, as_version=4)
    return path, {c.metadata.nbgrader.grade_id: c for c in book.cells if c.metadata.get("nbgrader")}


def test_the_feedback_names_the_mistake(marking):
    _, cells = graded(marking, "half_wrong")
    (said,) = cells["check-notes"].outputs
    assert said.output_type == "error" and "You wrote 2 notes: D5 A5" in said.evalue
    (passed,) = cells["check-again"].outputs
    assert passed.data["application/vnd.filmscore.check+json"]["status"] == "passed"
    _, cells = graded(marking, "all_wrong")
    assert "can be read only once" in cells["check-notes"].outputs[0].evalue
    page = marking / "feedback" / "half_wrong" / NAME / f"{NAME}.html"
    assert "You wrote 2 notes: D5 A5" in page.read_text(encoding="utf8")


def test_what_a_student_prints_stays_small_and_harmless(marking):
    path, _ = graded(marking, "huge_output")
    page = marking / "feedback" / "huge_output" / NAME / f"{NAME}.html"
    assert path.stat().st_size < 300_000
    assert page.stat().st_size < 2_000_000
    text = page.read_text(encoding="utf8")
    assert "stolen()" in text and "<script>stolen" not in text, "what was printed is shown, not run"
    assert not running(text)


def running(page):
    """What in a page would do what a student wrote."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(page.replace(r"$\href", "<script>stolen(4)</script>"), "html.parser")
    found = [tag.name for tag in soup.select("iframe, form, input[name=score], [onerror], [href^=javascript]")]
    found += [tag.name for tag in soup.find_all(["script", "style"]) if "stolen" in tag.text or "none }" in tag.text]
    return found


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_a_page_runs_nothing_a_student_wrote_and_shows_tables_as_tables(template):
    import nbgrader
    from nbconvert import HTMLExporter
    from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
    from nbformat.v4 import new_output
    from traitlets.config import Config

    from filmscore.course.grading import configure

    config = Config()
    configure(config, kernels="open")
    inside = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_basedirs = [str(inside / "templates")]
    config.HTMLExporter.extra_template_paths = [str(inside / "static/node_modules/bootstrap/dist/css")]
    config.HTMLExporter.preprocessors = [CSSHTMLHeaderPreprocessor]
    table = "<table><caption>Cues</caption><thead><tr><th>In</th></tr></thead></table><p>Four notes.</p>"
    outputs = [
        new_output("display_data", data={"text/html": table + HARMFUL, "text/plain": "x"}),
        new_output("display_data", data={"text/markdown": HARMFUL, "text/plain": "x"}),
        new_output("display_data", data={"application/javascript": "stolen(5)", "text/plain": "x"}),
        new_output("display_data", data={"text/latex": r"$\href{javascript:stolen(6)}{x}$", "text/plain": "x"}),
        new_output("error", ename="<script>stolen(7)</script>", evalue="", traceback=["<script>stolen(8)</script>"]),
    ]
    told = marked("why", grade=True, solution=True, points=2, cell_type="markdown", score=0, comment=HARMFUL)
    cells = [
        new_markdown_cell(HARMFUL),
        new_markdown_cell(HARMFUL, metadata=told),
        new_code_cell("1", outputs=outputs),
    ]
    told = {"notebook": "n", "score": 0, "max_score": 4, "late_penalty": 0}
    resources = {"nbgrader": told, "base_url": "", "submission_id": "1", "index": 0, "total": 1}
    page, _ = HTMLExporter(config=config).from_notebook_node(new_notebook(cells=cells), resources=resources)
    assert not running(page)
    assert "<em>saw</em>" in page and "stolen(1)" in page, "words stay words, and a script is shown as text"
    for mark in ("<caption>Cues</caption>", "<th>In</th>", "<p>Four notes.</p>"):
        assert mark in page
    assert "&lt;p&gt;" not in page and "&lt;th" not in page


def test_a_forged_answer_costs_no_time():
    from nbformat.v4 import new_output

    from filmscore.course import answers
    from filmscore.course.grading import MOST_CARRIED, judged

    def said(data):
        began = time.monotonic()
        (output,) = judged("00.1", [new_output("display_data", data={answers.MIME: data})])
        assert output.output_type == "error" and time.monotonic() - began < 8
        return output.evalue

    assert "cannot be read" in said({"is": "Fraction", "of": "1e10000000"})
    assert "nothing asked here is" in said("C4 " * MOST_CARRIED)
    forged = [{"bars": 10**9, "meter": {"is": "Meter", "of": {"count": 4, "unit": 4}}}] * 20_000
    assert said({"is": "TempoMap", "of": {"start": 0, "rate": "24", "stretches": forged, "locks": []}})


def test_marks_are_printed_and_saved(marking, tmp_path, capsys):
    assert grade.main(["marks", NAME, "--in", str(marking), "--csv", str(tmp_path / "marks.csv")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].split() == ["student", "check-again", "check-notes", "why", "total", "of", "to", "read"]
    assert len(said) == len(CLASS) + 1
    assert (tmp_path / "marks.csv").read_text().startswith("student,check-again,check-notes,why,total,of,to read\n")


# ---------------------------------------------------------------- the real exercises


# The oldest and the newest: each takes half a minute. That every solution passes, and that every accepted answer
# survives the way to a grader, is tested of all of them in the notebooks' own run and in test_check.
REAL = sorted({(made := assignments(ROOT / "solutions"))[0], made[-1]})


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_solution_gets_every_point_and_an_untouched_exercise_none(path, tmp_path):
    name = path.stem
    place = tmp_path / "marking"
    grade.assign(name, place, ROOT / "solutions", "open")
    for student, book in (("solved", notebooks.load(path)), ("untouched", exercise_of(notebooks.load(path), name))):
        target = tmp_path / "handed-in" / student / f"{name}.ipynb"
        target.parent.mkdir(parents=True)
        nbformat.write(book, target)
    assert grade.collect(name, tmp_path / "handed-in", place).students == ["solved", "untouched"]
    assert grade.run(name, place) == 0
    rows = {row["student"]: row for row in grade.marks(name, place)}
    told = [cell.metadata.get("nbgrader", {}) for cell in notebooks.load(path).cells]
    checks = {t["grade_id"]: t["points"] for t in told if t.get("grade") and not t["solution"]}
    assert {key: rows["solved"][key] for key in checks} == checks
    assert not any(rows["untouched"][key] for key in checks)


# ---------------------------------------------------------------- collecting


def ready(place):
    """A marking folder as far as collecting needs one: nothing is run."""
    (place / "source" / NAME).mkdir(parents=True)
    (place / "source" / NAME / f"{NAME}.ipynb").write_text(notebooks.text_of(assignment()), encoding="utf8")
    (place / "nbgrader_config.py").write_text("")
    return place


def hand_in(path, text=None):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notebooks.text_of(assignment()) if text is None else text, encoding="utf8")
    return path


LESSON = notebooks.text_of(new_notebook(cells=[new_markdown_cell("# A lesson")]))


def test_collecting_asks_rather_than_guesses(tmp_path):
    found, place = tmp_path / "handed-in", ready(tmp_path / "m")
    with pytest.raises(FilmScoreError, match="There is no folder"):
        grade.collect(NAME, found, place)
    found.mkdir()
    with pytest.raises(FilmScoreError, match="There is no notebook"):
        grade.collect(NAME, found, place)
    hand_in(found / f"mara_{NAME}.ipynb")
    hand_in(found / "jon" / "anything.ipynb")
    assert grade.collect(NAME, found, place).students == ["jon", "mara"]
    assert (place / "submitted" / "jon" / NAME / f"{NAME}.ipynb").exists()
    hand_in(found / f"{NAME}.ipynb")
    with pytest.raises(FilmScoreError, match="Whose is"):
        grade.collect(NAME, found, place)
    (found / f"{NAME}.ipynb").rename(found / f"Mara {NAME.upper()}-v2.ipynb")
    with pytest.raises(FilmScoreError, match="two notebooks of mara"):
        grade.collect(NAME, found, place)
    (found / f"Mara {NAME.upper()}-v2.ipynb").rename(found / f"tom_{NAME}.ipynb")
    hand_in(found / f"tom_{NAME}.ipynb", '{"cells": [')
    with pytest.raises(FilmScoreError, match=r"tom_90_class.ipynb' is not a notebook"):
        grade.collect(NAME, found, place)
    assert not (place / "submitted" / "tom").exists()


def test_whoever_has_no_notebook_of_it_is_named(tmp_path, capsys):
    found, place = tmp_path / "handed-in", ready(tmp_path / "m")
    hand_in(found / f"mara_{NAME}.ipynb")
    hand_in(found / "tom" / "00_start_here.ipynb", LESSON)
    hand_in(found / "gus" / "readme.txt", "sorry")
    hand_in(found / f"ida_{NAME}.ipynb", LESSON)
    assert grade.main(["collect", NAME, str(found), "--in", str(place)]) == 0
    said = capsys.readouterr().out
    assert "1 collected: mara" in said
    assert "NOT collected: gus (no notebook in it)" in said
    assert f"NOT collected: tom (no graded cell of {NAME} in 00_start_here.ipynb)" in said
    assert f"NOT collected: ida_{NAME}.ipynb" in said
    assert [path.name for path in (place / "submitted").iterdir()] == ["mara"]


def test_the_one_of_this_assignment_is_taken(tmp_path):
    """As an unpacked download lies: the lesson has the exercise's name, and other notebooks lie beside."""
    found, place = tmp_path / "handed-in", ready(tmp_path / "m")
    hand_in(found / "gus" / "course" / "lessons" / f"{NAME}.ipynb", LESSON)
    exercise = hand_in(found / "gus" / "course" / "exercises" / NAME / f"{NAME}.ipynb")
    hand_in(found / "gus" / "notes.ipynb", "not a notebook")
    assert grade.collect(NAME, found, place).students == ["gus"]
    taken = place / "submitted" / "gus" / NAME / f"{NAME}.ipynb"
    assert taken.read_bytes() == exercise.read_bytes()
    before = taken.stat().st_mtime_ns
    assert grade.collect(NAME, found, place).students == ["gus"]
    assert taken.stat().st_mtime_ns == before, "what is as it was is not graded again"
    hand_in(found / "gus" / f"{NAME}-Copy1.ipynb", notebooks.text_of(assignment()) + "\n")
    with pytest.raises(FilmScoreError, match="two notebooks of gus"):
        grade.collect(NAME, found, place)


@pytest.mark.parametrize("where", ["jon/{}.zip", "jon_{}.zip"])
def test_a_download_of_somebodys_work_is_opened(tmp_path, monkeypatch, where):
    from filmscore.course import parcel

    theirs = tmp_path / "theirs"
    hand_in(theirs / "environment.yml", "")
    hand_in(theirs / "lessons" / f"{NAME}.ipynb", LESSON)
    hand_in(theirs / "exercises" / NAME / f"{NAME}.ipynb")
    found, place = tmp_path / "handed-in", ready(tmp_path / "m")
    (found / where).parent.mkdir(parents=True)
    with monkeypatch.context() as context:
        context.chdir(theirs)
        for name in ("FILMSCORE_WORK", "FILMSCORE_COURSE"):
            context.setenv(name, str(theirs))
        parcel.pack(found / where.format("my-filmscore-work-2026-11-21"), "2026-11-21")
    collected = grade.collect(NAME, found, place)
    assert collected.students == ["jon"]
    taken = notebooks.load(place / "submitted" / "jon" / NAME / f"{NAME}.ipynb")
    assert [cell.id for cell in taken.cells] == [cell.id for cell in assignment().cells]


@pytest.mark.parametrize("words", [["collect", NAME, "handed-in"], ["run", NAME], ["marks", NAME], ["feedback", NAME]])
def test_every_step_before_the_first_says_what_to_do(tmp_path, monkeypatch, capsys, words):
    monkeypatch.chdir(tmp_path)
    assert grade.main([*words, "--in", "marking"]) == 1
    assert f"grade assign {NAME}" in capsys.readouterr().err
    assert not (tmp_path / "marking").exists()
    ready(tmp_path / "marking")
    assert grade.main(["run", NAME]) == 1
    assert "Nobody has handed in" in capsys.readouterr().err


def test_a_tilde_is_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    ready(tmp_path / "m")
    hand_in(tmp_path / "handed-in" / f"mara_{NAME}.ipynb")
    assert grade.main(["collect", NAME, "~/handed-in", "--in", "~/m"]) == 0
    assert (tmp_path / "m" / "submitted" / "mara").exists()


# ---------------------------------------------------------------- grading again


def test_grading_again_keeps_what_a_person_has_read(tmp_path, monkeypatch):
    """Three students' words are graded by hand; one changes them, one changes something else, one nothing."""
    from nbgrader.api import Gradebook

    place, found = tmp_path / "marking", tmp_path / "handed-in"
    hand_in(tmp_path / "solutions" / NAME / f"{NAME}.ipynb")
    grade.assign(NAME, place, tmp_path / "solutions", "open")

    def hand(student, words, notes=RIGHT):
        book = exercise_of(assignment(), NAME)
        wrote(book, notes=notes)["why"].source = words
        hand_in(found / f"{student}_{NAME}.ipynb", notebooks.text_of(book))

    def look():
        return {row["student"]: (row["why"], row["to read"]) for row in grade.marks(NAME, place)}

    for student in ("mara", "jon", "ida"):
        hand(student, "He saw it.")
    grade.collect(NAME, found, place)
    assert grade.run(NAME, place) == 0
    assert set(look().values()) == {(0, "why")}
    assert grade.feedback(NAME, place) == ["ida", "jon", "mara"], "nobody's words are graded yet"
    with Gradebook(f"sqlite:///{place / 'gradebook.db'}") as gradebook:
        for student in ("mara", "jon", "ida"):
            given = gradebook.find_grade("why", NAME, NAME, student)
            given.manual_score, given.needs_manual_grade = 2, False
        gradebook.db.commit()
    graded = {who: place / "autograded" / who / NAME / f"{NAME}.ipynb" for who in ("mara", "jon", "ida")}
    before = {who: path.stat().st_mtime_ns for who, path in graded.items()}
    hand("jon", "He saw it, and turned.")
    hand("ida", "He saw it.", notes='notes = "C4"')
    grade.collect(NAME, found, place)
    assert grade.run(NAME, place) == 0
    assert look() == {"mara": (2, ""), "jon": (2, "why"), "ida": (2, "")}
    after = {who: path.stat().st_mtime_ns for who, path in graded.items()}
    assert {who for who in after if after[who] != before[who]} == {"jon", "ida"}, "only what is new is run"
    assert grade.feedback(NAME, place) == ["jon"]
    page = (place / "feedback" / "mara" / NAME / f"{NAME}.html").read_text(encoding="utf8")
    assert "(Score: 4.0 / 4.0)" in page
    monkeypatch.setattr(grade, "_nbgrader", lambda *words, **more: 0)
    grade.run(NAME, place)
    assert all(path.exists() for path in graded.values()), "nothing is new"
    grade.run(NAME, place, everything=True)
    assert not any(path.exists() for path in graded.values()), "nbgrader grades who has no graded copy"


def test_marks_without_a_gradebook_say_what_to_do(tmp_path, capsys):
    assert grade.main(["marks", NAME, "--in", str(tmp_path)]) == 1
    assert "grade assign" in capsys.readouterr().err


# ---------------------------------------------------------------- kernels that will not stop, and kernels shut in


LOOP = "while True: pass"


@pytest.mark.parametrize(
    "sources",
    [[f"import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n{LOOP}", *["1"] * 20], [LOOP] * 20],
    ids=["one that cannot be interrupted", "one in every cell"],
)
def test_a_notebook_full_of_loops_does_not_keep_the_class_waiting(tmp_path, sources):
    from traitlets.config import Config

    from filmscore.course.grading import Execute, configure

    config = Config()
    configure(config, kernels="open")
    config.Execute.timeout = 2
    book = new_notebook(cells=[*map(new_code_cell, sources), assignment().cells[2]])
    began = time.monotonic()
    resources = {"unique_key": "loops", "metadata": {"path": str(tmp_path)}}
    book, _ = Execute(config=config).preprocess(book, resources)
    assert time.monotonic() - began < 30, "twenty cells of two seconds each would be forty"
    assert book.cells[-1].outputs[0].ename == "NotReached"


PRY = """
import os, pathlib, socket
tried = {}
try:
    socket.create_connection(("127.0.0.1", PORT), timeout=2)
    tried["network"] = "open"
except OSError:
    tried["network"] = "shut"
tried["secret"] = "read" if pathlib.Path(SECRET).exists() else "hidden"
for name, path in (("write", SECRET + ".mine"), ("package", filmscore.__file__ + ".mine")):
    try:
        pathlib.Path(path).write_text("x")
        tried[name] = "written"
    except OSError:
        tried[name] = "refused"
tried["memory"] = "unlimited"
try:
    bytearray(20 * 2**30)
except MemoryError:
    tried["memory"] = "limited"
tried["token"] = os.environ.get("A_TOKEN", "hidden")
print(tried)
"""


@pytest.mark.skipif(
    not (shutil.which("bwrap") and shutil.which("prlimit")) and sys.platform == "linux", reason="bubblewrap is not here"
)
@pytest.mark.skipif(sys.platform != "linux", reason="kernels are shut in on Linux only")
def test_a_kernel_shut_in_sees_nothing_and_can_be_interrupted(tmp_path, monkeypatch):
    import socket

    from traitlets.config import Config

    from filmscore.course.grading import Execute, configure

    secret = tmp_path / "gradebook.db"
    secret.write_text("marks")
    monkeypatch.setenv("A_TOKEN", "s3cret")
    config = Config()
    configure(config, kernels="bwrap")
    config.Execute.timeout = 15
    with socket.create_server(("127.0.0.1", 0)) as server:
        pry = PRY.replace("PORT", str(server.getsockname()[1])).replace("SECRET", repr(str(secret)))
        check = assignment().cells[2]
        sources = [f"import filmscore\n{pry}", "notes = None\nwhile True: pass", RIGHT]
        book = new_notebook(cells=[*(new_code_cell(source) for source in sources), check])
        resources = {"unique_key": "pry", "metadata": {"path": str(tmp_path)}}
        book, _ = Execute(config=config).preprocess(book, resources)
    tried = json.loads(book.cells[0].outputs[0].text.replace("'", '"'))
    assert tried == {
        "network": "shut",
        "secret": "hidden",
        "write": "refused",
        "package": "refused",
        "memory": "limited",
        "token": "hidden",
    }
    assert book.cells[1].outputs[-1].ename in ("CellTimeoutError", "KeyboardInterrupt")
    assert book.cells[3].outputs[0].output_type == "display_data", "it went on after the interrupt"
    assert not list(Path(sandbox.tempfile.gettempdir()).glob("filmscore-kernel-*/kernel.json"))


def test_asking_for_a_wall_where_there_is_none(monkeypatch, caplog):
    monkeypatch.setattr(sandbox.shutil, "which", lambda name: None)
    with pytest.raises(FilmScoreError, match="apt install bubblewrap"):
        sandbox.kernel_manager("bwrap")
    assert sandbox.kernel_manager("auto") is None
    assert "runs with your rights" in caplog.text
    with pytest.raises(FilmScoreError, match="kernels are auto, bwrap, open"):
        sandbox.kernel_manager("docker")
