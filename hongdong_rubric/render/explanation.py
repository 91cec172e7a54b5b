"""Why an element got its verdict: the rules, what matched, what was turned down, and the sum."""

from __future__ import annotations

from hongdong_rubric.render.plain_text import one_line
from hongdong_rubric.reports import ScoredReport
from hongdong_rubric.wording import (
    MATCH_NAMES,
    PART_NAMES,
    REASON_NAMES,
    STANCE_NAMES,
    place_name,
    score_text,
    status_name,
)
from scorer.scoring import ElementScore, Evidence
from scorer.text import Document, Scope, Span

_LIMIT = 100


def to_explanation(report: ScoredReport, element: ElementScore) -> str:
    """The answer to "why", as plain text."""
    own = element.element
    lines = [
        f"{own.title}({own.id}):{status_name(element)},得分 {score_text(element.score)}",
        f"要求:{own.means}",
        f"规则 {len(own.rules)} 条,命中 {len(element.evidence)} 处",
    ]
    for number, evidence in enumerate(element.evidence, 1):
        lines += _evidence(number, evidence, report)
    lines += _rejections(report, element)
    lines += ["", "试过的规则", *_rules(report, element)]
    lines += ["", "怎样算出", *_sum(report, element)]
    return "\n".join(lines) + "\n"


def _evidence(number: int, evidence: Evidence, report: ScoredReport) -> list[str]:
    part = _part_of(report.card.document, evidence.span)
    proof = ",同句有属于它的数据或本地文件" if evidence.evidenced else ""
    section = f",“{one_line(evidence.section, 40)}”" if evidence.section else ""
    where = f"第 {evidence.line} 行第 {evidence.column} 列{place_name(report.source.place(evidence.span.start))}"
    return [
        "",
        f"{number}. {where}:“{one_line(evidence.quote, _LIMIT)}”",
        f"   所在部分:{part}{section};语气:{STANCE_NAMES[evidence.stance]}{proof}",
        f"   规则:{one_line(evidence.rule, _LIMIT, keep_blanks=True)}"
        f"({MATCH_NAMES[evidence.match]},相似度 {evidence.similarity:g})",
    ]


def _rules(report: ScoredReport, element: ElementScore) -> list[str]:
    fired = report.card.fired[element.element.id]
    return [
        f"- {'命中' if rule.source in fired else '没有'}  {one_line(rule.source, _LIMIT, keep_blanks=True)}"
        for rule in element.element.rules
    ]


def _part_of(document: Document, source: Span) -> str:
    return PART_NAMES[document.part_at(source.start)]


def _rejections(report: ScoredReport, element: ElementScore) -> list[str]:
    document = report.card.document
    turned_down = [one for identity, one in report.card.rejections if identity == element.element.id]
    if not turned_down:
        return []
    lines = ["", f"看到但没有采用的 {len(turned_down)} 处"]
    for one in sorted(turned_down, key=lambda one: (one.span, one.rule.source)):
        source = document.source_span(one.span)
        line, _ = document.line_column(source.start)
        around = document.source_span(document.scope_span(Scope.CLAUSE, one.span.start, one.span.end))
        lines.append(f"- 第 {line} 行:“{one_line(document.text[around.start : around.end], _LIMIT)}”")
        lines.append(f"  规则 {one_line(one.rule.source, _LIMIT, keep_blanks=True)}:{REASON_NAMES[one.reason]}")
    return lines


def _sum(report: ScoredReport, element: ElementScore) -> list[str]:
    if element.score is None:
        return ["这一条目不适用于本级政府,不计入任何得分。"]
    card = report.card
    own = element.element
    chapter = next(c for c in card.chapters for i in c.items if element in i.elements)
    item = next(i for i in chapter.items if element in i.elements)
    asked = "要求数据" if own.figures else "不要求数据"
    return [
        f"要点:{status_name(element)},{asked} → {score_text(element.score)}(权重 {own.weight:g})",
        f"条目“{item.item.title}”:"
        + " + ".join(f"{score_text(e.score)}×{e.element.weight:g}" for e in item.elements if e.score is not None)
        + f",除以权重之和 → {score_text(item.score)}",
        f"部分“{chapter.chapter.title}”:各条目加权平均 → {score_text(chapter.score)}",
        f"总分:各部分加权平均 → {score_text(card.score)}",
    ]
