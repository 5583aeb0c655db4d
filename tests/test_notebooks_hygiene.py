"""The form every notebook keeps: see CONTRIBUTING.md, "What a lesson keeps to"."""

import ast
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

import conftest
from filmscore import FilmScoreError
from filmscore.course import notebooks

ROOT = Path(__file__).parent.parent
FOLDERS = ("lessons", "solutions", "exercises")
BOOKS = [path.relative_to(ROOT) for folder in FOLDERS for path in notebooks.find([ROOT / folder])]
OBSERVABLE = re.compile(
    r"(adapt|apply|argue|build|choose|cite|compare|convert|decide|defend|deliver|describe|design|explain|find|give|"
    r"harmonise|hear|identify|keep|label|link|list|make|mark|match|measure|meet|move|name|order|orchestrate|place|"
    r"plan|play|predict|programme|put|read|recognise|say|set|show|sketch|spell|spot|state|survive|tell|test|"
    r"transcribe|use|watch|write)\b",
    re.I,
)
FORBIDDEN = {"Output": "Output()", "interact": "interact", "interactive": "interact", "clear_output": "clear_output"}
PICTURES = ("image/png", "image/jpeg", "image/svg+xml")


def faults(book: nbformat.NotebookNode, folder: str, stem: str) -> list[str]:
    """Everything about a notebook's form that is not as agreed; each fault names its cell."""
    return [
        *(heading_faults(book) if folder != "exercises" else []),
        *(lesson_faults(book, stem) if folder == "lessons" else []),
        *identity_faults(book),
        *[f"{cell.id}: {fault}" for cell in book.cells for fault in cell_faults(cell)],
    ]


def headings(book):
    """(cell id, level, words) of every heading outside code fences."""
    for cell in book.cells:
        if cell.cell_type == "markdown":
            text = re.sub(r"^```.*?^```", "", cell.source, flags=re.M | re.S)
            for marks, words in re.findall(r"^(#{1,6}) +(.+)$", text, re.M):
                yield cell.id, len(marks), words


def heading_faults(book) -> list[str]:
    found = list(headings(book))
    titles = [words for _, level, words in found if level == 1]
    said = [] if len(titles) == 1 else [f"one H1 is needed, there are {len(titles)}: {titles}"]
    if found and found[0][1] != 1:
        said.append(f"{found[0][0]}: the first heading is not the H1")
    for (_, before, _), (place, level, words) in pairwise(found):
        if level > before + 1:
            said.append(f"{place}: heading {words!r} jumps from level {before} to {level}")
    return said


def lesson_faults(book, stem) -> list[str]:
    told = book.metadata.get("filmscore", {})
    number = stem[:2]
    said = []
    if told.get("lesson") != number:
        said.append(f"metadata.filmscore.lesson is {told.get('lesson')!r}, not {number!r}")
    if not isinstance(told.get("minutes"), int) or not 5 <= told["minutes"] <= 120:
        said.append(f"metadata.filmscore.minutes is {told.get('minutes')!r}")
    goals = told.get("objectives", {})
    if not 2 <= len(goals) <= 5:
        said.append(f"a lesson has two to five objectives, this has {len(goals)}")
    text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
    for place, (name, goal) in enumerate(sorted(goals.items()), 1):
        if name != f"{number}.O{place}":
            said.append(f"objective {place} is called {name!r}, not {number}.O{place}")
        if not OBSERVABLE.match(goal):
            said.append(f"objective {name} begins with no verb you could watch someone do: {goal!r}")
        if name not in text:
            said.append(f"objective {name} is nowhere in the text")
    if isinstance(told.get("minutes"), int) and f"{told['minutes']} minutes" not in text:
        said.append(f"the text does not say that it takes {told['minutes']} minutes")
    return said


def identity_faults(book) -> list[str]:
    said = []
    if (book.nbformat, book.nbformat_minor) < (4, 5):
        return ["the notebook's format knows no cell ids (4.5 is needed)"]
    ids = [cell.id for cell in book.cells]
    said += [f"{name}: two cells have this id" for name in sorted({name for name in ids if ids.count(name) > 1})]
    for name in ids:
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) or re.fullmatch(r"[0-9a-f]{8,}", name):
            said.append(f"{name}: an id says what the cell is, in words with hyphens")
    return said


def cell_faults(cell) -> list[str]:
    said = []
    if not cell.source.strip():
        return ["empty cell"]
    if cell.cell_type == "markdown":
        for words in re.findall(r"!\[([^\]]*)\]\(", cell.source):
            if len(words.split()) < 3:
                said.append(f"a picture's alt text is {words!r}: say what it shows")
        for tag in re.findall(r"<(?:img|svg)\b[^>]*>", cell.source):
            if not re.search(r'(alt|aria-label)="[^"]*\w+ \w+ \w+', tag):
                said.append("an <img> or <svg> without alt text")
        return said
    if cell.cell_type != "code":
        return said
    if len(cell.source.splitlines()) > 20:
        said.append(f"{len(cell.source.splitlines())} lines; twenty are the most, three the aim")
    if re.search(r";\s*(#.*)?$", cell.source, re.M):
        said.append("a trailing ; hides the output here and shows it under test")
    said += code_faults(cell.source)
    for output in cell.outputs:
        data = output.get("data", {})
        if any(kind in data for kind in PICTURES) and len(str(data.get("text/plain", "")).split()) < 3:
            said.append("a picture in the output has no text beside it that says what it shows")
        if "<Figure size" in str(data.get("text/plain", "")):
            said.append("a bare figure: its text says its size in pixels, not what it shows")
        if re.search(r"\b0x[0-9a-f]{6,}\b", str(data.get("text/plain", ""))):
            said.append("an output shows a memory address, which is another one next time")
        if output.output_type == "error":
            said.append(f"saved with an error: {output.ename}")
        if output.get("name") == "stderr":
            said.append("saved with something on stderr")
    return said


def code_faults(source: str) -> list[str]:
    try:
        tree = ast.parse("\n".join(line for line in source.splitlines() if not line.startswith(("%", "!"))))
    except SyntaxError as error:
        return [f"not Python: {error}"]
    said = [
        f"{line.split()[0]} does not belong in a lesson" for line in source.splitlines() if line.startswith(("%", "!"))
    ]
    for node in ast.walk(tree):
        name = getattr(node, "id", None) or getattr(node, "attr", None)
        if isinstance(node, ast.Name | ast.Attribute) and name in FORBIDDEN:
            said.append(f"{FORBIDDEN[name]} gives another output under test than in JupyterLab")
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            said.append(f"from {node.module} import *: name what you use")
    return said


def test_there_is_a_first_lesson():
    assert Path("lessons/00_start_here.ipynb") in BOOKS


@pytest.mark.parametrize("path", BOOKS, ids=str)
def test_form(path):
    book = nbformat.read(ROOT / path, as_version=4)
    nbformat.validate(book)
    assert faults(book, path.parts[0], path.stem) == []


@pytest.mark.parametrize("path", [path for path in BOOKS if path.parts[0] != "exercises"], ids=str)
def test_saved_tidily(path):
    assert notebooks.is_tidy(ROOT / path), f"make notebooks ARGS={path}"


@pytest.mark.parametrize("path", [path for path in BOOKS if path.parts[0] != "exercises"], ids=str)
def test_run_from_the_top_in_order(path):
    cells = [cell for cell in nbformat.read(ROOT / path, as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


@pytest.mark.parametrize("path", [path for path in BOOKS if path.parts[0] == "lessons"], ids=str)
def test_something_plays_within_the_first_three_code_cells(path):
    code = [cell for cell in nbformat.read(ROOT / path, as_version=4).cells if cell.cell_type == "code"]
    assert any(notebooks.VIEW in output.get("data", {}) for cell in code[:3] for output in cell.outputs)


# ---------------------------------------------------------------- the rules themselves can fail


def good_lesson():
    """A lesson of three cells with nothing wrong."""
    told = {"lesson": "09", "minutes": 20, "objectives": {"09.O1": "Name two chords", "09.O2": "Write one cue"}}
    play = new_code_cell("fs.watch(film)", id="play-it", execution_count=1)
    play.outputs = [new_output("display_data", data={"image/png": "iVBO", "text/plain": "The dome at frame 1056"})]
    text = "09.O1 and 09.O2, in 20 minutes.\n\n## Listen\n\n![The dome opens above Jon](a.png)"
    cells = [new_markdown_cell("# Dread", id="title"), new_markdown_cell(text, id="goals"), play]
    return new_notebook(cells=cells, metadata={"filmscore": told})


def spoil(change):
    book = good_lesson()
    change(book)
    return faults(book, "lessons", "09_dread")


def source(text):
    return lambda book: book.cells[2].update(source=text)


def output(kind, **data):
    return lambda book: book.cells[2].update(outputs=[new_output(kind, **data)])


def test_a_good_lesson_has_no_faults():
    assert faults(good_lesson(), "lessons", "09_dread") == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda b: b.cells[1].update(source=b.cells[1].source + "\n# Again"), "one H1"),
        (lambda b: b.cells[0].update(source="## Dread"), "one H1"),
        (lambda b: b.cells[1].update(source=b.cells[1].source.replace("## ", "#### ")), "jumps from level 1 to 4"),
        (lambda b: b.metadata.pop("filmscore"), "two to five objectives"),
        (lambda b: b.metadata.filmscore.update(lesson="08"), "lesson is '08'"),
        (lambda b: b.metadata.filmscore.update(minutes=25), "does not say that it takes 25 minutes"),
        (lambda b: b.metadata.filmscore.update(minutes="20"), "minutes is '20'"),
        (lambda b: b.metadata.filmscore.objectives.update({"09.O2": "Understand dread"}), "no verb you could watch"),
        (lambda b: b.metadata.filmscore.objectives.update({"09.O3": "Write a third"}), "09.O3 is nowhere in the text"),
        (lambda b: b.metadata.filmscore.objectives.update({"09.O4": "Write a third"}), "called '09.O4', not 09.O3"),
        (lambda b: b.cells[2].update(id="title"), "two cells have this id"),
        (lambda b: b.cells[2].update(id="3f9a1c0de2"), "an id says what the cell is"),
        (lambda b: b.cells[1].update(source=b.cells[1].source.replace("The dome opens above Jon", "C1")), "alt text"),
        (lambda b: b.cells[1].update(source=b.cells[1].source + '\n<img src="a.png">'), "without alt text"),
        (source("fs.watch(film);"), "trailing ;"),
        (source("fs.watch(film);  # plays"), "trailing ;"),
        (source("\n".join(["x = 1"] * 21)), "21 lines"),
        (source("widgets.interact(f, x=3)"), "interact"),
        (source("out = Output()"), "Output()"),
        (source("clear_output()"), "clear_output"),
        (source("from music21 import *"), "import *"),
        (source("%matplotlib inline\nx = 1"), "%matplotlib does not belong"),
        (source("  "), "empty cell"),
        (output("display_data", data={"image/png": "iVBO"}), "no text beside it"),
        (output("display_data", data={"image/png": "i", "text/plain": "<Figure size 640x480>"}), "a bare figure"),
        (output("execute_result", data={"text/plain": "<Film object at 0x7f3a5c1d2e80>"}), "memory address"),
        (output("stream", name="stderr", text="UserWarning: loud"), "on stderr"),
        (output("error", ename="ValueError", evalue="", traceback=[]), "saved with an error"),
    ],
)
def test_each_fault_is_found(change, fault):
    said = spoil(change)
    assert any(fault in line for line in said), said


def test_sources_may_hold_a_semicolon_inside():
    assert spoil(source("a = 1; b = 2")) == []


# ---------------------------------------------------------------- saving tidily


def untidy():
    """One notebook as an editor leaves it: times, versions, random ids, streams in pieces."""
    view = {"model_id": "a3c1f0", "version_major": 2, "version_minor": 0}
    cell = new_code_cell("play()", id="play", execution_count=3)
    cell.metadata = {"execution": {"iopub.execute_input": "2026-11-20T10:00:00Z"}, "collapsed": True, "tags": ["hook"]}
    cell.outputs = [
        new_output("stream", name="stdout", text="one\n"),
        new_output("stream", name="stdout", text="two\n"),
        new_output("display_data", data={notebooks.VIEW: view, "text/plain": "Player"}),
        new_output("execute_result", data={"text/plain": "1"}, execution_count=7),
    ]
    told = {"widgets": {"state": {"a3c1f0": {}}}, "language_info": {"name": "python", "version": "3.11.7"}}
    return new_notebook(cells=[cell], metadata={**told, "kernelspec": {"name": "mine", "display_name": "Mine"}})


def test_tidying_keeps_the_lesson_and_drops_the_run():
    book = untidy()
    before = notebooks.text_of(book)
    tidied = notebooks.tidy(book)
    assert notebooks.text_of(book) == before, "the original is left alone"
    (cell,) = tidied.cells
    assert cell.metadata == {"tags": ["hook"]}
    assert cell.outputs[0].text == "one\ntwo\n"
    assert cell.outputs[1].data["text/plain"] == "Player"
    assert cell.outputs[2].execution_count == 3
    assert "widgets" not in tidied.metadata
    assert "version" not in tidied.metadata.language_info
    assert tidied.metadata.kernelspec.name == "python3"


def test_tidying_twice_is_tidying_once():
    once = notebooks.tidy(untidy())
    assert notebooks.text_of(notebooks.tidy(once)) == notebooks.text_of(once)


def test_a_views_id_depends_on_its_place_alone():
    first, second = untidy(), untidy()
    second.cells[0].outputs[2].data[notebooks.VIEW].model_id = "ffffff"
    assert notebooks.text_of(notebooks.tidy(first)) == notebooks.text_of(notebooks.tidy(second))


@pytest.fixture
def book_file(tmp_path):
    """A small notebook on disk that prints where it runs, as written by hand: never run, not tidy."""
    code = "import pathlib, time\nprint(pathlib.Path.cwd().name)\nprint('done')\n{1, 2, 3}"
    path = tmp_path / "tiny.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(code, id="where")]), path)
    return path


@pytest.mark.slow
def test_a_second_run_is_byte_identical(book_file, capsys):
    assert not notebooks.is_tidy(book_file)
    assert notebooks.main([str(book_file)]) == 0
    once = book_file.read_bytes()
    assert book_file.parent.name.encode() in once, "it runs in its own folder"
    assert notebooks.is_tidy(book_file)
    assert notebooks.main([str(book_file)]) == 0
    assert book_file.read_bytes() == once
    told = capsys.readouterr().out
    assert "changed" in told and "as it was" in told
    assert [p.name for p in book_file.parent.iterdir()] == ["tiny.ipynb"]


@pytest.mark.slow
def test_a_notebook_that_fails_is_left_as_it_was(book_file, capsys):
    book = nbformat.read(book_file, as_version=4)
    book.cells.append(new_code_cell("fs.Rate('26')", id="wrong"))
    nbformat.write(book, book_file)
    before = book_file.read_bytes()
    assert notebooks.main([str(book_file)]) == 1
    assert "cell 'wrong'" in capsys.readouterr().out
    assert book_file.read_bytes() == before


def test_check_runs_nothing(book_file, capsys):
    before = book_file.read_bytes()
    assert notebooks.main(["--check", str(book_file)]) == 1
    assert "not saved tidily" in capsys.readouterr().out
    assert book_file.read_bytes() == before


def test_what_is_no_notebook_is_said_to_be_none(tmp_path):
    broken = tmp_path / "broken.ipynb"
    broken.write_text('{"cells": [')
    with pytest.raises(FilmScoreError, match=r"broken\.ipynb.*not a notebook"):
        notebooks.load(broken)
    with pytest.raises(FilmScoreError, match=r"no notebook or folder .*nowhere"):
        list(notebooks.find([tmp_path / "nowhere"]))


# ---------------------------------------------------------------- what conftest.py asks of a cell that has run


def ran(status=None, points=2, worth=2, grade=True, count=1, stderr=""):
    cell = new_code_cell("fs.check('00.1', answer)", id="check", execution_count=count)
    cell.metadata = {"nbgrader": {"grade": grade, "points": points}} if grade else {}
    verdict = {"name": "00.1", "status": status, "points": 0, "max": worth}
    outputs = [new_output("execute_result", data={conftest.VERDICT: verdict})] if status else []
    return cell, outputs + ([new_output("stream", name="stderr", text=stderr)] if stderr else [])


@pytest.mark.parametrize(
    ("folder", "run", "fault"),
    [
        ("lessons", ran("not-attempted"), None),
        ("lessons", ran(count=None), "without having been run"),
        ("lessons", ran(stderr="UserWarning"), "stderr"),
        ("solutions", ran("passed"), None),
        ("solutions", ran("not-yet"), "says 'not-yet', not 'passed'"),
        ("solutions", ran("passed", points=3), "is worth 2, nbgrader says 3"),
        ("solutions", ran(), "exactly one verdict"),
        ("exercises", ran("not-attempted", count=None), None),
        ("exercises", ran("passed", count=None), "says 'passed', not 'not-attempted'"),
        ("exercises", ran(grade=False, count=None, stderr="Traceback"), "stderr"),
    ],
)
def test_the_policy_of_each_folder(folder, run, fault):
    said = conftest.faults(folder, *run)
    assert (said == []) if fault is None else any(fault in line for line in said), said


@pytest.mark.slow
def test_nbval_applies_the_policy(tmp_path):
    """A notebook with a silent fault passes nbval alone, and fails with our conftest."""
    shutil.copy(ROOT / "conftest.py", tmp_path)
    (tmp_path / "lessons").mkdir()
    nbformat.write(
        new_notebook(cells=[new_code_cell("1 + 1", id="never-run")]), tmp_path / "lessons" / "09_dread.ipynb"
    )
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-q",
        "-p",
        "no:cacheprovider",
        "lessons",
    ]
    alone = subprocess.run([*command, "--noconftest"], cwd=tmp_path, capture_output=True, text=True)
    ours = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert alone.returncode == 0, alone.stdout
    assert ours.returncode == 1
    assert "without having been run" in ours.stdout
