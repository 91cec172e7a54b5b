"""Instructions that the processor executes: the same on a busy machine as on an idle one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from benchmarks.measuring import ROOT, output, surroundings

SCORES, SCANS = 3, 60
# Under the counter all takes some forty times as long.
_PATIENCE = 400
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")


def ratio() -> tuple[float, float] | None:
    """Instructions of one scoring and of one exact scan; None where they cannot be counted.

    What a process does besides is taken off by counting one that does nothing else.
    """
    if shutil.which("valgrind") is None:
        return None
    # What the first process keeps for later ones is no part of any.
    output(_words("none", 0))
    # Instructions do not become more where several processes are counted at a time.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        idle, scores, scans = pool.map(_count, ("none", "score", "scan"), (0, SCORES, SCANS))
    if idle is None or scores is None or scans is None:
        return None
    return (scores - idle) / SCORES, (scans - idle) / SCANS


def _count(kind: str, turns: int) -> int | None:
    counter = ("valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={os.devnull}")
    command = [*counter, sys.executable, *_words(kind, turns)]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=surroundings(), capture_output=True, text=True, check=True, timeout=_PATIENCE
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    found = _COUNTED.search(done.stderr)
    return int(found[1].replace(",", "")) if found else None


def _words(kind: str, turns: int) -> list[str]:
    return ["-m", "benchmarks.child", "work", kind, str(turns)]
