"""The film workshop: drawing is repeatable, a shot's cache follows its source, and errors say the way out."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("skia", reason='films are drawn with skia: pip install "filmscore[films]"')
pytest.importorskip("av", reason='films are encoded with PyAV: pip install "filmscore[films]"')

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from films import build  # noqa: E402
from films.toolkit import camera, canvas, encode, grade, lens, mesh, render, sky, terrain  # noqa: E402
from filmscore.errors import FilmScoreError  # noqa: E402


def test_the_same_frame_is_drawn_twice_alike():
    from films.first_bloom import shot_07

    first, second = render.picture(shot_07, 1060), render.picture(shot_07, 1060)
    assert first.shape == (canvas.H, canvas.W, 3) and first.dtype == np.uint8
    assert np.array_equal(first, second)
    assert not first[: canvas.BAR].any() and not first[-canvas.BAR :].any()


def test_the_bud_gives_no_light_before_its_frame():
    from films.first_bloom import shot_07

    assert shot_07.glow(1055) == 0 and not shot_07.opening(1055).any()
    assert shot_07.glow(1056) > 0 and shot_07.opening(1056)[0] > 0


def test_the_other_domes_light_one_by_one_from_1704():
    from films.first_bloom import shot_11

    alight = [int((shot_11.lights(f)[1:] > 0).sum()) for f in range(1684, 1872)]
    assert alight[1703 - 1684] == 0 and alight[1704 - 1684] == 1
    assert all(0 <= b - a <= 1 for a, b in pairwise(alight))
    assert shot_11.fade(1871) == 1 and 0 < shot_11.fade(1890) < 1 and shot_11.fade(1919) == 0


def test_grade_is_repeatable_and_leaves_black_black():
    light = np.zeros((canvas.H, canvas.W, 3), np.float32)
    assert not grade.grade(light, seed=3).any()
    light[200:240, 300:400] = 0.5
    assert np.array_equal(grade.grade(light, seed=3), grade.grade(light, seed=3))
    assert grade.grade(light, seed=3)[220, 350, 0] > 100


def test_a_soft_edge_of_a_layer_is_no_brighter_than_its_colour():
    import skia

    paint = skia.Paint(AntiAlias=True, Color=0x80FFFFFF)
    sheet = canvas.layer(lambda c: c.drawCircle(100.3, 100.7, 20, paint), 200, 200)
    assert (sheet[..., :3] <= sheet[..., 3:] + 1e-5).all()  # premultiplied
    assert np.isclose(sheet[100, 100, 3], 128 / 255, atol=0.01)


def test_camera_projects_what_its_rays_see():
    view = camera.Camera((1, -5, 2), (0, 3, 1), 50)
    point = np.array(view.eye) + 7 * view.rays()[130, 600]
    assert np.allclose(view.project(point)[:2], (600.5, 130.5), atol=1e-6)
    assert np.allclose(view.project(np.array(view.target, float))[:2], (canvas.W / 2, canvas.H / 2))


def test_moves_pass_through_their_keys():
    keys = [(0, (0, 1)), (10, (5, 2)), (30, (6, -4))]
    for at, value in keys:
        assert np.allclose(camera.along(at, keys), value)
    assert camera.ease(-1) == 0 and camera.ease(2) == 1 and camera.ease(0.5) == 0.5


def test_ground_is_met_where_geometry_says():
    ground = terrain.Ground(np.full((64, 64), 2.0), 1.0, (-32.0, -32.0))
    seen = ground.view(camera.Camera((0, -10, 7), (0, 0, 2), 40), ss=(1, 1), near=0.5, far=60)
    assert np.isclose(ground.at(3.3, -4.7), 2.0)
    depth = seen.depth()[canvas.H // 2, canvas.W // 2]
    assert np.isclose(depth, np.hypot(10, 5), rtol=0.01)


def test_a_hill_throws_its_shadow_away_from_the_light():
    height = np.zeros((64, 64), np.float32)
    height[:, 30:34] = 4
    lit = terrain.shade(height, 1.0, (-1.0, 0.0, 0.4))
    assert lit[32, 38] == 0 and lit[32, 20] > 0.3


def test_motes_and_stamps_keep_their_light():
    light = np.zeros((canvas.H, canvas.W, 3), np.float32)
    for radius in (0.8, 3.0, 9.5):
        light[:] = 0
        lens.stamp(light, 200.4, 150.8, radius, np.array([1.0, 2.0, 3.0]))
        assert np.allclose(light.sum((0, 1)), (1, 2, 3), rtol=1e-4)


def test_stars_stand_still_for_a_still_camera():
    view = camera.Camera((0, 0, 0), (0, 1, 0.2), 40)
    assert np.array_equal(sky.stars(view), sky.stars(view)) and sky.stars(view).max() > 0.3


def test_a_nearer_surface_covers_a_farther_one():
    view = camera.Camera((0, -10, 0), (0, 0, 0), 40)
    across, up = np.meshgrid(np.linspace(-1, 1, 9), np.linspace(-1, 1, 9))
    sheet = mesh.Sheet()
    for y, tone in ((2.0, 0.2), (0.0, 0.9)):
        grid = np.stack([across, np.full_like(across, y), up], 2)
        sheet.surface(view, grid, np.full((9, 9, 3), tone), np.ones((9, 9)))
    middle = sheet.reduce()[canvas.H // 2, canvas.W // 2]
    assert np.allclose(middle, (0.9, 0.9, 0.9, 1), atol=1e-5)


@pytest.fixture
def small_film(tmp_path, monkeypatch):
    folder = tmp_path / "films" / "tiny"
    folder.mkdir(parents=True)
    (tmp_path / "films" / "toolkit").mkdir()
    for name in ("canvas", "grade"):
        (tmp_path / "films" / "toolkit" / f"{name}.py").write_text("A = 1\n")
    (folder / "__init__.py").write_text("SHOTS = {1: (0, 2)}\n")
    (folder / "props.py").write_text("RED = 1\n")
    (folder / "other.py").write_text("BLUE = 1\n")
    (folder / "shot_01.py").write_text("def frame(f):\n    from .props import RED\n    return RED\n")
    monkeypatch.setattr(render, "ROOT", tmp_path)
    return folder


@pytest.mark.parametrize("changed", ["shot_01.py", "props.py", "../toolkit/grade.py"])
def test_cache_key_follows_every_source_a_shot_uses(small_film, changed):
    before = render.cache_key("films.tiny.shot_01")
    assert before == render.cache_key("films.tiny.shot_01")
    path = small_film / changed
    path.write_text(path.read_text() + "CHANGED = True\n")
    assert render.cache_key("films.tiny.shot_01") != before


def test_cache_key_ignores_what_a_shot_does_not_use(small_film):
    before = render.cache_key("films.tiny.shot_01")
    (small_film / "props.py").write_text("# only a remark\nRED  =  1\n")
    (small_film / "other.py").write_text("BLUE = 2\n")
    assert render.cache_key("films.tiny.shot_01") == before


def test_frames_are_kept_without_loss(tmp_path):
    frames = [np.random.default_rng(n).integers(0, 256, (canvas.H, canvas.W, 3), dtype=np.uint8) for n in range(2)]
    assert encode.write_lossless(iter(frames), tmp_path / "kept.mkv") == 2
    assert all(np.array_equal(a, b) for a, b in zip(frames, encode.read_lossless(tmp_path / "kept.mkv"), strict=True))


def test_mp4_has_key_frames_at_cuts_and_the_right_tags(tmp_path):
    import av

    frames = [np.full((canvas.H, canvas.W, 3), 20 + n, np.uint8) for n in range(40)]
    encode.encode_mp4(frames, tmp_path / "a.mp4", cuts=(0, 31))
    encode.encode_mp4(frames, tmp_path / "b.mp4", cuts=(0, 31))
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()
    with av.open(str(tmp_path / "a.mp4")) as box:
        assert not box.streams.audio
        stream = box.streams.video[0]
        assert (stream.codec_context.pix_fmt, stream.average_rate) == ("yuv420p", 24)
        keys = [k for k, frame in enumerate(box.decode(video=0)) if frame.key_frame]
        assert {0, 31} <= set(keys)
        assert max(b - a for a, b in zip(keys, [*keys[1:], 40], strict=True)) <= canvas.FPS


def test_unknown_film_says_which_there_are(capsys):
    with pytest.raises(FilmScoreError, match=r"last_bloom.*first_bloom"):
        render.find_film("last_bloom")
    assert build.main(["last_bloom"]) == 2
    assert "first_bloom" in capsys.readouterr().err


def test_shot_that_is_not_in_the_film_is_refused():
    assert build.main(["first_bloom", "--shots", "99"]) == 2


def test_without_skia_the_way_out_is_named():
    code = (
        "import sys, importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'skia' else find(name, *a)\n"
        "from films.build import main; sys.exit(main(['first_bloom', '--stills']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2 and 'pip install "filmscore[films]"' in done.stderr
