"""Plain text and Markdown in UTF-8."""

from __future__ import annotations

from hongdong_rubric.errors import ReportError

# What office files begin with, so that the message can say what was given.
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word(docx)、WPS 或压缩"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word(doc)或 WPS"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"


def read_plain(data: bytes, name: str) -> tuple[str, str]:
    """Decode bytes; returns the text without a byte-order mark and the encoding's name.

    Line ends stay as they are: offsets count the decoded characters. Raises :class:`ReportError`.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ReportError(f"{name}:这是{kind}文件,目前只读 UTF-8 纯文本和 Markdown:请另存为“纯文本(UTF-8)”")
    body = data.removeprefix(_UTF8_MARK)
    skipped = len(data) - len(body)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReportError(
            f"{name}:第 {error.start + skipped + 1} 个字节(0x{body[error.start]:02x})不是 UTF-8"
            f"(试过的编码:UTF-8;{_guess(body)}):请另存为 UTF-8"
        ) from None
    if "\0" in text:
        raise ReportError(f"{name}:第 {text.index(chr(0)) + 1} 个字符是空字符,这是二进制文件,不是文本")
    return text, "utf-8"


def _guess(body: bytes) -> str:
    """What the bytes are likely to be, as half a sentence."""
    if body.startswith(_UTF16_MARKS):
        return "看起来是 UTF-16"
    try:
        sample = body.decode("gb18030")
    except UnicodeDecodeError:
        return "也不是 GB18030,可能是二进制文件"
    common = sum(char in "的一是在政府法治建设工作和行" for char in sample)
    return "看起来是 GB18030(GBK)" if common * 50 > len(sample) else "可能是二进制文件"
