"""The score in the terminal."""

from __future__ import annotations

from collections import Counter

from rich.box import SIMPLE_HEAD
from rich.console import ConsoleRenderable, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from hongdong_rubric.readers import Source
from hongdong_rubric.render.plain_text import TITLE_LIMIT, one_line
from hongdong_rubric.render.terminal.console import make_console, output_of
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
from scorer.rubric import Severity, Status, Values
from scorer.scoring import ChapterScore, ElementScore, Evidence, Gap, ItemScore

_BAR = 20
_QUOTE_LIMIT = 90
_STYLES = {
    "有实据": "green",
    "已提及": "cyan",
    "仅计划": "yellow",
    "仅列不足": "magenta",
    "未提及": "red",
    "缺实据": "cyan",
    "不适用": "dim",
}


def to_terminal(report: ScoredReport, selection: Selection, *, width: int, colour: bool, evidence: bool) -> str:
    """The whole text output for one report, at most ``width`` columns wide."""
    console = make_console(width, colour=colour)
    console.print(_head(report, selection))
    console.print(_chapters(selection.chapters(report.card)))
    items = [item for item in selection.items(report.card) if item.score is not None]
    console.print(_items(items))
    if evidence:
        console.print(_evidence(items, report.source))
    console.print(_gaps(selection.gaps(report.card)))
    return output_of(console)


def _head(report: ScoredReport, selection: Selection) -> Group:
    card = report.card
    document = card.document
    told_origin = origin(report.source)
    lines: list[ConsoleRenderable] = [
        Text(one_line(document.title or f"(无标题){report.source.name}", TITLE_LIMIT), style="bold"),
        Text(
            f"{report.source.name} | {document.year or '年度不明'}{'年度' if document.year else ''}"
            f" | {LEVEL_NAMES[card.level]} | {len(document.text):,} 字{' | ' if told_origin else ''}{told_origin}"
        ),
        Text(f"细则 {card.rubric.id} {card.rubric.version}({card.rubric.title})"),
    ]
    lines += [Text(f"注意:{warning}", style="yellow") for warning in report.warnings]
    lines.append(Text(""))
    if selection.narrowed:
        lines.append(Text("只看所选部分,不计总分", style="bold"))
        return Group(*lines)
    applicable = [element for element in card.elements() if element.status is not Status.NOT_APPLICABLE]
    counts = Counter(status_name(element) for element in applicable)
    told = Text.assemble(("总分 ", "bold"), (score_text(card.score), "bold"), f"  {len(applicable)} 个要点:")
    told.append("、".join(f"{name} {counts[name]}" for name in COUNTED))
    lines.append(told)
    lines.append(Text(_how(card.rubric.values), style="dim"))
    return Group(*lines)


def _how(values: Values) -> str:
    return (
        f"总分是各部分得分的加权平均;要点有实据得 {values.evidenced:g}、要求数据而只提及得 {values.reported:g}、"
        f"仅计划 {values.planned:g}、仅列不足 {values.problem:g}、未提及 {values.absent:g}。"
        "分数衡量报告写了什么,不评价工作做得怎样。"
    )


def _chapters(chapters: list[ChapterScore]) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(overflow="fold", min_width=24)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    for chapter in chapters:
        table.add_row(Text(chapter.chapter.title), _bar(chapter.score), Text(score_text(chapter.score)))
    return table


def _bar(score: float | None) -> Text:
    if score is None:
        return Text("不适用", style="dim")
    full = round(score / 100 * _BAR)
    style = "green" if score >= 80 else "yellow" if score >= 50 else "red"
    return Text.assemble(("█" * full, style), ("─" * (_BAR - full), "dim"))


def _items(items: list[ItemScore]) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("条目", overflow="fold")
    table.add_column("得分", justify="right", no_wrap=True)
    for name in COUNTED:
        table.add_column(name, justify="right", no_wrap=True)
    for item in items:
        counts = Counter(status_name(element) for element in item.elements)
        cells = [Text(str(counts[name]), style=_STYLES[name]) if counts[name] else Text(".", "dim") for name in COUNTED]
        table.add_row(Text(item.item.title), Text(score_text(item.score)), *cells)
    return table


def _evidence(items: list[ItemScore], source: Source) -> Group:
    lines: list[ConsoleRenderable] = [Rule("依据", characters="─", align="left", style="dim")]
    for item in items:
        lines.append(Text(item.item.title, style="bold"))
        for element in item.elements:
            lines += _element_evidence(element, source)
    return Group(*lines, Text(""))


def _element_evidence(element: ElementScore, source: Source) -> list[ConsoleRenderable]:
    name = status_name(element)
    lines: list[ConsoleRenderable] = [
        Padding(
            Text.assemble((f"[{name}] ", _STYLES[name]), f"{element.element.title}  {element.element.id}"), (0, 0, 0, 2)
        )
    ]
    if element.evidence:
        lines.append(Padding(passage(element.evidence[0], source), (0, 0, 0, 4)))
    return lines


def passage(evidence: Evidence, source: Source) -> Text:
    """One quoted passage with its place and sense."""
    section = f",{one_line(evidence.section, 40)}" if evidence.section else ""
    # No blanks: rich would break the line at them rather than fill it.
    text = Text(
        f"第{evidence.line}行{place_name(source.place(evidence.span.start))}{section}({STANCE_NAMES[evidence.stance]}):",
        style="dim",
    )
    text.append(f"“{one_line(evidence.quote, _QUOTE_LIMIT)}”", style="not dim")
    return text


def _gaps(gaps: list[Gap]) -> Group:
    if not gaps:
        return Group(Text("没有缺口:每个要点都有交代,要求数据的都有实据。", style="green"))
    lines: list[ConsoleRenderable] = [
        Rule(f"缺口 {len(gaps)} 个(重要的在前)", characters="─", align="left", style="dim")
    ]
    for severity in Severity:
        chosen = [gap for gap in gaps if gap.element.severity is severity]
        if chosen:
            lines.append(Text(f"{SEVERITY_NAMES[severity]} {len(chosen)} 个", style="bold"))
            for gap in chosen:
                lines += _gap(gap)
    return Group(*lines)


def _gap(gap: Gap) -> list[ConsoleRenderable]:
    name = GAP_NAMES[gap.status]
    return [
        Padding(Text.assemble((f"[{name}]", _STYLES[name]), gap_message(gap)), (0, 0, 0, 2)),
        Padding(Text(f"补写:{gap.element.remedy}"), (0, 0, 0, 4)),
    ]
