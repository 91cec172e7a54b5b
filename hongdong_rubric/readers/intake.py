"""The bytes of a report, from a file or standard input, read once and whole."""

from __future__ import annotations

import os
import stat
import sys
from typing import BinaryIO

from hongdong_rubric.errors import FormatError, reason
from hongdong_rubric.readers.kinds import may_hold_pictures
from hongdong_rubric.readers.limits import MAX_BYTES, MAX_PACKAGE_BYTES, MEGABYTE

STANDARD_INPUT = "-"
_HEAD = 4096
_OPENED = ("/dev/fd/", "/proc/self/fd/", "/dev/stdin")


def is_inherited(path: str) -> bool:
    """Whether only this process can read it: standard input, and what the shell has opened for it."""
    return path == STANDARD_INPUT or path.startswith(_OPENED)


def read_bytes(path: str) -> bytes:
    """All bytes; ``-`` is standard input. Raises :class:`FormatError`."""
    try:
        if path == STANDARD_INPUT:
            # Python leaves out a standard input that was closed before it started.
            return _read_limited(sys.stdin.buffer) if sys.stdin else b""
        if os.path.isdir(path or os.curdir):
            raise FormatError("这是文件夹,请给出报告文件")
        # Opening a pipe waits for a program that writes; what the shell itself opened has one.
        if not is_inherited(path) and stat.S_ISFIFO(os.stat(path).st_mode):
            raise FormatError("这是管道,不是文件:请用“-”从标准输入读")
        with open(path, "rb") as stream:
            before = os.fstat(stream.fileno())
            data = _read_limited(stream)
            _refuse_changed(before, os.fstat(stream.fileno()), len(data))
    except FileNotFoundError:
        raise FormatError("找不到文件,请检查路径和文件名") from None
    except (OSError, ValueError) as error:
        # A name may hold a null character, which no system takes.
        why = reason(error) if isinstance(error, OSError) else "名字里有系统不认的字符"
        raise FormatError(f"读不了这个文件,{why}") from None
    return data


def _read_limited(stream: BinaryIO) -> bytes:
    head = stream.read(_HEAD)
    limit = MAX_PACKAGE_BYTES if may_hold_pictures(head) else MAX_BYTES
    data = head + stream.read(limit + 1 - len(head)) if head else head
    if len(data) > limit:
        raise FormatError(f"超过 {limit // MEGABYTE} MB,不像一份报告")
    return data


def _refuse_changed(before: os.stat_result, after: os.stat_result, read: int) -> None:
    """A file that another program is writing gives half of one state and half of the next."""
    if not stat.S_ISREG(before.st_mode):
        return
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or read != after.st_size:
        raise FormatError("读的时候文件变了,可能别的程序正在写它:请等它写完再试")
