#!/usr/bin/env python3
"""Set up the course and run it, with nothing but Python itself.

    python tasks.py lab          set up, then open JupyterLab on lesson 00
    python tasks.py test         set up, then run every test (see `test --help`)
    python tasks.py notebooks    run the notebooks again and write them back, tidied
    python tasks.py release      make the exercises from the solutions; never over somebody's work
    python tasks.py films        draw the films again: what changed, shot by shot
    python tasks.py cues         render the shipped cues again from their notes
    python tasks.py bench        measure everything, and write docs/benchmarks.md
    python tasks.py lint         style and types only
    python tasks.py doctor       what this machine can play, show and save
    python tasks.py clean        remove the environments and caches (never a notebook)

`make lab` and the others do the same. Students work in .venv; the tests have an environment of their own, .venv-test.
What follows a task is handed on to it: `python tasks.py lab --no-browser`. In an environment of your own (conda, say),
`python tasks.py --here lab` uses that Python as it is.
"""

from __future__ import annotations  # so that an older Python gets far enough to be told what to install

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

from tools.environments import ROOT, VERSIONS, Environment, Stop, another_python, clean_environ, say, stop
from tools.suite import Suite, notebooks

FIRST_LESSON = "lessons/00_start_here.ipynb"
STUDENT = Environment(".venv")
TESTS = Environment(".venv-test", ("test", "instructor", "films"), needs_gb=3.0)


class Terminated(KeyboardInterrupt):
    """Asked to end by the system rather than by the keyboard: those we started have not been told."""


def lab(python: Path, rest: list) -> int:
    """JupyterLab on lesson 00, and the address in case no browser opens."""
    command = [str(python), "-m", "jupyterlab", f"--LabApp.default_url=/lab/tree/{FIRST_LESSON}", "--log-level=WARN"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")  # in a container everybody is root, and JupyterLab would refuse
    paths = [str(python), "-c", "from jupyter_core.paths import jupyter_runtime_dir as d; print(d())"]
    runtime = Path(
        subprocess.run(paths, capture_output=True, text=True, check=True, env=clean_environ()).stdout.strip()
    )
    began = time.time()
    say("Starting JupyterLab ...")
    # Defaults that keep JupyterLab's own news from covering lesson 00; what the student sets goes first.
    config = os.pathsep.join(filter(None, [os.environ.get("JUPYTER_CONFIG_PATH"), str(ROOT / "tools/jupyter")]))
    process = subprocess.Popen([*command, *rest], cwd=ROOT, env=clean_environ(JUPYTER_CONFIG_PATH=config))
    threading.Thread(target=announce, args=(process, runtime, began), daemon=True).start()
    while True:
        try:
            return process.wait()
        except Terminated:
            stop(process)
            raise
        except KeyboardInterrupt:
            continue  # JupyterLab got it too, and asks whether to stop


def announce(process: subprocess.Popen, runtime: Path, began: float) -> None:
    """Print the lesson's address once the server has written down where it listens, and answers there."""
    while process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError):
                server = json.loads(path.read_text(encoding="utf8"))
                if path.stat().st_mtime >= began - 1 and Path(server["root_dir"]) == ROOT:
                    socket.create_connection((urlsplit(server["url"]).hostname, server["port"]), timeout=2).close()
                    token = f"?token={server['token']}" if server.get("token") else ""
                    say("\nLesson 00 opens in your browser. If it does not, go to")
                    say(f"    {server['url']}lab/tree/{FIRST_LESSON}{token}")
                    say("Leave this window open while you work. To stop: Ctrl-C, then y.\n")
                    return
        time.sleep(0.3)


def module(name: str, *fixed: str):
    """A task that is one `python -m`."""

    def task(python: Path, rest: list) -> int:
        return subprocess.call([str(python), "-m", name, *fixed, *rest], cwd=ROOT, env=clean_environ())

    return task


def chosen_films(rest: list) -> tuple:
    """The film named first, or all of them, and the options behind: `films first_bloom --shots 5,7`."""
    known = sorted(path.parent.name for path in (ROOT / "films").glob("*/timeline.py"))
    return ([rest[0]], rest[1:]) if rest and not rest[0].startswith("-") else (known, rest)


def films(python: Path, rest: list) -> int:
    """A film from its script: timeline, then guide sound, then picture. With options, the picture alone."""
    chosen, options = chosen_films(rest)
    for film in chosen:
        steps = [] if options else [(f"films.{film}.timeline", []), ("films.guide", [film])]
        if not options and not shutil.which("espeak-ng"):
            say("The guide sound is left as it is: its voices are spoken by espeak-ng, which is not installed.")
            steps.pop()
        for name, words in [*steps, ("films.build", [film, *options])]:
            failed = module(name)(python, words)
            if failed:
                return failed
    return 0


def cues(python: Path, rest: list) -> int:
    """Render the cues of every film, or of the one named first."""
    chosen, options = chosen_films(rest)
    return max(module("films.cues")(python, [film, *options]) for film in chosen)


def bench(python: Path, rest: list) -> int:
    """Every benchmark, or those named: `bench render_speed`; one after the other, so that none disturbs another.

    What they find is written to docs/benchmarks.md.
    """
    known = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if not path.name.startswith("_"))
    unknown = [name for name in rest if name not in known]
    if unknown:
        raise Stop(f"There is no benchmark {unknown[0]!r}. There are: {', '.join(known)}.")
    failed = 0
    for name in rest or known:
        say(f"\n=== {name} " + "=" * max(3, 76 - len(name)))
        failed += module(f"benchmarks.{name}")(python, []) != 0
    failed += module("benchmarks._report")(python, []) != 0
    return min(failed, 1)


def lint(python: Path, rest: list) -> int:
    suite = Suite(python)
    suite.lint()
    return suite.summary()


def clean() -> int:
    for env in (STUDENT, TESTS):
        env.remove()
        (ROOT / f"{env.folder.name}.lock").unlink(missing_ok=True)
    for name in (".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", "test-results"):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    say("Removed the environments and the caches. The notebooks are as they were.")
    return 0


def test(python: Path, rest: list) -> int:
    parser = argparse.ArgumentParser(prog="tasks.py test", description="Run every test, or `lesson NN` for one lesson.")
    parser.add_argument(
        "only", nargs="*", metavar="lesson NN", help="one lesson: its notebooks and what is said of them"
    )
    parser.add_argument("--fast", action="store_true", help="style, types, doctests and quick tests: a minute")
    parser.add_argument("-k", metavar="EXPRESSION", help="only the tests whose names match, as in pytest")
    parser.add_argument("--require-browser", action="store_true", help="fail if there is no Chromium to test with")
    parser.add_argument("--require-node", action="store_true", help="fail if there is no node to test with")
    given = parser.parse_args(rest)
    required = {word for word in os.environ.get("FILMSCORE_REQUIRE", "").split(",") if word}
    required |= {word for word in ("browser", "node") if vars(given)[f"require_{word}"]}
    suite = Suite(python, frozenset(required))
    if given.only:
        if len(given.only) != 2 or given.only[0] != "lesson" or not re.fullmatch(r"\d\d", given.only[1]):
            parser.error(f"what is {' '.join(given.only)!r}? For one lesson write: lesson 00")
        number = given.only[1]
        names = " or ".join(sorted({Path(path).stem for path in notebooks(number)})) or number
        suite.unit("-k", names)
        suite.notebooks(number)
    elif given.k:
        suite.unit("-k", given.k)
    else:
        suite.lint()
        suite.doctests()
        if given.fast:
            suite.unit("-m", "not slow")
        else:
            suite.unit()
            suite.notebooks()
            suite.javascript()
            suite.browser()
    return suite.summary()


TASKS = {
    "lab": (lab, STUDENT),
    "doctor": (module("filmscore", "doctor"), STUDENT),
    "test": (test, TESTS),
    "lint": (lint, TESTS),
    "notebooks": (module("filmscore.course.notebooks"), TESTS),
    "release": (module("filmscore.course.release"), TESTS),
    "films": (films, TESTS),
    "cues": (cues, TESTS),
    "bench": (bench, TESTS),
}


def main(words: list) -> int:
    here = words[:1] == ["--here"]  # in an environment of one's own, conda's for one: use this Python as it is
    words = words[1:] if here else words
    if not words or words[0] in ("-h", "--help", "help"):
        say(__doc__.strip())
        return 0
    name, rest = words[0], words[1:]
    if name == "clean":
        return clean()
    if name not in TASKS:
        raise Stop(f"There is no task {name!r}. The tasks are: {', '.join([*TASKS, 'clean'])}.")
    if sys.version_info[:2] not in VERSIONS:
        if here:
            raise Stop(f"--here means this Python, {sys.version.split()[0]}; the course needs 3.11, 3.12 or 3.13.")
        found = another_python()
        say(f"This is Python {sys.version.split()[0]}; going on with {' '.join(found)}.")
        return subprocess.call([*found, str(ROOT / "tasks.py"), *words])
    task, environment = TASKS[name]
    return task(Path(sys.executable) if here else environment.prepare(), rest)


def terminated(*_: object) -> None:
    raise Terminated


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, terminated)
    sys.stdout.reconfigure(errors="replace")  # a Windows console may lack a character of a test's name
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as problem:
        say(f"\n{problem}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("\nStopped. Nothing half-made will be taken for finished: run the same command again.")
        sys.exit(130)
