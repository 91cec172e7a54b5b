"""Which dates are those of the signature and of the publication."""

from __future__ import annotations

import pytest

from scorer.statutory import find_statutory
from tests.helpers import LEXICON, document

TITLE = "青禾县2023年度法治政府建设情况报告"
BODY = (
    "2023年,全县扎实推进法治政府建设。\n一、主要工作\n2023年6月8日召开推进会,印发方案(青政发〔2023〕5号)。\n"
    "二、下一步打算\n2024年,继续开展案卷评查,加强执法培训,健全工作机制。\n"
)


def dates_of(text: str) -> tuple[str | None, str | None]:
    dates = find_statutory(document(text), LEXICON).dates
    return (dates.signed.iso if dates.signed else None, dates.published.iso if dates.published else None)


@pytest.mark.parametrize(
    ("signature", "iso"),
    [
        ("2024年1月15日", "2024-01-15"),
        ("2024 年 1 月 15 日", "2024-01-15"),
        ("２０２４年１月１５日", "2024-01-15"),
        ("二〇二四年一月十五日", "2024-01-15"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("2024.1.15", "2024-01-15"),
        ("2024/01/15", "2024-01-15"),
        ("2024-1-5", "2024-01-05"),
        ("(2024年1月15日)", "2024-01-15"),
        ("2024年1月", "2024-01"),
        ("*2024/01/26*", "2024-01-26"),
        ("2024年13月15日", None),
        ("2024年1月45日", None),
        ("2024年1月0日", None),
        ("2024年0月1日", None),
        ("2024年2月29日", "2024-02-29"),
        ("2023年2月29日", None),
        ("2024年2月31日", None),
        ("2024年4月31日", None),
        ("二〇二四年四月三十日", "2024-04-30"),
        ("二〇二四年十月十日", "2024-10-10"),
        ("二零二四年二月二十日", "2024-02-20"),
        ("二〇二四年十二月三一日", None),
        ("二〇二四年三月二五日", None),
        ("二〇二四年一二月三日", None),
        ("二〇二四年三月二三十日", None),
        ("二〇二四年三月十二三日", None),
        ("二〇二四年三月十十日", None),
        ("下午2024", None),
    ],
)
def test_a_signature_is_read_in_many_forms(signature: str, iso: str | None) -> None:
    assert dates_of(f"{TITLE}\n\n{BODY}青禾县人民政府\n{signature}\n") == (iso, None)


def test_a_signer_may_stand_on_the_same_line() -> None:
    assert dates_of(f"{TITLE}\n\n{BODY}青禾县人民政府 2024年1月15日\n")[0] == "2024-01-15"


@pytest.mark.parametrize(
    "head",
    [
        "发布时间:2024-02-18",
        "发布日期：2024年02月18日 来源：县司法局",
        "【信息时间:2024-02-18 09:31】 【打印】",
        "来源:县司法局 日期:2024/2/18 浏览次数:88",
        "2024-02-18 10:20  来源:县司法局  作者:",
        "2024-02-18",
    ],
)
def test_a_page_head_tells_when_it_was_published(head: str) -> None:
    assert dates_of(f"{head}\n{TITLE}\n\n{BODY}")[1] == "2024-02-18"


@pytest.mark.parametrize(
    "line",
    ["更新时间:2024-05-06", "有效期至:2025-12-31", "今天是2024年7月1日 星期一", "会议时间:2023-06-08"],
)
def test_other_dates_are_neither(line: str) -> None:
    assert dates_of(f"{line}\n{TITLE}\n\n{BODY}") == (None, None)


def test_a_labelled_signing_date_stands_in_for_a_signature() -> None:
    assert dates_of(f"成文日期:2024-01-09\n{TITLE}\n\n{BODY}")[0] == "2024-01-09"


def test_the_signature_goes_before_a_label() -> None:
    text = f"成文日期:2024-01-09\n{TITLE}\n\n{BODY}青禾县人民政府\n2024年1月15日\n"
    assert dates_of(text)[0] == "2024-01-15"


def test_dates_in_the_running_text_are_neither() -> None:
    assert dates_of(f"{TITLE}\n\n{BODY}") == (None, None)


def test_both_are_found_side_by_side() -> None:
    text = f"首页\n{TITLE}\n发布时间:2024-02-18\n\n{BODY}青禾县人民政府\n2024年1月15日\n打印 关闭\n"
    assert dates_of(text) == ("2024-01-15", "2024-02-18")


def test_a_page_head_of_many_lines_is_looked_at_line_by_line() -> None:
    # To hold every line against every other would take minutes.
    head = "".join(f"2024-02-18 10:20 来源:县司法局{number}科\n" for number in range(30_000))
    assert dates_of(f"{head}{TITLE}\n\n{BODY}")[1] == "2024-02-18"
