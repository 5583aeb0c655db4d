"""A film's motifs on a map: near each other what a listener would confuse, far apart what nobody would."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from .distinctness import AKIN, TOO_NEAR, Distinctness, measured
from .known import Resemblance, sounds_like
from .likeness import Line, line_of

if TYPE_CHECKING:
    import numpy as np

    from .motif import Motif

MOST = 24  #: motifs on a map that can still be read


@dataclass(frozen=True)
class MotifMap:
    """The motifs of a film and how far they are apart.

    Attributes
    ----------
    motifs : dict of str to Motif
    pairs : dict of (str, str) to Distinctness
        Every two motifs, in the order of the names.
    positions : dict of str to (float, float)
        Where each lies on the map, in the units of `Distinctness.distance`: laid out by classical scaling (W. S.
        Torgerson, "Multidimensional scaling", *Psychometrika* 17 (1952), 401–419), then moved until the distances are
        met as well as a plane allows, small ones before large ones (J. W. Sammon, "A nonlinear mapping for data
        structure analysis", *IEEE Transactions on Computers* C-18 (1969), 401–409).
    nearest : dict of str to (str, Distinctness)
        The neighbour of each; empty for a single motif.
    likenesses : dict of str to list of Resemblance
        What each reminds a listener of.
    strain : float
        The most that two motifs are nearer or farther on the map than they are.
    """

    motifs: dict[str, Motif] = field(repr=False)
    pairs: dict[tuple[str, str], Distinctness]
    positions: dict[str, tuple[float, float]] = field(repr=False)
    nearest: dict[str, tuple[str, Distinctness]] = field(repr=False)
    likenesses: dict[str, list[Resemblance]] = field(repr=False)
    strain: float = field(repr=False)

    @property
    def too_near(self) -> list[tuple[str, str]]:
        """The pairs a listener would confuse, nearest first."""
        return sorted(
            (pair for pair, d in self.pairs.items() if d.distance <= TOO_NEAR),
            key=lambda pair: self.pairs[pair].distance,
        )

    @property
    def joined(self) -> list[tuple[str, str]]:
        """The pairs worth a line on the map, nearest first: neighbours, all that are too near or akin, all of a few."""
        pairs = {pair for pair, d in self.pairs.items() if len(self.motifs) < 4 or d.distance <= AKIN}
        for name, (other, _) in self.nearest.items():
            pairs.add((name, other) if (name, other) in self.pairs else (other, name))
        return sorted(pairs, key=lambda pair: self.pairs[pair].distance)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a listener would object to: pairs too near, and motifs that belong to everybody already."""
        said = [self.pairs[pair].told for pair in self.too_near]
        for name, likes in self.likenesses.items():
            said += [f"{name}: {_lower(like.told)}" for like in likes if like.claimed]
        return tuple(said)

    @property
    def finding(self) -> str:
        """The map in one sentence."""
        count, near = len(self.motifs), self.too_near
        if count == 1:
            return f"{next(iter(self.motifs))} is alone: nothing to confuse it with"
        if not near:
            return "Both motifs can be told apart" if count == 2 else f"All {count} motifs can be told apart"
        one, other = near[0]
        more = "" if len(near) == 1 else f", and {len(near) - 1} more pair{'s'[: len(near) != 2]}"
        if self.pairs[one, other].distance == 0:
            return f"{one} and {other} are one motif{more}"
        return f"{one} and {other} are too near each other{more}"

    @property
    def told(self) -> str:
        """Everything the map shows: the pairs it joins, nearest first, and what the motifs sound like."""
        lines = [f"{self.finding}."]
        for one, other in self.joined:
            d = self.pairs[one, other]
            lines.append(
                f"{one} and {other}: {d.distance:.2f}, {d.verdict} "
                f"(pitch {d.pitch:.2f}, contour {d.contour:.2f}, rhythm {d.rhythm:.2f})."
            )
        if len(self.joined) < len(self.pairs):
            least = min(d.distance for pair, d in self.pairs.items() if pair not in self.joined)
            lines.append(f"All other pairs are {least:.2f} apart or more.")
        lines += [f"{name}: {_lower(like.told)}" for name, likes in self.likenesses.items() for like in likes]
        return " ".join(lines)

    def __repr__(self) -> str:
        return self.told


def motif_map(motifs: Mapping[str, Motif]) -> MotifMap:
    """Lay the motifs of a film out by how far apart they sound.

    Parameters
    ----------
    motifs : dict of str to Motif
        Name to motif; each of at least two notes, at most 24 of them.

    Returns
    -------
    MotifMap
        ``fs.show`` draws it.

    Raises
    ------
    FilmScoreError
        If there is none, a name is no text, or a value is no motif or has one note.

    Examples
    --------
    >>> import filmscore as fs
    >>> film = fs.motif_map({"Jon": fs.Motif("D4 A4:1/2 F#4:1/2 E5:2"), "Mara": fs.Motif("D4 A4:1/2 F#4:1/2 D5:2")})
    >>> film.warnings
    ('Jon is one note apart from Mara: a listener will confuse them.', 'Mara: it uses the notes of a major triad...')
    """
    if not isinstance(motifs, Mapping):
        raise FilmScoreError(f"{shown(motifs)} is no dict of motifs: fs.motif_map({{'Jon': jon, 'the bloom': bloom}}).")
    if not motifs:
        raise FilmScoreError("There are no motifs here yet: fs.motif_map({'Jon': jon, 'the bloom': bloom}).")
    if len(motifs) > MOST:
        raise FilmScoreError(f"These are {len(motifs)} motifs: a map shows at most {MOST}, and no film needs as many.")
    for name in motifs:
        if not isinstance(name, str) or not name.strip():
            raise FilmScoreError(f"{shown(name)} is no name for a motif: write what it stands for, such as 'Jon'.")
    lines = {name: _read(name, motif) for name, motif in motifs.items()}
    pairs = {(a, b): measured(lines[a], lines[b], (a, b)) for a, b in combinations(lines, 2)}
    nearest = {}
    for name in lines:
        others = [(d.distance, _other(pair, name), d) for pair, d in pairs.items() if name in pair]
        if others:
            _, other, d = min(others, key=lambda o: o[0])
            nearest[name] = (other, d)
    positions, strain = _scaled(list(lines), pairs)
    likenesses = {name: sounds_like(motif) if len(lines[name].midi) > 2 else [] for name, motif in motifs.items()}
    return MotifMap(dict(motifs), pairs, positions, nearest, likenesses, strain)


def _read(name: str, motif: Motif) -> Line:
    try:
        return line_of(motif)
    except FilmScoreError as error:
        raise FilmScoreError(f"{name}: {error}") from None


def _other(pair: tuple[str, str], name: str) -> str:
    return pair[1] if pair[0] == name else pair[0]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _scaled(
    names: list[str], pairs: Mapping[tuple[str, str], Distinctness]
) -> tuple[dict[str, tuple[float, float]], float]:
    """Classical scaling into the plane, turned so that the first motif lies left and above the middle."""
    import numpy as np

    n = len(names)
    far = np.zeros((n, n))
    for i, j in combinations(range(n), 2):
        far[i, j] = far[j, i] = pairs[names[i], names[j]].distance
    middle = np.eye(n) - 1 / n
    values, vectors = np.linalg.eigh(-middle @ far**2 @ middle / 2)
    order = np.argsort(-values, kind="stable")[:2]
    at = np.zeros((n, 2))
    at[:, : len(order)] = vectors[:, order] * np.sqrt(np.maximum(values[order], 0))
    at = _settled(at, far)
    for axis, sign in ((0, -1), (1, 1)):
        leads = at[np.flatnonzero(np.abs(at[:, axis]) > 1e-6)[:1], axis]
        if len(leads):
            at[:, axis] *= sign * np.sign(leads[0])
    at = np.round(at, 6) + 0.0
    strain = float(np.abs(_between(at) - far).max())
    return {name: (float(x), float(y)) for name, (x, y) in zip(names, at, strict=True)}, strain


def _between(at: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    import numpy as np

    apart: np.ndarray[Any, Any] = np.hypot(*(at[:, None] - at[None, :]).transpose(2, 0, 1))
    return apart


def _settled(at: np.ndarray[Any, Any], far: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Moved until the weighted sum of squared misses falls no more (majorisation; small distances weigh more)."""
    import numpy as np

    if len(at) < 3:
        return at
    weights = 1 / np.maximum(far, 0.05)
    np.fill_diagonal(weights, 0)
    inverse = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(300):
        pull = -weights * far / np.maximum(_between(at), 1e-9)
        np.fill_diagonal(pull, 0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        at = inverse @ pull @ at
    return at
