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

MIN_TERM = 4
_HAN_TERM = re.compile(r"[\u4e00-\u9fff]{4,}")
# The count that jieba gives to words its corpus never held; most of them are names.
_RARE = 3
# Readings come with the usual ones first; the rest belong to old texts and names (免 also as wan).
_COMMON_READINGS = 2
_NUMERALS = frozenset("一二三四五六七八九十百千万两几各每数0123456789")
# Grammar words stand everywhere and are never a slip for part of a term.
_GRAMMAR = frozenset("的了与和及在等是为把被对从向由以并或不有中上下之其于着过")


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
def _sounds(char: str) -> frozenset[str]:
    """The readings of a character without tones; sounds that speakers and keyboards confuse are made one."""
    # Imported here because its tables take a third of a second to load.
    from pypinyin import Style, pinyin

    readings = pinyin(char, style=Style.NORMAL, heteronym=True)[0][:_COMMON_READINGS]
    return frozenset(re.sub(r"^([zcs])h", r"\1", re.sub(r"^l", "n", re.sub(r"ng$", "n", one))) for one in readings)


class TypoGuard:
    """Finds and judges slips against a fixed vocabulary; made once for a rubric, shared by all reports."""

    def __init__(self, terms: Iterable[str], distinct: Iterable[str], lookalikes: Iterable[str] = ()) -> None:
        """``terms`` are the words that a slip may stand for, ``distinct`` those that are never a slip.

        ``lookalikes`` are groups of characters taken for one another by shape.
        """
        self._alike = {(one, two) for group in lookalikes for one in group for two in group if one != two}
        self._terms = tuple(sorted({term for term in terms if _HAN_TERM.fullmatch(term)}))
        self._known = frozenset(self._terms) | frozenset(distinct)
        self._halves: dict[str, list[tuple[str, int]]] = {}
        for term in self._terms:
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
                    if len(window) == len(term) and Hamming.distance(window, term, score_cutoff=1) == 1:
                        wrong = next(i for i, (one, two) in enumerate(zip(window, term, strict=True)) if one != two)
                        if begin + wrong not in found and self._is_slip(folded, begin, term, wrong):
                            found[begin + wrong] = term[wrong]
                at = folded.find(half, at + 1)
        return found

    def _is_slip(self, folded: str, begin: int, term: str, wrong: int) -> bool:
        char, right = folded[begin + wrong], term[wrong]
        if not "\u4e00" <= char <= "\u9fff" or {char, right} & _NUMERALS:
            return False
        alike = (char, right) in self._alike and char not in _GRAMMAR
        if not alike and not _sounds(char) & _sounds(right):
            return False
        position = begin + wrong
        return not any(word in self._known or word in _dictionary() for word in _words_over(folded, position))


def _words_over(folded: str, position: int) -> list[str]:
    """All stretches of two to six characters that hold a position: any of them may be a real word."""
    return [
        folded[start : start + size]
        for size in range(2, 7)
        for start in range(max(0, position - size + 1), position + 1)
        if start + size <= len(folded)
    ]
