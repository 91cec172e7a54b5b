"""Writing results: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from hongdong_rubric.errors import OutputError, display_name


def write_whole(path: str, text: str) -> None:
    """Write a file through a temporary one beside it, so that no half-written file is ever seen.

    Raises :class:`OutputError` when the place cannot be written.
    """
    target = Path(path)
    name = display_name(path)
    if target.is_dir():
        raise OutputError(f"写不了 {name}:这是文件夹,请给出文件名")
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    except OSError as error:
        raise OutputError(f"写不了 {name}:{error.strerror or error}") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        os.chmod(temporary, _mode_of(target))
        os.replace(temporary, target)
    except OSError as error:
        raise OutputError(f"写不了 {name}:{error.strerror or error}") from error
    finally:
        with contextlib.suppress(OSError):
            os.unlink(temporary)


def _mode_of(target: Path) -> int:
    """The mode a file opened the ordinary way would have: that of the file replaced, else 644."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        return 0o644
