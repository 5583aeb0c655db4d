"""First Bloom, a study in wonder: D minor and G major, and a note that does not move.

Eight bars at 60, from the lamp going down (480) to the frame on which Mara speaks (1248). D minor is home. Its other
triad, G major (m5M, told from the tonic; in the order of the bloom, G before D minor, it reads M7m), is let through
three times. At the green tip (840, bar 4, beat 4) it lasts one beat: the celesta finds three notes and the harp spreads
the chord under them. When Jon stops (936) all leave but one harmonic, D, the note that both triads own. At the bloom
(1056, bar 7) G major is the ground for two beats and D minor for two: four beats of story. The horn came in before
the bloom on that same D and, with the violas, keeps it through both chords. When Mara wakes (1152) G comes back and
turns to E flat (M8M): G stays, B goes down and D goes up by a semitone. Nothing closes, and all are out half a beat
before her line.

The tune is the head of the film's theme a fourth higher, D–B–A: B is what D minor with its B flat did not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....picture.spotting import Hit
from ....picture.tempo import TempoMap
from ..notation import Staff, build_score, harp, strings

if TYPE_CHECKING:
    from music21 import stream

FILM = "first-bloom"
TITLE = "A study in wonder"
#: shown beside the player before anybody has listened: it gives nothing away
NOTE = "Two chords, and a note that belongs to both: what a flower does to a room."
TEMPO = TempoMap(start=480, rate="24").bars(8, "4/4", bpm=60)
METERS = ("4/4",) * 8
HITS = (
    Hit(480, "lamp down", must=False, early=2, late=4),
    Hit(840, "green tip", must=False, weight=0.5, early=6, late=6),
    Hit(936, "Jon stops", must=False, weight=0.5, early=2, late=4),
    Hit(1056, "bloom"),
)
#: from the lamp to half a beat before Mara speaks
SPANS = ((480, 1236),)
SILENCES = ()
MARKS = {1: "480 Lamp down", 4: "840 Green tip (beat 4)", 5: "936 Jon stops (beat 4)", 7: "1056 Bloom", 8: "1152 Mara"}

#: what is meant, for `lead` and for the lesson
CHORDS = "Dm:4 | Dm:4 | Bb:4 | Dm:3 G:1 | Dm:3 D5:1 | D5:4 | G:2 Dm:2 | G:2 Eb:2"
#: the four string voices of the bloom, the lowest first: G, Dm, G, Eb
BLOOM = ["G2 D4 B4 G5", "D3 D4 A4 F5", "G2 D4 B4 G5", "Eb3 Eb4 Bb4 G5"]

FLUTE = """
    R*6 | mf "dolce" < (D5:1/2 B5:3/2 f > A5:2) | mf (D5:1/2 B5:3/2 p > Bb5:3/2) ! R:1/2
"""

HORN = """
    R*5 | R:2 ppp "con_sord." < D4:2~ | mf D4:4~ | D4:2 > (Eb4:3/2) ! R:1/2
"""

CELESTA = """
    R*3 | R:3 pp (D6:1/4 B6:3/4 | > A6:2) ! R:2 | R*1 | p D6+G6:1 R:3 | R:2 pp G5:1/2 Bb5:1/2 Eb6:1/2 R:1/2
"""

HARP_RIGHT = """
    pp "l.v." D4:1 A4:1 F4:2 | R:2 D4:1/2 A4:1/2 D5:1 | F4:1 Bb4:1 D5:2 |
    R:3 pp "l.v." G4+B4+D5:1& | D4:1 A4:1 R:2 | R*1 |
    p G3:1/4 B3 D4 G4 B4 D5 B4 G4 > F4 D4 A3 D4 F4 A4 F4 D4 |
    pp G3:1/4 B3 D4 G4 > B4 D5 B4 G4 Eb4 Bb3 G3 Bb3 ppp Eb4:1/2 R:1/2
"""

HARP_LEFT = """
    pp "l.v." D2+A2:4 | R*1 | Bb1+F2:4 | D2:3 G2:1 | D2+A2:3 R:1 | R*1 |
    p G1+D2:2 pp D2+A2:2 | pp G1+D2:2 ppp Eb2+Bb2:3/2 R:1/2
"""

VIOLIN_1 = """
    R*2 | ppp "con_sord." < D5:4~ | pp D5:4~ | > D5:3 mp D6:1o~ | D6:4o |
    mp "senza_sord." < (G5:2 mf > F5:2 | p G5:2~ > G5:3/2) ! R:1/2
"""

VIOLIN_2 = """
    R*2 | ppp "con_sord." < F4:4~ | pp (F4:3 G4:1 | > F4:3) ! R:1 | R*1 |
    p "senza_sord." < (B4:2 mp > A4:2) | p (B4:2 > Bb4:3/2) ! R:1/2
"""

VIOLA = """
    R*2 | ppp "con_sord." < (Bb3:4 | pp A3:3 B3:1 | > A3:3) ! R:1 | R:2 ppp "senza_sord." < A3:2 |
    p D4:4~ | (D4:2 > Eb4:3/2) ! R:1/2
"""

SOLO_CELLO = """
    R*6 | mf "solo" < (D3:1/2 B3:3/2 f > A3:2) | mf (D3:1/2 B3:3/2 p > Bb3:3/2) ! R:1/2
"""

CELLO = """
    R*2 | ppp "con_sord." D3:4~ | pp D3:4~ | > D3:3 ! R:1 | R:2 ppp "senza_sord." < D3:2 |
    p (G2:2 D3:2) | (G2:2 > Eb3:3/2) ! R:1/2
"""

CONTRABASS = """
    R*6 | p G1:2 D2:2 | G1:2 > Eb2:3/2 ! R:1/2
"""


def score() -> stream.Score:
    """The study in written pitch: 8 bars, 60 beats a minute."""
    staves = [
        Staff("Flute", "Fl.", "Flute", FLUTE),
        Staff("Horn in F", "Hn.", "Horn", HORN),
        Staff("Celesta", "Cel.", "Celesta", CELESTA, moves="P8"),
        *harp(HARP_RIGHT, HARP_LEFT),
        Staff("Solo cello", "Solo Vc.", "Violoncello", SOLO_CELLO, "BassClef"),
        *strings(VIOLIN_1, VIOLIN_2, VIOLA, CELLO, CONTRABASS),
    ]
    return build_score(
        "First Bloom: a study in wonder", staves, METERS, key=-1, marks=MARKS, tempo=60, heading="Hushed, then warm"
    )
