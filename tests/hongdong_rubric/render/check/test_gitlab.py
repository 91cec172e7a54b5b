from __future__ import annotations

import json
import re
from typing import Any

import pytest

from hongdong_rubric.errors import display_name
from hongdong_rubric.gate.result import CheckRun
from hongdong_rubric.render.check.gitlab import to_gitlab
from hongdong_rubric.render.check.listing import entries
from tests.hongdong_rubric.checks import (
    ADVICE,
    APPEARANCE,
    HOSTILE,
    PASSING,
    baseline_of,
    checked,
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
    read = json.loads(to_gitlab(run, show))
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
    assert issues(run_of(report))[0] == {
        "description": "“负责人出庭”只写在打算里(第13行),没有写本年度做了什么(要求 已做,实际 仅计划)。写明出庭率",
        "check_name": f"element:{APPEARANCE}",
        "fingerprint": entries(report, "failed")[0].fingerprint,
        "severity": "major",
        "location": {"path": "报告.txt", "lines": {"begin": 13}},
    }


@pytest.mark.parametrize(
    ("run", "severities"),
    [
        pytest.param(run_of(), ["major", "major", "minor"], id="errors-and-warnings"),
        pytest.param(run_of(checked(waivers=(waiver(ADVICE),))), ["major", "major", "info"], id="waived"),
        pytest.param(run_of(checked(baseline=baseline_of())), ["major", "info", "info"], id="known"),
        pytest.param(run_of(unjudged()), ["blocker"], id="unjudged"),
        pytest.param(run_of(checked(gates=PASSING)), [], id="passed"),
    ],
)
def test_severities_follow_how_grave_it_is(run: CheckRun, severities: list[str]) -> None:
    assert [one["severity"] for one in issues(run)] == severities


def test_what_stands_nowhere_is_at_the_first_line() -> None:
    (line,) = [one["location"]["lines"]["begin"] for one in issues(run_of()) if one["check_name"] == "part:duty"]
    assert line == 1


def test_a_report_that_could_not_be_judged_is_an_issue_of_its_own() -> None:
    (issue,) = issues(run_of(unjudged("./坏.txt")))
    assert (issue["check_name"], issue["location"]["path"]) == ("unjudged", "坏.txt")


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_is_told_on_one_harmless_line(text: str) -> None:
    output = to_gitlab(soiled(text), "all")
    assert OBEYED.findall(output) == []
    told = [issue["description"] for issue in json.loads(output)]
    assert [one for one in told if "\n" in one or unprintable(one)] == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_adds_no_issue_and_keeps_paths(text: str) -> None:
    found = issues(soiled(text), "all")
    assert len(found) == len(issues(soiled("某"), "all"))
    paths = {issue["location"]["path"] for issue in found}
    assert paths == {display_name(f"夹{text}/报告.txt"), display_name(f"坏{text}.txt")}
