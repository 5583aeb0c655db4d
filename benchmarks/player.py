"""How soon the cue player is ready, how soon it sounds, and how well the picture keeps to the sound.

Run with `python benchmarks/player.py`, in the environment of the tests. A real JupyterLab and the system's Chromium
play a film of 80 seconds with six stereo stems of 60 seconds, coded beforehand, as shipped cues are. Beside the
player stand two plain media elements, a video and a sound started together: what a notebook offers otherwise.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))

import testfilm
from lab import Lab, running_server

FAMILIES = ("woodwinds", "brass", "percussion", "keys", "choir", "strings")
SECONDS = 60
STARTS = 6

SETUP = """
import pathlib, testfilm
from filmscore.picture.film import Film
from filmscore.widgets.cue_player import watch
film = Film.from_timeline({timeline!r})
class Shipped:
    id, start, tempo, spotting, folder, names, seconds = "1m1", 0, None, None, None, (), {seconds}
    def encoded(self):
        files = sorted(pathlib.Path({stems!r}).glob("*.ogg"))
        return [testfilm.Encoded(p.stem, p.stem, "audio/ogg", p.read_bytes()) for p in files]
"""

#: how far the picture is from the sound, every 20 ms for some seconds
OFFSETS = """async ([seconds, sound, picture]) => {
    const out = [], end = performance.now() + seconds * 1000;
    while (performance.now() < end) {
        out.push(Math.abs(eval(picture) - eval(sound)) * 1000);
        await new Promise(done => setTimeout(done, 20));
    }
    return out;
}"""

#: a click, and the moment the first sample passes
CLICK = """async () => {
    const p = document.querySelector('.fsp-root').fsp;
    const start = performance.now();
    p.root.querySelector('.fsp-play').click();
    while (p.desk.peak() < 1e-3 && performance.now() - start < 5000) await new Promise(done => setTimeout(done, 1));
    return performance.now() - start;
}"""

PLAIN = """async () => {
    const p = document.querySelector('.fsp-root').fsp, hub = globalThis[Symbol.for('filmscore.hub.1')];
    const kept = [...hub.bytes.things.entries()];
    const bytes = async part => (await kept.find(([name]) => name.includes(part))[1].value)[0];
    const picture = await bytes('picture'), guide = await bytes('guide');
    window.plain = ['video', 'audio'].map(tag => document.createElement(tag));
    const load = (element, { data, mime }) => new Promise(done => {
        element.oncanplaythrough = done;
        element.src = URL.createObjectURL(new Blob([data], { type: mime }));
    });
    await Promise.all([load(plain[0], picture), load(plain[1], guide)]);
    document.body.append(...plain);
    plain.forEach(element => element.play());
    await new Promise(done => setTimeout(done, 1000));
}"""


def music(seconds: int, seed: int) -> bytes:
    """A stem with enough in it to weigh what an orchestral stem weighs."""
    rng = np.random.default_rng(seed)
    time = np.arange(seconds * testfilm.SAMPLE_RATE) / testfilm.SAMPLE_RATE
    sound = np.zeros((len(time), 2), np.float32)
    for partial in range(1, 13):
        swell = 0.5 + 0.5 * np.sin(2 * np.pi * rng.uniform(0.1, 2) * time + rng.uniform(0, 6))
        tone = np.sin(2 * np.pi * 110 * (1 + seed / 7) * partial * time) * swell * 0.1 / partial
        pan = rng.uniform(0.2, 0.8)
        sound += (tone[:, None] * [pan, 1 - pan]).astype(np.float32)
    return testfilm.ogg(sound + rng.normal(0, 0.002, sound.shape).astype(np.float32))


def prepare(base: Path) -> str:
    """Film and stems on disk; gives the notebook's first cell."""
    film = testfilm.make_film(base / "film", frames=80 * 24)
    stems = base / "stems"
    stems.mkdir()
    for seed, family in enumerate(FAMILIES):
        (stems / f"{family}.ogg").write_bytes(music(SECONDS, seed))
    return SETUP.format(timeline=str(film.path / "timeline.otio"), stems=str(stems), seconds=SECONDS)


def measure(browser: Any, base: Path) -> dict[str, float]:
    """All figures, in one run."""
    setup = prepare(base)
    weight = sum(p.stat().st_size for p in (base / "stems").iterdir()) / 1e6
    result: dict[str, float] = {"stems, MB": weight}
    with running_server(base) as server:
        notebook = server.write("bench.ipynb", setup, "watch(film, cues={'Score': Shipped()})")
        ready, first_clicks = [], []
        for _ in range(STARTS):
            server.stop_kernels()
            page = browser.new_context(viewport={"width": 1200, "height": 1200}).new_page()
            lab = Lab(page, server)
            lab.open(notebook)
            lab.ready()
            page.wait_for_timeout(1500)
            ready.append(lab.js("p.marks.ready - p.marks.made"))
            first_clicks.append(page.evaluate(CLICK))
            if len(ready) < STARTS:
                page.context.close()
        result["ready, ms (median)"] = float(np.median(ready))
        result["ready, ms (worst)"] = max(ready)
        result["first click to sound, ms (median)"] = float(np.median(first_clicks))
        result["first click to sound, ms (worst)"] = max(first_clicks)
        page.wait_for_timeout(1000)
        page.evaluate("() => { window.p = document.querySelector('.fsp-root').fsp; }")
        ours = page.evaluate(OFFSETS, [15, "p.desk.position()", "p.picture.video.currentTime"])
        result["picture to sound, ms (p95)"] = float(np.percentile(ours, 95))
        clicks, after_seek = [], []
        for start in range(STARTS):
            page.evaluate("() => p.pause()")
            page.wait_for_timeout(400)
            page.evaluate("frame => p.seek(frame)", 200 + 150 * start)
            page.wait_for_timeout(400)
            clicks.append(page.evaluate(CLICK))
            page.wait_for_timeout(1000)
            after_seek += page.evaluate(OFFSETS, [2, "p.desk.position()", "p.picture.video.currentTime"])
        result["later click to sound, ms (median)"] = float(np.median(clicks))
        result["picture to sound after a seek and a second, ms (p95)"] = float(np.percentile(after_seek, 95))
        page.evaluate("() => p.pause()")
        page.evaluate(PLAIN)
        plain = page.evaluate(OFFSETS, [10, "plain[1].currentTime", "plain[0].currentTime"])
        result["two plain elements, ms (p95)"] = float(np.percentile(plain, 95))
    return result


def main() -> None:
    """Print the figures; with a path as argument, write them there as JSON too."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        result = measure(browser, Path(base))
        browser.close()
    for name, value in result.items():
        print(f"{name:56} {value:8.1f}")
    for path in sys.argv[1:]:
        Path(path).write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
