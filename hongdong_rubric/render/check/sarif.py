"""SARIF 2.1.0 (OASIS): results with stable fingerprints, suppressions for waived and a state for baselined ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hongdong_rubric import __version__
from hongdong_rubric.gate.result import (
    Assertion,
    CheckedReport,
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
from hongdong_rubric.render.check.sheet import Piece, Sheet, around, listed
from hongdong_rubric.render.plain_text import one_line

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Grade.ERROR: "error", Grade.WARNING: "warning", Grade.NOTE: "note"}
# How deep a result stands in the whole.
_DEPTH = 4
_FINGERPRINT = "hongdongRubric/v1"


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a run says of a report outside of its results; ``ids`` are the rules of these, in their order."""

    uri: str
    notifications: tuple[dict[str, Any], ...]
    ids: tuple[str, ...] = ()
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)


class SarifSheet(Sheet):
    """One run with the results of all reports; with ``show`` all, passed gates too."""

    separator = ",\n"

    def __init__(self, show: str) -> None:
        super().__init__(show)
        self._rules: dict[str, dict[str, Any]] = {}
        self._numbers: dict[str, int] = {}
        self._uris: dict[str, None] = {}
        self._notifications: list[dict[str, Any]] = []
        self._filled = False

    def cut(self, report: CheckedReport | UnjudgedReport) -> Piece:
        """The results of a report, without the places of their rules in the list of all."""
        if isinstance(report, UnjudgedReport):
            return Piece((), _Facts(uri(report.name), (_notification("error", report.message, report.name),)))
        name = report.scored.source.name
        rules: dict[str, dict[str, Any]] = {}
        results = list(_results(report, self.show, rules))
        sentences = (*report.notices, *map(waiver_line, report.waivers))
        told = tuple(_notification("note", one, name) for one in sentences)
        facts = _Facts(uri(name), told, tuple(result["ruleId"] for result in results), rules)
        return Piece(tuple(listed(result, _DEPTH) for result in results), facts)

    def add(self, piece: Piece, verdict: Verdict) -> Iterable[str]:
        """Number the rules as they come up, and tell each result the number of its own."""
        super().add(piece, verdict)
        facts: _Facts = piece.facts
        # A report may be given twice; the standard wants each artifact once.
        self._uris[facts.uri] = None
        self._notifications += facts.notifications
        for one, rule in facts.rules.items():
            self._numbers.setdefault(one, len(self._numbers))
            self._rules.setdefault(one, rule)
        self._filled = self._filled or bool(piece.texts)
        for text, one in zip(piece.texts, facts.ids, strict=True):
            yield _with_number(text, self._numbers[one])

    def ends(self) -> tuple[str, str]:
        """All but the results."""
        driver = {
            "name": "hongdong-rubric",
            "version": __version__,
            "semanticVersion": __version__,
            "rules": list(self._rules.values()),
        }
        judged = self.verdict is not Verdict.ERROR
        run: dict[str, Any] = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": judged, "toolExecutionNotifications": self._notifications}],
            "artifacts": [{"location": {"uri": one}} for one in self._uris],
        }
        whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        return around(whole, run, "results", filled=self._filled)


def _with_number(text: str, number: int) -> str:
    """A result with the number of its rule as its last entry."""
    end = "  " * _DEPTH + "}"
    return f'{text.removesuffix(end).rstrip()},\n{"  " * (_DEPTH + 1)}"ruleIndex": {number}\n{end}'


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
