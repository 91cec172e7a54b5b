"""Rows of tables as lines, so that a reader of the text alone knows what belongs together."""

from __future__ import annotations

from collections.abc import Sequence

_CELL_LIMIT = 60
# Half and full width.
_COLONS = ":\uff1a"
_TERMINAL = tuple("。、!?;,\uff01\uff1f\uff1b\uff0c" + _COLONS)


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of one row; each cell is its paragraphs.

    A row of short cells reads as one sentence ("行政复议:45件、办结40件。"), so that a figure stays with its label.
    Cells of a table that only lays the page out hold paragraphs, which stay lines of their own.
    """
    filled = [[line for line in (one.strip() for one in cell) if line] for cell in cells]
    filled = [cell for cell in filled if cell]
    if len(filled) < 2 or any(len(cell) > 1 or len(cell[0]) > _CELL_LIMIT or "。" in cell[0] for cell in filled):
        return [line for cell in filled for line in cell]
    words = [cell[0] for cell in filled]
    # A number alone in front is the row's, not its label.
    head = f"{words.pop(0)} " if words[0].isdecimal() and len(words) > 2 else ""
    row = f"{head}{words[0].rstrip(_COLONS)}:{'、'.join(words[1:])}"
    return [row if row.endswith(_TERMINAL) else f"{row}。"]
