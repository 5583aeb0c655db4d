"""The Orchestra map without a browser: what the page is told, what is kept, and that page and kernel weigh alike."""

import io
import json
import random
import re

import pytest
from pages import in_node, in_our_look, module, one_module, say
from pagescripts import STATIC, needs_node
from PIL import Image

import filmscore as fs
from filmscore import look
from filmscore.errors import FilmScoreError
from filmscore.music.orchestra.instrument import DYNAMICS
from filmscore.music.orchestra.players import player
from filmscore.music.pitch import Pitch
from filmscore.widgets import (
    marks,
    orchestra_map,
    orchestra_marks,
    orchestra_moments,
    orchestra_page,
    orchestra_plan,
    orchestra_told,
)
from filmscore.widgets.orchestra_still import still
from filmscore.widgets.page import WIDTH

PITCHED = [tool for tool in orchestra_page.rows() if tool.comfortable]
pytestmark = pytest.mark.usefixtures("work")

LAID = {"flute": "D5", "oboe": "D5", "2 horns": "Bb3 G4", "clarinet": "Eb3", "bassoon": "Eb3"}


def made(**options):
    return fs.orchestra_map(**{"chord": "Eb3 Bb3 G4 D5", "players": LAID, "dynamic": "f", "name": "here", **options})


def asked(script, *data):
    """What a script of the page's modules gives back for `data`."""
    names = ("balance", "orchestra", "seats")
    imports = "".join(f"import * as {name} from {module(f'{name}.js')};\n" for name in names)
    return in_node(f"{imports}const data = GIVEN;\nconsole.log(JSON.stringify({script}));", *data)


# ---- what the page is told


def test_everybody_has_a_row_and_can_be_called_by_every_name_it_gives():
    told = orchestra_page.told()
    assert [row["name"] for row in told["rows"]] == [tool.name for tool in orchestra_page.rows()]
    assert {row["name"] for row in told["rows"]} == {tool.name for tool in fs.instruments()}
    families = [row["family"] for row in told["rows"]]
    assert [f for i, f in enumerate(families) if f not in families[:i]] == [f["id"] for f in told["families"]]
    for tool in PITCHED:
        names = orchestra_page.seats(tool) or (tool.said, f"{tool.said} 1", f"{tool.said} 12")
        assert {player(name).instrument.name for name in names} == {tool.name}
        assert all(player(name).count == 1 for name in names)
        assert all(player(name).section == bool(orchestra_page.seats(tool)) for name in names)
    here = {row["name"] for row in told["rows"]}
    assert all(there in here for row in told["rows"] for _, there in row["doubles"] if there)
    json.dumps(told)  # a page takes it as it is


@needs_node
def test_the_page_knows_of_every_note_of_every_row_what_the_library_knows():
    low, high = orchestra_page.LOWEST, orchestra_page.HIGHEST
    script = """data[0].filter((row) => !row.unpitched).map(
        (row) => Array.from({ length: data[2] - data[1] + 1 }, (_, i) => {
        const midi = data[1] + i, register = orchestra.registerOf(row, midi);
        const { word, told, hard } = orchestra.reachOf(row, midi);
        const missing = ["pp", "mf", "ff"].map((level) => orchestra.lacks(row, midi, level));
        return [word, told, hard, register && [register.name, register.soft, register.loud], missing];
    }))"""
    rows = asked(script, orchestra_page.told()["rows"], low, high)
    assert len(rows) == len(PITCHED) > 60
    for tool, notes in zip(PITCHED, rows, strict=True):
        for midi, (word, told, hard, register, missing) in enumerate(notes, low):
            reach, here = tool.reach(midi), tool.register(midi)
            assert (word, told, hard) == (str(reach), reach.told, reach.hard), (tool.name, midi)
            assert register == ([here.name, here.soft, here.loud] if here else None)
            assert missing == [tool.lacks(midi, level) for level in ("pp", "mf", "ff")]


@needs_node
def test_the_page_writes_parts_as_the_library_writes_them():
    names = [f"{letter}{sign}{octave}" for letter in "CDEFGAB" for sign in ("", "♯", "♭") for octave in (3, 4, 5)]
    written = asked(
        "data[0].filter((row) => !row.unpitched).map((row) => data[1].map((name) => orchestra.writtenAs(row, name)))",
        orchestra_page.told()["rows"], names,
    )  # fmt: skip
    moved = {tool.name for tool in PITCHED if tool.transposition.semitones % 12}
    assert {"Horn", "Clarinet", "English horn", "Trumpet", "Alto saxophone"} <= moved
    for tool, row in zip(PITCHED, written, strict=True):
        assert row == [tool.written(name) for name in names], tool.name


@needs_node
def test_five_hundred_chords_weigh_alike_in_page_and_library():
    chance = random.Random(11)
    cases = []
    for number in range(500):
        people = {}
        for tool in chance.sample(PITCHED, chance.randint(1, 7)):
            names = orchestra_page.seats(tool)
            many = 1 if names or tool.family in orchestra_page.CHORDAL else chance.randint(1, 3)
            for place in range(many):
                said = chance.choice(names) if names else tool.said + (f" {place + 1}" if many > 1 else "")
                least, most = tool.span("extreme")
                count = chance.choice((1, 1, 2, 3)) if names else 1
                # few tones, so that octaves meet; some lie out of reach
                tones = {
                    chance.choice((0, 2, 4, 7, 11)) + 12 * chance.randint(least // 12, most // 12) for _ in range(count)
                }
                people[said] = [f"{'C D EF G A B'[t % 12]}{t // 12 - 1}" for t in sorted(tones)]
        level = chance.choice(("p", "mf", "f", "ff"))
        counted = [who for who in people if player(who).instrument.weight]
        tunes = chance.sample(counted, min(len(counted), chance.randint(1, 2))) if number % 2 and counted else []
        cases.append([people, level, tunes])
    rows = orchestra_page.told()["rows"]
    order = [row["name"] for row in rows]
    given = [
        [
            [{"said": who, "row": order.index(player(who).instrument.name), "count": 1,
              "section": player(who).section, "notes": notes} for who, notes in people.items()],
            level, tunes,
        ]
        for people, level, tunes in cases
    ]  # fmt: skip
    script = """data[1].map(([given, level, tunes]) => {
        const people = given.map((one) => ({ ...one, row: data[0][one.row] }));
        const weighed = balance.weigh(people, level, data[2], tunes);
        const sums = weighed.notes.map(({ note, units, texts, players }) => [note, units, texts.join(" + "), players]);
        return { ...weighed, notes: sums };
    })"""
    page = asked(script, rows, given, orchestra_page.told()["tables"])
    verdicts = set()
    for (people, level, tunes), there in zip(cases, page, strict=True):
        here = fs.balance({who: " ".join(notes) for who, notes in people.items()}, level, tune=tunes or None)
        verdicts.add(here.verdict)
        sums = [[w.note, float(w.units), w.sum, list(w.players)] for w in here.notes]
        assert [[n, pytest.approx(u), s, p] for n, u, s, p in there["notes"]] == sums, people
        assert (there["verdict"], there["finding"]) == (here.verdict, here.finding), (people, level, tunes)
        assert there["ratio"] == pytest.approx(float(here.ratio))
        assert there["unweighed"] == [list(one) for one in here.unweighed] and there["remarks"] == list(here.remarks)
    assert verdicts == {"even", "leans", "uneven", "carries", "close", "covered"}


@needs_node
def test_page_and_kernel_call_everybody_alike_and_write_the_same_code():
    maps = [
        made(), made(players=None), made(players=["flute", "3 trumpets"]),
        made(chord=None, players={"harp": "D4 F4 A4"}),
        made(players={"violins II": "D5 G4", "violins I": "Bb4", "double bass": "Eb2", "tuba": "Eb2"}),
        fs.orchestra_map("first-bloom", at=1440, chord="Dm", name="here"), fs.orchestra_map("first-bloom", name="Ü"),
    ]  # fmt: skip
    page = asked(
        """data[0].map(([marks, call]) => {
            const said = seats.seatsOf(data[1], marks).map((one) => one.said);
            return [seats.code(data[1], marks, call), said, seats.cleaned(marks, data[1])];
        })""",
        [[m._marks, m.desk["call"]] for m in maps], orchestra_page.told()["rows"],
    )  # fmt: skip
    for widget, (code, said, cleaned) in zip(maps, page, strict=True):
        assert code == widget.code
        assert said == [one.said for one in orchestra_marks.seats_of(widget._marks)]
        assert cleaned == widget._marks, "what one keeps, the other takes"
        if widget.chord:
            assert eval(code, {"fs": fs}) == widget.balance


# ---- what it is made of


def test_who_sits_there_and_what_they_have():
    laid = made()
    assert laid.chord == {
        "flute": "D5", "oboe": "D5", "clarinet": "Eb3", "bassoon": "Eb3", "horn 1": "Bb3", "horn 2": "G4",
    }  # fmt: skip
    assert laid.answer == laid.chord and laid.balance.verdict == "even" and laid.tune == () and laid.dynamic == "f"
    assert laid.notes == ("Eb3", "Bb3", "G4", "D5")
    sitting = made(players=["flute", "2 horns", "violins II", "cello"])
    assert sitting.chord == {} and sitting.idle == ("flute", "horn 1", "horn 2", "violins II", "cellos")
    with pytest.raises(FilmScoreError, match="Nobody has a note yet"):
        _ = sitting.balance
    assert made(chord=None, players={"harp": "D4 A4"}).notes == ("D4", "A4"), "unsaid, it is what they have"


def test_of_a_score_every_moment_is_offered_and_the_first_is_laid():
    chorale = fs.chorale()
    laid = made(chord=chorale, players=None)
    moments = laid.desk["moments"]
    assert laid.notes == tuple(moments[0]["notes"]) and (moments[0]["bar"], moments[0]["beat"]) == (1, "1")
    bars = [one["bar"] for one in moments]
    assert bars == sorted(bars) and bars[-1] == 8 and set(bars) == set(range(1, 9))
    at = next(one for one in moments if (one["bar"], one["beat"]) == (6, "1"))
    every = [note for part in chorale.parts for note in part.flatten().notes]
    sounding = {note.pitch.midi for note in every if note.offset <= 20 < note.offset + note.quarterLength}
    assert {Pitch.read(note).midi for note in at["notes"]} == sounding
    assert made(chord="Dm").desk["moments"] == []
    with pytest.raises(FilmScoreError, match="parts already"):
        made(chord=fs.chorale("orchestra"))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"chord": "Hm"}, "Hm"),
        ({"chord": ["C1", "C9"]}, "outside the map"),
        ({"chord": "Dm G7"}, "one chord is wanted"),
        ({"chord": [f"{x}{o}" for x in "CDEFGAB" for o in (3, 4)]}, "12 at most"),
        ({"players": "flute"}, "write who sits there"),
        ({"players": ["kazoo"]}, "No instrument is known here as 'kazoo'"),
        ({"players": {"flute": "X5"}}, "no note name"),
        ({"players": {"drum kit": "C4"}}, "has no range"),
        ({"players": {"3 horns": "C4 E4"}}, "cannot share out 2 notes"),
        ({"players": ["33 flutes"]}, "32 at most"),
        ({"players": ["violas", "violas"]}, "too many"),
        ({"dynamic": "loud"}, "dynamic is 'loud'"),
        ({"at": 5}, "name it"),
        ({"name": "a/b"}, "cannot be a file's"),
    ],
)
def test_what_it_refuses(options, says):
    with pytest.raises(FilmScoreError, match=re.escape(says)):
        made(**options)


def test_a_frame_after_which_nothing_is_seen_is_refused():
    film = fs.open_film("first-bloom")
    with pytest.raises(FilmScoreError, match="too little is left"):
        fs.orchestra_map(film, at=film.frames - 3, name="here")
    shot = fs.orchestra_map(film, at=film.frames - 30, name="here").desk["shot"]
    assert (shot["first"], shot["last"]) == (film.frames - 30, film.frames)


# ---- kept


def test_a_step_is_kept_told_and_undone(work):
    laid = made()
    more = [*laid._marks, {"what": "dot", "key": "k9", "who": "Tuba", "seat": 1, "note": "Eb2", "tune": True}]
    say(laid, {"type": "marks", "how": "do", "copy": marks.following(laid.kept["copy"], more, "page-1")})
    assert laid.chord["tuba"] == "Eb2" and laid.tune == ("tuba",) and laid.balance.verdict == "carries"
    kept = json.loads((work / "my-marks" / "here.map.json").read_text(encoding="utf-8"))
    assert kept["marks"] == more
    twin = made()
    assert twin.chord == laid.chord, "two maps with one name hold the same"
    assert laid.undo() and "tuba" not in laid.chord and "tuba" not in twin.chord


@pytest.mark.parametrize(
    "odd",
    [
        {"what": "dot", "who": "Kazoo", "seat": 1, "note": "C4"},
        {"what": "dot", "who": "Flute", "seat": 0, "note": "C4"},
        {"what": "dot", "who": "Violin", "seat": 3, "note": "C4"},
        {"what": "dot", "who": "Flute", "seat": 2, "note": "H4"},
        {"what": "map", "chord": "C4", "dynamic": "f"},
        {"what": "map", "chord": "C4", "dynamic": "f", "phrase": "no name!"},
        {"what": "dot", "who": "Tuba", "seat": 1, "note": "C3", "phrase": "Z"},
        {"what": "dot", "who": "Tuba", "seat": 1, "note": "C3", "phrase": ["B"]},
        {"what": "note"}, None, 7,
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_left_out_and_the_rest_kept(odd):
    laid = made()
    before = laid._marks
    say(laid, {"type": "marks", "how": "do", "copy": marks.following(laid.kept["copy"], [*before, odd], "page-1")})
    assert laid._marks == before and any("left out" in text for text in laid.messages)


@pytest.mark.parametrize("message", [None, 3, {"type": "send"}, {"type": "marks", "copy": 1}, {"type": "what"}])
def test_whatever_the_page_says_nothing_is_raised(message):
    laid = made()
    say(laid, message)
    say(laid, {"type": "send", "id": 1, "what": "Flute/loud"}, [b"x"])
    assert laid.messages and laid.chord == made().chord


def test_a_chord_s_symbol_is_answered_as_notes_and_nothing_else_is_sent():
    laid = made()
    item, data = laid._part("chord/Dm")
    assert item["mime"] == "application/json" and json.loads(data) == orchestra_moments.chord_of("Dm")
    for what in ("chord/Hm", "Flute/loud", "Kazoo/f", "mp4", "../x"):
        with pytest.raises(FilmScoreError):
            laid._part(what)
    film = fs.orchestra_map("first-bloom", at=1440, name="here")
    assert film._part("mp4")[1][4:8] == b"ftyp"


def test_every_dynamic_is_made_of_a_sampled_one_near_it():
    layers = made().desk["layers"]
    assert list(layers) == list(orchestra_page.OFFERED)
    assert [layers[d]["layer"] for d in layers] == ["p", "p", "p", "f", "f", "f"]
    assert layers["p"]["db"] == layers["f"]["db"] == 0
    steps = [one["db"] for one in layers.values()]
    assert steps[0] < steps[1] < steps[2] and steps[3] < steps[4] < steps[5] and max(map(abs, steps)) < 6


# ---- in words, and as a still


def test_the_map_in_words():
    assert str(made()) == (
        "Orchestra map: E♭ B♭ G D in forte. Flute and oboe D5; horn 2 G4; horn 1 B♭3; clarinet and bassoon E♭3. "
        f"{made().balance.finding} Kept as here."
    )
    assert "Nobody plays yet. No note yet: flute and oboe." in str(made(players=["flute", "oboe"]))
    assert set(orchestra_told.NAMED) == set(orchestra_page.OFFERED)


# ---- phrases side by side


def beside(laid, *, shown="B"):
    """The marks of a map with a second phrase, a trumpet's."""
    head = {"what": "map", "key": "k20", "chord": "C5", "dynamic": "p", "phrase": "B"}
    dot = {"what": "dot", "key": "k21", "who": "Trumpet", "seat": 1, "note": "C5", "tune": False, "phrase": "B"}
    return [*laid._marks, {**head, "open": True} if shown == "B" else head, dot]


def test_of_two_phrases_one_is_shown_and_both_are_kept_told_and_drawn(work):
    laid = made()
    first, before = laid.chord, still(laid)
    assert laid.phrases == {"A": first} and laid.phrase == "A"
    say(laid, {"type": "marks", "how": "do", "copy": marks.following(laid.kept["copy"], beside(laid), "page-1")})
    assert laid.phrases == {"A": first, "B": {"trumpet": "C5"}}
    assert (laid.phrase, laid.chord, laid.dynamic, laid.notes) == ("B", {"trumpet": "C5"}, "p", ("C5",))
    assert laid.code == 'fs.balance({"trumpet": "C5"}, "p")' and laid.balance.notes[0].note == "C5"
    assert made().phrases == laid.phrases, "it is there again"
    assert "phrase B, C in piano. Trumpet C5." in str(laid)
    assert "Phrase A, forte: flute and oboe D5; horn 2 G4; horn 1 B♭3; clarinet and bassoon E♭3. Even: " in str(laid)
    assert still(laid) != before and Image.open(io.BytesIO(still(laid))).width == 2 * WIDTH
    back = marks.following(laid.kept["copy"], orchestra_marks.with_open(laid._marks, "A"), "page-1")
    say(laid, {"type": "marks", "how": "again", "copy": back})
    assert (laid.phrase, laid.chord) == ("A", first)


def test_a_file_of_one_phrase_is_the_file_it_always_was(work):
    flute = {"what": "dot", "key": "k2", "who": "Flute", "seat": 1, "note": "D5", "tune": True}
    rows = [{"what": "map", "key": "k1", "chord": "D5", "dynamic": "pp"}, flute]
    old = marks.following(marks.start(orchestra_marks.Bare(), []), rows, "page-1")
    file = work / "my-marks" / "here.map.json"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"format": "filmscore map marks 1", "name": "here", **old}), encoding="utf-8")
    laid = made()
    assert (laid.phrases, laid.dynamic, laid.tune) == ({"A": {"flute": "D5"}}, "pp", ("flute",))
    assert laid._marks == old["marks"], "nothing is added to what needs no more"


@needs_node
def test_page_and_kernel_take_the_same_phrases_and_leave_out_the_same():
    laid = made()
    good = beside(laid)
    odd = [
        good, [{**mark, "open": True} if mark["what"] == "map" else mark for mark in good],
        [*good, {"what": "dot", "key": "k30", "who": "Tuba", "seat": 1, "note": "C3", "tune": False, "phrase": "Q"}],
        [*good, *({**laid._marks[0], "key": f"k{n}", "phrase": f"P{n}"} for n in range(40, 52))],
    ]  # fmt: skip
    script = "data[0].map((marks) => seats.cleaned(marks, data[1]))"
    for mine, page in zip(odd, asked(script, odd, orchestra_page.told()["rows"]), strict=True):
        assert orchestra_marks.cleaned(mine, None)[0] == page
        assert len(orchestra_marks.heads_of(page)) in (2, orchestra_marks.MOST_PHRASES)


def test_music_begins_with_its_phrases_and_what_is_laid_in_them_is_a_plan():
    chorale = fs.chorale()
    laid = made(chord=chorale, players={"clarinet": "G4", "2 horns": "Eb4 Bb3", "bassoon": "Eb2"}, dynamic="p")
    assert list(laid.phrases) == ["A", "B", "C", "D"] and laid.phrases["B"] == {}
    moments = {one["phrase"]: one["notes"] for one in reversed(laid.desk["moments"])}
    chords = {orchestra_marks.phrase_of(one): one["chord"].split() for one in orchestra_marks.heads_of(laid._marks)}
    assert chords == moments, "each has the first chord of its own"
    plan = {"A": {"soprano": "clarinet", "alto": "horn 1", "tenor": "horn 2", "bass": "bassoon -8", "dynamic": "p"}}
    assert laid.plan == plan
    played = fs.distribute(chorale, laid.plan)
    assert played["bassoon"].notes[0][0] == "E♭2"
    more = [*laid._marks, *(
        {"what": "dot", "key": f"k{70 + n}", "who": "Violin", "seat": 1, "note": note, "tune": False, "phrase": "C"}
        for n, note in enumerate(moments["C"][2:]))]  # fmt: skip
    say(laid, {"type": "marks", "how": "do", "copy": marks.following(laid.kept["copy"], more, "page-1")})
    assert laid.plan["C"] == {"soprano": "violins I div.", "alto": "violins I div.", "dynamic": "p"}
    fs.distribute(chorale, laid.plan)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({}, "no lines: open it with music"),
        ({"chord": fs.chorale(), "players": ["flute"]}, "Nobody has a note yet"),
        ({"chord": fs.chorale(), "players": {"flute": "C#5"}}, "C♯5 of flute is in none of its lines"),
    ],
)
def test_what_is_no_plan_is_said(options, says):
    with pytest.raises(FilmScoreError, match=says):
        _ = made(**options).plan


def test_a_phrase_or_a_chord_that_is_not_in_the_music_is_no_plan():
    laid = made(chord=fs.chorale(), players={"flute": "G4"})
    for change, says in (({"phrase": "Q"}, "no phrase Q: A, B, C, D there are"), ({"chord": "C4"}, "no moment of the")):
        other = [{**mark, **change} if "phrase" in change or mark["what"] == "map" else mark for mark in laid._marks
                 if "phrase" not in mark]  # fmt: skip
        with pytest.raises(FilmScoreError, match=says):
            orchestra_plan.plan_of(other, laid.desk["moments"])


def test_the_still_is_small_always_alike_and_has_the_chord():
    laid, bare = still(made()), still(made(players=None))
    assert still(made()) == laid
    picture = Image.open(io.BytesIO(laid))
    assert picture.width == 2 * WIDTH and len(laid) < 120_000

    def inked(png):
        axis = Image.open(io.BytesIO(png)).convert("L").crop((260, 120, 1040, 400))  # without the names beside it
        return sum(axis.histogram()[:60])

    assert inked(laid) > inked(bare) + 3000, "notes lie on the rows"


def test_the_script_is_whole_and_the_look_names_no_colour():
    one_module(orchestra_map.OrchestraMap._esm)
    in_our_look((STATIC / "orchestra_map.css").read_text(encoding="utf-8"))
    for path in STATIC.glob("orchestra_*.js"):
        assert not re.search(r"#[0-9A-Fa-f]{3,8}\b|\brgb\(", path.read_text(encoding="utf-8")), path.name
    used = set(re.findall(r"var\((--fsp-[\w-]+)", (STATIC / "orchestra_map.css").read_text(encoding="utf-8")))
    assert all(f"{one}:" in look.css_variables() for one in used)


@needs_node
def test_the_dynamics_of_page_and_library_are_one_list():
    assert asked("orchestra.DYNAMICS") == list(DYNAMICS) == orchestra_page.told()["all"]
