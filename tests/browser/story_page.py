"""*Motif through the story* on a bare page, with the real widget behind it and no notebook between."""

from __future__ import annotations

from typing import Any

import widget_page

from filmscore.widgets.motif_story import MotifStory


def mount(context: Any, widget: MotifStory, *, dark: bool = False, origin: str = "http://story.test/") -> Any:
    """A page with the widget on it; `page.errors` gathers what goes wrong in it."""
    return widget_page.mount(context, widget, ".fsp-st", dark=dark, origin=origin)
