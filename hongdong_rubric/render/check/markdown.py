"""A check as Markdown, for a review note or the summary of a CI job. Report text can make no link, tag or table."""

from __future__ import annotations

from hongdong_rubric.gate.result import CheckedReport, Finding, Outcome, UnjudgedReport
from hongdong_rubric.gate.wording import (
    OUTCOME_NAMES,
    SETTLEMENT_NAMES,
    STATE_NAMES,
    VERDICT_NAMES,
    WAIVER_STATE_NAMES,
    count_text,
    waiver_text,
)
from hongdong_rubric.render.check.sheet import Piece, Sheet
from hongdong_rubric.render.markdown import escape
from hongdong_rubric.render.plain_text import TITLE_LIMIT, excerpt
from hongdong_rubric.reports import LEVEL_NAMES
from hongdong_rubric.wording import GAP_NAMES, gap_message, place_name, score_text

_QUOTE_LIMIT = 60


class MarkdownSheet(Sheet):
    """A section for each report."""

    separator = "\n\n"

    def cut(self, report: CheckedReport | UnjudgedReport) -> Piece:
        """The section of a report."""
        return Piece((_unjudged(report) if isinstance(report, UnjudgedReport) else _report(report, self.show),))


def _unjudged(report: UnjudgedReport) -> str:
    return f"## {VERDICT_NAMES[report.verdict]}:{escape(report.name)}\n\n{escape(report.message)}"


def _report(report: CheckedReport, show: str) -> str:
    card = report.scored.card
    source = report.scored.source.name
    parts = [
        f"## {VERDICT_NAMES[report.verdict]}:{escape(card.document.title or source, TITLE_LIMIT)}",
        "\n".join(
            [
                f"- {count_text(report)}",
                f"- 文件:{escape(source)}",
                f"- 年度:{card.document.year or '不明'},层级:{LEVEL_NAMES[card.level]},总分:{score_text(card.score)}",
                f"- 策略:{escape(report.policy.name)}(预设 {report.policy.preset})",
                *(f"- 注意:{escape(notice)}" for notice in report.notices),
            ]
        ),
        _assertions(report, show),
        _findings(report),
    ]
    if show != "failed":
        parts.append(_gaps(report))
    parts.append(_waivers(report))
    return "\n\n".join(part for part in parts if part)


def _assertions(report: CheckedReport, show: str) -> str:
    quiet = () if show == "all" else (Outcome.PASSED, Outcome.SKIPPED)
    rows = [
        f"| {OUTCOME_NAMES[one.outcome]} | {escape(one.title)} | {escape(one.expected)} | {escape(one.actual)} |"
        for one in report.assertions
        if one.outcome not in quiet or one.key.startswith("part:")
    ]
    return "\n".join(["| 结果 | 项目 | 要求 | 实际 |", "| --- | --- | --- | --- |", *rows]) if rows else ""


def _findings(report: CheckedReport) -> str:
    lines = []
    for one in report.assertions:
        if one.outcome in (Outcome.FAILED, Outcome.WARNED):
            lines.append(f"- **{escape(one.title)}**({OUTCOME_NAMES[one.outcome]})")
            lines += [_finding(report, finding) for finding in one.findings]
    return "\n".join(["### 怎么改", "", *lines]) if lines else ""


def _finding(report: CheckedReport, finding: Finding) -> str:
    passage = finding.passage
    where = ""
    if passage is not None:
        quote = excerpt(passage.context, passage.lead, passage.lead + len(passage.quote), _QUOTE_LIMIT)
        where = f"(第 {passage.line} 行{place_name(report.place(passage))}:“{escape(quote)}”)"
    return f"  - {STATE_NAMES[finding.state]}:{escape(finding.message)}{where}。{escape(finding.remedy)}"


def _gaps(report: CheckedReport) -> str:
    lines = [
        f"- {GAP_NAMES[gap.status]}:{escape(gap_message(gap))}{SETTLEMENT_NAMES[settlement]}"
        for gap, settlement in report.gaps
    ]
    return "\n".join([f"### 细则的全部缺口({len(lines)} 个)", "", *lines]) if lines else ""


def _waivers(report: CheckedReport) -> str:
    lines = [f"- {WAIVER_STATE_NAMES[use.state]}:{escape(waiver_text(use))}" for use in report.waivers]
    return "\n".join([f"### 豁免({len(lines)} 项)", "", *lines]) if lines else ""
