"""How far a long run has come: one line on a terminal, which nobody else ever sees."""

from __future__ import annotations

import contextlib
import os
import sys
import time

from hongdong_rubric.errors import ToolError
from hongdong_rubric.output import write_stream

# Fewer are done before anybody wonders.
_FEW = 3
_EVERY = 0.1


class Progress:
    """A line that is written over itself with nothing but a carriage return, which every terminal knows."""

    def __init__(self, total: int) -> None:
        terminal = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._total = total if terminal and total > _FEW else 0
        self._width = 0
        self._last = 0.0

    def show(self, done: int) -> None:
        """Tell how many are done, not too often."""
        now = time.monotonic()
        if self._total and (not self._last or now - self._last >= _EVERY):
            self._last = now
            self.clear()
            self._write(f"已评 {done}/{self._total} 份")

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._width:
            sys.stderr.flush()
            self._put("\r" + " " * self._width + "\r")
            self._width = 0

    def _write(self, line: str) -> None:
        self._put(line)
        # A Chinese character takes two columns.
        self._width = sum(2 if ord(char) > 127 else 1 for char in line)

    def _put(self, text: str) -> None:
        with contextlib.suppress(ToolError):
            write_stream(sys.stderr, text)
