"""The cue player without a browser: what it says, what it sends, what it shrugs off, what a saved notebook keeps."""

import base64
import io
import re
from types import SimpleNamespace

import numpy as np
import pytest
from pages import say

import filmscore as fs
from filmscore import look
from filmscore.errors import FilmScoreError
from filmscore.picture.film import Film, Line, Shot
from filmscore.picture.timecode import Rate, Timecode
from filmscore.sound.stems import Stems
from filmscore.widgets import bundle, rerun
from filmscore.widgets.cue_player import CuePlayer, watch
from filmscore.widgets.page import MARGIN, SCALE, UNIT, WIDTH, Page
from filmscore.widgets.scene import NO_MUSIC, grid
from filmscore.widgets.still import LANES, PlayerPage, still

TEMPO = fs.TempoMap(start=48, rate="24").bars(2, "4/4", bpm=60).bars(1, "3/4")


@pytest.fixture
def film(tmp_path):
    (tmp_path / "picture.mp4").write_bytes(b"an mp4")
    (tmp_path / "guide.ogg").write_bytes(b"an ogg")
    (tmp_path / "description.md").write_text("# Test\n\nA bar\ncrosses.\n")
    return Film(
        name="test",
        title="The Counter",
        rate=Rate("24"),
        frames=288,
        start=Timecode("01:00:00:00", "24"),
        shots=(Shot("A bar", 0, 144, "It crosses."), Shot("Later", 144, 288)),
        lines=(Line(60, 108, "BAR", "I am on my way."),),
        path=tmp_path,
    )


@pytest.fixture
def spotting(film):
    return fs.Spotting(
        film,
        cues=[fs.Cue("1m1", 144, 288)],
        hits=[fs.Hit(96, "third beat"), fs.Hit(180, "a gift", must=False)],
        silences=[fs.Silence(0, 48, "let them wait")],
    )


@pytest.fixture
def stems():
    time = np.arange(24000) / 48000
    return Stems({"strings": 0.2 * np.sin(440 * time), "harp": 0.2 * np.sin(880 * time)}, start=48)


@pytest.fixture
def player(film, stems, spotting):
    made = watch(film, stems=stems, spotting=spotting, tempo=TEMPO)
    made.sent = []
    made.send = lambda content, buffers=None: made.sent.append((content, buffers or []))
    yield made
    made.close()


# ---- what it says


def test_it_says_film_length_musics_and_hits_in_words(player):
    assert repr(player) == (
        "Cue player: The Counter. 12 s, 288 frames at 24. Music “Music”: strings, harp. "
        "Hits: 96 third beat, 180 a gift (may)."
    )


def test_the_words_never_vary(film, stems, spotting, player):
    again = watch(film, stems=stems, spotting=spotting, tempo=TEMPO)
    assert repr(again) == repr(player) == player.alt
    assert not re.search(r"0x[0-9a-f]{6}", repr(player))


def test_a_part_says_which(film):
    assert "frames 24 to 96. 3 s, 72 frames" in repr(watch(film, cues={}, start=24, end="01:00:04:00"))


# ---- what it is given


def test_no_music_is_always_there_and_keeps_the_name_it_is_given(film, stems):
    assert watch(film, cues={"Mine": stems}).cues == ("Mine", NO_MUSIC)
    assert watch(film, cues={"Mine": stems, "Silence": None}).cues == ("Mine", "Silence")
    assert watch(film, cues={}).cues == (NO_MUSIC,)


@pytest.mark.parametrize(("start", "end"), [(96, 96), (96, 24), (-1, None), (0, 289), ("01:00:12:01", None)])
def test_a_part_outside_the_film_is_refused(film, start, end):
    with pytest.raises(FilmScoreError, match=r"\d"):
        watch(film, cues={}, start=start, end=end)


def test_a_film_that_is_not_there_is_refused():
    with pytest.raises(FilmScoreError, match=r"last-blossom.*first-bloom"):
        watch("last-blossom")


def test_stems_and_cues_together_are_refused(film, stems):
    with pytest.raises(FilmScoreError, match="not both"):
        watch(film, cues={"A": stems}, stems=stems)


def test_what_cannot_be_heard_is_refused_with_the_way_out(film):
    performance = SimpleNamespace(render=lambda: None)
    with pytest.raises(FilmScoreError, match=r"'Mine' cannot be heard.*\.render\(\)"):
        watch(film, cues={"Mine": performance})
    with pytest.raises(FilmScoreError, match="cues is a mapping"):
        watch(film, cues=[performance])


def test_cues_that_ship_are_offered_unasked(film, stems, monkeypatch):
    cue = SimpleNamespace(
        id="1m1",
        title="The score",
        note="As played.",
        start=24,
        tempo=TEMPO,
        spotting=None,
        folder=None,
        seconds=11.0,
        encoded=lambda: [SimpleNamespace(name="choir", family="choir", mime="audio/ogg", data=b"ogg")],
    )
    (film.path / "test").mkdir()
    library = SimpleNamespace(film_cues=lambda asked: (cue,) if asked == film else (), RENDERED=film.path)
    monkeypatch.setitem(__import__("sys").modules, "filmscore.sound.library", library)
    player = watch(film)
    assert player.cues == ("The score", NO_MUSIC)
    shown = player.scene["cues"][0]
    assert (shown["note"], shown["start"], shown["stems"]) == ("As played.", 24, [{"name": "choir", "family": "choir"}])
    assert player._music("The score")[0] == (
        {"name": "choir", "family": "choir", "mime": "audio/ogg", "font": ""},
        b"ogg",
    )


# ---- what it shows


def test_the_scene_holds_what_the_timeline_draws(player):
    scene = player.scene
    assert (scene["first"], scene["last"], scene["origin"]) == (0, 288, 86400)
    assert scene["rate"] == {"num": 24, "den": 1, "nominal": 24, "drop": False}
    assert scene["description"] == ["Test", "A bar crosses."]
    cue = scene["cues"][0]
    assert cue["start"] == 48
    assert cue["entries"] == [{"id": "1m1", "start": 144, "end": 288, "warning": 48}]
    assert [(h["frame"], h["must"]) for h in cue["hits"]] == [(96, True), (180, False)]
    assert cue["silences"] == [{"start": 0, "end": 48, "reason": "let them wait"}]
    assert cue["stems"] == [{"name": "strings", "family": "strings"}, {"name": "harp", "family": "keys"}]


def test_the_notes_of_a_sketch_are_ticks_and_give_nothing_away():
    player = watch("first-bloom", cues={"Line": fs.sketch("D4 F#4", at=1056)}, start=1030, end=1200)
    line, silent = player.scene["cues"]
    assert (line["notes"], line["hits"], silent["notes"], silent["hits"]) == ([1056, 1080], [], [], [])
    assert "2 notes from frame 1056" in player.alt and "Hits" not in player.alt and "♯" not in player.alt
    spotted = fs.Spotting("first-bloom", hits=[fs.Hit(1056, "bloom")])
    line, silent = watch("first-bloom", cues={"Line": fs.sketch("D4 F#4", at=1056)}, spotting=spotted).scene["cues"]
    assert [hit["label"] for hit in line["hits"] + silent["hits"]] == ["bloom", "bloom"] and line["notes"]
    one = watch("first-bloom", cues={"One": fs.sketch("F#4:4", at=1056)}).scene["cues"][0]
    assert [hit["label"] for hit in one["hits"]] == ["the note"]


def test_a_still_shows_a_sketchs_first_note_in_the_picture_and_no_row_of_hits():
    player = watch("first-bloom", cues={"Line": fs.sketch("D4 F#4", at=1056)}, start=1030, end=1200)
    page = PlayerPage(player.film, player._at_rest(), *player._span, player._title)
    assert "Hits" not in page.lanes and "Music" in page.lanes
    hit = watch("first-bloom", cues={"One": fs.sketch("D4:2", at=1056)}, start=1030, end=1200)
    met = PlayerPage(hit.film, hit._at_rest(), *hit._span, hit._title)
    assert page.picture().tobytes() == met.picture().tobytes()


def test_signs_of_music_are_drawn_on_stills_and_not_as_a_box():
    from PIL import Image, ImageDraw

    from filmscore.widgets.letters import length, write

    drawn = []
    for text in ("F♯4", "F♭4", "F\ue0004"):
        page = Image.new("L", (200, 60), 255)
        write(ImageDraw.Draw(page), (100, 10), text, 32, "black", "ma", 0)
        left, top, right, _ = page.point(lambda value: 255 - value).getbbox()
        assert abs((left + right) / 2 - 100) < 3 and top >= 10
        if text[1] in "♯♭":
            assert abs((right - left) - length(text, 32)) < 6
        drawn.append(page.tobytes())
    assert len(set(drawn)) == 3


def test_no_sign_that_a_still_may_need_is_drawn_as_a_box():
    from filmscore.widgets.letters import _runs

    for sign in "♯♭♮𝄪𝄫ø–△−…·“”’é°→":
        for face, run in _runs(sign, 40):
            missing = bytes(face.getmask("\U0010fffd"))
            assert all(bytes(face.getmask(one)) not in (missing, b"") for one in run), sign


def test_the_head_of_a_still_keeps_title_and_facts_apart_however_long_they_are():
    for title, facts in (("Jon", "♭ and more " * 40), ("♯ and more " * 40, "3 s"), ("♯ and more " * 40,) * 2):
        page = Page(40)
        page.head(title, facts)
        dark = (np.asarray(page.image.convert("L")) < 200).any(axis=0)
        assert not dark[: MARGIN * UNIT - 4].any() and not dark[-MARGIN * UNIT + 4 :].any()
        gaps = np.diff(np.flatnonzero(dark))
        assert gaps.max() > 12 * UNIT, "between the title and the facts"


def test_hits_are_the_films_events_where_nothing_is_spotted():
    hits = watch("first-bloom", cues={}).scene["cues"][0]["hits"]
    assert [h["frame"] for h in hits] == [e.frame for e in fs.open_film("first-bloom").events]
    assert [h["frame"] for h in hits if h["must"]] == [1056, 1440, 1704]


def test_music_without_a_cue_list_enters_where_it_starts(film, stems):
    shown = watch(film, stems=stems, tempo=TEMPO).scene["cues"][0]
    assert shown["entries"] == [{"id": "Music", "start": 48, "end": 288, "warning": None}]  # no longer than the film
    assert watch(film, stems=stems).scene["cues"][0]["entries"][0]["end"] == 48 + 12


def test_stems_without_a_start_begin_where_the_tempo_does(film):
    loose = Stems({"harp": np.zeros(4800)})
    assert watch(film, stems=loose, tempo=TEMPO).scene["cues"][0]["start"] == 48
    assert watch(film, stems=loose).scene["cues"][0]["start"] == 0


def test_the_grid_is_the_tempo_map_beat_by_beat():
    tempo = fs.TempoMap(start=480, rate="24").bars(12, "4/4", bpm=60).bars(1, "3/4").bars(3, "4/4")
    made = grid(tempo)
    assert len(made["beats"]) == 63
    assert made["end"] == 480 + 63 * 24
    assert {"frame": 1056.0, "bar": 7, "beat": 1} in made["beats"]
    assert {"frame": 1704.0, "bar": 14, "beat": 1} in made["beats"]


def test_the_grid_counts_in_the_meters_own_unit():
    made = grid(fs.TempoMap(start=0, rate="24").bars(2, "6/8", bpm=60))
    assert [b["beat"] for b in made["beats"]] == [1, 2, 3, 4, 5, 6] * 2
    assert made["beats"][1]["frame"] == 12.0


# ---- what it sends


def test_nothing_is_encoded_until_somebody_listens(film, monkeypatch):
    calls = []
    music = SimpleNamespace(names=("harp",), start=0, seconds=1.0, encode=lambda: calls.append(1) or [])
    player = watch(film, stems=music)
    player.send = lambda *_: None
    assert calls == []
    say(player, {"type": "send", "id": 1, "what": "music", "cue": "Music"})
    say(player, {"type": "send", "id": 2, "what": "music", "cue": "Music"})
    assert calls == [1]


def test_picture_guide_and_music_are_sent_when_asked_for(player):
    say(player, {"type": "send", "id": 7, "what": "mp4"})
    say(player, {"type": "send", "id": 8, "what": "guide"})
    say(player, {"type": "send", "id": 9, "what": "music", "cue": "Music"})
    say(player, {"type": "send", "id": 10, "what": "music", "cue": NO_MUSIC})
    picture, guide, music, silence = player.sent
    assert picture[0]["id"] == 7
    assert picture[1] == [b"an mp4"]
    assert guide[1] == [b"an ogg"]
    assert [item["name"] for item in music[0]["items"]] == ["strings", "harp"]
    assert all(data.startswith(b"OggS") for data in music[1])
    assert silence[0]["items"] == []
    assert player.messages == ()


def test_what_is_needed_first_is_sent_unasked_and_once(film, player, monkeypatch):
    monkeypatch.setattr("IPython.display.display", lambda *_, **__: None)
    beside = watch(film, cues={})
    beside.send = lambda content, buffers=None: player.sent.append((content, buffers))
    player._ipython_display_()
    beside._ipython_display_()
    assert [(gift["type"], gift["name"], data) for gift, data in player.sent] == [
        ("gift", player.media["mp4"], [b"an mp4"]),
        ("gift", player.media["guide"], [b"an ogg"]),
    ]
    player.close()  # and with it what it sent
    beside._ipython_display_()
    assert len(player.sent) == 4


def test_what_a_widget_of_another_kind_has_sent_is_not_sent_again(work):
    player = watch("first-bloom", cues={}, start=870, end=1100)
    net = fs.tonnetz("first-bloom", start=1056, end=1152, name="beside")
    sent = []
    player.send = lambda content, buffers=None: sent.append(("player", content["name"]))
    net.send = lambda content, buffers=None: sent.append(("net", content["name"]))
    picture = (player.media["mp4"], "mp4")
    net._give_now([picture])
    player.give()
    net._give_now([picture])
    assert sent == [("net", picture[0]), ("player", player.media["guide"])]
    net.close()
    player.give()
    assert sent[2:] == [("player", picture[0])], "it went with who had sent it"
    player.close()


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        ({"what": "webm"}, "no picture.webm"),
        ({"what": "music", "cue": "Requiem"}, "no cue 'Requiem'; the cues are 'Music', 'No music'"),
        ({"what": "music"}, "no cue None"),
        ({"what": "/etc/passwd"}, "'/etc/passwd' is nothing the player has"),
        ({"what": ["mp4"]}, "a list is nothing the player has"),
    ],
)
def test_what_cannot_be_sent_is_refused_aloud(player, request_, why):
    say(player, {"type": "send", "id": 3, **request_})
    [(answer, buffers)] = player.sent
    assert (answer["type"], answer["id"], buffers) == ("refused", 3, [])
    assert why in answer["why"]
    assert why in player.messages[0]


def test_music_that_breaks_on_the_way_does_not_leave_the_view_waiting(film):
    def broken():
        raise RuntimeError("the disk is on fire")

    player = watch(film, stems=SimpleNamespace(names=("harp",), start=0, seconds=1.0, encode=broken))
    sent = []
    player.send = lambda content, buffers=None: sent.append(content)
    say(player, {"type": "send", "id": 1, "what": "music", "cue": "Music"})
    assert sent[0]["type"] == "refused"
    assert "on fire" in player.messages[0]


# ---- what it shrugs off


def test_the_place_where_the_learner_paused_is_kept(player):
    say(player, {"type": "position", "frame": 144, "cue": NO_MUSIC})
    assert (player.frame, player.chosen, player.messages) == (144, NO_MUSIC, ())


@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        "play",
        [],
        {},
        {"type": 5},
        {"type": {"deep": [1] * 1000}},
        {"type": "position"},
        {"type": "position", "frame": float("nan"), "cue": "Music"},
        {"type": "position", "frame": -1, "cue": "Music"},
        {"type": "position", "frame": 289, "cue": "Music"},
        {"type": "position", "frame": 10**30, "cue": "Music"},
        {"type": "position", "frame": True, "cue": "Music"},
        {"type": "position", "frame": 12, "cue": "Requiem"},
        {"type": "position", "frame": 12, "cue": ["Music"]},
        {"type": "send", "what": "mp4"},
        {"type": "send", "what": "mp4", "id": "x" * 10**6},
        {"type": "x" * 10**6},
    ],
)
def test_nonsense_is_ignored_and_noted(player, nonsense):
    say(player, nonsense)
    assert (player.frame, player.chosen, player.sent) == (0, "Music", [])
    [note] = player.messages
    assert note.startswith("ignored")
    assert len(note) < 200


def test_binary_parts_are_not_taken(player):
    say(player, {"type": "position", "frame": 12, "cue": "Music"}, [memoryview(bytes(10**6))])
    assert player.frame == 0
    assert "binary" in player.messages[0]


def test_the_front_end_cannot_set_anything(player):
    before = player.scene
    update = {"method": "update", "state": {"scene": {}, "frame": 9, "_esm": "alert(1)"}, "buffer_paths": []}
    player._handle_msg({"content": {"data": update}, "buffers": []})
    assert (player.scene, player.frame) == (before, 0)
    assert "'scene'" in player.messages[0]


def test_notes_do_not_pile_up(player):
    for number in range(200):
        say(player, {"type": number})
    assert len(player.messages) == 50
    assert "199" in player.messages[-1]


# ---- running a cell again


def test_running_a_cell_again_closes_what_its_last_run_made(film, monkeypatch):
    def run(cell, number):
        monkeypatch.setattr(rerun, "_running_cell", lambda: (cell, number))
        return watch(film, cues={})

    first, beside = run("cell a", "run 1"), run("cell a", "run 1")
    other = run("cell b", "run 2")
    again = run("cell a", "run 3")
    assert [p.comm is None for p in (first, beside, other, again)] == [True, True, False, False]


def test_outside_a_notebook_nothing_is_closed(film):
    first = watch(film, cues={})
    watch(film, cues={})
    assert first.comm is not None


# ---- the still


def _open(data):
    from PIL import Image

    return Image.open(io.BytesIO(data))


def test_the_still_is_twice_its_shown_size_and_always_the_same(player, film, stems, spotting):
    data = still(player)
    image = _open(data)
    assert image.width == WIDTH * SCALE
    assert image.height > SCALE * (270 + sum(LANES.values()))
    assert still(watch(film, stems=stems, spotting=spotting, tempo=TEMPO)) == data
    assert len(data) < 200_000


def test_the_still_draws_with_the_tokens(player):
    pixels = np.asarray(_open(still(player)).convert("RGB")).reshape(-1, 3).astype(int)
    for colour in (
        look.HIT,
        look.CUE,
        look.DIALOGUE,
        look.FAMILY["strings"],
        look.FAMILY["keys"],
        look.LIGHT["ground"],
    ):
        share = (np.abs(pixels - look.rgb(colour)) <= 6).all(axis=1).sum()
        assert share > 100, colour


def test_the_still_shows_the_shot_with_the_first_must_hit(player, film):
    from PIL import Image

    first = next(hit.frame for hit in player._choices[player.chosen].hits if hit.must)
    film.still(first).parent.mkdir()
    Image.new("RGB", (854, 480), look.FAMILY["choir"]).save(film.still(first), quality=95)
    pixels = np.asarray(_open(still(player)).convert("RGB")).astype(int)
    poster = np.argwhere(np.abs(pixels - look.rgb(look.FAMILY["choir"])).max(axis=2) < 12)
    (top, left), (bottom, right) = poster.min(axis=0), poster.max(axis=0)
    assert (top, left, bottom - top + 1, right - left + 1) == (80, 24, 540, 960)
    assert len(poster) == 540 * 960


def test_a_saved_notebook_gets_the_still_first_and_the_view_after(player, monkeypatch):
    shown = []
    monkeypatch.setattr(
        "IPython.display.display", lambda data, metadata=None, raw=False: shown.append((data, metadata))
    )
    player._ipython_display_()
    (saved, about), (live, _) = shown
    assert _open(base64.b64decode(saved["image/jpeg"])).width == WIDTH * SCALE
    assert saved["text/plain"] == player.alt
    assert about["image/jpeg"] == {"width": WIDTH, "alt": player.alt}
    assert "application/vnd.jupyter.widget-view+json" in live
    assert "image/jpeg" not in live


# ---- the scripts and the style


def test_the_script_is_one_module_with_each_part_once():
    script = CuePlayer._esm
    assert not re.search(r"^\s*import\b", script, re.MULTILINE)
    assert len(re.findall(r"^export default", script, re.MULTILINE)) == 1
    wanted, met = [bundle.STATIC / "player.js"], set()
    while wanted:
        path = wanted.pop().resolve()
        if path not in met:
            met.add(path)
            wanted += [path.parent / name for name in re.findall(r'from "(\.[^"]+)"', path.read_text(encoding="utf-8"))]
    names = ["_".join(path.relative_to(bundle.STATIC).with_suffix("").parts) for path in met]
    assert len(names) > 12
    assert {name: script.count(f"const ${name} = (") for name in names if name != "player"} == {
        name: 1 for name in names if name != "player"
    }


def test_modules_that_import_each_other_are_refused(tmp_path, monkeypatch):
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = b;\n')
    (tmp_path / "b.js").write_text('import { a } from "./a.js";\nexport const b = a;\n')
    monkeypatch.setattr(bundle, "STATIC", tmp_path)
    with pytest.raises(FilmScoreError, match=r"a\.js imports itself by way of"):
        bundle.script.__wrapped__("a.js")
    with pytest.raises(FilmScoreError, match=r"c\.js"):
        bundle.script.__wrapped__("c.js")


def test_the_style_touches_nothing_outside_the_player():
    css = re.sub(r"/\*.*?\*/|@[^{]+\{", "", CuePlayer._css, flags=re.DOTALL)
    selectors = [one.strip() for group in re.findall(r"([^{}]+)\{", css) for one in group.split(",")]
    assert len(selectors) > 80
    assert [one for one in selectors if ".fsp-" not in one] == []
    assert {
        name for one in selectors for name in re.findall(r"\.([a-z][\w-]*)", one) if not name.startswith("fsp-")
    } == set()


def test_no_text_is_too_small_and_no_control_too_low():
    css = CuePlayer._css
    assert min(float(size) for size in re.findall(r"font(?:-size)?:[^;]*?\b([\d.]+)px", css)) >= look.SMALLEST_TEXT
    for control in ("fsp-button", "fsp-toggle", "fsp-fader"):
        [height] = re.findall(rf"\.{control} \{{[^}}]*?\bheight: (\d+)px", css)[:1]
        assert int(height) >= look.SMALLEST_CONTROL


@pytest.mark.parametrize(
    "wrong",
    [
        {"cues": {"Mine": "D4 A4"}},
        {"stems": "D4"},
        {"tempo": 60},
        {"spotting": "x"},
        {"cues": ["x"]},
        {"start": "soon"},
    ],
)
def test_what_cannot_be_watched_is_refused(wrong):
    with pytest.raises(FilmScoreError):
        watch("first-bloom", **wrong)
