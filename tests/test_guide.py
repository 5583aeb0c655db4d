"""First Bloom's guide sound, captions and description, held to the timeline; and the sound bench they are made with."""

from fractions import Fraction
from itertools import pairwise

import film_checks as checks
import numpy as np
import pytest
import soundfile
from film_checks import clearance, steepest
from film_checks import span as frames
from scipy import signal

import filmscore as fs
from films import guide as builder
from films.first_bloom import guide, words
from films.toolkit import sound as snd
from films.toolkit import voice
from filmscore.picture.film import open_film

FILM = open_film("first-bloom")
FRAME = snd.FRAME
STRONG = [effect for effect in guide.EFFECTS if effect.strong]


def named(effect) -> str:
    return f"{effect.frame} {effect.label}"


@pytest.fixture(scope="module")
def ogg() -> np.ndarray:
    """The committed file, decoded."""
    return checks.guide_sound(FILM)


@pytest.fixture(scope="module")
def buses() -> dict[str, np.ndarray]:
    """What the script makes without speech."""
    return guide.buses(with_dialogue=False)


@pytest.fixture(scope="module")
def dome() -> np.ndarray:
    return guide.the_dome()


# ---------------------------------------------------------------- the file as a whole


def test_it_is_exactly_as_long_as_the_film(ogg):
    assert ogg.shape == (FILM.frames * FRAME, 2) == (3_840_000, 2)


def test_it_is_small():
    assert FILM.guide.stat().st_size <= 1_200_000
    assert soundfile.info(FILM.guide).subtype == "VORBIS"


def test_it_does_not_clip(ogg):
    assert snd.true_peak(ogg) < -3


def test_it_has_no_offset(ogg):
    assert np.max(np.abs(ogg.mean(0))) < 1e-4


def test_it_does_not_click(ogg):
    """Nothing but a spoken t moves fast; a missing fade would jump by as much as the sound is loud."""
    anywhere, where_nobody_speaks = checks.clicks(ogg, FILM.lines)
    assert anywhere < 0.3
    assert where_nobody_speaks < 0.09


def test_cuts_between_inside_and_outside_do_not_click(ogg):
    """At the two hard cuts the ground below 5 kHz changes, but no spark goes up to the top."""
    for cut in (192, 1536):
        spark = snd.band(frames(ogg, cut - 2, cut + 2).mean(1), 12_000, None)
        assert np.max(np.abs(spark)) < 0.003


def test_it_ends_in_silence(ogg):
    assert np.max(np.abs(frames(ogg, guide.END_OF_SOUND, FILM.frames))) < 1e-4
    assert snd.level(frames(ogg, 1860, 1870)) - snd.level(frames(ogg, 1890, 1896)) > 25


@pytest.mark.parametrize(
    ("start", "end", "low", "high"),
    [(0, 192, -90, -58), (228, 239, -50, -41), (386, 430, -50, -40), (510, 600, -52, -42), (816, 838, -58, -46),
     (960, 1030, -56, -44), (1364, 1416, -56, -44), (1485, 1535, -60, -46), (1540, 1700, -90, -58)],
)  # fmt: skip
def test_ambience_leaves_room_for_music(ogg, start, end, low, high):
    assert low < snd.loudness(frames(ogg, start, end)) < high


def test_nothing_in_it_is_in_a_key(buses):
    """No line of the ambience's spectrum stands out from its surroundings as a held note would."""
    for start, end in ((192, 478), (510, 816), (908, 1030), (1416, 1478)):
        assert checks.tonal_peak(frames(buses["ambience"], start, end)) < 9


# ---------------------------------------------------------------- dialogue


@pytest.mark.parametrize("line", FILM.lines, ids=lambda line: line.text)
class TestLines:
    def test_is_as_loud_as_speech_should_be(self, ogg, line):
        assert snd.loudness(frames(ogg, line.start, line.end)) == pytest.approx(-24, abs=1)

    def test_begins_on_its_first_frame(self, ogg, line):
        where, rise = steepest(ogg, line.start, low=200, high=5000)
        assert abs(where - line.start) <= 1
        assert rise > 12

    def test_is_over_before_its_out_frame(self, ogg, line):
        said = snd.level(frames(ogg, line.start, line.end))
        assert snd.level(frames(ogg, line.end, line.end + 6)) < said - 12

    def test_has_consonants(self, ogg, line):
        """2 to 6 kHz holds what tells one word from another; it must not be more than 18 dB under the whole."""
        piece = frames(ogg, line.start, line.end).mean(1)
        assert snd.level(snd.band(piece, 2000, 6000)) > snd.level(piece) - 18

    def test_stands_clear_of_everything_else(self, ogg, buses, line):
        """In every octave that carries speech the line is at least 6 dB above ambience and effects."""
        rest = frames(sum(buses.values()), line.start, line.end)
        assert min(clearance(frames(ogg, line.start, line.end), rest).values()) > 6

    def test_has_a_delivery_and_a_place(self, ogg, line):
        assert " ".join(phrase.text for phrase in guide.DELIVERY[line.start]) == line.text
        assert line.start in guide.WET and line.start in guide.PAN and line.who in guide.VOICES


def test_the_two_voices_lie_apart(ogg):
    def middle(line):
        piece = signal.resample_poly(frames(ogg, line.start, line.end).mean(1), 1, 2)
        f0, voiced = voice.pitch_track(piece, snd.RATE // 2)
        return np.median(f0[voiced > 0.6])

    pitch = {line.start: middle(line) for line in FILM.lines}
    jon = [pitch[line.start] for line in FILM.lines if line.who == "JON"]
    mara = [pitch[line.start] for line in FILM.lines if line.who == "MARA"]
    assert 70 < max(jon) < 125 < 145 < min(mara) < 240


# ---------------------------------------------------------------- effects


@pytest.mark.parametrize("effect", guide.EFFECTS, ids=named)
def test_every_effect_starts_on_its_frame(dome, effect):
    """Alone, in its room: within 30 dB of its highest level no later than a frame after its first sample."""
    lead = 6
    alone = np.zeros((snd.at(lead + 120), 2))
    snd.place(alone, guide.effect_sound(effect, dome), lead)
    assert not np.any(alone[: snd.at(lead)])
    assert lead <= snd.onset(alone) / FRAME <= lead + 1


@pytest.mark.parametrize("effect", STRONG, ids=named)
def test_strong_effects_are_heard_on_their_frame_in_the_file(ogg, effect):
    where, rise = steepest(ogg, effect.frame)
    assert abs(where - effect.frame) <= 1
    assert rise > 6


@pytest.mark.parametrize("event", FILM.events, ids=lambda event: event.label)
def test_what_the_timeline_asks_for_sounds(event):
    """Every event of the timeline has its sound, the turn at 936 its silence, and the fade its end."""
    if event.frame == 936:
        assert guide.EFFECTS and max(e.frame for e in guide.EFFECTS if e.bus == "steps") < 936
    elif event.kind != "fade":
        assert any(effect.frame == event.frame for effect in guide.EFFECTS)


def test_the_file_is_what_the_script_makes(ogg, buses):
    """Where nobody speaks, the committed file and a fresh mix are the same sound (Vorbis is not bit-exact)."""
    fresh = guide.mix(buses)
    for start, end in ((480, 600), (840, 880), (908, 936), (1056, 1152), (1440, 1480), (1704, 1860)):
        a, b = frames(ogg, start, end).ravel(), frames(fresh, start, end).ravel()
        assert checks.alike(a, b) > 0.9, (start, end)
        assert snd.level(a) == pytest.approx(snd.level(b), abs=0.5)


def test_his_steps_cease_when_he_stops(ogg, buses):
    steps = buses["steps"]
    assert np.any(frames(steps, 929, 935))
    assert not np.any(frames(steps, 936, FILM.frames))
    low = snd.band(ogg, 60, 400)
    assert snd.level(frames(low, 929, 933)) - snd.level(frames(low, 936, 943)) > 12


def test_he_walks_evenly():
    walk = [effect.frame for effect in guide.EFFECTS if effect.bus == "steps"]
    leaving, coming = [f for f in walk if 300 < f < 480], [f for f in walk if f > 800]
    for walked in (leaving, coming):
        assert len(walked) >= 3
        assert len({b - a for a, b in pairwise(walked)}) == 1
    assert coming[-2] >= 908 and coming[-1] < 936


def test_lamps_and_fans_go_down(ogg):
    before, after = snd.loudness(frames(ogg, 386, 430)), snd.loudness(frames(ogg, 520, 600))
    assert before - after > 4
    assert guide.CASCADE[0] == 480 and list(guide.CASCADE) == sorted(set(guide.CASCADE)) and guide.CASCADE[-1] <= 500


def test_the_keys_hum_stops(ogg):
    hum = snd.band(ogg, 420, 1400)
    assert snd.level(frames(hum, 1462, 1471)) - snd.level(frames(hum, 1490, 1530)) > 5


def test_inside_and_outside_change_on_the_cut(ogg):
    where, rise = steepest(ogg, 192)
    assert abs(where - 192) <= 1 and rise > 12
    where, drop = steepest(ogg[::-1], FILM.frames - 1536)
    assert abs(FILM.frames - where - 1536) <= 1 and drop > 3


def test_far_lights_are_those_of_the_picture():
    pytest.importorskip("skia")
    from films.first_bloom.valley import DARK

    assert [frame for frame, *_ in guide.LIGHTS] == [frame for *_, frame in DARK]
    for (_, x, _), (right, *_) in zip(guide.LIGHTS, DARK, strict=True):
        assert x * right > 0  # heard on the side where it is seen


# ---------------------------------------------------------------- captions


@pytest.fixture(scope="module")
def cues():
    return checks.captions(FILM)


def test_captions_hold_every_line_on_its_frames_and_can_be_read():
    assert checks.spoken_faults(FILM) == []
    assert checks.reading_faults(FILM) == []


def test_captions_tell_what_is_heard(cues):
    sounds = [cue.start for cue in cues if not cue.who]
    starts = {effect.frame for effect in guide.EFFECTS} | {192, 936}
    assert {round(start * 24) for start in sounds} <= starts
    assert {480, 840, 936, 1056, 1440, 1704} <= {round(start * 24) for start in sounds}


# ---------------------------------------------------------------- description


@pytest.fixture(scope="module")
def description() -> str:
    return FILM.description.read_text(encoding="utf-8")


def test_description_can_be_spoken_in_the_gaps():
    assert checks.description_faults(FILM) == []


def test_description_does_not_speak_over_the_bloom(description):
    """The frame itself belongs to picture and music: nothing is said from a second before until it has opened."""
    for frame, text in words.PASSAGES:
        end = frame + 24 * len(text.split()) / 3
        assert not frame < 1056 < end, text


def test_committed_words_are_those_of_the_script(description):
    assert FILM.captions.read_text(encoding="utf-8") == builder.webvtt(FILM, words.SOUNDS)
    assert description == builder.describe(FILM, words.SUMMARY, words.PASSAGES)


def test_licence_names_everything():
    assert checks.licence_faults(FILM) == []


# ---------------------------------------------------------------- bad input, and the bench


def test_captions_that_overlap_are_refused():
    with pytest.raises(fs.FilmScoreError, match="250"):
        builder.webvtt(FILM, [(250, 300, "over a line")])
    with pytest.raises(fs.FilmScoreError, match="before it begins"):
        builder.webvtt(FILM, [(60, 50, "backwards")])


def test_an_unknown_film_is_refused(capsys):
    with pytest.raises(fs.FilmScoreError, match="second_bloom"):
        builder.build("second_bloom")
    assert builder.main(["second_bloom"]) == 2
    assert "second_bloom" in capsys.readouterr().err


@pytest.mark.parametrize(("frame", "text"), [(0, "00:00:00.000"), (1, "00:00:00.042"), (1919, "00:01:19.958")])
def test_clock(frame, text):
    assert builder.clock(frame, Fraction(24)) == text


def test_bench_places_to_the_sample():
    bus = np.zeros((snd.at(10), 2))
    snd.place(bus, np.ones(5), 3)
    assert np.flatnonzero(bus[:, 0]).tolist() == list(range(6000, 6005))
    snd.place(bus, np.ones(snd.at(2)), 9)  # what hangs over the end is cut
    assert bus[-1, 1] == 1


def test_bench_noise_has_the_tilt_it_is_asked_for():
    for tilt in (0.0, 3.0, 6.0):
        x = snd.noise(1 << 18, np.random.default_rng(1), tilt)
        low, high = (snd.level(snd.band(x, f / 1.41, f * 1.41, 4)) for f in (250, 4000))
        assert (low - high) / 4 == pytest.approx(tilt - 3.01, abs=0.4)  # an octave of white noise is 3 dB more


def test_bench_room_dies_away_in_its_time():
    tail = snd.room(np.random.default_rng(2), t60=0.75).sum(1)
    energy = np.cumsum(tail[::-1] ** 2)[::-1]
    db = 10 * np.log10(energy / energy[0])
    t5, t25 = (np.argmax(db < level) / snd.RATE for level in (-5, -25))
    assert 3 * (t25 - t5) == pytest.approx(0.75, abs=0.15)


def test_bench_true_peak_sees_between_samples():
    t = np.arange(snd.RATE)
    wave = np.sin(np.pi / 2 * t + np.pi / 4)[:, None]  # its samples reach 0.707 only
    assert snd.true_peak(snd.soften(wave, 0.1, 0.1)) == pytest.approx(0, abs=0.2)


def test_bench_filters_do_what_they_say():
    click = np.zeros(1 << 14)
    click[0] = 1
    hz = np.fft.rfftfreq(len(click), 1 / snd.RATE)

    def db(x, f):
        return 20 * np.log10(np.abs(np.fft.rfft(x))[np.argmin(np.abs(hz - f))])

    assert db(snd.bell(click, 1000, 6), 1000) == pytest.approx(6, abs=0.1)
    assert db(snd.shelf(click, 1000, 6), 12_000) == pytest.approx(6, abs=0.2)
    assert db(snd.shelf(click, 1000, -4, high=False), 50) == pytest.approx(-4, abs=0.2)
    assert db(snd.band(click, 500, None), 500) == pytest.approx(-3, abs=0.1)


def test_voice_follows_the_melody_it_is_given():
    """The vocoder, on a synthetic vowel at 100 Hz: an octave up is what comes out, formants where they were."""
    rate = 22_050
    pulses = np.zeros(rate)
    pulses[:: rate // 100] = 1
    vowel = sum(
        signal.sosfilt(signal.butter(1, (f - 60, f + 60), "band", fs=rate, output="sos"), pulses) for f in (700, 1200)
    )
    vowel = 0.3 * vowel / np.abs(vowel).max()
    actor = voice.Voice("", 0, 150, breath=0.05, jitter=0.0)
    said = voice.respeak(vowel, rate, actor, ((0, 5), (1, 5)), np.random.default_rng(3))
    f0, voiced = voice.pitch_track(said, rate)
    assert np.median(f0[voiced > 0.8]) == pytest.approx(150 * 2 ** (5 / 12), rel=0.03)
    f, power = signal.welch(said, rate, nperseg=1024)
    assert f[np.argmax(np.where(f < 1000, power, 0))] == pytest.approx(700, abs=130)


@pytest.mark.skipif(voice.available(), reason="espeak-ng is installed")
def test_without_espeak_the_way_out_is_told():
    with pytest.raises(fs.FilmScoreError, match="install"):
        voice.espeak("Two years.", "en", 120, 40)


@pytest.mark.skipif(not voice.available(), reason="needs espeak-ng")
class TestSpeech:
    def test_an_unknown_voice_is_refused(self):
        with pytest.raises(fs.FilmScoreError, match="xx-nobody"):
            voice.espeak("Two years.", "xx-nobody", 120, 40)

    def test_is_the_same_every_time_and_the_same_as_in_the_file(self, ogg):
        line = FILM.lines[1]
        first, second = (
            voice.speak(guide.DELIVERY[line.start], guide.VOICES[line.who], guide.dice("line", line.start))
            for _ in "ab"
        )
        assert np.array_equal(first, second)
        assert len(first) <= (line.end - line.start) * FRAME
        in_file = ogg[snd.at(line.start) :][: len(first)].mean(1)
        alike = first @ in_file / np.sqrt((first @ first) * (in_file @ in_file))
        assert alike > 0.8  # the room and the fans are in the file as well
