from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from hongdong_rubric.render.markdown import escape, to_markdown
from hongdong_rubric.render.plain_text import one_line
from hongdong_rubric.selection import Selection
from tests.hongdong_rubric.helpers import REPORT, TITLE, scored

ALL = Selection()


def shown(text: str = REPORT, *, level: str | None = None, selection: Selection = ALL, evidence: bool = False) -> str:
    return to_markdown(scored(text, level), selection, evidence=evidence)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(REPORT, f"# {TITLE}", id="title"),
        pytest.param(REPORT, "- 文件:报告.txt", id="file"),
        pytest.param(REPORT, "- 年度:2023,层级:县级,113 字", id="year-level-size"),
        pytest.param(REPORT, "- 细则:tiny 1.0.0(小细则)", id="rubric"),
        pytest.param(REPORT, "- **总分 71.7**(有实据 1、已提及 1、仅计划 1、仅列不足 1、未提及 0)", id="total"),
        pytest.param(REPORT, "- 注意:正文只有 88 字,请确认文件完整", id="warning"),
        pytest.param(REPORT, "| 行政决策 | 100.0 |", id="chapter"),
        pytest.param(REPORT, "| 出庭应诉 | 15.0 |  |  | 1 | 1 |  |", id="item"),
        pytest.param(REPORT, "## 缺口(2 个)", id="gaps"),
        pytest.param(REPORT, "### 次要(1 个)", id="severity"),
        pytest.param(REPORT, "  - 补写:写明出庭率", id="remedy"),
        pytest.param("甲", "# 报告.txt", id="without-title"),
        pytest.param("甲", "- 年度:不明,层级:县级,1 字", id="without-year"),
    ],
)
def test_the_output_has_a_line(text: str, line: str) -> None:
    assert line in shown(text).splitlines()


def test_passages_are_quoted_when_asked_for() -> None:
    assert "  - 第 9 行,二、存在的问题(不足):“司法建议”" in shown(evidence=True).splitlines()


def test_passages_are_left_out_when_not() -> None:
    assert "## 依据" not in shown()


def test_a_narrowed_output_has_no_total() -> None:
    output = shown(selection=Selection(("disputes",)))
    assert [word for word in ("总分", "行政决策", "决策程序") if word in output] == []


def test_what_does_not_apply_is_a_dash_and_no_row() -> None:
    lines = shown(level="province").splitlines()
    assert "| 化解矛盾 | — |" in lines
    assert [line for line in lines if line.startswith("| 出庭应诉")] == []


def test_without_gaps_it_says_so() -> None:
    text = f"{TITLE}\n\n一、主要工作\n\n专家论证1场。召开听证会。负责人出庭应诉3件。司法建议回复2件。\n"
    assert shown(text).endswith("## 缺口\n\n没有缺口。\n")


def test_tables_have_the_same_number_of_cells_in_every_row() -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(shown(evidence=True))
    rows, cells = [], 0
    for token in tokens:
        cells = 0 if token.type == "tr_open" else cells + (token.type in ("td_open", "th_open"))
        if token.type == "tr_close":
            rows.append(cells)
    assert rows == [2, 2, 2, 7, 7, 7]


TEXTS = [
    "依法行政",
    "[点](http://x.cn)",
    "![图](x.png)",
    "<script>x</script>",
    "&copy; &#65;",
    "**粗** _斜_ `码` ~~删~~",
    "| 甲 | 乙 |",
    "# 甲",
    "- 甲",
    "1. 甲",
    "1) 甲",
    "> 甲",
    "+ 甲",
    "===",
    "---",
    "\\*甲\\*",
    "http://x.cn",
    "www.x.cn",
    "甲@x.cn",
    "$x$",
    "[^1]: 甲",
    "{{甲}}",
    "甲!",
]


@pytest.mark.parametrize("text", TEXTS)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"- 甲{escape(text)}乙")
    inline = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    assert [(child.type, child.content) for child in inline] == [("text", one_line(f"甲{text}乙"))]


@pytest.mark.parametrize("text", TEXTS)
def test_escaped_text_stays_in_its_cell(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(f"| 甲 |\n| --- |\n| 乙{escape(text)}丙 |\n| 丁 |\n")
    inline = [[(child.type, child.content) for child in token.children or ()] for token in tokens if token.children]
    assert inline == [[("text", "甲")], [("text", one_line(f"乙{text}丙"))], [("text", "丁")]]


@pytest.mark.parametrize("text", ["www.x.cn", "http://x.cn", "WWW.x.cn", "甲@x.cn"])
def test_bare_addresses_are_broken_up(text: str) -> None:
    assert text not in escape(text)
