"""Which sound font plays: the best one on this machine, how good it is, and how to get a better one.

A font is a library of recorded instruments. The course ships none of its own: what a newcomer hears first
is rendered already, and what they write is played with the best font found here.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import FilmScoreError

#: names the font to use, before all others
VARIABLE = "FILMSCORE_SOUNDFONT"


@dataclass(frozen=True)
class Grade:
    """How good a font is, in words.

    Attributes
    ----------
    name : str
        What people call it.
    word : str
        `"very good"`, `"good"`, `"modest"` or `"not known"`.
    good, bad : str
        What it does well and what it does badly.
    """

    name: str
    word: str
    good: str
    bad: str

    @property
    def could_be_better(self) -> bool:
        """Whether another free font would sound clearly better."""
        return self.word == "modest"


@dataclass(frozen=True)
class _Known:
    files: tuple[str, ...]
    grade: Grade


# in the order in which they are preferred
_KNOWN = (
    _Known(
        ("MuseScore_General_Full.sf3", "MuseScore_General.sf3", "MuseScore_General.sf2", "MuseScore_General_Lite.sf3"),
        Grade(
            "MuseScore General",
            "very good",
            "strings recorded soft and loud, a full orchestra, long samples that die away by themselves",
            "solo winds change little with dynamics; opening it for the first time takes a second or two",
        ),
    ),
    _Known(
        ("FluidR3_GM.sf2", "FluidR3_GM2-2.sf2", "FluidR3.sf2", "FluidR3_GM.sf3", "FluidR3Mono_GM.sf3"),
        Grade(
            "FluidR3 GM",
            "good",
            "warm strings, choir, harp and timpani at full length",
            "soft and loud strings are the same recording; only brass and a few others get brighter",
        ),
    ),
    _Known(
        ("MS Basic.sf3", "MuseScore_Basic.sf3", "MS_General.sf3"),
        Grade("MuseScore's own font", "very good", "a full orchestra, made for scores", "solo winds change little"),
    ),
    _Known(
        ("TimGM6mb.sf2",),
        Grade(
            "TimGM6mb",
            "modest",
            "every General MIDI instrument in 6 MB; it is always there",
            "strings are dull (recorded up to 6 kHz), brass and strings do not change with dynamics, "
            "harp and timpani are loops of a fraction of a second",
        ),
    ),
)

_FOLDERS = (
    "~/.local/share/filmscore",
    "$XDG_DATA_HOME/soundfonts",
    "~/.local/share/soundfonts",
    "~/.local/share/sounds/sf3",
    "~/.local/share/sounds/sf2",
    "~/soundfonts",
    # conda and virtual environments
    "$CONDA_PREFIX/share/soundfonts",
    "$CONDA_PREFIX/share/sounds/sf3",
    "$CONDA_PREFIX/share/sounds/sf2",
    "{prefix}/share/soundfonts",
    "{prefix}/share/sounds/sf3",
    "{prefix}/share/sounds/sf2",
    # Debian and Ubuntu; Fedora and Arch; built by hand
    "/usr/share/sounds/sf3",
    "/usr/share/sounds/sf2",
    "/usr/share/soundfonts",
    "/usr/local/share/sounds/sf3",
    "/usr/local/share/sounds/sf2",
    "/usr/local/share/soundfonts",
    # Homebrew
    "/opt/homebrew/share/soundfonts",
    "/home/linuxbrew/.linuxbrew/share/soundfonts",
    # macOS
    "~/Library/Audio/Sounds/Banks",
    "/Library/Audio/Sounds/Banks",
    # Windows
    "$LOCALAPPDATA/filmscore",
    "$ProgramData/soundfonts",
    "C:/soundfonts",
    # what MuseScore brings, or a student has given it
    "~/Documents/MuseScore4/SoundFonts",
    "~/Documents/MuseScore3/SoundFonts",
    "/Applications/MuseScore 4.app/Contents/Resources/sound",
    "/Applications/MuseScore 3.app/Contents/Resources/sound",
    "$ProgramFiles/MuseScore 4/sound",
    "$ProgramFiles/MuseScore 3/sound",
    "/usr/share/mscore-4.0/sound",
    "/usr/share/mscore-3.0/sounds",
    "/usr/share/mscore/sounds",
    "/snap/musescore/current/usr/share/mscore-4.0/sound",
    "/var/lib/flatpak/app/org.musescore.MuseScore/current/active/files/share/mscore-4.0/sound",
)


def folders() -> list[Path]:
    """Folders that are searched, in order; those that name an unset variable are left out."""
    made = []
    for text in _FOLDERS:
        path = os.path.expandvars(os.path.expanduser(text.format(prefix=sys.prefix)))
        if "$" not in path and "~" not in path and Path(path) not in made:
            made.append(Path(path))
    return made


def _plays(path: Path) -> bool:
    """Whether a file looks like a font: an interrupted download or a pointer file does not."""
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError:
        return False
    return head[:4] == b"RIFF" and head[8:] == b"sfbk"


def found() -> Iterator[Path]:
    """All known fonts on this machine, best first, without the one the variable names.

    Yields
    ------
    pathlib.Path
    """
    bundled = importlib.util.find_spec("pretty_midi")  # found without importing it, which takes a second
    places = folders()
    if bundled is not None and bundled.origin:
        places.append(Path(bundled.origin).parent)
    for known in _KNOWN:
        for name in known.files:
            for folder in places:
                if _plays(folder / name):
                    yield folder / name


def find_font() -> Path:
    """The font that plays.

    `$FILMSCORE_SOUNDFONT` first, then MuseScore General, FluidR3 GM, the MuseScore application's own font, and
    last TimGM6mb, which comes with pretty_midi.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    FilmScoreError
        When the variable names something that is not there, or no font is found at all.

    Examples
    --------
    >>> find_font().suffix in {".sf2", ".sf3"}
    True
    """
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        path = Path(named).expanduser()
        if not path.is_file():
            raise FilmScoreError(
                f"{VARIABLE} names {named!r}, which is no file; correct it, or unset it to use the best font found"
            )
        return path
    for path in found():
        return path
    raise FilmScoreError(
        f"no sound font was found on this machine; pip install pretty_midi brings a small one. {how_to_improve()}"
    )


def grade(path: str | os.PathLike[str]) -> Grade:
    """How good a font is.

    Examples
    --------
    >>> grade("somewhere/TimGM6mb.sf2").word
    'modest'
    """
    name = Path(path).name.lower()
    for known in _KNOWN:
        if name in {file.lower() for file in known.files}:
            return known.grade
    return Grade(Path(path).stem, "not known", "it was chosen by you", "the course has not measured it")


def how_to_improve(system: str | None = None, distribution: str | None = None) -> str:
    """How to get a better font on a system, in one sentence.

    Parameters
    ----------
    system : str, optional
        As `platform.system()` names it; this machine's if it is left out.
    distribution : str, optional
        Of Linux, as in os-release: `"debian"`, `"fedora"`, `"arch"`.

    Examples
    --------
    >>> how_to_improve("Linux", "fedora")
    'For a better font: sudo dnf install fluid-soundfont-gm'
    """
    system = system or platform.system()
    if system == "Darwin":
        way = "install MuseScore Studio (brew install --cask musescore), whose font is found by itself"
    elif system == "Windows":
        way = "install MuseScore Studio (winget install Musescore.Musescore), whose font is found by itself"
    else:
        family = distribution or _distribution()
        ways = {
            "debian": "sudo apt install musescore-general-soundfont (or fluid-soundfont-gm)",
            "ubuntu": "sudo apt install musescore-general-soundfont (or fluid-soundfont-gm)",
            "fedora": "sudo dnf install fluid-soundfont-gm",
            "arch": "sudo pacman -S soundfont-fluid",
        }
        way = next((way for name, way in ways.items() if name in family.split()), "")
        way = way or "put MuseScore_General.sf3 or FluidR3_GM.sf2 into ~/.local/share/soundfonts"
    return f"For a better font: {way}"


def _distribution() -> str:
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        return ""
    return f"{release.get('ID', '')} {release.get('ID_LIKE', '')}".lower()
