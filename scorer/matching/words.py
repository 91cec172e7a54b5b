"""All words that are looked for, found in one pass over a text.

From the second text on they are in an Aho-Corasick automaton (A. V. Aho, M. J. Corasick, Efficient string matching,
CACM 18 (6), 1975), so that the time does not depend on how many words there are. To make that takes as long as several
texts; so in the first text, which most often is the only one, every stretch of a few characters is looked up instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import compress, count
from operator import add
from typing import TypeAlias

import ahocorasick

# The offset of a word's last character, and the word.
Found: TypeAlias = tuple[int, str]

# Hardly any longer word begins with four characters of a text and then goes on otherwise.
_STRETCH = 4
# In a text this long the automaton pays at once.
_LONG = 50_000


class WordSearch:
    """A fixed set of words, none of them empty, to be looked for in one text after the other."""

    def __init__(self, words: Collection[str]) -> None:
        """``words`` must tell at once whether they hold one, as sets and mappings do."""
        self._words = words
        self._automaton: ahocorasick.Automaton | None = None
        self._is_used = False

    def find(self, text: str) -> list[Found]:
        """All places where a word stands in a text, in the order in which they end."""
        if not self._words:
            # An automaton without words refuses to search.
            return []
        if self._automaton is None:
            if not self._is_used and len(text) < _LONG:
                self._is_used = True
                return self._look_up(text)
            self._automaton = self._build()
        return list(self._automaton.iter(text))

    def _build(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        add_word = automaton.add_word
        for word in self._words:
            add_word(word, word)
        automaton.make_automaton()
        return automaton

    def _look_up(self, text: str) -> list[Found]:
        found: list[Found] = []
        stretches: list[str] = list(text)
        for size in range(_STRETCH):
            if size:
                stretches = list(map(add, stretches, text[size:]))
            found += [(at + size, stretches[at]) for at in compress(count(), map(self._words.__contains__, stretches))]
        longer: dict[str, list[str]] = defaultdict(list)
        for word in [word for word in self._words if len(word) > _STRETCH]:
            longer[word[:_STRETCH]].append(word)
        for at in compress(count(), map(longer.__contains__, stretches)):
            found += [(at + len(word) - 1, word) for word in longer[stretches[at]] if text.startswith(word, at)]
        return sorted(found)


def by_word(found: Iterable[Found]) -> dict[str, list[int]]:
    """For each word that was found the offsets of its last characters, in order."""
    ends: dict[str, list[int]] = defaultdict(list)
    for end, word in found:
        ends[word].append(end)
    return dict(ends)
