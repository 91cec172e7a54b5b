"""score: reports to scores, evidence and gaps."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING

import click

from hongdong_rubric.cli.batch import JOBS, read_jobs, run_batch
from hongdong_rubric.cli.console import FILE, Screen, complain, emit, find_screen
from hongdong_rubric.cli.options import CONTEXT, ENCODING, OUTPUT, STDIN_NAME
from hongdong_rubric.cli.rubric_options import LEVEL, RUBRIC, load_rubric, require
from hongdong_rubric.errors import display_name
from hongdong_rubric.output import open_whole, refuse_overwriting
from scorer.rubric import LEVELS

if TYPE_CHECKING:
    from hongdong_rubric.many import Failure
    from hongdong_rubric.reports import ScoredReport
    from hongdong_rubric.selection import Selection
    from scorer.rubric import Rubric

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
    screen = find_screen() if output is None and form == "text" else FILE
    work = _Scoring(form, rubric, level, encoding, stdin_name, chapters, items, evidence, screen)
    work.open()
    exact = form in ("json", "jsonl")
    place = contextlib.nullcontext(partial(emit, output=None, exact=exact)) if output is None else open_whole(output)
    with place as write:
        results = _Results(write, "" if exact else "\n")
        ending = run_batch(work, inputs, wanted, results.take, quiet=False)
    if ending.interrupted:
        told = f",完成的已写入 {display_name(output)}" if output is not None and results.any else ""
        complain(ending.interrupted + told)
    sys.exit(ending.code)


@dataclass(slots=True)
class _Results:
    """Results written one after the other as they come."""

    write: Callable[[str], None]
    separator: str
    any: bool = False

    def take(self, result: str | Failure) -> None:
        """Write a result; there is none of a failure."""
        if isinstance(result, str):
            self.write(self.separator + result if self.any else result)
            self.any = True


@dataclass(slots=True)
class _Scoring:
    """The work on each report: from its path to what is written of it."""

    form: str
    rubric: str | None
    level: str | None
    encoding: str | None
    stdin_name: str | None
    chapters: tuple[str, ...]
    items: tuple[str, ...]
    evidence: bool
    screen: Screen
    _opened: tuple[Rubric, Selection] | None = None

    def __getstate__(self) -> tuple[object, ...]:
        """All but the rubric: loading it is faster than sending it to another process."""
        return tuple(getattr(self, one.name) for one in fields(self)[:-1])

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for one, value in zip(fields(self), (*state, None), strict=True):
            setattr(self, one.name, value)

    def open(self) -> tuple[Rubric, Selection]:
        """The rubric, loaded once in each process, and what of it is asked for."""
        from hongdong_rubric.selection import select

        if self._opened is None:
            loaded = load_rubric(self.rubric)
            self._opened = loaded, select(loaded, self.chapters, self.items)
        return self._opened

    def __call__(self, path: str) -> str:
        from hongdong_rubric.readers import read_report
        from hongdong_rubric.reports import score_report
        from hongdong_rubric.selection import require_applicable

        rubric, selection = self.open()
        source = read_report(path, encoding=self.encoding, stdin_name=self.stdin_name)
        scored = score_report(source, rubric, self.level)
        require_applicable(scored, selection)
        return self._render(scored, selection)

    def _render(self, scored: ScoredReport, selection: Selection) -> str:
        if self.form in ("json", "jsonl"):
            from hongdong_rubric.render.json_form import to_json, to_jsonl

            return (to_json if self.form == "json" else to_jsonl)(scored, selection)
        if self.form == "markdown":
            from hongdong_rubric.render.markdown import to_markdown

            return to_markdown(scored, selection, evidence=self.evidence)
        from hongdong_rubric.render.terminal.score import to_terminal

        width, colour = self.screen.width, self.screen.colour
        return to_terminal(scored, selection, width=width, colour=colour, evidence=self.evidence)
