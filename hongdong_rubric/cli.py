"""The commands; the only file that prints or exits.

Exit codes: 0 done, 1 a check failed, 2 could not judge (usage, rubric, unreadable report, unwritable output),
3 a fault of ours.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

import click

from hongdong_rubric import __version__
from hongdong_rubric.errors import ToolError
from hongdong_rubric.output import prepare_stream, refuse_overwriting, write_stream, write_whole
from hongdong_rubric.usage import usage_sentence
from scorer.rubric import LEVELS

DONE, FAILED, COULD_NOT_JUDGE, OUR_FAULT = 0, 1, 2, 3
FORMATS = ("text", "json", "jsonl", "markdown")
_FALLBACK_WIDTH = 80
_NARROWEST = 60
_CONTEXT = {"help_option_names": ["-h", "--help"]}
_RUBRIC = click.option("--rubric", default=None, metavar="名称|路径", help="细则,默认 outline-2021-2025。")
_LEVEL = click.option("--level", default=None, metavar="|".join(LEVELS), help="政府层级,默认从报告读出。")
_OUTPUT = click.option("-o", "--output", metavar="文件", help="写入文件(要么写全,要么不写)。")


@dataclass(frozen=True, slots=True)
class _Screen:
    """Where text goes: how wide it may be, and whether it may have colour."""

    width: int
    colour: bool


@click.group(context_settings=_CONTEXT)
@click.version_option(
    __version__, "--version", prog_name="hongdong-rubric", message="%(prog)s %(version)s", help="显示版本。"
)
def main() -> None:
    """对照《法治政府建设实施纲要(2021—2025年)》检查法治政府建设年度报告:写了什么、依据在哪、还缺什么。"""


@main.command(context_settings=_CONTEXT)
@click.argument("reports", nargs=-1, required=True, metavar="报告...")
@click.option("--format", "form", default="text", metavar="|".join(FORMATS), help="输出格式,默认 text。")
@_OUTPUT
@_RUBRIC
@_LEVEL
@click.option("--chapter", "chapters", multiple=True, metavar="编号", help="只看这一部分(可多次)。")
@click.option("--item", "items", multiple=True, metavar="编号", help="只看这一条目(可多次)。")
@click.option("--evidence", is_flag=True, help="列出每个要点的依据原文。")
def score(
    reports: tuple[str, ...],
    form: str,
    output: str | None,
    rubric: str | None,
    level: str | None,
    chapters: tuple[str, ...],
    items: tuple[str, ...],
    evidence: bool,
) -> None:
    """给报告评分,列出依据和缺口。报告是 UTF-8 文本或 Markdown 文件,“-”表示标准输入。"""
    from hongdong_rubric.readers import read_report
    from hongdong_rubric.reports import score_report
    from hongdong_rubric.selection import require_applicable, select

    _require(form, FORMATS, "格式")
    if form == "json" and len(reports) > 1:
        raise click.UsageError("--format json 一次只输出一份报告,多份请用 --format jsonl")
    _require(level, LEVELS, "层级")
    loaded = _open_rubric(rubric)
    selection = select(loaded, chapters, items)
    if output is not None:
        refuse_overwriting(output, reports)
    screen = _screen() if output is None else _Screen(_FALLBACK_WIDTH, colour=False)
    pieces: list[str] = []
    failed = False
    for path in reports:
        try:
            scored = score_report(read_report(path), loaded, level)
            require_applicable(scored, selection)
        except ToolError as error:
            _complain(str(error))
            failed = True
            continue
        pieces.append(_render(form, scored, selection, screen, evidence=evidence))
    separator = "\n" if form in ("text", "markdown") else ""
    if pieces:
        _emit(separator.join(pieces), output, exact=form in ("json", "jsonl"))
    sys.exit(COULD_NOT_JUDGE if failed else DONE)


@main.command(context_settings=_CONTEXT)
@click.argument("element", metavar="要点")
@click.argument("report", metavar="报告")
@_RUBRIC
@_LEVEL
def explain(element: str, report: str, rubric: str | None, level: str | None) -> None:
    """说明一个要点为什么得到这个结论:命中、语气、未采用的候选和算式。"""
    from hongdong_rubric.readers import read_report
    from hongdong_rubric.render.explanation import to_explanation
    from hongdong_rubric.reports import score_report
    from hongdong_rubric.schema.nodes import suggestion

    _require(level, LEVELS, "层级")
    loaded = _open_rubric(rubric)
    known = [one.id for one in loaded.elements()]
    if element not in known:
        raise ToolError(f"细则里没有编号为“{element}”的要点{suggestion(element, known)};可用 rubric show 查看全部编号")
    scored = score_report(read_report(report), loaded, level)
    verdict = next(one for one in scored.card.elements() if one.element.id == element)
    _emit(to_explanation(scored, verdict), None)


@main.command("evaluate", context_settings=_CONTEXT)
@click.argument("files", nargs=-1, required=True, metavar="报告...")
@click.option(
    "--labels", multiple=True, metavar="标注", help="标注文件(JSON Lines),与报告同名;可多次,也可与报告写在一起。"
)
@click.option("--format", "form", default="text", metavar="text|json", help="输出格式,默认 text。")
@_OUTPUT
@_RUBRIC
@_LEVEL
def evaluate_reports(
    files: tuple[str, ...],
    labels: tuple[str, ...],
    form: str,
    output: str | None,
    rubric: str | None,
    level: str | None,
) -> None:
    """拿人工标注检验本工具的结论:一致率、kappa、F1、混淆表和每一处不一致。"""
    from hongdong_rubric.comparing import compare
    from hongdong_rubric.render.evaluation_text import evaluation_json, evaluation_text

    _require(form, ("text", "json"), "格式")
    _require(level, LEVELS, "层级")
    reports = tuple(file for file in files if not file.endswith(".jsonl"))
    labels = (*labels, *(file for file in files if file.endswith(".jsonl")))
    if not reports:
        raise click.UsageError("没有给出报告")
    compared = compare(reports, labels, _open_rubric(rubric), level)
    _emit((evaluation_json if form == "json" else evaluation_text)(compared), output, exact=form == "json")


@main.group("rubric", context_settings=_CONTEXT)
def rubric_group() -> None:
    """查看、检查细则。"""


@rubric_group.command("list")
def rubric_list() -> None:
    """列出自带的细则。"""
    from hongdong_rubric.rubrics import bundled_names

    lines = []
    for name in bundled_names():
        rubric = _open_rubric(name)
        lines.append(
            f"{name}  {rubric.title} {rubric.version}({rubric.first_year}—{rubric.last_year} 年,"
            f"{sum(1 for _ in rubric.items())} 个条目,{sum(1 for _ in rubric.elements())} 个要点)"
        )
    _emit("\n".join(lines) + "\n", None)


@rubric_group.command("show")
@click.argument("identity", metavar="编号")
@_RUBRIC
def rubric_show(identity: str, rubric: str | None) -> None:
    """显示细则(用细则的编号)、部分、条目或要点。"""
    from hongdong_rubric.render.rubric_text import show_rubric
    from hongdong_rubric.rubrics import bundled_names

    name = rubric or (identity if identity in bundled_names() else None)
    _emit(show_rubric(_open_rubric(name), identity), None)


@rubric_group.command("lint")
@click.argument("path", metavar="细则")
def rubric_lint(path: str) -> None:
    """检查细则文件:所有错误一次列出,各有行、列和改法。"""
    rubric = _open_rubric(path)
    elements = list(rubric.elements())
    _emit(f"没有错误:{len(elements)} 个要点,{sum(len(one.rules) for one in elements)} 条规则\n", None)


@rubric_group.command("test")
@click.argument("path", metavar="细则", required=False)
def rubric_test(path: str | None) -> None:
    """逐句检验细则旁边的例句,并列出没有例句用到的规则。"""
    from hongdong_rubric.cases import run_cases
    from hongdong_rubric.render.coverage_text import show_coverage
    from hongdong_rubric.rubrics import DEFAULT, open_cases

    rubric = _open_rubric(path)
    coverage = run_cases(rubric, open_cases(path or DEFAULT, rubric))
    _emit(show_coverage(coverage), None)
    sys.exit(FAILED if coverage.failures or coverage.bare_elements else DONE)


def _open_rubric(name: str | None) -> Any:
    from hongdong_rubric.rubrics import DEFAULT, open_rubric

    return open_rubric(name or DEFAULT)


def _require(value: str | None, known: tuple[str, ...], kind: str) -> None:
    """Refuse an option's value that is not one of those known; None is an option not given."""
    if value is not None and value not in known:
        from hongdong_rubric.schema.nodes import suggestion

        raise ToolError(f"没有“{value}”这种{kind}{suggestion(value, known)}(可用:{'、'.join(known)})")


def _render(form: str, scored: Any, selection: Any, screen: _Screen, *, evidence: bool) -> str:
    if form in ("json", "jsonl"):
        from hongdong_rubric.render.json_form import to_json, to_jsonl

        return (to_json if form == "json" else to_jsonl)(scored, selection)
    if form == "markdown":
        from hongdong_rubric.render.markdown import to_markdown

        return to_markdown(scored, selection, evidence=evidence)
    from hongdong_rubric.render.terminal import to_terminal

    return to_terminal(scored, selection, width=screen.width, colour=screen.colour, evidence=evidence)


def _screen() -> _Screen:
    terminal = sys.stdout is not None and sys.stdout.isatty()
    width = (
        shutil.get_terminal_size((_FALLBACK_WIDTH, 24)).columns
        if terminal or "COLUMNS" in os.environ
        else _FALLBACK_WIDTH
    )
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return _Screen(max(_NARROWEST, width), colour)


def _emit(text: str, output: str | None, *, exact: bool = False) -> None:
    """Write a result; ``exact`` results are UTF-8 whatever the console, others are what the console can show."""
    if output is not None:
        write_whole(output, text)
    else:
        write_stream(sys.stdout, text, "utf-8" if exact else None)


def _complain(message: str) -> None:
    safe = "".join(char if char.isprintable() or char == "\n" else "□" for char in message)
    # Where even the complaint cannot be written, the exit code still tells.
    with contextlib.suppress(ToolError):
        write_stream(sys.stderr, safe + "\n")


def _stop(code: int, message: str = "") -> NoReturn:
    if message:
        _complain(message)
    sys.exit(code)


def run(command: Callable[..., Any] = main) -> NoReturn:
    """The program's entry: runs a command and turns every failure into a sentence and an exit code."""
    prepare_stream(sys.stdout)
    prepare_stream(sys.stderr)
    try:
        command(prog_name="hongdong-rubric", standalone_mode=False)
    except ToolError as error:
        _stop(COULD_NOT_JUDGE, str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        _stop(COULD_NOT_JUDGE, error.format_message())
    except click.ClickException as error:
        _stop(COULD_NOT_JUDGE, f"{usage_sentence(error)}(用 --help 查看用法)")
    except click.exceptions.Exit as error:
        _stop(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _stop(COULD_NOT_JUDGE, "已中断")
    except Exception as error:
        if os.environ.get("HONGDONG_RUBRIC_DEBUG"):
            raise
        _stop(OUR_FAULT, f"程序出错({type(error).__name__}: {error}),这不是您的问题,请把这句话和所用命令反馈给维护者")
    sys.exit(DONE)
