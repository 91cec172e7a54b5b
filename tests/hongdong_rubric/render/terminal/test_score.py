from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongdong_rubric.readers import Source
from hongdong_rubric.render.terminal.score import to_terminal
from hongdong_rubric.reports import ScoredReport
from hongdong_rubric.selection import Selection
from tests.helpers import card_of, chapter, element, item, reports, rubric
from tests.hongdong_rubric.helpers import REPORT, TITLE, columns, scored, unprintable

ALL = Selection()
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
LONG = REPORT.replace("全年", "全年" + "扎实推进依法行政各项工作" * 40)


def shown(
    text: str = REPORT,
    *,
    level: str | None = None,
    selection: Selection = ALL,
    width: int = 80,
    colour: bool = False,
    evidence: bool = False,
) -> str:
    return to_terminal(scored(text, level), selection, width=width, colour=colour, evidence=evidence)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(REPORT, TITLE, id="title"),
        pytest.param(REPORT, "报告.txt | 2023年度 | 县级 | 113 字", id="file-year-level-size"),
        pytest.param(REPORT, "细则 tiny 1.0.0(小细则)", id="rubric"),
        pytest.param(REPORT, "注意:正文只有 88 字,请确认文件完整", id="warning"),
        pytest.param(REPORT, "总分 71.7  4 个要点:有实据 1、已提及 1、仅计划 1、仅列不足 1、未提及 0", id="total"),
        pytest.param("甲", "(无标题)报告.txt", id="without-title"),
        pytest.param("甲", "报告.txt | 年度不明 | 县级 | 1 字", id="without-year"),
        pytest.param(REPORT, "行政决策                  ████████████████████  100.0", id="a-full-bar"),
        pytest.param(REPORT, "化解矛盾                  ███─────────────────   15.0", id="a-short-bar"),
        pytest.param("甲", "行政决策                  ────────────────────  0.0", id="an-empty-bar"),
        pytest.param(REPORT, " 决策程序  100.0       1       1       .         .       .", id="an-item"),
        pytest.param(REPORT, " 出庭应诉   15.0       .       .       1         1       .", id="an-item-with-gaps"),
        pytest.param(REPORT, "  [仅计划]“负责人出庭”只写在打算里(第13行),没有写本年度做了什么", id="a-gap"),
        pytest.param(REPORT, "    补写:写明出庭率", id="a-remedy"),
    ],
)
def test_the_output_has_a_line(text: str, line: str) -> None:
    assert line in shown(text).splitlines()


def test_it_says_how_the_total_is_made_and_what_it_does_not_mean() -> None:
    told = shown().replace("\n", "")
    assert "有实据得 100、要求数据而只提及得 70、仅计划20、仅列不足 10、未提及 0" in told
    assert "分数衡量报告写了什么,不评价工作做得怎样。" in told


def test_gaps_are_counted_and_grouped_by_severity() -> None:
    lines = shown("甲").splitlines()
    heads = [line.split(" ─")[0] for line in lines if re.match(r"缺口|重要|一般|次要", line)]
    assert heads == ["缺口 4 个(重要的在前)", "重要 2 个", "一般 1 个", "次要 1 个"]


def test_without_gaps_it_says_so() -> None:
    text = REPORT.replace("下一步将推动", "全年").replace("应诉。", "应诉12件。").replace("反馈不及时", "反馈12件")
    text = text.replace("二、存在的问题", "二、化解矛盾").replace("三、下一步打算", "三、应诉工作")
    assert shown(text).splitlines()[-1] == "没有缺口:每个要点都有交代,要求数据的都有实据。"


@pytest.mark.parametrize(
    ("evidence", "line", "there"),
    [
        (True, "    第9行,二、存在的问题(不足):“司法建议”", True),
        (True, "  [仅列不足] 司法建议  disputes.court.advice", True),
        (False, "    第9行,二、存在的问题(不足):“司法建议”", False),
    ],
)
def test_passages_are_quoted_when_asked_for(evidence: bool, line: str, there: bool) -> None:
    assert (line in shown(evidence=evidence).splitlines()) is there


def test_a_narrowed_output_has_no_total() -> None:
    lines = shown(selection=Selection(("disputes",))).splitlines()
    assert "只看所选部分,不计总分" in lines
    assert [line for line in lines if line.startswith(("总分", "行政决策", " 决策程序"))] == []


def test_what_does_not_apply_is_left_out_of_items_and_gaps() -> None:
    output = shown(level="province")
    assert "化解矛盾                  不适用                    —" in output.splitlines()
    assert [word for word in ("出庭应诉", "司法建议") if word in output] == []


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("text", [REPORT, LONG, LONG.replace("，", ""), "a" * 5000 + REPORT, "甲"])
def test_no_line_is_wider_than_asked_for(text: str, width: int) -> None:
    widest = max(columns(line) for line in shown(text, width=width, evidence=True).splitlines())
    assert widest <= min(width, 120)


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("kind", ["chapter", "item"])
def test_a_long_title_is_broken_and_not_cut(kind: str, width: int) -> None:
    title = "".join(chr(0x4E00 + n) for n in range(60))
    titles = {"chapter": "部分", "item": "条目", kind: title}
    asked = rubric(chapter("c", item("i", element("e", "专家论证"), title=titles["item"]), title=titles["chapter"]))
    report = ScoredReport(Source("r.txt", "甲", "utf-8"), card_of("甲", asked), ())
    output = to_terminal(report, ALL, width=width, colour=False, evidence=False)
    assert [char for char in title if char not in output] == []


@given(reports, st.sampled_from([80, 120]))
def test_any_report_is_shown_within_the_width_and_without_control(text: str, width: int) -> None:
    output = shown(text + REPORT, width=width, evidence=True)
    assert [line for line in output.splitlines() if columns(line) > width] == []
    assert unprintable(output) == []


def test_colour_is_only_colour() -> None:
    plain = [line.rstrip() for line in shown(evidence=True).splitlines()]
    coloured = [COLOUR.sub("", line).rstrip() for line in shown(colour=True, evidence=True).splitlines()]
    assert coloured == plain


def test_statuses_have_their_colours() -> None:
    assert "\x1b[32m[有实据] " in shown(colour=True, evidence=True)


def test_without_colour_there_are_no_escapes() -> None:
    assert "\x1b" not in shown(evidence=True)


def test_a_gbk_console_can_show_everything() -> None:
    output = shown(evidence=True) + shown("甲") + shown(level="province") + shown(selection=Selection(("decision",)))
    assert output.encode("gbk").decode("gbk") == output


def test_lines_have_no_blanks_at_their_ends() -> None:
    assert [line for line in shown(evidence=True).splitlines() if line != line.rstrip()] == []
