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

    def promising(self) -> Mapping[int, Sequence[int]]:
        """The rules whose slots meet, with the numbers of the clauses, sentences or paragraphs where they do, in order.

        Rules of one slot, which meets itself, have no such numbers.
        """
        return find_meetings(self.table, self.places)

    def company(self, company: Company, gap: int) -> list[Hit]:
        """All ranges where a pattern of a condition stands, in order; ``gap`` is that of the rule."""
        # Rules share conditions; the plans keep them, so that none takes the place of another.
        hits = self._companies.get((id(company), gap))
        if hits is None:
            found = set(self.places.everywhere(company.alone))
            for slots in company.chains:
                found.update(self._phrases_in(self.places.clauses_with(slots), slots, gap))
            hits = self._companies[id(company), gap] = sorted(found)
        return hits

    def company_in(self, company: Company, gap: int, within: Scope, span: Span) -> Iterable[Hit]:
        """The ranges where a pattern of a condition stands in the clauses, sentences, … or section that hold a span."""
        region = self.places.around(span, within)
        if region.end - region.start > _WIDE:
            # One hit after the other: who looks for one need not wait for all.
            return _within(self.company(company, gap), region)
        found = self.places.hits(company.alone, region)
        for slots in company.chains:
            found += self._phrases_in(self.places.clauses_of(region), slots, gap)
        return found

    def _phrases_in(self, clauses: Iterable[int], slots: tuple[Slot, ...], gap: int) -> list[Hit]:
        """The ranges where slots stand in order in one of some clauses."""
        found: list[Hit] = []
        for clause in clauses:
            rows = self.places.rows(slots, self.places.regions[Scope.CLAUSE][clause])
            if rows:
                found += [(chain[0][0], chain[-1][1]) for chain in ordered_chains(rows, gap)]
        return found


def _within(hits: Sequence[Hit], region: Span) -> Iterator[Hit]:
    """The hits within a region."""
    for number in range(first_from(hits, region.start), len(hits)):
        if hits[number][0] >= region.end:
            break
        if hits[number][1] <= region.end:
            yield hits[number]
