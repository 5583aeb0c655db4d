"""Who plays a part of a music21 score."""

from __future__ import annotations

from typing import Any


def player_of(part: Any) -> Any:
    """What music21 knows of who plays a part, wherever in its first bar that stands; None if nothing.

    A MusicXML file says how a part is called, and apart from that how it transposes. Where the two disagree, as for a
    trumpet in C or a clarinet in E flat, music21 puts two instruments of one name in the same place: the first goes by
    the name and is in B flat, the second is what the file says.
    """
    first = part.getInstrument(returnDefault=False) or next(iter(part.recurse().getElementsByClass("Instrument")), None)
    if first is None or first.activeSite is None:
        return first
    site = first.activeSite
    place = site.elementOffset(first)
    twins = [
        one
        for one in site.getElementsByClass("Instrument")
        if site.elementOffset(one) == place and one.instrumentName == first.instrumentName
    ]
    return twins[-1] if twins else first
