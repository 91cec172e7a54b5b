from __future__ import annotations

from dataclasses import replace

import pytest

from hongdong_rubric.gate.result import (
    CheckedReport,
    Outcome,
    Settlement,
    UnjudgedReport,
    Verdict,
    outcome_of,
    worst,
)
from hongdong_rubric.policy import GateLevel
from tests.hongdong_rubric.gate.helpers import ADVICE, EXPERTS, check, finding, gate

OPEN, WAIVED, KNOWN = Settlement.OPEN, Settlement.WAIVED, Settlement.KNOWN
PASSED = check(gate("element", EXPERTS))
FAILED = check(gate("element", ADVICE))
UNJUDGED = UnjudgedReport("r.txt", "找不到文件")


@pytest.mark.parametrize(
    ("settlements", "allowed", "outcome"),
    [
        pytest.param([], 0, Outcome.PASSED, id="nothing-found"),
        pytest.param([OPEN], 0, Outcome.FAILED, id="one-too-many"),
        pytest.param([OPEN], 1, Outcome.PASSED, id="one-allowed"),
        pytest.param([OPEN, OPEN], 1, Outcome.FAILED, id="one-of-two-allowed"),
        pytest.param([WAIVED], 0, Outcome.WAIVED, id="waived"),
        pytest.param([KNOWN], 0, Outcome.KNOWN, id="known"),
        pytest.param([KNOWN, WAIVED], 0, Outcome.WAIVED, id="waived-is-told-before-known"),
        pytest.param([WAIVED, OPEN], 0, Outcome.FAILED, id="one-open-is-enough"),
        pytest.param([WAIVED, OPEN], 1, Outcome.WAIVED, id="would-not-pass-without-the-waiver"),
        pytest.param([WAIVED, OPEN], 2, Outcome.PASSED, id="passes-without-the-waiver"),
    ],
)
def test_only_open_findings_count_and_others_are_seen(
    settlements: list[Settlement], allowed: int, outcome: Outcome
) -> None:
    assert outcome_of(GateLevel.ERROR, [finding(one) for one in settlements], allowed) is outcome


@pytest.mark.parametrize(("level", "outcome"), [(GateLevel.ERROR, Outcome.FAILED), (GateLevel.WARN, Outcome.WARNED)])
def test_the_level_decides_whether_a_finding_stops(level: GateLevel, outcome: Outcome) -> None:
    assert outcome_of(level, [finding()]) is outcome


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        ([Outcome.PASSED], Verdict.PASSED),
        ([Outcome.WARNED, Outcome.WAIVED, Outcome.KNOWN, Outcome.SKIPPED], Verdict.PASSED),
        ([Outcome.PASSED, Outcome.FAILED, Outcome.PASSED], Verdict.FAILED),
    ],
)
def test_a_report_fails_by_a_failed_gate_alone(outcomes: list[Outcome], verdict: Verdict) -> None:
    (assertion,) = PASSED.assertions
    report = replace(PASSED, assertions=tuple(replace(assertion, outcome=one) for one in outcomes))
    assert report.verdict is verdict


def test_outcomes_are_counted() -> None:
    report = replace(PASSED, assertions=PASSED.assertions + FAILED.assertions * 2)
    assert [report.count(one) for one in (Outcome.PASSED, Outcome.FAILED, Outcome.KNOWN)] == [1, 2, 0]


@pytest.mark.parametrize(
    ("reports", "verdict"),
    [
        pytest.param((PASSED,), Verdict.PASSED, id="passed"),
        pytest.param((PASSED, FAILED, PASSED), Verdict.FAILED, id="one-failed"),
        pytest.param((UNJUDGED, PASSED), Verdict.ERROR, id="one-unjudged"),
        pytest.param((FAILED, UNJUDGED), Verdict.ERROR, id="unjudged-is-worse-than-failed"),
    ],
)
def test_a_run_is_as_bad_as_its_worst_report(
    reports: tuple[CheckedReport | UnjudgedReport, ...], verdict: Verdict
) -> None:
    assert worst(one.verdict for one in reports) is verdict
