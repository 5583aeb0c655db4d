"""From the score to the stands: a part for each player as they read it, the score at concert pitch, MusicXML.

Sixty players sit in the room and one score lies in front of the conductor. The horn reads a fifth higher than it
sounds, the celesta an octave lower; each needs the tempo and the rehearsal marks that the score prints once, over its
top staff.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ... import work
from ...errors import FilmScoreError, shown
from ..part_player import player_of
from .catalogue import known
from .page import as_score
from .page_names import IN_C, credited, entitle, in_its_key, named, over_the_page, with_signs
from .players import player
from .reading import as_it_sounds, open_key, suit_clef, written

if TYPE_CHECKING:
    from music21 import stream

#: what is printed once over the score, and wanted in every part
_FOR_ALL = ("MetronomeMark", "RehearsalMark")
#: group of the words over the first bar that are for everybody: how fast, how it goes
HEADING = "heading"


class Parts(Mapping[str, Any]):
    """Parts by their names, in the order of the score. Made by `fs.parts`.

    Each is a music21 score of one player: `fs.show(parts["Horn in F 1"])` prints it, `fs.play` performs it. It is found
    by its name in the score, and by the one on its page: "Horn 1", "Horn in F 1".
    """

    def __init__(self, title: str, made: dict[str, stream.Score]) -> None:
        self.title, self._made = title, made

    def __getitem__(self, name: str) -> stream.Score:
        printed = {over_the_page(sheet)[1]: sheet for sheet in self._made.values()}
        found = self._made.get(name) or printed.get(name)
        if found is None:
            raise FilmScoreError(f"There is no part {shown(name)}: {', '.join(self._made)} there are.")
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)

    def __repr__(self) -> str:
        return f"{len(self)} parts of {self.title or 'the score'}: {', '.join(self._made)}"

    def save(self, folder: str | Path, *, overwrite: bool = False) -> list[Path]:
        """Write every part as MusicXML into a folder and return the paths.

        Raises
        ------
        FilmScoreError
            The folder cannot be made, or a file is there already and `overwrite` does not ask for it.
        """
        place = Path(folder)
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FilmScoreError(f"The folder {place} cannot be made: {error.strerror or error}.") from error
        names = {name: place / f"{_file(name)}.musicxml" for name in self}
        there = [path for path in names.values() if path.exists()]
        if there and not overwrite:
            raise FilmScoreError(f"{there[0]} is there already: choose another folder, or say overwrite=True.")
        return [save_musicxml(self[name], path, overwrite=overwrite) for name, path in names.items()]


def parts(score: Any) -> Parts:
    """The parts of a score, each as its player reads it.

    Parameters
    ----------
    score : music21 score
        In written or in sounding pitch. A player whose transposition the score does not know gets it from
        `fs.instrument`, by the part's name.

    Returns
    -------
    Parts
        A mapping of names to scores of one player, with the title, tempo and rehearsal marks of the whole.

    Raises
    ------
    FilmScoreError
        It is no score with parts in it.

    Examples
    --------
    >>> import filmscore as fs
    >>> made = parts(fs.chorale("brass"))
    >>> made["Horn in F 1"].recurse().notes[0].nameWithOctave  # sounds E♭4
    'B-4'
    """
    from music21 import layout, metadata, stream

    whole = _score(score)
    title = str(getattr(whole.metadata, "title", None) or "")
    made: dict[str, stream.Score] = {}
    groups: list[tuple[str, list[Any]]] = []
    for part in (one for shared in whole.parts for one in _stands(shared)):
        name = str(part.partName or part.id)
        if "PartStaff" in part.classes and groups and groups[-1][0] == name:
            groups[-1][1].append(part)
        else:
            groups.append((_new(name, [n for n, _ in groups]), [part]))
    marks = _marks(whole.parts[0])
    for name, staves in groups:
        sheet = stream.Score()
        sheet.metadata = metadata.Metadata()
        composer = getattr(whole.metadata, "composer", None)
        if composer:
            sheet.metadata.composer = composer
        copies = [open_key(written(copy.deepcopy(part))) for part in staves]
        moves = getattr(player_of(copies[0]), "transposition", None)
        entitle(sheet, title, in_its_key(name, round(moves.semitones)) if moves is not None else with_signs(name))
        if staves[0] is not whole.parts[0]:
            _print(marks, copies[0])
        for one in copies:
            sheet.insert(0, one)
        if len(copies) > 1:
            sheet.insert(0, layout.StaffGroup(copies, name=name, symbol="brace"))
        made[name] = sheet
    return Parts(title, made)


def _stands(part: Any) -> list[Any]:
    """A staff called "2 trombones" for as many stands as there are players; each of them has one note of a chord.

    A staff that is called by its numbers, "Horns in F 1-2", is read by both from one page, as orchestras have it.
    """
    name = str(part.partName or part.id)
    who = player(name) if known(re.sub(r"^\d+\s+", "", name)) is not None else None
    if who is None or who.count < 2 or not name[0].isdigit() or "PartStaff" in part.classes:
        return [part]
    made = []
    for number in range(who.count):
        own = copy.deepcopy(part)
        for sound in list(own.recurse().notes):
            if sound.isChord:
                high_first = sorted(sound.notes, key=lambda one: -one.pitch.ps)
                mine = copy.deepcopy(high_first[min(number * len(high_first) // who.count, len(high_first) - 1)])
                mine.duration, mine.articulations = copy.deepcopy(sound.duration), list(sound.articulations)
                mine.expressions, mine.tie = list(sound.expressions), sound.tie
                own.replace(sound, mine, recurse=True)
        one = who.instrument.name
        own.partName = own.id = f"{one} {number + 1}"
        for tool in own.recurse().getElementsByClass("Instrument"):
            tool.partName = own.partName
        made.append(own)
    return made


def concert(score: Any) -> stream.Score:
    """The score as it sounds, for reading and for the keyboard.

    As printed film scores have it, players who differ by octaves alone (piccolo, celesta, glockenspiel, double bass,
    guitar) keep their octave: a double bass written where it sounds would live under the staff.

    Parameters
    ----------
    score : music21 score

    Raises
    ------
    FilmScoreError
        It is no score with parts in it.

    Examples
    --------
    >>> import filmscore as fs
    >>> concert(fs.chorale("brass")).parts["Horn in F 1"].recurse().notes[0].nameWithOctave
    'E-4'
    """
    made = copy.deepcopy(_score(score))
    for part in made.parts:
        sheet = written(part)
        tool = player_of(sheet)
        moves = getattr(tool, "transposition", None)
        if moves is None or round(moves.semitones) % 12 == 0:
            continue
        as_it_sounds(sheet)
        tool.transposition = None
        sheet.atSoundingPitch = False  # what is printed now is what sounds
        suit_clef(sheet, known(str(part.partName)))
    entitle(made, str(getattr(made.metadata, "title", None) or ""), IN_C)
    return made


def save_musicxml(score: Any, path: str | Path, *, overwrite: bool = False) -> Path:
    """Write a score as MusicXML, for MuseScore, Dorico, Sibelius or Finale.

    Raises
    ------
    FilmScoreError
        The name does not end in ``.musicxml``, the file exists (and `overwrite` does not ask for more), or there is
        nothing to write.
    """
    from music21.musicxml.m21ToXml import GeneralObjectExporter

    target = Path(path)
    if target.suffix.lower() not in (".musicxml", ".xml"):
        raise FilmScoreError(f"A score is saved as MusicXML, 'cue.musicxml', not as {shown(str(path))}.")
    if target.exists() and not overwrite:
        raise FilmScoreError(f"{target} exists already and was left as it is: choose another name, or overwrite=True.")
    if not getattr(score, "isStream", False) or not list(score.recurse().notesAndRests):
        raise FilmScoreError(f"{shown(score)} is no score with notes in it.")
    try:
        text = named(GeneralObjectExporter(score).parse().decode("utf-8"))
        return work.write(target, credited(text, score).encode())
    except OSError as error:
        raise FilmScoreError(f"The score cannot be written to {target}: {error.strerror or error}.") from error


# ---- one part


def _score(score: Any) -> Any:
    try:
        found = as_score(score)
    except FilmScoreError:
        found = None
    if found is None or not list(getattr(found, "parts", None) or ()):
        raise FilmScoreError(f"{shown(score)} is no score with parts in it: give one of music21, or a cue of a film.")
    return found


def _marks(part: Any) -> list[tuple[int, float, Any]]:
    """Tempo and rehearsal marks of a part: number of the bar in order, place in it, mark."""
    return [
        (i, float(measure.elementOffset(element)), element)
        for i, measure in enumerate(part.getElementsByClass("Measure"))
        for element in measure.elements
        if {*_FOR_ALL, HEADING} & {*element.classes, *element.groups}
    ]


def _print(marks: list[tuple[int, float, Any]], part: Any) -> None:
    measures = list(part.getElementsByClass("Measure"))
    for i, offset, mark in marks:
        here = measures[i] if i < len(measures) else None
        kinds = {kind for kind in _FOR_ALL if kind in mark.classes} | set(mark.groups)
        if here is not None and not any(kinds & {*one.classes, *one.groups} for one in here.elements):
            here.insert(offset, copy.deepcopy(mark))


def _new(name: str, taken: list[str]) -> str:
    """A name nobody has: a second "Horn" is "Horn (2)"."""
    count = 1 + sum(one == name or one.startswith(f"{name} (") for one in taken)
    return name if count == 1 else f"{name} ({count})"


def _file(name: str) -> str:
    return re.sub(r"[^\w\- ]+", "", name).strip() or "part"
