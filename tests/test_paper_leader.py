"""The 2-pop: two seconds of labels before the picture, at every rate."""

import pytest

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.picture.timecode import RATES


@pytest.mark.parametrize("rate", RATES)
def test_before_the_hour_it_stands_on_58_seconds(rate):
    """01:00:00:00 begins a tenth minute: no label is left out in the two seconds before it, whatever the rate."""
    sep = ";" if fs.Rate(rate).drop else ":"
    pop = fs.two_pop(f"01:00:00{sep}00", rate)
    assert str(pop) == f"00:59:58{sep}00"
    assert fs.Timecode(f"01:00:00{sep}00", rate) - pop == 2 * fs.Rate(rate).base


def test_how_long_before_it_sounds():
    assert fs.two_pop() == fs.Timecode("00:59:58:00", "24")
    seconds = {rate: fs.Timecode(f"01:00:00{';' if fs.Rate(rate).drop else ':'}00", rate).seconds for rate in RATES}
    for rate, first in seconds.items():
        pulled = fs.Rate(rate).fps.denominator == 1001
        before = first - fs.two_pop(f"01:00:00{';' if fs.Rate(rate).drop else ':'}00", rate).seconds
        assert float(before) == (2.002 if pulled else 2)


def test_where_labels_are_left_out_the_frames_count():
    assert str(fs.two_pop("00:01:00;02", "29.97df")) == "00:00:58;00"
    assert str(fs.two_pop("00:01:01;00", "29.97df")) == "00:00:58;28"
    assert str(fs.two_pop("00:01:00;04", "59.94df")) == "00:00:58;00"


def test_a_timecode_brings_its_rate():
    assert fs.two_pop(fs.Timecode("10:00:00:00", "25")) == fs.Timecode("09:59:58:00", "25")
    with pytest.raises(FilmScoreError, match="counts at 25"):
        fs.two_pop(fs.Timecode("10:00:00:00", "25"), "24")


def test_it_is_the_academy_leaders_three_feet():
    assert fs.Timecode.from_frame(fs.Timecode("01:00:00:00", "24") - fs.two_pop(), "24").feet() == "3+00"


@pytest.mark.parametrize("rate", RATES)
def test_no_room_for_it(rate):
    sep = ";" if fs.Rate(rate).drop else ":"
    assert fs.two_pop(f"00:00:02{sep}00", rate).frame == 0
    for label in (f"00:00:00{sep}00", f"00:00:01{sep}{fs.Rate(rate).base - 1}"):
        with pytest.raises(FilmScoreError, match="no room for a 2-pop"):
            fs.two_pop(label, rate)


def test_no_such_label():
    with pytest.raises(FilmScoreError, match="did you mean that"):
        fs.two_pop("00:01:00;00", "29.97df")
