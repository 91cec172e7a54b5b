"""A code quality report for GitLab: a list of issues."""

from __future__ import annotations

import hashlib
from typing import Any

from hongdong_rubric.gate.result import CheckedReport, CheckRun, UnjudgedReport
from hongdong_rubric.render.check.listing import Entry, Grade, entries, waiver_entries
from hongdong_rubric.render.check.locations import relative_path
from hongdong_rubric.render.json_form import dump
from hongdong_rubric.render.plain_text import one_line

_SEVERITIES = {Grade.ERROR: "major", Grade.WARNING: "minor", Grade.NOTE: "info"}


def to_gitlab(run: CheckRun, show: str) -> str:
    """All issues of all reports; an empty list where nothing was found."""
    issues: list[dict[str, Any]] = []
    for report in run.reports:
        if isinstance(report, UnjudgedReport):
            issues.append(_unjudged(report))
        else:
            issues += [_issue(report, entry) for entry in (*entries(report, show), *waiver_entries(report))]
    # A file given twice is told once: no two issues may share a fingerprint.
    return dump(list({issue["fingerprint"]: issue for issue in issues}.values()), indent=2)


def _unjudged(report: UnjudgedReport) -> dict[str, Any]:
    return _form(report.message, "unjudged", "unjudged", "blocker", report.name, 1)


def _issue(report: CheckedReport, entry: Entry) -> dict[str, Any]:
    passage = entry.finding.passage
    return _form(
        entry.message,
        entry.finding.subject,
        entry.fingerprint,
        _SEVERITIES[entry.grade],
        report.scored.source.name,
        passage.line if passage else 1,
    )


def _form(message: str, check: str, key: str, severity: str, name: str, line: int) -> dict[str, Any]:
    """An issue; its fingerprint knows the file as well, for two files may bear the same title."""
    fingerprint = hashlib.sha256(f"{key}|{relative_path(name)}".encode(errors="replace")).hexdigest()
    return {
        "description": one_line(message, keep_blanks=True),
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": relative_path(name), "lines": {"begin": line}},
    }
