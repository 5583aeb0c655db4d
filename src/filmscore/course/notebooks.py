"""Run the course's notebooks and save them so that a second run changes nothing.

    python -m filmscore.course.notebooks                     every lesson and solution
    python -m filmscore.course.notebooks lessons/00_start_here.ipynb
    python -m filmscore.course.notebooks --check lessons     run nothing; say which are not saved tidily

A notebook is saved as JSON with whatever its editor adds: when each cell ran, which Python it was, the random names of
its widgets. None of it is the lesson, and all of it makes every save a change. `tidy` removes it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import work
from ..errors import FilmScoreError

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDERS = ("lessons", "solutions")
VIEW = "application/vnd.jupyter.widget-view+json"
CELL_SECONDS = 120  # without a limit, a kernel that dies quietly would be waited for for ever

#: cell metadata that tells of one run or one screen, not of the lesson
PASSING = ("execution", "collapsed", "scrolled", "ExecuteTime")


def tidy(notebook: NotebookNode) -> NotebookNode:
    """A copy without what changes from run to run and from machine to machine.

    Execution times, widget state and version numbers go; a widget view's random id becomes one made from the cell's id
    and its place, so the view stays where it was. Tidying twice is tidying once.

    Examples
    --------
    >>> from nbformat.v4 import new_code_cell, new_notebook
    >>> cell = new_code_cell("1 + 1", id="sum", metadata={"execution": {"iopub.status.idle": "2026-11-20"}})
    >>> tidy(new_notebook(cells=[cell])).cells[0].metadata
    {}
    """
    import nbformat

    book = nbformat.from_dict(deepcopy(notebook))
    book.metadata.pop("widgets", None)
    book.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    language = book.metadata.get("language_info", {})
    book.metadata["language_info"] = {"name": "python", **{k: v for k, v in language.items() if k != "version"}}
    for cell in book.cells:
        for name in PASSING:
            cell.metadata.pop(name, None)
        if "jupyter" in cell.metadata:
            cell.metadata["jupyter"].pop("outputs_hidden", None)
            if not cell.metadata["jupyter"]:
                del cell.metadata["jupyter"]
        if cell.cell_type == "code":
            _tidy_outputs(cell)
    return book


def _tidy_outputs(cell: NotebookNode) -> None:
    """Joined streams, counts that agree with the cell, and a steady id for each widget view."""
    outputs: list[Any] = []
    for output in cell.outputs:
        output.pop("transient", None)
        before = outputs[-1] if outputs else {}
        if output.output_type == "stream" and before.get("name") == output.name:
            before["text"] += output.text
            continue
        if "execution_count" in output:
            output["execution_count"] = cell.execution_count
        if VIEW in output.get("data", {}):
            place = f"{cell.get('id', '')}/{len(outputs)}"
            output["data"][VIEW]["model_id"] = hashlib.sha256(place.encode()).hexdigest()[:32]
        outputs.append(output)
    cell.outputs = outputs


def run(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """A copy of the notebook, run from the top in a new kernel with `folder` as its working directory.

    What it keeps of its own (marks, progress) goes to an empty folder that is thrown away: notebooks come out alike on
    every machine, whatever has been done there.

    Raises
    ------
    FilmScoreError
        A cell raised, died or took more than two minutes; the message holds the cell's id and what it said.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    book = deepcopy(notebook)
    book.metadata["kernelspec"] = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    client = NotebookClient(
        book,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,
    )
    started: list[str] = []
    client.on_cell_start = lambda cell, cell_index: started.append(cell.get("id", str(cell_index)))
    try:
        with tempfile.TemporaryDirectory(prefix="filmscore-work-", ignore_cleanup_errors=True) as empty:
            client.execute(env={**os.environ, work.VARIABLE: empty, work.COURSE: empty})
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        raise FilmScoreError(f"cell {started[-1]!r}: {error}") from error
    return book


def load(path: Path) -> NotebookNode:
    """The notebook in a file.

    Raises
    ------
    FilmScoreError
        The file is not there, or not a notebook.
    """
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise FilmScoreError(f"there is no notebook {str(path)!r}") from None
    except (ValueError, KeyError, AttributeError, nbformat.ValidationError) as error:
        raise FilmScoreError(f"{str(path)!r} is not a notebook that can be read: {error}") from error


def text_of(notebook: NotebookNode) -> str:
    """The notebook as it stands in its file."""
    import nbformat

    return nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"


def refresh(path: Path) -> bool:
    """Run a notebook and save it tidily; whether the file changed. A run that fails leaves the file as it was."""
    before = path.read_text(encoding="utf8") if path.exists() else ""
    after = text_of(tidy(run(load(path), path.parent)))
    if after == before:
        return False
    half = path.with_name(f".{path.name}.part")
    half.write_text(after, encoding="utf8", newline="\n")
    half.replace(path)
    return True


def is_tidy(path: Path) -> bool:
    """Whether a file is byte for byte what saving it tidily would write."""
    return path.read_text(encoding="utf8") == text_of(tidy(load(path)))


def find(places: Iterable[Path]) -> Iterator[Path]:
    """The notebooks among files and folders, in order, without Jupyter's checkpoints.

    Raises
    ------
    FilmScoreError
        A place does not exist.
    """
    for place in places:
        if place.is_dir():
            yield from (p for p in sorted(place.rglob("*.ipynb")) if ".ipynb_checkpoints" not in p.parts)
        elif place.exists():
            yield place
        else:
            raise FilmScoreError(f"there is no notebook or folder {str(place)!r}")


def main(words: list[str] | None = None) -> int:
    """Run and save, or with `--check` only look; the number of notebooks that failed."""
    parser = argparse.ArgumentParser(prog="python -m filmscore.course.notebooks", description=__doc__.split("\n")[0])
    parser.add_argument("places", nargs="*", type=Path, help="notebooks or folders; every lesson and solution if none")
    parser.add_argument("--check", action="store_true", help="run nothing; only say which are not saved tidily")
    given = parser.parse_args(words)
    places = given.places or [Path(folder) for folder in FOLDERS if Path(folder).is_dir()]
    failed = 0
    for path in find(places):
        began = time.monotonic()
        try:
            if given.check:
                fine = is_tidy(path)
                said = "tidy" if fine else "not saved tidily: make notebooks"
            else:
                fine = True
                said = "changed" if refresh(path) else "as it was"
        except FilmScoreError as error:
            fine, said = False, f"FAILED: {error}"
        failed += not fine
        print(f"{path}: {said} ({time.monotonic() - began:.1f} s)", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
