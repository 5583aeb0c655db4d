"""What each colour may use: its chords in a key, the ones that make it that colour, and what it stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .chords import Chord
from .numerals import chord_in
from .scales import scale
from .triads import Triad


@dataclass(frozen=True)
class Colour:
    """A way to harmonise.

    Attributes
    ----------
    name : str
    told : str
        What it does, for the ear.
    chords : callable
        From the name of a tonic to its chords, each with what it costs to use it; below 0 for what it likes.
    marks : callable
        From the tonic to the chords at least one of which must sound, or it is not this colour.
    scale : str or None
        The kind of scale it lives in, if it keeps to one.
    pedal : bool
        Whether the tonic stays in the bass.
    thirds : bool
        Whether roots should move by thirds out of the key.
    minor : bool
        Whether home is a minor chord.
    """

    name: str
    told: str
    chords: Callable[[str], list[tuple[Chord, float]]]
    marks: Callable[[str], list[Chord]]
    scale: str | None = None
    pedal: bool = False
    thirds: bool = False
    minor: bool = False


def _numerals(mode: str, row: str) -> Callable[[str], list[tuple[Chord, float]]]:
    """Chords by their numerals; ``ii=0.3`` costs 0.3."""

    def made(tonic: str) -> list[tuple[Chord, float]]:
        found = []
        for word in row.split():
            numeral, _, cost = word.partition("=")
            found.append((chord_in(f"{tonic} {mode}", numeral), float(cost or 0)))
        return found

    return made


def _marked(mode: str, row: str) -> Callable[[str], list[Chord]]:
    return lambda tonic: [chord_in(f"{tonic} {mode}", numeral) for numeral in row.split()]


def _all_triads(tonic: str) -> list[tuple[Chord, float]]:
    home = Triad(tonic)
    return [(Chord(triad.name), 0.0 if triad == home else 0.1) for triad in home.cycle("LR")]


def _third_marks(tonic: str) -> list[Chord]:
    home = Triad(tonic)
    return [Chord(home.transform(moves).name) for moves in ("PL", "LP", "PR", "RP")]


def _of_scale(kind: str, home: str) -> Callable[[str], list[tuple[Chord, float]]]:
    def made(tonic: str) -> list[tuple[Chord, float]]:
        first = Chord(tonic + home)
        return [(chord, 0.0 if chord == first else 0.1) for chord in scale(f"{tonic} {kind}").chords()]

    return made


def _quartal(tonic: str) -> list[tuple[Chord, float]]:
    """Fourths piled on every degree of the major and the Mixolydian scale, those that stay inside first."""
    inside = set(scale(f"{tonic} major").pitch_classes) | set(scale(f"{tonic} mixolydian").pitch_classes)
    found = []
    for root in dict.fromkeys((*scale(f"{tonic} major").notes, scale(f"{tonic} mixolydian").notes[6])):
        for suffix, cost in (("quartal4", 0.0), ("quartal", 0.15)):
            chord = Chord(root + suffix)
            strange = len(set(chord.pitch_classes) - inside)
            if strange <= 1:
                found.append((chord, cost + 0.6 * strange))
    return found


def _whole_tone(tonic: str) -> list[tuple[Chord, float]]:
    return [(Chord(f"{note}{suffix}"), 0.0) for note in scale(f"{tonic} whole-tone").notes for suffix in ("+", "7♭5")]


COLOURS: dict[str, Colour] = {colour.name: colour for colour in (
    Colour("major", "plain daylight: the key's own chords, and home at the end",
           _numerals("major", "I ii=0.1 iii=0.3 IV V V7 vi=0.1"), _marked("major", "V V7 IV"), "major"),
    Colour("lydian", "the raised fourth over a tonic that stays: it looks up and does not fall",
           _numerals("lydian", "I II=-0.2 iii=0.2 V=0.2 vi=0.3 vii=0.1 Imaj7=0.1"), _marked("lydian", "II vii"),
           "lydian",
           pedal=True),
    Colour("mixolydian", "major that has come in from outdoors: ♭VII instead of the leading tone",
           _numerals("mixolydian", "I ii=0.2 IV v=0.1 vi=0.2 VII=-0.2"), _marked("mixolydian", "VII v"), "mixolydian"),
    Colour("dorian", "minor with a window open: its IV is major",
           _numerals("dorian", "i ii=0.2 III=0.2 IV=-0.2 v=0.2 VII=0.1"), _marked("dorian", "IV ii"), "dorian",
           minor=True),
    Colour("aeolian", "the lamp turned down: ♭VI and ♭VII, and no leading tone that pulls",
           _numerals("aeolian", "i III=0.1 iv v=0.2 VI=-0.1 VII=-0.1"), _marked("aeolian", "VI VII iv"), "minor",
           minor=True),
    Colour("phrygian", "a semitone presses on home from above",
           _numerals("phrygian", "i II=-0.2 III=0.2 iv=0.2 VI=0.1 vii=0.1"), _marked("phrygian", "II vii"), "phrygian",
           minor=True),
    Colour("mixture", "major that remembers its minor: what it borrows passes over like clouds",
           _numerals("major", "I IV=0.1 iv=-0.2 ♭VI=-0.2 ♭VII=-0.1 ♭III=0.1 iiø7=1.5 ii=0.3 V=0.2 V7=0.2 vi=0.3"),
           _marked("major", "iv ♭VI iiø7")),
    Colour("pedal", "home is held below while what stands on it bends and will not land",
           _numerals("minor", "i=0.3 iv iiø7=0.5 ♭II=-0.1 vii°7=-0.2 VI=0.1 V7=0.1 I+=0.1"), _marked("minor",
           "vii°7 ♭II"),
           pedal=True, minor=True),
    Colour("chromatic thirds", "triads whose roots lie a third apart and share no key: wonder, or a trapdoor",
           _all_triads, _third_marks, thirds=True),
    Colour("quartal", "fourths in a pile: neither glad nor sad, and a wide horizon", _quartal, lambda t: [c for c,
           _ in _quartal(t)]),
    Colour("octatonic", "the triads of one octatonic scale: it turns in a circle and has no home",
           _of_scale("octatonic", ""), lambda t: [c for c, _ in _of_scale("octatonic", "")(t) if c != Chord(t)],
           "octatonic"),
    Colour("hexatonic", "three major and three minor triads that share one scale: the uncanny",
           _of_scale("hexatonic", ""), lambda t: [c for c, _ in _of_scale("hexatonic", "")(t) if c != Chord(t)],
           "hexatonic"),
    Colour("whole-tone", "no semitone anywhere, so nothing leads: dream, water", _whole_tone,
           lambda t: [c for c, _ in _whole_tone(t)], "whole-tone"),
)}  # fmt: skip


def home_chord(colour: Colour, tonic: str) -> Chord:
    """The chord of rest of a colour."""
    return Chord(tonic + ("m" if colour.minor else ""))
