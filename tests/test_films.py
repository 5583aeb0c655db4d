"""Every film that ships: whole, in step with its timeline, small enough, licensed, and ready to be watched."""

import importlib
import json

import film_checks as checks
import pytest

import filmscore as fs
from films.toolkit import sound as snd
from filmscore.picture.film import FILMS, film_names, open_film

NAMES = film_names()
FILES = {
    "LICENCE.md",
    "captions.vtt",
    "description.md",
    "guide.ogg",
    "picture.mp4",
    "picture.webm",
    "stills",
    "timeline.otio",
}
ALL_MB = 45  # what all films together may weigh in the package


@pytest.fixture(params=NAMES)
def film(request):
    return open_film(request.param)


def test_there_are_films():
    assert "first-bloom" in NAMES
    assert {path.name for path in FILMS.iterdir() if path.is_dir()} == set(NAMES)  # no folder without a timeline


def test_all_together_are_light_enough():
    assert sum(path.stat().st_size for path in FILMS.rglob("*") if path.is_file()) <= ALL_MB * checks.MB


def test_each_has_its_own_hour_of_timecode():
    starts = [str(open_film(name).start) for name in NAMES]
    assert len(set(starts)) == len(starts)
    assert all(label.endswith(":00:00:00") for label in starts)


def test_its_folder_holds_everything_and_nothing_unfinished(film):
    there = {path.name for path in film.path.iterdir()}
    assert there >= FILES
    assert not [path for path in film.path.rglob("*") if ".part" in path.name or path.name.startswith("tmp")]
    assert [path.name for path in sorted((film.path / "stills").iterdir())] == [
        f"{n:02d}.jpg" for n in range(1, len(film.shots) + 1)
    ]


def test_its_shots_tile_it(film):
    assert [shot.start for shot in film.shots] == [0, *(shot.end for shot in film.shots[:-1])]
    assert film.shots[-1].end == film.frames
    assert all(shot.name and shot.note for shot in film.shots) and film.logline
    assert len({shot.name for shot in film.shots}) == len(film.shots)


def test_the_workshop_draws_just_these_frames(film):
    package = importlib.import_module(f"films.{film.name.replace('-', '_')}")
    assert (film.name, film.title, film.frames) == (package.NAME, package.TITLE, package.FRAMES)
    spans = [package.SHOTS[n] for n in sorted(package.SHOTS)]
    assert [start for start, _ in spans] == [0, *(end for _, end in spans[:-1])] and spans[-1][1] == film.frames
    assert {shot.start for shot in film.shots} <= {start for start, _ in spans}  # a render shot never spans a cut


@pytest.mark.parametrize(("name", "codec"), checks.KINDS)
def test_its_picture_files_say_what_they_should(film, name, codec):
    pytest.importorskip("av", reason="PyAV reads the encoded films: pip install 'filmscore[video]'")
    facts = checks.file_facts(getattr(film, name))
    assert codec in facts.codec
    assert (facts.size, facts.rate, facts.has_sound) == ((854, 480), film.rate.fps, False)
    package = importlib.import_module(f"films.{film.name.replace('-', '_')}")
    assert facts.bytes <= getattr(package, "LIMIT", 6 * checks.MB)


def test_its_guide_sound_is_as_long_as_the_picture_and_does_not_clip(film):
    sound = checks.guide_sound(film)
    assert sound.shape == (snd.at(film.frames), 2)
    assert snd.true_peak(sound) < -3
    assert abs(sound.mean(0)).max() < 1e-4  # no offset
    assert film.guide.stat().st_size <= 1_500_000


def test_its_lines_are_as_loud_as_speech_should_be_and_on_their_frames(film):
    sound = checks.guide_sound(film)
    for line in film.lines:
        assert snd.loudness(checks.span(sound, line.start, line.end)) == pytest.approx(-24, abs=1), line
        where, rise = checks.steepest(sound, line.start, low=200, high=9500)  # a line may begin with an s
        assert abs(where - line.start) <= 1 and rise > 9, line


def test_its_captions_hold_its_lines_and_can_be_read(film):
    assert checks.spoken_faults(film) == []
    assert checks.reading_faults(film) == []


def test_its_description_can_be_spoken_in_the_gaps(film):
    assert checks.description_faults(film) == []


def test_every_file_of_it_has_a_licence_record(film):
    assert checks.licence_faults(film) == []


def test_it_can_be_watched(film):
    from PIL import Image

    player = fs.watch(film)
    assert film.title in json.dumps(player.get_state(), default=repr)
    for shot in film.shots:
        with Image.open(film.still(shot.start)) as still:
            assert still.size == (854, 480)


# ---------------------------------------------------------------- the measures themselves can say no


def test_a_missing_record_is_found(tmp_path):
    (tmp_path / "picture.mp4").touch()
    (tmp_path / "LICENCE.md").write_text("CC BY 4.0, espeak-ng", encoding="utf-8")
    fake = type("Folder", (), {"path": tmp_path, "lines": (1,), "title": "Nothing"})
    assert checks.licence_faults(fake) == ["LICENCE.md does not name picture.mp4"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("00:00:10.000 -->", "00:00:10.010 -->"),
        ("<v Jon>Two", "<v Mara>Two"),
        ("I forgot how.", "I forgot."),
    ],
)
def test_captions_that_stray_are_found(tmp_path, old, new):
    film = open_film("first-bloom")
    text = film.captions.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = tmp_path / "captions.vtt"
    path.write_text(text.replace(old, new), encoding="utf-8")
    facts = {"captions": path, "lines": film.lines, "rate": film.rate, "seconds": film.seconds}
    assert checks.spoken_faults(type("Strayed", (), facts))


def test_description_faults_are_found(tmp_path):
    film = open_film("first-bloom")
    text = film.description.read_text(encoding="utf-8")
    path = tmp_path / "description.md"
    path.write_text(text.replace("Close: hands.", "Close: " + "hands, " * 30), encoding="utf-8")
    names = ("title", "shots", "lines", "frames", "rate", "frame", "line_at")
    longer = type("Longer", (), {name: staticmethod(v) if callable(v := getattr(film, name)) else v for name in names})
    longer.description = path
    assert len(checks.description_faults(longer)) == 1
