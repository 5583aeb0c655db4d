"""Words in rows: one table as aligned text, as HTML for a notebook, and as CSV. All paper is set with it."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Sequence
from html import escape
from pathlib import Path

from . import work
from .errors import FilmScoreError, shown

Row = Sequence[str]

#: notebooks set the cells of tables to the right, for numbers; these are words
LEFT = ' style="text-align:left"'


def as_text(columns: Row, rows: Iterable[Row], right: Collection[str] = ()) -> str:
    """The table in letters of one width; what stands on several lines in a cell is put on one.

    The columns named in `right` are set to the right, as numbers are.

    >>> print(as_text(("Cue", "In"), [("1m1", "01:00:20:00")]))
    Cue  In
    1m1  01:00:20:00
    """
    table = [tuple(columns), *(tuple(" ".join(cell.split()) for cell in row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    set_ = [str.rjust if name in right else str.ljust for name in columns]
    return "\n".join("  ".join(s(c, w) for s, c, w in zip(set_, row, widths, strict=True)).rstrip() for row in table)


def as_html(columns: Row, rows: Iterable[Row], caption: str) -> str:
    """The table as HTML that a notebook shows trusted or not: elements only, no classes, no style sheet."""
    head = "".join(f'<th scope="col"{LEFT}>{escape(name)}</th>' for name in columns)
    lines = ("".join(f"<td{LEFT}>{escape(cell)}</td>" for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def write_csv(path: str | Path, columns: Row, rows: Iterable[Row], *, what: str, overwrite: bool | None = None) -> Path:
    """Write the table as CSV (UTF-8, comma-separated, a heading row) and return its path; see `write_new`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(rows)
    return write_new(path, text.getvalue(), what=what, overwrite=overwrite)


def write_new(path: str | Path, text: str, *, what: str, overwrite: bool | None = None) -> Path:
    """Write a paper to a file of its own; one that exists is left as it is unless `overwrite` asks for more.

    `overwrite` is None where that cannot be asked for.

    Raises
    ------
    FilmScoreError
        The file exists already, or cannot be written. `what` names the paper in the message.
    """
    if not isinstance(path, str | Path) or not str(path).strip():
        raise FilmScoreError(f"The {what} needs the name of a file to be written to, not {shown(path)}.")
    path = Path(path)
    try:
        if overwrite and path.exists():
            return work.write(path, text.encode())
        with path.open("x", newline="", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        way = "choose another name" if overwrite is None else "choose another name, or say overwrite=True"
        raise FilmScoreError(f"{path} exists already and was left as it is: {way}.") from None
    except OSError as error:
        raise FilmScoreError(f"The {what} cannot be written to {path}: {error.strerror or error}.") from error
    return path
