"""The trace of a game: read, asked, and refused when it is damaged."""

import json
from fractions import Fraction

import pytest

import filmscore as fs
from filmscore.picture.trace import Trace, read_trace


def data() -> dict:
    """A small game: two seconds at 24, a fight in the second one."""
    return {
        "title": "Two Seconds",
        "fps": 24,
        "frames": 48,
        "states": [
            {"state": "calm", "seconds": 0.0, "frame": 0},
            {"state": "fight", "seconds": 1.05, "frame": 25},
        ],
        "events": [
            {"seconds": 0.5, "frame": 12, "kind": "step", "who": "hero", "what": "left"},
            {"seconds": 1.05, "frame": 25, "kind": "step", "who": "wolf"},
            {"seconds": 1.5, "frame": 36, "kind": "bite"},
        ],
        "samples": {
            "per_second": 2,
            "units": {"health": "0 to 100", "mood": "name"},
            "values": {"health": [100, 100, 100, 40.5], "mood": ["calm", "calm", "angry", "angry"]},
        },
    }


def write(tmp_path, content) -> Trace:
    path = tmp_path / "trace.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_trace(path)


def test_it_is_read(tmp_path):
    trace = write(tmp_path, data())
    assert [(s.name, s.start, s.end) for s in trace.states] == [("calm", 0, 25), ("fight", 25, 48)]
    assert trace.changes[0].seconds == Fraction(105, 100)  # exact: 1.05 s is not a float here
    assert repr(trace) == "Trace('Two Seconds': 2 s, calm → fight; 3 events, 2 variables at 2 Hz)"


@pytest.mark.parametrize(("frame", "name"), [(0, "calm"), (24, "calm"), (25, "fight"), (47, "fight"), (48, "fight")])
def test_the_state_on_a_frame(tmp_path, frame, name):
    assert write(tmp_path, data()).state_at(frame).name == name


@pytest.mark.parametrize(("frame", "health"), [(0, 100.0), (35, 100.0), (36, 40.5), (48, 40.5)])
def test_a_value_is_the_last_one_taken(tmp_path, frame, health):
    assert write(tmp_path, data()).value("health", frame) == health


def test_events_by_kind_and_by_whom(tmp_path):
    trace = write(tmp_path, data())
    assert [e.frame for e in trace.of_kind("step")] == [12, 25]
    assert [e.frame for e in trace.of_kind("step", "wolf")] == [25]
    assert trace.of_kind("bite", "hero") == ()


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (lambda t: t.state_at(49), "49"),
        (lambda t: t.state_at(-1), "-1"),
        (lambda t: t.state_at(2.5), "2.5"),
        (lambda t: t.value("mana", 3), "health, mood"),
        (lambda t: t.column(None), "health, mood"),
        (lambda t: t.of_kind("howl"), "bite, step"),
    ],
)
def test_what_is_not_there_is_named(tmp_path, ask, says):
    with pytest.raises(fs.FilmScoreError, match=says):
        ask(write(tmp_path, data()))


def damaged(change) -> dict:
    whole = data()
    change(whole)
    return whole


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        (damaged(lambda d: d.pop("samples")), "samples"),
        (damaged(lambda d: d["states"].clear()), "begin on frame 0"),
        (damaged(lambda d: d["states"][0].update(frame=1, seconds=0.04)), "begin on frame 0"),
        (damaged(lambda d: d["states"][1].update(frame=27)), "1.05 s and on frame 27"),
        (damaged(lambda d: d["states"].append({"state": "end", "seconds": 1.05, "frame": 25})), "'fight' begins at 25"),
        (damaged(lambda d: d["events"].reverse()), "after a later one"),
        (damaged(lambda d: d["events"][0].update(frame="soon")), "soon"),
        (damaged(lambda d: d["samples"]["values"]["health"].pop()), "3 samples"),
        (damaged(lambda d: d["samples"]["units"].pop("mood")), "mood"),
    ],
)
def test_damage_is_told(tmp_path, content, says):
    with pytest.raises(fs.FilmScoreError, match=says):
        write(tmp_path, content)


def test_no_file():
    with pytest.raises(fs.FilmScoreError, match="no trace"):
        read_trace("nowhere.json")


def test_only_a_game_has_one():
    assert fs.open_film("first-bloom").trace is None
    film = fs.open_film("ember-caves")
    assert film.trace is film.trace  # read once
    assert (film.trace.frames, film.trace.fps) == (film.frames, film.rate.fps)
