"""Where the words of the rubric stand in one document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from scorer.figures import find_figures
from scorer.matching.chains import Hits, ordered_chains
from scorer.matching.table import RuleTable
from scorer.matching.typos import TypoGuard
from scorer.normalisation import unify
from scorer.text import Document, Scope, Span


class TextIndex:
    """Occurrences of the words, slots and conditions of a rule table in a document, each worked out once.

    Slips are put right before the search: ``text`` is the folded text with them corrected, ``slips`` their offsets.
    """

    def __init__(self, document: Document, table: RuleTable, guard: TypoGuard, variants: Mapping[str, str]) -> None:
        self.document = document
        self.table = table
        self.text, self.slips = _correct(document.folded, guard, variants)
        self.figures: Hits = tuple(find_figures(document.folded))
        self._ends: dict[int, list[int]] = defaultdict(list)
        for end, word in table.automaton.iter(self.text):
            self._ends[word].append(end)
        self._numbers = _unit_numbers(document)
        self._slots: dict[int, Hits] = {}
        self._by_unit: dict[tuple[Scope, int], dict[int, list[Span]]] = {}
        self._companies: dict[int, Hits] = {}

    def promising(self, rules: range | None = None) -> dict[int, list[int]]:
        """The rules whose slots meet, with the numbers of the clauses, sentences or paragraphs in which they do, in order.

        Rules of one slot have no such numbers. Of all rules only ``rules`` are looked at, where given.
        """
        found: dict[int, list[int]] = {
            number: [] for number, slot in self.table.singles if (rules is None or number in rules) and self.slot(slot)
        }
        for scope, meetings in self.table.meetings.items():
            units = self._units_of_slots(scope)
            for number, slots in meetings:
                if rules is None or number in rules:
                    shared = _shared(units, slots)
                    if shared:
                        found[number] = sorted(shared)
        return found

    def _units_of_slots(self, scope: Scope) -> dict[int, set[int]]:
        """The numbers of the clauses (sentences, paragraphs) that hold a slot, for all slots that stand anywhere."""
        numbers, lengths, owners = self._numbers[scope], self.table.lengths, self.table.owners[scope]
        units: dict[int, set[int]] = defaultdict(set)
        for word, ends in self._ends.items():
            slots = owners.get(word)
            if slots:
                before = lengths[word] - 1
                held = {numbers[end] for end in ends if numbers[end] == numbers[end - before]}
                for slot in slots:
                    units[slot] |= held
        held = {numbers[hit.start] for hit in self.figures if numbers[hit.start] == numbers[hit.end - 1]}
        for slot in self.table.figures:
            units[slot] |= held
        return units

    def slot(self, number: int) -> Hits:
        """All ranges where one of a slot's words stands, by start; of those that start together the longest first."""
        hits = self._slots.get(number)
        if hits is None:
            found: list[tuple[int, int]] = []
            for word in self.table.members[number]:
                if word in self._ends:
                    length = self.table.lengths[word]
                    found += [(end - length + 1, -end - 1) for end in self._ends[word]]
            if number in self.table.figures:
                found += [(hit.start, -hit.end) for hit in self.figures]
                found = list(set(found))
            found.sort()
            hits = self._slots[number] = tuple([Span(start, -end) for start, end in found])
        return hits

    def slot_in(self, scope: Scope, unit: int, number: int) -> list[Span]:
        """The hits of a slot that lie wholly in one clause, sentence or paragraph."""
        return self._grouped(scope, number).get(unit, [])

    def _grouped(self, scope: Scope, number: int) -> dict[int, list[Span]]:
        grouped = self._by_unit.get((scope, number))
        if grouped is None:
            units = self._numbers[scope]
            grouped = self._by_unit[scope, number] = {}
            for hit in self.slot(number):
                unit = units[hit.start]
                if unit == units[hit.end - 1]:
                    grouped.setdefault(unit, []).append(hit)
        return grouped

    def company(self, number: int) -> Hits:
        """All ranges where a pattern of a condition stands, in order."""
        hits = self._companies.get(number)
        if hits is None:
            company = self.table.companies[number]
            found = set(self.slot(company.slot)) if company.slot >= 0 else set()
            for slots in company.chains:
                found.update(self._chains(slots, company.gap))
            hits = self._companies[number] = tuple(sorted(found))
        return hits

    def _chains(self, slots: tuple[int, ...], gap: int) -> Iterator[Span]:
        """The ranges where slots stand in order within a clause."""
        clauses = [self._grouped(Scope.CLAUSE, slot) for slot in slots]
        for clause in set(clauses[0]).intersection(*clauses[1:]):
            for chain in ordered_chains([hits[clause] for hits in clauses], gap):
                yield Span(chain[0].start, chain[-1].end)


def _correct(folded: str, guard: TypoGuard, variants: Mapping[str, str]) -> tuple[str, frozenset[int]]:
    corrections = guard.corrections(folded)
    if not corrections:
        return folded, frozenset()
    corrected = "".join(corrections.get(i, char) for i, char in enumerate(folded))
    # A slip may have hidden a variant spelling: 法制审合 is 法制审核 only once it is put right.
    return unify(corrected, variants), frozenset(corrections)


def _unit_numbers(document: Document) -> dict[Scope, list[int]]:
    """For each folded offset the number of its clause, its sentence and its paragraph.

    What lies between two clauses belongs to the one before.
    """
    numbers: dict[Scope, list[int]] = {Scope.CLAUSE: [], Scope.SENTENCE: [], Scope.PARAGRAPH: []}
    clauses, length = document.clauses, len(document.folded)
    for number, clause in enumerate(clauses):
        start = clause.span.start if number else 0
        size = (clauses[number + 1].span.start if number + 1 < len(clauses) else length) - start
        numbers[Scope.CLAUSE] += [number] * size
        numbers[Scope.SENTENCE] += [clause.sentence] * size
        numbers[Scope.PARAGRAPH] += [document.sentences[clause.sentence].paragraph] * size
    return numbers


def _shared(units: Mapping[int, set[int]], slots: tuple[int, ...]) -> set[int]:
    """The units that hold all slots."""
    shared: set[int] = set()
    for turn, slot in enumerate(slots):
        held = units.get(slot)
        if not held:
            return set()
        shared = shared & held if turn else held
        if not shared:
            break
    return shared
