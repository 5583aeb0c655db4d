"""The mixing desk: what each link does to a sound that is known, that stems add up, and that nothing clicks."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from soundfont_maker import simple, steady, write

import filmscore as fs
from filmscore.sound import engine, hall, signal_path, streaming
from filmscore.sound.answering import BLOCK
from filmscore.sound.chain import Compress, Eq
from filmscore.sound.events import Note, Track
from filmscore.sound.signal_path import null_db
from filmscore.sound.stems import RATE, Stems

FILM = fs.open_film("first-bloom")


def tone(hz=480.0, seconds=2.0, db=-12.0):
    return np.repeat(
        (10 ** (db / 20) * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE))[:, None], 2, 1
    )


def noise(seconds=2.0, seed=0, level=0.1):
    return np.random.default_rng(seed).normal(0, level, (round(seconds * RATE), 2))


@pytest.fixture
def stems():
    return Stems({"strings": noise(seed=1), "brass": noise(seed=2), "Harp": tone()}, start=480, font="Test")


def rms_db(x):
    return 10 * np.log10(np.mean(np.square(np.asarray(x, float))) + 1e-30)


def roughness(factor):
    """Largest change of a gain in one millisecond, and largest jump between two samples."""
    return np.abs(factor[48:] - factor[:-48]).max(), np.abs(np.diff(factor)).max()


# ---------------------------------------------------------------- stems add up


def test_the_engines_stems_null_against_its_mix(tmp_path):
    """The same notes played into six stems and into one: what is left is rounding, under -100 dBFS."""
    font = write(tmp_path / "font.sf2", simple(steady()))
    rng = np.random.default_rng(3)
    tracks = [
        Track(f"Player {k}", f"stem {k}", 0, 0, [Note(float(t), float(t) + 0.4, int(p), 90) for t, p in zip(
            np.sort(rng.uniform(0, 3, 12)), rng.integers(48, 84, 12), strict=True)])
        for k in range(6)
    ]  # fmt: skip
    together = [Track(t.name, "all", t.bank, t.program, t.notes) for t in tracks]
    apart = engine.render(tracks, seconds=5, font=font, hall="stage")
    whole = engine.render(together, seconds=5, font=font, hall="stage")
    assert len(apart) == 6 and len(whole) == 1 and rms_db(whole.mix()) > -50
    assert null_db(apart, whole) < -100


def full_chain(stems):
    return (
        fs.Mixer(stems, FILM)
        .bus("low", ["brass", "Harp"])
        .eq("strings", "low shelf", 200, -3)
        .ride("strings", {490: -6, 500: 2})
        .compress("low", -20, 3)
        .send("low", "hall", -10, delay=20)
        .compress("mix", -14, 2, makeup=2)
        .send("mix", "stage", -15)
        .duck("mix", 6)
        .fade_out("mix", 500, 560)
    )


def test_the_mixers_stems_null_against_its_mix(stems):
    """Through compressors, rooms, rides: what is done to a bus is done to its stems, and they still sum to it."""
    made = full_chain(stems).render()
    assert made.names == stems.names and made.start == 480 and made.families == stems.families
    exact = np.sum([made[name].astype(np.float64) for name in made], axis=0)
    assert null_db(made.mix(), exact) < -100
    # the same chain on everything as one stem: linear links on a bus equal those on its sum
    one = Stems({"all": stems.mix()}, start=480)
    split = fs.Mixer(stems, FILM).eq("mix", "peak", 900, 5).compress("mix", -20, 4).send("mix", "stage", -12)
    first, second = split.render().mix(), split.on(one).render().mix()
    n = min(len(first), len(second))  # a tail under -90 dBFS is cut off, and that of one stem is a little shorter
    assert null_db(first[:n], second[:n]) < -100


def test_a_desk_without_links_changes_nothing(stems):
    assert null_db(fs.Mixer(stems).render(), stems) == -np.inf
    with pytest.raises(fs.FilmScoreError, match="one length"):
        null_db(np.zeros((4, 2)), np.zeros((5, 2)))


def test_the_bars_are_still_known_after_the_desk():
    tempo = fs.TempoMap(480).bars(1, "4/4", bpm=60)
    assert fs.Mixer(Stems({"a": tone()}, start=480, tempo=tempo)).gain("a", -3).render().tempo == tempo


def test_a_long_cue_is_mixed_in_pieces_on_disk_and_comes_out_the_same(stems, monkeypatch):
    """Filters, rooms, faders and compressors go on from piece to piece as if there were one."""
    whole = full_chain(stems).render()
    monkeypatch.setattr(signal_path, "PIECE", 3 * BLOCK)
    monkeypatch.setattr(streaming, "IN_MEMORY", 0)
    pieces = full_chain(stems).render()
    assert whole.samples > 1.2 * 3 * BLOCK and all(store.on_disk for store in pieces._stores)
    assert max(null_db(whole[name], pieces[name]) for name in whole) < -120


def test_what_a_mix_takes_does_not_grow_with_its_length(monkeypatch):
    monkeypatch.setattr(streaming, "IN_MEMORY", 0)
    monkeypatch.setattr(signal_path, "PIECE", 3 * BLOCK)

    def most(seconds):
        stores = {name: streaming.Store(seconds * RATE, on_disk=True) for name in "ab"}
        for store in stores.values():
            store.sound[:: RATE // 3] = 0.5
        desk = fs.Mixer(Stems(stores)).eq("a", "peak", 900, 5).send("mix", "stage", -12).compress("mix", -20, 4)
        tracemalloc.start()
        desk.render()
        taken = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return taken

    most(1)
    assert most(16) < 1.2 * most(6)


def test_a_desk_never_changes(stems):
    desk = fs.Mixer(stems)
    other = desk.gain("mix", -3).bus("low", ["brass"])
    assert not desk.links and not desk.buses and len(other.links) == 1
    before = {name: stems[name].copy() for name in stems}
    other.render()
    assert all(np.array_equal(stems[name], before[name]) for name in stems)


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_any_chain_keeps_the_sum(data):
    stems = Stems({"a": noise(0.3, 1), "b": noise(0.3, 2), "c": noise(0.3, 3)}, start=240)
    desk = fs.Mixer(stems, FILM).bus("ab", ["a", "b"])
    wheres = st.sampled_from(["a", "b", "c", "ab", "mix"])
    for _ in range(data.draw(st.integers(0, 5))):
        where, kind = data.draw(wheres), data.draw(st.integers(0, 5))
        if kind == 0:
            desk = desk.gain(where, data.draw(st.floats(-60, 12)))
        elif kind == 1:
            desk = desk.eq(where, "peak", data.draw(st.floats(20, 18000)), data.draw(st.floats(0.5, 12)))
        elif kind == 2:
            desk = desk.compress(where, data.draw(st.floats(-50, 0)), data.draw(st.floats(1, 10)))
        elif kind == 3:
            desk = desk.duck(where, data.draw(st.floats(0, 20)))
        elif kind == 4:
            frames = data.draw(st.lists(st.integers(0, 1920), min_size=1, max_size=6, unique=True))
            desk = desk.ride(where, {f: data.draw(st.floats(-60, 6)) for f in frames})
        else:
            desk = desk.fade_in(where, 200, data.draw(st.integers(201, 300)))
    made = desk.render()
    assert made.samples == stems.samples and all(np.isfinite(made[name]).all() for name in made)
    assert null_db(made.mix(), np.sum([made[n].astype(float) for n in made], axis=0)) < -100
    assert desk.sentence().endswith(".") and len(desk.table().splitlines()) == len(desk.links) + 1


# ---------------------------------------------------------------- equaliser

BANDS = [
    (("low shelf", 200, -6, 0.71), 20, -6.0),
    (("low shelf", 200, -6, 0.71), 15000, 0.0),
    (("high shelf", 4000, 4, 0.71), 20000, 4.0),
    (("high shelf", 4000, 4, 0.71), 50, 0.0),
    (("high shelf", 4000, 4, 0.71), 4000, 2.0),
    (("low shelf", 200, -6, 0.71), 200, -3.0),
    (("peak", 2500, -5, 1.4), 2500, -5.0),
    (("peak", 2500, -5, 1.4), 50, 0.0),
    (("high pass", 80, 0, 0.7071), 80, -3.01),
    (("high pass", 80, 0, 0.7071), 20, -24.1),
    (("low pass", 8000, 0, 0.7071), 8000, -3.01),
]


@pytest.mark.parametrize(("band", "hz", "db"), BANDS)
def test_bands_have_the_response_they_say(band, hz, db):
    assert Eq(*band).response([hz])[0] == pytest.approx(db, abs=0.15)


@pytest.mark.parametrize(("band", "hz", "db"), [case for case in BANDS if case[1] >= 50])
def test_and_do_it_to_a_tone(band, hz, db):
    kind, corner, height, q = band
    stems = Stems({"a": tone(hz)})
    made = fs.Mixer(stems).eq("a", kind, corner, height, q).render()["a"]
    late = slice(RATE, None)
    assert rms_db(made[late]) - rms_db(stems["a"][late]) == pytest.approx(db, abs=0.15)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["low shelf", "high shelf", "peak"]), st.floats(10, 20000), st.floats(0.1, 24), st.floats(0.1, 20)
)
def test_up_and_down_undo_each_other_and_are_stable(kind, hz, db, q):
    up, down = Eq(kind, hz, db, q), Eq(kind, hz, -db, q)
    grid = np.geomspace(20, 20000, 60)
    assert np.abs(up.response(grid) + down.response(grid)).max() < 1e-6
    assert np.abs(np.roots(up.biquad()[0, 3:])).max() < 1 and np.abs(np.roots(down.biquad()[0, 3:])).max() < 1


# ---------------------------------------------------------------- compressor


@pytest.mark.parametrize(("level", "ratio", "knee"), [(-30, 4, 0), (-20, 4, 0), (-10, 4, 6), (-6, 2, 6), (-3, 20, 0)])
def test_a_steady_tone_is_compressed_by_the_curve(level, ratio, knee):
    stems = Stems({"a": tone(480, 3, level)})
    made = fs.Mixer(stems).compress("a", -20, ratio, knee=knee).render()["a"]
    expected = Compress(-20, ratio, knee=knee).gain_for(level)
    assert rms_db(made[2 * RATE :]) - rms_db(stems["a"][2 * RATE :]) == pytest.approx(float(expected), abs=0.1)


def test_low_notes_do_not_make_it_flutter():
    stems = Stems({"a": tone(55, 3, -6)})
    factor = Compress(-20, 4).curve(stems["a"])[2 * RATE :]
    assert 20 * np.log10(factor.max() / factor.min()) < 0.3


def test_attack_and_release_take_the_time_they_say():
    burst = np.concatenate([tone(480, 1, -40), tone(480, 1, 0), tone(480, 1, -40)])
    db = 20 * np.log10(Compress(-20, 4, attack=50, release=300, knee=0).curve(burst.astype(np.float32)))
    full = float(Compress(-20, 4, knee=0).gain_for(0.0))
    reached = np.argmax(db < 0.9 * full) / RATE - 1
    back = np.argmax(db[2 * RATE :] > 0.1 * full) / RATE
    assert reached == pytest.approx(0.050, abs=0.012) and back == pytest.approx(0.300, abs=0.025)


def test_a_compressor_on_a_bus_keeps_the_balance():
    stems = Stems({"loud": tone(480, 2, -3), "soft": tone(700, 2, -40)})
    made = fs.Mixer(stems).bus("all", ["loud", "soft"]).compress("all", -20, 4).render()
    late = slice(RATE, None)
    gains = [rms_db(made[name][late]) - rms_db(stems[name][late]) for name in stems]
    assert gains[0] == pytest.approx(gains[1], abs=0.05) and gains[0] < -10


# ---------------------------------------------------------------- faders


def test_gains_are_those_that_were_asked_for(stems):
    made = fs.Mixer(stems).gain("strings", -6).gain("brass", float("-inf")).render()
    assert rms_db(made["strings"]) - rms_db(stems["strings"]) == pytest.approx(-6, abs=1e-3)
    assert not made["brass"].any() and np.array_equal(made["Harp"], stems["Harp"])


def test_a_ride_arrives_where_and_when_it_says():
    stems = Stems({"a": np.ones((RATE * 4, 2))}, start=480)
    made = fs.Mixer(stems).ride("a", {504: -6, 528: float("-inf"), 552: 0}, glide=100).render()["a"][:, 0]
    at = {frame: (frame - 480) * 2000 for frame in (504, 528, 552)}
    assert np.all(made[: at[504]] == 1) and made[at[504] + 4800] == pytest.approx(10 ** (-6 / 20), abs=1e-4)
    assert made[at[528] - 1] == pytest.approx(10 ** (-6 / 20), abs=1e-4) and made[at[528] + 4801] == 0
    assert made[at[552] - 1] == 0 and made[-1] == pytest.approx(1)


@pytest.mark.parametrize(
    "points", [{480: -6}, {484: -30, 486: 6}, {482: float("-inf"), 483: 0}, {481: 0, 482: -3, 483: 0}]
)
def test_no_ride_clicks(points):
    stems = Stems({"a": np.ones((RATE, 2))}, start=478)
    per_ms, per_sample = roughness(fs.Mixer(stems).ride("a", points).render()["a"][:, 0])
    assert per_ms < 0.15 and per_sample < 0.003


@pytest.mark.parametrize(
    "build",
    [
        lambda d: d.fade_in("a", 240, 246),
        lambda d: d.fade_out("a", 250, 256),
        lambda d: d.duck("a", 20, attack=50, release=50),
        lambda d: d.duck("a", 20, by="guide", attack=20, release=100),
        lambda d: d.compress("a", -40, 20, attack=5),
    ],
)
def test_no_fader_clicks(build):
    """Moved on a steady sound, the gain never jumps: no more than a factor of 0.2 in a millisecond."""
    stems = Stems({"a": np.ones((RATE * 8, 2))}, start=230)
    made = build(fs.Mixer(stems, FILM)).render()["a"][:, 0]
    assert np.ptp(made[RATE // 2 :]) > 0.3 or made[0] != made[-1]
    _, per_sample = roughness(made[10:])
    assert per_sample < 0.005


def test_fades_reach_silence_and_full():
    stems = Stems({"a": np.ones((RATE * 2, 2))}, start=0)
    made = fs.Mixer(stems).fade_in("a", 12, 24).fade_out("a", 36, 42).render()["a"][:, 0]
    assert np.all(made[:24000] == 0) and made[60000] == 1 and np.abs(made[84000:]).max() < 1e-6
    assert made[36000] == pytest.approx(np.sqrt(0.5), abs=1e-3)


@pytest.mark.parametrize("rate", ["24", "25", "23.976", "29.97df"])
def test_frames_fall_where_the_rate_puts_them(rate):
    stems = Stems({"a": np.ones((RATE * 3, 2))}, start=100)
    made = fs.Mixer(stems, rate=rate).ride("a", {130: float("-inf")}, glide=5).render()["a"][:, 0]
    expected = 30 / float(fs.Rate(rate).fps) * RATE
    assert np.argmax(made < 1) == pytest.approx(expected, abs=2)


# ---------------------------------------------------------------- rooms


def test_a_send_is_the_room_at_its_level_and_rings_on():
    click = np.zeros((4800, 2))
    click[0] = 1
    stems = Stems({"a": click, "b": np.zeros((4800, 2))})
    made = fs.Mixer(stems).send("a", "hall", -6, delay=30).render()
    assert made.samples > stems.samples + RATE // 2 and made["a"].shape == made["b"].shape and not made["b"].any()
    wet = made["a"] - np.pad(stems["a"], ((0, made.samples - 4800), (0, 0)))
    expected = hall.reverberate(np.ascontiguousarray(stems["a"].T), "hall").T * 10 ** (-6 / 20)
    n = made.samples - 1440
    assert np.abs(wet[:1440]).max() == 0 and np.abs(wet[1440:] - expected[:n]).max() < 1e-6
    assert np.abs(made["a"][-480:]).max() < 10 ** (-80 / 20), "the tail is not cut off"


def test_rooms_one_after_another_ring_one_after_another():
    """A stem's own send, its bus's and the mix's are in series: none of the three tails is cut where one would end."""
    click = np.zeros((4800, 2))
    click[100] = 0.9
    desk = fs.Mixer(Stems({"a": click})).send("a", "hall", 0).bus("all", ["a"]).send("all", "hall", 0)
    made = desk.send("mix", "hall", 0).render()["a"]
    assert np.abs(made[-2400:]).max() < 10 ** (-85 / 20)
    assert len(made) / RATE > 3, "three rooms ring longer than one"


def test_a_fade_takes_the_tail_with_it():
    stems = Stems({"a": noise(1)}, start=0)
    made = fs.Mixer(stems).send("mix", "hall", -6).fade_out("mix", 20, 30).render()
    assert np.abs(made["a"][60000:]).max(initial=0) < 1e-6


# ---------------------------------------------------------------- ducking


def level_at(made, frame):
    return 20 * np.log10(made[round((frame - 200) * 2000)])


def test_ducking_under_the_lines():
    """Down when a line begins, up again 0.8 s after it; First Bloom speaks at 240-312 and 336-378."""
    stems = Stems({"a": np.ones((RATE * 12, 2))}, start=200)
    made = fs.Mixer(stems, FILM).duck("a", 8, hold=0).render()["a"][:, 0]
    for line in FILM.lines[:2]:
        inside = made[(line.start - 200) * 2000 : (line.end - 200) * 2000]
        assert np.allclose(20 * np.log10(inside), -8, atol=0.02)
    assert level_at(made, 233.9) == pytest.approx(0, abs=0.01), "250 ms before the line nothing has moved"
    assert level_at(made, 237) == pytest.approx(-4, abs=0.1), "half the way, half the dB"
    assert level_at(made, 321.6) == pytest.approx(-4, abs=0.15) and level_at(made, 378 + 20) == pytest.approx(
        0, abs=0.01
    )
    held = fs.Mixer(stems, FILM).duck("a", 8).render()["a"][:, 0]
    assert level_at(held, 324) == pytest.approx(-8, abs=0.01), "a gap of one second is not worth coming up for"


def test_ducking_by_the_guide_hears_the_speech_and_nothing_before_it():
    stems = Stems({"a": np.ones((RATE * 12, 2))}, start=200)
    made = fs.Mixer(stems, FILM).duck("a", 8, by="guide").render()["a"][:, 0]
    assert level_at(made, 238) > -0.5 and level_at(made, 420) > -1
    inside = 20 * np.log10(made[40 * 2000 : 112 * 2000])
    assert inside.min() < -7 and np.median(inside) < -4
    quiet = fs.Mixer(stems, FILM).duck("a", 8, by="guide", threshold=-5).render()["a"]
    assert np.allclose(quiet, 1, atol=1e-3)


def test_music_after_the_guide_comes_up_in_its_own_time():
    """The Log ends on a noise the side-chain hears: music that goes on is let up by the release, not at once."""
    film = fs.open_film("the-log")
    start, end = film.frames - 48, film.frames
    stems = Stems({"a": np.ones((RATE * 5, 2))}, start=start)
    made = fs.Mixer(stems, film).duck("a", 24, by="guide", threshold=-60, release=800).render()["a"][:, 0]
    last = (end - start) * 2000
    db = 20 * np.log10(made)
    assert db[last] < -3 and np.abs(np.diff(made)).max() < 0.001
    assert db[last + round(0.83 * RATE)] == pytest.approx(0.1 * db[last], abs=0.2)


def test_a_duck_outside_the_stems_is_none():
    stems = Stems({"a": np.ones((RATE, 2))}, start=1700)
    for by in ("lines", "guide"):
        assert np.allclose(fs.Mixer(stems, FILM).duck("a", 8, by=by, threshold=0).render()["a"], 1, atol=1e-3)


# ---------------------------------------------------------------- words


def test_the_chain_is_told_in_the_order_of_the_sound(stems):
    desk = full_chain(stems)
    assert [row[0] for row in desk.rows()] == ["strings"] * 2 + ["low (brass, Harp)"] * 2 + ["mix"] * 4
    told = desk.sentence()
    for words in (
        "low shelf -3 dB at 200 Hz",
        "-6 dB from frame 490",
        "3:1 above -20 dBFS",
        "sends -10 dB to the hall, 20 ms later",
        "+2 dB after",
        "down 6 dB under each line (250 ms down before it, 800 ms up after it",
        "fades out from frame 500",
    ):
        assert words in told
    assert desk.table().splitlines()[0].split() == ["where", "link", "settings"]
    assert repr(desk) == "<Mixer of strings, brass, Harp: 8 links>"
    assert "<td>fades out from frame 500 to 560</td>" in desk._repr_mimebundle_()["text/html"]
    assert fs.Mixer(stems).sentence() == "strings, brass, Harp: all as they are."


REFUSED = [
    (lambda d: d.gain("oboe", -3), "no stem or bus 'oboe'; there are: strings, brass, Harp, mix"),
    (lambda d: d.gain("strings", 60), "gain is 60"),
    (lambda d: d.gain("strings", float("nan")), "gain is nan"),
    (lambda d: d.gain("strings", "loud"), "'loud'"),
    (lambda d: d.eq("mix", "bell", 400, 3), "no band 'bell'"),
    (lambda d: d.eq("mix", "peak", 400), "does nothing"),
    (lambda d: d.eq("mix", "high pass", 80, -3), "no height"),
    (lambda d: d.eq("mix", "peak", 30000, 3), "30000"),
    (lambda d: d.compress("mix", -10, 0.5), "ratio is 0.5"),
    (lambda d: d.send("mix", "bathroom"), "no room 'bathroom'"),
    (lambda d: d.duck("mix", -6), "6, not -6"),
    (lambda d: d.duck("mix", by="ear"), "'ear'"),
    (lambda d: d.bus("low", ["tuba"]), "no stem 'tuba'"),
    (lambda d: d.bus("low", []), "has no stems"),
    (lambda d: d.bus("mix", ["brass"]), "cannot be the name"),
    (lambda d: d.bus("a", ["brass"]).bus("b", ["brass"]), "one way to the mix"),
    (lambda d: d.ride("mix", {}), "a ride is given"),
    (lambda d: d.ride("mix", {480.5: 3}), "480.5"),
    (lambda d: d.ride("mix", {480: -3}, glide=0), "glide is 0"),
    (lambda d: d.fade_in("mix", 500, 500), "no length"),
    (lambda d: d.fade_in("mix", 500, 5000), "outside First Bloom"),
]


@pytest.mark.parametrize(("build", "words"), REFUSED)
def test_what_is_refused(stems, build, words):
    with pytest.raises(fs.FilmScoreError, match=words.replace("(", r"\(")):
        build(fs.Mixer(stems, FILM))


def test_a_desk_is_given_stems():
    with pytest.raises(fs.FilmScoreError, match=r"cue\.stems\(\)"):
        fs.Mixer(np.zeros((10, 2)))
    with pytest.raises(fs.FilmScoreError, match="name of the whole"):
        fs.Mixer(Stems({"mix": np.zeros((10, 2))}))
    with pytest.raises(fs.FilmScoreError, match="without a film"):
        fs.Mixer(Stems({"a": np.zeros((10, 2))})).duck("a")


def test_no_stems_at_all_are_no_error():
    assert fs.Mixer(Stems({})).gain("mix", -3).compress("mix").render().names == ()


@pytest.mark.parametrize("members", [None, 5, float("nan"), True])
def test_a_bus_of_nothing_is_refused(members):
    with pytest.raises(fs.FilmScoreError, match="has no stems"):
        fs.Mixer(Stems({"brass": np.zeros((10, 2))})).bus("low", members)


@pytest.mark.parametrize("where", [[], {}, None, 3])
def test_a_place_that_is_no_name_is_refused(where):
    with pytest.raises(fs.FilmScoreError, match="there is no stem or bus"):
        fs.Mixer(Stems({"brass": np.zeros((10, 2))})).gain(where, 1)


def test_a_frame_rate_of_nothing_is_not_24():
    with pytest.raises(fs.FilmScoreError):
        fs.Mixer(Stems({"brass": np.zeros((10, 2))}), rate=0)


@pytest.mark.parametrize("sound", [None, "x", np.full((4, 2), np.nan)])
def test_what_is_no_sound_cannot_null(sound):
    with pytest.raises(fs.FilmScoreError, match="cannot null"):
        null_db(sound, sound)
