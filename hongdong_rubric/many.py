"""Judges many reports, in this process or in several; one that cannot be judged stops no other."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from hongdong_rubric.errors import ToolError, display_name, fault_sentence
from hongdong_rubric.inputs import Input
from hongdong_rubric.readers.intake import is_inherited

if TYPE_CHECKING:
    from hongdong_rubric.parallel import Fault, Lost

R = TypeVar("R")
# What is done with the report at a path; raises ``ToolError`` for what cannot be judged. It is pickled once for each
# process, where that is not a fork; whatever is large it should load there.
Work: TypeAlias = Callable[[str], R]

# Fewer are done sooner than other processes have started.
_MANY = 8
# Each process has a rubric and a dictionary of its own; more than these only for who asks.
_MOST_UNASKED = 8


class Failure(NamedTuple):
    """A report without a result, and the sentence that says why; ``trace`` where the fault is ours."""

    name: str
    message: str
    trace: str | None = None


def choose_jobs(wanted: int | None, inputs: Sequence[Input]) -> int:
    """How many processes to use: as many as wanted, else one for few reports and one a processor for many."""
    if any(is_inherited(one.path) for one in inputs):
        return 1
    if wanted is None:
        from hongdong_rubric.parallel import usable_cpus

        wanted = min(usable_cpus(), _MOST_UNASKED) if len(inputs) >= _MANY else 1
    return max(1, min(wanted, len(inputs)))


def judge(work: Work[R], one: Input) -> R | Failure:
    """What the work finds out of a report; a failure where it cannot be judged. A fault of ours is raised."""
    name = display_name(one.path)
    if one.fault is not None:
        return Failure(name, one.fault)
    try:
        return work(one.path)
    except ToolError as error:
        return Failure(name, str(error))


def judge_all(work: Work[R], inputs: Sequence[Input], jobs: int) -> Generator[R | Failure, None, None]:
    """What the work finds out of each report, in their order; a fault of ours is a failure of that report."""
    from hongdong_rubric.parallel import Done, ordered_map

    results = ordered_map(partial(judge, work), inputs, jobs)
    try:
        for one, result in zip(inputs, results, strict=True):
            yield result.value if isinstance(result, Done) else _failure(display_name(one.path), result)
    finally:
        results.close()


def _failure(name: str, result: Fault | Lost) -> Failure:
    from hongdong_rubric.parallel import Fault

    if isinstance(result, Fault):
        return Failure(name, f"{name}:{fault_sentence(result.error)}", result.trace)
    return Failure(name, f"{name}:无法判断,处理它的进程意外结束({result.code}),可能是内存不够,或被别的程序结束")
