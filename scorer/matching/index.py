"""Where the words of the rubric stand in one document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import TypeAlias

from scorer.figures import find_figures
from scorer.matching.typos import TypoGuard
from scorer.normalisation import unify
from scorer.rubric import Pattern, Slot
from scorer.text import Document, Span

Hits: TypeAlias = tuple[Span, ...]


class TextIndex:
    """Occurrences of words, slots and patterns in a document, each looked up once.

    Slips are put right before the search: ``text`` is the folded text with them corrected, ``slips`` their offsets.
    """

    def __init__(self, document: Document, guard: TypoGuard, variants: Mapping[str, str]) -> None:
        self.document = document
        corrections = guard.corrections(document.folded)
        self.slips = frozenset(corrections)
        corrected = "".join(corrections.get(i, char) for i, char in enumerate(document.folded))
        # A slip may have hidden a variant spelling: 法制审合 is 法制审核 only once it is put right.
        self.text = unify(corrected, variants) if corrections else corrected
        self._characters = frozenset(self.text)
        self.figures: Hits = tuple(find_figures(document.folded))
        self._words: dict[str, Hits] = {}
        self._slots: dict[Slot, Hits] = {}
        self._patterns: dict[tuple[tuple[Slot, ...], int], Hits] = {}

    def word(self, word: str) -> Hits:
        """All ranges where a word stands."""
        hits = self._words.get(word)
        if hits is None:
            # Most words of a rubric hold a character that a given report never uses: no need to search for those.
            found, at = [], self.text.find(word) if self._characters.issuperset(word) else -1
            while at >= 0:
                found.append(Span(at, at + len(word)))
                at = self.text.find(word, at + 1)
            hits = self._words[word] = tuple(found)
        return hits

    def slot(self, slot: Slot) -> Hits:
        """All ranges where one of a slot's words stands, by start; of those that start together the longest first."""
        hits = self._slots.get(slot)
        if hits is None:
            present = self._characters
            found = {hit for word in slot.words if word[0] in present for hit in self.word(word)}
            if slot.figure:
                found.update(self.figures)
            hits = self._slots[slot] = tuple(sorted(found, key=lambda hit: (hit.start, -hit.end)))
        return hits

    def pattern(self, pattern: Pattern, gap: int) -> Hits:
        """All ranges where a pattern stands, its slots in order within a clause."""
        key = (pattern.slots, gap)
        hits = self._patterns.get(key)
        if hits is None:
            slots = tuple(self.slot(slot) for slot in pattern.slots)
            chains = ordered_chains(self.document, slots, gap)
            hits = self._patterns[key] = tuple(Span(chain[0].start, chain[-1].end) for chain in chains)
        return hits


def ordered_chains(document: Document, slots: tuple[Hits, ...], gap: int) -> list[Hits]:
    """Chains of one hit a slot, in order, neighbours at most ``gap`` characters apart, all within one clause."""
    chains = []
    for first in slots[0]:
        chain = _extend(document, (first,), slots, gap)
        if chain is not None:
            chains.append(chain)
    return chains


def _extend(document: Document, chain: Hits, slots: tuple[Hits, ...], gap: int) -> Hits | None:
    if len(chain) == len(slots):
        return chain
    end, clause = chain[-1].end, document.clause_at(chain[0].start)
    hits = slots[len(chain)]
    for number in range(first_from(hits, end), len(hits)):
        hit = hits[number]
        if hit.start > end + gap or document.clause_at(hit.end - 1) != clause:
            break
        longer = _extend(document, (*chain, hit), slots, gap)
        if longer is not None:
            return longer
    return None


def first_from(hits: Hits, start: int) -> int:
    """Index of the first hit that begins at ``start`` or later."""
    return bisect_left(hits, start, key=lambda hit: hit.start)
