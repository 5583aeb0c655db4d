"""The click book, and the click track as data and on paper."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tempo_maps import maps

import filmscore as fs
from filmscore.picture.click import lines


@pytest.mark.parametrize(
    ("text", "frames", "bpm"),
    [("24-0", 24, 60), ("12-2", 12.25, 117.55), ("12-3", 12.375, 116.36), ("10-0", 10, 144), ("9-0", 9, 160)],
)
def test_what_the_book_says(text, frames, bpm):
    click = fs.Click(text)
    assert click.frames == frames and round(float(click.bpm_at("24")), 2) == bpm
    assert str(click) == text and repr(click) == f"Click({text!r})" and fs.Click(click) == click
    assert fs.Click.nearest(click.bpm_at("24")) == click


def test_a_click_counts_the_frames_of_its_rate():
    assert fs.Click("24-0").bpm_at("25") == Fraction(125, 2)
    assert fs.Click("24-0").bpm_at("23.976") == Fraction(60000, 1001)
    assert fs.Click.nearest(62.5, rate="25") == fs.Click("24-0")


def test_the_nearest_click_is_never_a_sixteenth_of_a_frame_away():
    for bpm in range(20, 400):
        exact = Fraction(1440, bpm)
        assert abs(fs.Click.nearest(bpm).frames - exact) <= Fraction(1, 16)
    half_way = 1440 / Fraction(12 * 16 + 1, 16)
    assert fs.Click.nearest(half_way) == fs.Click("12-1"), "half way between 12-0 and 12-1 it is the longer"


def test_clicks_sort_by_length_and_can_be_keys():
    assert sorted([fs.Click("13-0"), fs.Click("12-7"), fs.Click("9-1")])[0] == fs.Click("9-1")
    assert len({fs.Click("12-3"), fs.Click(" 12-3 ")}) == 1
    assert fs.Click("12-3") != "12-3"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12-9", "0 to 7. Did you mean 13-1"),
        ("12-8", "Did you mean 13-0"),
        ("12", "Did you mean '12-0'"),
        (12, "Did you mean '12-0'"),
        (12.375, "Did you mean '12-3'"),
        ("12.375", "Did you mean '12-3'"),
        ("12 3/8", "Did you mean '12-3'"),
        ("12.3", "no click: write frames"),
        ("0-0", "out of the book"),
        ("1-7", "out of the book"),
        ("1441-0", "out of the book"),
        ("-3", "no click"),
        ("12-33", "no click"),
        ("", "no click"),
        (None, "no click"),
        (float("nan"), "no click"),
        (True, "no click"),
    ],
)
def test_a_bad_spelling_is_refused_with_the_one_that_was_meant(text, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        fs.Click(text)


def test_no_click_for_such_a_tempo():
    for bpm in (0, -1, 2000, "60", 999):
        with pytest.raises(fs.FilmScoreError):
            fs.Click.nearest(bpm)


# ---- the clicks of a map


def test_clicks_fall_where_the_map_has_its_beats():
    tempo = fs.TempoMap(480).bars(2, "4/4", bpm=fs.Click("12-3"))
    ticks = tempo.clicks(warning=1)
    assert [t.frame for t in ticks] == [480 + 12.375 * n for n in range(-4, 8)]
    assert [t.warning for t in ticks] == [True] * 4 + [False] * 8
    assert [(t.bar, t.in_bar) for t in ticks if t.accent] == [(0, 1.0), (1, 1.0), (2, 1.0)]


def test_the_beat_a_conductor_shows():
    def beats(meter, **how):
        return [t.beat for t in fs.TempoMap().bars(1, meter, bpm=60).clicks(**how)]

    assert beats("6/8") == [0, 1.5] and beats("12/8") == [0, 1.5, 3, 4.5] and beats("2/2") == [0, 2]
    assert beats("3/8") == [0, 0.5, 1] and beats("7/8") == [n / 2 for n in range(7)]
    assert beats("6/8", unit="eighth") == [n / 2 for n in range(6)]
    assert beats("5/4", unit="half") == [0, 2, 4], "counted anew from each bar line"


def test_no_click_in_a_hold_or_in_free_time_and_an_accent_after():
    tempo = fs.TempoMap().bars(1, "4/4", bpm=60).hold(2).bars(1, "4/4").free(4, 6).bars(1, "4/4").steady(2, bpm=60)
    tempo = tempo.hold(1).steady(2, bpm=60)
    ticks = tempo.clicks()
    assert [t.beat for t in ticks] == [0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 16, 17, 18, 19]
    after = {t.beat: t for t in ticks}
    assert after[4].seconds == 6.0 and after[4].accent and after[12].accent
    assert not after[18].accent, "after the hold in the middle of a bar"


def test_a_pick_up_is_counted_in():
    ticks = fs.TempoMap(480).pickup(1, "3/4", bpm=60).bars(1, "3/4").clicks(warning=1)
    assert [t.frame for t in ticks] == [480 + 24 * n for n in (-5, -4, -3, -2, -1, 0, 1, 2, 3)]
    assert [t.bar for t in ticks] == [-1, -1, -1, 0, 0, 0, 1, 1, 1]
    assert [t.accent for t in ticks] == [True, False, False] * 3
    assert fs.TempoMap().free(4, 3).bars(1, "4/4", bpm=60).clicks(warning=2)[0].beat == 4.0


@settings(deadline=None, max_examples=60)
@given(maps(), st.integers(0, 2))
def test_every_click_is_a_beat_of_the_map(tempo, warning):
    ticks = tempo.clicks(warning)
    assert [t.frame for t in ticks] == sorted({t.frame for t in ticks})
    for t in ticks:
        assert t.frame == tempo.frame_at(t.beat) and tempo.bar_beat(t.beat) == (t.bar, t.in_bar)
        assert t.accent == (t.in_bar == 1.0) and t.warning == (t.beat < 0)


@settings(deadline=None, max_examples=60)
@given(maps(start=st.integers(2000, 5000)), st.integers(0, 2))
def test_written_clicks_never_add_up_their_roundings(tempo, warning):
    rows = lines(tempo, warning)
    at = rows[0].eighths
    for row in rows:
        assert row.eighths == at, "each line begins where the one before it ends"
        assert abs(row.frame - at / 8) <= 1 / 16 + 1e-9
        frames, eighths = (int(n) for n in row.length.split("-"))
        assert 0 <= eighths <= 7
        at += 8 * frames + eighths
    assert abs(tempo.frame_at(tempo.beats) - at / 8) <= 1 / 16 + 1e-9


def test_a_click_between_two_eighths_goes_up():
    assert [line.length for line in lines(fs.TempoMap().steady(4, bpm=1440 / Fraction(193, 16)))] == [
        "12-1", "12-0", "12-1", "12-0",
    ]  # fmt: skip


def test_the_click_track_on_paper():
    tempo = fs.TempoMap(480).bars(1, "3/4", bpm=fs.Click("12-3")).hold(2).free(3, 4).bars(1, "6/8", bpm=90)
    assert tempo.click_text(warning=1) == "\n".join(
        [
            "bar  beat    frame  in eighths  click  tempo",
            "  0     1  442.875       442-7   12-3  116.36 warning",
            "  0     2  455.250       455-2   12-3  116.36 warning",
            "  0     3  467.625       467-5   12-3  116.36 warning",
            "  1     1  480.000       480-0   12-3  116.36",
            "  1     2  492.375       492-3   12-3  116.36",
            "  1     3  504.750       504-6   12-3  116.36",
            "           517.125       517-1   48-0  hold: 2 s",
            "           565.125       565-1   96-0  free: 3 beats in 4 s",
            "  3     1  661.125       661-1   24-0  60.00",
            "  3     4  685.125       685-1   24-0  60.00",
            "end        709.125       709-1",
        ]
    )


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda t: t.clicks(-1), "0 to 16"),
        (lambda t: t.clicks(17), "0 to 16"),
        (lambda t: t.clicks(1.5), "whole number"),
        (lambda t: t.clicks(unit="minim"), "'minim' is no note"),
        (lambda t: fs.TempoMap().clicks(), "no beats yet"),
        (lambda t: fs.TempoMap().click_text(), "no beats yet"),
    ],
)
def test_what_cannot_be_clicked(make, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        make(fs.TempoMap().bars(1, "4/4", bpm=60))
