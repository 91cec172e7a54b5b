"""A check as JSON, whole whatever is shown elsewhere; ``hongdong_rubric/check.schema.json`` describes it."""

from __future__ import annotations

from typing import Any

from hongdong_rubric import __version__
from hongdong_rubric.gate.baseline import Baseline
from hongdong_rubric.gate.result import (
    Assertion,
    CheckedReport,
    Finding,
    Passage,
    Settlement,
    UnjudgedReport,
    WaiverUse,
)
from hongdong_rubric.policy import Policy
from hongdong_rubric.render.check.sheet import Piece, Sheet, around, listed
from hongdong_rubric.render.json_form import rounded
from hongdong_rubric.wording import gap_message
from scorer.scoring import Gap
from scorer.statutory import ContentFinding, ReportDate

SCHEMA_VERSION = 1
_DEPTH = 2


class JsonSheet(Sheet):
    """One object for the whole run."""

    separator = ",\n"

    def cut(self, report: CheckedReport | UnjudgedReport) -> Piece:
        """The object of a report."""
        told = _unjudged(report) if isinstance(report, UnjudgedReport) else _report(report)
        return Piece((listed(told, _DEPTH),))

    def ends(self) -> tuple[str, str]:
        """All but the reports."""
        whole: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "tool": {"name": "hongdong-rubric", "version": __version__},
            "verdict": self.verdict.value,
        }
        return around(whole, whole, "reports", filled=self.count > 0)


def _unjudged(report: UnjudgedReport) -> dict[str, Any]:
    return {"source": report.name, "verdict": report.verdict.value, "message": report.message}


def _report(report: CheckedReport) -> dict[str, Any]:
    card = report.scored.card
    document = card.document
    return {
        "source": report.scored.source.name,
        "verdict": report.verdict.value,
        "title": document.title,
        "year": document.year,
        "level": card.level,
        "characters": len(document.text),
        "encoding": report.scored.source.encoding,
        "kind": report.scored.source.kind,
        "score": rounded(card.score),
        "rubric": {"id": card.rubric.id, "version": card.rubric.version, "digest": card.rubric.digest},
        "policy": _policy(report.policy),
        "contents": [_content(one) for one in report.statutory.contents],
        "dates": {
            "signed": _date(report.statutory.dates.signed),
            "published": _date(report.statutory.dates.published),
            "compared": report.date,
        },
        "assertions": [_assertion(report, one) for one in report.assertions],
        "waivers": [_waiver(one) for one in report.waivers],
        "baseline": _baseline(report.baseline, report.closed) if report.baseline else None,
        "gaps": [_gap(gap, settlement) for gap, settlement in report.gaps],
        "notices": list(report.notices),
    }


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "name": policy.name,
        "file": policy.file,
        "preset": policy.preset,
        "gap_states": [state.value for state in policy.states],
    }


def _baseline(baseline: Baseline, closed: tuple[str, ...]) -> dict[str, Any]:
    return {
        "file": baseline.file,
        "rubric_version": baseline.version,
        "current": baseline.is_current,
        "closed": list(closed),
    }


def _gap(gap: Gap, settlement: Settlement) -> dict[str, Any]:
    return {
        "element": gap.element.id,
        "status": gap.status,
        "severity": gap.element.severity.value,
        "settlement": settlement.value,
        "message": gap_message(gap),
        "line": gap.line,
    }


def _content(found: ContentFinding) -> dict[str, Any]:
    return {"id": found.content.value, "presence": found.presence.value, "characters": found.characters}


def _date(date: ReportDate | None) -> str | None:
    return date.iso if date else None


def _assertion(report: CheckedReport, one: Assertion) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "level": one.level.value,
        "origin": one.origin,
        "expected": one.expected,
        "actual": one.actual,
        "outcome": one.outcome.value,
        "findings": [_finding(report, finding) for finding in one.findings],
        "passages": [_passage(report, passage) for passage in one.passages],
    }


def _finding(report: CheckedReport, one: Finding) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "title": one.title,
        "state": one.state,
        "settlement": one.settlement.value,
        "message": one.message,
        "remedy": one.remedy,
        "passage": _passage(report, one.passage) if one.passage else None,
    }


def _passage(report: CheckedReport, one: Passage) -> dict[str, Any]:
    place = report.place(one)
    return {
        "quote": one.quote,
        "start": one.span.start,
        "end": one.span.end,
        "line": one.line,
        "column": one.column,
        **({place.unit.value: place.number} if place else {}),
    }


def _waiver(use: WaiverUse) -> dict[str, Any]:
    waiver = use.waiver
    return {
        "id": waiver.id,
        "state": use.state.value,
        "reason": waiver.reason.value,
        "note": waiver.note,
        "approver": waiver.approver,
        "expires": waiver.expires,
    }
