"""The *Layer painter*: a cue taken apart layer by layer, in lanes over its bars, heard with the film (lesson 12)."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..errors import FilmScoreError, shown
from ..picture.film import Film, open_film
from ..picture.tempo import TempoMap
from ..picture.timecode import Timecode
from . import bundle, layer_marks, layer_page, layer_told
from .answering import Part, film_part
from .kept_widget import KeptWidget
from .layer_cue import Cue, cue_of, read_roles, unnamed
from .own_shelf import OwnShelf

if TYPE_CHECKING:
    from ..sound.collisions import Collision
    from ..sound.layering import Layers

_LEAST = 24  # frames of a span that can be watched


def layer_painter(
    layers: Any,
    roles: Mapping[str, str] | None = None,
    *,
    tempo: TempoMap | None = None,
    film: str | Film | None = None,
    start: int | str | Timecode | None = None,
    end: int | str | Timecode | None = None,
    blind: bool = False,
    name: str | None = None,
) -> LayerPainter:
    """A cue in rows, one for each layer: bars from left to right, in each row the spectrum in seven lanes, low below.

    Each layer can be muted and soloed while the film plays, and is given a role by hand. Where a louder layer covers
    another it is hatched, and only while both sound. Levels are as delivered: there are no faders. The roles are kept
    as they are chosen.

    Parameters
    ----------
    layers : Stems, a cue of the library, mapping of str to array, a score of music21, or Layers
        As `fs.layers` takes them. Of more than twelve the loudest are shown. A finished `Layers` is seen and not heard.
    roles : mapping of str to str, optional
        Layer to "foundation", "motion", "pad", "line" or "accent", to begin with. Without it a layer that is called by
        a role has that, and of the others one is proposed.
    tempo : TempoMap, optional
        Whose bars are counted, where the layers have no tempo of their own; without any, rows of two seconds.
    film : str or Film, optional
        Whose picture and dialogue go with it.
    start, end : int, label or Timecode, optional
        The span of the film that is shown: frames, `end` not included; the whole film if left out.
    blind : bool
        Show the layers as A, B, C … without names, families and roles, in an order that does not change. What is
        measured stands beside each.
    name : str, optional
        Under which the roles are kept, ``my-marks/<name>.layers.json``; the film's name, or "layers".

    Returns
    -------
    LayerPainter

    Raises
    ------
    FilmScoreError
        There are no layers, or no such role, film or frame.

    Examples
    --------
    >>> import numpy as np
    >>> time = np.arange(96000) / 48000
    >>> tones = {name: np.sin(2 * np.pi * hz * time) / 4 for name, hz in (("a", 100), ("b", 110), ("c", 700))}
    >>> painter = layer_painter(tones, {"a": "foundation"}, name="an example")
    >>> painter.roles, [c.lane.name for c in painter.collisions]
    ({'a': 'foundation'}, ['bass'])
    >>> print(painter.code)
    fs.layers(stems, {"a": "foundation"})
    """
    film = open_film(film) if film is not None and film != "" else None
    cue = cue_of(layers, tempo)
    if film is None and not (start is None and end is None):
        raise FilmScoreError(
            f"start={shown(start)} and end={shown(end)} are frames of a film: name it, film='last-parcel'."
        )
    first = None if film is None or start is None else film.frame(start, "start")
    last = None if film is None or end is None else film.frame(end, "end")
    span = layer_page.span_of(cue, film, first, last)
    if film is not None and span[1] - span[0] < _LEAST:
        raise FilmScoreError(
            f"The span from {span[0]} to {span[1]} is too short to be watched: give it {_LEAST} frames or more."
        )
    if not layer_page.bars_in(cue, film, *span):
        raise FilmScoreError(
            f"From {span[0]} to {span[1]} none of this music begins a bar: it lies from frame {cue.start} to {cue.end}."
        )
    return LayerPainter(cue, read_roles(roles, cue.names), film, span, blind=bool(blind), name=name)


class LayerPainter(KeptWidget):
    """A cue taken apart layer by layer. Made by `layer_painter`.

    The page plays, mutes and knows who covers whom, also while the kernel is busy or gone.
    """

    _invites = "Run this cell to hear and paint the layers."
    _called = "painter"
    _esm = bundle.script("layer_painter.js")
    _css = bundle.style("box.css", "player.css", "spotting_desk.css", "layer_painter.css")

    def __init__(
        self, cue: Cue, declared: Mapping[str, str], film: Film | None, span: tuple[int, int], *, blind: bool,
        name: str | None,
    ) -> None:  # fmt: skip
        self.film, self._cue, self._span, self._blind = film, cue, span, blind
        self._bars = layer_page.bars_in(cue, film, *span)
        self._ids = unnamed(cue) if blind else {one: one for one in cue.names}
        self._named = not blind  # whether the names may be told
        self._measured = cue.measured
        self._soft: list[str] = []  # layers that can hardly be heard, in words
        self._measuring = threading.Lock()
        self._muted: tuple[str, ...] = ()
        self._soloed: tuple[str, ...] = ()
        self._selected: tuple[int, int] | None = None
        given = layer_marks.starting(tuple(self._ids), {} if blind else declared)
        whose: Any = layer_marks.Whose.of(cue.names, blind=blind)
        named = (film.name if film else "layers") if name is None else name
        shelf = OwnShelf(whose, named, "layers", lambda raw, _: layer_marks.cleaned(raw, given), "fs.layer_painter")
        desk, kept = self._begin(whose, shelf, given)
        self._title = f"Layer painter: {film.title}" if film else "Layer painter"
        desk |= {
            "title": self._title, "frames": whose.frames, "blind": blind, "lanes": layer_page.lanes(),
            "unit": "bar" if cue.tempo is not None else "row", "bars": self._bars,
            "layers": [{"id": one, "family": "" if blind else cue.families.get(layer, "")}
                       for one, layer in self._ids.items()],
            "left": len(cue.left), "heard": cue.stems is not None,
            "scene": layer_page.scene_of(cue, film, *span, self._ids, self._title),
            "media": layer_page.media(film), "sound": f"layers/{self._writer}",
            "call": {"of": "" if blind else cue.of, "tempo": cue.tempo is not None and not cue.palette},
        }  # fmt: skip
        super().__init__(desk, kept)

    # ---- what the student has

    @property
    def _marks(self) -> list[dict[str, Any]]:
        marks: list[dict[str, Any]] = self._copy["marks"]
        return marks

    @property
    def layers(self) -> Layers:
        """What was measured, with the roles as they stand. The first time it takes some seconds."""
        its = {self._ids[one]: role for one, role in layer_marks.roles_in(self._marks).items()}
        return layer_page.with_roles(self._measure(), its)

    @property
    def roles(self) -> dict[str, str]:
        """Layer to role, of the layers that were given one; of layers without names, letter to role."""
        return layer_marks.roles_in(self._marks)

    @property
    def answer(self) -> dict[str, str]:
        """The roles as `fs.check` takes them; without names every letter is there, empty where nothing was said."""
        return {one: self.roles.get(one, "") for one in self._ids} if self._blind else self.roles

    @property
    def muted(self) -> tuple[str, ...]:
        """Layers that are muted now."""
        return self._muted

    @property
    def soloed(self) -> tuple[str, ...]:
        """Layers that are soloed now."""
        return self._soloed

    @property
    def said(self) -> str | None:
        """The layer one would miss first, as it was said before it was heard; None if nothing was said."""
        layer = layer_marks.said_in(self._marks)
        return layer if layer not in ("", layer_marks.SKIPPED) else None

    @property
    def selection(self) -> tuple[int, ...]:
        """The bars that are looked at, or the rows of two seconds; all that are shown if none were chosen."""
        first, last = self._selected or (self._bars[0]["bar"], self._bars[-1]["bar"])
        return tuple(bar["bar"] for bar in self._bars if first <= bar["bar"] <= last)

    @property
    def collisions(self) -> tuple[Collision, ...]:
        """Who covers whom in the bars that are looked at, of the layers that sound; the longest first."""
        sounding = layer_page.heard(self._ids, self._muted, self._soloed)
        return layer_page.in_the_way(
            self._measure().collisions, [self._ids[one] for one in sounding], set(self.selection)
        )

    @property
    def code(self) -> str:
        """The Python that declares the same roles."""
        return layer_marks.code(self._marks, self.desk["call"], blind=self._blind)

    @property
    def alt(self) -> str:
        """The painter in words, the finding first: who is in whose way, and every layer with its role and lanes."""
        if not self.is_measured:
            return f"{self._title}. {layer_told.WAITING}"
        return f"{' '.join(layer_told.lines(self))} Kept as {self._shelf.name}."

    def __repr__(self) -> str:
        self._measure()
        return self.alt

    # ---- measuring

    @property
    def is_measured(self) -> bool:
        """Whether the lanes are known already."""
        return self._measured is not None

    def _measure(self) -> Layers:
        """Measure, once."""
        with self._measuring:
            if self._measured is None:
                from ..sound.layering import layers

                self._measured = layers(self._cue.stems, {}, tempo=self._cue.tempo)
                self._soft = layer_page.soft_ones(self._cue)
        return self._measured

    def tell(self) -> None:
        """Measure, and tell the page."""
        self._measure()
        self.kept = self.kept | self._besides_the_copy(self._copy)

    def _besides_the_copy(self, copy: dict[str, Any]) -> dict[str, Any]:
        """What was measured, as soon as it is there; the remarks are of the roles in this copy."""
        if self._measured is None:
            return {"told": None}
        its = {self._ids[one]: role for one, role in layer_marks.roles_in(copy["marks"]).items()}
        layers = layer_page.with_roles(self._measured, its)
        told = layer_page.told(layers, self._soft, self._bars, self._ids, blind=not self._named)
        if self._blind and self._named:
            told["names"] = {
                one: {"label": layer, "family": self._cue.families.get(layer, "")} for one, layer in self._ids.items()
            }
        return {"told": told | {"of": layer_marks.roles_in(copy["marks"])}}

    # ---- in the notebook

    def _still(self) -> tuple[bytes, int]:
        """What a saved notebook shows; before the lanes are measured they are pale."""
        from .layer_still import still
        from .page import WIDTH

        return still(self), WIDTH

    @property
    def _unfinished(self) -> bool:
        return not self.is_measured

    def _finish(self) -> None:
        """Measure while the page plays already; the still is drawn anew with what was measured."""
        self.tell()

    def give(self) -> threading.Thread:
        """Send the layers and the picture, in the background."""
        wanted = [(f"{self.desk['sound']}/{one}", f"stem {one}") for one in self._ids] if self.desk["heard"] else []
        media = self.desk["media"]
        return self._give([*((media[kind], kind) for kind in ("mp4", "guide") if media[kind]), *wanted])

    # ---- what the page says; whatever it is, nothing is raised

    def _heard_besides(self, kind: Any, content: Mapping[str, Any]) -> bool:
        if kind == "heard":
            self._listened(content)
        elif kind == "names":
            self._named = True
            self.kept = self.kept | self._besides_the_copy(self._copy)
        return kind in ("heard", "names")

    def _listened(self, content: Mapping[str, Any]) -> None:
        """What is muted and soloed, and which bars are looked at."""
        try:
            told = layer_marks.listened(content, tuple(self._ids), [bar["bar"] for bar in self._bars])
        except FilmScoreError as error:
            self._note(f"ignored what was heard: {error}")
        else:
            self._muted, self._soloed, self._selected = told

    def _part(self, what: str) -> Part:
        kind, _, layer = what.partition(" ")
        if kind == "stem" and layer in self._ids:
            mime, data = self._cue.sound(self._ids[layer])
            return {"name": layer, "family": "", "mime": mime}, data
        if self.film is None:
            raise FilmScoreError(f"{shown(what, 40)} is nothing this painter has.")
        return film_part(self.film, what)
