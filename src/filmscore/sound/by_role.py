"""Stems by role: a score rendered so that every layer of it is a stem of its own, whatever family it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .palette import voice_for
from .performance import perform
from .stems import Stems, family_of

if TYPE_CHECKING:
    from ..picture.tempo import TempoMap
    from .performance import Performance


_EXAMPLE = "{'line': 'English horn', 'pad': ['Viola', 'Cello']}"


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
        No role is given, or a part is not in the score, has two roles, or has none.
    """
    made = by_role(perform(score, tempo, hits=hits), roles).render()
    families = families_by_role(roles)
    return Stems({role: made[role] for role in families if role in made}, start=made.start, font=made.font,
                 notes=made.notes, families=families, tempo=tempo)  # fmt: skip


def by_role(performance: Performance, roles: Mapping[str, Iterable[str] | str]) -> Performance:
    """A performance whose tracks go to a stem for each role, in the order of `roles`.

    Raises
    ------
    FilmScoreError
        A part is not in the performance, has two roles, or has none.
    """
    wanted = _listed(roles)
    named = [part for parts in wanted.values() for part in parts]
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
    for track in performance.tracks:
        part = next(one for one in order if track.name == one or track.name.startswith(f"{one} "))
        tracks.append(replace(track, stem=role_of[part]))
    tracks.sort(key=lambda track: list(wanted).index(track.stem))
    return replace(performance, tracks=tuple(tracks))


def families_by_role(roles: Mapping[str, Iterable[str] | str]) -> dict[str, str]:
    """The family each role is coloured after: that of the part that is named first.

    >>> families_by_role({"line": "Solo cello", "pad": ("Viola", "Glass pad")})
    {'line': 'soloist', 'pad': 'strings'}
    """
    return {role: _family(parts[0]) for role, parts in _listed(roles).items() if parts}


def _family(part: str) -> str:
    try:
        return voice_for(part).stem
    except FilmScoreError:  # played by the program of its instrument
        return family_of(part)


def _listed(roles: Mapping[str, Iterable[str] | str]) -> dict[str, list[str]]:
    if not isinstance(roles, Mapping) or not roles:
        raise FilmScoreError(f"{shown(roles)} gives nobody a role: write who has which, {_EXAMPLE}.")
    made = {role: [parts] if isinstance(parts, str) else parts for role, parts in roles.items()}
    for role, parts in made.items():
        if not isinstance(parts, Iterable):
            raise FilmScoreError(f"{role} is given to {shown(parts)}: write names of parts, {_EXAMPLE}.")
    return {role: list(parts) for role, parts in made.items()}
