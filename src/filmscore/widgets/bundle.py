"""Front-end modules joined into the one script a widget may ship.

A widget's script reaches the browser as text and is imported from memory, where ``import "./core/time.js"``
has nothing to be relative to. So the modules are joined here, when the package is imported: each becomes a
function of its own, with its own names, that hands out what it exports. The sources stay ordinary modules,
which the tests import one by one, and nothing has to be built.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from .. import look
from ..errors import FilmScoreError

STATIC = Path(__file__).parent / "static"

_IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"(\.{1,2}/[\w./-]+\.js)";\s*$', re.MULTILINE)
_EXPORT = re.compile(r"^export\s+((?:async\s+)?(?:const|let|function\*?|class)\s+([\w$]+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export\s+default\s+", re.MULTILINE)


@cache
def script(name: str) -> str:
    """A widget's module and all it imports, as one ES module.

    Parameters
    ----------
    name : str
        File in ``static/``, e.g. ``"player.js"``; it alone may have a default export.

    Raises
    ------
    FilmScoreError
        A module is missing, or modules import each other in a circle.
    """
    parts: list[str] = []
    done: dict[Path, str] = {}

    def add(path: Path, trail: tuple[Path, ...]) -> str:
        if path in trail:
            raise FilmScoreError(f"{path.name} imports itself by way of {', '.join(p.name for p in trail)}")
        if path in done:
            return done[path]
        try:
            source = path.read_text(encoding="utf-8")
        except OSError as error:
            raise FilmScoreError(
                f"the widget's file {path} cannot be read ({error}); install filmscore again"
            ) from error

        def inline(match: re.Match[str]) -> str:
            handle = add((path.parent / match[2]).resolve(), (*trail, path))
            return f"const {{ {match[1].strip().replace(' as ', ': ')} }} = {handle};"

        body = _IMPORT.sub(inline, source)
        if not trail:  # the widget itself stays at the top level, with its default export
            parts.append(body)
            return ""
        names = [match[2] for match in _EXPORT.finditer(body)]
        body = _EXPORT.sub(r"\1", body)
        handle = "$" + "_".join(path.relative_to(STATIC).with_suffix("").parts)
        parts.append(f"const {handle} = (() => {{\n{body}\nreturn {{ {', '.join(names)} }};\n}})();")
        done[path] = handle
        return handle

    add((STATIC / name).resolve(), ())
    return "\n".join(parts)


@cache
def style(*names: str) -> str:
    """A widget's style sheets, one after another, with the colour tokens of `filmscore.look` before them."""
    return look.css_variables() + "".join((STATIC / name).read_text(encoding="utf-8") for name in names)
