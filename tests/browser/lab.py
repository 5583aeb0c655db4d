"""A real JupyterLab, and a notebook open in it: for the browser tests and the player's benchmark."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TOKEN = "only-for-tests"


@dataclass(frozen=True)
class Server:
    """A running Lab and the folder it serves."""

    url: str
    folder: Path

    def api(self, path: str, method: str = "GET") -> Any:
        request = urllib.request.Request(f"{self.url}/api/{path}?token={TOKEN}", method=method)
        with urllib.request.urlopen(request, timeout=20) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def stop_kernels(self) -> None:
        """A living kernel keeps the script its widgets were made with, and a reopened notebook would find it."""
        for kernel in self.api("kernels"):
            self.api(f"kernels/{kernel['id']}", "DELETE")

    def forget_marks(self) -> None:
        """What earlier tests left marked is gone."""
        for path in (self.folder / "my-marks").glob("*"):
            path.unlink()

    def write(self, name: str, *cells: str) -> str:
        """A notebook of code cells; gives its name."""
        notebook = {
            "cells": [
                {
                    "cell_type": "code",
                    "id": f"cell-{i}",
                    "metadata": {},
                    "execution_count": None,
                    "outputs": [],
                    "source": c,
                }
                for i, c in enumerate(cells)
            ],
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        (self.folder / name).write_text(json.dumps(notebook), encoding="utf-8")
        return name


@contextmanager
def running_server(base: Path) -> Iterator[Server]:
    """JupyterLab with a home, settings and folder of its own, all in `base`."""
    folder, home = base / "work", base / "home"
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    for path in (folder, settings):
        path.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "IPYTHONDIR": str(home / "ipython"),
        "FILMSCORE_WORK": str(folder),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep),
    }
    log = (base / "lab.log").open("w+")
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1"]
    command += [
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        "--ServerApp.disable_check_xsrf=True",
    ]
    command += [
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.extension_manager=readonly",
        f"--ServerApp.root_dir={folder}",
    ]
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
    running = Server(f"http://127.0.0.1:{port}", folder)
    try:
        for _ in range(240):
            try:
                running.api("status")
                break
            except OSError:
                if process.poll() is not None:
                    break
                time.sleep(0.25)
        else:
            process.terminate()
        if process.poll() is not None:
            log.seek(0)
            raise RuntimeError(f"JupyterLab did not start:\n{log.read()[-3000:]}")
        yield running
    finally:
        if process.poll() is None:
            running.stop_kernels()
            process.terminate()
            process.wait(20)
        log.close()


class Lab:
    """A notebook open in Lab, with what the tests do to it."""

    def __init__(self, page: Any, server: Server) -> None:
        self.page, self.server = page, server
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, notebook: str, run: bool = True) -> None:
        self.page.goto(f"{self.server.url}/lab/tree/{notebook}?token={TOKEN}&reset")
        self.page.wait_for_function(
            "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'",
            timeout=60_000,
        )
        if run:
            self.command("notebook:run-all-cells")

    def command(self, name: str, **arguments: Any) -> None:
        """Start one of Lab's commands; a dialog it opens is not waited for."""
        self.page.evaluate("([name, args]) => { window.jupyterapp.commands.execute(name, args) }", [name, arguments])

    def ready(self, number: int = 0) -> Any:
        """The player of that number, its picture and sound come."""
        root = self.page.locator(".fsp-root").nth(number)
        root.wait_for(timeout=40_000)
        root.scroll_into_view_if_needed()
        self.page.locator(".fsp-root[data-ready]").first.wait_for(timeout=40_000)
        return root

    def js(self, expression: str, number: int = 0) -> Any:
        """Evaluate with `p`, the player, and `hub`, what players share."""
        return self.page.evaluate(
            f"number => {{ const p = document.querySelectorAll('.fsp-root')[number]?.fsp;"
            f" const hub = globalThis[Symbol.for('filmscore.hub.1')]; return {expression}; }}",
            number,
        )


def press_play(lab: Any) -> None:
    """Click Play, and wait until it plays."""
    lab.root.get_by_role("button", name="Play", exact=True).click()
    lab.page.wait_for_function("() => document.querySelector('.fsp-root').fsp.desk.running")


def press(lab: Any, *keys: str, at: int | None = None) -> None:
    """Keys, with the focus on the timeline; on a frame, if one is given."""
    lab.root.get_by_role("slider", name="Position in the film").focus()
    if at is not None:
        lab.js(f"p.seek({at})")
    for key in keys:
        lab.page.keyboard.press(key)


def again(lab: Any) -> None:
    """The widget of the cell run once more, or of the page loaded once more."""
    lab.page.locator(".fsp-root[data-ready]:not([data-old])").wait_for(timeout=60_000)
    lab.root = lab.ready()


def until(lab: Any, condition: str, timeout: int = 3000) -> None:
    """Wait until a condition holds of `p`, the first player."""
    lab.page.wait_for_function(
        f"() => {{ const p = document.querySelector('.fsp-root').fsp; return {condition}; }}", timeout=timeout
    )


def settled(lab: Any) -> None:
    """Wait until the kernel has taken the last step of the page, and written it down."""
    until(lab, "p.steps.keeper.taken?.counter === p.steps.keeper.copy.counter", 20_000)


def peak(lab: Any, channel: str) -> float:
    """Loudest sample of a channel over a fifth of a second: a tone has zeros, silence has nothing else."""
    return lab.page.evaluate(
        """async channel => {
            const desk = document.querySelector('.fsp-root').fsp.desk;
            let most = 0;
            for (let i = 0; i < 10; i++) {
                most = Math.max(most, desk.peak(channel));
                await new Promise(done => setTimeout(done, 20));
            }
            return most;
        }""",
        channel,
    )


def in_kernel(lab: Any, expression: str) -> str:
    """What an expression is in the notebook's kernel."""
    return lab.page.evaluate(
        """async expression => {
            const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
            const reply = await kernel.requestExecute({ code: '', user_expressions: { it: expression } }).done;
            return reply.content.user_expressions.it.data?.['text/plain'] ?? reply.content.user_expressions.it.evalue;
        }""",
        expression,
    )
