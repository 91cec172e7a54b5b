"""How a reader of a format with pages or paragraphs writes down what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field

from hongdong_rubric.readers.extracted import Extracted, Places, Unit


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
