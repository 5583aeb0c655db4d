"""The search for a tempo: never worse than a fine grid, exactly the least there is, and honest about chance."""

from fractions import Fraction
from itertools import combinations_with_replacement, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import filmscore as fs
from filmscore.picture import chance
from filmscore.picture.find_tempo import allowed
from filmscore.picture.tempo_fit import TempoFit

CHASE = tuple(
    fs.Hit(e.frame, e.label, must=e.kind == "must") for e in fs.open_film("last-parcel").events if e.frame > 96
)
ALL_OF_CHASE = tuple(hit.frame for hit in CHASE)


def grid_errors(hits, bpm, start, fps=24.0, period=1.0, weights=None):
    """Greatest and rms error at each tempo of a grid, by itself: the errors of all beats, the nearest taken."""
    beat = 60 * fps / np.asarray(bpm)[:, None] * period
    past = np.mod(np.asarray(hits, float)[None, :] - start, beat)
    error = np.minimum(past, beat - past)
    weights = np.ones(len(hits)) if weights is None else np.asarray(weights)
    return error.max(axis=1), np.sqrt((error**2 * weights).sum(axis=1) / weights.sum())


def random_hits(seed):
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 9))
    start = int(rng.integers(0, 200))
    return sorted(int(h) for h in start + 1 + rng.choice(1600, count, replace=False)), start, rng


@pytest.mark.parametrize("batch", range(8))
def test_never_worse_than_a_grid_of_a_thousandth_bpm(batch):
    """320 random sets of hits, in both senses of best, with weights, in bars and on beats."""
    for seed in range(40 * batch, 40 * batch + 40):
        hits, start, rng = random_hits(seed)
        low = float(rng.uniform(40, 120))
        high = low + float(rng.uniform(5, 40))
        weights = rng.choice([0.5, 1.0, 2.0, 3.0], len(hits))
        in_bars = bool(rng.random() < 0.3)
        more = {"meter": "3/4", "downbeats": True} if in_bars else {}
        weighted = [fs.Hit(h, weight=float(w)) for h, w in zip(hits, weights, strict=True)]
        bpm = np.arange(low, high, 0.001)
        worst, rms = grid_errors(hits, bpm, start, period=3.0 if in_bars else 1.0, weights=weights)
        for criterion, of_grid in (("max", worst), ("rms", rms)):
            best = fs.find_tempo(weighted, low, high, start=start, criterion=criterion, **more).best
            error = best.max_error if criterion == "max" else best.rms
            assert error <= of_grid.min() + 1e-9, (seed, criterion)
            # between two points of the grid a hit's error changes by at most its beats times the step in beat length
            step = max(hits) * 0.001 / low * 1.01
            assert error >= of_grid.min() - step, (seed, criterion)


def exact_minimax(hits, start, low, high, fps=24):
    """The least greatest error by another way: where it is least, two hits are off alike to either side, or it is 0,
    so the beat length is (dᵢ + dⱼ) / n for some whole n, or an end of the range. All of them, in fractions."""
    shortest, longest = Fraction(60 * fps) / high, Fraction(60 * fps) / low
    d = [Fraction(h - start) for h in hits]
    candidates = {shortest, longest}
    for a, b in combinations_with_replacement(d, 2):
        n = int((a + b) / longest)
        while n <= (a + b) / shortest:
            if n and shortest <= (a + b) / n <= longest:
                candidates.add((a + b) / n)
            n += 1
    return min(max(abs(x / beat - round(x / beat)) * beat for x in d) for beat in candidates)


@pytest.mark.parametrize("seed", range(1000, 1040))
def test_it_is_the_least_there_is_as_a_fraction(seed):
    hits, start, rng = random_hits(seed)
    low = int(rng.integers(40, 150))
    fit = fs.find_tempo(hits, low, low + 30, start=start).best
    assert max(map(abs, fit.exact_errors)) == exact_minimax(hits, start, low, low + 30)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 900), min_size=1, max_size=6, unique=True),
    st.integers(30, 200),
    st.integers(1, 60),
    st.sampled_from(["24", "25", "29.97df", "23.976"]),
)
def test_what_a_fit_says_of_itself(hits, low, width, rate):
    fits = fs.find_tempo(hits, low, low + width, rate=rate)
    fps = fs.Rate(rate).fps
    for fit in fits:
        assert low <= fit.bpm <= low + width
        for hit, beat, error in zip(fit.hits, fit.beats, fit.exact_errors, strict=True):
            assert hit.frame + error == beat * 60 * fps / fit.bpm
            assert abs(error) <= fit.beat_length / 2
        assert fit.max_error == max(abs(e) for e in fit.errors)
        assert fits.error_at(float(fit.bpm)) == pytest.approx(fit.max_error, abs=1e-6)
    errors = [fit.max_error for fit in fits]
    assert all(a <= b + 1e-9 for a, b in pairwise(errors))


def test_the_tempi_listed_are_better_than_all_beside_them():
    for criterion in ("max", "rms"):
        for seed in range(2000, 2030):
            hits, start, _ = random_hits(seed)
            fits = fs.find_tempo(hits, 60, 120, start=start, criterion=criterion)
            for fit in fits:
                here = fits.error_at(float(fit.bpm))
                beside = [fits.error_at(float(fit.bpm) * f) for f in (1 - 1e-7, 1 + 1e-7)]
                inside = [
                    b for b, f in zip(beside, (-1, 1), strict=True) if 60 <= float(fit.bpm) * (1 + f * 1e-7) <= 120
                ]
                assert all(b >= here - 1e-9 for b in inside)


# ---- films


def test_first_bloom_is_met_exactly_and_all_ties_are_told_slow_ones_first():
    fits = fs.find_tempo([1056, 1440, 1704], 30, 240, start=480)
    assert [fit.bpm for fit in fits.ties] == [60, 120, 180, 240]
    assert fits.best.beats == (24, 40, 51) and fits.best.errors == (0, 0, 0)
    assert fits.best.map().frame_at(40.0) == 1440.0
    in_bars = fs.find_tempo([1056, 1440, 1704], 50, 90, start=480, meter="4/4", downbeats=True).best
    assert in_bars.max_error > 3  # which is why one bar of three is written


def test_last_parcel_has_no_steady_tempo():
    """All nine hits from the whistle: 169.737 BPM, off by almost two frames; no whole tempo within 2.9."""
    fit = fs.find_tempo(ALL_OF_CHASE, 60, 180, start=96).best
    assert fit.bpm == Fraction(3225, 19) and fit.max_error == pytest.approx(84 / 43, abs=1e-12)
    whole = fs.find_tempo(ALL_OF_CHASE, 120, 180, start=96, increment=1).best
    assert whole.bpm == 160 and whole.max_error == 3.0
    musts = fs.find_tempo(CHASE, 60, 180, start=96).best  # the may-hits have no say
    assert float(musts.bpm) == pytest.approx(155.534, abs=0.001) and musts.max_error == pytest.approx(
        140 / 89, abs=1e-12
    )
    assert musts.verdicts.count("miss") == 4


def test_the_log_is_off_by_two_point_seven_at_best():
    hits = [e.frame for e in fs.open_film("the-log").events if e.frame > 264]
    fit = fs.find_tempo(hits, 50, 140, start=264).best
    assert float(fit.bpm) == pytest.approx(126.412, abs=0.001) and fit.max_error == pytest.approx(2.6957, abs=1e-4)


def test_two_tempi_for_last_parcel_are_cut_at_the_silence():
    splits = fs.find_two_tempi(ALL_OF_CHASE, 120, 180, start=96, increment="click")
    best = splits.best
    assert best.cut == (697, 900) and best.max_error == 1.0
    assert best.first.bpm == 144 and 160 in [fit.bpm for fit in best.second_ties]
    one, two = best.maps()
    assert one.frame_at(one.beats) <= two.start == 900
    assert len(best.errors) == len(best.verdicts) == len(ALL_OF_CHASE)
    assert set(best.verdicts) == {"hit"}


@pytest.mark.parametrize("second", ["hit", "free"])
@pytest.mark.parametrize("criterion", ["max", "rms"])
def test_two_tempi_are_no_worse_than_every_split_by_grid(second, criterion):
    for seed in range(3000, 3004):
        hits, start, _ = random_hits(seed)
        hits = hits[:5]
        if len(hits) < 3:
            continue
        best = fs.find_two_tempi(hits, 90, 110, start=start, second=second, criterion=criterion).best
        bpm = np.arange(90, 110, 0.01)
        for i in range(1, len(hits) - (second == "hit")):
            starts = [hits[i]] if second == "hit" else range(hits[i - 1] + 1, hits[i] + 1, 23)
            for at in starts:
                a, b = grid_errors(hits[:i], bpm, start), grid_errors(hits[i:], bpm, at)
                if criterion == "max":
                    assert best.max_error <= max(a[0].min(), b[0].min()) + 1e-9
                else:
                    together = (i * a[1].min() ** 2 + (len(hits) - i) * b[1].min() ** 2) / len(hits)
                    assert best.rms <= np.sqrt(together) + 1e-9


# ---- starts, increments, bars


def test_a_free_start_is_the_best_of_all_its_frames():
    for seed in range(4000, 4012):
        hits, start, _ = random_hits(seed)
        for criterion in ("max", "rms"):
            free = fs.find_tempo(hits, 70, 100, start=(start - 5, start + 1), criterion=criterion)
            each = [
                fs.find_tempo([h for h in hits], 70, 100, start=s, criterion=criterion).best
                for s in range(start - 5, start + 2)
            ]
            error = [f.max_error if criterion == "max" else f.rms for f in (free.best, *each)]
            assert error[0] == pytest.approx(min(error[1:]), abs=1e-9)
    assert "any frame" in free.proof


def test_a_start_may_lie_after_a_hit_of_its_range():
    """The whistle at 96 is a hit too; where the music starts after it, beat 0 is late by that much."""
    late = [f for f in fs.find_tempo([96, 257, 495], 60, 180, start=(94, 99)) if f.start > 96]
    assert late
    for fit in late:
        assert fit.beats[0] == 0 and fit.errors[0] == fit.start - 96


def test_increments_are_all_tried():
    for increment, tempi in ((1, np.arange(60, 181)), (0.25, np.arange(60, 180.25, 0.25))):
        best = fs.find_tempo(ALL_OF_CHASE, 60, 180, start=96, increment=increment).best
        worst, _ = grid_errors(ALL_OF_CHASE, tempi, 96)
        assert best.max_error == pytest.approx(worst.min(), abs=1e-9) and best.bpm in tempi
    clicks = allowed("click", Fraction(60), Fraction(180))
    assert len(clicks) == 8 * (24 - 8) + 1 and clicks[0] == 60 and clicks[-1] == 180
    assert Fraction(1440, 1) / (12 + Fraction(3, 8)) in clicks
    best = fs.find_tempo(ALL_OF_CHASE, 60, 180, start=96, increment="click", criterion="rms").best
    _, rms = grid_errors(ALL_OF_CHASE, np.array([float(c) for c in clicks]), 96)
    assert best.rms == pytest.approx(rms.min(), abs=1e-9)


def test_some_hits_on_bar_lines_and_the_others_on_beats():
    fit = fs.find_tempo([480 + 10, 480 + 48, 480 + 90], 100, 140, start=480, meter="4/4", downbeats=[528]).best
    assert fit.beats[1] % 4 == 0
    bpm = np.arange(100, 140, 0.001)
    bar, _ = grid_errors([528], bpm, 480, period=4.0)
    beats, _ = grid_errors([490, 570], bpm, 480)
    assert fit.max_error <= np.maximum(bar, beats).min() + 1e-9
    assert fit.table().rows[1][4] == "2|1"


def test_in_six_eight_a_hit_may_fall_on_an_eighth():
    fit = fs.find_tempo([36 * 5], 38, 42, meter="6/8", rate="24").best  # a quarter of 36 frames: 40 BPM
    assert fit.bpm == 40 and fit.beats == (5,)
    assert fs.find_tempo([18 * 7], 39, 41, meter="6/8").best.beats == (3.5,)


def test_drop_frame_labels_are_read_as_such():
    labels = ["00:00:10;02", "00:01:00;02", "00:02:00;02"]
    fit = fs.find_tempo(labels, 58, 62, rate="29.97df").best
    assert [h.frame for h in fit.hits] == [302, 1800, 3598]
    assert fit.beat_length == 60 * Fraction(30000, 1001) / fit.bpm
    with pytest.raises(fs.FilmScoreError, match="No frame is labelled 00:01:00;00"):
        fs.find_tempo(["00:01:00;00"], 58, 62, rate="29.97df")
    whole = fs.find_tempo(["01:00:44:00", "01:01:00:00"], 50, 70, start="01:00:20:00").best
    assert [h.frame - whole.start for h in whole.hits] == [576, 960]


def test_a_spotting_brings_its_film():
    spotting = fs.Spotting("first-bloom", hits=[fs.Hit("04:00:44:00", "bloom"), fs.Hit(1440, "hands")])
    fit = fs.find_tempo(spotting, 58, 62, start="04:00:20:00").best
    assert fit.start == 480 and [h.frame for h in fit.hits] == [1056, 1440] and fit.bpm == 60
    from_events = fs.find_tempo(fs.open_film("first-bloom").events[3:], 50, 70).best
    assert from_events.hits[0].label == "bloom opens"
    with pytest.raises(fs.FilmScoreError, match="First Bloom runs at 24"):
        fs.find_tempo(spotting, 50, 70, rate="25")


# ---- hits


def test_early_and_late_are_what_a_hit_says():
    hit = fs.Hit(1000, early=1, late=2)
    for beat_at, said in (
        (998.9, "near"),
        (999.0, "hit"),
        (1002.0, "hit"),
        (1003.0, "near"),
        (1003.1, "miss"),
        (997.9, "miss"),
    ):
        bpm = 14400 / Fraction(str(beat_at))  # its tenth beat falls there
        fit = TempoFit(bpm, 0, fs.Rate("24"), (hit,), (Fraction(1),))
        assert fit.errors[0] == pytest.approx(beat_at - 1000) and fit.verdicts == (said,)


def test_weights_pull_the_rms_but_not_the_greatest_error():
    hits = [497, 805, 1212]
    heavy = [fs.Hit(497, weight=50), fs.Hit(805), fs.Hit(1212)]
    plain, weighted = (fs.find_tempo(h, 80, 84, criterion="rms").best for h in (hits, heavy))
    assert abs(weighted.errors[0]) < abs(plain.errors[0])
    assert fs.find_tempo(hits, 80, 84).best.bpm == fs.find_tempo(heavy, 80, 84).best.bpm
    silent = fs.find_tempo([fs.Hit(497, weight=0), fs.Hit(805), fs.Hit(1212)], 80, 84).best
    assert silent.bpm == fs.find_tempo([805, 1212], 80, 84).best.bpm and len(silent.verdicts) == 3


def test_where_all_tempi_are_as_good_the_stretch_is_told():
    """Two frames after the start: whatever the tempo, beat 0 is nearest, and the error is 2."""
    fits = fs.find_tempo([2, 960], 119.4, 120.6)
    assert fits.best.max_error == 2.0 and fits.best.flat is not None
    slow, fast = fits.best.flat
    assert slow < fits.best.bpm < fast and fits.best.bpm == 120  # of all these the best by rms
    x = np.linspace(float(slow), float(fast), 50)
    assert np.allclose(fits.error_at(x), 2.0) and fits.error_at(float(slow) - 0.05) > 2.0


# ---- chance


def test_chance_is_what_random_hits_give():
    rng = np.random.default_rng(7)
    for count in (1, 3, 7):
        hits = sorted(int(h) for h in 1 + rng.choice(2000, count, replace=False))
        fit = fs.find_tempo(hits, 70, 90).best
        beat = float(fit.beat_length)
        off = np.abs(rng.random((200_000, count)) - 0.5) * beat
        assert fit.chance == pytest.approx(off.max(axis=1).mean(), rel=0.01)
        assert fit.chance == pytest.approx(beat / 2 * count / (count + 1))
        assert fit.chance_rms == pytest.approx(np.sqrt((off**2).mean()), rel=0.01)
        level = 0.6 * beat / 2
        assert chance.share_max(level, [beat / 2] * count) == pytest.approx(
            (off.max(axis=1) <= level).mean(), abs=0.005
        )


def test_luck_counts_whole_frames():
    fit = fs.find_tempo([1056, 1440, 1704], 55, 65, start=480).best
    assert fit.luck == pytest.approx(24.0**-3)
    slow, fast = (f.luck for f in fs.find_tempo([1056, 1440, 1704], 55, 125, start=480).ties)
    assert fast == pytest.approx(8 * slow)  # a fast tempo that meets everything has done less


@pytest.mark.parametrize("count", [1, 2, 5, 20, 120])
def test_share_of_rms_by_drawing_lots(count):
    rng = np.random.default_rng(count)
    lengths, weights = rng.choice([10.0, 24.0, 30.0], count), rng.choice([0.5, 1.0, 4.0], count)
    off = (rng.random((60_000, count)) - 0.5) * lengths
    rms = np.sqrt(off**2 @ weights / weights.sum())
    for part in (0.4, 0.8, 1.0, 1.2):
        level = chance.expected_rms(lengths, weights) * part
        assert chance.share_rms(level, lengths, weights) == pytest.approx((rms <= level).mean(), abs=0.01)
    assert chance.share_rms(0.0, lengths, weights) == 0.0 and chance.share_rms(100.0, lengths, weights) == 1.0


def test_a_hit_on_the_start_is_no_achievement():
    with_start = fs.find_tempo([96, *ALL_OF_CHASE], 60, 180, start=96).best
    without = fs.find_tempo(ALL_OF_CHASE, 60, 180, start=96).best
    assert with_start.chance == without.chance and with_start.luck == without.luck


# ---- what is refused


@pytest.mark.parametrize(
    ("hits", "low", "high", "more", "said"),
    [
        ([], 60, 120, {}, "There are no hits"),
        (None, 60, 120, {}, "Hits are given in a list"),
        ([480], 60, 120, {"start": 480}, "No hit lies after the start"),
        ([100, 1056], 60, 120, {"start": 480}, "380 frames before the music starts"),
        ([1056, 1056], 60, 120, {}, "Two hits lie on frame 1056"),
        ([float("nan")], 60, 120, {}, "whole number"),
        ([10.5], 60, 120, {}, "whole number"),
        ([True], 60, 120, {}, "whole number"),
        (["1056"], 60, 120, {}, "take them away"),
        (["01:00:10:00"], 60, 120, {}, "give the start as a label too"),
        ([fs.Hit(1056, weight=0)], 60, 120, {}, "weight 0"),
        ([1056], 120, 60, {}, "lowest tempo must be below"),
        ([1056], 60, 60, {}, "lowest tempo must be below"),
        ([1056], float("nan"), 60, {}, "number of beats a minute"),
        ([1056], 0, 60, {}, "cannot be played"),
        ([1056], 60, "90", {}, "number of beats a minute"),
        ([1056], 60, 90, {"criterion": "mean"}, "greatest error"),
        ([1056], 60, 90, {"increment": "clicks"}, "'click'"),
        ([1056], 60, 90, {"increment": 0}, "at least 0.001"),
        ([1056], 60.2, 60.8, {"increment": 1}, "no multiple of 1 between"),
        ([1056], 60, 90, {"downbeats": True}, "Downbeats need a meter"),
        ([1056], 60, 90, {"downbeats": [99], "meter": "4/4"}, "is none of the hits"),
        ([1056], 60, 90, {"meter": "four"}, "meter"),
        ([1056], 60, 90, {"start": (490, 480)}, "before its first frame"),
        ([1056], 60, 90, {"start": (490,)}, "first and a last frame"),
        ([1056], 60, 90, {"rate": "26"}, "no frame rate"),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_is_said(hits, low, high, more, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        fs.find_tempo(hits, low, high, **more)


def test_weights_below_nothing_are_refused_where_the_hit_is_made():
    with pytest.raises(fs.FilmScoreError, match="zero or more"):
        fs.Hit(1056, weight=-1)


def test_two_tempi_need_hits_for_both():
    with pytest.raises(fs.FilmScoreError, match="Two tempi need"):
        fs.find_two_tempi([1056, 1440], 60, 120, start=480)
    with pytest.raises(fs.FilmScoreError, match="'hit', or 'free'"):
        fs.find_two_tempi([1056, 1440, 1704], 60, 120, start=480, second="later")


def test_tables_and_words():
    fits = fs.find_tempo(CHASE, 60, 180, start=96)
    assert repr(fits).splitlines()[0].split()[:3] == ["BPM", "Start", "Max"]
    assert "<th" in fits._repr_html_() and fits.proof in repr(fits)
    assert repr(fits.best.table()).count("\n") == len(CHASE) + 1
    assert "phone rings" in repr(fits.best.table())
    assert "cut" in repr(fs.find_two_tempi(CHASE, 120, 180, start=96)).lower()
