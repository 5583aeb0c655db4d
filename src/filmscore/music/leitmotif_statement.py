"""One statement of a leitmotif plan: a motif in a scene, what is done to it, who plays it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from ..errors import FilmScoreError, shown
from .leitmotif_stack import Operation, quoted, read_stack, written
from .motif import Motif

LONGEST_TEXT = 4000  # characters of a scene, a reason or a player


@dataclass(frozen=True)
class Statement:
    """A motif heard in a scene.

    Parameters
    ----------
    scene : str
        What the scene is called. One scene is one cue when recurrence is counted, and so are two seconds of one film.
    motif : str or Motif
        Which motif of the plan: the name it has there, or a motif that knows its name.
    transformation : list or Motif
        What is done to it, in order: ``["invert", ("augment", 2), ("invert", {"key": "D"})]``, by the names of
        `filmscore.music.lineage.TRANSFORMATIONS`; or the transformed motif, which knows how it was made. Empty: plain.
    reason : str
        Why it sounds here, and why like this.
    played_by : str
    film : str, optional
        The film the scene is in, for its picture and its timecode.
    frame : int, label or Timecode, optional
        Where in that film; kept as a frame.
    irony : bool
        The treatment means to contradict the scene. It needs a reason.

    Raises
    ------
    FilmScoreError
        A step is no transformation (the message names the nearest), there is no such film, or the frame is not in it.

    Examples
    --------
    >>> Statement("The lights go down", "Jon", ("augment", 2), reason="He gives up", film="first-bloom", frame=1440)
    Statement("The lights go down", "Jon", [("augment", 2)], reason="He gives up", film="first-bloom", frame=1440)
    """

    scene: str
    motif: str
    transformation: tuple[Operation, ...] = ()
    reason: str = ""
    played_by: str = ""
    film: str | None = None
    frame: int | None = None
    irony: bool = False

    def __post_init__(self) -> None:
        name = getattr(self.motif, "name", None) if isinstance(self.motif, Motif) else self.motif
        if not isinstance(name, str) or not name.strip():
            raise FilmScoreError(
                f"A statement names its motif as the plan does, 'Jon'; {shown(self.motif)} has no such name."
            )
        for what in ("scene", "reason", "played_by"):
            text = getattr(self, what)
            if not isinstance(text, str) or len(text) > LONGEST_TEXT:
                raise FilmScoreError(f"The {what} of a statement is a text, not {shown(text)}.")
        if not isinstance(self.irony, bool):
            raise FilmScoreError(f"irony is True or False, not {shown(self.irony)}; why belongs into the reason.")
        set_ = object.__setattr__
        set_(self, "motif", name.strip())
        set_(self, "transformation", read_stack(self.transformation))
        set_(self, "film", _film_name(self.film))
        set_(self, "frame", self._placed())

    def _placed(self) -> int | None:
        if self.frame is None:
            return None
        if self.film is None:
            raise FilmScoreError(f"Frame {shown(self.frame)} of which film? Give film= as well.")
        from ..picture.film import open_film

        film = open_film(self.film)
        return min(film.frame(self.frame), film.frames - 1)

    def __hash__(self) -> int:
        return hash((self.scene, self.motif, repr(self.transformation), self.reason, self.played_by, self.frame))

    def __repr__(self) -> str:
        return self.code().removeprefix("fs.")

    def code(self) -> str:
        """The Python that makes it."""
        return f"fs.Statement({', '.join(_arguments(self))})"


def _film_name(film: Any) -> str | None:
    if film is None or film == "":
        return None
    name = getattr(film, "name", film)
    from ..picture.film import film_names

    if isinstance(name, str) and name.casefold() in film_names():
        return name.casefold()
    near = get_close_matches(str(name).casefold(), film_names(), 1)
    meant = f" Did you mean {near[0]!r}?" if near else ""
    raise FilmScoreError(f"There is no film {shown(name)}. The films here: {', '.join(film_names())}.{meant}")


def _arguments(one: Statement) -> list[str]:
    said = [quoted(one.scene), quoted(one.motif)]
    if one.transformation:
        said.append(f"[{', '.join(map(written, one.transformation))}]")
    said += [f"{what}={quoted(getattr(one, what))}" for what in ("reason", "played_by", "film") if getattr(one, what)]
    said += [f"frame={one.frame}"] if one.frame is not None else []
    return said + (["irony=True"] if one.irony else [])
