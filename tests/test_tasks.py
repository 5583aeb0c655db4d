"""The set-up a newcomer meets first: it builds whole or not at all, and says plainly what is missing."""

import ast
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

import tasks
from tools import environments, suite
from tools.environments import Environment, Stop, WithPip, WithUv, diagnose, locked, try_lock

ROOT = Path(__file__).parent.parent
POSIX = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals and links")


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A course folder with nothing in it but what the fingerprint reads."""
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    monkeypatch.setattr(environments, "ROOT", tmp_path)
    monkeypatch.setattr(environments, "TRIAL", "pass")
    monkeypatch.setattr(WithUv, "available", lambda self: False)
    return tmp_path


@pytest.fixture
def builder(monkeypatch):
    """Replaces venv and pip: a folder with a Python in it, and an install step that does what the test says."""

    def install(code="pass"):
        make = (
            "import os, sys; os.makedirs(sys.argv[1] + '/bin'); os.symlink(sys.executable, sys.argv[1] + '/bin/python')"
        )
        monkeypatch.setattr(WithPip, "create", lambda self: [sys.executable, "-c", make, str(self.env.folder)])
        monkeypatch.setattr(WithPip, "install", lambda self: [sys.executable, "-c", code])

    install()
    return install


@POSIX
def test_a_built_environment_is_ready_and_not_built_again(root, builder):
    env = Environment(".venv")
    assert not env.ready()
    assert env.prepare() == env.python
    assert env.ready()
    builder("raise SystemExit(1)")
    assert Environment(".venv").prepare() == env.python


@POSIX
def test_a_failed_installation_is_not_taken_for_finished(root, builder):
    env = Environment(".venv")
    builder("raise SystemExit('ERROR: no matching distribution')")
    with pytest.raises(Stop, match="no matching distribution"):
        env.prepare()
    assert env.folder.exists()
    assert not env.ready()
    builder()
    env.prepare()
    assert env.ready()


@POSIX
def test_an_environment_that_cannot_import_the_course_is_not_finished(root, builder, monkeypatch):
    monkeypatch.setattr(environments, "TRIAL", "import a_module_that_is_not_there")
    with pytest.raises(Stop, match="a_module_that_is_not_there"):
        Environment(".venv").prepare()
    assert not Environment(".venv").ready()


@POSIX
@pytest.mark.parametrize("spoil", ["stamp lost", "stamp cut short", "python gone", "pins changed", "folder moved"])
def test_what_is_half_made_or_out_of_date_is_built_again(root, builder, monkeypatch, spoil):
    env = Environment(".venv")
    env.prepare()
    leftover = env.folder / "leftover"
    leftover.touch()
    if spoil == "stamp lost":
        env.stamp.unlink()
    elif spoil == "stamp cut short":
        env.stamp.write_text(env.fingerprint()[:20])
    elif spoil == "python gone":
        env.python.unlink()
    elif spoil == "pins changed":
        pyproject = root / "pyproject.toml"
        pyproject.write_text(pyproject.read_text().replace("music21==10.5.1", "music21==10.5.2"))
    else:
        moved = root.with_name(root.name + "-moved")
        root.rename(moved)
        monkeypatch.setattr(environments, "ROOT", moved)
        env = Environment(".venv")
        leftover = env.folder / "leftover"
    assert not env.ready()
    env.prepare()
    assert env.ready()
    assert not leftover.exists()


def test_a_change_of_style_rules_builds_nothing_again(root):
    env = Environment(".venv")
    before = env.fingerprint()
    pyproject = root / "pyproject.toml"
    pyproject.write_text(pyproject.read_text().replace("line-length = 120", "line-length = 99"))
    assert env.fingerprint() == before
    assert Environment(".venv", ("test",)).fingerprint() != before


@POSIX
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_set_up_stopped_midway_starts_again(root, builder, how):
    """A real process is stopped while it installs; the next run waits for its orphans, then builds from nothing."""
    child = root / "setup.py"
    child.write_text(f"""
import sys, signal
sys.path.insert(0, {str(ROOT)!r})
from tools import environments as e
import tasks
signal.signal(signal.SIGTERM, tasks.terminated)
from pathlib import Path
e.ROOT = Path({str(root)!r}); e.TRIAL = "pass"
e.WithUv.available = lambda self: False
e.WithPip.create = lambda self: [sys.executable, "-c", "import os, sys; os.makedirs(sys.argv[1])", str(self.env.folder)]
e.WithPip.install = lambda self: [sys.executable, "-c", "import time; print('installing', flush=True); time.sleep(2)"]
e.Environment(".venv").prepare()
""")
    process = subprocess.Popen([sys.executable, child], stdout=subprocess.PIPE, text=True, start_new_session=True)
    for line in process.stdout:
        if line.startswith("[3/4]"):
            break
    time.sleep(0.3)
    process.send_signal(how)
    process.wait(10)
    assert process.returncode != 0
    env = Environment(".venv")
    assert env.folder.exists()
    assert not env.ready()
    with open(root / ".venv.lock", "a+") as handle:
        orphan = not try_lock(handle)
    assert orphan == (how == signal.SIGKILL)  # killed outright, its child lives on, and holds the lock while it does
    began = time.monotonic()
    env.prepare()
    assert env.ready()
    assert time.monotonic() - began < 10


@POSIX
def test_two_at_once_take_turns(tmp_path):
    path = tmp_path / "x.lock"
    with locked(path), open(path, "a+") as second:
        assert not try_lock(second)
    with open(path, "a+") as second:
        assert try_lock(second)


def test_no_venv_module(root, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(Stop, match="apt install python3-venv"):
        Environment(".venv").prepare()


def test_no_room(root, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: os.terminal_size((0, 0)) and type("", (), {"free": 3e8})())
    with pytest.raises(Stop, match=r"needs about 2 GB and this disk has 0\.3 GB"):
        Environment(".venv").prepare()
    assert not (root / ".venv").exists()


@pytest.mark.parametrize(
    ("said", "plainly"),
    [
        ("NewConnectionError('<pip._vendor>: Failed to establish a new connection: [Errno 111]')", "No network"),
        ("error: Failed to fetch: `https://…/simple/numba/`\n  Caused by: dns error: failed to lookup", "No network"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: failed to write: No space left on device (os error 28)", "disk is full"),
        ("Error: Command '['…', '-m', 'ensurepip']' returned non-zero exit status 1.", "python3-venv"),
        ("ERROR: Failed building wheel for llvmlite", "Failed building wheel for llvmlite"),
    ],
)
def test_failures_in_plain_words(said, plainly):
    assert plainly in diagnose(said.splitlines(), "pip")


@pytest.mark.slow
def test_no_network_for_real(root, monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound but not listening: every connection is refused
        for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{taken.getsockname()[1]}/simple")
        monkeypatch.setenv("PIP_RETRIES", "0")
        with pytest.raises(Stop, match="No network"):
            Environment(".venv").prepare()
    assert not Environment(".venv").ready()


@POSIX
def test_another_python_is_found_behind_one_that_fails(tmp_path, monkeypatch):
    for name, body in (("python3.11", "exit 127"), ("python3.12", "echo 3 12"), ("python3", "echo 3 9")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert environments.another_python() == ["python3.12"]
    (tmp_path / "python3.12").unlink()
    with pytest.raises(Stop, match=r"3\.11, 3\.12 or 3\.13.*none|no other was found"):
        environments.another_python()


def test_old_pythons_can_read_it_and_nothing_needs_installing():
    for path in (ROOT / "tasks.py", *sorted((ROOT / "tools").glob("*.py"))):
        tree = ast.parse(path.read_text(encoding="utf8"), feature_version=(3, 7))
        for node in ast.walk(tree):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in {*sys.stdlib_module_names, "tools"}, f"{path.name} imports {name}"


def run_tasks(*words, **environ):
    return subprocess.run(
        [sys.executable, ROOT / "tasks.py", *words], capture_output=True, text=True, env={**os.environ, **environ}
    )


def test_an_unknown_task_names_the_known_ones():
    done = run_tasks("tset")
    assert done.returncode == 1
    assert "no task 'tset'" in done.stdout and "lab, " in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_help_tells_of_every_task_and_make_has_them_all():
    told = run_tasks("--help").stdout
    known = {*tasks.TASKS, "clean"}
    assert set(re.findall(r"tasks\.py (\w+) ", told)) >= known
    makefile = (ROOT / "Makefile").read_text()
    assert set(re.search(r"^TASKS := (.*)$", makefile, re.M)[1].split()) == known


def test_clean_takes_no_notebook(root, monkeypatch, capsys):
    monkeypatch.setattr(tasks, "ROOT", root)
    monkeypatch.setattr(tasks, "STUDENT", Environment(".venv"))
    monkeypatch.setattr(tasks, "TESTS", Environment(".venv-test"))
    lesson = root / "lessons" / "00.ipynb"
    for path in (lesson, root / ".venv" / "x", root / ".pytest_cache" / "x"):
        path.parent.mkdir()
        path.touch()
    assert tasks.clean() == 0
    assert sorted(p.name for p in root.iterdir()) == ["lessons", "pyproject.toml"]
    assert lesson.exists()


def test_a_failing_part_does_not_stop_the_rest(capfd):
    parts = suite.Suite(Path(sys.executable))
    parts.run("first", [sys.executable, "-c", "print('oh no'); raise SystemExit(3)"])
    parts.run("second", [sys.executable, "-c", "print('=== 2 passed, 1 skipped in 0.10s ===')"])
    assert parts.summary() == 1
    told = capfd.readouterr().out
    assert re.search(r"FAILED +first .* oh no", told)
    assert re.search(r"passed +second .* 2 passed, 1 skipped in 0.10s\n", told)
    assert "FAILED: first" in told


@pytest.mark.parametrize(("required", "code", "verdict"), [(set(), 0, "skipped"), ({"browser", "node"}, 1, "FAILED")])
def test_a_missing_browser_or_node_is_said_aloud(monkeypatch, capfd, required, code, verdict):
    monkeypatch.setattr(suite, "chromium", lambda: "")
    monkeypatch.setattr("shutil.which", lambda name: None)
    parts = suite.Suite(Path(sys.executable), frozenset(required))
    parts.javascript()
    parts.browser()
    assert parts.summary() == code
    told = capfd.readouterr().out
    assert re.search(rf"{verdict} +browser .*no Chromium", told)
    assert re.search(rf"{verdict} +javascript .*node is not installed", told)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            ["\x1b[32m==== \x1b[1m5 passed\x1b[0m, 1 warning in 2.50s\x1b[32m ====\x1b[0m\n"],
            "5 passed, 1 warning in 2.50s",
        ),
        (["===== 1 failed, 5 passed in 62.11s (0:01:02) =====\n"], "1 failed, 5 passed in 62.11s (0:01:02)"),
        (["# tests 7\n", "# pass 6\n", "# fail 1\n", "# duration_ms 80\n"], "7 tests, 6 pass, 1 fail"),
        (["ℹ tests 2\n", "ℹ pass 2\n", "ℹ duration_ms 80\n"], "2 tests, 2 pass"),
        (["E501 …\n", "Found 2 errors.\n", "[*] 1 fixable with `--fix`.\n"], "Found 2 errors."),
        ([], ""),
    ],
)
def test_each_tools_own_words_are_kept(lines, words):
    assert suite.own_words(lines) == words


@pytest.mark.parametrize("words", [["lesson"], ["lesson", "0"], ["lessons"], ["lesson", "00", "01"]])
def test_a_misspelt_lesson_is_refused(words, capsys):
    with pytest.raises(SystemExit):
        tasks.test(Path(sys.executable), words)
    assert "lesson 00" in capsys.readouterr().err


@POSIX
@pytest.mark.slow
def test_lab_opens_lesson_00(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {**os.environ, "JUPYTER_RUNTIME_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, ROOT / "tasks.py", "--here", "lab", "--no-browser", f"--port={port}", "--ip=127.0.0.1"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environ, start_new_session=True
    )
    try:
        for line in process.stdout:
            # our own line, and not JupyterLab's, which comes before it listens
            if found := re.match(r" {4}(http://\S+/lab/tree/(lessons/\S+\.ipynb)\?token=\w+)$", line):
                break
        else:
            pytest.fail("JupyterLab ended without an address")
        assert (ROOT / found[2]).exists()
        with urllib.request.urlopen(found[1], timeout=30) as page:
            assert b"JupyterLab" in page.read()
        address, token = found[1].split("/lab/")[0], found[1].split("token=")[1]
        settings = f"{address}/lab/api/settings/@jupyterlab/apputils-extension:notification?token={token}"
        with urllib.request.urlopen(settings, timeout=30) as answer:
            assert json.load(answer)["schema"]["properties"]["fetchNews"]["default"] == "false"
    finally:
        process.terminate()  # this one alone: it sees to it that the server ends too
        assert process.wait(20) == 130
    with pytest.raises(OSError):
        urllib.request.urlopen(address, timeout=5).close()
