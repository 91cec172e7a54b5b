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
from hongdong_rubric.cli.check import check
from hongdong_rubric.cli.console import COULD_NOT_JUDGE, DONE, OUR_FAULT, complain
from hongdong_rubric.cli.evaluate import evaluate_reports
from hongdong_rubric.cli.explain import explain
from hongdong_rubric.cli.extract import extract
from hongdong_rubric.cli.options import CONTEXT
from hongdong_rubric.cli.rubric import rubric_group
from hongdong_rubric.cli.score import score
from hongdong_rubric.cli.usage import usage_sentence
from hongdong_rubric.errors import ToolError, fault_sentence
from hongdong_rubric.output import prepare_stream


@click.group(context_settings=CONTEXT)
@click.version_option(
    __version__, "--version", prog_name="hongdong-rubric", message="%(prog)s %(version)s", help="显示版本。"
)
def main() -> None:
    """对照《法治政府建设实施纲要(2021—2025年)》检查法治政府建设年度报告:写了什么、依据在哪、还缺什么。"""


for _command in (score, check, explain, extract, evaluate_reports, rubric_group):
    main.add_command(_command)


def _stop(code: int, message: str = "") -> NoReturn:
    if message:
        complain(message)
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
        _stop(OUR_FAULT, fault_sentence(f"{type(error).__name__}: {error}"))
    sys.exit(DONE)
