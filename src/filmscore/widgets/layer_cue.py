"""What the Layer painter paints: the layers of a cue, where they lie in time, and how they are heard."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError
from ..picture.tempo import TempoMap
from ..picture.timecode import Rate
from ..sound.roles import ROLES

if TYPE_CHECKING:
    from ..sound.layering import Layers
    from ..sound.stems import Stems

#: so many layers are shown; of more, the loudest
MOST = 12


@dataclass(frozen=True)
class Cue:
    """The layers of a cue.

    Attributes
    ----------
    of : str
        The cue as code writes it.
    names : tuple of str
    families : dict of str to str
    stems : Stems or None
        None where only what was measured is there.
    measured : Layers or None
        What had been measured before.
    tempo : TempoMap or None
    start : int
        Frame on which sample 0 sounds.
    seconds : float
    rate : Rate
    left : tuple of str
        Softer layers that are not shown.
    """

    of: str
    names: tuple[str, ...]
    families: Mapping[str, str]
    stems: Stems | None
    measured: Layers | None
    tempo: TempoMap | None
    start: int
    seconds: float
    rate: Rate
    left: tuple[str, ...] = ()
    palette: str = ""
    encoded: Callable[[], Any] | None = field(default=None, repr=False)

    @property
    def end(self) -> int:
        """Frame on which the sound is over."""
        return self.start + math.ceil(self.seconds * float(self.rate.fps) - 1e-6)

    @property
    def bars(self) -> list[tuple[int, float, float]]:
        """Number, first frame and frame of the end of every bar that sounds; of rows of two seconds without a tempo."""
        from ..sound.layering import ROW

        fps = float(self.rate.fps)
        whole = self.start + self.seconds * fps
        if self.tempo is None:
            numbers = range(1, math.ceil(self.seconds / ROW) + 1)
            if self.measured is not None:
                numbers = range(1, len(self.measured.bars) + 1)
            return [(n, self.start + (n - 1) * ROW * fps, min(whole, self.start + n * ROW * fps)) for n in numbers]
        lines = [(bar, round(self.tempo.frame_at(beat), 6)) for bar, beat in self.tempo.bar_lines()]
        ends = [frame for _, frame in lines[1:]] + [round(self.tempo.frame_at(self.tempo.beats), 6)]
        return [
            (bar, first, min(last, whole))
            for (bar, first), last in zip(lines, ends, strict=True)
            if self.start <= first < whole
        ]

    def sound(self, name: str) -> tuple[str, bytes]:
        """How a layer is heard in a browser: its media type, and its bytes.

        Raises
        ------
        FilmScoreError
            There is no sound.
        """
        if self.encoded is not None:
            its = next((one for one in self.encoded() if one.name == name), None)
            if its is not None:
                return its.mime, its.data
        if self.stems is None:
            raise FilmScoreError("Only what was measured is here: give the stems to hear them.")
        from ..sound.stems import encode_sound

        return "audio/ogg", encode_sound(self.stems[name])


def cue_of(given: Any, tempo: TempoMap | None) -> Cue:
    """What `fs.layers` takes, or a finished `Layers`, as a cue to paint.

    Raises
    ------
    FilmScoreError
        There are no layers in it, or a score has no tempo.
    """
    from ..sound.layering import ROW, Layers, stems_of

    tempo = tempo if tempo is not None else getattr(given, "tempo", None)
    if isinstance(given, Layers):
        if given.unit != "bar":
            tempo = None
        elif tempo is None:
            raise FilmScoreError("These layers were counted in bars: give the tempo= they were measured with.")
        start = 0 if tempo is None else tempo.start
        seconds = len(given.bars) * ROW if tempo is None else float(tempo.seconds)
        rate = Rate("24") if tempo is None else tempo.rate
        return Cue("stems", given.names, dict(given.families), None, given, tempo, start, seconds, rate)
    stems, left = _loudest(stems_of(given, tempo))
    rate = Rate("24") if tempo is None else tempo.rate
    palette, encoded = _palette(given), getattr(given, "encoded", None)
    at = stems.start if stems.start is not None else getattr(given, "start", None)
    start = at if isinstance(at, int) else 0 if tempo is None else tempo.start
    of = f"fs.four_palettes({palette!r})".replace("'", '"') if palette else "stems"
    return Cue(
        of, stems.names, dict(stems.families), stems, None, tempo, start, stems.seconds, rate, left, palette, encoded
    )


def _palette(given: Any) -> str:
    """Which of the course's four palettes a cue is; empty if it is none."""
    from ..sound.four_palettes import FOLDER

    folder = getattr(given, "folder", None)
    return str(given.id) if folder is not None and folder.parent.name == FOLDER else ""


def _loudest(stems: Stems) -> tuple[Stems, tuple[str, ...]]:
    """As many stems as are shown, the loudest of them, in their order; and the names of the others."""
    if len(stems) <= MOST:
        return stems, ()
    import numpy as np

    from ..sound.stems import Stems

    power = {name: float(np.square(stems[name], dtype=np.float64).mean()) for name in stems}
    kept = sorted(stems, key=lambda name: -power[name])[:MOST]
    sounds = {name: stems[name] for name in stems if name in kept}
    families = {name: stems.families[name] for name in sounds}
    made = Stems(sounds, start=stems.start, font=stems.font, notes=stems.notes, families=families, tempo=stems.tempo)
    return made, tuple(name for name in stems if name not in kept)


def read_roles(roles: Any, names: tuple[str, ...]) -> dict[str, str]:
    """Roles that were declared; where none were, a layer that is called by a role has that.

    Raises
    ------
    FilmScoreError
        There is no such layer or role.
    """
    if roles is None:
        return {name: name for name in names if name in ROLES}
    from ..sound.layering import declared

    return declared(roles, names)


def unnamed(cue: Cue) -> dict[str, str]:
    """The layers as letters, A, B, C …, in an order that never changes and gives nothing away: letter to layer."""
    from ..music.cues.palettes import BLIND

    order = list(BLIND.get(cue.palette, ()))
    if sorted(order) != sorted(cue.names):
        order = sorted(cue.names, key=lambda name: hashlib.sha256(f"{cue.of}/{name}".encode()).hexdigest())
    return {chr(ord("A") + number): name for number, name in enumerate(order)}
