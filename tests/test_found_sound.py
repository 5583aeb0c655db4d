"""Found sound: what is heard in it, a pulse and a bed made of it; where effects are loud."""

import numpy as np
import pytest
import soundfile

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.sound.found import BED_LUFS, PULSE_LUFS
from filmscore.sound.found_places import PLACES
from filmscore.sound.loud_places import loud_places
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


def test_what_is_told_of_a_sound_agrees_with_what_it_is_good_for(street, rain):
    """Nearly even, or without a beat of its own, and yet good for a pulse: the measure stands beside the figure."""
    assert "1.8 a second, in a beat of their own, about 108 a minute" in street.told
    assert "83% of it is even; a bed wants 85%. Good for a pulse" in street.told
    kitchen = fs.found_sound("kitchen").told
    assert "in no beat of their own: a pattern can give them one" in kitchen and "a pulse" in kitchen
    assert "too many to be told apart. 100% of it is even. Good for a bed" in rain.told


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
        (lambda: fs.found_sound("street").pulse("X.x.", tempo=5), "tempo is a TempoMap, not 5"),
        (lambda: fs.found_sound("street").pulse("X.x.", bars=1, lufs="loud"), "lufs is 'loud'"),
        (lambda: fs.found_sound("street").bed(2, tuned=5), "tuned is 5"),
    ],
)
def test_what_cannot_be_made_is_said(make, says):
    with pytest.raises(FilmScoreError, match=says):
        make()


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("X..q", "q is none of its signs"),
        ("", "nothing is struck"),
        ("....", "nothing is struck"),
        ("D3> A3", "crosses"),
    ],
)
def test_a_wrong_pattern_is_told_of_as_a_pattern(street, pattern, says):
    with pytest.raises(FilmScoreError, match=says) as error:
        street.pulse(pattern)
    assert "pitch" not in str(error.value), "nobody gave a pitch"


def test_a_pulse_of_what_is_a_bed_is_made_and_remarked_on(street, rain):
    assert not street.pulse("X..x..x.", bars=1).notes and not rain.bed(3).notes
    assert "good for a bed" in rain.pulse("X..x..x.", bars=1).notes[0]
    assert "comes back in the bed" in street.bed(3).notes[0]


def test_what_is_good_for_neither_says_so():
    dice = np.random.default_rng(5)
    typing = dice.standard_normal(6 * RATE) * 1e-4
    for at in dice.uniform(0, 5.8, 60):
        typing[round(at * RATE) :][:2000] += dice.standard_normal(2000) * np.exp(-np.arange(2000) / 300) * 0.5
    found = fs.found_sound(np.clip(typing, -1, 1), name="typing")
    assert "Good for neither as it is" in found.told and found.good_for == "bed"
    assert "comes back in the bed" in found.bed(2, tuned="D3, A3").notes[0]
    assert "none of them counts" in found.pulse("X.x.", bars=1).notes[0]


def test_places_and_films_are_found_by_name_in_any_case(monkeypatch, tmp_path, rain):
    monkeypatch.chdir(tmp_path)
    begins = fs.found_sound("Rain ", part=(0, 2))
    assert np.array_equal(begins.samples, rain.samples[: 2 * RATE])
    guide = fs.found_sound("The-Kettle", part=(0, 3))
    assert "Kettle" in guide.name and guide.seconds == pytest.approx(3.0, abs=0.01)
    assert "Kettle" in fs.show(guide).text


def test_what_is_made_of_it_does_what_it_was_made_for(street, rain):
    made = {"beds": [rain.bed(6)], "pulses": [street.pulse("X..x..x.", bars=2), rain.pulse("X.x.x.x.", bars=2)]}
    for stems in made["beds"]:
        found = fs.layers(stems, dict.fromkeys(stems.names, "pad"))
        assert not any("declared" in remark for remark in found.remarks)
        assert {found.sounding[name].role for name in stems.names} == {"pad"}
    for stems in made["pulses"]:
        assert set(fs.layers(stems).roles.values()) == {"motion"}
    ringing = fs.layers(rain.bed(6, tuned="D3 A3"), {"rain bed": "pad"})
    assert not any("declared" in remark for remark in ringing.remarks)


def test_what_never_begins_is_no_pulse():
    hum = 0.2 * np.sin(2 * np.pi * 110 * np.arange(4 * RATE) / RATE)
    with pytest.raises(FilmScoreError, match="make a bed of it"):
        fs.found_sound(hum, name="a hum").pulse()


# ---- where the effects of a film are loud


def test_every_effect_has_a_register_and_leaves_music_a_floor():
    found = {slot.start: slot for slot in loud_places("last-parcel")}
    assert set(found) >= {96, 257, 376, 495, 697}
    assert found[96].low.midi > 80  # 2 to 4 kHz
    assert found[495].low.midi < 48 and 30 <= found[495].end - 495 <= 70  # the weight of the tram
    assert all(slot.high.midi - slot.low.midi <= 24 for slot in found.values()), "two octaves, not the keyboard"
    assert all(slot.end > slot.start and slot.low.midi < slot.high.midi for slot in found.values())
    cell = fs.Ostinato("D3> A3").leave(*found.values())
    assert len(cell.free) == len(found)
    tempo = fs.TempoMap(96).bars(15, "4/4", bpm=144)
    assert fs.Ostinato("D3> A3").leave(*found.values()).meets([257, 376, 495], tempo, players="viola").met == 3
