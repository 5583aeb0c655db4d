"""The record of progress: nothing lost, nothing counted twice, never larger than it needs to be."""

import json
import multiprocessing
import os
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

import filmscore as fs
from filmscore import FilmScoreError
from filmscore.course import evidence
from filmscore.course.evidence import Entry, Evidence, Try


@pytest.fixture(autouse=True)
def mine(tmp_path, monkeypatch):
    """An empty folder of the student's own."""
    monkeypatch.setenv("FILMSCORE_WORK", str(tmp_path))
    monkeypatch.setattr(evidence, "trouble", "")
    return tmp_path


def moment(second):
    return (
        datetime.fromtimestamp(1_800_000_000 + second / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.")
        + f"{second % 1000:03d}Z"
    )


# ---------------------------------------------------------------- merging

tries = st.builds(
    Try,
    when=st.integers(0, 40).map(lambda n: moment(n * 250)),
    status=st.sampled_from(evidence.STATUSES),
    points=st.integers(0, 3),
    worth=st.just(3),
    objective=st.sampled_from(["03.O1", "03.O2"]),
    kind=st.sampled_from(evidence.KINDS),
)
entries = st.builds(
    Entry,
    first=tries,
    last=tries,
    passed=st.none() | tries,
    counts=st.dictionaries(st.sampled_from("abc"), st.tuples(st.integers(0, 9), st.integers(0, 9))),
)
records = st.builds(
    Evidence,
    st.dictionaries(st.sampled_from(["03.1", "03.a", "00.1"]), entries),
    st.lists(st.sampled_from(["x", "y"]), unique=True).map(lambda names: tuple(sorted(names))),
)


@given(records, records, records)
def test_merging_in_any_order_and_twice_gives_the_same(a, b, c):
    assert a.merged(b) == b.merged(a)
    assert a.merged(b).merged(c) == a.merged(b.merged(c))
    assert a.merged(b).merged(b).merged(a) == a.merged(b)
    assert a.merged(Evidence()) == Evidence(dict(sorted(a.entries.items())), a.set_aside)


@given(records)
def test_the_file_says_all_that_is_known(a):
    assert Evidence.from_data(json.loads(json.dumps(a.to_data()))) == a


steps = st.lists(
    st.tuples(
        st.sampled_from(["desk", "laptop", "copy"]),
        st.sampled_from(["03.1", "03.a"]),
        st.sampled_from(evidence.STATUSES),
        st.integers(0, 10_000),
    )
    | st.tuples(st.sampled_from(["desk", "laptop"]), st.just("copy the other's file")),
    max_size=30,
)


@given(steps)
def test_machines_that_exchange_files_lose_nothing_and_count_nothing_twice(story):
    """Each machine records and now and then takes over another's file; at the end all is merged."""
    machines = {"desk": Evidence(), "laptop": Evidence(), "copy": Evidence()}
    true_counts, moments = {}, {}
    for step in story:
        if len(step) == 2:
            other = "laptop" if step[0] == "desk" else "desk"
            machines[step[0]] = machines[step[0]].merged(machines[other])
            continue
        machine, task, status, when = step
        event = Try(moment(when), status, 0, 1, "03.O1")
        machines[machine] = machines[machine].tried(task, event, machine)
        tried, passed = true_counts.get(task, (0, 0))
        true_counts[task] = (tried + 1, passed + (status == "passed"))
        moments.setdefault(task, []).append(machines[machine].entries[task].last)
    everything = machines["copy"].merged(machines["desk"]).merged(machines["laptop"]).merged(machines["desk"])
    assert {task: (entry.tries, entry.passes) for task, entry in everything.entries.items()} == true_counts
    for task, entry in everything.entries.items():
        passes = [one for one in moments[task] if one.status == "passed"]
        assert entry.first == min(moments[task]) and entry.last == max(moments[task])
        assert entry.passed == min(passes, default=None)


def test_a_clock_set_back_does_not_turn_the_order_round():
    late = Evidence().tried("03.1", Try(moment(5000), "not-yet", 0, 2, "03.O1"), "a")
    entry = late.tried("03.1", Try(moment(1000), "passed", 2, 2, "03.O1"), "a").entries["03.1"]
    assert entry.first.when < entry.last.when == moment(5001)
    assert entry.last.status == "passed"


# ---------------------------------------------------------------- recording


def test_first_first_pass_and_last_are_kept():
    for status in ("not-yet", "passed", "not-yet"):
        evidence.record("03.1", "03.O1", status, 0, 2)
    entry = evidence.load().entries["03.1"]
    assert (entry.first.status, entry.passed.status, entry.last.status) == ("not-yet", "passed", "not-yet")
    assert entry.first.when < entry.passed.when < entry.last.when
    assert (entry.tries, entry.passes) == (3, 1)


def test_an_answer_that_is_not_there_is_no_try():
    evidence.record("03.1", "03.O1", "not-attempted", 0, 2)
    assert not evidence.path().exists()


def test_marking_other_peoples_work_leaves_no_trace(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    evidence.record("03.1", "03.O1", "passed", 2, 2)
    assert not evidence.path().exists()


def test_the_file_can_be_read_by_its_owner(mine):
    evidence.record("03.a", "03.O3", "passed", 1, 1, kind="quiz")
    text = (mine / "my-progress.json").read_text()
    assert text.endswith("}\n") and '\n  "03.a": {\n' in text
    data = json.loads(text)["tasks"]["03.a"]
    assert data["last"]["kind"] == "quiz" and data["last"]["objective"] == "03.O3"
    assert list(data["counts"].values()) == [{"tried": 1, "passed": 1}]


def test_ten_thousand_tries_take_no_more_room_than_ten(mine):
    known = Evidence()
    for n in range(10_000):
        known = known.tried("03.1", Try(moment(n), "passed" if n % 7 == 0 else "not-yet", 0, 2, "03.O1"), "a")
        if n == 9:
            evidence.save(known)
            small = evidence.path().stat().st_size
    evidence.save(known)
    assert evidence.path().stat().st_size <= small + 10
    assert evidence.load().entries["03.1"].tries == 10_000


def test_a_try_is_recorded_at_once():
    for n in range(150):  # a course's worth of tasks is on file already
        evidence.record(f"03.{n}", "03.O1", "passed", 1, 1)
    began = time.perf_counter()
    for _ in range(20):
        evidence.record("03.1", "03.O1", "passed", 1, 1)
    assert (time.perf_counter() - began) / 20 < 0.25


def test_recording_never_raises_and_says_so_later(mine, monkeypatch):
    (mine / "plain").write_text("")
    monkeypatch.setenv("FILMSCORE_WORK", str(mine / "plain"))
    evidence.record("03.1", "03.O1", "passed", 1, 1)
    assert "could not be written" in evidence.trouble or "cannot be opened" in evidence.trouble
    monkeypatch.setenv("FILMSCORE_WORK", str(mine))
    evidence.record("03.1", "03.O1", "passed", 1, 1)
    assert evidence.trouble == ""


def press(folder, task, times):
    os.environ["FILMSCORE_WORK"] = str(folder)
    for _ in range(times):
        evidence.record(task, "03.O1", "passed", 1, 1)
        evidence.record("03.both", "03.O1", "not-yet", 0, 1)


def test_two_kernels_writing_at_once_lose_nothing(mine):
    kernels = [multiprocessing.get_context("spawn").Process(target=press, args=(mine, f"03.{n}", 25)) for n in range(2)]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join(120)
    found = evidence.load().entries
    assert {task: entry.tries for task, entry in found.items()} == {"03.0": 25, "03.1": 25, "03.both": 50}


def test_a_check_and_a_quiz_are_recorded():
    fs.check("00.1", "D5 A5")
    fs.check("00.1", "D5 A5 F#5 E5")
    fs.check("00.1", None)
    fs.quiz("03.a", "a")
    found = evidence.load().entries
    assert (found["00.1"].tries, found["00.1"].passed.objective, found["00.1"].last.kind) == (2, "00.O3", "check")
    assert (found["03.a"].last.status, found["03.a"].last.kind) == ("not-yet", "quiz")


# ---------------------------------------------------------------- damage


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe\0",
        b"[]",
        b'{"tasks": {}}',
        b'{"filmscore": {"file": "marks", "format": 1}, "tasks": {}}',
        b'{"filmscore": {"file": "progress", "format": 1}}',
        b'{"filmscore": {"file": "progress", "format": 1}, "tasks": {"03.1": {}}}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_set_aside_and_kept(mine, damage):
    evidence.path().write_bytes(damage)
    evidence.record("03.1", "03.O1", "passed", 1, 1)
    known = evidence.load()
    assert known.entries["03.1"].tries == 1
    assert known.set_aside == ("my-progress (damaged).json",)
    assert (mine / "my-progress (damaged).json").read_bytes() == damage
    evidence.path().write_bytes(damage)
    assert evidence.load().set_aside == ("my-progress (damaged)-2.json",)


def entry_with(**changes):
    evidence.record("03.1", "03.O1", "passed", 1, 1)
    data = json.loads(evidence.path().read_text())
    data["tasks"]["03.1"]["last"].update(changes)
    return data


@pytest.mark.parametrize(
    "changes",
    [
        {"when": "yesterday"}, {"when": 5}, {"status": "great"}, {"points": "2"}, {"points": -1}, {"points": True},
        {"points": float("nan")}, {"kind": "exam"}, {"objective": None},
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_not_taken_over(changes):
    with pytest.raises(FilmScoreError, match="unreadable"):
        Evidence.from_data(entry_with(**changes))


def test_a_later_versions_file_is_left_alone(mine):
    text = '{"filmscore": {"file": "progress", "format": 2}, "new": 1}'
    evidence.path().write_text(text)
    evidence.record("03.1", "03.O1", "passed", 1, 1)
    assert evidence.path().read_text() == text
    assert "later version" in evidence.trouble
    assert sorted(p.name for p in mine.iterdir() if not p.name.endswith(".lock")) == ["my-progress.json"]


def test_a_machines_name_is_steady_and_tells_nothing(mine, monkeypatch, tmp_path_factory):
    assert evidence.machine() == evidence.machine()
    assert len(evidence.machine()) == 8
    here = evidence.machine()
    monkeypatch.setenv("FILMSCORE_WORK", str(tmp_path_factory.mktemp("other")))
    assert evidence.machine() != here
