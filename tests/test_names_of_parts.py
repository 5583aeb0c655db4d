"""What stands before a staff, short and in four languages: understood, or answered with what it may be."""

from __future__ import annotations

import re

import pytest
from music21 import instrument, note, stream

import filmscore as fs
from filmscore.music.orchestra.catalogue import _index, every, known
from filmscore.music.orchestra.names import _table, in_english, nearest, several
from filmscore.music.orchestra.players import player
from filmscore.sound.instruments import entry_for
from filmscore.sound.palette import Voice, voice_for
from filmscore.sound.performance import perform

#: name of a part: the instrument, and who of the palette plays it
NAMES = {
    "Vln. I": ("Violin", "Violins I"), "Vln II": ("Violin", "Violins II"), "Vla.": ("Viola", "Violas"),
    "Vc.": ("Cello", "Cellos"), "Cb.": ("Double bass", "Double basses"), "D.B.": ("Double bass", "Double basses"),
    "Picc.": ("Piccolo", "Piccolo"), "Fl. 1, 2": ("Flute", "Flute"), "Ob. 1-2": ("Oboe", "Oboe"),
    "E.H.": ("English horn", "English horn"), "Cor. ingl.": ("English horn", "English horn"),
    "Cl. in Bb": ("Clarinet", "Clarinet"), "Cl.in A": ("A clarinet", "Clarinet"), "B. Cl.": ("Bass clarinet",) * 2,
    "Bsn.": ("Bassoon", "Bassoon"), "Cbsn.": ("Contrabassoon", "Contrabassoon"), "Hn. in F 1-2": ("Horn", "Horn"),
    "Hn.3-4": ("Horn", "Horn"), "Tpt. in C": ("C trumpet", "Trumpet"), "Tpt.1 in Bb": ("Trumpet", "Trumpet"),
    "Tbn.": ("Trombone", "Trombone"), "B. Tbn.": ("Bass trombone", "Bass trombone"), "Timp.": ("Timpani", "Timpani"),
    "B.D.": ("Bass drum", "Bass drum"), "Hp.": ("Harp", "Harp"), "Pno.": ("Piano", "Piano"),
    "Corno": ("Horn", "Horn"), "Corni in Fa 1.2": ("Horn", "Horn"), "Corno (2)": ("Horn", "Horn"),
    "Clarinetto in Si♭": ("Clarinet", "Clarinet"), "Clarinetto basso": ("Bass clarinet", "Bass clarinet"),
    "Tromba in Do": ("C trumpet", "Trumpet"), "Ottavino": ("Piccolo",) * 2, "Violini II": ("Violin", "Violins II"),
    "Contrabbasso": ("Double bass", "Double basses"), "Piatti": ("Cymbals", "Cymbals"), "Arpa": ("Harp", "Harp"),
    "Große Flöte": ("Flute", "Flute"), "Kleine Flöte": ("Piccolo", "Piccolo"), "Hoboe": ("Oboe", "Oboe"),
    "Klarinette in B": ("Clarinet", "Clarinet"), "Kl. in B 2": ("Clarinet", "Clarinet"), "Hörner": ("Horn", "Horn"),
    "Posaunen": ("Trombone", "Trombone"), "Pauken": ("Timpani", "Timpani"), "1. Violine": ("Violin", "Violins I"),
    "II. Violine": ("Violin", "Violins II"), "Bratschen": ("Viola", "Violas"), "Kontrabässe": ("Double bass",
    "Double basses"), "Kleine Trommel": ("Snare drum", "Snare drum"), "Klavier": ("Piano", "Piano"),
    "Petite flûte": ("Piccolo", "Piccolo"), "Hautbois": ("Oboe", "Oboe"), "Cor anglais": ("English horn",) * 2,
    "Clarinette en si bémol": ("Clarinet", "Clarinet"), "Clarinette en la 2": ("A clarinet", "Clarinet"),
    "Basson": ("Bassoon", "Bassoon"), "Cors en fa": ("Horn", "Horn"), "1ers violons": ("Violin", "Violins I"),
    "Contrebasse": ("Double bass", "Double basses"), "Grosse caisse": ("Bass drum", "Bass drum"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_of_parts_are_understood(name):
    assert (fs.instrument(name).name, entry_for(name).name) == NAMES[name]


def test_a_name_of_the_table_is_somebody_and_no_name_of_the_catalogue_is_changed():
    for name, (english, _) in _table().items():
        if english not in ("Percussion", "Strings"):
            assert known(name) is not None and entry_for(name) is not None, name
            assert known(name) == known(english) or name in {n.casefold() for one in every() for n in one.also}, name
        for more in (".", " 2", ". 1-2", " solo"):
            assert in_english(name + more) != name + more, name + more
    for one in every():
        for name in (one.name, *one.also):
            assert known(name) is _index()[name.casefold()], name


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("Vc. solo", "Solo cello"),
        ("Hn. in F 1-2", "Horn in F 1-2"),
        ("Fl. 1, 2", "Flute 1-2"),
        ("Tpt. 2 in B♭", "Trumpet in B flat 2"),
        ("Horn (con sord.)", "Horn (con sord.)"),
        ("Corno (con sord.)", "Horn (con sord.)"),
        ("Corno da caccia", "Corno da caccia"),
        ("Cor de nuit", "Cor de nuit"),
        ("Hn. in F in E", "Hn. in F in E"),
        ("2. Vl. 3", "2. Vl. 3"),
        ("Fl. in X", "Fl. in X"),
        ("", ""),
        ("...", "..."),
        ("solo", "solo"),
        ("12", "12"),
    ],
)
def test_all_of_a_name_is_understood_or_nothing(name, english):
    assert in_english(name) == english


def test_a_german_b_is_b_flat_and_a_key_nobody_has_is_refused():
    assert known("Trompete in B").key == "B♭" and known("Trumpet in B") is None
    for name, key in (("Klarinette in H", "in B is"), ("Hörner in Es", "in E♭ is"), ("Corno in Mi♭", "in E♭ is")):
        with pytest.raises(fs.FilmScoreError, match=key):
            fs.instrument(name)


@pytest.mark.parametrize("name", ["Tr.", "Tr. 1", "Tamb.", "Tb.", "B. Sax.", "Br.", "S.", "Bassi"])
def test_what_means_several_is_said_to(name):
    assert several(name.casefold())
    with pytest.raises(fs.FilmScoreError, match=re.escape(repr(name.casefold()))):
        fs.instrument(name)


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("Oboe d'amore", "oboe or english horn"),
        ("Ob. d'am.", "oboe or english horn"),
        ("Basset horn", "clarinet or bass clarinet"),
        ("Corno di bassetto", "clarinet or bass clarinet"),
        ("Heckelphone", "english horn"),
        ("Wagner tuba 1", "horn or euphonium"),
        ("Viola da gamba", "cello"),
        ("Contrabass trombone", "bass trombone"),
    ],
)
def test_who_is_not_here_is_offered_the_nearest(name, offered):
    with pytest.raises(fs.FilmScoreError, match=f"Did you mean {offered}"):
        fs.instrument(name)
    assert all(known(one) is not None for one in nearest(name.casefold()))


def test_players_are_counted_in_other_languages_too():
    assert (player("2 Flöten").count, player("2 Flöten").instrument.name) == (2, "Flute")
    assert player("Corni in Fa 1-4").count == 4


def test_a_score_with_short_names_is_played_read_and_written():
    score = stream.Score()
    for name, tool in (("Vln. II", instrument.Violin()), ("Hn. in F", instrument.Horn()), ("Cel.", None)):
        part = stream.Part(id=name)
        part.partName = name
        for element in (tool, note.Note("C5", quarterLength=4)):
            if element is not None:
                part.append(element)
        score.insert(0, part)
    tracks = perform(score, fs.TempoMap(0).bars(1, "4/4", bpm=60)).tracks
    assert [(t.name, t.bank, t.patch) for t in tracks] == [
        ("Vln. II", 25, "slow strings"), ("Hn. in F", 0, "horn"), ("Cel.", 0, "celesta")]  # fmt: skip
    sheets = fs.parts(score)
    assert sheets["Cel."].recurse().notes[0].nameWithOctave == "C4" and "Hn. in F" in sheets


def test_a_palette_of_ones_own_may_say_names_as_they_stand():
    own = Voice("brass", voice_for("Horn").sound)
    assert voice_for("Corno 1", palette=(("corno", own),)) is own
