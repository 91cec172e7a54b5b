"""A program run in a process of its own, with a time limit, and ended with all that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_GRACE = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a program ended: its exit code (negative or large after a crash), None after its time was up; its output."""

    code: int | None
    out: bytes


def run_limited(
    command: Sequence[str],
    *,
    seconds: float,
    data: bytes = b"",
    folder: Path | None = None,
) -> Outcome:
    """Run a program on some input; raises ``OSError`` where it cannot be started."""
    with _unwound_by_sigterm():
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            # A group of its own, so that its children can be ended with it.
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            out, _ = process.communicate(data, timeout=seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            return Outcome(None, b"")
        except BaseException:
            _end(process)
            raise
    return Outcome(process.returncode, out)


@contextlib.contextmanager
def _unwound_by_sigterm() -> Iterator[None]:
    """Take SIGTERM for an interrupt, where nobody has said otherwise: a program in its own group would outlive us."""
    ours = threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if ours:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        if ours:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process with its children and wait for it."""
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            taskkill = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
            subprocess.run([str(taskkill), "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(OSError):
        process.kill()
    with contextlib.suppress(subprocess.TimeoutExpired, OSError, ValueError):
        process.communicate(timeout=_GRACE)
