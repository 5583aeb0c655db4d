"""The environments the course runs in: found complete, or built, with Python's own library alone.

It is read by whatever Python someone has, so it keeps to what 3.7 understands until the right one is found.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ((3, 11), (3, 12), (3, 13))
WINDOWS = os.name == "nt"
TRIAL = "import filmscore, jupyterlab, ipywidgets, music21, librosa, matplotlib, soundfile, numba, verovio"


class Stop(Exception):
    """The task cannot go on; the message says what is missing and what to do about it."""


def say(text: str = "") -> None:
    print(text, flush=True)


# ---------------------------------------------------------------- the right Python


def version_of(command: list) -> tuple:
    """(3, 11) for an interpreter that runs, () for one that does not (a pyenv shim may exist and still fail)."""
    try:
        code = "import sys; print(*sys.version_info[:2])"
        out = subprocess.run([*command, "-c", code], capture_output=True, text=True, timeout=20, check=True).stdout
        return tuple(int(n) for n in out.split())
    except (OSError, ValueError, subprocess.SubprocessError):
        return ()


def another_python() -> list:
    """The command of a suitable interpreter on this machine, or a Stop that says what to install."""
    candidates = [[f"python{major}.{minor}"] for major, minor in VERSIONS]
    if WINDOWS:
        candidates = [["py", f"-{major}.{minor}"] for major, minor in VERSIONS] + candidates
    for command in [*candidates, ["python3"], ["python"]]:
        if shutil.which(command[0]) and version_of(command) in VERSIONS:
            return command
    raise Stop(
        f"The course needs Python 3.11, 3.12 or 3.13; this is {sys.version.split()[0]} and no other was found.\n"
        "  Windows, macOS   install 3.11 from https://www.python.org/downloads/\n"
        "  Debian, Ubuntu   sudo apt install python3.11 python3.11-venv\n"
        "  with uv          uv python install 3.11, then: uv run --no-project --python 3.11 tasks.py lab"
    )


# ---------------------------------------------------------------- environments


class Environment:
    """A folder of packages beside the course: built whole, or built again.

    A stamp is written last. It holds a fingerprint of what was asked for, so an environment that was interrupted, is
    out of date, or came along with a moved folder is told from a finished one by the stamp alone.
    """

    def __init__(self, folder: str, extras: tuple = (), needs_gb: float = 2.0) -> None:
        self.folder = ROOT / folder
        self.extras = extras
        self.needs_gb = needs_gb

    @property
    def python(self) -> Path:
        return self.folder / ("Scripts/python.exe" if WINDOWS else "bin/python")

    @property
    def stamp(self) -> Path:
        return self.folder / "finished"

    def fingerprint(self) -> str:
        import tomllib

        asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))
        built = [asked["project"], asked["build-system"], asked["tool"]["setuptools"]]
        wanted = [built, self.extras, sys.version, sys.base_prefix, str(ROOT)]
        return hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()

    def ready(self) -> bool:
        with contextlib.suppress(OSError):
            return self.python.exists() and self.stamp.read_text(encoding="utf8") == self.fingerprint()
        return False

    def prepare(self) -> Path:
        """The environment's Python; builds the environment first if it is not finished."""
        if self.ready():
            return self.python
        with locked(ROOT / f"{self.folder.name}.lock") as lock:
            if not self.ready():  # whoever held the lock before us may have built it
                self.build(lock)
        return self.python

    def build(self, lock: TextIO) -> None:
        began = time.monotonic()
        steps = Steps(4)
        steps.next(f"Python {sys.version.split()[0]} for {self.folder.name}")
        free = shutil.disk_usage(ROOT).free / 1e9
        if free < self.needs_gb:
            raise Stop(
                f"Not enough room: {self.folder.name} needs about {self.needs_gb:g} GB and this disk has {free:.1f} GB."
            )
        ways = [way for way in (WithUv(self), WithPip(self)) if way.available()]
        if not ways:
            raise Stop(
                "This Python has no venv or ensurepip module, so it cannot make an environment.\n"
                "  Debian, Ubuntu   sudo apt install python3-venv\n"
                "  anywhere         install uv (https://docs.astral.sh/uv/), which needs neither"
            )
        trouble = ""
        for way in ways:
            log = Log(lock)
            if self.attempt(way, steps, log):
                self.finish()
                say(f"Ready after {time.monotonic() - began:.0f} s.\n")
                return
            trouble = diagnose(log.lines, way.name)
            if way is not ways[-1]:
                say(f"      {way.name} could not do it; trying again with {ways[-1].name}")
        raise Stop(trouble)

    def attempt(self, way: WithUv | WithPip, steps: Steps, log: Log) -> bool:
        """Build the folder one way, from nothing; whether it worked. `log` keeps what was said."""
        self.remove()
        steps.at(2, f"a new environment, with {way.name}")
        if log.follow(way.create()) != 0:
            return False
        steps.at(3, "packages (the first time this takes a minute or two)")
        if log.follow(way.install()) != 0:
            return False
        steps.at(4, "trying what was installed")
        return log.follow([str(self.python), "-c", TRIAL]) == 0

    def finish(self) -> None:
        half = self.stamp.with_suffix(".part")
        half.write_text(self.fingerprint(), encoding="utf8")
        half.replace(self.stamp)

    def remove(self) -> None:
        """Take the folder away, stamp first: whatever stops us in between, the rest is not taken for finished."""
        if not self.folder.exists():
            return
        try:
            self.stamp.unlink(missing_ok=True)
            shutil.rmtree(self.folder)
        except OSError as error:
            raise Stop(
                f"{self.folder.name} has to be built again but cannot be removed: {error}\n"
                "Close every JupyterLab and terminal that uses it, then run this again."
            ) from error


class WithUv:
    """Builds an environment with uv, which takes seconds."""

    name = "uv"

    def __init__(self, env: Environment) -> None:
        self.env = env
        self.uv = shutil.which("uv")

    def available(self) -> bool:
        return self.uv is not None

    def create(self) -> list:
        return [str(self.uv), "venv", "--python", sys.executable, str(self.env.folder)]

    def install(self) -> list:
        return [str(self.uv), "pip", "install", "--python", str(self.env.python), "-e", requirement(self.env.extras)]


class WithPip:
    """Builds an environment with what Python brings."""

    name = "venv and pip"

    def __init__(self, env: Environment) -> None:
        self.env = env

    def available(self) -> bool:
        from importlib.util import find_spec

        return find_spec("venv") is not None and find_spec("ensurepip") is not None

    def create(self) -> list:
        return [sys.executable, "-m", "venv", str(self.env.folder)]

    def install(self) -> list:
        pip = [str(self.env.python), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off"]
        # Python compiles what it imports when it imports it; compiling all of it now would take as long as the rest.
        return [*pip, "--no-compile", "-e", requirement(self.env.extras)]


def requirement(extras: tuple) -> str:
    return f".[{','.join(extras)}]" if extras else "."


def clean_environ(**more: str) -> dict:
    """The surroundings a task runs in: no packages from elsewhere, UTF-8 everywhere."""
    leave = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX", "__PYVENV_LAUNCHER__"}
    kept = {name: value for name, value in os.environ.items() if name not in leave}
    # uv reads none of pip's settings; someone behind a mirror has made them for pip.
    for theirs, ours in (
        ("PIP_INDEX_URL", "UV_DEFAULT_INDEX"),
        ("PIP_EXTRA_INDEX_URL", "UV_INDEX"),
        ("PIP_FIND_LINKS", "UV_FIND_LINKS"),
        ("PIP_CERT", "SSL_CERT_FILE"),
    ):
        if kept.get(theirs):
            kept.setdefault(ours, kept[theirs])
    return {**kept, "PYTHONNOUSERSITE": "1", "PYTHONUTF8": "1", **more}


@contextlib.contextmanager
def locked(path: Path):
    """One set-up at a time. The system drops the lock when its holder dies, so it can never be left behind."""
    with open(path, "a+", encoding="utf8") as handle:
        waited = False
        while not try_lock(handle):
            if not waited:
                say(f"Another set-up is at work here ({path.name}); waiting for it to end.")
                waited = True
            time.sleep(0.5)
        yield handle


def try_lock(handle: TextIO) -> bool:
    if WINDOWS:
        import msvcrt

        handle.seek(0)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some network folders know no locks: go on without
        return True
    return True


# ---------------------------------------------------------------- progress, and what went wrong


class Steps:
    """`[2/4] a new environment`"""

    def __init__(self, total: int) -> None:
        self.total, self.now = total, 0

    def next(self, text: str) -> None:
        self.at(self.now + 1, text)

    def at(self, number: int, text: str) -> None:
        self.now = number
        say(f"[{number}/{self.total}] {text}")


class Log:
    """Runs a command, keeps what it says, and shows one line of it: how long, and what it is doing."""

    EVERY = 15.0  # seconds between lines where they cannot be rewritten in place

    def __init__(self, lock: TextIO) -> None:
        self.lines: list = []
        self.lock = lock

    def follow(self, command: list) -> int:
        # The child holds our lock as well: should we be killed outright, nobody builds over it while it still writes.
        inherit = {} if WINDOWS else {"pass_fds": (self.lock.fileno(),)}
        process = subprocess.Popen(
            command, cwd=ROOT, env=clean_environ(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, encoding="utf8", errors="replace", **inherit,
        )  # fmt: skip
        reader = threading.Thread(target=self.read, args=(process,), daemon=True)
        reader.start()
        began = shown = time.monotonic()
        rewrites = sys.stdout.isatty()
        try:
            while process.poll() is None:
                time.sleep(0.1)
                now = time.monotonic()
                if now - shown >= (0.2 if rewrites else self.EVERY):
                    self.show(now - began, rewrites)
                    shown = now
        except BaseException:
            stop(process)
            raise
        finally:
            reader.join(2)
            if rewrites:
                print("\r\033[K", end="", flush=True)
        return process.returncode

    def read(self, process: subprocess.Popen) -> None:
        for line in process.stdout:
            self.lines.append(line.rstrip())

    def show(self, seconds: float, rewrites: bool) -> None:
        doing = next((told for told in map(doing_what, reversed(self.lines[-50:])) if told), "")
        line = f"      {seconds:3.0f} s  {doing}"[: shutil.get_terminal_size().columns - 1]
        if rewrites:
            print(f"\r\033[K{line}", end="", flush=True)
        else:
            say(line)


def doing_what(line: str) -> str:
    """What a line of pip or uv says is going on, in a few words; "" for a line that says nothing of the kind."""
    if line.startswith("Installing collected packages"):
        return f"installing {line.count(',') + 1} packages"
    found = re.match(r"\s*(Collecting|Downloading|Using cached|Building|Resolved|Prepared|Installed)\b\s*(.*)", line)
    if not found:
        return ""
    verb, what = found.groups()
    what = re.sub(r"-(cp|py|pp)\d\S*\.whl(\.metadata)?|\.tar\.gz(\.metadata)?", "", what.split(" (from ")[0])
    return f"{verb.lower()} {what}"[:70]


NO_NETWORK = re.compile(
    r"Failed to establish a new connection|NewConnectionError|Connection refused|getaddrinfo failed|ConnectTimeout|"
    r"Temporary failure in name resolution|Name or service not known|Network is unreachable|ReadTimeout|ProxyError|"
    r"error sending request|dns error|tcp connect error|Could not connect|Max retries exceeded|ConnectionResetError|"
    r"\(from versions: none\)",
    re.I,
)


def diagnose(lines: list, way: str) -> str:
    """A failed set-up in plain words."""
    text = "\n".join(lines)
    if re.search(r"No space left on device|Errno 28|os error 28|not enough space on the disk", text, re.I):
        return "The disk is full. Make room (about 3 GB), then run this again."
    if NO_NETWORK.search(text):
        said = next(line.strip() for line in reversed(lines) if NO_NETWORK.search(line))
        return (
            "No network: the package index could not be reached, and the course's packages come from there once.\n"
            "Check the connection (behind a proxy set HTTPS_PROXY, with a mirror PIP_INDEX_URL), then run this again.\n"
            f"  {way} said: {said[:200]}"
        )
    if "ensurepip" in text and "returned non-zero exit status" in text:
        return "This Python cannot make environments. On Debian or Ubuntu: sudo apt install python3-venv"
    tail = "\n".join(f"    {line}" for line in lines[-15:])
    return f"Setting up with {way} failed. Its last words:\n{tail}"


def stop(process: subprocess.Popen) -> None:
    """End a child we started, politely first."""
    with contextlib.suppress(OSError):
        process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
