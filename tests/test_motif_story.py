"""*Motif through the story* without a browser: what it holds, what it keeps, what it shrugs off."""

from __future__ import annotations

import json

import pytest
from pages import Page, in_node, module
from pagescripts import STATIC, needs_node

import filmscore as fs
from filmscore import look
from filmscore.music.lineage import TRANSFORMATIONS
from filmscore.widgets import story_marks
from filmscore.widgets.motif_story import MotifStory
from filmscore.widgets.story_tools import tools

pytestmark = pytest.mark.usefixtures("work")

JON = fs.Motif("D4 A4:1/2 F#4:1/2 E5:2", key="D", meter="4/4", name="Jon")
BLOOM = fs.Motif("G4:3/2 A4:1/2 B4 R D5", name="the bloom")


def plan():
    return fs.LeitmotifPlan(
        {"Jon": JON, "the bloom": BLOOM},
        [
            fs.Statement("The door", "Jon", reason="he is in", film="first-bloom", frame=936),
            fs.Statement("The log", "Jon", ["invert"], reason="against him", played_by="horn"),
        ],
        title="Five films",
    )


def changed(story, index, **fields):
    now = [dict(mark) for mark in story._copy["marks"]]
    now[index] |= fields
    return now


# ---- what it holds


def test_it_begins_with_the_plan_it_is_given():
    story = fs.motif_story(plan())
    assert story.plan == story.answer == plan() and eval(story.code, {"fs": fs}) == plan()
    assert story.path.name == "Five films.plan.json" and not story.path.exists()
    assert story.desk["motifs"]["Jon"]["notes"][0] == [0.0, 1.0, 62, "D4"]
    assert "The door: Jon, plain." in story.alt and "Five films" in repr(story)
    json.dumps([story.desk, story.kept])  # plain data, as the page gets it


def test_the_page_is_told_how_each_statement_sounds():
    story = fs.motif_story(plan())
    line = story.kept["lines"]['Jon|[["invert"]]']
    assert [note[2] for note in line["notes"]] == list(JON.invert().midi)
    assert line["form"] == "varied" and line["distance"][1] == 1 and line["distance"][2] == 0
    assert line["steps"][0]["told"] == "inverted about D4" and "rhythm" in line["steps"][0]["keeps"]
    assert story.kept["remarks"]["k1"]["at"] == "First Bloom 04:00:39:00"
    rows = story.kept["criteria"]["Jon"]["rows"]
    assert [row["name"] for row in rows] == ["distinctiveness", "recurrence", "variation", "intentionality"]
    assert story.kept["criteria"]["Jon"]["order"]["kept"]


def test_chords_and_another_line_are_told_beside_it():
    given = fs.LeitmotifPlan(
        plan().motifs,
        [fs.Statement("a", "Jon", [("harmonise", "Dm")]), fs.Statement("b", "Jon", [("against", "the bloom", -2)])],
    )
    lines = list(fs.motif_story(given).kept["lines"].values())
    assert {note[2] % 12 for note in lines[0]["beside"]} == {2, 5, 9}
    assert lines[1]["beside"][0][0] == 0 and lines[1]["notes"][0][0] == 2, "the other begins two beats before"


def test_a_line_that_leaves_what_can_be_played_or_its_player():
    given = fs.LeitmotifPlan(
        {"Jon": JON},
        [fs.Statement("a", "Jon", [("register", 9)]), fs.Statement("b", "Jon", [("register", -1)], played_by="Flute")],
    )
    story = fs.motif_story(given)
    broken, low = story.kept["lines"].values()
    assert broken["form"] == "broken" and "G9" in broken["wrong"] and "notes" not in broken
    assert "comfortable range of the flute" in story.kept["remarks"]["k2"]["range"] and low["notes"]
    assert any("G9" in text for text in story.kept["problems"])


def test_a_single_note_has_no_distance_and_harms_nothing():
    given = fs.LeitmotifPlan({"Jon": JON, "dot": fs.Motif("C4")}, [fs.Statement("a", "Jon", [("head", 1)])])
    story = fs.motif_story(given)
    assert next(iter(story.kept["lines"].values()))["distance"] is None
    assert "note" in story.kept["criteria"]["dot"]["rows"][0]["told"]


def test_two_hundred_statements():
    given = fs.LeitmotifPlan({"Jon": JON}, [fs.Statement(f"s{n}", "Jon", [("augment", n % 4 + 1)]) for n in range(200)])
    story = fs.motif_story(given)
    assert len(story.plan) == 200 and len(story.kept["lines"]) == 4, "each form is worked out once"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: fs.motif_story("Jon"), "takes a plan"),
        (lambda: fs.motif_story(fs.LeitmotifPlan()), "no motif yet"),
        (lambda: fs.motif_story(plan(), name="a/b"), "cannot be a file's"),
        (lambda: fs.motif_story(fs.LeitmotifPlan({"Jon": JON}, [fs.Statement("x", "Jon")] * 401)), "at most 400"),
    ],
)
def test_what_it_refuses(make, says):
    with pytest.raises(fs.FilmScoreError, match=says):
        make()


# ---- what it keeps


def test_a_step_is_kept_told_and_undone(work):
    story = fs.motif_story(plan())
    page = Page(story)
    page.put(*changed(story, 0, steps='[["augment",2]]', irony=True))
    assert story.plan.motif_at(0) == JON.augment(2) and story.plan.statements[0].irony
    assert 'Jon|[["augment",2]]' in story.kept["lines"] and story.kept["of"] == ["page-1", 1]
    assert json.loads(story.path.read_text(encoding="utf-8"))["marks"][0]["steps"] == '[["augment",2]]'
    assert story.undo() and story.plan == plan() and story.redo() and story.plan.statements[0].irony
    again = fs.motif_story(plan())
    assert again.plan == story.plan, "what is kept goes before what is given"
    assert fs.motif_story(plan(), name="another").plan == plan()


def test_two_widgets_with_one_name_hold_one_plan():
    one, other = fs.motif_story(plan(), name="us"), fs.motif_story(plan(), name="us")
    Page(one).put(*changed(one, 0, scene="The window"))
    assert other.plan.statements[0].scene == "The window"


def test_statements_of_a_motif_that_is_gone_are_put_aside(work):
    story = fs.motif_story(plan(), name="us")
    Page(story).put(*changed(story, 1, motif="the bloom"))
    left = fs.motif_story(fs.LeitmotifPlan({"Jon": JON}), name="us")
    assert [one.scene for one in left.plan.statements] == ["The door"]
    assert "no motif 'the bloom'" in left.kept["said"] and list(story.path.parent.glob("us.damaged-1*"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": '[["vanish"]]'}, {"steps": "["}, {"steps": '["invert"]'}, {"motif": "Ann"}, {"film": "none"},
        {"what": "cue"}, {"film": "first-bloom", "frame": 10**9}, {"steps": "[" * 5000},
    ],
)  # fmt: skip
def test_a_statement_that_makes_no_sense_is_left_out(wrong):
    story = fs.motif_story(plan())
    Page(story).put(*changed(story, 1, **wrong))
    assert [one.scene for one in story.plan.statements] == ["The door"] and "made no sense" in story.kept["said"]


@pytest.mark.parametrize("message", [None, 3, {}, {"type": "dance"}, {"type": "send"}, {"type": "marks", "copy": 4}])
def test_whatever_the_page_says_nothing_is_raised(message):
    story = fs.motif_story(plan())
    Page(story).say(message)
    Page(story).say({"type": "marks", "copy": story.kept["copy"]}, [b"x"])
    story.set_state({"kept": {}})
    assert story.plan == plan() and story.messages


def test_stills_and_notes_are_sent_and_nothing_else(monkeypatch):
    story = fs.motif_story(plan())
    item, data = story._part("still first-bloom 936")
    assert item["mime"] == "image/jpeg" and data[:2] == b"\xff\xd8"
    for what in ("still first-bloom x", "still ../../etc 0", "still first-bloom 99999999", "kazoo"):
        with pytest.raises(fs.FilmScoreError):
            story._part(what)
    sent = []
    monkeypatch.setattr(story, "send", lambda message, parts: sent.append(message))
    story._answer(7, "kazoo")
    assert sent == [{"type": "refused", "id": 7, "why": sent[0]["why"]}] and "kazoo" in sent[0]["why"]


# ---- the menu, the page's own part, and the look


def test_the_menu_has_every_transformation_and_its_fields_make_steps_that_can_be_taken():
    menu = {tool["name"]: tool for tool in tools()}
    assert set(menu) == set(TRANSFORMATIONS) - {"played_by"}
    typed = {"rhythm": [1, 1, 1, 1], "chords": "Dm Gm", "other": "C5 D5", "key": "D"}
    for name, tool in menu.items():
        named = {}
        for field in tool["fields"]:
            value = field["value"] if field["value"] != "" else typed[field["name"]] if field["needed"] else ""
            if value != "":
                named[field["name"]] = value
        given = fs.LeitmotifPlan({"Jon": JON}, [fs.Statement("a", "Jon", [(name, named)])])
        assert given.treatment(0) != "broken", (name, given.problems())
        for field in tool["fields"]:
            for value, _ in field.get("options", []):
                one = fs.LeitmotifPlan(
                    {"Jon": JON}, [fs.Statement("a", "Jon", [(name, named | {field["name"]: value})])]
                )
                if one.treatment(0) == "broken":
                    # refused by the music, not for being no such argument
                    why = " ".join(one.problems())
                    assert "already" in why or "break off after" in why, why


@needs_node
def test_the_page_writes_the_same_code_and_the_same_steps_as_python():
    given = fs.LeitmotifPlan(
        {"Jon": JON, 'the "bloom"': BLOOM},
        [
            fs.Statement('A "door" \\ Tür\n♯', "Jon", reason="тук", film="first-bloom", frame=0, irony=True),
            fs.Statement("b", 'the "bloom"', ["invert", ("augment", "3/2"), ("sequence", 2, "M2", {"key": "D"})]),
            fs.Statement("", "Jon", [("with_rhythm", [1, "1/2", 2, 1]), ("invert", {"axis": "D4"})], played_by="horn"),
        ],
        title="Ü",
    )  # fmt: skip
    story = fs.motif_story(given, name="code")
    script = (
        f"import {{ code, cleaned }} from {module('story.js')};"
        "const [marks, motifs] = GIVEN;"
        "const read = cleaned(marks, motifs);"
        'console.log(JSON.stringify([code(read, motifs, "Ü"), read]));'
    )
    code, read = in_node(script, story.kept["copy"]["marks"], story.desk["motifs"])
    assert code == story.code and read == story_marks.from_plan(given)


def test_the_look_names_no_colour_and_every_class_is_ours():
    css = (STATIC / "motif_story.css").read_text(encoding="utf-8")
    assert "#" not in css and "rgb" not in css
    assert look.css_variables().splitlines()[0] in MotifStory._css
    for name in ("motif_story.js", "story_draw.js", "story_strip.js", "story_stack.js", "story_fields.js"):
        assert "#" not in (STATIC / name).read_text(encoding="utf-8").replace("⇧", "")
