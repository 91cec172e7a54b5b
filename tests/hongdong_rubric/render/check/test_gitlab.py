from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest

from hongdong_rubric.errors import display_name
from hongdong_rubric.gate.result import CheckedReport, UnjudgedReport
from hongdong_rubric.render.check.listing import entries
from tests.hongdong_rubric.checks import (
    ADVICE,
    APPEARANCE,
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
from tests.hongdong_rubric.helpers import unprintable
from tests.hongdong_rubric.test_hostile import OBEYED

SHOWN = ("failed", "gaps", "all")
SEVERITIES = {"info", "minor", "major", "critical", "blocker"}
RICH = run_of(checked(waivers=(waiver(ADVICE),), baseline=baseline_of()), unjudged(), unjudged("坏二.txt"))


def issues(run: CheckRun, show: str = "failed") -> list[dict[str, Any]]:
    read = json.loads(rendered("gitlab", run, show))
    assert isinstance(read, list)
    return read


@pytest.mark.parametrize("show", SHOWN)
def test_every_issue_has_what_gitlab_asks_for(show: str) -> None:
    for issue in issues(RICH, show):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["description"]
        assert issue["check_name"]
        assert re.fullmatch("[0-9a-f]{64}", issue["fingerprint"])
        assert issue["severity"] in SEVERITIES
        assert issue["location"]["path"]
        assert issue["location"]["lines"]["begin"] >= 1


@pytest.mark.parametrize("show", SHOWN)
def test_no_two_issues_have_one_fingerprint(show: str) -> None:
    found = [issue["fingerprint"] for issue in issues(RICH, show)]
    assert len(set(found)) == len(found) > 2


def test_issues_tell_what_was_found_where() -> None:
    report = checked()
    entry = entries(report, "failed")[0]
    assert issues(run_of(report))[0] == {
        "description": "“负责人出庭”只写在打算里(第13行),没有写本年度做了什么(要求 已做,实际 仅计划)。写明出庭率",
        "check_name": f"element:{APPEARANCE}",
        "fingerprint": hashlib.sha256(f"{entry.fingerprint}|报告.txt".encode()).hexdigest(),
        "severity": "major",
        "location": {"path": "报告.txt", "lines": {"begin": 13}},
    }


@pytest.mark.parametrize(
    ("run", "severities"),
    [
        pytest.param(run_of(), ["major", "major", "minor"], id="errors-and-warnings"),
        pytest.param(run_of(checked(waivers=(waiver(ADVICE),))), ["major", "major", "info", "info"], id="waived"),
        pytest.param(run_of(checked(baseline=baseline_of())), ["major", "info", "info"], id="known"),
        pytest.param(run_of(unjudged()), ["blocker"], id="unjudged"),
        pytest.param(run_of(checked(gates=PASSING)), [], id="passed"),
    ],
)
def test_severities_follow_how_grave_it_is(run: CheckRun, severities: list[str]) -> None:
    assert [one["severity"] for one in issues(run)] == severities


def fingerprints(run: CheckRun) -> list[str]:
    return [issue["fingerprint"] for issue in issues(run, "all")]


@pytest.mark.parametrize(
    ("one", "other"),
    [(checked(name="甲.txt"), checked(name="乙.txt")), (unjudged("甲.txt"), unjudged("乙.txt"))],
    ids=["judged", "unjudged"],
)
def test_files_of_one_title_share_no_fingerprint(
    one: CheckedReport | UnjudgedReport, other: CheckedReport | UnjudgedReport
) -> None:
    found = fingerprints(run_of(one, other))
    assert len(set(found)) == len(found) == 2 * len(fingerprints(run_of(one)))


@pytest.mark.parametrize("other", [checked(), checked(name="./报告.txt")], ids=["same-name", "another-spelling"])
def test_a_file_given_twice_is_told_once(other: CheckedReport) -> None:
    assert fingerprints(run_of(checked(), other)) == fingerprints(run_of())


def test_every_waiver_is_an_issue_whatever_became_of_it() -> None:
    run = run_of(checked(waivers=(waiver(ADVICE), waiver(expires="2024-01-01"), waiver(EXPERTS), waiver("none.none"))))
    told = {
        one["check_name"]: (one["severity"], one["description"].partition("]")[0])
        for one in issues(run)
        if one["check_name"].startswith("waiver:")
    }
    assert told == {
        f"waiver:{ADVICE}": ("info", "豁免[生效"),
        f"waiver:{APPEARANCE}": ("info", "豁免[已过期"),
        f"waiver:{EXPERTS}": ("info", "豁免[没有用上"),
        "waiver:none.none": ("info", "豁免[编号不存在"),
    }


def test_a_waiver_is_told_even_where_all_passed() -> None:
    (issue,) = issues(run_of(checked(gates=PASSING, waivers=(waiver(ADVICE),))))
    said = f"豁免[生效] 司法建议({ADVICE}):涉密不公开,无行政诉讼案件(批准 某某,到期 2025-12-31)"
    assert issue["description"] == said
    assert issue["location"] == {"path": "报告.txt", "lines": {"begin": 1}}


def test_what_stands_nowhere_is_at_the_first_line() -> None:
    (line,) = [one["location"]["lines"]["begin"] for one in issues(run_of()) if one["check_name"] == "part:duty"]
    assert line == 1


def test_a_report_that_could_not_be_judged_is_an_issue_of_its_own() -> None:
    (issue,) = issues(run_of(unjudged("./坏.txt")))
    assert (issue["check_name"], issue["location"]["path"]) == ("unjudged", "坏.txt")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_is_told_on_one_harmless_line(text: str) -> None:
    output = rendered("gitlab", soiled(text), "all")
    assert OBEYED.findall(output) == []
    told = [issue["description"] for issue in json.loads(output)]
    assert [one for one in told if "\n" in one or unprintable(one)] == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_adds_no_issue_and_keeps_paths(text: str) -> None:
    found = issues(soiled(text), "all")
    assert len(found) == len(issues(soiled("某"), "all"))
    paths = {issue["location"]["path"] for issue in found}
    assert paths == {display_name(f"夹{text}/报告.txt"), display_name(f"坏{text}.txt")}
