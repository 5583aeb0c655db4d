"""Tension in its parts, predicted orders with their doubt, and the table of conventions."""

import io
import random

import pytest
from PIL import Image

import filmscore as fs
from filmscore.music.cues.six_colours import score_of
from filmscore.music.harmony.affect import EFFECTS, LISTENERS, Cues, measure, order
from filmscore.music.harmony.conventions import CONVENTIONS, Table, convention
from filmscore.music.harmony.tension import PARTS
from filmscore.music.harmony.tension_parts import from_tonic, reach, roughness
from filmscore.music.keys import Key
from filmscore.music.pitch import Pitch


def pitches(text):
    return [Pitch.read(name) for name in text.split()]


def test_roughness_orders_what_ears_order():
    rows = ["C4 G4", "C4 E4 G4", "C4 E4 G4 B4", "C4 Eb4 G4 B4", "C4 Db4 D4 Eb4"]
    values = [roughness(pitches(row)) for row in rows]
    assert values == sorted(values) and len(set(values)) == 5
    assert roughness(pitches("C2 E2 G2")) > roughness(pitches("C3 E3 G3")) > roughness(pitches("C5 E5 G5"))
    assert roughness(pitches("C4")) == 0 == roughness([])
    assert roughness(pitches("C4 C4 E4")) == roughness(pitches("C4 E4"))  # a second player is no second note


@pytest.mark.parametrize("tonic", ("C", "F#", "Eb", "b", "g#"))
def test_distance_is_nought_at_home_and_grows_away(tonic):
    key = Key.read(tonic)
    home = fs.Triad(key.tonic + ("m" if key.minor else ""))

    def far(moves):
        return from_tonic(pitches(" ".join(f"{name}4" for name in home.transform(moves).notes)), key)

    assert far("") == pytest.approx(0)
    assert far("R") < far("PL") < far("PRPR")  # relative, chromatic third, tritone
    assert far("L") < far("H")
    other = home.transform("PRPR")
    spelled = fs.Triad({"F♯": "Gb", "G♭": "F#"}.get(other.name, other.name))
    assert from_tonic(pitches(" ".join(f"{n}4" for n in spelled.notes)), key) == pytest.approx(far("PRPR"), abs=1e-9)


def test_reach_counts_both_extremes():
    assert reach(pitches("C2 C4")) == reach(pitches("C4 C6")) == 24
    assert reach([]) == 0


def test_each_part_answers_to_its_own_cause():
    plain = fs.tension("C F G C", key="C")
    assert fs.tension("C Ab F# C", key="C").mean("distance") > plain.mean("distance")
    assert fs.tension("Cmmaj7 Fmmaj7 Gmmaj7 Cmmaj7", key="c").mean("dissonance") > plain.mean("dissonance")
    assert fs.tension("C F G C", key="C", beats=2).mean("density") == pytest.approx(2 * plain.mean("density"))
    tune = fs.Motif("C4:4 E4:4", meter="4/4")
    assert fs.tension(tune.register(2), key="C").mean("register") > fs.tension(tune, key="C").mean("register")


def test_the_curve_is_the_mean_of_its_parts_and_lies_within_its_band():
    random.seed(3)
    row = [random.choice("CDEFGAB") + random.choice(("", "m", "7", "°7")) for _ in range(12)]
    found = fs.tension(row, key="C", weights={"dissonance": 3, "register": 0})
    for i, value in enumerate(found.curve):
        share = {name: min(1, found.parts[name][i] / PARTS[name].full) for name in PARTS}
        assert value == pytest.approx((3 * share["dissonance"] + share["density"] + share["distance"]) / 5)
        assert found.band[i][0] - 1e-12 <= value <= found.band[i][1] + 1e-12
    assert found.peak == max(found.per_bar, key=lambda bar: found.per_bar[bar]["curve"])


def test_a_swell_peaks_where_it_was_written_and_says_why():
    found = fs.tension("C C C#°7 F# C C", key="C", weights={"register": 0})
    assert found.peak == 4 and found.drives == "distance"
    assert "bar 4" in found.told and "distance from the tonic" in found.told
    assert "level" in fs.tension("C C C", key="C").told


def test_tension_of_bad_input():
    for options, said in (
        ({"weights": {"loudness": 1}}, "no part 'loudness'"), ({"weights": {"density": -1}}, "weight of density"),
        ({"weights": dict.fromkeys(PARTS, 0)}, "All weights are 0"), ({"key": "X"}, "no key"), ({"bars": (5, 6)},
        "no bars"),
    ):  # fmt: skip
        with pytest.raises(fs.FilmScoreError, match=said):
            fs.tension("C F G C", **options)
    with pytest.raises(fs.FilmScoreError, match="no part 'loud'"):
        fs.tension("C").mean("loud")


# the order


def test_modes_come_in_the_order_that_was_found_and_near_ones_are_not_told_apart():
    rows = {
        "phrygian": "Cm Db Bbm Cm", "aeolian": "Cm Fm Gm Cm", "dorian": "Cm F Cm F", "mixolydian": "C Bb F C",
        "ionian": "C F G C",
    }  # fmt: skip
    found = order(rows, key="C")
    assert [one.name for one in found.valence] == list(rows)
    assert found.chance("ionian", "aeolian") > 0.95 and found.chance("ionian", "phrygian") > 0.95
    assert order({"lydian": "C D Em C", "ionian": "C F Em C"}, key="C").unsure()
    assert found.runs("arousal") == (tuple(one.name for one in found.arousal),)


@pytest.mark.parametrize(
    ("less", "more", "on"),
    (
        (Cues(tempo=60), Cues(tempo=140), "arousal"),
        (Cues(loudness=-30), Cues(loudness=-14), "arousal"),
        (Cues(mode=-1), Cues(mode=1), "valence"),
        (Cues(dissonance=1.2), Cues(dissonance=0.1), "valence"),
        (Cues(regularity=0), Cues(regularity=1), "valence"),
    ),
)
def test_directions_are_those_of_the_studies(less, more, on):
    found = order({"a": less, "b": more})
    row = [one.name for one in (found.valence if on == "valence" else found.arousal)]
    assert row == ["a", "b"] and found.chance("b", "a", on) > 0.8


def test_mode_outweighs_tempo_on_valence_and_a_slight_cue_is_never_sure():
    found = order({"slow major": Cues(mode=1, tempo=60), "fast minor": Cues(mode=-1, tempo=120)})
    assert found.chance("slow major", "fast minor") > 0.9
    assert found.chance("fast minor", "slow major", "arousal") > 0.9
    slight = order({"low": Cues(register=55), "high": Cues(register=59)})
    assert slight.unsure("valence") and slight.unsure("arousal")


def test_the_order_is_the_same_each_time_and_its_chances_add_up():
    rows = {"a": "C F C", "b": "Cm Fm Cm", "c": "C Fm C"}
    one, two = order(rows, key="C"), order(rows, key="C")
    assert one.valence == two.valence and one.told == two.told
    for a in rows:
        for b in rows:
            assert one.chance(a, b) + one.chance(b, a) == pytest.approx(1)
    assert all(p.low < p.middle < p.high and p.high - p.low > LISTENERS for p in one.valence)


def test_what_is_told_names_no_emotion():
    said = order({"a": "C F C", "b": "Cm Fm Cm"}, key="C").told.lower()
    assert not any(word in said for word in ("sad", "happy", "fear", "angry", "joy"))
    assert "picture decides" in said


def test_unknown_cues_are_left_out_for_all():
    found = order({"a": Cues(mode=1, tempo=60), "b": Cues(mode=1)})
    assert "tempo" in found.unknown and found.chance("a", "b") == pytest.approx(0.5, abs=0.05)
    assert measure("C").tempo is None


def test_orders_that_cannot_be_made():
    for call, said in (
        (lambda: order({"a": "C"}), "from 2 to 24"), (lambda: order("C F"), "one version"),
        (lambda: order(["C", "F"], names=["x"]), "2 versions and 1 names"), (lambda: order(["C", "F"], names=["x",
        "x"]), "called 'x'"),
        (lambda: order({"a": "C", "b": "F"}, tempo={"c": 60}), "names 'c'"), (lambda: Cues(mode=3), "mode is 3"),
        (lambda: order({"a": Cues(), "b": Cues()}), "No cue is known"), (lambda: order(["C", "F"]).chance("x", "y"),
        "no version"),
        (lambda: order(["C", "F"]).chance("version 1", "version 2", "joy"), "on is 'joy'"),
    ):  # fmt: skip
        with pytest.raises(fs.FilmScoreError, match=said):
            call()


# conventions


def test_every_convention_has_a_source_a_counter_example_and_the_right_label():
    assert len({one.label for one in CONVENTIONS}) == len(CONVENTIONS) == 11
    for one in CONVENTIONS:
        assert one.pair.label == one.label and one.pair.by == "tonic"
        assert one.source and one.counter and one.counter_source and one.certainty in ("studied", "reported")
        assert convention(one.label) is one and one.label in repr(Table())
    assert convention("M5m").caution


def test_a_counter_example_has_the_same_home_or_says_that_it_has_not():
    """A progression with the same home begins and ends at home, and has the other triad of its row in it."""
    by_label = {one.label: one for one in CONVENTIONS}
    chords = {
        one.label: one.counter.split(":")[0].split("–") for one in CONVENTIONS if "–" in one.counter.split(":")[0]
    }
    assert {"M2M", "M4m", "M5m", "m5M", "M8M", "m2M"} == set(chords)
    for label, row in chords.items():
        home, other = by_label[label].pair.one, by_label[label].pair.other
        triads = [fs.Triad(name) for name in row]
        assert triads[0] == triads[-1] == home and other in triads and by_label[label].same_home
    for one in CONVENTIONS:
        assert one.same_home != ("with another home it gets another label" in one.counter), one.label


def test_conventions_are_found_from_pairs_in_either_order_of_time():
    assert convention(fs.mnx(first="Ab", second="C")).label == "M8M"
    assert convention(fs.mnx(tonic="Ab", other="C")) is None  # C is M4M from there
    assert convention("M7M") is None
    for wrong in ("M12M", "X4M", 3):
        with pytest.raises(fs.FilmScoreError, match="no label"):
            convention(wrong)


# the pictures


def ink(shown):
    image = Image.open(io.BytesIO(shown.png)).convert("RGB")
    assert image.width == 2 * shown.width
    return len(image.resize((120, 120)).getcolors(14400))


def test_pictures_say_what_they_show():
    curve = fs.tension("C C#°7 F# C", key="C")
    drawn = fs.show(curve)
    assert curve.told.split(".")[0] in drawn.text and ink(drawn) > 10
    assert fs.show(fs.tension("C", key="C")).text.startswith("The curve stays level")
    found = order({"major": "C F C", "minor": "Cm Fm Cm"}, key="C")
    drawn = fs.show(found)
    assert "minor, major" in drawn.text and ink(drawn) > 10


# held notes, home, and the order without chance


def test_every_bar_has_a_row_held_through_or_silent():
    found = fs.tension(fs.bars_of(["E2+B3:4", "E2+B3:4", "R:4", "E2+C4:4"]), key="e")
    assert list(found.per_bar) == [1, 2, 3, 4]
    one, two, three, _ = found.per_bar.values()
    assert two["register"] == one["register"] > 0 and two["density"] == 0 < one["density"]
    assert set(three.values()) == {0}
    assert sum(found.beats) == 16 and found.mean("density") == pytest.approx(4 / 16)


def test_a_part_of_the_tonic_triad_is_at_home():
    home = Key.read("e")
    for own in ("E2", "E1 E2", "E2 B3", "G4", "E2 G3 B3"):
        assert from_tonic(pitches(own), home) == 0, own
    for away in ("E2 F#3", "D#4", "E2 B3 F#4"):
        assert from_tonic(pitches(away), home) > 0.2, away


def test_chances_are_exact_and_do_not_depend_on_who_else_is_there():
    tune = fs.Motif("D4:3/2 A4:1/2 E5:2 D5 A4:3", key="D", meter="4/4")
    rows = ("D G D", "D Gm D", "D E/D D", "Dm Gm Dm")
    versions = {row: tune.harmonise(row, beats=[4, 2, 2]) for row in rows}
    found = order(versions, key="D")
    told = [found.chance("D G D", row) for row in rows[1:]]
    assert told == pytest.approx([0.919, 0.531, 0.975], abs=0.002)
    for row, chance in zip(rows[1:], told, strict=True):
        alone = order({name: versions[name] for name in (row, "D G D")}, key="D")
        assert alone.chance("D G D", row) == pytest.approx(chance, abs=1e-12)
    # by drawing, as the closed form stands for
    draw = random.Random(7)
    a, b = (found.cues[name] for name in ("D G D", "D Gm D"))
    apart = {"mode": a.mode - b.mode, "register": (a.register - b.register) / 12,
             "dissonance": a.dissonance - b.dissonance}  # fmt: skip
    wins = 0
    for _ in range(20_000):
        weights = {n: EFFECTS[n][0] + max(0.5, abs(EFFECTS[n][0]) / 2) * draw.gauss(0, 1) for n in apart}
        wins += sum(weights[n] * apart[n] for n in apart) + LISTENERS * (draw.gauss(0, 1) - draw.gauss(0, 1)) > 0
    assert wins / 20_000 == pytest.approx(told[0], abs=0.01)


def test_without_a_key_versions_that_end_on_one_bass_are_heard_from_there():
    six = {colour: score_of(colour) for colour in ("lydian", "aeolian", "quartal")}
    found = fs.predict_order(six)
    assert [one.name for one in found.valence] == ["aeolian", "quartal", "lydian"]
    assert found.valence == fs.predict_order(six, key="D").valence
    assert "D is taken for home" in found.told and fs.predict_order(six, key="D").home == ""
    own = order({"a": "C F C", "b": "Gm Cm Gm"})
    assert "a from C, b from G" in own.told
    assert fs.predict_order is order


def test_a_convention_says_from_which_end():
    rocks = fs.mnx(first="G", second="Dm")
    found = convention(rocks)
    assert found.label == "m5M" and found.seen_from == fs.Triad("Dm") and "with Dm as home" in found.told
    assert convention(rocks, seen_from="Dm") == found
    assert convention(rocks, seen_from="G") is None
    assert convention(fs.mnx(tonic="G", other="Dm"), seen_from="Dm").label == "m5M"
    assert convention("m5M").seen_from is None and "as home" not in convention("m5M").told
    for call, said in (
        (lambda: convention(rocks, seen_from="C"), "home is one of the two"),
        (lambda: convention("m5M", seen_from="Dm"), "read from its first triad"),
    ):
        with pytest.raises(fs.FilmScoreError, match=said):
            call()
    assert fs.convention is convention and isinstance(fs.conventions, Table)


def test_long_names_are_drawn_whole():
    from filmscore.plots.harmony import _in_two

    assert _in_two("Eight bars: chromatic thirds") == "Eight bars:\nchromatic thirds"
    assert _in_two("plain") == "plain"
    cut = _in_two("a very long name of a version that nobody would ever write, number one")
    assert len(cut.splitlines()) == 2 and cut.startswith("a very") and cut.endswith("number one")
