"""A student's own recording goes in with the notebook that names it, and is marked with it: real files, as they come.

In an unpacked download of Moodle (a folder each) or of Canvas (everybody's files in one), in nbgrader's ``submitted``,
in a folder that somebody made, in a zip, in a download of `fs.save_work`.
"""

import io
import os
import re
import zipfile

import nbformat
import numpy as np
import pytest
from graded_cells import marked
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from filmscore.course import answers, beside, grade, handed_in, notebooks, sandbox
from filmscore.errors import FilmScoreError

NAME = "91_found"
CLASS = ("mara", "jon")


def notebook(sound="my-door.wav", more="", because="somebody behind the door has been setting a table all the time"):
    found = {
        "sound": sound, "was": "a wooden spoon on the door", "made": "pulse", "pattern": "X..xx.x.", "bars": 4,
        "bpm": 80, "seconds": 0, "tuned": "", "role": "motion", "from": 1404, "because": because,
    }  # fmt: skip
    cells = [
        new_code_cell("import filmscore as fs", id="import"),
        new_markdown_cell("Or your own: `my-own.wav`.", id="task"),
        new_code_cell(f"found = {found!r}", id="found", metadata=marked("found", solution=True)),
        new_code_cell(
            'fs.check("12.7", found)', id="check", metadata=marked("check", grade=True, locked=True, points=3)
        ),
    ]
    cells += [new_code_cell(more, id="more")] if more else []
    return notebooks.text_of(new_notebook(cells=cells, metadata={"filmscore": {"lesson": "91"}}))


def strokes(seconds=6.0, kind="WAV", seed=1, rate=16_000):
    """A file of something struck twice a second, as bytes."""
    import soundfile

    noise = np.random.default_rng(seed).standard_normal(round(seconds * rate)) * 0.3
    since = np.arange(len(noise)) % (rate // 2) / rate
    file = io.BytesIO()
    soundfile.write(file, noise * np.exp(-since * 40), rate, format=kind)
    return file.getvalue()


@pytest.fixture
def place(tmp_path):
    """A marking folder as far as collecting needs one."""
    return hand_in(tmp_path / "marking" / "source" / NAME / f"{NAME}.ipynb", notebook("")).parents[2]


def hand_in(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf8") if isinstance(content, str) else content)
    return path


def submitted(place, student, file="my-door.wav"):
    return place / "submitted" / student / NAME / file


def zipped(files):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as box:
        for name, content in files.items():
            box.writestr(name, content)
    return made.getvalue()


def packed(folder, monkeypatch):
    """The download that `fs.save_work` makes of a folder."""
    import filmscore as fs

    hand_in(folder / "environment.yml", "")
    hand_in(folder / "lessons" / "00.ipynb", notebook(""))
    with monkeypatch.context() as there:
        there.chdir(folder)
        for name in ("FILMSCORE_WORK", "FILMSCORE_COURSE"):
            there.delenv(name, raising=False)
        return fs.save_work().path.read_bytes()


def a_folder(found, student, sound, monkeypatch):
    hand_in(found / student / f"{NAME}.ipynb", notebook())
    hand_in(found / student / "my-door.wav", sound)


def a_folder_in_a_folder(found, student, sound, monkeypatch):
    """nbgrader's own tree."""
    hand_in(found / student / NAME / f"{NAME}.ipynb", notebook())
    hand_in(found / student / NAME / "my-door.wav", sound)
    hand_in(found / student / "90_class" / "my-door.wav", strokes(seed=99))  # of another exercise


def one_folder(found, student, sound, monkeypatch):
    hand_in(found / f"{student}_{NAME}.ipynb", notebook())
    hand_in(found / f"{student}_my-door.wav", sound)


def canvas(found, student, sound, monkeypatch):
    account = f"{student}_{sum(student.encode())}"
    hand_in(found / f"{account}_{sound[60]}1_{NAME}-1.ipynb", notebook())
    hand_in(found / f"{account}_{sound[60]}2_my-door-1.wav", sound)


def a_zip(found, student, sound, monkeypatch):
    inside = {f"{NAME}/{NAME}.ipynb": notebook(), f"{NAME}\\my-door.wav": sound, f"__MACOSX/{NAME}/._my-door.wav": "x"}
    hand_in(found / f"{student}.zip", zipped(inside))


def a_download(found, student, sound, monkeypatch):
    here = found.parent / f"{student}-home"
    hand_in(here / "exercises" / NAME / f"{NAME}.ipynb", notebook())
    hand_in(here / "exercises" / NAME / "my-door.wav", sound)
    hand_in(found / f"{student}_my-filmscore-work-2026-11-22.zip", packed(here, monkeypatch))


def a_notebook_beside_its_download(found, student, sound, monkeypatch):
    here = found.parent / f"{student}-home"
    hand_in(here / "exercises" / NAME / "my-door.wav", sound)
    hand_in(found / student / f"{NAME}.ipynb", notebook())
    hand_in(found / student / "my-filmscore-work-2026-11-22.zip", packed(here, monkeypatch))


WAYS = (
    a_folder, a_folder_in_a_folder, one_folder, canvas, a_zip, a_download, a_notebook_beside_its_download,
)  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_has_their_own_recording_under_the_same_name(tmp_path, monkeypatch, place, way):
    sounds = {student: strokes(seed=n) for n, student in enumerate(CLASS)}
    for student in CLASS:
        way(tmp_path / "handed-in", student, sounds[student], monkeypatch)
    got = handed_in.collect(NAME, tmp_path / "handed-in", place)
    assert not got.without and len(got.students) == len(got.recordings) == 2
    for student, path in zip(sorted(CLASS), sorted((place / "submitted").iterdir()), strict=True):
        assert path.name.startswith(student)
        assert sorted(one.name for one in (path / NAME).iterdir()) == [f"{NAME}.ipynb", "my-door.wav"]
        assert (path / NAME / "my-door.wav").read_bytes() == sounds[student]
    again = handed_in.collect(NAME, tmp_path / "handed-in", place)
    assert again == got and not (place / "earlier").exists(), "the same again replaces nothing"


@pytest.mark.parametrize(("kind", "ending"), [("WAV", "wav"), ("OGG", "ogg"), ("FLAC", "flac"), ("WAV", "WAV")])
def test_the_notebook_and_the_file_may_differ_in_capitals(tmp_path, place, kind, ending):
    hand_in(tmp_path / "in" / "mara" / f"{NAME}.ipynb", notebook(f"my-door.{ending.lower()}"))
    hand_in(tmp_path / "in" / "mara" / f"My-Door.{ending}", strokes(kind=kind))
    assert handed_in.collect(NAME, tmp_path / "in", place).recordings == [f"mara: my-door.{ending.lower()}"]
    assert submitted(place, "mara", f"my-door.{ending.lower()}").exists(), "under the name that the notebook has for it"


TEXT = b"this is no sound at all, whatever it is called"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TEXT, r"my-door.wav, which the notebook of mara names \(my-door.wav cannot be read as sound"),
        (b"", "empty file"),
        (strokes(seconds=0), "not one sample"),
        (strokes()[:40], "cannot be read as sound|not one sample"),
        (notebook(), "cannot be read as sound"),
        (None, "it was not handed in"),
    ],
    ids=["text", "nothing", "no sample", "broken off", "a notebook", "forgotten"],
)
def test_what_is_no_sound_is_refused_with_the_reason(tmp_path, place, capsys, content, said):
    hand_in(tmp_path / "marking" / "nbgrader_config.py", "")
    hand_in(tmp_path / "in" / "mara" / f"{NAME}.ipynb", notebook())
    if content is not None:
        hand_in(tmp_path / "in" / "mara" / "my-door.wav", content)
    a_folder(tmp_path / "in", "jon", strokes(), None)
    assert grade.main(["collect", NAME, str(tmp_path / "in"), "--in", str(place)]) == 0
    told = capsys.readouterr().out
    assert "2 collected: jon, mara" in told and "with recordings of their own: jon: my-door.wav" in told
    (line,) = [one for one in told.splitlines() if one.startswith("NOT collected")]
    assert re.search(said, line)
    assert not submitted(place, "mara").exists()


def test_a_huge_file_is_refused_unread(tmp_path, monkeypatch, place):
    a_folder(tmp_path / "in", "mara", strokes(), None)
    with (tmp_path / "in" / "mara" / "my-door.wav").open("r+b") as file:
        file.truncate(3 * 10**9)  # takes no room on the disk
    (line,) = handed_in.collect(NAME, tmp_path / "in", place).without
    assert line == (
        "my-door.wav, which the notebook of mara names (it is 3,000 MB; up to 100 are taken. A minute of it is enough)"
    )
    assert not submitted(place, "mara").exists()


def test_a_huge_notebook_is_refused_unread(tmp_path, place):
    path = hand_in(tmp_path / "in" / "mara" / f"{NAME}.ipynb", notebook())
    os.truncate(path, 3 * 10**9)
    with pytest.raises(FilmScoreError, match="has 3,000 MB; up to 100 are taken"):
        handed_in.collect(NAME, tmp_path / "in", place)


def test_two_of_one_name_are_a_question(tmp_path, place):
    found = tmp_path / "in"
    hand_in(found / "mara" / f"{NAME}.ipynb", notebook())
    for n in (1, 2):
        hand_in(found / "mara" / f"take {n}" / "my-door.wav", strokes(seed=n))
    (line,) = handed_in.collect(NAME, found, place).without
    assert "there are two" in line and "take 1" in line and "take 2" in line
    hand_in(found / "mara" / "my-door.wav", strokes(seed=3))
    assert handed_in.collect(NAME, found, place).recordings == ["mara: my-door.wav"], "the one beside the notebook"
    one_folder(found, "jon", strokes(), None)
    hand_in(found / "JON_my-door.WAV", strokes(seed=2))
    (line,) = handed_in.collect(NAME, found, place).without
    assert "which the notebook of jon names" in line and "there are two" in line


def test_what_is_nobodys_or_misnamed_is_named(tmp_path, place):
    found = tmp_path / "in"
    one_folder(found, "mara", strokes(), None)
    for name in ("my-door.wav", "gus_my-door.wav", "mara_my-other.wav"):
        hand_in(found / name, strokes())
    hand_in(found / "ida" / f"{NAME}.ipynb", notebook("my-window.wav"))
    hand_in(found / "ida" / "my-windwo.wav", strokes())
    got = handed_in.collect(NAME, found, place)
    assert got.recordings == ["mara: my-door.wav"]
    assert sorted(line.partition(" (")[0] for line in got.without) == [
        "gus_my-door.wav", "mara_my-other.wav", "my-door.wav", "my-window.wav, which the notebook of ida names",
    ]  # fmt: skip
    assert any("it was not handed in; there is my-windwo.wav" in line for line in got.without)


def test_only_what_the_notebook_names_is_taken(tmp_path, place):
    released = notebook("", more='fs.play("my-own.wav")')
    hand_in(place / "source" / NAME / f"{NAME}.ipynb", released)
    hand_in(tmp_path / "in" / "mara" / f"{NAME}.ipynb", notebook("rain", more='fs.save(x, "my-export.wav")'))
    for name in ("my-own.wav", "my-door.wav", "my-notes.txt"):
        hand_in(tmp_path / "in" / "mara" / name, strokes())
    got = handed_in.collect(NAME, tmp_path / "in", place)
    assert got.recordings == got.without == [], "a file that a cell writes is asked of nobody"


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ({"../jon/my-door.wav": TEXT}, "'../jon/my-door.wav' in it is a path that leads out of its folder"),
        ({"a\\..\\..\\my-door.wav": TEXT}, "leads out of its folder"),
        ({"/etc/my-door.wav": TEXT}, "leads out of its folder"),
        ({"C:/my-door.wav": TEXT}, "leads out of its folder"),
        ({zipfile.ZipInfo("my-door.wav"): b"../jon/my-door.wav"}, "is a link"),
    ],
    ids=["up", "up, as Windows writes it", "from the root", "a drive", "a link"],
)
def test_a_zip_with_a_name_that_leads_elsewhere_is_refused(tmp_path, place, inside, said):
    for one in inside:
        if isinstance(one, zipfile.ZipInfo):
            one.external_attr = 0o120777 << 16
    a_folder(tmp_path / "in", "jon", strokes(), None)
    hand_in(tmp_path / "in" / "mara.zip", zipped({f"{NAME}.ipynb": notebook(), **inside}))
    with pytest.raises(FilmScoreError, match=said):
        handed_in.collect(NAME, tmp_path / "in", place)
    assert not (place / "submitted").exists(), "nothing is copied then"


def test_a_damaged_zip_and_one_of_the_whole_class_say_what_to_do(tmp_path, place):
    whole = hand_in(tmp_path / "all.zip", zipped({f"mara/{NAME}.ipynb": notebook()}))
    with pytest.raises(FilmScoreError, match="is a zip: unpack it first"):
        handed_in.collect(NAME, whole, place)
    good = zipped({f"{NAME}.ipynb": notebook(), "my-door.wav": strokes()})
    hand_in(tmp_path / "in" / "mara.zip", good[: len(good) // 2])
    with pytest.raises(FilmScoreError, match="not downloaded to the end"):
        handed_in.collect(NAME, tmp_path / "in", place)
    at = good.rindex(b"my-door.wav", 0, good.index(b"PK\1\2")) + 200
    hand_in(tmp_path / "in" / "mara.zip", good[:at] + b"\xff\0\xff" + good[at + 3 :])
    with pytest.raises(FilmScoreError, match=r"my-door.wav' in it is damaged"):
        handed_in.collect(NAME, tmp_path / "in", place)


@pytest.mark.skipif(os.name == "nt", reason="links need rights of their own there")
def test_a_link_to_somebody_elses_is_not_followed(tmp_path, place):
    a_folder(tmp_path / "in", "jon", strokes(), None)
    hand_in(tmp_path / "in" / "mara" / f"{NAME}.ipynb", notebook())
    (tmp_path / "in" / "mara" / "my-door.wav").symlink_to(tmp_path / "in" / "jon" / "my-door.wav")
    got = handed_in.collect(NAME, tmp_path / "in", place)
    assert got.recordings == ["jon: my-door.wav"] and "it was not handed in" in got.without[0]
    (tmp_path / "in" / "ida").mkdir()
    (tmp_path / "in" / "ida" / "all").symlink_to(tmp_path / "in" / "jon")
    assert "ida (no notebook in it)" in handed_in.collect(NAME, tmp_path / "in", place).without


def test_nothing_that_was_collected_is_lost(tmp_path, place):
    kept = place / "earlier" / "mara" / NAME
    takes = [strokes(seed=n) for n in range(3)]
    for take in takes:
        a_folder(tmp_path / "in", "mara", take, None)
        handed_in.collect(NAME, tmp_path / "in", place)
    assert submitted(place, "mara").read_bytes() == takes[2]
    assert [(kept / f"my-door-{n}.wav").read_bytes() for n in (1, 2)] == takes[:2]
    hand_in(tmp_path / "in" / "mara" / f"{NAME}.ipynb", notebook(because="another reason"))
    handed_in.collect(NAME, tmp_path / "in", place)
    assert (kept / f"{NAME}-1.ipynb").read_bytes() == notebook().encode()


# ---------------------------------------------------------------- marking


def verdict(found, monkeypatch, folder=None):
    from filmscore.course.check import check

    if folder is None:
        return check("12.7", found)
    with beside.graded_in(folder):
        return check("12.7", found)


def answer_of(text):
    return eval(nbformat.reads(text, as_version=4).cells[2].source.removeprefix("found = "))


def test_the_file_is_that_of_whoever_is_marked(tmp_path, monkeypatch):
    mara, jon = tmp_path / "mara", tmp_path / "jon"
    mara.mkdir()
    hand_in(jon / "my-door.wav", strokes())
    found = answer_of(notebook())
    monkeypatch.chdir(jon)
    assert verdict(found, monkeypatch).status == "passed", "at home: beside the notebook"
    assert verdict(found, monkeypatch, jon).message.startswith("My-door as a pulse")
    said = verdict(found, monkeypatch, mara)
    assert said.status == "not-yet" and "'my-door.wav' was not handed in beside the notebook" in said.message
    (mara / "my-door.wav").symlink_to(jon / "my-door.wav")
    assert verdict(found, monkeypatch, mara).status == "not-yet"


@pytest.mark.parametrize("path", ["../jon/my-door.wav", "{}/jon/my-door.wav", "..\\jon\\my-door.wav", "C:my-door.wav"])
def test_a_path_is_refused_at_home_as_in_a_grader(tmp_path, monkeypatch, path):
    hand_in(tmp_path / "jon" / "my-door.wav", strokes())
    hand_in(tmp_path / "mara" / "my-door.wav", strokes())
    monkeypatch.chdir(tmp_path / "mara")
    found = answer_of(notebook(path.format(tmp_path)))
    for folder in (None, tmp_path / "mara"):
        said = verdict(found, monkeypatch, folder)
        assert said.status == "not-yet" and "Put the file beside this page, and write its name alone" in said.message
    bare = hand_in(tmp_path / "jon" / "my-door", strokes())
    assert verdict({**found, "sound": str(bare)}, monkeypatch, tmp_path / "mara").status == "not-yet"


def test_a_notebook_is_run_and_marked_with_the_recording_beside_it(tmp_path):
    pytest.importorskip("nbgrader", reason="nbgrader is not installed: pip install -e '.[instructor]'")
    from traitlets.config import Config

    from filmscore.course.grading import Execute, configure

    config = Config()
    configure(config, kernels="open")
    hand_in(tmp_path / "mara" / "my-door.wav", strokes())
    book = nbformat.reads(notebook(more="import os\nprint(os.path.getsize('my-door.wav'))"), as_version=4)
    resources = {"unique_key": "found", "metadata": {"path": str(tmp_path / "mara")}}
    book, _ = Execute(config=config).preprocess(book, resources)
    (said,) = book.cells[3].outputs
    assert said.output_type == "display_data", "it passed"
    assert "My-door as a pulse" in said.data["text/plain"]
    assert int(book.cells[4].outputs[0].text) == len(strokes()), "the notebook's own cells find it, too"


def test_a_kernel_shut_in_sees_the_recordings_and_may_only_read_them(tmp_path):
    door = hand_in(tmp_path / "mara" / "my-door.wav", strokes())
    hand_in(tmp_path / "mara" / "notes.txt", "x")
    hand_in(tmp_path / "jon" / "my-own.wav", strokes())
    words = " ".join(sandbox.wall(tmp_path / "home", tmp_path / "mara"))
    assert f"--ro-bind {door} {tmp_path / 'home' / 'work' / 'my-door.wav'}" in words
    assert "notes.txt" not in words and "my-own" not in words


def test_a_new_recording_is_marked_again(tmp_path, place, monkeypatch):
    pytest.importorskip("nbgrader", reason="nbgrader is not installed: pip install -e '.[instructor]'")
    a_folder(tmp_path / "in", "mara", strokes(), None)
    handed_in.collect(NAME, tmp_path / "in", place)
    graded = hand_in(place / "autograded" / "mara" / NAME / f"{NAME}.ipynb", notebook())
    for name in ("_nbgrader", "_keep", "_given_by_hand"):
        monkeypatch.setattr(grade, name, lambda *words, **more: 0)
    grade.run(NAME, place)
    assert graded.exists(), "nothing is new"
    later = graded.stat().st_mtime + 10
    os.utime(submitted(place, "mara"), (later, later))
    grade.run(NAME, place)
    assert not graded.exists(), "nbgrader grades who has no graded copy"


def test_an_answer_that_names_a_file_travels_as_its_name():
    found = answer_of(notebook())
    assert answers.unpack(answers.pack(found)) == found
