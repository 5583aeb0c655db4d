"""The Tonnetz: notes as points of a net, triads as its triangles, P, L and R as its edges.

One step to the right is a fifth, one up to the right a major third, so one down to the right is a minor third. Two
triangles that share an edge share two notes. The net has no edge of its own: four fifths less a major third bring every
note back, and so do three major thirds; what is drawn is a window on it. Leonhard Euler drew a part of it (*Tentamen
novae theoriae musicae*, 1739); Richard Cohn gave it back to theory ("Neo-Riemannian Operations, Parsimonious Trichords,
and Their *Tonnetz* Representations", *Journal of Music Theory* 41/1, 1997).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ...errors import FilmScoreError, shown
from .net_path import LEAST as LEAST
from .net_path import MOST as MOST
from .net_path import Path as Path
from .net_path import Step as Step
from .net_path import path_of as path_of
from .net_path import step_of as step_of
from .triads import Triad

_ROWS, _ACROSS, _LEFT = range(-1, 3), 8, -3

Point = tuple[int, int]


class Node(NamedTuple):
    """A note of the net.

    Attributes
    ----------
    q, r : int
        Its place: fifths to the right and major thirds up to the right, from the D in the middle.
    number : int
        0 for C to 11.
    names : tuple of str
        As the triangles round it spell it; two where they need two, F♯ and G♭.
    """

    q: int
    r: int
    number: int
    names: tuple[str, ...]

    @property
    def at(self) -> tuple[float, float]:
        """Where it is drawn, in lengths of an edge, from the D in the middle; y grows downward."""
        return drawn_at(self.q, self.r)


class Triangle(NamedTuple):
    """A triad of the net.

    Attributes
    ----------
    q, r : int
        The lower left corner of the rhombus that it is half of.
    up : bool
        Whether it points up, as major triads do.
    triad : Triad
    """

    q: int
    r: int
    up: bool
    triad: Triad

    @property
    def corners(self) -> tuple[Point, Point, Point]:
        """The places of root, third and fifth."""
        q, r = self.q, self.r
        return ((q, r), (q, r + 1), (q + 1, r)) if self.up else ((q, r + 1), (q + 1, r), (q + 1, r + 1))

    @property
    def middle(self) -> tuple[float, float]:
        """Where its name is drawn."""
        points = [drawn_at(*corner) for corner in self.corners]
        return sum(x for x, _ in points) / 3, sum(y for _, y in points) / 3

    def edge(self, move: str) -> tuple[Point, Point]:
        """The two notes that stay in a move: root and fifth in P; of a major triad third and fifth in L, root and third
        in R, of a minor one the other way round.
        """
        root, third, fifth = self.corners
        low, high = (root, third), (third, fifth)
        return {"P": (root, fifth), "L": high if self.up else low, "R": low if self.up else high}[_move(move)]

    def over(self, move: str) -> tuple[int, int, bool]:
        """The place of the triangle beyond an edge, whether or not the window shows it."""
        to = {"P": (0, -1), "L": (0, 0), "R": (-1, 0)}[_move(move)]
        side = 1 if self.up else -1
        return self.q + side * to[0], self.r + side * to[1], not self.up


class Net:
    """A window on the Tonnetz. Made by `net`.

    Attributes
    ----------
    nodes : tuple of Node
        Row by row, the lowest first.
    triangles : tuple of Triangle
        All that have their three corners in the window.
    """

    def __init__(self) -> None:
        points = [(q, r) for r in _ROWS for q in range(_LEFT - math.floor(r / 2), _LEFT - math.floor(r / 2) + _ACROSS)]
        window = set(points)
        near = sorted({(q + dq, r + dr) for q, r in points for dq in (-1, 0) for dr in (-1, 0)}, key=lambda p: p[::-1])
        made = [Triangle(q, r, up, _triad(q, r, up)) for q, r in near for up in (True, False)]
        self.triangles = tuple(one for one in made if window.issuperset(one.corners))
        self.nodes = tuple(Node(q, r, number_at(q, r), self._names((q, r))) for q, r in points)
        self._by_place = {(one.q, one.r, one.up): one for one in self.triangles}
        self._by_point = {(node.q, node.r): node for node in self.nodes}

    def _names(self, point: Point) -> tuple[str, ...]:
        """As the triangles that meet there spell it, sharps first."""
        found = {
            name
            for one in self.triangles
            for corner, name in zip(one.corners, one.triad.notes, strict=True)
            if corner == point
        }
        return tuple(sorted(found, key=lambda name: ("♭" in name, name)))

    def node(self, q: int, r: int) -> Node | None:
        """The note at a place; None outside the window."""
        return self._by_point.get((q, r))

    def triangle(self, q: int, r: int, up: bool) -> Triangle | None:
        """The triad at a place; None outside the window."""
        return self._by_place.get((q, r, up))

    def places(self, triad: Triad | str) -> tuple[Triangle, ...]:
        """Where a triad stands: once, or twice where the window shows it again.

        >>> [(one.q, one.r, one.up) for one in net().places("D")], len(net().places("B♭"))
        ([(4, -1, True), (0, 0, True)], 1)
        """
        wanted = Triad(triad)
        return tuple(one for one in self.triangles if one.triad == wanted)

    def neighbour(self, triangle: Triangle, move: str) -> Triangle | None:
        """The triad beyond the edge of P, L or R; None where the window ends.

        >>> window = net()
        >>> [str(window.neighbour(window.triangle(0, 0, True), move).triad) for move in "PLR"]
        ['Dm', 'F♯m', 'Bm']
        """
        return self._by_place.get(triangle.over(move))

    def way(self, triads: Iterable[Triad | str]) -> tuple[Triangle, ...]:
        """A place for each triad of a path, the nearest to the one before; the first the nearest to the middle.

        >>> [(one.q, one.r, one.up) for one in net().way(["Dm", "G", "Dm"])]
        [(0, -1, False), (-1, 0, True), (0, -1, False)]
        """
        found: list[Triangle] = []
        here = (0.0, 0.0)
        for triad in triads:
            best = min(self.places(triad), key=lambda one: (round(math.dist(one.middle, here), 6), one.q, one.r))
            found.append(best)
            here = best.middle
        return tuple(found)


@cache
def net() -> Net:
    """The window that the course draws: four rows of eight notes, all 24 triads, D in the middle.

    >>> window = net()
    >>> len(window.nodes), len(window.triangles), len({one.triad for one in window.triangles})
    (32, 42, 24)
    """
    return Net()


def number_at(q: int, r: int) -> int:
    """The note at a place as a number, 0 for C to 11: D in the middle, a fifth to the right, a third up to the right.

    >>> [number_at(0, 0), number_at(1, 0), number_at(0, 1), number_at(0, 3), number_at(4, -1)]
    [2, 9, 6, 2, 2]
    """
    return (7 * q + 4 * r + 2) % 12


def drawn_at(q: int, r: int) -> tuple[float, float]:
    """Where a place is drawn, in lengths of an edge; y grows downward."""
    return q + r / 2, -r * math.sqrt(3) / 2


def _triad(q: int, r: int, up: bool) -> Triad:
    root = number_at(q, r if up else r + 1)
    return _TRIADS[root, not up]


#: the spelling with the fewest signs; F♯ major and E♭ minor where two have as many
_TRIADS = {
    (triad.root, triad.minor): triad
    for triad in map(Triad, [
        "C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B",
        "Cm", "C#m", "Dm", "Ebm", "Em", "Fm", "F#m", "Gm", "G#m", "Am", "Bbm", "Bm",
    ])
}  # fmt: skip


def _move(move: str) -> str:
    if move not in ("P", "L", "R"):
        raise FilmScoreError(f"{shown(move)} goes over no edge: P, L and R do; S, N, F and H go over a point.")
    return move
