"""explain: why one element got its verdict."""

from __future__ import annotations

import click

from hongdong_rubric.cli.commands import Command
from hongdong_rubric.cli.console import emit
from hongdong_rubric.cli.options import ENCODING, STDIN_NAME
from hongdong_rubric.cli.rubric_options import LEVEL, RUBRIC, load_rubric, require
from scorer.rubric import LEVELS


@click.command(cls=Command)
@click.argument("element", metavar="要点")
@click.argument("report", metavar="报告")
@RUBRIC
@LEVEL
@ENCODING
@STDIN_NAME
def explain(
    element: str,
    report: str,
    rubric: str | None,
    level: str | None,
    encoding: str | None,
    stdin_name: str | None,
) -> None:
    """说明一个要点(编号或名称)为什么得到这个结论:命中、语气、未采用的候选和算式。"""
    from hongdong_rubric.readers import read_report
    from hongdong_rubric.render.explanation import to_explanation
    from hongdong_rubric.reports import score_report
    from hongdong_rubric.selection import find_id

    require(level, LEVELS, "层级")
    loaded = load_rubric(rubric)
    identity = find_id(element, {one.id: one.title for one in loaded.elements()}, "要点")
    scored = score_report(read_report(report, encoding=encoding, stdin_name=stdin_name), loaded, level)
    verdict = next(one for one in scored.card.elements() if one.element.id == identity)
    emit(to_explanation(scored, verdict), None)
