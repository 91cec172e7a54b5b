"""Judges many reports, in this process or in several; one that cannot be judged stops no other."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from hongdong_rubric.errors import ToolError, display_name, fault_sentence
from hongdong_rubric.inputs import Input
from hongdong_rubric.parallel import Done, Fault, Lost, ordered_map, usable_cpus
from hongdong_rubric.readers.intake import is_inherited

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")

# Fewer are done sooner than other processes have started.
_MANY = 8
# Each process has a rubric and a dictionary of its own; more than these only for who asks.
_MOST_UNASKED = 8


class Work(Protocol[R_co]):
    """What is done with each report: something that can be pickled, and raises ``ToolError`` for what cannot be judged.

    It is pickled once for each process, where that is not a fork; whatever is large it should load there.
    """

    def __call__(self, path: str) -> R_co:
        """What is found out of the report at a path."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A report without a result, and the sentence that says why; ``trace`` where the fault is ours."""

    name: str
    message: str
    trace: str | None = None


def choose_jobs(wanted: int | None, inputs: Sequence[Input]) -> int:
    """How many processes to use: as many as wanted, else one for few reports and one a processor for many."""
    if any(is_inherited(one.path) for one in inputs):
        return 1
    if wanted is None:
        wanted = min(usable_cpus(), _MOST_UNASKED) if len(inputs) >= _MANY else 1
    return max(1, min(wanted, len(inputs)))


def judge_all(work: Work[R], inputs: Sequence[Input], jobs: int) -> Generator[R | Failure, None, None]:
    """What the work finds out of each report, in their order.

    What it raises of an only report is raised here; among several it is a failure of that one.
    """
    guarded = _Guarded(work)
    if len(inputs) == 1:
        yield guarded(inputs[0])
        return
    results = ordered_map(guarded, inputs, jobs)
    try:
        for one, result in zip(inputs, results, strict=True):
            yield result.value if isinstance(result, Done) else _failure(display_name(one.path), result)
    finally:
        results.close()


@dataclass(frozen=True, slots=True)
class _Guarded(Generic[R]):
    """The work, with what cannot be judged as a result."""

    work: Work[R]

    def __call__(self, one: Input) -> R | Failure:
        name = display_name(one.path)
        if one.fault is not None:
            return Failure(name, one.fault)
        try:
            return self.work(one.path)
        except ToolError as error:
            return Failure(name, str(error))


def _failure(name: str, result: Fault | Lost) -> Failure:
    if isinstance(result, Fault):
        return Failure(name, f"{name}:{fault_sentence(result.error)}", result.trace)
    return Failure(name, f"{name}:无法判断,处理它的进程意外结束({result.code}),可能是内存不够,或被别的程序结束")
