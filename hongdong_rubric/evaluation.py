"""How well verdicts agree with labels given by careful readers. Arithmetic only.

Statuses are compared over the elements that are labelled. Macro-F1 is the plain mean over the statuses that occur in
the labels; kappa is Cohen's, with the chance agreement of both sides' own shares; the agreement on evidence is taken
where both sides say reported and the label says whether it is evidenced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scorer.rubric import Status
from scorer.scoring import ElementScore

STATUSES = (Status.REPORTED, Status.PLANNED, Status.PROBLEM, Status.ABSENT)


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader says of one element of one report; ``evidenced`` is None where the reader leaves it open."""

    report: str
    element: str
    status: Status
    evidenced: bool | None
    quote: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A label and the verdict on the same element."""

    label: Label
    verdict: ElementScore

    @property
    def agrees(self) -> bool:
        """Whether the statuses are the same."""
        return self.label.status is self.verdict.status


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and F1 of one status, each 0 to 1."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures over a set of comparisons; all rates 0 to 1, None where nothing could be counted."""

    count: int
    accuracy: float
    macro_f1: float
    kappa: float
    rates: dict[Status, Rates]
    evidenced: float | None
    confusion: dict[tuple[Status, Status], int]


def evaluate(comparisons: Sequence[Comparison]) -> Evaluation:
    """The figures over at least one comparison."""
    pairs = [(one.label.status, one.verdict.status) for one in comparisons]
    labelled = Counter(label for label, _ in pairs)
    given = Counter(verdict for _, verdict in pairs)
    rates = {status: _rates(pairs, labelled, given, status) for status in STATUSES}
    present = [status for status in STATUSES if labelled[status]]
    agreed = sum(label is verdict for label, verdict in pairs) / len(pairs)
    chance = sum(labelled[status] * given[status] for status in STATUSES) / len(pairs) ** 2
    return Evaluation(
        count=len(pairs),
        accuracy=agreed,
        macro_f1=sum(rates[status].f1 for status in present) / len(present),
        kappa=(agreed - chance) / (1 - chance) if chance < 1 else 1.0,
        rates=rates,
        evidenced=_evidenced(comparisons),
        confusion=dict(Counter(pairs)),
    )


def by_chapter(comparisons: Sequence[Comparison]) -> dict[str, Evaluation]:
    """The figures of each chapter, by its id, in the order in which chapters occur."""
    chapters: dict[str, list[Comparison]] = {}
    for one in comparisons:
        chapters.setdefault(one.label.element.partition(".")[0], []).append(one)
    return {chapter: evaluate(own) for chapter, own in chapters.items()}


def _rates(
    pairs: Sequence[tuple[Status, Status]], labelled: Counter[Status], given: Counter[Status], status: Status
) -> Rates:
    hits = pairs.count((status, status))
    precision = hits / max(1, given[status])
    recall = hits / max(1, labelled[status])
    return Rates(precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0)


def _evidenced(comparisons: Sequence[Comparison]) -> float | None:
    both = [
        one
        for one in comparisons
        if one.agrees and one.label.status is Status.REPORTED and one.label.evidenced is not None
    ]
    return sum(one.label.evidenced is one.verdict.evidenced for one in both) / len(both) if both else None
