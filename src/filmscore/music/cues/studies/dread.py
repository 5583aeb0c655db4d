"""The Log, a study in dread: an E that stays, a D sharp that is never let home, and nothing on 1440.

Ten bars at 60, from 480 (Ivo's second line is over) to 1440, where bar 11 would begin with the red lamp; and bar 11 is
not written. The E of the basses is below everything. Over it three voices come in one at a time and move by semitones.
The gull strikes on 540, in the middle of the first held note: no note begins there, so the shock is not spent. The
scratching (660) is left alone as well. From 742 we know what Ivo does not: on 744 the upper voices take their first
step. At the flicker (912) they stand on B7 over E, with D sharp on top, the strongest promise in the key; it swells,
bitten by C and A sharp, and is cut off with the lamp, at 1002, one frame before it dies. Over the black and the match
there is no music. On 1212, when the ink can be read, the E is back, over it three octaves of nothing, and of the cut
chord its tritone, A and D sharp, as harmonics. They leave when he turns (1392), the E one beat before the red lamp.
E minor, the chord that was promised, is never heard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....picture.spotting import Hit, Silence
from ....picture.tempo import TempoMap
from ..notation import Staff, build_score, strings

if TYPE_CHECKING:
    from music21 import stream

FILM = "the-log"
TITLE = "A study in dread"
#: shown beside the player before anybody has listened: it gives nothing away
NOTE = "A low note that stays, three voices that come in one at a time, and a promise."
TEMPO = TempoMap(start=480, rate="24").bars(10, "4/4", bpm=60)
METERS = ("4/4",) * 10
HITS = (
    Hit(742, "the pen moves", must=False, early=2, late=6),
    Hit(912, "flicker", must=False, early=2, late=4),
    Hit(1003, "lamp dies: all stop", early=2, late=0),
    Hit(1211, "the line", must=False, early=0, late=4),
)
#: cut off one frame before the lamp dies; again from the line of ink until he has turned
SPANS = ((480, 1002), (1212, 1416))
SILENCES = (Silence(1002, 1212, "The lamp is dead: the dark and the match have no music."),)
MARKS = {
    1: "480",
    3: "742 Pen (beat 4)",
    5: "912 Flicker (beat 3)",
    6: "1003 Lamp dies",
    8: "1211 The line (beat 3½)",
    10: "1391 He turns (beat 3)",
}
#: what the cue declares of itself, for `suspense.check`
DECLARED = {"key": "e", "pedal": 4, "density": (0, 6), "withhold": "Em", "leading_tone": True, "stop_before": (10, 4)}

TIMPANI = """
    R*4 | R:2 ppp < E2:2~% | E2:1~% p E2:3/4% R:1/4 R:2 | R*4
"""

VIOLIN_1 = """
    R*3 | ppp "sul_ponticello" < C#5:4% | pp < D5:2% p D#5:2~% | < D#5:1~% mf D#5:3/4% R:1/4 R:2 | R*1 |
    R:5/2 pp D#6:3/2o~ | D#6:4o~ | D#6:2o R:2
"""

VIOLIN_2 = """
    R*2 | ppp "sul_ponticello" < F#4:3% G4:1~% | pp G4:2% G#4:2~% | < G#4:2% p A4:2~% |
    < A4+A#4:1~% mf A4+A#4:3/4% R:1/4 R:2 | R*1 |
    R:5/2 pp A5:3/2o~ | A5:4o~ | A5:2o R:2
"""

VIOLA = """
    R*1 | ppp "sul_ponticello" < B3:4~% | B3:3% Bb3:1~% | pp Bb3:4~% | < Bb3:2% p B3:2% |
    < B3+C4:1~% mf B3+C4:3/4% R:1/4 R:2 | R*4
"""

CELLO = """
    pp "con_sord.,_senza_vibrato" E2:4~ | E2:4~ | E2:4~ | p E2:4~ | < E2:4~ | E2:1~ mp E2:3/4 R:1/4 R:2 | R*1 |
    R:5/2 pp E2:3/2~ | E2:4~ | E2:3 R:1
"""

CONTRABASS = """
    pp E1:4~ | E1:4~ | E1:4~ | p E1:4~ | < E1:4~ | E1:1~ mp E1:3/4 R:1/4 R:2 | R*1 |
    R:5/2 pp E1:3/2~ | E1:4~ | E1:3 R:1
"""


def score() -> stream.Score:
    """The study in written pitch: 10 bars, 60 beats a minute."""
    staves = [
        Staff("Timpani", "Timp.", "Timpani", TIMPANI, "BassClef"),
        *strings(VIOLIN_1, VIOLIN_2, VIOLA, CELLO, CONTRABASS),
    ]
    return build_score(
        "The Log: a study in dread",
        staves,
        METERS,
        key=1,
        marks=MARKS,
        tempo=60,
        heading="Without pulse, without breath",
    )
