"""Saving and restoring as a student does it: click the link, carry the file to another copy of the course."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

FREE = """import os
for name in ("FILMSCORE_WORK", "FILMSCORE_COURSE"):
    os.environ.pop(name, None)
import filmscore as fs
fs.check("00.1", "D5 A5 F#5 E5")"""


@pytest.fixture
def course(server):
    """The folder Lab serves, as a copy of the course with one lesson in it, and nothing that other tests left."""
    for path in server.folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (server.folder / "lessons").mkdir(exist_ok=True)
    (server.folder / "environment.yml").write_text("")
    yield server.folder
    for path in [server.folder / "lessons", server.folder / "environment.yml", *server.folder.glob("my-*")]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def opened(lab, server, *cells, window=None):
    """A notebook in lessons/ with these cells, run from the top."""
    one = lab(**(window or {"width": 1000, "height": 900}), accept_downloads=True)
    one.open(server.write("lessons/99_mine.ipynb", *cells))
    return one


def clicked(one):
    """Click the link and wait for the file the browser keeps."""
    link = one.page.get_by_role("link", name="Download my-filmscore-work")
    link.wait_for(timeout=40_000)
    link.scroll_into_view_if_needed()
    with one.page.expect_download(timeout=20_000) as waiting:
        link.click()
    return waiting.value


@pytest.mark.parametrize("place", ["", '".."'], ids=["beside the notebook", "in the folder above"])
def test_a_click_brings_the_very_bytes(lab, server, course, place):
    one = opened(lab, server, FREE, f"fs.save_work({place})")
    before = one.page.url
    download = clicked(one)
    (made,) = course.rglob("my-filmscore-work-*.zip")
    assert download.suggested_filename == made.name
    assert Path(download.path()).read_bytes() == made.read_bytes()
    assert one.page.url == before and one.page.locator(".jp-Dialog").count() == 0
    with zipfile.ZipFile(made) as box:
        assert box.testzip() is None
        assert set(box.namelist()) == {"course/lessons/99_mine.ipynb", "course/my-progress.json", "manifest.json"}


def test_what_was_downloaded_restores_in_another_copy(lab, server, course, tmp_path):
    download = clicked(opened(lab, server, FREE, "fs.save_work()"))
    (tmp_path / "lessons").mkdir()
    (tmp_path / "environment.yml").write_text("")
    shutil.copy(download.path(), tmp_path / "lessons" / download.suggested_filename)
    free, _, _ = FREE.rpartition("\n")
    code = f"{free}\nprint(fs.restore_work({download.suggested_filename!r}))\nprint(fs.progress('00'))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path / "lessons", capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "Restored." in done.stdout and "passed 00.1" in done.stdout
    for name in ("lessons/99_mine.ipynb", "my-progress.json"):
        assert (tmp_path / name).read_bytes() == (course / name).read_bytes()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
@pytest.mark.parametrize("width", [700, 1200])
def test_progress_fits_its_place_and_is_read_aloud(lab, server, course, theme, width):
    one = opened(lab, server, FREE, "fs.progress()", window={"width": width, "height": 1100})
    one.command("apputils:change-theme", theme=theme)
    one.page.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=theme)
    for title in ("00 Start here", "03 Spotting"):
        table = one.page.get_by_role("table", name=title)
        table.wait_for(timeout=40_000)
        assert table.evaluate("e => e.scrollWidth <= e.parentElement.clientWidth + 1")
        sizes = table.evaluate("e => [...e.querySelectorAll('*')].map(x => parseFloat(getComputedStyle(x).fontSize))")
        assert min(sizes) >= 11
    row = one.page.get_by_role("row").filter(has_text="00.O3")
    assert row.get_by_role("rowheader").is_visible() and "passed" in row.inner_text()
    if theme.endswith("Dark"):
        one.command("apputils:change-theme", theme="JupyterLab Light")
