"""A console that prints into memory."""

from __future__ import annotations

import io

from rich.console import Console

MAX_WIDTH = 120


def make_console(width: int, *, colour: bool) -> Console:
    """A console that writes into memory, without markup, links or guesses about the real terminal."""
    return Console(
        file=io.StringIO(),
        width=min(width, MAX_WIDTH),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )


def output_of(console: Console) -> str:
    """What was printed, without blanks at line ends."""
    assert isinstance(console.file, io.StringIO)
    return "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()).rstrip("\n") + "\n"
