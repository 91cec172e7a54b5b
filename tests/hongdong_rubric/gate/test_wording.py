from __future__ import annotations

from dataclasses import replace

import pytest

from hongdong_rubric.gate import wording
from hongdong_rubric.gate.result import Outcome, Settlement, Verdict, WaiverState, WaiverUse
from hongdong_rubric.policy import DEFAULT_STATES, PART_IDS, GapState, WaiverReason
from scorer.statutory import Presence, TitleFault
from tests.hongdong_rubric.gate.helpers import ADVICE, EXPERTS, check, gate, waiver

PASSED = check(gate("element", EXPERTS))


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (wording.OUTCOME_NAMES, Outcome),
        (wording.SETTLEMENT_NAMES, Settlement),
        (wording.VERDICT_NAMES, Verdict),
        (wording.WAIVER_STATE_NAMES, WaiverState),
        (wording.REASON_OF_WAIVER_NAMES, WaiverReason),
        (wording.PART_TITLES, PART_IDS),
        (wording.PART_REMEDIES, PART_IDS),
        (wording.TITLE_MESSAGES, TitleFault),
    ],
    ids=["outcomes", "settlements", "verdicts", "waivers", "reasons", "parts", "remedies", "faults"],
)
def test_everything_has_words_of_its_own(names: dict[str, str], keys: list[str]) -> None:
    assert list(names) == list(keys)
    assert len(set(names.values())) == len(names)


def test_every_state_of_a_finding_has_a_name() -> None:
    contents = [presence for presence in Presence if presence is not Presence.TOLD]
    states = {*GapState, *contents, *TitleFault, "below", "late", "early", "outdated"}
    assert set(wording.STATE_NAMES) == states


@pytest.mark.parametrize(
    ("states", "text"),
    [
        pytest.param(DEFAULT_STATES, "已做", id="default"),
        pytest.param(tuple(reversed(DEFAULT_STATES)), "已做", id="in-another-order"),
        pytest.param(tuple(GapState), "已做,有数据或文件", id="every-state"),
        pytest.param((GapState.ABSENT,), "不得未提及", id="one"),
        pytest.param((GapState.ABSENT, GapState.PLANNED), "不得未提及、仅计划", id="two"),
        pytest.param((GapState.UNEVIDENCED,), "不得缺实据", id="only-without-figures"),
        pytest.param(
            (GapState.ABSENT, GapState.PROBLEM, GapState.UNEVIDENCED), "不得未提及、仅列不足、缺实据", id="but-plans"
        ),
    ],
)
def test_what_is_asked_is_told_by_the_states_that_count(states: tuple[GapState, ...], text: str) -> None:
    assert wording.demand_text(states) == text


@pytest.mark.parametrize(
    ("outcomes", "text"),
    [
        pytest.param([Outcome.PASSED], "不通过 0 项、通过 1 项", id="failed-and-passed-are-always-told"),
        pytest.param([Outcome.FAILED] * 2, "不通过 2 项、通过 0 项", id="none-passed"),
        pytest.param(
            list(Outcome), "不通过 1 项、提醒 1 项、已豁免 1 项、已知缺口 1 项、通过 1 项、不适用 1 项", id="each"
        ),
    ],
)
def test_gates_are_counted_by_how_they_ended(outcomes: list[Outcome], text: str) -> None:
    (assertion,) = PASSED.assertions
    report = replace(PASSED, assertions=tuple(replace(assertion, outcome=one) for one in outcomes))
    assert wording.count_text(report) == text


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("司法建议", f"司法建议({ADVICE}):不属本级职权,由市里统一办理(批准 张三,到期 2024-12-31)"),
        ("", f"{ADVICE}:不属本级职权,由市里统一办理(批准 张三,到期 2024-12-31)"),
    ],
)
def test_a_waiver_is_told_in_one_line(title: str, text: str) -> None:
    assert wording.waiver_text(WaiverUse(waiver(ADVICE), title, WaiverState.USED)) == text


@pytest.mark.parametrize(
    ("state", "date", "text"),
    [
        (WaiverState.UNKNOWN, "2025-01-01", "豁免“a”(第20行)的编号不在细则里:是不是“b”?"),
        (WaiverState.UNUSED, "2024-01-01", "豁免“a”没有用上:这份报告里它没有缺口,可以删去"),
        (WaiverState.EXPIRED, "2025-01-01", "豁免“a”已过期(到期 2024-12-31,报告日期 2025-01-01),缺口重新计入"),
        (
            WaiverState.EXPIRED,
            None,
            "豁免“a”不算数:报告没有日期和年度,不知道是否过期,请用 --today 给出日期",
        ),
    ],
)
def test_a_waiver_that_is_not_in_use_is_told_why(state: WaiverState, date: str | None, text: str) -> None:
    assert wording.waiver_notice(WaiverUse(waiver("a"), "", state), date, ":是不是“b”?") == text
