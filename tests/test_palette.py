"""The palette: every instrument finds its sound, with the small font and with a large one; the stage behind it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pretty_midi
import pytest
from scipy.signal import lfilter
from soundfont_maker import Wave, simple, write

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.sound import engine, hall, stage
from filmscore.sound.events import Control, Note, Track
from filmscore.sound.generators import Gen
from filmscore.sound.instruments import INSTRUMENTS
from filmscore.sound.layers import falls_short, patch_named, sources
from filmscore.sound.palette import PALETTE, palette, seated, voice_for
from filmscore.sound.patches import PATCHES
from filmscore.sound.score_order import GROUPS
from filmscore.sound.stems import FAMILIES, RATE

SMALL = Path(pretty_midi.__file__).parent / "TimGM6mb.sf2"
LARGE = [p for p in map(Path, ("/usr/share/sounds/sf2/FluidR3_GM.sf2", "/usr/share/sounds/sf3/MuseScore_General.sf3"))
         if p.is_file()]  # fmt: skip

#: comfortable ranges, sounding (MuseScore's "amateur" ranges): what any score of the course may ask for
RANGES = {
    "Piccolo": (74, 105), "Flute": (60, 93), "Alto flute": (55, 88), "Oboe": (58, 87), "English horn": (52, 81),
    "Clarinet": (50, 89), "Bass clarinet": (37, 75), "Bassoon": (34, 69), "Contrabassoon": (22, 57),
    "Alto saxophone": (49, 82), "Tenor saxophone": (44, 77), "Horn": (41, 69), "Trumpet": (52, 80),
    "C trumpet": (54, 82), "Flugelhorn": (52, 79), "Trombone": (40, 71), "Bass trombone": (32, 68),
    "Cimbasso": (26, 64), "Tuba": (28, 58), "Timpani": (38, 60), "Xylophone": (65, 96), "Marimba": (45, 96),
    "Vibraphone": (53, 89), "Glockenspiel": (79, 108), "Crotales": (84, 108), "Tubular bells": (60, 79),
    "Celesta": (48, 108), "Harp": (23, 104), "Piano": (21, 108), "Violin": (55, 88), "Viola": (48, 79),
    "Violoncello": (36, 67), "Contrabass": (28, 62), "Soprano": (60, 79), "Alto": (55, 74), "Tenor": (48, 69),
    "Baritone": (43, 64), "Bass": (41, 60), "Nylon guitar": (40, 83), "Bass guitar": (28, 65), "Duduk": (66, 81),
    "Theremin": (36, 96),
}  # fmt: skip


def play(sound, pitch, font=SMALL, velocity=90, seconds=1.0, expression=127, start=0.0):
    track = Track("a", "a", sound.bank, sound.program, [Note(start, start + seconds, pitch, velocity)],
                  [Control(0, "expression", expression)], patch=sound.patch)  # fmt: skip
    return engine.render([track], start + seconds + 1.5, font, "dry")["a"].astype(float)


def loudest(sound):
    """Level of the loudest 0.4 s, dB, weighted as in BS.1770."""
    shelf = lfilter([1.53512485958697, -2.69169618940638, 1.19839281085285],
                    [1, -1.69065929318241, 0.73248077421585], sound, axis=0)  # fmt: skip
    heard = lfilter([1, -2, 1], [1, -1.99004745483398, 0.99007225036621], shelf, axis=0)
    power = np.concatenate([[0.0], np.cumsum((heard**2).sum(axis=1))])
    window = int(0.4 * RATE)
    return 10 * np.log10((power[window:] - power[:-window]).max() / window)


def centroid(sound, first=0.2, last=1.0):
    part = sound[int(first * RATE) : int(last * RATE)]
    power = (np.abs(np.fft.rfft(part * np.hanning(len(part))[:, None], axis=0)) ** 2).sum(axis=1)
    return float((np.fft.rfftfreq(len(part), 1 / RATE) * power).sum() / power.sum())


def falls_by(sound, decibels):
    """Seconds from the loudest 20 ms until it is so much softer for the first time."""
    n = RATE // 50
    level = 10 * np.log10((sound[: len(sound) // n * n] ** 2).reshape(-1, n * 2).sum(axis=1) + 1e-14)
    top = int(level.argmax())
    below = np.flatnonzero(level[top:] < level[top] - decibels)
    return float(below[0]) * n / RATE if len(below) else float("inf")


# ---- names


def test_every_instrument_finds_itself_by_its_own_name():
    for entry in INSTRUMENTS:
        assert voice_for(entry.name) is entry.voice, entry.name


def test_every_name_resolves_to_a_stem_a_sound_and_a_patch():
    for entry in INSTRUMENTS:
        voice = entry.voice
        assert voice.stem in FAMILIES and 0 <= entry.low <= entry.high <= 127
        for sound in (voice.sound, *voice.layers, *voice.techniques.values()):
            if sound.patch:
                assert patch_named(sound.patch).layers
    assert {s.patch for e in INSTRUMENTS for s in (e.voice.sound, *e.voice.layers, *e.voice.techniques.values())} >= {
        name for name in PATCHES
    }, "no patch that nothing plays"


@pytest.mark.parametrize(
    "name, program, stem",
    [
        ("Bass drum", 116, "percussion"), ("Bass trombone", 57, "brass"), ("Bass clarinet 1", 71, "woodwinds"),
        ("Bass guitar", 33, "keys"), ("Contrabassoon", 70, "woodwinds"), ("Contrabass", 49, "strings"),
        ("Soprano saxophone", 64, "woodwinds"), ("Soprano", 52, "choir"), ("Electric piano", 4, "keys"),
        ("Piccolo trumpet", 56, "brass"), ("English horn", 69, "woodwinds"), ("Horn in F 2", 60, "brass"),
        ("Harpsichord", 6, "keys"), ("Synth bass", 38, "synths"), ("Steel drums", 114, "percussion"),
        ("Wind machine", 122, "synths"), ("Woodwinds", 73, "woodwinds"), ("Hammond organ", 16, "keys"),
        ("Solo soprano", 54, "soloist"), ("Braaam", 61, "synths"), ("Frame drum", 117, "percussion"),
        ("Violoncello", 49, "strings"), ("Cor anglais", 69, "woodwinds"),
    ],
)  # fmt: skip
def test_names_that_hold_other_names(name, program, stem):
    voice = voice_for(name, program)
    assert (voice.stem, voice.sound.program) == (stem, program)


# ---- with the small font


@pytest.mark.parametrize("name", RANGES)
def test_comfortable_notes_sound_with_the_small_font(name):
    voice = voice_for(name)
    for pitch in RANGES[name]:
        sound = play(voice.sound, pitch, velocity=80)
        assert loudest(sound) > -60, f"{name} {pitch}"
        assert np.isfinite(sound).all() and np.abs(sound).max() < 1.0


@pytest.mark.parametrize("name", [n for n in RANGES if n not in {"Tubular bells", "Timpani"}])
def test_and_at_the_right_pitch(name):
    voice = voice_for(name)
    low, high = RANGES[name]
    pitch = (low + high) // 2
    sound = play(voice.sound, pitch)[RATE // 4 : RATE].sum(axis=1)
    size = 1 << 19
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(len(sound)), size))
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    # partials two and one: whichever is stronger stands within a quarter of a semitone of its place
    near = [spectrum[int(hertz * k * 0.97 * size / RATE) : int(hertz * k * 1.03 * size / RATE)] for k in (1, 2)]
    k = 1 + int(near[1].max() > near[0].max())
    peak = int(hertz * k * 0.97 * size / RATE) + int(near[k - 1].argmax())
    assert abs(1200 * np.log2(peak * RATE / size / (hertz * k))) < 25


STOOD_IN = [n for n, p in PATCHES.items() if not p.always and n not in {"bass drum"}]


@pytest.mark.parametrize("name", STOOD_IN)
def test_what_stands_in_sits_where_the_preset_sat(name):
    from filmscore.sound.handling import Sound

    patch = PATCHES[name]
    pitches = [pitch for pitch, _ in patch.levels]
    differences = []
    for pitch in (pitches[len(pitches) // 4], pitches[len(pitches) // 2], pitches[-2]):
        before = loudest(play(Sound(*patch.preset), pitch, seconds=1.5))
        after = [loudest(play(Sound(*patch.preset, patch=name), pitch, seconds=1.5, start=s)) for s in (0.0, 0.23)]
        differences.append(np.mean(after) - before)
    nearer = 3.0 if "strings" in name else 0.0  # the small font's strings are softer than those of any other
    assert abs(np.mean(differences) - nearer) < 1.5, differences
    assert max(abs(difference - nearer) for difference in differences) < 2.5, differences


def test_the_harp_rings_and_is_heard_to_pass():
    from filmscore.sound.handling import Sound

    for pitch, low, high in ((48, 1.8, 3.4), (60, 1.3, 2.4), (72, 0.9, 1.9)):
        assert low < falls_by(play(Sound(0, 46, patch="harp"), pitch, seconds=3.0), 30) < high


def test_a_pizzicato_is_neither_a_click_nor_a_harp():
    from filmscore.sound.handling import Sound

    for pitch in (48, 60, 67):
        assert 0.3 < falls_by(play(Sound(0, 45, patch="pizzicato"), pitch), 30) < 0.9


def test_strings_get_the_partials_the_small_font_lacks():
    from filmscore.sound.handling import Sound

    # the lower, the more is missing: at G4 a large font's strings are brighter by a fifth, at G2 by far more
    for pitch, brighter in ((43, 1.5), (55, 1.5), (67, 1.1)):
        assert centroid(play(Sound(0, 48, patch="strings"), pitch)) > brighter * centroid(play(Sound(0, 48), pitch))


@pytest.mark.parametrize("patch, program, pitch", [("horn", 60, 48), ("trumpet", 56, 60), ("trombone", 57, 48)])
def test_loud_brass_is_brighter_than_soft(patch, program, pitch):
    from filmscore.sound.handling import Sound

    def growth(name):
        soft, loud = (play(Sound(0, program, patch=name), pitch, velocity=v, expression=e)
                      for v, e in ((50, 60), (115, 120)))  # fmt: skip
        return centroid(loud) / centroid(soft)

    assert growth(patch) > 1.1 and growth(patch) > growth("") + 0.03


# ---- which font


def test_the_font_is_asked_not_its_name(tmp_path):
    """A font of any name with a long, fast recording is left alone; one with a short one is not."""
    wave = 0.5 * np.sin(np.arange(44100) * 0.06)
    good = write(tmp_path / "TimGM6mb.sf2", simple(Wave(wave, loop=(100, 44000)), [(Gen.SAMPLE_MODES, 1)]))
    poor = write(tmp_path / "Splendid.sf2", simple(Wave(wave[:1000], loop=(100, 900)), [(Gen.SAMPLE_MODES, 1)]))
    for path, short in ((good, False), (poor, True)):
        sampler = engine.sampler_for(path)
        found = sampler.find(0, 46)
        assert bool(falls_short(PATCHES["harp"], sampler.font, found)) is short
        players = sources("harp", 0, 46, sampler)
        assert (players[0][0] is sampler) is not short
        assert any("plays instead" in n and "recordings last 0.02 s" in n for n in sampler.notes) is short


def test_without_a_patch_the_font_plays_alone():
    sampler = engine.sampler_for(SMALL)
    assert sources("", 0, 46, sampler) == ((sampler, 0.0),)
    assert not sampler.notes


@pytest.mark.skipif(not LARGE, reason="no large font on this machine")
@pytest.mark.parametrize("path", LARGE, ids=lambda p: p.stem)
def test_a_large_font_plays_its_own_recordings(path):
    ours = {row.name for row in palette(path) if row.how != "font" and row.why}
    assert ours <= {"Tuba"}  # MuseScore General has one soft tuba for every dynamic
    for name in ("Harp", "Timpani", "Violins I", "Horn", "Sopranos", "Nylon guitar"):
        assert palette(path)[name].how == "font"


def test_the_stems_say_what_was_replaced():
    stems = engine.render([Track("Harp", "keys", 0, 46, [Note(0, 1, 60, 80)], patch="harp")], 1.0, SMALL)
    assert any("Harp LP" in note and "Karplus–Strong string plays instead" in note for note in stems.notes)
    assert not engine.render([Track("Harp", "keys", 0, 46, [Note(0, 1, 60, 80)])], 1.0, SMALL).notes


def test_fonts_and_synths_share_stems_and_end_by_themselves():
    notes = [Note(0, 1, 60, 80)]
    tracks = [Track("Harp", "keys", 0, 46, notes, patch="harp"), Track("Piano", "keys", 0, 0, notes)]
    both = engine.render(tracks, 4.0, SMALL)["keys"]
    alone = [engine.render([t], 4.0, SMALL)["keys"] for t in tracks]
    assert np.allclose(both, alone[0] + alone[1], atol=1e-5)
    natural = engine.render(tracks[:1], font=SMALL, hall="dry")
    assert 1.5 < natural.seconds < 8 and np.abs(natural["keys"][-100:]).max() < 1e-4


def test_unknown_patches_are_refused():
    with pytest.raises(FilmScoreError, match="no patch 'lute'; there are: arp, bass drum"):
        engine.render([Track("a", "a", 0, 0, [Note(0, 1, 60, 80)], patch="lute")], 1.0, SMALL)
    with pytest.raises(FilmScoreError, match="patch of track 'a' must be a name, not 3"):
        Track("a", "a", 0, 0, patch=3)
    with pytest.raises(FilmScoreError, match="early of track 'a' is -1"):
        Track("a", "a", 0, 0, early=-1)


# ---- the table


def test_the_table_tells_what_plays_what():
    table = fs.palette(SMALL)
    assert len(table) == len(PALETTE) and table.font == "TimGM6mb"
    assert table["harp"].how == "synth" and "0.02 s" in table["harp"].why
    assert table["Violins I"].how == "font and synth" and table["Piano"].sound == "Piano 1"
    assert table["Violins I"].range == "G3–E6" and table["Snare drum"].range == "–"
    assert str(table).splitlines()[0] == "The palette with TimGM6mb" and len(str(table).splitlines()) == len(table) + 2
    page = table._repr_html_()
    assert page.count("<tr>") == len(table) + 1 + len(GROUPS) and page.count('<th scope="rowgroup"') == len(GROUPS)
    assert page.count('<th scope="col"') == page.count("</th>") - len(GROUPS) == 5
    assert "sul ponticello" in table["Cellos"].ways and "muted tremolo" not in table["Cellos"].ways
    with pytest.raises(FilmScoreError, match="the palette has no 'Kazoo'"):
        table["Kazoo"]


def test_the_table_is_in_the_order_of_a_score():
    named = [name for _, names in GROUPS for name in names]
    assert len(named) == len(set(named)) and set(named) == {entry.name for entry in INSTRUMENTS}
    rows = list(palette(SMALL))
    assert [row.name for row in rows] == named
    first = {stem: next(i for i, row in enumerate(rows) if row.stem == stem) for stem in FAMILIES}
    wanted = ["woodwinds", "brass", "percussion", "keys", "choir", "soloist", "strings", "synths"]
    assert sorted(first, key=first.__getitem__) == wanted
    assert {row.stem for row in rows if row.group == "Synths"} == {"synths"}


# ---- ways of playing no font has

#: technique, pitch, how many times brighter than the ordinary sound, dB from it
WAYS = [
    ("Violins I", "muted", 72, (0.5, 0.9), (-6, -2.5)), ("Violins I", "sul tasto", 72, (0.4, 0.85), (-6, -2.5)),
    ("Violins I", "sul ponticello", 72, (1.6, 4), (-4.5, -1)), ("Solo cello", "muted", 50, (0.5, 0.95), (-6, -2)),
    ("Solo cello", "sul ponticello", 50, (2, 7), (-5, -1)), ("Horn", "muted", 53, (1.5, 3), (-6.5, -2)),
    ("Trombone", "muted", 53, (1.05, 2.5), (-6.5, -1.5)),
]  # fmt: skip


@pytest.mark.parametrize("path", [SMALL, *LARGE[:1]], ids=lambda p: p.stem)
@pytest.mark.parametrize(
    ("name", "way", "pitch", "brighter", "louder"), WAYS, ids=lambda v: v if type(v) is str else ""
)
def test_a_way_of_playing_is_another_colour_beside_the_ordinary_one(name, way, pitch, brighter, louder, path):
    voice = voice_for(name)
    plain, other = (play(sound, pitch, path, seconds=1.5) for sound in (voice.sound, voice.techniques[way]))
    assert brighter[0] < centroid(other) / centroid(plain) < brighter[1]
    assert louder[0] < loudest(other) - loudest(plain) < louder[1]


def trembling(sound, low, high):
    """How much of the level's shaking lies between two speeds, as a part of the mean level."""
    level = np.sqrt((sound[int(0.4 * RATE) : int(1.6 * RATE)] ** 2).sum(axis=1)).reshape(-1, 240).mean(axis=1)
    shaking = np.abs(np.fft.rfft(level / level.mean() - 1)) ** 2
    hertz = np.fft.rfftfreq(len(level), 240 / RATE)
    return float(np.sqrt(2 * shaking[(hertz >= low) & (hertz < high)].sum())) / len(level)


def test_a_tremolo_trembles_with_the_small_font():
    violins = voice_for("Violins I")
    steady = trembling(play(violins.sound, 72, seconds=1.8), 8, 40)
    for way in ("tremolo", "muted tremolo", "sul ponticello tremolo"):
        assert trembling(play(violins.techniques[way], 72, seconds=1.8), 8, 40) > max(2 * steady, 0.2), way


@pytest.mark.parametrize("name", ["Flute", "Trumpet"])
def test_a_flutter_flutters(name):
    from filmscore.sound.flutter import fluttered

    voice = voice_for(name)
    sound, note = voice.techniques["flutter"], [Note(0, 1.8, 67, 90)]
    heard = {}
    for flutters in (False, True):
        controls = fluttered([Control(0, "expression", 110)], note, sound) if flutters else []
        track = Track("a", "a", sound.bank, sound.program, note, controls, patch=sound.patch)
        heard[flutters] = engine.render([track], 3.0, SMALL, "dry")["a"].astype(float)
    assert trembling(heard[True], 20, 30) > 0.3 > 3 * trembling(heard[False], 20, 30)


def test_a_flutter_leaves_the_level_around_it_alone():
    from filmscore.sound.flutter import fluttered
    from filmscore.sound.handling import Sound

    swell = [Control(0, "expression", 40), Control(4, "expression", 120)]
    flutter = Sound(0, 73, flutter_hz=25, flutter_db=12)
    made = fluttered(swell, [Note(1, 2, 60, 90), Note(1.5, 2.5, 64, 90)], flutter)
    times = [c.time for c in made]
    assert times == sorted(set(times)) and made[0] == swell[0] and made[-1] == swell[-1]
    line = np.interp(times, [0, 4], [40, 120])
    assert all(c.value <= level + 1e-6 for c, level in zip(made, line, strict=True))
    assert sum(c.value < 0.75 * level for c, level in zip(made, line, strict=True)) == pytest.approx(1.5 * 25, abs=2)
    assert fluttered(swell, [Note(1, 2, 60, 90)], Sound(0, 73)) is swell


def test_a_way_of_playing_follows_the_level_of_the_font():
    from filmscore.sound.layers import ordinary_db

    patch = PATCHES["strings con sordino"]
    sampler = engine.sampler_for(SMALL)
    at_home = sources("strings con sordino", 0, 49, sampler)
    assert at_home[0] == (sampler, patch.font_db) and abs(at_home[1][1]) < 0.2
    assert ordinary_db(patch, sampler.font, (0, 49)) == pytest.approx(patch.beside_db, abs=0.2)
    if LARGE:
        other = engine.sampler_for(LARGE[0])
        more = ordinary_db(patch, other.font, (0, 49)) - patch.beside_db
        assert abs(more) > 1 and sources("strings con sordino", 0, 49, other)[1][1] == pytest.approx(more)


def test_a_piano_struck_hard_is_brighter_with_the_small_font():
    piano = voice_for("Piano").sound
    for pitch in (48, 60):
        soft, hard = (play(piano, pitch, velocity=v) for v in (40, 110))
        assert centroid(hard, 0, 0.5) > 1.15 * centroid(soft, 0, 0.5)  # its recordings alone: 1.04
        plain = play(type(piano)(0, 0), pitch, velocity=110)
        assert centroid(hard, 0, 0.5) > 1.2 * centroid(plain, 0, 0.5)
        assert abs(loudest(hard) - loudest(plain)) < 1.5
        assert falls_by(hard, 15) == pytest.approx(falls_by(plain, 15), rel=0.25)


# ---- the stage


def test_left_is_left_and_far_is_wet():
    first, second, cellos = (stage.place(s) for s in ("violins 1", "violins 2", "cellos"))
    assert -1 < first.pan < second.pan < 0 < cellos.pan < 1
    near, far = stage.place("violins 1"), stage.place("timpani")
    assert far.send_db > near.send_db + 2 and near.early > far.early + 10
    for plan, seats in stage.PLANS.items():
        for section in seats:
            place = stage.place(section, plan)
            assert -1 <= place.pan <= 1 and 0 <= place.early < 50 and -20 < place.send_db < 0


def test_violins_face_each_other():
    antiphonal = seated("antiphonal")
    first, second = (voice_for(name, palette=antiphonal) for name in ("Violin I", "Violin II"))
    assert first.pan == pytest.approx(-second.pan)
    assert voice_for("Cello", palette=antiphonal).pan < 0 < voice_for("Cello").pan
    assert voice_for("Flute", palette=antiphonal) == voice_for("Flute")
    assert seated("american") == PALETTE


def test_bad_places_are_refused():
    with pytest.raises(FilmScoreError, match="no seating 'round'; there are: american, antiphonal"):
        seated("round")
    with pytest.raises(FilmScoreError, match="nobody called 'kazoos' sits in the american plan"):
        stage.place("kazoos")


def test_an_early_answer_waits():
    note = [Note(0, 0.2, 60, 100)]

    def tail(early):
        track = Track("a", "a", 0, 13, note, send_db=0.0, early=early)
        wet = engine.render([track], 2.0, SMALL, "stage")["a"] - engine.render([track], 2.0, SMALL, "dry")["a"]
        return np.flatnonzero(np.abs(wet).max(axis=1) > 1e-4)[0] / RATE

    assert tail(25.0) - tail(0.0) == pytest.approx(0.025, abs=1e-4)


def test_three_rooms_of_which_one_is_none():
    sent = np.random.default_rng(1).normal(0, 0.1, (2, 4800)).astype(np.float32)
    assert hall.reverberate(sent, "dry").shape == (2, 0) and hall.seconds_of("dry") == 0.0
    assert hall.impulse_response("dry").shape == (0, 2)
    lengths = [hall.seconds_of(name) for name in ("dry", "stage", "hall")]
    assert lengths == sorted(lengths) and lengths[1] > 1
    track = Track("a", "a", 0, 46, [Note(0, 0.5, 60, 90)], patch="harp")
    made = {room: engine.render([track], 4.0, SMALL, room)["a"] for room in ("dry", "stage", "hall")}
    late = {room: float((sound[int(2.2 * RATE) :] ** 2).sum()) for room, sound in made.items()}
    assert late["dry"] < 0.1 * late["stage"] < 0.1 * late["hall"]


@pytest.mark.parametrize("path", [SMALL, *LARGE], ids=lambda p: p.stem)
def test_metal_sounds_like_metal(path):
    # in a kit of the orchestra the keys of a rock kit's cymbals are timpani: a crash was a stroke of the drum
    for name in ("Cymbals", "Suspended cymbal", "Hi-hat", "Ride cymbal", "Triangle", "Sleigh bells", "Mark tree"):
        voice = voice_for(name)
        sound = play(voice.sound, voice.key, path, 100, seconds=0.5)
        power = (np.abs(np.fft.rfft(sound, axis=0)) ** 2).sum(axis=1)
        high = np.fft.rfftfreq(len(sound), 1 / RATE) > 2000
        assert power[high].sum() > 0.7 * power.sum(), f"{name}: most of it lies above 2 kHz"


@pytest.mark.parametrize(
    ("name", "found"),
    [("Violin solo", "Solo violin"), ("Cello (solo)", "Solo cello"), ("Violini II", "Violins II"),
     ("2nd Violins", "Violins II"), ("Second Violin", "Violins II"), ("Tenor drum", "Toms"),
     ("Hi-Hat Cymbal", "Hi-hat"),
     ("Ride Cymbals", "Ride cymbal"), ("Crash Cymbals", "Cymbals"), ("Wind chimes", "Mark tree"),
     ("Church bells", "Tubular bells"), ("Castanets", "Castanets"), ("Bass clarinet solo", "Bass clarinet")],
)  # fmt: skip
def test_players_by_the_names_scores_have(name, found):
    assert voice_for(name) is next(entry.voice for entry in INSTRUMENTS if entry.name == found)


def test_programs_find_their_stems():
    stems = [voice_for("Kazoo", program).stem for program in (48, 51, 52, 54, 55, 105, 108, 110)]
    assert stems == ["strings", "strings", "choir", "choir", "synths", "keys", "percussion", "strings"]


@pytest.mark.parametrize("asked", [(None, None), (5, None), ("kazoo", "x"), ("kazoo", float("nan")), ("kazoo", True)])
def test_what_is_no_name_or_program_is_refused(asked):
    with pytest.raises(FilmScoreError, match="not "):
        voice_for(*asked)
