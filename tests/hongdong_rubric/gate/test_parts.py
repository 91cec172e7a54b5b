from __future__ import annotations

from dataclasses import replace

import pytest

from hongdong_rubric.gate.parts import PartJudge
from hongdong_rubric.gate.result import Assertion, Outcome
from hongdong_rubric.policy import PART_IDS, GateLevel
from scorer.statutory import (
    Content,
    ContentFinding,
    DateFinding,
    Presence,
    ReportDate,
    TitleFault,
    TitleFinding,
    find_statutory,
)
from scorer.text import Document, Span
from tests.helpers import LEXICON, document
from tests.hongdong_rubric.gate.helpers import LAWFUL, check, gate
from tests.hongdong_rubric.helpers import REPORT, TITLE

DOCUMENT = document(REPORT)
STATUTORY = find_statutory(DOCUMENT, LEXICON)
SIGNED, PUBLISHED = Span(0, 3), Span(3, 8)


def at(quote: str) -> Span:
    return Span(REPORT.index(quote), REPORT.index(quote) + len(quote))


HEADING, SENTENCE, DONE = at("二、存在的问题"), at("司法建议反馈不及时。"), at("涉及民生的事项均召开听证会。")


def content(
    presence: Presence, characters: int, *passages: Span, heading: Span | None = None, of: Content = Content.PROBLEM
) -> Assertion:
    """The gate on one content held against a finding."""
    found = ContentFinding(of, presence, characters, passages, heading)
    others = tuple(found if one.content is of else one for one in STATUTORY.contents)
    return PartJudge(DOCUMENT, replace(STATUTORY, contents=others)).judge(gate("part", of.value))


def title(fault: TitleFault | None, year: int | None = 2023, span: Span | None = SIGNED) -> Assertion:
    found = TitleFinding("甲", year, fault, span)
    return PartJudge(DOCUMENT, replace(STATUTORY, title=found)).judge(gate("part", "title"))


def date(signed: str | None, published: str | None, of: Document = DOCUMENT, level: str = "error") -> Assertion:
    dates = DateFinding(
        ReportDate(signed, SIGNED) if signed else None, ReportDate(published, PUBLISHED) if published else None
    )
    return PartJudge(of, replace(STATUTORY, dates=dates)).judge(gate("part", "date", level))


def told(assertion: Assertion) -> tuple[str, str, str]:
    """The state, message and quoted passage of the only finding."""
    (found,) = assertion.findings
    return found.state, found.message, found.passage.quote if found.passage else ""


@pytest.mark.parametrize("part", PART_IDS)
def test_every_part_can_be_asked_for(part: str) -> None:
    assertion = check(gate("part", part), gate("total", max_gaps=0), text=LAWFUL).assertions[0]
    assert (assertion.key, assertion.level, assertion.origin) == (
        f"part:{part}:required",
        GateLevel.ERROR,
        "策略第 7 行",
    )


def test_a_report_with_all_its_parts_passes() -> None:
    asked = [gate("part", part) for part in PART_IDS if part != "other"]
    assert {one.key: one.outcome for one in check(*asked, text=LAWFUL).assertions} == {
        one.key: Outcome.PASSED for one in asked
    }


@pytest.mark.parametrize(
    ("old", "part", "state"),
    [
        pytest.param(
            "一些部门运用法治思维解决问题的能力不强,执法人员力量不足,司法建议反馈不及时。主要原因是培训不够、队伍不稳。",
            "problem",
            "heading_only",
            id="shortcomings",
        ),
        pytest.param("主要原因是培训不够、队伍不稳。", "causes", "absent", id="causes"),
        pytest.param("加强执法队伍建设,健全司法建议反馈机制,开展法治培训", "plan", "short", id="most-of-the-plan"),
        pytest.param("2023年", "title", "no_year", id="year"),
    ],
)
def test_a_report_without_one_of_them_fails_by_that_one(old: str, part: str, state: str) -> None:
    assertion = check(gate("part", part), text=LAWFUL.replace(old, "")).assertions[0]
    assert [one.state for one in assertion.findings] == [state]


def test_a_content_that_is_told_passes_with_its_passages() -> None:
    assertion = content(Presence.TOLD, 45, SENTENCE, DONE)
    assert (assertion.outcome, assertion.expected, assertion.actual) == (Outcome.PASSED, "正文不少于 30 字", "45 字")
    assert [(one.line, one.quote) for one in assertion.passages] == [
        (9, "司法建议反馈不及时。"),
        (5, "涉及民生的事项均召开听证会。"),
    ]


def test_three_passages_are_enough() -> None:
    assert len(content(Presence.TOLD, 45, *[SENTENCE] * 5).passages) == 3


@pytest.mark.parametrize(
    ("assertion", "actual", "message", "quote"),
    [
        pytest.param(
            content(Presence.SHORT, 9, SENTENCE, heading=HEADING),
            "只有 9 字",
            "“存在的不足”写得太少,不足 30 字",
            "司法建议反馈不及时。",
            id="short",
        ),
        pytest.param(
            content(Presence.HEADING_ONLY, 0, heading=HEADING),
            "有标题,没有写这方面的内容",
            "“存在的不足”有标题,标题下没有写这方面的内容",
            "二、存在的问题",
            id="only-a-heading",
        ),
        pytest.param(content(Presence.ABSENT, 0), "没有写", "全文没有写“存在的不足”", "", id="absent"),
        pytest.param(
            content(Presence.HEADING_ONLY, 0, heading=HEADING, of=Content.CAUSES),
            "有标题,没有写这方面的内容",
            "标题说到原因,正文没有分析原因",
            "二、存在的问题",
            id="causes-only-in-a-heading",
        ),
        pytest.param(
            content(Presence.ABSENT, 0, of=Content.CAUSES), "没有写", "没有写不足的原因", "", id="causes-absent"
        ),
    ],
)
def test_a_content_that_lacks_fails_and_says_how(assertion: Assertion, actual: str, message: str, quote: str) -> None:
    assert (assertion.outcome, assertion.actual) == (Outcome.FAILED, actual)
    assert told(assertion)[1:] == (message, quote)


def test_a_finding_on_a_part_tells_what_to_do() -> None:
    (found,) = content(Presence.ABSENT, 0).findings
    assert (found.subject, found.title, found.state) == ("part:problem", "存在的不足", "absent")
    assert found.remedy.startswith("写明本级法治政府建设存在的不足")


def test_other_matters_need_not_be_written_where_there_are_none() -> None:
    (found,) = content(Presence.ABSENT, 0, of=Content.OTHER).findings
    assert found.remedy == "有其他需要报告的事项就在这里写明;确实没有,可以不理会这一条"


def test_causes_need_only_be_told() -> None:
    assert content(Presence.TOLD, 8, SENTENCE, of=Content.CAUSES).expected == "有交代"


def test_a_part_that_is_only_warned_of_stops_nothing() -> None:
    assert check(gate("part", "duty", "warn")).assertions[0].outcome is Outcome.WARNED


def test_a_good_title_passes_with_its_place() -> None:
    assertion = title(None)
    assert (assertion.outcome, assertion.expected, assertion.actual) == (
        Outcome.PASSED,
        "写明年度和文种",
        "2023 年度报告",
    )
    assert [one.quote for one in assertion.passages] == ["清川县"]


def test_a_good_title_without_a_place_passes_too() -> None:
    assert title(None, span=None).passages == ()


@pytest.mark.parametrize(
    ("fault", "year", "span", "said", "quote"),
    [
        (TitleFault.UNTITLED, None, None, "没有找到标题", ""),
        (TitleFault.WRONG_KIND, 2023, SIGNED, "标题不是法治政府建设年度报告", "清川县"),
        (TitleFault.NO_YEAR, None, SIGNED, "标题没有写年度", "清川县"),
        (TitleFault.WRONG_YEAR, 2022, SIGNED, "标题写 2022 年,正文写的是 2023 年", "清川县"),
    ],
)
def test_a_faulty_title_fails_and_says_how(
    fault: TitleFault, year: int | None, span: Span | None, said: str, quote: str
) -> None:
    assertion = title(fault, year, span)
    assert (assertion.outcome, assertion.actual) == (Outcome.FAILED, said)
    assert told(assertion) == (fault.value, said, quote)


@pytest.mark.parametrize(
    ("signed", "published", "state"),
    [
        pytest.param("2024-03-31", None, None, id="signed-on-the-last-day"),
        pytest.param("2024-04-01", None, "late", id="signed-a-day-late"),
        pytest.param(None, "2024-03-31", None, id="published-on-the-last-day"),
        pytest.param(None, "2024-04-01", "late", id="published-a-day-late"),
        pytest.param("2024-03", None, None, id="within-march"),
        pytest.param("2024-04", None, "late", id="within-april"),
        pytest.param("2023-12-01", None, None, id="signed-within-december"),
        pytest.param("2023-12", None, None, id="in-december"),
        pytest.param("2023-11-30", None, "early", id="signed-before-the-year-was-over"),
        pytest.param("2022-03-01", None, "early", id="signed-a-year-too-early"),
        pytest.param("2024-03-20", "2024-04-02", "late", id="signed-in-time-and-published-late"),
        pytest.param("2024-04-02", "2024-03-20", "late", id="signed-late-and-published-in-time"),
    ],
)
def test_a_report_is_due_between_december_and_march(
    signed: str | None, published: str | None, state: str | None
) -> None:
    assertion = date(signed, published)
    assert assertion.outcome is (Outcome.FAILED if state else Outcome.PASSED)
    assert [one.state for one in assertion.findings] == ([state] if state else [])


def test_both_dates_are_shown_with_their_places() -> None:
    assertion = date("2024-03-20", "2024-03-25")
    assert (assertion.expected, assertion.actual) == ("不晚于 2024-03-31", "落款 2024-03-20,发布 2024-03-25")
    assert [one.quote for one in assertion.passages] == ["清川县", "2023年"]


def test_two_late_dates_are_two_findings() -> None:
    assert [one.message for one in date("2024-04-02", "2024-05").findings] == [
        "落款日期 2024-04-02 晚于 2024-03-31",
        "发布日期 2024-05 晚于 2024-03-31",
    ]


def test_an_early_date_is_told_with_its_place() -> None:
    assert told(date(None, "2023-06-01")) == ("early", "发布日期 2023-06-01 早于 2023 年年底", "2023年")


def test_a_late_date_may_only_warn() -> None:
    assert date("2024-04-01", None, level="warn").outcome is Outcome.WARNED


@pytest.mark.parametrize(
    ("signed", "of", "actual"),
    [
        pytest.param(None, DOCUMENT, "没有落款日期,也没有发布日期", id="no-date"),
        pytest.param(
            "2024-04-01", document(REPORT.replace("2023年", "")), "落款 2024-04-01,但看不出年度", id="no-year"
        ),
    ],
)
def test_dates_that_cannot_be_judged_are_skipped(signed: str | None, of: Document, actual: str) -> None:
    assertion = date(signed, None, of)
    assert (assertion.outcome, assertion.expected, assertion.actual, assertion.findings) == (
        Outcome.SKIPPED,
        "不晚于下一年 3 月 31 日",
        actual,
        (),
    )


OUTDATED = "贯彻《法治政府建设实施纲要(2015—2020年)》。"


@pytest.mark.parametrize(
    ("text", "actual", "states"),
    [
        pytest.param(REPORT, "没有提到过期纲要", [], id="none"),
        pytest.param(REPORT + OUTDATED, "1 处提到 2015—2020 年纲要", ["outdated"], id="one"),
        pytest.param(REPORT + OUTDATED * 2, "2 处提到 2015—2020 年纲要", ["outdated"] * 2, id="two"),
    ],
)
def test_an_outline_that_is_over_is_told_at_each_place(text: str, actual: str, states: list[str]) -> None:
    assertion = check(gate("part", "outline"), text=text).assertions[0]
    assert (assertion.actual, [one.state for one in assertion.findings]) == (actual, states)
    assert assertion.outcome is (Outcome.FAILED if states else Outcome.PASSED)


def test_the_place_of_an_outdated_outline_is_shown() -> None:
    assertion = check(gate("part", "outline"), text=f"{TITLE}\n\n一、主要工作\n\n{OUTDATED}\n").assertions[0]
    passage = assertion.findings[0].passage
    assert passage is not None
    assert (passage.line, "2015—2020" in passage.quote) == (5, True)
