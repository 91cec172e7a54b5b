"""All words that are looked for, found in one pass over a text.

They go into one Aho-Corasick automaton (A. V. Aho, M. J. Corasick, Efficient string matching, CACM 18 (6), 1975), so
that the time to find them does not depend on how many there are.
"""

from __future__ import annotations

from collections import defaultdict

import ahocorasick


class WordSearch:
    """Words by number; ``lengths[n]`` is the length of word n. No word may be added after the first search."""

    def __init__(self) -> None:
        self.lengths: list[int] = []
        self._numbers: dict[str, int] = {}
        self._automaton: ahocorasick.Automaton | None = None

    def add(self, word: str) -> int:
        """The number of a word, which is never empty; it is looked for from now on."""
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self.lengths)
            self.lengths.append(len(word))
        return number

    def find(self, text: str) -> dict[int, list[int]]:
        """For each word that stands in a text the offsets of its last characters, in order."""
        automaton = self._automaton
        if automaton is None:
            automaton = self._automaton = self._build()
        ends: dict[int, list[int]] = defaultdict(list)
        # An automaton without words refuses to search.
        for end, word in automaton.iter(text) if self._numbers else ():
            ends[word].append(end)
        return ends

    def _build(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        add = automaton.add_word
        for word, number in self._numbers.items():
            add(word, number)
        automaton.make_automaton()
        return automaton
