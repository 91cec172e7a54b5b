"""From pieces of text on pages to lines of text: what paged formats share.

A page is a set of pieces with places. ``rows`` puts them into reading order, ``furniture`` takes running heads and page
numbers off, ``paragraphs`` joins what was wrapped.
"""

from __future__ import annotations

from collections.abc import Sequence

from hongdong_rubric.errors import FormatError
from hongdong_rubric.readers.draft import Draft
from hongdong_rubric.readers.extracted import Unit
from hongdong_rubric.readers.layout.furniture import drop_furniture
from hongdong_rubric.readers.layout.paragraphs import write_paragraphs
from hongdong_rubric.readers.layout.rows import Piece, read_rows
from hongdong_rubric.readers.limits import MIN_HAN_A_PAGE
from scorer.text import count_any_han

__all__ = ["Piece", "empty_pages", "refuse_pictures", "set_pages"]
_MOST_TOLD = 10


def set_pages(pages: Sequence[Sequence[Piece]]) -> Draft:
    """The text of pages, a line a paragraph, placed by page."""
    draft = Draft(Unit.PAGE)
    write_paragraphs(drop_furniture([read_rows(page) for page in pages]), draft)
    return draft


def refuse_pictures(pages: Sequence[Sequence[Piece]], kind: str) -> None:
    """Raise :class:`FormatError` where the pages hold so few Han characters that they must be pictures."""
    han = sum(count_any_han(piece.text) for page in pages for piece in page)
    if han < MIN_HAN_A_PAGE * len(pages):
        raise FormatError(
            f"这份 {kind} 像是扫描件:{len(pages)} 页只有 {han} 个汉字,页面是图片,读不出文字;"
            "请用文字识别软件转换,或给出原来的 Word 文件"
        )


def empty_pages(pages: Sequence[Sequence[Piece]]) -> tuple[str, ...]:
    """A warning that names the pages without any text, if there are such."""
    empty = [number for number, page in enumerate(pages, 1) if not any(piece.text.strip() for piece in page)]
    if not empty:
        return ()
    told = "、".join(map(str, empty[:_MOST_TOLD])) + ("等" if len(empty) > _MOST_TOLD else "")
    return (f"第 {told} 页没有文字,可能是图片,没有读",)
