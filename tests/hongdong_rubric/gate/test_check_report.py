from __future__ import annotations

import itertools
from typing import Any

import pytest

from hongdong_rubric.errors import ReportError
from hongdong_rubric.gate import check_report
from hongdong_rubric.gate.baseline import Baseline
from hongdong_rubric.gate.result import Outcome, Settlement, Verdict, WaiverState
from hongdong_rubric.policy import GapState, Gate, Waiver
from tests.hongdong_rubric.gate.helpers import (
    ADVICE,
    APPEARANCE,
    EXPERTS,
    HEARING,
    baseline,
    check,
    gate,
    policy,
    states_of,
    waiver,
)
from tests.hongdong_rubric.helpers import REPORT, scored

DATED = f"{REPORT}\n清川县人民政府\n2024年3月20日\n"
UNDATED = REPORT.replace("2023年", "")
COURT = gate("item", "disputes.court")
NOTICE = "正文只有 88 字,请确认文件完整"


def notices(*gates: Gate, waivers: tuple[Waiver, ...] = (), earlier: Baseline | None = None, **settings: Any) -> str:
    """All notices but that the report is short."""
    told = check(*(gates or (COURT,)), waivers=waivers, earlier=earlier, **settings).notices
    return "\n".join(one for one in told if not one.startswith("正文只有"))


def test_gates_are_judged_in_the_order_of_the_policy() -> None:
    asked = [gate("part", "work"), COURT, gate("total", max_gaps=4), gate("element", EXPERTS)]
    assert [one.key for one in check(*asked).assertions] == [one.key for one in asked]


def test_warnings_of_the_score_are_told() -> None:
    assert check(COURT).notices == (NOTICE,)


def test_what_came_in_is_kept() -> None:
    report, asked, earlier = scored(REPORT), policy(COURT), baseline()
    checked = check_report(report, asked, earlier, None)
    assert (checked.scored is report, checked.policy is asked, checked.baseline is earlier) == (True, True, True)


@pytest.mark.parametrize(
    ("gates", "level", "named"),
    [
        pytest.param([COURT], "province", "省级", id="one"),
        pytest.param([COURT, gate("element", ADVICE, "warn")], "department", "部门", id="two"),
        pytest.param([gate("part", "date")], None, "县级", id="no-date-to-judge"),
        pytest.param([], None, "县级", id="no-gates"),
    ],
)
def test_where_no_gate_applies_nothing_can_be_judged(gates: list[Gate], level: str | None, named: str) -> None:
    with pytest.raises(ReportError) as caught:
        check(*gates, level=level)
    assert str(caught.value) == f"报告.txt:策略 p.yaml 里没有一项要求适用于{named},无法判断"


def test_one_gate_that_applies_is_enough() -> None:
    report = check(COURT, gate("element", EXPERTS), level="province")
    assert (report.verdict, report.count(Outcome.SKIPPED)) == (Verdict.PASSED, 1)


def test_a_waiver_turns_a_fail_into_a_pass_that_is_seen() -> None:
    before, after = check(COURT), check(COURT, waivers=(waiver("disputes.court"),))
    assert (before.verdict, after.verdict) == (Verdict.FAILED, Verdict.PASSED)
    assert (after.assertions[0].outcome, states_of(after)) == (Outcome.WAIVED, [WaiverState.USED])


def test_what_is_waived_names_its_waiver() -> None:
    one = waiver(ADVICE)
    findings = check(COURT, waivers=(one,)).assertions[0].findings
    assert [(each.subject, each.settlement, each.waiver) for each in findings] == [
        (f"element:{APPEARANCE}", Settlement.OPEN, None),
        (f"element:{ADVICE}", Settlement.WAIVED, one),
    ]


def test_a_waiver_in_use_needs_no_notice() -> None:
    assert notices(waivers=(waiver(ADVICE),)) == ""


IDS = ("decision.procedure", "disputes.court", EXPERTS, APPEARANCE, ADVICE)
SETS = [chosen for size in range(1, len(IDS) + 1) for chosen in itertools.combinations(IDS, size)]


@pytest.mark.parametrize("chosen", SETS, ids=[str(number) for number in range(len(SETS))])
def test_no_waiver_raises_a_score_or_moves_a_gate_on_one(chosen: tuple[str, ...]) -> None:
    scores = [
        gate("total", min_score=72.0),
        gate("chapter", "disputes", min_score=16.0),
        gate("item", "disputes.court", min_score=16.0),
        gate("element", ADVICE, min_score=11.0),
    ]
    before, after = check(*scores), check(*scores, waivers=tuple(waiver(name) for name in chosen))
    assert after.assertions == before.assertions
    assert [one.score for one in after.scored.card.elements()] == [one.score for one in before.scored.card.elements()]
    assert (after.scored.card.score, after.verdict) == (before.scored.card.score, Verdict.FAILED)


@pytest.mark.parametrize(
    ("text", "today", "expires", "state"),
    [
        pytest.param(DATED, None, "2024-03-20", WaiverState.USED, id="through-the-date-of-the-report"),
        pytest.param(DATED, None, "2024-03-19", WaiverState.EXPIRED, id="over-before-the-report"),
        pytest.param(DATED, "2024-06-01", "2024-05-31", WaiverState.EXPIRED, id="over-today"),
        pytest.param(DATED, "2024-03-01", "2024-03-10", WaiverState.USED, id="not-yet-over-today"),
        pytest.param(DATED.replace("20日", ""), None, "2024-03-30", WaiverState.EXPIRED, id="month-only"),
        pytest.param(DATED.replace("20日", ""), None, "2024-03-31", WaiverState.USED, id="through-the-month"),
        pytest.param(REPORT, None, "2024-03-30", WaiverState.EXPIRED, id="over-before-the-last-day-for-publication"),
        pytest.param(REPORT, None, "2024-03-31", WaiverState.USED, id="through-the-last-day-for-publication"),
        pytest.param(UNDATED, None, "2099-12-31", WaiverState.EXPIRED, id="no-date-and-no-year"),
        pytest.param(UNDATED, "2024-01-01", "2024-01-01", WaiverState.USED, id="no-date-but-today"),
    ],
)
def test_a_waiver_bites_again_when_it_is_over(text: str, today: str | None, expires: str, state: WaiverState) -> None:
    report = check(COURT, text=text, today=today, waivers=(waiver("disputes.court", expires),))
    assert states_of(report) == [state]
    assert report.verdict is (Verdict.PASSED if state is WaiverState.USED else Verdict.FAILED)


@pytest.mark.parametrize(
    ("one", "text", "said"),
    [
        pytest.param(
            waiver(ADVICE, "2024-03-30"),
            REPORT,
            f"豁免“{ADVICE}”已过期(到期 2024-03-30,报告日期 2024-03-31),缺口重新计入",
            id="over",
        ),
        pytest.param(
            waiver(ADVICE),
            UNDATED,
            f"豁免“{ADVICE}”不算数:报告没有日期和年度,不知道是否过期,请用 --today 给出日期",
            id="no-date",
        ),
        pytest.param(waiver(EXPERTS), REPORT, f"豁免“{EXPERTS}”没有用上:这份报告里它没有缺口,可以删去", id="unused"),
        pytest.param(
            waiver(f"{ADVICE}s"),
            REPORT,
            f"豁免“{ADVICE}s”(第20行)的编号不在细则里:是不是“{ADVICE}”?",
            id="misspelt",
        ),
        pytest.param(
            waiver("disputes.cort"),
            REPORT,
            "豁免“disputes.cort”(第20行)的编号不在细则里:是不是“disputes.court”?",
            id="misspelt-item",
        ),
        pytest.param(waiver("xyz"), REPORT, "豁免“xyz”(第20行)的编号不在细则里", id="like-nothing"),
    ],
)
def test_a_waiver_that_is_not_in_use_is_named(one: Waiver, text: str, said: str) -> None:
    assert said in notices(waivers=(one,), text=text).splitlines()


def test_waivers_that_are_not_in_use_settle_nothing() -> None:
    waivers = (waiver(ADVICE, "2024-01-01"), waiver("disputes.cort"), waiver(EXPERTS))
    assert {one.settlement for one in check(COURT, waivers=waivers).assertions[0].findings} == {Settlement.OPEN}


def test_a_waiver_hides_no_other_gap() -> None:
    assert check(COURT, waivers=(waiver(ADVICE),)).verdict is Verdict.FAILED


@pytest.mark.parametrize(
    ("waivers", "earlier", "settlements"),
    [
        ((), None, [Settlement.OPEN, Settlement.OPEN]),
        ((waiver(ADVICE),), None, [Settlement.OPEN, Settlement.WAIVED]),
        ((waiver(ADVICE),), baseline(), [Settlement.KNOWN, Settlement.WAIVED]),
    ],
)
def test_every_gap_is_listed_with_whether_it_counts(
    waivers: tuple[Waiver, ...], earlier: Baseline | None, settlements: list[Settlement]
) -> None:
    gaps = check(gate("element", EXPERTS), waivers=waivers, earlier=earlier).gaps
    assert [gap.element.id for gap, _ in gaps] == [APPEARANCE, ADVICE]
    assert [settlement for _, settlement in gaps] == settlements


def test_a_gap_that_no_state_of_the_policy_counts_is_listed_too() -> None:
    report = check(gate("element", EXPERTS), text="全年组织专家论证。", states=(GapState.PLANNED,))
    assert [gap.status for gap, _ in report.gaps if gap.element.id == EXPERTS] == ["unevidenced"]


def test_a_baseline_turns_a_fail_into_a_pass_that_is_seen() -> None:
    before, after = check(COURT), check(COURT, earlier=baseline())
    assert (before.verdict, after.verdict) == (Verdict.FAILED, Verdict.PASSED)
    assert after.assertions[0].outcome is Outcome.KNOWN
    assert {one.settlement for one in after.assertions[0].findings} == {Settlement.KNOWN}


def test_a_new_gap_fails_beside_known_ones() -> None:
    report = check(COURT, earlier=baseline(advice="reported"))
    assert (report.verdict, [one.settlement for one in report.assertions[0].findings]) == (
        Verdict.FAILED,
        [Settlement.KNOWN, Settlement.OPEN],
    )


def test_a_known_low_score_passes_and_a_lower_one_fails() -> None:
    asked = gate("total", min_score=90.0)
    higher = baseline(scores={"total": 71.8})
    assert [check(asked, earlier=one).assertions[0].outcome for one in (baseline(), higher)] == [
        Outcome.KNOWN,
        Outcome.FAILED,
    ]


def test_a_low_score_is_not_known_from_another_version_of_the_rubric() -> None:
    asked = gate("total", min_score=80)
    assert check(asked, earlier=baseline(is_current=False)).assertions[0].outcome is Outcome.FAILED


def test_a_fall_fails_where_every_gate_passes() -> None:
    report = check(gate("element", EXPERTS), earlier=baseline(advice="planned"))
    assert (report.verdict, report.assertions[-1].key) == (Verdict.FAILED, "baseline")


@pytest.mark.parametrize(
    ("earlier", "closed"),
    [
        pytest.param(None, (), id="no-baseline"),
        pytest.param(baseline(), (), id="nothing-changed"),
        pytest.param(baseline(experts="unevidenced", hearing="absent"), (EXPERTS, HEARING), id="two-closed"),
        pytest.param(baseline(experts="not_applicable"), (), id="did-not-apply"),
        pytest.param(baseline(experts="missing", is_current=False), (), id="was-not-asked"),
        pytest.param(baseline(advice="absent"), (), id="smaller-but-not-closed"),
    ],
)
def test_gaps_that_were_closed_are_named(earlier: Baseline | None, closed: tuple[str, ...]) -> None:
    report = check(COURT, earlier=earlier)
    assert report.closed == closed
    assert ("个缺口已补上" in "".join(report.notices)) is bool(closed)


def test_what_no_longer_applies_was_not_closed() -> None:
    assert check(gate("element", EXPERTS), earlier=baseline(), level="province").closed == ()


def test_closed_gaps_ask_for_a_new_baseline() -> None:
    told = notices(earlier=baseline(experts="planned"))
    assert told == f"基线里的 1 个缺口已补上({EXPERTS}):请更新基线,免得再退回去"


def test_three_closed_gaps_are_named_and_more_are_counted() -> None:
    text = "全年组织专家论证12场。均召开听证会。负责人出庭应诉20件。办理司法建议3件。"
    earlier = baseline(experts="absent", hearing="absent")
    told = notices(gate("element", EXPERTS), earlier=earlier, text=text)
    assert f"基线里的 4 个缺口已补上({EXPERTS}、{HEARING}、{APPEARANCE}等):请更新基线,免得再退回去" in told


@pytest.mark.parametrize(
    ("is_current", "said"),
    [(True, ""), (False, "基线 last.json 是用细则的另一版本(0.9)评的:新增的要点按新缺口算,分数不与它比")],
)
def test_another_version_of_the_rubric_is_told(is_current: bool, said: str) -> None:
    assert notices(earlier=baseline(is_current)) == said


def test_an_element_new_in_the_rubric_is_a_new_gap() -> None:
    report = check(COURT, earlier=baseline(False, advice="missing"))
    assert (report.verdict, [one.settlement for one in report.assertions[0].findings]) == (
        Verdict.FAILED,
        [Settlement.KNOWN, Settlement.OPEN],
    )


def test_what_a_preset_asks_and_the_rubric_lacks_is_told() -> None:
    told = notices(preset="publish", dropped=("a.b", "c.d"))
    assert told == "预设 publish 要求的 a.b、c.d 不在细则 tiny 里,没有检查"


def test_what_a_policy_takes_away_in_vain_is_told() -> None:
    told = notices(preset="publish", idle=("a.b", "c.d"))
    assert told == "策略里 a.b、c.d 的 required: false 不起作用:预设 publish 没有单独要求它"


@pytest.mark.parametrize(("today", "date"), [(None, "2024-03-20"), ("2025-02-03", "2025-02-03")])
def test_the_date_that_waivers_are_compared_with_is_told(today: str | None, date: str) -> None:
    assert check(COURT, text=DATED, today=today).date == date


def test_the_same_input_gives_the_same_result() -> None:
    waivers = (waiver(ADVICE), waiver(EXPERTS))
    first, second = (check(COURT, gate("part", "work"), waivers=waivers, earlier=baseline()) for _ in range(2))
    assert (first.assertions, first.notices, first.waivers) == (second.assertions, second.notices, second.waivers)
