"""Does the same work on many things in several processes; results come in order, few at a time, whatever happens.

A worker is given its next thing only while the results not yet taken are few, so that memory does not grow with the
number of things. Each worker has a pipe of its own, so that it is known at which thing one died.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
R = TypeVar("R")

# Windows can wait for 63 things at once.
MOST_JOBS = 60
# A second thing lies ready for each worker, so that it never waits for the pipe.
_AHEAD = 2
_WINDOW = 8
_GRACE = 2.0


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """The work gave a value."""

    value: R


@dataclass(frozen=True, slots=True)
class Fault:
    """The work raised what it should not; ``error`` is its type and message, ``trace`` where it happened."""

    error: str
    trace: str


@dataclass(frozen=True, slots=True)
class Lost:
    """The process died at this thing; ``code`` is its exit code, negative for a signal."""

    code: int | None


class _Ended(BaseException):
    """A worker was told to end; no ``Exception``, so that no work keeps it."""


def usable_cpus() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def start_method() -> str:
    """How workers are started where nobody says otherwise.

    A fork has all modules and the rubric at once, but is safe only while there is a single thread, and not on macOS,
    whose own libraries start threads.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def ordered_map(
    work: Callable[[T], R], things: Sequence[T], jobs: int, *, method: str | None = None
) -> Generator[Done[R] | Fault | Lost, None, None]:
    """What the work gives for each thing, in their order; with one job no process is started.

    With more, ``work``, things and values must be such as can be pickled. Closing the iterator ends all workers.
    """
    if jobs == 1:
        return (_attempt(work, thing) for thing in things)
    return _Crew(work, things, jobs, method or start_method()).results()


def _attempt(work: Callable[[T], R], thing: T) -> Done[R] | Fault:
    try:
        return Done(work(thing))
    except Exception as error:  # noqa: BLE001 - one thing must not stop the others
        return _fault(error)


def _fault(error: Exception) -> Fault:
    import traceback

    return Fault(f"{type(error).__name__}: {error}", "".join(traceback.format_exception(error)))


@dataclass(slots=True)
class _Worker:
    """A process, our end of its pipe, and the numbers of the things given to it, in order."""

    process: BaseProcess
    pipe: Connection[Any, Any]
    given: deque[int] = field(default_factory=deque)


class _Crew(Generic[T, R]):
    """The workers of one run."""

    def __init__(self, work: Callable[[T], R], things: Sequence[T], jobs: int, method: str) -> None:
        self._work = work
        self._things = things
        self._jobs = min(jobs, MOST_JOBS, len(things))
        self._method = method
        self._workers: list[_Worker] = []
        self._open = deque(range(len(things)))
        self._ready: dict[int, Done[R] | Fault | Lost] = {}
        self._taken = 0

    def results(self) -> Generator[Done[R] | Fault | Lost, None, None]:
        """All results in order; the workers end with the iterator."""
        try:
            while self._taken < len(self._things):
                self._hire()
                self._give()
                self._collect()
                while self._taken in self._ready:
                    result = self._ready.pop(self._taken)
                    self._taken += 1
                    yield result
        finally:
            self._dismiss()

    def _hire(self) -> None:
        """Start workers, as many as there is work for; also in place of those that died."""
        busy = sum(bool(worker.given) for worker in self._workers)
        while len(self._workers) < min(self._jobs, busy + len(self._open)):
            self._workers.append(self._start())

    def _start(self) -> _Worker:
        import multiprocessing

        context = multiprocessing.get_context(self._method)
        ours, theirs = context.Pipe()
        # A fork has our ends of all pipes as well: with these open, no other worker would see that we are gone.
        inherited = [ours, *(worker.pipe for worker in self._workers)] if self._method == "fork" else []
        process = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, inherited, self._work), daemon=True
        )
        with _interrupts_held():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self) -> None:
        """Hand out things evenly while the results not yet taken are few."""
        limit = self._taken + _WINDOW * self._jobs
        for depth in range(_AHEAD):
            for worker in self._workers:
                if self._open and self._open[0] < limit and len(worker.given) <= depth:
                    number = self._open.popleft()
                    worker.given.append(number)
                    # One that died in the meantime is found out by its silence.
                    with contextlib.suppress(OSError):
                        worker.pipe.send(self._things[number])

    def _collect(self) -> None:
        """Wait until a worker has something to say, and hear all that have."""
        from multiprocessing.connection import wait

        heard = wait([worker.pipe for worker in self._workers])
        for worker in [one for one in self._workers if one.pipe in heard]:
            try:
                result = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
            else:
                self._ready[worker.given.popleft()] = result

    def _bury(self, worker: _Worker) -> None:
        """Only what a dead worker was at is lost; what lay ready for it goes to others."""
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.join(_GRACE)
        if worker.given:
            self._ready[worker.given.popleft()] = Lost(worker.process.exitcode)
        self._open.extendleft(reversed(worker.given))

    def _dismiss(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_GRACE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep an interrupt back while a worker starts: it inherits this, and is spared before it can refuse them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_STOPPING = (signal.SIGINT, signal.SIGTERM)


def _serve(pipe: Connection[Any, Any], inherited: Sequence[Connection[Any, Any]], work: Callable[[T], R]) -> None:
    """The life of a worker: takes things and gives results until its pipe ends."""
    try:
        # An interrupt is for the one who started us: it ends us when it has written what is done.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, _end)
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)
        for one in inherited:
            one.close()
        try:
            while True:
                _send(pipe, _attempt(work, pipe.recv()))
        finally:
            # There is nothing left to unwind. To give the signal back its default while one comes in is a race that
            # Python complains of.
            if hasattr(signal, "pthread_sigmask"):
                signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    except (EOFError, OSError, _Ended):
        pass


def _end(*_: object) -> None:
    """On SIGTERM: unwinds, so that a process that reads a PDF for us ends with us."""
    raise _Ended


def _send(pipe: Connection[Any, Any], result: Done[R] | Fault) -> None:
    try:
        pipe.send(result)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - a value that cannot be pickled is a fault of the work
        pipe.send(_fault(error))
