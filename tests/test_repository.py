"""The repository as a whole: versions agree, links lead somewhere, every asset says whose it is."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

import filmscore

ROOT = Path(__file__).parent.parent
LEFT_BEHIND = re.compile(
    r"(^|/)(\.(?!ci/|pre-commit|git(ignore|attributes))|build/|node_modules/|__pycache__/|[^/]*\.egg-info/)"
)
ASSETS = set(".png .jpg .jpeg .svg .gif .mp4 .webm .ogg .wav .flac .mp3 .mid .sf2 .sf3".split())  # noqa: SIM905
WRITTEN = {"", *".py .md .toml .yml .cff .js .mjs .css .json .ipynb .otio .vtt .txt".split()}  # noqa: SIM905


def files():
    """Every file that is, or would be, part of a commit; in a folder without git, every file there is."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        paths = list(ROOT.rglob("*"))
    return sorted(p for p in paths if p.is_file() and not LEFT_BEHIND.search(p.relative_to(ROOT).as_posix()))


FILES = files()
TEXTS = [path for path in FILES if path.suffix in WRITTEN]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf8")


def test_the_version_is_the_same_everywhere():
    version = tomllib.loads(text("pyproject.toml"))["project"]["version"]
    assert filmscore.__version__ == version
    citation = yaml.safe_load(text("CITATION.cff"))
    assert citation["version"] == version
    newest, date = re.search(r"^## \[(\d+\.\d+\.\d+)\] - (\d{4}-\d\d-\d\d)$", text("CHANGELOG.md"), re.M).groups()
    assert newest == version
    assert str(citation["date-released"]) == date


def test_the_citation_has_what_the_format_requires():
    citation = yaml.safe_load(text("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)
    assert citation["authors"] == [{"name": "The film-scoring course authors"}]


def test_the_changelog_keeps_its_form():
    kinds = re.findall(r"^### (.+)$", text("CHANGELOG.md"), re.M)
    assert kinds
    assert set(kinds) <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def licence_records() -> list[str]:
    """The paths that docs/licences.md speaks for: those in the first column of its tables."""
    return re.findall(r"^\| `([^`]+)` \|", text("docs/licences.md"), re.M)


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix in ASSETS], ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_asset_has_a_licence_record(path):
    name = path.relative_to(ROOT).as_posix()
    assert any(name.startswith(record) for record in licence_records()), f"{name} is not in docs/licences.md"


def test_every_licence_record_speaks_for_something():
    names = [path.relative_to(ROOT).as_posix() for path in FILES]
    for record in licence_records():
        assert any(name.startswith(record) for name in names), f"docs/licences.md records {record}, which is not there"


def test_every_film_carries_its_own_licence():
    films = [folder for folder in (ROOT / "src/filmscore/picture/films").iterdir() if folder.is_dir()]
    assert films
    for folder in films:
        told = "\n".join(p.read_text(encoding="utf8") for p in folder.glob("LICEN?E*"))
        assert "CC BY 4.0" in told or "CC-BY-4.0" in told, f"{folder.name} has no licence record of its own"


def test_no_sound_font_is_in_the_repository():
    assert not [path for path in FILES if path.suffix in {".sf2", ".sf3"}]


PRIVATE = re.compile(
    r"/(?:home|Users)/(?!jovyan\b|linuxbrew\b|\$)\w|/root/|/work/|C:\\Users\\|/opt/(?!homebrew|local|conda)\w+/|"
    r"BEGIN [A-Z ]*PRIVATE KEY|\b(?:ghp|gho|pypi)_?-?[A-Za-z0-9]{30,}"
)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK|[Ll]orem ipsum|[Cc]oming soon)\b")


@pytest.mark.parametrize(
    ("words", "caught"),
    [("see /home/ann/film", True), ("in /root/x", True), ("/home/jovyan/lessons", False), ("/usr/bin/chromium", False)],
)
def test_what_counts_as_a_machines_path(words, caught):
    assert bool(PRIVATE.search(words)) == caught


def test_no_file_tells_of_the_machine_it_was_made_on():
    for path in TEXTS:
        if path.name != "test_repository.py":
            told = re.sub(r'"image/(?:png|jpeg)": "[^"]*"', "", path.read_text(encoding="utf8"))  # letters by chance
            found = PRIVATE.search(told)
            assert not found, f"{path.relative_to(ROOT)}: {found[0]!r}"


def test_nothing_is_left_for_later():
    for path in TEXTS:
        if path.name != "test_repository.py":
            for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
                found = UNFINISHED.search(line)
                assert not found, f"{path.relative_to(ROOT)}:{number}: {found[0]!r}"


def test_no_file_is_too_heavy_to_clone():
    for path in FILES:
        assert path.stat().st_size <= 6_000_000, f"{path.relative_to(ROOT)} weighs {path.stat().st_size / 1e6:.1f} MB"
    assert sum(path.stat().st_size for path in FILES) < 110_000_000  # two fifths of it the films, in two formats each


PAGES = [path for path in FILES if path.suffix == ".md"]


def anchors(page: Path) -> set[str]:
    """The names by which a page's headings can be linked to, as GitHub makes them."""
    titles = re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("document", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document):
    words = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", words):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, part = target.partition("#")
        goal = (document.parent / path).resolve() if path else document
        assert goal.exists(), f"{target} leads nowhere"
        assert not part or part in anchors(goal), f"{target}: no such heading"


def test_the_public_address_is_the_same_everywhere():
    address = "film-scoring-course/film-scoring-course"
    for name in ("README.md", "CONTRIBUTING.md", "CITATION.cff"):
        found = set(re.findall(r"(?:github\.com|mybinder\.org/v2/gh)/([\w-]+/[\w-]+?)(?:\.git|/HEAD|\s|$)", text(name)))
        assert found == {address}, f"{name}: {found}"


def test_the_readme_says_how_it_stands():
    readme = text("README.md")
    assert "make lab" in readme and "make test" in readme and "py -3.11 tasks.py lab" in readme
    ready = set(re.findall(r"\]\(lessons/(\d\d)_\w+\.ipynb\) \| \*\*ready\*\*", readme))
    assert ready == {path.name[:2] for path in (ROOT / "lessons").glob("*.ipynb")}


def test_ci_runs_the_readmes_test_command():
    script = text(".ci/run")
    assert re.search(r"^FILMSCORE_REQUIRE=browser,node make test$", script, re.M)
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    assert subprocess.run(["bash", "-n", ROOT / ".ci/run"]).returncode == 0


def test_lower_floors_import_nothing_higher():
    """picture → music → sound → delivery; widgets, plots and course on top."""
    floors = ["picture", "music", "sound", "delivery", "widgets", "course"]
    for place, floor in enumerate(floors):
        for path in (ROOT / "src/filmscore" / floor).rglob("*.py"):
            dots = "." * len(path.relative_to(ROOT / "src/filmscore").parts)
            higher = "|".join(floors[place + 1 :]) or "nothing"
            source = path.read_text(encoding="utf8")
            found = re.search(rf"^\s*(?:from|import) (?:{re.escape(dots)}|filmscore\.)({higher})\b", source, re.M)
            assert not found, f"{path.relative_to(ROOT)} looks up from {floor} to {found[1]}"


HEAVY = ["music21", "numba", "librosa", "matplotlib", "soundfile", "scipy", "verovio", "anywidget"]


@pytest.mark.parametrize("heavy", HEAVY)
def test_the_first_import_brings_nothing_heavy(heavy):
    code = f"import sys, filmscore; raise SystemExit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
