"""The tables: as Markdown, and written between the markers of a page."""

from __future__ import annotations

import datetime
import os
import platform
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measuring import quartiles

NOTHING = "—"


@dataclass(slots=True)
class Table:
    """What a section found; ``notes`` stand below the table."""

    heads: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *cells: str) -> None:
        """Add a row, and say it at once on the error stream: some take minutes."""
        self.rows.append(cells)
        print(" | ".join(cells), file=sys.stderr, flush=True)

    def markdown(self) -> str:
        """The table in Markdown, with its notes as a list."""
        rule = ["---" if number < 2 else "---:" for number in range(len(self.heads))]
        lines = ["| " + " | ".join(cells) + " |" for cells in (self.heads, rule, *self.rows)]
        return "\n".join([*lines, *([""] if self.notes else []), *(f"- {note}" for note in self.notes)])


def seconds(values: Sequence[float]) -> str:
    """Median and quartiles in a unit that is easy to read."""
    low, middle, high = quartiles(values)
    unit, factor = ("秒", 1.0) if middle >= 1 else ("毫秒", 1000.0)
    return f"{_short(middle * factor)} {unit}({_short(low * factor)}–{_short(high * factor)})"


def times(ratio: float) -> str:
    """A ratio."""
    return f"**{_short(ratio)} 倍**"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def write(page: Path, name: str, body: str) -> None:
    """Put a body between the markers of that name; raises ``ValueError`` where the page has none."""
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    start, stop = text.find(begin), text.find(end)
    if start < 0 or stop < start:
        raise ValueError(f"{page.name}: no markers {begin.strip()} and {end}")
    page.write_text(f"{text[: start + len(begin)]}{body}\n{text[stop:]}", encoding="utf-8", newline="\n")


def machine() -> str:
    """The day, and what was measured on."""
    words = [
        datetime.date.today().isoformat(),
        _processor(),
        f"{os.cpu_count()} 核",
        _memory(),
        f"Python {platform.python_version()}",
        f"{platform.system()} {platform.release()}",
    ]
    return ",".join(word for word in words if word)


def _processor() -> str:
    found = re.search(r"model name\s*:\s*(.+)", _text("/proc/cpuinfo"))
    return " ".join(found[1].split()) if found else platform.processor() or platform.machine()


def _memory() -> str:
    found = re.search(r"MemTotal:\s+(\d+) kB", _text("/proc/meminfo"))
    return f"内存 {int(found[1]) / 1024**2:.0f} GB" if found else ""


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
