from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hongdong_rubric import parallel
from hongdong_rubric.parallel import Done, Fault, Lost, ordered_map, start_method, usable_cpus
from tests.hongdong_rubric.helpers import PACKAGE_HOME

METHODS = multiprocessing.get_all_start_methods()
posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX system")


def uneven(number: int) -> int:
    """Later ones are done sooner."""
    time.sleep(0.002 * (5 - number % 5))
    return number * 2


def faulty(number: int) -> Any:
    if number == 3:
        raise RuntimeError("甲")
    if number == 5:
        return (one for one in ())
    return number


def deadly(number: int) -> int:
    if number in (3, 4, 9):
        os._exit(7)
    return number


def killed(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def marked(path: str) -> str:
    Path(path).touch()
    return path


def whoami(_: int) -> int:
    return os.getpid()


def deaf(seconds: float) -> bool:
    time.sleep(seconds)
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def values(results: Iterator[Any]) -> list[Any]:
    return [one.value if isinstance(one, Done) else type(one).__name__ for one in results]


def no_children() -> bool:
    return multiprocessing.active_children() == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(jobs: int, method: str) -> None:
    assert values(ordered_map(uneven, range(23), jobs, method=method)) == [2 * one for one in range(23)]
    assert no_children()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_work_raises_or_cannot_send_is_a_fault_of_its_own(jobs: int) -> None:
    results = list(ordered_map(faulty, range(8), jobs))
    raised = results[3]
    assert isinstance(raised, Fault)
    assert (raised.error, "in faulty" in raised.trace) == ("RuntimeError: 甲", True)
    told = [0, 1, 2, "Fault", 4, "Fault", 6, 7]
    assert values(iter(results))[:5] + values(iter(results))[6:] == told[:5] + told[6:]
    assert jobs == 1 or isinstance(results[5], Fault)


@pytest.mark.parametrize("method", METHODS)
def test_only_what_a_dead_worker_was_at_is_lost(method: str) -> None:
    results = list(ordered_map(deadly, range(20), 2, method=method))
    assert [number for number, one in enumerate(results) if one == Lost(7)] == [3, 4, 9]
    assert [one.value for one in results if isinstance(one, Done)] == [n for n in range(20) if n not in (3, 4, 9)]


@posix
def test_a_killed_worker_tells_its_signal() -> None:
    assert list(ordered_map(killed, range(5), 2))[3] == Lost(-signal.SIGKILL)


def test_the_last_one_may_die() -> None:
    assert values(ordered_map(deadly, [1, 2, 3], 2)) == [1, 2, "Lost"]


def test_few_are_begun_before_their_results_are_taken(tmp_path: Path) -> None:
    paths = [str(tmp_path / f"{number:03}") for number in range(100)]
    with contextlib.closing(ordered_map(marked, paths, 2)) as results:
        for taken in range(1, 21):
            next(results)
            time.sleep(0.01)
            assert len(list(tmp_path.iterdir())) <= taken + 2 * parallel._WINDOW
        assert len(list(tmp_path.iterdir())) < 40


def test_with_one_job_no_process_is_started_and_nothing_done_ahead(tmp_path: Path) -> None:
    results = ordered_map(marked, [str(tmp_path / "a"), str(tmp_path / "b")], 1)
    next(results)
    assert (no_children(), len(list(tmp_path.iterdir()))) == (True, 1)
    assert values(ordered_map(whoami, range(3), 1)) == [os.getpid()] * 3


def test_there_are_no_more_workers_than_things() -> None:
    with contextlib.closing(ordered_map(uneven, range(2), 9)) as results:
        next(results)
        assert len(multiprocessing.active_children()) <= 2


@pytest.mark.parametrize("method", METHODS)
def test_closing_ends_all_workers_at_once(method: str) -> None:
    results = ordered_map(time.sleep, [0, *[60] * 9], 2, method=method)
    next(results)
    began = time.monotonic()
    results.close()
    assert (no_children(), time.monotonic() - began < 10) == (True, True)


@posix
def test_a_worker_that_keeps_the_signal_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_GRACE", 0.1)
    results = ordered_map(stubborn, range(4), 2, method="fork")
    next(results)
    results.close()
    assert no_children()


@posix
def test_a_worker_on_its_way_out_takes_no_signal_any_more() -> None:
    # Python complains where a signal comes in at the moment that its handler is taken away.
    program = (
        "import multiprocessing, signal\n"
        "from hongdong_rubric.parallel import _serve\n"
        "ours, theirs = multiprocessing.Pipe()\n"
        "ours.close()\n"
        "_serve(theirs, [], abs)\n"
        "held = signal.pthread_sigmask(signal.SIG_BLOCK, [])\n"
        "signal.raise_signal(signal.SIGTERM)\n"
        "print(signal.SIGTERM in held)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=PACKAGE_HOME, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")


def stubborn(number: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60 * bool(number))


def test_workers_pass_interrupts_by() -> None:
    assert values(ordered_map(deaf, [0, 0], 2)) == [True, True]


@posix
@pytest.mark.parametrize("method", METHODS)
def test_workers_end_with_the_one_who_started_them(tmp_path: Path, method: str) -> None:
    # Not a fork of this process: it would have the servers of earlier tests, and any failure would go on with ours.
    program = f"from {__name__} import killed_at_work; killed_at_work({str(tmp_path)!r}, {method!r})"
    child = subprocess.Popen([sys.executable, "-c", program], cwd=PACKAGE_HOME, start_new_session=True)
    assert child.wait(60) == -signal.SIGKILL
    for _ in range(100):
        try:
            os.killpg(child.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(child.pid, signal.SIGKILL)
    pytest.fail("workers outlive the one who started them")


def killed_at_work(folder: str, method: str) -> None:
    """The life of one who starts workers and is killed before they are done."""
    results = ordered_map(marked, [f"{folder}/{number}" for number in range(999)], 3, method=method)
    next(results)
    os.kill(os.getpid(), signal.SIGKILL)


def test_processors_are_those_that_may_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {1, 5, 7}, raising=False)
    assert usable_cpus() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert usable_cpus() == 1


@pytest.mark.parametrize(
    ("platform", "threads", "method"),
    [("linux", 1, "fork"), ("linux", 2, "spawn"), ("darwin", 1, "spawn"), ("win32", 1, "spawn")],
)
def test_a_fork_is_for_a_single_thread_on_linux(
    monkeypatch: pytest.MonkeyPatch, platform: str, threads: int, method: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(parallel.threading, "active_count", lambda: threads)
    assert start_method() == method
