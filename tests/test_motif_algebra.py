"""What may be done to a motif, as laws: mirrors undo themselves, moves add up, spelling is kept."""

import itertools
import math
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from motif_lines import intervals, keys, lengths, letters_between, meters, motifs

import filmscore as fs
from filmscore.errors import FilmScoreError
from filmscore.music.keys import Key
from filmscore.music.lineage import TRANSFORMATIONS
from filmscore.music.meter import strength
from filmscore.music.motif import Motif
from filmscore.music.pitch import Interval, Pitch, as_music21, natural

quick = settings(max_examples=20, deadline=None)


def steps(motif):
    """Letters of its notes, counted from C0."""
    return [Pitch.read(name).step for name in motif.pitches]


def mirrored(tune, mirror, axis):
    """Whether every letter is the mirror of its letter: no note had to be respelled past a double sign."""
    centre = Pitch.read(axis).step
    return steps(mirror) == [2 * centre - step for step in steps(tune)]


def shifted(tune, moved, by):
    """Whether every letter moved as far."""
    return steps(moved) == [step + by for step in steps(tune)]


def respelled(tune, axis, key=None):
    """Whether an exact mirror takes double signs, for which other letters are written."""
    centre = Pitch.read(axis)
    pitches = [Pitch.read(name) for name in tune.pitches]
    signs = [2 * centre.midi - p.midi - natural(2 * centre.step - p.step) for p in pitches]
    return key is None and sum(abs(sign) >= 2 for sign in signs) > 1


def done(act):
    """What an operation makes; an example that leads outside what can be played teaches nothing here."""
    try:
        return act()
    except FilmScoreError as error:
        assume("outside everything" not in str(error))
        raise


# ---------------------------------------------------------------- pitches


@pytest.mark.parametrize(
    ("notes", "minor", "told"),
    [
        ("B3 B3 C4", "B3 B3 C4", "changes none"),
        ("B3 R B3 C4", "B3 R B3 C4", "changes none"),
        ("B3 C4 B3 A3", "B3 C4 B♭3 A♭3", "sixth and seventh (one of two) lowered"),
        ("E4 B3 B3 A3", "E♭4 B♭3 B♭3 A♭3", "third, sixth and seventh lowered"),
        ("B3 C5", "B♭3 C5", "seventh lowered"),
    ],
)
def test_leading_notes_stay_where_they_lead(notes, minor, told):
    made = Motif(notes, key="C").to_mode("minor")
    assert made.text == minor and told in made.told
    assert Motif(notes, key="C").to_mode(" Minor") == made


@quick
@given(motifs(), st.one_of(st.none(), keys), st.sampled_from(["C4", "F#4", "Bb3", None]))
def test_inverting_twice_about_one_axis_restores_every_name(tune, key, axis):
    axis = axis or tune.pitches[0]
    once = done(lambda: tune.invert(key=key, axis=axis))
    assume(mirrored(tune, once, axis) and not respelled(tune, axis, key))
    assert done(lambda: once.invert(key=key, axis=axis)) == tune


@quick
@given(motifs(least=2), st.one_of(st.none(), keys))
def test_a_mirror_keeps_its_axis_and_mirrors_the_letters(tune, key):
    mirror = done(lambda: tune.invert(key=key))
    assert mirror.pitches[0] == tune.pitches[0]
    assert mirror.durations == tune.durations and mirror.begins == tune.begins
    if key is None:
        assert mirror.intervals == tuple(-size for size in tune.intervals)
    assume(not respelled(tune, tune.pitches[0], key))
    axis = Pitch.read(tune.pitches[0])
    for before, after in zip(tune.pitches, mirror.pitches, strict=True):
        there, back = letters_between(tune.pitches[0], before), letters_between(tune.pitches[0], after)
        letter = axis.step - there.steps
        sign = axis.midi + back.semitones - natural(letter)
        assert back.steps == -there.steps if abs(sign) <= 2 else abs(back.steps + there.steps) in (1, 2)


@pytest.mark.parametrize(
    ("notes", "key", "axis", "mirror"),
    [
        ("C4 E4", None, None, "C4 A♭3"),
        ("C4 E4 G4", None, None, "C4 A♭3 F3"),
        ("C4 E4 G4", "C", None, "C4 A3 F3"),
        ("C4 E4 G4", "c", None, "C4 A♭♭3 F3"),  # E is raised in C minor, so its mirror is lowered against A♭
        ("D4 C#4 D4", "d", None, "D4 E♭4 D4"),  # the leading note leans up; its mirror leans down
        ("D4 F4 A4", "d", None, "D4 B♭3 G3"),
        ("D4 F#4 A4", "D", "A4", "E5 C♯5 A4"),
        ("F#4 A4", "d", "F#4", "F♯4 D4"),
        ("G4 Bb4", None, "G4", "G4 E4"),
        ("C4 E4", None, "D#4", "F♯4 D4"),  # E𝄪 and C𝄪, which nobody reads
        ("C4 E4 G4", None, "D#4", "F♯4 D4 B3"),
        ("G#4 F4 F4", None, None, "G♯4 B4 B4"),  # the axis keeps its name
        ("C4 D4", None, "C#4", "C𝄪4 B♯3"),  # one double sign can be read
        ("Eb4 Bb3 F3 Gb3", None, "Bb3", "F3 B♭3 E♭4 D4"),
    ],
)
def test_mirrors_as_a_musician_spells_them(notes, key, axis, mirror):
    assert " ".join(Motif(notes).invert(key=key, axis=axis).pitches) == mirror


@quick
@given(motifs(), intervals, intervals)
def test_transpositions_add_up(tune, first, second):
    once = done(lambda: tune.transpose(first))
    a, b = Interval.read(first), Interval.read(second)
    assume(shifted(tune, once, a.steps))
    both = Interval(a.steps + b.steps, a.semitones + b.semitones)
    twice = done(lambda: once.transpose(second))
    assert twice.pitches == tuple(Pitch.read(name).up(both).name for name in tune.pitches)
    assert twice.midi == tuple(m + both.semitones for m in tune.midi)
    assert twice.intervals == tune.intervals and twice.rhythm == tune.rhythm


@quick
@given(motifs(), intervals)
def test_transposition_as_music21_spells_it(tune, name):
    m21 = pytest.importorskip("music21")
    moved = done(lambda: tune.transpose(name))
    witness = [m21.pitch.Pitch(n).transpose(m21.interval.Interval(name)) for n in map(as_music21, tune.pitches)]
    assert [p.ps for p in witness] == list(moved.midi)
    for ours, theirs in zip(moved.pitches, witness, strict=True):
        if abs(theirs.alter) <= 2:
            assert as_music21(ours) == theirs.nameWithOctave


@quick
@given(motifs(least=2))
def test_intervals_as_music21_names_them(tune):
    m21 = pytest.importorskip("music21")
    pitches = [m21.pitch.Pitch(as_music21(name)) for name in tune.pitches]
    for ours, a, b in zip(tune.interval_names, pitches, pitches[1:], strict=False):
        theirs = m21.interval.Interval(a, b)
        assert Interval.read(ours).semitones == theirs.semitones if "AAA" not in ours and "ddd" not in ours else True
        if theirs.generic.undirected > 1 and theirs.direction.value != 0:
            assert ours.lstrip("-") == theirs.name


@quick
@given(motifs(), keys, st.integers(-9, 9))
def test_steps_within_a_key_lead_back(tune, key, by):
    moved = done(lambda: tune.transpose_in(key, by))
    assume(shifted(tune, moved, by))
    assert moved.transpose_in(key, -by) == tune
    scale = Key.read(key)
    for before, after in zip(tune.pitches, moved.pitches, strict=True):
        a, b = Pitch.read(before), Pitch.read(after)
        assert scale.offset(a) == scale.offset(b)


@pytest.mark.parametrize(
    ("semitones", "notes", "names"),
    [(1, "C4 E4 G4", "D♭4 F4 A♭4"), (1, "F#4 A#4", "G4 B4"), (-1, "D4 F#4", "D♭4 F4"),
     (-1, "D4 E4", "C♯4 D♯4"), (6, "F4 A4", "B4 D♯5"), (3, "D#4", "F♯4"), (12, "E♭4", "E♭5"),
     (-13, "C5", "B3"), (0, "C♭4", "C♭4")],
)  # fmt: skip
def test_semitones_are_spelled_with_few_signs(semitones, notes, names):
    assert " ".join(Motif(notes).transpose(semitones).pitches) == names


def test_a_key_goes_along():
    tune = Motif("D4 F#4", key="D")
    assert [tune.transpose(i).key for i in ("m2", "-m2", "P5", "M3", 1, "A1")] == [
        "E♭ major", "C♯ major", "A major", "F♯ major", "E♭ major", "D♯ major",
    ]  # fmt: skip
    assert tune.invert().key is None and tune.invert(key="D").key == "D major"
    assert tune.retrograde().key == tune.augment(2).key == "D major"


def test_double_signs_are_written_and_worse_is_respelled():
    assert Motif("B#4").transpose("A1").pitches == ("B𝄪4",)
    assert Motif("Bx4").transpose("A1").pitches == ("C𝄪5",)
    assert Motif("Ebb4").transpose("-A1").pitches == ("D♭4",)
    assert Motif("Fb4").transpose("-m2").midi == (63,)


@quick
@given(motifs(), keys)
def test_to_the_other_mode_and_back(tune, key):
    major, minor = Key.read(key)._replace(minor=False), Key.read(key)._replace(minor=True)
    scale = [major.at(Pitch.read(name).step).name for name in tune.pitches]
    line = iter(scale)
    tune = Motif([f"{next(line) if n else 'R'}:{d}" for n, d in zip(tune.names, tune.durations, strict=True)])
    dark = tune.to_mode("minor", key=major.name)
    for before, after in zip(tune.pitches, dark.pitches, strict=True):
        a, b = Pitch.read(before), Pitch.read(after)
        assert a.step == b.step
        changes = a.midi - b.midi
        assert changes in (0, 1) and (changes == 0 or major.degree(a.step) in (3, 6, 7))
        if major.degree(a.step) in (3, 6):
            assert changes == 1
    back = dark.to_mode("major", key=minor.name)
    assert (back.names, back.durations) == (tune.names, tune.durations)
    assert dark.key == minor.name


def test_a_change_of_mode_says_what_changed():
    tune = Motif("D4 F#4 A4 B4 C#5 D5", key="D")
    assert tune.to_mode("minor").told == "turned to D minor, third and sixth lowered"
    assert Motif("C#5 B4 A4", key="D").to_mode("minor").told == "turned to D minor, sixth and seventh lowered"
    assert "none of its notes" in Motif("D4 A4", key="D").to_mode("minor").told
    assert Motif("D4 F4 C#5 D5", key="d").to_mode("major").pitches == ("D4", "F♯4", "C♯5", "D5")


@quick
@given(motifs(least=2), st.integers(1, 3), st.one_of(st.none(), keys))
def test_wider_and_narrower_intervals_keep_rhythm_and_start(tune, by, key):
    wide = done(lambda: tune.expand(by, key=key))
    narrow = done(lambda: tune.contract(by, key=key))
    assert wide.durations == narrow.durations == tune.durations
    assert wide.pitches[0] == narrow.pitches[0] == tune.pitches[0]
    if key is None:
        assert wide.intervals == tuple(i + by * ((i > 0) - (i < 0)) for i in tune.intervals)
        assert narrow.intervals == tuple(max(1, abs(i) - by) * ((i > 0) - (i < 0)) for i in tune.intervals)
        assert wide.parsons == narrow.parsons == tune.parsons


@quick
@given(motifs(), st.integers(-2, 2))
def test_octaves_keep_names(tune, octaves):
    moved = done(lambda: tune.register(octaves))
    assert [n[:-1] for n in moved.pitches] == [n[:-1] for n in tune.pitches]
    assert moved.midi == tuple(m + 12 * octaves for m in tune.midi)


# ---------------------------------------------------------------- time


@quick
@given(motifs(), st.sampled_from(["both", "pitch", "rhythm"]))
def test_turning_round_twice_restores(tune, what):
    turned = tune.retrograde(what)
    assert turned.retrograde(what) == tune
    assert turned.beats == tune.beats
    assert sorted(turned.pitches) == sorted(tune.pitches)
    assert turned.pitches == (tune.pitches if what == "rhythm" else tune.pitches[::-1])
    assert turned.durations == (tune.durations if what == "pitch" else tune.durations[::-1])


@quick
@given(motifs(), st.one_of(st.none(), keys))
def test_both_mirrors_in_either_order(tune, key):
    axis = tune.pitches[0]
    both = done(lambda: tune.retrograde_inversion(key=key))
    assert both == tune.invert(key=key).retrograde() == tune.retrograde().invert(key=key, axis=axis)


@quick
@given(motifs(), st.fractions(min_value=Fraction(1, 3), max_value=5, max_denominator=7))
def test_slower_and_faster_again_is_as_it_was(tune, n):
    slow = tune.augment(n)
    assert slow.beats == tune.beats * n and slow.pitches == tune.pitches
    again = slow.diminish(n)
    assert (again.names, again.durations) == (tune.names, tune.durations)
    bar = tune._meter.length
    if (1 - tune.begins) % bar * n < bar:
        assert again == tune


def test_a_grown_pickup_still_leads_to_the_bar_line():
    tune = Motif("G4 C5:2", meter="4/4", begins=4)
    assert tune.augment(2).begins == 3 and tune.diminish(2).begins == Fraction(9, 2)
    assert tune.augment("3/2") == tune.augment(1.5) == tune.augment(Fraction(3, 2))


@quick
@given(meters, meters, st.data())
def test_into_another_meter_and_back(old, new, data):
    tune = data.draw(motifs(meter=old))
    moved = tune.in_meter(new)
    assert moved.meter == new and moved.pitches == tune.pitches
    assert moved.in_meter(old) == tune
    before, after = tune._meter, moved._meter
    for a, b in zip(tune.starts, moved.starts, strict=True):
        here, there = tune.begins - 1 + a, moved.begins - 1 + b
        assert (here % before.length == 0) == (there % after.length == 0)  # bar lines stay with their notes
        assert here // before.length == there // after.length
        if strength(before, here) == 1:
            assert strength(after, there) == 1


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("4/4", "3/4", "2 2", "2 1"),
        ("4/4", "3/4", "1 1 1 1", "1 1 1/2 1/2"),
        ("4/4", "6/8", "1 1 1 1", "1 1/2 1 1/2"),
        ("4/4", "12/8", "1/2 1/2 1 2", "1 1/2 3/2 3"),
        ("2/4", "6/8", "1/2 1/2 1", "1 1/2 3/2"),
        ("3/4", "4/4", "1 1 1", "1 1 2"),
        ("4/4", "5/4", "1 1 1 1", "2 1 1 1"),
        ("2/4", "2/2", "1 1/2 1/2", "2 1 1"),
    ],
)
def test_marches_and_waltzes(old, new, before, after):
    line = Motif(["C4"] * len(before.split()), meter=old).with_rhythm(before)
    assert line.in_meter(new).duration_string == after


@quick
@given(motifs(least=3, meter="4/4"), st.data())
def test_parts_are_where_they_were(tune, data):
    last = data.draw(st.integers(1, len(tune.pitches)))
    first = data.draw(st.integers(1, last))
    cell = tune.cell(first, last)
    assert cell.pitches == tune.pitches[first - 1 : last]
    assert (cell.begins - tune.begins - tune.starts[first - 1]) % 4 == 0
    shift = tune.starts[first - 1]
    assert [start + shift for start in cell.starts] == list(tune.starts[first - 1 : last])
    assert tune.head(last).pitches == tune.pitches[:last] and tune.tail(last).pitches == tune.pitches[-last:]
    assert tune.head(last).begins == tune.begins


@quick
@given(motifs(), st.fractions(min_value=Fraction(1, 8), max_value=20, max_denominator=8))
def test_it_breaks_off_on_time(tune, beats):
    assume(beats <= tune.beats and all(not 0 < beats - s < Fraction(1, 64) for s in tune.starts))
    cut = tune.truncate(beats)
    assert cut.beats == beats and cut.pitches == tune.pitches[: len(cut.pitches)]
    assert len(cut.pitches) == sum(start < beats for start in tune.starts)


@quick
@given(motifs(least=2), lengths)
def test_new_lengths_for_the_same_notes(tune, length):
    again = tune.with_rhythm([length] * len(tune.pitches))
    assert again.pitches == tune.pitches and set(again.durations) == {length}
    assert tune.with_rhythm(tune.duration_string) == tune


# ---------------------------------------------------------------- more and less


@quick
@given(motifs(), st.integers(2, 4), intervals)
def test_a_sequence_is_the_motif_moved(tune, times, step):
    line = done(lambda: tune.sequence(times, step))
    count = len(tune.pitches)
    assert line.beats == times * tune.beats and len(line.pitches) == times * count
    assert line.pitches[:count] == tune.pitches
    size = Interval.read(step).semitones
    assert line.midi == tuple(m + n * size for n in range(times) for m in tune.midi)


def test_a_sequence_in_a_key():
    tune = Motif("D4 E4 F4", key="d")
    assert tune.sequence(3, -1).pitches == ("D4", "E4", "F4", "C4", "D4", "E4", "B♭3", "C4", "D4")
    assert Motif("D4 F4").sequence(2, 1, key="d").key == "D minor"
    with pytest.raises(FilmScoreError, match="none is known"):
        Motif("D4 F4").sequence(2, 1)


@quick
@given(motifs(least=3), st.sampled_from(["neighbour", "passing", "turn", "repeat", "approach"]), keys)
def test_ornaments_keep_the_skeleton(tune, kind, key):
    try:
        adorned = done(lambda: tune.ornament(kind, key=key))
    except FilmScoreError as error:
        assert "no place for the ornament" in str(error)
        return
    assert adorned.beats == tune.beats and len(adorned.pitches) > len(tune.pitches)
    stands = dict(zip(adorned.starts, adorned.pitches, strict=True))
    assert all(stands[start] == name for start, name in zip(tune.starts, tune.pitches, strict=True))
    assert min(d for d in adorned.durations if d not in tune.durations or d >= Fraction(1, 8)) >= Fraction(1, 8)


@pytest.mark.parametrize("kind", ["neighbour", "passing", "turn", "repeat", "approach"])
def test_what_was_put_in_can_be_taken_out(kind):
    tune = Motif("D4 F4 A4 F4 D4:2", key="d", meter="3/4")
    assert tune.ornament(kind).reduce() == tune


def test_reduction_goes_from_weak_to_strong():
    tune = Motif("D4 E4:1/2 F4:1/2 G4 A4", meter="4/4")
    once = tune.reduce()
    assert once.text == "D4 E4 G4 A4"
    assert once.reduce().text == "D4:2 G4:2"
    assert once.reduce().reduce().text == "D4:4"
    with pytest.raises(FilmScoreError, match="bare already"):
        once.reduce().reduce().reduce()
    assert Motif("D4:1/2 E4 F4:1/2", meter="2/4").reduce().text == "D4:1/2 E4:3/2"  # a syncopation sounds on


@quick
@given(motifs(meter="3/4"), st.integers(1, 5))
def test_an_ostinato_fills_its_bars(tune, bars):
    line = tune.ostinato(bars=bars)
    assert (line.begins - 1 + line.beats) % 3 == 0
    assert line.beats == bars * 3 + (1 - tune.begins) % 3
    assert all(line.names[i] == tune.names[i % len(tune.names)] for i in range(len(line.names)))
    assert tune.ostinato(times=3).names == tune.names * 3


# ---------------------------------------------------------------- where it came from


def test_a_chain_prints_as_a_sentence_and_as_code():
    tune = Motif("D4 A4:1/2 F#4:1/2 E5:2", meter="4/4", begins=4, name="Jon")
    bent = tune.invert(key="D").augment(2).played_by("horn")
    assert bent.told == "inverted in D major about D4, then twice as slow, then played by the horn"
    assert bent.code() == (
        "fs.Motif('D4 A4:1/2 F♯4:1/2 E5:2', meter='4/4', begins=4, name='Jon')"
        ".invert(key='D major').augment(2).played_by('horn')"
    )
    assert eval(bent.code()) == bent and bent.origin == tune and tune.told == "as it was made"
    assert bent.player == "horn" and bent.name == "Jon"
    assert tune.transformed([("invert", {"key": "D"}), ("augment", 2), ("played_by", "horn")]) == bent
    assert tune.transformed(bent.lineage).told == bent.told


@pytest.mark.parametrize("row", TRANSFORMATIONS.values(), ids=TRANSFORMATIONS)
def test_every_transformation_knows_itself(row):
    tune = Motif("D4 A4:1/2 F#4:1/2 E5:2", key="D", meter="4/4")
    made = eval(f"tune.{row.example}", {"tune": tune})
    assert row.keeps and row.gives_up and row.reading and row.told.endswith(".")
    assert row.recognised.split(":")[0].split(",")[0].split()[0] in ("surely", "mostly", "hardly", "depends")
    assert any(year in row.source for year in ("1971", "1972", "1978", "1983", "2015")) or "habit" in row.source
    if not isinstance(made, Motif):
        assert row.name in ("harmonise", "against") and made.told
        return
    (step,) = made.lineage
    assert (step.operation, step.keeps, step.gives_up) == (row.name, row.keeps, row.gives_up)
    again = eval(made.code(), {"fs": fs})
    assert again == made and again.told == made.told and again.key == made.key and again.player == made.player
    assert eval(repr(made)) == made


@quick
@given(motifs(least=4, meter="4/4"), st.data())
def test_code_round_trips_through_any_chain(tune, data):
    calls = ["transpose('-m3')", "transpose(5)", "transpose_in('d', 2)", "to_mode('minor', 'G')", "invert()",
             "invert('d', 'A4')", "retrograde('rhythm')", "retrograde_inversion()", "augment('3/2')", "diminish(2)",
             "in_meter('3/4')", "head(3)", "tail(3)", "cell(1, 2)", "sequence(2, '-M2')", "contract()", "register(-1)",
             "expand(1, key='C')", "played_by('horn')", "ostinato(times=2)", "with_rhythm([1, 0.5] * 9)"]  # fmt: skip
    made = tune
    for call in data.draw(st.lists(st.sampled_from(calls), max_size=5)):
        try:
            made = eval(f"made.{call}")
        except FilmScoreError:
            continue
    again = eval(made.code(), {"fs": fs})
    assert (again, again.lineage, again.key, again.player) == (made, made.lineage, made.key, made.player)
    assert made.told.count(", then ") == max(0, len(made.lineage) - 1)


def test_what_counts_for_equality():
    tune = Motif("D4 A4")
    assert tune == Motif("D4 A4", key="D", name="Jon") == tune.augment(2).diminish(2)
    assert hash(tune) == hash(Motif("D4 A4", name="Mara"))
    assert len({tune, Motif("D4 A4", meter="4/4"), Motif("D4 A4:2"), Motif("D4 Bbb4")}) == 4
    assert Motif("D4", meter="4/4") != Motif("D4", meter="4/4", begins=2)
    assert tune != "D4 A4"


def test_a_motif_made_anew_is_no_longer_its_past():
    bent = Motif("D4 A4", meter="4/4").augment(2)
    assert Motif(bent, name="Jon").told == "twice as slow"
    moved = Motif(bent, begins=3)
    assert moved.lineage == () and eval(moved.code()) == moved


# ---------------------------------------------------------------- what cannot be done


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("augment(0)", "more than 0"), ("augment(-1)", "more than 0"), ("augment('x')", "no number"),
        ("augment(float('nan'))", "no number"), ("augment(None)", "must be a number"), ("augment(True)", "number"),
        ("augment(1000)", "64 are the most"), ("diminish(0)", "more than 0"), ("diminish(1000)", "256th"),
        ("transpose('M5')", "perfect"), ("transpose('P3')", "major or minor"), ("transpose('X9')", "no interval"),
        ("transpose(1.5)", "whole number"), ("transpose(200)", "127"), ("transpose('P8').register(9)", "above G9"),
        ("register(-5)", "below C0"), ("register('up')", "whole number"), ("transpose_in('H', 1)", "German"),
        ("transpose_in('Q', 1)", "no key"), ("transpose_in('D##', 1)", "no key"), ("transpose_in(None, 1)", "no key"),
        ("to_mode('dorian')", "no mode"), ("to_mode('minor')", "No key is known"), ("invert(key='H')", "German"),
        ("invert(axis='Z4')", "axis"), ("invert(axis=60)", "axis"), ("invert(axis='C')", "axis"),
        ("invert(axis='C0')", "outside"), ("invert(axis='C9')", "outside"), ("retrograde('up')", "turned round"),
        ("in_meter('4/5')", "no meter"), ("in_meter(3)", "no meter"),
        ("with_rhythm([1])", "one for each note"),
        ("with_rhythm('1 1 1 x')", "number of beats"), ("with_rhythm(3)", "no rhythm"),
        ("with_rhythm('1 1 1 0')", "0"),
        ("head(0)", "no note 0"), ("head(5)", "no note 5"), ("tail('two')", "whole number"),
        ("cell(3, 2)", "write cell"),
        ("truncate(0)", "break off"), ("truncate(99)", "lasts"), ("sequence(1, 'M2')", "too few"),
        ("sequence(900, 'P1')", "500"), ("sequence(9, 'P8')", "above G9"), ("sequence(3, 'x')", "no interval"),
        ("expand(0)", "1 to 12"), ("contract(-1)", "1 to 12"), ("ornament('trill')", "neighbour"),
        ("played_by('')", "no player"), ("played_by(3)", "no player"), ("ostinato()", "either"),
        ("ostinato(times=2, bars=2)", "either"), ("ostinato(times=400)", "500 notes"), ("ostinato(bars=500)", "500"),
        ("harmonise('')", "no chords"), ("harmonise('Dm H')", r"\^"), ("harmonise('Dm', beats=1)", "no chord"),
        ("harmonise(3)", "no list of chords"), ("harmonise(['Dm', 3])", "no chord symbol"),
        ("against(3)", "no list of notes"), ("against('D4', offset='x')", "no number"),
        ("transformed(['explode'])", "no transformation"), ("transformed([('augment', 2, 3)])", "does not take"),
        ("transformed(None)", "no list of steps"), ("ornament(['turn'])", "no ornament"),
        ("head(10**400)", "whole number"),
        ("transformed(['__class__'])", "no transformation"), ("transformed([3])", "no step"),
        ("transformed([('harmonise', 'Dm'), 'invert'])", "makes none"),
    ],
)  # fmt: skip
def test_the_impossible_is_refused_in_words(call, says):
    tune = Motif("D4 A4:1/2 F#4:1/2 E5:2")
    with pytest.raises(FilmScoreError, match=says) as why:
        eval(f"tune.{call}", {"tune": tune})
    assert 20 < len(str(why.value)) < 400


@pytest.mark.parametrize(
    ("how", "says"),
    [({"begins": 4}, "meter="), ({"meter": "4/4", "begins": 5}, "beats 1 to 4"),
     ({"meter": "4/4", "begins": 0}, "beats 1"), ({"key": "H"}, "German"), ({"key": "D dorian"}, "no key"),
     ({"meter": "waltz"}, "no meter"),
     ({"name": ""}, "no name"),
     ({"meter": "4/4", "begins": "x"}, "no number")],
)  # fmt: skip
def test_a_motif_that_cannot_be_is_refused(how, says):
    with pytest.raises(FilmScoreError, match=says):
        Motif("D4 A4", **how)


@pytest.mark.parametrize(
    ("text", "word"), [("D4 A4 H4:2 E5", "H4:2"), ("D4, A4:x", "A4:x"), ("C4 C4~ C4", "C4~"), ("C4 D4+50 E4", "D4+50")]
)
def test_the_place_of_an_error_is_marked(text, word):
    with pytest.raises(FilmScoreError) as why:
        Motif(text)
    line, mark = str(why.value).split("\n")[-2:]
    assert line[mark.index("^") : mark.rindex("^") + 1] == word


def test_five_hundred_notes_are_the_most():
    assert len(Motif("C4 " * 500).pitches) == 500
    for many in ("C4 " * 501, "R " * 2000, itertools.repeat("C4")):
        with pytest.raises(FilmScoreError, match="500"):
            Motif(many)


def test_what_it_tells_of_itself():
    tune = Motif("D4 A4:1/2 R:1/2 F#4:1/2 E5:2 E5", key="f# minor")
    assert (tune.key, tune.compass, tune.highest, tune.lowest) == ("F♯ minor", 14, "E5", "D4")
    assert (tune.interval_string, tune.parsons) == ("+7 -3 +10 0", "*udur")
    assert tune.interval_names == ("P5", "-m3", "m7", "P1")
    assert tune.rhythm == (1, 1, Fraction(1, 2), 2, 1) and tune.starts == (0, 1, 2, Fraction(5, 2), Fraction(9, 2))
    assert tune.duration_string == "1 1/2 R:1/2 1/2 2 1" and math.isclose(tune.beats, 5.5)
    assert tune.notes[2] == ("F♯4", 2, Fraction(1, 2))
    assert Motif("R:1/2 G4:1/2 G4").rhythm == (Fraction(1, 2), 1)


# ---------------------------------------------------------------- from the end


@quick
@given(motifs(), st.sampled_from(["3/4", "4/4", "6/8", "5/4"]), st.integers(0, 11))
def test_bar_lines_are_turned_with_the_rhythm(tune, meter, late):
    bar = Fraction(*map(int, meter.split("/"))) * 4
    tune = Motif(tune.text, meter=meter, begins=1 + Fraction(late, 4) % bar)
    back = tune.retrograde()
    ends = [tune.begins - 1 + start + beats for _, start, beats in tune.notes]
    starts = [back.begins - 1 + start for start in back.starts]
    assert all((end + start) % bar == 0 for end, start in zip(reversed(ends), starts, strict=True))
    assert back.retrograde() == tune
    assert tune.retrograde("rhythm").begins == tune.retrograde_inversion().begins == back.begins
    assert tune.retrograde("pitch").begins == tune.begins


def test_an_upbeat_turned_is_the_note_after_the_bar_line():
    tune = Motif("G4 C5:3", meter="4/4", begins=4)
    assert repr(tune.retrograde()) == "Motif('C5:3 G4', meter='4/4', begins=2)"
    assert Motif("D4 A4 E5:2", meter="4/4").retrograde().begins == 1
    assert Motif("G4 C5:4", meter="4/4", begins=4).retrograde().begins == 1


@pytest.mark.parametrize(
    ("call", "keeps", "gives_up"),
    [
        ("invert()", "the size of every step", "direction"),
        ("invert(key='C')", "as the scale counts them", "exact size of some steps"),
        ("retrograde()", "the notes and the lengths", "their order"),
        ("retrograde('rhythm')", "the notes in their order", "the rhythm"),
        ("retrograde('pitch')", "the rhythm", "the order of the notes"),
        ("retrograde_inversion('C')", "as the scale counts them", "direction"),
    ],
)
def test_what_is_kept_depends_on_how_it_was_called(call, keeps, gives_up):
    step = eval(f"Motif('C4 E4 F4:2').{call}").lineage[-1]
    assert keeps in step.keeps and gives_up in step.gives_up


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Motif({"C4": 2, "D4": 3}), "'C4:2'"),
        (lambda: Motif({"C4", "D4"}), "no order"),
        (lambda: Motif("C4 D4").transformed({"invert": 1}), "no list of steps"),
    ],
)
def test_what_has_no_order_is_no_motif(make, said):
    with pytest.raises(FilmScoreError, match=said):
        make()
