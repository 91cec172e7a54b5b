"""Writing results: whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import IO, TextIO

from hongdong_rubric.errors import OutputError, display_name, reason

_IN_MEMORY = 1 << 20
_PIECE = 1 << 16
# A console with a Chinese code page shows these two columns wide, which would burst every bar and rule.
_NARROW = str.maketrans({"█": "#", "─": "-"})


def write_whole(path: str, text: str) -> None:
    """Write a file wholly or not at all, as :func:`open_whole` does."""
    with open_whole(path) as write:
        write(text)


@contextlib.contextmanager
def open_whole(path: str) -> Iterator[Callable[[str], None]]:
    """Give a function that writes to a file, which appears when the block has ended well and something was written.

    Until then it is a temporary one beside it, so that no half-written file is ever seen. What is no file, such as a
    device or a named pipe, is written as it stands: replacing it would destroy it. Raises :class:`OutputError` when
    the place cannot be written.
    """
    with _told(path):
        if not path or os.path.isdir(path):
            raise OutputError(f"写不了“{display_name(path)}”:这是文件夹,请给出文件名")
        # By its own name: the real one of a pipe (/dev/stdout) leads nowhere.
        is_no_file = os.path.exists(path) and not os.path.isfile(path)
        file = _InPlace(path) if is_no_file else _Beside(os.path.realpath(path))
    try:
        yield partial(_write, path, file)
        if file.written:
            with _told(path):
                file.keep()
    finally:
        file.clear()


@contextlib.contextmanager
def _told(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"写不了“{display_name(path)}”:{reason(error)}") from error


def _write(path: str, file: _InPlace | _Beside, text: str) -> None:
    with _told(path):
        file.stream.write(text)
        file.written = True


class _InPlace:
    """What is no file, written as it stands."""

    def __init__(self, target: str) -> None:
        self.stream = open(target, "w", encoding="utf-8", newline="\n")  # noqa: SIM115 - it lives until it is cleared
        self.written = False

    def keep(self) -> None:
        self.stream.close()

    def clear(self) -> None:
        with contextlib.suppress(OSError):
            self.stream.close()


class _Beside:
    """A temporary file beside the one that is meant."""

    def __init__(self, target: str) -> None:
        # Slow to load, and what goes to standard output needs it not.
        import tempfile

        self._target = target
        handle, self._temporary = tempfile.mkstemp(
            dir=os.path.dirname(target), prefix=".hongdong-rubric.", suffix=".tmp"
        )
        try:
            self.stream = os.fdopen(handle, "w", encoding="utf-8", newline="\n")
        except BaseException:
            self._remove()
            raise
        self.written = False

    def keep(self) -> None:
        self.stream.close()
        os.chmod(self._temporary, _mode_of(self._target))
        os.replace(self._temporary, self._target)

    def clear(self) -> None:
        with contextlib.suppress(OSError):
            self.stream.close()
        self._remove()

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            os.unlink(self._temporary)


class Spool:
    """Text put by until all of it is known; beyond a megabyte not in memory."""

    def __init__(self) -> None:
        self._file: TextIO | IO[str] = io.StringIO(newline="")
        self._place: str | None = None
        self._empty = True

    def add(self, text: str, separator: str) -> None:
        """Put by a text; a separator goes between two."""
        with self._told():
            self._file.write(text if self._empty else separator + text)
        self._empty = False
        if isinstance(self._file, io.StringIO) and self._file.tell() > _IN_MEMORY:
            self._move(self._file.getvalue())

    def close(self) -> None:
        """Forget all."""
        self._file.close()

    def copy(self, write: Callable[[str], None]) -> None:
        """Write all, piece by piece."""
        with self._told():
            self._file.seek(0)
            while text := self._file.read(_PIECE):
                write(text)

    def _told(self) -> contextlib.AbstractContextManager[None]:
        return contextlib.nullcontext() if self._place is None else _told(self._place)

    def _move(self, text: str) -> None:
        # Slow to load, and a few reports need it not.
        import tempfile

        self._place = tempfile.gettempdir()
        with self._told():
            # Whoever writes it in the end decides over what is no character.
            self._file = tempfile.TemporaryFile(  # noqa: SIM115 - it lives as long as the spool
                "w+", encoding="utf-8", errors="surrogatepass", newline=""
            )
            self._file.write(text)


def append_whole(path: str, text: str) -> None:
    """Add to the end of a file, wholly or not at all; what is not there yet is made.

    Raises :class:`OutputError` when the place cannot be read or written.
    """
    try:
        # Not as text: that would turn the line ends that are there into others.
        before = _bytes(path).decode("utf-8") if os.path.isfile(path) else ""
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else "里面不是 UTF-8 文字"
        raise OutputError(f"写不了“{display_name(path)}”:{why}") from error
    write_whole(path, before + text)


def _bytes(path: str) -> bytes:
    with open(path, "rb") as stream:
        return stream.read()


def refuse_overwriting(path: str, inputs: Iterable[str | None], what: str = "要评分的报告") -> None:
    """Raise :class:`OutputError` where a result would be written over a report, or ``what`` else it is made from.

    None among the ``inputs`` is one that was not given.
    """
    target = os.path.realpath(path)
    if any(one is not None and os.path.realpath(one) == target for one in inputs):
        raise OutputError(f"写不了“{display_name(path)}”:这是{what},写入会毁掉它,请换一个文件名")


def _mode_of(target: str) -> int:
    """The mode a file opened the ordinary way would have: of a new one what the user's mask leaves."""
    try:
        return os.stat(target).st_mode & 0o777
    except OSError:
        # It can only be read by setting it.
        mask = os.umask(0o077)
        os.umask(mask)
        return 0o666 & ~mask


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
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OutputError(f"写不了标准输出:{reason(error)}") from error
