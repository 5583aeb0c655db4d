"""Lesson 00 as a newcomer walks it: every cell from the top, the film heard, four notes written and heard."""

import shutil
from pathlib import Path

import pytest
from lab import in_kernel

LESSON = Path(__file__).parents[2] / "lessons" / "00_start_here.ipynb"
ENERGY = """async ([number, seconds]) => {
    const { desk } = document.querySelectorAll('.fsp-root')[number].fsp;
    let most = 0;
    for (let i = 0; i < seconds * 50; i++) {
        most = Math.max(most, desk.peak());
        await new Promise(done => setTimeout(done, 20));
    }
    return most;
}"""


@pytest.fixture
def lesson(lab, server):
    shutil.copy(LESSON, server.folder / LESSON.name)
    one = lab(width=1280, height=1000)
    one.open(LESSON.name, run=False)
    return one


def run_all(lesson):
    """Run every cell and wait until the last has run."""
    lesson.command("notebook:run-all-cells")
    lesson.page.wait_for_function(
        """() => {
            const cells = window.jupyterapp.shell.currentWidget.content.model.cells;
            const code = [...Array(cells.length).keys()].map(i => cells.get(i)).filter(c => c.type === 'code');
            return code.every(c => c.executionCount > 0) && code.every(c => c.executionState !== 'running');
        }""",
        timeout=90_000,
    )
    lesson.page.wait_for_timeout(500)


def outputs(lesson):
    """Of every code cell its id, its kinds of output and its text."""
    return lesson.page.evaluate(
        """() => window.jupyterapp.shell.currentWidget.content.widgets
            .filter(w => w.model.type === 'code')
            .map(w => [w.model.id, w.model.outputs.toJSON()])"""
    )


def play(lesson, number, frame, seconds=1.5):
    """Play the player of that number from a frame; the loudest sample heard."""
    root = lesson.ready(number)
    lesson.page.wait_for_function(
        "n => 'ready' in document.querySelectorAll('.fsp-root')[n].dataset", arg=number, timeout=60_000
    )
    lesson.js(f"p.seek({frame})", number)
    root.get_by_role("button", name="Play", exact=True).click()
    lesson.page.wait_for_function(
        "n => document.querySelectorAll('.fsp-root')[n].fsp.desk.running", arg=number, timeout=20_000
    )
    heard = lesson.page.evaluate(ENERGY, [number, seconds])
    lesson.js("p.desk.running && p.pause()", number)  # four notes may be over by now, and with them the button
    return heard


def test_every_cell_runs_and_the_film_is_heard(lesson):
    run_all(lesson)
    for cell, made in outputs(lesson):
        assert not [one for one in made if one["output_type"] == "error" or one.get("name") == "stderr"], cell
    assert lesson.page.locator(".fsp-root").count() >= 6
    assert play(lesson, 0, 245) > 0.02  # Jon speaks; there is no music here
    bare, scored = play(lesson, 0, 1704), play(lesson, 1, 1704)  # the lights, without the score and with it
    assert scored > 0.1 and scored > 4 * bare
    for title in ("Solo piano", "Ominous"):
        lesson.ready(2).get_by_role("radio", name=title).click()
        lesson.page.wait_for_function(
            "t => document.querySelectorAll('.fsp-root')[2].fsp.reel.music?.[0]?.channel.startsWith(t)",
            arg=title,
            timeout=30_000,
        )
        assert play(lesson, 2, 1150 if title == "Solo piano" else 1040) > 0.02, title


def test_streamers_run_for_music_and_leave_the_bare_film_alone(lesson):
    run_all(lesson)
    drawn = """(() => {
        const { canvas } = p.picture;
        return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(value => value > 0);
    })()"""
    for number, streams in ((0, False), (1, True)):
        lesson.ready(number)
        lesson.js("p.seek(1046)", number)  # ten frames before the bloom
        lesson.page.wait_for_timeout(300)
        assert lesson.js(drawn, number) is streams


def test_four_notes_are_written_checked_and_heard(lesson):
    run_all(lesson)
    lesson.page.evaluate(
        """() => {
            const { model } = window.jupyterapp.shell.currentWidget.content.widgets
                .find(w => w.model.sharedModel.getSource().includes('my_notes = None'));
            model.sharedModel.setSource(model.sharedModel.getSource().replace('None', '"C5 C5 G4 A4"'));
        }"""
    )
    run_all(lesson)
    said = dict(outputs(lesson))["answer"]
    assert "Passed" in said[0]["data"]["text/plain"] and "valley" in said[0]["data"]["text/plain"]
    assert in_kernel(lesson, "my_notes") == "'C5 C5 G4 A4'"
    mine = lesson.page.evaluate(  # quick checks are roots too, without a player in them
        "() => [...document.querySelectorAll('.fsp-root')].findLastIndex(root => root.fsp)"
    )
    assert play(lesson, mine, 1056, 3.0) > 0.02
    assert lesson.js("p.reel.font", mine)  # the player says whose instruments it plays
