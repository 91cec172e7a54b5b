"""score: reports to scores, evidence and gaps."""

from __future__ import annotations

import sys
from typing import Any

import click

from hongdong_rubric.cli.console import COULD_NOT_JUDGE, DONE, FILE, Screen, complain, emit, find_screen
from hongdong_rubric.cli.options import CONTEXT, ENCODING, OUTPUT, STDIN_NAME
from hongdong_rubric.cli.rubric_options import LEVEL, RUBRIC, load_rubric, require
from hongdong_rubric.errors import ToolError
from hongdong_rubric.output import refuse_overwriting
from scorer.rubric import LEVELS

FORMATS = ("text", "json", "jsonl", "markdown")


@click.command(context_settings=CONTEXT)
@click.argument("reports", nargs=-1, required=True, metavar="报告...")
@click.option("--format", "form", default="text", metavar="|".join(FORMATS), help="输出格式,默认 text。")
@OUTPUT
@RUBRIC
@LEVEL
@ENCODING
@STDIN_NAME
@click.option("--chapter", "chapters", multiple=True, metavar="编号", help="只看这一部分(可多次)。")
@click.option("--item", "items", multiple=True, metavar="编号", help="只看这一条目(可多次)。")
@click.option("--evidence", is_flag=True, help="列出每个要点的依据原文。")
def score(
    reports: tuple[str, ...],
    form: str,
    output: str | None,
    rubric: str | None,
    level: str | None,
    encoding: str | None,
    stdin_name: str | None,
    chapters: tuple[str, ...],
    items: tuple[str, ...],
    evidence: bool,
) -> None:
    """给报告评分,列出依据和缺口。报告可以是 Word、WPS、PDF、OFD、网页或文本文件,“-”表示标准输入。"""
    from hongdong_rubric.readers import read_report
    from hongdong_rubric.reports import score_report
    from hongdong_rubric.selection import require_applicable, select

    require(form, FORMATS, "格式")
    if form == "json" and len(reports) > 1:
        raise click.UsageError("--format json 一次只输出一份报告,多份请用 --format jsonl")
    require(level, LEVELS, "层级")
    loaded = load_rubric(rubric)
    selection = select(loaded, chapters, items)
    if output is not None:
        refuse_overwriting(output, reports)
    screen = find_screen() if output is None and form == "text" else FILE
    pieces: list[str] = []
    failed = False
    for path in reports:
        try:
            source = read_report(path, encoding=encoding, stdin_name=stdin_name)
            scored = score_report(source, loaded, level)
            require_applicable(scored, selection)
        except ToolError as error:
            complain(str(error))
            failed = True
            continue
        pieces.append(_render(form, scored, selection, screen, evidence=evidence))
    separator = "\n" if form in ("text", "markdown") else ""
    if pieces:
        emit(separator.join(pieces), output, exact=form in ("json", "jsonl"))
    sys.exit(COULD_NOT_JUDGE if failed else DONE)


def _render(form: str, scored: Any, selection: Any, screen: Screen, *, evidence: bool) -> str:
    if form in ("json", "jsonl"):
        from hongdong_rubric.render.json_form import to_json, to_jsonl

        return (to_json if form == "json" else to_jsonl)(scored, selection)
    if form == "markdown":
        from hongdong_rubric.render.markdown import to_markdown

        return to_markdown(scored, selection, evidence=evidence)
    from hongdong_rubric.render.terminal.score import to_terminal

    return to_terminal(scored, selection, width=screen.width, colour=screen.colour, evidence=evidence)
