"""Names of a student's files that every system can write.

What is packed on one machine is unpacked on another, where a question mark, a device's name or a path of fourteen
folders may be refused.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import count
from pathlib import PurePosixPath

NAME = "my-filmscore-work"

DEEPEST = 12
LONGEST = 400  #: of a name with its folders, in characters
LONGEST_PART = 200  #: of one folder or file, in bytes: most disks allow 255, and half-written files add to it

#: names that mean a device on Windows, whatever ending they have
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)
_ODD = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')


def is_mine(part: str) -> bool:
    """Whether a file or folder of that name is the student's: all that is called ``my-…``, save earlier parcels."""
    return part.startswith("my-") and not (part.startswith(NAME) and part.endswith(".zip"))


def fault_of(name: str) -> str:
    """Why not every system can write a name, empty if every one can: what is packed keeps to it, and what is unpacked.

    Examples
    --------
    >>> fault_of("course/lessons/Why?.ipynb"), fault_of("course/lessons/Why.ipynb")
    ("'?' cannot be in a name everywhere", '')
    """
    parts = name.split("/")
    odd = _ODD.search(name)
    if odd:
        return f"{odd[0]!r} cannot be in a name everywhere"
    if any(part != part.rstrip(". ") for part in parts):
        return "a name in it ends with a full stop or a space"
    if any(DEVICE.fullmatch(part) for part in parts):
        return "a name in it is that of a device on Windows"
    if len(parts) > DEEPEST + 1:
        return f"it lies more than {DEEPEST} folders deep"
    if len(name) > LONGEST or any(len(part.encode("utf8", "replace")) > LONGEST_PART for part in parts):
        return "its name is too long"
    return ""


def key_of(name: str) -> str:
    """What names share that are one on some systems: capitals, and how an accent is written, count for nothing."""
    return unicodedata.normalize("NFC", name).casefold()


def fit_name(name: str, taken: set[str]) -> str:
    """A name near this one that every system can write, and that is free."""
    parts = [_ODD.sub("_", part).rstrip(". ") or "_" for part in name.split("/")]
    parts = [f"_{part}" if DEVICE.fullmatch(part) else part for part in parts]
    root, *folders, last = parts
    folders = [_cut(part, 60) for part in folders[: DEEPEST - 1]]
    while folders and len("/".join([root, *folders])) > LONGEST - 100:
        folders.pop()
    if not any(is_mine(part) for part in folders) and not last.endswith(".ipynb") and not is_mine(last):
        last = f"my-{last}"  # what made it the student's was a folder that is left out here
    stem, dot, ending = _cut(last, 80).partition(".")
    for n in count(1):
        fit = "/".join([root, *folders, f"{stem}{f'-{n}' if n > 1 else ''}{dot}{ending}"])
        if key_of(fit) not in taken:
            break
    return fit


def _cut(part: str, most: int) -> str:
    """A name of at most so many bytes, with its ending."""
    if len(part.encode("utf8", "replace")) <= most:
        return part
    ending = PurePosixPath(part).suffix
    ending = ending if len(ending.encode("utf8")) <= 12 else ""
    stem = part.removesuffix(ending).encode("utf8")[: most - len(ending.encode("utf8"))]
    return stem.decode("utf8", "ignore").rstrip(". ") + ending
