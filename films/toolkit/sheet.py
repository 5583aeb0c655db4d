"""Contact sheets: frames side by side with their numbers, to judge a film at a glance."""

from pathlib import Path

import numpy as np
import skia

from .canvas import BAR, H, W


def as_image(picture: np.ndarray) -> skia.Image:
    """A frame, uint8 (h, w, 3), as skia holds it."""
    rgba = np.dstack([picture, np.full(picture.shape[:2], 255, np.uint8)])
    return skia.Image.fromarray(np.ascontiguousarray(rgba), colorType=skia.kRGBA_8888_ColorType)


def save_png(picture: np.ndarray, path: Path) -> None:
    """Write one frame, bars and all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    as_image(picture).save(str(path), skia.kPNG)


def save_jpeg(picture: np.ndarray, path: Path, quality: int = 82) -> None:
    """Write one frame, bars and all, small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    as_image(picture).save(str(path), skia.kJPEG, quality)


def contact_sheet(frames: list[tuple[str, np.ndarray]], path: Path, columns: int = 4, scale: float = 0.5) -> None:
    """Write labelled frames, uint8 (H, W, 3), to a PNG or JPEG; the black bars are left off."""
    inner = H - 2 * BAR
    w, h, foot, gap = round(W * scale), round(inner * scale), 18, 6
    rows = -(-len(frames) // columns)
    surface = skia.Surface(columns * (w + gap) + gap, rows * (h + foot + gap) + gap)
    canvas = surface.getCanvas()
    canvas.clear(0xFF15171A)
    font, ink = skia.Font(skia.Typeface(""), 12), skia.Paint(AntiAlias=True, Color=0xFFB8BDC4)
    for n, (label, picture) in enumerate(frames):
        x, y = gap + n % columns * (w + gap), gap + n // columns * (h + foot + gap)
        image = as_image(picture[BAR : H - BAR])
        sampling = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
        canvas.drawImageRect(image, skia.Rect.MakeXYWH(x, y, w, h), sampling)
        canvas.drawString(label, x + 2, y + h + 13, font, ink)
    path.parent.mkdir(parents=True, exist_ok=True)
    kind = skia.kJPEG if path.suffix == ".jpg" else skia.kPNG
    surface.makeImageSnapshot().save(str(path), kind, 88)
