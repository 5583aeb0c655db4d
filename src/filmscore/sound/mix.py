"""The mixing desk: stems in, stems out, and everything done to them written down.

A chain is data: who, what, with which settings, in order. Filters and rooms work on each stem; a compressor or a duck
on a bus hears the bus and moves all its faders together. So the stems that come out still add up to the mix.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from ..picture.timecode import Rate, RateLike, whole_frame
from . import hall as rooms
from .chain import KINDS, Compress, Duck, Eq, Fade, Gain, Link, Ride, Send, decibels, number
from .stems import Stems

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ..picture.film import Film

#: the bus everything runs into
MIX = "mix"


class Mixer:
    """A desk for the stems of a cue. It never changes: each method gives a new desk with one link more.

    Every method's `where` is the name of a stem, of a bus, or ``"mix"`` for everything. Stems go through their own
    links first, in the order they were given, then through those of their bus, then through those of the mix. Frames
    are those of the film, so the stems' `start` counts.

    Parameters
    ----------
    stems : Stems
    film : Film, optional
        Needed for ducking; gives the frame rate.
    rate : Rate or its name, optional
        The frame rate where there is no film; 24.

    Raises
    ------
    FilmScoreError
        Not stems, or a stem that is called ``"mix"``.

    Examples
    --------
    >>> import numpy as np
    >>> stems = Stems({"strings": np.ones((48000, 2)) / 4, "brass": np.ones((48000, 2)) / 4})
    >>> desk = Mixer(stems).bus("low", ["brass"]).gain("strings", -6).eq("low", "high pass", 60)
    >>> desk
    <Mixer of strings, brass: 2 links>
    >>> print(desk.sentence())
    strings: down 6 dB. low (brass): high pass at 60 Hz (Q 0.71).
    >>> round(float(desk.render()["strings"].max()), 3)
    0.125
    """

    def __init__(self, stems: Stems, film: Film | str | None = None, *, rate: RateLike | None = None) -> None:
        if not isinstance(stems, Stems):
            raise FilmScoreError(f"a mixer is given Stems, not {shown(stems)}; of a cue, cue.stems()")
        if MIX in stems:
            raise FilmScoreError(f"a stem is called {MIX!r}, which is the name of the whole; give the stem another")
        if film is not None:
            from ..picture.film import open_film

            film = open_film(film)
        self.stems = stems
        self.film = film
        self.rate = Rate(film.rate if film is not None else "24" if rate is None else rate)
        self.buses: dict[str, tuple[str, ...]] = {}
        self.links: tuple[tuple[str, Link], ...] = ()

    # ------------------------------------------------------------ building the chain

    def bus(self, name: str, members: Iterable[str]) -> Mixer:
        """Put stems together on a bus, which can then be worked on as one; a stem runs into one bus at most."""
        given = (members,) if isinstance(members, str) else tuple(members) if isinstance(members, Iterable) else ()
        if not isinstance(name, str) or not name.strip() or name == MIX or name in self.stems or name in self.buses:
            raise FilmScoreError(f"{shown(name)} cannot be the name of a bus: it is empty, or taken already")
        if not given:
            raise FilmScoreError(
                f"the bus {name!r} has no stems in {shown(members)}; name some of {', '.join(self.stems.names)}"
            )
        for stem in given:
            if stem not in self.stems:
                raise FilmScoreError(f"there is no stem {shown(stem)}; there are: {', '.join(self.stems.names)}")
            other = self._bus_of(stem)
            if other or given.count(stem) > 1:
                raise FilmScoreError(
                    f"{stem!r} runs into the bus {other or name!r} already; a stem has one way to the mix"
                )
        desk = self._copy()
        desk.buses[name] = given
        return desk

    def gain(self, where: str, db: float) -> Mixer:
        """Set a fader, in dB from -60 to 24; ``float("-inf")`` closes it."""
        return self._with(where, Gain(decibels(db, "the gain")))

    def ride(self, where: str, points: Mapping[int, float], *, glide: float = 50.0, first: float = 0.0) -> Mixer:
        """Move a fader: ``{480: -6, 936: 0}`` goes towards -6 dB from frame 480 on, and towards 0 dB from 936 on.

        Parameters
        ----------
        where : str
        points : mapping of frame to dB
        glide : float
            Milliseconds that each move takes, 5 to 60000; never so little that it clicks.
        first : float
            Where the fader stands before the first point, dB.
        """
        if not isinstance(points, Mapping) or not points:
            raise FilmScoreError(f"a ride is given as {{frame: dB}}, {{480: -6, 936: 0}}, not as {shown(points)}")
        made = sorted((self._frame(f), decibels(db, f"the gain at frame {f}")) for f, db in points.items())
        return self._with(
            where, Ride(tuple(made), number(glide, "glide", 5, 60000, "ms"), decibels(first, "the first gain"))
        )

    def fade_in(self, where: str, start: int, end: int) -> Mixer:
        """From silence at frame `start` to full at frame `end`."""
        return self._with(where, self._fade(start, end, False))

    def fade_out(self, where: str, start: int, end: int) -> Mixer:
        """From full at frame `start` to silence at frame `end`, with the tails of all rooms before it in the chain."""
        return self._with(where, self._fade(start, end, True))

    def eq(self, where: str, kind: str, hz: float, db: float = 0.0, q: float = 0.71) -> Mixer:
        """One band of an equaliser.

        Parameters
        ----------
        where : str
        kind : {"low shelf", "high shelf", "peak", "high pass", "low pass"}
        hz : float
            Corner or middle, 10 to 20000.
        db : float
            Height of a shelf or peak, -24 to 24.
        q : float
            0.1 (wide) to 20 (narrow).
        """
        if kind not in KINDS:
            raise FilmScoreError(f"there is no band {shown(kind)}; there are: {', '.join(KINDS)}")
        hz, db = number(hz, "the frequency", 10, 20000, "Hz"), number(db, "the height", -24, 24, "dB")
        if kind.endswith("pass") and db:
            raise FilmScoreError(f"a {kind} has no height: leave out db={db:g}, or take a shelf")
        if not kind.endswith("pass") and not db:
            raise FilmScoreError(f"a {kind} of 0 dB does nothing: say how far up or down, db=-3")
        return self._with(where, Eq(kind, hz, db, number(q, "Q", 0.1, 20, "")))

    def compress(
        self,
        where: str,
        threshold: float = -18.0,
        ratio: float = 2.0,
        *,
        attack: float = 20.0,
        release: float = 250.0,
        knee: float = 6.0,
        makeup: float = 0.0,
    ) -> Mixer:
        """A compressor; on a bus it hears the bus and moves its stems together. Settings as in `chain.Compress`."""
        return self._with(
            where,
            Compress(
                number(threshold, "the threshold", -60, 0, "dBFS"),
                number(ratio, "the ratio", 1, 20, "to 1"),
                number(attack, "the attack", 1, 1000, "ms"),
                number(release, "the release", 10, 5000, "ms"),
                number(knee, "the knee", 0, 24, "dB"),
                number(makeup, "the make-up", -24, 24, "dB"),
            ),
        )

    def send(self, where: str, room: str = "hall", db: float = -12.0, *, delay: float = 0.0) -> Mixer:
        """Send to a room, `delay` ms late if wanted; the tail lengthens the stems."""
        if not isinstance(room, str) or room not in rooms.ROOMS:
            raise FilmScoreError(f"there is no room {shown(room)} to send to; there are: {', '.join(rooms.ROOMS)}")
        return self._with(where, Send(room, decibels(db, "the send"), number(delay, "the delay", 0, 500, "ms")))

    def duck(
        self,
        where: str,
        depth: float = 6.0,
        *,
        attack: float = 250.0,
        release: float = 800.0,
        by: str = "lines",
        hold: float = 1000.0,
        threshold: float = -40.0,
    ) -> Mixer:
        """Make room for speech; settings as in `chain.Duck`.

        `depth` is how far down, 0 to 40 dB; `by` is ``"lines"`` (of the film) or ``"guide"`` (its level).
        """
        if self.film is None:
            raise FilmScoreError("nobody speaks without a film: Mixer(stems, film) knows the lines to duck under")
        if by not in ("lines", "guide"):
            raise FilmScoreError(f"ducking goes by 'lines' or by 'guide', not by {shown(by)}")
        if isinstance(depth, int | float) and depth < 0:
            raise FilmScoreError(f"the depth says how far down the music goes: {-depth:g}, not {depth:g}")
        return self._with(
            where,
            Duck(
                number(depth, "the depth", 0, 40, "dB"),
                number(attack, "the attack", 5, 5000, "ms"),
                number(release, "the release", 5, 10000, "ms"),
                by,
                number(hold, "the hold", 0, 10000, "ms"),
                number(threshold, "the threshold", -80, 0, "dBFS"),
            ),
        )

    def on(self, stems: Stems) -> Mixer:
        """The same chain on other stems: every stem or bus it names must be there."""
        desk = Mixer(stems, self.film, rate=self.rate)
        for name, members in self.buses.items():
            desk = desk.bus(name, members)
        for where, link in self.links:
            desk = desk._with(where, link)
        return desk

    # ------------------------------------------------------------ reading the chain

    def rows(self) -> list[tuple[str, str, str]]:
        """The chain in the order the sound goes through it: (where, link, settings)."""
        places = [*self.stems.names, *self.buses, MIX]
        ordered = sorted(self.links, key=lambda pair: places.index(pair[0]))
        return [(self._called(where), link.name, link.words()) for where, link in ordered]

    def sentence(self) -> str:
        """The chain in words."""
        told: dict[str, list[str]] = {}
        for where, _, words in self.rows():
            told.setdefault(where, []).append(words)
        if not told:
            return f"{', '.join(self.stems.names) or 'no stems'}: all as they are."
        return " ".join(f"{where}: {', then '.join(words)}." for where, words in told.items())

    def table(self) -> str:
        """The chain as a table in text, a row for each link."""
        rows = [("where", "link", "settings"), *self.rows()]
        first, second = (max(len(row[n]) for row in rows) for n in (0, 1))
        return "\n".join(f"{a:<{first}}  {b:<{second}}  {c}".rstrip() for a, b, c in rows)

    def __repr__(self) -> str:
        n = len(self.links)
        return f"<Mixer of {', '.join(self.stems.names) or 'no stems'}: {n} {'link' if n == 1 else 'links'}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        cells = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in self.rows()
        )
        head = "<tr><th scope='col'>where</th><th scope='col'>link</th><th scope='col'>settings</th></tr>"
        return {"text/plain": self.table(), "text/html": f"<table><thead>{head}</thead><tbody>{cells}</tbody></table>"}

    # ------------------------------------------------------------ sound

    def render(self) -> Stems:
        """The stems after the chain: as many, of one length, longer than before by what still rings.

        Returns
        -------
        Stems
            Their sum is the mix; nothing is clipped (`peak_db` says what it reaches).
        """
        from .signal_path import through

        return through(self)

    def mix(self) -> NDArray[np.float32]:
        """The mix: float32 of shape (samples, 2)."""
        return self.render().mix()

    # ------------------------------------------------------------ small things

    def _copy(self) -> Mixer:
        desk = Mixer.__new__(Mixer)
        desk.stems, desk.film, desk.rate = self.stems, self.film, self.rate
        desk.buses, desk.links = dict(self.buses), self.links
        return desk

    def _with(self, where: str, link: Link) -> Mixer:
        if not isinstance(where, str) or (where != MIX and where not in self.stems and where not in self.buses):
            there = ", ".join([*self.stems.names, *self.buses, MIX])
            raise FilmScoreError(f"there is no stem or bus {shown(where)}; there are: {there}")
        desk = self._copy()
        desk.links = (*self.links, (where, link))
        return desk

    def _bus_of(self, stem: str) -> str | None:
        return next((repr(bus) for bus, members in self.buses.items() if stem in members), None)

    def _called(self, where: str) -> str:
        return f"{where} ({', '.join(self.buses[where])})" if where in self.buses else where

    def _frame(self, frame: Any) -> int:
        return self.film.frame(frame) if self.film is not None else whole_frame(frame, "frame of the mix")

    def _fade(self, start: Any, end: Any, out: bool) -> Fade:
        first, last = self._frame(start), self._frame(end)
        if last <= first:
            raise FilmScoreError(f"a fade from frame {first} to {last} has no length; its end lies after its start")
        return Fade(first, last, out)
