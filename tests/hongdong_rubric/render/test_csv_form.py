from __future__ import annotations

import csv
import io

import pytest

from hongdong_rubric.render.csv_form import to_csv, to_csv_head
from hongdong_rubric.selection import Selection, select
from tests.hongdong_rubric.helpers import REPORT, TINY_RUBRIC, TITLE, scored

ALL = Selection()
COUNTS = {"有实据": "1", "已提及": "1", "仅计划": "1", "仅列不足": "1", "未提及": "0"}


def table(*texts: str, selection: Selection = ALL, level: str | None = None) -> list[dict[str, str]]:
    """What a spreadsheet reads of some reports."""
    rows = [to_csv(scored(text, level), selection) for text in texts]
    whole = to_csv_head(TINY_RUBRIC, selection) + "".join(rows)
    assert whole.startswith("\ufeff"), "without the mark a spreadsheet takes it for GBK"
    return list(csv.DictReader(io.StringIO(whole.removeprefix("\ufeff"), newline=""), strict=True))


def test_a_report_is_a_row() -> None:
    (row,) = table(REPORT)
    assert row == {
        "文件": "报告.txt",
        "标题": TITLE,
        "年度": "2023",
        "层级": "县级",
        "总分": "71.7",
        "行政决策": "100.0",
        "化解矛盾": "15.0",
        **COUNTS,
        "重要缺口": "1",
        "一般缺口": "0",
        "次要缺口": "1",
        "提醒": "正文只有 88 字,请确认文件完整",
    }


def test_reports_stand_one_below_the_other_in_the_same_columns() -> None:
    assert [row["标题"] for row in table(REPORT, "甲", REPORT)] == [TITLE, "", TITLE]


@pytest.mark.parametrize(
    ("chapters", "items", "shown"),
    [
        pytest.param(("disputes",), (), {"化解矛盾": "15.0", "仅计划": "1", "有实据": "0"}, id="chapter"),
        pytest.param((), ("decision.procedure",), {"有实据": "1", "仅计划": "0"}, id="item"),
    ],
)
def test_a_narrowed_table_has_no_total(
    chapters: tuple[str, ...], items: tuple[str, ...], shown: dict[str, str]
) -> None:
    (row,) = table(REPORT, selection=select(TINY_RUBRIC, chapters, items))
    assert ("总分" in row, row | shown == row, "行政决策" in row) == (False, True, False)


def test_what_does_not_apply_is_empty_and_no_zero() -> None:
    (row,) = table(REPORT, level="province")
    assert (row["化解矛盾"], row["行政决策"]) == ("", "100.0")


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", '"=1'])
def test_no_title_is_a_formula(begin: str) -> None:
    text = f"{begin}清川县2023年法治政府建设年度报告\n\n" + REPORT.split("\n\n", 1)[1]
    (row,) = table(text)
    assert begin.strip()[1:] in row["标题"]
    assert not row["标题"].startswith(("=", "+", "-", "@", "＝", "\t"))


def test_a_title_breaks_no_row() -> None:
    text = '清川县2023年,"法治\u2028政府\x1b[31m建设"年度报告\n\n' + REPORT.split("\n\n", 1)[1]
    (row,) = table(text)
    assert "\x1b" not in row["标题"]
    assert row["层级"] == "县级"
