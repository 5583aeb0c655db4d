"""The four palettes as they ship: one tune at one door, equally loud, a stem for each role; and in disguise."""

from itertools import combinations

import numpy as np
import pytest

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.cues import palettes
from filmscore.sound.by_role import by_role
from filmscore.sound.four_palettes import FOLDER
from filmscore.sound.lanes import cells
from filmscore.sound.library import RENDERED, read_index
from filmscore.sound.roles import sounding
from filmscore.sound.sketches import fingerprint
from filmscore.sound.stems import FAMILIES, RATE, Stems

ROLES = ("line", "pad", "motion", "foundation", "accent")


@pytest.fixture(scope="module")
def four():
    return fs.four_palettes()


@pytest.fixture(scope="module")
def sounds(four):
    return {name: cue.stems() for name, cue in four.items()}


def test_there_are_four_in_their_order_and_each_alone(four):
    assert list(four) == ["orchestral", "electronic", "hybrid", "voiced"] == list(palettes.PALETTES)
    assert fs.four_palettes("Voiced ") == four["voiced"]
    for cue in four.values():
        assert cue.film == "last-parcel" and cue.stem_names == ROLES and cue.font == "MuseScore General"
    with pytest.raises(FilmScoreError, match="no palette 'baroque'"):
        fs.four_palettes("baroque")


def test_the_bars_fall_on_the_knock_and_on_the_open_box(four):
    for cue in four.values():
        assert cue.start == cue.tempo.start == 1404
        assert [cue.tempo.frame_of_bar(bar) for bar in range(1, 6)] == [1404, 1476, 1548, 1620, 1692]
        assert [hit.frame for hit in cue.hits] == [1404, 1548]
    later = fs.four_palettes("hybrid", at=1380)
    assert later.start == 1380 and later.tempo.frame_of_bar(3) == 1524
    with pytest.raises(FilmScoreError, match="outside"):
        fs.four_palettes(at=5000)


def test_they_are_equally_loud_as_they_are_and_not_only_in_a_player(sounds):
    from pyloudnorm import Meter

    for name, stems in sounds.items():
        mix = stems.mix()
        assert Meter(RATE).integrated_loudness(mix) == pytest.approx(-26.0, abs=0.15), name
        assert np.abs(mix).max() < 0.8
        assert abs(stems.seconds - 24) < 6 and np.abs(mix[-48:]).max() < 1e-3


def test_no_pad_is_out_of_hearing(sounds):
    """A pad 16 LU under its mix can be muted without anybody noticing: then it is on the page only."""
    for name, stems in sounds.items():
        assert fs.loudness(stems["pad"][: 12 * RATE]).integrated > -26.0 - 13.0, name


def test_what_ships_was_made_from_what_is_written(four):
    for name, cue in four.items():
        played = by_role(cue.perform(), palettes.ROLES[name])
        assert fingerprint(played) == read_index(RENDERED / FOLDER / name, FOLDER)["performance"], name


def test_layers_of_a_palette_keep_their_families(sounds):
    assert sounds["orchestral"].families == {
        "line": "woodwinds", "pad": "strings", "motion": "keys", "foundation": "strings", "accent": "percussion",
    }  # fmt: skip
    assert set(sounds["voiced"].families.values()) == {"choir"}
    assert all(family in FAMILIES for stems in sounds.values() for family in stems.families.values())


def test_the_accents_mark_the_knock_and_the_tune_again(four, sounds):
    """Strongest where bar 1 and bar 5 begin, and where nothing is written nothing sounds."""
    for name, stems in sounds.items():
        level = np.abs(stems["accent"]).max(axis=1)
        bar = round(72 / 24 * RATE)
        assert level[: RATE // 2].max() > 0.02, name
        if name == "voiced":
            assert level[3 * bar : 4 * bar - RATE // 10].max() < 0.1 * level.max()


def test_in_disguise_nobody_is_where_they_were():
    assert set(palettes.BLIND) == set(palettes.PALETTES)
    for name, order in palettes.BLIND.items():
        assert sorted(order) == sorted(palettes.ROLES[name]) and order != tuple(palettes.ROLES[name])
    assert palettes.BLIND["electronic"] == ("foundation", "motion", "accent", "line", "pad")
    assert all(one != other for one, other in combinations(palettes.BLIND.values(), 2))


def test_what_a_layer_is_for_is_heard_without_being_told(sounds):
    for name, stems in sounds.items():
        heard = {role: sounding(cells(stems[role])) for role in stems.names}
        assert {role: one.role for role, one in heard.items()} == {role: role for role in stems.names}, name
        assert not any(one.doubt(role) for role, one in heard.items()), name


def test_they_are_rendered_role_by_role():
    from films import cues

    folder, _, works = cues.works(FOLDER)
    assert folder == FOLDER and [work.id for work in works] == list(palettes.PALETTES)
    for work in works:
        told = {row["name"]: row["family"] for row in read_index(RENDERED / FOLDER / work.id, FOLDER)["stems"]}
        assert work.families == told and work.loudness == -26.0
    stems = Stems({"pad": np.ones((2 * RATE, 2)) / 8, "brass": np.ones((2 * RATE, 2)) / 8})
    assert list(cues.finished(stems)[0]) == ["brass", "pad"], "families in their order, then what is called otherwise"
