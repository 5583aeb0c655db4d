"""Rates and timecode: every label goes round, no label is invented."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import filmscore as fs

RATES = ("23.976", "24", "25", "29.97df", "29.97ndf", "30", "50", "59.94df", "59.94ndf", "60")


@pytest.mark.parametrize("name", RATES)
def test_two_hours_of_frames_go_round(name):
    """Frame to label to frame, for each of two hours of frames; labels rise and none comes twice."""
    rate = fs.Rate(name)
    before = ""
    for frame in range(int(2 * 3600 * rate.fps) + 2):
        label = str(fs.Timecode.from_frame(frame, rate))
        assert label > before
        assert fs.Timecode(label, rate).frame == frame
        before = label


@pytest.mark.parametrize(
    ("name", "fps"),
    [
        ("23.976", Fraction(24000, 1001)),
        ("29.97df", Fraction(30000, 1001)),
        ("59.94ndf", Fraction(60000, 1001)),
        ("25", Fraction(25)),
    ],
)
def test_rates_are_exact(name, fps):
    assert fs.Rate(name).fps == fps


@pytest.mark.parametrize(
    ("label", "rate", "frame"),
    [
        ("00:00:59;29", "29.97df", 1799),
        ("00:01:00;02", "29.97df", 1800),
        ("00:10:00;00", "29.97df", 17982),
        ("01:00:00;00", "29.97df", 107892),
        ("01:00:00;00", "59.94df", 215784),
        ("01:00:00:00", "29.97ndf", 108000),
        ("01:00:00:00", "23.976", 86400),
        ("01:00:00:00", "25", 90000),
        ("01:00:00:00", "29.97df", 107892),  # a colon is understood
    ],
)
def test_known_labels(label, rate, frame):
    assert fs.Timecode(label, rate).frame == frame


def test_an_hour_of_labels_in_real_time():
    assert fs.Timecode("01:00:00:00", "29.97ndf").seconds == Fraction("3603.6")
    assert fs.Timecode("01:00:00:00", "23.976").seconds == Fraction("3603.6")
    assert fs.Timecode("23:59:59;29", "29.97df").seconds + Fraction(1001, 30000) == Fraction("86399.9136")


@pytest.mark.parametrize(
    ("label", "rate", "meant"),
    [
        ("00:01:00;00", "29.97df", "00:01:00;02"),
        ("00:59:00;01", "29.97df", "00:59:00;02"),
        ("00:01:00;03", "59.94df", "00:01:00;04"),
    ],
)
def test_a_label_that_was_left_out_is_refused_with_the_one_meant(label, rate, meant):
    with pytest.raises(fs.FilmScoreError, match=meant):
        fs.Timecode(label, rate)


@pytest.mark.parametrize("minute", ["00:00:00;00", "00:10:00;01", "01:20:00;00"])
def test_tenth_minutes_keep_their_labels(minute):
    assert str(fs.Timecode(minute, "29.97df")) == minute


@pytest.mark.parametrize(
    ("label", "rate", "says"),
    [
        ("01:00:00;00", "24", "01:00:00:00"),
        ("01:00:00;00", "29.97ndf", "29.97df"),
        ("00:00:59:30", "30", "00 to 29"),
        ("00:60:00:00", "24", "minutes"),
        ("24:00:00:00", "24", "hours"),
        ("1:2:3", "24", "01:00:20:12"),
        ("00:00:01.12", "24", "a colon and frames, not tenths: '00:00:01:12'"),
        ("00:00:01,12", "29.97df", "a semicolon and frames, not tenths: '00:00:01;12'"),
        ("02:01:04.5", "24", r"follow a '\.'. After the seconds a label has a colon and frames, not tenths\.$"),
        ("02:01:04.50", "24", r"frames, not tenths\.$"),
        ("00:01:00.00", "29.97df", r"frames, not tenths\.$"),
        ("", "24", "no timecode label"),
        (None, "24", "no timecode label"),
        (480, "24", "no timecode label"),
        ("-1:00:00:00", "24", "no timecode label"),
    ],
)
def test_what_is_no_label_is_refused(label, rate, says):
    with pytest.raises(fs.FilmScoreError, match=says.replace("(", r"\(")):
        fs.Timecode(label, rate)


@pytest.mark.parametrize("name", ["29.97", 29.97, "26", None, True, 23.976, [], Fraction(30000, 1001)])
def test_what_is_no_rate_is_refused(name):
    with pytest.raises(fs.FilmScoreError):
        fs.Rate(name)


def test_2997_asks_which_kind():
    with pytest.raises(fs.FilmScoreError, match=r"29\.97df .*29\.97ndf"):
        fs.Rate("29.97")


def test_feet_and_frames():
    hour = fs.Timecode("01:00:00:00", "24")
    assert hour.feet("35mm") == "5400+00"
    assert (hour + 17).feet() == "5401+01"
    assert hour.feet("16mm") == "2160+00"
    with pytest.raises(fs.FilmScoreError, match="gauge"):
        hour.feet("70mm")


def test_arithmetic_counts_frames():
    start = fs.Timecode("01:00:00:00", "24")
    assert str(start - 48) == "00:59:58:00"  # the 2-pop
    assert (start + 480) - start == 480
    assert start < start + 1
    assert len({start, start + 0, start + 1}) == 2
    with pytest.raises(fs.FilmScoreError, match="different rates"):
        _ = start - fs.Timecode("01:00:00:00", "25")
    with pytest.raises(fs.FilmScoreError, match="has no label"):
        _ = fs.Timecode("00:00:00:00", "24") - 1
    with pytest.raises(fs.FilmScoreError, match="whole number"):
        _ = start + 0.5


@given(st.sampled_from(RATES), st.integers(0, 24 * 3600 * 23))
def test_seconds_go_round(name, frame):
    """A frame's own time, exact or as a float, gives that frame back."""
    tc = fs.Timecode.from_frame(frame, name)
    assert fs.Timecode.from_seconds(tc.seconds, name) == tc
    assert fs.Timecode.from_seconds(float(tc.seconds), name) == tc


def test_from_seconds_is_the_frame_on_screen():
    assert fs.Timecode.from_seconds(7.2, "25").frame == 180
    assert fs.Timecode.from_seconds(Fraction(719, 100), "25").frame == 179
    for nonsense in (float("nan"), float("inf"), "7.2", None, True):
        with pytest.raises(fs.FilmScoreError, match="Seconds"):
            fs.Timecode.from_seconds(nonsense, "25")


def test_one_timecode_is_not_read_at_another_rate():
    tc = fs.Timecode("01:00:00:00", "24")
    assert fs.Timecode(tc, "24") == tc
    with pytest.raises(fs.FilmScoreError, match="from_seconds"):
        fs.Timecode(tc, "25")
