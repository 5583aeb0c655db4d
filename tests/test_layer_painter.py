"""The Layer painter without a browser: what the page is told, what is kept, what gives nothing away, and the still."""

import io
import json
import re

import numpy as np
import pytest
from pages import Page, in_node, module
from pagescripts import needs_node
from PIL import Image
from tones import tone

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.cues import palettes
from filmscore.sound.roles import ROLES
from filmscore.sound.stems import RATE, Stems, decode_sound
from filmscore.widgets import layer_cue, layer_marks, layer_page, layer_told
from filmscore.widgets.layer_still import still
from filmscore.widgets.page import WIDTH

TEMPO = fs.TempoMap(start=1404, rate="24").bars(2, "4/4", bpm=120)  # two bars of two seconds


pytestmark = pytest.mark.usefixtures("work")


def crowded(start=1404):
    """Two in one lane, and one elsewhere."""
    sounds = {"sub": tone(100), "bass": tone(105), "line": tone(700)}
    return Stems(sounds, start=start, families={"bass": "strings", "sub": "synths"}, tempo=TEMPO)


def made(given=None, roles=None, **options):
    return fs.layer_painter(crowded() if given is None else given, roles, **{"name": "here", **options})


def give_role(page, layer, role, how="do"):
    """A role by hand, as the page gives it."""
    key = next(mark["key"] for mark in page.copy["marks"] if mark["what"] == "role" and mark["layer"] == layer)
    page.change(how, key, role=role)


# ---- what the page is told


def test_the_page_is_told_what_layers_measures_to_a_tenth_of_a_decibel():
    painter = made()
    assert painter.kept["told"] is None, "nothing is measured before somebody asks"
    painter.tell()
    told, found = painter.kept["told"], fs.layers(crowded())
    for name in found.names:
        assert np.abs(np.array(told["level"][name]) - found.lanes[name]).max() <= 0.051
        assert [painter.desk["lanes"][n]["name"] for n in told["home"][name]] == [one.name for one in found.home(name)]
    assert {(c["covered"], c["by"], c["lane"], c["both"]) for c in told["collisions"]} == {
        (c.covered, c.by, 1, True) for c in found.collisions
    }
    assert told["collisions"][0]["share"].keys() == {"1", "2"}
    assert painter.layers.lanes["bass"] is painter._measured.lanes["bass"], "measured once"


def test_a_bar_shows_its_own_level_and_what_is_panned_is_there():
    left = tone(300, last=2.0) + tone(3000, first=2.0)
    left[:, 1] = 0
    swapped = tone(3000, last=2.0) + tone(300, first=2.0)
    painter = made(Stems({"a": left, "b": swapped}, tempo=TEMPO))
    painter.tell()
    low, speech = 2, 4
    a, b = (np.array(painter.kept["told"]["level"][name]) for name in "ab")
    assert a[0, low] - a[1, low] > 20 and a[1, speech] - a[0, speech] > 20
    assert b[1, low] - b[0, low] > 20
    assert b[1, low] - a[0, low] == pytest.approx(3.0, abs=0.3), "one loudspeaker is half the power"


@pytest.mark.parametrize(("film", "first", "bars"), [("last-parcel", 1404, [1404.0, 1452.0]), (None, 0, [0.0, 48.0])])
def test_bars_lie_on_the_frames_of_the_film_and_without_one_from_zero(film, first, bars):
    painter = made(film=film, **({"start": 1404, "end": 1500} if film else {}))
    scene = painter.desk["scene"]
    assert [bar["from"] for bar in painter.desk["bars"]] == bars
    assert (scene["first"], scene["last"]) == (first, first + 96)
    assert scene["cues"][0]["start"] == first and bool(scene["film"]) == bool(film)
    assert [beat["frame"] for beat in scene["cues"][0]["grid"]["beats"]][:2] == [first, first + 12]


def test_only_the_bars_of_the_span_are_shown_and_counted():
    painter = made(film="last-parcel", start=1452, end=1500)
    painter.tell()
    assert [bar["bar"] for bar in painter.desk["bars"]] == [2] == list(painter.selection)
    assert [len(table) for table in painter.kept["told"]["level"].values()] == [1, 1, 1]
    assert {bar for c in painter.collisions for bar in c.bars} == {2}
    assert {bar for c in painter.layers.collisions for bar in c.bars} == {1, 2}, "the measurement is of the whole cue"


def test_without_a_tempo_rows_of_two_seconds_are_named_so():
    painter = made({"a": tone(100, seconds=5.0), "b": tone(700, seconds=5.0)})
    assert painter.desk["unit"] == "row" and [bar["from"] for bar in painter.desk["bars"]] == [0.0, 48.0, 96.0]
    assert painter.desk["bars"][-1]["to"] == 120.0, "the last as far as it sounds"
    painter.tell()
    assert len(painter.kept["told"]["level"]["a"]) == 3


def test_of_more_than_twelve_the_loudest_are_shown_in_their_order():
    many = {f"n{number:02}": tone(100 + 40 * number, -20.0 - (number * 7 % 15), seconds=0.5) for number in range(15)}
    cue = layer_cue.cue_of(Stems(many), None)
    loud = sorted(many, key=lambda name: -np.abs(many[name]).max())[:12]
    assert cue.names == tuple(name for name in many if name in loud) and len(cue.left) == 3
    assert set(cue.left) == set(many) - set(loud)


def test_a_layer_far_under_the_mix_and_a_silent_one_are_said():
    painter = made(
        {"loud": tone(200, -10), "soft": tone(3000, -50), "none": tone(100, -12) * 0}, {"loud": "foundation"}
    )
    painter.tell()
    told = painter.kept["told"]
    assert (
        [text for text in told["remarks"] if "LU under the mix" in text]
        == [text for text in told["remarks"] if text.startswith("soft lies")]
        != []
    )
    assert not any("are guesses" in text for text in told["remarks"]), "its row says so"
    assert any("are guesses" in text for text in painter.layers.remarks)
    assert told["silent"] == ["none"] and told["home"]["none"] == [] and "none: silent." in painter.alt


def test_a_score_is_rendered_part_by_part_and_needs_a_tempo():
    with pytest.raises(FilmScoreError, match="tempo"):
        made(palettes.score_of("electronic"))


def test_finished_layers_are_seen_and_not_heard():
    measured = fs.layers(crowded(), {"sub": "foundation"})
    painter = made(measured, tempo=TEMPO)
    assert not painter.desk["heard"] and not painter.desk["scene"]["cues"][0]["heard"]
    assert [c.lane.name for c in painter.collisions] == ["bass"]
    with pytest.raises(FilmScoreError, match="give the stems"):
        painter._part("stem sub")
    with pytest.raises(FilmScoreError, match="tempo="):
        made(measured)


# ---- what is asked for and cannot be


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        ({}, {}, "no layers here yet"),
        (None, {"roles": {"tuba": "pad"}}, "no layer 'tuba'"),
        (None, {"roles": {"sub": "bass"}}, "'bass' is no role"),
        (None, {"roles": ["pad"]}, "roles="),
        (None, {"start": 3}, "frames of a film"),
        (None, {"film": "last-parcel", "start": 1404, "end": 1410}, "too short"),
        (None, {"film": "last-parcel", "start": 0, "end": 240}, "1404 to 1500"),
        (None, {"tempo": 120}, "TempoMap"),
        (None, {"name": "a/b"}, "name"),
    ],
)
def test_what_makes_no_sense_is_said_with_a_way_out(given, options, words):
    with pytest.raises(FilmScoreError, match=words):
        made(given, **options)


# ---- what the student has


def test_layers_called_by_a_role_have_it_and_others_are_proposed():
    sounds = {"foundation": tone(60), "harp": tone(700)}
    painter = made(Stems(sounds))
    assert painter.roles == {"foundation": "foundation"}
    assert painter.layers.declared == {"foundation"} and painter.layers.roles["harp"] in ROLES
    assert made(Stems(sounds), {"harp": "line"}, name="other").roles == {"harp": "line"}, (
        "what is given is what is meant"
    )


def test_a_role_is_kept_and_comes_back_and_is_taken_back():
    page = Page(made(roles={"sub": "foundation"}))
    page.widget.tell()
    give_role(page, "bass", "motion")
    assert page.widget.roles == {"sub": "foundation", "bass": "motion"} == page.widget.answer
    assert page.widget.layers.roles["bass"] == "motion"
    assert any("bass was declared motion" in text for text in page.widget.kept["told"]["remarks"]), "and is doubted"
    assert page.widget.kept["told"]["of"] == page.widget.roles
    assert page.widget.file.name == "here.layers.json"
    again = made()
    assert again.roles == {"sub": "foundation", "bass": "motion"}
    assert page.widget.undo() and page.widget.roles == {"sub": "foundation"}
    assert again.roles == {"sub": "foundation"}, "two with one name hold the same"
    assert page.widget.code == 'fs.layers(stems, {"sub": "foundation"}, tempo=tempo)'


def test_marks_that_make_no_sense_are_left_out_and_said():
    page = Page(made())
    tuba = {"what": "role", "key": "k3", "layer": "line", "role": "tuba"}
    page.put(*page.copy["marks"][:2], tuba, {"what": "x"})
    assert page.widget.roles == {"line": "line"}, "as it was given"
    assert any("'tuba' is no role" in text for text in page.widget.messages)


def test_what_is_kept_of_other_layers_is_put_aside():
    page = Page(made())
    give_role(page, "sub", "foundation")
    other = made({"x": tone(100), "y": tone(900)})
    assert other.roles == {} and "belongs to another cue. Both are kept" in other.kept["said"]
    assert json.loads(other.file.with_name("here.other-cue-1.layers.json").read_text())["marks"] == page.copy["marks"]


def test_collisions_are_of_those_that_sound_in_the_bars_looked_at():
    page = Page(made())
    painter = page.widget
    assert [{c.covered, c.by} for c in painter.collisions] == [{"sub", "bass"}]
    page.say({"type": "heard", "muted": ["sub"], "soloed": [], "bars": None})
    assert painter.muted == ("sub",) and painter.collisions == ()
    page.say({"type": "heard", "muted": [], "soloed": ["line"], "bars": None})
    assert painter.soloed == ("line",) and painter.collisions == ()
    page.say({"type": "heard", "muted": [], "soloed": [], "bars": [2, 2]})
    assert painter.selection == (2,) and [c.bars for c in painter.collisions] == [(2,)]
    for wrong in ({"muted": ["tuba"]}, {"muted": 3}, {"bars": [2, 9]}, {"bars": "2"}, {"soloed": [[]]}):
        page.say({"type": "heard", "muted": [], "soloed": [], "bars": [2, 2], **wrong})
        assert painter.selection == (2,) and painter.muted == ()
    assert len(painter.messages) == 5
    page.say({"type": "dance"})
    page.say({"type": "marks"}, [b"x"])
    assert len(painter.messages) == 7


def test_what_was_said_is_kept():
    page = Page(made())
    assert page.widget.said is None
    page.put(*[{**m, "layer": "line"} if m["what"] == "said" else m for m in page.copy["marks"]])
    assert page.widget.said == "line" == made().said
    page.put(*[{**m, "layer": layer_marks.SKIPPED} if m["what"] == "said" else m for m in page.copy["marks"]])
    assert page.widget.said is None


# ---- how it sounds


def test_every_layer_is_sent_as_it_is():
    painter = made()
    about, data = painter._part("stem bass")
    assert about["name"] == "bass" and about["mime"] == "audio/ogg"
    sound = decode_sound(data)
    assert len(sound) == 4 * RATE
    assert np.sqrt(np.mean(sound[RATE : 2 * RATE, 0] ** 2)) == pytest.approx(10 ** (-12 / 20) / np.sqrt(2), rel=0.05)
    for what in ("stem tuba", "mp4", "../x", "stem"):
        with pytest.raises(FilmScoreError):
            painter._part(what)
    assert made(film="last-parcel", name="film")._part("mp4")[0]["mime"] == "video/mp4"


# ---- blind


def unnamed(painter):
    """Everything that is sent to the page, and everything it is told in words."""
    sent = json.dumps([painter.desk, painter.kept], ensure_ascii=False)
    return sent + painter.alt + painter.code + json.dumps([painter._part(f"stem {one}")[0] for one in painter._ids])


def test_blind_nothing_gives_a_layer_away():
    names = {"theremin": "woodwinds", "warm pad": "choir", "sub bass": "brass"}
    sounds = dict(zip(names, (tone(700), tone(300), tone(50)), strict=True))
    painter = made(Stems(sounds, families=names, tempo=TEMPO), {"sub bass": "foundation"}, blind=True)
    painter.tell()
    text = unnamed(painter)
    for word in (*names, *names.values(), *ROLES):
        assert not re.search(rf"\b{word}\b", text), word
    assert painter.answer == {"A": "", "B": "", "C": ""} and painter.kept["told"]["remarks"] == []
    order = list(painter._ids.values())
    again = made(Stems(dict(reversed(sounds.items())), families=names, tempo=TEMPO), blind=True, name="again")
    assert list(again._ids.values()) == order, "the order does not change with the order they are given in"
    heard = decode_sound(painter._part("stem A")[1])
    assert np.abs(heard - sounds[order[0]]).max() < 0.02 < np.abs(heard - sounds[order[1]]).max()
    page = Page(painter)
    give_role(page, "B", "line")
    assert painter.answer == {"A": "", "B": "line", "C": ""} and painter.layers.roles[order[1]] == "line"
    assert painter.code == 'jobs = {"A": "", "B": "line", "C": ""}'
    page.say({"type": "names"})
    assert {one: told["label"] for one, told in painter.kept["told"]["names"].items()} == dict(
        zip("ABC", order, strict=True)
    )
    assert painter.kept["told"]["names"]["A"]["family"] == names[order[0]]


def test_the_four_palettes_have_an_order_of_their_own_and_are_sent_as_they_lie():
    cue = fs.four_palettes("electronic")
    painter = made(cue, blind=True)
    assert tuple(painter._ids.values()) == palettes.BLIND["electronic"] and list(painter._ids) == list("ABCDE")
    files = {stem.name: stem.data for stem in cue.encoded()}
    assert painter._part("stem C")[1] == files["accent"], "not encoded again"
    assert not re.search("electronic|synths|four_palettes", json.dumps([painter.desk, painter.kept]))
    open_ = made(cue, film="last-parcel", start=1404, end=1692, name="open")
    assert [bar["from"] for bar in open_.desk["bars"]] == [1404.0, 1476.0, 1548.0, 1620.0]
    assert open_.roles == {role: role for role in palettes.ROLES["electronic"]}
    assert open_.code.startswith('fs.layers(fs.four_palettes("electronic"), {"line": "line", ')


def test_without_names_the_roles_are_kept_apart_from_those_with():
    page = Page(made(name="same"))
    give_role(page, "sub", "pad")
    assert made(name="same", blind=True).answer == {"A": "", "B": "", "C": ""}


# ---- the still and the words


def test_the_still_shows_levels_covers_and_bars():
    painter = made(
        roles={"sub": "foundation", "bass": "foundation", "line": "line"}, film="last-parcel", start=1404, end=1500
    )
    image = Image.open(io.BytesIO(still(painter)))
    assert image.width == 2 * WIDTH and len(image.getcolors(1000)) <= 256
    assert repr(painter).startswith("Two foundations in one lane, bass"), "the finding first"
    assert "sub, foundation: 60 Hz to 150 Hz; shares with bass (bass)." in painter.alt, "both are hatched"
    assert "bass, foundation: 60 Hz to 150 Hz; shares with sub (bass)." in painter.alt
    over = made({"loud": tone(100), "soft": tone(105) / 8, "far": tone(700)}, name="over")
    said = repr(over)
    assert "loud, foundation?: 60 Hz to 150 Hz. soft" in said, "it covers, and is not hatched"
    assert "; under loud (bass)." in said and "shares" not in said
    alone = made({"a": tone(300)}, name="one")
    assert repr(alone).startswith(layer_told.ALONE)
    apart = made({"a": tone(100), "b": tone(3000)}, {"a": "foundation", "b": "line"}, name="two")
    assert layer_told.finding(apart).startswith("Nobody is ")


@needs_node
def test_python_and_page_filter_alike():
    painter = made()
    painter.tell()
    cases = [([], [], [1, 2]), (["sub"], [], [1, 2]), ([], ["sub", "bass"], [2]), ([], ["line"], [1])]
    script = f"""
        import {{ seen, sounding, code }} from {module("layers.js")};
        const [ids, all, cases, marks, call] = GIVEN;
        const rows = cases.map(([muted, soloed, bars]) =>
          seen(all, sounding(ids, muted, soloed), bars).map((one) => [one.covered, one.by, one.bars]));
        console.log(JSON.stringify([rows, code(marks, call, false)]));
    """
    kept = painter.kept
    given = [list(painter._ids), kept["told"]["collisions"], cases, kept["copy"]["marks"], painter.desk["call"]]
    rows, code = in_node(script, *given)
    for (muted, soloed, bars), theirs in zip(cases, rows, strict=True):
        heard = layer_page.heard(painter._ids, muted, soloed)
        ours = layer_page.in_the_way(painter.layers.collisions, heard, set(bars))
        assert [[c.covered, c.by, list(c.bars)] for c in ours] == theirs
    assert code == painter.code
