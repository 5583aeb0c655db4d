"""What a palette is made of: sounds, and the voices that use them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..errors import FilmScoreError, shown

#: how a sound behaves once it is begun: bowed, blown and sung notes can swell; struck and plucked ones cannot
SUSTAINED, STRUCK = "sustained", "struck"


@dataclass(frozen=True)
class Sound:
    """One preset of a font and the handling that belongs to it.

    Parameters
    ----------
    bank, program : int
        As in `filmscore.sound.events.Track`.
    lead : float
        Milliseconds it begins before the beat, so that the beat is where it is heard.
    gain_db : float
        Added to the voice's gain: techniques of one player differ in level from preset to preset.
    patch : str
        What plays, or plays along, where the font's preset falls short (`filmscore.sound.layers`).
    flutter_hz, flutter_db : float
        Times a second its level dips while it sounds, and how far: the tongue or the throat of a player who flutters.
    """

    bank: int
    program: int
    lead: float = 0.0
    gain_db: float = 0.0
    patch: str = ""
    flutter_hz: float = 0.0
    flutter_db: float = 0.0


@dataclass(frozen=True)
class Voice:
    """What the performance has to know about one instrument.

    Parameters
    ----------
    stem : str
        The stem it is mixed into.
    sound : Sound
        Its ordinary sound.
    kind : {"sustained", "struck"}
        Whether a note can swell after it has begun.
    pan : float
        Place on the stage from left (-1) to right (1), seen from the hall.
    gain_db, send_db : float
        Level in the mix and what goes to the hall, in dB.
    ring : float
        Seconds a struck note is left to ring beyond its written end.
    key : int or None
        MIDI pitch that is always played (instruments without pitch).
    legato : float
        Milliseconds by which slurred notes overlap.
    techniques : mapping of str to Sound
        Other sounds of the same player: `"pizzicato"`, `"tremolo"`.
    layers : tuple of Sound
        Sounds that play along with the ordinary one.
    roll : float
        Strokes a second of a roll or an unmeasured tremolo where there is no sound for it; 0 if it cannot.
    glides : bool
        Of a struck note: whether its pitch can slide while it rings. One that cannot runs over its keys or strings.
    seat : str
        Where on the stage it sits, a name in `filmscore.sound.stage.PLANS`; empty for what is on no stage.
    early : float
        Milliseconds for which it is heard before the hall answers.
    players : int
        How many are heard in its sound: those of a section that was recorded as one, or 1 (`filmscore.sound.together`).
    """

    stem: str
    sound: Sound
    kind: str = SUSTAINED
    pan: float = 0.0
    gain_db: float = 0.0
    send_db: float = -12.0
    ring: float = 0.0
    key: int | None = None
    legato: float = 40.0
    techniques: Mapping[str, Sound] = field(default_factory=dict)
    layers: tuple[Sound, ...] = ()
    roll: float = 0.0
    glides: bool = False
    seat: str = ""
    early: float = 0.0
    players: int = 1

    def __post_init__(self) -> None:
        if self.kind not in (SUSTAINED, STRUCK):
            raise FilmScoreError(f"A voice is {SUSTAINED!r} or {STRUCK!r}, not {self.kind!r}.")
        if isinstance(self.players, bool) or not isinstance(self.players, int) or self.players < 1:
            raise FilmScoreError(f"A voice has a whole number of players, 1 or more, not {shown(self.players)}.")
