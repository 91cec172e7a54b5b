"""From a file or standard input to text. One module a format; the format is told here."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from hongdong_rubric.errors import ReportError, display_name, reason
from hongdong_rubric.readers.plain import read_plain

MAX_BYTES = 20 * 1024 * 1024
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """A report as read: the name it goes by, its text without a byte-order mark, and the encoding that it had."""

    name: str
    text: str
    encoding: str


def read_report(path: str) -> Source:
    """Read one report; ``-`` is standard input. Raises :class:`ReportError` with one sentence."""
    name = "标准输入" if path == STANDARD_INPUT else display_name(path)
    data = _read_bytes(path, name)
    if not data:
        raise ReportError(f"{name}:文件是空的,没有可以评分的内容")
    text, encoding = read_plain(data, name)
    if not any(char.isalnum() for char in text):
        raise ReportError(f"{name}:文件里只有空白或标点,没有可以评分的内容")
    return Source(display_name(path), text, encoding)


def _read_bytes(path: str, name: str) -> bytes:
    try:
        if path == STANDARD_INPUT:
            # Python leaves out a standard input that was closed before it started.
            data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
        elif Path(path).is_dir():
            raise ReportError(f"{name}:这是文件夹,请给出报告文件")
        else:
            with Path(path).open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ReportError(f"{name}:找不到文件,请检查路径和文件名") from None
    except OSError as error:
        raise ReportError(f"{name}:读不了这个文件,{reason(error)}") from None
    if len(data) > MAX_BYTES:
        raise ReportError(f"{name}:超过 20 MB,不像一份报告")
    return data
