"""The palette: which sound plays an instrument, where it sits on the stage, and how it has to be handled.

Names are those of the score (`"Violin I"`, `"Horn in F 2"`), matched from the most particular to the most
general, so a part the palette has never heard of still finds its family, and at worst its General MIDI program.
Sections of the strings live in banks 20 to 50 of MuseScore General; a font without them plays bank 0 instead.

`lead` is the head start a sound needs. A bowed section or a choir speaks slowly: measured with single notes,
it reaches half of its level 60 to 200 ms after the key. Struck on the beat it is heard late, so it begins before it.
The figures stay a little under the measured ones: too early is noticed sooner than too late.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ..errors import FilmScoreError

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
    """

    bank: int
    program: int
    lead: float = 0.0
    gain_db: float = 0.0


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

    def __post_init__(self) -> None:
        if self.kind not in (SUSTAINED, STRUCK):
            raise FilmScoreError(f"A voice is {SUSTAINED!r} or {STRUCK!r}, not {self.kind!r}.")


def _section(bank: int, pan: float, gain_db: float = 0.0, *, lead: float = 90.0) -> Voice:
    """A string section: the slow attack for legato, the fast one when it is asked for by name."""
    return Voice(
        "strings",
        Sound(bank, 49, lead),
        pan=pan,
        gain_db=gain_db,
        send_db=-9.0,
        legato=70.0,
        roll=12.0,
        techniques={
            "pizzicato": Sound(bank, 45, 5.0, 4.0),
            "tremolo": Sound(bank, 44, 40.0, 1.0),
            "detached": Sound(bank, 48, 40.0),
        },
    )


def _wind(program: int, pan: float, gain_db: float = 0.0, *, lead: float = 20.0, stem: str = "woodwinds") -> Voice:
    return Voice(stem, Sound(0, program, lead), pan=pan, gain_db=gain_db, send_db=-10.0, legato=25.0, roll=11.0)


def _singers(pan: float, gain_db: float = 0.0) -> Voice:
    """A voice of the choir: the open vowel, rounded a little by the closed one."""
    return Voice(
        "choir",
        Sound(0, 52, 70.0),
        pan=pan,
        gain_db=gain_db,
        send_db=-6.0,
        legato=90.0,
        layers=(Sound(0, 53, 70.0, -8.0),),
        techniques={"closed": Sound(0, 53, 70.0)},
    )


def _struck(stem: str, sound: Sound, pan: float, ring: float, gain_db: float = 0.0, **more: object) -> Voice:
    return Voice(stem, sound, STRUCK, pan=pan, ring=ring, gain_db=gain_db, **more)  # type: ignore[arg-type]


#: patterns over the name of a part, from the particular to the general, and the voice each one gets
PALETTE: tuple[tuple[str, Voice], ...] = (
    (r"solo (violin)", replace(_wind(40, -0.25, stem="soloist"), legato=45.0)),
    (r"solo (viola)", replace(_wind(41, 0.1, stem="soloist"), legato=45.0)),
    (r"solo (cello|violoncello)", replace(_wind(42, 0.12, lead=35.0, stem="soloist"), legato=50.0, send_db=-11.0)),
    (r"violins? (ii|2)\b", _section(25, -0.3, 2.0)),
    (r"violin", _section(20, -0.55, 2.0)),
    (r"viola", _section(30, 0.15, 2.0)),
    (r"double ?bass|contrabass(?!oon)|string bass", _section(50, 0.6, 2.0, lead=70.0)),
    (r"cello", _section(40, 0.4, 1.0)),
    (r"string", _section(0, 0.0)),
    (r"piccolo", _wind(72, -0.15)),
    (r"flute", _wind(73, -0.12, -3.0)),
    (r"oboe", _wind(68, 0.06)),
    (r"english horn|cor anglais", _wind(69, 0.08)),
    (r"bass clarinet", _wind(71, 0.05, 3.0, lead=30.0)),
    (r"clarinet", _wind(71, 0.12)),
    (r"bassoon|contrafagotto", _wind(70, 0.2)),
    (r"\bhorns?\b", replace(_wind(60, -0.3, lead=30.0, stem="brass"), send_db=-7.0, legato=40.0)),
    (r"trumpet", _wind(56, 0.25, stem="brass")),
    (r"trombone", _wind(57, 0.4, stem="brass")),
    (r"tuba", _wind(58, 0.5, stem="brass")),
    (r"timpani", _struck("percussion", Sound(0, 47), 0.18, 3.0, -5.0, send_db=-8.0, roll=13.0)),
    (r"bass drum", _struck("percussion", Sound(8, 116), -0.1, 3.0, 2.0, send_db=-7.0, key=36, roll=11.0)),
    (r"glockenspiel", _struck("percussion", Sound(0, 9), 0.3, 4.0, 6.0, send_db=-8.0, roll=11.0)),
    (r"vibraphone", _struck("percussion", Sound(0, 11), 0.3, 4.0, roll=9.0)),
    (r"marimba", _struck("percussion", Sound(0, 12), 0.3, 1.0, roll=11.0)),
    (r"celesta", _struck("keys", Sound(0, 8), -0.35, 3.0, 6.0, send_db=-8.0)),
    (r"harp(?!sichord)", _struck("keys", Sound(0, 46), -0.45, 4.0, 4.0, send_db=-6.0, roll=10.0)),
    (r"piano", _struck("keys", Sound(0, 0), 0.0, 0.0, 10.0, send_db=-13.0)),
    (r"soprano(?! sax)|treble", _singers(-0.35, 1.0)),
    (r"\balto\b(?! sax)|mezzo", _singers(-0.12, 1.0)),
    (r"tenor(?! sax)", _singers(0.12, 1.0)),
    (r"^bass$|baritone(?! sax)|^basses$", _singers(0.35, 1.0)),
    (r"choir|voice|chorus", _singers(0.0, 1.0)),
)

#: General MIDI families, for instruments the patterns do not know
_FAMILIES = (
    "keys",
    "percussion",
    "keys",
    "strings",
    "strings",
    "strings",
    "choir",
    "brass",
    "woodwinds",
    "woodwinds",
    "synths",
    "synths",
    "synths",
    "strings",
    "percussion",
    "synths",
)
#: programs outside those families that belong elsewhere, and all that are plucked or struck
_ELSEWHERE = {46: "keys", 47: "percussion"}
_STRUCK_PROGRAMS = frozenset([*range(16), *range(24, 40), 45, 46, 47, *range(104, 109), *range(112, 120)])


def voice_for(
    names: str | Iterable[str], program: int | None = None, palette: Iterable[tuple[str, Voice]] = PALETTE
) -> Voice:
    """The voice of a part.

    Parameters
    ----------
    names : str or iterable of str
        The names a part goes by, the most particular first (`"Solo cello"`, then `"Violoncello"`).
    program : int, optional
        General MIDI program, for a name that is not known.
    palette : iterable of (pattern, Voice)
        Patterns are regular expressions over lower-case names; the first that fits wins.

    Raises
    ------
    FilmScoreError
        If nothing fits and there is no program to fall back on.

    Examples
    --------
    >>> voice_for("Horn in F 2").stem, voice_for("English Horn").stem, voice_for("Bass").stem
    ('brass', 'woodwinds', 'choir')
    >>> voice_for("Kantele", program=46).kind
    'struck'
    """
    wanted = [names] if isinstance(names, str) else list(names)
    entries = tuple(palette)
    for name in wanted:
        for pattern, voice in entries:
            if re.search(pattern, name.casefold().strip()):
                return voice
    if program is None:
        raise FilmScoreError(
            f"No sound is known for {' / '.join(wanted) or 'a part without a name'}: name the part after its "
            "instrument, or give its instrument a midiProgram."
        )
    program = min(max(int(program), 0), 127)
    stem = _ELSEWHERE.get(program, _FAMILIES[program // 8])
    kind = STRUCK if program in _STRUCK_PROGRAMS else SUSTAINED
    return Voice(stem, Sound(0, program), kind, ring=1.0 if kind == STRUCK else 0.0)
