"""Engraved scores: what is written is what was meant, alike on every machine, with no font but our own."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from fractions import Fraction
from functools import cache
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import filmscore as fs
from filmscore.look import CUE, VERDICT, rgb
from filmscore.plots import beside
from filmscore.plots.engraving import engrave
from filmscore.plots.lettering import broken, width
from filmscore.plots.mei import mei
from filmscore.plots.notation import Line, clef_of, in_words, line_of, lines_of, transposed
from filmscore.plots.note_values import Event, bars
from filmscore.plots.signature import meter

JON = fs.Motif("D4 A4:1/2 F#4:1/2 E5:2", key="D", meter="4/4", name="Jon")
BLOOM = fs.Motif("B-4:1/2 C5:1/2 D5 E-5:3 D5 R:1/2 G4:1/2", key="Eb", meter="3/4", begins=3, name="The bloom")
OLD = fs.Motif("D2:3/2 F2:1/2 E-2 D2:4 C#2:1/5 D2:1/5 E2:1/5 F2:1/5 G2:1/5", key="d", meter="4/4", name="Old man")
FREE = fs.Motif("G4:1/3 A4:1/3 B4:1/3 C5:2/3 D5:1/3 E5:2 R D5 C5:4")
LONG = fs.Motif(" ".join(["C5 D5 E5 F5:1/2 G5:1/2"] * 8), meter="4/4", key="C")
OTHER = fs.Motif("D4 A4:1/2 F4:1/2 E5:3/2 D5:1/2 C5", key="D", meter="4/4")


def quartet():
    from music21 import dynamics, instrument, key, meter, note, stream, tempo

    def part(player, names, words=()):
        made = stream.Part()
        made.partName = player.instrumentName
        for thing in (player, meter.TimeSignature("3/4"), key.Key("d")):
            made.insert(0, thing)
        for i, name in enumerate(names):
            made.append(note.Note(name, lyric=words[i] if i < len(words) else None))
        return made

    score = stream.Score([
        part(instrument.Violin(), ["D5", "E5", "F5", "G5", "A5", "C#6"], ["Oh", "the", "bloom"]),
        part(instrument.Violoncello(), ["D3", "A2", "D3", "G2", "A2", "D2"]),
    ])  # fmt: skip
    score.parts[0].insert(0, tempo.MetronomeMark("Andante", 76))
    score.parts[0].insert(0, dynamics.Dynamic("mf"))
    return score


THINGS = {
    "a motif": lambda: fs.show(JON),
    "a pickup, a tie and flats": lambda: fs.show(BLOOM),
    "no meter": lambda: fs.show(FREE),
    "eight bars": lambda: fs.show(LONG),
    "three with names": lambda: fs.show({"Jon": JON, "The bloom as it is first seen": BLOOM, "Old man": OLD}),
    "three, narrow": lambda: fs.show([JON, BLOOM, OLD], width=320),
    "beside another": lambda: fs.show(JON, beside=OTHER, names=["yours", "the plan"]),
    "beside another, narrow": lambda: fs.show(JON, beside=OTHER, names=["yours", "the plan"], width=320),
    "with chords": lambda: fs.show(JON.harmonise("D Em A7 D", beats=1)),
    "against another": lambda: fs.show(JON.against(OTHER, offset=1)),
    "a score of music21": lambda: fs.show(quartet()),
}


@cache
def drawn(name):
    return THINGS[name]()


def pixels(shown):
    return np.asarray(Image.open(io.BytesIO(shown.png)).convert("RGB")).astype(int)


# ---------------------------------------------------------------- how it leaves


@pytest.mark.parametrize("name", THINGS)
def test_a_drawing_and_its_twin_with_the_same_words(name):
    shown = drawn(name)
    data, about = shown._repr_mimebundle_()
    assert list(data) == ["image/svg+xml", "image/png", "text/plain"]
    assert data["text/plain"] == about["image/png"]["alt"] == repr(shown) == shown.text
    root = ElementTree.fromstring(shown.svg)
    assert root.get("style") == "max-width:100%;height:auto", "a narrow page shows it smaller, not cut"
    assert root.get("aria-label") == shown.text and int(root.get("width")) == shown.width
    picture = Image.open(io.BytesIO(shown.png))
    assert picture.size == (2 * int(root.get("width")), 2 * int(root.get("height")))
    assert len(shown.png) < 60_000 and len(shown.svg) < 200_000
    assert not root.findall(".//{http://www.w3.org/2000/svg}text"), "every letter is an outline"
    ids = re.findall(r' id="([^"]+)"', shown.svg)
    assert len(ids) == len(set(ids)) > 5
    assert set(re.findall(r'href="#([^"]+)"', shown.svg)) <= set(ids)


@pytest.mark.parametrize("name", THINGS)
def test_nothing_is_cut_off(name):
    """What touches the edge of the paper would be."""
    image = pixels(drawn(name)).min(axis=2)
    edges = [image[:8], image[-8:], image[:, :8], image[:, -8:]]
    assert min(edge.min() for edge in edges) > 250
    assert (image < 128).sum() > 500


@pytest.mark.parametrize("name", ["three with names", "a score of music21", "beside another"])
def test_engraved_twice_it_is_the_same(name):
    again = THINGS[name]()
    assert (again.svg, again.png, again.text) == (drawn(name).svg, drawn(name).png, drawn(name).text)


def test_in_another_process_it_is_the_same():
    code = (
        "import hashlib, filmscore as fs; m = fs.Motif('D4 A4:1/2 F#4:1/2 E5:2', key='D', meter='4/4', name='Jon'); "
        "s = fs.show(m); print(hashlib.sha256(s.svg.encode() + s.png).hexdigest())"
    )
    import hashlib

    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == hashlib.sha256(drawn("a motif").svg.encode() + drawn("a motif").png).hexdigest()


def test_names_and_words_stand_there_without_any_font(tmp_path, monkeypatch):
    """The maker of the picture is given an empty folder of fonts and none of the system."""
    import resvg_py

    for name in ("three with names", "a score of music21"):
        made = bytes(resvg_py.svg_to_bytes(
            svg_string=drawn(name).svg, zoom=2, background="#FFFFFF", skip_system_fonts=True, font_dirs=[str(tmp_path)]
        ))  # fmt: skip
        image = np.asarray(Image.open(io.BytesIO(made)).convert("L"))
        column = image[:, 32:160]  # where the names are
        assert (column < 128).sum() > 800
    bare = fs.show(fs.Motif(JON.text, key="D", meter="4/4"))
    assert drawn("a motif").width > bare.width, "the name takes room"


def test_saved_as_either(tmp_path):
    shown = drawn("a motif")
    assert shown.save(tmp_path / "jon.svg").read_text(encoding="utf-8") == shown.svg
    assert shown.save(tmp_path / "jon.png").read_bytes() == shown.png
    with pytest.raises(fs.FilmScoreError, match="exists already"):
        shown.save(tmp_path / "jon.svg")
    with pytest.raises(fs.FilmScoreError, match=r"theme\.svg"):
        shown.save(tmp_path / "jon.pdf")


# ---------------------------------------------------------------- what is written


def notes_of(text):
    root = ElementTree.fromstring(text)
    return [one for one in root.iter("{http://www.music-encoding.org/ns/mei}note")]


def test_accidentals_follow_the_key_and_the_bar():
    tune = fs.Motif("F#4 F4 F4 F#4 F4 F#4 C#5 R", key="D", meter="4/4")
    assert [note.get("accid") for note in notes_of(mei([line_of(tune)]))] == [None, "n", None, "s", "n", "s", None]


def test_a_tie_carries_its_accidental_and_the_next_note_has_its_own():
    tune = fs.Motif("C4:3 F#4:2 F#4 G4:2", meter="4/4")
    found = notes_of(mei([line_of(tune)]))
    assert [(n.get("pname"), n.get("accid"), n.get("tie")) for n in found] == [
        ("c", None, None), ("f", "s", "i"), ("f", None, "t"), ("f", "s", None), ("g", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("notes", "time", "begins", "written"),
    [
        ("C4 D4 E4:2", "4/4", 4, [(0, "C4")]),
        ("C4 D4 E4:2", "4/4", 1, [(1, "C4 D4 E4")]),
        ("C4 D4 E4:2", "4/4", 2, [(1, "R C4 D4 E4")]),
        ("C4:1/2 D4:3/2 E4", "6/8", "7/2", [(0, "C4")]),
        ("C4 D4", "3/4", 3, [(0, "C4")]),
    ],
)
def test_a_pickup_is_bar_nought_and_a_late_beginning_has_a_rest(notes, time, begins, written):
    line = line_of(fs.Motif(notes, meter=time, begins=begins))
    first = line.bars()[0]
    assert [(first.number, " ".join("-".join(v.names) or "R" for v in first.values if not v.before))] == written


@pytest.mark.parametrize(
    ("notes", "time", "values"),
    [
        ("C4:1/2 D4 E4 F4 G4:1/2", "4/4", "8 4 8+ 8 4 8"),  # the middle of the bar is seen
        ("C4 D4:2 E4", "4/4", "4 2 4"),
        ("C4:1/2 D4:5/2", "3/4", "8 8+ 2"),
        ("C4:5/2 R:1/2", "6/8", "4.+ 4 8r"),
        ("C4:3/4 D4:1/4 E4:3", "4/4", "8. 16 2."),
        ("C4 R:3", "4/4", "4 4r 2r"),
        ("C4:7/2 D4:1/2", "4/4", "2.. 8"),
    ],
)
def test_the_beat_can_be_seen(notes, time, values):
    (bar,) = line_of(fs.Motif(notes, meter=time)).bars()
    names = {Fraction(2): "2", Fraction(1): "4", Fraction(1, 2): "8", Fraction(1, 4): "16"}
    found = [names[v.base] + "." * v.dots + ("r" if not v.names else "") + ("+" if v.after else "") for v in bar.values]
    assert " ".join(found) == values


@pytest.mark.parametrize(
    ("notes", "tuplets"),
    [
        ("C4:1/3 D4:1/3 E4:1/3 F4", [(3, 2)] * 3),
        ("C4:2/3 D4:2/3 E4:2/3 F4:2", [(3, 2)] * 3),
        ("C4:2/3 D4:1/3 F4", [(3, 2)] * 2),
        ("C4:1/5 D4:1/5 E4:1/5 F4:1/5 G4:1/5", [(5, 4)] * 5),
        ("C4:1/6 D4:1/6 E4:1/6 F4:1/6 G4:1/6 A4:1/6", [(6, 4)] * 6),
    ],
)
def test_tuplets(notes, tuplets):
    (bar,) = line_of(fs.Motif(notes, meter="4/4")).bars()
    assert [v.tuplet[2:] for v in bar.values if v.tuplet] == tuplets
    assert mei([line_of(fs.Motif(notes, meter="4/4"))]).count("<tuplet ") == 1


@pytest.mark.parametrize(
    ("notes", "clef"),
    [
        ("C4 G4 E5", "treble"),
        ("D2 A2 F3", "bass"),
        ("C7 E7 G7", "treble, an octave higher"),
        ("C1 G0 F1", "bass, an octave lower"),
        ("C4 D4", "treble"),
    ],
)
def test_a_clef_with_few_ledger_lines(notes, clef):
    assert clef_of(line_of(fs.Motif(notes)))[1] == clef


def test_a_viola_reads_its_own_clef():
    assert clef_of(Line((Event(Fraction(0), Fraction(1), ("E4",)),), player="viola"))[1] == "alto"


LENGTHS = st.sampled_from([Fraction(n, d) for d in (1, 2, 3, 4, 5, 6, 8) for n in (1, 2, 3, 5, 7)])
PITCHES = st.sampled_from(["C4", "F♯4", "B♭3", "E5", None])
TUNES = st.lists(st.tuples(PITCHES, LENGTHS), min_size=1, max_size=12)


@settings(max_examples=120, deadline=None)
@given(TUNES, st.sampled_from(["4/4", "3/4", "6/8", "5/8", "2/2", "7/8"]), st.integers(0, 11))
def test_whatever_is_written_lasts_as_long_as_it_should(tune, time, late):
    """No beat is lost or invented: bars are full, ties join what was cut, and the engraver's own clock agrees."""
    signature = meter(time)
    begins = Fraction(late, 2) % signature.bar + 1
    events, at = [], Fraction(0)
    for name, beats in tune:
        events.append(Event(at, beats, (name,) if name else ()))
        at += beats
    made = bars(events, signature, begins)
    for bar in made:
        if bar.number or len(made) > 1:
            assert sum(v.beats for v in bar.values) == bar.length
    heard = {}
    for bar in made:
        for v in bar.values:
            if v.event is not None and v.names:
                heard[v.event] = heard.get(v.event, 0) + v.beats
                written = v.base * {0: Fraction(1), 1: Fraction(3, 2), 2: Fraction(7, 4)}[v.dots]
                assert v.beats == (written * Fraction(v.tuplet[3], v.tuplet[2]) if v.tuplet else written)
                assert v.tuplet is None or v.tuplet[1] - v.tuplet[0] <= 4
    assert heard == {i: e.beats for i, e in enumerate(events) if e.names}
    joined = [v.after for bar in made for v in bar.values if v.names]
    assert joined.count(True) == sum(v.before for bar in made for v in bar.values)


QUARTERS = st.sampled_from([Fraction(n, 4) for n in (1, 2, 3, 4, 6)])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["C4", "F♯4", "B♭3"]), QUARTERS), min_size=1, max_size=10))
def test_the_engraver_hears_the_same_beginnings(tune):
    events, at, starts = [], Fraction(0), []
    for name, beats in tune:
        events.append(Event(at, beats, (name,)))
        starts.append(float(at))
        at += beats
    drawing = engrave(mei([Line(tuple(events), meter="4/4")]), 500, 3)
    firsts = {}
    for stamp, on, _ in drawing.times:
        for own in on:
            firsts.setdefault(int(re.search(r"e(\d+)b\d+p", own)[1]), stamp)
    assert [firsts[i] for i in range(len(starts))] == pytest.approx(starts)


def test_music21_reads_the_same_bars(tmp_path):
    """A witness: what music21 makes of the MEI has the notes and ties that were meant."""
    from music21 import converter

    score = converter.parse(mei([line_of(BLOOM)]), format="mei")
    joined = [(n.pitch.nameWithOctave, n.quarterLength) for n in score.stripTies().recurse().notes]
    assert joined == [("B-4", 0.5), ("C5", 0.5), ("D5", 1), ("E-5", 3), ("D5", 1), ("G4", 0.5)]


@pytest.mark.parametrize(
    ("semitones", "names", "key"),
    [
        (0, "D4 A4 F♯4 E5", "D major"), (1, "E♭4 B♭4 G4 F5", "E♭ major"), (-1, "D♭4 A♭4 F4 E♭5", "D♭ major"),
        (-2, "C4 G4 E4 D5", "C major"), (12, "D5 A5 F♯5 E6", "D major"), (4, "F♯4 C♯5 A♯4 G♯5", "F♯ major"),
    ],
)  # fmt: skip
def test_in_another_key_it_is_spelled_there(semitones, names, key):
    there = transposed(line_of(JON), semitones)
    assert " ".join(event.names[0] for event in there.events) == names
    assert there.key == key


@given(st.lists(st.sampled_from(["C4", "F♯4", "B♭3", "E♭5", "C♯4", "G𝄪4", "B♭♭4"]), min_size=1, max_size=6),
       st.integers(-12, 12))  # fmt: skip
@settings(deadline=None)
def test_transposed_it_sounds_so_many_semitones_away(names, semitones):
    from filmscore.music.motif import midi_of

    line = Line(tuple(Event(Fraction(i), Fraction(1), (name,)) for i, name in enumerate(names)))
    there = transposed(line, semitones)
    assert [midi_of(e.names[0]) for e in there.events] == [midi_of(n) + semitones for n in names]


# ---------------------------------------------------------------- what it says


def test_read_bar_by_bar():
    assert in_words(line_of(BLOOM)) == (
        "The bloom: treble clef, E♭ major, 3/4. Pickup: B♭4 (1/2), C5 (1/2). Bar 1: D5 (1), E♭5 (3). "
        "Bar 2: held over, D5 (1), rest (1/2), G4 (1/2)."
    )
    assert "no meter. Notes: G4 (1/3)" in drawn("no meter").text
    text = drawn("a score of music21").text
    assert text.startswith("Score of 2 parts, 2 bars.") and "Violin: Bar 1: D5 (1), E5 (1), F5 (1)." in text


def test_chords_and_counterpoint_are_engraved_together():
    melody, chords = lines_of(JON.harmonise("D Em A7 D", beats=1))
    assert [symbol for _, symbol in melody.harmony] == ["D", "Em", "A7", "D"]
    assert all(len(event.names) > 2 for event in chords.events)
    assert mei([melody, chords], together=True).count("<harm ") == 4
    _, second = lines_of(JON.against(OTHER, offset=1))
    assert second.events[0] == Event(Fraction(0), Fraction(1)) and second.events[1].names == ("D4",)


def test_differences_are_found_said_and_marked():
    mine, theirs = line_of(JON, "yours"), line_of(OTHER, "the plan")
    found = beside.differences(mine, theirs)
    assert [(d.mine, d.theirs, d.kind) for d in found] == [
        (2, 2, "pitch"), (3, 3, "length"), (None, 4, "alone"), (None, 5, "alone"),
    ]  # fmt: skip
    shown = drawn("beside another")
    assert shown.text.startswith(
        "4 notes differ. Note 3, bar 1, beat 2 1/2: F♯4 in yours, F4 in the plan. "
        "Note 4, bar 1, beat 3: E5 lasts 2 beats in yours, 3/2 beats in the plan."
    )
    assert "is in the plan only." in shown.text
    seen = pixels(shown).reshape(-1, 3)
    for colour in (VERDICT["off"], VERDICT["near"], CUE):
        assert (np.abs(seen - rgb(colour)).max(axis=1) < 12).sum() > 60, "colour"
    for shape in ('rx="10.5"', 'height="21.0"/>', 'z"/>'):
        assert shape in shown.svg, "and shape"
    alike = fs.show(JON, beside=JON)
    assert alike.text.startswith("All notes are alike.")
    other = fs.show(JON, beside=fs.Motif(JON.text, key="d", meter="3/4"))
    assert "The key differs: D major and D minor. The meter differs: 4/4 and 3/4." in other.text


def compared(one, other):
    found = beside.differences(line_of(one), line_of(other))
    return [d.kind for d in found], beside.told(line_of(one), line_of(other), found, ("yours", "the plan"))


def test_another_spelling_is_no_other_pitch():
    kinds, said = compared(JON, fs.Motif("D4 A4:1/2 Gb4:1/2 E5:2", key="D", meter="4/4"))
    assert kinds == ["spelling"] and said.startswith("1 note differs in spelling alone.")
    assert said.endswith("F♯4 in yours is written G♭4 in the plan, and sounds alike.")
    shown = fs.show(JON, beside=fs.Motif("D4 A4:1/2 Gb4:1/2 E5:2", key="D", meter="4/4"))
    assert shown.svg.count("q2") >= 3 and VERDICT["off"] not in shown.svg, "a wave beneath, here, there and in the key"


def test_a_tune_sung_higher_is_the_same_tune():
    kinds, said = compared(JON, JON.transpose("M2"))
    assert kinds == []
    assert said == "the plan is yours transposed: every note lies a major second higher. " + (
        "The key differs: D major and E major."
    )
    assert "every note lies a minor second lower" in compared(fs.Motif("C4 E4"), fs.Motif("B3 D#4"))[1]
    kinds, said = compared(JON, fs.Motif("E4 B4:1/2 G#4:1/2 F#5", key="E", meter="4/4"))
    assert kinds == ["length"] and "1 note differs besides." in said and "All notes" not in said
    assert compared(fs.Motif("C4"), fs.Motif("D4"))[0] == ["pitch"], "one note is no tune"
    kinds, said = compared(fs.Motif("C4 E4 G4"), fs.Motif("D4 F4 A4"))
    assert kinds == ["pitch"] * 3 and "transposed" not in said, "moved along the scale, its thirds are others"


def test_rests_count():
    kinds, said = compared(fs.Motif("C4 R D4"), fs.Motif("C4 D4"))
    assert (kinds, said) == (["alone"], "1 rest differs. After note 1: a rest (1 beat) is in yours only.")
    kinds, said = compared(fs.Motif("C4 R D4", meter="4/4"), fs.Motif("C4 R:1/2 R D4", meter="4/4"))
    assert kinds == ["length"] and "the rest lasts 1 beat in yours, 3/2 beats in the plan" in said
    assert compared(fs.Motif("C4 D4 R"), fs.Motif("C4 D4"))[0] == [], "silence after the end is none"
    late = compared(fs.Motif("R C4 D4", meter="4/4"), fs.Motif("C4 D4", meter="4/4"))[1]
    assert late == "All notes are alike. They begin on another beat: 2 and 1."
    assert compared(fs.Motif("R C4", meter="4/4"), fs.Motif("C4", meter="4/4", begins=2))[1] == "All notes are alike."
    bare = fs.show(fs.Motif("C4 D4"), beside=fs.Motif("C4 D4"))
    marked = fs.show(fs.Motif("C4 R D4"), beside=fs.Motif("C4 D4"))
    assert CUE not in bare.svg and marked.svg.count(f'stroke="{CUE}"') >= 3, "the rest, the mark round it and the key"


def test_long_lines_are_compared_in_time(monkeypatch):
    """Each line is cut into bars once, however many notes differ, and a few differences are told."""
    up = line_of(fs.Motif(" ".join(["C4:1/2 E4:1/2"] * 100), meter="4/4"))
    down = line_of(fs.Motif(" ".join(["D4:1/2 G4:1/2"] * 100), meter="4/4"))
    cut = []
    monkeypatch.setattr(Line, "bars", lambda self, length=0, real=Line.bars: cut.append(self) or real(self, length))
    found = beside.differences(up, down)
    said = beside.told(up, down, found, ("a", "b"))
    assert len(found) == 200 and len(cut) == 2
    assert said.startswith("200 notes differ.") and said.endswith("And 184 more.") and said.count("bar ") == 16


@pytest.mark.parametrize(
    ("motif", "notes", "said"),
    [
        (
            fs.Motif("Db4 F4 Ab4", key="Db").to_mode("minor"),
            "C♯4 E4 G♯4",
            "C♯ minor (which is how D♭ minor is printed)",
        ),
        (fs.Motif("F#4 A#4 C#5 E#5", key="F#").transpose("M2"), "A♭4 C5 E♭5 G5", "A♭ major (which is how G♯ major"),
        (fs.Motif("C#4 B#3", key="C#"), "C♯4 B♯3", "C♯ major, no meter"),
    ],
)
def test_a_key_of_more_than_seven_signs_is_printed_as_the_one_that_sounds_alike(motif, notes, said):
    line = line_of(motif)
    assert " ".join(name for event in line.events for name in event.names) == notes
    assert said in fs.show(motif).text
    assert all(len(row.events) == len(motif.names) for row in lines_of(motif.against(motif))[:1])
    assert {row.key for row in lines_of(motif.against(motif))} == {line.key}


@pytest.mark.parametrize(
    ("notes", "length", "near"),
    [("C4:9/1600 D4", "9/1600", "1/64"), ("C4 D4:7/128", "7/128", "1/16"), ("C4:5/11 C4:5/16", "5/11", "1/2"),
     ("C4:1/20 C4:8/7 C4:2", "8/7", "1")],
)  # fmt: skip
def test_a_length_that_cannot_be_written_is_named_with_one_that_can(notes, length, near):
    with pytest.raises(fs.FilmScoreError) as error:
        fs.show(fs.Motif(notes, meter="4/4"))
    assert str(error.value).startswith(f"A length of {length} beats cannot")
    assert str(error.value).endswith(f"for instance to {near}.")
    fs.show(fs.Motif(f"C4:{near}", meter="4/4"))


def test_one_note_left_out_is_one_difference():
    """What comes after it is later, and not wrong."""
    found = beside.differences(line_of(fs.Motif("C4 E4 F4 G4 C5")), line_of(fs.Motif("C4 D4 E4 F4 G4 C5")))
    assert [(d.mine, d.theirs, d.kind) for d in found] == [(None, 1, "alone")]


def test_long_names_give_way():
    assert broken("The bloom as it is first seen by the old man of the hill", 15, 120)[-1].endswith("…")
    assert all(width(line, 15) <= 120 for line in broken("Incomprehensibilities everywhere", 15, 120))


@pytest.mark.parametrize(
    ("thing", "options", "said"),
    [
        (JON, {"names": ["a"]}, "names go with several"),
        (JON, {"beside": 3}, "a motif is wanted"),
        (JON, {"beside": OTHER, "names": ["a"]}, "Two motifs need two names"),
        (JON, {"width": 100}, "280 to 1200"),
        (JON, {"width": True}, "280 to 1200"),
        ([JON, 3], {}, "number 2 is 3"),
        ([JON, BLOOM], {"names": ["a"]}, "2 motifs need 2 names"),
        ({"a": JON}, {"names": ["a"]}, "have their names already"),
        (fs.Motif("C4:1/11 D4"), {"wide": 1}, "cannot use wide"),
        (fs.Motif(" ".join(["C4:4"] * 400), meter="4/4"), {"width": 280}, "lines; up to 40"),
    ],
)
def test_what_cannot_be_engraved_is_said(thing, options, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        fs.show(thing, **options)


# ---------------------------------------------------------------- staves that rest, and what hangs on them


def resting():
    """Five staves and six bars: the flute and the harp's left hand rest at first, the strings at the end."""
    from filmscore.music.cues.notation import Staff as Part
    from filmscore.music.cues.notation import build_score

    run = "p C5:1/2 D5 E5 F5 G5 A5 B5 C6"
    staves = [
        Part("Flute", "Fl.", "Flute", f"R*4 | {run} | {run}"),
        Part("Harp, right hand", "Hp.", "Harp", " | ".join([run] * 6), player="Harp"),
        Part("Harp, left hand", "Hp.", "Harp", "R*4 | p C3:4 | C3:4", "BassClef", player="Harp"),
        Part("Viola", "Vla.", "Viola", "p C4:4 | D4:4 | E4:4 | F4:4 | R*2", "AltoClef", "Strings"),
        Part("Cello", "Vc.", "Violoncello", "p C3:4 | D3:4 | E3:4 | F3:4 | R*2", "BassClef", "Strings"),
    ]
    marks = {1: "Lamp down", 3: "Green tip", 5: "Bloom"}
    return build_score("Resting", staves, ("4/4",) * 6, marks=marks, tempo=60, heading="Hushed")


@pytest.fixture
def lettered(monkeypatch):
    """Where each name and each mark is put: what is drawn as outlines cannot be read again."""
    from filmscore.plots import engraving, sheet

    names, marks = [], []
    plain, outlined = sheet.outlines, engraving._outlined
    monkeypatch.setattr(sheet, "outlines", lambda *a: names.append((a[0], a[2])) or plain(*a))

    def told(text, face):
        made = outlined(text, face)
        marks.append(("".join(text.itertext()).strip(), made[1], float(text.get("y") or 0)))
        return made

    monkeypatch.setattr(engraving, "_outlined", told)
    return names, marks


def test_a_name_stands_at_the_staff_it_belongs_to_in_every_system(lettered):
    from filmscore.plots.engraving import engrave as engraved
    from filmscore.plots.score21 import musicxml
    from filmscore.plots.sheet import MARGIN, Row, lay_out, music_room

    text, names = musicxml(resting())
    assert names == ("Flute", "Harp", None, "Viola", "Cello")
    drawing = engraved(text, music_room(names, 560), 3)
    seen = [[staff.number for staff in system] for system in drawing.systems]
    assert seen[0] == [1, 2, 3, 4] and seen[-1] == [0, 1, 2], "players who rest are left out"
    lay_out([Row(drawing, names)], 560)
    column, _ = lettered
    expected = []
    for system in drawing.systems:
        staves = {staff.number: staff for staff in system}
        for name, top, bottom in (("Flute", 0, 0), ("Harp", 1, 2), ("Viola", 3, 3), ("Cello", 4, 4)):
            if top in staves:
                expected.append((name, MARGIN + (staves[top].top + staves[bottom].bottom) / 2))
    assert [name for name, _ in column] == [name for name, _ in expected]
    for (_, at), (_, middle) in zip(column, expected, strict=True):
        assert at == pytest.approx(middle, abs=8), "at the middle of its staff, or between the two of a harp"


def test_marks_stand_over_their_bars_where_the_top_staff_rests(lettered):
    fs.show(resting(), width=560)
    _, drawn_marks = lettered
    place = {words: (x, y) for words, x, y in drawn_marks[-20:]}
    assert {"Lamp down", "Green tip", "Bloom", "Hushed"} <= set(place)
    assert any("60" in words for words in place), "and the tempo"
    # two bars stand in a system: every one of the marks begins a system of its own, one below the other
    rows = [place[words][1] for words in ("Lamp down", "Green tip", "Bloom")]
    assert rows[0] < rows[1] < rows[2] and min(rows[1] - rows[0], rows[2] - rows[1]) > 1000


@pytest.mark.parametrize("width", [320, 560])
def test_marks_longer_than_their_bars_stay_on_the_page(width):
    long = resting()
    from music21 import expressions

    bars = long.parts[0].getElementsByClass("Measure")
    for number in (0, 3):
        bars[number].insert(0, expressions.RehearsalMark("The third of the lamps"))
    image = pixels(fs.show(long, width=width)).min(axis=2)
    assert min(edge.min() for edge in (image[:, :6], image[:, -6:])) > 250


def test_where_no_names_stand_beside_them_all_staves_are_there():
    from filmscore.plots.engraving import engrave as engraved
    from filmscore.plots.score21 import musicxml
    from filmscore.plots.sheet import heading, music_room

    text, names = musicxml(resting())
    assert heading(names[-2:], 320) == ["Viola, Cello"] and heading(names, 560) == heading(names, 320) == []
    drawing = engraved(text, music_room(names, 320), 3, condense=False)
    assert {tuple(staff.number for staff in system) for system in drawing.systems} == {(0, 1, 2, 3, 4)}


def test_of_many_staves_without_a_column_each_has_its_name_over_it_in_every_system():
    """A list of names over the score tells nobody which of twelve staves is the viola's."""
    from filmscore.plots.lettering import outlines
    from filmscore.plots.sheet import MARGIN, SMALL, over_staves
    from filmscore.widgets import roll_page
    from filmscore.widgets.roll_read import read

    assert over_staves(["Flute", "Harp", None, "Viola"], 388) and not over_staves(["Flute", "Harp", None], 388)
    sheet, drawing, _, top = roll_page._sheet(read(resting()), roll_page.NARROW, 0)
    assert top == MARGIN and len(drawing.systems) > 1
    for staves in drawing.systems:
        for staff in staves:
            name = ("Flute", "Harp", None, "Viola", "Cello")[staff.number]
            letters = name and outlines(name, MARGIN + 4, top + staff.top - 15, SMALL, "sans bold")
            assert name is None or letters in sheet.inside, (name, staff)
    assert {len(staves) for staves in drawing.systems} != {5}, "who rests for a system is not in it"


def test_the_page_of_a_player_knows_how_high_the_names_over_it_are():
    """Else the light runs beside the notes it follows."""
    from filmscore.plots.sheet import MARGIN, heading, heading_height
    from filmscore.widgets import roll_page
    from filmscore.widgets.roll_read import read

    score = resting()
    score.parts[0].partName = "Flute, far away, behind the dome of the glass house"
    for part in list(score.parts)[1:-1]:
        score.remove(part, recurse=True)
    for group in list(score.getElementsByClass("StaffGroup")):
        score.remove(group)
    names = ["Flute, far away, behind the dome of the glass house", "Cello"]
    assert len(heading(names, roll_page.NARROW)) == 2
    made = roll_page.page(read(score), roll_page.NARROW)
    where = float(re.search(r'<g transform="translate\(16 ([\d.]+)\)">', made["svg"])[1])
    assert where == pytest.approx(MARGIN + heading_height(names, roll_page.NARROW))
    first = made["systems"][0][0]
    heads = [note[4] for note in made["notes"] if note[5] == 0]
    assert first > where and min(heads) > where and made["systems"][0][1] - 1 < max(heads) + 60


def test_a_new_meter_is_no_dot():
    from music21 import converter

    shown = fs.show(converter.parse("tinynotation: 3/4 c4 d e 4/4 c4 d e f"))
    assert "<ellipse" not in shown.svg and "placeholder" not in shown.svg


def test_read_aloud_each_staff_has_its_own_name():
    text = fs.show(resting(), width=560).text
    heads = [line.split(": Bar")[0] for line in text.splitlines()[1:]]
    assert heads == ["Flute", "Harp", "Harp, staff 2", "Viola", "Cello"]
    assert "Cello: Bar 1: C3 (4)." in text and "Harp, staff 2: Bar 1: rest (4)." in text


def test_an_empty_score_of_music21_is_refused():
    from music21 import stream

    with pytest.raises(fs.FilmScoreError, match="nothing to engrave"):
        fs.show(stream.Score())


def test_music21_is_not_needed_for_a_motif():
    code = "import sys, filmscore as fs; fs.show(fs.Motif('C4 D4')); assert 'music21' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
