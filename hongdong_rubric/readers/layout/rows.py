"""Pieces of text on a page put into rows, and rows into reading order."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

# In widths of a Han character: how far apart baselines of one row may be, what a blank is, what parts two columns.
_SAME_ROW = 0.5
_BLANK = 0.3
_GAP = 1.2
_SAME_PLACE = 0.25
# How far the head or foot of a page stands from its text.
_APART = 2.5
_MIN_COLUMN_ROWS = 6
_MIN_COLUMN_CHARACTERS = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """Text on one baseline: its ends, its baseline counted down the page, the width of a Han character; any unit."""

    left: float
    right: float
    base: float
    size: float
    text: str


def read_rows(pieces: Sequence[Piece]) -> list[Piece]:
    """The rows of a page in reading order, column by column where the page has two."""
    rows = [_fragments(row) for row in _by_baseline(pieces)]
    rows = [row for row in rows if row]
    gutter = _gutter(rows)
    if gutter is None:
        return [_joined(row) for row in rows]
    # The columns are laid over each other, so that one left edge and one width hold for both.
    aside = _edge([row[-1] for row in rows if row[-1].left >= gutter]) - _edge(
        [row[0] for row in rows if row[0].right <= gutter]
    )
    ordered: list[Piece] = []
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for index, row in enumerate(rows):
        left = [piece for piece in row if piece.right <= gutter]
        right = [piece for piece in row if piece.left >= gutter]
        if len(left) + len(right) < len(row) or _stands_apart(rows, index):
            ordered += [*sides[0], *sides[1], _joined(row)]
            sides = ([], [])
            continue
        if left:
            sides[0].append(_joined(left))
        if right:
            whole = _joined(right)
            sides[1].append(replace(whole, left=whole.left - aside, right=whole.right - aside))
    return [*ordered, *sides[0], *sides[1]]


def _stands_apart(rows: Sequence[Sequence[Piece]], index: int) -> bool:
    """Whether the first or last row of a page is its head or foot, on whichever side."""
    other = {0: 1, len(rows) - 1: len(rows) - 2}.get(index)
    if other is None or len(rows[index]) > 1:
        return False
    return abs(rows[index][0].base - rows[other][0].base) > _APART * rows[other][0].size


def _edge(pieces: Sequence[Piece]) -> float:
    """Where most of the pieces of a column that are not indented begin; a column has some."""
    lefts = sorted(piece.left for piece in pieces)
    return lefts[len(lefts) // 10]


def _by_baseline(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces whose baselines are about the same, from the top down."""
    rows: list[list[Piece]] = []
    tallest: Piece | None = None
    for piece in sorted((one for one in pieces if one.text.strip()), key=lambda one: (one.base, one.left)):
        # Small signs beside large characters stand higher or lower than these.
        if tallest and abs(piece.base - tallest.base) < _SAME_ROW * max(piece.size, tallest.size):
            rows[-1].append(piece)
            tallest = max(tallest, piece, key=lambda one: one.size)
        else:
            rows.append([piece])
            tallest = piece
    return rows


class _Run:
    """Pieces put together from the left on. Characters are joined when all are there, so that each is copied once."""

    def __init__(self, first: Piece) -> None:
        self.right, self.size = first.right, first.size
        self._left, self._base = first.left, first.base
        self._characters = list(first.text)

    def repeats(self, piece: Piece) -> bool:
        """Whether a piece is the run's end once more; bold type is sometimes made by printing twice, a hair apart."""
        return (
            abs(self.right - piece.right) < _SAME_PLACE * piece.size
            and piece.left < self.right - _SAME_PLACE * piece.size
            and "".join(self._characters[-len(piece.text) :]) == piece.text
        )

    def add(self, piece: Piece) -> None:
        """Put a piece behind the others."""
        gap = piece.left - self.right
        if piece.size > self.size:
            self.size, self._base = piece.size, piece.base
        latin = self._characters[-1].isascii() and piece.text[0].isascii()
        if gap > _GAP * self.size or (latin and gap > _BLANK * self.size):
            self._characters.append(" ")
        self._characters += piece.text
        self.right = max(self.right, piece.right)

    def whole(self) -> Piece:
        """All as one piece."""
        return Piece(self._left, self.right, self._base, self.size, "".join(self._characters))


def _fragments(row: Sequence[Piece]) -> list[Piece]:
    """The pieces of a row joined where no wide gap parts them; what is printed twice in one place is taken once."""
    out: list[_Run] = []
    for piece in sorted(row, key=lambda one: one.left):
        last = out[-1] if out else None
        if last and last.repeats(piece):
            continue
        if last and piece.left - last.right < _GAP * max(piece.size, last.size):
            last.add(piece)
        else:
            out.append(_Run(piece))
    return [run.whole() for run in out]


def _joined(row: Sequence[Piece]) -> Piece:
    run = _Run(row[0])
    for piece in row[1:]:
        run.add(piece)
    return run.whole()


def _gutter(rows: Sequence[Sequence[Piece]]) -> float | None:
    """The middle of the strip between two columns of running text; None where the page has one, or a table."""
    gaps = [(one.right + two.left) / 2 for row in rows if len(row) == 2 for one, two in [row]]
    if len(gaps) < _MIN_COLUMN_ROWS:
        return None
    gutter = statistics.median(gaps)
    both = [row for row in rows if len(row) == 2 and row[0].right <= gutter <= row[1].left]
    crossing = sum(any(piece.left < gutter < piece.right for piece in row) for row in rows)
    if len(both) < _MIN_COLUMN_ROWS or crossing * 2 > len(both):
        return None
    # Cells of a table are short; lines of a column fill it.
    shortest = min(statistics.median(len(row[side].text) for row in both) for side in (0, 1))
    return gutter if shortest >= _MIN_COLUMN_CHARACTERS else None
