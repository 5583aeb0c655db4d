"""The leitmotif plan: transformations as data, criteria that count, order, paper, and what it says to bad input."""

from __future__ import annotations

import csv
import pickle
import random
from fractions import Fraction

import pytest

import filmscore as fs
from filmscore.course.answers import pack, plain, unpack
from filmscore.music.leitmotif_stack import MOST_STEPS, operations, read_stack

JON = fs.Motif("D4 A4:1/2 F#4:1/2 E5:2", key="D", meter="4/4", name="Jon")
BLOOM = fs.Motif("G4:3/2 A4:1/2 B4 R D5", name="the bloom")
MOTIFS = {"Jon": JON, "the bloom": BLOOM}


def story(*stacks, motif="Jon", motifs=MOTIFS, **more):
    """A plan of one motif: a scene for each stack, each with a reason."""
    return fs.LeitmotifPlan(
        motifs, [fs.Statement(f"scene {n}", motif, stack, reason="why", **more) for n, stack in enumerate(stacks, 1)]
    )


# ---------------------------------------------------------------- transformation as data


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ([], ()),
        (None, ()),
        ("", ()),
        ("invert", (("invert",),)),
        (["invert", "retrograde"], (("invert",), ("retrograde",))),
        (("augment", 2), (("augment", 2),)),
        (["to_mode", "minor"], (("to_mode", "minor"),)),
        ([("augment", Fraction(3, 2))], (("augment", "3/2"),)),
        ([("augment", Fraction(2))], (("augment", 2),)),
        ([["invert", {"key": "D", "axis": None}]], (("invert", {"key": "D"}),)),
        ([("with_rhythm", (1, Fraction(1, 2)))], (("with_rhythm", [1, "1/2"]),)),
        (["Retrograde Inversion", "to-mode"], (("retrograde_inversion",), ("to_mode",))),
    ],
)
def test_a_stack_is_read_in_one_form(given, read):
    assert read_stack(given) == read


def test_a_motif_that_knows_its_history_is_the_same_stack():
    bent = JON.invert(key="D").augment(2).sequence(2, "M2")
    one = fs.Statement("x", "Jon", bent)
    plan = fs.LeitmotifPlan(MOTIFS, [one])
    assert plan.motif_at(0) == bent
    assert one.transformation == read_stack(one.transformation)
    assert [step[0] for step in one.transformation] == ["invert", "augment", "sequence"]
    assert one.transformation[1] == ("augment", 2)
    assert fs.Statement("x", JON.augment(2)).motif == "Jon", "a motif that knows its name names itself"


@pytest.mark.parametrize(
    ("stack", "bent"),
    [
        (["invert"], JON.invert()),
        ([("invert", {"key": "D"})], JON.invert(key="D")),
        ([("augment", "3/2")], JON.augment(Fraction(3, 2))),
        ([("in_meter", "3/4")], JON.in_meter("3/4")),
        ([("with_rhythm", ["1/2", 1, 1, 2])], JON.with_rhythm([Fraction(1, 2), 1, 1, 2])),
        ([("head", 2), ("register", -1)], JON.head(2).register(-1)),
        (["retrograde", ("to_mode", "minor")], JON.retrograde().to_mode("minor")),
    ],
)
def test_a_stack_does_what_the_motif_does(stack, bent):
    assert story(stack).motif_at(0) == bent


def test_every_transformation_of_the_table_can_be_planned():
    from filmscore.music.lineage import TRANSFORMATIONS

    for name, about in TRANSFORMATIONS.items():
        made = eval(f"motif.{about.example}", {"motif": JON})
        stack = made if hasattr(made, "lineage") else [(name, *_bare(about.example))]
        plan = story([], stack)
        assert plan.treatment(1) in ("plain", "moved", "varied"), name
        assert plan.steps(1)[0].keeps == about.keeps and plan.steps(1)[0].gives_up == about.gives_up
        assert plan.problems() == [], name
        assert eval(plan.code(), {"fs": fs}) == plan, name


def _bare(example):
    return eval(f"(lambda *a, **k: (*a, k) if k else a){example[example.index('(') :]}")


def test_chords_and_another_motif_sound_beside_the_line():
    plan = story([], [("harmonise", "Dm Gm")], ["invert", ("against", "the bloom", 1)])
    assert plan.motif_at(1) == JON and plan.motif_at(2) == JON.invert()
    assert [chord.symbol for chord in plan.sounding_at(1).chords] == ["Dm", "Gm"]
    assert plan.sounding_at(2).second == BLOOM, "by its name in the plan"
    assert [plan.treatment(i) for i in range(3)] == ["plain", "varied", "varied"]
    assert plan.steps(1)[0].told == "over Dm Gm" and plan.steps(2)[1].told == "against the bloom"
    late = story([], [("harmonise", "Dm"), "invert"])
    assert late.treatment(1) == "broken" and "has to be the last" in late.problems()[0]


# ---------------------------------------------------------------- how it is heard


def test_treatments_and_distances_are_told_apart():
    plan = story([], [("transpose", "P5")], [("register", 1)], ["invert"], [("augment", 2)], [("to_mode", "minor")])
    assert [plan.treatment(i) for i in range(6)] == ["plain", "moved", "moved", "varied", "varied", "varied"]
    assert plan.distances(0) == plan.distances(1) == plan.distances(2) == (0, 0, 0)
    turned = plan.distances(3)
    assert turned.rhythm == 0 and turned.contour == 1, "an inversion turns the contour and keeps the rhythm"
    minor = plan.distances(5)
    assert 0 < minor.pitch < 1 and minor.contour == minor.rhythm == 0
    with pytest.raises(fs.FilmScoreError, match="note"):
        story([], [("head", 1)]).distances(1)


def test_played_by_the_statement_or_by_the_motif():
    plan = story([("played_by", "horn")])
    assert plan.played_by(0) == "horn" and plan.treatment(0) == "plain"
    assert story([("played_by", "horn")], played_by="flute").played_by(0) == "flute"


# ---------------------------------------------------------------- what is counted


def test_more_than_three_cues_means_four():
    assert not story([], [], ["invert"]).criteria().recurrence.met
    four = story([], [], ["invert"], []).criteria()
    assert four.recurrence.met and four.recurrence.counted["cues"] == ("scene 1", "scene 2", "scene 3", "scene 4")
    one_scene = fs.LeitmotifPlan(MOTIFS, [fs.Statement("The Door ", "Jon"), *[fs.Statement("the door", "Jon")] * 5])
    assert not one_scene.criteria().recurrence.met, "six times in one scene is one cue"
    assert one_scene.criteria().recurrence.counted["cues"] == ("The Door",)
    two_films = fs.LeitmotifPlan(MOTIFS, [fs.Statement("The door", "Jon", film=f) for f in fs_films()[:4]])
    assert two_films.criteria().recurrence.met, "a door in another film is another door"


def test_a_scene_with_its_film_and_without_is_one_cue():
    plan = fs.LeitmotifPlan(MOTIFS, [fs.Statement("a", "Jon", film=fs_films()[0]), fs.Statement("A ", "Jon")])
    assert plan.criteria().recurrence.counted["cues"] == ("a",)


def test_two_seconds_of_a_film_are_one_cue():
    rows = [fs.Statement(s, "Jon", film="first-bloom", frame=f) for s, f in zip("abc", (24, 71, 72), strict=True)]
    assert plan_cues(rows[:2]) == ("a",) and plan_cues(rows[::2]) == ("a", "c")


def plan_cues(rows):
    return fs.LeitmotifPlan(MOTIFS, rows).criteria("Jon").recurrence.counted["cues"]


def fs_films():
    from filmscore.picture.film import film_names

    return film_names()


def test_variation_is_more_than_another_pitch_or_colour():
    same = story([], [("transpose", 2)], [("register", -1)], [])
    assert not same.criteria().variation.met
    assert same.criteria().variation.counted["moved"] == (1, 2)
    coloured = fs.LeitmotifPlan(
        MOTIFS, [fs.Statement("a", "Jon", played_by="horn"), fs.Statement("b", "Jon", played_by="flute")]
    )
    assert coloured.criteria().variation.counted["recoloured"] == (1,) and not coloured.criteria().variation.met
    bent = story([], ["invert"], [("head", 2)])
    assert bent.criteria().variation.met and bent.criteria().variation.counted["varied"] == (1, 2)


def test_intentionality_is_a_reason_each():
    plan = fs.LeitmotifPlan(MOTIFS, [fs.Statement("a", "Jon", reason="he is in"), fs.Statement("b", "Jon", reason=" ")])
    found = plan.criteria().intentionality
    assert not found.met and found.counted == {"with_reason": (0,), "without": (1,)} and "“b”" in found.told


def test_distinctiveness_names_the_neighbour():
    near = {**MOTIFS, "Jon again": JON.transpose("M3")}
    found = story([], motifs=near).criteria("Jon").distinctiveness
    assert not found.met and found.counted["near"] == ("Jon again",) and "Jon again" in found.told
    assert found.counted["others"]["Jon again"] == {"pitch": 0, "contour": 0, "rhythm": 0}
    assert story([]).criteria("Jon").distinctiveness.met
    assert story([], motifs={"Jon": JON}).criteria().distinctiveness.met, "alone it can be taken for nobody"


def test_one_note_is_nobody_and_hinders_nobody():
    plan = fs.LeitmotifPlan({"Jon": JON, "bell": fs.Motif("C4")}, [fs.Statement("a", "Jon"), fs.Statement("a", "bell")])
    assert plan.criteria("Jon").distinctiveness.met and not plan.criteria("bell").distinctiveness.met


def test_all_four_together():
    full = story([], ["invert"], [("augment", 2)], [("head", 2)])
    found = full.criteria()
    assert found.met and found.missing == () and found["recurrence"] is found.recurrence and len(list(found)) == 4
    assert story([], []).criteria().missing == ("recurrence", "variation")
    with pytest.raises(fs.FilmScoreError, match="distinctiveness, recurrence"):
        found["beauty"]


def test_the_criteria_of_the_motif_stated_most():
    plan = fs.LeitmotifPlan(
        MOTIFS, [fs.Statement("a", "Jon"), fs.Statement("b", "the bloom"), fs.Statement("c", "the bloom")]
    )
    assert plan.main == "the bloom" and plan.criteria().motif == "the bloom" and plan.of("Jon") == (0,)


# ---------------------------------------------------------------- order


def test_plain_before_bent():
    good = story([], ["invert"]).order()
    assert good and good.plain == 0 and good.bent_before == ()
    moved = story([("transpose", 3)], ["invert"]).order()
    assert moved.kept, "the plain form at another pitch is the plain form"
    bad = story(["invert"], [], ["invert"]).order()
    assert not bad and bad.plain == 1 and bad.bent_before == (0,)
    assert "An inversion heard before the plain form is a new theme" in bad.told and "no association yet" in bad.told
    never = story(["invert"], ["retrograde"]).order()
    assert never.plain is None and never.bent_before == (0, 1) and "never heard plain" in never.told
    assert not story([], motif="Jon").order("the bloom").kept


def test_irony_needs_a_reason_and_something_to_turn_against():
    def said(*statements):
        return fs.LeitmotifPlan({"Jon": JON}, statements).problems()

    plain_ = fs.Statement("a", "Jon", reason="he is in")
    assert said(plain_, fs.Statement("b", "Jon", [("to_mode", "minor")], reason="a lie", irony=True)) == []
    assert any("Irony needs a reason" in text for text in said(plain_, fs.Statement("b", "Jon", irony=True)))
    first = said(fs.Statement("b", "Jon", reason="a lie", irony=True), plain_)
    assert any("it means nothing yet" in text for text in first)


# ---------------------------------------------------------------- what is said of a plan in the making


def test_an_empty_plan_says_where_to_begin():
    assert "no motif yet" in fs.LeitmotifPlan().problems()[0]
    bare = fs.LeitmotifPlan({"Jon": JON})
    assert "Nothing is stated yet" in bare.problems()[0] and len(bare) == 0
    assert not bare.criteria().recurrence.met and not bare.order().kept and bare.treatment
    assert "Jon" in bare.told and bare.code() == repr_of(bare)
    with pytest.raises(fs.FilmScoreError, match="no motif in this plan yet"):
        fs.LeitmotifPlan().criteria()
    with pytest.raises(fs.FilmScoreError, match="no statement 0"):
        bare.motif_at(0)
    with pytest.raises(fs.FilmScoreError, match="no arc to draw"):
        fs.show(bare)


def repr_of(plan):
    return eval(plan.code(), {"fs": fs}).code()


def test_what_cannot_be_made_is_a_problem_with_its_place():
    plan = story([], [("register", 9)], [("invert", {"key": "Q"})], [("augment", "soon")], ["transpose"])
    assert [plan.treatment(i) for i in range(5)] == ["plain", "broken", "broken", "broken", "broken"]
    said = plan.problems()
    assert len(said) == 4
    assert "“scene 2”: step 1" in said[0] and "G9" in said[0]
    assert "'Q'" in said[1] and "soon" in said[2] and "transpose" in said[3]
    with pytest.raises(fs.FilmScoreError, match="scene 2"):
        plan.motif_at(1)
    assert "cannot be made" in plan.told
    assert fs.show(plan).text.startswith("Jon in 5 statements: 1 plain, 4 that cannot be made")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: fs.Statement("x", "Jon", ["invrt"]), "Did you mean 'invert'"),
        (lambda: fs.Statement("x", "Jon", ["invert", "agument"]), "'augment'"),
        (lambda: fs.Statement("x", "Jon", [3]), "One step is a name"),
        (lambda: fs.Statement("x", "Jon", {"invert": 1}), "A transformation is a list"),
        (lambda: fs.Statement("x", "Jon", 7), "not 7"),
        (lambda: fs.Statement("x", "Jon", fs.Motif("D4 G3")), "does not know how it came"),
        (lambda: fs.Statement("x", "Jon", [("augment", object())]), "no number, word"),
        (lambda: fs.Statement("x", "Jon", ["invert"] * (MOST_STEPS + 1)), "too many"),
        (lambda: fs.Statement("x", fs.Motif("C4 D4")), "names its motif"),
        (lambda: fs.Statement("x", ""), "names its motif"),
        (lambda: fs.Statement(3, "Jon"), "scene of a statement is a text"),
        (lambda: fs.Statement("x", "Jon", irony="yes"), "True or False"),
        (lambda: fs.Statement("x", "Jon", frame=3), "of which film"),
        (lambda: fs.Statement("x", "Jon", film="first-blom"), "Did you mean 'first-bloom'"),
        (lambda: fs.Statement("x", "Jon", film="first-bloom", frame=10**9), "outside First Bloom"),
        (lambda: fs.LeitmotifPlan(MOTIFS, [fs.Statement("The door", "jon")]), "Did you mean 'Jon'"),
        (lambda: fs.LeitmotifPlan(MOTIFS, ["Jon"]), "Statement 1 must be"),
        (lambda: fs.LeitmotifPlan(MOTIFS, fs.Statement("x", "Jon")), "list of fs.Statement"),
        (lambda: fs.LeitmotifPlan([JON]), "mapping of names"),
        (lambda: fs.LeitmotifPlan({"Jon": "D4"}), "must be a Motif"),
        (lambda: fs.LeitmotifPlan({3: JON}), "name is a text"),
        (lambda: fs.LeitmotifPlan(MOTIFS, [fs.Statement("x", "Jon")] * 1001), "too many"),
        (lambda: story([]).criteria("Ann"), "no motif 'Ann'"),
        (lambda: story([]).motif_at(True), "no statement True"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(make, says):
    with pytest.raises(fs.FilmScoreError, match=says):
        make()


def test_two_hundred_statements_are_quick():
    random.seed(7)
    stacks = [[random.choice(["invert", "retrograde", "reduce"]), ("augment", n % 3 + 1)] for n in range(199)]
    plan = story([], *stacks)
    assert len(plan.problems()) == 0 and len(list(plan.table().rows())) == 200
    assert plan.criteria().recurrence.counted["cues"][199] == "scene 200"
    shown = fs.show(plan)
    assert "200 statements" in shown.text and "And 160 more" in shown.text


# ---------------------------------------------------------------- paper


def test_table_csv_and_code(tmp_path):
    plan = fs.LeitmotifPlan(
        MOTIFS,
        [
            fs.Statement('A "door",\nopen', "Jon", reason='He says "no"\\', film="first-bloom", frame="04:00:20:00"),
            fs.Statement("Späte", "the bloom", [("diminish", 2)], played_by="horn", irony=True),
        ],
        title="Fünf",
    )
    assert plan.statements[0].frame == 480
    text = str(plan.table())
    assert "First Bloom 04:00:20:00" in text and "twice as fast" in text and text.count("\n") == 2
    assert "<table>" in plan._repr_html_() and "Fünf" in plan._repr_html_()
    path = plan.to_csv(tmp_path / "plan.csv")
    rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
    assert rows[1][1] == 'A "door",\nopen' and rows[2][5:8] == ["twice as fast", "horn", "irony"]
    with pytest.raises(fs.FilmScoreError, match="was left as it is"):
        plan.to_csv(path)
    assert eval(plan.code(), {"fs": fs}) == plan


def test_a_plan_travels():
    plan = story([], [("invert", {"key": "D"}), ("augment", "3/2")], film="the-log", frame=5)
    data, known = plain(plan)
    assert known and data == plan and unpack(pack(data)) == plan
    assert pickle.loads(pickle.dumps(plan)) == plan and hash(plan) == hash(pickle.loads(pickle.dumps(plan)))


def test_the_arc_says_what_it_shows():
    shown = fs.show(story([], ["invert"], [("to_mode", "minor")]))
    assert "Jon is heard plain first" in shown.text and "contour 1.00" in shown.text
    early = fs.show(story(["invert"], []))
    assert "new theme" in early.text
    assert shown.png.startswith(b"\x89PNG")


def test_the_operations_are_those_of_the_table():
    from filmscore.music.lineage import TRANSFORMATIONS

    assert operations() == tuple(TRANSFORMATIONS) and all(hasattr(fs.Motif, name) for name in operations())
