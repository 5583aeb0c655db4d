"""First Bloom, on paper: what happens on which frame. Everything else in the film obeys this.

`python -m films.first_bloom.timeline` writes the timeline that the course reads.
"""

from pathlib import Path

from filmscore.picture.film import FILMS, Event, Film, Line, Shot, write_timeline
from filmscore.picture.timecode import Rate, Timecode

FOLDER = FILMS / "first-bloom"

FILM = Film(
    name="first-bloom",
    title="First Bloom",
    logline="In a failing greenhouse on a dead moon, the last seed opens on the night the power is to be cut.",
    rate=Rate("24"),
    frames=1920,
    start=Timecode("04:00:00:00", "24"),
    shots=(
        Shot("Dust plain", 0, 192, "EXT, night. A dead plain; one dome is lit."),
        Shot("Empty trays", 192, 456, "INT. Rows of empty trays. MARA, and JON with the power key in his hand."),
        Shot("One lamp", 456, 600, "She sits down by the last tray; the lights go down to one lamp."),
        Shot("Stars wheel", 600, 816, "TIME-LAPSE. The stars turn beyond the glass. She sleeps."),
        Shot("Green tip", 816, 908, "MACRO. The soil cracks; a green tip moves."),
        Shot("Jon returns", 908, 1030, "Jon comes through the door with the key, and stops."),
        Shot("The bud", 1030, 1152, "The bud opens: blue light."),
        Shot("She wakes", 1152, 1416, "Mara wakes, sees the flower, then Jon."),
        Shot("Hands", 1416, 1536, "CLOSE. Their hands touch."),
        Shot("The dome from above", 1536, 1684, "CRANE up and out: the dome, one blue point."),
        Shot("Other lights", 1684, 1920, "Around it, one by one, other points light. FADE."),
    ),
    lines=(
        Line(240, 312, "JON", "Two years. Pull the plug, Mara."),
        Line(336, 378, "MARA", "One more night."),
        Line(1248, 1296, "MARA", "You didn't pull it."),
        Line(1320, 1362, "JON", "I forgot how."),
    ),
    events=(
        Event(480, "turn", "lights go down to one lamp"),
        Event(840, "soft", "green tip moves"),
        Event(936, "turn", "Jon sees, and stops"),
        Event(1056, "must", "bloom opens"),
        Event(1440, "must", "hands touch"),
        Event(1704, "must", "first of the other lights"),
        Event(1872, "fade", "fade begins"),
    ),
    path=FOLDER,
)


def main(folder: Path = FOLDER) -> None:
    """Write ``timeline.otio`` into the film's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_timeline(FILM, folder / "timeline.otio")


if __name__ == "__main__":
    main()
