"""Ember Caves: the game runs as the script has it; picture, sound and words follow the game, frame by frame."""

import json
from fractions import Fraction

import film_checks as checks
import numpy as np
import pytest

import filmscore as fs
from films.ember_caves import breath, foley, game, guide, timeline, words
from films.guide import describe, webvtt
from films.toolkit import sound as snd

FILM = fs.open_film("ember-caves")
STATES = [("explore", 0), ("danger", 343), ("combat", 744), ("explore", 1409), ("safe", 1805)]


def row(f: int) -> dict:
    """The game's record in the middle of a frame."""
    return dict(zip(game.COLUMNS, game.played().rows[f * game.PER_FRAME + game.PER_FRAME // 2], strict=True))


# ---------------------------------------------------------------- the game


def test_it_runs_the_same_every_time():
    first, second = game.Game().run(), game.Game().run()
    assert first.rows == second.rows and first.happenings == second.happenings
    assert len(first.rows) == FILM.frames * game.PER_FRAME == 21_600


def test_states_change_when_the_script_says():
    happened = game.happenings("state")
    assert [(h.what, h.frame) for h in happened] == STATES
    assert [round(h.seconds, 4) for h in happened] == [0, 14.3, 31.0, 58.7, 75.2]
    assert [(h.frame, round(h.seconds, 4)) for h in game.happenings("hit")] == [(961, 40.05)]


def test_a_frame_shows_a_state_from_the_change_on():
    """The picture reads the game in the middle of each frame, and that is where the state has changed."""
    middles = game.played().state[game.PER_FRAME // 2 :: game.PER_FRAME]
    changes = [(middles[f], f) for f in range(FILM.frames) if f == 0 or middles[f] != middles[f - 1]]
    assert changes == STATES


def test_states_follow_from_the_rules():
    apart = [row(f)["x"] - row(f)["enemy_x"] for f in range(FILM.frames)]
    assert min(apart[:343]) >= 20 > apart[343]
    assert row(743)["enemy_mood"] == "stalking" and row(744)["enemy_mood"] == "rearing"
    assert row(960)["health"] == 100 and row(961)["health"] == 55
    assert row(1408)["enemy_health"] > 0 == row(1409)["enemy_health"]
    assert row(1804)["v"] > 0 == row(1805)["v"]
    assert all(row(f)["v"] == 0 and row(f)["x"] == row(1805)["x"] for f in range(1805, FILM.frames))
    assert row(1408)["flame"] < 1 < row(1500)["flame"]
    assert all(0 < row(f)["fuel"] <= 100 for f in range(0, FILM.frames, 10))


@pytest.mark.parametrize("button", ["guard", "swing", "heavy"])
def test_the_player_matters(monkeypatch, button):
    """The same run without one kind of press goes otherwise: nothing is written down beforehand."""
    monkeypatch.setattr(game, "INPUT", tuple(entry for entry in game.INPUT if entry[1] != button))
    other = game.Game().run()
    assert other.happenings != game.played().happenings
    deaths = [h for h in other.happenings if h.kind == "death"]
    assert not deaths or deaths[0].frame != 1409


def test_the_second_feet_do_not_keep_step_and_stand_while_he_looks():
    mine = [h.frame for h in game.happenings("step", "lamplighter")]
    its = [h.frame for h in game.happenings("step", "follower") if h.frame >= 343]
    assert its[0] == 343
    together = [f for f in its if f < 700 and min(abs(f - g) for g in mine) <= 1]
    assert len(together) < 0.35 * len([f for f in its if f < 700])
    assert not [f for f in its if 390 < f < 418 or 512 < f < 552]


def test_timeline_is_the_script():
    assert (FILM.frames, str(FILM.start), str(FILM.rate)) == (2160, "05:00:00:00", "24")
    assert [shot.start for shot in FILM.shots] == [start for _, start in STATES]
    assert [(line.start, line.end, line.who, line.text) for line in FILM.lines] == [
        (120, 168, "LAMPLIGHTER", "Stay lit. Stay lit.")
    ]
    assert [(e.frame, e.kind) for e in FILM.events] == [
        (343, "state"), (744, "state"), (961, "stinger"), (1409, "state"), (1805, "state")
    ]  # fmt: skip
    assert timeline.FILM == FILM


def test_the_trace_is_the_run_of_the_game():
    assert json.loads((FILM.path / "trace.json").read_text(encoding="utf-8")) == timeline.trace()
    trace = FILM.trace
    assert [(s.name, s.start) for s in trace.states] == STATES
    assert [s.seconds for s in trace.changes] == [Fraction(143, 10), 31, Fraction(587, 10), Fraction(752, 10)]
    assert len(trace.column("distance")) == 900
    assert trace.value("health", 964) == 55 and trace.value("state", 1812) == "safe"
    assert [e.frame for e in trace.of_kind("death")] == [1409]


# ---------------------------------------------------------------- who moves


@pytest.fixture(scope="module")
def acting():
    pytest.importorskip("skia", reason='films are drawn with skia: pip install "filmscore[films]"')
    from films.ember_caves import acting

    return acting


def test_standing_feet_do_not_slide(acting):
    """A foot that bears weight keeps its place to within three centimetres, step after step."""
    bodies = acting.bodies()
    stood = 0
    for f in range(200, 330):
        phase = row(f)["walked"] / (2 * game.STEP)
        for k in (0, 1):
            if 0.04 < (phase + 0.5 * k) % 1 < 0.52:
                moved = bodies[f + 1].feet[k][0] - bodies[f].feet[k][0]
                assert abs(moved) < 0.03, f
                stood += 1
    assert stood > 80


def test_a_foot_strikes_where_the_game_counts_a_step(acting):
    for h in game.happenings("step", "lamplighter"):
        if 200 < h.frame < 340 or 577 < h.frame < 680:
            feet = [acting.bodies()[h.frame].feet[k][1] for k in (0, 1)]
            assert min(feet) < 0.08


def test_the_lantern_hangs_from_the_staff(acting):
    hung = acting.lanterns() - np.array([body.tip for body in acting.bodies()])
    free = np.array([body.tip[1] > 0.5 for body in acting.bodies()])
    assert np.allclose(np.hypot(*hung[free].T), acting.CHAIN, atol=0.12)


def test_he_is_still_at_the_end(acting):
    heads = np.array([acting.bodies()[f].head for f in range(1900, 2160)])
    assert np.ptp(heads[:, 0]) < 0.09 and np.ptp(heads[:, 1]) < 0.09
    assert np.ptp(heads[:, 1]) > 0.004  # and breathes


def test_the_lamp_throws_shadows_away_from_itself():
    pytest.importorskip("skia", reason='films are drawn with skia: pip install "filmscore[films]"')
    from films.toolkit import lamplight as lamp

    relief = np.zeros((80, 160), np.float32)
    relief[:, 78:82] = 30
    lit = lamp.shadows(relief, np.array([20.0, 40.0, 25.0], np.float32), 32, 4.0, 2)
    assert lit[20, 20] > 0.95 and lit[20, 45] < 0.1
    mask = np.zeros((40, 80), np.float32)
    mask[10:30, 38:42] = 1
    cast = lamp.thrown(np.zeros_like(relief), np.array([60.0, 40.0, 50.0], np.float32), mask, 30.0, 2, 2.0)
    assert cast[20, 55] < 0.1 < 0.9 < cast[20, 20]  # magnified, on the far side only


# ---------------------------------------------------------------- the picture as it ships


@pytest.fixture(scope="module")
def shown() -> np.ndarray:
    pytest.importorskip("av", reason="PyAV reads the encoded films: pip install 'filmscore[video]'")
    return checks.picture(FILM)


@pytest.fixture(scope="module")
def level(shown) -> np.ndarray:
    """Mean brightness of each frame above the belt's corner."""
    return checks.luma(FILM)[:, :78].mean((1, 2))


def belt(shown: np.ndarray, f: int) -> np.ndarray:
    """The corner of a frame where the belt lies, as signed numbers: (rows, columns, 3)."""
    return shown[f, 82:100, 4:74].astype(int)


def cold(part: np.ndarray) -> int:
    """How many of its pixels glow blue-green."""
    return int(((part[..., 1] > 70) & (part[..., 1] > part[..., 0] + 12)).sum())


def hot(part: np.ndarray) -> int:
    """How many of its pixels glow like coals."""
    return int(((part[..., 0] > 130) & (part[..., 0] > part[..., 2] + 70)).sum())


def test_it_is_whole(shown):
    assert len(shown) == FILM.frames
    assert checks.frame_count(FILM.picture_webm) == FILM.frames


def test_the_twins_show_the_same_picture(shown):
    wanted = (30, 400, 961, 1425, 2100)
    twins = checks.some_frames(FILM, "picture_webm", wanted)
    for f in wanted:
        assert np.abs(twins[f].astype(int) - shown[f].astype(int)).mean() < 5, f


def test_a_game_has_no_cuts(shown):
    """The picture is never replaced by another; only a blow, when the lamp itself is swung, changes it as suddenly."""
    blows = [h.frame for kind in ("strike", "miss", "parry", "hit") for h in game.happenings(kind)]
    for f in checks.cuts(checks.changes(FILM), least=0.03):
        assert min(abs(f - blow) for blow in blows) <= 4, f


def test_343_a_bell_goes_cold_and_the_lamp_sinks(shown, level):
    def chill(f: int) -> int:
        bells = belt(shown, f)[:, 40:]
        return int((bells[..., 1] - bells[..., 0]).max())

    assert chill(352) > 2 * max(chill(f) for f in range(280, 343))
    steady = level[330:343]
    assert level[347] < steady.min() and level[352] < 0.9 * steady.mean()


def test_before_744_only_eyes(shown):
    """At the edge of the light two cold points, and it is darker around them than elsewhere."""
    light = checks.luma(FILM)[530]
    left = light[:70, :70]
    y, x = np.unravel_index(np.argmax(left), left.shape)
    assert left[y, x] > 0.25 and shown[530, y, x, 1] > shown[530, y, x, 0] + 10
    around, further = light[y - 8 : y + 9, max(x - 9, 0) : x + 10], light[y - 8 : y + 9, 60:110]
    assert np.median(around) < 0.65 * np.median(further)


def test_744_it_comes_into_the_light(shown):
    spots = checks.changes(FILM)
    assert spots[744:752].max() > 1.3 * spots[735:744].max()


def test_961_he_is_struck(shown, level):
    assert checks.stands_out(checks.changes(FILM), 961, before=5) > 1.2
    assert level[985:1000].mean() < 0.62 * level[940:958].mean()
    assert hot(belt(shown, 1040)) < 0.75 * hot(belt(shown, 940))  # two coals are out


def test_1409_the_enemy_falls_and_the_lamp_burns_brighter(shown, level):
    assert level[1412] > 1.3 * level[1405]
    assert level[1520:1700].mean() > 1.3 * level[230:330].mean()
    assert cold(belt(shown, 1400)) > 10 and cold(belt(shown, 1470)) == 0


def test_1805_it_is_still_and_then_the_cave_lights_up(shown, level):
    moved = checks.changes(FILM)
    assert moved[1860:2150].mean() < 0.4 * moved[1700:1790].mean()
    high = shown[:, 5:45, 100:].astype(int)
    glowing = [
        int(((high[f][..., 1] > high[f][..., 0] + 25) & (high[f][..., 1] > 60)).sum()) for f in (1810, 1900, 2000, 2100)
    ]
    assert glowing == sorted(glowing) and glowing[-1] > 2 * glowing[0] + 10


def test_no_flashes(shown):
    assert checks.flashing(checks.linear(checks.luma(FILM)[:, ::3, ::3])) < 0.25


# ---------------------------------------------------------------- the sound as it ships


@pytest.fixture(scope="module")
def ogg() -> np.ndarray:
    return checks.guide_sound(FILM)


STRONG = [effect for effect in guide.EFFECTS if effect.strong]


@pytest.mark.parametrize("effect", STRONG, ids=lambda effect: f"{effect.frame} {effect.label}")
def test_what_happens_is_heard_on_its_frame(ogg, effect):
    where, rise = checks.steepest(ogg, effect.frame)
    assert abs(where - effect.frame) <= 1
    assert rise > 6


@pytest.mark.parametrize("event", FILM.events, ids=lambda event: event.label)
def test_every_event_of_the_timeline_has_a_strong_sound(event):
    assert event.frame in {effect.frame for effect in STRONG}


@pytest.mark.parametrize(
    "effect", {effect.label: effect for effect in guide.EFFECTS}.values(), ids=lambda effect: effect.label
)
def test_each_kind_of_effect_starts_at_once(effect):
    alone = guide.effect_sound(effect)
    assert snd.onset(alone) <= snd.FRAME


def test_the_file_is_what_the_script_makes(ogg):
    for effect in STRONG:
        if effect.label in ("he is struck", "it falls apart", "parry"):
            fresh = guide.effect_sound(effect)[: snd.at(4)]
            assert checks.alike(checks.span(ogg, effect.frame, effect.frame + 4), fresh) > 0.8, effect


def test_nobody_else_walks_before_343():
    other = [effect.frame for effect in guide.EFFECTS if effect.label == "the second footsteps"]
    assert min(other) == 343
    assert other == [h.frame for h in game.happenings("step", "follower") if h.frame >= 343]
    his = [effect.frame for effect in guide.EFFECTS if effect.label == "footstep"]
    assert his == [h.frame for h in game.happenings("step", "lamplighter")]


def test_breath_is_heard_as_it_is_seen():
    for f, out, *_ in breath.breaths():
        later = breath.at(min(f + 4, FILM.frames - 1))
        assert later < breath.at(f) if out else later > breath.at(f)


def test_the_line_stands_clear(ogg):
    line = FILM.lines[0]
    around = checks.span(ogg, 60, 78)
    assert min(checks.clearance(checks.span(ogg, line.start, line.end), around).values()) > 10
    assert " ".join(phrase.text for phrase in guide.DELIVERY[line.start]) == line.text
    assert snd.level(checks.span(ogg, line.end, line.end + 6)) < snd.level(checks.span(ogg, line.start, line.end)) - 12


@pytest.mark.parametrize(
    ("start", "end", "low", "high"),
    [(0, 75, -50, -38), (190, 330, -50, -38), (380, 420, -60, -44), (980, 1040, -52, -36), (1900, 2100, -52, -38)],
)
def test_there_is_room_for_music(ogg, start, end, low, high):
    assert low < snd.loudness(checks.span(ogg, start, end)) < high


def test_it_ends_in_silence_and_does_not_click(ogg):
    assert np.abs(checks.span(ogg, 2158, 2160)).max() < 1e-3
    calm = np.concatenate([checks.span(ogg, 180, 340), checks.span(ogg, 1520, 1800), checks.span(ogg, 1850, 2160)])
    assert checks.clicks(calm)[0] < 0.08


def test_nothing_in_it_is_in_a_key(ogg):
    for start, end in ((190, 335), (1815, 2130)):
        assert checks.tonal_peak(checks.span(ogg, start, end)) < 10


def test_makers_are_the_same_every_time():
    for make in (foley.step(), foley.claw_step(0.5), foley.growl(0.5, 30, 50), foley.clang, foley.hurt, foley.planted):
        assert np.array_equal(make(np.random.default_rng(1)), make(np.random.default_rng(1)))


# ---------------------------------------------------------------- words


def test_committed_words_are_those_of_the_script():
    assert FILM.captions.read_text(encoding="utf-8") == webvtt(FILM, words.SOUNDS)
    assert FILM.description.read_text(encoding="utf-8") == describe(FILM, words.SUMMARY, words.PASSAGES)


def test_captions_come_with_their_sounds():
    heard = {effect.frame for effect in guide.EFFECTS}
    told = [round(cue.start * 24) for cue in checks.captions(FILM) if not cue.who]
    assert {343, 744, 961, 1409, 1805} <= set(told)
    silent = {394}  # a caption that says that nothing is heard
    for f in told:
        assert f in silent or min(abs(f - h) for h in heard) <= 1, f


def test_the_description_leaves_the_hit_to_picture_and_music():
    for f, text in words.PASSAGES:
        assert not f < 961 < f + 24 * len(text.split()) / 3, text
