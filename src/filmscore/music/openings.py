"""Openings that everybody knows, all in the public domain, typed as notes for the course from the works named.

Where only the pitches are sure, or the lengths are not the point, the rhythm is left out and never compared.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Opening:
    """The first notes of a known piece.

    Attributes
    ----------
    title, source : str
    notes : str
        As for `Motif`.
    rhythm : bool
        Whether the lengths are the piece's own; otherwise only its pitches are known here.
    least : int
        From how many notes on it may be claimed.
    """

    title: str
    source: str
    notes: str
    rhythm: bool = True
    least: int = 5


OPENINGS: tuple[Opening, ...] = (
    Opening("Dies irae", "sequence of the mass for the dead, 13th century, mode 1", "F4 E4 F4 D4 E4 C4 D4 D4"),
    Opening(
        "In the Hall of the Mountain King",
        "Edvard Grieg, Peer Gynt Suite no. 1, op. 46 no. 4 (1875, published 1888)",
        "B2:1/2 C#3:1/2 D3:1/2 E3:1/2 F#3:1/2 D3:1/2 F#3 E#3:1/2 C#3:1/2 E#3 E3:1/2 C3:1/2 E3 "
        "B2:1/2 C#3:1/2 D3:1/2 E3:1/2 F#3:1/2 D3:1/2 F#3:1/2 B3:1/2 A3:1/2 F#3:1/2 D3:1/2 F#3:1/2 A3:2",
    ),
    Opening(
        "Mars, the ostinato",
        "Gustav Holst, The Planets, op. 32 (1914–16, published 1921)",
        "G3:1/3 G3:1/3 G3:1/3 G3 G3 G3:1/2 G3:1/2 G3",
        least=8,
    ),
    Opening(
        "Mars, the theme", "Gustav Holst, The Planets, op. 32 (1914–16, published 1921)", "G3 D4 Db4", rhythm=False
    ),
    Opening(
        "Promenade",
        "Modest Mussorgsky, Pictures at an Exhibition, for piano (1874)",
        "G4 F4 Bb4 C5:1/2 F5:1/2 D5 C5:1/2 F5:1/2 D5 Bb4 C5 G4 F4",
    ),
    Opening(
        "the scene from Swan Lake",
        "Pyotr Tchaikovsky, Swan Lake, op. 20 (first performed 1877)",
        "F#5:2 B4:1/2 C#5:1/2 D5:1/2 E5:1/2 F#5:3/2 D5:1/2 F#5:3/2 D5:1/2",
    ),
    Opening(
        "the Fifth Symphony",
        "Ludwig van Beethoven, Symphony no. 5, op. 67 (first performed 1808)",
        "G4:1/2 G4:1/2 G4:1/2 Eb4:2",
    ),
    Opening("Les préludes", "Franz Liszt, symphonic poem no. 3 (first performed 1854)", "C4 B3 E4", rhythm=False),
    Opening(
        "Tristan und Isolde",
        "Richard Wagner, Prelude (first performed 1859, the opera 1865)",
        "A3 F4 E4 D#4",
        rhythm=False,
    ),
    Opening(
        "Das Rheingold",
        "Richard Wagner, Prelude (opera first performed 1869)",
        "Eb2 Bb2 Eb3 G3 Bb3 Eb4 G4",
        rhythm=False,
    ),
    Opening(
        "the Toccata in D minor",
        "ascribed to Johann Sebastian Bach, BWV 565",
        "A5 G5 A5 G5 F5 E5 D5 C#5 D5",
        rhythm=False,
    ),
)
