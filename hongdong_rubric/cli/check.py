"""check: stops a report that does not meet its policy, and says why."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import click

from hongdong_rubric.cli.batch import JOBS, Ending, read_jobs, run_batch
from hongdong_rubric.cli.commands import Command
from hongdong_rubric.cli.console import COULD_NOT_JUDGE, DONE, FAILED, complain
from hongdong_rubric.cli.options import ENCODING, STDIN_NAME
from hongdong_rubric.cli.rubric_options import LEVEL, RUBRIC, require
from hongdong_rubric.errors import UsageError, display_name
from hongdong_rubric.output import refuse_overwriting
from hongdong_rubric.policy import PRESETS, GapState
from hongdong_rubric.render.check.forms import FORMATS
from scorer.rubric import LEVELS

if TYPE_CHECKING:
    from hongdong_rubric.checking import CheckSettings
    from hongdong_rubric.cli.checking_run import CheckingRun

SHOWN = ("all", "gaps", "failed")


@click.command(cls=Command)
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
@JOBS
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
    jobs: str | None,
) -> None:
    """检查报告(文件、文件夹或 *.docx 这样的通配符)能否公开:0 通过,1 不通过,2 无法判断。"""
    from hongdong_rubric.checking import CheckSettings
    from hongdong_rubric.cli.checking_run import CheckingRun
    from hongdong_rubric.inputs import find_inputs
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
    wanted = read_jobs(jobs)
    inputs = find_inputs(reports)
    _prepare(settings, [one.path for one in inputs], targets)
    with contextlib.closing(CheckingRun(form, targets, show)) as run:
        ending = run_batch(run.work(settings), inputs, wanted, run.take, quiet=form == "text")
        sys.exit(_finish(run, ending, failed=DONE if exit_zero else FAILED))


def _finish(run: CheckingRun, ending: Ending, *, failed: int) -> int:
    """Write all that is to be written, of an interrupted run what people may see; returns the exit code."""
    from hongdong_rubric.gate.result import Verdict

    if ending.interrupted:
        run.write_part()
        complain(ending.interrupted)
        return ending.code
    run.write()
    codes = {Verdict.PASSED: DONE, Verdict.FAILED: failed, Verdict.ERROR: COULD_NOT_JUDGE}
    return max(ending.code, codes[run.verdict])


def _prepare(settings: CheckSettings, paths: list[str], targets: list[tuple[str, str]]) -> None:
    """Refuse what cannot be used or would be written over, and load what all reports share."""
    from hongdong_rubric.checking import files_used, prepare, require_usable

    for _, path in targets:
        refuse_overwriting(path, paths, "要检查的报告")
        refuse_overwriting(path, files_used(paths, settings), "检查用到的策略、细则或基线")
    require_usable(settings)
    prepare(paths[0], settings)


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
        raise UsageError(f"--min-score 应是大于 0、不超过 100 的数,这里是“{display_name(text)}”")
    return score


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    from hongdong_rubric.schema.policy import is_date

    if not is_date(text):
        raise UsageError(f"--today 要写成 2024-03-31 这样的日期,这里是“{display_name(text)}”")
    return text
