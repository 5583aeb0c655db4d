"""Every colour of the course, in one place: for the player, the plots, the stills and the pages.

A learner should know at a glance what is picture, what is speech and what is music. So each meaning has
one colour wherever it appears, and each meaning is *also* told by something that is not colour: a shape,
a place, a label, a line style. Nothing else in the package names a colour.

Widgets get the tokens as CSS variables (`css_variables`); plots and stills use the constants.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .errors import FilmScoreError

#: Families of instruments.
FAMILY: Mapping[str, str] = MappingProxyType(
    {
        "woodwinds": "#1E8E6A",
        "brass": "#C8601A",
        "percussion": "#7A7F87",
        "keys": "#B4578F",
        "choir": "#8465CF",
        "soloist": "#A87B0A",
        "strings": "#2878B5",
        "synths": "#0E8C9C",
    }
)

HIT = "#D14D2A"  #: a hit point: diamond, filled if it must be met, hollow if it may
CUE = "#2F6FDE"  #: a cue: bar from in to out, its id at the left
DIALOGUE = "#3F8F3F"  #: a line: rounded bar with the speaker's name
SILENCE = "#8A8F98"  #: a chosen silence: hatched bar

#: How a comparison came out. Always beside the word and a drawn sign (tick, wave, cross).
VERDICT: Mapping[str, str] = MappingProxyType({"good": "#2E7D32", "near": "#B26A00", "off": "#C62828"})

#: Streamers as they run on the scoring stage: green into the downbeat, yellow into the warning, red at the end
#: of the cue; ordinary hits are white. They cross a moving picture, so they are lighter than the rest and edged
#: with ``STREAMER_EDGE``. Each kind has its own line and its own ends as well.
STREAMER: Mapping[str, str] = MappingProxyType(
    {"start": "#4BD667", "warning": "#FFD54A", "end": "#FF5A4F", "hit": "#FFFFFF"}
)
STREAMER_EDGE = "#000000"

PICTURE_GROUND = "#000000"  #: around the picture
CAPTION = "#FFFFFF"  #: words over the picture, on ``PICTURE_GROUND``
ON_ACCENT = "#FFFFFF"  #: signs on a filled control

#: Grounds and inks of Lab's two themes: what a still is drawn with, and what contrast is tested against.
LIGHT: Mapping[str, str] = MappingProxyType(
    {"ground": "#FFFFFF", "panel": "#F5F5F5", "line": "#D0D0D0", "ink": "#1F1F1F", "quiet": "#5A5A5A"}
)
DARK: Mapping[str, str] = MappingProxyType(
    {"ground": "#111111", "panel": "#212121", "line": "#424242", "ink": "#F0F0F0", "quiet": "#B5B5B5"}
)

GRID = 4  #: CSS pixels; every distance is a multiple of it
SMALLEST_TEXT = 11  #: CSS pixels
SMALLEST_CONTROL = 28  #: CSS pixels

PREFIX = "fsp"  #: of every class and variable of the widgets, so that they cannot touch the page


def family_colour(family: str) -> str:
    """Colour of an instrument family.

    Parameters
    ----------
    family : str
        A key of `FAMILY`; ``"harp"`` counts among the keys, as on a mixing desk.

    Returns
    -------
    str
        ``#RRGGBB``.

    Raises
    ------
    FilmScoreError
        The family is not one of the eight.

    Examples
    --------
    >>> family_colour("strings")
    '#2878B5'
    """
    name = "keys" if family == "harp" else family
    try:
        return FAMILY[name]
    except KeyError:
        raise FilmScoreError(f"no family {family!r}; the families are {', '.join(FAMILY)}") from None


def rgb(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0–255) of a ``#RRGGBB`` colour.

    Examples
    --------
    >>> rgb("#2878B5")
    (40, 120, 181)
    """
    value = colour.removeprefix("#")
    if len(value) != 6:
        raise FilmScoreError(f"{colour!r} is not a colour of the form #RRGGBB")
    try:
        return int(value[0:2], 16), int(value[2:4], 16), int(value[4:6], 16)
    except ValueError:
        raise FilmScoreError(f"{colour!r} is not a colour of the form #RRGGBB") from None


def tint(colour: str, ground: str, amount: float) -> str:
    """A colour laid thinly over a ground, as ``#RRGGBB``.

    Parameters
    ----------
    colour, ground : str
        ``#RRGGBB``.
    amount : float
        Share of `colour`, 0–1.

    Examples
    --------
    >>> tint("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    mixed = (round(a * amount + b * (1 - amount)) for a, b in zip(rgb(colour), rgb(ground), strict=True))
    return "#" + "".join(f"{value:02X}" for value in mixed)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio" and "relative luminance").

    Examples
    --------
    >>> round(contrast("#000000", "#FFFFFF"), 1)
    21.0
    """

    def luminance(colour: str) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb(colour))]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def css_variables() -> str:
    """The tokens as CSS custom properties on the root of every widget of the course.

    Returns
    -------
    str
        One rule. Each token comes as ``--fsp-<name>`` and, for fills behind the theme's own text,
        as ``--fsp-<name>-tint``, which lets either theme's ground through.

    Examples
    --------
    >>> "--fsp-hit: #D14D2A;" in css_variables()
    True
    """
    tokens = {
        **FAMILY,
        "hit": HIT,
        "cue": CUE,
        "dialogue": DIALOGUE,
        "silence": SILENCE,
        **VERDICT,
        **{f"streamer-{kind}": colour for kind, colour in STREAMER.items()},
        "streamer-edge": STREAMER_EDGE,
        "picture-ground": PICTURE_GROUND,
        "caption": CAPTION,
        "on-accent": ON_ACCENT,
    }
    lines = []
    for name, colour in tokens.items():
        lines.append(f"  --{PREFIX}-{name}: {colour};")
        if name in FAMILY or colour in (HIT, CUE, DIALOGUE, SILENCE):
            red, green, blue = rgb(colour)
            lines.append(f"  --{PREFIX}-{name}-tint: rgb({red} {green} {blue} / 0.18);")
    for name, fallback in (("ground", "layout-color1"), ("panel", "layout-color2"), ("line", "border-color1")):
        lines.append(f"  --{PREFIX}-{name}: var(--jp-{fallback}, {LIGHT[name]});")
    for name, fallback in (("ink", "ui-font-color0"), ("quiet", "ui-font-color1")):
        lines.append(f"  --{PREFIX}-{name}: var(--jp-{fallback}, {LIGHT[name]});")
    body = "\n".join(lines)
    return f".{PREFIX}-root {{\n{body}\n}}\n"
