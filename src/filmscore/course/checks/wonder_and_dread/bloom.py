"""09.5: two triads for four beats of the bloom; what is reported of them, and what speaks against it.

Whether the pair serves the scene is for a reader. The check sees to it that the label is told from home, that the
second chord comes within the four beats, and that a convention comes with its counter-example.
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import combining, normalize

from ....errors import FilmScoreError
from ....music.harmony.conventions import Convention, convention
from ....music.harmony.pairs import Pair, mnx
from ....music.harmony.triads import Triad
from ...asking import fields, frames, heard, sentence
from ...reasons import alike, ask_for_more, quoted, thin, vocabulary, words_of
from ...verdict import Untouched
from .asking import NAMES, SAYS, Ask, blank, frame_of, settle, triad
from .labels import kinds_ask, label_of, labels_in, number_ask

FILM, BLOOM, BEAT = "first-bloom", 1056, 24
END = BLOOM + 4 * BEAT
WORDS, REASON = 8, 5  #: words at least of the story, and of what speaks against a pair

NAMES_OF = ("home", "other", "first", "change", "label", "story", "reported", "against")
FORM = (
    '{"home": "Dm", "other": "…", "first": "…", "change": 1104, "label": "…", "story": "…", "reported": "…", '
    '"against": "…"}'
)

_NONE = re.compile(r"\W*(none|nothing|no report|no|not reported|-|–|—)\W*", re.I)
#: words of a report that say nothing of it
_EVERYWHERE = vocabulary(
    "long before film films such that with from work their away else this there where when same other another what "
    "have here hears hardly label pair gets heard home said says goes piece four minutes commonest plain plainest "
    "needed necessary nice very like they without until note notes"
)
_NOT = vocabulary("not no never nothing isnt arent wasnt cannot neither nor without")
#: a degree as musicians write it, or two beside each other: ♭II–V, i–IV
_NUMERAL = re.compile(r"(?<![A-Za-z])[b♭#♯]?(?:VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(?![A-Za-z])(?!['’])")
#: words of somebody who says where in music a pair is something else
_MUSIC = vocabulary(
    "cadence chord triad major minor dorian lydian phrygian mixolydian aeolian mode vamp tonic dominant subdominant "
    "neapolitan opera symphony sonata hymn chorale song ballad folk jazz blues rock waltz march requiem overture "
    "concerto prelude wagner schubert verdi liszt beethoven bach brahms debussy"
)


def pair(answer: Any) -> str:
    """The pair, its label, its place and its sources."""
    given = _given(answer)
    home, other, first = (triad(given[name], f"“{name}”") for name in ("home", "other", "first"))
    settle([_two(home, other, first)])
    told = mnx(tonic=home, other=other)
    row = convention(told)
    settle(
        [
            heard(_labelled, told, first, given["label"]),
            heard(_placed, given["change"]),
            heard(_story, told, row, given["story"]),
            heard(_reported, told, row, given["reported"]),
            heard(_against, told, row, given["against"], given["reported"]),
        ]
    )
    return _passed(told, first, row, given)


def _given(answer: Any) -> dict[str, Any]:
    if isinstance(answer, dict) and answer:
        texts = [value for key, value in list(answer.items())[:30] if key != "change"]
        if texts and all(blank(value) for value in texts):
            raise Untouched("Nothing is written in the table yet.")
    given = fields(answer, NAMES_OF, FORM)
    if empty := [name for name in ("home", "other", "first") if blank(given[name])]:
        raise FilmScoreError(f"There is no triad under “{empty[0]}” yet. Write its root, and m for minor.")
    return given


def _two(home: Triad, other: Triad, first: Triad) -> Ask | None:
    if home == other:
        return Ask(
            "one triad twice",
            f"“home” is {home} and “other” is {other}: one triad. Which second one should the bloom hear?",
            NAMES,
        )
    if first not in (home, other):
        return Ask(
            "a third triad", f"“first” is {first}, and your two are {home} and {other}. Which sounds on 1056?", SAYS
        )
    return None


def _labelled(told: Pair, first: Triad, value: Any) -> Ask | None:
    if blank(value):
        return Ask("no label", f"There is no label yet: from {told.one}, which is home, to {told.other}.", NAMES)
    found = labels_in(value, "“label”")
    if len(found) != 1:
        return Ask("two labels for one", f"You wrote {len(found)} labels. One is asked, told from home.", NAMES)
    yours = found[0]
    if yours == label_of(told):
        return None
    back = label_of(told.reversed)
    if yours == back:
        if first == told.other and back.first != back.second:
            return Ask(
                "the order of time for the order of home",
                f"{yours} is told from {told.other}, which you let sound first. You said that {told.one} is home. From "
                "there?",
                NAMES,
            )
        if back.first != back.second:
            return Ask(
                "told from the wrong end",
                f"{yours} is told from {told.other}. You said that {told.one} is home.",
                NAMES,
            )
    what = f"{told.one} at home, {told.other} the other"
    return number_ask(told.one, told.other, yours, what) or kinds_ask(told.one, told.other, yours, what)


def _placed(value: Any) -> Ask | None:
    if blank(value):
        return Ask("no frame", "“change” has no frame yet: when does the second chord come?", SAYS)
    frame = frame_of(value, FILM, "change")
    if frame == BLOOM:
        return Ask(
            "both chords at once",
            f"You change on {BLOOM}, where the first chord begins. When does the other come?",
            SAYS,
        )
    if BLOOM < frame < END:
        return None
    where = "that is before the bud opens" if frame < BLOOM else "that is in Mara's bar"
    return Ask(
        "outside the four beats",
        f"You change on {frame}: {where}. Four beats of {BEAT} frames from {BLOOM} end before {END}.",
        SAYS,
    )


def _story(told: Pair, row: Convention | None, value: Any) -> Ask | None:
    text = "" if blank(value) else sentence(value, "story")
    question = f"What happens on {BLOOM} in this room, and to whom?"
    words = words_of(text)
    if row and words and ({"means", "mean"} & set(words) or (_cites(text, row) and len(words) < WORDS)):
        return Ask(
            "a pair means",
            f"Your story is {quoted(text)}: that is what {row.label} was reported for elsewhere. {question}",
            SAYS,
        )
    if kind := thin(text):
        return Ask(f"no story: {kind}", ask_for_more(kind, text, question), SAYS)
    if _wordless(text) or len(words) >= WORDS:
        return None
    return Ask(
        "a story too short to tell",
        f"{quoted(text)} has {len(words)} words; {WORDS} at least. Who changes, or what, and how can we see it?",
        SAYS,
    )


def _wordless(text: str) -> bool:
    """Whether it is in a script without spaces, in which words cannot be counted so."""
    return bool(re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text))


def _reported(told: Pair, row: Convention | None, value: Any) -> Ask | None:
    text = "" if blank(value) else sentence(value, "reported")
    none = bool(_NONE.fullmatch(text[:60]))
    if row is None:
        if none:
            return None
        back = convention(mnx(tonic=told.other, other=told.one))
        if back and text and _cites(text, back):
            return Ask(
                "the convention of the other end",
                f"You cite {quoted(text)}; that is reported of {back.label}, with {told.other} as home. You said that "
                f"{told.one} is, and from there the pair is {told.label}. Who is at home here?",
                NAMES,
            )
        if not text:
            return Ask(
                "no report looked up", f"“reported” is empty. Of {told.label} this course has none: write “none”.", SAYS
            )
        return Ask(
            "a convention invented",
            f"You cite {quoted(text)} for {told.label}, and this course has no report of that pair. Write “none”, and "
            "under “against” what you rely on instead: that is room for you, not a gap.",
            SAYS,
        )
    if not text or none:
        have = "“reported” is empty" if not text else f"You write {quoted(text)}"
        return Ask(
            "no report looked up",
            f'{have}; of {told.label} something is reported. fs.convention("{told.label}") has it.',
            SAYS,
        )
    if _cites(text, row) and _denied(text, row):
        return Ask(
            "a report denied",
            f"You write {quoted(text)}; of {told.label} “{row.reported}” is reported. That others have said it is so, "
            "even if you hear it otherwise: what speaks against it goes under “against”.",
            SAYS,
        )
    if _cites(text, row):
        return None
    return Ask(
        "a convention invented",
        f"You cite {quoted(text)} for {told.label}. The table has something else in that row: what, and who says so?",
        SAYS,
    )


def _cites(text: str, row: Convention) -> bool:
    """Whether a text has a word in common with a report or the films it names."""
    return bool(_stems(text) & _stems(f"{row.reported} {row.films}"))


def _denied(text: str, row: Convention) -> bool:
    """Whether each word that a text cites stands behind a "not": "not wonder", but not "wonder, not romance"."""
    theirs, words = _stems(f"{row.reported} {row.films}"), words_of(text)
    cited = [at for at, word in enumerate(words) if _stems(word) & theirs]
    return bool(cited) and all(_NOT & set(words[max(0, at - 3) : at]) for at in cited)


def _stems(text: str) -> set[str]:
    """The words of a text that say something, endings and accents apart: "Dvořák's" is "dvor"."""
    plain = "".join(one for one in normalize("NFKD", text[:4000]) if not combining(one))
    return {word[:4] for word in words_of(plain) if len(word) > 3 and word not in _EVERYWHERE}


def _in_music(text: str, row: Convention) -> bool:
    """Whether a text names a piece or a place in grammar: a word of the row, two numerals, or a term of music."""
    if _stems(text) & _stems(f"{row.counter} {row.counter_source}"):
        return True
    if any(word in _MUSIC or word.removesuffix("s") in _MUSIC for word in words_of(text)):
        return True
    return len(_NUMERAL.findall(text[:4000])) > 1


def _against(told: Pair, row: Convention | None, value: Any, reported: Any) -> Ask | None:
    text = "" if blank(value) else sentence(value, "against")
    cited = reported if isinstance(reported, str) else ""
    if row is None:
        question = (
            f"Nothing is reported of {told.label}. What do you rely on instead: which note, which step, which moment?"
        )
    else:
        question = f"Where is {told.label} something else? The table has a piece or a place in plain grammar."
    if row and (not text or _NONE.fullmatch(text[:60]) or alike(text, cited)):
        have = "nothing" if not alike(text, cited) or not text else "the same words"
        return Ask(
            "a convention without its counter-example",
            f"You cite {quoted(cited)}, and against it {have}. {question}",
            SAYS,
        )
    if row and _in_music(text, row):
        return None  # "Largo" or "ii–V" is an answer; whether it is the right one is for a reader
    if kind := thin(text):
        return Ask(f"nothing against: {kind}", ask_for_more(kind, text, question, beside="pair"), SAYS)
    if not _wordless(text) and len(words_of(text)) < REASON:
        return Ask("nothing against: too short", f"{quoted(text)}: say it in a sentence. {question}", SAYS)
    if row and not _wordless(text):
        return Ask(
            "nothing against: no music in it",
            f"{quoted(text)} names no piece, no chord and no key. {question}",
            SAYS,
        )
    return None


def _passed(told: Pair, first: Triad, row: Convention | None, given: dict[str, Any]) -> str:
    change = frame_of(given["change"], FILM, "change")
    second = told.other if first == told.one else told.one
    held = {0: "no note goes through both"}.get(len(told.common), f"{' and '.join(told.common)} can stay")
    said = [
        f"{first} on {BLOOM}, {second} {frames(change - BLOOM)} later, on {change}. From {told.one} at home that is "
        f"{told.label}: {held}, and three voices move "
        f"{told.distance} semitone{'' if told.distance == 1 else 's'} in all."
    ]
    if first != told.one:
        said[0] += f" In the order of time it reads {mnx(first=first, second=second).label}."
    if row and row.caution:
        said.append(
            f"One thing more is reported of {told.label}. {row.caution} Who in this scene would hear that? Did you "
            "mean it?"
        )
    if row:
        said.append(
            f"What you set against {told.label} has been read for a word of music, no more. A reader asks whether "
            f"{told.one} is home there too."
        )
    said.append("Whether the bloom needs this pair, and not another, is for a reader; the table under the task helps.")
    return "\n\n".join(said)


HINTS = (
    "Begin with the story: who changes on 1056, or what? Then look for a pair in which one note changes as that "
    "does, and one stays as something else does.",
    "The label is told from *home*, whichever chord sounds first. fs.mnx(tonic=…, other=…) says it, and what stays.",
    'fs.convention("…") takes your label and gives report and counter-example together. If it gives nothing, '
    "nothing is reported: write “none”, and your own ground under “against”.",
)
