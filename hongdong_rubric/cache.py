"""What is dear to make and the same every time, kept between runs in the user's cache folder, or in the package itself.

An entry is data that was checked when it was made: bytes behind a line that tells what they are and that they are
whole. Whatever is wrong with an entry or the folder only costs time: nothing here fails or says a word.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import time
from binascii import crc32
from collections.abc import Callable, Iterable

from hongdong_rubric import __version__

# hashlib brings OpenSSL along, which takes longer to load than a rubric to read.
try:
    from _blake2 import blake2b
except ImportError:  # pragma: no cover
    from hashlib import blake2b

VARIABLE = "HONGDONG_RUBRIC_CACHE"
# What a wheel brings along of what it holds, so that the first run is as fast as any; a checkout has no such folder.
PACKAGED = "packaged"
_NAME = "hongdong-rubric"
_ENDING = ".kept"
_UNFINISHED = ".unfinished"
_MOST_BYTES = 64 * 1024 * 1024
_MOST_ENTRIES = 8
_SECONDS_TO_FINISH = 3600
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
# Neither a link nor a named pipe that somebody put in an entry's place is followed or waited for.
_READING = os.O_RDONLY | sum(getattr(os, flag, 0) for flag in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"))


def kept(kind: str, key: str, build: Callable[[], bytes]) -> bytes:
    """The bytes that ``build`` makes, from an earlier run where they were kept.

    ``key`` tells apart all that decides the bytes (see :func:`fingerprint`); the program's version is added to it.
    ``kind`` is a word for the table that is kept; of each kind only the newest few entries stay.
    """
    own = fingerprint((kind.encode(), key.encode(), __version__.encode()))
    name = f"{kind}-{own[:32]}{_ENDING}"
    found = _read(os.path.join(_package_folder(), name), own, packaged=True)
    if found is not None:
        return found
    folder = cache_folder()
    if folder is None:
        return build()
    path = os.path.join(folder, name)
    found = _read(path, own)
    if found is None:
        found = build()
        # Nothing is worth a complaint here: a full disk, a folder that may not be written, another run that reads.
        with contextlib.suppress(OSError):
            _write(folder, path, _head(own, found) + found)
            _sweep(folder)
    return found


def fingerprint(parts: Iterable[bytes]) -> str:
    """A digest of some bytes, each part told from the next."""
    whole = blake2b(digest_size=32)
    for part in parts:
        whole.update(b"%d:" % len(part))
        whole.update(part)
    return whole.hexdigest()


def cache_folder() -> str | None:
    """Where entries are kept; None where the user wants none, or has no home."""
    told = os.environ.get(VARIABLE)
    if told is not None:
        return told or None
    if sys.platform == "win32":
        return _below(os.environ.get("LOCALAPPDATA", ""), _NAME, "Cache")
    home = os.path.expanduser("~")
    if sys.platform == "darwin":
        return _below(home, "Library", "Caches", _NAME)
    # A relative path there is to be passed by, says the standard of these folders.
    return _below(os.environ.get("XDG_CACHE_HOME", ""), _NAME) or _below(home, ".cache", _NAME)


def _package_folder() -> str:
    return os.path.join(os.path.dirname(__file__), PACKAGED)


def _below(base: str, *names: str) -> str | None:
    return os.path.join(base, *names) if os.path.isabs(base) else None


def _head(own: str, found: bytes) -> bytes:
    """The line before an entry: whose it is, and by what a damaged or cut one is known.

    A checksum is enough for that, and is told much sooner than a digest; who may write there is looked at besides.
    """
    return f"{_NAME} {own} {len(found)} {crc32(found):08x}\n".encode()


def _read(path: str, own: str, *, packaged: bool = False) -> bytes | None:
    """A whole entry; what the package brings is trusted as much as its code, whoever installed it."""
    try:
        with os.fdopen(os.open(path, _READING), "rb") as stream:
            if not packaged and not _trusted(os.fstat(stream.fileno())):
                return None
            head = stream.readline(_MOST_BYTES)
            found = stream.read(_MOST_BYTES)
    except (OSError, ValueError):
        return None
    return found if head == _head(own, found) else None


def _trusted(status: os.stat_result) -> bool:
    """Whether an entry can only come from this user: somebody else's in a shared folder could hold false rules."""
    if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
        return False
    if sys.platform == "win32":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_MAY_WRITE


def _write(folder: str, path: str, data: bytes) -> None:
    """Put a whole entry in place at once, so that runs that start together never see half of one."""
    import tempfile

    os.makedirs(folder, mode=0o700, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=folder, suffix=_UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.replace(unfinished, path)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(unfinished)


def _sweep(folder: str) -> None:
    """Take away all but the newest entries of each kind, and what runs that were killed left unfinished."""
    with os.scandir(folder) as entries:
        files = sorted(((one.stat().st_mtime, one.name, one.path) for one in entries if one.is_file()), reverse=True)
    seen: dict[str, int] = {}
    for written, name, path in files:
        kind = name.rpartition("-")[0]
        seen[kind] = seen.get(kind, 0) + 1
        old = seen[kind] > _MOST_ENTRIES if name.endswith(_ENDING) else written < time.time() - _SECONDS_TO_FINISH
        if name.endswith((_ENDING, _UNFINISHED)) and old:
            with contextlib.suppress(OSError):
                os.unlink(path)
