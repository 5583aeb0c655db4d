"""Ember Caves, on paper: what happens on which frame, and what the game recorded. Everything else obeys this.

`python -m films.ember_caves.timeline` writes the timeline and the trace that the course reads.
"""

import json
from pathlib import Path

from films.ember_caves import game
from filmscore.picture.film import FILMS, Event, Film, Line, Shot, write_timeline
from filmscore.picture.timecode import Rate, Timecode

FOLDER = FILMS / "ember-caves"

FILM = Film(
    name="ember-caves",
    title="Ember Caves",
    logline="Game: a lamplighter explores a cave; something follows the light.",
    rate=Rate("24"),
    frames=2160,
    start=Timecode("05:00:00:00", "24"),
    shots=(
        Shot("Explore", 0, 343, "STATE explore. One lamp in a cave. A draught nearly puts it out."),
        Shot("Danger", 343, 744, "STATE danger. Something is within 20 metres: a second set of footsteps."),
        Shot("Combat", 744, 1409, "STATE combat. It comes into the light. The player is hit."),
        Shot("Explore, brighter", 1409, 1805, "STATE explore. The enemy is dead; the lamp burns brighter."),
        Shot("Safe", 1805, 2160, "STATE safe. The player stands still by the pool."),
    ),
    lines=(Line(120, 168, "LAMPLIGHTER", "Stay lit. Stay lit."),),
    events=(
        Event(343, "state", "enemy within 20 m"),
        Event(744, "state", "combat starts"),
        Event(961, "stinger", "player hit"),
        Event(1409, "state", "enemy dead"),
        Event(1805, "state", "player stands still"),
    ),
    path=FOLDER,
)

UNITS = {  # what a music system could be given, and in what
    "state": "name",
    "player_x": "metres",
    "player_speed": "metres a second",
    "player_facing": "1 right, -1 left",
    "player_action": "name",
    "health": "0 to 100",
    "lamp_fuel": "0 to 100",
    "lamp_flame": "1 as at first",
    "enemy_x": "metres",
    "enemy_height": "metres",
    "enemy_mood": "name",
    "enemy_health": "0 to 100",
    "distance": "metres",
}
PER_SECOND = 10


def trace() -> dict:
    """The run of the game as plain data: states and events, each timed and on its frame; variables as they ran."""
    record = game.played()
    rows = [dict(zip(game.COLUMNS, row, strict=True)) for row in record.rows[:: game.HZ // PER_SECOND]]
    states = record.state[:: game.HZ // PER_SECOND]

    def column(name: str, digits: int = 3) -> list:
        return [round(row[name], digits) if isinstance(row[name], float) else row[name] for row in rows]

    values = {
        "state": states,
        "player_x": column("x"),
        "player_speed": column("v"),
        "player_facing": column("facing"),
        "player_action": column("action"),
        "health": column("health", 1),
        "lamp_fuel": column("fuel", 2),
        "lamp_flame": column("flame"),
        "enemy_x": column("enemy_x"),
        "enemy_height": column("enemy_high"),
        "enemy_mood": column("enemy_mood"),
        "enemy_health": column("enemy_health", 1),
        "distance": [round(abs(row["x"] - row["enemy_x"]), 3) for row in rows],
    }
    happened = [h for h in record.happenings if h.kind not in ("state", "input") and h.frame < game.FRAMES]
    return {
        "title": FILM.title,
        "fps": 24,
        "frames": FILM.frames,
        "states": [
            {"state": h.what, "seconds": round(h.seconds, 3), "frame": h.frame} for h in game.happenings("state")
        ],
        "events": [
            {"seconds": round(h.seconds, 3), "frame": h.frame, "kind": h.kind, "who": h.who, "what": h.what}
            for h in happened
        ],
        "samples": {"per_second": PER_SECOND, "units": UNITS, "values": values},
    }


def as_text(data: dict) -> str:
    """The trace as JSON, a state, an event or a variable a line."""
    head = {key: data[key] for key in ("title", "fps", "frames")}
    lines = [json.dumps(head)[:-1] + ","]
    for key in ("states", "events"):
        lines.append(f' "{key}": [\n  ' + ",\n  ".join(json.dumps(entry) for entry in data[key]) + "\n ],")
    taken = data["samples"]
    values = ",\n   ".join(
        f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in taken["values"].items()
    )
    lines.append(f' "samples": {{"per_second": {taken["per_second"]},\n  "units": {json.dumps(taken["units"])},')
    lines.append(f'  "values": {{\n   {values}\n  }}\n }}\n}}')
    return "\n".join(lines) + "\n"


def main(folder: Path = FOLDER) -> None:
    """Write ``timeline.otio`` and ``trace.json`` into the film's folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_timeline(FILM, folder / "timeline.otio")
    (folder / "trace.json").write_text(as_text(trace()), encoding="utf-8")


if __name__ == "__main__":
    main()
