from __future__ import annotations

import pytest

from tests.hongdong_rubric.helpers import REPORT, TITLE, scored

# Long enough for a report: everything else about it is as it should be.
BODY = "一、主要工作\n\n" + "清川县认真落实上级部署,扎实推进依法行政各项工作,法治政府建设取得进展。\n\n" * 40
FULL = f"{TITLE}\n\n{BODY}"


def test_a_report_as_it_should_be_has_no_warning() -> None:
    assert scored(FULL).warnings == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(REPORT, "正文只有 88 字,请确认文件完整", id="short"),
        pytest.param(FULL.replace("2023", "2020"), "报告年度 2020 不在细则适用的 2021—2025 年之内", id="too-early"),
        pytest.param(FULL.replace("2023", "2026"), "报告年度 2026 不在细则适用的 2021—2025 年之内", id="too-late"),
        pytest.param(FULL.replace("2023年", ""), "没有找到报告年度", id="no-year"),
        pytest.param(BODY, "没有找到报告标题", id="no-title"),
        pytest.param("种瓜得瓜,春天播下种子,秋天收获果实。\n" * 50, "不像法治政府建设年度报告", id="another-text"),
        pytest.param(FULL.replace("清川县", ""), "看不出是哪一级政府的报告,按县级评分", id="no-level"),
    ],
)
def test_what_makes_a_score_doubtful_is_told(text: str, said: str) -> None:
    warnings = scored(text).warnings
    assert [warning for warning in warnings if said in warning] != [], warnings


@pytest.mark.parametrize("year", [2021, 2025])
def test_the_first_and_last_year_of_the_period_are_inside(year: int) -> None:
    assert scored(FULL.replace("2023", str(year))).warnings == ()


@pytest.mark.parametrize(
    ("title", "told", "level"),
    [
        pytest.param("清川县人民政府2023年法治政府建设情况报告", None, "county", id="read-from-the-title"),
        pytest.param("青山省2023年法治政府建设情况报告", None, "province", id="province"),
        pytest.param("平湖市人民政府2023年法治政府建设情况报告", None, "city", id="city"),
        pytest.param("石桥镇人民政府2023年法治政府建设情况报告", None, "township", id="township"),
        pytest.param("清川县水务局2023年法治政府建设情况报告", None, "department", id="department"),
        pytest.param("清川县人民政府2023年法治政府建设情况报告", "city", "city", id="told-wins"),
        pytest.param("2023年法治政府建设情况报告", None, "county", id="county-where-untold"),
    ],
)
def test_the_level_is_read_unless_told(title: str, told: str | None, level: str) -> None:
    assert scored(f"{title}\n\n{BODY.replace('清川县', '')}", told).card.level == level


def test_a_told_level_needs_no_warning() -> None:
    assert scored(FULL.replace("清川县", ""), "city").warnings == ()


@pytest.mark.parametrize("text", ["甲", "1", "\x1b[31m甲", "a" * 10_000, "甲\n" * 5_000, "。" * 1000 + "甲"])
def test_any_text_is_scored(text: str) -> None:
    assert scored(text).card.score == 0
