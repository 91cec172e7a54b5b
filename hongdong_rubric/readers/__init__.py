"""From a file or standard input to text. One module a format; which one reads a file is told here."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hongdong_rubric.errors import FormatError, ReportError, display_name
from hongdong_rubric.readers.encodings import require_encoding
from hongdong_rubric.readers.extracted import Extracted, Place, Places
from hongdong_rubric.readers.intake import STANDARD_INPUT, read_bytes
from hongdong_rubric.readers.kinds import Kind, find_kind
from hongdong_rubric.readers.plain import read_plain

__all__ = ["STANDARD_INPUT", "Place", "Source", "read_report"]


class Source(NamedTuple):
    """A report as read.

    ``text`` is what is scored, without a byte-order mark; all offsets count its code points. ``encoding`` is that of
    the bytes, ``kind`` one of :class:`Kind`; ``warnings`` are sentences that the user must see.
    """

    name: str
    text: str
    encoding: str
    kind: str = Kind.TEXT.value
    places: Places | None = None
    warnings: tuple[str, ...] = ()

    def place(self, offset: int) -> Place | None:
        """The page or paragraph of the file that holds an offset of the text; None where the format has none."""
        return self.places.at(offset) if self.places else None


def read_report(path: str, *, encoding: str | None = None, stdin_name: str | None = None) -> Source:
    """Read one report; ``-`` is standard input, of the kind that ``stdin_name`` tells where its bytes do not.

    ``encoding`` is that of text and web pages; other kinds bring their own. Raises :class:`ReportError` with one
    sentence, :class:`UsageError` for an unknown encoding.
    """
    wanted = require_encoding(encoding)
    name = "标准输入" if path == STANDARD_INPUT else display_name(path)
    try:
        data = read_bytes(path)
        if not data:
            raise FormatError("文件是空的,没有可以评分的内容")
        kind = find_kind(data, (stdin_name or "") if path == STANDARD_INPUT else path)
        found = _reader(kind)(data, wanted)
        if not any(char.isalnum() for char in found.text):
            raise FormatError("文件里只有空白或标点,没有可以评分的内容")
    except FormatError as error:
        raise ReportError(f"{name}:{error}") from error
    return Source(display_name(path), found.text, found.encoding, kind.value, found.places, found.warnings)


def _reader(kind: Kind) -> Callable[[bytes, str | None], Extracted]:
    """What reads a kind; imported only when a file of that kind is met."""
    if kind in (Kind.TEXT, Kind.MARKDOWN):
        return read_plain
    if kind is Kind.DOCX:
        from hongdong_rubric.readers.docx import read_docx

        return lambda data, _: read_docx(data)
    if kind is Kind.PDF:
        from hongdong_rubric.readers.pdf import read_pdf

        return lambda data, _: read_pdf(data)
    if kind is Kind.OFD:
        from hongdong_rubric.readers.ofd import read_ofd

        return lambda data, _: read_ofd(data)
    if kind is Kind.HTML:
        from hongdong_rubric.readers.html import read_html

        return read_html
    from hongdong_rubric.readers.office import read_office

    return lambda data, _: read_office(data, kind)
