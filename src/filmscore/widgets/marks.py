"""The marks of the Spotting desk: as the page sends them, as a `Spotting`, and as the file they are kept in.

A mark is looser than what a `Spotting` holds: a cue may have no out point yet, and has no id of its own while it is
numbered by itself. Whatever comes, from the page or from the file, is looked at piece by piece: what makes sense
is kept.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .. import work
from ..errors import FilmScoreError, shown
from ..picture.film import Film
from ..picture.spotting import KINDS, Cue, Hit, Silence, Spotting

Mark = dict[str, Any]
#: looks at marks from elsewhere: those that make sense, and what is wrong with the others
Cleaned = Callable[[Any, Film], tuple[list[Mark], list[str]]]

LONGEST_TEXT = 4000  # characters, as in the page
LONGEST_ID = 20  # characters, as in the page
MOST_MARKS = 20_000
MOST_WRITERS = 64
_NAME = re.compile(r"\w(?:[\w .()-]{0,98}[\w)])?")  # “name (restored)” is one as well
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")  # what would break a line of the cue list, or of code
_KEY = re.compile(r"k\d{1,9}")


# ---- marks, looked at


def cleaned(raw: Any, film: Film) -> tuple[list[Mark], list[str]]:
    """Marks that make sense, and of the others what is wrong with them."""
    return read_each(raw, MOST_MARKS, "mark", lambda one, _: _mark(one, film))


def read_each(
    raw: Any, most: int, called: str, read: Callable[[Any, list[Mark]], Mark]
) -> tuple[list[Mark], list[str]]:
    """Marks of any kind that make sense, each with a key of its own, and of the others what is wrong with them.

    Parameters
    ----------
    raw : Any
        What a page or a file says the marks are.
    most : int
        How many are kept.
    called : str
        What one of them is called in the words.
    read : callable
        Makes a mark of what was said and the marks before it; a `FilmScoreError` says why it makes no sense.
    """
    if not isinstance(raw, list):
        return [], [f"{called}s are a list, not {shown(raw)}"]
    wrong = [f"only {most} {called}s are kept, of {len(raw)}"] if len(raw) > most else []
    marks: list[Mark] = []
    keys: set[str] = set()
    highest = 0
    for number, one in enumerate(raw[:most], 1):
        try:
            mark = read(one, marks)
        except FilmScoreError as error:
            wrong.append(f"{called} {number}: {error}")
            continue
        key = one.get("key")
        if not isinstance(key, str) or not _KEY.fullmatch(key) or key in keys:
            key = f"k{highest + 1}"
        highest = max(highest, int(key[1:]))
        keys.add(key)
        marks.append({"what": mark.pop("what"), "key": key, **mark})
    return marks, wrong


def _mark(one: Any, film: Film) -> Mark:
    what = one.get("what") if isinstance(one, Mapping) else None
    if what == "hit":
        return {
            "what": what,
            "frame": _frame(one.get("frame"), film.frames),
            "label": _text(one.get("label")),
            "must": one.get("must") is not False,
            "weight": _amount(one.get("weight"), 1),
            "early": math.floor(_amount(one.get("early"), 1)),
            "late": math.floor(_amount(one.get("late"), 2)),
        }
    if what not in ("cue", "silence"):
        raise FilmScoreError(f"a mark is a cue, a hit or a silence, not {shown(one)}")
    start = _frame(one.get("start"), film.frames - 1)
    end = None if one.get("end") is None else _frame(one.get("end"), film.frames)
    if end is not None and end <= start:
        raise FilmScoreError(f"it comes in at {start} and goes out at {end}: the out point must be later")
    span = {"what": what, "start": start, "end": end, "reason": _text(one.get("reason"))}
    if what == "silence":
        return span
    return {
        **span,
        "id": _BREAKS.sub(" ", _text(one.get("id"))).strip()[:LONGEST_ID].strip(),
        "kind": one.get("kind") if one.get("kind") in KINDS else "score",
        "enters_on": _text(one.get("enters_on")),
        "leaves_on": _text(one.get("leaves_on")),
        "over_line": one.get("over_line") is True,
    }


def _frame(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise FilmScoreError(f"a frame from 0 to {most} is wanted, not {shown(value)}")
    return value


def _amount(value: Any, otherwise: float) -> float:
    return value if type(value) in (int, float) and 0 <= value < 10**9 else otherwise


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a pair cannot be sent or written
    return whole[:LONGEST_TEXT]


# ---- marks and spotting


def reel(film: Film) -> int:
    """The reel a film's cues are numbered in: the hour of its timecode."""
    return max(1, int(str(film.start)[:2]))


def ordered(marks: list[Mark]) -> list[Mark]:
    """In the order of the film; what begins together stays as it was."""
    return sorted(marks, key=lambda mark: mark["frame"] if mark["what"] == "hit" else mark["start"])


def numbered(marks: list[Mark], film: Film) -> dict[str, str]:
    """The id of every cue by its key: as renamed, else reel, m, number in the order of the film."""
    cues = [mark for mark in ordered(marks) if mark["what"] == "cue"]
    taken = {cue["id"].lower() for cue in cues}
    free = (name for number in range(1, len(cues) * 2 + 2) if (name := f"{reel(film)}m{number}") not in taken)
    return {cue["key"]: cue["id"] or next(free) for cue in cues}


def to_spotting(marks: list[Mark], film: Film) -> Spotting:
    """What the marks amount to; a span without an out point runs to the film's end."""
    ids = numbered(marks, film)
    cues, hits, silences = [], [], []
    for mark in ordered(marks):
        more = {name: value for name, value in mark.items() if name not in ("what", "key", "id", "end")}
        end = mark.get("end") or film.frames
        if mark["what"] == "hit":
            hits.append(Hit(**more))
        elif mark["what"] == "silence":
            silences.append(Silence(end=end, **more))
        else:
            cues.append(Cue(id=ids[mark["key"]], end=end, **more))
    return Spotting(film, cues=cues, hits=hits, silences=silences)


def from_spotting(spotting: Spotting) -> list[Mark]:
    """The marks of a spotting; cues whose ids are those they would be given go on being numbered by themselves."""
    raw: list[Mark] = [
        *({"what": "cue", **vars(cue)} for cue in spotting.cues),
        *({"what": "hit", **vars(hit)} for hit in spotting.hits),
        *({"what": "silence", **vars(silence)} for silence in spotting.silences),
    ]
    marks, _ = cleaned([{**one, "key": f"k{i}"} for i, one in enumerate(raw, 1)], spotting.film)
    free = [{**mark, "id": ""} if mark["what"] == "cue" else mark for mark in marks]
    given = {mark["key"]: mark["id"] for mark in marks if mark["what"] == "cue"}
    return free if numbered(free, spotting.film) == given else marks


# ---- copies of the marks


def start(film: Film, marks: list[Mark]) -> dict[str, Any]:
    """The copy that comes before any the student made."""
    about = {"film": film.name, "frames": film.frames}
    return {**about, "counter": 0, "writer": "", "saved": 0, "seen": {}, "marks": marks}


def following(copy: Mapping[str, Any], marks: list[Mark], writer: str) -> dict[str, Any]:
    """The copy after this one."""
    counter = copy["counter"] + 1
    seen = {**copy["seen"], writer: counter}
    saved = int(time.time() * 1000)
    return {**copy, "counter": counter, "writer": writer, "saved": saved, "seen": seen, "marks": marks}


def follows(later: Mapping[str, Any], earlier: Mapping[str, Any]) -> bool:
    """Whether `later` was made by somebody who had seen `earlier`."""
    return earlier["counter"] == 0 or later["seen"].get(earlier["writer"], -1) >= earlier["counter"]


def settled(copy: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A copy that has been set against another: whatever follows it has seen both."""
    seen = dict(other["seen"])
    for writer, counter in ((other["writer"], other["counter"]), *copy["seen"].items()):
        seen[writer] = max(counter, seen.get(writer, -1))
    first = sorted(seen.items(), key=lambda item: (item[0] != copy["writer"], -item[1]))
    return {**copy, "seen": dict(first[:MOST_WRITERS])}


def is_newer(copy: Mapping[str, Any], mine: Mapping[str, Any]) -> bool:
    """Of two copies that went apart: the one with more steps, then the later; as in the page."""
    return (copy["counter"], copy["saved"]) > (mine["counter"], mine["saved"])


def read_copy(raw: Any, film: Film, clean: Cleaned = cleaned) -> tuple[dict[str, Any], list[str]]:
    """A copy of the marks from elsewhere, and what in it made no sense; `clean` looks at the marks.

    Raises
    ------
    FilmScoreError
        It is no copy of marks at all, or one of another film.
    """
    if not isinstance(raw, Mapping) or not isinstance(raw.get("marks"), list):
        raise FilmScoreError(f"{shown(raw)} holds no marks")
    name, frames = raw.get("film"), raw.get("frames")
    if name != film.name or frames != film.frames:
        raise FilmScoreError(
            f"these are marks of {shown(name)} ({shown(frames)} frames), not of {film.name!r} ({film.frames} frames)"
        )
    marks, wrong = clean(raw["marks"], film)
    seen = raw.get("seen")
    seen = seen if isinstance(seen, Mapping) else {}
    counts = [(k[:40], v) for k, v in seen.items() if isinstance(k, str) and type(v) is int and 0 <= v < 2**53]
    writer, counter, saved = raw.get("writer"), raw.get("counter"), raw.get("saved")
    return {
        "film": film.name,
        "frames": film.frames,
        "counter": counter if type(counter) is int and 0 <= counter < 2**53 else 1,
        "writer": writer[:40] if isinstance(writer, str) else "",
        "saved": saved if type(saved) is int and 0 <= saved < 2**53 else 0,
        "seen": dict(sorted(counts, key=lambda item: -item[1])[:MOST_WRITERS]),
        "marks": marks,
    }, wrong


# ---- the file


class Shelf:
    """Where the marks of one desk are kept on disk: ``my-marks/<name>.<kind>.json`` in the notebook's folder.

    Parameters
    ----------
    kind : str
        What is kept, as in the file's name.
    clean : callable
        Looks at marks from elsewhere, as `cleaned` does.
    maker : str
        The function that opens them, for what is said when something is wrong.
    """

    def __init__(
        self, film: Film, name: str, kind: str = "spotting", clean: Cleaned = cleaned, maker: str = "fs.spotting_desk"
    ) -> None:
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise FilmScoreError(
                f"The name {shown(name)} cannot be a file's: use letters, digits, spaces, - and _ (100 at most)."
            )
        self.film, self.name, self.kind = film, name, kind
        self._clean, self._maker = clean, maker
        self._format = f"filmscore {kind} marks 1"
        self.path = work.here() / work.MARKS / f"{name}.{kind}.json"
        self.where = f"{work.MARKS}/{self.path.name}"
        #: which of the places this is, for a browser that knows several
        self.place = hashlib.sha256(str(self.path.absolute()).encode("utf-8", "replace")).hexdigest()[:8]

    def read_copy(self, raw: Any) -> tuple[dict[str, Any], list[str]]:
        """A copy from elsewhere, and what in it made no sense."""
        return read_copy(raw, self.film, self._clean)

    def found(self) -> tuple[dict[str, Any] | None, list[str]]:
        """What a desk begins with: the copy that is kept; if there is none, the one restored from another machine.

        Where FILMSCORE_WORK names no folder, marks that were kept in such a folder lie in that of the course.
        """
        copy, said = self.read()
        elsewhere = work.course() / work.MARKS / self.path.name
        if copy or said or work.home() != work.course() or elsewhere == self.path:
            return copy, said
        try:
            copy, _ = self.read_copy(json.loads(elsewhere.read_bytes()))
        except (OSError, ValueError, RecursionError, FilmScoreError):
            return None, []
        return copy, [f"These marks come from {elsewhere}; from your next step on they are kept in {self.where} here."]

    def read(self) -> tuple[dict[str, Any] | None, list[str]]:
        """The copy that is kept, if any, and what there is to say about it. A damaged file is put aside, never lost.

        Raises
        ------
        FilmScoreError
            The file holds marks of another film, or cannot be opened; it is left as it is.
        """
        try:
            text = self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None, []
        except OSError as error:
            raise FilmScoreError(
                f"{self.path} cannot be opened ({error.strerror or error}). Mend that, or keep your marks under "
                f"another name: {self._maker}(…, name=…)."
            ) from error
        try:
            raw = json.loads(text)
            if not isinstance(raw, dict) or not isinstance(raw.get("marks"), list):
                raise ValueError("it holds no marks")
        except (ValueError, RecursionError) as error:
            aside = self._free("damaged")
            self.path.rename(aside)
            why = str(error).split(":")[0]
            return None, [
                f"{self.where} is damaged ({why}): it was set aside as {aside.name}, and nothing was deleted."
            ]
        try:
            copy, wrong = self.read_copy(raw)
        except FilmScoreError as error:
            raise FilmScoreError(
                f"{self.where} was left as it is: {error}. Give this desk a name of its own: "
                f"{self._maker}(…, name='…')."
            ) from None
        if not wrong:
            return copy, []
        aside = self._free("damaged")
        aside.write_bytes(text)
        said = f"{len(wrong)} of the marks in {self.where} made no sense and were left out ({wrong[0]})."
        return copy, [f"{said} The file as it was is {aside.name}."]

    def write(self, copy: Mapping[str, Any]) -> None:
        """Keep a copy, whole or not at all."""
        text = json.dumps({"format": self._format, "name": self.name, **copy}, ensure_ascii=False, indent=1)
        work.write(self.path, text + "\n")

    def put_aside(self, copy: Mapping[str, Any]) -> Path:
        """Keep a copy that lost against another beside it."""
        for path in self._numbered("aside"):
            try:
                old = json.loads(path.read_bytes())
            except FileNotFoundError:
                return work.write(
                    path, json.dumps({"format": self._format, "name": self.name, **copy}, indent=1) + "\n"
                )
            except (OSError, ValueError):
                continue
            if isinstance(old, dict) and old.get("marks") == copy["marks"]:
                return path
        raise FilmScoreError("there are too many copies set aside: put some of them elsewhere")

    def _numbered(self, kind: str) -> Iterator[Path]:
        return (self.path.with_name(f"{self.name}.{kind}-{number}.{self.kind}.json") for number in range(1, 1000))

    def _free(self, kind: str) -> Path:
        return next(path for path in self._numbered(kind) if not path.exists())
