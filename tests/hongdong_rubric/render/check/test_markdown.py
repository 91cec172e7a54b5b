from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from tests.hongdong_rubric.checks import (
    ADVICE,
    HOSTILE,
    PASSING,
    CheckRun,
    baseline_of,
    checked,
    rendered,
    run_of,
    soiled,
    unjudged,
    waiver,
)
from tests.hongdong_rubric.helpers import TITLE, unprintable
from tests.hongdong_rubric.test_hostile import structure


def page(run: CheckRun, show: str = "failed") -> str:
    return rendered("markdown", run, show)


# The titles of two gates, as they are written in a table.
COURT = (r"出庭应诉\/负责人出庭", r"出庭应诉\/司法建议")


def words(run: CheckRun, show: str = "failed") -> list[str]:
    """What a reader sees, line by line."""
    tokens = MarkdownIt("commonmark").enable("table").parse(page(run, show))
    return ["".join(child.content for child in token.children or ()) for token in tokens if token.type == "inline"]


def rows(run: CheckRun, show: str = "failed") -> list[tuple[str, ...]]:
    lines = [line for line in page(run, show).splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines[2:]]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(f"不通过:{TITLE}", id="verdict"),
        pytest.param("不通过 2 项、提醒 1 项、通过 3 项、不适用 1 项", id="counts"),
        pytest.param("文件:报告.txt", id="file"),
        pytest.param("年度:2023,层级:县级,总分:71.7", id="year-level-score"),
        pytest.param("策略:policy.yaml(预设 none)", id="policy"),
        pytest.param("注意:正文只有88字,请确认文件完整", id="notice"),
        pytest.param("出庭应诉/负责人出庭(不通过)", id="failed"),
        pytest.param("出庭应诉/司法建议(提醒)", id="warned"),
        pytest.param(
            "仅计划:“负责人出庭”只写在打算里(第13行),没有写本年度做了什么"
            "(第 13 行:“下一步将推动行政机关负责人出庭应诉。”)。写明出庭率",
            id="finding",
        ),
    ],
)
def test_the_page_has_a_line(line: str) -> None:
    assert line in words(run_of())


@pytest.mark.parametrize(
    ("show", "titles"),
    [
        ("failed", [*COURT, "主要负责人履职", "标题", "日期"]),
        ("gaps", [*COURT, "主要负责人履职", "标题", "日期"]),
        ("all", [r"决策程序\/专家论证", *COURT, "主要负责人履职", "标题", "日期", "总分"]),
    ],
)
def test_the_table_has_what_did_not_pass_and_all_parts(show: str, titles: list[str]) -> None:
    assert [row[1] for row in rows(run_of(), show)] == titles


def test_a_row_tells_expected_and_actual() -> None:
    assert rows(run_of())[0] == ("不通过", COURT[0], "已做", "仅计划")


def test_a_report_that_passes_has_neither_table_nor_remedies() -> None:
    told = page(run_of(checked(gates=PASSING)))
    assert told.startswith(f"## 通过:{TITLE}\n")
    assert [word for word in ("|", "###") if word in told] == []


@pytest.mark.parametrize(("show", "there"), [("failed", False), ("gaps", True), ("all", True)])
def test_all_gaps_are_listed_when_asked_for(show: str, there: bool) -> None:
    told = words(run_of(checked(gates=PASSING)), show)
    assert ("细则的全部缺口(2 个)" in told) is there
    assert ("仅列不足:“司法建议”只作为不足提到(第9行),没有写本年度做了什么" in told) is there


@pytest.mark.parametrize(
    ("run", "note"),
    [
        (run_of(checked(gates=PASSING)), ""),
        (run_of(checked(gates=PASSING, waivers=(waiver(),))), "(已豁免)"),
        (run_of(checked(gates=PASSING, baseline=baseline_of())), "(已知)"),
    ],
    ids=["open", "waived", "known"],
)
def test_gaps_say_whether_they_are_settled(run: CheckRun, note: str) -> None:
    assert f"仅计划:“负责人出庭”只写在打算里(第13行),没有写本年度做了什么{note}" in words(run, "gaps")


def test_without_gaps_none_are_listed() -> None:
    text = f"{TITLE}\n\n组织专家论证12场。\n\n召开听证会。\n\n负责人出庭应诉5件。\n\n办理司法建议3件。\n"
    assert "缺口" not in page(run_of(checked(text, PASSING)), "all")


def test_waivers_are_told_with_what_became_of_them() -> None:
    told = words(run_of(checked(waivers=(waiver(ADVICE), waiver(expires="2024-01-01")))))
    assert "豁免(2 项)" in told
    assert f"生效:司法建议({ADVICE}):涉密不公开,无行政诉讼案件(批准某某,到期2025-12-31)" in told
    assert [line for line in told if line.startswith("已过期:负责人出庭")] != []


def test_what_is_settled_is_in_the_table_and_needs_no_remedy() -> None:
    run = run_of(checked(baseline=baseline_of()))
    assert ("已知缺口", COURT[0], "已做", "仅计划") in rows(run)
    assert "出庭应诉/负责人出庭(不通过)" not in words(run)


def test_reports_follow_each_other() -> None:
    told = page(run_of(checked(), unjudged()))
    heads = [line for line in told.splitlines() if line.startswith("## ")]
    assert heads == [f"## 不通过:{TITLE}", "## 无法判断:坏.txt"]
    assert told.endswith("\n\n坏.txt\\:文件是空的,没有可以评分的内容\n")


def test_a_report_without_title_and_year_goes_by_its_file() -> None:
    told = words(run_of(checked("甲", PASSING)))
    assert told[0] == "不通过:报告.txt"
    assert "年度:不明,层级:县级,总分:0.0" in told


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_leaves_the_structure_as_it_is(text: str) -> None:
    hostile_page = page(soiled(text), "all")
    assert structure(hostile_page) == structure(page(soiled("某"), "all"))
    assert unprintable(hostile_page) == []
