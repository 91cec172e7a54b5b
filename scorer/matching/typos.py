"""Wrong characters: where a text differs from a term of the rubric by one character that is a slip.

In a four-character term one wrong character always scores 75, whether it is a slip (出廷应诉) or another
institution (行政裁量 for 行政裁决). So similarity only proposes; the guard decides: the two characters must sound or
look alike, and the differing piece must be no real word. jieba's dictionary and the rubric's own vocabulary tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from scorer.language import Language
from scorer.rubric import Terms
from scorer.text import is_han

# Marks before what is left of a term: that of a compound is proof of no real word.
WRITTEN, COMPOUND = "=", "+"
# So much of a term is right around a slip that even a real word (随即 in 双随即、一公开) is one.
CERTAIN = 6
_MIN_TERM = 4
_LONGEST_WORD = 8
# Terms that are not certain are a trio and at most as many characters more.
_TRIO = 3
_MARGIN = " " * 8
# So many answers are remembered, a few megabytes; a report asks for about two thousand.
_MOST_PAIRS = 50_000
_ALONE = (False, False)
_NUMERALS = frozenset("一二三四五六七八九十百千万两几各每数0123456789")
# Grammar words stand everywhere and are never a slip for part of a term.
_GRAMMAR = frozenset("的了与和及在等是为把被对从向由以并或不有中上下之其于着过")
# Between two words of a compound these make a phrase of their own (报县人大, 平台向村).
_LOOSE = _GRAMMAR | frozenset("省市州县区旗镇乡村")


class _Doubt(NamedTuple):
    """A stretch that differs from a term by one character: folded offsets of that and of the stretch.

    Of several doubts about one character the one about the longest term comes first.
    """

    offset: int
    shortness: int
    term: str
    begin: int
    compound: bool


class _Alike(dict[str, bool]):
    """Whether the first character of a pair may be a slip for the second, asked once for each pair."""

    def __init__(self, judge: Callable[[str, str], bool]) -> None:
        self._judge = judge

    def __missing__(self, pair: str) -> bool:
        if len(self) >= _MOST_PAIRS:
            self.clear()
        self[pair] = answer = self._judge(pair[0], pair[1])
        return answer


class TypoGuard:
    """Finds and judges slips against fixed terms; made once for a rubric, shared by all reports."""

    def __init__(self, terms: Terms, lookalikes: Iterable[str], language: Language) -> None:
        """``lookalikes`` are groups of characters taken for one another by shape."""
        self._language = language
        self._lookalikes = {(one, two) for group in lookalikes for one in group for two in group if one != two}
        self._known = frozenset(terms.known)
        self._terms = terms
        self._alike = _Alike(self._may_be)
        self._trios: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for term in terms.trios:
            for hole, table in enumerate(self._trios):
                table.setdefault(term[:hole] + term[hole + 1 :], []).append(term)

    def corrections(self, folded: str, found: Mapping[str, list[int]]) -> dict[int, str]:
        """Folded offset to right character, for every slip in a text; ``found`` is where words and trios end."""
        places = self._strange(folded)
        slips = self._settle(folded, [*self._certain_doubts(folded, found), *self._doubts(folded, places)], {})
        if slips:
            folded = "".join([slips.get(offset, char) for offset, char in enumerate(folded)])
            places = self._strange(folded)
        return self._settle(folded, self._short_doubts(folded, places), slips)

    def _settle(self, folded: str, doubts: Iterable[_Doubt], slips: dict[int, str]) -> dict[int, str]:
        """Add the doubts that are slips; of those about one character the first in order."""
        for doubt in sorted([doubt for doubt in doubts if self._is_slip(folded, doubt)]):
            slips.setdefault(doubt.offset, doubt.term[doubt.offset - doubt.begin])
        return slips

    def _strange(self, folded: str) -> list[int]:
        """The offsets of the Han characters that make a word neither with the one before nor with the one behind."""
        if not folded:
            return []
        pairs = self._language.pairs()
        joined = [two in pairs[one] if one in pairs else False for one, two in pairwise(folded)]
        alone = zip([False, *joined], [*joined, False], strict=True)
        return [offset for offset, sides in enumerate(alone) if sides == _ALONE and is_han(folded[offset])]

    def _certain_doubts(self, folded: str, found: Mapping[str, list[int]]) -> Iterator[_Doubt]:
        """Stretches that differ in one character from a long term, by whatever characters that is."""
        begun, ended = self._terms.certain_begun, self._terms.certain_ended
        for trio in found.keys() & begun.keys():
            for rest in begun[trio].split(" "):
                for end in found[trio]:
                    window = folded[end + 1 : end + 1 + len(rest)]
                    if window != rest and (window[:1] == rest[:1] or window[1:] == rest[1:]):
                        yield from self._compare(window, end + 1, rest, trio + rest, end + 1 - _TRIO)
        for trio in found.keys() & ended.keys():
            for rest in ended[trio].split(" "):
                for end in found[trio]:
                    start = end + 1 - _TRIO - len(rest)
                    window = folded[max(0, start) : start + len(rest)]
                    if window != rest and (window[:1] == rest[:1] or window[1:] == rest[1:]):
                        yield from self._compare(window, start, rest, rest + trio, start)

    def _compare(self, window: str, start: int, rest: str, term: str, begin: int) -> Iterator[_Doubt]:
        """The doubt, if any, whether the window at ``start`` is a rest of a term that would begin at ``begin``."""
        wrong = [index for index, (one, two) in enumerate(zip(window, rest, strict=False)) if one != two]
        if len(window) == len(rest) and len(wrong) == 1 and self._alike[window[wrong[0]] + rest[wrong[0]]]:
            yield _doubt(start + wrong[0], term, begin, compound=False)

    def _doubts(self, folded: str, places: Iterable[int]) -> Iterator[_Doubt]:
        """Stretches of four to six characters that differ from a term in the one at one of ``places``."""
        begun, ended, second, third = self._terms.begun, self._terms.ended, self._terms.second, self._terms.third
        # With margins, no stretch reaches over the ends.
        wide = f"{_MARGIN}{folded}{_MARGIN}"
        for place in places:
            at = place + len(_MARGIN)
            for hole in range(_TRIO):
                if (trio := wide[at - hole - _TRIO : at - hole]) in begun:
                    yield from self._begun_doubts(folded, place, hole, trio)
                if (trio := wide[at + 1 + hole : at + 1 + hole + _TRIO]) in ended:
                    yield from self._ended_doubts(folded, place, hole, trio)
            if (around := wide[at - 1] + wide[at + 1 : at + 3]) in second:
                for marked in second[around].split(" "):
                    yield from self._doubt_at(folded, place, around[0] + marked[1] + around[1:], place - 1, marked)
            if (around := wide[at - 2 : at] + wide[at + 1]) in third:
                yield from self._third_doubts(folded, place, around)

    def _begun_doubts(self, folded: str, at: int, hole: int, trio: str) -> Iterator[_Doubt]:
        """The terms that begin with a trio and go on, but for the ``hole``-th character behind it, as the text does."""
        right_so_far = folded[at - hole : at]
        for marked in self._terms.begun[trio].split(" "):
            rest = marked[1:]
            if len(rest) > hole and rest.startswith(right_so_far) and folded.startswith(rest[hole + 1 :], at + 1):
                yield from self._doubt_at(folded, at, trio + rest, at - hole - _TRIO, marked)

    def _ended_doubts(self, folded: str, at: int, hole: int, trio: str) -> Iterator[_Doubt]:
        """The terms that end with a trio and are, but for the ``hole``-th character before it, as the text is."""
        right_behind = folded[at + 1 : at + 1 + hole]
        for marked in self._terms.ended[trio].split(" "):
            rest = marked[1:]
            before = len(rest) - 1 - hole
            if 0 <= before <= at and rest.endswith(right_behind) and folded.startswith(rest[:before], at - before):
                yield from self._doubt_at(folded, at, rest + trio, at - before, marked)

    def _third_doubts(self, folded: str, at: int, around: str) -> Iterator[_Doubt]:
        """The terms of four or five characters that have three around their third and go on as the text does."""
        for marked in self._terms.third[around].split(" "):
            if folded.startswith(marked[2:], at + 2):
                term = around[:2] + marked[1] + around[2] + marked[2:]
                yield from self._doubt_at(folded, at, term, at - 2, marked)

    def _doubt_at(self, folded: str, at: int, term: str, begin: int, marked: str) -> Iterator[_Doubt]:
        if self._alike[folded[at] + term[at - begin]]:
            yield _doubt(at, term, begin, compound=marked[0] == COMPOUND)

    def _short_doubts(self, folded: str, places: Iterable[int]) -> Iterator[_Doubt]:
        """Stretches of three characters that differ from a term in the one at one of ``places``."""
        wide = f"{_MARGIN}{folded}{_MARGIN}"
        for place in places:
            at = place + len(_MARGIN)
            for hole, table in enumerate(self._trios):
                others = wide[at - hole : at] + wide[at + 1 : at - hole + _TRIO]
                for term in table.get(others, ()):
                    char, right = wide[at], term[hole]
                    if char not in _LOOSE and right not in _LOOSE and self._alike[char + right]:
                        yield _doubt(place, term, place - hole, compound=False)

    def _may_be(self, char: str, right: str) -> bool:
        """Whether a character may be a slip for another in any term at all."""
        if char == right or not is_han(char) or not is_han(right) or char in _NUMERALS or right in _NUMERALS:
            return False
        return self._look_alike(char, right) or self._sound_alike(char, right, exactly=False)

    def _is_slip(self, folded: str, doubt: _Doubt) -> bool:
        char, right, length = folded[doubt.offset], doubt.term[doubt.offset - doubt.begin], len(doubt.term)
        if doubt.compound and (char in _LOOSE or right in _LOOSE):
            return False
        certain = length >= CERTAIN and not doubt.compound
        # Three characters are soon met by chance, and real words are only overruled where the sounds are the very same.
        exactly = certain or length < _MIN_TERM
        if not self._look_alike(char, right) and not self._sound_alike(char, right, exactly=exactly):
            return False
        if length >= _MIN_TERM and folded[doubt.begin : doubt.begin + length] in self._known:
            return False
        over = _words_over(folded, doubt.offset)
        if any([word in self._known for word in over]):
            return False
        return certain or not any(self._language.is_word(word) for word in over)

    def _look_alike(self, char: str, right: str) -> bool:
        return (char, right) in self._lookalikes and char not in _GRAMMAR

    def _sound_alike(self, char: str, right: str, *, exactly: bool) -> bool:
        one, two = self._language.readings(char), self._language.readings(right)
        if exactly:
            return not set(one).isdisjoint(two)
        return not set(map(_confused, one)).isdisjoint(map(_confused, two))


@cache
def _confused(reading: str) -> str:
    """A reading with those sounds made one that speakers and keyboards confuse."""
    return re.sub(r"^([zcs])h", r"\1", re.sub(r"^l", "n", re.sub(r"ng$", "n", reading)))


def _doubt(offset: int, term: str, begin: int, compound: bool) -> _Doubt:
    return _Doubt(offset, -len(term), term, begin, compound)


def _words_over(folded: str, position: int) -> list[str]:
    """All stretches of two to eight characters that hold a position: any of them may be a real word."""
    return [
        folded[start : start + size]
        for size in range(2, _LONGEST_WORD + 1)
        for start in range(max(0, position - size + 1), position + 1)
        if start + size <= len(folded)
    ]
