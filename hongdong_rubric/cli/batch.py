"""A run over the reports that a user named: what is told meanwhile, and how it ends."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from hongdong_rubric.cli.console import COULD_NOT_JUDGE, DONE, OUR_FAULT, complain
from hongdong_rubric.errors import UsageError, display_name

if TYPE_CHECKING:
    from hongdong_rubric.inputs import Input
    from hongdong_rubric.many import Failure, Work

R = TypeVar("R")

JOBS = click.option("-j", "--jobs", metavar="个数", help="同时用几个进程,默认按处理器个数(不足 8 份时 1 个)。")


class Ending(NamedTuple):
    """How a run ended; ``interrupted`` is a sentence where not all reports were come to."""

    code: int
    interrupted: str | None = None


def read_jobs(text: str | None) -> int | None:
    """The number that ``--jobs`` gives; raises ``UsageError`` for what is none."""
    if text is None:
        return None
    from hongdong_rubric.parallel import MOST_JOBS

    if not re.fullmatch("[0-9]{1,4}", text) or not 1 <= int(text) <= MOST_JOBS:
        raise UsageError(f"--jobs 应是 1 到 {MOST_JOBS} 之间的整数,这里是“{display_name(text)}”")
    return int(text)


def run_batch(
    work: Work[R], inputs: Sequence[Input], jobs: int | None, take: Callable[[R | Failure], None], *, quiet: bool
) -> Ending:
    """Give each result to ``take`` as soon as all before it are there; failures are told, unless ``quiet``.

    Interrupted among several reports, it ends with what is done. An only report needs nothing that many do.
    """
    if len(inputs) > 1:
        return _run_many(work, inputs, jobs, take, quiet=quiet)
    from hongdong_rubric.many import judge

    result = judge(work, inputs[0])
    code = _tell(result, quiet=quiet)
    take(result)
    return Ending(code)


def _run_many(
    work: Work[R], inputs: Sequence[Input], jobs: int | None, take: Callable[[R | Failure], None], *, quiet: bool
) -> Ending:
    from hongdong_rubric.cli.interruption import Interruption
    from hongdong_rubric.cli.progress import Progress
    from hongdong_rubric.many import choose_jobs, judge_all

    code, done, total = DONE, 0, len(inputs)
    progress = Progress(total)
    results = judge_all(work, inputs, choose_jobs(jobs, inputs))
    try:
        with Interruption() as interruption, contextlib.closing(results):
            progress.show(0)
            for result in results:
                with interruption.held():
                    progress.clear()
                    code = max(code, _tell(result, quiet=quiet))
                    take(result)
                    done += 1
                    progress.show(done)
    except KeyboardInterrupt:
        return Ending(max(code, COULD_NOT_JUDGE), f"已中断:完成 {done}/{total}")
    finally:
        progress.clear()
    return Ending(code)


def _tell(result: object, *, quiet: bool) -> int:
    from hongdong_rubric.many import Failure

    if not isinstance(result, Failure):
        return DONE
    if not quiet:
        complain(result.message)
    if result.trace is None:
        return COULD_NOT_JUDGE
    if os.environ.get("HONGDONG_RUBRIC_DEBUG"):
        complain(result.trace)
    return OUR_FAULT
