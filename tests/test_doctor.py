"""The doctor: short, friendly, right, and never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import filmscore
from filmscore import __main__ as command
from filmscore.course import doctor
from filmscore.picture import film as pictures
from filmscore.sound import fonts


@pytest.fixture
def films(tmp_path, monkeypatch):
    """A course with one film whose files look right."""
    folder = tmp_path / "filmscore" / "picture" / "films" / "first-bloom"
    folder.mkdir(parents=True)
    (folder / "timeline.otio").write_text("{}")
    (folder / "picture.mp4").write_bytes(b"\0\0\0\x20ftypisom")
    (folder / "picture.webm").write_bytes(b"\x1aE\xdf\xa3" + bytes(20))
    monkeypatch.setattr(doctor, "FILMS", folder.parent)
    monkeypatch.setattr(pictures, "FILMS", folder.parent)
    return folder


def test_a_machine_that_works(films, capsys):
    made = doctor.doctor()
    assert made.works, made.details
    lines = made.details.splitlines()
    assert len(lines) <= 30 and max(map(len, lines)) < 200
    assert "first-bloom: H.264" in made.details and "a piano note: starts at 0.50" in made.details
    assert "Traceback" not in made.details
    assert command.main(["doctor"]) == 0
    assert "All that is needed works." in capsys.readouterr().out


def test_the_notebook_form_is_the_same_everywhere(films):
    made = doctor.doctor()
    assert repr(made) == repr(filmscore.doctor())
    assert repr(made).splitlines()[-1] == "All that is needed works."
    assert not any(character.isdigit() for character in repr(made))
    assert str(Path.cwd()) not in repr(made) and not hasattr(made, "_repr_html_")


@pytest.mark.parametrize("name", ["picture.mp4", "picture.webm"])
def test_a_damaged_or_missing_film(films, name):
    (films / name).write_bytes(b"version https://git-lfs")
    check = doctor._films()
    assert not check.works and f"{name} is damaged" in check.found and "make films" in check.way_out
    (films / name).unlink()
    assert f"{name}: No such file" in doctor._films().found
    made = doctor.Report((check,))
    assert not made.works and "NOT READY: Get the course again" in repr(made) and "NOT  Films" in made.details


def test_a_font_that_is_not_there(films, monkeypatch):
    monkeypatch.setenv(fonts.VARIABLE, "/nowhere/big.sf2")
    made = {check.name: check for check in doctor.doctor().checks}
    assert not made["Font"].works and "/nowhere/big.sf2" in made["Font"].found
    assert not made["Sound"].works and made["Sound"].way_out
    assert made["Saving"].works


def test_a_damaged_font(films, monkeypatch, tmp_path):
    bad = tmp_path / "bad.sf2"
    bad.write_bytes(b"RIFF\x04\0\0\0sfbk")
    monkeypatch.setenv(fonts.VARIABLE, str(bad))
    made = doctor.doctor()
    assert not made.works and "bad.sf2 is damaged" in made.details and len(made.details.splitlines()) <= 30


def test_a_missing_package(monkeypatch):
    monkeypatch.setattr(doctor, "PACKAGES", ("numpy", "no-such-package-here"))
    check = doctor._packages()
    assert not check.works and check.way_out == "pip install no-such-package-here" and "numpy " in check.found


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_read_only(tmp_path, monkeypatch):
    tmp_path.chmod(0o500)
    monkeypatch.chdir(tmp_path)
    assert not doctor._saving().works


def test_no_room_to_save(monkeypatch):
    monkeypatch.setattr(doctor, "ROOM", 1 << 62)
    check = doctor._saving()
    assert not check.works and check.way_out == "Make room: 200 MB or more"


def test_what_breaks_inside_is_a_finding(films, monkeypatch):
    def faint():
        raise RuntimeError("boo")

    monkeypatch.setattr(doctor, "_browser", faint)
    made = doctor.doctor()
    assert not made.works and "RuntimeError: boo" in made.details and "Traceback" not in made.details


def test_the_command_line():
    made = subprocess.run([sys.executable, "-m", "filmscore"], capture_output=True, text=True, check=False)
    assert made.returncode == 2 and "doctor" in made.stdout and not made.stderr
