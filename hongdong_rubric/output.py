"""Writing results: whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from hongdong_rubric.errors import OutputError, display_name, reason

# A console with a Chinese code page shows these two columns wide, which would burst every bar and rule.
_NARROW = str.maketrans({"█": "#", "─": "-"})


def write_whole(path: str, text: str) -> None:
    """Write a file through a temporary one beside it, so that no half-written file is ever seen.

    What is no file, such as a device or a named pipe, is written as it stands: replacing it would destroy it.
    Raises :class:`OutputError` when the place cannot be written.
    """
    name = display_name(path)
    try:
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise OutputError(f"写不了“{name}”:这是文件夹,请给出文件名")
        if target.exists() and not target.is_file():
            target.write_text(text, encoding="utf-8", newline="\n")
        else:
            _replace(target, text)
    except OSError as error:
        raise OutputError(f"写不了“{name}”:{reason(error)}") from error


def append_whole(path: str, text: str) -> None:
    """Add to the end of a file, wholly or not at all; what is not there yet is made.

    Raises :class:`OutputError` when the place cannot be read or written.
    """
    try:
        # Not as text: that would turn the line ends that are there into others.
        before = Path(path).read_bytes().decode("utf-8") if Path(path).is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "里面不是 UTF-8 文字"
        raise OutputError(f"写不了“{display_name(path)}”:{why}") from error
    write_whole(path, before + text)


def refuse_overwriting(path: str, inputs: Iterable[str], what: str = "要评分的报告") -> None:
    """Raise :class:`OutputError` where a result would be written over a report, or ``what`` else it is made from."""
    target = os.path.realpath(path)
    if any(os.path.realpath(one) == target for one in inputs):
        raise OutputError(f"写不了“{display_name(path)}”:这是{what},写入会毁掉它,请换一个文件名")


def _replace(target: Path, text: str) -> None:
    # Slow to load, and what goes to standard output needs it not.
    import tempfile

    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".hongdong-rubric.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.chmod(temporary, _mode_of(target))
        os.replace(temporary, target)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def _mode_of(target: Path) -> int:
    """The mode a file opened the ordinary way would have: that of the file replaced, else 644."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        return 0o644


def prepare_stream(stream: TextIO | None) -> None:
    """Let a standard stream take any text: one that cannot show Chinese gets UTF-8, other lacking characters a mark."""
    if isinstance(stream, io.TextIOWrapper):
        try:
            "报告".encode(stream.encoding)
            stream.reconfigure(errors="replace")
        except UnicodeEncodeError:
            stream.reconfigure(encoding="utf-8", errors="replace")


def write_stream(stream: TextIO | None, text: str, encoding: str | None = None) -> None:
    """Write to a standard stream at once, in its own encoding unless another is given.

    A reader that has seen enough and gone (``| head``) is no failure. Raises :class:`OutputError` for any other.
    """
    if stream is None:
        raise OutputError("写不了标准输出:它已经关闭")
    try:
        stream.flush()
        target = encoding or stream.encoding
        if not target.lower().startswith("utf"):
            text = text.translate(_NARROW)
        stream.buffer.write(text.encode(target, errors="replace"))
        stream.buffer.flush()
    except OSError as error:
        # What is still in the buffers would fail once more when Python ends.
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OutputError(f"写不了标准输出:{reason(error)}") from error
