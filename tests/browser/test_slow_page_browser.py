"""Widgets on a page that is slow, in a notebook whose kernel is busy: what is said too early or too late comes."""

from __future__ import annotations

import pytest
from lab import settled

#: a page on which no widget's script is there within the two seconds the host waits for it
LATE = """const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => timeout(ms === 2000 ? 0 : ms);"""
GAVE_UP = "[anywidget] Failed to initialize model."

MAP = 'import filmscore as fs\nlaid = fs.orchestra_map(chord="D5 G4", players={"flute": "D5"}, name="slow")\nlaid'
PLAY = 'fs.play("C4 E4", played_by="piano")'
BUSY = "import time\ntime.sleep(2)"
GIVE = "(() => { const p = document.querySelector('.fsp-om').fsp; p.give(p.axis.line('Horn').row, 'G4', null); })()"


@pytest.fixture
def late(lab, server):
    """A notebook on such a page, of these cells, run; the host did give up its widgets."""
    server.forget_marks()
    opened = []

    def show(*cells):
        one = lab()
        one.page.add_init_script(LATE)
        one.open(server.write("late.ipynb", *cells))
        opened.append(one)
        return one

    yield show
    for one in opened:
        assert GAVE_UP in one.errors, "nobody was late"
        one.errors[:] = [error for error in one.errors if error != GAVE_UP]


def test_a_widget_that_was_late_hears_its_kernel_all_the_same(late):
    one = late(MAP, PLAY, BUSY)
    one.page.locator(".fsp-om[data-ready]").wait_for(timeout=40_000)
    one.page.evaluate(GIVE)
    one.root = one.page.locator(".fsp-om")
    settled(one)
    assert "does not answer" not in one.page.locator(".fsp-kept").inner_text()
    player = one.page.locator(".fsp-np")
    player.scroll_into_view_if_needed()
    one.page.locator(".fsp-np[data-ready]").wait_for(timeout=30_000)
    player.get_by_role("button", name="Play").first.click()
    one.page.wait_for_function("() => document.querySelector('.fsp-np').fsp.desk.peak() > 1e-3", timeout=30_000)
