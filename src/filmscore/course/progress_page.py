"""A lesson's progress as a table in the page: in the colours of its theme, as wide as there is room, readable aloud.

The drawn picture (`progress_still`) is its twin for places that show no HTML. Where a page drops styles and drawings,
as JupyterLab does with a notebook it does not trust, the words say the same.
"""

from __future__ import annotations

from html import escape

from ..look import LIGHT, SILENCE, VERDICT
from .lessons import Lesson
from .progress import PASSED, TRIED, UNTRIED, Standing

INK = {PASSED: VERDICT["good"], TRIED: VERDICT["near"], UNTRIED: SILENCE}
EDGE = {"shown": VERDICT["good"], "shown in part": VERDICT["near"], "begun": VERDICT["near"]}
SIGN = {
    PASSED: '<path d="M1 6l3.5 4L11 2"/>',
    TRIED: '<path d="M1 6q2.5-5 5 0t5 0"/>',
    UNTRIED: '<circle cx="6" cy="6" r="4.5"/>',
}
LINE = f"1px solid var(--jp-border-color1, {LIGHT['line']})"
QUIET = "font-size:12px;opacity:.85"


def page(lesson: Lesson, rows: tuple[Standing, ...], foot: str) -> str:
    """One table: an objective a row, what stands behind it beside it."""
    title = escape(f"{lesson.number} {lesson.title}")
    body = "".join(_row(row) for row in rows)
    return (
        '<table style="border-collapse:collapse;width:100%;max-width:768px;margin:0 0 16px;text-align:left;'
        'table-layout:fixed;font-size:13px;line-height:1.4">'
        f'<caption style="text-align:left;font-weight:600;font-size:15px;padding:4px 0 8px">{title}</caption>'
        f"<thead><tr>{_head('What you can do', '46%')}{_head('What stands behind it', '54%')}</tr></thead>"
        f"<tbody>{body}</tbody>"
        f'<tfoot><tr><td colspan="2" style="text-align:left;padding:12px 0;border-top:{LINE};font-weight:600">'
        f"{escape(foot)}</td></tr></tfoot></table>"
    )


def _head(text: str, width: str) -> str:
    style = f"width:{width};text-align:left;font-weight:400;{QUIET};padding:4px 8px 4px 0"
    return f'<th scope="col" style="{style}">{text}</th>'


def _row(row: Standing) -> str:
    edge = f"4px solid {EDGE[row.state]}" if row.state in EDGE else "4px solid transparent"
    chips = "".join(_chip(item.name, state) for item, state, _ in row.items)
    return (
        f'<tr style="background:none"><th scope="row" style="text-align:left;vertical-align:top;font-weight:400;'
        f'padding:12px 8px 12px 12px;border-top:{LINE};border-left:{edge};white-space:normal">'
        f"<b>{escape(row.id)}</b> {escape(row.text)}<br>"
        f'<span style="{QUIET}">{escape(row.state)}</span></th>'
        f'<td style="text-align:left;vertical-align:top;padding:8px 0;border-top:{LINE};white-space:normal">'
        f"{chips or _nothing(row)}</td></tr>"
    )


def _chip(name: str, state: str) -> str:
    sign = (
        f'<svg width="12" height="12" viewBox="0 0 12 12" fill="none" stroke="{INK[state]}" stroke-width="2" '
        f'aria-hidden="true" style="vertical-align:-1px">{SIGN[state]}</svg>'
    )
    return (
        f'<span style="display:inline-block;border:1px solid {INK[state]};border-radius:6px;padding:4px 8px;'
        f'margin:4px 8px 4px 0">{sign} {escape(name)} <span style="{QUIET}">{escape(state)}</span></span> '
    )


def _nothing(row: Standing) -> str:
    return f'<div style="margin:4px 0">{escape(row.evidence)}</div>'
