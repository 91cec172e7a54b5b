"""Time and memory of processes and calls, measured in turns; medians, quartiles, exponents."""

from __future__ import annotations

import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = "HONGDONG_RUBRIC_CACHE"
# The processor's time of this process is what a busy machine disturbs least; on Windows it ticks too slowly.
clock = time.process_time if os.name == "posix" else time.perf_counter


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of a process: seconds, seconds of the processor, megabytes at most; None where nobody tells."""

    wall: float
    cpu: float | None
    peak: float | None


def run(words: Sequence[str], *, cwd: Path = ROOT, codes: Iterable[int] = (0,), cache: Path | None = None) -> Sample:
    """Run Python with these arguments to its end; raises ``RuntimeError`` where it does not end with one of ``codes``.

    ``cache`` is where it keeps what it made ready, where not in the folder of the whole run. What is said of memory
    begins with what this process held when it started the other.
    """
    environment = surroundings() | ({CACHE: str(cache)} if cache else {})
    with tempfile.TemporaryFile() as complaints:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *words], cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=complaints
        )
        cpu = peak = None
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            cpu = usage.ru_utime + usage.ru_stime
            # macOS counts in bytes.
            peak = usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
        code = process.wait()
        wall = time.perf_counter() - begin
        if code not in codes:
            complaints.seek(0)
            told = complaints.read().decode(errors="replace").strip()
            raise RuntimeError(f"{' '.join(words)[:200]}: exit code {code}\n{told[-2000:]}")
    return Sample(wall, cpu, peak)


def output(words: Sequence[str]) -> str:
    """What Python prints with these arguments; raises ``CalledProcessError``."""
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(), stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return done.stdout


def surroundings() -> dict[str, str]:
    """The environment of all processes: this checkout, whatever is installed, and the same order in sets each time.

    Byte code is kept as it is for a user, whatever this process was told.
    """
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}


@contextmanager
def own_cache() -> Iterator[None]:
    """Let what is measured keep what it makes ready in a folder of this run, neither the user's nor another's."""
    before = os.environ.get(CACHE)
    with tempfile.TemporaryDirectory() as folder:
        os.environ[CACHE] = folder
        try:
            yield
        finally:
            os.environ.pop(CACHE)
            if before is not None:
                os.environ[CACHE] = before


def timed(call: Callable[[], object]) -> float:
    """Seconds that a call takes."""
    begin = clock()
    call()
    return clock() - begin


def own_peak() -> float | None:
    """The most megabytes that this process ever held; None where nobody tells."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    except OSError:
        return None
    return int(found[1]) / 1024 if found else None


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The lower quartile, the median and the upper quartile."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high


def larger_half(sizes: Iterable[float]) -> list[float]:
    """The larger half of some sizes, two at least."""
    ordered = sorted(sizes)
    return ordered[max(0, min(len(ordered) // 2, len(ordered) - 2)) :]


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """The k of cost = c * size**k by least squares of logarithms over the larger half of the sizes.

    The small sizes are left out as what costs the same at any size would hide how the rest grows. None where fewer
    than two sizes are left or a cost is not above zero.
    """
    found = dict(zip(sizes, costs, strict=True))
    points = [(size, found[size]) for size in larger_half(sizes)]
    if len(points) < 2 or any(cost <= 0 for _, cost in points):
        return None
    logs = [(math.log(size), math.log(cost)) for size, cost in points]
    return statistics.linear_regression(*zip(*logs, strict=True)).slope
