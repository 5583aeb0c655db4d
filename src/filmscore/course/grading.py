"""How nbgrader grades this course: three of its steps replaced, for a class of real people.

A student's notebook runs in a kernel of its own, and nothing said there about a mark is believed. The graded line,
``fs.check("03.4", entry)``, is not run in that kernel at all: the value of ``entry`` is taken out of it as data and
judged here, by the checks of this installation. What a student rebinds, patches or replaces can change the answer,
never the judge. Needs nbgrader (``pip install 'filmscore[instructor]'``).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bleach  # type: ignore[import-untyped]
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbgrader.api import Gradebook
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, OverwriteCells, OverwriteKernelspec
from nbgrader.preprocessors import Execute as NbgraderExecute
from nbgrader.preprocessors.base import NbGraderPreprocessor
from nbgrader.preprocessors.execute import UnresponsiveKernelError
from traitlets import Int

from ..errors import FilmScoreError
from . import answers, sandbox
from .beside import graded_in
from .check import PATIENCE, _patience, _TooLong, find_task, judge
from .graded import asked
from .release import STUB, TEXT_STUB
from .verdict import Verdict

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from traitlets.config import Config

#: cell metadata that changes whether and how a cell is run
_STEERING = {"skip-execution", "raises-exception"}


#: what is run in place of a graded line
CARRY = "from filmscore.course.answers import carry as _carry_answer\n_carry_answer({})"


#: characters of JSON in which an answer travels: above all that `answers.plain` lets through
MOST_CARRIED = 10_000_000

#: what may stand in a page made of a student's notebook; no script, no form, no frame, nothing that loads
_TAGS = {
    *bleach.ALLOWED_TAGS, "p", "br", "hr", "pre", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "sub",
    "sup", "del", "small", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
}  # fmt: skip

#: the outputs a page shows, best first. What runs in the browser of whoever reads it is not among them.
_SHOWN = ["text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain"]


def clean(html: str | bytes) -> str:
    """HTML without anything that could run; what is taken out is shown as text.

    Examples
    --------
    >>> clean("<p>He <em>saw</em> it.</p><script>steal()</script>")
    '<p>He <em>saw</em> it.</p>&lt;script&gt;steal()&lt;/script&gt;'
    """
    text = html.decode() if isinstance(html, bytes) else str(html)
    text = text.replace("\\href", "\\text")  # MathJax would make a link of it, to a script if asked
    return bleach.clean(text, tags=_TAGS, attributes={"a": ["href", "title"], "*": ["class"]})


def _markdown(source: str) -> str:
    """What a student wrote in words, as a page shows it: nbgrader's own pages do not clean it."""
    return clean(MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(source))


class Restore(NbGraderPreprocessor):
    """Gives every graded cell the metadata it was released with; a copied cell keeps its text and loses its mark.

    nbgrader itself gives up on the whole class when one student has copied a cell, and takes the student's word for
    whether a cell is graded.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        told = resources["nbgrader"]
        with Gradebook(told["db_url"]) as gradebook:
            book = gradebook.find_notebook(told["notebook"], told["assignment"])
            released = _released(book)
        seen: set[str] = set()
        for cell in reversed(nb.cells):
            kept = [tag for tag in cell.metadata.get("tags", []) if tag not in _STEERING]
            if "tags" in cell.metadata:
                cell.metadata["tags"] = kept
            mark = cell.metadata.pop("nbgrader", None)
            name = mark.get("grade_id") if isinstance(mark, dict) else None
            if isinstance(name, str) and name in released and name not in seen:
                seen.add(name)
                cell.metadata["nbgrader"] = dict(released[name])
        return nb, resources


def _released(book: Any) -> dict[str, dict[str, Any]]:
    """What the gradebook knows of each cell, as the metadata it was released with."""
    worth = {cell.name: cell.max_score for cell in book.grade_cells}
    written = {cell.name for cell in book.solution_cells}
    return {
        cell.name: {
            "schema_version": 3,
            "grade_id": cell.name,
            "cell_type": cell.cell_type,
            "checksum": cell.checksum,
            "grade": cell.name in worth,
            "solution": cell.name in written,
            "locked": cell.locked,
            "task": False,
            **({"points": worth[cell.name]} if cell.name in worth else {}),
        }
        for cell in book.source_cells
    }


class Execute(NbgraderExecute):
    """Runs a student's notebook, and judges each answer outside its kernel."""

    most_output = Int(1_000_000, help="Characters of output kept from one cell").tag(config=True)
    most_timeouts = Int(3, help="Cells that may run out of time before the rest of a notebook is left").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any, *more: Any) -> tuple[NotebookNode, Any]:
        self.timeouts = 0
        self.said: dict[int, int] = {}
        for cell in nb.cells:  # until it is judged, a graded cell has no marks: whatever ends the kernel
            if _task_of(cell):
                cell.outputs = [_failed("NotReached", "The notebook ended before this answer could be looked at.")]
        try:
            return super().preprocess(nb, resources, *more)
        except (DeadKernelError, CellTimeoutError, UnresponsiveKernelError) as error:
            self.log.warning(
                "%s: the kernel ended (%s); what was answered before counts", resources["unique_key"], error
            )
            return nb, resources

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        task = _task_of(cell)
        if self.timeouts >= self.most_timeouts:
            return cell, resources
        if task is None:
            cell, resources = super().preprocess_cell(cell, resources, index)
        else:
            line, cell.source = cell.source, CARRY.format(task[1])
            try:
                super().preprocess_cell(cell, resources, index)
            finally:
                cell.source = line
            with graded_in(Path(resources["metadata"]["path"])):  # the judge reads this student's files alone
                cell.outputs = judged(task[0], cell.outputs)
        outputs = cell.get("outputs", [])
        self.timeouts += any(output.get("ename") == "CellTimeoutError" for output in outputs)
        return cell, resources

    def output(self, outs: list[Any], msg: Any, display_id: str, cell_index: int) -> Any:
        size = len(str(msg["content"].get("text") or msg["content"].get("data") or ""))
        before = self.said.get(cell_index, 0)
        self.said[cell_index] = before + size
        if before > self.most_output:
            return None
        if before + size > self.most_output and msg["msg_type"] != "error":
            note = f"\n... The output of this cell is longer than {self.most_output:,} characters; it ends here ...\n"
            msg = {**msg, "msg_type": "stream", "content": {"name": "stdout", "text": note}}
            msg["header"] = {**msg["header"], "msg_type": "stream"}
        return super().output(outs, msg, display_id, cell_index)


def _task_of(cell: Any) -> tuple[str, str] | None:
    """Task and expression of a graded cell. By now nbgrader has put back its line as it was released."""
    graded = cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
    return asked(cell.source) if graded else None


def judged(task_id: str, outputs: list[Any]) -> list[Any]:
    """What a graded cell shows: the verdict on the answer that came out of the kernel; an error unless it is a pass."""
    for output in reversed(outputs):
        data = output.get("data", {}).get(answers.MIME, _NONE) if output.output_type == "display_data" else _NONE
        if data is not _NONE:
            return _shown(_judge(task_id, data))
    errors = [output for output in outputs if output.output_type == "error"]
    return errors[-1:] or [_failed("NoAnswer", f"{task_id}: no answer came out of the notebook.")]


_NONE: Any = object()


def _judge(task_id: str, data: Any) -> Verdict:
    """The verdict on data that a student's kernel sent, and may have forged: it must cost neither time nor memory."""
    task = find_task(task_id)

    def not_yet(message: str, why: str) -> Verdict:
        return Verdict(task.id, "not-yet", message, 0, task.worth, why)

    try:
        if len(json.dumps(data)) > MOST_CARRIED:
            return not_yet(
                f"This answer is longer than {MOST_CARRIED:,} characters; nothing asked here is.", "too much"
            )
        with _patience(PATIENCE):
            answer = answers.unpack(data)
        return judge(task, answer)
    except FilmScoreError as why:
        return not_yet(str(why), getattr(why, "why", "unusable"))
    except RecursionError:
        return not_yet("This answer is nested too deeply.", "too deep")
    except _TooLong:
        return not_yet(f"Reading this answer took longer than {PATIENCE:g} s, so it was left.", "endless")


def _shown(verdict: Verdict) -> list[Any]:
    from nbformat.v4 import new_output

    if verdict.status == "passed":
        return [new_output("display_data", data=json.loads(json.dumps(verdict._repr_mimebundle_())))]
    return [_failed(verdict.status, repr(verdict))]


def _failed(name: str, said: str) -> Any:
    from nbformat.v4 import new_output

    return new_output("error", ename=name, evalue=said, traceback=said.splitlines())


def configure(c: Config, *, kernels: str = "auto") -> None:
    """Set nbgrader up for this course; ``nbgrader_config.py`` is one call of this.

    Parameters
    ----------
    c : Config
        What ``get_config()`` gives in a configuration file.
    kernels : {'auto', 'bwrap', 'open'}
        How students' code is shut in; see `filmscore.course.sandbox`.
    """
    c.CourseDirectory.course_id = "filmscore"
    c.ClearSolutions.code_stub = {"python": STUB}
    c.ClearSolutions.text_stub = TEXT_STUB
    c.Autograde.sanitize_preprocessors = [ClearOutput, Restore, OverwriteKernelspec, OverwriteCells, CheckCellMetadata]
    from nbgrader.preprocessors import AssignLatePenalties, LimitOutput, SaveAutoGrades

    c.Autograde.autograde_preprocessors = [Execute, LimitOutput, SaveAutoGrades, AssignLatePenalties, CheckCellMetadata]
    c.OverwriteCells.add_missing_cells = True
    c.Execute.timeout = 30
    c.Execute.record_timing = False
    c.Execute.store_widget_state = False
    c.LimitOutput.max_lines = 500
    c.LimitOutput.max_traceback = 60
    # a script in a student's words or outputs must not run in the browser of whoever marks them
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {"clean_html": clean, "markdown2html": _markdown}
    c.NbConvertBase.display_data_priority = _SHOWN
    manager = sandbox.kernel_manager(kernels)
    if manager is not None:
        c.Execute.kernel_manager_class = manager
