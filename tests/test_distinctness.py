"""Motifs compared: three measures, a verdict, what a motif reminds of, and the map of a film."""

import io
import random
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import filmscore as fs
from filmscore.music.distinctness import AKIN, TOO_NEAR
from filmscore.music.likeness import (
    contour_distance,
    line_of,
    pitch_distance,
    pitch_edits,
    rhythm_distance,
    rhythm_edits,
)
from filmscore.music.openings import OPENINGS

JON = fs.Motif("D4 A4:1/2 F#4:1/2 E5:2")
MARA = fs.Motif("D4 A4:1/2 F#4:1/2 D5:2")
HOME = fs.Motif("B4 A4 G4:2 D5 B4:3")
LENGTHS = [Fraction(x) for x in ("1/4", "1/3", "1/2", "3/4", "1", "3/2", "2")]

pitches = st.lists(st.integers(40, 90), min_size=2, max_size=9)
lengths = st.lists(st.sampled_from(LENGTHS), min_size=2, max_size=9)


def plain_edits(a, b, change=lambda x, y: float(x != y)):
    """Levenshtein's table, cell by cell."""
    row = [float(j) for j in range(len(b) + 1)]
    for i, x in enumerate(a, start=1):
        last, row = row, [float(i)]
        for j, y in enumerate(b, start=1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + change(x, y)))
    return row[-1]


# the measures


@given(pitches, pitches)
@settings(max_examples=60, deadline=None)
def test_pitch_edits_are_the_least_over_all_transpositions(a, b):
    least = min(plain_edits([x + t for x in a], b) for t in range(-60, 61))
    edits, moved = pitch_edits(a, b)
    assert edits == least == plain_edits([x + moved for x in a], b)


@given(pitches, pitches, pitches, st.integers(-12, 12))
@settings(max_examples=60, deadline=None)
def test_axioms_of_the_pitch_distance(a, b, c, by):
    assert pitch_distance(a, [x + by for x in a]) == 0
    assert pitch_edits(a, b)[0] == pitch_edits(b, a)[0]
    assert pitch_edits(a, c)[0] <= pitch_edits(a, b)[0] + pitch_edits(b, c)[0]
    assert 0 <= pitch_distance(a, b) <= 1
    assert pitch_distance(a, b) == pitch_distance([x + by for x in a], b)
    if pitch_distance(a, b) == 0:
        assert [x - a[0] for x in a] == [x - b[0] for x in b]


@given(lengths, lengths, lengths, st.sampled_from([Fraction(1, 3), Fraction(2), Fraction(5, 4)]))
@settings(max_examples=60, deadline=None)
def test_axioms_of_the_rhythm_distance(a, b, c, times):
    def whole(x, y):
        return rhythm_distance(x, y) * (max(len(x), len(y)) - 1)  # what the edits cost

    assert rhythm_distance(a, [x * times for x in a]) == 0
    assert rhythm_edits(a, [x * times for x in a]) == (0, times)
    assert rhythm_distance(a, b) == pytest.approx(rhythm_distance(b, a))
    assert rhythm_distance(a, b) == pytest.approx(rhythm_distance([x * times for x in a], b))
    assert 0 <= rhythm_distance(a, b) <= 1
    if max(rhythm_distance(x, y) for x, y in combinations((a, b, c), 2)) < 1:  # where nothing was cut off
        assert whole(a, c) <= whole(a, b) + whole(b, c) + 1e-9


@given(st.lists(st.tuples(*[st.integers(50, 70)] * 3), min_size=2, max_size=8))
@settings(max_examples=60, deadline=None)
def test_contour_is_csim_and_a_metric_for_lines_of_one_length(rows):
    a, b, c = ([row[i] for row in rows] for i in range(3))

    def sign(x):
        return (x > 0) - (x < 0)

    pairs = list(combinations(range(len(a)), 2))
    csim = sum(sign(a[j] - a[i]) == sign(b[j] - b[i]) for i, j in pairs) / len(pairs)
    assert contour_distance(a, b) == pytest.approx(1 - csim)
    assert contour_distance(a, [x + 7 for x in a]) == 0
    assert contour_distance(a, b) == contour_distance(b, a)
    assert contour_distance(a, c) <= contour_distance(a, b) + contour_distance(b, c) + 1e-9


def test_contours_of_unequal_length():
    up, more, down = [60, 62, 64], [50, 51, 52, 53, 54, 55], [64, 62, 60, 59]
    assert contour_distance(up, [60, 60, 62, 62, 64, 64]) == 0
    assert contour_distance(up, more) < 0.25 < 0.9 < contour_distance(up, down)
    assert contour_distance(up, more) == contour_distance(more, up)


def test_a_line_counts_rests_as_the_listener_does():
    line = line_of(fs.Motif("R:2 D4:1/2 R:1/2 E4 R:3"))
    assert line.lengths == (1, 1)
    assert fs.distinctness(fs.Motif("D4 E4"), fs.Motif("R:2 G4:1/2 R:1/2 A4 R:3")).verdict == "the same"


# the verdict


@pytest.mark.parametrize("by", (-12, -5, 1, 7))
@pytest.mark.parametrize("times", ("1/2", "1", "3"))
def test_a_transposition_or_another_tempo_is_no_new_motif(by, times):
    moved = JON.transpose(by).augment(Fraction(times))
    found = fs.distinctness(JON, moved)
    assert (found.pitch, found.contour, found.rhythm, found.verdict) == (0, 0, 0, "the same")
    assert (found.nearest_transposition, found.tempo) == (by, Fraction(times))


def test_verdict_in_words():
    near = fs.distinctness(
        fs.Motif("D4 A4:1/2 F#4:1/2 E5:2", name="Mara's"), fs.Motif("D4 G4 F#4:1/2 D5:2", name="Jon's")
    )
    assert near.told == "Mara's is two notes and one length apart from Jon's: a listener will confuse them."
    assert (near.notes_apart, near.lengths_apart, near.verdict) == (2, 1, "too near")
    same = fs.distinctness(JON, JON.transpose(12).augment(2))
    assert "one motif, an octave higher and twice as slow" in same.told
    far = fs.distinctness(JON, HOME)
    assert far.verdict == "apart" and "can be told apart" in far.told
    kin = fs.distinctness(fs.Motif("C4 E4:1/2 D4:1/2 G4:2"), fs.Motif("C4 A3:1/2 B3:1/2 F3:2"))
    assert kin.rhythm == 0 and "rhythm" in kin.shared and "rhythm" in kin.told


def test_unrelated_motifs_are_apart_and_variations_near():
    rng = random.Random(6)

    def made():
        words, at = [], 0
        for _ in range(6):
            words.append(f"{'CDEFGAB'[at % 7]}{4 + at // 7}:{rng.choice(('1/2', '1', '3/2', '2'))}")
            at += rng.choice((-4, -2, -1, -1, 1, 1, 2, 4))
        return words

    unrelated = near = 0
    for _ in range(100):
        words = made()
        i = rng.randrange(6)
        varied = [*words[:i], "G#4:" + words[i].partition(":")[2], *words[i + 1 :]]
        unrelated += fs.distinctness(fs.Motif(words), fs.Motif(made())).distance > TOO_NEAR
        near += fs.distinctness(fs.Motif(words), fs.Motif(varied)).distance <= TOO_NEAR
    assert unrelated >= 98 and near == 100
    assert 0 < TOO_NEAR < AKIN < 1


# what it reminds of


@pytest.mark.parametrize("opening", [o for o in OPENINGS if o.rhythm], ids=lambda o: o.title)
def test_known_openings_are_recognised_in_any_key_and_tempo(opening):
    motif = fs.Motif(opening.notes)
    for heard in (motif, motif.transpose(3), motif.diminish(2)):
        assert opening.title in [like.what for like in fs.sounds_like(heard) if like.claimed]


CLAIMED = {
    "C5 B4 C5 A4": "Dies irae",  # four notes, in its even rhythm
    "C5:3/2 B4:1/2 C5:1/2 A4 B4:2": "Dies irae",  # five notes in another
    "A4:2 F4 E4 F4 D4 E4": "Dies irae",  # after a note of its own
    "F4 E4 F4 D4 E4 C4 D4 E4": "Dies irae",
    "F4:2 E4 F4:1/2 D4 E4 C#4 D4 D4": "Dies irae",  # one note wrong of eight
    "B4:1/2 B4:1/2 B4:1/2 G4:4": "the Fifth Symphony",
    "B2 C#3 D3 E3 F#3 D3": "In the Hall of the Mountain King",
    "G4 F4 Bb4 C5:1/2 F5:1/2": "Promenade",
    "Eb2 Bb2 Eb3 G3 Bb3": "Das Rheingold",
    "A5 G5 A5 G5 F5": "the Toccata in D minor",
}
NOT_CLAIMED = {
    "C5:3/2 B4:1/2 C5:1/2 A4": "Dies irae",  # four pitches in another rhythm
    "B4 B4 B4 G4": "the Fifth Symphony",  # even
    "B4:1/2 B4:1/2 B4:1/2 G4:1/2": "the Fifth Symphony",
    "B2 C#3 D3 E3 F#3": "In the Hall of the Mountain King",  # so far a plain scale
    "A3 F4 E4 D#4": "Tristan und Isolde",  # no rhythm to go by
    "C4 B3 E4": "Les préludes",
    "G4 D5 Db5": "Mars, the theme",
}
NOT_EVEN_MENTIONED = {
    "D4 A4:1/2 F#4:1/2 E5:2": "anything",
    "F4 E4 F4 E4 D4": "Dies irae",
    "B4:1/2 B4:1/2 B4:1/2 F#4:4": "the Fifth Symphony",
    "C4 B3 E4 G4": "Les préludes",
    "G4 G4 G4 G4 G4": "Mars, the ostinato",
}


@pytest.mark.parametrize(("notes", "title"), CLAIMED.items())
def test_claimed(notes, title):
    like = next(like for like in fs.sounds_like(fs.Motif(notes)) if like.what == title)
    assert like.claimed and like.source and "whoever knows it will hear it" in like.told
    assert 1 <= like.first <= like.last <= len(fs.Motif(notes).midi)


@pytest.mark.parametrize(("notes", "title"), NOT_CLAIMED.items())
def test_mentioned_as_proving_nothing(notes, title):
    like = next(like for like in fs.sounds_like(fs.Motif(notes)) if like.what == title)
    assert not like.claimed and like.told.startswith(f"Begins like {title}, which proves nothing")


@pytest.mark.parametrize(("notes", "title"), NOT_EVEN_MENTIONED.items())
def test_near_misses(notes, title):
    found = [like.what for like in fs.sounds_like(fs.Motif(notes)) if like.kind == "opening"]
    assert title not in found and (title != "anything" or not fs.sounds_like(fs.Motif(notes)))


@pytest.mark.parametrize(
    ("notes", "kind", "what"),
    [
        ("C4 D4 E4 F4 G4", "scale", "major or minor scale"),
        ("A4 G4 F4 E4", "scale", "major or minor scale"),
        ("E4 F4 F#4 G4", "scale", "chromatic scale"),
        ("C4 D4 E4 F#4 G#4", "scale", "whole-tone scale"),
        ("A4 G#4 F4 E4", "scale", "harmonic minor scale"),
        ("C4 D4 E4 F4 G4 D5", "scale", "major or minor scale"),
        ("C4 D4 E4 D4 C4", "scale", "there and back"),
        ("C4 E4 G4 C5", "arpeggio", "major triad"),
        ("E5 C5 A4", "arpeggio", "minor triad"),
        ("G3 B3 D4 F4", "arpeggio", "dominant seventh"),
        ("G4 C5 E5 C5", "arpeggio", "major triad"),
    ],
)
def test_scales_and_broken_chords(notes, kind, what):
    like = next(like for like in fs.sounds_like(fs.Motif(notes)) if like.kind == kind)
    assert what in like.what and like.claimed and "even notes" in like.told
    uneven = fs.Motif(notes).with_rhythm([2, *[Fraction(1, 2)] * (len(fs.Motif(notes).midi) - 2), 1])
    assert "only its rhythm is its own" in next(like for like in fs.sounds_like(uneven) if like.kind == kind).told


@pytest.mark.parametrize("notes", ("C4 D4 E4 A4 G4 B3", "C4 G4 D4 A4", "C4 F#4 G4 C4", "C4 C4 C4"))
def test_no_scale_and_no_chord(notes):
    assert not [like for like in fs.sounds_like(fs.Motif(notes)) if like.kind != "opening"]


# the map


SIX = {
    "Jon": JON,
    "Mara": MARA,
    "the bloom": fs.Motif("A3:1/2 F#4:3/2 E4:2 G4:1/2 A4:3/2"),
    "the ship": fs.Motif("C3:2 C3:1/2 B2:1/2 C3 Ab2:2"),
    "the company men": fs.Motif("G4:1/2 F#4:1/2 F4:1/2 E4:1/2 Eb4:2"),
    "home": HOME,
}


def test_map_tells_neighbours_and_warns():
    film = fs.motif_map(SIX)
    assert len(film.pairs) == 15 and set(film.positions) == set(SIX)
    assert film.nearest["Jon"][0] == "Mara" and film.too_near == [("Jon", "Mara")]
    assert film.warnings[0] == "Jon is one note apart from Mara: a listener will confuse them."
    assert any(w.startswith("the company men: it runs down a chromatic scale") for w in film.warnings)
    for name in SIX:
        assert name in film.told


def test_the_plane_keeps_the_distances_of_three_exactly():
    film = fs.motif_map({name: SIX[name] for name in ("Jon", "the bloom", "home")})
    assert film.strain < 1e-3
    for (a, b), d in film.pairs.items():
        (x, y), (u, v) = film.positions[a], film.positions[b]
        assert ((x - u) ** 2 + (y - v) ** 2) ** 0.5 == pytest.approx(d.distance, abs=1e-3)


def test_a_map_of_many_strains_less_than_classical_scaling_alone():
    assert fs.motif_map(SIX).strain < 0.2  # 0.37 before it is settled


@pytest.mark.parametrize("count", (1, 2, 3, 6, 12))
def test_map_drawn(count):
    rng = random.Random(3)
    made = {
        f"motif {i}": fs.Motif([f"{rng.choice('CDEFGAB')}4:{rng.choice(('1/2', '1'))}" for _ in range(6)])
        for i in range(6)
    }
    film = fs.motif_map(dict(list((SIX | made).items())[:count]))
    shown = fs.show(film)
    picture = Image.open(io.BytesIO(shown.png))
    assert picture.width == 2 * shown.width and len(shown.png) < 120_000
    assert shown.text == film.told
    for pair in film.joined:
        assert f"{pair[0]} and {pair[1]}: {film.pairs[pair].distance:.2f}" in shown.text


def test_no_words_of_the_map_lie_over_each_other():
    from filmscore.plots import house, motifs

    boxes = []
    keep = motifs._write

    def watched(ax, text, box, *rest, **more):
        boxes.append(box)
        keep(ax, text, box, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(motifs, "_write", watched)
        for count in (2, 3, 6):
            boxes.clear()
            with house.style():
                motifs.motif_map(fs.motif_map(dict(list(SIX.items())[:count])))
            assert len(boxes) > count
            assert all(a.over(b) == 0 for a, b in combinations(boxes, 2)), count


def test_circles_meet_only_where_a_listener_confuses():
    import matplotlib.patches

    from filmscore.plots import house, motifs

    with house.style():
        fig = house.figure()
        ax = house.axes(fig, 0, 0, 568, 360)
        film = fs.motif_map(SIX)
        at, scale, _ = motifs._fitted(film, 568)
        motifs._circles(ax, film, at, TOO_NEAR / 2 * scale)
    rings = [p for p in ax.patches if isinstance(p, matplotlib.patches.Circle)][: len(at)]
    reach = dict(zip(at, (ring.radius for ring in rings), strict=True))
    for (a, b), d in film.pairs.items():
        apart = ((at[a][0] - at[b][0]) ** 2 + (at[a][1] - at[b][1]) ** 2) ** 0.5
        assert (apart < reach[a] + reach[b]) == (d.distance <= TOO_NEAR), (a, b)


# what cannot be used


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: fs.distinctness(JON, "D4 A4"), "is no motif"),
        (lambda: fs.distinctness(None, JON), "None is no motif"),
        (lambda: fs.distinctness(JON, fs.Motif("D4")), "has one note: it takes at least 2"),
        (lambda: fs.distinctness(JON, fs.Motif("R D4 R")), "has one note"),
        (lambda: fs.sounds_like(fs.Motif("D4 E4")), "it takes at least 3"),
        (lambda: fs.sounds_like([60, 62]), "is no motif"),
        (lambda: fs.motif_map({}), "There are no motifs here yet"),
        (lambda: fs.motif_map([JON]), "is no dict of motifs"),
        (lambda: fs.motif_map({"Jon": fs.Motif("D4")}), "Jon: "),
        (lambda: fs.motif_map({"Jon": "D4 E4"}), "Jon: 'D4 E4' is no motif"),
        (lambda: fs.motif_map({3: JON}), "3 is no name"),
        (lambda: fs.motif_map({" ": JON}), "is no name"),
        (lambda: fs.motif_map({str(i): JON for i in range(25)}), "25 motifs"),
    ],
)
def test_refused(call, said):
    with pytest.raises(fs.FilmScoreError) as caught:
        call()
    assert said in str(caught.value)


def test_rests_only_are_no_motif():
    with pytest.raises(fs.FilmScoreError):
        fs.distinctness(JON, fs.Motif("R R:2"))


def test_what_proves_nothing_is_said_in_good_spacing():
    from filmscore.music.openings import OPENINGS

    for opening in OPENINGS:
        tune = fs.Motif(opening.notes)
        for notes in range(3, len(tune.pitches) + 1):
            for motif in (tune.head(notes), tune.head(notes).with_rhythm(["3/2", *["1/3"] * (notes - 1)])):
                assert all("  " not in like.told for like in fs.sounds_like(motif))
    assert "which proves nothing: four pitches alone begin" in fs.sounds_like(fs.Motif("A3 F4 E4 D#4 G4"))[0].told


def test_a_prelude_is_not_dated_by_its_opera():
    from filmscore.music.openings import OPENINGS

    sources = {opening.title: opening.source for opening in OPENINGS}
    assert "Prelude (first performed 1859, the opera 1865)" in sources["Tristan und Isolde"]
    assert "opera first performed 1869" in sources["Das Rheingold"]
