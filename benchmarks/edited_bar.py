"""One bar of the dense cue is changed, and the cue is heard again: how much of a full render does that take?

    python -m benchmarks.edited_bar

The bar of two seconds is changed in one part, or in all sixteen at once, and every turn changes it to something else.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from filmscore.sound import engine, reuse
from filmscore.sound.events import Track

from ._cue import SECONDS, dense_cue, edited
from ._measuring import Row, clocked, fonts, keep, median, row, turns


def heard(tracks: list[Track], font: Path) -> tuple[float, float]:
    """Wall and CPU seconds of a render."""
    return clocked(lambda: engine.render(tracks, SECONDS + 3, font))


def main() -> None:
    """Measure with each font."""
    rows: list[Row] = []
    tracks = dense_cue()
    for font in fonts():
        full, one, all_parts = [], [], []
        engine.render(tracks, SECONDS + 3, font)
        for turn in range(turns()):
            reuse.MEMORY.clear()
            louder = [replace(t, gain_db=t.gain_db + 0.01 * turn) for t in tracks]
            full.append(heard(louder, font))
            part = edited(louder, range(12, 13))
            one.append(heard(part, font))
            whole = edited(louder, range(16), (20.0, 22.0))
            all_parts.append(heard(whole, font))
        mended = engine.render(whole, SECONDS + 3, font)
        reuse.MEMORY.clear()
        fresh = engine.render(whole, SECONDS + 3, font)
        same = all(np.array_equal(mended[name], fresh[name]) for name in fresh)
        for how, mine, floor in (("in one part", one, 0.15), ("in all sixteen parts", all_parts, None)):
            for what, column in (("CPU", 1), ("wall", 0)):
                a, b = median(mine, column), median(full, column)
                rows.append(row(f"{font.stem}, {how}: {what}", f"{a:.2f} s", f"all of it {b:.2f} s", a / b, floor))
        rows.append(Row(f"{font.stem}, mended beside fresh", "the same samples" if same else "DIFFERENT", met=same))
    keep("edited_bar", "One bar edited, heard again",
         "Only blocks of 0.7 s that the change reaches, with its echo in the room, are made again; the rest is "
         "remembered. A ratio of 0.1 means that the second hearing takes a tenth of the first.", rows)  # fmt: skip


if __name__ == "__main__":
    main()
