"""08.6: whether each of the three harmonies is what it is called, told by its notes alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ....music.harmony.chords import Chord
from ....music.harmony.scales import scale
from ....music.setting import Harmonised
from .asking import CLOUD, COUNTED, LOOKS_UP, WHOSE, Ask, listed
from .bets import CLOUDS, DAY
from .chords import told

_G, MAJOR = 7, set(scale("G major").pitch_classes)
MINOR, LEADING = set(scale("G minor").pitch_classes), 6
PHRYGIAN = set(scale("G phrygian").pitch_classes)
#: the third light -> what its scale has that makes it so, each as a set of which one is enough; and what to say of it
SIGNS: dict[str, tuple[tuple[set[int], str], ...]] = {
    "minor": (({10}, "B♭"), ({3, 6}, "minor's own sixth")),
    "dorian": (({10}, "B♭"), ({4}, "Dorian's own sixth")),
    "phrygian": (({8}, "Phrygian's own second"),),
    "mixolydian": (({11}, "B"), ({5}, "Mixolydian's own seventh")),
    "lydian": (({1}, "the raised fourth"),),
}  # fmt: skip


@dataclass(frozen=True)
class Light:
    """One of the three: its chords, and the tune over them."""

    name: str
    chords: tuple[Chord, ...]
    made: Harmonised

    @property
    def told(self) -> str:
        """Its chords in a message."""
        return told(self.chords)

    @property
    def sounds(self) -> set[int]:
        """Every note of its chords, 0 for C to 11."""
        return {number for chord in self.chords for number in (*chord.pitch_classes, chord.bass_class)}


def alike(made: Mapping[str, Light]) -> Ask | None:
    """Versions that are one."""
    if len({light.chords for light in made.values()}) == 1:
        return Ask("nothing differs", f"The three rows are the same chords: {made[DAY].told}.", COUNTED)
    if made[DAY].chords == made[CLOUDS].chords:
        return Ask("nothing differs", f"day and clouds are the same chords: {made[DAY].told}.", CLOUD)
    return None


def outside(chord: Chord, own: set[int]) -> str:
    """The first of its notes that is not in a scale."""
    sounding = [*zip(chord.pitch_classes, chord.notes, strict=True), (chord.bass_class, chord.bass)]
    return next((note for number, note in sounding if number not in own), "")


def _home_major(chord: Chord) -> bool:
    return (chord.root_class, chord.bass_class) == (_G, _G) and chord.minor is False


def day(light: Light) -> Ask | None:
    """G major from first to last, and more than one chord."""
    for chord in light.chords:
        if note := outside(chord, MAJOR):
            if not outside(chord, MINOR | {LEADING}):
                return Ask(
                    "a borrowed chord by daylight",
                    f"day: {chord} has the note {note}, which G major has not. It makes a good cloud: would you move "
                    "it there?",
                    CLOUD,
                )
            return Ask(
                "a note outside the key",
                f"day: {chord} has the note {note}, which G major has not. Which chord of G major could stand there?",
                CLOUD,
            )
    if not _home_major(light.chords[0]):
        return Ask(
            "day does not begin at home",
            f"day: it begins on {light.chords[0]}. In the form its first chord is G, with G below.",
            CLOUD,
        )
    if len(set(light.chords)) == 1:
        return Ask(
            "one chord is no harmony",
            f"day: {light.chords[0]} from first to last. Which of bars 2 and 3 would ask for another?",
            COUNTED,
        )
    return None


def clouds(light: Light) -> Ask | None:
    """Home at both ends, and a chord of G minor between."""
    first, last = light.chords[0], light.chords[-1]
    for chord, bar in ((first, "bar 1"), (last, "bar 4")):
        if not _home_major(chord):
            if chord.root_class == _G and chord.minor:
                return Ask(
                    "home was borrowed too",
                    f"clouds: home itself is minor in {bar}. Then nothing passes over it: that would be a third light.",
                    CLOUD,
                )
            return Ask(
                "clouds do not pass over home",
                f"clouds: in {bar} stands {chord}. It begins and ends on G, with G below: then one hears what passes.",
                CLOUD,
            )
    loans = [c for c in light.chords if not outside(c, MINOR | {LEADING}) and outside(c, MAJOR)]
    if loans:
        return None
    for chord in light.chords:
        if not outside(chord, PHRYGIAN) and outside(chord, MAJOR):
            return None
        if note := outside(chord, MAJOR | MINOR):
            return Ask(
                "borrowed from nowhere",
                f"clouds: {chord} has the note {note}, which is in neither G major nor G minor. It may sound well; a "
                "loan it is "
                "not. What does G minor have that G major has not?",
                CLOUD,
            )
    if any(outside(chord, MAJOR) for chord in light.chords):
        mixed = next(chord for chord in light.chords if outside(chord, MAJOR))
        return Ask(
            "half a loan",
            f"clouds: {mixed} has the note {outside(mixed, MAJOR)} from G minor, and {outside(mixed, MINOR)}, which is "
            "only in G major. So no chord of G minor has come yet. Which chord of G minor has the first of the two?",
            CLOUD,
        )
    return Ask(
        "no cloud",
        f"clouds: all of {light.told} is G major. What does G minor have that G major has not?",
        CLOUD,
    )


def own(light: Light, third: str) -> Ask | None:
    """The scale it is said to be in, home first, and the note by which one knows that scale."""
    notes = set(scale(f"G {third}").pitch_classes) | ({LEADING} if third == "minor" else set())
    name = third if third == "minor" else third.capitalize()
    look = LOOKS_UP if third == "lydian" else COUNTED
    first = light.chords[0]
    if third == "lydian" and (asked := _no_floor(light)):
        return asked
    for place, chord in enumerate(light.chords):
        if note := outside(chord, notes):
            if place and place == len(light.chords) - 1 and _home_major(chord):
                return Ask(
                    "ends in light",
                    f"own: the last chord, {chord}, has the note {note}: {name} that ends in light, a Picardy third. "
                    "A fine "
                    f"end, and at the end it is day's. Keep to {name} here, and save that for a film.",
                    look,
                )
            return Ask(*_stranger(chord, note, third, name), look)
    if first.root_class != _G or first.bass_class != _G:
        return Ask(
            "own does not begin at home",
            f"own: it begins on {first}. Home first, with G below: else nobody knows whose {name} it is.",
            look,
        )
    for numbers, what in SIGNS[third]:
        if not numbers & light.sounds:
            return Ask(
                "nothing that says so",
                f"own: {light.told} could be {_others(light, third)} as well as {name}. {what[0].upper()}{what[1:]} "
                "does not sound in "
                f"it. Which chord of the scale has {'it' if len(what) < 3 else 'that note'}?",
                look,
            )
    return None


def _others(light: Light, third: str) -> str:
    fitting = [n for n in ("major", *SIGNS) if n != third and light.sounds <= set(scale(f"G {n}").pitch_classes)]
    return (
        listed([n if n in ("major", "minor") else n.capitalize() for n in fitting[:2]]) if fitting else "something else"
    )


def _no_floor(light: Light) -> Ask | None:
    """Lydian over a bass that goes along."""
    basses = [chord.bass_class for chord in light.chords]
    if set(basses) == {_G} or 1 not in light.sounds:
        if set(basses) == {_G}:
            return None
        return Ask(
            "no pedal",
            f"own: the bass goes {' · '.join(chord.bass for chord in light.chords)}, and lydian was to lie over a G. "
            "What stands behind each stroke?",
            LOOKS_UP,
        )
    for chord, after in zip(light.chords, light.chords[1:], strict=False):
        if 1 in chord.pitch_classes and after.root_class == 2 and after.bass_class != _G:
            return Ask(
                "a raised fourth on its way",
                f"own: {chord} brings in {after}: its C♯ was on its way there. What if G stayed below?",
                WHOSE,
            )
    return Ask(
        "no pedal",
        f"own: C♯ is there, and the bass goes {' · '.join(chord.bass for chord in light.chords)}. Over what is it to "
        "be a colour?",
        LOOKS_UP,
    )


def _stranger(chord: Chord, note: str, third: str, name: str) -> tuple[str, str]:
    sounding = [*zip(chord.notes, chord.pitch_classes, strict=True), (chord.bass, chord.bass_class)]
    number = dict(sounding)[note]
    if third == "dorian" and number == 3:
        return (
            "the wrong sixth",
            f"own: {chord} has the note {note}, which is minor's. Dorian has E: by that one knows it.",
        )
    if third == "minor" and number == 4:
        return (
            "the wrong sixth",
            f"own: {chord} has the note {note}, which is Dorian's. By which sixth does one know minor?",
        )
    if third == "mixolydian" and number == 6:
        return (
            "the wrong seventh",
            f"own: {chord} has the note {note}, the leading tone of G major. Mixolydian is known by its seventh: "
            "which is it?",
        )
    if third == "phrygian" and number == 9:
        return (
            "the wrong second",
            f"own: {chord} has the note {note}. Phrygian is known by its second, a semitone over G. The tune keeps "
            "its A; the "
            "chords have the other.",
        )
    if third == "lydian" and number == 0:
        return "both fourths", f"own: {chord} has the note {note}, the plain fourth. It takes back what C♯ says."
    if number == 11 and third in ("minor", "dorian", "phrygian"):
        return (
            "another third",
            f"own: {chord} has the note {note}, the third of G major. {name[0].upper()}{name[1:]} has the low one.",
        )
    return (
        "a note outside the scale",
        f"own: {chord} has the note {note}, which is not in G {name}. Which chord of that scale could stand there?",
    )
