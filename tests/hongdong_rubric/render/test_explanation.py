from __future__ import annotations

import pytest

from hongdong_rubric.readers import Source
from hongdong_rubric.render.explanation import to_explanation
from hongdong_rubric.reports import ScoredReport
from tests.helpers import card_of, chapter, element, item, rubric
from tests.hongdong_rubric.helpers import REPORT, scored

EXPERTS, HEARING = "decision.procedure.experts", "decision.procedure.hearing"
APPEARANCE, ADVICE = "disputes.court.appearance", "disputes.court.advice"


def explained(identity: str, text: str = REPORT, level: str | None = None) -> list[str]:
    report = scored(text, level)
    verdict = next(one for one in report.card.elements() if one.element.id == identity)
    return to_explanation(report, verdict).splitlines()


@pytest.mark.parametrize(
    ("identity", "line"),
    [
        pytest.param(EXPERTS, "专家论证(decision.procedure.experts):有实据,得分 100.0", id="verdict"),
        pytest.param(EXPERTS, "要求:组织专家论证", id="what-is-asked"),
        pytest.param(EXPERTS, "规则 1 条,命中 1 处", id="rules-and-matches"),
        pytest.param(EXPERTS, "1. 第 5 行第 5 列:“专家论证”", id="place-and-quote"),
        pytest.param(
            EXPERTS, "   所在部分:工作情况,“一、主要工作”;语气:已做,同句有属于它的数据或本地文件", id="a-part"
        ),
        pytest.param(ADVICE, "   所在部分:存在不足,“二、存在的问题”;语气:不足", id="a-shortcoming"),
        pytest.param(APPEARANCE, "   规则:负责人 出庭 应诉(一字不差,相似度 100)", id="rule-and-match"),
        pytest.param(APPEARANCE, "要点:仅计划,要求数据 → 20.0(权重 1)", id="points"),
        pytest.param(APPEARANCE, "条目“出庭应诉”:20.0×1 + 10.0×1,除以权重之和 → 15.0", id="sum-of-the-item"),
        pytest.param(HEARING, "条目“决策程序”:100.0×1 + 100.0×2,除以权重之和 → 100.0", id="weights"),
        pytest.param(APPEARANCE, "部分“化解矛盾”:各条目加权平均 → 15.0", id="chapter"),
        pytest.param(APPEARANCE, "总分:各部分加权平均 → 71.7", id="total"),
    ],
)
def test_an_explanation_has_a_line(identity: str, line: str) -> None:
    assert line in explained(identity)


def test_an_absent_element_has_no_passages() -> None:
    lines = explained(HEARING, "甲")
    assert lines[0] == "决策听证(decision.procedure.hearing):未提及,得分 0.0"
    assert lines[2:4] == ["规则 1 条,命中 0 处", ""]


@pytest.mark.parametrize(("text", "line"), [("召开听证会。", "- 命中  听证会"), ("召开座谈会。", "- 没有  听证会")])
def test_every_rule_that_was_tried_is_listed(text: str, line: str) -> None:
    assert line in explained(HEARING, text)


def test_what_does_not_apply_has_no_sum() -> None:
    lines = explained(ADVICE, level="province")
    assert lines[-1] == "这一条目不适用于本级政府,不计入任何得分。"


RULES = {
    "near": ({"text": "专家论证", "near": "决策"}, "附近没有要求的语境词"),
    "not_near": ({"text": "专家论证", "not_near": "健康"}, "附近有排除词"),
    "not_in": ({"text": "专家论证", "not_in": "专家论证室"}, "落在另一个更长的词里"),
}


@pytest.mark.parametrize(
    ("rule", "text"),
    [("near", "组织专家论证。"), ("not_near", "组织健康专家论证。"), ("not_in", "建成专家论证室。")],
)
def test_a_rejected_candidate_is_shown_with_the_reason(rule: str, text: str) -> None:
    written, reason = RULES[rule]
    asked = rubric(chapter("c", item("i", element("e", written))))
    report = ScoredReport(Source("r.txt", text, "utf-8"), card_of(text, asked), ())
    lines = to_explanation(report, next(iter(report.card.elements()))).splitlines()
    start = lines.index("看到但没有采用的 1 处")
    assert lines[start + 1 : start + 3] == [f"- 第 1 行:“{text}”", f"  规则 专家论证:{reason}"]
