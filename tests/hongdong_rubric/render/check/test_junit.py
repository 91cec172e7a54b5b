from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite

from tests.hongdong_rubric.checks import (
    ADVICE,
    APPEARANCE,
    GATES,
    HOSTILE,
    PASSING,
    CheckRun,
    baseline_of,
    checked,
    rendered,
    run_of,
    soiled,
    unjudged,
    waiver,
)
from tests.hongdong_rubric.helpers import TITLE, unprintable

SHOWN = ("failed", "gaps", "all")
# What XML 1.0 does not admit, or readers take for something else.
REFUSED = re.compile("[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
RICH = run_of(checked(waivers=(waiver(ADVICE),), baseline=baseline_of()), checked(gates=PASSING), unjudged())


def suites(run: CheckRun, show: str = "failed") -> list[TestSuite]:
    return list(JUnitXml.fromstring(rendered("junit", run, show).encode()))


def root(run: CheckRun, show: str = "failed") -> ElementTree.Element:
    return ElementTree.fromstring(rendered("junit", run, show))


def case(run: CheckRun, key: str) -> ElementTree.Element:
    (found,) = [one for one in root(run).iter("testcase") if f"({key})" in one.attrib["name"]]
    return found


@pytest.mark.parametrize("show", SHOWN)
def test_common_readers_count_alike(show: str) -> None:
    read = JUnitXml.fromstring(rendered("junit", RICH, show).encode())
    told = [(suite.name, suite.tests, suite.failures, suite.errors, suite.skipped) for suite in read]
    read.update_statistics()
    counted = [(suite.name, suite.tests, suite.failures, suite.errors, suite.skipped) for suite in read]
    assert told == counted == [("报告.txt", 8, 1, 0, 3), ("报告.txt", 1, 0, 0, 0), ("坏.txt", 1, 0, 1, 0)]


def test_the_sums_stand_at_the_root() -> None:
    assert root(RICH).attrib == {
        "name": "hongdong-rubric",
        "tests": "10",
        "failures": "1",
        "errors": "1",
        "skipped": "3",
    }


def test_it_begins_with_a_declaration() -> None:
    assert rendered("junit", RICH, "failed").startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ')


def test_every_gate_is_a_case() -> None:
    (suite,) = suites(run_of())
    assert [one.name for one in suite] == [
        "决策程序/专家论证(element:decision.procedure.experts:required)",
        f"出庭应诉/负责人出庭(element:{APPEARANCE}:required)",
        f"出庭应诉/司法建议(element:{ADVICE}:required)",
        "主要负责人履职(part:duty:required)",
        "标题(part:title:required)",
        "日期(part:date:required)",
        "总分(total:min_score)",
    ]
    assert {one.classname for one in suite} == {"报告.txt"}


def test_a_failed_gate_is_a_failure_that_says_where_and_what_to_do() -> None:
    (failure,) = case(run_of(), f"element:{APPEARANCE}:required")
    assert (failure.tag, failure.attrib) == ("failure", {"message": "要求 已做,实际 仅计划", "type": "required"})
    assert failure.text == "第13行:“负责人出庭”只写在打算里(第13行),没有写本年度做了什么。写明出庭率"


def test_what_stands_nowhere_has_no_line() -> None:
    (failure,) = case(run_of(), "part:duty:required")
    assert str(failure.text).startswith("全文没有写“主要负责人履职”。写明党政主要负责人")


def test_findings_of_one_gate_stand_on_lines_of_their_own() -> None:
    gate = {"scope": "item", "id": "disputes.court", "required": True}
    (failure,) = case(run_of(checked(gates=(gate,))), "item:disputes.court:required")
    assert [line.partition(":")[0] for line in str(failure.text).split("\n")] == ["第13行", "第9行"]


def test_a_gate_that_only_warns_passes_and_says_so() -> None:
    (output,) = case(run_of(), f"element:{ADVICE}:required")
    assert (output.tag, str(output.text).split("\n")[0]) == ("system-out", "提醒:要求 已做,实际 仅列不足")
    assert "写明办理件数" in str(output.text)


@pytest.mark.parametrize(
    ("run", "key", "said"),
    [
        pytest.param(
            run_of(checked(waivers=(waiver(),))),
            f"element:{APPEARANCE}:required",
            "已豁免:要求 已做,实际 仅计划",
            id="waived",
        ),
        pytest.param(
            run_of(checked(baseline=baseline_of())),
            f"element:{APPEARANCE}:required",
            "已知缺口:要求 已做,实际 仅计划",
            id="known",
        ),
        pytest.param(
            run_of(),
            "part:date:required",
            "不适用:要求 不晚于下一年 3 月 31 日,实际 没有落款日期,也没有发布日期",
            id="not-applicable",
        ),
    ],
)
def test_what_does_not_count_is_skipped(run: CheckRun, key: str, said: str) -> None:
    (skipped,) = case(run, key)
    assert (skipped.tag, skipped.attrib) == ("skipped", {"message": said})


def test_a_passed_gate_is_an_empty_case() -> None:
    assert list(case(run_of(), "total:min_score")) == []


def test_a_report_that_could_not_be_judged_is_an_error() -> None:
    (suite,) = suites(run_of(unjudged()))
    (one,) = suite
    assert [(type(told), told.message, told.type) for told in one.result] == [
        (Error, "坏.txt:文件是空的,没有可以评分的内容", "unjudged")
    ]


def test_properties_tell_report_policy_waivers_and_notices() -> None:
    run = run_of(checked(waivers=(waiver(ADVICE), waiver(expires="2024-01-01"))))
    (suite,) = suites(run)
    told = [(one.name, one.value) for one in suite.properties()]
    assert told == [
        ("title", TITLE),
        ("score", "71.7"),
        ("policy", "policy.yaml"),
        ("rubric", "tiny 1.0.0"),
        ("waiver", f"[used] 司法建议({ADVICE}):涉密不公开,无行政诉讼案件(批准 某某,到期 2025-12-31)"),
        ("waiver", f"[expired] 负责人出庭({APPEARANCE}):涉密不公开,无行政诉讼案件(批准 某某,到期 2024-01-01)"),
        ("notice", "正文只有 88 字,请确认文件完整"),
        ("notice", f"豁免“{APPEARANCE}”已过期(到期 2024-01-01,报告日期 2024-03-31),缺口重新计入"),
    ]


@pytest.mark.parametrize(("show", "told"), [("failed", 0), ("gaps", 2), ("all", 2)])
def test_all_gaps_are_output_of_the_suite_when_asked_for(show: str, told: int) -> None:
    outputs = root(run_of(checked(gates=PASSING)), show).findall("testsuite/system-out")
    assert [line for one in outputs for line in str(one.text).split("\n")][:told] == [
        f"{APPEARANCE}:“负责人出庭”只写在打算里(第13行),没有写本年度做了什么",
        f"{ADVICE}:“司法建议”只作为不足提到(第9行),没有写本年度做了什么",
    ][:told]
    assert bool(outputs) is bool(told)


def test_a_report_without_gaps_has_no_output() -> None:
    text = f"{TITLE}\n\n组织专家论证12场。\n\n召开听证会。\n\n负责人出庭应诉5件。\n\n办理司法建议3件。\n"
    assert root(run_of(checked(text, PASSING)), "gaps").findall("testsuite/system-out") == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_leaves_the_structure_as_it_is(text: str) -> None:
    output = rendered("junit", soiled(text), "all")
    assert [one.tag for one in ElementTree.fromstring(output).iter()] == [
        one.tag for one in root(soiled("某"), "all").iter()
    ]
    assert REFUSED.findall(output) == []
    assert unprintable(output) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_common_readers_read_outside_text(text: str) -> None:
    results = [type(told) for suite in suites(soiled(text), "all") for one in suite for told in one.result]
    assert (results.count(Failure), results.count(Skipped), results.count(Error)) == (1, 3, 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>&\"'", "<script>&\"'"),
        ("]]>", "]]>"),
        ("\ufffe\uffff", "□□"),
        ("\x00\x0b\x1b", "□ □"),
        ("甲\n乙", "甲 乙"),
    ],
)
def test_readers_get_outside_text_as_it_was_but_for_what_xml_does_not_admit(text: str, shown: str) -> None:
    notices = [one.value for one in suites(soiled(text))[0].properties() if one.name == "notice"]
    assert notices[-1] == f"某{shown}某"


def test_gates_are_cases_whatever_is_shown() -> None:
    assert {len(list(root(run_of(), show).iter("testcase"))) for show in SHOWN} == {len(GATES)}
