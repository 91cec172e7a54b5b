"""Wrong characters: where a text differs from a term of the rubric by one character that is a slip.

In a four-character term one wrong character always scores 75, whether it is a slip (出廷应诉) or another
institution (行政裁量 for 行政裁决). So similarity only proposes; the guard decides: the two characters must sound or
look alike, and the differing piece must be no real word. jieba's dictionary and the rubric's own vocabulary tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import compress, count, repeat
from operator import contains, ne, not_, or_
from typing import NamedTuple

from scorer.language import Language
from scorer.rubric import Terms
from scorer.text import is_han

# Among what is left of terms this stands behind that of compounds, which are proof of no real word.
COMPOUNDS = "+"
# So much of a term is right around a slip that even a real word (随即 in 双随即、一公开) is one.
CERTAIN = 6
_MIN_TERM = 4
_LONGEST_WORD = 8
# Terms that are not certain begin and end with two characters and have at most four more.
_END = 2
_MOST_BETWEEN = 4
_TRIO = 3
# No piece of a term: neither this nor the blank between them stands in a folded text.
_MARGIN = "\n" * 8
# So many answers are remembered, a few megabytes; a report asks for about two thousand.
_MOST_PAIRS = 50_000
_NUMERALS = frozenset("一二三四五六七八九十百千万两几各每数0123456789")
# Grammar words stand everywhere and are never a slip for part of a term.
_GRAMMAR = frozenset("的了与和及在等是为把被对从向由以并或不有中上下之其于着过")
# Between two words of a compound these make a phrase of their own (报县人大, 平台向村).
_LOOSE = _GRAMMAR | frozenset("省市州县区旗镇乡村")


class _Doubt(NamedTuple):
    """A stretch that differs from a term by one character: offsets of that and of the stretch, margins counted.

    Of several doubts about one character the one about the longest term comes first.
    """

    offset: int
    shortness: int
    term: str
    begin: int
    compound: bool


class _Answers(dict[str, bool]):
    """What is asked about two characters, written side by side: once for each pair."""

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
        self._lookalikes: dict[str, set[str]] = {}
        for group in lookalikes:
            for one in group:
                self._lookalikes.setdefault(one, set()).update(group.replace(one, ""))
        self._terms = terms
        # There are only so many Han characters.
        self._sounds = cache(self._find_sounds)
        self._alike = _Answers(self._may_be)
        self._behind = _Answers(lambda before, char: self._may_replace(char, self._terms.behind.get(before, "")))
        self._before = _Answers(lambda char, behind: self._may_replace(char, self._terms.before.get(behind, "")))
        self._trios: tuple[dict[str, list[str]], ...] = ({}, {}, {})
        for term in terms.trios:
            for hole, table in enumerate(self._trios):
                table.setdefault(term[:hole] + term[hole + 1 :], []).append(term)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._terms.known.split())

    def corrections(self, folded: str, found: Mapping[str, list[int]]) -> dict[int, str]:
        """Folded offset to right character, for every slip in a text; ``found`` is where words and halves end."""
        # With margins, no stretch reaches over the ends.
        wide = f"{_MARGIN}{folded}{_MARGIN}"
        places = self._doubtful(wide)
        slips = self._settle(wide, [*self._certain_doubts(wide, found), *self._doubts(wide, *places)], {})
        if slips:
            wide = "".join([slips.get(offset, char) for offset, char in enumerate(wide)])
            places = self._doubtful(wide)
        slips = self._settle(wide, self._short_doubts(wide, *places), slips)
        return {offset - len(_MARGIN): right for offset, right in slips.items()}

    def _settle(self, wide: str, doubts: Iterable[_Doubt], slips: dict[int, str]) -> dict[int, str]:
        """Add the doubts that are slips; of those about one character the first in order."""
        for doubt in sorted([doubt for doubt in doubts if self._is_slip(wide, doubt)]):
            slips.setdefault(doubt.offset, doubt.term[doubt.offset - doubt.begin])
        return slips

    def _doubtful(self, wide: str) -> tuple[list[int], list[int]]:
        """The offsets of strange characters that may be a slip behind the one before, and before the one behind.

        Any slip within a term is both, one for its first character the latter, one for its last the former.
        """
        places = self._strange(wide)
        behind = [at for at in places if self._behind[wide[at - 1 : at + 1]]]
        before = [at for at in places if self._before[wide[at : at + 2]]]
        return behind, before

    def _strange(self, wide: str) -> list[int]:
        """The offsets of the Han characters that make a word neither with the one before nor with the one behind."""
        seconds = map(self._language.pairs().get, wide, repeat(""))
        joined = [*map(contains, seconds, wide[1:])]
        alone = map(not_, map(or_, [False, *joined], [*joined, False]))
        return [offset for offset in compress(count(), alone) if is_han(wide[offset])]

    def _certain_doubts(self, wide: str, found: Mapping[str, list[int]]) -> Iterator[_Doubt]:
        """Stretches that differ in one character from a long term, by whatever characters that is."""
        begun, ended = self._terms.certain_begun, self._terms.certain_ended
        behind = len(_MARGIN) + 1
        for half in found.keys() & begun.keys():
            for rest in begun[half].split():
                for start, at in _one_off(wide, rest, found[half], behind):
                    yield from self._doubt_at(wide, at, half + rest, start - len(half))
        for half in found.keys() & ended.keys():
            for rest in ended[half].split():
                term = rest + half
                for start, at in _one_off(wide, rest, found[half], behind - len(term)):
                    yield from self._doubt_at(wide, at, term, start)

    def _doubts(self, wide: str, behind: Sequence[int], before: Sequence[int]) -> Iterator[_Doubt]:
        """Stretches of four to six characters that differ from a term in the one at one of these offsets."""
        begun, ended = self._terms.begun, self._terms.ended
        for hole in range(_MOST_BETWEEN):
            for at in behind:
                if (two := wide[at - hole - _END : at - hole]) in begun:
                    rests = _open_to(wide[at], begun[two])
                    piece = f" {wide[at - hole : at]}" if hole else wide[at + 1]
                    if piece in rests:
                        yield from self._begun_doubts(wide, at, hole, rests, piece)
            for at in before:
                if (two := wide[at + 1 + hole : at + 1 + hole + _END]) in ended:
                    rests = _open_to(wide[at], ended[two])
                    piece = f"{wide[at + 1 : at + 1 + hole]} " if hole else wide[at - 1]
                    if piece in rests:
                        yield from self._ended_doubts(wide, at, hole, rests, piece)

    def _begun_doubts(self, wide: str, at: int, hole: int, rests: str, piece: str) -> Iterator[_Doubt]:
        """The terms that begin as the text does and go on, but for the ``hole``-th character of the rest, as it does.

        In the rests a ``piece`` is beside the wrong character.
        """
        begin = at - hole - _END
        for place in self._rights(rests, piece, len(piece) if hole else -1, wide[at : at + 2], hole, 1):
            behind = rests[place + 1 : rests.index(" ", place)]
            if wide.startswith(behind, at + 1):
                term = wide[begin:at] + rests[place] + behind
                yield _doubt(at, term, begin, place < rests.find(COMPOUNDS))

    def _ended_doubts(self, wide: str, at: int, hole: int, rests: str, piece: str) -> Iterator[_Doubt]:
        """The terms that end as the text does and are, but for the ``hole``-th last of the rest, as it is before."""
        for place in self._rights(rests, piece, -1 if hole else 1, wide[at] + wide[at - 1], hole, -1):
            before = rests[rests.rindex(" ", 0, place) + 1 : place]
            if wide.startswith(before, at - len(before)):
                term = before + rests[place] + wide[at + 1 : at + 1 + hole + _END]
                yield _doubt(at, term, at - len(before), place < rests.find(COMPOUNDS))

    def _rights(self, rests: str, piece: str, shift: int, pair: str, hole: int, step: int) -> Iterator[int]:
        """Where in rests a character stands that the first of ``pair`` may be a slip for, so far from a ``piece``.

        In the direction of ``step`` the rest ends there or goes on with the second of the pair; in the other it is
        ``hole`` characters long.
        """
        char, ends = pair[0], " " + pair[1]
        found = rests.find(piece)
        while found >= 0:
            place = found + shift
            right = rests[place]
            if (
                right != " "
                and rests[place + step] in ends
                and rests[place - step * (hole + 1)] == " "
                and self._alike[char + right]
            ):
                yield place
            found = rests.find(piece, found + 1)

    def _doubt_at(self, wide: str, at: int, term: str, begin: int) -> Iterator[_Doubt]:
        if self._alike[wide[at] + term[at - begin]]:
            yield _doubt(at, term, begin, compound=False)

    def _short_doubts(self, wide: str, behind: Sequence[int], before: Sequence[int]) -> Iterator[_Doubt]:
        """Stretches of three characters that differ from a term in the one at one of these offsets."""
        for hole, table in enumerate(self._trios):
            for at in behind if hole else before:
                others = wide[at - hole : at] + wide[at + 1 : at - hole + _TRIO]
                if others in table and wide[at] not in _LOOSE:
                    for term in table[others]:
                        if term[hole] not in _LOOSE:
                            yield from self._doubt_at(wide, at, term, at - hole)

    def _may_replace(self, char: str, rights: str) -> bool:
        """Whether a character may be a slip for any that are read so; never wrongly no."""
        return bool(rights) and any([sound in rights for sound in self._sounds(char)])

    def _find_sounds(self, char: str) -> list[str]:
        """How those are read, between blanks, that a character may be a slip for; all are where that is not at hand."""
        if char in _NUMERALS:
            return []
        read = [self._language.readings_at_hand(one) for one in (char, *self._lookalikes.get(char, ()))]
        return [f" {confused(reading)} " for one in read for reading in one] if all(read) else [" "]

    def _may_be(self, char: str, right: str) -> bool:
        """Whether a character may be a slip for another in any term at all."""
        if char == right or not is_han(char) or not is_han(right) or char in _NUMERALS or right in _NUMERALS:
            return False
        return self._look_alike(char, right) or self._sound_alike(char, right, exactly=False)

    def _is_slip(self, wide: str, doubt: _Doubt) -> bool:
        char, right, length = wide[doubt.offset], doubt.term[doubt.offset - doubt.begin], len(doubt.term)
        if doubt.compound and (char in _LOOSE or right in _LOOSE):
            return False
        certain = length >= CERTAIN and not doubt.compound
        # Three characters are soon met by chance, and real words are only overruled where the sounds are the very same.
        exactly = certain or length < _MIN_TERM
        if not self._look_alike(char, right) and not self._sound_alike(char, right, exactly=exactly):
            return False
        if length >= _MIN_TERM and wide[doubt.begin : doubt.begin + length] in self._known:
            return False
        over = _words_over(wide, doubt.offset)
        if any([word in self._known for word in over]):
            return False
        return certain or not any(self._language.is_word(word) for word in over)

    def _look_alike(self, char: str, right: str) -> bool:
        return right in self._lookalikes.get(char, ()) and char not in _GRAMMAR

    def _sound_alike(self, char: str, right: str, *, exactly: bool) -> bool:
        one, two = self._language.readings(char), self._language.readings(right)
        if exactly:
            return not set(one).isdisjoint(two)
        return not set(map(confused, one)).isdisjoint(map(confused, two))


@cache
def confused(reading: str) -> str:
    """A reading with those sounds made one that speakers and keyboards confuse."""
    if reading.startswith("l"):
        reading = "n" + reading[1:]
    elif reading.startswith(("zh", "ch", "sh")):
        reading = reading[0] + reading[2:]
    return reading.removesuffix("g") if reading.endswith("ng") else reading


def _open_to(char: str, rests: str) -> str:
    """Without those of compounds, where a character is never a slip in one."""
    return rests[rests.find(COMPOUNDS) + 1 :] if char in _LOOSE else rests


def _doubt(at: int, term: str, begin: int, compound: bool) -> _Doubt:
    return _Doubt(at, -len(term), term, begin, compound)


def _one_off(wide: str, rest: str, ends: Iterable[int], shift: int) -> Iterator[tuple[int, int]]:
    """Where so far from ``ends`` the text differs from what is left of a term in one character, and where in that."""
    middle = len(rest) // 2
    first, second = rest[:middle], rest[middle:]
    for end in ends:
        start = end + shift
        # Most stretches are right or wholly different; of one with a single wrong character one half is right.
        if wide.startswith(first, start) != wide.startswith(second, start + middle) and start >= 0:
            wrong = [*map(ne, wide[start : start + len(rest)], rest)]
            if sum(wrong) == 1:
                yield start, start + wrong.index(True)


def _words_over(wide: str, position: int) -> list[str]:
    """All stretches of two to eight characters that hold a position: any of them may be a real word."""
    return [
        wide[start : start + size]
        for size in range(2, _LONGEST_WORD + 1)
        for start in range(position - size + 1, position + 1)
    ]
