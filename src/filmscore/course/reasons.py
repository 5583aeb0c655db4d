"""What counts as a reason.

A machine cannot tell whether a reason is good, and this one does not pretend to. It asks one thing it can see: is
there a word in it that belongs to this film? "He sees it" has one. "It sounds good", "it adds emotion" and "asdf asdf"
could be said of any cue in any film, so they are asked back. Length is never counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


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
_KEYBOARD = ("qwertyuiop", "qwertzuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "yxcvbnm")
_VOWEL = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøœùúûüýÿ]")
_LONG_ENOUGH = 4000  # characters read of a text; nobody's reason is longer, and a pasted book must not cost seconds


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without marks, numbers and apostrophes.

    Scripts that write no spaces count each sign as a word, so that a reason in Japanese is no shorter than in English.

    >>> words_of("He doesn't stop: he *sees* it, at 936!")
    ['he', 'doesnt', 'stop', 'he', 'sees', 'it', 'at']
    """
    text = re.sub(r"['’`]", "", text[:_LONG_ENOUGH]).casefold()
    return re.findall(
        r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\d_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+", text
    )


def alike(one: str, other: str) -> bool:
    """Whether two texts say the same words in the same order."""
    return words_of(one) == words_of(other) != []


def thin(text: str, *, also: Iterable[str] = (), enough: int = 2) -> str:
    """Why a text is no reason yet: ``none prompt letters one-word any-film``; ``""`` if it is one.

    Parameters
    ----------
    text : str
    also : words that say nothing in this place either, such as *silence* where a silence is to be explained
    enough : how many different words it needs

    Examples
    --------
    >>> thin("he sees it"), thin("because it sounds good"), thin("aaaa bbbb"), thin("hope"), thin("…")
    ('', 'any-film', 'letters', 'one-word', 'none')
    """
    words = words_of(text)
    if not words:
        return "none"
    if any(words == words_of(prompt) for prompt in _PROMPTS):
        return "prompt"
    real = {word for word in words if _is_word(word)}
    if not real or (len(real) == 1 and len(words) > 2):
        return "letters"
    if not real - _ANYWHERE - set(also):
        return "any-film"
    return "one-word" if len(real) < enough else ""


def _is_word(word: str) -> bool:
    if not word.isascii():
        return True
    if len(word) > 2 and len(set(word)) == 1:
        return False
    if len(word) > 3 and any(word in row or word in row[::-1] for row in _KEYBOARD):
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
        "one-word": f"{quoted(text, 30)} is a name for it, not a reason. ",
        "any-film": f"{quoted(text)} could be written beside any {beside} of any film. ",
    }[kind]
    return said + question
