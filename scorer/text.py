"""The verbatim text of a report and where everything stands in it.

Two coordinate systems are used. *Source* offsets count code points of the text as read; *folded*
offsets count characters of the comparison form made by :mod:`scorer.normalisation`. All ranges are
half open. Structure is kept in folded offsets; :meth:`Document.source_span` leads back to the source.
"""

# Annotations are not postponed here: those of a named tuple would be compiled from text at every start.

import re
from bisect import bisect_right
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


def is_han(char: str) -> bool:
    """Whether a character is a Chinese one in common use; not so where it is empty."""
    return "\u4e00" <= char <= "\u9fff"


def count_any_han(text: str) -> int:
    """How many characters of a text are Chinese, also those out of common use that :func:`is_han` does not know."""
    return sum("\u3400" <= char <= "\u9fff" for char in text)


def han_and_digits(text: str, keep: str = "") -> str:
    """A text with a break for each character that is neither Chinese nor a digit nor in ``keep``.

    In it a pattern can say "anything but a break" where a class of all Chinese characters would be slow to compile.
    """
    return "".join(char if is_han(char) or char.isdecimal() or char in keep else "\n" for char in text)


class Part(StrEnum):
    """The part of an annual report a stretch belongs to."""

    PREAMBLE = "preamble"
    WORK = "work"
    PROBLEM = "problem"
    PLAN = "plan"
    DUTY = "duty"
    ADVICE = "advice"
    OTHER = "other"


class Stance(StrEnum):
    """In which sense a stretch speaks of a thing."""

    REPORTED = "reported"
    PLANNED = "planned"
    PROBLEM = "problem"


class Scope(StrEnum):
    """How far apart things may stand and still belong together."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SECTION = "section"


class Span(NamedTuple):
    """A half-open range of offsets; a named tuple, because spans are compared and sorted all the time."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


class Section(NamedTuple):
    """A stretch under one heading; ``heading`` is verbatim and empty where there is none."""

    span: Span
    heading: str
    level: int
    part: Part


class Sentence(NamedTuple):
    """A sentence: folded span, part, indexes of its paragraph and section, and whether it is a heading."""

    span: Span
    part: Part
    paragraph: int
    section: int
    heading: bool


class Clause(NamedTuple):
    """A clause: folded span and the index of its sentence."""

    span: Span
    sentence: int


class _Structure(NamedTuple):
    """What a document is made of."""

    text: str
    folded: str
    offsets: tuple[int, ...]
    title: str | None
    year: int | None
    clauses: tuple[Clause, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Span, ...]
    sections: tuple[Section, ...]
    furniture: tuple[Span, ...] = ()
    title_span: Span | None = None


class Document(_Structure):
    """A segmented report.

    ``text`` is verbatim. ``folded`` is the comparison form; ``offsets[i]`` is the source offset of the
    character that became ``folded[i]``. ``year`` is the year the report covers, ``title`` its title,
    ``title_span`` the source range of that.
    """

    @cached_property
    def _clause_starts(self) -> tuple[int, ...]:
        return tuple([clause.span.start for clause in self.clauses])

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        return (0, *[match.end() for match in re.finditer("\n", self.text)])

    def clause_at(self, offset: int) -> int:
        """Index of the clause that holds a folded offset; the nearest before it outside all clauses."""
        return max(0, bisect_right(self._clause_starts, offset) - 1)

    def source_span(self, folded: Span) -> Span:
        """The source range of a non-empty folded range."""
        return Span(self.offsets[folded.start], self.offsets[folded.end - 1] + 1)

    def part_at(self, source: int) -> Part:
        """The part that a source offset of the body stands in."""
        return self._sentence_at(source).part

    def sentence_span(self, source: int) -> Span:
        """The source range of the sentence that holds a source offset of the body, without the break at its end."""
        return self.source_span(self.words(self._sentence_at(source).span))

    def words(self, folded: Span) -> Span:
        """A folded range without the break that ends its block."""
        ends_block = self.folded[folded.end - 1] == "\n" and folded.end - 1 > folded.start
        return Span(folded.start, folded.end - 1) if ends_block else folded

    def _sentence_at(self, source: int) -> Sentence:
        folded = bisect_right(self.offsets, source) - 1
        return self.sentences[self.clauses[self.clause_at(max(0, folded))].sentence]

    def line_column(self, source: int) -> tuple[int, int]:
        """1-based line and column of a source offset."""
        line = bisect_right(self._line_starts, source)
        return line, source - self._line_starts[line - 1] + 1

    def scope_span(self, scope: Scope, start: int, end: int) -> Span:
        """The folded range of the clauses, sentences, paragraph or section that hold ``start`` to ``end``."""
        first, last = self.clause_at(start), self.clause_at(max(start, end - 1))
        if scope is Scope.CLAUSE:
            return Span(self.clauses[first].span.start, self.clauses[last].span.end)
        one, two = self.clauses[first].sentence, self.clauses[last].sentence
        if scope is Scope.SENTENCE:
            return Span(self.sentences[one].span.start, self.sentences[two].span.end)
        sentence = self.sentences[one]
        if scope is Scope.PARAGRAPH:
            return self.paragraphs[sentence.paragraph]
        return self.sections[sentence.section].span
