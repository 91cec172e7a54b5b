from __future__ import annotations

import re
from dataclasses import replace

import pytest

from hongdong_rubric.gate.result import CheckedReport, Settlement
from hongdong_rubric.render.check.listing import Grade, closed_entries, entries
from tests.hongdong_rubric.checks import ADVICE, APPEARANCE, EXPERTS, GATES, PASSING, baseline_of, checked, waiver
from tests.hongdong_rubric.helpers import REPORT, TITLE

WARNED = {"scope": "item", "id": "disputes.court", "required": True, "level": "warn"}


def graded(report: CheckedReport, show: str = "failed") -> list[tuple[str, str]]:
    return [(entry.finding.subject, entry.grade.value) for entry in entries(report, show)]


def fingerprints(report: CheckedReport, show: str = "failed") -> dict[str, str]:
    return {entry.finding.subject: entry.fingerprint for entry in entries(report, show)}


def test_what_stops_a_report_comes_first() -> None:
    assert graded(checked()) == [
        (f"element:{APPEARANCE}", "error"),
        ("part:duty", "error"),
        (f"element:{ADVICE}", "warning"),
    ]


@pytest.mark.parametrize("gates", [(WARNED, GATES[1]), (GATES[1], WARNED)], ids=["laxer-first", "stricter-first"])
def test_what_two_gates_ask_about_is_told_once_at_its_gravest(gates: tuple[dict[str, object], ...]) -> None:
    assert graded(checked(gates=gates)) == [(f"element:{APPEARANCE}", "error"), (f"element:{ADVICE}", "warning")]


@pytest.mark.parametrize(
    ("show", "others"),
    [
        ("failed", []),
        ("gaps", [(f"element:{APPEARANCE}", "note"), (f"element:{ADVICE}", "note")]),
        ("all", [(f"element:{APPEARANCE}", "note"), (f"element:{ADVICE}", "note")]),
    ],
)
def test_gaps_that_no_gate_asks_about_are_listed_when_asked_for(show: str, others: list[tuple[str, str]]) -> None:
    assert graded(checked(gates=PASSING), show) == others


def test_a_gap_that_a_gate_asks_about_is_not_listed_again() -> None:
    assert graded(checked(), "all") == graded(checked(), "failed")


@pytest.mark.parametrize(
    ("settings", "settlement", "said"),
    [
        pytest.param(
            {"waivers": (waiver(note="无诉讼", approver="某甲", expires="2024-12-31"),)},
            Settlement.WAIVED,
            "[已豁免:涉密不公开,无诉讼,批准 某甲,到期 2024-12-31] ",
            id="waived",
        ),
        pytest.param({"baseline": baseline_of()}, Settlement.KNOWN, "[已知缺口] ", id="known"),
    ],
)
@pytest.mark.parametrize("gates", [(*PASSING, GATES[1]), PASSING], ids=["asked-about", "not-asked-about"])
def test_what_is_settled_is_a_note_that_says_by_what(
    gates: tuple[dict[str, object], ...], settings: dict[str, object], settlement: Settlement, said: str
) -> None:
    report = checked(gates=gates, **settings)  # type: ignore[arg-type]
    entry = next(one for one in entries(report, "gaps") if one.finding.subject == f"element:{APPEARANCE}")
    assert (entry.grade, entry.finding.settlement) == (Grade.NOTE, settlement)
    assert entry.message.startswith(f"{said}“负责人出庭”只写在打算里(第13行),没有写本年度做了什么")


def test_the_message_tells_what_was_expected_and_what_to_do() -> None:
    first, *_ = entries(checked(), "failed")
    assert first.message == ("“负责人出庭”只写在打算里(第13行),没有写本年度做了什么(要求 已做,实际 仅计划)。写明出庭率")


def test_without_a_gate_nothing_was_expected() -> None:
    first, *_ = entries(checked(gates=PASSING), "gaps")
    assert first.message == "“负责人出庭”只写在打算里(第13行),没有写本年度做了什么。写明出庭率"


def test_a_gap_that_stands_nowhere_has_no_passage() -> None:
    gaps = {one.finding.subject: one.finding.passage for one in entries(checked(TITLE + "\n\n组织专家论证。"), "gaps")}
    assert gaps[f"element:{ADVICE}"] is None


def test_other_gaps_point_at_their_passage() -> None:
    gaps = {one.finding.subject: one.finding.passage for one in entries(checked(gates=PASSING), "gaps")}
    passage = gaps[f"element:{ADVICE}"]
    assert passage is not None
    assert (passage.line, passage.quote) == (9, "司法建议")


def test_closed_gaps_are_entries_of_their_own() -> None:
    (closed,) = closed_entries(checked(gates=PASSING, baseline=baseline_of(experts="absent")))
    assert (closed.finding.subject, closed.finding.state, closed.grade) == (f"element:{EXPERTS}", "closed", Grade.NOTE)
    assert closed.message == "“专家论证”已补上。请更新基线"


def test_without_a_baseline_nothing_is_closed() -> None:
    assert closed_entries(checked()) == []


INSERTED = REPORT.replace("一、主要工作\n", "一、主要工作\n\n本县持续推进各项工作。\n\n再推进各项工作。\n")


def test_fingerprints_stay_when_lines_are_put_in_above() -> None:
    before, after = checked(), checked(INSERTED)
    lines = [
        [one.finding.passage.line for one in entries(each, "all") if one.finding.passage] for each in (before, after)
    ]
    assert lines[0] != lines[1]
    assert fingerprints(before, "all") == fingerprints(after, "all")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(checked(name="/elsewhere/另名.txt"), id="another-place"),
        pytest.param(checked(REPORT.replace("推动", "着力推动")), id="other-words"),
        pytest.param(checked(gates=(*GATES[:3], WARNED, *GATES[3:])), id="another-gate"),
        pytest.param(checked(waivers=(waiver(),)), id="a-waiver"),
        pytest.param(checked(baseline=baseline_of()), id="a-baseline"),
    ],
)
def test_fingerprints_stay_with(other: CheckedReport) -> None:
    assert fingerprints(other) == fingerprints(checked())


def test_fingerprints_know_the_subject() -> None:
    found = fingerprints(checked(), "all")
    assert len(set(found.values())) == len(found) > 2
    assert all(re.fullmatch("[0-9a-f]{64}", one) for one in found.values())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(REPORT.replace("清川", "明川"), id="another-title"),
        pytest.param(REPORT.replace("2023", "2022"), id="another-year"),
    ],
)
def test_fingerprints_know_the_report(text: str) -> None:
    assert not set(fingerprints(checked(text)).values()) & set(fingerprints(checked()).values())


def test_fingerprints_know_the_rubric() -> None:
    one = checked()
    rubric = one.scored.card.rubric._replace(id="other")
    other = replace(one, scored=one.scored._replace(card=one.scored.card._replace(rubric=rubric)))
    assert not set(fingerprints(other).values()) & set(fingerprints(one).values())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("甲/报告.txt", "乙/报告.txt", True),
        ("甲\\报告.txt", "报告.txt", True),
        ("甲.txt", "乙.txt", False),
    ],
)
def test_a_report_without_title_goes_by_the_name_of_its_file(one: str, other: str, same: bool) -> None:
    text = "组织专家论证。"
    assert (fingerprints(checked(text, name=one)) == fingerprints(checked(text, name=other))) is same


OUTDATED = "按照《法治政府建设实施纲要(2015—2020年)》开展工作。"


def test_two_findings_on_one_subject_have_two_fingerprints() -> None:
    text = REPORT.replace("全年", f"{OUTDATED}\n\n{OUTDATED}\n\n全年")
    found = entries(checked(text, ({"scope": "part", "id": "outline", "required": True},)), "failed")
    assert [one.finding.subject for one in found] == ["part:outline"] * 2
    assert len({one.fingerprint for one in found}) == 2
