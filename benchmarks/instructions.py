"""Instructions that the processor executes: the same on a busy machine as on an idle one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec

from benchmarks.measuring import ROOT

SCORES, SCANS = 3, 60
# Under the counter all takes some forty times as long.
_PATIENCE = 400
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")


def ratio() -> tuple[float, float] | None:
    """Instructions of one scoring and of one exact scan; None where they cannot be counted.

    What a process does besides is taken off by counting one that does nothing else.
    """
    if shutil.which("valgrind") is None or find_spec("ahocorasick") is None:
        return None
    idle, scores, scans = _count("none", 0), _count("score", SCORES), _count("scan", SCANS)
    if idle is None or scores is None or scans is None:
        return None
    return (scores - idle) / SCORES, (scans - idle) / SCANS


def _count(kind: str, turns: int) -> int | None:
    counter = ("valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={os.devnull}")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    command = [*counter, sys.executable, "-m", "benchmarks.child", "work", kind, str(turns)]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=_PATIENCE
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    found = _COUNTED.search(done.stderr)
    return int(found[1].replace(",", "")) if found else None
