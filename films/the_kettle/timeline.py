"""The Kettle, on paper: what happens on which frame. Everything else in the film obeys this.

`python -m films.the_kettle.timeline` writes the timeline that the course reads.
"""

from pathlib import Path

from filmscore.picture.film import FILMS, Event, Film, Line, Shot, write_timeline
from filmscore.picture.timecode import Rate, Timecode

FOLDER = FILMS / "the-kettle"

FILM = Film(
    name="the-kettle",
    title="The Kettle",
    logline="Two siblings make tea after their mother's funeral. Neither says the thing.",
    rate=Rate("24"),
    frames=1584,
    start=Timecode("01:00:00:00", "24"),
    shots=(
        Shot(
            "Grey kitchen",
            0,
            168,
            "WIDE. Grey light. NORA, in black, fills a kettle. A small radio plays a tinny waltz.",
        ),
        Shot("The radio", 168, 300, "CLOSE. Nora's hand switches the radio off."),
        Shot("The doorway", 300, 516, "TWO-SHOT. TOM in the doorway, his coat still on."),
        Shot("Her back", 516, 700, "CLOSE. Nora, her back half turned."),
        Shot("Tom sees", 700, 900, "CLOSE. Tom sees the pencil marks on the door frame."),
        Shot("The marks", 900, 1140, "INSERT. Two names in pencil; one row stops at age twelve."),
        Shot("The whistle", 1140, 1332, "WIDE. The kettle begins to whistle. Neither moves. Nora lifts it."),
        Shot("Blue cups", 1332, 1440, "CLOSE. Two blue cups; tea is poured."),
        Shot("Title", 1440, 1584, "BLACK. Title."),
    ),
    lines=(
        Line(360, 408, "TOM", "You kept the blue cups."),
        Line(540, 624, "NORA", "She kept them. I just didn't stop her."),
        Line(948, 1000, "NORA (O.S.)", "She kept your room, too."),
    ),
    events=(
        Event(0, "source", "radio waltz already playing"),
        Event(212, "source_out", "radio switched off: hard cut to silence, clock tick"),
        Event(1180, "sfx", "kettle whistle starts and swells"),
        Event(1308, "sfx", "kettle lifted: whistle stops dead"),
        Event(1440, "cut", "black: room for an end title"),
    ),
    path=FOLDER,
)


def main(folder: Path = FOLDER) -> None:
    """Write ``timeline.otio`` into the film's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_timeline(FILM, folder / "timeline.otio")


if __name__ == "__main__":
    main()
