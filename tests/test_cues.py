"""The cues of First Bloom: the notes add up, can be played and mean what they should; the sound is those notes."""

from __future__ import annotations

import itertools
import json
import shutil
from collections import defaultdict
from fractions import Fraction
from functools import lru_cache

import numpy as np
import pytest

from filmscore.errors import FilmScoreError
from filmscore.music.cues.first_bloom import CUES, HITS, METERS, TEMPO, score_of
from filmscore.music.cues.first_bloom.theme import CORRUPTED, HEAD, THEME
from filmscore.music.cues.notation import Staff, bar_sums, build_part
from filmscore.music.cues.six_colours import ORDER, six_colours
from filmscore.music.cues.studies import STUDIES, study_of
from filmscore.picture.film import open_film
from filmscore.sound import library, sketches
from filmscore.sound.library import film_cue, film_cues, study
from filmscore.sound.loudness import level_of, loudness
from filmscore.sound.performance import perform
from filmscore.sound.sketch import LEVEL, sketch

RATE = 48000
IDS = tuple(CUES)
MUST = tuple(h.frame for h in HITS if h.must)

#: sounding MIDI range: comfortable low and high, extreme low and high (the instrument table of the course)
RANGES = {
    "Flute": (60, 93, 59, 98),
    "Clarinet": (50, 89, 50, 94),
    "Bass clarinet": (37, 75, 34, 82),
    "Contrabassoon": (22, 57, 22, 60),
    "Horn": (41, 69, 31, 77),
    "Timpani": (38, 60, 36, 62),
    "Glockenspiel": (79, 108, 76, 108),
    "Celesta": (60, 108, 48, 113),
    "Harp": (23, 104, 23, 104),
    "Soprano": (60, 79, 60, 84),
    "Alto": (55, 74, 52, 77),
    "Tenor": (48, 69, 48, 72),
    "Bass": (41, 60, 38, 62),
    "Violin": (55, 88, 55, 103),
    "Viola": (48, 79, 48, 93),
    "Solo cello": (36, 67, 36, 90),
    "Cello": (36, 67, 36, 90),
    "Double bass": (28, 62, 24, 67),
    "Piano": (21, 108, 21, 108),
}


@lru_cache
def score(cue_id):
    return score_of(cue_id)


@lru_cache
def played(cue_id):
    return perform(score(cue_id), TEMPO, hits=HITS, humanise=False)


@lru_cache
def stems(cue_id):
    return film_cue("first-bloom", cue_id).stems()


@lru_cache
def mix(cue_id):
    return stems(cue_id).mix().astype(np.float64)


def seconds(frame):
    return (frame - TEMPO.start) / 24


def span(sound, first, last):
    return sound[round(seconds(first) * RATE) : round(seconds(last) * RATE)]


def db(sound):
    return 10 * np.log10(np.mean(sound**2) + 1e-14)


def band_db(sound, low, high):
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    f = np.fft.rfftfreq(len(sound), 1 / RATE)
    return 10 * np.log10(power[(f >= low) & (f < high)].sum() / len(sound) ** 2 + 1e-16)


def line_of(part, bars):
    """Sounding pitches and lengths of a part's top voice in some bars, ties joined."""
    from music21 import stream

    chosen = stream.Part(part.getElementsByClass("Measure")[bars[0] - 1 : bars[-1]])
    shift = part.getInstrument(returnDefault=False).transposition
    moves = shift.semitones if shift is not None else 0
    return [(max(p.midi for p in n.pitches) + moves, n.quarterLength) for n in chosen.flatten().stripTies().notes]


def part_named(cue_id, name):
    return next(p for p in score(cue_id).parts if p.id == name)


def pitches_of(text):
    from music21 import pitch

    from filmscore.music.cues.notation import spelled

    return [pitch.Pitch(spelled(t.split(":")[0])).midi for t in text.replace("|", " ").split()]


def lengths_of(text):
    return [Fraction(t.split(":")[1]) for t in text.replace("|", " ").split()]


# ---- the notes


@pytest.mark.parametrize("cue_id", IDS)
def test_every_bar_of_every_part_adds_up(cue_id):
    for part in score(cue_id).parts:
        measures = list(part.getElementsByClass("Measure"))
        assert len(measures) == len(METERS), part.id
        for number, (measure, signature) in enumerate(zip(measures, METERS, strict=True), start=1):
            filled = sum(Fraction(e.quarterLength) for e in measure.notesAndRests if not e.duration.isGrace)
            assert filled == Fraction(signature) * 4, (part.id, number)


def test_a_bar_that_does_not_add_up_is_refused_by_name():
    with pytest.raises(FilmScoreError, match=r"Harp, bar 2: 3\.5 quarters where 4/4 holds 4"):
        build_part(Staff("Harp", "Hp.", "Harp", "D4:4 | D4:7/2"), ("4/4", "4/4"))
    with pytest.raises(FilmScoreError, match="Harp has 1 bars where the cue has 2"):
        build_part(Staff("Harp", "Hp.", "Harp", "D4:4"), ("4/4", "4/4"))


@pytest.mark.parametrize(
    ("music", "message"),
    [
        ("D4:4 x4:1", "no note"),
        ("p R:4", "stands on a rest"),
        ("D4:4)", "not opened"),
        ("(D4:4", "never closed"),
        ("D4:4 *", "was not down"),
        ("R:4~", "cannot carry"),
    ],
)
def test_slips_of_the_short_hand_are_named(music, message):
    with pytest.raises(FilmScoreError, match=message):
        build_part(Staff("Harp", "Hp.", "Harp", music), ("4/4",))


@pytest.mark.parametrize("cue_id", IDS)
def test_every_note_can_be_played_by_its_instrument(cue_id):
    comfortable = total = 0
    for track in played(cue_id).tracks:
        if track.name == "Bass drum":
            continue
        name = next(n for n in RANGES if track.name.startswith(n))
        low, high, lowest, highest = RANGES[name]
        for n in track.notes:
            assert lowest <= n.pitch <= highest, (track.name, n)
            comfortable += low <= n.pitch <= high
            total += 1
    assert comfortable / total > 0.95


def test_the_theme_has_eight_notes_one_leap_and_a_rhythm_of_its_own():
    pitches, lengths = pitches_of(THEME), lengths_of(THEME)
    steps = [b - a for a, b in itertools.pairwise(pitches)]
    assert len(pitches) == 8
    assert [s for s in steps if abs(s) >= 5] == [9], "one leap, a rising major sixth"
    assert sum(abs(s) <= 2 for s in steps) >= 4, "otherwise steps, and thirds at most"
    assert lengths == [Fraction(x, 2) for x in (1, 3, 4, 1, 3, 1, 1, 2)]
    assert len(set(lengths)) == 4 and lengths[0] < lengths[1] and lengths[3] < lengths[4], "short before long, twice"
    assert [p % 12 for p in pitches_of(HEAD)] == [p % 12 for p in pitches[:3]]
    second_half = {p % 12 for p in pitches[3:]}
    assert second_half <= {2, 4, 6, 7, 9, 11, 1} and second_half <= {10, 0, 2, 4, 5, 7, 9}, "in D and in B flat lydian"


def test_the_corrupted_theme_keeps_the_rhythm_and_is_octatonic():
    assert lengths_of(CORRUPTED) == lengths_of(THEME)
    assert {p % 12 for p in pitches_of(CORRUPTED)} <= {0, 2, 3, 5, 6, 8, 9, 11}
    assert np.sign(np.diff(pitches_of(CORRUPTED))).tolist() == np.sign(np.diff(pitches_of(THEME))).tolist()


@pytest.mark.parametrize(
    ("cue_id", "part", "bars", "octaves", "text"),
    [
        ("score", "Horn in F 1", (7, 8), 0, THEME),
        ("score", "Solo cello", (11, 12), -1, THEME),
        ("piano", "Piano, right hand", (7, 8), 1, THEME),
        ("piano", "Piano, left hand", (11, 12), -1, THEME),
        ("ominous", "Solo cello", (11, 12), 0, CORRUPTED),
        ("score", "Harp, right hand", (1, 1), 0, HEAD),
    ],
)
def test_the_theme_is_where_the_story_needs_it(cue_id, part, bars, octaves, text):
    line = line_of(part_named(cue_id, part), bars)
    expected = [(p + 12 * octaves, x) for p, x in zip(pitches_of(text), lengths_of(text), strict=True)]
    assert [p for p, _ in line[: len(expected)]] == [p for p, _ in expected]
    assert [x for _, x in line[: len(expected) - 1]] == [x for _, x in expected[:-1]]


def test_the_lights_double_the_theme_in_length():
    head = line_of(part_named("score", "Violin I"), (14, 15))
    assert [p % 12 for p, _ in head] == [p % 12 for p in pitches_of(HEAD)]
    assert [x for _, x in head] == [2 * x for x in lengths_of(HEAD)]


@pytest.mark.parametrize("cue_id", ["score", "ominous"])
def test_the_celesta_lights_the_domes(cue_id):
    caught = (1704, 1728, 1752, 1764, 1776, 1782, 1788, 1794, 1800, 1806, 1824)  # frames on which a dome catches
    struck = [480 + n.start * 24 for t in played(cue_id).tracks if t.name == "Celesta" for n in t.notes]
    assert all(min(abs(frame - s) for s in struck) < 0.5 for frame in caught)


def chord_at(cue_id, bar, beat):
    time = TEMPO.seconds_at(TEMPO.beat_of_bar(bar, beat)) + 0.25
    return {
        int(n.pitch) % 12
        for t in played(cue_id).tracks
        if t.stem == "choir"
        for n in t.notes
        if n.start <= time < n.end - 0.2
    }


def test_harmony_at_the_bloom_and_at_the_lights():
    assert chord_at("score", 7, 1) == {2, 6, 9}, "D major"
    assert chord_at("score", 8, 1) == {10, 2, 5}, "B flat major: M8M"
    assert {2, 4, 8} <= chord_at("score", 14, 3), "E over D: M2M"
    low = [
        {
            int(n.pitch) % 12
            for t in played("ominous").tracks
            for n in t.notes
            if t.stem in ("choir", "strings") and n.pitch < 60 and n.start <= s < n.end - 0.2
        }
        for s in (13.5, 17.5)
    ]
    assert low == [{2, 5, 9}, {1, 5, 10}], "D minor, B flat minor: m8m"


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        *list(itertools.combinations(("Soprano", "Alto", "Tenor", "Bass"), 2)),
        ("Violin I", "Double bass"),
        ("Violin II", "Double bass"),
        ("Viola", "Double bass"),
        ("Violin I", "Violin II"),
    ],
)
def test_no_parallel_fifths_or_octaves_in_the_open(upper, lower):
    def at(name, beat):
        tracks = [t for t in played("score").tracks if t.name == name]
        time = TEMPO.seconds_at(beat) + 0.3
        found = [n.pitch for t in tracks for n in t.notes if n.start <= time < n.end - 0.1]
        return max(found, default=None)

    # the octaves of the melody at the lights (bars 14 and 15) are meant
    beats = [b / 2 for b in range(2 * 24, 2 * (51 if "Violin" in upper and "Violin" in lower else 59))]
    pairs = [(at(upper, b), at(lower, b)) for b in beats]
    for beat, ((u0, l0), (u1, l1)) in zip(beats, itertools.pairwise(pairs), strict=False):
        if None in (u0, l0, u1, l1) or u0 == u1 or l0 == l1:
            continue
        interval = (u0 - l0) % 12
        parallel = interval in (0, 7) and (u1 - l1) % 12 == interval
        assert not parallel, f"{upper} and {lower} at {TEMPO.bar_beat(beat)}"


@pytest.mark.parametrize(("cue_id", "player"), [("score", "Harp"), ("ominous", "Harp"), ("piano", "Piano")])
def test_two_hands_can_reach_it(cue_id, player):
    for part in score(cue_id).parts:
        if not part.id.startswith(player):
            continue
        for element in part.recurse().getElementsByClass("Chord"):
            heights = sorted(p.midi for p in element.pitches)
            assert len(heights) <= (4 if player == "Harp" else 5), (part.id, element)
            assert heights[-1] - heights[0] <= (24 if player == "Harp" else 16), (part.id, element)


@pytest.mark.parametrize("cue_id", ["score", "ominous"])
def test_the_harp_needs_no_more_than_two_pedals_a_beat(cue_id):
    events = []
    for part in score(cue_id).parts:
        if part.id.startswith("Harp"):
            for n in part.flatten().notes:
                events += [(float(n.offset), p.step, p.alter) for p in n.pitches]
    standing, changes = {}, defaultdict(int)
    for beat, step, alter in sorted(events):
        if standing.get(step, alter) != alter:
            changes[int(beat)] += 1
        standing[step] = alter
    assert max(changes.values(), default=0) <= 2, changes


@pytest.mark.parametrize("cue_id", IDS)
def test_nobody_attacks_while_somebody_speaks(cue_id):
    lines = [line for line in open_film("first-bloom").lines if line.start >= TEMPO.start]
    assert len(lines) == 2
    for track in played(cue_id).tracks:
        for n in track.notes:
            frame = TEMPO.start + n.start * 24
            assert not any(line.start - 1 <= frame < line.end - 3 for line in lines), (track.name, n)


@pytest.mark.parametrize("cue_id", IDS)
def test_the_score_survives_musicxml(cue_id):
    from music21 import converter
    from music21.musicxml.m21ToXml import GeneralObjectExporter

    again = converter.parse(GeneralObjectExporter(score(cue_id)).parse().decode(), format="musicxml")
    back = perform(again, TEMPO, hits=HITS, humanise=False)

    def sounding(performance):
        return sorted((round(n.start, 2), n.pitch) for t in performance.tracks for n in t.notes if "trem" not in t.name)

    here, there = sounding(played(cue_id)), sounding(back)
    assert len(set(here) & set(there)) / len(set(here)) > 0.97


@pytest.mark.parametrize("cue_id", IDS)
def test_the_score_engraves(cue_id):
    verovio = pytest.importorskip("verovio")
    from music21.musicxml.m21ToXml import GeneralObjectExporter

    toolkit = verovio.toolkit()
    assert toolkit.loadData(GeneralObjectExporter(score(cue_id)).parse().decode())
    page = toolkit.renderToSVG(1)
    assert page.count('class="staff') >= len(score(cue_id).parts)
    assert page.count('class="dynam') > 0 and page.count('class="hairpin') > 0


@pytest.mark.parametrize("cue_id", IDS)
def test_dynamics_and_phrasing_are_written_for_everybody(cue_id):
    for part in score(cue_id).parts:
        if list(part.recurse().notes):
            assert list(part.recurse().getElementsByClass("Dynamic")), part.id


def test_the_same_performance_every_time():
    one = perform(score_of("score"), TEMPO, hits=HITS)
    two = perform(score_of("score"), TEMPO, hits=HITS)
    assert one.tracks == two.tracks


# ---- the sound that ships


def novelty(sound, hop=240, size=1024):
    """Rise of the spectrum from moment to moment (log magnitude, rises only), and the time of each value in seconds.

    A window of 21 ms sees an attack when it enters; the time is that of the window's leading part, checked against
    clicks in `test_the_ear_of_these_tests`.
    """
    x = np.pad(sound.mean(axis=1), (size, size))
    frames = np.lib.stride_tricks.sliding_window_view(x, size)[::hop] * np.hanning(size)
    level = np.log10(np.abs(np.fft.rfft(frames, axis=1)) + 1e-3)
    rise = np.maximum(level[2:] - level[:-2], 0).sum(axis=1)
    times = (np.arange(len(rise)) + 1) * hop / RATE - size / RATE / 2
    return rise, times


def attack(sound, frame, reach=0.12):
    """Seconds from a frame to the strongest attack near it, and how many times the median rise it is."""
    at = seconds(frame)
    first = max(0, round((at - 1.2) * RATE))
    rise, times = novelty(sound[first : round((at + 1.2) * RATE)])
    times = times + first / RATE
    near = np.flatnonzero(np.abs(times - at) <= reach)
    around = np.flatnonzero(np.abs(times - at) <= 1.0)
    best = near[np.argmax(rise[near])]
    return times[best] - at, rise[best] / (np.median(rise[around]) + 1e-9)


def test_the_ear_of_these_tests():
    clicks = np.zeros((3 * RATE, 2))
    for at in (0.5, 1.75):
        n = np.arange(RATE)
        clicks[round(at * RATE) : round(at * RATE) + RATE, :] += (np.exp(-n / 9000) * np.sin(n / 20))[:, None] * 0.2
    late, strength = attack(clicks, 480 + 12)
    assert abs(late) < 0.011 and strength > 3
    shifted = np.roll(clicks, 3 * 2000, axis=0)
    late, _ = attack(shifted, 480 + 12, reach=0.2)
    assert late == pytest.approx(0.125, abs=0.011), "three frames late are heard as three frames late"


def test_three_cues_ship_and_are_small_enough():
    cues = film_cues("first-bloom")
    assert [c.id for c in cues] == list(CUES)
    size = 0
    for cue in cues:
        assert cue.start == 480 and cue.tempo == TEMPO and cue.title and cue.note.endswith(".")
        assert all(e.mime == "audio/ogg" and e.data[:4] == b"OggS" for e in cue.encoded())
        size += sum(len(e.data) for e in cue.encoded())
        assert not [p for p in cue.spotting.problems() if p.kind in ("outside", "overlap")]
    assert size <= 10_000_000


@pytest.mark.parametrize("cue_id", IDS)
def test_stems_are_those_of_the_score_and_of_one_length(cue_id):
    made = stems(cue_id)
    assert set(made.names) == {t.stem for t in played(cue_id).tracks}
    lengths = {len(made[name]) for name in made.names}
    assert lengths == {film_cue("first-bloom", cue_id).samples}
    end = open_film("first-bloom").frames
    assert seconds(end) <= made.seconds <= seconds(end) + 2.0
    assert made.start == TEMPO.start
    for name in made.names:
        assert np.abs(made[name][-480:]).max() < 1e-3, f"{name} ends in silence"
        assert np.abs(made[name]).max() > 1e-3, f"{name} sounds"


@pytest.mark.parametrize("cue_id", IDS)
def test_the_stems_add_up_to_the_mix(cue_id):
    total = np.sum([stems(cue_id)[n].astype(np.float64) for n in stems(cue_id).names], axis=0)
    assert np.abs(total - mix(cue_id)).max() < 1e-5


@pytest.mark.parametrize("cue_id", IDS)
def test_working_level(cue_id):
    from pyloudnorm import Meter
    from scipy.signal import resample_poly

    assert -23.5 <= Meter(RATE).integrated_loudness(mix(cue_id)) <= -20.0
    loudest = max(np.array_split(mix(cue_id), 60), key=lambda second: np.abs(second).max())
    assert 20 * np.log10(np.abs(resample_poly(loudest, 4, 1, axis=0)).max()) < -1.0


@pytest.mark.parametrize(
    ("cue_id", "frame"), [(c, f) for c in IDS for f in (480, *MUST) if (c, f) != ("ominous", 1056)]
)
def test_the_music_meets_the_picture(cue_id, frame):
    late, strength = attack(mix(cue_id), frame)
    assert abs(late) <= 1 / 24, f"{late * 1000:.0f} ms"
    assert strength > 1.5


def test_the_ominous_swell_is_cut_off_at_the_bloom():
    sound = mix("ominous")
    before, during = db(span(sound, 1032, 1056)), db(span(sound, 1080, 1100))
    assert before - during > 30
    assert db(span(sound, 1008, 1032)) < before - 3 and db(span(sound, 984, 1008)) < before - 8, "it swells"
    score_before, score_during = db(span(mix("score"), 1032, 1056)), db(span(mix("score"), 1080, 1100))
    assert score_during > score_before + 8, "the same frames in the other film"


@pytest.mark.parametrize("cue_id", IDS)
def test_the_voice_band_is_left_to_the_voices(cue_id):
    sound = mix(cue_id)
    lines = [line for line in open_film("first-bloom").lines if line.start >= TEMPO.start]
    neighbours = [band_db(span(sound, a, b), 1000, 4000) for a, b in ((1104, 1200), (1440, 1536))]
    for line in lines:
        under = span(sound, line.start, line.end)
        assert band_db(under, 1000, 4000) < min(-50.0, neighbours[0] - 10)
        assert _loudness(under) < -24 - 12, "12 dB under a speech level of -24 LUFS"


def _loudness(sound):
    """Ungated loudness of a short stretch, LUFS."""
    from pyloudnorm import Meter

    whole = np.tile(sound, (max(1, int(np.ceil(2 * RATE / len(sound)))), 1))
    return Meter(RATE).integrated_loudness(whole)


@pytest.mark.parametrize("cue_id", IDS)
def test_the_rendering_is_held_to_the_notes(cue_id):
    starts = sorted(
        n.start for t in perform(score(cue_id), TEMPO, hits=HITS).tracks if t.stem == "keys" for n in t.notes
    )
    times = [starts[0]]
    for start in starts:
        if start - times[-1] > 0.08:
            times.append(start)
    rise, at = novelty(stems(cue_id)["keys"])
    floor = np.median(rise) + 0.06 * rise.max()
    peaks = at[[i for i in range(2, len(rise) - 2) if rise[i] == rise[i - 2 : i + 3].max() and rise[i] > floor]]

    def found(moments):
        return np.mean([np.abs(peaks - m).min() <= 0.03 for m in moments])

    assert len(times) > 20
    assert found(times) >= 0.9
    assert found(np.array(times) + 0.11) < 0.6, "the same notes a little later are not there"


def test_shape_of_the_score():
    sound = mix("score")
    bars = {b: db(span(sound, TEMPO.frame_of_bar(b), TEMPO.frame_of_bar(b + 1))) for b in range(1, 16)}
    assert max(bars, key=bars.get) == 14, "the lights are the summit"
    assert bars[7] > bars[6] + 8 and bars[9] < bars[8] - 10 and bars[11] > bars[10] + 5 and bars[15] < bars[14] - 3
    assert max(bars[b] for b in (1, 2, 3)) < bars[7] - 10


# ---- what goes wrong


@pytest.fixture
def copy(tmp_path, monkeypatch):
    shutil.copytree(library.RENDERED / "first-bloom", tmp_path / "first-bloom")
    monkeypatch.setattr(library, "RENDERED", tmp_path)
    library._cues.cache_clear()
    yield tmp_path / "first-bloom"
    library._cues.cache_clear()


def test_a_missing_or_damaged_cue_is_named(copy):
    (copy / "piano" / "keys.ogg").unlink()
    with pytest.raises(FilmScoreError, match=r"keys\.ogg"):
        film_cue("first-bloom", "piano").encoded()
    index = copy / "score" / "cue.json"
    data = json.loads(index.read_text())
    index.write_text(json.dumps({**data, "samples": data["samples"] + 1}))
    library._cues.cache_clear()
    with pytest.raises(FilmScoreError, match="samples where the cue has"):
        film_cue("first-bloom", "score").stems()
    for text in (
        "{",
        json.dumps({**data, "samples": "many"}),
        json.dumps({**data, "stems": [{"name": "x", "family": "keys", "file": "../x.ogg"}]}),
    ):
        index.write_text(text)
        library._cues.cache_clear()
        with pytest.raises(FilmScoreError, match=r"cue\.json is damaged"):
            film_cues("first-bloom")
    index.unlink()
    library._cues.cache_clear()
    with pytest.raises(FilmScoreError, match=r"films\.cues"):
        film_cues("first-bloom")


def test_unknown_names_are_refused():
    with pytest.raises(FilmScoreError, match="has no cue 'waltz'; it has score, piano, ominous"):
        film_cue("first-bloom", "waltz")
    with pytest.raises(FilmScoreError, match="no cue 'waltz'"):
        score_of("waltz")
    with pytest.raises(FilmScoreError):
        film_cues("second-bloom")


def test_the_licence_record_names_everybody():
    record = (library.RENDERED / "first-bloom" / "LICENCE.md").read_text(encoding="utf-8")
    index = json.loads((library.RENDERED / "first-bloom" / "score" / "cue.json").read_text(encoding="utf-8"))
    assert "CC BY 4.0" in record and index["font"]["name"] in record and index["font"]["authors"] in record
    assert "MIT" in index["font"]["licence"]


def test_short_hand_counts_bars():
    assert bar_sums("A4:1/2 F#5:3/2 E5:2 | R*2") == [4, None, None]


# ---- two studies, which are nobody's film music


@lru_cache
def page(name):
    """A study as plain notes: part, sounding pitch, first frame, the frame it ends on; ties joined."""
    from filmscore.music.harmony.moments import passage

    start = study_of(name).TEMPO.start
    return [
        (n.part, n.pitch, start + float(n.start) * 24, start + float(n.start + n.beats) * 24)
        for n in passage(study(name)).notes
    ]


@lru_cache
def study_mix(name):
    return study(name).stems().mix().astype(np.float64)


def heard(name, first, last):
    """LUFS of a study between two frames."""
    return level_of(study_mix(name)[(first - 480) * 2000 : (last - 480) * 2000], RATE)


@pytest.mark.parametrize("name", ["wonder", "dread"])  # who plays the chase is asked in test_ostinato_score
def test_a_study_adds_up_and_can_be_played(name):
    made = study_of(name)
    score = study(name).score()
    for part in score.parts:
        bars = list(part.getElementsByClass("Measure"))
        assert len(bars) == len(made.METERS)
        assert all(sum(Fraction(e.quarterLength) for e in bar.notesAndRests) == 4 for bar in bars), part.id
        assert not list(part.recurse().notes) or list(part.recurse().getElementsByClass("Dynamic")), part.id
    for track in perform(score, made.TEMPO, hits=made.HITS, humanise=False).tracks:
        low, high, *_ = RANGES[next(n for n in RANGES if track.name.startswith(n))]
        assert all(low <= n.pitch <= high for n in track.notes), track.name


def test_wonder_keeps_the_d_and_is_silent_before_mara_speaks():
    notes = page("wonder")
    assert {p.name[0] for _, p, start, end in notes if start <= 840 < end} == {"D", "G", "B"}, "G major leaks in at 840"
    assert {p.name for _, p, start, end in notes if start < 1000 and end > 944 and end > 960} == {"D6"}, "one is left"
    for frame, chord in ((1056, {"G", "B", "D"}), (1104, {"D", "F", "A"}), (1152, {"G", "B", "D"})):
        strings = {p.name[0] for part, p, start, end in notes if start <= frame + 1 < end and part[:2] in ("Vi", "Ce")}
        assert strings == chord, frame
    at_1200 = {p.name.rstrip("0123456789") for part, p, a, b in notes if a <= 1201 < b and part[:2] in ("Vi", "Ce")}
    assert at_1200 == {"E♭", "G", "B♭"}
    held = [(part, start, end) for part, p, start, end in notes if p.name == "D4" and start < 1060 and end >= 1200]
    assert {part for part, *_ in held} == {"Horn in F", "Viola"}, "the note that does not move"
    assert max(end for *_, end in notes) == 1236 == study("wonder").spans[-1][1]
    line = next(line for line in open_film("first-bloom").lines if line.start == 1248)
    assert heard("wonder", line.start + 12, line.start + 48) < heard("wonder", 1056, 1152) - 25


def test_dread_wastes_nothing_on_the_gull_and_never_arrives():
    notes = page("dread")
    begin = sorted({round(start) for *_, start, _ in notes})
    assert begin == [480, 576, 672, 744, 768, 816, 864, 912, 960, 1212]
    assert min(abs(frame - 540) for frame in begin) > 24, "the gull has its shock to itself"
    assert not [n for n in notes if n[3] > 1002 and n[2] < 1212], "no music over the dark and the match"
    assert max(end for *_, end in notes) == 1416
    pedal = [(start, end) for _, p, start, end in notes if p.name == "E1"]
    assert pedal == [(480, 1002), (1212, 1416)]
    moments = sorted({start for *_, start, _ in notes})
    for frame in moments:
        sounding = {p.midi % 12 for _, p, start, end in notes if start <= frame < end}
        assert not {4, 7, 11} <= sounding, "E minor is never heard"
    assert {p.name for _, p, start, end in notes if start <= 912 < end} >= {"B3", "A4", "D♯5"}, "B7 over E"


def test_dread_sounds_as_it_is_told():
    """The swell is cut off with the lamp, and there is nothing in the dark, nor on the red light."""
    assert heard("dread", 960, 1000) > heard("dread", 480, 560) + 10
    # the drum's last stroke comes with the cut, and its skin rings for three seconds
    assert heard("dread", 1003 + 48, 1003 + 96) < heard("dread", 960, 1000) - 36
    assert np.abs(study_mix("dread")[(1100 - 480) * 2000 : (1195 - 480) * 2000]).max() < 1e-4
    assert heard("dread", 480, 560) > LEVEL - 12, "the low E is heard from the beginning"
    assert np.abs(study_mix("dread")[(1440 - 480) * 2000 :]).max(initial=0.0) < 1e-3
    left = [one.start for one in study("dread").spotting.silences], [c.start for c in study("dread").spotting.cues]
    assert left == ([1002], [480, 1212]) and not study("dread").spotting.problems()


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_ships_as_loud_as_a_sketch_and_is_those_notes(name):
    cue, made = study(name), study_of(name)
    assert (cue.id, cue.film, cue.start, cue.tempo) == (name, made.FILM, made.TEMPO.start, made.TEMPO)
    index = json.loads((cue.folder / "cue.json").read_text(encoding="utf-8"))
    assert cue.note == index["note"] and cue.note.endswith(".") and cue.title == index["title"]
    played_now = cue.perform()
    assert set(cue.stem_names) == {t.stem for t in played_now.tracks}
    ends = (made.SILENCE - made.TEMPO.start) / 24 if name == "chase" else None
    now = sketches.fingerprint(played_now, ends)
    assert index["performance"] == now, "render it again: python -m films.cues studies"
    assert loudness(study_mix(name)).integrated == pytest.approx(LEVEL, abs=0.3)
    assert sum(len(stem.data) for stem in cue.encoded()) < 1_500_000


def test_the_chase_is_over_with_the_door_and_leaves_the_tram_the_bass():
    mix, cue = study_mix("chase"), study("chase")
    assert cue.spans == ((96, 697),) and [one.start for one in cue.spotting.silences] == [697]
    assert not cue.spotting.problems() and [h.frame for h in cue.spotting.hits] == [96, 257, 376, 495]

    def part(first, last):
        return mix[(first - 96) * 2000 : (last - 96) * 2000]

    assert np.abs(part(702, 750)).max(initial=0.0) < 1e-4, "the hall is silent as well"
    assert level_of(part(676, 696), RATE) > LEVEL - 6, "and until the door it is loud"
    assert level_of(part(256, 276), RATE) > level_of(part(226, 246), RATE) + 3, "the vault is an accent"
    assert band_db(part(506, 540), 30, 200) < band_db(part(256, 290), 30, 200) - 20, "the tram is the bass"


def test_a_study_is_not_offered_with_its_film():
    import filmscore as fs

    assert [cue.id for cue in film_cues("first-bloom")] == ["score", "piano", "ominous"]
    with pytest.raises(FilmScoreError, match="no cues of its own"):
        film_cues("the-log")
    player = fs.watch("the-log", cues={"The study": study("dread")}, start=470, end=1584)
    assert player.cues == ("The study", "No music")
    assert fs.watch("the-log").cues == fs.watch("last-parcel").cues == ("No music",)
    later = study("dread").later(24)
    assert later.spans == ((504, 1026), (1236, 1440)) and later.silences[0].start == 1026


def test_an_unknown_study_is_refused_with_those_there_are():
    for name in ("hope", None, 3):
        with pytest.raises(FilmScoreError, match="'wonder', 'dread', 'chase' there are"):
            study(name)


# ---- the six colours, played already


def test_the_six_colours_come_played_and_equally_loud(monkeypatch):
    for name in ORDER:
        laid = sketch(six_colours(name), at=480, bpm=60)
        kept = sketches.kept(laid.perform(), laid.film, laid.start)
        assert kept is not None, f"{name} was changed: python -m films.cues six-colours"
        assert set(kept.stem_names) == set(laid.names) and 32 < kept.seconds < 37
        assert loudness(kept).integrated == pytest.approx(LEVEL, abs=0.25), "any two within 0.5 LU"
        assert [stem.name for stem in laid.encode()] == list(laid.names) and laid.font == kept.font
    monkeypatch.setattr(type(laid), "_rendered", lambda *_: pytest.fail("rendered though it is kept"))
    assert laid.encode()
    other = sketch(six_colours(name), at=480, bpm=61)
    assert sketches.kept(other.perform(), other.film, 480) is None, "another tempo is another sound"
    monkeypatch.setenv("FILMSCORE_SOUNDFONT", "/a/font/of/my/own.sf2")
    assert sketches.kept(laid.perform(), laid.film, 480) is None, "who names a font hears it"


def test_the_six_colours_come_by_name_and_belong_to_who_asked():
    assert list(six_colours()) == list(ORDER)
    mine = six_colours("Pedal")
    count = len(mine.parts)
    mine.remove(mine.parts[0])
    assert (
        len(mine.parts) == count - 1 and len(six_colours("pedal").parts) == len(six_colours()["pedal"].parts) == count
    )
    with pytest.raises(FilmScoreError, match="no colour 'beige'"):
        six_colours("beige")


# ---- a lesson's sketches, played already

LESSON = """
{"cells": [{"cell_type": "markdown", "id": "title", "source": ["# not run"]},
 {"cell_type": "code", "id": "import", "source": ["import filmscore as fs\\n", "fs.quiz('no such quiz')"]},
 {"cell_type": "code", "id": "door-watch", "source": [
  "cues = {'First one': fs.sketch('D4 A4', at=600, film='last-parcel', until=648), 'None': None}\\n",
  "fs.watch('last-parcel', cues={**cues, 'Study': fs.study('dread')}, start=90)"]}]}
"""


def test_a_lessons_sketches_are_found_by_running_it(tmp_path, monkeypatch):
    import filmscore as fs
    from films import lesson_sketches
    from films.cues import works
    from films.lesson_sketches import sketches_of

    (tmp_path / "77_doors.ipynb").write_text(LESSON, encoding="utf-8")
    monkeypatch.setattr(lesson_sketches, "LESSONS", tmp_path)
    found = sketches_of("77")
    assert [(name, title, one.until) for name, title, one in found] == [("door-watch-first-one", "First one", 648)]
    assert callable(fs.quiz) and fs.watch.__module__ == "filmscore.widgets.cue_player", "all is as it was"
    (tmp_path / "78_broken.ipynb").write_text(LESSON.replace("until=648", "until=5"), encoding="utf-8")
    with pytest.raises(FilmScoreError, match=r"78_broken\.ipynb, cell door-watch: .*cannot be over on 5"):
        sketches_of("78")
    with pytest.raises(FilmScoreError, match="no lesson 79"):
        sketches_of("79")
    name, _, [work] = works("lesson-77")
    assert (name, work.id, work.film, work.ends) == ("lesson-77", "door-watch-first-one", "last-parcel", 2.0)
    assert work.seconds == (648 + 4 - 600) / 24 + 2, "until what rings is gone, and room for the fade of the tail"
    assert sketches.fingerprint(work.perform(), work.ends) == sketches.fingerprint(found[0][2].perform(), 2.0)


def test_a_lessons_sketch_is_known_by_its_notes_and_its_end(tmp_path, monkeypatch):
    made = sketch("D4 A4", at=600, film="last-parcel", until=648)
    folder = tmp_path / "lesson-77" / "door-watch-first-one"
    shutil.copytree(library.RENDERED / "six-colours" / "pedal", folder)
    index = json.loads((folder / "cue.json").read_text(encoding="utf-8"))
    index["performance"] = sketches.fingerprint(made.perform(), made.ends)
    (folder / "cue.json").write_text(json.dumps(index), encoding="utf-8")
    monkeypatch.setattr(library, "RENDERED", tmp_path)
    sketches._index.cache_clear()
    try:
        kept = sketches.kept(made.perform(), made.film, made.start, made.ends)
        assert kept is not None and kept.folder == folder
        assert sketches.kept(made.perform(), made.film, made.start) is None, "without its end it is another sound"
    finally:
        sketches._index.cache_clear()
