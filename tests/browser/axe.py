"""The checker of pages for those who see, hear or move otherwise."""

from pathlib import Path

from axe_playwright_python import sync_playwright as package

AXE = (Path(package.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
