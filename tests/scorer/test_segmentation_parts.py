from __future__ import annotations

import pytest
from hypothesis import given

from scorer.normalisation import fold_char
from scorer.segmentation import segment
from scorer.text import Document, Part, Span
from tests.helpers import LEXICON, document, reports, sentence_of, source

TITLE = "清川县人民政府2023年法治政府建设工作情况报告\n"

NUMBERED = TITLE + (
    "2023年,全县上下共同努力,开篇语甲。现报告如下:\n"
    "一、推进法治政府建设的主要举措和成效\n"
    "(一)健全机制。工作甲。\n"
    "工作乙。\n"
    "二、存在的不足和原因\n"
    "(一)力量不足\n问题甲。\n"
    "(二)能力不足\n问题乙。\n"
    "三、党政主要负责人履行推进法治建设第一责任人职责情况\n职责甲。\n"
    "四、2024年工作安排\n"
    "(一)总结经验\n打算甲。\n"
    "五、意见建议\n建议甲。\n"
    "六、其他需要说明的情况\n其他甲。\n"
)
UNNUMBERED = TITLE + ("主要工作\n工作甲。\n强化监督\n工作乙。\n存在的问题\n一是问题甲。\n下一步打算\n一是打算甲。\n")
MARKDOWN = "# 工作情况\n工作甲。\n## 强化监督\n工作乙。\n# 存在问题\n问题甲。\n# 下步打算\n打算甲。\n"
PARTS_BY_NUMBER = "第一部分 工作回顾\n工作甲。\n第二部分 困难和不足\n(一)力量\n问题甲。\n第三部分 今后打算\n打算甲。\n"
CLOSING = TITLE + (
    "一、主要工作\n工作甲。\n"
    "二、存在问题和下步打算\n"
    "我县工作仍有差距:一是问题甲。二是问题乙。2024年,我县将做好以下工作:一是打算甲。二是打算乙。\n"
)
ONE_PARAGRAPH = (
    "今年以来,我镇办理工作甲。但还存在一些问题:一是问题甲;二是问题乙。下一步,我镇将抓好:一是打算甲;二是打算乙。"
)
RUN_IN = TITLE + "一、主要工作\n工作甲。\n存在的不足:问题甲。问题乙。\n下一步工作打算:打算甲。打算乙。\n"


@pytest.mark.parametrize(
    ("text", "term", "part"),
    [
        pytest.param(NUMBERED, "开篇语甲", Part.PREAMBLE, id="numbered-preamble"),
        pytest.param(NUMBERED, "工作甲", Part.WORK, id="numbered-work"),
        pytest.param(NUMBERED, "工作乙", Part.WORK, id="numbered-second-paragraph"),
        pytest.param(NUMBERED, "问题甲", Part.PROBLEM, id="numbered-problem"),
        pytest.param(NUMBERED, "问题乙", Part.PROBLEM, id="numbered-second-problem"),
        pytest.param(NUMBERED, "职责甲", Part.DUTY, id="numbered-duty"),
        pytest.param(NUMBERED, "打算甲", Part.PLAN, id="numbered-plan"),
        pytest.param(NUMBERED, "建议甲", Part.ADVICE, id="numbered-advice"),
        pytest.param(NUMBERED, "其他甲", Part.OTHER, id="numbered-other"),
        pytest.param(UNNUMBERED, "工作乙", Part.WORK, id="unnumbered-work"),
        pytest.param(UNNUMBERED, "问题甲", Part.PROBLEM, id="unnumbered-problem"),
        pytest.param(UNNUMBERED, "打算甲", Part.PLAN, id="unnumbered-plan"),
        pytest.param(MARKDOWN, "工作乙", Part.WORK, id="markdown-work"),
        pytest.param(MARKDOWN, "问题甲", Part.PROBLEM, id="markdown-problem"),
        pytest.param(MARKDOWN, "打算甲", Part.PLAN, id="markdown-plan"),
        pytest.param(PARTS_BY_NUMBER, "工作甲", Part.WORK, id="part-by-number-work"),
        pytest.param(PARTS_BY_NUMBER, "问题甲", Part.PROBLEM, id="part-by-number-problem"),
        pytest.param(PARTS_BY_NUMBER, "打算甲", Part.PLAN, id="part-by-number-plan"),
        pytest.param(CLOSING, "问题乙", Part.PROBLEM, id="closing-paragraph-problem"),
        pytest.param(CLOSING, "打算甲", Part.PLAN, id="closing-paragraph-plan"),
        pytest.param(CLOSING, "打算乙", Part.PLAN, id="closing-paragraph-second-plan"),
        pytest.param(ONE_PARAGRAPH, "工作甲", Part.PREAMBLE, id="one-paragraph-work"),
        pytest.param(ONE_PARAGRAPH, "问题乙", Part.PROBLEM, id="one-paragraph-problem"),
        pytest.param(ONE_PARAGRAPH, "打算乙", Part.PLAN, id="one-paragraph-plan"),
        pytest.param(RUN_IN, "问题乙", Part.PROBLEM, id="run-in-problem"),
        pytest.param(RUN_IN, "打算乙", Part.PLAN, id="run-in-plan"),
    ],
)
def test_sentences_know_their_part(text: str, term: str, part: Part) -> None:
    assert sentence_of(document(text), term).part is part


@pytest.mark.parametrize(
    ("text", "term", "part"),
    [
        pytest.param(
            "一、下一步打算\n(一)存在的主要问题\n甲乙。",
            "甲乙",
            Part.PLAN,
            id="a-plan-stays-a-plan-whatever-its-headings",
        ),
        pytest.param(
            "一、存在的问题\n(一)工作推进情况\n甲乙。", "甲乙", Part.PROBLEM, id="shortcomings-stay-shortcomings"
        ),
        pytest.param(
            "一、存在问题和措施\n(一)问题\n甲。\n(二)改进措施\n乙丙。",
            "乙丙",
            Part.PLAN,
            id="a-plan-begins-under-shortcomings",
        ),
        pytest.param(
            "一、主要工作\n(一)存在的问题\n甲。\n(二)强化监督\n乙丙。", "乙丙", Part.WORK, id="a-subsection-ends"
        ),
        pytest.param(
            "一、主要工作\n甲。\n(三)下一步打算\n乙。\n二、专项工作\n丙丁。",
            "丙丁",
            Part.WORK,
            id="a-higher-heading-ends-it",
        ),
        pytest.param(
            "存在的问题\n甲。\n一、专项工作\n丙丁。", "丙丁", Part.WORK, id="a-numbered-heading-ends-an-unnumbered"
        ),
        pytest.param("一、主要工作\n下一步,将抓好以下工作:\n1.甲乙。", "甲乙", Part.PLAN, id="an-announcement-lasts"),
        pytest.param("一、主要工作\n甲。\n二、困难\n丙丁。", "丙丁", Part.PROBLEM, id="a-word-right-behind-the-number"),
        pytest.param("一、主要工作\n甲。\n二、建议\n丙丁。", "丙丁", Part.ADVICE, id="advice-right-behind-the-number"),
        pytest.param(
            "一、主要工作\n办理6件。下一步,将抓好以下工作:\n推进甲乙。",
            "甲乙",
            Part.PLAN,
            id="an-announcement-lasts-over-paragraphs",
        ),
        pytest.param(
            "我们也清醒看到，力量还很薄弱。\n一、专项工作\n丙丁。",
            "丙丁",
            Part.WORK,
            id="a-heading-ends-what-a-sentence-opened",
        ),
        pytest.param(
            "一、主要工作\n一是办理6件，但还存在以下问题：一是甲乙。二是丙丁。",
            "丙丁",
            Part.PROBLEM,
            id="points-inside-a-point",
        ),
        pytest.param(
            "主要工作\n办理6件。\n存在的问题\n力量薄弱。\n获奖情况\n丙丁。",
            "丙丁",
            Part.WORK,
            id="an-unnumbered-heading-leaves",
        ),
        pytest.param(
            "主要工作\n办理6件。\n存在的问题\n执法队伍\n人手不足。丙丁。",
            "丙丁",
            Part.PROBLEM,
            id="an-unnumbered-heading-stays",
        ),
        pytest.param(
            "一、主要工作\n办理6件。还存在短板。今年以来,丙丁。",
            "丙丁",
            Part.WORK,
            id="a-remark-ends-with-the-next-result",
        ),
        pytest.param(
            "一、主要工作\n一是甲。下一步将扩面。二是丙丁。", "丙丁", Part.WORK, id="the-next-point-ends-a-remark"
        ),
        pytest.param(
            "一、主要工作\n办理6件。还存在短板。\n丙丁。", "丙丁", Part.WORK, id="the-next-paragraph-ends-a-remark"
        ),
    ],
)
def test_a_part_lasts_as_long_as_its_heading_or_opener(text: str, term: str, part: Part) -> None:
    assert sentence_of(document(text), term).part is part


def test_sections_carry_heading_level_and_part() -> None:
    sections = document("开头。\n一、主要工作\n(一)健全 机制。甲。\n二、存在的问题：\n乙。").sections
    assert [(one.heading, one.level, one.part) for one in sections if one.span.start < one.span.end] == [
        ("", 0, Part.PREAMBLE),
        ("一、主要工作", 2, Part.WORK),
        ("(一)健全机制", 3, Part.WORK),
        ("二、存在的问题", 2, Part.PROBLEM),
    ]


def test_headings_are_sentences_of_their_own() -> None:
    doc = document("一、主要工作\n(一)健全机制。甲。乙。")
    assert [(source(doc, one.span), one.heading) for one in doc.sentences] == [
        ("一、主要工作", True),
        ("(一)健全机制。", True),
        ("甲。", False),
        ("乙。", False),
    ]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param("甲。乙。\n丙。", ["甲。乙。", "丙。"], id="blocks"),
        pytest.param(
            "总的看:一是甲。乙。二是丙。", ["总的看:", "一是甲。乙。", "二是丙。"], id="points-of-an-enumeration"
        ),
    ],
)
def test_paragraphs_are_blocks_or_points(text: str, paragraphs: list[str]) -> None:
    doc = document(text)
    assert [source(doc, span) for span in doc.paragraphs] == paragraphs


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param(TITLE + "一、工作\n2022年以来,办理6件。", 2023, id="title"),
        pytest.param("2022年,全县办理6件。2023年继续。", 2022, id="opening"),
        pytest.param("2024年，全县将办理6件。", None, id="only-a-year-to-come"),
        pytest.param("2023年计划开展论证6次，实际开展8次。", 2023, id="a-plan-that-was-carried-out"),
        pytest.param("2024年计划开展论证6次。实际工作中办理8件。", None, id="a-plan-before-another-sentence"),
        pytest.param("对照到2025年的目标，2023年办理6件。", 2023, id="a-year-to-come-before-it"),
        pytest.param("甲。\n乙。\n丙。\n2022年丁。", None, id="too-late-in-the-text"),
        pytest.param("全县办理2022件。", None, id="a-number"),
        pytest.param("", None, id="empty"),
    ],
)
def test_the_reporting_year_comes_from_title_or_opening(text: str, year: int | None) -> None:
    assert document(text).year == year


def test_years_to_come_are_looked_at_one_by_one_however_many_a_paragraph_has() -> None:
    # With a look at the rest of the paragraph for each it would take minutes.
    assert document("2024年计划于" * 200_000).year is None


def test_the_title_is_kept_verbatim_and_stands_outside_the_body() -> None:
    doc = document("# 清川县2023年“法治政府”建设报告\n一、主要工作\n甲。")
    assert (doc.title, "报告" in doc.folded) == ("清川县2023年“法治政府”建设报告", False)


def test_blanks_between_the_characters_of_a_title_are_closed() -> None:
    assert document("清 川 县 2023 年 法治政府建设报告\n一、主要工作\n甲。").title == "清川县2023年法治政府建设报告"


def test_furniture_stands_outside_the_body() -> None:
    doc = document("一、主要工作\n甲乙。\n打印本页\n丙丁。")
    assert (doc.folded, [doc.text[one.start : one.end] for one in doc.furniture]) == (
        "一、主要工作\n甲乙。\n丙丁。\n",
        ["打印本页"],
    )


def test_variants_are_unified_without_moving_offsets() -> None:
    doc = document("开展 法制 宣传。")
    assert (doc.folded, source(doc, Span(2, 6))) == ("开展法治宣传。\n", "法制 宣传")


# Properties of any text whatever.


def gaps_of(doc: Document, spans: list[Span]) -> str:
    """What spans leave out of the folded text; fails where they overlap or run backwards."""
    left_out, end = [], 0
    for span in spans:
        assert end <= span.start < span.end <= len(doc.folded)
        left_out.append(doc.folded[end : span.start])
        end = span.end
    return "".join([*left_out, doc.folded[end:]])


@given(reports)
def test_sentences_tile_every_block(text: str) -> None:
    doc = document(text)
    assert set(gaps_of(doc, [one.span for one in doc.sentences])) <= {"\n"}


@given(reports)
def test_clauses_tile_every_block(text: str) -> None:
    doc = document(text)
    assert set(gaps_of(doc, [one.span for one in doc.clauses])) <= {"\n"}


@given(reports)
def test_paragraphs_tile_every_block(text: str) -> None:
    doc = document(text)
    assert set(gaps_of(doc, list(doc.paragraphs))) <= {"\n"}


@given(reports)
def test_no_sentence_clause_or_paragraph_crosses_a_block(text: str) -> None:
    doc = document(text)
    spans = [*(one.span for one in doc.sentences), *(one.span for one in doc.clauses), *doc.paragraphs]
    assert not any("\n" in doc.folded[span.start : span.end] for span in spans)


@given(reports)
def test_clauses_stand_inside_their_sentence_and_sentences_inside_their_paragraph_and_section(text: str) -> None:
    doc = document(text)
    assert all(doc.sentences[one.sentence].span.covers(one.span) for one in doc.clauses)
    assert all(doc.paragraphs[one.paragraph].covers(one.span) for one in doc.sentences)
    assert all(doc.sections[one.section].span.covers(one.span) for one in doc.sentences)


@given(reports)
def test_sections_follow_each_other_without_gaps(text: str) -> None:
    doc = document(text)
    assert gaps_of(doc, [one.span for one in doc.sections if one.span.start < one.span.end]) == ""


@given(reports)
def test_source_spans_of_clauses_stand_in_order_inside_the_text(text: str) -> None:
    doc = document(text)
    sources = [doc.source_span(one.span) for one in doc.clauses]
    assert all(0 <= one.start < one.end <= len(text) for one in sources)
    assert sources == sorted(sources)


@given(reports)
def test_offsets_of_a_document_never_fall(text: str) -> None:
    doc = document(text)
    assert len(doc.offsets) == len(doc.folded)
    assert list(doc.offsets) == sorted(doc.offsets)


@given(reports)
def test_every_character_of_a_document_comes_from_its_source_character(text: str) -> None:
    doc = segment(text, LEXICON._replace(variants=()))
    assert all(
        char in fold_char(text[offset]) for char, offset in zip(doc.folded, doc.offsets, strict=True) if char != "\n"
    )


@given(reports)
def test_segmenting_twice_gives_the_same(text: str) -> None:
    assert document(text) == document(text)
