"""The pages' scripts, and what it takes to run them outside a browser."""

import os
import shutil
from pathlib import Path

import pytest

from filmscore.widgets import bundle

STATIC = Path(bundle.__file__).parent / "static"
NODE = shutil.which("node")

#: where a browser is required, node is too: then the test fails instead of being skipped
needs_node = pytest.mark.skipif(NODE is None and not os.environ.get("FILMSCORE_REQUIRE_BROWSER"), reason="no node")
