"""The order of a score: who stands above whom on the page, and after the orchestra everybody else."""

from __future__ import annotations

#: groups from the top of the page down, and in each its instruments from high to low
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Woodwinds", (
        "Piccolo", "Flute", "Alto flute", "Recorder", "Oboe", "English horn", "Clarinet", "Bass clarinet",
        "Soprano saxophone", "Alto saxophone", "Tenor saxophone", "Baritone saxophone", "Bassoon", "Contrabassoon",
    )),
    ("Brass", (
        "Horn", "Muted horn", "Trumpet", "Muted trumpet", "Flugelhorn", "Trombone", "Muted trombone", "Bass trombone",
        "Cimbasso", "Tuba",
    )),
    ("Percussion", (
        "Timpani", "Glockenspiel", "Crotales", "Xylophone", "Vibraphone", "Marimba", "Tubular bells", "Triangle",
        "Mark tree", "Sleigh bells", "Tambourine", "Castanets", "Woodblock", "Claves", "Whip", "Vibraslap", "Cowbell",
        "Snare drum", "Toms", "Bass drum", "Hi-hat", "Ride cymbal", "Suspended cymbal", "Cymbals", "Tam-tam",
        "Drum kit",
    )),
    ("Harp and keyboards", (
        "Harp", "Celesta", "Piano", "Harpsichord", "Organ", "Harmonium", "Electric piano", "Clavinet", "Hammond organ",
        "Accordion", "Music box",
    )),
    ("Choir", ("Choir", "Sopranos", "Altos", "Tenors", "Baritones", "Basses")),
    ("Soloists", (
        "Solo voice", "Solo violin", "Solo viola", "Solo cello", "Solo bass", "Duduk", "Shakuhachi", "Pan flute",
        "Whistle", "Bagpipes", "Harmonica",
    )),
    ("Strings", ("Violins I", "Violins II", "Violas", "Cellos", "Double basses", "Strings")),
    ("Guitars and their kin", (
        "Nylon guitar", "Steel guitar", "Electric guitar", "Distorted guitar", "Bass guitar", "Plucked bass", "Banjo",
        "Sitar", "Koto", "Shamisen", "Dulcimer",
    )),
    ("World percussion", (
        "Taiko", "Hand drum", "Congas", "Bongos", "Timbales", "Agogo", "Guiro", "Shaker", "Cabasa", "Steel drums",
        "Kalimba",
    )),
    ("Synths", (
        "Theremin", "Warm pad", "Glass pad", "Arp", "Pulse", "Synth bass", "FM bass", "Sub bass", "Braam", "Impact",
        "Sub drop", "Riser", "Whoosh", "Wind",
    )),
)  # fmt: skip

_PLACES = {name: (number, place) for number, (_, names) in enumerate(GROUPS) for place, name in enumerate(names)}


def place_of(name: str) -> tuple[int, int]:
    """Where an instrument stands on the page: number of its group and place in it; at the very end if nobody knows.

    Examples
    --------
    >>> place_of("Flute") < place_of("Horn") < place_of("Violins I") < place_of("Braam")
    True
    """
    return _PLACES.get(name, (len(GROUPS), 0))


def group_of(name: str) -> str:
    """The group an instrument belongs to; empty if nobody knows.

    Examples
    --------
    >>> group_of("Harp")
    'Harp and keyboards'
    """
    number = place_of(name)[0]
    return GROUPS[number][0] if number < len(GROUPS) else ""
