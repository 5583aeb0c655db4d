"""Sentences as people write them, read by the tasks that ask for one: good ones pass, and bad ones are asked back.

Some bad ones pass: no machine here knows what a sentence means. Of these the pass says that a person reads them.
"""

import pytest
from test_checks_instrumentation import SHOTS
from test_checks_palettes_and_layers import ASKED, BREATH, CASTS, FOUND, PALETTE, STAIRS

from filmscore.course.check import check
from filmscore.course.film_words import another_film, film_words
from filmscore.course.reasons import copied, denied, nothing_own, shuffled, thin

#: task, place -> how a sentence is handed in
PLACES = {
    "11.7 stars": lambda text: {**SHOTS, "stars": {**SHOTS["stars"], "see": text}},
    "11.7 hiding": lambda text: {**SHOTS, "hiding": {**SHOTS["hiding"], "see": text}},
    "11.7 black": lambda text: {**SHOTS, "black": {**SHOTS["black"], "see": text}},
    "12.2 because": lambda text: {**PALETTE, "because": text},
    "12.4 because": lambda text: {**CASTS, "hybrid": {**CASTS["hybrid"], "because": text}},
    "12.5 why": lambda text: {**STAIRS, "why": text},
    "12.6 because": lambda text: {**BREATH, "because": text},
    "12.7 because": lambda text: {**FOUND, "because": text},
    "12.8 see": lambda text: {**ASKED, "what I see": text},
}

GOOD = {
    "11.7 stars": [
        "her head lies on her folded arms", "an old woman has nodded off at her work", "ice creeps over the window",
        "a pale planet goes down behind the glass", "nothing moves inside, everything moves outside",
        "one lamp, and the night going round it", "frost grows on the panes and melts again",
        "she is small under all that sky", "grey hair, a cardigan, empty trays", "hours go by in ten seconds",
        "the only warm spot is her lamp", "les étoiles tournent derrière la vitre givrée",
        "her breath does not mist the glass", "white dots wheel above a bent back",
        "the moon's night, and one tired body",
    ],
    "11.7 hiding": [
        "she makes herself small between the crates", "light comes through the slats in stripes",
        "a girl crouches with a box in her arms", "nothing but black, and a thin line of light",
        "her yellow scarf is the last thing lit", "a lamp passes outside and crosses her face",
        "we cannot see her, only hear her breathe", "cracks of lantern light on bare planks",
        "she holds the turquoise box against her", "the guard's shadow goes by outside",
        "everything has stopped after all that running", "two eyes and a strip of light",
        "man sieht nur Ritzen und ein Gesicht", "the phone is not lit yet", "straw, planks, a plait, no sky",
    ],
    "11.7 black": [
        "no cups any more; two people are still there", "white pencil letters on nothing", "the kitchen has gone out",
        "letters that look drawn by hand", "nobody is left to look at", "the last blue was a moment ago",
        "an empty picture that waits for a name", "steam was the last thing that moved",
        "a hand has written two words", "the brother and sister are behind it now",
        "what is left is a word in pencil", "schwarz, und dann eine Schrift wie von Kinderhand",
        "they drink, we are no longer let in", "the marks on the frame are covered", "all the greys are gone at once",
    ],
    "12.2 because": [
        "nobody in this film announces anything; Pia does not know what she carries",
        "a trumpet would tell the guard's story, and this one is hers",
        "it would turn a whisper into an announcement",
        "brass belongs to uniforms, and the only uniform here is the one that chases her",
        "with it the cake on 1548 would be a victory, and it is crushed",
        "the child would sound like a king",
        "there would be no silence left in the shed after such a sound",
        "it takes the air of the whole street, and the tram needs that",
        "a fanfare knows how it ends; she does not",
        "she runs on paper feet, and metal would make her heavy",
        "every other chase has one, and ours ends in a stairwell",
        "it would be the guard's, and then he would matter too much",
        "personne n'annonce rien ici, surtout pas Pia",
        "the phone on 900 is the only thing that may cut through",
        "because the market is paper and lanterns, not bronze",
    ],
    "12.4 because": [
        "the bow leans into the second note, the glass keeps it when the bow has gone",
        "the cello begins each note, the glass pad never lets it end",
        "the bow can tremble, and glass holds still behind it",
        "without the glass the cello runs out of bow on the long A",
        "the string scratches a little, and glass polishes what is left over",
        "the cello says where a note begins, the machine how long it may last",
        "the arm slows down at the end; the pad does not know about ends",
        "the cello is near and dry, the glass pad is the stairwell around it",
        "the glass has no attack at all, so the bow draws its edge",
        "the bow changes colour inside a note, which the pad cannot",
        "the pad fills the breath that the bow must take after four notes",
        "she is the cello, and the glass is the light on the stairs",
        "the cello slides between the notes and the glass steps",
        "glass gives the octave above, where the cello would have to squeeze",
        "one has rosin and the other electricity: the bow bites, the pad glows",
    ],
    "12.5 why": [
        "The tuba went, the sub bass rests until the box; the pad goes under the child and the harp above.",
        "I sent the tuba and the violin home, so that the child can be understood",
        "the pad had been standing on the english horn, so it went down an octave",
        "The violin went because it covered the child's question from above",
        "three basses were one boom; the tuba and the sub bass have the evening off",
        "the harp moved up, since it was plucking inside the melody",
        "nobody could hear the english horn while the warm pad held the same notes",
        "sub bass out: no laptop plays it, and the double bass is enough",
        "the tuba swells where the bass only marks, and nobody should breathe here",
        "with the violin gone there is air above the melody again",
        "The pad and the horn shared all eight semitones, now they share none",
        "because a floor is one; the tuba doubled it note for note",
        "I took out what the child has to shout against: violin and tuba",
        "the warm pad lies lower now and leaves the voice its octave",
        "the harp's octave was the child's; up there it is rain on a roof",
    ],
    "12.6 because": [
        "the fifth is the question; everything after it walks home slower than it came",
        "it leaps up to the A and then has to climb down alone",
        "the A is where she looks up at the door",
        "after the leap there is nothing left to want",
        "each step down is a stair, and she is tired",
        "the semitone at the end is a sigh and needs time",
        "she knocks on the A, the rest is waiting",
        "hurry up to the top, then stroll back home",
        "one breath up, one breath down, the second is longer",
        "the E flat hurts, so I take my time there",
        "a person asking something rises and then lets go",
        "la quinte est une question, la fin une réponse fatiguée",
        "the high one is the parcel held out, then the arms sink",
        "as if somebody stood on tiptoe and came down again",
        "nobody rushes home after such a leap",
    ],
    "12.7 because": [
        "somebody behind the door has been setting a table all the time",
        "a neighbour is washing up while the birthday cake arrives crushed",
        "the cups are the party that is waiting for the box",
        "behind one of these doors there is a kitchen that nobody shows us",
        "she carries a cake, so somebody must already have laid the spoons",
        "it is the sound of being expected, and she does not know it",
        "porcelain is as breakable as what Pia has in her arms",
        "the whole house has supper while a courier stands on the stairs",
        "cups clink in the flat above as the child runs to the door",
        "there is a home in this house, and she hears it from outside",
        "after all those crates and trams something small should be moving",
        "a lid put down by hand is how her heart calms down",
        "quelqu'un met la table derrière la porte et attend le gâteau",
        "the guard has gone, and now ordinary life makes the rhythm again",
        "on a staircase every kitchen is audible, and here one is busy",
    ],
    "12.8 see": [
        "leaves that tremble, trees that bow, and nobody who moves them",
        "nothing sad, only leaves on a wet pavement and a kerb",
        "a passion fruit cut in half on a white plate beside a knife",
        "a girl with a blue and yellow cloth round her head, and one pearl",
        "three fishing boats under a wave that has claws of foam",
        "a bridge, a red sky, a mouth wide open, two walkers behind",
        "white stripes, a black stripe, a thin red edge at the left",
        "no people at all; a chair, a bed, a window half open",
        "she reads a love letter at the window, a bowl of fruit in front",
        "a dog on the edge of a slope, and above it only brown",
        "four dancers in a ring hold hands and one hand has let go",
        "a pipe, painted cleanly, and a line of handwriting under it",
        "rain in long strokes, a wooden bridge, six people running bent over",
        "melting watches hang over a branch, a table edge and something like a face",
        "without any joy in it: a wall, a door, a cart with no wheels",
    ],
}  # fmt: skip

#: sentences that are asked back
BAD = {
    "11.7 stars": [
        "Mara sleeps by the last tray; the stars turn.", "the last star turns, Mara's tray sleeps",
        "it is a nice shot with a character", "the tram passes her and the crates fall down",
        "asdf asdf qwer asdf zxcv", "planet the of frost she the glass", "da da dum da da dum", "x y z w v",
        "½ ⅓ ¼ ⅛ ½", "one two three four five", "foo bar baz qux quux", "asd fgh jkl qwe rty",
        "I have no idea what to write",
    ],
    "11.7 hiding": [
        "crates the between small herself makes she", "Pia whispers in the dark, the boards, the door",
        "what you see that made you choose", "Nora lifts the kettle off and pours tea",
        "tension and fear and a dark mood",
    ],
    "11.7 black": [
        "the picture is black, then the title", "black, black, and then the black title",
        "Ivo is with his log and a gull cries", "you see what you see here and",
    ],
    "12.2 because": [
        "it sounds good and adds emotion to the scene", "name a colour that is left out, with the reason",
        "the colour is left out and that is the reason for the palette",
        "a role of five players is a signature, and a colour is left out",
        "Nora and the kettle would have to change, poor Tom", "trumpet the of she Pia the announces between",
        "I have no reason for it at all, honestly, none", "I don't like how trumpets sound in my ears",
        "asdf asdf asdf asdf asdf asdf", "who in it would have to change, if that colour came in",
        "because because because because because because", "la la li la lo la li la", "a b c d e f g h",
        "cello cello viola viola cello viola cello viola", "sorry, I really don't know what to write here",
    ],
    "12.4 because": [
        "the cello and the glass pad both at once play the tune here", "the bow has the edge, the machine never tires",
        "it sounds bigger than one alone would", "the bow gives nothing and the glass gives nothing to it either",
        "cello the of glass the pad between she and the", "the cello and the pad",
        "the cello and the glass pad together are rich and full and modern", "because it is hybrid and modern and wide",
        "the bow breathes, bows or strikes and the machine does not", "the cello sings the same tune as the glass pad",
        "aaaa bbbb cccc dddd eeee ffff",
    ],
    "12.5 why": [
        "I would turn the tuba down by -6 dB and keep the rest of them",
        "There were far too many people standing on these stairs at once",
        "the tuba, the violin, the sub bass, the harp, the warm pad",
        "tuba foundation, violin pad, harp motion, english horn line, and a double bass",
        "The violin is played pianissimo now so that the english horn is heard",
        "Which layer went, and what had it been standing on: tuba",
        "it sounds good now and it is better than it was before",
        "the tuba the of went between the and violin", "I turned the english horn up so the tuba is no problem",
        "The tuba and the sub bass stayed exactly where they were before, nothing was covered.",
        "asdf asdf tuba asdf asdf asdf asdf asdf asdf",
    ],
    "12.6 because": [
        "it sounds good", "on towards the goal, back at the end", "where do these six notes go, and why there",
        "the six notes go to the goal, early and late", "the expression curve goes to the goal of the tune",
        "home the of fifth she the walks and the", "I have no reason for this at all", "asdf asdf asdf asdf asdf asdf",
        "because it is so beautiful and sad and very emotional", "nice", "six numbers for six notes in a list",
        "da da dum da da dum da da", "a b c d e f g h", "aa bb cc dd ee ff gg hh",
    ],
    "12.7 because": [
        "what goes on can go on as long as you like", "we see a kitchen there and so it matches the scene",
        "the sound is a recording and the pulse has a role in the film",
        "the pattern of the pulse has bars and eighths and an accent", "it sounds good and fits the mood of this scene",
        "table the of somebody the behind and cups the", "who on these stairs could be making that sound",
        "I have no reason for it, I just took the first", "asdf asdf asdf asdf asdf asdf asdf asdf",
        "all the same to me what I choose here", "kitchen", "word word word word word word word word",
        "lorem  ipsum dolor sit amet consectetur adipiscing elit", "test tests tested testing tester test tests test",
    ],
    "12.8 see": [
        "sadness over a field, and two trees beside a wall", "gloom and heartbreak over everything that ever was there",
        "what you see in eight words or more none of them", "a painting or a poem or a dance made by somebody",
        "the work of the artist is a picture with a title", "trees the of leaves the between she the and",
        "it is very beautiful and I like it very much", "asdf asdf asdf asdf asdf asdf asdf asdf",
        "longing in blue, hope in yellow, a dreamy light", "two trees", "my mood when I look at it is moody",
        "a boat is a boat is a boat is a boat", "a b c d e f g h", "hm hmm hm hmm hm hmm hm hmm",
    ],
}  # fmt: skip

#: sentences that pass and should not: told as what a person reads
UNSEEN = {
    "11.7 stars": ["blah blue blip blob blab blub"],
    "11.7 hiding": ["between small crates herself makes she", "purple ideas sleep furiously under my uncle"],
    "11.7 black": ["seven fish discuss the price of hats"],
    "12.2 because": [
        "seven fish discuss the price of hats on Tuesday", "Pia cake tram door child box",
        "my uncle has a boat and it is green", "purple ideas sleep furiously under my uncle's boat",
    ],
    "12.4 because": [
        "the cello eats soup and the glass pad reads yesterday's newspaper",
        "cello soup, glass newspaper, seven fish, hats",
        "the bow is a Tuesday and the glass is a Wednesday", "the glass pad likes fish and the cello likes hats",
    ],
    "12.5 why": [
        "the tuba ate seven fish and went to buy a hat", "violin hats, seven fish, a boat, my green uncle",
        "The tuba went home on a Tuesday because it was raining fish", "the sub bass is a Wednesday and wears hats",
    ],
    "12.6 because": [
        "seven fish discuss the price of hats", "my uncle has a boat and it is green",
        "purple ideas sleep furiously under my uncle", "hats, fish, boats, uncles, Tuesdays, soup",
    ],
    "12.7 because": [
        "seven fish discuss the price of hats with my uncle",
        "purple ideas sleep furiously under my uncle's green boat",
        "hats, fish, boats, uncles, Tuesdays, soup, newspapers, rain", "my uncle has a boat and it is green today",
    ],
    "12.8 see": [
        "seven fish discuss the price of hats with my uncle",
        "purple ideas sleep furiously under my uncle's green boat",
        "hats, fish, boats, uncles, Tuesdays, soup, newspapers, rain",
    ],
}  # fmt: skip


def each(table):
    return [
        pytest.param(place, text, id=f"{place}-{n}") for place, texts in table.items() for n, text in enumerate(texts)
    ]


def read(place, text):
    return check(place.split()[0], PLACES[place](text))


def test_there_are_fifteen_of_each():
    assert {place: len(texts) for place, texts in GOOD.items()} == dict.fromkeys(PLACES, 15)
    tasks = {place.split()[0] for place in PLACES}
    bad = {task: sum(len(t[p]) for t in (BAD, UNSEEN) for p in t if p.startswith(task)) for task in tasks}
    assert min(bad.values()) >= 15, bad


@pytest.mark.parametrize(("place", "text"), each(GOOD))
def test_a_good_sentence_is_never_asked_back(place, text):
    verdict = read(place, text)
    assert verdict.status == "passed", verdict


@pytest.mark.parametrize(("place", "text"), each(BAD))
def test_a_bad_sentence_is_asked_back_in_its_own_words(place, text):
    verdict = read(place, text)
    assert verdict.status == "not-yet" and "?" in verdict.message, verdict


@pytest.mark.parametrize(("place", "text"), each(UNSEEN))
def test_what_no_machine_sees_is_told_to_be_for_a_person(place, text):
    verdict = read(place, text)
    assert verdict.status == "passed" and "were looked at; what they say is for a person to read" in verdict.message, (
        verdict
    )


def test_a_sentence_that_names_nothing_of_its_shot_is_asked_about_and_passes():
    told = "“hiding”: nothing in your words is named in the film's own description"
    assert told in read("11.7 hiding", "seven fish discuss the price of hats").message
    assert told not in read("11.7 hiding", GOOD["11.7 hiding"][0]).message


# ---- what they are read by


def test_another_film_is_known_by_two_of_its_things_and_none_of_ones_own():
    assert another_film("the tram passes her and the crates fall", "first-bloom") == ("Last Parcel", ["tram", "crates"])
    assert another_film("the tram passes her", "first-bloom") == ("", [])
    assert another_film("no tram, no crates: frost on the panes", "first-bloom") == ("", [])
    assert {"frost", "panes", "mara"} <= film_words("first-bloom")
    assert not {"the", "her", "film", "between", "fear"} & film_words("last-parcel")


def test_the_words_of_a_task_are_known_in_any_order_and_form():
    told = {"star", "tray", "sleeps"}
    assert nothing_own("Stars, trays: sleeping!", told) and not nothing_own("Stars above frost", told)
    assert not nothing_own("", told) and not nothing_own("she is there", told), "thin speaks of these"


@pytest.mark.parametrize(
    "text",
    ["from D to A", "the A and the D", "is it for the?", "what she is afraid of", "un coup de vent, et la porte"],
)
def test_what_may_be_an_order_is_let_be(text):
    assert not shuffled(text) or text.endswith("the?")


def test_a_denial_holds_in_its_clause():
    assert denied("nobody would call it a sound effect", 23)
    assert not denied("nobody is there; a sound effect", 17)
    assert denied("it isn't a song", 11) and not denied("they went for a song", 16), "a word in -nt denies nothing"
    assert copied("the bow has the edge", ["the bow has the edge, the machine never tires"])


@pytest.mark.parametrize(
    "text",
    [
        "it plays D4 A4 G4 F4, and then it is gone", "from D to A, and home to D", "rain, rain, rain, and one lamp",
        "Jon does not know what to say", "she has no idea what to do with the box", "two crates and a guard",
        "tick, tock, and the lid", "ドアの向こうに誰かがいる", "y ella espera a la puerta",
    ],
)  # fmt: skip
def test_short_words_and_repeats_that_say_something_are_let_be(text):
    assert not thin(text)
