from __future__ import annotations

from typing import Any

import pytest

from hongdong_rubric.gate.result import Outcome, Settlement
from hongdong_rubric.policy import GapState, Gate
from tests.hongdong_rubric.gate.helpers import (
    ADVICE,
    APPEARANCE,
    EXPERTS,
    HEARING,
    baseline,
    check,
    gate,
    only,
    waiver,
)
from tests.hongdong_rubric.helpers import REPORT, TITLE

BARE = f"{TITLE}\n\n一、主要工作\n\n全年组织专家论证。\n"
ONLY_UNEVIDENCED = (GapState.UNEVIDENCED,)
STOPPED = {"error": Outcome.FAILED, "warn": Outcome.WARNED}

# What is asked, whether REPORT meets it, what was expected and what there is.
DEMANDS = [
    pytest.param("total", None, {"min_score": 71.7}, True, "不低于 71.7 分", "71.7 分", id="total-score"),
    pytest.param("total", None, {"min_score": 71.8}, False, "不低于 71.8 分", "71.7 分", id="total-score-missed"),
    pytest.param("total", None, {"max_gaps": 2}, True, "缺口不超过 2 个", "4 个要点缺 2 个", id="total-gaps"),
    pytest.param("total", None, {"max_gaps": 1}, False, "缺口不超过 1 个", "4 个要点缺 2 个", id="too-many-gaps"),
    pytest.param("chapter", "disputes", {"min_score": 15}, True, "不低于 15 分", "15.0 分", id="chapter-score"),
    pytest.param("chapter", "disputes", {"min_score": 16}, False, "不低于 16 分", "15.0 分", id="chapter-score-missed"),
    pytest.param("chapter", "disputes", {"max_gaps": 2}, True, "缺口不超过 2 个", "2 个要点缺 2 个", id="chapter-gaps"),
    pytest.param(
        "chapter", "disputes", {"max_gaps": 1}, False, "缺口不超过 1 个", "2 个要点缺 2 个", id="chapter-too-many-gaps"
    ),
    pytest.param(
        "chapter", "decision", {"required": True}, True, "每个要点已做", "2 个要点都写到了", id="chapter-required"
    ),
    pytest.param(
        "chapter", "disputes", {"required": True}, False, "每个要点已做", "2 个要点缺 2 个", id="chapter-not-all-there"
    ),
    pytest.param("item", "disputes.court", {"min_score": 15}, True, "不低于 15 分", "15.0 分", id="item-score"),
    pytest.param("item", "disputes.court", {"min_score": 15.1}, False, "不低于 15.1 分", "15.0 分", id="item-missed"),
    pytest.param("item", "disputes.court", {"max_gaps": 2}, True, "缺口不超过 2 个", "2 个要点缺 2 个", id="item-gaps"),
    pytest.param("item", "disputes.court", {"max_gaps": 0}, False, "缺口不超过 0 个", "2 个要点缺 2 个", id="no-gaps"),
    pytest.param(
        "item", "decision.procedure", {"required": True}, True, "每个要点已做", "2 个要点都写到了", id="item-required"
    ),
    pytest.param(
        "item", "disputes.court", {"required": True}, False, "每个要点已做", "2 个要点缺 2 个", id="item-not-all-there"
    ),
    pytest.param("element", APPEARANCE, {"min_score": 20}, True, "不低于 20 分", "20.0 分", id="element-score"),
    pytest.param("element", APPEARANCE, {"min_score": 21}, False, "不低于 21 分", "20.0 分", id="element-missed"),
    pytest.param("element", EXPERTS, {"required": True}, True, "已做", "有实据", id="element-required"),
    pytest.param("element", HEARING, {"required": True}, True, "已做", "已提及", id="element-without-figures"),
    pytest.param("element", APPEARANCE, {"required": True}, False, "已做", "仅计划", id="element-planned"),
    pytest.param("element", ADVICE, {"required": True}, False, "已做", "仅列不足", id="element-a-shortcoming"),
]


@pytest.mark.parametrize("level", ["error", "warn"])
@pytest.mark.parametrize(("scope", "name", "demand", "met", "expected", "actual"), DEMANDS)
def test_a_gate_tells_what_was_expected_and_what_there_is(
    scope: str, name: str | None, demand: dict[str, Any], met: bool, expected: str, actual: str, level: str
) -> None:
    told = only(gate(scope, name, level, **demand))
    outcome = Outcome.PASSED if met else STOPPED[level]
    assert (told.outcome, told.expected, told.actual) == (outcome, expected, actual)
    assert told.level == level


@pytest.mark.parametrize(("scope", "name", "demand", "met", "expected", "actual"), DEMANDS)
def test_a_gate_has_findings_only_where_it_is_not_met(
    scope: str, name: str | None, demand: dict[str, Any], met: bool, expected: str, actual: str
) -> None:
    assert bool(only(gate(scope, name, **demand)).findings) is not met


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        (gate("total", max_gaps=0), "总分"),
        (gate("chapter", "disputes"), "化解矛盾"),
        (gate("item", "disputes.court"), "出庭应诉"),
        (gate("element", APPEARANCE), "出庭应诉/负责人出庭"),
    ],
)
def test_a_gate_goes_by_the_title_of_its_subject_its_key_and_its_place(asked: Gate, title: str) -> None:
    told = only(asked)
    assert (told.title, told.key, told.origin) == (title, asked.key, "策略第 7 行")


@pytest.mark.parametrize(
    ("state", "gaps"),
    [
        (GapState.ABSENT, []),
        (GapState.PLANNED, [APPEARANCE]),
        (GapState.PROBLEM, [ADVICE]),
        (GapState.UNEVIDENCED, []),
    ],
)
def test_only_the_states_of_the_policy_are_gaps(state: GapState, gaps: list[str]) -> None:
    told = only(gate("total", max_gaps=0), states=(state,))
    assert [one.subject.removeprefix("element:") for one in told.findings] == gaps


@pytest.mark.parametrize(
    ("text", "state"),
    [(REPORT.replace("专家论证", "会议"), "absent"), (REPORT.replace("12场,采纳意见45条", ""), "unevidenced")],
)
def test_absent_and_without_figures_are_gaps_too(text: str, state: str) -> None:
    told = only(gate("element", EXPERTS), text=text, states=tuple(GapState))
    assert [(one.subject, one.state) for one in told.findings] == [(f"element:{EXPERTS}", state)]


@pytest.mark.parametrize(
    ("own", "outcome", "expected"),
    [(None, Outcome.PASSED, "已做"), (ONLY_UNEVIDENCED, Outcome.FAILED, "不得缺实据")],
)
def test_the_states_of_a_gate_win_over_those_of_the_policy(own: Any, outcome: Outcome, expected: str) -> None:
    told = only(gate("element", EXPERTS, states=own), text=BARE)
    assert (told.outcome, told.expected) == (outcome, expected)


def test_every_element_of_an_item_can_be_asked_for_with_figures() -> None:
    told = only(gate("item", "decision.procedure", states=tuple(GapState)))
    assert (told.outcome, told.expected) == (Outcome.PASSED, "每个要点已做,有数据或文件")


@pytest.mark.parametrize(
    ("scope", "name", "expected"),
    [("element", APPEARANCE, "不得未提及、仅列不足"), ("item", "disputes.court", "每个要点不得未提及、仅列不足")],
)
def test_a_gate_asks_for_no_more_than_its_states(scope: str, name: str, expected: str) -> None:
    assert only(gate(scope, name, states=(GapState.ABSENT, GapState.PROBLEM))).expected == expected


def test_a_score_is_compared_as_it_is_shown() -> None:
    told = check(*(gate("total", min_score=score) for score in (71.67, 71.7, 71.71))).assertions
    assert [one.outcome for one in told] == [Outcome.PASSED, Outcome.PASSED, Outcome.FAILED]


def test_a_finding_tells_what_lacks_where_and_what_to_do() -> None:
    (found,) = only(gate("element", APPEARANCE)).findings
    assert (found.subject, found.title, found.state) == (f"element:{APPEARANCE}", "负责人出庭", "planned")
    assert found.message == "“负责人出庭”只写在打算里(第13行),没有写本年度做了什么"
    assert (found.remedy, found.settlement, found.waiver) == ("写明出庭率", Settlement.OPEN, None)


def test_a_finding_shows_the_passage_in_its_sentence() -> None:
    (found,) = only(gate("element", APPEARANCE)).findings
    assert found.passage is not None
    assert (found.passage.line, found.passage.quote) == (13, "负责人出庭应诉")
    assert found.passage.context == "下一步将推动行政机关负责人出庭应诉。"


def test_what_is_nowhere_has_no_passage() -> None:
    (found,) = only(gate("element", APPEARANCE), text=BARE).findings
    assert (found.passage, found.message) == (None, "没有写负责人出庭")


def test_too_low_a_score_is_a_finding_of_its_own() -> None:
    (found,) = only(gate("chapter", "disputes", min_score=62.5)).findings
    assert (found.subject, found.title, found.state) == ("chapter:disputes", "化解矛盾", "below")
    assert found.message == "化解矛盾15.0 分,低于要求的 62.5 分"
    assert found.remedy == "用 --show gaps 列出全部缺口,先补重要的;explain 命令说明每个要点怎样得分"


def test_a_gate_that_is_met_names_the_passages_that_meet_it() -> None:
    told = only(gate("item", "decision.procedure"))
    assert [(one.line, one.quote) for one in told.passages] == [(5, "专家论证"), (5, "听证会")]


def test_a_plan_or_a_shortcoming_is_no_proof() -> None:
    assert only(gate("item", "disputes.court")).passages == ()


@pytest.mark.parametrize(
    "asked",
    [
        gate("item", "disputes.court"),
        gate("chapter", "disputes", max_gaps=0),
        gate("element", APPEARANCE),
        gate("element", APPEARANCE, min_score=50),
        gate("item", "disputes.court", min_score=50),
        gate("chapter", "disputes", min_score=50),
    ],
)
def test_a_gate_on_what_does_not_apply_is_skipped(asked: Gate) -> None:
    told = only(asked, gate("element", EXPERTS), level="province")
    assert (told.outcome, told.actual, told.findings) == (Outcome.SKIPPED, "不适用于这一级", ())


def test_elements_that_do_not_apply_are_no_gaps() -> None:
    told = only(gate("total", max_gaps=0), level="province")
    assert (told.outcome, told.actual) == (Outcome.PASSED, "2 个要点都写到了")


def test_settled_gaps_are_counted_in_the_open() -> None:
    told = only(gate("item", "disputes.court"), waivers=(waiver(ADVICE),))
    assert (told.outcome, told.actual) == (Outcome.FAILED, "2 个要点缺 2 个,其中 1 个已豁免或已知")


def test_without_a_baseline_nothing_is_compared() -> None:
    assert [one.key for one in check(gate("element", EXPERTS)).assertions] == [f"element:{EXPERTS}:required"]


def test_the_comparison_with_the_baseline_stands_last() -> None:
    told = check(gate("element", EXPERTS), earlier=baseline()).assertions[-1]
    assert (told.key, told.origin, told.title) == ("baseline", "last.json", "与基线相比")
    assert (told.outcome, told.expected, told.actual) == (Outcome.PASSED, "没有要点退步", "没有退步")


@pytest.mark.parametrize(
    ("earlier", "fallen"),
    [
        pytest.param(baseline(advice="planned", appearance="reported"), [APPEARANCE, ADVICE], id="two-fell"),
        pytest.param(baseline(appearance="unevidenced"), [APPEARANCE], id="from-without-figures-to-planned"),
        pytest.param(baseline(advice="absent", appearance="problem"), [], id="both-rose"),
        pytest.param(baseline(appearance="not_applicable"), [], id="did-not-apply"),
        pytest.param(baseline(appearance="missing", is_current=False), [], id="new-in-the-rubric"),
    ],
)
def test_elements_that_fell_are_named(earlier: Any, fallen: list[str]) -> None:
    told = check(gate("element", EXPERTS), earlier=earlier).assertions[-1]
    assert [one.subject.removeprefix("element:") for one in told.findings] == fallen
    assert told.outcome is (Outcome.FAILED if fallen else Outcome.PASSED)
    assert told.actual == (f"{len(fallen)} 个要点退步" if fallen else "没有退步")


def test_figures_that_went_missing_are_a_fall_even_where_they_are_not_asked_for() -> None:
    told = check(gate("element", EXPERTS), text=BARE, earlier=baseline()).assertions
    assert [told[0].outcome, told[-1].findings[0].state] == [Outcome.PASSED, "unevidenced"]


def test_a_fall_can_be_waived() -> None:
    earlier = baseline(advice="reported")
    told = check(gate("element", EXPERTS), earlier=earlier, waivers=(waiver(ADVICE),)).assertions[-1]
    assert told.outcome is Outcome.WAIVED


@pytest.mark.parametrize(
    ("preset", "outcome"), [("draft", Outcome.WARNED), ("publish", Outcome.FAILED), ("none", Outcome.FAILED)]
)
def test_a_fall_only_warns_a_draft(preset: str, outcome: Outcome) -> None:
    earlier = baseline(advice="reported")
    assert check(gate("element", EXPERTS), earlier=earlier, preset=preset).assertions[-1].outcome is outcome
