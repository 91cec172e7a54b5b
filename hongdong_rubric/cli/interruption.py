"""Ctrl-C and SIGTERM while many reports are judged: between two of them, never within a line of output."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Any

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption:
    """Turns both signals into ``KeyboardInterrupt`` while it is entered; what is held is finished first.

    One that comes while another is being obeyed is passed by, so that all is cleared away; one that comes twice while
    something is held is obeyed at once, for whoever reads the output may have stopped.
    """

    def __init__(self) -> None:
        self._before: dict[signal.Signals, Any] = {}
        self._held = False
        self._waiting = False
        self._obeyed = False

    def __enter__(self) -> Interruption:
        # Only the main thread may; elsewhere signals do not arrive.
        if threading.current_thread() is threading.main_thread():
            self._before = {one: signal.signal(one, self._arrive) for one in _SIGNALS}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for one, handler in self._before.items():
            signal.signal(one, handler)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Let a block be finished before an interrupt is obeyed."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        if self._waiting:
            self._obey()

    def _arrive(self, *_: object) -> None:
        if self._held and not self._waiting:
            self._waiting = True
        elif not self._obeyed:
            self._obey()

    def _obey(self) -> None:
        self._waiting = False
        self._obeyed = True
        raise KeyboardInterrupt
