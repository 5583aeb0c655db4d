"""Animation on twos: a drawing stands for two frames (or more, where all is still), the way drawn film moves."""

from collections.abc import Callable
from functools import wraps

from films.toolkit.canvas import Light


def on_twos(*anchors: int, step: Callable[[int], int] | int = 2) -> Callable:
    """Decorate `frame(f)`: a new drawing on every anchor and on each `step`-th frame after it.

    Anchors are the frames on which something happens: what was drawn before one never stands beyond it. `step` may
    depend on the frame.
    """
    marks = sorted(anchors or (0,))

    def decorate(draw: Callable[[int], Light]) -> Callable[[int], Light]:
        last: dict[int, Light] = {}

        @wraps(draw)
        def frame(f: int) -> Light:
            n = step(f) if callable(step) else step
            mark = max((a for a in marks if a <= f), default=marks[0])
            key = f - (f - mark) % n
            if key not in last:
                last.clear()
                last[key] = draw(key)
            return last[key].copy()

        return frame

    return decorate
