"""librosa, loaded by one process at a time.

When it is first loaded it compiles some of its functions and keeps them in a cache. Two processes that do so at once,
two notebooks after an installation, can leave parts of both there; whoever reads that cache afterwards crashes. So the
others wait until the first is done.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from .. import work

#: compiling takes a quarter of a minute, more on a busy machine
LONGEST = 180.0

#: the parts that are used here and compile functions as they are loaded
_COMPILED = ("librosa.util.utils", "librosa.core.audio")


def librosa() -> Any:
    """The library, with what it compiles on being loaded.

    Examples
    --------
    >>> librosa().__name__
    'librosa'
    """
    if not all(name in sys.modules for name in _COMPILED):
        with work.alone(Path(tempfile.gettempdir()) / "filmscore-librosa", LONGEST):
            for name in _COMPILED:
                import_module(name)
    return import_module("librosa")
