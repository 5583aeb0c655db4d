"""Last Parcel, on paper: what happens on which frame. Everything else in the film obeys this.

`python -m films.last_parcel.timeline` writes the timelines that the course reads, of the film and of its version 2.
"""

from pathlib import Path

from filmscore.picture.film import FILMS, Event, Film, Line, Shot, write_timeline
from filmscore.picture.timecode import Rate, Timecode

FOLDER = FILMS / "last-parcel"

FILM = Film(
    name="last-parcel",
    title="Last Parcel",
    logline="A courier is chased through a night market for a box she has not opened.",
    rate=Rate("24"),
    frames=1728,
    start=Timecode("02:00:00:00", "24"),
    shots=(
        Shot("Night market", 0, 80, "CRANE DOWN on a lantern-lit market. PIA, a courier, checks an address."),
        Shot("The whistle", 80, 180, "A GUARD turns, sees her, blows a whistle. Pia runs."),
        Shot("Through the stalls", 180, 348, "TRACKING through stalls. Pia vaults a fruit stall."),
        Shot("Looking back", 348, 470, "Looking back: crates crash behind her."),
        Shot(
            "The tram", 470, 712, "A tram bell; it misses her by a coat's width. She ducks into a shed; the door shuts."
        ),
        Shot("Dark", 712, 928, "DARK. Breath. Torchlight crosses the slats. Her phone RINGS."),
        Shot("The window", 928, 1092, "The door is kicked in; she is out of the window."),
        Shot("The barge", 1092, 1236, "She leaps to a moving barge."),
        Shot("Jumps short", 1236, 1372, "The guard jumps short: splash."),
        Shot("Stairwell", 1372, 1530, "Quiet stairwell. She knocks. A small CHILD opens."),
        Shot("The box", 1530, 1728, "The box is opened: a birthday cake, crushed, one candle. The child lights it."),
    ),
    lines=(
        Line(740, 800, "PIA", "Please don't ring."),
        Line(1452, 1500, "CHILD", "Is it for me?"),
    ),
    events=(
        Event(96, "must", "whistle: chase starts"),
        Event(257, "hit", "vault"),
        Event(376, "hit", "crates"),
        Event(495, "must", "tram near-miss"),
        Event(697, "must", "door shuts: silence"),
        Event(900, "must", "phone rings: chase resumes"),
        Event(1116, "must", "leap to barge"),
        Event(1259, "hit", "splash"),
        Event(1404, "hit", "knock"),
        Event(1548, "must", "box opened"),
    ),
    path=FOLDER,
)


def main(folder: Path = FOLDER) -> None:
    """Write ``timeline.otio`` into the film's folder, and what version 2 needs into its own."""
    from . import version_2

    folder.mkdir(parents=True, exist_ok=True)
    write_timeline(FILM, folder / "timeline.otio")
    version_2.write(folder / version_2.FOLDER.name)


if __name__ == "__main__":
    main()
