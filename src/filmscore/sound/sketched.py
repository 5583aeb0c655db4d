"""What may be sketched: notes in whatever form they were written, read into players, beats and a page to play from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import FilmScoreError, shown
from ..music.counterpoint import Together
from ..music.harmony.bars import Bars, bars_of
from ..music.harmony.chords import Chord
from ..music.harmony.holding import held
from ..music.harmony.pairs import Pair
from ..music.harmony.scales import Scale
from ..music.harmony.voicing import Voicing
from ..music.motif import Motif, as_music21
from ..music.pitch import Pitch, spelled
from ..music.setting import Harmonised
from .palette import voice_for
from .sketch_players import PLAYERS, player_of, stem_labels

if TYPE_CHECKING:
    from .handling import Voice

#: who plays where nobody is named: a tune, chords by themselves, chords under a tune, bars in which notes are held
TUNE, CHORDS, OVER, HELD = "celesta", "piano", "strings", "strings"

#: how loud chords are asked to play under a tune: they leave room for it
UNDER = "mp"

#: beats that each of a row of chords lasts, as in the small player
BEATS = Fraction(2)


class Sound(NamedTuple):
    """Notes that begin together: first beat, beats, names of their pitches."""

    start: Fraction
    beats: Fraction
    names: tuple[str, ...]


@dataclass(frozen=True)
class Layer:
    """What one player has."""

    player: str
    sounds: tuple[Sound, ...]
    dynamic: str = ""

    @property
    def part(self) -> tuple[str, str]:
        """Name of the part, as the palette knows it, and its dynamic."""
        name, dynamic = PLAYERS.get(self.player, (self.player, "mf"))
        return name, self.dynamic or dynamic


@dataclass(frozen=True)
class Sketched:
    """Notes ready to be laid on a film.

    Attributes
    ----------
    text, players : str
        What is played, and by whom, in few words.
    what : str
        What one of its beginnings is called: a note, a chord, or an attack where there are both.
    starts : tuple of (Fraction, str)
        Every beat on which something begins, and what.
    beats : Fraction
    stems : tuple of str
    page : callable
        Makes the music21 score it is played from.
    tempi : tuple of (Fraction, float)
        Stretches of the score's own tempo; empty where it has none.
    meter : str or None
    voice : Voice or None
        Who plays all parts of a score, if not its own players.
    labels : mapping of str to str
        What a stem is called whose name is not its players'.
    """

    text: str
    players: str
    what: str
    starts: tuple[tuple[Fraction, str], ...]
    beats: Fraction
    stems: tuple[str, ...]
    page: Callable[[], Any] = field(repr=False)
    tempi: tuple[tuple[Fraction, float], ...] = ()
    meter: str | None = None
    voice: Voice | None = None
    labels: Mapping[str, str] = field(default_factory=dict, compare=False)


def read(x: Any, played_by: str | None = None, over: str | None = None) -> Sketched:
    """Take notes as they come; see `filmscore.sound.sketch.sketch`.

    Raises
    ------
    FilmScoreError
        They are no notes, nobody of that name plays here, or `over` is given where no chords lie under a tune.
    """
    by, under = (None if name is None else player_of(name) for name in (played_by, over))
    if isinstance(x, Scale):
        x = x.motif()
    if under is not None and not isinstance(x, Harmonised):
        raise FilmScoreError(
            "over says who plays the chords under a tune: give it with tune.harmonise(…) or fs.reharmonise(…), and "
            "leave it out here."
        )
    if isinstance(x, Pair):
        return _voicing(x.voicing, by or CHORDS)
    if isinstance(x, Bars) or _is_bars(x):
        return _bars(x if isinstance(x, Bars) else bars_of(x), by)
    if isinstance(x, Motif | str) or _is_tune(x):
        motif = _motif(x)
        return _layers([Layer(by or _own(motif) or TUNE, _tune(motif))], motif.beats, motif, motif.text)
    if isinstance(x, Together):
        row = [Layer(by or _own(line) or TUNE, _tune(line, start)) for line, start in x.lines]
        return _layers(row, x.beats, x.first, f"{x.first.text} and {x.second.text}")
    if isinstance(x, Harmonised):
        tune = Layer(by or _own(x.melody) or TUNE, _tune(x.melody))
        chords = Layer(under or OVER, tuple(Sound(c.start, c.beats, tuple(c.names)) for c in x.chords), UNDER)
        words = f"{x.melody.text} over {' '.join(chord.symbol for chord in x.chords)}"
        return _layers([tune, chords], x.beats, x.melody, words)
    if isinstance(x, Voicing):
        return _voicing(x, by)
    scored = None if hasattr(x, "pitches") else getattr(x, "to_music21", None)
    if str(type(x).__module__).partition(".")[0] == "music21" or callable(scored):
        from .sketched_scores import of_music21

        return of_music21(scored() if callable(scored) else x, by)
    return _chords([_pitches(one) for one in _row(x)], by)


# ---- notes and chords


def _is_tune(x: Any) -> bool:
    """Whether it is a list of words as a motif is typed, with lengths or rests; other lists of names are chords."""
    words = isinstance(x, list | tuple) and bool(x) and all(isinstance(one, str) for one in x)
    return words and any(":" in one or one.strip().upper() == "R" for one in x)


def _is_bars(x: Any) -> bool:
    """Whether notes are joined by +, as in bars that are jotted down."""
    words = [x] if isinstance(x, str) else x if isinstance(x, list | tuple) else []
    return any(isinstance(one, str) and "+" in one and ":" in one for one in words)


def _motif(x: Any) -> Motif:
    try:
        return Motif(x)
    except FilmScoreError as error:
        if isinstance(x, str) and _symbols(x):
            raise FilmScoreError(
                f"{shown(x)} are chord symbols, and say nothing of who plays which note: lay them first, "
                f"fs.lead({x.strip()!r}), or put them under a tune with tune.harmonise({x.strip()!r})."
            ) from None
        raise error


def _symbols(text: str) -> bool:
    try:
        return all(Chord(word) is not None for word in text.split())
    except FilmScoreError:
        return False


def _own(motif: Motif) -> str | None:
    player = getattr(motif, "player", None)
    return player_of(player) if player else None


def _tune(motif: Motif, at: Fraction = Fraction(0)) -> tuple[Sound, ...]:
    return tuple(Sound(at + start, beats, (name,)) for name, start, beats in motif.notes)


def _row(x: Any) -> Sequence[Any]:
    """Chords one after another, or a chord by itself."""
    if isinstance(getattr(x, "pitches", None), tuple | list):
        return [x]
    if not isinstance(x, Iterable) or isinstance(x, bytes | bytearray | dict):
        raise FilmScoreError(
            f"{shown(x)} cannot be sketched. Notes such as 'D4 A4:1/2 D5', a motif with or without chords, chords "
            "(['C4', 'E4', 'G4'], a list of them, fs.Chord, fs.lead) and scores of music21 can."
        )
    row = list(x)
    if not row:
        raise FilmScoreError("There is no note in this list yet: write some, or None for no music.")
    flat = not any(isinstance(one, list | tuple) or hasattr(one, "pitches") for one in row)
    return [row] if flat else row


def _pitches(one: Any) -> tuple[str, ...]:
    notes = getattr(one, "pitches", one)
    if isinstance(notes, str) or not isinstance(notes, Iterable):
        raise FilmScoreError(f"{shown(one)} is no chord: give its notes in a list of their own, ['C4', 'E4', 'G4'].")
    names = tuple(dict.fromkeys(_pitch(note) for note in notes))
    if not names:
        raise FilmScoreError("One of these chords has no notes in it: take it away, or write its notes.")
    return names


def _pitch(one: Any) -> str:
    if isinstance(one, str):
        return spelled(one.strip())
    if hasattr(one, "nameWithOctave"):
        return spelled(str(one.nameWithOctave))
    if isinstance(one, int) and not isinstance(one, bool) and 0 <= one <= 127:
        return f"{('C', 'C♯', 'D', 'E♭', 'E', 'F', 'F♯', 'G', 'A♭', 'A', 'B♭', 'B')[one % 12]}{one // 12 - 1}"
    raise FilmScoreError(
        f"{shown(one)} is no pitch. Write its name and octave, as in 'F#4', or its MIDI number, 0 to 127 (C4 is 60)."
    )


def _chords(row: Sequence[tuple[str, ...]], by: str | None) -> Sketched:
    sizes = {len(names) > 1 for names in row}
    what = "attack" if len(sizes) > 1 else "chord" if True in sizes else "note"
    return _layers([Layer(by or CHORDS, _joined(row, [BEATS] * len(row)))], len(row) * BEATS, None, _told(row), what)


def _joined(row: Sequence[tuple[str, ...]], beats: Sequence[Fraction]) -> tuple[Sound, ...]:
    """Chords for one player, in which a note that stands in the next one too is held, as in bars."""
    chords = [{float(Pitch.read(name).midi): name for name in names} for names in row]
    together: dict[tuple[Fraction, Fraction], list[str]] = {}
    for _, name, start, end in held(zip(chords, beats, strict=True)):
        together.setdefault((start, end - start), []).append(name)
    return tuple(Sound(start, long, tuple(names)) for (start, long), names in together.items())


def _voicing(x: Voicing, by: str | None) -> Sketched:
    words = " ".join(str(chord) for chord in x.chords)
    if by is not None:
        columns = _joined([x.at(i) for i in range(len(x))], x.beats)
        return _layers([Layer(by, columns)], sum(x.beats, Fraction(0)), None, words, what="chord")
    row = []
    for voice, line in zip(x.voices, x.sung, strict=True):
        mine = tuple(Sound(start, beats, (spelled(name),)) for name, start, beats in line)
        row.append(Layer(_voice(voice), mine))
    return _layers(row, sum(x.beats, Fraction(0)), None, words, what="chord")


def _bars(x: Bars, by: str | None) -> Sketched:
    sounds = tuple(Sound(note.start, note.beats, (note.pitch.name,)) for note in x.notes)
    made = _layers([Layer(by or HELD, sounds)], x.beats, None, " | ".join(x.text), what="attack")
    tempi = ((x.beats, x.bpm),) if x.bpm is not None else ()
    return replace(made, meter=x.meter, tempi=tempi)


def _voice(name: str) -> str:
    """Who sings or plays a voice; a piano, where nobody is known by that name."""
    try:
        voice_for(name)
    except FilmScoreError:
        return CHORDS
    return name


def _told(row: Sequence[tuple[str, ...]], most: int = 4) -> str:
    return ", ".join("–".join(names) for names in row[:most]) + (" …" if len(row) > most else "")


# ---- the page


def _layers(row: Sequence[Layer], beats: Fraction, motif: Motif | None, text: str, what: str = "") -> Sketched:
    begin: dict[Fraction, list[str]] = {}
    for layer in row:
        for sound in layer.sounds:
            begin.setdefault(sound.start, []).extend(n for n in sound.names if n not in begin.get(sound.start, []))
    sizes = {len(sound.names) > 1 for layer in row for sound in layer.sounds}
    kind = what or ("attack" if len(row) > 1 or len(sizes) > 1 else "chord" if True in sizes else "note")
    names = list(dict.fromkeys(layer.player for layer in row))
    players = " over ".join(names) if len(row) == 2 and row[-1].dynamic else ", ".join(names)
    meter = motif.meter if motif is not None and motif.begins == 1 else None
    seated = [(voice_for(layer.part[0]).stem, [layer.part[0]]) for layer in row]
    stems = tuple(dict.fromkeys(stem for stem, _ in seated))
    starts = tuple((start, "–".join(begin[start])) for start in sorted(begin))
    return Sketched(
        text, players, kind, starts, beats, stems, lambda: _page(row), meter=meter, labels=stem_labels(seated)
    )


def _page(row: Sequence[Layer]) -> Any:
    """A score with a part for each player; no bars, so that nothing is cut."""
    from music21 import chord, dynamics, instrument, note, stream

    parts = []
    for layer in row:
        name, dynamic = layer.part
        part = stream.Part(id=name)
        part.partName = name
        player = instrument.Instrument(name)
        player.instrumentName = name
        part.insert(0, player)
        part.insert(0, dynamics.Dynamic(dynamic))
        for sound in layer.sounds:
            spelt = [as_music21(one) for one in sound.names]
            one: Any = chord.Chord(spelt) if len(spelt) > 1 else note.Note(spelt[0])
            one.quarterLength = sound.beats
            part.insert(sound.start, one)
        parts.append(part)
    return stream.Score(parts)
