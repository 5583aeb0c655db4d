"""The parts of `make test`: style, types, doctests, tests, notebooks, JavaScript, browser."""

from __future__ import annotations

import codecs
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools.environments import ROOT, clean_environ, say, stop


class Suite:
    """The parts of `make test`: each runs whatever became of the one before, and all are told of at the end."""

    def __init__(self, python: Path, required: frozenset = frozenset()) -> None:
        self.python = str(python)
        self.required = required
        self.results: list = []

    def run(self, name: str, command: list, **environ: str) -> None:
        """Run one part, showing what it prints, and keep its verdict and its own last line."""
        say(f"\n=== {name} " + "=" * max(3, 76 - len(name)))
        began = time.monotonic()
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            env=clean_environ(**environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        decoder = codecs.getincrementaldecoder("utf8")("replace")
        told = ""
        try:
            for chunk in iter(lambda: process.stdout.read1(4096), b""):  # as it comes: pytest's dots make no lines
                text = decoder.decode(chunk).replace("\r\n", "\n")
                sys.stdout.write(text)
                sys.stdout.flush()
                told += text
            code = process.wait()
        except BaseException:
            stop(process)
            raise
        lines = told.splitlines()
        self.note(name, "passed" if code == 0 else "FAILED", own_words(lines), time.monotonic() - began)

    def note(self, name: str, verdict: str, words: str, seconds: float = 0.0) -> None:
        self.results.append((name, verdict, words, seconds))

    def pytest(self, name: str, *args: str, parallel: bool = True, **environ: str) -> None:
        # nbval runs the cells of a notebook in order on one kernel, so a file must stay with one worker.
        # In the order of their names: left to itself, the file with the fewest tests, the longest, would come last.
        spread = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"] if parallel else []
        colour = ["--color=yes"] if sys.stdout.isatty() else []
        self.run(name, [self.python, "-m", "pytest", *spread, *colour, *args], **environ)

    def lint(self) -> None:
        self.run("style", [self.python, "-m", "ruff", "check", "--output-format=concise", "."])
        self.run("layout", [self.python, "-m", "ruff", "format", "--check", "--output-format=concise", "."])
        self.run("types", [self.python, "-m", "mypy"])

    def doctests(self) -> None:
        self.pytest("doctests", "--doctest-modules", "src/filmscore")

    def unit(self, *args: str) -> None:
        self.pytest("tests", "tests", "--ignore=tests/browser", *args)

    def notebooks(self, number: str = "") -> None:
        found = notebooks(number)
        if not found:
            return self.note("notebooks", "FAILED", f"no notebook {number or ''} in lessons, exercises or solutions")
        self.pytest("notebooks", "--nbval", "--nbval-current-env", "--nbval-cell-timeout=120", *found)

    def javascript(self) -> None:
        files = sorted((ROOT / "tests/js").glob("*.test.mjs"))
        node = shutil.which("node")
        if not node:
            return self.without("javascript", "node", "node is not installed (https://nodejs.org, 20 or later)")
        self.run("javascript", [node, "--test", *files])

    def browser(self) -> None:
        found = chromium()
        if not found:
            why = "no Chromium or Chrome found (Debian: apt install chromium; or set FILMSCORE_CHROMIUM)"
            return self.without("browser", "browser", why)
        self.pytest("browser", "tests/browser", FILMSCORE_CHROMIUM=found)
        _, verdict, together, seconds = self.results[-1]
        if verdict == "FAILED":
            # Two browsers on two cores can be late for a bar of time. What failed is tried once more, alone.
            self.results.pop()
            only = ("--last-failed", "--last-failed-no-failures=none")
            self.pytest("browser", "tests/browser", *only, parallel=False, FILMSCORE_CHROMIUM=found)
            name, verdict, alone, more = self.results.pop()
            self.note(name, verdict, f"{together}; those alone: {alone}", seconds + more)

    def without(self, name: str, key: str, why: str) -> None:
        say(f"\n=== {name}: NOT RUN. {why}")
        if key in self.required:
            self.note(name, "FAILED", f"required, but {why}")
        else:
            self.note(name, "skipped", why)

    def summary(self) -> int:
        say("\n" + "=" * 80)
        for name, verdict, words, seconds in self.results:
            say(f"{verdict:8} {name:11} {seconds:6.1f} s  {words}")
        failed = [name for name, verdict, _, _ in self.results if verdict == "FAILED"]
        skipped = [name for name, verdict, _, _ in self.results if verdict == "skipped"]
        total = sum(result[3] for result in self.results)
        say("=" * 80)
        say(f"{'FAILED: ' + ', '.join(failed) if failed else 'All passed'}"
            f"{'; not run: ' + ', '.join(skipped) if skipped else ''}; {total:.0f} s.")  # fmt: skip
        return 1 if failed else 0


def own_words(lines: list) -> str:
    """What a tool says of itself at the end: pytest's count, node's, ruff's or mypy's verdict, or its last line."""
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in lines if line.strip()]
    for line in reversed(plain):
        if re.fullmatch(r"=+ .*\b(passed|failed|errors?|skipped|deselected|no tests ran)\b.* in .*s.* =+", line):
            return line.strip("= ")
    counts = [m.groups() for line in plain for m in [re.fullmatch(r"[#ℹ] (pass|fail|skipped|tests) (\d+)", line)] if m]
    if counts:
        return ", ".join(f"{number} {word}" for word, number in counts)
    found = [line for line in plain if re.match(r"Found \d+ errors?|Success|All checks passed|\d+ files? ", line)]
    return (found or plain or [""])[-1][:100]


def notebooks(number: str = "") -> list:
    """Paths of the course's notebooks from the root, of one lesson if its number is given."""
    found = []
    for folder in ("lessons", "exercises", "solutions"):
        for path in sorted((ROOT / folder).rglob("*.ipynb")):
            if ".ipynb_checkpoints" not in path.parts and path.name.startswith(number):
                found.append(path.relative_to(ROOT).as_posix())
    return found


def chromium() -> str:
    """Path of a Chromium-like browser, or ""."""
    named = os.environ.get("FILMSCORE_CHROMIUM")
    if named:
        return named
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"):
        found = shutil.which(name)
        if found:
            return found
    for path in (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ):
        if os.path.exists(path):
            return path
    return ""
