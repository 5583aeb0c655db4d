"""A paper as a page for the printer: title block, one table, page numbers; light, black on white, no script.

The page says nothing about its size, so that it prints on the paper there is, A4 or US Letter. A row is never broken
over two pages (unless it is longer than a page); the heading of the table comes again on each.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from ..look import LIGHT

if TYPE_CHECKING:
    from .paper import Paper

_STYLE = """
@page {{
  margin: 16mm 15mm 18mm;
  @bottom-left {{ content: "{running}"; font: 8pt system-ui, sans-serif; color: {quiet}; }}
  @bottom-right {{
    content: "Page " counter(page) " of " counter(pages); font: 8pt system-ui, sans-serif; color: {quiet};
  }}
}}
* {{ box-sizing: border-box; }}
html {{ background: {ground}; color: {ink}; font: 9pt/1.35 system-ui, "Segoe UI", Helvetica, Arial, sans-serif; }}
body {{ max-width: 188mm; margin: 8mm auto; padding: 0 4mm; }}
h1 {{ margin: 0 0 3mm; font-size: 16pt; line-height: 1.2; }}
dl {{
  display: grid; grid-template-columns: repeat(auto-fit, minmax(38mm, 1fr)); gap: 2mm 6mm;
  margin: 0 0 5mm; padding: 2.5mm 0; border-block: 0.5pt solid {ink};
}}
dl .wide {{ grid-column: 1 / -1; }}
dt {{ color: {quiet}; font-size: 8.25pt; }}
dd {{ margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }}
.table {{ overflow-x: auto; }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed; font-variant-numeric: tabular-nums; }}
thead {{ display: table-header-group; }}
tr {{ break-inside: avoid; }}
th, td {{
  padding: 1.25mm 3mm 1.25mm 0; border-bottom: 0.5pt solid {line};
  text-align: left; vertical-align: top; overflow-wrap: break-word;
}}
th {{ border-bottom: 0.75pt solid {ink}; color: {quiet}; font-size: 8.25pt; font-weight: 600; }}
.number {{ text-align: right; }}
td b {{ color: {quiet}; font-weight: 600; }}
td:first-child::first-line {{ font-weight: 600; }}
footer {{ margin-top: 4mm; break-inside: avoid; }}
footer p {{ margin: 0 0 1.5mm; }}
@media screen {{ table {{ min-width: 178mm; }} }}
@media print {{ body {{ max-width: none; margin: 0; padding: 0; }} .table {{ overflow: visible; }} }}
"""


def page(paper: Paper) -> str:
    """The whole page, as HTML that needs nothing else."""
    style = _STYLE.format(running=_in_css(paper.title), **LIGHT)
    facts = "".join(
        f"<div{_wide(words)}><dt>{escape(name)}</dt><dd>{escape(words)}</dd></div>" for name, words in paper.facts
    )
    blocks = paper.layout()
    columns = "".join(f'<col style="width:{block.width}%">' for block in blocks)
    side = {block: ' class="number"' if block.numbers else "" for block in blocks}
    head = "".join(f'<th scope="col"{side[block]}>{escape(block.heading)}</th>' for block in blocks)
    rows = "\n".join(
        f"<tr>{''.join(f'<td{side[block]}>{paper.cell_html(row, block)}</td>' for block in blocks)}</tr>"
        for row in paper.rows
    )
    notes = "\n".join(f"<p>{escape(note)}</p>" for note in paper.notes)
    return f"""<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(paper.title)}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1 id="title">{escape(paper.title)}</h1>
<dl>{facts}</dl>
<div class="table" tabindex="0" role="region" aria-labelledby="title">
<table aria-labelledby="title">
<colgroup>{columns}</colgroup>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>
<footer>
{notes}
</footer>
</main>
</body>
</html>
"""


def _wide(words: str) -> str:
    return ' class="wide"' if len(words) > 26 else ""


def _in_css(text: str) -> str:
    """Text as it may stand in a string of a style sheet, which itself stands in HTML."""
    return re.sub(r"[^A-Za-z0-9 ,.]", lambda sign: f"\\{ord(sign[0]):x} ", text)
