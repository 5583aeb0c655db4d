"""The small player: what it takes and refuses, what it says in words, its still, and its bank of notes."""

from __future__ import annotations

import io
import json
import threading
from pathlib import Path

import numpy as np
import pytest

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.harmony.voicing import lead
from filmscore.music.motif import Motif
from filmscore.sound import note_bank, note_sampling
from filmscore.sound.names import pitch_name
from filmscore.sound.stems import RATE, Stems, decode_sound
from filmscore.widgets.note_player import play
from filmscore.widgets.roll import SHORT
from filmscore.widgets.roll_read import encoded, read
from filmscore.widgets.roll_still import reach, still


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A cache of our own, empty."""
    monkeypatch.setenv(note_bank.VARIABLE, str(tmp_path))
    return tmp_path


def tune_of(player):
    return [(n.beat, n.pitch, n.name) for n in player.music.notes]


# ---------------------------------------------------------------- what is played


def test_a_tune_as_motif_text_or_words_is_the_same():
    wanted = [(0.0, 62, "D4"), (1.0, 69, "A4"), (2.0, 66, "F♯4")]
    for x in ("D4 A4:1/2 R:1/2 F#4", Motif("D4 A4:1/2 R:1/2 F#4"), ["D4", "A4:1/2", "R:1/2", "F#4"]):
        assert tune_of(play(x)) == wanted
    assert play("D4 A4:1/2 R:1/2 F#4", bpm=60).seconds == 3.0


def test_a_list_of_pitches_is_a_chord_and_a_list_of_lists_is_chords():
    for x in (["C4", "E4", "G4"], [60, 64, 67], (67, 64, 60), [np.int64(60), 64, 67, 67]):
        assert [(n.beat, n.pitch) for n in play(x).music.notes] == [(0, 60), (0, 64), (0, 67)]
    both = play([["C4", "E4"], ["D4", "F4"]])
    assert [(n.beat, n.pitch) for n in both.music.notes] == [(0, 60), (0, 64), (2, 62), (2, 65)]
    assert both.music.beats == 4


def test_music21_notes_chords_and_scales():
    from music21 import chord, note, pitch, scale

    assert tune_of(play(note.Note("C#5"))) == [(0.0, 73.0, "C♯5")]
    assert tune_of(play(pitch.Pitch("E-4"))) == [(0, 63.0, "E♭4")]
    assert [n.name for n in play(chord.Chord("C4 E-4 G4", quarterLength=3)).music.notes] == ["C4", "E♭4", "G4"]
    minor = play(scale.MelodicMinorScale("D"))
    names = [n.name for n in minor.music.notes]
    assert names[:8] == ["D4", "E4", "F4", "G4", "A4", "B4", "C♯5", "D5"]
    assert names[8:] == ["C5", "B♭4", "A4", "G4", "F4", "E4", "D4"], "the way down is another"


def crescendo():
    from music21 import dynamics, instrument, meter, note, stream, tempo

    part = stream.Part(id="Horn")
    part.partName = "Horn"
    part.insert(0, instrument.Horn())
    part.insert(0, tempo.MetronomeMark(number=72))
    part.insert(0, meter.TimeSignature("3/4"))
    for name in ("F3", "G3", "A3", "B-3", "C4", "D4"):
        part.append(note.Note(name))
    part.insert(0, dynamics.Dynamic("pp"))
    part.insert(3, dynamics.Dynamic("ff"))
    return stream.Score([part.makeNotation()])


def test_a_score_is_performed_at_sounding_pitch_with_its_dynamics_and_tempo():
    from music21 import instrument

    music = play(crescendo()).music
    assert music.bpm == 72 and music.beats == 6 and music.bars == (0.0, 3.0)
    assert [part.instrument for part in music.parts] == ["horn"]
    assert music.notes[3].velocity > 1.5 * music.notes[0].velocity
    assert np.allclose([n.beat for n in music.notes], range(6), atol=0.05)
    written = crescendo()
    written.parts[0].getElementsByClass("Measure").first().insert(0, instrument.Horn())
    whole = written.toWrittenPitch()
    assert [n.pitch for n in play(whole).music.notes] == [n.pitch for n in music.notes]


def test_another_tempo_keeps_the_beats_and_another_player_takes_all_parts():
    music = play(crescendo(), bpm=144, played_by="celesta").music
    assert music.bpm == 144 and music.beats == 6 and music.seconds == 2.5
    assert {part.instrument for part in music.parts} == {"celesta"}


def test_a_tempo_mark_on_the_way_moves_the_beats_after_it():
    from music21 import note, stream, tempo

    part = stream.Part()
    for beat in range(4):
        part.append(note.Note(60 + beat))
    part.insert(0, tempo.MetronomeMark(number=60))
    part.insert(2, tempo.MetronomeMark(number=120))
    music = play(part).music
    assert np.allclose([n.beat for n in music.notes], [0, 1, 2, 2.5], atol=0.05)
    assert music.beats == pytest.approx(3.0)


def test_unpitched_percussion_is_left_out_and_said():
    from music21 import instrument, note, stream

    drum, horn = stream.Part(id="Snare drum"), stream.Part(id="Horn")
    drum.partName, horn.partName = "Snare drum", "Horn"
    drum.insert(0, instrument.SnareDrum())
    drum.append(note.Note("C4"))
    horn.append(note.Note("F3"))
    player = play(stream.Score([drum, horn]))
    assert len(player.music.notes) == 1 and "Unpitched percussion" in player.alt
    with pytest.raises(FilmScoreError, match="unpitched percussion only"):
        play(stream.Score([drum]))


def test_recordings():
    tone = np.sin(np.arange(12000) / 9)
    assert play(tone).seconds == 0.25
    assert (
        play(Stems({"harp": tone, "horn": tone})).alt
        == "Player: Stems: harp, horn. 0.2 s, stereo, 48000 Hz, peak 6.0 dB."
    )
    assert "silent throughout" in play(np.zeros(4800)).alt
    kind, data = encoded(read(tone))
    assert kind == "audio/flac" and np.allclose(decode_sound(data)[:, 0], tone, atol=1e-5)
    kind, data = encoded(read(np.full((100, 2), 1.5, np.float32)))
    assert kind == "audio/wav" and decode_sound(data).max() == pytest.approx(1.5)
    assert encoded(read(np.zeros(int((SHORT + 1) * RATE))))[0] == "audio/ogg"


def test_a_file(tmp_path):
    import soundfile

    path = tmp_path / "C4 horn.wav"
    soundfile.write(path, 0.5 * np.sin(np.arange(22050) / 9), 22050)
    for x in (path, str(path)):
        assert play(x).seconds == 1.0
    assert len(decode_sound(encoded(read(path))[1])) == RATE


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (None, "None cannot be played"),
        (5, "5 cannot be played"),
        (True, "cannot be played"),
        (object(), "cannot be played"),
        ("", "no notes here yet"),
        ("X4", "no note name"),
        ([], "empty"),
        ([[]], "no notes in it"),
        (["C4", 300], "300 is no pitch"),
        ("nothing.wav", "there is no file"),
        (np.zeros((2, 3, 4)), "has shape"),
        (np.zeros(48000 * 601), "lasts 10 minutes"),
    ],
)
def test_what_cannot_be_played_is_refused_with_what_can(x, words):
    with pytest.raises(FilmScoreError, match=words):
        play(x)


def test_other_wrong_words():
    from music21 import scale, stream

    for wrong in (0, -3, float("nan"), "fast", True, 1e9):
        with pytest.raises(FilmScoreError, match="bpm"):
            play("C4", bpm=wrong)
    with pytest.raises(FilmScoreError, match=r"'kazoo'.*piano, harp"):
        play("C4", played_by="kazoo")
    with pytest.raises(FilmScoreError, match="loop"):
        play("C4", loop=1)
    with pytest.raises(FilmScoreError, match="tempo already"):
        play(np.zeros(100), bpm=60)
    with pytest.raises(FilmScoreError, match="players already"):
        play(np.zeros(100), played_by="horn")
    with pytest.raises(FilmScoreError, match="tonic"):
        play(scale.MajorScale())
    with pytest.raises(FilmScoreError, match="no note"):
        play(stream.Score())


# ---------------------------------------------------------------- what is said and drawn


def test_in_words():
    assert str(play("D4 A4:1/2 D5:1.5", bpm=60, played_by="harp")) == (
        "Player: D4 A4 D5, played by the harp at 60 BPM. 3 notes from D4 to D5, 3 beats, 3.0 s.\n"
        "Beat 1: D4 for 1 beat. Beat 2: A4 for 0.5 beats. Beat 2.5: D5 for 1.5 beats."
    )
    long = play(" ".join(["C4"] * 50))
    assert long.alt.endswith("And 18 more.")
    assert pitch_name(60.5) == "C4+50"


def test_the_still_is_always_the_same_and_holds_every_note():
    from PIL import Image

    from filmscore import look

    music = read("C4 E4 G4 C5")
    first = still(music)
    assert first == still(read("C4 E4 G4 C5")) != still(read("C4 E4 G4 B4"))
    image = np.asarray(Image.open(io.BytesIO(first)).convert("RGB")).astype(int)
    keys = np.abs(image - look.rgb(look.FAMILY["keys"])).sum(axis=2) < 12
    columns = keys.any(axis=0)
    assert np.count_nonzero(np.diff(columns.astype(int)) == 1) == 4, "four bars, apart from each other"
    assert len(still(read(np.sin(np.arange(48000) / 50)))) > 1000
    assert reach([0, 127]) == (0, 127)


# ---------------------------------------------------------------- the engraved page

JON = Motif("D4 A4 F#4:1/2 G4:1/2 E5:2", key="D", meter="3/4", begins=3, name="Jon")


def page_of(player, what="score/736/0"):
    return json.loads(player._part(what)[1])


def test_a_motif_is_played_by_whom_it_was_given_to():
    assert play(JON.played_by("horn")).music.parts[0].instrument == "horn"
    assert play(JON.played_by("horn"), played_by="harp").music.parts[0].instrument == "harp"
    assert play(JON).alt.startswith("Player: Jon, played by the piano")


def test_a_score_of_one_part_names_who_was_asked_to_play_it():
    """Its own part may be a piano's; who is heard is who is named."""
    from filmscore.music.rhythm.ostinato import Ostinato

    made = play(Ostinato("X..x.x", pitch="D3"), bpm=144, played_by="viola")
    assert "played by the viola at 144" in made.alt and [part.instrument for part in made.music.parts] == ["viola"]


def test_bars_are_counted_from_the_pickup():
    music = play(JON).music
    assert music.bars == (-2.0, 1.0, 4.0) and music.first_bar == 0
    late = play(Motif("D4 A4", meter="4/4", begins=2)).music
    assert late.bars == (-1.0,) and late.first_bar == 1


def test_the_page_knows_when_each_note_sounds_and_where_it_stands():
    player = play(JON)
    page = page_of(player)
    assert [(n[0], n[1]) for n in page["notes"]] == [(0, 1), (1, 2), (2, 2.5), (2.5, 3), (3, 4), (4, 5)]
    assert all(f'id="{n[2]}"' in page["svg"] for n in page["notes"])
    xs = [n[3] for n in page["notes"] if n[5] == 0]
    assert xs == sorted(xs) and max(xs) < page["width"]
    for top, bottom in page["systems"]:
        assert bottom - top == pytest.approx(34, abs=0.5), "no tiny staves"
    assert page_of(player) == page and json.loads(json.dumps(player.plan)) == player.plan


def test_a_rest_before_the_first_note_is_written_and_not_waited_for():
    page = page_of(play(Motif("D4 A4", meter="4/4", begins=2)))
    assert [(n[0], n[1]) for n in page["notes"]] == [(0, 1), (1, 2)]


def test_a_page_for_a_narrow_window_and_another_key():
    long = play(Motif(" ".join(["D4 F#4 A4 D5"] * 6), key="D", meter="4/4"))
    wide, narrow = page_of(long), page_of(long, "score/388/0")
    assert narrow["width"] <= 388 < wide["width"] and len(narrow["systems"]) > len(wide["systems"])
    lower = page_of(long, "score/736/-2")
    assert lower["shift"] == -2 and "keyAccid" in wide["svg"] and "keyAccid" not in lower["svg"]
    for wrong in ("score/1/0", "score/736/13", "score/736/x", "score/"):
        with pytest.raises(FilmScoreError, match="no page"):
            long._part(wrong)


def test_a_score_keeps_its_page_in_step_with_changing_tempo():
    from music21 import note, stream, tempo

    part = stream.Part()
    for beat in range(4):
        part.append(note.Note(60 + beat))
    part.insert(0, tempo.MetronomeMark(number=60))
    part.insert(2, tempo.MetronomeMark(number=120))
    player = play(part)
    assert [n[0] for n in page_of(player)["notes"]] == pytest.approx([0, 1, 2, 2.5])
    assert len(page_of(player, "score/736/3")["notes"]) == 4


def test_chords_as_voices_sing_them_are_named_by_their_chords_and_spelled_as_written():
    music = play(lead("D Gm D/F#", beats=2), bpm=60, played_by="strings").music
    assert (music.title, music.beats, len(music.parts)) == ("D Gm D/F♯", 6, 4)
    assert {part.instrument for part in music.parts} == {"strings"}
    row = lead("E A♭ Fm E", beats=2)
    heard = [{n.name for n in play(row).music.notes if abs(n.beat - 2 * place) < 0.3} for place in range(4)]
    begins = [{name for line in row.sung for name, start, _ in line if start == 2 * place} for place in range(4)]
    assert heard == begins and "G♯4" in heard[0] and "A♭3" in heard[1], "G♯ in E, A♭ in the next"


def test_chords_and_two_lines_sound_together():
    both = play(JON.harmonise("D A7 D", beats=2))
    assert [part.name for part in both.music.parts] == ["Jon (piano)", "Chords (piano)"]
    assert both.music.title == "Jon over D A7 D" and both.music.beats == 6
    page = page_of(both)
    assert {n[2].split("-")[1][:2] for n in page["notes"]} == {"l0", "l1"}, "a staff each"
    two = play(JON.against("F#4:2 G4", offset=2))
    assert tune_of(two)[0] == (0.0, 62, "D4") and (2.0, 66, "F♯4") in tune_of(two)


def test_a_saved_notebook_shows_the_page_that_was_asked_for():
    from PIL import Image

    page, width = play(JON, view="score")._still()
    image = Image.open(io.BytesIO(page))
    assert image.width == 2 * width and page == play(JON, view="score")._still()[0]
    roll, _ = play(JON)._still()
    assert roll != page
    chord = play(["C4", "E4", "G4"], view="score")
    assert len({n[0] for n in page_of(chord)["notes"]}) == 1


def test_where_there_is_no_page():
    from music21 import pitch

    between = play(pitch.Pitch("C~4"))
    assert between.plan["score"] == ""
    with pytest.raises(FilmScoreError, match="no score"):
        play(pitch.Pitch("C~4"), view="score")
    with pytest.raises(FilmScoreError, match="no score"):
        play(np.zeros(480), view="score")
    with pytest.raises(FilmScoreError, match="'roll' or 'score'"):
        play("C4", view="page")


# ---------------------------------------------------------------- the bank


def test_timpani_are_played_once_and_then_read(folder, monkeypatch):
    made = note_bank.sampled("timpani")
    assert [s.pitch for s in made.samples] == note_bank.pitches(note_bank.instrument("timpani"))
    assert all(a.end < b.start for a, b in zip(made.samples, made.samples[1:], strict=False))
    sound = decode_sound(made.data)[:, 0]
    assert len(sound) / RATE >= made.samples[-1].end
    for one in made.samples:
        note = sound[round(one.start * RATE) : round(one.end * RATE)]
        before = sound[round((one.start - 0.02) * RATE) : round((one.start - 0.004) * RATE)]
        peak = np.abs(note).max()
        assert 0.02 < peak < 10 ** (-13 / 20), "heard, and with headroom"
        assert np.abs(before).max() < 0.02 * peak, "nothing of it before it begins"
        assert np.abs(note[: RATE // 50]).max() > 0.05 * peak, "it begins at once"
    monkeypatch.setattr(note_bank, "played", None)
    assert note_bank.sampled("timpani") == made
    file = next(folder.rglob("timpani.ogg"))
    file.write_bytes(b"cut")
    with pytest.raises(TypeError):  # damaged: it would be played again
        note_bank.sampled("timpani")


def test_some_notes_come_with_the_package(folder, monkeypatch):
    monkeypatch.delenv("FILMSCORE_SOUNDFONT", raising=False)
    monkeypatch.setattr(note_bank, "played", None)  # nothing is played, nothing is waited for
    names = {path.stem for path in note_bank.SHIPPED.glob("*.ogg")}
    assert "piano" in names and sum(p.stat().st_size for p in note_bank.SHIPPED.iterdir()) < 700_000
    for name in names:
        made = note_bank.sampled(name)
        assert [s.pitch for s in made.samples] == note_bank.pitches(note_bank.instrument(name))
        assert made.font == "MuseScore General" and not list(folder.rglob("*.ogg"))
        sound = decode_sound(made.data)[:, 0]
        for one in made.samples:
            note = sound[round(one.start * RATE) : round(one.end * RATE)]
            assert 0.02 < np.abs(note).max() < 10 ** (-13 / 20)
            assert one.loop is None or one.start < one.loop[0] < one.loop[1] < one.end
    assert "MIT" in (note_bank.SHIPPED / "LICENCE.md").read_text(encoding="utf-8")


def test_a_font_that_is_named_is_the_one_that_is_heard(folder, monkeypatch):
    import pretty_midi

    small = Path(pretty_midi.__file__).parent / "TimGM6mb.sf2"
    asked = []

    def played(player, font):
        asked.append((player.id, font))
        return note_bank.SampledInstrument(player.id, "small", 0.0, 0.3, (), b"ogg")

    monkeypatch.setattr(note_bank, "played", played)
    monkeypatch.setenv("FILMSCORE_SOUNDFONT", str(small))
    assert note_bank.sampled("piano").font == "small"
    monkeypatch.delenv("FILMSCORE_SOUNDFONT")
    assert note_bank.sampled("horn", small).font == "small" and asked == [("piano", small), ("horn", small)]


def test_sustained_notes_can_go_round():
    rng = np.random.default_rng(1)
    steady = np.sin(2 * np.pi * 220.5 * np.arange(4 * RATE) / RATE).astype(np.float32)
    for sound in (steady, rng.normal(0, 0.1, 4 * RATE).astype(np.float32)):
        note = note_sampling.looped(sound)
        first, last = (round(t * RATE) for t in note_sampling.LOOP)
        assert np.allclose(note[last:], note[first : first + len(note) - last])
        level = np.sqrt(np.mean(note[last - 9600 : last] ** 2)) / np.sqrt(np.mean(sound**2))
        assert 0.85 < level < 1.15, "no hole where one becomes the other"


def test_every_instrument_is_sampled_over_its_range():
    for one in note_bank.INSTRUMENTS:
        wanted = note_bank.pitches(one)
        assert wanted[0] == one.low and wanted[-1] == one.high
        assert max(np.diff(wanted)) <= note_bank.STEP
        assert one.voice.stem
    assert len({one.id for one in note_bank.INSTRUMENTS}) == len(note_bank.INSTRUMENTS) >= 12


def test_the_key_changes_with_font_and_engine(tmp_path, monkeypatch):
    font = tmp_path / "a.sf2"
    font.write_bytes(b"RIFF")
    first = note_bank.bank_key(font)
    assert first == note_bank.bank_key(font)
    font.write_bytes(b"RIFFs")
    second = note_bank.bank_key(font)
    monkeypatch.setattr(note_bank, "_engine", lambda: "another")
    assert len({first, second, note_bank.bank_key(font)}) == 3
    with pytest.raises(FilmScoreError, match="cannot be opened"):
        note_bank.bank_key(tmp_path / "none.sf2")


def test_old_banks_are_thrown_away_and_a_locked_disk_is_no_reason_to_fail(folder, monkeypatch):
    made = note_bank.SampledInstrument(
        "horn", "a font", 0.0, 0.3, (note_bank.Sample(60, 0.0, 1.0, (0.2, 0.8)),), b"ogg"
    )
    for number in range(6):
        note_bank._keep(folder / "notes" / f"key{number}", made)
    assert 0 < len(list((folder / "notes").iterdir())) <= 3
    assert note_bank._read(folder / "notes" / "key5", "horn") == made
    blocked = folder / "file"
    blocked.write_text("")
    note_bank._keep(blocked / "notes", made)


def test_the_folder_is_the_systems_own(monkeypatch, tmp_path):
    monkeypatch.delenv(note_bank.VARIABLE, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(note_bank.platform, "system", lambda: "Linux")
    assert note_bank.cache_folder() == tmp_path / "filmscore"
    monkeypatch.setattr(note_bank.platform, "system", lambda: "Darwin")
    assert note_bank.cache_folder().parts[-3:] == ("Library", "Caches", "filmscore")


# ---------------------------------------------------------------- what the page asks


def test_the_page_is_answered_and_nothing_it_says_raises(folder, monkeypatch):
    player = play(np.zeros(4800))
    sent, done = [], threading.Event()
    monkeypatch.setattr(player, "send", lambda message, parts=(): (sent.append((message, parts)), done.set()))
    monkeypatch.setattr(type(player), "comm", object(), raising=False)
    player._answer(7, "sound")
    assert sent[0][0]["type"] == "media" and sent[0][0]["id"] == 7 and sent[0][1][0][:4] == b"fLaC"
    player._answer(8, "kazoo")
    assert sent[1][0]["type"] == "refused" and "kazoo" in sent[1][0]["why"]
    for content, buffers in (
        (None, []),
        ({}, []),
        ({"type": "send", "id": "x", "what": "sound"}, []),
        ({"type": "send", "id": 1}, []),
        ({"type": "send", "id": 1, "what": "sound"}, [b"x"]),
    ):
        player._heard(None, content, buffers)
    player.set_state({"plan": {}})
    assert len(sent) == 2 and player.plan["kind"] == "sound"


def test_a_note_that_stands_in_the_next_chord_is_held():
    """A pedal below chords, written out and led: once struck, and let go with the others."""
    row = play([["D3", "F#4"], ["D3", "G4"], ["D3", "F#4"], ["D4"]], bpm=60).music
    assert [(n.name, n.beat, round(n.beat + n.beats, 6)) for n in row.notes] == [
        ("D3", 0, 5.96), ("F♯4", 0, 1.96), ("G4", 2, 3.96), ("F♯4", 4, 5.96), ("D4", 6, 7.96)
    ]  # fmt: skip
    assert "Beat 1: D3, F♯4 for 6 beats." in play([["D3", "F#4"], ["D3", "G4"], ["D3", "F#4"]]).alt
    led = play(lead("D Gm/D D", pedal="D", beats=2), bpm=60).music
    assert [(n.beat, round(n.beats)) for n in led.notes if n.name == "D3"] == [(0, 6)]


def test_bars_are_titled_with_signs_and_not_as_they_are_typed():
    assert play(fs.bars_of(["F#3+Bb3:2 R:2", "B2+C##4:4"])).music.title == "F♯3+B♭3:2 R:2 | B2+C𝄪4:4"


def test_notes_that_end_together_are_let_go_together():
    """However long each of them is: a held note is not let go before the one that moves."""
    music = play(fs.bars_of(["D3+F4:4", "D3+G4:2 D3+A4:1 D3+Bb4:1"])).music
    assert {round(n.beat + n.beats, 6) for n in music.notes} == {3.96, 5.96, 6.96, 7.96}
    assert [music.long(n) for n in music.notes] == [8, 4, 2, 1, 1]
    assert [n.beats for n in play("C4:1/16 D4").music.notes] == [1 / 32, 0.96], "a short note still sounds"


def test_the_plan_is_plain_data():
    plan = play("C4 E4", loop=True).plan
    assert json.loads(json.dumps(plan)) == plan
    assert plan["loop"] is True and plan["first"][0][1] == "piano" and plan["notes"][1][:3] == [1.0, 0.96, 64]
