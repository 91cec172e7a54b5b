"""Where words and figures stand in a document: by word, by region, and by the clauses that hold them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, pairwise, repeat
from typing import TypeVar

from scorer.matching.chains import Hit, first_from
from scorer.matching.words import Found, by_word
from scorer.rubric import FIGURES, Slot
from scorer.text import Document, Scope, Span

# Of so many regions the words are remembered, a few megabytes; a usual report asks for some hundreds.
_MOST_HELD = 4_000

T = TypeVar("T")


class Places:
    """The words and figures of one document.

    ``ends`` are the offsets of last characters by word, in order; figures stand under :data:`FIGURES`. ``regions`` are
    the folded ranges of clauses, sentences and paragraphs by their numbers.
    """

    def __init__(
        self,
        document: Document,
        found: Sequence[Found],
        ends: Mapping[str, list[int]],
        figures: Sequence[Span],
    ) -> None:
        """``found`` are all words in the order in which they end, ``ends`` the same by word."""
        self.ends = {**ends, FIGURES: [figure.end - 1 for figure in figures]} if figures else ends
        self.regions: Mapping[Scope, Sequence[Span]] = {
            Scope.CLAUSE: [clause.span for clause in document.clauses],
            Scope.SENTENCE: [sentence.span for sentence in document.sentences],
            Scope.PARAGRAPH: document.paragraphs,
        }
        self._document = document
        self._found = found
        self._order = [end for end, _ in found]
        self._words = [word for _, word in found]
        self._figures = figures
        self._starts = [0, *[clause.span.start for clause in document.clauses[1:]], len(document.folded)]
        self._sizes = [two - one for one, two in pairwise(self._starts)]
        self._clauses = self.per_character(range(len(self._sizes)))
        self._held: dict[Span, frozenset[str]] = {}

    def units(self, scope: Scope) -> Sequence[int]:
        """For each clause the number of itself, of its sentence or of its paragraph."""
        if scope is Scope.CLAUSE:
            return range(len(self._sizes))
        sentences = [clause.sentence for clause in self._document.clauses]
        if scope is Scope.SENTENCE:
            return sentences
        return [self._document.sentences[number].paragraph for number in sentences]

    def per_character(self, values: Sequence[T]) -> list[T]:
        """For each folded offset the value of its clause; what lies between two clauses belongs to the one before."""
        return list(chain.from_iterable(map(repeat, values, self._sizes)))

    def ends_in(self, first: int, last: int) -> Mapping[str, list[int]]:
        """What of ``ends`` lies in the clauses from ``first`` up to ``last``, which is not one of them."""
        start, end = self._starts[first], self._starts[last]
        ends = by_word(self._found[bisect_left(self._order, start) : bisect_left(self._order, end)])
        figures = self.ends.get(FIGURES, [])
        figures = figures[bisect_left(figures, start) : bisect_left(figures, end)]
        return {**ends, FIGURES: figures} if figures else ends

    def clauses_with(self, slots: Iterable[Slot]) -> set[int]:
        """The numbers of the clauses in which a hit of each slot ends."""
        shared: set[int] = set()
        for turn, slot in enumerate(slots):
            present = [*(self.ends.keys() & slot.words), *([FIGURES] if slot.figure else [])]
            own = {self._clauses[end] for word in present for end in self.ends.get(word, ())}
            shared = shared & own if turn else own
            if not shared:
                break
        return shared

    def clauses_of(self, span: Span) -> range:
        """The numbers of the clauses that a folded range touches."""
        return range(self._clauses[span.start], self._clauses[span.end - 1] + 1)

    def around(self, span: Span, scope: Scope) -> Span:
        """The folded range of the clauses, sentences, paragraph or section that hold a range."""
        first, last = self._clauses[span.start], self._clauses[span.end - 1]
        # The usual cases, without looking for the clauses again.
        if first == last and scope is Scope.CLAUSE:
            return self._document.clauses[first].span
        if first == last and scope is Scope.SENTENCE:
            return self._document.sentences[self._document.clauses[first].sentence].span
        return self._document.scope_span(scope, *span)

    def hits(self, slot: Slot, region: Span) -> list[Hit]:
        """All ranges within a region where a slot is filled, in order.

        Of those that start together the longest comes first.
        """
        rows = self.rows((slot,), region)
        return rows[0] if rows else []

    def rows(self, slots: Iterable[Slot], region: Span) -> list[list[Hit]]:
        """The hits of each of some slots in a region; nothing where one of them has none."""
        held = self._held.get(region)
        if held is None:
            held = self._hold(region)
        start, stop = region
        rows: list[list[Hit]] = []
        for words, figure in slots:
            found: list[Hit] = []
            for word in held.intersection(words):
                ends, before = self.ends[word], len(word) - 1
                for number in range(bisect_left(ends, start + before), len(ends)):
                    end = ends[number]
                    if end >= stop:
                        break
                    found.append((end - before, end + 1))
            if figure:
                found = self._with_figures(found, region)
            if not found:
                return []
            if len(found) > 1:
                found.sort(key=_longest_first)
            rows.append(found)
        return rows

    def _hold(self, region: Span) -> frozenset[str]:
        """The words that end in a region, kept for the next question."""
        if len(self._held) >= _MOST_HELD:
            self._held.clear()
        first, last = bisect_left(self._order, region.start), bisect_left(self._order, region.end)
        held = self._held[region] = frozenset(self._words[first:last])
        return held

    def everywhere(self, slot: Slot) -> list[Hit]:
        """All ranges where a slot is filled, in the same order."""
        found: list[Hit] = []
        for word in self.ends.keys() & slot.words:
            before = len(word) - 1
            found += [(end - before, end + 1) for end in self.ends[word]]
        if slot.figure:
            found = self._with_figures(found, Span(0, len(self._document.folded)))
        if len(found) > 1:
            found.sort(key=_longest_first)
        return found

    def _with_figures(self, found: list[Hit], region: Span) -> list[Hit]:
        own = self._figures[first_from(self._figures, region.start) : first_from(self._figures, region.end)]
        return list({*found, *[(figure.start, figure.end) for figure in own if figure.end <= region.end]})


def _longest_first(hit: Hit) -> tuple[int, int]:
    return hit[0], -hit[1]
