"""Wrong characters: where a text differs from a term of the rubric by one character that is a slip.

In a four-character term one wrong character always scores 75, whether it is a slip (出廷应诉) or another
institution (行政裁量 for 行政裁决). So similarity only proposes; the guard decides: the two characters must sound or
look alike, and the differing piece must be no real word. jieba's dictionary and the rubric's own vocabulary tell. The
dictionaries are read on the first doubtful piece only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz.distance import Hamming

_MIN_TERM = 4
# Terms of three characters count only where jieba's dictionary or the lexicon knows them as words.
_SHORT_TERM = re.compile(r"[\u4e00-\u9fff]{3}")
_TERM = re.compile(r"[\u4e00-\u9fff](?:[\u4e00-\u9fff]|、(?=[\u4e00-\u9fff])){3,}")
# So much of a term is right around the slip that even a real word (随即 in 双随即、一公开) is one.
_CERTAIN = 6
_LONGEST_WORD = 8
# The count that jieba gives to words its corpus never held; most of them are names.
_RARE = 3
# Readings come with the usual ones first; the rest belong to old texts and names (免 also as wan).
_COMMON_READINGS = 2
_NUMERALS = frozenset("一二三四五六七八九十百千万两几各每数0123456789")
# Grammar words stand everywhere and are never a slip for part of a term.
_GRAMMAR = frozenset("的了与和及在等是为把被对从向由以并或不有中上下之其于着过")
# Between two words of a compound these make a phrase of their own (报县人大, 平台向村).
_LOOSE = _GRAMMAR | frozenset("省市州县区旗镇乡村")


@cache
def _dictionary() -> frozenset[str]:
    """The words of jieba's dictionary; its own loader is not used because it writes a shared cache file."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        return frozenset()
    words = set()
    for line in (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        if len(word) > 1 and int(count) > _RARE:
            words.add(word)
    return frozenset(words)


@cache
def _readings(char: str) -> frozenset[str]:
    """The usual readings of a character, without tones."""
    # Imported here because its tables take a third of a second to load.
    from pypinyin import Style, pinyin

    return frozenset(pinyin(char, style=Style.NORMAL, heteronym=True)[0][:_COMMON_READINGS])


@cache
def _sounds(char: str) -> frozenset[str]:
    """The readings of a character; sounds that speakers and keyboards confuse are made one."""
    confused = (re.sub(r"^l", "n", re.sub(r"ng$", "n", one)) for one in _readings(char))
    return frozenset(re.sub(r"^([zcs])h", r"\1", one) for one in confused)


class TypoGuard:
    """Finds and judges slips against a fixed vocabulary; made once for a rubric, shared by all reports."""

    def __init__(
        self,
        terms: Iterable[str],
        distinct: Iterable[str],
        lookalikes: Iterable[str] = (),
        compounds: Iterable[str] = (),
        short: Iterable[str] = (),
    ) -> None:
        """``terms`` are the words that a slip may stand for, ``distinct`` those that are never a slip.

        ``lookalikes`` are groups of characters taken for one another by shape. ``compounds`` are short words that
        rules ask for one behind the other (政协 + 提案): a slip may stand in them too, but as no author wrote them,
        they are no proof that a word is real. ``short`` are words of three characters that are terms although no
        dictionary has them (双随机).
        """
        self._alike = {(one, two) for group in lookalikes for one in group for two in group if one != two}
        terms = frozenset(terms)
        written = {term for term in terms if _TERM.fullmatch(term)}
        self._short = frozenset(short)
        self._known = frozenset(written) | self._short | frozenset(distinct)
        self._compounds = frozenset(term for term in compounds if _TERM.fullmatch(term)) - written
        self._holed: dict[tuple[str, str], list[str]] = {}
        for term in sorted(self._short.union(one for one in terms if _SHORT_TERM.fullmatch(one))):
            for hole in range(len(term)):
                self._holed.setdefault((term[:hole], term[hole + 1 :]), []).append(term)
        self._halves: dict[str, list[tuple[str, int]]] = {}
        for term in sorted(written | self._compounds):
            half = len(term) // 2
            self._halves.setdefault(term[:half], []).append((term, 0))
            self._halves.setdefault(term[half:], []).append((term, half))

    def corrections(self, folded: str) -> dict[int, str]:
        """Folded offset to right character, for every slip in a text."""
        found: dict[int, str] = {}
        characters = frozenset(folded)
        for half, owners in self._halves.items():
            at = folded.find(half) if characters.issuperset(half) else -1
            while at >= 0:
                for term, offset in owners:
                    begin = at - offset
                    window = folded[begin : begin + len(term)] if begin >= 0 else ""
                    if window in self._known:
                        continue
                    if len(window) == len(term) and Hamming.distance(window, term, score_cutoff=1) == 1:
                        wrong = next(i for i, (one, two) in enumerate(zip(window, term, strict=True)) if one != two)
                        if begin + wrong not in found and self._is_slip(folded, begin, term, wrong):
                            found[begin + wrong] = term[wrong]
                at = folded.find(half, at + 1)
        corrected = "".join(found.get(offset, char) for offset, char in enumerate(folded)) if found else folded
        self._correct_short(corrected, found)
        return found

    def _correct_short(self, folded: str, found: dict[int, str]) -> None:
        """Add the slips in terms of three characters: each window of the text is looked up with one character out."""
        for begin in range(len(folded) - 2):
            window = folded[begin : begin + 3]
            for wrong in range(3):
                for term in self._holed.get((window[:wrong], window[wrong + 1 :]), ()):
                    if term == window or begin + wrong in found or {term[wrong], window[wrong]} & _LOOSE:
                        continue
                    is_word = term in self._short or term in _dictionary()
                    if is_word and self._is_slip(folded, begin, term, wrong):
                        found[begin + wrong] = term[wrong]

    def _is_slip(self, folded: str, begin: int, term: str, wrong: int) -> bool:
        char, right = folded[begin + wrong], term[wrong]
        if not "\u4e00" <= char <= "\u9fff" or {char, right} & _NUMERALS:
            return False
        if term in self._compounds and {char, right} & _LOOSE:
            return False
        alike = (char, right) in self._alike and char not in _GRAMMAR
        certain = len(term) >= _CERTAIN and term not in self._compounds
        # Three characters are soon met by chance, and real words are only overruled where the sounds are the very same.
        heard = _readings if certain or len(term) < _MIN_TERM else _sounds
        if not alike and not heard(char) & heard(right):
            return False
        position = begin + wrong
        if certain:
            return not any(word in self._known for word in _words_over(folded, position))
        return not any(word in self._known or word in _dictionary() for word in _words_over(folded, position))


def _words_over(folded: str, position: int) -> list[str]:
    """All stretches of two to eight characters that hold a position: any of them may be a real word."""
    return [
        folded[start : start + size]
        for size in range(2, _LONGEST_WORD + 1)
        for start in range(max(0, position - size + 1), position + 1)
        if start + size <= len(folded)
    ]
