"""What is printed beside a staff and over a page: who reads it, in which key, and whether it stands where it sounds.

A player who reads C and sounds F is told so by the name of the page, "Horn in F"; a conductor who reads what sounds is
told so by "Score in C". Without these words nobody can say what a written D is.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from .catalogue import KEY, NUMBER

#: over a score in which everybody stands where they sound, but for octaves
IN_C = "Score in C"

#: group of a score that is one page: a part, or the score in C
_PAGE = "page"
#: what sounds where C is read, by semitones
_KEYS = ("C", "D♭", "D", "E♭", "E", "F", "G♭", "G", "A♭", "A", "B♭", "B")
_SIGNS = re.compile(r"\b([A-G])[ -](flat|sharp)\b")
#: a key that stands before the name: "B♭ clarinet", "A clarinet"
_BEFORE = re.compile(r"[A-G][♭♯]?\s+[A-Za-z]")
#: A4 at MusicXML's usual size of a staff, in tenths of a line's distance: left margin, middle, and the highest line
_LEFT, _MIDDLE, _TOP = 80, 600, 1620


def with_signs(name: str) -> str:
    """A name with the signs of print.

    >>> with_signs("Clarinet in B flat 1")
    'Clarinet in B♭ 1'
    """
    return _SIGNS.sub(lambda found: f"{found[1]}{'♭' if found[2] == 'flat' else '♯'}", name)


def in_its_key(name: str, semitones: int) -> str:
    """A player's name with what sounds where they read C, unless it says so already, or only octaves lie between.

    Parameters
    ----------
    name : str
    semitones : int
        From the written note to the sounding one.

    Examples
    --------
    >>> in_its_key("Horn 1", -7), in_its_key("Cl.", -2), in_its_key("Clarinet in B flat", -2)
    ('Horn in F 1', 'Cl. in B♭', 'Clarinet in B♭')
    >>> in_its_key("A clarinet", -3), in_its_key("Double bass", -12)
    ('A clarinet', 'Double bass')
    """
    plain = with_signs(name)
    if not plain.strip() or semitones % 12 == 0 or KEY.search(plain) or _BEFORE.match(plain):
        return plain
    number = NUMBER.search(plain)
    at = number.start() if number and number.start() else len(plain)
    return f"{plain[:at]} in {_KEYS[semitones % 12]}{plain[at:]}"


def named(text: str) -> str:
    """MusicXML in which every part that transposes says in which key, in its name and its abbreviation."""

    def whole(found: re.Match[str]) -> str:
        moves = _moves(text, found[0])
        return _NAMED.sub(lambda one: f"{one[1]}{in_its_key(one[3], moves)}{one[4]}", found[0])

    return re.sub(r"<score-part .*?</score-part>", whole, text, flags=re.DOTALL)


_NAMED = re.compile(r"(<part-(name|abbreviation)[^>]*>)(.*?)(</part-\2>)", re.DOTALL)


def part_of(text: str, head: str) -> str:
    """What is written of a part that MusicXML's list of parts names."""
    number = re.search(r'id="([^"]*)"', head)
    found = re.search(rf'<part id="{re.escape(number[1])}">.*?</part>', text, flags=re.DOTALL) if number else None
    return found[0] if found else ""


def _moves(text: str, head: str) -> int:
    found = re.search(r"<transpose\b.*?<chromatic>\s*(-?\d+)", part_of(text, head), flags=re.DOTALL)
    return int(found[1]) if found else 0


# ---- over a page


def entitle(score: Any, title: str, words: str) -> None:
    """Make a score a page of its own: its title, and whose it is or how it stands."""
    from music21 import metadata

    if score.metadata is None:
        score.metadata = metadata.Metadata()
    if title:
        score.metadata.title = title
    score.metadata.movementName = words
    score.groups.append(_PAGE)


def over_the_page(score: Any) -> tuple[str, str]:
    """Title of a page, and the words under it; empty for what is no page. Some bars of a page are one too.

    >>> import filmscore as fs
    >>> over_the_page(fs.concert(fs.chorale("brass")).measures(1, 2))
    ('Chorale: brass', 'Score in C')
    """
    whole = score
    if _PAGE not in getattr(score, "groups", ()):
        return "", ""
    while getattr(whole, "metadata", None) is None and whole.derivation.origin is not None:
        whole = whole.derivation.origin
    about = getattr(whole, "metadata", None)
    if about is None:
        return "", ""
    return str(about.title or ""), str(about.movementName or "")


def credited(text: str, score: Any) -> str:
    """MusicXML of a page with its heading, where programs for notation print it."""
    title, words = over_the_page(score)
    made = ""
    if title:
        made += (
            f'<credit page="1"><credit-type>title</credit-type><credit-words default-x="{_MIDDLE}" default-y="{_TOP}" '
            f'font-size="20" justify="center" halign="center" valign="top">{escape(title)}</credit-words></credit>'
        )
    if words:
        made += (
            f'<credit page="1"><credit-type>part name</credit-type><credit-words default-x="{_LEFT}" '
            f'default-y="{_TOP}" font-size="12" justify="left" halign="left" valign="top">{escape(words)}'
            "</credit-words></credit>"
        )
    return text.replace("<part-list>", f"{made}<part-list>", 1)
