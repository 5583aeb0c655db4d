"""Who reads and who sounds what stands there: every player of the catalogue, by hand, in parts, in C, in a file."""

from __future__ import annotations

import pytest
from music21 import clef, converter, exceptions21, instrument, interval, metadata, note, stream

import filmscore as fs
from filmscore.music.part_player import player_of
from filmscore.sound.performance import perform

TEMPO = fs.TempoMap(0).bars(1, "4/4", bpm=60)
#: whose page or whose instrument in music21 is in another key, and some who read what sounds
PITCHED = [tool for tool in fs.instruments() if tool.transposition.semitones or tool.name in ("Flute", "Banjo", "Harp")]


def own(name):
    """What music21 has under a name; of a name it does not know, an instrument without a transposition."""
    try:
        made = instrument.fromString(name)
    except exceptions21.Music21Exception:
        made = instrument.Instrument(name)
    made.partName = name
    return made


def written_by_hand(name, midi, player=None, *before):
    part = stream.Part(id=name)
    part.partName = name
    bar = stream.Measure(number=1)
    for element in (player or own(name), *before, note.Note(midi, quarterLength=4)):
        bar.append(element)
    part.append(bar)
    return part


def score_of(*parts):
    made = stream.Score()
    made.metadata = metadata.Metadata(title="All of them")
    for part in parts:
        made.insert(0, part)
    return made


def heard(score):
    """What sounds, part by part."""
    parts = list(getattr(score, "parts", None) or [score])
    return [perform(part, TEMPO, humanise=False).accounts[0].pitch for part in parts]


@pytest.fixture(scope="module")
def everybody():
    return score_of(*(written_by_hand(tool.name, sum(tool.span()) // 2) for tool in PITCHED))


@pytest.fixture(scope="module")
def sounds(everybody):
    return heard(everybody)


def test_an_instrument_of_music21_sounds_what_it_says_itself(everybody, sounds):
    for part, pitch in zip(everybody.parts, sounds, strict=True):
        moves = player_of(part).transposition
        assert pitch == part.recurse().notes[0].pitch.ps + (moves.semitones if moves is not None else 0), part.partName
    silent = {p.partName for p in everybody.parts if player_of(p).transposition is None}
    assert {"Contrabassoon", "Glockenspiel", "Celesta", "Xylophone", "Crotales", "Nylon guitar"} <= silent
    assert silent.isdisjoint({"Piccolo", "Double bass", "Horn", "Clarinet"})


def test_a_part_is_what_its_player_reads_and_sounds_the_same(everybody, sounds):
    sheets = fs.parts(everybody)
    for tool, pitch in zip(PITCHED, sounds, strict=True):
        sheet = sheets[tool.name]
        assert heard(sheet) == [pitch], tool.name
        stands = sheet.recurse().notes[0].pitch.ps
        if tool.name not in ("Piccolo trumpet", "Banjo"):  # music21 has them in a key of the same name, or an octave up
            assert pitch - stands == tool.transposition.semitones, tool.name


def test_a_score_in_c_sounds_the_same(everybody, sounds):
    assert heard(fs.concert(everybody)) == sounds


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", ["in C", "parts"])
def test_a_file_sounds_the_same(everybody, sounds, way, tmp_path):
    if way == "in C":
        score = fs.concert(everybody)
    else:
        score = score_of(*(sheet.parts[0] for sheet in fs.parts(everybody).values()))
    again = converter.parse(fs.save_musicxml(score, tmp_path / "all.musicxml"), forceSource=True)
    assert heard(again) == sounds


def test_a_hand_written_horn_is_moved_once_in_a_score_in_c():
    score = score_of(written_by_hand("Horn in F", 67))
    made = fs.concert(score)
    assert made.parts[0].recurse().notes[0].pitch.nameWithOctave == "C4" and heard(made) == heard(score) == [60]


def test_a_part_in_another_key_than_its_name_says_sounds_what_it_says():
    score = score_of(written_by_hand("E flat clarinet", 74, instrument.Clarinet()))
    sheet = fs.parts(score)["E flat clarinet"]
    assert heard(score) == heard(sheet) == [72] and sheet.recurse().notes[0].pitch.midi == 69


def test_who_stands_where_they_sound_is_told_so_once():
    part = written_by_hand("Celesta", 72)
    part.append(stream.Measure([note.Note(74, quarterLength=4)], number=2))
    told = [one for one in perform(part, TEMPO).accounts if any("stands where it sounds" in r for r in one.reasons)]
    assert [one.bar for one in told] == [1] and "reads an octave lower, and fs.parts" in told[0].reasons[-1]
    moved = own("Celesta")
    moved.transposition = interval.Interval("P8")
    said = written_by_hand("Celesta", 72)
    said.atSoundingPitch = True
    guitar = written_by_hand("Guitar", 50, None, clef.Treble8vbClef())
    for other, pitch in ((written_by_hand("Celesta", 60, moved), 72), (said, 72), (guitar, 50)):
        (account,) = perform(other, TEMPO).accounts
        assert account.pitch == pitch and not any("stands where" in reason for reason in account.reasons)
