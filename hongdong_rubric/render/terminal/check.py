"""A check in the terminal: the verdict, the parts a report must have, what failed, and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.console import ConsoleRenderable, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from hongdong_rubric.gate.result import (
    Assertion,
    CheckedReport,
    Finding,
    Outcome,
    Passage,
    Settlement,
    UnjudgedReport,
    Verdict,
    WaiverState,
)
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
from hongdong_rubric.render.plain_text import TITLE_LIMIT, excerpt, one_line
from hongdong_rubric.render.terminal.console import make_console, output_of
from hongdong_rubric.reports import LEVEL_NAMES
from hongdong_rubric.wording import GAP_NAMES, gap_message, origin, place_name, score_text
from scorer.statutory import Content

_QUOTE_LIMIT = 44
# Columns of the list of contents: the name, and how much there is of it.
_NAME_WIDTH = 16
_ACTUAL_WIDTH = 10
_PLACE_WIDTH = 13
# Columns of the overview over several reports.
_VERDICT_WIDTH = 8
_SCORE_WIDTH = 5
_MARKS = {
    Outcome.PASSED: ("√", "green"),
    Outcome.FAILED: ("×", "red"),
    Outcome.WARNED: ("!", "yellow"),
    Outcome.WAIVED: ("○", "cyan"),
    Outcome.KNOWN: ("○", "cyan"),
    Outcome.SKIPPED: ("-", "dim"),
}
_VERDICT_STYLES = {Verdict.PASSED: "bold green", Verdict.FAILED: "bold red", Verdict.ERROR: "bold red"}
_CONTENT_KEYS = tuple(f"part:{content.value}:required" for content in Content)


class TextSheet(Sheet):
    """The whole text of a check; ``show`` (all, gaps or failed) changes nothing but what is listed."""

    separator = "\n\n"

    def __init__(self, show: str, *, width: int, colour: bool) -> None:
        super().__init__(show)
        self._width = width
        self._colour = colour
        self._overview: list[Text] = []

    def cut(self, report: CheckedReport | UnjudgedReport) -> Piece:
        """What is printed of a report."""
        console = make_console(self._width, colour=self._colour)
        width = console.width
        console.print(_unjudged(report) if isinstance(report, UnjudgedReport) else _report(report, self.show, width))
        return Piece((output_of(console).rstrip("\n"),), _facts(report))

    def add(self, piece: Piece, verdict: Verdict) -> Iterable[str]:
        """What is printed of the next report, which gets a line in the overview."""
        name, score = piece.facts
        told = set_cell_size(VERDICT_NAMES[verdict], _VERDICT_WIDTH), _VERDICT_STYLES[verdict]
        self._overview.append(Text.assemble(told, f"{score:>{_SCORE_WIDTH}}  {name}"))
        return super().add(piece, verdict)

    def ends(self) -> tuple[str, str]:
        """Where there are several reports, how each of them ended and how many ended how."""
        if self.count == 1:
            return super().ends()
        console = make_console(self._width, colour=self._colour)
        counts = "、".join(f"{VERDICT_NAMES[verdict]} {count}" for verdict, count in self.verdicts.items())
        console.print(
            _rule("各份报告:结论和总分"), *self._overview, Text(f"共 {self.count} 份:{counts}", style="bold"), sep="\n"
        )
        return "", f"\n\n{output_of(console)}"


def _facts(report: CheckedReport | UnjudgedReport) -> tuple[str, str]:
    """File and total of a report."""
    if isinstance(report, UnjudgedReport):
        return one_line(report.name, TITLE_LIMIT), ""
    return one_line(report.scored.source.name, TITLE_LIMIT), score_text(report.scored.card.score)


def _unjudged(report: UnjudgedReport) -> Group:
    # A message may quote what stands in a policy or a baseline.
    message = [Text(one_line(line, keep_blanks=True)) for line in report.message.split("\n")]
    return Group(_verdict(report.verdict, report.name), *message)


def _verdict(verdict: Verdict, name: str) -> Text:
    return Text.assemble(
        (VERDICT_NAMES[verdict], _VERDICT_STYLES[verdict]), "  ", (one_line(name, TITLE_LIMIT), "bold")
    )


def _report(report: CheckedReport, show: str, width: int) -> Group:
    lines: list[ConsoleRenderable] = [_head(report), _contents(report, width)]
    for outcome in (Outcome.FAILED, Outcome.WARNED):
        lines += _section(report, outcome)
    for outcome in (Outcome.WAIVED, Outcome.KNOWN):
        lines += _settled(report, outcome)
    if show == "all":
        lines += _passed(report)
    if show in ("all", "gaps"):
        lines += _gaps(report)
    lines += _waivers(report)
    lines += [Text(f"注意:{one_line(notice, keep_blanks=True)}", style="yellow") for notice in report.notices]
    return Group(*lines)


def _head(report: CheckedReport) -> Group:
    card = report.scored.card
    document = card.document
    name = document.title or f"(无标题){report.scored.source.name}"
    told_origin = origin(report.scored.source)
    return Group(
        _verdict(report.verdict, name),
        Text(count_text(report)),
        Text(
            f"{report.scored.source.name} | {document.year or '年度不明'}{'年度' if document.year else ''}"
            f" | {LEVEL_NAMES[card.level]} | {len(document.text):,} 字{' | ' if told_origin else ''}{told_origin}"
            f" | 总分 {score_text(card.score)}"
        ),
        Text(f"策略 {_policy_name(report)} | 细则 {card.rubric.id} {card.rubric.version}"),
    )


def _policy_name(report: CheckedReport) -> str:
    policy = report.policy
    return f"预设 {policy.preset}" if policy.file is None else f"{policy.file}(预设 {policy.preset})"


def _contents(report: CheckedReport, width: int) -> Group:
    """What the regulation asks for, on one line each, whether it passed or not."""
    found = [one for one in report.assertions if one.key in _CONTENT_KEYS]
    found.sort(key=lambda one: _CONTENT_KEYS.index(one.key))
    lines: list[ConsoleRenderable] = [_rule("法定内容")] if found else []
    for one in found:
        line = Text.assemble(_mark(one.outcome), " ", set_cell_size(one.title, _NAME_WIDTH))
        line.append(set_cell_size(one.actual, _ACTUAL_WIDTH) if one.passages else one.actual)
        if one.passages:
            # Two columns for each character; consoles with a Chinese code page show quotes and dots that wide as well.
            where = f"{one.passages[0].line}{place_name(report.place(one.passages[0]))}"
            room = width - line.cell_len - cell_len(where) - _PLACE_WIDTH
            line.append(_place(report, one.passages[0], room // 2))
        lines.append(line)
    return Group(*lines)


def _rule(title: str) -> Rule:
    return Rule(title, characters="─", align="left", style="dim")


def _told(one: Assertion) -> Text:
    """An assertion on one line: what was expected and what there is."""
    return Text.assemble(_mark(one.outcome), " ", (one.title, "bold"), f":要求 {one.expected},实际 {one.actual}")


def _mark(outcome: Outcome) -> Text:
    return Text(*_MARKS[outcome])


def _place(report: CheckedReport, passage: Passage, limit: int = _QUOTE_LIMIT) -> Text:
    text = Text(f"第{passage.line}行{place_name(report.place(passage))}:", style="dim")
    quote = excerpt(passage.context, passage.lead, passage.lead + len(passage.quote), limit)
    return text.append(f"“{quote}”", style="not dim")


def _section(report: CheckedReport, outcome: Outcome) -> list[ConsoleRenderable]:
    chosen = [one for one in report.assertions if one.outcome is outcome]
    if not chosen:
        return []
    name = f"{OUTCOME_NAMES[outcome]} {len(chosen)} 项"
    lines: list[ConsoleRenderable] = [_rule(name)]
    for one in chosen:
        lines.append(_told(one))
        for finding in one.findings:
            lines += _finding(report, one, finding)
    return lines


def _finding(report: CheckedReport, assertion: Assertion, finding: Finding) -> list[ConsoleRenderable]:
    """Where a finding stands and what to do about it; its message only where the assertion does not say as much."""
    lines: list[Text] = []
    if len(assertion.findings) > 1 or not assertion.key.startswith(finding.subject):
        settled = SETTLEMENT_NAMES[finding.settlement]
        lines.append(Text(f"[{STATE_NAMES[finding.state]}] {finding.message}{settled}"))
    if finding.passage is not None:
        lines.append(_place(report, finding.passage))
    before = [other.remedy for other in assertion.findings[: assertion.findings.index(finding)]]
    if finding.settlement is Settlement.OPEN and finding.remedy not in before:
        lines.append(Text.assemble(("怎么改:", "dim"), finding.remedy))
    return [Padding(line, (0, 0, 0, 2)) for line in lines]


def _settled(report: CheckedReport, outcome: Outcome) -> list[ConsoleRenderable]:
    chosen = [one for one in report.assertions if one.outcome is outcome]
    if not chosen:
        return []
    return [_rule(f"{OUTCOME_NAMES[outcome]} {len(chosen)} 项,不拦下"), *map(_told, chosen)]


def _passed(report: CheckedReport) -> list[ConsoleRenderable]:
    chosen = [one for one in report.assertions if one.outcome in (Outcome.PASSED, Outcome.SKIPPED)]
    lines: list[ConsoleRenderable] = [_rule(f"其余 {len(chosen)} 项")] if chosen else []
    for one in chosen:
        lines.append(_told(one))
        lines += [Padding(_place(report, passage), (0, 0, 0, 2)) for passage in one.passages]
    return lines


def _gaps(report: CheckedReport) -> list[ConsoleRenderable]:
    if not report.gaps:
        return []
    name = f"细则的全部缺口 {len(report.gaps)} 个(不在要求之内的不影响结论)"
    lines: list[ConsoleRenderable] = [_rule(name)]
    for gap, settlement in report.gaps:
        text = f"[{GAP_NAMES[gap.status]}] {gap_message(gap)}{SETTLEMENT_NAMES[settlement]}"
        lines.append(Padding(Text(text), (0, 0, 0, 2)))
    return lines


def _waivers(report: CheckedReport) -> list[ConsoleRenderable]:
    if not report.waivers:
        return []
    name = f"豁免 {len(report.waivers)} 项(以 {report.date or '不明日期'} 为准)"
    lines: list[ConsoleRenderable] = [_rule(name)]
    for use in report.waivers:
        style = "" if use.state is WaiverState.USED else "yellow"
        told = one_line(f"[{WAIVER_STATE_NAMES[use.state]}]{waiver_text(use)}", keep_blanks=True)
        lines.append(Padding(Text(told, style=style), (0, 0, 0, 2)))
    return lines
