"""The colours of the course: readable on both grounds, told apart without colour vision, named in one place only."""

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

import filmscore
from filmscore import look
from filmscore.errors import FilmScoreError

SOURCE = Path(filmscore.__file__).parent
TIMELINE = {"hit": look.HIT, "cue": look.CUE, "dialogue": look.DIALOGUE, "silence": look.SILENCE}

# Machado, Oliveira & Fernandes 2009, severity 1.0: what is left for the three types, in linear light
DEFICIENCIES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


@pytest.mark.parametrize(("name", "colour"), [*look.FAMILY.items(), *TIMELINE.items()])
def test_marks_stand_out_from_light_and_dark_ground(name, colour):
    assert look.contrast(colour, look.LIGHT["ground"]) >= 3, name
    assert look.contrast(colour, look.DARK["ground"]) >= 3, name


@pytest.mark.parametrize("theme", [look.LIGHT, look.DARK])
def test_text_is_readable_on_ground_panel_and_every_tint(theme):
    grounds = [theme["ground"], theme["panel"]]
    grounds += [look.tint(colour, theme["ground"], 0.18) for colour in TIMELINE.values()]
    for ground in grounds:
        assert look.contrast(theme["ink"], ground) >= 4.5
        assert look.contrast(theme["quiet"], ground) >= 4.5


def test_signs_on_filled_controls_and_captions_are_readable():
    assert look.contrast(look.ON_ACCENT, look.CUE) >= 4.5
    assert look.contrast(look.CAPTION, look.PICTURE_GROUND) >= 4.5


def _seen(colour, matrix):
    """CIELAB of a colour as somebody with a colour-vision deficiency sees it."""
    linear = np.array(
        [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in np.array(look.rgb(colour)) / 255]
    )
    linear = np.clip(np.asarray(matrix) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(xyz / [0.9505, 1.0, 1.089])
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("kind", DEFICIENCIES)
def test_kinds_of_the_timeline_are_told_apart_by_every_eye(kind):
    for (one, first), (other, second) in combinations(TIMELINE.items(), 2):
        distance = np.linalg.norm(_seen(first, DEFICIENCIES[kind]) - _seen(second, DEFICIENCIES[kind]))
        assert distance > 10, f"{one} and {other} look alike ({distance:.0f})"


def test_the_families_of_the_mixer_are_the_families_of_the_stems():
    from filmscore.sound.stems import FAMILIES

    assert set(look.FAMILY) == set(FAMILIES)


def test_an_unknown_family_is_refused_with_the_ones_there_are():
    assert look.family_colour("harp") == look.FAMILY["keys"]
    with pytest.raises(FilmScoreError, match=r"kazoos.*woodwinds"):
        look.family_colour("kazoos")


@pytest.mark.parametrize("colour", ["red", "#12345", "#GGGGGG"])
def test_what_is_no_colour_is_refused(colour):
    with pytest.raises(FilmScoreError, match=re.escape(repr(colour))):
        look.rgb(colour)


def test_every_token_reaches_the_widgets():
    css = look.css_variables()
    for colour in [*look.FAMILY.values(), *TIMELINE.values(), *look.VERDICT.values(), *look.STREAMER.values()]:
        assert f": {colour};" in css
    names = re.findall(r"--([\w-]+):", css)
    assert len(names) == len(set(names))
    assert all(name.startswith(look.PREFIX + "-") for name in names)


def test_nothing_else_names_a_colour():
    hexadecimal = re.compile(r"""["'\s:(]#[0-9A-Fa-f]{3,8}\b""")
    function = re.compile(r"\b(?:rgb|rgba|hsl|hsla|oklch)\(")
    files = [p for p in SOURCE.rglob("*") if p.suffix in {".css", ".js", ".py"} and p.name != "look.py"]
    assert len(files) > 15
    found = [
        f"{path.relative_to(SOURCE)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if hexadecimal.search(line) or (path.suffix != ".py" and function.search(line))
    ]
    assert not found


def test_every_family_of_stems_has_its_colour():
    from filmscore.sound.stems import FAMILIES

    assert set(look.FAMILY) == set(FAMILIES)
