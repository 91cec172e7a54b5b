"""The text of a page's bytes: as their mark says, else as the page itself says, else as they show themselves."""

from __future__ import annotations

import re

from hongdong_rubric.readers.encodings import Decoded, decode, decode_leniently, encoding_named, marked, try_decode

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*(?:["']\s*)?([\w-]{2,20})|encoding=["']([\w-]{2,20})["']""", re.IGNORECASE
)
_HEAD = 4096
# Old pages hold a broken character here and there; more of them, and the page lies about its encoding.
_MOST_BROKEN = 0.001


def decode_page(data: bytes, wanted: str | None) -> tuple[Decoded, tuple[str, ...]]:
    """The text, and warnings. Raises :class:`FormatError`."""
    declared = None if wanted or marked(data) else declared_encoding(data)
    if declared is None:
        return decode(data, wanted), ()
    text = try_decode(data, declared)
    if text is not None:
        return Decoded(text, declared), ()
    text, broken = decode_leniently(data, declared)
    if broken <= max(1, _MOST_BROKEN * len(text)):
        return Decoded(text, declared), (f"网页里有 {broken} 处字节不是它声明的 {declared.upper()},显示为“\ufffd”",)
    return decode(data), ()


def declared_encoding(data: bytes) -> str | None:
    """What the head of a page says of its encoding; None where it says nothing that is known."""
    match = _DECLARED.search(data[:_HEAD])
    name = encoding_named((match[1] or match[2]).decode("ascii", "ignore")) if match else None
    # A page whose head can be read byte by byte is not in two-byte units, whatever it says.
    return None if name and name.startswith(("utf-16", "utf-32")) else name
