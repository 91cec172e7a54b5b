from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from hongdong_rubric import __version__
from tests.helpers import reports
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
from tests.hongdong_rubric.helpers import REPORT, TITLE
from tests.hongdong_rubric.test_hostile import OBEYED

SCHEMA = json.loads((resources.files("hongdong_rubric") / "check.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
SIGNED = REPORT + "\n清川县人民政府\n2024年4月20日\n"
# Every state of a finding, every outcome, waivers of every state.
RICH = run_of(
    checked(
        waivers=(
            waiver(ADVICE),
            waiver(expires="2024-01-01"),
            waiver(EXPERTS),
            waiver("disputes.court.none"),
        )
    ),
    checked(baseline=baseline_of(hearing="absent", experts="evidenced")),
    checked(REPORT.replace("专家论证12场", "听证"), baseline=baseline_of()),
    checked(SIGNED),
    unjudged(),
)


def faults(value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(value)]


def result(run: CheckRun) -> dict[str, Any]:
    value = json.loads(rendered("json", run))
    assert isinstance(value, dict)
    return value


def only(run: CheckRun) -> dict[str, Any]:
    (report,) = result(run)["reports"]
    return dict(report)


def assertion(report: dict[str, Any], key: str) -> dict[str, Any]:
    (found,) = [one for one in report["assertions"] if one["key"] == key]
    return dict(found)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(run_of(checked(gates=PASSING)), id="passed"),
        pytest.param(run_of(), id="failed"),
        pytest.param(run_of(unjudged()), id="unjudged"),
        pytest.param(RICH, id="everything"),
        pytest.param(run_of(checked("甲", PASSING)), id="without-title-year-and-date"),
        pytest.param(run_of(checked(gates=PASSING, level="province")), id="with-items-that-do-not-apply"),
        pytest.param(run_of(checked("甲", ({"scope": "total", "min_score": 60},))), id="too-low-a-score"),
        pytest.param(run_of(checked("甲", ({"scope": "chapter", "id": "disputes", "max_gaps": 1},))), id="gaps"),
    ],
)
def test_the_output_keeps_the_schema(run: CheckRun) -> None:
    assert faults(result(run)) == []


def test_the_date_of_a_report_may_be_a_month() -> None:
    value = result(run_of(checked(f"{REPORT}\n清川县人民政府\n2024年2月\n")))
    assert value["reports"][0]["dates"]["compared"] == "2024-02"
    assert faults(value) == []


PARTS = ("work", "problem", "causes", "duty", "plan", "other", "title", "date", "outline")


@given(reports)
def test_the_output_for_any_text_keeps_the_schema(text: str) -> None:
    gates = tuple({"scope": "part", "id": part, "required": True} for part in PARTS)
    assert faults(result(run_of(checked(text + "甲", (*gates, GATES[1]))))) == []


def broken(path: str, value: Any) -> dict[str, Any]:
    """The result of :data:`RICH` with one value put wrong, or one key taken out where ``value`` is ``...``."""
    whole = result(RICH)
    *way, last = path.split(".")
    at: Any = whole
    for key in way:
        at = at[int(key) if key.isdigit() else key]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return whole


FINDING = "reports.0.assertions.3.findings.0"
PASSAGE = "reports.0.assertions.0.passages.0"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *[(key, ...) for key in SCHEMA["required"]],
        *[(f"reports.0.{key}", ...) for key in SCHEMA["$defs"]["report"]["required"]],
        *[(f"reports.4.{key}", ...) for key in SCHEMA["$defs"]["unjudged"]["required"]],
        *[(f"reports.0.assertions.0.{key}", ...) for key in SCHEMA["$defs"]["assertion"]["required"]],
        *[(f"{FINDING}.{key}", ...) for key in SCHEMA["$defs"]["finding"]["required"]],
        *[(f"{PASSAGE}.{key}", ...) for key in SCHEMA["$defs"]["passage"]["required"]],
        *[(f"reports.0.waivers.0.{key}", ...) for key in SCHEMA["$defs"]["waiver"]["required"]],
        *[(f"reports.0.gaps.0.{key}", ...) for key in SCHEMA["$defs"]["gap"]["required"]],
        *[(f"reports.0.contents.0.{key}", ...) for key in SCHEMA["$defs"]["content"]["required"]],
        *[(f"reports.1.baseline.{key}", ...) for key in ("file", "rubric_version", "current", "closed")],
        *[(f"reports.0.policy.{key}", ...) for key in ("name", "file", "preset", "gap_states")],
        *[(f"reports.0.dates.{key}", ...) for key in ("signed", "published", "compared")],
        ("verdict", "passed"),
        ("verdict", "failed"),
        ("reports", []),
        ("reports.0.verdict", "passed"),
        ("reports.0.verdict", "error"),
        ("reports.0.rubric.digest", "md5:0"),
        ("reports.0.policy.preset", "lax"),
        ("reports.0.policy.gap_states", ["absent", "absent"]),
        ("reports.0.dates.compared", "2024-3"),
        ("reports.0.dates.signed", "2024"),
        ("reports.0.assertions.0.key", "element:x:often"),
        ("reports.0.assertions.0.outcome", "failed"),
        ("reports.0.assertions.1.outcome", "passed"),
        ("reports.0.assertions.1.level", "warn"),
        (f"{FINDING}.settlement", "waived"),
        (f"{FINDING}.state", "reported"),
        (f"{FINDING}.subject", "line:3"),
        (f"{PASSAGE}.line", 0),
        ("reports.0.waivers.0.reason", "busy"),
        ("reports.0.waivers.0.expires", "soon"),
        ("reports.0.gaps.0.line", None),
        ("reports.0.contents.0.presence", "maybe"),
        ("reports.1.baseline.closed", ["gone"]),
    ],
)
def test_the_schema_refuses_what_the_form_does_not_allow(path: str, value: Any) -> None:
    assert faults(broken(path, value)) != []


def test_it_names_tool_and_verdict() -> None:
    value = result(RICH)
    assert value["tool"] == {"name": "hongdong-rubric", "version": __version__}
    assert (value["verdict"], [one["verdict"] for one in value["reports"]]) == ("error", ["failed"] * 4 + ["error"])


def test_it_tells_report_policy_and_rubric() -> None:
    report = only(run_of())
    told = {key: report[key] for key in ("source", "title", "year", "level", "characters", "encoding", "score")}
    assert told == {
        "source": "报告.txt",
        "title": TITLE,
        "year": 2023,
        "level": "county",
        "characters": len(REPORT),
        "encoding": "utf-8",
        "score": 71.7,
    }
    assert report["policy"] == {
        "name": "policy.yaml",
        "file": "policy.yaml",
        "preset": "none",
        "gap_states": ["absent", "planned", "problem"],
    }
    assert report["rubric"]["id"] == "tiny"


def test_a_report_that_could_not_be_judged_has_only_its_reason() -> None:
    assert only(run_of(unjudged())) == {
        "source": "坏.txt",
        "verdict": "error",
        "message": "坏.txt:文件是空的,没有可以评分的内容",
    }


def test_a_failed_gate_tells_expected_actual_and_remedy() -> None:
    failed = assertion(only(run_of()), f"element:{APPEARANCE}:required")
    start = REPORT.index("负责人出庭应诉")
    assert failed == {
        "key": f"element:{APPEARANCE}:required",
        "title": "出庭应诉/负责人出庭",
        "level": "error",
        "origin": "策略第 1 行",
        "expected": "已做",
        "actual": "仅计划",
        "outcome": "failed",
        "findings": [
            {
                "subject": f"element:{APPEARANCE}",
                "title": "负责人出庭",
                "state": "planned",
                "settlement": "open",
                "message": "“负责人出庭”只写在打算里(第13行),没有写本年度做了什么",
                "remedy": "写明出庭率",
                "passage": {
                    "quote": "负责人出庭应诉",
                    "start": start,
                    "end": start + 7,
                    "line": 13,
                    "column": 11,
                },
            }
        ],
        "passages": [],
    }


def test_a_passed_gate_tells_the_passages_that_prove_it() -> None:
    passed = assertion(only(run_of()), f"element:{EXPERTS}:required")
    assert [one["quote"] for one in passed["passages"]] == ["专家论证"]


def test_contents_and_gaps_are_told_whatever_the_policy_asks_for() -> None:
    report = only(run_of(checked(gates=PASSING)))
    assert [one["id"] for one in report["contents"]] == ["work", "problem", "causes", "duty", "plan", "other"]
    assert [(one["element"], one["status"], one["settlement"]) for one in report["gaps"]] == [
        (APPEARANCE, "planned", "open"),
        (ADVICE, "problem", "open"),
    ]


def test_dates_are_told() -> None:
    assert only(run_of(checked(SIGNED)))["dates"] == {
        "signed": "2024-04-20",
        "published": None,
        "compared": "2024-04-20",
    }


def test_waivers_are_told_with_what_became_of_them() -> None:
    waivers = result(RICH)["reports"][0]["waivers"]
    assert [one["state"] for one in waivers] == ["used", "expired", "unused", "unknown"]
    assert waivers[0] == {
        "id": ADVICE,
        "state": "used",
        "reason": "classified",
        "note": "无行政诉讼案件",
        "approver": "某某",
        "expires": "2025-12-31",
    }


def test_the_baseline_is_told_with_what_was_closed() -> None:
    report = only(
        run_of(checked(gates=PASSING, baseline=baseline_of(hearing="absent", version="0.9", is_current=False)))
    )
    assert report["baseline"] == {
        "file": "last.json",
        "rubric_version": "0.9",
        "current": False,
        "closed": ["decision.procedure.hearing"],
    }


def test_without_a_baseline_it_is_null() -> None:
    assert only(run_of())["baseline"] is None


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_outside_text_is_held_whole_and_harmless(text: str) -> None:
    run = soiled(text)
    output = rendered("json", run)
    report = json.loads(output)["reports"][0]
    assert report["title"] == f"清川县{text}法治政府建设情况报告"
    assert report["assertions"][0]["passages"][0]["quote"] == f"某{text}某"
    assert report["notices"][-1] == f"某{text}某"
    assert OBEYED.findall(output) == []
