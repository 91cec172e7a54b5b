"""Rows joined to paragraphs where they were only wrapped."""

from __future__ import annotations

import itertools
import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hongdong_rubric.readers.draft import Draft
from hongdong_rubric.readers.layout.rows import Piece
from scorer.normalisation import fold
from scorer.segmentation.headings import numbering_level

# In widths of a Han character. Rules against signs at a line's begin shorten a full line by up to two.
_SHORT_OF_FULL = 2.2
_FULL_AT_AN_END = 0.9
_INDENTED = 1.0
_INDENT = (1.2, 3.0)
_OTHER_SIZE = 1.15
_WIDE = "\u2e80"
_WIDE_PITCH = 1.5
# The share of rows that are indented where a text marks its paragraphs so.
_INDENTING = 0.06
# The share of rows that have the same number of characters, and more than a few, where rows are counted.
_COUNTED = 0.25
_SHORT_ROW = 15
_ENDED = tuple("。!?;:\uff01\uff1f\uff1b\uff1a\u201d)\uff09")
_SENTENCE_END = tuple("。!?;:\uff01\uff1f\uff1b\uff1a")


@dataclass(frozen=True, slots=True)
class _Frame:
    """How pages are set: left edge on odd and even pages, width of a full row and its characters where they are
    counted, pitch of rows, whether paragraphs are indented, the width of a character.
    """

    lefts: tuple[float, float]
    width: float
    count: float
    pitch: float
    indents: bool
    size: float

    def indent(self, row: Piece, page: int) -> float:
        return (row.left - self.lefts[page % 2]) / self.size

    def lacks(self, row: Piece, page: int) -> float:
        """How far a row ends before the right edge; some programs break rows by counting, wherever they end."""
        if len(row.text) + max(0, round(self.indent(row, page))) >= self.count:
            return 0.0
        return (self.lefts[page % 2] + self.width - row.right) / self.size


def write_paragraphs(pages: Sequence[Sequence[Piece]], draft: Draft) -> None:
    """Write the rows of pages, a line a paragraph; page numbers count from 1."""
    rows = [(number, row) for number, page in enumerate(pages, 1) for row in page]
    if not rows:
        return
    frame = _frame(rows)
    text, first, marks = rows[0][1].text, rows[0][0], []
    for (page_before, before), (page, row) in itertools.pairwise(rows):
        if _continues(before, page_before, row, page, frame):
            text += _blank(text, row.text)
            if page != page_before:
                marks.append((len(text), page))
            text += row.text
        else:
            draft.write(text.strip(), first, tuple(marks))
            text, first, marks = row.text, page, []
    draft.write(text.strip(), first, tuple(marks))


def _frame(rows: Sequence[tuple[int, Piece]]) -> _Frame:
    size = statistics.median(row.size for _, row in rows) or 1.0
    overall = _left_edge([row for _, row in rows])
    lefts = []
    for parity in (0, 1):
        own = [row for page, row in rows if page % 2 == parity]
        # A page or two may hold nothing that reaches the edge.
        lefts.append(_left_edge(own) if len(own) >= 10 else overall)
    widths = sorted(row.right - lefts[page % 2] for page, row in rows)
    pitches = [
        two.base - one.base
        for (page, one), (other, two) in itertools.pairwise(rows)
        if page == other and two.base > one.base
    ]
    indented = sum(_INDENT[0] <= (row.left - lefts[page % 2]) / size <= _INDENT[1] for page, row in rows)
    return _Frame(
        (lefts[0], lefts[1]),
        widths[int(len(widths) * 0.9)],
        _count([row for _, row in rows]),
        statistics.median(pitches) if pitches else size * 2,
        indented >= max(2, _INDENTING * len(rows)),
        size,
    )


def _count(rows: Sequence[Piece]) -> float:
    """How many characters fill a row, where many rows have the same number; endless where that is not so."""
    (longest, times), *_ = Counter(len(row.text) for row in rows).most_common(1)
    return longest if times >= _COUNTED * len(rows) and longest > _SHORT_ROW else math.inf


def _left_edge(rows: Sequence[Piece]) -> float:
    lefts = sorted(row.left for row in rows)
    return lefts[len(lefts) // 10] if lefts else 0.0


def _continues(before: Piece, page_before: int, row: Piece, page: int, frame: _Frame) -> bool:
    """Whether a row goes on with the paragraph of the row before it."""
    lack = frame.lacks(before, page_before)
    if lack > _SHORT_OF_FULL or _differ_in_size(before, row):
        return False
    if page == page_before and row.base - before.base > _WIDE_PITCH * frame.pitch:
        return False
    ended = before.text.endswith(_ENDED)
    if ended and before.text.endswith(_SENTENCE_END) and numbering_level(fold(row.text[:20]).text):
        return False
    if frame.indent(row, page) >= _INDENTED:
        return False
    return frame.indents or not ended or lack <= _FULL_AT_AN_END


def _differ_in_size(one: Piece, two: Piece) -> bool:
    """Whether two rows are set in different type; the type of a row without wide characters is not known well."""
    known = all(any(char >= _WIDE for char in row.text) for row in (one, two))
    return known and max(one.size, two.size) > _OTHER_SIZE * min(one.size, two.size)


def _blank(text: str, following: str) -> str:
    """Wrapped Latin words are parted by a blank; Han characters and wrapped figures are not."""
    last, first = text[-1:], following[:1]
    return " " if last.isascii() and last.isalpha() and first.isascii() and first.isalpha() else ""
