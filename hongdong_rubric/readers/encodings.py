"""Bytes to text, in an order that never guesses silently.

A byte-order mark, then strict UTF-8, UTF-16 that shows itself, GB18030, Big5. Almost any Big5 text is valid GB18030 as
well, so that validity tells little there: what tells is how many characters are common ones, which both standards put
in their first level. Where that leaves a doubt, the user is asked.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

from hongdong_rubric.errors import FormatError, UsageError

# Canonical names, and the codecs that are tried for each. Pages that say gb2312 use the characters of its successors.
_CODECS = {
    "utf-8": ("utf-8-sig",),
    "utf-16": ("utf-16",),
    "utf-16-le": ("utf-16-le",),
    "utf-16-be": ("utf-16-be",),
    "utf-32": ("utf-32",),
    "gb18030": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
}
_ALIASES = {
    "utf8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf16": "utf-16",
    "unicode": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "utf32": "utf-32",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "gb-2312": "gb18030",
    "gb-2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "ansi": "gb18030",
    "big5-hkscs": "big5",
    "cp950": "big5",
    "x-x-big5": "big5",
}
# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {"utf-8": "UTF-8", "gb18030": "GB18030(GBK)", "big5": "Big5"}
OFFERED = ("utf-8", "utf-16", "gb18030", "big5")
# Measured on reports and on their first twenty characters: text in its own encoding has at least 0.46 (traditional
# characters in GB18030) and 0.88 (Big5); read in the other's, at most 0.31 and 0.53.
_LEVELS = {"gb18030": ("gb2312", 0xD7, 0.40), "big5": ("cp950", 0xC6, 0.75)}
_SAMPLE = 20_000
_PLAUSIBLE_UTF16 = 0.9


class Decoded(NamedTuple):
    """Text without a byte-order mark, and the canonical name of its encoding."""

    text: str
    encoding: str


def encoding_named(name: str) -> str | None:
    """The canonical name of an encoding, None for one that is not read."""
    key = name.strip().lower().replace("_", "-")
    key = _ALIASES.get(key, key)
    return key if key in _CODECS else None


def require_encoding(name: str | None) -> str | None:
    """The canonical name of what ``--encoding`` gives; raises :class:`UsageError` for one that is not read."""
    if name is None:
        return None
    found = encoding_named(name)
    if found is None:
        raise UsageError(f"没有“{name}”这种编码(可用:{'、'.join(OFFERED)})")
    return found


def decode(data: bytes, wanted: str | None = None) -> Decoded:
    """Decode bytes: as ``wanted`` (a canonical name), else as they show themselves. Raises :class:`FormatError`."""
    decoded = _decode_as(data, wanted) if wanted else _decode_told(data)
    if "\0" in decoded.text:
        where = decoded.text.index("\0") + 1
        raise FormatError(f"第 {where} 个字符是空字符,这是二进制文件,不是文本")
    return decoded


def marked(data: bytes) -> str | None:
    """The encoding that a byte-order mark names."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def try_decode(data: bytes, encoding: str) -> str | None:
    """The text, or None where a byte is not of that encoding; a byte-order mark is no text."""
    for codec in _CODECS[encoding]:
        try:
            return data.decode(codec).removeprefix("\ufeff" if codec.endswith(("le", "be")) else "")
        except UnicodeDecodeError:
            continue
    return None


def decode_leniently(data: bytes, encoding: str) -> tuple[str, int]:
    """The text with U+FFFD for each broken piece, and their number."""
    text = data.decode(_CODECS[encoding][0], errors="replace")
    return text, text.count("\ufffd")


def _decode_as(data: bytes, encoding: str) -> Decoded:
    text = try_decode(data, encoding)
    if text is None:
        raise FormatError(f"{_first_break(data, encoding)}:请换一个 --encoding,或去掉它让程序自己看")
    return Decoded(text, encoding)


def _decode_told(data: bytes) -> Decoded:
    mark = marked(data)
    if mark:
        text = try_decode(data, mark)
        if text is None:
            raise FormatError(f"{_first_break(data, mark)},而文件开头的标记说它是:文件可能不完整,请重新保存")
        return Decoded(text, mark)
    text = try_decode(data, "utf-8")
    if text is not None and "\0" not in text:
        return Decoded(text, "utf-8")
    if wide := _utf16(data):
        return wide
    if text is not None:
        return Decoded(text, "utf-8")
    if _is_broken_utf8(data):
        raise FormatError(f"{_first_break(data, 'utf-8')},其余大多是:文件可能损坏,请用原来的软件重新保存")
    return _chinese(data)


def _chinese(data: bytes) -> Decoded:
    """GB18030 or Big5, whichever reads as text."""
    found = []
    for encoding in _LEVELS:
        text = try_decode(data, encoding)
        if text is not None and _common_share(text, encoding) >= _LEVELS[encoding][2]:
            found.append(Decoded(text, encoding))
    if not found:
        raise FormatError(
            f"{_first_break(data, 'utf-8')}(试过的编码:UTF-8、UTF-16、GB18030、Big5,可能是二进制文件):"
            "请另存为 UTF-8,或用 --encoding 指定编码"
        )
    if len(found) > 1:
        raise FormatError("看不出编码是 GB18030 还是 Big5:请用 --encoding gb18030 或 --encoding big5 指定")
    return found[0]


def _common_share(text: str, encoding: str) -> float:
    """Which part of all characters beyond ASCII are Han characters of the first level of the encoding's standard."""
    codec, last, _ = _LEVELS[encoding]
    others = [char for char in text[:_SAMPLE] if ord(char) > 127]
    common = 0
    for char in others:
        code = char.encode(codec, errors="ignore") if "\u4e00" <= char <= "\u9fff" else b""
        common += len(code) == 2 and code[0] <= last
    return common / len(others) if others else 0.0


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark, where one byte order gives Chinese or ASCII text and the other does not."""
    found = []
    for encoding in ("utf-16-le", "utf-16-be"):
        text = try_decode(data, encoding)
        if text and _wide_share(text) >= _PLAUSIBLE_UTF16:
            found.append(Decoded(text, encoding))
    return found[0] if len(found) == 1 else None


def _wide_share(text: str) -> float:
    """Which part of the characters is ASCII text, common Han characters, or Chinese punctuation."""
    sample = text[:_SAMPLE]
    good = 0
    for char in sample:
        if "\u4e00" <= char <= "\u9fff":
            code = char.encode("gb2312", errors="ignore") or char.encode("cp950", errors="ignore")
            good += len(code) == 2
        else:
            good += " " <= char <= "~" or char in "\t\r\n\f\ufeff—…“”‘’·" or "\u3000" <= char <= "\u303f"
            good += "\uff01" <= char <= "\uff5e"
    return good / len(sample)


def _is_broken_utf8(data: bytes) -> bool:
    """Whether all but a few characters are UTF-8 beyond ASCII, as far as a sample tells."""
    at = max(0, _first_broken_byte(data) - _SAMPLE)
    text, broken = decode_leniently(data[at : at + 2 * _SAMPLE], "utf-8")
    beyond = sum(ord(char) > 127 for char in text)
    return broken * 20 < beyond


def _first_broken_byte(data: bytes) -> int:
    """Where strict UTF-8 ends."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return len(data)


def _first_break(data: bytes, encoding: str) -> str:
    """Where the bytes stop being of an encoding, as the head of a sentence."""
    name = _NAMES.get(encoding, encoding.upper())
    try:
        data.decode(_CODECS[encoding][0])
    except UnicodeDecodeError as error:
        # The codec that skips a mark counts behind it.
        skipped = len(codecs.BOM_UTF8) if encoding == "utf-8" and data.startswith(codecs.BOM_UTF8) else 0
        at = min(error.start + skipped, len(data) - 1)
        return f"第 {at + 1} 个字节(0x{data[at]:02x})不是 {name}"
    return f"这些字节不是 {name}"
