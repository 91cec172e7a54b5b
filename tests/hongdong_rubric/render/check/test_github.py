from __future__ import annotations

import re

import pytest

from hongdong_rubric.errors import display_name
from tests.hongdong_rubric.checks import (
    ADVICE,
    EXPERTS,
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
from tests.hongdong_rubric.helpers import REPORT, unprintable

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(run: CheckRun, show: str = "failed") -> list[tuple[str, dict[str, str], str]]:
    """The commands as a runner reads them: kind, properties, message."""
    read = []
    for line in rendered("github", run, show).splitlines():
        match = COMMAND.fullmatch(line)
        assert match, f"no command: {line}"
        properties = dict(one.split("=", 1) for one in match[2].split(","))
        read.append((match[1], {key: decoded(value) for key, value in properties.items()}, decoded(match[3])))
    return read


def decoded(text: str) -> str:
    """As a runner decodes a value: these five and no others, the percent sign last."""
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_the_verdict_comes_first_then_what_was_found_by_gravity() -> None:
    assert [(kind, properties["title"]) for kind, properties, _ in commands(run_of())] == [
        ("notice", "不通过"),
        ("error", "负责人出庭"),
        ("error", "主要负责人履职"),
        ("warning", "司法建议"),
    ]


def test_the_verdict_tells_counts_and_notices() -> None:
    (_, properties, message), *_ = commands(run_of())
    assert properties == {"file": "报告.txt", "title": "不通过"}
    assert message == "不通过 2 项、提醒 1 项、通过 3 项、不适用 1 项;正文只有 88 字,请确认文件完整"


def test_a_finding_points_at_its_passage() -> None:
    _, (_, properties, message), *_ = commands(run_of())
    assert properties == {
        "file": "报告.txt",
        "title": "负责人出庭",
        "line": "13",
        "endLine": "13",
        "col": "11",
        "endColumn": "18",
    }
    assert message == "“负责人出庭”只写在打算里(第13行),没有写本年度做了什么(要求 已做,实际 仅计划)。写明出庭率"


def test_a_passage_over_two_lines_has_no_columns() -> None:
    _, (_, properties, _), *_ = commands(run_of(checked(REPORT.replace("负责人出庭应诉", "负责人、\n出庭应诉"))))
    assert properties == {"file": "报告.txt", "title": "负责人出庭", "line": "13", "endLine": "14"}


def test_what_stands_nowhere_has_no_line() -> None:
    found = {properties["title"]: properties for _, properties, _ in commands(run_of())}
    assert found["主要负责人履职"] == {"file": "报告.txt", "title": "主要负责人履职"}


def test_a_report_that_could_not_be_judged_is_an_error() -> None:
    assert commands(run_of(unjudged())) == [
        ("error", {"file": "坏.txt", "title": "无法判断"}, "坏.txt:文件是空的,没有可以评分的内容")
    ]


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (run_of(checked(waivers=(waiver(ADVICE),))), "[已豁免:涉密不公开,无行政诉讼案件,批准 某某,到期 2025-12-31] "),
        (run_of(checked(baseline=baseline_of())), "[已知缺口] "),
    ],
    ids=["waived", "known"],
)
def test_what_is_settled_is_a_notice_that_says_so(run: CheckRun, said: str) -> None:
    (message,) = [message for kind, one, message in commands(run) if (kind, one["title"]) == ("notice", "司法建议")]
    assert message.startswith(f"{said}“司法建议”")


def test_every_waiver_is_a_notice_whatever_became_of_it() -> None:
    waivers = (waiver(ADVICE), waiver(expires="2024-01-01"), waiver(EXPERTS), waiver("none.none"))
    told = [one for one in commands(run_of(checked(waivers=waivers))) if one[1]["title"] == "豁免"]
    assert [(kind, message.partition(" ")[0]) for kind, _, message in told] == [
        ("notice", "豁免[生效]"),
        ("notice", "豁免[已过期]"),
        ("notice", "豁免[没有用上]"),
        ("notice", "豁免[编号不存在]"),
    ]


def test_a_waiver_is_told_even_where_all_passed() -> None:
    _, told = commands(run_of(checked(gates=PASSING, waivers=(waiver(ADVICE),))))
    said = f"豁免[生效] 司法建议({ADVICE}):涉密不公开,无行政诉讼案件(批准 某某,到期 2025-12-31)"
    assert told == ("notice", {"file": "报告.txt", "title": "豁免"}, said)


@pytest.mark.parametrize(("show", "titles"), [("failed", []), ("gaps", ["负责人出庭", "司法建议"])])
def test_gaps_that_no_gate_asks_about_are_notices_when_asked_for(show: str, titles: list[str]) -> None:
    _, *others = commands(run_of(checked(gates=PASSING)), show)
    assert [(kind, one["title"]) for kind, one, _ in others] == [("notice", title) for title in titles]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_makes_no_command_and_no_property(text: str) -> None:
    read = commands(soiled(text))
    assert [(kind, sorted(one)) for kind, one, _ in read] == [
        (kind, sorted(one)) for kind, one, _ in commands(soiled("某"))
    ]
    assert unprintable(rendered("github", soiled(text), "all")) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_file_names_are_read_back_as_they_are(text: str) -> None:
    files = {one["file"] for _, one, _ in commands(soiled(text))}
    assert files == {display_name(f"夹{text}/报告.txt"), display_name(f"坏{text}.txt")}


@pytest.mark.parametrize("text", ["%0A::error::假", "a:b,c=d", "100%", "%25"])
def test_messages_are_read_back_as_they_are(text: str) -> None:
    (_, _, message), *_ = commands(soiled(text))
    assert message.endswith(f";某{text}某")
