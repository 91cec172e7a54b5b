"""SARIF 2.1.0 (OASIS): results with stable fingerprints, suppressions for waived and a state for baselined ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hongdong_rubric import __version__
from hongdong_rubric.gate.result import (
    Assertion,
    CheckedReport,
    CheckRun,
    Finding,
    Outcome,
    Passage,
    Settlement,
    UnjudgedReport,
    Verdict,
)
from hongdong_rubric.gate.wording import VERDICT_NAMES
from hongdong_rubric.render.check.listing import Entry, Grade, closed_entries, entries, waiver_line
from hongdong_rubric.render.check.locations import uri
from hongdong_rubric.render.json_form import dump
from hongdong_rubric.render.plain_text import one_line

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Grade.ERROR: "error", Grade.WARNING: "warning", Grade.NOTE: "note"}
_FINGERPRINT = "hongdongRubric/v1"


def to_sarif(run: CheckRun, show: str) -> str:
    """One run with the results of all reports; with ``show`` all, passed gates too."""
    results: list[dict[str, Any]] = []
    rules: dict[str, dict[str, Any]] = {}
    for report in run.reports:
        if isinstance(report, CheckedReport):
            results += _results(report, show, rules)
    ids = list(rules)
    for result in results:
        result["ruleIndex"] = ids.index(result["ruleId"])
    driver = {
        "name": "hongdong-rubric",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": list(rules.values()),
    }
    return dump(
        {
            "$schema": _SCHEMA,
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {"driver": driver},
                    "columnKind": "unicodeCodePoints",
                    "invocations": [_invocation(run)],
                    # A report may be given twice; the standard wants each artifact once.
                    "artifacts": [{"location": {"uri": one}} for one in dict.fromkeys(map(_uri, run.reports))],
                    "results": results,
                }
            ],
        },
        indent=2,
    )


def _uri(report: CheckedReport | UnjudgedReport) -> str:
    return uri(report.name if isinstance(report, UnjudgedReport) else report.scored.source.name)


def _invocation(run: CheckRun) -> dict[str, Any]:
    notifications: list[dict[str, Any]] = []
    for report in run.reports:
        if isinstance(report, UnjudgedReport):
            notifications.append(_notification("error", report.message, report.name))
        else:
            told = (*report.notices, *map(waiver_line, report.waivers))
            notifications += [_notification("note", one, report.scored.source.name) for one in told]
    judged = run.verdict is not Verdict.ERROR
    return {"executionSuccessful": judged, "toolExecutionNotifications": notifications}


def _notification(level: str, message: str, name: str) -> dict[str, Any]:
    return {"level": level, "message": _message(message), "locations": [_location(name, None)]}


def _message(text: str) -> dict[str, str]:
    return {"text": one_line(text, keep_blanks=True)}


def _results(report: CheckedReport, show: str, rules: dict[str, dict[str, Any]]) -> Iterable[dict[str, Any]]:
    name = report.scored.source.name
    for entry in entries(report, show):
        _add_rule(rules, entry.finding)
        result = _result(entry, name)
        if entry.finding.settlement is Settlement.WAIVED:
            result["suppressions"] = [_suppression(entry.finding)]
        if report.baseline is not None:
            known = entry.finding.settlement is Settlement.KNOWN
            result["baselineState"] = "unchanged" if known else "new"
        yield result
    for entry in closed_entries(report):
        _add_rule(rules, entry.finding)
        yield {**_result(entry, name), "baselineState": "absent"}
    if show == "all":
        for assertion in report.assertions:
            if assertion.outcome is Outcome.PASSED:
                yield _passed(report, assertion, rules)


def _add_rule(rules: dict[str, dict[str, Any]], finding: Finding) -> None:
    rules.setdefault(
        finding.subject,
        {
            "id": finding.subject,
            "shortDescription": _message(finding.title),
            "help": _message(finding.remedy),
        },
    )


def _result(entry: Entry, name: str) -> dict[str, Any]:
    return {
        "ruleId": entry.finding.subject,
        "kind": "fail",
        "level": _LEVELS[entry.grade],
        "message": {"text": entry.message},
        "locations": [_location(name, entry.finding.passage)],
        "partialFingerprints": {_FINGERPRINT: entry.fingerprint},
        "properties": {"state": entry.finding.state},
    }


def _passed(report: CheckedReport, assertion: Assertion, rules: dict[str, dict[str, Any]]) -> dict[str, Any]:
    subject = assertion.key.rpartition(":")[0] or assertion.key
    rules.setdefault(subject, {"id": subject, "shortDescription": _message(assertion.title)})
    name = report.scored.source.name
    # Where one result tells how it stands to the baseline, all of them do.
    state = {"baselineState": "unchanged"} if report.baseline is not None else {}
    return {
        **state,
        "ruleId": subject,
        "kind": "pass",
        "level": "none",
        "message": _message(f"{VERDICT_NAMES[Verdict.PASSED]}:要求 {assertion.expected},实际 {assertion.actual}"),
        "locations": [_location(name, assertion.passages[0] if assertion.passages else None)],
    }


def _suppression(finding: Finding) -> dict[str, str]:
    waiver = finding.waiver
    told = f"{waiver.reason.value}:{waiver.note};{waiver.approver};{waiver.expires}" if waiver else ""
    return {"kind": "external", "status": "accepted", "justification": one_line(told, keep_blanks=True)}


def _location(name: str, passage: Passage | None) -> dict[str, Any]:
    """A place in the report; what stands nowhere is shown at its first line."""
    region: dict[str, Any] = {"startLine": 1}
    if passage is not None:
        region = {
            "startLine": passage.line,
            "startColumn": passage.column,
            "endLine": passage.end_line,
            "endColumn": passage.end_column,
            "charOffset": passage.span.start,
            "charLength": passage.span.end - passage.span.start,
            "snippet": _message(passage.quote),
        }
    return {"physicalLocation": {"artifactLocation": {"uri": uri(name)}, "region": region}}
