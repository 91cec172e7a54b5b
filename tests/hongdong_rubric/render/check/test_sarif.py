from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft4Validator

from hongdong_rubric import __version__
from hongdong_rubric.render.check.listing import entries
from tests.hongdong_rubric.checks import (
    ADVICE,
    APPEARANCE,
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
from tests.hongdong_rubric.helpers import REPORT, ROOT, unprintable
from tests.hongdong_rubric.test_hostile import OBEYED

STANDARD = ROOT / "tests" / "standards" / "sarif-schema-2.1.0.json"
# A source package comes without the standard; a checkout must have it.
with_the_standard = pytest.mark.skipif(
    not STANDARD.exists() and not (ROOT / ".git").exists(), reason="the standard comes with the checkout only"
)
SHOWN = ("failed", "gaps", "all")
RICH = run_of(
    checked(waivers=(waiver(ADVICE),), baseline=baseline_of(hearing="absent")),
    checked(gates=PASSING),
    unjudged(),
)


@cache
def validator() -> Draft4Validator:
    return Draft4Validator(json.loads(STANDARD.read_text(encoding="utf-8")))


def faults(text: str) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(json.loads(text))]


def log(run: CheckRun, show: str = "failed") -> dict[str, Any]:
    (one,) = json.loads(rendered("sarif", run, show))["runs"]
    return dict(one)


def result(run: CheckRun, subject: str, show: str = "failed") -> dict[str, Any]:
    (found,) = [one for one in log(run, show)["results"] if one["ruleId"] == subject]
    return dict(found)


@with_the_standard
@pytest.mark.parametrize("show", SHOWN)
@pytest.mark.parametrize(
    "run",
    [
        pytest.param(RICH, id="everything"),
        pytest.param(run_of(checked(gates=PASSING)), id="passed"),
        pytest.param(run_of(unjudged()), id="unjudged"),
        pytest.param(run_of(checked(name="/甲 乙/报告.txt"), checked(name="-")), id="any-place"),
    ],
)
def test_the_output_keeps_the_standard(run: CheckRun, show: str) -> None:
    assert faults(rendered("sarif", run, show)) == []


@with_the_standard
@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("version",), "2.0.0"),
        (("runs", 0, "tool"), ...),
        (("runs", 0, "results", 0, "level"), "grave"),
        (("runs", 0, "results", 0, "message"), ...),
        (("runs", 0, "results", 0, "baselineState"), "old"),
        (("runs", 0, "results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
    ],
)
def test_the_standard_would_refuse_what_it_does_not_allow(path: tuple[str | int, ...], value: Any) -> None:
    whole = json.loads(rendered("sarif", RICH, "failed"))
    at = whole
    for key in path[:-1]:
        at = at[key]
    if value is ...:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    assert faults(json.dumps(whole)) != []


def test_it_names_schema_tool_and_columns() -> None:
    whole = json.loads(rendered("sarif", RICH, "failed"))
    assert whole["$schema"].endswith("/sarif-schema-2.1.0.json")
    assert whole["version"] == "2.1.0"
    driver = whole["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("hongdong-rubric", __version__)
    assert whole["runs"][0]["columnKind"] == "unicodeCodePoints"


@pytest.mark.parametrize("show", SHOWN)
def test_every_result_points_at_its_own_rule(show: str) -> None:
    one = log(RICH, show)
    rules = [rule["id"] for rule in one["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert [rules[found["ruleIndex"]] for found in one["results"]] == [found["ruleId"] for found in one["results"]]


def test_a_rule_says_what_it_asks_for_and_what_to_do() -> None:
    rules = {rule["id"]: rule for rule in log(run_of())["tool"]["driver"]["rules"]}
    assert rules[f"element:{APPEARANCE}"] == {
        "id": f"element:{APPEARANCE}",
        "shortDescription": {"text": "负责人出庭"},
        "help": {"text": "写明出庭率"},
    }


def test_results_have_the_level_of_their_gate() -> None:
    found = {one["ruleId"]: (one["kind"], one["level"]) for one in log(run_of())["results"]}
    assert found == {
        f"element:{APPEARANCE}": ("fail", "error"),
        "part:duty": ("fail", "error"),
        f"element:{ADVICE}": ("fail", "warning"),
    }


def test_a_result_points_at_its_passage() -> None:
    (place,) = result(run_of(), f"element:{APPEARANCE}")["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "%E6%8A%A5%E5%91%8A.txt"},
        "region": {
            "startLine": 13,
            "startColumn": 11,
            "endLine": 13,
            "endColumn": 18,
            "charOffset": REPORT.index("负责人出庭应诉"),
            "charLength": 7,
            "snippet": {"text": "负责人出庭应诉"},
        },
    }


def test_what_stands_nowhere_is_shown_at_the_first_line() -> None:
    (place,) = result(run_of(), "part:duty")["locations"]
    assert place["physicalLocation"]["region"] == {"startLine": 1}


def test_the_region_of_a_passage_over_two_lines_ends_on_the_second() -> None:
    text = REPORT.replace("负责人出庭应诉", "负责人、\n出庭应诉")
    region = result(run_of(checked(text)), f"element:{APPEARANCE}")["locations"][0]["physicalLocation"]["region"]
    assert [region[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] == [13, 11, 14, 5]


def test_fingerprints_are_those_of_the_listing() -> None:
    report = checked()
    found = [one["partialFingerprints"] for one in log(run_of(report))["results"]]
    assert found == [{"hongdongRubric/v1": one.fingerprint} for one in entries(report, "failed")]


def test_a_waived_result_is_suppressed_with_its_reason() -> None:
    waived = result(run_of(checked(waivers=(waiver(ADVICE, note="无建议", approver="某甲"),))), f"element:{ADVICE}")
    assert waived["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "classified:无建议;某甲;2025-12-31"}
    ]
    assert waived["level"] == "note"


def test_a_waived_gap_that_no_gate_asks_about_is_suppressed_with_its_reason() -> None:
    report = checked(gates=PASSING, waivers=(waiver(ADVICE),))
    (suppression,) = result(run_of(report), f"element:{ADVICE}", "gaps")["suppressions"]
    assert suppression["justification"] == "classified:无行政诉讼案件;某某;2025-12-31"


@pytest.mark.parametrize(
    "report",
    [
        pytest.param(checked(), id="without-a-waiver"),
        pytest.param(checked(waivers=(waiver(ADVICE, expires="2024-01-01"),)), id="with-one-that-is-over"),
        pytest.param(checked(waivers=(waiver(EXPERTS),)), id="with-one-for-something-else"),
        pytest.param(checked(baseline=baseline_of()), id="with-a-baseline"),
    ],
)
def test_nothing_else_is_suppressed(report: Any) -> None:
    assert [one for one in log(run_of(report), "all")["results"] if "suppressions" in one] == []


def test_results_say_how_they_stand_to_the_baseline() -> None:
    # The plan was one then, the advice was reported, the hearing lacked.
    run = run_of(checked(baseline=baseline_of(hearing="absent", advice="reported")))
    states = {one["ruleId"]: one["baselineState"] for one in log(run)["results"]}
    assert states == {
        f"element:{APPEARANCE}": "unchanged",
        "part:duty": "new",
        f"element:{ADVICE}": "new",
        "element:decision.procedure.hearing": "absent",
    }


def test_with_a_baseline_every_result_has_such_a_state() -> None:
    results = log(run_of(checked(baseline=baseline_of())), "all")["results"]
    assert {one["kind"] for one in results} == {"pass", "fail"}
    assert all("baselineState" in one for one in results)


def test_without_a_baseline_results_have_no_such_state() -> None:
    assert [one for one in log(run_of(), "all")["results"] if "baselineState" in one] == []


def test_passed_gates_are_results_when_all_is_shown() -> None:
    passed = result(run_of(), "total", "all")
    assert (passed["kind"], passed["level"]) == ("pass", "none")
    assert passed["message"]["text"] == "通过:要求 不低于 60 分,实际 71.7 分"
    assert "total" not in [one["ruleId"] for one in log(run_of(), "gaps")["results"]]


def test_a_passed_gate_points_at_its_proof() -> None:
    (place,) = result(run_of(), f"element:{EXPERTS}", "all")["locations"]
    assert place["physicalLocation"]["region"]["snippet"] == {"text": "专家论证"}


def test_the_gate_of_the_baseline_is_a_rule_of_its_own() -> None:
    assert result(run_of(checked(baseline=baseline_of())), "baseline", "all")["kind"] == "pass"


@pytest.mark.parametrize(
    ("run", "successful"),
    [
        pytest.param(run_of(checked(gates=PASSING)), True, id="passed"),
        pytest.param(run_of(), True, id="failed"),
        pytest.param(run_of(checked(), unjudged()), False, id="unjudged"),
    ],
)
def test_the_run_was_successful_where_everything_was_judged(run: CheckRun, successful: bool) -> None:
    (invocation,) = log(run)["invocations"]
    assert invocation["executionSuccessful"] is successful


def test_notices_and_reports_that_could_not_be_judged_are_notifications() -> None:
    (invocation,) = log(run_of(checked(), unjudged()))["invocations"]
    told = [(one["level"], one["message"]["text"]) for one in invocation["toolExecutionNotifications"]]
    assert told == [("note", "正文只有 88 字,请确认文件完整"), ("error", "坏.txt:文件是空的,没有可以评分的内容")]


def test_every_waiver_is_a_notification_whatever_became_of_it() -> None:
    (invocation,) = log(run_of(checked(waivers=(waiver(ADVICE), waiver(expires="2024-01-01")))))["invocations"]
    told = [(one["level"], one["message"]["text"]) for one in invocation["toolExecutionNotifications"]]
    assert told[-2:] == [
        ("note", f"豁免[生效] 司法建议({ADVICE}):涉密不公开,无行政诉讼案件(批准 某某,到期 2025-12-31)"),
        ("note", f"豁免[已过期] 负责人出庭({APPEARANCE}):涉密不公开,无行政诉讼案件(批准 某某,到期 2024-01-01)"),
    ]


def test_all_reports_are_artifacts_in_order() -> None:
    uris = [one["location"]["uri"] for one in log(run_of(checked(name="a.txt"), unjudged("b c.txt")))["artifacts"]]
    assert uris == ["a.txt", "b%20c.txt"]


def test_a_report_given_twice_is_one_artifact() -> None:
    uris = [one["location"]["uri"] for one in log(run_of(checked(name="a.txt"), checked(name="./a.txt")))["artifacts"]]
    assert uris == ["a.txt"]


@with_the_standard
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_keeps_the_standard_and_is_harmless(text: str) -> None:
    output = rendered("sarif", soiled(text), "all")
    assert faults(output) == []
    assert OBEYED.findall(output) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_messages_with_outside_text_are_one_printable_line(text: str) -> None:
    one = log(soiled(text), "all")
    messages = [
        found["message"]["text"] for found in (*one["results"], *one["invocations"][0]["toolExecutionNotifications"])
    ]
    assert [message for message in messages if "\n" in message or unprintable(message)] == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_adds_no_result(text: str) -> None:
    assert [one["ruleId"] for one in log(soiled(text), "all")["results"]] == [
        one["ruleId"] for one in log(soiled("某"), "all")["results"]
    ]


def test_uris_are_percent_encoded() -> None:
    uris = re.findall(r'"uri": "([^"]*)"', rendered("sarif", run_of(checked(name="甲 乙%.txt")), "all"))
    assert set(uris) == {"%E7%94%B2%20%E4%B9%99%25.txt"}


def test_gates_of_the_small_rubric_are_all_told() -> None:
    told = {one["ruleId"] for one in log(run_of(), "all")["results"]}
    skipped = {"part:date"}
    assert told | skipped == {f"{gate['scope']}:{gate['id']}" if "id" in gate else "total" for gate in GATES}
