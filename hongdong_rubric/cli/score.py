"""score: reports to scores, evidence and gaps."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import click

from hongdong_rubric.cli.batch import JOBS, read_jobs, run_batch
from hongdong_rubric.cli.commands import Command
from hongdong_rubric.cli.console import FILE, Screen, complain, emit, find_screen
from hongdong_rubric.cli.options import ENCODING, FORMATS, OUTPUT, STDIN_NAME
from hongdong_rubric.cli.rubric_options import LEVEL, RUBRIC, load_rubric, require
from hongdong_rubric.errors import display_name
from hongdong_rubric.output import open_whole, refuse_overwriting
from scorer.rubric import LEVELS

if TYPE_CHECKING:
    from hongdong_rubric.many import Failure
    from hongdong_rubric.reports import ScoredReport
    from hongdong_rubric.selection import Selection
    from scorer.rubric import Rubric

# Read by programs, and one behind the other without a break.
_EXACT = ("json", "jsonl", "csv")


@click.command(cls=Command)
@click.argument("reports", nargs=-1, required=True, metavar="报告...")
@click.option("--format", "form", default="text", metavar="|".join(FORMATS), help="输出格式,默认 text。")
@OUTPUT
@RUBRIC
@LEVEL
@ENCODING
@STDIN_NAME
@click.option("--chapter", "chapters", multiple=True, metavar="编号|名称", help="只看这一部分(可多次)。")
@click.option("--item", "items", multiple=True, metavar="编号|名称", help="只看这一条目(可多次)。")
@click.option("--evidence", is_flag=True, help="列出每个要点的依据原文。")
@JOBS
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
    jobs: str | None,
) -> None:
    """给报告评分,列出依据和缺口。

    报告可以是 Word、WPS、PDF、OFD、网页或文本文件,也可以是文件夹或 *.docx 这样的通配符;“-”表示标准输入。
    """
    from hongdong_rubric.inputs import find_inputs

    require(form, FORMATS, "格式")
    require(level, LEVELS, "层级")
    wanted = read_jobs(jobs)
    inputs = find_inputs(reports)
    if form == "json" and len(inputs) > 1:
        raise click.UsageError("--format json 一次只输出一份报告,多份请用 --format jsonl")
    if output is not None:
        refuse_overwriting(output, [one.path for one in inputs])
        refuse_overwriting(output, [rubric], "评分用的细则")
    screen = find_screen() if output is None and form == "text" else FILE
    asked = _Asked(rubric, chapters, items)
    head = _head(form, *asked.open())
    work = partial(_score, asked, level, encoding, stdin_name, partial(_render, form, screen, evidence))
    exact = form in _EXACT
    # What is written of an only report is known at once.
    place: contextlib.AbstractContextManager[Callable[[str], None]]
    if output is None or len(inputs) == 1:
        place = contextlib.nullcontext(partial(emit, output=output, exact=exact))
    else:
        place = open_whole(output)
    with place as write:
        results = _Results(write, head, "" if exact else "\n")
        ending = run_batch(work, inputs, wanted, results.take, quiet=False)
    if ending.interrupted:
        told = f",完成的已写入 {display_name(output)}" if output is not None and results.any else ""
        complain(ending.interrupted + told)
    sys.exit(ending.code)


class _Results:
    """Results written one after the other as they come, behind a head; ``any`` tells whether there was one."""

    def __init__(self, write: Callable[[str], None], head: str, separator: str) -> None:
        self._write = write
        self._head = head
        self._separator = separator
        self.any = False

    def take(self, result: str | Failure) -> None:
        """Write a result; there is none of a failure."""
        if isinstance(result, str):
            self._write((self._separator if self.any else self._head) + result)
            self.any = True


class _Asked:
    """The rubric and what of it is asked for; loaded once in each process, which is faster than to send them."""

    def __init__(self, rubric: str | None, chapters: tuple[str, ...], items: tuple[str, ...]) -> None:
        self._names = rubric, chapters, items
        self._opened: tuple[Rubric, Selection] | None = None

    def __reduce__(self) -> tuple[Callable[..., _Asked], tuple[object, ...]]:
        return _Asked, self._names

    def open(self) -> tuple[Rubric, Selection]:
        """Both of them."""
        from hongdong_rubric.selection import select

        if self._opened is None:
            rubric, chapters, items = self._names
            loaded = load_rubric(rubric)
            self._opened = loaded, select(loaded, chapters, items)
        return self._opened


def _score(
    asked: _Asked,
    level: str | None,
    encoding: str | None,
    stdin_name: str | None,
    render: Callable[[ScoredReport, Selection], str],
    path: str,
) -> str:
    """The work on each report: from its path to what is written of it."""
    from hongdong_rubric.readers import read_report
    from hongdong_rubric.reports import score_report
    from hongdong_rubric.selection import require_applicable

    rubric, selection = asked.open()
    source = read_report(path, encoding=encoding, stdin_name=stdin_name)
    scored = score_report(source, rubric, level)
    require_applicable(scored, selection)
    return render(scored, selection)


def _head(form: str, rubric: Rubric, selection: Selection) -> str:
    """What stands before all reports."""
    if form != "csv":
        return ""
    from hongdong_rubric.render.csv_form import to_csv_head

    return to_csv_head(rubric, selection)


def _render(form: str, screen: Screen, evidence: bool, scored: ScoredReport, selection: Selection) -> str:
    if form in ("json", "jsonl"):
        from hongdong_rubric.render.json_form import to_json, to_jsonl

        return (to_json if form == "json" else to_jsonl)(scored, selection)
    if form == "csv":
        from hongdong_rubric.render.csv_form import to_csv

        return to_csv(scored, selection)
    if form == "markdown":
        from hongdong_rubric.render.markdown import to_markdown

        return to_markdown(scored, selection, evidence=evidence)
    from hongdong_rubric.render.terminal.score import to_terminal

    return to_terminal(scored, selection, width=screen.width, colour=screen.colour, evidence=evidence)
