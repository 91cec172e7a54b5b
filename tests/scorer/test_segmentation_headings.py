from __future__ import annotations

import pytest

from scorer.segmentation.headings import find_heading, heading_part, is_date, is_signer, numbering_level
from scorer.text import Part
from tests.helpers import cues


@pytest.mark.parametrize(
    ("folded", "level"),
    [
        ("第一部分工作回顾", 1),
        ("第十二章附则", 1),
        ("一、主要工作", 2),
        ("十二、其他", 2),
        ("三.主要工作", 2),
        ("##二、主要工作", 2),
        ("(一)健全机制", 3),
        ("(十一)健全机制", 3),
        ("(二)、健全机制", 3),
        ("1.抓学习", 4),
        ("12、抓学习", 4),
        ("(3)抓学习", 5),
        ("1.5万件案件", 0),
        ("2023年工作", 0),
        ("一是抓学习", 0),
        ("一体推进", 0),
        ("主要工作", 0),
        ("", 0),
    ],
)
def test_numbering_tells_the_level(folded: str, level: int) -> None:
    assert numbering_level(folded) == level


@pytest.mark.parametrize(
    ("folded", "date", "signer"),
    [
        ("2024年1月20日", True, False),
        ("(2024-01-20)", True, False),
        ("二〇二四年一月二十日", True, False),
        ("2024年1月20日印发", False, False),
        ("2024年工作", False, False),
        ("清川县人民政府", False, True),
        ("中共清川县委", False, True),
        ("清川县司法局", False, True),
        ("清川县人民政府办公室", False, True),
        ("政府", False, False),
        ("强化执法监督,建设法治政府", False, False),
        ("清川县人民政府的工作", False, False),
    ],
)
def test_dates_and_signers_are_known(folded: str, date: bool, signer: bool) -> None:
    assert (is_date(folded), is_signer(folded)) == (date, signer)


@pytest.mark.parametrize(
    ("folded", "level", "words"),
    [
        pytest.param("一、健全决策机制", 2, "一、健全决策机制", id="a-line-of-its-own"),
        pytest.param("(一)健全机制。全年论证6次,办理12件。", 3, "(一)健全机制。", id="run-in-with-a-full-stop"),
        pytest.param("1.健全机制:全年论证6次。", 4, "1.健全机制:", id="run-in-with-a-colon"),
        pytest.param("#主要工作", 2, "主要工作", id="markdown"),
        pytest.param("####主要工作", 4, "主要工作", id="deeper-markdown"),
        pytest.param("强化执法监督", 3, "强化执法监督", id="unnumbered"),
        pytest.param("存在的问题", 2, "存在的问题", id="unnumbered-that-names-a-part"),
        pytest.param("存在的不足:一是力量薄弱。", 2, "存在的不足:", id="run-in-unnumbered-part"),
        pytest.param("下一步工作打算。继续推进普法。", 2, "下一步工作打算。", id="run-in-unnumbered-plan"),
    ],
)
def test_a_heading_is_found_with_its_level_and_words(folded: str, level: int, words: str) -> None:
    heading = find_heading(folded, cues())
    assert heading is not None
    assert (heading.level, folded[heading.start : heading.end]) == (level, words)


@pytest.mark.parametrize(
    "folded",
    [
        pytest.param("全县办理行政复议案件12件。", id="a-sentence"),
        pytest.param("主要做法如下:", id="an-announcement"),
        pytest.param("主要工作情况:全年论证6次。", id="run-in-work"),
        pytest.param("#", id="a-lone-mark"),
        pytest.param("清川县人民政府", id="a-signer"),
        pytest.param("2024年1月20日", id="a-date"),
        pytest.param("甲" * 41, id="too-long-without-number"),
        pytest.param("1." + "甲" * 50 + "。乙。", id="an-enumerated-paragraph"),
    ],
)
def test_running_text_is_no_heading(folded: str) -> None:
    assert find_heading(folded, cues()) is None


def test_a_long_numbered_paragraph_gives_its_first_clause_as_heading() -> None:
    folded = "(一)健全机制," + "甲" * 60 + "。"
    heading = find_heading(folded, cues())
    assert heading is not None
    assert folded[: heading.end] == "(一)健全机制"


def test_a_short_sentence_about_a_meeting_is_no_heading() -> None:
    assert find_heading("召开会议听取汇报,研究部署下一步工作。全年组织论证3次。", cues()) is None


@pytest.mark.parametrize(
    ("folded", "part"),
    [
        ("二、存在的问题", Part.PROBLEM),
        ("二、面临的困难和挑战", Part.PROBLEM),
        ("二、主要不足及原因", Part.PROBLEM),
        ("二、薄弱环节", Part.PROBLEM),
        ("二、群众了解度方面存在的问题", Part.PROBLEM),
        ("二、查找了存在的问题", None),
        ("问题与不足", Part.PROBLEM),
        ("三、下一步工作打算", Part.PLAN),
        ("三、2024年工作安排", Part.PLAN),
        ("三、2024年度重点任务", Part.PLAN),
        ("三、今后努力方向", Part.PLAN),
        ("三、改进措施", Part.PLAN),
        ("二、存在的问题和下一步打算", Part.PROBLEM),
        ("三、下一步打算及存在问题的整改", Part.PLAN),
        ("四、党政主要负责人履行推进法治建设第一责任人职责情况", Part.DUTY),
        ("四、主要负责人履行法治建设职责情况", Part.DUTY),
        ("四、工作开展情况和第一责任人履职情况", Part.DUTY),
        ("五、意见建议", Part.ADVICE),
        ("五、对上级的建议", Part.ADVICE),
        ("六、其他需要报告的事项", Part.OTHER),
        ("一、2023年主要工作", Part.WORK),
        ("一、推进法治建设的主要举措和成效", Part.WORK),
        ("一、着力解决突出问题", None),
        ("二、坚持问题导向,规范执法", None),
        ("(一)健全行政复议机制", None),
    ],
)
def test_words_of_a_heading_name_its_part(folded: str, part: Part | None) -> None:
    assert heading_part(folded, cues(2023)) is part


def test_the_work_of_the_reporting_year_is_no_plan() -> None:
    assert heading_part("一、2024年工作安排和进展", cues(2023)) is Part.PLAN
    assert heading_part("一、2024年工作推进情况", cues(2024)) is Part.WORK


@pytest.mark.parametrize(("folded", "part"), [("存在的问题", Part.PROBLEM), ("主要工作", None)])
def test_a_first_sentence_names_only_shortcomings_and_plans(folded: str, part: Part | None) -> None:
    assert heading_part(folded, cues(), short=True) is part
