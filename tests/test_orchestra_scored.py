"""Notes written out for players, lines shared out phrase by phrase, and what becomes of them on page and in sound."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import pytest

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.cues.chorale import line
from filmscore.music.orchestra.orchestration import sounding_together
from filmscore.music.orchestra.page import lines_of

PLAN = {
    "A": {"soprano": "clarinet", "alto": "horn 1", "tenor": "horn 2", "bass": "bassoon", "dynamic": "p"},
    "B": {"soprano": "flute", "alto": "clarinet", "tenor": "horn 1", "bass": "bassoon", "dynamic": "p"},
    "C": {"soprano": "violins I, flute +8, oboe, horn 1 -8, horn 2 -8", "alto": "violins II, clarinet",
          "tenor": "violas", "bass": "cellos, bassoon, double basses -8", "dynamic": "f"},
    "D": {"soprano": "violins I", "alto": "violins II", "tenor": "violas", "bass": "cellos", "dynamic": "p"},
    "written": {"horn 1": "Bb4:2 A4:1 Bb4:1 Eb5:2 D5:2"},
}  # fmt: skip


@lru_cache
def shared():
    return fs.distribute(fs.chorale(), PLAN)


@lru_cache
def lines(made):
    return {one.name: one for one in lines_of(made.to_music21())}


def heard(made):
    return {name: [(n.midi, n.start, n.beats) for n in one.notes] for name, one in lines(made).items()}


# ---- written out


def test_exactly_this_player_has_exactly_these_notes():
    made = fs.scored({"violas": "F#3:8", "horn": "A3:3/2 D4:1/2 | F#4:2 E4 R D4:2"}, dynamic="p", bpm=60)
    assert made.players == ("horn", "violas"), "in the order of a score"
    assert made["horn"].beats == made["violas"].beats == 8 and made.bpm == 60
    assert heard(made)["Horn"] == [
        (57, 0, Fraction(3, 2)), (62, Fraction(3, 2), Fraction(1, 2)), (66, 2, 2), (64, 4, 1), (62, 6, 2),
    ]  # fmt: skip
    written = [n.nameWithOctave for n in made.to_music21().parts[0].recurse().notes]
    assert written[:2] == ["E4", "A4"], "the page is a fifth above the sound"
    assert made.at(4) == {"horn": "E4", "violas": "F♯3"} and made.at(5) == {"violas": "F♯3"}


@pytest.mark.parametrize("who", ["piano", "harp", "celesta", "organ", "marimba", "violas"])
def test_what_is_struck_again_is_struck_again(who):
    made = heard(fs.scored({who: "C4+E4:1 C4+E4:1 C4+E4:2"}))
    (notes,) = made.values()
    assert [at for _, at, _ in notes] == [0, 0, 1, 1, 2, 2]
    (left,) = heard(fs.scored({"piano": "C3+C5 C3+D5 C3+E5 R"})).values()
    assert [at for midi, at, _ in left if midi == 48] == [0, 1, 2]


def test_of_what_is_shared_out_a_hand_holds_what_stays():
    (notes,) = heard(fs.distribute("C C F/C", {"A": {"soprano": "piano", "bass": "piano"}})).values()
    tops = [(at, beats) for midi, at, beats in notes if midi >= 60]
    assert tops == [(0, 4), (4, 4)], "a chord that comes again is struck again"
    (notes,) = heard(fs.distribute(fs.chorale(), {"D": {"alto": "piano", "bass": "piano"}})).values()
    assert (51, 28, 4) in notes, "the left hand holds its E flat while the right one goes on"


@pytest.mark.parametrize(
    ("key", "who", "note", "signs", "first"),
    [
        ("B", "E flat clarinet", "B4", -4, "A-4"), ("B", "clarinet", "D#4", -5, "F4"), ("F#", "horn", "F#3", -5, "D-4"),
        ("Db", "A clarinet", "Db4", 4, "E4"), ("E", "clarinet", "E4", 6, "F#4"),
    ],
)  # fmt: skip
def test_no_page_has_more_signs_than_people_read(key, who, note, signs, first):
    score = fs.scored({who: f"{note}:4"}, key=key).to_music21()
    page = score.parts[0].recurse()
    assert page.getElementsByClass("KeySignature")[0].sharps == signs
    assert page.notes[0].nameWithOctave == first
    sounds = fs.concert(score).parts[0].recurse()
    assert sounds.notes[0].nameWithOctave.replace("-", "b") == note, "in C it has its own name again"
    assert fs.parts(score)[who[0].upper() + who[1:]].recurse().notes[0].nameWithOctave == first


def test_all_lines_end_with_the_bar_of_the_longest():
    made = fs.scored({"flute": "C5:5", "oboe": "C5"}, meter="3/4")
    assert {one.beats for one in made.given} == {6}
    assert {part.highestTime for part in made.to_music21().parts} == {6}


def test_several_notes_at_once_are_all_on_the_page_and_remarked_on():
    made = fs.scored({"violins II": "G4+B4:4", "flute": "C5+E5:4"}, bpm=60)
    assert [m for m, *_ in heard(made)["Violins II"]] == [67, 71]
    remarks = fs.playability(made)
    assert [one.part for one in remarks.of("divisi")] == ["Violins II"]
    assert [one.part for one in remarks.of("chord")] == ["Flute"]
    assert not fs.playability(fs.scored({"violins II": '"div." G4+B4:4'})).of("divisi")


def test_a_harp_is_written_on_two_staves():
    score = fs.scored({"harp": "C3+E4+G4:4"}).to_music21()
    assert [part.partName for part in score.parts] == ["Harp", "Harp"]
    assert [[p.midi for n in part.recurse().notes for p in n.pitches] for part in score.parts] == [[64, 67], [48]]


def test_each_player_may_have_dynamics_and_slurs_of_their_own():
    made = fs.scored({"flute": "ff (E6:2 F#6:1 G6:1) p A6:4", "horn": "D4:8"}, dynamic="mp", bpm=60)
    flute, horn = lines(made)["Flute"], lines(made)["Horn"]
    assert flute.dynamics == [(0, "ff"), (4, "p")] and horn.dynamics == [(0, "mp")]
    assert flute.slurs == [(0, 4)] and not horn.slurs
    assert made.level(0) == "ff" and made.balance(0).dynamic == "ff"


def test_a_motif_is_a_line_and_the_copyist_moves_the_key():
    made = fs.scored({"horn": fs.Motif("Eb4 F4 G4 Ab4")}, key="Eb")
    assert [n.name for n in made.to_music21().recurse().notes] == ["B-", "C", "D", "E-"]
    assert [k.sharps for k in fs.parts(made)["Horn"].recurse().getElementsByClass("KeySignature")] == [-2]


def test_the_page_of_the_lesson_gets_two_remarks():
    page = fs.scored({"flute": "C5:4 D5:4 E5:4", "timpani": "D2:1 F2:1 Bb2:1 C3:1 Eb3:1 R:7"}, bpm=60)
    assert [(one.kind, one.part) for one in fs.playability(page)] == [("breath", "Flute"), ("drums", "Timpani")]


def test_two_players_of_a_staff_get_a_stand_each():
    made = fs.parts(fs.scored({"2 trombones": "A3+D3:4 C4:4", "flute": "C5:8"}))
    assert list(made) == ["Flute", "Trombone 1", "Trombone 2"]
    sounds = [[n.midi for n in lines_of(made[f"Trombone {i}"])[0].notes] for i in (1, 2)]
    assert sounds == [[57, 60], [50, 60]]
    assert list(fs.parts(fs.chorale("orchestra")))[4] == "Horns in F 1-2", "one page for both, as orchestras have it"


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        ({}, {}, "gives nobody anything"), ("C4", {}, "gives nobody anything"), ({"flute": ""}, {}, "flute has ''"),
        ({"flute": "R:4"}, {}, "rests only"), ({"flute": "H4:2"}, {}, r"(?s)flute: .*\^\^"),
        ({"kazoo": "C4"}, {}, "No instrument is known"), ({"snare drum": "C4"}, {}, "has no range"),
        ({"flute": "(C5 D5"}, {}, "never closed"), ({"flute": "C5 D5)"}, {}, "not opened"),
        ({"flute": "C5:x"}, {}, "no number of beats"), ({"flute": 5}, {}, "flute has 5"),
        ({"flute": "C5"}, {"bpm": 7}, "bpm is 7"), ({"flute": "C5"}, {"bpm": True}, "bpm is True"),
        ({"flute": "C5"}, {"dynamic": "loud"}, "dynamic is 'loud'"), ({"flute": "C5"}, {"meter": "x"}, "x"),
        ({"flute": "C5"}, {"key": "Hm"}, "Hm"), ({f"flute {i}": "C5" for i in range(40)}, {}, "40 players"),
    ],
)  # fmt: skip
def test_what_cannot_be_scored(given, options, words):
    with pytest.raises(FilmScoreError, match=words):
        fs.scored(given, **options)


# ---- shared out


def test_a_plan_is_played_as_it_stands():
    soprano = [fs.Motif(n).midi[0] for n in line("soprano")]
    found = heard(shared())
    assert [m for m, *_ in found["Violins I"]] == soprano[9:], "phrases C and D"
    assert [m for m, *_ in found["Flute"]] == [*soprano[5:9], *(m + 12 for m in soprano[9:15])]
    assert {start for _, start, _ in found["Flute"]} <= {Fraction(b) for b in range(8, 24)}
    assert [m for m, *_ in found["Horn 2"]][-6:] == [m - 12 for m in soprano[9:15]]
    assert {one.beats for one in shared().given} == {32} and shared().key == "Eb" and shared().bpm == 66


def test_every_phrase_has_its_dynamic_and_the_slurs_of_the_passage():
    clarinet = lines(shared())["Clarinet"]
    assert clarinet.dynamics == [(0, "p"), (16, "f")] and lines(shared())["Violins I"].dynamics == [
        (16, "f"),
        (24, "p"),
    ]
    assert clarinet.slurs == [(0, 8), (8, 16), (16, 24)]
    assert [shared().level(beat) for beat in (0, 8, 16, 24)] == ["p", "p", "f", "p"]


def test_the_plan_can_be_played_by_people():
    assert not fs.playability(shared()).rows
    bare = fs.scored(
        {one.player: " ".join(f"{(n or 'R')}:{b}" for n, b in one.notes) for one in shared().given}, bpm=66
    )
    assert fs.playability(bare).of("breath"), "without the slurs nobody could breathe"


def test_the_climax_is_made_of_people():
    sums = [sum(w.units for w in shared().balance(beat).notes) for beat in (0, 8, 20, 28)]
    assert sums[2] == max(sums) and sums[2] >= 3 * sums[1]


def test_a_section_divides_if_it_is_told_to():
    plan = {"A": {"alto": "violas div.", "tenor": "violas div.", "dynamic": "p"}, "B": {"tenor": "violas"}}
    made = fs.distribute(fs.chorale(), plan)
    assert made.at(0) == {"violas": "B♭3 E♭4"} and made["violas"].words == ((0, "div."), (8, "unis."))
    assert not fs.playability(made).of("divisi")
    with pytest.raises(FilmScoreError, match=r"violas have alto and tenor at once.*'violas div\.'"):
        fs.distribute(fs.chorale(), {"A": {"alto": "violas", "tenor": "violas"}})


def test_a_passage_without_marks_has_phrases_of_two_bars():
    made = fs.distribute(fs.lead("G Eb Cm G", voices="SATB", key="G"),
                         {"b": {"soprano": "Flute"}, "A": {"bass": "cellos", "soprano": "flute"}})  # fmt: skip
    assert made.players == ("Flute", "cellos") or made.players == ("flute", "cellos")
    assert made.at(0).keys() == {made.players[0], "cellos"} and list(made.at(8)) == [made.players[0]]


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        ({}, "is no plan"), (None, "is no plan"), ({"E": {"soprano": "flute"}}, "no phrase 'E'.*A, B, C, D"),
        ({"A": {"descant": "flute"}}, "no line 'descant'.*soprano, alto"), ({"A": "flute"}, "Phrase A is 'flute'"),
        ({"A": {"soprano": "kazoo"}}, "No instrument is known"), ({"A": {"soprano": ""}}, "gives nobody anything"),
        ({"A": {"soprano": "horn 1", "alto": "horn 1"}}, "horn 1 has soprano and alto at once"),
        ({"A": {"soprano": "drum kit"}}, "has no range"), ({"A": {"soprano": 3}}, "names nobody"),
        ({"A": {"soprano": "flute", "dynamic": "loud"}}, "Phrase A: dynamic is 'loud'"),
        ({"written": {"horn": "C4"}}, "gives nobody anything"),
    ],
)  # fmt: skip
def test_what_cannot_be_shared_out(plan, words):
    with pytest.raises(FilmScoreError, match=words):
        fs.distribute(fs.chorale(), plan)


def test_overlapping_notes_become_chords():
    spans = [(Fraction(0), Fraction(3), "C4"), (Fraction(1), Fraction(2), "E4"), (Fraction(4), Fraction(5), "G4")]
    assert sounding_together(spans, Fraction(6)) == (
        ("C4", 1), ("C4 E4", 1), ("C4", 1), (None, 1), ("G4", 1), (None, 1),
    )  # fmt: skip


# ---- in the small player, without a sound


def test_everybody_who_has_a_pitch_can_be_asked_to_play():
    from filmscore.sound.note_bank import INSTRUMENTS, instrument

    made = {one.name: instrument(one.name) for one in fs.instruments() if one.comfortable}
    assert len({one.id for one in made.values()}) >= 70 and all(instrument(one.id) == one for one in made.values())
    assert made["Trombone"].voice.stem == "brass" and made["Trombone"].low == 40
    assert instrument("violins II").id != instrument("violin").id and instrument("cor anglais").id == "english-horn"
    assert instrument("french horn") in INSTRUMENTS
    player = fs.play("C4", played_by="trombone")
    assert player.plan["first"][0][1] == "trombone" and player.plan["menu"][-1]["id"] == "trombone"
    assert len(fs.play("C4").plan["menu"]) == len(INSTRUMENTS), "nobody else is in the menu"
    with pytest.raises(FilmScoreError, match="snare drum has no pitch"):
        fs.play("C4", played_by="snare drum")


def test_an_instrument_plays_its_compass_register_by_register():
    for name in ("horn", "clarinet", "trombone"):
        tool = fs.instrument(name)
        music = fs.play(tool).music
        assert (min(n.pitch for n in music.notes), max(n.pitch for n in music.notes)) <= tool.span()
        low, high = tool.span()
        registers = [tool.register(int(n.pitch)).name for n in music.notes]
        assert list(dict.fromkeys(registers)) == [r.name for r in tool.registers if tool.register(low).name == r.name
                                                  or low <= fs.Motif(r.low).midi[0] <= high]  # fmt: skip
        assert music.parts[0].instrument == name
    with pytest.raises(FilmScoreError, match="has no range"):
        fs.play(fs.instrument("snare drum"))


def test_what_was_weighed_is_played_by_who_was_weighed():
    music = fs.play(fs.balance({"2 trombones": "D3 A3", "flute": "E5", "violins I": "E5"}, "f")).music
    assert {part.instrument for part in music.parts} == {"trombone", "flute", "violins-i"}
    assert sorted(n.pitch for n in music.notes) == [50, 57, 76, 76]
    assert fs.play(shared()).music.parts[3].instrument == "bassoon"


def test_what_is_told_of_a_score_is_what_is_written():
    told = fs.play(fs.scored({"horn": "(D4:4 E4:2) F4:1 G4:1/2 A4:1/2"}, bpm=60)).alt
    assert "Beat 1: D4 for 4 beats." in told and "Beat 7: F4 for 1 beat." in told and "G4 for 0.5 beats" in told
