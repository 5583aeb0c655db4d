"""A real JupyterLab and a real Chromium for the tests marked `browser`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lab import Lab, Server, running_server

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("FILMSCORE_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here need the browser; without one they are skipped aloud, where it is required they fail."""
    for item in items:
        if HERE not in Path(item.path).parents:
            continue
        item.add_marker("browser")
        if CHROMIUM is None and not os.environ.get("FILMSCORE_REQUIRE_BROWSER"):
            item.add_marker(
                pytest.mark.skip(reason="no Chromium found; install it, or set FILMSCORE_CHROMIUM to its path")
            )


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """JupyterLab, for all tests of the session."""
    with running_server(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture(scope="session")
def chromium(playwright: Any) -> Iterator[Any]:
    """The system's Chromium; no browser is downloaded."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    yield browser
    browser.close()


@pytest.fixture
def lab(chromium: Any, server: Server) -> Iterator[Callable[..., Lab]]:
    """Opens Lab windows: `lab(width=…, reduced_motion=…)`."""
    server.stop_kernels()
    contexts, labs = [], []

    def window(width: int = 1200, height: int = 1200, **options: Any) -> Lab:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        labs.append(Lab(context.new_page(), server))
        return labs[-1]

    yield window
    for context in contexts:
        context.close()
    assert [error for one in labs for error in one.errors] == []


@pytest.fixture
def window(chromium: Any, work: Path) -> Iterator[Callable[..., Any]]:
    """Browser windows for pages with a widget and no notebook: `window(width=…, has_touch=…)`, or one that is there."""
    contexts: list[Any] = []

    def opened(width: int = 1000, context: Any = None, **options: Any) -> Any:
        context = context or chromium.new_context(viewport={"width": width, "height": 1000}, **options)
        contexts.append(context)
        return context

    yield opened
    errors = [error for context in contexts for page in context.pages for error in getattr(page, "errors", [])]
    for context in dict.fromkeys(contexts):
        context.close()
    assert errors == []
