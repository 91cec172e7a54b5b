"""What is asked of a report: chapters, items (criteria), elements and the rules that recognise them.

All values are valid by construction: :mod:`hongdong_rubric.schema` checks what it loads. Words are in folded
spelling (see :mod:`scorer.normalisation`).
"""

# Annotations are not postponed here: those of a named tuple would be compiled from text at every start.

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from scorer.language import Language
from scorer.lexicon import Lexicon
from scorer.text import Scope

DEFAULT_GAP = 6
# Stands for any figure among words.
FIGURES = ""
LEVELS = ("province", "city", "county", "township", "department")


class Status(StrEnum):
    """What a report says of an element."""

    REPORTED = "reported"
    PLANNED = "planned"
    PROBLEM = "problem"
    ABSENT = "absent"
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How grave a gap is, the gravest first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Slot(NamedTuple):
    """One place in a pattern: any of ``words``, or a figure where ``figure`` is set."""

    words: tuple[str, ...]
    figure: bool = False


class Pattern(NamedTuple):
    """Slots that follow each other within a clause; ``source`` is how the author wrote them."""

    source: str
    slots: tuple[Slot, ...]


class Rule(NamedTuple):
    """One way of recognising an element.

    ``unordered`` rules ask for all slots within ``within`` and ``span`` folded characters; others for the slots in
    order with at most ``gap`` characters between neighbours, and, unless ``ordered``, also in another order.
    A match counts only if one of ``near`` stands within ``near_within`` of it and none of ``not_near`` within
    ``not_near_within``; words inside one of ``not_in`` are not seen. ``exact`` rules admit no gap, other order or typo.
    """

    source: str
    slots: tuple[Slot, ...]
    unordered: bool = False
    within: Scope = Scope.CLAUSE
    gap: int = DEFAULT_GAP
    span: int = 0
    ordered: bool = False
    exact: bool = False
    near: tuple[Pattern, ...] = ()
    near_within: Scope = Scope.SENTENCE
    not_near: tuple[Pattern, ...] = ()
    not_near_within: Scope = Scope.CLAUSE
    not_in: tuple[Pattern, ...] = ()


class Element(NamedTuple):
    """The smallest thing that a report can say or fail to say; ``id`` is the full dotted id."""

    id: str
    title: str
    means: str
    weight: float
    figures: bool
    severity: Severity
    message: str
    remedy: str
    rules: Sequence[Rule]


class Item(NamedTuple):
    """A criterion: elements that are scored together. ``levels`` is empty where it applies to all."""

    id: str
    title: str
    clause: str
    weight: float
    levels: tuple[str, ...]
    elements: tuple[Element, ...]

    def applies(self, level: str) -> bool:
        """Whether the item is asked of a government of this level."""
        return not self.levels or level in self.levels


class Chapter(NamedTuple):
    """A group of items; ``number`` is the chapter of the outline it comes from."""

    id: str
    title: str
    number: str
    weight: float
    items: tuple[Item, ...]


class Values(NamedTuple):
    """Points, 0 to 100, that an element gets for each status; ``reported`` is without figures that were asked for."""

    evidenced: float
    reported: float
    planned: float
    problem: float
    absent: float


class Terms(NamedTuple):
    """What a slip in a text may stand for; see :mod:`scorer.matching.terms`.

    ``known`` are words that are no slip, joined by blanks, ``trios`` the terms of three characters. The tables hold the
    longer terms by their first or last two characters, those so long that a slip in them is certain by their first or
    second half. With each stands, between blanks, what is left of the terms: before a mark that of compounds, which no
    author wrote.
    ``before`` and ``behind`` tell for a character how those are read that stand beside it in terms not so long.
    """

    known: str
    trios: tuple[str, ...]
    begun: Mapping[str, str]
    ended: Mapping[str, str]
    certain_begun: Mapping[str, str]
    certain_ended: Mapping[str, str]
    before: Mapping[str, str]
    behind: Mapping[str, str]


# Those of them that are tables.
TERM_TABLES = ("begun", "ended", "certain_begun", "certain_ended", "before", "behind")


class Filling(NamedTuple):
    """What the words of a rubric fill; see :func:`scorer.matching.table.find_filling`.

    ``words`` are all that a text is searched for. With each stand the numbers of the rules that it meets alone and of
    the slots that it fills: of those that meet in a clause, in a sentence, in a paragraph. Numbers are joined by
    blanks, the four parts by bars; a word that only conditions ask for, or slips, fills nothing. ``figures`` tells the
    same of any figure. ``anchors`` are the rules of each slot that is an anchor, joined by commas: the number of the
    rule, then those of its other slots, joined by blanks.
    """

    words: Mapping[str, str]
    figures: str
    anchors: Mapping[str, str]


class Company(NamedTuple):
    """The patterns of a condition: those of one slot as one, and the slots of the longer ones."""

    alone: Slot
    chains: tuple[tuple[Slot, ...], ...]


class Plan(NamedTuple):
    """A rule as the search asks for it; the fields are those of :class:`Rule`, and mean the same."""

    source: str
    slots: tuple[Slot, ...]
    unordered: bool
    within: Scope
    gap: int
    span: int
    ordered: bool
    exact: bool
    near: Company | None
    near_within: Scope
    not_near: Company | None
    not_near_within: Scope
    not_in: Company | None


class Prepared(NamedTuple):
    """What the search needs of a rubric; see :mod:`scorer.matching.preparation`. ``plans`` are those of all rules."""

    filling: Filling
    plans: Sequence[Plan]
    terms: Terms


class _Whole(NamedTuple):
    id: str
    title: str
    version: str
    digest: str
    first_year: int
    last_year: int
    values: Values
    chapters: tuple[Chapter, ...]
    lexicon: Lexicon
    prepared: Prepared | None = None
    language: Language = Language()


class Rubric(_Whole):
    """A whole rubric. ``first_year`` and ``last_year`` bound the reporting years it is made for.

    What is ``prepared`` is worked out at the first report where it was not kept; ``language`` judges doubtful words.
    A rubric is equal to itself only: what the search makes of it is looked up by it.
    """

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__

    def items(self) -> Iterator[Item]:
        """All items in order."""
        for chapter in self.chapters:
            yield from chapter.items

    def elements(self) -> Iterator[Element]:
        """All elements in order."""
        for item in self.items():
            yield from item.elements
