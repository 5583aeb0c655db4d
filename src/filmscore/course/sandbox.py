"""Students' code shut in while it is graded: no network, nothing to write on, nothing of the teacher's to read.

nbgrader runs every submission with the rights of whoever grades. On Linux with bubblewrap (``apt install bubblewrap``)
each kernel here gets a system it can only read, an empty home of its own, limits on memory and files, and no way out;
it is spoken to through files in that home. Elsewhere kernels are open, and the log says so.
"""

from __future__ import annotations

import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.manager import AsyncKernelManager

from ..errors import FilmScoreError, shown
from .beside import recordings_in

_log = logging.getLogger(__name__)

MEMORY = 6 * 2**30  #: bytes of address space of a kernel; numba and numpy reserve far more than they use
FILE = 100 * 2**20  #: bytes of the largest file it may write

KINDS = ("auto", "bwrap", "open")
OPEN = (
    "Students' code runs with your rights: it can read your files, use your network and change the gradebook. "
    "On Linux install bubblewrap (apt install bubblewrap); elsewhere grade in a container or as a user of its own."
)


def kernel_manager(kind: str = "auto") -> type[AsyncKernelManager] | None:
    """The class that starts kernels for grading; None for open ones.

    Parameters
    ----------
    kind : {'auto', 'bwrap', 'open'}
        ``'auto'`` shuts kernels in where bubblewrap is found, and warns where it is not.

    Raises
    ------
    FilmScoreError
        bubblewrap is asked for and not there.
    """
    if kind not in KINDS:
        raise FilmScoreError(f"kernels are {', '.join(KINDS)}, not {shown(kind)}")
    if kind == "open":
        return None
    if shutil.which("bwrap") and shutil.which("prlimit"):
        return ShutIn
    if kind == "bwrap":
        raise FilmScoreError("bubblewrap or prlimit is not installed: apt install bubblewrap util-linux")
    _log.warning(OPEN)
    return None


def wall(home: Path, folder: Path | None = None) -> list[str]:
    """The command that goes before a kernel's own: all it may see, and how much it may use.

    Parameters
    ----------
    home : Path
        The kernel's own, on which it may write.
    folder : Path, optional
        What the student handed in: the recordings in it lie beside the notebook here too, to be read.
    """
    package = Path(__file__).resolve().parents[2]
    seen = ["/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/etc"]
    seen += [sys.base_prefix, sys.prefix, str(package), str(Path(sys.executable).resolve().parent.parent)]
    words = ["bwrap", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp"]
    for path in dict.fromkeys(seen):
        if Path(path).exists():
            words += ["--ro-bind", path, path]
    words += ["--bind", str(home), str(home), "--chdir", str(home / "work")]
    for sound in recordings_in(folder) if folder else []:
        words += ["--ro-bind", str(sound.absolute()), str(home / "work" / sound.name)]
    words += ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
    told = {
        "HOME": str(home / "work"),
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LANG": os.environ.get("LANG", "C.UTF-8"),
        "FILMSCORE_WORK": str(home / "work"),
        "NBGRADER_EXECUTION": "autograde",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    for name, value in told.items():
        words += ["--setenv", name, value]
    return [*words, "prlimit", f"--as={MEMORY}", f"--fsize={FILE}", "--core=0"]


class ShutIn(AsyncKernelManager):
    """A kernel behind a wall, spoken to through files."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.home = Path(tempfile.mkdtemp(prefix="filmscore-kernel-"))
        (self.home / "work").mkdir()
        self.transport = "ipc"
        self.ip = str(self.home / "k")
        self.connection_file = str(self.home / "kernel.json")

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        # a signal would end the wall, not the loop behind it: interrupts go by message
        if self.kernel_spec is not None:
            self.kernel_spec.interrupt_mode = "message"
        asked: dict[str, Any] = self._launch_args or {}  # nbclient starts a kernel in the folder of its notebook
        folder = Path(asked["cwd"]) if asked.get("cwd") else None
        return [*wall(self.home, folder), *super().format_kernel_cmd(extra_arguments)]

    async def _async_cleanup_resources(self, restart: bool = False) -> None:
        await super()._async_cleanup_resources(restart)
        if not restart:
            shutil.rmtree(self.home, ignore_errors=True)

    cleanup_resources = _async_cleanup_resources
