"""Titles that name the wrong year or kind, and outlines that are over."""

from __future__ import annotations

import pytest

from scorer.statutory import TitleFault, find_statutory
from scorer.statutory.titles import TitleFinding
from tests.helpers import LEXICON, document

BODY = "2023年,全县扎实推进法治政府建设,办理行政复议案件35件,组织执法培训12期。\n一、主要工作\n开展案卷评查2次。\n"


def title_of(text: str) -> TitleFinding:
    return find_statutory(document(text), LEXICON).title


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("青禾县2023年度法治政府建设情况报告", None),
        ("青禾县人民政府关于2023年法治政府建设情况的报告", None),
        ("青禾县司法局2023年度推进法治政府建设工作总结", None),
        ("青禾县二〇二三年度法治政府建设年度报告", None),
        ("青禾县2023年依法行政工作情况报告", None),
        ("青禾县法治政府建设情况报告", TitleFault.NO_YEAR),
        ("青禾县2022年度法治政府建设情况报告", TitleFault.WRONG_YEAR),
        ("青禾县2023年法治政府建设工作要点", TitleFault.WRONG_KIND),
        ("青禾县2023年法治政府建设实施方案", TitleFault.WRONG_KIND),
        ("青禾县2023年度述职述法报告", TitleFault.WRONG_KIND),
        ("青禾县2023年政府信息公开工作年度报告", TitleFault.WRONG_KIND),
    ],
)
def test_a_title_names_its_year_and_kind(title: str, fault: TitleFault | None) -> None:
    assert title_of(f"{title}\n\n{BODY}").fault is fault


def test_a_text_that_begins_at_once_has_no_title() -> None:
    found = title_of(BODY)
    assert (found.fault, found.title, found.span) == (TitleFault.UNTITLED, None, None)


def test_the_span_is_where_the_title_stands() -> None:
    text = f"首页 > 政务公开\n\n青禾县2023年度法治政府建设情况报告\n\n{BODY}"
    span = title_of(text).span
    assert span is not None
    assert text[span.start : span.end] == "青禾县2023年度法治政府建设情况报告"


@pytest.mark.parametrize(
    ("year", "named", "count"),
    [
        (2023, "《法治政府建设实施纲要(2015—2020年)》", 1),
        (2023, "《法治政府建设实施纲要（2015-2020年）》", 1),
        (2023, "《法治政府建设实施纲要(2015~2020)》", 1),
        (2023, "2015—2020年法治政府建设实施纲要", 1),
        (2021, "《法治政府建设实施纲要(2015—2020年)》", 1),
        (2020, "《法治政府建设实施纲要(2015—2020年)》", 0),
        (2023, "《法治政府建设实施纲要(2021—2025年)》", 0),
        (2023, "《法治社会建设实施纲要(2020—2025年)》", 0),
    ],
)
def test_an_outline_that_is_over_is_named_where_it_stands(year: int, named: str, count: int) -> None:
    text = f"青禾县{year}年度法治政府建设情况报告\n\n{year}年,全县认真落实{named},法治政府建设取得新成效,群众满意。\n"
    spans = find_statutory(document(text), LEXICON).outdated
    assert len(spans) == count
    assert all("2015" in text[span.start : span.end] and "2020" in text[span.start : span.end] for span in spans)
