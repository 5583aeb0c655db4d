"""The small player: anything that sounds, with its notes on a roll, at once."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import threading
from typing import Any

import anywidget
import numpy as np
import traitlets

from ..errors import FilmScoreError, shown
from . import bundle, rerun, roll_page
from .answering import Answering, Part, sampled_notes
from .roll import Roll, Strip
from .roll_page import MOST, NARROW, WIDE, can_be_engraved
from .roll_read import encoded, read
from .roll_told import told

_log = logging.getLogger(__name__)

#: music of so few notes comes with its page, before anybody asks
_SMALL = 64


def play(
    x: Any, *, bpm: float | None = None, played_by: str | None = None, loop: bool = False, view: str = "roll"
) -> NotePlayer:
    """A small player for anything that sounds.

    Notes appear on a piano roll or as an engraved score, and are played in the page itself, from a bank of sampled
    notes: they can be transposed, slowed down, looped, given to another instrument, and tried out on a row of keys
    (A S D F …). A recording appears as a strip.

    Parameters
    ----------
    x : Motif, str, list, Stems, array, path, or something of music21; or what `Motif.harmonise` and `.against` make
        Notes as a motif or a string, ``"D4 A4:1/2 F#4"``, are a tune; a list of pitches, ``["C4", "E4", "G4"]`` or MIDI
        numbers, is a chord, and a list of such lists one chord after another, two beats each. A `Chord`, a list of
        them, a `Scale` (up and down) and the `Voicing` of `fs.lead` play as they are. Of music21: a note, a chord, a
        scale with a tonic (up and down), a part or a score, which is performed first, so that dynamics, articulation
        and tempo marks are heard. Stems and arrays (full scale 1.0, 48 kHz) and the path of a sound file
        are played as they are. An instrument of `fs.instrument` plays its compass, register by register; what
        `fs.balance` weighed, and what `fs.orchestrate`, `fs.scored` and `fs.distribute` make, is played by its players.
    bpm : float, optional
        Quarter notes a minute, 20 to 400; the score's own if it has one, else 96. A recording takes none.
    played_by : str, optional
        Who plays first: ``"piano"``, ``"harp"``, ``"trombone"``, ``"strings"`` … or any other instrument with a pitch
        of `fs.instruments` and `fs.palette`; some are made when they are first asked for. If left out, a motif that
        was given to somebody is played by them, an orchestration by its own players, a score by the nearest of the
        player's menu, and all else by a piano.
    loop : bool
        Whether it begins again at its end.
    view : {'roll', 'score'}
        What is seen first: the piano roll, or the engraved page. Buttons change it.

    Returns
    -------
    NotePlayer

    Raises
    ------
    FilmScoreError
        It does not sound, is too long for a small player, or nobody of that name plays here.

    Examples
    --------
    >>> play("D4 A4 D5:2", bpm=60, played_by="horn")
    Player: D4 A4 D5, played by the horn at 60 BPM. 3 notes from D4 to D5, 4 beats, 4.0 s.
    Beat 1: D4 for 1 beat. Beat 2: A4 for 1 beat. Beat 3: D5 for 2 beats.
    >>> play(["C4", "E4", "G4"]).seconds
    1.25
    """
    if not isinstance(loop, bool):
        raise FilmScoreError(f"loop is True or False, not {shown(loop)}.")
    if played_by is not None:
        from ..sound.note_bank import instrument

        played_by = instrument(played_by).id
    if view not in ("roll", "score"):
        raise FilmScoreError(f"view is 'roll' or 'score', not {shown(view)}.")
    made = read(x, bpm, played_by)
    if isinstance(made, Strip) and played_by is not None:
        raise FilmScoreError("A recording has its players already: leave played_by out.")
    if view == "score" and (isinstance(made, Strip) or not can_be_engraved(made)):
        raise FilmScoreError("There is no score of this to be seen: leave view out.")
    return NotePlayer(made, loop, view)


class NotePlayer(Answering, anywidget.AnyWidget):
    """Notes or a recording, to be played in the page. Made by `play`.

    The page asks for sounds and plays them by itself; what it has been given once sounds on while the kernel is busy
    or gone.

    Attributes
    ----------
    music : Roll or Strip
        What is played.
    seconds : float
        How long it lasts at its own tempo.
    """

    _esm = bundle.script("note_player.js")
    _css = bundle.style("box.css", "note_player.css")

    plan = traitlets.Dict().tag(sync=True)

    def __init__(self, music: Roll | Strip, loop: bool, view: str = "roll") -> None:
        self.music = music
        self._pages: dict[str, bytes] = {}
        self._sound: tuple[str, bytes] | None = None
        self._making = threading.Lock()
        super().__init__(plan=_plan(music, loop, view))
        self.on_msg(self._heard)
        rerun.replace(self)

    @property
    def seconds(self) -> float:
        """How long it lasts at its own tempo."""
        return self.music.seconds

    @property
    def alt(self) -> str:
        """What is played, in words: who plays, how long, and which notes."""
        return told(self.music)

    # ---- in the notebook

    def _still(self) -> tuple[bytes, int]:
        """What a saved notebook shows, and how wide: the page where that was asked for, else the roll."""
        if self.plan.get("view") == "score":
            page = roll_page.still(self.music)  # type: ignore[arg-type]
            return page.png, page.width
        from .page import WIDTH
        from .roll_still import still

        return still(self.music), WIDTH

    def give(self) -> threading.Thread:
        """Make what the player needs first, in the background, and send it."""
        return self._give((name, what) for name, what in self.plan["first"])

    def _heard(self, _: Any, content: Any, buffers: Any) -> None:
        if isinstance(content, dict) and content.get("type") == "send" and not buffers:
            self._asked(content)
        else:
            self._note(f"ignored {shown(content, 80)}: no message a small player knows")

    def _part(self, what: str) -> Part:
        if what == "sound":
            if not isinstance(self.music, Strip):
                raise FilmScoreError("This player has notes and no recording.")
            with self._making:
                if self._sound is None:
                    self._sound = encoded(self.music)
            mime, data = self._sound
            return {"name": "sound", "family": "", "mime": mime}, data
        if what.startswith("score/"):
            return {"name": "score", "family": "", "mime": "application/json"}, self._page(what)
        return sampled_notes(what)

    def _page(self, what: str) -> bytes:
        """An engraved page, as ``score/736/-2`` asks for it: for that width, two semitones lower."""
        asked = re.fullmatch(rf"score/({WIDE}|{NARROW})/(-?\d{{1,2}})", what)
        if asked is None or abs(int(asked[2])) > MOST or isinstance(self.music, Strip):
            raise FilmScoreError(f"There is no page {shown(what)} of this.")
        with self._making:
            if what not in self._pages:
                made = roll_page.page(self.music, int(asked[1]), int(asked[2]))
                self._pages[what] = json.dumps(made, separators=(",", ":"), ensure_ascii=False).encode()
        return self._pages[what]


def _plan(music: Roll | Strip, loop: bool, view: str = "roll") -> dict[str, Any]:
    """What the page has to know, and under which names it shares what is sent."""
    if isinstance(music, Strip):
        samples, rate = music.sound
        key = f"sound/{hashlib.sha256(np.ascontiguousarray(samples).data).hexdigest()[:24]}/{rate}"
        return {
            "kind": "sound", "title": music.title, "facts": music.facts, "seconds": music.seconds, "loop": loop,
            "peaks": [list(pair) for pair in music.peaks], "key": key, "first": [[key, "sound"]],
        }  # fmt: skip
    from ..sound.note_bank import VELOCITY, bank_key, menu

    bank = bank_key()
    wanted = list(dict.fromkeys(part.instrument for part in music.parts))
    first = [[f"notes/{bank}/{name}", name] for name in wanted]
    score = ""
    if can_be_engraved(music):
        score = f"score/{roll_page.key_of(music)}"
        if view == "score" or len(music.notes) <= _SMALL:
            first += [[f"{score}/{wide}/0", f"score/{wide}/0"] for wide in (WIDE, NARROW)]
    return {
        "kind": "notes", "title": music.title, "loop": loop, "beats": music.beats, "bpm": music.bpm,
        "notes": [[n.beat, n.beats, n.pitch, n.velocity, n.until, n.part, n.name] for n in music.notes],
        "parts": [{"name": p.name, "instrument": p.instrument, "family": p.family, "pan": p.pan} for p in music.parts],
        "bars": list(music.bars), "firstBar": music.first_bar, "gap": music.gap, "remarks": list(music.remarks),
        "bank": bank, "velocity": VELOCITY,
        "menu": [{"id": i.id, "name": i.name, "family": i.family, "low": i.low, "high": i.high}
                 for i in menu(*wanted)],
        "first": first, "score": score, "view": view, "widths": [WIDE, NARROW],
    }  # fmt: skip
