"""Films read from their timelines: ours, foreign ones, damaged ones."""

import json
from pathlib import Path

import opentimelineio as otio
import pytest

import filmscore as fs
from filmscore.picture.film import write_timeline


@pytest.fixture
def bloom():
    return fs.open_film("first-bloom")


def test_first_bloom_is_as_the_script_has_it(bloom):
    assert (bloom.frames, str(bloom.rate), str(bloom.start)) == (1920, "24", "04:00:00:00")
    cuts = [0, 192, 456, 600, 816, 908, 1030, 1152, 1416, 1536, 1684]
    assert [shot.start for shot in bloom.shots] == cuts
    assert [(line.start, line.end, line.who) for line in bloom.lines] == [
        (240, 312, "JON"), (336, 378, "MARA"), (1248, 1296, "MARA"), (1320, 1362, "JON")
    ]  # fmt: skip
    assert [event.frame for event in bloom.events] == [480, 840, 936, 1056, 1440, 1704, 1872]


@pytest.mark.parametrize("name", ["first-bloom", "First Bloom", "first_bloom", " FIRST  BLOOM "])
def test_a_film_opens_by_name_or_title(name, bloom):
    assert fs.open_film(name) == bloom
    assert fs.open_film(bloom) is bloom


@pytest.mark.parametrize("name", ["frist-bloom", "", None, 4, "../first-bloom"])
def test_an_unknown_film_names_those_there_are(name):
    with pytest.raises(fs.FilmScoreError, match="first-bloom"):
        fs.open_film(name)


def test_points_are_frames_labels_and_timecodes_alike(bloom):
    for point in (480, 480.0, "04:00:20:00", fs.Timecode("04:00:20:00", "24")):
        assert bloom.frame(point) == 480
    assert bloom.frame(1920) == 1920  # the out frame of the film is a point of it
    for wrong in (-1, 1921, "04:01:20:01", "03:59:59:23", 3.5, None, "soon", True, float("nan")):
        with pytest.raises(fs.FilmScoreError):
            bloom.frame(wrong)


def test_what_is_on_screen(bloom):
    assert bloom.shot_at(191).name == "Dust plain"
    assert bloom.shot_at(192).name == "Empty trays"  # half-open: a cut belongs to the new shot
    assert bloom.shot_at(1920).name == "Other lights"
    assert bloom.line_at(1248).who == "MARA"
    assert bloom.line_at(1296) is None


def test_every_shot_has_its_still(bloom):
    from PIL import Image

    stills = [bloom.still(shot.start) for shot in bloom.shots]
    assert len(set(stills)) == len(bloom.shots)
    for path in stills:
        with Image.open(path) as file:
            assert file.size == (854, 480)


def test_another_program_reads_the_timeline(bloom):
    timeline = otio.adapters.read_from_file(str(bloom.path / "timeline.otio"))
    clips = list(timeline.video_tracks()[0].find_clips())
    assert [clip.name for clip in clips] == [shot.name for shot in bloom.shots]
    assert timeline.duration().value == 1920
    assert len(timeline.video_tracks()[0].markers) == len(bloom.lines) + len(bloom.events)


def test_a_timeline_goes_round(bloom, tmp_path):
    write_timeline(bloom, tmp_path / "again.otio")
    assert fs.Film.from_timeline(tmp_path / "again.otio") == bloom


def foreign(tmp_path: Path, fps: float, lengths=(48, 24)) -> Path:
    timeline = otio.schema.Timeline("Somebody else's")
    track = otio.schema.Track(kind=otio.schema.TrackKind.Video)
    for i, length in enumerate(lengths):
        span = otio.opentime.TimeRange(otio.opentime.RationalTime(0, fps), otio.opentime.RationalTime(length, fps))
        track.append(otio.schema.Clip(f"shot {i}", source_range=span))
    timeline.tracks.append(track)
    path = tmp_path / "foreign.otio"
    otio.adapters.write_to_file(timeline, str(path))
    return path


def test_a_timeline_of_another_program(tmp_path):
    film = fs.Film.from_timeline(foreign(tmp_path, 23.98))
    assert (str(film.rate), film.frames, film.name, str(film.start)) == ("23.976", 72, "foreign", "00:00:00:00")


def test_2997_must_be_told_apart(tmp_path):
    path = foreign(tmp_path, 29.97)
    with pytest.raises(fs.FilmScoreError, match=r"29\.97df.*29\.97ndf"):
        fs.Film.from_timeline(path)
    assert fs.Film.from_timeline(path, "29.97df").rate.drop


@pytest.mark.parametrize("content", [b"", b"not json", b"{}", b'{"OTIO_SCHEMA": "Timeline.1"}', b"\x00" * 4096])
def test_a_damaged_timeline_says_so_and_stays(tmp_path, content):
    path = tmp_path / "broken.otio"
    path.write_bytes(content)
    with pytest.raises(fs.FilmScoreError, match=r"broken\.otio"):
        fs.Film.from_timeline(path)
    assert path.read_bytes() == content


def test_a_missing_timeline(tmp_path):
    with pytest.raises(fs.FilmScoreError, match=r"nowhere\.otio"):
        fs.Film.from_timeline(tmp_path / "nowhere.otio")


def test_a_cut_off_timeline(bloom, tmp_path):
    """Half a file, and a whole one with a line outside the picture."""
    text = (bloom.path / "timeline.otio").read_text()
    (tmp_path / "half.otio").write_text(text[: len(text) // 2])
    with pytest.raises(fs.FilmScoreError, match=r"half\.otio"):
        fs.Film.from_timeline(tmp_path / "half.otio")
    data = json.loads(text)
    data["tracks"]["children"][0]["markers"][0]["marked_range"]["start_time"]["value"] = 5000
    (tmp_path / "outside.otio").write_text(json.dumps(data))
    with pytest.raises(fs.FilmScoreError, match="outside frames 0 to 1920"):
        fs.Film.from_timeline(tmp_path / "outside.otio")


def test_a_rate_that_is_not_the_timelines_is_refused(tmp_path):
    with pytest.raises(fs.FilmScoreError, match="24 frames a second, not at 25"):
        fs.Film.from_timeline(foreign(tmp_path, 24), "25")


def test_what_is_no_path_and_what_hides_in_metadata(bloom, tmp_path):
    with pytest.raises(fs.FilmScoreError, match="path"):
        fs.Film.from_timeline(None)
    data = json.loads((bloom.path / "timeline.otio").read_text())
    data["tracks"]["children"][0]["markers"][0]["metadata"]["filmscore"] = "x"
    (tmp_path / "odd.otio").write_text(json.dumps(data))
    with pytest.raises(fs.FilmScoreError, match=r"odd\.otio"):
        fs.Film.from_timeline(tmp_path / "odd.otio")
