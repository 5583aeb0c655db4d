"""The waltz on the radio: thirty-two bars in F for a flute, a violin, a piano and a bass.

It is source music: the people in the kitchen hear it too. The film hears bars 9 to 15 and never the sixteenth: the hand
comes to the key where the dominant wants to go home.
"""

from functools import cache

import numpy as np

from films.cues import FONTS
from films.toolkit import sound as snd
from films.toolkit.bake import baked
from films.toolkit.sound import RATE, Mono

BPM = 138
OFF = 212  # the frame at which the radio is switched off
CUT_BEAT = 44.72  # how far into the piece it is then: late in bar 15, on the dominant

# The tune, bar by bar: pitch and length in quarters.
MELODY = (
    "C5 1 F5 1.5 G5 .5 | A5 2 C6 1 | B-5 1 A5 1 F5 1 | D5 3 |"
    "D5 1 G5 1.5 A5 .5 | B-5 2 D6 1 | C6 1 B-5 1 G5 1 | E5 3 |"
    "C5 1 F5 1.5 G5 .5 | A5 2 E-6 1 | D6 1.5 C6 .5 B-5 1 | D-6 2 B-5 1 |"
    "A5 1 C6 1 F5 1 | F#5 1 A5 1 C6 1 | B-5 1 A5 .5 G5 .5 E5 1 | F5 3 |"
    "A5 1 D6 1 C#6 1 | D6 2 A5 1 | B-5 1 D6 1 C#6 1 | D6 2 G5 1 |"
    "G5 1 C6 1 B5 1 | C6 2 E5 1 | A5 1 G5 1 F5 1 | E5 2 C#5 1 |"
    "D5 1 F5 1 A5 1 | C6 2 F#5 1 | G5 1 B-5 1 D6 1 | E6 2 D6 1 |"
    "D-6 1 C6 1 B-5 1 | A5 1.5 C6 .5 F5 1 | G5 1 A5 .5 B-5 .5 E5 1 | F5 3"
)
# What lies under each bar: the bass note, and the chord on the second and third beats.
HARMONY = (
    "F2 A3.C4.F4 | C3 A3.C4.F4 | D3 A3.D4.F4 | A2 A3.D4.F4 |"
    "G2 B-3.D4.G4 | D3 B-3.D4.G4 | C3 B-3.E4.G4 | G2 B-3.C4.E4 |"
    "F2 A3.C4.F4 | F2 A3.E-4.F4 | B-2 B-3.D4.F4 | B-2 B-3.D-4.F4 |"
    "C3 A3.C4.F4 | D3 A3.C4.F#4 | C3 B-3.E4.G4 | F2 A3.C4.F4 |"
    "D3 A3.D4.F4 | A2 A3.D4.F4 | G2 B-3.D4.G4 | D3 B-3.D4.G4 |"
    "C3 B-3.E4.G4 | G2 B-3.C4.E4 | F2 A3.C4.F4 | A2 G3.C#4.E4 |"
    "D3 A3.D4.F4 | D3 A3.C4.F#4 | G2 B-3.D4.G4 | G2 B-3.D4.G4 |"
    "G2 B-3.D-4.E4 | C3 A3.C4.F4 | C3 B-3.E4.G4 | F2 A3.C4.F4"
)
# The violin's second voice: long notes that lean on the tune, a bar each.
SECOND = "A4 C5 F4 F4 B-4 G4 E5 C5 A4 C5 F5 F5 C5 D5 C5 A4 F5 F5 G5 B-4 E5 G4 C5 A4 F4 A4 D5 G5 E5 C5 B-4 A4"


def bars(text: str) -> list[list[str]]:
    """The words of each bar."""
    return [bar.split() for bar in text.split("|")]


@cache
def score():
    """The piece as a music21 score."""
    from music21 import chord, dynamics, instrument, meter, note, stream

    parts = {name: stream.Part(id=name) for name in ("Flute", "Violin", "Piano", "Contrabass")}
    for name, part in parts.items():
        part.insert(0, getattr(instrument, name)())
        part.partName = name
        part.insert(0, meter.TimeSignature("3/4"))
        part.insert(0, dynamics.Dynamic("mf" if name in ("Flute", "Contrabass") else "mp"))
    for tune, (bass, triad), second in zip(bars(MELODY), bars(HARMONY), SECOND.split(), strict=True):
        for pitch, length in zip(tune[::2], tune[1::2], strict=True):
            parts["Flute"].append(note.Note(pitch, quarterLength=float(length)))
        parts["Violin"].append(note.Note(second, quarterLength=3))
        parts["Piano"].append(note.Rest(quarterLength=1))
        for _ in range(2):
            parts["Piano"].append(chord.Chord(triad.split("."), quarterLength=0.5))
            parts["Piano"].append(note.Rest(quarterLength=0.5))
        parts["Contrabass"].append(note.Note(bass, quarterLength=1).transpose(12))  # written an octave above
        parts["Contrabass"].append(note.Rest(quarterLength=2))
    return stream.Score(list(parts.values()))


@baked
def played() -> Mono:
    """The performance, mono, from its first beat to a little past the cut."""
    from filmscore.picture.tempo import TempoMap
    from filmscore.sound.performance import perform

    tempo = TempoMap().bars(len(bars(MELODY)), "3/4", bpm=BPM)
    font = next((path for path in FONTS if path.exists()), None)
    stems = perform(score(), tempo).render(font, seconds=CUT_BEAT * 60 / BPM + 1, hall="stage")
    return np.asarray(stems.mix(), float).mean(1)


def through_the_set(x: Mono, rng: np.random.Generator) -> Mono:
    """What a small radio makes of it: a mono band from 330 Hz to 3.4 kHz, a boxy cone, a tired valve, some drift."""
    n = len(x)
    t = np.arange(n) / RATE
    wow = 0.0011 * np.sin(2 * np.pi * 0.63 * t) + 0.0004 * np.sin(2 * np.pi * 4.7 * t + 1)  # seconds of delay
    x = np.interp(t - 0.004 - wow, t, x)
    x = snd.band(x, 330, 3400, 3)
    for hz, db, q in ((480, 3.0, 1.6), (920, 5.0, 2.2), (1650, -3.0, 2.0), (2350, 5.5, 2.6)):
        x = snd.bell(x, hz, db, q)
    x = np.tanh(2.2 * snd.to_peak(x)) / 2.2
    fading = 1 + 0.05 * snd.drift(n, rng, 0.6)
    hiss = snd.band(rng.standard_normal(n), 700, 4200) * (1 + 0.2 * snd.drift(n, rng, 3))
    crackle = snd.grains(n / RATE, int(n / RATE * 5), rng, hz=(900, 3200))
    x = x * fading + 0.010 * hiss + 0.05 * snd.to_peak(crackle)
    return snd.band(x, 330, 3800, 2)


def on_air(rng: np.random.Generator) -> Mono:
    """Exactly the 212 frames the film hears, as the loudspeaker gives them."""
    n = snd.at(OFF)
    whole = played()
    end = int(CUT_BEAT * 60 / BPM * RATE)
    lead = RATE  # the filters settle before the film begins
    return through_the_set(whole[end - n - lead : end], rng)[lead:]
