from __future__ import annotations

import pytest

from hongdong_rubric.cases import Case, run_cases
from hongdong_rubric.errors import RubricError
from hongdong_rubric.render.coverage_text import show_coverage
from hongdong_rubric.schema.cases import load_cases
from scorer.rubric import Status
from tests.hongdong_rubric.helpers import TINY_RUBRIC

EXPERTS, HEARING = "decision.procedure.experts", "decision.procedure.hearing"


def cases(text: str) -> tuple[Case, ...]:
    return load_cases(text, "x.cases.yaml", TINY_RUBRIC)


def complaints(text: str) -> str:
    with pytest.raises(RubricError) as caught:
        cases(text)
    return str(caught.value)


def test_a_bare_text_counts_as_reported() -> None:
    (case,) = cases(f"{HEARING}:\n  counts:\n  - 召开听证会。\n")
    assert case == Case(HEARING, "召开听证会。", Status.REPORTED, None, 3)


def test_a_near_miss_must_be_absent() -> None:
    (case,) = cases(f"{HEARING}:\n  does_not_count:\n  - 召开座谈会。\n")
    assert case.status is Status.ABSENT


def test_a_case_may_say_status_and_evidence() -> None:
    (case,) = cases(f"{HEARING}:\n  counts:\n  - {{text: 明年召开听证会。, status: planned, evidenced: false}}\n")
    assert (case.status, case.evidenced) == (Status.PLANNED, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "文件是空的", id="empty"),
        pytest.param(f"{HEARING}s: {{counts: [甲]}}", f"是不是“{HEARING}”?", id="an-unknown-element"),
        pytest.param(f"{HEARING}: {{count: [甲]}}", "不认识的键“count”:是不是“counts”?", id="a-misspelt-kind"),
        pytest.param(f"{HEARING}: {{}}\n{HEARING}: {{}}", "重复,第 1 行已经有了", id="an-element-twice"),
        pytest.param(f"{HEARING}: {{counts: []}}", "列表是空的", id="no-text"),
        pytest.param(f"{HEARING}: {{counts: 甲}}", "这里应是列表", id="a-text-for-a-list"),
        pytest.param(f"{HEARING}: {{counts: [{{status: planned}}]}}", "缺少“text”", id="a-case-without-text"),
        pytest.param(
            f"{HEARING}: {{counts: [{{text: 甲, status: absent}}]}}", "不在可选值", id="an-absent-that-counts"
        ),
        pytest.param(f"{HEARING}: {{counts: [{{text: 甲, evidenced: yes}}]}}", "true 或 false", id="yes-for-true"),
        pytest.param(
            f"{HEARING}: {{does_not_count: [{{text: 甲, status: planned}}]}}", "“status”", id="a-miss-with-status"
        ),
        pytest.param(f"{HEARING}: {{counts: [&a 甲, *a]}}", "不支持锚点与引用", id="an-anchor"),
    ],
)
def test_a_mistake_says_what_is_wrong(text: str, said: str) -> None:
    assert said in complaints(text)


def test_all_mistakes_are_told_at_once() -> None:
    assert len(complaints(f"{HEARING}:\n  count: [甲]\nnone.at.all:\n  counts: [乙]\n").splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "status", "evidenced", "failures"),
    [
        pytest.param("召开听证会。", Status.REPORTED, None, 0, id="as-said"),
        pytest.param("召开座谈会。", Status.ABSENT, None, 0, id="a-near-miss-stays-silent"),
        pytest.param("召开听证会3场。", Status.REPORTED, True, 0, id="with-evidence-as-said"),
        pytest.param("召开座谈会。", Status.REPORTED, None, 1, id="not-found"),
        pytest.param("召开听证会。", Status.ABSENT, None, 1, id="found-where-it-must-not"),
        pytest.param("召开听证会。", Status.PLANNED, None, 1, id="another-status"),
        pytest.param("召开听证会。", Status.REPORTED, True, 1, id="without-the-evidence"),
        pytest.param("召开听证会3场。", Status.REPORTED, False, 1, id="with-evidence-that-must-not-be"),
    ],
)
def test_a_case_is_held_against_the_verdict(text: str, status: Status, evidenced: bool | None, failures: int) -> None:
    assert len(run_cases(TINY_RUBRIC, [Case(HEARING, text, status, evidenced, 1)]).failures) == failures


def test_a_failure_says_what_decided() -> None:
    (failure,) = run_cases(TINY_RUBRIC, [Case(HEARING, "召开听证会3场。", Status.ABSENT, None, 7)]).failures
    assert (failure.status, failure.evidenced, failure.quote, failure.rule) == (
        Status.REPORTED,
        True,
        "听证会",
        "听证会",
    )


def test_rules_that_no_case_uses_are_listed() -> None:
    coverage = run_cases(TINY_RUBRIC, [Case(HEARING, "召开听证会。", Status.REPORTED, None, 1)])
    assert [element for element, _ in coverage.silent_rules] == [
        EXPERTS,
        "disputes.court.appearance",
        "disputes.court.advice",
    ]


@pytest.mark.parametrize(("counting", "misses", "bare"), [(3, 2, False), (2, 2, True), (3, 1, True), (0, 0, True)])
def test_an_element_needs_three_counting_cases_and_two_near_misses(counting: int, misses: int, bare: bool) -> None:
    some = [Case(HEARING, "召开听证会。", Status.REPORTED, None, 1)] * counting
    some += [Case(HEARING, "召开座谈会。", Status.ABSENT, None, 1)] * misses
    assert (HEARING in run_cases(TINY_RUBRIC, some).bare_elements) is bare


def test_the_result_names_line_element_and_difference() -> None:
    coverage = run_cases(TINY_RUBRIC, [Case(HEARING, "召开听证会3场。", Status.ABSENT, None, 7)])
    assert show_coverage(coverage).splitlines()[:2] == [
        f"不符 第 7 行 {HEARING}:应未提及,却已提及且有实据(“听证会”← 听证会)",
        "  召开听证会3场。",
    ]


def test_the_result_ends_with_the_sum() -> None:
    coverage = run_cases(TINY_RUBRIC, [Case(HEARING, "召开听证会。", Status.REPORTED, None, 1)])
    assert show_coverage(coverage).splitlines()[-1] == "例句 1 句,不符 0 句;规则 4 条,例句用到 1 条(25.0%)"
