"""How a report stands beside an earlier score of it: known gaps, and elements that fell behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scorer.rubric import Status
from scorer.scoring import UNEVIDENCED, ElementScore

_RANKS = (Status.ABSENT.value, Status.PROBLEM.value, Status.PLANNED.value, UNEVIDENCED, Status.REPORTED.value)


@dataclass(frozen=True, slots=True)
class Baseline:
    """The states of all elements in an earlier score: absent, problem, planned, unevidenced, reported, not_applicable.

    ``scores`` holds the earlier scores by subject (``total``, ``chapter:decision``, ``item:…``), None where nothing
    applied. ``is_current`` tells whether the rubric is still the one it was made with.
    """

    file: str
    version: str
    is_current: bool
    states: Mapping[str, str]
    scores: Mapping[str, float | None]


def state_of(element: ElementScore) -> str:
    """The state of an element, as a gap names it; reported where nothing lacks."""
    if element.status is Status.REPORTED and element.element.figures and not element.evidenced:
        return UNEVIDENCED
    return element.status.value


def falls_below(state: str, earlier: str) -> bool:
    """Whether a state is worse than an earlier one; what did not apply then is new, and falls below nothing."""
    if state not in _RANKS or earlier not in _RANKS:
        return False
    return _RANKS.index(state) < _RANKS.index(earlier)
