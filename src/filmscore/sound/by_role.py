"""Stems by role: a score rendered so that every layer of it is a stem of its own, whatever family it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .performance import perform
from .stems import FAMILIES, Stems, family_of

if TYPE_CHECKING:
    from ..picture.tempo import TempoMap


def stems_by_role(
    score: Any, tempo: TempoMap, roles: Mapping[str, Iterable[str] | str], *, hits: Iterable[Any] = ()
) -> Stems:
    """Render a score with a stem for each role.

    Parameters
    ----------
    score : music21.stream.Score
    tempo : TempoMap
    roles : mapping of str to str or list of str
        Role, or any name for a layer, to the parts that have it, as they are called in the score.
    hits : iterable, optional
        As in `fs.perform`.

    Returns
    -------
    Stems
        In the order of `roles`; `fs.layers` takes them.

    Raises
    ------
    FilmScoreError
        A part is not in the score, has two roles, or has none.
    """
    wanted = {role: [parts] if isinstance(parts, str) else list(parts) for role, parts in dict(roles).items()}
    named = [part for parts in wanted.values() for part in parts]
    performance = perform(score, tempo, hits=hits)
    there = list(dict.fromkeys(account.part for account in performance.accounts))
    for part in named:
        if part not in there:
            raise FilmScoreError(f"There is no part {shown(part)} in this score: {', '.join(there)} there are.")
        if named.count(part) > 1:
            raise FilmScoreError(f"{part} has two roles: give it the one it is needed for.")
    left = [part for part in there if part not in named]
    if left:
        raise FilmScoreError(f"{', '.join(left)} have no role: put each with one of {', '.join(wanted)}.")
    role_of = {part: role for role, parts in wanted.items() for part in parts}
    # a part is one track for each way of playing, called by the part's name and the way
    order = sorted(named, key=len, reverse=True)
    tracks = []
    families: dict[str, str] = {}
    for track in performance.tracks:
        part = next(one for one in order if track.name == one or track.name.startswith(f"{one} "))
        role = role_of[part]
        families.setdefault(role, track.stem if track.stem in FAMILIES else family_of(track.stem))
        tracks.append(replace(track, stem=role))
    tracks.sort(key=lambda track: list(wanted).index(track.stem))
    made = replace(performance, tracks=tuple(tracks)).render()
    return Stems({role: made[role] for role in wanted if role in made}, start=made.start, font=made.font,
                 notes=made.notes, families=families, tempo=tempo)  # fmt: skip
