"""Options that several commands share."""

from __future__ import annotations

import click

from hongdong_rubric.errors import UsageError, display_name

# The forms of a score.
FORMATS = ("text", "json", "jsonl", "markdown", "csv")
# What is written is text: under such a name nothing would open it.
_NO_TEXT = (".docx", ".doc", ".wps", ".pdf", ".ofd", ".rtf", ".odt", ".xlsx", ".xls")


def _require_file(context: click.Context, _parameter: click.Parameter, output: str | None) -> str | None:
    """Refuse what is meant as something else than the name of a file of text."""
    if output is None:
        return None
    if output == "-":
        raise UsageError("-o 只写文件:不写 -o,结果就在标准输出")
    form, equals, name = output.partition("=")
    if equals and form in FORMATS and any(one.name == "form" for one in context.command.params):
        raise UsageError(f"-o 后面只写文件名,格式另用 --format:--format {form} -o {display_name(name)}")
    if output.lower().endswith(_NO_TEXT):
        raise UsageError(f"写出的是文字,存成 {display_name(output)} 打不开:请用 .txt、.md、.json 或 .csv 这样的文件名")
    return output


ENCODING = click.option("--encoding", default=None, metavar="编码", help="文本和网页的编码,默认自动认出。")
STDIN_NAME = click.option("--stdin-name", default=None, metavar="文件名", help="标准输入原来的文件名,用来认出格式。")
OUTPUT = click.option("-o", "--output", metavar="文件", callback=_require_file, help="写入文件(要么写全,要么不写)。")
