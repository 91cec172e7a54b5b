from __future__ import annotations

import pytest
from hypothesis import given

from scorer.segmentation.lines import Blocks, read_lines, sort_lines
from scorer.text import Span
from tests.helpers import cues, reports

LONG = (
    "清川县认真落实各项部署，坚持依法行政，持续规范权力运行，不断优化办事流程，群众满意度稳步提高，各项任务按时完成。"
)


def sort(text: str) -> Blocks:
    return sort_lines(text, cues())


def texts(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def bodies(text: str) -> list[str]:
    return ["".join(text[offset] for offset in block.offsets) for block in sort(text).body]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("甲\n乙", ["甲", "乙"], id="unix"),
        pytest.param("甲\r\n乙\r丙", ["甲", "乙", "丙"], id="windows-and-old-mac"),
        pytest.param("甲\x0c乙\u2028丙\u2029丁\x0b戊", ["甲", "乙", "丙", "丁", "戊"], id="page-and-paragraph-breaks"),
        pytest.param("\u3000\u3000甲 乙\u3000\n", ["甲 乙"], id="outer-blanks"),
        pytest.param("\n \n\u3000\n", [], id="blank-lines"),
        pytest.param("甲\n\u200b\ufeff\n乙", ["甲", "乙"], id="invisible-lines"),
    ],
)
def test_lines_are_read_without_outer_blanks(text: str, lines: list[str]) -> None:
    assert [text[line.span.start : line.span.end] for line in read_lines(text)] == lines


@pytest.mark.parametrize(("text", "indented"), [("\u3000\u3000甲", True), (" 甲", True), ("\t甲", True), ("甲", False)])
def test_indents_are_noticed(text: str, indented: bool) -> None:
    assert read_lines(text)[0].indented is indented


def test_width_counts_columns() -> None:
    assert read_lines("甲乙a1")[0].width == 6


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param(f"清川县2023年法治政府建设工作报告\n{LONG}", ["清川县2023年法治政府建设工作报告"], id="one-line"),
        pytest.param(
            f"清川县人民政府\n2023年法治政府建设情况报告\n{LONG}",
            ["清川县人民政府", "2023年法治政府建设情况报告"],
            id="signer-above",
        ),
        pytest.param(
            f"清川县人民政府关于2023年度法治政府\n建设工作情况的报告\n{LONG}",
            ["清川县人民政府关于2023年度法治政府", "建设工作情况的报告"],
            id="broken-in-two",
        ),
        pytest.param(
            f"首页 > 政务公开 > 清川县2023年法治政府建设报告\n清川县2023年法治政府建设报告\n{LONG}",
            ["清川县2023年法治政府建设报告"],
            id="below-the-breadcrumbs",
        ),
        pytest.param(
            f"清川县2023年法治政府建设报告\n一、主要工作\n{LONG}",
            ["清川县2023年法治政府建设报告"],
            id="above-a-heading",
        ),
        pytest.param(f"清川县概况\n{LONG}", [], id="another-line"),
        pytest.param(f"{LONG}\n清川县2023年法治政府建设报告", [], id="only-below-the-body"),
        pytest.param("清川县2023年法治政府建设报告", [], id="no-body"),
        pytest.param("", [], id="empty"),
    ],
)
def test_the_title_stands_above_the_body(text: str, title: list[str]) -> None:
    assert texts(text, sort(text).title) == title


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开",
        "发布时间：2024-01-10 09:30",
        "来源：清川县司法局",
        "字体：大 中 小",
        "打印本页",
        "分享到：微信 微博",
        "上一篇：清川县召开会议",
        "版权所有：清川县人民政府",
        "备案号：某ICP备00000000号",
        "- 12 -",
        "第3页 共9页",
        "3/9",
        "Page 3 of 9",
    ],
)
def test_page_furniture_is_set_aside(line: str) -> None:
    text = f"{LONG}\n{line}\n{LONG}另有一句。"
    assert texts(text, sort(text).furniture) == [line]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("全年为群众打印材料3000份。", id="a-sentence-with-a-cue"),
        pytest.param("一、推进信息来源公开", id="a-numbered-heading-with-a-cue"),
        pytest.param("2023年", id="a-year"),
        pytest.param("办理案件12件", id="a-figure-in-words"),
        pytest.param("强化执法监督", id="a-short-line"),
    ],
)
def test_what_belongs_to_the_report_is_no_furniture(line: str) -> None:
    text = f"{LONG}\n{line}\n{LONG}另有一句。"
    assert texts(text, sort(text).furniture) == []


def test_what_stands_above_the_title_is_furniture() -> None:
    text = f"清川概览\n政务服务\n清川县2023年法治政府建设报告\n{LONG}"
    assert texts(text, sort(text).furniture) == ["清川概览", "政务服务"]


def test_running_heads_are_furniture() -> None:
    pages = "".join(f"清川县司法局简报\n{LONG}这是第{page}段。\n" for page in "一二三")
    text = f"清川县2023年法治政府建设报告\n{pages}"
    assert texts(text, sort(text).furniture) == ["清川县司法局简报"] * 3


def test_a_title_repeated_on_every_page_stays_the_title_once() -> None:
    head = "清川县2023年法治政府建设报告"
    text = "".join(f"{head}\n{LONG}这是第{page}段。\n" for page in "一二三")
    assert (texts(text, sort(text).title), texts(text, sort(text).furniture)) == ([head], [head, head])


@pytest.mark.parametrize(
    ("end", "dropped"),
    [
        pytest.param(
            "清川县人民政府\n2024年1月20日\n主办：县政府办\n热点推荐", ["主办：县政府办", "热点推荐"], id="date-below"
        ),
        pytest.param("2024年1月20日\n清川县人民政府\n热点推荐", ["热点推荐"], id="date-above"),
        pytest.param("2024-01-20\n热点推荐", ["热点推荐"], id="date-alone"),
        pytest.param("清川县人民政府\n二〇二四年一月二十日\n热点推荐", ["热点推荐"], id="date-in-han"),
        pytest.param("清川县人民政府\n2024年1月20日", [], id="nothing-below"),
    ],
)
def test_what_stands_below_the_signature_is_furniture(end: str, dropped: list[str]) -> None:
    text = f"清川县2023年法治政府建设报告\n{LONG}\n{LONG}又一段。\n{LONG}再一段。\n{end}"
    assert texts(text, sort(text).furniture) == dropped


PARAGRAPHS = (
    "清川县坚持依法行政，全面落实重大行政决策程序，组织专家论证会六次，听取群众意见，决策质量稳步提升，群众满意度持续提高。"
    "行政复议渠道畅通，纠纷化解成效明显，执法监督不断加强，取得良好成效。",
    "行政机关负责人依法出庭，普法宣传深入乡村，法律顾问覆盖全部乡镇，公共法律服务更加便捷，政务公开扎实推进，各项制度逐步完善，"
    "营商环境持续优化，办事流程大幅精简，企业和群众普遍欢迎。",
    "执法队伍素质明显增强，案卷评查常态开展，裁量基准全面公布，信用监管有序推进，包容审慎监管落地见效，重点领域执法有力有效，"
    "全年没有重大事故，社会大局和谐稳定，平安建设走在前列。",
)


def wrap(paragraph: str, indent: str = "", width: int = 26) -> list[str]:
    """Lines of equal width, as a PDF breaks them."""
    whole = indent + paragraph
    return [whole[at : at + width] for at in range(0, len(whole), width)]


def test_lines_wrapped_by_hand_are_joined() -> None:
    assert bodies("\n".join([*wrap(PARAGRAPHS[0]), *wrap(PARAGRAPHS[1])])) == list(PARAGRAPHS[:2])


def test_wrapped_paragraphs_part_at_an_indent() -> None:
    # Every last line is full, so that nothing but the indent tells where a paragraph begins.
    full = [paragraph[:76] for paragraph in PARAGRAPHS]
    lines = [line for paragraph in full for line in wrap(paragraph, indent="\u3000\u3000")]
    assert bodies("\n".join(lines)) == full


def test_a_heading_does_not_join_the_wrapped_lines_above() -> None:
    lines = [*wrap(PARAGRAPHS[0]), "二、加强监督", *wrap(PARAGRAPHS[1])]
    assert bodies("\n".join(lines)) == [PARAGRAPHS[0], "二、加强监督", PARAGRAPHS[1]]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param("甲乙丙，\n丁戊己。", ["甲乙丙，丁戊己。"], id="after-a-comma"),
        pytest.param("甲乙丙、\n丁戊己。", ["甲乙丙、丁戊己。"], id="after-an-enumeration-comma"),
        pytest.param("甲乙丙\n，丁戊己。", ["甲乙丙，丁戊己。"], id="before-a-comma"),
        pytest.param("甲乙丙。\n丁戊己。", ["甲乙丙。", "丁戊己。"], id="after-a-full-stop"),
        pytest.param("甲乙丙\n丁戊己。", ["甲乙丙", "丁戊己。"], id="a-short-line-stands-alone"),
    ],
)
def test_a_break_inside_a_sentence_is_mended(text: str, blocks: list[str]) -> None:
    assert bodies(text) == blocks


@given(reports)
def test_every_line_is_title_body_or_furniture_once_and_the_body_keeps_its_order(text: str) -> None:
    blocks, lines = sort(text), read_lines(text)
    body = [offset for block in blocks.body for offset in block.offsets]
    told = [line for line in lines if line.offsets[0] in body]
    assert body == [offset for line in told for offset in line.offsets]
    assert sorted([*blocks.title, *(line.span for line in told), *blocks.furniture]) == [line.span for line in lines]
