"""Motifs for property tests: any spelling, rests, odd lengths, in the middle of what can be played."""

from fractions import Fraction

from hypothesis import strategies as st

from filmscore.music.motif import Motif
from filmscore.music.pitch import Pitch

SIGNS = ("", "#", "b")
names = st.sampled_from([f"{letter}{sign}{octave}" for letter in "CDEFGAB" for sign in SIGNS for octave in (3, 4, 5)])
lengths = st.sampled_from([Fraction(n, d) for n, d in ((1, 1), (1, 2), (3, 2), (2, 1), (1, 3), (1, 4), (3, 4), (2, 5))])
keys = st.sampled_from(["C", "G", "d", "Bb", "f#", "Eb", "c", "A", "b", "F"])
meters = st.sampled_from(["2/4", "3/4", "4/4", "5/4", "6/8", "7/8", "9/8", "12/8", "2/2", "3/8"])
UP = ("P1", "m2", "M2", "m3", "M3", "P4", "A4", "d5", "P5", "m6", "M6", "m7", "M7", "P8", "A1")
intervals = st.sampled_from([*UP, "-A1", *(f"-{name}" for name in UP[1:13])])


notes = st.tuples(names, lengths, st.one_of(st.none(), lengths))


@st.composite
def motifs(draw, least=1, meter=None):
    """A motif of up to eight notes, rests between some of them."""
    words = []
    for name, beats, rest in draw(st.lists(notes, min_size=least, max_size=8)):
        words += [f"{name}:{beats}"] + ([f"R:{rest}"] if rest else [])
    if words[-1].startswith("R"):
        words.pop()
    bar = draw(st.one_of(st.none(), meters)) if meter is None else meter
    begins = None
    if bar:
        beats, unit = map(int, bar.split("/"))
        begins = Fraction(draw(st.integers(0, beats - 1)) * 4, unit) + 1
    return Motif(words, meter=bar, begins=begins)


def letters_between(a, b):
    """Letters and semitones from one note to another."""
    return Pitch.read(a).to(Pitch.read(b))
