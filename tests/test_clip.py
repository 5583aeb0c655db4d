"""A clip of one's own: its time is believed, asked for or refused; what comes out is a film like the others."""

import struct
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from clips import number_of, numbered, scene, write

import filmscore as fs

av = pytest.importorskip("av")
soundfile = pytest.importorskip("soundfile")


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("FILMSCORE_WORK", str(tmp_path / "work"))


def count(frames, size=(90, 160)):
    return (numbered(n, size) for n in range(frames))


def shown(film):
    """Which picture each frame of the made film shows, read back from its file."""
    with av.open(str(film.picture_mp4)) as box:
        return [number_of(frame.to_ndarray(format="rgb24")) for frame in box.decode(video=0)]


def moments(path):
    """When each picture of a file is shown, in seconds."""
    with av.open(str(path)) as box:
        return [frame.time for frame in box.decode(video=0)]


@pytest.mark.parametrize(
    "rate, name", [("24", "24"), ("24000/1001", "23.976"), ("25", "25"), ("30", "30"), ("50", "50")]
)
@pytest.mark.parametrize("kind", ["mp4", "mkv"])
def test_rate_and_length_are_exact_and_every_frame_is_its_own_picture(tmp_path, rate, name, kind):
    film = fs.Film.from_video(write(tmp_path / f"a.{kind}", count(72), rate))
    assert (film.rate.name, film.frames, film.start.frame) == (name, 72, 0)
    assert shown(film) == list(range(72))
    times = moments(film.picture_mp4)
    assert max(abs(t - n / film.rate.fps) for n, t in enumerate(times)) < 1e-4


@pytest.mark.parametrize(
    "label, name, first", [("01:00:00;00", "29.97df", 107892), ("01:00:00:00", "29.97ndf", 108000)]
)
def test_an_embedded_timecode_starts_the_film_and_says_how_it_counts(tmp_path, label, name, first):
    film = fs.Film.from_video(write(tmp_path / "a.mov", count(30), "30000/1001", timecode=label))
    assert (film.rate.name, film.start.frame, str(film.start)) == (name, first, label)


def test_a_start_given_by_hand_goes_before_the_one_in_the_file(tmp_path):
    path = write(tmp_path / "a.mov", count(30), "24", timecode="01:00:00:00")
    assert str(fs.Film.from_video(path).start) == "01:00:00:00"
    assert str(fs.Film.from_video(path, start="02:00:00:00").start) == "02:00:00:00"


def test_29_97_without_timecode_is_asked_about_and_then_taken(tmp_path):
    path = write(tmp_path / "a.mp4", count(30), "30000/1001")
    with pytest.raises(fs.FilmScoreError, match=r"29\.97df.*29\.97ndf.*3\.6 s"):
        fs.Film.from_video(path)
    assert fs.Film.from_video(path, rate="29.97df").rate.drop


def test_a_file_that_is_certain_of_its_rate_is_not_overruled(tmp_path):
    path = write(tmp_path / "a.mp4", count(240), "25")
    with pytest.raises(
        fs.FilmScoreError, match=r"runs at 25, not at 24.*9\.60 s at 25 and 10\.00 s at 24.*0\.40 s late"
    ):
        fs.Film.from_video(path, rate="24")


def test_a_file_without_times_is_asked_about(tmp_path):
    path = write(tmp_path / "a.h264", count(48), "24")
    with pytest.raises(
        fs.FilmScoreError, match=r"does not say how fast.*rate='24' or rate='25'.*2\.00 s at 24 and 1\.92 s at 25"
    ):
        fs.Film.from_video(path)
    film = fs.Film.from_video(path, rate="25")
    assert (film.rate.name, film.frames) == ("25", 48)
    assert shown(film) == list(range(48))


def test_uneven_steps_are_refused_and_with_a_rate_laid_on_its_frames(tmp_path):
    steps = [1, 1, 3, 1, 2, 1, 1, 4] * 9  # in thirtieths of a second
    times = [0, *np.cumsum(steps)[:-1].tolist()]
    path = write(tmp_path / "phone.mkv", count(72), "30", times=times, time_base=Fraction(1, 30))
    with pytest.raises(fs.FilmScoreError, match=r"variable frame rate.*rate='24' or rate='30'"):
        fs.Film.from_video(path)
    film = fs.Film.from_video(path, rate="30")
    want = [n for n, step in enumerate(steps) for _ in range(step)]
    got = shown(film)
    assert film.frames == len(got) and abs(len(got) - len(want)) <= max(steps)
    assert got[: len(want) - 4] == want[: len(want) - 4]
    assert "repeated" in film.logline and "variable frame rate" in film.logline


def test_an_odd_steady_rate_is_laid_on_one_of_the_trade(tmp_path):
    path = write(tmp_path / "a.mp4", count(45), "15")
    with pytest.raises(fs.FilmScoreError, match="15 pictures a second"):
        fs.Film.from_video(path)
    assert shown(fs.Film.from_video(path, rate="30")) == [n // 2 for n in range(90)]


def test_the_sound_begins_where_it_did_in_the_clip(tmp_path):
    tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(96_000) / 48_000)
    click = np.where(np.arange(96_000) >= 48_000, tone, 0)  # a tone from one second on
    early = fs.Film.from_video(write(tmp_path / "a.mkv", count(96), "24", sound=click))
    late = fs.Film.from_video(write(tmp_path / "b.mkv", count(96), "24", sound=click, sound_at=0.5))
    for film, second in ((early, 1.0), (late, 1.5)):
        heard, rate = soundfile.read(film.guide)
        assert rate == 48_000 and len(heard) == 4 * 48_000, "as long as the picture"
        onset = np.argmax(np.abs(heard[:, 0]) > 0.1) / rate
        assert abs(onset - second) < 0.03
    level = 20 * np.log10(np.sqrt(np.mean(soundfile.read(early.guide)[0][50_000:90_000] ** 2)))
    assert abs(level - 20 * np.log10(0.5 / np.sqrt(2))) < 3.5  # mono on two sides may lose 3 dB


def test_a_clip_without_sound_is_silent_and_as_long_as_its_picture(tmp_path):
    film = fs.Film.from_video(write(tmp_path / "a.mp4", count(48), "24"))
    heard, rate = soundfile.read(film.guide)
    assert (rate, len(heard), float(np.abs(heard).max())) == (48_000, 96_000, 0.0)


def test_cuts_become_shots_and_a_fade_becomes_a_doubt(tmp_path):
    fade = [(scene(3) * (1 - n / 24)).astype(np.uint8) for n in range(24)]
    pictures = [scene(1)] * 30 + [scene(2)] * 20 + [scene(3)] * 40 + fade + [fade[-1]] * 20
    film = fs.Film.from_video(write(tmp_path / "a.mp4", pictures, "24"))
    assert [(s.start, s.end) for s in film.shots] == [(0, 30), (30, 50), (50, 134)]
    assert [e.kind for e in film.events] == ["doubtful"] and 80 <= film.events[0].frame <= 100
    assert [film.still(f).is_file() for f in (0, 40, 133)] == [True] * 3


@pytest.mark.parametrize("size", [(91, 161), (160, 90), (32, 300), (1080, 1920)])
def test_any_size_is_fitted_without_stretching(tmp_path, size):
    height, width = size[0] // 2 * 2, size[1] // 2 * 2
    picture = np.full((height, width, 3), 200, np.uint8)
    film = fs.Film.from_video(write(tmp_path / "a.mp4", [picture] * 24, "24"))
    with av.open(str(film.picture_mp4)) as box:
        frame = next(box.decode(video=0)).to_ndarray(format="rgb24")
    assert frame.shape == (480, 854, 3)
    bright = frame.mean(-1) > 120
    assert bright.any(1).sum() / bright.any(0).sum() == pytest.approx(height / width, rel=0.06)


def test_a_picture_held_upright_is_shown_upright(tmp_path):
    picture = np.zeros((90, 160, 3), np.uint8)
    picture[:, :40] = 255  # the left edge is bright
    path = write(tmp_path / "a.mp4", [picture] * 24, "24")
    data = bytearray(path.read_bytes())
    identity = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 1 << 30)
    turned = struct.pack(">9i", 0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30)  # held on its side, as a telephone writes it
    at = data.index(identity, data.index(b"tkhd"))
    data[at : at + 36] = turned
    path.write_bytes(bytes(data))
    film = fs.Film.from_video(path)
    with av.open(str(film.picture_mp4)) as box:
        frame = next(box.decode(video=0)).to_ndarray(format="rgb24").mean(-1)
    rows, columns = frame.max(1), frame.max(0)
    assert (columns > 120).sum() < 300, "it stands upright, with bars at its sides"
    assert rows[:100].min() > 200 and rows[200:].max() < 60, "what was left is on top"


def test_an_interlaced_clip_is_read_whole(tmp_path):
    path = tmp_path / "tape.mpg"
    with av.open(str(path), "w") as box:
        stream = box.add_stream("mpeg2video", rate=25)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        stream.options = {"flags": "+ildct+ilme", "b": "4M"}
        for n in range(50):
            frame = av.VideoFrame.from_ndarray(numbered(n, (240, 320)), format="rgb24").reformat(format="yuv420p")
            frame.pts = n
            box.mux(stream.encode(frame))
        box.mux(stream.encode(None))
    with av.open(str(path)) as box:
        assert next(box.decode(video=0)).interlaced_frame
    film = fs.Film.from_video(path)
    assert (film.rate.name, film.frames) == ("25", 50)


def test_a_half_deleted_clip_is_set_aside_and_made_anew(tmp_path):
    path = write(tmp_path / "a.mp4", count(24), "24")
    film = fs.Film.from_video(path)
    (film.path / "timeline.otio").unlink()
    assert fs.Film.from_video(path) == film
    aside = [folder.name for folder in film.path.parent.iterdir() if ".aside-" in folder.name]
    assert aside == [f"{film.path.name}.aside-1"]


def test_made_once_found_again_and_made_anew_when_the_clip_changes(tmp_path):
    path = write(tmp_path / "My clip!.mp4", count(48), "24")
    film = fs.Film.from_video(path)
    made = film.picture_mp4.stat().st_mtime_ns
    assert fs.Film.from_video(path) == film and film.picture_mp4.stat().st_mtime_ns == made
    assert film.path.name.startswith("my-clip-") and film.path.parent.name == "my-clips"
    write(path, count(60), "24")
    assert fs.Film.from_video(path).frames == 60
    assert film.picture_mp4.is_file(), "what was made before is left alone"


def test_the_player_and_a_spotting_take_it(tmp_path):
    film = fs.Film.from_video(write(tmp_path / "first-bloom.mp4", count(96), "24"), title="Mine")
    player = fs.watch(film, cues={"Mine": fs.sketch("C4 D4", at=24, film=film)})
    assert player.alt.startswith("Cue player: Mine. 4 s, 96 frames at 24.")
    assert fs.watch(film).cues == ("No music",), "a file's name does not make it one of the course's films"
    assert fs.Spotting(film, cues=[fs.Cue("1m1", 24, 96)]).coverage == 0.75


def damaged(path, how):
    data = path.read_bytes()
    path.write_bytes(how(data))
    return path


@pytest.mark.parametrize(
    "how, message",
    [
        (lambda data: b"", "is empty: 0 bytes"),
        (lambda data: b"\x00" * 5000, "cannot be read as a video"),
        (lambda data: b"<html>not found</html>", "cannot be read as a video"),
        (lambda data: data[: len(data) // 2], "cannot be read as a video|breaks off"),
    ],
)
def test_what_is_no_film_is_refused_in_words(tmp_path, how, message):
    path = damaged(write(tmp_path / "a.mp4", count(96), "24"), how)
    with pytest.raises(fs.FilmScoreError, match=message):
        fs.Film.from_video(path)
    assert not list((tmp_path / "work").rglob("picture.mp4")), "nothing half made is left"


def test_a_stream_that_breaks_off_is_refused(tmp_path):
    path = write(tmp_path / "a.mkv", (scene(n % 7, (180, 320)) for n in range(120)), "24")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle:] = b"\x13\x37" * ((len(data) - middle) // 2)
    path.write_bytes(bytes(data))
    try:
        film = fs.Film.from_video(path)
    except fs.FilmScoreError:
        return
    assert film.frames < 120, "what could not be read is not made up"


def test_only_sound_and_a_missing_file_are_refused(tmp_path):
    with av.open(str(tmp_path / "a.m4a"), "w") as box:
        stream = box.add_stream("aac", rate=48_000, layout="mono")
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "flt", "mono")
        silence.sample_rate = 48_000
        box.mux(stream.encode(silence))
        box.mux(stream.encode(None))
    with pytest.raises(fs.FilmScoreError, match="holds only sound"):
        fs.Film.from_video(tmp_path / "a.m4a")
    with pytest.raises(fs.FilmScoreError, match="no file"):
        fs.Film.from_video(tmp_path / "nowhere.mp4")
    with pytest.raises(fs.FilmScoreError, match="given by its path"):
        fs.Film.from_video(42)


def test_one_picture_is_no_film_and_an_hour_is_too_long(tmp_path, monkeypatch):
    with pytest.raises(fs.FilmScoreError, match="1 picture"):
        fs.Film.from_video(write(tmp_path / "one.mp4", count(1), "24"))
    monkeypatch.setattr("filmscore.picture.clip.LONGEST", 2)
    with pytest.raises(fs.FilmScoreError, match="Export the scene"):
        fs.Film.from_video(write(tmp_path / "long.mp4", count(96), "24"))


def test_without_pyav_it_says_what_to_install(tmp_path, monkeypatch):
    path = write(tmp_path / "a.mp4", count(24), "24")
    monkeypatch.setitem(__import__("sys").modules, "av", None)
    with pytest.raises(fs.FilmScoreError, match=r'pip install "filmscore\[video\]"'):
        fs.Film.from_video(path)


def test_the_test_pictures_tell_themselves_apart():
    assert [number_of(numbered(n)) for n in (0, 1, 5, 719)] == [0, 1, 5, 719]
    assert all(np.abs(scene(a).astype(int) - scene(b)).mean() > 20 for a, b in pairwise(range(6)))
