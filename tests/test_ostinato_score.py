"""An ostinato written out and measured: players, reach, room left free, growth; and the chase made with it."""

from functools import cache
from itertools import pairwise

import pytest
from music21 import articulations, converter, dynamics, instrument, note, stream, tie
from music21.musicxml.m21ToXml import GeneralObjectExporter

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.cues import chase
from filmscore.music.rhythm.players import reach_of
from filmscore.music.rhythm.strokes_of import attacks_of
from filmscore.widgets.roll_read import read

CELL = fs.Ostinato("D3> A3 D3 E-3> D3 A3")
TEMPO = fs.TempoMap(96).bars(15, "4/4", bpm=144)


def heights(score, part=0):
    return [a.heights[0] for a in attacks_of(score)[0] if a.part == score.parts[part].partName]


def test_the_page_holds_every_stroke_and_every_accent():
    score = CELL.build(3, "cello")
    attacks, bars = attacks_of(score)
    assert bars == [(1, 0.0), (2, 4.0), (3, 8.0)]
    assert [a.beat for a in attacks] == [k / 2 for k in range(24)]
    assert [a.beat for a in attacks if a.accent] == [k * 1.5 for k in range(8)]
    assert heights(score) == [50, 57, 50, 51, 50, 57] * 4
    for part in score.parts:
        assert [float(m.duration.quarterLength) for m in part.getElementsByClass("Measure")] == [4.0] * 3
    assert all(a.force == 4 for a in attacks)  # mf


def test_a_player_reaches_it_and_a_drum_has_no_pitch():
    score = CELL.build(2, {"violin": "all", "double bass": "accents", "snare drum": "weak", "pulse": "gaps"})
    for number, name in enumerate(("violin", "double bass")):
        low, high = reach_of(name).low, reach_of(name).high
        assert all(low <= h <= high for h in heights(score, number)), name
    assert {h % 12 for h in heights(score, 0)} == {2, 9, 3}
    attacks, _ = attacks_of(score)
    drum = [a for a in attacks if a.part == "Snare drum"]
    assert drum and all(a.heights == () and not a.accent for a in drum)
    assert all(a.accent for a in attacks if a.part == "Double bass")
    assert not [a for a in attacks if a.part == "Pulse"]  # this cell has no gaps
    gaps = fs.Ostinato("X.x.", pitch="D4").build(1, {"violin": "all", "viola": "gaps"})
    assert sorted(a.beat for a in attacks_of(gaps)[0]) == [k / 2 for k in range(8)]
    with pytest.raises(FilmScoreError, match="known here"):
        CELL.build(2, "kazzoo")


def test_what_was_declared_is_what_is_written():
    cell = (
        CELL.evolve("players", (1, 3), every=1, bars=(2, 3)).evolve("dynamics", ("p", "ff"), bars=(4, 4))
        .evolve("register", (0, 1), bars=(5, 5)).evolve("accents", (1, 0), bars=(6, 6))
        .evolve("length", (0.5, 1), bars=(7, 7))
    )  # fmt: skip
    score = cell.build(7, ["cello", "viola", "violin"])
    grown = fs.momentum(score, TEMPO)
    assert [bar.players for bar in grown.bars] == [1, 2, 3, 3, 3, 3, 3]
    assert [round(bar.force) for bar in grown.bars] == [2, 2, 2, 6, 6, 6, 6]
    assert grown.bars[4].high > grown.bars[3].high
    assert [bool(bar.accents) for bar in grown.bars] == [True] * 5 + [False] * 2
    marks = [type(a).__name__ for n in score.parts[0].recurse().notes for a in n.articulations]
    assert "Staccato" in marks and "Tenuto" in marks
    assert "it begins" in repr(cell.plan(7))


def test_room_is_left_free_and_measured():
    tempo = fs.TempoMap(96).bars(8, "4/4", bpm=144)
    room = (136, 216, "C2", "F4", "a voice")
    kept = CELL.leave(room).build(8, "cello", tempo=tempo)
    assert fs.momentum(kept, tempo, room=[room]).intruders == ()
    loose = fs.momentum(CELL.build(8, "cello"), tempo, room=[room])
    assert len(loose.intruders) == 16  # two bars of eighths
    moved = CELL.leave((136, 216, "C2", "B3", "a voice")).build(8, "viola", tempo=tempo)
    inside = [a for a in attacks_of(moved)[0] if 4 <= a.beat < 12]
    assert len(inside) == 16 and min(a.heights[0] for a in inside) >= 60  # an octave higher, nothing lost
    with pytest.raises(FilmScoreError, match="on which frames the bars fall"):
        CELL.leave(room).build(8, "cello")
    for wrong, says in (((5, 3, "C2", "C3"), "no length"), ((3, 5, "C4", "C3"), "upside down"), (7, "is no room")):
        with pytest.raises(FilmScoreError, match=says):
            CELL.leave(wrong)
    assert [slot.start for slot in CELL.leave("last-parcel").free] == [740, 1452]


TRAM = (487, 545, "C1", "A3", "the tram")


def under(score, part, frames=(487, 545)):
    return [a for a in attacks_of(score)[0] if a.part == part and frames[0] <= TEMPO.frame_at(a.beat) < frames[1]]


def test_a_note_held_into_room_is_seen_and_written_shorter():
    cell = fs.Ostinato("D2:4>")
    room = (500, 545, "C1", "A3")
    loose = fs.momentum(cell.build(15, "cello"), TEMPO, room=room)
    assert [a.bar for _, a in loose.intruders] == [11, 12], "one struck on 496, under nearly all of it, one on 536"
    kept = cell.leave(room).build(15, "cello", tempo=TEMPO)
    assert fs.momentum(kept, TEMPO, room=room).intruders == ()
    held = [a for a in attacks_of(kept)[0] if a.bar == 11]
    assert [(a.heights[0], a.beats) for a in held] == [(38.0, 0.5)], "its attack stays, and an eighth of it"
    assert len(attacks_of(kept)[0]) == 15
    ringing = fs.Ostinato("D2> R R R").build(15, "cello")
    assert fs.momentum(ringing, TEMPO, room=(497, 515, "C1", "A3")).intruders == (), "four frames are let pass"
    longer = fs.Ostinato("D2:1> R R").build(15, "cello")
    assert len(fs.momentum(longer, TEMPO, room=(480, 485, "C1", "A3")).intruders) == 0, "over with the room"
    assert fs.momentum(ringing, TEMPO, room="last-parcel").intruders == ()


def test_nobody_leaps_to_the_top_of_an_instrument_or_faster_than_a_hand_can():
    low = CELL.rotate(-2).transpose("-P8").leave(TRAM)
    for player in ("double bass", "bass trombone", "contrabassoon"):
        score = low.build(15, player, tempo=TEMPO)
        name = player.capitalize()
        assert under(score, name) == [] and under(score, name, (416, 487)) and under(score, name, (545, 600)), player
    score = low.build(15, "cello", tempo=TEMPO)
    found = fs.momentum(score, TEMPO, hits=[495], room=TRAM)
    assert found.intruders == () and found.caught == 1, "the cello has the accent, two octaves up"
    line = sorted(attacks_of(score)[0], key=lambda a: a.beat)
    for one, other in pairwise(line):
        if abs(one.heights[0] - other.heights[0]) > 19:  # the cell itself has fifths
            assert (other.beat - one.beat) * 60 / 144 >= 0.4, "a leap takes a beat"
    assert any(a.heights[0] == 62 for a in under(score, "Cello"))
    near = CELL.rotate(-2).leave(TRAM).build(15, "cello", tempo=TEMPO)
    back = [[round(TEMPO.frame_at(a.beat)) for a in under(one, "Cello", (540, 555))] for one in (near, score)]
    assert back == [[541, 546, 551], [541, 551]], "one octave is taken at once"


def test_an_accent_is_not_lost_to_a_leap():
    """Struck two eighths apart in two floors, the heavier of the two is kept."""
    cell = fs.Ostinato("D2 D2 D2> D2 D2 D2 D2 D2").leave((103, 300, "C1", "A3"))
    score = cell.build(2, "cello", tempo=TEMPO)
    kept = [(a.beat, a.heights[0], a.accent) for a in attacks_of(score)[0]]
    assert kept[:2] == [(0, 38, 0), (1, 62, 1)]
    first = fs.Ostinato("D2 D2> D2 D2 D2 D2 D2 D2").leave((100, 300, "C1", "A3")).build(1, "cello", tempo=TEMPO)
    assert (attacks_of(first)[0][0].beat, attacks_of(first)[0][0].heights[0]) == (0.5, 62), (
        "the plain one before it went"
    )


def test_a_chord_that_is_moved_stays_in_order_and_doubles_nothing():
    cell = fs.Ostinato("D3+A3+D4").leave((90, 200, "C1", "Bb3"))
    first = next(iter(cell.build(1, "piano", tempo=TEMPO).recurse().notes))
    assert [p.midi for p in first.pitches] == [62, 69]


def test_a_film_and_one_room_are_taken_as_they_are():
    score = CELL.transpose("P8").build(20, "violin")
    far = fs.TempoMap(96).bars(20, "4/4", bpm=144)
    by_name = fs.momentum(score, far, room="last-parcel", hits="last-parcel")
    assert by_name.intruders == fs.momentum(score, far, room=fs.open_film("last-parcel")).intruders
    assert by_name.intruders == fs.momentum(score, far, room=["last-parcel"]).intruders != ()
    assert [one.frame for one in by_name.met] == [96, 257, 376, 495, 697]
    assert fs.momentum(score, far, room=(740, 800, "C4", "C6")).intruders
    with pytest.raises(FilmScoreError, match="5000 lies outside"):
        fs.momentum(score, far, hits=[5000])
    with pytest.raises(FilmScoreError, match="zero or more"):
        fs.momentum(score, far, hits=[96], tolerance=-1)


def test_what_grows_is_played_until_it_has_grown():
    assert read(CELL).beats == 12
    growing = CELL.evolve("density", (1 / 3, 1)).evolve("dynamics", ("p", "f")).leave(TRAM)
    whole = growing.to_music21()
    found = fs.momentum(whole, fs.TempoMap(0).bars(16, "4/4", bpm=120))
    assert len(found.bars) == 12 and found.curve("density")[0] < found.curve("density")[4]
    assert found.curve("force")[7] < found.curve("force")[8]
    assert (growing.to_music21().metadata.title, CELL.to_music21().metadata.title) == (CELL.text, CELL.text)


def test_held_notes_are_tied_over_the_bar_line():
    score = fs.Ostinato("D3:3 A3:2").build(3, "cello")
    attacks, _ = attacks_of(score)
    assert [(a.beat, a.beats) for a in attacks] == [(0, 3), (3, 2), (5, 3), (8, 2), (10, 2)]
    ties = [n.tie.type for n in score.recurse().notes if n.tie]
    assert ties == ["start", "stop"]


def test_lengths_are_written_as_they_are_read():
    for words, meter, step, lengths in (
        ("D3 A3 F3", "4/4", "1/3", {1 / 3}),
        ("D3:5/2 R:1/2", "3/4", "1/2", {2.0, 0.5}),
        ("D3 R R A3", "7/8", "1/2", {0.5, 1.0}),
    ):
        score = fs.Ostinato(words, meter, step=step).build(2, "viola")
        found = {round(float(one.quarterLength), 6) for one in score.recurse().notesAndRests}
        assert found <= {round(length, 6) for length in lengths}, words
        assert "AltoClef" in {type(c).__name__ for c in score.recurse().getElementsByClass("Clef")}
    again = converter.parse(GeneralObjectExporter(CELL.build(2, {"cello": "all", "taiko": "accents"})).parse())
    assert [len(part.recurse().notes) for part in again.parts] == [16, 6]


def test_it_plays_and_is_shown():
    roll = read(CELL.build(2, ["cello", "viola"]))
    assert [part.name for part in roll.parts] == ["Cello", "Viola"] and len(roll.notes) == 32
    assert read(CELL).beats == 12  # three bars: until it is home
    assert "home again after 3 bars" in fs.show(CELL).text
    assert "changes" in fs.show(CELL.evolve("density", (0.2, 1)).plan(12)).text
    assert "not heard" in fs.show(CELL.evolve("density", (0.34, 0.36)).plan(12)).text
    assert "96: +0.0 frames, hit" in fs.show(CELL.meets([96], TEMPO)).text
    assert "97: −1.0 frames, hit" in fs.show(CELL.meets([97], TEMPO)).text
    assert fs.show(fs.momentum(CELL.build(4, "cello"), TEMPO, hits=[96])).text.startswith("Level throughout")
    grown = CELL.evolve("density", (0.34, 1)).evolve("players", (1, 4)).evolve("dynamics", ("mp", "f"))
    band = {"cello": "all", "viola": "weak", "violin": "accents", "hand drum": "accents"}
    one = fs.momentum(grown.build(15, band), TEMPO)
    assert one.flat == ("low",) and fs.show(one).text.startswith("The lowest note stays level. ")
    assert "a beat, 1 player;" in fs.show(one).text and "1 players" not in fs.show(one).text


def bar_of(*notes):
    measure = stream.Measure(number=1)
    for one in notes:
        measure.append(one)
    return measure


def test_momentum_counts_by_hand():
    one, two = stream.Part(id="One"), stream.Part(id="Two")
    one.partName, two.partName = "One", "Two"
    loud = note.Note("C5", quarterLength=1)
    loud.articulations.append(articulations.Accent())
    held = note.Note("G4", quarterLength=3)
    held.tie = tie.Tie("start")
    one.append(bar_of(dynamics.Dynamic("f"), loud, held))
    on = note.Note("G4", quarterLength=2)
    on.tie = tie.Tie("stop")
    second = bar_of(on, note.Rest(quarterLength=2))
    second.number = 2
    one.append(second)
    two.insert(0, instrument.Horn())
    two.append(
        bar_of(note.Rest(quarterLength=1), note.Note("G4", quarterLength=0.5), note.Note("E4", quarterLength=2.5))
    )
    two.atSoundingPitch = False
    found = fs.momentum(stream.Score([one, two]), TEMPO, hits=[96, 100])
    first, after = found.bars
    assert first.density == pytest.approx(3 / 4)  # beats 1, 2 and 2.5
    assert (first.players, first.low, first.high, first.accents) == (2, 57, 72, (1.0,))  # the horn sounds a fifth lower
    assert first.force == pytest.approx((5 + 5 + 4 + 4) / 4)
    assert (after.density, after.players, after.low) == (0, 0, None)
    assert found.ends == 96 + 60  # the tie is over after six beats
    assert [one.verdict for one in found.met] == ["hit", "miss"]


def test_everything_at_once_from_the_first_bar_is_flat():
    loud = fs.momentum(CELL.build(12, ["cello", "viola", "violin"]), TEMPO)
    assert set(loud.flat) == {"density", "players", "low", "high", "force"} and not loud.rises
    assert "No bar is fuller than another." in loud.told and "Fullest" not in loud.told
    grown = CELL.evolve("density", (0.3, 1)).evolve("players", (1, 3)).build(12, ["cello", "viola", "violin"])
    assert fs.momentum(grown, TEMPO).rises
    square = fs.Ostinato("D3> D3 D3 D3 D3> D3 D3 D3").build(6, "cello")
    assert fs.momentum(square, TEMPO).patterns == 1 < fs.momentum(CELL.build(6, "cello"), TEMPO).patterns
    with pytest.raises(FilmScoreError, match="is no score"):
        fs.momentum([1, 2], TEMPO)
    with pytest.raises(FilmScoreError, match="not one note"):
        fs.momentum(stream.Score([stream.Part()]), TEMPO)
    with pytest.raises(FilmScoreError, match="is a TempoMap"):
        fs.momentum(square, 144)


# ---- the chase


@cache
def the_chase():
    score = chase.score()
    return score, fs.momentum(score, chase.TEMPO, hits=chase.HITS, room=chase.ROOM)


def test_the_chase_meets_every_hit_within_a_frame_and_is_out_before_the_door():
    _, found = the_chase()
    assert [(one.frame, one.error) for one in found.met] == [(96, 0), (257, -1), (376, 0), (495, 1)]
    assert chase.SILENCE - 1 <= found.ends <= chase.SILENCE
    assert chase.CELL.meets([257, 376, 495], chase.TEMPO, bar=2).met == 3
    film = fs.open_film("last-parcel")
    assert chase.SILENCE in {event.frame for event in film.events}
    assert not [line for line in film.lines if line.start < found.ends]


def test_the_chase_leaves_the_tram_its_register():
    score, found = the_chase()
    assert found.intruders == ()
    attacks, _ = attacks_of(score)
    under = [a for a in attacks if 487 <= chase.TEMPO.frame_at(a.beat) < 545]
    assert min(h for a in under for h in a.heights) >= 58
    low = {"Bassoon", "Horn in F 1", "Horn in F 2", "Timpani", "Cello", "Double bass"}
    assert not [a for a in under if a.part in low and a.beat > 40]


def test_the_chase_moves_and_breathes():
    _, found = the_chase()
    density, players, force = (found.curve(name) for name in ("density", "players", "force"))
    assert found.flat == ()
    assert found.rises
    assert max(density) >= 3 and min(density[10:12]) <= 1  # the tram: everything holds its breath
    assert players[11] <= 3 and force[11] < force[4] - 2
    assert players[12] < players[13] < players[14] and force[12] < force[13] < force[14]
    assert found.patterns >= 4  # the cell never lies twice in a row as it lay before
    assert all(a.accents != b.accents for a, b in zip(found.bars[1:4], found.bars[2:5], strict=True))


def test_the_chase_can_be_played_by_people():
    score, _ = the_chase()
    assert not [one for one in score.recurse().getElementsByClass("KeySignature") if one.sharps], "open key, for all"
    attacks, _ = attacks_of(score)
    for part in {a.part for a in attacks}:
        mine = [a for a in attacks if a.part == part]
        reach = reach_of(part)
        if reach.pitched:
            wide = 21 if part == "Violin I" else 0  # one natural harmonic, high up
            assert all(reach.low <= h <= reach.high + wide for a in mine for h in a.heights), part
    for part in ("Piccolo", "Clarinet in B flat", "Bassoon", "Horn in F 1", "Horn in F 2", "Trumpet in C"):
        mine = sorted((a.beat, a.beat + a.beats) for a in attacks if a.part == part)
        begun, longest = mine[0][0], 0.0
        for (_, end), (start, _) in pairwise(mine):
            longest = max(longest, end - begun)
            begun = start if start > end + 0.2 else begun
        assert longest * 60 / 144 <= 8.0, part
    assert len(score.parts) == 14
