"""How long until the first sound in a fresh kernel, and what importing the course costs.

python -m benchmarks.first_sound
"""

from __future__ import annotations

import os
import sys

from ._measuring import keep, median, ran, row, turns

SOUND = (
    "import filmscore as fs\n"
    "from filmscore.sound import engine\n"
    "from filmscore.sound.events import Note, Track\n"
    "stems = engine.render([Track('Harp', 'keys', 0, 46, [Note(0, 1, 60, 80)], patch='harp'),"
    " Track('Violins', 'strings', 0, 48, [Note(0, 1, 67, 80)], patch='strings')])\n"
    "stems.encode()\n"
)
BESIDE = "import music21, librosa, matplotlib.pyplot"


def main() -> None:
    """Measure, in processes of their own."""
    python = [sys.executable, "-c"]
    # as everybody's Python does, whatever is set here: modules are compiled once, and kept
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for code in (SOUND, BESIDE):
        ran([*python, code], env=env)  # fills the caches of compiled code
    bare, sound, ours, theirs = [], [], [], []
    for _ in range(turns()):
        bare.append(ran([*python, "pass"], env=env))
        sound.append(ran([*python, SOUND], env=env))
        ours.append(ran([*python, "import filmscore"], env=env))
        theirs.append(ran([*python, BESIDE], env=env))
    start = median(bare, 0)
    first = median(sound, 0)
    a, b = median(ours, 0) - start, median(theirs, 0) - start
    keep("first_sound", "First sound, and import",
         "A fresh Python with the compiled code in its cache: from its start to two notes rendered and encoded. The "
         "imports are measured without the start of Python itself.",
         [row("first sound, seconds", f"{first:.2f} s", "", first, 4.0),
          row("import filmscore", f"{a * 1000:.0f} ms", f"{BESIDE}: {b * 1000:.0f} ms", a / b, 0.125)])  # fmt: skip


if __name__ == "__main__":
    main()
