"""Scores saved as MusicXML: in the order the schema wants, with bars that add up, and read again as they sounded."""

import re
from fractions import Fraction
from xml.etree import ElementTree

import pytest
from music21 import converter
from musicxml_schema import faults

import filmscore as fs
from filmscore.music.orchestra.page import lines_of
from filmscore.music.rhythm.strokes_of import attacks_of
from filmscore.sound.page import transposition

#: players whose key is not the one music21 knows them by, and some whose is
MOVED = {"E flat clarinet": "B♭4", "piccolo trumpet": "E5", "C trumpet": "C5", "clarinet": "B♭3", "horn": "F3",
         "bass clarinet": "D3", "double bass": "E1", "glockenspiel": "C7"}  # fmt: skip


def moved():
    return fs.scored({who: f"{note}:2 R:2" for who, note in MOVED.items()}, key="D").to_music21()


def mixed():
    return fs.scored(
        {"2 flutes": "(C5:4) R:4", "nylon guitar": "E3:1/3 G3:1/3 B3:1/3 E4:3", "harp": "C3+E4+G4:7/2 R:1/2",
         "violins I": '"div." p G4+B4:4 f G4:4', "timpani": "C3:4"}, key="E", bpm=72,
    ).to_music21()  # fmt: skip


def grown():
    cell = fs.Ostinato("D3> A3 D3+A3 R E-3^ D3", "7/8", step="sixteenth").evolve("players", (1, 3), every=1)
    return cell.build(4, {"cello": "all", "horn": "accents", "hand drum": "weak"})


SCORES = {"moved": moved, "mixed": mixed, "grown": grown, "wood": lambda: fs.chorale("woodwinds"),
          "in C": lambda: fs.concert(fs.chorale("brass")), "part": lambda: fs.parts(moved())["Horn"]}  # fmt: skip


@pytest.fixture(scope="module", params=SCORES)
def saved(request, tmp_path_factory):
    score = SCORES[request.param]()
    path = fs.save_musicxml(score, tmp_path_factory.mktemp("xml") / "score.musicxml")
    return score, path


def test_elements_stand_in_the_order_of_the_schema(saved):
    text = saved[1].read_text(encoding="utf-8")
    assert faults(text) == []
    turned = re.sub(r"(<pitch>.*?</pitch>)(\s*)(<duration>.*?</duration>)", r"\3\2\1", text, count=1, flags=re.S)
    assert [one.split(":")[0] for one in faults(turned)] == ["score-partwise/part/measure/note"]


def test_every_bar_is_as_long_as_its_meter_says(saved):
    for part in ElementTree.fromstring(saved[1].read_text(encoding="utf-8")).findall("part"):
        divisions, meter = 1, Fraction(4)
        for measure in part.findall("measure"):
            at = longest = 0
            for one in measure:
                if one.tag == "attributes":
                    divisions = int(one.findtext("divisions") or divisions)
                    time = one.find("time")
                    if time is not None:
                        meter = 4 * Fraction(int(time.findtext("beats")), int(time.findtext("beat-type")))
                elif one.tag in ("note", "backup", "forward") and one.find("chord") is None:
                    at += int(one.findtext("duration")) * (-1 if one.tag == "backup" else 1)
                    longest = max(longest, at)
            assert Fraction(longest, divisions) == meter, (part.get("id"), measure.get("number"))


def test_it_is_read_again_as_it_sounded(saved):
    score, path = saved
    again = converter.parse(path, forceSource=True)

    def heard(x):
        return [[(n.midi, n.start, n.beats) for n in line.notes] for line in lines_of(x)]

    assert heard(again) == heard(score)


def test_a_file_knows_better_than_a_name_how_a_part_transposes(tmp_path):
    again = converter.parse(fs.save_musicxml(moved(), tmp_path / "moved.musicxml"), forceSource=True)
    wanted = {fs.instrument(who).name: -fs.instrument(who).transposition.semitones for who in MOVED}
    lines = lines_of(again)
    assert {line.player.name: -round(transposition(line.parts[0])) for line in lines} == wanted
    heights = {one.part: one.heights[0] for one in attacks_of(again)[0]}
    assert sorted(heights.values()) == sorted(line.notes[0].midi for line in lines)


def test_the_parts_of_a_file_are_not_moved_twice(tmp_path):
    again = converter.parse(fs.save_musicxml(moved(), tmp_path / "moved.musicxml"), forceSource=True)
    for name, part in fs.parts(again).items():
        assert [n.midi for n in lines_of(part)[0].notes] == [n.midi for n in named(again, name).notes]


def named(score, name):
    return next(line for line in lines_of(score) if line.name == name)
