"""What click says of a wrong command line, in Chinese."""

from __future__ import annotations

import re

import click


def usage_sentence(error: click.ClickException) -> str:
    """One sentence for a failure that click found; click's own words where there is no better."""
    if isinstance(error, click.NoSuchOption):
        near = f",是不是 {error.possibilities[0]}?" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return f"缺少参数 {name}"
    if isinstance(error, click.UsageError) and "No such command" in error.message:
        return f"没有这个命令:{error.message.removeprefix('No such command ').rstrip('.')[1:-1]}"
    if isinstance(error, click.BadOptionUsage):
        lacks = "requires" in error.message
        return f"选项 {error.option_name} {'后面要写一个值' if lacks else '后面不带值'}"
    if extra := re.search(r"unexpected extra arguments? \((.*)\)", error.format_message()):
        return f"多了参数 {extra[1]}"
    return error.format_message()
