"""Arithmetic only: findings to statuses, scores and gaps. The only place that knows weights.

An element gets the points that the rubric gives its status; items, chapters and the total are weighted means over
what applies. Where nothing applies the score is None: neither 0 nor 100.
"""

# Annotations are not postponed here: those of a named tuple would be compiled from text at every start.

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scorer.matching import MatchKind
from scorer.rubric import Chapter, Element, Item, Severity, Status, Values
from scorer.text import Span, Stance

UNEVIDENCED = "unevidenced"


class Evidence(NamedTuple):
    """One passage that bears on an element; ``span`` is in source offsets, line and column are 1-based."""

    quote: str
    span: Span
    line: int
    column: int
    section: str
    stance: Stance
    rule: str
    match: MatchKind
    similarity: float
    evidenced: bool


class ElementScore(NamedTuple):
    """An element's verdict; the evidence that decided it stands first. ``score`` is None where it does not apply."""

    element: Element
    status: Status
    evidenced: bool
    score: float | None
    evidence: tuple[Evidence, ...]


class ItemScore(NamedTuple):
    """An item's score over its elements; None where the item does not apply."""

    item: Item
    score: float | None
    elements: tuple[ElementScore, ...]


class ChapterScore(NamedTuple):
    """A chapter's score over its items; None where none applies."""

    chapter: Chapter
    score: float | None
    items: tuple[ItemScore, ...]


class Gap(NamedTuple):
    """An applicable element that is not shown as it should be.

    ``status`` is absent, problem, planned or unevidenced; ``line`` is where the mention stands, None when absent.
    """

    element: Element
    status: str
    line: int | None


_STRENGTH = {Stance.REPORTED: Status.REPORTED, Stance.PLANNED: Status.PLANNED, Stance.PROBLEM: Status.PROBLEM}
_GAP_ORDER = (Status.ABSENT.value, Status.PROBLEM.value, Status.PLANNED.value, UNEVIDENCED)
_SEVERITY_ORDER = tuple(Severity)


def judge_element(element: Element, evidence: Iterable[Evidence], values: Values, *, applies: bool) -> ElementScore:
    """The strongest sense wins: reported, planned, problem, absent (labelling rule 4)."""
    order = tuple(_STRENGTH)
    ranked = sorted(
        evidence, key=lambda one: (order.index(one.stance), not one.evidenced, one.span.start, one.span.end)
    )
    if not applies:
        return ElementScore(element, Status.NOT_APPLICABLE, False, None, tuple(ranked))
    status = _STRENGTH[ranked[0].stance] if ranked else Status.ABSENT
    evidenced = status is Status.REPORTED and ranked[0].evidenced
    return ElementScore(element, status, evidenced, points(element, status, evidenced, values), tuple(ranked))


def points(element: Element, status: Status, evidenced: bool, values: Values) -> float:
    """Points from 0 to 100 for an applicable status."""
    if status is Status.REPORTED:
        return values.evidenced if evidenced or not element.figures else values.reported
    return {Status.PLANNED: values.planned, Status.PROBLEM: values.problem}.get(status, values.absent)


def weighted_mean(parts: Sequence[tuple[float | None, float]]) -> float | None:
    """Mean of (score, weight) pairs, those without a score left out; None where none is left."""
    present = [(score, weight) for score, weight in parts if score is not None and weight > 0]
    total = sum(weight for _, weight in present)
    return sum(score * weight for score, weight in present) / total if present else None


def score_item(item: Item, elements: Sequence[ElementScore]) -> ItemScore:
    """Weighted mean over the item's elements."""
    return ItemScore(item, weighted_mean([(one.score, one.element.weight) for one in elements]), tuple(elements))


def score_chapter(chapter: Chapter, items: Sequence[ItemScore]) -> ChapterScore:
    """Weighted mean over the chapter's items."""
    return ChapterScore(chapter, weighted_mean([(one.score, one.item.weight) for one in items]), tuple(items))


def score_total(chapters: Sequence[ChapterScore]) -> float | None:
    """Weighted mean over the chapters."""
    return weighted_mean([(one.score, one.chapter.weight) for one in chapters])


def find_gaps(elements: Iterable[ElementScore]) -> tuple[Gap, ...]:
    """All gaps, the most severe first; of equal severity the emptiest first, then in the rubric's order."""
    gaps = [gap for one in elements if (gap := _gap(one)) is not None]
    return tuple(
        sorted(gaps, key=lambda gap: (_SEVERITY_ORDER.index(gap.element.severity), _GAP_ORDER.index(gap.status)))
    )


def _gap(one: ElementScore) -> Gap | None:
    line = one.evidence[0].line if one.evidence else None
    if one.status is Status.REPORTED:
        return Gap(one.element, UNEVIDENCED, line) if one.element.figures and not one.evidenced else None
    if one.status is Status.NOT_APPLICABLE:
        return None
    return Gap(one.element, one.status.value, line)
