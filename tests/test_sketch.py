"""Sketches: notes laid on a frame, heard on that frame, at the level of the film."""

import numpy as np
import pytest

import filmscore as fs
from filmscore.sound.sketch import HIGHEST_PEAK, LEVEL, PLAYERS, sketch


def onset(sound: np.ndarray, rate: int = 48000) -> float:
    """Seconds until the sound first comes within 20 dB of its loudest 10 ms."""
    hop = rate // 100
    level = np.sqrt(np.mean(np.sum(sound[: len(sound) // hop * hop].astype(float) ** 2, 1).reshape(-1, hop), 1))
    return float(np.argmax(level > level.max() / 10)) / 100


@pytest.mark.parametrize("player", sorted(PLAYERS))
def test_every_player_sounds_on_the_frame_at_the_films_level(player):
    stems = sketch("C4:2 G4:2", at=1056, played_by=player).render()
    mix = stems.mix()
    assert stems.start == 1056
    assert onset(mix) < 0.12  # a bowed section speaks slowly
    level = 10 * np.log10(np.mean(np.sum(mix[: 4 * 48000].astype(float) ** 2, 1)))
    assert level <= LEVEL + 0.1
    assert level > LEVEL - 0.1 or stems.peak_db > HIGHEST_PEAK - 0.1
    assert np.abs(mix[-480:]).max() < 1e-3  # it rings out, it is not cut off


def test_four_notes_fall_on_their_beats():
    made = sketch("D4 A4 D5 E5", at=1056)
    assert made.attacks == (1056, 1080, 1104, 1128)
    mix = made.render().mix().astype(float)
    hop = 480
    power = np.sum(mix[: len(mix) // hop * hop] ** 2, 1).reshape(-1, hop).mean(1)
    rise = np.diff(np.log(power + 1e-9))
    for beat in range(1, 4):  # the sharpest rise near each beat lies on it
        near = rise[beat * 100 - 30 : beat * 100 + 30]
        assert abs(int(np.argmax(near)) - 29) <= 3


def test_lengths_tempo_and_rests_are_kept():
    made = sketch("C4:1/2 R:1/2 E4:2", at="04:00:20:00", bpm=120)
    assert (made.start, made.tempo.seconds) == (480, 1.5)
    assert made.attacks == (480, 492)


def test_one_note_is_a_hit_and_a_line_is_none_unless_asked_for():
    hits = [(hit.frame, hit.label) for hit in sketch("F#4:2", at=1056).spotting.hits]
    assert hits == [(1056, "the note")], "what it is called would give a prediction away"
    assert sketch("F#4:2", at=1056, hits=False).spotting.hits == ()
    assert sketch("R F#4:2", at=1056).spotting.hits[0].frame == 1080
    assert sketch("D4 A4", at=1056).spotting.hits == ()
    asked = sketch("D4 F#4", at=1056, hits=True).spotting.hits
    assert [(hit.frame, hit.label) for hit in asked] == [(1056, "D4"), (1080, "F♯4")]
    assert sketch("D4:8 A4", at=1900).attacks == (1900,), "notes beyond the film are none of the film's"


def test_an_empty_page_is_no_music():
    assert sketch(None, at=1056) is None
    assert sketch("  ", at=1056) is None


def test_a_sketch_may_ring_beyond_the_film():
    made = sketch("C4:8", at=1900)
    assert made.spotting.cues[0].end == 1920


def test_the_line_in_the_way_can_be_pulled_over_jon_and_under_him():
    """Lesson 00 asks for it: with the strings' fader at +6 dB they cover his consonants, at -12 dB they do not."""
    import soundfile
    from scipy.signal import butter, sosfilt

    band = butter(4, [1000, 4000], "bandpass", fs=48000, output="sos")

    def level(sound, start):
        part = sound[(1320 - start) * 2000 : (1362 - start) * 2000].mean(1)
        return 10 * np.log10(np.mean(sosfilt(band, part) ** 2))

    jon = level(soundfile.read(str(fs.open_film("first-bloom").guide))[0], 0)
    strings = level(sketch("A4 F#5 E5 G5 A5 F#5", at=1248, played_by="strings").render().mix(), 1248)
    assert strings + 6 > jon + 1
    assert strings - 12 < jon - 6


def test_hours_of_notes_are_not_rendered_beyond_the_film():
    stems = sketch("C4:64 D4:64", at=1872, bpm=1).render()
    assert stems.seconds == 4.0  # two seconds of film, two of tail


@pytest.mark.parametrize(
    "make",
    [
        lambda: sketch("C4", at=1920),
        lambda: sketch("C4", at=-1),
        lambda: sketch("C4", at="01:00:00:00"),
        lambda: sketch("H4", at=0),
        lambda: sketch("C4", at=0, played_by="kazoo"),
        lambda: sketch("C4", at=0, played_by=None),
        lambda: sketch("C4", at=0, played_by=["celesta"]),
        lambda: sketch("C٤", at=0),
        lambda: sketch("C4", at=0, bpm=0),
        lambda: sketch("C4", at=0, film="nothing"),
        lambda: sketch(60, at=0),
        lambda: sketch("C4", at=0, hits="yes"),
    ],
)
def test_what_cannot_be_is_refused(make):
    with pytest.raises(fs.FilmScoreError):
        make()
