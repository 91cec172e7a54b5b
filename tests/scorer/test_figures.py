from __future__ import annotations

import pytest

from scorer.figures import find_documents, find_figures
from tests.helpers import document, source

TITLE = "清川县人民政府2023年法治政府建设工作情况报告\n一、主要工作\n"


@pytest.mark.parametrize(
    ("folded", "figures"),
    [
        pytest.param("办理案件12件", ["12件"], id="count"),
        pytest.param("覆盖率98.5%", ["98.5%"], id="rate"),
        pytest.param("下降3‰", ["3‰"], id="per-mille"),
        pytest.param("提高2.3个百分点", ["2.3个百分点"], id="points"),
        pytest.param("投入1,200万元", ["1,200万元"], id="amount-with-thousands"),
        pytest.param("惠及2万余人次", ["2万余人次"], id="rounded"),
        pytest.param("发放3000多份", ["3000多份"], id="more-than"),
        pytest.param("压缩至4.5个工作日", ["4.5个工作日"], id="time-spent"),
        pytest.param("投入5.6万", ["5.6万"], id="amount-without-unit"),
        pytest.param("覆盖百分之九十五", ["百分之九十五"], id="rate-in-han"),
        pytest.param("开展十余场", ["十余场"], id="count-in-han"),
        pytest.param("一百二十件", ["一百二十件"], id="larger-count-in-han"),
        pytest.param("数百人", ["数百人"], id="some-hundreds"),
        pytest.param("开展四次", ["四次"], id="small-count-in-han"),
        pytest.param("奖励两万元", ["两万元"], id="amount-in-han"),
        pytest.param("三分之二的乡镇", ["三分之二"], id="fraction-in-han"),
        pytest.param("梳理6大类", ["6大类"], id="with-大-in-the-unit"),
        pytest.param("2023年办理12件,参加3,456人", ["12件", "3,456人"], id="several"),
        pytest.param("百分之九十五点六", ["百分之九十五点六"], id="rate-in-han-with-decimals"),
        pytest.param("百分之百分之百", ["百分之百"], id="rate-in-han-cut-short"),
        pytest.param("办结率均达到百分之百", ["率均达到百分之百"], id="the-whole-in-han"),
        pytest.param("一万元", ["一万元"], id="the-unit-begins-with-a-numeral"),
        pytest.param("一二三四五六七八九十万元", ["九十万元"], id="only-the-last-digit-stands-before-a-power"),
        pytest.param("数十余件,三余户", ["数十余件", "三余户"], id="about-so-many"),
        pytest.param("1.9876543件", ["9876543件"], id="too-many-decimals"),
        pytest.param("5万多", ["5万多"], id="the-unit-is-what-may-stand-before-one"),
    ],
)
def test_counts_rates_and_amounts_are_figures(folded: str, figures: list[str]) -> None:
    assert [folded[span.start : span.end] for span in find_figures(folded)] == figures


@pytest.mark.parametrize(
    "folded",
    [
        "2023年",
        "2023年度",
        "3月15日",
        "成立15年",
        "第12条",
        "第三届",
        "第5次会议",
        "〔2023〕12号",
        "(2023)3号",
        "12345热线",
        "110指挥中心",
        "三项制度",
        "3项制度",
        "四个方面",
        "十四五规划",
        "八五普法",
        "两法衔接",
        "一件事一次办",
        "双随机",
        "一户一策",
        "30日内公示",
        "",
        "提高办结率",
        "案件全部办结",
        "举办第3场讲座",
        "一网通办2.0版",
        "县人大第三届4次会议",
        "人大5次全体会议",
        "共三章二十条",
        "1章5条",
        "二十届三中全会",
        "三次会议精神",
        "三十多条内容",
        "七十五周年",
        "12日个",
        "112月",
        "3月日",
        "[2023]12号",
        "第条第1",
        "百分之",
        "率百分",
        "第十次",
    ],
)
def test_dates_numbers_of_documents_and_fixed_terms_are_no_figures(folded: str) -> None:
    assert find_figures(folded) == []


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        pytest.param("印发《行政规范性文件管理办法》。", ["行政规范性文件管理办法"], id="a-verb-of-making"),
        pytest.param("制定了《普法责任清单》。", ["普法责任清单"], id="with-an-aspect"),
        pytest.param("制定并印发《关于加强复议的实施意见》。", ["关于加强复议的实施意见"], id="two-verbs"),
        pytest.param("贯彻《清川县合法性审查办法》。", ["清川县合法性审查办法"], id="the-name-of-the-place"),
        pytest.param("《清川县建设方案》印发实施。", ["清川县建设方案"], id="the-name-of-the-place-first"),
        pytest.param(
            "印发《普法要点》和《执法计划》。",
            ["普法要点", "执法计划"],
            id="two-titles",
        ),
        pytest.param(
            "县委宣传部印发《普法要点》。",
            ["普法要点"],
            id="a-department-of-the-place",
        ),
        pytest.param("出台《清川县贯彻〈实施纲要〉方案》。", ["清川县贯彻〈实施纲要〉方案"], id="a-title-in-a-title"),
        pytest.param("县委印发《要点任务》，学习《中华人民共和国宪法》。", ["要点任务"], id="own-and-national"),
    ],
)
def test_documents_of_the_place_itself_are_found(text: str, documents: list[str]) -> None:
    doc = document(TITLE + text)
    assert [source(doc, span) for span in find_documents(doc)] == documents


@pytest.mark.parametrize(
    "text",
    [
        "学习《中华人民共和国行政处罚法》。",
        "落实《法治政府建设实施纲要（2021—2025年）》。",
        "按照国务院《优化营商环境条例》。",
        "建立机制落实《行政复议法》。",
        "完善制度，建立专班贯彻《重大行政决策程序暂行条例》。",
        "学习《行政处罚法》《信访工作条例》。",
        "认真组织实施《行政复议法》。",
        "完善制度，落实《行政许可法》。",
        "深入贯彻《重大行政决策程序暂行条例》。",
        "制定“普法责任清单”。",
        "通过《法治日报》刊发报道。",
        "研究学习《公文写作要义》。",
        "根据省政府印发的《裁量权基准》。",
    ],
)
def test_laws_outlines_and_documents_of_others_are_not_the_place_s_own(text: str) -> None:
    assert find_documents(document(TITLE + text)) == []


def test_a_title_set_aside_as_furniture_is_no_document() -> None:
    assert find_documents(document(TITLE + "甲乙。\n打印《清川县方案》\n丙丁。")) == []


def test_the_title_of_the_report_is_no_document_of_its_body() -> None:
    assert find_documents(document("印发《清川县2023年法治政府建设报告》\n一、主要工作\n甲乙。")) == []
