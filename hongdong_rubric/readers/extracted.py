"""What a reader of a format gives: the text that is scored, and where it stood in the file."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple


class Unit(StrEnum):
    """What a format counts by."""

    PAGE = "page"
    PARAGRAPH = "paragraph"


class Place(NamedTuple):
    """A 1-based page or paragraph of the file."""

    unit: Unit
    number: int


class Places(NamedTuple):
    """Where pages or paragraphs begin.

    ``starts`` are offsets in code points of the extracted text, never falling; number ``numbers[i]`` begins at
    ``starts[i]``. What stands before the first has no place.
    """

    unit: Unit
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def at(self, offset: int) -> Place | None:
        """The page or paragraph that holds an offset."""
        index = bisect_right(self.starts, offset) - 1
        return Place(self.unit, self.numbers[index]) if index >= 0 else None


class Extracted(NamedTuple):
    """The text of a file as it is scored; ``warnings`` are Chinese sentences without a full stop."""

    text: str
    encoding: str
    places: Places | None = None
    warnings: tuple[str, ...] = ()
