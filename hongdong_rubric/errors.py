"""Expected failures, each with its place. Everything here ends in exit code 2 and one sentence a failure."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

# Blanks other than the usual one, which Python calls unprintable; Chinese file names hold the wide one.
_BLANKS = frozenset("\u00a0\u1680\u202f\u205f\u3000").union(map(chr, range(0x2000, 0x200B)))
_REASONS = {
    errno.ENOENT: "没有这个文件夹或文件",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "这是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "所在磁盘只能读",
}


class ToolError(Exception):
    """A failure that the user can mend; ``str()`` is one clear Chinese sentence."""


class ReportError(ToolError):
    """A report cannot be read; the message names the file."""


class FormatError(ToolError):
    """What the reader of a format says of the content; whoever knows the file puts its name before it."""


class OutputError(ToolError):
    """A result cannot be written; the message names the file."""


class UsageError(ToolError):
    """An option names something that does not exist."""


class Mistake(NamedTuple):
    """One mistake in a YAML file: 1-based place, the path of keys that leads there, and what to do."""

    file: str
    line: int
    column: int
    keys: str
    message: str

    def __str__(self) -> str:
        where = f"({self.keys})" if self.keys else ""
        return f"{self.file}:{self.line}:{self.column}:{where}{self.message}"


class RubricError(ToolError):
    """A rubric, lexicon or cases file is wrong; carries all its mistakes."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


def display_name(path: Path | str) -> str:
    """A file name that is safe to print: control characters shown as escapes."""
    return "".join([char if is_shown(char) else char.encode("unicode_escape").decode() for char in str(path)])


def is_shown(char: str) -> bool:
    """Whether a terminal shows a character, or a blank for it, rather than obeys it."""
    return char.isprintable() or char in _BLANKS


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese; its own words where it is a rare reason."""
    return _REASONS.get(error.errno or 0, error.strerror or type(error).__name__)


def fault_sentence(error: str) -> str:
    """What to tell of a fault of ours; ``error`` is its type and message."""
    return f"程序出错({error}),这不是您的问题,请把这句话和所用命令反馈给维护者"
