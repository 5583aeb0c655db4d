"""Sound fonts: what is read from a file, and what is said of a file that cannot be read."""

from __future__ import annotations

import numpy as np
import pytest
from soundfont_maker import RATE, Font, Wave, pair, simple, tone, write

from filmscore.errors import FilmScoreError
from filmscore.sound import modulators, soundfont
from filmscore.sound.generators import Gen
from filmscore.sound.modulators import DEFAULT_MODULATORS, Modulator, Source, merge
from filmscore.sound.soundfont import GUARD, SoundFont


@pytest.fixture
def two_layers(tmp_path):
    waves = [Wave(tone(480, 0.1), name="low"), Wave(tone(960, 0.0511), key=72, loop=(10, 200), name="high")]
    zones = [
        ([(Gen.FILTER, 9000), (Gen.PAN, 100)], []),  # global: no sample
        ([(Gen.KEY_RANGE, pair(0, 59)), (Gen.SAMPLE, 0)], []),
        ([(Gen.KEY_RANGE, pair(60, 127)), (Gen.PAN, -200), (Gen.SAMPLE, 1)], []),
    ]
    preset = [
        ([(Gen.FILTER, -1000), (Gen.ROOT_KEY, 3)], []),
        ([(Gen.VELOCITY_RANGE, pair(1, 100)), (Gen.INSTRUMENT, 0)], []),
        ([(Gen.VELOCITY_RANGE, pair(101, 127)), (Gen.FILTER, -3000), (Gen.INSTRUMENT, 0)], []),
    ]
    return Font(waves, [zones], [(0, 5, preset)])


def test_zones_are_flattened_with_their_globals(tmp_path, two_layers):
    font = SoundFont(write(tmp_path / "a.sf2", two_layers))
    assert font.name == "Test font" and font.presets == {(0, 5): "preset 5"}
    regions = font.regions(0, 5)
    found = {(r.keys, r.velocities): (r.generators[Gen.FILTER], r.generators[Gen.PAN], r.sample) for r in regions}
    assert found == {
        ((0, 59), (1, 100)): (8000, 100, 0),
        ((60, 127), (1, 100)): (8000, -200, 1),
        ((0, 59), (101, 127)): (6000, 100, 0),
        ((60, 127), (101, 127)): (6000, -200, 1),
    }
    assert all(r.generators[Gen.ROOT_KEY] == -1 for r in regions), "a preset may not set what only an instrument may"
    assert font.shapes_with_velocity(0, 5)


@pytest.mark.parametrize("padded", [True, False])
@pytest.mark.parametrize("vorbis", [True, False])
def test_samples_of_both_formats_padded_or_not(tmp_path, two_layers, vorbis, padded):
    font = SoundFont(write(tmp_path / "a.sf3", two_layers, vorbis=vorbis, padded=padded))
    for index, wave in enumerate(two_layers.waves):
        sample = font.sample(index)
        assert sample.length == len(wave.data)
        assert (sample.name, sample.key, sample.rate) == (wave.name, wave.key, RATE)
        assert (sample.loop_start, sample.loop_end) == wave.loop
        played = sample.data[GUARD:-GUARD]
        assert np.abs(played - wave.data).max() < (0.05 if vorbis else 1e-4)
        assert not sample.data[:GUARD].any() and not sample.data[-GUARD:].any()


def test_samples_are_kept_within_a_budget(tmp_path, monkeypatch):
    waves = [Wave(tone(480, 0.1), name=str(n)) for n in range(6)]
    zones = [([(Gen.KEY_RANGE, pair(n, n)), (Gen.SAMPLE, n)], []) for n in range(6)]
    font = SoundFont(write(tmp_path / "a.sf2", Font(waves, [zones], [(0, 0, [([(Gen.INSTRUMENT, 0)], [])])])))
    monkeypatch.setattr(soundfont, "CACHE_BYTES", 3 * font.sample(0).data.nbytes)
    for index in (0, 1, 2, 0, 3, 4, 0):
        font.sample(index)
    assert list(font._samples) == [3, 4, 0], "the least recently played go first"
    assert font.sample(5).name == "5"


def test_a_missing_preset_is_named(tmp_path, two_layers):
    font = SoundFont(write(tmp_path / "a.sf2", two_layers))
    with pytest.raises(FilmScoreError, match="no preset 7 in bank 0"):
        font.regions(0, 7)


# ---------------------------------------------------------------------- files that are no fonts


def test_what_is_no_font_is_said_so(tmp_path):
    path = tmp_path / "bad.sf2"
    with pytest.raises(FilmScoreError, match=r"bad\.sf2 cannot be opened"):
        SoundFont(path)
    path.write_bytes(b"")
    with pytest.raises(FilmScoreError, match=r"bad\.sf2 is empty"):
        SoundFont(path)
    for content in (b"RIFF", b"version https://git-lfs.github.com/spec/v1\n", b"RIFF\x10\0\0\0WAVEfmt "):
        path.write_bytes(content)
        with pytest.raises(FilmScoreError, match=r"is no sound font.*FILMSCORE_SOUNDFONT"):
            SoundFont(path)
    with pytest.raises(FilmScoreError, match="cannot be opened"):
        SoundFont(tmp_path)


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.9, 0.98, 0.999])
def test_a_font_that_breaks_off_is_said_so(tmp_path, two_layers, part):
    whole = write(tmp_path / "whole.sf2", two_layers).read_bytes()
    path = tmp_path / "cut.sf2"
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(FilmScoreError, match=r"cut\.sf2 (breaks off|is damaged|is no sound font)"):
        SoundFont(path)


def test_random_damage_never_escapes_as_another_error(tmp_path, two_layers):
    whole = np.frombuffer(write(tmp_path / "whole.sf2", two_layers).read_bytes(), np.uint8)
    rng = np.random.default_rng(3)
    tables = len(whole) - 1100  # the tables stand at the end
    refused = 0
    for _ in range(300):
        bad = whole.copy()
        places = rng.integers(12 if rng.random() < 0.3 else tables, len(bad), rng.integers(1, 6))
        bad[places] = rng.integers(0, 256, len(places))
        path = tmp_path / "bad.sf2"
        path.write_bytes(bad.tobytes())
        try:
            font = SoundFont(path)
            for bank, program in font.presets:
                for region in font.regions(bank, program):
                    font.sample(region.sample)
        except FilmScoreError as error:
            refused += 1
            assert "bad.sf2" in str(error)
    assert refused > 30


def test_a_damaged_recording_is_named(tmp_path, two_layers):
    path = write(tmp_path / "a.sf3", two_layers, vorbis=True)
    data = bytearray(path.read_bytes())
    at = data.index(b"OggS")
    data[at : at + 4000] = bytes(4000)
    path.write_bytes(bytes(data))
    with pytest.raises(FilmScoreError, match="sample 'low' cannot be decoded"):
        SoundFont(path).sample(0)


# ---------------------------------------------------------------------- modulators


def test_source_bits():
    assert Source.from_bits(0x0502) == Source(2, curve=modulators.CONCAVE, descending=True)
    assert Source.from_bits(0x028A) == Source(10, controller=True, bipolar=True)
    assert Source.from_bits(0x0D8B) == Source(11, controller=True, curve=modulators.SWITCH, descending=True)


@pytest.mark.parametrize(
    ("source", "values"),
    [
        (Source(2), {0: 0, 63.5: 0.5, 127: 1}),
        (Source(2, descending=True), {0: 1, 127: 0}),
        (Source(2, curve=modulators.CONCAVE), {0: 0, 127: 1}),
        (Source(2, curve=modulators.CONVEX), {0: 0, 127: 1}),
        (Source(2, curve=modulators.SWITCH), {0: 0, 63: 0, 64: 1, 127: 1}),
        (Source(10, controller=True, bipolar=True), {0: -1, 64: 0, 127: 1}),
        (Source(10, controller=True, bipolar=True, descending=True), {0: 1, 64: 0, 127: -1}),
        (Source(10, controller=True, bipolar=True, curve=modulators.CONCAVE), {0: -1, 64: 0, 127: 1}),
        (Source(10, controller=True, bipolar=True, curve=modulators.SWITCH), {0: -1, 127: 1}),
        (Source(modulators.WHEEL, bipolar=True), {-2: -1, 0: 0, 2: 1, 12: 6}),
    ],
)
def test_curves(source, values):
    for raw, expected in values.items():
        assert float(source(raw)) == pytest.approx(expected, abs=1e-6), raw


def test_velocity_curve_is_the_one_of_the_specification():
    velocity = next(m for m in DEFAULT_MODULATORS if m.source.index == modulators.VELOCITY)
    for v in (1, 20, 64, 100, 127):
        assert float(velocity.value({}, 60, v)) / 10 == pytest.approx(min(40 * np.log10(127 / v), 96), abs=0.01)


def test_identity_rules(tmp_path):
    attenuation = 0x0502, Gen.ATTENUATION
    wave = Wave(tone(480, 0.1))
    halved = (*attenuation, 480, 0, 0)
    font = SoundFont(
        write(tmp_path / "a.sf2", simple(wave, modulators=[halved], preset_modulators=[(*attenuation, 100, 0, 0)]))
    )
    amounts = [
        m.amount for m in font.regions(0, 0)[0].modulators if m.source.index == 2 and m.destination == Gen.ATTENUATION
    ]
    assert amounts == [580], "an instrument replaces the default, a preset adds to it"
    off = SoundFont(write(tmp_path / "b.sf2", simple(wave, modulators=[(*attenuation, 0, 0, 0)])))
    assert not [m for m in off.regions(0, 0)[0].modulators if m.source.index == 2]


def test_velocity_to_filter_of_the_specification_stays_silent():
    written = Modulator(Source(2, descending=True), Gen.FILTER, -2400, Source(2, curve=modulators.SWITCH))
    own = Modulator(Source(2, descending=True), Gen.FILTER, -2400)
    made = merge([], [written, own])
    assert own in made and written not in made
