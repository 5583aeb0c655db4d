"""Chords and passages given to players, parts and concert scores, and one chorale in four orchestrations."""

from __future__ import annotations

import copy
import itertools
import re
import shutil
import subprocess
from fractions import Fraction
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from music21 import converter, stream

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.cues.chorale import ORCHESTRATIONS, VOICES, line
from filmscore.music.cues.notation import Staff, build_score
from filmscore.music.harmony.voicing import laid
from filmscore.music.orchestra.assigning import Line, best
from filmscore.music.orchestra.page import lines_of
from filmscore.music.orchestra.page_names import in_its_key
from filmscore.music.orchestra.players import player
from filmscore.music.pitch import Pitch
from filmscore.plots.score21 import musicxml
from filmscore.widgets.roll_read import read

QUARTET = ["flute", "oboe", "clarinet", "bassoon"]


@lru_cache
def chorale(name=None) -> stream.Score:
    return fs.chorale(name)


@lru_cache
def heard(name=None):
    return {one.name: one for one in lines_of(chorale(name))}


# ---- a chord, a passage


def test_a_chord_for_four_winds():
    made = fs.orchestrate("C", QUARTET, dynamic="p")
    assert {one.line for one in made.given} == {"soprano", "alto", "tenor", "bass"} and made["bassoon"].line == "bass"
    assert made["oboe"].line == "soprano", "softly, the oboe has nothing below F4"
    assert {Pitch.read(n).midi % 12 for n in made.at().values()} == {0, 4, 7}
    assert made.balance().verdict == "even" and "in its" in made["flute"].why


def test_notes_that_are_written_are_given_as_they_are():
    notes = ["C2", "G2", "E3", "C4", "G4", "E5"]
    made = fs.orchestrate(notes, ["3 trombones", "tuba", "2 trumpets"], dynamic="ff")
    assert sorted(made.at().values(), key=lambda n: Pitch.read(n).midi) == notes
    assert made.at()["trumpet 1"] == "E5" and made.at()["trombone 1"] == "C4" and made.at()["tuba"] == "C2"
    assert made.balance().ratio == 1


def test_strings_sit_where_they_always_sat():
    made = fs.orchestrate("Dm G7 C", ["violins I", "violins II", "violas", "cellos", "double basses"], dynamic="mp")
    assert [one.line for one in made.given] == ["soprano", "alto", "tenor", "bass", "bass"]
    high, low = made["cellos"].notes, made["double basses"].notes
    assert [Pitch.read(a).midi - Pitch.read(b).midi for (a, _), (b, _) in zip(high, low, strict=True)] == [12] * len(
        low
    )


PLAYERS = ["flute", "oboe", "clarinet", "horn", "trumpet", "bassoon", "trombone", "violins I", "violas", "cellos"]


@given(st.lists(st.sampled_from(PLAYERS), min_size=4, max_size=9, unique=True), st.sampled_from(["p", "mf", "f"]),
       st.sampled_from(["C", "Am7", "E♭maj7 A♭ B♭7", "F♯m B7", "Dø7"]))  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_everybody_lies_in_reach_and_no_line_is_lost(players, dynamic, chords):
    try:
        made = fs.orchestrate(chords, players, dynamic=dynamic)
    except FilmScoreError as error:
        assert "Nobody is left" in str(error)
        return
    for way in (made, *made.others):
        lines = {one.line for one in way.given if one.line}
        assert {"soprano", "bass"} <= lines and len(lines) >= 4
        for one in way.given:
            tool = fs.instrument(one.player)
            assert all(tool.reach(name) != "out" for name, _ in one.notes if name)
    assert len({tuple((g.player, g.notes) for g in way.given) for way in (made, *made.others)}) == 1 + len(made.others)


def test_the_search_finds_what_trying_everything_finds():
    notes = ("E5", "G4", "C4", "C3")
    lines = [Line(f"line {i}", ((n, Fraction(4)),), (), (Pitch.read(n).midi,)) for i, n in enumerate(notes)]
    people = [player(name) for name in ("flute", "oboe", "clarinet", "horn", "bassoon")]
    from filmscore.music.orchestra.assigning import _spread, ways_of
    from filmscore.music.orchestra.weights import units

    weights = [float(units(who, "f")) for who in people]

    def cost(way):
        sums = [0.0] * 4
        for weight, one in zip(weights, way, strict=True):
            if one.line >= 0:
                sums[one.line] += weight if one.octaves == 0 else weight / 2
        return sum(one.cost for one in way) + _spread(sums)

    every = itertools.product(*(ways_of(who, lines, "f") for who in people))
    assert cost(best(people, lines, "f")[0]) == pytest.approx(min(map(cost, every)))


def test_a_keyboard_takes_the_whole_chord():
    made = fs.orchestrate("C7", ["piano"])
    assert made["piano"].line == "all" and len(made["piano"].notes[0][0].split()) >= 4
    score = fs.orchestrate(chorale(), ["harp", "flute"]).to_music21()
    assert [part.partName for part in score.parts] == ["Flute", "Harp", "Harp"]


def test_a_passage_keeps_its_lengths_slurs_and_key():
    made = fs.orchestrate(chorale(), ["violins I", "2 horns", "cellos", "double basses"], dynamic="p")
    assert sum(beats for _, beats in made["violins I"].notes) == 32 and made.key == "Eb" and made.bpm == 66
    score = made.to_music21()
    assert [n.nameWithOctave for n in score.parts[0].recurse().notes][:3] == ["B-4", "A4", "B-4"]  # horn: E♭4 D4 E♭4
    violins = next(part for part in score.parts if part.partName == "Violins I")
    assert tuple(n.nameWithOctave.replace("-", "♭") for n in violins.recurse().notes) == line("soprano")
    assert len(list(violins.recurse().getElementsByClass("Slur"))) == 4
    assert not fs.playability(score).of("stand")[1:], "all but the title is on the stand"
    assert read(made).beats == 32


@pytest.mark.parametrize(
    ("passage", "players", "options", "words"),
    [
        ("C", [], {}, "0 players"), ("C", ["flute"] * 40, {}, "40 players"), ("C", 5, {}, "are no players"),
        ("C", ["snare drum", "flute"], {}, "has no range"), ("C", ["kazoo"], {}, "No instrument is known"),
        ("", ["flute"], {}, "is empty"), ("  ", ["flute"], {}, "is empty"),
        ([], ["flute"], {}, "is empty"), (None, ["flute"], {}, "is empty"),
        ("C", ["flute"], {}, "each of these plays one"), ("Hm7", QUARTET, {}, "Hm7"),
        ("C", ["4 piccolos"], {}, "Nobody is left for the"), ("C", QUARTET, {"dynamic": "loud"}, "dynamic is 'loud'"),
        ("C", {"flute": "C5", "oboe": "E5"}, {}, r"fs\.balance.*fs\.scored.*\['flute', 'oboe'\]"),
        (["C4"], QUARTET, {"beats": float("nan")}, "beats is nan"), (["C4"], QUARTET, {"beats": -1}, "beats is -1"),
        (["C4"], QUARTET, {"beats": float("inf")}, "beats is inf"), (["C4"], QUARTET, {"beats": "x"}, "beats is 'x'"),
        (["C2"] * 9, QUARTET, {}, "up to 8"), ("C", QUARTET, {"meter": "x"}, "x"),
    ],
)  # fmt: skip
def test_what_cannot_be_given_to_players(passage, players, options, words):
    with pytest.raises(FilmScoreError, match=words):
        fs.orchestrate(passage, players, **options)


def test_who_cannot_be_evened_out_rests():
    players = ["flute", "oboe", "clarinet", "horn", "trombone", "cello"]
    made = fs.orchestrate("Dm9", players, dynamic="f")
    assert made["trombone"].line == "" and "rests: at f it counts 4" in made.told
    assert made.balance().verdict in ("even", "leans")
    assert any(one["trombone"].line for one in made.others), "all six are another way"
    soft = fs.orchestrate("Dm9", players, dynamic="p")
    assert soft["trombone"].line and soft.balance().verdict != "uneven"


def test_a_score_with_chords_in_a_line_is_sent_back():
    chords = build_score("x", [Staff("Oboe", "O.", "Oboe", "p C5+E5:4")], ("4/4",), marks={}, tempo=60)
    with pytest.raises(FilmScoreError, match="several notes at once in bar 1"):
        fs.orchestrate(chords, ["oboe", "flute"])


def test_it_never_says_that_there_is_one_way():
    made = fs.orchestrate("C Am F G", [*QUARTET, "horn"], dynamic="mf")
    assert made.others and "One way of many" in made.told and "The sums of the first chord" in made.told


# ---- parts and the concert score


@pytest.mark.parametrize("name", ["brass", "woodwinds"])
def test_parts_sound_as_the_score_does(name):
    made = fs.parts(chorale(name))
    whole = heard(name)
    assert list(made) == list(whole)
    for part_name, sheet in made.items():
        own = lines_of(sheet)[0]
        assert [(n.midi, n.start, n.beats) for n in own.notes] == [
            (n.midi, n.start, n.beats) for n in whole[part_name].notes
        ]
        assert sheet.metadata.title == chorale(name).metadata.title
        assert len(list(sheet.recurse().getElementsByClass("RehearsalMark"))) == 4
        assert len(list(sheet.recurse().getElementsByClass("MetronomeMark"))) == 1
        assert "Calmly, in long breaths" in [
            one.content for one in sheet.recurse().getElementsByClass("TextExpression")
        ]
        for bar in sheet.parts[0].getElementsByClass("Measure"):  # a mark far behind its bar line empties half a bar
            assert bar.highestTime <= 4 and all(bar.elementOffset(one) < 4 for one in bar.notesAndRests), part_name
            assert all(bar.elementOffset(one) == 0 for one in bar.getElementsByClass("RehearsalMark")), part_name


def test_a_horn_nobody_transposed_is_transposed():
    plain = converter.parse("tinynotation: 4/4 c'4 d' e' f'")
    plain.partName = "Horn"
    sheet = fs.parts(stream.Score([plain]))["Horn"]
    assert [n.nameWithOctave for n in sheet.recurse().notes] == ["G5", "A5", "B5", "C6"]
    assert [n.midi for n in lines_of(sheet)[0].notes] == [72, 74, 76, 77]


@pytest.mark.parametrize("name", ["brass", "woodwinds"])
def test_the_concert_score_is_written_where_it_sounds_but_for_octaves(name):
    concert = fs.concert(chorale(name))
    for part, line_ in zip(concert.parts, _staves(name), strict=True):
        moves = fs.instrument(part.partName).transposition.semitones
        written = [p.midi for n in part.recurse().notes for p in n.pitches]
        original = [p.midi for n in line_.recurse().notes for p in n.pitches]
        keeps = moves % 12 == 0
        assert written == (original if keeps else [midi + moves for midi in original])
        assert {k.sharps for k in part.recurse().getElementsByClass("KeySignature")} == {-3}
    assert [(n.midi, n.start) for one in lines_of(concert) for n in one.notes] == [
        (n.midi, n.start) for one in lines_of(chorale(name)) for n in one.notes
    ]


def _staves(name):
    return list(chorale(name).parts)


@pytest.mark.parametrize(
    ("name", "semitones", "printed"),
    [("Horn 1", -7, "Horn in F 1"), ("Clarinet", -2, "Clarinet in B♭"), ("Horns 3-4", -7, "Horns in F 3-4"),
     ("Clarinet in B flat 2", -2, "Clarinet in B♭ 2"), ("E flat clarinet", 3, "E♭ clarinet"), ("Cl.", -3, "Cl. in A"),
     ("A clarinet", -3, "A clarinet"), ("Bass clarinet", -14, "Bass clarinet in B♭"), ("Violin II", 0, "Violin II"),
     ("Celesta", 12, "Celesta"), ("Double bass", -12, "Double bass"), ("", -2, "")],
)  # fmt: skip
def test_a_player_who_transposes_is_called_after_it(name, semitones, printed):
    assert in_its_key(name, semitones) == printed


def test_pages_say_how_they_are_to_be_read(tmp_path):
    """A score in C says so, a part whose it is, a transposed score in which key; on the page and in the file."""
    chord = fs.scored({"flute": "D5:4", "clarinet": "F3:4", "horn 1": "G4:4"}, bpm=60)
    page = fs.show(chord)
    assert [row.partition(":")[0] for row in page.text.split("\n")[1:]] == ["Flute", "Clarinet in B♭", "Horn in F 1"]
    assert "Score in C" not in page.text

    concert = fs.concert(chorale("brass"))
    for some in (concert, concert.measures(1, 2)):
        assert fs.show(some, width=400).text.startswith("Chorale: brass. Score in C. Score of 9 parts")
    plain = copy.deepcopy(concert)
    plain.groups.clear()
    assert fs.show(plain.measures(1, 2)).svg.count("<path") < fs.show(concert.measures(1, 2)).svg.count("<path"), (
        "drawn"
    )

    assert fs.parts(chord)["Horn in F 1"].metadata.movementName == "Horn in F 1", "found by what is printed, too"
    part = fs.parts(chord)["Horn 1"]
    assert fs.show(part).text.startswith("Orchestration. Horn in F 1. 1 bar.\nHorn in F 1: Bar 1: D5")
    for score, words, names in (
        (part, "Horn in F 1", ["Horn in F 1"]),
        (concert, "Score in C", [in_its_key(one.partName, 0) for one in chorale("brass").parts]),
        (chord.to_music21(), "Orchestration", ["Flute", "Clarinet in B♭", "Horn in F 1"]),
    ):
        path = fs.save_musicxml(score, tmp_path / f"{len(names)}.musicxml")
        again = converter.parse(path)
        assert [one.partName for one in again.parts] == names and again.metadata.movementName == words
        credits = [box.content for box in again.getElementsByClass("TextBox")]
        assert credits == ([] if words == "Orchestration" else [score.metadata.title, words])
    brass = converter.parse(fs.save_musicxml(chorale("brass"), tmp_path / "brass.musicxml"))
    assert [one.partAbbreviation for one in brass.parts][2:4] == ["Hn. in F 1", "Hn. in F 2"]


def test_some_bars_have_the_signs_they_have_in_the_whole():
    """What the key signature says is not said again at the notes, wherever an excerpt begins."""

    def signs(score, *bars):
        text, _ = musicxml(score)
        found = re.findall(r'<measure [^>]*number="(\d+)".*?</measure>', text, flags=re.DOTALL)
        bodies = re.findall(r"<measure .*?</measure>", text, flags=re.DOTALL)
        return [body.count("<accidental") for number, body in zip(found, bodies, strict=True) if int(number) in bars]

    whole = chorale("brass")
    assert signs(whole.measures(3, 4), 3, 4) == signs(whole, 3, 4) and sum(signs(whole, 3, 4)) == 4
    first = whole.parts[0].getElementsByClass("Measure")[2]
    assert not first.getElementsByClass("KeySignature"), "the score itself is left as it was"


def test_a_clef_stays_as_long_as_its_player_reads_it():
    made = fs.scored({"horn": "Db3:4", "bassoon": "F4:4", "cello": "A4:4", "piano": "A3:4"}, bpm=60).to_music21()
    clefs = [part.recurse().getElementsByClass("Clef").first().name for part in made.parts]
    assert clefs == ["bass", "treble", "bass", "tenor"], "bassoon, horn, a left hand, cello"


def test_open_key_stays_open_and_a_part_is_spelled_for_its_reader():
    staves = [
        Staff("Clarinet in B flat", "Cl.", "Clarinet", "p D#4:2 A#4:1 Bb4"),
        Staff("Oboe", "Ob.", "Oboe", "p C4:4"),
    ]
    score = build_score("x", staves, ("4/4",), marks={}, tempo=60)
    assert all(not one.sharps for one in score.recurse().getElementsByClass("KeySignature"))
    reads = fs.parts(score)["Clarinet in B flat"].recurse()
    assert [one.nameWithOctave for one in reads.notes] == ["F4", "C5", "C5"]
    assert not reads.getElementsByClass("KeySignature")
    concert = fs.concert(score).parts[0].recurse()
    assert [one.nameWithOctave for one in concert.notes] == ["D#4", "A#4", "B-4"], "as it was meant"
    assert all(not one.sharps for one in concert.getElementsByClass("KeySignature"))
    keyed = build_score("x", staves, ("4/4",), key=3, marks={}, tempo=60)
    assert [one.sharps for one in keyed.recurse().getElementsByClass("KeySignature")] == [5, 3]
    assert fs.parts(keyed)["Clarinet in B flat"].recurse().notes[0].nameWithOctave == "E#4", "in its key"


def test_what_has_no_parts():
    for wrong in ("C4", stream.Score(), None):
        with pytest.raises(FilmScoreError, match="no score with parts"):
            fs.parts(wrong)
        with pytest.raises(FilmScoreError, match="no score with parts"):
            fs.concert(wrong)
    with pytest.raises(FilmScoreError, match="There is no part 'Viola'"):
        fs.parts(chorale("brass"))["Viola"]


def test_musicxml_is_read_again_by_music21_and_by_verovio(tmp_path):
    import verovio

    path = fs.save_musicxml(chorale("woodwinds"), tmp_path / "chorale.musicxml")
    again = converter.parse(path)
    assert [(one.name, [(n.midi, n.start, n.beats) for n in one.notes]) for one in lines_of(again)] == [
        (in_its_key(one.name, one.player.transposition.semitones), [(n.midi, n.start, n.beats) for n in one.notes])
        for one in heard("woodwinds").values()
    ]
    text = path.read_text(encoding="utf-8")
    assert text.count("<transpose>") == 4  # English horn, two clarinets, contrabassoon
    tools = verovio.toolkit()
    assert tools.loadData(text)
    heads = sum(tools.renderToSVG(page + 1).count('class="note"') for page in range(tools.getPageCount()))
    assert heads == sum(len(n.pitches) for n in chorale("woodwinds").recurse().notes)


def test_parts_are_saved_once(tmp_path):
    made = fs.parts(chorale("strings"))
    paths = made.save(tmp_path / "parts")
    assert [path.name for path in paths] == [f"{name}.musicxml" for name in made]
    with pytest.raises(FilmScoreError, match="there already"):
        made.save(tmp_path / "parts")
    assert made.save(tmp_path / "parts", overwrite=True) == paths
    with pytest.raises(FilmScoreError, match="saved as MusicXML"):
        fs.save_musicxml(chorale("strings"), tmp_path / "cue.pdf")
    with pytest.raises(FilmScoreError, match="exists already"):
        fs.save_musicxml(chorale("strings"), paths[0])
    with pytest.raises(FilmScoreError, match="no score with notes"):
        fs.save_musicxml(stream.Score(), tmp_path / "empty.musicxml")


MUSESCORE = next((found for name in ("mscore3", "musescore3", "mscore", "musescore", "mscore4portable")
                  if (found := shutil.which(name))), None)  # fmt: skip


@pytest.mark.skipif(MUSESCORE is None, reason="MuseScore is not installed")
def test_musescore_opens_it_unchanged(tmp_path):
    path = fs.save_musicxml(chorale("brass"), tmp_path / "chorale.musicxml")
    out = tmp_path / "again.musicxml"
    env = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    subprocess.run([str(MUSESCORE), "-o", str(out), str(path)], check=True, timeout=120, env=env, capture_output=True)
    again = lines_of(converter.parse(out))
    assert [[(n.midi, n.start) for n in one.notes] for one in again] == [
        [(n.midi, n.start) for n in one.notes] for one in heard("brass").values()
    ]


# ---- the chorale


def test_four_voices_lead_without_a_remark():
    voices = [heard()[name] for name in ("Soprano", "Alto", "Tenor", "Bass")]
    beats = sorted({n.start for one in voices for n in one.notes})
    columns = [
        " ".join(next(n.name for n in one.notes if n.start <= at < n.end) for one in reversed(voices)) for at in beats
    ]
    made = laid(columns, ranges={"soprano": ("C4", "A5")}, key="Eb")
    assert not made.remarks, made.told
    assert {str(chord) for chord in made.chords} >= {"E♭", "B♭7/F", "A°7", "B♭sus4", "E♭7/G", "D♭", "E♭/B♭"}


@pytest.mark.parametrize("name", ORCHESTRATIONS)
def test_the_tune_is_whole_in_every_orchestration(name):
    """At every beat somebody sounds the tune, at its height or in octaves, and nobody sounds anything foreign."""
    tune = heard()["Soprano"].notes
    for note in tune:
        sounding = {n.midi % 12 for one in heard(name).values() for n in one.notes if n.start == note.start}
        assert note.midi % 12 in sounding, (name, note)
    for at in sorted({n.start for n in tune}):
        voices = {n.midi % 12 for one in heard().values() for n in one.notes if n.start <= at < n.end}
        here = {n.midi % 12 for one in heard(name).values() for n in one.notes
                if n.start == at and one.name not in ("Harp", "Timpani")}  # fmt: skip
        assert here <= voices, (name, at)


def test_they_differ_by_who_plays():
    casts = [{fs.instrument(one).name for one in heard(name)} for name in ORCHESTRATIONS]
    assert all(not (a & b) for a, b in itertools.combinations(casts[:3], 2))
    assert casts[3] & casts[0] and casts[3] & casts[1] and casts[3] & casts[2]


@pytest.mark.parametrize("name", ORCHESTRATIONS)
def test_everybody_is_in_comfort_and_breathes(name):
    for one in heard(name).values():
        assert all(one.player.reach(n.name) == "comfortable" for n in one.notes), one.name
    remarks = fs.playability(chorale(name))
    assert {one.kind for one in remarks} <= {"speech"}, remarks.told
    assert not fs.playability(chorale()).rows


#: in a third phrase the tune has octaves below as well, which are its own only if they are named
_LOW = {
    "strings": ["Cello"], "brass": ["Horn in F 3", "Horn in F 4"], "woodwinds": [],
    "orchestra": ["Horns in F 1-2", "Horns in F 3-4"],
}  # fmt: skip
TUNE = {
    "strings": ["Violin I"] * 4, "brass": ["Trumpet in B flat 1"] * 4,
    "woodwinds": ["Oboe", "Flute 1", "Oboe", "Clarinet in B flat 1"],
    "orchestra": ["1 of the Horns in F 1-2", "Violin I", "Violin I", "Violin I"],
}  # fmt: skip


@pytest.mark.parametrize("name", ORCHESTRATIONS)
def test_the_tune_carries_at_every_beat(name):
    for bar, beat in zip(range(1, 9), itertools.cycle((1, 3, 4)), strict=False):
        low = _LOW[name] if bar in (5, 6, 7) else ["1 of the Horns in F 1-2"] if (name, bar) == ("orchestra", 8) else []
        made = fs.balance(chorale(name), at=(bar, beat), tune=[TUNE[name][(bar - 1) // 2], *low])
        assert made.verdict == "carries", (name, bar, beat, made.told)
        assert not [one for one in made.remarks if "harp" not in one], (name, bar, beat, made.remarks)


@pytest.mark.parametrize("name", ORCHESTRATIONS)
def test_the_third_phrase_is_the_strongest_and_even(name):
    weights = [sum(w.units for w in fs.balance(chorale(name), at=(bar, 1)).notes) for bar in (1, 3, 6, 8)]
    assert weights[2] == max(weights) >= 2 * weights[0]
    assert fs.balance(chorale(name), at=(6, 1)).verdict in ("even", "leans")


def test_bad_names_of_the_chorale():
    with pytest.raises(FilmScoreError, match="no orchestration 'kazoos'"):
        fs.chorale("kazoos")
    with pytest.raises(FilmScoreError, match="no voice 'descant'"):
        line("descant")
    assert set(VOICES) == {"soprano", "alto", "tenor", "bass"}


# ---- what is shown


def test_pictures_say_what_they_show():
    horn = fs.show(fs.instrument("horn"))
    assert "F2 to A4 with comfort" in horn.text and "Heroic" in horn.text
    table = fs.show(fs.instruments("brass"))
    assert "Tuba E1–B♭3 (B♭0–C5)" in table.text
    made = fs.show(fs.balance({"flute": "E5", "trumpet": "C5", "harp": "C3"}, "f", tune="flute"))
    assert "covered" in made.text and "trumpet, 1 × 4 = 4" in made.text
    assert "without pitch" in fs.show(fs.instrument("snare drum")).text.casefold()
    assert fs.show(fs.section_sizes("small")).text.startswith("Small strings: 8 violins I")
    page = fs.show(fs.orchestrate("C", QUARTET, dynamic="p"))
    assert "Score of 4 parts" in page.text and "Clarinet" in page.text


def test_every_range_is_cut_into_its_registers():
    from matplotlib.figure import Figure

    from filmscore.plots.orchestra import _bar

    for name in ("flute", "duduk", "cello"):
        tool, ax = fs.instrument(name), Figure().subplots()
        _bar(ax, tool, 0.0)
        upright = [one.get_xdata()[0] for one in ax.lines if one.get_xdata()[0] == one.get_xdata()[1]]
        assert upright == [Pitch.read(register.low).midi - 0.5 for register in tool.registers[1:]]


# ---- what hands, mallets, pedals and ranges allow, a proposal keeps to


@pytest.mark.parametrize(
    ("passage", "players"),
    [
        ("Fsus4 Cmaj9", ["marimba", "flute", "horn", "cello"]),
        ("Dmaj7 E9 Gmaj7", ["vibraphone", "3 tenors", "alto flute", "harp"]),
        ("Abm7b5", ["harp", "cello", "3 sopranos"]),
        (["F4", "F#5", "C4", "A3"], ["harp", "violins I", "flute", "viola"]),
        (["C#3", "F#4", "G4", "A4", "C7"], ["harp", "piccolo", "flute", "viola", "cello", "oboe"]),
    ],
)
def test_nothing_is_proposed_that_cannot_be_played(passage, players):
    made = fs.orchestrate(passage, players)
    assert not [str(one) for one in fs.playability(made) if one.hard]
    assert [one for one in made.given if one.line == "all" and one.notes[0][0]], "and they do play"


def test_four_mallets_have_the_outer_notes_and_every_tone():
    made = fs.orchestrate(["C3", "G3", "C4", "E4", "G4", "B4"], ["marimba", *["flute"] * 3, *["cello"] * 3])
    has = made["marimba"].notes[0][0].split()
    assert len(has) == 4 and has[0] == "C3" and has[-1] == "B4"
    assert {name[:-1] for name in has} == {"C", "E", "G", "B"}
    assert made["marimba"].why.startswith("the chord without the")


def test_a_line_that_a_keyboard_has_not_is_not_lost():
    made = fs.orchestrate(["F3", "C4", "A4"], ["celesta"])
    assert made["celesta"].notes[0][0] == "F4 C5 A5" and "whole chord an octave up" in made["celesta"].why
    high = fs.orchestrate(["C2", "G3", "E4"], ["vibraphone"])
    assert "whole chord two octaves up" in high["vibraphone"].why
    with_bass = fs.orchestrate(["C2", "G3", "E4"], ["vibraphone", "tuba"])
    assert with_bass["tuba"].notes[0][0] == "C2"
    assert with_bass["vibraphone"].why.startswith("the chord without the bass:")
    with pytest.raises(FilmScoreError, match=r"Nobody is left for the bass \(C1\) among vibraphone"):
        fs.orchestrate(["C1", "G3", "E6"], ["vibraphone"])


def test_those_who_are_called_alike_are_told_apart():
    made = fs.orchestrate("Cmaj9", ["2 flutes", "3 flutes", "harp", "horn 1", "horn 1"])
    assert sorted(made.players) == ["flute 1", "flute 2", "flute 3", "flute 4", "flute 5", "harp", "horn 1", "horn 2"]


def test_two_violins_are_no_two_sections():
    made = fs.orchestrate("C", ["2 violins", "viola", "cello"])
    assert made.players[:2] == ("solo violin 1", "solo violin 2")
    assert {who for who, _ in made.balance().unweighed} == {"solo violin 1", "solo violin 2"}
