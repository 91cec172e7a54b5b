"""What a reader of a format gives: the text that is scored, and where it stood in the file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum


class Unit(StrEnum):
    """What a format counts by."""

    PAGE = "page"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Place:
    """A 1-based page or paragraph of the file."""

    unit: Unit
    number: int


@dataclass(frozen=True, slots=True)
class Places:
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


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file as it is scored; ``warnings`` are Chinese sentences without a full stop."""

    text: str
    encoding: str
    places: Places | None = None
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """Lines written one after the other, each under the page or paragraph that it came from."""

    unit: Unit
    lines: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    _length: int = 0

    def write(self, line: str, number: int, marks: tuple[tuple[int, int], ...] = ()) -> None:
        """Add a line; ``marks`` are (offset in the line, number) of what begins inside it."""
        for offset, own in ((0, number), *marks):
            if not self.numbers or self.numbers[-1] != own:
                self.starts.append(self._length + offset)
                self.numbers.append(own)
        self.lines.append(line)
        self._length += len(line) + 1

    def finish(self, encoding: str, warnings: tuple[str, ...] = ()) -> Extracted:
        """All lines, each with its line end."""
        text = "".join(f"{line}\n" for line in self.lines)
        return Extracted(text, encoding, Places(self.unit, tuple(self.starts), tuple(self.numbers)), warnings)
