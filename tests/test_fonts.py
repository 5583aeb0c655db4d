"""Which font plays, what is said of it, and how to get a better one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from filmscore.errors import FilmScoreError
from filmscore.sound import fonts

HEAD = b"RIFF\x04\0\0\0sfbk"


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine with no fonts but those a test puts into its folders."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    monkeypatch.setattr(fonts, "_FOLDERS", (str(first), str(second)))
    monkeypatch.delenv(fonts.VARIABLE, raising=False)
    return first, second


def test_the_small_font_is_always_there(machine):
    assert fonts.find_font().name == "TimGM6mb.sf2"
    assert fonts.grade(fonts.find_font()).could_be_better


def test_order(machine, monkeypatch, tmp_path):
    first, second = machine
    (first / "FluidR3_GM.sf2").write_bytes(HEAD)
    assert fonts.find_font() == first / "FluidR3_GM.sf2"
    (second / "MuseScore_General.sf3").write_bytes(HEAD)
    assert fonts.find_font() == second / "MuseScore_General.sf3", "a better font wins over an earlier folder"
    own = tmp_path / "mine.sf2"
    own.write_bytes(HEAD)
    monkeypatch.setenv(fonts.VARIABLE, str(own))
    assert fonts.find_font() == own
    assert fonts.grade(own).word == "not known"


def test_what_is_no_font_is_passed_over(machine):
    first, _ = machine
    (first / "MuseScore_General.sf3").write_bytes(b"version https://git-lfs.github.com/spec/v1")
    (first / "FluidR3_GM.sf2").mkdir()
    assert fonts.find_font().name == "TimGM6mb.sf2"


def test_a_variable_that_leads_nowhere_is_said_so(machine, monkeypatch):
    monkeypatch.setenv(fonts.VARIABLE, "/nowhere/big.sf2")
    with pytest.raises(FilmScoreError, match=r"FILMSCORE_SOUNDFONT names '/nowhere/big\.sf2'.*unset"):
        fonts.find_font()


def test_no_font_at_all(machine, monkeypatch):
    monkeypatch.setattr(fonts.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(FilmScoreError, match="pip install pretty_midi"):
        fonts.find_font()


def test_folders_leave_out_unset_variables(monkeypatch):
    monkeypatch.delenv("ProgramData", raising=False)
    monkeypatch.setenv("CONDA_PREFIX", "/opt/conda")
    made = fonts.folders()
    assert Path("/opt/conda/share/sounds/sf2") in made and Path("/usr/share/sounds/sf3") in made
    assert not [path for path in made if "$" in str(path) or "~" in str(path)]


@pytest.mark.parametrize(
    ("system", "distribution", "words"),
    [
        ("Linux", "debian", "apt install"),
        ("Linux", "linuxmint ubuntu debian", "apt install"),
        ("Linux", "fedora", "dnf install"),
        ("Linux", "slackware", "share/soundfonts"),
        ("Darwin", None, "brew install"),
        ("Windows", None, "winget install"),
    ],
)
def test_how_to_improve(system, distribution, words):
    assert words in fonts.how_to_improve(system, distribution)


def test_finding_a_font_imports_nothing_heavy():
    code = (
        "import sys; from filmscore.sound.fonts import find_font; find_font(); "
        "print(*[m for m in ('pretty_midi', 'numba', 'soundfile', 'scipy') if m in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == ""
