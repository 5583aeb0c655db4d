"""Where a student's work lies, and that a write is whole or not at all."""

import multiprocessing
import os
import time

import pytest

from filmscore import FilmScoreError, work


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """The course's folder, with nothing set in the environment."""
    monkeypatch.delenv(work.VARIABLE)
    monkeypatch.delenv(work.COURSE)
    (tmp_path / "course" / "lessons").mkdir(parents=True)
    (tmp_path / "course" / "exercises" / "03_spotting").mkdir(parents=True)
    (tmp_path / "course" / "environment.yml").write_text("")
    return tmp_path / "course"


def test_tests_and_their_kernels_keep_out_of_everyones_folder():
    assert os.environ[work.VARIABLE] == os.environ[work.COURSE]
    assert list(work.home().glob("lessons")) == []


@pytest.mark.parametrize("inside", [".", "lessons", "exercises/03_spotting"])
def test_home_is_the_course_from_anywhere_in_it(clone, monkeypatch, inside):
    monkeypatch.chdir(clone / inside)
    assert work.home() == work.course() == clone
    assert work.here() == clone / inside


def test_a_folder_with_lessons_alone_is_not_the_course(clone, monkeypatch):
    (clone / "environment.yml").unlink()
    monkeypatch.chdir(clone / "lessons")
    assert work.home() == clone / "lessons"


def test_another_folder_may_be_named(clone, monkeypatch, tmp_path):
    monkeypatch.chdir(clone / "lessons")
    monkeypatch.setenv(work.VARIABLE, str(tmp_path / "disk"))
    assert work.home() == work.here() == tmp_path / "disk"
    assert work.course() == clone, "the notebooks stay where they are"
    monkeypatch.setenv(work.VARIABLE, "  ")
    assert work.home() == clone


def test_a_tilde_is_the_students_own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv(work.VARIABLE, "~/scoring")
    assert work.home() == tmp_path / "scoring"


def test_writes_text_and_bytes_and_makes_the_folder(tmp_path):
    path = tmp_path / "a" / "b" / "spot.json"
    assert work.write(path, "Züge\n") == path
    assert path.read_bytes() == "Züge\n".encode()
    work.write(str(path), b"\0\1")
    assert path.read_bytes() == b"\0\1"
    assert [p.name for p in path.parent.iterdir()] == ["spot.json"], "nothing is left beside it"


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = work.write(tmp_path / "my.json", "old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FilmScoreError, match=r"my\.json.*No space left on device.*FILMSCORE_WORK"):
        work.write(path, "new")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["my.json"]


def test_a_write_that_cannot_be_says_why(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FilmScoreError, match=r"Not a directory|File exists"):
        work.write(tmp_path / "file" / "below.json", "x")


@pytest.mark.skipif(os.name == "nt", reason="links and modes of another kind")
def test_a_link_and_the_rights_of_a_file_are_kept(tmp_path):
    real = tmp_path / "cloud" / "progress.json"
    work.write(real, "old")
    real.chmod(0o640)
    link = tmp_path / "my-progress.json"
    link.symlink_to(real)
    work.write(link, "new")
    assert link.is_symlink() and real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640


def add_one(path, times):
    for _ in range(times):
        with work.alone(path):
            seen = int(path.read_text())
            time.sleep(0.0005)
            work.write(path, str(seen + 1))


def test_two_processes_take_turns(tmp_path):
    path = work.write(tmp_path / "count", "0")
    kernels = [multiprocessing.get_context("spawn").Process(target=add_one, args=(path, 40)) for _ in range(2)]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join(60)
    assert path.read_text() == "80"


def test_a_lock_nobody_gives_back_holds_work_up_only_so_long(tmp_path, monkeypatch):
    monkeypatch.setattr(work, "_LOCK_SECONDS", 0.2)
    began = time.monotonic()
    with work.alone(tmp_path / "a"), work.alone(tmp_path / "a"):
        assert 0.15 < time.monotonic() - began < 5
