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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The processor's time of this process is what a busy machine disturbs least; on Windows it ticks too slowly.
clock = time.process_time if os.name == "posix" else time.perf_counter


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of a process: seconds, seconds of the processor, megabytes at most; None where nobody tells."""

    wall: float
    cpu: float | None
    peak: float | None


def run(words: Sequence[str], *, cwd: Path = ROOT, codes: Iterable[int] = (0,), **settings: str) -> Sample:
    """Run Python with these arguments to its end; raises ``RuntimeError`` where it does not end with one of ``codes``.

    What is said of memory begins with what this process held when it started the other.
    """
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", **settings}
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


def output(words: Sequence[str], **settings: str) -> str:
    """What Python prints with these arguments; raises ``CalledProcessError``."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", **settings}
    command = [sys.executable, *words]
    return subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True).stdout


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


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float | None:
    """The k of cost = c * size**k by least squares of logarithms over the larger half of the sizes.

    The small sizes are left out as what costs the same at any size would hide how the rest grows. None where fewer
    than two sizes are left or a cost is not above zero.
    """
    points = sorted(zip(sizes, costs, strict=True))[len(sizes) // 2 :]
    if len(points) < 2 or any(cost <= 0 for _, cost in points):
        return None
    logs = [(math.log(size), math.log(cost)) for size, cost in points]
    return statistics.linear_regression(*zip(*logs, strict=True)).slope
