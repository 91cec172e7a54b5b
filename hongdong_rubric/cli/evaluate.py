"""evaluate: verdicts against labels."""

from __future__ import annotations

import click

from hongdong_rubric.cli.commands import Command
from hongdong_rubric.cli.console import emit
from hongdong_rubric.cli.options import OUTPUT
from hongdong_rubric.cli.rubric_options import LEVEL, RUBRIC, load_rubric, require
from hongdong_rubric.output import refuse_overwriting
from scorer.rubric import LEVELS


@click.command("evaluate", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="报告...")
@click.option(
    "--labels", multiple=True, metavar="标注", help="标注文件(JSON Lines),与报告同名;可多次,也可与报告写在一起。"
)
@click.option("--format", "form", default="text", metavar="text|json", help="输出格式,默认 text。")
@OUTPUT
@RUBRIC
@LEVEL
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
    from hongdong_rubric.errors import UsageError
    from hongdong_rubric.inputs import find_inputs
    from hongdong_rubric.readers.kinds import ENDINGS
    from hongdong_rubric.readers.labels import LABELS, is_labels
    from hongdong_rubric.render.evaluation_text import evaluation_json, evaluation_text

    require(form, ("text", "json"), "格式")
    require(level, LEVELS, "层级")
    inputs = find_inputs(files, (*ENDINGS, LABELS))
    faults = [one.fault for one in inputs if one.fault is not None]
    if faults:
        # Figures over a part of the reports would be taken for those over all.
        raise UsageError("\n".join(faults))
    reports = tuple(one.path for one in inputs if not is_labels(one.path))
    labels = (*labels, *(one.path for one in inputs if is_labels(one.path)))
    if not reports:
        raise click.UsageError("没有给出报告")
    if output is not None:
        refuse_overwriting(output, (*reports, *labels), "要检验的报告或标注")
        refuse_overwriting(output, [rubric], "检验用的细则")
    compared = compare(reports, labels, load_rubric(rubric), level)
    emit((evaluation_json if form == "json" else evaluation_text)(compared), output, exact=form == "json")
