"""What the page of the Layer painter is told: the span of the film, its bars, and what was measured of each layer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..sound.lanes import EMPTY, LANES, hertz_span
from ..sound.roles import ROLES
from .cue_player import media_of
from .layer_cue import Cue
from .scene import Choice, grid, scene_data

if TYPE_CHECKING:
    from ..picture.film import Film
    from ..sound.collisions import Collision
    from ..sound.layering import Layers

#: a layer so far under the mix is hardly heard, LU
_SOFT = 20.0

#: how the remark begins that says which roles are guesses
GUESSED = "The roles of "

#: what the page calls the sound of all layers
LABEL = "Layers"


def span_of(cue: Cue, film: Film | None, start: int | None, end: int | None) -> tuple[int, int]:
    """The frames that are shown, `end` not included: of the film, or of the cue itself where there is no film."""
    if film is None:
        return 0, max(1, cue.end - cue.start)
    return (0 if start is None else start), (film.frames if end is None else end)


def bars_in(cue: Cue, film: Film | None, first: int, last: int) -> list[dict[str, Any]]:
    """The bars that begin in the span, with the frames they begin and end on, counted as the page counts."""
    zero = 0 if film is not None else cue.start
    made = [(number, begin - zero, end - zero) for number, begin, end in cue.bars]
    return [
        {"bar": number, "from": round(begin, 3), "to": round(min(end, last), 3)}
        for number, begin, end in made
        if first <= begin < last
    ]


def scene_of(cue: Cue, film: Film | None, first: int, last: int, ids: Mapping[str, str], title: str) -> dict[str, Any]:
    """What the player is made of, with a channel for each layer; without a film a stretch of time and no picture."""
    families = [(one, "" if one != name else cue.families.get(name, "")) for one, name in ids.items()]
    if film is not None:
        choice = Choice(LABEL, cue, start=cue.start, stems=tuple(families), tempo=cue.tempo)
        scene = scene_data(film, (choice,), first, last, title)
    else:
        counted = grid(cue.tempo)
        if counted is not None:
            counted["beats"] = [{**beat, "frame": beat["frame"] - cue.start} for beat in counted["beats"]]
            counted["end"] -= cue.start
            counted["warning"] = []
        fps = cue.rate.fps
        scene = {
            "title": title, "film": "", "origin": 0, "frames": last, "first": first, "last": last,
            "rate": {"num": fps.numerator, "den": fps.denominator, "nominal": cue.rate.base, "drop": False},
            "shots": [], "lines": [], "description": [],
            "cues": [{"label": LABEL, "key": None, "note": "", "heard": True, "start": 0, "grid": counted,
                      "entries": [], "stems": [{"name": one, "family": family} for one, family in families], "hits": [],
                      "silences": [], "notes": []}],
        }  # fmt: skip
    scene["cues"][0]["heard"] = cue.stems is not None
    return scene


def media(film: Film | None) -> dict[str, Any]:
    """The film's files, as the player asks for them; none where there is no film."""
    return media_of(film) if film is not None else {"mp4": None, "webm": None, "guide": None}


def lanes() -> list[dict[str, Any]]:
    """The lanes, low ones first."""
    return [{"name": lane.name, "low": lane.low, "high": lane.high, "told": lane.told} for lane in LANES]


def told(
    layers: Layers, soft: list[str], shown: list[dict[str, Any]], ids: Mapping[str, str], *, blind: bool
) -> dict[str, Any]:
    """What was measured, for a page that knows the layers by their ids; without names nothing that gives one away.

    Parameters
    ----------
    soft : list of str
        Which layers can hardly be heard, as `soft_ones` says it.
    shown : list of dict
        The bars the page has, as `bars_in` gives them.
    ids : mapping
        Id of the page to layer.
    """
    by_name = {name: one for one, name in ids.items()}
    rows = [layers.bars.index(bar["bar"]) for bar in shown if bar["bar"] in layers.bars]
    numbers = [layers.bars[row] for row in rows]
    made: dict[str, Any] = {"level": {}, "home": {}, "lives": {}, "begins": {}, "lasts": {}, "silent": [],
                            "guess": {}, "doubts": {}, "remarks": [], "names": None}  # fmt: skip
    for one, name in ids.items():
        home, does = layers.home(name), layers.sounding[name]
        made["level"][one] = [[round(float(level), 1) for level in layers.lanes[name][row]] for row in rows]
        made["home"][one] = [LANES.index(lane) for lane in home]
        made["lives"][one] = hertz_span(home)
        made["begins"][one], made["lasts"][one] = round(does.begins, 2), round(does.lasts, 3)
        if does.silent:
            made["silent"].append(one)
        if not blind:
            made["guess"][one] = does.role
            made["doubts"][one] = {role: doubt for role in ROLES if (doubt := does.doubt(role))}
    made["collisions"] = [
        {"covered": by_name[one.covered], "by": by_name[one.by], "lane": LANES.index(one.lane), "both": one.both,
         "share": {str(bar): round(one.share_in[bar], 3) for bar in one.bars if bar in numbers}}
        for one in layers.collisions if any(bar in numbers for bar in one.bars)
    ]  # fmt: skip
    made["floor"] = EMPTY
    if not blind:
        # that a role is a guess is seen in its row, and mended there
        made["remarks"] = [*(text for text in layers.remarks if not text.startswith(GUESSED)), *soft]
    return made


def soft_ones(cue: Cue) -> list[str]:
    """Layers that can hardly be heard under the others."""
    import numpy as np

    from ..sound.loudness import loudness

    if cue.stems is None:
        return []
    mix = loudness(cue.stems.mix()).integrated
    made = []
    for name in cue.names:
        its = loudness(cue.stems[name]).integrated
        if np.isfinite(its) and mix - its > _SOFT:
            made.append(f"{name} lies {mix - its:.0f} LU under the mix: who hears it?")
    return made


def with_roles(layers: Layers, declared: Mapping[str, str]) -> Layers:
    """The same measurement with other roles: those that are declared, and of the others what is proposed."""
    roles = {name: declared.get(name, layers.sounding[name].role) for name in layers.names}
    return replace(layers, roles=roles, declared=frozenset(declared))


def heard(names: Iterable[str], muted: Collection[str], soloed: Collection[str]) -> tuple[str, ...]:
    """The layers that sound: none that is muted, and while any is soloed only those. As in the page."""
    return tuple(name for name in names if name not in muted and (not soloed or name in soloed))


def in_the_way(found: Iterable[Collision], sounding: Collection[str], bars: Collection[int]) -> tuple[Collision, ...]:
    """Collisions between layers that sound, in these bars only, each with its worst there; the longest first."""
    made = []
    for one in found:
        share = {bar: value for bar, value in one.share_in.items() if bar in bars}
        if share and one.covered in sounding and one.by in sounding:
            made.append(replace(one, bars=tuple(share), share=max(share.values()), share_in=share))
    return tuple(sorted(made, key=lambda c: (-len(c.bars), -c.share)))
