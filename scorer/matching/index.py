"""What of the rubric stands in one document, with slips put right: words, meetings of slots, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scorer.figures import find_figures
from scorer.matching.chains import Hit, first_from, ordered_chains
from scorer.matching.meetings import find_meetings
from scorer.matching.places import Places
from scorer.matching.table import RuleTable
from scorer.matching.typos import TypoGuard
from scorer.matching.words import WordSearch, by_word
from scorer.normalisation import unify
from scorer.rubric import Company, Slot
from scorer.text import Document, Scope, Span

# In a region of more characters than that, hits are looked for one at a time.
_WIDE = 1000
# No phrase of ``not_in`` is longer than this.
_REACH = 60


class TextIndex:
    """Occurrences of the words, slots and conditions of a rule table in a document.

    One pass finds all words; of slots and conditions only what rules ask for is worked out. Slips are put right
    before: ``text`` is the folded text with them corrected, ``slips`` their offsets.
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
        found = search.find(self.text)
        ends = by_word(found)
        corrections = guard.corrections(self.text, ends)
        self.slips = frozenset(corrections)
        if corrections:
            corrected = "".join([corrections.get(i, char) for i, char in enumerate(self.text)])
            # A slip may have hidden a variant spelling: 法制审合 is 法制审核 only once it is put right.
            self.text = unify(corrected, variants)
            found = search.find(self.text)
            ends = by_word(found)
        self.figures: tuple[Span, ...] = tuple(find_figures(document.folded))
        self.places = Places(document, found, ends, self.figures)
        self._companies: dict[tuple[int, int], list[Hit]] = {}
        self._singles: dict[int, list[Hit]] = {}
        self._longer: dict[tuple[int, int, int], list[Hit]] = {}

    def promising(self) -> dict[int, Sequence[int]]:
        """The rules whose slots meet, with the numbers of the clauses, sentences or paragraphs where they do, in order.

        Rules of one slot, which meets itself, have no such numbers.
        """
        return find_meetings(self.table, self.places)

    def company_in(self, company: Company, gap: int, within: Scope, span: Span) -> Iterable[Hit]:
        """The ranges where a pattern of a condition stands in the clauses, sentences, … or section that hold a span.

        ``gap`` is that of the rule.
        """
        region = self.places.around(span, within)
        if region.end - region.start > _WIDE:
            # One hit after the other: who looks for one need not wait for all.
            return _within(self._everywhere(company, gap), region)
        found = self.places.hits(company.alone, region)
        for slots in company.chains:
            for clause in self.places.clauses_of(region):
                found += self._phrases(clause, slots, gap)
        return found

    def is_inside(self, hit: Hit, company: Company, gap: int) -> bool:
        """Whether a hit lies inside a pattern of a condition; patterns are short, and the longer ones in one clause."""
        start, end = hit
        alone = self._alone(company)
        for number in range(first_from(alone, start + 1) - 1, -1, -1):
            if alone[number][0] < start - _REACH:
                break
            if alone[number][1] >= end:
                return True
        if not company.chains:
            return False
        phrases = self._phrases_of(company, gap, self.places.clause_at(start))
        return any([start - _REACH <= first <= start and end <= last for first, last in phrases])

    def _everywhere(self, company: Company, gap: int) -> list[Hit]:
        """All ranges where a pattern of a condition stands, in order."""
        # Rules share conditions; the plans keep them, so that none takes the place of another.
        hits = self._companies.get((id(company), gap))
        if hits is None:
            found = set(self._alone(company))
            for slots in company.chains:
                for clause in self.places.clauses_with(slots):
                    found.update(self._phrases(clause, slots, gap))
            hits = self._companies[id(company), gap] = sorted(found)
        return hits

    def _alone(self, company: Company) -> list[Hit]:
        """All ranges where a pattern of one slot stands, in order."""
        hits = self._singles.get(id(company))
        if hits is None:
            hits = self._singles[id(company)] = self.places.everywhere(company.alone)
        return hits

    def _phrases_of(self, company: Company, gap: int, clause: int) -> list[Hit]:
        """The ranges in a clause where a pattern of several slots stands."""
        hits = self._longer.get((id(company), gap, clause))
        if hits is None:
            hits = [hit for slots in company.chains for hit in self._phrases(clause, slots, gap)]
            self._longer[id(company), gap, clause] = hits
        return hits

    def _phrases(self, clause: int, slots: tuple[Slot, ...], gap: int) -> list[Hit]:
        """The ranges where slots stand in order in a clause."""
        region = self.places.unit(Scope.CLAUSE, clause)
        rows = []
        for slot in slots:
            hits = self.places.hits(slot, region)
            if not hits:
                return []
            rows.append(hits)
        return [(chain[0][0], chain[-1][1]) for chain in ordered_chains(rows, gap)]


def _within(hits: Sequence[Hit], region: Span) -> Iterator[Hit]:
    """The hits within a region."""
    for number in range(first_from(hits, region.start), len(hits)):
        if hits[number][0] >= region.end:
            break
        if hits[number][1] <= region.end:
            yield hits[number]
