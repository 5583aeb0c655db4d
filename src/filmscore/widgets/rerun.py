"""One widget for one cell: running a cell again closes what its last run made.

Without this each run would leave its widget alive in the kernel, and a reload of the page would fetch them all.
"""

from __future__ import annotations

from typing import Protocol


class Closable(Protocol):
    """What can be closed."""

    def close(self) -> None:
        """Let go of everything."""


#: cell -> (the run, what that run made)
_made: dict[str, tuple[str, list[Closable]]] = {}


def replace(widget: Closable) -> None:
    """Note that the running cell has made `widget`; close what an earlier run of the same cell made."""
    where = _running_cell()
    if where is None:
        return
    cell, run = where
    last_run, widgets = _made.get(cell, (run, []))
    if last_run != run:
        for old in widgets:
            old.close()
        widgets = []
    _made[cell] = (run, [*widgets, widget])


def _running_cell() -> tuple[str, str] | None:
    """The cell being run and the number of its run, or None outside a notebook."""
    from IPython import get_ipython

    shell = get_ipython()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else None
    if not isinstance(parent, dict):
        return None
    run = str(parent.get("header", {}).get("msg_id", ""))
    # not every front end says which cell it is; its code then stands for it
    cell = parent.get("metadata", {}).get("cellId") or parent.get("content", {}).get("code")
    return (str(cell), run) if cell and run else None
