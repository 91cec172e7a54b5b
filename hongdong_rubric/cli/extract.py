"""extract: the text of a report, exactly as it is scored."""

from __future__ import annotations

import sys

import click

from hongdong_rubric.cli.commands import Command
from hongdong_rubric.cli.console import complain, emit
from hongdong_rubric.cli.options import ENCODING, OUTPUT, STDIN_NAME
from hongdong_rubric.errors import is_shown
from hongdong_rubric.output import refuse_overwriting


@click.command(cls=Command)
@click.argument("report", metavar="报告")
@click.option("--numbered", is_flag=True, help="每行前面加上行号,与评分结果里的行号一致。")
@OUTPUT
@ENCODING
@STDIN_NAME
def extract(report: str, numbered: bool, output: str | None, encoding: str | None, stdin_name: str | None) -> None:
    """打印从报告里读出的文字:评分用的就是它,一字不差。"""
    from hongdong_rubric.readers import read_report

    if output is not None:
        refuse_overwriting(output, [report])
    source = read_report(report, encoding=encoding, stdin_name=stdin_name)
    for warning in source.warnings:
        complain(f"注意:{warning}")
    text = _numbered(source.text) if numbered else source.text
    if output is None and sys.stdout is not None and sys.stdout.isatty():
        text = "".join(char if is_shown(char) or char in "\n\t" else "□" for char in text)
    emit(text, output, exact=True)


def _numbered(text: str) -> str:
    """Each line behind its 1-based number, aligned; lines end at line feeds, as everywhere in the output."""
    lines = text.removesuffix("\n").split("\n")
    width = len(str(len(lines)))
    return "".join(f"{number:>{width}}  {line}\n" for number, line in enumerate(lines, 1))
