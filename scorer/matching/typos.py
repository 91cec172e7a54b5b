"""Wrong characters: where a text differs from a term of the rubric by one character that is a slip.

In a four-character term one wrong character always scores 75, whether it is a slip (出廷应诉) or another
institution (行政裁量 for 行政裁决). So similarity only proposes; the guard decides: the two characters must sound or
look alike, and the differing piece must be no real word. jieba's dictionary and the rubric's own vocabulary tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import compress, count
from operator import add
from typing import NamedTuple

from scorer.language import Language
from scorer.matching.terms import COMPOUND
from scorer.matching.words import WordSearch
from scorer.rubric import Terms
from scorer.text import is_han

_MIN_TERM = 4
# So much of a term is right around the slip that even a real word (随即 in 双随即、一公开) is one.
_CERTAIN = 6
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


class _Rests(NamedTuple):
    """What is left of terms besides three characters, read away from these.

    ``holed`` has each rest under its text without one character, for each of its characters: which that is, what it is,
    the whole rest, and whether the term is a compound. ``sizes`` are the lengths of the rests.
    """

    holed: dict[str, list[tuple[int, str, str, bool]]]
    sizes: list[int]


class _RestTable(dict[str, _Rests]):
    """Rests by the three characters; read from the joined form when a text first holds these: most never come up."""

    def __init__(self, joined: Mapping[str, str], *, backwards: bool = False) -> None:
        self.joined = joined
        self._step = -1 if backwards else 1

    def __missing__(self, key: str) -> _Rests:
        holed: dict[str, list[tuple[int, str, str, bool]]] = {}
        sizes = set()
        for marked in self.joined[key].split(" "):
            rest = marked[1:][:: self._step]
            sizes.add(len(rest))
            for hole, char in enumerate(rest):
                place = (hole, char, rest, marked[0] == COMPOUND)
                holed.setdefault(f"{rest[:hole]} {rest[hole + 1 :]}", []).append(place)
        self[key] = rests = _Rests(holed, sorted(sizes))
        return rests


class TypoGuard:
    """Finds and judges slips against fixed terms; made once for a rubric, shared by all reports."""

    def __init__(self, terms: Terms, lookalikes: Iterable[str], language: Language) -> None:
        """``lookalikes`` are groups of characters taken for one another by shape."""
        self._language = language
        self._lookalikes = {(one, two) for group in lookalikes for one in group for two in group if one != two}
        self._known = frozenset(terms.known)
        self._begun, self._ended = _RestTable(terms.begun), _RestTable(terms.ended, backwards=True)
        self._second, self._third = terms.second, terms.third
        self._heard: dict[tuple[str, str, bool], bool] = {}
        self._alike = _Alike(self._may_be)
        self._begun_trios: dict[str, list[str]] = defaultdict(list)
        self._ended_trios: dict[str, list[str]] = defaultdict(list)
        self._split_trios: dict[str, list[str]] = defaultdict(list)
        for term in terms.trios:
            self._begun_trios[term[:2]].append(term)
            self._ended_trios[term[1:]].append(term)
            self._split_trios[term[0] + term[2]].append(term)
        self._before_second = {key[1:] for key in terms.second}
        self._before_third = {key[:2] for key in terms.third}

    def pieces(self) -> set[str]:
        """The pieces of terms that a text must be searched for before :meth:`corrections`."""
        return {
            *self._begun.joined, *self._ended.joined, *self._begun_trios, *self._ended_trios,
            *self._before_second, *self._before_third,
        }  # fmt: skip

    def corrections(self, folded: str, found: Mapping[str, list[int]], search: WordSearch) -> dict[int, str]:
        """Folded offset to right character, for every slip in a text; ``found`` is what ``search`` found in it."""
        slips = self._settle(folded, self._doubts(folded, found), {})
        if slips:
            folded = "".join([slips.get(offset, char) for offset, char in enumerate(folded)])
            found = search.find(folded)
        return self._settle(folded, self._short_doubts(folded, found), slips)

    def _settle(self, folded: str, doubts: Iterable[_Doubt], slips: dict[int, str]) -> dict[int, str]:
        """Add the doubts that are slips; of those about one character the first in order."""
        for doubt in sorted([doubt for doubt in doubts if self._is_slip(folded, doubt)]):
            slips.setdefault(doubt.offset, doubt.term[doubt.offset - doubt.begin])
        return slips

    def _doubts(self, folded: str, found: Mapping[str, list[int]]) -> Iterator[_Doubt]:
        """Stretches of four and more characters that differ from a term in one."""
        alike = self._alike
        for trio in found.keys() & self._begun.joined.keys():
            rests = self._begun[trio]
            longest = rests.sizes[-1]
            for end in found[trio]:
                for rest, wrong, compound in _near_misses(folded[end + 1 : end + 1 + longest], rests, alike):
                    yield _doubt(end + 1 + wrong, trio + rest, end + 1 - _TRIO, compound)
        for trio in found.keys() & self._ended.joined.keys():
            rests = self._ended[trio]
            longest = rests.sizes[-1]
            for end in found[trio]:
                start = end + 1 - _TRIO
                ahead = folded[max(0, start - longest) : start][::-1]
                for rest, wrong, compound in _near_misses(ahead, rests, alike):
                    yield _doubt(start - 1 - wrong, rest[::-1] + trio, start - len(rest), compound)
        yield from self._inner_doubts(folded, found)

    def _inner_doubts(self, folded: str, found: Mapping[str, list[int]]) -> Iterator[_Doubt]:
        """Those where the second or third character of four or the third of five differs."""
        for pair in found.keys() & self._before_second:
            for end in found[pair]:
                key = folded[end - 3 : end - 2] + pair
                for marked in self._second[key].split(" ") if key in self._second else ():
                    if self._alike[folded[end - 2] + marked[1]]:
                        yield _doubt(end - 2, folded[end - 3] + marked[1] + pair, end - 3, marked[0] == COMPOUND)
        for pair in found.keys() & self._before_third:
            for end in found[pair]:
                key = pair + folded[end + 2 : end + 3]
                for marked in self._third[key].split(" ") if key in self._third else ():
                    if self._alike[folded[end + 1] + marked[1]] and folded.startswith(marked[2:], end + 3):
                        term = pair + marked[1] + folded[end + 2] + marked[2:]
                        yield _doubt(end + 1, term, end - 1, marked[0] == COMPOUND)

    def _short_doubts(self, folded: str, found: Mapping[str, list[int]]) -> Iterator[_Doubt]:
        """Stretches that differ from a term of three characters in one."""
        places = [
            (end - 1, 2, terms)
            for pair, terms in self._begun_trios.items()
            for end in found.get(pair, ())
            if end + 1 < len(folded)
        ]
        places += [
            (end - 2, 0, terms) for pair, terms in self._ended_trios.items() for end in found.get(pair, ()) if end > 1
        ]
        split = compress(count(), map(self._split_trios.__contains__, map(add, folded, folded[2:])))
        places += [(begin, 1, self._split_trios[folded[begin] + folded[begin + 2]]) for begin in split]
        for begin, wrong, terms in places:
            char = folded[begin + wrong]
            for term in terms:
                if self._alike[char + term[wrong]] and char not in _LOOSE and term[wrong] not in _LOOSE:
                    yield _doubt(begin + wrong, term, begin, compound=False)

    def _may_be(self, char: str, right: str) -> bool:
        """Whether a character may be a slip for another in any term at all."""
        if char == right or not is_han(char) or not is_han(right) or char in _NUMERALS or right in _NUMERALS:
            return False
        return self._look_alike(char, right) or self._sound_alike(char, right, exactly=False)

    def _is_slip(self, folded: str, doubt: _Doubt) -> bool:
        char, right, length = folded[doubt.offset], doubt.term[doubt.offset - doubt.begin], len(doubt.term)
        if doubt.compound and (char in _LOOSE or right in _LOOSE):
            return False
        certain = length >= _CERTAIN and not doubt.compound
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


def _near_misses(ahead: str, rests: _Rests, alike: _Alike) -> list[tuple[str, int, bool]]:
    """The rests that differ from what lies ahead in one character that may be a slip: text, index of that, compound."""
    found = []
    holed = rests.holed
    for size in rests.sizes:
        if size > len(ahead):
            break
        for hole in range(size):
            for place, right, rest, compound in holed.get(f"{ahead[:hole]} {ahead[hole + 1 : size]}", ()):
                if place == hole and alike[ahead[hole] + right]:
                    found.append((rest, hole, compound))
    return found


def _words_over(folded: str, position: int) -> list[str]:
    """All stretches of two to eight characters that hold a position: any of them may be a real word."""
    return [
        folded[start : start + size]
        for size in range(2, _LONGEST_WORD + 1)
        for start in range(max(0, position - size + 1), position + 1)
        if start + size <= len(folded)
    ]
