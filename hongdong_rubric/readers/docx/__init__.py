"""Word documents (docx, and wps or doc files that are zips): ISO/IEC 29500, both conformance classes."""

from __future__ import annotations

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.docx.body import Body
from hongdong_rubric.readers.docx.numbering import read_numbering
from hongdong_rubric.readers.docx.parts import Parts, open_parts
from hongdong_rubric.readers.docx.styles import read_styles
from hongdong_rubric.readers.draft import Draft
from hongdong_rubric.readers.extracted import Extracted, Unit
from hongdong_rubric.readers.markup import Element, attribute, child

_SEPARATORS = frozenset(("separator", "continuationSeparator", "continuationNotice"))
_TRACKED = "文件带有没有处理的修订:插入的算在内,删除的不算;定稿前请接受或拒绝全部修订"
_COMMENTED = "文件带有批注:批注不算正文"
_EMBEDDED = "文件里嵌有别的文件,嵌入的内容没有读"


def read_docx(data: bytes) -> Extracted:
    """The text of a Word document: a line a paragraph, with automatic numbers, placed by paragraph.

    Tables give a line a row, text boxes and notes stand behind the paragraph that they hang on; page heads and feet,
    tables of contents and hidden text are left out. Raises :class:`FormatError`.
    """
    parts = open_parts(data)
    content = child(parts.document, "body")
    if content is None:
        raise FormatError("里面没有 Word 正文:请用 Word 或 WPS 打开后另存为 docx")
    styles = read_styles(parts.others.get("styles"))
    body = Body(styles, read_numbering(parts.others.get("numbering"), styles.lists()), _notes(parts))
    draft = Draft(Unit.PARAGRAPH)
    for number, line in enumerate(body.lines(content), 1):
        draft.write(line, number)
    if body.embedded and not any(line.strip() for line in draft.lines):
        raise FormatError("正文是嵌在里面的另一个文件,没有读:请用 Word 或 WPS 打开后另存为 docx")
    body.commented |= len(parts.others.get("comments", ())) > 0
    return draft.finish("utf-8", _warnings(body))


def _notes(parts: Parts) -> dict[tuple[str, str], Element]:
    return {
        (part, attribute(note, "id")): note
        for part in ("footnotes", "endnotes")
        for note in parts.others.get(part, ())
        if attribute(note, "type") not in _SEPARATORS
    }


def _warnings(body: Body) -> tuple[str, ...]:
    told = ((body.tracked, _TRACKED), (body.commented, _COMMENTED), (body.embedded, _EMBEDDED))
    return tuple(sentence for seen, sentence in told if seen)
