"""One paper of a score: a title block, columns, rows, and what stands beneath them.

It is shown in a notebook, printed as text, written as CSV or as a page for the printer; all four from the same cells.
What each paper says is made in `filmscore.delivery.notes`; lesson 04 teaches to read and to write them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .. import tables


@dataclass(frozen=True, slots=True)
class Block:
    """Columns that stand together in one column of the page.

    Parameters
    ----------
    heading : str
    columns : tuple of str
        Set one under the other; what is empty takes no line.
    width : int
        Share of the page, in hundredths.
    labelled : bool
        Each line begins with the name of its column.
    numbers : bool
        Set to the right.
    """

    heading: str
    columns: tuple[str, ...]
    width: int
    labelled: bool = False
    numbers: bool = False


@dataclass(frozen=True, repr=False)
class Paper:
    """A paper of the score. Made by `spotting_notes`, `timing_notes` and `cue_list`.

    Attributes
    ----------
    title : str
    columns : tuple of str
    rows : tuple of tuple of str
        The cells as they are written, in the order of `columns`. Several lines in a cell are several things.
    facts : tuple of (str, str)
        The title block: film, rate, start timecode and the like.
    notes : tuple of str
        What stands beneath: totals, how was rounded, what is still open.
    blocks : tuple of Block
        How the columns stand together on the page; each for itself if empty.

    Examples
    --------
    >>> from filmscore.picture.spotting import Cue, Spotting
    >>> from filmscore.delivery.notes import cue_list
    >>> paper = cue_list(Spotting("first-bloom", cues=[Cue("4m1", 480, 1920, reason="her waiting begins")]))
    >>> paper.rows[0][:5]
    ('4m1', 'score', '04:00:20:00', '04:01:20:00', '1:00')
    >>> paper.notes[0]
    '1 cue, 1:00 of music: 1440 frames, 60.00 s. Music on 75 % of the film.'
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    def column(self, name: str) -> tuple[str, ...]:
        """The cells under one heading, from the top.

        Raises
        ------
        FilmScoreError
            There is no such column; the message lists those there are.
        """
        from ..errors import FilmScoreError, shown

        if name not in self.columns:
            raise FilmScoreError(f"There is no column {shown(name)} here. The columns: {', '.join(self.columns)}.")
        place = self.columns.index(name)
        return tuple(row[place] for row in self.rows)

    def layout(self) -> tuple[Block, ...]:
        """The columns of the page."""
        return self.blocks or tuple(Block(name, (name,), 100 // len(self.columns)) for name in self.columns)

    def cell(self, row: tuple[str, ...], block: Block) -> list[tuple[str, str]]:
        """What a row has in a block: for each line a label, empty where none is wanted, and the words."""
        told: Mapping[str, str] = dict(zip(self.columns, row, strict=True))
        lines = []
        for name in block.columns:
            for place, words in enumerate(told[name].split("\n") if told[name] else ()):
                lines.append((name if block.labelled and place == 0 else "", words))
        return lines

    def __repr__(self) -> str:
        body = self._records() if self._in_records else self._aligned()
        return "\n".join([self.title, "", *body, *(["", *self.notes] if self.notes else [])])

    @property
    def _in_records(self) -> bool:
        """Too many columns for a line: a row is told in several."""
        return any(block.labelled for block in self.blocks)

    def _aligned(self) -> list[str]:
        right = {name for block in self.blocks if block.numbers for name in block.columns}
        return tables.as_text(self.columns, self.rows, right).split("\n")

    def _records(self) -> list[str]:
        """A row as some lines: what is short beside each other, then each labelled thing on a line of its own."""
        out = []
        for row in self.rows:
            short = [words for block in self.blocks if not block.labelled for _, words in self.cell(row, block)]
            out.append("  ".join(short))
            for block in self.blocks:
                for label, words in self.cell(row, block) if block.labelled else ():
                    out.append(f"    {label}: {words}" if label else f"        {words}")
        return out

    def _repr_html_(self) -> str:
        """Elements and text-align alone: that is what a notebook keeps which nobody has trusted yet."""
        right = {name for block in self.blocks if block.numbers for name in block.columns}
        blocks = (
            self.layout()
            if self._in_records
            else [Block(name, (name,), 0, numbers=name in right) for name in self.columns]
        )
        sides = [f' style="text-align:{"right" if block.numbers else "left"};vertical-align:top"' for block in blocks]
        head = "".join(f'<th scope="col"{side}>{escape(b.heading)}</th>' for b, side in zip(blocks, sides, strict=True))
        body = "".join(
            "<tr>"
            + "".join(f"<td{side}>{self.cell_html(row, b)}</td>" for b, side in zip(blocks, sides, strict=True))
            + "</tr>"
            for row in self.rows
        )
        notes = "".join(f"<p>{escape(note)}</p>" for note in self.notes)
        caption = f"<caption{tables.LEFT}>{escape(self.title)}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notes}"

    def cell_html(self, row: tuple[str, ...], block: Block) -> str:
        """A block of a row as HTML."""
        further = "\u2003" if block.labelled else ""  # what goes on under a label stands in from it
        return "<br>".join(
            f"<b>{escape(label)}</b> {escape(words)}" if label else f"{further}{escape(words)}"
            for label, words in self.cell(row, block)
        )

    def to_csv(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the rows as CSV (UTF-8, comma-separated, a heading row).

        Parameters
        ----------
        path : path
        overwrite : bool
            Write over a file that is there.

        Returns
        -------
        Path

        Raises
        ------
        FilmScoreError
            The file exists and `overwrite` is not asked for, or it cannot be written.
        """
        return tables.write_csv(path, self.columns, self.rows, what="paper", overwrite=overwrite)

    def to_html(self, path: str | Path, *, overwrite: bool = False) -> Path:
        """Write the paper as a page for the printer, A4 and US Letter alike; open it in a browser and print it.

        Parameters
        ----------
        path : path
        overwrite : bool
            Write over a file that is there.

        Returns
        -------
        Path

        Raises
        ------
        FilmScoreError
            The file exists and `overwrite` is not asked for, or it cannot be written.
        """
        from .paper_page import page

        return tables.write_new(path, page(self), what="paper", overwrite=overwrite)
