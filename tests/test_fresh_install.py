"""What Binder and conda users get: the pip section alone, then the course as a package, away from the repository."""

import os
import shlex
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PIP = ["-m", "pip", "--disable-pip-version-check"]


def call(python, *words, **more):
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run([python, *words], capture_output=True, text=True, env=environ, timeout=900, **more)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A Python with exactly what environment.yml lists, and the course installed on top as postBuild does it."""
    index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/")
    try:
        urllib.request.urlopen(f"{index}/pip/", timeout=20).close()
    except (urllib.error.URLError, OSError) as error:
        if os.environ.get("CI"):
            pytest.fail(f"the package index is needed here and does not answer: {error}")
        pytest.skip(f"the package index does not answer: {error}")
    place = tmp_path_factory.mktemp("fresh")
    call(sys.executable, "-m", "venv", place / "env")
    python = place / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf8"))["dependencies"]
    pins = place / "pins.txt"
    pins.write_text("\n".join(next(part["pip"] for part in listed if isinstance(part, dict))))
    call(python, *PIP, "install", "--quiet", "--no-compile", "-r", pins)
    source = place / "source"  # a copy: building leaves folders behind
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    call(python, *PIP, "install", "--quiet", "--no-compile", "--no-deps", source)
    return python, place


@pytest.mark.slow
@pytest.mark.network
def test_nothing_is_missing_and_nothing_disagrees(fresh):
    python, _ = fresh
    assert "No broken requirements" in call(python, *PIP, "check")


@pytest.mark.slow
@pytest.mark.network
def test_the_installed_course_brings_its_films_and_cues(fresh):
    python, place = fresh
    code = """
import pathlib, filmscore as fs
from filmscore.sound.library import film_cues
film = fs.open_film("first-bloom")
assert str(pathlib.Path(fs.__file__)).startswith(str(pathlib.Path.cwd())), fs.__file__
assert film.frames == 1920
for path in (film.picture_mp4, film.picture_webm, film.guide, film.captions, film.description):
    assert path.stat().st_size > 100, path
for cue in film_cues("first-bloom"):
    print(cue.id, cue.stems().names)
assert fs.check("00.1", "D5 A5 F#5 E5").status == "passed"
"""
    assert len(call(python, "-c", code, cwd=place).splitlines()) == 3


@pytest.mark.slow
@pytest.mark.network
def test_post_builds_warm_up_runs_there(fresh):
    python, place = fresh
    lines = (ROOT / "postBuild").read_text(encoding="utf8").splitlines()
    (warm,) = [shlex.split(line)[1:] for line in lines if line.startswith("python ")]
    call(python, *warm, cwd=place)
    assert list(place.glob("env/**/filmscore/sound/__pycache__/*.nbc")), "nothing was compiled for the next session"


@pytest.mark.slow
@pytest.mark.network
def test_a_student_gets_no_grading_and_no_test_tools(fresh):
    python, _ = fresh
    listed = {line.split("==")[0].lower() for line in call(python, *PIP, "freeze").splitlines()}
    assert listed.isdisjoint({"nbgrader", "pytest", "nbval", "notebook", "playwright", "skia-python", "av"})
