"""What the forms for machines list: one entry for each thing found, by how grave it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from hongdong_rubric.gate.passages import passage_at
from hongdong_rubric.gate.result import (
    Assertion,
    CheckedReport,
    Finding,
    Outcome,
    Passage,
    Settlement,
    WaiverState,
    WaiverUse,
)
from hongdong_rubric.gate.wording import REASON_OF_WAIVER_NAMES, WAIVER_STATE_NAMES, waiver_text
from hongdong_rubric.policy import Waiver
from hongdong_rubric.render.plain_text import one_line
from hongdong_rubric.wording import gap_message
from scorer.scoring import Gap


class Grade(StrEnum):
    """How grave an entry is: it stops the report, only warns, or is for information."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_ORDER = tuple(Grade)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing found, once, at its gravest. ``demand`` is what was expected and what there is, empty without a gate.

    ``fingerprint`` stays the same while the text around it changes: it knows the rubric, the report and the subject,
    and no line.
    """

    finding: Finding
    grade: Grade
    demand: str
    fingerprint: str

    @property
    def message(self) -> str:
        """The whole message on one printable line."""
        settled = _settled(self.finding)
        demand = f"({self.demand})" if self.demand else ""
        parts = (f"{settled}{self.finding.message}{demand}", self.finding.remedy)
        return one_line("。".join(filter(None, parts)), keep_blanks=True)


def entries(report: CheckedReport, show: str) -> list[Entry]:
    """Entries of gates that did not pass; with ``show`` gaps or all also of gaps that no gate asks about."""
    found: dict[tuple[str, int], Entry] = {}
    key = _report_key(report)
    for assertion in report.assertions:
        seen: dict[str, int] = {}
        for finding in assertion.findings:
            number = seen[finding.subject] = seen.get(finding.subject, -1) + 1
            entry = Entry(
                finding, _grade(assertion, finding), _demand(assertion), _fingerprint(key, finding.subject, number)
            )
            place = (finding.subject, number)
            if place not in found or _ORDER.index(entry.grade) < _ORDER.index(found[place].grade):
                found[place] = entry
    if show != "failed":
        asked = {subject for subject, _ in found}
        for finding in _other_gaps(report):
            if finding.subject not in asked:
                found[finding.subject, 0] = Entry(finding, Grade.NOTE, "", _fingerprint(key, finding.subject, 0))
    return sorted(found.values(), key=lambda entry: _ORDER.index(entry.grade))


def closed_entries(report: CheckedReport) -> list[Entry]:
    """Entries for elements that lacked in the baseline and no longer do."""
    key = _report_key(report)
    elements = {element.id: element for element in report.scored.card.rubric.elements()}
    closed = [
        Finding(f"element:{one}", elements[one].title, "closed", f"“{elements[one].title}”已补上", "请更新基线", None)
        for one in report.closed
    ]
    return [Entry(one, Grade.NOTE, "", _fingerprint(key, one.subject, 0)) for one in closed]


def waiver_entries(report: CheckedReport) -> list[Entry]:
    """An entry for each waiver of the policy, whatever became of it: nobody may overlook one."""
    key = _report_key(report)
    told = [
        Finding(f"waiver:{use.waiver.id}", "豁免", use.state.value, waiver_line(use), "", None)
        for use in report.waivers
    ]
    return [Entry(one, Grade.NOTE, "", _fingerprint(key, one.subject, 0)) for one in told]


def waiver_line(use: WaiverUse) -> str:
    """A waiver and what became of it, in one sentence without its full stop."""
    return f"豁免[{WAIVER_STATE_NAMES[use.state]}] {waiver_text(use)}"


def _grade(assertion: Assertion, finding: Finding) -> Grade:
    if finding.settlement is not Settlement.OPEN:
        return Grade.NOTE
    return {Outcome.FAILED: Grade.ERROR, Outcome.WARNED: Grade.WARNING}.get(assertion.outcome, Grade.NOTE)


def _demand(assertion: Assertion) -> str:
    return f"要求 {assertion.expected},实际 {assertion.actual}"


def _other_gaps(report: CheckedReport) -> Iterable[Finding]:
    verdicts = {one.element.id: one for one in report.scored.card.elements()}
    for gap, settlement in report.gaps:
        evidence = verdicts[gap.element.id].evidence
        passage = passage_at(report.scored.card.document, evidence[0].span) if evidence else None
        waiver = _waiver_of(report, gap) if settlement is Settlement.WAIVED else None
        yield replace(_of_gap(gap, passage), settlement=settlement, waiver=waiver)


def _waiver_of(report: CheckedReport, gap: Gap) -> Waiver:
    """The first waiver in use for a gap, as the gates take it."""
    used = (use.waiver for use in report.waivers if use.state is WaiverState.USED)
    return next(waiver for waiver in used if waiver.covers(gap.element.id))


def _of_gap(gap: Gap, passage: Passage | None) -> Finding:
    element = gap.element
    return Finding(f"element:{element.id}", element.title, gap.status, gap_message(gap), element.remedy, passage)


def _settled(finding: Finding) -> str:
    waiver = finding.waiver
    if waiver is not None:
        reason = REASON_OF_WAIVER_NAMES[waiver.reason]
        return f"[已豁免:{reason},{waiver.note},批准 {waiver.approver},到期 {waiver.expires}] "
    return "[已知缺口] " if finding.settlement is Settlement.KNOWN else ""


def _report_key(report: CheckedReport) -> str:
    document = report.scored.card.document
    name = report.scored.source.name.replace("\\", "/").rpartition("/")[2]
    return f"{report.scored.card.rubric.id}|{document.title or name}|{document.year}"


def _fingerprint(key: str, subject: str, number: int) -> str:
    return hashlib.sha256(f"{key}|{subject}|{number}".encode(errors="replace")).hexdigest()
