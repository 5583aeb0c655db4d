"""Layers on synthetic stems whose place and overlap are known: lanes, who covers whom, roles, remarks."""

from itertools import pairwise

import numpy as np
import pytest
from tones import tone

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.cues import palettes
from filmscore.music.rhythm.strokes_of import attacks_of
from filmscore.sound.by_role import stems_by_role
from filmscore.sound.collisions import spans
from filmscore.sound.lanes import EMPTY, HOP, LANES, cells, covered, edges, lane_of_cell, levels, shadow
from filmscore.sound.roles import Sounding, sounding
from filmscore.sound.stems import RATE, Stems

NAMES = [lane.name for lane in LANES]


@pytest.mark.parametrize(("hz", "lane"), [(40, 0), (100, 1), (250, 2), (700, 3), (2500, 4), (6000, 5), (14000, 6)])
def test_a_tone_lies_in_its_lane_at_its_level(hz, lane):
    found = levels(cells(tone(hz, -20.0)), [(20, 180)])[0]
    assert found.argmax() == lane
    assert found[lane] == pytest.approx(-20.0, abs=0.3)  # a sine is as loud as its peak says
    assert found[lane] - np.delete(found, lane).max() > 25


def test_lanes_are_whole_numbers_of_cells_and_cover_what_is_heard():
    cut = edges()
    assert (np.diff(cut) > 0).all()
    for one, other in pairwise(LANES):
        assert one.high == other.low
        assert np.isclose(cut, one.high).any()
    assert set(lane_of_cell()) == set(range(len(LANES)))


def test_what_is_panned_counts_and_silence_is_empty():
    left = tone(100)
    left[:, 1] = 0
    both, one = levels(cells(tone(100)), [(20, 180)])[0][1], levels(cells(left), [(20, 180)])[0][1]
    assert both - one == pytest.approx(3.01, abs=0.1)
    assert (levels(cells(np.zeros((RATE, 2), np.float32)), [(0, 50)]) == EMPTY).all()


def test_the_louder_of_two_in_one_place_covers_the_other():
    soft, loud = cells(tone(500, -26)), cells(tone(510, -14))
    middle = NAMES.index("middle")
    assert covered(soft, shadow(loud), 20, 180, middle) > 0.9
    assert covered(loud, shadow(soft), 20, 180, middle) < 0.25
    assert covered(soft, shadow(cells(tone(900, -14))), 20, 180, middle) < 0.1


def pair(one, other):
    """The collisions of two layers of four seconds."""
    return fs.layers({"one": one, "other": other}).collisions


def test_a_loud_sound_hides_farther_upward_than_downward():
    assert [(c.covered, c.lane.name) for c in pair(tone(200, -6), tone(300, -40))] == [("other", "low middle")]
    assert [(c.covered, c.lane.name) for c in pair(tone(200, -6), tone(450, -40))] == [("other", "middle")]
    assert pair(tone(450, -6), tone(200, -40)) == ()
    assert pair(tone(200, -6), tone(900, -40)) == (), "two octaves above it is heard"
    assert pair(tone(200, -36), tone(450, -70)) == (), "a soft sound does not reach as far as a loud one"


def test_the_ears_bands_are_as_wide_as_they_were_measured():
    """A band above a soft tone lets in 10 dB less of it, two bands 25 dB; below less still; of a loud tone more."""
    middles = np.sqrt(edges()[:-1] * edges()[1:])
    here = 20

    def beside(level):
        made = 10 * np.log10(shadow(cells(tone(middles[here], level)))[50])
        return {k: made[here + k] - level for k in (-2, -1, 1, 2)}

    soft, loud = beside(-50.0), beside(-10.0)
    for k, less in ((-2, -28), (-1, -11), (1, -9), (2, -23)):
        assert soft[k] == pytest.approx(less, abs=3), k
    assert loud[-2] == pytest.approx(soft[-2], abs=0.5) and loud[2] > soft[2] + 9


def test_the_upper_partials_of_a_bass_hide_a_pad():
    bass = tone(100, -6) + tone(300, -20)
    found = pair(bass, tone(305, -40))
    assert [(c.covered, c.by, c.lane.name, c.both) for c in found] == [("other", "one", "low middle", False)]


def test_two_tones_on_either_side_of_an_edge_are_one_collision():
    found = pair(tone(146), tone(154))
    assert len(found) == 1 and found[0].both
    assert found[0].lane.name in ("bass", "low middle") and found[0].bars == (1, 2)


def test_taking_turns_is_a_way_out():
    assert pair(tone(80, -12, 0, 2), tone(80, -12, 2, 4)) == ()
    assert len(pair(tone(80), tone(80))) == 1


def test_every_bar_has_its_own_share():
    tempo = fs.TempoMap().bars(2, "4/4", bpm=120)
    one = tone(160, -30) + tone(190, -30) + tone(390, -30)
    other = tone(160, -20) + tone(190, -20) + tone(390, -20, 2, 4)  # two of the three, and from bar 2 on all
    found = fs.layers({"one": one, "other": other}, tempo=tempo).collisions[0]
    assert found.covered == "one" and found.bars == (1, 2) == tuple(found.share_in)
    assert found.share == found.share_in[2] > found.share_in[1] + 0.1


def test_layers_have_the_families_of_their_stems():
    made = Stems({"line": tone(800), "pad": tone(200)}, families={"line": "woodwinds", "pad": "strings"})
    found = fs.layers(made, {"line": "line", "pad": "pad"})
    assert found.families == {"line": "woodwinds", "pad": "strings"}
    assert "150 Hz to 400 Hz" in fs.show(found).text


def test_collisions_are_named_with_bars_and_lanes():
    tempo = fs.TempoMap().bars(2, "4/4", bpm=120)  # two bars of two seconds
    stems = {"bass": tone(80, -16, 0, 4), "drone": tone(84, -10, 2, 4), "bell": tone(3000, -20)}
    found = fs.layers(stems, {"bass": "foundation", "drone": "foundation", "bell": "line"}, tempo=tempo)
    assert [(c.covered, c.by, c.lane.name, c.bars) for c in found.collisions] == [("bass", "drone", "bass", (2,))]
    assert (
        found.collisions[0].words()
        == f"bar 2, bass (60 Hz to 150 Hz): drone covers bass, {found.collisions[0].share:.0%} at worst"
    )
    assert [lane.name for lane in found.home("bell")] == ["speech"]
    assert found.missing == ("motion", "pad", "accent")
    told = found.told
    assert "Two foundations in one lane, bass (60 Hz to 150 Hz): bass, drone" in told
    assert found.rows()[0][:3] == ("bass", "foundation", "60 Hz to 150 Hz")
    assert "drone (bass)" in found.rows()[0][4] and found.rows()[2][4] == "nobody"
    assert "Three layers, 1 collision." in fs.show(found).text


def test_bars_are_those_of_the_map_wherever_the_sound_begins():
    tempo = fs.TempoMap(148).bars(2, "4/4", bpm=120)  # a bar is 48 frames; the sound begins one bar earlier
    stems = Stems({"early": tone(80, -16, 0, 2), "late": tone(80, -16, 2, 4)}, start=100)
    found = fs.layers(stems, tempo=tempo)
    assert found.bars == (1,)
    assert found.lanes["late"][0, 1] > -20 > -40 > found.lanes["early"][0, 1]


def test_a_score_is_rendered_part_by_part(monkeypatch, scores):
    rendered = []

    def by_role(score, tempo, roles):
        rendered.append(roles)
        return Stems({name: tone(60.0 * 2**k) for k, name in enumerate(roles)}, start=tempo.start, tempo=tempo)

    monkeypatch.setattr("filmscore.sound.by_role.stems_by_role", by_role)
    roles = {part: role for role, parts in palettes.ROLES["voiced"].items() for part in parts}
    found = fs.layers(scores["voiced"], roles, tempo=palettes.TEMPO)
    assert list(rendered[0]) == list(found.names) == [part.partName for part in scores["voiced"].parts]
    assert found.roles["Bass"] == "foundation" and found.missing == ()
    with pytest.raises(FilmScoreError, match="along a tempo map"):
        fs.layers(scores["voiced"])


def test_layers_an_octave_and_more_apart_leave_each_other_alone():
    found = fs.layers({"a": tone(60.5), "b": tone(240), "c": tone(900)})
    assert found.collisions == () and found.unit == "row" and found.bars == (1, 2)
    assert found.remarks == ("The roles of a, b, c are guesses: roles={'a': 'line'} declares one.",)


def test_roles_are_proposed_by_what_is_heard():
    ticks = np.zeros((4 * RATE, 2), np.float32)
    for k in range(16):
        at = round(k * 0.25 * RATE)
        hiss = np.random.default_rng(k).standard_normal((4000, 2)) * 0.2
        ticks[at : at + 4000] += hiss * np.exp(-np.arange(4000) / 800)[:, None]
    cases = {"ticks": (ticks, "motion"), "held": (tone(500), "pad"), "deep": (tone(70), "foundation"),
             "once": (tone(900, -6, 1.0, 1.5), "accent")}  # fmt: skip
    for name, (sound, role) in cases.items():
        assert sounding(cells(sound)).role == role, name
    assert Sounding(0.3, 0.9, 0.05).doubt("foundation").startswith("only 5%")
    assert Sounding(4, 0.9, 0.05).doubt("pad") and Sounding(4, 0.9, 0.05).doubt("accent")
    assert not Sounding(4, 0.9, 0.05).doubt("line")
    found = fs.layers({"held": tone(500)}, {"held": "motion"})
    assert "held was declared motion" in found.told
    pads = fs.layers({n: tone(hz) for n, hz in zip("abc", (300, 450, 1500), strict=True)}, dict.fromkeys("abc", "pad"))
    assert "Three pads: a, b, c" in pads.told and "c is a pad across the lane of speech" in pads.told


@pytest.mark.parametrize(
    ("stems", "roles", "says"),
    [
        ({}, None, "no layers here yet"),
        ({"a": np.zeros((10, 2))}, {"b": "pad"}, "no layer 'b'"),
        ({"a": np.zeros((10, 2))}, {"a": "bass"}, "no role"),
        ({"a": np.zeros((10, 2))}, {"a": ["pad"]}, r"\['pad'\] is no role"),
        (5, None, "by name"),
        ({"a": np.zeros((10, 2))}, 5, "what each layer is for"),
    ],
)
def test_what_are_no_layers_is_refused(stems, roles, says):
    with pytest.raises(FilmScoreError, match=says):
        fs.layers(stems, roles)


@pytest.mark.parametrize("start", [0, 9000])
def test_a_map_without_a_bar_in_the_sound_is_refused(start):
    tempo = fs.TempoMap(start) if not start else fs.TempoMap(start).bars(4, "4/4", bpm=60)
    with pytest.raises(FilmScoreError, match="No bar of this tempo map begins"):
        fs.layers(Stems({"a": tone(100)}, start=0), tempo=tempo)


def test_silence_is_a_layer_too():
    found = fs.layers({"a": tone(100), "nothing": np.zeros((RATE, 2))}, {"nothing": "pad"})
    assert found.home("nothing") == () and found.rows()[1][2:4] == ("silent", "–")
    assert "it is silent" in found.told
    assert spans([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"
    assert round(RATE / HOP) == 50


# ---- one motif in four palettes


@pytest.fixture(scope="module")
def scores():
    return {name: palettes.score_of(name) for name in palettes.PALETTES}


def test_every_palette_has_all_roles_and_every_staff_one(scores):
    for name, score in scores.items():
        staves = [part.partName for part in score.parts]
        given = [part for parts in palettes.ROLES[name].values() for part in parts]
        assert sorted(given) == sorted(staves), name
        assert list(palettes.ROLES[name]) == ["line", "pad", "motion", "foundation", "accent"]


def test_the_motif_is_the_same_in_all_four(scores):
    found = fs.signature(palettes.motif(), scores)
    assert found.share == 1.0 and found.kept
    assert all(one.count == 2 for one in found.cues)
    for name, score in scores.items():
        line = palettes.ROLES[name]["line"][0]
        places = [p for p in fs.find_motif(palettes.motif(), score) if p.part == line]
        assert [(p.bar, p.score) for p in places] == [(1, 1.0), (5, 1.0)], name


def test_every_palette_is_in_range_and_breathes(scores):
    from filmscore.sound.instruments import INSTRUMENTS
    from filmscore.sound.palette import voice_for

    known = {id(entry.voice): (entry.low, entry.high) for entry in INSTRUMENTS}
    for name, score in scores.items():
        attacks, bars = attacks_of(score)
        assert len(bars) == 8
        for part in {a.part for a in attacks}:
            low, high = known[id(voice_for(part))]
            heights = [h for a in attacks if a.part == part for h in a.heights]
            assert low <= min(heights) and max(heights) <= high, (name, part)
        for part in ("English horn", "Soprano"):
            mine = [(a.beat, a.beat + a.beats) for a in attacks if a.part == part]
            rests = [b[0] - a[1] for a, b in pairwise(mine)]
            assert not mine or sum(r >= 0.5 for r in rests) >= 3


def test_a_signature_may_be_a_colour(scores):
    found = fs.signature("solo cello", scores)
    assert [one.count > 0 for one in found.cues] == [False, False, True, False]
    assert not found.kept and "Without it: orchestral" in found.told
    assert fs.signature("cello", scores).cues[0].count > 0
    choir = fs.signature("choir", scores)  # a part of the voiced score, and no instrument
    assert [one.count for one in choir.cues] == [0, 0, 0, 2] and choir.cues[3].first == "Choir, bar 1"
    assert fs.signature("Soprano", scores).cues[3].count > 0
    for what, cues, says in (
        ("kazzoo", scores, "no signature"),
        (palettes.motif(), {}, "no cues"),
        (3, scores, "no sig"),
    ):
        with pytest.raises(FilmScoreError, match=says):
            fs.signature(what, cues)
    with pytest.raises(FilmScoreError, match="these cues have: Cello, Double bass"):
        fs.signature("col legno violins", {"one": scores["orchestral"]})
    with pytest.raises(FilmScoreError, match="no palette"):
        palettes.score_of("baroque")


def test_a_signature_may_be_a_noise():
    knock = np.zeros((4 * RATE, 2), np.float32)
    for at in (0.5, 0.7, 2.5):
        knock[round(at * RATE) : round(at * RATE) + 2000] = 0.5
    cues = {"1m1": Stems({"my door": knock}), "1m2": Stems({"pad": tone(200)}), "1m3": Stems({"My door": tone(90)})}
    found = fs.signature("my door", cues)
    assert [one.count for one in found.cues] == [2, 0, 1]  # what follows within half a second is the same knocking
    assert found.cues[0].first == "my door, at 0.5 s" and found.share == pytest.approx(2 / 3)
    assert fs.signature("my door", {"1m1": Stems({"my door": np.zeros((RATE, 2))})}).share == 0


def test_a_signature_says_what_it_could_not_look_for():
    tune = palettes.motif()
    major = fs.Motif("D4:3/2 A4:3/2 G4 F#4:3/2 E4:3/2 D4:1/2", key="D", meter="4/4")
    found = fs.signature(tune, {"home": tune, "bright": major})
    assert [one.count > 0 for one in found.cues] == [True, False]
    assert "In bright it may still be there as a form too short to be told from chance" in found.told
    assert "in the scale" in found.told


def test_stems_are_sorted_by_role_before_a_note_is_rendered(scores, monkeypatch):
    seen = {}

    def render(self, *_, **__):
        for track in self.tracks:
            seen.setdefault(track.stem, set()).add(track.name)
        return Stems({stem: tone(100) for stem in seen}, start=0)

    monkeypatch.setattr("filmscore.sound.performance.Performance.render", render)
    made = stems_by_role(scores["hybrid"], palettes.TEMPO, palettes.ROLES["hybrid"])
    assert made.names == ("line", "pad", "motion", "foundation", "accent")
    assert any(name.startswith("Sub bass") for name in seen["foundation"])
    assert any("col legno" in name for name in seen["motion"])
    assert made.families["line"] == "soloist"
    for roles, says in (({"line": "Tuba"}, "no part 'Tuba'"), ({"line": "Solo cello"}, "have no role"),
                        ({"a": "Arp", "b": "Arp"}, "two roles"), ({}, "gives nobody a role"), ("line", "gives nobody"),
                        ({"line": 5}, "line is given to 5")):  # fmt: skip
        with pytest.raises(FilmScoreError, match=says):
            stems_by_role(scores["hybrid"], palettes.TEMPO, roles)
