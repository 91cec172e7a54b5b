from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import reports
from tests.hongdong_rubric.checks import (
    ADVICE,
    EXPERTS,
    GATES,
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
from tests.hongdong_rubric.helpers import REPORT, TITLE, columns, unprintable
from tests.hongdong_rubric.test_hostile import COLOUR

PARTS = ("work", "problem", "causes", "duty", "plan", "other")
CONTENTS = tuple({"scope": "part", "id": part, "required": True} for part in reversed(PARTS))
COURT = {"scope": "item", "id": "disputes.court", "required": True}
EVERYTHING = run_of(
    checked(gates=(*GATES, *CONTENTS[3:], COURT)),
    checked(waivers=(waiver(ADVICE), waiver(expires="2024-01-01"), waiver(EXPERTS), waiver("none.none"))),
    checked(baseline=baseline_of(hearing="absent", is_current=False)),
    checked("甲", PASSING),
    unjudged(),
)


def shown(run: CheckRun, show: str = "failed", width: int = 80, *, colour: bool = False) -> str:
    return rendered("text", run, show=show, width=width, colour=colour)


def lines(run: CheckRun, show: str = "failed") -> list[str]:
    return shown(run, show).splitlines()


def section(run: CheckRun, title: str, show: str = "failed") -> list[str]:
    """The lines between a rule and the next one."""
    told = lines(run, show)
    start = next(number for number, line in enumerate(told, 1) if line.startswith(f"{title} ─"))
    rest = told[start:]
    end = next((number for number, line in enumerate(rest) if "──" in line), len(rest))
    return rest[:end]


def titles(run: CheckRun, show: str = "failed") -> list[str]:
    return [line.rstrip(" ─") for line in lines(run, show) if "──" in line]


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (0, f"不通过  {TITLE}"),
        (1, "不通过 2 项、提醒 1 项、通过 3 项、不适用 1 项"),
        (2, "报告.txt | 2023年度 | 县级 | 113 字 | 总分 71.7"),
        (3, "策略 policy.yaml(预设 none) | 细则 tiny 1.0.0"),
    ],
    ids=["verdict", "counts", "report", "policy"],
)
def test_the_head_tells(number: int, line: str) -> None:
    assert lines(run_of())[number] == line


def test_a_report_without_title_and_year_goes_by_its_file() -> None:
    told = lines(run_of(checked("甲", PASSING)))
    assert (told[0], told[2]) == ("不通过  (无标题)报告.txt", "报告.txt | 年度不明 | 县级 | 1 字 | 总分 0.0")


def test_a_preset_without_a_file_is_named_as_such() -> None:
    one = checked(gates=PASSING)
    preset = replace(one, policy=replace(one.policy, file=None, preset="publish"))
    assert "策略 预设 publish | 细则 tiny 1.0.0" in lines(run_of(preset))


def test_a_report_that_passes_has_nothing_to_list() -> None:
    assert titles(run_of(checked(gates=PASSING))) == []


def test_what_stops_a_report_comes_before_what_only_warns() -> None:
    assert titles(run_of()) == ["法定内容", "不通过 2 项", "提醒 1 项"]


def test_a_failed_gate_tells_expected_actual_place_and_remedy() -> None:
    assert section(run_of(), "不通过 2 项")[:3] == [
        "× 出庭应诉/负责人出庭:要求 已做,实际 仅计划",
        "  第13行:“下一步将推动行政机关负责人出庭应诉。”",
        "  怎么改:写明出庭率",
    ]


def test_a_warning_is_told_like_a_failure() -> None:
    assert section(run_of(), "提醒 1 项") == [
        "! 出庭应诉/司法建议:要求 已做,实际 仅列不足",
        "  第9行:“司法建议反馈不及时。”",
        "  怎么改:写明办理件数",
        "注意:正文只有 88 字,请确认文件完整",
    ]


def test_a_gate_on_several_elements_tells_each() -> None:
    run = run_of(checked(gates=(COURT,), waivers=(waiver(ADVICE),)))
    assert section(run, "不通过 1 项") == [
        "× 出庭应诉:要求 每个要点已做,实际 2 个要点缺 2 个,其中 1 个已豁免或已知",
        "  [仅计划] “负责人出庭”只写在打算里(第13行),没有写本年度做了什么",
        "  第13行:“下一步将推动行政机关负责人出庭应诉。”",
        "  怎么改:写明出庭率",
        "  [仅列不足] “司法建议”只作为不足提到(第9行),没有写本年度做了什么(已豁免)",
        "  第9行:“司法建议反馈不及时。”",
    ]


def test_one_remedy_for_several_findings_is_told_once() -> None:
    outdated = "按照《法治政府建设实施纲要(2015—2020年)》开展工作。"
    text = REPORT.replace("全年", f"{outdated}\n\n{outdated}\n\n全年")
    told = lines(run_of(checked(text, ({"scope": "part", "id": "outline", "required": True},))))
    assert len([line for line in told if "提到已到期的" in line]) == 2
    assert len([line for line in told if "怎么改" in line]) == 1


def test_statutory_contents_stand_in_the_order_of_the_regulation() -> None:
    told = section(run_of(checked(gates=CONTENTS)), "法定内容")
    assert [line.split()[1] for line in told] == [
        "主要举措和成效",
        "存在的不足",
        "不足的原因",
        "主要负责人履职",
        "下一年安排",
        "其他事项",
    ]


WORK = "全年推动各项改革任务落地见效,完善行政决策机制,加强规范性文件监督管理,推进严格规范公正文明执法。"


def test_contents_that_are_told_name_their_size_and_passage() -> None:
    run = run_of(checked(REPORT.replace("全年", f"{WORK}\n\n全年", 1), (CONTENTS[-1],)))
    (line,) = section(run, "法定内容")[:1]
    assert line.startswith("√ 主要举措和成效  ")
    assert line.endswith(f"72 字     第5行:“{WORK[:19]}…”")


def test_contents_that_are_not_told_say_so() -> None:
    assert section(run_of(), "法定内容") == ["× 主要负责人履职  没有写"]


@pytest.mark.parametrize(
    ("run", "title", "told"),
    [
        pytest.param(
            run_of(checked(waivers=(waiver(),))),
            "已豁免 1 项,不拦下",
            ["○ 出庭应诉/负责人出庭:要求 已做,实际 仅计划"],
            id="waived",
        ),
        pytest.param(
            run_of(checked(gates=(GATES[1], COURT), baseline=baseline_of())),
            "已知缺口 2 项,不拦下",
            [
                "○ 出庭应诉/负责人出庭:要求 已做,实际 仅计划",
                "○ 出庭应诉:要求 每个要点已做,实际 2 个要点缺 2 个,其中 2 个已豁免或已知",
            ],
            id="known",
        ),
    ],
)
def test_what_is_settled_is_listed_and_stops_nothing(run: CheckRun, title: str, told: list[str]) -> None:
    assert section(run, title)[: len(told)] == told


def test_waivers_are_told_with_what_became_of_them() -> None:
    run = run_of(checked(waivers=(waiver(ADVICE), waiver(expires="2024-01-01"), waiver(EXPERTS), waiver("none.none"))))
    told = section(run, "豁免 4 项(以 2024-03-31 为准)")
    states = [line.strip().partition("]")[0] + "]" for line in told if line.startswith("  [")]
    assert states == ["[生效]", "[已过期]", "[没有用上]", "[编号不存在]"]
    said = "司法建议(disputes.court.advice):涉密不公开,无行政诉讼案件(批准 某某,到期 2025-12-31)"
    assert said.replace(" ", "") in "".join(told).replace(" ", "")


def test_a_waiver_without_any_date_says_so() -> None:
    assert "豁免 1 项(以 不明日期 为准)" in titles(run_of(checked("甲", PASSING, waivers=(waiver(),))))


def test_a_note_of_two_lines_cannot_pass_for_a_verdict() -> None:
    told = lines(run_of(checked(waivers=(waiver(ADVICE, note="某\n通过  某"),))))
    assert [line for line in told if line.startswith("通过")] == []


@pytest.mark.parametrize(
    ("show", "listed"),
    [
        ("failed", []),
        ("gaps", ["细则的全部缺口 2 个(不在要求之内的不影响结论)"]),
        ("all", ["其余 1 项", "细则的全部缺口 2 个(不在要求之内的不影响结论)"]),
    ],
)
def test_more_is_listed_when_asked_for(show: str, listed: list[str]) -> None:
    assert titles(run_of(checked(gates=PASSING)), show) == listed


def test_a_passed_gate_is_shown_with_its_proof() -> None:
    assert section(run_of(), "其余 4 项", "all") == [
        "√ 决策程序/专家论证:要求 已做,实际 有实据",
        "  第5行:“全年组织专家论证12场,采纳意见45条。”",
        "√ 标题:要求 写明年度和文种,实际 2023 年度报告",
        f"  第1行:“{TITLE}”",
        "- 日期:要求 不晚于下一年 3 月 31 日,实际 没有落款日期,也没有发布日期",
        "√ 总分:要求 不低于 60 分,实际 71.7 分",
    ]


@pytest.mark.parametrize(
    ("settings", "note"),
    [({}, ""), ({"waivers": (waiver(),)}, "(已豁免)"), ({"baseline": baseline_of()}, "(已知)")],
    ids=["open", "waived", "known"],
)
def test_gaps_say_whether_they_are_settled(settings: dict[str, object], note: str) -> None:
    run = run_of(checked(gates=PASSING, **settings))  # type: ignore[arg-type]
    (title,) = [title for title in titles(run, "gaps") if title.startswith("细则")]
    first, *_ = section(run, title, "gaps")
    assert first == f"  [仅计划] “负责人出庭”只写在打算里(第13行),没有写本年度做了什么{note}"


def test_without_gaps_none_are_listed() -> None:
    text = f"{TITLE}\n\n组织专家论证12场。\n\n召开听证会。\n\n负责人出庭应诉5件。\n\n办理司法建议3件。\n"
    assert titles(run_of(checked(text, PASSING)), "gaps") == []


def test_a_gate_that_everything_passed_leaves_nothing_for_the_rest() -> None:
    assert titles(run_of(checked(gates=(GATES[1],))), "all")[0] == "不通过 1 项"
    assert [title for title in titles(run_of(checked(gates=(GATES[1],))), "all") if "其余" in title] == []


def test_a_report_that_could_not_be_judged_is_told_with_all_its_reasons() -> None:
    run = run_of(unjudged("坏.txt", "policy.yaml:1:1:甲\npolicy.yaml:2:1:乙"))
    assert lines(run) == ["无法判断  坏.txt", "policy.yaml:1:1:甲", "policy.yaml:2:1:乙"]


def test_several_reports_are_summed_up() -> None:
    told = lines(run_of(checked(), checked(gates=PASSING), unjudged()))
    assert [line for line in told if line.startswith(("通过  ", "不通过  ", "无法判断  "))][:3] == [
        f"不通过  {TITLE}",
        f"通过  {TITLE}",
        "无法判断  坏.txt",
    ]
    assert told[-5].startswith("各份报告:结论和总分 ──")
    assert told[-4:] == [
        "不通过   71.7  报告.txt",
        "通过     71.7  报告.txt",
        "无法判断       坏.txt",
        "共 3 份:通过 1、不通过 1、无法判断 1",
    ]


def test_one_report_is_not_summed_up() -> None:
    assert [line for line in lines(run_of()) if line.startswith(("共 ", "各份报告"))] == []


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("show", ["failed", "gaps", "all"])
def test_no_line_is_wider_than_asked_for(show: str, width: int) -> None:
    long = checked(REPORT.replace("全年", "全年" + "扎实推进依法行政各项工作" * 40), (*GATES, *CONTENTS[3:], COURT))
    output = shown(CheckRun((*EVERYTHING.reports, long)), show, width)
    assert max(map(columns, output.splitlines())) == min(width, 120)


@given(reports, st.sampled_from([60, 80, 120]))
def test_any_report_is_shown_within_the_width_and_without_control(text: str, width: int) -> None:
    output = shown(run_of(checked(text + REPORT, (*GATES, *CONTENTS[:2], *CONTENTS[3:]))), "all", width)
    assert [line for line in output.splitlines() if columns(line) > width] == []
    assert unprintable(output) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_is_shown_as_characters(text: str) -> None:
    output = shown(soiled(text), "all")
    assert unprintable(output) == []
    assert [line for line in output.splitlines() if columns(line) > 80] == []
    assert titles(soiled(text), "all") == titles(soiled("某"), "all")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_terminal_gets_no_escape_but_colour(text: str) -> None:
    coloured = [line.rstrip() for line in COLOUR.sub("", shown(soiled(text), "all", colour=True)).splitlines()]
    assert coloured == lines(soiled(text), "all")


@pytest.mark.parametrize(
    ("run", "start"),
    [
        (run_of(checked(gates=PASSING)), "\x1b[1;32m通过"),
        (run_of(), "\x1b[1;31m不通过"),
        (run_of(unjudged()), "\x1b[1;31m无法判断"),
    ],
    ids=["passed", "failed", "unjudged"],
)
def test_verdicts_have_their_colours(run: CheckRun, start: str) -> None:
    assert shown(run, colour=True).startswith(start)


def test_without_colour_there_are_no_escapes() -> None:
    assert "\x1b" not in shown(EVERYTHING, "all")


def test_a_gbk_console_can_show_everything() -> None:
    output = shown(EVERYTHING, "all")
    assert output.encode("gbk").decode("gbk") == output


def test_lines_have_no_blanks_at_their_ends() -> None:
    assert [line for line in lines(EVERYTHING, "all") if line != line.rstrip()] == []


def test_it_ends_with_one_line_break() -> None:
    output = shown(EVERYTHING)
    assert output.endswith("\n")
    assert not output.endswith("\n\n")
