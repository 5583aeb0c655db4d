"""librosa compiles functions when it is first loaded: of two processes, the second waits."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from filmscore import work

LOAD = "from filmscore.sound.loading import librosa; print(librosa().__name__)"


def test_who_loads_it_waits_for_whoever_does(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with work.alone(Path(tempfile.gettempdir()) / "filmscore-librosa"):
        waiting = subprocess.Popen(
            [sys.executable, "-c", LOAD], stdout=subprocess.PIPE, env=dict(os.environ), text=True
        )
        time.sleep(4)
        assert waiting.poll() is None, "it has not waited"
    said, _ = waiting.communicate(timeout=170)
    assert said.strip() == "librosa"
