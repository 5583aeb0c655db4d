"""What pairs of triads are said to mean in films: reports with a source, and for each where it means something else.

A pair does not mean anything by itself. Since about 1980 Hollywood has used some of them so often for the same thing
that an audience may hear the label; the same two chords are plain grammar elsewhere, often in the same film. So every
row has its counter-example. Use a row as one uses a cliché: knowing that it is one.

Labels are told from the triad heard as the tonic. So a counter-example counts most where the same triad is home: then
pair and label are the same, and only the effect differs. Where the plain use of a pair has another home, it has another
label too; such a row says so, and what it shows is how much hangs on the home.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ...errors import FilmScoreError, shown
from ...tables import as_html, as_text
from .pairs import Pair, mnx
from .triads import Triad

_HANDBOOK = (
    "Scott Murphy, 'Transformational Theory and the Analysis of Film Music', in David Neumeyer, ed., The Oxford "
    "Handbook of Film Music Studies, Oxford University Press 2014; films as retold from it in lectures and reviews"
)
_LOSS = "Scott Murphy, 'Scoring Loss in Some Recent Popular Film and Television', Music Theory Spectrum 36/2, 2014"
_TRITONE = (
    "Scott Murphy, 'The Major Tritone Progression in Recent Hollywood Science Fiction Films', Music Theory Online "
    "12/2, 2006"
)
_FIFTH = "Morgan Patrick, 'Into Wondrous Realms with Two Triads', Intégral 36, 2023"
_POLES = "Richard Cohn, 'Hexatonic Poles and the Uncanny in Parsifal', The Opera Quarterly 22/2, 2007"
_PISTON = "Walter Piston, Harmony, Norton 1941: common practice"
_ELSEWHERE = "Heard with another home it gets another label: "


@dataclass(frozen=True)
class Convention:
    """A reported use of a pair.

    Attributes
    ----------
    label : str
        "M8M", told from the tonic.
    triads : str
        An example on C: "C–A♭".
    reported : str
        What it is said to go with.
    films : str
        One or two that are named.
    source : str
        Where that is reported.
    counter : str
        Where the same pair is something else.
    counter_source : str
    same_home : bool
        False if the plain use that is told has another triad at home, and so another label.
    certainty : {"studied", "reported"}
        "studied": an article on this very pair; "reported": one row of a survey, or its retelling.
    caution : str
        What else to know before using it.
    seen_from : Triad or None
        For a pair that was looked up: the triad that is home when it is told so. Rows are the same whoever asks.
    """

    label: str
    triads: str
    reported: str
    films: str
    source: str
    counter: str
    counter_source: str
    certainty: str = "reported"
    caution: str = ""
    same_home: bool = True
    seen_from: Triad | None = field(default=None, compare=False)

    @property
    def pair(self) -> Pair:
        """Its triads on C."""
        tonic, other = self.triads.split("–")
        return mnx(tonic=Triad(tonic), other=Triad(other))

    @property
    def told(self) -> str:
        """The row in sentences."""
        more = f" {self.caution}" if self.caution else ""
        end = f" with {self.seen_from} as home" if self.seen_from is not None else ""
        return (
            f"{self.label} ({self.triads}){end} is {self.certainty} for {self.reported}: {self.films}. But: "
            f"{self.counter}{more} [{self.source}. Counter-example: {self.counter_source}.]"
        )

    def __str__(self) -> str:
        return self.told


CONVENTIONS: tuple[Convention, ...] = (
    Convention(
        "M2M", "C–D", "heroes and protagonists", "Back to the Future", _HANDBOOK,
        "C–D–G–C: with the same home, D is the dominant of the dominant, and C major goes home by way of it. No hero "
        "is needed.", f"secondary dominants: {_PISTON}",
    ),
    Convention(
        "M4m", "C–Em", "loss, a sorrow that is dwelt on", "Cocoon, Lost", _LOSS,
        "C–Em–F–C: I–iii in passing, with the same home. Murphy's own claim holds only for a major tonic that rocks "
        "to and fro with the minor triad.", _LOSS, "studied",
    ),
    Convention(
        "M5m", "C–Fm", "romance, and a Hollywood 'Middle East'", "Stargate", _HANDBOOK,
        "C–Fm–C: with the same home it is iv, borrowed from the minor, a cloud over any major key. And where F is home "
        "the pair has another label: V–i, the commonest close of a piece in F minor.", _PISTON,
        caution="The 'Middle Eastern' use says how studios imagined a place, not how anybody there makes music: "
        "a label to know and to question.",
    ),
    Convention(
        "m5M", "Cm–F", "wonder, a threshold crossed", "Night at the Museum", f"{_FIFTH}; {_HANDBOOK}",
        "Cm–F–Cm: with the same home it is the Dorian vamp, i–IV. Oye como va rocks so from A minor to D for four "
        "minutes, and is for dancing. And where B♭ is home the pair has another label: ii–V, the way to a close, from "
        "which Patrick sets the fantasy use apart.",
        f"Santana, Oye como va, on Abraxas, Columbia 1970 (Am7 and D9); {_PISTON}; {_FIFTH}", "studied",
    ),
    Convention(
        "M6M", "C–F♯", "outer space", "the Star Trek films, Treasure Planet", _TRITONE,
        f"{_ELSEWHERE}the Largo of Dvořák's Symphony 'From the New World' (1893) opens from E major to B♭ major on its "
        "way to D♭, and there is no space ship. In F minor F♯, that is G♭, and C are ♭II–V. Plain grammar hardly has "
        "the pair with one of the two at home.", "the score (Simrock 1894), the opening of the movement", "studied",
        same_home=False,
    ),
    Convention(
        "M8M", "C–A♭", "the fantastical", "The Fellowship of the Ring", _HANDBOOK,
        "C–A♭–G–C: with the same home, ♭VI is the plainest of the chords that a major key borrows from its minor. It "
        "goes home without a dragon.",
        _PISTON,
    ),
    Convention(
        "m2M", "Cm–D", "mystery, dark comedy", "Batman (1989)", _HANDBOOK,
        "Cm–D–G–Cm: with the same home, D is the dominant of the dominant, as in any minor key. Where G is home the "
        "pair has another label: iv–V, the half cadence.", f"secondary dominants: {_PISTON}",
    ),
    Convention(
        "m6m", "Cm–F♯m", "danger, an antagonist at work", "Raiders of the Lost Ark", _HANDBOOK,
        "The survey itself calls it situational: the danger is the scene's. Plain grammar hardly has this pair, so "
        "the ear hears distance first; what kind, the picture says.", _HANDBOOK,
    ),
    Convention(
        "m8m", "Cm–A♭m", "evil, an antagonist as such", "The Empire Strikes Back", _HANDBOOK,
        "Wagner's Tarnhelm in Das Rheingold, G♯ minor to E minor, is a helmet that hides and changes whoever wears it: "
        "magic, not malice.", "the score (Schott 1873), scene 3",
    ),
    Convention(
        "m11M", "Cm–B", "drama, a hero divided", "The Dark Knight", _HANDBOOK,
        f"{_ELSEWHERE}in E minor B is the dominant, a chord like any other, and Cm a neighbour of it. Plain grammar "
        "hardly has the pair with Cm at home.", _PISTON, same_home=False,
    ),
    Convention(
        "M8m", "C–A♭m", "the uncanny: death, magic", "long before film, Wagner's Parsifal", _POLES,
        "Where the Grail is covered again (D♭ major, A minor), Alfred Lorenz heard no second harmony at all, only "
        "notes that lean on the first; and the scene is a rite.", _POLES, "studied",
    ),
)  # fmt: skip

_COLUMNS = ("Pair", "On C", "Reported for", "In", "Counter-example", "Source")


class Table:
    """All conventions as a table; what a cell of a notebook shows."""

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """A row for each pair."""
        return [(c.label, c.triads, c.reported, c.films, c.counter, c.source) for c in CONVENTIONS]

    def __repr__(self) -> str:
        return as_text(_COLUMNS[:4], [row[:4] for row in self.rows])

    def _repr_html_(self) -> str:
        return as_html(_COLUMNS, self.rows, "Reported conventions, told from the tonic; none is a law")


#: the table, at hand as `filmscore.conventions`
conventions = Table()


def convention(pair: Pair | str, *, seen_from: Triad | str | None = None) -> Convention | None:
    """What is reported of a pair; None if nothing is.

    Parameters
    ----------
    pair : Pair or str
        ``fs.mnx(tonic="C", other="Ab")``, or a label, which is read from the tonic.
    seen_from : Triad or its name, optional
        Which of the two triads is heard as home. If it is left out, the tonic of a pair that was told so; a pair in the
        order of time is looked up from both ends, since what comes first need not be home, and the answer's `seen_from`
        says from which it is.

    Returns
    -------
    Convention or None

    Raises
    ------
    FilmScoreError
        That is no label, or home is none of the two.

    Examples
    --------
    >>> convention("M6M").reported, convention("M7M") is None
    ('outer space', True)
    >>> rocks = mnx(first="G", second="Dm")
    >>> convention(rocks).seen_from, convention(rocks, seen_from="G") is None
    (Triad('Dm'), True)
    """
    if isinstance(pair, str) and _is_label(pair):
        if seen_from is not None:
            raise FilmScoreError(
                f"{pair} is read from its first triad already: give a pair, fs.mnx(first='G', second='Dm'), to say "
                "which of the two is home."
            )
        return next((one for one in CONVENTIONS if one.label == pair), None)
    if not isinstance(pair, Pair):
        raise FilmScoreError(
            f"{shown(pair)} is no label of a pair: write 'M8M', or give fs.mnx(tonic='C', other='Ab')."
        )
    both = (pair, pair.reversed)
    if seen_from is not None:
        home = Triad(seen_from)
        ends = tuple(one for one in both if one.one == home)
        if not ends:
            raise FilmScoreError(
                f"seen_from is {home}, and the pair is {pair.one} and {pair.other}: home is one of the two."
            )
    else:
        ends = both if pair.by == "time" else (pair,)
    for end in ends:
        for one in CONVENTIONS:
            if one.label == end.label:
                return replace(one, seen_from=end.one)
    return None


def _is_label(text: str) -> bool:
    return (
        len(text) in (3, 4) and text[0] in "Mm" and text[-1] in "Mm" and text[1:-1].isdigit() and int(text[1:-1]) < 12
    )
