"""Gates on the contents that the regulation asks for, on the title, the dates and the outline that a report goes by."""

from __future__ import annotations

from dataclasses import dataclass

from hongdong_rubric.gate.passages import MOST_PASSAGES, passage_at
from hongdong_rubric.gate.result import Assertion, Finding, Outcome, Passage, outcome_of
from hongdong_rubric.gate.settling import publication_limit
from hongdong_rubric.gate.wording import PART_MESSAGES, PART_REMEDIES, PART_TITLES, TITLE_MESSAGES
from hongdong_rubric.policy import Formality, Gate
from scorer.statutory import MIN_HAN, Content, ContentFinding, Presence, Statutory
from scorer.text import Document

# A report signed before the last month of its year cannot tell of that year.
_EARLIEST_MONTH = "12"


@dataclass(frozen=True, slots=True)
class PartJudge:
    """Holds gates of scope part against what was found in a report."""

    document: Document
    statutory: Statutory

    def judge(self, gate: Gate) -> Assertion:
        """One assertion for a content or a formality."""
        if gate.id == Formality.TITLE:
            return self._title(gate)
        if gate.id == Formality.DATE:
            return self._date(gate)
        if gate.id == Formality.OUTLINE:
            return self._outline(gate)
        return self._content(gate, next(one for one in self.statutory.contents if one.content.value == gate.id))

    def _content(self, gate: Gate, found: ContentFinding) -> Assertion:
        is_causes = found.content is Content.CAUSES
        expected = "有交代" if is_causes else f"正文不少于 {MIN_HAN} 字"
        passages = tuple(passage_at(self.document, span) for span in found.passages[:MOST_PASSAGES])
        if found.presence is Presence.TOLD:
            return self._assertion(gate, expected, f"{found.characters} 字", (), passages)
        place = found.passages[0] if found.passages else found.heading
        passage = passage_at(self.document, place) if place else None
        finding = self._finding(gate, found.presence.value, PART_MESSAGES[found.presence, is_causes], passage)
        actual = {
            Presence.SHORT: f"只有 {found.characters} 字",
            Presence.HEADING_ONLY: "有标题,没有写这方面的内容",
            Presence.ABSENT: "没有写",
        }[found.presence]
        return self._assertion(gate, expected, actual, (finding,), ())

    def _title(self, gate: Gate) -> Assertion:
        title = self.statutory.title
        expected = "写明年度和文种"
        passage = passage_at(self.document, title.span) if title.span else None
        if title.fault is None:
            return self._assertion(gate, expected, f"{title.year} 年度报告", (), (passage,) if passage else ())
        actual = TITLE_MESSAGES[title.fault].format(year=title.year, text_year=self.document.year)
        return self._assertion(gate, expected, actual, (self._finding(gate, title.fault.value, actual, passage),), ())

    def _date(self, gate: Gate) -> Assertion:
        year = self.document.year
        dates = self.statutory.dates
        named = [(name, date) for name, date in (("落款", dates.signed), ("发布", dates.published)) if date is not None]
        actual = ",".join(f"{name} {date.iso}" for name, date in named)
        if year is None or not named:
            why = "没有落款日期,也没有发布日期" if not named else f"{actual},但看不出年度"
            return self._skipped(gate, "不晚于下一年 3 月 31 日", why)
        limit = publication_limit(year)
        earliest = f"{year}-{_EARLIEST_MONTH}"
        findings = []
        for name, date in named:
            passage = passage_at(self.document, date.span)
            if date.iso > limit:
                findings.append(self._finding(gate, "late", f"{name}日期 {date.iso} 晚于 {limit}", passage))
            elif date.iso < earliest:
                findings.append(self._finding(gate, "early", f"{name}日期 {date.iso} 早于 {year} 年年底", passage))
        passages = tuple(passage_at(self.document, date.span) for _, date in named)
        return self._assertion(gate, f"不晚于 {limit}", actual, tuple(findings), passages)

    def _outline(self, gate: Gate) -> Assertion:
        passages = tuple(passage_at(self.document, span) for span in self.statutory.outdated)
        message = "提到已到期的 2015—2020 年纲要"
        findings = tuple(self._finding(gate, "outdated", message, passage) for passage in passages)
        actual = f"{len(findings)} 处提到 2015—2020 年纲要" if findings else "没有提到过期纲要"
        return self._assertion(gate, "不引用已到期的纲要", actual, findings, ())

    def _finding(self, gate: Gate, state: str, message: str, passage: Passage | None) -> Finding:
        part = str(gate.id)
        title = PART_TITLES[part]
        return Finding(gate.subject, title, state, message.replace("<部分>", title), PART_REMEDIES[part], passage)

    def _assertion(
        self, gate: Gate, expected: str, actual: str, findings: tuple[Finding, ...], passages: tuple[Passage, ...]
    ) -> Assertion:
        outcome = outcome_of(gate.level, findings)
        title = PART_TITLES[str(gate.id)]
        return Assertion(gate.key, gate.level, gate.origin, title, expected, actual, outcome, findings, passages)

    def _skipped(self, gate: Gate, expected: str, actual: str) -> Assertion:
        title = PART_TITLES[str(gate.id)]
        return Assertion(gate.key, gate.level, gate.origin, title, expected, actual, Outcome.SKIPPED)
