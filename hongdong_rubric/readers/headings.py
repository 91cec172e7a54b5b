"""Headings that a format marks and a text does not: written so that the segmentation sees them."""

from __future__ import annotations

from scorer.normalisation import fold
from scorer.segmentation.headings import numbering_level

_LIMIT = 60
# Half and full width.
_ENDED = tuple("。!?;,:\uff01\uff1f\uff1b\uff0c\uff1a")
_DEEPEST = 5


def heading_line(text: str, level: int) -> str:
    """A line of text that its format calls a heading of a 1-based level.

    Where a number tells the level already, or where the line is a paragraph that only looks like a heading, it stays as
    it is; else it gets the marks of Markdown, whose second level is that of 一、.
    """
    if not text or "\n" in text or len(text) > _LIMIT or "。" in text or text.endswith(_ENDED):
        return text
    if numbering_level(fold(text[:_LIMIT]).text) or text.startswith("#"):
        return text
    return f"{'#' * min(level + 1, _DEEPEST)} {text}"
