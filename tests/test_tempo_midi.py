"""The tempo map as a MIDI file, read again by mido and by music21."""

import itertools

import mido
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tempo_maps import maps

import filmscore as fs

VARIED = (
    fs.TempoMap(480)
    .pickup(1, "3/4", bpm=fs.Click("12-3"))
    .bars(4, "3/4")
    .ramp(12, bpm=(116, 75.3))
    .bars(2, "6/8", bpm=110)
    .ramp(12, bpm=(133, 60), curve="time", meter="2/2")
    .free(4, 5.1)
    .steady(8, bpm=92.5)
)


def written(tempo, path):
    """Beats and seconds of every tempo event, by mido alone."""
    file = mido.MidiFile(tempo.to_midi(path))
    tick, seconds, micros, points = 0, 0.0, 500_000, [(0.0, 0.0)]
    for message in file.tracks[0]:
        tick += message.time
        seconds += mido.tick2second(message.time, file.ticks_per_beat, micros)
        points.append((tick / file.ticks_per_beat, seconds))
        if message.type == "set_tempo":
            micros = message.tempo
    return file, np.array(points)


def off(tempo, path):
    """Furthest that the file is from the map, in seconds, on 2000 beats but those a hold takes its time from."""
    _, points = written(tempo, path)
    beats = np.linspace(0, tempo.beats - 1e-6, 2000)
    for hold in (float(s.beat) for s in tempo.segments if s.kind == "hold"):
        beats = beats[(beats < hold - 1) | (beats > hold + 0.001)]
    kept, first = np.unique(points[:, 0], return_index=True)
    return float(np.abs(np.interp(beats, kept, points[first, 1]) - tempo.seconds_at(beats)).max(initial=0.0))


def test_every_beat_is_within_a_millisecond(tmp_path):
    assert off(VARIED, tmp_path / "a.mid") < 0.0005
    file = mido.MidiFile(tmp_path / "a.mid")
    assert abs(file.length - VARIED.seconds) < 0.0005


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tempo=maps(start=st.integers(0, 5000)))
def test_any_map_is_within_a_millisecond(tempo, tmp_path):
    try:
        assert off(tempo, tmp_path / "any.mid") < 0.001
    except fs.FilmScoreError as error:
        assert "too long for MIDI" in str(error)


def test_an_hour_does_not_drift(tmp_path):
    """110 beats a minute are 545,454.545… µs: left alone, the rounding is 3 ms in an hour."""
    hour = fs.TempoMap().bars(1650, "4/4", bpm=110)
    assert off(hour, tmp_path / "hour.mid") < 0.001
    tempi = [m.tempo for m in mido.MidiFile(tmp_path / "hour.mid").tracks[0] if m.type == "set_tempo"]
    assert len(tempi) > 1 and sum(t == 545_455 for t in tempi) >= len(tempi) // 2


def test_ten_minutes_of_ramps_do_not_drift(tmp_path):
    tempo = fs.TempoMap()
    for a, b in [(97, 131), (131, 97)] * 75:
        tempo = tempo.ramp(8, bpm=(a, b)).hold(0.3)
    assert tempo.seconds > 600 and off(tempo, tmp_path / "long.mid") < 0.001


def test_music21_reads_the_same_bars_and_nearly_the_same_times(tmp_path):
    """music21 rounds tempi to a hundredth of a beat a minute, and so may be some milliseconds off by the end."""
    from music21 import converter

    tempo = fs.TempoMap(96).bars(2, "4/4", bpm=116).ramp(8, bpm=(116, 75)).bars(2, "3/4", bpm=fs.Click("12-3"))
    file = mido.MidiFile(tempo.to_midi(tmp_path / "b.mid"))
    file.tracks.append(mido.MidiTrack())  # music21 reads tempi only where there are notes
    for _ in range(int(tempo.beats)):
        file.tracks[1].append(mido.Message("note_on", note=60, velocity=64, time=0))
        file.tracks[1].append(mido.Message("note_off", note=60, velocity=64, time=file.ticks_per_beat))
    file.save(tmp_path / "c.mid")
    score = converter.parse(tmp_path / "c.mid", quantizePost=False)
    meters = [(m.offset, m.ratioString) for m in score.parts[0].flatten().getElementsByClass("TimeSignature")]
    assert meters == [(0.0, "4/4"), (16.0, "3/4")]
    marks = [(float(start), mark.number) for start, _, mark in score.metronomeMarkBoundaries()]
    starts, numbers = (np.array(x, dtype=float) for x in zip(*marks, strict=True))
    ends = np.append(starts[1:], tempo.beats)
    seconds = np.concatenate([[0.0], np.cumsum((ends - starts) * 60 / numbers)])
    beats = np.linspace(0, tempo.beats, 200)
    read = np.interp(beats, np.append(starts, tempo.beats), seconds)
    assert np.abs(read - tempo.seconds_at(beats)).max() < 0.005
    assert len(marks) > 20


def test_meters_names_and_where_it_lies(tmp_path):
    tempo = VARIED.lock(3, 560)
    file = mido.MidiFile(tempo.to_midi(tmp_path / "m.mid", name="4m1", origin="01:00:00:00"))
    track = file.tracks[0]
    assert (file.type, track.name) == (1, "4m1")
    now, meters = 0, []
    for message in track:
        now += message.time
        if message.type == "time_signature":
            meters.append((now / file.ticks_per_beat, f"{message.numerator}/{message.denominator}"))
    assert meters == [(0, "1/4"), (1, "3/4"), (25, "6/8"), (31, "2/2")]
    (offset,) = (m for m in track if m.type == "smpte_offset")
    assert (offset.hours, offset.minutes, offset.seconds, offset.frames, offset.frame_rate) == (1, 0, 20, 0, 24)
    assert [m.text for m in track if m.type == "marker"] == ["bar 3 on frame 560"]
    assert [m.text for m in track if m.type == "text"] == ["beat 0 on frame 480 at 24, up-beat"]


@pytest.mark.parametrize(
    ("rate", "start", "label", "frame_rate"),
    [
        ("29.97df", 1800, (0, 1, 0, 2, 0), 29.97),
        ("29.97ndf", 1800, (0, 1, 0, 0, 0), 30),
        ("25", 51, (0, 0, 2, 1, 0), 25),
        ("23.976", 47, (0, 0, 1, 23, 0), 24),
        ("50", 51, (0, 0, 1, 0, 50), 25),
        ("59.94df", 3600, (0, 1, 0, 2, 0), 29.97),
    ],
)
def test_the_offset_in_every_rate(tmp_path, rate, start, label, frame_rate):
    file = mido.MidiFile(fs.TempoMap(start, rate).bars(1, "4/4", bpm=60).to_midi(tmp_path / "o.mid"))
    (offset,) = (m for m in file.tracks[0] if m.type == "smpte_offset")
    assert (offset.hours, offset.minutes, offset.seconds, offset.frames, offset.sub_frames) == label
    assert offset.frame_rate == frame_rate


def test_before_the_first_label_there_is_no_offset(tmp_path):
    tempo = fs.TempoMap(-24).bars(1, "4/4", bpm=60)
    file = mido.MidiFile(tempo.to_midi(tmp_path / "n.mid"))
    assert not [m for m in file.tracks[0] if m.type == "smpte_offset"]
    assert fs.TempoMap.from_midi(tmp_path / "n.mid") == tempo


@pytest.mark.parametrize(
    "tempo",
    [
        fs.TempoMap(480).bars(12, "4/4", bpm=60).bars(1, "3/4").bars(3, "4/4"),
        fs.TempoMap(96, "29.97df").pickup(0.5, "6/8", bpm=110).bars(8, "6/8").bars(2, "2/2", bpm=92.5),
        fs.TempoMap(7, "25").bars(2, "4/4", bpm=fs.Click("12-3").bpm_at("25")).steady(2, bpm=83.3),
        fs.TempoMap().steady(8, bpm=1000).steady(4, bpm=4).bars(1, "5/8", bpm=88),
    ],
    ids=["bloom", "pick-up", "click", "extremes"],
)
def test_steady_maps_come_back_equal(tmp_path, tempo):
    assert fs.TempoMap.from_midi(tempo.to_midi(tmp_path / "s.mid")) == tempo


def test_ramps_come_back_as_steps(tmp_path):
    back = fs.TempoMap.from_midi(VARIED.to_midi(tmp_path / "r.mid"))
    beats = np.linspace(0, VARIED.beats, 999)
    assert np.abs(back.seconds_at(beats) - VARIED.seconds_at(beats)).max() < 0.001
    assert (back.start, back.rate, back.segments[0].bar) == (480, VARIED.rate, 0)
    assert [back.bar_beat(b) for b in range(40)] == [VARIED.bar_beat(b) for b in range(40)]


def test_a_hold_keeps_the_bars_and_its_seconds(tmp_path):
    tempo = fs.TempoMap().bars(2, "4/4", bpm=90).hold(7).bars(2, "4/4").hold(0.2)
    back = fs.TempoMap.from_midi(tempo.to_midi(tmp_path / "h.mid"))
    for beat in (0, 4, 7, 8, 12, 15.5):
        assert back.seconds_at(beat) == pytest.approx(tempo.seconds_at(beat), abs=0.001)
    assert back.seconds == pytest.approx(tempo.seconds, abs=0.001)


def test_a_file_from_elsewhere(tmp_path):
    file = mido.MidiFile(ticks_per_beat=96)
    track = mido.MidiTrack([mido.MetaMessage("time_signature", numerator=3, denominator=4)])
    notes = mido.MidiTrack([mido.Message("note_on", note=60, time=0), mido.Message("note_off", note=60, time=96 * 6)])
    file.tracks += [track, notes]
    file.save(tmp_path / "x.mid")
    assert fs.TempoMap.from_midi(tmp_path / "x.mid") == fs.TempoMap().bars(2, "3/4", bpm=120)
    assert fs.TempoMap.from_midi(tmp_path / "x.mid", start=48, rate="25").start == 48


def _broken(tmp_path, what):
    path = tmp_path / "broken.mid"
    match what:
        case "text":
            path.write_bytes(b"not a MIDI file at all")
        case "cut":
            VARIED.to_midi(path)
            path.write_bytes(path.read_bytes()[:60])
        case "empty":
            mido.MidiFile(tracks=[mido.MidiTrack()]).save(path)
        case "type 2":
            mido.MidiFile(type=2, tracks=[mido.MidiTrack()]).save(path)
        case "meter":
            track = mido.MidiTrack([mido.MetaMessage("time_signature", numerator=n, denominator=4, time=480 * t)
                                    for n, t in ((4, 0), (3, 2))])  # fmt: skip
            track.append(mido.MetaMessage("end_of_track", time=480))
            mido.MidiFile(tracks=[track]).save(path)
        case "slow":
            track = mido.MidiTrack([mido.MetaMessage("set_tempo", tempo=0)])
            track.append(mido.MetaMessage("end_of_track", time=480))
            mido.MidiFile(tracks=[track]).save(path)
    return path


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("missing", "cannot be read as MIDI"),
        ("text", "cannot be read as MIDI"),
        ("cut", "cannot be read as MIDI"),
        ("empty", "no length"),
        ("type 2", "counts no beats"),
        ("meter", "cannot change to 3/4 here"),
        ("slow", "0 microseconds"),
    ],
)
def test_a_file_that_is_no_tempo_map_is_refused(tmp_path, what, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        fs.TempoMap.from_midi(_broken(tmp_path, what))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda p: fs.TempoMap().to_midi(p / "a.mid"), "no beats yet"),
        (lambda p: VARIED.to_midi(p / "nowhere" / "a.mid"), "cannot be written"),
        (lambda p: fs.TempoMap().bars(1, "4/4", bpm=2).to_midi(p / "a.mid"), "too slow for MIDI"),
        (lambda p: fs.TempoMap().bars(1, "4/4", bpm=60).hold(20).to_midi(p / "a.mid"), "too long for MIDI"),
        (lambda p: fs.TempoMap().bars(1, "999/4", bpm=60).to_midi(p / "a.mid"), "up to 255"),
        (lambda p: fs.TempoMap().pickup(1 / 3, "4/4", bpm=60).bars(1).to_midi(p / "a.mid"), "time signature"),
        (lambda p: VARIED.to_midi(p / "a.mid", origin="1:00"), "no timecode label"),
    ],
)
def test_what_cannot_be_written_is_refused(tmp_path, make, said):
    with pytest.raises(fs.FilmScoreError, match=said):
        make(tmp_path)


def test_tempo_events_never_repeat_a_tempo(tmp_path):
    file, _ = written(VARIED, tmp_path / "e.mid")
    tempi = [m.tempo for m in file.tracks[0] if m.type == "set_tempo"]
    assert all(a != b for a, b in itertools.pairwise(tempi)) and 40 < len(tempi) < 400
