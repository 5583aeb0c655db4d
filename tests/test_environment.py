"""Binder's four files: they say what pyproject.toml says, and Binder can keep the packages from commit to commit."""

import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf8"))
PIP = next(part["pip"] for part in ENVIRONMENT["dependencies"] if isinstance(part, dict))


def test_conda_holds_python_and_pip_only():
    assert ENVIRONMENT["channels"] == ["conda-forge"]
    # Binder does not understand python>=3.11: it would quietly build with 3.10
    assert [part for part in ENVIRONMENT["dependencies"] if isinstance(part, str)] == ["python=3.11", "pip"]


def test_the_pip_section_is_the_projects_own_list():
    assert sorted(PIP) == sorted(PROJECT["dependencies"])


def test_the_pip_section_points_at_nothing_in_the_repository():
    assert not [line for line in PIP if line.startswith("-") or "/" in line or line.startswith(".")]


def test_no_direct_dependency_floats_free():
    for requirement in chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()):
        assert re.search(r"[=<>]=?\s*\d", requirement), f"{requirement} has no bound at all"


@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_scripts_are_sound_shell(name):
    script = ROOT / name
    text = script.read_text(encoding="utf8")
    assert text.startswith("#!/bin/bash\n")
    assert script.stat().st_mode & 0o111, f"{name} must be executable"
    assert subprocess.run(["bash", "-n", script]).returncode == 0
    # what postBuild compiles is found again only by a session that names the same processor
    assert "export NUMBA_CPU_NAME=generic NUMBA_CPU_FEATURES=\n" in text


def test_post_build_stops_at_the_first_failure():
    commands = [line for line in (ROOT / "postBuild").read_text().splitlines() if line and not line.startswith("#")]
    assert commands[0] == "set -e"
    assert "pip install --no-deps ." in commands


def test_start_hands_over_to_the_session(tmp_path):
    start = (ROOT / "start").read_text(encoding="utf8").rstrip()
    assert start.endswith('exec "$@"')
    show = "import os; print(os.environ['NUMBA_CPU_NAME'])"
    done = subprocess.run(["bash", ROOT / "start", sys.executable, "-c", show], capture_output=True, text=True)
    assert done.stdout == "generic\n"


def test_system_packages_are_named_one_a_line():
    names = (ROOT / "apt.txt").read_text(encoding="utf8").split("\n")
    assert names[-1] == ""
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", name) for name in names[:-1])


@pytest.fixture(scope="module")
def dockerfile():
    """The recipe Binder would build from, as repo2docker writes it; neither Docker nor a network is needed."""
    command = [sys.executable, "-m", "repo2docker", "--no-run", "--no-build", "--debug", "--user-id=1000"]
    done = subprocess.run([*command, "--user-name=jovyan", str(ROOT)], capture_output=True, text=True, timeout=120)
    recipe = done.stdout + done.stderr
    assert done.returncode == 0, recipe[-2000:]
    return recipe


def place(recipe: str, pattern: str) -> int:
    found = re.search(pattern, recipe, re.M)
    assert found, f"the recipe has no line like {pattern!r}"
    return found.start()


def test_the_environment_layer_stays_cached(dockerfile):
    """The packages are installed before the repository is copied in, so a commit that changes a lesson keeps them."""
    packages = place(dockerfile, r"env update .*--file \"?environment\.yml")
    system = place(dockerfile, r"fluid-soundfont-gm")
    everything = place(dockerfile, r"^COPY --chown=\S+ src/ \$\{?REPO_DIR\}?/?\s*$")
    assert packages < everything
    assert system < everything
    early = re.findall(r"^COPY --chown=\S+ (src/\S+) ", dockerfile[:everything], re.M)
    assert {name.removeprefix("src/") for name in early} <= {"environment.yml", "apt.txt"}


def test_binder_builds_with_python_3_11(dockerfile):
    assert "Building conda environment for python=3.11" in dockerfile


def test_binder_runs_our_scripts_after_the_copy(dockerfile):
    everything = place(dockerfile, r"^COPY --chown=\S+ src/ \$\{?REPO_DIR\}?/?\s*$")
    assert place(dockerfile, r"chmod \+x .*postBuild") > everything
    assert "R2D_ENTRYPOINT" in dockerfile and "start" in dockerfile[place(dockerfile, "R2D_ENTRYPOINT") :][:80]
