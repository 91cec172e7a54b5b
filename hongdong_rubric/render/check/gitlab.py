"""A code quality report for GitLab: a list of issues."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from hongdong_rubric.gate.result import CheckedReport, UnjudgedReport, Verdict
from hongdong_rubric.render.check.listing import Entry, Grade, entries, waiver_entries
from hongdong_rubric.render.check.locations import relative_path
from hongdong_rubric.render.check.sheet import Piece, Sheet, listed
from hongdong_rubric.render.plain_text import one_line

# So many bytes of a fingerprint tell all those of a run apart.
_DISTINCT = 16
_SEVERITIES = {Grade.ERROR: "major", Grade.WARNING: "minor", Grade.NOTE: "info"}


class GitlabSheet(Sheet):
    """All issues of all reports; an empty list where nothing was found."""

    separator = ",\n"

    def __init__(self, show: str) -> None:
        super().__init__(show)
        self._told: set[bytes] = set()

    def cut(self, report: CheckedReport | UnjudgedReport) -> Piece:
        """The issues of a report, with their fingerprints."""
        if isinstance(report, UnjudgedReport):
            issues = [_unjudged(report)]
        else:
            issues = [_issue(report, entry) for entry in (*entries(report, self.show), *waiver_entries(report))]
        texts = tuple(listed(issue, 1) for issue in issues)
        return Piece(texts, tuple(bytes.fromhex(issue["fingerprint"])[:_DISTINCT] for issue in issues))

    def add(self, piece: Piece, verdict: Verdict) -> Iterable[str]:
        """A file given twice is told once: no two issues may share a fingerprint."""
        super().add(piece, verdict)
        for text, fingerprint in zip(piece.texts, piece.facts, strict=True):
            if fingerprint not in self._told:
                self._told.add(fingerprint)
                yield text

    def ends(self) -> tuple[str, str]:
        """A list."""
        return ("[\n", "\n]\n") if self._told else ("[]\n", "")


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
