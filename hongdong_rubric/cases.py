"""Cases beside the rules: short texts that must count for an element, and near misses that must not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scorer import engine
from scorer.rubric import Rubric, Status

# Cases are judged at the level at which every item applies.
_LEVEL = "city"


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what it must give for one element; ``evidenced`` is None where the case does not say."""

    element: str
    text: str
    status: Status
    evidenced: bool | None
    line: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that gave something else; ``quote`` and ``rule`` are what decided, empty where nothing matched."""

    case: Case
    status: Status
    evidenced: bool
    quote: str
    rule: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a run of cases showed: failures, rules that no case fires, elements with too few cases."""

    cases: int
    rules: int
    failures: tuple[Failure, ...]
    silent_rules: tuple[tuple[str, str], ...]
    bare_elements: tuple[str, ...]


MIN_COUNTING = 3
MIN_NEAR_MISSES = 2


def run_cases(rubric: Rubric, cases: Iterable[Case]) -> Coverage:
    """Judge every case on its own, as if it were a whole report."""
    cases = tuple(cases)
    failures: list[Failure] = []
    fired: set[tuple[str, str]] = set()
    for case in cases:
        # Whose a figure is shows only beside all other elements.
        only = case.element if case.evidenced is None else None
        card = engine.score(rubric, engine.read(case.text, rubric), _LEVEL, only=only)
        verdict = next(one for one in card.elements() if one.element.id == case.element)
        fired |= {(case.element, rule) for rule in card.fired[case.element]}
        if verdict.status is not case.status or case.evidenced not in (None, verdict.evidenced):
            first = verdict.evidence[0] if verdict.evidence else None
            failures.append(
                Failure(
                    case,
                    verdict.status,
                    verdict.evidenced,
                    first.quote if first else "",
                    first.rule if first else "",
                )
            )
    every = [(element.id, rule.source) for element in rubric.elements() for rule in element.rules]
    silent = tuple(one for one in every if one not in fired)
    return Coverage(len(cases), len(every), tuple(failures), silent, _bare(rubric, cases))


def _bare(rubric: Rubric, cases: tuple[Case, ...]) -> tuple[str, ...]:
    """Elements with fewer than three counting texts or two near misses."""
    bare = []
    for element in rubric.elements():
        own = [case for case in cases if case.element == element.id]
        misses = sum(case.status is Status.ABSENT for case in own)
        if len(own) - misses < MIN_COUNTING or misses < MIN_NEAR_MISSES:
            bare.append(element.id)
    return tuple(bare)
