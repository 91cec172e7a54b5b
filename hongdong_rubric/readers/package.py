"""Parts of a zip, within limits: what a header claims is never trusted."""

from __future__ import annotations

import io
import zipfile
import zlib

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.limits import (
    MAX_ENTRIES,
    MAX_PART_BYTES,
    MAX_RATIO,
    MAX_TOTAL_BYTES,
    MEGABYTE,
    SMALL_PART,
)

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
# Other methods can ask for gigabytes of memory, and no office program writes them.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = "文件损坏或不完整:请用原来的软件打开后重新保存"


class Package:
    """A zip held in memory; counts what has been read from it. Raises :class:`FormatError`."""

    def __init__(self, data: bytes) -> None:
        # The directory is counted before it is built: each entry costs far more memory than bytes.
        if data.count(_ENTRY) > MAX_ENTRIES:
            raise FormatError(f"里面有 {MAX_ENTRIES:,} 个以上的部件,不像一份报告")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise FormatError(_BROKEN) from error
        self._infos = {info.filename: info for info in self._zip.infolist()}
        # The first of those that differ in case only.
        self._spelt = {name.lower(): name for name in reversed(self._infos)}
        self._total = 0

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts."""
        return tuple(self._infos)

    def find(self, name: str) -> str | None:
        """The part of a name as it is spelt in the package, whatever its case or leading slash."""
        wanted = name.lstrip("/")
        if wanted in self._infos:
            return wanted
        return self._spelt.get(wanted.lower())

    def read(self, name: str) -> bytes:
        """All bytes of a part."""
        info = self._infos.get(name)
        if info is None:
            raise FormatError(f"里面缺少 {name[:80]!r} 这一部分:{_BROKEN}")
        if info.flag_bits & _ENCRYPTED:
            raise FormatError("里面的内容加了密码:请去掉密码后再试")
        if info.compress_type not in _METHODS:
            raise FormatError(f"里面用了少见的压缩方法:{_BROKEN}")
        limit = min(MAX_PART_BYTES, MAX_TOTAL_BYTES - self._total)
        data = self._inflate(info, limit)
        self._total += len(data)
        if len(data) > limit:
            raise FormatError(f"解压后超过 {limit // MEGABYTE} MB,像是压缩炸弹,不读")
        if len(data) > SMALL_PART and len(data) > MAX_RATIO * max(1, info.compress_size):
            raise FormatError(f"解压后是原来的 {MAX_RATIO} 倍以上,像是压缩炸弹,不读")
        return data

    def _inflate(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        try:
            with self._zip.open(info) as stream:
                return stream.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            ValueError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise FormatError(_BROKEN) from error
