"""Exit codes, and what goes to the two standard streams."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import NamedTuple

from hongdong_rubric.errors import ToolError, is_shown
from hongdong_rubric.output import write_stream, write_whole

DONE, FAILED, COULD_NOT_JUDGE, OUR_FAULT = 0, 1, 2, 3
_FALLBACK_WIDTH = 80
_NARROWEST = 60


class Screen(NamedTuple):
    """Where text goes: how wide it may be, and whether it may have colour."""

    width: int
    colour: bool


FILE = Screen(_FALLBACK_WIDTH, colour=False)


def find_screen() -> Screen:
    """The screen that standard output is: colour on a terminal only, 80 columns where nobody says otherwise."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    width = _FALLBACK_WIDTH
    if terminal or "COLUMNS" in os.environ:
        # It brings three libraries for archives along.
        import shutil

        width = shutil.get_terminal_size((_FALLBACK_WIDTH, 24)).columns
    colour = terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(max(_NARROWEST, width), colour)


def emit(text: str, output: str | None, *, exact: bool = False) -> None:
    """Write a result; ``exact`` results are UTF-8 whatever the console, others are what the console can show."""
    if output is not None:
        write_whole(output, text)
    else:
        write_stream(sys.stdout, text, "utf-8" if exact else None)


def complain(message: str) -> None:
    """Write a sentence to standard error; what could steer a terminal becomes a box."""
    safe = "".join(char if is_shown(char) or char == "\n" else "□" for char in message)
    # Where even the complaint cannot be written, the exit code still tells.
    with contextlib.suppress(ToolError):
        write_stream(sys.stderr, safe + "\n")
