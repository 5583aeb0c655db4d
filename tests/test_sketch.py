"""Sketches: notes laid on a frame, heard on that frame, all of them equally loud."""

from fractions import Fraction

import numpy as np
import pytest

import filmscore as fs
from filmscore.sound.loudness import level_of, loudness
from filmscore.sound.sketch import HIGHEST_PEAK, LEVEL, sketch
from filmscore.sound.sketch_players import PLAYERS
from filmscore.sound.sketched import read

TUNE = fs.Motif("D4:3/2 A4:1/2 E5:2 D5 A4:3", key="D", meter="4/4", name="the tune")
GROUND = ["D3", "A3", "F#4", "A4"]


def onset(sound: np.ndarray, rate: int = 48000) -> float:
    """Seconds until the sound first comes within 20 dB of its loudest 10 ms."""
    hop = rate // 100
    level = np.sqrt(np.mean(np.sum(sound[: len(sound) // hop * hop].astype(float) ** 2, 1).reshape(-1, hop), 1))
    return float(np.argmax(level > level.max() / 10)) / 100


@pytest.mark.parametrize("player", sorted(PLAYERS))
def test_every_player_sounds_on_the_frame_at_the_films_level(player):
    low = player == "timpani"
    stems = sketch("D2:2 A2:2" if low else "C4:2 G4:2", at=1056, played_by=player).render()
    mix = stems.mix()
    assert stems.start == 1056
    assert onset(mix) < (0.2 if player == "clarinet" else 0.12)  # a bowed section, a reed speak slowly
    measured = loudness(mix)
    assert measured.integrated == pytest.approx(LEVEL, abs=0.1)
    assert measured.true_peak < HIGHEST_PEAK - 6, "the limit never comes near: it would make one of two softer"
    assert np.abs(mix[-480:]).max() < 1e-3  # it rings out, it is not cut off


def test_short_and_long_loud_and_soft_are_equally_loud():
    """What a comparison is heard by is not which one is louder."""
    for notes, player in (("A0:1/8", "piano"), ("C7:1/8", "celesta"), ("E2:2 R:20 E2:2", "piano"), ("C4:9", "choir")):
        assert loudness(sketch(notes, at=480, played_by=player).render()).integrated == pytest.approx(LEVEL, abs=0.15)


def test_four_notes_fall_on_their_beats():
    made = sketch("D4 A4 D5 E5", at=1056)
    assert made.attacks == (1056, 1080, 1104, 1128)
    mix = made.render().mix().astype(float)
    hop = 480
    power = np.sum(mix[: len(mix) // hop * hop] ** 2, 1).reshape(-1, hop).mean(1)
    rise = np.diff(np.log(power + 1e-9))
    for beat in range(1, 4):  # the sharpest rise near each beat lies on it
        near = rise[beat * 100 - 30 : beat * 100 + 30]
        assert abs(int(np.argmax(near)) - 29) <= 3


def test_lengths_tempo_and_rests_are_kept():
    made = sketch("C4:1/2 R:1/2 E4:2", at="04:00:20:00", bpm=120)
    assert (made.start, made.tempo.seconds) == (480, 1.5)
    assert made.attacks == (480, 492)


def test_one_note_is_a_hit_and_a_line_is_none_unless_asked_for():
    hits = [(hit.frame, hit.label) for hit in sketch("F#4:2", at=1056).spotting.hits]
    assert hits == [(1056, "the note")], "what it is called would give a prediction away"
    assert sketch("F#4:2", at=1056, hits=False).spotting.hits == ()
    assert sketch("R F#4:2", at=1056).spotting.hits[0].frame == 1080
    assert sketch("D4 A4", at=1056).spotting.hits == ()
    asked = sketch("D4 F#4", at=1056, hits=True).spotting.hits
    assert [(hit.frame, hit.label) for hit in asked] == [(1056, "D4"), (1080, "F♯4")]
    assert sketch("D4:8 A4", at=1900).attacks == (1900,), "notes beyond the film are none of the film's"


def test_two_chords_that_differ_in_one_note_are_equally_loud():
    for first, second in (("D", "Dm"), ("D G D", "D Gm D")):
        beats = None if first == "D" else [4, 2, 2]
        pair = [sketch(TUNE.harmonise(c, beats=beats), at=612, played_by="horn").render() for c in (first, second)]
        one, two = (loudness(stems).integrated for stems in pair)
        assert abs(one - two) < 0.1
        for stems in pair:
            tune, chords = (level_of(stems[name].astype(float), 48000) for name in ("brass", "strings"))
            assert 1.5 < tune - chords < 9, "the tune is in front, and what is under it is heard"


def test_the_tune_and_what_lies_under_it_have_players_of_their_own():
    made = sketch(TUNE.harmonise("D Gm", beats=4), at=480, played_by="horn", over="choir")
    assert repr(made).endswith("over D Gm from frame 480 of First Bloom, horn over choir)")
    assert made.names == ("brass", "choir") == tuple(made.families)
    assert (made.attacks, made.counted) == ((480, 516, 528, 576, 600), "5 attacks")
    tune, chords = made.score().parts
    assert [(float(n.offset), n.nameWithOctave) for n in tune.notes][:2] == [(0, "D4"), (1.5, "A4")]
    assert [(float(c.offset), float(c.quarterLength)) for c in chords.notes] == [(0, 4), (4, 4)]
    assert {p.name for p in chords.notes[1].pitches} == {"G", "B-", "D"}
    plain = sketch(fs.reharmonise(TUNE, "lydian"), at=480)
    assert repr(plain).endswith("celesta over strings)")


@pytest.mark.parametrize(
    ("notes", "said", "counted", "attacks"),
    [
        (GROUND, "D3–A3–F♯4–A4 from frame 480 of First Bloom, piano", "1 chord", (480,)),
        ([60, 64, 67], "C4–E4–G4", "1 chord", (480,)),
        ([GROUND, ["D3", "B3", "E4", "G4"]], "D3–A3–F♯4–A4, D3–B3–E4–G4", "2 chords", (480, 528)),
        ([fs.Chord("Dm"), fs.Chord("G")], "D3–F3–A3, G3–B3–D4", "2 chords", (480, 528)),
        (fs.Chord("Dm"), "D3–F3–A3", "1 chord", (480,)),
        (fs.Triad("Dm"), "D4–F4–A4", "1 chord", (480,)),
        (fs.mnx(first="Dm", second="G"), "Dm G", "2 chords", (480, 576)),
        (fs.lead("Dm Gm", voices=["violin", "viola", "cello"], beats=2), "Dm Gm from frame 480 of First Bloom, violin",
         "2 chords", (480, 528)),
        (["D4:1", "E4:2", "R"], "D4 E4:2 R", "2 notes", (480, 504)),
        (fs.scale("D dorian"), "D4:1/2 E4:1/2", "15 notes", tuple(range(480, 660, 12))),
        (TUNE.against("A4:2 B4:2", offset=1), "D4:3/2 A4:1/2 E5:2 D5 A4:3 and A4:2 B4:2", "7 attacks",
         (480, 504, 516, 528, 552, 576, 600)),
        (["E2:4", "E2+B3:3 R:1"], "E2:4 | E2+B3:3 R:1 from frame 480 of First Bloom, strings", "2 attacks", (480, 576)),
        (fs.bars_of(["E2:4", "E2+B3:4"], bpm=72), "E2:4 | E2+B3:4", "2 attacks", (480, 560)),
    ],
)  # fmt: skip
def test_what_the_small_player_takes_as_notes_can_be_laid_on_a_film(notes, said, counted, attacks):
    made = sketch(notes, at=480)
    assert repr(made).startswith(f"Sketch({said}")
    assert (made.counted, made.attacks) == (counted, attacks)
    assert made.tempo.seconds_at(made._notes.beats) > 0 and list(made.score().recurse().notes)


def test_a_note_that_goes_on_is_held():
    """The E lasts through both, jotted as bars and given as chords."""
    made = sketch(["E2:4", "E2+B3:4"], at=480, film="the-log")
    assert [(n.nameWithOctave, float(n.quarterLength)) for n in made.score().recurse().notes] == [("E2", 8), ("B3", 4)]
    from filmscore.sound.performance import perform

    played = [(n.pitch, round(n.seconds)) for track in perform(made.score(), made.tempo).tracks for n in track.notes]
    assert played == [(40, 8), (59, 4)]
    row = sketch([["E2"], ["E2", "B3"], ["E2", "C4"]], at=480, film="the-log")
    got = [(n.nameWithOctave, float(n.offset), float(n.quarterLength)) for n in row.score().recurse().notes]
    assert got == [("E2", 0, 6), ("B3", 2, 2), ("C4", 4, 2)] and row.attacks == (480, 528, 576)


@pytest.mark.parametrize("played_by", [None, "strings"])
def test_a_voice_that_repeats_its_note_holds_it(played_by):
    """In chords that `fs.lead` gave to voices, each to its own player and all to one: C below, A above."""
    made = sketch(fs.laid(["C3 E3 G3 C4", "C3 F3 A3 C4", "C3 F3 A3 D4"]), at=0, played_by=played_by)
    got = [(p.nameWithOctave, float(n.offset), float(n.quarterLength))
           for n in made.score().recurse().notes for p in n.pitches]  # fmt: skip
    assert sorted(got) == [("A3", 4, 8), ("C3", 0, 12), ("C4", 0, 8), ("D4", 8, 4), ("E3", 0, 4), ("F3", 4, 8),
                           ("G3", 0, 4)]  # fmt: skip
    assert made.counted == "3 chords"


def test_one_chord_is_a_hit_and_its_name_is_not_given_away():
    assert [(h.frame, h.label) for h in sketch(GROUND, at=1056).spotting.hits] == [(1056, "the chord")]
    named = sketch([GROUND], at=1056, hits=True).spotting.hits
    assert [(h.frame, h.label) for h in named] == [(1056, "D3–A3–F♯4–A4")]


def small(bpm=None, signature="3/4", name="Flute"):
    from music21 import instrument, meter, note, stream, tempo

    part = stream.Part()
    part.partName = name
    part.append([instrument.Flute(), meter.TimeSignature(signature)])
    if bpm:
        part.append(tempo.MetronomeMark(number=bpm))
    for pitch in ("D5", "E5", "F5", "G5"):
        part.append(note.Note(pitch, quarterLength=1.5))
    return part.makeMeasures().makeTies()


def test_a_score_keeps_its_tempo_its_bars_and_its_players():
    made = sketch(small(bpm=72), at=480)
    assert made.names == ("woodwinds",) and made.counted == "4 attacks"
    assert made.attacks == (480, 510, 540, 570), "72 a minute: a beat is 20 frames"
    assert made.tempo.frame_of_bar(2) == 540.0, "bars of three"
    assert sketch(small(), at=480).attacks == (480, 516, 552, 588), "60 where nothing is said"
    asked = sketch(small(bpm=72), at=480, bpm=120, played_by="horn")
    assert asked.attacks == (480, 498, 516, 534) and asked.names == ("brass",)
    stems = asked.render()
    assert stems.names == ("brass",) and loudness(stems).integrated == pytest.approx(LEVEL, abs=0.1)


def test_a_score_that_changes_its_tempo_still_does_at_another_one():
    from music21 import tempo

    score = small(bpm=60)
    score.measure(2).insert(0, tempo.MetronomeMark(number=90))
    made = sketch(score, at=480, bpm=120)
    assert [round(s.bpm) for s in made.tempo.segments] == [120, 180]


def test_what_has_a_score_of_its_own_is_played_from_it():
    class Pattern:
        def to_music21(self):
            return small(bpm=144)

    made = sketch(Pattern(), at=96, film="last-parcel", played_by="cello")
    assert made.attacks == (96, 111, 126, 141) and made.names == ("soloist",)


@pytest.mark.parametrize(
    ("notes", "by", "said"),
    [("E4 A4", "nylon guitar", "guitars"), ("E4 A4", "bass guitar", "guitars"), ("E4", "harp", "harp"),
     ("E4", "celesta", "keys"), ("E4", None, "keys"), (["E4", "G4"], "harpsichord", "keys"), ("E4", "horn", "brass")],
)  # fmt: skip
def test_a_fader_is_called_after_who_plays(notes, by, said):
    made = fs.sketch(notes, at=1056, played_by=by)
    player = fs.watch("first-bloom", cues={"Mine": made})
    assert f"Music “Mine”: {said}, " in player.alt
    [stem] = player.scene["cues"][0]["stems"]
    assert stem.get("label", stem["name"]) == said and stem["family"] == stem["name"] == made.names[0]
    several = fs.scored({"harp": "C4", "nylon guitar": "E4", "piano": "G4"}, bpm=60)
    assert fs.sketch(several, at=1056).labels == {"keys": "keys, harp, guitars"}
    assert fs.sketch(several, at=1056, played_by="steel guitar").labels == {"keys": "guitars"}


def test_two_ostinatos_in_one_player_can_be_told_apart():
    cell = fs.Ostinato("D3> A3 D3")
    pages = {
        "D3> A3 D3": cell,
        "A3 D3 D3>": cell.rotate(1).build(2, "cello"),
        "Low": cell.build(2, "cello", title="Low"),
        "The chase": fs.Ostinato("D3> A3", name="The chase").build(2),
    }
    for title, page in pages.items():
        assert repr(sketch(page, at=96, film="last-parcel")).startswith(f"Sketch({title} from frame 96")


def test_a_tied_note_begins_once():
    made = sketch(small(bpm=60, signature="2/4"), at=0)
    assert made.attacks == (0, 36, 72, 108)


def test_a_motif_has_its_own_player_and_a_palette_full_of_others():
    assert sketch(TUNE.played_by("Solo cello"), at=0).names == ("soloist",)
    assert sketch(TUNE.played_by("cello"), at=0, played_by="Bassoon").names == ("woodwinds",)
    assert sketch(TUNE, at=0).names == ("keys",)


def test_a_waltz_is_counted_in_three():
    waltz = fs.Motif("D4 F4 A4 D5:3", meter="3/4")
    assert sketch(waltz, at=480).tempo.frame_of_bar(2) == 480 + 72
    assert read(waltz).beats == Fraction(6)


def test_the_six_colours_are_equally_loud_where_the_film_wants_them():
    six = {name: sketch(one, at=480, bpm=60) for name, one in fs.six_colours().items()}
    assert list(six) == ["quartal", "mixture", "lydian", "pedal", "aeolian", "chromatic thirds"]
    for name, one in six.items():
        assert one.tempo.frame_of_bar(7) == 1056 and one.spotting.cues[0].end == 1248, name
        assert one.attacks[0] == 480 and one.attacks[-1] < 1248 and one.spotting.hits == ()
    assert six["lydian"].names == ("woodwinds", "keys", "strings")


def test_an_empty_page_is_no_music():
    assert sketch(None, at=1056) is None
    assert sketch("  ", at=1056) is None


def test_a_sketch_is_over_where_it_is_told_to_be():
    """A door shuts on 697: what rings on then is gone by 701, and until 696 it is as it would have been."""
    open_end, shut = (sketch("D4:4 A4:4", at=615, film="last-parcel", bpm=144, played_by="strings", until=until)
                      for until in (None, 697))  # fmt: skip
    whole, ends = (one.render().mix().astype(float) for one in (open_end, shut))

    def level(sound, first, last):
        return 10 * np.log10(np.mean(sound[(first - 615) * 2000 : (last - 615) * 2000] ** 2) + 1e-14)

    assert level(whole, 702, 712) > level(whole, 680, 696) - 40, "in the hall it would ring on"
    assert np.abs(ends[(701 - 615) * 2000 :]).max(initial=0.0) == 0.0
    ratio = ends[: (696 - 615) * 2000] / np.where(whole == 0, 1, whole)[: (696 - 615) * 2000]
    there = np.abs(whole[: (696 - 615) * 2000]) > 1e-3
    assert np.ptp(ratio[there]) < 1e-3, "one gain throughout"
    assert loudness(ends).integrated == pytest.approx(LEVEL, abs=0.1)
    assert (shut.spotting.cues[0].end, shut.ends) == (695, pytest.approx((697 - 615) / 24))


def test_no_note_begins_where_it_is_over():
    made = sketch("D4 A4 D5 E5", at=600, film="last-parcel", until="02:00:27:00")
    assert made.attacks == (600, 624) and made.spotting.cues[0].end == 648 == made.until
    from filmscore.sound.sketches import fingerprint

    plain = sketch("D4 A4 D5 E5", at=600, film="last-parcel")
    assert fingerprint(made.perform()) == fingerprint(plain.perform())
    assert fingerprint(made.perform(), made.ends) != fingerprint(plain.perform(), plain.ends)
    assert fingerprint(made.perform(), made.ends) != fingerprint(made.perform(), made.ends + 1 / 24)
    for until, says in ((600, "cannot be over on 600"), (5000, "outside Last Parcel"), ("soon", "no timecode label")):
        with pytest.raises(fs.FilmScoreError, match=says):
            sketch("D4", at=600, film="last-parcel", until=until)


def test_a_sketch_may_ring_beyond_the_film():
    made = sketch("C4:8", at=1900)
    assert made.spotting.cues[0].end == 1920


def test_the_line_in_the_way_can_be_pulled_over_jon_and_under_him():
    """Lesson 00 asks for it: with the strings' fader at +6 dB they cover his consonants, at -12 dB they do not."""
    import soundfile
    from scipy.signal import butter, sosfilt

    band = butter(4, [1000, 4000], "bandpass", fs=48000, output="sos")

    def level(sound, start):
        part = sound[(1320 - start) * 2000 : (1362 - start) * 2000].mean(1)
        return 10 * np.log10(np.mean(sosfilt(band, part) ** 2))

    jon = level(soundfile.read(str(fs.open_film("first-bloom").guide))[0], 0)
    strings = level(sketch("A4 F#5 E5 G5 A5 F#5", at=1248, played_by="strings").render().mix(), 1248)
    assert strings + 6 > jon + 1
    assert strings - 12 < jon - 6


def test_hours_of_notes_are_not_rendered_beyond_the_film():
    stems = sketch("C4:64 D4:64", at=1872, bpm=1).render()
    assert stems.seconds == 4.0  # two seconds of film, two of tail


@pytest.mark.parametrize(
    "make",
    [
        lambda: sketch("C4", at=1920),
        lambda: sketch("C4", at=-1),
        lambda: sketch("C4", at="01:00:00:00"),
        lambda: sketch("H4", at=0),
        lambda: sketch("C4", at=0, played_by="kazoo"),
        lambda: sketch("C4", at=0, played_by=["celesta"]),
        lambda: sketch("C٤", at=0),
        lambda: sketch("C4", at=0, bpm=0),
        lambda: sketch("C4", at=0, film="nothing"),
        lambda: sketch(60, at=0),
        lambda: sketch("C4", at=0, hits="yes"),
        lambda: sketch("C4", at=0, over="strings"),
        lambda: sketch(TUNE.harmonise("D"), at=0, over="kazoo"),
        lambda: sketch(None, at=0, played_by="kazoo"),
        lambda: sketch([], at=0),
        lambda: sketch([["C4"], []], at=0),
        lambda: sketch([["C4"], "E4"], at=0),
        lambda: sketch([["C4", None]], at=0),
        lambda: sketch({"C4": 1}, at=0),
        lambda: sketch(["E2+B3"], at=0),
        lambda: sketch(["E2+B3:3"], at=0),
    ],
)
def test_what_cannot_be_is_refused(make):
    with pytest.raises(fs.FilmScoreError):
        make()


def test_chord_symbols_by_themselves_are_told_how_to_be_laid():
    with pytest.raises(fs.FilmScoreError, match=r"fs\.lead\('Dm G'\)"):
        sketch("Dm G", at=0)
    with pytest.raises(fs.FilmScoreError, match="no note name"):
        sketch("Dm Q", at=0)


def test_an_empty_score_is_refused():
    from music21 import stream

    with pytest.raises(fs.FilmScoreError, match="no note in this score"):
        sketch(stream.Score(), at=0)
