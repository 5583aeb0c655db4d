"""The Timecode clock: what it says, and that page and kernel say the same of thousands of places."""

import io
import random
import re
from fractions import Fraction

import pytest
from pages import in_node, in_our_look, module, one_module
from pagescripts import needs_node

import filmscore as fs
from filmscore import look
from filmscore.errors import FilmScoreError
from filmscore.picture.timecode import RATES
from filmscore.widgets import bundle
from filmscore.widgets.clock_still import HEIGHT, still
from filmscore.widgets.page import SCALE, WIDTH
from filmscore.widgets.timecode_clock import TimecodeClock, apart, left_out, wall_clock

STATIC = bundle.STATIC


def last_of_the_day(rate):
    return fs.Timecode(f"23:59:59:{fs.Rate(rate).base - 1:02d}", rate).frame


def test_it_stands_where_it_is_asked_to():
    assert fs.timecode_clock().timecode == fs.Timecode("00:00:59;29", "29.97df")
    assert fs.timecode_clock("24").timecode == fs.Timecode("00:00:59:23", "24")
    clock = fs.timecode_clock("29.97df", "01:00:00;00")
    assert (clock.frame, clock.answer) == (107892, fs.Timecode("01:00:00;00", "29.97df"))
    assert fs.timecode_clock("25", fs.Timecode("00:00:01:00", "25")).frame == 25
    assert fs.timecode_clock(24, 5).timecode == fs.Timecode("00:00:00:05", "24")


@pytest.mark.parametrize(
    ("rate", "at", "words"),
    [
        ("29.97df", "00:01:00;00", "did you mean that"),
        ("29.97", None, "29.97df"),
        ("24", "480", "take them away, 480"),
        ("24", -1, "no label"),
        ("24", 2_073_600, "2073599"),
        ("24", 1.5, "1.5"),
        ("24", fs.Timecode("00:00:01:00", "25"), "counts at 25"),
    ],
)
def test_no_such_place(rate, at, words):
    with pytest.raises(FilmScoreError, match=re.escape(words)):
        fs.timecode_clock(rate, at)


def test_it_goes_where_it_is_sent_and_stays_where_there_is_no_place():
    clock = fs.timecode_clock("29.97df")
    clock.go("00:02:00;02")
    assert clock.frame == 3598
    with pytest.raises(FilmScoreError, match="00:03:00;02"):
        clock.go("00:03:00;01")
    assert clock.frame == 3598


@pytest.mark.parametrize(
    "forged", [{}, {"rate": "24"}, {"rate": "24", "frame": -1}, {"rate": [], "frame": 3}, {"frame": 3}]
)
def test_what_the_page_sends_is_looked_at(forged):
    clock = fs.timecode_clock("29.97df", 1800)
    clock.set_state({"place": forged})
    assert (clock.rate, clock.frame) == (fs.Rate("29.97df"), 1800)
    clock.set_state({"place": {"rate": "29.97ndf", "frame": 108000, "more": 1}})
    assert clock.timecode == fs.Timecode("01:00:00:00", "29.97ndf")


def test_the_hour_that_teaches():
    """An hour of 29.97 labels lasts 3.6 s longer than an hour; drop-frame keeps to within two frames all day."""
    assert wall_clock(fs.Timecode("01:00:00:00", "29.97ndf")) == "01:00:03.600"
    assert "108.00 frames (3.600 s) behind" in apart(fs.Timecode("01:00:00:00", "29.97ndf"))
    assert "0.11 frames (0.004 s) ahead" in apart(fs.Timecode("01:00:00;00", "29.97df"))
    assert apart(fs.Timecode("10:00:00:00", "25")) == "The label and the clock on the wall agree."
    assert "leaves out 00:01:00;00 and 00:01:00;01." in left_out(fs.Timecode("00:01:30;00", "29.97df"))
    assert "leaves out none" in left_out(fs.Timecode("00:10:30;00", "29.97df"))


def test_the_words_for_those_who_do_not_see_it():
    clock = fs.timecode_clock("29.97df", 1800)
    assert repr(clock) == clock.alt
    assert clock.alt.startswith(
        "Timecode clock at 29.97df. Label 00:01:00;02, clock on the wall 00:01:00.060. "
        "The label is 0.20 frames (0.007 s) ahead of the clock on the wall. Frame 1800; 35mm 112+08, 16mm 45+00."
    )


@pytest.mark.parametrize("rate", RATES)
def test_the_still(rate):
    import numpy as np
    from PIL import Image

    for frame in (0, 60 * fs.Rate(rate).base, last_of_the_day(rate)):
        drawn = still(fs.Timecode.from_frame(frame, rate))
        assert drawn == still(fs.Timecode.from_frame(frame, rate))
        assert len(drawn) < 30_000, "notebooks are kept, every still in them"
        picture = Image.open(io.BytesIO(drawn)).convert("RGB")
        assert picture.size == (WIDTH * SCALE, HEIGHT * SCALE)
        pixels = np.asarray(picture).astype(int)
        edge = np.abs(pixels - look.rgb(look.CUE)).max(axis=2) < 24
        assert edge.sum() > 500, "the label, and the picture the clock stands on"
        assert (pixels[:, -8:] == 255).all() and (pixels[:, :8] == 255).all(), "nothing runs over the edge"


def test_a_notebook_gets_a_still_and_then_the_view(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, metadata, raw: shown.append((data, metadata)))
    clock = fs.timecode_clock("29.97df", 1800)
    clock._ipython_display_()
    (picture, about), (view, _) = shown
    assert picture["text/plain"] == about["image/png"]["alt"] == clock.alt
    assert "application/vnd.jupyter.widget-view+json" in view


def test_the_page_is_one_module_with_its_own_names_and_our_colours():
    script = TimecodeClock._esm
    one_module(script)
    assert script.count("const $core_clock = (") == script.count("const $core_time = (") == 1
    # a player on the same page stays as it is
    in_our_look((STATIC / "timecode_clock.css").read_text(encoding="utf-8"), ".fsp-tc")


# ---- page and kernel say the same


def in_page(lines, data):
    imports = "".join(f"import * as {name} from {module(f'{name}.js')};\n" for name in ("clock", "time"))
    return in_node(f"{imports}const [data] = GIVEN;\n{lines}\n", data)


def rate_data(name):
    return next(rate for rate in fs.timecode_clock(name, 0).rates if rate["name"] == name)


@needs_node
@pytest.mark.parametrize("rate", RATES)
def test_places_are_the_same_in_page_and_kernel(rate, tmp_path):
    chance = random.Random(rate)
    base, last = fs.Rate(rate).base, last_of_the_day(rate)
    frames = {0, 1, last, last - 1, *(chance.randint(0, last) for _ in range(2500))}
    for minute in chance.sample(range(1, 1440), 400):  # about the start of a minute, where labels are left out
        edge = fs.Timecode(f"{minute // 60:02d}:{minute % 60:02d}:01:00", rate).frame - base
        frames |= {min(last, max(0, edge + d)) for d in range(-3, 6)}
    asked = sorted(frames)
    said = in_page(
        "const { rate, frames } = data;\n"
        "const all = (f) => [time.timecode(f, rate), clock.wallClock(f, rate), clock.realSeconds(f, rate),"
        " clock.apartInWords(f, rate), clock.feet(f, '35mm'), clock.feet(f, '16mm'),"
        " clock.read(time.timecode(f, rate), rate).frame, clock.framesADay(rate)];\n"
        "process.stdout.write(JSON.stringify(frames.map(all)));",
        {"rate": rate_data(rate), "frames": asked},
    )
    assert len(said) == len(asked) > 2500
    for frame, there in zip(asked, said, strict=True):
        at = fs.Timecode.from_frame(frame, rate)
        thousandths = int(at.seconds * 1000 + Fraction(1, 2))
        seconds = f"{thousandths // 1000}.{thousandths % 1000:03d}"
        here = [str(at), wall_clock(at), seconds, apart(at), at.feet("35mm"), at.feet("16mm"), frame, last + 1]
        assert there == here


@needs_node
@pytest.mark.parametrize("rate", RATES)
def test_what_is_refused_is_refused_in_the_same_words(rate, tmp_path):
    chance = random.Random(f"labels of {rate}")
    frames = [0, 1, 2, 3, 4, 23, 24, 29, 30, 59, 60]
    typed = [
        f"{chance.randint(0, 25):02d}:{chance.randint(0, 61):02d}:{chance.choice([0, 0, 0, 1, 59, 60]):02d}"
        f"{chance.choice(':::::;;;.,')}{chance.choice(frames):02d}"
        for _ in range(4000)
    ]
    typed += [
        "1:2:3:4",
        "24:00:00:00",
        "noon",
        "00:00:00",
        "12:00:00:000",
        "1;2;3;4",
        "02:01:04.5",
        "2:1:4,5",
        "00:00:00.99",
    ]
    lines = "process.stdout.write(JSON.stringify(data.typed.map((text) => clock.read(text, data.rate))));"
    said = in_page(lines, {"rate": rate_data(rate), "typed": typed})
    refused = 0
    for text, there in zip(typed, said, strict=True):
        try:
            frame = fs.Timecode(text, rate).frame
        except FilmScoreError as error:
            refused += 1
            assert there["refused"] == str(error)
            if "meant" in there:
                assert str(fs.Timecode.from_frame(there["meant"], rate)) in str(error)
        else:
            assert there == {"frame": frame}
    assert 500 < refused < len(typed) - 500


@needs_node
def test_a_frame_past_the_day_is_refused_in_the_same_words(tmp_path):
    for rate in RATES:
        past = last_of_the_day(rate) + 1
        there = in_page(
            "process.stdout.write(JSON.stringify(clock.read(data.text, data.rate)));",
            {"rate": rate_data(rate), "text": str(past)},
        )
        with pytest.raises(FilmScoreError) as error:
            fs.timecode_clock(rate, past)
        assert there["refused"] == str(error.value)
