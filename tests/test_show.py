"""`fs.show`: one small picture with the same in words, alike on every machine."""

import io
import subprocess
import sys
from functools import cache

import numpy as np
import pytest
from PIL import Image

import filmscore as fs

CHASE = [fs.Hit(e.frame, e.label, must=e.kind == "must") for e in fs.open_film("last-parcel").events if e.frame > 96]
MANY = sorted(int(h) for h in 1 + np.random.default_rng(1).choice(2800, 60, replace=False))
BLOOM = fs.TempoMap(start=480).bars(12, "4/4", bpm=60).bars(1, "3/4").bars(3, "4/4")
SHAPED = (
    fs.TempoMap(start=96).bars(8, bpm=144).ramp(16, bpm=(144, 100), curve="time").hold(2)
    .bars(4, "3/4", bpm=90).free(6, 5).bars(4, "4/4", bpm=160)
)  # fmt: skip
RAMPS = [fs.TempoMap(start=96).ramp(8, bpm=(60, 120), curve=curve).bars(2) for curve in ("beats", "time")]

THINGS = {
    "fits": lambda: (fs.find_tempo(CHASE, 60, 180, start=96), {}),
    "fits from any of some frames": lambda: (fs.find_tempo(CHASE, 100, 140, start=(90, 96)), {}),
    "fits by rms of many hits": lambda: (fs.find_tempo(MANY, 40, 240, criterion="rms"), {}),
    "one hit": lambda: (fs.find_tempo([1056], 50, 60, start=480), {}),
    "a fit": lambda: (fs.find_tempo(CHASE, 60, 180, start=96)[1], {}),
    "two tempi": lambda: (fs.find_two_tempi(CHASE, 120, 180, start=96), {}),
    "one of two tempi": lambda: (fs.find_two_tempi(CHASE, 120, 180, start=96)[1], {}),
    "a map": lambda: (BLOOM, {"hits": [fs.Hit(1056, "bloom"), fs.Hit(1440, "hands")]}),
    "a shaped map": lambda: (SHAPED, {"hits": CHASE}),
    "a locked map": lambda: (fs.TempoMap(start=480).bars(16, bpm=60).lock(7, 1060), {}),
    "two maps": lambda: (RAMPS, {"names": ["linear in beats", "linear in time"]}),
    "maps compared": lambda: (RAMPS[0].compare(RAMPS[1]), {}),
}


@cache
def drawn(name):
    thing, options = THINGS[name]()
    return fs.show(thing, **options)


@pytest.mark.parametrize("name", THINGS)
def test_a_picture_with_words(name):
    shown = drawn(name)
    picture = Image.open(io.BytesIO(shown.png))
    assert picture.width == 2 * shown.width and picture.height > 400
    assert len(shown.png) < 120_000
    assert np.asarray(picture.convert("L")).std() > 10  # something is drawn
    data, about = shown._repr_mimebundle_()
    assert data["text/plain"] == about["image/png"]["alt"] == repr(shown) == shown.text
    assert about["image/png"]["width"] == shown.width == 600
    assert 40 < len(shown.text) < 2500 and "nan" not in shown.text


@pytest.mark.parametrize("name", THINGS)
def test_nothing_is_cut_off(name):
    """A letter or a sign that touches the edge of the picture would be."""
    pixels = np.asarray(Image.open(io.BytesIO(drawn(name).png)).convert("L")).astype(int)
    edge = np.concatenate([pixels[:6].ravel(), pixels[-6:].ravel(), pixels[:, :6].ravel(), pixels[:, -6:].ravel()])
    assert edge.min() > 250


def test_drawn_twice_it_is_the_same():
    for name in ("fits", "a shaped map"):
        thing, options = THINGS[name]()
        again = fs.show(thing, **options)
        assert (again.png, again.text) == (drawn(name).png, drawn(name).text)


def test_the_words_say_the_finding_first():
    text = fs.show(fs.find_tempo([1056, 1440, 1704], 40, 130, start=480)).text
    assert text.startswith("60 BPM is best: 0.00 frames off at most, and so is 120.")
    assert "Random hits at this tempo: 9.00 frames off; as near as this: 1 in 14,000." in text
    assert "1440: on it, hit" in text
    text = fs.show(SHAPED, hits=CHASE).text
    assert "144 to 100 BPM, linear in time" in text and "hold for 2 s" in text and "free for 5 s" in text
    text = fs.show(fs.TempoMap(start=480).bars(16, bpm=60).lock(7, 1060)).text
    assert "Locked: bar 7 to frame 1060." in text
    assert "5.08 earlier" in fs.show(RAMPS[0].compare(RAMPS[1])).text


def test_verdicts_stand_in_colour_and_in_words():
    from filmscore.look import VERDICT, rgb

    shown = drawn("fits")
    pixels = np.asarray(Image.open(io.BytesIO(shown.png)).convert("RGB")).astype(int).reshape(-1, 3)
    for colour, word in zip(VERDICT.values(), ("hit", "near", "miss"), strict=True):
        assert (np.abs(pixels - rgb(colour)).max(axis=1) < 8).sum() > 100, word
        assert f", {word}" in shown.text


def test_it_looks_alike_whatever_the_notebook_has_set():
    import matplotlib as mpl

    plain = fs.show(BLOOM).png
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "black", "axes.spines.top": True}):
        assert fs.show(BLOOM).png == plain
        assert mpl.rcParams["font.size"] == 30


def test_saved_and_never_over_another(tmp_path):
    shown = fs.show(BLOOM)
    path = shown.save(tmp_path / "map.png")
    assert path.read_bytes() == shown.png
    with pytest.raises(fs.FilmScoreError, match="exists already"):
        shown.save(path)
    shown.save(path, overwrite=True)
    with pytest.raises(fs.FilmScoreError, match="PNG"):
        shown.save(tmp_path / "map.jpg")
    with pytest.raises(fs.FilmScoreError, match="cannot be written"):
        shown.save(tmp_path / "nowhere" / "map.png")


@pytest.mark.parametrize(
    ("thing", "options", "said"),
    [
        (3, {}, "There is no picture of 3"),
        ([], {}, "There is no picture"),
        (fs.TempoMap(), {}, "no beats yet"),
        ([BLOOM, fs.TempoMap(rate="25").bars(2, bpm=60)], {}, "no frames in common"),
        (RAMPS, {"names": ["one"]}, "2 maps need 2 names"),
        (BLOOM, {"hit": [480]}, "cannot use hit"),
        (BLOOM, {"hits": []}, "no hits"),
    ],
)
def test_what_cannot_be_shown_is_said(thing, options, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        fs.show(thing, **options)


def test_matplotlib_is_only_loaded_when_something_is_drawn():
    code = (
        "import sys, filmscore as fs; fs.show; fits = fs.find_tempo([100, 200], 60, 70); "
        "assert 'matplotlib' not in sys.modules; fs.show(fits); "
        "assert 'matplotlib' in sys.modules and 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
