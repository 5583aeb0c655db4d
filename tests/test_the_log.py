"""The Log as it ships: picture, guide sound and words, read back from its files and held to its timeline."""

import film_checks as checks
import numpy as np
import pytest
from film_checks import span, steepest

import filmscore as fs
from films import guide as builder
from films import the_log
from films.the_log import guide, timeline, words
from films.toolkit import sound as snd

pytest.importorskip("av", reason="PyAV reads the encoded films: pip install 'filmscore[video]'")

FILM = fs.open_film("the-log")
STRONG = [effect for effect in guide.EFFECTS if effect.strong]
SPACES = guide.rooms()
NEAR_BLACK = 0.02  # of full brightness
SHOWN = {264: 1.6, 540: 2.5, 1003: 1.5, 1130: 3.0, 1211: 3.0, 1440: 3.0}  # frame: times the change before


def luma(name: str = "picture_mp4") -> np.ndarray:
    return checks.luma(FILM, name)


def full(frame: int, name: str = "picture_mp4") -> np.ndarray:
    """One frame of the encoded picture at its full size, brightness 0 to 1."""
    import av

    with av.open(str(getattr(FILM, name))) as file:
        stream = file.streams.video[0]
        file.seek(int(frame / 24 / stream.time_base), stream=stream)
        for shown in file.decode(stream):
            if round(shown.pts * stream.time_base * 24) == frame:
                return shown.to_ndarray(format="rgb24") @ np.array([0.2126, 0.7152, 0.0722]) / 255
    raise AssertionError(f"no frame {frame}")


def named(thing) -> str:
    return f"{thing.frame} {thing.label}"


# ---------------------------------------------------------------- on paper


def test_the_timeline_on_disk_is_the_one_the_film_is_built_from():
    assert (FILM.frames, str(FILM.start), FILM.shots) == (1584, "03:00:00:00", timeline.FILM.shots)
    assert (FILM.lines, FILM.events) == (timeline.FILM.lines, timeline.FILM.events)
    assert list(the_log.SHOTS.values()) == [(shot.start, shot.end) for shot in FILM.shots]


# ---------------------------------------------------------------- picture


@pytest.mark.parametrize(("name", "codec"), checks.KINDS)
def test_both_files_hold_the_whole_film_and_no_sound(name, codec):
    facts = checks.file_facts(getattr(FILM, name))
    assert facts.bytes <= the_log.LIMIT == 3_600_000
    assert codec in facts.codec
    assert (facts.size, facts.rate, facts.has_sound) == ((854, 480), 24, False)
    assert len(checks.picture(FILM, name)) == FILM.frames


def test_the_twins_show_the_same_picture():
    for frame in range(7, FILM.frames, 83):
        assert np.abs(luma()[frame] - luma("picture_webm")[frame]).mean() < 0.02, frame


def test_every_cut_is_on_its_frame_and_there_is_no_other():
    """From black to black (1118) no cut can be seen; three events are as sudden as a cut.

    Drawings stand for two frames or more, so every new one is a small jump: a cut must be a large one.
    """
    cuts = set(checks.cuts(checks.changes(FILM), least=0.04))
    assert cuts == {shot.start for shot in FILM.shots[1:]} - {1118} | {1003, 1130, 1211}


@pytest.mark.parametrize("frame", SHOWN)
def test_something_changes_to_be_seen_at(frame):
    changes = checks.changes(FILM)
    assert checks.stands_out(changes, frame, before=6, after=2) > SHOWN[frame]
    assert changes[frame] > 1.2 * changes[frame - 6 : frame].max()  # on the frame itself, not after it


def test_660_the_flame_shivers():
    """At the first scratch the light in the room falls; before it, the same light was steady."""
    level = luma()[:, :, 100:].mean((1, 2))
    steady = level[650:660]
    assert level[660:666].min() < steady.min() - 0.6 * (steady.max() - steady.min())


def test_742_the_pen_moves_by_itself():
    """Where the pen lies there is a start on 742; later something goes on moving there, and Ivo does not."""
    part = luma()[730:760, 80:, 90:130]
    moves = np.abs(np.diff(part, axis=0)).mean((1, 2))  # moves[11] is from 741 to 742
    assert moves[11] > 1.5 * moves[8:11].max()
    writing = np.abs(np.diff(luma()[770:890], axis=0)).mean(0)
    assert writing[55:95, 70:140].mean() > 1.5 * writing[15:40, 95:125].mean()


def test_1391_he_turns():
    """From 1391 on his head goes round, faster than anything in the shot before; drawings change on odd frames."""
    changes = checks.changes(FILM)
    assert changes[1391] > 1.4 * changes[1389]
    assert changes[1391:1403].mean() > 1.5 * changes[1375:1391].mean()


def test_912_the_lamp_flickers():
    """The room's light falls by a quarter within a frame; before, the turning lens moves it by less."""
    level = luma()[:, :, 60:160].mean((1, 2))
    falls = 1 - level[1:] / np.maximum(level[:-1], 1e-3)  # falls[911] is from 911 to 912
    assert falls[911] > 0.25
    assert falls[900:911].max() < 0.6 * falls[911]


def test_264_the_hand_can_be_read():
    """On the open page, dark strokes on light paper: a line of them, in the place where he reads."""
    page = full(330)[120:260, 380:700]
    dark, light = np.percentile(page, (1.5, 70))
    assert light > 0.25 and dark < 0.45 * light


def test_black_after_1003():
    dark = luma()[1016:1130]
    assert dark.max() < NEAR_BLACK
    assert luma()[1006:1016].mean((1, 2)).max() < 0.01
    assert luma()[1000].mean() > 3 * max(luma()[1006].mean(), 1e-3)


def test_1211_the_line_can_be_read_and_not_before():
    def contrast(frame: int) -> float:
        part = full(frame)[120:330, 120:640]
        return float(np.percentile(part, 80) - np.percentile(part, 2))

    assert contrast(1204) < 0.08
    assert contrast(1212) > 0.20


def test_red_from_1440_and_nothing_red_before():
    shown = checks.picture(FILM)
    assert checks.vivid(shown[1436], 0, 60).sum() < 12
    assert checks.vivid(shown[1444], 0, 60).sum() > 60
    assert checks.vivid(shown[1570], 0, 60).sum() > checks.vivid(shown[1444], 0, 60).sum()
    for frame in range(0, 120, 12):
        assert checks.vivid(shown[frame], 0, 60).mean() < 0.004, frame


def test_the_red_beam_stands_still():
    """Outside, the first time, light sweeps; the second time it grows, and moves nowhere."""
    sweeping = checks.changes(FILM)[20:110].mean()
    standing = checks.changes(FILM)[1470:1570].mean()
    assert standing < 0.7 * sweeping


def test_no_flashes():
    small = luma()[:, ::2, ::2]
    assert checks.flashing(checks.linear(small)) < 0.25


# ---------------------------------------------------------------- handwriting


def test_the_hand_writes_every_letter_it_is_asked_for_and_keeps_its_order():
    pytest.importorskip("skia")
    from films.the_log import book, penmanship

    for text in ("14th. Lamp failed at four.", "Ivo. Turn around."):
        ink = penmanship.write(text, 0.0, 0.0, seed=4)
        again = penmanship.write(text, 0.0, 0.0, seed=4)
        assert np.array_equal(ink.at, again.at)
        assert np.all(np.diff(ink.time) >= 0) and ink.time[-1] == 1
        assert len(set(ink.stroke)) == sum(len(penmanship.LETTERS[c][1]) for c in text if c != " ")
    for ink in (book.FOURTEENTH, book.WARNING):  # all of it on the page
        assert ink.at[:, 0].min() > 0.015 and ink.at[:, 0].max() < book.WIDE - 0.01
    half = penmanship.lay_ink(ink, lambda a: np.c_[a * 2000 + 100, np.full(len(a), 2000.0)], until=0.5)
    whole = penmanship.lay_ink(ink, lambda a: np.c_[a * 2000 + 100, np.full(len(a), 2000.0)])
    assert 0.3 * whole.sum() < half.sum() < 0.8 * whole.sum() and (half <= whole + 1e-6).all()


# ---------------------------------------------------------------- guide sound


@pytest.fixture(scope="module")
def ogg() -> np.ndarray:
    return checks.guide_sound(FILM)


@pytest.fixture(scope="module")
def buses() -> dict[str, np.ndarray]:
    """What the script makes without speech."""
    return guide.buses(with_dialogue=False)


def test_the_guide_is_as_long_as_the_film_small_and_clean(ogg):
    assert ogg.shape == (FILM.frames * snd.FRAME, 2)
    assert FILM.guide.stat().st_size <= 1_000_000
    assert snd.true_peak(ogg) < -3
    assert np.max(np.abs(ogg.mean(0))) < 1e-4
    anywhere, unspoken = checks.clicks(ogg, FILM.lines)
    assert anywhere < 0.3 and unspoken < 0.2


@pytest.mark.parametrize("line", FILM.lines, ids=lambda line: line.text)
class TestLines:
    def test_is_as_loud_as_speech_should_be(self, ogg, line):
        assert snd.loudness(span(ogg, line.start, line.end)) == pytest.approx(-24, abs=1)

    def test_begins_on_its_first_frame_and_is_over_in_time(self, ogg, line):
        said = snd.band(span(ogg, line.start - 6, line.end), 1500, 9000)  # its f and its t lie up there
        assert abs(snd.onset(said, 24) / snd.FRAME - 6) <= 1
        loud = snd.level(span(ogg, line.start, line.end))
        assert snd.level(span(ogg, line.end, line.end + 6)) < loud - 12

    def test_stands_clear_of_everything_else(self, ogg, buses, line):
        rest = span(sum(buses.values()), line.start, line.end)
        assert min(checks.clearance(span(ogg, line.start, line.end), rest).values()) > 12

    def test_says_the_words_of_the_timeline(self, line):
        assert " ".join(phrase.text for phrase in guide.DELIVERY[line.start]) == line.text
        assert line.who in guide.VOICES


def test_every_event_has_its_sound():
    starts = {effect.frame for effect in STRONG}
    assert {event.frame for event in FILM.events} <= starts


@pytest.mark.parametrize("effect", STRONG, ids=named)
def test_events_are_heard_on_their_frame_in_the_file(ogg, effect):
    where, rise = steepest(ogg, effect.frame)
    assert abs(where - effect.frame) <= 1
    assert rise > 8


@pytest.mark.parametrize("effect", [e for e in guide.EFFECTS if not e.strong], ids=named)
def test_every_other_effect_starts_on_its_frame(effect):
    alone = np.zeros((snd.at(126), 2))
    snd.place(alone, guide.effect_sound(effect, SPACES), 6)
    assert not np.any(alone[: snd.at(6)])
    assert 6 <= snd.onset(alone) / snd.FRAME <= 7


def test_silence_after_the_lamp_but_for_breathing(ogg, buses):
    assert not np.any(span(buses["ambience"], 1007, 1129))
    assert snd.level(span(ogg, 1007, 1011)) < -90
    assert -40 > snd.level(span(ogg, 1012, 1110)) > -60  # he breathes
    assert snd.level(span(ogg, 980, 1000)) > snd.level(span(ogg, 1007, 1011)) + 40


def test_the_clockwork_stops_with_the_lamp_and_does_not_come_back(buses):
    """Its beat is heard as peaks nine frames apart, before; after 1440 there are none."""

    def beat(start: int, end: int) -> float:
        x = snd.band(span(buses["ambience"], start, end).mean(1), 250, 900)
        level = np.sqrt(np.add.reduceat(x**2, np.arange(0, len(x), snd.FRAME // 4)))
        level = level - level.mean()
        return float(level[36:] @ level[:-36] / (level @ level))

    assert beat(897, 957) > 0.5
    assert beat(1500, 1560) < 0.3


@pytest.mark.parametrize(
    ("start", "end", "low", "high"),
    [(4, 120, -46, -36), (480, 536, -60, -46), (724, 741, -60, -46), (896, 911, -48, -36), (1424, 1440, -52, -40)],
)
def test_ambience_leaves_room_for_music(ogg, start, end, low, high):
    assert low < snd.loudness(span(ogg, start, end)) < high


def test_nothing_in_it_is_in_a_key(buses):
    for start, end in ((0, 119), (130, 890), (900, 1000), (1430, 1570)):
        assert checks.tonal_peak(span(buses["ambience"], start, end)) < 9


def test_the_file_is_what_the_script_makes(ogg, buses):
    """Where nobody speaks, the committed file and a fresh mix are the same sound (Vorbis is not bit-exact)."""
    fresh = guide.mix(buses)
    for start, end in ((20, 110), (264, 288), (516, 648), (912, 1000), (1130, 1190), (1391, 1560)):
        a, b = span(ogg, start, end).ravel(), span(fresh, start, end).ravel()
        assert checks.alike(a, b) > 0.9, (start, end)
        assert snd.level(a) == pytest.approx(snd.level(b), abs=0.5)


# ---------------------------------------------------------------- words and licence


def test_captions_and_description_are_right_and_those_of_the_script():
    assert checks.spoken_faults(FILM) == []
    assert checks.reading_faults(FILM) == []
    assert checks.description_faults(FILM) == []
    assert FILM.captions.read_text(encoding="utf-8") == builder.webvtt(FILM, words.SOUNDS)
    assert FILM.description.read_text(encoding="utf-8") == builder.describe(FILM, words.SUMMARY, words.PASSAGES)


def test_captions_tell_every_event_that_is_heard():
    told = {round(cue.start * 24) for cue in checks.captions(FILM) if not cue.who}
    assert {event.frame for event in FILM.events} <= told


def test_licence_names_everything():
    assert checks.licence_faults(FILM) == []
