"""Finding cues in a text: words with gaps between them, looked up by their first two characters.

What a list of cues finds is what one regular expression of all of them would: the leftmost place that any begins at;
there the phrases that are stepped over before the cues, each in order; of a cue its words in order, and the shortest
gaps that fit. It is no regular expression because one of so many words takes longer to compile than reports to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from scorer.phrases import BOUNDS, Slot, Word, heads_of, length_of, pieces_of, slots_of, word_end, words_of

CLAUSE_MARKS = ",:;。!?"
# A list of more cues has so many words that to look for one after the other takes longer than the search; so does
# looking for more words than that for each character of a text.
_MOST_CUES = 64
_LOOKS = 2
# In how many times as many texts as a longer word one of a single character stands.
_ONE_CHARACTER = 10


class _Entry(NamedTuple):
    """The first word of a cue and what is asked of the place: what must follow, whether a clause begins or ends."""

    word: Word
    slots: tuple[Slot, ...]
    head: bool
    tail: bool
    counts: bool


class CueList:
    """Cues for one reporting year, None where none is known; a text inside one of ``not_in`` is stepped over."""

    def __init__(self, cues: tuple[str, ...], year: int | None, not_in: tuple[str, ...]) -> None:
        self.cues = cues
        self.year = year
        self.not_in = not_in

    def spans(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Ranges of all cues and phrases stepped over, in order and apart; the flag tells a cue."""
        index = _index(self)
        done = 0
        for start in index.places(text):
            if start >= done and (found := _found(index, text, start)) is not None:
                done = found[0]
                yield start, *found

    def places(self, text: str) -> list[int]:
        """Where in a text a cue may begin, by one or two of its characters."""
        return _index(self).places(text)

    def stands_at_any(self, text: str, places: Iterable[int]) -> bool:
        """Whether at one of those places a cue stands."""
        index = _index(self)
        found = (_found(index, text, place) for place in places)
        return any(one is not None and one[1] for one in found)

    def may_stand_in(self, text: str) -> bool:
        """Whether a text is worth the search: it may hold a cue, as far as a few looks can tell."""
        if len(self.cues) > _MOST_CUES:
            return True
        words = _telltales(self)
        return len(words) > _LOOKS * len(text) or any(map(text.__contains__, words))

    def at(self, text: str, start: int) -> tuple[int, bool] | None:
        """The end of what stands at ``start`` and whether it is a cue; None where neither it nor a phrase does."""
        index = _index(self)
        return _found(index, text, start) if text[start : start + 1] in index.firsts else None


@lru_cache(maxsize=512)
def cue_list(cues: tuple[str, ...], year: int | None, not_in: tuple[str, ...] = ()) -> CueList:
    """A list of cues; the same for all years where none speaks of a year."""
    if year is not None and not any("<" in cue for cue in (*cues, *not_in)):
        return cue_list(cues, None, not_in)
    return CueList(cues, year, not_in)


class _Index(dict[str, tuple[_Entry, ...]]):
    """By one or two characters what may begin with them, in the order of trial, read when a text first holds them.

    ``heads`` holds for all of them the numbers of the phrases that are stepped over and of the cues, ``firsts`` the
    first characters. Of the thousands of words that cues begin with, a report holds a few.
    """

    def __init__(self, cues: CueList) -> None:
        super().__init__()
        self._year = cues.year
        self._skipped = len(cues.not_in)
        # Without cues there is nothing to step over them for.
        self._phrases = (*cues.not_in, *cues.cues) if cues.cues else ()
        self.heads: dict[str, list[int]] = {}
        for number, phrase in enumerate(self._phrases):
            first = phrase.strip(BOUNDS).partition(" ")[0]
            for head in heads_of(first, cues.year) if "|" in first or "<" in first else (first[:2],):
                if head in self.heads:
                    self.heads[head].append(number)
                else:
                    self.heads[head] = [number]
        self.firsts = frozenset([head[0] for head in self.heads])

    def places(self, text: str) -> list[int]:
        """Where in a text something may begin."""
        firsts, heads = self.firsts, self.heads
        return [
            place
            for place, char in enumerate(text)
            if char in firsts and (text[place : place + 2] in heads or char in heads)
        ]

    def __missing__(self, head: str) -> tuple[_Entry, ...]:
        numbers = {*self.heads[head], *self.heads.get(head[0], ())}
        entries = [entry for number in sorted(numbers, key=self._rank) for entry in self._entries(number, head)]
        self[head] = found = tuple(entries)
        return found

    def _rank(self, number: int) -> tuple[int, int]:
        """The place in the order of trial: phrases that are stepped over, the longest first, then cues in order."""
        return (-length_of(self._phrases[number]) if number < self._skipped else 0, number)

    def _entries(self, number: int, head: str) -> Iterator[_Entry]:
        """The first words of one cue or phrase that may begin with one or two characters."""
        phrase = self._phrases[number]
        first, *rest = pieces_of(phrase)
        for word in words_of(first, self._year):
            if head.startswith(word[:2]) if isinstance(word, str) else head in word.heads():
                bounds = phrase.startswith("^"), phrase.endswith("$")
                yield _Entry(word, slots_of(tuple(rest), self._year), *bounds, number >= self._skipped)


@lru_cache(maxsize=512)
def _index(cues: CueList) -> _Index:
    return _Index(cues)


def _found(index: _Index, text: str, start: int) -> tuple[int, bool] | None:
    """The end of what stands at ``start`` and whether it is a cue; None where neither it nor a phrase does."""
    head = text[start : start + 2]
    if head not in index.heads:
        head = head[:1]
        if head not in index.heads:
            return None
    for word, slots, bound, tail, counts in index[head]:
        if bound and start and text[start - 1] not in CLAUSE_MARKS:
            continue
        end = word_end(word, text, start)
        if end >= 0 and (slots or tail):
            end = _rest_end(slots, text, end, tail)
        if end >= 0:
            return end, counts
    return None


@lru_cache(maxsize=512)
def _telltales(cues: CueList) -> tuple[str, ...]:
    """Of each cue the words of the piece that stands in the fewest texts, as far as their lengths can tell."""
    told: set[str] = set()
    for cue in cues.cues:
        told.update(min((_told(piece, cues.year) for piece in pieces_of(cue) if piece != "…"), key=_frequency))
    return tuple(told)


def _told(piece: str, year: int | None) -> list[str]:
    """The words of a piece; of those with years what they may begin with."""
    return piece.split("|") if "<" not in piece else heads_of(piece, year)


def _frequency(words: Iterable[str]) -> int:
    return sum([_ONE_CHARACTER if len(word) == 1 else 1 for word in words])


def _rest_end(slots: tuple[Slot, ...], text: str, at: int, tail: bool) -> int:
    """Where a cue ends whose first word ends at ``at``; -1 where the rest does not follow within the clause."""
    if not slots:
        return at if not tail or _is_end(text, at) else -1
    gap, words = slots[0]
    near = text[at : at + gap + 1]
    if words.keys().isdisjoint(near):
        return -1
    for place, char in enumerate(near, at):
        if char in words:
            for word in words[char]:
                begun = word_end(word, text, place)
                if begun >= 0 and (end := _rest_end(slots[1:], text, begun, tail)) >= 0:
                    return end
        if char in CLAUSE_MARKS:
            break
    return -1


def _is_end(text: str, at: int) -> bool:
    """Whether a clause ends at ``at``; the break behind the last line does not count."""
    return at >= len(text) or text[at] in CLAUSE_MARKS or (text[at] == "\n" and at == len(text) - 1)
