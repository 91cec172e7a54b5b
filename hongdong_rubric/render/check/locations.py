"""Where a report lies, as other programs name files."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from urllib.parse import quote

_STANDARD_INPUT = "stdin"


def relative_path(name: str) -> str:
    """A path with forward slashes and without a leading ``./``."""
    if name == "-":
        return _STANDARD_INPUT
    path = name.replace(os.sep, "/")
    return path.removeprefix("./") or path


def uri(name: str) -> str:
    """A relative reference for a relative path, a file URI for an absolute one; all else is percent-encoded."""
    if PurePath(name).is_absolute():
        return Path(name).as_uri()
    return quote(relative_path(name), safe="/")
