from __future__ import annotations

from dataclasses import replace

import pytest

from hongdong_rubric.gate.baseline import Baseline
from hongdong_rubric.gate.result import Settlement, WaiverState
from hongdong_rubric.gate.settling import Settler, is_expired, publication_limit, report_date, waiver_uses
from scorer.statutory import DateFinding, find_statutory
from tests.hongdong_rubric.gate.helpers import ADVICE, APPEARANCE, EXPERTS, SCORES, baseline, dated, waiver
from tests.hongdong_rubric.helpers import REPORT, TINY_RUBRIC, scored

CARD = scored(REPORT).card
STATUTORY = find_statutory(CARD.document, TINY_RUBRIC.lexicon)


@pytest.mark.parametrize(
    ("signed", "published", "year", "today", "date"),
    [
        pytest.param("2024-03-20", "2024-03-25", 2023, "2025-01-01", "2025-01-01", id="today-wins"),
        pytest.param("2024-03-20", "2024-03-25", 2023, None, "2024-03-20", id="signed"),
        pytest.param(None, "2024-03-25", 2023, None, "2024-03-25", id="published"),
        pytest.param(None, None, 2023, None, "2024-03-31", id="last-day-for-publication"),
        pytest.param("2024-03", None, 2023, None, "2024-03", id="month-stays-a-month"),
        pytest.param(None, "2024-02", None, None, "2024-02", id="month-of-publication"),
        pytest.param(None, None, None, None, None, id="nothing-tells"),
        pytest.param(None, None, None, "2024-01-01", "2024-01-01", id="today-alone"),
    ],
)
def test_waivers_are_compared_with_today_else_with_the_date_of_the_report(
    signed: str | None, published: str | None, year: int | None, today: str | None, date: str | None
) -> None:
    dates = DateFinding(dated(signed) if signed else None, dated(published) if published else None)
    assert report_date(replace(STATUTORY, dates=dates), year, today) == date


@pytest.mark.parametrize(("year", "limit"), [(2021, "2022-03-31"), (2023, "2024-03-31")])
def test_a_report_may_be_published_until_the_end_of_march(year: int, limit: str) -> None:
    assert publication_limit(year) == limit


@pytest.mark.parametrize(
    ("date", "expired"),
    [
        pytest.param("2024-03-30", False, id="the-day-before"),
        pytest.param("2024-03-31", False, id="the-last-day"),
        pytest.param("2024-04-01", True, id="the-day-after"),
        pytest.param("2025-01-01", True, id="the-next-year"),
        pytest.param("2023-12-31", False, id="the-year-before"),
        pytest.param("2024-02", False, id="the-month-before"),
        pytest.param("2024-03", False, id="the-month-that-ends-on-the-last-day"),
        pytest.param("2024-04", True, id="the-month-after"),
        pytest.param(None, True, id="no-date"),
    ],
)
def test_a_waiver_holds_through_its_last_day(date: str | None, expired: bool) -> None:
    assert is_expired(waiver(ADVICE, "2024-03-31"), date) is expired


@pytest.mark.parametrize(("expires", "expired"), [("2024-03-30", True), ("2024-02-29", True), ("2024-04-01", False)])
def test_a_month_is_over_with_its_last_day(expires: str, expired: bool) -> None:
    assert is_expired(waiver(ADVICE, expires), "2024-03") is expired


@pytest.mark.parametrize(
    ("name", "expires", "state", "title"),
    [
        pytest.param(ADVICE, "2024-12-31", WaiverState.USED, "司法建议", id="an-element-that-lacks"),
        pytest.param("disputes.court", "2024-12-31", WaiverState.USED, "出庭应诉", id="an-item-that-lacks"),
        pytest.param(EXPERTS, "2024-12-31", WaiverState.UNUSED, "专家论证", id="nothing-lacks"),
        pytest.param(ADVICE, "2024-01-31", WaiverState.EXPIRED, "司法建议", id="over"),
        pytest.param(EXPERTS, "2024-01-31", WaiverState.EXPIRED, "专家论证", id="over-and-nothing-lacks"),
        pytest.param("disputes.court.advise", "2024-12-31", WaiverState.UNKNOWN, "", id="misspelt"),
        pytest.param("disputes", "2024-12-31", WaiverState.UNKNOWN, "", id="a-chapter"),
        pytest.param("nothing", "2024-01-31", WaiverState.UNKNOWN, "", id="misspelt-and-over"),
    ],
)
def test_each_waiver_ends_in_one_state(name: str, expires: str, state: WaiverState, title: str) -> None:
    one = waiver(name, expires)
    (use,) = waiver_uses([one], CARD, iter([APPEARANCE, ADVICE]), "2024-03-20")
    assert (use.waiver, use.state, use.title) == (one, state, title)


def test_every_waiver_sees_all_that_lacks() -> None:
    uses = waiver_uses([waiver(ADVICE), waiver(APPEARANCE)], CARD, iter([APPEARANCE, ADVICE]), "2024-03-20")
    assert [use.state for use in uses] == [WaiverState.USED, WaiverState.USED]


@pytest.mark.parametrize(
    ("earlier", "state", "settlement"),
    [
        pytest.param(None, "absent", Settlement.OPEN, id="no-baseline"),
        pytest.param(baseline(advice="absent"), "absent", Settlement.KNOWN, id="the-same-gap"),
        pytest.param(baseline(advice="absent"), "planned", Settlement.KNOWN, id="a-smaller-gap"),
        pytest.param(baseline(advice="planned"), "absent", Settlement.OPEN, id="a-greater-gap"),
        pytest.param(baseline(advice="reported"), "absent", Settlement.OPEN, id="a-new-gap"),
        pytest.param(baseline(advice="unevidenced"), "unevidenced", Settlement.KNOWN, id="still-without-figures"),
        pytest.param(baseline(advice="not_applicable"), "absent", Settlement.OPEN, id="did-not-apply"),
        pytest.param(baseline(advice="missing"), "absent", Settlement.OPEN, id="was-not-asked"),
    ],
)
def test_a_gap_is_known_where_it_was_no_smaller_before(
    earlier: Baseline | None, state: str, settlement: Settlement
) -> None:
    assert Settler((), earlier).settle(ADVICE, state) == (settlement, None)


def test_a_waiver_goes_before_the_baseline() -> None:
    one = waiver(ADVICE)
    assert Settler((one,), baseline()).settle(ADVICE, "problem") == (Settlement.WAIVED, one)


def test_a_waiver_of_something_else_settles_nothing() -> None:
    assert Settler((waiver(EXPERTS),), None).settle(ADVICE, "problem") == (Settlement.OPEN, None)


@pytest.mark.parametrize(
    ("scores", "subject", "score", "settlement"),
    [
        pytest.param(SCORES, "total", 71.7, Settlement.KNOWN, id="as-low-as-before"),
        pytest.param(SCORES, "total", 71.6, Settlement.OPEN, id="lower-than-before"),
        pytest.param(SCORES, "chapter:disputes", 15.1, Settlement.KNOWN, id="higher-than-before"),
        pytest.param(SCORES, "element:x", 50.0, Settlement.OPEN, id="not-in-the-baseline"),
        pytest.param({"total": None}, "total", 50.0, Settlement.OPEN, id="nothing-applied"),
        pytest.param({"total": 0.0}, "total", 0.0, Settlement.KNOWN, id="nought-is-a-score"),
    ],
)
def test_too_low_a_score_is_known_where_it_was_no_higher_before(
    scores: dict[str, float | None], subject: str, score: float, settlement: Settlement
) -> None:
    assert Settler((), baseline(scores=scores)).settle_score(subject, score) is settlement


@pytest.mark.parametrize("score", [71.6, 71.7, 100.0])
def test_scores_of_another_version_of_the_rubric_settle_nothing(score: float) -> None:
    assert Settler((), baseline(is_current=False)).settle_score("total", score) is Settlement.OPEN


def test_gaps_of_another_version_of_the_rubric_are_known_all_the_same() -> None:
    assert Settler((), baseline(is_current=False)).settle(ADVICE, "problem") == (Settlement.KNOWN, None)


def test_no_waiver_and_no_baseline_settle_a_score() -> None:
    assert Settler((waiver("disputes.court"),), None).settle_score("item:disputes.court", 15) is Settlement.OPEN
