"""Wrong characters: where a text differs from a term of the rubric by one character that is a slip.

In a four-character term one wrong character always scores 75, whether it is a slip (出廷应诉) or another
institution (行政裁量 for 行政裁决). So similarity only proposes; the guard decides: the two characters must sound or
look alike, and the differing piece must be no real word. jieba's dictionary and the rubric's own vocabulary tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from operator import add
from typing import NamedTuple

from scorer.language import Language
from scorer.matching.terms import BEFORE, BEHIND, COMPOUND_BEFORE, COMPOUND_BEHIND
from scorer.matching.words import WordSearch
from scorer.rubric import Terms

_MIN_TERM = 4
# So much of a term is right around the slip that even a real word (随即 in 双随即、一公开) is one.
_CERTAIN = 6
_LONGEST_WORD = 8
_NUMERALS = frozenset("一二三四五六七八九十百千万两几各每数0123456789")
# Grammar words stand everywhere and are never a slip for part of a term.
_GRAMMAR = frozenset("的了与和及在等是为把被对从向由以并或不有中上下之其于着过")
# Between two words of a compound these make a phrase of their own (报县人大, 平台向村).
_LOOSE = _GRAMMAR | frozenset("省市州县区旗镇乡村")


class _Rest(NamedTuple):
    """The other half of a term; ``order`` ranks it among all rests, by the places of half and term."""

    text: str
    compound: bool
    order: tuple[int, int]


class _Side(NamedTuple):
    """The rests on one side of a half: by the character next to it, and by all the other characters."""

    near: dict[str, list[_Rest]]
    far: dict[str, list[_Rest]]
    sizes: set[int]


class _Half(NamedTuple):
    behind: _Side
    before: _Side


class _Doubt(NamedTuple):
    """A stretch that differs from a term by one character: the folded offset of that, and what it should be."""

    order: tuple[int, ...]
    begin: int
    offset: int
    right: str
    length: int
    compound: bool


class TypoGuard:
    """Finds and judges slips against fixed terms; made once for a rubric, shared by all reports.

    ``search`` is told what to look for; its findings are asked for with each text.
    """

    def __init__(self, terms: Terms, lookalikes: Iterable[str], language: Language, search: WordSearch) -> None:
        """``lookalikes`` are groups of characters taken for one another by shape."""
        self._language = language
        self._search = search
        self._alike = {(one, two) for group in lookalikes for one in group for two in group if one != two}
        self._known = frozenset(terms.known)
        self._rests = {search.add(half): (number, rests) for number, (half, rests) in enumerate(terms.halves)}
        # Which terms have a half is read from it when a text first holds it: most halves never come up.
        self._halves: dict[int, _Half] = {}
        self._heard: dict[tuple[str, str, bool], bool] = {}
        self._holed: tuple[dict[int, list[str]], dict[str, list[str]], dict[int, list[str]]] = ({}, {}, {})
        for term in terms.trios:
            self._holed[0].setdefault(search.add(term[1:]), []).append(term)
            self._holed[1].setdefault(term[0] + term[2], []).append(term)
            self._holed[2].setdefault(search.add(term[:2]), []).append(term)

    def corrections(self, folded: str, found: Mapping[int, list[int]]) -> dict[int, str]:
        """Folded offset to right character, for every slip in a text; ``found`` is what the search found in it."""
        slips = self._settle(folded, self._doubts(folded, found), {})
        if slips:
            folded = "".join([slips.get(offset, char) for offset, char in enumerate(folded)])
            found = self._search.find(folded)
        return self._settle(folded, self._short_doubts(folded, found), slips)

    def _settle(self, folded: str, doubts: Iterable[_Doubt], slips: dict[int, str]) -> dict[int, str]:
        """Add the doubts that are slips; of those at one place the first in order."""
        for doubt in sorted([doubt for doubt in doubts if self._is_slip(folded, doubt)]):
            slips.setdefault(doubt.offset, doubt.right)
        return slips

    def _doubts(self, folded: str, found: Mapping[int, list[int]]) -> Iterator[_Doubt]:
        for piece in found.keys() & self._rests.keys():
            half = self._halves.get(piece)
            if half is None:
                half = self._halves[piece] = _read_half(*self._rests[piece])
            length = self._search.lengths[piece]
            if half.behind.sizes:
                yield from _doubts_behind(folded, half.behind, found[piece], length)
            if half.before.sizes:
                yield from _doubts_before(folded, half.before, found[piece], length)

    def _short_doubts(self, folded: str, found: Mapping[int, list[int]]) -> Iterator[_Doubt]:
        """Stretches that differ from a term of three characters in one."""
        first, middle, last = self._holed
        places = [(end - 2, 0, terms) for piece, terms in first.items() if piece in found for end in found[piece]]
        places += [(end - 1, 2, terms) for piece, terms in last.items() if piece in found for end in found[piece]]
        pairs = map(add, folded, folded[2:])
        places += [(begin, 1, middle[pair]) for begin, pair in enumerate(pairs) if pair in middle]
        for begin, wrong, terms in places:
            if 0 <= begin <= len(folded) - 3:
                char = folded[begin + wrong]
                for order, term in enumerate(terms):
                    right = term[wrong]
                    if char != right and char not in _LOOSE and right not in _LOOSE:
                        yield _Doubt((begin, wrong, order), begin, begin + wrong, right, 3, False)

    def _is_slip(self, folded: str, doubt: _Doubt) -> bool:
        char, right = folded[doubt.offset], doubt.right
        if not "\u4e00" <= char <= "\u9fff" or char in _NUMERALS or right in _NUMERALS:
            return False
        if doubt.compound and (char in _LOOSE or right in _LOOSE):
            return False
        certain = doubt.length >= _CERTAIN and not doubt.compound
        # Three characters are soon met by chance, and real words are only overruled where the sounds are the very same.
        exactly = certain or doubt.length < _MIN_TERM
        if not ((char, right) in self._alike and char not in _GRAMMAR) and not self._sound_alike(char, right, exactly):
            return False
        if doubt.length >= _MIN_TERM and folded[doubt.begin : doubt.begin + doubt.length] in self._known:
            return False
        over = _words_over(folded, doubt.offset)
        if any([word in self._known for word in over]):
            return False
        return certain or not any(self._language.is_word(word) for word in over)

    def _sound_alike(self, char: str, right: str, exactly: bool) -> bool:
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


def _read_half(number: int, rests: str) -> _Half:
    """The rests of a half, as :class:`Terms` keeps them, laid out for the search."""
    half = _Half(_Side({}, {}, set()), _Side({}, {}, set()))
    for turn, marked in enumerate(rests.split(" ")):
        mark, text = marked[0], marked[1:]
        rest = _Rest(text, mark in (COMPOUND_BEHIND, COMPOUND_BEFORE), (number, turn))
        if mark in (BEHIND, COMPOUND_BEHIND):
            side, near, far = half.behind, text[0], text[1:]
        else:
            side, near, far = half.before, text[-1], text[:-1]
        side.near.setdefault(near, []).append(rest)
        side.far.setdefault(far, []).append(rest)
        side.sizes.add(len(far))
    return half


def _doubts_behind(folded: str, side: _Side, ends: Iterable[int], length: int) -> Iterator[_Doubt]:
    """Where a half stands and the rest that should follow differs in one character."""
    for end in ends:
        place = end + 1
        begin = place - length
        for rest in side.near.get(folded[place : place + 1], ()):
            window = folded[place : place + len(rest.text)]
            if window != rest.text and (wrong := _only_difference(window, rest.text)) >= 0:
                yield _doubt(rest, begin, place + wrong, rest.text[wrong], length, begin)
        for size in side.sizes:
            for rest in side.far.get(folded[place + 1 : place + 1 + size], ()):
                if folded[place] != rest.text[0]:
                    yield _doubt(rest, begin, place, rest.text[0], length, begin)


def _doubts_before(folded: str, side: _Side, ends: Iterable[int], length: int) -> Iterator[_Doubt]:
    """Where a half stands and the rest that should precede it differs in one character."""
    for end in ends:
        place = end - length + 1
        for rest in side.near.get(folded[place - 1 : place], ()):
            begin = place - len(rest.text)
            window = folded[max(0, begin) : place]
            if window != rest.text and (wrong := _only_difference(window, rest.text)) >= 0:
                yield _doubt(rest, begin, begin + wrong, rest.text[wrong], length, place)
        for size in side.sizes:
            if place > size:
                for rest in side.far.get(folded[place - 1 - size : place - 1], ()):
                    if folded[place - 1] != rest.text[-1]:
                        yield _doubt(rest, place - 1 - size, place - 1, rest.text[-1], length, place)


def _doubt(rest: _Rest, begin: int, offset: int, right: str, length: int, place: int) -> _Doubt:
    number, turn = rest.order
    return _Doubt((number, place, turn), begin, offset, right, length + len(rest.text), rest.compound)


def _only_difference(window: str, text: str) -> int:
    """The index of the only character in which two texts of one length differ; -1 where they differ otherwise."""
    if len(window) != len(text):
        return -1
    wrong = -1
    for index, (one, two) in enumerate(zip(window, text, strict=True)):
        if one != two:
            if wrong >= 0:
                return -1
            wrong = index
    return wrong


def _words_over(folded: str, position: int) -> list[str]:
    """All stretches of two to eight characters that hold a position: any of them may be a real word."""
    return [
        folded[start : start + size]
        for size in range(2, _LONGEST_WORD + 1)
        for start in range(max(0, position - size + 1), position + 1)
        if start + size <= len(folded)
    ]
