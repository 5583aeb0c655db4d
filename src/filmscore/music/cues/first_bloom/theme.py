"""The theme of First Bloom: eight notes that reach up once and walk home.

One leap, the rising sixth of the first two notes; the rest are steps and two thirds. The short note before
the long one (an eighth, then a dotted quarter) comes twice and is the theme's own rhythm. The first three
notes stop on the second degree of the scale: a question. The last five stand well over D and over B flat
alike (A, G, E and D are in both), so that at the bloom the harmony can turn under them while the tune stays.
"""

#: as the horn plays it at the bloom
THEME = "A3:1/2 F#4:3/2 E4:2 | G4:1/2 A4:3/2 G4:1/2 E4:1/2 D4:1"

#: the three notes that stand alone
HEAD = "A4:1/2 F#5:3/2 E5:2"

#: the ominous reading: the sixth is minor, and all of it lies in one octatonic scale (half and whole steps in turn)
CORRUPTED = "A2:1/2 F3:3/2 Eb3:2 | Gb3:1/2 A3:3/2 Gb3:1/2 Eb3:1/2 D3:1"
