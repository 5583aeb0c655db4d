"""Found sound: what is heard in it, a pulse and a bed made of it; a motif plain and shaped; where effects are loud."""

import numpy as np
import pytest
import soundfile

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.sound.found import BED_LUFS, PULSE_LUFS
from filmscore.sound.found_places import PLACES
from filmscore.sound.loud_places import loud_places
from filmscore.sound.programming import SHAPES
from filmscore.sound.stems import RATE
from filmscore.widgets.roll_read import read


@pytest.fixture(scope="module")
def street():
    return fs.found_sound("street")


@pytest.fixture(scope="module")
def rain():
    return fs.found_sound("rain")


def test_a_street_has_a_pulse_and_rain_has_none(street, rain):
    assert street.heard.tempo == pytest.approx(108, abs=1)
    assert street.good_for == "pulse"
    assert rain.good_for == "bed" and rain.heard.tempo is None
    assert rain.steady > street.steady
    assert "Good for a bed" in rain.told


def test_it_can_be_played_and_measured_as_it_is(street):
    strip = read(street)
    assert strip.title == "Street" and strip.seconds == pytest.approx(12.0)
    assert fs.loudness(street).integrated < -10


def test_the_places_are_the_same_every_time_and_clean():
    for name, make in PLACES.items():
        sound = make()
        assert sound.shape == (12 * RATE, 2) and sound.dtype == np.float32, name
        assert np.abs(sound).max() == pytest.approx(10 ** (-3 / 20), abs=1e-4)
        assert np.abs(sound[[0, -1]]).max() < 1e-3
    assert np.array_equal(PLACES["kitchen"](), PLACES["kitchen"]())


def onsets(sound, least):
    """Samples at which the level rises from nothing: an independent look at a pulse whose strokes do not overlap."""
    level = np.abs(sound[: len(sound) // 48 * 48]).max(axis=1).reshape(-1, 48).max(axis=1)  # a millisecond each
    loud = level > least * level.max()
    return [k for k in np.flatnonzero(loud) if not loud[max(0, k - 60) : k].any()]


def test_a_pulse_falls_where_the_pattern_says(street):
    tempo = fs.TempoMap(96).bars(2, "4/4", bpm=144)
    made = street.pulse("X..x..x.", bars=2, tempo=tempo)
    assert made.start == 96 and made.names == ("street pulse",)
    found = onsets(made["street pulse"], 0.15)
    wanted = [1000 * (bar * 4 + k / 2) * 60 / 144 for bar in range(2) for k in (0, 3, 6)]
    assert len(found) == len(wanted)
    assert np.abs(np.array(found) - np.array(wanted)).max() <= 12
    assert fs.loudness(made).integrated == pytest.approx(PULSE_LUFS, abs=0.3)
    first, second = (np.abs(made["street pulse"][round(w * 48) : round(w * 48) + 4000]).max() for w in wanted[:2])
    assert first > second * 1.5  # the accent
    cell = street.pulse(fs.Ostinato("D3> A3 D3"), bars=1, bpm=60)
    assert len(onsets(cell["street pulse"], 0.1)) >= 6


def test_a_bed_is_even_as_long_as_asked_and_may_be_tuned(rain):
    made = rain.bed(6)
    sound = made["rain bed"]
    assert len(sound) == 6 * RATE
    assert fs.loudness(made).integrated == pytest.approx(BED_LUFS, abs=0.3)
    middle = sound[RATE:-RATE]
    level = 10 * np.log10((middle.reshape(-1, RATE // 4, 2) ** 2).mean(axis=(1, 2)))
    assert level.max() - level.min() < 6
    assert np.abs(sound[[0, -1]]).max() < 1e-3
    assert np.array_equal(sound, rain.bed(6)["rain bed"])
    spectrum = {}
    for kind, bed in (("plain", made), ("tuned", rain.bed(6, tuned="D4"))):
        power = np.abs(np.fft.rfft(bed["rain bed"][RATE:-RATE].mean(axis=1))) ** 2
        hertz = np.fft.rfftfreq(4 * RATE, 1 / RATE)
        near = np.abs(hertz - 293.66) < 5
        spectrum[kind] = power[near].mean() / power[(hertz > 150) & (hertz < 1000)].mean()
    assert spectrum["tuned"] > 20 * spectrum["plain"]


def test_your_own_recording_is_taken_as_it_is(tmp_path):
    time = np.arange(3 * 22050) / 22050
    knocks = np.zeros(len(time))
    for at in np.arange(0.2, 2.8, 0.5):
        knocks += (time >= at) * np.exp(-np.clip(time - at, 0, None) * 40) * np.sin(2 * np.pi * 300 * time)
    soundfile.write(tmp_path / "my door.wav", knocks * 0.5, 22050)
    mine = fs.found_sound(tmp_path / "my door.wav")
    assert mine.name == "my door" and mine.seconds == pytest.approx(3.0, abs=0.01)
    assert mine.samples.shape == (3 * RATE, 2)
    assert len(mine.strokes) == 6
    assert mine.pulse("x.X.", bars=1).names == ("my door pulse",)
    assert fs.found_sound(tmp_path / "my door.wav", part=(0, 1.1)).seconds == pytest.approx(1.1, abs=0.01)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: fs.found_sound(np.zeros((RATE, 2))), "is silent"),
        (lambda: fs.found_sound("no such file.wav"), "no file"),
        (lambda: fs.found_sound("street", part=(5, 2)), "does not lie"),
        (lambda: fs.found_sound("street", name=5), "no name"),
        (lambda: fs.found_sound("street", part="all"), "two times in seconds"),
        (lambda: fs.found_sound("street").bed(0), "from 1 to 600"),
        (lambda: fs.found_sound("street").pulse("X.x.", bars=0), "0 bars"),
        (lambda: fs.found_sound("street", part=(0, 2)).bed(5), "record more"),
    ],
)
def test_what_cannot_be_made_is_said(make, says):
    with pytest.raises(FilmScoreError, match=says):
        make()


def test_what_never_begins_is_no_pulse():
    hum = 0.2 * np.sin(2 * np.pi * 110 * np.arange(4 * RATE) / RATE)
    with pytest.raises(FilmScoreError, match="make a bed of it"):
        fs.found_sound(hum, name="a hum").pulse()


# ---- where the effects of a film are loud


def test_the_tram_takes_the_whole_spectrum_and_the_whistle_the_top():
    found = {slot.start: slot for slot in loud_places("last-parcel")}
    assert set(found) >= {96, 257, 376, 495, 697}
    assert found[96].low.midi > 80  # 2 to 4 kHz
    assert found[495].low.midi < 30 and 30 <= found[495].end - 495 <= 70
    assert all(slot.end > slot.start and slot.low.midi < slot.high.midi for slot in found.values())
    cell = fs.Ostinato("D3> A3").leave(*found.values())
    assert len(cell.free) == len(found)


# ---- plain and shaped

TUNE = "D4:3/2 A4:3/2 G4 R F4:3/2 E4:1/2 D4:2"


def test_plain_is_the_machine_and_shaped_is_not():
    made = fs.programme(TUNE, "solo cello", bpm=60)
    plain, shaped = ([a.notes[0] for a in p.accounts] for p in (made.plain, made.shaped))
    assert len({round(n.velocity) for n in plain}) == 1 and len({round(n.velocity) for n in shaped}) > 3
    assert made.motif.pitches[made.peak] == "A4"
    weights = [n.velocity for n in shaped]
    assert weights[made.peak] == max(weights) and weights[0] < weights[made.peak] and weights[-1] < weights[made.peak]
    curve = [value for _, value in made.curve]
    assert max(curve) > 1.3 * curve[0] and max(curve) > 1.3 * curve[-1]
    assert [c.value for t in made.plain.tracks for c in t.controls if c.kind == "expression"] != curve
    assert len(made.rows()) == 6 and "note 2" in made.told


def test_each_shape_can_be_heard_alone():
    only = {name: fs.programme(TUNE, "solo cello", bpm=60, shape=name) for name in SHAPES}
    starts = {name: [a.notes[0].start for a in p.shaped.accounts] for name, p in only.items()}
    still = [a.notes[0].start for a in only["expression"].plain.accounts]
    assert starts["expression"] == still
    assert np.abs(np.array(starts["time"]) - still).max() > 0.05
    assert starts["time"][1] < still[1] and starts["time"][-1] > still[-1]  # on towards the peak, back at the end
    lengths = {name: [a.notes[0].end - a.notes[0].start for a in p.shaped.accounts] for name, p in only.items()}
    assert lengths["articulation"][0] > lengths["expression"][0]  # slurred on into the next
    assert fs.programme(TUNE, shape=[]).told.startswith("Nothing is shaped")
    for arguments, says in ((("H4",), "German"), ((TUNE, ""), "no player"), ((TUNE, "kazzoo"), "No sound")):
        with pytest.raises(FilmScoreError, match=says):
            fs.programme(*arguments)
    for wrong in ("pitch", 5):
        with pytest.raises(FilmScoreError, match="cannot be shaped"):
            fs.programme(TUNE, shape=wrong)
    with pytest.raises(FilmScoreError, match="'plain' and 'shaped'"):
        fs.programme("D4").score("best")
