"""Whether a page can be read and reached by everybody: no barrier, room for a finger, words of a size, nothing cut."""

from __future__ import annotations

from typing import Any

from axe import AXE

_LETTERS = 11  # px: the smallest words
_RULES = 12  # that a page with a widget on it keeps, at the least: else the checker has looked at nothing


def barriers(page: Any, root: str, *, unsure: bool = False) -> list[tuple[str, str]]:
    """Rules of accessibility that are broken inside `root`, each with the element it is broken by.

    `unsure` adds the words whose contrast the checker could not measure.
    """
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(f"{AXE};0")
    found = page.evaluate("root => axe.run(root)", root)
    assert len(found["passes"]) > _RULES, f"nothing was looked at in {root}"
    rules = [*found["violations"], *(r for r in found["incomplete"] if unsure and r["id"] == "color-contrast")]
    return [(rule["id"], node["html"][:160]) for rule in rules for node in rule["nodes"]]


def scrolls_sideways(page: Any) -> bool:
    """Whether the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


def small(page: Any, reached: str, high: float, wide: float = 0) -> list[list[Any]]:
    """What can be reached and is smaller than so many pixels: its element, how wide, how high."""
    seen, found = page.evaluate(
        """([reached, high, wide]) => {
            const seen = [...document.querySelectorAll(reached)].filter((one) => one.checkVisibility());
            const boxes = seen.map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()]);
            const found = boxes.filter(([, box]) => box.height < high || box.width < wide);
            return [seen.length, found.map(([html, box]) => [html, box.width, box.height])];
        }""",
        [reached, high, wide],
    )
    assert seen, f"there is no {reached}"
    return found


def tiny(page: Any, root: str) -> list[str]:
    """Words inside `root` that are smaller than can be read; those of a drawing as large as it is shown."""
    return page.evaluate(
        """([root, least]) => [...document.querySelectorAll(`${root} *`)].filter((one) => one.checkVisibility())
            .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
            .filter((one) => parseFloat(getComputedStyle(one).fontSize) * (one.getScreenCTM?.()?.a ?? 1) < least - 0.01)
            .map((one) => one.outerHTML.slice(0, 120))""",
        [root, _LETTERS],
    )


def cut(page: Any, parts: str) -> list[str]:
    """Elements that have more in them than is seen."""
    return page.evaluate(
        """parts => [...document.querySelectorAll(parts)]
            .filter((one) => one.checkVisibility() && getComputedStyle(one).display !== "inline")
            .filter((one) => one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
            .map((one) => one.outerHTML.slice(0, 120))""",
        parts,
    )


def outside(page: Any, root: str, parts: str) -> list[str]:
    """Parts of `root` that stand out of it at the left or at the right."""
    return page.evaluate(
        """([root, parts]) => {
            const inside = document.querySelector(root), edge = inside.getBoundingClientRect();
            return [...inside.querySelectorAll(parts)].filter((one) => one.checkVisibility())
                .map((one) => [one.outerHTML.slice(0, 120), one.getBoundingClientRect()])
                .filter(([, box]) => box.right > edge.right + 0.5 || box.left < edge.left - 0.5)
                .map(([html]) => html);
        }""",
        [root, parts],
    )


def can_be_read(page: Any, root: str, reached: str, least: float) -> None:
    """No barrier, nothing sideways, and `reached`, what a hand can press, `least` pixels high."""
    assert barriers(page, root) == []
    assert not scrolls_sideways(page), "the page itself never scrolls sideways"
    assert small(page, reached, least) == []
    assert tiny(page, root) == []
