"""Sample the notes that ship: `python -m films.notes` plays a few instruments and keeps them in the package.

    --font PATH       the SoundFont to play them with (MuseScore General if it is on this machine)

A learner's first `fs.play` is to sound at once. To sample an instrument takes the engine some seconds, the first time
on a machine a quarter of a minute; the instruments a first lesson asks for are therefore sampled here.
"""

import argparse
import json
from pathlib import Path

from filmscore.sound.note_bank import SHIPPED, instrument
from filmscore.sound.note_sampling import played
from filmscore.sound.stems import replace_file

from .cues import FONTS, credit

#: who ships: the piano, which plays unless another is asked for, and the two that the lessons ask for most
PLAYERS = ("piano", "horn", "strings")

#: all of them together are no larger than this, bytes
MOST = 700_000

RECORD = """# Sampled notes: licence record

{names}: single notes, played by the package's own engine in its own room, for the small players of the notebooks.

| what | who | licence |
|---|---|---|
| this rendering | © The film-scoring course authors | CC BY 4.0 |
| sounds: SoundFont {name} | {authors} | {licence} |
| room | synthesised by the package | BSD-3-Clause |

`python -m films.notes` samples them again. The SoundFont was played, not copied.
"""


def main() -> None:
    """Sample and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--font", type=Path, default=next((f for f in FONTS if f.is_file()), None))
    font = parser.parse_args().font
    if font is None:
        parser.error(f"none of {', '.join(f.name for f in FONTS)} is on this machine; name a font with --font")
    owner = credit(font)
    SHIPPED.mkdir(parents=True, exist_ok=True)
    for old in [*SHIPPED.glob("*.ogg"), *SHIPPED.glob("*.json")]:
        old.unlink()
    whole = 0
    for name in PLAYERS:
        made = played(instrument(name), font)
        index = {**made.index(), "font": owner["name"], "bytes": len(made.data)}
        replace_file(SHIPPED / f"{name}.ogg", made.data)
        replace_file(SHIPPED / f"{name}.json", (json.dumps(index) + "\n").encode())
        whole += len(made.data)
        print(f"{name}: {len(made.samples)} notes, {len(made.data) / 1000:.0f} kB")
    names = ", ".join(f"*{instrument(name).name}* (`{name}.ogg`)" for name in PLAYERS)
    (SHIPPED / "LICENCE.md").write_text(RECORD.format(names=names, **owner), encoding="utf-8")
    if whole > MOST:
        parser.error(f"{whole / 1000:.0f} kB are too many to ship; leave an instrument out")


if __name__ == "__main__":
    main()
