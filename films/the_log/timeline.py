"""The Log, on paper: what happens on which frame. Everything else in the film obeys this.

`python -m films.the_log.timeline` writes the timeline that the course reads.
"""

from pathlib import Path

from filmscore.picture.film import FILMS, Event, Film, Line, Shot, write_timeline
from filmscore.picture.timecode import Rate, Timecode

FOLDER = FILMS / "the-log"

FILM = Film(
    name="the-log",
    title="The Log",
    logline="A lighthouse keeper finds tomorrow's entry already in his log.",
    rate=Rate("24"),
    frames=1584,
    start=Timecode("03:00:00:00", "24"),
    shots=(
        Shot("The light", 0, 120, "EXT, night. A lighthouse over a calm black sea, its beam turning."),
        Shot("Ivo writes", 120, 246, "INT. IVO writes at a desk."),
        Shot("The page", 246, 516, "OVER HIS SHOULDER. He turns the page: it is already written."),
        Shot("The gull", 516, 648, "A GULL strikes the window. He laughs at himself."),
        Shot("Scratching", 648, 724, "He puts the pen down and looks out. A scratching sound begins."),
        Shot("The pen", 724, 896, "The desk, Ivo soft in the background: the pen is writing by itself."),
        Shot("The lamp room", 896, 1118, "The lamp flickers and dies. BLACK. Only breathing."),
        Shot("A match", 1118, 1192, "A match."),
        Shot("Wet ink", 1192, 1368, "INSERT. Wet ink: 'Ivo. Turn around.'"),
        Shot("He turns", 1368, 1424, "His face. He turns."),
        Shot(
            "The red light", 1424, 1584, "EXT. The lamp relights by itself, red. The beam has stopped, pointing at us."
        ),
    ),
    lines=(
        Line(300, 384, "IVO", "Fourteenth. Lamp failed at four."),
        Line(420, 468, "IVO", "Today's the thirteenth."),
    ),
    events=(
        Event(264, "turn", "page already written"),
        Event(540, "false_scare", "gull"),
        Event(660, "sfx", "scratching"),
        Event(742, "reveal_audience", "pen moves: we know, he does not"),
        Event(912, "hit", "flicker"),
        Event(1003, "must", "lamp dies: silence"),
        Event(1130, "hit", "match"),
        Event(1211, "must", "the line"),
        Event(1391, "turn", "he turns"),
        Event(1440, "must", "red lamp"),
    ),
    path=FOLDER,
)


def main(folder: Path = FOLDER) -> None:
    """Write ``timeline.otio`` into the film's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_timeline(FILM, folder / "timeline.otio")


if __name__ == "__main__":
    main()
