from __future__ import annotations

import pytest

from hongdong_rubric.errors import UsageError
from hongdong_rubric.render.rubric_text import show_rubric
from tests.helpers import chapter, element, item, rubric
from tests.hongdong_rubric.helpers import TINY_RUBRIC


@pytest.mark.parametrize(
    ("identity", "line"),
    [
        pytest.param("tiny", "小细则(tiny 1.0.0)", id="rubric"),
        pytest.param("tiny", "适用年度:2021—2025", id="period"),
        pytest.param("tiny", "行政决策(decision,纲要第四部分,权重 2)", id="chapter"),
        pytest.param("decision", "  决策程序(decision.procedure,纲要第(十一)条,权重 1)", id="item"),
        pytest.param("disputes", "  出庭应诉(disputes.court,纲要第(二十二)条,权重 1,只适用于市级、县级)", id="levels"),
        pytest.param(
            "decision.procedure",
            "  决策听证(decision.procedure.hearing):一般,提及即可,1 条规则",
            id="element-of-an-item",
        ),
        pytest.param("decision.procedure.hearing", "要求:召开听证会", id="what-is-asked"),
        pytest.param("decision.procedure.hearing", "依据:纲要第(十一)条,决策程序", id="basis"),
        pytest.param("decision.procedure.hearing", "权重 2,缺口一般,提及即可", id="weight-and-severity"),
        pytest.param("decision.procedure.hearing", "补写建议:写明听证次数", id="remedy"),
        pytest.param("decision.procedure.hearing", "- 听证会", id="rule"),
    ],
)
def test_the_text_has_a_line(identity: str, line: str) -> None:
    assert line in show_rubric(TINY_RUBRIC, identity).splitlines()


@pytest.mark.parametrize(
    ("identity", "line"),
    [("a", "甲(a,权重 1)"), ("a.i", "甲(a.i,权重 1)"), ("a.i.e", "条目:甲")],
)
def test_a_rubric_of_no_outline_names_no_clause(identity: str, line: str) -> None:
    plain = rubric(chapter("a", item("i", element("e", "甲乙丙"), title="甲"), title="甲"))
    shown = show_rubric(plain, identity)
    assert (line in map(str.strip, shown.splitlines()), "纲要" in shown) == (True, False)


@pytest.mark.parametrize(
    ("word", "nearest"), [("decision.procedures", "decision.procedure"), ("决策听正", "决策听证")], ids=["id", "title"]
)
def test_what_is_unknown_is_told_with_the_nearest(word: str, nearest: str) -> None:
    with pytest.raises(UsageError) as caught:
        show_rubric(TINY_RUBRIC, word)
    assert str(caught.value) == f"细则里没有编号或名称“{word}”:是不是“{nearest}”?"
