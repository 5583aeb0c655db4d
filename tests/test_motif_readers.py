"""Motifs read from TinyNotation, music21 and MIDI, and written for them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from motif_lines import motifs

from filmscore.errors import FilmScoreError
from filmscore.music.motif import Motif

m21 = pytest.importorskip("music21")
quick = settings(max_examples=15, deadline=None)

FIFTHS = Fraction(2, 5)  # a length that TinyNotation has no sign for


def bare(tune):
    """Names and lengths."""
    return tune.names, tune.durations


def joined(tune):
    """As readers give it: rests that meet are one."""
    words = []
    for name, beats in zip(tune.names, tune.durations, strict=True):
        if name is None and words and words[-1][0] is None:
            words[-1] = (None, words[-1][1] + beats)
        else:
            words.append((name, beats))
    return tuple(n for n, _ in words), tuple(d for _, d in words)


# ---------------------------------------------------------------- TinyNotation


@quick
@given(motifs())
def test_tiny_round_trip(tune):
    if FIFTHS in tune.durations:
        with pytest.raises(FilmScoreError, match="no sign in TinyNotation"):
            tune.to_tiny()
        return
    again = Motif.from_tiny(tune.to_tiny(), begins=tune.begins if tune.meter else None)
    assert bare(again) == joined(tune) and again.meter == tune.meter


@pytest.mark.parametrize(
    "text",
    ["4/4 c4 e8 f#8~ f#4 trip{c8 d8 e8} r4 g2", "3/4 CC4 C8. c16 c'4 c''2.~ c''4 e--4 f##8", "c8 d e f g2 a b-4. c'8",
     "4/4 quad{c8 d8 e8 f8} g4 r8 r8", "tinyNotation: 6/8 a4. b-8 c'8 d'8"],
)  # fmt: skip
def test_tiny_as_music21_reads_it(text):
    stream = m21.converter.parse(text if text.startswith("tiny") else f"tinyNotation: {text}")
    notes = [n for n in stream.stripTies().flatten().notes]
    tune = Motif.from_tiny(text)
    assert tune.midi == tuple(n.pitch.midi for n in notes)
    assert [float(d) for n, d in zip(tune.names, tune.durations, strict=True) if n] == pytest.approx(
        [float(n.quarterLength) for n in notes]
    )
    assert tune.starts == pytest.approx([float(n.offset) - float(notes[0].offset) for n in notes])


def test_tuplets_are_exact_and_ties_one_note():
    tune = Motif.from_tiny("trip{c8 d8 e8} f4~ f8.~ f16 g4~ trip{g8 a4}")
    assert tune.durations == (*[Fraction(1, 3)] * 3, 2, Fraction(4, 3), Fraction(2, 3))


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("4/4 c4 e8 zz g4", "zz", "no TinyNotation"), ("c4 trip{c8 d8", "trip{", "never closed"),
        ("c4 } d4", "}", "never began"), ("c4~ d4", "c4~", "same pitch"), ("c4 d4~", "d4~", "leads nowhere"),
        ("c4 3/4 d4", "3/4", "before the first note"), ("c4 d3 e4", "d3", "note values"), ("c4 eb4", "eb4", "minus"),
        ("c4 c#'4", "c#'4", "before the sign"), ("c4 h4", "h4", "German"), ("c4 (e4 g4)", "(e4", "one line"),
        ("c4 <c4 e4>", "<c4", "one line"), ("c4 d4_word", "d4_word", "words"), ("c4 r4~ r4", "r4~", "rest"),
        ("c4 r'4", "r'4", "no pitch"), ("c4 trip{trip{c8 d8 e8}}", "trip{", "within a group"),
        ("c4 CCCCC4", "CCCCC4", "no TinyNotation"), ("c4 g''''''4", "g''''''4", "no note name|outside"),
        ("c4 f.", "f.", "dot"), ("9/5 c4", "9/5", "meter"), ("c4 cd4", "cd4", "no TinyNotation"),
    ],
)  # fmt: skip
def test_the_place_of_an_error_is_marked(text, place, says):
    with pytest.raises(FilmScoreError, match=says) as why:
        Motif.from_tiny(text)
    line, mark = str(why.value).split("\n")[-2:]
    assert line[mark.index("^") : mark.rindex("^") + 1] == place


@pytest.mark.parametrize("text", ["", "   ", "4/4", "r4 r4", None, 3, b"c4", "c4 " * 501, "x" * 30_000])
def test_what_holds_no_tune_is_refused(text):
    with pytest.raises(FilmScoreError) as why:
        Motif.from_tiny(text)
    assert len(str(why.value)) < 400


@quick
@given(st.text(alphabet="abcdefgr#-'~.{} trip/0123456789", max_size=40))
def test_nonsense_never_ends_in_a_traceback(text):
    try:
        tune = Motif.from_tiny(text)
    except FilmScoreError:
        return
    assert tune.pitches


# ---------------------------------------------------------------- music21


@quick
@given(motifs())
def test_music21_round_trip(tune):
    part = tune.to_music21()
    again = Motif.from_music21(part)
    assert bare(again) == joined(tune)
    assert again.meter == (tune.meter or "4/4") and again.begins == (tune.begins if tune.meter else 1)
    bar = again._meter.length
    measures = list(part.getElementsByClass("Measure"))
    for measure in measures[1:-1]:
        assert sum((Fraction(n.quarterLength) for n in measure.notesAndRests), Fraction(0)) == pytest.approx(bar)
    assert float(sum(m.duration.quarterLength for m in measures)) == pytest.approx(float(tune.beats))


def test_a_part_tells_name_key_and_player():
    tune = Motif("G4 C5:4", key="c", meter="4/4", begins=4, name="Jon").played_by("horn")
    part = tune.to_music21()
    assert part.partName == "Jon" and part.getInstrument().instrumentName == "horn"
    again = Motif.from_music21(part)
    assert (again, again.key, again.name) == (tune, "C minor", "Jon")
    assert Motif("C4", key="G#").to_music21().recurse().getElementsByClass("Key").first() is None  # eight sharps


def test_a_passage_keeps_its_place_in_the_bar():
    part = m21.converter.parse("tinyNotation: 3/4 c4 d4 e4 r4 f4~ f8 g8 a2.")
    tune = Motif.from_music21(part.measures(2, 3))
    assert (tune.text, tune.meter, tune.begins) == ("F4:3/2 G4:1/2 A4:3", "3/4", 2)
    bar = Motif.from_music21(part.measure(2))  # a bar by itself knows the meter of its part
    assert (bar.text, bar.meter, bar.begins) == ("F4:3/2 G4:1/2", "3/4", 2)


def test_grace_notes_go_and_chords_are_said():
    part = m21.stream.Part([m21.meter.TimeSignature("4/4"), m21.note.Note("C4")])
    part.append(m21.note.Note("D4").getGrace())
    part.append(m21.note.Note("E4"))
    assert Motif.from_music21(part).text == "C4 E4"
    part.append(m21.chord.Chord(["C4", "G4"]))
    with pytest.raises(FilmScoreError, match="chord"):
        Motif.from_music21(part)
    assert Motif.from_music21(part, chords="top").text == "C4 E4 G4"


def _with(element):
    part = m21.stream.Part([m21.note.Note("C4")])
    part.append(element)
    return part


def _two_voices():
    part = m21.stream.Part()
    part.insert(0, m21.note.Note("C4", quarterLength=2))
    part.insert(1, m21.note.Note("E4", quarterLength=2))
    return part


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: _with(m21.note.Note(m21.pitch.Pitch("D`4"))), "quarter tones"),
        (lambda: _with(m21.note.Unpitched()), "no pitch"),
        (_two_voices, "still sounds"),
        (lambda: m21.stream.Score([m21.stream.Part([m21.note.Note(name)]) for name in ("C4", "E4")]), "2 parts"),
        (lambda: m21.stream.Part([m21.note.Rest()]), "Nothing sounds"),
        (lambda: m21.stream.Part([m21.note.Note("C4") for _ in range(501)]), "500"),
        (lambda: m21.note.Note("C4"), "no stream"), (lambda: "C4", "no stream"), (lambda: None, "no stream"),
    ],
)  # fmt: skip
def test_music_that_is_no_line_is_refused(make, says):
    with pytest.raises(FilmScoreError, match=says):
        Motif.from_music21(make())


# ---------------------------------------------------------------- MIDI


@quick
@given(motifs())
def test_midi_round_trip(tmp_path_factory, tune):
    path = tmp_path_factory.mktemp("midi") / "tune.mid"
    written = Motif([f"{n or 'R'}:{d if d != FIFTHS else 1}" for n, d in zip(tune.names, tune.durations, strict=True)],
                    meter=tune.meter, begins=tune.begins if tune.meter else None)  # fmt: skip
    write_midi(path, written)
    again = Motif.from_midi(path)
    assert again.midi == written.midi and again.starts == written.starts
    assert again.meter == written.meter and again.begins == written.begins
    gaps = {b for n, b in zip(written.names, written.durations, strict=True) if n is None}
    if not gaps:
        assert again.durations == written.durations


def write_midi(path, tune, ticks=480):
    """As a sequencer writes it, bar by bar from the bar line before the first note."""
    import mido

    file, track = mido.MidiFile(ticks_per_beat=ticks), mido.MidiTrack()
    file.tracks.append(track)
    if tune.meter:
        beats, unit = map(int, tune.meter.split("/"))
        track.append(mido.MetaMessage("time_signature", numerator=beats, denominator=unit))
    events = []
    for (_, start, beats), midi in zip(tune.notes, tune.midi, strict=True):
        events += [(tune.begins - 1 + start, "note_on", midi), (tune.begins - 1 + start + beats, "note_off", midi)]
    at = Fraction(0)
    for beat, kind, midi in sorted(events, key=lambda e: (e[0], e[1] == "note_on")):
        track.append(mido.Message(kind, note=midi, velocity=64, time=int((beat - at) * ticks)))
        at = beat
    file.save(path)


def test_names_of_a_midi_file_follow_its_key(tmp_path):
    import mido

    for key, names in (("Db", "D♭4 F4 G♭4"), ("E", "C♯4 F4 F♯4"), ("Dm", "C♯4 F4 F♯4"), (None, "C♯4 F4 F♯4")):
        file, track = mido.MidiFile(), mido.MidiTrack()
        file.tracks.append(track)
        if key:
            track.append(mido.MetaMessage("key_signature", key=key))
        for midi in (61, 65, 66):
            track += [mido.Message("note_on", note=midi), mido.Message("note_off", note=midi, time=480)]
        file.save(tmp_path / "k.mid")
        tune = Motif.from_midi(tmp_path / "k.mid")
        assert (" ".join(tune.pitches).replace("E♯", "F"), tune.durations) == (names, (1, 1, 1))


def test_midi_that_is_no_line_is_refused(tmp_path):
    import mido

    for thing in (None, 1, True, b"x.mid", ["x.mid"]):
        with pytest.raises(FilmScoreError, match="no path"):
            Motif.from_midi(thing)
    with pytest.raises(FilmScoreError, match="no file"):
        Motif.from_midi(tmp_path / "none.mid")
    (tmp_path / "junk.mid").write_bytes(b"no music")
    with pytest.raises(FilmScoreError, match="cannot be read"):
        Motif.from_midi(tmp_path / "junk.mid")

    def save(*tracks):
        file = mido.MidiFile()
        for messages in tracks:
            file.tracks.append(mido.MidiTrack(mido.Message(kind, note=n, time=t) for kind, n, t in messages))
        file.save(tmp_path / "x.mid")
        return tmp_path / "x.mid"

    one = [("note_on", 60, 0), ("note_off", 60, 480)]
    with pytest.raises(FilmScoreError, match="Nothing sounds"):
        Motif.from_midi(save([]))
    with pytest.raises(FilmScoreError, match="tracks 0, 1"):
        Motif.from_midi(save(one, one))
    assert Motif.from_midi(save(one, one), track=1).text == "C4"
    with pytest.raises(FilmScoreError, match="no notes"):
        Motif.from_midi(save(one), track=7)
    with pytest.raises(FilmScoreError, match="at once"):
        Motif.from_midi(save([("note_on", 60, 0), ("note_on", 64, 0), ("note_off", 60, 480), ("note_off", 64, 0)]))
    with pytest.raises(FilmScoreError, match="still sounds"):
        Motif.from_midi(save([("note_on", 60, 0), ("note_on", 64, 240), ("note_off", 60, 480), ("note_off", 64, 0)]))
