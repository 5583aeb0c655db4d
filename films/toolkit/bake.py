"""Maps that take seconds to compute are kept on disk until the source that makes them changes."""

import hashlib
import inspect
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

import numpy as np

from . import canvas, terrain

STORE = Path(__file__).resolve().parents[2] / "build" / "films" / "baked"


def baked(make: Callable[[], np.ndarray]) -> Callable[[], np.ndarray]:
    """Decorate a function without arguments that returns an array: it runs once per version of its module."""

    @cache
    @wraps(make)
    def read() -> np.ndarray:
        sources = [Path(inspect.getfile(m)).read_bytes() for m in (inspect.getmodule(make), canvas, terrain)]
        key = hashlib.sha256(b"\0".join(sources)).hexdigest()[:12]
        path = STORE / f"{make.__module__}.{make.__name__}-{key}.npy"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            for old in path.parent.glob(f"{make.__module__}.{make.__name__}-*.npy"):
                old.unlink(missing_ok=True)
            part = path.with_suffix(f".{id(path)}.part.npy")
            np.save(part, make())
            part.replace(path)
        return np.load(path)

    return read
