"""The kind of a file: told by its content first, by its name second."""

from __future__ import annotations

import os
import re
from enum import StrEnum

from hongdong_rubric.errors import FormatError


class Kind(StrEnum):
    """What a report can be."""

    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    OFD = "ofd"
    DOC = "doc"
    WPS = "wps"
    RTF = "rtf"
    ODT = "odt"


KIND_NAMES = {
    Kind.TEXT: "文本",
    Kind.MARKDOWN: "Markdown",
    Kind.HTML: "网页",
    Kind.DOCX: "Word(docx)",
    Kind.PDF: "PDF",
    Kind.OFD: "OFD",
    Kind.DOC: "旧版 Word(doc)",
    Kind.WPS: "WPS 文字",
    Kind.RTF: "RTF",
    Kind.ODT: "ODT",
}
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%PDF-"
_RTF = b"{\\rtf"
_PDF_HEAD = 1024
_OTHERS = (
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"II*\0", "图片"),
    (b"MM\0*", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"PK\x05\x06", "空的压缩包"),
    (b"CAJ\0", "CAJ 文件"),
    (b"HN\0\0", "CAJ 文件"),
)
# What the directory of an old office file names its streams.
_STREAMS = (
    ("EncryptedPackage", "加了密码的 Word 文件"),
    ("Workbook", "Excel 表格"),
    ("PowerPoint Document", "PowerPoint 演示"),
)
# Patterns are compiled where a file calls for it: most are plain text.
_PAGE = rb"(?i)<(?:!doctype\s+html|html|head|body)\b"
_TAG = rb"(?i)</(?:p|div|td|span|body|html|font|a|br)\s*>|<br\s*/?>|<p\b"
_PAGE_HEAD = 8192
_PAGE_NAMES = frozenset((".html", ".htm", ".shtml", ".shtm", ".xhtml", ".jhtml", ".aspx", ".asp", ".jsp", ".php"))
_RELATED = b"multipart/related"
_ARCHIVE = rb"(?i)(?:From:|MIME-Version:|Content-Type:\s*multipart/related)"
_OFFICE_XML = b"<?mso-application"
_WORD_XML = rb"<\?mso-application\s+progid=\"Word\.Document\""
# What a report's file may be called; of a folder, only such files are read.
ENDINGS = tuple(
    sorted(
        {".txt", ".text", ".md", ".markdown", ".docx", ".docm", ".doc", ".wps", ".wpt", ".rtf", ".odt", ".pdf", ".ofd"}
        # Archives of pages are refused, and must be: left out in silence, a report would be missing.
        | {".mht", ".mhtml"}
        | _PAGE_NAMES
    )
)
_NAMED = {".md": Kind.MARKDOWN, ".markdown": Kind.MARKDOWN}


def may_hold_pictures(head: bytes) -> bool:
    """Whether a file that begins so is of a kind that is large for its pictures' sake."""
    return head.startswith((_ZIP, _OLE, _RTF)) or _PDF in head[:_PDF_HEAD]


def find_kind(data: bytes, name: str) -> Kind:
    """The kind of some bytes under a file name; raises :class:`FormatError` for what is no report."""
    ending = os.path.splitext(name)[1].lower()
    if data.startswith(_ZIP):
        return _zipped(data)
    if data.startswith(_OLE):
        return _old_office(data, ending)
    if data.startswith(_RTF):
        return Kind.RTF
    if _PDF in data[:_PDF_HEAD]:
        return Kind.PDF
    for signature, what in _OTHERS:
        if data.startswith(signature):
            raise FormatError(f"这是{what},不是报告:请给出 Word、PDF、OFD、网页或文本文件")
    return _text(data, ending)


def _text(data: bytes, ending: str) -> Kind:
    # Every other byte of UTF-16 is null where it holds ASCII.
    head = data[: 2 * _PAGE_HEAD].replace(b"\0", b"")[:_PAGE_HEAD]
    if _OFFICE_XML in head and re.search(_WORD_XML, head):
        return Kind.DOC
    if _RELATED in head and re.match(_ARCHIVE, head):
        raise FormatError("这是网页归档(mht):请在浏览器里另存为“网页,仅 HTML”")
    begins = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
    if (begins or ending in _PAGE_NAMES) and re.search(_PAGE, head):
        return Kind.HTML
    if ending in _PAGE_NAMES and re.search(_TAG, data):
        return Kind.HTML
    return _NAMED.get(ending, Kind.TEXT)


def _zipped(data: bytes) -> Kind:
    from hongdong_rubric.readers.package import Package

    package = Package(data)
    names = package.names
    if any(name.lower() == "ofd.xml" for name in names):
        return Kind.OFD
    if "mimetype" in names and package.read("mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
        return Kind.ODT
    if any(name.startswith("word/") for name in names):
        return Kind.DOCX
    folders = {"xl/": "Excel 表格", "ppt/": "PowerPoint 演示"}
    for folder, what in folders.items():
        if any(name.startswith(folder) for name in names):
            raise FormatError(f"这是{what},不是报告:请给出报告的 Word、PDF、OFD、网页或文本文件")
    if "[Content_Types].xml" in names:
        return Kind.DOCX
    raise FormatError("这是压缩包,里面不是 Word 或 OFD 文件:请先解压,再给出报告文件")


def _old_office(data: bytes, ending: str) -> Kind:
    for stream, what in _STREAMS:
        if stream.encode("utf-16-le") in data:
            raise FormatError(f"这是{what}:请{'去掉密码' if '密码' in what else '给出报告文件'}后再试")
    return Kind.WPS if ending in (".wps", ".wpt") else Kind.DOC
