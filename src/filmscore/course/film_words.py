"""The words of a film: what its description, its shots and its lines name; and which film a text speaks of.

A reason can be good without a single one of them. But a text that names two things of another film, and none of this
one, has looked at another film.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..picture.film import film_names, open_film
from .reasons import FEELINGS, JOINTS, shared, stem, thin, vocabulary, words_of


@lru_cache(maxsize=16)
def film_words(film: str) -> frozenset[str]:
    """What can be seen and heard in a film, by the words of its description, its shots and its lines.

    >>> sorted({"tram", "crates", "guard", "kettle"} & film_words("last-parcel"))
    ['crates', 'guard', 'tram']
    """
    whole = open_film(film)
    told = re.sub(r"The film lasts.*?\.|\*\*[\d:;]+\*\*|audio description", " ", whole.description.read_text("utf8"))
    parts = [told, *(f"{shot.name} {shot.note}" for shot in whole.shots), *(line.text for line in whole.lines)]
    parts += [f"{line.who.split()[0]}" for line in whole.lines] + [event.label for event in whole.events]
    return frozenset(
        word
        for word in _words_of_all(parts)
        if len(word) > 2 and word not in JOINTS | FEELINGS and not thin(word, enough=1)
    )


def _words_of_all(parts: list[str]) -> set[str]:
    """The words of several texts; one text alone is read only so far."""
    return {word for part in parts for piece in re.split(r"\n+", part) for word in words_of(piece)}


#: what happens in a film by name, and is said of music or of any picture too
_ANYWHERE_ELSE = vocabulary(
    "line lines match matches title page pages pen clock hit hits start starts stop stops player stand stands still "
    "tip room light lights fade begin begins open opens red green black turn turns call calls miss soft hard cut "
    "source move moves moving follow mark marks signal near touch touches see sees hand hands first swells resumes "
    "switched shuts lifted written tick"
)


@lru_cache(maxsize=16)
def _only_there(film: str) -> frozenset[str]:
    """What a film is known by: who speaks in it and what its events are called, in words that no other film has."""
    whole = open_film(film)
    known = [whole.title, *(line.who for line in whole.lines), *(event.label for event in whole.events)]
    others = {stem(word) for name in film_names() if name != film for word in film_words(name)}
    return frozenset(
        word for word in _words_of_all(known) & film_words(film) - _ANYWHERE_ELSE if stem(word) not in others
    )


def another_film(text: str, film: str) -> tuple[str, list[str]]:
    """A film that a text speaks of in place of this one, and by which words; two empty ones if it does not.

    >>> another_film("the tram passes and the crates fall", "first-bloom")
    ('Last Parcel', ['tram', 'crates'])
    >>> another_film("small as a tram, under the stars", "first-bloom")
    ('', [])
    """
    if shared(text, film_words(film)):
        return "", []
    for name in film_names():
        if name != film and len(found := shared(text, _only_there(name))) > 1:
            return open_film(name).title, found
    return "", []
