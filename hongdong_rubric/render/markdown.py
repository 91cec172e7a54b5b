"""The score as Markdown, for pasting into a review note. Report text is escaped: it can make no link, tag or table."""

from __future__ import annotations

import re
from collections import Counter

from hongdong_rubric.readers import Source
from hongdong_rubric.render.plain_text import TITLE_LIMIT, one_line
from hongdong_rubric.reports import LEVEL_NAMES, ScoredReport
from hongdong_rubric.selection import Selection
from hongdong_rubric.wording import (
    COUNTED,
    GAP_NAMES,
    SEVERITY_NAMES,
    STANCE_NAMES,
    gap_message,
    origin,
    place_name,
    score_text,
    status_name,
)
from scorer.rubric import Severity, Status
from scorer.scoring import Gap, ItemScore

# The full stop after www would make a link of bare text.
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~$&@:/-]|(?<=www)\.)", re.IGNORECASE)


def escape(text: str, limit: int = 0) -> str:
    """Report text as literal Markdown text on one line; only ASCII punctuation has meaning in Markdown."""
    return _SPECIAL.sub(r"\\\1", one_line(text, limit))


def to_markdown(report: ScoredReport, selection: Selection, *, evidence: bool) -> str:
    """The whole Markdown output for one report."""
    items = [item for item in selection.items(report.card) if item.score is not None]
    parts = [_head(report, selection), _chapters(report, selection), _items(items)]
    if evidence:
        parts.append(_evidence(items, report.source))
    parts.append(_gaps(selection.gaps(report.card)))
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(report: ScoredReport, selection: Selection) -> str:
    card = report.card
    document = card.document
    told_origin = origin(report.source)
    lines = [
        f"# {escape(document.title or report.source.name, TITLE_LIMIT)}",
        "",
        f"- 文件:{escape(report.source.name)}",
        f"- 年度:{document.year or '不明'},层级:{LEVEL_NAMES[card.level]},{len(document.text):,} 字",
        *([f"- 格式:{escape(told_origin)}"] if told_origin else []),
        f"- 细则:{card.rubric.id} {escape(card.rubric.version)}({escape(card.rubric.title)})",
    ]
    if not selection.narrowed:
        applicable = [element for element in card.elements() if element.status is not Status.NOT_APPLICABLE]
        counts = Counter(status_name(element) for element in applicable)
        lines.append(f"- **总分 {score_text(card.score)}**({'、'.join(f'{name} {counts[name]}' for name in COUNTED)})")
    lines += [f"- 注意:{warning}" for warning in report.warnings]
    return "\n".join(lines)


def _chapters(report: ScoredReport, selection: Selection) -> str:
    chapters = selection.chapters(report.card)
    if not chapters:
        return ""
    rows = [f"| {escape(one.chapter.title)} | {score_text(one.score)} |" for one in chapters]
    return "\n".join(["## 各部分", "", "| 部分 | 得分 |", "| --- | ---: |", *rows])


def _items(items: list[ItemScore]) -> str:
    rows = []
    for item in items:
        counts = Counter(status_name(element) for element in item.elements)
        cells = " | ".join(str(counts[name] or "") for name in COUNTED)
        rows.append(f"| {escape(item.item.title)} | {score_text(item.score)} | {cells} |")
    head = f"| 条目 | 得分 | {' | '.join(COUNTED)} |"
    return "\n".join(["## 各条目", "", head, "| --- |" + " ---: |" * (len(COUNTED) + 1), *rows])


def _evidence(items: list[ItemScore], source: Source) -> str:
    lines = ["## 依据", ""]
    for item in items:
        for element in item.elements:
            lines.append(f"- **{escape(element.element.title)}**({status_name(element)})")
            if element.evidence:
                first = element.evidence[0]
                section = f",{escape(first.section, 40)}" if first.section else ""
                where = f"第 {first.line} 行{place_name(source.place(first.span.start))}{section}"
                lines.append(f"  - {where}({STANCE_NAMES[first.stance]}):“{escape(first.quote, 90)}”")
    return "\n".join(lines)


def _gaps(gaps: list[Gap]) -> str:
    if not gaps:
        return "## 缺口\n\n没有缺口。"
    lines = [f"## 缺口({len(gaps)} 个)"]
    for severity in Severity:
        chosen = [gap for gap in gaps if gap.element.severity is severity]
        if chosen:
            lines += ["", f"### {SEVERITY_NAMES[severity]}({len(chosen)} 个)", ""]
            for gap in chosen:
                lines.append(f"- **{GAP_NAMES[gap.status]}** {escape(gap_message(gap))}")
                lines.append(f"  - 补写:{escape(gap.element.remedy)}")
    return "\n".join(lines)
