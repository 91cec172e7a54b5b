"""The help of commands: in Chinese, and in columns as a terminal shows them, where a Chinese character takes two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import click

# What stays on one line: a Latin word or a character, with the marks around it.
_PIECE = re.compile(r"[(《“]*(?:[\w.*/|-]+|.)[,。、;:!?)》”]*\s*", re.ASCII)
_HEADINGS = {"Options": "选项", "Commands": "命令"}


class HelpFormatter(click.HelpFormatter):
    """click's, which takes all characters for equally wide and breaks lines at blanks only."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line."""
        super().write_usage(prog, args, "用法:" if prefix is None else prefix)

    def section(self, name: str) -> Any:
        """A part under a heading."""
        return super().section(_HEADINGS.get(name, name))

    def write_text(self, text: str) -> None:
        """Paragraphs, one blank line between two."""
        paragraphs = [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]
        wrapped = [self._wrap(paragraph, self.current_indent) for paragraph in paragraphs]
        indent = " " * self.current_indent
        self.write("\n\n".join("\n".join(indent + line for line in lines) for lines in wrapped) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms, and beside each what it means; below it where the term is wider than its column."""
        rows = list(rows)
        column = min(max(_columns(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * (self.current_indent + column)
        for term, meaning in rows:
            first = " " * self.current_indent + term
            gap = column - _columns(term)
            lines = self._wrap(meaning, self.current_indent + column)
            self.write(first + (" " * gap if gap >= col_spacing else f"\n{indent}"))
            self.write(f"\n{indent}".join(lines) + "\n")

    def _wrap(self, text: str, indent: int) -> list[str]:
        """The lines of a text behind an indent; none begins with a mark that closes or ends with one that opens."""
        room = self.width - indent
        lines = [""]
        for piece in _PIECE.findall(text):
            if _columns(lines[-1] + piece.rstrip()) > room and lines[-1]:
                lines.append("")
            lines[-1] += piece if lines[-1] else piece.lstrip()
        return [line.rstrip() for line in lines]


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
