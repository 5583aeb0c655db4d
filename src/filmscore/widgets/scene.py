"""What the cue player shows, as plain data: the film's timeline, and one `Choice` for each music to hear with it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ..errors import FilmScoreError, shown
from ..look import FAMILY
from ..picture.film import Film
from ..picture.spotting import Spotting
from ..picture.tempo import TempoMap

NO_MUSIC = "No music"


@dataclass(frozen=True)
class Entry:
    """A piece of music on the timeline; `warning` is the frame of the first warning click, a bar before it."""

    id: str
    start: int
    end: int
    warning: int | None = None


@dataclass(frozen=True)
class Mark:
    """A hit on the timeline: filled if it must be met."""

    frame: int
    label: str
    must: bool


@dataclass(frozen=True)
class Gap:
    """A planned silence on the timeline."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True)
class Choice:
    """One music (or none) that can be heard with the film.

    Attributes
    ----------
    label : str
        What the player calls it.
    music : object or None
        What can be heard: anything with ``encoded()`` (a cue that ships) or ``encode()`` (stems).
    start : int
        Frame of the film on which the sound begins.
    stems : tuple of (name, family)
    labels : mapping of str to str
        What a stem is called on its fader, where that is not its name.
    notes : tuple of int
        Frames on which the notes of a sketch begin: ticks in the music, without names. Hits are another thing: points
        of the picture that the music should meet.
    """

    label: str
    music: Any = None
    note: str = ""
    start: int = 0
    stems: tuple[tuple[str, str], ...] = ()
    tempo: TempoMap | None = None
    entries: tuple[Entry, ...] = ()
    hits: tuple[Mark, ...] = ()
    silences: tuple[Gap, ...] = ()
    notes: tuple[int, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def faders(self) -> tuple[tuple[str, str], ...]:
        """What stands on each fader, and its family."""
        return tuple((self.labels.get(name, name), family) for name, family in self.stems)


def choices(
    film: Film,
    cues: Mapping[str, Any] | None,
    stems: Any,
    spotting: Spotting | None,
    tempo: TempoMap | None,
) -> tuple[Choice, ...]:
    """The musics a player offers, the one to begin with first and "No music" last.

    Raises
    ------
    FilmScoreError
        Both `cues` and `stems` are given, or one of them cannot be heard.
    """
    for what, given, kind in (("spotting", spotting, Spotting), ("tempo", tempo, TempoMap)):
        if given is not None and not isinstance(given, kind):
            raise FilmScoreError(f"{what} must be a {kind.__name__}, not {shown(given)}")
    if cues is not None and stems is not None:
        raise FilmScoreError('give either stems=… or cues={"a name": stems, …}, not both')
    if stems is not None:
        cues = {"Music": stems}
    if cues is None:
        cues = {cue.title: cue for cue in _shipped(film)}
    if not isinstance(cues, Mapping):
        raise FilmScoreError(f'cues is a mapping such as {{"Mine": stems, "No music": None}}, not {cues!r}')
    offered = [_choice(film, str(label), music, spotting, tempo) for label, music in cues.items() if music is not None]
    silent = next((str(label) for label, music in cues.items() if music is None), NO_MUSIC)
    if spotting is None and offered and all(choice.notes for choice in offered):
        spotting = Spotting(film)  # beside sketches the film's events are not shown: silence gives none away either
    return (*offered, _choice(film, silent, None, spotting, tempo))


def _shipped(film: Film) -> Sequence[Any]:
    """The cues that come with a film: none with a film of the learner's own."""
    from ..sound.library import RENDERED, film_cues

    return film_cues(film) if (RENDERED / film.name).is_dir() else ()


def _choice(film: Film, label: str, music: Any, spotting: Spotting | None, tempo: TempoMap | None) -> Choice:
    playable = hasattr(music, "encoded") or (hasattr(music, "encode") and hasattr(music, "names"))
    if music is not None and not playable:
        way = "; render it first: .render()" if hasattr(music, "render") else ""
        if isinstance(music, str):
            way = "; fs.sketch(…, at=…) lays notes on the film"
        raise FilmScoreError(f"{label!r} cannot be heard: a cue or stems are wanted, not {type(music).__name__}{way}")
    own = getattr(music, "tempo", None)
    tempo = own if own is not None else tempo  # music keeps the tempo it was made along
    if tempo is not None and not tempo.segments:
        tempo = None
    spotted = spotting if spotting is not None else getattr(music, "spotting", None)
    start = getattr(music, "start", None)
    if start is None:
        start = tempo.start if tempo is not None else 0
    hits = [Mark(film.frame(h.frame), h.label, h.must) for h in spotted.hits] if spotted is not None else []
    notes = tuple(getattr(music, "attacks", ()))
    # who spots without hits, or sketches, wants a film without marks: nothing is given away
    if not hits and spotting is None and not notes:
        hits = [Mark(e.frame, e.label, e.kind == "must") for e in film.events]
    cues = spotted.cues if spotted is not None else ()
    silences = spotted.silences if spotted is not None else ()
    entries = [(c.id, film.frame(c.start), film.frame(c.end)) for c in cues]
    if not entries and music is not None:
        seconds = tempo.seconds if tempo is not None else getattr(music, "seconds", 0)
        first = tempo.start if tempo is not None else start  # clicks and swells may begin before the music does
        end = first + math.floor(seconds * film.rate.fps + Fraction(1, 2))
        entries = [(getattr(music, "id", label), first, min(end, film.frames))]
    return Choice(
        label=label,
        music=music,
        note=str(getattr(music, "note", "") or ""),
        start=int(start),
        stems=_stems(music),
        tempo=tempo,
        entries=tuple(Entry(i, s, e, _warning(s, tempo)) for i, s, e in entries if e > s),
        hits=tuple(hits),
        silences=tuple(Gap(film.frame(s.start), film.frame(s.end), s.reason) for s in silences),
        notes=notes,
        labels=dict(getattr(music, "labels", None) or {}),
    )


def _stems(music: Any) -> tuple[tuple[str, str], ...]:
    """Names and families; stems that are not encoded yet are left so until somebody listens."""
    if music is None:
        return ()
    if hasattr(music, "encoded"):
        return tuple((stem.name, stem.family) for stem in music.encoded())
    families = getattr(music, "families", None) or {}
    return tuple((name, families.get(name, name if name in FAMILY else "")) for name in music.names)


def _warning(start: int, tempo: TempoMap | None) -> int | None:
    """Frame of the first warning click, one bar before the entry, if the film has begun by then."""
    if tempo is None:
        return None
    bar = float(tempo.segments[0].meter.length * 60 / tempo.segments[0].bpm * tempo.rate.fps)
    frame = round(start - bar)
    return frame if frame >= 0 else None


def grid(tempo: TempoMap | None) -> dict[str, Any] | None:
    """Every beat of a tempo map with its frame: what the ruler draws and the keys step along.

    Examples
    --------
    >>> grid(TempoMap(start=480, rate="24").bars(1, "3/4", bpm=60))["beats"][1]
    {'frame': 504.0, 'bar': 1, 'beat': 2}
    """
    if tempo is None:
        return None
    beats = []
    for segment in tempo.segments:
        unit = Fraction(4, segment.meter.unit)
        at = segment.beat - segment.into_bar + math.ceil(segment.into_bar / unit) * unit
        while at < segment.beat + segment.beats:
            bar, beat = tempo.bar_beat(at)
            place: dict[str, Any] = {"frame": round(tempo.frame_at(at), 3), "bar": bar, "beat": round(beat)}
            if segment.kind == "free" or (round(beat) - 1) * unit % segment.meter.pulse:
                place["between"] = True  # no click there: in 6/8 it is on the first and the fourth eighth
            beats.append(place)
            at += unit
    return {"beats": beats, "end": round(tempo.frame_at(tempo.beats), 3), "warning": _counted_in(tempo)}


def _counted_in(tempo: TempoMap) -> list[float]:
    """Frames of the clicks of one bar before the first beat, as far as the film has begun by then."""
    meter, bpm = tempo.segments[0].meter, tempo.bpm_at(0)
    count = int(meter.length / meter.pulse)
    step = float(meter.pulse * 60 * tempo.rate.fps) / bpm
    return [round(frame, 3) for i in range(count) if (frame := tempo.start - (count - i) * step) >= -1e-6]


def shot_data(film: Film, first: int, last: int) -> dict[str, Any]:
    """What a picture beside a widget needs to be told of a shot, half-open, in frames."""
    scene = scene_data(film, (), first, last, film.title)
    return {name: scene[name] for name in ("title", "rate", "origin", "shots", "first", "last")}


def scene_data(film: Film, offered: Sequence[Choice], first: int, last: int, title: str) -> dict[str, Any]:
    """All the front end needs to draw the player before any sound or picture has come.

    Parameters
    ----------
    first, last : int
        The part of the film shown, half-open, in frames.

    Returns
    -------
    dict
        Plain data: numbers, strings, lists and dicts. Frames count from the film's first.
    """
    return {
        "title": title,
        "film": film.title,
        "rate": {
            "num": film.rate.fps.numerator,
            "den": film.rate.fps.denominator,
            "nominal": film.rate.base,
            "drop": film.rate.drop,
        },
        "origin": film.start.frame,
        "frames": film.frames,
        "first": first,
        "last": last,
        "shots": [{"start": s.start, "end": s.end, "name": s.name, "note": s.note} for s in film.shots],
        "lines": [{"start": n.start, "end": n.end, "who": n.who, "text": n.text} for n in film.lines],
        "description": description(film),
        "cues": [
            {
                "label": c.label,
                "key": _key(film, c.music),
                "note": c.note,
                "heard": c.music is not None,
                "start": c.start,
                "stems": [
                    {"name": name, "family": family, **({"label": said} if said != name else {})}
                    for (name, family), (said, _) in zip(c.stems, c.faders, strict=True)
                ],
                "grid": grid(c.tempo),
                "entries": [{"id": e.id, "start": e.start, "end": e.end, "warning": e.warning} for e in c.entries],
                "hits": [{"frame": h.frame, "label": h.label, "must": h.must} for h in c.hits],
                "silences": [{"start": s.start, "end": s.end, "reason": s.reason} for s in c.silences],
                "notes": list(c.notes),
            }
            for c in offered
        ],
    }


def _key(film: Film, music: Any) -> str | None:
    """A name by which players of one page can share the sound of a cue that ships; the learner's own has none."""
    folder = getattr(music, "folder", None)
    if folder is None:
        return None
    return f"{film.name}/{music.id}/{max(path.stat().st_mtime_ns for path in (folder, *folder.iterdir()))}"


def description(film: Film) -> list[str]:
    """What is seen in the film, in words: its description file, or its shots' notes if it has none."""
    try:
        text = film.description.read_text(encoding="utf-8")
    except OSError:
        return [f"{shot.name}. {shot.note}".strip() for shot in film.shots]
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return [p.lstrip("# ") for p in paragraphs if p]


def in_words(film: Film, offered: Sequence[Choice], first: int, last: int, title: str) -> str:
    """The player as text: what a reader without a screen, or without a kernel, gets instead. It never varies."""
    seconds = float(Fraction(last - first) / film.rate.fps)
    part = "" if (first, last) == (0, film.frames) else f", frames {first} to {last}"
    heard = [c for c in offered if c.music is not None]
    lines = [f"Cue player: {title}{part}. {round(seconds, 2):g} s, {last - first} frames at {film.rate}."]
    for choice in heard:
        names = ", ".join(name for name, _ in choice.faders)
        if choice.notes:
            names += f", {choice.music.counted} from frame {choice.notes[0]}"
        lines.append(f"Music “{choice.label}”" + (f": {names}." if names else "."))
    if not heard:
        lines.append("No music.")
    hits = [h for h in offered[0].hits if first <= h.frame < last]
    if hits:
        named = ", ".join(f"{h.frame} {h.label}".strip() + ("" if h.must else " (may)") for h in hits)
        lines.append(f"Hits: {named}.")
    return " ".join(lines)
