"""What every notebook must show when nbval runs it, folder by folder.

lessons/    run, and give the outputs they were saved with
solutions/  the same, and every graded cell says *passed*, with the points nbgrader gives it
exercises/  run to the end untouched, and every graded cell says *not attempted*
All of them: nothing on stderr (nbgrader gives such a cell no marks, and a learner takes it for a mistake), and a
display that was updated counts as it is in the end.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent
VERDICT = "application/vnd.filmscore.check+json"
EXPECTED = {"solutions": "passed", "exercises": "not-attempted"}

# nbval waits this long for a cell's next message, and would otherwise give up after 5 s: too short for the first
# rendering on a machine that has compiled nothing yet.
OUTPUT_TIMEOUT = 60.0


def faults(folder: str, cell: dict, outputs: list[dict]) -> list[str]:
    """What is wrong with a cell that has just run in one of the notebook folders; usually nothing."""
    found = []
    graded = cell["metadata"].get("nbgrader", {})
    verdicts = [output["data"][VERDICT] for output in outputs if VERDICT in output.get("data", {})]
    errors = [output["text"] for output in outputs if output.get("name") == "stderr"]
    if errors:
        found.append(f"wrote to stderr: {errors[0][:300]!r}")
    if folder != "exercises" and cell["execution_count"] is None and cell["source"].strip():
        found.append("was saved without having been run, so there is nothing to compare with: make notebooks")
    if folder in EXPECTED and graded.get("grade") and len(verdicts) != 1:
        found.append(f"a graded cell gives exactly one verdict; this gave {len(verdicts)}")
    if folder in EXPECTED:
        for verdict in verdicts:
            if verdict["status"] != EXPECTED[folder]:
                found.append(f"check {verdict['name']} says {verdict['status']!r}, not {EXPECTED[folder]!r}")
            if graded.get("grade") and verdict["max"] != graded.get("points"):
                found.append(f"check {verdict['name']} is worth {verdict['max']}, nbgrader says {graded.get('points')}")
    return found


def is_notebook_cell(item: pytest.Item) -> bool:
    return type(item).__name__ == "IPyNbCell"


def pytest_configure(config: pytest.Config) -> None:
    # Notebook kernels inherit this: what a cell draws or prints must not depend on the terminal it is tested from.
    os.environ.setdefault("PYTHONHASHSEED", "0")
    os.environ.pop("NBGRADER_EXECUTION", None)
    # Nor may a test write into a student's own record of progress, or read from it.
    config.stash[WORK] = ({name: os.environ.get(name) for name in PLACES}, [])
    empty_work(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    before, folders = config.stash.get(WORK, ({}, []))
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    for name, value in before.items():
        os.environ.pop(name, None)
        if value is not None:
            os.environ[name] = value


PLACES = ("FILMSCORE_WORK", "FILMSCORE_COURSE")  # where a student's work is kept and looked for
WORK = pytest.StashKey[tuple[dict[str, str | None], list[str]]]()
LAST_BOOK = pytest.StashKey[Path]()


def empty_work(config: pytest.Config) -> None:
    """Let what is started from here on keep its work in an empty folder."""
    folder = tempfile.mkdtemp(prefix="filmscore-work-")
    config.stash[WORK][1].append(folder)
    os.environ.update(dict.fromkeys(PLACES, folder))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    # nbval starts a notebook's kernel with its first cell: each notebook, and each example in the documentation, finds
    # nothing done before it
    new_book = is_notebook_cell(item) and item.config.stash.get(LAST_BOOK, None) != item.path
    if new_book or type(item).__name__ == "DoctestItem":
        item.config.stash[LAST_BOOK] = item.path
        empty_work(item.config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if is_notebook_cell(item):
            item.output_timeout = OUTPUT_TIMEOUT


def with_updates(get_message: Callable[..., dict]) -> Callable[..., dict]:
    """A kernel's messages, as nbval asks for them one by one, with every display as it was last updated.

    nbval leaves out what updates a display. Jupyter puts it in the place of that display, as does what has run and
    saved the notebooks: so that is what a cell gives.
    """
    from nbformat import from_dict

    shown: dict[str, list[dict]] = {}

    def get(*args: Any, **kwargs: Any) -> dict:
        while True:
            message = get_message(*args, **kwargs)
            content = message["content"]
            name = (content.get("transient") or {}).get("display_id")
            if message["msg_type"] == "update_display_data":
                for first in shown.get(name, ()):
                    for part in ("data", "metadata"):
                        first[part].clear()
                        first[part].update(from_dict(content[part]))
                continue
            if message["msg_type"] in ("display_data", "execute_result"):
                for part in ("data", "metadata"):
                    content[part] = from_dict(content[part])  # nbval keeps a node as it is, of anything else a copy
                if name:
                    shown.setdefault(name, []).append(content)
            return message

    return get


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item):
    if is_notebook_cell(item):
        item.parent.get_kernel_message = with_updates(type(item.parent).get_kernel_message.__get__(item.parent))
    result = yield  # an outcome that failed already is raised here
    if is_notebook_cell(item) and item.path.is_relative_to(ROOT):
        folder = item.path.relative_to(ROOT).parts[0]
        problems = faults(folder, item.cell, item.test_outputs or [])
        if problems:
            raise AssertionError(f"{item.path.name}, {item.name}: " + "; ".join(problems))
    return result


@pytest.fixture
def work(tmp_path, monkeypatch):
    """An empty folder of a learner's, for all that is kept; widgets that keep something are closed afterwards."""
    from filmscore.widgets import keeping

    monkeypatch.setenv("FILMSCORE_WORK", str(tmp_path / "work"))
    yield tmp_path / "work"
    for one in list(keeping.opened):
        one.close()
