from __future__ import annotations

import pytest

from scorer.matching import MatchKind
from scorer.rubric import Chapter, Element, Item, Severity, Status, Values
from scorer.scoring import (
    UNEVIDENCED,
    ElementScore,
    Evidence,
    find_gaps,
    judge_element,
    points,
    score_chapter,
    score_item,
    score_total,
    weighted_mean,
)
from scorer.text import Span, Stance

VALUES = Values(evidenced=100, reported=70, planned=20, problem=10, absent=0)
PLAIN = Element("c.i.e", "甲", "甲", 1, True, Severity.HIGH, "缺甲", "补甲", ())
REPORTED, PLANNED, SHORTCOMING = Stance.REPORTED, Stance.PLANNED, Stance.PROBLEM


def evidence(stance: Stance, start: int = 0, *, evidenced: bool = False) -> Evidence:
    return Evidence("甲", Span(start, start + 1), start + 1, 1, "", stance, "甲", MatchKind.EXACT, 100, evidenced)


def judged(
    status: Status, *, evidenced: bool = False, score: float | None = 0, element: Element = PLAIN
) -> ElementScore:
    return ElementScore(element, status, evidenced, score, ())


@pytest.mark.parametrize(
    ("stances", "status"),
    [
        ([], Status.ABSENT),
        ([SHORTCOMING], Status.PROBLEM),
        ([PLANNED], Status.PLANNED),
        ([REPORTED], Status.REPORTED),
        ([SHORTCOMING, PLANNED], Status.PLANNED),
        ([SHORTCOMING, REPORTED], Status.REPORTED),
        ([PLANNED, REPORTED, SHORTCOMING], Status.REPORTED),
    ],
)
def test_the_strongest_sense_decides(stances: list[Stance], status: Status) -> None:
    found = [evidence(stance, number) for number, stance in enumerate(stances)]
    assert judge_element(PLAIN, found, VALUES, applies=True).status is status


@pytest.mark.parametrize(
    ("found", "evidenced"),
    [
        pytest.param([evidence(REPORTED, evidenced=True)], True, id="reported-with-proof"),
        pytest.param([evidence(REPORTED)], False, id="reported-without"),
        pytest.param([evidence(REPORTED), evidence(REPORTED, 5, evidenced=True)], True, id="one-of-several"),
        pytest.param([evidence(PLANNED, evidenced=True)], False, id="a-plan-proves-nothing"),
        pytest.param([evidence(SHORTCOMING, evidenced=True)], False, id="a-shortcoming-proves-nothing"),
        pytest.param([evidence(REPORTED), evidence(PLANNED, 5, evidenced=True)], False, id="proof-of-the-plan-only"),
    ],
)
def test_only_a_report_with_proof_is_evidenced(found: list[Evidence], evidenced: bool) -> None:
    assert judge_element(PLAIN, found, VALUES, applies=True).evidenced is evidenced


def test_the_deciding_evidence_stands_first() -> None:
    found = [
        evidence(SHORTCOMING, 1),
        evidence(PLANNED, 2),
        evidence(REPORTED, 9),
        evidence(REPORTED, 4),
        evidence(REPORTED, 7, evidenced=True),
    ]
    verdict = judge_element(PLAIN, found, VALUES, applies=True)
    assert [one.span.start for one in verdict.evidence] == [7, 4, 9, 2, 1]


def test_what_does_not_apply_has_no_score_but_keeps_its_evidence() -> None:
    found = [evidence(REPORTED, evidenced=True)]
    verdict = judge_element(PLAIN, found, VALUES, applies=False)
    assert verdict == ElementScore(PLAIN, Status.NOT_APPLICABLE, False, None, tuple(found))


@pytest.mark.parametrize(
    ("status", "evidenced", "figures", "expected"),
    [
        (Status.REPORTED, True, True, 100),
        (Status.REPORTED, False, True, 70),
        (Status.REPORTED, False, False, 100),
        (Status.PLANNED, False, True, 20),
        (Status.PROBLEM, False, True, 10),
        (Status.ABSENT, False, True, 0),
    ],
)
def test_points_follow_the_status(status: Status, evidenced: bool, figures: bool, expected: float) -> None:
    assert points(PLAIN._replace(figures=figures), status, evidenced, VALUES) == expected


@pytest.mark.parametrize(
    ("parts", "mean"),
    [
        pytest.param([(100, 1), (0, 1)], 50, id="equal-weights"),
        pytest.param([(100, 3), (0, 1)], 75, id="weights"),
        pytest.param([(100, 1), (None, 9)], 100, id="without-score-is-left-out"),
        pytest.param([(100, 1), (0, 0)], 100, id="without-weight-is-left-out"),
        pytest.param([(0, 1)], 0, id="zero-is-a-score"),
        pytest.param([(None, 1), (None, 1)], None, id="nothing-scored"),
        pytest.param([(50, 0)], None, id="nothing-weighs"),
        pytest.param([], None, id="empty"),
    ],
)
def test_the_mean_is_weighted_over_what_applies(parts: list[tuple[float | None, float]], mean: float | None) -> None:
    assert weighted_mean(parts) == mean


def test_scores_go_up_from_elements_to_the_total_by_their_own_weights() -> None:
    heavy, light = PLAIN._replace(weight=3), PLAIN._replace(weight=1)
    first = Item("c.i", "甲", "", 1, (), (heavy, light))
    second = first._replace(weight=4)
    chapter = Chapter("c", "甲", "二", 1, (first, second))
    high = score_item(first, [judged(Status.REPORTED, score=100, element=heavy), judged(Status.ABSENT, element=light)])
    low = score_item(second, [judged(Status.PLANNED, score=20, element=light)])
    whole = score_chapter(chapter, [high, low])
    other = score_chapter(chapter._replace(weight=3), [high])
    assert (high.score, low.score, whole.score, score_total([whole, other])) == (75, 20, 31, 64)


def test_a_chapter_where_nothing_applies_has_no_score() -> None:
    item = Item("c.i", "甲", "", 1, ("province",), (PLAIN,))
    scored = score_item(item, [judged(Status.NOT_APPLICABLE, score=None)])
    chapter = score_chapter(Chapter("c", "甲", "二", 1, (item,)), [scored])
    assert (scored.score, chapter.score, score_total([chapter])) == (None, None, None)


@pytest.mark.parametrize(
    ("status", "evidenced", "figures", "gap"),
    [
        (Status.ABSENT, False, True, "absent"),
        (Status.ABSENT, False, False, "absent"),
        (Status.PROBLEM, False, True, "problem"),
        (Status.PLANNED, False, True, "planned"),
        (Status.REPORTED, False, True, UNEVIDENCED),
        (Status.REPORTED, False, False, None),
        (Status.REPORTED, True, True, None),
        (Status.NOT_APPLICABLE, False, True, None),
    ],
)
def test_a_gap_is_what_is_not_shown_as_it_should_be(
    status: Status, evidenced: bool, figures: bool, gap: str | None
) -> None:
    gaps = find_gaps([judged(status, evidenced=evidenced, element=PLAIN._replace(figures=figures))])
    assert [one.status for one in gaps] == ([gap] if gap else [])


@pytest.mark.parametrize(("found", "line"), [((), None), ((evidence(PLANNED, 6), evidence(PLANNED, 8)), 7)])
def test_a_gap_points_to_the_line_of_the_deciding_mention(found: tuple[Evidence, ...], line: int | None) -> None:
    [gap] = find_gaps([judge_element(PLAIN, found, VALUES, applies=True)])
    assert gap.line == line


def test_gaps_come_by_severity_then_emptiness_then_the_rubric_s_order() -> None:
    order = [
        ("a", Severity.LOW, Status.ABSENT),
        ("b", Severity.HIGH, Status.REPORTED),
        ("c", Severity.HIGH, Status.PLANNED),
        ("d", Severity.HIGH, Status.PROBLEM),
        ("e", Severity.HIGH, Status.ABSENT),
        ("f", Severity.MEDIUM, Status.ABSENT),
        ("g", Severity.HIGH, Status.ABSENT),
    ]
    gaps = find_gaps(
        judged(status, element=PLAIN._replace(id=name, severity=severity)) for name, severity, status in order
    )
    assert [gap.element.id for gap in gaps] == ["e", "g", "d", "c", "b", "f", "a"]
