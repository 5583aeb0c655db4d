"""What counts as a reason.

A machine cannot tell whether a reason is good, and this one does not pretend to. It asks what it can see: is there a
word in it that belongs to this film? "He sees it" has one. "It sounds good", "it adds emotion" and "asdf asdf" could
be said of any cue in any film, so they are asked back. So are the words of the page, English in no order, and one
word many times. What is left may still be nonsense: `for_a_person` says so where it passes. Length is never counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise


def vocabulary(text: str) -> frozenset[str]:
    """A set of words, written as a text."""
    return frozenset(text.split())


#: words that fit every cue of every film; a reason made of nothing else says nothing about this one
_ANYWHERE = vocabulary(
    """
    a about add added adding adds aesthetic also always am an and another any are as at atmosphere atmospheric
    audience background bad bar be beautiful beauty because been being best better big bla blah build building
    builds but by can cause climax come comes composer cool could create creates creating cue cues cut cuts deep
    did do does dolor dont drama dramatic dunno dynamic each effect effective emotion emotional emotionally
    emotions emphasis emphasise emphasises emphasize energy engage engages engaging enhance enhances enter enters
    epic establish establishes every everything exciting feel feeling feelings feels film films fine fit fits
    fitting flow foo for frame from fun gentle get gets give gives go goes good great happen happens happy has
    have help helping helps here how i idea idk if immerse immersion immersive impact important in intense
    intensity interesting into intro ipsum is it its just kind know last like listener listeners lorem lot lots
    love lovely make makes making maybe me melody moment mood moods more most movie much music musical must my
    mysterious na need needed needs new next nice no none not nothing now of ok okay on one or our part perfect
    picture piece place play playing plays point powerful pretty put really reason reasons right sad same say
    scene scenes score section seems set sets setting shot shots should so some something sound sounding sounds
    soundtrack special spot start starting starts stop stops strong stuff style such suits support supports sure
    tbd tension than that the then there thing things think this time to todo tone too track try up uplifting us use
    using very vibe vibes viewer viewers want wanted wants was way we well were what when where which while why
    will with work works would xxx yes you your
    """
)
#: what joins words to each other, and says nothing of anything
JOINTS = vocabulary(
    """
    above across after against along although among anybody anything around away before behind below beneath beside
    between both can could down during either else ever everybody few few her hers herself him himself his if inside
    itself less like many may might more must near neither nor off once only onto other others out outside over own per
    rather shall she should since somebody someone something still such than their theirs them themselves these they
    those though through toward towards under unless until up upon versus very via who whoever whom whose within
    without would yet had being he it
    """
)
#: what is felt and cannot be pointed at
FEELINGS = vocabulary(
    """
    sad sadness sorrow grief lonely loneliness melancholy melancholic nostalgia nostalgic happy happiness joy joyful
    love hope hopeful fear fearful anger angry anxiety anxious tension tense suspense mystery mysterious dread longing
    gloom gloomy heartbreak misery miserable despair emotion emotional emotions feeling feelings mood moody epic
    dramatic scary creepy eerie beautiful beauty atmosphere atmospheric magical dreamy bittersweet melancholia solitude
    passion
    """
)
#: what a form asks; copying the question is not answering it
_PROMPTS = (
    "what changes if it is removed",
    "what changes if this cue is removed",
    "what would be missed",
    "what the audience hears and does instead",
    "what do we hear what does the audience do instead",
    "what it comes in on",
    "what it goes out on",
    "what to avoid",
    "your reason here",
)
#: what people paste or type to fill a place
_FILLERS = ("ipsum dolor", "quick brown fox", "foo bar")
#: somebody who says that nothing comes to mind; *she has no idea what to do* is of the film
_GIVES_UP = re.compile(
    r"(?:^|\bi (?:\w+ ){0,2})(?:no idea|no clue|dont know|do not know|cannot think|cant think|not sure)"
    r"(?: of)? (?:what|how|anything)(?: (?:to|i|else|should|could|can))* (?:write|put|type|enter|answer)\b"
)
_COUNTING = vocabulary("one two three four five six seven eight nine ten eleven twelve first second third fourth fifth")
_NOTE = re.compile(r"\b[A-Ga-g](?:#|b|♯|♭|-)?\d\b")
_KEYBOARD = ("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "yxcvbnm")
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿ]")
_SOME = 30  # words in which one that comes again is counted; in a long text all short ones do
_LONG_ENOUGH = 4000  # characters read of a text; nobody's reason is longer, and a pasted book must not cost seconds


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without marks, numbers and apostrophes.

    Scripts that write no spaces count each sign as a word, so that a reason in Japanese is no shorter than in English.

    >>> words_of("He doesn't stop: he *sees* it, at 936!")
    ['he', 'doesnt', 'stop', 'he', 'sees', 'it', 'at']
    """
    text = re.sub(r"['’`]", "", text[:_LONG_ENOUGH]).casefold()
    found = re.findall(
        r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+", text
    )
    return [word for word in found if any(sign.isalpha() for sign in word)]  # ½ counts as a letter, and is none


#: a run of so many words in the same order is copied; a text that has so much of its words in such runs is a copy
_RUN, _COPIED = 3, 0.75


def copied(text: str, given: Iterable[str]) -> bool:
    """Whether a text is one of the sentences given, or put together of them, with hardly a word of its own.

    >>> page = ["the bow has the edge, the machine never tires"]
    >>> copied("the bow has the edge and the machine never tires", page), copied("the bow has gone by then", page)
    (True, False)
    """
    words = words_of(text)
    mine: set[int] = set()
    known = {tuple(w[n : n + _RUN]) for one in given for w in [words_of(one)] for n in range(len(w) - _RUN + 1)}
    for n in range(len(words) - _RUN + 1):
        if tuple(words[n : n + _RUN]) in known:
            mine.update(range(n, n + _RUN))
    return bool(words) and len(mine) >= _COPIED * len(words)


def nothing_own(text: str, told: Iterable[str]) -> bool:
    """Whether every word that says something stands in the task already, in whatever order.

    >>> told = vocabulary("mara sleeps tray stars turn")
    >>> nothing_own("The stars sleep; Mara's tray turns", told), nothing_own("Mara's head lies on her arms", told)
    (True, False)
    """
    words = {word for word in words_of(text) if word not in JOINTS and word not in _ANYWHERE}
    return bool(words) and {stem(word) for word in words} <= {stem(word) for word in told}


def stem(word: str) -> str:
    """A word without what a plural, a possessive or a verb hangs on it."""
    for ending in ("ing", "es", "ed", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def shared(text: str, words: Iterable[str]) -> list[str]:
    """The words of a text that are among these, in one of their forms.

    >>> shared("Two crates fall on the guard", vocabulary("crate guards tram"))
    ['crates', 'guard']
    """
    known = {stem(word) for word in words}
    return [word for word in dict.fromkeys(words_of(text)) if stem(word) in known]


#: what never stands behind "the" in an English sentence, and what none ends with
_NEVER_AFTER_THE = vocabulary(
    "of between among into onto upon and or but because if is are was were she he they we herself himself themselves"
)
_NEVER_LAST = vocabulary("the and because")


def shuffled(text: str) -> bool:
    """Whether the words of a text are in an order that no English sentence has.

    It sees what it can be sure of, an article before a preposition or at the end; most nonsense it does not see. Other
    languages it lets be.

    >>> shuffled("crates the between small herself makes she"), shuffled("she makes herself small between the crates")
    (True, False)
    """
    words = words_of(text)
    return bool(words) and (
        words[-1] in _NEVER_LAST or any(one == "the" and after in _NEVER_AFTER_THE for one, after in pairwise(words))
    )


_DENIAL = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|without|neither|nor|hardly|cannot"
    r"|(?:is|are|was|were|do|does|did|has|have|had|wo|ca|could|would|should)n['’]?t)\b(?:\W+\w+){0,4}\W*$",
    re.I,
)


def denied(text: str, at: int) -> bool:
    """Whether what stands at this place of a text is denied a few words before it, in the same clause.

    >>> denied("my own cups, not from YouTube", 22), denied("not mine: from YouTube", 15)
    (True, False)
    """
    return bool(_DENIAL.search(re.split(r"[.,;:!?]", text[:at])[-1]))


def for_a_person(*names: str) -> str:
    """What a pass says of texts that were read for their words: their sense is for a person.

    >>> for_a_person("because")
    'Only the words of “because” were looked at; what they say is for a person to read.'
    """
    said = " and ".join(f"“{name}”" for name in names)
    return f"Only the words of {said} were looked at; what they say is for a person to read."


def alike(one: str, other: str) -> bool:
    """Whether two texts say the same words in the same order."""
    return words_of(one) == words_of(other) != []


def thin(text: str, *, also: Iterable[str] = (), enough: int = 2) -> str:
    """Why a text is no reason yet: ``none prompt letters again gives-up one-word any-film``; ``""`` if it is one.

    Parameters
    ----------
    text : str
    also : words that say nothing in this place either, such as *silence* where a silence is to be explained
    enough : how many different words it needs

    Examples
    --------
    >>> thin("he sees it"), thin("because it sounds good"), thin("aaaa bbbb"), thin("hope"), thin("…")
    ('', 'any-film', 'letters', 'one-word', 'none')
    >>> thin("a b c d e f"), thin("da da dum da da dum"), thin("I have no idea what to write")
    ('letters', 'again', 'gives-up')
    """
    words = words_of(text)
    if not words:
        return "none"
    if any(words == words_of(prompt) for prompt in _PROMPTS):
        return "prompt"
    real = {word for word in words if _is_word(word)}
    if not real or (len(real) == 1 and len(words) > 2) or _unworded(text, words):
        return "letters"
    if not real - _ANYWHERE - set(also):
        return "any-film"
    return _emptied(words) or ("one-word" if len(real) < enough else "")


def _unworded(text: str, words: list[str]) -> bool:
    """Whether a text is a filler, or fewer than half of its words are words: letters are none, save notes of music."""
    if any(filler in " ".join(words) for filler in _FILLERS):
        return True
    whole = [word for word in words if _is_word(word) and (len(word) > 1 or word in "ai" or not word.isascii())]
    return len(words) > 2 and 2 * (len(whole) + len(_NOTE.findall(text[:_LONG_ENOUGH]))) < len(words)


def _emptied(words: list[str]) -> str:
    """What is the matter with real words that say nothing: one of them many times, counting, or giving up."""
    some = words[:_SOME]
    if len(some) > 4 and 2 * len({stem(word) for word in some}) < len(some):
        return "again"
    if len(words) > 2 and not set(words) - _COUNTING:
        return "any-film"
    return "gives-up" if _GIVES_UP.search(" ".join(some)) else ""


def _is_word(word: str) -> bool:
    if not word.isascii():
        return True
    if len(word) > 1 and len(set(word)) == 1:
        return False
    if len(word) > 2 and any(word in row or word in row[::-1] for row in _KEYBOARD):
        return False
    return bool(_VOWEL.search(word)) or len(word) < 4


def quoted(text: str, width: int = 60) -> str:
    """A student's own words as a message shows them: on one line, in quotation marks, cut where they run on."""
    text = " ".join(text[: 4 * width].split())
    return f"“{text}”" if len(text) <= width else f"“{text[: width - 1].rstrip()}…”"


def ask_for_more(kind: str, text: str, question: str, *, beside: str = "cue") -> str:
    """What to say about a thin reason: what is the matter with it, then the question it has to answer."""
    said = {
        "none": "",
        "prompt": "That is the question copied, not answered. ",
        "letters": f"{quoted(text, 30)} is not words yet. ",
        "again": f"{quoted(text, 30)} says the same word again and again. ",
        "gives-up": f"{quoted(text, 30)}: then begin with one thing you see or hear. ",
        "one-word": f"{quoted(text, 30)} is a name for it, not a reason. ",
        "any-film": f"{quoted(text)} could be written beside any {beside} of any film. ",
    }[kind]
    return said + question
