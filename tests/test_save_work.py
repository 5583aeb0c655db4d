"""A student's work goes into one download and comes back whole; nothing of theirs is overwritten unasked."""

import hashlib
import json
import os
import re
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, writes

import filmscore as fs
from filmscore import work
from filmscore.course import evidence, parcel, restore, shipped
from filmscore.course import save as saving
from filmscore.widgets import marks
from filmscore.widgets.marks import Shelf

ROOT = Path(__file__).parent.parent
LESSON, EXERCISE = "lessons/07_t.ipynb", "exercises/07_t/07_t.ipynb"


def book(*sources):
    return writes(new_notebook(cells=[new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]))


OURS = {LESSON: book("# ours", "x = 1"), EXERCISE: book("answer = None")}


def clone_into(folder):
    """A fresh copy of a small course, as git or a zip of it leaves it."""
    for name, text in OURS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (folder / "environment.yml").write_text("")
    (folder / "src" / "filmscore").mkdir(parents=True)
    (folder / "src" / "filmscore" / "old.ipynb").write_text(book("ours"))
    return folder


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A clone, seen from its first lesson."""
    monkeypatch.delenv(work.VARIABLE)
    monkeypatch.delenv(work.COURSE)
    known = {name: shipped.digest(text.encode()) for name, text in OURS.items()}
    monkeypatch.setattr(shipped, "known", lambda: known)
    monkeypatch.setattr(evidence, "machine", lambda: "desk")
    folder = clone_into(tmp_path / "course")
    monkeypatch.chdir(folder / "lessons")
    return folder


@pytest.fixture
def worked(course):
    """The same after an afternoon's work."""
    (course / LESSON).write_text(book("# ours", "x = 2  # mine"))
    (course / "lessons" / "Untitled.ipynb").write_text(book("my own"))
    (course / "lessons" / "my-marks").mkdir()
    (course / "lessons" / "my-marks" / "first-bloom.spotting.json").write_text('{"in": 936}')
    (course / "my-projects" / "kettle" / "tests").mkdir(parents=True)
    (course / "my-projects" / "kettle" / "tests" / "cue.mid").write_bytes(bytes(range(256)))
    (course / "my-notes.txt").write_text("no piano")
    evidence.record("00.1", "00.O3", "passed", 1, 1)
    return course


MINE = [
    "course/lessons/07_t.ipynb",
    "course/lessons/Untitled.ipynb",
    "course/lessons/my-marks/first-bloom.spotting.json",
    "course/my-notes.txt",
    "course/my-progress.json",
    "course/my-projects/kettle/tests/cue.mid",
]


def contents(file):
    with zipfile.ZipFile(file) as box:
        return {name: box.read(name) for name in box.namelist()}


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(".lock")
    }


# ---------------------------------------------------------------- saving


def test_everything_of_the_students_and_nothing_else(worked):
    saved = fs.save_work()
    assert saved.path.parent == worked / "lessons"
    assert re.fullmatch(r"my-filmscore-work-\d{4}-\d\d-\d\d\.zip", saved.path.name)
    inside = contents(saved.path)
    assert sorted(inside) == sorted([*MINE, "manifest.json"])
    assert inside["course/my-projects/kettle/tests/cue.mid"] == bytes(range(256))
    assert b"x = 2  # mine" in inside["course/lessons/07_t.ipynb"]


def test_the_manifest_says_what_is_inside(worked):
    inside = contents(fs.save_work().path)
    told = json.loads(inside["manifest.json"])
    assert told["filmscore"] == {"file": "work", "format": 1, "version": fs.__version__}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", told["made"])
    for row in told["files"]:
        data = inside[row["path"]]
        assert (row["size"], row["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_nothing_is_overwritten_and_no_download_holds_another(worked):
    names = [fs.save_work().path.name for _ in range(3)]
    assert [re.sub(r"\d{4}-\d\d-\d\d", "D", name) for name in names] == [
        "my-filmscore-work-D.zip", "my-filmscore-work-D-2.zip", "my-filmscore-work-D-3.zip",
    ]  # fmt: skip
    assert sorted(contents(worked / "lessons" / names[2])) == sorted([*MINE, "manifest.json"])
    assert not list(worked.rglob("*.part"))


def test_a_course_nobody_has_touched(course):
    saved = fs.save_work()
    assert saved.path is None and "nothing of yours to save yet" in repr(saved) and "Ctrl+S" in repr(saved)
    assert "text/html" not in saved._repr_mimebundle_()
    assert list(course.rglob("*.zip")) == []


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        (OURS[LESSON], False),
        (OURS[LESSON].replace('"execution_count": null', '"execution_count": 7'), False),
        (OURS[LESSON].replace("x = 1", "x = 1 "), True),
        (OURS[LESSON].replace('"code"', '"raw"'), True),
        (book("# ours", "x = 1", "y = 2"), True),
        (book("# ours"), True),
        ("not a notebook", True),
        ("", True),
    ],
)
def test_running_a_lesson_is_no_change_writing_in_it_is(course, text, changed):
    (course / LESSON).write_text(text)
    assert (fs.save_work().path is not None) == changed


def test_a_picture_pasted_into_a_cell_is_a_change():
    cell = new_markdown_cell("![mine](attachment:a.png)", id="a")
    before = shipped.digest(writes(new_notebook(cells=[cell])).encode())
    cell["attachments"] = {"a.png": {"image/png": "iVBO"}}
    assert shipped.digest(writes(new_notebook(cells=[cell])).encode()) != before


def test_a_copy_or_an_unknown_notebook_is_included_if_unsure(course):
    shutil.copy(course / LESSON, course / "lessons" / "07_t-Copy1.ipynb")
    assert [piece.shown for piece in fs.save_work().pieces] == ["lessons/07_t-Copy1.ipynb"]


def test_what_it_says(worked):
    saved = fs.save_work()
    words = repr(saved)
    assert f"{saved.path.name}, " in words and "6 files of yours, beside this notebook" in words
    assert re.search(r"  lessons/07_t\.ipynb \(1 kB, last saved \d\d \w{3} \d\d:\d\d\)\n", words)
    assert "  my-notes.txt (1 kB)\n" in words
    assert "what is not saved there is not in the file" in words


def test_the_link_is_relative_and_a_download(worked, monkeypatch):
    html = fs.save_work()._repr_mimebundle_()["text/html"]
    assert re.search(r'<a href="(my-filmscore-work-[\d-]+\.zip)" download="\1">', html)
    (worked / "a & b").mkdir()
    html = fs.save_work(worked / "a & b")._repr_mimebundle_()["text/html"]
    assert '<a href="../a%20%26%20b/my-filmscore-work-' in html


def test_environments_checkpoints_and_locks_stay_out(worked):
    for name in (".venv/x.ipynb", "env/x.ipynb", "lessons/.ipynb_checkpoints/x.ipynb", "my-marks/.a.lock"):
        (worked / name).parent.mkdir(exist_ok=True)
        (worked / name).write_text("{}")
    (worked / "env" / "pyvenv.cfg").write_text("")
    assert sorted(piece.name for piece in fs.save_work().pieces) == sorted(MINE)


def test_work_kept_in_another_folder(worked, monkeypatch, tmp_path):
    monkeypatch.setenv(work.VARIABLE, str(tmp_path / "disk"))
    evidence.record("00.1", "00.O3", "passed", 1, 1)
    (tmp_path / "disk" / "foreign.ipynb").write_text("{}")
    saved = fs.save_work()
    assert {piece.name for piece in saved.pieces} == {*MINE, "work/my-progress.json"}
    assert saved.path.parent == tmp_path / "disk" and f"in {tmp_path / 'disk'}" in repr(saved)


def test_outside_the_course_only_this_folder_is_searched(tmp_path, monkeypatch):
    monkeypatch.delenv(work.VARIABLE)
    monkeypatch.delenv(work.COURSE)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.ipynb").write_text("{}")
    (tmp_path / "a.ipynb").write_text("{}")
    monkeypatch.chdir(tmp_path)
    assert [piece.name for piece in fs.save_work().pieces] == ["course/a.ipynb"]


def test_more_than_one_download_holds(worked, monkeypatch):
    monkeypatch.setattr(parcel, "MOST_BYTES", 300)
    with pytest.raises(fs.FilmScoreError, match=r"more than one download holds.*The largest: my-progress.json"):
        fs.save_work()
    assert not list(worked.rglob("*.zip")) and not list(worked.rglob("*.part"))


def test_a_full_disk_leaves_nothing_behind(worked, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(fs.FilmScoreError, match="No space left"):
        fs.save_work()
    assert not list(worked.rglob("*.zip")) and not list(worked.rglob("*.part"))


def test_a_folder_that_is_not_there(worked):
    with pytest.raises(fs.FilmScoreError, match="there is no folder"):
        fs.save_work(worked / "nowhere")


HOSTILE = [
    "lessons/Exercise 3: my try.ipynb",
    "lessons/Why?.ipynb",
    "lessons/Why_.ipynb",
    "lessons/con.ipynb",
    "lessons/07:t.ipynb",
    "lessons/07_T.ipynb",
    "my-projects/Kettle.mid",
    "my-projects/kettle.mid",
    "my-projects/v1./cue.mid",
    "my-projects/v1/cue.mid",
    "my-projects/back\\slash.txt",
    "my-projects/line\nbreak.txt",
    "my-projects/C:/cue.mid",
    "my-projects/C:",
    "my-projects/" + "deep/" * 14 + "cue.mid",
    "my-projects/" + "deep/" * 14 + "Cue.mid",
    "my-projects/" + ("f" * 150 + "/") * 5 + "cue.mid",
    "my-projects/" + "é" * 120 + ".txt",
    "my-notes...",
    "a/b/c/d/e/f/g/h/i/Where?.ipynb",
]


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
def test_whatever_a_file_is_called_it_comes_back(course, tmp_path, monkeypatch):
    there = {name: f"{n} {name}".encode() for n, name in enumerate(HOSTILE) if "C:/" not in name}
    for name, data in there.items():
        (course / name).parent.mkdir(parents=True, exist_ok=True)
        (course / name).write_bytes(data)
    saved = fs.save_work()
    assert saved.left == () and len(saved.pieces) == len(there)
    assert all(parcel.fault_of(piece.name) == "" for piece in saved.pieces)
    assert len({parcel.key_of(piece.name) for piece in saved.pieces}) == len(there)
    rows = json.loads(contents(saved.path)["manifest.json"])["files"]
    assert {row.get("called", row["path"]) for row in rows} == {f"course/{name}" for name in there}

    again = fs.restore_work(saved.path)
    assert {fate for _, fate in again.steps} == {restore.SAME}, "where it was packed, all of it is there already"

    clean = clone_into(tmp_path / "clean")
    monkeypatch.chdir(clean)
    before = tree(clean)
    done = fs.restore_work(saved.path)
    assert done.done and "Why_-2.ipynb (packed from 'lessons/Why?.ipynb')" in repr(done)
    after = tree(clean)
    assert sorted(data for name, data in after.items() if name not in before) == sorted(there.values())
    assert {name: after[name] for name in before} == before, "none of our notebooks gave way"
    assert (clean / "lessons" / "Why_.ipynb").read_bytes() == there["lessons/Why_.ipynb"]


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
def test_what_cannot_be_packed_is_named_and_the_rest_is_saved(worked, monkeypatch):
    (worked / "lessons" / "gone.ipynb").symlink_to(worked / "nowhere.ipynb")
    (worked / "my-gone").symlink_to(worked / "nowhere")
    (worked / "my-projects" / "gone.txt").symlink_to(worked / "nowhere")
    (worked / "my-projects" / "loop").symlink_to(worked / "my-projects" / "loop")
    with open(os.fsencode(worked / "my-projects") + b"/caf\xe9.txt", "wb") as file:
        file.write(b"x")
    with open(os.fsencode(worked / "lessons") + b"/caf\xe9.ipynb", "wb") as file:
        file.write(b"{}")
    (worked / "lessons" / "locked.ipynb").write_text("{}")
    (worked / "my-locked.txt").write_text("x")
    real = Path.read_bytes

    def read_bytes(path):
        if "locked" in path.name:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    saved = fs.save_work()
    assert sorted(contents(saved.path)) == sorted([*MINE, "manifest.json"])
    named = "\n".join(saved.left)
    assert len(saved.left) == 8
    for name in ("gone.ipynb", "my-gone", "gone.txt", "loop"):
        assert re.search(rf"{name}': a link that leads nowhere", named)
    assert "caf\\udce9.txt': its name is not text" in named and "caf\\udce9.ipynb': its name" in named
    assert "'lessons/locked.ipynb': Permission denied" in named and "'my-locked.txt': Permission denied" in named
    assert named.replace("\n", "\n  ") in repr(saved) and "Not in it, because" in repr(saved)
    repr(saved).encode("utf8")
    assert "my-locked.txt" in saved._repr_mimebundle_()["text/html"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_nothing_but_what_cannot_be_packed(course):
    (course / "my-gone").symlink_to(course / "nowhere")
    saved = fs.save_work()
    assert saved.path is None and "'my-gone': a link that leads nowhere" in repr(saved)


def test_a_folder_on_another_drive_is_named_without_a_link(worked, monkeypatch):
    def relpath(*_):
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", relpath)
    saved = fs.save_work(worked)
    html = saved._repr_mimebundle_()["text/html"]
    assert f"<b>{saved.path.name}</b>" in html and str(worked) in html and "<a " not in html


# ---------------------------------------------------------------- restoring


@pytest.fixture
def other(worked, tmp_path, monkeypatch):
    """A clean clone on another machine, with the download beside its lessons; and the clone it was made in."""
    file = fs.save_work().path
    clean = clone_into(tmp_path / "other")
    shutil.move(file, clean / "lessons" / "work.zip")
    monkeypatch.chdir(clean / "lessons")
    monkeypatch.setattr(evidence, "machine", lambda: "laptop")
    return clean


def test_restored_on_a_clean_clone(other, worked):
    restored = fs.restore_work("work.zip")
    assert restored.done
    (other / "lessons" / "work.zip").unlink()
    assert tree(other) == tree(worked)
    words = repr(restored)
    assert "written:\n  lessons/Untitled.ipynb\n" in words
    assert "written over our version, which you had not changed:\n  lessons/07_t.ipynb\n" in words
    assert "merged into your record:\n  my-progress.json\n" in words
    assert "restart their kernels" in words


def test_restoring_twice_changes_nothing(other):
    fs.restore_work("work.zip")
    before = tree(other)
    again = fs.restore_work("work.zip")
    assert again.done and {fate for _, fate in again.steps} == {restore.SAME, restore.MERGED}
    assert tree(other) == before


def test_nothing_of_yours_is_overwritten_unasked(other):
    (other / LESSON).write_text(book("# ours", "x = 3  # newer"))
    before = tree(other)
    plan = fs.restore_work("work.zip")
    assert not plan.done and tree(other) == before
    words = repr(plan)
    assert "DIFFERENT here:\n  lessons/07_t.ipynb\n" in words
    assert "to be written:\n  lessons/Untitled.ipynb\n" in words
    assert 'fs.restore_work("work.zip", keep_both=True)' in words and "replace=True" in words


def test_keep_both(other):
    newer = book("# ours", "x = 3  # newer")
    (other / LESSON).write_text(newer)
    (other / "lessons" / "my-marks").mkdir()
    (other / "lessons" / "my-marks" / "first-bloom.spotting.json").write_text("{}")
    done = fs.restore_work("work.zip", keep_both=True)
    assert done.done and "lessons/07_t.ipynb → 07_t (restored).ipynb" in repr(done)
    assert (other / LESSON).read_text() == newer
    assert "x = 2  # mine" in (other / "lessons" / "07_t (restored).ipynb").read_text()
    marks = other / "lessons" / "my-marks"
    assert (marks / "first-bloom (restored).spotting.json").read_text() == '{"in": 936}'
    before = tree(other)
    fs.restore_work("work.zip", keep_both=True)
    assert tree(other) == before, "a second time finds its own copy"
    (other / "lessons" / "07_t (restored).ipynb").write_text(book("changed again"))
    fs.restore_work("work.zip", keep_both=True)
    assert (other / "lessons" / "07_t (restored 2).ipynb").exists()


def test_marks_kept_beside_others_open_in_a_desk(worked, tmp_path, monkeypatch):
    theirs = fs.Spotting("first-bloom", hits=[936])
    kept = marks.following(marks.start(theirs.film, []), marks.from_spotting(theirs), "page-1")
    name = "exercise-03 " + "x" * 68
    Shelf(theirs.film, name).write(kept)  # beside the notebook
    assert (worked / "lessons" / "my-marks" / f"{name}.spotting.json").is_file()
    file = fs.save_work().path
    clean = clone_into(tmp_path / "clean")
    monkeypatch.chdir(clean / "lessons")
    Shelf(theirs.film, name).write(marks.following(kept, [], "page-2"))
    done = fs.restore_work(file, keep_both=True)
    [(_, call)] = done.opens
    assert call == f'fs.spotting_desk("first-bloom", name="{name} (restored)")' and call in repr(done)
    assert eval(call, {"fs": fs}).spotting == theirs


@pytest.mark.parametrize(
    ("file", "film", "call"),
    [
        ("x.spotting.json", "the-log", 'fs.spotting_desk("the-log", name="x")'),
        ("x.tempo.json", "the-log", 'fs.tempo_finder("the-log", name="x")'),
        ("x.motifs.json", "the-log", 'fs.motif_bench("the-log", name="x")'),
        ("x.motifs.json", "", 'fs.motif_bench(None, name="x")'),
        ("x.plan.json", "story", 'fs.motif_story(plan, name="x")'),
        ("x.net.json", "the-log", 'fs.tonnetz("the-log", name="x")'),
        ("x.map.json", "", 'fs.orchestra_map(None, name="x")'),
        ("x.json", "the-log", ""),
    ],
)
def test_each_kind_of_marks_has_the_line_that_opens_it(file, film, call):
    assert restore._call(Path("my-marks") / file, json.dumps({"film": film}).encode()) == call


def marked(frame):
    spotting = fs.Spotting("first-bloom", hits=[frame])
    return marks.following(marks.start(spotting.film, []), marks.from_spotting(spotting), f"page-{frame}")


def test_marks_go_from_a_laptop_to_where_a_folder_is_named(course, tmp_path, monkeypatch):
    film = fs.open_film("first-bloom")
    Shelf(film, "first-bloom").write(marked(936))
    monkeypatch.chdir(course / "exercises")
    Shelf(film, "first-bloom").write(marked(1056))
    file = fs.save_work().path
    clean = clone_into(tmp_path / "clean")
    monkeypatch.chdir(clean / "lessons")
    monkeypatch.setenv(work.VARIABLE, str(tmp_path / "disk"))
    Shelf(film, "first-bloom").write(marked(1))
    before = tree(tmp_path / "disk")
    assert not fs.restore_work(file).done and tree(tmp_path / "disk") == before, "asked first"
    done = fs.restore_work(file, keep_both=True)
    opened = [eval(call, {"fs": fs}).spotting.hits[0].frame for _, call in done.opens]
    assert sorted(opened) == [936, 1056]
    assert fs.spotting_desk("first-bloom").spotting.hits[0].frame == 1
    assert not (clean / "lessons" / "my-marks").exists()
    again = fs.restore_work(file, keep_both=True)
    assert again.done and len(tree(tmp_path / "disk")) == 3, "a second time finds its own copies"


def test_marks_come_home_from_a_folder_that_was_named(course, tmp_path, monkeypatch):
    film = fs.open_film("first-bloom")
    monkeypatch.setenv(work.VARIABLE, str(tmp_path / "disk"))
    Shelf(film, "first-bloom").write(marked(936))
    file = fs.save_work().path
    monkeypatch.delenv(work.VARIABLE)
    clean = clone_into(tmp_path / "clean")
    monkeypatch.chdir(clean / "lessons")
    assert fs.restore_work(file).done
    desk = fs.spotting_desk("first-bloom")
    assert desk.spotting.hits[0].frame == 936 and "from your next step on" in desk.kept["said"]
    Shelf(film, "first-bloom").write(marked(2))
    assert fs.spotting_desk("first-bloom").spotting.hits[0].frame == 2, "what is kept here goes first"


def test_only_the_record_itself_is_merged(worked, tmp_path, monkeypatch):
    record = evidence.path().read_bytes()
    (worked / "my-projects" / "my-progress.json").write_bytes(record)
    file = fs.save_work().path
    clean = clone_into(tmp_path / "clean")
    monkeypatch.chdir(clean)
    done = fs.restore_work(file)
    assert dict(done.steps)["my-projects/my-progress.json"] == restore.NEW
    assert (clean / "my-projects" / "my-progress.json").read_bytes() == record
    assert evidence.load().entries["00.1"].tries == 1, "and counted once"


def test_replace(other, worked):
    (other / LESSON).write_text(book("# ours", "x = 3  # newer"))
    assert "written over yours:\n  lessons/07_t.ipynb" in repr(fs.restore_work("work.zip", replace=True))
    assert (other / LESSON).read_text() == (worked / LESSON).read_text()
    assert not [name for name in tree(other) if name.endswith((".old", ".part"))]


def test_replace_and_keep_both_exclude_each_other(other):
    with pytest.raises(fs.FilmScoreError, match="exclude each other"):
        fs.restore_work("work.zip", replace=True, keep_both=True)


def test_a_notebook_run_again_is_the_same_notebook(other, worked):
    ran = (worked / LESSON).read_text().replace('"execution_count": null', '"execution_count": 4')
    (other / LESSON).write_text(ran)
    assert fs.restore_work("work.zip").done
    assert (other / LESSON).read_text() == ran


def test_progress_is_merged_never_replaced(other):
    evidence.record("00.1", "00.O3", "not-yet", 0, 1)
    evidence.record("03.1", "03.O1", "passed", 1, 1)
    for how in ({}, {"replace": True}, {"keep_both": True}):
        fs.restore_work("work.zip", **how)
        found = evidence.load().entries
        assert (found["00.1"].tries, found["00.1"].passes, found["03.1"].tries) == (2, 1, 1)


def test_a_record_that_was_damaged_when_saved_harms_nothing(worked, tmp_path, monkeypatch):
    evidence.path().write_text("{")
    file = fs.save_work().path
    clean = clone_into(tmp_path / "clean")
    monkeypatch.chdir(clean / "lessons")
    evidence.record("03.1", "03.O1", "passed", 1, 1)
    assert fs.restore_work(file, keep_both=True).done
    assert evidence.load().entries["03.1"].tries == 1
    assert (clean / "my-progress (restored).json").read_text() == "{"


def test_work_kept_in_another_folder_comes_home(worked, monkeypatch, tmp_path):
    evidence.path().unlink()
    monkeypatch.setenv(work.VARIABLE, str(tmp_path / "disk"))
    evidence.record("00.1", "00.O3", "passed", 1, 1)
    file = fs.save_work().path
    monkeypatch.delenv(work.VARIABLE)
    clean = clone_into(tmp_path / "clean")
    monkeypatch.chdir(clean)
    fs.restore_work(file)
    assert (clean / "my-progress.json").is_file()


def test_the_file_may_lie_in_the_courses_folder(other):
    shutil.move(other / "lessons" / "work.zip", other / "work.zip")
    assert fs.restore_work("work.zip").done


def test_a_file_that_is_not_there_names_those_that_are(other):
    (other / "lessons" / "work.zip").rename(other / "my-filmscore-work-2026-11-21.zip")
    with pytest.raises(fs.FilmScoreError, match=r"no file 'work.zip' here. There is my-filmscore-work-2026-11-21.zip"):
        fs.restore_work("work.zip")


# ---------------------------------------------------------------- what is refused


def forged(path, files, *, manifest=None, entries=None):
    """A download with a right manifest for `files`, unless told otherwise."""
    rows = [
        {"path": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()
    ]
    told = manifest or {"filmscore": {"file": "work", "format": 1, "version": "0"}, "made": "2026", "files": rows}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in (entries or files).items():
            box.writestr(name, data)
        box.writestr("manifest.json", told if isinstance(told, str) else json.dumps(told))
    return path


def refused(course, file, said):
    before = tree(course.parent)
    with pytest.raises(fs.FilmScoreError, match=said) as caught:
        fs.restore_work(file, replace=True)
    assert tree(course.parent) == before, "nothing was written"
    return str(caught.value)


def test_a_forged_one_that_is_right_is_taken(course, tmp_path):
    assert fs.restore_work(forged(tmp_path / "a.zip", {"course/lessons/my-marks/a.json": b"{}"})).done


@pytest.mark.parametrize(
    "name",
    [
        "course/../../my-evil.json", "../my-evil.json", "/tmp/my-evil.json", "course//my-evil.json", "my-evil.json",
        "course/my-a/../../../evil", "C:/my-evil.json", "course/my-marks\\..\\evil", "course/my-a/..", "work/..",
        "course/.git/hooks/my-hook", "course/.ssh/my-key", "course/my-a/.bashrc", "course/tasks.py",
        "course/src/filmscore/work.py", "course/lessons/x.py", "etc/my-evil", "work/x.ipynb", "course/C:/my-evil",
        "course/my-filmscore-work-1.zip", "course/my-a/./b", "course/my-a/C:evil",
    ],
)  # fmt: skip
def test_nothing_is_written_where_no_work_belongs(course, tmp_path, name):
    refused(course, forged(tmp_path / "a.zip", {name: b"x"}), "would be written where no work of yours belongs")


GOOD = {"course/lessons/my-marks/a.json": b"{}" * 3000, "course/b.ipynb": b"[]"}


def test_truncated_files_are_refused_wherever_they_end(course, tmp_path):
    whole = forged(tmp_path / "a.zip", GOOD).read_bytes()
    for length in (0, 1, 30, len(whole) // 2, len(whole) - 1):
        (tmp_path / "a.zip").write_bytes(whole[:length])
        refused(course, tmp_path / "a.zip", "damaged, or was not downloaded to the end")


def test_every_flipped_byte_is_noticed_or_harmless(course, tmp_path):
    file = forged(tmp_path / "a.zip", GOOD)
    whole = bytearray(file.read_bytes())
    for place in range(len(whole)):
        broken = bytearray(whole)
        broken[place] ^= 0x55
        file.write_bytes(broken)
        try:
            box = parcel.Parcel(file)
        except fs.FilmScoreError as error:
            assert "not restored" in str(error)
        else:  # a date, say; what matters came through
            assert {piece.name: box.read(piece) for piece in box.pieces} == GOOD


def test_bytes_that_are_no_zip(course, tmp_path):
    (tmp_path / "a.zip").write_bytes(b"<html>Sign in to continue</html>")
    refused(course, tmp_path / "a.zip", "damaged")


def test_a_zip_of_somebody_elses(course, tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as box:
        box.writestr("course/b.ipynb", "{}")
    refused(course, tmp_path / "a.zip", "has no manifest.json")


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("{", "not one that fs.save_work"),
        ("[]", "not one that fs.save_work"),
        ({"filmscore": {"file": "progress", "format": 1}, "files": []}, "not one that fs.save_work"),
        ({"filmscore": {"file": "work", "format": 2, "version": "9"}, "files": []}, "later version of the course"),
        (
            {"filmscore": {"file": "work", "format": 1}, "files": [{"path": 1, "size": 1, "sha256": "0" * 64}]},
            "not one",
        ),
        (
            {"filmscore": {"file": "work", "format": 1}, "files": [{"path": "a", "size": -1, "sha256": "0" * 64}]},
            "not one",
        ),
        ({"filmscore": {"file": "work", "format": 1}, "files": []}, "lists other files than it holds"),
        ("[" * 200_000, "not one that fs.save_work"),
    ],
)
def test_a_manifest_that_is_not_ours(course, tmp_path, manifest, said):
    refused(course, forged(tmp_path / "a.zip", GOOD, manifest=manifest), said)


def test_contents_that_are_not_what_the_manifest_says(course, tmp_path):
    changed = {**GOOD, "course/b.ipynb": b"{}"}
    refused(course, forged(tmp_path / "a.zip", GOOD, entries=changed), "is not what its manifest.json says")
    more = {**GOOD, "course/c.ipynb": b"{}"}
    refused(course, forged(tmp_path / "a.zip", GOOD, entries=more), "lists other files")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("course/my-\x01evil", "cannot be in a name"),
        ("course/my-a/con.txt", "device"),
        ("course/my-a/nul", "device"),
        ("course/my-a./b", "full stop"),
        ("course/my-a/b ", "or a space"),
        ("course/Why?.ipynb", "cannot be in a name"),
        ("course/" + "a/" * 40 + "my-deep", "12 folders deep"),
        ("course/my-" + "x" * 500, "too long"),
        ("course/B.ipynb", "save for capitals"),
    ],
)
def test_a_name_not_every_system_can_write_is_left_out_and_the_rest_restored(course, tmp_path, name, why):
    done = fs.restore_work(forged(tmp_path / "a.zip", {**GOOD, name: b"x"}))
    assert done.done and f"left out: not every system can write its name:\n  {name[7:]}" in repr(done).replace("’", "'")
    assert why in repr(done)
    assert {name: (course / name[7:]).read_bytes() for name in GOOD} == GOOD
    assert b"x" not in tree(course).values()


@pytest.mark.parametrize("called", [5, "course/\ud800", "course/a\0b", "course/" + "x" * 30_000])
def test_a_true_name_that_is_none(course, tmp_path, called):
    row = {"path": "course/b.ipynb", "size": 2, "sha256": hashlib.sha256(b"[]").hexdigest(), "called": called}
    told = {"filmscore": {"file": "work", "format": 1}, "files": [row]}
    refused(course, forged(tmp_path / "a.zip", {"course/b.ipynb": b"[]"}, manifest=told), "not one that fs.save_work")


def test_a_true_name_decides_nothing_about_where(course, tmp_path):
    (tmp_path / "outside.txt").write_bytes(b"[]")
    for called in ("course/../../outside.txt", str(tmp_path / "outside.txt"), "elsewhere/x", "course/" + "x" * 300):
        row = {"path": "course/b.ipynb", "size": 2, "sha256": hashlib.sha256(b"[]").hexdigest(), "called": called}
        told = {"filmscore": {"file": "work", "format": 1}, "files": [row]}
        (course / "b.ipynb").unlink(missing_ok=True)
        fs.restore_work(forged(tmp_path / "a.zip", {"course/b.ipynb": b"[]"}, manifest=told))
        assert (course / "b.ipynb").read_bytes() == b"[]"


def test_a_link_in_the_zip(course, tmp_path):
    file = forged(tmp_path / "a.zip", GOOD)
    with zipfile.ZipFile(file, "w") as box:
        link = zipfile.ZipInfo("course/my-link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        box.writestr(link, "/etc")
        row = {"path": "course/my-link", "size": 4, "sha256": hashlib.sha256(b"/etc").hexdigest()}
        box.writestr("manifest.json", json.dumps({"filmscore": {"file": "work", "format": 1}, "files": [row]}))
    refused(course, file, "is a link")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_on_the_way_out_of_the_course(course, tmp_path):
    (tmp_path / "outside").mkdir()
    (course / "my-marks").symlink_to(tmp_path / "outside")
    refused(course, forged(tmp_path / "a.zip", {"course/my-marks/a.json": b"{}"}), "outside course, where a link leads")


def test_a_bomb_is_not_unpacked(course, tmp_path, monkeypatch):
    bomb = forged(tmp_path / "a.zip", {"course/my-zeros": bytes(30 << 20)})
    assert bomb.stat().st_size < 100_000
    monkeypatch.setattr(parcel, "MOST_BYTES", 20 << 20)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("it was opened"))
    refused(course, bomb, "unpacked it would be more than")


def test_a_bomb_that_lies_about_its_size(course, tmp_path):
    file = forged(tmp_path / "a.zip", {"course/my-zeros": bytes(1 << 20)})
    data = file.read_bytes().replace((1 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    file.write_bytes(data)
    refused(course, file, "damaged|is not what its manifest.json says")


def test_too_many_files(course, tmp_path, monkeypatch):
    monkeypatch.setattr(parcel, "MOST_FILES", 1)
    refused(course, forged(tmp_path / "a.zip", GOOD), "more than 1 files")


def test_a_folder_in_the_way(course, tmp_path):
    (course / "b.ipynb").mkdir()
    refused(course, forged(tmp_path / "a.zip", GOOD), r"b\.ipynb is a folder here")


@pytest.mark.parametrize("call", ["fsync", "replace"])
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_disk_that_fails_half_way_leaves_all_as_it_was(other, monkeypatch, call, after):
    (other / LESSON).write_text(book("newer"))
    before = tree(other)
    real, done = getattr(os, call), []

    def fails(*arguments):
        done.append(arguments)
        if len(done) == after + 1:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    monkeypatch.setattr(os, call, fails)
    with pytest.raises(fs.FilmScoreError, match=r"No space left on device. All is as it was"):
        fs.restore_work("work.zip", replace=True)
    monkeypatch.setattr(os, call, real)
    assert tree(other) == before
    assert not (other / "my-projects").exists()


# ---------------------------------------------------------------- the list of what is shipped


def test_the_list_is_made_from_the_notebooks(tmp_path, monkeypatch, capsys):
    clone_into(tmp_path)
    (tmp_path / "lessons" / "broken.ipynb").write_text("{")
    assert set(shipped.find(tmp_path)) == set(OURS)
    monkeypatch.setenv(work.COURSE, str(tmp_path))
    monkeypatch.setattr(shipped, "__file__", str(tmp_path / "shipped.py"))
    assert shipped.main([]) == 0
    assert json.loads((tmp_path / "shipped.json").read_text()) == shipped.find(tmp_path)


def test_an_old_list_is_told_of(tmp_path, monkeypatch, capsys):
    clone_into(tmp_path)
    monkeypatch.setenv(work.COURSE, str(tmp_path))
    monkeypatch.setattr(shipped, "known", lambda: {LESSON: "x"})
    assert shipped.main(["--check"]) == 1
    assert "exercises/07_t/07_t.ipynb, lessons/07_t.ipynb" in capsys.readouterr().out


def test_sizes_read_as_people_say_them():
    assert [saving._size(n) for n in (0, 1400, 99_000, 100_000, 2_345_678)] == [
        "1 kB", "1 kB", "99 kB", "0.1 MB", "2.3 MB",
    ]  # fmt: skip
