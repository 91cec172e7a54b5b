"""Wrong characters: where a text differs from a term of the rubric by one character that is a slip.

In a four-character term one wrong character always scores 75, whether it is a slip (出廷应诉) or another
institution (行政裁量 for 行政裁决). So similarity only proposes; the guard decides: the two characters must sound or
look alike, and the differing piece must be no real word. jieba's dictionary and the rubric's own vocabulary tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from scorer.language import Language
from scorer.matching.terms import CERTAIN, COMPOUND
from scorer.rubric import Terms
from scorer.text import is_han

_MIN_TERM = 4
_LONGEST_WORD = 8
_TRIO = 3
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
        self._heard: dict[tuple[str, str, bool], bool] = {}
        self._alike = _Alike(self._may_be)
        self._trios: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for term in terms.trios:
            for hole, table in enumerate(self._trios):
                table.setdefault(term[:hole] + term[hole + 1 :], []).append(term)

    def pieces(self) -> set[str]:
        """The pieces of terms that a text must be searched for before :meth:`corrections`."""
        return {*self._terms.certain_begun, *self._terms.certain_ended}

    def corrections(self, folded: str, found: Mapping[str, list[int]]) -> dict[int, str]:
        """Folded offset to right character, for every slip in a text; ``found`` is where its pieces and other words end."""
        doubts = [*self._certain_doubts(folded, found), *self._doubts(folded, self._strange(folded))]
        slips = self._settle(folded, doubts, {})
        if slips:
            folded = "".join([slips.get(offset, char) for offset, char in enumerate(folded)])
        return self._settle(folded, self._short_doubts(folded, self._strange(folded)), slips)

    def _settle(self, folded: str, doubts: Iterable[_Doubt], slips: dict[int, str]) -> dict[int, str]:
        """Add the doubts that are slips; of those about one character the first in order."""
        for doubt in sorted([doubt for doubt in doubts if self._is_slip(folded, doubt)]):
            slips.setdefault(doubt.offset, doubt.term[doubt.offset - doubt.begin])
        return slips

    def _strange(self, folded: str) -> list[int]:
        """The offsets of the Han characters that make a word neither with the one before nor with the one behind."""
        is_word = self._language.is_pair
        joined = [is_word(one, two) for one, two in zip(folded, folded[1:], strict=False)]
        return [
            offset
            for offset, (before, char, behind) in enumerate(zip([False, *joined], folded, [*joined, False], strict=True))
            if not before and not behind and is_han(char)
        ]

    def _certain_doubts(self, folded: str, found: Mapping[str, list[int]]) -> Iterator[_Doubt]:
        """Stretches that differ in one character from a long term, by whatever characters that is."""
        begun, ended = self._terms.certain_begun, self._terms.certain_ended
        for trio in found.keys() & begun.keys():
            for rest in begun[trio].split(" "):
                for end in found[trio]:
                    yield from self._compare(folded, end + 1, rest, trio + rest, end + 1 - _TRIO)
        for trio in found.keys() & ended.keys():
            for rest in ended[trio].split(" "):
                for end in found[trio]:
                    start = end + 1 - _TRIO - len(rest)
                    yield from self._compare(folded, start, rest, rest + trio, start)

    def _compare(self, folded: str, start: int, rest: str, term: str, begin: int) -> Iterator[_Doubt]:
        """The doubt, if any, whether the text at ``start`` is a rest of a term that would begin at ``begin``."""
        window = folded[max(0, start) : start + len(rest)]
        if window == rest or len(window) < len(rest):
            return
        wrong = [index for index, (one, two) in enumerate(zip(window, rest, strict=True)) if one != two]
        if len(wrong) == 1 and self._alike[window[wrong[0]] + rest[wrong[0]]]:
            yield _doubt(start + wrong[0], term, begin, compound=False)

    def _doubts(self, folded: str, places: Iterable[int]) -> Iterator[_Doubt]:
        """Stretches of four to six characters that differ from a term in the one at one of ``places``."""
        begun, ended = self._terms.begun, self._terms.ended
        for at in places:
            for hole in range(_TRIO):
                start = at - hole - _TRIO
                trio = folded[start : at - hole] if start >= 0 else ""
                if trio in begun:
                    yield from self._begun_doubts(folded, at, hole, trio)
                trio = folded[at + 1 + hole : at + 1 + hole + _TRIO]
                if trio in ended:
                    yield from self._ended_doubts(folded, at, hole, trio)
            yield from self._inner_doubts(folded, at)

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

    def _inner_doubts(self, folded: str, at: int) -> Iterator[_Doubt]:
        """The terms of four whose second or third, and those of five whose third character differs."""
        if at == 0:
            return
        behind = folded[at + 1 : at + 3]
        for marked in self._terms.second.get(folded[at - 1] + behind, "").split(" "):
            if marked:
                yield from self._doubt_at(folded, at, folded[at - 1] + marked[1] + behind, at - 1, marked)
        before = folded[max(0, at - 2) : at]
        for marked in self._terms.third.get(before + behind[:1], "").split(" "):
            if marked and folded.startswith(marked[2:], at + 2):
                yield from self._doubt_at(folded, at, before + marked[1] + behind[0] + marked[2:], at - 2, marked)

    def _doubt_at(self, folded: str, at: int, term: str, begin: int, marked: str) -> Iterator[_Doubt]:
        if self._alike[folded[at] + term[at - begin]]:
            yield _doubt(at, term, begin, compound=marked[0] == COMPOUND)

    def _short_doubts(self, folded: str, places: Iterable[int]) -> Iterator[_Doubt]:
        """Stretches of three characters that differ from a term in the one at one of ``places``."""
        for at in places:
            for hole, table in enumerate(self._trios):
                begin = at - hole
                terms = table.get(folded[max(0, begin) : at] + folded[at + 1 : begin + _TRIO], ())
                for term in terms if begin >= 0 else ():
                    if folded[at] not in _LOOSE and term[hole] not in _LOOSE and self._alike[folded[at] + term[hole]]:
                        yield _doubt(at, term, begin, compound=False)

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
        pair = (char, right, exactly)
        alike = self._heard.get(pair)
        if alike is None:
            one, two = self._language.readings(char), self._language.readings(right)
            if not exactly:
                one, two = tuple(map(_confused, one)), tuple(map(_confused, two))
            alike = self._heard[pair] = not set(one).isdisjoint(two)
        return alike


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
