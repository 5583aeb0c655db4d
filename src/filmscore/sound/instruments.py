"""The instruments: what each is called in a score, what plays it, where it sits, and how far it reaches.

Ranges are sounding MIDI pitches that a good amateur plays with comfort; of players of the orchestra they are those of
`filmscore.music.orchestra`. Names are matched from the most particular to the most general.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..music.orchestra.catalogue import known
from ..music.orchestra.names import in_english
from ..music.orchestra.players import SIZES
from .handling import STRUCK, Sound, Voice
from .stage import place
from .trims import PLAYERS

#: the bank of a font in which every key is another drum
DRUMS = 128


@dataclass(frozen=True)
class Instrument:
    """One line of the palette.

    Attributes
    ----------
    name : str
        What it is called.
    pattern : str
        Regular expression over the lower-case name of a part.
    voice : Voice
        Who plays it.
    low, high : int
        Comfortable range, sounding; of something without pitch, the key it is played on.
    """

    name: str
    pattern: str
    voice: Voice
    low: int
    high: int


def _seated(seat: str, voice: Voice, more_db: float = 0.0) -> Voice:
    """A voice in its seat; `more_db` is what its own direction or a microphone of its own adds to the room."""
    seen = place(seat)
    return replace(voice, seat=seat, pan=seen.pan, early=seen.early, send_db=round(seen.send_db + more_db, 2))


def _section(bank: int, seat: str, gain_db: float = 0.0, *, players: str = "", lead: float = 90.0) -> Voice:
    """A string section: the slow attack for legato, the fast one when it is asked for by name."""
    full = SIZES["full"]
    voice = Voice(
        "strings",
        Sound(bank, 49, lead, patch="slow strings"),
        gain_db=gain_db,
        legato=70.0,
        roll=12.0,
        players=full[players][0] if players else sum(least for least, _ in full.values()),
        techniques={
            "pizzicato": Sound(bank, 45, 5.0, 4.0, "pizzicato"),
            "tremolo": Sound(bank, 44, 40.0, 1.0, "tremolo strings"),
            "detached": Sound(bank, 48, 40.0, patch="strings"),
            "harmonic": Sound(0, 49, 40.0, 2.0, "harmonics"),
            "col legno": Sound(0, 45, 0.0, -2.0, "col legno"),
            "muted": Sound(bank, 49, lead, 1.5, "strings con sordino"),
            "muted tremolo": Sound(bank, 44, 40.0, 1.5, "strings con sordino tremolo"),
            "sul ponticello": Sound(bank, 49, 50.0, patch="strings sul ponticello"),
            "sul ponticello tremolo": Sound(bank, 44, 40.0, patch="strings sul ponticello tremolo"),
            "sul tasto": Sound(bank, 49, lead, patch="strings sul tasto"),
            "sul tasto tremolo": Sound(bank, 44, 40.0, patch="strings sul tasto tremolo"),
        },
    )
    return _seated(seat, voice, 1.0)


def _solo(program: int, seat: str, patch: str, legato: float = 45.0, lead: float = 20.0) -> Voice:
    ways = {"sul ponticello": "sul ponticello", "sul tasto": "sul tasto", "muted": "con sordino"}
    techniques = {way: Sound(0, program, lead, patch=f"{patch} {name}") for way, name in ways.items()}
    techniques["pizzicato"] = Sound(0, 45, 5.0, 2.0, "pizzicato")
    techniques["harmonic"] = Sound(0, 49, 30.0, 0.0, "harmonics")
    techniques["col legno"] = Sound(0, 45, 0.0, -4.0, "col legno")
    voice = Voice("soloist", Sound(0, program, lead, patch=patch), legato=legato, roll=11.0, techniques=techniques)
    return _seated(seat, voice, 1.0)


def _wind(
    program: int, seat: str, gain_db: float = 0.0, *, lead: float = 20.0, stem: str = "woodwinds", patch: str = ""
) -> Voice:
    return _seated(seat, Voice(stem, Sound(0, program, lead, patch=patch), gain_db=gain_db, legato=25.0, roll=11.0), -1)


def _flutters(voice: Voice) -> Voice:
    """A player who can roll an *r* into the instrument: 25 strokes of the tongue a second."""
    sound = replace(voice.sound, flutter_hz=25.0, flutter_db=12.0)
    return replace(voice, techniques={**voice.techniques, "flutter": sound})


def _blown(program: int, seat: str, gain_db: float = 0.0, *, lead: float = 20.0, stem: str = "woodwinds") -> Voice:
    """A woodwind whose mouth is free to flutter."""
    return _flutters(_wind(program, seat, gain_db, lead=lead, stem=stem))


def _brass(
    program: int, seat: str, patch: str, more_db: float = -2.5, gain_db: float = 0.0, *, lead: float = 20.0,
    legato: float = 25.0, muted: Sound | None = None,
) -> Voice:  # fmt: skip
    """Bells that point at the audience are heard straight; a horn's points at the wall."""
    techniques = {} if muted is None else {"muted": muted}
    voice = Voice("brass", Sound(0, program, lead, patch=patch), gain_db=gain_db, legato=legato, roll=11.0,
                  techniques=techniques)  # fmt: skip
    return _flutters(_seated(seat, voice, more_db))


def _singers(seat: str, gain_db: float = 0.0, players: int = 12) -> Voice:
    """A voice of the choir: the open vowel, rounded a little by the closed one. Twelve to a voice are our choice."""
    voice = Voice(
        "choir",
        Sound(0, 52, 70.0, patch="choir ah"),
        gain_db=gain_db,
        legato=90.0,
        layers=(Sound(0, 53, 70.0, -8.0, "choir oo"),),
        techniques={"closed": Sound(0, 53, 70.0, patch="choir oo")},
        players=players,
    )
    return _seated(seat, voice)


def _struck(
    stem: str, sound: Sound, seat: str, ring: float, gain_db: float = 0.0, more_db: float = -1.0, *,
    key: int | None = None, roll: float = 0.0, glides: bool = False,
) -> Voice:  # fmt: skip
    voice = Voice(stem, sound, STRUCK, ring=ring, gain_db=gain_db, key=key, roll=roll, glides=glides)
    return _seated(seat, voice, more_db)


def _plucked(
    program: int, seat: str, ring: float, more_db: float = -1.0, *, patch: str = "", roll: float = 12.0
) -> Voice:
    """A guitar or one of its kin: a finger slides along its strings, and a plectrum trembles on them."""
    sound = Sound(0, program, patch=patch)
    return _struck("keys", sound, seat, ring, 0.0, more_db, roll=roll, glides=True)


def _kit(key: int, seat: str = "drums", ring: float = 1.0, gain_db: float = 0.0, kit: int = 48) -> Voice:
    """A drum or a cymbal that the font keeps as one key of a drum kit."""
    return _struck("percussion", Sound(DRUMS, kit), seat, ring, gain_db, key=key, roll=12.0)


def _synth(patch: str, program: int, *, struck: bool = False, ring: float = 0.0, gain_db: float = 0.0,
           send_db: float = -16.0, key: int | None = None, legato: float = 60.0) -> Voice:  # fmt: skip
    """What sits on no stage: in the middle, and nearly dry."""
    kind = {"kind": STRUCK} if struck else {}
    return Voice("synths", Sound(0, program, patch=patch), ring=ring, gain_db=gain_db, send_db=send_db, key=key,
                 legato=legato, **kind)  # type: ignore[arg-type] # fmt: skip


_MUTED_HORN = Sound(0, 60, 25.0, patch="muted horn")
_MUTED_TRUMPET = Sound(0, 59, 20.0, patch="muted trumpet")
_MUTED_TROMBONE = Sound(0, 57, 20.0, patch="muted trombone")
_SINGER = _seated("soloist", Voice("soloist", Sound(0, 54, 50.0, patch="solo voice"), legato=90.0,
    techniques={"closed": Sound(0, 53, 50.0, patch="solo voice oo")}), 2.0)  # fmt: skip


def _entry(name: str, pattern: str, voice: Voice, low: int | None = None, high: int | None = None) -> Instrument:
    """A line of the palette; whom the orchestra knows reaches as far as it says there."""
    if low is None or high is None:
        player = known(name) or known(name.removesuffix("es"))  # "Basses" alone could be double basses
        assert player is not None, f"nobody says how far {name} reaches"
        low, high = player.span()
    trimmed = replace(voice, gain_db=voice.gain_db + PLAYERS.get(name, 0.0))
    return Instrument(name, pattern, trimmed, low, high)


#: every instrument, the particular before the general: the first pattern that fits a name wins
INSTRUMENTS: tuple[Instrument, ...] = tuple(
    _entry(*row)
    for row in (
        # sounds no orchestra has
        ("Glass pad", r"glass", _synth("glass pad", 92)),
        ("Warm pad", r"\bpads?\b|synth strings", _synth("warm pad", 89)),
        ("Arp", r"\barp(eggio|eggiator)?s?\b|sequence", _synth("arp", 81, struck=True, ring=0.2)),
        ("Sub bass", r"sub ?bass", _synth("sub bass", 39)),
        ("FM bass", r"\bfm bass", _synth("fm bass", 39)),
        ("Synth bass", r"(synth|saw|analog\w*) bass", _synth("saw bass", 38)),
        ("Pulse", r"\bpulses?\b", _synth("pulse", 80, struck=True, ring=0.1)),
        ("Braam", r"\bbraa+ms?\b", _synth("braam", 61, send_db=-8.0)),
        ("Impact", r"\bimpacts?\b|\bboom\b|\bhits?\b", _synth("impact", 116, struck=True, ring=4.0, send_db=-8.0), 24,
         48),
        ("Sub drop", r"sub ?drop|downer", _synth("sub drop", 116, struck=True, ring=4.0), 24, 40),
        ("Riser", r"\brisers?\b|uplifter", _synth("riser", 119, send_db=-10.0), 48, 72),
        ("Whoosh", r"who+sh|swoosh", _synth("whoosh", 119, send_db=-10.0), 55, 79),
        ("Wind", r"\bwind( machine)?$|\bwind noise", _synth("wind", 122, send_db=-12.0), 60, 84),
        ("Theremin", r"theremin|ondes", _seated("soloist", _synth("theremin", 79, legato=120.0), 1.0)),
        # soloists
        ("Solo violin", r"solo violin|violino?\W+solo", _solo(40, "soloist left", "solo violin")),
        ("Solo viola", r"solo viola|viola\W+solo", _solo(41, "soloist right", "solo viola")),
        ("Solo cello", r"solo (cello|violoncello)|cello\W+solo", _solo(42, "soloist right", "solo cello", 50.0, 35.0)),
        ("Solo bass", r"solo (double ?|contra)?bass|(double ?|contra|string )bass\W+solo",
         _solo(43, "soloist right", "solo bass")),
        ("Solo voice", r"solo (voice|vocal|singer|soprano|alto|mezzo)|vocalise|wordless", _SINGER),
        ("Duduk", r"duduk", replace(_wind(69, "soloist", stem="soloist", patch="duduk"), legato=60.0)),
        # guitars and their kin
        ("Bass guitar", r"bass guitar|electric bass|fretless",
         _plucked(33, "rhythm", 0.1, -4.0, patch="bass guitar", roll=0.0)),
        ("Plucked bass", r"(upright|acoustic|plucked|jazz) bass",
         _plucked(32, "rhythm", 0.2, -3.0, patch="plucked bass", roll=0.0)),
        ("Distorted guitar", r"(distort|overdriv|rock|metal)\w* guitar",
         _wind(30, "guitars", -4.0, lead=0.0, stem="keys")),
        ("Electric guitar", r"(electric|clean|jazz) guitar",
         _plucked(27, "guitars", 0.3, patch="clean guitar")),
        ("Steel guitar", r"(steel|acoustic|folk|twelve|12)\b.*guitar|mandolin|bouzouki",
         _plucked(25, "guitars", 0.6, patch="steel guitar")),
        ("Nylon guitar", r"guitar|ukulele|\boud\b|\blute\b",
         _plucked(24, "guitars", 0.6, patch="nylon guitar")),
        ("Banjo", r"banjo", _plucked(105, "guitars", 0.4)),
        ("Sitar", r"sitar", _plucked(104, "guitars", 1.5)),
        ("Koto", r"koto|guzheng|zither", _plucked(107, "guitars", 1.5)),
        ("Shamisen", r"shamisen|\bpipa\b", _plucked(106, "guitars", 0.5)),
        # strings
        ("Violins II", r"violin[is]?\W+(ii|2)\b|\b(second|2nd|ii) violin",
         _section(25, "violins 2", 2.0, players="violins II")),
        ("Violins I", r"violin", _section(20, "violins 1", 2.0, players="violins I")),
        ("Violas", r"viola", _section(30, "violas", 2.0, players="violas")),
        ("Double basses", r"double ?bass|contrabass(?!oon| cl| tr| tuba)|string bass",
         _section(50, "double basses", 2.0, players="double basses", lead=70.0)),
        ("Cellos", r"cell[oi]", _section(40, "cellos", 1.0, players="cellos")),
        ("Strings", r"string", _section(0, "middle"), 28, 88),
        # woodwinds
        ("Piccolo", r"piccolo(?! tr)", _blown(72, "flutes")),
        ("Pan flute", r"pan ?(flute|pipe)", _blown(75, "soloist", stem="soloist")),
        ("Alto flute", r"(alto|bass) flute", _blown(73, "flutes", -2.0, lead=30.0)),
        ("Flute", r"flute", _blown(73, "flutes", -3.0)),
        ("English horn", r"english horn|cor anglais", _blown(69, "oboes")),
        ("Oboe", r"oboe", _blown(68, "oboes")),
        ("Bass clarinet", r"(contra)?bass clarinet|contrabass cl", _blown(71, "clarinets", 3.0, lead=30.0)),
        ("Clarinet", r"clarinet|basset", _blown(71, "clarinets")),
        ("Contrabassoon", r"contrabassoon|contrafagotto|double bassoon",
         _blown(70, "bassoons", 2.0, lead=30.0)),
        ("Bassoon", r"bassoon|fagott", _blown(70, "bassoons")),
        ("Soprano saxophone", r"soprano sax", _blown(64, "saxophones", -2.0)),
        ("Tenor saxophone", r"tenor sax", _blown(66, "saxophones", -2.0)),
        ("Baritone saxophone", r"bari\w* sax|bass sax", _blown(67, "saxophones", -2.0)),
        ("Alto saxophone", r"sax", _blown(65, "saxophones", -2.0)),
        ("Recorder", r"recorder", _blown(74, "flutes")),
        ("Shakuhachi", r"shakuhachi|\bney\b|quena", _blown(77, "soloist", stem="soloist")),
        ("Whistle", r"whistle|ocarina", _wind(79, "soloist", stem="soloist")),
        ("Bagpipes", r"bagpipe|uilleann", _wind(109, "soloist", stem="soloist")),
        ("Harmonica", r"harmonica|mouth ?organ", _wind(22, "soloist", stem="soloist", lead=10.0)),
        # brass
        ("Muted horn", r"(muted|stopped) horn|horn\b.*con sord",
         replace(_brass(60, "horns", "horn", 0.7, legato=40.0), sound=_MUTED_HORN)),
        ("Muted trumpet", r"(muted|harmon) trumpet|trumpet\b.*con sord",
         replace(_brass(56, "trumpets", "trumpet"), sound=_MUTED_TRUMPET)),
        ("Muted trombone", r"muted trombone|trombone\b.*con sord",
         replace(_brass(57, "trombones", "trombone"), sound=_MUTED_TROMBONE)),
        ("Flugelhorn", r"flugel|flügel", _brass(60, "trumpets", "horn")),
        ("Horn", r"\bhorns?\b|wagner tuba",
         _brass(60, "horns", "horn", 0.7, lead=30.0, legato=40.0, muted=_MUTED_HORN)),
        ("Trumpet", r"trumpet|cornet", _brass(56, "trumpets", "trumpet", muted=_MUTED_TRUMPET)),
        ("Bass trombone", r"(bass|contrabass) trombone",
         _brass(57, "trombones", "trombone", muted=_MUTED_TROMBONE)),
        ("Cimbasso", r"cimbasso", _brass(57, "tuba", "trombone", gain_db=1.0)),
        ("Trombone", r"trombone|euphonium", _brass(57, "trombones", "trombone", muted=_MUTED_TROMBONE)),
        ("Tuba", r"tuba", _brass(58, "tuba", "tuba", muted=_MUTED_TROMBONE)),
        # percussion
        ("Timpani", r"timpani|kettle ?drum",
         _struck("percussion", Sound(0, 47, patch="timpani"), "timpani", 3.0, -5.0, roll=13.0, glides=True)),
        ("Bass drum", r"bass drum|gran cassa",
         _struck("percussion", Sound(8, 116, patch="bass drum"), "drums", 3.0, 2.0, 0.0, key=36, roll=11.0), 36, 36),
        ("Glockenspiel", r"glockenspiel|\bglock\b",
         _struck("percussion", Sound(0, 9, patch="glockenspiel"), "mallets", 4.0, 6.0, roll=11.0)),
        ("Crotales", r"crotale|antique cymbal",
         _struck("percussion", Sound(0, 9, patch="crotales"), "mallets", 5.0, 3.0, roll=11.0)),
        ("Vibraphone", r"vibraphone|\bvibes\b",
         _struck("percussion", Sound(0, 11, patch="vibraphone"), "mallets", 4.0, roll=9.0)),
        ("Marimba", r"marimba",
         _struck("percussion", Sound(0, 12, patch="marimba"), "mallets", 1.0, roll=11.0)),
        ("Xylophone", r"xylophone",
         _struck("percussion", Sound(0, 13, patch="xylophone"), "mallets", 0.5, roll=12.0)),
        ("Tubular bells", r"tubular|(?<!wind )chimes|\b(church|hand) ?bells?",
         _struck("percussion", Sound(0, 14), "mallets", 4.0, roll=9.0)),
        ("Tam-tam", r"tam-?tam|\bgongs?\b",
         _struck("percussion", Sound(0, 119, patch="tam-tam"), "cymbals", 8.0, 0.0, 0.0, key=38, roll=11.0), 38, 38),
        ("Taiko", r"taiko|odaiko",
         _struck("percussion", Sound(0, 116, patch="taiko"), "drums", 1.5, 0.0, 0.0, roll=10.0), 36, 55),
        ("Hand drum", r"djembe|darbuka|doumbek|frame drum|bodhr|hand drum|\budu\b|cajon|daf\b|tabla",
         _struck("percussion", Sound(0, 117, patch="hand drum"), "drums", 0.5, roll=12.0), 40, 64),
        ("Toms", r"\btoms?\b|tom-tom|tenor drum",
         _struck("percussion", Sound(0, 117), "drums", 0.8, roll=11.0), 36, 60),
        ("Snare drum", r"snare|side drum|military drum", _kit(38, ring=0.4), 38, 38),
        # a kit of the orchestra has timpani where others have cymbals: these keys are the same in both, or ask for both
        ("Hi-hat", r"hi-?hat", _kit(42, "cymbals", 0.2, kit=0), 42, 42),
        ("Ride cymbal", r"\bride\b", _kit(51, "cymbals", 2.0, kit=0), 51, 51),
        ("Triangle", r"triangle|finger cymbal", _kit(81, "cymbals", 2.0), 81, 81),
        ("Suspended cymbal", r"(suspended|sizzle|splash) cymbal|sus\. cym", _kit(49, "cymbals", 4.0, kit=0), 49, 49),
        ("Cymbals", r"cymbal|\bcrash\b|piatti", _kit(57, "cymbals", 3.0), 57, 57),
        ("Castanets", r"castanet", _kit(85, ring=0.3), 85, 85),
        ("Sleigh bells", r"sleigh ?bells?|jingle bells?", _kit(83, ring=0.6), 83, 83),
        ("Mark tree", r"mark tree|bell tree|wind chimes", _kit(84, "cymbals", 3.0), 84, 84),
        ("Whip", r"\bwhip\b|slapstick", _kit(28, ring=0.5, kit=0), 28, 28),
        ("Vibraslap", r"vibra-?slap", _kit(58, ring=1.5), 58, 58),
        ("Cabasa", r"cabasa|sandpaper", _kit(69, ring=0.3), 69, 69),
        ("Tambourine", r"tambourine", _kit(54, ring=0.4), 54, 54),
        ("Congas", r"conga|tumba", _kit(63, ring=0.5), 63, 63),
        ("Bongos", r"bongo", _kit(60, ring=0.4), 60, 60),
        ("Timbales", r"timbale", _kit(65, ring=0.5), 65, 65),
        ("Shaker", r"shaker|maraca|\begg", _kit(70, ring=0.3), 70, 70),
        ("Cowbell", r"cowbell", _kit(56, ring=0.4), 56, 56),
        ("Claves", r"claves", _kit(75, ring=0.3), 75, 75),
        ("Woodblock", r"wood ?block|temple block", _kit(76, ring=0.3), 76, 76),
        ("Agogo", r"agogo", _kit(67, ring=0.4), 67, 67),
        ("Guiro", r"guiro", _kit(74, ring=0.4), 74, 74),
        ("Steel drums", r"steel ?(drum|pan)", _struck("percussion", Sound(0, 114), "mallets", 1.0, roll=11.0)),
        ("Kalimba", r"kalimba|mbira|thumb piano", _struck("percussion", Sound(0, 108), "mallets", 1.5)),
        ("Drum kit", r"drum ?(kit|set)|^drums?$|percussion",
         _struck("percussion", Sound(DRUMS, 0), "rhythm", 0.6, 0.0, -3.0, roll=12.0), 35, 59),
        # keyboards and harp
        ("Celesta", r"celesta|celeste", _struck("keys", Sound(0, 8, patch="celesta"), "celesta", 3.0, 6.0, roll=9.0)),
        ("Music box", r"music ?box", _struck("keys", Sound(0, 10), "celesta", 2.0)),
        ("Harpsichord", r"harpsichord|cembalo",
         _struck("keys", Sound(0, 6, patch="harpsichord"), "piano", 0.0, 2.0)),
        ("Dulcimer", r"dulcimer|cimbalom|santur", _struck("keys", Sound(0, 15), "celesta", 2.0, roll=12.0)),
        ("Harp", r"harp", _struck("keys", Sound(0, 46, patch="harp"), "harp", 4.0, 4.0, 2.2, roll=10.0)),
        ("Electric piano", r"electric piano|rhodes|wurlitzer|e\.? ?piano",
         _struck("keys", Sound(0, 4, patch="electric piano"), "rhythm", 0.0, 0.0, -4.0)),
        ("Clavinet", r"clavinet", _struck("keys", Sound(0, 7), "rhythm", 0.0, 0.0, -5.0)),
        ("Hammond organ", r"hammond|drawbar|electric organ", _wind(16, "rhythm", stem="keys", lead=0.0)),
        ("Harmonium", r"harmonium|reed organ", _wind(20, "rhythm", stem="keys")),
        ("Organ", r"organ\b", replace(_wind(19, "choir", -4.0, stem="keys"), legato=10.0)),
        ("Accordion", r"accordion|bandone", _wind(21, "rhythm", stem="keys")),
        ("Piano", r"piano", _struck("keys", Sound(0, 0, patch="piano"), "piano", 0.0, 10.0, -3.4, roll=10.0)),
        # choir
        ("Sopranos", r"soprano|treble", _singers("sopranos", 1.0)),
        ("Altos", r"\baltos?\b|mezzo", _singers("altos", 1.0)),
        ("Tenors", r"tenors?\b", _singers("tenors", 1.0)),
        ("Baritones", r"baritone", _singers("basses", 1.0)),
        ("Basses", r"^bass$|^basses$", _singers("basses", 1.0)),
        ("Choir", r"choir|voice|chorus|vocal", _singers("choir", 1.0, 48), 41, 79),
    )
)  # fmt: skip


def entry_for(name: str) -> Instrument | None:
    """The line of the palette that plays somebody of that name; None if nobody does.

    >>> entry_for("Horn in F 2").name, entry_for("Cl. in B♭ 1").name, entry_for("kazoo")
    ('Horn', 'Clarinet', None)
    """
    return next((entry for entry in INSTRUMENTS if is_called(name, entry.pattern)), None)


def is_called(name: str, pattern: str) -> bool:
    """Whether a pattern fits the name of a part, as it stands or in English.

    >>> is_called("Vln. I", "violin"), is_called("Corno inglese", "english horn"), is_called("Horn", "violin")
    (True, True, False)
    """
    return any(re.search(pattern, text.casefold().strip()) for text in {in_english(name), name})
