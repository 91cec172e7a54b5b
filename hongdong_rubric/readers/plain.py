"""Plain text and Markdown, in any Chinese encoding."""

from __future__ import annotations

from hongdong_rubric.readers.encodings import decode
from hongdong_rubric.readers.extracted import Extracted


def read_plain(data: bytes, encoding: str | None = None) -> Extracted:
    """The decoded characters as they stand, line ends included. Raises :class:`FormatError`."""
    decoded = decode(data, encoding)
    return Extracted(decoded.text, decoded.encoding)
