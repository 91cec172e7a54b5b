"""Running heads, feet and page numbers: rows at the edge of a page that stand so on other pages too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from hongdong_rubric.readers.layout.rows import Piece
from scorer.normalisation import fold
from scorer.segmentation.headings import numbering_level

_EDGE = 3
_LONGEST = 60
_COUNTING = 20
_SHARE = 0.3
_SENTENCE_END = tuple("。;\uff1b")
_PAGE_NUMBER = re.compile(
    r"[-\u2013\u2014\u2015\u00b7.·\s]*\d{1,4}[-\u2013\u2014\u2015\u00b7.·\s]*"
    r"|第\s*[\d一二三四五六七八九十]+\s*页[\s,\uff0c/]*(?:共\s*[\d一二三四五六七八九十]+\s*页)?"
    r"|\d{1,4}\s*[/\uff0f]\s*\d{1,4}|page\s*\d+(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
# A line of a table of contents, in which dots lead to a page, read from its end: there each sign has one meaning only,
# while from the begin on each dot could be the first of those that lead. The words before the dots stand on one line.
_CONTENTS_FROM_END = re.compile(r"\d{1,4}\s*(?:[.\u00b7](?:\s?[.\u00b7]){4}(?:\s?[.\u00b7](?!\Z))*+|\u2026{2}).+")
_FARTHEST = 1_000_000
_Key = tuple[str, int]


def drop_furniture(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The rows of each page without those that belong to the page or to a table of contents."""
    counts: Counter[_Key] = Counter()
    for page in pages:
        counts.update({_key(row) for row in (*page[:_EDGE], *page[-_EDGE:])})
    # Two pages that agree say little, unless there are no more; odd and even pages may have heads of their own.
    needed = 2 if len(pages) <= 3 else max(3, round(_SHARE * len(pages)))
    repeated = {key for key, count in counts.items() if count >= needed}
    return [_trimmed(page, repeated) for page in pages]


def _key(row: Piece) -> _Key:
    """What stands where; in short rows all digits are taken for equal, as they may count pages."""
    # A file may tell a size so small that no number of rows is.
    place = round(max(-_FARTHEST, min(row.base / row.size, _FARTHEST))) if row.size > 0 else 0
    text = re.sub(r"\s", "", row.text)
    return re.sub(r"\d+", "#", text) if len(text) <= _COUNTING else text, place


def _trimmed(page: Sequence[Piece], repeated: set[_Key]) -> list[Piece]:
    rows = [row for row in page if not _CONTENTS_FROM_END.fullmatch(row.text.strip()[::-1])]
    for end in (0, -1):
        for _ in range(_EDGE):
            if not rows or not _is_furniture(rows[end], repeated):
                break
            rows.pop(end)
    return rows


def _is_furniture(row: Piece, repeated: set[_Key]) -> bool:
    if _PAGE_NUMBER.fullmatch(row.text.strip()):
        return True
    if len(row.text) > _LONGEST or row.text.endswith(_SENTENCE_END):
        return False
    if numbering_level(fold(row.text).text):
        # Headings of the same rank can stand at the top of many pages.
        return False
    text, place = _key(row)
    return any((text, near) in repeated for near in (place - 1, place, place + 1))
