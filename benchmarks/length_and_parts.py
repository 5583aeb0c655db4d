"""What longer and fuller cues cost, and how much memory they take.

    python -m benchmarks.length_and_parts

Every render is a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import sys
import tempfile

from ._cue import dense_cue
from ._measuring import Row, keep, most_memory, ran, row, small_font

LENGTHS = (30, 60, 120, 300, 600)
PARTS = (4, 8, 16, 24, 40)


def one(seconds: int, parts: int) -> None:
    """Render; what it takes is measured from outside."""
    import filmscore as fs
    from filmscore.sound import engine

    stems = engine.render(dense_cue(seconds, parts), seconds + 3, small_font())
    if len(stems) >= 6:
        stems.mix()
        fs.loudness(stems)
        with tempfile.TemporaryDirectory() as folder:
            stems.write(folder)
    print(f"{most_memory():.0f} MB at most")


def main() -> None:
    """Measure."""
    if len(sys.argv) == 3:
        one(int(sys.argv[1]), int(sys.argv[2]))
        return
    rows: list[Row] = []
    command = [sys.executable, "-m", "benchmarks.length_and_parts"]
    ran([*command, "1", "16"])  # compiled, and in the system's cache
    empty = ran([*command, "1", "16"])[1]
    first = 0.0
    for seconds in LENGTHS:
        _, cpu, memory = ran([*command, str(seconds), "16"])
        each = (cpu - empty) / seconds
        first = first or each
        rows.append(row(f"{seconds} s, 16 parts: CPU for each second of music", f"{each:.3f} s",
                        f"of 30 s: {first:.3f} s", each / first))  # fmt: skip
        rows.append(
            row(f"{seconds} s, 16 parts: memory", f"{memory:.0f} MB", "", memory, 500 if seconds == 600 else None)
        )
    # parts are unlike: the cost is measured against the notes they play
    for parts in PARTS:
        empty = ran([*command, "1", str(parts)])[1]
        _, cpu, _ = ran([*command, "60", str(parts)])
        notes = sum(len(t.notes) for t in dense_cue(60, parts))
        each = (cpu - empty) / notes * 1000
        rows.append(row(f"{parts} parts, 60 s, {notes} notes: CPU for a thousand notes", f"{each:.2f} s", "", None))
    keep("length_and_parts", "Length, parts and memory",
         "Six stems, room, mix, loudness and encoded files, with the default font. Linear means that the cost of a "
         "second of music stays the same; a ratio of 1.0 is exactly that. (4 and 8 parts are woodwinds, which cost "
         "less a note than strings.) Cues of more than 320 MB lie in a temporary file.", rows)  # fmt: skip


if __name__ == "__main__":
    main()
