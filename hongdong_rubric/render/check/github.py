"""Annotations for GitHub Actions: workflow commands, one a line."""

from __future__ import annotations

from hongdong_rubric.gate.result import CheckedReport, Passage, UnjudgedReport
from hongdong_rubric.gate.wording import VERDICT_NAMES, count_text
from hongdong_rubric.render.check.listing import Entry, Grade, entries, waiver_entries
from hongdong_rubric.render.check.locations import relative_path
from hongdong_rubric.render.check.sheet import Piece, Sheet
from hongdong_rubric.render.plain_text import one_line

_COMMANDS = {Grade.ERROR: "error", Grade.WARNING: "warning", Grade.NOTE: "notice"}


class GithubSheet(Sheet):
    """Workflow commands for all reports: the verdict of each, then what was found."""

    def cut(self, report: CheckedReport | UnjudgedReport) -> Piece:
        """The commands for a report."""
        return Piece(tuple(_unjudged(report) if isinstance(report, UnjudgedReport) else _report(report, self.show)))


def _unjudged(report: UnjudgedReport) -> list[str]:
    return [_command("error", report.name, VERDICT_NAMES[report.verdict], report.message, None)]


def _report(report: CheckedReport, show: str) -> list[str]:
    name = report.scored.source.name
    notices = [count_text(report), *report.notices]
    lines = [_command("notice", name, VERDICT_NAMES[report.verdict], ";".join(notices), None)]
    return lines + [_entry(name, entry) for entry in (*waiver_entries(report), *entries(report, show))]


def _entry(name: str, entry: Entry) -> str:
    return _command(_COMMANDS[entry.grade], name, entry.finding.title, entry.message, entry.finding.passage)


def _command(kind: str, name: str, title: str, message: str, passage: Passage | None) -> str:
    properties = {"file": relative_path(name), "title": one_line(title, keep_blanks=True)}
    if passage is not None:
        properties |= {"line": str(passage.line), "endLine": str(passage.end_line)}
        if passage.line == passage.end_line:
            # Columns of another line than the first would point nowhere.
            properties |= {"col": str(passage.column), "endColumn": str(passage.end_column)}
    told = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
    return f"::{kind} {told}::{_escape_data(one_line(message, keep_blanks=True))}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
