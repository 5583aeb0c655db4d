"""Stems: sums, lengths, files; and the hall they are played in."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy.signal import butter, sosfiltfilt
from soundfont_maker import simple, steady, write

from filmscore.errors import FilmScoreError
from filmscore.sound import engine, hall
from filmscore.sound.events import Note, Track
from filmscore.sound.stems import RATE, EncodedStem, Stems, decode_sound, encode_sound, family_of


@pytest.fixture
def stems():
    rng = np.random.default_rng(2)
    time = np.arange(RATE * 5 // 2) / RATE
    tone = 0.4 * np.sin(2 * np.pi * 330 * time)[:, None] * [1.0, 0.5]
    noise = rng.normal(0, 0.05, (RATE * 2, 2))
    return Stems(
        {"strings": tone, "Harp": noise, "choir": np.zeros((0, 2))}, start=480, font="Test", notes=["one thing"]
    )


def test_one_length_and_an_exact_sum(stems):
    assert stems.names == ("strings", "Harp", "choir") and len(stems) == 3 and "Harp" in stems
    assert {sound.shape for sound in map(stems.__getitem__, stems)} == {(RATE * 5 // 2, 2)}
    assert stems.seconds == 2.5 and stems["strings"].dtype == np.float32
    assert np.array_equal(stems.mix(), (stems["strings"] + stems["Harp"]) + stems["choir"])
    assert stems.families == {"strings": "strings", "Harp": "keys", "choir": "choir"}
    assert repr(stems) == "<Stems of 2.5 s: strings, Harp, choir>"


def test_nothing_clips_silently():
    stems = Stems({"a": np.full((100, 2), 0.9), "b": np.full((100, 2), 0.9)})
    assert stems.mix().max() == pytest.approx(1.8)
    assert stems.peak_db == pytest.approx(20 * np.log10(1.8), abs=1e-3)
    assert Stems({}).peak_db == float("-inf")
    assert decode_sound(encode_sound(stems.mix(), "wav")).max() == pytest.approx(1.8)
    with pytest.raises(FilmScoreError, match="over full scale"):
        encode_sound(stems.mix(), "flac")


@pytest.mark.parametrize("name", ["low strings", "Violins II", "Double basses"])
def test_families_of_names(name):
    assert family_of(name) == "strings"
    assert family_of("Bassoon") == "woodwinds" and family_of("Timpani") == "percussion"
    assert family_of("French horns") == "brass" and family_of("?") == "soloist"


@pytest.mark.parametrize("kind", ["ogg", "flac", "wav"])
@pytest.mark.parametrize("samples", [0, 1, 100, RATE, RATE + 1, 3 * RATE - 17])
def test_encoded_sound_decodes_to_the_same_length(kind, samples):
    if kind == "flac" and not samples:
        with pytest.raises(FilmScoreError, match="no length"):
            encode_sound(np.zeros((0, 2)), kind)
        return
    sound = (0.5 * np.sin(np.arange(samples) * 0.05))[:, None] * np.ones(2)
    back = decode_sound(encode_sound(sound, kind))
    assert back.shape == (samples, 2) and back.dtype == np.float32
    if samples >= RATE:
        error = np.sqrt(np.mean((back - sound) ** 2))
        assert error < (0.02 if kind == "ogg" else 1e-6)
        lags = [float((back[1000 + lag : 20000 + lag, 0] * sound[1000:20000, 0]).sum()) for lag in (-2, -1, 0, 1, 2)]
        assert int(np.argmax(lags)) == 2, "no sample of delay"


def test_over_a_minute_of_vorbis_do_not_crash():
    sound = np.random.default_rng(0).normal(0, 0.1, (70 * RATE, 2)).astype(np.float32)
    assert len(decode_sound(encode_sound(sound, quality=0.1))) == len(sound)


def test_encode_for_a_browser(stems):
    made = stems.encode()
    assert all(isinstance(stem, EncodedStem) for stem in made)
    assert [(s.name, s.family, s.mime, s.data[:4]) for s in made] == [
        ("strings", "strings", "audio/ogg", b"OggS"),
        ("Harp", "keys", "audio/ogg", b"OggS"),
        ("choir", "choir", "audio/ogg", b"OggS"),
    ]
    with pytest.raises(FilmScoreError, match="no kind of sound file 'mp3'"):
        stems.encode("mp3")


def test_write_and_read(stems, tmp_path):
    folder = stems.write(tmp_path / "new" / "cue")
    back = Stems.read(folder)
    assert (back.names, back.start, back.font, back.notes) == (stems.names, 480, "Test", ("one thing",))
    assert back.families == stems.families and back.samples == stems.samples
    assert np.sqrt(np.mean((back.mix() - stems.mix()) ** 2)) < 0.04
    exact = Stems.read(stems.write(tmp_path / "wav", "wav"))
    assert np.array_equal(exact.mix(), stems.mix())
    assert not list(tmp_path.rglob("*.part"))


def test_names_that_would_collide(tmp_path):
    made = Stems({"Low / strings": np.ones(9), "low-strings": np.zeros(9), "♪": np.ones(9), "../up": np.ones(9)})
    folder = made.write(tmp_path / "cue", "wav")
    back = Stems.read(folder)
    assert back.names == made.names and all(np.array_equal(back[n], made[n]) for n in made)
    assert len(list(tmp_path.iterdir())) == 1 and len(list(folder.iterdir())) == 5


def test_damaged_files(stems, tmp_path):
    folder = stems.write(tmp_path)
    with pytest.raises(FilmScoreError, match="no stems in"):
        Stems.read(tmp_path / "nowhere")
    file = folder / "strings.ogg"
    whole = file.read_bytes()
    for bad in (b"", b"nonsense", whole[:2000], whole[: len(whole) // 2], whole[:5000] + bytes(len(whole) - 5000)):
        file.write_bytes(bad)
        with pytest.raises(FilmScoreError, match=r"strings\.ogg"):
            Stems.read(folder)
    file.unlink()
    with pytest.raises(FilmScoreError, match=r"'strings'.*No such file"):
        Stems.read(folder)
    index = folder / "stems.json"
    table = json.loads(index.read_text())
    for bad in ("", "[]", "{}", json.dumps({**table, "stems": 3}), json.dumps({**table, "samples": "many"})):
        index.write_text(bad)
        with pytest.raises(FilmScoreError, match=r"stems\.json is damaged"):
            Stems.read(folder)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Stems({"a": np.zeros((3, 3))}), r"shape \(3, 3\)"),
        (lambda: Stems({"a": [[np.nan, 0]]}), "no numbers"),
        (lambda: Stems({"a": "noise"}), "must be an array"),
        (lambda: Stems({"a": np.zeros(3)}, families={"a": "kazoos"}), "no family 'kazoos'"),
        (lambda: Stems({"a": np.zeros(3)})["b"], "no stem 'b' here; there are: a"),
        (lambda: decode_sound(b"x", "cue.ogg"), "cue.ogg cannot be read as sound"),
    ],
)
def test_bad_input(make, words):
    with pytest.raises(FilmScoreError, match=words):
        make()


def test_another_rate_is_refused():
    import io

    import soundfile

    buffer = io.BytesIO()
    soundfile.write(buffer, np.zeros((10, 2)), 44100, format="WAV")
    with pytest.raises(FilmScoreError, match="44100 samples a second"):
        decode_sound(buffer.getvalue(), "cue.wav")


def test_a_folder_that_cannot_be_written(stems, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(FilmScoreError, match="cannot write stems"):
        stems.write(tmp_path / "file" / "cue")


# ---------------------------------------------------------------------- the hall


@pytest.mark.parametrize(("room", "rt60"), [("stage", 1.5), ("hall", 2.0)])
def test_a_room_dies_away_smoothly(room, rt60):
    answer = hall.impulse_response(room).astype(float)
    assert abs(np.corrcoef(answer.T)[0, 1]) < 0.1, "left and right are unlike"
    times = {}
    for centre in (250, 500, 1000, 2000, 4000, 8000):
        band = sosfiltfilt(butter(4, [centre / 2**0.5, centre * 2**0.5], "band", fs=RATE, output="sos"), answer[:, 0])
        left = 10 * np.log10(np.cumsum(band[::-1] ** 2)[::-1] / (band**2).sum() + 1e-30)
        place = np.arange(np.argmax(left < -5), np.argmax(left < -35))
        line = np.polyfit(place / RATE, left[place], 1)
        times[centre] = -60 / line[0]
        assert np.abs(left[place] - np.polyval(line, place / RATE)).max() < 1.6, "no steps in the decay"
    assert times[500] == pytest.approx(rt60, abs=0.1) and times[1000] == pytest.approx(rt60, abs=0.1)
    assert times[250] > times[2000] > times[4000] > times[8000], "highs die sooner"


@pytest.mark.parametrize("room", ["stage", "hall"])
def test_a_room_is_dense_and_does_not_ring(room):
    answer = hall.impulse_response(room).astype(float)[:, 0]
    # echo density (Abel and Huang): share of samples beyond one deviation, 1 for noise
    density = [
        float(np.mean(np.abs(part) > part.std()) / 0.3173) for part in answer[: RATE // 2].reshape(-1, RATE // 50)
    ]
    assert np.mean(density[5:]) == pytest.approx(1, abs=0.07) and min(density[4:]) > 0.75
    tail = answer[RATE // 10 : RATE * 6 // 10] * np.exp(np.arange(RATE // 2) / RATE * 6.9 / 1.8)
    power = np.abs(np.fft.rfft(tail * np.hanning(len(tail)))) ** 2
    hertz = np.fft.rfftfreq(len(tail), 1 / RATE)
    for low in (250, 500, 1000, 2000):
        band = power[(hertz >= low) & (hertz < 2 * low)]
        assert 10 * np.log10(band.max() / band.mean()) < 11, "one frequency stands out: it would ring"
        flat = np.exp(np.log(band).mean()) / band.mean()
        assert flat > 0.42, "noise has 0.56"
    assert answer[: int(hall.CLOSEST * RATE) - 5].std() < 0.02 * np.abs(answer).max()


def test_wet_belongs_to_its_stem(tmp_path):
    path = write(tmp_path / "a.sf2", simple(steady(), [(54, 1)]))
    notes = [Note(0.0, 0.2, 60, 100)]
    near = Track("near", "near", 0, 0, notes, pan=-1.0, send_db=float("-inf"))
    far = Track("far", "far", 0, 0, notes, pan=-1.0, send_db=-6.0)
    dry = engine.render([near, far], 2.0, path, "dry")
    wet = engine.render([near, far], 2.0, path, "hall")
    assert np.array_equal(dry["near"], wet["near"]) and np.array_equal(dry["near"], dry["far"])
    tail = wet["far"][RATE:].astype(float)
    assert np.abs(tail).max() > 0 and not wet["near"][RATE:].any()
    levels = 10 * np.log10((tail**2).mean(axis=0))
    assert abs(levels[0] - levels[1]) < 6, "who sits on the left is heard from everywhere"
    assert np.array_equal(wet.mix(), wet["near"] + wet["far"])
    louder = engine.render([Track("far", "far", 0, 0, notes, pan=-1.0, send_db=0.0)], 2.0, path, "hall")["far"][RATE:]
    assert 20 * np.log10(np.abs(louder).max() / np.abs(tail).max()) == pytest.approx(6, abs=0.1)


def test_an_unknown_room():
    with pytest.raises(FilmScoreError, match="no room 'cave'"):
        hall.impulse_response("cave")


def test_no_stem_overwrites_another(tmp_path):
    names = {"Horn 2": 0.0, "Horn": 0.1, "horn": 0.5}
    Stems({name: np.full((100, 2), level) for name, level in names.items()}).write(tmp_path, "wav")
    again = Stems.read(tmp_path)
    assert {name: round(float(again[name][0, 0]), 3) for name in again} == names


@pytest.mark.parametrize(
    "make",
    [
        lambda: Stems([np.zeros((1, 2))]),
        lambda: Stems(None),
        lambda: Stems({}, start=1.5),
        lambda: Stems({}, start="a"),
    ],
)
def test_stems_of_nonsense_are_refused(make):
    with pytest.raises(FilmScoreError):
        make()


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Bass drum", "percussion"),
        ("Bass clarinet", "woodwinds"),
        ("Bass trombone", "brass"),
        ("Choir bass", "choir"),
        ("Double bass", "strings"),
        ("English horn", "woodwinds"),
        ("Horn 2", "brass"),
        ("Celesta", "keys"),
    ],
)
def test_families_of_names_that_share_a_word(name, family):
    assert Stems({name: np.zeros((1, 2))}).families[name] == family


@pytest.mark.parametrize("name", ["", "  ", 1, None])
def test_a_stem_is_called_by_a_word(name):
    with pytest.raises(FilmScoreError, match="the name of a stem is a word"):
        Stems({name: np.zeros((5, 2))})


@pytest.mark.parametrize("folder", [None, 5, ""])
def test_what_is_no_folder_holds_no_stems(folder):
    with pytest.raises(FilmScoreError, match="kept in a folder"):
        Stems.read(folder)
    with pytest.raises(FilmScoreError, match="kept in a folder"):
        Stems({"a": np.zeros((5, 2))}).write(folder)
