"""Where the words of the rubric stand in one document."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scorer.figures import find_figures
from scorer.matching.chains import Hit, first_from, ordered_chains
from scorer.matching.table import Company, RuleTable
from scorer.matching.typos import TypoGuard
from scorer.matching.words import WordSearch
from scorer.normalisation import unify
from scorer.rubric import FIGURES, Pattern
from scorer.text import Document, Scope, Span

# In a region of more characters than that, hits are looked for one at a time.
_WIDE = 1000


class TextIndex:
    """Occurrences of the words, slots and conditions of a rule table in a document.

    One pass finds all words; of slots and conditions only what rules ask for is worked out, and kept. Slips are put
    right before: ``text`` is the folded text with them corrected, ``slips`` their offsets.
    """

    def __init__(
        self,
        document: Document,
        table: RuleTable,
        guard: TypoGuard,
        search: WordSearch,
        variants: Mapping[str, str],
    ) -> None:
        self.document = document
        self.table = table
        self.text = document.folded
        self._ends = search.find(self.text)
        corrections = guard.corrections(self.text, self._ends)
        self.slips = frozenset(corrections)
        if corrections:
            corrected = "".join([corrections.get(i, char) for i, char in enumerate(self.text)])
            # A slip may have hidden a variant spelling: 法制审合 is 法制审核 only once it is put right.
            self.text = unify(corrected, variants)
            self._ends = search.find(self.text)
        self.figures: tuple[Span, ...] = tuple(find_figures(document.folded))
        self._numbers = _number_units(document)
        self._present: dict[int, list[str]] = {}
        self._units: dict[tuple[Scope, int], set[int]] = {}
        self._word_places: dict[tuple[Scope, str], set[int]] = {}
        self._shared: dict[tuple[int, ...], set[int]] = {}
        self._company_places: dict[tuple[Scope, int], set[int]] = {}
        self._companies: dict[int, list[Hit]] = {}

    def promising(self) -> dict[int, Sequence[int]]:
        """The rules whose slots meet, with the numbers of the clauses, sentences or paragraphs where they do, in order.

        Rules of one slot, which meets itself, have no such numbers.
        """
        found: dict[int, Sequence[int]] = {}
        for number in self.table.anchored([*self._ends, *([FIGURES] if self.figures else [])]):
            plan = self.table.plan(number)
            if plan.single:
                found[number] = ()
            elif shared := self._shared_units(plan.within, plan.by_rarity):
                found[number] = sorted(shared)
        return found

    def _shared_units(self, scope: Scope, slots: tuple[int, ...]) -> set[int]:
        shared: set[int] = set()
        for turn, slot in enumerate(slots):
            held = self.units(scope, slot)
            shared = shared & held if turn else held
            if not shared:
                break
        return shared

    def units(self, scope: Scope, slot: int) -> set[int]:
        """The numbers of the clauses, sentences or paragraphs in which a hit of a slot ends."""
        units = self._units.get((scope, slot))
        if units is None:
            units = set().union(*[self._word_units(scope, word) for word in self._words(slot)])
            if slot in self.table.figures:
                numbers = self._numbers[scope]
                units.update([numbers[hit.end - 1] for hit in self.figures])
            self._units[scope, slot] = units
        return units

    def _word_units(self, scope: Scope, word: str) -> set[int]:
        units = self._word_places.get((scope, word))
        if units is None:
            units = set(map(self._numbers[scope].__getitem__, self._ends[word]))
            self._word_places[scope, word] = units
        return units

    def _words(self, slot: int) -> list[str]:
        """Those words of a slot that stand anywhere in the text."""
        words = self._present.get(slot)
        if words is None:
            ends = self._ends
            words = self._present[slot] = [word for word in self.table.members[slot] if word in ends]
        return words

    def hits(self, slot: int, start: int, end: int) -> list[Hit]:
        """All ranges within ``start`` and ``end`` where one of a slot's words stands, in order.

        Of those that start together the longest comes first.
        """
        found: list[Hit] = []
        for word in self._words(slot):
            ends = self._ends[word]
            before = len(word) - 1
            if ends[-1] >= start + before and ends[0] < end:
                for place in range(bisect_left(ends, start + before), len(ends)):
                    at = ends[place]
                    if at >= end:
                        break
                    found.append((at - before, at + 1))
        if slot in self.table.figures:
            own = self.figures[first_from(self.figures, start) : first_from(self.figures, end)]
            found = list({*found, *[(hit.start, hit.end) for hit in own if hit.end <= end]})
        if len(found) > 1:
            found.sort(key=_longest_first)
        return found

    def hits_in(self, scope: Scope, unit: int, slot: int) -> list[Hit]:
        """The hits of a slot that lie wholly in one clause, sentence or paragraph."""
        if scope is Scope.CLAUSE:
            span = self.document.clauses[unit].span
        else:
            span = self.document.sentences[unit].span if scope is Scope.SENTENCE else self.document.paragraphs[unit]
        return self.hits(slot, span.start, span.end)

    def everywhere(self, slot: int) -> list[Hit]:
        """All hits of a slot."""
        return self.hits(slot, 0, len(self.text))

    def company(self, patterns: tuple[Pattern, ...], gap: int) -> list[Hit]:
        """All ranges where a pattern of a condition stands, in order."""
        return self._company(self.table.company(patterns, gap))

    def _company(self, number: int) -> list[Hit]:
        hits = self._companies.get(number)
        if hits is None:
            company = self.table.companies[number]
            found = set(self.everywhere(company.slot)) if company.slot >= 0 else set()
            for slots in company.chains:
                for clause in self._clauses_of(slots):
                    found.update(self._phrases_in(clause, slots, company.gap))
            hits = self._companies[number] = sorted(found)
        return hits

    def company_in(self, patterns: tuple[Pattern, ...], gap: int, within: Scope, span: Span) -> Iterable[Hit]:
        """The ranges where a pattern of a condition stands in the clauses, sentences, … or section that hold a span."""
        number = self.table.company(patterns, gap)
        numbers = self._numbers.get(within)
        if numbers is not None:
            units = self._company_units(number, within)
            first, last = numbers[span.start], numbers[span.end - 1]
            if first not in units and (first == last or units.isdisjoint(range(first, last + 1))):
                return ()
        region = self.document.scope_span(within, *span)
        if region.end - region.start > _WIDE:
            # One hit after the other: who looks for one need not wait for all.
            return _within(self._company(number), region)
        return self._company_near(self.table.companies[number], region)

    def _company_near(self, company: Company, region: Span) -> list[Hit]:
        found = self.hits(company.slot, *region) if company.slot >= 0 else []
        numbers = self._numbers[Scope.CLAUSE]
        clauses = range(numbers[region.start], numbers[region.end - 1] + 1)
        for slots in company.chains:
            for clause in self._clauses_of(slots).intersection(clauses):
                found += self._phrases_in(clause, slots, company.gap)
        return found

    def _company_units(self, number: int, within: Scope) -> set[int]:
        """The clauses, sentences or paragraphs in which a pattern of a condition may stand: its slots end there."""
        units = self._company_places.get((within, number))
        if units is None:
            company = self.table.companies[number]
            units = set(self.units(within, company.slot)) if company.slot >= 0 else set()
            for slots in company.chains:
                units |= self._shared_units(within, slots)
            self._company_places[within, number] = units
        return units

    def _clauses_of(self, slots: tuple[int, ...]) -> set[int]:
        """The clauses that hold all slots."""
        shared = self._shared.get(slots)
        if shared is None:
            shared = self._shared[slots] = self._shared_units(Scope.CLAUSE, slots)
        return shared

    def _phrases_in(self, clause: int, slots: tuple[int, ...], gap: int) -> list[Hit]:
        """The ranges where slots stand in order in a clause."""
        chains = ordered_chains([self.hits_in(Scope.CLAUSE, clause, slot) for slot in slots], gap)
        return [(chain[0][0], chain[-1][1]) for chain in chains]


def _longest_first(hit: Hit) -> tuple[int, int]:
    return hit[0], -hit[1]


def _within(hits: Sequence[Hit], region: Span) -> Iterator[Hit]:
    """The hits within a region."""
    for number in range(first_from(hits, region.start), len(hits)):
        if hits[number][0] >= region.end:
            break
        if hits[number][1] <= region.end:
            yield hits[number]


def _number_units(document: Document) -> dict[Scope, list[int]]:
    """For each folded offset the number of its clause, its sentence and its paragraph.

    What lies between two clauses belongs to the one before.
    """
    starts = [0, *(clause.span.start for clause in document.clauses[1:]), len(document.folded)]
    sizes = [two - one for one, two in itertools.pairwise(starts)]
    sentences = [clause.sentence for clause in document.clauses]
    paragraphs = [document.sentences[number].paragraph for number in sentences]
    units = {Scope.CLAUSE: range(len(sizes)), Scope.SENTENCE: sentences, Scope.PARAGRAPH: paragraphs}
    repeat = itertools.repeat
    return {scope: list(itertools.chain.from_iterable(map(repeat, own, sizes))) for scope, own in units.items()}
