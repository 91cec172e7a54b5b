"""The commands; the only folder that prints or exits.

Exit codes: 0 done, 1 a check failed, 2 could not judge (usage, rubric, unreadable report, unwritable output),
3 a fault of ours.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from hongdong_rubric import __version__
from hongdong_rubric.cli.commands import LazyGroup, telling
from hongdong_rubric.cli.console import COULD_NOT_JUDGE, DONE, OUR_FAULT, complain
from hongdong_rubric.errors import ToolError, fault_sentence
from hongdong_rubric.output import prepare_stream

# Where each command is, and what the help says of it: the first words of its own.
_COMMANDS = {
    name: (f"hongdong_rubric.cli.{place}", said)
    for name, place, said in (
        ("check", "check:check", "检查报告(文件、文件夹或 *.docx 这样的通配符)能否公开:0 通过,1 不通过,2 无法判断。"),
        (
            "evaluate",
            "evaluate:evaluate_reports",
            "拿人工标注检验本工具的结论:一致率、kappa、F1、混淆表和每一处不一致。",
        ),
        ("explain", "explain:explain", "说明一个要点(编号或名称)为什么得到这个结论:命中、语气、未采用的候选和算式。"),
        ("extract", "extract:extract", "打印从报告里读出的文字:评分用的就是它,一字不差。"),
        ("rubric", "rubric:rubric_group", "查看、检查细则。"),
        ("score", "score:score", "给报告评分,列出依据和缺口。"),
    )
}


_VERSION = telling("--version", said="显示版本。", tell=lambda _: f"hongdong-rubric {__version__}")


@click.group(cls=LazyGroup, lazy=_COMMANDS, params=[_VERSION])
def main() -> None:
    """对照《法治政府建设实施纲要(2021—2025年)》检查法治政府建设年度报告:写了什么、依据在哪、还缺什么。"""


def _stop(code: int, message: str = "") -> NoReturn:
    if message:
        complain(message)
    sys.exit(code)


def run(command: Callable[..., Any] = main) -> NoReturn:
    """Runs a command and turns every failure into a sentence and an exit code."""
    prepare_stream(sys.stdout)
    prepare_stream(sys.stderr)
    try:
        command(prog_name="hongdong-rubric", standalone_mode=False)
    except ToolError as error:
        _stop(COULD_NOT_JUDGE, str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        _stop(COULD_NOT_JUDGE, error.format_message())
    except click.ClickException as error:
        from hongdong_rubric.cli.usage import usage_sentence

        _stop(COULD_NOT_JUDGE, f"{usage_sentence(error)}(用 --help 查看用法)")
    except click.exceptions.Exit as error:
        _stop(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _stop(COULD_NOT_JUDGE, "已中断")
    except Exception as error:
        if os.environ.get("HONGDONG_RUBRIC_DEBUG"):
            raise
        _stop(OUR_FAULT, fault_sentence(f"{type(error).__name__}: {error}"))
    sys.exit(DONE)
