"""check: stops a report that does not meet its policy, and says why."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from hongdong_rubric.cli.console import COULD_NOT_JUDGE, DONE, FAILED, FILE, Screen, complain, emit, find_screen
from hongdong_rubric.cli.options import CONTEXT, ENCODING, STDIN_NAME
from hongdong_rubric.cli.rubric_options import LEVEL, RUBRIC, require
from hongdong_rubric.errors import UsageError, display_name
from hongdong_rubric.output import append_whole, refuse_overwriting
from hongdong_rubric.policy import PRESETS, GapState
from scorer.rubric import LEVELS

if TYPE_CHECKING:
    from hongdong_rubric.gate.result import CheckRun

FORMATS = ("text", "json", "markdown", "github", "sarif", "junit", "gitlab")
# Read by programs, which expect UTF-8 whatever the console.
_EXACT = ("json", "github", "sarif", "junit", "gitlab")
SHOWN = ("all", "gaps", "failed")


@click.command(context_settings=CONTEXT)
@click.argument("reports", nargs=-1, required=True, metavar="报告...")
@click.option("--config", metavar="文件", help="策略文件,默认从报告所在文件夹向上找 .hongdong-rubric.yaml。")
@click.option("--preset", metavar="|".join(PRESETS), help="预设的要求,默认 publish。")
@RUBRIC
@LEVEL
@ENCODING
@STDIN_NAME
@click.option("--min-score", metavar="分", help="总分低于它不通过。")
@click.option("--fail-on", metavar="状态,...", help=f"哪些状态算缺口:{'、'.join(GapState)}。")
@click.option("--baseline", metavar="文件", help="以前的 JSON 评分:不得退步,旧缺口只列出。")
@click.option("--today", metavar="日期", help="判断豁免过期的日期,默认用报告的日期。")
@click.option("--format", "form", default="text", metavar="|".join(FORMATS), help="标准输出的格式,默认 text。")
@click.option("--output", "outputs", multiple=True, metavar="格式=文件", help="另写文件(可多次;要么写全,要么不写)。")
@click.option("--show", default="failed", metavar="|".join(SHOWN), help="列出哪些,不影响结论,默认 failed。")
@click.option("--exit-zero", is_flag=True, help="不通过时也以 0 退出(无法判断仍是 2)。")
def check(
    reports: tuple[str, ...],
    config: str | None,
    preset: str | None,
    rubric: str | None,
    level: str | None,
    encoding: str | None,
    stdin_name: str | None,
    min_score: str | None,
    fail_on: str | None,
    baseline: str | None,
    today: str | None,
    form: str,
    outputs: tuple[str, ...],
    show: str,
    exit_zero: bool,
) -> None:
    """检查报告能否公开:0 通过,1 不通过,2 无法判断。"""
    from hongdong_rubric.checking import CheckSettings, check_reports, files_used
    from hongdong_rubric.gate.result import Verdict
    from hongdong_rubric.policies import Overrides

    require(preset, PRESETS, "预设")
    require(level, LEVELS, "层级")
    require(form, FORMATS, "格式")
    require(show, SHOWN, "范围")
    settings = CheckSettings(
        config=config,
        overrides=Overrides(preset, rubric, level, _states(fail_on), _score(min_score)),
        baseline=baseline,
        today=_day(today),
        encoding=encoding,
        stdin_name=stdin_name,
    )
    targets = _targets(outputs)
    for _, path in targets:
        refuse_overwriting(path, reports, "要检查的报告")
        refuse_overwriting(path, files_used(reports, settings), "检查用到的策略、细则或基线")
    run = check_reports(reports, settings)
    _write(run, form, targets, show)
    codes = {Verdict.PASSED: DONE, Verdict.FAILED: DONE if exit_zero else FAILED, Verdict.ERROR: COULD_NOT_JUDGE}
    sys.exit(codes[run.verdict])


def _targets(outputs: tuple[str, ...]) -> list[tuple[str, str]]:
    """Formats and paths of ``--output``; a path may not be named twice."""
    targets: list[tuple[str, str]] = []
    for one in outputs:
        kind, equals, path = one.partition("=")
        if not equals or not path:
            raise UsageError(f"--output 要写成 格式=文件,例如 sarif=result.sarif,这里是“{display_name(one)}”")
        require(kind, FORMATS, "格式")
        if path == "-":
            raise UsageError("--output 只写文件;标准输出的格式请用 --format")
        if os.path.realpath(path) in [os.path.realpath(other) for _, other in targets]:
            raise UsageError(f"--output 把两种格式写到同一个文件 {display_name(path)}:请用不同的文件名")
        targets.append((kind, path))
    return targets


def _states(text: str | None) -> tuple[GapState, ...] | None:
    if text is None:
        return None
    named = [one.strip() for one in text.replace("，", ",").split(",")]
    for one in named:
        require(one, tuple(GapState), "状态")
    return tuple(state for state in GapState if state in named)


def _score(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        score = float(text)
    except ValueError:
        score = -1
    if not 0 < score <= 100:
        raise UsageError(f"--min-score 应是 0 到 100 之间的数,这里是“{display_name(text)}”")
    return score


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    from hongdong_rubric.schema.policy import is_date

    if not is_date(text):
        raise UsageError(f"--today 要写成 2024-03-31 这样的日期,这里是“{display_name(text)}”")
    return text


def _write(run: CheckRun, form: str, targets: list[tuple[str, str]], show: str) -> None:
    """Write all files, and what standard output is to hold last."""
    from hongdong_rubric.gate.result import UnjudgedReport

    for report in run.reports:
        if isinstance(report, UnjudgedReport) and form != "text":
            complain(report.message)
    for kind, path in targets:
        emit(_render(kind, run, show, FILE), path)
    if "github" in (form, *(kind for kind, _ in targets)):
        _summarise(run, show)
    emit(_render(form, run, show, find_screen()), None, exact=form in _EXACT)


def _render(form: str, run: CheckRun, show: str, screen: Screen) -> str:
    if form == "text":
        from hongdong_rubric.render.terminal.check import check_text

        return check_text(run, show=show, width=screen.width, colour=screen.colour)
    if form == "json":
        from hongdong_rubric.render.check.json_form import to_check_json

        return to_check_json(run)
    from hongdong_rubric.render.check.github import to_github
    from hongdong_rubric.render.check.gitlab import to_gitlab
    from hongdong_rubric.render.check.junit import to_junit
    from hongdong_rubric.render.check.markdown import to_check_markdown
    from hongdong_rubric.render.check.sarif import to_sarif

    renders = {
        "markdown": to_check_markdown,
        "github": to_github,
        "sarif": to_sarif,
        "junit": to_junit,
        "gitlab": to_gitlab,
    }
    return renders[form](run, show)


def _summarise(run: CheckRun, show: str) -> None:
    """Add to the summary page of a GitHub Actions step, where there is one."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        append_whole(path, _render("markdown", run, show, FILE))
